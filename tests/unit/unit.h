/* What the unit tests share: contexts that end with the test, and realms made from models in a line or two. */
#ifndef PL_UNIT_H
#define PL_UNIT_H

#include <string.h>

#include <criterion/criterion.h>

#include "engine/diff.h"

static struct pl *unit_contexts[16];
static int unit_count;

static inline struct pl *context(void) {
    cr_assert(unit_count < 16);
    return unit_contexts[unit_count++] = pl_new();
}

static inline void end_contexts(void) {
    while (unit_count)
        pl_free(unit_contexts[--unit_count]);
}

static inline struct pl_realm *models(struct pl *pl, const char *yaml) {
    static const char *const words[] = { "postgres", NULL };
    struct pl_yaml_options o = { .dialects = words };
    struct pl_realm *r = pl_realm_new(pl, "models");
    bool ok = pl_yaml_read(r, "m.yaml", yaml, strlen(yaml), &o);
    cr_assert(ok, "%s", pl_diags(pl) ? pl_diags(pl)->text : "not read");
    return r;
}

/* "customer", "customer.email", "customer.(primary key)": as pl_path says it; of several kinds the first. */
static inline struct pl_node *unit_search(struct pl *pl, struct pl_node *n, const char *path) {
    for (struct pl_node *c = n->child; c; c = c->next) {
        if (strcmp(pl_path(pl, c), path) == 0 && (c->kind != PL_SCHEMA || c->name[0]))
            return c;
        struct pl_node *below = unit_search(pl, c, path);
        if (below)
            return below;
    }
    return NULL;
}

static inline struct pl_node *at(const struct pl_realm *r, const char *path) {
    struct pl_node *n = unit_search(r->pl, r->root, path);
    cr_assert_not_null(n, "there is no %s", path);
    return n;
}

/* The changes as their titles, one a line. */
static inline const char *titles(struct pl *pl, const struct pl_changes *list) {
    struct pl_text t = { .pl = pl };
    for (const struct pl_change *c = list->first; c; c = c->next)
        pl_addf(&t, "%s%s", t.len ? "\n" : "", pl_change_title(pl, c));
    return pl_text(&t);
}

static inline const char *first_error(const struct pl *pl) {
    return pl_diags(pl) ? pl_diags(pl)->text : "(none)";
}

#endif
