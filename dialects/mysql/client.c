/* Sessions for programs: prepared statements with values in the binary protocol, read from the server as they are asked for.
 * What the server cannot prepare goes as text. Prepared statements take one statement only, which is as it should be. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include "dialects/client.h"
#include "dialects/mysql/mysql.h"

struct cell {
    char *bytes;                   /* grows with the longest value */
    unsigned long room, len;
    long long number;
    double real;
    my_bool null;
};
struct pl_mysql_reading {
    MYSQL_STMT *stmt;
    MYSQL_RES *fields;             /* of the prepared statement; of one sent as text: its rows */
    MYSQL_BIND *binds;
    struct cell *cells;
    int columns;
    bool reading;
    unsigned error;
};

static struct pl_mysql_reading *reading(struct pl_db *db) { return pl_mysql_of(db)->reading; }

/* ---- failures */

static const struct { unsigned first, last; enum pl_code code; enum pl_fate fate; } failures[] = {
    { 1213, 1213, PL_D_CONFLICT, PL_FATE_AGAIN }, { 1020, 1020, PL_D_CONFLICT, PL_FATE_AGAIN },     /* deadlock; changed since read */
    { 1205, 1205, PL_D_LOCKED, PL_FATE_AGAIN }, { 3572, 3572, PL_D_LOCKED, PL_FATE_AGAIN },
    { 1062, 1062, PL_D_NOT_UNIQUE, PL_FATE_FAILED }, { 1586, 1586, PL_D_NOT_UNIQUE, PL_FATE_FAILED },
    { 1216, 1217, PL_D_NO_SUCH_ROW, PL_FATE_FAILED }, { 1451, 1452, PL_D_NO_SUCH_ROW, PL_FATE_FAILED },
    { 1048, 1048, PL_D_IS_NULL, PL_FATE_FAILED }, { 1364, 1364, PL_D_IS_NULL, PL_FATE_FAILED },
    { 3819, 3819, PL_D_CHECK_FAILED, PL_FATE_FAILED }, { 4025, 4025, PL_D_CHECK_FAILED, PL_FATE_FAILED },
    { 1044, 1045, PL_D_REFUSED, PL_FATE_FAILED }, { 1142, 1143, PL_D_REFUSED, PL_FATE_FAILED },
    { 1227, 1227, PL_D_REFUSED, PL_FATE_FAILED }, { 1290, 1290, PL_D_REFUSED, PL_FATE_FAILED },
    { 1370, 1370, PL_D_REFUSED, PL_FATE_FAILED }, { 1792, 1792, PL_D_REFUSED, PL_FATE_FAILED },
    { 1053, 1053, PL_D_UNREACHABLE, PL_FATE_LOST }, { 1152, 1161, PL_D_UNREACHABLE, PL_FATE_LOST },
    { 1927, 1927, PL_D_UNREACHABLE, PL_FATE_LOST }, { 3169, 3169, PL_D_UNREACHABLE, PL_FATE_LOST },
    { 4031, 4031, PL_D_UNREACHABLE, PL_FATE_LOST },
    { 2000, 2027, PL_D_UNREACHABLE, PL_FATE_LOST }, { 2048, 2055, PL_D_UNREACHABLE, PL_FATE_LOST },
    { 5000, 5099, PL_D_UNREACHABLE, PL_FATE_LOST }, { 0, UINT_MAX, PL_D_STATEMENT, PL_FATE_FAILED }
};

static size_t failure(unsigned error) {
    size_t i = 0;
    while (error < failures[i].first || error > failures[i].last)
        i++;
    return i;
}

/* "Interrupted" is said to a statement that was ended and to a session that was: only asking tells which. */
static bool say_failed(struct pl_db *db, unsigned error, const char *text) {
    enum { INTERRUPTED = 1317, LOST = 2013 };
    const char *why = error == INTERRUPTED ? pl_strdup(db->pl, text) : text;
    if (error == INTERRUPTED && mysql_ping(pl_mysql_of(db)->conn) != 0)
        error = LOST;
    size_t i = failure(error);
    reading(db)->error = error;
    if (failures[i].fate == PL_FATE_LOST)
        return pl_say(db->pl, PL_D_UNREACHABLE, NULL, "the connection to %s broke: %s", db->title, why);
    return pl_say(db->pl, failures[i].code, NULL, "%s", why);
}

static bool say_statement(struct pl_db *db) {
    MYSQL_STMT *stmt = reading(db)->stmt;
    return say_failed(db, mysql_stmt_errno(stmt), mysql_stmt_error(stmt));
}

