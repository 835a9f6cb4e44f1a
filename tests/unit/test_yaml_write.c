/* Models as they are written: reading and writing again changes no byte, whatever names and texts are made of; and JSON. */
#include <jansson.h>

#include "tests/unit/yaml.h"

TestSuite(yaml_write, .fini = end);

static const char *const odd[] = {
    " leading",
    "trailing ",
    "a: b",
    "a:",
    "# no",
    "a #b",
    "it's",
    "say \"hi\"",
    "both ' and \"",
    "back\\slash",
    "line\nbreak",
    "\n",
    "tab\tin",
    "bell\x07",
    "caf\xc3\xa9",
    "\xf0\x9f\x9a\xa2 boat",
    "\xc2\x85nel",
    "\xe2\x80\xa8sep",
    "\xef\xbb\xbf"
    "bom",
    "no",
    "Yes",
    "null",
    "~",
    "1",
    "1.10",
    "0x1F",
    "1:30",
    "2024-01-01",
    "-",
    "- a",
    "?",
    "? a",
    "*a",
    "&a",
    "!a",
    "|",
    ">",
    "%a",
    "@a",
    "`a`",
    "[a]",
    "{a}",
    "a,b",
    "a]",
    "=",
    "<<",
    "...",
    "---",
    ".inf",
    "+1",
    "order; drop table \"x",
    "a\r\nb",
    "'",
    "\"",
    "a.b",
    "\x7f",
    "name",
    "was",
    "x\xc2\xa0y",
    "\xf4\x8f\xbf\xbd",
    "a\n  b\n\n c\n",
};

Test(yaml_write, any_name_and_text_survives) {
    struct pl *pl = context();
    struct pl_realm *r = pl_realm_new(pl, "odd");
    struct pl_node *schema = pl_node_new(r, r->root, PL_SCHEMA, "");
    struct pl_text list = { .pl = pl };
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        struct pl_node *t = pl_node_new(r, schema, PL_TABLE, odd[i]), *c = pl_node_new(r, t, PL_COLUMN, odd[i]);
        struct pl_node *x = pl_node_new(r, t, PL_CHECK, i % 2 ? odd[i] : ""), *k = pl_node_new(r, t, PL_PRIMARY_KEY, odd[i]);
        t->was = c->was = odd[i];
        pl_set(t, PL_TABLE_COMMENT, odd[i]);
        pl_set(c, PL_COLUMN_COMMENT, odd[i]);
        pl_set(x, PL_CHECK_EXPRESSION, pl_format(pl, "x%s'", odd[i]));
        pl_set(pl_node_new(r, k, PL_PART, ""), PL_PART_COLUMN, odd[i]);
        pl_list_add(&list, odd[i]);
        struct pl_node *f = pl_node_new(r, t, PL_FOREIGN_KEY, odd[i]);
        pl_set(f, PL_FOREIGN_KEY_COLUMNS, list.s ? pl_strdup(pl, list.s) : NULL);
        pl_set(f, PL_FOREIGN_KEY_REFERENCES, pl_ref_join(pl, (const char *const[]){ odd[i], "x" }, 2));
        pl_set(pl_node_new(r, schema, PL_ENUM, odd[i]), PL_ENUM_VALUES, pl_strdup(pl, list.s));
    }
    struct pl_realm *again = pl_realm_new(pl, "again");
    bool ok = read_as(again, "w.yaml", written(r), postgres, false);
    cr_assert(ok, "%s", ok ? "" : pl_diags(pl)->text);
    cr_assert_str_eq(written(again), written(r));
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        struct pl_node *t = at(again, odd[i], PL_TABLE, NULL), *c = at(again, odd[i], PL_COLUMN, odd[i]);
        is(t, PL_TABLE_COMMENT, odd[i]);
        is(c, PL_COLUMN_COMMENT, odd[i]);
        cr_expect_str_eq(c->was, odd[i]);
        is(pl_first(t, PL_CHECK), PL_CHECK_EXPRESSION, pl_format(pl, "x%s'", odd[i]));
    }
}

Test(yaml_write, very_long_names) {
    struct pl *pl = context();
    struct pl_realm *r = pl_realm_new(pl, "long");
    char name[3000];
    memset(name, 'x', sizeof name - 1);
    name[sizeof name - 1] = 0;
    struct pl_node *t = pl_node_new(r, pl_node_new(r, r->root, PL_SCHEMA, ""), PL_TABLE, name);
    pl_set(pl_node_new(r, t, PL_COLUMN, name), PL_COLUMN_TYPE, "int");
    pl_set(pl_node_new(r, t, PL_COLUMN, "b"), PL_COLUMN_TYPE, name);
    pl_set(pl_node_new(r, t, PL_COLUMN, "c"), PL_COLUMN_TYPE, "int");
    struct pl_node *i = pl_node_new(r, t, PL_INDEX, "i");
    for (int n = 0; n < 40; n++)
        pl_set(pl_node_new(r, i, PL_PART, ""), PL_PART_COLUMN, pl_format(pl, "column_%d", n));
    round_trip(r);
}

Test(yaml_write, not_utf8_cannot_be_written) {
    struct pl_realm *r = pl_realm_new(context(), "latin");
    struct pl_text out = { .pl = r->pl };
    pl_node_new(r, pl_node_new(r, r->root, PL_SCHEMA, ""), PL_TABLE, "caf\xe9");
    cr_expect_not(pl_yaml_write(r->pl, r, "postgres", &out));
    cr_expect_str_eq(pl_diags(r->pl)->code, "cannot-say");
    cr_expect_null(pl_realm_json(r));
}

Test(yaml_write, what_is_not_modelled_is_named_in_comments) {
    struct pl_realm *r = good("tables: { t: {} }");
    struct pl_node *schema = pl_find(r, r->root, PL_SCHEMA, "");
    for (int i = 0; i < 14; i++)
        pl_set(pl_node_new(r, schema, PL_UNMODELLED, i ? pl_format(r->pl, "f%d", i) : "a\nb"), PL_UNMODELLED_WHAT,
               "function");
    pl_set(pl_node_new(r, schema, PL_UNMODELLED, "p"), PL_UNMODELLED_WHAT, "policy");
    cr_expect_str_eq(written(r),
                     "poundlock: 1\n\ntables:\n  t: {}\n\n# not modelled: 14 functions, 1 policy\n"
                     "#   functions: \"a\\nb\", f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11 and 2 more\n#   policy: p\n");
}

Test(yaml_write, json) {
    struct pl_realm *r =
        good("tables: { t: { columns: { a: { type: int, not_null: true, srid: 7, identity_max: 99999999999999999999 } },\n"
             "  primary_key: [a], checks: ['a > 0'] } }\nschemas: { s: { enums: { e: [x, y] } } }\n");
    json_t *j = pl_realm_json(r);
    char *text = json_dumps(j, JSON_COMPACT);
    cr_expect_str_eq(
        text, "{\"schemas\":{\"\":{\"tables\":{\"t\":{\"columns\":{\"a\":{\"type\":\"int\",\"not_null\":true,"
              "\"identity_max\":\"99999999999999999999\",\"srid\":7}},\"primary_key\":{\"parts\":[{\"column\":\"a\"}]},"
              "\"checks\":[{\"expression\":\"a > 0\"}]}}},\"s\":{\"enums\":{\"e\":{\"values\":[\"x\",\"y\"]}}}}}");
    free(text);
    json_decref(j);
}
