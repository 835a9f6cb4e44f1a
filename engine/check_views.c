/* Views that need each other in a circle, which no order of CREATE VIEW can follow.
 *
 * The one idea: a name counts as a mention only where SQL reads from something: after FROM, JOIN, or a comma of a FROM
 * list. Any word anywhere would do for ordering, where an edge too many is harmless; here two views that have columns
 * named after each other would be refused. Names of common table expressions are the query's own.
 */
#include "engine/check.h"

#include <string.h>

struct edge {
    struct edge *next;
    uint32_t to;
};

struct graph {
    struct pl_check *c;
    struct pl_node **view;
    struct edge **edges; /* of each view; also where the walk is in it */
    uint32_t count;
};

/* The attribute that holds the query of a kind, or -1. */
static int body_of(enum pl_kind kind) {
    if (kind == PL_REALM || (pl_kinds[kind].flags & PL_LIVE_ONLY))
        return -1;
    for (int a = pl_kinds[kind].first; a < pl_kinds[kind + 1].first; a++)
        if (pl_attrs[a].type == PL_BODY)
            return a;
    return -1;
}

/* ---- where a query reads from */

struct own_name {
    struct own_name *next;
    const char *name;
};

struct scan {
    struct pl *pl;
    const char *at;
    uint64_t from, select; /* by depth of parentheses: inside a FROM list; a SELECT was seen */
    unsigned depth;
    bool expect; /* a name here is one that is read from */
    struct own_name *own;
};

static bool is_name(struct pl_token t) {
    return t.kind == PL_T_WORD || t.kind == PL_T_QUOTED;
}

static bool is_sign(struct pl_token t, char c) {
    return t.kind == PL_T_SIGN && t.len == 1 && t.s[0] == c;
}

static bool is_word(struct pl_token t, const char *word) {
    for (size_t i = 0; i < t.len && t.kind == PL_T_WORD; i++)
        if (((unsigned char)t.s[i] | 0x20) != (unsigned char)word[i])
            return false;
    return t.kind == PL_T_WORD && !word[t.len];
}

static bool is_one_of(struct pl_token t, const char *const *words) {
    for (; *words; words++)
        if (t.len == strlen(*words) && is_word(t, *words))
            return true;
    return false;
}

static struct pl_token peek(const char *at) {
    return pl_token_next(&at, false);
}

/* WITH name, name AS ( */
static void find_own_names(struct scan *s) {
    static const char *const with[] = { "with", "recursive", NULL };
    const char *at = s->at;
    struct pl_token before = { 0 }, t;
    for (; (t = pl_token_next(&at, false)).kind != PL_T_END; before = t) {
        const char *ahead = at;
        bool as = is_one_of(pl_token_next(&ahead, false), (const char *const[]){ "as", NULL });
        if (!is_name(t) || is_one_of(t, with) || !(is_one_of(before, with) || (as && is_sign(peek(ahead), '('))))
            continue;
        struct own_name *own = PL_NEW(s->pl, struct own_name);
        *own = (struct own_name){ s->own, pl_token_name(s->pl, t) };
        s->own = own;
    }
}

static bool is_own(const struct scan *s, const char *name) {
    const struct own_name *own = s->own;
    while (own && !pl_same_nocase(own->name, name))
        own = own->next;
    return own != NULL;
}

static void open_or_close(struct scan *s, bool open) {
    if (!open) {
        s->depth -= s->depth > 0;
        s->expect = false;
        return;
    }
    uint64_t bit = UINT64_C(1) << (++s->depth & 63);
    s->from = s->expect ? s->from | bit : s->from & ~bit;
    s->select &= ~bit;
}

/* What a keyword means for the names behind it; false when it is none. */
static bool keyword(struct scan *s, struct pl_token t, struct pl_token before) {
    static const char *const ends[] = { "where",     "group", "order",  "having", "union",  "except",
                                        "intersect", "limit", "window", "fetch",  "offset", NULL };
    static const char *const joins[] = { "join", "straight_join", NULL }, *const passed[] = { "only", "lateral", NULL };
    uint64_t bit = UINT64_C(1) << (s->depth & 63);
    if (is_one_of(t, (const char *const[]){ "select", NULL })) {
        s->select |= bit;
        s->from &= ~bit;
        s->expect = false;
    } else if (is_one_of(t, (const char *const[]){ "from", NULL })) {
        /* extract(year FROM x) and IS DISTINCT FROM x read from nothing. */
        s->expect = (s->select & bit) && !is_one_of(before, (const char *const[]){ "distinct", NULL });
        s->from |= s->expect ? bit : 0;
    } else if (is_one_of(t, joins)) {
        s->expect = true;
        s->from |= bit;
    } else if (is_one_of(t, ends)) {
        s->expect = false;
        s->from &= ~bit;
    } else {
        return s->expect && is_one_of(t, passed);
    }
    return true;
}

