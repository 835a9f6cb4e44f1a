/* The steps of expand.c. */
#ifndef PL_EXPAND_PARTS_H
#define PL_EXPAND_PARTS_H

#include "dialects/dialect.h"

#define PL_EXPAND_NEW "__poundlock_new"
#define PL_EXPAND_OLD "__poundlock_old"
#define PL_EXPAND_SYNC "poundlock_sync_"
#define PL_BESIDE_REMARK "poundlock: "

char *pl_expand_name(struct pl *pl, const char *name, const char *suffix);
/* What was taken of a table (of the wanted tree), or NULL. */
struct pl_node *pl_expand_table(const struct pl_realm *taken, const struct pl_node *table);
struct pl_node *pl_expand_find(const struct pl_realm *taken, const struct pl_node *table, enum pl_kind kind, const char *name);
bool pl_expand_is_over(const struct pl_node *index, const char *column);
char *pl_expand_quoted(struct pl_script *s, const char *name);
/* What an index is called until it takes the place of another. */
const char *pl_expand_index_name(struct pl_script *s, const struct pl_node *index);
/* Says a change of nodes that no models have. What poundlock itself has put there is dropped as what holds nothing of its own. */
bool pl_expand_say(struct pl_script *s, enum pl_op op, struct pl_node *from, struct pl_node *to, uint64_t slots);
bool pl_expand_drop_own(struct pl_script *s, struct pl_node *n);
/* An UPDATE of the rows where `where` holds, some at a time. */
void pl_expand_rows(struct pl_script *s, const struct pl_change *cause, const char *set, const char *where, const char *title);
/* Whether it is, or has, a partition or an heir. */
bool pl_expand_is_family(const struct pl_realm *r, const struct pl_node *table);
/* How to go through a table, or NULL. */
const struct pl_batch *pl_expand_keys(struct pl_script *s, const struct pl_node *table);
/* Says the change by a column beside it. NULL, or why that cannot be; nothing has been said then. */
const char *pl_expand_twin(struct pl_script *s, const struct pl_change *c, struct pl_realm *taken);
/* Gives rows without a value the default, before the ordinary change. */
bool pl_expand_fill(struct pl_script *s, struct pl_change *c);
/* Says a new column with a default for each row. */
bool pl_expand_add(struct pl_script *s, const struct pl_change *c);

#endif
