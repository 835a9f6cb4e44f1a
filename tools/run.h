/* What commands share: from settings to loaded sources. */
#ifndef PL_RUN_H
#define PL_RUN_H

#include "migrations/handover.h"
#include "migrations/plan.h"
#include "migrations/source.h"
#include "tools/settings.h"

/* Two loaded sources and what leads from one to the other. */
struct pl_sides {
    struct pl_source from, to;
    const struct pl_dialect *dialect;
    struct pl_db *db;              /* the one that can be asked, or NULL */
    struct pl_plan plan;
    struct pl_beside *beside;      /* columns under two names (beside.h); NULL: no database */
    struct pl_realm *taken;        /* what changes of columns have on their way, or have left (expand.h); NULL: it counts */
};

enum pl_side { PL_OWN, PL_STRANGER };       /* the database of the settings; one that the command line names */

/* What a source needs to be told: dialect and version are those of `against` (NULL: of --dialect). */
bool pl_run_options(struct pl_run *run, const struct pl_source *against, enum pl_side side, struct pl_source_options *out);
/* The database of the settings as the text of a source. False (said) when none is named. */
bool pl_run_database(struct pl_run *run, const char **out);
/* The source that is the command's argument, or NULL. False (said) when --database was typed beside it. */
bool pl_run_argument(struct pl_run *run, const char **out);
/* The models of the settings, or where they are by custom; NULL when there are none, which is an error if they must be. */
bool pl_run_models(struct pl_run *run, bool must, const char **out);
/* The folder of versioned migrations, by the settings or by custom. */
bool pl_migrations_folder(struct pl_run *run, const char **out);
/* For models without a database beside them: --dialect, or that of the settings' database, which is not opened. */
bool pl_run_dialect(struct pl_run *run, const struct pl_dialect **out);
/* Where SQL files are run when nothing else was said. */
void pl_run_scratch(struct pl_source_options *o, const char *database);
/* Loads a source that was named on the command line; models are read in the words of `against`, or NULL. */
bool pl_run_source(struct pl_run *run, const char *text, const struct pl_source *against, struct pl_source *out);

/* Loads the database and the models; `write`: for a session that changes the schema. The caller ends it with
 * pl_sides_close, also when it is false. */
bool pl_run_sides(struct pl_run *run, bool write, struct pl_sides *out);
/* The two halves of it. */
bool pl_run_live(struct pl_run *run, bool write, struct pl_sides *out);
bool pl_run_declared(struct pl_run *run, struct pl_sides *s);
/* Looks at the database again, on its own connection; the models must be read anew. */
bool pl_run_again(struct pl_run *run, struct pl_sides *s);
/* Where the ledger is, by the settings. */
bool pl_run_ledger(struct pl_run *run, struct pl_ledger_place *out);
/* "deploy", "ci-7": who runs this process, and where. */
const char *pl_run_user(struct pl *pl);
const char *pl_run_host(struct pl *pl);
/* Compares both sides, and makes the steps. */
bool pl_run_compare(struct pl_run *run, struct pl_sides *s);
bool pl_run_steps(struct pl_run *run, struct pl_sides *s);
/* The setting: what large changes are left to. */
bool pl_run_handover(struct pl_run *run, struct pl_handover *out);
void pl_sides_close(struct pl_sides *s);
/* Says why the command's own command (args) was not started, by errno: the exit code. */
int pl_run_not_started(struct pl_run *run, int error);
/* The exit code of a command that failed: that of the first error. */
int pl_run_failed(const struct pl_run *run);

/* scratch_level.c: brings an empty throw-away database to the models. `raw`: the server, NULL for a file; `schema`: that the models leave out, or
 * NULL. `s` has the database in any case. False is said. */
bool pl_scratch_level(struct pl_run *run, struct pl_db *db, const char *raw, const char *schema, struct pl_sides *s);

#endif
