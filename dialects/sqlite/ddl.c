/* What a CREATE TABLE statement of sqlite_schema says. SQLite has no other catalog for checks, collations, conflict clauses,
 * deferrability, AUTOINCREMENT and expressions: this reads it token by token, in the order of SQLite's own grammar. */
#include <string.h>
#include "dialects/sqlite/lex.h"

static const char *conflict(struct pl_lex *c) {
    static const char *const choices[] = { "rollback", "abort", "fail", "ignore", "replace", NULL };
    if (!pl_lex_at_word(c, "on"))
        return NULL;
    struct pl_lex saved = *c;
    pl_lex_step(c);
    if (!pl_lex_word(c, "conflict")) {
        *c = saved;
        return NULL;
    }
    const char *w = pl_lex_one_of(c, choices);
    return w && strcmp(w, "abort") == 0 ? NULL : w;    /* ABORT is what happens anyway */
}

/* SQLite takes one name for several constraints and never looks one up by it: the first has it. */
static struct pl_node *constraint_node(struct pl_lex *c, enum pl_kind kind, const char *constraint) {
    bool taken = constraint && *constraint && pl_find(c->r, c->table, kind, constraint);
    return pl_node_new(c->r, c->table, kind, taken ? NULL : constraint);
}

/* ---- foreign keys */

static void actions(struct pl_lex *c, struct pl_node *fk) {
    static const char *const choices[] = { "cascade", "restrict", "set null", "set default", "no action", NULL };
    for (;;) {
        if (pl_lex_word(c, "on")) {
            enum pl_attr a = pl_lex_at_word(c, "delete") ? PL_FOREIGN_KEY_ON_DELETE : PL_FOREIGN_KEY_ON_UPDATE;
            pl_lex_step(c);
            const char *w = pl_lex_one_of(c, choices);
            pl_set(fk, a, w && strcmp(w, "no action") == 0 ? NULL : w);
        } else if (pl_lex_word(c, "match")) {
            char *m = pl_lower(c->pl, pl_lex_name(c));
            pl_set(fk, PL_FOREIGN_KEY_MATCH, strcmp(m, "simple") == 0 ? NULL : m);
        } else {
            break;
        }
    }
}

/* [NOT] DEFERRABLE [INITIALLY ..]; it may stand anywhere behind the reference that it is of. False when it is not there. */
static bool deferrable(struct pl_lex *c) {
    struct pl_lex saved = *c;
    bool not = pl_lex_word(c, "not");
    if (!pl_lex_word(c, "deferrable")) {
        *c = saved;
        return false;
    }
    const char *when = "immediate";
    if (pl_lex_word(c, "initially") && pl_lex_at_word(c, "deferred"))
        when = "deferred";
    if (pl_lex_at_word(c, "deferred") || pl_lex_at_word(c, "immediate"))
        pl_lex_step(c);
    if (c->reference)
        pl_set(c->reference, PL_FOREIGN_KEY_DEFERRABLE, not ? NULL : when);
    return true;
}

static void references(struct pl_lex *c, const char *constraint, const char *columns) {
    struct pl_node *fk = constraint_node(c, PL_FOREIGN_KEY, constraint);
    const char *target = pl_lex_name(c);
    pl_set(fk, PL_FOREIGN_KEY_COLUMNS, columns);
    pl_set(fk, PL_FOREIGN_KEY_REFERENCES, pl_ref_join(c->pl, &target, 1));
    pl_set(fk, PL_FOREIGN_KEY_REFERENCED_COLUMNS, pl_lex_names(c));
    actions(c, fk);
    c->reference = fk;
    deferrable(c);
}

/* ---- keys and indexes */

/* One part: a column or an expression, COLLATE, ASC or DESC. */
static void part(struct pl_lex *c, struct pl_node *key) {
    struct pl_node *p = pl_node_new(c->r, key, PL_PART, NULL);
    const char *from = c->t.s, *end = from;
    struct pl_token first = c->t;
    int tokens = 0;
    for (int depth = 0; c->t.kind != PL_T_END; pl_lex_step(c)) {
        if (depth == 0 && (pl_lex_at_sign(c, ',') || pl_lex_at_sign(c, ')') || pl_lex_at_word(c, "collate") || pl_lex_at_word(c, "asc") || pl_lex_at_word(c, "desc")
                           || pl_lex_at_word(c, "autoincrement")))
            break;
        depth += pl_lex_at_sign(c, '(') - pl_lex_at_sign(c, ')');
        end = c->t.s + c->t.len;
        tokens++;
    }
    bool is_name = tokens == 1 && first.kind != PL_T_NUMBER && first.kind != PL_T_SIGN;
    struct pl_lex one = *c;
    one.t = first;
    one.next = end;
    if (is_name)
        pl_set(p, PL_PART_COLUMN, pl_lex_name(&one));
    else
        pl_set(p, PL_PART_EXPRESSION, pl_strndup(c->pl, from, (size_t)(end - from)));
    if (pl_lex_word(c, "collate"))
        pl_set(p, PL_PART_COLLATION, pl_lex_name(c));
    if (pl_lex_word(c, "desc"))
        pl_set(p, PL_PART_ORDER, "desc");
    else
        pl_lex_word(c, "asc");
    /* PRIMARY KEY (id AUTOINCREMENT) is not in the documentation, but in the grammar. */
    struct pl_node *counts = pl_lex_at_word(c, "autoincrement") && is_name ? pl_find(c->r, c->table, PL_COLUMN, pl_get(p, PL_PART_COLUMN)) : NULL;
    if (counts)
        pl_set(counts, PL_COLUMN_AUTOINCREMENT, "true");
    pl_lex_word(c, "autoincrement");
}

