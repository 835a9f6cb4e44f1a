/* The models language: what is read, and what is refused and where. */
#include "tests/unit/yaml.h"

static const char *const mariadb[] = { "mariadb", "mysql", NULL };

TestSuite(yaml, .fini = end);

static const char shop[] =
    "poundlock: 1\n"
    "\n"
    "tables:\n"
    "  customer:\n"
    "    comment: people who buy\n"
    "    columns:\n"
    "      id:      { type: bigint, identity: always }\n"
    "      email:   { type: varchar(320), not_null: true }\n"
    "      name:    text\n"
    "      data:    { type: { postgres: jsonb } }\n"
    "    primary_key: [id]\n"
    "    uniques:\n"
    "      customer_email_key: [email]\n"
    "    checks:\n"
    "      customer_email_has_at: email LIKE '%@%'\n"
    "    indexes:\n"
    "      customer_created_idx: [created]\n"
    "      customer_lower_email: { parts: [{ expression: lower(email) }], unique: true, where: name IS NOT NULL }\n"
    "\n"
    "  order:\n"
    "    was: purchase\n"
    "    columns:\n"
    "      total: decimal(12,2)\n"
    "    foreign_keys:\n"
    "      order_customer_fk: { columns: [customer_id], references: customer, on_delete: cascade }\n"
    "\n"
    "views:\n"
    "  big_spender: |-\n"
    "    SELECT 1\n"
    "    FROM customer\n"
    "\n"
    "schemas:\n"
    "  audit:\n"
    "    enums:\n"
    "      kind: [a, \"no\"]\n";

Test(yaml, the_look) {
    struct pl_realm *r = good(shop);
    char *text = written(r), *fixed = pl_strdup(r->pl, shop);
    /* What the test writes otherwise than the writer: the alignment after the longest name of its map. */
    const char *aligned = "      id:    { type: bigint, identity: always }\n"
                          "      email: { type: varchar(320), not_null: true }\n"
                          "      name:  text\n"
                          "      data:  { type: { postgres: jsonb } }\n";
    char *from = strstr(fixed, "      id:      {"), *to = strstr(fixed, "    primary_key");
    char *wanted = pl_format(r->pl, "%.*s%s%s", (int)(from - fixed), fixed, aligned, to);
    wanted = pl_format(r->pl, "%.*scustomer_created_idx: [created]\n%s", (int)(strstr(wanted, "customer_created") - wanted),
                       wanted, strstr(wanted, "      customer_lower"));
    cr_expect_str_eq(text, wanted);
    round_trip(r);
}

Test(yaml, objects_and_bare_values) {
    struct pl_realm *r = good(shop);
    is(at(r, "customer", PL_COLUMN, "name"), PL_COLUMN_TYPE, "text");
    is(at(r, "customer", PL_COLUMN, "email"), PL_COLUMN_NOT_NULL, "true");
    is(at(r, "customer", PL_CHECK, "customer_email_has_at"), PL_CHECK_EXPRESSION, "email LIKE '%@%'");
    struct pl_node *unique = at(r, "customer", PL_UNIQUE, "customer_email_key");
    is(pl_first(unique, PL_PART), PL_PART_COLUMN, "email");
    struct pl_node *fk = at(r, "order", PL_FOREIGN_KEY, "order_customer_fk");
    is(fk, PL_FOREIGN_KEY_COLUMNS, "\"customer_id\"");
    is(fk, PL_FOREIGN_KEY_ON_DELETE, "cascade");
    struct pl_node *order = at(r, "order", PL_TABLE, NULL);
    cr_expect_str_eq(order->was, "purchase");
    cr_expect_eq(order->place.line, 20);
    cr_expect_eq(order->place.column, 3);
    struct pl_node *audit = pl_find(r, r->root, PL_SCHEMA, "audit");
    is(pl_find(r, audit, PL_ENUM, "kind"), PL_ENUM_VALUES, "\"a\", \"no\"");
}

