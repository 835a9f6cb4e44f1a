/* What must come before what, whatever the releases want: an object is made before it is changed or used, and dropped when nothing
 * uses it any more. Through the whole rollout, since a change may be moved from one migrate step to another. */
#include <string.h>
#include "migrations/rollout.h"

static void grow(struct pl *pl, void **list, size_t size, uint32_t *room, uint32_t wanted) {
    if (wanted <= *room)
        return;
    uint32_t bigger = *room ? *room * 2 : 64;
    while (bigger < wanted)
        bigger *= 2;
    void *grown = pl_alloc(pl, bigger * size);
    if (*room)
        memcpy(grown, *list, *room * size);
    *list = grown;
    *room = bigger;
}

static uint32_t new_life(struct pl *pl, struct pl_lives *l) {
    void *list = l->life;
    grow(pl, &list, sizeof *l->life, &l->room, l->count + 1);
    l->life = list;
    l->life[l->count] = (struct pl_life){ 0 };
    return l->count++;
}

static void number(struct pl *pl, struct pl_lives *l, uint32_t *of, const struct pl_node *n) {
    for (const struct pl_node *c = n->child; c; c = c->next) {
        of[c->position] = new_life(pl, l);
        number(pl, l, of, c);
    }
}

uint32_t *pl_lives_number(struct pl *pl, struct pl_lives *l, const struct pl_realm *r) {
    uint32_t *of = pl_alloc(pl, (r->count + 1) * sizeof *of);
    number(pl, l, of, r->root);
    return of;
}

/* ---- edges */

static void before(struct pl *pl, struct pl_unit *first, struct pl_unit *then) {
    if (!first || first == then)
        return;
    for (int i = 0; i < then->before_count; i++)
        if (then->before[i] == first)
            return;
    if (then->before_count == then->before_room) {
        then->before_room = then->before_room ? then->before_room * 2 : 4;
        struct pl_unit **grown = pl_alloc(pl, (size_t)then->before_room * sizeof *grown);
        if (then->before_count)
            memcpy(grown, then->before, (size_t)then->before_count * sizeof *grown);
        then->before = grown;
    }
    then->before[then->before_count++] = first;
}

static void use(struct pl *pl, struct pl_life *l, struct pl_unit *u) {
    if (l->user_count && l->users[l->user_count - 1] == u)
        return;
    if (l->user_count == l->user_room) {
        l->user_room = l->user_room ? l->user_room * 2 : 4;
        struct pl_unit **grown = pl_alloc(pl, (size_t)l->user_room * sizeof *grown);
        if (l->user_count)
            memcpy(grown, l->users, (size_t)l->user_count * sizeof *grown);
        l->users = grown;
    }
    l->users[l->user_count++] = u;
}

/* The last unit that touched something of that name: a name is given up before it is taken. */
static struct pl_unit **named(struct pl *pl, struct pl_lives *l, const char *path) {
    if ((l->name_count + 1) * 2 > l->name_room) {
        struct pl_lives old = *l;
        l->name_room = old.name_room ? old.name_room * 4 : 256;
        l->by_name = pl_alloc(pl, l->name_room * sizeof *l->by_name);
        l->names = pl_alloc(pl, l->name_room * sizeof *l->names);
        l->name_count = 0;
        for (uint32_t i = 0; i < old.name_room; i++)
            if (old.names[i])
                *named(pl, l, old.names[i]) = old.by_name[i];
    }
    uint32_t at = (uint32_t)pl_hash(path, strlen(path), 0) & (l->name_room - 1);
    while (l->names[at] && strcmp(l->names[at], path) != 0)
        at = (at + 1) & (l->name_room - 1);
    if (!l->names[at]) {
        l->names[at] = path;
        l->name_count++;
    }
    return &l->by_name[at];
}

struct needing {
    struct pl_stage *s;
    struct pl_unit *u;
    const uint32_t *of;
};

static void needed(void *arg, struct pl_node *n, bool weak) {
    struct needing *x = arg;
    struct pl_life *l = n->parent ? &x->s->lives->life[x->of[n->position]] : NULL;
    (void)weak;                                        /* perhaps one edge too many, never one too few */
    if (!l || n->kind == PL_SCHEMA)
        return;
    before(x->s->r->pl, l->shaped, x->u);
    use(x->s->r->pl, l, x->u);
}

static bool is_structural(const struct pl_change *c) {
    static const uint64_t light = PL_S(COLUMN, NOT_NULL) | PL_S(COLUMN, DEFAULT) | PL_S(COLUMN, COMMENT);
    return c->op != PL_ALTER || (c->to->kind == PL_COLUMN ? (c->slots & ~light) != 0 : c->to->kind != PL_TABLE);
}

static void one_change(struct pl_stage *s, struct pl_unit *u, const struct pl_change *c) {
    struct pl *pl = s->r->pl;
    const struct pl_node *sides[] = { c->from, c->to };
    const uint32_t *of[] = { s->of_from, s->of_to };
    struct pl_life *l = &s->lives->life[c->from ? s->of_from[c->from->position] : s->of_to[c->to->position]];
    before(pl, l->last, u);
    for (int i = 0; i < 2; i++) {
        if (!sides[i])
            continue;
        pl_needs(i ? s->to : s->from, sides[i], false, needed, &(struct needing){ s, u, of[i] });
        struct pl_unit **name = named(pl, s->lives, pl_title(pl, sides[i]));
        before(pl, *name, u);
        *name = u;
    }
    l = &s->lives->life[c->from ? s->of_from[c->from->position] : s->of_to[c->to->position]];
    for (int i = 0; u->structural && c->op != PL_RENAME && i < l->user_count; i++)
        if (c->op == PL_DROP || l->users[i]->top->op != PL_ADD)
            before(pl, l->users[i], u);
    l->last = u;
    if (u->structural)
        l->shaped = u;
}

/* What a dropped object lives in goes after it; what is in a dropped table was used with it. */
void pl_stage_order(struct pl_stage *s) {
    for (struct pl_unit *u = s->first; u; u = u->next) {
        u->structural = is_structural(u->top);
        for (int i = 0; i < u->count; i++)
            one_change(s, u, u->changes[i]);
    }
}
