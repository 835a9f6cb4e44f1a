/* The library as a program sees it, on SQLite: nothing but the public calls. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include "dialects/client.h"
#include "tests/unit/unit.h"

static struct pl *pl;
static struct pl_conn *conn;
static char path[64];

static const char *newest(void) { return pl_newest(pl) ? pl_newest(pl)->text : "(nothing)"; }
static const char *code(void) { return pl_newest(pl) ? pl_newest(pl)->code : "(none)"; }

static struct pl_conn *open_file(void) {
    const char *settings[] = { "database", path, NULL };
    return pl_open(pl, settings);
}

static void begin(void) {
    strcpy(path, "/tmp/poundlock-unit-XXXXXX.db");
    close(mkstemps(path, 3));
    pl = pl_new();
    conn = open_file();
    cr_assert_not_null(conn, "%s", newest());
    cr_assert(pl_exec(conn, "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT UNIQUE, data BLOB, size REAL)", PL_NO_VALUES, NULL));
}

static void end(void) {
    pl_free(pl);
    unlink(path);
}

TestSuite(library, .init = begin, .fini = end);

Test(library, values_go_in_and_come_out) {
    int64_t n = 0;
    cr_assert(pl_exec(conn, "INSERT INTO t VALUES (?, ?, ?, ?)",
                      PL_VALUES(pl_of_int(7), pl_of_text("it's"), pl_of_bytes("a\0b", 3), pl_of_real(0.1)), &n), "%s", newest());
    cr_assert_eq(n, 1);
    struct pl_rows *rows = pl_rows_open(conn, "SELECT * FROM t", PL_NO_VALUES);
    const struct pl_row *row = pl_rows_next(rows);
    cr_assert_not_null(row);
    cr_assert_eq(pl_row_int(row, 0), 7);
    cr_assert_str_eq(pl_row_text(row, 0), "7");
    cr_assert_str_eq(pl_row_text(row, pl_row_column(row, "name")), "it's");
    cr_assert_eq(row->values[2].len, 3u);
    cr_assert_eq(memcmp(row->values[2].text, "a\0b", 3), 0);
    cr_assert_str_eq(pl_row_text(row, 3), "0.1");
    cr_assert_null(pl_rows_next(rows));
    cr_assert(pl_rows_close(rows));
}

Test(library, null_is_null) {
    cr_assert(pl_exec(conn, "INSERT INTO t (name, size) VALUES (?, ?)", PL_VALUES(pl_of_text(NULL), pl_null()), NULL));
    struct pl_rows *rows = pl_rows_open(conn, "SELECT name, size FROM t", PL_NO_VALUES);
    const struct pl_row *row = pl_rows_next(rows);
    cr_assert(pl_row_null(row, 0) && pl_row_null(row, 1));
    cr_assert_null(pl_row_text(row, 0));
    cr_assert_eq(pl_row_int(row, 1), 0);
    cr_assert(pl_rows_close(rows));
}

Test(library, numbered_parameters_in_any_order) {
    cr_assert(pl_exec(conn, "INSERT INTO t (id, name, size) VALUES ($2, $1, $2)", PL_VALUES(pl_of_text("$1?"), pl_of_int(3)), NULL), "%s",
              newest());
    struct pl_rows *rows = pl_rows_open(conn, "SELECT id, name, size FROM t WHERE name = '$1?' AND id = ?", PL_VALUES(pl_of_int(3)));
    const struct pl_row *row = pl_rows_next(rows);
    cr_assert_not_null(row, "%s", newest());
    cr_assert_eq(pl_row_int(row, 2), 3);
    pl_rows_close(rows);
}

Test(library, values_and_parameters_must_match) {
    cr_assert_not(pl_exec(conn, "SELECT ?, ?", PL_VALUES(pl_of_int(1)), NULL));
    cr_assert_str_eq(newest(), "the statement has a parameter 2, and 1 value is given");
    cr_assert_not(pl_exec(conn, "SELECT '?'", PL_VALUES(pl_of_int(1)), NULL));
    cr_assert_str_eq(newest(), "value 1 is given, and the statement has no parameter for it");
    cr_assert_not(pl_exec(conn, "SELECT ?", PL_NO_VALUES, NULL));
    cr_assert_not(pl_exec(conn, "SELECT ?", NULL, 1, NULL));
    cr_assert_not(pl_exec(conn, NULL, PL_NO_VALUES, NULL));
}

Test(library, one_text_is_one_statement) {
    cr_assert_not(pl_exec(conn, "SELECT 1; SELECT 2", PL_NO_VALUES, NULL));
    cr_assert(pl_exec(conn, "SELECT 1; -- that was all", PL_NO_VALUES, NULL), "%s", newest());
}

Test(library, what_failed_has_a_word) {
    cr_assert(pl_exec(conn, "INSERT INTO t (id, name) VALUES (1, 'a')", PL_NO_VALUES, NULL));
    cr_assert_not(pl_exec(conn, "INSERT INTO t (id, name) VALUES (2, 'a')", PL_NO_VALUES, NULL));
    cr_assert_str_eq(code(), "not-unique");
    cr_assert_not(pl_exec(conn, "SELEC", PL_NO_VALUES, NULL));
    cr_assert_str_eq(code(), "statement");
    pl_forget(pl);
    cr_assert_null(pl_diags(pl));
    cr_assert_null(pl_newest(pl));
    cr_assert(pl_exec(conn, "SELECT 1", PL_NO_VALUES, NULL), "a forgotten diagnostic does no harm to the connection");
}

Test(library, rows_are_read_one_result_at_a_time) {
    cr_assert(pl_exec(conn, "INSERT INTO t (id) VALUES (1), (2)", PL_NO_VALUES, NULL));
    struct pl_rows *rows = pl_rows_open(conn, "SELECT id FROM t", PL_NO_VALUES);
    cr_assert_not_null(pl_rows_next(rows));
    cr_assert_not(pl_exec(conn, "SELECT 1", PL_NO_VALUES, NULL));
    cr_assert_str_eq(newest(), "the rows of another statement are still being read");
    cr_assert_not(pl_close_old(conn));
    cr_assert(pl_rows_close(rows));
    cr_assert_not(pl_rows_close(rows));
    cr_assert_null(pl_rows_next(rows));
    cr_assert(pl_exec(conn, "SELECT 1", PL_NO_VALUES, NULL));
}

static bool two(void *arg, const struct pl_row *row) {
    int *seen = arg;
    return pl_row_int(row, 0) > 0 && ++*seen < 2;
}

Test(library, a_callback_may_end_the_reading) {
    int seen = 0;
    cr_assert(pl_exec(conn, "INSERT INTO t (id) VALUES (1), (2), (3)", PL_NO_VALUES, NULL));
    cr_assert_not(pl_query(conn, "SELECT id FROM t", PL_NO_VALUES, two, &seen));
    cr_assert_eq(seen, 2);
    seen = -5;
    cr_assert(pl_query(conn, "SELECT id FROM t", PL_NO_VALUES, two, &seen));
}

Test(library, a_wrong_call_is_an_error_and_no_crash) {
    cr_assert_not(pl_exec(NULL, "SELECT 1", PL_NO_VALUES, NULL));
    cr_assert_null(pl_rows_open(NULL, "SELECT 1", PL_NO_VALUES));
    cr_assert_null(pl_rows_next(NULL));
    cr_assert_not(pl_rows_close(NULL));
    cr_assert_null(pl_open(NULL, NULL));
    cr_assert_null(pl_newest(NULL));
    pl_close(NULL);
    pl_close(conn);
    pl_close(conn);
    cr_assert_not(pl_exec(conn, "SELECT 1", PL_NO_VALUES, NULL));
    cr_assert_str_eq(newest(), "the connection has been closed");
    cr_assert_not(pl_close_old(conn));
    cr_assert_null(pl_dialect_word(conn));
}

Test(library, settings_are_those_of_the_file) {
    const char *misspelt[] = { "databse", path, NULL }, *half[] = { "database", NULL }, *not_one[] = { "database", "nothing", NULL };
    const char *none[] = { "schema", "x", NULL }, *age[] = { "database", path, "max_age", "long", NULL };
    cr_assert_null(pl_open(pl, misspelt));
    cr_assert_str_eq(newest(), "unknown setting \"databse\"");
    cr_assert_str_eq(pl_newest(pl)->hint, "did you mean \"database\"?");
    cr_assert_null(pl_open(pl, half));
    cr_assert_null(pl_open(pl, not_one));
    cr_assert_str_eq(newest(), "\"nothing\" is not a database");
    cr_assert_null(pl_open(pl, none));
    cr_assert_str_eq(newest(), "no database is named");
    cr_assert_null(pl_open(pl, age));
    cr_assert_str_eq(newest(), "the setting \"max_age\": \"long\" is not a time as 30s, 5m or 1h");
}

Test(library, an_old_session_is_had_anew) {
    const char *settings[] = { "database", path, "max_age", "0", NULL };
    struct pl_conn *brief = pl_open(pl, settings);
    cr_assert_not_null(brief, "%s", newest());
    cr_assert(pl_exec(brief, "CREATE TEMP TABLE mine (x)", PL_NO_VALUES, NULL));
    cr_assert(pl_close_old(brief));
    cr_assert_not(pl_exec(brief, "SELECT * FROM mine", PL_NO_VALUES, NULL), "what the old session had is gone");
    cr_assert(pl_exec(conn, "CREATE TEMP TABLE mine (x)", PL_NO_VALUES, NULL));
    cr_assert(pl_close_old(conn));
    cr_assert(pl_exec(conn, "SELECT * FROM mine", PL_NO_VALUES, NULL), "ten minutes have not gone by");
}

/* ---- transactions */

