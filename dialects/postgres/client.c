/* Sessions for programs: their own statements with typed values, in libpq's single-row mode, so that a large result is never
 * held. Values go out as text whose type the server infers, as in psql; only bytes are sent as they are. */
#include <stdlib.h>
#include <string.h>
#include "dialects/client.h"
#include "dialects/postgres/session.h"

struct pg_reading {
    PGresult *row;                 /* the one that the values point into */
    struct pl_datum *values;
    enum pl_fate fate;
    bool busy;
};

/* ---- the session's beginning */

static bool set(struct pg *pg, const char *sql, const char *value, enum pl_code code) {
    PGresult *res = PQexecParams(pg->conn, sql, 1, NULL, &value, NULL, NULL, 0);
    const char *text = PQresultErrorField(res, PG_DIAG_MESSAGE_PRIMARY);
    bool ok = pl_pg_is_good(res) || (text ? pl_say(pg->db.pl, code, NULL, "%s", text) : pl_pg_say_result(pg, res));
    PQclear(res);
    return ok;
}

/* Times are text in one order whatever the server's settings are. A schema of the settings comes before the path that the
 * session has; behind a pooler that would be left to others. */
bool pl_pg_begin_program(struct pg *pg, const struct pl_login *login) {
    pg->db.schema = login->schema ? login->schema : "";
    pg->reading = PL_NEW(pg->db.pl, struct pg_reading);
    if (!set(pg, "SELECT pg_catalog.set_config('TimeZone', $1, false), pg_catalog.set_config('DateStyle', 'ISO', false)",
             login->program, PL_D_CONFIG))
        return pl_hint(pg->db.pl, "the setting time_zone is a name as Europe/Berlin or UTC");
    if (!login->schema)
        return true;
    if (pl_pg_is_pooled(pg)) {
        pl_say(pg->db.pl, PL_D_CONFIG, NULL, "behind a pooler a program's session cannot have a schema of its own");
        return pl_hint(pg->db.pl, "leave the setting schema out, and give the role its path: ALTER ROLE ... SET search_path = ...");
    }
    return set(pg, "SELECT pg_catalog.set_config('search_path', pg_catalog.quote_ident($1) || ', ' ||"
                   " pg_catalog.current_setting('search_path'), false)", login->schema, PL_D_CONFIG);
}

/* ---- failures */

static const struct { const char *prefix; enum pl_code code; enum pl_fate fate; } failures[] = {
    { "40001", PL_D_CONFLICT, PL_FATE_AGAIN },      { "40P01", PL_D_CONFLICT, PL_FATE_AGAIN }, { "55P03", PL_D_LOCKED, PL_FATE_AGAIN },
    { "23505", PL_D_NOT_UNIQUE, PL_FATE_FAILED },   { "23P01", PL_D_NOT_UNIQUE, PL_FATE_FAILED },
    { "23503", PL_D_NO_SUCH_ROW, PL_FATE_FAILED },  { "23001", PL_D_NO_SUCH_ROW, PL_FATE_FAILED },
    { "23502", PL_D_IS_NULL, PL_FATE_FAILED },      { "23514", PL_D_CHECK_FAILED, PL_FATE_FAILED },
    { "42501", PL_D_REFUSED, PL_FATE_FAILED },      { "25006", PL_D_REFUSED, PL_FATE_FAILED },
    { "57P0", PL_D_UNREACHABLE, PL_FATE_LOST },     { "25P03", PL_D_UNREACHABLE, PL_FATE_LOST }, { "08", PL_D_UNREACHABLE, PL_FATE_LOST },
    { "", PL_D_STATEMENT, PL_FATE_FAILED }
};

static bool say_lost(struct pg *pg) {
    pg->reading->fate = PL_FATE_LOST;
    return pl_say(pg->db.pl, PL_D_UNREACHABLE, NULL, "the connection to %s broke", pg->db.title);
}

static bool say_failed(struct pg *pg, const PGresult *res) {
    const char *state = PQresultErrorField(res, PG_DIAG_SQLSTATE), *text = PQresultErrorField(res, PG_DIAG_MESSAGE_PRIMARY);
    const char *detail = PQresultErrorField(res, PG_DIAG_MESSAGE_DETAIL), *hint = PQresultErrorField(res, PG_DIAG_MESSAGE_HINT);
    size_t i = 0;
    if (!state || !text || PQstatus(pg->conn) != CONNECTION_OK)
        return say_lost(pg);
    while (!pl_starts(state, failures[i].prefix))
        i++;
    pg->reading->fate = failures[i].fate;
    pl_say(pg->db.pl, failures[i].code, NULL, "%s%s%s%s", text, detail ? " (" : "", detail ? detail : "", detail ? ")" : "");
    return hint ? pl_hint(pg->db.pl, "%s", hint) : false;
}

/* ---- statements */

struct sending {
    const char *const *texts;
    const int *lengths, *formats;
    const Oid *types;
};

