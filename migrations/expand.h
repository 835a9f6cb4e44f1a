/* Changes of a column without writing its table anew at once: a column beside it, filled some rows at a time, that takes its
 * place when it holds the same rows. What is left of the old one goes when its owner says so, and not before.
 *
 * Everything that is on its way bears a name by which it is known (..__poundlock_new, ..__poundlock_old, poundlock_sync_..),
 * so what the catalog shows is all that a later run needs to go on. */
#ifndef PL_EXPAND_H
#define PL_EXPAND_H

#include "dialects/dialect.h"

/* Takes out of r what is on its way or left over, so that it is nobody's drift; gives what was taken. */
struct pl_realm *pl_expand_take(struct pl_realm *r);
/* How many columns wait to be dropped. */
int pl_expand_left(const struct pl_realm *taken);
/* Says the changes of columns that would hold others up in such steps, and takes them out of the list. A note says which could
 * not be, and why. A table of which db (or NULL) says that it has no rows needs no such steps. */
bool pl_expand(struct pl_script *s, struct pl_changes *list, struct pl_realm *taken, struct pl_db *db);

#endif
