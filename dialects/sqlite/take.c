/* The rows of sqlite_schema as nodes. What is no table is little more than its text; what only all rows together show is
 * settled at the end. */
#include <string.h>
#include "dialects/sqlite/lex.h"

/* A column may be called "" in SQLite; here that is the name of what has none. */
static bool has_nameless(const struct pl_node *table) {
    bool nameless = !table->name[0];
    PL_EACH(c, table, PL_COLUMN)
        nameless |= !c->name[0];
    return nameless;
}

/* Moves behind CREATE ... the word of what is made, IF NOT EXISTS and the name. */
static void skip_to_body(struct pl_lex *c, const char *until) {
    while (c->t.kind != PL_T_END && !pl_lex_at_word(c, until))
        pl_lex_step(c);
    pl_lex_step(c);
    if (pl_lex_word(c, "if")) {
        pl_lex_word(c, "not");
        pl_lex_word(c, "exists");
    }
    pl_lex_name(c);
    if (pl_lex_sign(c, '.'))
        pl_lex_name(c);
}

static void view_body(struct pl_lex *c, struct pl_node *view) {
    skip_to_body(c, "view");
    pl_set(view, PL_VIEW_COLUMNS, pl_lex_names(c));
    pl_lex_word(c, "as");
    pl_set(view, PL_VIEW_SQL, pl_lex_rest(c));
}

const char *pl_sqlite_view_query(struct pl *pl, const char *sql) {
    struct pl_lex c = { .pl = pl, .r = pl_realm_new(pl, NULL) };
    struct pl_node *view = pl_node_new(c.r, c.r->root, PL_VIEW, NULL);
    pl_lex_start(&c, sql);
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
    struct pl_lex c = { .pl = db->pl, .r = r };
    (void)columns;
    (void)names;
    pl_lex_start(&c, pl_strdup(db->pl, v[3]));
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
        pl_lex_step(&c);
        pl_set(index, PL_INDEX_UNIQUE, pl_lex_at_word(&c, "unique") ? "true" : NULL);
        skip_to_body(&c, "index");
        pl_lex_word(&c, "on");
        pl_lex_name(&c);
        pl_sqlite_read_parts(&c, index);
        if (pl_lex_word(&c, "where"))
            pl_set(index, PL_INDEX_WHERE, pl_lex_rest(&c));
    } else if (sqlite3_strnicmp(v[3], "create virtual", 14) == 0) {
        pl_set(pl_node_new(r, schema, PL_VIRTUAL_TABLE, v[1]), PL_VIRTUAL_TABLE_DEFINITION, pl_strdup(db->pl, v[3]));
    } else {
        c.table = pl_node_new(r, schema, PL_TABLE, v[1]);
        skip_to_body(&c, "table");
        pl_sqlite_read_table(&c);
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
