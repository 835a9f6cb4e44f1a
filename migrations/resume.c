/* What a run that died has left behind: said, and written into the ledger by the run that goes on. */
#include <string.h>
#include "migrations/resume.h"

/* By the statement; by the title where its words depend on what else is to be done (clauses joined into one ALTER). */
bool pl_died_done(const struct pl_died *d, const struct pl_ledger_step *step) {
    for (const struct pl_step *s = d->plan->first; s; s = s->next)
        if (pl_same(s->sql, step->statement) || pl_same(s->title, step->title))
            return false;
    return true;
}

static void say_step(struct pl_text *t, const struct pl_died *d, const struct pl_ledger_step *s) {
    pl_addf(t, "\nstep %d had begun (%s): %s", s->number, s->title ? s->title : "?",
            pl_died_done(d, s) ? "it is done" : "it is not done, or not whole, and is among the steps that follow");
}

static void say_died(struct pl *pl, const struct pl_died *d) {
    const struct pl_ledger_past *r = d->run;
    struct pl_text t = { .pl = pl };
    int done = 0;
    pl_add(&t, "");
    for (const struct pl_ledger_step *s = d->steps; s; s = s->next) {
        done += s->done != NULL;
        if (s->begun && !s->done)
            say_step(&t, d, s);
    }
    pl_say(pl, PL_D_UNFINISHED, NULL, "run %s by %s at %s, begun %.19s UTC, did not finish: %d of its %d steps %s recorded as done%s",
           r->id, r->who ? r->who : "?", r->host ? r->host : "?", r->started ? r->started : "?", done, r->steps, done == 1 ? "is" : "are", t.s);
}

struct pl_died *pl_died_find(struct pl_db *db, const struct pl_ledger_place *at, const struct pl_realm *taken,
                             const struct pl_script *plan, bool locked) {
    struct pl_mark mark = pl_diag_mark(db->pl);
    struct pl_ledger_past *runs = NULL;
    struct pl_died *d = PL_NEW(db->pl, struct pl_died);
    if (!pl_ledger_is_there(taken, at, db->schema))
        return NULL;
    if (!pl_ledger_runs(db, at, &runs) || !runs || runs->outcome || (!locked && db->dialect->mutex->holder(db)) ||
        !pl_ledger_steps(db, at, runs->id, &d->steps)) {
        pl_diag_forget(db->pl, mark);
        return NULL;
    }
    d->run = runs;
    d->plan = plan;
    say_died(db->pl, d);
    return d;
}

bool pl_died_settle(const struct pl_died *d, struct pl_ledger *l) {
    bool ok = true;
    for (const struct pl_ledger_step *s = d && l->run ? d->steps : NULL; ok && s; s = s->next)
        if (s->begun && !s->done && pl_died_done(d, s))
            ok = pl_ledger_step_found(l, d->run->id, s->number);
    return ok;
}
