/* The time zone of programs against what the database thinks the time is. */
#ifndef PL_ZONE_H
#define PL_ZONE_H

#include "dialects/dialect.h"

/* Says, as warnings, which settings of the server, of roles and of the database give sessions another time zone than `zone`, and
 * which columns hold times without one. False (said) when it could not be found out. */
bool pl_zone_check(struct pl_db *db, const struct pl_realm *live, const char *zone);

#endif
