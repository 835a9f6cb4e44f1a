/* The catalog's questions on two connections at once, where there is much to read.
 *
 * A second connection is a favour: where it cannot be had, or does not end at the very same server and database (behind a
 * pooler or a balancer), everything goes over the first one, and nobody is told. It is closed before the questions are over.
 * Each question is a transaction of its own on either connection, so no lock outlives it, as with one connection. The first
 * takes the questions from the front of the list, the second from the end, until they meet; rows are handed over in the order
 * of the list, some at a time, so that neither connection waits for us. */
#include "dialects/postgres/session.h"

#include <poll.h>
#include <string.h>

enum { SOME_ROWS = 500 };

struct job {
    const struct pl_asking *asking;
    PGresult *res;
    bool taken;
    int given;                                         /* rows handed over */
};
struct lane {
    PGconn *conn;
    enum { GONE, CONNECTING, PINNING, PROVING, IDLE, ASKED } state;
    PostgresPollingStatusType wants;
    int job;
};
struct work {
    struct pg *pg;
    struct job *jobs;
    int count;
    const char *where;                                 /* the identity of the first connection's server and database */
    struct lane lanes[2];
};

static const char identity[] =
    "SELECT pg_catalog.pg_postmaster_start_time()::text || ' ' || pg_catalog.current_database() || ' ' || current_user,"
    " pg_catalog.pg_relation_size('pg_catalog.pg_attribute'::pg_catalog.regclass) > 2000000";

/* ---- the second connection */

static void leave(struct work *w, struct lane *l) {
    if (l->state == ASKED)
        w->jobs[l->job].taken = false;
    PQfinish(l->conn);
    *l = (struct lane){ .state = GONE };
}

static void start_second(struct work *w) {
    struct lane *l = &w->lanes[1];
    l->conn = PQconnectStartParams(w->pg->keys, w->pg->values, 0);
    l->state = CONNECTING;
    l->wants = PGRES_POLLING_WRITING;
    if (!l->conn || PQstatus(l->conn) == CONNECTION_BAD)
        leave(w, l);
}

static bool send(struct lane *l, const char *sql, const char *const *params, int count) {
    return PQsendQueryParams(l->conn, sql, count, NULL, params, NULL, NULL, 0) == 1;
}

static void go_on_connecting(struct work *w, struct lane *l) {
    static const char *const mode[] = { "on" };
    l->wants = PQconnectPoll(l->conn);
    if (l->wants == PGRES_POLLING_OK) {
        PQsetNoticeReceiver(l->conn, pl_pg_no_notices, NULL);
        l->state = PINNING;
        if (!send(l, pl_pg_pinning, mode, 1))
            leave(w, l);
    } else if (l->wants == PGRES_POLLING_FAILED) {
        leave(w, l);
    }
}

/* ---- both */

/* The first lane takes from the front, the second from the end. */
static void take_job(struct work *w, struct lane *l) {
    bool first = l == &w->lanes[0];
    for (int i = 0; i < w->count; i++) {
        int at = first ? i : w->count - 1 - i;
        if (w->jobs[at].taken)
            continue;
        l->job = at;
        l->state = ASKED;
        w->jobs[at].taken = true;
        if (!send(l, w->jobs[at].asking->sql, NULL, 0) && !first)
            leave(w, l);
        return;
    }
}

/* What the second lane's connection cannot do the first one asks again; what the server refuses it refuses to both. */
static bool is_of_the_connection(const PGresult *res) {
    const char *state = PQresultErrorField(res, PG_DIAG_SQLSTATE);
    return !state || strncmp(state, "08", 2) == 0 || strncmp(state, "57", 2) == 0 || strncmp(state, "53", 2) == 0;
}

static bool take_result(struct work *w, struct lane *l, PGresult *res) {
    bool first = l == &w->lanes[0], good = pl_pg_is_good(res), ok = true;
    if (l->state == PINNING || l->state == PROVING) {
        bool same = l->state == PINNING || (good && PQntuples(res) == 1 && strcmp(PQgetvalue(res, 0, 0), w->where) == 0);
        bool on = good && same && (l->state == PROVING || send(l, identity, NULL, 0));
        l->state = l->state == PINNING ? PROVING : IDLE;
        if (!on)
            leave(w, l);
    } else if (good) {
        w->jobs[l->job].res = res;
        l->state = IDLE;
        return true;
    } else if (!first && is_of_the_connection(res)) {
        leave(w, l);
    } else {
        if (!first)
            leave(w, l);
        ok = pl_pg_say_result(w->pg, res);
    }
    PQclear(res);
    return ok;
}

/* A statement's result is complete when the server is ready for the next one. */
static PGresult *whole_result(PGconn *conn) {
    PGresult *res = PQgetResult(conn);
    for (PGresult *more; (more = PQgetResult(conn));)
        PQclear(more);
    return res;
}

