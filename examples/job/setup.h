/* Set-up of the job: one connection, opened once, after the schema is known to have what the job needs. */
#ifndef SETUP_H
#define SETUP_H

#include <poundlock.h>

/* Opens it; NULL, with the exit code of a job that cannot start, and the reason on stderr. */
struct pl_conn *setup(struct pl *pl, int *exit_code);
/* Everything that poundlock has said so far, on stderr. */
void say_all(struct pl *pl);

#endif
