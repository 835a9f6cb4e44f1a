/* Jobs that run to success once: a key's lock while one runs, and a row of the ledger once it has succeeded. */
#ifndef PL_ONCE_H
#define PL_ONCE_H

#include "migrations/ledger.h"

struct pl_once {
    const char *name;                        /* as it was typed */
    const char *id, *key;                    /* its fingerprint; the number of its lock */
    const char *who, *host, *pid, *since, *done;    /* what the ledger has of it, or of the one that is to run */
};
enum pl_once_state { PL_ONCE_MINE, PL_ONCE_BUSY, PL_ONCE_DONE };

void pl_once_name(struct pl *pl, const struct pl_ledger_place *at, const char *name, struct pl_once *out);
/* Takes the lock and looks; `busy` and `done` tell of the other one. Tables must be there. False is said. */
bool pl_once_take(struct pl_db *db, struct pl_db *session, const struct pl_ledger_place *at, const struct pl_once *o, struct pl_once *other,
                  enum pl_once_state *out);
/* Writes the row, with the lock: that it began, and with `done` that it succeeded. */
bool pl_once_write(struct pl_db *db, const struct pl_ledger_place *at, const struct pl_once *o, bool done);

#endif
