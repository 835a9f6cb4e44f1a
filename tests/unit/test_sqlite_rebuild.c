/* SQLite databases taken from one state to another, with their rows: what the rebuild must keep, and what must fail. */
#include <stdlib.h>
#include <unistd.h>

#include <sqlite3.h>

#include "migrations/apply.h"
#include "tests/unit/unit.h"

extern const struct pl_dialect pl_sqlite;
static char path[] = "/tmp/poundlock-unit-XXXXXX";

static void begin(void) {
    close(mkstemp(path));
}

static void end(void) {
    unlink(path);
    end_contexts();
}

TestSuite(rebuild, .init = begin, .fini = end);

static int append(void *arg, int n, char **values, char **names) {
    struct pl_text *t = arg;
    (void)names;
    pl_add(t, t->len ? "; " : "");
    for (int i = 0; i < n; i++)
        pl_addf(t, "%s%s", i ? "|" : "", values[i] ? values[i] : "-");
    return 0;
}

/* Runs statements of its own connection, foreign keys on, and returns the rows: "1|a; 2|b". */
static const char *sql(const char *statements) {
    struct pl_text t = { .pl = context() };
    sqlite3 *db = NULL;
    char *error = NULL;
    cr_assert_eq(sqlite3_open(path, &db), SQLITE_OK);
    sqlite3_exec(db, "PRAGMA foreign_keys = ON", NULL, NULL, NULL);
    sqlite3_exec(db, statements, append, &t, &error);
    if (error)
        pl_addf(&t, "ERROR %s", error);
    sqlite3_free(error);
    sqlite3_close(db);
    return pl_text(&t);
}

static struct pl_realm *declared(struct pl *pl, const char *yaml) {
    struct pl_yaml_options o = { .dialects = pl_sqlite.words };
    struct pl_realm *r = pl_realm_new(pl, "models");
    r->nocase = pl_sqlite.nocase;
    bool ok = pl_yaml_read(r, "m.yaml", yaml, strlen(yaml), &o) && pl_realm_check(r) && pl_adapt(r, &pl_sqlite, ~0u, "");
    cr_assert(ok, "%s", first_error(pl));
    return r;
}

static bool compare(struct pl *pl, struct pl_db *db, const char *yaml, struct pl_plan *plan, bool steps) {
    struct pl_realm *to = declared(pl, yaml), *from = pl_inspect(db);
    return from && pl_plan_compare(db, &pl_sqlite, from, to, NULL, plan) && (!steps || pl_plan_steps(pl, &pl_sqlite, db->version, "", from, to, plan));
}

/* Takes the database to the models; "" or the first error. Afterwards nothing differs. */
static const char *apply(const char *yaml) {
    struct pl *pl = context();
    struct pl_login login = { .write = true };
    struct pl_db *db = pl_sqlite.open(pl, path, &login);
    struct pl_plan plan, left;
    struct pl_apply_options o = { 0 };
    cr_assert_not_null(db);
    bool ok = compare(pl, db, yaml, &plan, true) && pl_apply_run(db, &plan, &o);
    if (ok) {
        cr_expect(compare(pl, db, yaml, &left, false));
        cr_expect_eq(left.changes.count, 0, "left: %s", titles(pl, &left.changes));
    }
    pl_sqlite.close(db);
    return ok ? "" : first_error(pl);
}

static void done(const char *yaml) {
    cr_expect_str_eq(apply(yaml), "");
}

Test(rebuild, generated_columns) {
    sql("CREATE TABLE t (a int, b int AS (a * 2) STORED, c text AS (a || 'x')); INSERT INTO t VALUES (1), (2)");
    done("tables: { t: { columns: { a: { type: int, not_null: true }, b: { type: int, generated: a * 2, stored: true }, c: { type: text, generated: \"a || 'x'\" } } } }");
    cr_expect_str_eq(sql("SELECT * FROM t"), "1|2|1x; 2|4|2x");
    done("tables: { t: { columns: { a: { type: int, not_null: true }, b: int, c: { type: text, generated: \"a || 'x'\" } } } }");
    cr_expect_str_eq(sql("SELECT * FROM t"), "1|2|1x; 2|4|2x");
}

