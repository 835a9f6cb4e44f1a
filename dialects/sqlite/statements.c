/* What SQLite keeps as the statement that made it: triggers, virtual tables, views.
 *
 * The one idea: a statement is its text from the name on, because that is what SQLite keeps; TEMP, IF NOT EXISTS and the
 * schema in front of the name say nothing about the object. What ALTER TABLE .. RENAME will make of a text is not guessed:
 * a copy of the live schema in memory is renamed, and SQLite's own text is read back.
 */
#include <string.h>
#include "dialects/sqlite/sqlite.h"

struct head {
    char *name;
    const char *rest;              /* behind the name */
    char *text;                    /* the statement as SQLite keeps it */
};

static struct pl_token next(const char **at) {
    struct pl_token t = pl_token_next(at, false);
    const char *close = t.kind == PL_T_SIGN && *t.s == '[' ? strchr(t.s, ']') : NULL;
    if (close) {
        *at = close + 1;
        t = (struct pl_token){ PL_T_QUOTED, t.s, (size_t)(*at - t.s) };
    }
    return t;
}

static bool is(struct pl_token t, const char *word) {
    return t.kind == PL_T_WORD && t.len == strlen(word) && sqlite3_strnicmp(t.s, word, (int)t.len) == 0;
}

static char *name_of(struct pl *pl, struct pl_token t) {
    if (t.kind == PL_T_QUOTED && *t.s == '[')
        return pl_strndup(pl, t.s + 1, t.len - 2);
    if (t.kind == PL_T_STRING)
        t.kind = PL_T_QUOTED;
    return pl_token_name(pl, t);
}

/* The text up to its last token: without a semicolon, blanks and comments behind it. */
static char *up_to_end(struct pl *pl, const char *text) {
    const char *at = text, *end = text;
    for (struct pl_token t; (t = next(&at)).kind != PL_T_END;)
        if (!(t.kind == PL_T_SIGN && t.len == 1 && *t.s == ';'))
            end = at;
    return pl_strndup(pl, text, (size_t)(end - text));
}

/* CREATE [TEMP] `what` [IF NOT EXISTS] [schema.]name; false when the text is none. */
static bool read_head(struct pl *pl, const char *what, const char *text, struct head *h) {
    const char *at = text, *from = text;
    struct pl_token t = next(&at);
    bool made = is(t, "create");
    t = next(&at);
    if (is(t, "temp") || is(t, "temporary"))
        t = next(&at);
    for (const char *w = what; made && *w; w = strchr(w, ' ') ? strchr(w, ' ') + 1 : "") {
        made = is(t, pl_strndup(pl, w, strcspn(w, " ")));
        t = next(&at);
    }
    if (made && is(t, "if")) {
        next(&at);
        next(&at);
        t = next(&at);
    }
    const char *behind = at;
    struct pl_token dot = next(&behind);
    if (made && dot.kind == PL_T_SIGN && *dot.s == '.') {
        at = behind;
        t = next(&at);
    }
    from = t.s;
    if (!made || t.kind == PL_T_END || t.kind == PL_T_SIGN || t.kind == PL_T_NUMBER)
        return false;
    h->name = name_of(pl, t);
    h->rest = at;
    h->text = pl_format(pl, "CREATE %s %s", what, up_to_end(pl, from));
    return true;
}

/* The table behind ON. */
static char *table_of(struct pl *pl, const char *at) {
    for (struct pl_token t; (t = next(&at)).kind != PL_T_END;) {
        if (!is(t, "on"))
            continue;
        char *name = name_of(pl, next(&at));
        t = next(&at);
        return t.kind == PL_T_SIGN && *t.s == '.' ? name_of(pl, next(&at)) : name;
    }
    return NULL;
}

/* ---- models */

static const char *const words[PL_KINDS] = { [PL_TRIGGER] = "TRIGGER", [PL_VIRTUAL_TABLE] = "VIRTUAL TABLE" };

