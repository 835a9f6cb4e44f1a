/* The states of a rollout: the sources loaded, the changes done one by one, and what each of them breaks and brings for each
 * release. */
#include <string.h>
#include "migrations/rollout.h"

struct folding {
    struct pl_rollout *r;
    const struct pl_rollout_options *o;
    struct pl_lives lives;
    struct pl_realm *now;
    uint32_t *of_now;                                  /* numbers of its objects */
    struct pl_unit **unit_tail;
    struct pl_state **state_tail;
    int states;
    struct pl_trouble **trouble_tail;
    struct pl_trouble **of_release[PL_MOST_RELEASES];  /* hashed by key */
    uint32_t room[PL_MOST_RELEASES], count[PL_MOST_RELEASES];
};

/* ---- troubles */

static struct pl_trouble **slot_of(struct folding *f, int release, const char *key) {
    uint32_t at = (uint32_t)pl_hash(key, strlen(key), 0) & (f->room[release] - 1);
    while (f->of_release[release][at] && strcmp(f->of_release[release][at]->hurt->key, key) != 0)
        at = (at + 1) & (f->room[release] - 1);
    return &f->of_release[release][at];
}

static struct pl_trouble *trouble_of(struct folding *f, const struct pl_hurt *hurt) {
    int i = hurt->release->index;
    if ((f->count[i] + 1) * 2 > f->room[i]) {
        struct pl_trouble **old = f->of_release[i];
        uint32_t room = f->room[i];
        f->room[i] = room ? room * 4 : 64;
        f->of_release[i] = pl_alloc(f->r->pl, f->room[i] * sizeof **f->of_release);
        for (uint32_t n = 0; n < room; n++)
            if (old[n])
                *slot_of(f, i, old[n]->hurt->key) = old[n];
    }
    struct pl_trouble **at = slot_of(f, i, hurt->key), *known = *at;
    if (known)
        return known;
    f->count[i]++;
    *at = *f->trouble_tail = PL_NEW(f->r->pl, struct pl_trouble);
    f->trouble_tail = &(*at)->next;
    (*at)->hurt = hurt;
    (*at)->later = !hurt->release->whole && pl_hurt_rows[hurt->id].job & PL_HURT_LATER;
    return *at;
}

static void turn(struct folding *f, struct pl_trouble *t, struct pl_unit *u) {
    if ((t->count & (t->count - 1)) == 0) {
        struct pl_unit **grown = pl_alloc(f->r->pl, ((size_t)t->count * 2 + 1) * sizeof *grown);
        if (t->count)
            memcpy(grown, t->turns, (size_t)t->count * sizeof *grown);
        t->turns = grown;
    }
    t->turns[t->count++] = u;
}

static bool counts(const struct pl_rollout *r, const struct pl_hurt *h) {
    return r->severity[h->id][h->release->whole] != PL_HURT_OFF;
}

static bool is_in(const struct pl_hurt *list, const struct pl_hurt *h) {
    for (; list; list = list->next)
        if (list->id == h->id && strcmp(list->key, h->key) == 0)
            return true;
    return false;
}

/* What is in one list and not in the other is turned over by u. */
static void compare(struct folding *f, const struct pl_hurt *old, const struct pl_hurt *now, struct pl_unit *u) {
    for (const struct pl_hurt *h = old; h; h = h->next)
        if (counts(f->r, h) && !is_in(now, h))
            turn(f, trouble_of(f, h), u);
    bool anew = u->top->op == PL_ADD && pl_top(u->top->to) == u->top->to;
    for (const struct pl_hurt *h = now; h; h = h->next) {
        struct pl_trouble *t = counts(f->r, h) && !is_in(old, h) ? trouble_of(f, h) : NULL;
        if (t && t->later && anew)
            t->at_start = true;                        /* the object came with it, and nobody knew it otherwise */
        else if (t)
            turn(f, t, u);
    }
}

/* ---- one change */

/* The names, in its schema, under which a unit's object is known before and after it; NULL for a schema. */
struct name {
    const char *schema, *name;
};

static struct name name_of(const struct pl_node *n) {
    const struct pl_node *top = pl_top(n);
    return top ? (struct name){ top->parent->name, top->name } : (struct name){ 0 };
}

static struct pl_hurt *hurts(struct folding *f, const struct pl_release *x, const struct name *names, int count) {
    struct pl_hurt *all = NULL, **tail = &all;
    for (int i = 0; i < count; i++) {
        *tail = names[i].name ? pl_hurts_of(f->r->pl, f->r->dialect, x, f->now, names[i].schema, names[i].name)
                              : pl_hurts(f->r->pl, f->r->dialect, x, f->now);
        while (*tail)
            tail = &(*tail)->next;
    }
    return all;
}

static bool same_name(const struct name *a, const struct name *b) {
    return pl_same(a->name, b->name) && pl_same(a->schema, b->schema);
}

/* Looked at before and after, under the name that it has before and the one that it has then. */
static void do_unit(struct folding *f, struct pl_fold *fold, struct pl_unit *u) {
    const struct pl_change *c = u->top;
    struct name names[2] = { name_of(c->from ? fold->of_from[c->from->position] : c->to), { 0 } };
    struct pl_hurt *old[PL_MOST_RELEASES];
    names[1] = names[0];
    if (c->op == PL_RENAME && names[0].name && pl_top(c->to) == c->to)
        names[1].name = c->to->name;
    int count = same_name(&names[0], &names[1]) ? 1 : 2;
    for (const struct pl_release *x = f->r->releases; x; x = x->next)
        old[x->index] = hurts(f, x, names, count);
    for (int i = 0; i < u->count; i++)
        pl_fold_change(fold, u->changes[i]);
    for (const struct pl_release *x = f->r->releases; x; x = x->next)
        compare(f, old[x->index], hurts(f, x, names, count), u);
}

