/* The gate as a call: what `poundlock gate` judges, with nothing printed and nothing started. It looks over a session of its own,
 * which is pinned as the tool's is, so that it may be asked while the program is in a transaction. */
#include "tools/gate.h"
#include "tools/library/conn.h"

static void take(struct pl_run *run, enum pl_option id, const char *text) {
    run->set[id] = (struct pl_setting){ .text = text, .rank = PL_FROM_OPTION, .from = "pl_gate", .ready = true };
}

/* The settings of the connection, with what the call says. A file of the call goes before a job of the settings. */
static void prepare(struct pl_run *run, struct pl *pl, const char *job, const char *needs, long wait_ms) {
    run->pl = pl;
    if (needs)
        run->set[PL_O_JOB] = (struct pl_setting){ 0 };
    take(run, PL_O_DRY_RUN, "true");                       /* whoever only asks claims nothing */
    if (job)
        take(run, PL_O_JOB, pl_strdup(pl, job));
    if (needs)
        take(run, PL_O_NEEDS, pl_strdup(pl, needs));
    take(run, PL_O_WAIT, pl_format(pl, "%ldms", wait_ms > 0 ? wait_ms : 0));
}

bool pl_gate(struct pl_conn *conn, const char *job, const char *needs, long wait_ms, int *verdict) {
    int code = PL_X_SOFTWARE;
    struct pl *pl = pl_conn_usable(conn) ? pl_new() : NULL;
    if (pl) {
        struct pl_run run = *conn->run;
        struct gate g = { .run = &run };
        prepare(&run, pl, job, needs, wait_ms);
        code = pl_gate_look(&g);
        pl_gate_close(&g);
        pl_diag_move(pl, conn->pl);
        pl_free(pl);
    }
    if (verdict)
        *verdict = code;
    return code == PL_GATE_SATISFIED || code == PL_GATE_CANNOT_TELL || code == PL_GATE_NOT_YET || code == PL_GATE_NEVER;
}
