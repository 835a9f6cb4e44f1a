/* poundlock migrations squash: joins generated migrations that stand side by side. Those written by hand keep their place,
 * since what they do with rows is in no schema.
 *
 * A join is the plan from the schema before to the schema after, unless that would lose what the single steps kept (a rename
 * is not to be seen from outside): then it is their statements, one after the other. The new history is replayed before
 * anything is written, and must lead to the same schema. */
#include <errno.h>
#include <string.h>
#include <unistd.h>
#include "migrations/author.h"
#include "migrations/replay.h"
#include "tools/migrations.h"

/* A run of generated migrations, and what stands for them. */
struct group {
    struct group *next;
    const struct pl_migration *first, *last;
    int count;
    const char *text;
};
struct squash {
    struct pl_run *run;
    const struct pl_history *h;
    struct group *groups;
    int joined;
};

static void find_groups(struct squash *s) {
    struct group **tail = &s->groups, *g = NULL;
    for (const struct pl_migration *m = s->h->first; m; m = m->next) {
        if (!pl_migration_says(m, "generated", NULL)) {
            g = NULL;
            continue;
        }
        if (!g) {
            g = *tail = PL_NEW(s->run->pl, struct group);
            g->first = m;
            tail = &g->next;
        }
        g->last = m;
        g->count++;
        s->joined += g->count == 2 ? 2 : g->count > 2;
    }
}

/* ---- the plan between two points */

static bool plan_between(struct squash *s, struct pl_db *db, struct pl_realm *from, struct pl_realm *to, struct pl_plan *out) {
    struct pl_diff_options o = { 0 };
    return pl_plan_compare(db, db->dialect, from, to, &o, out) &&
           pl_plan_steps(s->run->pl, db->dialect, db->version, db->schema, from, to, out);
}

static bool loses(const struct pl_plan *plan) {
    for (const struct pl_step *step = plan->script.first; step; step = step->next)
        if (step->loses)
            return true;
    return false;
}

/* ---- their statements, one after the other */

static void add_part(struct pl_text *t, const struct pl_migration *m, const struct pl_part *part) {
    static const char *const lead[] = {
        [PL_I_SQL] = "", [PL_I_EXPECT] = "-- expect: ", [PL_I_EXPECT_NONE] = "-- expect-none: ",
        [PL_I_TRANSACTION] = "-- poundlock: transaction", [PL_I_NO_TRANSACTION] = "-- poundlock: no-transaction",
        [PL_I_TIMEOUT] = "-- poundlock: statement-timeout ",
    };
    bool outside = false;
    pl_addf(t, "-- from %s\n", m->id);
    for (const struct pl_item *i = part->first; i; i = i->next) {
        pl_addf(t, "%s%s\n", lead[i->kind], i->text ? pl_trim(t->pl, i->text) : "");
        outside = i->kind == PL_I_NO_TRANSACTION || (outside && i->kind != PL_I_TRANSACTION);
    }
    if (outside)
        pl_addf(t, "%s\n", lead[PL_I_TRANSACTION]);
}

static void add_downs(struct pl_text *t, const struct pl_migration *m, const struct pl_migration *last) {
    if (m != last)
        add_downs(t, m->next, last);
    add_part(t, m, &m->down);
}

static char *chained(struct pl *pl, const struct group *g, const char *const *replaces, const char *const *losses) {
    struct pl_text t = { .pl = pl };
    bool down = true;
    pl_add(&t, "-- poundlock: generated\n");
    for (; *replaces; replaces++)
        pl_addf(&t, "-- poundlock: replaces %s\n", *replaces);
    for (; *losses; losses++)
        pl_addf(&t, "-- poundlock: loses %s\n", *losses);
    pl_add(&t, "-- up\n");
    for (const struct pl_migration *m = g->first; m; m = m == g->last ? NULL : m->next) {
        add_part(&t, m, &m->up);
        down = down && m->down.line;
    }
    if (down) {
        pl_add(&t, "\n-- down\n");
        add_downs(&t, g->first, g->last);
    }
    return t.s;
}

/* The values of a directive over a whole group; for "replaces" the ids of its files as well. NULL at the end. */
static const char **gather(struct pl *pl, const struct group *g, const char *word, bool ids) {
    int n = 1;
    for (const struct pl_migration *m = g->first; m; m = m == g->last ? NULL : m->next, n++)
        for (const struct pl_directive *d = NULL; (d = pl_migration_says(m, word, d)); n++)
            ;
    const char **out = pl_alloc(pl, (size_t)n * sizeof *out);
    n = 0;
    for (const struct pl_migration *m = g->first; m; m = m == g->last ? NULL : m->next) {
        for (const struct pl_directive *d = NULL; (d = pl_migration_says(m, word, d));)
            out[n++] = d->value;
        if (ids)
            out[n++] = m->id;
    }
    return out;
}

