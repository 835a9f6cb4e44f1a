/* The limits of sequences and identity columns, in one statement: the server holds each option against the others at once, and
 * the first number, where it is not said, against the limits.
 *
 * A counter that stands before the new limits is moved to the first number within them; one that has passed the far limit is
 * left for the server to refuse, since the numbers beyond it are in use.
 */
#include <stdlib.h>
#include <string.h>

#include "dialects/postgres/postgres.h"

struct limits {
    const struct pl_node *from, *to;
    enum pl_attr start, increment, min, max;
    bool column;
};

static const struct option {
    enum pl_attr of_sequence, of_column;
    const char *set, *unset;
} options[] = {
    { PL_SEQUENCE_INCREMENT, PL_COLUMN_IDENTITY_INCREMENT, "INCREMENT BY ", "INCREMENT BY 1" },
    { PL_SEQUENCE_MIN, PL_COLUMN_IDENTITY_MIN, "MINVALUE ", "NO MINVALUE" },
    { PL_SEQUENCE_MAX, PL_COLUMN_IDENTITY_MAX, "MAXVALUE ", "NO MAXVALUE" },
    { PL_SEQUENCE_CACHE, PL_COLUMN_IDENTITY_CACHE, "CACHE ", "CACHE 1" },
};

static struct limits limits_of(const struct pl_change *c) {
    struct limits l = { c->from, c->to, PL_SEQUENCE_START, PL_SEQUENCE_INCREMENT, PL_SEQUENCE_MIN, PL_SEQUENCE_MAX, false };
    if (c->to->kind == PL_COLUMN)
        l = (struct limits){ c->from, c->to, PL_COLUMN_IDENTITY_START, PL_COLUMN_IDENTITY_INCREMENT, PL_COLUMN_IDENTITY_MIN,
                             PL_COLUMN_IDENTITY_MAX, true };
    return l;
}

static bool counts_down(const struct limits *l, const struct pl_node *n) {
    const char *by = pl_get(n, l->increment);
    return by && *by == '-';
}

/* The limit that counting begins at. */
static const char *near_limit(const struct limits *l, const struct pl_node *n) {
    bool down = counts_down(l, n);
    const char *said = pl_get(n, down ? l->max : l->min);
    return said ? said : down ? "-1" : "1";
}

static const char *first_number(const struct limits *l) {
    const char *said = pl_get(l->to, l->start);
    return said ? said : near_limit(l, l->to);
}

static bool has_slot(const struct pl_change *c, enum pl_attr a) {
    return c->slots >> ((int)a - pl_kinds[c->to->kind].first) & 1;
}

static void add_options(struct pl_text *sql, const struct pl_change *c, const struct limits *l) {
    const char *before = l->column ? " SET " : " ";
    enum pl_attr cycle = l->column ? PL_COLUMN_IDENTITY_CYCLE : PL_SEQUENCE_CYCLE;
    bool first = has_slot(c, l->start);
    for (size_t i = 0; i < sizeof options / sizeof options[0]; i++) {
        enum pl_attr a = l->column ? options[i].of_column : options[i].of_sequence;
        const char *value = pl_get(c->to, a);
        if (!has_slot(c, a))
            continue;
        first |= i < 3 && !pl_is(c->to, l->start);
        pl_addf(sql, "%s%s%s", before, value ? options[i].set : options[i].unset, value ? value : "");
    }
    if (first)
        pl_addf(sql, "%sSTART WITH %s", before, first_number(l));
    if (has_slot(c, cycle))
        pl_addf(sql, "%s%s", before, pl_is(c->to, cycle) ? "CYCLE" : "NO CYCLE");
}

static const char *sequence_of(struct pl_script *s, const struct pl_change *c, const struct limits *l) {
    struct pl_text name = { .pl = s->pl }, column = { .pl = s->pl };
    pl_pg_quote_text(&name, l->column ? pl_render(s, "{parent}", c) : pl_render_self(s, c->to));
    pl_pg_quote_text(&column, c->to->name);
    return l->column ? pl_format(s->pl, "pg_catalog.pg_get_serial_sequence(%s, %s)", name.s, column.s) : name.s;
}

