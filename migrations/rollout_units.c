/* What one migrate step changes, cut into units: a new table with all that is said with it, one attribute of a column. The order is
 * the plan's own, and so is what becomes visible at once: the steps of one transaction. */
#include <stdlib.h>
#include <string.h>
#include "migrations/rollout.h"

const struct pl_node *pl_top(const struct pl_node *n) {
    while (n && n->parent && n->parent->kind != PL_SCHEMA && n->parent->kind != PL_REALM)
        n = n->parent;
    return n && n->kind == PL_SCHEMA ? NULL : n;
}

/* ---- where the plan says a change */

struct said {
    struct said *next;
    const struct pl_step *step;
    const struct pl_change *change;
    int number, group;
};

/* Chains of what the steps say, by the position of the object. */
struct index {
    struct said **from, **to;
};

static void note(struct pl *pl, struct said **at, const struct said *s) {
    struct said *copy = PL_NEW(pl, struct said);
    *copy = *s;
    copy->next = *at;
    *at = copy;
}

static struct index index_steps(struct pl_stage *s) {
    struct pl *pl = s->r->pl;
    struct index x = { pl_alloc(pl, (s->from->count + 1) * sizeof *x.from), pl_alloc(pl, (s->to->count + 1) * sizeof *x.to) };
    bool whole = (s->r->dialect->flags & PL_DL_DDL_IN_TX) != 0, open = false;
    struct said said = { .group = 0 };
    for (said.step = s->plan.script.first; said.step; said.step = said.step->next) {
        bool inside = whole && !(said.step->flags & PL_R_NO_TX);
        said.number++;
        said.group += !(inside && open);
        open = inside;
        for (int i = 0; said.step->changes && said.step->changes[i]; i++) {
            said.change = said.step->changes[i];
            if (said.change->from && said.change->op != PL_ADD && said.change->from->position < s->from->count)
                note(pl, &x.from[said.change->from->position], &said);
            if (said.change->to && said.change->op != PL_DROP && said.change->to->position < s->to->count)
                note(pl, &x.to[said.change->to->position], &said);
        }
    }
    return x;
}

/* An ALTER without a statement is said by the ADD of a drop and an add. The chains begin with what is said last. */
static const struct said *said_by(const struct index *x, const struct pl_change *c) {
    const struct said *any = NULL;
    for (const struct said *s = c->op == PL_DROP ? x->from[c->from->position] : x->to[c->to->position]; s; s = s->next) {
        any = any ? any : s;
        if (s->change->op == c->op && (c->op != PL_ALTER || s->change->slots & c->slots))
            return s;
    }
    return any;
}

/* ---- units */

static struct pl_unit *add_unit(struct pl_stage *s, struct pl_change *c) {
    struct pl_unit *u = PL_NEW(s->r->pl, struct pl_unit);
    *u = (struct pl_unit){ .event = s->event, .top = c, .title = pl_change_title(s->r->pl, c) };
    *s->tail = u;
    s->tail = &u->next;
    return u;
}

static void add_change(struct pl *pl, struct pl_unit *u, struct pl_change *c) {
    if ((u->count & (u->count - 1)) == 0) {            /* room for the next power of two */
        struct pl_change **grown = pl_alloc(pl, ((size_t)u->count * 2 + 1) * sizeof *grown);
        if (u->count)
            memcpy(grown, u->changes, (size_t)u->count * sizeof *grown);
        u->changes = grown;
    }
    u->changes[u->count++] = c;
}

/* NOT NULL and a default of a column hurt others than its type does, so each can be moved by itself. */
static void split(struct pl_stage *s, const struct pl_change *c) {
    static const uint64_t alone[] = { PL_S(COLUMN, NOT_NULL), PL_S(COLUMN, DEFAULT) };
    uint64_t left = c->slots, computed = PL_S(COLUMN, GENERATED) | PL_S(COLUMN, IDENTITY) | PL_S(COLUMN, STORED);
    bool can = c->op == PL_ALTER && c->to->kind == PL_COLUMN && !(left & computed);
    for (size_t i = 0; can && i <= sizeof alone / sizeof *alone; i++) {
        uint64_t slots = i < sizeof alone / sizeof *alone ? left & alone[i] : left;
        left &= ~slots;
        if (!slots)
            continue;
        struct pl_change *part = PL_NEW(s->r->pl, struct pl_change);
        *part = *c;
        part->slots = slots;
        add_change(s->r->pl, add_unit(s, part), part);
    }
    if (!can) {
        struct pl_change *copy = PL_NEW(s->r->pl, struct pl_change);
        *copy = *c;
        add_change(s->r->pl, add_unit(s, copy), copy);
    }
}

/* The unit that adds or drops what n lives in. */
static struct pl_unit *home_of(struct pl_unit *const *units, const struct pl_node *n) {
    const struct pl_node *top = pl_top(n);
    return top && top != n ? units[top->position] : NULL;
}

