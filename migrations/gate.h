/* The gate: whether a live schema satisfies what a job needs. Only what is asked for counts; a wider type covers a narrower
 * one; extra columns pass, unless they refuse rows that do not name them. */
#ifndef PL_GATE_H
#define PL_GATE_H

#include "migrations/plan.h"

/* A node of the needs that is not there, or not as needed. */
struct pl_refusal {
    struct pl_refusal *next;
    struct pl_node *need;
    struct pl_diag *said;
    bool missing;                            /* it is not there at all */
    bool never;                              /* the models would not bring it */
};
struct pl_verdict {
    int missing;                             /* needs that the live schema does not satisfy, each said as a diagnostic ... */
    int never;                               /* ... and of those, the ones that nothing which is pending would bring */
    int contradicted;                        /* ... or that the ledger has as brought (gate_ledger.h) */
    int undecided;
    int locked;                              /* ... and of those, the ones that another session keeps from being read */
    struct pl_refusal *refusals, **tail;     /* of those that are missing: what the models language says */
};
struct pl_job_query;                         /* manifest.h */
struct pl_gate {
    struct pl *pl;
    struct pl_db *db;                        /* NULL: no database; what only a server knows is undecided then */
    const struct pl_dialect *dialect;
    struct pl_realm *have;
    struct pl_realm *models;                 /* tell "not yet" from "never"; NULL: everything is "not yet" */
    struct pl_verdict *verdict;
    /* Examines queries where the schema is as the models have it; false (not said): that cannot be had. NULL: never. */
    bool (*try_models)(void *arg, struct pl_job_query *queries);
    void *arg;
    bool expand;                             /* what waits for --contract is no lack */
};

/* Holds needs against what there is. Each refusal is said as PL_D_NOT_YET or PL_D_NEVER, an undecidable one as PL_D_UNDECIDED.
 * `whole`: the tables in the needs are written by the job, as far as it is known, so that a column which refuses rows that do
 * not name it stops the job. False (said) only when it could not be found out. */
bool pl_gate_judge(const struct pl_gate *g, struct pl_realm *needs, bool whole);

/* Sets PL_N_LACKING on what g->models would not bring either, and on nothing else. */
bool pl_gate_mark_lacking(const struct pl_gate *g, struct pl_realm *needs);

/* ---- for the judges of other needs (manifest.c) */
/* One refusal, or one that nobody can tell; `node` is what it is about, or NULL. */
void pl_gate_refuse(const struct pl_gate *g, const struct pl_place *place, const struct pl_node *node, bool never, const char *what);
void pl_gate_doubt(const struct pl_gate *g, const struct pl_place *place, const struct pl_node *node, const char *what);
/* Whether a row that does not name the column has a value in it; whether it is refused. */
bool pl_column_fills_itself(const struct pl_node *column);
bool pl_column_refuses_rows(const struct pl_node *column);
/* What bears a table's name in a schema and can be read, though it is no table: a view, a foreign table; or NULL. */
struct pl_node *pl_readable(const struct pl_realm *r, const struct pl_node *schema, const char *name);

#endif