enum { BYTEA = 17, BOOLEAN = 16, INT8 = 20, INT2 = 21, INT4 = 23, OID = 26, FLOAT4 = 700, FLOAT8 = 701 };

static bool make_sending(struct pl *pl, const struct pl_datum *params, int count, struct sending *out) {
    size_t n = (size_t)count + 1;
    const char **texts = pl_alloc(pl, n * sizeof *texts);
    int *lengths = pl_alloc(pl, n * sizeof *lengths), *formats = pl_alloc(pl, n * sizeof *formats);
    Oid *types = pl_alloc(pl, n * sizeof *types);
    for (int i = 0; i < count; i++) {
        const struct pl_datum *d = &params[i];
        if (d->type == PL_IS_TEXT && memchr(d->text, 0, d->len))
            return pl_say(pl, PL_D_STATEMENT, NULL, "value %d is a text with a zero byte in it, which PostgreSQL cannot hold", i + 1);
        if (d->type == PL_IS_BYTES && d->len > INT32_MAX)
            return pl_say(pl, PL_D_STATEMENT, NULL, "value %d is longer than PostgreSQL takes", i + 1);
        if (d->type == PL_IS_TEXT)
            texts[i] = pl_strndup(pl, d->text, d->len);
        else if (d->type == PL_IS_BOOL)
            texts[i] = d->number ? "true" : "false";
        else if (d->type == PL_IS_INT)
            texts[i] = pl_format(pl, "%lld", (long long)d->number);
        else if (d->type == PL_IS_REAL)
            texts[i] = pl_format(pl, "%.17g", d->real);
        if (d->type != PL_IS_BYTES)
            continue;
        texts[i] = d->text;
        lengths[i] = (int)d->len;
        formats[i] = 1;
        types[i] = BYTEA;
    }
    *out = (struct sending){ texts, lengths, formats, types };
    return true;
}

static bool start(struct pl_db *db, const char *sql, const struct pl_datum *params, int count, struct pl_answer *a) {
    struct pg *pg = (struct pg *)db;
    struct sending s;
    *a = (struct pl_answer){ 0 };
    *pg->reading = (struct pg_reading){ .fate = PL_FATE_FAILED };
    if (!make_sending(db->pl, params, count, &s))
        return false;
    if (!PQsendQueryParams(pg->conn, sql, count, s.types, s.texts, s.lengths, s.formats, 0))
        return say_lost(pg);
    pg->reading->busy = true;
    PQsetSingleRowMode(pg->conn);
    return true;
}

/* bytea comes as \x and digits, or as text with \ and octal digits; what it means is never longer. */
static size_t decode_bytes(char *s, size_t len) {
    static const char digits[] = "0123456789abcdef";
    char *to = s;
    if (len >= 2 && s[0] == '\\' && s[1] == 'x') {
        for (size_t i = 2; i + 1 < len; i += 2)
            *to++ = (char)((strchr(digits, s[i]) - digits) << 4 | (strchr(digits, s[i + 1]) - digits));
    } else {
        for (size_t i = 0; i < len; i++) {
            bool escaped = s[i] == '\\', octal = escaped && i + 3 < len && s[i + 1] != '\\';
            int value = octal ? (s[i + 1] - '0') * 64 + (s[i + 2] - '0') * 8 + (s[i + 3] - '0') : s[escaped ? i + 1 : i];
            *to++ = (char)value;
            i += octal ? 3 : escaped;
        }
    }
    *to = '\0';
    return (size_t)(to - s);
}

static enum pl_datum_type type_of(Oid type) {
    static const struct { Oid oid; enum pl_datum_type type; } rows[] = {
        { BOOLEAN, PL_IS_BOOL }, { INT8, PL_IS_INT }, { INT4, PL_IS_INT }, { INT2, PL_IS_INT }, { OID, PL_IS_INT },
        { FLOAT8, PL_IS_REAL }, { FLOAT4, PL_IS_REAL }, { BYTEA, PL_IS_BYTES },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].oid == type)
            return rows[i].type;
    return PL_IS_TEXT;
}

static void take_row(struct pl_datum *values, const PGresult *res, int columns) {
    for (int i = 0; i < columns; i++) {
        struct pl_datum *d = &values[i];
        char *text = PQgetvalue(res, 0, i);
        *d = (struct pl_datum){ .type = PL_IS_NULL };
        if (PQgetisnull(res, 0, i))
            continue;
        d->type = type_of(PQftype(res, i));
        d->text = text;
        d->len = (size_t)PQgetlength(res, 0, i);
        if (d->type == PL_IS_BYTES)
            d->len = decode_bytes(text, d->len);
        else if (d->type == PL_IS_BOOL)
            *d = (struct pl_datum){ .type = PL_IS_BOOL, .number = *text == 't' };
        else if (d->type == PL_IS_INT)
            d->number = strtoll(text, NULL, 10);
        else if (d->type == PL_IS_REAL)
            d->real = strtod(text, NULL);
    }
}

