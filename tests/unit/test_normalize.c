/* Texts that mean the same, and unnamed objects that pair by them. SQLite needs no connection to be asked. */
#include "dialects/dialect.h"
#include "tests/unit/unit.h"

TestSuite(normalize, .fini = end_contexts);

static struct pl_realm *checks(struct pl *pl, const char *operator, int n) {
    struct pl_text t = { .pl = pl };
    pl_add(&t, "tables: { t: { columns: { a: int }, checks: [");
    for (int i = 0; i < n; i++)
        pl_addf(&t, "%s\"a %s %d\"", i ? ", " : "", operator, i);
    pl_add(&t, "] } }");
    return models(pl, t.s);
}

/* How much is handed out on the way to pairing n checks that are all spelled otherwise. */
static size_t cost(int n) {
    struct pl *pl = context();
    struct pl_realm *live = checks(pl, "<>", n), *declared = checks(pl, "!=", n);
    size_t before = pl->used;
    cr_assert(pl_normalize(NULL, pl_dialect_named("sqlite"), live, declared));
    PL_EACH(c, at(declared, "t"), PL_CHECK)
        cr_expect(c->mate && strcmp(pl_get(c, PL_CHECK_EXPRESSION), pl_get(c->mate, PL_CHECK_EXPRESSION)) == 0);
    return pl->used - before;
}

Test(normalize, each_unnamed_text_is_asked_once) {
    size_t small = cost(50), large = cost(200);
    cr_expect_lt(large, 6 * small, "%zu for 50, %zu for 200", small, large);
}

static int left_over(const char *was, const char *is) {
    struct pl *pl = context();
    struct pl_realm *live = models(pl, was), *declared = models(pl, is);
    struct pl_changes changes;
    cr_assert(pl_normalize(NULL, pl_dialect_named("sqlite"), live, declared) && pl_diff(live, declared, NULL, &changes));
    return changes.count;
}

#define CHECKS(...) "tables: { t: { columns: { a: int, b: text }, checks: " __VA_ARGS__ " } }"

Test(normalize, letters_of_a_literal_count) {
    cr_expect_eq(left_over(CHECKS("[ b <> 'ABC' ]"), CHECKS("[ b != 'ABC' ]")), 0);
    cr_expect_eq(left_over(CHECKS("[ b <> 'ABC' ]"), CHECKS("[ b != 'abc' ]")), 2);
    cr_expect_eq(left_over(CHECKS("{ c: b <> 'ABC' }"), CHECKS("{ c: b != 'abc' }")), 1);
    cr_expect_eq(left_over(CHECKS("{ c: \"b <> x'00aa'\" }"), CHECKS("{ c: \"b != X'00AA'\" }")), 0);
    cr_expect_eq(left_over(CHECKS("{ c: \"b <> x'00aa'\" }"), CHECKS("{ c: \"b != x'00bb'\" }")), 1);
}

Test(normalize, the_place_of_a_column_does_not) {
    cr_expect_eq(left_over("tables: { t: { columns: { a: int, b: text }, checks: { c: a <> 1, d: b <> 'x' } } }",
                           "tables: { t: { columns: { b: text, a: int }, checks: { c: a != 1, d: b != 'x' } } }"), 0);
    cr_expect_eq(left_over("tables: { t: { columns: { a: int, b: text }, checks: { c: a <> 1 } } }",
                           "tables: { t: { columns: { b: text, x: { type: int, was: a } }, checks: { c: x != 1 } } }"), 1, "the rename");
}

Test(normalize, the_same_text_twice) {
    cr_expect_eq(left_over(CHECKS("[ a > 1, a > 1 ]"), CHECKS("[ \"(a) > 1\", a > (1) ]")), 0);
    cr_expect_eq(left_over(CHECKS("[ a > 1, a > 1 ]"), CHECKS("[ a > 1 ]")), 1);
}
