/* What the statements of sqlite_schema say. SQLite has no other catalog for checks, collations, conflict clauses,
 * deferrability, AUTOINCREMENT and expressions, and it reads the same texts itself, so they are known to be right: this
 * reads them token by token, in the order of SQLite's own grammar, and needs no error messages. */
#include <string.h>
#include "dialects/sqlite/sqlite.h"

struct cursor {
    struct pl *pl;
    struct pl_realm *r;
    struct pl_node *table, *key, *reference;           /* key: the primary key beside the columns; the newest reference */
    struct pl_token t;                                 /* the token under the cursor */
    const char *next;                                  /* behind it */
    const char *end;                                   /* behind the token before it */
};

static void step(struct cursor *c) {
    c->end = c->t.s ? c->t.s + c->t.len : c->next;
    c->t = pl_token_next(&c->next, false);
    /* Of the letters that may stand before a string elsewhere only x belongs to it here: in e'text' a column e has a type. */
    if (c->t.kind == PL_T_STRING && *c->t.s != '\'' && *c->t.s != 'x' && *c->t.s != 'X') {
        c->t.kind = PL_T_WORD;
        c->t.len = 1;
        c->next = c->t.s + 1;
    }
    /* [name] is SQLite's too. */
    if (c->t.kind == PL_T_SIGN && *c->t.s == '[') {
        const char *close = strchr(c->t.s, ']');
        c->next = close ? close + 1 : c->t.s + strlen(c->t.s);
        c->t.kind = PL_T_QUOTED;
        c->t.len = (size_t)(c->next - c->t.s);
    }
}

static void start(struct cursor *c, const char *sql) {
    c->t = (struct pl_token){ 0 };
    c->next = sql;
    step(c);
}

static bool at_word(const struct cursor *c, const char *word) {
    return c->t.kind == PL_T_WORD && c->t.len == strlen(word) && sqlite3_strnicmp(c->t.s, word, (int)c->t.len) == 0;
}

static bool at_sign(const struct cursor *c, char sign) {
    return c->t.kind == PL_T_SIGN && c->t.len == 1 && *c->t.s == sign;
}

static bool word(struct cursor *c, const char *w) {
    bool hit = at_word(c, w);
    if (hit)
        step(c);
    return hit;
}

static bool sign(struct cursor *c, char s) {
    bool hit = at_sign(c, s);
    if (hit)
        step(c);
    return hit;
}

/* A name may be written bare, in any of four quotes, and as a string. */
static char *name(struct cursor *c) {
    char *n;
    if (c->t.kind == PL_T_QUOTED && *c->t.s == '[') {
        n = pl_strndup(c->pl, c->t.s + 1, c->t.len - 2);
    } else if (c->t.kind == PL_T_STRING) {
        struct pl_token as_name = { PL_T_QUOTED, c->t.s, c->t.len };
        n = pl_token_name(c->pl, as_name);
    } else {
        n = pl_token_name(c->pl, c->t);
    }
    step(c);
    return n;
}

/* The text from the cursor to the matching ")", without the parentheses around it. */
static char *parenthesised(struct cursor *c) {
    step(c);
    const char *from = c->t.s;
    for (int depth = 1; c->t.kind != PL_T_END; step(c)) {
        depth += at_sign(c, '(') - at_sign(c, ')');
        if (depth == 0)
            break;
    }
    /* Not what stands before the ")": a comment there would hide the ")" that is written behind it. */
    char *text = pl_strndup(c->pl, from, c->end > from ? (size_t)(c->end - from) : 0);
    step(c);
    return text;
}

/* The text from the cursor to the last token. */
static char *rest(struct cursor *c) {
    const char *from = c->t.s;
    while (c->t.kind != PL_T_END)
        step(c);
    return pl_strndup(c->pl, from, c->end > from ? (size_t)(c->end - from) : 0);
}

static const char *words_of(struct cursor *c, const char *const *choices) {
    for (; *choices; choices++) {
        const char *space = strchr(*choices, ' ');
        char *first = space ? pl_strndup(c->pl, *choices, (size_t)(space - *choices)) : pl_strdup(c->pl, *choices);
        if (!at_word(c, first))
            continue;
        struct cursor saved = *c;
        step(c);
        if (!space || word(c, space + 1))
            return *choices;
        *c = saved;
    }
    return NULL;
}

static const char *conflict(struct cursor *c) {
    static const char *const choices[] = { "rollback", "abort", "fail", "ignore", "replace", NULL };
    if (!at_word(c, "on"))
        return NULL;
    struct cursor saved = *c;
    step(c);
    if (!word(c, "conflict")) {
        *c = saved;
        return NULL;
    }
    const char *w = words_of(c, choices);
    return w && strcmp(w, "abort") == 0 ? NULL : w;    /* ABORT is what happens anyway */
}

