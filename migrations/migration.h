/* One migration file: SQL for both ways, and what its directives say.
 *
 *   -- poundlock: generated                        made from models by `migrations new`, so `squash` may join it with others
 *   -- poundlock: loses customer.email             what its way up loses, allowed by who made it; below "-- down": what `undo`
 *                                                  must be allowed to lose
 *   -- poundlock: allow RULE because REASON        a lint rule that may fire in it
 *   -- poundlock: replaces 0001_init               written by `squash`: counts as applied where those are
 *   -- up
 *   -- poundlock: no-transaction                   from here on statement by statement ...
 *   -- poundlock: transaction                      ... and from here on together again
 *   -- poundlock: statement-timeout 30s            for the statements from here on
 *   -- expect: SELECT count(*) = 0 FROM ...        must be true when it is reached, else the run stops there
 *   -- expect-none: SELECT ...                     must return no row
 *   -- down                                        the way back; without this line there is none
 *
 * A directive is a line of its own. A text over several lines that holds such a line would be taken for one: there the author
 * writes it differently. */
#ifndef PL_MIGRATION_H
#define PL_MIGRATION_H

#include "engine/context.h"

enum pl_item_kind { PL_I_SQL, PL_I_EXPECT, PL_I_EXPECT_NONE, PL_I_TRANSACTION, PL_I_NO_TRANSACTION, PL_I_TIMEOUT };
struct pl_item {
    struct pl_item *next;
    enum pl_item_kind kind;
    const char *text;              /* SQL: one or more statements; a query; a duration */
    int line;                      /* 1-based, where the text begins */
};
struct pl_part {
    struct pl_item *first, **tail;
    int line;                      /* of the line that opens it; 0: the file has no such part */
};
struct pl_directive {
    struct pl_directive *next;
    const char *word, *value, *reason;   /* "allow", the rule, what stands behind "because" (NULL: nothing) */
    bool down;                     /* it stands below "-- down" */
    int line;
};
struct pl_applied;
struct pl_migration {
    struct pl_migration *next;
    const char *id;                /* "0003_add_email": the name of its file without the ending */
    const char *number, *name;     /* "0003", "add_email" */
    const char *path, *text;
    size_t len;
    const char *hash, *chain;      /* SHA-256 of the text; and of it, its id and all before it */
    struct pl_part up, down;
    const struct pl_applied *applied;    /* what the ledger has of it, or NULL */
    struct pl_directive *directives;
};

/* Reads a text into up, down and directives. False (said, with the line) when a directive is unknown or a part is there
 * twice. */
bool pl_migration_parse(struct pl *pl, struct pl_migration *m);
/* The next directive of that word behind `after` (NULL: the first), or NULL. */
const struct pl_directive *pl_migration_says(const struct pl_migration *m, const char *word, const struct pl_directive *after);
/* "90", "90s", "5m", "2h", "250ms" in milliseconds, or -1. */
long pl_duration(const char *text);

#endif
