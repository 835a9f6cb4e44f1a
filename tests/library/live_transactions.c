/* Transactions: kept, rolled back, within each other, repeated. */
#include "live.h"
#include <pthread.h>
#include <string.h>

static bool add(struct pl_conn *c, void *arg) {
    return pl_exec(c, "INSERT INTO t VALUES (?, 0)", PL_VALUES(pl_of_int(*(int *)arg)), NULL);
}

static bool add_and_refuse(struct pl_conn *c, void *arg) {
    return add(c, arg) && false;
}

static bool add_twice(struct pl_conn *c, void *arg) {
    add(c, arg);
    EXEC(c, "INSERT INTO t VALUES (1, 1)");
    return true;
}

static bool around(struct pl_conn *c, void *arg) {
    int more = 31;
    bool inner = pl_atomic(c, add_twice, &more, NULL);
    return !inner && add(c, arg);
}

static void kept_or_not(void) {
    int three = 3, four = 4, five = 5, six = 6;
    CHECK(pl_atomic(conn, add, &three, NULL));
    CHECK(!pl_atomic(conn, add_and_refuse, &four, NULL));
    CHECK(!pl_atomic(conn, add_twice, &five, NULL) && strstr(said(), "a statement in it had failed"));
    CHECK(pl_atomic(conn, around, &six, NULL));
    CHECK(number(conn, "SELECT sum(id) FROM t") == 1 + 2 + 3 + 6);
    CHECK(!pl_atomic(conn, NULL, NULL, NULL) && !pl_atomic(NULL, add, NULL, NULL));
}

static void what_failed_must_be_rolled_back(void) {
    CHECK(pl_begin(conn, NULL) && pl_begin(conn, NULL) && pl_begin(conn, NULL));
    CHECK(!EXEC(conn, "INSERT INTO t VALUES (1, 1)"));
    CHECK(!EXEC(conn, "SELECT 1") && strcmp(code(), "call") == 0);
    CHECK(pl_rollback(conn) && EXEC(conn, "INSERT INTO t VALUES (3, 3)"));
    CHECK(pl_commit(conn) && pl_commit(conn) && !pl_commit(conn) && !pl_rollback(conn));
    CHECK(number(conn, "SELECT count(*) FROM t") == 3);
}

static bool ends_it(struct pl_conn *c, void *arg) {
    (void)arg;
    pl_commit(c);
    return true;
}

static bool forgets_to_end(struct pl_conn *c, void *arg) {
    return pl_begin(c, NULL) && add(c, arg);
}

static void wrong_calls(void) {
    int three = 3;
    CHECK(!pl_atomic(conn, ends_it, NULL, NULL) && strstr(said(), "has ended the transaction itself"));
    CHECK(pl_atomic(conn, forgets_to_end, &three, NULL) && number(conn, "SELECT count(*) FROM t") == 2);
    CHECK(EXEC(conn, "BEGIN") && !pl_begin(conn, NULL) && strstr(said(), "begun by hand"));
    CHECK(!pl_close_old(conn) && EXEC(conn, "ROLLBACK") && pl_close_old(conn));
    CHECK(pl_begin(conn, NULL) && !pl_close_old(conn));
    CHECK(!EXEC(conn, "COMMIT") && strstr(said(), "has ended the transaction"));
    CHECK(!EXEC(conn, "SELECT 1") && pl_rollback(conn) && EXEC(conn, "SELECT 1"));
}

static void schema_change_ends_it(void) {
    CHECK(pl_begin(conn, NULL) && EXEC(conn, "INSERT INTO t VALUES (3, 3)"));
    CHECK(!EXEC(conn, "CREATE TABLE in_between (x int)") && strstr(said(), "has ended the transaction"));
    CHECK(!pl_commit(conn) && EXEC(conn, "DROP TABLE in_between"));
}

static void isolation(void) {
    struct pl_atomic_options o = { .isolation = PL_SERIALIZABLE }, wrong = { .isolation = (enum pl_isolation)9 };
    struct pl_conn *other = another(pl);
    CHECK(!pl_begin(conn, &wrong));
    CHECK(pl_begin(conn, &o) && pl_begin(other, &o));
    CHECK(number(conn, "SELECT sum(n) FROM t") == 30 && number(other, "SELECT sum(n) FROM t") == 30);
    CHECK(EXEC(conn, "INSERT INTO t VALUES (3, 30)") && EXEC(other, "INSERT INTO t VALUES (4, 30)"));
    CHECK(pl_commit(conn));
    CHECK(!pl_commit(other) && strcmp(code(), "conflict") == 0 && pl_may_repeat(other));
    CHECK(pl_begin(other, &o) && EXEC(other, "INSERT INTO t VALUES (4, 30)") && pl_commit(other));
}

