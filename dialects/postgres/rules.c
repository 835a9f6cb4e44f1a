/* How each change is said to PostgreSQL. Templates in the language of dialect.h; the few rows with `make` are in make.c.
 *
 * A clause of ALTER TABLE is only its own words: the renderer joins those of one table, and PostgreSQL then does them in
 * passes (drops, types, new columns, constraints, defaults), so a default may be dropped, its type changed and a new one
 * set in one statement, whatever their order in it.
 */
#include <string.h>

#include "dialects/postgres/postgres.h"

#define BLOCKS (PL_R_BLOCKS_READS | PL_R_BLOCKS_WRITES)
#define IDENTITY_OPTIONS (PL_S(COLUMN, IDENTITY_START) | PL_S(COLUMN, IDENTITY_INCREMENT) | PL_S(COLUMN, IDENTITY_MIN) | \
                          PL_S(COLUMN, IDENTITY_MAX) | PL_S(COLUMN, IDENTITY_CACHE) | PL_S(COLUMN, IDENTITY_CYCLE))
#define TYPE_SLOTS (PL_S(COLUMN, TYPE) | PL_S(COLUMN, COLLATION))

/* ---- which row fits */

static const char *type_of(const struct pl_node *n) {
    const char *type = pl_get(n, PL_COLUMN_TYPE);
    return type ? type : "";
}

static bool is_enum(const struct pl_realm *r, const struct pl_node *column) {
    struct pl_node *schemas = r->root;
    PL_EACH(schema, schemas, PL_SCHEMA)
        PL_EACH(e, schema, PL_ENUM)
            if (pl_pg_is_of_enum(r, column, e))
                return true;
    return false;
}

static bool retypes(const struct pl_change *c) {
    return (c->slots & TYPE_SLOTS) != 0;
}

/* The old default would have to become one of the new type by itself. */
static bool default_in_the_way(const struct pl_change *c) {
    return retypes(c) && pl_is(c->from, PL_COLUMN_DEFAULT) &&
           (c->slots & PL_S(COLUMN, DEFAULT) || !pl_pg_converts(type_of(c->from), type_of(c->to)));
}

static bool keeps_rows(const struct pl_script *s, const struct pl_change *c) {
    (void)s;
    return retypes(c) && !default_in_the_way(c) && !pl_is(c->to, PL_COLUMN_USING) && !(c->slots & PL_S(COLUMN, COLLATION)) &&
           pl_pg_keeps_rows(type_of(c->from), type_of(c->to));
}

static bool converts(const struct pl_script *s, const struct pl_change *c) {
    (void)s;
    return retypes(c) && !default_in_the_way(c) && pl_pg_converts(type_of(c->from), type_of(c->to));
}

static bool converts_and_default(const struct pl_script *s, const struct pl_change *c) {
    (void)s;
    return default_in_the_way(c) && pl_pg_converts(type_of(c->from), type_of(c->to));
}

static bool goes_by_text(const struct pl_script *s, const struct pl_change *c) {
    return retypes(c) && !default_in_the_way(c) && is_enum(s->from, c->from) && is_enum(s->to, c->to);
}

static bool goes_by_text_and_default(const struct pl_script *s, const struct pl_change *c) {
    return default_in_the_way(c) && is_enum(s->from, c->from) && is_enum(s->to, c->to);
}

/* No cast leads from the one type to the other, and the author says no other way: the values are given up. */
static bool gives_up_values(const struct pl_script *s, const struct pl_change *c) {
    (void)s;
    return retypes(c) && !pl_is(c->to, PL_COLUMN_USING) && !pl_pg_has_cast(type_of(c->from), type_of(c->to));
}

static bool casts(const struct pl_script *s, const struct pl_change *c) {
    (void)s;
    return retypes(c) && !default_in_the_way(c);
}

static bool casts_and_default(const struct pl_script *s, const struct pl_change *c) {
    (void)s;
    return default_in_the_way(c);
}

static bool by_default(const struct pl_script *s, const struct pl_change *c) {
    (void)s;
    return pl_same(pl_get(c->to, PL_COLUMN_IDENTITY), "default");
}

bool pl_pg_has_identity_options(const struct pl_script *s, const struct pl_change *c) {
    (void)s;
    for (int a = PL_COLUMN_IDENTITY_START; a <= PL_COLUMN_IDENTITY_CYCLE; a++)
        if (pl_is(c->to, (enum pl_attr)a))
            return pl_is(c->to, PL_COLUMN_IDENTITY);
    return false;
}

static bool by_default_with_options(const struct pl_script *s, const struct pl_change *c) {
    return by_default(s, c) && pl_pg_has_identity_options(s, c);
}

static bool identity_added(const struct pl_script *s, const struct pl_change *c) {
    (void)s;
    return pl_is(c->to, PL_COLUMN_IDENTITY) && !pl_is(c->from, PL_COLUMN_IDENTITY);
}

static bool identity_kept_by_default(const struct pl_script *s, const struct pl_change *c) {
    return by_default(s, c) && pl_is(c->from, PL_COLUMN_IDENTITY);
}

static bool identity_dropped(const struct pl_script *s, const struct pl_change *c) {
    (void)s;
    return !pl_is(c->to, PL_COLUMN_IDENTITY) && pl_is(c->from, PL_COLUMN_IDENTITY);
}

/* A default that differs from row to row, a stored expression or numbers make the server write every row. */
static bool writes_rows(const struct pl_script *s, const struct pl_change *c) {
    static const char *const volatiles[] = { "random", "uuid", "nextval", "clock_timestamp", "timeofday" };
    const char *text = pl_get(c->to, PL_COLUMN_DEFAULT);
    (void)s;
    for (size_t i = 0; text && i < sizeof volatiles / sizeof volatiles[0]; i++)
        if (strstr(text, volatiles[i]))
            return true;
    return pl_is(c->to, PL_COLUMN_IDENTITY) || pl_is(c->to, PL_COLUMN_STORED);
}

static bool was_generated(const struct pl_script *s, const struct pl_change *c) {
    (void)s;
    return pl_is(c->from, PL_COLUMN_GENERATED);
}

