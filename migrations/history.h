/* A folder of versioned migrations: NNNN_name.sql in the order of their numbers, sealed by poundlock.sum.
 *
 * The seal is a chain: each line's fingerprint covers the file and all before it, so that two branches which both add a
 * migration conflict in version control rather than in production. state.yaml is the schema after the last one, as models:
 * `migrations new` compares with it and needs no database. */
#ifndef PL_HISTORY_H
#define PL_HISTORY_H

#include "migrations/files.h"
#include "migrations/migration.h"

#define PL_SUM_FILE "poundlock.sum"
#define PL_STATE_FILE "state.yaml"

struct pl_history {
    const char *folder;            /* as it was named, without a slash at the end */
    struct pl_migration *first;    /* by number */
    int count;
    const char *state;             /* text of state.yaml, NULL when there is none */
    size_t state_len;
    const char *sum;               /* text of poundlock.sum, NULL when there is none */
};

/* Reads and parses the folder; one that is not there is an empty history. False (said) for a name that is no migration's,
 * two files with one number, a gap in the numbers, or a file that cannot be read or parsed. */
bool pl_history_load(struct pl *pl, const char *folder, struct pl_history *out);
/* The same of files that were read already, with those endings. */
extern const char *const pl_history_endings[];
bool pl_history_read(struct pl *pl, const char *folder, const struct pl_file *files, struct pl_history *out);
/* Whether they are a history: one of them is poundlock.sum. */
bool pl_history_is(const struct pl_file *files);
/* Whether every file is as poundlock.sum has it. False (said, each file): edited, added, gone or out of order since. */
bool pl_history_sealed(struct pl *pl, const struct pl_history *h);
/* What poundlock.sum must hold for these files. */
char *pl_history_sum(struct pl *pl, const struct pl_history *h);
/* The migration of that id, number or name ("3", "0003", "add_email"), or NULL (said). */
struct pl_migration *pl_history_find(struct pl *pl, const struct pl_history *h, const char *said);
/* The number of the next migration: one more than the last with as many digits, or with `by_time` the UTC time `now` as
 * 20261122183000. */
char *pl_history_next(struct pl *pl, const struct pl_history *h, bool by_time, long now);
/* Makes a name out of words: "Add e-mail" becomes add_e_mail. NULL when nothing is left of it. */
char *pl_history_name(struct pl *pl, const char *words);

#endif
