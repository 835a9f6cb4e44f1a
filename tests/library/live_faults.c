/* Sessions that are killed, cut off in the commit, and inherited by a forked process. */
#include "live.h"
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static int64_t session(struct pl_conn *c) {
    return number(c, is("postgres") ? "SELECT pg_backend_pid()" : "SELECT connection_id()");
}

/* By another session, and gone when this returns. */
static void end_session(struct pl_conn *c) {
    struct pl_conn *other = another(pl);
    int64_t id = session(c);
    char sql[160];
    snprintf(sql, sizeof sql, is("postgres") ? "SELECT pg_terminate_backend(%lld, 5000)" : "KILL %lld", (long long)id);
    CHECK(EXEC(other, sql));
    snprintf(sql, sizeof sql, "SELECT count(*) FROM information_schema.processlist WHERE id = %lld", (long long)id);
    while (mysql() && number(other, sql) > 0)
        usleep(10000);
    pl_close(other);
}

static void killed_while_idle(void) {
    int64_t before = session(conn);
    end_session(conn);
    CHECK(EXEC(conn, "UPDATE t SET n = 1 WHERE id = 1") && session(conn) != before);
    before = session(conn);
    end_session(conn);
    CHECK(pl_close_old(conn) && session(conn) != before);
    before = session(conn);
    CHECK(pl_close_old(conn) && session(conn) == before);
}

static void killed_in_a_transaction(void) {
    CHECK(pl_begin(conn, NULL) && EXEC(conn, "INSERT INTO t VALUES (3, 3)"));
    end_session(conn);
    CHECK(!EXEC(conn, "INSERT INTO t VALUES (4, 4)") && strcmp(code(), "unreachable") == 0 && pl_may_repeat(conn));
    CHECK(!EXEC(conn, "INSERT INTO t VALUES (5, 5)") && strcmp(code(), "call") == 0);
    CHECK(!pl_commit(conn));
    CHECK(number(conn, "SELECT count(*) FROM t") == 2);
}

static bool killed_once(struct pl_conn *c, void *arg) {
    int *runs = arg;
    if (!EXEC(c, "INSERT INTO t VALUES (3, 3)"))
        return false;
    if (++*runs == 1)
        end_session(c);
    return EXEC(c, "INSERT INTO t VALUES (4, 4)");
}

static void killed_and_repeated(void) {
    int runs = 0;
    struct pl_atomic_options o = { .retries = 2 };
    CHECK(pl_atomic(conn, killed_once, &runs, &o) && runs == 2 && number(conn, "SELECT count(*) FROM t") == 4);
    EXEC(conn, "DELETE FROM t WHERE id > 2");
    runs = 0;
    CHECK(!pl_atomic(conn, killed_once, &runs, NULL) && runs == 1 && number(conn, "SELECT count(*) FROM t") == 2);
}

static void killed_while_reading(void) {
    struct pl_rows *r = pl_rows_open(conn, "SELECT a.id FROM t a, t b, t c", PL_NO_VALUES);
    CHECK(pl_rows_next(r));
    CHECK(pl_rows_close(r));
    CHECK(!EXEC(conn, is("postgres") ? "SELECT pg_terminate_backend(pg_backend_pid()), pg_sleep(5)" : "KILL CONNECTION_ID()"));
    CHECK(strcmp(code(), "unreachable") == 0 && strstr(pl_newest(pl)->hint, "is not known"));
    CHECK(number(conn, "SELECT count(*) FROM t") == 2);
}

/* The server itself ends the session in the commit: a deferred trigger does it. */
static void cut_off_in_the_commit(void) {
    CHECK(EXEC(conn, "CREATE OR REPLACE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS "
                     "'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(5); RETURN NULL; END'"));
    CHECK(EXEC(conn, "CREATE CONSTRAINT TRIGGER cut AFTER INSERT ON t DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION cut()"));
    CHECK(pl_begin(conn, NULL) && EXEC(conn, "INSERT INTO t VALUES (3, 3)"));
    CHECK(!pl_commit(conn) && strcmp(code(), "commit-unknown") == 0 && pl_newest(pl)->exit_code == 2 && !pl_may_repeat(conn));
    CHECK(number(conn, "SELECT count(*) FROM t") == 2);
    EXEC(conn, "DROP TABLE t");
    EXEC(conn, "DROP FUNCTION cut()");
}