/* SQLite takes one name for several constraints and never looks one up by it: the first has it. */
static struct pl_node *constraint_node(struct cursor *c, enum pl_kind kind, const char *constraint) {
    bool taken = constraint && *constraint && pl_find(c->r, c->table, kind, constraint);
    return pl_node_new(c->r, c->table, kind, taken ? NULL : constraint);
}

/* ---- foreign keys */

static void actions(struct cursor *c, struct pl_node *fk) {
    static const char *const choices[] = { "cascade", "restrict", "set null", "set default", "no action", NULL };
    for (;;) {
        if (word(c, "on")) {
            enum pl_attr a = at_word(c, "delete") ? PL_FOREIGN_KEY_ON_DELETE : PL_FOREIGN_KEY_ON_UPDATE;
            step(c);
            const char *w = words_of(c, choices);
            pl_set(fk, a, w && strcmp(w, "no action") == 0 ? NULL : w);
        } else if (word(c, "match")) {
            char *m = pl_lower(c->pl, name(c));
            pl_set(fk, PL_FOREIGN_KEY_MATCH, strcmp(m, "simple") == 0 ? NULL : m);
        } else {
            break;
        }
    }
}

/* [NOT] DEFERRABLE [INITIALLY ..]; it may stand anywhere behind the reference that it is of. False when it is not there. */
static bool deferrable(struct cursor *c) {
    struct cursor saved = *c;
    bool not = word(c, "not");
    if (!word(c, "deferrable")) {
        *c = saved;
        return false;
    }
    const char *when = "immediate";
    if (word(c, "initially") && at_word(c, "deferred"))
        when = "deferred";
    if (at_word(c, "deferred") || at_word(c, "immediate"))
        step(c);
    if (c->reference)
        pl_set(c->reference, PL_FOREIGN_KEY_DEFERRABLE, not ? NULL : when);
    return true;
}

static char *name_list(struct cursor *c) {
    struct pl_text list = { .pl = c->pl };
    if (!sign(c, '('))
        return NULL;
    while (c->t.kind != PL_T_END && !at_sign(c, ')')) {
        pl_list_add(&list, name(c));
        sign(c, ',');
    }
    sign(c, ')');
    return list.s;
}

static void references(struct cursor *c, const char *constraint, const char *columns) {
    struct pl_node *fk = constraint_node(c, PL_FOREIGN_KEY, constraint);
    const char *target = name(c);
    pl_set(fk, PL_FOREIGN_KEY_COLUMNS, columns);
    pl_set(fk, PL_FOREIGN_KEY_REFERENCES, pl_ref_join(c->pl, &target, 1));
    pl_set(fk, PL_FOREIGN_KEY_REFERENCED_COLUMNS, name_list(c));
    actions(c, fk);
    c->reference = fk;
    deferrable(c);
}

/* ---- keys and indexes */

/* One part: a column or an expression, COLLATE, ASC or DESC. */
static void part(struct cursor *c, struct pl_node *key) {
    struct pl_node *p = pl_node_new(c->r, key, PL_PART, NULL);
    const char *from = c->t.s, *end = from;
    struct pl_token first = c->t;
    int tokens = 0;
    for (int depth = 0; c->t.kind != PL_T_END; step(c)) {
        if (depth == 0 && (at_sign(c, ',') || at_sign(c, ')') || at_word(c, "collate") || at_word(c, "asc") || at_word(c, "desc")
                           || at_word(c, "autoincrement")))
            break;
        depth += at_sign(c, '(') - at_sign(c, ')');
        end = c->t.s + c->t.len;
        tokens++;
    }
    bool is_name = tokens == 1 && first.kind != PL_T_NUMBER && first.kind != PL_T_SIGN;
    struct cursor one = *c;
    one.t = first;
    one.next = end;
    if (is_name)
        pl_set(p, PL_PART_COLUMN, name(&one));
    else
        pl_set(p, PL_PART_EXPRESSION, pl_strndup(c->pl, from, (size_t)(end - from)));
    if (word(c, "collate"))
        pl_set(p, PL_PART_COLLATION, name(c));
    if (word(c, "desc"))
        pl_set(p, PL_PART_ORDER, "desc");
    else
        word(c, "asc");
    /* PRIMARY KEY (id AUTOINCREMENT) is not in the documentation, but in the grammar. */
    struct pl_node *counts = at_word(c, "autoincrement") && is_name ? pl_find(c->r, c->table, PL_COLUMN, pl_get(p, PL_PART_COLUMN)) : NULL;
    if (counts)
        pl_set(counts, PL_COLUMN_AUTOINCREMENT, "true");
    word(c, "autoincrement");
}

