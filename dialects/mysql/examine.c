/* What the server says of statements without running them: it prepares them, and forgets them.
 *
 * The job's session is not pinned as ours is, so its own sql_mode counts meanwhile: quotes and grouping mean what they mean to
 * the job. Messages are asked for in English, because names are read from them. */
#include <stdint.h>
#include <string.h>
#include "dialects/mysql/mysql.h"

static const char *const before[] = {
    "SET @pl_mode = @@SESSION.sql_mode, @pl_wait = @@SESSION.lock_wait_timeout, @pl_words = @@SESSION.lc_messages",
    "SET SESSION sql_mode = @@GLOBAL.sql_mode, lock_wait_timeout = 2, lc_messages = 'en_US'", NULL,
};
static const char *const after[] = {
    "SET SESSION sql_mode = @pl_mode, lock_wait_timeout = @pl_wait, lc_messages = @pl_words",
    "SET @pl_mode = NULL, @pl_wait = NULL, @pl_words = NULL", NULL,
};

static const struct meaning {
    unsigned first, last;
    enum pl_sense sense;
    enum pl_kind lacks;
} meanings[] = {
    { 1146, 1146, PL_SENSE_LACKS, PL_TABLE }, { 1051, 1051, PL_SENSE_LACKS, PL_TABLE }, { 1109, 1109, PL_SENSE_LACKS, PL_TABLE },
    { 1049, 1049, PL_SENSE_LACKS, PL_NONE }, { 1054, 1054, PL_SENSE_LACKS, PL_COLUMN }, { 1305, 1305, PL_SENSE_LACKS, PL_FUNCTION },
    { 1630, 1630, PL_SENSE_LACKS, PL_FUNCTION }, { 1052, 1052, PL_SENSE_LACKS, PL_NONE }, { 1136, 1136, PL_SENSE_LACKS, PL_NONE },
    { 1356, 1356, PL_SENSE_LACKS, PL_NONE }, { 1176, 1176, PL_SENSE_LACKS, PL_NONE }, { 1347, 1348, PL_SENSE_LACKS, PL_NONE },
    { 4161, 4162, PL_SENSE_LACKS, PL_NONE }, { 1442, 1443, PL_SENSE_LACKS, PL_NONE }, { 1471, 1471, PL_SENSE_LACKS, PL_NONE },
    { 3105, 3105, PL_SENSE_LACKS, PL_NONE }, { 1906, 1906, PL_SENSE_LACKS, PL_NONE }, { 1064, 1065, PL_SENSE_WRONG, PL_NONE },
    { 1044, 1044, PL_SENSE_REFUSED, PL_NONE }, { 1142, 1143, PL_SENSE_REFUSED, PL_NONE }, { 1227, 1227, PL_SENSE_REFUSED, PL_NONE },
    { 1370, 1370, PL_SENSE_REFUSED, PL_NONE }, { 1345, 1345, PL_SENSE_REFUSED, PL_NONE },
};

/* The first '..' of the message. */
static const char *quoted(struct pl *pl, const char *text) {
    const char *open = strchr(text, '\''), *close = open ? strchr(open + 1, '\'') : NULL;
    return close ? pl_strndup(pl, open + 1, (size_t)(close - open) - 1) : NULL;
}

/* "shop.customer": statements rarely say the database that they are in. */
static const char *without_own(struct pl_db *db, const char *name) {
    const char *own = pl_mysql_of(db)->database;
    size_t n = own ? strlen(own) : 0;
    return name && own && strncmp(name, own, n) == 0 && name[n] == '.' ? name + n + 1 : name;
}

static void take_error(struct pl_db *db, struct pl_examined *x, unsigned no, const char *text) {
    x->sense = PL_SENSE_UNKNOWN;
    x->said = pl_strdup(db->pl, text);
    for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++)
        if (no >= meanings[i].first && no <= meanings[i].last) {
            x->sense = meanings[i].sense;
            x->lacks = meanings[i].lacks;
        }
    if (x->sense == PL_SENSE_LACKS && x->lacks != PL_NONE)
        x->name = without_own(db, quoted(db->pl, text));
}

