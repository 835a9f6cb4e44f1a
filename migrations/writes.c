/* What a statement writes, read from its words: INSERT INTO t (a, b), UPDATE t SET a = .., REPLACE INTO t (..). Refuses nothing;
 * where the columns are not said (INSERT INTO t SELECT ..) there is nothing to say of them. */
#include <string.h>
#include "migrations/manifest.h"

struct words {
    struct pl *pl;
    const char *at;
    bool backslash;
    struct pl_token t;
};

static void next(struct words *w) {
    w->t = pl_token_next(&w->at, w->backslash);
}

static bool is(const struct words *w, const char *word) {
    size_t n = strlen(word);
    if (w->t.kind == PL_T_END || w->t.len != n || w->t.kind == PL_T_QUOTED || w->t.kind == PL_T_STRING)
        return false;
    for (size_t i = 0; i < n; i++)
        if ((w->t.kind == PL_T_WORD ? w->t.s[i] | 0x20 : w->t.s[i]) != word[i])
            return false;
    return true;
}

static bool is_any(const struct words *w, const char *const *words) {
    while (*words && !is(w, *words))
        words++;
    return *words != NULL;
}

static bool is_name(const struct words *w) {
    return w->t.kind == PL_T_WORD || w->t.kind == PL_T_QUOTED;
}

/* t, shop.t */
static bool table(struct words *w, struct pl_use *u) {
    if (!is_name(w))
        return false;
    u->schema = "";
    u->table = pl_token_name(w->pl, w->t);
    next(w);
    if (!is(w, "."))
        return true;
    next(w);
    u->schema = u->table;
    u->table = pl_token_name(w->pl, w->t);
    bool ok = is_name(w);
    next(w);
    return ok;
}

static void alias(struct words *w) {
    if (is(w, "as"))
        next(w);
    if (is_name(w) && !is(w, "set") && !is(w, "values") && !is(w, "select") && !is(w, "default") && !is(w, "with") && !is(w, "overriding"))
        next(w);
}

struct names {
    const char **list;
    size_t count, room;
};

static void add(struct pl *pl, struct names *n, const char *name) {
    if (n->count + 1 >= n->room) {
        const char **more = pl_alloc(pl, (n->room * 2 + 8) * sizeof *more);
        if (n->count)
            memcpy(more, n->list, n->count * sizeof *more);
        n->list = more;
        n->room = n->room * 2 + 8;
    }
    n->list[n->count++] = name;
    n->list[n->count] = NULL;
}

/* (a, b) */
static bool columns(struct words *w, struct names *out) {
    if (!is(w, "("))
        return false;
    for (next(w); is_name(w); next(w)) {
        if (is(w, "select") || is(w, "with") || is(w, "values"))
            return false;                              /* INSERT INTO t (SELECT ..) */
        add(w->pl, out, pl_token_name(w->pl, w->t));
        next(w);
        if (is(w, ")"))
            return true;
        if (!is(w, ","))
            return false;
    }
    return is(w, ")") && !out->count;                  /* MySQL: () VALUES () */
}

/* To the next comma of the list that it stands in, or to a word that ends the list. */
static void skip_value(struct words *w) {
    static const char *const ends[] = { ",", "from", "where", "returning", "on", "order", "limit", NULL };
    int depth = 0;
    for (; w->t.kind != PL_T_END; next(w)) {
        if (!depth && is_any(w, ends))
            return;
        depth += is(w, "(") ? 1 : is(w, ")") ? -1 : 0;
        if (depth < 0)
            return;
    }
}

/* SET a = .., t.b = .., (c, d) = .. */
static void assignments(struct words *w, struct names *out) {
    do {
        next(w);
        if (is(w, "(")) {
            columns(w, out);
            next(w);
        } else if (is_name(w)) {
            const char *name = pl_token_name(w->pl, w->t);
            for (next(w); is(w, "."); next(w)) {
                next(w);
                name = pl_token_name(w->pl, w->t);
            }
            add(w->pl, out, name);
        }
        skip_value(w);
    } while (is(w, ","));
}

static bool insert(struct words *w, struct pl_use *u, struct names *n) {
    u->of = PL_WRITES;
    while (w->t.kind == PL_T_WORD && !is(w, "into"))
        next(w);                                       /* OR REPLACE, LOW_PRIORITY, IGNORE */
    if (!is(w, "into"))
        return false;
    next(w);
    if (!table(w, u))
        return false;
    alias(w);
    if (is(w, "set")) {
        assignments(w, n);
        return true;
    }
    if (is(w, "default")) {                            /* DEFAULT VALUES */
        next(w);
        return is(w, "values");
    }
    u->by_position = !columns(w, n);
    return true;
}

static bool update(struct words *w, struct pl_use *u, struct names *n) {
    static const char *const between[] = { "only", "or", "ignore", "low_priority", "replace", "rollback", "abort", "fail", NULL };
    u->of = PL_UPDATES;
    while (is_any(w, between))
        next(w);
    if (!table(w, u))
        return false;
    alias(w);
    if (!is(w, "set"))
        return false;                                  /* several tables, or no UPDATE at all: FOR UPDATE, ON UPDATE */
    assignments(w, n);
    return true;
}

static const char *const nothing[] = { NULL };

struct pl_use *pl_query_writes(struct pl *pl, const char *sql, bool backslash, bool by_position) {
    struct words w = { .pl = pl, .at = sql, .backslash = backslash };
    struct pl_use *first = NULL, **tail = &first;
    bool begins = true;
    for (next(&w); w.t.kind != PL_T_END;) {
        bool adds = is(&w, "insert") || (begins && is(&w, "replace")), sets = is(&w, "update");
        struct pl_use u = { 0 };
        struct names n = { 0 };
        begins = is(&w, "(");
        next(&w);
        if (((adds && insert(&w, &u, &n)) || (sets && update(&w, &u, &n))) && (by_position || !u.by_position)) {
            u.columns = n.count && !u.by_position ? n.list : nothing;
            *tail = PL_NEW(pl, struct pl_use);
            **tail = u;
            tail = &(*tail)->next;
        }
    }
    return first;
}
