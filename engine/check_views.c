/* Views that need each other in a circle, which no order of CREATE VIEW can follow.
 *
 * The one idea: only what a query reads from counts (reads.c), not every word in it that looks like a view's name.
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

struct reader {
    struct graph *g;
    uint32_t from;
};

static void add_edge(void *arg, const char *schema, const char *name) {
    const struct reader *v = arg;
    const struct pl_realm *r = v->g->c->realm;
    struct pl_node *to = view_in(r, pl_read_schema(r, v->g->view[v->from], schema), name);
    if (!to && !schema)
        to = view_in(r, pl_find(r, r->root, PL_SCHEMA, ""), name);
    if (!to)
        return;
    struct edge *e = PL_NEW(r->pl, struct edge);
    *e = (struct edge){ v->g->edges[v->from], to->mark };
    v->g->edges[v->from] = e;
}

static void add_edges(struct graph *g, uint32_t from) {
    const struct pl_node *n = g->view[from];
    struct reader v = { g, from };
    pl_reads(g->c->realm, pl_get(n, (enum pl_attr)body_of(n->kind)), add_edge, &v);
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