/* Runs the group; the schema before and after it, twice, since planning changes what it compares. */
static bool join(struct squash *s, struct pl_db *db, struct group *g) {
    struct pl *pl = s->run->pl;
    const char **replaces = gather(pl, g, "replaces", true), **losses = gather(pl, g, "loses", false);
    struct pl_realm *before[2], *after[2];
    struct pl_plan up, down;
    for (int i = 0; i < 2; i++)
        if (!(before[i] = pl_inspect(db)))
            return false;
    for (const struct pl_migration *m = g->first; m; m = m == g->last ? NULL : m->next)
        if (!pl_replay_one(db, m, PL_UP))
            return false;
    for (int i = 0; i < 2; i++)
        if (!(after[i] = pl_inspect(db)))
            return false;
    if (!plan_between(s, db, before[0], after[0], &up) || !plan_between(s, db, after[1], before[1], &down))
        return false;
    g->text = loses(&up) ? chained(pl, g, replaces, losses) : pl_author_text(pl, &up, &down, NULL, replaces);
    return true;
}

static struct group *group_of(const struct squash *s, const struct pl_migration *m) {
    for (struct group *g = s->groups; g; g = g->next)
        if (g->first == m && g->count > 1)
            return g;
    return NULL;
}

static bool join_all(struct squash *s, struct pl_db *db) {
    for (const struct pl_migration *m = s->h->first; m; m = m->next) {
        struct group *g = group_of(s, m);
        if (g ? !join(s, db, g) : !pl_replay_one(db, m, PL_UP))
            return false;
        if (g)
            m = g->last;
    }
    return true;
}

/* ---- the new history, proved and written */

static const char *new_id(struct pl *pl, const struct group *g) {
    return pl_format(pl, "%s_squashed", g->last->number);
}

static bool replay_new(struct squash *s, struct pl_db *db) {
    for (const struct pl_migration *m = s->h->first; m; m = m->next) {
        struct group *g = group_of(s, m);
        struct pl_migration joined = { .id = g ? new_id(s->run->pl, g) : m->id, .path = m->path };
        if (!g) {
            if (!pl_replay_one(db, m, PL_UP))
                return false;
            continue;
        }
        joined.text = g->text;
        joined.len = strlen(g->text);
        if (!pl_migration_parse(s->run->pl, &joined) || !pl_replay_one(db, &joined, PL_UP))
            return false;
        m = g->last;
    }
    return true;
}

static bool same_end(struct squash *s, struct pl_db *old, struct pl_db *new) {
    struct pl_diff_options o = { 0 };
    struct pl_plan plan;
    struct pl_realm *from = pl_inspect(new), *to = pl_inspect(old);
    if (!from || !to || !pl_plan_compare(new, new->dialect, from, to, &o, &plan))
        return false;
    return !plan.changes.first || pl_say(s->run->pl, PL_D_BUG, NULL, "the squashed migrations lead to another schema: %s",
                                         pl_change_title(s->run->pl, plan.changes.first));
}

static bool write_groups(struct squash *s) {
    struct pl *pl = s->run->pl;
    for (const struct group *g = s->groups; g; g = g->next) {
        struct pl_text sql = { .pl = pl };
        if (g->count < 2)
            continue;
        pl_add(&sql, g->text);
        if (!pl_output_file(s->run, pl_format(pl, "%s/%s.sql", s->h->folder, new_id(pl, g)), &sql, false))
            return false;
        for (const struct pl_migration *m = g->first; m; m = m == g->last ? NULL : m->next)
            if (unlink(m->path) != 0)
                return pl_say(pl, PL_D_OUTPUT, NULL, "cannot remove \"%s\": %s", m->path, strerror(errno));
    }
    return pl_migrations_seal(s->run, s->h->folder);
}

int pl_migrations_squash(struct pl_run *run) {
    struct pl_history h;
    struct squash s = { .run = run, .h = &h };
    struct pl_db *old = NULL, *new = NULL;
    struct pl_text out = { .pl = run->pl };
    bool ok = pl_migrations_load(run, true, &h);
    if (ok)
        find_groups(&s);
    if (ok && s.joined)
        ok = (old = pl_migrations_scratch(run)) && join_all(&s, old) && (new = pl_migrations_scratch(run)) &&
             replay_new(&s, new) && same_end(&s, old, new) && write_groups(&s);
    pl_db_close(new);
    pl_db_close(old);
    if (!ok)
        return pl_run_failed(run);
    int made = 0;
    for (const struct group *g = s.groups; g; g = g->next)
        made += g->count > 1;
    if (s.joined)
        pl_addf(&out, "joined %d migrations into %d; a database that has had all of a group counts as having had its file\n", s.joined, made);
    else
        pl_add(&out, "nothing to join: no two generated migrations stand side by side\n");
    return pl_output(run, &out) ? PL_X_YES : pl_run_failed(run);
}
