/* migrations/ledger_tables.c, engine/realm_text.c */
#include <criterion/criterion.h>
#include "migrations/ledger.h"
#include "tests/unit/unit.h"

static const char *text_of(struct pl_realm *r) {
    struct pl_text t = { .pl = r->pl };
    pl_realm_text(r, &t);
    return pl_text(&t);
}

Test(ledger, a_place_is_a_prefix_or_a_schema_and_a_prefix_or_none) {
    struct pl *pl = pl_new();
    struct pl_ledger_place at;
    cr_expect_null(pl_ledger_place_read(pl, "poundlock_", &at));
    cr_expect_str_eq(at.schema, "");
    cr_expect_str_eq(at.prefix, "poundlock_");
    cr_expect_null(pl_ledger_place_read(pl, "ops.pl_", &at));
    cr_expect_str_eq(at.schema, "ops");
    cr_expect_str_eq(at.prefix, "pl_");
    cr_expect_null(pl_ledger_place_read(pl, "ops.", &at));
    cr_expect_str_eq(at.prefix, "");
    cr_expect_null(pl_ledger_place_read(pl, "none", &at));
    cr_expect_null(at.prefix);
    cr_expect_not_null(pl_ledger_place_read(pl, "", &at));
    cr_expect_not_null(pl_ledger_place_read(pl, ".x", &at));
    cr_expect_not_null(pl_ledger_place_read(pl, "a.b.c", &at));
    pl_free(pl);
}

Test(ledger, its_tables_are_taken_and_no_other) {
    struct pl *pl = pl_new();
    struct pl_realm *r = models(pl, "tables: { pl_run: { columns: { id: int } }, pl_runner: { columns: { id: int } },"
                                    " run: { columns: { id: int } } }");
    struct pl_ledger_place at = { .schema = "", .prefix = "pl_" };
    struct pl_node *home = pl_find(r, r->root, PL_SCHEMA, "");
    cr_expect_str_eq(pl_ledger_find(r, &at, "")->name, "pl_run");
    struct pl_realm *taken = pl_ledger_take(r, &at, "");
    cr_expect_null(pl_find(r, home, PL_TABLE, "pl_run"));
    cr_expect_not_null(pl_find(r, home, PL_TABLE, "pl_runner"));
    cr_expect_not_null(pl_find(r, home, PL_TABLE, "run"));
    cr_expect_not_null(pl_find(taken, pl_find(taken, taken->root, PL_SCHEMA, ""), PL_TABLE, "pl_run"));
    cr_expect_null(pl_ledger_find(r, &at, ""));
    pl_free(pl);
}

Test(ledger, a_schema_of_its_own_goes_with_it_unless_somebody_else_lives_there) {
    struct pl *pl = pl_new();
    struct pl_ledger_place at = { .schema = "ops", .prefix = "" };
    struct pl_realm *alone = models(pl, "schemas: { ops: { tables: { run: { columns: { id: int } } } } }");
    struct pl_realm *shared = models(pl, "schemas: { ops: { tables: { run: { columns: { id: int } }, t: { columns: { id: int } } } } }");
    struct pl_realm *taken = pl_ledger_take(alone, &at, "public");
    pl_ledger_take(shared, &at, "public");
    cr_expect_null(pl_find(alone, alone->root, PL_SCHEMA, "ops"));
    cr_expect_not_null(pl_find(shared, shared->root, PL_SCHEMA, "ops"));
    pl_ledger_schema_back(alone, taken, shared);
    cr_expect_not_null(pl_find(alone, alone->root, PL_SCHEMA, "ops"));
    pl_free(pl);
}

Test(ledger, the_text_of_a_realm_does_not_depend_on_the_order_of_reading) {
    struct pl *pl = pl_new();
    const char *one = text_of(models(pl, "tables: { a: { columns: { x: int, y: text } }, b: { columns: { z: int } } }"));
    cr_expect_str_eq(one, text_of(models(pl, "tables: { b: { columns: { z: int } }, a: { columns: { y: text, x: int } } }")));
    cr_expect_str_neq(one, text_of(models(pl, "tables: { a: { columns: { x: int, y: int } }, b: { columns: { z: int } } }")));
    cr_expect_str_neq(text_of(models(pl, "tables: { a: { columns: { x: int, y: int }, indexes: { i: [x, y] } } }")),
                      text_of(models(pl, "tables: { a: { columns: { x: int, y: int }, indexes: { i: [y, x] } } }")));
    pl_free(pl);
}
