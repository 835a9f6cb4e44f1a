/* Runs a plan: one transaction where the database allows it, statement by statement where it does not. */
#include <time.h>
#include "migrations/apply.h"

struct run {
    struct pl_db *db;
    const struct pl_apply_options *o;
    int number, of;
    bool in_tx, kept;                                  /* a transaction is open; something was made to stay */
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

static bool commit(struct run *r) {
    if (!r->in_tx)
        return true;
    r->in_tx = false;
    if (!command(r, r->db->dialect->commit))
        return false;
    r->kept = true;
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

static bool one_step(struct run *r, const struct pl_step *s) {
    bool transactional = (r->db->dialect->flags & PL_DL_DDL_IN_TX) && !(s->flags & PL_R_NO_TX);
    if (!(s->flags & PL_R_KEEP_TX) && transactional != r->in_tx && !(transactional ? begin(r) : commit(r)))
        return false;
    bool ok = s->flags & PL_R_EXPECT_NOTHING ? expect_nothing(r, s) : command(r, s->sql);
    r->kept |= ok && !transactional && !(s->flags & PL_R_SESSION);
    return ok || clean_up(r, s);
}

static bool stopped(struct run *r, const struct pl_step *s) {
    struct pl *pl = r->db->pl;
    if (r->in_tx)
        command(r, r->db->dialect->rollback);
    /* What belongs to the session alone (SQLite's foreign_keys) is put right again whatever happened. */
    for (; s; s = s->next)
        if (s->flags & PL_R_SESSION)
            command(r, s->sql);
    if (!r->kept && r->number == 1) {
        pl_say(pl, PL_D_ROLLED_BACK, NULL, "step 1 of %d failed; the database is as it was", r->of);
        return pl_hint(pl, "mend what the error above says and run apply again");
    }
    if (!r->kept) {
        pl_say(pl, PL_D_ROLLED_BACK, NULL, "step %d of %d failed; everything was rolled back, the database is as it was", r->number, r->of);
        return pl_hint(pl, "mend what the error above says and run apply again");
    }
    pl_say(pl, PL_D_STOPPED, NULL, "stopped at step %d of %d: the steps before it are done, it and those after it are not", r->number, r->of);
    return pl_hint(pl, "mend what the error above says and run apply again: it goes on from what the database shows");
}

/* The ledger and the mutex of a later version go around this loop, online forms into the steps themselves. */
bool pl_apply_run(struct pl_db *db, const struct pl_plan *plan, const struct pl_apply_options *o) {
    struct run r = { .db = db, .o = o, .of = plan->script.count };
    for (const struct pl_step *s = plan->script.first; s; s = s->next) {
        r.number++;
        if (o->progress)
            o->progress(o->arg, s, r.number, r.of, -1);
        double start = clock_now();
        if (!one_step(&r, s))
            return stopped(&r, s);
        if (o->progress)
            o->progress(o->arg, s, r.number, r.of, clock_now() - start);
    }
    return commit(&r) || stopped(&r, NULL);
}
