/* Other tools' migrations, where they are: the folder and the ledger table of each, so that a database can be told pending
 * from applied without moving anything. A tool is a row of the table in foreign.c.
 *
 * Only what a folder and a table say is known: migrations that are programs (Django, Rails, Alembic) have no SQL here. */
#ifndef PL_FOREIGN_H
#define PL_FOREIGN_H

#include "dialects/dialect.h"
#include "migrations/files.h"

struct pl_foreign_tool;
struct pl_foreign_entry {
    struct pl_foreign_entry *next;
    const char *key;               /* as the tool's ledger names it */
    const char *title;             /* as people name it */
    const char *order;             /* sorts before others: a number with dots, or NULL: the order of reading */
    const char *path;
    const char *up, *down;         /* SQL; NULL: it is a program, or there is no way back */
    const char *needs;             /* Alembic: a list (pl_list_next) of the keys before it; else NULL */
    bool up_apart, down_apart;     /* not in a transaction */
    bool applied, failed;
};
struct pl_foreign {
    const struct pl_foreign_tool *tool;
    const char *folder;
    struct pl_foreign_entry *first, **tail;
    int count;
    const char *unknown;           /* after pl_foreign_applied: a list of what the ledger has and the folder does not */
    bool ledger;                   /* and whether there is a ledger at all */
    bool unsure;                   /* the ledger names only what the folder does not have: what came before it, nobody knows here */
};

/* Reads a folder of another tool's: the first tool whose files these are. out->tool NULL: none's (no error). False (said)
 * when it cannot be read. */
bool pl_foreign_read(struct pl *pl, const char *folder, struct pl_foreign *out);
/* Marks what the database has had; `live`: what is there, to find the ledger in. Without one nothing is applied. */
bool pl_foreign_applied(struct pl_db *db, const struct pl_realm *live, struct pl_foreign *f);
/* The tool's name. */
const char *pl_foreign_word(const struct pl_foreign *f);

/* Other tools' ledgers are nobody's drift: takes their tables, with the sequences that belong to them, out of `live` where the
 * models do not declare them. */
void pl_foreign_leave(struct pl_realm *live, const struct pl_realm *declared);

/* ---- for the readers */
/* How a ledger's keys say what was applied: each, the last of a row, or one with all that it needs. */
enum pl_foreign_rule { PL_F_EACH, PL_F_UP_TO, PL_F_ANCESTORS };

struct pl_foreign_tool {
    const char *word;
    bool (*fits)(const struct pl_file *files);
    bool (*read)(struct pl *pl, const struct pl_file *files, struct pl_foreign *out);
    const char *table, *schema;    /* of the ledger; schema NULL: the connection's own, which is also looked at for the others, */
    const char *beside;            /* and known there by a second table */
    /* Asks for the keys; {table} is the ledger. With `join` two columns are a key, joined by it. A further column that is true
     * says that it failed half-way. */
    const char *query, *join;
    enum pl_foreign_rule rule;
};
extern const struct pl_foreign_tool pl_foreign_tools[];                  /* the last has no word */
struct pl_foreign_entry *pl_foreign_add(struct pl *pl, struct pl_foreign *f, const char *key, const char *title, const char *path);
/* foreign_liquibase.c */
bool pl_foreign_is_liquibase(const struct pl_file *files);
bool pl_foreign_liquibase(struct pl *pl, const struct pl_file *files, struct pl_foreign *out);

#endif
