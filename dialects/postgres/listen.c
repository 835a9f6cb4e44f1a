/* Waiting to be told: a session that listens is woken by the run that ends, and needs to ask nothing meanwhile. Neither a pooler in
 * transaction mode nor a standby lets a session listen: there one sleeps. */
#include <poll.h>
#include <stdlib.h>
#include <time.h>
#include "dialects/postgres/session.h"
#include "dialects/postgres/sql.h"

static long now_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static bool was_told(struct pg *pg) {
    bool told = false;
    for (PGnotify *n; (n = PQnotifies(pg->conn)); told = true)
        PQfreemem(n);
    return told;
}

/* What happened before it began to listen is looked for once more. */
static bool begin(struct pg *pg) {
    PGresult *res = pg->pooled ? NULL : PQexec(pg->conn, "LISTEN poundlock");
    pg->listens = true;
    pg->hears = res && pl_pg_is_good(res);
    PQclear(res);
    return pg->hears;
}

bool pl_pg_rest(struct pl_db *db, long ms) {
    struct pg *pg = (struct pg *)db;
    if (!pg->listens && begin(pg))
        return false;
    if (!pg->hears) {
        nanosleep(&(struct timespec){ .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000 }, NULL);
        return false;
    }
    struct pollfd socket = { .fd = PQsocket(pg->conn), .events = POLLIN };
    for (long end = now_ms() + ms, left; !was_told(pg);)
        if ((left = end - now_ms()) <= 0 || socket.fd < 0 || poll(&socket, 1, (int)left) < 0 || !PQconsumeInput(pg->conn))
            return false;
    return true;
}

static bool take_role(void *arg, int columns, const char *const *names, const char *const *values) {
    struct pl_role *r = arg;
    (void)names;
    r->replica = columns > 1 && values[0] && *values[0] == 't';
    r->behind = columns > 1 && values[1] ? strtol(values[1], NULL, 10) : -1;
    return true;
}

bool pl_pg_role(struct pl_db *db, struct pl_role *out) {
    *out = (struct pl_role){ .behind = -1 };
    return pl_pg_query(db, pl_sql_postgres_role, NULL, 0, take_role, out);
}
