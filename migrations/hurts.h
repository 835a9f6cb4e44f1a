/* The tests that the rows of hurts.def name; for hurts.c and the files of tests only. A test looks at one object that a release
 * knows (`need`), that is there (`live`), or both, and may say more in `detail`. */
#ifndef PL_HURTS_H
#define PL_HURTS_H

#include "migrations/gate.h"
#include "migrations/release.h"

struct pl_hurting {
    struct pl *pl;
    const struct pl_dialect *dialect;
    const struct pl_release *release;
    const struct pl_realm *have;
    const struct pl_node *need, *live;               /* one of them may be NULL, by the side of the row */
    const struct pl_node *need_table, *live_table;   /* what they live in, or NULL */
    const char *detail;
};
typedef bool pl_hurt_test(struct pl_hurting *h);

/* Whether an attribute is said and not said as false, as only manifests do. */
bool pl_hurt_says(const struct pl_node *n, enum pl_attr a);
bool pl_hurt_same_tokens(const struct pl_hurting *h, const char *a, const char *b);
/* Whether the release writes that column of the table that it knows. */
bool pl_hurt_writes(const struct pl_hurting *h, const char *column);

/* hurts_columns.c */
pl_hurt_test pl_hurt_narrower, pl_hurt_wider, pl_hurt_now_required, pl_hurt_null_let_in, pl_hurt_fill_gone, pl_hurt_fill_gone_null,
    pl_hurt_now_computed, pl_hurt_other_collation, pl_hurt_other_charset, pl_hurt_required;
/* hurts_keys.c */
pl_hurt_test pl_hurt_no_such_key, pl_hurt_no_such_index, pl_hurt_no_such_unique_index, pl_hurt_no_such_cascade, pl_hurt_new_key,
    pl_hurt_new_reference, pl_hurt_new_check, pl_hurt_new_by_name;
/* hurts_others.c */
pl_hurt_test pl_hurt_not_there, pl_hurt_never, pl_hurt_label_gone, pl_hurt_label_new, pl_hurt_view_lacks, pl_hurt_view_doubt,
    pl_hurt_other_routine, pl_hurt_row_security;
/* The names of a view's columns as a list, by what it says of them or by its query; NULL: its text does not tell. */
const char *pl_view_columns(struct pl *pl, const struct pl_node *view, bool backslash);

#endif
