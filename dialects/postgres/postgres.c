/* PostgreSQL 13 to 18: the tables of the dialect. What is asked is in sql/, what is told in rules.c and its two .def. */
#include "dialects/postgres/session.h"
#include "dialects/postgres/sql.h"

#define S(kind, attr) PL_S(kind, attr)

static const char *const words[] = { "postgres", "postgresql", NULL };
static const char *const schemes[] = { "postgres", "postgresql", NULL };

static const uint64_t says[PL_KINDS] = {
    [PL_SCHEMA] = S(SCHEMA, COMMENT),
    [PL_ENUM] = S(ENUM, VALUES) | S(ENUM, COMMENT),
    [PL_LABEL] = PL_S_NAME,
    [PL_SEQUENCE] = S(SEQUENCE, TYPE) | S(SEQUENCE, START) | S(SEQUENCE, INCREMENT) | S(SEQUENCE, MIN) | S(SEQUENCE, MAX) |
                    S(SEQUENCE, CACHE) | S(SEQUENCE, CYCLE) | S(SEQUENCE, UNLOGGED) | S(SEQUENCE, LOGGED) |
                    S(SEQUENCE, OWNED_BY) | S(SEQUENCE, COMMENT),
    [PL_EXTENSION] = S(EXTENSION, VERSION) | S(EXTENSION, COMMENT),
    [PL_DOMAIN] = S(DOMAIN, TYPE) | S(DOMAIN, COLLATION) | S(DOMAIN, DEFAULT) | S(DOMAIN, NOT_NULL) | S(DOMAIN, COMMENT),
    [PL_COMPOSITE] = S(COMPOSITE, COMMENT),
    [PL_RANGE] = S(RANGE, DEFINITION) | S(RANGE, COMMENT),
    [PL_COLLATION] = S(COLLATION, DEFINITION) | S(COLLATION, COMMENT),
    [PL_TS_DICTIONARY] = S(TS_DICTIONARY, TEMPLATE) | S(TS_DICTIONARY, OPTIONS) | S(TS_DICTIONARY, COMMENT),
    [PL_TS_CONFIGURATION] = S(TS_CONFIGURATION, PARSER) | S(TS_CONFIGURATION, COMMENT),
    [PL_TS_MAPPING] = S(TS_MAPPING, DICTIONARIES),
    [PL_FUNCTION] = S(FUNCTION, DEFINITION) | S(FUNCTION, COMMENT),
    [PL_PROCEDURE] = S(PROCEDURE, DEFINITION) | S(PROCEDURE, COMMENT),
    [PL_AGGREGATE] = S(AGGREGATE, DEFINITION) | S(AGGREGATE, COMMENT),
    [PL_OPERATOR] = S(OPERATOR, FUNCTION) | S(OPERATOR, COMMUTATOR) | S(OPERATOR, NEGATOR) | S(OPERATOR, RESTRICT) | S(OPERATOR, JOIN) |
                    S(OPERATOR, HASHES) | S(OPERATOR, MERGES) | S(OPERATOR, COMMENT),
    [PL_OPERATOR_FAMILY] = S(OPERATOR_FAMILY, MEMBERS) | S(OPERATOR_FAMILY, COMMENT),
    [PL_OPERATOR_CLASS] = S(OPERATOR_CLASS, TYPE) | S(OPERATOR_CLASS, DEFAULT) | S(OPERATOR_CLASS, FAMILY) | S(OPERATOR_CLASS, MEMBERS) |
                          S(OPERATOR_CLASS, STORES) | S(OPERATOR_CLASS, COMMENT),
    [PL_CAST] = S(CAST, FUNCTION) | S(CAST, INOUT) | S(CAST, CONTEXT) | S(CAST, COMMENT),
    [PL_CONVERSION] = S(CONVERSION, SOURCE) | S(CONVERSION, TARGET) | S(CONVERSION, FUNCTION) | S(CONVERSION, DEFAULT) |
                      S(CONVERSION, COMMENT),
    [PL_LANGUAGE] = S(LANGUAGE, HANDLER) | S(LANGUAGE, INLINE) | S(LANGUAGE, VALIDATOR) | S(LANGUAGE, TRUSTED) | S(LANGUAGE, COMMENT),
    [PL_ACCESS_METHOD] = S(ACCESS_METHOD, TYPE) | S(ACCESS_METHOD, HANDLER) | S(ACCESS_METHOD, COMMENT),
    [PL_FOREIGN_DATA_WRAPPER] = S(FOREIGN_DATA_WRAPPER, HANDLER) | S(FOREIGN_DATA_WRAPPER, VALIDATOR) | S(FOREIGN_DATA_WRAPPER, OPTIONS) |
                                S(FOREIGN_DATA_WRAPPER, COMMENT),
    [PL_SERVER] = S(SERVER, WRAPPER) | S(SERVER, TYPE) | S(SERVER, VERSION) | S(SERVER, OPTIONS) | S(SERVER, COMMENT),
    [PL_TABLE] = S(TABLE, COMMENT) | S(TABLE, SERVER) | S(TABLE, OPTIONS) | S(TABLE, UNLOGGED) | S(TABLE, STORAGE) | S(TABLE, ACCESS_METHOD) | S(TABLE, TABLESPACE) | S(TABLE, ROW_SECURITY) |
                 S(TABLE, REPLICA_IDENTITY) | S(TABLE, INHERITS) | S(TABLE, PARTITION_BY) | S(TABLE, PARTITION_OF) |
                 S(TABLE, BOUNDS) | S(TABLE, DETACHING),
    [PL_COLUMN] = S(COLUMN, TYPE) | S(COLUMN, COLLATION) | S(COLUMN, NOT_NULL) | S(COLUMN, NOT_NULL_NAME) |
                  S(COLUMN, NOT_NULL_NOT_VALID) | S(COLUMN, NOT_NULL_NO_INHERIT) | S(COLUMN, DEFAULT) | S(COLUMN, GENERATED) |
                  S(COLUMN, STORED) | S(COLUMN, IDENTITY) | S(COLUMN, IDENTITY_START) | S(COLUMN, IDENTITY_INCREMENT) |
                  S(COLUMN, IDENTITY_MIN) | S(COLUMN, IDENTITY_MAX) | S(COLUMN, IDENTITY_CACHE) | S(COLUMN, IDENTITY_CYCLE) | S(COLUMN, IDENTITY_NAME) |
                  S(COLUMN, STORAGE) | S(COLUMN, COMPRESSION) | S(COLUMN, STATISTICS) | S(COLUMN, ESTIMATES) | S(COLUMN, OPTIONS) | S(COLUMN, COMMENT) |
                       S(COLUMN, USING),
    [PL_INHERITED_COLUMN] = S(INHERITED_COLUMN, DEFAULT) | S(INHERITED_COLUMN, NO_DEFAULT) |
                            S(INHERITED_COLUMN, NOT_NULL) | S(INHERITED_COLUMN, NOT_NULL_NAME) | S(INHERITED_COLUMN, NULLABLE) |
                            S(INHERITED_COLUMN, STORAGE) | S(INHERITED_COLUMN, STATISTICS) | S(INHERITED_COLUMN, ESTIMATES) |
                            S(INHERITED_COLUMN, COMMENT),
    [PL_PRIMARY_KEY] = S(PRIMARY_KEY, WITHOUT_OVERLAPS) | S(PRIMARY_KEY, INCLUDE) | S(PRIMARY_KEY, DEFERRABLE) | S(PRIMARY_KEY, CLUSTERED) | S(PRIMARY_KEY, STORAGE) | S(PRIMARY_KEY, TABLESPACE) |
                       S(PRIMARY_KEY, COMMENT),
    [PL_UNIQUE] = S(UNIQUE, NULLS_NOT_DISTINCT) | S(UNIQUE, WITHOUT_OVERLAPS) | S(UNIQUE, INCLUDE) | S(UNIQUE, DEFERRABLE) | S(UNIQUE, CLUSTERED) | S(UNIQUE, STORAGE) | S(UNIQUE, TABLESPACE) |
                  S(UNIQUE, COMMENT),
    [PL_CHECK] = S(CHECK, EXPRESSION) | S(CHECK, NOT_VALID) | S(CHECK, NOT_ENFORCED) | S(CHECK, NO_INHERIT) |
                       S(CHECK, COMMENT),
    [PL_INDEX] = S(INDEX, UNIQUE) | S(INDEX, METHOD) | S(INDEX, INCLUDE) | S(INDEX, NULLS_NOT_DISTINCT) | S(INDEX, WHERE) | S(INDEX, INVALID) |
                 S(INDEX, STATISTICS) | S(INDEX, CLUSTERED) | S(INDEX, STORAGE) | S(INDEX, TABLESPACE) | S(INDEX, COMMENT),
    [PL_PART] = S(PART, COLUMN) | S(PART, EXPRESSION) | S(PART, ORDER) | S(PART, NULLS) | S(PART, OPCLASS) |
                       S(PART, COLLATION),
    [PL_FOREIGN_KEY] = S(FOREIGN_KEY, COLUMNS) | S(FOREIGN_KEY, REFERENCES) | S(FOREIGN_KEY, REFERENCED_COLUMNS) | S(FOREIGN_KEY, PERIOD) |
                       S(FOREIGN_KEY, ON_DELETE) | S(FOREIGN_KEY, ON_DELETE_COLUMNS) | S(FOREIGN_KEY, ON_UPDATE) |
                       S(FOREIGN_KEY, MATCH) | S(FOREIGN_KEY, DEFERRABLE) | S(FOREIGN_KEY, NOT_VALID) |
                       S(FOREIGN_KEY, NOT_ENFORCED) | S(FOREIGN_KEY, COMMENT),
    [PL_EXCLUSION] = S(EXCLUSION, DEFINITION) | S(EXCLUSION, COMMENT),
    [PL_VIEW] = S(VIEW, SQL) | S(VIEW, STORAGE) | S(VIEW, COMMENT),
    [PL_MATERIALIZED_VIEW] = S(MATERIALIZED_VIEW, SQL) | S(MATERIALIZED_VIEW, STORAGE) | S(MATERIALIZED_VIEW, TABLESPACE) | S(MATERIALIZED_VIEW, UNPOPULATED) |
                             S(MATERIALIZED_VIEW, COMMENT),
    [PL_TRIGGER] = S(TRIGGER, DEFINITION) | S(TRIGGER, ENABLED) | S(TRIGGER, COMMENT),
    [PL_RULE] = S(RULE, DEFINITION) | S(RULE, ENABLED) | S(RULE, COMMENT),
    [PL_POLICY] = S(POLICY, COMMAND) | S(POLICY, RESTRICTIVE) | S(POLICY, ROLES) | S(POLICY, USING) | S(POLICY, CHECK) |
                  S(POLICY, COMMENT),
    [PL_VIEW_COLUMN] = S(VIEW_COLUMN, COMMENT) | S(VIEW_COLUMN, DEFAULT) | S(VIEW_COLUMN, STATISTICS) | S(VIEW_COLUMN, ESTIMATES) | S(VIEW_COLUMN, STORAGE),
    [PL_EVENT_TRIGGER] = S(EVENT_TRIGGER, EVENT) | S(EVENT_TRIGGER, TAGS) | S(EVENT_TRIGGER, FUNCTION) | S(EVENT_TRIGGER, ENABLED) |
                         S(EVENT_TRIGGER, COMMENT),
    [PL_PUBLICATION] = S(PUBLICATION, ALL_TABLES) | S(PUBLICATION, IN_SCHEMAS) | S(PUBLICATION, PUBLISH) | S(PUBLICATION, VIA_ROOT) |
                       S(PUBLICATION, GENERATED) | S(PUBLICATION, COMMENT),
    [PL_PUBLISHED] = S(PUBLISHED, COLUMNS) | S(PUBLISHED, WHERE) | PL_S_NAME,
    [PL_DEFAULT_PRIVILEGE] = PL_S_NAME,
    [PL_GRANT] = S(GRANT, PRIVILEGES) | S(GRANT, GRANTABLE) | S(GRANT, REVOKED),
    [PL_STATISTICS] = S(STATISTICS, DEFINITION) | S(STATISTICS, TARGET) | S(STATISTICS, COMMENT),
};

