/* Jobs that hold the schema. */
#include <string.h>
#include <sys/random.h>
#include "migrations/hold.h"
#include "migrations/sql.h"

enum { TRIES = 10 };

/* From 2^41 to 2^62, as pl_key_locks wants them. */
static char *random_key(struct pl *pl) {
    unsigned long n = 0;
    if (getrandom(&n, sizeof n, 0) != (ssize_t)sizeof n) {
        pl_say(pl, PL_D_IO, NULL, "the system gives no random number");
        return NULL;
    }
    return pl_format(pl, "%lu", (n & 0x1fffffffffffffffUL) | 1UL << 41);
}

bool pl_hold_take(struct pl_db *db, struct pl_db *session, const struct pl_ledger_place *at, struct pl_hold *h) {
    const struct pl_key_locks *keys = db->dialect->keys;
    bool taken = false;
    for (int i = 0; !taken && i < TRIES; i++)
        if (!(h->key = random_key(db->pl)) || !keys->take(session, h->key, &taken))
            return false;
    if (!taken)
        return pl_say(db->pl, PL_D_BUG, NULL, "no number is free for a lock");
    const char *params[] = { h->key, h->job, h->who, h->host, h->pid, pl_ledger_now(db->pl), h->text.needs, h->text.uses };
    return pl_ledger_query(db, at, pl_sql_migrations_hold_add, params, (int)(sizeof params / sizeof *params), NULL, NULL) ||
           pl_ledger_hint(db);
}

bool pl_hold_end(struct pl_db *db, const struct pl_ledger_place *at, const char *key) {
    return pl_ledger_query(db, at, pl_sql_migrations_hold_drop, &key, 1, NULL, NULL);
}

/* ---- reading */

struct reading {
    struct pl *pl;
    struct pl_hold **tail;
};

static bool take_hold(void *arg, int columns, const char *const *names, const char *const *values) {
    struct reading *r = arg;
    struct pl_hold *h = *r->tail = PL_NEW(r->pl, struct pl_hold);
    const struct {
        const char *word;
        const char **to;
    } fields[] = { { "id", &h->key }, { "job", &h->job }, { "who", &h->who }, { "host", &h->host }, { "pid", &h->pid },
                   { "since", &h->since }, { "needs", &h->text.needs }, { "uses", &h->text.uses } };
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        *fields[i].to = pl_ledger_column(r->pl, fields[i].word, columns, names, values);
    r->tail = &h->next;
    return true;
}

/* The rows first: whoever wrote one had the lock before, so who has none now is gone. */
bool pl_holds_read(struct pl_db *db, const struct pl_ledger_place *at, const struct pl_realm *taken, bool tidy, struct pl_hold **out) {
    struct reading r = { .pl = db->pl, .tail = out };
    *out = NULL;
    if (!pl_ledger_has(taken, at, db->schema, "hold"))
        return true;
    if (!pl_ledger_query(db, at, pl_sql_migrations_holds, NULL, 0, take_hold, &r))
        return false;
    for (struct pl_hold **h = out; *h;) {
        bool held;
        if (!db->dialect->keys->held(db, (*h)->key, &held) || (!held && tidy && !pl_hold_end(db, at, (*h)->key)))
            return false;
        if (held)
            h = &(*h)->next;
        else
            *h = (*h)->next;
    }
    return true;
}

char *pl_hold_title(struct pl *pl, const struct pl_hold *h) {
    return pl_format(pl, "job \"%s\" by %s at %s, process %s, since %.19s UTC", h->job ? h->job : "?", h->who ? h->who : "?",
                     h->host ? h->host : "?", h->pid ? h->pid : "?", h->since ? h->since : "?");
}

/* ---- judging */

static const char unknown[] = "what the schema will be cannot be told before";

/* The first thing that is said of it, or NULL. What cannot be told was told when the job started: so it has changed. */
static bool judge(struct pl_db *db, struct pl_realm *live, struct pl_realm *then, struct pl_hold *h, const struct pl_source_options *o) {
    struct pl_manifest *m;
    struct pl_verdict v = { 0 };
    struct pl_gate g = { .pl = db->pl, .db = db, .dialect = db->dialect, .have = then, .verdict = &v };
    struct pl_mark mark = pl_diag_mark(db->pl);
    if (!pl_manifest_read(db->pl, h->job ? h->job : "?", &h->text, o, &m))
        return false;
    struct pl_job_query *queries = m->queries;
    m->queries = NULL;                                 /* the server has another schema than `then` */
    if (!pl_manifest_judge(&g, m))
        return false;
    const struct pl_diag *first = *mark.tail;
    h->breaks = v.missing || v.undecided ? first ? first->text : unknown : NULL;
    pl_diag_forget(db->pl, mark);
    for (const struct pl_job_query *q = queries; q && !h->breaks; q = q->next)
        h->breaks = pl_hold_query_breaks(db->dialect, live, then, q->said);
    return true;
}

bool pl_holds_judge(struct pl_db *db, struct pl_realm *live, struct pl_realm *then, struct pl_hold *list,
                    const struct pl_source_options *o, int *count) {
    *count = 0;
    for (struct pl_hold *h = list; h; h = h->next) {
        h->breaks = unknown;
        if (then && !judge(db, live, then, h, o))
            return false;
        *count += h->breaks != NULL;
    }
    return true;
}
