/* What connect.c and lanes.c share: the two files that talk to libpq. */
#ifndef PL_POSTGRES_SESSION_H
#define PL_POSTGRES_SESSION_H

#include <libpq-fe.h>

#include "dialects/postgres/postgres.h"

struct pg {
    struct pl_db db;
    PGconn *conn;
    const char *came_with;                             /* the search_path before it was pinned */
    enum { PATH_UNKNOWN, PATH_EMPTY, PATH_OWN } path;
    const char **keys, **values;                       /* what it was opened with, for a second one */
    bool pooled;                                       /* behind a pooler: a setting of the session would be left to others */
    bool write;
    bool listens, hears;                               /* whether it was tried to be told of changes, and can be */
    bool path_in_tx;                                   /* set inside a transaction: a rollback takes it back */
    struct pg_reading *reading;                        /* of a program's session, client.c */
};
/* client.c: what a program's session begins with. */
bool pl_pg_begin_program(struct pg *pg, const struct pl_login *login);
bool pl_pg_is_pooled(struct pg *pg);

/* The statement that pins a session; $1: whether it is read-only. */
extern const char pl_pg_pinning[];
void pl_pg_no_notices(void *arg, const PGresult *res);
bool pl_pg_is_good(const PGresult *res);
/* Says what went wrong; false. */
bool pl_pg_say_result(struct pg *pg, const PGresult *res);
/* Hands over `count` rows from the row `from` on, or as many as there are. */
bool pl_pg_give_rows(const PGresult *res, int from, int count, pl_row_fn *fn, void *arg);
bool pl_pg_query_all(struct pl_db *db, const struct pl_asking *list, int count);

#endif