static void parts(struct cursor *c, struct pl_node *key) {
    if (!sign(c, '('))
        return;
    while (c->t.kind != PL_T_END && !at_sign(c, ')')) {
        part(c, key);
        sign(c, ',');
    }
    sign(c, ')');
}

static void one_part(struct cursor *c, struct pl_node *key, const char *column) {
    pl_set(pl_node_new(c->r, key, PL_PART, NULL), PL_PART_COLUMN, column);
}

/* ---- columns */

/* GENERATED ALWAYS without AS are words like any other. */
static bool at_generated(const struct cursor *c) {
    struct cursor ahead = *c;
    return word(&ahead, "generated") && word(&ahead, "always") && at_word(&ahead, "as");
}

static bool at_constraint(const struct cursor *c) {
    static const char *const words[] = { "constraint", "primary", "not", "null", "unique", "check", "default", "collate", "references",
                                         "as", "deferrable", NULL };
    for (const char *const *w = words; *w; w++)
        if (at_word(c, *w))
            return true;
    return at_generated(c) || at_sign(c, ',') || at_sign(c, ')') || c->t.kind == PL_T_END;
}

/* Token by token, as a type goes into one line: a comment in it would hide what follows. */
static void column_type(struct cursor *c, struct pl_node *col) {
    struct pl_text type = { .pl = c->pl };
    for (int depth = 0; c->t.kind != PL_T_END && (depth || !at_constraint(c)); step(c)) {
        if (type.len && c->t.s > c->end)
            pl_addc(&type, ' ');
        pl_addn(&type, c->t.s, c->t.len);
        depth += at_sign(c, '(') - at_sign(c, ')');
    }
    pl_set(col, PL_COLUMN_TYPE, type.len ? pl_sqlite_type(c->pl, type.s) : NULL);
}

/* (expression), a literal, a signed number, or a word. */
static char *column_default(struct cursor *c) {
    const char *from = c->t.s;
    if (at_sign(c, '(')) {
        parenthesised(c);
    } else {
        if (at_sign(c, '-') || at_sign(c, '+'))
            step(c);
        step(c);
    }
    return pl_strndup(c->pl, from, (size_t)(c->end - from));
}

static void column_primary_key(struct cursor *c, struct pl_node *col, const char *constraint) {
    struct pl_node *key = pl_node_new(c->r, c->table, PL_PRIMARY_KEY, constraint);
    word(c, "key");
    one_part(c, key, col->name);
    /* Here, and only here, DESC keeps an INTEGER PRIMARY KEY from being the rowid; the rule that says it has no place for a name. */
    if (word(c, "desc")) {
        pl_set(key->child, PL_PART_ORDER, "desc");
        pl_rename(c->r, key, NULL);
    } else {
        word(c, "asc");
    }
    pl_set(key, PL_PRIMARY_KEY_ON_CONFLICT, conflict(c));
    if (word(c, "autoincrement"))
        pl_set(col, PL_COLUMN_AUTOINCREMENT, "true");
}

static void generated(struct cursor *c, struct pl_node *col) {
    pl_set(col, PL_COLUMN_GENERATED, parenthesised(c));
    if (word(c, "stored"))
        pl_set(col, PL_COLUMN_STORED, "true");
    else
        word(c, "virtual");
}

static void column_constraint(struct cursor *c, struct pl_node *col, const char *constraint) {
    struct pl_text own = { .pl = c->pl };
    pl_list_add(&own, col->name);
    if (deferrable(c))
        return;
    if (word(c, "primary")) {
        column_primary_key(c, col, constraint);
    } else if (word(c, "not")) {
        word(c, "null");
        pl_set(col, PL_COLUMN_NOT_NULL, "true");
        pl_set(col, PL_COLUMN_ON_CONFLICT, conflict(c));
    } else if (word(c, "unique")) {
        struct pl_node *u = constraint_node(c, PL_UNIQUE, constraint);
        one_part(c, u, col->name);
        pl_set(u, PL_UNIQUE_ON_CONFLICT, conflict(c));
    } else if (word(c, "check")) {
        pl_set(constraint_node(c, PL_CHECK, constraint), PL_CHECK_EXPRESSION, parenthesised(c));
        conflict(c);
    } else if (word(c, "default")) {
        pl_set(col, PL_COLUMN_DEFAULT, column_default(c));
    } else if (word(c, "collate")) {
        const char *collation = name(c);
        pl_set(col, PL_COLUMN_COLLATION, pl_same_nocase(collation, "binary") ? NULL : pl_ref_join(c->pl, &collation, 1));
    } else if (word(c, "references")) {
        references(c, constraint, own.s);
    } else if (word(c, "generated")) {
        word(c, "always");
        word(c, "as");
        generated(c, col);
    } else if (word(c, "as")) {
        generated(c, col);
    } else {
        step(c);                                       /* NULL, which says nothing */
        conflict(c);
    }
}

