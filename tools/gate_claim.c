/* What a job claims before it is started: that its needs stay (--hold), and that it is the only one with its key (--once).
 *
 * Both are locks of one session, opened for nothing else and kept while the job runs, and a row each in the ledger. Between two
 * looks of a gate that waits everything is let go: who waits for the schema must not be what the schema waits for. */
#include <time.h>
#include <unistd.h>
#include "migrations/lock.h"
#include "migrations/migration.h"
#include "tools/gate.h"

enum { MAKE_WAIT_S = 10, RECORD_WAIT_S = 30, MOST_KEY = 200 };

bool pl_gate_claims(const struct gate *g) {
    return !pl_on(g->run, PL_O_DRY_RUN) && (pl_on(g->run, PL_O_HOLD) || g->run->set[PL_O_ONCE].text);
}

/* A session that may write, also where the schema is only looked at. */
static bool login_of(struct gate *g, struct pl_source_options *o) {
    if (!pl_run_options(g->run, NULL, PL_OWN, o))
        return false;
    o->login.write = true;
    return true;
}

static const char *job_name(const struct gate *g) {
    return g->manifest && !g->manifest->whole ? g->manifest->name : g->run->args[0];
}

/* ---- the ledger's tables, made when they are not there */

static bool make_tables(struct gate *g) {
    struct pl_db *db = g->live.db;
    struct pl_lock_options lock = { .who = pl_format(g->run->pl, "gate pid %ld", (long)getpid()), .wait = MAKE_WAIT_S };
    if (!pl_lock_take(db, &g->at, &lock))
        return false;
    bool ok = pl_gate_read(g, NULL) && pl_ledger_make(db, &g->at, g->live.ledger) && pl_gate_read(g, g->scope);
    pl_lock_release(db);
    return ok;
}

static bool has_tables(struct gate *g) {
    const struct pl_realm *taken = g->live.ledger;
    const char *own = g->live.db->schema;
    if (!g->at.prefix) {
        pl_say(g->run->pl, PL_D_CONFIG, NULL, "--hold and --once are kept in the ledger, and there is none");
        return pl_hint(g->run->pl, "leave out --ledger none");
    }
    return (pl_ledger_has(taken, &g->at, own, "hold") && pl_ledger_has(taken, &g->at, own, "once")) || make_tables(g);
}

/* ---- the key */

static int claim_key(struct gate *g) {
    struct pl *pl = g->run->pl;
    enum pl_once_state state;
    if (!pl_once_take(g->live.db, g->session, &g->at, &g->once, &g->other, &state))
        return pl_run_failed(g->run);
    if (state == PL_ONCE_DONE) {
        g->ran_already = true;
        return PL_X_YES;
    }
    if (state == PL_ONCE_MINE) {
        g->once.since = pl_ledger_now(pl);
        return pl_once_write(g->live.db, &g->at, &g->once, false) ? PL_X_YES : pl_run_failed(g->run);
    }
    g->waits_for = PL_WAITS_FOR_KEY;
    if (g->other.who)
        pl_say(pl, PL_D_KEY_BUSY, NULL, "a job with the key \"%s\" is running: by %s at %s, process %s, since %.19s UTC", g->once.name,
               g->other.who, g->other.host, g->other.pid, g->other.since);
    else
        pl_say(pl, PL_D_KEY_BUSY, NULL, "a job with the key \"%s\" is just being started", g->once.name);
    pl_hint(pl, "--wait 1h waits for its end, and runs this one only if that one fails");
    return PL_X_NOT_YET;
}

/* ---- the hold */

static int claim_schema(struct gate *g) {
    struct pl_run *run = g->run;
    struct pl_manifest all = { .whole = true, .needs = g->models.realm };
    g->hold = (struct pl_hold){ .job = job_name(g), .who = g->once.who, .host = g->once.host, .pid = g->once.pid };
    if (!pl_manifest_write(run->pl, g->manifest ? g->manifest : &all, g->live.dialect, &g->hold.text) ||
        !pl_hold_take(g->live.db, g->session, &g->at, &g->hold))
        return pl_run_failed(run);
    g->holds = true;
    const char *holder = pl_lock_holder(g->live.db, &g->at);
    if (holder) {
        g->waits_for = PL_WAITS_FOR_RUN;
        pl_say(run->pl, PL_D_BUSY, NULL, "a run may be about to change the schema: %s", holder);
        pl_hint(run->pl, "--wait 5m waits for its end");
        return PL_X_NOT_YET;
    }
    /* What was looked at before the hold may be past. */
    return pl_gate_read(g, g->scope) ? PL_X_YES : pl_run_failed(run);
}

