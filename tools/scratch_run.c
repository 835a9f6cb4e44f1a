/* A command as a child that poundlock outlives: signals are handed on to it, so that poundlock can tidy up behind it.
 *
 * Signals are blocked and asked for one by one: no handler runs anywhere. One that a terminal sends reaches the whole group,
 * and so the command without us. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include "tools/report.h"
#include "tools/scratch.h"

enum { TICK_SECONDS = 20 };

static const int handed_on[] = { SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2 };
enum { HANDED_ON = sizeof handed_on / sizeof *handed_on };

static void fill(sigset_t *set, bool child) {
    sigemptyset(set);
    for (int i = 0; i < HANDED_ON; i++)
        sigaddset(set, handed_on[i]);
    if (child)
        sigaddset(set, SIGCHLD);
}

void pl_child_prepare(struct pl_child *c) {
    sigset_t set;
    fill(&set, true);
    sigaction(SIGPIPE, NULL, &c->pipe);      /* before any client library ignores it */
    sigaction(SIGCHLD, &(struct sigaction){ .sa_handler = SIG_DFL }, &c->child);
    sigprocmask(SIG_BLOCK, &set, &c->before);
}

/* A signal that came while nothing was there to hand it on to. */
static int came_before(void) {
    sigset_t set;
    fill(&set, false);
    int number = sigtimedwait(&set, NULL, &(struct timespec){ 0 });
    return number > 0 ? number : 0;
}

static _Noreturn void become(const struct pl_run *run, const struct pl_child *c, int tell) {
    for (const char *const (*v)[2] = c->variables; (*v)[0]; v++) {
        if ((*v)[1])
            setenv((*v)[0], (*v)[1], 1);
        else
            unsetenv((*v)[0]);
    }
    sigaction(SIGPIPE, &c->pipe, NULL);
    sigaction(SIGCHLD, &c->child, NULL);
    sigprocmask(SIG_SETMASK, &c->before, NULL);
    execvp(run->args[0], run->args);
    int error = errno;
    ssize_t told = write(tell, &error, sizeof error);
    _exit(told == sizeof error ? PL_X_CANNOT_RUN : PL_X_SOFTWARE);
}

static int watch(struct pl_child *c, pid_t child) {
    sigset_t set;
    siginfo_t info;
    int status;
    fill(&set, true);
    for (;;) {
        int number = sigtimedwait(&set, &info, &(struct timespec){ .tv_sec = TICK_SECONDS });
        if (number == SIGCHLD && waitpid(child, &status, WNOHANG) == child)
            return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
        if (number > 0 && number != SIGCHLD && info.si_code != SI_KERNEL)
            kill(child, number);
        if (number < 0 && errno == EAGAIN)
            c->tick(c->arg);
    }
}

int pl_child_run(struct pl_run *run, struct pl_child *c) {
    int tell[2], error = 0, signal_before = came_before();
    if (signal_before)
        return 128 + signal_before;
    fflush(NULL);
    if (pipe2(tell, O_CLOEXEC) != 0)
        return pl_run_not_started(run, errno);
    pid_t child = fork();
    if (child == 0)
        become(run, c, tell[1]);
    error = child < 0 ? errno : 0;
    close(tell[1]);
    ssize_t n = child < 0 ? 0 : read(tell[0], &error, sizeof error);
    close(tell[0]);
    if (child < 0 || n == sizeof error) {
        if (child > 0)
            waitpid(child, NULL, 0);
        return pl_run_not_started(run, error);
    }
    return watch(c, child);
}
