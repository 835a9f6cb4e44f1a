/* Sessions for programs on SQLite files. Foreign keys are looked at, which SQLite leaves to each session, and a transaction that
 * may write takes the lock at its beginning: one that would only take it later fails at once when another has it. */
#include <string.h>
#include "dialects/client.h"
#include "dialects/sqlite/sqlite.h"

struct pl_sqlite_reading {
    sqlite3_stmt *st;
    int changes;                   /* before the statement */
    int rc;                        /* of the newest failure */
};

static struct pl_sqlite_db *of(struct pl_db *db) { return (struct pl_sqlite_db *)db; }

/* ---- failures */

static const struct { int code; enum pl_code says; enum pl_fate fate; } failures[] = {
    { SQLITE_CONSTRAINT_UNIQUE, PL_D_NOT_UNIQUE, PL_FATE_FAILED }, { SQLITE_CONSTRAINT_PRIMARYKEY, PL_D_NOT_UNIQUE, PL_FATE_FAILED },
    { SQLITE_CONSTRAINT_ROWID, PL_D_NOT_UNIQUE, PL_FATE_FAILED }, { SQLITE_CONSTRAINT_FOREIGNKEY, PL_D_NO_SUCH_ROW, PL_FATE_FAILED },
    { SQLITE_CONSTRAINT_NOTNULL, PL_D_IS_NULL, PL_FATE_FAILED }, { SQLITE_CONSTRAINT_CHECK, PL_D_CHECK_FAILED, PL_FATE_FAILED },
    { SQLITE_BUSY, PL_D_LOCKED, PL_FATE_AGAIN }, { SQLITE_LOCKED, PL_D_LOCKED, PL_FATE_AGAIN },
    { SQLITE_READONLY, PL_D_REFUSED, PL_FATE_FAILED }, { SQLITE_PERM, PL_D_REFUSED, PL_FATE_FAILED },
    { SQLITE_IOERR, PL_D_IO, PL_FATE_FAILED }, { SQLITE_FULL, PL_D_IO, PL_FATE_FAILED },
    { SQLITE_NOTADB, PL_D_UNREACHABLE, PL_FATE_LOST }, { SQLITE_CORRUPT, PL_D_UNREACHABLE, PL_FATE_LOST },
    { SQLITE_OK, PL_D_STATEMENT, PL_FATE_FAILED }
};

static size_t failure(int rc) {
    size_t i = 0;
    while (failures[i].code && failures[i].code != rc && failures[i].code != (rc & 0xff))
        i++;
    return i;
}

static bool say_failed(struct pl_db *db) {
    sqlite3 *handle = of(db)->handle;
    int rc = sqlite3_extended_errcode(handle);
    of(db)->reading->rc = rc;
    pl_say(db->pl, failures[failure(rc)].says, NULL, "%s", sqlite3_errmsg(handle));
    bool busy = failures[failure(rc)].fate == PL_FATE_AGAIN;
    return busy ? pl_hint(db->pl, "another program holds the file; try again when it is done") : false;
}

static bool control(struct pl_db *db, const char *sql) {
    return sqlite3_exec(of(db)->handle, sql, NULL, NULL, NULL) == SQLITE_OK || say_failed(db);
}

bool pl_sqlite_begin_program(struct pl_sqlite_db *s) {
    s->reading = PL_NEW(s->db.pl, struct pl_sqlite_reading);
    return control(&s->db, "PRAGMA foreign_keys = ON");
}

/* ---- statements */

static int bind(sqlite3_stmt *st, int at, const struct pl_datum *d) {
    switch (d->type) {
    case PL_IS_BOOL: case PL_IS_INT: return sqlite3_bind_int64(st, at, d->number);
    case PL_IS_REAL: return sqlite3_bind_double(st, at, d->real);
    case PL_IS_TEXT: return sqlite3_bind_text64(st, at, d->text, d->len, SQLITE_TRANSIENT, SQLITE_UTF8);
    case PL_IS_BYTES: return sqlite3_bind_blob64(st, at, d->len ? d->text : "", d->len, SQLITE_TRANSIENT);
    case PL_IS_NULL: break;
    }
    return sqlite3_bind_null(st, at);
}