Test(yaml, unnamed_lists) {
    struct pl_realm *r =
        good("tables: { t: { checks: [ 'a > 0', { name: c, expression: b > 0 } ], uniques: [[a], [a, b], c],\n"
             "  foreign_keys: [{ columns: a, references: t }], primary_key: { name: p, columns: [a, b] },\n"
             "  indexes: { i: { columns: [{ column: a, order: DESC }] } } } }\n");
    struct pl_node *t = at(r, "t", PL_TABLE, NULL), *check = pl_first(t, PL_CHECK), *unique = pl_first(t, PL_UNIQUE);
    cr_expect_str_eq(check->name, "");
    is(check, PL_CHECK_EXPRESSION, "a > 0");
    cr_expect_str_eq(pl_next(check)->name, "c");
    is(pl_next(pl_first(pl_next(unique), PL_PART)), PL_PART_COLUMN, "b");
    is(pl_first(pl_next(pl_next(unique)), PL_PART), PL_PART_COLUMN, "c");
    is(pl_first(t, PL_FOREIGN_KEY), PL_FOREIGN_KEY_COLUMNS, "\"a\"");
    struct pl_node *key = pl_first(t, PL_PRIMARY_KEY);
    cr_expect_str_eq(key->name, "p");
    is(pl_next(pl_first(key, PL_PART)), PL_PART_COLUMN, "b");
    is(pl_first(at(r, "t", PL_INDEX, "i"), PL_PART), PL_PART_ORDER, "desc");
    round_trip(r);
}

Test(yaml, values) {
    struct pl_realm *r =
        good("tables:\n  t:\n    comment: no\n    columns:\n"
             "      a: { type: int, default: 1.10, not_null: off, comment: 2024-01-01, srid: 0099 }\n"
             "      b: { default: ' now() ', not_null: Yes, identity: ALWAYS, identity_increment: 1 }\n"
             "      c: { identity_min: -170141183460469231731687303715884105728, comment: '' }\n"
             "      d:\n      e: ~\n      null: { comment: null }\n      f: {comment: 'null'}\n"
             "    foreign_keys: { x: { on_delete: SET_NULL, on_update: no_action, columns: [on, 1.10] } }\n");
    is(at(r, "t", PL_TABLE, NULL), PL_TABLE_COMMENT, "no");
    struct pl_node *a = at(r, "t", PL_COLUMN, "a"), *b = at(r, "t", PL_COLUMN, "b"), *c = at(r, "t", PL_COLUMN, "c");
    is(a, PL_COLUMN_DEFAULT, "1.10");
    is(a, PL_COLUMN_NOT_NULL, NULL);
    is(a, PL_COLUMN_COMMENT, "2024-01-01");
    is(a, PL_COLUMN_SRID, "99");
    is(b, PL_COLUMN_DEFAULT, "now()");
    is(b, PL_COLUMN_NOT_NULL, "true");
    is(b, PL_COLUMN_IDENTITY, "always");
    is(b, PL_COLUMN_IDENTITY_INCREMENT, NULL);
    is(c, PL_COLUMN_IDENTITY_MIN, "-170141183460469231731687303715884105728");
    is(c, PL_COLUMN_COMMENT, "");
    is(at(r, "t", PL_COLUMN, "null"), PL_COLUMN_COMMENT, NULL);
    is(at(r, "t", PL_COLUMN, "f"), PL_COLUMN_COMMENT, "null");
    is(at(r, "t", PL_COLUMN, "d"), PL_COLUMN_TYPE, NULL);
    is(at(r, "t", PL_FOREIGN_KEY, "x"), PL_FOREIGN_KEY_ON_DELETE, "set null");
    is(at(r, "t", PL_FOREIGN_KEY, "x"), PL_FOREIGN_KEY_ON_UPDATE, NULL);
    is(at(r, "t", PL_FOREIGN_KEY, "x"), PL_FOREIGN_KEY_COLUMNS, "\"on\", \"1.10\"");
    round_trip(r);
}