static void take_names(struct pg *pg, const PGresult *res, struct pl_answer *a) {
    if (a->names || !PQnfields(res))
        return;
    a->columns = PQnfields(res);
    const char **names = pl_alloc(pg->db.pl, (size_t)a->columns * sizeof *names);
    for (int i = 0; i < a->columns; i++)
        names[i] = pl_strdup(pg->db.pl, PQfname(res, i));
    a->names = names;
    a->values = pg->reading->values = pl_alloc(pg->db.pl, (size_t)a->columns * sizeof *a->values);
}

/* How many rows an INSERT, UPDATE, DELETE or MERGE changed. */
static int64_t changed(PGresult *res) {
    const char *what = PQcmdStatus(res);
    return pl_starts(what, "SELECT") || pl_starts(what, "FETCH") || pl_starts(what, "MOVE") ? 0 : strtoll(PQcmdTuples(res), NULL, 10);
}

static bool refuse_copy(struct pg *pg) {
    PGresult *res;
    PQputCopyEnd(pg->conn, "not asked for");
    for (char *line; PQgetCopyData(pg->conn, &line, 0) > 0; PQfreemem(line))
        ;
    while ((res = PQgetResult(pg->conn)))
        PQclear(res);
    pg->reading->busy = false;
    return pl_say(pg->db.pl, PL_D_CALL, NULL, "COPY from or to a program is not a statement with rows");
}

static bool next(struct pl_db *db, struct pl_answer *a, bool *more) {
    struct pg *pg = (struct pg *)db;
    PGresult *res;
    *more = false;
    PQclear(pg->reading->row);
    pg->reading->row = NULL;
    while ((res = PQgetResult(pg->conn))) {
        ExecStatusType status = PQresultStatus(res);
        if (status == PGRES_COPY_IN || status == PGRES_COPY_OUT) {
            PQclear(res);
            return refuse_copy(pg);
        }
        if (status != PGRES_SINGLE_TUPLE && !pl_pg_is_good(res)) {
            say_failed(pg, res);
            PQclear(res);
            return false;
        }
        take_names(pg, res, a);
        if (status == PGRES_SINGLE_TUPLE) {
            take_row(a->values, res, a->columns);
            pg->reading->row = res;
            *more = true;
            return true;
        }
        a->affected = changed(res);
        PQclear(res);
    }
    pg->reading->busy = false;
    return true;
}

/* What is left is read and dropped: cancelling the statement would take back what it has done. */
static void stop(struct pl_db *db) {
    struct pg *pg = (struct pg *)db;
    PGresult *res;
    PQclear(pg->reading->row);
    pg->reading->row = NULL;
    while (pg->reading->busy && (res = PQgetResult(pg->conn)))
        PQclear(res);
    pg->reading->busy = false;
}

static bool control(struct pl_db *db, const char *sql) {
    struct pg *pg = (struct pg *)db;
    PGresult *res = PQexec(pg->conn, sql);
    bool ok = pl_pg_is_good(res) || say_failed(pg, res);
    PQclear(res);
    return ok;
}

/* ---- the session */

static enum pl_fate fate(const struct pl_db *db) {
    const struct pg *pg = (const struct pg *)db;
    return PQstatus(pg->conn) == CONNECTION_OK ? pg->reading->fate : PL_FATE_LOST;
}

static bool in_transaction(const struct pl_db *db) {
    return PQtransactionStatus(((const struct pg *)db)->conn) != PQTRANS_IDLE;
}

/* A server that hangs up sends why, and then nothing more: the second look finds the end. */
static bool alive(struct pl_db *db) {
    struct pg *pg = (struct pg *)db;
    for (int i = 0; i < 4 && PQstatus(pg->conn) == CONNECTION_OK && pl_socket_readable(PQsocket(pg->conn)); i++) {
        if (!PQconsumeInput(pg->conn))
            return false;
        PQisBusy(pg->conn);
        for (PGnotify *n; (n = PQnotifies(pg->conn)); PQfreemem(n))
            ;
    }
    return PQstatus(pg->conn) == CONNECTION_OK;
}

static bool answers(struct pl_db *db) {
    struct pg *pg = (struct pg *)db;
    PGresult *res = PQexec(pg->conn, "");
    bool ok = pl_pg_is_good(res);
    PQclear(res);
    return ok && PQstatus(pg->conn) == CONNECTION_OK;
}

static void abandon(struct pl_db *db) {
    struct pg *pg = (struct pg *)db;
    PQclear(pg->reading->row);
    pl_socket_silence(PQsocket(pg->conn));
    PQfinish(pg->conn);
    pg->conn = NULL;
}

const struct pl_client pl_pg_client = {
    .start = start, .next = next, .stop = stop, .control = control, .fate = fate, .in_transaction = in_transaction,
    .alive = alive, .answers = answers, .abandon = abandon,
    .begin_read = "BEGIN READ ONLY", .begin_write = "BEGIN",
};
