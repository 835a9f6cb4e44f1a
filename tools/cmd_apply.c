/* poundlock apply: carries the plan out, then looks again.
 *
 * It looks once without the mutex, so that twenty that have nothing to do need not queue; with the mutex it looks again, since
 * another run may have been there in between. Nobody is asked who cannot answer: without a terminal --yes is needed. What the
 * database says afterwards counts, not what the plan meant. */
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include "migrations/apply.h"
#include "migrations/migration.h"
#include "migrations/resume.h"
#include "migrations/waits.h"
#include "tools/floor.h"
#include "tools/perform.h"
#include "tools/report.h"
#include "tools/saved.h"

struct apply {
    struct pl_run *run;
    struct pl_sides s;
    struct pl_ledger_place at;
    struct pl_ledger ledger;
    struct pl_died *died;                    /* a run that did not finish, or NULL */
    struct pl_saved *saved;                  /* the plan of a file, or NULL */
    const char *shown;                       /* the fingerprint of the plan that was shown */
    bool locked;
};

/* Without steps: level, or differences that nobody can act on. */
static int nothing_to_do(struct apply *a) {
    struct pl_text out = { .pl = a->run->pl };
    pl_report_changes(a->run, &a->s, &out);
    return pl_output(a->run, &out) ? pl_result_exit(pl_result_of(a->run, &a->s.plan)) : pl_run_failed(a->run);
}

static bool show_plan(struct apply *a) {
    struct pl_text out = { .pl = a->run->pl };
    a->shown = pl_plan_hash(&a->s.plan);
    pl_report_steps(a->run, &a->s, &out);
    return pl_output(a->run, &out);
}

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static bool take_lock(struct apply *a) {
    a->locked = pl_perform_lock(a->run, a->s.db, &a->at);
    return a->locked;
}

/* ---- looking */

static bool compare(struct apply *a) {
    return pl_run_compare(a->run, &a->s) && pl_run_steps(a->run, &a->s);
}

static bool has_models(struct apply *a, bool *out);

static bool is_in(const struct pl_script *all, const struct pl_step *s) {
    for (const struct pl_step *known = all->first; known; known = known->next)
        if (known->flags == s->flags && pl_same(known->sql, s->sql))
            return true;
    return false;
}

/* Whether what is left to do are steps of the plan in the file: then it was begun, and this is the rest of it. */
static bool is_rest(const struct pl_script *rest, const struct pl_script *all) {
    for (const struct pl_step *s = rest->first; s; s = s->next)
        if (!(s->flags & PL_R_OWN) && !is_in(all, s))
            return false;
    return rest->first != NULL;
}

static bool make_rest(struct apply *a) {
    struct pl_mark mark = pl_diag_mark(a->run->pl);
    bool models = false;
    pl_saved_options(a->run, a->saved);
    if (!has_models(a, &models) || !models || !compare(a) || !is_rest(&a->s.plan.script, &a->saved->script)) {
        pl_diag_forget(a->run->pl, mark);
        return false;
    }
    pl_progress(a->run, "%s was begun: %d of its %d steps are left\n", a->saved->file, a->s.plan.script.count, a->saved->script.count);
    return true;
}

/* The plan: of the file, if the database is still what it was made for, or from what differs. */
static bool make_plan(struct apply *a) {
    if (!a->saved)
        return pl_run_declared(a->run, &a->s) && compare(a);
    if (pl_saved_is_old(a->saved, &a->s) && make_rest(a))
        return true;
    a->s.plan = (struct pl_plan){ .script = a->saved->script };
    a->s.plan.script.dialect = a->s.dialect;
    a->s.plan.script.version = a->s.db->version;
    a->s.plan.script.schema = a->s.db->schema;
    a->s.to = (struct pl_source){ .text = a->saved->file, .hash = a->saved->declared_hash };
    return pl_saved_fits(a->run, a->saved, &a->s) && pl_perform_handed(a->run, &a->s.plan.script);
}

/* Tables that another run holds make even a look fail: that is a reason to wait as well. */
static bool look(struct apply *a, bool dry) {
    double wait, end;
    if (!pl_perform_wait(a->run, &wait))
        return false;
    for (end = now() + (dry ? 0 : wait);;) {
        struct pl_mark mark = pl_diag_mark(a->run->pl);
        if (pl_run_live(a->run, !dry, &a->s) && make_plan(a))
            return true;
        if (!pl_same(a->run->pl->newest->code, pl_codes[PL_D_LOCKED].word) || now() >= end)
            return false;
        pl_diag_forget(a->run->pl, mark);
        pl_sides_close(&a->s);
        nanosleep(&(struct timespec){ .tv_nsec = 200000000 }, NULL);
    }
}