static bool step(struct work *w, struct lane *l) {
    if (l->state == IDLE)
        take_job(w, l);
    if (l->state == GONE || l->state == IDLE || l->state == CONNECTING)
        return true;
    if (PQconsumeInput(l->conn) && PQisBusy(l->conn))
        return true;
    return take_result(w, l, whole_result(l->conn));
}

/* Until one of them has something for us; while connecting, both only look without waiting when there are rows to hand over. */
static void wait_for(struct work *w, int milliseconds) {
    struct pollfd fds[2];
    struct lane *of[2];
    nfds_t n = 0;
    for (int i = 0; i < 2; i++) {
        struct lane *l = &w->lanes[i];
        if (l->state == GONE || l->state == IDLE)
            continue;
        bool writing = l->state == CONNECTING && l->wants == PGRES_POLLING_WRITING;
        fds[n] = (struct pollfd){ .fd = PQsocket(l->conn), .events = writing ? POLLOUT : POLLIN };
        of[n++] = l;
    }
    int ready = poll(fds, n, milliseconds);
    for (nfds_t i = 0; ready > 0 && i < n; i++)
        if (fds[i].revents && of[i]->state == CONNECTING)
            go_on_connecting(w, of[i]);
}

static bool run(struct work *w) {
    for (int next = 0; next < w->count;) {
        if (!step(w, &w->lanes[0]) || !step(w, &w->lanes[1]))
            return false;
        struct job *j = &w->jobs[next];
        wait_for(w, j->res ? 0 : 10000);
        if (!j->res)
            continue;
        if (!pl_pg_give_rows(j->res, j->given, SOME_ROWS, j->asking->fn, j->asking->arg))
            return false;
        j->given += SOME_ROWS;
        if (j->given < PQntuples(j->res))
            continue;
        PQclear(j->res);
        j->res = NULL;
        next++;
    }
    return true;
}

/* ---- little to read: everything is sent at once, and answered in one go */

static bool ask_in_one_go(struct pg *pg, const struct pl_asking *list, int count) {
    PGresult *failed = NULL;
    int sent = 0;
    bool ok = PQenterPipelineMode(pg->conn) == 1;
    while (ok && sent < count && PQsendQueryParams(pg->conn, pl_scope_sql(&pg->db, list[sent].sql), 0, NULL, NULL, NULL, NULL, 0) == 1)
        sent++;
    bool synced = ok && PQpipelineSync(pg->conn) == 1;
    ok = synced && sent == count;
    for (int i = 0; synced && i < sent; i++) {
        PGresult *res = whole_result(pg->conn);
        if (ok && !failed && pl_pg_is_good(res))
            ok = pl_pg_give_rows(res, 0, PQntuples(res), list[i].fn, list[i].arg);
        else if (!failed && !pl_pg_is_good(res)) {
            failed = res;
            continue;
        }
        PQclear(res);
    }
    if (synced)
        PQclear(whole_result(pg->conn));               /* the end of them */
    PQexitPipelineMode(pg->conn);
    if (failed || !synced || sent < count)
        ok = pl_pg_say_result(pg, failed);             /* without a result: the connection broke */
    PQclear(failed);
    return ok;
}

static bool take_identity(void *arg, int columns, const char *const *names, const char *const *values) {
    struct work *w = arg;
    (void)columns, (void)names;
    w->where = pl_strdup(w->pg->db.pl, values[0]);
    if (values[1] && *values[1] == 't' && PQtransactionStatus(w->pg->conn) == PQTRANS_IDLE)
        start_second(w);
    return true;
}

bool pl_pg_query_all(struct pl_db *db, const struct pl_asking *list, int count) {
    struct pg *pg = (struct pg *)db;
    struct work w = { .pg = pg, .count = count, .jobs = pl_alloc(db->pl, (size_t)count * sizeof *w.jobs) };
    for (int i = 0; i < count; i++)
        w.jobs[i].asking = &list[i];
    for (int i = 0; pg->pooled && i < count; i++)
        if (!pl_pg_query(db, pl_scope_sql(db, list[i].sql), NULL, 0, list[i].fn, list[i].arg))
            return false;
    if (pg->pooled)
        return true;
    if (!pl_scope_is_all(db->scope))
        return ask_in_one_go(pg, list, count);
    if (!pl_pg_query(db, identity, NULL, 0, take_identity, &w))
        return false;
    w.lanes[0] = (struct lane){ .conn = pg->conn, .state = IDLE };
    bool ok = run(&w);
    if (w.lanes[0].state == ASKED)
        PQclear(whole_result(pg->conn));
    if (w.lanes[1].state != GONE)
        leave(&w, &w.lanes[1]);
    for (int i = 0; i < count; i++)
        PQclear(w.jobs[i].res);
    return ok;
}
