/* Runs a plan. One transaction where the database allows it; where it does not, what was done is said exactly, and stands in
 * the ledger. Nothing that loses data runs unless the object was named. */
#ifndef PL_APPLY_H
#define PL_APPLY_H

#include "migrations/batches.h"
#include "migrations/blockers.h"
#include "migrations/ledger.h"
#include "migrations/plan.h"

struct pl_apply_options {
    const char *const *allow_loss;           /* paths as in pl_path, NULL at the end; "*" is not special: every object is named */
    struct pl_ledger *ledger;                /* where the steps are recorded (its run is begun), or NULL */
    bool locked;                             /* the mutex is held: whether it still is, is looked at before each step */
    const struct pl_patience *patience;      /* with those that are in the way, and for those that wait; NULL: none */
    /* Carries out a step that is left to another program. */
    bool (*hand_over)(void *arg, struct pl_db *db, const struct pl_step *step);
    const struct pl_batching *batching;      /* NULL: as it is usual, and nobody is told */
    bool throw_away;                         /* nobody keeps the database: no word about what state it is in */
    /* Called before (seconds < 0) and after each step. */
    void (*progress)(void *arg, const struct pl_step *step, int number, int of, double seconds);
    void *arg;
};

/* Says PL_D_NEEDS_LOSS for each object that a step would lose and that is not allowed; true when there is none. */
bool pl_apply_allowed(struct pl *pl, const struct pl_plan *plan, const char *const *allow_loss);
/* Runs the steps, holding the mutex. False (said): PL_D_ROLLED_BACK when nothing of it stays, PL_D_STOPPED when a part does, or
 * may. The ledger is told, as far as the connection still stands. */
bool pl_apply_run(struct pl_db *db, const struct pl_plan *plan, const struct pl_apply_options *o);
/* The fingerprint of the steps. */
char *pl_plan_hash(const struct pl_plan *plan);

#endif
