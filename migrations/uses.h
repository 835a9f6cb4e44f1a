/* Who still needs an object: what else there is in the schema, releases and jobs by what they say, and, as hints, statements that
 * were run. */
#ifndef PL_USES_H
#define PL_USES_H

#include "migrations/manifest.h"
#include "migrations/release.h"

/* One who needs it. */
struct pl_user {
    struct pl_user *next;
    const char *who, *how;         /* "view big_spender", "release v17"; how it needs it */
    struct pl_place place;         /* where that is said; file NULL: nowhere */
    bool hint;                     /* perhaps: a text mentions it, and might mean something else */
};
struct pl_uses {
    struct pl *pl;
    const char *object;            /* as it was asked for: customer, customer.phone, audit.log.id */
    struct pl_realm *realm;        /* where it is looked for */
    struct pl_node **nodes;        /* all that bear that path (a column and an index may) */
    int count;
    struct pl_user *first, **tail;
};

/* Finds the object. False (said) when nobody has heard of it: neither the schema nor any of the needs. */
bool pl_uses_find(struct pl_uses *u, struct pl_realm *r, const char *object);
bool pl_uses_unknown(const struct pl_uses *u);
/* Each adds those who need it. */
void pl_uses_in_schema(struct pl_uses *u);
void pl_uses_by_release(struct pl_uses *u, const struct pl_release *x);
void pl_uses_by_job(struct pl_uses *u, const struct pl_manifest *m);
/* A statement that was run: a hint. */
void pl_uses_by_statement(struct pl_uses *u, const char *sql);

#endif
