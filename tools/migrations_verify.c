/* poundlock migrations verify: all of them from nothing in a throw-away database, each up, down and up again; what stands then
 * is what the models declare. */
#include <string.h>
#include "migrations/hash.h"
#include "migrations/replay.h"
#include "tools/migrations.h"

struct proof {
    struct pl_run *run;
    struct pl_db *db;
    int wrong, without_down;
};

/* The schema as it is, and a fingerprint of it: most comparisons end there. */
struct shape {
    struct pl_realm *realm;
    const char *hash;
};

static bool look(struct proof *p, struct shape *out) {
    struct pl_text yaml = { .pl = p->run->pl };
    out->realm = pl_inspect(p->db);
    if (!out->realm || !pl_yaml_write(p->run->pl, out->realm, p->db->dialect->name, &yaml))
        return false;
    out->hash = pl_sha256(p->run->pl, pl_text(&yaml), yaml.len);
    return true;
}

/* The same; a column that went and came back stands last, which is no difference. */
static bool compare(struct proof *p, const struct shape *is, const struct shape *should, const char *after) {
    struct pl_sides s = { .from = { .text = after, .realm = is->realm }, .to = { .text = "before", .realm = should->realm },
                          .dialect = p->db->dialect, .db = p->db };
    struct pl_text out = { .pl = p->run->pl };
    if (strcmp(is->hash, should->hash) == 0)
        return true;
    if (!pl_run_compare(p->run, &s))
        return false;
    if (!s.plan.changes.first)
        return true;
    p->wrong++;
    pl_addf(&out, "%s:\n", after);
    pl_report_changes(p->run, &s, &out);
    return pl_output(p->run, &out);
}

static bool one(struct proof *p, const struct pl_migration *m, struct shape *state) {
    struct pl *pl = p->run->pl;
    struct shape up, down, again;
    if (!pl_replay_one(p->db, m, PL_UP) || !look(p, &up))
        return false;
    if (!m->down.line) {
        p->without_down++;
    } else if (!pl_replay_one(p->db, m, PL_DOWN) || !look(p, &down) ||
               !compare(p, &down, state, pl_format(pl, "after %s up and down the schema is not as before it", m->id)) ||
               !pl_replay_one(p->db, m, PL_UP) || !look(p, &again) ||
               !compare(p, &again, &up, pl_format(pl, "after %s up, down and up the schema is not as after the first up", m->id))) {
        return false;
    }
    /* What was compared has been changed by it. */
    return look(p, state);
}

/* The result against the models; false when it could not be found out. */
static bool leads_to_models(struct proof *p, bool *same) {
    struct pl_run *run = p->run;
    struct pl_source live = { .text = "the migrations", .db = p->db, .dialect = p->db->dialect };
    struct pl_source_options o;
    struct pl_sides s = { .db = p->db, .dialect = p->db->dialect };
    struct pl_text out = { .pl = run->pl };
    const char *models;
    if (!pl_run_models(run, true, &models) || !pl_run_options(run, &live, PL_OWN, &o))
        return false;
    live.realm = pl_inspect(p->db);
    s.from = live;
    if (!live.realm || !pl_source_load(run->pl, models, &o, &s.to) || !pl_run_compare(run, &s))
        return false;
    *same = pl_result_of(run, &s.plan) == PL_IN_SYNC;
    if (*same)
        return true;
    pl_add(&out, "the migrations do not lead to the models:\n");
    pl_report_changes(run, &s, &out);
    return pl_output(run, &out);
}

static bool all(struct proof *p, const struct pl_history *h) {
    struct shape state;
    if (!look(p, &state))
        return false;
    for (const struct pl_migration *m = h->first; m; m = m->next) {
        pl_progress(p->run, "%s\n", m->id);
        if (!one(p, m, &state))
            return false;
    }
    return true;
}

int pl_migrations_verify(struct pl_run *run) {
    struct pl_history h;
    struct proof p = { .run = run };
    struct pl_text out = { .pl = run->pl };
    bool same = false;
    bool ok = pl_migrations_load(run, true, &h) && (p.db = pl_migrations_scratch(run)) && all(&p, &h) && leads_to_models(&p, &same);
    pl_db_close(p.db);
    if (!ok)
        return pl_run_failed(run);
    if (p.wrong || !same)
        return PL_X_NO;
    pl_addf(&out, "verified %d migration%s: up, down and up again, and they lead to the models\n", h.count, h.count == 1 ? "" : "s");
    if (p.without_down)
        pl_addf(&out, "%d of them ha%s no way down\n", p.without_down, p.without_down == 1 ? "s" : "ve");
    return pl_output(run, &out) ? PL_X_YES : pl_run_failed(run);
}
