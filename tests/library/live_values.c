/* Values in and out, large results, names, settings, the gate. */
#include "live.h"
#include <malloc.h>
#include <string.h>
#include <sys/resource.h>

static void values(void) {
    static const char create[] = "CREATE TABLE v (id int, big bigint, r double precision, s varchar(99), b %s, d decimal(20,4),"
                                 " at timestamp)";
    char sql[256];
    CHECK(EXEC(conn, "DROP TABLE IF EXISTS v"));
    snprintf(sql, sizeof sql, create, is("postgres") ? "bytea" : "blob");
    CHECK(EXEC(conn, sql));
    CHECK(pl_exec(conn, "INSERT INTO v VALUES (?, ?, ?, ?, ?, ?, ?)",
                  PL_VALUES(pl_of_int(-1), pl_of_int(INT64_MIN), pl_of_real(0.1), pl_of_text("\xc3\xa4 ' \\ ? $1"),
                            pl_of_bytes("\0\\\xff'", 4), pl_of_text("123456789012.3400"), pl_of_text("2026-03-29 02:30:00")), NULL));
    struct pl_rows *rows = pl_rows_open(conn, "SELECT * FROM v", PL_NO_VALUES);
    const struct pl_row *row = pl_rows_next(rows);
    CHECK(row && row->columns == 7 && pl_row_column(row, "at") == 6 && pl_row_column(row, "At") == -1);
    CHECK(row && pl_row_int(row, 0) == -1 && row->values[0].type == PL_IS_INT);
    CHECK(row && pl_row_int(row, 1) == INT64_MIN && strcmp(pl_row_text(row, 1), "-9223372036854775808") == 0);
    CHECK(row && row->values[2].type == PL_IS_REAL && pl_row_real(row, 2) == 0.1 && strcmp(pl_row_text(row, 2), "0.1") == 0);
    CHECK(row && strcmp(pl_row_text(row, 3), "\xc3\xa4 ' \\ ? $1") == 0);
    CHECK(row && row->values[4].type == PL_IS_BYTES && row->values[4].len == 4 && memcmp(row->values[4].text, "\0\\\xff'", 4) == 0);
    CHECK(row && pl_row_real(row, 5) == 123456789012.34);
    CHECK(row && strcmp(pl_row_text(row, 6), "2026-03-29 02:30:00") == 0);
    CHECK(row && pl_row_null(row, 7) && !pl_row_text(row, -1));
    CHECK(!pl_rows_next(rows) && pl_rows_close(rows));
    CHECK(pl_exec(conn, "UPDATE v SET big = ?, r = ?, s = ?, b = ?",
                  PL_VALUES(pl_null(), pl_null(), pl_of_text(NULL), pl_of_bytes(NULL, 0)), NULL));
    CHECK(number(conn, "SELECT count(*) FROM v WHERE big IS NULL AND r IS NULL AND s IS NULL AND b IS NULL") == 1);
    CHECK(pl_exec(conn, "UPDATE v SET b = ?, s = ?", PL_VALUES(pl_of_bytes("", 0), pl_of_text("")), NULL));
    CHECK(number(conn, "SELECT count(*) FROM v WHERE length(b) = 0 AND s = ''") == 1);
    EXEC(conn, "DROP TABLE v");
}

static void long_values(void) {
    enum { LEN = 3000000 };
    char *text = malloc(LEN);
    CHECK(EXEC(conn, "DROP TABLE IF EXISTS v"));
    CHECK(EXEC(conn, mysql() ? "CREATE TABLE v (id int, s longtext)" : "CREATE TABLE v (id int, s text)"));
    memset(text, 'x', LEN);
    struct pl_datum s = { .type = PL_IS_TEXT, .text = text, .len = LEN };
    CHECK(pl_exec(conn, "INSERT INTO v VALUES (1, ?), (2, ?), (3, 'short'), (4, NULL)", PL_VALUES(s, s), NULL));
    struct pl_rows *rows = pl_rows_open(conn, "SELECT s, id FROM v ORDER BY id", PL_NO_VALUES);
    for (int i = 1; i <= 4; i++) {
        const struct pl_row *row = pl_rows_next(rows);
        size_t want = i < 3 ? LEN : i == 3 ? 5 : 0;
        CHECK(row && row->values[0].len == want && pl_row_int(row, 1) == i);
        CHECK(row && (i > 2 || memcmp(row->values[0].text, text, LEN) == 0));
    }
    CHECK(!pl_rows_next(rows) && pl_rows_close(rows));
    EXEC(conn, "DROP TABLE v");
    free(text);
}

