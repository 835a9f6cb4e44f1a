/* What statements touch, by the server's own word: each becomes the body of a temporary procedure, which since PostgreSQL 14 is kept
 * as it was understood, with the columns that it needs; then everything is rolled back, so nothing is run and nothing stays.
 *
 * Whatever keeps the server from that (an old one, a replica, no TEMPORARY on the database, a statement that no body may hold) leaves
 * `touched` empty, and the statement is read by its words. Event triggers would be run by it, so where there is one nothing is made. */
#include <string.h>
#include "dialects/postgres/session.h"
#include "dialects/postgres/sql.h"

struct touching {
    struct pl *pl;
    const char *own;
    struct pl_examined *at;
};

static bool take(void *arg, int columns, const char *const *names, const char *const *values) {
    struct touching *t = arg;
    struct pl_touched *one = PL_NEW(t->pl, struct pl_touched);
    (void)columns, (void)names;
    *one = (struct pl_touched){ .next = t->at->touched, .schema = pl_same(values[0], t->own) ? "" : pl_strdup(t->pl, values[0]),
                                .table = pl_strdup(t->pl, values[1]), .column = values[2] ? pl_strdup(t->pl, values[2]) : NULL };
    t->at->touched = one;
    return true;
}

static const char *procedure(struct pl *pl, const struct pl_examined *x) {
    struct pl_text t = { .pl = pl };
    pl_add(&t, "CREATE PROCEDURE pg_temp.poundlock_needs(");
    for (int i = 0; i < x->parameter_count; i++)
        pl_addf(&t, "%s%s", i ? ", " : "", x->parameters[i].type);
    pl_addf(&t, ") BEGIN ATOMIC\n%s;\nEND", x->sql);
    return t.s;
}

/* False: not this one. */
static bool touch(struct touching *t, struct pl_db *db, struct pl_examined *x) {
    t->at = x;
    bool ok = pl_pg_query(db, "BEGIN READ WRITE", NULL, 0, NULL, NULL) && pl_pg_query(db, "SET LOCAL lock_timeout = '2s'", NULL, 0, NULL, NULL) &&
              pl_pg_query(db, procedure(db->pl, x), NULL, 0, NULL, NULL) && pl_pg_query(db, pl_sql_postgres_touched, NULL, 0, take, t);
    return pl_pg_query(db, "ROLLBACK", NULL, 0, NULL, NULL) && ok;
}

void pl_pg_touches(struct pl_db *db, struct pl_examined *list) {
    enum { KEEPS_BODIES = 140000 };
    struct touching t = { .pl = db->pl, .own = db->schema };
    struct pl_mark mark = pl_diag_mark(db->pl);
    const char *watched = db->version < KEEPS_BODIES ? NULL
        : pl_db_value(db, "SELECT EXISTS (SELECT FROM pg_catalog.pg_event_trigger WHERE evtenabled <> 'D')", NULL, 0);
    for (struct pl_examined *x = list; watched && *watched == 'f' && x; x = x->next)
        if (x->sense == PL_SENSE_GOOD && !touch(&t, db, x))
            x->touched = NULL;
    pl_diag_forget(db->pl, mark);
}
