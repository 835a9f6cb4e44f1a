/* What the live tests of the library share: they know nothing but the installed header, and run on one database each. */
#ifndef LIVE_H
#define LIVE_H

#include <poundlock.h>
#include <stdio.h>
#include <stdlib.h>

struct test {
    const char *name;
    const char *on;                /* dialects, and "pooled" if it is for those as well; NULL: all */
    void (*run)(void);
};
extern const struct test values_tests[], transaction_tests[], fault_tests[];

extern struct pl *pl;
extern struct pl_conn *conn;       /* fresh for each test, with a table t (id, n) of the rows 1 and 2 */
extern const char *url, *folder;   /* of the database; for files */
extern int failures;

struct pl_conn *another(struct pl *context);                     /* of the same settings */
struct pl_conn *with(const char *key, const char *value);
bool is(const char *dialect);
bool mysql(void);                  /* MySQL or MariaDB */
bool pooled(void);                 /* behind PgBouncer in transaction mode: the server's session is nobody's own */
const char *code(void);            /* of the newest diagnostic */
const char *said(void);
int64_t number(struct pl_conn *c, const char *sql);               /* the first value */
void check(bool ok, const char *file, int line, const char *what);

#define CHECK(x) check((x), __FILE__, __LINE__, #x)
#define EXEC(c, sql) pl_exec(c, sql, PL_NO_VALUES, NULL)

#endif
