/* No column is made beside another here: whoever writes holds the one lock of the database, and a rebuild is one transaction that
 * readers pass. Rows are given a value some at a time all the same, so that each of those transactions is short. */
#include <string.h>
#include "dialects/sqlite/sqlite.h"

static const char *quoted(struct pl_script *s, const char *name) {
    struct pl_text t = { .pl = s->pl };
    pl_sqlite_quote_name(&t, name);
    return t.s;
}

static const char *key(struct pl_script *s, const struct pl_node *column) {
    return pl_format(s->pl, "quote(%s)", quoted(s, column->name));
}

static const char *rows(struct pl_script *s, const struct pl_node *table) {
    return pl_format(s->pl, "SELECT count(*) FROM %s", pl_render_self(s, table));
}

/* ---- under both names: triggers that follow the write, since no trigger here can change what is being written */

static const char *other(struct pl_script *s, const char *a, const char *b) {
    return pl_format(s->pl, "%s COLLATE BINARY IS NOT %s", a, b);
}

static const char *differ(struct pl_script *s, const struct pl_twin *t) {
    return other(s, t->now, t->was);
}

static bool is_in_key(const struct pl_twin *t) {
    PL_EACH(part, pl_first(t->keyed, PL_PRIMARY_KEY), PL_PART)
        if (pl_same(pl_get(part, PL_PART_COLUMN), t->old->name))
            return true;
    return false;
}

static const char *why_not_both(struct pl_script *s, const struct pl_twin *t) {
    (void)s;
    if (is_in_key(t))
        return "it is in the primary key, by which SQLite's triggers find the row";
    if (pl_is(t->old, PL_COLUMN_NOT_NULL) && !pl_is(t->old, PL_COLUMN_DEFAULT))
        return "SQLite looks at NOT NULL before a trigger could give it the value: declare it without not_null, "
               "or with a default, and apply that first";
    return NULL;
}

static const char *this_row(struct pl_script *s, const struct pl_twin *t) {
    struct pl_text where = { .pl = s->pl };
    PL_EACH(part, pl_first(t->keyed, PL_PRIMARY_KEY), PL_PART) {
        const char *name = quoted(s, pl_get(part, PL_PART_COLUMN));
        pl_addf(&where, "%s%s IS NEW.%s", where.len ? " AND " : "", name, name);
    }
    return where.s;
}

static void add_trigger(struct pl_script *s, const struct pl_twin *t, const char *name, const char *on, const char *set,
                        const char *title) {
    const char *now = pl_format(s->pl, "NEW.%s", t->now), *was = pl_format(s->pl, "NEW.%s", t->was);
    pl_step_add(s, pl_format(s->pl, "CREATE TRIGGER %s AFTER %s ON %s WHEN %s BEGIN\n    UPDATE %s SET %s WHERE %s;\nEND",
                             quoted(s, name), on, t->table, other(s, now, was), t->table, set, this_row(s, t)),
                pl_format(s->pl, title, t->title), PL_R_LOCK(1), t->cause)->undo = pl_format(s->pl, "DROP TRIGGER %s", quoted(s, name));
}

static void after_insert(struct pl_script *s, const struct pl_twin *t, const char *name, const char *title) {
    const char *now = pl_format(s->pl, "NEW.%s", t->now), *was = pl_format(s->pl, "NEW.%s", t->was);
    const char *left = t->given ? pl_format(s->pl, "NOT (%s)", other(s, now, t->given)) : pl_format(s->pl, "%s IS NULL", now);
    const char *value = pl_format(s->pl, "CASE WHEN %s THEN %s ELSE %s END", left, was, now);
    const char *set = pl_format(s->pl, "%s = %s, %s = %s", t->was, value, t->now, value);
    add_trigger(s, t, pl_format(s->pl, "%s_insert", name), "INSERT", set, title);
}

static void keep_both(struct pl_script *s, const struct pl_twin *t) {
    static const char title[] = "keep %s the same under both names";
    after_insert(s, t, t->sync, title);
    const char *columns[][2] = { { t->was, t->now }, { t->now, t->was } };
    for (size_t i = 0; i < 2; i++) {
        const char *name = pl_format(s->pl, "%s_%s", t->sync, i ? "new" : "old");
        const char *set = pl_format(s->pl, "%s = NEW.%s", columns[i][1], columns[i][0]);
        add_trigger(s, t, name, pl_format(s->pl, "UPDATE OF %s", columns[i][0]), set, title);
    }
}

static void settle(struct pl_script *s, const struct pl_twin *t) {
    static const char title[] = "say that %s is there under both names";
    const char *first = quoted(s, pl_format(s->pl, "%s_insert", t->sync));
    pl_step_add(s, pl_format(s->pl, "DROP TRIGGER %s", first), pl_format(s->pl, title, t->title), PL_R_LOCK(1), t->cause);
    after_insert(s, t, t->mark, title);
}

const struct pl_twins pl_sqlite_twins = {
    .key = key, .rows = rows, .none = "SQLite makes its table anew in one transaction, which readers pass",
    .differ = differ, .keep_both = keep_both, .settle = settle, .why_not_both = why_not_both, .boths = 3,
};
