/* What the files of `poundlock gate` share: one gate, how it looks, how it waits, and how the job is started.
 *
 * cmd_gate.c is the order of things; gate_judge.c says what is asked of the schema and what the answer comes to, gate_past.c what
 * the ledger adds to it, gate_wait.c looks again until the answer is another than "not yet", gate_run.c becomes the job,
 * gate_report.c tells what was found. */
#ifndef PL_TOOLS_GATE_H
#define PL_TOOLS_GATE_H

#include <signal.h>
#include "migrations/gate_ledger.h"
#include "migrations/manifest.h"
#include "tools/report.h"

struct gate {
    struct pl_run *run;
    struct pl_source live, models;
    struct pl_manifest *manifest;            /* what the job needs; NULL: all models */
    struct pl_scope *scope;                  /* what of the database that names */
    struct pl_ledger_place at;
    bool contradicted;                       /* the verdict: by the ledger it should be there */
    struct sigaction sigpipe;                /* as poundlock found it: a job must not inherit another */
};

/* gate_judge.c: reads the settings, the needs and the live schema; false is said. */
bool pl_gate_load(struct gate *g);
/* The exit code that what was loaded comes to. */
int pl_gate_code(struct gate *g);
void pl_gate_close(struct gate *g);

/* gate_past.c: a run that is at work or died, said; and what the ledger knows of each refusal. */
bool pl_gate_look_for_runs(struct gate *g, enum pl_open_run *out);
bool pl_gate_weigh_refusals(struct gate *g, const struct pl_gate *asked, struct pl_realm *needs);

/* gate_wait.c: looks, and with --wait again and again; the exit code. */
int pl_gate_look(struct gate *g);

/* gate_run.c: poundlock becomes the job. Comes back, with an exit code, only when that cannot be done. */
int pl_gate_become(struct gate *g);

/* gate_report.c: the verdict as --format and --output want it (false is said), and the line of a job that was not started. */
bool pl_gate_report(struct gate *g, int code, bool dry);
bool pl_gate_wants_json(const struct gate *g);
void pl_gate_say_refused(struct gate *g, int code);

#endif
