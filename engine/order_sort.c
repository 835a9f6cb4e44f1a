/* The one order, its second half: Kahn's algorithm with a heap over the edges that order.c has found.
 *
 * Edges from mentions are weak: a word that is the name of something need not mean it. When nothing is ready any more, there is a
 * circle with a weak edge, and the change behind that edge goes first, for it alone has no better place: what merely waits for
 * the circle must not go in its stead. Only strong edges can make a circle that is reported.
 */
#include "engine/order.h"

/* ---- the heap's taste */

struct key {
    int rank;                                          /* renames, drops of references, kinds before tables, tables, after, drops */
    uint32_t table;
    int sub, kind;
    uint32_t position;
};

static struct key key_of(const struct pl_change *c) {
    const struct pl_node *n = c->to ? c->to : c->from;
    const struct pl_node *table = pl_above(n, PL_TABLE), *kept = table && table->mate && !c->to ? table->mate : table;
    struct key k = { .position = n->position, .table = kept ? kept->position : 0, .kind = (int)n->kind };
    bool alone = pl_stands_alone(n->kind);
    bool own = n->kind == PL_TABLE || (table && !pl_order_refers(n->kind) && !alone);    /* goes with its table */
    bool gone = !c->to && (!table || !table->mate);                              /* and so does what lived in it */
    if (c->op == PL_RENAME)
        k.rank = 0, k.table = 0;
    else if (c->apart)
        k.rank = 2 * PL_KINDS;
    else if (c->op == PL_DROP && c->anew)
        k.rank = 2 + PL_KINDS;
    else if (c->op == PL_DROP && (pl_order_refers(n->kind) || (alone && table)))
        k.rank = 1;
    else if (c->op == PL_DROP && gone)
        k.rank = 4 * PL_KINDS - (int)n->kind;
    else
        k.rank = 2 + (own ? PL_TABLE : (int)n->kind);
    if (c->op == PL_DROP)
        k.kind = -k.kind;
    else
        k.sub = 1;
    return k;
}

static int compare_keys(const struct key *a, const struct key *b) {
    if (a->rank != b->rank)
        return a->rank < b->rank ? -1 : 1;
    if (a->table != b->table)
        return a->table < b->table ? -1 : 1;
    if (a->sub != b->sub)
        return a->sub - b->sub;
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    return a->position < b->position ? -1 : a->position > b->position;
}

struct heap {
    uint32_t *item;
    size_t count;
    const struct key *key;
};

