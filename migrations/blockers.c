/* The second connection, and how long to wait before another try. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include "migrations/blockers.h"

enum { LOOK_EVERY = 100 /* ms */, LONGEST_PAUSE = 30 /* s */, TELL_AFTER = 2000, TELL_AGAIN = 30000 /* ms */, SELDOM = 10 /* looks */ };

struct pl_watch {
    struct pl_db *db;                        /* that carries out the steps; the thread never touches it */
    const struct pl_patience *p;
    struct pl *pl;                           /* of the thread, and so is the connection */
    struct pl_db *own;
    const char *session;
    long timeout;                            /* that the session has now */
    pthread_t thread;
    pthread_mutex_t mutex;                   /* over what follows */
    bool runs, ends;
    bool patient;                            /* the step holds nobody up, and may wait for older transactions */
    char why[600];                           /* why the statement was withdrawn, or "" */
    bool gave_up;                            /* it is not to be tried again */
    unsigned seed;
};

static void pause_ms(long ms) {
    nanosleep(&(struct timespec){ .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000 }, NULL);
}

/* ---- the thread */

static const char *ask(struct pl_watch *w, const char *sql) {
    struct pl_mark mark = pl_diag_mark(w->pl);
    const char *value = pl_db_value(w->own, sql, &w->session, 1);
    pl_diag_forget(w->pl, mark);
    return value;
}

static void withdraw(struct pl_watch *w, const char *victims) {
    const char *who = ask(w, w->own->dialect->watch->blockers);
    pthread_mutex_lock(&w->mutex);
    snprintf(w->why, sizeof w->why, "%s waited behind it; in the way: %s", victims, who ? who : "cannot tell who");
    pthread_mutex_unlock(&w->mutex);
    ask(w, w->own->dialect->watch->withdraw);
}

static void tell_progress(struct pl_watch *w) {
    const char *text = w->p->working && w->own->dialect->watch->progress ? ask(w, w->own->dialect->watch->progress) : NULL;
    char *end;
    double done = text ? strtod(text, &end) : 0, of = text && *end ? strtod(end, &end) : 0;
    if (of > 0)
        w->p->working(w->p->arg, done, of, end + strspn(end, " "));
}

static void give_up(struct pl_watch *w, const char *who) {
    pthread_mutex_lock(&w->mutex);
    w->gave_up = true;
    snprintf(w->why, sizeof w->why, "%s", who);
    pthread_mutex_unlock(&w->mutex);
    ask(w, w->own->dialect->watch->withdraw);
}

/* A build that waits for older transactions holds nobody up, but nobody knows why it takes so long: it is said, and after a time
 * that was set it is given up. */
static void look_at_waits(struct pl_watch *w, bool patient, long *waited) {
    const char *waits = w->own->dialect->watch->waits, *who = patient && waits ? ask(w, waits) : NULL;
    long step = (long)LOOK_EVERY * SELDOM;
    *waited = who ? *waited + step : 0;
    if (!who)
        return;
    if (w->p->waits && *waited >= TELL_AFTER && (*waited - TELL_AFTER) % TELL_AGAIN < step)
        w->p->waits(w->p->arg, who);
    if (w->p->older_wait && *waited >= w->p->older_wait)
        give_up(w, who);
}

static void *watch(void *arg) {
    struct pl_watch *w = arg;
    long waited = 0, patience = 0;
    for (long looks = 1;; looks++) {
        pause_ms(LOOK_EVERY);
        pthread_mutex_lock(&w->mutex);
        bool ends = w->ends, patient = w->patient;
        pthread_mutex_unlock(&w->mutex);
        if (ends)
            return NULL;
        if (looks % SELDOM == 0) {
            tell_progress(w);
            look_at_waits(w, patient, &patience);
        }
        const char *victims = ask(w, w->own->dialect->watch->victims);
        waited = victims && strcmp(victims, "0") != 0 ? waited + LOOK_EVERY : 0;
        if (waited > w->p->yield) {
            withdraw(w, pl_format(w->pl, "%s session%s", victims, strcmp(victims, "1") == 0 ? "" : "s"));
            waited = 0;
        }
    }
}

/* ---- the session that is watched */