/* Through a wire that breaks when it sees COMMIT (tests/library/cut). */
static void cut_off_on_the_wire(void) {
    const char *cut = getenv("CUT_URL");
    struct pl_conn *c = pl_open(pl, (const char *[]){ "database", cut ? cut : "", NULL });
    CHECK(c && pl_begin(c, NULL) && EXEC(c, "INSERT INTO t VALUES (3, 3)"));
    CHECK(c && !pl_commit(c) && strcmp(code(), "commit-unknown") == 0 && !pl_may_repeat(c));
    CHECK(c && pl_begin(c, NULL) && pl_rollback(c) && EXEC(c, "INSERT INTO t VALUES (4, 4)"));
}

static void a_commit_that_is_refused(void) {
    CHECK(EXEC(conn, "CREATE TABLE d (t int REFERENCES t (id) DEFERRABLE INITIALLY DEFERRED)"));
    CHECK(pl_begin(conn, NULL) && EXEC(conn, "INSERT INTO d VALUES (99)"));
    CHECK(!pl_commit(conn) && strcmp(code(), "no-such-row") == 0);
    CHECK(number(conn, "SELECT count(*) FROM d") == 0 && EXEC(conn, "DROP TABLE d"));
}

/* ---- fork: the exit status of the child is what it found */

static int child_status(int (*run)(void)) {
    int status = -1;
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        int found = run();
        pl_free(pl);
        _exit(found);
    }
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static int64_t parents;

static int uses_it(void) {
    bool own = is("sqlite") || pooled() || session(conn) != parents;
    return EXEC(conn, "INSERT INTO t VALUES (3, 3)") && own && pl_close_old(conn) ? 7 : 8;
}

static int uses_the_transaction(void) {
    bool refused = !EXEC(conn, "INSERT INTO t VALUES (4, 4)") && strcmp(code(), "call") == 0;
    bool over = !pl_commit(conn) && !pl_commit(conn);
    bool after = EXEC(conn, "SELECT 1");
    return refused && over && after == !is("sqlite") ? 7 : 8;
}

static int does_nothing(void) { return 7; }

static void forked(void) {
    parents = is("sqlite") ? 0 : session(conn);
    CHECK(child_status(uses_it) == 7);
    CHECK(child_status(does_nothing) == 7);
    CHECK(is("sqlite") || pooled() || session(conn) == parents);
    CHECK(number(conn, "SELECT count(*) FROM t") == 3);
    CHECK(pl_begin(conn, NULL) && EXEC(conn, "INSERT INTO t VALUES (5, 5)"));
    CHECK(child_status(uses_the_transaction) == 7);
    CHECK(EXEC(conn, "INSERT INTO t VALUES (6, 6)") && pl_commit(conn));
    CHECK(number(conn, "SELECT count(*) FROM t") == 5);
    struct pl_rows *r = pl_rows_open(conn, "SELECT id FROM t ORDER BY id", PL_NO_VALUES);
    CHECK(pl_rows_next(r));
    CHECK(child_status(does_nothing) == 7);
    CHECK(pl_row_int(pl_rows_next(r), 0) == 2 && pl_rows_close(r));
}

const struct test fault_tests[] = {
    { "killed while idle", "postgres mysql mariadb", killed_while_idle },
    { "killed in a transaction", "postgres pooled mysql mariadb", killed_in_a_transaction },
    { "killed and repeated", "postgres pooled mysql mariadb", killed_and_repeated },
    { "killed while reading", "postgres pooled mysql mariadb", killed_while_reading },
    { "cut off in the commit", "postgres pooled", cut_off_in_the_commit },
    { "cut off on the wire", "postgres mysql mariadb", cut_off_on_the_wire },
    { "a commit that is refused", "postgres pooled sqlite", a_commit_that_is_refused }, { "forked", NULL, forked }, { 0 }
};