static bool control(struct pl_db *db, const char *sql) {
    MYSQL *conn = pl_mysql_of(db)->conn;
    if (mysql_query(conn, sql) != 0)
        return say_failed(db, mysql_errno(conn), mysql_error(conn));
    mysql_free_result(mysql_store_result(conn));
    return true;
}

/* ---- the session's beginning */

/* UTC is known to every server; other names only where the table of zones has been loaded. */
bool pl_mysql_begin_program(struct pl_mysql_db *my, const struct pl_login *login) {
    struct pl_text sql = { .pl = my->db.pl };
    bool utc = pl_same_nocase(login->program, "UTC") || pl_same_nocase(login->program, "Etc/UTC");
    my->reading = PL_NEW(my->db.pl, struct pl_mysql_reading);
    pl_add(&sql, "SET NAMES utf8mb4, autocommit = 1, time_zone = ");
    pl_mysql_quote_text(&sql, utc ? "+00:00" : login->program);
    if (mysql_query(my->conn, sql.s) == 0)
        return true;
    if (mysql_errno(my->conn) != 1298)
        return say_failed(&my->db, mysql_errno(my->conn), mysql_error(my->conn));
    pl_say(my->db.pl, PL_D_CONFIG, NULL, "the server knows no time zone \"%s\"", login->program);
    return pl_hint(my->db.pl, "load its table of zones: mysql_tzinfo_to_sql /usr/share/zoneinfo | mysql mysql; or time_zone: UTC");
}

/* ---- statements */

static void bind_values(struct pl *pl, const struct pl_datum *params, int count, MYSQL_BIND *binds) {
    static const enum enum_field_types types[] = {
        [PL_IS_NULL] = MYSQL_TYPE_NULL, [PL_IS_BOOL] = MYSQL_TYPE_LONGLONG, [PL_IS_INT] = MYSQL_TYPE_LONGLONG,
        [PL_IS_REAL] = MYSQL_TYPE_DOUBLE, [PL_IS_TEXT] = MYSQL_TYPE_STRING, [PL_IS_BYTES] = MYSQL_TYPE_BLOB
    };
    for (int i = 0; i < count; i++) {
        struct pl_datum *d = pl_alloc(pl, sizeof *d);
        *d = params[i];
        binds[i].buffer_type = types[d->type];
        binds[i].buffer = d->type == PL_IS_REAL ? (void *)&d->real : (void *)&d->number;
        if (d->type != PL_IS_TEXT && d->type != PL_IS_BYTES)
            continue;
        unsigned long *len = pl_alloc(pl, sizeof *len);
        *len = (unsigned long)d->len;
        binds[i].buffer = (void *)(uintptr_t)d->text;
        binds[i].buffer_length = *len;
        binds[i].length = len;
    }
}

static enum pl_datum_type type_of(const MYSQL_FIELD *f) {
    switch (f->type) {
    case MYSQL_TYPE_TINY: case MYSQL_TYPE_SHORT: case MYSQL_TYPE_INT24: case MYSQL_TYPE_LONG: case MYSQL_TYPE_LONGLONG:
    case MYSQL_TYPE_YEAR:
        return PL_IS_INT;
    case MYSQL_TYPE_FLOAT: case MYSQL_TYPE_DOUBLE:
        return PL_IS_REAL;
    case MYSQL_TYPE_BIT: case MYSQL_TYPE_GEOMETRY:
        return PL_IS_BYTES;
    case MYSQL_TYPE_TINY_BLOB: case MYSQL_TYPE_MEDIUM_BLOB: case MYSQL_TYPE_LONG_BLOB: case MYSQL_TYPE_BLOB: case MYSQL_TYPE_STRING:
    case MYSQL_TYPE_VAR_STRING: case MYSQL_TYPE_VARCHAR:
        return f->charsetnr == 63 ? PL_IS_BYTES : PL_IS_TEXT;
    default:
        return PL_IS_TEXT;
    }
}

enum { FIRST_ROOM = 256 };

static bool take_room(struct cell *c, unsigned long len) {
    char *wider = c->room > len ? c->bytes : realloc(c->bytes, len + 1);
    if (!wider)
        return false;
    c->room = c->room > len ? c->room : len + 1;
    c->bytes = wider;
    return true;
}

static void point_bind(MYSQL_BIND *b, struct cell *c, const MYSQL_FIELD *f) {
    enum pl_datum_type type = type_of(f);
    *b = (MYSQL_BIND){ .is_null = &c->null, .length = &c->len };
    b->buffer_type = type == PL_IS_INT ? MYSQL_TYPE_LONGLONG : type == PL_IS_REAL ? MYSQL_TYPE_DOUBLE : MYSQL_TYPE_STRING;
    b->is_unsigned = type == PL_IS_INT && (f->flags & UNSIGNED_FLAG);
    b->buffer = type == PL_IS_INT ? (void *)&c->number : type == PL_IS_REAL ? (void *)&c->real : c->bytes;
    b->buffer_length = type == PL_IS_INT || type == PL_IS_REAL ? 8 : c->room;
}