Test(yaml, dialect_maps) {
    const char *text = "tables: { t: { columns: {\n"
                       "  a: { type: { mysql: json, mariadb: longtext, default: text }, comment: { postgres: p } },\n"
                       "  b: { type: { postgres: jsonb, mysql: json } },\n"
                       "  c: { type: { sqlite: blob } } } } }\n";
    struct pl_realm *pg = good(text), *my = pl_realm_new(context(), "my");
    is(at(pg, "t", PL_COLUMN, "a"), PL_COLUMN_TYPE, "text");
    is(at(pg, "t", PL_COLUMN, "a"), PL_COLUMN_COMMENT, "p");
    cr_expect_not(at(pg, "t", PL_COLUMN, "a")->flags & PL_N_NATIVE_TYPE);
    cr_expect(at(pg, "t", PL_COLUMN, "b")->flags & PL_N_NATIVE_TYPE);
    is(at(pg, "t", PL_COLUMN, "c"), PL_COLUMN_TYPE, NULL);
    round_trip(pg);
    cr_assert(read_as(my, "m.yaml", text, mariadb, false));
    is(at(my, "t", PL_COLUMN, "a"), PL_COLUMN_TYPE, "longtext");
    is(at(my, "t", PL_COLUMN, "b"), PL_COLUMN_TYPE, "json");
    is(at(my, "t", PL_COLUMN, "a"), PL_COLUMN_COMMENT, NULL);
}

Test(yaml, needs_keep_demands) {
    struct pl_realm *r = pl_realm_new(context(), "needs");
    cr_assert(read_as(r, "n.yaml",
                      "tables: { t: { columns: { a: { not_null: false, stored: ~, type: int } },\n"
                      "  foreign_keys: [{ on_delete: no action }] } }\n",
                      postgres, true));
    is(at(r, "t", PL_COLUMN, "a"), PL_COLUMN_NOT_NULL, "false");
    is(at(r, "t", PL_COLUMN, "a"), PL_COLUMN_STORED, "false");
    is(pl_first(at(r, "t", PL_TABLE, NULL), PL_FOREIGN_KEY), PL_FOREIGN_KEY_ON_DELETE, "no action");
}

Test(yaml, own_schema_is_left_out_of_references) {
    struct pl_realm *r =
        good("schemas: { audit: { tables: { log: {}, t: { columns: { a: int },\n"
             "  foreign_keys: { f: { columns: [a], references: audit.log }, g: { columns: [a], references: x.log } } } },\n"
             "  sequences: { s: { owned_by: audit.t.a } } } }\n");
    struct pl_node *audit = pl_find(r, r->root, PL_SCHEMA, "audit"), *t = pl_find(r, audit, PL_TABLE, "t");
    is(pl_find(r, t, PL_FOREIGN_KEY, "f"), PL_FOREIGN_KEY_REFERENCES, "log");
    is(pl_find(r, t, PL_FOREIGN_KEY, "g"), PL_FOREIGN_KEY_REFERENCES, "x.log");
    is(pl_find(r, audit, PL_SEQUENCE, "s"), PL_SEQUENCE_OWNED_BY, "t.a");
}

Test(yaml, aliases_and_merges) {
    struct pl_realm *r =
        good("tables:\n"
             "  t:\n    columns: &stamps\n      created: &ts { type: timestamptz, not_null: true }\n      seen: *ts\n"
             "  u:\n    columns:\n      seen: date\n      <<: *stamps\n"
             "  v:\n    columns: { a: { <<: [*ts, { default: now() }], not_null: false } }\n"
             "  w: { columns: { &k key: text }, was: *k }\n");
    is(at(r, "t", PL_COLUMN, "seen"), PL_COLUMN_TYPE, "timestamptz");
    is(at(r, "u", PL_COLUMN, "seen"), PL_COLUMN_TYPE, "date");
    is(at(r, "u", PL_COLUMN, "created"), PL_COLUMN_NOT_NULL, "true");
    is(at(r, "v", PL_COLUMN, "a"), PL_COLUMN_NOT_NULL, NULL);
    is(at(r, "v", PL_COLUMN, "a"), PL_COLUMN_DEFAULT, "now()");
    cr_expect_str_eq(at(r, "w", PL_TABLE, NULL)->was, "key");
    round_trip(r);
}

