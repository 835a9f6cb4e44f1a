/* poundlock uses: who still needs an object, before it is dropped. */
#include <jansson.h>
#include <string.h>
#include <unistd.h>
#include "migrations/uses.h"
#include "tools/floor.h"
#include "tools/report.h"

struct uses {
    struct pl_run *run;
    struct pl_source source;
    struct pl_uses u;
};

/* The database where one is named and no models are typed, else the models. */
static bool load(struct uses *x) {
    struct pl_run *run = x->run;
    struct pl_source_options o;
    const char *database, *models;
    if (!pl_run_options(run, NULL, PL_OWN, &o))
        return false;
    if (run->set[PL_O_MODELS].rank != PL_FROM_OPTION) {
        if (!pl_value(run, PL_O_DATABASE, &database))
            return false;
        if (database)
            return pl_source_load(run->pl, database, &o, &x->source);
    }
    return pl_run_models(run, true, &models) && pl_run_dialect(run, &o.dialect) && pl_source_load(run->pl, models, &o, &x->source);
}

static bool ask_releases(struct uses *x) {
    struct pl_rollout_options o = { .settings = x->run->file };
    struct pl_rollout r;
    const char *file;
    if (!pl_run_rollout_file(x->run, &file) || !pl_value(x->run, PL_O_JOBS, &o.jobs))
        return false;
    if (access(file, F_OK) != 0)
        return true;
    if (!pl_run_options(x->run, &x->source, PL_OWN, &o.source) || !pl_rollout_read(x->run->pl, file, &o, &r))
        return false;
    for (const struct pl_release *release = r.releases; release; release = release->next)
        pl_uses_by_release(&x->u, release);
    return true;
}

static bool ask_jobs(struct uses *x) {
    struct pl_source_options o;
    struct pl_manifest *m;
    const char *jobs;
    if (!pl_value(x->run, PL_O_JOBS, &jobs) || !jobs)
        return jobs == NULL;
    if (!pl_run_options(x->run, &x->source, PL_OWN, &o) ||
        !pl_manifests_load(x->run->pl, jobs, NULL, x->run->file && strcmp(jobs, x->run->file) == 0, &o, &m))
        return false;
    for (; m; m = m->next)
        pl_uses_by_job(&x->u, m);
    return true;
}

static bool take_statement(void *arg, int columns, const char *const *names, const char *const *values) {
    (void)names;
    if (columns && values[0])
        pl_uses_by_statement(arg, values[0]);
    return true;
}

/* What the server remembers of statements is welcome; most keep nothing, or show it to few. */
static void ask_statements(struct uses *x) {
    struct pl_mark mark = pl_diag_mark(x->run->pl);
    if (x->source.db && x->source.dialect->statements)
        x->source.dialect->statements(x->source.db, NULL, take_statement, &x->u);
    pl_diag_forget(x->run->pl, mark);
}

static bool unknown(struct uses *x) {
    pl_say(x->run->pl, PL_D_NOWHERE, NULL, "nobody knows of \"%s\": neither %s nor a release or job", x->u.object, x->source.text);
    return pl_hint(x->run->pl, "names are written as in customer, customer.phone, audit.log.id");
}

static void text(struct uses *x, struct pl_text *out) {
    struct pl *pl = x->run->pl;
    int users = 0, hints = 0;
    for (const struct pl_user *u = x->u.first; u; u = u->next) {
        const char *place = u->place.file ? pl_format(pl, " (%s:%d)", u->place.file, u->place.line) : "";
        pl_addf(out, "%-40s %s%s%s\n", pl_printable(pl, u->who, false), u->hint ? "perhaps: " : "", pl_printable(pl, u->how, false),
                place);
        *(u->hint ? &hints : &users) += 1;
    }
    pl_addf(out, "%s is used by %d%s\n", pl_printable(pl, x->u.object, false), users, hints ? pl_format(pl, ", and perhaps by %d", hints) : "");
}

static void json(struct uses *x, struct pl_text *out) {
    struct pl *pl = x->run->pl;
    json_t *o = json_object(), *list = json_array();
    json_object_set_new(o, "object", pl_report_json_string(pl, x->u.object));
    json_object_set_new(o, "source", pl_report_json_string(pl, x->source.text));
    for (const struct pl_user *u = x->u.first; u; u = u->next) {
        json_t *one = json_object();
        json_object_set_new(one, "who", pl_report_json_string(pl, u->who));
        json_object_set_new(one, "how", pl_report_json_string(pl, u->how));
        json_object_set_new(one, "hint", json_boolean(u->hint));
        json_object_set_new(one, "file", u->place.file ? pl_report_json_string(pl, u->place.file) : json_null());
        json_object_set_new(one, "line", u->place.file ? json_integer(u->place.line) : json_null());
        json_array_append_new(list, one);
    }
    json_object_set_new(o, "uses", list);
    pl_report_json_text(o, out);
}

static bool look(struct uses *x) {
    if (!load(x) || !pl_uses_find(&x->u, x->source.realm, x->run->args[0]))
        return false;
    pl_uses_in_schema(&x->u);
    if (!ask_releases(x) || !ask_jobs(x))
        return false;
    ask_statements(x);
    return !pl_uses_unknown(&x->u) || unknown(x);
}

int pl_cmd_USES(struct pl_run *run) {
    struct uses x = { .run = run };
    struct pl_text out = { .pl = run->pl };
    const char *format = run->set[PL_O_FORMAT].text;
    bool ok = look(&x), any = false;
    pl_source_close(&x.source);
    if (!ok)
        return pl_run_failed(run);
    for (const struct pl_user *u = x.u.first; u; u = u->next)
        any |= !u->hint;
    (format && strcmp(format, "json") == 0 ? json : text)(&x, &out);
    return !pl_output(run, &out) ? pl_run_failed(run) : any ? PL_X_NO : PL_X_YES;
}
