/* The ledger's migrations beside those of the folder. */
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "migrations/applied.h"

/* ---- reading */

struct rows {
    struct pl *pl;
    struct pl_applied **tail;
};

static bool take_row(void *arg, int columns, const char *const *names, const char *const *values) {
    struct rows *r = arg;
    struct pl_applied *a = PL_NEW(r->pl, struct pl_applied);
    const struct {
        const char *word;
        const char **to;
    } fields[] = { { "number", &a->number }, { "name", &a->name }, { "hash", &a->hash }, { "applied", &a->when }, { "run", &a->run } };
    for (int i = 0; i < columns; i++)
        for (size_t k = 0; k < sizeof fields / sizeof *fields; k++)
            if (pl_same_nocase(names[i], fields[k].word))
                *fields[k].to = pl_strdup(r->pl, values[i]);
    *r->tail = a;
    r->tail = &a->next;
    return true;
}

static const struct pl_applied *row_of(const struct pl_applied *rows, const char *number) {
    long n = strtol(number, NULL, 10);
    for (; rows; rows = rows->next)
        if (rows->number && strtol(rows->number, NULL, 10) == n)
            return rows;
    return NULL;
}

/* What it replaces: none, some or all of it in the ledger. */
static void replaced(const struct pl_migration *m, const struct pl_applied *rows, int *there, int *all, const struct pl_applied **last) {
    *there = *all = 0;
    for (const struct pl_directive *d = NULL; (d = pl_migration_says(m, "replaces", d)); (*all)++) {
        const struct pl_applied *row = row_of(rows, d->value);
        *there += row != NULL;
        *last = row ? row : *last;
    }
}

static bool is_known(const struct pl_history *h, const struct pl_applied *row) {
    long n = strtol(row->number, NULL, 10);
    for (const struct pl_migration *m = h->first; m; m = m->next) {
        if (strtol(m->number, NULL, 10) == n)
            return true;
        for (const struct pl_directive *d = NULL; (d = pl_migration_says(m, "replaces", d));)
            if (strtol(d->value, NULL, 10) == n)
                return true;
    }
    return false;
}

/* A squashed file has the number of the last that it replaces: that row is not its own, as long as the names differ. */
static const struct pl_applied *standing_of(const struct pl_migration *m, const struct pl_applied *rows) {
    const struct pl_applied *row = row_of(rows, m->number), *last = NULL;
    int there, all;
    replaced(m, rows, &there, &all, &last);
    if (!all || (row && pl_same(row->name, m->name)))
        return row;
    return there == all ? last : NULL;
}

bool pl_applied_look(struct pl_db *db, const struct pl_ledger_place *at, const struct pl_realm *taken, struct pl_history *h,
                     struct pl_standing *out) {
    struct rows r = { .pl = db->pl, .tail = &out->rows };
    struct pl_applied **unknown = &out->unknown;
    *out = (struct pl_standing){ 0 };
    if (pl_ledger_is_there(taken, at, db->schema) &&
        !pl_ledger_query(db, at, "SELECT * FROM {migration} ORDER BY number", NULL, 0, take_row, &r))
        return false;
    for (struct pl_migration *m = h->first; m; m = m->next) {
        m->applied = standing_of(m, out->rows);
        out->applied += m->applied != NULL;
        out->pending += !m->applied;
    }
    for (const struct pl_applied *row = out->rows; row; row = row->next) {
        if (is_known(h, row))
            continue;
        *unknown = PL_NEW(db->pl, struct pl_applied);
        **unknown = *row;
        (*unknown)->next = NULL;
        unknown = &(*unknown)->next;
    }
    return true;
}

/* ---- checking */

static bool refuse(struct pl *pl, const struct pl_migration *m, const char *what, const char *hint) {
    struct pl_place place = { .file = m->path };
    pl_say(pl, PL_D_HISTORY, &place, "%s %s", m->id, what);
    return pl_hint(pl, "%s", hint);
}