static void heap_push(struct heap *h, uint32_t i) {
    size_t at = h->count++;
    while (at && compare_keys(&h->key[i], &h->key[h->item[(at - 1) / 2]]) < 0) {
        h->item[at] = h->item[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    h->item[at] = i;
}

static uint32_t heap_pop(struct heap *h) {
    uint32_t top = h->item[0], last = h->item[--h->count];
    size_t at = 0;
    for (size_t child; (child = 2 * at + 1) < h->count; at = child) {
        if (child + 1 < h->count && compare_keys(&h->key[h->item[child + 1]], &h->key[h->item[child]]) < 0)
            child++;
        if (compare_keys(&h->key[last], &h->key[h->item[child]]) <= 0)
            break;
        h->item[at] = h->item[child];
    }
    h->item[at] = last;
    return top;
}

/* ---- the loop, when there is one: from any change that still waits, back along what it waits for. */
static bool say_loop(const struct pl_order *g, const bool *done) {
    uint32_t *before = pl_alloc(g->pl, g->count * sizeof *before), at = 0;
    bool *seen = pl_alloc(g->pl, g->count * sizeof *seen);
    for (uint32_t i = 0; i < g->count; i++)
        for (uint32_t e = g->home[i] == i && !done[i] ? g->first[i] : 0; e; e = g->edges[e - 1].next)
            if (!g->edges[e - 1].weak && !done[g->edges[e - 1].to])
                before[at = g->edges[e - 1].to] = i;
    while (!seen[at])
        seen[at] = true, at = before[at];
    struct pl_text loop = { .pl = g->pl };
    uint32_t start = at;
    do {
        pl_addf(&loop, "%s%s", loop.len ? " -> " : "", pl_change_title(g->pl, g->change[at]));
        at = before[at];
    } while (at != start);
    pl_say(g->pl, PL_D_CYCLE, &(g->change[start]->to ? g->change[start]->to : g->change[start]->from)->place,
           "these changes need each other in a circle: %s", pl_text(&loop));
    return pl_hint(g->pl, "make one of them in a first apply and the others in a second");
}

struct sorting {
    struct pl_order *g;
    struct heap ready, held;                           /* held: only weak edges hold them back */
    bool *done;
    struct pl_change *first, **tail;
    uint32_t *came, *begin;                            /* the edges backwards, once they are wanted: those that come into i begin at begin[i] */
    bool *weak;                                        /* of each of them */
    uint32_t *seen, walk;
};

static void turn_edges(struct sorting *s) {
    const struct pl_order *g = s->g;
    s->begin = pl_alloc(g->pl, (g->count + 2) * sizeof *s->begin);
    s->came = pl_alloc(g->pl, (g->edge_count + 1) * sizeof *s->came);
    s->weak = pl_alloc(g->pl, g->edge_count + 1);
    s->seen = pl_alloc(g->pl, (g->count + 1) * sizeof *s->seen);
    for (uint32_t e = 0; e < g->edge_count; e++)
        s->begin[g->edges[e].to + 2]++;
    for (uint32_t i = 2; i < g->count + 2; i++)
        s->begin[i] += s->begin[i - 1];
    for (uint32_t i = 0; i < g->count; i++)
        for (uint32_t e = g->first[i]; e; e = g->edges[e - 1].next) {
            uint32_t at = s->begin[g->edges[e - 1].to + 1]++;
            s->came[at] = i;
            s->weak[at] = g->edges[e - 1].weak;
        }
}

/* What i still waits for, by a strong edge if there is one. */
static uint32_t held_by(const struct sorting *s, uint32_t i) {
    uint32_t held = i;
    for (uint32_t e = s->begin[i]; e < s->begin[i + 1]; e++) {
        if (s->done[s->came[e]])
            continue;
        held = s->came[e];
        if (!s->weak[e])
            return held;
    }
    return held;
}

/* Back from a change that only weak edges hold, to the circle that all this waits for, and of that the one which goes first. */
static uint32_t first_of_circle(struct sorting *s, uint32_t held) {
    uint32_t at = held, best = held, i;
    bool found = false;
    if (!s->begin)
        turn_edges(s);
    for (s->walk++; s->seen[at] != s->walk; at = held_by(s, at))
        s->seen[at] = s->walk;
    i = at;
    do {
        if (!s->g->strong[i] && (!found || compare_keys(&s->held.key[i], &s->held.key[best]) < 0)) {
            best = i;
            found = true;
        }
        i = held_by(s, i);
    } while (i != at);
    return best;
}

static void say_next(struct sorting *s, uint32_t i) {
    struct pl_order *g = s->g;
    s->done[i] = true;
    *s->tail = g->change[i];
    s->tail = &g->change[i]->next;
    for (uint32_t e = g->first[i]; e; e = g->edges[e - 1].next) {
        uint32_t to = g->edges[e - 1].to;
        bool was_strong = g->strong[to] != 0;
        g->strong[to] -= !g->edges[e - 1].weak;
        if (--g->waits[to] == 0 && !s->done[to])
            heap_push(&s->ready, to);
        else if (was_strong && !g->strong[to] && !s->done[to])
            heap_push(&s->held, to);
    }
}

/* What others imply comes last: nobody says it again. */
static void append_implied(struct sorting *s) {
    for (uint32_t i = 0; i < s->g->count; i++) {
        if (s->g->home[i] != i) {
            *s->tail = s->g->change[i];
            s->tail = &s->g->change[i]->next;
        }
    }
    *s->tail = NULL;
}

bool pl_order_sort(struct pl_order *g, struct pl_changes *list) {
    struct key *key = pl_alloc(g->pl, (g->count + 1) * sizeof *key);
    struct sorting s = { .g = g, .ready.key = key, .held.key = key };
    s.ready.item = pl_alloc(g->pl, (g->count + 1) * sizeof *s.ready.item);
    s.held.item = pl_alloc(g->pl, (g->count + 1) * sizeof *s.held.item);
    s.done = pl_alloc(g->pl, g->count + 1);
    s.tail = &s.first;
    uint32_t left = 0;
    for (uint32_t i = 0; i < g->count; i++) {
        key[i] = key_of(g->change[i]);
        if (g->home[i] != i)
            continue;
        left++;
        if (!g->waits[i])
            heap_push(&s.ready, i);
        else if (!g->strong[i])
            heap_push(&s.held, i);
    }
    while (s.ready.count || s.held.count) {
        bool stuck = !s.ready.count;
        uint32_t i = heap_pop(stuck ? &s.held : &s.ready), first = stuck && !s.done[i] ? first_of_circle(&s, i) : i;
        if (first != i)
            heap_push(&s.held, i);
        if (s.done[first])
            continue;
        say_next(&s, first);
        left--;
    }
    if (left)
        return say_loop(g, s.done);
    append_implied(&s);
    list->first = s.first;
    list->tail = s.tail;
    return true;
}