static void read_only(void) {
    struct pl_atomic_options o = { .read_only = true };
    CHECK(pl_begin(conn, &o) && number(conn, "SELECT count(*) FROM t") == 2);
    CHECK(is("sqlite") || (!EXEC(conn, "INSERT INTO t VALUES (3, 3)") && strcmp(code(), "refused") == 0));
    CHECK(pl_rollback(conn));
}

/* ---- two that get into each other's way */

static pthread_barrier_t both;
struct side {
    int first, second, runs;
    bool ok;
    char why[200];
};

static bool cross(struct pl_conn *c, void *arg) {
    struct side *s = arg;
    s->runs++;
    if (!pl_exec(c, "UPDATE t SET n = n + 1 WHERE id = ?", PL_VALUES(pl_of_int(s->first)), NULL))
        return false;
    if (s->runs == 1)
        pthread_barrier_wait(&both);
    return pl_exec(c, "UPDATE t SET n = n + 1 WHERE id = ?", PL_VALUES(pl_of_int(s->second)), NULL);
}

static void *one_side(void *arg) {
    struct side *s = arg;
    struct pl *context = pl_new();
    struct pl_conn *c = another(context);
    struct pl_atomic_options o = { .retries = 5 };
    s->ok = pl_atomic(c, cross, s, &o);
    snprintf(s->why, sizeof s->why, "%s", pl_newest(context) ? pl_newest(context)->text : "");
    pl_free(context);
    return NULL;
}

static void deadlocks_are_repeated(void) {
    struct side a = { .first = 1, .second = 2 }, b = { .first = 2, .second = 1 };
    pthread_t other;
    pthread_barrier_init(&both, NULL, 2);
    pthread_create(&other, NULL, one_side, &a);
    one_side(&b);
    pthread_join(other, NULL);
    CHECK(a.ok && b.ok && a.runs + b.runs == 3);
    CHECK(!*a.why && !*b.why);
    CHECK(number(conn, "SELECT sum(n) FROM t") == 34);
}

static bool hold_file(struct pl_conn *c, void *arg) {
    bool ok = EXEC(c, "UPDATE t SET n = n + 1");
    pthread_barrier_wait(arg);
    pthread_barrier_wait(arg);
    return ok;
}

static void *holder(void *arg) {
    struct pl *context = pl_new();
    pl_atomic(another(context), hold_file, arg, NULL);
    pl_free(context);
    return NULL;
}

static void a_locked_file_is_told(void) {
    pthread_t other;
    pthread_barrier_init(&both, NULL, 2);
    pthread_create(&other, NULL, holder, &both);
    pthread_barrier_wait(&both);
    CHECK(!pl_begin(conn, NULL) && strcmp(code(), "locked") == 0 && pl_may_repeat(conn));
    pthread_barrier_wait(&both);
    pthread_join(other, NULL);
    CHECK(pl_begin(conn, NULL) && EXEC(conn, "UPDATE t SET n = n + 1") && pl_commit(conn));
    CHECK(number(conn, "SELECT sum(n) FROM t") == 34);
}

static bool always_in_conflict(struct pl_conn *c, void *arg) {
    ++*(int *)arg;
    return EXEC(c, "DO $$ BEGIN RAISE SQLSTATE '40001'; END $$");
}

static void repeating_has_an_end(void) {
    int runs = 0;
    struct pl_atomic_options o = { .retries = 3, .pause_ms = 1 };
    CHECK(!pl_atomic(conn, always_in_conflict, &runs, &o) && runs == 4 && strcmp(code(), "conflict") == 0);
    runs = 0;
    CHECK(!pl_atomic(conn, always_in_conflict, &runs, NULL) && runs == 1);
}

const struct test transaction_tests[] = {
    { "kept or not", NULL, kept_or_not }, { "what failed must be rolled back", NULL, what_failed_must_be_rolled_back },
    { "wrong calls", NULL, wrong_calls }, { "schema change ends it", "mysql mariadb", schema_change_ends_it },
    { "isolation", "postgres pooled", isolation }, { "read only", NULL, read_only },
    { "deadlocks are repeated", "postgres pooled mysql mariadb", deadlocks_are_repeated },
    { "a locked file is told", "sqlite", a_locked_file_is_told },
    { "repeating has an end", "postgres pooled", repeating_has_an_end }, { 0 }
};
