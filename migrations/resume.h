/* What a run that died has left behind. The plan never depends on it: it is made from what the database shows. But who reads
 * the ledger, or runs the next apply, is told what had begun, and whether it is done. */
#ifndef PL_RESUME_H
#define PL_RESUME_H

#include "migrations/ledger.h"

struct pl_died {
    const struct pl_ledger_past *run;
    struct pl_ledger_step *steps;
    const struct pl_script *plan;            /* the steps that are needed now */
};

/* The newest run when it did not say how it ended and nobody holds the mutex; says PL_D_UNFINISHED of it. NULL otherwise, also
 * when the ledger cannot be read. `taken`: as pl_ledger_take gave it. `locked`: it is we who hold it. */
struct pl_died *pl_died_find(struct pl_db *db, const struct pl_ledger_place *at, const struct pl_realm *taken,
                             const struct pl_script *plan, bool locked);
/* Whether a step that had begun is done: the database does not need it any more. */
bool pl_died_done(const struct pl_died *d, const struct pl_ledger_step *step);
/* Writes what the database shows of it into the ledger. d may be NULL. */
bool pl_died_settle(const struct pl_died *d, struct pl_ledger *l);

#endif
