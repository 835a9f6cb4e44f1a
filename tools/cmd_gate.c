/* poundlock gate: starts a job when the live schema has what it needs, and is gone then.
 *
 * stdout belongs to the job alone. When satisfied nothing is said, and execvp leaves the job everything as poundlock found
 * it: descriptors, environment, signals. */
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include "migrations/gate.h"
#include "migrations/migration.h"
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

/* ---- waiting: a look costs little while nothing has changed, since the database tells so by one short text */

enum { FIRST_PAUSE_MS = 200, LONGEST_PAUSE_MS = 2000, LOOK_AGAIN_MS = 30000 };

static long now_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void pause_ms(long ms) {
    nanosleep(&(struct timespec){ .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000 }, NULL);
}

static const char *token(const struct gate *g) {
    struct pl_db *db = g->live.db;
    return db ? pl_db_value(db, db->dialect->change_token, NULL, 0) : NULL;
}

/* What time may heal: the schema is not there yet, something is locked, or the database does not answer. */
static bool may_come(int code) {
    return code == PL_X_NOT_YET || code == PL_X_UNAVAILABLE;
}

/* Comes back when the schema may have changed, or has not been looked at for a while; false at the end of the patience. Where
 * the connection is gone there is no token, and each pause ends in a new try. */
static bool wait_for_change(struct pl_run *run, const struct gate *g, const char *before, long end) {
    long looked = now_ms();
    for (long ms = FIRST_PAUSE_MS; now_ms() < end; ms = ms * 3 / 2 < LONGEST_PAUSE_MS ? ms * 3 / 2 : LONGEST_PAUSE_MS) {
        long left = end - now_ms();
        struct pl_mark mark = pl_diag_mark(run->pl);
        pause_ms(left < ms ? left + 1 : ms);
        const char *is = token(g);
        pl_diag_forget(run->pl, mark);
        if (!is || !before || strcmp(is, before) != 0 || now_ms() - looked > LOOK_AGAIN_MS)
            return true;
    }
    return false;
}

/* Judges, and with --wait again until the answer is another than "not yet". What was said of the looks before is forgotten. */
static int look(struct pl_run *run, struct gate *g) {
    const char *text, *before;
    if (!pl_value(run, PL_O_WAIT, &text))
        return pl_run_failed(run);
    long end = now_ms() + (text ? pl_duration(text) : 0);
    for (bool first = true;; first = false) {
        struct pl_mark mark = pl_diag_mark(run->pl);
        int code = load(run, g) ? judge(run, g) : pl_run_failed(run);
        struct pl_mark failed = pl_diag_mark(run->pl);
        if (!may_come(code) || now_ms() >= end)
            return code;
        before = token(g);
        pl_diag_forget(run->pl, failed);
        if (first)
            pl_progress(run, "gate: %s, waiting up to %s\n", code == PL_X_NOT_YET ? "not yet" : "the database does not answer", text);
        if (!wait_for_change(run, g, before, end))
            return code;
        close_all(g);
        pl_diag_forget(run->pl, mark);
    }
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
    int code = look(run, &g);
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
