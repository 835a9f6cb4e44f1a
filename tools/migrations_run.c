/* poundlock migrations apply, undo and baseline: each migration is a run of its own in the ledger, and what remembers it is its
 * last step, in the same transaction where there is one.
 *
 * A migration that stopped in the middle, where DDL cannot be taken back, goes on behind the last statement that is recorded as
 * done. Of one that had begun only the database knows: a throw-away database that has had everything up to there tells which
 * schema this one has. */
#include <string.h>
#include <time.h>
#include <unistd.h>
#include "migrations/applied.h"
#include "migrations/apply.h"
#include "migrations/author.h"
#include "migrations/replay.h"
#include "tools/migrations.h"
#include "tools/floor.h"
#include "tools/perform.h"

struct work {
    struct pl_run *run;
    struct pl_history h;
    struct pl_standing s;
    struct pl_source live;
    struct pl_ledger_place at;
    const struct pl_migration *last;         /* that will have been applied in the end */
    bool locked;
};

static struct pl_script script_of(const struct work *w) {
    struct pl_db *db = w->live.db;
    return (struct pl_script){ .pl = w->run->pl, .dialect = db->dialect, .version = db->version, .schema = db->schema };
}

/* ---- one that stopped in the middle */

static const char *command_of(struct work *w, const struct pl_migration *m, enum pl_way way) {
    return pl_format(w->run->pl, "migrations %s %s", way == PL_UP ? "apply" : "undo", m->id);
}

/* The newest run of this way of it, when it did not end well; its steps. NULL: there is none. */
static bool find_stopped(struct work *w, const char *command, struct pl_ledger_step **steps) {
    struct pl_ledger_past *runs = NULL;
    *steps = NULL;
    if (!pl_ledger_is_there(w->live.ledger, &w->at, w->live.db->schema))
        return true;
    if (!pl_ledger_runs(w->live.db, &w->at, &runs))
        return false;
    for (const struct pl_ledger_past *r = runs; r; r = r->next)
        if (pl_same(r->command, command))
            return pl_same(r->outcome, "applied") || pl_same(r->outcome, "rolled back") || pl_ledger_steps(w->live.db, &w->at, r->id, steps);
    return true;
}

/* Whether this database has the schema that a throw-away one has. */
static bool same_schema(struct work *w, struct pl_db *scratch, bool *same) {
    struct pl_diff_options o = { 0 };
    struct pl_plan plan;
    struct pl_source_options options;
    struct pl_realm *wanted = pl_inspect(scratch);
    if (!wanted || !pl_run_options(w->run, NULL, PL_OWN, &options))
        return false;
    options.hashed = true;
    if (!pl_source_again(&w->live, &options) || !pl_plan_compare(w->live.db, w->live.db->dialect, w->live.realm, wanted, &o, &plan))
        return false;
    *same = !plan.changes.first;
    return true;
}

static bool run_until(struct pl_db *scratch, const struct pl_script *script, int count) {
    struct pl_plan plan = { .script = { .pl = script->pl, .dialect = scratch->dialect, .version = scratch->version, .schema = scratch->schema } };
    struct pl_apply_options o = { .throw_away = true };
    for (const struct pl_step *s = script->first; s && count--; s = s->next)
        pl_step_add(&plan.script, s->sql, s->title, s->flags, NULL);
    return pl_apply_run(scratch, &plan, &o);
}

/* Whether this database has the schema that the first `count` steps lead to; false also where that cannot be found out. */
static bool is_behind(struct work *w, const struct pl_migration *m, enum pl_way way, const struct pl_script *script, int count) {
    struct pl_mark mark = pl_diag_mark(w->run->pl);
    struct pl_db *scratch = pl_migrations_scratch(w->run);
    bool same = false, ok = scratch != NULL;
    for (const struct pl_migration *b = w->h.first; ok && b != m; b = b->next)
        ok = pl_replay_one(scratch, b, PL_UP);
    ok = ok && (way == PL_UP || pl_replay_one(scratch, m, PL_UP)) && run_until(scratch, script, count) && same_schema(w, scratch, &same);
    pl_db_close(scratch);
    pl_diag_forget(w->run->pl, mark);
    return ok && same;
}