static bool add(struct pl_conn *c, void *arg) {
    return pl_exec(c, "INSERT INTO t (id) VALUES (?)", PL_VALUES(pl_of_int(*(int *)arg)), NULL);
}

Test(library, a_transaction_is_kept_or_not) {
    int one = 1;
    cr_assert(pl_atomic(conn, add, &one, NULL), "%s", newest());
    cr_assert_not(pl_atomic(conn, add, &one, NULL));
    cr_assert_str_eq(code(), "not-unique");
    cr_assert(pl_begin(conn, NULL) && pl_exec(conn, "DELETE FROM t", PL_NO_VALUES, NULL) && pl_rollback(conn));
    cr_assert_not(pl_commit(conn));
    cr_assert_str_eq(newest(), "there is no transaction to end");
    int64_t n;
    cr_assert(pl_exec(conn, "UPDATE t SET size = 1", PL_NO_VALUES, &n) && n == 1);
}

/* ---- parameters, without a server */

static const char *rewritten(const char *dialect, const char *sql, int count, const char *orders) {
    static char seen[64];
    const char *out;
    int *order, used;
    if (!pl_bind(context(), pl_dialect_named(dialect), sql, count, &out, &order, &used))
        return NULL;
    char *to = seen;
    for (int i = 0; i < used; i++)
        to += snprintf(to, 8, "%d", order ? order[i] : i);
    *to = '\0';
    cr_assert_str_eq(seen, orders, "%s: %s", sql, seen);
    return out;
}

