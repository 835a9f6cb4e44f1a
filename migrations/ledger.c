/* Runs and their steps in the ledger. What is written about a step stands in the step's own transaction where it has one, so
 * that the ledger and the catalog tell the same story after a crash; where it has none, "begun" is there before it and "done"
 * after it, and in between only the catalog knows. */
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "migrations/ledger.h"
#include "migrations/sql.h"

enum { STEPS_AT_ONCE = 50 };

/* UTC, as every dialect reads a time: the sessions are pinned to it. */
static char *ago(struct pl *pl, double seconds) {
    struct timespec t;
    struct tm utc;
    char text[40];
    clock_gettime(CLOCK_REALTIME, &t);
    long ms = (long)t.tv_sec * 1000 + t.tv_nsec / 1000000 - (long)(seconds * 1000);
    t.tv_sec = ms / 1000;
    gmtime_r(&t.tv_sec, &utc);
    strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S", &utc);
    return pl_format(pl, "%s.%03ld", text, ms % 1000);
}

char *pl_ledger_now(struct pl *pl) {
    return ago(pl, 0);
}

static char *number_text(struct pl *pl, long n) {
    return pl_format(pl, "%ld", n);
}

static bool tell(struct pl_ledger *l, const char *sql, const char *const *params, int count) {
    return pl_ledger_query(l->db, &l->at, sql, params, count, NULL, NULL);
}

/* Where the whole of it is nothing, a transaction around it is one write to the disk. */
static bool within(struct pl_ledger *l, const char *sql) {
    return l->db->dialect->query(l->db, sql, NULL, 0, NULL, NULL);
}

/* ---- writing */

static bool add_steps(struct pl_ledger *l, const struct pl_script *script) {
    const char *params[4 * STEPS_AT_ONCE];
    struct pl *pl = l->db->pl;
    int number = 0;
    for (const struct pl_step *s = script->first; s;) {
        struct pl_text sql = { .pl = pl };
        int n = 0;
        pl_add(&sql, pl_sql_migrations_step_add);
        for (; s && n < STEPS_AT_ONCE; s = s->next, n++) {
            const char **p = params + 4 * (size_t)n;
            pl_add(&sql, n ? ", (?, ?, ?, ?)" : "(?, ?, ?, ?)");
            p[0] = l->run;
            p[1] = number_text(pl, ++number);
            p[2] = s->title;
            p[3] = s->sql;
        }
        if (!tell(l, sql.s, params, 4 * n))
            return false;
    }
    return true;
}

static bool add_run(struct pl_ledger *l, const struct pl_ledger_run *r, const struct pl_script *script) {
    struct pl *pl = l->db->pl;
    const char *params[] = { l->run, pl_ledger_now(pl), r->who, r->host, number_text(pl, r->pid), PL_VERSION, r->command,
                             number_text(pl, script->count), r->plan_hash, r->declared_hash, r->live_hash_before };
    return tell(l, pl_sql_migrations_run_died, NULL, 0) &&
           tell(l, pl_sql_migrations_run_begin, params, (int)(sizeof params / sizeof *params)) && add_steps(l, script);
}

struct one_value {
    struct pl *pl;
    char *text;
};

static bool take_one(void *arg, int columns, const char *const *names, const char *const *values) {
    struct one_value *v = arg;
    (void)names;
    v->text = columns ? pl_strdup(v->pl, values[0]) : NULL;
    return true;
}

bool pl_ledger_begin(struct pl_ledger *l, struct pl_db *db, const struct pl_ledger_place *at, const struct pl_ledger_run *r,
                     const struct pl_script *steps) {
    struct one_value next = { .pl = db->pl };
    *l = (struct pl_ledger){ .db = db, .at = *at };
    if (!at->prefix)
        return true;
    if (!pl_ledger_query(db, at, pl_sql_migrations_run_number, NULL, 0, take_one, &next))
        return pl_ledger_hint(db);
    l->run = next.text;
    if (!within(l, db->dialect->begin))
        return false;
    if (add_run(l, r, steps) && within(l, db->dialect->commit))
        return true;
    struct pl_mark mark = pl_diag_mark(db->pl);
    within(l, db->dialect->rollback);
    pl_diag_forget(db->pl, mark);
    return pl_ledger_hint(db);
}

bool pl_ledger_step_begun(struct pl_ledger *l, int number) {
    const char *params[] = { pl_ledger_now(l->db->pl), l->run, number_text(l->db->pl, number) };
    return !l->run || tell(l, pl_sql_migrations_step_begun, params, 3);
}

bool pl_ledger_step_done(struct pl_ledger *l, int number, double seconds) {
    struct pl *pl = l->db->pl;
    const char *params[] = { ago(pl, seconds), pl_ledger_now(pl), number_text(pl, (long)(seconds * 1000)), l->run, number_text(pl, number) };
    return !l->run || tell(l, pl_sql_migrations_step_done, params, 5);
}

