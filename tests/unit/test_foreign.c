/* migrations/foreign*.c: other tools' folders. What their ledgers say is tested on real databases, by tests/cli/foreign-*. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include "migrations/foreign.h"

static struct pl *pl;
static char folder[64];

static void setup(void) {
    pl = pl_new();
    strcpy(folder, "/tmp/pl-foreign-XXXXXX");
    cr_assert(mkdtemp(folder));
}
static void teardown(void) {
    char command[128];
    snprintf(command, sizeof command, "rm -rf %s", folder);
    cr_expect_eq(system(command), 0);
    pl_free(pl);
}
TestSuite(foreign, .init = setup, .fini = teardown);

/* Writes a file; folders of its path are made. */
static void put(const char *name, const char *text) {
    char *path = pl_format(pl, "%s/%s", folder, name);
    for (char *slash = path + strlen(folder) + 1; (slash = strchr(slash, '/')); *slash++ = '/') {
        *slash = '\0';
        mkdir(path, 0700);
    }
    FILE *f = fopen(path, "w");
    cr_assert(f, "%s", path);
    fputs(text, f);
    fclose(f);
}

static struct pl_foreign load(const char *tool) {
    struct pl_foreign f;
    cr_assert(pl_foreign_read(pl, folder, &f));
    cr_assert(f.tool, "nobody's files");
    cr_expect_str_eq(pl_foreign_word(&f), tool);
    return f;
}

static const struct pl_foreign_entry *nth(const struct pl_foreign *f, int n) {
    const struct pl_foreign_entry *e = f->first;
    while (e && n--)
        e = e->next;
    cr_assert(e, "there are only %d", f->count);
    return e;
}

static void expect(const struct pl_foreign *f, int n, const char *key, const char *up, const char *down) {
    const struct pl_foreign_entry *e = nth(f, n);
    cr_expect_str_eq(e->key, key);
    cr_expect(up ? e->up && strcmp(e->up, up) == 0 : !e->up, "%s up: %s", key, e->up);
    cr_expect(down ? e->down && strcmp(e->down, down) == 0 : !e->down, "%s down: %s", key, e->down);
}

Test(foreign, flyway) {
    put("V1__init.sql", "A;\n");
    put("V1_10__later.sql", "C;\n");
    put("V1.9__second.sql", "B;\n");
    put("U1_10__later.sql", "undo C;\n");
    put("R__views.sql", "D;\n");
    struct pl_foreign f = load("flyway");
    cr_expect_eq(f.count, 3);
    expect(&f, 0, "1", "A;\n", NULL);
    expect(&f, 1, "1.9", "B;\n", NULL);
    expect(&f, 2, "1.10", "C;\n", "undo C;\n");
}

Test(foreign, golang_migrate) {
    put("000010_b.up.sql", "B;");
    put("000010_b.down.sql", "undo B;");
    put("000009_a.up.sql", "A;");
    struct pl_foreign f = load("golang-migrate");
    expect(&f, 0, "9", "A;", NULL);
    expect(&f, 1, "10", "B;", "undo B;");
}

Test(foreign, dbmate) {
    put("20260101000000_a.sql", "-- migrate:up\nA;\nA2;\n-- migrate:down\nundo A;\n");
    struct pl_foreign f = load("dbmate");
    expect(&f, 0, "20260101000000", "A;\nA2;\n", "undo A;\n");
}

Test(foreign, goose) {
    put("00002_b.sql", "-- +goose Up\n-- +goose StatementBegin\nB;\n-- +goose StatementEnd\n-- +goose Down\nundo B;\n");
    put("00001_a.sql", "-- +goose Up\nA;\n");
    struct pl_foreign f = load("goose");
    expect(&f, 0, "1", "A;\n", NULL);
    expect(&f, 1, "2", "B;\n", "undo B;\n");
}

Test(foreign, prisma) {
    put("20260102000000_b/migration.sql", "B;");
    put("20260101000000_a/migration.sql", "A;");
    put("migration_lock.toml", "provider = \"sqlite\"");
    struct pl_foreign f = load("prisma");
    expect(&f, 0, "20260101000000_a", "A;", NULL);
    expect(&f, 1, "20260102000000_b", "B;", NULL);
}

Test(foreign, sqitch) {
    put("sqitch.plan", "%syntax-version=1.0.0\n%project=shop\n\nusers 2026-01-01T00:00:00Z A <a@b> # first\n"
                       "@v1 2026-01-01T00:00:00Z A <a@b> # tag\norders [users] 2026-01-02T00:00:00Z A <a@b> # second\n");
    put("deploy/users.sql", "A;");
    put("deploy/orders.sql", "B;");
    put("revert/orders.sql", "undo B;");
    struct pl_foreign f = load("sqitch");
    cr_expect_eq(f.count, 2);
    expect(&f, 0, "shop:users", "A;", NULL);
    expect(&f, 1, "shop:orders", "B;", "undo B;");
}

