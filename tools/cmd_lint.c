/* poundlock lint: the models, the change that they mean for the database, or migration files. */
#include <string.h>
#include <sys/stat.h>
#include "migrations/replay.h"
#include "tools/migrations.h"
#include "tools/report_lint.h"

struct lint {
    struct pl_run *run;
    struct pl_lint l;
};

/* ---- models, and the plan where a database is named */

static bool lint_plan(struct lint *x) {
    struct pl_sides s;
    bool ok = pl_run_sides(x->run, false, &s);
    if (ok) {
        x->l.dialect = s.dialect;
        ok = pl_lint_models(&x->l, s.to.realm) && pl_run_compare(x->run, &s) && pl_run_steps(x->run, &s);
    }
    if (ok) {
        x->l.db = s.db;
        x->l.live = s.from.realm;
        x->l.declared = s.to.realm;
        ok = pl_lint_changes(&x->l, &s.plan);
    }
    pl_sides_close(&s);
    return ok;
}

static bool lint_models(struct lint *x, const char *models) {
    struct pl_source source = { 0 };
    struct pl_source_options o;
    bool ok = pl_run_options(x->run, NULL, PL_OWN, &o) && pl_run_dialect(x->run, &o.dialect) && pl_source_load(x->run->pl, models, &o, &source);
    x->l.dialect = source.dialect;
    ok = ok && pl_lint_models(&x->l, source.realm);
    pl_source_close(&source);
    return ok;
}

static bool lint_all(struct lint *x) {
    const char *database, *models;
    if (!pl_value(x->run, PL_O_DATABASE, &database) || !pl_run_models(x->run, true, &models))
        return false;
    return database ? lint_plan(x) : lint_models(x, models);
}

/* ---- migrations: each is run in a throw-away database; rows are asked of the database, where one is named */

/* The file first: what its words tell is worth knowing above all where it does not run. */
static bool one_migration(struct lint *x, struct pl_db *scratch, const struct pl_migration *m, bool wanted) {
    struct pl_diff_options o = { 0 };
    struct pl_plan plan;
    if (!wanted)
        return pl_replay_one(scratch, m, PL_UP);
    x->l.live = pl_inspect(scratch);
    if (!x->l.live || !pl_lint_file(&x->l, m) || !pl_replay_one(scratch, m, PL_UP) || !(x->l.declared = pl_inspect(scratch)))
        return false;
    return pl_plan_compare(scratch, scratch->dialect, x->l.live, x->l.declared, &o, &plan) &&
           pl_plan_steps(x->run->pl, scratch->dialect, scratch->version, scratch->schema, x->l.live, x->l.declared, &plan) &&
           pl_lint_changes(&x->l, &plan);
}

static bool open_database(struct lint *x) {
    struct pl_source_options o;
    const char *database;
    if (!pl_value(x->run, PL_O_DATABASE, &database) || !database)
        return database == NULL;
    const struct pl_dialect *d = pl_source_dialect(database);
    return pl_run_options(x->run, NULL, PL_OWN, &o) && d && (x->l.db = d->open(x->run->pl, database, &o.login));
}

/* A file of the folder that is linted, or all of it. */
static bool is_wanted(const struct pl_migration *m, const char *file) {
    size_t n = strlen(m->path), k = file ? strlen(file) : 0;
    return !file || (n >= k && strcmp(m->path + n - k, file) == 0);
}

static bool lint_history(struct lint *x, const char *folder, const char *file) {
    struct pl_history h;
    struct pl_db *scratch = NULL;
    bool found = false;
    bool ok = pl_history_load(x->run->pl, folder, &h) && (scratch = pl_migrations_scratch(x->run)) && open_database(x);
    x->l.dialect = scratch ? scratch->dialect : NULL;
    for (const struct pl_migration *m = h.first; ok && m; m = m->next) {
        bool wanted = is_wanted(m, file);
        found |= wanted;
        ok = one_migration(x, scratch, m, wanted);
    }
    pl_db_close(scratch);
    if (x->l.db)
        x->l.db->dialect->close(x->l.db);
    if (ok && file && !found)
        ok = pl_say(x->run->pl, PL_D_NO_FILE, NULL, "\"%s\" is no migration of \"%s\"", file, folder);
    return ok;
}

static bool lint_argument(struct lint *x, const char *path) {
    struct stat st;
    const char *slash = strrchr(path, '/');
    if (stat(path, &st) != 0)
        return pl_say(x->run->pl, PL_D_NO_FILE, NULL, "there is no \"%s\"", path);
    if (S_ISDIR(st.st_mode))
        return lint_history(x, path, NULL);
    return lint_history(x, slash ? pl_strndup(x->run->pl, path, (size_t)(slash - path)) : ".", slash ? slash : path);
}

int pl_cmd_LINT(struct pl_run *run) {
    struct lint x = { .run = run, .l = { .pl = run->pl } };
    const struct pl_setting *said = &run->set[PL_O_LINT];
    struct pl_text out = { .pl = run->pl };
    if (!pl_lint_settings(&x.l, (const char *const *)said->list, &said->place))
        return pl_run_failed(run);
    if (pl_on(run, PL_O_RULES)) {
        pl_report_lint_rules(&x.l, &out);
        return pl_output(run, &out) ? PL_X_YES : pl_run_failed(run);
    }
    bool ok = run->arg_count ? lint_argument(&x, run->args[0]) : lint_all(&x);
    if (ok || x.l.first)
        pl_report_lint(run, x.l.first, &out);
    if (!pl_output(run, &out) || !ok)
        return pl_run_failed(run);
    return x.l.count[PL_ERROR] || x.l.count[PL_WARNING] ? PL_X_NO : PL_X_YES;
}