/* Before the statement, as that holds the counter against the new limits. */
static void move_counter(struct pl_script *s, const struct pl_rule *rule, const struct pl_change *c, const struct limits *l) {
    const char *was = near_limit(l, l->from), *is = near_limit(l, l->to);
    bool down = counts_down(l, l->to);
    long long a = strtoll(was, NULL, 10), b = strtoll(is, NULL, 10);
    if (counts_down(l, l->from) != down || (down ? b >= a : b <= a))
        return;
    const char *sequence = sequence_of(s, c, l);
    pl_pg_step(s, rule, c, pl_format(s->pl,
        "SELECT pg_catalog.setval(s, CASE WHEN pg_catalog.pg_sequence_last_value(s) IS NULL THEN %s ELSE %s END, false)\n"
        "  FROM (SELECT %s::pg_catalog.regclass AS s) AS x\n"
        " WHERE coalesce(pg_catalog.pg_sequence_last_value(s), %s) %s %s",
        first_number(l), is, sequence, pl_get(l->from, l->start) ? pl_get(l->from, l->start) : was, down ? ">" : "<", is));
}

/* One that has never been asked may stand beyond the new limit: it has given out no number that could be in use. */
static void move_unused(struct pl_script *s, const struct pl_rule *rule, const struct pl_change *c, const struct limits *l) {
    bool down = counts_down(l, l->to);
    const char *far = pl_get(l->to, down ? l->min : l->max), *start = pl_get(l->from, l->start), *first = first_number(l);
    long long from = start ? strtoll(start, NULL, 10) : 0, limit = far ? strtoll(far, NULL, 10) : 0;
    long long now = strtoll(first, NULL, 10), old = strtoll(near_limit(l, l->from), NULL, 10);
    if (!far || !start || (down ? from >= limit || now > old : from <= limit || now < old))
        return;
    pl_pg_step(s, rule, c, pl_format(s->pl, "SELECT pg_catalog.setval(s, %s, false)\n  FROM (SELECT %s::pg_catalog.regclass AS s) AS x\n"
                                     " WHERE pg_catalog.pg_sequence_last_value(s) IS NULL", first, sequence_of(s, c, l)));
}

/* One that a column owns follows its table, unless it says otherwise. */
bool pl_pg_is_unlogged(const struct pl_realm *r, const struct pl_node *sequence) {
    const struct pl_node *owner = pl_is(sequence, PL_SEQUENCE_OWNED_BY) ? pl_resolve(r, sequence, PL_SEQUENCE_OWNED_BY) : NULL;
    return pl_is(sequence, PL_SEQUENCE_UNLOGGED) || (owner && pl_is(owner->parent, PL_TABLE_UNLOGGED) && !pl_is(sequence, PL_SEQUENCE_LOGGED));
}

/* OWNED BY leaves it as it was. */
void pl_pg_follow_owner(struct pl_script *s, struct pl_changes *list) {
    int n = s->version >= 150000 ? list->count : 0;
    for (struct pl_change *c = list->first; c && n-- > 0; c = c->next)
        if (c->op == PL_ALTER && c->from != c->to && c->to->kind == PL_SEQUENCE && c->slots & PL_S(SEQUENCE, OWNED_BY) &&
            !(c->slots & (PL_S(SEQUENCE, UNLOGGED) | PL_S(SEQUENCE, LOGGED))) &&
            pl_pg_is_unlogged(s->from, c->from) != pl_pg_is_unlogged(s->to, c->to))
            pl_change_add(s->pl, list, PL_ALTER, c->from, c->to, PL_S(SEQUENCE, LOGGED));
}

bool pl_pg_make_limits(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n) {
    for (int i = 0; i < n; i++) {
        const struct pl_change *c = changes[i];
        struct limits l = limits_of(c);
        struct pl_text sql = { .pl = s->pl };
        move_counter(s, rule, c, &l);
        move_unused(s, rule, c, &l);
        pl_add(&sql, pl_render(s, l.column ? "ALTER TABLE {parent} ALTER COLUMN {name}" : "ALTER SEQUENCE {self}", c));
        if (!l.column && has_slot(c, PL_SEQUENCE_TYPE))
            pl_addf(&sql, " AS %s", pl_is(c->to, PL_SEQUENCE_TYPE) ? pl_get(c->to, PL_SEQUENCE_TYPE) : "bigint");
        add_options(&sql, c, &l);
        pl_pg_step(s, rule, c, sql.s);
    }
    return true;
}
