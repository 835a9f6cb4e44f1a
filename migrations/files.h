/* The files of a source, from disk or from a git revision, in the order of their names. */
#ifndef PL_FILES_H
#define PL_FILES_H

#include "engine/context.h"

struct pl_file {
    struct pl_file *next;
    const char *name;              /* as messages call it: a path, or REV:PATH */
    char *text;
    size_t len;
};

/* Every file under `where` (a file, a folder, or git:REV:PATH) whose name ends in one of the endings (or is one; NULL at the end);
 * folders are read to the bottom, names that begin with a dot are passed over. A file that is named itself may have any
 * ending. False (said) when something cannot be read. */
bool pl_files_read(struct pl *pl, const char *where, const char *const *endings, struct pl_file **out);
/* Whether it is git:REV:PATH. */
bool pl_files_is_git(const char *where);

#endif
