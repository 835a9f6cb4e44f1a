/* From two realms to ordered steps: pair, normalise, diff, order, rules. `check`, `diff`, `plan`, `apply` and `gate` are
 * all uses of it. */
#ifndef PL_PLAN_H
#define PL_PLAN_H

#include "migrations/beside.h"

struct pl_plan {
    struct pl_changes changes;               /* what differs, before the database's needs were added */
    struct pl_script script;                 /* the steps; empty until pl_plan_steps */
    bool offline;                            /* set between the two calls: short forms */
    struct pl_db *db;                        /* the same: who can be asked for rows, or NULL */
    struct pl_beside *beside;                /* the same: columns under two names (beside.h), or NULL; whether ... */
    bool contract;                           /* ... they are to bear one */
    struct pl_realm *expand;                 /* the same: columns are changed beside themselves (expand.h); what was taken. Or NULL */
    int undecided;                           /* changes that only a text makes and nobody could decide */
    int unmodelled;                          /* live objects of kinds that models cannot say */
};

/* Compares. `db` may be NULL (two models): then texts that differ stay undecided. `from` is changed towards `to` when
 * applied. */
bool pl_plan_compare(struct pl_db *db, const struct pl_dialect *d, struct pl_realm *from, struct pl_realm *to,
                     const struct pl_diff_options *o, struct pl_plan *out);
/* Adds the steps. Keeps `changes` as they are: the steps are made from a copy. */
bool pl_plan_steps(struct pl *pl, const struct pl_dialect *d, unsigned version, const char *schema,
                   struct pl_realm *from, struct pl_realm *to, struct pl_plan *plan);

#endif
