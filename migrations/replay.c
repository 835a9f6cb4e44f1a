/* From migration files to steps. */
#include <string.h>
#include "dialects/split.h"
#include "migrations/apply.h"
#include "migrations/plan.h"
#include "migrations/replay.h"

struct replay {
    struct pl_script *s;
    const struct pl_migration *m;
    bool outside;                  /* outside of transactions */
    bool timed;                    /* a time limit has been set */
};

/* What a statement begins with when it opens or ends a transaction; and when it changes rows only. */
static const char *const transaction_words[] = { "begin", "start", "commit", "rollback", "end", "abort", "savepoint", "release", NULL };
static const char *const row_words[] = { "insert", "update", "delete", "replace", NULL };

static bool begins(struct pl *pl, const char *sql, const char *const *words) {
    const char *word = pl_lower(pl, pl_strndup(pl, sql, strcspn(sql, " \t\r\n;(")));
    for (; *words; words++)
        if (strcmp(word, *words) == 0)
            return true;
    return false;
}

static bool at(const struct replay *r, int line, enum pl_code code, const char *text) {
    struct pl_place place = { .file = r->m->path, .line = line };
    return pl_say(r->s->pl, code, &place, "%s", text);
}

/* "0003_add_email: ALTER TABLE customer ADD COLUMN ...": the first line is enough to know it again. */
static const char *title_of(const struct replay *r, const char *sql) {
    enum { LONGEST = 60 };
    size_t n = strcspn(sql, "\r\n"), cut = n > LONGEST ? LONGEST : n;
    while (cut < n && cut && ((unsigned char)sql[cut] & 0xc0) == 0x80)
        cut--;
    return pl_format(r->s->pl, "%s: %.*s%s", r->m->id, (int)cut, sql, sql[cut] ? " ..." : "");
}

static void add(struct replay *r, const char *sql, const char *title, unsigned flags, int line) {
    struct pl_step *step = pl_step_add(r->s, sql, title, flags | (r->outside ? PL_R_NO_TX : 0u), NULL);
    step->place = (struct pl_place){ .file = r->m->path, .line = line };
}

/* What only this session notices: put right again whatever happens, and nothing that is to be remembered. */
static bool is_session(struct pl *pl, const char *sql) {
    static const char *const pragmas[] = { "pragma foreign_keys", "pragma legacy_alter_table", "pragma defer_foreign_keys" };
    const char *lower = pl_lower(pl, pl_strndup(pl, sql, strcspn(sql, "=")));
    for (size_t i = 0; i < sizeof pragmas / sizeof *pragmas; i++)
        if (pl_starts(lower, pragmas[i]))
            return true;
    return pl_starts(lower, "set ");
}

static unsigned flags_of(struct pl *pl, const char *sql) {
    return begins(pl, sql, row_words) ? PL_R_ROWS : is_session(pl, sql) ? PL_R_SESSION : 0;
}

static bool statements(struct replay *r, const struct pl_item *i) {
    struct pl_splitter split = { .pl = r->s->pl, .at = i->text, .line = i->line, .flags = r->s->dialect->flags };
    struct pl_statement one;
    while (pl_split_next(&split, &one)) {
        if (!r->outside && (r->s->dialect->flags & PL_DL_DDL_IN_TX) && begins(r->s->pl, one.sql, transaction_words)) {
            at(r, one.line, PL_D_BAD_VALUE, "a migration runs in a transaction already");
            return pl_hint(r->s->pl, "take the statement out, or say \"-- poundlock: no-transaction\" on a line before it");
        }
        add(r, one.sql, title_of(r, one.sql), flags_of(r->s->pl, one.sql), one.line);
    }
    return true;
}

static void proof(struct replay *r, const struct pl_item *i, const char *sql, const char *what) {
    add(r, sql, pl_format(r->s->pl, "%s: %s %s", r->m->id, what, i->text), PL_R_EXPECT_NOTHING | PL_R_KEEP_TX, i->line);
}

/* The query as one that returns a row when it is not true: the proofs of a plan are such queries. */
static bool expect(struct replay *r, const struct pl_item *i) {
    struct pl_text sql = { .pl = r->s->pl };
    pl_add(&sql, "SELECT ");
    r->s->dialect->quote_text(&sql, pl_format(r->s->pl, "not so: %s", i->text));
    pl_addf(&sql, " FROM (SELECT 1 AS one) AS one WHERE NOT coalesce((%s), false)", i->text);
    proof(r, i, sql.s, "expect");
    return true;
}

static bool expect_none(struct replay *r, const struct pl_item *i) {
    proof(r, i, i->text, "expect no row of");
    return true;
}

static bool inside(struct replay *r, const struct pl_item *i) {
    (void)i;
    r->outside = false;
    return true;
}

static bool outside(struct replay *r, const struct pl_item *i) {
    (void)i;
    r->outside = true;
    return true;
}

static void limit(struct replay *r, const char *said, int line) {
    add(r, pl_format(r->s->pl, "%s%ld", r->s->dialect->statement_timeout, pl_duration(said)),
        pl_format(r->s->pl, "%s: statement timeout %s", r->m->id, said), PL_R_SESSION | PL_R_KEEP_TX, line);
    r->timed = true;
}

static bool timeout(struct replay *r, const struct pl_item *i) {
    if (!r->s->dialect->statement_timeout) {
        at(r, i->line, PL_D_CANNOT_SAY, pl_format(r->s->pl, "%s has no time limit for such statements", r->s->dialect->name));
        return pl_hint(r->s->pl, "take \"-- poundlock: statement-timeout\" out");
    }
    limit(r, i->text, i->line);
    return true;
}

static bool (*const takes[])(struct replay *r, const struct pl_item *i) = {
    [PL_I_SQL] = statements, [PL_I_EXPECT] = expect, [PL_I_EXPECT_NONE] = expect_none,
    [PL_I_TRANSACTION] = inside, [PL_I_NO_TRANSACTION] = outside, [PL_I_TIMEOUT] = timeout,
};

bool pl_replay_steps(struct pl_script *s, const struct pl_migration *m, enum pl_way way) {
    const struct pl_part *part = way == PL_UP ? &m->up : &m->down;
    struct replay r = { .s = s, .m = m };
    if (!part->line) {
        at(&r, 0, PL_D_HISTORY, pl_format(s->pl, "%s has no way down", m->id));
        return pl_hint(s->pl, "go forward with a new migration, or write the way back below a line \"-- down\"");
    }
    for (const struct pl_item *i = part->first; i; i = i->next)
        if (!takes[i->kind](&r, i))
            return false;
    r.outside = false;
    if (r.timed)
        limit(&r, "0", 0);            /* the next migration's statements take as long as they take */
    return true;
}

bool pl_replay_one(struct pl_db *db, const struct pl_migration *m, enum pl_way way) {
    struct pl_plan plan = { .script = { .pl = db->pl, .dialect = db->dialect, .version = db->version, .schema = db->schema } };
    struct pl_apply_options o = { .throw_away = true };
    return pl_replay_steps(&plan.script, m, way) && pl_apply_run(db, &plan, &o);
}

bool pl_replay_up(struct pl_db *db, const struct pl_history *h, const struct pl_migration *last) {
    for (const struct pl_migration *m = h->first; m; m = m->next) {
        if (!pl_replay_one(db, m, PL_UP))
            return false;
        if (m == last)
            break;
    }
    return true;
}