static void column(struct cursor *c) {
    struct pl_node *col = pl_node_new(c->r, c->table, PL_COLUMN, name(c));
    const char *constraint = NULL;
    column_type(c, col);
    while (!at_sign(c, ',') && !at_sign(c, ')') && c->t.kind != PL_T_END) {
        if (word(c, "constraint")) {
            constraint = name(c);
            continue;
        }
        column_constraint(c, col, constraint);
        constraint = NULL;
    }
}

/* ---- tables */

static bool at_table_constraint(const struct cursor *c) {
    return at_word(c, "constraint") || at_word(c, "primary") || at_word(c, "unique") || at_word(c, "check") || at_word(c, "foreign");
}

static void table_constraint(struct cursor *c, const char *constraint) {
    if (word(c, "primary")) {
        struct pl_node *key = pl_node_new(c->r, c->table, PL_PRIMARY_KEY, constraint);
        word(c, "key");
        parts(c, key);
        pl_set(key, PL_PRIMARY_KEY_ON_CONFLICT, conflict(c));
        c->key = key;
    } else if (word(c, "unique")) {
        struct pl_node *u = constraint_node(c, PL_UNIQUE, constraint);
        parts(c, u);
        pl_set(u, PL_UNIQUE_ON_CONFLICT, conflict(c));
    } else if (word(c, "check")) {
        pl_set(constraint_node(c, PL_CHECK, constraint), PL_CHECK_EXPRESSION, parenthesised(c));
        conflict(c);
    } else if (word(c, "foreign")) {
        word(c, "key");
        char *columns = name_list(c);
        word(c, "references");
        references(c, constraint, columns);
    } else {
        step(c);
    }
}

static void table_body(struct cursor *c) {
    const char *constraint = NULL;
    sign(c, '(');
    while (c->t.kind != PL_T_END && !at_sign(c, ')')) {
        if (at_table_constraint(c)) {
            if (word(c, "constraint")) {
                constraint = name(c);
                continue;                              /* a name alone is legal and says nothing */
            }
            table_constraint(c, constraint);
            constraint = NULL;
        } else if (!sign(c, ',')) {
            column(c);
        }
    }
    sign(c, ')');
    for (; c->t.kind != PL_T_END; step(c)) {
        if (at_word(c, "rowid"))
            pl_set(c->table, PL_TABLE_WITHOUT_ROWID, "true");
        if (at_word(c, "strict"))
            pl_set(c->table, PL_TABLE_STRICT, "true");
    }
    /* The order of a rowid is its own, whatever is said beside the columns. */
    struct pl_node *p = c->key ? c->key->child : NULL, *column_of = NULL;
    if (p && !p->next && pl_is(p, PL_PART_COLUMN) && !pl_is(c->table, PL_TABLE_WITHOUT_ROWID))
        column_of = pl_find(c->r, c->table, PL_COLUMN, pl_get(p, PL_PART_COLUMN));
    if (column_of && pl_same_nocase(pl_get(column_of, PL_COLUMN_TYPE), "integer"))
        pl_set(p, PL_PART_ORDER, NULL);
}

/* A column may be called "" in SQLite; here that is the name of what has none. */
static bool has_nameless(const struct pl_node *table) {
    bool nameless = !table->name[0];
    PL_EACH(c, table, PL_COLUMN)
        nameless |= !c->name[0];
    return nameless;
}

/* Moves behind CREATE ... the word of what is made, IF NOT EXISTS and the name. */
static void skip_to_body(struct cursor *c, const char *until) {
    while (c->t.kind != PL_T_END && !at_word(c, until))
        step(c);
    step(c);
    if (word(c, "if")) {
        word(c, "not");
        word(c, "exists");
    }
    name(c);
    if (sign(c, '.'))
        name(c);
}

static void view_body(struct cursor *c, struct pl_node *view) {
    skip_to_body(c, "view");
    pl_set(view, PL_VIEW_COLUMNS, name_list(c));
    word(c, "as");
    pl_set(view, PL_VIEW_SQL, rest(c));
}

