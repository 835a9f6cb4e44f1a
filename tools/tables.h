/* The short words that commands.def, options.def and exit.def are written in; for the files that make tables of them. */
#ifndef PL_TABLES_H
#define PL_TABLES_H

#include "tools/options.h"

#define ON(command) (UINT32_C(1) << PL_C_##command)
#define ALL ((UINT32_C(1) << PL_C_COUNT) - 1)
#define WORKING (ON(INSPECT) | ON(CHECK) | ON(DIFF) | ON(PLAN) | ON(APPLY) | ON(STATUS) | ON(GATE) | ON(MIGRATIONS) | ON(LINT) | ON(SCRATCH) | \
                 ON(RELEASE) | ON(USES) | ON(NEEDS))
enum {
    VARIABLES = PL_CF_VARIABLES, SETTINGS = PL_CF_SETTINGS, JOB = PL_CF_JOB,
    SECRET = PL_OF_SECRET, PATH = PL_OF_PATH, SOURCE = PL_OF_SOURCE, LOGIN = PL_OF_LOGIN, MANY = PL_OF_MANY,
    NUMBER = PL_OF_NUMBER, HIDDEN = PL_OF_HIDDEN, DURATION = PL_OF_DURATION, PAIRS = PL_OF_PAIRS, INLINE = PL_OF_INLINE
};

#endif
