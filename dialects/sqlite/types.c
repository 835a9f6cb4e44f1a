/* Types in SQLite are words that decide an affinity; any word is legal and is kept as it was written. */
#include <string.h>
#include "dialects/sqlite/sqlite.h"

/* Behind a comment, or s when none begins there. */
static const char *skip_comment(const char *s) {
    if (pl_starts(s, "--"))
        return s + strcspn(s, "\n");
    if (!pl_starts(s, "/*"))
        return s;
    const char *end = strstr(s + 2, "*/");
    return end ? end + 2 : s + strlen(s);
}

/* Letter case, blanks and comments mean nothing; the words stay. */
const char *pl_sqlite_type(struct pl *pl, const char *type) {
    struct pl_text t = { .pl = pl };
    char quote = 0;                                    /* a type may be a quoted word, and that may look like a comment */
    for (const char *s = type; *s;) {
        const char *after = quote ? s : skip_comment(s);
        if (quote ? *s == quote : *s == '\'' || *s == '"' || *s == '`')
            quote = quote ? 0 : *s;
        bool blank = after != s || *s == ' ' || *s == '\t' || *s == '\n' || *s == '\r' || *s == '\f' || *s == '\v';
        if (!blank)
            pl_addc(&t, *s);
        else if (t.len && t.s[t.len - 1] != ' ')
            pl_addc(&t, ' ');
        s = after != s ? after : s + 1;
    }
    while (t.len && t.s[t.len - 1] == ' ')
        t.s[--t.len] = '\0';
    return pl_text(&t);
}

/* Only the words whose affinity would change the values: uuid, json and timestamptz would be NUMERIC and turn digits into
 * numbers. The others keep the author's word, whose affinity is right. */
const char *pl_sqlite_portable(struct pl *pl, const char *type) {
    static const struct { const char *word, *own; } rows[] = {
        { "bytes", "BLOB" }, { "uuid", "TEXT" }, { "json", "TEXT" }, { "jsonb", "TEXT" }, { "timestamptz", "TEXT" }, { "timetz", "TEXT" },
    };
    (void)pl;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (pl_same_nocase(type, rows[i].word))
            return rows[i].own;
    return NULL;
}

enum affinity { AFF_BLOB, AFF_TEXT, AFF_NUMERIC, AFF_INTEGER, AFF_REAL };

static bool has(const char *type, const char *word) {
    size_t n = strlen(word);
    for (; *type; type++)
        if (sqlite3_strnicmp(type, word, (int)n) == 0)
            return true;
    return false;
}

/* The five rules of "Determination of Column Affinity", in their order. */
static enum affinity affinity(const char *type) {
    if (has(type, "int"))
        return AFF_INTEGER;
    if (has(type, "char") || has(type, "clob") || has(type, "text"))
        return AFF_TEXT;
    if (has(type, "blob") || !*type || pl_same_nocase(type, "any"))
        return AFF_BLOB;
    return has(type, "real") || has(type, "floa") || has(type, "doub") ? AFF_REAL : AFF_NUMERIC;
}

/* Conversions that can be taken back: text of an integer is that integer, but text of a text '007' is not. */
bool pl_sqlite_covers(const char *wide, const char *narrow) {
    enum affinity w = affinity(wide), n = affinity(narrow);
    return w == n || w == AFF_BLOB || (w == AFF_TEXT && n == AFF_INTEGER) || (w == AFF_NUMERIC && (n == AFF_INTEGER || n == AFF_REAL));
}

bool pl_sqlite_is_rowid(const struct pl_node *c) {
    const struct pl_node *key = pl_first(c->parent, PL_PRIMARY_KEY), *part = key ? key->child : NULL;
    return part && !part->next && pl_same(pl_get(part, PL_PART_COLUMN), c->name) && !pl_is(part, PL_PART_ORDER)
           && pl_same_nocase(pl_get(c, PL_COLUMN_TYPE), "integer") && !pl_is(c->parent, PL_TABLE_WITHOUT_ROWID);
}

bool pl_sqlite_is_literal(const char *text) {
    struct pl_token t = pl_token_next(&text, false);
    if (t.kind == PL_T_SIGN && t.len == 1 && (*t.s == '-' || *t.s == '+')) {
        t = pl_token_next(&text, false);
        if (t.kind != PL_T_NUMBER)
            return false;
    }
    return (t.kind == PL_T_NUMBER || t.kind == PL_T_STRING || t.kind == PL_T_WORD || t.kind == PL_T_QUOTED)
           && pl_token_next(&text, false).kind == PL_T_END;
}

