/* poundlock needs: writes what a job needs, from the statements that it runs.
 *
 * Refuses statements that the database does not understand as it is: a manifest of them would be wrong. */
#include <string.h>
#include "migrations/needed.h"
#include "tools/report.h"

struct asking {
    struct pl_run *run;
    struct pl_needed needed;
    struct pl_job_query *queries, *ran, **ran_tail;        /* of files, and what the server remembers */
    const char *title;             /* of a server that was asked what it remembers; NULL: it was not */
    const struct pl_dialect *dialect;
    int remembered;
};

static bool read_queries(struct asking *a, const struct pl_source *live) {
    struct pl_job_query **tail = &a->queries;
    for (int i = 0; i < a->run->arg_count; i++)
        if (!pl_queries_read(a->run->pl, live->dialect, a->run->args[i], &tail))
            return false;
    if (a->queries && !pl_queries_examine(live->db, a->queries))
        return false;
    pl_queries_touch(live->db, a->queries);
    return true;
}

/* False (said) when one of them cannot be understood. */
static bool add_queries(struct asking *a) {
    static const enum pl_code codes[] = { [PL_SENSE_LACKS] = PL_D_SQL_FILE, [PL_SENSE_WRONG] = PL_D_SQL_FILE,
                                          [PL_SENSE_REFUSED] = PL_D_REFUSED, [PL_SENSE_UNKNOWN] = PL_D_UNDECIDED };
    bool ok = true;
    for (const struct pl_job_query *q = a->queries; q; q = q->next) {
        struct pl_place place = pl_query_place(q, q->answer.at);
        if (q->answer.sense == PL_SENSE_GOOD || q->answer.sense == PL_SENSE_UNKNOWN)
            pl_needed_add(&a->needed, q->said, &q->answer);
        if (q->answer.sense != PL_SENSE_GOOD)
            pl_say(a->run->pl, codes[q->answer.sense], &place, "%s", q->answer.said);
        ok &= q->answer.sense == PL_SENSE_GOOD || q->answer.sense == PL_SENSE_UNKNOWN;
    }
    return ok;
}

static bool take_statement(void *arg, int columns, const char *const *names, const char *const *values) {
    struct asking *a = arg;
    (void)columns, (void)names;
    a->remembered++;
    if (!values[0] || !pl_query_is_asked(a->run->pl, values[0], a->needed.have->backslash))
        return true;
    *a->ran_tail = pl_query_of(a->run->pl, a->dialect, pl_strdup(a->run->pl, values[0]), NULL);
    a->ran_tail = &(*a->ran_tail)->next;
    return true;
}

/* What was run once may mean nothing any more, and its text is without its values: what the database does not understand counts by
 * its words. */
static bool add_statistics(struct asking *a, struct pl_db *db) {
    const char *role;
    if (!pl_value(a->run, PL_O_ROLE, &role) || (!role && !pl_on(a->run, PL_O_STATISTICS)))
        return pl_worst(a->run->pl) == 0;
    if (!db->dialect->statements) {
        pl_say(a->run->pl, PL_D_USAGE, NULL, "%s keeps no statistics of statements", db->dialect->name);
        return pl_hint(a->run->pl, "name the SQL files of the job: poundlock needs FILE ...");
    }
    a->title = db->title;
    a->dialect = db->dialect;
    a->ran_tail = &a->ran;
    if (!db->dialect->statements(db, role, take_statement, a))
        return false;
    if (db->dialect->touches && a->ran) {
        if (!pl_queries_examine(db, a->ran))
            return false;
        pl_queries_touch(db, a->ran);
    }
    for (const struct pl_job_query *q = a->ran; q; q = q->next)
        pl_needed_add(&a->needed, q->said, &q->answer);
    return true;
}

static bool load(struct pl_run *run, struct pl_source *live) {
    struct pl_source_options o;
    const char *database;
    return pl_run_database(run, &database) && pl_run_options(run, NULL, PL_OWN, &o) && pl_source_load(run->pl, database, &o, live);
}

static bool say_nothing(struct asking *a) {
    struct pl *pl = a->run->pl;
    const char *role = a->run->set[PL_O_ROLE].text;
    if (a->title && !a->remembered && !a->queries) {
        pl_say(pl, PL_D_SQL_FILE, NULL, "%s remembers no statement%s%s%s in this database", a->title, role ? " of \"" : "", role ? role : "",
               role ? "\"" : "");
        return pl_hint(pl, "is it the right database%s, and has the job run since the server's statistics began?", role ? " and account" : "");
    }
    pl_say(pl, PL_D_SQL_FILE, NULL, "no statement touches a table that is there");
    return pl_hint(pl, "is it the right database?");
}

static bool write_out(struct asking *a) {
    struct pl_text out = { .pl = a->run->pl };
    const char *job;
    if (!pl_value(a->run, PL_O_JOB, &job))
        return false;
    if (!a->needed.statements)
        return say_nothing(a);
    pl_needed_write(&a->needed, job ? job : "job", &out);
    return pl_output(a->run, &out);
}

int pl_cmd_NEEDS(struct pl_run *run) {
    struct asking a = { .run = run };
    struct pl_source live = { 0 };
    if (!run->arg_count && !pl_on(run, PL_O_STATISTICS) && !pl_on(run, PL_O_ROLE)) {
        pl_say(run->pl, PL_D_USAGE, NULL, "needs of what? no statements are named");
        pl_hint(run->pl, "poundlock needs FILE ..., or --statistics, or --role NAME");
        return pl_run_failed(run);
    }
    bool ok = load(run, &live);
    if (ok) {
        pl_needed_begin(&a.needed, run->pl, live.realm, live.db->schema);
        ok = read_queries(&a, &live) && add_queries(&a) && add_statistics(&a, live.db) && write_out(&a);
    }
    pl_source_close(&live);
    pl_report_diags(run);
    return ok ? PL_X_YES : pl_run_failed(run);
}
