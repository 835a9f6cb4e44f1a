/* What the rows of a live database say to lint. Each question stops at the first rows that answer it; one that has no answer in
 * time, or may not be asked, is UNKNOWN. */
#include <string.h>
#include "migrations/lint.h"

enum { LONGEST_MS = 5000, EXAMPLES = 3 };

struct found {
    struct pl *pl;
    struct pl_text text;
    int rows;
};

static bool take_row(void *arg, int columns, const char *const *names, const char *const *values) {
    struct found *f = arg;
    (void)names;
    pl_add(&f->text, f->rows ? ", " : "");
    for (int i = 0; i < columns; i++)
        pl_addf(&f->text, "%s%s", i ? " " : columns > 1 ? "(" : "", values[i] ? values[i] : "NULL");
    pl_add(&f->text, columns > 1 ? ")" : "");
    f->rows++;
    return true;
}

static void limit(struct pl_lint *l, long ms) {
    if (l->db->dialect->statement_timeout)
        l->db->dialect->query(l->db, pl_format(l->pl, "%s%ld", l->db->dialect->statement_timeout, ms), NULL, 0, NULL, NULL);
}

static enum pl_lint_answer ask(struct pl_lint *l, const char *sql, const char **example) {
    struct found f = { .pl = l->pl, .text = { .pl = l->pl } };
    if (!l->db)
        return PL_UNKNOWN;
    struct pl_mark mark = pl_diag_mark(l->pl);
    limit(l, LONGEST_MS);
    bool ok = l->db->dialect->query(l->db, sql, NULL, 0, take_row, &f);
    limit(l, 0);
    pl_diag_forget(l->pl, mark);
    if (example && f.rows)
        *example = f.text.s;
    return !ok ? PL_UNKNOWN : f.rows ? PL_YES : PL_NO;
}

/* ---- names, as the database takes them */

static const char *self(struct pl_lint *l, const struct pl_node *n) {
    struct pl_script s = { .pl = l->pl, .dialect = l->dialect, .version = l->db ? l->db->version : 0, .schema = l->db ? l->db->schema : "",
                           .from = l->live, .to = l->live };
    return pl_render_self(&s, n);
}

static const char *quoted(struct pl_lint *l, const char *prefix, const char *name) {
    struct pl_text t = { .pl = l->pl };
    pl_add(&t, prefix);
    l->dialect->quote_name(&t, name);
    return t.s;
}

/* The name that a column has now: it may be renamed by the same change. NULL: it is not there yet. */
static const char *live_name(const struct pl_lint *l, const struct pl_node *live_table, const struct pl_node *wanted_table, const char *name) {
    const struct pl_node *column = NULL;
    PL_EACH(c, wanted_table, PL_COLUMN)
        if (strcmp(c->name, name) == 0)
            column = c;
    if (column && column->mate)
        return column->mate->name;
    return !column && pl_find_column(l->live, live_table, name) ? name : NULL;
}

/* ---- questions */

enum pl_lint_answer pl_lint_rows_in(struct pl_lint *l, const struct pl_node *table) {
    return l->db ? ask(l, pl_format(l->pl, "SELECT 1 FROM %s LIMIT 1", self(l, table)), NULL) : PL_UNKNOWN;
}

static enum pl_lint_answer null_or_not(struct pl_lint *l, const struct pl_node *column, const char *not) {
    return l->db ? ask(l, pl_format(l->pl, "SELECT 1 FROM %s WHERE %s IS %sNULL LIMIT 1", self(l, column->parent),
                                    quoted(l, "", column->name), not), NULL) : PL_UNKNOWN;
}

enum pl_lint_answer pl_lint_values_in(struct pl_lint *l, const struct pl_node *column) {
    return null_or_not(l, column, "NOT ");
}

enum pl_lint_answer pl_lint_nulls_in(struct pl_lint *l, const struct pl_node *column) {
    return null_or_not(l, column, "");
}

/* "a", "b" and the condition that none of them is NULL: equal NULLs are no duplicates. Expressions and conditions may name
 * columns by names that they do not have yet, so keys with those are not asked about. */
