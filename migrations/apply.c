/* Runs a plan: one transaction where the database allows it, statement by statement where it does not. */
#include <string.h>
#include <time.h>
#include "migrations/apply.h"
#include "migrations/hash.h"

struct run {
    struct pl_db *db;
    const struct pl_apply_options *o;
    const struct pl_plan *plan;
    int number, of;
    int kept_to;                                       /* the last step that stays whatever happens */
    struct pl_watch *watch;
    bool in_tx;
    struct pl_batches batches;                         /* of the step that is at work */
    int batched;                                       /* its number */
    bool unsure;                                       /* the connection broke where only the database knows how it ended */
};

static bool is_allowed(const char *path, const char *const *allow) {
    for (; allow && *allow; allow++)
        if (pl_same(*allow, path))
            return true;
    return false;
}

/* One word for a shell, whatever is in the name: the hint is to be typed. */
static const char *as_argument(struct pl *pl, const char *path) {
    struct pl_text t = { .pl = pl };
    pl_addc(&t, '\'');
    for (; *path; path++) {
        if (*path == '\'')
            pl_add(&t, "'\\'");
        pl_addc(&t, *path);
    }
    pl_addc(&t, '\'');
    return t.s;
}

bool pl_apply_allowed(struct pl *pl, const struct pl_plan *plan, const char *const *allow_loss) {
    bool ok = true;
    for (const struct pl_step *s = plan->script.first; s; s = s->next) {
        for (const char *const *lost = s->loses; lost && *lost; lost++) {
            if (is_allowed(*lost, allow_loss))
                continue;
            ok = pl_say(pl, PL_D_NEEDS_LOSS, NULL, "the data of \"%s\" would be lost (%s)", *lost, s->title);
            pl_about(pl, *lost);
            pl_hint(pl, "if that is meant: --allow-loss %s", as_argument(pl, *lost));
        }
    }
    return ok;
}

static double clock_now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static bool command(struct run *r, const char *sql) {
    return r->db->dialect->query(r->db, sql, NULL, 0, NULL, NULL);
}

static bool begin(struct run *r) {
    r->in_tx = command(r, r->db->dialect->begin);
    return r->in_tx;
}

/* Whether what was said last is that the connection is gone. */
static bool is_broken(const struct run *r) {
    const struct pl_diag *d = r->db->pl->newest;
    return d && pl_same(d->code, pl_codes[PL_D_UNREACHABLE].word);
}

static bool still_locked(struct run *r) {
    return !r->o->locked || r->db->dialect->mutex->holds(r->db);
}

static bool commit(struct run *r) {
    if (!r->in_tx)
        return true;
    if (!still_locked(r))
        return false;
    r->in_tx = false;
    if (!command(r, r->db->dialect->commit)) {
        r->unsure = is_broken(r);
        return false;
    }
    r->kept_to = r->number;
    return true;
}

struct proof {
    struct pl *pl;
    const char *found;
};

static bool first_row(void *arg, int columns, const char *const *names, const char *const *values) {
    struct proof *p = arg;
    (void)names;
    if (!p->found)
        p->found = pl_strdup(p->pl, columns && values[0] ? values[0] : "a row");
    return true;
}

/* A step that must find nothing: a proof that stands in the plan itself, as that no row was lost. What it finds says what is
 * wrong. */
static bool expect_nothing(struct run *r, const struct pl_step *s) {
    struct proof p = { .pl = r->db->pl };
    if (!r->db->dialect->query(r->db, s->sql, NULL, 0, first_row, &p))
        return false;
    return !p.found || pl_say(r->db->pl, PL_D_SERVER, NULL, "%s (%s)", p.found, s->title);
}

/* A build that failed leaves something half made, which would be in the way of the next try. */
static bool clean_up(struct run *r, const struct pl_step *s) {
    struct pl *pl = r->db->pl;
    struct pl_diag *said = pl->newest;
    struct pl_mark mark = pl_diag_mark(pl);
    if (!s->cleanup || command(r, s->cleanup))
        return false;
    pl_diag_forget(pl, mark);
    return said && !said->hint && pl_hint(pl, "what it leaves behind could not be removed; when it can: %s", s->cleanup);
}

/* What is recorded of a step inside a transaction comes and goes with it. So what changes rows always has one, if need be of its
 * own: nobody could tell afterwards from the catalog whether it is done. */
static bool holds(void *arg) {
    return still_locked(arg);
}

