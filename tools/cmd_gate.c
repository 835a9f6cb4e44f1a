/* poundlock gate: starts a job when the live schema has what it needs, and is gone then.
 *
 * stdout belongs to the job alone. When satisfied nothing is said, and execvp leaves the job everything as poundlock found
 * it: descriptors, environment, signals. */
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>
#include "migrations/gate.h"
#include "tools/report.h"

struct gate {
    struct pl_source live, needs, models;
};

/* The needs are the manifest's, or all models; with a manifest, models are welcome: they tell "not yet" from "never". */
static bool load(struct pl_run *run, struct gate *g) {
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

static void close_all(struct gate *g) {
    pl_source_close(&g->live);
    pl_source_close(&g->needs);
    pl_source_close(&g->models);
}

/* Replaces poundlock by the job. Comes back only when that cannot be done. */
static int become(struct pl_run *run, const struct sigaction *sigpipe) {
    fflush(NULL);
    sigaction(SIGPIPE, sigpipe, NULL);
    execvp(run->args[0], run->args);
    bool absent = errno == ENOENT;
    pl_say(run->pl, absent ? PL_D_NO_JOB : PL_D_CANNOT_RUN, NULL, "cannot run \"%s\": %s", run->args[0], strerror(errno));
    return absent ? PL_X_NO_JOB : PL_X_CANNOT_RUN;
}

static int judge(struct pl_run *run, struct gate *g) {
    struct pl_verdict v = { 0 };
    struct pl_realm *needs = g->needs.realm ? g->needs.realm : g->models.realm;
    struct pl_realm *models = g->needs.realm ? g->models.realm : NULL;
    if (!pl_gate_judge(g->live.db, g->live.realm, needs, models, &v))
        return pl_run_failed(run);
    if (v.never)
        return PL_X_NEVER;
    return v.missing ? PL_X_NOT_YET : v.undecided ? PL_X_CANNOT_TELL : PL_X_YES;
}

static bool wants_json(const struct pl_run *run) {
    const char *format = run->set[PL_O_FORMAT].text;
    return format && strcmp(format, "json") == 0;
}

static void say_refused(struct pl_run *run, int code) {
    const char *why = code == PL_X_NOT_YET ? "not yet: " : code == PL_X_NEVER ? "never: " : "";
    if (run->arg_count && !wants_json(run))
        pl_progress(run, "gate: %s\"%s\" was not started\n", why, pl_printable(run->pl, run->args[0], false));
}

/* stdout is the job's, and nobody's where there is none. A job that is started finds nothing printed before it. */
static bool report(struct pl_run *run, const struct gate *g, int code, bool dry) {
    bool file = run->set[PL_O_OUTPUT].text != NULL;
    struct pl_text out = { .pl = run->pl };
    if (!wants_json(run))
        return true;
    pl_report_verdict(run, code, &g->live, &out);
    if (file || dry)
        return pl_output(run, &out);
    if (code != PL_X_YES)
        fputs(out.s, stderr);
    return true;
}

int pl_cmd_GATE(struct pl_run *run) {
    struct gate g = { 0 };
    struct sigaction sigpipe;
    bool dry = pl_on(run, PL_O_DRY_RUN);
    if (!run->arg_count && !dry) {
        pl_say(run->pl, PL_D_USAGE, NULL, "gate has no job to start");
        pl_hint(run->pl, "poundlock gate [OPTION ...] -- COMMAND [ARG ...], or --dry-run to judge only");
        return pl_run_failed(run);
    }
    sigaction(SIGPIPE, NULL, &sigpipe);      /* client libraries ignore it, and a job must not inherit that */
    int code = load(run, &g) ? judge(run, &g) : pl_run_failed(run);
    close_all(&g);
    if (!report(run, &g, code, dry))
        code = pl_run_failed(run);
    pl_report_diags(run);
    if (code == PL_X_YES && dry)
        pl_progress(run, wants_json(run) ? "" : "satisfied\n");
    else if (code == PL_X_YES)
        code = become(run, &sigpipe);
    else
        say_refused(run, code);
    return code;
}