static bool adapt_one(struct pl *pl, struct pl_node *n, enum pl_attr a) {
    const char *text = pl_get(n, a);
    struct head h;
    if (!text)
        return true;
    if (!read_head(pl, words[n->kind], text, &h)) {
        pl_say(pl, PL_D_BAD_VALUE, &n->place, "the definition of %s is no CREATE %s statement", pl_title(pl, n), words[n->kind]);
        return pl_hint(pl, "write it as sqlite keeps it: CREATE %s %s ...", words[n->kind], n->name);
    }
    if (!pl_same_nocase(h.name, n->name))
        return pl_say(pl, PL_D_BAD_VALUE, &n->place, "the definition of %s makes one called \"%s\"", pl_title(pl, n), h.name);
    const char *table = n->kind == PL_TRIGGER ? table_of(pl, h.rest) : NULL;
    if (table && !pl_same_nocase(table, n->parent->name)) {
        pl_say(pl, PL_D_BAD_VALUE, &n->place, "the definition of %s makes one on \"%s\"", pl_title(pl, n), table);
        return pl_hint(pl, "say it below the table or view that it is on");
    }
    pl_set(n, a, h.text);
    return true;
}

bool pl_sqlite_adapt_statements(struct pl *pl, struct pl_node *schema) {
    bool ok = true;
    for (struct pl_node *n = schema->child; n; n = n->next) {
        if (n->kind == PL_VIRTUAL_TABLE)
            ok &= adapt_one(pl, n, PL_VIRTUAL_TABLE_DEFINITION);
        PL_EACH(trigger, n, PL_TRIGGER)
            ok &= adapt_one(pl, trigger, PL_TRIGGER_DEFINITION);
    }
    return ok;
}

/* ---- a copy of the live schema in memory, under its new names */

static bool run(sqlite3 *memory, const char *sql) {
    return sqlite3_exec(memory, sql, NULL, NULL, NULL) == SQLITE_OK;
}

/* What cannot be made here (a module or a function of the program's own) is left out: its text then stays as it is. */
static void make_all(struct pl_script *s, sqlite3 *memory, struct pl_node *parent, enum pl_kind kind) {
    PL_EACH(n, parent, kind) {
        struct pl_change c = { .op = PL_ADD, .to = n, .slots = PL_S_ALL };
        run(memory, pl_render(s, pl_rule_find(s, PL_ADD, &c, PL_S_ALL)->sql, &c));
    }
}

static bool renamed(const struct pl_node *n) {
    return n->mate && strcmp(n->mate->name, n->name) != 0;
}

static bool rename_one(struct pl_script *s, sqlite3 *memory, struct pl_node *n) {
    struct pl_change c = { .op = PL_RENAME, .from = n, .to = n->mate, .slots = PL_S_NAME };
    return renamed(n) && run(memory, pl_render(s, pl_rule_find(s, PL_RENAME, &c, PL_S_NAME)->sql, &c));
}

/* Names that others are about to give up need another round. */
static void rename_all(struct pl_script *s, sqlite3 *memory, struct pl_node *parent, enum pl_kind kind) {
    for (bool any = true; any;) {
        any = false;
        PL_EACH(n, parent, kind)
            any |= rename_one(s, memory, n);
    }
}

static bool any_renamed(struct pl_node *schema) {
    for (struct pl_node *n = schema->child; n; n = n->next) {
        if (renamed(n))
            return true;
        PL_EACH(c, n, PL_COLUMN)
            if (renamed(c))
                return true;
    }
    return false;
}

static void give_new_names(struct pl *pl, const struct pl_realm *live, unsigned version, sqlite3 *memory) {
    struct pl_node *schema = pl_find(live, live->root, PL_SCHEMA, "");
    struct pl_script s = { .pl = pl, .dialect = pl_dialect_named("sqlite"), .version = version, .schema = "" };
    s.from = (struct pl_realm *)(uintptr_t)live;
    rename_all(&s, memory, schema, PL_TABLE);
    rename_all(&s, memory, schema, PL_VIRTUAL_TABLE);
    for (struct pl_node *n = schema->child; n; n = n->next)
        rename_all(&s, memory, n, PL_COLUMN);
}

