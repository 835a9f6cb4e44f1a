/* What a dialect does for programs: statements of their own, with typed values, row by row.
 *
 * Sessions for programs are opened by the dialect's `open` with `program` set in the login: nothing of them is pinned but the
 * time zone and what makes values read the same everywhere. A session runs one statement at a time. Its memory lives until the
 * session ends, so what a statement needs is allocated in db->pl, which the caller sets to a context of that statement's own.
 * Functions that fail say so, but for `alive`. */
#ifndef PL_CLIENT_H
#define PL_CLIENT_H

#include "dialects/dialect.h"

/* What is known of the statement that runs. */
struct pl_answer {
    int columns;
    const char *const *names;
    struct pl_datum *values;       /* of the row */
    int64_t affected;              /* once everything has been read */
};

/* How bad the newest failure is. */
enum pl_fate {
    PL_FATE_FAILED,                /* the statement is wrong, or what it wants cannot be */
    PL_FATE_AGAIN,                 /* the same transaction may do when it is run again */
    PL_FATE_LOST                   /* the session is gone */
};

struct pl_client {
    /* Begins a statement whose parameters are in the dialect's own form. */
    bool (*start)(struct pl_db *db, const char *sql, const struct pl_datum *params, int count, struct pl_answer *a);
    /* Sets `more` when there is a row. */
    bool (*next)(struct pl_db *db, struct pl_answer *a, bool *more);
    /* Ends the statement, whatever is left to be read; always after start, also when that failed. */
    void (*stop)(struct pl_db *db);
    /* Runs a statement that controls the session or its transaction. */
    bool (*control)(struct pl_db *db, const char *sql);
    enum pl_fate (*fate)(const struct pl_db *db);
    bool (*in_transaction)(const struct pl_db *db);
    /* Whether the server has not hung up, as far as can be told without asking it; and by asking it. */
    bool (*alive)(struct pl_db *db);
    bool (*answers)(struct pl_db *db);
    /* In a child of the process that opened it: lets go of the session, and the parent's server notices nothing. */
    void (*abandon)(struct pl_db *db);
    /* There a session in a transaction, or with rows to be read, cannot be let go of, and no new one can be had. */
    bool stays_open;
    const char *begin_read, *begin_write;                  /* begin a transaction */
    bool isolation_first;                                  /* by a statement before BEGIN; else as words behind it */
    bool one_isolation;                                    /* there is but one, which is serializable */
};

/* A statement whose parameters are ?, or $1, $2 ... in any order, as the dialect has them, one mark for each of the `used` values
 * of the result; `order` tells which of the program's values each takes, NULL: they are as they stand. A parameter without a value, and a value without a
 * parameter, are refused (said). */
bool pl_bind(struct pl *pl, const struct pl_dialect *d, const char *sql, int count, const char **out, int **order, int *used);

/* Takes the place of a socket, so that what the client library still sends goes nowhere. */
void pl_socket_silence(int fd);
/* Whether there is something to read. */
bool pl_socket_readable(int fd);

#endif
