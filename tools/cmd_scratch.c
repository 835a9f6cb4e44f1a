/* poundlock scratch: a throw-away database that holds the models, for as long as a command runs.
 *
 * Refuses nothing that the server lets it do. The database is removed by whoever made it; its session stays open meanwhile, and
 * holds the database's name, so that another run can tell it from what a killed one left behind. */
#include <string.h>
#include "tools/report.h"
#include "tools/scratch.h"

struct scratch {
    struct pl_run *run;
    struct pl_source_options o;    /* `scratch`: the server; NULL for a file */
    struct pl_scratch_folder folder;
    struct pl_sides s;
    const char *url;
};

/* The server is that of --scratch, else of the database; a dialect that needs none does without. */
static bool choose(struct scratch *x) {
    struct pl_run *run = x->run;
    const char *database;
    if (!pl_run_options(run, NULL, PL_OWN, &x->o))
        return false;
    const struct pl_dialect *wanted = x->o.dialect, *there;
    x->o.scratch_login.schema = x->o.schema;
    if (wanted && !wanted->scratch->make) {
        x->o.scratch = NULL;
        return true;
    }
    if (!x->o.scratch && !pl_run_database(run, &database))
        return false;
    if (!x->o.scratch)
        pl_run_scratch(&x->o, database);
    there = pl_source_dialect(x->o.scratch);
    if (!there) {
        pl_say(run->pl, PL_D_BAD_URL, NULL, "\"%s\" is not a database", pl_source_masked(run->pl, x->o.scratch));
        return pl_hint(run->pl, "name a server as postgres://, mysql:// or mariadb://, or use --dialect sqlite");
    }
    if (wanted && wanted->open != there->open)
        return pl_say(run->pl, PL_D_USAGE, NULL, "the dialect is %s, but \"%s\" is not such a server", wanted->name,
                      pl_source_masked(run->pl, x->o.scratch));
    x->o.dialect = there;
    if (!there->scratch->make)
        x->o.scratch = NULL;
    return true;
}

static struct pl_db *open_database(struct scratch *x) {
    struct pl *pl = x->run->pl;
    if (x->o.scratch)
        return pl_scratch_open(pl, x->o.dialect, x->o.scratch, &x->o.scratch_login);
    if (!pl_scratch_folder_make(pl, &x->folder))
        return NULL;
    return x->o.dialect->open(pl, pl_format(pl, "%s/scratch.db", x->folder.path), &(struct pl_login){ .write = true, .create = true });
}

static bool bring_level(struct scratch *x) {
    struct pl_db *db = open_database(x);
    return db && pl_scratch_level(x->run, db, x->o.scratch, x->o.schema, &x->s) &&
           (x->url = db->dialect->url(db, x->o.scratch ? x->o.scratch : ""));
}

static void stay(void *arg) {
    struct scratch *x = arg;
    pl_scratch_stay(x->s.db, x->o.scratch, &x->o.scratch_login);
}

/* What the settings say of the login beside the URL would count in the command as well, and must say the same there. */
static int run_command(struct scratch *x, struct pl_child *child) {
    const struct pl_login *l = &x->o.scratch_login;
    const char *const variables[][2] = {
        { "DATABASE_URL", x->url }, { "POUNDLOCK_DATABASE", x->url }, { "POUNDLOCK_DBNAME", l->database ? x->s.db->scratch : NULL },
        { "POUNDLOCK_HOST", l->host }, { "POUNDLOCK_PORT", l->port }, { "POUNDLOCK_USER", l->user },
        { "POUNDLOCK_PASSWORD", l->password }, { NULL, NULL },
    };
    child->variables = variables;
    child->tick = stay;
    child->arg = x;
    x->s.db->dialect->close(x->s.db);        /* the command finds nobody in its database */
    return pl_child_run(x->run, child);
}

static void take_away(struct scratch *x) {
    if (x->s.db)
        stay(x);
    pl_sides_close(&x->s);
    if (x->folder.path)
        pl_scratch_folder_remove(&x->folder);
}

int pl_cmd_SCRATCH(struct pl_run *run) {
    struct scratch x = { .run = run };
    struct pl_child child = { 0 };
    const char *models;
    if (!run->arg_count) {
        pl_say(run->pl, PL_D_USAGE, NULL, "scratch has no command to run");
        pl_hint(run->pl, "poundlock scratch [OPTION ...] -- COMMAND [ARG ...]");
        return pl_run_failed(run);
    }
    if (!pl_run_models(run, true, &models) || !choose(&x))
        return pl_run_failed(run);
    pl_child_prepare(&child);
    bool ready = bring_level(&x);
    pl_report_diags(run);
    int code = ready ? run_command(&x, &child) : pl_run_failed(run);
    take_away(&x);
    pl_report_diags(run);
    if (!ready)
        pl_progress(run, "scratch: \"%s\" was not started\n", pl_printable(run->pl, run->args[0], false));
    return code;
}
