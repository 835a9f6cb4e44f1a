/* pl_realm_check: what is wrong with models that were read well. */
#include "tests/unit/yaml.h"

TestSuite(check, .fini = end);

static void checked(const char *text, const char *code, const char *says, const char *hint) {
    struct pl_realm *r = good(text);
    cr_expect_eq(pl_realm_check(r), !code, "%s", text);
    const struct pl_diag *d = pl_diags(r->pl);
    if (code && d) {
        cr_expect_str_eq(d->code, code, "%s: %s", text, d->text);
        cr_expect_str_eq(d->text, says);
        cr_expect(pl_same(d->hint, hint), "%s: hint %s", text, d->hint ? d->hint : "NULL");
        cr_expect_not_null(d->file);
    } else if (d) {
        cr_expect(!d, "%s: %s", text, d->text);
    }
}

#define AB "a: int, b: int"
Test(check, references_that_leave_the_models) {
    static const char *const patterns[] = { "audit.*", "old_*", NULL };
    static const char *const texts[] = { "other.t", "audit.t", "old_t", "odl_t" };
    for (int databases = 0; databases < 2; databases++)
        for (int i = 0; i < 4; i++)
            for (int ignores = 0; ignores < 2; ignores++) {
                char text[200];
                snprintf(text, sizeof text, "tables: { u: { columns: { a: int }, foreign_keys: "
                         "{ f: { columns: [a], references: %s, referenced_columns: [b] } } } }", texts[i]);
                struct pl_realm *r = good(text);
                r->databases = databases;
                r->ignored = ignores ? patterns : NULL;
                cr_expect_eq(pl_realm_check(r), (i < 2 && databases) || ((i == 1 || i == 2) && ignores), "%s %d %d", texts[i], databases,
                             ignores);
            }
}

Test(check, whole_realm_checks) {
    checked("tables: { t: {}, u: { columns: { " AB
            " }, primary_key: [a], foreign_keys: [{ columns: [b], references: u }] } }",
            NULL, NULL, NULL);
    checked("tables: { t: { columns: { name: text }, primary_key: [nam] } }", "refers-to-nothing",
            "primary key of t names column \"nam\", which table t does not have", "did you mean \"name\"?");
    checked("tables: { t: { columns: { " AB
            " }, foreign_keys: { f: { columns: [a], references: custmer } } }, customer: {} }",
            "refers-to-nothing", "foreign key t.f refers to table \"custmer\", which is not there",
            "did you mean \"customer\"?");
    checked("tables: { t: { columns: { " AB " }, foreign_keys: { f: { columns: [a], references: gone } } } }",
            "refers-to-nothing", "foreign key t.f refers to table \"gone\", which is not there", NULL);
    checked("tables: { t: { columns: { " AB
            " }, primary_key: [a], foreign_keys: { f: { columns: [a, b], references: t } } } }",
            "bad-value", "foreign key t.f has 2 columns and refers to 1", NULL);
    checked("tables: { t: { columns: { " AB
            " }, foreign_keys: { f: { columns: [a], references: t, referenced_columns: [xyz] } } } }",
            "refers-to-nothing", "foreign key t.f names column \"xyz\", which table t does not have", NULL);
    checked("tables: { t: { columns: { " AB " }, foreign_keys: { f: { references: t } } } }", "missing",
            "foreign key t.f does not say \"columns\"", NULL);
    checked("tables: { t: { columns: { " AB
            " }, foreign_keys: { f: { columns: [a], references: t, on_delete: nullify } } } }",
            "bad-value", "\"on_delete\" of foreign key t.f is \"nullify\"",
            "it may be: no action, restrict, cascade, set null, set default");
    checked("tables: { t: { columns: { a: { generated: 1, default: 2 } } } }", "bad-value",
            "column t.a says both \"generated\" and \"default\"", NULL);
    checked("sequences: { s: { owned_by: t.xyz } }\ntables: { t: { columns: { a: int } } }", "refers-to-nothing",
            "sequence s refers to column \"t.xyz\", which is not there", NULL);
    checked("tables: { t: { columns: { " AB " }, indexes: { i: {} } } }", "missing", "index t.i has no columns", NULL);
    checked("views: { v: {} }", "missing", "view v does not say \"sql\"", NULL);
}

Test(check, cycles_of_views) {
    checked("views: { a: SELECT * FROM b, b: 'SELECT 1 FROM t, c', c: 'SELECT * FROM (x JOIN \"a\" ON true)' }", "cycle",
            "views need each other in a circle: a -> b -> c -> a", NULL);
    checked("views: { a: SELECT b FROM t, b: SELECT a FROM t }", NULL, NULL, NULL);
    checked("views: { a: WITH b AS (SELECT 1) SELECT * FROM b, b: SELECT * FROM a }", NULL, NULL, NULL);
    checked("views: { a: 'SELECT extract(year FROM b) FROM t WHERE x IS DISTINCT FROM b', b: SELECT * FROM a }", NULL, NULL,
            NULL);
    checked("views: { a: SELECT 1 FROM t WHERE EXISTS (SELECT 1 FROM public.a) }", "cycle",
            "views need each other in a circle: a -> a", NULL);
    checked("views: { a: SELECT 1 UNION SELECT 2 FROM b, b: 'SELECT 1 FROM x JOIN y ON x.a = y.a, a' }", "cycle",
            "views need each other in a circle: a -> b -> a", NULL);
}

Test(check, all_problems_are_said) {
    struct pl_realm *r = good(
        "tables: { t: { primary_key: [x], checks: [{ comment: c }], foreign_keys: [{ columns: [y], references: z }] } }\n");
    cr_expect_not(pl_realm_check(r));
    int n = 0;
    for (const struct pl_diag *d = pl_diags(r->pl); d; d = d->next)
        n++;
    cr_expect_eq(n, 4);
}
