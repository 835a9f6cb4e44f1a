/* poundlock status: what the ledger remembers, who is at work, and how much is left to do. Reads only. */
#include <jansson.h>
#include <string.h>
#include "migrations/floor.h"
#include "migrations/hold.h"
#include "migrations/lock.h"
#include "migrations/resume.h"
#include "tools/report.h"

struct status {
    struct pl_run *run;
    struct pl_sides s;
    struct pl_ledger_place at;
    bool compared;                           /* there are models, so it is known what is pending */
    const char *holder;
    struct pl_hold *holds;                   /* jobs that run and hold the schema */
    struct pl_ledger_past *runs;
    struct pl_floor *releases;               /* which of them run on the schema, as the last change found out */
    struct pl_ledger_step *steps;            /* of the newest run, where it did not end well */
};

/* What the ledger says of a step, in a word. */
static const char *state_of(const struct pl_ledger_step *s) {
    return s->done ? "done" : s->error ? "failed" : s->begun ? "begun" : "not begun";
}

static const char *outcome_of(const struct status *st, const struct pl_ledger_past *r) {
    if (r->outcome)
        return r->outcome;
    return r == st->runs && st->holder ? "at work" : "not finished";
}

static bool ended_well(const struct pl_ledger_past *r) {
    return r->outcome && strcmp(r->outcome, "applied") == 0;
}

static int done_of(const struct pl_ledger_step *s) {
    int done = 0;
    for (; s; s = s->next)
        done += s->done != NULL;
    return done;
}

/* ---- loading: models are welcome, and need not be there */

static bool load(struct status *st) {
    struct pl_source_options o;
    const char *database, *models;
    struct pl_run *run = st->run;
    if (!pl_run_ledger(run, &st->at) || !pl_run_models(run, false, &models))
        return false;
    if (models) {
        st->compared = pl_run_sides(run, false, &st->s) && pl_run_compare(run, &st->s) && pl_run_steps(run, &st->s);
        return st->compared;
    }
    if (!pl_run_database(run, &database) || !pl_run_options(run, NULL, PL_OWN, &o) || !pl_source_load(run->pl, database, &o, &st->s.from))
        return false;
    st->s.db = st->s.from.db;
    return st->s.db || pl_say(run->pl, PL_D_BAD_URL, NULL, "\"%s\" is not a database", st->s.from.text);
}

static bool read_ledger(struct status *st) {
    struct pl_db *db = st->s.db;
    st->holder = pl_lock_holder(db, &st->at);
    if (!pl_ledger_is_there(st->s.from.ledger, &st->at, db->schema))
        return true;
    if (!pl_ledger_runs(db, &st->at, &st->runs) || !pl_holds_read(db, &st->at, st->s.from.ledger, false, &st->holds) ||
        !pl_floor_read(db, &st->at, st->s.from.ledger, &st->releases))
        return false;
    return !st->runs || ended_well(st->runs) || pl_ledger_steps(db, &st->at, st->runs->id, &st->steps);
}

/* ---- as text */

static void add_run(struct status *st, const struct pl_ledger_past *r, struct pl_text *out) {
    struct pl *pl = st->run->pl;
    const char *steps = pl_format(pl, "%d step%s", r->steps, r->steps == 1 ? "" : "s");
    if (r == st->runs && st->steps)
        steps = pl_format(pl, "%d of %s", done_of(st->steps), steps);
    pl_addf(out, "%5s  %.19s  %-12s  %-14s  %s@%s\n", r->id, r->started ? r->started : "?", outcome_of(st, r), steps,
            pl_printable(pl, r->who ? r->who : "?", false), pl_printable(pl, r->host ? r->host : "?", false));
}

static void add_steps(struct status *st, struct pl_text *out) {
    struct pl *pl = st->run->pl;
    pl_addf(out, "\nrun %s:\n", st->runs->id);
    for (const struct pl_ledger_step *s = st->steps; s; s = s->next) {
        pl_addf(out, "%5d  %-9s  %s\n", s->number, state_of(s), pl_printable(pl, s->title ? s->title : "?", false));
        if (s->error)
            pl_addf(out, "       %s\n", pl_printable(pl, s->error, false));
        if (pl_on(st->run, PL_O_VERBOSE) && s->statement)
            pl_addf(out, "       %s\n", pl_printable(pl, s->statement, false));
    }
}

/* The oldest release that runs, and who does not and why. */
static void add_floor(struct status *st, struct pl_text *out) {
    const struct pl_floor *floor = pl_floor_of(st->releases);
    struct pl *pl = st->run->pl;
    if (!st->releases)
        return;
    if (floor)
        pl_addf(out, "floor     %s%s\n", pl_printable(pl, floor->name, false), floor->run ? pl_format(pl, ", since run %s", floor->run) : "");
    else
        pl_add(out, "floor     no release runs on this schema\n");
    for (const struct pl_floor *f = st->releases; f; f = f->next)
        if (!f->runs)
            pl_addf(out, "          not %s%s: %s\n", f->job ? "job " : "", pl_printable(pl, f->name, false),
                    pl_printable(pl, f->reason ? f->reason : "?", false));
}

