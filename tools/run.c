/* From settings to loaded sources. The database goes first: models are read in its dialect's words. */
#include <errno.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "migrations/expand.h"
#include "migrations/waits.h"
#include "migrations/foreign.h"
#include "migrations/handover.h"
#include "tools/run.h"

/* One part of the login. What poundlock.yaml says of its own database is not told to another one. */
static bool login_part(struct pl_run *run, enum pl_option id, enum pl_side side, const char **out) {
    *out = NULL;
    return (side == PL_STRANGER && run->set[id].rank == PL_FROM_FILE) || pl_value(run, id, out);
}

static bool read_login(struct pl_run *run, enum pl_side side, struct pl_login *out) {
    const char *timeout;
    if (!login_part(run, PL_O_HOST, side, &out->host) || !login_part(run, PL_O_PORT, side, &out->port) ||
        !login_part(run, PL_O_USER, side, &out->user) || !login_part(run, PL_O_PASSWORD, side, &out->password) ||
        !login_part(run, PL_O_DBNAME, side, &out->database) || !pl_value(run, PL_O_CONNECT_TIMEOUT, &timeout))
        return false;
    out->connect_timeout = timeout ? atoi(timeout) : 0;
    return true;
}

static bool read_dialect(struct pl_run *run, const struct pl_dialect **out) {
    const char *word;
    *out = NULL;
    if (!pl_value(run, PL_O_DIALECT, &word))
        return false;
    if (!word || (*out = pl_dialect_named(word)))
        return true;
    bool option = run->set[PL_O_DIALECT].rank == PL_FROM_OPTION;
    struct pl_nearest near = { .wrong = word };
    struct pl_text all = { .pl = run->pl };
    for (int i = 0; pl_dialects[i]; i++) {
        pl_nearest_add(&near, pl_dialects[i]->name);
        pl_addf(&all, "%s%s", i ? ", " : "", pl_dialects[i]->name);
    }
    pl_say(run->pl, option ? PL_D_USAGE : PL_D_CONFIG, &run->set[PL_O_DIALECT].place, "unknown dialect \"%s\"", word);
    return pl_did_you_mean(run->pl, &near, pl_format(run->pl, "there are %s", pl_text(&all)));
}

bool pl_run_ledger(struct pl_run *run, struct pl_ledger_place *out) {
    const char *text, *wrong = NULL;
    *out = (struct pl_ledger_place){ .schema = "" };
    if (!pl_value(run, PL_O_LEDGER, &text) || !text)
        return !text;
    bool option = run->set[PL_O_LEDGER].rank == PL_FROM_OPTION;
    if (!(wrong = pl_ledger_place_read(run->pl, text, out)))
        return true;
    return pl_say(run->pl, option ? PL_D_USAGE : PL_D_CONFIG, &run->set[PL_O_LEDGER].place, "the ledger's place \"%s\" %s", text, wrong);
}

bool pl_run_options(struct pl_run *run, const struct pl_source *against, enum pl_side side, struct pl_source_options *out) {
    *out = (struct pl_source_options){ .ignore = run->set[PL_O_IGNORE].list, .grants = pl_on(run, PL_O_GRANTS) };
    if (!pl_value(run, PL_O_SCHEMA, &out->schema) || !pl_run_ledger(run, &out->ledger))
        return false;
    if (against) {
        out->dialect = against->dialect;
        out->version = against->db ? against->db->version : 0;
        out->nocase = against->db ? against->db->nocase : 0;
        if (against->db && !out->schema)
            out->schema = against->db->schema;
    } else if (!read_dialect(run, &out->dialect)) {
        return false;
    }
    if (!read_login(run, side, &out->login) || !pl_value(run, PL_O_SCHEMA, &out->login.schema))
        return false;
    return pl_value(run, PL_O_SCRATCH, &out->scratch);
}