/* Its locks would keep nobody away on the primary. */
static bool is_primary(struct gate *g) {
    struct pl_db *db = g->live.db;
    struct pl_role role = { 0 };
    if (db->dialect->role && !db->dialect->role(db, &role))
        return false;
    if (!role.replica)
        return true;
    pl_say(g->run->pl, PL_D_READ_ONLY, NULL, "this is a replica: --hold and --once need the primary");
    return pl_hint(g->run->pl, "name the primary with -d; the job itself may read where it likes");
}

/* Where writers lock the whole database, a claim could not be written down before it ends. */
static bool run_is_at_work(struct gate *g, bool *out) {
    enum pl_open_run open = PL_NO_RUN;
    if (g->live.db->dialect->mutex->holder(g->live.db) && !pl_gate_look_for_runs(g, &open))
        return false;
    *out = open == PL_RUN_AT_WORK;
    return true;
}

int pl_gate_claim(struct gate *g) {
    struct pl_run *run = g->run;
    struct pl_source_options o;
    const char *key = run->set[PL_O_ONCE].text;
    bool busy;
    if (!is_primary(g) || !run_is_at_work(g, &busy))
        return pl_run_failed(run);
    if (busy) {
        g->waits_for = PL_WAITS_FOR_RUN;
        return PL_X_NOT_YET;
    }
    if (!has_tables(g) || !login_of(g, &o))
        return pl_run_failed(run);
    if (key)
        pl_once_name(run->pl, &g->at, key, &g->once);
    g->once.who = pl_run_user(run->pl);
    g->once.host = pl_run_host(run->pl);
    g->once.pid = pl_format(run->pl, "%ld", (long)getpid());
    g->session = g->live.db->dialect->keys->open(g->live.db, g->live.raw, &o.login, pl_format(run->pl, "job %s", job_name(g)));
    if (!g->session)
        return pl_run_failed(run);
    int code = key ? claim_key(g) : PL_X_YES;
    return code == PL_X_YES && !g->ran_already && pl_on(run, PL_O_HOLD) ? claim_schema(g) : code;
}

bool pl_gate_key_is_free(struct gate *g) {
    bool held;
    return !g->live.db || !g->live.db->dialect->keys->held(g->live.db, g->once.key, &held) || !held;
}

void pl_gate_let_go(struct gate *g) {
    struct pl_mark mark = pl_diag_mark(g->run->pl);
    if (g->holds && g->live.db)
        pl_hold_end(g->live.db, &g->at, g->hold.key);
    pl_diag_forget(g->run->pl, mark);
    pl_db_close(g->session);
    g->session = NULL;
    g->holds = false;
}

/* ---- behind the job */

static bool finish_once(struct gate *g, bool succeeded) {
    struct pl_source_options o;
    struct pl_db *db = login_of(g, &o) ? pl_source_dialect(g->live.raw)->open(g->run->pl, g->live.raw, &o.login) : NULL;
    if (!db)
        return false;
    bool ok = !succeeded || pl_once_write(db, &g->at, &g->once, true);
    if (ok && g->holds)
        pl_hold_end(db, &g->at, g->hold.key);
    pl_db_close(db);
    return ok;
}

/* A row of a hold that stays behind does no harm; a success that nobody remembers does, so that is tried for a while. */
void pl_gate_finish(struct gate *g, bool succeeded) {
    struct pl *pl = g->run->pl;
    bool records = succeeded && g->once.id;
    for (int second = 0;; second++) {
        struct pl_mark mark = pl_diag_mark(pl);
        bool ok = finish_once(g, records);
        if (ok || !records || second == RECORD_WAIT_S) {
            if (!ok && records) {
                pl_say(pl, PL_D_HOLD_LOST, NULL, "the job has succeeded, and that could not be recorded for the key \"%s\"", g->once.name);
                pl_hint(pl, "the next job with that key will run: stop it, or let it");
            } else {
                pl_diag_forget(pl, mark);
            }
            break;
        }
        pl_diag_forget(pl, mark);
        nanosleep(&(struct timespec){ .tv_sec = 1 }, NULL);
    }
    pl_db_close(g->session);
    g->session = NULL;
}

bool pl_gate_key_is_good(struct gate *g) {
    const char *key = g->run->set[PL_O_ONCE].text;
    size_t n = 0;
    for (const char *p = key; p && *p; p++)
        n += ((unsigned char)*p & 0xc0) != 0x80;
    if (!key || (n && n <= MOST_KEY))
        return true;
    pl_say(g->run->pl, PL_D_USAGE, NULL, "the key of --once has %zu characters: it must have 1 to %d", n, MOST_KEY);
    return pl_hint(g->run->pl, "name the job and the time that it is for, as in --once report-2026-11-22");
}