Test(foreign, sqitch_change_made_anew) {
    put("sqitch.plan", "%project=shop\n\nusers 2026-01-01T00:00:00Z A <a@b> # first\nusers_more 2026-01-01T00:00:00Z A <a@b> # other\n"
                       "@v1 2026-01-01T00:00:00Z A <a@b> # tag\nusers [users_more users@v1] 2026-01-02T00:00:00Z A <a@b> # again\n");
    put("deploy/users.sql", "A2;");
    put("deploy/users@v1.sql", "A1;");
    put("deploy/users_more.sql", "B;");
    put("revert/users@v1.sql", "undo A1;");
    struct pl_foreign f = load("sqitch");
    cr_expect_eq(f.count, 3);
    expect(&f, 0, "shop:users", "A1;", "undo A1;");
    cr_expect_str_eq(nth(&f, 0)->title, "users@v1");
    expect(&f, 2, "shop:users", "A2;", NULL);
    cr_expect_str_eq(nth(&f, 2)->title, "users");
}

Test(foreign, outside_of_transactions) {
    put("1_a.sql", "-- migrate:up transaction:false\nA;\n-- migrate:down\nundo A;\n");
    put("2_b.sql", "-- migrate:up\nB; -- transaction:false\n-- migrate:down transaction:false\nundo B;\n");
    struct pl_foreign f = load("dbmate");
    cr_expect(nth(&f, 0)->up_apart && !nth(&f, 0)->down_apart);
    cr_expect(!nth(&f, 1)->up_apart && nth(&f, 1)->down_apart);
}

Test(foreign, outside_of_transactions_goose) {
    put("1_a.sql", "-- +goose NO TRANSACTION\n-- +goose Up\nA;\n");
    put("2_b.sql", "-- +goose Up\nB;\n");
    struct pl_foreign f = load("goose");
    cr_expect(nth(&f, 0)->up_apart && !nth(&f, 1)->up_apart);
}

Test(foreign, liquibase_words_that_are_no_comments_to_mysql) {
    put("log.sql", "--liquibase formatted sql\n--changeset ann:1 runInTransaction:false\n--comment: why\nA;\n--rollback undo A;\n"
                   "--changeset ann:2\nB;\n");
    struct pl_foreign f = load("liquibase");
    expect(&f, 0, "1::ann", "-- comment: why\nA;\n", "undo A;\n");
    expect(&f, 1, "2::ann", "B;\n", NULL);
    cr_expect(nth(&f, 0)->up_apart && !nth(&f, 1)->up_apart);
}

Test(foreign, rails) {
    put("20260101000000_create_users.rb", "class CreateUsers < ActiveRecord::Migration[7.1]\nend\n");
    struct pl_foreign f = load("rails");
    expect(&f, 0, "20260101000000", NULL, NULL);
}

Test(foreign, django) {
    put("shop/migrations/0001_initial.py", "from django.db import migrations\nclass Migration(migrations.Migration):\n    pass\n");
    put("shop/migrations/__init__.py", "");
    struct pl_foreign f = load("django");
    cr_expect_eq(f.count, 1);
    expect(&f, 0, "shop.0001_initial", NULL, NULL);
}

Test(foreign, alembic) {
    put("versions/a1_init.py", "revision = 'a1'\ndown_revision = None\n");
    put("versions/b2_more.py", "revision: str = \"b2\"\ndown_revision: Union[str, None] = \"a1\"\n");
    put("versions/c3_merge.py", "revision = 'c3'\ndown_revision = ('a1', 'b2')  # a merge\n");
    struct pl_foreign f = load("alembic");
    cr_expect_eq(f.count, 3);
    cr_expect_null(nth(&f, 0)->needs);
    cr_expect_str_eq(nth(&f, 1)->needs, "\"a1\"");
    cr_expect_str_eq(nth(&f, 2)->needs, "\"a1\", \"b2\"");
}

Test(foreign, liquibase) {
    put("changelog.xml", "<databaseChangeLog><changeSet id=\"1\" author=\"ada\"><sql>CREATE TABLE a (x int) &lt; 1</sql>"
                         "<rollback>DROP TABLE a</rollback></changeSet>"
                         "<changeSet id=\"2\" author=\"ada\"><createTable tableName=\"b\"/></changeSet>"
                         "<include file=\"changes/more.sql\"/></databaseChangeLog>");
    put("changes/more.sql", "--liquibase formatted sql\n\n--changeset bob:3 runOnChange:true\nB;\n--rollback undo B;\n"
                            "-- changeset bob:4\nC;\n");
    struct pl_foreign f = load("liquibase");
    cr_expect_eq(f.count, 4);
    expect(&f, 0, "1::ada", "CREATE TABLE a (x int) < 1;\n", "DROP TABLE a");
    expect(&f, 1, "2::ada", NULL, NULL);
    expect(&f, 2, "3::bob", "B;\n", "undo B;\n");
    expect(&f, 3, "4::bob", "C;\n", NULL);
}

Test(foreign, liquibase_that_is_not_xml_is_refused_with_the_line) {
    struct pl_foreign f;
    put("changelog.xml", "<databaseChangeLog>\n<changeSet>\n</databaseChangeLog>");
    cr_expect(!pl_foreign_read(pl, folder, &f));
    cr_expect_eq(pl->newest->line, 3);
}

Test(foreign, nobodys_files_are_no_error) {
    struct pl_foreign f;
    put("notes.sql", "SELECT 1;");
    cr_expect(pl_foreign_read(pl, folder, &f));
    cr_expect_null(f.tool);
    cr_expect(pl_foreign_read(pl, "/nowhere/at/all", &f));
    cr_expect_null(f.tool);
}
