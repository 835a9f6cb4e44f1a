/* What a database holds and nobody compares now: kinds that the settings leave out (grants), and what no models say (the owner
 * of a view). Where its object is made anew it would be lost, so the wanted tree takes it over from the live one: then it is
 * equal, and comes back with its object as everything does that lives in one.
 */
#include "engine/diff.h"

static void copy(struct pl_realm *to, struct pl_node *parent, struct pl_node *n) {
    struct pl_node *mate = pl_node_new(to, parent, n->kind, n->name);
    PL_EACH_SLOT(i, n->has)
        pl_put(mate, i, pl_at(n, i));
    mate->mate = n;
    n->mate = mate;
    for (struct pl_node *c = n->child; c; c = c->next)
        copy(to, mate, c);
}

static void carry(struct pl_realm *from, struct pl_realm *to, struct pl_node *home, uint64_t kinds) {
    for (struct pl_node *c = home->below & kinds ? home->child : NULL, *next; c; c = next) {
        next = c->next;
        if (!(kinds >> c->kind & 1))
            carry(from, to, c, kinds);
        else if (home->mate)
            copy(to, home->mate, c);
        else
            pl_remove(from, c);                        /* it goes with its object, and is no change of its own */
    }
}

void pl_carry(struct pl_realm *from, struct pl_realm *to) {
    uint64_t kinds = from->left_out | to->left_out | pl_kinds_of_steps();
    pl_remove_kinds(to, kinds);
    carry(from, to, from->root, kinds);
}