static void bytes_in_the_old_form(void) {
    CHECK(EXEC(conn, "SET bytea_output = 'escape'"));
    struct pl_rows *rows = pl_rows_open(conn, "SELECT '\\x005c2761ff5c5c'::bytea", PL_NO_VALUES);
    const struct pl_row *row = pl_rows_next(rows);
    CHECK(row && row->values[0].len == 7 && memcmp(row->values[0].text, "\0\\'a\xff\\\\", 7) == 0);
    CHECK(pl_rows_close(rows));
}

static void affected(void) {
    int64_t n;
    CHECK(pl_exec(conn, "UPDATE t SET n = n", PL_NO_VALUES, &n) && n == 2);
    CHECK(pl_exec(conn, "DELETE FROM t WHERE id > $1 AND id > $1", PL_VALUES(pl_of_int(5)), &n) && n == 0);
    CHECK(pl_exec(conn, "INSERT INTO t VALUES ($2, $1), ($3, $1)", PL_VALUES(pl_of_int(7), pl_of_int(3), pl_of_int(4)), &n) && n == 2);
    CHECK(pl_exec(conn, "SELECT * FROM t", PL_NO_VALUES, &n) && n == 0);
    CHECK(pl_exec(conn, "DELETE FROM t", PL_NO_VALUES, &n) && n == 4);
    CHECK(EXEC(conn, "INSERT INTO t SELECT 1, 2") && number(conn, "SELECT n FROM t") == 2);
}

static void violations(void) {
    CHECK(!EXEC(conn, "INSERT INTO t VALUES (1, 1)") && strcmp(code(), "not-unique") == 0);
    EXEC(conn, "DROP TABLE IF EXISTS c");
    CHECK(EXEC(conn, "CREATE TABLE c (id int NOT NULL, t int, FOREIGN KEY (t) REFERENCES t (id), CHECK (id > 0))"));
    CHECK(!EXEC(conn, "INSERT INTO c VALUES (1, 99)") && strcmp(code(), "no-such-row") == 0);
    CHECK(!EXEC(conn, "INSERT INTO c VALUES (NULL, 1)") && strcmp(code(), "is-null") == 0);
    CHECK(!EXEC(conn, "INSERT INTO c VALUES (0, 1)") && strcmp(code(), "check-failed") == 0);
    CHECK(!EXEC(conn, "SELECT * FROM nothing_of_that_name") && strcmp(code(), "statement") == 0);
    CHECK(!EXEC(conn, "SELECT 1; SELECT 2"));
    CHECK(EXEC(conn, "DROP TABLE c"));
}

/* A hundred megabytes go by; some of them are held. */
static void large_results_are_not_held(void) {
    struct rusage before, after;
    int64_t rows = 0;
    CHECK(EXEC(conn, "DROP TABLE IF EXISTS big"));
    CHECK(EXEC(conn, "CREATE TABLE big (s varchar(1000))"));
    char text[1001];
    memset(text, 'y', 1000);
    text[1000] = '\0';
    CHECK(pl_exec(conn, "INSERT INTO big VALUES (?)", PL_VALUES(pl_of_text(text)), NULL));
    for (int i = 0; i < 8; i++)
        CHECK(EXEC(conn, "INSERT INTO big SELECT s FROM big"));
    getrusage(RUSAGE_SELF, &before);
    struct pl_rows *r = pl_rows_open(conn, "SELECT a.s FROM big a, big b WHERE length(a.s) = 1000", PL_NO_VALUES);
    for (const struct pl_row *row; (row = pl_rows_next(r));)
        rows += row->values[0].len == 1000;
    CHECK(pl_rows_close(r) && rows == 65536);
    getrusage(RUSAGE_SELF, &after);
    CHECK(after.ru_maxrss - before.ru_maxrss < 20000);
    r = pl_rows_open(conn, "SELECT a.s FROM big a, big b", PL_NO_VALUES);
    CHECK(pl_rows_next(r) && pl_rows_close(r));
    CHECK(number(conn, "SELECT count(*) FROM big") == 256);
    EXEC(conn, "DROP TABLE big");
}

/* What one statement needs goes with it. */
static void memory_does_not_grow(void) {
    size_t before = 0;
    for (int i = 0; i < 3000; i++) {
        if (i == 200)
            before = mallinfo2().uordblks;
        CHECK(pl_exec(conn, "UPDATE t SET n = ? WHERE id = ?", PL_VALUES(pl_of_int(i), pl_of_int(1)), NULL));
        CHECK(number(conn, "SELECT n FROM t WHERE id = 1") == i);
        CHECK(pl_begin(conn, NULL) && pl_begin(conn, NULL) && pl_commit(conn) && pl_commit(conn));
        if (i % 10 == 0) {
            CHECK(!EXEC(conn, "SELEC"));
            pl_forget(pl);
        }
    }
    CHECK(mallinfo2().uordblks < before + 50000);
}

