/* What was run in this database, by pg_stat_statements: an extension that may live in any schema, and that must have been loaded
 * when the server started. */
#include "dialects/postgres/postgres.h"
#include "dialects/postgres/sql.h"

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
    return pl_pg_query(db, sql.s, params, 1, fn, arg);
}
