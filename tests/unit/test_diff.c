/* The one comparison: every operation, what is not compared, and what the gate asks. */
#include "tests/unit/unit.h"

TestSuite(diff, .fini = end_contexts);

static struct pl_realm *from, *to;
static struct pl_changes changes;

static const char *diff_with(const char *was, const char *is, const struct pl_diff_options *o) {
    struct pl *pl = context();
    from = models(pl, was);
    to = models(pl, is);
    cr_assert(pl_pair(from, to) && pl_diff(from, to, o, &changes), "%s", first_error(pl));
    int counted = 0;
    for (const struct pl_change *c = changes.first; c; c = c->next)
        counted++;
    cr_expect_eq(counted, changes.count);
    if (!o)
        cr_expect(pl_fold_proves(from, to, &changes), "%s -> %s", was, is);
    return titles(pl, &changes);
}

#define IS(was, is, ...) cr_expect_str_eq(diff_with(was, is, NULL), "" __VA_ARGS__)

static int both_names(const char *was, const char *is) {
    struct pl *pl = context();
    int n = 0;
    from = models(pl, was);
    to = models(pl, is);
    cr_assert(pl_pair(from, to) && pl_diff(from, to, NULL, &changes) && pl_fold_proves(from, to, &changes));
    for (const struct pl_diag *d = pl_diags(pl); d; d = d->next)
        n += strcmp(d->code, "both-names") == 0;
    return n;
}

Test(diff, a_rename_that_cannot_be_one_is_said) {
    static const char two[] = "tables: { a: {}, b: {} }";
    cr_expect_eq(both_names(two, "tables: { b: { was: a } }"), 1);
    cr_expect_eq(both_names(two, "tables: { b: { was: a }, a: {} }"), 0, "the former name is declared too");
    cr_expect_eq(both_names("tables: { b: {} }", "tables: { b: { was: a } }"), 0, "it is done");
    cr_expect_eq(both_names("tables: { a: {} }", "tables: { b: { was: a } }"), 0);
    cr_expect_eq(both_names(two, "tables: { c: { was: b }, b: { was: a } }"), 0, "a chain");
    cr_expect_eq(both_names("tables: { t: { columns: { x: int, y: int } } }", "tables: { t: { columns: { y: { type: int, was: x } } } }"), 1);
}

Test(diff, nothing) {
    IS("tables: {}", "tables: {}");
    IS("tables: { t: { columns: { a: int } } }", "tables: { t: { columns: { a: int } } }");
}

Test(diff, adds_parents_before_children) {
    IS("tables: {}", "tables: { t: { columns: { a: int }, primary_key: [a], checks: [ a > 0 ], indexes: { i: [a] } } }",
       "add table t\nadd column t.a\nadd primary key of t\nadd check of t\nadd index t.i");
    cr_expect_null(changes.first->from);
}

Test(diff, drops) {
    IS("tables: { t: { columns: { a: int }, indexes: { i: [a] } } }\nviews: { v: SELECT 1 }", "tables: {}",
       "drop table t\ndrop column t.a\ndrop index t.i\ndrop view v");
    cr_expect_null(changes.first->to);
}

Test(diff, alters_say_which_attributes) {
    IS("tables: { t: { columns: { a: int } } }", "tables: { t: { columns: { a: { type: text, not_null: true } } } }", "alter column t.a (type, not_null)");
    cr_expect_eq(changes.first->slots, PL_S(COLUMN, TYPE) | PL_S(COLUMN, NOT_NULL));
    cr_expect_not(changes.first->undecided);
}

Test(diff, content_is_of_its_parent) {
    IS("tables: { t: { columns: { a: int, b: int }, indexes: { i: [a], j: [a], k: [a, b] } } }",
       "tables: { t: { columns: { a: int, b: int }, indexes: { i: [{ column: a, order: desc }], j: [a, b], k: [a, b] } } }",
       "alter index t.i (parts)\nalter index t.j (parts)");
    cr_expect_eq(changes.first->slots, PL_S_CONTENT);
}