void pl_ledger_step_failed(struct pl_ledger *l, int number, const char *error) {
    struct pl_mark mark = pl_diag_mark(l->db->pl);
    const char *params[] = { pl_ledger_now(l->db->pl), error, l->run, number_text(l->db->pl, number) };
    if (l->run)
        tell(l, pl_sql_migrations_step_failed, params, 4);
    pl_diag_forget(l->db->pl, mark);
}

bool pl_ledger_step_found(struct pl_ledger *l, const char *run, int number) {
    struct pl *pl = l->db->pl;
    const char *params[] = { pl_ledger_now(pl), pl_format(pl, "found done by run %s", l->run), run, number_text(pl, number) };
    return tell(l, pl_sql_migrations_step_found, params, 4);
}

bool pl_ledger_end(struct pl_ledger *l, const char *outcome, const char *live_hash_after) {
    const char *params[] = { pl_ledger_now(l->db->pl), outcome, live_hash_after, l->run };
    return !l->run || tell(l, pl_sql_migrations_run_end, params, 4);
}

bool pl_ledger_declared(struct pl_ledger *l, const char *declared_hash, const char *live_hash) {
    const char *params[] = { declared_hash, live_hash, PL_VERSION, l->run };
    return !l->run || (tell(l, pl_sql_migrations_declared_drop, params, 1) && tell(l, pl_sql_migrations_declared_add, params, 4));
}

/* ---- reading */

struct reading {
    struct pl *pl;
    struct pl_ledger_past **run;
    struct pl_ledger_step **step;
};

char *pl_ledger_column(struct pl *pl, const char *word, int columns, const char *const *names, const char *const *values) {
    for (int i = 0; i < columns; i++)
        if (pl_same_nocase(names[i], word))
            return pl_strdup(pl, values[i]);
    return NULL;
}
#define COLUMN(word) pl_ledger_column(rd->pl, word, columns, names, values)

static int as_int(const char *text) {
    return text ? atoi(text) : 0;
}

static bool take_run(void *arg, int columns, const char *const *names, const char *const *values) {
    struct reading *rd = arg;
    struct pl_ledger_past *p = PL_NEW(rd->pl, struct pl_ledger_past);
    *p = (struct pl_ledger_past){
        .id = COLUMN("id"), .started = COLUMN("started"), .ended = COLUMN("ended"), .who = COLUMN("who"), .host = COLUMN("host"),
        .pid = COLUMN("pid"), .version = COLUMN("version"), .command = COLUMN("command"), .plan_hash = COLUMN("plan_hash"),
        .declared_hash = COLUMN("declared_hash"), .live_hash_before = COLUMN("live_hash_before"),
        .live_hash_after = COLUMN("live_hash_after"), .outcome = COLUMN("outcome"), .steps = as_int(COLUMN("steps")),
    };
    *rd->run = p;
    rd->run = &p->next;
    return true;
}

static bool take_step(void *arg, int columns, const char *const *names, const char *const *values) {
    struct reading *rd = arg;
    struct pl_ledger_step *s = PL_NEW(rd->pl, struct pl_ledger_step);
    *s = (struct pl_ledger_step){
        .number = as_int(COLUMN("number")), .title = COLUMN("title"), .statement = COLUMN("statement"), .begun = COLUMN("begun"),
        .done = COLUMN("done"), .milliseconds = COLUMN("milliseconds"), .error = COLUMN("error"),
    };
    *rd->step = s;
    rd->step = &s->next;
    return true;
}

bool pl_ledger_runs_of(struct pl_db *db, const struct pl_ledger_place *at, const char *sql, const char *id, struct pl_ledger_past **out) {
    struct reading rd = { .pl = db->pl, .run = out };
    *out = NULL;
    return pl_ledger_query(db, at, sql, &id, id ? 1 : 0, take_run, &rd);
}

bool pl_ledger_runs(struct pl_db *db, const struct pl_ledger_place *at, struct pl_ledger_past **out) {
    return pl_ledger_runs_of(db, at, pl_sql_migrations_runs, NULL, out);
}

char *pl_ledger_title(struct pl *pl, const struct pl_ledger_past *r) {
    return pl_format(pl, "run %s by %s at %s, %.19s UTC", r->id, r->who ? r->who : "?", r->host ? r->host : "?",
                     r->started ? r->started : "?");
}

bool pl_ledger_steps(struct pl_db *db, const struct pl_ledger_place *at, const char *run, struct pl_ledger_step **out) {
    struct reading rd = { .pl = db->pl, .step = out };
    *out = NULL;
    return pl_ledger_query(db, at, pl_sql_migrations_steps, &run, 1, take_step, &rd);
}
