/* Transactions: kept when all went well, else as if nothing had been done. Within one, another is a savepoint.
 *
 * The idea: `ruin` says what has become of the open transaction, and only ending the level that it concerns heals it. A commit
 * that fails has always ended the transaction; whether it was carried out is known unless the connection broke under it. */
#include <time.h>
#include <unistd.h>
#include "tools/library/conn.h"

enum { FIRST_PAUSE_MS = 20, LONGEST_PAUSE_MS = 2000 };

static const struct pl_atomic_options none;

/* ---- levels */

static bool begin_first(struct pl_conn *conn, const struct pl_atomic_options *o) {
    static const char *const words[] = { NULL, "READ COMMITTED", "REPEATABLE READ", "SERIALIZABLE" };
    char sql[128];
    if (!pl_conn_connect(conn))
        return false;
    const struct pl_client *c = pl_conn_client(conn);
    const char *begin = o->read_only ? c->begin_read : c->begin_write, *isolation = c->one_isolation ? NULL : words[o->isolation];
    if (c->in_transaction(conn->db)) {
        pl_say(conn->pl, PL_D_CALL, NULL, "a transaction was begun by hand, which the library knows nothing of");
        return pl_hint(conn->pl, "end it, and leave BEGIN and COMMIT to pl_begin or pl_atomic");
    }
    snprintf(sql, sizeof sql, "SET TRANSACTION ISOLATION LEVEL %s", isolation ? isolation : "");
    if (isolation && c->isolation_first && !pl_conn_control(conn, sql))
        return false;
    bool behind = isolation && !c->isolation_first;
    snprintf(sql, sizeof sql, "%s%s%s", begin, behind ? " ISOLATION LEVEL " : "", behind ? isolation : "");
    return pl_conn_control(conn, sql);
}

static bool savepoint(struct pl_conn *conn, const char *what, int level) {
    char sql[64];
    snprintf(sql, sizeof sql, "%s poundlock_%d", what, level);
    return pl_conn_control(conn, sql);
}

bool pl_begin(struct pl_conn *conn, const struct pl_atomic_options *options) {
    const struct pl_atomic_options *o = options ? options : &none;
    if (!pl_conn_ready(conn))
        return false;
    if ((unsigned)o->isolation > PL_SERIALIZABLE)
        return pl_say(conn->pl, PL_D_CALL, NULL, "there is no isolation %d", (int)o->isolation);
    bool begun = conn->level ? savepoint(conn, "SAVEPOINT", conn->level + 1) : begin_first(conn, o);
    if (begun)
        conn->level++;
    return begun;
}

/* Nothing is sent for a transaction that is gone. Whatever the answer, the level is over. */
static bool roll_back(struct pl_conn *conn) {
    bool ok = true, inner = conn->level > 1;
    if (conn->db && conn->ruin != PL_RUIN_FORKED && pl_conn_client(conn)->in_transaction(conn->db)) {
        if (!inner)
            ok = pl_conn_control(conn, "ROLLBACK");
        else if (conn->ruin != PL_RUIN_ALL)
            ok = savepoint(conn, "ROLLBACK TO SAVEPOINT", conn->level) && savepoint(conn, "RELEASE SAVEPOINT", conn->level);
    }
    if (!ok && !inner && conn->db)
        pl_conn_drop(conn);                                /* a session that cannot roll back is of no use */
    conn->level--;
    bool healed = conn->level == 0 || (ok && conn->ruin == PL_RUIN_FAILED && conn->level < conn->failed_level);
    if (healed)
        conn->ruin = PL_SOUND;
    return ok || !inner;
}

static bool is_within(struct pl_conn *conn) {
    if (!pl_conn_usable(conn))
        return false;
    if (conn->rows.open && !pl_rows_close(&conn->rows))
        conn->rows.open = false;
    return conn->level > 0 || pl_say(conn->pl, PL_D_CALL, NULL, "there is no transaction to end");
}

bool pl_rollback(struct pl_conn *conn) {
    return is_within(conn) && roll_back(conn);
}