static bool no_database(struct pl_run *run) {
    const char *word = run->command->word, *file = run->file ? run->file : PL_SETTINGS_FILE;
    pl_say(run->pl, PL_D_USAGE, NULL, "no database is named");
    if (!word)
        return pl_hint(run->pl, "set DATABASE_URL, or \"database:\" in %s, or give the key \"database\"", file);
    return pl_hint(run->pl, "poundlock %s -d postgres://user@host/name, or set DATABASE_URL, or \"database:\" in %s", word, file);
}

bool pl_run_database(struct pl_run *run, const char **out) {
    const struct pl_dialect *d;
    const char *host, *dbname;
    if (!pl_value(run, PL_O_DATABASE, out))
        return false;
    if (*out)
        return true;
    /* Host and name may be given separately: then the dialect says whose they are. */
    if (!read_dialect(run, &d) || !pl_value(run, PL_O_HOST, &host) || !pl_value(run, PL_O_DBNAME, &dbname))
        return false;
    if (!d || (!host && !dbname))
        return no_database(run);
    *out = pl_format(run->pl, "%s://", d->schemes[0]);
    return true;
}

bool pl_run_argument(struct pl_run *run, const char **out) {
    *out = run->arg_count ? run->args[0] : NULL;
    if (!*out || run->set[PL_O_DATABASE].rank != PL_FROM_OPTION)
        return true;
    return pl_say(run->pl, PL_D_USAGE, NULL, "the database is named twice: as an argument and with --database");
}

bool pl_run_models(struct pl_run *run, bool must, const char **out) {
    static const char *const custom[] = { "models", "models.yaml", "models.yml" };
    if (!pl_value(run, PL_O_MODELS, out))
        return false;
    for (size_t i = 0; !*out && i < sizeof custom / sizeof *custom; i++) {
        const char *path = pl_format(run->pl, "%s%s", run->folder, custom[i]);
        if (access(path, F_OK) == 0)
            *out = path;
    }
    if (*out || !must)
        return true;
    pl_say(run->pl, PL_D_NO_FILE, NULL, "there are no models: neither \"%smodels\" nor \"%smodels.yaml\" is there",
           run->folder, run->folder);
    return pl_hint(run->pl, "name them with -m PATH, or make them from a database with: poundlock init URL");
}

bool pl_migrations_folder(struct pl_run *run, const char **out) {
    if (!pl_value(run, PL_O_MIGRATIONS, out))
        return false;
    if (!*out)
        *out = pl_format(run->pl, "%smigrations", run->folder);
    return true;
}

bool pl_run_dialect(struct pl_run *run, const struct pl_dialect **out) {
    const char *database;
    if (!read_dialect(run, out))
        return false;
    if (*out)
        return true;
    if (!pl_value(run, PL_O_DATABASE, &database))
        return pl_hint(run->pl, "or say for which database the models are: --dialect postgres, mysql, mariadb or sqlite");
    if (database && (*out = pl_source_dialect(database)))
        return true;
    pl_say(run->pl, PL_D_USAGE, NULL, "models alone do not say for which database they are");
    return pl_hint(run->pl, "add --dialect postgres, mysql, mariadb or sqlite");
}

/* SQL files are run beside the database that they are held against, unless another server is named for that. */
void pl_run_scratch(struct pl_source_options *o, const char *database) {
    if (o->scratch || !database)
        return;
    o->scratch = database;
    o->scratch_login = o->login;
}

/* What it needs no fingerprint and no steps for. */
static bool only_compares(const struct pl_run *run) {
    return pl_same(run->command->word, "check");
}

bool pl_run_source(struct pl_run *run, const char *text, const struct pl_source *against, struct pl_source *out) {
    struct pl_source_options o;
    bool database = pl_source_dialect(text) != NULL;
    if (!pl_run_options(run, database ? NULL : against, PL_STRANGER, &o))
        return false;
    if (!database && !against && !pl_run_dialect(run, &o.dialect))
        return false;
    pl_run_scratch(&o, against && against->db ? against->raw : NULL);
    return pl_source_load(run->pl, text, &o, out);
}

