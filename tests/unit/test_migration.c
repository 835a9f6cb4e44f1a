/* migrations/migration.c and history.c: what a file says, and what a folder must be. */
#include <criterion/criterion.h>
#include <string.h>
#include "migrations/history.h"

static struct pl *pl;
static void setup(void) { pl = pl_new(); }
static void teardown(void) { pl_free(pl); }
TestSuite(migration, .init = setup, .fini = teardown);

static bool parse(const char *text, struct pl_migration *m) {
    *m = (struct pl_migration){ .path = "0001_a.sql", .text = text, .len = strlen(text) };
    return pl_migration_parse(pl, m);
}

static void refused(const char *text, const char *part, int line) {
    struct pl_migration m;
    cr_expect(!parse(text, &m), "taken: %s", text);
    cr_expect(strstr(pl->newest->text, part), "said: %s", pl->newest->text);
    cr_expect_eq(pl->newest->line, line);
}

Test(migration, parts_and_items) {
    struct pl_migration m;
    cr_assert(parse("-- a comment\n-- poundlock: loses t.b\n-- up\nCREATE TABLE t (a int);\n-- expect: SELECT 1 = 1;\n"
                    "DROP TABLE u;\n-- poundlock: no-transaction\nVACUUM;\n-- DOWN\nDROP TABLE t;", &m));
    static const enum pl_item_kind kinds[] = { PL_I_SQL, PL_I_EXPECT, PL_I_SQL, PL_I_NO_TRANSACTION, PL_I_SQL };
    size_t n = 0;
    for (const struct pl_item *i = m.up.first; i; i = i->next, n++)
        cr_expect_eq(i->kind, kinds[n]);
    cr_expect_eq(n, 5);
    cr_expect_str_eq(m.up.first->next->text, "SELECT 1 = 1");
    cr_expect_eq(m.up.first->next->line, 5);
    cr_expect_str_eq(m.down.first->text, "DROP TABLE t;\n");
    cr_expect_eq(m.down.first->line, 10);
    cr_expect_str_eq(pl_migration_says(&m, "loses", NULL)->value, "t.b");
    cr_expect_null(pl_migration_says(&m, "generated", NULL));
}

Test(migration, a_header_directive_holds_for_both_ways) {
    struct pl_migration m;
    cr_assert(parse("-- poundlock: no-transaction\n-- up\nA;\n-- down\nB;\n", &m));
    cr_expect_eq(m.up.first->kind, PL_I_NO_TRANSACTION);
    cr_expect_eq(m.down.first->kind, PL_I_NO_TRANSACTION);
}

Test(migration, an_exception_has_a_reason) {
    struct pl_migration m;
    cr_assert(parse("-- poundlock: allow ban-drop-column because nobody reads it\n-- up\nA;\n", &m));
    cr_expect_str_eq(m.directives->value, "ban-drop-column");
    cr_expect_str_eq(m.directives->reason, "nobody reads it");
    cr_expect_eq(m.down.line, 0);
}

Test(migration, wrong_files_are_refused_with_their_line) {
    refused("-- up\nA;\n-- up\nB;\n", "a second \"-- up\"", 3);
    refused("SELECT 1;\n-- up\n", "SQL before", 1);
    refused("\n-- poundlock: no-transactoin\n-- up\n", "unknown directive", 2);
    refused("-- poundlock: statement-timeout soon\n-- up\n", "is not a time", 1);
    refused("-- poundlock: loses\n-- up\n", "needs a value", 1);
    refused("-- up\n-- poundlock: generated\n", "belongs before", 2);
    refused("-- expect: SELECT 1\n-- up\n", "an expectation stands behind", 1);
    refused("-- up\n-- expect: ;\n", "without a query", 2);
    refused("-- nothing\n", "no line \"-- up\"", 0);
}

Test(migration, durations) {
    cr_expect_eq(pl_duration("90"), 90000);
    cr_expect_eq(pl_duration("250ms"), 250);
    cr_expect_eq(pl_duration("5m"), 300000);
    cr_expect_eq(pl_duration("2 h"), 7200000);
    cr_expect_eq(pl_duration("-1s"), -1);
    cr_expect_eq(pl_duration("1 fortnight"), -1);
    cr_expect_eq(pl_duration(""), -1);
    cr_expect_eq(pl_duration("999999999h"), -1);
}

