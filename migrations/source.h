/* Sources: anything that yields a realm. A new sort of source is a row of the table in source.c.
 *
 * A models folder or file needs to know for which dialect it is read, so of two sources the database is loaded first.
 */
#ifndef PL_SOURCE_H
#define PL_SOURCE_H

#include "migrations/ledger.h"

struct pl_source {
    const char *text, *raw;                  /* as the user said it: secrets masked, for messages; and with them */
    const struct pl_dialect *dialect;
    struct pl_db *db;                        /* open, when it is a database; the caller ends it with pl_source_close */
    struct pl_realm *realm;
    struct pl_realm *ledger;                 /* poundlock's own tables, which are no part of realm */
    const char *hash;                        /* of the realm as it was read; NULL unless the options ask for it */
};
struct pl_source_options {
    const struct pl_dialect *dialect;        /* for models: whose words hold */
    unsigned version;                        /* of the database that they are held against; 0: newest */
    const char *schema;                      /* which schema the models leave out; NULL: the dialect's own */
    uint64_t nocase;                         /* what that database further finds whatever the letter case, as in pl_realm */
    bool needs;                              /* a manifest: only what is said is asked for */
    struct pl_login login;                   /* for databases */
    const char *scratch;                     /* for SQL files: the database on whose server a throw-away one may be made, or NULL */
    struct pl_login scratch_login;
    struct pl_ledger_place ledger;           /* whose tables are nobody's drift */
    bool hashed;                             /* the fingerprint is wanted */
    bool only_compared;                      /* no steps will be made: what only they need to know is not asked for */
    bool grants;                             /* whether kinds that are OPT_IN count */
    const char *last;                        /* of a folder of migrations: only up to this one; or NULL */
    const char *const *ignore;               /* patterns of objects (pl_path) that are left out; NULL at the end, or NULL */
};

/* For readers of models elsewhere: a realm that they can be read into, and what every realm goes through once they were. */
struct pl_realm *pl_source_realm(struct pl *pl, const char *name, const struct pl_source_options *o);
bool pl_source_ready(struct pl *pl, const struct pl_source_options *o, struct pl_source *s);

/* Whether a source is a database, of which dialect; NULL when it is something else. */
const struct pl_dialect *pl_source_dialect(const char *text);
/* Loads it. False (said) when it cannot. */
bool pl_source_load(struct pl *pl, const char *text, const struct pl_source_options *o, struct pl_source *out);
/* The same in three parts, between which the caller connects to a database and asks it: a thread of its own parses the models
 * meanwhile, and takes them in once it is told how. SQL files, git revisions and databases are loaded by the last part, which must
 * come, with or without the second one; unless they are still `wanted` nothing is said, and it is false. */
struct pl_meanwhile;
void pl_source_begin(struct pl *pl, const char *text, struct pl_source *out, struct pl_meanwhile **m);
void pl_source_go_on(struct pl_meanwhile *m, const struct pl_source_options *o);
bool pl_source_end(struct pl_meanwhile *m, bool wanted);
bool pl_source_must_be_database(struct pl *pl, const char *text);
/* The two halves of it for a database: the session alone, and what it shows of that scope (NULL: everything). */
bool pl_source_open(struct pl *pl, const char *text, const struct pl_source_options *o, struct pl_source *out);
bool pl_source_read(struct pl_source *s, const struct pl_source_options *o, const struct pl_scope *scope);
/* Looks at an open database again, on the same connection. */
bool pl_source_again(struct pl_source *s, const struct pl_source_options *o);
void pl_source_close(struct pl_source *s);
/* The source with a password in it replaced by ***. */
char *pl_source_masked(struct pl *pl, const char *text);

#endif
