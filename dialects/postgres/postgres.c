/* PostgreSQL 13 to 18: the tables of the dialect. What is asked is in sql/, what is told in rules.c. */
#include "dialects/postgres/postgres.h"
#include "dialects/postgres/sql.h"

#define S(kind, attr) PL_S(kind, attr)

static const char *const words[] = { "postgres", "postgresql", NULL };
static const char *const schemes[] = { "postgres", "postgresql", NULL };

static const uint64_t says[PL_KINDS] = {
    [PL_SCHEMA] = S(SCHEMA, COMMENT),
    [PL_ENUM] = S(ENUM, VALUES) | S(ENUM, COMMENT),
    [PL_SEQUENCE] = S(SEQUENCE, TYPE) | S(SEQUENCE, START) | S(SEQUENCE, INCREMENT) | S(SEQUENCE, MIN) | S(SEQUENCE, MAX) |
                    S(SEQUENCE, CACHE) | S(SEQUENCE, CYCLE) | S(SEQUENCE, OWNED_BY) | S(SEQUENCE, COMMENT),
    [PL_TABLE] = S(TABLE, COMMENT) | S(TABLE, UNLOGGED) | S(TABLE, STORAGE),
    [PL_COLUMN] = S(COLUMN, TYPE) | S(COLUMN, COLLATION) | S(COLUMN, NOT_NULL) | S(COLUMN, DEFAULT) | S(COLUMN, GENERATED) |
                  S(COLUMN, STORED) | S(COLUMN, IDENTITY) | S(COLUMN, IDENTITY_START) | S(COLUMN, IDENTITY_INCREMENT) |
                  S(COLUMN, IDENTITY_MIN) | S(COLUMN, IDENTITY_MAX) | S(COLUMN, IDENTITY_CACHE) | S(COLUMN, IDENTITY_CYCLE) |
                  S(COLUMN, STORAGE) | S(COLUMN, COMPRESSION) | S(COLUMN, STATISTICS) | S(COLUMN, COMMENT) |
                       S(COLUMN, USING),
    [PL_PRIMARY_KEY] = S(PRIMARY_KEY, INCLUDE) | S(PRIMARY_KEY, DEFERRABLE) | S(PRIMARY_KEY, STORAGE) |
                       S(PRIMARY_KEY, COMMENT),
    [PL_UNIQUE] = S(UNIQUE, NULLS_NOT_DISTINCT) | S(UNIQUE, INCLUDE) | S(UNIQUE, DEFERRABLE) | S(UNIQUE, STORAGE) |
                  S(UNIQUE, COMMENT),
    [PL_CHECK] = S(CHECK, EXPRESSION) | S(CHECK, NOT_VALID) | S(CHECK, NOT_ENFORCED) | S(CHECK, NO_INHERIT) |
                       S(CHECK, COMMENT),
    [PL_INDEX] = S(INDEX, UNIQUE) | S(INDEX, METHOD) | S(INDEX, INCLUDE) | S(INDEX, NULLS_NOT_DISTINCT) | S(INDEX, WHERE) |
                 S(INDEX, STORAGE) | S(INDEX, COMMENT),
    [PL_PART] = S(PART, COLUMN) | S(PART, EXPRESSION) | S(PART, ORDER) | S(PART, NULLS) | S(PART, OPCLASS) |
                       S(PART, COLLATION),
    [PL_FOREIGN_KEY] = S(FOREIGN_KEY, COLUMNS) | S(FOREIGN_KEY, REFERENCES) | S(FOREIGN_KEY, REFERENCED_COLUMNS) |
                       S(FOREIGN_KEY, ON_DELETE) | S(FOREIGN_KEY, ON_DELETE_COLUMNS) | S(FOREIGN_KEY, ON_UPDATE) |
                       S(FOREIGN_KEY, MATCH) | S(FOREIGN_KEY, DEFERRABLE) | S(FOREIGN_KEY, NOT_VALID) |
                       S(FOREIGN_KEY, NOT_ENFORCED) | S(FOREIGN_KEY, COMMENT),
    [PL_VIEW] = S(VIEW, SQL) | S(VIEW, COMMENT),
};

const struct pl_query pl_pg_queries[] = {
    { "schemas", PL_SCHEMA, PL_NONE, 0, pl_sql_postgres_schemas, NULL },
    { "enums", PL_ENUM, PL_NONE, 0, pl_sql_postgres_enums, NULL },
    { "sequences", PL_SEQUENCE, PL_NONE, 0, pl_sql_postgres_sequences, NULL },
    { "tables", PL_TABLE, PL_NONE, 0, pl_sql_postgres_tables, NULL },
    { "columns", PL_COLUMN, PL_NONE, 0, pl_sql_postgres_columns, NULL },
    { "primary_keys", PL_PRIMARY_KEY, PL_NONE, 0, pl_sql_postgres_primary_keys, NULL },
    { "uniques", PL_UNIQUE, PL_NONE, 0, pl_sql_postgres_uniques, NULL },
    { "key_parts", PL_PART, PL_NONE, 0, pl_sql_postgres_key_parts, NULL },
    { "checks", PL_CHECK, PL_NONE, 0, pl_sql_postgres_checks, NULL },
    { "foreign_keys", PL_FOREIGN_KEY, PL_NONE, 0, pl_sql_postgres_foreign_keys, NULL },
    { "indexes", PL_INDEX, PL_NONE, 0, pl_sql_postgres_indexes, NULL },
    { "index_parts", PL_PART, PL_INDEX, 0, pl_sql_postgres_index_parts, NULL },
    { "views", PL_VIEW, PL_NONE, 0, pl_sql_postgres_views, NULL },
    { "unmodelled", PL_UNMODELLED, PL_NONE, 0, pl_sql_postgres_unmodelled, NULL },
    { .kind = PL_REALM },
};

const struct pl_dialect pl_postgres = {
    .name = "postgres",
    .words = words,
    .schemes = schemes,
    .flags = PL_DL_DDL_IN_TX | PL_DL_CLIENT_LINES | PL_DL_ATOMIC,
    .rules = pl_pg_rules,
    .queries = pl_pg_queries,
    .says = says,
    .begin = "BEGIN",
    .commit = "COMMIT",
    .rollback = "ROLLBACK",
    .oldest = 130000,
    .most_bytes = 63,
    .recognises = pl_pg_recognises,
    .open = pl_pg_open,
    .close = pl_pg_close,
    .query = pl_pg_query,
    .quote_name = pl_pg_quote_name,
    .quote_text = pl_pg_quote_text,
    .type = pl_pg_type,
    .portable = pl_pg_portable,
    .say_type = pl_pg_say_type,
    .covers = pl_pg_covers,
    .adapt = pl_pg_adapt,
    .settle = pl_pg_settle,
    .ask = pl_pg_ask,
    .prepare = pl_pg_prepare,
    .scratch = &(const struct pl_scratch){ .make = "SELECT 'TEMPLATE template0'", .list = "SELECT datname FROM pg_catalog.pg_database" },
};