/* Its values can be had again: they are computed, and will be. */
static bool only_computed(const struct pl_script *s, const struct pl_change *c) {
    return was_generated(s, c) && (!c->from->mate || pl_is(c->from->mate, PL_COLUMN_GENERATED));
}

static bool new_expression(const struct pl_script *s, const struct pl_change *c) {
    return was_generated(s, c) && !(c->slots & PL_S(COLUMN, STORED));
}

static bool has_no_name(const struct pl_script *s, const struct pl_change *c) {
    const struct pl_node *n = c->from ? c->from : c->to;
    (void)s;
    return !n->name[0];
}

static bool counts_down(const struct pl_script *s, const struct pl_change *c) {
    const char *by = pl_get(c->to, c->to->kind == PL_SEQUENCE ? PL_SEQUENCE_INCREMENT : PL_COLUMN_IDENTITY_INCREMENT);
    (void)s;
    return by && *by == '-';
}

static bool new_under_rows(const struct pl_script *s, const struct pl_change *c) {
    const struct pl_node *owner = c->late ? pl_resolve(s->to, c->to, PL_SEQUENCE_OWNED_BY) : NULL;
    return owner && owner->mate;
}

static bool check_comes_later(const struct pl_script *s, const struct pl_change *c) {
    (void)s;
    return pl_is(c->to, PL_CHECK_NOT_VALID);           /* CREATE TABLE would take it as valid */
}

static bool of_kind(const struct pl_change *c, enum pl_kind kind) {
    const struct pl_node *n = c->to ? c->to : c->from;
    return n->parent->kind == kind;
}

static bool in_domain(const struct pl_script *s, const struct pl_change *c) {
    (void)s;
    return of_kind(c, PL_DOMAIN);
}

static bool in_table(const struct pl_script *s, const struct pl_change *c) {
    (void)s;
    return of_kind(c, PL_TABLE);
}

static bool in_composite(const struct pl_script *s, const struct pl_change *c) {
    (void)s;
    return of_kind(c, PL_COMPOSITE);
}

static bool is_partition(const struct pl_script *s, const struct pl_change *c) {
    (void)s;
    return pl_is(c->to, PL_TABLE_PARTITION_OF);
}

static bool still_partition(const struct pl_script *s, const struct pl_change *c) {
    return is_partition(s, c) && pl_is(c->from, PL_TABLE_PARTITION_OF);
}

static bool is_forced(const struct pl_script *s, const struct pl_change *c) {
    (void)s;
    return pl_same(pl_get(c->to, PL_TABLE_ROW_SECURITY), "forced");
}

/* The index that stands for a row in the log is made by a statement of its own: then it is said after that one. */
static bool is_replica_identity(const struct pl_script *s, const struct pl_change *c) {
    const char *said = c->to->parent->kind == PL_TABLE ? pl_get(c->to->parent, PL_TABLE_REPLICA_IDENTITY) : NULL;
    struct pl_text text = { .pl = s->pl };
    pl_add(&text, "using index ");
    pl_pg_quote_name(&text, c->to->name);
    return pl_same(said, text.s);
}

static bool identity_is_there(const struct pl_script *s, const struct pl_change *c) {
    PL_EACH(index, c->to, PL_INDEX) {
        struct pl_change add = { .op = PL_ADD, .to = index };
        if (!index->mate && is_replica_identity(s, &add))
            return false;
    }
    return true;
}

static bool is_replaceable(const struct pl_script *s, const struct pl_change *c) {
    enum pl_attr a = (enum pl_attr)pl_attr_named(c->to->kind, "definition");
    return pl_pg_same_signature(s->pl, pl_get(c->from, a), pl_get(c->to, a));
}

static bool is_word(const struct pl_change *c, const char *word) {
    return pl_same(pl_get(c->to, c->to->kind == PL_TRIGGER ? PL_TRIGGER_ENABLED : PL_RULE_ENABLED), word);
}

static bool is_enabled(const struct pl_script *s, const struct pl_change *c) {
    (void)s;
    return !is_word(c, "disabled");
}

static bool is_disabled(const struct pl_script *s, const struct pl_change *c) {
    (void)s;
    return is_word(c, "disabled");
}

/* ---- texts that several rows share */

#define COLUMN_HEAD "{name} {type}[ COMPRESSION {compression|raw}][ COLLATE {collation}][ DEFAULT {default}]" \
                    "{generated? GENERATED ALWAYS AS ({generated}) {stored?STORED}{stored!VIRTUAL}}{not_null? NOT NULL}"