Test(yaml, several_files) {
    struct pl_realm *r = pl_realm_new(context(), "folder");
    cr_assert(read_as(r, "a.yaml",
                      "tables: { a: { columns: { id: int } } }\nschemas: { s: { comment: x, tables: { t: {} } } }\n",
                      postgres, false));
    cr_assert(
        read_as(r, "b.yaml", "poundlock: 1\ntables: { b: {} }\nschemas: { s: { tables: { u: {} } } }\n", postgres, false));
    cr_assert_not_null(pl_find(r, pl_find(r, r->root, PL_SCHEMA, "s"), PL_TABLE, "u"));
    cr_assert_not(read_as(r, "c.yaml", "tables:\n  a: {}\nschemas: { s: { comment: y } }\n", postgres, false));
    const struct pl_diag *d = pl_diags(r->pl);
    cr_expect_str_eq(d->code, "duplicate");
    cr_expect_str_eq(d->text, "table a is said twice; the first is at a.yaml:1");
    cr_expect_eq(d->line, 2);
    cr_expect_str_eq(d->next->text, "\"comment\" of schema s is said twice; the first is at a.yaml:2");
}

Test(yaml, nothing_at_all) {
    static const char *const texts[] = {
        "", "\n# nothing\n", "---\n", "{}", "tables:\n", "poundlock: 1\ntables: {}\n", "\xEF\xBB\xBFtables:\n"
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct pl_realm *r = good(texts[i]);
        cr_expect_str_eq(written(r), "poundlock: 1\n");
    }
}

Test(yaml, unknown_words) {
    const struct pl_diag *d = refused("tables:\n  t:\n    colums: {}\n", "unknown-word", 3, 5);
    cr_expect_str_eq(d->hint, "did you mean \"columns\"?");
    cr_expect_str_eq(d->text, "unknown word \"colums\" in table t");
    d = refused("tables: { t: { columns: { a: { xyzzy: 1 } } } }", "unknown-word", 1, 32);
    cr_expect(strstr(d->hint, "the words here are: type, "), "%s", d->hint);
    d = refused("table: {}\n", "unknown-word", 1, 1);
    cr_expect_str_eq(d->hint, "did you mean \"tables\"?");
    refused("unmodelled: {}\n", "unknown-word", 1, 1);
    d = refused("tables: { t: { columns: { a: { type: { postgre: x } } } } }", "unknown-word", 1, 40);
    cr_expect_str_eq(d->hint, "did you mean \"postgres\"?");
    refused("tables: { t: { columns: { a: { name: b } } } }", "unknown-word", 1, 32);
}

Test(yaml, wrong_shapes_and_values) {
    const struct pl_diag *d = refused("tables: [a]\n", "bad-value", 1, 9);
    cr_expect_str_eq(d->text, "a list where a map is expected, in \"tables\" of schema (default)");
    refused("- a\n", "bad-value", 1, 1);
    refused("poundlock: 2\n", "bad-value", 1, 12);
    refused("tables: { t: text }", "bad-value", 1, 14);
    refused("tables: { t: { columns: { a: { not_null: maybe } } } }", "bad-value", 1, 42);
    refused("tables: { t: { columns: { a: { srid: 12x } } } }", "bad-value", 1, 38);
    refused("tables: { t: { columns: { a: { srid: '' } } } }", "bad-value", 1, 38);
    refused("tables: { t: { columns: { a: { type: [int] } } } }", "bad-value", 1, 38);
    refused("tables: { t: { columns: { a: { type: '' } } } }", "bad-value", 1, 38);
    refused("tables: { t: { primary_key: { parts: { a: b } } } }", "bad-value", 1, 38);
    refused("tables: { t: { indexes: [[a]] } }", "bad-value", 1, 25);
    refused("tables: { t: { foreign_keys: [{ references: 'a.' }] } }", "bad-value", 1, 45);
    refused("tables: { t: { foreign_keys: [{ columns: [[a]] }] } }", "bad-value", 1, 43);
    refused("tables: { t: { primary_key: [~, ''] } }", "missing", 1, 33);
    refused("tables: { '': {} }", "missing", 1, 11);
}

