/* poundlock diff: what leads from one source to another. */
#include <string.h>
#include "tools/report.h"

/* MySQL and MariaDB answer to each other's words, PostgreSQL and SQLite do not. */
static bool same_family(const struct pl_dialect *a, const struct pl_dialect *b) {
    for (int i = 0; a->words[i]; i++)
        for (int k = 0; b->words[k]; k++)
            if (strcmp(a->words[i], b->words[k]) == 0)
                return true;
    return false;
}

/* A database first: models are read in its words. */
static bool load(struct pl_run *run, struct pl_sides *s) {
    const char *from = run->args[0], *to = run->args[1];
    const struct pl_dialect *a = pl_source_dialect(from), *b = pl_source_dialect(to);
    if (a && b && !same_family(a, b)) {
        pl_say(run->pl, PL_D_USAGE, NULL, "a %s database and a %s database have no words in common", a->name, b->name);
        return pl_hint(run->pl, "write models in portable types and check each database against them");
    }
    bool ok = !a && b ? pl_run_source(run, to, NULL, &s->to) && pl_run_source(run, from, &s->to, &s->from)
                      : pl_run_source(run, from, NULL, &s->from) && pl_run_source(run, to, &s->from, &s->to);
    s->db = s->from.db ? s->from.db : s->to.db;
    s->dialect = s->db ? s->db->dialect : s->from.dialect;
    return ok;
}

static bool report(struct pl_run *run, struct pl_sides *s) {
    struct pl_text out = { .pl = run->pl };
    const char *format = run->set[PL_O_FORMAT].text;
    bool sql = format && strcmp(format, "sql") == 0, json = format && strcmp(format, "json") == 0;
    if (sql && !pl_run_steps(run, s))
        return false;
    if (sql)
        pl_report_script(run, s, &out);
    else if (json)
        pl_report_json(run, s, false, &out);
    else
        pl_report_changes(run, s, &out);
    return pl_output(run, &out);
}

int pl_cmd_DIFF(struct pl_run *run) {
    struct pl_sides s = { 0 };
    bool ok = load(run, &s) && pl_run_compare(run, &s) && report(run, &s);
    if (ok) {
        pl_report_unmodelled(run, s.from.realm);
        pl_report_unmodelled(run, s.to.realm);
    }
    int code = ok ? pl_result_exit(pl_result_of(run, &s.plan)) : pl_run_failed(run);
    pl_sides_close(&s);
    return code;
}
