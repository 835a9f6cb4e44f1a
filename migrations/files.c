/* Files of a source. A git revision is read through git itself (ls-tree, show), so that what it knows of repositories,
 * work trees and partial clones holds here too; nothing is checked out. */
#include <dirent.h>
#include <errno.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include "migrations/files.h"

enum { LARGEST = 64 * 1024 * 1024, MOST_FILES = 100000 };

struct reading {
    struct pl *pl;
    const char *const *endings;
    struct pl_file **tail;
    int count;
};

static bool ends(const char *name, const char *const *endings) {
    size_t n = strlen(name);
    for (; *endings; endings++)
        if (n >= strlen(*endings) && strcmp(name + n - strlen(*endings), *endings) == 0)
            return true;
    return false;
}

static bool add(struct reading *r, const char *name, char *text, size_t len) {
    if (++r->count > MOST_FILES)
        return pl_say(r->pl, PL_D_TOO_LARGE, NULL, "more than %d files", (int)MOST_FILES);
    struct pl_file *f = PL_NEW(r->pl, struct pl_file);
    *f = (struct pl_file){ .name = name, .text = text, .len = len };
    *r->tail = f;
    r->tail = &f->next;
    return true;
}

/* ---- from disk */

static bool read_one(struct reading *r, const char *path) {
    char *text;
    size_t len;
    return pl_read_file(r->pl, path, LARGEST, &text, &len) && add(r, pl_strdup(r->pl, path), text, len);
}

static int by_name(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool read_folder(struct reading *r, const char *path) {
    struct dirent **entry = NULL;
    int n = scandir(path, &entry, NULL, NULL);
    if (n < 0)
        return pl_say(r->pl, PL_D_NO_FILE, NULL, "cannot read the folder \"%s\": %s", path, strerror(errno));
    char **name = pl_alloc(r->pl, ((size_t)n + 1) * sizeof *name);
    for (int i = 0; i < n; i++) {
        name[i] = pl_strdup(r->pl, entry[i]->d_name);
        free(entry[i]);
    }
    free(entry);
    qsort(name, (size_t)n, sizeof *name, by_name);
    bool ok = true;
    for (int i = 0; ok && i < n; i++) {
        const char *file = pl_format(r->pl, "%s%s%s", path, path[strlen(path) - 1] == '/' ? "" : "/", name[i]);
        struct stat st;
        if (name[i][0] == '.' || stat(file, &st) != 0)
            continue;
        if (S_ISDIR(st.st_mode))
            ok = read_folder(r, file);
        else if (ends(name[i], r->endings))
            ok = read_one(r, file);
    }
    return ok;
}

/* ---- from git */

static pid_t spawn(const char *const *args, const int *pipes) {
    extern char **environ;
    posix_spawn_file_actions_t actions;
    pid_t child = -1;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, pipes[1], STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, pipes[1], STDERR_FILENO);
    posix_spawn_file_actions_addclose(&actions, pipes[0]);
    posix_spawn_file_actions_addclose(&actions, pipes[1]);
    if (posix_spawnp(&child, args[0], &actions, NULL, (char *const *)(uintptr_t)args, environ) != 0)
        child = -1;
    posix_spawn_file_actions_destroy(&actions);
    return child;
}

/* Runs git and gives what it prints. False (said) when it fails; its own message is part of ours. */
static bool git(struct pl *pl, const char *const *args, struct pl_text *out) {
    int pipes[2], status = 0;
    *out = (struct pl_text){ .pl = pl };
    if (pipe(pipes) != 0)
        return pl_say(pl, PL_D_IO, NULL, "no pipe to git: %s", strerror(errno));
    pid_t child = spawn(args, pipes);
    close(pipes[1]);
    char buffer[65536];
    for (ssize_t n; child > 0 && ((n = read(pipes[0], buffer, sizeof buffer)) > 0 || (n < 0 && errno == EINTR));)
        if (n > 0 && out->len < LARGEST)
            pl_addn(out, buffer, (size_t)n);
    close(pipes[0]);
    while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    if (child < 0)
        return pl_say(pl, PL_D_NO_FILE, NULL, "git cannot be run");
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return true;
    return pl_say(pl, PL_D_NO_FILE, NULL, "git: %s", pl_trim(pl, pl_strndup(pl, pl_text(out), strcspn(pl_text(out), "\n"))));
}

bool pl_files_is_git(const char *where) {
    return pl_starts(where, "git:");
}

/* git:REV:PATH; the path is relative to the folder that one stands in, as with git show REV:./PATH. */
static bool split_git(struct pl *pl, const char *where, char **rev, const char **path) {
    const char *start = where + strlen("git:"), *colon = strchr(start, ':');
    if (!colon || colon == start || *start == '-') {
        pl_say(pl, PL_D_BAD_URL, NULL, "\"%s\" is no git source", where);
        return pl_hint(pl, "write git:REV:PATH, as in git:main:models");
    }
    *rev = pl_strndup(pl, start, (size_t)(colon - start));
    *path = colon[1] ? colon + 1 : ".";
    return true;
}

static bool read_git(struct reading *r, const char *where) {
    char *rev = NULL;
    const char *path = NULL;
    struct pl_text list;
    if (!split_git(r->pl, where, &rev, &path))
        return false;
    if (!git(r->pl, (const char *const[]){ "git", "ls-tree", "-r", "-z", "--name-only", rev, "--", path, NULL }, &list))
        return pl_hint(r->pl, "is \"%s\" a revision of the repository in this folder? In CI it may have to be fetched first", rev);
    for (const char *name = list.s; name && name < list.s + list.len; name += strlen(name) + 1) {
        struct pl_text text;
        const char *base = strrchr(name, '/') ? strrchr(name, '/') + 1 : name;
        if (base[0] == '.' || (strcmp(name, path) != 0 && !ends(name, r->endings)))
            continue;
        if (!git(r->pl, (const char *const[]){ "git", "show", pl_format(r->pl, "%s:./%s", rev, name), NULL }, &text))
            return false;
        if (!add(r, pl_format(r->pl, "%s:%s", rev, name), text.s ? text.s : pl_strdup(r->pl, ""), text.len))
            return false;
    }
    if (!r->count) {
        pl_say(r->pl, PL_D_NO_FILE, NULL, "there is nothing to read at \"%s\" in the revision \"%s\"", path, rev);
        return pl_hint(r->pl, "look at it with: git ls-tree -r %s -- %s", rev, path);
    }
    return true;
}


bool pl_files_read(struct pl *pl, const char *where, const char *const *endings, struct pl_file **out) {
    struct reading r = { .pl = pl, .endings = endings, .tail = out };
    struct stat st;
    *out = NULL;
    if (pl_files_is_git(where))
        return read_git(&r, where);
    if (stat(where, &st) != 0)
        return pl_say(pl, PL_D_NO_FILE, NULL, "cannot read \"%s\": %s", where, strerror(errno));
    return S_ISDIR(st.st_mode) ? read_folder(&r, where) : read_one(&r, where);
}
