/* What the dialects' sessions for programs share: values for parameters, and sockets of another process. */
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include "dialects/client.h"
#include "dialects/split.h"

/* The client libraries say good-bye when they close, and in a child process that would end the parent's session. Closing the
 * descriptor first would do, but another thread could get its number in between. */
void pl_socket_silence(int fd) {
    int nowhere = fd >= 0 ? socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0) : -1;
    if (nowhere < 0)
        return;
    dup2(nowhere, fd);
    close(nowhere);
}

bool pl_socket_readable(int fd) {
    struct pollfd p = { .fd = fd, .events = POLLIN };
    return fd < 0 || poll(&p, 1, 0) > 0;
}

/* ---- values for parameters: a program writes ? or $1 and gives as many values. What the files of jobs may write is much more, and has
 * no values: parameters.c. */

struct binding {
    struct pl *pl;
    const struct pl_dialect *d;
    int count;
    bool numbered;                 /* the text says $1: ? is an operator then */
    int *order, used, room;
    bool *taken;
    struct pl_text sql;
};

/* The number behind a $, which must not be a PostgreSQL quote's; 0: none. */
static int number_at(const char *s) {
    int n = 0;
    for (s += *s == '$'; *s >= '0' && *s <= '9' && n < 100000; s++)
        n = n * 10 + (*s - '0');
    return n;
}

static bool has_numbers(const char *sql, unsigned flags) {
    for (const char *at = sql; *at; at = pl_sql_skip(sql, at, flags))
        if (*at == '$' && number_at(at))
            return true;
    return false;
}

static bool too_few(const struct binding *p, int n) {
    return pl_say(p->pl, PL_D_CALL, NULL, "the statement has a parameter %d, and %d value%s given", n, p->count,
                  p->count == 1 ? " is" : "s are");
}

/* Parameter n (from 1) stands here. MySQL has no numbers for them, so there a value may go twice. */
static bool put(struct binding *p, int n) {
    if (n > p->count)
        return too_few(p, n);
    if (p->used == p->room) {
        int *wider = pl_alloc(p->pl, 2 * (size_t)(p->room + 8) * sizeof *wider);
        if (p->used)
            memcpy(wider, p->order, (size_t)p->used * sizeof *wider);
        p->order = wider;
        p->room = 2 * (p->room + 8);
    }
    p->order[p->used++] = n - 1;
    p->taken[n - 1] = true;
    if (p->d->flags & PL_DL_NUMBERED)
        pl_addf(&p->sql, "$%d", p->numbered ? n : p->used);
    else
        pl_addc(&p->sql, '?');
    return true;
}

bool pl_bind(struct pl *pl, const struct pl_dialect *d, const char *sql, int count, const char **out, int **order, int *used) {
    struct binding p = { .pl = pl, .d = d, .count = count, .sql = { .pl = pl } };
    p.numbered = has_numbers(sql, d->flags);
    p.taken = pl_alloc(pl, (size_t)count + 1);
    *out = sql;
    *order = NULL;
    *used = 0;
    if (count == 0 && d->flags & PL_DL_NUMBERED)           /* ? is an operator, or the server's to complain about */
        return true;
    int marks = 0;
    for (const char *at = sql, *after; *at; at = after) {
        int n = p.numbered && *at == '$' ? number_at(at) : !p.numbered && *at == '?' ? ++marks : 0;
        after = pl_sql_skip(sql, at, d->flags);
        if (n && !put(&p, n))
            return false;
        if (n && p.numbered)
            after = at + 1 + strspn(at + 1, "0123456789");
        else if (!n)
            pl_addn(&p.sql, at, (size_t)(after - at));
    }
    for (int i = 0; i < count; i++)
        if (!p.taken[i])
            return pl_say(pl, PL_D_CALL, NULL, "value %d is given, and the statement has no parameter for it", i + 1);
    bool as_they_are = p.numbered && d->flags & PL_DL_NUMBERED;
    *out = pl_text(&p.sql);
    *order = as_they_are ? NULL : p.order;
    *used = as_they_are ? count : p.used;
    return true;
}
