/* The SQL files of a job: each statement is prepared on the server and never run.
 *
 * Refuses what is no statement of the database at all (65). What names something that is not there is "not yet" when the models
 * have it, else "never"; what the server would only look at when it runs nobody can tell. */
#include <glob.h>
#include <stdint.h>
#include <string.h>
#include "dialects/split.h"
#include "migrations/files.h"
#include "migrations/manifest.h"

/* ---- reading */

static struct pl_place place_at(const char *file, const char *text, size_t at) {
    struct pl_place p = { file, 1, 1 };
    for (const char *s = text; *s && s < text + at; s++) {
        p.column = *s == '\n' ? 1 : p.column + (((unsigned char)*s & 0xc0) != 0x80);
        p.line += *s == '\n';
    }
    return p;
}

struct pl_place pl_query_place(const struct pl_job_query *q, size_t at) {
    if (at == SIZE_MAX || !q->text)
        return q->place;
    return place_at(q->file, q->text, q->offset + pl_sent_origin(&q->sent, at));
}

struct pl_job_query *pl_query_of(struct pl *pl, const struct pl_dialect *d, const char *sql, const struct pl_place *place) {
    struct pl_job_query *q = PL_NEW(pl, struct pl_job_query);
    *q = (struct pl_job_query){ .said = sql, .answer = { .at = SIZE_MAX, .lacks = PL_NONE } };
    if (place)
        q->place = *place;
    pl_parameters(pl, sql, d->flags, &q->sent);
    return q;
}

static void read_file(struct pl *pl, const struct pl_dialect *d, const struct pl_file *f, struct pl_job_query ***tail) {
    struct pl_splitter s = { .pl = pl, .at = f->text, .line = 1, .flags = d->flags };
    struct pl_statement one;
    size_t counted = 0;
    struct pl_place place = { f->name, 1, 1 };
    while (pl_split_next(&s, &one)) {
        struct pl_place more = place_at(f->name, f->text + counted, one.offset - counted);
        place.column = more.line > 1 ? more.column : place.column + more.column - 1;
        place.line += more.line - 1;
        counted = one.offset;
        struct pl_job_query *q = pl_query_of(pl, d, one.sql, &place);
        q->file = f->name;
        q->text = f->text;
        q->offset = one.offset;
        **tail = q;
        *tail = &q->next;
    }
}

static bool read_path(struct pl *pl, const struct pl_dialect *d, const char *path, struct pl_job_query ***tail) {
    static const char *const endings[] = { ".sql", NULL };
    struct pl_file *files;
    if (!pl_files_read(pl, path, endings, &files))
        return false;
    for (const struct pl_file *f = files; f; f = f->next)
        read_file(pl, d, f, tail);
    return true;
}

bool pl_queries_read(struct pl *pl, const struct pl_dialect *d, const char *path, struct pl_job_query ***tail) {
    glob_t found = { 0 };
    bool ok = true;
    if (pl_files_is_git(path) || !strpbrk(path, "*?["))
        return read_path(pl, d, path, tail);
    int rc = glob(path, 0, NULL, &found);
    if (rc != 0) {
        ok = pl_say(pl, PL_D_NO_FILE, NULL, rc == GLOB_NOMATCH ? "no file is called \"%s\"" : "cannot read \"%s\"", path);
        goto done;
    }
    for (size_t i = 0; ok && i < found.gl_pathc; i++)
        ok = read_path(pl, d, found.gl_pathv[i], tail);
done:
    globfree(&found);
    return ok;
}

/* ---- asking */

enum sort { LOOKED_AT, NEEDS_NOTHING, RUNS_ONLY };

/* Of all words that are not here the server looks at nothing before it runs the statement. */
static enum sort sort_of(struct pl *pl, const char *sql, bool backslash) {
    static const struct { const char *word; enum sort sort; } words[] = {
        { "select", LOOKED_AT }, { "insert", LOOKED_AT }, { "update", LOOKED_AT }, { "delete", LOOKED_AT }, { "merge", LOOKED_AT },
        { "replace", LOOKED_AT }, { "values", LOOKED_AT }, { "with", LOOKED_AT }, { "table", LOOKED_AT },
        { "begin", NEEDS_NOTHING }, { "start", NEEDS_NOTHING }, { "commit", NEEDS_NOTHING }, { "end", NEEDS_NOTHING },
        { "rollback", NEEDS_NOTHING }, { "savepoint", NEEDS_NOTHING }, { "release", NEEDS_NOTHING }, { "set", NEEDS_NOTHING },
        { "reset", NEEDS_NOTHING }, { "show", NEEDS_NOTHING }, { "pragma", NEEDS_NOTHING },
    };
    struct pl_token t;
    do
        t = pl_token_next(&sql, backslash);
    while (t.kind == PL_T_SIGN && *t.s == '(');
    const char *first = t.kind == PL_T_WORD ? pl_strndup(pl, t.s, t.len) : "";
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (pl_same_nocase(first, words[i].word))
            return words[i].sort;
    return RUNS_ONLY;
}

