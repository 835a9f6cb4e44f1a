/* poundlock migrations: what its words share. A word is a row of cmd_migrations.c and a function in migrations_<topic>.c. */
#ifndef PL_MIGRATIONS_H
#define PL_MIGRATIONS_H

#include "migrations/history.h"
#include "tools/report.h"

/* The folder of the settings, read; `sealed`: it must be as poundlock.sum has it. False (said) when not. */
bool pl_migrations_load(struct pl_run *run, bool sealed, struct pl_history *out);
/* The database of the settings and the place of its ledger, which must be somewhere; pl_source_close ends it. */
bool pl_migrations_open(struct pl_run *run, bool write, struct pl_source *live, struct pl_ledger_place *at);
/* Makes the folder where it is not there. */
bool pl_migrations_make_folder(struct pl_run *run, const char *path);
/* Writes the seal of what the folder holds now. */
bool pl_migrations_seal(struct pl_run *run, const char *folder);
/* An empty throw-away database of the dialect of the settings, on --scratch or the database's own server; pl_db_close ends it. */
struct pl_db *pl_migrations_scratch(struct pl_run *run);

/* migrations_foreign.c: the status of another tool's folder, and what `import` makes of it. */
int pl_migrations_foreign_status(struct pl_run *run, const char *folder);

int pl_migrations_new(struct pl_run *run);
int pl_migrations_status(struct pl_run *run);
int pl_migrations_apply(struct pl_run *run);
int pl_migrations_undo(struct pl_run *run);
int pl_migrations_baseline(struct pl_run *run);
int pl_migrations_import(struct pl_run *run);
int pl_migrations_seal_word(struct pl_run *run);
int pl_migrations_verify(struct pl_run *run);
int pl_migrations_squash(struct pl_run *run);

#endif