void pl_sqlite_read_parts(struct pl_lex *c, struct pl_node *key) {
    if (!pl_lex_sign(c, '('))
        return;
    while (c->t.kind != PL_T_END && !pl_lex_at_sign(c, ')')) {
        part(c, key);
        pl_lex_sign(c, ',');
    }
    pl_lex_sign(c, ')');
}

static void one_part(struct pl_lex *c, struct pl_node *key, const char *column) {
    pl_set(pl_node_new(c->r, key, PL_PART, NULL), PL_PART_COLUMN, column);
}

/* ---- columns */

/* GENERATED ALWAYS without AS are words like any other. */
static bool at_generated(const struct pl_lex *c) {
    struct pl_lex ahead = *c;
    return pl_lex_word(&ahead, "generated") && pl_lex_word(&ahead, "always") && pl_lex_at_word(&ahead, "as");
}

static bool at_constraint(const struct pl_lex *c) {
    static const char *const words[] = { "constraint", "primary", "not", "null", "unique", "check", "default", "collate", "references",
                                         "as", "deferrable", NULL };
    for (const char *const *w = words; *w; w++)
        if (pl_lex_at_word(c, *w))
            return true;
    return at_generated(c) || pl_lex_at_sign(c, ',') || pl_lex_at_sign(c, ')') || c->t.kind == PL_T_END;
}

/* Token by token, as a type goes into one line: a comment in it would hide what follows. */
static void column_type(struct pl_lex *c, struct pl_node *col) {
    struct pl_text type = { .pl = c->pl };
    for (int depth = 0; c->t.kind != PL_T_END && (depth || !at_constraint(c)); pl_lex_step(c)) {
        if (type.len && c->t.s > c->end)
            pl_addc(&type, ' ');
        pl_addn(&type, c->t.s, c->t.len);
        depth += pl_lex_at_sign(c, '(') - pl_lex_at_sign(c, ')');
    }
    pl_set(col, PL_COLUMN_TYPE, type.len ? pl_sqlite_type(c->pl, type.s) : NULL);
}

/* (expression), a literal, a signed number, or a word. */
static char *column_default(struct pl_lex *c) {
    const char *from = c->t.s;
    if (pl_lex_at_sign(c, '(')) {
        pl_lex_parenthesised(c);
    } else {
        if (pl_lex_at_sign(c, '-') || pl_lex_at_sign(c, '+'))
            pl_lex_step(c);
        pl_lex_step(c);
    }
    return pl_strndup(c->pl, from, (size_t)(c->end - from));
}

static void column_primary_key(struct pl_lex *c, struct pl_node *col, const char *constraint) {
    struct pl_node *key = pl_node_new(c->r, c->table, PL_PRIMARY_KEY, constraint);
    pl_lex_word(c, "key");
    one_part(c, key, col->name);
    /* Here, and only here, DESC keeps an INTEGER PRIMARY KEY from being the rowid. */
    if (pl_lex_word(c, "desc"))
        pl_set(key->child, PL_PART_ORDER, "desc");
    else
        pl_lex_word(c, "asc");
    pl_set(key, PL_PRIMARY_KEY_ON_CONFLICT, conflict(c));
    if (pl_lex_word(c, "autoincrement"))
        pl_set(col, PL_COLUMN_AUTOINCREMENT, "true");
}

static void generated(struct pl_lex *c, struct pl_node *col) {
    pl_set(col, PL_COLUMN_GENERATED, pl_lex_parenthesised(c));
    if (pl_lex_word(c, "stored"))
        pl_set(col, PL_COLUMN_STORED, "true");
    else
        pl_lex_word(c, "virtual");
}

