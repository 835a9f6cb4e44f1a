/* What the files of `poundlock gate` share: one gate, how it looks, how it waits, and how the job is started.
 *
 * cmd_gate.c is the order of things; gate_judge.c says what is asked of the schema and what the answer comes to, gate_past.c what
 * the ledger adds to it, gate_try.c what queries will mean once the models are there, gate_claim.c what the job claims, gate_wait.c looks again until the answer is another than "not yet",
 * gate_run.c becomes the job or its parent, gate_report.c tells what was found. */
#ifndef PL_TOOLS_GATE_H
#define PL_TOOLS_GATE_H

#include <signal.h>
#include "migrations/gate_ledger.h"
#include "migrations/hold.h"
#include "migrations/manifest.h"
#include "migrations/once.h"
#include "tools/run.h"

struct gate {
    struct pl_run *run;
    struct pl_source live, models;
    struct pl_manifest *manifest;            /* what the job needs; NULL: all models */
    struct pl_scope *scope;                  /* what of the database that names */
    const struct pl_job_query *queries;      /* of the manifest, as the server answered them */
    struct pl_ledger_place at;
    bool contradicted;                       /* the verdict: by the ledger it should be there */
    enum { PL_WAITS_FOR_SCHEMA, PL_WAITS_FOR_RUN, PL_WAITS_FOR_KEY, PL_WAITS_FOR_LOCK } waits_for;    /* of "not yet": whose end would change it */
    struct pl_db *session;                   /* that has the locks of --hold and --once; NULL: there are none, or it is lost */
    struct pl_hold hold;
    bool holds;                              /* the row of the hold is written */
    struct pl_once once, other;              /* id NULL: without --once; who has the key, or had it */
    bool ran_already;                        /* the verdict: a job with that key has succeeded */
    unsigned char open_at_start[128];        /* a bit for each descriptor */
    void (*waits)(const struct gate *g, int code, const char *time);     /* told once, before it waits; or NULL */
    void (*wakes)(const struct gate *g, const char *why);                /* told before each further look; or NULL */
    struct sigaction sigpipe;                /* as poundlock found it: a job must not inherit another */
};

/* gate_judge.c: reads the settings, the needs and the live schema; false is said. */
bool pl_gate_load(struct gate *g);
/* Looks at the database again: at what the scope names, or, with NULL, at everything. */
bool pl_gate_read(struct gate *g, const struct pl_scope *scope);
/* The exit code that what was loaded comes to. */
int pl_gate_code(struct gate *g);
void pl_gate_close(struct gate *g);

/* gate_past.c: a run that is at work or died, said; and what the ledger knows of each refusal. */
bool pl_gate_look_for_runs(struct gate *g, enum pl_open_run *out);
/* Whether the release of --release is below the rollback floor, said. */
bool pl_gate_below_floor(struct gate *g, bool *out);
bool pl_gate_weigh_refusals(struct gate *g, const struct pl_gate *asked, struct pl_realm *needs);

/* gate_try.c: examines queries where the schema is as the models have it; false: that cannot be had. `arg`: the gate. */
bool pl_gate_try(void *arg, struct pl_job_query *queries);

/* gate_claim.c: what --hold and --once take before the look that counts: the exit code, PL_X_YES when all is taken. */
bool pl_gate_claims(const struct gate *g);
bool pl_gate_key_is_good(struct gate *g);
int pl_gate_claim(struct gate *g);
bool pl_gate_key_is_free(struct gate *g);
/* Gives it back, when the job is not started. */
void pl_gate_let_go(struct gate *g);
/* Gives it back behind the job, and remembers its success. */
void pl_gate_finish(struct gate *g, bool succeeded);

/* gate_wait.c: looks, and with --wait again and again; the exit code. */
int pl_gate_look(struct gate *g);

/* gate_run.c: poundlock becomes the job. Comes back, with an exit code, only when that cannot be done. */
int pl_gate_become(struct gate *g);
/* With claims: starts it and stays; the job's status. */
int pl_gate_supervise(struct gate *g);
void pl_gate_note_descriptors(struct gate *g);

/* gate_report.c: the verdict as --format and --output want it (false is said), and the line of a job that was not started. */
bool pl_gate_report(struct gate *g, int code, bool dry);
bool pl_gate_wants_json(const struct gate *g);
void pl_gate_say_refused(struct gate *g, int code);
void pl_gate_say_ran(struct gate *g);

#endif
