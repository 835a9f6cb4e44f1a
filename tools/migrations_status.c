/* poundlock migrations status: which of them the database has had. */
#include <jansson.h>
#include <string.h>
#include "migrations/applied.h"
#include "migrations/foreign.h"
#include "tools/migrations.h"

static const char *state_of(const struct pl_migration *m) {
    if (!m->applied)
        return "pending";
    if (pl_same(m->applied->hash, m->hash))
        return "applied";
    return pl_migration_says(m, "replaces", NULL) ? "applied" : "edited";
}

static void text(const struct pl_history *h, const struct pl_standing *s, struct pl_text *out) {
    size_t width = 8;
    for (const struct pl_migration *m = h->first; m; m = m->next)
        width = strlen(m->id) > width ? strlen(m->id) : width;
    for (const struct pl_migration *m = h->first; m; m = m->next) {
        bool applied = m->applied && m->applied->when;
        pl_addf(out, "%-*s  %s%s%.19s%s\n", (int)width, m->id, state_of(m), applied ? " " : "", applied ? m->applied->when : "",
                applied ? " UTC" : "");
    }
    for (const struct pl_applied *u = s->unknown; u; u = u->next)
        pl_addf(out, "%s_%s  applied, but not in the folder\n", u->number, u->name);
    pl_addf(out, "%d applied, %d pending\n", s->applied, s->pending);
}

static void json(struct pl *pl, const struct pl_history *h, const struct pl_standing *s, struct pl_text *out) {
    json_t *o = json_object(), *list = json_array();
    for (const struct pl_migration *m = h->first; m; m = m->next) {
        json_t *one = json_object();
        json_object_set_new(one, "id", pl_report_json_string(pl, m->id));
        json_object_set_new(one, "state", json_string(state_of(m)));
        json_object_set_new(one, "applied", pl_report_json_string(pl, m->applied ? m->applied->when : NULL));
        json_array_append_new(list, one);
    }
    for (const struct pl_applied *u = s->unknown; u; u = u->next) {
        json_t *one = json_object();
        json_object_set_new(one, "id", pl_report_json_string(pl, pl_format(pl, "%s_%s", u->number, u->name)));
        json_object_set_new(one, "state", json_string("unknown"));
        json_object_set_new(one, "applied", pl_report_json_string(pl, u->when));
        json_array_append_new(list, one);
    }
    json_object_set_new(o, "migrations", list);
    json_object_set_new(o, "applied", json_integer(s->applied));
    json_object_set_new(o, "pending", json_integer(s->pending));
    pl_report_json_text(o, out);
}

bool pl_migrations_open(struct pl_run *run, bool write, struct pl_source *live, struct pl_ledger_place *at) {
    struct pl_source_options o;
    const char *database;
    if (!pl_run_database(run, &database) || !pl_run_options(run, NULL, PL_OWN, &o) || !pl_run_ledger(run, at))
        return false;
    if (!pl_source_dialect(database)) {
        pl_say(run->pl, PL_D_BAD_URL, NULL, "\"%s\" is not a database", pl_source_masked(run->pl, database));
        return pl_hint(run->pl, "name one as postgres://, mysql://, mariadb://, sqlite:FILE or the path of an SQLite file");
    }
    o.login.write = o.login.create = write;
    o.hashed = write;
    if (!pl_source_load(run->pl, database, &o, live))
        return false;
    if (at->prefix)
        return true;
    pl_say(run->pl, PL_D_CONFIG, NULL, "versioned migrations need a ledger, and the settings say there is none");
    return pl_hint(run->pl, "take \"ledger: none\" out");
}

int pl_migrations_status(struct pl_run *run) {
    struct pl_history h;
    struct pl_standing s;
    struct pl_source live = { 0 };
    struct pl_ledger_place at;
    struct pl_foreign foreign;
    struct pl_text out = { .pl = run->pl };
    const char *folder, *format = run->set[PL_O_FORMAT].text;
    if (!pl_migrations_folder(run, &folder) || !pl_foreign_read(run->pl, folder, &foreign))
        return pl_run_failed(run);
    if (foreign.tool)
        return pl_migrations_foreign_status(run, folder);
    bool ok = pl_migrations_load(run, false, &h) && pl_migrations_open(run, false, &live, &at) &&
              pl_applied_look(live.db, &at, live.ledger, &h, &s);
    pl_source_close(&live);
    if (!ok)
        return pl_run_failed(run);
    if (format && strcmp(format, "json") == 0)
        json(run->pl, &h, &s, &out);
    else
        text(&h, &s, &out);
    if (!pl_applied_check(run->pl, &h, &s) || !pl_history_sealed(run->pl, &h)) {
        pl_output(run, &out);
        return pl_run_failed(run);
    }
    return !pl_output(run, &out) ? pl_run_failed(run) : s.pending ? PL_X_NO : PL_X_YES;
}
