/* The job: execvp leaves it everything as poundlock found it, descriptors, environment and signals. */
#include <errno.h>
#include <stdio.h>
#include <unistd.h>
#include "tools/gate.h"

int pl_gate_become(struct gate *g) {
    struct pl_run *run = g->run;
    fflush(NULL);
    sigaction(SIGPIPE, &g->sigpipe, NULL);
    execvp(run->args[0], run->args);
    return pl_run_not_started(run, errno);
}
