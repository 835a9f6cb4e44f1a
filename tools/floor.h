/* What apply and migrations leave in the ledger for status and gate: which releases run on the schema as it is now. */
#ifndef PL_TOOLS_FLOOR_H
#define PL_TOOLS_FLOOR_H

#include "migrations/floor.h"
#include "tools/run.h"

/* The rollout's file, whether it is there or not. */
bool pl_run_rollout_file(struct pl_run *run, const char **out);
/* `live` as it has been read after the change, `number` of the run. What goes wrong is a warning. */
void pl_run_floor(struct pl_run *run, const struct pl_source *live, const struct pl_ledger_place *at, const char *number);

#endif
