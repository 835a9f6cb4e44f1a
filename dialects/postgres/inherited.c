/* What a table says of columns that it only inherits: a default of its own or none, whether NULL passes, how
 * values are stored, statistics.
 *
 * The one idea: what is not said is as it is in the table that the column comes from. So taking a word back gives the column what it
 * has there; and as most statements for that table reach its heirs, too, what these have of their own is said again behind them.
 */
#include "dialects/postgres/postgres.h"

#define S(attr) PL_S(INHERITED_COLUMN, attr)
#define NULLS (S(NOT_NULL) | S(NULLABLE))

/* The table that the column comes from next: the whole, or the first of the others that has it. */
static const struct pl_node *above(const struct pl_realm *r, const struct pl_node *table, const char *name) {
    const char *at = NULL, *other, *list = pl_get(table, PL_TABLE_INHERITS);
    if (pl_is(table, PL_TABLE_PARTITION_OF))
        return pl_resolve(r, table, PL_TABLE_PARTITION_OF);
    while ((other = pl_list_next(r->pl, list, &at))) {
        const struct pl_node *from = pl_inherited_from(r, table, other);
        if (from && pl_find_column(r, from, name))
            return from;
    }
    return NULL;
}

static const struct pl_node *table_to_be(const struct pl_script *s, const struct pl_node *n) {
    const struct pl_node *root = n;
    while (root->parent)
        root = root->parent;
    return root == s->to->root ? n->parent : n->parent->mate;
}

/* What it is to be called there: of what is taken back only the old name is known, and that goes before a rename. */
static const char *name_there(const struct pl_script *s, const struct pl_node *n) {
    const struct pl_node *column = table_to_be(s, n) == n->parent ? NULL : pl_find_column(s->from, n->parent, n->name);
    return column && column->mate ? column->mate->name : n->name;
}

/* The column as it is to be in the table that it comes from in the end; `n` is of either tree. */
static struct pl_node *column_there(const struct pl_script *s, const struct pl_node *n) {
    const struct pl_node *table = table_to_be(s, n);
    return table ? pl_find_column(s->to, table, name_there(s, n)) : NULL;
}

/* What the attribute is in the next table above. */
static const char *there(const struct pl_script *s, const struct pl_node *n, enum pl_attr here, enum pl_attr column) {
    const struct pl_node *table = table_to_be(s, n);
    const char *name = name_there(s, n);
    for (int left = 64; left && table && (table = above(s->to, table, name)); left--) {
        const struct pl_node *own = pl_find(s->to, table, PL_COLUMN, name);
        const struct pl_node *between = pl_find(s->to, table, PL_INHERITED_COLUMN, name);
        if (own)
            return pl_get(own, column);
        if (between && (pl_is(between, here) || (here == PL_INHERITED_COLUMN_DEFAULT && pl_is(between, PL_INHERITED_COLUMN_NO_DEFAULT))))
            return pl_get(between, here);
    }
    return NULL;
}

/* Whether one of the tables above refuses NULL and hands that down. */
static bool refused_there(const struct pl_script *s, const struct pl_node *table, const char *name, int left) {
    const char *at = NULL, *other, *list = pl_get(table, PL_TABLE_INHERITS);
    const struct pl_node *own = pl_find(s->to, table, PL_COLUMN, name), *here = pl_find(s->to, table, PL_INHERITED_COLUMN, name);
    if (own)
        return pl_is(own, PL_COLUMN_NOT_NULL) && !pl_is(own, PL_COLUMN_NOT_NULL_NO_INHERIT);
    if (here && (pl_is(here, PL_INHERITED_COLUMN_NOT_NULL) || pl_is(here, PL_INHERITED_COLUMN_NULLABLE)))
        return pl_is(here, PL_INHERITED_COLUMN_NOT_NULL);
    if (pl_is(table, PL_TABLE_PARTITION_OF)) {
        const struct pl_node *whole = pl_resolve(s->to, table, PL_TABLE_PARTITION_OF);
        return whole && left && refused_there(s, whole, name, left - 1);
    }
    while (left && (other = pl_list_next(s->pl, list, &at))) {
        const struct pl_node *from = pl_inherited_from(s->to, table, other);
        if (from && refused_there(s, from, name, left - 1))
            return true;
    }
    return false;
}

