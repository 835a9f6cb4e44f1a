/* Which changes of a list wait for --contract.
 *
 * Nothing of it is written down: what waits is still asked for by the models, so the next comparison finds it again, and --contract
 * is the comparison without this file.
 */
#include <string.h>
#include "migrations/expand_parts.h"
#include "migrations/gate.h"
#include "migrations/waits.h"

static void add(struct pl *pl, struct pl_beside *b, const struct pl_node *n, const char *what) {
    struct pl_wait *w = PL_NEW(pl, struct pl_wait), **at = &b->waits;
    *w = (struct pl_wait){ .what = what, .place = n->place };
    while (*at)
        at = &(*at)->next;
    *at = w;
}

/* Takes out of the list what `waits` says yes to. */
typedef bool waits_fn(void *arg, struct pl_change *c);

static void take_out(struct pl_changes *list, waits_fn *waits, void *arg) {
    struct pl_change **at = &list->first;
    for (struct pl_change *c = list->first; c; c = c->next) {
        if (waits(arg, c)) {
            *at = c->next;
            list->count--;
        } else {
            at = &c->next;
        }
    }
    list->tail = at;
}

struct search {
    struct pl_beside *b;
    const struct pl_realm *r;
    const struct pl_node *column;
    bool found;
};

static void look(void *arg, struct pl_node *needed, bool weak) {
    struct search *s = arg;
    (void)weak;
    s->found |= needed == s->column;
}

/* A view reads the second column meanwhile; what lives in a table would have to be made twice. */
static bool needs_it(struct search *s, const struct pl_node *n) {
    s->found = n == s->column;
    pl_needs(s->r, n, false, look, s);
    pl_needs(s->r, n, true, look, s);
    return s->found && pl_above(n, PL_TABLE);
}

/* ---- a column under two names */

static bool waits_for_column(void *arg, struct pl_change *c) {
    struct search *s = arg;
    if (!c->to || !needs_it(s, c->to))
        return false;
    if (c->op != PL_RENAME || c->to != s->column)
        add(s->r->pl, s->b, c->to, pl_change_title(s->r->pl, c));
    return true;
}

void pl_wait_for_column(struct pl_beside *b, const struct pl_realm *to, struct pl_changes *list, const struct pl_node *column) {
    struct search s = { .b = b, .r = to, .column = column };
    take_out(list, waits_for_column, &s);
}

/* ---- releases of before */

static bool in_primary_key(const struct pl_node *column) {
    const struct pl_node *key = pl_first(column->parent, PL_PRIMARY_KEY);
    return key && pl_expand_is_over(key, column->name);
}

static bool is_leaving(const struct pl_change *c) {
    const struct pl_node *n = c->op == PL_DROP && c->from->kind == PL_COLUMN ? c->from : NULL;
    return n && n->parent->kind == PL_TABLE && n->parent->mate && !in_primary_key(n);
}

static bool waits_to_go(void *arg, struct pl_change *c) {
    struct search *s = arg;
    if (c->op != PL_DROP || c->undecided || !needs_it(s, c->from))
        return false;
    add(s->r->pl, s->b, c->from, pl_change_title(s->r->pl, c));
    return true;
}

#define REFUSES_NULL \
    (PL_S(COLUMN, NOT_NULL) | PL_S(COLUMN, NOT_NULL_NAME) | PL_S(COLUMN, NOT_NULL_NOT_VALID) | PL_S(COLUMN, NOT_NULL_NO_INHERIT))

bool pl_waits_for_values(const struct pl_change *c) {
    return c->op == PL_ALTER && c->to->kind == PL_COLUMN && !(c->slots & ~REFUSES_NULL) && pl_is(c->to, PL_COLUMN_NOT_NULL) &&
           !pl_column_fills_itself(c->to);
}

/* Added, it is there without NOT NULL; altered, it stays without. */
static bool waits_for_values(void *arg, struct pl_change *c) {
    struct search *s = arg;
    struct pl_node *n = c->to;
    bool comes = c->op == PL_ADD || (c->op == PL_ALTER && n && n->kind == PL_COLUMN && !pl_is(c->from, PL_COLUMN_NOT_NULL));
    if (!comes || n->kind != PL_COLUMN || n->parent->kind != PL_TABLE || !n->parent->mate || !pl_is(n, PL_COLUMN_NOT_NULL) ||
        pl_column_fills_itself(n) || in_primary_key(n))
        return false;
    add(s->r->pl, s->b, n, pl_format(s->r->pl, "NOT NULL of %s", pl_title(s->r->pl, n)));
    for (int i = 0; i < pl_attr_count(PL_COLUMN); i++)
        if (REFUSES_NULL >> i & 1)
            pl_put(n, i, NULL);
    c->slots &= c->op == PL_ALTER ? ~REFUSES_NULL : PL_S_ALL;
    return !c->slots;
}

void pl_wait_for_releases(struct pl_beside *b, const struct pl_realm *from, struct pl_changes *list) {
    struct search s = { .b = b, .r = from };
    struct pl_changes going = { .tail = &going.first };
    for (const struct pl_change *c = list->first; c; c = c->next)
        if (is_leaving(c))
            pl_change_add(from->pl, &going, PL_DROP, c->from, NULL, PL_S_ALL);
    for (const struct pl_change *c = going.first; c; c = c->next) {
        s.column = c->from;
        take_out(list, waits_to_go, &s);
    }
    b->leaving = going.first;
    take_out(list, waits_for_values, &s);
}

void pl_wait_keep(const struct pl_realm *live, struct pl_realm *then) {
    PL_EACH(schema, live->root, PL_SCHEMA) {
        struct pl_node *home = pl_find(then, then->root, PL_SCHEMA, schema->name);
        PL_EACH(table, schema, PL_TABLE) {
            struct pl_node *now = home ? pl_find(then, home, PL_TABLE, table->name) : NULL;
            PL_EACH(column, table, PL_COLUMN)
                if (now && !pl_find(then, now, PL_COLUMN, column->name))
                    pl_set(pl_node_copy(then, now, column), PL_COLUMN_NOT_NULL, NULL);
        }
    }
}

static bool loosen(struct pl_script *s, const struct pl_change *c) {
    struct pl_node *n = c->from;
    if (!pl_is(n, PL_COLUMN_NOT_NULL) || pl_column_fills_itself(n))
        return true;
    struct pl_node *loose = pl_node_like(s->to, n->parent->mate, n, n->name);
    struct pl_change change = { .op = PL_ALTER, .from = n, .to = loose, .slots = PL_S(COLUMN, NOT_NULL) };
    bool ok;
    pl_set(loose, PL_COLUMN_NOT_NULL, NULL);
    const struct pl_rule *r = pl_rule_find(s, PL_ALTER, &change, change.slots);
    if (r && r->flags & PL_R_TABLE) {
        pl_say(s->pl, PL_D_CANNOT_EXPAND, NULL, "%s cannot stay for releases of before: it refuses rows that do not name it",
               pl_title(s->pl, n));
        ok = pl_hint(s->pl, "declare it without not_null, or with a default, apply that, and drop it then");
    } else {
        ok = pl_expand_say(s, PL_ALTER, n, loose, change.slots);
    }
    pl_remove(s->to, loose);
    return ok;
}

bool pl_wait_loosen(struct pl_script *s, const struct pl_beside *b) {
    for (const struct pl_change *c = b->leaving; c; c = c->next)
        if (!loosen(s, c))
            return false;
    return true;
}
