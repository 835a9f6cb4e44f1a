/* What was run in this database, by performance_schema. MariaDB has it switched off where
 * nobody asked for it. */
#include "dialects/mysql/mysql.h"
#include "dialects/mysql/sql.h"

bool pl_mysql_statements(struct pl_db *db, const char *role, pl_row_fn *fn, void *arg) {
    const char *params[] = { role }, *on = pl_db_value(db, "SELECT @@performance_schema", NULL, 0);
    if (!on || !pl_same(on, "1")) {
        pl_say(db->pl, PL_D_SERVER, NULL, "%s keeps no statistics of statements: performance_schema is off", db->title);
        return pl_hint(db->pl, "set performance_schema = ON in the server's configuration, and start it again");
    }
    if (role)
        return pl_mysql_query(db, pl_sql_mysql_statements_of, params, 1, fn, arg);
    const char *sql = pl_mysql_is_mariadb(db->dialect) ? pl_sql_mysql_statements_mariadb : pl_sql_mysql_statements_mysql;
    return pl_mysql_query(db, sql, NULL, 0, fn, arg);
}
