/* The graph that order.c sorts; for it, order_family.c and order_sort.c only. */
#ifndef PL_ORDER_H
#define PL_ORDER_H

#include "engine/diff.h"

struct pl_order_edge {
    uint32_t to, next;                                 /* next: index + 1 of the same change's next edge */
    bool weak;
};

struct pl_order {
    struct pl *pl;
    const struct pl_realm *from, *to;
    struct pl_change **change;                         /* by index; implied ones share their home's edges */
    uint32_t count, *home, *first;                     /* first: index + 1 of the first edge */
    uint32_t *waits, *strong;                          /* edges that come in, and those of them that are not weak */
    struct pl_order_edge *edges;
    uint32_t edge_count, edge_cap;
    uint32_t *of_node[2], *peer;                       /* changes of a node of either realm, index + 1, chained by peer */
    bool loose;
};

/* Change `before` comes before change `after`; weak: unless that makes a circle. */
void pl_order_before(struct pl_order *g, uint32_t before, uint32_t after, bool weak);
/* The next change of the same node after `at` (index + 1; 0 at the end), on side 0 (from) or 1 (to). */
uint32_t pl_order_next(const struct pl_order *g, int side, uint32_t at);
/* Whether such a thing refers to a table. */
bool pl_order_refers(enum pl_kind kind);
/* order_sort.c: the changes by these edges; false (said) where they go in a circle. */
bool pl_order_sort(struct pl_order *g, struct pl_changes *list);
/* order_family.c: the edges that partitions and heirs need. */
void pl_order_family(struct pl_order *g);

#endif
