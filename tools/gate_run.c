/* The job. Without claims poundlock becomes it: execvp leaves it everything as poundlock found it, descriptors, environment and
 * signals. With claims poundlock stays as its parent, since somebody must keep the session: the job still gets all as it was,
 * stays in the process group (a terminal's signals reach it by themselves; what is sent to poundlock alone is passed on), and its
 * status is the status. A killed poundlock takes the job with it, as the kernel promises by PR_SET_PDEATHSIG: a job whose schema
 * nobody holds any more would be worse. That promise ends where the job changes its user or has capabilities. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include "tools/gate.h"
#include "tools/report.h"

enum { MOST_DESCRIPTORS = 1024, PING_S = 5 };

static int cannot_run(struct gate *g, int error) {
    bool absent = error == ENOENT;
    pl_say(g->run->pl, absent ? PL_D_NO_JOB : PL_D_CANNOT_RUN, NULL, "cannot run \"%s\": %s", g->run->args[0], strerror(error));
    return absent ? PL_X_NO_JOB : PL_X_CANNOT_RUN;
}

int pl_gate_become(struct gate *g) {
    fflush(NULL);
    sigaction(SIGPIPE, &g->sigpipe, NULL);
    execvp(g->run->args[0], g->run->args);
    return cannot_run(g, errno);
}

/* ---- descriptors */

void pl_gate_note_descriptors(struct gate *g) {
    for (int fd = 0; fd < MOST_DESCRIPTORS; fd++)
        if (fcntl(fd, F_GETFD) >= 0)
            g->open_at_start[fd / 8] |= (unsigned char)(1u << fd % 8);
}

static void hide_own_descriptors(const struct gate *g) {
    for (int fd = 3; fd < MOST_DESCRIPTORS; fd++)
        if (!(g->open_at_start[fd / 8] >> fd % 8 & 1) && fcntl(fd, F_GETFD) >= 0)
            fcntl(fd, F_SETFD, FD_CLOEXEC);
}

/* Who reads the job's output, or writes what it reads, must notice when the job alone ends. */
static void let_go_of_streams(void) {
    int null = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (null < 0)
        return;
    dup2(null, STDIN_FILENO);
    dup2(null, STDOUT_FILENO);
    if (null > STDERR_FILENO)
        close(null);
}

/* ---- signals: all that may come from outside are waited for, not delivered */

static sigset_t awaited(void) {
    static const int kept[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP, SIGSYS, SIGTSTP, SIGTTIN, SIGTTOU, SIGCONT, SIGPIPE };
    sigset_t set;
    sigfillset(&set);
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        sigdelset(&set, kept[i]);
    return set;
}

struct before {
    sigset_t mask;
    struct sigaction child;
    pid_t parent;
};

static void be_the_job(struct gate *g, const struct before *b, int report) {
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && getppid() != b->parent)
        _exit(PL_X_CANNOT_RUN);
    sigaction(SIGPIPE, &g->sigpipe, NULL);
    sigaction(SIGCHLD, &b->child, NULL);
    sigprocmask(SIG_SETMASK, &b->mask, NULL);
    execvp(g->run->args[0], g->run->args);
    int error = errno;
    ssize_t n = write(report, &error, sizeof error);
    _exit(n == (ssize_t)sizeof error ? PL_X_NO_JOB : PL_X_CANNOT_RUN);
}

/* In memory of its own: a worker may run for months. */
static bool is_alive(struct pl_db *session) {
    struct pl *own = session->pl;
    session->pl = pl_new();
    bool alive = session->dialect->keys->alive(session);
    pl_free(session->pl);
    session->pl = own;
    return alive;
}

static void ping(struct gate *g) {
    struct pl *pl = g->run->pl;
    if (!g->session || is_alive(g->session))
        return;
    pl_say(pl, PL_D_HOLD_LOST, NULL, "the connection that held %s for this job has ended; the job goes on",
           g->holds ? "the schema" : "the key");
    if (g->holds)
        pl_hint(pl, "from now on a migration may start that takes away what it needs");
    pl_report_diags(g->run);
    pl_db_close(g->session);
    g->session = NULL;
}

/* Whatever is orphaned below is waited for as well: in a container poundlock may be the first process. */
static bool has_ended(pid_t job, int *status) {
    pid_t pid;
    int is;
    while ((pid = waitpid(-1, &is, WNOHANG)) > 0) {
        if (pid == job) {
            *status = is;
            return true;
        }
    }
    return false;
}

static int watch(struct gate *g, pid_t job) {
    sigset_t set = awaited();
    int status = 0;
    while (!has_ended(job, &status)) {
        siginfo_t info;
        int signal = sigtimedwait(&set, &info, &(struct timespec){ .tv_sec = PING_S });
        if (signal < 0 && errno == EAGAIN)
            ping(g);
        else if (signal > 0 && signal != SIGCHLD && info.si_code <= 0)    /* what the kernel sends goes to the whole group */
            kill(job, signal);
    }
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

int pl_gate_supervise(struct gate *g) {
    struct before b = { .parent = getpid() };
    sigset_t set = awaited();
    int report[2], error = 0, code;
    hide_own_descriptors(g);
    fflush(NULL);
    if (pipe2(report, O_CLOEXEC) != 0)
        return cannot_run(g, errno);
    sigaction(SIGCHLD, &(struct sigaction){ .sa_handler = SIG_DFL }, &b.child);
    sigprocmask(SIG_BLOCK, &set, &b.mask);
    pid_t job = fork();
    if (job == 0)
        be_the_job(g, &b, report[1]);
    close(report[1]);
    bool failed = job < 0 || read(report[0], &error, sizeof error) > 0;
    close(report[0]);
    if (failed) {
        code = cannot_run(g, job < 0 ? EAGAIN : error);
    } else {
        let_go_of_streams();
        code = watch(g, job);
    }
    pl_gate_finish(g, !failed && code == PL_X_YES);
    sigprocmask(SIG_SETMASK, &b.mask, NULL);
    return code;
}
