/* What the statements of an SQLite file say, read through a file as the tool does it; and what is asked of them when they
 * are made again (the fuzzer goes further). */
#include <stdlib.h>
#include <unistd.h>

#include <sqlite3.h>

#include "dialects/dialect.h"
#include "tests/unit/unit.h"

TestSuite(sqlite_ddl, .fini = end_contexts);
extern const struct pl_dialect pl_sqlite;

static struct pl_realm *inspect(const char *sql) {
    char path[] = "/tmp/poundlock-unit-XXXXXX";
    struct pl *pl = context();
    struct pl_login login = { .write = false };
    sqlite3 *handle = NULL;
    char *error = NULL;
    close(mkstemp(path));
    cr_assert_eq(sqlite3_open(path, &handle), SQLITE_OK);
    sqlite3_exec(handle, sql, NULL, NULL, &error);
    cr_assert_null(error, "%s", error);
    sqlite3_close(handle);
    struct pl_db *db = pl_sqlite.open(pl, path, &login);
    cr_assert_not_null(db);
    struct pl_realm *r = pl_inspect(db);
    cr_assert_not_null(r);
    pl_sqlite.close(db);
    unlink(path);
    return r;
}

static const char *value(const struct pl_realm *r, const char *path, enum pl_attr a) {
    const char *v = pl_get(at(r, path), a);
    return v ? v : "-";
}

Test(sqlite_ddl, quotes_of_all_sorts) {
    struct pl_realm *r = inspect("CREATE TABLE \"a \"\"b\" (\"x y\" int, [u v], `p``q` text, 'r''s' blob, e't' )");
    at(r, "a \"b.x y");
    at(r, "a \"b.u v");
    at(r, "a \"b.p`q");
    at(r, "a \"b.r's");
    cr_expect_str_eq(value(r, "a \"b.e", PL_COLUMN_TYPE), "'t'");
}

Test(sqlite_ddl, types) {
    struct pl_realm *r = inspect("CREATE TABLE t (a, b unsigned  big\nint, c decimal( 10 , -2 ), d int /* ) */ -- x\n four, e generated, f \"q t\"(1), g no action)");
    cr_expect_str_eq(value(r, "t.a", PL_COLUMN_TYPE), "-");
    cr_expect_str_eq(value(r, "t.b", PL_COLUMN_TYPE), "unsigned big int");
    cr_expect_str_eq(value(r, "t.c", PL_COLUMN_TYPE), "decimal( 10 , -2 )");
    cr_expect_str_eq(value(r, "t.d", PL_COLUMN_TYPE), "int four");
    cr_expect_str_eq(value(r, "t.e", PL_COLUMN_TYPE), "generated");
    cr_expect_str_eq(value(r, "t.f", PL_COLUMN_TYPE), "\"q t\"(1)");
    cr_expect_str_eq(value(r, "t.g", PL_COLUMN_TYPE), "no action");
}

Test(sqlite_ddl, defaults) {
    struct pl_realm *r = inspect("CREATE TABLE t (a DEFAULT -5, b DEFAULT + 5.5e-3, c DEFAULT 'x''y', d DEFAULT (1 + (2) -- z\n), e DEFAULT CURRENT_TIMESTAMP, f DEFAULT x'00')");
    cr_expect_str_eq(value(r, "t.a", PL_COLUMN_DEFAULT), "-5");
    cr_expect_str_eq(value(r, "t.b", PL_COLUMN_DEFAULT), "+ 5.5e-3");
    cr_expect_str_eq(value(r, "t.c", PL_COLUMN_DEFAULT), "'x''y'");
    cr_expect_str_eq(value(r, "t.e", PL_COLUMN_DEFAULT), "CURRENT_TIMESTAMP");
    cr_expect_str_eq(value(r, "t.f", PL_COLUMN_DEFAULT), "x'00'");
}

Test(sqlite_ddl, column_constraints_in_any_order) {
    struct pl_realm *r = inspect("CREATE TABLE p (id int PRIMARY KEY);"
                                 "CREATE TABLE t (a int CONSTRAINT n1 CONSTRAINT n2 CHECK (a > 0) COLLATE nocase REFERENCES p (id) ON DELETE SET NULL ON UPDATE CASCADE "
                                 "MATCH FULL NOT NULL ON CONFLICT FAIL DEFERRABLE INITIALLY DEFERRED DEFAULT 3 UNIQUE ON CONFLICT IGNORE)");
    cr_expect_str_eq(value(r, "t.a", PL_COLUMN_DEFAULT), "3");
    cr_expect_str_eq(value(r, "t.a", PL_COLUMN_NOT_NULL), "true");
    cr_expect_str_eq(value(r, "t.a", PL_COLUMN_ON_CONFLICT), "fail");
    cr_expect_str_eq(value(r, "t.a", PL_COLUMN_COLLATION), "nocase");
    cr_expect_str_eq(value(r, "t.n2", PL_CHECK_EXPRESSION), "a > 0");
    const struct pl_node *fk = pl_first(at(r, "t"), PL_FOREIGN_KEY), *u = pl_first(at(r, "t"), PL_UNIQUE);
    cr_expect_str_eq(pl_get(fk, PL_FOREIGN_KEY_ON_DELETE), "set null");
    cr_expect_str_eq(pl_get(fk, PL_FOREIGN_KEY_ON_UPDATE), "cascade");
    cr_expect_str_eq(pl_get(fk, PL_FOREIGN_KEY_MATCH), "full");
    cr_expect_str_eq(pl_get(fk, PL_FOREIGN_KEY_DEFERRABLE), "deferred");
    cr_expect_null(pl_get(fk, PL_FOREIGN_KEY_REFERENCED_COLUMNS), "the primary key goes without saying");
    cr_expect_str_eq(pl_get(u, PL_UNIQUE_ON_CONFLICT), "ignore");
}

