/* The job: execvp leaves it everything as poundlock found it, descriptors, environment and signals. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "tools/gate.h"

int pl_gate_become(struct gate *g) {
    struct pl_run *run = g->run;
    fflush(NULL);
    sigaction(SIGPIPE, &g->sigpipe, NULL);
    execvp(run->args[0], run->args);
    bool absent = errno == ENOENT;
    pl_say(run->pl, absent ? PL_D_NO_JOB : PL_D_CANNOT_RUN, NULL, "cannot run \"%s\": %s", run->args[0], strerror(errno));
    return absent ? PL_X_NO_JOB : PL_X_CANNOT_RUN;
}