static const char *type_of(const MYSQL_FIELD *f) {
    static const struct { enum enum_field_types type; const char *word; } words[] = {
        { MYSQL_TYPE_TINY, "tinyint" }, { MYSQL_TYPE_SHORT, "smallint" }, { MYSQL_TYPE_INT24, "mediumint" }, { MYSQL_TYPE_LONG, "int" },
        { MYSQL_TYPE_LONGLONG, "bigint" }, { MYSQL_TYPE_FLOAT, "float" }, { MYSQL_TYPE_DOUBLE, "double" },
        { MYSQL_TYPE_NEWDECIMAL, "decimal" },
        { MYSQL_TYPE_DATE, "date" }, { MYSQL_TYPE_TIME, "time" }, { MYSQL_TYPE_DATETIME, "datetime" },
        { MYSQL_TYPE_TIMESTAMP, "timestamp" },
        { MYSQL_TYPE_YEAR, "year" }, { MYSQL_TYPE_BIT, "bit" }, { MYSQL_TYPE_JSON, "json" }, { MYSQL_TYPE_VAR_STRING, "varchar" },
        { MYSQL_TYPE_STRING, "char" }, { MYSQL_TYPE_BLOB, "text" }, { MYSQL_TYPE_GEOMETRY, "geometry" },
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (words[i].type == f->type)
            return words[i].word;
    return NULL;
}

static void take_shape(struct pl *pl, struct pl_examined *x, MYSQL_STMT *st) {
    MYSQL_RES *rows = mysql_stmt_result_metadata(st);
    x->sense = PL_SENSE_GOOD;
    x->parameter_count = (int)mysql_stmt_param_count(st);
    x->column_count = rows ? (int)mysql_num_fields(rows) : 0;
    x->parameters = pl_alloc(pl, ((size_t)x->parameter_count + 1) * sizeof *x->parameters);
    x->columns = pl_alloc(pl, ((size_t)x->column_count + 1) * sizeof *x->columns);
    for (int i = 0; i < x->parameter_count; i++)
        x->parameters[i].name = "";
    for (int i = 0; i < x->column_count; i++) {
        const MYSQL_FIELD *f = mysql_fetch_field_direct(rows, (unsigned)i);
        x->columns[i] = (struct pl_typed){ pl_strdup(pl, f->name), type_of(f) };
    }
    if (rows)
        mysql_free_result(rows);
}

static bool is_lock(unsigned no) {
    return no == 1205 || no == 1213 || no == 3572;
}

static bool examine(struct pl_db *db, struct pl_examined *x) {
    MYSQL_STMT *st = mysql_stmt_init(pl_mysql_of(db)->conn);
    bool ok = true;
    x->at = SIZE_MAX;
    x->lacks = PL_NONE;
    unsigned no = !st ? 2008u : mysql_stmt_prepare(st, x->sql, (unsigned long)strlen(x->sql)) != 0 ? mysql_stmt_errno(st) : 0;
    if (!no) {
        take_shape(db->pl, x, st);
    } else if (is_lock(no)) {
        ok = pl_say(db->pl, PL_D_LOCKED, NULL, "%s: %s", db->title, mysql_stmt_error(st));
        pl_hint(db->pl, "another session holds the table; SHOW PROCESSLIST tells which");
    } else if (no >= 2000 && no < 2100) {
        ok = pl_say(db->pl, PL_D_UNREACHABLE, NULL, "the connection to %s broke", db->title);
    } else {
        take_error(db, x, no, mysql_stmt_error(st));
    }
    if (st)
        mysql_stmt_close(st);
    return ok;
}

bool pl_mysql_examine(struct pl_db *db, struct pl_examined *list) {
    bool ok = true;
    for (int i = 0; before[i]; i++)
        pl_mysql_try(db, before[i], NULL, NULL);
    for (struct pl_examined *x = list; ok && x; x = x->next)
        ok = examine(db, x);
    for (int i = 0; after[i]; i++)
        pl_mysql_try(db, after[i], NULL, NULL);
    return ok;
}