/* On 18 the name takes a form of its own, and one that is there from above needs none. */
static const char *null_clause(const struct pl_script *s, const struct pl_change *c) {
    const char *name = pl_get(c->to, PL_INHERITED_COLUMN_NOT_NULL_NAME), *column = pl_pg_quoted(s->pl, c->to->name);
    bool new = !c->from || !pl_is(c->from, PL_INHERITED_COLUMN_NOT_NULL);
    if (name && new && pl_is(c->to, PL_INHERITED_COLUMN_NOT_NULL))
        return pl_format(s->pl, "ADD CONSTRAINT %s NOT NULL %s", pl_pg_quoted(s->pl, name), column);
    return pl_format(s->pl, "ALTER COLUMN %s %s NOT NULL", column, refused_there(s, table_to_be(s, c->to), name_there(s, c->to), 64) ? "SET" : "DROP");
}

/* The clause for one attribute. */
static const char *clause(const struct pl_script *s, uint64_t slots, const struct pl_change *c) {
    const struct pl_node *to = c->to;
    const char *now, *column = pl_pg_quoted(s->pl, to->name);
    if (slots & NULLS)
        return null_clause(s, c);
    if (slots & (S(DEFAULT) | S(NO_DEFAULT))) {
        now = pl_get(to, PL_INHERITED_COLUMN_DEFAULT);
        if (!now && !pl_get(to, PL_INHERITED_COLUMN_NO_DEFAULT))
            now = there(s, to, PL_INHERITED_COLUMN_DEFAULT, PL_COLUMN_DEFAULT);
        return now ? pl_format(s->pl, "ALTER COLUMN %s SET DEFAULT %s", column, now) : pl_format(s->pl, "ALTER COLUMN %s DROP DEFAULT", column);
    }
    if (slots & S(STATISTICS)) {
        now = pl_get(to, PL_INHERITED_COLUMN_STATISTICS);
        now = now ? now : there(s, to, PL_INHERITED_COLUMN_STATISTICS, PL_COLUMN_STATISTICS);
        return pl_format(s->pl, "ALTER COLUMN %s SET STATISTICS %s", column, now ? now : "-1");
    }
    now = pl_get(to, PL_INHERITED_COLUMN_STORAGE);
    now = now ? now : there(s, to, PL_INHERITED_COLUMN_STORAGE, PL_COLUMN_STORAGE);
    return pl_format(s->pl, "ALTER COLUMN %s SET STORAGE %s", column, now ? now : pl_pg_type_storage(pl_get(column_there(s, to), PL_COLUMN_TYPE)));
}

bool pl_pg_make_inherited(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n) {
    for (int i = 0; i < n; i++) {
        const struct pl_change *c = changes[i];
        if (column_there(s, c->to))
            pl_pg_step(s, rule, c, pl_format(s->pl, "%s %s", pl_render(s, "ALTER TABLE {parent}", c), clause(s, rule->slots, c)));
    }
    return true;
}

/* Which words about a column reach its heirs. */
static uint64_t reaches(const struct pl_change *c) {
    static const struct { uint64_t there, here; } rows[] = {
        { PL_S(COLUMN, DEFAULT), S(DEFAULT) | S(NO_DEFAULT) }, { PL_S(COLUMN, STATISTICS), S(STATISTICS) },
        { PL_S(COLUMN, STORAGE), S(STORAGE) }, { PL_S(COLUMN, NOT_NULL), NULLS },
    };
    uint64_t slots = 0;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        slots |= c->slots & rows[i].there ? rows[i].here : 0;
    return slots;
}

static uint64_t all_said(const struct pl_node *n, uint64_t slots) {
    for (int i = 0; i < pl_attr_count(n->kind); i++)
        slots &= pl_at(n, i) ? UINT64_MAX : ~(UINT64_C(1) << i);
    return slots;
}

