/* Jobs that run to success once. The lock alone tells whether one runs, and the row alone whether one has succeeded: a row that says
 * when it began is for people. */
#include <stdlib.h>
#include <string.h>
#include "migrations/hash.h"
#include "migrations/once.h"
#include "migrations/sql.h"

void pl_once_name(struct pl *pl, const struct pl_ledger_place *at, const char *name, struct pl_once *out) {
    const char *texts[] = { "once", at->schema, at->prefix, name, NULL };
    out->name = name;
    out->id = pl_sha256_texts(pl, texts);
    unsigned long n = strtoul(pl_strndup(pl, out->id, 15), NULL, 16);
    out->key = pl_format(pl, "%lu", n | 1UL << 41);
}

struct reading {
    struct pl *pl;
    struct pl_once *to;
};

static bool take_row(void *arg, int columns, const char *const *names, const char *const *values) {
    struct reading *r = arg;
    const struct {
        const char *word;
        const char **to;
    } fields[] = { { "who", &r->to->who }, { "host", &r->to->host }, { "pid", &r->to->pid }, { "since", &r->to->since },
                   { "done", &r->to->done } };
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        *fields[i].to = pl_ledger_column(r->pl, fields[i].word, columns, names, values);
    return true;
}

bool pl_once_take(struct pl_db *db, struct pl_db *session, const struct pl_ledger_place *at, const struct pl_once *o, struct pl_once *other,
                  enum pl_once_state *out) {
    struct reading r = { .pl = db->pl, .to = other };
    bool taken;
    *other = (struct pl_once){ .name = o->name };
    if (!db->dialect->keys->take(session, o->key, &taken) ||
        !pl_ledger_query(db, at, pl_sql_migrations_once_find, &o->id, 1, take_row, &r))
        return false;
    *out = other->done ? PL_ONCE_DONE : taken ? PL_ONCE_MINE : PL_ONCE_BUSY;
    return true;
}

bool pl_once_write(struct pl_db *db, const struct pl_ledger_place *at, const struct pl_once *o, bool done) {
    const char *params[] = { o->id, o->name, o->who, o->host, o->pid, o->since, done ? pl_ledger_now(db->pl) : NULL };
    const struct pl_dialect *d = db->dialect;
    if (!d->query(db, d->begin, NULL, 0, NULL, NULL))
        return false;
    if (pl_ledger_query(db, at, pl_sql_migrations_once_drop, &o->id, 1, NULL, NULL) &&
        pl_ledger_query(db, at, pl_sql_migrations_once_add, params, (int)(sizeof params / sizeof *params), NULL, NULL) &&
        d->query(db, d->commit, NULL, 0, NULL, NULL))
        return true;
    struct pl_mark mark = pl_diag_mark(db->pl);
    d->query(db, d->rollback, NULL, 0, NULL, NULL);
    pl_diag_forget(db->pl, mark);
    return pl_ledger_hint(db);
}
