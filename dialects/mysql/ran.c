/* What was run in this database: by performance_schema, which MariaDB has switched off where nobody asked for it; and by one
 * account, of whose statements performance_schema keeps the texts only while their sessions last, so mysql.general_log is read as
 * well. */
#include "dialects/mysql/mysql.h"
#include "dialects/mysql/sql.h"

struct counted {
    pl_row_fn *fn;
    void *arg;
    int rows;
};

static bool count(void *arg, int columns, const char *const *names, const char *const *values) {
    struct counted *c = arg;
    c->rows++;
    return c->fn(c->arg, columns, names, values);
}

static bool say_off(struct pl_db *db) {
    pl_say(db->pl, PL_D_SERVER, NULL, "%s keeps no statistics of statements: performance_schema is off", db->title);
    return pl_hint(db->pl, "set performance_schema = ON in the server's configuration, and start it again");
}

/* What the account may not read counts as empty, and the message tells where it was looked for. */
static bool of_account(struct pl_db *db, bool on, const char *role, pl_row_fn *fn, void *arg) {
    struct counted c = { .fn = fn, .arg = arg };
    const char *params[] = { role };
    struct pl_mark mark = pl_diag_mark(db->pl);
    bool sessions = on && pl_mysql_query(db, pl_sql_mysql_statements_of, params, 1, count, &c);
    bool log = pl_mysql_query(db, pl_sql_mysql_statements_logged, params, 1, count, &c);
    if (c.rows) {
        pl_diag_forget(db->pl, mark);
        return true;
    }
    if (!log)                              /* said: the table cannot be read */
        return pl_hint(db->pl, "GRANT SELECT ON mysql.general_log lets it be looked into");
    pl_diag_forget(db->pl, mark);
    pl_say(db->pl, PL_D_SQL_FILE, NULL, "%s remembers nothing that \"%s\" has run in this database: %s, and mysql.general_log has none", db->title,
           role, sessions ? "no session of that account is there now" : on ? "its sessions cannot be looked at" : "performance_schema is off");
    return pl_hint(db->pl, "SET GLOBAL log_output = 'TABLE', general_log = ON; let the job run; then again, and general_log = OFF");
}

bool pl_mysql_statements(struct pl_db *db, const char *role, pl_row_fn *fn, void *arg) {
    const char *set = pl_db_value(db, "SELECT @@performance_schema", NULL, 0);
    bool on = set && pl_same(set, "1");
    if (role)
        return of_account(db, on, role, fn, arg);
    if (!on)
        return say_off(db);
    const char *sql = pl_mysql_is_mariadb(db->dialect) ? pl_sql_mysql_statements_mariadb : pl_sql_mysql_statements_mysql;
    return pl_mysql_query(db, sql, NULL, 0, fn, arg);
}
