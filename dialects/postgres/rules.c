/* How each change is said to PostgreSQL: which row fits, and the texts that rows share. The rows are in rules_schema.def and
 * rules_table.def, templates in the language of dialect.h; the few with `make` are in make.c.
 */
#include <string.h>

#include "dialects/postgres/postgres.h"

/* The locks, as measured on 13 to 18: on the table (for a foreign key: on both), or on what the row is about. */
#define SUX PL_R_LOCK(PL_PG_SHARE_UPDATE_EXCLUSIVE)
#define SHARE PL_R_LOCK(PL_PG_SHARE)
#define SRX PL_R_LOCK(PL_PG_SHARE_ROW_EXCLUSIVE)
#define AX PL_R_LOCK(PL_PG_ACCESS_EXCLUSIVE)
#define ONLINE (PL_R_ONLINE | PL_R_APART)
#define FAMILY (PL_S(TABLE, BOUNDS) | PL_S(TABLE, PARTITION_OF) | PL_S(TABLE, DETACHING) | PL_S(TABLE, INHERITS))
#define IDENTITY_OPTIONS (PL_S(COLUMN, IDENTITY_START) | PL_S(COLUMN, IDENTITY_INCREMENT) | PL_S(COLUMN, IDENTITY_MIN) | \
                          PL_S(COLUMN, IDENTITY_MAX) | PL_S(COLUMN, IDENTITY_CACHE) | PL_S(COLUMN, IDENTITY_CYCLE))
#define NOT_NULL_FORMS (PL_S(COLUMN, NOT_NULL_NOT_VALID) | PL_S(COLUMN, NOT_NULL_NO_INHERIT))
#define NOT_NULL_SLOTS (PL_S(COLUMN, NOT_NULL) | PL_S(COLUMN, NOT_NULL_NAME) | NOT_NULL_FORMS)
#define TYPE_SLOTS (PL_S(COLUMN, TYPE) | PL_S(COLUMN, COLLATION))

/* ---- which row fits */

static const char *type_of(const struct pl_node *n) {
    const char *type = pl_get(n, PL_COLUMN_TYPE);
    return type ? type : "";
}

static bool is_of_kind(const struct pl_realm *r, const struct pl_node *column, enum pl_kind kind) {
    struct pl_node *schemas = r->root;
    PL_EACH(schema, schemas, PL_SCHEMA)
        PL_EACH(type, schema, kind)
            if (pl_pg_is_of(r, pl_get(column, PL_COLUMN_TYPE), type))
                return true;
    return false;
}

static bool is_enum(const struct pl_realm *r, const struct pl_node *column) {
    return is_of_kind(r, column, PL_ENUM);
}

/* The type, or what it is a domain over. */
static const char *base_of(const struct pl_realm *r, const struct pl_node *column) {
    const char *type = pl_get(column, PL_COLUMN_TYPE), *before = NULL;
    while (type != before) {
        before = type;
        PL_EACH(schema, r->root, PL_SCHEMA)
            PL_EACH(domain, schema, PL_DOMAIN)
                if (type && !strchr(type, '[') && pl_pg_is_of(r, type, domain))
                    type = pl_get(domain, PL_DOMAIN_TYPE);
    }
    return type;
}

/* Composite and range types have no casts but to strings and from them. */
static bool is_alone(const struct pl_realm *r, const struct pl_node *column) {
    return is_of_kind(r, column, PL_COMPOSITE) || is_of_kind(r, column, PL_RANGE);
}

/* prepare.c: another one of its name, or of its type's name, takes its place. */
static bool is_anew(const struct pl_script *s, const struct pl_change *c) {
    (void)s;
    return c->anew;
}

static bool is_anew_with_default(const struct pl_script *s, const struct pl_change *c) {
    return is_anew(s, c) && pl_is(c->from, PL_COLUMN_DEFAULT);
}