static bool in_batches(struct run *r, const struct pl_step *s) {
    static const struct pl_batching usual = { .size = 1000 };
    if (r->batched != r->number)
        r->batches = (struct pl_batches){ 0 };
    r->batched = r->number;
    return pl_batches_run(r->db, s, r->o->batching ? r->o->batching : &usual, &r->batches, holds, r);
}

/* What belongs to the statement, and is in no state to be recorded by itself. Of two failures the first is the reason. */
static bool in_one_piece(struct run *r, const struct pl_step *s) {
    bool ok = true;
    for (const char *const *before = s->before; ok && before && *before; before++)
        ok = command(r, *before);
    ok = ok && command(r, s->sql);
    if (s->after) {
        struct pl_mark mark = pl_diag_mark(r->db->pl);
        bool ended = command(r, s->after);
        if (!ok)
            pl_diag_forget(r->db->pl, mark);
        ok = ok && ended;
    }
    return ok;
}

static bool carry_out(struct run *r, const struct pl_step *s) {
    if (s->flags & PL_R_EXPECT_NOTHING)
        return expect_nothing(r, s);
    if (s->hand && r->o->hand_over)
        return r->o->hand_over(r->o->arg, r->db, s);
    return s->batch ? in_batches(r, s) : in_one_piece(r, s);
}

static bool one_step(struct run *r, const struct pl_step *s) {
    struct pl_ledger *ledger = r->o->ledger;
    bool rows = (s->flags & PL_R_ROWS) != 0, own = rows && s->flags & PL_R_NO_TX;
    bool transactional = rows || ((r->db->dialect->flags & PL_DL_DDL_IN_TX) && !(s->flags & PL_R_NO_TX));
    if (r->watch && !r->in_tx)
        pl_watch_step(r->watch, s);
    r->number--;                                       /* what is committed here are the steps before */
    bool ready = (s->flags & PL_R_KEEP_TX) || ((!own || commit(r)) && (transactional == r->in_tx || (transactional ? begin(r) : commit(r))));
    r->number++;
    if (ready && r->watch && !r->in_tx)
        pl_watch_step(r->watch, s);
    if (!ready || !still_locked(r) || (ledger && !r->in_tx && !pl_ledger_step_begun(ledger, r->number)))
        return false;
    double start = clock_now();
    bool ok = carry_out(r, s);
    if (!ok) {
        r->unsure |= !r->in_tx && !(s->flags & PL_R_SESSION) && is_broken(r);
        return clean_up(r, s);
    }
    if (!r->in_tx)
        r->kept_to = r->number;
    return (!ledger || pl_ledger_step_done(ledger, r->number, clock_now() - start)) && (!own || commit(r));
}

/* ---- where it stopped */

enum { MOST_LISTED = 60 };

static bool changes_something(const struct run *r) {
    int number = 0;
    for (const struct pl_step *s = r->plan->script.first; s && number++ < r->kept_to; s = s->next)
        if (!(s->flags & (PL_R_SESSION | PL_R_EXPECT_NOTHING)))
            return true;
    return false;
}

static const char *state_of(const struct run *r, int number) {
    if (number <= r->kept_to)
        return "done";
    if (r->unsure && number == r->number)
        return "unknown";
    return number == r->number ? "failed" : "not done";
}

/* Which statements stay and which do not, one by one, or by ranges where they are many. */
static char *list_steps(const struct run *r) {
    struct pl_text t = { .pl = r->db->pl };
    int number = 0, from = 1;
    for (const struct pl_step *s = r->plan->script.first; s; s = s->next) {
        const char *state = state_of(r, ++number);
        bool range = r->of > MOST_LISTED && number != r->number;
        if (range && s->next && pl_same(state, state_of(r, number + 1)))
            continue;
        if (range && from < number)
            pl_addf(&t, "\n%-8s  %d to %d", state, from, number);
        else
            pl_addf(&t, "\n%-8s  %d  %s", state, number, s->title);
        from = number + 1;
    }
    return t.s;
}

/* That somebody was in the way is no failure of the change: whoever calls may try again later. */
static void as_reason(struct pl *pl, int exit_code) {
    if (exit_code == pl_codes[PL_D_LOCKED].exit_code)
        pl->newest->exit_code = exit_code;
}

