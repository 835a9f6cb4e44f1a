/* Writes migrations: the way up and the way down between two schemas, as the text of a file. No database is needed. */
#ifndef PL_AUTHOR_H
#define PL_AUTHOR_H

#include "migrations/migration.h"
#include "migrations/plan.h"

/* Prepares the same two realms for the way back: a rename that `to` says (`was`) is said by `from` instead. Use fresh ones:
 * a comparison changes texts. False (said) when they cannot be paired. */
bool pl_author_turn(struct pl_realm *from, struct pl_realm *to);
/* The schema after a migration as models, for the next one to be compared with. Former names go: they have been followed. */
bool pl_author_state(struct pl_realm *after, const char *dialect, struct pl_text *out);
/* The text of a file. `losses`: what the way up loses and the author allowed; `replaces`: ids; both NULL at the end, or
 * NULL. `down` may be NULL. */
char *pl_author_text(struct pl *pl, const struct pl_plan *up, const struct pl_plan *down, const char *const *losses,
                     const char *const *replaces);
/* The text of a file that is to be written by hand. */
char *pl_author_empty(struct pl *pl);

#endif
