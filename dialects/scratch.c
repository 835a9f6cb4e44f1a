/* Scratch databases: made, used, and always removed. The name holds when it was made, so that the next run can remove what
 * a crash left behind. */
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include "dialects/dialect.h"

#define PREFIX "poundlock_scratch_"
enum { STALE_SECONDS = 3600 };

struct stale {
    struct pl *pl;
    long now;
    const char *name[256];
    int count;
};

static bool note_stale(void *arg, int columns, const char *const *names, const char *const *values) {
    struct stale *s = arg;
    (void)names;
    if (columns && values[0] && pl_starts(values[0], PREFIX) && s->count < (int)(sizeof s->name / sizeof *s->name)
        && strtol(values[0] + strlen(PREFIX), NULL, 10) + STALE_SECONDS < s->now)
        s->name[s->count++] = pl_strdup(s->pl, values[0]);
    return true;
}

static bool drop(struct pl_db *keeper, const char *name) {
    struct pl_text sql = { .pl = keeper->pl };
    pl_add(&sql, "DROP DATABASE IF EXISTS ");
    keeper->dialect->quote_name(&sql, name);
    return keeper->dialect->query(keeper, sql.s, NULL, 0, NULL, NULL);
}

/* What a crash left is swept on the way; that it could not be says nothing about this run. */
static void sweep(struct pl_db *keeper, long now) {
    struct stale s = { .pl = keeper->pl, .now = now };
    struct pl_mark mark = pl_diag_mark(keeper->pl);
    if (keeper->dialect->query(keeper, keeper->dialect->scratch->list, NULL, 0, note_stale, &s))
        for (int i = 0; i < s.count; i++)
            drop(keeper, s.name[i]);
    pl_diag_forget(keeper->pl, mark);
}

static bool no_scratch(struct pl *pl, const char *title) {
    pl_say(pl, PL_D_REFUSED, NULL, "SQL files are run in a throw-away database, and none can be made at %s", title);
    return pl_hint(pl, "name a server where one may be made: --scratch URL; or let this role: ALTER ROLE ... CREATEDB, GRANT CREATE ON *.*");
}

struct pl_db *pl_scratch_open(struct pl *pl, const struct pl_dialect *d, const char *source, const struct pl_login *login) {
    struct pl_login own = login ? *login : (struct pl_login){ 0 };
    long now = (long)time(NULL);
    own.write = own.create = true;
    if (!d->scratch->make)
        return d->open(pl, d->scratch->source, &(struct pl_login){ .write = true, .create = true });
    struct pl_db *keeper = d->open(pl, source, &own);
    if (!keeper)
        return NULL;
    sweep(keeper, now);
    const char *name = pl_format(pl, PREFIX "%ld_%ld_%p", now, (long)getpid(), (void *)keeper);
    struct pl_text sql = { .pl = pl };
    struct pl_mark mark = pl_diag_mark(pl);
    pl_add(&sql, "CREATE DATABASE ");
    keeper->dialect->quote_name(&sql, name);
    const char *like = pl_db_value(keeper, keeper->dialect->scratch->make, NULL, 0);
    pl_addf(&sql, " %s", like ? like : "");
    if (!like || !keeper->dialect->query(keeper, sql.s, NULL, 0, NULL, NULL)) {
        if (pl->newest->exit_code == pl_codes[PL_D_REFUSED].exit_code) {
            pl_diag_forget(pl, mark);
            no_scratch(pl, keeper->title);
        }
        d->close(keeper);
        return NULL;
    }
    own.database = name;
    struct pl_db *db = d->open(pl, source, &own);
    if (!db) {
        drop(keeper, name);
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
    drop(keeper, name);
    keeper->dialect->close(keeper);
}
