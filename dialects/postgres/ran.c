/* What was run in this database, by pg_stat_statements: an extension that may live in any schema, and that must have been loaded
 * when the server started. */
#include <string.h>
#include "dialects/postgres/postgres.h"
#include "dialects/postgres/sql.h"

struct shown {
    pl_row_fn *fn;
    void *arg;
    int hidden;
};

/* Without pg_read_all_stats a role sees its own statements only, and of the others that there are some. */
static bool show(void *arg, int columns, const char *const *names, const char *const *values) {
    struct shown *s = arg;
    bool hidden = values[0] && strcmp(values[0], "<insufficient privilege>") == 0;
    s->hidden += hidden;
    return hidden || s->fn(s->arg, columns, names, values);
}

bool pl_pg_statements(struct pl_db *db, const char *role, pl_row_fn *fn, void *arg) {
    struct pl_text sql = { .pl = db->pl };
    const char *schema = pl_db_value(db, pl_sql_postgres_statements_in, NULL, 0), *params[] = { role };
    if (!schema) {
        pl_say(db->pl, PL_D_SERVER, NULL, "%s keeps no statistics of statements: the extension pg_stat_statements is not there", db->title);
        return pl_hint(db->pl, "add it to shared_preload_libraries, start the server again, and CREATE EXTENSION pg_stat_statements");
    }
    pl_add(&sql, "SELECT s.query FROM ");
    pl_pg_quote_name(&sql, schema);
    pl_add(&sql, pl_sql_postgres_statements);
    struct shown s = { .fn = fn, .arg = arg };
    if (!pl_pg_query(db, sql.s, params, 1, show, &s))
        return false;
    if (!s.hidden)
        return true;
    pl_say(db->pl, PL_D_REFUSED, NULL, "%s does not show %d statement%s of other roles", db->title, s.hidden, s.hidden == 1 ? "" : "s");
    return pl_hint(db->pl, "GRANT pg_read_all_stats TO the role that poundlock logs in with");
}