static void column_constraint(struct pl_lex *c, struct pl_node *col, const char *constraint) {
    struct pl_text own = { .pl = c->pl };
    pl_list_add(&own, col->name);
    if (deferrable(c))
        return;
    if (pl_lex_word(c, "primary")) {
        column_primary_key(c, col, constraint);
    } else if (pl_lex_word(c, "not")) {
        pl_lex_word(c, "null");
        pl_set(col, PL_COLUMN_NOT_NULL, "true");
        pl_set(col, PL_COLUMN_ON_CONFLICT, conflict(c));
    } else if (pl_lex_word(c, "unique")) {
        struct pl_node *u = constraint_node(c, PL_UNIQUE, constraint);
        one_part(c, u, col->name);
        pl_set(u, PL_UNIQUE_ON_CONFLICT, conflict(c));
    } else if (pl_lex_word(c, "check")) {
        pl_set(constraint_node(c, PL_CHECK, constraint), PL_CHECK_EXPRESSION, pl_lex_parenthesised(c));
        conflict(c);
    } else if (pl_lex_word(c, "default")) {
        pl_set(col, PL_COLUMN_DEFAULT, column_default(c));
    } else if (pl_lex_word(c, "collate")) {
        const char *collation = pl_lex_name(c);
        pl_set(col, PL_COLUMN_COLLATION, pl_same_nocase(collation, "binary") ? NULL : pl_ref_join(c->pl, &collation, 1));
    } else if (pl_lex_word(c, "references")) {
        references(c, constraint, own.s);
    } else if (pl_lex_word(c, "generated")) {
        pl_lex_word(c, "always");
        pl_lex_word(c, "as");
        generated(c, col);
    } else if (pl_lex_word(c, "as")) {
        generated(c, col);
    } else {
        pl_lex_step(c);                                       /* NULL, which says nothing */
        conflict(c);
    }
}

static void column(struct pl_lex *c) {
    struct pl_node *col = pl_node_new(c->r, c->table, PL_COLUMN, pl_lex_name(c));
    const char *constraint = NULL;
    column_type(c, col);
    while (!pl_lex_at_sign(c, ',') && !pl_lex_at_sign(c, ')') && c->t.kind != PL_T_END) {
        if (pl_lex_word(c, "constraint")) {
            constraint = pl_lex_name(c);
            continue;
        }
        column_constraint(c, col, constraint);
        constraint = NULL;
    }
}

/* ---- tables */

static bool at_table_constraint(const struct pl_lex *c) {
    return pl_lex_at_word(c, "constraint") || pl_lex_at_word(c, "primary") || pl_lex_at_word(c, "unique") || pl_lex_at_word(c, "check") || pl_lex_at_word(c, "foreign");
}

static void table_constraint(struct pl_lex *c, const char *constraint) {
    if (pl_lex_word(c, "primary")) {
        struct pl_node *key = pl_node_new(c->r, c->table, PL_PRIMARY_KEY, constraint);
        pl_lex_word(c, "key");
        pl_sqlite_read_parts(c, key);
        pl_set(key, PL_PRIMARY_KEY_ON_CONFLICT, conflict(c));
        c->key = key;
    } else if (pl_lex_word(c, "unique")) {
        struct pl_node *u = constraint_node(c, PL_UNIQUE, constraint);
        pl_sqlite_read_parts(c, u);
        pl_set(u, PL_UNIQUE_ON_CONFLICT, conflict(c));
    } else if (pl_lex_word(c, "check")) {
        pl_set(constraint_node(c, PL_CHECK, constraint), PL_CHECK_EXPRESSION, pl_lex_parenthesised(c));
        conflict(c);
    } else if (pl_lex_word(c, "foreign")) {
        pl_lex_word(c, "key");
        char *columns = pl_lex_names(c);
        pl_lex_word(c, "references");
        references(c, constraint, columns);
    } else {
        pl_lex_step(c);
    }
}

void pl_sqlite_read_table(struct pl_lex *c) {
    const char *constraint = NULL;
    pl_lex_sign(c, '(');
    while (c->t.kind != PL_T_END && !pl_lex_at_sign(c, ')')) {
        if (at_table_constraint(c)) {
            if (pl_lex_word(c, "constraint")) {
                constraint = pl_lex_name(c);
                continue;                              /* a name alone is legal and says nothing */
            }
            table_constraint(c, constraint);
            constraint = NULL;
        } else if (!pl_lex_sign(c, ',')) {
            column(c);
        }
    }
    pl_lex_sign(c, ')');
    for (; c->t.kind != PL_T_END; pl_lex_step(c)) {
        if (pl_lex_at_word(c, "rowid"))
            pl_set(c->table, PL_TABLE_WITHOUT_ROWID, "true");
        if (pl_lex_at_word(c, "strict"))
            pl_set(c->table, PL_TABLE_STRICT, "true");
    }
    /* The order of a rowid is its own, whatever is said beside the columns. */
    struct pl_node *p = c->key ? c->key->child : NULL, *column_of = NULL;
    if (p && !p->next && pl_is(p, PL_PART_COLUMN) && !pl_is(c->table, PL_TABLE_WITHOUT_ROWID))
        column_of = pl_find(c->r, c->table, PL_COLUMN, pl_get(p, PL_PART_COLUMN));
    if (column_of && pl_same_nocase(pl_get(column_of, PL_COLUMN_TYPE), "integer"))
        pl_set(p, PL_PART_ORDER, NULL);
}
