/* Asking, progress and the mutex, for every command that changes a database. */
#include <unistd.h>
#include "migrations/migration.h"
#include "tools/perform.h"
#include "tools/report.h"

void pl_perform_progress(void *arg, const struct pl_step *step, int number, int of, double seconds) {
    struct pl_run *run = arg;
    if (seconds < 0)
        pl_progress(run, "%d/%d %s ... ", number, of, pl_printable(run->pl, step->title, false));
    else
        pl_progress(run, "%.3f s\n", seconds);
    run->line_open = seconds < 0 && !pl_on(run, PL_O_QUIET);
}

bool pl_perform_confirmed(struct pl_run *run, const char *question) {
    char answer[16] = "";
    if (pl_on(run, PL_O_YES))
        return true;
    if (!isatty(STDIN_FILENO) || !isatty(STDERR_FILENO)) {
        pl_say(run->pl, PL_D_NEEDS_YES, NULL, "nothing was applied: nobody is there to be asked");
        return pl_hint(run->pl, "look at the plan, then add --yes");
    }
    fprintf(stderr, "%s [y/N] ", question);
    fflush(stderr);
    run->line_open = !fgets(answer, sizeof answer, stdin);
    if (!run->line_open && (pl_same_nocase(answer, "y\n") || pl_same_nocase(answer, "yes\n")))
        return true;
    return pl_say(run->pl, PL_D_NEEDS_YES, NULL, "nothing was applied");
}

bool pl_perform_wait(struct pl_run *run, double *out) {
    const char *text;
    if (!pl_value(run, PL_O_LOCK_WAIT, &text))
        return false;
    *out = text ? (double)pl_duration(text) / 1000 : 0;
    return true;
}

static void waiting(void *arg, const char *holder) {
    pl_progress(arg, "waiting for another run: %s\n", holder);
}

bool pl_perform_lock(struct pl_run *run, struct pl_db *db, const struct pl_ledger_place *at) {
    struct pl_lock_options o = { .waiting = waiting, .arg = run };
    o.who = pl_format(run->pl, "%s@%s pid %ld", pl_run_user(run->pl), pl_run_host(run->pl), (long)getpid());
    return pl_perform_wait(run, &o.wait) && pl_lock_take(db, at, &o);
}
