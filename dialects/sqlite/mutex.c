/* The mutex between two runs on one file: a lock of the open file on a byte that SQLite itself never locks, so that readers and
 * writers pass beside it, no file is left behind, and it dies with the process. A database in memory is nobody else's.
 *
 * The descriptor must outlive the connection: closing any descriptor of a file drops the process's POSIX locks on it, and
 * those are SQLite's. So letting go unlocks, and pl_sqlite_close closes it last.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>
#include "dialects/sqlite/sqlite.h"

enum { BYTE = 0x40000000 + 1024 };                     /* SQLite's own are the 512 from 0x40000000 on */

static bool lock(int fd, short type) {
    struct flock byte = { .l_type = type, .l_whence = SEEK_SET, .l_start = BYTE, .l_len = 1 };
    return fcntl(fd, F_OFD_SETLK, &byte) == 0;
}

/* The file of the connection, opened once; NULL: a database in memory. */
const char *pl_sqlite_lock_file(struct pl_sqlite_db *s) {
    const char *path = sqlite3_db_filename(s->handle, "main");
    if (!path || !*path)
        return NULL;
    if (s->lock_fd <= 0)
        s->lock_fd = open(path, O_RDWR | O_CLOEXEC);
    if (s->lock_fd <= 0)
        s->lock_fd = open(path, O_RDONLY | O_CLOEXEC);         /* to be looked at only */
    return path;
}

static bool take(struct pl_db *db, const char *who, bool *taken) {
    struct pl_sqlite_db *s = (struct pl_sqlite_db *)db;
    const char *path = pl_sqlite_lock_file(s);
    (void)who;
    *taken = true;
    if (!path)
        return true;
    if (s->lock_fd <= 0)
        return pl_say(db->pl, PL_D_REFUSED, NULL, "cannot lock \"%s\": %s", path, strerror(errno));
    *taken = lock(s->lock_fd, F_WRLCK);
    if (*taken || errno == EAGAIN || errno == EACCES)
        return true;
    return pl_say(db->pl, PL_D_IO, NULL, "cannot lock \"%s\": %s", path, strerror(errno));
}

/* The process has it for as long as it runs. */
static bool holds(struct pl_db *db) {
    (void)db;
    return true;
}

/* Such locks do not say whose they are: the ledger does. */
static const char *holder(struct pl_db *db) {
    struct pl_sqlite_db *s = (struct pl_sqlite_db *)db;
    struct flock byte = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = BYTE, .l_len = 1 };
    if (!pl_sqlite_lock_file(s) || s->lock_fd <= 0 || fcntl(s->lock_fd, F_OFD_GETLK, &byte) != 0 || byte.l_type == F_UNLCK)
        return NULL;
    return "a process on this machine or on one that shares the file";
}

static void release(struct pl_db *db) {
    struct pl_sqlite_db *s = (struct pl_sqlite_db *)db;
    if (s->lock_fd > 0)
        lock(s->lock_fd, F_UNLCK);
}

const struct pl_mutex pl_sqlite_mutex = { .take = take, .holds = holds, .holder = holder, .release = release };