static bool is_off(const struct pl_script *s, const struct pl_change *c) {
    (void)s;
    return c->half == PL_OFF;
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

/* No cast leads from an enumerated type to another type than text, nor back: the labels are read as values. */
static bool goes_by_text(const struct pl_script *s, const struct pl_change *c) {
    return retypes(c) && !default_in_the_way(c) && (is_enum(s->from, c->from) || is_enum(s->to, c->to));
}

static bool goes_by_text_and_default(const struct pl_script *s, const struct pl_change *c) {
    return default_in_the_way(c) && (is_enum(s->from, c->from) || is_enum(s->to, c->to));
}

/* No cast leads from the one type to the other, and the author says no other way: the values are given up. */
static bool gives_up_values(const struct pl_script *s, const struct pl_change *c) {
    const char *from = type_of(c->from), *to = type_of(c->to);
    if (!retypes(c) || pl_is(c->to, PL_COLUMN_USING) || pl_pg_converts(from, to))
        return false;
    return !pl_pg_has_cast(base_of(s->from, c->from), base_of(s->to, c->to)) || ((is_alone(s->from, c->from) || is_alone(s->to, c->to)) && !pl_pg_converts(to, from));
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
    for (int a = PL_COLUMN_IDENTITY_START; a <= PL_COLUMN_IDENTITY_NAME; a++)
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

static bool not_null_goes(const struct pl_script *s, const struct pl_change *c) {
    (void)s;
    return c->slots & PL_S(COLUMN, NOT_NULL) && !pl_is(c->to, PL_COLUMN_NOT_NULL);
}

static bool not_null_comes(const struct pl_change *c) {
    return c->slots & PL_S(COLUMN, NOT_NULL) && pl_is(c->to, PL_COLUMN_NOT_NULL);
}

static bool not_null_comes_with_a_name(const struct pl_script *s, const struct pl_change *c) {
    return not_null_comes(c) && pl_is(c->to, PL_COLUMN_NOT_NULL_NAME) && !pl_is(c->to, PL_COLUMN_NOT_NULL_NOT_VALID) &&
           pl_pg_can_be_proven(s, c);
}

/* SET NOT NULL has no words for it. */
static bool not_null_comes_with_a_form(const struct pl_script *s, const struct pl_change *c) {
    (void)s;
    return not_null_comes(c) && (pl_is(c->to, PL_COLUMN_NOT_NULL_NAME) || pl_is(c->to, PL_COLUMN_NOT_NULL_NOT_VALID) ||
                                 pl_is(c->to, PL_COLUMN_NOT_NULL_NO_INHERIT));
}

static bool not_null_is_doubted(const struct pl_script *s, const struct pl_change *c) {
    (void)s;
    return c->slots & PL_S(COLUMN, NOT_NULL_NOT_VALID) && pl_is(c->to, PL_COLUMN_NOT_NULL_NOT_VALID);
}

static bool was_generated(const struct pl_script *s, const struct pl_change *c) {
    (void)s;
    return pl_is(c->from, PL_COLUMN_GENERATED);
}

static bool is_handed(const struct pl_script *s, const struct pl_change *c) {
    (void)s;
    return c->from->flags & PL_N_HANDED;
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

static bool new_under_rows(const struct pl_script *s, const struct pl_change *c) {
    const struct pl_node *owner = c->late ? pl_resolve(s->to, c->to, PL_SEQUENCE_OWNED_BY) : NULL;
    return owner && owner->mate;
}

static bool is_unlogged(const struct pl_script *s, const struct pl_change *c) {
    return pl_pg_is_unlogged(s->to, c->to);
}

static bool check_comes_later(const struct pl_script *s, const struct pl_change *c) {
    (void)s;
    return pl_is(c->to, PL_CHECK_NOT_VALID);           /* CREATE TABLE would take it as valid */
}

static bool same_columns(const struct pl_node *a, const struct pl_node *b) {
    const struct pl_node *x = pl_first(a, PL_PART), *y = pl_first(b, PL_PART);
    for (; x && y; x = pl_next(x), y = pl_next(y))
        if (!pl_same(pl_get(x, PL_PART_COLUMN), pl_get(y, PL_PART_COLUMN)))
            return false;
    return !x && !y;
}

/* Of two keys over the same columns in one statement the server makes only the first. */
static bool is_second(const struct pl_script *s, const struct pl_change *c) {
    (void)s;
    for (const struct pl_node *n = c->to->parent->child; n && n != c->to; n = n->next)
        if (n->kind == c->to->kind && (n->kind == PL_EXCLUSION ? pl_tokens_equal(pl_get(n, PL_EXCLUSION_DEFINITION),
            pl_get(c->to, PL_EXCLUSION_DEFINITION), false) : same_columns(n, c->to)))
            return true;
    if (c->to->kind == PL_EXCLUSION)
        return false;
    const struct pl_node *key = pl_first(c->to->parent, PL_PRIMARY_KEY);
    return key && same_columns(key, c->to);
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

static bool is_foreign(const struct pl_script *s, const struct pl_change *c) {
    (void)s;
    return pl_is(c->to, PL_TABLE_SERVER);
}

static bool is_not_foreign(const struct pl_script *s, const struct pl_change *c) {
    return !is_foreign(s, c);
}

static bool was_foreign(const struct pl_script *s, const struct pl_change *c) {
    (void)s;
    return pl_is(c->from, PL_TABLE_SERVER);
}

static bool is_foreign_partition(const struct pl_script *s, const struct pl_change *c) {
    return is_foreign(s, c) && is_partition(s, c);
}

/* The values are elsewhere, and stay there. */
static bool of_foreign_table(const struct pl_script *s, const struct pl_change *c) {
    (void)s;
    return c->from->parent->kind == PL_TABLE && pl_is(c->from->parent, PL_TABLE_SERVER);
}

static bool retypes_foreign(const struct pl_script *s, const struct pl_change *c) {
    return retypes(c) && of_foreign_table(s, c);
}

static bool is_forced(const struct pl_script *s, const struct pl_change *c) {
    (void)s;
    const char *said = pl_get(c->to, PL_TABLE_ROW_SECURITY);
    return said && pl_starts(said, "forced");
}

static bool is_secured(const struct pl_script *s, const struct pl_change *c) {
    (void)s;
    return !pl_same(pl_get(c->to, PL_TABLE_ROW_SECURITY), "forced only");
}

static bool is_secured_and_forced(const struct pl_script *s, const struct pl_change *c) {
    return is_secured(s, c) && is_forced(s, c);
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
        if ((!index->mate || c->to->flags & PL_N_ANEW) && is_replica_identity(s, &add))
            return false;
    }
    return true;
}

static bool is_replaceable(const struct pl_script *s, const struct pl_change *c) {
    enum pl_attr a = (enum pl_attr)pl_attr_named(c->to->kind, "definition");
    return pl_pg_same_signature(s->pl, pl_get(c->from, a), pl_get(c->to, a));
}

static bool is_word(const struct pl_change *c, const char *word) {
    return pl_same(pl_get(c->to, (enum pl_attr)pl_attr_named(c->to->kind, "enabled")), word);
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

#define NOT_NULL_INLINE "{not_null_not_valid![ CONSTRAINT {not_null_name}] NOT NULL{not_null_no_inherit? NO INHERIT}}"
#define NOT_NULL_ADD "ADD[ CONSTRAINT {not_null_name}] NOT NULL {name}{not_null_no_inherit? NO INHERIT}{not_null_not_valid? NOT VALID}"
#define COLUMN_HEAD "{name} {type}[ COMPRESSION {compression|raw}][ OPTIONS ({options|raw})][ COLLATE {collation}][ DEFAULT {default}]" \
                    "{generated? GENERATED ALWAYS AS ({generated}) {stored?STORED}{stored!VIRTUAL}}{not_null?" NOT_NULL_INLINE "}"
#define SEQUENCE_TAIL "[ AS {type}][ INCREMENT BY {increment}][ MINVALUE {min}][ MAXVALUE {max}][ START WITH {start}][ CACHE {cache}]{cycle? CYCLE}"
#define NEW_TYPE "ALTER COLUMN {name} TYPE {type}[ COLLATE {collation}]"
#define WITHOUT_DEFAULT "ALTER COLUMN {name} DROP DEFAULT,\n    "
#define NEW_DEFAULT "[,\n    ALTER COLUMN {name} SET DEFAULT {default}]"
#define BY_CAST "{using? USING {using}}{using! USING {name}::{type}}"
#define BY_TEXT "{using? USING {using}}{using! USING {name}::text::{type}}"
#define OVERLAPS "{without_overlaps? WITHOUT OVERLAPS}"
#define PERIOD(LIST) "{period?{" #LIST "|before}PERIOD {" #LIST "|last}}{period!{" #LIST "}}"
#define KEY_TAIL "[ INCLUDE ({include})][ WITH ({storage|raw})][ USING INDEX TABLESPACE {tablespace}][ DEFERRABLE INITIALLY {deferrable}]"
#define CHECK_BODY "[CONSTRAINT {name} ]CHECK ({expression}){no_inherit? NO INHERIT}{not_enforced? NOT ENFORCED}"
#define COMMENT_ROWS(K, WHAT)                                                                                        \
    { PL_##K, PL_ADD, PL_S(K, COMMENT), 0, SUX, "COMMENT ON " WHAT " IS {comment}", NULL, NULL },                       \
    { PL_##K, PL_ALTER, PL_S(K, COMMENT), 0, SUX | PL_R_TO_SET, "COMMENT ON " WHAT " IS {comment}", NULL, NULL },           \
    { PL_##K, PL_ALTER, PL_S(K, COMMENT), 0, SUX | PL_R_TO_UNSET, "COMMENT ON " WHAT " IS NULL", NULL, NULL }
/* One attribute, set and not set any more. */
#define SET_ROWS(K, A, FLAGS, SET, UNSET)                                                                            \
    { PL_##K, PL_ALTER, PL_S(K, A), 0, (FLAGS) | PL_R_TO_SET, SET, NULL, NULL },                                      \
    { PL_##K, PL_ALTER, PL_S(K, A), 0, (FLAGS) | PL_R_TO_UNSET, UNSET, NULL, NULL }
/* Triggers and rules: in which sessions they work. */
#define ENABLED_ROWS(K, LOCK, WHAT)                                                                                  \
    { PL_##K, PL_ADD, PL_S(K, ENABLED), 0, LOCK, "ALTER TABLE {parent} DISABLE " WHAT " {name}", is_disabled, NULL },\
    { PL_##K, PL_ADD, PL_S(K, ENABLED), 0, LOCK, "ALTER TABLE {parent} ENABLE {enabled} " WHAT " {name}", is_enabled, NULL },\
    { PL_##K, PL_ALTER, PL_S(K, ENABLED), 0, (LOCK) | PL_R_TO_SET, "ALTER TABLE {parent} DISABLE " WHAT " {name}", is_disabled, NULL },\
    SET_ROWS(K, ENABLED, LOCK, "ALTER TABLE {parent} ENABLE {enabled} " WHAT " {name}",                              \
             "ALTER TABLE {parent} ENABLE " WHAT " {name}")
#define STATEMENT_ROWS(K, WHAT)                                                                                      \
    { PL_##K, PL_ADD, 0, 0, 0, "{definition}", NULL, NULL },                                                         \
    { PL_##K, PL_DROP, 0, 0, 0, "DROP " WHAT " {self}", NULL, NULL },                                                \
    COMMENT_ROWS(K, WHAT " {self}")
#define COMMENT_USING_ROWS(K, WHAT)                                                                                  \
    { PL_##K, PL_ADD, PL_S(K, COMMENT), 0, 0, "COMMENT ON " WHAT " % IS {comment}", NULL, pl_pg_make_using },        \
    { PL_##K, PL_ALTER, PL_S(K, COMMENT), 0, 0, "COMMENT ON " WHAT " % IS {comment?{comment}}{comment!NULL}", NULL, pl_pg_make_using }
#define LANGUAGE_SQL \
    "CREATE OR REPLACE{trusted? TRUSTED} LANGUAGE {name} HANDLER {handler|raw}[ INLINE {inline|raw}][ VALIDATOR {validator|raw}]"
#define STORED "[ USING {access_method}][ WITH ({storage|raw})][ TABLESPACE {tablespace}]"
#define TABLESPACE_ROW(K) { PL_##K, PL_ALTER, PL_S(K, TABLESPACE), 0, PL_R_REWRITES | PL_R_TO_SET | AX, NULL, NULL, pl_pg_make_tablespace }
#define CLUSTERED_ROWS(K)                                                                                            \
    { PL_##K, PL_ADD, PL_S(K, CLUSTERED), 0, SUX, NULL, NULL, pl_pg_make_clustered },                                \
    { PL_##K, PL_ALTER, PL_S(K, CLUSTERED), 0, SUX, NULL, NULL, pl_pg_make_clustered }
#define RENAME_CONSTRAINT(K) \
    { PL_##K, PL_RENAME, 0, 0, AX, "ALTER TABLE {parent} RENAME CONSTRAINT {was} TO {name}", NULL, NULL }

const struct pl_lock pl_pg_locks[PL_PG_LOCKS] = {
    [PL_PG_NONE] = { "none", 0 },
    [PL_PG_ACCESS_SHARE] = { "access share", 0 },
    [PL_PG_ROW_SHARE] = { "row share", 0 },
    [PL_PG_ROW_EXCLUSIVE] = { "row exclusive", 0 },
    [PL_PG_SHARE_UPDATE_EXCLUSIVE] = { "share update exclusive", 0 },
    [PL_PG_SHARE] = { "share", PL_R_BLOCKS_WRITES },
    [PL_PG_SHARE_ROW_EXCLUSIVE] = { "share row exclusive", PL_R_BLOCKS_WRITES },
    [PL_PG_EXCLUSIVE] = { "exclusive", PL_R_BLOCKS_WRITES },
    [PL_PG_ACCESS_EXCLUSIVE] = { "access exclusive", PL_R_BLOCKS_WRITES | PL_R_BLOCKS_READS },
};

const struct pl_rule pl_pg_rules[] = {
#include "dialects/postgres/rules_schema.def"
#include "dialects/postgres/rules_table.def"
    { .kind = PL_REALM },
};
