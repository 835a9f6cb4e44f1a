/* What the ledger adds to the gate: the migrations folder and the models' fingerprint are only looked for when something is
 * missing, so that the way through costs one question. */
#include <unistd.h>
#include "migrations/gate_ledger.h"
#include "migrations/floor.h"
#include "migrations/history.h"
#include "tools/gate.h"

/* The folder where it is a history; a folder that is not right is `migrations`' business, not the gate's. */
static bool load_history(struct gate *g, struct pl_history *out) {
    const char *folder;
    struct pl_run *run = g->run;
    struct pl_mark mark = pl_diag_mark(run->pl);
    bool ok = pl_migrations_folder(run, &folder) && access(pl_format(run->pl, "%s/" PL_SUM_FILE, folder), F_OK) == 0 &&
              pl_history_load(run->pl, folder, out);
    pl_diag_forget(run->pl, mark);
    return ok;
}

static struct pl_realm *load_state(struct gate *g, const struct pl_history *h) {
    struct pl_run *run = g->run;
    struct pl_source_options o;
    struct pl_source state = { 0 };
    struct pl_mark mark = pl_diag_mark(run->pl);
    bool ok = h->state && pl_run_options(run, &g->live, PL_OWN, &o) &&
              pl_source_load(run->pl, pl_format(run->pl, "%s/" PL_STATE_FILE, h->folder), &o, &state);
    pl_diag_forget(run->pl, mark);
    return ok ? state.realm : NULL;
}

/* Read anew: the judgement has put the database's words into the ones that it had. */
static const char *models_hash(struct gate *g) {
    struct pl_run *run = g->run;
    struct pl_source_options o;
    struct pl_source again = { 0 };
    if (!g->models.realm || !pl_run_options(run, &g->live, PL_OWN, &o))
        return NULL;
    pl_run_scratch(&o, g->live.raw);
    o.hashed = true;
    struct pl_mark mark = pl_diag_mark(run->pl);
    bool ok = pl_source_load(run->pl, g->models.raw, &o, &again);
    pl_diag_forget(run->pl, mark);
    return ok ? again.hash : NULL;
}

static struct pl_gate_past past_of(const struct gate *g) {
    return (struct pl_gate_past){ .db = g->live.db, .at = g->at, .taken = g->live.ledger };
}

bool pl_gate_look_for_runs(struct gate *g, enum pl_open_run *out) {
    struct pl_gate_past p = past_of(g);
    return pl_gate_open_run(&p, out);
}

bool pl_gate_below_floor(struct gate *g, bool *out) {
    struct pl_floor *list;
    const char *name;
    *out = false;
    if (!pl_value(g->run, PL_O_OF_RELEASE, &name) || !name)
        return name == NULL;
    if (!pl_floor_read(g->live.db, &g->at, g->live.ledger, &list))
        return false;
    const struct pl_floor *is = pl_floor_named(list, name), *floor = pl_floor_of(list);
    if (!is || is->runs)
        return true;
    *out = true;
    pl_say(g->run->pl, PL_D_NEVER, NULL, "the release %s does not run on this schema%s: %s", name,
           is->run ? pl_format(g->run->pl, ", since run %s", is->run) : "", is->reason ? is->reason : "?");
    if (floor)
        pl_hint(g->run->pl, "the rollback floor is %s", floor->name);
    return true;
}

bool pl_gate_weigh_refusals(struct gate *g, const struct pl_gate *asked, struct pl_realm *needs) {
    struct pl_gate_past p = past_of(g);
    struct pl_history h = { 0 };
    struct pl_gate_declared d = { .known = g->models.realm != NULL };
    if (!asked->verdict->refusals || !pl_ledger_is_there(p.taken, &p.at, p.db->schema))
        return true;
    if (load_history(g, &h)) {
        d.history = &h;
        d.state = load_state(g, &h);
    } else {
        d.models_hash = models_hash(g);
    }
    return pl_gate_weigh(&p, &d, asked, needs);
}
