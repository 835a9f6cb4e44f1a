/* What waits for --contract: changes that releases of before would not live with, or that ask for a name that is still given twice. */
#ifndef PL_WAITS_H
#define PL_WAITS_H

#include "migrations/beside.h"

struct pl_wait {
    struct pl_wait *next;
    const char *what;
    struct pl_place place;
};

/* Takes out of the list what says anything of that column of the wanted tree, or of what stands on it. */
void pl_wait_for_column(struct pl_beside *b, const struct pl_realm *to, struct pl_changes *list, const struct pl_node *column);
/* The same for columns that are to go, with what stands on them, and for a NOT NULL that nobody gives a value: with --expand. */
void pl_wait_for_releases(struct pl_beside *b, const struct pl_realm *from, struct pl_changes *list);
/* Whether all that a change says is such a NOT NULL. */
bool pl_waits_for_values(const struct pl_change *c);
/* Adds to what will be the columns that stay for releases of before. */
void pl_wait_keep(const struct pl_realm *live, struct pl_realm *then);
/* Steps: columns that wait to be dropped take rows that do not name them. False is said. */
bool pl_wait_loosen(struct pl_script *s, const struct pl_beside *b);

#endif