/* The next name that is read from: its last part, and the one before it in *schema or NULL. NULL at the end. */
static char *next_relation(struct scan *s, char **schema) {
    struct pl_token before = { 0 }, t;
    for (; (t = pl_token_next(&s->at, false)).kind != PL_T_END; before = t) {
        if (is_sign(t, '(') || is_sign(t, ')')) {
            open_or_close(s, is_sign(t, '('));
        } else if (is_sign(t, ',')) {
            s->expect = s->from >> (s->depth & 63) & 1;
        } else if (!keyword(s, t, before) && s->expect && is_name(t)) {
            char *name = pl_token_name(s->pl, t);
            *schema = NULL;
            while (is_sign(peek(s->at), '.')) {
                pl_token_next(&s->at, false);
                *schema = name;
                name = pl_token_name(s->pl, pl_token_next(&s->at, false));
            }
            s->expect = false;
            if (*schema || !is_own(s, name))
                return name;
        }
    }
    return NULL;
}

/* ---- the graph */

static struct pl_node *view_in(const struct pl_realm *r, const struct pl_node *schema, const char *name) {
    for (int k = 0; schema && k < PL_KINDS; k++) {
        int body = body_of((enum pl_kind)k);
        struct pl_node *n = body >= 0 ? pl_find(r, schema, (enum pl_kind)k, name) : NULL;
        if (n && pl_is(n, (enum pl_attr)body))
            return n;
    }
    return NULL;
}

static void add_edges(struct graph *g, uint32_t from) {
    const struct pl_realm *r = g->c->realm;
    const struct pl_node *n = g->view[from], *home = pl_above(n, PL_SCHEMA), *usual = pl_find(r, r->root, PL_SCHEMA, "");
    const char *sql = pl_get(n, (enum pl_attr)body_of(n->kind));
    struct scan s = { .pl = r->pl, .at = sql };
    char *name, *schema;
    find_own_names(&s);
    while ((name = next_relation(&s, &schema))) {
        /* A schema that the models do not know by name is how the connection calls its own. */
        const struct pl_node *in = schema ? pl_find(r, r->root, PL_SCHEMA, schema) : home;
        struct pl_node *to = view_in(r, in ? in : usual, name);
        if (!to && !schema)
            to = view_in(r, usual, name);
        if (!to)
            continue;
        struct edge *e = PL_NEW(r->pl, struct edge);
        *e = (struct edge){ g->edges[from], to->mark };
        g->edges[from] = e;
    }
}

static void report_loop(struct graph *g, const uint32_t *path, uint32_t from, uint32_t to) {
    struct pl_text loop = { .pl = g->c->pl };
    if (g->c->errors < PL_CHECK_ERRORS) {
        for (uint32_t i = from; i < to; i++)
            pl_addf(&loop, "%s -> ", pl_path(g->c->pl, g->view[path[i]]));
        pl_add(&loop, pl_path(g->c->pl, g->view[path[from]]));
    }
    pl_check_wrong(g->c, PL_D_CYCLE, g->view[path[from]], "views need each other in a circle: %s", pl_text(&loop));
}

/* Depth first without recursion: a chain of 10,000 views is a legal input. */
static void find_loops(struct graph *g) {
    uint32_t *path = pl_alloc(g->c->pl, (g->count + 1) * sizeof *path),
             *place = pl_alloc(g->c->pl, g->count * sizeof *place);
    enum { NEW, DONE, FIRST }; /* FIRST + i: on the path, at i */
    for (uint32_t root = 0; root < g->count; root++) {
        uint32_t depth = 0;
        if (place[root] != NEW)
            continue;
        path[depth++] = root;
        place[root] = FIRST;
        while (depth) {
            struct edge *e = g->edges[path[depth - 1]];
            if (!e) {
                place[path[--depth]] = DONE;
                continue;
            }
            g->edges[path[depth - 1]] = e->next;
            if (place[e->to] >= FIRST) {
                report_loop(g, path, place[e->to] - FIRST, depth);
            } else if (place[e->to] == NEW) {
                place[e->to] = FIRST + depth;
                path[depth++] = e->to;
            }
        }
    }
}

/* Counts the views and numbers them by `mark`; the second time it also lists them. */
static uint32_t collect(const struct pl_realm *r, struct pl_node **list) {
    uint32_t count = 0;
    for (struct pl_node *schema = r->root->child; schema; schema = schema->next)
        for (struct pl_node *n = schema->child; n; n = n->next) {
            if (body_of(n->kind) < 0 || !pl_is(n, (enum pl_attr)body_of(n->kind)))
                continue;
            if (list)
                list[count] = n;
            n->mark = count++;
        }
    return count;
}

void pl_check_views(struct pl_check *c) {
    struct graph g = { .c = c, .count = collect(c->realm, NULL) };
    g.view = pl_alloc(c->pl, (g.count + 1) * sizeof(struct pl_node *));
    g.edges = pl_alloc(c->pl, (g.count + 1) * sizeof(struct edge *));
    collect(c->realm, g.view);
    for (uint32_t i = 0; i < g.count; i++)
        add_edges(&g, i);
    find_loops(&g);
}
