/* The one order: what needs what, circles, names that change hands, and that the same input gives the same order. */
#include <time.h>

#include "tests/unit/unit.h"

TestSuite(order, .fini = end_contexts);

static struct pl_realm *from, *to;
static struct pl_changes changes;

static bool order(const char *was, const char *is) {
    struct pl *pl = context();
    from = models(pl, was);
    to = models(pl, is);
    return pl_pair(from, to) && pl_diff(from, to, NULL, &changes) && pl_order(pl, from, to, &changes, false);
}

static int place(const char *title) {
    int i = 0;
    for (const struct pl_change *c = changes.first; c; c = c->next, i++)
        if (strcmp(pl_change_title(to->pl, c), title) == 0)
            return i;
    cr_assert_fail("there is no \"%s\" in\n%s", title, titles(to->pl, &changes));
    return -1;
}

static void before(const char *first, const char *second) {
    cr_expect(place(first) < place(second), "\"%s\" does not come before \"%s\" in\n%s", first, second, titles(to->pl, &changes));
}

#define KEYED(name, column, references) \
    #name ": { columns: { id: int, " #column ": int }, primary_key: [id], foreign_keys: { " #name "_f: { columns: [" #column "], references: " #references " } } }"

Test(order, nothing) {
    cr_expect(order("tables: {}", "tables: {}"));
    cr_expect_null(changes.first);
}

Test(order, foreign_keys_in_a_circle) {
    const char *circle = "tables: { " KEYED(a, x, b) ", " KEYED(b, y, c) ", " KEYED(c, z, a) " }";
    cr_expect(order("tables: {}", circle));
    before("add column a.x", "add foreign key a.a_f");
    before("add table b", "add foreign key a.a_f");
    before("add primary key of b", "add foreign key a.a_f");
    before("add primary key of a", "add foreign key c.c_f");
    cr_expect(order(circle, "tables: {}"));
    before("drop foreign key a.a_f", "drop primary key of b");
    before("drop foreign key a.a_f", "drop table b");
    before("drop foreign key c.c_f", "drop table a");
    before("drop foreign key a.a_f", "drop table a");
}

Test(order, a_table_that_refers_to_itself) {
    const char *self = "tables: { " KEYED(a, x, a) " }";
    cr_expect(order("tables: {}", self));
    before("add primary key of a", "add foreign key a.a_f");
    cr_expect(order(self, "tables: {}"));
}

Test(order, views_on_views) {
    const char *views = "tables: { t: { columns: { a: int } } }\nviews: { a1: SELECT a FROM b1, b1: SELECT a FROM c1, c1: SELECT a FROM t }\n";
    cr_expect(order("tables: {}", views));
    before("add table t", "add view c1");
    before("add column t.a", "add view c1");
    before("add view c1", "add view b1");
    before("add view b1", "add view a1");
    cr_expect(order(views, "tables: {}"));
    before("drop view a1", "drop view b1");
    before("drop view b1", "drop view c1");
    before("drop view c1", "drop table t");
}

Test(order, views_whose_columns_are_called_like_each_other) {
    const char *views = "tables: { t: { columns: { a: int } } }\nviews: { orders: SELECT 1 AS customers FROM t, customers: \"SELECT 2 AS orders, 'orders' AS s FROM t\" }\n";
    cr_expect(order("tables: {}", views), "%s", first_error(from->pl));
    before("add table t", "add view orders");
    cr_expect(order(views, "tables: {}"), "%s", first_error(from->pl));
    /* And the real need counts though there is a word that only looks like one. */
    cr_expect(order("tables: {}", "tables: { t: { columns: { a: int } } }\nviews: { a1: SELECT 1 AS x FROM b1, b1: SELECT 2 AS a1 FROM t }\n"), "%s", first_error(from->pl));
    before("add view b1", "add view a1");
}

Test(order, a_real_circle_is_said) {
    cr_expect_not(order("tables: {}", "views: { a: SELECT x FROM b, b: SELECT x FROM a }"));
    cr_expect_not_null(strstr(first_error(from->pl), "add view"), "%s", first_error(from->pl));
}

Test(order, types_before_columns_and_columns_before_what_mentions_them) {
    cr_expect(order("tables: { t: { columns: { a: int }, checks: { c: a > 0 }, indexes: { i: [a] } } }",
                    "enums: { e: [x] }\ntables: { t: { columns: { a: int, b: e }, checks: { c: b > 0 }, indexes: { i: [b] } } }"));
    before("add enum e", "add column t.b");
    before("add column t.b", "alter check t.c (expression)");
    before("add column t.b", "alter index t.i (parts)");
}

Test(order, columns_go_after_what_is_on_them) {
    cr_expect(order("tables: { t: { columns: { a: int, b: int, c: { type: int, generated: b + 1, stored: true } }, primary_key: [a], checks: [ b > 0 ], indexes: { i: [b] } } }\n"
                    "views: { v: SELECT b FROM t }\n",
                    "tables: { t: { columns: { a: int }, primary_key: [a] } }"));
    before("drop index t.i", "drop column t.b");
    before("drop check of t", "drop column t.b");
    before("drop view v", "drop column t.b");
    before("drop column t.c", "drop column t.b");
}