/* 1: the statement is done, 0: it is not, -1: nobody can tell, as where it leaves no trace in the schema. */
static int look_at_catalog(struct work *w, const struct pl_migration *m, enum pl_way way, const struct pl_script *script, int number) {
    bool before = is_behind(w, m, way, script, number - 1), after = is_behind(w, m, way, script, number);
    return before == after ? -1 : after;
}

static bool ask_human(struct work *w, const struct pl_migration *m, enum pl_way way, const struct pl_ledger_step *steps, int number) {
    struct pl_text t = { .pl = w->run->pl };
    for (const struct pl_ledger_step *s = steps; s; s = s->next)
        pl_addf(&t, "\n%-8s  %d  %s", s->done ? "done" : s->number == number ? "unknown" : "not done", s->number, s->title ? s->title : "?");
    pl_say(w->run->pl, PL_D_STOPPED, NULL, "%s stopped at statement %d, and what the database shows does not tell whether that is done%s", m->id,
           number, t.s);
    const char *word = way == PL_UP ? "apply" : "undo";
    return pl_hint(w->run->pl, "look at the database, then: poundlock migrations %s --found done, or --found open", word);
}

/* Takes the steps that are done out of the script. */
static bool go_on(struct work *w, const struct pl_migration *m, enum pl_way way, const struct pl_ledger_step *steps, struct pl_script *script) {
    const char *found = w->run->set[PL_O_FOUND].text;
    struct pl_step *s = script->first;
    int done = 0;
    const struct pl_ledger_step *l = steps;
    /* What remembers the migration is not done where this is asked. */
    for (; l && s && !(s->flags & PL_R_KEEP_TX && s->flags & PL_R_ROWS) && (l->done || (l->begun && !l->error)); l = l->next, s = s->next) {
        if (!pl_same(l->statement, s->sql)) {
            struct pl_place place = { .file = m->path };
            pl_say(w->run->pl, PL_D_HISTORY, &place, "%s was changed after %d of its statements were done", m->id, done);
            return pl_hint(w->run->pl, "put it back as it was, apply it, and say the change in a new migration");
        }
        int is = l->done ? 1 : found ? strcmp(found, "done") == 0 : look_at_catalog(w, m, way, script, l->number);
        if (is < 0)
            return ask_human(w, m, way, steps, l->number);
        if (!is)
            break;
        done++;
    }
    if (done)
        pl_progress(w->run, "%s: the first %d of its %d steps are done already\n", m->id, done, script->count);
    script->first = s;
    script->count -= done;
    return true;
}

/* ---- running one */

static bool begin(struct work *w, struct pl_ledger *l, const char *command, const struct pl_plan *plan) {
    struct pl *pl = w->run->pl;
    struct pl_ledger_run r = { .who = pl_run_user(pl), .host = pl_run_host(pl), .command = command, .pid = (long)getpid(),
                               .plan_hash = pl_plan_hash(plan), .live_hash_before = w->live.hash };
    return pl_ledger_begin(l, w->live.db, &w->at, &r, &plan->script);
}

static bool one(struct work *w, const struct pl_migration *m, enum pl_way way) {
    struct pl_plan plan = { .script = script_of(w) };
    struct pl_ledger ledger;
    struct pl_ledger_step *steps;
    const char *command = command_of(w, m, way);
    if (!pl_replay_steps(&plan.script, m, way) || !find_stopped(w, command, &steps))
        return false;
    pl_applied_record(w->live.db, &w->at, &plan.script, m, way == PL_UP);
    if (steps && !go_on(w, m, way, steps, &plan.script))
        return false;
    struct pl_source_options source;
    struct pl_patience patience;
    struct pl_apply_options o = { .ledger = &ledger, .locked = true, .patience = &patience, .progress = pl_perform_progress, .arg = w->run };
    return pl_run_options(w->run, NULL, PL_OWN, &source) && pl_perform_patience(w->run, &w->live, &source, &patience) &&
           begin(w, &ledger, command, &plan) && pl_apply_run(w->live.db, &plan, &o) && pl_ledger_end(&ledger, "applied", NULL);
}

/* With the mutex it looks again: another run may have been there in between. */
static bool look_again(struct work *w) {
    struct pl_source_options o;
    w->locked = pl_perform_lock(w->run, w->live.db, &w->at);
    if (!w->locked || !pl_run_options(w->run, NULL, PL_OWN, &o))
        return false;
    o.hashed = true;
    return pl_source_again(&w->live, &o) && pl_ledger_make(w->live.db, &w->at, w->live.ledger) && pl_source_again(&w->live, &o);
}

