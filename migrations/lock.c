/* The mutex between two runs. Polling is what keeps it safe: a session that waits inside the server for an advisory lock holds a
 * snapshot, and CREATE INDEX CONCURRENTLY of the holder would wait for that snapshot for ever. */
#include <stdlib.h>
#include <time.h>
#include "migrations/lock.h"

enum { FIRST_MS = 50, LONGEST_MS = 1000 };

static double clock_now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void pause_ms(int ms) {
    struct timespec t = { .tv_sec = ms / 1000, .tv_nsec = (long)(ms % 1000) * 1000000 };
    nanosleep(&t, NULL);
}

/* The newest run that did not say how it ended: while somebody holds the mutex, it is that somebody's. */
static const char *by_ledger(struct pl_db *db, const struct pl_ledger_place *at) {
    struct pl_mark mark = pl_diag_mark(db->pl);
    struct pl_ledger_past *runs = NULL;
    if (!at->prefix || !pl_ledger_runs(db, at, &runs)) {
        pl_diag_forget(db->pl, mark);
        return NULL;
    }
    if (!runs || runs->outcome)
        return NULL;
    return pl_format(db->pl, "run %s by %s at %s, process %s, since %.19s UTC", runs->id, runs->who ? runs->who : "?",
                     runs->host ? runs->host : "?", runs->pid ? runs->pid : "?", runs->started ? runs->started : "?");
}

const char *pl_lock_holder(struct pl_db *db, const struct pl_ledger_place *at) {
    const char *who = db->dialect->mutex->holder(db), *run = who ? by_ledger(db, at) : NULL;
    return run ? pl_format(db->pl, "%s (%s)", run, who) : who;
}

bool pl_lock_take(struct pl_db *db, const struct pl_ledger_place *at, const struct pl_lock_options *o) {
    double end = clock_now() + o->wait;
    int ms = FIRST_MS;
    for (bool told = false, taken = false;;) {
        if (!db->dialect->mutex->take(db, o->who, &taken))
            return false;
        if (taken)
            return true;
        const char *holder = pl_lock_holder(db, at);
        if (clock_now() >= end) {
            pl_say(db->pl, PL_D_BUSY, NULL, "another run is at work on this database: %s", holder ? holder : "it has just ended");
            return pl_hint(db->pl, "try again when it is done, or wait longer: --lock-wait 5m");
        }
        if (!told && holder && o->waiting)
            o->waiting(o->arg, holder);
        told |= holder != NULL;
        /* Twenty that were started at once should not ask at once for ever. */
        pause_ms(ms / 2 + (int)((long)(clock_now() * 1e6) % (ms / 2 + 1)));
        ms = ms * 2 > LONGEST_MS ? LONGEST_MS : ms * 2;
    }
}

void pl_lock_release(struct pl_db *db) {
    struct pl_mark mark = pl_diag_mark(db->pl);
    db->dialect->mutex->release(db);
    if (db->dialect->notify)
        db->dialect->query(db, db->dialect->notify, NULL, 0, NULL, NULL);
    pl_diag_forget(db->pl, mark);
}
