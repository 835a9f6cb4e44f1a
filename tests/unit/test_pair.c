/* Which object of one tree is which of the other. */
#include "tests/unit/unit.h"

TestSuite(pair, .fini = end_contexts);

static struct pl_realm *from, *to;

static bool pair(const char *was, const char *is) {
    struct pl *pl = context();
    from = models(pl, was);
    to = models(pl, is);
    return pl_pair(from, to);
}

static void same(const char *old, const char *now) {
    cr_expect_eq(at(from, old)->mate, at(to, now), "%s is not %s", old, now);
    cr_expect_eq(at(to, now)->mate, at(from, old), "%s was not %s", now, old);
}

static void alone(struct pl_realm *r, const char *path) {
    cr_expect_null(at(r, path)->mate, "%s has a mate", path);
}

#define COLUMNS(...) "tables: { t: { columns: { " __VA_ARGS__ " } } }"

Test(pair, by_name) {
    cr_expect(pair(COLUMNS("a: int, b: int"), COLUMNS("b: int, c: int")));
    same("t.b", "t.b");
    alone(from, "t.a");
    alone(to, "t.c");
}

Test(pair, by_letter_case) {
    cr_expect(pair(COLUMNS("email: int"), COLUMNS("Email: int")));
    alone(to, "t.Email");
    from->nocase = to->nocase = UINT64_C(1) << PL_COLUMN;
    cr_expect(pl_pair(from, to));
    same("t.email", "t.Email");
}

Test(pair, by_former_name) {
    cr_expect(pair("tables: { a: { columns: { x: int, y: int } } }", "tables: { b: { was: a, columns: { z: { type: int, was: x }, y: int } } }"));
    same("a", "b");
    same("a.x", "b.z");
    same("a.y", "b.y");
}

Test(pair, a_former_name_says_nothing_once_the_new_one_is_there) {
    cr_expect(pair(COLUMNS("b: int"), COLUMNS("b: { type: int, was: a }")));
    same("t.b", "t.b");
    cr_expect(pair(COLUMNS("a: int, b: int"), COLUMNS("b: { type: int, was: a }")));
    same("t.b", "t.b");
    alone(from, "t.a");
}

Test(pair, a_former_name_that_is_nowhere) {
    cr_expect(pair(COLUMNS("c: int"), COLUMNS("b: { type: int, was: a }")));
    alone(to, "t.b");
}

Test(pair, chains_of_former_names) {
    static const char *const orders[] = { COLUMNS("a: { type: int, was: b }, b: { type: int, was: c }, c: { type: int, was: d }"),
                                          COLUMNS("c: { type: int, was: d }, b: { type: int, was: c }, a: { type: int, was: b }"),
                                          COLUMNS("b: { type: int, was: c }, a: { type: int, was: b }, c: { type: int, was: d }") };
    for (int i = 0; i < 3; i++) {
        cr_expect(pair(COLUMNS("b: int, c: int, d: int"), orders[i]));
        same("t.b", "t.a");
        same("t.c", "t.b");
        same("t.d", "t.c");
    }
    cr_expect(pair(COLUMNS("a: int, b: int, c: int"), orders[0]), "done, they say nothing");
    same("t.a", "t.a");
    same("t.c", "t.c");
}

Test(pair, the_name_that_is_given_up_is_taken_by_a_new_one) {
    cr_expect(pair(COLUMNS("a: int"), COLUMNS("a: text, b: { type: int, was: a }")));
    same("t.a", "t.b");
    alone(to, "t.a");
}

Test(pair, names_cannot_be_exchanged) {
    cr_expect_not(pair(COLUMNS("a: int, b: text"), COLUMNS("a: { type: text, was: b }, b: { type: int, was: a }")));
    cr_expect_not_null(strstr(first_error(from->pl), "exchange"), "%s", first_error(from->pl));
    cr_expect_not(pair(COLUMNS("a: int, b: int, c: int"),
                       COLUMNS("a: { type: int, was: c }, b: { type: int, was: a }, c: { type: int, was: b }")));
    cr_expect(pair(COLUMNS("a: int"), COLUMNS("a: { type: int, was: a }")), "what was always called so");
}

Test(pair, two_that_were_the_same) {
    cr_expect_not(pair(COLUMNS("a: int"), COLUMNS("b: { type: int, was: a }, c: { type: int, was: a }")));
    cr_expect_not_null(strstr(first_error(from->pl), "two objects"));
}

Test(pair, unnamed_by_content) {
    cr_expect(pair("tables: { t: { columns: { x: int }, checks: { one: x > 1, two: x > 2 } } }",
                   "tables: { t: { columns: { x: int }, checks: [ x > 2, x > 3 ] } }"));
    const struct pl_node *first = pl_first(at(to, "t"), PL_CHECK);
    cr_expect_eq(first->mate, at(from, "t.two"));
    cr_expect_null(pl_next(first)->mate);
    alone(from, "t.one");
}

Test(pair, unnamed_twice_with_the_same_content) {
    cr_expect(pair("tables: { t: { columns: { x: int }, checks: { one: x > 1, two: x > 1 } } }",
                   "tables: { t: { columns: { x: int }, checks: [ x > 1, x > 1, x > 1 ] } }"));
    const struct pl_node *c = pl_first(at(to, "t"), PL_CHECK);
    cr_expect_eq(c->mate, at(from, "t.one"));
    cr_expect_eq(pl_next(c)->mate, at(from, "t.two"));
    cr_expect_null(pl_next(pl_next(c))->mate);
}

Test(pair, unnamed_keys_over_renamed_columns) {
    cr_expect(pair("tables: { t: { columns: { x: int }, uniques: { u: [x] } } }",
                   "tables: { t: { columns: { y: { type: int, was: x } }, uniques: [ [y] ] } }"));
    cr_expect_eq(pl_first(at(to, "t"), PL_UNIQUE)->mate, at(from, "t.u"));
}

Test(pair, names_seen_through_renames) {
    cr_expect(pair("tables: { p: { columns: { i: int }, primary_key: [i] }, c: { columns: { x: int }, "
                   "foreign_keys: { f: { columns: [x], references: p, referenced_columns: [i] } } } }",
                   "tables: { q: { was: p, columns: { j: { type: int, was: i } }, primary_key: [j] }, c: { columns: { y: { type: int, was: x } }, "
                   "foreign_keys: { f: { columns: [y], references: q, referenced_columns: [j] } } } }"));
    const struct pl_node *f = at(from, "c.f"), *t = at(to, "c.f");
    cr_expect(pl_names_same(from, to, f, t, PL_FOREIGN_KEY_COLUMNS));
    cr_expect(pl_names_same(from, to, f, t, PL_FOREIGN_KEY_REFERENCES));
    cr_expect(pl_names_same(from, to, f, t, PL_FOREIGN_KEY_REFERENCED_COLUMNS));
}

Test(pair, pairing_again_forgets_the_first_time) {
    cr_expect(pair(COLUMNS("a: int"), COLUMNS("a: int")));
    pl_rename(to, at(to, "t.a"), "b");
    cr_expect(pl_pair(from, to));
    alone(from, "t.a");
}
