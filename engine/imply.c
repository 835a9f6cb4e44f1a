/* What is said though it goes without saying is taken out, so that both ways of saying it are the same text: a reference
 * that names the primary key of the table that it refers to. */
#include <string.h>
#include "engine/realm.h"

static bool is_whole_key(struct pl *pl, const struct pl_node *table, const char *columns) {
    struct pl_text own = { .pl = pl };
    for (const struct pl_node *key = table->child; key; key = key->next) {
        if (!(pl_kinds[key->kind].flags & PL_KEY) || pl_kinds[key->kind].pairing != PL_BY_ONE)
            continue;
        PL_EACH(p, key, PL_PART)
            if (pl_is(p, PL_PART_COLUMN))
                pl_list_add(&own, pl_get(p, PL_PART_COLUMN));
    }
    return own.s && strcmp(own.s, columns) == 0;
}

static void imply_in(const struct pl_realm *r, struct pl_node *n) {
    const struct pl_node *there = NULL;
    for (int i = 0; i < pl_attr_count(n->kind); i++) {
        enum pl_attr a = (enum pl_attr)(pl_kinds[n->kind].first + i);
        if (pl_attrs[a].flags & PL_KEYED)
            there = pl_resolve(r, n, a);
        if (pl_attrs[a].flags & PL_THERE && there && n->slot[i] && is_whole_key(r->pl, there, n->slot[i]))
            n->slot[i] = NULL;
    }
    for (struct pl_node *c = n->child; c; c = c->next)
        imply_in(r, c);
}

void pl_imply(struct pl_realm *r) {
    imply_in(r, r->root);
}
