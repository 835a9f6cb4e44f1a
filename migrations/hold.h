/* Jobs that hold the schema: while one runs, nothing that it needs is taken away by poundlock.
 *
 * A hold is a lock of the job's own session, which dies with it, and a row of the ledger that says whose it is and what it
 * needs. The row without the lock is what a job left behind that was killed: it counts for nothing.
 *
 * Who holds writes the row, then looks whether a run has the mutex, then looks at the schema; a run takes the mutex, then reads the
 * rows. So at least one of two that come at once sees the other. */
#ifndef PL_HOLD_H
#define PL_HOLD_H

#include "migrations/ledger.h"
#include "migrations/manifest_text.h"

struct pl_hold {
    struct pl_hold *next;
    const char *key;                         /* the number of its lock */
    const char *job, *who, *host, *pid, *since;
    struct pl_manifest_text text;
    const char *breaks;                      /* what it needs and would not be there any more; NULL: nothing */
};

/* Takes a lock in `session` (pl_key_locks.open) and writes the row; the tables must be there. Sets the key. */
bool pl_hold_take(struct pl_db *db, struct pl_db *session, const struct pl_ledger_place *at, struct pl_hold *h);
/* Removes the row; the lock goes with its session. */
bool pl_hold_end(struct pl_db *db, const struct pl_ledger_place *at, const char *key);
/* The holds whose sessions live. `tidy`: what is left of others is removed. */
bool pl_holds_read(struct pl_db *db, const struct pl_ledger_place *at, const struct pl_realm *taken, bool tidy, struct pl_hold **out);
/* Sets `breaks` of each hold that the schema `then` would not satisfy; counts them. NULL: nobody knows what the schema will be, so
 * all of them count. `o`: as the models are read. */
bool pl_holds_judge(struct pl_db *db, struct pl_realm *live, struct pl_realm *then, struct pl_hold *list, const struct pl_source_options *o, int *count);
/* hold_queries.c: what of the live schema a query speaks of and would not be there as it is, or NULL. */
const char *pl_hold_query_breaks(const struct pl_dialect *d, struct pl_realm *live, struct pl_realm *then, const char *sql);
/* "job nightly by deploy at host-7, process 12, since 2026-11-22 21:00:00 UTC" */
char *pl_hold_title(struct pl *pl, const struct pl_hold *h);

#endif
