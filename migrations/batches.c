/* Ranges of a primary key: the end of the next one is asked for, then the statement is carried out up to there. */
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "migrations/batches.h"

struct key {
    struct pl *pl;
    const char *const *found;
    int count;
};

static bool take(void *arg, int columns, const char *const *names, const char *const *values) {
    struct key *k = arg;
    const char **copy = pl_alloc(k->pl, (size_t)(k->count + 1) * sizeof *copy);
    (void)names;
    if (columns != k->count)
        return false;
    for (int i = 0; i < columns; i++)
        copy[i] = pl_strdup(k->pl, values[i] ? values[i] : "NULL");
    copy[columns] = NULL;
    k->found = copy;
    return true;
}

static void add_row(struct pl_text *t, const char *const *values) {
    for (int i = 0; values[i]; i++)
        pl_addf(t, "%s%s", i ? ", " : "", values[i]);
}

/* Behind, or up to and with, a key of several columns, said so that each server finds its way by an index: as rows, or where it
 * does not search by those the first column alone, then all of them. */
static void add_bound(struct pl_text *t, const struct pl_dialect *d, const struct pl_batch *b, const char *const *key, bool behind) {
    const char *sign = behind ? ">" : "<", *last = behind ? ">" : "<=";
    if (!b->keys[1] || d->flags & PL_DL_ROW_VALUES) {
        pl_addc(t, '(');
        add_row(t, b->keys);
        pl_addf(t, ") %s (", last);
        add_row(t, key);
        pl_addc(t, ')');
        return;
    }
    pl_addf(t, "%s %s= %s AND (", b->keys[0], sign, key[0]);
    for (int i = 0; b->keys[i]; i++) {
        pl_addf(t, "%s(", i ? " OR " : "");
        for (int k = 0; k < i; k++)
            pl_addf(t, "%s = %s AND ", b->keys[k], key[k]);
        pl_addf(t, "%s %s %s)", b->keys[i], b->keys[i + 1] ? sign : last, key[i]);
    }
    pl_addc(t, ')');
}

/* The key of one row, as literals; NULL: there is none. */
static bool find_key(struct pl_db *db, const struct pl_batch *b, const struct pl_text *sql, const char *const **out) {
    struct key key = { .pl = db->pl };
    while (b->keys[key.count])
        key.count++;
    bool ok = db->dialect->query(db, sql->s, NULL, 0, take, &key);
    *out = key.found;
    return ok;
}

/* What comes later is written by those who write the new form already: without an end, a fill could run after them for ever. */
static bool find_last(struct pl_db *db, const struct pl_batch *b, const char *const **out) {
    struct pl_text t = { .pl = db->pl };
    pl_add(&t, b->next);
    for (int i = 0; b->keys[i]; i++)
        pl_addf(&t, "%s%s DESC", i ? ", " : " ORDER BY ", b->keys[i]);
    pl_add(&t, " LIMIT 1");
    return find_key(db, b, &t, out);
}

/* The end of the next range; NULL: it is the last one. */
static bool find_end(struct pl_db *db, const struct pl_batch *b, const struct pl_batches *at, long size, const char *const **out) {
    struct pl_text t = { .pl = db->pl };
    pl_addf(&t, "%s WHERE ", b->next);
    if (at->reached) {
        add_bound(&t, db->dialect, b, at->reached, true);
        pl_add(&t, " AND ");
    }
    add_bound(&t, db->dialect, b, at->last, false);
    pl_add(&t, " ORDER BY ");
    add_row(&t, b->keys);
    pl_addf(&t, " LIMIT 1 OFFSET %ld", size > 0 ? size - 1 : 0);
    return find_key(db, b, &t, out);
}

static bool one_range(struct pl_db *db, const struct pl_step *s, const char *const *from, const char *const *to) {
    struct pl_text t = { .pl = db->pl };
    pl_add(&t, s->sql);
    if (from) {
        pl_add(&t, " AND ");
        add_bound(&t, db->dialect, s->batch, from, true);
    }
    pl_add(&t, " AND ");
    add_bound(&t, db->dialect, s->batch, to, false);
    return db->dialect->query(db, t.s, NULL, 0, NULL, NULL);
}

/* An estimate, which is never less than what was seen. */
static void estimate(struct pl_db *db, const struct pl_batch *b, struct pl_batches *out) {
    struct pl_mark mark = pl_diag_mark(db->pl);
    const char *rows = b->rows ? pl_db_value(db, b->rows, NULL, 0) : NULL;
    pl_diag_forget(db->pl, mark);
    out->of = rows ? strtod(rows, NULL) : 0;
}

bool pl_batches_run(struct pl_db *db, const struct pl_step *s, const struct pl_batching *o, struct pl_batches *b,
                    bool (*holds)(void *arg), void *arg) {
    const char *const *end;
    if (!b->last) {
        if (!find_last(db, s->batch, &b->last))
            return false;
        estimate(db, s->batch, b);
    }
    if (!b->last)
        return true;
    do {
        if (!holds(arg) || !find_end(db, s->batch, b, o->size, &end) || !one_range(db, s, b->reached, end ? end : b->last))
            return false;
        b->done += end ? (double)o->size : 0;
        b->of = b->of < b->done ? b->done : b->of;
        b->reached = end ? end : b->reached;
        if (end && o->working)
            o->working(o->arg, b->done, b->of, "rows");
        if (end && o->pause)
            nanosleep(&(struct timespec){ .tv_sec = o->pause / 1000, .tv_nsec = o->pause % 1000 * 1000000 }, NULL);
    } while (end);
    return true;
}
