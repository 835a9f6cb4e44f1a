/* poundlock gate: starts a job when the live schema has what it needs, and is gone then.
 *
 * stdout belongs to the job alone. When satisfied nothing is said. */
#include "tools/gate.h"

static bool has_job(struct pl_run *run, bool dry) {
    if (run->arg_count || dry)
        return true;
    pl_say(run->pl, PL_D_USAGE, NULL, "gate has no job to start");
    return pl_hint(run->pl, "poundlock gate [OPTION ...] -- COMMAND [ARG ...], or --dry-run to judge only");
}

int pl_cmd_GATE(struct pl_run *run) {
    struct gate g = { .run = run };
    bool dry = pl_on(run, PL_O_DRY_RUN);
    if (!has_job(run, dry))
        return pl_run_failed(run);
    sigaction(SIGPIPE, NULL, &g.sigpipe);    /* before any client library ignores it */
    int code = pl_gate_look(&g);
    pl_gate_close(&g);
    if (!pl_gate_report(&g, code, dry))
        code = pl_run_failed(run);
    pl_report_diags(run);
    if (code == PL_X_YES && dry)
        pl_progress(run, pl_gate_wants_json(&g) ? "" : "satisfied\n");
    else if (code == PL_X_YES)
        code = pl_gate_become(&g);
    else
        pl_gate_say_refused(&g, code);
    return code;
}
