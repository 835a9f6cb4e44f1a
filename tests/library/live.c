/* live URL FOLDER [TEST]: runs each test on that database and prints what failed; the last line is the sum. */
#include "live.h"
#include <string.h>

struct pl *pl;
struct pl_conn *conn;
const char *url, *folder;
int failures;
static const char *current;

void check(bool ok, const char *file, int line, const char *what) {
    if (ok)
        return;
    failures++;
    printf("FAILED %s on %s: %s:%d: %s (said: %s)\n", current, conn ? pl_dialect_word(conn) : "?", file, line, what, said());
}

const char *said(void) { return pl_newest(pl) ? pl_newest(pl)->text : "nothing"; }
const char *code(void) { return pl_newest(pl) ? pl_newest(pl)->code : "none"; }
bool is(const char *dialect) { return strcmp(pl_dialect_word(conn), dialect) == 0; }
bool pooled(void) { return getenv("POOLED") != NULL; }
bool mysql(void) { return is("mysql") || is("mariadb"); }

struct pl_conn *another(struct pl *context) {
    return pl_open(context, (const char *[]){ "database", url, NULL });
}

struct pl_conn *with(const char *key, const char *value) {
    return pl_open(pl, (const char *[]){ "database", url, key, value, NULL });
}

int64_t number(struct pl_conn *c, const char *sql) {
    struct pl_rows *rows = pl_rows_open(c, sql, PL_NO_VALUES);
    const struct pl_row *row = pl_rows_next(rows);
    int64_t n = row ? pl_row_int(row, 0) : -1;
    return pl_rows_close(rows) ? n : -1;
}

static bool fits(const struct test *t) {
    return !t->on || strstr(t->on, pooled() ? "pooled" : pl_dialect_word(conn));
}

static int run_one(const struct test *t) {
    int before = failures;
    current = t->name;
    pl = pl_new();
    conn = another(pl);
    if (!conn) {
        check(false, __FILE__, __LINE__, "pl_open");
    } else if (fits(t)) {
        CHECK(EXEC(conn, "DROP TABLE IF EXISTS t"));
        CHECK(EXEC(conn, "CREATE TABLE t (id int PRIMARY KEY, n int)"));
        CHECK(EXEC(conn, "INSERT INTO t VALUES (1, 10), (2, 20)"));
        t->run();
    } else {
        before = -1;
    }
    pl_free(pl);
    return before < 0 ? 0 : failures == before ? 1 : -1;
}

/* On a server a database of its own, made anew; prints the URL to test with. */
static int prepare(const char *source) {
    const char *slash = strrchr(source, '/');
    pl = pl_new();
    conn = pl_open(pl, (const char *[]){ "database", source, NULL });
    bool file = conn && is("sqlite");
    bool ok = conn && (file || (EXEC(conn, "DROP DATABASE IF EXISTS poundlock_library") &&
                                EXEC(conn, "CREATE DATABASE poundlock_library")));
    if (ok && file)
        puts(source);
    else if (ok)
        printf("%.*s/poundlock_library\n", (int)(slash - source), source);
    else
        fprintf(stderr, "%s\n", said());
    pl_free(pl);
    return !ok;
}

/* Statements on DATABASE_URL, for the shell. */
static int run_sql(char **statements) {
    bool ok = true;
    pl = pl_new();
    conn = pl_open(pl, (const char *[]){ "database", getenv("DATABASE_URL"), NULL });
    ok = conn != NULL;
    while (ok && *statements)
        ok = EXEC(conn, *statements++);
    if (!ok)
        fprintf(stderr, "%s\n", said());
    pl_free(pl);
    return !ok;
}

int main(int argc, char **argv) {
    if (argc > 2 && strcmp(argv[1], "--sql") == 0)
        return run_sql(argv + 2);
    const struct test *all[] = { values_tests, transaction_tests, fault_tests };
    int passed = 0, failed = 0;
    if (argc == 3 && strcmp(argv[1], "--prepare") == 0)
        return prepare(argv[2]);
    url = argv[1];
    folder = argv[2];
    setvbuf(stdout, NULL, _IOLBF, 0);
    for (int i = 0; i < 3; i++)
        for (const struct test *t = all[i]; t->name; t++) {
            int verdict = argc > 3 && strcmp(argv[3], t->name) != 0 ? 0 : run_one(t);
            passed += verdict > 0;
            failed += verdict < 0;
        }
    printf("%d passed, %d failed\n", passed, failed);
    return failed > 0 || passed == 0;
}
