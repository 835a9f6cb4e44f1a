/* Steps that wait for others, and others that wait for them.
 *
 * A second connection looks now and then at the session that carries out the steps. When it waits for a lock, and sessions
 * have been waiting behind it for longer than they should, its statement is withdrawn: they go on, and the step is tried
 * again later. Never is another session ended, or a statement of another one. */
#ifndef PL_BLOCKERS_H
#define PL_BLOCKERS_H

#include "dialects/dialect.h"

struct pl_patience {
    long lock_timeout;                       /* milliseconds that a step waits for a lock; 0: as the session has it */
    long yield;                              /* milliseconds that others may wait behind a waiting step */
    long older_wait;                   /* milliseconds that a concurrent build waits for older transactions; 0: as long as it takes */
    int retries;                             /* of one step, or of the transaction that it stands in */
    const char *url;                         /* for the second connection; NULL: nobody watches */
    const struct pl_login *login;
    /* Called before each further try. */
    void (*again)(void *arg, const char *why, int retry, double seconds);
    /* Both from the second thread: how far the statement at work has come; whom it waits for. They must touch nothing of a context. */
    void (*working)(void *arg, double done, double of, const char *unit);
    void (*waits)(void *arg, const char *who);
    void *arg;
};

struct pl_watch;
/* Sets the timeouts of the session, and begins to watch. Where that cannot be, only the timeouts hold. */
struct pl_watch *pl_watch_start(struct pl_db *db, const struct pl_patience *p);
/* Before a step, outside of transactions: one whose lock blocks nobody may wait for as long as it likes. */
void pl_watch_step(struct pl_watch *w, const struct pl_step *s);
void pl_watch_stop(struct pl_watch *w);
/* Whether the failure that was said last is one of waiting, so that another try may do: then it is taken back (since `mark`), and
 * this returns after a while. */
bool pl_watch_again(struct pl_watch *w, struct pl_mark mark, int tries);

#endif
