/* The steps of expand.c. */
#ifndef PL_EXPAND_PARTS_H
#define PL_EXPAND_PARTS_H

#include "dialects/dialect.h"

#define PL_EXPAND_NEW "__poundlock_new"
#define PL_EXPAND_OLD "__poundlock_old"
#define PL_EXPAND_SYNC "poundlock_sync_"

char *pl_expand_name(struct pl *pl, const char *name, const char *suffix);
/* What was taken of a table (of the wanted tree), or NULL. */
struct pl_node *pl_expand_find(const struct pl_realm *taken, const struct pl_node *table, enum pl_kind kind, const char *name);
bool pl_expand_is_over(const struct pl_node *index, const char *column);
/* How to go through a table, or NULL. */
const struct pl_batch *pl_expand_keys(struct pl_script *s, const struct pl_node *table);
/* Says the change by a column beside it. NULL, or why that cannot be; nothing has been said then. */
const char *pl_expand_twin(struct pl_script *s, const struct pl_change *c, struct pl_realm *taken);
/* Gives rows without a value the default, before the ordinary change. */
bool pl_expand_fill(struct pl_script *s, struct pl_change *c);
/* Says a new column with a default for each row. */
bool pl_expand_add(struct pl_script *s, const struct pl_change *c);

#endif
