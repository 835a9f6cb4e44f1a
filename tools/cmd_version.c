/* poundlock version */
#include "tools/report.h"

int pl_cmd_VERSION(struct pl_run *run) {
    struct pl_text out = { .pl = run->pl };
    pl_addf(&out, "poundlock %s\n", PL_VERSION);
    for (int i = 0; pl_dialects[i]; i++)
        pl_addf(&out, "%s%s", i ? ", " : "databases: ", pl_dialects[i]->name);
    pl_addc(&out, '\n');
    return pl_output(run, &out) ? PL_X_YES : pl_run_failed(run);
}