Test(rebuild, rowids) {
    sql("CREATE TABLE t (a int); INSERT INTO t (rowid, a) VALUES (7, 1), (9, 2); CREATE TABLE u (rowid text, a int); INSERT INTO u VALUES ('x', 1);"
        "CREATE TABLE w (k text PRIMARY KEY, a int) WITHOUT ROWID; INSERT INTO w VALUES ('k', 1)");
    done("tables: { t: { columns: { a: { type: int, not_null: true } } }, u: { columns: { rowid: text, a: { type: int, not_null: true } } },"
         " w: { without_rowid: true, columns: { k: text, a: { type: int, not_null: true } }, primary_key: [k] } }");
    cr_expect_str_eq(sql("SELECT rowid, a FROM t"), "7|1; 9|2");
    cr_expect_str_eq(sql("SELECT * FROM u UNION ALL SELECT * FROM w"), "x|1; k|1");
    done("tables: { t: { columns: { a: { type: int, not_null: true } } }, u: { columns: { rowid: text, a: { type: int, not_null: true } } },"
         " w: { columns: { k: text, a: { type: int, not_null: true } }, primary_key: [k] } }");
    cr_expect_str_eq(sql("SELECT * FROM w"), "k|1");
}

Test(rebuild, counters_of_tables_with_and_without_rows) {
    sql("CREATE TABLE t (id integer PRIMARY KEY AUTOINCREMENT, v int); INSERT INTO t (v) VALUES (1), (2), (3); DELETE FROM t;"
        "CREATE TABLE never (id integer PRIMARY KEY AUTOINCREMENT, v int)");
    done("tables: { t: { columns: { id: { type: integer, autoincrement: true }, v: { type: int, not_null: true } }, primary_key: [id] },"
         " never: { columns: { id: { type: integer, autoincrement: true }, v: { type: int, not_null: true } }, primary_key: [id] } }");
    cr_expect_str_eq(sql("INSERT INTO t (v) VALUES (9); INSERT INTO never (v) VALUES (9); SELECT id FROM t UNION ALL SELECT id FROM never"), "4; 1");
    cr_expect_str_eq(sql("SELECT name, seq FROM sqlite_sequence ORDER BY 1"), "never|1; t|4");
}

Test(rebuild, triggers_and_views_of_it_and_of_others) {
    sql("CREATE TABLE t (a int, b int); CREATE TABLE o (x int); CREATE VIEW v AS SELECT a FROM t;"
        "CREATE TRIGGER other AFTER INSERT ON o BEGIN INSERT INTO t VALUES (new.x, 1); END;"
        "CREATE TRIGGER own AFTER INSERT ON t BEGIN UPDATE t SET b = b + 10 WHERE a = new.a; END; INSERT INTO o VALUES (5)");
    done("tables:\n"
         "  t: { columns: { a: { type: int, not_null: true }, b: int }, triggers: { own: CREATE TRIGGER own AFTER INSERT ON t BEGIN UPDATE t SET b = b + 10 WHERE a = new.a; END } }\n"
         "  o: { columns: { x: int }, triggers: { other: \"CREATE TRIGGER other AFTER INSERT ON o BEGIN INSERT INTO t VALUES (new.x, 1); END\" } }\n"
         "views: { v: SELECT a FROM t }\n");
    cr_expect_str_eq(sql("INSERT INTO o VALUES (6); SELECT * FROM t"), "5|11; 6|11");
    cr_expect_str_eq(sql("SELECT * FROM v"), "5; 6");
}

#define FAMILY(not_null) \
    "tables:\n" \
    "  p: { columns: { id: int, up: int, z: { type: int" not_null " } }, primary_key: [id], foreign_keys: [ { columns: [up], references: p, on_delete: cascade } ] }\n" \
    "  c: { columns: { p: int }, foreign_keys: [ { columns: [p], references: p, on_delete: cascade } ] }\n"

Test(rebuild, rows_of_children_survive_cascades) {
    sql("CREATE TABLE p (id int PRIMARY KEY, up int REFERENCES p (id) ON DELETE CASCADE, z int); CREATE TABLE c (p int REFERENCES p ON DELETE CASCADE);"
        "INSERT INTO p VALUES (1, NULL, 1), (2, 1, 1); INSERT INTO c VALUES (1), (2)");
    done(FAMILY(", not_null: true"));
    cr_expect_str_eq(sql("SELECT id FROM p UNION ALL SELECT p FROM c"), "1; 2; 1; 2");
    cr_expect_str_eq(sql("DELETE FROM p WHERE id = 1; SELECT (SELECT count(*) FROM p), (SELECT count(*) FROM c)"), "0|0", "and cascades cascade");
}

