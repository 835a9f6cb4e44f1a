#include <stdio.h>
#include "setup.h"

void say_all(struct pl *pl) {
    for (const struct pl_diag *d = pl_diags(pl); d; d = d->next) {
        fprintf(stderr, "reminders: %s%s%s\n", d->object ? d->object : "", d->object ? ": " : "", d->text);
        if (d->hint)
            fprintf(stderr, "  hint: %s\n", d->hint);
    }
    pl_forget(pl);
}

/* Deployed before its migration, the job ends with 75 and its scheduler tries again; left running behind one that took away
 * what it needs, it ends with 76. */
struct pl_conn *setup(struct pl *pl, int *exit_code) {
    struct pl_conn *conn = pl_open(pl, NULL);
    *exit_code = conn ? 0 : pl_newest(pl)->exit_code;
    if (conn && pl_gate(conn, NULL, NULL, 0, exit_code) && *exit_code == PL_GATE_SATISFIED)
        return conn;
    say_all(pl);
    return NULL;
}
