/* Asking, progress and the mutex, for every command that changes a database. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include "migrations/migration.h"
#include "tools/perform.h"
#include "tools/report.h"

/* A second thread tells of long statements while the first one waits for them. */
static pthread_mutex_t telling = PTHREAD_MUTEX_INITIALIZER;

enum { BAR = 30, TELL_EVERY = 10 /* s, where there is no terminal */ };

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

void pl_perform_progress(void *arg, const struct pl_step *step, int number, int of, double seconds) {
    struct pl_run *run = arg;
    pthread_mutex_lock(&telling);
    bool bar = seconds >= 0 && run->worked > 0 && isatty(STDERR_FILENO);
    if (bar)
        fputs("\r\033[K", stderr);
    if (seconds < 0)
        run->line = pl_format(run->pl, "%d/%d %s ... ", number, of, pl_printable(run->pl, step->title, false));
    if (seconds < 0)
        pl_progress(run, "%s", run->line);
    else
        pl_progress(run, "%s%.3f s\n", bar ? run->line : "", seconds);
    run->worked = 0;
    run->began = now();
    run->line_open = seconds < 0 && !pl_on(run, PL_O_QUIET);
    pthread_mutex_unlock(&telling);
}

static void draw(const struct pl_run *run, double done, double of, const char *unit) {
    int filled = of > 0 ? (int)(done / of * BAR) : 0;
    fprintf(stderr, "\r\033[K%s", run->line ? run->line : "");
    if (of > 0)
        fprintf(stderr, "[%.*s%*s] %3.0f%%", filled, "##############################", BAR - filled, "", done / of * 100);
    if (strcmp(unit, "%") != 0)
        fprintf(stderr, " %.0f %s", done, unit);
}

/* No arena is touched here: it is the other thread's. */
void pl_perform_working(void *arg, double done, double of, const char *unit) {
    struct pl_run *run = arg;
    bool terminal = isatty(STDERR_FILENO);
    if (pl_on(run, PL_O_QUIET))
        return;
    done = of > 0 && done > of ? of : done;
    pthread_mutex_lock(&telling);
    double at = now(), since = at - (run->worked > 0 ? run->worked : run->began);
    if (terminal && since > 0.2)
        draw(run, done, of, unit);
    else if (!terminal && since > TELL_EVERY && of > 0)
        fprintf(stderr, "\n  %.0f of about %.0f %s ... ", done, of, unit);
    else if (!terminal && since > TELL_EVERY)
        fprintf(stderr, "\n  %.0f %s ... ", done, unit);
    if (since > (terminal ? 0.2 : TELL_EVERY)) {
        run->worked = at;
        fflush(stderr);
    }
    pthread_mutex_unlock(&telling);
}

void pl_perform_waits(void *arg, const char *who) {
    const struct pl_run *run = arg;
    char line[600];
    size_t n = 0;
    for (; who[n] && n + 1 < sizeof line; n++)
        line[n] = (unsigned char)who[n] < ' ' || who[n] == 127 ? '?' : who[n];      /* it goes to a terminal */
    line[n] = '\0';
    if (pl_on(run, PL_O_QUIET))
        return;
    pthread_mutex_lock(&telling);
    fprintf(stderr, "\n  waits for older transactions: %s ... ", line);
    fflush(stderr);
    pthread_mutex_unlock(&telling);
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

static void again(void *arg, const char *why, int retry, double seconds) {
    struct pl_run *run = arg;
    pl_progress(run, "withdrawn\n  %s\n  try %d follows in %.3f s\n", pl_printable(run->pl, why, false), retry + 1, seconds);
    run->line_open = false;
}

bool pl_perform_patience(struct pl_run *run, const struct pl_source *live, const struct pl_source_options *o, struct pl_patience *out) {
    const char *timeout, *yield, *retries, *older;
    if (!pl_value(run, PL_O_OLDER_WAIT, &older) || !pl_value(run, PL_O_LOCK_TIMEOUT, &timeout) || !pl_value(run, PL_O_YIELD, &yield) ||
        !pl_value(run, PL_O_RETRIES, &retries))
        return false;
    *out = (struct pl_patience){ .lock_timeout = pl_duration(timeout), .yield = pl_duration(yield), .retries = atoi(retries),
                                 .older_wait = pl_duration(older), .working = pl_perform_working, .waits = pl_perform_waits,
                                 .url = live->raw, .login = &o->login, .again = again, .arg = run };
    return true;
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
