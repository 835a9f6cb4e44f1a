/* A folder for a throw-away database that is a file.
 *
 * Whoever made it holds a lock of the folder, which ends with the process however it ends; the command does not inherit it.
 * A folder of ours that nobody holds is what a killed run left behind. Between making a folder and locking it another run may
 * take it for such a one: then it is gone, and one makes another. */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include "tools/scratch.h"

#define PREFIX "poundlock_scratch_"
enum { ATTEMPTS = 100, OPEN_FOLDERS = 8 };

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *at) {
    (void)st, (void)type, (void)at;
    remove(path);
    return 0;
}

static void remove_all(const char *path) {
    nftw(path, remove_one, OPEN_FOLDERS, FTW_DEPTH | FTW_PHYS | FTW_MOUNT);
}

/* The folder, opened and locked; -1 when it is not ours or somebody holds it. */
static int held(const char *path) {
    struct stat st;
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd >= 0 && fstat(fd, &st) == 0 && st.st_uid == geteuid() && flock(fd, LOCK_EX | LOCK_NB) == 0)
        return fd;
    if (fd >= 0)
        close(fd);
    return -1;
}

static void sweep(struct pl *pl, const char *where) {
    DIR *dir = opendir(where);
    for (const struct dirent *e; dir && (e = readdir(dir));) {
        const char *path = pl_format(pl, "%s/%s", where, e->d_name);
        int fd = pl_starts(e->d_name, PREFIX) ? held(path) : -1;
        if (fd < 0)
            continue;
        remove_all(path);
        close(fd);
    }
    if (dir)
        closedir(dir);
}

bool pl_scratch_folder_make(struct pl *pl, struct pl_scratch_folder *out) {
    const char *where = getenv("TMPDIR");
    struct stat st;
    if (!where || *where != '/')
        where = "/tmp";
    sweep(pl, where);
    for (int i = 0; i < ATTEMPTS; i++) {
        char *path = pl_format(pl, "%s/" PREFIX "XXXXXX", where);
        if (!mkdtemp(path))
            return pl_say(pl, PL_D_IO, NULL, "cannot make a folder in %s: %s", where, strerror(errno));
        *out = (struct pl_scratch_folder){ path, held(path) };
        if (out->lock >= 0 && stat(path, &st) == 0)
            return true;
        if (out->lock >= 0)
            close(out->lock);
    }
    return pl_say(pl, PL_D_IO, NULL, "cannot keep a folder in %s", where);
}

void pl_scratch_folder_remove(struct pl_scratch_folder *f) {
    remove_all(f->path);
    close(f->lock);
}
