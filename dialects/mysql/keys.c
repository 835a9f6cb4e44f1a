/* Locks by number of one database: named locks of a connection that does nothing else, so that no statement that goes on after
 * its client died keeps one. The server ends idle connections after wait_timeout, which is put off here. */
#include <stdlib.h>
#include <string.h>
#include "dialects/mysql/mysql.h"
#include "dialects/mysql/sql.h"

static bool ask(struct pl_db *db, const char *sql, const char *const *params, int count, bool *out) {
    struct pl_mark mark = pl_diag_mark(db->pl);
    const char *answer = pl_db_value(db, sql, params, count);
    *out = answer && *answer == '1';
    return answer || pl_diag_mark(db->pl).tail == mark.tail;
}

static struct pl_db *open_session(struct pl_db *beside, const char *url, const struct pl_login *login, const char *who) {
    struct pl_db *session = pl_mysql_open(beside->pl, url, login);
    (void)who;
    if (session && pl_mysql_takes_changes(session) && pl_mysql_query(session, pl_sql_mysql_key_begin, NULL, 0, NULL, NULL))
        return session;
    pl_mysql_close(session);
    return NULL;
}

static bool take(struct pl_db *session, const char *key, bool *taken) {
    return ask(session, pl_sql_mysql_key_take, &key, 1, taken) || pl_hint(session->pl, "jobs are held by GET_LOCK()");
}

static bool alive(struct pl_db *session) {
    bool is;
    return ask(session, "SELECT 1", NULL, 0, &is) && is;
}

static bool held(struct pl_db *db, const char *key, bool *out) {
    return ask(db, pl_sql_mysql_key_held, &key, 1, out);
}

/* ---- */

static bool take_role(void *arg, int columns, const char *const *names, const char *const *values) {
    static const char *const late[] = { "Seconds_Behind_Source", "Seconds_Behind_Master" };
    struct pl_role *r = arg;
    r->replica = true;
    for (int i = 0; i < columns; i++)
        for (size_t k = 0; k < sizeof late / sizeof *late; k++)
            if (strcmp(names[i], late[k]) == 0 && values[i])
                r->behind = strtol(values[i], NULL, 10);
    return true;
}

/* An account that may not ask is not told: then only the refusal to write shows it. */
bool pl_mysql_role(struct pl_db *db, struct pl_role *out) {
    *out = (struct pl_role){ .behind = -1 };
    pl_mysql_try(db, "SHOW REPLICA STATUS", take_role, out);
    return true;
}

const struct pl_key_locks pl_mysql_keys = { .open = open_session, .take = take, .alive = alive, .held = held };
