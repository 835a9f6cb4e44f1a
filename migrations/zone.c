/* Time zones that disagree. It is a warning and never drift: the library gives its own sessions the zone of the settings, but other
 * clients, defaults and columns without a zone do not know of it. */
#include "migrations/zone.h"

enum { MOST_NAMED = 5 };

struct finding {
    struct pl *pl;
    const char *zone;
};

static bool say_clock(void *arg, int columns, const char *const *names, const char *const *values) {
    const struct finding *f = arg;
    (void)names;
    if (columns < 2 || !values[0] || !values[1])
        return true;
    pl_say(f->pl, PL_D_TIME_ZONE, NULL, "%s: the time zone is \"%s\", by the settings it is \"%s\"", values[0], values[1], f->zone);
    return true;
}

static bool has_no_zone(const struct pl_dialect *d, const char *type) {
    for (const char *const *p = d->zoneless; p && *p && type; p++)
        if (pl_glob(*p, type))
            return true;
    return false;
}

static void collect(struct pl *pl, const struct pl_dialect *d, const struct pl_node *parent, struct pl_text *names, int *count) {
    for (const struct pl_node *n = parent->child; n; n = n->next) {
        if (n->kind == PL_SCHEMA || n->kind == PL_TABLE)
            collect(pl, d, n, names, count);
        else if (n->kind == PL_COLUMN && has_no_zone(d, pl_get(n, PL_COLUMN_TYPE)) && (*count)++ < MOST_NAMED)
            pl_addf(names, "%s%s", names->len ? ", " : "", pl_path(pl, n));
    }
}

bool pl_zone_check(struct pl_db *db, const struct pl_realm *live, const char *zone) {
    struct finding f = { db->pl, zone };
    struct pl_text names = { .pl = db->pl };
    int count = 0;
    if (!db->dialect->query(db, db->dialect->time_zones, &zone, 1, say_clock, &f))
        return pl_hint(db->pl, "the setting time_zone is \"%s\"", zone);
    collect(db->pl, db->dialect, live->root, &names, &count);
    if (!count)
        return true;
    pl_say(db->pl, PL_D_TIME_ZONE, NULL, "%d column%s a time without a zone, which says \"%s\" to nobody: %s%s", count,
           count == 1 ? " holds" : "s hold", zone, names.s, count > MOST_NAMED ? ", ..." : "");
    pl_hint(db->pl, "a type with a zone (timestamptz) keeps the moment, whoever reads it");
    return true;
}
