/* What the files of `poundlock scratch` share: where the database is, and how the command is run beside it. */
#ifndef PL_TOOLS_SCRATCH_H
#define PL_TOOLS_SCRATCH_H

#include <signal.h>
#include "tools/run.h"

/* scratch_file.c: a folder of our own below TMPDIR for a database that is a file, held by a lock for as long as we live.
 * What others left behind when they were killed is removed on the way. False (said) when there can be none. */
struct pl_scratch_folder {
    const char *path;
    int lock;
};
bool pl_scratch_folder_make(struct pl *pl, struct pl_scratch_folder *out);
void pl_scratch_folder_remove(struct pl_scratch_folder *f);

/* scratch_run.c: the command as a child, with signals handed on to it. */
struct pl_child {
    sigset_t before;               /* as poundlock found them: what the command gets */
    struct sigaction pipe, child;
    const char *const (*variables)[2];       /* name and value (NULL: taken away), NULL name at the end */
    void (*tick)(void *arg);       /* called now and then while the command runs */
    void *arg;
};
/* From now on signals wait, so that nothing is left behind when one comes. */
void pl_child_prepare(struct pl_child *c);
/* Runs it to its end. The exit status: the command's, 128 and the signal that ended it, or why it was not started (said). */
int pl_child_run(struct pl_run *run, struct pl_child *c);

#endif
