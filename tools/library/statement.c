/* Statements with values in and rows out. Whatever fails inside a transaction ruins it up to the nearest pl_begin, on every
 * database alike: PostgreSQL would refuse what follows anyway, and elsewhere half a transaction must not be kept unnoticed. */
#include <string.h>
#include "tools/library/conn.h"

static bool end_failed(struct pl_conn *conn) {
    bool alone = conn->level == 0;
    if (conn->db)
        pl_conn_client(conn)->stop(conn->db);
    pl_conn_failed(conn);
    if (alone && !conn->db)
        pl_hint(conn->pl, "whether the statement was carried out is not known");
    conn->rows.open = false;
    conn->rows.failed = true;
    return false;
}

/* The values in the order in which the dialect's text has them. */
static const struct pl_datum *in_order(struct pl *pl, const struct pl_datum *params, const int *order, int used) {
    struct pl_datum *list = order ? pl_alloc(pl, (size_t)used * sizeof *list) : NULL;
    for (int i = 0; list && i < used; i++)
        list[i] = params[order[i]];
    return list ? list : params;
}

static bool begin_rows(struct pl_conn *conn, const char *sql, const struct pl_datum *params, int count) {
    const char *text;
    int *order, used;
    if (!pl_conn_ready(conn))
        return false;
    struct pl_rows *r = &conn->rows;
    if (!sql || count < 0 || (count && !params))
        return pl_say(conn->pl, PL_D_CALL, NULL, "%s", sql ? "the values are missing" : "there is no statement");
    if (!pl_conn_connect(conn))
        return false;
    *r = (struct pl_rows){ .conn = conn };
    pl_conn_begin_statement(conn);
    if (!pl_bind(conn->scratch, conn->db->dialect, sql, count, &text, &order, &used)) {
        pl_conn_end_statement(conn);
        return false;
    }
    r->open = true;
    return pl_conn_client(conn)->start(conn->db, text, in_order(conn->scratch, params, order, used), used, &r->answer) || end_failed(conn);
}

/* A statement that ends the transaction of pl_begin: COMMIT by hand, or MySQL's DDL. */
static bool kept_transaction(struct pl_conn *conn) {
    if (conn->level == 0 || pl_conn_client(conn)->in_transaction(conn->db))
        return true;
    conn->ruin = PL_RUIN_ALL;
    conn->again = false;
    pl_say(conn->pl, PL_D_CALL, NULL, "the statement has ended the transaction that it was in: what was done so far is kept");
    return pl_hint(conn->pl, "%s", "on MySQL statements that change the schema do; run them outside");
}

static bool end_rows(struct pl_conn *conn) {
    struct pl_rows *r = &conn->rows;
    bool failed = r->failed;
    if (r->open) {
        pl_conn_client(conn)->stop(conn->db);
        pl_conn_end_statement(conn);
        r->open = false;
        failed |= !kept_transaction(conn);
    }
    return !failed;
}

static bool next_row(struct pl_conn *conn, bool *more) {
    struct pl_rows *r = &conn->rows;
    *more = false;
    if (r->ended)
        return true;
    if (!pl_conn_client(conn)->next(conn->db, &r->answer, more))
        return end_failed(conn);
    r->ended = !*more;
    r->row = (struct pl_row){ r->answer.columns, r->answer.names, r->answer.values };
    return true;
}

bool pl_exec(struct pl_conn *conn, const char *sql, const struct pl_datum *params, int count, int64_t *affected) {
    bool more = true;
    if (affected)
        *affected = 0;
    if (!begin_rows(conn, sql, params, count))
        return false;
    while (more)
        if (!next_row(conn, &more))
            return false;
    if (affected)
        *affected = conn->rows.answer.affected;
    return end_rows(conn);
}

bool pl_query(struct pl_conn *conn, const char *sql, const struct pl_datum *params, int count, pl_each_fn *fn, void *arg) {
    struct pl_rows *r = pl_rows_open(conn, sql, params, count);
    bool enough = false;
    if (!r)
        return false;
    for (const struct pl_row *row; !enough && (row = pl_rows_next(r));)
        enough = fn && !fn(arg, row);
    return pl_rows_close(r) && !enough;
}

struct pl_rows *pl_rows_open(struct pl_conn *conn, const char *sql, const struct pl_datum *params, int count) {
    if (!begin_rows(conn, sql, params, count))
        return NULL;
    struct pl_rows *r = &conn->rows;
    r->numbers = pl_alloc(conn->scratch, ((size_t)r->answer.columns + 1) * sizeof *r->numbers);
    return r;
}

static bool is_open(struct pl_rows *r) {
    if (!r || !r->conn || !pl_conn_usable(r->conn))
        return false;
    return r->open || r->failed || pl_say(r->conn->pl, PL_D_CALL, NULL, "the rows have been closed");
}

const struct pl_row *pl_rows_next(struct pl_rows *r) {
    bool more;
    if (!is_open(r) || r->failed || !next_row(r->conn, &more) || !more)
        return NULL;
    return &r->row;
}

bool pl_rows_close(struct pl_rows *r) {
    if (!is_open(r))
        return false;
    return end_rows(r->conn);
}
