/* SQLite as a dialect: its tables and functions in one place. */
#include <string.h>
#include "dialects/sqlite/sql.h"
#include "dialects/sqlite/sqlite.h"

/* A word that is no key word needs no quotes; sqlite3 itself knows its key words. */
void pl_sqlite_quote_name(struct pl_text *t, const char *name) {
    bool plain = *name && !(*name >= '0' && *name <= '9') && !sqlite3_keyword_check(name, (int)strlen(name));
    for (const char *s = name; *s; s++)
        plain = plain && ((*s >= 'a' && *s <= 'z') || (*s >= 'A' && *s <= 'Z') || *s == '_' || (*s >= '0' && *s <= '9'));
    if (plain) {
        pl_add(t, name);
        return;
    }
    pl_addc(t, '"');
    for (; *name; name++) {
        if (*name == '"')
            pl_addc(t, '"');
        pl_addc(t, *name);
    }
    pl_addc(t, '"');
}

void pl_sqlite_quote_text(struct pl_text *t, const char *text) {
    pl_addc(t, '\'');
    for (; *text; text++) {
        if (*text == '\'')
            pl_addc(t, '\'');
        pl_addc(t, *text);
    }
    pl_addc(t, '\'');
}

static const struct pl_query queries[] = {
    { .name = "schema", .kind = PL_TABLE, .since = 3037000, .sql = pl_sql_sqlite_schema, .take = pl_sqlite_take },
    { .name = "schema", .kind = PL_TABLE, .sql = pl_sql_sqlite_schema_before_3_37, .take = pl_sqlite_take },
    { .kind = PL_REALM },
};

static const uint64_t says[PL_KINDS] = {
    [PL_TABLE] = PL_S(TABLE, STRICT) | PL_S(TABLE, WITHOUT_ROWID),
    [PL_COLUMN] = PL_S(COLUMN, TYPE) | PL_S(COLUMN, COLLATION) | PL_S(COLUMN, NOT_NULL) | PL_S(COLUMN, DEFAULT) | PL_S(COLUMN, GENERATED)
                  | PL_S(COLUMN, STORED) | PL_S(COLUMN, AUTOINCREMENT) | PL_S(COLUMN, ON_CONFLICT),
    [PL_PRIMARY_KEY] = PL_S(PRIMARY_KEY, ON_CONFLICT),
    [PL_UNIQUE] = PL_S(UNIQUE, ON_CONFLICT),
    [PL_CHECK] = PL_S(CHECK, EXPRESSION),
    [PL_INDEX] = PL_S(INDEX, UNIQUE) | PL_S(INDEX, WHERE),
    [PL_PART] = PL_S(PART, COLUMN) | PL_S(PART, EXPRESSION) | PL_S(PART, ORDER) | PL_S(PART, COLLATION),
    [PL_FOREIGN_KEY] = PL_S(FOREIGN_KEY, COLUMNS) | PL_S(FOREIGN_KEY, REFERENCES) | PL_S(FOREIGN_KEY, REFERENCED_COLUMNS)
                       | PL_S(FOREIGN_KEY, ON_DELETE) | PL_S(FOREIGN_KEY, ON_UPDATE) | PL_S(FOREIGN_KEY, MATCH) | PL_S(FOREIGN_KEY, DEFERRABLE),
    [PL_VIEW] = PL_S(VIEW, SQL) | PL_S(VIEW, COLUMNS),
    [PL_VIRTUAL_TABLE] = PL_S(VIRTUAL_TABLE, DEFINITION),
    [PL_TRIGGER] = PL_S(TRIGGER, DEFINITION),
};

const struct pl_dialect pl_sqlite = {
    .name = "sqlite",
    .words = (const char *const[]){ "sqlite", NULL },
    .schemes = (const char *const[]){ "sqlite", "sqlite3", NULL },
    .flags = PL_DL_DDL_IN_TX | PL_DL_FK_INLINE | PL_DL_TRIGGER_BODY | PL_DL_ASKS_ITSELF | PL_DL_ROW_VALUES,
    .nocase = UINT64_C(1) << PL_TABLE | UINT64_C(1) << PL_COLUMN | UINT64_C(1) << PL_INDEX | UINT64_C(1) << PL_VIEW
              | UINT64_C(1) << PL_VIRTUAL_TABLE | UINT64_C(1) << PL_TRIGGER,
    .rules = pl_sqlite_rules,
    .queries = queries,
    .says = says,
    .change_token = pl_sql_sqlite_change_token,
    .begin = "BEGIN IMMEDIATE",
    .commit = "COMMIT",
    .rollback = "ROLLBACK",
    .locks = pl_sqlite_locks,
    .lock_timeouts = (const struct pl_timeout[]){ { "PRAGMA busy_timeout = ", 1 }, { NULL, 0 } },
    .oldest = 3035000,
    .recognises = pl_sqlite_recognises,
    .url = pl_sqlite_url, .open = pl_sqlite_open,
    .close = pl_sqlite_close,
    .query = pl_sqlite_query,
    .quote_name = pl_sqlite_quote_name,
    .quote_text = pl_sqlite_quote_text,
    .type = pl_sqlite_type,
    .portable = pl_sqlite_portable,
    .covers = pl_sqlite_covers,
    .adapt = pl_sqlite_adapt,
    .settle = pl_sqlite_settle,
    .ask = pl_sqlite_ask,
    .examine = pl_sqlite_examine,
    .prepare = pl_sqlite_prepare,
    .frame = pl_sqlite_frame,
    .mutex = &pl_sqlite_mutex,
    .twins = &pl_sqlite_twins,
    .client = &pl_sqlite_client,
    .time_zones = pl_sql_sqlite_time_zones,
    .keys = &pl_sqlite_keys,
    .scratch = &(const struct pl_scratch){ .source = "sqlite::memory:" },
};
