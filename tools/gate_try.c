/* What the queries of a job will mean once the schema is as the models have it: they are prepared in a throw-away database that holds
 * the models. One in memory costs nothing; on a server there is one only where the settings name a place for it (`scratch`), since a
 * look must not make databases where nobody expects any. */
#include "tools/gate.h"

static struct pl_db *open_database(struct gate *g, struct pl_source_options *o) {
    const struct pl_dialect *d = g->live.dialect;
    if (!pl_run_options(g->run, &g->live, PL_OWN, o))
        return NULL;
    if (!d->scratch->make)
        o->scratch = NULL;
    else if (!o->scratch || pl_source_dialect(o->scratch) == NULL || pl_source_dialect(o->scratch)->open != d->open)
        return NULL;
    o->scratch_login.schema = o->schema;
    return pl_scratch_open(g->run->pl, d, o->scratch, &o->scratch_login);
}

bool pl_gate_try(void *arg, struct pl_job_query *queries) {
    struct gate *g = arg;
    struct pl_source_options o;
    struct pl_sides s = { 0 };
    struct pl_mark mark = pl_diag_mark(g->run->pl);
    struct pl_db *db = open_database(g, &o);
    bool ok = db && pl_scratch_level(g->run, db, o.scratch, o.schema, &s) && pl_queries_examine(db, queries);
    if (db && !s.db)
        pl_db_close(db);
    pl_sides_close(&s);
    pl_diag_forget(g->run->pl, mark);
    return ok;
}