/* ---- states */

static bool is_alive(const struct pl_release *x, const struct pl_event *e) {
    int behind = e ? e->slot : -1;                     /* the fixed event that this state stands behind, or at */
    bool fixed = e && e->sort != PL_MIGRATE;
    if (x->from == -2 || x->from > (fixed || !e ? behind : behind - 1))
        return false;
    return x->to == -2 || !e || x->to > behind || (x->to == behind && (!fixed || e->sort == PL_ROLLBACK));
}

static struct pl_state *add_state(struct folding *f, struct pl_event *e, int part) {
    struct pl_state *s = *f->state_tail = PL_NEW(f->r->pl, struct pl_state);
    f->state_tail = &s->next;
    *s = (struct pl_state){ .index = f->states++, .number = e ? e->number : 0, .part = part, .parts = 1, .event = e };
    for (const struct pl_release *x = f->r->releases; x; x = x->next)
        if (is_alive(x, e))
            s->alive |= UINT64_C(1) << x->index;
    return s;
}

/* One state for all that becomes visible at once; at least one. */
static void add_states(struct folding *f, struct pl_event *e, struct pl_unit *first) {
    int parts = 1;
    struct pl_state *begin = add_state(f, e, parts), *s = begin;
    s->first = s->last = first;
    for (struct pl_unit *u = first; u; u = u->next) {
        if (u->group != s->last->group) {
            s = add_state(f, e, ++parts);
            s->first = u;
        }
        s->last = u;
    }
    for (s = begin; s; s = s->next)
        s->parts = parts;
}

/* ---- the events */

static bool load(struct folding *f, const char *source, const char *last, const struct pl_place *place, const char *what,
                 struct pl_realm **out) {
    struct pl_source_options o = f->o->source;
    struct pl_source s;
    o.dialect = f->r->dialect;
    o.last = last;
    if (!pl_source_load(f->r->pl, source, &o, &s))
        return pl_hint(f->r->pl, "it is the schema of \"%s\", %s:%d", what, f->r->file, place->line);
    pl_source_close(&s);
    *out = s.realm;
    return true;
}

/* The numbers of what is wanted: those of its mates, and new ones. */
static void number_wanted(struct folding *f, struct pl_stage *s, const struct pl_node *n) {
    for (const struct pl_node *c = n->child; c; c = c->next) {
        if (c->mate)
            s->of_to[c->position] = s->of_from[c->mate->position];
        number_wanted(f, s, c);
    }
}

static void number_fold(const struct pl_stage *s, const struct pl_fold *fold, uint32_t *of, const struct pl_node *n, bool from) {
    for (const struct pl_node *c = n->child; c; c = c->next) {
        const struct pl_node *copy = (from ? fold->of_from : fold->of_to)[c->position];
        if (copy)
            of[copy->position] = (from ? s->of_from : s->of_to)[c->position];
        number_fold(s, fold, of, c, from);
    }
}

static bool do_migrate(struct folding *f, struct pl_event *e) {
    struct pl_stage s = { .r = f->r, .event = e, .from = f->now, .lives = &f->lives, .of_from = f->of_now };
    if (!load(f, e->source, e->last, &e->place, e->title, &s.to) || !pl_stage_units(&s))
        return false;
    s.of_to = pl_lives_number(f->r->pl, &f->lives, s.to);
    number_wanted(f, &s, s.to->root);
    pl_stage_order(&s);
    struct pl_fold *fold = pl_fold_begin(s.from, s.to);
    f->now = fold->copy;
    for (struct pl_unit *u = s.first; u; u = u->next) {
        u->number = f->r->unit_count++;
        do_unit(f, fold, u);
    }
    add_states(f, e, s.first);
    *f->unit_tail = s.first;
    while (*f->unit_tail)
        f->unit_tail = &(*f->unit_tail)->next;
    f->of_now = pl_lives_number(f->r->pl, &f->lives, f->now);
    number_fold(&s, fold, f->of_now, s.from->root, true);
    number_fold(&s, fold, f->of_now, s.to->root, false);
    return true;
}

static bool do_start(struct folding *f) {
    if (!load(f, f->r->start, NULL, &f->r->start_place, "start", &f->now))
        return false;
    f->of_now = pl_lives_number(f->r->pl, &f->lives, f->now);
    add_state(f, NULL, 1);
    for (const struct pl_release *x = f->r->releases; x; x = x->next)
        for (const struct pl_hurt *h = pl_hurts(f->r->pl, f->r->dialect, x, f->now); h; h = h->next)
            if (counts(f->r, h))
                trouble_of(f, h)->at_start = true;
    return true;
}

bool pl_rollout_fold(struct pl_rollout *r, const struct pl_rollout_options *o) {
    struct folding f = { .r = r, .o = o, .unit_tail = &r->units, .state_tail = &r->states, .trouble_tail = &r->troubles };
    if (!do_start(&f))
        return false;
    for (struct pl_event *e = r->events; e; e = e->next) {
        if (e->sort != PL_MIGRATE)
            add_state(&f, e, 1);
        else if (!do_migrate(&f, e))
            return false;
    }
    r->end = f.now;
    r->unit = pl_alloc(r->pl, ((size_t)r->unit_count + 1) * sizeof *r->unit);
    for (struct pl_unit *u = r->units; u; u = u->next)
        r->unit[u->number] = u;
    return true;
}
