/* The templates' language, with a dialect of a few rows. */
#include "dialects/dialect.h"
#include "tests/unit/unit.h"

TestSuite(render, .fini = end_contexts);

static void quote(struct pl_text *t, const char *name) {
    pl_addf(t, "<%s>", name);
}

static void quote_text(struct pl_text *t, const char *text) {
    pl_addf(t, "'%s'", text);
}

static const struct pl_rule rules[] = {
    { PL_TABLE, PL_ADD, .sql = "CREATE {self} ({*})" },
    { PL_COLUMN, PL_DEFINE, .flags = PL_R_INLINE, .sql = "{name}[ {type}]{not_null? NOT NULL}[ DEFAULT {default}]" },
    { PL_PRIMARY_KEY, PL_DEFINE, .flags = PL_R_INLINE, .sql = "KEY ({*parts})" },
    { PL_CHECK, PL_DEFINE, .flags = PL_R_INLINE, .sql = "[{name} ]CHECK ({expression})" },
    { PL_UNIQUE, PL_DEFINE, .flags = PL_R_INLINE, .sql = "" },
    { PL_INDEX, PL_DEFINE, .sql = "not inline" },
    { PL_PART, PL_DEFINE, .sql = "[{column}][{expression}][ {order}]" },
    { PL_REALM },
};
static const struct pl_lock locks[] = { { "none", 0 } };
static const struct pl_dialect fake = { .name = "fake", .rules = rules, .locks = locks, .quote_name = quote, .quote_text = quote_text };

static struct pl_script script(struct pl_realm *from, struct pl_realm *to, const char *schema) {
    return (struct pl_script){ .pl = to->pl, .dialect = &fake, .version = 1, .schema = schema, .from = from, .to = to };
}

static const char *const yaml =
    "enums: { e: [a, 'it is'] }\n"
    "tables:\n"
    "  t:\n"
    "    comment: what it holds\n"
    "    columns: { a: { type: int, not_null: true, default: 1 }, b: { type: text, collation: s.c, identity: always } }\n"
    "    primary_key: { comment: the one, parts: [a, { column: b, order: desc }, { expression: lower(b) }] }\n"
    "    uniques: { u: { parts: [a], include: [a, b] } }\n"
    "    checks: { c: a > 0, d: b > 0 }\n"
    "    indexes: { i: [a] }\n"
    "    foreign_keys: { f: { columns: [a, b], references: s.p }, g: { columns: [a], references: t }, h: { columns: [a], references: elsewhere } }\n"
    "schemas: { s: { tables: { p: { columns: { x: int } } } } }\n";

static const char *one(const char *template, const char *path, const char *schema) {
    struct pl *pl = context();
    struct pl_realm *from = models(pl, "tables: {}"), *to = models(pl, yaml);
    struct pl_script s = script(from, to, schema);
    struct pl_change c = { .op = PL_ADD, .to = at(to, path), .slots = PL_S_ALL };
    return pl_render(&s, template, &c);
}