/* The schema behind the last migration that will have been applied: as state.yaml has it, or from a throw-away database. */
static bool schema_then(void *arg, struct pl_realm **then) {
    struct work *w = arg;
    struct pl_run *run = w->run;
    struct pl_source_options o;
    struct pl_source state;
    struct pl_mark mark = pl_diag_mark(run->pl);
    *then = NULL;
    if (w->last && !w->last->next && w->h.state && pl_run_options(run, &w->live, PL_OWN, &o) &&
        pl_source_load(run->pl, pl_format(run->pl, "%s/" PL_STATE_FILE, w->h.folder), &o, &state)) {
        *then = state.realm;
        return true;
    }
    struct pl_db *scratch = pl_migrations_scratch(run);
    if (scratch && (!w->last || pl_replay_up(scratch, &w->h, w->last)))
        *then = pl_inspect(scratch);
    pl_db_close(scratch);
    pl_diag_forget(run->pl, mark);
    return true;
}

static bool look_at_ledger(struct work *w) {
    return pl_applied_look(w->live.db, &w->at, w->live.ledger, &w->h, &w->s) && pl_applied_check(w->run->pl, &w->h, &w->s);
}

/* `last`: the last migration that will have been applied, NULL for none. Jobs that hold what would go are waited for. */
static bool ready(struct work *w, const struct pl_migration *last) {
    struct pl_turns turns = { .run = w->run, .at = &w->at, .then = schema_then, .arg = w };
    w->last = last;
    for (enum pl_turn turn = PL_TURN_LATER; turn != PL_TURN_IS_OURS;) {
        if (!look_again(w))
            return false;
        turn = pl_perform_turn(&turns, &w->live);
        w->locked = turn == PL_TURN_IS_OURS;
        if (turn == PL_TURN_FAILED)
            return false;
    }
    return look_at_ledger(w);
}

static const struct pl_migration *last_of(const struct work *w) {
    const struct pl_migration *m = w->h.first;
    while (m && m->next)
        m = m->next;
    return m;
}

/* What is left when those behind `to` are undone; without it, when the last one is. */
static const struct pl_migration *left_by_undo(const struct work *w, const struct pl_migration *to) {
    const struct pl_migration *before = NULL, *left = NULL;
    for (const struct pl_migration *m = w->h.first; !to && m; m = m->next) {
        if (!m->applied)
            continue;
        left = before;
        before = m;
    }
    return to ? to : left;
}

static bool load(struct work *w) {
    return pl_migrations_load(w->run, true, &w->h) && pl_migrations_open(w->run, !pl_on(w->run, PL_O_DRY_RUN), &w->live, &w->at) &&
           pl_applied_look(w->live.db, &w->at, w->live.ledger, &w->h, &w->s);
}

static int end(struct work *w, bool ok, struct pl_text *out) {
    if (w->locked)
        pl_lock_release(w->live.db);
    pl_source_close(&w->live);
    return ok && pl_output(w->run, out) ? PL_X_YES : pl_run_failed(w->run);
}

/* The last of those named by --to, or NULL for all. */
static bool read_to(struct work *w, const struct pl_migration **to) {
    const char *said = w->run->set[PL_O_TO].text;
    *to = NULL;
    return !said || (*to = pl_history_find(w->run->pl, &w->h, said));
}

/* ---- apply */

static void list_pending(const struct work *w, const struct pl_migration *to, int *count, struct pl_text *out) {
    *count = 0;
    for (const struct pl_migration *m = w->h.first; m; m = m->next) {
        if (!m->applied) {
            pl_addf(out, "%s\n", m->id);
            (*count)++;
        }
        if (m == to)
            break;
    }
}

/* Of what there is now. */
static bool look_at_floor(struct work *w) {
    struct pl_source_options o;
    if (!pl_run_options(w->run, NULL, PL_OWN, &o) || !pl_source_again(&w->live, &o))
        return false;
    pl_run_floor(w->run, &w->live, &w->at, NULL);
    return true;
}

