/* The proof of the diff: changes done to a copy lead to what was wanted, and a list that leaves one out is caught. */
#include "tests/unit/unit.h"

TestSuite(fold, .fini = end_contexts);

static const char *const states[] = {
    "tables: {}",
    "tables: { t: { columns: { a: int } } }",
    "tables: { t: { columns: { a: text, b: { type: int, not_null: true, default: 1 } }, primary_key: [a], checks: [ b > 0, b < 9 ] } }",
    "tables: { t: { columns: { b: int }, uniques: [ [b] ], indexes: { i: { parts: [ { column: b, order: desc } ], unique: true } } }, u: { columns: { x: int } } }",
    "tables: { u: { columns: { x: int }, primary_key: [x] }, t: { columns: { b: int }, foreign_keys: [ { columns: [b], references: u } ] } }\n"
    "views: { v: SELECT 1 }\nenums: { e: [a, b] }\n",
    "schemas: { s: { tables: { t: { columns: { a: int }, checks: { c: a > 0 } } }, sequences: { q: { start: 5, owned_by: t.a } } } }",
};
enum { STATES = sizeof states / sizeof *states };

Test(fold, any_state_to_any_other) {
    for (int i = 0; i < STATES; i++)
        for (int j = 0; j < STATES; j++) {
            struct pl *pl = context();
            struct pl_realm *from = models(pl, states[i]), *to = models(pl, states[j]);
            struct pl_changes changes;
            cr_assert(pl_pair(from, to) && pl_diff(from, to, NULL, &changes));
            cr_expect_eq(changes.count == 0, i == j, "%d to %d", i, j);
            cr_expect(pl_fold_proves(from, to, &changes), "%d to %d: %s", i, j, titles(pl, &changes));
            end_contexts();
        }
}

Test(fold, a_change_too_few_is_caught) {
    struct pl *pl = context();
    struct pl_realm *from = models(pl, states[1]), *to = models(pl, states[2]);
    struct pl_changes all, some;
    cr_assert(pl_pair(from, to) && pl_diff(from, to, NULL, &all));
    for (int left_out = 0; left_out < all.count; left_out++) {
        int i = 0;
        some = (struct pl_changes){ 0 };
        /* Without the table its columns have nowhere to go; it is there. */
        for (const struct pl_change *c = all.first; c; c = c->next, i++)
            if (i != left_out)
                pl_change_add(pl, &some, c->op, c->from, c->to, c->slots);
        cr_expect_not(pl_fold_proves(from, to, &some), "without change %d", left_out);
    }
}

Test(fold, pairs_are_as_before) {
    struct pl *pl = context();
    struct pl_realm *from = models(pl, states[2]), *to = models(pl, states[3]);
    struct pl_changes changes;
    cr_assert(pl_pair(from, to) && pl_diff(from, to, NULL, &changes));
    cr_expect(pl_fold_proves(from, to, &changes));
    cr_expect_eq(at(to, "t.b")->mate, at(from, "t.b"));
    cr_expect_eq(at(from, "t")->mate, at(to, "t"));
}

/* What names a renamed object follows it without a change of its own; the proof must follow too, and still see what is left out. */
static const char *const renamed[][2] = {
    { "tables: { t: { columns: { a: int, b: int }, primary_key: [a], indexes: { i: [b, a] } } }",
      "tables: { t: { columns: { c: { type: int, was: a }, b: int }, primary_key: [c], indexes: { i: [b, c] } } }" },
    { "tables: { p: { columns: { a: int, b: int }, primary_key: [a, b] }, "
      "t: { columns: { x: int, y: int }, foreign_keys: { f: { columns: [x, y], references: p, referenced_columns: [a, b] } } } }",
      "tables: { q: { was: p, columns: { b: int, c: { type: int, was: a } }, primary_key: [c, b] }, "
      "t: { columns: { z: { type: int, was: x }, y: int }, foreign_keys: { f: { columns: [z, y], references: q, referenced_columns: [c, b] } } } }" },
    { "schemas: { s: { tables: { t: { columns: { a: int } } }, sequences: { n: { owned_by: t.a } } } }",
      "schemas: { r: { was: s, tables: { u: { was: t, columns: { b: { type: bigint, was: a } } } }, sequences: { n: { owned_by: u.b } } } }" },
    { "tables: { a: { columns: { x: int }, primary_key: [x] }, b: { columns: { x: int }, foreign_keys: { f: { columns: [x], references: a } } } }",
      "tables: { b: { was: a, columns: { x: int }, primary_key: [x] }, "
      "c: { was: b, columns: { y: { type: int, was: x } }, foreign_keys: { f: { columns: [y], references: b } } } }" },
};

Test(fold, renames_are_followed) {
    for (size_t i = 0; i < sizeof renamed / sizeof *renamed; i++) {
        struct pl *pl = context();
        struct pl_realm *from = models(pl, renamed[i][0]), *to = models(pl, renamed[i][1]);
        struct pl_changes all;
        cr_assert(pl_pair(from, to) && pl_diff(from, to, NULL, &all));
        cr_expect_gt(all.count, 0);
        cr_expect(pl_fold_proves(from, to, &all), "%zu: %s", i, titles(pl, &all));
        for (int left_out = 0; left_out < all.count; left_out++) {
            struct pl_changes some = { 0 };
            int n = 0;
            for (const struct pl_change *c = all.first; c; c = c->next)
                if (n++ != left_out)
                    pl_change_add(pl, &some, c->op, c->from, c->to, c->slots);
            cr_expect_not(pl_fold_proves(from, to, &some), "%zu without change %d: %s", i, left_out, titles(pl, &all));
        }
        end_contexts();
    }
}