static bool say_stopped(struct run *r, int exit_code) {
    struct pl *pl = r->db->pl;
    const char *lists = r->of > 1 ? list_steps(r) : "";
    if (r->unsure) {
        pl_say(pl, PL_D_STOPPED, NULL, "stopped at step %d of %d when the connection broke: only the database knows whether it is done%s",
               r->number, r->of, lists);
        return pl_hint(pl, "run apply again: it looks at what the database shows, and goes on from there");
    }
    if (changes_something(r)) {
        pl_say(pl, PL_D_STOPPED, NULL, "stopped at step %d of %d%s", r->number, r->of, lists);
        return pl_hint(pl, "mend what the error above says and run apply again: it goes on from what the database shows");
    }
    if (r->number == 1)
        pl_say(pl, PL_D_ROLLED_BACK, NULL, "step 1 of %d failed; the database is as it was", r->of);
    else
        pl_say(pl, PL_D_ROLLED_BACK, NULL, "step %d of %d failed; everything was rolled back, the database is as it was", r->number, r->of);
    as_reason(pl, exit_code);
    return pl_hint(pl, "mend what the error above says and run apply again");
}

/* Where the statement stands that the database refused. In a throw-away database that is all there is to say, and the file is
 * what is wrong, not the server. */
static bool refused(struct run *r, const struct pl_step *s) {
    struct pl_diag *d = r->db->pl->newest;
    if (d && s && s->place.file && !d->file) {
        d->file = s->place.file;
        d->line = s->place.line;
    }
    if (r->o->throw_away && d && strcmp(d->code, pl_codes[PL_D_SERVER].word) == 0) {
        d->code = pl_codes[PL_D_SQL_FILE].word;
        d->exit_code = pl_codes[PL_D_SQL_FILE].exit_code;
    }
    return r->o->throw_away;
}

/* What was said first is the reason; that a broken connection answers no more is no news. */
static bool stopped(struct run *r, const struct pl_step *s) {
    struct pl *pl = r->db->pl;
    const char *reason = pl->newest ? pl->newest->text : NULL;
    int exit_code = pl->newest ? pl->newest->exit_code : 0;
    struct pl_mark mark = pl_diag_mark(pl);
    if (refused(r, s))
        return false;
    if (r->in_tx)
        command(r, r->db->dialect->rollback);
    /* What belongs to the session alone (SQLite's foreign_keys) is put right again whatever happened. */
    for (; s; s = s->next)
        if (s->flags & PL_R_SESSION)
            command(r, s->sql);
    if (r->o->ledger) {
        pl_ledger_step_failed(r->o->ledger, r->number, reason);
        pl_ledger_end(r->o->ledger, changes_something(r) || r->unsure ? "stopped" : "rolled back", NULL);
    }
    pl_diag_forget(pl, mark);
    return say_stopped(r, exit_code);
}

/* The first step that is not kept: where another try begins. What a transaction did is rolled back before. */
static const struct pl_step *step_to_try(struct run *r) {
    const struct pl_step *s = r->plan->script.first;
    if (r->in_tx)
        command(r, r->db->dialect->rollback);
    r->in_tx = false;
    for (r->number = 0; s && r->number < r->kept_to; r->number++)
        s = s->next;
    return s;
}

static bool run_steps(struct run *r) {
    const struct pl_apply_options *o = r->o;
    struct pl_mark mark = pl_diag_mark(r->db->pl);
    int tries = 0, kept = 0;
    for (const struct pl_step *s = r->plan->script.first; s || r->in_tx;) {
        r->number += s != NULL;
        if (s && o->progress)
            o->progress(o->arg, s, r->number, r->of, -1);
        double start = clock_now();
        if (s ? one_step(r, s) : commit(r)) {
            if (s && o->progress)
                o->progress(o->arg, s, r->number, r->of, clock_now() - start);
            s = s ? s->next : NULL;
            continue;
        }
        tries = r->kept_to == kept ? tries : 0;
        kept = r->kept_to;
        if (r->unsure || !r->watch || !pl_watch_again(r->watch, mark, tries++))
            return stopped(r, s);
        s = step_to_try(r);
    }
    return true;
}

bool pl_apply_run(struct pl_db *db, const struct pl_plan *plan, const struct pl_apply_options *o) {
    struct run r = { .db = db, .o = o, .plan = plan, .of = plan->script.count };
    if (o->patience)
        r.watch = pl_watch_start(db, o->patience);
    bool ok = run_steps(&r);
    if (r.watch)
        pl_watch_stop(r.watch);
    return ok;
}

char *pl_plan_hash(const struct pl_plan *plan) {
    struct pl_text t = { .pl = plan->script.pl };
    for (const struct pl_step *s = plan->script.first; s; s = s->next)
        pl_addf(&t, "%u %zu:%s\n", s->flags, strlen(s->sql), s->sql);
    return pl_sha256(t.pl, pl_text(&t), t.len);
}