static void set_timeouts(struct pl_watch *w, long ms) {
    struct pl_db *db = w->db;
    struct pl_mark mark = pl_diag_mark(db->pl);
    for (const struct pl_timeout *t = db->dialect->lock_timeouts; t && t->set; t++)
        db->dialect->query(db, pl_format(db->pl, "%s%ld", t->set, (ms + t->unit - 1) / t->unit), NULL, 0, NULL, NULL);
    pl_diag_forget(db->pl, mark);
    w->timeout = ms;
}

/* A concurrent build waits for every older transaction of the database; to end that would only mean to build again. */
void pl_watch_step(struct pl_watch *w, const struct pl_step *s) {
    unsigned lock = PL_R_LOCK_OF(s->flags);
    long wanted = s->flags & PL_R_NO_TX && lock && !w->db->dialect->locks[lock].blocks ? 0 : w->p->lock_timeout;
    pthread_mutex_lock(&w->mutex);
    w->patient = !wanted;
    pthread_mutex_unlock(&w->mutex);
    if (wanted != w->timeout)
        set_timeouts(w, wanted);
}

struct pl_watch *pl_watch_start(struct pl_db *db, const struct pl_patience *p) {
    struct pl_watch *w = PL_NEW(db->pl, struct pl_watch);
    *w = (struct pl_watch){ .db = db, .p = p, .seed = (unsigned)time(NULL) ^ (unsigned)getpid() };
    if (p->lock_timeout)
        set_timeouts(w, p->lock_timeout);
    pthread_mutex_init(&w->mutex, NULL);
    if (!db->dialect->watch || !p->url || !(w->session = pl_db_value(db, db->dialect->watch->session, NULL, 0)))
        return w;
    w->pl = pl_new();
    w->own = db->dialect->open(w->pl, p->url, p->login);
    w->runs = w->own && pthread_create(&w->thread, NULL, watch, w) == 0;
    return w;
}

void pl_watch_stop(struct pl_watch *w) {
    pthread_mutex_lock(&w->mutex);
    w->ends = true;
    pthread_mutex_unlock(&w->mutex);
    if (w->runs)
        pthread_join(w->thread, NULL);
    if (w->own)
        pl_db_close(w->own);
    pl_free(w->pl);
    pthread_mutex_destroy(&w->mutex);
}

/* ---- another try */

static bool is_of_waiting(struct pl_watch *w, struct pl_text *why) {
    const struct pl_diag *d = w->db->pl->newest;
    pthread_mutex_lock(&w->mutex);
    bool withdrawn = w->why[0] != '\0';
    pl_add(why, withdrawn ? w->why : d ? d->text : "");
    if (!withdrawn && d && d->hint)
        pl_addf(why, " (%s)", d->hint);
    w->why[0] = '\0';
    pthread_mutex_unlock(&w->mutex);
    return withdrawn || (d && strcmp(d->code, pl_codes[PL_D_LOCKED].word) == 0);
}

/* Twice as long each time, and never the same for two that try at once. */
static double pause_before(struct pl_watch *w, int tries) {
    double seconds = 0.5 * (double)(1u << (tries < 10 ? tries : 10));
    seconds = seconds < LONGEST_PAUSE ? seconds : LONGEST_PAUSE;
    return seconds * (0.5 + (double)(rand_r(&w->seed) % 1000) / 1000);
}

static bool say_given_up(struct pl_watch *w, struct pl_mark mark) {
    pl_diag_forget(w->db->pl, mark);
    pl_say(w->db->pl, PL_D_LOCKED, NULL, "given up after %ld s of waiting for older transactions: %s", w->p->older_wait / 1000, w->why);
    w->why[0] = '\0';
    return pl_hint(w->db->pl, "try when they have ended, or wait longer: --older-wait");
}

bool pl_watch_again(struct pl_watch *w, struct pl_mark mark, int tries) {
    struct pl_text why = { .pl = w->db->pl };
    pthread_mutex_lock(&w->mutex);
    bool gave_up = w->gave_up;
    w->gave_up = false;
    pthread_mutex_unlock(&w->mutex);
    if (gave_up)
        return say_given_up(w, mark);
    if (!is_of_waiting(w, &why) || tries >= w->p->retries)
        return false;
    double seconds = pause_before(w, tries);
    if (w->p->again)
        w->p->again(w->p->arg, pl_text(&why), tries + 1, seconds);
    pl_diag_forget(w->db->pl, mark);
    pause_ms((long)(seconds * 1000));
    return true;
}
