/* A large ALTER TABLE that would hold writers up is left to a program that its owner names: gh-ost, pt-online-schema-change.
 *
 * The command is split into words as a shell would, and what stands in braces is put into the words afterwards: no shell reads it,
 * so nothing in a name or a default can become a word of its own. The password is in no word: it stands in a file. */
#ifndef PL_HANDOVER_H
#define PL_HANDOVER_H

#include "dialects/dialect.h"

struct pl_handover {
    double over;                             /* bytes; words NULL: nothing is left to anybody */
    const char *const *words;
};
/* From the setting: "over=10GB", "command=gh-ost --alter {alter} ...". False (said at that place) when it is not one. */
bool pl_handover_read(struct pl *pl, const char *const *pairs, const struct pl_place *place, struct pl_handover *out);
/* Marks the steps that it is for, asking for the sizes of tables only when there may be one. */
bool pl_handover_mark(struct pl_db *db, const struct pl_handover *h, struct pl_script *s);
/* The words with everything put in; `file` is where the login stands. */
const char **pl_handover_words(struct pl_db *db, const struct pl_hand *h, const char *file);
/* What is to be in that file. */
const char *pl_handover_login(struct pl_db *db);
/* A text that is another once the table is; NULL is said. */
const char *pl_handover_shape(struct pl_db *db, const struct pl_hand *h);

#endif