/* ---- models, settings, gate */

static const char *file(const char *name, const char *text) {
    static char path[512];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *f = fopen(path, "w");
    if (f) {
        fputs(text, f);
        fclose(f);
    }
    return path;
}

static void names(void) {
    struct pl_conn *c = with("models", file("t.yaml", "tables: { t: { columns: { id: { type: int, not_null: true }, n: int },"
                                                      " primary_key: [id] } }\n"));
    CHECK(c && pl_table(c, "t") && pl_table(c, "t") == pl_table(c, "t") && strchr(pl_column(c, "t", "id"), 'i'));
    CHECK(!pl_table(c, "tt") && strcmp(code(), "refers-to-nothing") == 0 && strstr(said(), "no model declares the table \"tt\""));
    CHECK(!pl_column(c, "t", "m") && strstr(said(), "no model declares the column \"m\""));
    CHECK(!pl_column(c, "x", "n") && !pl_table(c, NULL) && !pl_table(NULL, "t"));
    CHECK(pl_insert(c, "t", (const char *[]){ "id", "n" }, PL_VALUES(pl_of_int(3), pl_of_int(30))));
    CHECK(number(c, "SELECT n FROM t WHERE id = 3") == 30);
    CHECK(!pl_insert(c, "t", (const char *[]){ "n" }, PL_VALUES(pl_of_int(4))) && strcmp(code(), "is-null") == 0);
    CHECK(!pl_insert(c, "t", (const char *[]){ "id", "q" }, PL_VALUES(pl_of_int(4), pl_null())));
    CHECK(!pl_insert(c, "t", NULL, PL_NO_VALUES));
    CHECK(!pl_table(conn, "t") && strstr(said(), "there are no models"));
}

static void gate(void) {
    int verdict = -1;
    struct pl_conn *c = with("models", file("all.yaml", "tables: { t: { columns: { id: int, n: int, later: int } } }\n"));
    CHECK(c && pl_gate(c, NULL, NULL, 0, &verdict) && verdict == PL_GATE_NOT_YET && strcmp(code(), "not-yet") == 0);
    CHECK(pl_gate(c, NULL, file("needs.yaml", "tables: { t: { columns: { n: int } } }\n"), 0, &verdict) && verdict == PL_GATE_SATISFIED);
    CHECK(pl_gate(c, NULL, file("never.yaml", "tables: { t: { columns: { gone: int } } }\n"), 0, &verdict) && verdict == PL_GATE_NEVER);
    CHECK(!pl_gate(c, NULL, "no/such/file.yaml", 0, &verdict) && verdict == 66);
    CHECK(!pl_gate(c, "no-job", NULL, 0, &verdict));
    CHECK(!pl_gate(NULL, NULL, NULL, 0, &verdict));
}

static void time_zone(void) {
    struct pl_conn *c = with("time_zone", mysql() ? "+05:00" : "Asia/Tokyo");
    if (is("postgres")) {
        CHECK(c && number(c, "SELECT extract(timezone FROM now())::int") == 9 * 3600);
        CHECK(number(conn, "SELECT extract(timezone FROM now())::int") == 0);
    } else if (mysql()) {
        CHECK(c && number(c, "SELECT timestampdiff(HOUR, utc_timestamp(), now())") == 5);
        CHECK(number(conn, "SELECT timestampdiff(HOUR, utc_timestamp(), now())") == 0);
    }
    if (!is("sqlite"))
        CHECK(!with("time_zone", "Nowhere/Here") && strcmp(code(), "config") == 0);
}

static void schema(void) {
    EXEC(conn, "DROP SCHEMA IF EXISTS other CASCADE");
    CHECK(EXEC(conn, "CREATE SCHEMA other") && EXEC(conn, "CREATE TABLE other.only_there (x int)"));
    struct pl_conn *c = with("schema", "other");
    CHECK(c && EXEC(c, "INSERT INTO only_there VALUES (1)") && EXEC(c, "SELECT * FROM t"));
    CHECK(!EXEC(conn, "SELECT * FROM only_there"));
    EXEC(conn, "DROP SCHEMA other CASCADE");
}

const struct test values_tests[] = {
    { "values", NULL, values }, { "long values", NULL, long_values }, { "bytes in the old form", "postgres pooled", bytes_in_the_old_form },
    { "affected", NULL, affected }, { "violations", NULL, violations },
    { "large results are not held", NULL, large_results_are_not_held }, { "memory does not grow", NULL, memory_does_not_grow },
    { "names", NULL, names }, { "gate", NULL, gate }, { "time zone", NULL, time_zone }, { "schema", "postgres", schema }, { 0 }
};