/* The models, once the database is connected to, and how they are read. */
static bool find_declared(struct pl_run *run, const struct pl_sides *s, const char **models, struct pl_source_options *o) {
    if (!pl_run_models(run, true, models) || !pl_run_options(run, &s->from, PL_OWN, o))
        return false;
    o->hashed = !only_compares(run);
    pl_run_scratch(o, s->from.raw);
    return true;
}

bool pl_run_declared(struct pl_run *run, struct pl_sides *s) {
    struct pl_source_options o;
    const char *models;
    return find_declared(run, s, &models, &o) && pl_source_load(run->pl, models, &o, &s->to);
}

static bool open_live(struct pl_run *run, bool write, struct pl_source_options *o, struct pl_sides *out) {
    const char *database;
    *out = (struct pl_sides){ 0 };
    if (!pl_run_database(run, &database) || !pl_run_options(run, NULL, PL_OWN, o))
        return false;
    o->login.write = o->login.create = write;
    o->hashed = !only_compares(run);
    o->only_compared = only_compares(run);
    if (!pl_source_open(run->pl, database, o, &out->from))
        return false;
    out->db = out->from.db;
    out->dialect = out->from.dialect;
    return true;
}

bool pl_run_live(struct pl_run *run, bool write, struct pl_sides *out) {
    struct pl_source_options o;
    return open_live(run, write, &o, out) && pl_source_read(&out->from, &o, NULL);
}

bool pl_run_sides(struct pl_run *run, bool write, struct pl_sides *out) {
    struct pl_source_options live, declared;
    struct pl_source to;                               /* open_live begins with empty sides */
    struct pl_meanwhile *m;
    const char *database, *models;
    *out = (struct pl_sides){ 0 };
    if (!pl_run_database(run, &database) || !pl_run_models(run, true, &models))
        return false;
    pl_source_begin(run->pl, models, &to, &m);
    bool ok = open_live(run, write, &live, out) && find_declared(run, out, &models, &declared);
    if (ok)
        pl_source_go_on(m, &declared);
    ok = pl_source_end(m, ok && pl_source_read(&out->from, &live, NULL));
    out->to = to;
    return ok;
}

bool pl_run_again(struct pl_run *run, struct pl_sides *s) {
    struct pl_source_options o;
    pl_source_close(&s->to);
    if (!pl_run_options(run, NULL, PL_OWN, &o))
        return false;
    o.hashed = true;
    return pl_source_again(&s->from, &o);
}

const char *pl_run_user(struct pl *pl) {
    const struct passwd *p = getpwuid(getuid());
    return p ? pl_strdup(pl, p->pw_name) : pl_format(pl, "uid %ld", (long)getuid());
}

const char *pl_run_host(struct pl *pl) {
    char name[256] = "";
    return gethostname(name, sizeof name - 1) == 0 && *name ? pl_strdup(pl, name) : "?";
}

/* Once: apply compares more than once. */
static void say_left(struct pl_run *run, const struct pl_sides *s) {
    int n = s->taken ? pl_expand_left(s->taken) : 0;
    if (run->told_left)
        return;
    run->told_left = true;
    for (const struct pl_pair *p = s->beside && s->taken ? s->beside->first : NULL; p; p = p->next) {
        const char *path = pl_path(run->pl, p->table);
        pl_say(run->pl, PL_D_LEFT_OVER, NULL, "column %s.%s is there as \"%s\" too%s", path, p->old, p->new ? p->new : "?",
               p->done && !p->turned ? "" : ", on its way");
        pl_hint(run->pl, "when no release names \"%s\" any more: poundlock plan --contract", p->old);
    }
    if (!n)
        return;
    pl_say(run->pl, PL_D_LEFT_OVER, NULL, "%d former column%s not dropped yet", n, n == 1 ? " is" : "s are");
    pl_hint(run->pl, "when nobody needs the old values any more: poundlock plan --contract");
}

