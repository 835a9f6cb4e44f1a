/* What the gate asks of the schema, and what the answer comes to. */
#include "tools/gate.h"

/* The needs are the manifest's, or all models; with a manifest, models are welcome: they tell "not yet" from "never". */
bool pl_gate_load(struct gate *g) {
    struct pl_run *run = g->run;
    struct pl_source_options o;
    const char *database, *needs, *models;
    if (!pl_run_database(run, &database) || !pl_value(run, PL_O_NEEDS, &needs) || !pl_run_models(run, !needs, &models) ||
        !pl_run_options(run, NULL, PL_OWN, &o) || !pl_source_load(run->pl, database, &o, &g->live) ||
        !pl_run_options(run, &g->live, PL_OWN, &o))
        return false;
    pl_run_scratch(&o, database);
    if (models && !pl_source_load(run->pl, models, &o, &g->models))
        return false;
    o.needs = true;
    return !needs || pl_source_load(run->pl, needs, &o, &g->needs);
}

int pl_gate_code(struct gate *g) {
    struct pl_verdict v = { 0 };
    struct pl_realm *needs = g->needs.realm ? g->needs.realm : g->models.realm;
    struct pl_realm *models = g->needs.realm ? g->models.realm : NULL;
    if (!pl_gate_judge(g->live.db, g->live.realm, needs, models, &v))
        return pl_run_failed(g->run);
    if (v.never)
        return PL_X_NEVER;
    return v.missing ? PL_X_NOT_YET : v.undecided ? PL_X_CANNOT_TELL : PL_X_YES;
}

void pl_gate_close(struct gate *g) {
    pl_source_close(&g->live);
    pl_source_close(&g->needs);
    pl_source_close(&g->models);
}