sqlite3 *pl_sqlite_copy(struct pl *pl, const struct pl_realm *live, unsigned version, bool new_names) {
    struct pl_node *schema = pl_find(live, live->root, PL_SCHEMA, "");
    struct pl_script s = { .pl = pl, .dialect = pl_dialect_named("sqlite"), .version = version, .schema = "" };
    sqlite3 *memory = NULL;
    if (sqlite3_open(":memory:", &memory) != SQLITE_OK) {
        sqlite3_close(memory);
        return NULL;
    }
    s.to = (struct pl_realm *)(uintptr_t)live;
    make_all(&s, memory, schema, PL_TABLE);
    make_all(&s, memory, schema, PL_VIRTUAL_TABLE);
    if (new_names)
        give_new_names(pl, live, version, memory);
    make_all(&s, memory, schema, PL_VIEW);
    for (struct pl_node *n = schema->child; n; n = n->next)
        make_all(&s, memory, n, PL_TRIGGER);
    return memory;
}

sqlite3 *pl_sqlite_renamed(struct pl *pl, const struct pl_realm *live, unsigned version) {
    struct pl_node *schema = pl_find(live, live->root, PL_SCHEMA, "");
    sqlite3 *memory = any_renamed(schema) ? pl_sqlite_copy(pl, live, version, false) : NULL;
    if (memory)
        give_new_names(pl, live, version, memory);
    return memory;
}

/* ---- texts that mean the same */

/* The tokens with one blank between them. SQLite puts quotes around the new name of a table, whatever its letters. */
static char *tokens(struct pl *pl, const struct pl_realm *r, const struct pl_node *schema, const char *text) {
    struct pl_text out = { .pl = pl };
    for (struct pl_token t; (t = next(&text)).kind != PL_T_END; pl_addc(&out, ' ')) {
        const char *name = t.kind == PL_T_QUOTED ? name_of(pl, t) : NULL;
        if (t.kind == PL_T_WORD)
            pl_add(&out, pl_lower(pl, pl_strndup(pl, t.s, t.len)));
        else if (!name)
            pl_addn(&out, t.s, t.len);
        else if (pl_find(r, schema, PL_TABLE, name) || strcspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ \"'") == strlen(name))
            pl_add(&out, pl_lower(pl, name));
        else
            pl_addf(&out, "\"%s\"", name);
    }
    return out.s;
}

/* `renamed`: the copy under the new names, for what is live. */
void pl_sqlite_answer_statement(struct pl *pl, struct pl_question *q, sqlite3 *renamed_copy) {
    const struct pl_node *schema = pl_above(q->node, PL_SCHEMA);
    const char *text = q->text;
    struct head h;
    sqlite3_stmt *st = NULL;
    if (renamed_copy && sqlite3_prepare_v2(renamed_copy, "SELECT sql FROM sqlite_schema WHERE type = ?1 AND name = ?2", -1, &st, NULL) == SQLITE_OK) {
        sqlite3_bind_text(st, 1, q->node->kind == PL_TRIGGER ? "trigger" : "view", -1, SQLITE_STATIC);
        sqlite3_bind_text(st, 2, q->node->name, -1, SQLITE_STATIC);
        if (q->node->kind != PL_VIRTUAL_TABLE && sqlite3_step(st) == SQLITE_ROW)
            text = pl_strdup(pl, (const char *)sqlite3_column_text(st, 0));
        if (q->node->kind == PL_VIEW && text != q->text)
            text = pl_sqlite_view_query(pl, text);
    }
    sqlite3_finalize(st);
    /* The name is compared as a name: ALTER TABLE .. RENAME changes it in the statement too. */
    if (q->node->kind == PL_VIRTUAL_TABLE && read_head(pl, words[PL_VIRTUAL_TABLE], text, &h))
        text = h.rest;
    q->answer = tokens(pl, q->realm, schema, text);
}
