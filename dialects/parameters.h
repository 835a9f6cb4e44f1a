/* Parameters of a statement as programs write them, made into those that the database's own protocol takes. */
#ifndef PL_PARAMETERS_H
#define PL_PARAMETERS_H

#include "engine/context.h"

struct pl_shift {
    struct pl_shift *next;
    size_t sent, said;             /* from here on in the one text, and in the other */
};
struct pl_sent {
    const char *sql;               /* what the server gets */
    int parameters;
    bool filled;                   /* %s: the program's driver may put texts in itself, so that the server never sees it so */
    struct pl_shift *shifts;
};
/* `flags`: PL_DL_* of the dialect. $1, ?, ?1, :name, %s and %(name)s outside of quotes, comments, casts, slices and operators;
 * %% is one % where parameters are said with %. Never fails: what is wrong in a text, the server says. */
void pl_parameters(struct pl *pl, const char *sql, unsigned flags, struct pl_sent *out);
/* The place in the text as it was said, from a place in the text that was sent. */
size_t pl_sent_origin(const struct pl_sent *sent, size_t at);

#endif
