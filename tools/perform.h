/* What commands that change a database share: asking, showing progress, and keeping other runs out. */
#ifndef PL_PERFORM_H
#define PL_PERFORM_H

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

/* Where long work has come to: a bar on a terminal, a line now and then elsewhere. May be called from another thread. */
void pl_perform_working(void *arg, double done, double of, const char *unit);

#endif
