/* Runs the program that carries out a step in our place. It is no part of a shell, has the login in a file that only its owner can
 * read, and ends when we end. Meanwhile the mutex is looked after, or the server would end a session that says nothing for long. */
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include "tools/perform.h"
#include "tools/report.h"

enum { LOOK_EVERY = 20 /* s */, TICK = 100 /* ms */ };

static bool same_words(const char *const *a, const char *const *b) {
    for (; a && b && *a && *b; a++, b++)
        if (strcmp(*a, *b) != 0)
            return false;
    return a && b && !*a && !*b;
}

bool pl_perform_handed(struct pl_run *run, const struct pl_script *s) {
    struct pl_handover h;
    if (!pl_run_handover(run, &h))
        return false;
    for (const struct pl_step *step = s->first; step; step = step->next) {
        if (!step->hand || same_words(step->hand->words, h.words))
            continue;
        pl_say(run->pl, PL_D_CONFIG, NULL, "the plan leaves table \"%s\" to \"%s\", which the settings do not name so",
               pl_printable(run->pl, step->hand->table, false), pl_printable(run->pl, step->hand->words[0], false));
        return pl_hint(run->pl, "make the plan anew, or set handover as it was");
    }
    return true;
}

static bool write_login(struct pl_run *run, const char *text, char *path) {
    int fd = mkstemp(path);
    size_t len = strlen(text);
    bool ok = fd >= 0 && write(fd, text, len) == (ssize_t)len;      /* mkstemp makes it 0600 */
    if (fd >= 0 && close(fd) != 0)
        ok = false;
    return ok || pl_say(run->pl, PL_D_IO, NULL, "cannot write \"%s\": %s", path, strerror(errno));
}

/* What it says goes where our progress goes. */
static void become(const char *const *words, pid_t parent) {
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (getppid() != parent || dup2(STDERR_FILENO, STDOUT_FILENO) < 0)
        _exit(126);
    execvp(words[0], (char *const *)words);
    _exit(errno == ENOENT ? 127 : 126);
}

static bool wait_for(struct pl_run *run, struct pl_db *db, pid_t child, int *status) {
    for (long ticks = 1;; ticks++) {
        pid_t got = waitpid(child, status, WNOHANG);
        if (got == child)
            return true;
        if (got < 0 && errno != EINTR)
            return pl_say(run->pl, PL_D_IO, NULL, "cannot wait for process %ld: %s", (long)child, strerror(errno));
        if (ticks % (LOOK_EVERY * 1000 / TICK) == 0 && !db->dialect->mutex->holds(db)) {
            kill(child, SIGTERM);
            waitpid(child, status, 0);
            return false;
        }
        nanosleep(&(struct timespec){ .tv_nsec = TICK * 1000000L }, NULL);
    }
}

static bool ended_well(struct pl_run *run, const char *program, int status) {
    const char *p = pl_printable(run->pl, program, false);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return true;
    if (WIFEXITED(status) && (WEXITSTATUS(status) == 127 || WEXITSTATUS(status) == 126))
        pl_say(run->pl, PL_D_HANDOVER, NULL, "\"%s\" cannot be run", p);
    else if (WIFEXITED(status))
        pl_say(run->pl, PL_D_HANDOVER, NULL, "\"%s\" ended with %d", p, WEXITSTATUS(status));
    else
        pl_say(run->pl, PL_D_HANDOVER, NULL, "\"%s\" died of signal %d", p, WTERMSIG(status));
    return pl_hint(run->pl, "look at what it said above, and whether it has left tables of its own");
}

static bool run_program(struct pl_run *run, struct pl_db *db, const char *const *words) {
    int status = 0;
    pid_t parent = getpid(), child;
    fflush(NULL);
    if ((child = fork()) == 0)
        become(words, parent);
    if (child < 0)
        return pl_say(run->pl, PL_D_IO, NULL, "cannot start a process: %s", strerror(errno));
    return wait_for(run, db, child, &status) && ended_well(run, words[0], status);
}

/* Exit 0 is what it says; the catalog is what counts. */
bool pl_perform_handover(void *arg, struct pl_db *db, const struct pl_step *step) {
    struct pl_run *run = arg;
    const char *folder = getenv("TMPDIR");
    char *path = pl_format(run->pl, "%s/poundlock.XXXXXX", folder && *folder ? folder : "/tmp");
    const char *before = pl_handover_shape(db, step->hand), *after = NULL;
    if (!before || !write_login(run, pl_handover_login(db), path))
        return false;
    const char **words = pl_handover_words(db, step->hand, path);
    bool ok = run_program(run, db, words);
    unlink(path);
    if (!ok || !(after = pl_handover_shape(db, step->hand)))
        return false;
    if (strcmp(before, after) != 0)
        return true;
    pl_say(run->pl, PL_D_HANDOVER, NULL, "\"%s\" says that it is done, but table \"%s\" is as it was", pl_printable(run->pl, words[0], false),
           pl_printable(run->pl, step->hand->table, false));
    return pl_hint(run->pl, "perhaps it only tried: gh-ost needs --execute");
}
