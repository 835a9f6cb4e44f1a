/* Locks by number on one file: of the open file description, on bytes far behind any that SQLite or a file system has. They die
 * with the process, and a job that is started by it does not inherit them, since the descriptor ends at exec.
 *
 * Closing a descriptor of the file drops the process's own POSIX locks on it, which are SQLite's: so such a session is opened and
 * closed between two statements, when SQLite has none. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "dialects/sqlite/sqlite.h"

static struct flock byte_of(const char *key, short type) {
    return (struct flock){ .l_type = type, .l_whence = SEEK_SET, .l_start = (off_t)strtoll(key, NULL, 10), .l_len = 1 };
}

static struct pl_db *open_session(struct pl_db *beside, const char *url, const struct pl_login *login, const char *who) {
    struct pl_sqlite_db *s = PL_NEW(beside->pl, struct pl_sqlite_db);
    const char *path = sqlite3_db_filename(((struct pl_sqlite_db *)beside)->handle, "main");
    (void)url;
    (void)login;
    (void)who;
    s->db = *beside;
    s->lock_fd = path && *path ? open(path, O_RDWR | O_CLOEXEC) : -1;
    if (s->lock_fd > 0)
        return &s->db;
    pl_say(beside->pl, PL_D_REFUSED, NULL, "cannot lock \"%s\": %s", path && *path ? path : ":memory:", strerror(errno));
    return NULL;
}

static bool take(struct pl_db *session, const char *key, bool *taken) {
    struct flock byte = byte_of(key, F_WRLCK);
    *taken = fcntl(((struct pl_sqlite_db *)session)->lock_fd, F_OFD_SETLK, &byte) == 0;
    return *taken || errno == EAGAIN || errno == EACCES ||
           pl_say(session->pl, PL_D_IO, NULL, "cannot lock %s: %s", session->title, strerror(errno));
}

/* The process has them for as long as it runs. */
static bool alive(struct pl_db *session) {
    (void)session;
    return true;
}

static bool held(struct pl_db *db, const char *key, bool *out) {
    struct pl_sqlite_db *s = (struct pl_sqlite_db *)db;
    struct flock byte = byte_of(key, F_WRLCK);
    if (!pl_sqlite_lock_file(s) || s->lock_fd <= 0 || fcntl(s->lock_fd, F_OFD_GETLK, &byte) != 0)
        return pl_say(db->pl, PL_D_IO, NULL, "cannot tell who locks %s: %s", db->title, strerror(errno));
    *out = byte.l_type != F_UNLCK;
    return true;
}

const struct pl_key_locks pl_sqlite_keys = { .open = open_session, .take = take, .alive = alive, .held = held };
