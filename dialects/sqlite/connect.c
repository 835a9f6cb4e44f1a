/* Connections to SQLite files: opened read-only unless the schema is to be changed, and never made by looking. */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "dialects/sqlite/sqlite.h"

enum { BUSY_MS = 5000 };

static bool ends(const char *s, const char *suffix) {
    size_t n = strlen(s), m = strlen(suffix);
    return n > m && strcmp(s + n - m, suffix) == 0;
}

/* An SQLite file begins with its name for itself; one that is not there yet is known by its ending. */
bool pl_sqlite_recognises(const char *source) {
    static const char magic[] = "SQLite format 3";
    char head[sizeof magic] = "";
    struct stat st;
    if (stat(source, &st) == 0) {
        if (!S_ISREG(st.st_mode))
            return false;
        FILE *f = fopen(source, "rb");
        size_t n = f ? fread(head, 1, sizeof head, f) : 0;
        if (f)
            fclose(f);
        if (n == sizeof head && memcmp(head, magic, sizeof magic) == 0)
            return true;
    }
    return !strchr(source, '\n') && (ends(source, ".db") || ends(source, ".sqlite") || ends(source, ".sqlite3"));
}

/* sqlite:path, sqlite://path and sqlite:///abs/path. */
static const char *path_of(const char *url) {
    static const char *const schemes[] = { "sqlite3:", "sqlite:", "file:" };
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        if (pl_starts(url, schemes[i])) {
            url += strlen(schemes[i]);
            return pl_starts(url, "//") ? url + 2 : url;
        }
    return url;
}

static bool say_error(struct pl *pl, sqlite3 *handle, int rc, const char *title, const char *sql) {
    enum pl_code code = PL_D_SERVER;
    int primary = rc & 0xff;
    if (primary == SQLITE_BUSY || primary == SQLITE_LOCKED)
        code = PL_D_LOCKED;
    else if (primary == SQLITE_READONLY || primary == SQLITE_PERM || primary == SQLITE_AUTH)
        code = PL_D_REFUSED;
    else if (primary == SQLITE_CANTOPEN)
        code = PL_D_NO_FILE;
    else if (primary == SQLITE_NOTADB || primary == SQLITE_CORRUPT)
        code = PL_D_UNREACHABLE;
    else if (primary == SQLITE_IOERR || primary == SQLITE_FULL)
        code = PL_D_IO;
    pl_say(pl, code, NULL, "%s: %s%s%s", title, handle ? sqlite3_errmsg(handle) : sqlite3_errstr(rc), sql ? ", in: " : "",
           sql ? pl_trim(pl, sql) : "");
    if (code == PL_D_LOCKED)
        pl_hint(pl, "another program holds the file; try again when it is done");
    return false;
}

struct pl_db *pl_sqlite_open(struct pl *pl, const char *url, const struct pl_login *login) {
    const char *path = path_of(url);
    struct stat st;
    bool memory = strcmp(path, ":memory:") == 0, there = memory || stat(path, &st) == 0;
    if (!*path) {
        pl_say(pl, PL_D_BAD_URL, NULL, "\"%s\" names no file", url);
        pl_hint(pl, "write sqlite:PATH");
        return NULL;
    }
    if (!there && !login->create) {
        pl_say(pl, PL_D_NO_FILE, NULL, "there is no SQLite file \"%s\"", path);
        pl_hint(pl, "poundlock apply makes it; looking at it does not");
        return NULL;
    }
    struct pl_sqlite_db *s = PL_NEW(pl, struct pl_sqlite_db);
    extern const struct pl_dialect pl_sqlite;
    s->db = (struct pl_db){ .dialect = &pl_sqlite, .pl = pl, .schema = "", .one_schema = true };
    s->db.version = (unsigned)sqlite3_libversion_number();
    s->path = path;
    s->db.title = pl_format(pl, "sqlite %s at %s", sqlite3_libversion(), path);
    int flags = login->write ? SQLITE_OPEN_READWRITE | (login->create ? SQLITE_OPEN_CREATE : 0) : SQLITE_OPEN_READONLY;
    int rc = sqlite3_open_v2(path, &s->handle, memory ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : flags, NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_busy_timeout(s->handle, BUSY_MS);
    if (rc == SQLITE_OK)                               /* opening reads nothing yet: is it a database at all? */
        rc = sqlite3_exec(s->handle, "SELECT 1 FROM sqlite_schema LIMIT 1", NULL, NULL, NULL);
    if (rc == SQLITE_OK && (!login->program || pl_sqlite_begin_program(s)))
        return &s->db;
    if (rc != SQLITE_OK)
        say_error(pl, s->handle, rc, path, NULL);
    sqlite3_close(s->handle);
    return NULL;
}

void pl_sqlite_close(struct pl_db *db) {
    struct pl_sqlite_db *s = (struct pl_sqlite_db *)db;
    if (!s)
        return;
    sqlite3_close(s->handle);
    if (s->lock_fd > 0)
        close(s->lock_fd);
    s->handle = NULL;
    s->lock_fd = 0;
}

/* Four slashes before an absolute path: that is what other programs take three of away from. */
const char *pl_sqlite_url(struct pl_db *db, const char *source) {
    const char *path = ((struct pl_sqlite_db *)db)->path;
    (void)source;
    return pl_format(db->pl, "sqlite:///%s", path);
}

bool pl_sqlite_query(struct pl_db *db, const char *sql, const char *const *params, int count, pl_row_fn *fn, void *arg) {
    sqlite3 *handle = ((struct pl_sqlite_db *)db)->handle;
    sqlite3_stmt *st = NULL;
    enum { MOST = 64 };
    const char *names[MOST], *values[MOST];
    bool ok = false;
    int rc = sqlite3_prepare_v2(handle, sql, -1, &st, NULL);
    for (int i = 0; rc == SQLITE_OK && i < count; i++)
        rc = sqlite3_bind_text(st, i + 1, params[i], -1, SQLITE_STATIC);
    if (rc != SQLITE_OK) {
        say_error(db->pl, handle, rc, "sqlite", sql);
        goto done;
    }
    int n = sqlite3_column_count(st);
    n = n > MOST ? MOST : n;
    while ((rc = sqlite3_step(st)) == SQLITE_ROW) {
        for (int i = 0; i < n; i++) {
            names[i] = sqlite3_column_name(st, i);
            values[i] = (const char *)sqlite3_column_text(st, i);
        }
        if (fn && !fn(arg, n, names, values))
            goto done;
    }
    ok = rc == SQLITE_DONE || say_error(db->pl, handle, rc, "sqlite", sql);
done:
    sqlite3_finalize(st);
    return ok;
}
