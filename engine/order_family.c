/* The order of partitions and heirs.
 *
 * What a table hands down, its partitions and heirs must be able to take, and bounds must not overlap: those that leave (are
 * dropped or taken off) go before the table changes and before others join; those that join find everything as wanted. */
#include "engine/order.h"

enum { FAMILY = PL_S(TABLE, PARTITION_OF) | PL_S(TABLE, BOUNDS) | PL_S(TABLE, INHERITS) | PL_S(TABLE, DETACHING) };

static bool leaves(const struct pl_change *c) {
    const struct pl_node *n = c->from;
    return n && n->kind == PL_TABLE && (pl_is(n, PL_TABLE_PARTITION_OF) || pl_is(n, PL_TABLE_INHERITS)) &&
           (c->op == PL_DROP || (c->op == PL_ALTER && c->slots & FAMILY && !c->late));
}

static bool joins(const struct pl_change *c) {
    const struct pl_node *n = c->to;
    return n && n->kind == PL_TABLE && (pl_is(n, PL_TABLE_PARTITION_OF) || pl_is(n, PL_TABLE_INHERITS)) &&
           (c->op == PL_ADD || (c->op == PL_ALTER && c->slots & FAMILY && c->late));
}

typedef void parent_fn(struct pl_order *g, uint32_t i, const struct pl_node *parent);

static void each_parent(struct pl_order *g, uint32_t i, const struct pl_realm *r, const struct pl_node *table, parent_fn *fn) {
    const struct pl_node *parent = pl_resolve(r, table, PL_TABLE_PARTITION_OF);
    const char *at = NULL, *name;
    if (parent)
        fn(g, i, parent);
    while ((name = pl_list_next(g->pl, pl_get(table, PL_TABLE_INHERITS), &at)))
        if ((parent = pl_inherited_from(r, table, name)))
            fn(g, i, parent);
}

static void before_changes_of(struct pl_order *g, uint32_t i, const struct pl_node *parent) {
    if (!parent->mate) {
        each_parent(g, i, g->from, parent, before_changes_of);        /* a partition of a partition that leaves as well */
        return;
    }
    for (uint32_t at = g->of_node[1][parent->mate->position]; at; at = pl_order_next(g, 1, at))
        if (g->change[at - 1]->op == PL_RENAME)
            pl_order_before(g, at - 1, i, false);
        else if (g->change[at - 1]->op == PL_ALTER && g->change[at - 1]->anew)
            pl_order_before(g, i, at - 1, false);
    for (const struct pl_node *n = g->change[i]->op == PL_ALTER ? parent->child : NULL; n; n = n->next)
        for (uint32_t at = n->kind == PL_COLUMN ? 0 : g->of_node[0][n->position]; at; at = pl_order_next(g, 0, at))
            if (g->change[at - 1]->op == PL_DROP)
                pl_order_before(g, i, at - 1, false);                 /* it keeps what it has from there */
    for (const struct pl_node *n = parent->mate->child; n; n = n->next)
        for (uint32_t at = g->of_node[1][n->position]; at; at = pl_order_next(g, 1, at))
            if (g->change[at - 1]->op == PL_ADD || g->change[at - 1]->op == PL_ALTER)
                pl_order_before(g, i, at - 1, false);
}

static void after_changes_of(struct pl_order *g, uint32_t i, const struct pl_node *table) {
    for (uint32_t at = g->of_node[1][table->position]; at; at = pl_order_next(g, 1, at))
        if (at - 1 != i)
            pl_order_before(g, at - 1, i, false);
    for (const struct pl_node *n = table->child; n; n = n->next)
        for (uint32_t at = n->kind == PL_COLUMN || n->kind == PL_CHECK ? g->of_node[1][n->position] : 0; at; at = pl_order_next(g, 1, at))
            pl_order_before(g, at - 1, i, false);
}

/* The key of a partition may be its part of an index of the whole, when it is there first. */
static void keys_before_indexes(struct pl_order *g, uint32_t i) {
    const struct pl_node *table = g->change[i]->to->parent;
    for (int left = 64; left-- && table->kind == PL_TABLE && (table = pl_resolve(g->to, table, PL_TABLE_PARTITION_OF));)
        PL_EACH(index, table, PL_INDEX)
            for (uint32_t at = g->of_node[1][index->position]; at; at = pl_order_next(g, 1, at))
                if (g->change[at - 1]->op == PL_ADD)
                    pl_order_before(g, i, at - 1, false);
}

void pl_order_family(struct pl_order *g) {
    uint32_t *joiner = pl_alloc(g->pl, (g->count + 1) * sizeof *joiner), count = 0;
    for (uint32_t i = 0; i < g->count; i++) {
        const struct pl_change *c = g->change[i];
        if (c->op == PL_ADD && pl_kinds[c->to->kind].flags & PL_KEY && c->to->kind != PL_INDEX)
            keys_before_indexes(g, i);
        if (!joins(c))
            continue;
        joiner[count++] = i;
        if (g->change[i]->op == PL_ALTER) {
            after_changes_of(g, i, g->change[i]->to);
            each_parent(g, i, g->to, g->change[i]->to, after_changes_of);
        }
    }
    for (uint32_t i = 0; i < g->count; i++) {
        const struct pl_node *table = g->change[i]->from;
        if (g->change[i]->implied || !leaves(g->change[i]))
            continue;
        each_parent(g, i, g->from, table, before_changes_of);
        for (const struct pl_node *n = g->change[i]->op == PL_ALTER ? table->child : NULL; n; n = n->next)
            for (uint32_t at = g->of_node[0][n->position]; at; at = pl_order_next(g, 0, at))
                if (g->change[at - 1]->op != PL_RENAME)
                    pl_order_before(g, i, at - 1, false);         /* what it has from a parent cannot be dropped */
        const struct pl_node *whole = pl_resolve(g->from, table, PL_TABLE_PARTITION_OF);
        for (uint32_t k = 0; whole && whole->mate && k < count; k++)
            if (pl_resolve(g->to, g->change[joiner[k]]->to, PL_TABLE_PARTITION_OF) == whole->mate)
                pl_order_before(g, i, joiner[k], false);
    }
}