/* SQLite runs the first of several statements and says nothing of the others. */
static bool is_alone(struct pl_db *db, const char *rest) {
    sqlite3_stmt *st = NULL;
    while (*rest == ';' || *rest == ' ' || *rest == '\n' || *rest == '\t' || *rest == '\r')
        rest++;
    int rc = *rest ? sqlite3_prepare_v2(of(db)->handle, rest, -1, &st, NULL) : SQLITE_OK;
    bool alone = rc == SQLITE_OK && !st;
    sqlite3_finalize(st);
    return alone || pl_say(db->pl, PL_D_STATEMENT, NULL, "there is more than one statement in the text");
}

static bool start(struct pl_db *db, const char *sql, const struct pl_datum *params, int count, struct pl_answer *a) {
    struct pl_sqlite_db *s = of(db);
    const char *rest;
    *a = (struct pl_answer){ 0 };
    *s->reading = (struct pl_sqlite_reading){ .changes = sqlite3_total_changes(s->handle) };
    if (sqlite3_prepare_v2(s->handle, sql, -1, &s->reading->st, &rest) != SQLITE_OK)
        return say_failed(db);
    if (!s->reading->st)
        return pl_say(db->pl, PL_D_STATEMENT, NULL, "there is no statement in the text");
    if (!is_alone(db, rest))
        return false;
    for (int i = 0; i < count; i++)
        if (bind(s->reading->st, i + 1, &params[i]) != SQLITE_OK)
            return say_failed(db);
    a->columns = sqlite3_column_count(s->reading->st);
    if (!a->columns)
        return true;
    const char **names = pl_alloc(db->pl, (size_t)a->columns * sizeof *names);
    for (int i = 0; i < a->columns; i++)
        names[i] = pl_strdup(db->pl, sqlite3_column_name(s->reading->st, i));
    a->names = names;
    a->values = pl_alloc(db->pl, (size_t)a->columns * sizeof *a->values);
    return true;
}

static struct pl_datum value_of(sqlite3_stmt *st, int column) {
    struct pl_datum d = { .type = PL_IS_NULL };
    switch (sqlite3_column_type(st, column)) {
    case SQLITE_INTEGER:
        d.type = PL_IS_INT;
        d.number = sqlite3_column_int64(st, column);
        break;
    case SQLITE_FLOAT:
        d.type = PL_IS_REAL;
        d.real = sqlite3_column_double(st, column);
        break;
    case SQLITE_TEXT:
        d.type = PL_IS_TEXT;
        d.text = (const char *)sqlite3_column_text(st, column);
        d.len = (size_t)sqlite3_column_bytes(st, column);
        break;
    case SQLITE_BLOB:
        d.type = PL_IS_BYTES;
        d.text = sqlite3_column_blob(st, column);
        d.len = (size_t)sqlite3_column_bytes(st, column);
        d.text = d.text ? d.text : "";
        break;
    default:
        break;
    }
    return d;
}

static bool next(struct pl_db *db, struct pl_answer *a, bool *more) {
    struct pl_sqlite_db *s = of(db);
    int rc = sqlite3_step(s->reading->st);
    *more = rc == SQLITE_ROW;
    if (rc != SQLITE_ROW && rc != SQLITE_DONE)
        return say_failed(db);
    for (int i = 0; *more && i < a->columns; i++)
        a->values[i] = value_of(s->reading->st, i);
    if (!*more)
        a->affected = sqlite3_total_changes(s->handle) != s->reading->changes ? sqlite3_changes(s->handle) : 0;
    return true;
}

static void stop(struct pl_db *db) {
    sqlite3_finalize(of(db)->reading->st);
    of(db)->reading->st = NULL;
}

/* ---- the session */

static enum pl_fate fate(const struct pl_db *db) {
    return failures[failure(((const struct pl_sqlite_db *)db)->reading->rc)].fate;
}

static bool in_transaction(const struct pl_db *db) {
    return !sqlite3_get_autocommit(((const struct pl_sqlite_db *)db)->handle);
}

static bool there(struct pl_db *db) {
    (void)db;
    return true;
}

/* Closing it would end the parent's transaction in the file, so one that is in the middle of something is left as it is. */
static void abandon(struct pl_db *db) {
    sqlite3 *handle = of(db)->handle;
    if (!in_transaction(db) && !of(db)->reading->st)
        sqlite3_close(handle);
}

const struct pl_client pl_sqlite_client = {
    .start = start, .next = next, .stop = stop, .control = control, .fate = fate, .in_transaction = in_transaction,
    .alive = there, .answers = there, .abandon = abandon, .stays_open = true,
    .begin_read = "BEGIN", .begin_write = "BEGIN IMMEDIATE", .one_isolation = true,
};
