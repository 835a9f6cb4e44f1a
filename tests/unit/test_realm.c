/* Nodes and their lookup, paths, lists and references. */
#include "tests/unit/unit.h"

TestSuite(realm, .fini = end_contexts);

static struct pl_node *schema_of(struct pl_realm *r) {
    return pl_intern(r, r->root, PL_SCHEMA, "");
}

Test(realm, finds_by_parent_kind_and_name) {
    struct pl_realm *r = pl_realm_new(context(), "test");
    struct pl_node *s = schema_of(r), *a = pl_node_new(r, s, PL_TABLE, "a"), *b = pl_node_new(r, s, PL_TABLE, "b");
    struct pl_node *column = pl_node_new(r, a, PL_COLUMN, "x"), *check = pl_node_new(r, a, PL_CHECK, "x");
    cr_expect_eq(pl_find(r, s, PL_TABLE, "a"), a);
    cr_expect_eq(pl_find(r, a, PL_COLUMN, "x"), column);
    cr_expect_eq(pl_find(r, a, PL_CHECK, "x"), check);
    cr_expect_null(pl_find(r, b, PL_COLUMN, "x"));
    cr_expect_null(pl_find(r, a, PL_COLUMN, "X"));
    cr_expect_eq(pl_intern(r, s, PL_TABLE, "b"), b);
    cr_expect_neq(pl_intern(r, s, PL_TABLE, "c"), b);
}

Test(realm, letter_case_where_it_means_nothing) {
    struct pl_realm *r = pl_realm_new(context(), "test");
    r->nocase = UINT64_C(1) << PL_COLUMN;
    struct pl_node *s = schema_of(r), *a = pl_node_new(r, s, PL_TABLE, "a"), *x = pl_node_new(r, a, PL_COLUMN, "eMail");
    cr_expect_eq(pl_find(r, a, PL_COLUMN, "Email"), x);
    cr_expect_null(pl_find(r, s, PL_TABLE, "A"), "only of the kinds that were named");
    pl_rename(r, x, "MAIL");
    cr_expect_eq(pl_find(r, a, PL_COLUMN, "mail"), x);
    cr_expect_null(pl_find(r, a, PL_COLUMN, "email"));
}

Test(realm, many_names) {
    struct pl_realm *r = pl_realm_new(context(), "test");
    struct pl_node *s = schema_of(r);
    for (int i = 0; i < 100000; i++)
        pl_node_new(r, s, PL_TABLE, pl_format(r->pl, "t%d", i));
    for (int i = 0; i < 100000; i++)
        cr_assert_not_null(pl_find(r, s, PL_TABLE, pl_format(r->pl, "t%d", i)));
    cr_expect_null(pl_find(r, s, PL_TABLE, "t100000"));
}

Test(realm, removes_and_renames) {
    struct pl_realm *r = pl_realm_new(context(), "test");
    struct pl_node *s = schema_of(r), *a = pl_node_new(r, s, PL_TABLE, "a"), *b = pl_node_new(r, s, PL_TABLE, "b");
    pl_remove(r, b);
    cr_expect_null(pl_find(r, s, PL_TABLE, "b"));
    cr_expect(b->flags & PL_N_ABSENT);
    struct pl_node *c = pl_node_new(r, s, PL_TABLE, "c");
    cr_expect(s->child == a && a->next == c && !c->next, "what is added after the last was removed is the last");
    pl_rename(r, a, "b");
    cr_expect_eq(pl_find(r, s, PL_TABLE, "b"), a);
    cr_expect_null(pl_find(r, s, PL_TABLE, "a"));
    pl_remove(r, b);
    cr_expect_eq(pl_find(r, s, PL_TABLE, "b"), a, "removed twice it takes nobody along");
}

Test(realm, of_two_with_one_name_the_right_one_goes) {
    struct pl_realm *r = pl_realm_new(context(), "test");
    struct pl_node *s = schema_of(r), *a = pl_node_new(r, s, PL_TABLE, "a"), *again = pl_node_new(r, s, PL_TABLE, "a");
    cr_expect_eq(pl_find(r, s, PL_TABLE, "a"), a);
    pl_remove(r, again);
    cr_expect_eq(pl_find(r, s, PL_TABLE, "a"), a);
    pl_remove(r, a);
    cr_expect_null(pl_find(r, s, PL_TABLE, "a"), "the one that went first is not found any more");
}

Test(realm, one_of_a_kind_is_found_whatever_its_name) {
    struct pl_realm *r = pl_realm_new(context(), "test");
    struct pl_node *s = schema_of(r), *a = pl_node_new(r, s, PL_TABLE, "a"), *key = pl_node_new(r, a, PL_PRIMARY_KEY, "a_pkey");
    cr_expect_eq(pl_find(r, a, PL_PRIMARY_KEY, "other"), key);
    cr_expect_eq(pl_find(r, a, PL_PRIMARY_KEY, ""), key);
}

Test(realm, walks) {
    struct pl_realm *r = models(context(), "tables: { a: { columns: { x: int, y: int }, checks: { c: x > 0 }, primary_key: [x] } }");
    const struct pl_node *a = at(r, "a");
    int columns = 0;
    PL_EACH(c, a, PL_COLUMN)
        columns++;
    cr_expect_eq(columns, 2);
    cr_expect_eq(pl_above(at(r, "a.x"), PL_TABLE), a);
    cr_expect_null(pl_above(a, PL_COLUMN));
    cr_expect_eq(pl_attr_named(PL_COLUMN, "type"), (int)PL_COLUMN_TYPE);
    cr_expect_eq(pl_attr_named(PL_COLUMN, "parts"), -1);
    cr_expect_eq(pl_kind_named(PL_TABLE, "columns"), PL_COLUMN);
    cr_expect_eq(pl_kind_named(PL_TABLE, "tables"), PL_NONE);
}