Test(parameters, each_dialect_has_its_own, .fini = end_contexts) {
    cr_assert_str_eq(rewritten("postgres", "a = ? AND b = ?", 2, "01"), "a = $1 AND b = $2");
    cr_assert_str_eq(rewritten("mysql", "a = $2 AND b = $1 AND c = $2", 2, "101"), "a = ? AND b = ? AND c = ?");
    cr_assert_str_eq(rewritten("postgres", "a = $2 AND b = $1", 2, "01"), "a = $2 AND b = $1");
    cr_assert_str_eq(rewritten("postgres", "j ? 'a' AND b = $1", 1, "0"), "j ? 'a' AND b = $1");
    cr_assert_str_eq(rewritten("postgres", "j ? 'a'", 0, ""), "j ? 'a'");
}

Test(parameters, not_in_quotes_and_comments, .fini = end_contexts) {
    cr_assert_str_eq(rewritten("postgres", "'?' || $x$ ? $x$ || \"?\" -- ?\n/* ? /* ? */ */ || E'\\'?' || ?", 1, "0"),
                     "'?' || $x$ ? $x$ || \"?\" -- ?\n/* ? /* ? */ */ || E'\\'?' || $1");
    cr_assert_str_eq(rewritten("mysql", "'\\'?', `?` # ?\n, a$1, ?", 1, "0"), "'\\'?', `?` # ?\n, a$1, ?");
    cr_assert_str_eq(rewritten("sqlite", "'it''s ?', ?", 1, "0"), "'it''s ?', ?");
    cr_assert_null(rewritten("sqlite", "?, ?", 1, ""));
    cr_assert_null(rewritten("postgres", "$3", 2, ""));
    cr_assert_null(rewritten("postgres", "$1", 2, ""));
}
