/* What the files of the library share: one connection of a program, its session, its transaction and its open result.
 *
 * Memory: the handle lives until its context ends, so that a use after pl_close can be told. The settings live in `own`, a session
 * in `session`, what one statement needs in `scratch`; nothing grows with the number of statements. What is said there is
 * moved into the program's context before a call returns. */
#ifndef PL_LIBRARY_CONN_H
#define PL_LIBRARY_CONN_H

#include <sys/types.h>
#include "dialects/client.h"
#include "tools/run.h"

struct pl_rows {
    struct pl_conn *conn;
    bool open, ended, failed;
    struct pl_answer answer;
    struct pl_row row;
    char (*numbers)[32];           /* where numbers become text, by column */
};

/* What has become of the open transaction. */
enum pl_ruin {
    PL_SOUND,
    PL_RUIN_FAILED,                /* a statement failed: everything since `failed_level` began must be rolled back */
    PL_RUIN_ALL,                   /* the database has ended it, or wants it to be run again: all of it is to be rolled back */
    PL_RUIN_FORKED                 /* it is the parent process's */
};

struct pl_conn {
    struct pl *pl;                 /* the program's context */
    struct pl_conn *next;
    struct pl *own, *session, *scratch;            /* own NULL: closed */
    struct pl_run *run;
    const char *database;
    const struct pl_dialect *dialect;
    struct pl_login login;
    long max_age;                  /* milliseconds */
    struct pl_db *db;              /* NULL: no session */
    pid_t pid;
    long opened;                   /* when the session began, by the monotonic clock */
    bool doubtful;                 /* a statement failed since the server was last heard to be well */
    bool torn;                     /* forked in the middle of something that cannot be let go of: never usable here */
    int level, failed_level;       /* of pl_begin; 0: none */
    enum pl_ruin ruin;
    bool again;                    /* what ruined the last transaction may be gone when it is run again */
    struct pl_rows rows;
    struct pl_declared *declared;  /* names.c: what the models declare, once it was asked for */
};

/* ---- open.c */
long pl_now_ms(void);

/* ---- session.c */
/* Whether the handle can be used at all: not NULL, not closed; forgets a session that another process opened. False is said, as
 * far as there is somebody to say it to. */
bool pl_conn_usable(struct pl_conn *conn);
/* The same, no result is being read, and the transaction (if there is one) is sound. */
bool pl_conn_ready(struct pl_conn *conn);
/* Sees to it that there is a session. */
bool pl_conn_connect(struct pl_conn *conn);
void pl_conn_drop(struct pl_conn *conn);
const struct pl_client *pl_conn_client(const struct pl_conn *conn);
/* Moves what was said of a statement to the program, and notes what the failure means for session and transaction. False. */
bool pl_conn_failed(struct pl_conn *conn);
/* Begins and ends what one statement needs. */
void pl_conn_begin_statement(struct pl_conn *conn);
void pl_conn_end_statement(struct pl_conn *conn);
/* Runs a statement that controls the session. */
bool pl_conn_control(struct pl_conn *conn, const char *sql);

/* ---- names.c */
void pl_declared_close(struct pl_declared *d);

#endif