static bool look_again(struct apply *a) {
    return pl_run_again(a->run, &a->s) && make_plan(a);
}

/* Whether there are models to hold the database against: beside a plan of a file only those that it was made from. */
static bool has_models(struct apply *a, bool *out) {
    const char *models;
    *out = true;
    if (!a->saved)
        return true;
    if (!pl_run_models(a->run, false, &models))
        return false;
    *out = models != NULL;
    if (!models)
        return true;
    const char *planned = a->saved->declared_hash;
    pl_saved_options(a->run, a->saved);
    if (!pl_run_declared(a->run, &a->s))
        return false;
    *out = pl_same(planned, a->s.to.hash);
    return true;
}

/* ---- doing */

static bool begin(struct apply *a) {
    struct pl *pl = a->run->pl;
    const char *command = a->saved ? pl_format(pl, "apply %.200s", a->saved->file) : "apply";
    struct pl_ledger_run r = {
        .who = pl_run_user(pl), .host = pl_run_host(pl), .command = command, .pid = (long)getpid(),
        .plan_hash = pl_plan_hash(&a->s.plan), .declared_hash = a->s.to.hash, .live_hash_before = a->s.from.hash,
    };
    return pl_ledger_make(a->s.db, &a->at, a->s.from.ledger) && pl_ledger_begin(&a->ledger, a->s.db, &a->at, &r, &a->s.plan.script) &&
           pl_died_settle(a->died, &a->ledger);
}

/* What the database says now counts. */
static int finish(struct apply *a, int steps, double seconds) {
    struct pl_run *run = a->run;
    struct pl_text out = { .pl = run->pl };
    bool models;
    if (steps)
        pl_addf(&out, "applied %d step%s in %.3f s\n", steps, steps == 1 ? "" : "s", seconds);
    if (!pl_run_again(run, &a->s) || !has_models(a, &models))
        return pl_run_failed(run);
    if (!models) {
        pl_add(&out, "not compared: the models that the plan was made from are not here\n");
        return pl_ledger_end(&a->ledger, "applied", a->s.from.hash) && pl_output(run, &out) ? PL_X_YES : pl_run_failed(run);
    }
    if ((!a->saved && !pl_run_declared(run, &a->s)) || !compare(a))
        return pl_run_failed(run);
    enum pl_result result = pl_result_of(run, &a->s.plan);
    pl_report_changes(run, &a->s, &out);
    if (a->s.beside)
        pl_beside_give(a->s.beside, a->s.from.realm, a->s.from.realm);
    if (result != PL_DRIFT)
        pl_run_floor(run, &a->s.from, &a->at, a->ledger.run);
    bool ok = pl_ledger_end(&a->ledger, result == PL_DRIFT ? "not level" : "applied", a->s.from.hash) &&
              (result != PL_IN_SYNC || pl_ledger_declared(&a->ledger, a->s.to.hash, a->s.from.hash));
    if (result == PL_DRIFT)
        pl_say(run->pl, PL_D_NOT_LEVEL, NULL, "the steps ran, but the schema is still not as declared");
    return pl_output(run, &out) && ok ? pl_result_exit(result) : pl_run_failed(run);
}

static bool batching(struct apply *a, struct pl_batching *out) {
    const char *size, *rest;
    if (!pl_value(a->run, PL_O_BATCH_SIZE, &size) || !pl_value(a->run, PL_O_BATCH_PAUSE, &rest))
        return false;
    *out = (struct pl_batching){ .size = atol(size), .pause = pl_duration(rest), .working = pl_perform_working, .arg = a->run };
    return true;
}

static int run_steps(struct apply *a) {
    struct pl_source_options source;
    struct pl_patience p;
    struct pl_batching b;
    struct pl_apply_options o = { .ledger = &a->ledger, .locked = true, .patience = &p, .batching = &b, .hand_over = pl_perform_handover,
                                  .progress = pl_perform_progress, .arg = a->run };
    if (!pl_run_options(a->run, NULL, PL_OWN, &source) || !pl_perform_patience(a->run, &a->s.from, &source, &p) || !batching(a, &b) || !begin(a))
        return pl_run_failed(a->run);
    double start = now();
    if (!pl_apply_run(a->s.db, &a->s.plan, &o))
        return a->run->pl->newest->exit_code;
    return finish(a, a->s.plan.script.count, now() - start);
}

static bool confirmed(struct apply *a) {
    int n = a->s.plan.script.count;
    return pl_perform_confirmed(a->run, pl_format(a->run->pl, "Apply %d step%s to %s?", n, n == 1 ? "" : "s",
                                                  pl_printable(a->run->pl, a->s.db->title, false)));
}