enum pl_lint_answer pl_lint_duplicates(struct pl_lint *l, const struct pl_node *table, const struct pl_node *key, const char **example) {
    struct pl_text list = { .pl = l->pl }, where = { .pl = l->pl };
    int filter = pl_attr_named(key->kind, "where");
    if (!l->db || (filter >= 0 && pl_is(key, (enum pl_attr)filter)))
        return PL_UNKNOWN;
    PL_EACH(part, key, PL_PART) {
        const char *name = pl_get(part, PL_PART_COLUMN), *live = name ? live_name(l, table, key->parent, name) : NULL;
        if (!live || pl_is(part, PL_PART_PREFIX))
            return PL_UNKNOWN;
        pl_addf(&list, "%s%s", list.len ? ", " : "", quoted(l, "", live));
        pl_addf(&where, "%s%s IS NOT NULL", where.len ? " AND " : "", quoted(l, "", live));
    }
    if (!list.len)
        return PL_UNKNOWN;
    return ask(l, pl_format(l->pl, "SELECT %s FROM %s WHERE %s GROUP BY %s HAVING count(*) > 1 LIMIT %d", list.s, self(l, table), where.s,
                            list.s, EXAMPLES), example);
}

/* The columns of the key that a foreign key refers to without naming them. */
static const char *implied_columns(struct pl_lint *l, const struct pl_node *target) {
    const struct pl_node *key = pl_first(target, PL_PRIMARY_KEY);
    struct pl_text list = { .pl = l->pl };
    if (key)
        PL_EACH(part, key, PL_PART)
            pl_list_add(&list, pl_is(part, PL_PART_COLUMN) ? pl_get(part, PL_PART_COLUMN) : "");
    return pl_text(&list);
}

enum pl_lint_answer pl_lint_orphans(struct pl_lint *l, const struct pl_node *table, const struct pl_node *fk, const char **example) {
    struct pl_text list = { .pl = l->pl }, where = { .pl = l->pl }, join = { .pl = l->pl };
    const struct pl_node *target = pl_resolve(l->declared, fk, PL_FOREIGN_KEY_REFERENCES), *live = target ? target->mate : NULL;
    const char *columns = pl_get(fk, PL_FOREIGN_KEY_COLUMNS), *there = pl_get(fk, PL_FOREIGN_KEY_REFERENCED_COLUMNS);
    const char *at = NULL, *at_there = NULL;
    if (!l->db || !live || !columns)
        return PL_UNKNOWN;
    if (!there)
        there = implied_columns(l, target);
    for (const char *name; (name = pl_list_next(l->pl, columns, &at));) {
        const char *other = pl_list_next(l->pl, there, &at_there);
        const char *mine = live_name(l, table, fk->parent, name), *theirs = other ? live_name(l, live, target, other) : NULL;
        if (!mine || !theirs)
            return PL_UNKNOWN;
        pl_addf(&list, "%s%s", list.len ? ", " : "", quoted(l, "c.", mine));
        pl_addf(&where, "%s IS NOT NULL AND ", quoted(l, "c.", mine));
        pl_addf(&join, "%s%s = %s", join.len ? " AND " : "", quoted(l, "p.", theirs), quoted(l, "c.", mine));
    }
    return ask(l, pl_format(l->pl, "SELECT %s FROM %s AS c WHERE %sNOT EXISTS (SELECT 1 FROM %s AS p WHERE %s) LIMIT %d", list.s,
                            self(l, table), where.s, self(l, live), join.s, EXAMPLES), example);
}

enum pl_lint_answer pl_lint_violations(struct pl_lint *l, const struct pl_node *table, const struct pl_node *check) {
    const char *text = pl_get(check, PL_CHECK_EXPRESSION);
    return l->db && text ? ask(l, pl_format(l->pl, "SELECT 1 FROM %s WHERE NOT (%s) LIMIT 1", self(l, table), text), NULL) : PL_UNKNOWN;
}