/* ---- portable models */

/* A column that is numbered by the server is INTEGER PRIMARY KEY AUTOINCREMENT here: that is what SQLite numbers. */
static bool adapt_identity(struct pl *pl, struct pl_realm *r, struct pl_node *table, struct pl_node *c) {
    struct pl_node *key = pl_first(table, PL_PRIMARY_KEY);
    if (!pl_is(c, PL_COLUMN_IDENTITY) && !pl_is(c, PL_COLUMN_AUTO_INCREMENT))
        return true;
    if (key && (!key->child || key->child->next || !pl_same(pl_get(key->child, PL_PART_COLUMN), c->name))) {
        pl_say(pl, PL_D_CANNOT_SAY, &c->place, "sqlite numbers only the column that is the whole primary key, not %s", pl_title(pl, c));
        return pl_hint(pl, "make it the primary key, or say identity for the other databases only: { postgres: always }");
    }
    if (!key) {
        key = pl_node_new(r, table, PL_PRIMARY_KEY, NULL);
        key->place = c->place;
        pl_set(pl_node_new(r, key, PL_PART, NULL), PL_PART_COLUMN, c->name);
    }
    for (int a = PL_COLUMN_IDENTITY; a <= PL_COLUMN_AUTO_INCREMENT; a++)
        pl_set(c, (enum pl_attr)a, NULL);
    pl_set(c, PL_COLUMN_AUTOINCREMENT, "true");
    pl_set(c, PL_COLUMN_TYPE, "INTEGER");
    pl_set(c, PL_COLUMN_NOT_NULL, NULL);               /* a rowid is never NULL, whether said or not */
    return true;
}

static const struct { const char *word, *own; } defaults[] = {
    { "now()", "CURRENT_TIMESTAMP" }, { "current_timestamp()", "CURRENT_TIMESTAMP" },
};

static void adapt_default(struct pl *pl, struct pl_node *c) {
    const char *text = pl_get(c, PL_COLUMN_DEFAULT);
    if (!text)
        return;
    for (size_t i = 0; i < sizeof defaults / sizeof *defaults; i++)
        if (pl_same_nocase(text, defaults[i].word)) {
            pl_set(c, PL_COLUMN_DEFAULT, defaults[i].own);
            return;
        }
    if (!pl_sqlite_is_literal(text) && !(text[0] == '(' && text[strlen(text) - 1] == ')'))
        pl_set(c, PL_COLUMN_DEFAULT, pl_format(pl, "(%s)", text));
}

/* A column of a declared enum is text that a check keeps to the labels. */
static void adapt_enum(struct pl *pl, struct pl_realm *r, struct pl_node *schema, struct pl_node *table, struct pl_node *c) {
    const char *type = pl_get(c, PL_COLUMN_TYPE), *at = NULL;
    struct pl_node *e = type ? pl_find(r, schema, PL_ENUM, type) : NULL;
    if (!e)
        return;
    struct pl_text check = { .pl = pl };
    pl_sqlite_quote_name(&check, c->name);
    pl_add(&check, " IN (");
    for (char *v; (v = pl_list_next(pl, pl_get(e, PL_ENUM_VALUES), &at));) {
        if (check.s[check.len - 1] != '(')
            pl_add(&check, ", ");
        char *quoted = sqlite3_mprintf("%Q", v);
        pl_add(&check, quoted ? quoted : "NULL");
        sqlite3_free(quoted);
    }
    pl_addc(&check, ')');
    struct pl_node *k = pl_node_new(r, table, PL_CHECK, NULL);
    k->place = c->place;
    pl_set(k, PL_CHECK_EXPRESSION, check.s);
    pl_set(c, PL_COLUMN_TYPE, "TEXT");
}

bool pl_sqlite_adapt(struct pl *pl, struct pl_realm *r, unsigned version, const char *schema_name) {
    (void)version;
    (void)schema_name;
    for (struct pl_node *schema = r->root->child; schema; schema = schema->next) {
        if (!pl_sqlite_adapt_statements(pl, schema))
            return false;
        PL_EACH(table, schema, PL_TABLE)
            PL_EACH(c, table, PL_COLUMN) {
                adapt_enum(pl, r, schema, table, c);
                adapt_default(pl, c);
                if (!adapt_identity(pl, r, table, c))
                    return false;
            }
        for (struct pl_node *e = pl_first(schema, PL_ENUM), *next; e; e = next) {
            next = pl_next(e);
            pl_remove(r, e);
        }
    }
    return true;
}