#define QX(name_, kind_, ...) \
    { .name = #name_, .kind = PL_##kind_, .within = PL_NONE, .sql = pl_sql_postgres_##name_, __VA_ARGS__ }
#define Q(name_, kind_) QX(name_, kind_, .take = NULL)
#define Q13(name_, kind_) \
    { .name = #name_, .kind = PL_##kind_, .within = PL_NONE, .sql = pl_sql_postgres_##name_##_13 }

const struct pl_query pl_pg_queries[] = {
    Q(schemas, SCHEMA),
    Q(extensions, EXTENSION),
    Q(enums, ENUM),
    Q(sequences, SEQUENCE),
    Q(domains, DOMAIN),
    QX(domain_checks, CHECK, .of = UINT64_C(1) << PL_DOMAIN),
    Q(composites, COMPOSITE),
    QX(composite_columns, COLUMN, .of = UINT64_C(1) << PL_COMPOSITE),
    Q(ranges, RANGE),
    Q(collations, COLLATION),
    Q(ts_dictionaries, TS_DICTIONARY),
    Q(ts_configurations, TS_CONFIGURATION),
    Q(ts_mappings, TS_MAPPING),
    Q(access_methods, ACCESS_METHOD),
    Q(languages, LANGUAGE),
    Q(functions, FUNCTION),
    Q(procedures, PROCEDURE),
    Q(aggregates, AGGREGATE),
    Q(operators, OPERATOR),
    Q(operator_families, OPERATOR_FAMILY),
    Q(operator_classes, OPERATOR_CLASS),
    Q(casts, CAST),
    Q(conversions, CONVERSION),
    Q(foreign_data_wrappers, FOREIGN_DATA_WRAPPER),
    Q(servers, SERVER),
    Q(tables, TABLE),
    Q(table_details, TABLE),
    Q(materialized_views, MATERIALIZED_VIEW),
    Q(columns, COLUMN),
    Q(column_defaults, COLUMN),
    Q(column_details, COLUMN),
    Q(inherited_columns, INHERITED_COLUMN),
    QX(not_nulls, COLUMN, .since = 180000),
    Q(primary_keys, PRIMARY_KEY),
    Q(uniques, UNIQUE),
    Q(foreign_keys, FOREIGN_KEY),
    Q(exclusions, EXCLUSION),
    Q(indexes, INDEX),
    Q(index_parts, PART),
    QX(places, TABLE, .take = pl_pg_take_place),
    Q(views, VIEW),
    Q(triggers, TRIGGER),
    Q(rules, RULE),
    Q(policies, POLICY),
    Q(statistics, STATISTICS),
    Q(view_columns, VIEW_COLUMN),
    Q(event_triggers, EVENT_TRIGGER),
    QX(publications, PUBLICATION, .since = 150000),
    Q13(publications, PUBLICATION),
    QX(published, PUBLISHED, .since = 150000),
    Q13(published, PUBLISHED),
    QX(owners, OWNER, .take = pl_pg_take_owner),
    QX(grants, GRANT, .take = pl_pg_take_grant),
    QX(dependencies, VIEW, .take = pl_pg_take_dependency),
    Q(unmodelled, UNMODELLED),
    /* The longest by far: asked for first where two connections share the questions, the second one from the end. */
    Q(checks, CHECK),
    { .kind = PL_REALM },
};

/* The columns of pg_statistic, the same on all servers: checks.sql prints by them. */
static const char *const stand_ins[] = {
    "starelid", "staattnum", "stainherit", "stanullfrac", "stawidth", "stadistinct", "stakind1", "stakind2", "stakind3", "stakind4",
    "stakind5", "staop1", "staop2", "staop3", "staop4", "staop5", "stacoll1", "stacoll2", "stacoll3", "stacoll4", "stacoll5",
    "stanumbers1", "stanumbers2", "stanumbers3", "stanumbers4", "stanumbers5", "stavalues1", "stavalues2", "stavalues3", "stavalues4",
    "stavalues5", NULL,
};

/* A name is held by an advisory lock of its hash; one that sessions of an orphaned program are in is left to the next run. */
static const struct pl_scratch scratch = {
    .make = "SELECT 'TEMPLATE template0'",
    .list = "SELECT d.datname, (NOT EXISTS (SELECT FROM pg_catalog.pg_locks AS l WHERE l.locktype = 'advisory' AND l.objsubid = 2"
            "  AND l.classid = 1886152036 AND l.objid = (pg_catalog.hashtext(d.datname)::bigint & 4294967295)::oid)"
            " AND NOT EXISTS (SELECT FROM pg_catalog.pg_stat_activity AS a WHERE a.datid = d.oid))::int::text"
            "  FROM pg_catalog.pg_database AS d WHERE pg_catalog.starts_with(d.datname, $1)",
    .hold = "SELECT pg_catalog.pg_try_advisory_lock(1886152036, pg_catalog.hashtext($1))::int::text",
    .schema = "CREATE SCHEMA IF NOT EXISTS ",
    .drop = " WITH (FORCE)",
};

const struct pl_dialect pl_postgres = {
    .name = "postgres",
    .words = words,
    .schemes = schemes,
    .flags = PL_DL_DDL_IN_TX | PL_DL_CLIENT_LINES | PL_DL_ATOMIC | PL_DL_NUMBERED | PL_DL_ROW_VALUES | PL_DL_OVERLOADS,
    .rules = pl_pg_rules,
    .queries = pl_pg_queries,
    .stand_ins = stand_ins,
    .present = pl_sql_postgres_present,
    .locked = pl_sql_postgres_locked,
    .says = says,
    .otherwise = (const struct pl_otherwise[]){ { PL_SEQUENCE_CACHE, "1" }, { PL_ATTRS, NULL } },
    .begin = "BEGIN",
    .change_token = pl_sql_postgres_change_token,
    .lock_timeouts = (const struct pl_timeout[]){ { "SET lock_timeout = ", 1 }, { NULL, 0 } },
    .watch = &(const struct pl_watching){ pl_sql_postgres_watch_session, pl_sql_postgres_watch_victims,
                                          pl_sql_postgres_watch_blockers, pl_sql_postgres_watch_withdraw,
                                          pl_sql_postgres_watch_progress, pl_sql_postgres_watch_waits },
    .statement_timeout = "SET statement_timeout = ",
    .commit = "COMMIT",
    .rollback = "ROLLBACK",
    .locks = pl_pg_locks,
    .made_check = "%_check",
    .oldest = 130000,
    .most_bytes = 63,
    .recognises = pl_pg_recognises,
    .open = pl_pg_open,
    .close = pl_pg_close,
    .query = pl_pg_query,
    .ask_present = pl_pg_ask_present,
    .query_all = pl_pg_query_all,
    .examine = pl_pg_examine, .touches = pl_pg_touches,
    .statements = pl_pg_statements,
    .quote_name = pl_pg_quote_name,
    .quote_text = pl_pg_quote_text,
    .type = pl_pg_type,
    .portable = pl_pg_portable,
    .say_type = pl_pg_say_type,
    .covers = pl_pg_covers,
    .adapt = pl_pg_adapt,
    .settle = pl_pg_settle,
    .relate = pl_pg_relate,
    .ask = pl_pg_ask,
    .prepare = pl_pg_prepare,
    .mutex = &pl_pg_mutex,
    .twins = &pl_pg_twins,
    .keys = &pl_pg_keys,
    .role = pl_pg_role,
    .notify = "NOTIFY poundlock",
    .rest = pl_pg_rest,
    .scratch = &scratch, .url = pl_pg_url,
    .client = &pl_pg_client,
    .time_zones = pl_sql_postgres_time_zones,
    .zoneless = (const char *const[]){ "timestamp", "timestamp(?)", NULL },
};