Test(rebuild, what_the_rows_violate_changes_nothing) {
    sql("CREATE TABLE t (a int, b text); INSERT INTO t VALUES (NULL, 'x'); CREATE TABLE s (a int); INSERT INTO s VALUES ('abc');"
        "CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (p int); INSERT INTO c VALUES (5)");
    const char *before = sql("SELECT sql FROM sqlite_schema");
    static const char *const wrong[][2] = {
        { "t: { columns: { a: { type: int, not_null: true }, b: text } }, s: { columns: { a: int } }, c: { columns: { p: int } }", "NOT NULL constraint failed: new_t.a" },
        { "t: { columns: { a: int, b: text } }, s: { strict: true, columns: { a: int } }, c: { columns: { p: int } }", "cannot store TEXT value in INT column new_s.a" },
        { "t: { columns: { a: int, b: text }, checks: [ b <> 'x' ] }, s: { columns: { a: int } }, c: { columns: { p: int } }", "CHECK constraint failed" },
        { "t: { columns: { a: int, b: text } }, s: { columns: { a: int } }, c: { columns: { p: int }, foreign_keys: [ { columns: [p], references: p } ] }",
          "c refers to rows of p that are not there" },
        { "t: { columns: { a: int, b: text, n: { type: int, not_null: true } } }, s: { columns: { a: int } }, c: { columns: { p: int } }", "NOT NULL constraint failed: new_t.n" },
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct pl *pl = context();
        const char *error = apply(pl_format(pl, "tables: { p: { columns: { id: int }, primary_key: [id] }, %s }", wrong[i][0]));
        cr_expect_not_null(strstr(error, wrong[i][1]), "%s: %s", wrong[i][1], error);
        cr_expect_str_eq(sql("SELECT sql FROM sqlite_schema"), before);
        end_contexts();
        before = sql("SELECT sql FROM sqlite_schema");
    }
    cr_expect_str_eq(sql("SELECT * FROM t; SELECT * FROM s; SELECT * FROM c"), "-|x; abc; 5");
}

Test(rebuild, all_columns_for_others) {
    sql("CREATE TABLE t (a int); INSERT INTO t VALUES (1), (2)");
    done("tables: { t: { columns: { b: int } } }");
    cr_expect_str_eq(sql("SELECT * FROM t"), "-; -");
}

Test(rebuild, columns_added_to_rows) {
    sql("CREATE TABLE t (a int); INSERT INTO t VALUES (1)");
    done("tables: { t: { columns: { a: int, d: { type: text, default: \"date('2001-01-01')\", not_null: true }, f: { type: text, default: \"'a)(''b'\" },"
         " g: { type: int, default: 1 + (2 * 3) }, h: { type: text, default: current_timestamp } } } }");
    cr_expect_str_eq(sql("SELECT a, d, f, g, h > '2001' FROM t"), "1|2001-01-01|a)('b|7|1");
}

Test(rebuild, renames_together_with_other_changes) {
    sql("CREATE TABLE t (a int, b int, \"or\" int); CREATE INDEX i ON t (b); INSERT INTO t VALUES (1, 2, 3)");
    done("tables: { u: { was: t, columns: { x: { type: int, was: a, not_null: true }, b: int, and: { type: int, was: or } }, checks: [ x > 0 ], indexes: { i: [b] } } }");
    cr_expect_str_eq(sql("SELECT x, b, \"and\" FROM u"), "1|2|3");
}

Test(rebuild, chains_of_renames) {
    sql("CREATE TABLE t (b int, c int); INSERT INTO t VALUES (1, 2); CREATE TABLE u (x int); CREATE TABLE v (y int)");
    done("tables: { t: { columns: { b: { type: int, was: c }, a: { type: int, was: b } } }, u: { was: v, columns: { y: int } }, w: { was: u, columns: { x: int } } }");
    cr_expect_str_eq(sql("SELECT a, b FROM t; SELECT count(*) FROM u WHERE y IS NULL; SELECT count(*) FROM w WHERE x IS NULL"), "1|2; 0; 0");
}

Test(rebuild, columns_dropped_from_under_keys_and_indexes) {
    sql("CREATE TABLE t (a int, b int UNIQUE, c int, PRIMARY KEY (a, c)); CREATE INDEX i ON t (a); CREATE INDEX j ON t (c, a); INSERT INTO t VALUES (1, 2, 3)");
    done("tables: { t: { columns: { c: int }, indexes: { j: [c] } } }");
    cr_expect_str_eq(sql("SELECT * FROM t; SELECT name FROM sqlite_schema WHERE type = 'index'"), "3; j");
}

Test(rebuild, names_in_another_letter_case_are_the_same) {
    sql("CREATE TABLE T (Email int, b int); INSERT INTO t VALUES (1, 2)");
    const char *before = sql("SELECT sql FROM sqlite_schema");
    done("tables: { t: { columns: { email: int, B: int } } }");
    cr_expect_str_eq(sql("SELECT sql FROM sqlite_schema"), before);
    done("tables: { t: { columns: { email: int, B: int }, indexes: { i: [EMAIL] } } }");
    sql("DROP TABLE t; CREATE TABLE a (x int); CREATE TABLE b (y int); CREATE INDEX I ON b (y)");
    done("tables: { a: { columns: { x: int }, indexes: { i: [x] } }, b: { columns: { y: int } } }");
}