Test(order, names_are_given_up_before_they_are_taken) {
    cr_expect(order("tables: { a: { columns: { x: int } }, b: { columns: { y: int } } }",
                    "tables: { c: { was: a, columns: { x: int } }, a: { was: b, columns: { y: int } } }"));
    before("rename table a to c", "rename table b to a");
    cr_expect(order("tables: { a: { columns: { x: int } }, b: { columns: { y: int } } }", "tables: { a: { columns: { y: int } } }"));
    cr_expect(order("tables: { t: { columns: { a: int, b: int } } }", "tables: { t: { columns: { b: { type: int, was: a }, c: { type: int, was: b } } } }"));
    before("rename column t.b to c", "rename column t.a to b");
    cr_expect(order("tables: { t: { columns: { a: int }, indexes: { i: [a] } }, u: { columns: { b: int } } }",
                    "tables: { t: { columns: { a: int } }, u: { columns: { b: int }, indexes: { i: [b] } } }"));
    before("drop index t.i", "add index u.i");
    cr_expect(order("tables: { v: { columns: { a: int } } }", "views: { v: SELECT 1 }"));
    before("drop table v", "add view v");
    cr_expect(order("tables: { t: { columns: { a: int, b: int } } }", "tables: { t: { columns: { a: { type: int, was: b } } } }"));
    cr_expect(order("tables: { t: { columns: { a: int, b: int } } }", "tables: { t: { columns: { c: int, a: { type: int, was: b } } } }"));
}

Test(order, a_rename_onto_the_name_of_what_is_dropped) {
    cr_expect(order("tables: { old: { columns: { x: int } }, spare: { columns: { y: int } } }",
                    "tables: { kept: { columns: { x: int } }, old: { was: spare, columns: { y: int } } }\n"));
    /* "old" was there, so its former name says nothing: what cannot be known is not guessed. */
    cr_expect_eq(at(to, "old")->mate, at(from, "old"));
}

Test(order, renames_first_then_what_else_happens_to_it) {
    cr_expect(order("tables: { t: { columns: { a: int } } }", "tables: { u: { was: t, columns: { b: { type: text, was: a }, c: int } } }"));
    before("rename table t to u", "alter column t.a (type)");
    before("rename column t.a to b", "alter column t.a (type)");
    before("rename table t to u", "add column u.c");
}

Test(order, implied_changes_come_with_what_implies_them) {
    struct pl *pl = context();
    from = models(pl, "tables: {}");
    to = models(pl, "tables: { a: { columns: { x: e } } }\nenums: { e: [one] }\n");
    cr_assert(pl_pair(from, to) && pl_diff(from, to, NULL, &changes));
    for (struct pl_change *c = changes.first; c; c = c->next)
        c->implied = c->to->kind == PL_COLUMN;
    cr_expect(pl_order(pl, from, to, &changes, false));
    before("add enum e", "add table a");
    cr_expect_str_eq(pl_change_title(pl, changes.first->next->next), "add column a.x", "last, where nobody says it again");
}

static struct pl_realm *large(struct pl *pl, int tables) {
    struct pl_realm *r = pl_realm_new(pl, "large");
    struct pl_node *schema = pl_intern(r, r->root, PL_SCHEMA, "");
    for (int i = 0; i < tables; i++) {
        struct pl_node *t = pl_node_new(r, schema, PL_TABLE, pl_format(pl, "t%d", i));
        pl_set(pl_node_new(r, t, PL_COLUMN, "id"), PL_COLUMN_TYPE, "int");
        pl_set(pl_node_new(r, t, PL_COLUMN, "other"), PL_COLUMN_TYPE, "int");
        struct pl_node *key = pl_node_new(r, t, PL_PRIMARY_KEY, NULL);
        pl_set(pl_node_new(r, key, PL_PART, NULL), PL_PART_COLUMN, "id");
        struct pl_node *fk = pl_node_new(r, t, PL_FOREIGN_KEY, "f");
        pl_set(fk, PL_FOREIGN_KEY_COLUMNS, "\"other\"");
        pl_set(fk, PL_FOREIGN_KEY_REFERENCES, pl_format(pl, "t%d", (i * 7 + 1) % tables));
    }
    return r;
}

static double seconds_for(int tables) {
    struct pl *pl = context();
    struct timespec a, b;
    from = large(pl, 0);
    to = large(pl, tables);
    cr_assert(pl_pair(from, to) && pl_diff(from, to, NULL, &changes));
    cr_expect_eq(changes.count, 5 * tables);
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &a);
    cr_assert(pl_order(pl, from, to, &changes, false));
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &b);
    return (double)(b.tv_sec - a.tv_sec) + (double)(b.tv_nsec - a.tv_nsec) / 1e9;
}

Test(order, a_hundred_thousand_changes) {
    double small = seconds_for(2000), big = seconds_for(20000);
    cr_expect(big < 60 * small + 0.2, "ten times as many take %.3f s instead of %.3f s", big, small);
}

Test(order, the_same_order_every_time) {
    struct pl *pl = context();
    const char *first = NULL;
    for (int i = 0; i < 5; i++) {
        /* Other addresses each time. */
        pl_alloc(pl, (size_t)i * 100 + 1);
        from = large(pl, 20);
        to = large(pl, 40);
        cr_assert(pl_pair(from, to) && pl_diff(from, to, NULL, &changes) && pl_order(pl, from, to, &changes, false));
        const char *now = titles(pl, &changes);
        cr_expect_str_eq(now, first ? first : now);
        first = now;
    }
}