static bool check_one(struct pl *pl, const struct pl_migration *m, const struct pl_standing *s, bool later) {
    const struct pl_applied *last = NULL;
    int there, all;
    replaced(m, s->rows, &there, &all, &last);
    if (m->applied && !all && !pl_same(m->applied->name, m->name) && !pl_same(m->applied->hash, m->hash))
        return refuse(pl, m, pl_format(pl, "has a number with which this database has had \"%s\"", m->applied->name),
                      "give it the next number and run: poundlock migrations seal");
    if (m->applied)
        return all || pl_same(m->applied->hash, m->hash) ||
               refuse(pl, m, "was changed after it was applied",
                      "put it back as it was (git log -p shows it), and say the change in a new migration");
    if (there)
        return refuse(pl, m, pl_format(pl, "stands for %d migrations of which this database has had %d", all, there),
                      "bring it up to date with the release that still has the single files, then go on");
    if (later)
        return refuse(pl, m, "is pending, but later ones are applied already",
                      "give it the next number, run: poundlock migrations seal, and say so to who merged it");
    return true;
}

bool pl_applied_check(struct pl *pl, const struct pl_history *h, const struct pl_standing *s) {
    bool ok = true, later = false;
    /* From the last to the first: what is pending before an applied one is out of order. */
    struct pl_migration **all = pl_alloc(pl, ((size_t)h->count + 1) * sizeof *all);
    int n = 0;
    for (struct pl_migration *m = h->first; m; m = m->next)
        all[n++] = m;
    while (n--) {
        ok = check_one(pl, all[n], s, later) && ok;
        later |= all[n]->applied != NULL;
    }
    for (const struct pl_applied *u = s->pending ? s->unknown : NULL; u; u = u->next) {
        pl_say(pl, PL_D_HISTORY, NULL, "the database has had migration %s_%s, which \"%s\" does not have", u->number, u->name, h->folder);
        ok = pl_hint(pl, "another branch or a later release has been here: merge it first");
    }
    return ok;
}

/* ---- recording */

static char *utc_now(struct pl *pl) {
    char text[40];
    time_t t = time(NULL);
    struct tm tm;
    gmtime_r(&t, &tm);
    strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S", &tm);
    return pl_strdup(pl, text);
}

void pl_applied_record(struct pl_db *db, const struct pl_ledger_place *at, struct pl_script *s, const struct pl_migration *m, bool up) {
    struct pl_text sql = { .pl = db->pl };
    long number = strtol(m->number, NULL, 10);
    if (!at->prefix)
        return;
    pl_add(&sql, pl_ledger_sql(db, at, pl_format(db->pl, "DELETE FROM {migration} WHERE number = %ld", number)));
    if (up) {
        sql = (struct pl_text){ .pl = db->pl };
        pl_addf(&sql, "%s SELECT %ld, ", pl_ledger_sql(db, at, "INSERT INTO {migration} (number, name, hash, applied, run)"), number);
        db->dialect->quote_text(&sql, m->name);
        pl_add(&sql, ", ");
        db->dialect->quote_text(&sql, m->hash);
        pl_add(&sql, ", ");
        db->dialect->quote_text(&sql, utc_now(db->pl));
        pl_addf(&sql, ", max(id) FROM %s", pl_ledger_sql(db, at, "{run}"));
    }
    struct pl_step *step = PL_NEW(db->pl, struct pl_step), **at_end = &s->first;
    *step = (struct pl_step){ .sql = sql.s, .title = pl_format(db->pl, "%s: %s it", m->id, up ? "remember" : "forget"),
                              .flags = PL_R_KEEP_TX | PL_R_ROWS };
    /* Behind the last statement that changes something, so that it shares that one's transaction. */
    for (struct pl_step **p = &s->first; *p; p = &(*p)->next)
        if (!((*p)->flags & PL_R_SESSION))
            at_end = &(*p)->next;
    step->next = *at_end;
    *at_end = step;
    if (!step->next)
        s->tail = &step->next;
    s->count++;
}
