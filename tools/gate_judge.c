/* What the gate asks of the schema, and what the answer comes to. */
#include <string.h>
#include "tools/gate.h"

/* ---- which manifest */

static bool one_of(struct gate *g, const char *file, const struct pl_source_options *o) {
    if (!pl_manifests_load(g->run->pl, file, NULL, false, o, &g->manifest))
        return false;
    if (g->manifest && !g->manifest->next)
        return true;
    pl_say(g->run->pl, PL_D_USAGE, NULL, g->manifest ? "\"%s\" has several jobs" : "\"%s\" has no job", file);
    return !g->manifest || pl_hint(g->run->pl, "name one with --job, as in --job %s", g->manifest->name);
}

static bool declared_job(struct gate *g, const char *job, const struct pl_source_options *o) {
    struct pl_run *run = g->run;
    const char *jobs;
    if (!pl_value(run, PL_O_JOBS, &jobs))
        return false;
    if (jobs)
        return pl_manifests_load(run->pl, jobs, job, run->file && strcmp(jobs, run->file) == 0, o, &g->manifest);
    pl_say(run->pl, PL_D_CONFIG, NULL, "there is no job \"%s\": no jobs are declared", job);
    return pl_hint(run->pl, "say what it needs in %s: jobs: { %s: { reads: { TABLE: [COLUMN, ...] } } }", run->file ? run->file : PL_SETTINGS_FILE,
                   job);
}

/* A job by its name, or a file of needs. What was typed goes before what a file or the environment says. */
static bool load_manifest(struct gate *g, const char *needs, const struct pl_source_options *o) {
    struct pl_run *run = g->run;
    const char *job;
    if (!pl_value(run, PL_O_JOB, &job))
        return false;
    bool typed = run->set[PL_O_NEEDS].rank == PL_FROM_OPTION, named = run->set[PL_O_JOB].rank == PL_FROM_OPTION;
    if (job && (!needs || !typed))
        return declared_job(g, job, o);
    if (!needs)
        return true;
    bool jobs = pl_manifests_in(run->pl, needs);
    if (!jobs && named)
        return pl_say(run->pl, PL_D_USAGE, NULL, "--job names one of the jobs of a file, and \"%s\" has no \"jobs:\"", needs);
    if (!jobs)
        return pl_manifest_of_needs(run->pl, needs, o, &g->manifest);
    return job ? pl_manifests_load(run->pl, needs, job, false, o, &g->manifest) : one_of(g, needs, o);
}

/* The needs are the manifest's, or all models; with a manifest, models are welcome: they tell "not yet" from "never". */
bool pl_gate_load(struct gate *g) {
    struct pl_run *run = g->run;
    struct pl_source_options o;
    const char *database, *needs, *models, *job;
    if (!pl_run_ledger(run, &g->at) || !pl_run_database(run, &database) || !pl_value(run, PL_O_NEEDS, &needs) ||
        !pl_value(run, PL_O_JOB, &job) || !pl_run_models(run, !needs && !job, &models) ||
        !pl_run_options(run, NULL, PL_OWN, &o) || !pl_source_load(run->pl, database, &o, &g->live) ||
        !pl_run_options(run, &g->live, PL_OWN, &o))
        return false;
    pl_run_scratch(&o, database);
    return (!models || pl_source_load(run->pl, models, &o, &g->models)) && load_manifest(g, needs, &o);
}

static int code_of(const struct pl_verdict *v, bool died) {
    if (v->never || v->contradicted)
        return PL_X_NEVER;
    return v->missing || died ? PL_X_NOT_YET : v->undecided ? PL_X_CANNOT_TELL : PL_X_YES;
}

/* While a run is at work what is there now means little; a run that died will go on, so nothing is held against its ledger. */
int pl_gate_code(struct gate *g) {
    struct pl_verdict v = { 0 };
    struct pl_realm *needs = g->manifest ? g->manifest->needs : g->models.realm;
    struct pl_gate asked = { .pl = g->run->pl, .db = g->live.db, .dialect = g->live.dialect, .have = g->live.realm, .verdict = &v,
                             .models = g->manifest ? g->models.realm : NULL };
    enum pl_open_run open;
    g->contradicted = false;
    if (!pl_gate_look_for_runs(g, &open))
        return pl_run_failed(g->run);
    if (open == PL_RUN_AT_WORK)
        return PL_X_NOT_YET;
    if (!(g->manifest ? pl_manifest_judge(&asked, g->manifest) : pl_gate_judge(&asked, needs, true)))
        return pl_run_failed(g->run);
    if (open == PL_NO_RUN && !pl_gate_weigh_refusals(g, &asked, needs))
        return pl_run_failed(g->run);
    g->contradicted = v.contradicted != 0;
    return code_of(&v, open == PL_RUN_DIED);
}

void pl_gate_close(struct gate *g) {
    pl_source_close(&g->live);
    pl_source_close(&g->models);
    g->manifest = NULL;
}
