/* Changes that others call for though the server would take each of them alone: views that show whatever their tables have, what
 * ties dropped tables to each other, and columns that leave a key. A part of prepare.c.
 */
#include <string.h>
#include <strings.h>

#include "dialects/postgres/prepare.h"

/* Whether a query shows whatever its tables have: in "SELECT *", "a.*", but not in count(*) or a * b. */
static bool has_star(const char *sql) {
    static const char *const before[] = { "select", "distinct", "all" };
    struct pl_token t, last = { .kind = PL_T_END };
    for (const char *at = sql; sql && (t = pl_token_next(&at, false)).kind != PL_T_END; last = t) {
        if (t.kind != PL_T_SIGN || *t.s != '*')
            continue;
        if (last.kind == PL_T_SIGN && (*last.s == '.' || *last.s == ','))
            return true;
        for (size_t i = 0; last.kind == PL_T_WORD && i < sizeof before / sizeof before[0]; i++)
            if (last.len == strlen(before[i]) && strncasecmp(last.s, before[i], last.len) == 0)
                return true;
    }
    return false;
}

static const char *own_words(const struct pl_node *n, enum pl_attr a) {
    int slot = (int)a - pl_kinds[n->kind].first;
    return n->said && n->said[slot] ? n->said[slot] : pl_at(n, slot);
}

/* The server keeps the columns that a star meant when the view was made: the view is made again, by the text with the star. */
void pl_pg_stars_over(struct pl_pg_work *w, const struct pl_node *n) {
    static const struct { enum pl_kind kind; enum pl_attr sql; } kinds[] = {
        { PL_VIEW, PL_VIEW_SQL }, { PL_MATERIALIZED_VIEW, PL_MATERIALIZED_VIEW_SQL } };
    PL_EACH(schema, w->s->from->root, PL_SCHEMA)
        for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
            PL_EACH(view, schema, kinds[i].kind) {
                struct pl_node *to = view == n ? NULL : view->mate;
                const char *said = to ? own_words(to, kinds[i].sql) : NULL;
                if (!has_star(said) || !pl_pg_stands_on(w, view, n))
                    continue;
                pl_set(to, kinds[i].sql, said);
                pl_pg_drop_and_add(w, view);
            }
}

/* The server writes no row of a table anew while a materialized view keeps whole ones of it. Its own text says them as a.*::b. */
void pl_pg_rows_of(struct pl_pg_work *w, const struct pl_change *c) {
    const struct pl_node *column = c->to, *table = column->parent->mate;
    bool written = c->op == PL_ADD ? pl_is(column, PL_COLUMN_DEFAULT) || pl_is(column, PL_COLUMN_GENERATED) || pl_is(column, PL_COLUMN_IDENTITY)
                                   : (c->slots & (PL_S(COLUMN, TYPE) | PL_S(COLUMN, COLLATION))) != 0;
    PL_EACH(schema, w->s->from->root, PL_SCHEMA)
        for (struct pl_node *view = written ? pl_first(schema, PL_MATERIALIZED_VIEW) : NULL; view; view = pl_next(view))
            if (has_star(own_words(view, PL_MATERIALIZED_VIEW_SQL)) && pl_pg_stands_on(w, view, table))
                pl_pg_drop_and_add(w, view);
}

/* A dictionary of another template is another one: what is mapped to it goes before. */
void pl_pg_mapped_to(struct pl_pg_work *w, const struct pl_node *dictionary) {
    PL_EACH(schema, w->s->from->root, PL_SCHEMA)
        PL_EACH(configuration, schema, PL_TS_CONFIGURATION)
            PL_EACH(mapping, configuration, PL_TS_MAPPING)
                if (pl_pg_stands_on(w, mapping, dictionary))
                    pl_pg_drop_and_add(w, mapping);
}

struct others {
    const struct pl_node *than;
    bool yes;
};

static void is_of_another(void *arg, struct pl_node *needed, bool weak) {
    struct others *st = arg;
    const struct pl_node *table = needed ? pl_above(needed, PL_TABLE) : NULL;
    (void)weak;
    st->yes |= table && table != st->than && !table->mate;
}

/* Rules, policies and triggers go with their table; where they name another one that goes, that would wait for theirs, while a
 * foreign key may have theirs wait for it. */
void pl_pg_cut_strings(struct pl_pg_work *w) {
    for (struct pl_change *c = w->list->first; c; c = c->next) {
        struct others st = { .than = c->from ? c->from->parent : NULL };
        if (c->op != PL_DROP || !c->implied || (c->from->kind != PL_RULE && c->from->kind != PL_POLICY && c->from->kind != PL_TRIGGER))
            continue;
        pl_needs(w->s->from, c->from, false, is_of_another, &st);
        c->implied = !st.yes;
    }
}

/* A column that leaves the primary key may be NULL again when another key has taken its place. */
void pl_pg_keys_go_first(struct pl_pg_work *w) {
    for (struct pl_change *c = w->list->first; c; c = c->next) {
        struct pl_node *old = c->op == PL_ADD && c->to->kind == PL_PRIMARY_KEY && c->replaces ? c->to->mate : NULL;
        struct pl_change *last = c;
        for (struct pl_change *o = old ? w->list->first : NULL; o; o = o->next) {
            if (o->op != PL_ALTER || o->to->kind != PL_COLUMN || o->to->parent != c->to->parent || o->with ||
                !(o->slots & PL_S(COLUMN, NOT_NULL)) || pl_is(o->to, PL_COLUMN_NOT_NULL) || !pl_pg_stands_on(w, old, o->from) || last->with)
                continue;
            last->with = o;
            last->before = true;
            last = o;
        }
    }
}
