/* What SQLite says of statements without running them: it compiles them.
 *
 * Some PRAGMAs work while they are compiled, so none is: the authorizer, which is asked first, refuses them. Functions and
 * collations may be the program's own, so one that is missing here is no fault of the schema. */
#include <stdint.h>
#include <string.h>
#include "dialects/sqlite/sqlite.h"

enum { PATIENCE_MS = 2000, PATIENCE_OF_OTHERS_MS = 5000 };

struct looking {
    struct pl *pl;
    struct pl_examined *at;
};

/* What a view or trigger reads in turn is its own affair, and so are the catalog's tables. */
static void touch(struct looking *l, const char *table, const char *column, const char *schema) {
    if (!table || pl_starts(table, "sqlite_"))
        return;
    struct pl_touched *t = PL_NEW(l->pl, struct pl_touched);
    *t = (struct pl_touched){ .next = l->at->touched, .schema = pl_same(schema, "main") ? "" : pl_strdup(l->pl, schema ? schema : ""),
                              .table = pl_strdup(l->pl, table), .column = column && *column ? pl_strdup(l->pl, column) : NULL };
    l->at->touched = t;
}

static int only_statements(void *arg, int action, const char *a, const char *b, const char *schema, const char *within) {
    struct looking *l = arg;
    if (!within && (action == SQLITE_READ || action == SQLITE_DELETE || action == SQLITE_INSERT || action == SQLITE_UPDATE))
        touch(l, a, action == SQLITE_READ ? b : NULL, schema);
    return action == SQLITE_PRAGMA || action == SQLITE_ATTACH || action == SQLITE_DETACH ? SQLITE_DENY : SQLITE_OK;
}

/* What a message means; the name stands behind it, or before it. */
static const struct meaning {
    const char *begins, *holds;
    enum pl_sense sense;
    enum pl_kind lacks;
} meanings[] = {
    { "no such table: ", NULL, PL_SENSE_LACKS, PL_TABLE }, { "no such column: ", NULL, PL_SENSE_LACKS, PL_COLUMN },
    { "no such function: ", NULL, PL_SENSE_UNKNOWN, PL_NONE }, { "no such collation sequence: ", NULL, PL_SENSE_UNKNOWN, PL_NONE },
    { "no such module: ", NULL, PL_SENSE_UNKNOWN, PL_NONE }, { "not authorized", NULL, PL_SENSE_UNKNOWN, PL_NONE },
    { "table ", " has no column named ", PL_SENSE_LACKS, PL_COLUMN }, { "", "syntax error", PL_SENSE_WRONG, PL_NONE },
    { "incomplete input", NULL, PL_SENSE_WRONG, PL_NONE }, { "unrecognized token", NULL, PL_SENSE_WRONG, PL_NONE },
    { "", "", PL_SENSE_LACKS, PL_NONE },
};

static void take_error(struct pl_db *db, struct pl_examined *x, sqlite3 *handle) {
    const char *text = sqlite3_errmsg(handle);
    const struct meaning *m = meanings;
    while (!pl_starts(text, m->begins) || (m->holds && !strstr(text, m->holds)))
        m++;
    const char *name = m->holds ? strstr(text, m->holds) + strlen(m->holds) : text + strlen(m->begins);
    x->sense = m->sense;
    x->lacks = m->lacks;
    x->name = m->lacks != PL_NONE ? pl_strdup(db->pl, name) : NULL;
    x->said = pl_strdup(db->pl, pl_same(text, "not authorized") ? "a PRAGMA or ATTACH works when it is looked at" : text);
#if SQLITE_VERSION_NUMBER >= 3038000
    int at = sqlite3_error_offset(handle);
    x->at = at < 0 ? SIZE_MAX : (size_t)at;
#endif
}

static void take_shape(struct pl *pl, struct pl_examined *x, sqlite3_stmt *st) {
    x->sense = PL_SENSE_GOOD;
    x->parameter_count = sqlite3_bind_parameter_count(st);
    x->column_count = sqlite3_column_count(st);
    x->parameters = pl_alloc(pl, ((size_t)x->parameter_count + 1) * sizeof *x->parameters);
    x->columns = pl_alloc(pl, ((size_t)x->column_count + 1) * sizeof *x->columns);
    for (int i = 0; i < x->parameter_count; i++) {
        const char *name = sqlite3_bind_parameter_name(st, i + 1);
        x->parameters[i].name = pl_strdup(pl, name ? name : "");
    }
    for (int i = 0; i < x->column_count; i++)
        x->columns[i] = (struct pl_typed){ pl_strdup(pl, sqlite3_column_name(st, i)), pl_strdup(pl, sqlite3_column_decltype(st, i)) };
}

/* A text that holds a second statement would have only its first one looked at. */
static bool one_statement(struct pl *pl, struct pl_examined *x, const char *tail) {
    const char *rest = tail;
    if (pl_token_next(&rest, false).kind == PL_T_END)
        return true;
    x->sense = PL_SENSE_UNKNOWN;
    x->said = pl_strdup(pl, "there is more than one statement in it");
    x->at = (size_t)(tail - x->sql);
    return false;
}

static bool examine(struct pl_db *db, struct pl_examined *x) {
    sqlite3 *handle = ((struct pl_sqlite_db *)db)->handle;
    sqlite3_stmt *st = NULL;
    const char *tail = x->sql;
    x->at = SIZE_MAX;
    x->lacks = PL_NONE;
    int rc = sqlite3_prepare_v2(handle, x->sql, -1, &st, &tail) & 0xff;
    if (rc == SQLITE_BUSY || rc == SQLITE_LOCKED)
        return pl_say(db->pl, PL_D_LOCKED, NULL, "%s: %s", db->title, sqlite3_errmsg(handle));
    if (rc != SQLITE_OK)
        take_error(db, x, handle);
    else if (one_statement(db->pl, x, tail))
        take_shape(db->pl, x, st);
    sqlite3_finalize(st);
    return true;
}

bool pl_sqlite_examine(struct pl_db *db, struct pl_examined *list) {
    sqlite3 *handle = ((struct pl_sqlite_db *)db)->handle;
    struct looking l = { .pl = db->pl };
    bool ok = true;
    sqlite3_busy_timeout(handle, PATIENCE_MS);
    sqlite3_set_authorizer(handle, only_statements, &l);
    for (l.at = list; ok && l.at; l.at = l.at->next)
        ok = examine(db, l.at);
    sqlite3_set_authorizer(handle, NULL, NULL);
    sqlite3_busy_timeout(handle, PATIENCE_OF_OTHERS_MS);
    return ok;
}
