/* The two dialects: what they can say, what they are asked, and which function does what.
 */
#include "dialects/mysql/mysql.h"
#include "dialects/mysql/sql.h"

#define SAYS_SHARED \
    [PL_SCHEMA] = PL_S_NAME | PL_S(SCHEMA, CHARSET) | PL_S(SCHEMA, COLLATION), \
    [PL_PRIMARY_KEY] = PL_S_NAME | PL_S(PRIMARY_KEY, COMMENT), \
    [PL_INDEX] = PL_S_NAME | PL_S(INDEX, UNIQUE) | PL_S(INDEX, METHOD) | PL_S(INDEX, PARSER) | PL_S(INDEX, INVISIBLE) \
                 | PL_S(INDEX, COMMENT), \
    [PL_FOREIGN_KEY] = PL_S_NAME | PL_S(FOREIGN_KEY, COLUMNS) | PL_S(FOREIGN_KEY, REFERENCES) \
                       | PL_S(FOREIGN_KEY, REFERENCED_COLUMNS) | PL_S(FOREIGN_KEY, ON_DELETE) \
                       | PL_S(FOREIGN_KEY, ON_UPDATE), \
    [PL_FUNCTION] = PL_S_NAME | PL_S(FUNCTION, DEFINITION), \
    [PL_PROCEDURE] = PL_S_NAME | PL_S(PROCEDURE, DEFINITION), \
    [PL_TRIGGER] = PL_S_NAME | PL_S(TRIGGER, DEFINITION), \
    [PL_EVENT] = PL_S_NAME | PL_S(EVENT, DEFINITION)

#define SAYS_TABLE \
    (PL_S_NAME | PL_S(TABLE, COMMENT) | PL_S(TABLE, ENGINE) | PL_S(TABLE, ROW_FORMAT) | PL_S(TABLE, CHARSET) \
     | PL_S(TABLE, COLLATION) | PL_S(TABLE, OPTIONS) | PL_S(TABLE, PARTITION_BY))

#define SAYS_VIEW \
    (PL_S_NAME | PL_S(VIEW, ALGORITHM) | PL_S(VIEW, SECURITY) | PL_S(VIEW, CHECK_OPTION) | PL_S(VIEW, SQL))

#define SAYS_COLUMN \
    (PL_S_NAME | PL_S(COLUMN, TYPE) | PL_S(COLUMN, COLLATION) | PL_S(COLUMN, CHARSET) | PL_S(COLUMN, NOT_NULL) \
     | PL_S(COLUMN, DEFAULT) | PL_S(COLUMN, GENERATED) | PL_S(COLUMN, STORED) | PL_S(COLUMN, AUTO_INCREMENT) \
     | PL_S(COLUMN, ON_UPDATE) | PL_S(COLUMN, INVISIBLE) | PL_S(COLUMN, COMMENT))

static const uint64_t mysql_says[PL_KINDS] = {
    SAYS_SHARED,
    [PL_TABLE] = SAYS_TABLE,
    [PL_COLUMN] = SAYS_COLUMN | PL_S(COLUMN, SRID),
    [PL_VIEW] = SAYS_VIEW | PL_S(VIEW, COLUMNS),
    [PL_CHECK] = PL_S_NAME | PL_S(CHECK, EXPRESSION) | PL_S(CHECK, NOT_ENFORCED),
    [PL_PART] = PL_S_NAME | PL_S(PART, COLUMN) | PL_S(PART, EXPRESSION) | PL_S(PART, ORDER) | PL_S(PART, PREFIX),
};

static const uint64_t mariadb_says[PL_KINDS] = {
    SAYS_SHARED,
    [PL_TABLE] = SAYS_TABLE | PL_S(TABLE, SYSTEM_VERSIONED),
    [PL_COLUMN] = SAYS_COLUMN | PL_S(COLUMN, CHECK),
    [PL_VIEW] = SAYS_VIEW,
    [PL_CHECK] = PL_S_NAME | PL_S(CHECK, EXPRESSION),
    [PL_PART] = PL_S_NAME | PL_S(PART, COLUMN) | PL_S(PART, ORDER) | PL_S(PART, PREFIX),
    [PL_SEQUENCE] = PL_S_NAME | PL_S(SEQUENCE, START) | PL_S(SEQUENCE, INCREMENT) | PL_S(SEQUENCE, MIN) | PL_S(SEQUENCE, MAX)
                    | PL_S(SEQUENCE, CACHE) | PL_S(SEQUENCE, CYCLE) | PL_S(SEQUENCE, COMMENT),
};