/* ---- folders */

static struct pl_file *file(const char *name, const char *text, struct pl_file *next) {
    struct pl_file *f = PL_NEW(pl, struct pl_file);
    *f = (struct pl_file){ .next = next, .name = name, .text = pl_strdup(pl, text), .len = strlen(text) };
    return f;
}

static bool read(struct pl_file *files, struct pl_history *h) {
    return pl_history_read(pl, "m/", files, h);
}

#define UP "-- up\nSELECT 1;\n"

Test(migration, order_is_by_number) {
    struct pl_history h;
    cr_assert(read(file("m/10_c.sql", UP, file("m/9_b.sql", UP, file("m/0008_a.sql", "-- poundlock: replaces 1_x\n-- poundlock: replaces 2_x\n"
                   "-- poundlock: replaces 3_x\n-- poundlock: replaces 4_x\n-- poundlock: replaces 5_x\n-- poundlock: replaces 6_x\n"
                   "-- poundlock: replaces 7_x\n" UP, NULL))), &h));
    cr_expect_str_eq(h.first->id, "0008_a");
    cr_expect_str_eq(h.first->next->id, "9_b");
    cr_expect_str_eq(h.first->next->next->id, "10_c");
    cr_expect_str_eq(h.folder, "m");
    cr_expect_str_eq(pl_history_next(pl, &h, false, 0), "11");
    cr_expect_str_eq(pl_history_next(pl, &h, true, 0), "19700101000000");
    cr_expect_str_eq(pl_history_find(pl, &h, "9")->name, "b");
    cr_expect_str_eq(pl_history_find(pl, &h, "c")->number, "10");
    cr_expect_null(pl_history_find(pl, &h, "11"));
}

Test(migration, gaps_twins_and_odd_names_are_refused) {
    struct pl_history h;
    cr_expect(!read(file("m/0001_a.sql", UP, file("m/0003_b.sql", UP, NULL)), &h));
    cr_expect(strstr(pl->newest->text, "0002 is missing"), "%s", pl->newest->text);
    cr_expect(!read(file("m/0001_a.sql", UP, file("m/0001_b.sql", UP, NULL)), &h));
    cr_expect(strstr(pl->newest->text, "two migrations have the number"), "%s", pl->newest->text);
    cr_expect(!read(file("m/notes.sql", UP, NULL), &h));
    cr_expect(!read(file("m/0001.sql", UP, NULL), &h));
    cr_expect(read(file("m/20260101000000_a.sql", UP, file("m/20260301000000_b.sql", UP, NULL)), &h), "times have no gaps");
}

Test(migration, the_seal_covers_each_file_and_all_before_it) {
    struct pl_history h, edited, more;
    cr_assert(read(file("m/0001_a.sql", UP, file("m/0002_b.sql", UP, NULL)), &h));
    cr_expect(!pl_history_sealed(pl, &h), "nothing is sealed yet");
    const char *sum = pl_history_sum(pl, &h);
    cr_assert(read(file("m/0001_a.sql", UP, file("m/0002_b.sql", UP, file("m/" PL_SUM_FILE, sum, NULL))), &h));
    cr_expect(pl_history_sealed(pl, &h));
    cr_assert(read(file("m/0001_a.sql", UP "-- x\n", file("m/0002_b.sql", UP, file("m/" PL_SUM_FILE, sum, NULL))), &edited));
    cr_expect_str_eq(h.first->next->hash, edited.first->next->hash);
    cr_expect_str_neq(h.first->next->chain, edited.first->next->chain);
    cr_expect(!pl_history_sealed(pl, &edited));
    cr_expect(strstr(pl->newest->text, "0001_a.sql was changed"), "%s", pl->newest->text);
    cr_assert(read(file("m/0001_a.sql", UP, file("m/" PL_SUM_FILE, sum, NULL)), &more));
    cr_expect(!pl_history_sealed(pl, &more));
    cr_expect(strstr(pl->newest->text, "0002_b.sql is gone"), "%s", pl->newest->text);
}

Test(migration, names_out_of_words) {
    cr_expect_str_eq(pl_history_name(pl, "Add e-mail!"), "add_e_mail");
    cr_expect_str_eq(pl_history_name(pl, "../../etc/passwd"), "etc_passwd");
    cr_expect_null(pl_history_name(pl, " - "));
}
