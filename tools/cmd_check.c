/* poundlock check: whether the database is as the models say. */
#include <string.h>
#include "tools/report.h"

int pl_cmd_CHECK(struct pl_run *run) {
    struct pl_sides s;
    struct pl_text out = { .pl = run->pl };
    const char *format = run->set[PL_O_FORMAT].text;
    int code = PL_X_SOFTWARE;
    bool ok = pl_run_sides(run, false, &s) && pl_run_compare(run, &s);
    if (ok) {
        if (format && strcmp(format, "json") == 0)
            pl_report_json(run, &s, false, &out);
        else
            pl_report_changes(run, &s, &out);
        code = pl_result_exit(pl_result_of(run, &s.plan));
        pl_report_unmodelled(run, s.from.realm);
        ok = pl_output(run, &out);
    }
    pl_sides_close(&s);
    return ok ? code : pl_run_failed(run);
}
