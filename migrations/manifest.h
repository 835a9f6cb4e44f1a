/* Manifests: what one job or one release needs of the schema, and whether a schema has it. One type for both, for the gate, for
 * release plans and for programs.
 *
 * What is said in the words of the models is a realm like any other, held against what there is as a subset. What is only read
 * or written (`reads`, `writes`, `updates`) is in that realm as well, by name alone. */
#ifndef PL_MANIFEST_H
#define PL_MANIFEST_H

#include "dialects/parameters.h"
#include "migrations/gate.h"
#include "migrations/source.h"

enum pl_use_of { PL_READS, PL_WRITES, PL_UPDATES };

/* What stands in a job beside the words of the models: the uses, and these. */
enum { PL_JOB_USES = PL_UPDATES + 1, PL_JOB_MODELS = PL_JOB_USES, PL_JOB_QUERIES, PL_JOB_WORDS };
extern const char *const pl_job_words[];   /* NULL at the end */

/* The columns of one table that the job reads, names in INSERTs, or sets in UPDATEs. */
struct pl_use {
    struct pl_use *next;
    enum pl_use_of of;
    const char *schema, *table;    /* schema "": the connection's own */
    const char *const *columns;    /* NULL at the end */
    bool by_position;              /* an INSERT that names none: they are the table's, in their order */
    struct pl_place place;
};
/* One statement of the job's SQL files. */
struct pl_job_query {
    struct pl_job_query *next;
    const char *file, *text;       /* the whole file */
    const char *said;              /* the statement, as it is there */
    size_t offset;                 /* of it in the text */
    struct pl_place place;
    struct pl_sent sent;
    struct pl_examined answer;     /* once it was asked; sense GOOD without columns where nothing needs to be */
};
struct pl_manifest {
    struct pl_manifest *next;
    const char *name;              /* of the job or release */
    struct pl_place place;
    bool release;                  /* "release v18", not "job v18", in what is said */
    bool whole;                    /* its tables are written by whoever needs them, as far as it is known */
    struct pl_realm *needs;        /* only what is said is asked for */
    struct pl_use *uses;
    struct pl_job_query *queries;  /* prepared on the server, and never run */
};

/* Reads `jobs:` of a file, or of all files of a folder. `only`: that one job alone, which must be there. `settings`: the file is
 * poundlock.yaml, whose other keys say other things. False is said. */
bool pl_manifests_load(struct pl *pl, const char *path, const char *only, bool settings, const struct pl_source_options *o,
                       struct pl_manifest **out);
/* Whether a file of YAML has `jobs:`; one that cannot be read has none. */
bool pl_manifests_in(struct pl *pl, const char *path);
/* The models of a source as the needs of a release, which names every declared column in what it sends. */
bool pl_manifest_of_source(struct pl *pl, const char *source, const struct pl_source_options *o, struct pl_manifest **out);
/* The needs of before `jobs:`: a file or source in the words of the models, all of them asked for. */
bool pl_manifest_of_needs(struct pl *pl, const char *source, const struct pl_source_options *o, struct pl_manifest **out);

/* Holds it against what there is, as pl_gate_judge; adds to the verdict. */
bool pl_manifest_judge(const struct pl_gate *g, const struct pl_manifest *m);

/* ---- queries.c */
/* The statements of a file, a folder, files by a pattern (queries/x*.sql), or git:REV:PATH, at the end of a list; *tail moves on. */
bool pl_queries_read(struct pl *pl, const struct pl_dialect *d, const char *path, struct pl_job_query ***tail);
/* One statement from elsewhere. */
struct pl_job_query *pl_query_of(struct pl *pl, const struct pl_dialect *d, const char *sql, const struct pl_place *place);
/* Whether it is one that servers look at: SELECT, INSERT and the like. */
bool pl_query_is_asked(struct pl *pl, const char *sql, bool backslash);
/* Has the server look at all of them. False is said. */
bool pl_queries_examine(struct pl_db *db, struct pl_job_query *list);
/* The line and column of a place in the statement that was sent. */
struct pl_place pl_query_place(const struct pl_job_query *q, size_t at);
/* Of those that were examined: what they touch, as far as the database tells. */
void pl_queries_touch(struct pl_db *db, struct pl_job_query *list);
/* Examines them and says what is wrong: adds to the verdict. False (said): it could not be found out, or one is no statement. */
bool pl_queries_judge(const struct pl_gate *g, const struct pl_manifest *m);
/* writes.c: what a statement adds rows to, and which columns it sets; NULL: nothing. Without `by_position` only what it says. */
struct pl_use *pl_query_writes(struct pl *pl, const char *sql, bool backslash, bool by_position);

#endif
