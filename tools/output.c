/* Where reports go: stdout, or a file that is there whole or not at all. A report that could not be written is an error,
 * also when the disk is full only at the last byte. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "tools/report.h"

static bool write_all(int fd, const char *s, size_t len) {
    while (len) {
        ssize_t n = write(fd, s, len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return false;
        s += n;
        len -= (size_t)n;
    }
    return true;
}

static bool write_stdout(struct pl_run *run, const struct pl_text *t) {
    if (write_all(STDOUT_FILENO, pl_text(t), t->len))
        return true;
    return pl_say(run->pl, PL_D_IO, NULL, "cannot write to the standard output: %s", strerror(errno));
}

static mode_t mode_for(const struct stat *old, bool exists) {
    mode_t mask = umask(0);
    umask(mask);
    return exists ? old->st_mode & 07777 : 0666 & ~mask;
}

bool pl_output_file(struct pl_run *run, const char *path, const struct pl_text *t, bool replace) {
    struct stat st;
    bool ok = false, exists = stat(path, &st) == 0;
    char *real = exists ? realpath(path, NULL) : NULL;          /* a link stays a link */
    char *temporary = pl_format(run->pl, "%s.XXXXXX", real ? real : path);
    const char *target = real ? real : path;
    bool device = exists && !S_ISREG(st.st_mode);               /* /dev/full is not to be renamed away */
    int fd = device ? -1 : mkstemp(temporary);
    if (device) {
        FILE *f = fopen(path, "w");
        ok = f && write_all(fileno(f), pl_text(t), t->len);
        if (f)
            fclose(f);
    } else if (fd >= 0) {
        ok = write_all(fd, pl_text(t), t->len) && fchmod(fd, mode_for(&st, exists)) == 0 && fsync(fd) == 0;
        /* link() refuses where rename() would replace what came there in between. */
        ok = ok && (replace ? rename(temporary, target) : link(temporary, target)) == 0;
    }
    if (!ok)
        pl_say(run->pl, PL_D_OUTPUT, NULL, "cannot write \"%s\": %s", path, strerror(errno));
    if (fd >= 0)
        close(fd);
    if (fd >= 0 && !(ok && replace))
        unlink(temporary);
    free(real);
    return ok;
}

bool pl_output(struct pl_run *run, const struct pl_text *t) {
    const char *path = run->set[PL_O_OUTPUT].text;
    return path ? pl_output_file(run, path, t, true) : write_stdout(run, t);
}
