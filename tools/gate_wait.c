/* Waiting for the schema: a look costs little while nothing has changed, since the database tells so by one short text. */
#include <string.h>
#include <time.h>
#include "migrations/migration.h"
#include "tools/gate.h"

enum { FIRST_PAUSE_MS = 200, LONGEST_PAUSE_MS = 2000, LOOK_AGAIN_MS = 30000 };

static long now_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void pause_ms(long ms) {
    nanosleep(&(struct timespec){ .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000 }, NULL);
}

static const char *token(const struct gate *g) {
    struct pl_db *db = g->live.db;
    return db ? pl_db_value(db, db->dialect->change_token, NULL, 0) : NULL;
}

/* What time may heal: the schema is not there yet, something is locked, or the database does not answer. */
static bool may_come(int code) {
    return code == PL_X_NOT_YET || code == PL_X_UNAVAILABLE;
}

/* Whether what stands in the way beside the schema is over: a run writes no schema at its end, nor does a job with the same key. */
static bool is_over(struct gate *g) {
    enum pl_open_run open;
    if (g->waits_for == PL_WAITS_FOR_LOCK)             /* only trying again tells */
        return true;
    if (g->waits_for == PL_WAITS_FOR_KEY)
        return pl_gate_key_is_free(g);
    return g->waits_for == PL_WAITS_FOR_RUN && (!pl_gate_look_for_runs(g, &open) || open != PL_RUN_AT_WORK) &&
           !g->live.db->dialect->mutex->holder(g->live.db);
}

/* Whether a run told that it has ended. */
static bool rest(const struct gate *g, long ms) {
    struct pl_db *db = g->live.db;
    if (db && db->dialect->rest)
        return db->dialect->rest(db, ms);
    pause_ms(ms);
    return false;
}

/* Comes back with a reason to look again; NULL at the end of the patience. Where the connection is gone there is no token, and
 * each pause ends in a new try. */
static const char *wait_for_change(struct gate *g, const char *before, long end) {
    long looked = now_ms();
    for (long ms = FIRST_PAUSE_MS; now_ms() < end; ms = ms * 3 / 2 < LONGEST_PAUSE_MS ? ms * 3 / 2 : LONGEST_PAUSE_MS) {
        long left = end - now_ms();
        struct pl_mark mark = pl_diag_mark(g->run->pl);
        if (rest(g, left < ms ? left + 1 : ms))
            return "a run told that it has ended";
        const char *is = token(g);
        bool over = is && is_over(g);
        pl_diag_forget(g->run->pl, mark);
        if (!is || !before)
            return "the database did not answer";
        if (over)
            return "what was in the way may be over";
        if (strcmp(is, before) != 0)
            return "the schema may have changed";
        if (now_ms() - looked > LOOK_AGAIN_MS)
            return "it has been a while";
    }
    return NULL;
}

static int one_look(struct gate *g) {
    g->waits_for = PL_WAITS_FOR_SCHEMA;
    if (!pl_gate_load(g))
        return pl_run_failed(g->run);
    int code = pl_gate_claims(g) ? pl_gate_claim(g) : PL_X_YES;
    if (may_come(code) && g->waits_for == PL_WAITS_FOR_SCHEMA)      /* a lock, or a server that is to become the primary */
        g->waits_for = PL_WAITS_FOR_LOCK;
    if (code == PL_X_YES && !g->ran_already)
        code = pl_gate_code(g);
    if (code != PL_X_YES || g->ran_already)
        pl_gate_let_go(g);
    return code;
}

/* What was said of the looks before is forgotten. */
int pl_gate_look(struct gate *g) {
    struct pl_run *run = g->run;
    const char *text, *before;
    if (!pl_value(run, PL_O_WAIT, &text))
        return pl_run_failed(run);
    long end = now_ms() + (text ? pl_duration(text) : 0);
    for (bool first = true;; first = false) {
        struct pl_mark mark = pl_diag_mark(run->pl);
        int code = one_look(g);
        struct pl_mark failed = pl_diag_mark(run->pl);
        if (!may_come(code) || now_ms() >= end)
            return code;
        before = token(g);
        pl_diag_forget(run->pl, failed);
        if (first && g->waits)
            g->waits(g, code, text);
        const char *why = wait_for_change(g, before, end);
        if (!why)
            return code;
        if (g->wakes)
            g->wakes(g, why);
        pl_gate_close(g);
        pl_diag_forget(run->pl, mark);
    }
}
