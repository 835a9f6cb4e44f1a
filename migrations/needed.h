/* The other way round: from the statements of a job to what it needs. */
#ifndef PL_NEEDED_H
#define PL_NEEDED_H

#include "migrations/manifest.h"

/* What statements read, add rows with, and set, gathered table by table. */
struct pl_needed {
    struct pl *pl;
    const struct pl_realm *have;   /* the schema that names are looked up in */
    const char *own;               /* the schema that models leave out */
    struct pl_realm *reads, *updates, *writes;         /* tables and columns by their names */
    int statements;                /* that touch a table which is there, and ... */
    int guessed;                   /* ... those of them that are known by their words alone */
};
void pl_needed_begin(struct pl_needed *n, struct pl *pl, const struct pl_realm *have, const char *own);
/* Adds one statement. What the database itself told of it (`touched`) goes before what its words tell. */
void pl_needed_add(struct pl_needed *n, const char *sql, const struct pl_examined *told);
/* A file of jobs with this one job. */
void pl_needed_write(const struct pl_needed *n, const char *job, struct pl_text *out);

#endif
