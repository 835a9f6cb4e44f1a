/* What the ledger adds to the gate's judgement: whether a run is at work or died in the middle, and whether what is missing was
 * brought already (then somebody took it away by hand), is on its way, or was taken away on purpose.
 *
 * It is asked in few short questions, and for more than the newest run only when something is missing. It makes nothing that is
 * missing be there: the catalog alone says what is. */
#ifndef PL_GATE_LEDGER_H
#define PL_GATE_LEDGER_H

#include "migrations/gate.h"
#include "migrations/history.h"
#include "migrations/ledger.h"

struct pl_gate_past {
    struct pl_db *db;
    struct pl_ledger_place at;
    const struct pl_realm *taken;            /* as pl_ledger_take gave it */
};
enum pl_open_run { PL_NO_RUN, PL_RUN_AT_WORK, PL_RUN_DIED };
/* The newest run when it did not say how it ended, said as PL_D_BUSY or PL_D_DIED. False (said): it cannot be found out. */
bool pl_gate_open_run(const struct pl_gate_past *p, enum pl_open_run *out);

/* How this database is moved, as far as it is known. */
struct pl_gate_declared {
    const char *models_hash;                 /* of the models, NULL: there are none */
    bool known;                              /* they told "never" from "not yet", or are the needs themselves */
    struct pl_history *history;              /* the folder of migrations, NULL: models move it */
    struct pl_realm *state;                  /* the schema behind the last of them, or NULL */
};
/* Says of each refusal what the ledger knows of it, and changes it into PL_D_CONTRADICTED or PL_D_NEVER where that is so. `g` and
 * `needs`: as they were judged. */
bool pl_gate_weigh(const struct pl_gate_past *p, const struct pl_gate_declared *d, const struct pl_gate *g, struct pl_realm *needs);

#endif