static bool allowed(struct apply *a) {
    return pl_apply_allowed(a->run->pl, &a->s.plan, (const char *const *)a->run->set[PL_O_ALLOW_LOSS].list);
}

/* Another plan than the one that was shown: who was asked must be asked again, so this run ends. */
static bool same_plan(struct apply *a) {
    if (pl_same(a->shown, pl_plan_hash(&a->s.plan)))
        return true;
    if (pl_on(a->run, PL_O_YES))
        return show_plan(a) && allowed(a);
    pl_say(a->run->pl, PL_D_STALE, NULL, "nothing was applied: the database has changed since the plan was shown");
    return pl_hint(a->run->pl, "run apply again, and look at the new plan");
}

/* The models, read anew: those of the plan have the database's words by now. Beside a plan of a file they may be others, or none. */
static bool schema_then(void *arg, struct pl_realm **then) {
    struct apply *a = arg;
    struct pl_sides s = { .from = a->s.from };
    const char *models;
    *then = NULL;
    if (!pl_run_models(a->run, !a->saved, &models) || (models && !pl_run_declared(a->run, &s)))
        return false;
    if (models && (!a->saved || pl_same(a->saved->declared_hash, s.to.hash)))
        *then = s.to.realm;
    if (*then && pl_on(a->run, PL_O_EXPAND) && !pl_on(a->run, PL_O_CONTRACT))
        pl_wait_keep(a->s.from.realm, *then);
    return true;
}

/* The mutex, with no job in the way. */
static bool take_turn(struct apply *a) {
    struct pl_turns turns = { .run = a->run, .at = &a->at, .then = schema_then, .arg = a };
    for (enum pl_turn turn = PL_TURN_LATER; turn != PL_TURN_IS_OURS;) {
        if (!take_lock(a) || !look_again(a))
            return false;
        if (!a->s.plan.script.first)
            return true;
        turn = pl_perform_turn(&turns, &a->s.from);
        a->locked = turn == PL_TURN_IS_OURS;
        if (turn == PL_TURN_FAILED)
            return false;
    }
    return true;
}

static int carry_out(struct apply *a) {
    if (!allowed(a) || !confirmed(a) || !take_turn(a))
        return pl_run_failed(a->run);
    /* One that died while its statement went on in the server holds the mutex until that is done. */
    if (!a->died)
        a->died = pl_died_find(a->s.db, &a->at, a->s.from.ledger, &a->s.plan.script, true);
    if (!a->s.plan.script.first) {
        pl_progress(a->run, "another run has done it in the meantime\n");
        return nothing_to_do(a);
    }
    return same_plan(a) ? run_steps(a) : pl_run_failed(a->run);
}

/* The database is level, and only the ledger does not know yet: where another run is at work it may come to know by itself. */
static int settle(struct apply *a) {
    struct pl_mark mark = pl_diag_mark(a->run->pl);
    bool taken = false;
    if (!a->s.db->dialect->mutex->take(a->s.db, "apply", &taken) || !taken) {
        pl_diag_forget(a->run->pl, mark);
        return nothing_to_do(a);
    }
    a->locked = true;
    return look_again(a) && !a->s.plan.script.first && begin(a) ? finish(a, 0, 0) : pl_run_failed(a->run);
}

static int apply(struct apply *a) {
    static char nothing[] = "nothing to do\n";
    bool dry = pl_on(a->run, PL_O_DRY_RUN);
    if (a->run->arg_count) {
        a->saved = PL_NEW(a->run->pl, struct pl_saved);
        if (!pl_saved_read(a->run, a->run->args[0], a->saved))
            return pl_run_failed(a->run);
    }
    if (!pl_run_ledger(a->run, &a->at) || !look(a, dry))
        return pl_run_failed(a->run);
    a->died = pl_died_find(a->s.db, &a->at, a->s.from.ledger, &a->s.plan.script, false);
    pl_report_unmodelled(a->run, a->s.from.realm);
    if (a->saved && !a->saved->script.first)
        return pl_output(a->run, &(struct pl_text){ .s = nothing, .len = sizeof nothing - 1 }) ? PL_X_YES : pl_run_failed(a->run);
    if (!a->s.plan.script.first)
        return a->died && !dry ? settle(a) : nothing_to_do(a);
    pl_report_diags(a->run);
    if (!show_plan(a))
        return pl_run_failed(a->run);
    return dry ? PL_X_YES : carry_out(a);
}

int pl_cmd_APPLY(struct pl_run *run) {
    struct apply a = { .run = run };
    int code = apply(&a);
    if (a.locked)
        pl_lock_release(a.s.db);
    pl_sides_close(&a.s);
    return code;
}
