/* The catalog's questions on two connections at once, where there is much to read.
 *
 * A second connection is a favour: where it cannot be had, or does not end at the very same server and database (behind a
 * pooler or a balancer), everything goes over the first one, and nobody is told. It begins with the question which others are
 * worth asking, and is closed before the questions are over.
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
struct work {
    struct pg *pg;
    struct job *jobs;
    int count;
    struct pg_lane first, *second;
};

/* ---- the second connection */

static void leave(struct work *w, struct pg_lane *l) {
    if (l->state == ASKED)
        w->jobs[l->job].taken = false;
    PQfinish(l->conn);
    *l = (struct pg_lane){ .state = GONE };
}

static void start_second(struct work *w) {
    struct pg_lane *l = w->second;
    l->conn = PQconnectStartParams(w->pg->keys, w->pg->values, 0);
    l->state = CONNECTING;
    l->wants = PGRES_POLLING_WRITING;
    if (!l->conn || PQstatus(l->conn) == CONNECTION_BAD)
        leave(w, l);
}

static bool send(struct pg_lane *l, const char *sql, const char *const *params, int count) {
    return PQsendQueryParams(l->conn, sql, count, NULL, params, NULL, NULL, 0) == 1;
}

static void go_on_connecting(struct work *w, struct pg_lane *l) {
    static const char *const mode[] = { "on" };
    l->wants = PQconnectPoll(l->conn);
    if (l->wants == PGRES_POLLING_OK) {
        PQsetNoticeReceiver(l->conn, pl_pg_no_notices, NULL);
        l->state = PROVING;
        if (!send(l, pl_pg_pinning_there, mode, 1))
            leave(w, l);
    } else if (l->wants == PGRES_POLLING_FAILED) {
        leave(w, l);
    }
}

/* ---- both */

/* The first lane takes from the front, the second from the end. */
static void take_job(struct work *w, struct pg_lane *l) {
    bool first = l == &w->first;
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

static bool take_result(struct work *w, struct pg_lane *l, PGresult *res) {
    bool first = l == &w->first, good = pl_pg_is_good(res), ok = true;
    if (l->state == PROVING) {
        l->state = IDLE;
        if (!good || PQntuples(res) != 1 || strcmp(PQgetvalue(res, 0, 0), w->pg->where) != 0)
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

static bool step(struct work *w, struct pg_lane *l) {
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
    struct pg_lane *both[2] = { &w->first, w->second }, *of[2];
    struct pollfd fds[2];
    nfds_t n = 0;
    for (int i = 0; i < 2; i++) {
        struct pg_lane *l = both[i];
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
        if (!step(w, &w->first) || !step(w, w->second))
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

/* Over both connections, and leaves the second one to the questions that follow. */
static bool ask_over_both(struct pg *pg, const struct pl_asking *list, int count) {
    struct work w = { .pg = pg, .count = count, .jobs = pl_alloc(pg->db.pl, (size_t)count * sizeof *w.jobs),
                      .first = { .conn = pg->conn, .state = IDLE }, .second = &pg->second };
    for (int i = 0; i < count; i++)
        w.jobs[i].asking = &list[i];
    if (pg->big && pg->second.state == GONE && PQtransactionStatus(pg->conn) == PQTRANS_IDLE)
        start_second(&w);
    bool ok = run(&w);
    if (w.first.state == ASKED)
        PQclear(whole_result(pg->conn));
    for (int i = 0; i < count; i++)
        PQclear(w.jobs[i].res);
    return ok;
}

void pl_pg_end_second(struct pg *pg) {
    PQfinish(pg->second.conn);
    pg->second = (struct pg_lane){ .state = GONE };
}

bool pl_pg_ask_present(struct pl_db *db, const struct pl_asking *present) {
    struct pg *pg = (struct pg *)db;
    if (pg->pooled || !pg->big)
        return pl_pg_query(db, present->sql, NULL, 0, present->fn, present->arg);
    return ask_over_both(pg, present, 1);
}

bool pl_pg_query_all(struct pl_db *db, const struct pl_asking *list, int count) {
    struct pg *pg = (struct pg *)db;
    for (int i = 0; pg->pooled && i < count; i++)
        if (!pl_pg_query(db, pl_scope_sql(db, list[i].sql), NULL, 0, list[i].fn, list[i].arg))
            return false;
    if (pg->pooled)
        return true;
    if (!pl_scope_is_all(db->scope))
        return ask_in_one_go(pg, list, count);
    bool ok = ask_over_both(pg, list, count);
    pl_pg_end_second(pg);
    return ok;
}