bool pl_query_is_asked(struct pl *pl, const char *sql, bool backslash) {
    return sort_of(pl, sql, backslash) == LOOKED_AT;
}

/* The last name of "shop.customer". */
static const char *last_name(const char *name) {
    const char *dot = name ? strrchr(name, '.') : NULL;
    return dot ? dot + 1 : name;
}

/* Where only the name is known: the first place that has it. */
static void find_place(struct pl *pl, struct pl_examined *x, bool backslash) {
    const char *at = x->sql, *name = last_name(x->name);
    for (struct pl_token t; x->at == SIZE_MAX && name && (t = pl_token_next(&at, backslash)).kind != PL_T_END;)
        if ((t.kind == PL_T_WORD || t.kind == PL_T_QUOTED) && pl_same_nocase(pl_token_name(pl, t), name))
            x->at = (size_t)(t.s - x->sql);
}

bool pl_queries_examine(struct pl_db *db, struct pl_job_query *list) {
    struct pl_examined *asked = NULL, **tail = &asked;
    bool backslash = (db->dialect->flags & PL_DL_BACKSLASH) != 0;
    for (struct pl_job_query *q = list; q; q = q->next) {
        enum sort sort = sort_of(db->pl, q->said, backslash);
        q->answer = (struct pl_examined){ .sql = q->sent.sql, .filled = q->sent.filled, .at = SIZE_MAX, .lacks = PL_NONE };
        if (sort == RUNS_ONLY) {
            q->answer.sense = PL_SENSE_UNKNOWN;
            q->answer.said = "a database looks at such a statement only when it runs";
        } else if (sort == LOOKED_AT) {
            *tail = &q->answer;
            tail = &q->answer.next;
        }
    }
    if (asked && db->dialect->examine && !db->dialect->examine(db, asked))
        return false;
    for (struct pl_examined *x = asked; x; x = x->next)
        find_place(db->pl, x, backslash);
    return true;
}

void pl_queries_touch(struct pl_db *db, struct pl_job_query *list) {
    struct pl_examined *asked = NULL, **tail = &asked;
    bool backslash = (db->dialect->flags & PL_DL_BACKSLASH) != 0;
    for (struct pl_job_query *q = list; q; q = q->next)
        if (q->answer.sense == PL_SENSE_GOOD && pl_query_is_asked(db->pl, q->said, backslash)) {
            *tail = &q->answer;
            tail = &q->answer.next;
        }
    *tail = NULL;
    if (asked && db->dialect->touches)
        db->dialect->touches(db, asked);
}

/* ---- whether the models would bring what is missing */

static const struct pl_node *in_any_schema(const struct pl_realm *r, enum pl_kind kind, const char *name) {
    const struct pl_node *n = NULL;
    PL_EACH(schema, r->root, PL_SCHEMA)
        if (!n)
            n = kind == PL_FUNCTION ? pl_find_overloaded(r, schema, name) : pl_find(r, schema, kind, name);
    return n;
}

static const struct pl_node *readable_in(const struct pl_realm *r, const char *name) {
    const struct pl_node *n = in_any_schema(r, PL_TABLE, name);
    PL_EACH(schema, r->root, PL_SCHEMA)
        if (!n)
            n = pl_readable(r, schema, name);
    return n;
}

/* What a column of a table that the statement mentions is in the models. A view may have it. */
static bool models_have_column(const struct pl_gate *g, const struct pl_job_query *q, const char *column) {
    const char *at = q->said;
    for (struct pl_token t; (t = pl_token_next(&at, g->models->backslash)).kind != PL_T_END;) {
        if (t.kind != PL_T_WORD && t.kind != PL_T_QUOTED)
            continue;
        const struct pl_node *n = readable_in(g->models, pl_token_name(g->pl, t));
        if (n && (n->kind != PL_TABLE ? !in_any_schema(g->have, n->kind, n->name) : pl_find_column(g->models, n, column) != NULL))
            return true;
    }
    return false;
}

/* Whether a table that the statement mentions is in the models as it is in the database, as far as a program sees it. */
static bool same_table(const struct pl_gate *g, const struct pl_node *then) {
    const struct pl_node *now = in_any_schema(g->have, PL_TABLE, then->name);
    PL_EACH(c, then, PL_COLUMN) {
        const struct pl_node *has = now ? pl_find(g->have, now, PL_COLUMN, c->name) : NULL;
        if (!has || !pl_same(pl_get(has, PL_COLUMN_TYPE), pl_get(c, PL_COLUMN_TYPE)))
            return false;
    }
    return now != NULL;
}

static bool same_labels(const struct pl_gate *g) {
    PL_EACH(schema, g->models->root, PL_SCHEMA)
        PL_EACH(e, schema, PL_ENUM) {
            const struct pl_node *has = in_any_schema(g->have, PL_ENUM, e->name);
            if (!has || !pl_same(pl_get(has, PL_ENUM_VALUES), pl_get(e, PL_ENUM_VALUES)))
                return false;
        }
    return true;
}

