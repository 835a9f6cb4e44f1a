/* The gate: whether a live schema satisfies what a job needs. Only what is asked for counts; a wider type covers a narrower
 * one; extra columns pass, unless they refuse rows that do not name them. */
#ifndef PL_GATE_H
#define PL_GATE_H

#include "migrations/plan.h"

struct pl_verdict {
    int missing;                             /* needs that the live schema does not satisfy, each said as a diagnostic ... */
    int never;                               /* ... and of those, the ones that the models would not bring either */
    int undecided;
};

/* Holds needs against live; `models` (NULL: the needs are the models) tells "not yet" from "never". Each refusal is said as
 * PL_D_NOT_YET or PL_D_NEVER, an undecidable one as PL_D_UNDECIDED. False (said) only when it could not be found out. */
bool pl_gate_judge(struct pl_db *db, struct pl_realm *live, struct pl_realm *needs, struct pl_realm *models, struct pl_verdict *out);

#endif
