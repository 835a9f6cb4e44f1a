/* poundlock migrations new and seal: writes migrations, from what changed in the models since the last one. */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include "migrations/apply.h"
#include "migrations/author.h"
#include "tools/migrations.h"

/* ---- two realms: the schema after the last migration, and the models */

static bool load_pair(struct pl_run *run, const struct pl_history *h, struct pl_sides *s) {
    struct pl_source_options o;
    const char *models;
    *s = (struct pl_sides){ 0 };
    if (!pl_run_models(run, true, &models) || !pl_run_options(run, NULL, PL_OWN, &o) || !pl_run_dialect(run, &o.dialect))
        return false;
    const char *database;
    if (!pl_value(run, PL_O_DATABASE, &database))
        return false;
    pl_run_scratch(&o, database);
    s->dialect = o.dialect;
    if (!pl_source_load(run->pl, models, &o, &s->to))
        return false;
    if (h->state)
        return pl_source_load(run->pl, pl_format(run->pl, "%s/" PL_STATE_FILE, h->folder), &o, &s->from);
    s->from = (struct pl_source){ .text = "nothing", .raw = "nothing", .dialect = o.dialect, .realm = pl_realm_new(run->pl, "nothing") };
    s->from.realm->nocase = s->to.realm->nocase;
    s->from.realm->backslash = s->to.realm->backslash;
    return true;
}

static bool make_plan(struct pl_run *run, struct pl_sides *s) {
    return pl_run_compare(run, s) && pl_run_steps(run, s);
}

/* The way back is the plan between the same two, turned round. */
static bool make_down(struct pl_run *run, const struct pl_history *h, struct pl_sides *s) {
    struct pl_sides forward;
    if (!load_pair(run, h, &forward) || !pl_author_turn(forward.from.realm, forward.to.realm))
        return false;
    *s = (struct pl_sides){ .from = forward.to, .to = forward.from, .dialect = forward.dialect };
    return make_plan(run, s);
}

/* ---- files */

bool pl_migrations_make_folder(struct pl_run *run, const char *path) {
    struct stat st;
    if (mkdir(path, 0777) == 0 || (errno == EEXIST && stat(path, &st) == 0 && S_ISDIR(st.st_mode)))
        return true;
    return pl_say(run->pl, PL_D_OUTPUT, NULL, "cannot make the folder \"%s\": %s", path, strerror(errno));
}

static bool write_state(struct pl_run *run, const struct pl_history *h) {
    struct pl_sides s;
    struct pl_text yaml = { .pl = run->pl };
    return load_pair(run, h, &s) && pl_author_state(s.to.realm, s.dialect->name, &yaml) &&
           pl_output_file(run, pl_format(run->pl, "%s/" PL_STATE_FILE, h->folder), &yaml, true);
}

static bool write_migration(struct pl_run *run, const struct pl_history *h, const char *id, const char *text, bool state) {
    struct pl_text sql = { .pl = run->pl };
    pl_add(&sql, text);
    return pl_migrations_make_folder(run, h->folder) && pl_output_file(run, pl_format(run->pl, "%s/%s.sql", h->folder, id), &sql, false) &&
           (!state || write_state(run, h)) && pl_migrations_seal(run, h->folder);
}

/* ---- new */

static bool id_of(struct pl_run *run, const struct pl_history *h, const char **out) {
    const char *name = pl_history_name(run->pl, run->args[1]), *numbering;
    if (!name) {
        pl_say(run->pl, PL_D_USAGE, NULL, "\"%s\" has no letter or digit for a file's name", run->args[1]);
        return pl_hint(run->pl, "poundlock migrations new add_email");
    }
    if (!pl_value(run, PL_O_NUMBERING, &numbering))
        return false;
    const char *number = pl_history_next(run->pl, h, strcmp(numbering, "time") == 0, (long)time(NULL));
    *out = pl_format(run->pl, "%s_%s", number, name);
    return true;
}

/* Which objects the way up loses, each allowed by the author. */
static const char **losses(struct pl *pl, const struct pl_plan *plan) {
    int most = 1, n = 0;
    for (const struct pl_step *s = plan->script.first; s; s = s->next)
        for (int i = 0; s->loses && s->loses[i]; i++)
            most++;
    const char **out = pl_alloc(pl, (size_t)most * sizeof *out);
    for (const struct pl_step *s = plan->script.first; s; s = s->next)
        for (int i = 0; s->loses && s->loses[i]; i++) {
            int k = 0;
            while (k < n && strcmp(out[k], s->loses[i]) != 0)
                k++;
            if (k == n)
                out[n++] = s->loses[i];
        }
    return out;
}

static int wrote(struct pl_run *run, const struct pl_history *h, const char *id, int steps) {
    struct pl_text said = { .pl = run->pl };
    pl_addf(&said, "wrote %s/%s.sql", h->folder, id);
    if (steps)
        pl_addf(&said, " with %d step%s", steps, steps == 1 ? "" : "s");
    pl_add(&said, steps ? "\nnext: poundlock migrations verify, then poundlock migrations apply\n"
                        : "\nnext: write it, then poundlock migrations seal\n");
    return pl_output(run, &said) ? PL_X_YES : pl_run_failed(run);
}

static int from_models(struct pl_run *run, const struct pl_history *h, const char *id) {
    struct pl_sides up, down;
    struct pl_text said = { .pl = run->pl };
    const char *const *allow = (const char *const *)run->set[PL_O_ALLOW_LOSS].list;
    if (!load_pair(run, h, &up) || !make_plan(run, &up))
        return pl_run_failed(run);
    if (!up.plan.script.first) {
        pl_add(&said, "nothing to write: the models are as the last migration leaves them (--empty: a file to write by hand)\n");
        return pl_output(run, &said) ? PL_X_YES : pl_run_failed(run);
    }
    if (!pl_apply_allowed(run->pl, &up.plan, allow) || !make_down(run, h, &down) ||
        !write_migration(run, h, id, pl_author_text(run->pl, &up.plan, &down.plan, losses(run->pl, &up.plan), NULL), true))
        return pl_run_failed(run);
    return wrote(run, h, id, up.plan.script.count);
}

int pl_migrations_new(struct pl_run *run) {
    struct pl_history h;
    const char *id;
    if (!pl_migrations_load(run, true, &h) || !id_of(run, &h, &id))
        return pl_run_failed(run);
    if (!pl_on(run, PL_O_EMPTY))
        return from_models(run, &h, id);
    return write_migration(run, &h, id, pl_author_empty(run->pl), false) ? wrote(run, &h, id, 0) : pl_run_failed(run);
}

/* ---- seal */

/* Hand-written migrations lead to the models as well (`verify` proves it), so the state is theirs. */
int pl_migrations_seal_word(struct pl_run *run) {
    struct pl_history h;
    struct pl_text said = { .pl = run->pl };
    if (!pl_migrations_load(run, false, &h) || !write_state(run, &h) || !pl_migrations_seal(run, h.folder))
        return pl_run_failed(run);
    pl_addf(&said, "sealed %d migration%s in %s\n", h.count, h.count == 1 ? "" : "s", h.folder);
    return pl_output(run, &said) ? PL_X_YES : pl_run_failed(run);
}