static bool models_change_something(const struct pl_gate *g, const struct pl_job_query *q) {
    const char *at = q->said;
    for (struct pl_token t; (t = pl_token_next(&at, g->models->backslash)).kind != PL_T_END;) {
        const struct pl_node *n = t.kind == PL_T_WORD || t.kind == PL_T_QUOTED ? readable_in(g->models, pl_token_name(g->pl, t)) : NULL;
        if (n && n->kind == PL_TABLE && !same_table(g, n))
            return true;
    }
    return !same_labels(g);
}

/* *sure: the name alone tells. */
static bool models_bring(const struct pl_gate *g, const struct pl_job_query *q, bool *sure) {
    const struct pl_examined *x = &q->answer;
    const char *name = last_name(x->name);
    *sure = true;
    if (x->lacks == PL_TABLE && name)
        return readable_in(g->models, name) != NULL;
    if (x->lacks == PL_COLUMN && name)
        return models_have_column(g, q, name);
    if (x->lacks == PL_FUNCTION && name && in_any_schema(g->models, PL_FUNCTION, name) && !in_any_schema(g->have, PL_FUNCTION, name))
        return true;
    *sure = false;
    return models_change_something(g, q);
}

/* ---- by the database's own word, where there is one that is as the models have it */

/* What it lacks there may be here, unmodelled: then nothing is known. */
static bool have_it(const struct pl_gate *g, const struct pl_job_query *q, const struct pl_examined *there) {
    struct pl_gate here = *g;
    const char *name = last_name(there->name);
    here.models = g->have;
    if (!name || (there->lacks != PL_TABLE && there->lacks != PL_COLUMN))
        return !pl_same(there->said, q->answer.said);
    return there->lacks == PL_TABLE ? readable_in(g->have, name) != NULL : models_have_column(&here, q, name);
}

/* `there`: the same query in that database, or NULL. */
static bool is_never(const struct pl_gate *g, const struct pl_job_query *q, const struct pl_examined *there, bool *sure) {
    *sure = true;
    if (!g->models || (there && there->sense == PL_SENSE_GOOD))
        return false;
    if (there && there->sense == PL_SENSE_LACKS && !have_it(g, q, there))
        return true;
    return !models_bring(g, q, sure);
}

/* Those that lack something, once more, in their order; NULL: nobody can try. */
static struct pl_job_query *try_models(const struct pl_gate *g, const struct pl_manifest *m) {
    struct pl_job_query *first = NULL, **tail = &first;
    for (const struct pl_job_query *q = m->queries; q; q = q->next)
        if (q->answer.sense == PL_SENSE_LACKS) {
            *tail = pl_query_of(g->pl, g->dialect, q->said, &q->place);
            tail = &(*tail)->next;
        }
    return first && g->models && g->try_models && g->try_models(g->arg, first) ? first : NULL;
}

/* ---- judging */

static void refuse(const struct pl_gate *g, const struct pl_manifest *m, const struct pl_job_query *q, const struct pl_examined *there) {
    struct pl_place place = pl_query_place(q, q->answer.at);
    bool sure, never = is_never(g, q, there, &sure);
    pl_gate_refuse(g, &place, NULL, never, pl_format(g->pl, "a query of the job \"%s\" cannot run: %s", m->name, q->answer.said));
    if (q->answer.name && q->answer.lacks != PL_NONE)
        pl_about(g->pl, pl_format(g->pl, "%s %s", pl_kinds[q->answer.lacks].word, q->answer.name));
    if (never && there && !pl_same(there->said, q->answer.said))
        pl_hint(g->pl, "nor would it with the models: %s", there->said);
    if (!sure && !never)
        pl_hint(g->pl, "the models change what it mentions; whether that mends it, nobody can tell before");
}

static bool judge(const struct pl_gate *g, const struct pl_manifest *m, const struct pl_job_query *q, const struct pl_examined *there) {
    static const enum pl_code codes[] = { [PL_SENSE_WRONG] = PL_D_SQL_FILE, [PL_SENSE_REFUSED] = PL_D_REFUSED };
    struct pl_place place = pl_query_place(q, q->answer.at);
    switch (q->answer.sense) {
    case PL_SENSE_GOOD:
        return true;
    case PL_SENSE_LACKS:
        refuse(g, m, q, there);
        return true;
    case PL_SENSE_UNKNOWN:
        pl_gate_doubt(g, &place, NULL,
                      pl_format(g->pl, "cannot tell whether a query of the job \"%s\" can run: %s", m->name, q->answer.said));
        return true;
    default:
        return pl_say(g->pl, codes[q->answer.sense], &place, "a query of the job \"%s\": %s", m->name, q->answer.said);
    }
}

bool pl_queries_judge(const struct pl_gate *g, const struct pl_manifest *m) {
    bool ok = true;
    if (!pl_queries_examine(g->db, m->queries))
        return false;
    const struct pl_job_query *there = try_models(g, m);
    for (const struct pl_job_query *q = m->queries; q; q = q->next) {
        bool tried = there && q->answer.sense == PL_SENSE_LACKS;
        ok &= judge(g, m, q, tried ? &there->answer : NULL);
        there = tried ? there->next : there;
    }
    return ok;
}
