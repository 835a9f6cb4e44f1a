/* The session of a connection: had anew when it is gone, never in the middle of a transaction, and never that of another
 * process. */
#include <unistd.h>
#include "tools/library/conn.h"

const struct pl_client *pl_conn_client(const struct pl_conn *conn) {
    return conn->db->dialect->client;
}

/* ---- whether it can be used */

/* This process is a child of the one that opened the session: both would talk on one wire. */
static void let_go(struct pl_conn *conn) {
    bool busy = conn->rows.open;
    conn->pid = getpid();
    conn->rows.open = false;
    if (conn->level)
        conn->ruin = PL_RUIN_FORKED;
    if (!conn->db)
        return;
    bool file = conn->db->dialect->client->stays_open;
    conn->torn = file && (busy || pl_conn_client(conn)->in_transaction(conn->db));
    conn->db->pl = conn->session;
    pl_conn_client(conn)->abandon(conn->db);
    conn->db = NULL;
    pl_free(conn->scratch);
    pl_free(conn->session);
    conn->session = conn->scratch = NULL;
}

bool pl_conn_usable(struct pl_conn *conn) {
    if (!conn)
        return false;
    if (!conn->own)
        return pl_say(conn->pl, PL_D_CALL, NULL, "the connection has been closed");
    if (conn->pid != getpid())
        let_go(conn);
    return true;
}

static bool say_ruined(struct pl_conn *conn) {
    static const char *const why[] = {
        [PL_RUIN_FAILED] = "a statement before has failed, so what this transaction does is not kept",
        [PL_RUIN_ALL] = "the database has ended the transaction, or wants it to be run again",
        [PL_RUIN_FORKED] = "the transaction belongs to the process that this one was forked from"
    };
    pl_say(conn->pl, PL_D_CALL, NULL, "%s", why[conn->ruin]);
    return pl_hint(conn->pl, conn->ruin == PL_RUIN_FAILED ? "what may fail goes into a transaction within: pl_atomic in pl_atomic"
                                                          : "end it: pl_rollback, or return false from the function");
}

bool pl_conn_ready(struct pl_conn *conn) {
    if (!pl_conn_usable(conn))
        return false;
    if (conn->rows.open) {
        pl_say(conn->pl, PL_D_CALL, NULL, "the rows of another statement are still being read");
        return pl_hint(conn->pl, "read them to the end and call pl_rows_close, or open a second connection");
    }
    return conn->ruin == PL_SOUND || say_ruined(conn);
}

/* ---- sessions */

void pl_conn_drop(struct pl_conn *conn) {
    if (conn->db) {
        conn->db->pl = conn->session;
        if (conn->rows.open)
            pl_conn_client(conn)->stop(conn->db);
        conn->db->dialect->close(conn->db);
    }
    conn->rows.open = false;
    conn->db = NULL;
    pl_free(conn->scratch);
    pl_free(conn->session);
    conn->session = conn->scratch = NULL;
}

static bool open_session(struct pl_conn *conn) {
    if (conn->torn) {
        pl_say(conn->pl, PL_D_CALL, NULL, "this process was forked while its parent was in a transaction on the SQLite file");
        return pl_hint(conn->pl, "fork outside of transactions, or before pl_open");
    }
    conn->session = pl_new();
    conn->db = conn->session ? conn->dialect->open(conn->session, conn->database, &conn->login) : NULL;
    if (conn->session)
        pl_diag_move(conn->session, conn->pl);
    conn->opened = pl_now_ms();
    conn->doubtful = false;
    if (!conn->db)
        pl_conn_drop(conn);
    return conn->db != NULL;
}

/* Outside of transactions a session that the server has ended is had anew; within one there is nothing to go on with. */
bool pl_conn_connect(struct pl_conn *conn) {
    bool free_to_go = conn->level == 0 && !(conn->db && pl_conn_client(conn)->in_transaction(conn->db));
    if (conn->db && free_to_go && !pl_conn_client(conn)->alive(conn->db))
        pl_conn_drop(conn);
    return conn->db || open_session(conn);
}

bool pl_close_old(struct pl_conn *conn) {
    if (!pl_conn_usable(conn))
        return false;
    if (conn->rows.open || conn->level || (conn->db && pl_conn_client(conn)->in_transaction(conn->db)))
        return pl_say(conn->pl, PL_D_CALL, NULL, "pl_close_old is for between two tasks: %s",
                      conn->rows.open ? "rows are being read" : "a transaction is open");
    if (!conn->db)
        return true;
    pl_conn_begin_statement(conn);
    bool well = pl_conn_client(conn)->alive(conn->db) && (!conn->doubtful || pl_conn_client(conn)->answers(conn->db));
    pl_conn_end_statement(conn);
    conn->doubtful = false;
    if (!well || pl_now_ms() - conn->opened >= conn->max_age)
        pl_conn_drop(conn);
    return true;
}

/* ---- statements */

void pl_conn_begin_statement(struct pl_conn *conn) {
    conn->scratch = pl_new();
    conn->db->pl = conn->scratch;
}

void pl_conn_end_statement(struct pl_conn *conn) {
    if (conn->db)
        conn->db->pl = conn->session;
    if (conn->scratch)
        pl_diag_move(conn->scratch, conn->pl);
    pl_free(conn->scratch);
    conn->scratch = NULL;
}

bool pl_conn_failed(struct pl_conn *conn) {
    enum pl_fate fate = pl_conn_client(conn)->fate(conn->db);
    bool lost = fate == PL_FATE_LOST, within = conn->level > 0;
    conn->doubtful = true;
    conn->again = fate != PL_FATE_FAILED;
    if (within && conn->ruin < PL_RUIN_FAILED)
        conn->failed_level = conn->level;
    if (within)
        conn->ruin = conn->again || !pl_conn_client(conn)->in_transaction(conn->db) ? PL_RUIN_ALL : PL_RUIN_FAILED;
    pl_conn_end_statement(conn);
    if (lost)
        pl_conn_drop(conn);
    return false;
}

bool pl_conn_control(struct pl_conn *conn, const char *sql) {
    pl_conn_begin_statement(conn);
    if (!pl_conn_client(conn)->control(conn->db, sql))
        return pl_conn_failed(conn);
    pl_conn_end_statement(conn);
    return true;
}