static bool not_kept(struct pl_conn *conn) {
    enum pl_ruin ruin = conn->ruin;
    roll_back(conn);
    pl_say(conn->pl, PL_D_CALL, NULL, "the transaction was rolled back: %s", ruin == PL_RUIN_FORKED ? "it is the parent process's"
           : ruin == PL_RUIN_ALL ? "the database had ended it" : "a statement in it had failed");
    return ruin == PL_RUIN_FAILED ? pl_hint(conn->pl, "what may fail goes into a transaction within: pl_atomic in pl_atomic") : false;
}

/* The answer of a COMMIT is lost with the connection: it may have been carried out. */
static bool commit_failed(struct pl_conn *conn) {
    bool lost = !conn->db;
    if (!lost && pl_conn_client(conn)->in_transaction(conn->db) && !pl_conn_control(conn, "ROLLBACK"))
        pl_conn_drop(conn);
    conn->level = 0;
    conn->ruin = PL_SOUND;
    if (!lost)
        return false;
    conn->again = false;
    pl_say(conn->pl, PL_D_COMMIT_UNKNOWN, NULL, "the connection broke during the commit: the transaction may be there or not");
    return pl_hint(conn->pl, "look for what it wrote before it is done again");
}

bool pl_commit(struct pl_conn *conn) {
    if (!is_within(conn))
        return false;
    if (conn->ruin != PL_SOUND)
        return not_kept(conn);
    if (conn->level > 1) {
        bool ok = savepoint(conn, "RELEASE SAVEPOINT", conn->level);
        if (ok)
            conn->level--;
        else
            roll_back(conn);
        return ok;
    }
    conn->again = false;
    conn->level = 0;                                       /* its failure is of the commit, not of a statement within */
    if (!pl_conn_control(conn, "COMMIT"))
        return commit_failed(conn);
    return true;
}

bool pl_may_repeat(const struct pl_conn *conn) {
    return conn && conn->again;
}

/* ---- a function in a transaction */

static void pause_before(int attempt, int first_ms) {
    struct timespec now;
    long ms = first_ms > 0 ? first_ms : FIRST_PAUSE_MS;
    for (int i = 1; i < attempt && ms < LONGEST_PAUSE_MS; i++)
        ms *= 2;
    ms = ms < LONGEST_PAUSE_MS ? ms : LONGEST_PAUSE_MS;
    clock_gettime(CLOCK_MONOTONIC, &now);                  /* two that got into each other's way must not meet again */
    unsigned long chance = pl_hash(&now, sizeof now, (uint64_t)getpid());
    ms = ms / 2 + (long)(chance % (unsigned long)(ms / 2 + 1));
    nanosleep(&(struct timespec){ .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000 }, NULL);
}

static bool attempt(struct pl_conn *conn, pl_atomic_fn *fn, void *arg, const struct pl_atomic_options *o) {
    int level = conn->level;
    conn->again = false;
    if (!pl_begin(conn, o))
        return false;
    bool ok = fn(conn, arg);
    while (conn->level > level + 1)                        /* what fn began and did not end is not kept */
        pl_rollback(conn);
    if (conn->level <= level)
        return pl_say(conn->pl, PL_D_CALL, NULL, "the function of pl_atomic has ended the transaction itself");
    if (ok)
        return pl_commit(conn);
    pl_rollback(conn);
    return false;
}

/* Within a transaction nothing can be repeated: its outermost level is. */
bool pl_atomic(struct pl_conn *conn, pl_atomic_fn *fn, void *arg, const struct pl_atomic_options *options) {
    const struct pl_atomic_options *o = options ? options : &none;
    if (!pl_conn_usable(conn))
        return false;
    if (!fn)
        return pl_say(conn->pl, PL_D_CALL, NULL, "pl_atomic has no function to run");
    for (int n = 1;; n++) {
        struct pl_mark mark = pl_diag_mark(conn->pl);
        bool outermost = conn->level == 0;
        if (attempt(conn, fn, arg, o))
            return true;
        if (!outermost || !conn->again || n > o->retries)
            return false;
        pl_diag_forget(conn->pl, mark);
        pause_before(n, o->pause_ms);
    }
}
