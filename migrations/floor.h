/* The rollback floor: the oldest release that still runs on the schema as it is. `apply` finds it out when it has changed the
 * schema, and leaves it in the ledger, so that `status` can show it and `gate` can refuse what is below it. */
#ifndef PL_FLOOR_H
#define PL_FLOOR_H

#include "migrations/ledger.h"
#include "migrations/release.h"

struct pl_floor {
    struct pl_floor *next;
    const char *name;
    bool job, runs;
    const char *reason;            /* why it does not run; NULL when it does */
    const char *run;               /* of the ledger: which run found it out */
};

/* Holds every release and job of the rollout's file against what is there, and writes what comes of it in the place of what was
 * known. `rollout` NULL: only forgets, for the schema has moved. */
bool pl_floor_write(struct pl_db *db, const struct pl_ledger_place *at, const char *run, const struct pl_rollout *rollout,
                    struct pl_realm *live);
/* What the ledger knows, in the order of the file; NULL: nothing. `taken`: what pl_ledger_take gave. */
bool pl_floor_read(struct pl_db *db, const struct pl_ledger_place *at, const struct pl_realm *taken, struct pl_floor **out);
/* The oldest release that runs, or NULL. */
const struct pl_floor *pl_floor_of(const struct pl_floor *list);
const struct pl_floor *pl_floor_named(const struct pl_floor *list, const char *name);

#endif
