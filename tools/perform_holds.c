/* Jobs that hold the schema, seen from who wants to change it. The mutex is not kept while one waits for them: other changes, and
 * gates that only want to look, need not wait as well. */
#include <string.h>
#include <time.h>
#include "migrations/hold.h"
#include "tools/perform.h"
#include "tools/report.h"

enum { PAUSE_MS = 250 };

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* What is no table to models goes where it is: nothing is ever done to it. */
static void keep_unmodelled(struct pl_realm *then, const struct pl_realm *live) {
    PL_EACH(schema, live->root, PL_SCHEMA)
        PL_EACH(n, schema, PL_UNMODELLED) {
            struct pl_node *home = pl_find(then, then->root, PL_SCHEMA, schema->name);
            if (home)
                pl_node_new(then, home, PL_UNMODELLED, n->name);
        }
}

static bool judge(struct pl_turns *t, const struct pl_source *live, struct pl_hold *list, int *count) {
    struct pl_source_options o;
    struct pl_realm *then;
    if (!pl_run_options(t->run, live, PL_OWN, &o) || !t->then(t->arg, &then))
        return false;
    if (then)
        keep_unmodelled(then, live->realm);
    return pl_holds_judge(live->db, live->realm, then, list, &o, count);
}

static void say_held(struct pl_turns *t, const struct pl_hold *list, int count) {
    struct pl *pl = t->run->pl;
    for (const struct pl_hold *h = list; h; h = h->next)
        if (h->breaks)
            pl_say(pl, PL_D_HELD, NULL, "%s holds what would change: %s", pl_hold_title(pl, h), h->breaks);
    pl_hint(pl, "nothing was changed; when %s over, try again, or wait longer: --lock-wait 1h", count == 1 ? "it is" : "they are");
}

static void tell(struct pl_turns *t, const struct pl_hold *list) {
    for (const struct pl_hold *h = list; h; h = h->next)
        if (h->breaks)
            pl_progress(t->run, "waiting for %s: %s\n", pl_hold_title(t->run->pl, h), h->breaks);
}

/* Until one of those that are in the way is over, or the patience is. */
static bool wait_for_one(struct pl_turns *t, struct pl_db *db, const struct pl_hold *list) {
    while (now() < t->end) {
        nanosleep(&(struct timespec){ .tv_nsec = PAUSE_MS * 1000000L }, NULL);
        for (const struct pl_hold *h = list; h; h = h->next) {
            bool held = true;
            if (h->breaks && (!db->dialect->keys->held(db, h->key, &held) || !held))
                return true;
        }
    }
    return false;
}

enum pl_turn pl_perform_turn(struct pl_turns *t, const struct pl_source *live) {
    struct pl_hold *list;
    double patience;
    int count = 0;
    bool first = t->end <= 0;
    bool ok = pl_perform_wait(t->run, &patience) && pl_holds_read(live->db, t->at, live->ledger, true, &list);
    if (ok && !list)
        return PL_TURN_IS_OURS;
    ok = ok && judge(t, live, list, &count);
    if (ok && !count)
        return PL_TURN_IS_OURS;
    pl_lock_release(live->db);
    if (!ok)
        return PL_TURN_FAILED;
    if (first) {
        t->end = now() + patience;
        if (patience > 0)
            tell(t, list);
    }
    if (wait_for_one(t, live->db, list))
        return PL_TURN_LATER;
    say_held(t, list, count);
    return PL_TURN_FAILED;
}