Test(yaml, duplicates) {
    const struct pl_diag *d = refused("tables:\n  t: {}\n  u: {}\n  t: {}\n", "duplicate", 4, 3);
    cr_expect_str_eq(d->text, "table t is said twice; the first is at m.yaml:2");
    d = refused("tables: {}\ntables: {}\n", "duplicate", 2, 1);
    cr_expect_str_eq(d->text, "\"tables\" of schema (default) is said twice; the first is at m.yaml:1");
    refused("tables: { t: { columns: { a: { type: int, type: text } } } }", "duplicate", 1, 43);
    refused("tables: { t: { columns: { a: { type: { mysql: a, mysql: b } } } } }", "duplicate", 1, 50);
    refused("tables: { t: { checks: [{ name: c }, { name: c }] } }", "duplicate", 1, 38);
    refused("schemas: { a: {}, a: {} }", "duplicate", 1, 19);
    refused("poundlock: 1\npoundlock: 1\n", "duplicate", 2, 1);
}

Test(yaml, syntax) {
    refused("tables: {\n", "yaml-syntax", 2, 1);
    refused("a: b: c\n", "yaml-syntax", 1, 5);
    refused("tables:\n\tt: {}\n", "yaml-syntax", 2, 1);
    refused("a: \"\\0\"\n", "yaml-syntax", 1, 4);
    refused("a: \x01\n", "yaml-syntax", 1, 4);
    refused("a: b\nc: \xff\n", "yaml-syntax", 2, 4);
    refused("a: 1\n---\nb: 1\n", "yaml-syntax", 2, 1);
    refused("? [a]\n: b\n", "yaml-syntax", 1, 3);
    refused("a: !mine b\n", "yaml-syntax", 1, 4);
    refused("a: *b\n", "yaml-syntax", 1, 4);
    refused("a: &a [*a]\n", "yaml-syntax", 1, 8);
    refused("a: { <<: b }\n", "yaml-syntax", 1, 6);
    struct pl_realm *r = pl_realm_new(context(), "test");
    struct pl_yaml_options o = { .dialects = postgres };
    cr_expect_not(pl_yaml_read(r, "m.yaml", "a: b\0c\n", 7, &o));
    cr_expect_eq(pl_diags(r->pl)->column, 5);
}

Test(yaml, limits) {
    char deep[200];
    memset(deep, '[', sizeof deep - 1);
    deep[sizeof deep - 1] = 0;
    refused(deep, "yaml-limit", 1, 65);
    struct pl *pl = context();
    struct pl_text bomb = { .pl = pl }, merges = { .pl = pl };
    pl_add(&bomb, "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++)
        pl_addf(&bomb, "a%d: &a%d [*a%d, *a%d, *a%d, *a%d, *a%d, *a%d, *a%d, *a%d]\n", i, i, i - 1, i - 1, i - 1, i - 1,
                i - 1, i - 1, i - 1, i - 1);
    refused(pl_text(&bomb), "yaml-limit", 1, 1);
    pl_add(&merges, "a0: &a0 { x: 1, y: 2 }\n");
    for (int i = 1; i < 30; i++)
        pl_addf(&merges, "a%d: &a%d { <<: [*a%d, *a%d, *a%d] }\n", i, i, i - 1, i - 1, i - 1);
    struct pl_realm *r = pl_realm_new(pl, "merges");
    cr_expect_not(read_as(r, "m.yaml", pl_text(&merges), postgres, false));
    cr_expect_str_eq(pl_diags(pl)->code, "yaml-limit");
}

Test(yaml, twenty_errors_and_no_more) {
    struct pl_realm *r = pl_realm_new(context(), "test");
    struct pl_text text = { .pl = r->pl };
    pl_add(&text, "tables:\n");
    for (int i = 0; i < 50; i++)
        pl_addf(&text, "  t%d: { wrong: 1 }\n", i);
    cr_assert_not(read_as(r, "m.yaml", pl_text(&text), postgres, false));
    int n = 0;
    const struct pl_diag *last = NULL;
    for (const struct pl_diag *d = pl_diags(r->pl); d; d = d->next, n++)
        last = d;
    cr_expect_eq(n, 20);
    cr_expect_str_eq(last->hint, "further errors in this file are not shown");
}
