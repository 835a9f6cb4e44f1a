/* The mutex between two runs on one database: an advisory lock of a transaction on a second connection.
 *
 * Of the transaction, because behind a transaction-mode pooler a session's lock would stay on somebody else's connection, while
 * an open transaction keeps one for itself. On a second connection, because the statements begin and end transactions. That
 * transaction is READ COMMITTED and idle: it holds no snapshot and no table, so CREATE INDEX CONCURRENTLY passes beside it.
 * What runs last in it must be a simple query (pl_pg_try): an extended one leaves its portal open, and with it its snapshot.
 */
#include "dialects/postgres/postgres.h"
#include "dialects/postgres/sql.h"

static bool tell(struct pl_db *db, const char *sql, const char *const *params, int count) {
    return pl_pg_query(db, sql, params, count, pl_pg_no_rows, NULL);
}

static bool set_application(struct pl_db *db, const char *name) {
    return tell(db, "SELECT pg_catalog.set_config('application_name', $1, false)", &name, 1);
}

static void take_value(void *arg, int statement, const char *value) {
    (void)statement;
    *(char *)arg = *value;
}

/* The first letter of the one value that it gives; '\0': it failed. */
static char ask_simply(struct pl_db *lock, const char *sql) {
    char state[6], answer = '\0';
    return pl_pg_try(lock, sql, take_value, &answer, state) && !state[0] ? answer : '\0';
}

static void let_go(struct pl_db *db) {
    pl_pg_close(db->lock);
    db->lock = NULL;
}

static bool take(struct pl_db *db, const char *who, bool *taken) {
    const char *name = pl_format(db->pl, "poundlock: lock of %s", who);
    *taken = false;
    if (!db->lock && !(db->lock = pl_pg_open_again(db)))
        return false;
    bool begun = tell(db->lock, "BEGIN ISOLATION LEVEL READ COMMITTED", NULL, 0) && tell(db->lock, pl_sql_postgres_mutex_begin, &name, 1);
    char got = begun ? ask_simply(db->lock, pl_sql_postgres_mutex_take) : '\0';
    if (!got) {
        let_go(db);
        return !begun ? false : pl_say(db->pl, PL_D_UNREACHABLE, NULL, "the connection that is to hold the lock of this run broke");
    }
    *taken = got == 't' && !pl_db_value(db, pl_sql_postgres_mutex_orphan, NULL, 0);
    return *taken ? set_application(db, "poundlock: applying") : tell(db->lock, "ROLLBACK", NULL, 0);
}

static bool holds(struct pl_db *db) {
    struct pl_mark mark = pl_diag_mark(db->pl);
    if (db->lock && ask_simply(db->lock, "SELECT 1"))
        return true;
    pl_diag_forget(db->pl, mark);
    return pl_say(db->pl, PL_D_LOCK_LOST, NULL, "the connection that held the lock of this run has ended");
}

static const char *holder(struct pl_db *db) {
    const char *who = pl_db_value(db, pl_sql_postgres_mutex_holder, NULL, 0);
    return who ? who : pl_db_value(db, pl_sql_postgres_mutex_orphan, NULL, 0);
}

/* By closing: whatever state it is in, the server lets go. */
static void release(struct pl_db *db) {
    struct pl_mark mark = pl_diag_mark(db->pl);
    set_application(db, "poundlock");
    pl_diag_forget(db->pl, mark);
    let_go(db);
}

const struct pl_mutex pl_pg_mutex = { .take = take, .holds = holds, .holder = holder, .release = release };