static void take_names(struct pl_db *db, struct pl_answer *a) {
    struct pl_mysql_reading *r = reading(db);
    const MYSQL_FIELD *fields = mysql_fetch_fields(r->fields);
    a->columns = r->columns = (int)mysql_num_fields(r->fields);
    const char **names = pl_alloc(db->pl, (size_t)a->columns * sizeof *names);
    for (int i = 0; i < a->columns; i++)
        names[i] = pl_strdup(db->pl, fields[i].name);
    a->names = names;
    a->values = pl_alloc(db->pl, (size_t)a->columns * sizeof *a->values);
}

static bool bind_results(struct pl_db *db) {
    struct pl_mysql_reading *r = reading(db);
    const MYSQL_FIELD *fields = mysql_fetch_fields(r->fields);
    if (!r->binds)
        r->binds = pl_alloc(db->pl, (size_t)r->columns * sizeof *r->binds);
    for (int i = 0; i < r->columns; i++)
        point_bind(&r->binds[i], &r->cells[i], &fields[i]);
    return mysql_stmt_bind_result(r->stmt, r->binds) == 0 || say_statement(db);
}

static bool execute(struct pl_db *db, const struct pl_datum *params, int count, struct pl_answer *a) {
    struct pl_mysql_reading *r = reading(db);
    MYSQL_BIND *binds = pl_alloc(db->pl, ((size_t)count + 1) * sizeof *binds);
    bind_values(db->pl, params, count, binds);
    if ((count && mysql_stmt_bind_param(r->stmt, binds) != 0) || mysql_stmt_execute(r->stmt) != 0)
        return say_statement(db);
    if (!(r->fields = mysql_stmt_result_metadata(r->stmt))) {
        a->affected = (int64_t)mysql_stmt_affected_rows(r->stmt);
        return true;
    }
    take_names(db, a);
    r->cells = calloc((size_t)r->columns, sizeof *r->cells);
    r->reading = true;
    for (int i = 0; r->cells && i < r->columns; i++)
        if (!take_room(&r->cells[i], FIRST_ROOM - 1))
            return pl_say(db->pl, PL_D_BUG, NULL, "out of memory");
    return r->cells ? bind_results(db) : pl_say(db->pl, PL_D_BUG, NULL, "out of memory");
}

/* A statement that cannot be prepared has no parameters. */
static bool send_text(struct pl_db *db, const char *sql, struct pl_answer *a) {
    struct pl_mysql_reading *r = reading(db);
    MYSQL *conn = pl_mysql_of(db)->conn;
    if (mysql_real_query(conn, sql, (unsigned long)strlen(sql)) != 0)
        return say_failed(db, mysql_errno(conn), mysql_error(conn));
    if ((r->fields = mysql_use_result(conn)))
        take_names(db, a);
    else if (mysql_errno(conn))
        return say_failed(db, mysql_errno(conn), mysql_error(conn));
    r->reading = r->fields != NULL;
    return true;
}

static bool start(struct pl_db *db, const char *sql, const struct pl_datum *params, int count, struct pl_answer *a) {
    enum { CANNOT_BE_PREPARED = 1295 };
    struct pl_mysql_reading *r = reading(db);
    MYSQL *conn = pl_mysql_of(db)->conn;
    *a = (struct pl_answer){ 0 };
    *r = (struct pl_mysql_reading){ .stmt = mysql_stmt_init(conn) };
    if (!r->stmt)
        return say_failed(db, mysql_errno(conn), mysql_error(conn));
    if (mysql_stmt_prepare(r->stmt, sql, (unsigned long)strlen(sql)) == 0)
        return execute(db, params, count, a);
    if (mysql_stmt_errno(r->stmt) != CANNOT_BE_PREPARED || count)
        return say_statement(db);
    mysql_stmt_close(r->stmt);
    r->stmt = NULL;
    return send_text(db, sql, a);
}

/* ---- rows */

static bool next_text(struct pl_db *db, struct pl_answer *a, bool *more) {
    struct pl_mysql_reading *r = reading(db);
    MYSQL *conn = pl_mysql_of(db)->conn;
    MYSQL_ROW row = mysql_fetch_row(r->fields);
    const unsigned long *lengths = row ? mysql_fetch_lengths(r->fields) : NULL;
    if (!row && mysql_errno(conn))
        return say_failed(db, mysql_errno(conn), mysql_error(conn));
    for (int i = 0; row && i < r->columns; i++)
        a->values[i] = (struct pl_datum){ .type = row[i] ? PL_IS_TEXT : PL_IS_NULL, .text = row[i], .len = row[i] ? lengths[i] : 0 };
    *more = row != NULL;
    r->reading = *more;
    return true;
}

