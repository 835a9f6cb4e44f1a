/* What check.c and check_views.c share: one run of pl_realm_check. */
#ifndef PL_CHECK_H
#define PL_CHECK_H

#include "engine/diff.h"

enum { PL_CHECK_ERRORS = 20 }; /* said; the others are only counted */

struct pl_check {
    struct pl *pl;
    struct pl_realm *realm;
    int errors;
    bool said; /* the newest error was said, so that a hint belongs to it */
};
void pl_check_wrong(struct pl_check *c, enum pl_code code, const struct pl_node *n, const char *fmt, ...) PL_PRINTF(4, 5);
/* Views that need each other in a circle. */
void pl_check_views(struct pl_check *c);

#endif
