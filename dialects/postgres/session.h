/* What connect.c and lanes.c share: the two files that talk to libpq. */
#ifndef PL_POSTGRES_SESSION_H
#define PL_POSTGRES_SESSION_H

#include <libpq-fe.h>

#include "dialects/postgres/postgres.h"

/* A connection that questions are asked over, lanes.c. */
struct pg_lane {
    PGconn *conn;
    enum { GONE, CONNECTING, PROVING, IDLE, ASKED } state;
    PostgresPollingStatusType wants;
    int job;
};

struct pg {
    struct pl_db db;
    PGconn *conn;
    const char *came_with;                             /* the search_path before it was pinned */
    enum { PATH_UNKNOWN, PATH_EMPTY, PATH_OWN } path;
    const char **keys, **values;                       /* what it was opened with, for a second one */
    const char *where;                                 /* the server and database where it ended, and as whom */
    bool big;                                          /* so much is in the catalog that a second connection is worth its time */
    struct pg_lane second;
    bool pooled;                                       /* behind a pooler: a setting of the session would be left to others */
    bool write;
    bool listens, hears;                               /* whether it was tried to be told of changes, and can be */
    bool path_in_tx;                                   /* set inside a transaction: a rollback takes it back */
    struct pg_reading *reading;                        /* of a program's session, client.c */
};
/* client.c: what a program's session begins with. */
bool pl_pg_begin_program(struct pg *pg, const struct pl_login *login);
bool pl_pg_is_pooled(struct pg *pg);

/* The statement that pins a session; $1: whether it is read-only. The other one also tells where the session ended. */
extern const char pl_pg_pinning[], pl_pg_pinning_there[];
void pl_pg_no_notices(void *arg, const PGresult *res);
bool pl_pg_is_good(const PGresult *res);
/* Says what went wrong; false. */
bool pl_pg_say_result(struct pg *pg, const PGresult *res);
/* Hands over `count` rows from the row `from` on, or as many as there are. */
bool pl_pg_give_rows(const PGresult *res, int from, int count, pl_row_fn *fn, void *arg);
bool pl_pg_ask_present(struct pl_db *db, const struct pl_asking *present);
bool pl_pg_query_all(struct pl_db *db, const struct pl_asking *list, int count);
void pl_pg_end_second(struct pg *pg);

#endif