Test(realm, paths) {
    struct pl *pl = context();
    struct pl_realm *r = models(pl, "{ tables: { a: { columns: { x: int }, primary_key: [x] } }, schemas: { s: { tables: { b: { columns: { x: int } } } } } }");
    cr_expect_str_eq(pl_path(pl, at(r, "a.x")), "a.x");
    cr_expect_str_eq(pl_path(pl, at(r, "s.b.x")), "s.b.x");
    cr_expect_str_eq(pl_title(pl, at(r, "a.(primary key)")), "primary key of a");
    cr_expect_str_eq(pl_title(pl, pl_find(r, r->root, PL_SCHEMA, "")), "schema (default)");
}

static const char *const odd[] = { "plain", "with space", "a.b", "a\"b", "\"", "\"\"", ".", ",", ", ", "", " lead", "trail ",
                                   "\xc3\xa4\xe2\x82\xac", "a\nb", "'", "a, \"b\"", "-- x", "[x]" };

Test(realm, lists_of_odd_names) {
    struct pl *pl = context();
    struct pl_text list = { .pl = pl };
    size_t n = sizeof odd / sizeof *odd;
    for (size_t i = 0; i < n; i++)
        pl_list_add(&list, odd[i]);
    const char *next = NULL;
    for (size_t i = 0; i < n; i++) {
        const char *e = pl_list_next(pl, list.s, &next);
        cr_assert_not_null(e);
        cr_expect_str_eq(e, odd[i]);
    }
    cr_expect_null(pl_list_next(pl, list.s, &next));
    next = NULL;
    cr_expect_null(pl_list_next(pl, NULL, &next));
    next = NULL;
    cr_expect_null(pl_list_next(pl, "no list", &next));
}

Test(realm, references_of_odd_names) {
    struct pl *pl = context();
    char *name[3];
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
        for (size_t j = 0; j < sizeof odd / sizeof *odd; j++) {
            const char *both[] = { odd[i], odd[j] };
            char *ref = pl_ref_join(pl, both, 2);
            cr_assert_eq(pl_ref_split(pl, ref, name, 3), 2, "%s", ref);
            cr_expect(strcmp(name[0], odd[i]) == 0 && strcmp(name[1], odd[j]) == 0, "%s", ref);
        }
}

Test(realm, references_that_cannot_be_read) {
    struct pl *pl = context();
    static const char *const bad[] = { "", ".", "a.", ".a", "a..b", "\"a\"b", "a.b.c.d", "\"a\"." };
    char *name[3];
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        cr_expect_eq(pl_ref_split(pl, bad[i], name, 3), 0, "%s", bad[i]);
    cr_expect_eq(pl_ref_split(pl, "a.b.c", name, 3), 3);
    cr_expect_eq(pl_ref_split(pl, "a.b", name, 1), 0, "more than there is room for");
}

Test(realm, resolves) {
    struct pl_realm *r = models(context(),
        "tables: { a: { columns: { x: int }, foreign_keys: { f: { columns: [x], references: s.b } } } }\n"
        "sequences: { q: { owned_by: a.x } }\n"
        "schemas:\n"
        "  s: { tables: { b: { columns: { y: int }, primary_key: [y], foreign_keys: { g: { columns: [y], references: b } } } } }\n");
    cr_expect_eq(pl_resolve(r, at(r, "a.f"), PL_FOREIGN_KEY_REFERENCES), at(r, "s.b"));
    cr_expect_eq(pl_resolve(r, at(r, "s.b.g"), PL_FOREIGN_KEY_REFERENCES), at(r, "s.b"));
    cr_expect_eq(pl_resolve(r, at(r, "q"), PL_SEQUENCE_OWNED_BY), at(r, "a.x"));
    pl_set(at(r, "a.f"), PL_FOREIGN_KEY_REFERENCES, "b");
    cr_expect_null(pl_resolve(r, at(r, "a.f"), PL_FOREIGN_KEY_REFERENCES), "that is another schema's");
}

Test(realm, spells_names_as_their_objects_do) {
    struct pl_realm *r = models(context(), "tables:\n"
                                           "  Parent: { columns: { Id: int, Other: int }, primary_key: [ID] }\n"
                                           "  child: { columns: { p: int }, foreign_keys: { f: { columns: [P], references: PARENT, referenced_columns: [iD] } } }\n");
    r->nocase = UINT64_C(1) << PL_TABLE | UINT64_C(1) << PL_COLUMN;
    pl_imply(r);
    cr_expect_str_eq(pl_get(at(r, "Parent.(primary key)")->child, PL_PART_COLUMN), "Id");
    cr_expect_str_eq(pl_get(at(r, "child.f"), PL_FOREIGN_KEY_COLUMNS), "\"p\"");
    cr_expect_str_eq(pl_get(at(r, "child.f"), PL_FOREIGN_KEY_REFERENCES), "Parent");
    cr_expect_null(pl_get(at(r, "child.f"), PL_FOREIGN_KEY_REFERENCED_COLUMNS), "the primary key goes without saying");
}
