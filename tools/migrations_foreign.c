/* Another tool's migrations: their status where they are, by that tool's own ledger, and taking them over. */
#include <jansson.h>
#include <string.h>
#include "migrations/foreign.h"
#include "tools/migrations.h"
#include "tools/perform.h"

static const char *state_of(const struct pl_foreign *f, const struct pl_foreign_entry *e) {
    return e->failed ? "failed" : e->applied ? "applied" : f->unsure ? "cannot tell" : "pending";
}

struct counts {
    int applied, pending, failed, unknown, unsure;
};

static struct counts count(struct pl *pl, const struct pl_foreign *f) {
    struct counts c = { 0 };
    const char *at = NULL;
    for (const struct pl_foreign_entry *e = f->first; e; e = e->next) {
        c.applied += e->applied;
        c.failed += e->failed;
        c.pending += !e->applied && !e->failed && !f->unsure;
        c.unsure += !e->applied && !e->failed && f->unsure;
    }
    while (f->unknown && pl_list_next(pl, f->unknown, &at))
        c.unknown++;
    return c;
}

static void text(const struct pl_foreign *f, const struct counts *c, struct pl_text *out) {
    size_t width = 8;
    for (const struct pl_foreign_entry *e = f->first; e; e = e->next)
        width = strlen(e->title) > width ? strlen(e->title) : width;
    for (const struct pl_foreign_entry *e = f->first; e; e = e->next)
        pl_addf(out, "%-*s  %s\n", (int)width, e->title, state_of(f, e));
    pl_addf(out, "%s: %d applied, %d pending", pl_foreign_word(f), c->applied, c->pending);
    if (c->failed)
        pl_addf(out, ", %d failed", c->failed);
    if (c->unsure)
        pl_addf(out, ", %d cannot be told", c->unsure);
    if (c->unknown)
        pl_addf(out, "; %d more in its ledger that this folder does not have", c->unknown);
    pl_add(out, f->ledger ? "\n" : "; the database has no ledger of it\n");
}

static void json(struct pl *pl, const struct pl_foreign *f, const struct counts *c, struct pl_text *out) {
    json_t *o = json_object(), *list = json_array();
    for (const struct pl_foreign_entry *e = f->first; e; e = e->next) {
        json_t *one = json_object();
        json_object_set_new(one, "id", pl_report_json_string(pl, e->title));
        json_object_set_new(one, "state", json_string(state_of(f, e)));
        json_array_append_new(list, one);
    }
    json_object_set_new(o, "tool", json_string(pl_foreign_word(f)));
    json_object_set_new(o, "migrations", list);
    json_object_set_new(o, "applied", json_integer(c->applied));
    json_object_set_new(o, "pending", json_integer(c->pending));
    json_object_set_new(o, "failed", json_integer(c->failed));
    json_object_set_new(o, "cannot_tell", json_integer(c->unsure));
    json_object_set_new(o, "unknown", json_integer(c->unknown));
    pl_report_json_text(o, out);
}

int pl_migrations_foreign_status(struct pl_run *run, const char *folder) {
    struct pl_foreign f;
    struct pl_source live = { 0 };
    struct pl_source_options o;
    struct pl_text out = { .pl = run->pl };
    const char *database, *format = run->set[PL_O_FORMAT].text;
    bool ok = pl_foreign_read(run->pl, folder, &f) && pl_run_database(run, &database) && pl_run_options(run, NULL, PL_OWN, &o);
    o.ignore = NULL;                                   /* the other tool's ledger is mostly ignored on purpose */
    ok = ok && pl_source_load(run->pl, database, &o, &live) && pl_foreign_applied(live.db, live.realm, &f);
    pl_source_close(&live);
    if (!ok)
        return pl_run_failed(run);
    struct counts c = count(run->pl, &f);
    if (format && strcmp(format, "json") == 0)
        json(run->pl, &f, &c, &out);
    else
        text(&f, &c, &out);
    return !pl_output(run, &out) ? pl_run_failed(run) : c.pending || c.failed ? PL_X_NO : c.unsure ? PL_X_CANNOT_TELL : PL_X_YES;
}

/* ---- import: its SQL as migrations of poundlock's, with what its ledger has had marked as applied */

static bool load(struct pl_run *run, const char *folder, struct pl_foreign *f) {
    if (!pl_foreign_read(run->pl, folder, f))
        return false;
    if (!f->tool) {
        pl_say(run->pl, PL_D_HISTORY, NULL, "\"%s\" holds no other tool's migrations", folder);
        return pl_hint(run->pl, "there are readers for Alembic, Django, Flyway, Liquibase, Prisma, Rails, Sqitch, dbmate, golang-migrate and goose");
    }
    for (const struct pl_foreign_entry *e = f->first; e; e = e->next) {
        struct pl_place place = { .file = e->path };
        if (e->up)
            continue;
        pl_say(run->pl, PL_D_HISTORY, &place, "\"%s\" of %s is not in SQL, so it cannot be taken over", e->title, pl_foreign_word(f));
        return pl_hint(run->pl, "leave them where they are (poundlock migrations status --migrations %s), or begin with what the database "
                                "holds: poundlock migrations baseline", folder);
    }
    return true;
}