static const struct {
    const char *path, *template, *sql;
} rows[] = {
    { "t", "", "" },
    { "t", "plain ; text", "plain ; text" },
    /* names */
    { "t.a", "{name}[ {primary_key.comment}][ of {primary_key.name}]{primary_key.comment? said}", "<a> 'the one' said" },
    { "s.p.x", "{name}[ {primary_key.comment}][ of {primary_key.name}]{primary_key.comment? said}", "<x>" },
    { "t", "{name} {self} {schema}", "<t> <main>.<t> <main>" },
    { "t.a", "{name} {self} {parent} {table}", "<a> <main>.<t>.<a> <main>.<t> <main>.<t>" },
    { "t.c", "{self} on {parent}", "<main>.<c> on <main>.<t>" },
    { "s.p", "{self} {schema}", "<s>.<p> <s>" },
    /* values by their type */
    { "t", "{comment} {comment|raw}", "'what it holds' what it holds" },
    { "t.a", "{type} {default}", "int 1" },
    { "t.b", "{identity} {collation}", "ALWAYS <s>.<c>" },
    { "t.u", "{include}", "<a>, <b>" },
    { "e", "{values}", "'a', 'it is'" },
    { "t.f", "({columns}) TO {references}", "(<a>, <b>) TO <s>.<p>" },
    { "t.g", "{references}", "<main>.<t>" },
    { "t.h", "{references}", "<main>.<elsewhere>" },
    /* groups go with what is not said in them */
    { "t.a", "x[ D {default}][ G {generated}] y", "x D 1 y" },
    { "t.a", "[[a {generated}]b {default}]", "b 1" },
    { "t.a", "[a [b {default}] {generated}]z", "z" },
    { "t.a", "[no placeholder]", "no placeholder" },
    { "t.a", "{generated}", "" },
    /* conditions */
    { "t.a", "{not_null? NOT NULL}{not_null! NULL}", " NOT NULL" },
    { "t.b", "{not_null? NOT NULL}{not_null! NULL}", " NULL" },
    { "t.a", "{not_null? [G {generated}]D {default}}", " D 1" },
    { "t.a", "{not_null?{generated!none}}", "none" },
    { "t.a", "[{generated?x}y]", "y" },
    { "t.c", "{name?named}{name!unnamed}", "named" },
    { "t.(primary key)", "{name?named}{name!unnamed}[ CONSTRAINT {name}]", "unnamed" },
    /* escapes */
    { "t.a", "\\[\\{\\}\\]\\\\ {not_null?\\}\\]}", "[{}]\\ }]" },
    /* children */
    { "t", "{*}", "<a> int NOT NULL DEFAULT 1,\n    <b> text,\n    KEY (<a>, <b> DESC, lower(b)),\n    <c> CHECK (a > 0),\n    <d> CHECK (b > 0)" },
    { "t", "({*columns})", "(<a> int NOT NULL DEFAULT 1, <b> text)" },
    { "t.i", "({*parts})", "(<a>)" },
    { "t.a", "ADD {def}", "ADD <a> int NOT NULL DEFAULT 1" },
};

Test(render, templates) {
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *sql = one(rows[i].template, rows[i].path, "main");
        cr_expect_str_eq(sql, rows[i].sql, "%s of %s is \"%s\"", rows[i].template, rows[i].path, sql);
        end_contexts();
    }
}

Test(render, a_schema_without_a_name_is_not_written) {
    cr_expect_str_eq(one("{self}[ IN {schema}]", "t", ""), "<t>");
    cr_expect_str_eq(one("{self}[ IN {schema}]", "s.p", ""), "<s>.<p> IN <s>");
}

Test(render, templates_that_do_not_end) {
    static const char *const bad[] = { "[", "{", "[a {name", "{name?", "\\", "{name?[", "[[[", "{not_null?{x}" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        cr_expect_not_null(one(bad[i], "t.a", ""));
}

Test(render, old_and_new) {
    struct pl *pl = context();
    struct pl_realm *from = models(pl, "tables: { t: { columns: { a: int }, checks: { k: a > 0 } } }");
    struct pl_realm *to = models(pl, "tables: { u: { was: t, columns: { b: { type: text, was: a } }, checks: { k: b > 0 } } }");
    struct pl_script s = script(from, to, "");
    cr_assert(pl_pair(from, to));
    struct pl_change c = { .op = PL_ALTER, .from = at(from, "t.a"), .to = at(to, "u.b") }, drop = { .op = PL_DROP, .from = at(from, "t.k") };
    struct pl_change rename = { .op = PL_RENAME, .from = at(from, "t"), .to = at(to, "u") };
    cr_expect_str_eq(pl_render(&s, "{was} {name} {old.type} {type}", &c), "<a> <b> int text");
    cr_expect_str_eq(pl_render(&s, "RENAME {self} TO {name}", &rename), "RENAME <t> TO <u>");
    cr_expect_str_eq(pl_render(&s, "DROP {name} OF {parent}", &drop), "DROP <k> OF <u>", "renames have been done by then");
}