Test(sqlite_ddl, keys_and_the_rowid) {
    struct pl_realm *r = inspect("CREATE TABLE a (id INTEGER PRIMARY KEY DESC, x); CREATE TABLE b (id INTEGER, PRIMARY KEY (id DESC));"
                                 "CREATE TABLE c (id INTEGER, PRIMARY KEY (id AUTOINCREMENT)); CREATE TABLE d (id INTEGER, PRIMARY KEY (id DESC)) WITHOUT ROWID");
    static const struct { const char *table, *order; } rows[] = { { "a", "desc" }, { "b", NULL }, { "c", NULL }, { "d", "desc" } };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct pl_node *key = pl_first(at(r, rows[i].table), PL_PRIMARY_KEY);
        cr_expect(pl_same(pl_get(key->child, PL_PART_ORDER), rows[i].order), "of %s", rows[i].table);
        cr_expect_str_eq(pl_get(key->child, PL_PART_COLUMN), "id");
    }
    cr_expect_str_eq(value(r, "c.id", PL_COLUMN_AUTOINCREMENT), "true");
}

Test(sqlite_ddl, the_first_of_constraints_with_one_name_has_it) {
    struct pl_realm *r = inspect("CREATE TABLE t (a int CONSTRAINT k CHECK (a > 0), CONSTRAINT k CHECK (a < 9), CONSTRAINT k UNIQUE (a))");
    const struct pl_node *c = pl_first(at(r, "t"), PL_CHECK);
    cr_expect_str_eq(c->name, "k");
    cr_expect_str_eq(pl_next(c)->name, "");
    cr_expect_str_eq(pl_first(at(r, "t"), PL_UNIQUE)->name, "k");
}

Test(sqlite_ddl, parentheses_and_comments_in_expressions) {
    struct pl_realm *r = inspect("CREATE TABLE t (a text, g AS (a || ')' -- )\n) STORED, CHECK (a <> ')(' /* ( */ ));"
                                 "CREATE INDEX i ON t (lower(a) COLLATE nocase DESC, a, a || 'desc') WHERE a <> 'where' -- end\n");
    cr_expect_str_eq(value(r, "t.g", PL_COLUMN_GENERATED), "a || ')'");
    cr_expect_str_eq(pl_get(pl_first(at(r, "t"), PL_CHECK), PL_CHECK_EXPRESSION), "a <> ')('");
    cr_expect_str_eq(value(r, "t.i", PL_INDEX_WHERE), "a <> 'where'");
    const struct pl_node *p = at(r, "t.i")->child;
    cr_expect_str_eq(pl_get(p, PL_PART_EXPRESSION), "lower(a)");
    cr_expect_str_eq(pl_get(p, PL_PART_COLLATION), "nocase");
    cr_expect_str_eq(pl_get(p, PL_PART_ORDER), "desc");
    cr_expect_str_eq(pl_get(pl_next(pl_next(p)), PL_PART_EXPRESSION), "a || 'desc'");
}

Test(sqlite_ddl, names_in_another_letter_case) {
    struct pl_realm *r = inspect("CREATE TABLE Parent (Id INTEGER PRIMARY KEY); CREATE TABLE child (a int REFERENCES PARENT, FOREIGN KEY (A) REFERENCES parent (ID));"
                                 "CREATE INDEX i ON CHILD (A)");
    PL_EACH(fk, at(r, "child"), PL_FOREIGN_KEY) {
        cr_expect_str_eq(pl_get(fk, PL_FOREIGN_KEY_REFERENCES), "Parent");
        cr_expect_str_eq(pl_get(fk, PL_FOREIGN_KEY_COLUMNS), "\"a\"");
        cr_expect_null(pl_get(fk, PL_FOREIGN_KEY_REFERENCED_COLUMNS));
    }
    cr_expect_str_eq(pl_get(at(r, "child.i")->child, PL_PART_COLUMN), "a");
}

Test(sqlite_ddl, views) {
    struct pl_realm *r = inspect("CREATE VIEW v (\"a b\", c) AS SELECT 1, 2 -- end\n; CREATE VIEW \"as\" AS VALUES (1)");
    cr_expect_str_eq(value(r, "v", PL_VIEW_COLUMNS), "\"a b\", \"c\"");
    cr_expect_str_eq(value(r, "v", PL_VIEW_SQL), "SELECT 1, 2");
    cr_expect_str_eq(value(r, "as", PL_VIEW_SQL), "VALUES (1)");
}

Test(sqlite_ddl, what_models_cannot_say_is_named) {
    struct pl_realm *r = inspect("CREATE TABLE t (\"\" int, b int)");
    const struct pl_node *schema = pl_find(r, r->root, PL_SCHEMA, "");
    cr_expect_null(pl_first(schema, PL_TABLE));
    cr_expect_str_eq(pl_first(schema, PL_UNMODELLED)->name, "t");
}
