/* A column under two names, so that releases of before and after its rename run side by side.
 *
 * The column stays what it is under its former name; under the new one there is a second column, kept the same by triggers in both
 * directions. When the former name is given up, the second column goes and the first takes its name: whatever stands on it (keys,
 * references, checks, views) follows, as in any rename, and no row is written. */
#ifndef PL_BESIDE_H
#define PL_BESIDE_H

#include "dialects/dialect.h"

struct pl_pair {
    struct pl_pair *next;
    struct pl_node *table;                   /* that was read, without the second column */
    const char *old, *new;                   /* the former name, the new one; NULL when only the former one is still known */
    const char *sync, *mark;                 /* in the names of what keeps both the same, and of what says that they are */
    struct pl_node *there, *second;          /* what was taken of the table; the second column, or NULL */
    int triggers;                            /* how many of them there are */
    bool done;                               /* all rows are filled */
    bool turned;                             /* the names have been exchanged: the second column bears the former one */
};
struct pl_veil;
struct pl_wait;
struct pl_beside {
    struct pl_realm *taken;
    struct pl_pair *first;
    struct pl_veil *veils;                   /* the columns that are wanted under a new name and keep the former one for now */
    struct pl_wait *waits;                   /* what waits for --contract (waits.h) ... */
    const struct pl_change *leaving;         /* ... and of that the columns that are to go */
};

/* Takes the second columns out of r, with what keeps them the same. */
struct pl_beside *pl_beside_take(struct pl_realm *r);
/* Models that do not say `was` any more still mean the same column. Before both are paired. */
void pl_beside_was(const struct pl_beside *b, struct pl_realm *declared);
/* Of what was taken out of `have`, what those need who name only the former name, or both: given back, as it holds for who writes. */
void pl_beside_give(const struct pl_beside *b, struct pl_realm *have, const struct pl_realm *needs);
/* Whether a view that was read is the wanted one but for which of two names it reads a column by: as far as the words tell. */
bool pl_beside_same_view(const struct pl_beside *b, const struct pl_change *c);
/* The pair whose column a change renames, or NULL. */
struct pl_pair *pl_beside_find(const struct pl_beside *b, const struct pl_change *rename);

/* A pair of which nothing is there yet. */
struct pl_pair *pl_beside_new(struct pl *pl, struct pl_node *table, const char *old, const char *new);
/* Of what was taken: whether it belongs to the pair. */
bool pl_beside_is_of(const struct pl_pair *p, const struct pl_node *n);

/* beside_steps.c: takes out of the list what waits until a column that is there under both names gives up one. */
void pl_beside_hold(struct pl_beside *b, const struct pl_realm *to, struct pl_changes *list);
/* The steps to both names; and, behind those of the whole plan, to the new one alone. False is said. */
bool pl_beside_expand(struct pl_script *s, struct pl_changes *list, struct pl_beside *b);
void pl_beside_free(struct pl_script *s, struct pl_changes *list, const struct pl_beside *b);    /* before: what reads the second column */
bool pl_beside_contract(struct pl_script *s, const struct pl_beside *b, const struct pl_changes *list);
/* Whether a plan that does not contract can be carried out while there are pairs. */
bool pl_beside_allows(struct pl_script *s, const struct pl_changes *list, const struct pl_beside *b);
/* While the steps are made, the wanted tree says the former name of each column that keeps it for now. */
void pl_beside_veil(struct pl_script *s, const struct pl_beside *b);
void pl_beside_unveil(struct pl_script *s, const struct pl_beside *b);

#endif
