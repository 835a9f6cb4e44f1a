/* poundlock plan: the steps from the database to the models. */
#include <string.h>
#include "tools/report.h"

int pl_cmd_PLAN(struct pl_run *run) {
    struct pl_sides s;
    struct pl_text out = { .pl = run->pl };
    const char *format = run->set[PL_O_FORMAT].text;
    bool ok = pl_run_sides(run, false, &s) && pl_run_compare(run, &s) && pl_run_steps(run, &s);
    if (ok) {
        if (format && strcmp(format, "json") == 0)
            pl_report_json(run, &s, true, &out);
        else if (format && strcmp(format, "sql") == 0)
            pl_report_script(run, &s, &out);
        else
            pl_report_steps(run, &s, &out);
        pl_report_unmodelled(run, s.from.realm);
        ok = pl_output(run, &out);
    }
    pl_sides_close(&s);
    return ok ? PL_X_YES : pl_run_failed(run);
}