/* A value that did not fit is fetched again into a room that it fits into; the next rows are told of it. */
static bool fetch_long(struct pl_db *db, int column, bool *widened) {
    struct pl_mysql_reading *r = reading(db);
    struct cell *c = &r->cells[column];
    if (c->null || r->binds[column].buffer_type != MYSQL_TYPE_STRING || c->len < c->room)
        return true;
    if (!take_room(c, c->len))
        return pl_say(db->pl, PL_D_BUG, NULL, "out of memory");
    r->binds[column].buffer = c->bytes;
    r->binds[column].buffer_length = c->room;
    *widened = true;
    return mysql_stmt_fetch_column(r->stmt, &r->binds[column], (unsigned)column, 0) == 0 || say_statement(db);
}

static struct pl_datum value_of(struct cell *c, const MYSQL_FIELD *f) {
    struct pl_datum d = { .type = c->null ? PL_IS_NULL : type_of(f) };
    if (d.type == PL_IS_INT && f->flags & UNSIGNED_FLAG && c->number < 0) {
        d.type = PL_IS_TEXT;                           /* larger than INT can hold */
        c->len = (unsigned long)snprintf(c->bytes, c->room, "%llu", (unsigned long long)c->number);
    }
    if (d.type == PL_IS_INT)
        d.number = c->number;
    if (d.type == PL_IS_REAL)
        d.real = c->real;
    if (d.type != PL_IS_TEXT && d.type != PL_IS_BYTES)
        return d;
    c->bytes[c->len] = '\0';
    d.text = c->bytes;
    d.len = c->len;
    return d;
}

static bool next(struct pl_db *db, struct pl_answer *a, bool *more) {
    struct pl_mysql_reading *r = reading(db);
    bool widened = false;
    *more = false;
    if (!r->reading)
        return true;
    if (!r->stmt)
        return next_text(db, a, more);
    int rc = mysql_stmt_fetch(r->stmt);
    if (rc == 1)
        return say_statement(db);
    if (rc == MYSQL_NO_DATA) {
        r->reading = false;
        return true;
    }
    for (int i = 0; i < r->columns; i++)
        if (!fetch_long(db, i, &widened))
            return false;
    const MYSQL_FIELD *fields = mysql_fetch_fields(r->fields);
    for (int i = 0; i < r->columns; i++)
        a->values[i] = value_of(&r->cells[i], &fields[i]);
    *more = true;
    return !widened || bind_results(db);
}

/* Closing a statement reads and drops what is left of its rows. */
static void stop(struct pl_db *db) {
    struct pl_mysql_reading *r = reading(db);
    unsigned error = r->error;
    if (r->fields)
        mysql_free_result(r->fields);
    if (r->stmt)
        mysql_stmt_close(r->stmt);
    for (int i = 0; r->cells && i < r->columns; i++)
        free(r->cells[i].bytes);
    free(r->cells);
    *r = (struct pl_mysql_reading){ .error = error };
}

/* ---- the session */

static enum pl_fate fate(const struct pl_db *db) {
    const struct pl_mysql_db *my = (const struct pl_mysql_db *)(const void *)db;
    return failures[failure(my->reading->error)].fate;
}

static bool in_transaction(const struct pl_db *db) {
    const struct pl_mysql_db *my = (const struct pl_mysql_db *)(const void *)db;
    unsigned status = 0;
    mariadb_get_infov(my->conn, MARIADB_CONNECTION_SERVER_STATUS, &status);
    return (status & SERVER_STATUS_IN_TRANS) != 0;
}

static bool answers(struct pl_db *db) {
    return mysql_ping(pl_mysql_of(db)->conn) == 0;
}

/* A server of this protocol says nothing unasked but good-bye. */
static bool alive(struct pl_db *db) {
    return !pl_socket_readable((int)mysql_get_socket(pl_mysql_of(db)->conn)) || answers(db);
}

static void abandon(struct pl_db *db) {
    pl_socket_silence((int)mysql_get_socket(pl_mysql_of(db)->conn));
    stop(db);
    pl_mysql_close(db);
}

const struct pl_client pl_mysql_client = {
    .start = start, .next = next, .stop = stop, .control = control, .fate = fate, .in_transaction = in_transaction,
    .alive = alive, .answers = answers, .abandon = abandon,
    .begin_read = "START TRANSACTION READ ONLY", .begin_write = "START TRANSACTION", .isolation_first = true,
};
