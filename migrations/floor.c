/* The rollback floor in the ledger. */
#include <string.h>
#include "migrations/floor.h"
#include "migrations/sql.h"

/* ---- finding out */

/* What is wrong for the release in the schema as it is, or NULL. Texts are compared by the server's own word first. */
static bool reason(struct pl_db *db, const struct pl_rollout *r, const struct pl_release *x, struct pl_realm *live, const char **out) {
    if (!pl_normalize(db, db->dialect, live, x->needs))
        return false;
    *out = NULL;
    for (const struct pl_hurt *h = pl_hurts(db->pl, db->dialect, x, live); h && !*out; h = h->next) {
        bool later = !x->whole && pl_hurt_rows[h->id].job & PL_HURT_LATER;
        if (!later && r->severity[h->id][x->whole] == PL_ERROR)
            *out = h->text;
    }
    return true;
}

static bool write_one(struct pl_db *db, const struct pl_ledger_place *at, const char *run, int place, const struct pl_release *x,
                      const char *why) {
    const char *params[] = { x->name, pl_format(db->pl, "%d", place), x->whole ? "release" : "job", why ? "no" : "yes", why, run };
    return pl_ledger_query(db, at, pl_sql_migrations_release_add, params, 6, NULL, NULL);
}

static bool write_all(struct pl_db *db, const struct pl_ledger_place *at, const char *run, const struct pl_rollout *r,
                      const char *const *reasons) {
    int place = 0;
    if (!pl_ledger_query(db, at, pl_sql_migrations_release_forget, NULL, 0, NULL, NULL))
        return false;
    for (const struct pl_release *x = r ? r->releases : NULL; x; x = x->next, place++)
        if (!write_one(db, at, run, place + 1, x, reasons[place]))
            return false;
    return true;
}

bool pl_floor_write(struct pl_db *db, const struct pl_ledger_place *at, const char *run, const struct pl_rollout *r,
                    struct pl_realm *live) {
    const char **reasons = pl_alloc(db->pl, ((size_t)(r ? r->release_count : 0) + 1) * sizeof *reasons);
    int i = 0;
    for (const struct pl_release *x = r ? r->releases : NULL; x; x = x->next)
        if (!reason(db, r, x, live, &reasons[i++]))
            return false;
    if (!db->dialect->query(db, db->dialect->begin, NULL, 0, NULL, NULL))
        return false;
    bool ok = write_all(db, at, run, r, reasons);
    return db->dialect->query(db, ok ? db->dialect->commit : db->dialect->rollback, NULL, 0, NULL, NULL) && ok;
}

/* ---- reading */

struct rows {
    struct pl *pl;
    struct pl_floor **tail;
};

static bool take_row(void *arg, int columns, const char *const *names, const char *const *values) {
    struct rows *r = arg;
    struct pl_floor *f = PL_NEW(r->pl, struct pl_floor);
    *f = (struct pl_floor){
        .name = pl_ledger_column(r->pl, "name", columns, names, values),
        .job = pl_same(pl_ledger_column(r->pl, "sort", columns, names, values), "job"),
        .runs = pl_same(pl_ledger_column(r->pl, "runs", columns, names, values), "yes"),
        .reason = pl_ledger_column(r->pl, "reason", columns, names, values),
        .run = pl_ledger_column(r->pl, "run", columns, names, values),
    };
    *r->tail = f;
    r->tail = &f->next;
    return true;
}

bool pl_floor_read(struct pl_db *db, const struct pl_ledger_place *at, const struct pl_realm *taken, struct pl_floor **out) {
    struct rows r = { .pl = db->pl, .tail = out };
    *out = NULL;
    return !pl_ledger_has(taken, at, db->schema, "release") ||
           pl_ledger_query(db, at, pl_sql_migrations_releases, NULL, 0, take_row, &r);
}

const struct pl_floor *pl_floor_of(const struct pl_floor *list) {
    while (list && (list->job || !list->runs))
        list = list->next;
    return list;
}

const struct pl_floor *pl_floor_named(const struct pl_floor *list, const char *name) {
    while (list && !pl_same(list->name, name))
        list = list->next;
    return list;
}
