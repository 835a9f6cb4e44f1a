/* A realm as one canonical text, to be hashed: two trees that say the same give the same bytes, in whatever order they were
 * read. What models cannot say, or the settings leave out, is not in it: it is nobody's business here, so it must not make a
 * plan stale. */
#include <stdlib.h>
#include <string.h>
#include "engine/realm.h"

static int by_name(const void *a, const void *b) {
    const struct pl_node *x = *(const struct pl_node *const *)a, *y = *(const struct pl_node *const *)b;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    int order = pl_kinds[x->kind].pairing == PL_BY_POSITION ? 0 : strcmp(x->name, y->name);
    return order ? order : x->position < y->position ? -1 : 1;
}

static void add_value(struct pl_text *out, const char *word, const char *value) {
    pl_addf(out, "%s %zu:%s\n", word, strlen(value), value);
}

static void add_node(struct pl_text *out, const struct pl_node *n, uint64_t left_out) {
    size_t count = 0;
    for (const struct pl_node *c = n->child; c; c = c->next)
        count += !(c->flags & PL_N_ABSENT) && !(left_out >> c->kind & 1);
    const struct pl_node **child = pl_alloc(out->pl, count * sizeof *child);
    size_t used = 0;
    for (const struct pl_node *c = n->child; c; c = c->next)
        if (!(c->flags & PL_N_ABSENT) && !(left_out >> c->kind & 1))
            child[used++] = c;
    qsort(child, count, sizeof *child, by_name);
    add_value(out, pl_kinds[n->kind].word, n->name);
    PL_EACH_SLOT(i, n->has)
        if (!(pl_attrs[pl_kinds[n->kind].first + i].flags & PL_HINT))
            add_value(out, pl_attrs[pl_kinds[n->kind].first + i].word, pl_at(n, i));
    for (size_t i = 0; i < count; i++)
        add_node(out, child[i], left_out);
    pl_add(out, ".\n");
}

void pl_realm_text(const struct pl_realm *r, struct pl_text *out) {
    add_node(out, r->root, r->left_out | pl_kinds_with(PL_LIVE_ONLY));
}
