/* SQLite prints no expression in words of its own, but it compiles them: two texts with the same program mean the same.
 * The programs are made in a database in memory that holds only the table's columns, so the file is not touched. */
#include <string.h>
#include "dialects/sqlite/sqlite.h"

static void add_column(struct pl_text *t, const struct pl_node *c) {
    const char *type = pl_get(c, PL_COLUMN_TYPE), *collation = pl_get(c, PL_COLUMN_COLLATION);
    if (t->s[t->len - 1] != '(')
        pl_add(t, ", ");
    pl_sqlite_quote_name(t, c->name);
    pl_addf(t, " %s", type ? type : "");
    if (collation) {
        pl_add(t, " COLLATE ");
        pl_sqlite_quote_name(t, collation);
    }
}

/* The table with its columns and their collations: what decides how an expression is compiled. A program knows columns by
 * their number, so those that both sides have stand first, in the order of the live side. */
static char *stand_in(struct pl *pl, const struct pl_node *table, bool live) {
    struct pl_text t = { .pl = pl };
    pl_add(&t, "CREATE TABLE t (");
    const struct pl_node *order = live || !table->mate ? table : table->mate;
    PL_EACH(c, order, PL_COLUMN)
        if (c->mate)
            add_column(&t, order == table ? c : c->mate);
    PL_EACH(c, table, PL_COLUMN)
        if (!c->mate)
            add_column(&t, c);
    pl_addc(&t, ')');
    return t.s;
}

/* A program shows a blob only up to its first zero. */
static void add_blobs(struct pl_text *t, const char *expression) {
    for (struct pl_token k; (k = pl_token_next(&expression, false)).kind != PL_T_END;)
        if (k.kind == PL_T_STRING && (*k.s == 'x' || *k.s == 'X'))
            pl_addf(t, "%s ", pl_lower(t->pl, pl_strndup(t->pl, k.s, k.len)));
}

/* The program as text, or NULL when the expression does not compile. Addresses and comments are not part of it. Where only its
 * truth counts (true, false or NULL) it is compiled as jumps, which are the same however ANDs and ORs are nested. */
static char *program(struct pl *pl, sqlite3 *memory, const char *expression, bool truth) {
    struct pl_text t = { .pl = pl };
    sqlite3_stmt *st = NULL;
    const char *sql = truth ? pl_format(pl, "EXPLAIN SELECT CASE WHEN (%s) THEN 1 WHEN NOT (%s) THEN 0 END FROM t", expression, expression)
                            : pl_format(pl, "EXPLAIN SELECT (%s) FROM t", expression);
    if (sqlite3_prepare_v2(memory, sql, -1, &st, NULL) == SQLITE_OK)
        while (sqlite3_step(st) == SQLITE_ROW) {
            for (int i = 1; i < 7; i++) {
                const char *v = (const char *)sqlite3_column_text(st, i);
                pl_addf(&t, "%s ", v ? v : "-");
            }
            pl_addc(&t, '\n');
        }
    sqlite3_finalize(st);
    if (!t.len)
        return NULL;
    add_blobs(&t, expression);
    /* One literal: whoever compares it must take every letter as it is. */
    struct pl_text literal = { .pl = pl };
    pl_sqlite_quote_text(&literal, t.s);
    return literal.s;
}

static void answer_expression(struct pl *pl, struct pl_question *q, bool live) {
    sqlite3 *memory = NULL;
    const struct pl_node *table = pl_above(q->node, PL_TABLE);
    if (sqlite3_open(":memory:", &memory) == SQLITE_OK && sqlite3_exec(memory, stand_in(pl, table, live), NULL, NULL, NULL) == SQLITE_OK) {
        q->answer = program(pl, memory, q->text, q->attr == PL_CHECK_EXPRESSION || q->attr == PL_INDEX_WHERE);
        /* What does not compile here names something that only the application has (a function, a collation), or that is not
         * there: nobody can tell. */
    }
    sqlite3_close(memory);
}

bool pl_sqlite_ask(struct pl_db *db, struct pl_question *list) {
    const struct pl_realm *live = list->realm;         /* the questions come in pairs, the live side first */
    sqlite3 *renamed = NULL;
    bool asked = false;
    for (struct pl_question *q = list; q; q = q->next) {
        enum pl_value_type type = pl_attrs[q->attr].type;
        if (type == PL_BODY || type == PL_STATEMENT) {
            if (!asked)
                renamed = pl_sqlite_renamed(db->pl, live, db->version);
            asked = true;
            pl_sqlite_answer_statement(db->pl, q, q->realm == live ? renamed : NULL);
        } else if (type == PL_EXPR && pl_above(q->node, PL_TABLE)) {
            answer_expression(db->pl, q, q->realm == live);
        } else {
            q->answer = q->text;                       /* a type is kept as it was written */
        }
    }
    sqlite3_close(renamed);
    return true;
}
