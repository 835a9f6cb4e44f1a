/* Locks by number of one database: advisory locks of one idle transaction on a connection that does nothing else.
 *
 * Of a transaction for the reason that the mutex has: behind a transaction-mode pooler only that keeps a server connection. It is
 * READ COMMITTED and what runs last in it is a simple query, so it holds neither a snapshot nor a table, and what waits for old
 * transactions (CREATE INDEX CONCURRENTLY, VACUUM) does not wait for it. */
#include "dialects/postgres/postgres.h"
#include "dialects/postgres/sql.h"

static void take_value(void *arg, int statement, const char *value) {
    (void)statement;
    *(char *)arg = *value;
}

/* The first letter of the one value that it gives; '\0' (said) when the session broke. */
static char ask_simply(struct pl_db *session, const char *sql) {
    char state[6], answer = '\0';
    if (pl_pg_try(session, sql, take_value, &answer, state) && !state[0] && answer)
        return answer;
    pl_say(session->pl, PL_D_UNREACHABLE, NULL, "the connection that is to hold the locks of this job broke");
    return '\0';
}

static struct pl_db *open_session(struct pl_db *beside, const char *url, const struct pl_login *login, const char *who) {
    const char *name = pl_format(beside->pl, "poundlock: %s", who);
    struct pl_db *session = pl_pg_open_again(beside);
    (void)url;
    (void)login;
    if (session && pl_pg_query(session, "BEGIN ISOLATION LEVEL READ COMMITTED", NULL, 0, pl_pg_no_rows, NULL) &&
        pl_pg_query(session, pl_sql_postgres_mutex_begin, &name, 1, pl_pg_no_rows, NULL) && ask_simply(session, "SELECT 1"))
        return session;
    pl_pg_close(session);
    return NULL;
}

static bool take(struct pl_db *session, const char *key, bool *taken) {
    char answer = ask_simply(session, pl_format(session->pl, "SELECT pg_catalog.pg_try_advisory_xact_lock(%s)", key));
    *taken = answer == 't';
    return answer != '\0';
}

static bool alive(struct pl_db *session) {
    return ask_simply(session, "SELECT 1") != '\0';
}

static bool held(struct pl_db *db, const char *key, bool *out) {
    const char *answer = pl_db_value(db, pl_sql_postgres_key_held, &key, 1);
    *out = answer && *answer == 't';
    return answer != NULL;
}

const struct pl_key_locks pl_pg_keys = { .open = open_session, .take = take, .alive = alive, .held = held };