static void cut(struct pl_stage *s) {
    struct pl *pl = s->r->pl;
    struct pl_unit **added = pl_alloc(pl, (s->to->count + 1) * sizeof *added);
    struct pl_unit **dropped = pl_alloc(pl, (s->from->count + 1) * sizeof *dropped);
    for (const struct pl_change *c = s->plan.changes.first; c; c = c->next) {
        const struct pl_node *n = c->op == PL_DROP ? c->from : c->to;
        struct pl_unit **units = c->op == PL_ADD ? added : c->op == PL_DROP ? dropped : NULL;
        struct pl_unit *home = units ? home_of(units, n) : NULL;
        if (!units || !home) {
            struct pl_unit **tail = s->tail;
            split(s, c);
            if (units && *tail && pl_top(n) == n)
                units[n->position] = *tail;
            continue;
        }
        struct pl_change *copy = PL_NEW(pl, struct pl_change);
        *copy = *c;
        add_change(pl, home, copy);
    }
}

/* ---- order, and what the event leaves out */

static int by_order(const void *a, const void *b) {
    const struct pl_unit *x = *(struct pl_unit *const *)a, *y = *(struct pl_unit *const *)b;
    return x->slot != y->slot ? (x->slot > y->slot) - (x->slot < y->slot) : (x->number > y->number) - (x->number < y->number);
}

static void sort(struct pl_stage *s) {
    struct index x = index_steps(s);
    int n = 0, last = 0;
    for (struct pl_unit *u = s->first; u; u = u->next) {
        const struct said *said = said_by(&x, u->top);
        u->number = n++;
        u->slot = said ? said->number : s->plan.script.count + 1;
        u->group = said ? said->group : 0;
        u->sql = said ? said->step->sql : NULL;
        last = u->group > last ? u->group : last;
    }
    struct pl_unit **all = pl_alloc(s->r->pl, ((size_t)n + 1) * sizeof *all);
    n = 0;
    for (struct pl_unit *u = s->first; u; u = u->next) {
        all[n++] = u;
        u->group = u->group ? u->group : last + 1;
    }
    qsort(all, (size_t)n, sizeof *all, by_order);
    s->tail = &s->first;
    for (int i = 0; i < n; i++) {
        *s->tail = all[i];
        s->tail = &all[i]->next;
        all[i]->next = NULL;
    }
}

static bool fits(struct pl *pl, const struct pl_unit *u, const char *said) {
    return strcmp(u->title, said) == 0 || (u->top->from && strcmp(pl_path(pl, u->top->from), said) == 0) ||
           (u->top->to && strcmp(pl_path(pl, u->top->to), said) == 0);
}

static bool no_change(struct pl_stage *s, const char *said) {
    struct pl_nearest near = { .wrong = said };
    for (const struct pl_unit *u = s->first; u; u = u->next)
        pl_nearest_add(&near, u->title);
    pl_say(s->r->pl, PL_D_NOWHERE, &s->event->place, "\"%s\" is no change and no object of \"%s\"", said, s->event->title);
    const char *best = pl_nearest_word(&near);
    return best ? pl_hint(s->r->pl, "did you mean \"%s\"?", best) : false;
}

static bool select_units(struct pl_stage *s) {
    const char **said = s->event->only ? s->event->only : s->event->except;
    for (const char **name = said; name && *name; name++) {
        bool any = false;
        for (const struct pl_unit *u = s->first; u && !any; u = u->next)
            any = fits(s->r->pl, u, *name);
        if (!any)
            return no_change(s, *name);
    }
    struct pl_unit *all = s->first;
    s->tail = &s->first;
    *s->tail = NULL;
    for (struct pl_unit *u = all, *next; u; u = next) {
        bool named = false;
        next = u->next;
        for (const char **name = said; name && *name; name++)
            named |= fits(s->r->pl, u, *name);
        if (said && named != (s->event->only != NULL))
            continue;
        *s->tail = u;
        s->tail = &u->next;
        u->next = NULL;
    }
    return true;
}

/* Statements need words that go without saying (the columns of a reference): what was compared must not come to say them. */
static size_t keep(struct pl_node *n, const char **slots, size_t at, bool back) {
    for (struct pl_node *c = n->child; c; c = c->next) {
        size_t count = (size_t)pl_attr_count(c->kind);
        for (size_t i = 0; slots && i < count; i++) {
            if (back)
                pl_put(c, (int)i, slots[at + i]);
            else
                slots[at + i] = pl_at(c, (int)i);
        }
        at = keep(c, slots, at + count, back);
    }
    return at;
}

static bool make_steps(struct pl_stage *s) {
    struct pl_node *roots[] = { s->from->root, s->to->root };
    const char **slots[2];
    for (int i = 0; i < 2; i++) {
        slots[i] = pl_alloc(s->r->pl, (keep(roots[i], NULL, 0, false) + 1) * sizeof *slots[i]);
        keep(roots[i], slots[i], 0, false);
    }
    if (!pl_plan_steps(s->r->pl, s->r->dialect, 0, "", s->from, s->to, &s->plan))
        return false;
    for (int i = 0; i < 2; i++)
        keep(roots[i], slots[i], 0, true);
    return true;
}

bool pl_stage_units(struct pl_stage *s) {
    struct pl_diff_options o = { 0 };
    struct pl_rollout *r = s->r;
    s->tail = &s->first;
    if (!pl_plan_compare(NULL, r->dialect, s->from, s->to, &o, &s->plan) || !make_steps(s))
        return pl_hint(r->pl, "it is what \"%s\" asks for, %s:%d", s->event->title, r->file, s->event->place.line);
    cut(s);
    sort(s);
    return select_units(s);
}
