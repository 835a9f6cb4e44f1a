/* A plan in a file: what `plan --format json` writes and `apply FILE` carries out, on the very schema that it was made for. */
#ifndef PL_SAVED_H
#define PL_SAVED_H

#include "tools/run.h"

struct pl_saved {
    const char *file;
    const char *version, *dialect, *schema;  /* of poundlock; of the database */
    unsigned server;                         /* its version */
    const char *live_hash, *declared_hash, *hash;
    const char *const *options;              /* the words of those that it was made with, NULL at the end */
    struct pl_script script;                 /* the steps, without their causes */
};

/* The member "plan" of the JSON: what the steps were made for, and the fingerprint of all of it. */
struct json_t *pl_saved_json(struct pl_run *run, const struct pl_sides *s);
/* Reads it. False (said): it is not there, no plan, or not as it was written. */
bool pl_saved_read(struct pl_run *run, const char *file, struct pl_saved *out);
/* Sets the options that it was made with. */
void pl_saved_options(struct pl_run *run, const struct pl_saved *saved);
/* Whether it is for this database, but as it was before. */
bool pl_saved_is_old(const struct pl_saved *saved, const struct pl_sides *s);
/* Whether the database of s is still what it was made for. False is said (PL_D_STALE, or PL_D_BAD_VALUE: another database). */
bool pl_saved_fits(struct pl_run *run, const struct pl_saved *saved, const struct pl_sides *s);

#endif