#define ONE(kind) (UINT64_C(1) << PL_##kind)
#define QUERY(name_, kind_, text, ...) \
    {.name = name_, .kind = PL_##kind_, .within = PL_NONE, .sql = pl_sql_mysql_##text, __VA_ARGS__}

#define ROUTINES \
    QUERY("functions", FUNCTION, functions, .take = pl_mysql_take_function), \
    QUERY("procedures", PROCEDURE, procedures, .take = pl_mysql_take_procedure), \
    QUERY("triggers", TRIGGER, triggers, .take = pl_mysql_take_trigger), \
    QUERY("events", EVENT, events, .take = pl_mysql_take_event)

static const struct pl_query mysql_queries[] = {
    QUERY("schemas", SCHEMA, schemas, .take = NULL),
    QUERY("tables", TABLE, tables_mysql, .take = NULL),
    QUERY("columns", COLUMN, columns_mysql, .take = NULL),
    QUERY("indexes", INDEX, indexes_mysql, .take = pl_mysql_take_index),
    QUERY("foreign_keys", FOREIGN_KEY, foreign_keys, .take = NULL),
    QUERY("foreign_key_rules", FOREIGN_KEY, foreign_key_rules_mysql, .take = pl_mysql_take_key),
    QUERY("checks", CHECK, checks_mysql, .take = NULL),
    QUERY("views", VIEW, views_mysql, .take = NULL),
    ROUTINES,
    QUERY("unmodelled", UNMODELLED, unmodelled_mysql, .take = NULL),
    {.kind = PL_REALM},
};

static const struct pl_query mariadb_queries[] = {
    QUERY("schemas", SCHEMA, schemas, .take = NULL),
    QUERY("tables", TABLE, tables_mariadb, .take = NULL),
    QUERY("columns", COLUMN, columns_mariadb, .take = NULL),
    QUERY("indexes", INDEX, indexes_mariadb, .take = pl_mysql_take_index),
    QUERY("foreign_keys", FOREIGN_KEY, foreign_keys, .take = NULL),
    QUERY("foreign_key_rules", FOREIGN_KEY, foreign_key_rules_mariadb, .take = pl_mysql_take_key),
    QUERY("checks", CHECK, checks_mariadb, .take = pl_mysql_take_check, .serves = ONE(COLUMN) /* json */),
    QUERY("sequences", SEQUENCE, sequences, .take = NULL),
    QUERY("views", VIEW, views_mariadb, .take = NULL),
    ROUTINES,
    QUERY("unmodelled", UNMODELLED, unmodelled_mariadb, .take = NULL),
    {.kind = PL_REALM},
};

static const char *const mysql_words[] = {"mysql", NULL};
static const char *const mariadb_words[] = {"mariadb", "mysql", NULL};
static const char *const mysql_schemes[] = {"mysql", NULL};
static const char *const mariadb_schemes[] = {"mariadb", NULL};

static const struct pl_scratch scratch = {
    .make = "SELECT concat('CHARACTER SET ', @@character_set_database, ' COLLATE ', @@collation_database)",
    .list = "SELECT SCHEMA_NAME, IS_FREE_LOCK(SCHEMA_NAME) FROM information_schema.SCHEMATA"
            " WHERE LOCATE(?, SCHEMA_NAME) = 1",
    .hold = "SELECT GET_LOCK(?, 0)",
};

static const struct pl_timeout timeouts[] = {
    {"SET SESSION lock_wait_timeout = ", 1000}, {"SET SESSION innodb_lock_wait_timeout = ", 1000}, {NULL, 0},
};
#define WATCHING(progress) \
    {pl_sql_mysql_watch_session, pl_sql_mysql_watch_victims, pl_sql_mysql_watch_blockers, pl_sql_mysql_watch_withdraw, progress, NULL}
static const struct pl_watching mysql_watching = WATCHING(pl_sql_mysql_watch_progress_mysql);
static const struct pl_watching mariadb_watching = WATCHING(pl_sql_mysql_watch_progress_mariadb);

static const char *const zoneless[] = {"datetime", "datetime(?)", NULL};

#define SHARED \
    .change_token = pl_sql_mysql_change_token, \
    .flags = PL_DL_BACKSLASH | PL_DL_DATABASES | PL_DL_DELIMITER, \
    .begin = "START TRANSACTION", .commit = "COMMIT", .rollback = "ROLLBACK", \
    .lock_timeouts = timeouts, \
    .locks = pl_mysql_locks, .hows = pl_mysql_hows, .parts = pl_mysql_parts, .close_alter = pl_mysql_close_alter, \
    .open = pl_mysql_open, .close = pl_mysql_close, .query = pl_mysql_query, .query_all = pl_mysql_query_all, \
    .quote_name = pl_mysql_quote_name, \
    .quote_text = pl_mysql_quote_text, .covers = pl_mysql_covers, .settle = pl_mysql_settle, .ask = pl_mysql_ask, .examine = pl_mysql_examine, .statements = pl_mysql_statements, \
    .relate = pl_mysql_relate, .prepare = pl_mysql_prepare, .frame = pl_mysql_frame, .scratch = &scratch, .url = pl_mysql_url_of, \
    .time_zones = pl_sql_mysql_time_zones, .zoneless = zoneless, \
    .mutex = &pl_mysql_mutex, .twins = &pl_mysql_twins, .client = &pl_mysql_client, .keys = &pl_mysql_keys, .role = pl_mysql_role, \
    .handing = &pl_mysql_handing, \
    .nocase = ONE(COLUMN) | ONE(INDEX) | ONE(FOREIGN_KEY) | ONE(CHECK) | ONE(FUNCTION) | ONE(PROCEDURE) | ONE(EVENT)

const struct pl_dialect pl_mysql = {
    .name = "mysql", .watch = &mysql_watching, .words = mysql_words, .schemes = mysql_schemes, .rules = pl_mysql_rules, .queries = mysql_queries,
    .says = mysql_says, .made_check = "%_chk_", .most_characters = 64, .oldest = 80016, .type = pl_mysql_type, .adapt = pl_mysql_adapt, SHARED,
};

const struct pl_dialect pl_mariadb = {
    .name = "mariadb", .watch = &mariadb_watching, .statement_timeout = "SET max_statement_time = 0.001 * ", .words = mariadb_words, .schemes = mariadb_schemes, .rules = pl_mariadb_rules,
    .queries = mariadb_queries, .says = mariadb_says, .made_check = "CONSTRAINT_", .most_characters = 64, .oldest = 100600, .type = pl_mariadb_type,
    .adapt = pl_mariadb_adapt, .otherwise = (const struct pl_otherwise[]){{PL_SEQUENCE_CACHE, "1000"}, {PL_ATTRS, NULL}},
    SHARED,
};
