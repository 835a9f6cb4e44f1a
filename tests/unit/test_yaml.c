/* The models language: what is read, what is refused and where, and that writing and reading again changes no byte. */
#include <string.h>

#include <criterion/criterion.h>
#include <jansson.h>

#include "engine/realm.h"

static const char *const postgres[] = { "postgres", NULL }, *const mariadb[] = { "mariadb", "mysql", NULL };

/* All contexts of a test, ended when it is. */
static struct pl *contexts[64];
static int context_count;

static struct pl *context(void) {
    cr_assert(context_count < 64);
    return contexts[context_count++] = pl_new();
}

static void end(void) {
    while (context_count)
        pl_free(contexts[--context_count]);
}

TestSuite(yaml, .fini = end);

static bool read_as(struct pl_realm *r, const char *file, const char *text, const char *const *dialects, bool needs) {
    struct pl_yaml_options o = { .dialects = dialects, .needs = needs };
    return pl_yaml_read(r, file, text, strlen(text), &o);
}

static struct pl_realm *good(const char *text) {
    struct pl_realm *r = pl_realm_new(context(), "test");
    bool ok = read_as(r, "m.yaml", text, postgres, false);
    cr_assert(ok, "%s", ok ? "" : pl_diags(r->pl)->text);
    cr_assert_null(pl_diags(r->pl));
    return r;
}

static const struct pl_diag *refused(const char *text, const char *code, int line, int column) {
    struct pl_realm *r = pl_realm_new(context(), "test");
    cr_assert_not(read_as(r, "m.yaml", text, postgres, false), "accepted: %s", text);
    const struct pl_diag *d = pl_diags(r->pl);
    cr_assert_not_null(d);
    cr_expect_str_eq(d->code, code, "%s: %s (%s)", text, d->code, d->text);
    cr_expect_str_eq(d->file ? d->file : "", "m.yaml");
    cr_expect(d->line == line && d->column == column, "%s: at %d:%d: %s", text, d->line, d->column, d->text);
    return d;
}

static struct pl_node *at(const struct pl_realm *r, const char *table, enum pl_kind kind, const char *name) {
    const struct pl_node *schema = pl_find(r, r->root, PL_SCHEMA, "");
    struct pl_node *t = pl_find(r, schema, PL_TABLE, table);
    cr_assert_not_null(t, "no table %s", table);
    struct pl_node *n = kind == PL_TABLE ? t : pl_find(r, t, kind, name);
    cr_assert_not_null(n, "no %s", name);
    return n;
}

static void is(const struct pl_node *n, enum pl_attr a, const char *wanted) {
    const char *s = pl_get(n, a);
    cr_expect(pl_same(s, wanted), "%s: \"%s\" where \"%s\" is expected", pl_attrs[a].word, s ? s : "NULL",
              wanted ? wanted : "NULL");
}

static char *written(const struct pl_realm *r) {
    struct pl_text t = { .pl = r->pl };
    cr_assert(pl_yaml_write(r->pl, r, "postgres", &t), "%s", pl_diags(r->pl) ? pl_diags(r->pl)->text : "");
    return t.s;
}

static void round_trip(const struct pl_realm *r) {
    char *once = written(r);
    struct pl_realm *again = pl_realm_new(context(), "again");
    bool ok = read_as(again, "w.yaml", once, postgres, false);
    cr_assert(ok, "%s\n%s", ok ? "" : pl_diags(again->pl)->text, once);
    cr_assert_str_eq(written(again), once);
}

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

Test(yaml, any_name_and_text_survives) {
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

Test(yaml, very_long_names) {
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

Test(yaml, not_utf8_cannot_be_written) {
    struct pl_realm *r = pl_realm_new(context(), "latin");
    struct pl_text out = { .pl = r->pl };
    pl_node_new(r, pl_node_new(r, r->root, PL_SCHEMA, ""), PL_TABLE, "caf\xe9");
    cr_expect_not(pl_yaml_write(r->pl, r, "postgres", &out));
    cr_expect_str_eq(pl_diags(r->pl)->code, "cannot-say");
    cr_expect_null(pl_realm_json(r));
}

Test(yaml, what_is_not_modelled_is_named_in_comments) {
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

Test(yaml, json) {
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

/* ---- pl_realm_check */

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
Test(yaml, references_that_leave_the_models) {
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

Test(yaml, whole_realm_checks) {
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

Test(yaml, cycles_of_views) {
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

Test(yaml, all_problems_are_said) {
    struct pl_realm *r = good(
        "tables: { t: { primary_key: [x], checks: [{ comment: c }], foreign_keys: [{ columns: [y], references: z }] } }\n");
    cr_expect_not(pl_realm_check(r));
    int n = 0;
    for (const struct pl_diag *d = pl_diags(r->pl); d; d = d->next)
        n++;
    cr_expect_eq(n, 4);
}
