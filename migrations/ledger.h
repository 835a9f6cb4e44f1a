/* The ledger: what a database remembers of what was done to it. Its tables are a model (ledger.yaml) that poundlock's own plan
 * makes and upgrades; only `apply` and what else changes a schema writes them, holding the mutex. They are nobody's drift:
 * pl_ledger_take removes them from every realm that was read.
 *
 * A reader takes columns by their names out of SELECT *, so that an older or newer shape can be read.
 */
#ifndef PL_LEDGER_H
#define PL_LEDGER_H

#include "dialects/dialect.h"

struct pl_plan;

/* ---- ledger_tables.c: where it is, and what it is made of */

/* "prefix", "schema.prefix" or "none": prefix NULL. schema "": where the models live that name none. */
struct pl_ledger_place {
    const char *schema, *prefix;
};
/* NULL, or what is wrong with such a text. */
const char *pl_ledger_place_read(struct pl *pl, const char *text, struct pl_ledger_place *out);
/* Takes the ledger's tables out of r, and the schema that holds nothing else; gives what was taken. `own`: pl_db.schema. */
struct pl_realm *pl_ledger_take(struct pl_realm *r, const struct pl_ledger_place *at, const char *own);
/* The schema that pl_ledger_take took out comes back to r when `other` has it too. */
void pl_ledger_schema_back(struct pl_realm *r, const struct pl_realm *taken, const struct pl_realm *other);
/* The first of the ledger's tables in r, or NULL: models must not declare one. */
const struct pl_node *pl_ledger_find(const struct pl_realm *r, const struct pl_ledger_place *at, const char *own);
/* What is read of a database then shows which of the ledger's tables are there, and not what they are like: pl_ledger_make needs
 * a look at everything. */
void pl_ledger_scope(const struct pl_ledger_place *at, struct pl_scope *s, struct pl *pl);
/* Whether what was taken has runs to be read. */
bool pl_ledger_is_there(const struct pl_realm *taken, const struct pl_ledger_place *at, const char *own);
/* Whether that one of its tables is there. */
bool pl_ledger_has(const struct pl_realm *taken, const struct pl_ledger_place *at, const char *own, const char *table);
/* Makes or upgrades the tables by a plan from what pl_ledger_take gave. Drops and narrows nothing. */
bool pl_ledger_make(struct pl_db *db, const struct pl_ledger_place *at, struct pl_realm *taken);
/* One statement in which {run}, {step} ... are the ledger's tables and each ? is a bound parameter. fn as in the dialect. */
bool pl_ledger_query(struct pl_db *db, const struct pl_ledger_place *at, const char *sql, const char *const *params, int count,
                     pl_row_fn *fn, void *arg);
/* The same text with the tables' names in it, parameters left as they are. */
char *pl_ledger_sql(struct pl_db *db, const struct pl_ledger_place *at, const char *sql);
/* What is wrong where nothing can be written, and what to type. Returns false, and keeps what was said before. */
bool pl_ledger_hint(struct pl_db *db);

/* ---- ledger.c: runs and their steps */

/* A run as it is written at its beginning; all texts may be NULL. */
struct pl_ledger_run {
    const char *who, *host, *command;
    long pid;
    const char *plan_hash, *declared_hash, *live_hash_before;
};
struct pl_ledger {
    struct pl_db *db;
    struct pl_ledger_place at;
    char *run;                               /* its number as text; NULL: nothing is recorded */
};
/* Writes the run and its steps, none begun. at->prefix NULL: records nothing from here on, and is true. */
bool pl_ledger_begin(struct pl_ledger *l, struct pl_db *db, const struct pl_ledger_place *at, const struct pl_ledger_run *r,
                     const struct pl_script *steps);
bool pl_ledger_step_begun(struct pl_ledger *l, int number);
bool pl_ledger_step_done(struct pl_ledger *l, int number, double seconds);
/* `error`: why the step failed. Says nothing when it cannot be written: the connection may be what broke. */
void pl_ledger_step_failed(struct pl_ledger *l, int number, const char *error);
/* Outcomes ("died" is what a later run writes): "applied", "not level", "rolled back", "stopped". live_hash_after may be NULL. */
bool pl_ledger_end(struct pl_ledger *l, const char *outcome, const char *live_hash_after);
/* Remembers that the models of this hash are level with the live schema of that one. */
bool pl_ledger_declared(struct pl_ledger *l, const char *declared_hash, const char *live_hash);
/* A step of a died run that had begun, and is done as the catalog shows. */
bool pl_ledger_step_found(struct pl_ledger *l, const char *run, int number);

/* ---- what was written; times are UTC, as the database says them */
struct pl_ledger_past {
    struct pl_ledger_past *next;
    const char *id, *started, *ended, *who, *host, *pid, *version, *command, *plan_hash, *declared_hash;
    const char *live_hash_before, *live_hash_after, *outcome;         /* no outcome: it is running, or has died */
    int steps;
};
struct pl_ledger_step {
    struct pl_ledger_step *next;
    int number;
    const char *title, *statement, *begun, *done, *milliseconds, *error;
};
/* The last 20 runs, newest first; the steps of one. The tables must be there. */
bool pl_ledger_runs(struct pl_db *db, const struct pl_ledger_place *at, struct pl_ledger_past **out);
bool pl_ledger_steps(struct pl_db *db, const struct pl_ledger_place *at, const char *run, struct pl_ledger_step **out);
/* The runs that one of the questions migrations/sql/run_*.sql gives; `id` is its parameter, or NULL where it has none. */
bool pl_ledger_runs_of(struct pl_db *db, const struct pl_ledger_place *at, const char *sql, const char *id, struct pl_ledger_past **out);
/* The time as the ledger writes it. */
char *pl_ledger_now(struct pl *pl);
/* "run 7 by deploy at ci-7, 2026-11-22 21:53:09 UTC" */
char *pl_ledger_title(struct pl *pl, const struct pl_ledger_past *r);
/* A value of a row, by the column's name; NULL where there is no such column. A copy. */
char *pl_ledger_column(struct pl *pl, const char *word, int columns, const char *const *names, const char *const *values);

#endif