/* The words of its name behind the number, or its version where it has none. */
static const char *name_of(struct pl *pl, const struct pl_foreign_entry *e) {
    const char *name = pl_history_name(pl, e->title), *rest = name ? name + strspn(name, "0123456789v_") : NULL;
    return rest && *rest ? rest : name ? name : "migration";
}

static bool is_line(struct pl *pl, const char *line, const char *const *words) {
    const char *said = pl_lower(pl, pl_trim(pl, pl_strndup(pl, line, strcspn(line, "\n"))));
    while (*words && strcmp(said, *words) != 0)
        words++;
    return *words != NULL;
}

static const char *next_line(const char *line) {
    const char *end = strchr(line, '\n');
    return end ? end + 1 : line + strlen(line);
}

/* Scripts that are handed to a client open and end the transaction themselves; here that is poundlock's. Where they have more than
 * one, or anything outside of it, they stay as they are. */
static const char *without_frame(struct pl *pl, const char *sql) {
    static const char *const open[] = { "begin;", "begin transaction;", "start transaction;", NULL };
    static const char *const close[] = { "commit;", "commit transaction;", NULL };
    const char *first = NULL, *last = NULL;
    struct pl_text out = { .pl = pl };
    int frames = 0;
    for (const char *line = sql; *line; line = next_line(line)) {
        const char *at = line + strspn(line, " \t\r\n");
        if (!*at || at >= next_line(line) || strncmp(at, "--", 2) == 0)
            continue;
        frames += is_line(pl, line, open) || is_line(pl, line, close);
        first = first ? first : line;
        last = line;
    }
    if (frames != 2 || !is_line(pl, first, open) || !is_line(pl, last, close))
        return sql;
    for (const char *line = sql; *line; line = next_line(line))
        if (line != first && line != last)
            pl_addn(&out, line, (size_t)(next_line(line) - line));
    return pl_text(&out);
}

/* Tools that run a file as one statement need no mark for what PostgreSQL refuses inside a transaction. */
static bool goes_apart(struct pl *pl, const char *sql) {
    return strstr(pl_lower(pl, sql), "concurrently") != NULL;
}

static void add_way(struct pl *pl, struct pl_text *out, const char *way, const char *sql, bool apart) {
    const char *mark = apart || goes_apart(pl, sql) ? "-- poundlock: no-transaction\n" : "";
    pl_addf(out, "%s-- %s\n%s%s\n", out->len ? "\n" : "", way, mark, pl_trim(pl, without_frame(pl, sql)));
}

static bool write_one(struct pl_run *run, const char *folder, const struct pl_foreign_entry *e, int number, const char **id) {
    struct pl_text sql = { .pl = run->pl };
    *id = pl_format(run->pl, "%04d_%s", number, name_of(run->pl, e));
    add_way(run->pl, &sql, "up", e->up, e->up_apart);
    if (e->down)
        add_way(run->pl, &sql, "down", e->down, e->down_apart);
    return pl_output_file(run, pl_format(run->pl, "%s/%s.sql", folder, *id), &sql, false);
}

/* Marks what the database of the settings has had, where one is named. */
static bool look(struct pl_run *run, struct pl_foreign *f) {
    struct pl_source live = { 0 };
    struct pl_source_options o;
    const char *database;
    if (!pl_value(run, PL_O_DATABASE, &database) || !database)
        return database == NULL;
    bool ok = pl_run_options(run, NULL, PL_OWN, &o);
    o.ignore = NULL;
    ok = ok && pl_source_load(run->pl, database, &o, &live) && pl_foreign_applied(live.db, live.realm, f);
    pl_source_close(&live);
    return ok;
}

/* Asked before anything is written, and not again when it is marked. */
static bool agreed(struct pl_run *run, const struct pl_foreign *f, const char *folder) {
    struct counts c = count(run->pl, f);
    if (!c.applied)
        return true;
    if (!pl_perform_confirmed(run, pl_format(run->pl, "Write %d migrations to \"%s\", and mark those that the database has had as applied?",
                                             f->count, folder)))
        return false;
    run->set[PL_O_YES].text = "true";
    return true;
}

int pl_migrations_import(struct pl_run *run) {
    struct pl_foreign f;
    struct pl_history h;
    struct pl_text out = { .pl = run->pl };
    const char *last = NULL, *id;
    int number = 0;
    bool ok = load(run, run->args[1], &f) && look(run, &f) && pl_migrations_load(run, true, &h);
    if (ok && h.first) {
        pl_say(run->pl, PL_D_OUTPUT, NULL, "\"%s\" has migrations already", h.folder);
        pl_hint(run->pl, "name another folder: --migrations PATH");
        ok = false;
    }
    ok = ok && agreed(run, &f, h.folder) && pl_migrations_make_folder(run, h.folder);
    for (const struct pl_foreign_entry *e = f.first; ok && e; e = e->next) {
        ok = write_one(run, h.folder, e, ++number, &id);
        last = e->applied ? id : last;
    }
    ok = ok && pl_migrations_seal(run, h.folder);
    pl_addf(&out, "wrote %d migration%s of %s to %s\n", number, number == 1 ? "" : "s", ok ? pl_foreign_word(&f) : "", ok ? h.folder : "");
    if (!ok || !pl_output(run, &out))
        return pl_run_failed(run);
    if (!last)
        return PL_X_YES;
    run->set[PL_O_TO].text = last;
    return pl_migrations_baseline(run);
}
