/* The mutex between two runs, with a client's patience: it is asked for again and again, and never waits in the server. */
#ifndef PL_LOCK_H
#define PL_LOCK_H

#include "migrations/ledger.h"

struct pl_lock_options {
    const char *who;                         /* "deploy@ci-7 pid 4711", shown to others where the database can show it */
    double wait;                             /* seconds */
    /* Told once when it has to wait, with the holder. */
    void (*waiting)(void *arg, const char *holder);
    void *arg;
};
/* False (said): PL_D_BUSY when somebody else holds it to the end of the patience. */
bool pl_lock_take(struct pl_db *db, const struct pl_ledger_place *at, const struct pl_lock_options *o);
/* And tells those that wait for what was done. */
void pl_lock_release(struct pl_db *db);
/* Who holds it, as the database and the ledger tell; NULL: nobody. */
const char *pl_lock_holder(struct pl_db *db, const struct pl_ledger_place *at);

#endif