static bool apply_all(struct work *w, const struct pl_migration *to, struct pl_text *out) {
    int count = 0;
    for (const struct pl_migration *m = w->h.first; m; m = m->next) {
        if (!m->applied && !one(w, m, PL_UP))
            return false;
        count += !m->applied;
        if (m == to)
            break;
    }
    pl_addf(out, "applied %d migration%s\n", count, count == 1 ? "" : "s");
    return true;
}

int pl_migrations_apply(struct pl_run *run) {
    struct work w = { .run = run };
    struct pl_text out = { .pl = run->pl }, list = { .pl = run->pl };
    const struct pl_migration *to = NULL;
    int count = 0;
    bool ok = load(&w) && read_to(&w, &to) && pl_applied_check(run->pl, &w.h, &w.s);
    if (!ok)
        return end(&w, false, &out);
    list_pending(&w, to, &count, &list);
    if (!count) {
        pl_add(&out, "nothing to do: no migration is pending\n");
        return end(&w, true, &out);
    }
    if (pl_on(run, PL_O_DRY_RUN)) {
        pl_addf(&out, "%s%d pending\n", list.s, count);
        return end(&w, true, &out);
    }
    pl_progress(run, "%s", list.s);
    ok = pl_perform_confirmed(run, pl_format(run->pl, "Apply %d migration%s to %s?", count, count == 1 ? "" : "s",
                                             pl_printable(run->pl, w.live.db->title, false))) &&
         ready(&w, to ? to : last_of(&w)) && apply_all(&w, to, &out) && look_at_floor(&w);
    return end(&w, ok, &out);
}

/* ---- undo: the last one, or all behind --to */

static bool may_lose(struct work *w, const struct pl_migration *m) {
    const char *const *allow = (const char *const *)w->run->set[PL_O_ALLOW_LOSS].list;
    struct pl_plan plan = { .script = script_of(w) };
    struct pl_step *step = pl_step_add(&plan.script, "", pl_format(w->run->pl, "undo %s", m->id), 0, NULL);
    for (const struct pl_directive *d = NULL; (d = pl_migration_says(m, "loses", d));)
        if (d->down)
            pl_step_loses(&plan.script, step, d->value);
    return pl_apply_allowed(w->run->pl, &plan, allow);
}

/* look_only: counts them, and asks whether what they lose may be lost. */
static bool undo_behind(struct work *w, const struct pl_migration *m, const struct pl_migration *to, bool look_only, int *count) {
    if (!m || (to && m == to))
        return true;
    if (m->next && !undo_behind(w, m->next, to, look_only, count))
        return false;
    if (!m->applied || (!to && *count))
        return true;
    if (look_only ? !pl_on(w->run, PL_O_DRY_RUN) && !may_lose(w, m) : !one(w, m, PL_DOWN))
        return false;
    (*count)++;
    return true;
}

int pl_migrations_undo(struct pl_run *run) {
    struct work w = { .run = run };
    struct pl_text out = { .pl = run->pl };
    const struct pl_migration *to = NULL, *first;
    int count = 0, undone = 0;
    bool ok = load(&w) && read_to(&w, &to);
    first = to ? to->next : w.h.first;
    ok = ok && undo_behind(&w, first, to, true, &count);
    if (ok && !count) {
        pl_add(&out, "nothing to do: no migration is applied\n");
        return end(&w, true, &out);
    }
    if (ok && pl_on(run, PL_O_DRY_RUN)) {
        pl_addf(&out, "%d would be undone\n", count);
        return end(&w, true, &out);
    }
    ok = ok && pl_perform_confirmed(run, pl_format(run->pl, "Undo %d migration%s of %s?", count, count == 1 ? "" : "s",
                                                   pl_printable(run->pl, w.live.db->title, false))) &&
         ready(&w, left_by_undo(&w, to)) && undo_behind(&w, first, to, false, &undone) && look_at_floor(&w);
    pl_addf(&out, "undid %d migration%s\n", undone, undone == 1 ? "" : "s");
    return end(&w, ok, &out);
}

/* ---- baseline: a database that was there before its migrations */

