/* poundlock gate: starts a job when the live schema has what it needs, and is gone then.
 *
 * stdout belongs to the job alone. When satisfied nothing is said. With --hold and --once it stays as the job's parent. */
#include "tools/gate.h"
#include "tools/report.h"

static bool has_job(struct pl_run *run, bool dry) {
    if (run->arg_count || dry)
        return true;
    pl_say(run->pl, PL_D_USAGE, NULL, "gate has no job to start");
    return pl_hint(run->pl, "poundlock gate [OPTION ...] -- COMMAND [ARG ...], or --dry-run to judge only");
}

static void say_waiting(const struct gate *g, int code, const char *time) {
    pl_progress(g->run, "gate: %s, waiting up to %s\n", code == PL_X_NOT_YET ? "not yet" : "the database does not answer", time);
}

static void say_waking(const struct gate *g, const char *why) {
    if (pl_on(g->run, PL_O_VERBOSE))
        pl_progress(g->run, "gate: looks again: %s\n", why);
}

int pl_cmd_GATE(struct pl_run *run) {
    struct gate g = { .run = run, .waits = say_waiting, .wakes = say_waking };
    bool dry = pl_on(run, PL_O_DRY_RUN);
    if (!has_job(run, dry) || !pl_gate_key_is_good(&g))
        return pl_run_failed(run);
    pl_gate_note_descriptors(&g);
    sigaction(SIGPIPE, NULL, &g.sigpipe);    /* before any client library ignores it */
    int code = pl_gate_look(&g);
    pl_gate_close(&g);
    if (!pl_gate_report(&g, code, dry))
        code = pl_run_failed(run);
    pl_report_diags(run);
    if (code != PL_X_YES)
        pl_gate_say_refused(&g, code);
    else if (g.ran_already)
        pl_gate_say_ran(&g);
    else if (dry)
        pl_progress(run, pl_gate_wants_json(&g) ? "" : "satisfied\n");
    else
        code = pl_gate_claims(&g) ? pl_gate_supervise(&g) : pl_gate_become(&g);
    return code;
}
