/* Which migrations a database has had, by its ledger, and what follows from that for a folder of them. */
#ifndef PL_APPLIED_H
#define PL_APPLIED_H

#include "migrations/history.h"
#include "migrations/ledger.h"

/* A row of the ledger. */
struct pl_applied {
    struct pl_applied *next;
    const char *number, *name, *hash, *when, *run;
};
struct pl_standing {
    struct pl_applied *rows;       /* by number */
    struct pl_applied *unknown;    /* those of them that the folder does not have (another list, copies) */
    int applied, pending;
};

/* Reads the ledger and sets `applied` of each migration; a squashed one has it where all that it replaces have it. `taken`: as
 * pl_ledger_take gave it. */
bool pl_applied_look(struct pl_db *db, const struct pl_ledger_place *at, const struct pl_realm *taken, struct pl_history *h,
                     struct pl_standing *out);
/* Whether what is pending may run: no applied one was edited, none is pending before an applied one, nothing is there that the
 * folder does not know. False (said, each, with what to do). */
bool pl_applied_check(struct pl *pl, const struct pl_history *h, const struct pl_standing *s);
/* Adds the step that remembers a migration (or, going down, forgets it) to the script that runs it. */
void pl_applied_record(struct pl_db *db, const struct pl_ledger_place *at, struct pl_script *s, const struct pl_migration *m, bool up);

#endif