static void as_text(struct status *st, struct pl_text *out) {
    int pending = st->s.plan.script.count;
    pl_addf(out, "database  %s\n", st->s.db->title);
    pl_addf(out, "at work   %s\n", st->holder ? pl_printable(st->run->pl, st->holder, false) : "nobody");
    for (const struct pl_hold *h = st->holds; h; h = h->next)
        pl_addf(out, "%s   %s\n", h == st->holds ? "held by" : "       ", pl_printable(st->run->pl, pl_hold_title(st->run->pl, h), false));
    if (st->compared)
        pl_addf(out, "pending   %s\n", pending ? pl_format(st->run->pl, "%d step%s", pending, pending == 1 ? "" : "s") : "nothing");
    add_floor(st, out);
    if (!st->runs) {
        pl_add(out, "runs      none\n");
        return;
    }
    pl_add(out, "\n  run  begun (UTC)          outcome       steps           by\n");
    for (const struct pl_ledger_past *r = st->runs; r; r = r->next)
        add_run(st, r, out);
    if (st->steps)
        add_steps(st, out);
}

/* ---- as JSON */

static void put(struct status *st, json_t *o, const char *key, const char *value) {
    json_object_set_new(o, key, pl_report_json_string(st->run->pl, value));
}

static json_t *run_json(struct status *st, const struct pl_ledger_past *r) {
    json_t *o = json_object();
    put(st, o, "run", r->id);
    put(st, o, "outcome", outcome_of(st, r));
    put(st, o, "begun", r->started);
    put(st, o, "ended", r->ended);
    put(st, o, "who", r->who);
    put(st, o, "host", r->host);
    put(st, o, "pid", r->pid);
    put(st, o, "version", r->version);
    put(st, o, "command", r->command);
    put(st, o, "plan_hash", r->plan_hash);
    put(st, o, "declared_hash", r->declared_hash);
    put(st, o, "live_hash_before", r->live_hash_before);
    put(st, o, "live_hash_after", r->live_hash_after);
    json_object_set_new(o, "step_count", json_integer(r->steps));
    return o;
}

static json_t *steps_json(struct status *st) {
    json_t *list = json_array();
    for (const struct pl_ledger_step *s = st->steps; s; s = s->next) {
        json_t *o = json_object();
        json_object_set_new(o, "number", json_integer(s->number));
        put(st, o, "state", state_of(s));
        put(st, o, "title", s->title);
        put(st, o, "sql", s->statement);
        put(st, o, "begun", s->begun);
        put(st, o, "done", s->done);
        put(st, o, "milliseconds", s->milliseconds);
        put(st, o, "error", s->error);
        json_array_append_new(list, o);
    }
    return list;
}

static json_t *holds_json(struct status *st) {
    json_t *list = json_array();
    for (const struct pl_hold *h = st->holds; h; h = h->next) {
        json_t *o = json_object();
        put(st, o, "job", h->job);
        put(st, o, "who", h->who);
        put(st, o, "host", h->host);
        put(st, o, "pid", h->pid);
        put(st, o, "since", h->since);
        json_array_append_new(list, o);
    }
    return list;
}

static void floor_json(struct status *st, json_t *o) {
    const struct pl_floor *floor = pl_floor_of(st->releases);
    json_t *list = json_array();
    put(st, o, "floor", floor ? floor->name : NULL);
    for (const struct pl_floor *f = st->releases; f; f = f->next) {
        json_t *one = json_object();
        put(st, one, "name", f->name);
        put(st, one, "sort", f->job ? "job" : "release");
        json_object_set_new(one, "runs", json_boolean(f->runs));
        put(st, one, "reason", f->reason);
        put(st, one, "run", f->run);
        json_array_append_new(list, one);
    }
    json_object_set_new(o, "releases", list);
}

static void as_json(struct status *st, struct pl_text *out) {
    json_t *o = json_object(), *runs = json_array();
    put(st, o, "version", PL_VERSION);
    put(st, o, "database", st->s.db->title);
    put(st, o, "at_work", st->holder);
    json_object_set_new(o, "held_by", holds_json(st));
    json_object_set_new(o, "pending", st->compared ? json_integer(st->s.plan.script.count) : json_null());
    for (const struct pl_ledger_past *r = st->runs; r; r = r->next) {
        json_t *one = run_json(st, r);
        if (r == st->runs)
            json_object_set_new(one, "steps", steps_json(st));
        json_array_append_new(runs, one);
    }
    json_object_set_new(o, "runs", runs);
    floor_json(st, o);
    pl_report_json_text(o, out);
}

int pl_cmd_STATUS(struct pl_run *run) {
    struct status st = { .run = run };
    struct pl_text out = { .pl = run->pl };
    const char *format = run->set[PL_O_FORMAT].text;
    bool ok = load(&st) && read_ledger(&st);
    if (ok) {
        (format && strcmp(format, "json") == 0 ? as_json : as_text)(&st, &out);
        ok = pl_output(run, &out);
    }
    pl_sides_close(&st.s);
    return ok ? PL_X_YES : pl_run_failed(run);
}
