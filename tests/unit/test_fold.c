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