/* Goes through what inherited columns have of their own; `reached`: false clears the marks of the columns there. */
static void each(struct pl_script *s, struct pl_changes *list, bool reached) {
    PL_EACH(schema, s->to->root, PL_SCHEMA)
        PL_EACH(table, schema, PL_TABLE)
            PL_EACH(n, table, PL_INHERITED_COLUMN) {
                struct pl_node *column = column_there(s, n);
                uint64_t again = column && reached && n->mate ? all_said(n, column->mark) : 0;
                if (column && !reached)
                    column->mark = 0;
                if (again)
                    pl_change_add(s->pl, list, PL_ALTER, n->mate, n, again);
            }
}

void pl_pg_keep_inherited(struct pl_script *s, struct pl_changes *list) {
    each(s, list, false);
    for (struct pl_change *c = list->first; c; c = c->next)
        if (c->op == PL_ALTER && c->to->kind == PL_COLUMN)
            c->to->mark |= (uint32_t)reaches(c);
    each(s, list, true);
    each(s, list, false);
}

/* A primary key says NOT NULL itself; and the name is said where it is not the server's own, of what has one. */
bool pl_pg_adapt_inherited(struct pl *pl, struct pl_realm *r, struct pl_node *table, unsigned version) {
    const struct pl_node *key = pl_first(table, PL_PRIMARY_KEY);
    bool ok = true;
    PL_EACH(n, table, PL_INHERITED_COLUMN) {
        const char *made = pl_pg_made_name(pl, table->name, n->name, "not_null");
        pl_set(n, PL_INHERITED_COLUMN_ESTIMATES, pl_pg_storage(pl, pl_get(n, PL_INHERITED_COLUMN_ESTIMATES)));
        if (version < 180000 || pl_same(pl_get(n, PL_INHERITED_COLUMN_NOT_NULL_NAME), made))
            pl_set(n, PL_INHERITED_COLUMN_NOT_NULL_NAME, NULL);
        if (version >= 180000 && pl_is(n, PL_INHERITED_COLUMN_NULLABLE)) {
            ok = pl_say(pl, PL_D_CANNOT_SAY, &n->place, "%s takes NULL: since PostgreSQL 18 no heir does where the other does not",
                        pl_title(pl, n));
            pl_hint(pl, "say not_null_no_inherit: true there");
        }
    }
    for (const struct pl_node *part = key ? pl_first(key, PL_PART) : NULL; part; part = pl_next(part)) {
        struct pl_node *n = pl_is(part, PL_PART_COLUMN) ? pl_find(r, table, PL_INHERITED_COLUMN, pl_get(part, PL_PART_COLUMN)) : NULL;
        if (!n)
            continue;
        pl_set(n, PL_INHERITED_COLUMN_NOT_NULL, NULL), pl_set(n, PL_INHERITED_COLUMN_NOT_NULL_NAME, NULL);
        if (!all_said(n, UINT64_MAX >> (64 - pl_attr_count(n->kind))))
            pl_remove(r, n);
    }
    return ok;
}

bool pl_pg_make_inherited_name(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n) {
    for (int i = 0; i < n; i++) {
        const struct pl_change *c = changes[i];
        const char *was = pl_get(c->from, PL_INHERITED_COLUMN_NOT_NULL_NAME), *now = pl_get(c->to, PL_INHERITED_COLUMN_NOT_NULL_NAME);
        if (pl_is(c->from, PL_INHERITED_COLUMN_NOT_NULL))
            pl_pg_step(s, rule, c, pl_format(s->pl, "%s RENAME CONSTRAINT %s TO %s", pl_render(s, "ALTER TABLE {parent}", c),
                pl_pg_quoted(s->pl, was ? was : pl_pg_made_name(s->pl, c->from->parent->name, c->from->name, "not_null")),
                pl_pg_quoted(s->pl, now)));
    }
    return true;
}