/* Each thing once: apply compares more than once, and makes its steps more than once. */
static void say_waits(struct pl_run *run, const struct pl_sides *s) {
    for (const struct pl_wait *w = s->beside ? s->beside->waits : NULL; w; w = w->next) {
        const char *text = pl_format(run->pl, "waits for --contract: %s", w->what);
        const struct pl_diag *d = pl_diags(run->pl);
        while (d && !(pl_same(d->code, pl_codes[PL_D_WAITS].word) && pl_same(d->text, text)))
            d = d->next;
        if (!d)
            pl_say(run->pl, PL_D_WAITS, &w->place, "%s", text);
    }
}

/* What is not to be done yet is no difference. */
static void hold_back(struct pl_run *run, struct pl_sides *s) {
    struct pl_plan *plan = &s->plan;
    pl_beside_hold(s->beside, s->to.realm, &plan->changes);
    if (pl_on(run, PL_O_EXPAND))
        pl_wait_for_releases(s->beside, s->from.realm, &plan->changes);
    plan->undecided = 0;
    for (const struct pl_change *c = plan->changes.first; c; c = c->next)
        plan->undecided += c->undecided;
    say_waits(run, s);
}

bool pl_run_compare(struct pl_run *run, struct pl_sides *s) {
    struct pl_diff_options o = { 0 };
    bool counts = pl_on(run, PL_O_CONTRACT);
    s->beside = s->from.db ? pl_beside_take(s->from.realm) : NULL;
    if (s->beside)
        pl_beside_was(s->beside, s->to.realm);
    s->taken = s->from.db && !counts ? pl_expand_take(s->from.realm) : NULL;
    say_left(run, s);
    pl_ledger_schema_back(s->from.realm, s->from.ledger, s->to.realm);
    pl_ledger_schema_back(s->to.realm, s->to.ledger, s->from.realm);
    if (s->from.db && !s->to.db)
        pl_foreign_leave(s->from.realm, s->to.realm);
    if (!pl_plan_compare(s->db, s->dialect, s->from.realm, s->to.realm, &o, &s->plan))
        return false;
    if (s->beside && !counts)
        hold_back(run, s);
    return true;
}

bool pl_run_handover(struct pl_run *run, struct pl_handover *out) {
    const struct pl_setting *hand = &run->set[PL_O_HANDOVER];
    return pl_handover_read(run->pl, (const char *const *)hand->list, &hand->place, out);
}

bool pl_run_steps(struct pl_run *run, struct pl_sides *s) {
    struct pl_handover handover;
    const char *schema;
    if (!pl_value(run, PL_O_SCHEMA, &schema))
        return false;
    if (!schema)
        schema = s->db ? s->db->schema : "";
    s->plan.offline = pl_on(run, PL_O_OFFLINE);
    s->plan.expand = pl_on(run, PL_O_EXPAND) ? s->taken : NULL;
    s->plan.beside = s->beside;
    s->plan.contract = pl_on(run, PL_O_CONTRACT);
    s->plan.db = s->db;
    if (!pl_run_handover(run, &handover))
        return false;
    if (!pl_plan_steps(run->pl, s->dialect, s->db ? s->db->version : 0, schema, s->from.realm, s->to.realm, &s->plan))
        return false;
    say_waits(run, s);
    if (!pl_handover_mark(s->db, &handover, &s->plan.script))
        return false;
    if (pl_on(run, PL_O_VERBOSE) || pl_same(run->set[PL_O_FORMAT].text, "json"))
        pl_script_undo(&s->plan.script);
    return true;
}

void pl_sides_close(struct pl_sides *s) {
    pl_source_close(&s->from);
    pl_source_close(&s->to);
}

int pl_run_not_started(struct pl_run *run, int error) {
    bool absent = error == ENOENT;
    pl_say(run->pl, absent ? PL_D_NO_JOB : PL_D_CANNOT_RUN, NULL, "cannot run \"%s\": %s", run->args[0], strerror(error));
    return absent ? PL_X_NO_JOB : PL_X_CANNOT_RUN;
}

int pl_run_failed(const struct pl_run *run) {
    int code = pl_worst(run->pl);
    return code ? code : PL_X_SOFTWARE;
}
