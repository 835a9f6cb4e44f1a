/* Brings an empty throw-away database to the models of the settings. */
#include "migrations/apply.h"
#include "tools/run.h"

/* The schema that the models leave out is there in the database that they are for. */
static bool make_schema(struct pl_db *db, const char *schema) {
    struct pl_text sql = { .pl = db->pl };
    if (!schema || !db->dialect->scratch->schema)
        return true;
    pl_add(&sql, db->dialect->scratch->schema);
    db->dialect->quote_name(&sql, schema);
    return db->dialect->query(db, sql.s, NULL, 0, NULL, NULL);
}

/* Nobody else uses it, so the short forms do. */
bool pl_scratch_level(struct pl_run *run, struct pl_db *db, const char *raw, const char *schema, struct pl_sides *s) {
    struct pl_apply_options o = { .throw_away = true };
    *s = (struct pl_sides){ .from = { .text = db->title, .raw = raw, .db = db, .dialect = db->dialect }, .db = db, .dialect = db->dialect };
    s->from.realm = make_schema(db, schema) ? pl_inspect(db) : NULL;
    if (!s->from.realm || !pl_run_declared(run, s) || !pl_run_compare(run, s))
        return false;
    s->plan.offline = true;
    return pl_plan_steps(run->pl, db->dialect, db->version, db->schema, s->from.realm, s->to.realm, &s->plan) && pl_apply_run(db, &s->plan, &o);
}
