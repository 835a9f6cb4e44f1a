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
    return pl_hint(run->pl, "say what it needs in %s: jobs: { %s: { reads: { TABLE: [COLUMN, ...] } } }",
                   run->file ? run->file : PL_SETTINGS_FILE, job);
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

/* ---- what is read, and when */

/* Models are read for the dialect of the session. */
static bool options(struct gate *g, struct pl_source_options *o) {
    if (!pl_run_options(g->run, &g->live, PL_OWN, o))
        return false;
    pl_run_scratch(o, g->live.raw);
    return true;
}

static bool load_models(struct gate *g, bool must) {
    struct pl_source_options o;
    const char *models;
    return pl_run_models(g->run, must, &models) && options(g, &o) && (!models || pl_source_load(g->run->pl, models, &o, &g->models));
}

/* The manifest's, or all models. */
static bool load_needs(struct gate *g) {
    struct pl_source_options o;
    const char *needs;
    return pl_value(g->run, PL_O_NEEDS, &needs) && options(g, &o) && load_manifest(g, needs, &o) && (g->manifest || load_models(g, true));
}

static struct pl_realm *needs_of(const struct gate *g) {
    return g->manifest ? g->manifest->needs : g->models.realm;
}

/* What the needs and the ledger name. */
static struct pl_scope *scope_of(struct gate *g) {
    struct pl_scope *s = pl_scope_new(g->run->pl);
    pl_scope_add(s, needs_of(g));
    for (const struct pl_use *u = g->manifest ? g->manifest->uses : NULL; u; u = u->next)
        if (u->of != PL_READS)
            pl_scope_say(s, PL_COLUMN_GENERATED);
    for (const struct pl_job_query *q = g->manifest ? g->manifest->queries : NULL; q; q = q->next)
        for (const struct pl_use *u = pl_query_writes(g->run->pl, q->said, needs_of(g)->backslash, false); u; u = u->next) {
            pl_scope_add_table(s, u->table);
            pl_scope_say(s, PL_COLUMN_GENERATED);
        }
    pl_ledger_scope(&g->at, s, g->run->pl);
    return s;
}

/* NULL: everything. */
bool pl_gate_read(struct gate *g, const struct pl_scope *scope) {
    struct pl_source_options o;
    return pl_run_options(g->run, NULL, PL_OWN, &o) && pl_source_read(&g->live, &o, scope);
}

/* First the session, which tells how needs are to be read, then the needs, and of the database only what they name. */
bool pl_gate_load(struct gate *g) {
    struct pl_source_options o;
    const char *database;
    if (!pl_run_ledger(g->run, &g->at) || !pl_run_database(g->run, &database) || !pl_run_options(g->run, NULL, PL_OWN, &o))
        return false;
    o.login.write = pl_gate_claims(g);
    if (!pl_source_open(g->run->pl, database, &o, &g->live) || !load_needs(g))
        return false;
    g->scope = scope_of(g);
    return pl_gate_read(g, g->scope);
}

/* Everything that there is, and with a manifest the models, which tell "not yet" from "never". The needs are read again: the
 * first look has put the database's words into them. */
static bool load_everything(struct gate *g) {
    struct pl_mark mark = pl_diag_mark(g->run->pl);
    if (!load_needs(g))
        return false;
    pl_diag_forget(g->run->pl, mark);                  /* was said then */
    return pl_gate_read(g, NULL) && (!g->manifest || load_models(g, false));
}

/* ---- the answer */

/* What is missing on a replica may be there on the primary. */
static void say_replica(struct gate *g) {
    struct pl_db *db = g->live.db;
    struct pl_role role = { 0 };
    struct pl *pl = g->run->pl;
    struct pl_mark mark = pl_diag_mark(pl);
    if (db->dialect->role && !db->dialect->role(db, &role))
        pl_diag_forget(pl, mark);
    else if (role.replica && role.behind >= 0)
        pl_say(pl, PL_D_REPLICA, NULL, "this is a replica, %ld second%s behind the primary", role.behind, role.behind == 1 ? "" : "s");
    else if (role.replica)
        pl_say(pl, PL_D_REPLICA, NULL, "this is a replica; how late it is cannot be told");
}

