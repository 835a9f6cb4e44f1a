/* Scratch databases: made, used, and always removed.
 *
 * Whoever made one holds its name for as long as it lives, by a lock of the server that dies with the session. What nobody
 * holds was left behind by a crash, and the next run removes it; a server that has no such locks is believed by the time in
 * the name. */
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include "dialects/dialect.h"

#define PREFIX "poundlock_scratch_"
enum { STALE_SECONDS = 3600 };

struct stale {
    struct pl *pl;
    bool held;                     /* the server knows who holds what */
    long now;
    const char *name[256];
    int count;
};

static bool note_stale(void *arg, int columns, const char *const *names, const char *const *values) {
    struct stale *s = arg;
    (void)names;
    if (columns < 2 || !values[0] || !pl_starts(values[0], PREFIX) || s->count == (int)(sizeof s->name / sizeof *s->name))
        return true;
    long made = strtol(values[0] + strlen(PREFIX), NULL, 10);
    if (s->held ? pl_same(values[1], "1") : made + STALE_SECONDS < s->now)
        s->name[s->count++] = pl_strdup(s->pl, values[0]);
    return true;
}

static bool drop(struct pl_db *keeper, const char *name, const char *more) {
    struct pl_text sql = { .pl = keeper->pl };
    pl_add(&sql, "DROP DATABASE IF EXISTS ");
    keeper->dialect->quote_name(&sql, name);
    pl_add(&sql, more ? more : "");
    return keeper->dialect->query(keeper, sql.s, NULL, 0, NULL, NULL);
}

/* That it could not be held says nothing about this run. */
static bool hold(struct pl_db *keeper, const char *name) {
    struct pl_mark mark = pl_diag_mark(keeper->pl);
    bool held = pl_same(pl_db_value(keeper, keeper->dialect->scratch->hold, &name, 1), "1");
    pl_diag_forget(keeper->pl, mark);
    return held;
}

/* What a crash left is swept on the way; that it could not be says nothing either. */
static void sweep(struct pl_db *keeper, bool held, long now) {
    static const char *const prefix[] = { PREFIX };
    struct stale s = { .pl = keeper->pl, .now = now, .held = held };
    struct pl_mark mark = pl_diag_mark(keeper->pl);
    if (keeper->dialect->query(keeper, keeper->dialect->scratch->list, prefix, 1, note_stale, &s))
        for (int i = 0; i < s.count; i++)
            drop(keeper, s.name[i], NULL);
    pl_diag_forget(keeper->pl, mark);
}

static bool no_scratch(struct pl *pl, const char *title) {
    pl_say(pl, PL_D_REFUSED, NULL, "a throw-away database is needed, and none can be made at %s", title);
    return pl_hint(pl, "name a server where one may be made: --scratch URL; or let this role: ALTER ROLE ... CREATEDB, GRANT CREATE ON *.*");
}

static bool make(struct pl_db *keeper, const char *name) {
    struct pl *pl = keeper->pl;
    struct pl_text sql = { .pl = pl };
    struct pl_mark mark = pl_diag_mark(pl);
    pl_add(&sql, "CREATE DATABASE ");
    keeper->dialect->quote_name(&sql, name);
    const char *like = pl_db_value(keeper, keeper->dialect->scratch->make, NULL, 0);
    pl_addf(&sql, " %s", like ? like : "");
    if (like && keeper->dialect->query(keeper, sql.s, NULL, 0, NULL, NULL))
        return true;
    if (pl->newest->exit_code != pl_codes[PL_D_REFUSED].exit_code)
        return false;
    pl_diag_forget(pl, mark);
    return no_scratch(pl, keeper->title);
}

struct pl_db *pl_scratch_open(struct pl *pl, const struct pl_dialect *d, const char *source, const struct pl_login *login) {
    struct pl_login own = login ? *login : (struct pl_login){ 0 };
    long now = (long)time(NULL);
    own.write = own.create = true;
    if (!d->scratch->make)
        return d->open(pl, d->scratch->source, &(struct pl_login){ .write = true, .create = true });
    struct pl_db *keeper = d->open(pl, source, &own), *db = NULL;
    if (!keeper)
        return NULL;
    const char *name = pl_format(pl, PREFIX "%ld_%ld_%p", now, (long)getpid(), (void *)keeper);
    sweep(keeper, hold(keeper, name), now);
    own.database = name;
    if (make(keeper, name) && !(db = d->open(pl, source, &own)))
        drop(keeper, name, NULL);
    if (!db) {
        d->close(keeper);
        return NULL;
    }
    db->keeper = keeper;
    db->scratch = name;
    return db;
}

struct pl_db *pl_scratch_again(struct pl_db *db, const char *source, const struct pl_login *login) {
    if (!db->keeper)
        return db;
    struct pl_login own = login ? *login : (struct pl_login){ 0 };
    own.database = db->scratch;
    struct pl_db *fresh = db->dialect->open(db->pl, source, &own);
    if (!fresh) {
        pl_db_close(db);
        return NULL;
    }
    fresh->keeper = db->keeper;
    fresh->scratch = db->scratch;
    db->dialect->close(db);
    return fresh;
}

void pl_scratch_stay(struct pl_db *db, const char *source, const struct pl_login *login) {
    struct pl_login own = login ? *login : (struct pl_login){ 0 };
    struct pl_mark mark = pl_diag_mark(db->pl);
    own.write = true;
    if (db->keeper && !pl_db_value(db->keeper, "SELECT 1", NULL, 0)) {
        struct pl_db *fresh = db->dialect->open(db->pl, source, &own);
        if (fresh) {
            db->dialect->close(db->keeper);
            db->keeper = fresh;
            hold(fresh, db->scratch);
        }
    }
    pl_diag_forget(db->pl, mark);
}

void pl_db_close(struct pl_db *db) {
    if (!db)
        return;
    struct pl_db *keeper = db->keeper;
    const char *name = db->scratch;
    if (db->lock)
        db->lock->dialect->close(db->lock);
    db->dialect->close(db);
    if (!keeper)
        return;
    drop(keeper, name, keeper->dialect->scratch->drop);
    keeper->dialect->close(keeper);
}