#define NEW_TYPE "ALTER COLUMN {name} TYPE {type}[ COLLATE {collation}]"
#define WITHOUT_DEFAULT "ALTER COLUMN {name} DROP DEFAULT,\n    "
#define NEW_DEFAULT "[,\n    ALTER COLUMN {name} SET DEFAULT {default}]"
#define BY_CAST "{using? USING {using}}{using! USING {name}::{type}}"
#define BY_TEXT "{using? USING {using}}{using! USING {name}::text::{type}}"
#define KEY_TAIL "[ INCLUDE ({include})][ WITH ({storage|raw})][ DEFERRABLE INITIALLY {deferrable}]"
#define CHECK_BODY "[CONSTRAINT {name} ]CHECK ({expression}){no_inherit? NO INHERIT}{not_enforced? NOT ENFORCED}"
#define COMMENT_ROWS(K, WHAT)                                                                                        \
    { PL_##K, PL_ADD, PL_S(K, COMMENT), 0, 0, "COMMENT ON " WHAT " IS {comment}", NULL, NULL },                       \
    { PL_##K, PL_ALTER, PL_S(K, COMMENT), 0, PL_R_TO_SET, "COMMENT ON " WHAT " IS {comment}", NULL, NULL },           \
    { PL_##K, PL_ALTER, PL_S(K, COMMENT), 0, PL_R_TO_UNSET, "COMMENT ON " WHAT " IS NULL", NULL, NULL }
/* One attribute, set and not set any more. */
#define SET_ROWS(K, A, FLAGS, SET, UNSET)                                                                            \
    { PL_##K, PL_ALTER, PL_S(K, A), 0, (FLAGS) | PL_R_TO_SET, SET, NULL, NULL },                                      \
    { PL_##K, PL_ALTER, PL_S(K, A), 0, (FLAGS) | PL_R_TO_UNSET, UNSET, NULL, NULL }
/* Triggers and rules: in which sessions they work. */
#define ENABLED_ROWS(K, WHAT)                                                                                        \
    { PL_##K, PL_ADD, PL_S(K, ENABLED), 0, 0, "ALTER TABLE {parent} DISABLE " WHAT " {name}", is_disabled, NULL },     \
    { PL_##K, PL_ADD, PL_S(K, ENABLED), 0, 0, "ALTER TABLE {parent} ENABLE {enabled} " WHAT " {name}", is_enabled, NULL }, \
    { PL_##K, PL_ALTER, PL_S(K, ENABLED), 0, PL_R_TO_SET, "ALTER TABLE {parent} DISABLE " WHAT " {name}", is_disabled, NULL }, \
    SET_ROWS(K, ENABLED, 0, "ALTER TABLE {parent} ENABLE {enabled} " WHAT " {name}",                                  \
             "ALTER TABLE {parent} ENABLE " WHAT " {name}")
#define STATEMENT_ROWS(K, WHAT)                                                                                      \
    { PL_##K, PL_ADD, 0, 0, 0, "{definition}", NULL, NULL },                                                         \
    { PL_##K, PL_DROP, 0, 0, 0, "DROP " WHAT " {self}", NULL, NULL },                                                \
    COMMENT_ROWS(K, WHAT " {self}")
#define RENAME_CONSTRAINT(K) \
    { PL_##K, PL_RENAME, 0, 0, BLOCKS, "ALTER TABLE {parent} RENAME CONSTRAINT {was} TO {name}", NULL, NULL }

const struct pl_rule pl_pg_rules[] = {
    /* ---- schemas */
    { PL_SCHEMA, PL_ADD, 0, 0, 0, "CREATE SCHEMA {schema}", NULL, NULL },
    { PL_SCHEMA, PL_DROP, 0, 0, PL_R_LOSES, "DROP SCHEMA {schema}", NULL, NULL },
    { PL_SCHEMA, PL_RENAME, 0, 0, 0, "ALTER SCHEMA {was} RENAME TO {name}", NULL, NULL },
    COMMENT_ROWS(SCHEMA, "SCHEMA {schema}"),

    /* ---- enumerated types */
    { PL_ENUM, PL_ADD, 0, 0, 0, "CREATE TYPE {self} AS ENUM ({values})", NULL, NULL },
    { PL_ENUM, PL_DROP, 0, 0, 0, "DROP TYPE {self}", NULL, NULL },
    { PL_ENUM, PL_RENAME, 0, 0, 0, "ALTER TYPE {self} RENAME TO {name}", NULL, NULL },
    { PL_ENUM, PL_ALTER, PL_S(ENUM, VALUES), 0, 0, NULL, NULL, pl_pg_make_enum },
    COMMENT_ROWS(ENUM, "TYPE {self}"),

    /* ---- sequences */
    { PL_SEQUENCE, PL_ADD, 0, 0, 0,
      "CREATE SEQUENCE {self}[ AS {type}][ INCREMENT BY {increment}][ MINVALUE {min}][ MAXVALUE {max}][ START WITH {start}]"
      "[ CACHE {cache}]{cycle? CYCLE}", NULL, NULL },
    { PL_SEQUENCE, PL_DROP, 0, 0, PL_R_LOSES, "DROP SEQUENCE {self}", NULL, NULL },
    { PL_SEQUENCE, PL_RENAME, 0, 0, 0, "ALTER SEQUENCE {self} RENAME TO {name}", NULL, NULL },
    { PL_SEQUENCE, PL_ALTER, PL_S(SEQUENCE, OWNED_BY), 0, PL_R_TO_SET, NULL, new_under_rows, pl_pg_make_owned },
    SET_ROWS(SEQUENCE, OWNED_BY, 0, "ALTER SEQUENCE {self} OWNED BY {owned_by}", "ALTER SEQUENCE {self} OWNED BY NONE"),
    SET_ROWS(SEQUENCE, TYPE, 0, "ALTER SEQUENCE {self} AS {type}", "ALTER SEQUENCE {self} AS bigint"),
    SET_ROWS(SEQUENCE, INCREMENT, 0, "ALTER SEQUENCE {self} INCREMENT BY {increment}",
             "ALTER SEQUENCE {self} INCREMENT BY 1"),
    SET_ROWS(SEQUENCE, MIN, 0, "ALTER SEQUENCE {self} MINVALUE {min}", "ALTER SEQUENCE {self} NO MINVALUE"),
    SET_ROWS(SEQUENCE, MAX, 0, "ALTER SEQUENCE {self} MAXVALUE {max}", "ALTER SEQUENCE {self} NO MAXVALUE"),
    { PL_SEQUENCE, PL_ALTER, PL_S(SEQUENCE, START), 0, PL_R_TO_UNSET, "ALTER SEQUENCE {self} START WITH [{max}]{max!-1}",
      counts_down, NULL },
    SET_ROWS(SEQUENCE, START, 0, "ALTER SEQUENCE {self} START WITH {start}",
             "ALTER SEQUENCE {self} START WITH [{min}]{min!1}"),
    SET_ROWS(SEQUENCE, CACHE, 0, "ALTER SEQUENCE {self} CACHE {cache}", "ALTER SEQUENCE {self} CACHE 1"),
    SET_ROWS(SEQUENCE, CYCLE, 0, "ALTER SEQUENCE {self} CYCLE", "ALTER SEQUENCE {self} NO CYCLE"),
    COMMENT_ROWS(SEQUENCE, "SEQUENCE {self}"),

    /* ---- extensions and types */
    { PL_EXTENSION, PL_ADD, 0, 0, 0, "CREATE EXTENSION {name} WITH SCHEMA {schema}[ VERSION {version}]", NULL, NULL },
    { PL_EXTENSION, PL_DROP, 0, 0, PL_R_LOSES, "DROP EXTENSION {name}", NULL, NULL },
    { PL_EXTENSION, PL_ALTER, PL_S(EXTENSION, VERSION), 0, 0, "ALTER EXTENSION {name} UPDATE TO {version}", NULL, NULL },
    COMMENT_ROWS(EXTENSION, "EXTENSION {name}"),

    { PL_DOMAIN, PL_ADD, 0, 0, 0, NULL, NULL, pl_pg_make_domain },
    { PL_DOMAIN, PL_DROP, 0, 0, 0, "DROP DOMAIN {self}", NULL, NULL },
    { PL_DOMAIN, PL_RENAME, 0, 0, 0, "ALTER DOMAIN {self} RENAME TO {name}", NULL, NULL },
    SET_ROWS(DOMAIN, DEFAULT, 0, "ALTER DOMAIN {self} SET DEFAULT {default}", "ALTER DOMAIN {self} DROP DEFAULT"),
    SET_ROWS(DOMAIN, NOT_NULL, PL_R_SCANS, "ALTER DOMAIN {self} SET NOT NULL", "ALTER DOMAIN {self} DROP NOT NULL"),
    COMMENT_ROWS(DOMAIN, "DOMAIN {self}"),

    { PL_COMPOSITE, PL_ADD, 0, 0, 0, "CREATE TYPE {self} AS (\n    {*}\n)", NULL, NULL },
    { PL_COMPOSITE, PL_DROP, 0, 0, 0, "DROP TYPE {self}", NULL, NULL },
    { PL_COMPOSITE, PL_RENAME, 0, 0, 0, "ALTER TYPE {self} RENAME TO {name}", NULL, NULL },
    COMMENT_ROWS(COMPOSITE, "TYPE {self}"),

    STATEMENT_ROWS(RANGE, "TYPE"),
    STATEMENT_ROWS(COLLATION, "COLLATION"),

    /* ---- functions */
    { PL_FUNCTION, PL_ALTER, PL_S(FUNCTION, DEFINITION), 0, 0, NULL, is_replaceable, pl_pg_make_routine },
    STATEMENT_ROWS(FUNCTION, "FUNCTION"),
    { PL_PROCEDURE, PL_ALTER, PL_S(PROCEDURE, DEFINITION), 0, 0, NULL, is_replaceable, pl_pg_make_routine },
    STATEMENT_ROWS(PROCEDURE, "PROCEDURE"),
    STATEMENT_ROWS(AGGREGATE, "AGGREGATE"),

    /* ---- tables */
    { PL_TABLE, PL_ADD, 0, 0, 0,
      "CREATE{unlogged? UNLOGGED} TABLE {self} PARTITION OF {partition_of}[ (\n    {*}\n)] {bounds|raw}"
      "[ PARTITION BY {partition_by|raw}][ WITH ({storage|raw})]", is_partition, NULL },
    { PL_TABLE, PL_ADD, 0, 0, 0, "CREATE{unlogged? UNLOGGED} TABLE {self} (\n    {*}\n)[ INHERITS ({inherits})]"
      "[ PARTITION BY {partition_by|raw}][ WITH ({storage|raw})]", NULL, NULL },
    { PL_TABLE, PL_ADD, PL_S(TABLE, ROW_SECURITY), 0, 0, "ALTER TABLE {self} ENABLE ROW LEVEL SECURITY", NULL, NULL },
    { PL_TABLE, PL_ADD, PL_S(TABLE, ROW_SECURITY), 0, 0, "ALTER TABLE {self} FORCE ROW LEVEL SECURITY", is_forced, NULL },
    { PL_TABLE, PL_ADD, PL_S(TABLE, REPLICA_IDENTITY), 0, 0, "ALTER TABLE {self} REPLICA IDENTITY {replica_identity|raw}",
      identity_is_there, NULL },
    { PL_TABLE, PL_ALTER, PL_S(TABLE, ROW_SECURITY), 0, 0,
      "ALTER TABLE {self} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY", is_forced, NULL },
    SET_ROWS(TABLE, ROW_SECURITY, 0, "ALTER TABLE {self} ENABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY",
             "ALTER TABLE {self} DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY"),
    { PL_TABLE, PL_ALTER, PL_S(TABLE, REPLICA_IDENTITY), 0, PL_R_TO_SET,
      "ALTER TABLE {self} REPLICA IDENTITY {replica_identity|raw}", identity_is_there, NULL },
    { PL_TABLE, PL_ALTER, PL_S(TABLE, REPLICA_IDENTITY), 0, PL_R_TO_UNSET, "ALTER TABLE {self} REPLICA IDENTITY DEFAULT",
      NULL, NULL },
    { PL_TABLE, PL_ALTER, PL_S(TABLE, BOUNDS) | PL_S(TABLE, PARTITION_OF), 0, PL_R_SCANS | BLOCKS, NULL, still_partition,
      pl_pg_make_partition },
    { PL_TABLE, PL_DROP, 0, 0, PL_R_LOSES | BLOCKS, NULL, pl_pg_owns_kept_sequence, pl_pg_make_table_drop },
    { PL_TABLE, PL_DROP, 0, 0, PL_R_LOSES | BLOCKS, "DROP TABLE {self}", NULL, NULL },
    { PL_TABLE, PL_RENAME, 0, 0, BLOCKS, "ALTER TABLE {self} RENAME TO {name}", NULL, NULL },
    SET_ROWS(TABLE, UNLOGGED, PL_R_REWRITES | BLOCKS, "ALTER TABLE {self} SET UNLOGGED", "ALTER TABLE {self} SET LOGGED"),
    { PL_TABLE, PL_ALTER, PL_S(TABLE, STORAGE), 0, 0, NULL, NULL, pl_pg_make_storage },
    COMMENT_ROWS(TABLE, "TABLE {self}"),

    /* ---- columns */
    { PL_COLUMN, PL_ADD, 0, 0, 0, "ALTER TYPE {parent} ADD ATTRIBUTE {name} {type}[ COLLATE {collation}]", in_composite, NULL },
    { PL_COLUMN, PL_DROP, 0, 0, PL_R_LOSES, "ALTER TYPE {parent} DROP ATTRIBUTE {name}", in_composite, NULL },
    { PL_COLUMN, PL_RENAME, 0, 0, 0, "ALTER TYPE {parent} RENAME ATTRIBUTE {was} TO {name}", in_composite, NULL },
    { PL_COLUMN, PL_ALTER, TYPE_SLOTS, 0, PL_R_NARROWS,
      "ALTER TYPE {parent} ALTER ATTRIBUTE {name} TYPE {type}[ COLLATE {collation}]", in_composite, NULL },
    /* Empty parentheses are a syntax error, so each of the two words has a row with options and one without. */
    { PL_COLUMN, PL_DEFINE, 0, 0, PL_R_INLINE,
      COLUMN_HEAD " GENERATED BY {identity} AS IDENTITY (" PL_PG_IDENTITY_OPTIONS " )",
      by_default_with_options, NULL },
    { PL_COLUMN, PL_DEFINE, 0, 0, PL_R_INLINE, COLUMN_HEAD " GENERATED {identity} AS IDENTITY (" PL_PG_IDENTITY_OPTIONS " )",
      pl_pg_has_identity_options, NULL },
    { PL_COLUMN, PL_DEFINE, 0, 0, PL_R_INLINE, COLUMN_HEAD " GENERATED BY {identity} AS IDENTITY", by_default, NULL },
    { PL_COLUMN, PL_DEFINE, 0, 0, PL_R_INLINE, COLUMN_HEAD "[ GENERATED {identity} AS IDENTITY]", NULL, NULL },
    { PL_COLUMN, PL_ADD, 0, 0, PL_R_CLAUSE | PL_R_REWRITES | BLOCKS, "ADD COLUMN {def}", writes_rows, NULL },
    { PL_COLUMN, PL_ADD, 0, 0, PL_R_CLAUSE | BLOCKS, "ADD COLUMN {def}", NULL, NULL },
    { PL_COLUMN, PL_ADD, PL_S(COLUMN, STORAGE), 0, PL_R_CLAUSE, "ALTER COLUMN {name} SET STORAGE {storage}", NULL, NULL },
    { PL_COLUMN, PL_ADD, PL_S(COLUMN, STATISTICS), 0, PL_R_CLAUSE, "ALTER COLUMN {name} SET STATISTICS {statistics}",
      NULL, NULL },
    { PL_COLUMN, PL_DROP, 0, 0, PL_R_CLAUSE | BLOCKS, "DROP COLUMN {name}", only_computed, NULL },
    { PL_COLUMN, PL_DROP, 0, 0, PL_R_CLAUSE | PL_R_LOSES | BLOCKS, "DROP COLUMN {name}", NULL, NULL },
    { PL_COLUMN, PL_RENAME, 0, 0, BLOCKS, "ALTER TABLE {parent} RENAME COLUMN {was} TO {name}", NULL, NULL },
    COMMENT_ROWS(COLUMN, "COLUMN {parent}.{name}"),
    /* prepare.c turns this one into a drop and an add, with what stands on the column around it. */
    { PL_COLUMN, PL_ALTER, PL_S_ALL, 0, PL_R_CLAUSE | PL_R_LAST | PL_R_REWRITES | BLOCKS,
      "DROP COLUMN {name},\n    ADD COLUMN {def}",
      pl_pg_remakes, NULL },
    { PL_COLUMN, PL_ALTER, PL_S(COLUMN, IDENTITY) | IDENTITY_OPTIONS | PL_S(COLUMN, DEFAULT) | PL_S(COLUMN, NOT_NULL), 0,
      BLOCKS,
      NULL, identity_added, pl_pg_make_identity },
    { PL_COLUMN, PL_ALTER, PL_S(COLUMN, IDENTITY) | IDENTITY_OPTIONS, 0, PL_R_CLAUSE, "ALTER COLUMN {name} DROP IDENTITY",
      identity_dropped, NULL },
    { PL_COLUMN, PL_ALTER, TYPE_SLOTS | PL_S(COLUMN, DEFAULT), 0, PL_R_CLAUSE | PL_R_LOSES | PL_R_REWRITES | BLOCKS,
      WITHOUT_DEFAULT NEW_TYPE " USING [{default}]{default!NULL::{type}}" NEW_DEFAULT, gives_up_values, NULL },
    { PL_COLUMN, PL_ALTER, TYPE_SLOTS, 0, PL_R_CLAUSE | PL_R_NARROWS | BLOCKS, NEW_TYPE, keeps_rows, NULL },
    { PL_COLUMN, PL_ALTER, TYPE_SLOTS, 0, PL_R_CLAUSE | PL_R_NARROWS | PL_R_REWRITES | BLOCKS, NEW_TYPE "[ USING {using}]",
      converts, NULL },
    { PL_COLUMN, PL_ALTER, TYPE_SLOTS | PL_S(COLUMN, DEFAULT), 0, PL_R_CLAUSE | PL_R_NARROWS | PL_R_REWRITES | BLOCKS,
      WITHOUT_DEFAULT NEW_TYPE "[ USING {using}]" NEW_DEFAULT, converts_and_default, NULL },
    { PL_COLUMN, PL_ALTER, TYPE_SLOTS, 0, PL_R_CLAUSE | PL_R_NARROWS | PL_R_REWRITES | BLOCKS, NEW_TYPE BY_TEXT,
      goes_by_text, NULL },
    { PL_COLUMN, PL_ALTER, TYPE_SLOTS | PL_S(COLUMN, DEFAULT), 0, PL_R_CLAUSE | PL_R_NARROWS | PL_R_REWRITES | BLOCKS,
      WITHOUT_DEFAULT NEW_TYPE BY_TEXT NEW_DEFAULT, goes_by_text_and_default, NULL },
    { PL_COLUMN, PL_ALTER, TYPE_SLOTS, 0, PL_R_CLAUSE | PL_R_NARROWS | PL_R_REWRITES | BLOCKS, NEW_TYPE BY_CAST, casts,
      NULL },
    { PL_COLUMN, PL_ALTER, TYPE_SLOTS | PL_S(COLUMN, DEFAULT), 0, PL_R_CLAUSE | PL_R_NARROWS | PL_R_REWRITES | BLOCKS,
      WITHOUT_DEFAULT NEW_TYPE BY_CAST NEW_DEFAULT, casts_and_default, NULL },
    SET_ROWS(COLUMN, DEFAULT, PL_R_CLAUSE, "ALTER COLUMN {name} SET DEFAULT {default}", "ALTER COLUMN {name} DROP DEFAULT"),
    SET_ROWS(COLUMN, NOT_NULL, PL_R_CLAUSE | PL_R_SCANS | BLOCKS, "ALTER COLUMN {name} SET NOT NULL",
             "ALTER COLUMN {name} DROP NOT NULL"),
    { PL_COLUMN, PL_ALTER, PL_S(COLUMN, GENERATED), 170000, PL_R_CLAUSE | PL_R_TO_SET | PL_R_REWRITES | BLOCKS,
      "ALTER COLUMN {name} SET EXPRESSION AS ({generated})", new_expression, NULL },
    { PL_COLUMN, PL_ALTER, PL_S(COLUMN, GENERATED) | PL_S(COLUMN, STORED), 0, PL_R_CLAUSE | PL_R_TO_UNSET | BLOCKS,
      "ALTER COLUMN {name} DROP EXPRESSION", was_generated, NULL },
    { PL_COLUMN, PL_ALTER, PL_S(COLUMN, IDENTITY), 0, PL_R_CLAUSE | PL_R_TO_SET,
      "ALTER COLUMN {name} SET GENERATED BY DEFAULT",
      identity_kept_by_default, NULL },
    { PL_COLUMN, PL_ALTER, PL_S(COLUMN, IDENTITY), 0, PL_R_CLAUSE | PL_R_TO_SET, "ALTER COLUMN {name} SET GENERATED ALWAYS",
      NULL, NULL },
    SET_ROWS(COLUMN, IDENTITY_INCREMENT, PL_R_CLAUSE, "ALTER COLUMN {name} SET INCREMENT BY {identity_increment}",
             "ALTER COLUMN {name} SET INCREMENT BY 1"),
    SET_ROWS(COLUMN, IDENTITY_MIN, PL_R_CLAUSE, "ALTER COLUMN {name} SET MINVALUE {identity_min}",
             "ALTER COLUMN {name} SET NO MINVALUE"),
    SET_ROWS(COLUMN, IDENTITY_MAX, PL_R_CLAUSE, "ALTER COLUMN {name} SET MAXVALUE {identity_max}",
             "ALTER COLUMN {name} SET NO MAXVALUE"),
    { PL_COLUMN, PL_ALTER, PL_S(COLUMN, IDENTITY_START), 0, PL_R_CLAUSE | PL_R_TO_UNSET,
      "ALTER COLUMN {name} SET START WITH [{identity_max}]{identity_max!-1}", counts_down, NULL },
    SET_ROWS(COLUMN, IDENTITY_START, PL_R_CLAUSE, "ALTER COLUMN {name} SET START WITH {identity_start}",
             "ALTER COLUMN {name} SET START WITH [{identity_min}]{identity_min!1}"),
    SET_ROWS(COLUMN, IDENTITY_CACHE, PL_R_CLAUSE, "ALTER COLUMN {name} SET CACHE {identity_cache}",
             "ALTER COLUMN {name} SET CACHE 1"),
    SET_ROWS(COLUMN, IDENTITY_CYCLE, PL_R_CLAUSE, "ALTER COLUMN {name} SET CYCLE", "ALTER COLUMN {name} SET NO CYCLE"),
    SET_ROWS(COLUMN, STATISTICS, PL_R_CLAUSE, "ALTER COLUMN {name} SET STATISTICS {statistics}",
             "ALTER COLUMN {name} SET STATISTICS -1"),
    SET_ROWS(COLUMN, COMPRESSION, PL_R_CLAUSE, "ALTER COLUMN {name} SET COMPRESSION {compression|raw}",
             "ALTER COLUMN {name} SET COMPRESSION default"),
    { PL_COLUMN, PL_ALTER, PL_S(COLUMN, STORAGE), 0, PL_R_CLAUSE | PL_R_TO_SET, "ALTER COLUMN {name} SET STORAGE {storage}",
      NULL, NULL },
    { PL_COLUMN, PL_ALTER, PL_S(COLUMN, STORAGE), 0, 0, NULL, NULL, pl_pg_make_column_storage },

    /* ---- keys and checks */
    { PL_PRIMARY_KEY, PL_DEFINE, 0, 0, PL_R_INLINE, "[CONSTRAINT {name} ]PRIMARY KEY ({*parts})" KEY_TAIL, NULL, NULL },
    { PL_PRIMARY_KEY, PL_ADD, 0, 0, PL_R_CLAUSE | PL_R_SCANS | BLOCKS, "ADD {def}", NULL, NULL },
    { PL_PRIMARY_KEY, PL_ADD, PL_S(PRIMARY_KEY, COMMENT), 0, 0, NULL, NULL, pl_pg_make_key },
    { PL_PRIMARY_KEY, PL_DROP, 0, 0, BLOCKS, NULL, has_no_name, pl_pg_make_key },
    { PL_PRIMARY_KEY, PL_DROP, 0, 0, PL_R_CLAUSE | BLOCKS, "DROP CONSTRAINT {name}", NULL, NULL },
    { PL_PRIMARY_KEY, PL_RENAME, 0, 0, BLOCKS, NULL, NULL, pl_pg_make_key },
    { PL_PRIMARY_KEY, PL_ALTER, PL_S(PRIMARY_KEY, COMMENT), 0, 0, NULL, NULL, pl_pg_make_key },
    { PL_PRIMARY_KEY, PL_ALTER, PL_S(PRIMARY_KEY, STORAGE), 0, 0, NULL, NULL, pl_pg_make_storage },

    { PL_UNIQUE, PL_DEFINE, 0, 0, PL_R_INLINE,
      "[CONSTRAINT {name} ]UNIQUE{nulls_not_distinct? NULLS NOT DISTINCT} ({*parts})" KEY_TAIL, NULL, NULL },
    { PL_UNIQUE, PL_ADD, 0, 0, PL_R_CLAUSE | PL_R_SCANS | BLOCKS, "ADD {def}", NULL, NULL },
    { PL_UNIQUE, PL_DROP, 0, 0, PL_R_CLAUSE | BLOCKS, "DROP CONSTRAINT {name}", NULL, NULL },
    RENAME_CONSTRAINT(UNIQUE),
    { PL_UNIQUE, PL_ALTER, PL_S(UNIQUE, STORAGE), 0, 0, NULL, NULL, pl_pg_make_storage },
    COMMENT_ROWS(UNIQUE, "CONSTRAINT {name} ON {parent}"),

    { PL_CHECK, PL_ADD, 0, 0, PL_R_SCANS, "ALTER DOMAIN {parent} ADD {def}", in_domain, NULL },
    { PL_CHECK, PL_DROP, 0, 0, 0, "ALTER DOMAIN {parent} DROP CONSTRAINT {name}", in_domain, NULL },
    { PL_CHECK, PL_RENAME, 0, 0, 0, "ALTER DOMAIN {parent} RENAME CONSTRAINT {was} TO {name}", in_domain, NULL },
    { PL_CHECK, PL_ALTER, PL_S(CHECK, NOT_VALID), 0, PL_R_TO_UNSET | PL_R_SCANS,
      "ALTER DOMAIN {parent} VALIDATE CONSTRAINT {name}", in_domain, NULL },
    { PL_CHECK, PL_ADD, PL_S(CHECK, COMMENT), 0, 0, "COMMENT ON CONSTRAINT {name} ON DOMAIN {parent} IS {comment}", in_domain,
      NULL },
    { PL_CHECK, PL_ALTER, PL_S(CHECK, COMMENT), 0, PL_R_TO_SET,
      "COMMENT ON CONSTRAINT {name} ON DOMAIN {parent} IS {comment}", in_domain, NULL },
    { PL_CHECK, PL_ALTER, PL_S(CHECK, COMMENT), 0, PL_R_TO_UNSET, "COMMENT ON CONSTRAINT {name} ON DOMAIN {parent} IS NULL",
      in_domain, NULL },
    { PL_CHECK, PL_DEFINE, 0, 0, 0, CHECK_BODY " NOT VALID", check_comes_later, NULL },
    { PL_CHECK, PL_DEFINE, 0, 0, PL_R_INLINE, CHECK_BODY, NULL, NULL },
    { PL_CHECK, PL_ADD, 0, 0, PL_R_CLAUSE | BLOCKS, "ADD {def}", check_comes_later, NULL },
    { PL_CHECK, PL_ADD, 0, 0, PL_R_CLAUSE | PL_R_SCANS | BLOCKS, "ADD {def}", NULL, NULL },
    { PL_CHECK, PL_DROP, 0, 0, PL_R_CLAUSE | BLOCKS, "DROP CONSTRAINT {name}", NULL, NULL },
    { PL_CHECK, PL_ALTER, PL_S(CHECK, NOT_VALID), 0, PL_R_CLAUSE | PL_R_TO_UNSET | PL_R_SCANS, "VALIDATE CONSTRAINT {name}",
      NULL, NULL },
    RENAME_CONSTRAINT(CHECK),
    { PL_CHECK, PL_ADD, PL_S(CHECK, COMMENT), 0, 0, "COMMENT ON CONSTRAINT {name} ON {parent} IS {comment}", in_table, NULL },
    SET_ROWS(CHECK, COMMENT, 0, "COMMENT ON CONSTRAINT {name} ON {parent} IS {comment}",
             "COMMENT ON CONSTRAINT {name} ON {parent} IS NULL"),

    { PL_EXCLUSION, PL_DEFINE, 0, 0, PL_R_INLINE, "CONSTRAINT {name} {definition}", NULL, NULL },
    { PL_EXCLUSION, PL_ADD, 0, 0, PL_R_CLAUSE | PL_R_SCANS | BLOCKS, "ADD {def}", NULL, NULL },
    { PL_EXCLUSION, PL_DROP, 0, 0, PL_R_CLAUSE | BLOCKS, "DROP CONSTRAINT {name}", NULL, NULL },
    RENAME_CONSTRAINT(EXCLUSION),
    COMMENT_ROWS(EXCLUSION, "CONSTRAINT {name} ON {parent}"),

    /* ---- indexes */
    { PL_PART, PL_DEFINE, 0, 0, 0,
      "[{column}][({expression})][ COLLATE {collation}][ {opclass|raw}][ {order}][ NULLS {nulls}]", NULL, NULL },
    { PL_INDEX, PL_ADD, 0, 0, PL_R_SCANS | PL_R_BLOCKS_WRITES,
      "CREATE{unique? UNIQUE} INDEX {name} ON {parent}[ USING {method|raw}] ({*parts})[ INCLUDE ({include})]"
      "{nulls_not_distinct? NULLS NOT DISTINCT}[ WITH ({storage|raw})][ WHERE {where}]", NULL, NULL },
    { PL_INDEX, PL_ADD, PL_S(INDEX, UNIQUE), 0, 0, "ALTER TABLE {parent} REPLICA IDENTITY USING INDEX {name}",
      is_replica_identity, NULL },
    { PL_INDEX, PL_DROP, 0, 0, BLOCKS, "DROP INDEX {self}", NULL, NULL },
    { PL_INDEX, PL_RENAME, 0, 0, 0, "ALTER INDEX {self} RENAME TO {name}", NULL, NULL },
    { PL_INDEX, PL_ALTER, PL_S(INDEX, STORAGE), 0, 0, NULL, NULL, pl_pg_make_storage },
    COMMENT_ROWS(INDEX, "INDEX {self}"),

    /* ---- foreign keys */
    { PL_FOREIGN_KEY, PL_DEFINE, 0, 0, 0,
      "[CONSTRAINT {name} ]FOREIGN KEY ({columns}) REFERENCES {references}[ ({referenced_columns})][ MATCH {match}]"
      "[ ON DELETE {on_delete}[ ({on_delete_columns})]][ ON UPDATE {on_update}][ DEFERRABLE INITIALLY {deferrable}]"
      "{not_enforced? NOT ENFORCED}{not_valid? NOT VALID}", NULL, NULL },
    { PL_FOREIGN_KEY, PL_ADD, 0, 0, PL_R_CLAUSE | PL_R_SCANS | PL_R_BLOCKS_WRITES, "ADD {def}", NULL, NULL },
    { PL_FOREIGN_KEY, PL_DROP, 0, 0, PL_R_CLAUSE | BLOCKS, "DROP CONSTRAINT {name}", NULL, NULL },
    { PL_FOREIGN_KEY, PL_ALTER, PL_S(FOREIGN_KEY, NOT_ENFORCED), 180000, PL_R_CLAUSE | PL_R_TO_SET,
      "ALTER CONSTRAINT {name} NOT ENFORCED",
      NULL, NULL },
    { PL_FOREIGN_KEY, PL_ALTER, PL_S(FOREIGN_KEY, NOT_ENFORCED), 180000,
      PL_R_CLAUSE | PL_R_TO_UNSET | PL_R_SCANS | PL_R_BLOCKS_WRITES,
      "ALTER CONSTRAINT {name} ENFORCED", NULL, NULL },
    { PL_FOREIGN_KEY, PL_ALTER, PL_S(FOREIGN_KEY, NOT_VALID), 0, PL_R_CLAUSE | PL_R_TO_UNSET | PL_R_SCANS,
      "VALIDATE CONSTRAINT {name}",
      NULL, NULL },
    SET_ROWS(FOREIGN_KEY, DEFERRABLE, PL_R_CLAUSE, "ALTER CONSTRAINT {name} DEFERRABLE INITIALLY {deferrable}",
             "ALTER CONSTRAINT {name} NOT DEFERRABLE"),
    RENAME_CONSTRAINT(FOREIGN_KEY),
    COMMENT_ROWS(FOREIGN_KEY, "CONSTRAINT {name} ON {parent}"),

    /* ---- views */
    { PL_VIEW, PL_ADD, 0, 0, 0, "CREATE VIEW {self}[ WITH ({storage|raw})] AS\n{sql}", NULL, NULL },
    { PL_VIEW, PL_ALTER, PL_S(VIEW, STORAGE), 0, 0, NULL, NULL, pl_pg_make_storage },
    { PL_VIEW, PL_DROP, 0, 0, 0, "DROP VIEW {self}", NULL, NULL },
    { PL_VIEW, PL_RENAME, 0, 0, 0, "ALTER VIEW {self} RENAME TO {name}", NULL, NULL },
    COMMENT_ROWS(VIEW, "VIEW {self}"),
    { PL_MATERIALIZED_VIEW, PL_ADD, 0, 0, 0, "CREATE MATERIALIZED VIEW {self}[ WITH ({storage|raw})] AS\n{sql}", NULL, NULL },
    { PL_MATERIALIZED_VIEW, PL_DROP, 0, 0, 0, "DROP MATERIALIZED VIEW {self}", NULL, NULL },
    { PL_MATERIALIZED_VIEW, PL_RENAME, 0, 0, 0, "ALTER MATERIALIZED VIEW {self} RENAME TO {name}", NULL, NULL },
    { PL_MATERIALIZED_VIEW, PL_ALTER, PL_S(MATERIALIZED_VIEW, STORAGE), 0, 0, NULL, NULL, pl_pg_make_storage },
    COMMENT_ROWS(MATERIALIZED_VIEW, "MATERIALIZED VIEW {self}"),

    /* ---- what lives in tables and views and is a statement of its own */
    { PL_TRIGGER, PL_ADD, 0, 0, PL_R_BLOCKS_WRITES, "{definition}", NULL, NULL },
    { PL_TRIGGER, PL_DROP, 0, 0, BLOCKS, "DROP TRIGGER {name} ON {parent}", NULL, NULL },
    ENABLED_ROWS(TRIGGER, "TRIGGER"),
    COMMENT_ROWS(TRIGGER, "TRIGGER {name} ON {parent}"),
    { PL_RULE, PL_ADD, 0, 0, BLOCKS, "{definition}", NULL, NULL },
    { PL_RULE, PL_DROP, 0, 0, BLOCKS, "DROP RULE {name} ON {parent}", NULL, NULL },
    ENABLED_ROWS(RULE, "RULE"),
    COMMENT_ROWS(RULE, "RULE {name} ON {parent}"),
    { PL_POLICY, PL_ADD, 0, 0, BLOCKS,
      "CREATE POLICY {name} ON {parent}{restrictive? AS RESTRICTIVE}[ FOR {command}][ TO {roles}][ USING ({using})]"
      "[ WITH CHECK ({check})]", NULL, NULL },
    { PL_POLICY, PL_DROP, 0, 0, BLOCKS, "DROP POLICY {name} ON {parent}", NULL, NULL },
    { PL_POLICY, PL_RENAME, 0, 0, BLOCKS, "ALTER POLICY {was} ON {parent} RENAME TO {name}", NULL, NULL },
    SET_ROWS(POLICY, ROLES, BLOCKS, "ALTER POLICY {name} ON {parent} TO {roles}", "ALTER POLICY {name} ON {parent} TO PUBLIC"),
    { PL_POLICY, PL_ALTER, PL_S(POLICY, USING), 0, BLOCKS | PL_R_TO_SET, "ALTER POLICY {name} ON {parent} USING ({using})",
      NULL, NULL },
    { PL_POLICY, PL_ALTER, PL_S(POLICY, CHECK), 0, BLOCKS | PL_R_TO_SET,
      "ALTER POLICY {name} ON {parent} WITH CHECK ({check})", NULL, NULL },
    COMMENT_ROWS(POLICY, "POLICY {name} ON {parent}"),
    STATEMENT_ROWS(STATISTICS, "STATISTICS"),
    { .kind = PL_REALM },
};
