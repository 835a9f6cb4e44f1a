/* poundlock check: whether the database is as the models say. */
#include <string.h>
#include "migrations/zone.h"
#include "tools/report.h"

/* Only where somebody has said which zone it is: most databases have no programs that ask. */
static bool check_zone(struct pl_run *run, const struct pl_sides *s) {
    const char *zone;
    bool said = run->set[PL_O_TIME_ZONE].rank != PL_FROM_DEFAULT;
    return !said || !s->db || (pl_value(run, PL_O_TIME_ZONE, &zone) && (!zone || pl_zone_check(s->db, s->from.realm, zone)));
}

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
        ok = check_zone(run, &s) && pl_output(run, &out);
    }
    pl_sides_close(&s);
    return ok ? code : pl_run_failed(run);
}