static int code_of(const struct pl_verdict *v, bool died) {
    if (v->never || v->contradicted)
        return PL_X_NEVER;
    if (v->missing || died || (v->undecided && v->undecided == v->locked))
        return PL_X_NOT_YET;
    return v->undecided ? PL_X_CANNOT_TELL : PL_X_YES;
}

/* While a run is at work what is there now means little; a run that died will go on, so nothing is held against its ledger. */
static int judge(struct gate *g, enum pl_open_run *open) {
    bool below;
    struct pl_verdict v = { 0 };
    struct pl_gate asked = { .pl = g->run->pl, .db = g->live.db, .dialect = g->live.dialect, .have = g->live.realm, .verdict = &v,
                             .models = g->manifest ? g->models.realm : NULL,
                             .try_models = pl_gate_try, .arg = g, .expand = pl_on(g->run, PL_O_EXPAND) };
    g->contradicted = false;
    if (!pl_gate_look_for_runs(g, open))
        return pl_run_failed(g->run);
    if (*open == PL_RUN_AT_WORK) {
        g->waits_for = PL_WAITS_FOR_RUN;
        return PL_X_NOT_YET;
    }
    if (!(g->manifest ? pl_manifest_judge(&asked, g->manifest) : pl_gate_judge(&asked, g->models.realm, true)))
        return pl_run_failed(g->run);
    if (*open == PL_NO_RUN && !pl_gate_weigh_refusals(g, &asked, needs_of(g)))
        return pl_run_failed(g->run);
    g->queries = g->manifest ? g->manifest->queries : NULL;
    g->contradicted = v.contradicted != 0;
    if (!pl_gate_below_floor(g, &below))
        return pl_run_failed(g->run);
    return below ? PL_X_NEVER : code_of(&v, *open == PL_RUN_DIED);
}

#ifdef PL_DEBUG
/* What a look at everything says of a yes that was taken from little. It may fail where the other did not: a locked table. */
static int proven(struct gate *g) {
    struct pl_mark mark = pl_diag_mark(g->run->pl);
    enum pl_open_run open;
    bool read = load_everything(g);
    int code = read ? judge(g, &open) : PL_X_YES;
    if (code != PL_X_YES && open != PL_RUN_AT_WORK) {
        pl_say(g->run->pl, PL_D_BUG, NULL, "of what the needs name alone the gate says yes, of everything %d", code);
        return pl_run_failed(g->run);
    }
    pl_diag_forget(g->run->pl, mark);
    return PL_X_YES;
}
#else
static int proven(struct gate *g) {
    (void)g;
    return PL_X_YES;
}
#endif

/* Only a plain yes is taken from the little that was read. */
static int code_of_look(struct gate *g) {
    struct pl_mark mark = pl_diag_mark(g->run->pl);
    enum pl_open_run open = PL_NO_RUN;
    int code = judge(g, &open);
    if (open == PL_RUN_AT_WORK || (pl_scope_is_all(g->scope) && (code == PL_X_YES || !g->manifest)))
        return code;
    if (code == PL_X_YES)
        return proven(g);
    pl_diag_forget(g->run->pl, mark);
    return load_everything(g) ? judge(g, &open) : pl_run_failed(g->run);
}

int pl_gate_code(struct gate *g) {
    int code = code_of_look(g);
    if (code == PL_X_NOT_YET || code == PL_X_NEVER)
        say_replica(g);
    return code;
}

void pl_gate_close(struct gate *g) {
    pl_source_close(&g->live);
    pl_source_close(&g->models);
    g->manifest = NULL;
}
