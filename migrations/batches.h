/* A statement over a whole table that is carried out some rows at a time, along the primary key. Each range is a transaction of
 * its own, so nobody waits for long; what is done twice changes nothing, so it can be begun anew at any point. */
#ifndef PL_BATCHES_H
#define PL_BATCHES_H

#include "dialects/dialect.h"

struct pl_batching {
    long size, pause;                        /* rows; milliseconds between two ranges */
    /* Called after each range: rows that were looked at, and how many there are, about (0: nobody knows). */
    void (*working)(void *arg, double done, double of, const char *unit);
    void *arg;
};
/* Where it has come to, so that another try goes on from there. All zero at the beginning of a step. */
struct pl_batches {
    const char *const *reached;              /* the key of the last row, as literals; NULL: none yet */
    const char *const *last;                 /* of the last row that there was at the beginning */
    double done, of;
};
/* `holds` is asked before each range; false (said) ends it. */
bool pl_batches_run(struct pl_db *db, const struct pl_step *s, const struct pl_batching *o, struct pl_batches *b,
                    bool (*holds)(void *arg), void *arg);

#endif
