/* A manifest as it is kept in a ledger: two texts that any later poundlock on any host can read, without the files and
 * revisions that it came from. */
#ifndef PL_MANIFEST_TEXT_H
#define PL_MANIFEST_TEXT_H

#include "migrations/manifest.h"

struct pl_manifest_text {
    const char *needs;                       /* models */
    const char *uses;                        /* one list (pl_list_add): see manifest_text.c */
};
/* As it was read: before it was held against anything. */
bool pl_manifest_write(struct pl *pl, const struct pl_manifest *m, const struct pl_dialect *d, struct pl_manifest_text *out);
bool pl_manifest_read(struct pl *pl, const char *name, const struct pl_manifest_text *t, const struct pl_source_options *o,
                      struct pl_manifest **out);

#endif