/* Whether it has the schema after the migration `to` (NULL: after the last). */
static bool has_schema(struct work *w, const struct pl_migration *to, bool *same) {
    struct pl_db *scratch = pl_migrations_scratch(w->run);
    struct pl_sides s = { .db = w->live.db, .dialect = w->live.db->dialect };
    struct pl_text out = { .pl = w->run->pl };
    struct pl_realm *wanted = NULL;
    bool ok = scratch && pl_replay_up(scratch, &w->h, to) && (wanted = pl_inspect(scratch));
    pl_db_close(scratch);
    if (!ok)
        return false;
    s.from = w->live;
    s.to = (struct pl_source){ .text = "the migrations", .realm = wanted, .dialect = s.dialect };
    if (!pl_run_compare(w->run, &s))
        return false;
    *same = pl_result_of(w->run, &s.plan) == PL_IN_SYNC;
    if (*same)
        return true;
    pl_add(&out, "the database is not as these migrations leave it:\n");
    pl_report_changes(w->run, &s, &out);
    return pl_output(w->run, &out);
}

static bool remember(struct work *w, const struct pl_migration *to, int *count) {
    struct pl_plan plan = { .script = script_of(w) };
    struct pl_apply_options o = { .locked = true };
    for (const struct pl_migration *m = w->h.first; m; m = m->next) {
        if (!m->applied) {
            pl_applied_record(w->live.db, &w->at, &plan.script, m, true);
            (*count)++;
        }
        if (m == to)
            break;
    }
    struct pl_ledger ledger;
    o.ledger = &ledger;
    return !*count || (begin(w, &ledger, "migrations baseline", &plan) && pl_apply_run(w->live.db, &plan, &o) &&
                       pl_ledger_end(&ledger, "applied", NULL));
}

/* Without any migrations the first one is what the database holds. */
static bool write_first(struct work *w) {
    struct pl *pl = w->run->pl;
    struct pl_source empty = { .text = "nothing", .realm = pl_realm_new(pl, "nothing"), .dialect = w->live.dialect };
    struct pl_sides s = { .from = empty, .to = w->live, .dialect = w->live.dialect, .db = w->live.db };
    struct pl_text sql = { .pl = pl }, yaml = { .pl = pl };
    const char *name = w->run->arg_count > 1 ? pl_history_name(pl, w->run->args[1]) : "baseline";
    empty.realm->nocase = w->live.realm->nocase;
    empty.realm->backslash = w->live.realm->backslash;
    if (!pl_yaml_write(pl, w->live.realm, w->live.dialect->name, &yaml) || !pl_run_compare(w->run, &s) || !pl_run_steps(w->run, &s))
        return false;
    pl_add(&sql, pl_author_text(pl, &s.plan, NULL, NULL, NULL));
    return pl_migrations_make_folder(w->run, w->h.folder) &&
           pl_output_file(w->run, pl_format(pl, "%s/0001_%s.sql", w->h.folder, name ? name : "baseline"), &sql, false) &&
           pl_output_file(w->run, pl_format(pl, "%s/" PL_STATE_FILE, w->h.folder), &yaml, true) && pl_migrations_seal(w->run, w->h.folder);
}

static bool again(struct work *w) {
    struct pl_source_options o;
    if (!pl_run_options(w->run, NULL, PL_OWN, &o))
        return false;
    o.hashed = true;
    return pl_source_again(&w->live, &o) && pl_migrations_load(w->run, true, &w->h) &&
           pl_applied_look(w->live.db, &w->at, w->live.ledger, &w->h, &w->s);
}

int pl_migrations_baseline(struct pl_run *run) {
    struct work w = { .run = run };
    struct pl_text out = { .pl = run->pl };
    const struct pl_migration *to = NULL;
    bool same = true, wrote = false;
    int count = 0;
    bool ok = load(&w) && read_to(&w, &to) &&
              pl_perform_confirmed(run, pl_format(run->pl, "Mark migrations of %s as applied?", pl_printable(run->pl, w.live.db->title, false)));
    if (ok && !w.h.first) {
        wrote = true;
        ok = write_first(&w) && again(&w);
    } else if (ok) {
        ok = has_schema(&w, to, &same);
    }
    ok = ok && (!same || (look_again(&w) && look_at_ledger(&w) && remember(&w, to, &count)));
    if (ok && same)
        pl_addf(&out, "%s%d migration%s marked as applied\n", wrote ? "wrote the first migration from the database; " : "", count,
                count == 1 ? " is" : "s are");
    int code = end(&w, ok, &out);
    return ok && !same ? PL_X_NO : code;
}