Test(diff, renames_and_what_follows_them_by_itself) {
    IS("tables: { t: { columns: { a: int, b: int }, primary_key: [a], indexes: { i: [a, b] }, foreign_keys: { f: { columns: [b], references: t } } } }",
       "tables: { u: { was: t, columns: { z: { type: int, was: a }, b: int }, primary_key: [z], indexes: { i: [z, b] }, "
       "foreign_keys: { f: { columns: [b], references: u } } } }",
       "rename table t to u\nrename column t.a to z");
}

Test(diff, a_rename_with_a_change) {
    IS("tables: { t: { columns: { a: int } } }", "tables: { t: { columns: { b: { type: text, was: a } } } }",
       "rename column t.a to b\nalter column t.a (type)");
}

Test(diff, unnamed_constraints_by_content) {
    IS("tables: { t: { columns: { a: int }, checks: { made_up: a > 0 } } }", "tables: { t: { columns: { a: int }, checks: [ a > 0 ] } }");
    IS("tables: { t: { columns: { a: int }, checks: { made_up: a > 0 } } }", "tables: { t: { columns: { a: int }, checks: [ a > 1 ] } }",
       "add check of t\ndrop check t.made_up");
    IS("tables: { t: { columns: { a: int }, primary_key: { name: t_pkey, parts: [a] } } }", "tables: { t: { columns: { a: int }, primary_key: [a] } }");
}

Test(diff, hints_are_not_compared) {
    IS("tables: { t: { columns: { a: int } } }", "tables: { t: { columns: { a: { type: int, using: a + 1 } } } }");
}

Test(diff, guesses_hold_only_when_said) {
    IS("tables: { t: { engine: innodb, collation: c, columns: { a: text } } }", "tables: { t: { columns: { a: text } } }");
    IS("tables: { t: { columns: { a: { type: text, collation: c } } } }", "tables: { t: { columns: { a: text } } }", "alter column t.a (collation)");
    IS("tables: { t: { engine: innodb, columns: { a: text } } }", "tables: { t: { engine: myisam, columns: { a: { type: text, collation: c } } } }",
       "alter table t (engine)\nalter column t.a (collation)");
}

Test(diff, unmodelled_objects_are_left_alone) {
    struct pl *pl = context();
    from = models(pl, "tables: {}");
    to = models(pl, "tables: {}");
    pl_node_new(from, pl_intern(from, from->root, PL_SCHEMA, ""), PL_UNMODELLED, "trigger");
    cr_expect(pl_pair(from, to) && pl_diff(from, to, NULL, &changes));
    cr_expect_eq(changes.count, 0);
}

Test(diff, undecided_is_marked) {
    struct pl *pl = context();
    from = models(pl, "tables: { t: { columns: { a: int }, checks: { c: a > 0 } } }");
    to = models(pl, "tables: { t: { columns: { a: int }, checks: { c: 0 < a } } }");
    at(to, "t.c")->flags |= PL_N_UNDECIDED;
    cr_expect(pl_pair(from, to) && pl_diff(from, to, NULL, &changes));
    cr_expect_eq(changes.count, 1);
    cr_expect(changes.first->undecided);
}

static bool wider(const void *arg, const struct pl_node *live, const struct pl_node *need, enum pl_attr a) {
    (void)arg, (void)need;
    return a == PL_COLUMN_TYPE && strcmp(pl_get(live, a), "bigint") == 0;
}

Test(diff, the_gate_asks_only_for_what_is_said) {
    struct pl_diff_options o = { .subset = true, .satisfies = wider };
    const char *live = "tables: { t: { columns: { a: { type: bigint, not_null: true }, more: int }, indexes: { i: [a] } }, u: { columns: { x: int } } }";
    cr_expect_str_eq(diff_with(live, "tables: { t: { columns: { a: int } } }", &o), "");
    cr_expect_str_eq(diff_with(live, "tables: { t: { columns: { more: bigint, b: int } } }", &o), "alter column t.more (type)\nadd column t.b");
    cr_expect_str_eq(diff_with(live, "tables: { v: { columns: { a: int } } }", &o), "add table v\nadd column v.a");
}
