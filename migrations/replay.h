/* Migration files as steps, so that a file written by hand and a plan run through the same hands; and a whole history run in
 * a throw-away database. */
#ifndef PL_REPLAY_H
#define PL_REPLAY_H

#include "dialects/dialect.h"
#include "migrations/history.h"

enum pl_way { PL_UP, PL_DOWN };

/* Adds the steps of one way of a migration to a script whose pl and dialect are set. False (said, with the line): a statement
 * that opens or ends a transaction where poundlock does, a time limit that the database does not have, or no way down. */
bool pl_replay_steps(struct pl_script *s, const struct pl_migration *m, enum pl_way way);
/* Runs one way of a migration on db, without a record of it. */
bool pl_replay_one(struct pl_db *db, const struct pl_migration *m, enum pl_way way);
/* Runs the ways up from the first to `last` (NULL: all). */
bool pl_replay_up(struct pl_db *db, const struct pl_history *h, const struct pl_migration *last);

#endif