const char *pl_sqlite_view_query(struct pl *pl, const char *sql) {
    struct cursor c = { .pl = pl, .r = pl_realm_new(pl, NULL) };
    struct pl_node *view = pl_node_new(c.r, c.r->root, PL_VIEW, NULL);
    start(&c, sql);
    view_body(&c, view);
    return pl_get(view, PL_VIEW_SQL);
}

static void unmodelled(struct pl_realm *r, struct pl_node *schema, const char *what, const char *object, const char *table, const char *sql) {
    struct pl_node *n = pl_node_new(r, schema, PL_UNMODELLED, object);
    pl_set(n, PL_UNMODELLED_WHAT, what);
    pl_set(n, PL_UNMODELLED_ON, table ? pl_ref_join(r->pl, &table, 1) : NULL);
    pl_set(n, PL_UNMODELLED_SQL, pl_strdup(r->pl, sql));
}

/* One row of sql/schema.sql: type, name, table, statement. */
bool pl_sqlite_take(struct pl_db *db, struct pl_realm *r, int columns, const char *const *names, const char *const *v) {
    struct pl_node *schema = pl_intern(r, r->root, PL_SCHEMA, "");
    struct cursor c = { .pl = db->pl, .r = r };
    (void)columns;
    (void)names;
    start(&c, pl_strdup(db->pl, v[3]));
    if (strcmp(v[0], "trigger") == 0) {
        struct pl_node *on = pl_find(r, schema, PL_TABLE, v[2]);
        on = on ? on : pl_find(r, schema, PL_VIEW, v[2]);
        if (on)
            pl_set(pl_node_new(r, on, PL_TRIGGER, v[1]), PL_TRIGGER_DEFINITION, pl_strdup(db->pl, v[3]));
        else
            unmodelled(r, schema, "trigger", v[1], v[2], v[3]);
    } else if (strcmp(v[0], "view") == 0) {
        struct pl_node *view = pl_node_new(r, schema, PL_VIEW, v[1]);
        view_body(&c, view);
    } else if (strcmp(v[0], "index") == 0) {
        c.table = pl_find(r, schema, PL_TABLE, v[2]);
        if (!c.table)
            return true;
        struct pl_node *index = pl_node_new(r, c.table, PL_INDEX, v[1]);
        step(&c);
        pl_set(index, PL_INDEX_UNIQUE, at_word(&c, "unique") ? "true" : NULL);
        skip_to_body(&c, "index");
        word(&c, "on");
        name(&c);
        parts(&c, index);
        if (word(&c, "where"))
            pl_set(index, PL_INDEX_WHERE, rest(&c));
    } else if (sqlite3_strnicmp(v[3], "create virtual", 14) == 0) {
        pl_set(pl_node_new(r, schema, PL_VIRTUAL_TABLE, v[1]), PL_VIRTUAL_TABLE_DEFINITION, pl_strdup(db->pl, v[3]));
    } else {
        c.table = pl_node_new(r, schema, PL_TABLE, v[1]);
        skip_to_body(&c, "table");
        table_body(&c);
        if (has_nameless(c.table)) {
            pl_remove(r, c.table);
            unmodelled(r, schema, "table with a column without a name", v[1], NULL, v[3]);
        }
    }
    return true;
}

/* ---- what only all tables together show */

static void settle_parts(const struct pl_realm *r, struct pl_node *table, struct pl_node *key) {
    PL_EACH(p, key, PL_PART) {
        const char *column = pl_get(p, PL_PART_COLUMN);
        if (column && !pl_find(r, table, PL_COLUMN, column)) {     /* "x" that is no column is a string to SQLite */
            struct pl_text text = { .pl = r->pl };
            pl_list_add(&text, column);                /* in single quotes it would be a column after all */
            pl_set(p, PL_PART_EXPRESSION, text.s);
            pl_set(p, PL_PART_COLUMN, NULL);
        }
    }
}

bool pl_sqlite_settle(struct pl_db *db, struct pl_realm *live) {
    struct pl_node *schema = pl_find(live, live->root, PL_SCHEMA, "");
    PL_EACH(table, schema, PL_TABLE) {
        for (struct pl_node *n = table->child; n; n = n->next)
            if (pl_kinds[n->kind].flags & PL_KEY)
                settle_parts(live, table, n);
        PL_EACH(c, table, PL_COLUMN) {
            const char *type = pl_get(c, PL_COLUMN_TYPE), *other = type ? pl_sqlite_portable(db->pl, type) : NULL;
            if (other && strcmp(other, type) != 0)
                c->flags |= PL_N_NATIVE_TYPE;          /* a word that models would have translated */
        }
    }
    return true;
}
