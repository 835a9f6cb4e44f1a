/* What commands that change a database share: asking, showing progress, and keeping other runs out. */
#ifndef PL_PERFORM_H
#define PL_PERFORM_H

#include "migrations/blockers.h"
#include "migrations/lock.h"
#include "migrations/plan.h"
#include "tools/run.h"

/* A progress line for each step, as pl_apply_options wants it; arg is the run. */
void pl_perform_progress(void *arg, const struct pl_step *step, int number, int of, double seconds);
/* True when somebody said yes, or --yes did. "Apply 3 steps to ...?" is the question. Says so when nobody is there to be asked. */
bool pl_perform_confirmed(struct pl_run *run, const char *question);
/* Seconds of --lock-wait. */
bool pl_perform_wait(struct pl_run *run, double *out);
/* Takes the mutex, waiting as long as --lock-wait says. pl_lock_release ends it. */
bool pl_perform_lock(struct pl_run *run, struct pl_db *db, const struct pl_ledger_place *at);
/* Whether the programs that steps of a file are left to are those of the settings: a file must not say what is to be run. */
bool pl_perform_handed(struct pl_run *run, const struct pl_script *s);
/* Carries out a step by its program, and looks at the table afterwards. */
bool pl_perform_handover(void *arg, struct pl_db *db, const struct pl_step *step);

/* With whom is in the way and for those that wait behind, as the settings say; `o` must live as long as what is put out. */
bool pl_perform_patience(struct pl_run *run, const struct pl_source *live, const struct pl_source_options *o, struct pl_patience *out);

/* Where long work has come to: a bar on a terminal, a line now and then elsewhere. May be called from another thread. */
void pl_perform_working(void *arg, double done, double of, const char *unit);
/* The same: whom the step waits for. */
void pl_perform_waits(void *arg, const char *who);

/* ---- perform_holds.c: jobs that hold the schema (gate --hold) */

/* What the schema will be when all is done; NULL where that cannot be told. False is said. */
typedef bool pl_then_fn(void *arg, struct pl_realm **then);
enum pl_turn { PL_TURN_IS_OURS, PL_TURN_LATER, PL_TURN_FAILED };
struct pl_turns {
    struct pl_run *run;
    const struct pl_ledger_place *at;
    pl_then_fn *then;
    void *arg;
    double end;                    /* of the patience, once it has begun; 0 before */
};
/* Holding the mutex, before anything is changed: whether a job that is running needs what would go. Then the mutex is given back,
 * and PL_TURN_LATER is told when one of those jobs is over: take the mutex again, look again, ask again. PL_TURN_FAILED is said. */
enum pl_turn pl_perform_turn(struct pl_turns *t, const struct pl_source *live);

#endif
