/* The one order: edges from needs; order_sort.c sorts by them.
 *
 * What a change makes comes after what it needs; what a change takes away comes after everything that needed it; a name is
 * free before somebody else takes it. Among those that are ready the sort prefers renames, then what belongs to the same
 * table, in the order of the models, then what one transaction cannot hold, and what destroys last: where a database cannot
 * roll back, a failure on the way has then lost nothing.
 */
#include <stdlib.h>
#include <string.h>
#include "engine/order.h"

void pl_order_before(struct pl_order *g, uint32_t before, uint32_t after, bool weak) {
    before = g->home[before];
    after = g->home[after];
    if (before == after)
        return;
    if (g->edge_count == g->edge_cap) {
        g->edge_cap = g->edge_cap ? g->edge_cap * 2 : 256;
        struct pl_order_edge *grown = pl_alloc(g->pl, g->edge_cap * sizeof *grown);
        if (g->edge_count)
            memcpy(grown, g->edges, g->edge_count * sizeof *grown);
        g->edges = grown;
    }
    g->edges[g->edge_count++] = (struct pl_order_edge){ after, g->first[before], weak };
    g->first[before] = g->edge_count;
    g->waits[after]++;
    g->strong[after] += !weak;
}

/* ---- which changes belong to a node */

static void belongs(struct pl_order *g, int side, const struct pl_node *n, uint32_t i) {
    if (!n)
        return;
    g->peer[2 * i + (uint32_t)side] = g->of_node[side][n->position];
    g->of_node[side][n->position] = i + 1;
}

uint32_t pl_order_next(const struct pl_order *g, int side, uint32_t at) {
    return g->peer[2 * (at - 1) + (uint32_t)side];
}

/* A new child of a new parent is said by the parent's statement when it is implied; so is a dropped one. */
static void find_homes(struct pl_order *g) {
    for (uint32_t i = 0; i < g->count; i++) {
        struct pl_change *c = g->change[i];
        g->home[i] = i;
        belongs(g, 0, c->late ? NULL : c->from, i);        /* a late change is of the new object on both sides */
        belongs(g, 1, c->to, i);
    }
    for (uint32_t i = 0; i < g->count; i++)
        if (g->change[i]->with && !g->change[i]->before)
            g->home[i] = g->change[i]->with->index;
    for (uint32_t i = 0; i < g->count; i++) {
        struct pl_change *c = g->change[i];
        int side = c->to ? 1 : 0;
        const struct pl_node *n = c->to ? c->to : c->from;
        for (uint32_t at = c->implied ? g->of_node[side][n->parent->position] : 0; at; at = pl_order_next(g, side, at))
            if (g->change[at - 1]->op == c->op)
                g->home[i] = g->home[at - 1];
    }
}

/* ---- edges */

struct visit {
    struct pl_order *g;
    uint32_t i;
};

/* A table whose place another one takes: its columns are changed before, all else in it goes before and comes after. */
static bool takes_place(const struct pl_change *c) {
    return c->op == PL_ALTER && c->anew && c->to->kind == PL_TABLE;
}

/* Attributes of a table (its comment) and what lives in it have nothing to wait for in each other; an edge between them
 * closes a circle as soon as a view is altered together with columns that it gains and loses. */
static bool of_home(const struct visit *v, const struct pl_change *other) {
    const struct pl_change *c = v->g->change[v->i];
    if (takes_place(other) && (c->to ? c->to : c->from)->kind != PL_COLUMN)
        return false;
    return other->op == PL_ALTER && ((c->to && c->to->parent == other->to) || (c->from && c->from->parent == other->from));
}

/* Whoever needs a column means that of the table which takes the place. */
static void after_place(const struct visit *v, const struct pl_node *table) {
    const struct pl_change *c = v->g->change[v->i];
    for (uint32_t at = v->g->of_node[1][table->position]; at; at = pl_order_next(v->g, 1, at))
        if (takes_place(v->g->change[at - 1]) && (c->to ? c->to : c->from)->kind != PL_COLUMN)
            pl_order_before(v->g, at - 1, v->i, false);
}

/* `needed` belongs to the tree that is wanted: it is made, renamed and altered before. */
static void after_needed(void *arg, struct pl_node *needed, bool weak) {
    const struct visit *v = arg;
    if (needed->kind == PL_COLUMN)
        after_place(v, needed->parent);
    for (uint32_t at = v->g->of_node[1][needed->position]; at; at = pl_order_next(v->g, 1, at))
        if (v->g->change[at - 1]->op != PL_DROP && !(v->g->change[at - 1]->late) && !of_home(v, v->g->change[at - 1]))
            pl_order_before(v->g, at - 1, v->i, weak);
}

static bool lives_in(const struct pl_node *n, const struct pl_node *holder) {
    while (n && n != holder)
        n = n->parent;
    return n != NULL;
}

/* One that keeps whole rows of a table goes before those rows get columns: some databases refuse to write them anew under it. */
static void before_new_columns(const struct visit *v, const struct pl_node *table) {
    const struct pl_change *c = v->g->change[v->i];
    if (c->op != PL_DROP || c->from->kind != PL_MATERIALIZED_VIEW)
        return;
    PL_EACH(column, table, PL_COLUMN)
        for (uint32_t at = v->g->of_node[1][column->position]; at; at = pl_order_next(v->g, 1, at))
            if (v->g->change[at - 1]->op == PL_ADD)
                pl_order_before(v->g, v->i, at - 1, true);
}

/* `needed` belongs to the tree that there is: it is altered and dropped after what leaves it. What a change lives in has its
 * new name already when it is said; another object is renamed after what leaves it, as some refuse to be renamed under it. */
static void before_needed(void *arg, struct pl_node *needed, bool weak) {
    const struct visit *v = arg;
    if (needed->kind == PL_TABLE && needed->mate)
        before_new_columns(v, needed->mate);
    for (uint32_t at = v->g->of_node[0][needed->position]; at; at = pl_order_next(v->g, 0, at)) {
        const struct pl_change *c = v->g->change[at - 1];
        if (c->op == PL_DROP && v->g->change[v->i]->anew && needed->kind == PL_COLUMN && needed->parent == v->g->change[v->i]->from)
            continue;                                  /* it has gone from a table before that is put aside */
        if (c->op == PL_DROP && v->g->change[v->i]->anew && needed->parent && needed->parent->kind == PL_COMPOSITE)
            continue;                                  /* it goes from the old type before what holds that goes over to the new one */
        if (c->op == PL_DROP && needed->kind == PL_INHERITED_COLUMN && v->g->change[v->i]->op != PL_DROP) {
            pl_order_before(v->g, at - 1, v->i, weak);  /* a word taken back reaches heirs: they say theirs behind it */
            continue;
        }
        if (c->op == PL_RENAME && lives_in(v->g->change[v->i]->from, needed))
            pl_order_before(v->g, at - 1, v->i, weak);
        else if (c->op == PL_RENAME && v->g->change[v->i]->op == PL_DROP)
            pl_order_before(v->g, v->i, at - 1, true);
        else if ((c->op == PL_DROP || (v->g->change[v->i]->op == PL_DROP && !v->g->change[v->i]->anew)) && !of_home(v, c))
            pl_order_before(v->g, v->i, at - 1, weak);
    }
}

bool pl_order_refers(enum pl_kind kind) {
    for (int i = 0; i < pl_attr_count(kind); i++)
        if (pl_attrs[pl_kinds[kind].first + i].flags & PL_KEYED)
            return true;
    return false;
}

/* A sequence that gets another owner, which may have to be made first. */
static bool says_late(const struct pl_change *c) {
    for (int i = 0; i < pl_attr_count(c->to->kind); i++)
        if (c->slots >> i & 1 && pl_at(c->to, i) && pl_attrs[pl_kinds[c->to->kind].first + i].flags & PL_LATE)
            return true;
    return false;
}

/* What is made anew is made with all that lives in it, but for what has a statement of its own. */
static void children_needs(const struct pl_realm *r, const struct pl_node *n, pl_needed_fn *fn, struct visit *v) {
    for (const struct pl_node *c = n->child; c; c = c->next)
        if (!pl_order_refers(c->kind) && !pl_stands_alone(c->kind))
            pl_needs(r, c, false, fn, v);
}

static void columns_first(struct pl_order *g, uint32_t i, int side, const struct pl_node *table) {
    PL_EACH(column, table, PL_COLUMN)
        for (uint32_t at = g->of_node[side][column->position]; at; at = pl_order_next(g, side, at))
            if (g->change[at - 1]->op != PL_DROP || !g->change[at - 1]->anew)
                pl_order_before(g, at - 1, i, false);
}

static void place_edges(struct pl_order *g, uint32_t i) {
    columns_first(g, i, 0, g->change[i]->from);
    columns_first(g, i, 1, g->change[i]->to);
}

/* A statement names its table as it is called then. */
static void after_its_rename(struct pl_order *g, uint32_t i) {
    const struct pl_change *c = g->change[i];
    int side = c->to ? 1 : 0;
    const struct pl_node *home = side ? c->to->parent : c->from->parent;
    for (uint32_t at = g->of_node[side][home->position]; at; at = pl_order_next(g, side, at))
        if (g->change[at - 1]->op == PL_RENAME)
            pl_order_before(g, at - 1, i, false);
}

static void need_edges(struct pl_order *g) {
    for (uint32_t i = 0; i < g->count; i++) {
        struct pl_change *c = g->change[i];
        struct visit v = { g, i };
        if (c->with)
            pl_order_before(g, i, c->with->index, false);         /* its own, where it is said together with that one: no edge */
        /* One object is renamed first, then altered. */
        for (uint32_t at = c->op == PL_ALTER ? g->of_node[1][c->to->position] : 0; at; at = pl_order_next(g, 1, at))
            if (g->change[at - 1]->op == PL_RENAME || (c->late && g->change[at - 1]->op == PL_ADD))
                pl_order_before(g, at - 1, i, false);
        /* What is altered in place is not looked up anew; where references are said inside CREATE TABLE nothing is. */
        if ((c->op == PL_ALTER || g->loose) && pl_order_refers(c->to ? c->to->kind : c->from->kind)) {
            after_its_rename(g, i);
            continue;
        }
        if (c->op != PL_DROP && c->op != PL_RENAME && c->half != PL_OFF)
            pl_needs(g->to, c->to, c->late, after_needed, &v);
        if (c->op == PL_ALTER && !c->late && c->half != PL_OFF && says_late(c))
            pl_needs(g->to, c->to, true, after_needed, &v);
        if (takes_place(c) || (c->op == PL_ALTER && c->anew && c->to->kind == PL_COMPOSITE))
            place_edges(g, i);
        if (c->anew && c->to)
            children_needs(g->to, c->to, after_needed, &v);
        if (c->anew && c->op == PL_DROP)
            children_needs(g->from, c->from, before_needed, &v);
        if (c->op == PL_RENAME && c->to->parent)
            after_needed(&v, c->to->parent, false);
        if (c->op == PL_DROP || (c->op == PL_ALTER && !c->late && c->half != PL_ON))
            pl_needs(g->from, c->from, false, before_needed, &v);
        if (c->half == PL_OFF)
            pl_needs(g->from, c->from, true, before_needed, &v);
        /* What was put aside goes when another has taken its place; the second half follows the first. */
        for (uint32_t at = c->op == PL_DROP && c->anew ? g->of_node[0][c->from->position] : 0; at; at = pl_order_next(g, 0, at))
            if (at - 1 != i)
                pl_order_before(g, at - 1, i, false);
        for (uint32_t at = c->half == PL_ON ? g->of_node[1][c->to->position] : 0; at; at = pl_order_next(g, 1, at))
            if (at - 1 != i)
                pl_order_before(g, at - 1, i, false);
    }
}

static const struct pl_node *table_wanted(const struct pl_change *c) {
    const struct pl_node *table = pl_above(c->to ? c->to : c->from, PL_TABLE);
    return table && !c->to ? table->mate : table;
}

/* What the rest of its table's changes must follow at once waits for all that they wait for. */
static void hurry_edges(struct pl_order *g) {
    uint32_t *first = NULL, *next = NULL;              /* by table and by change: those that hurry, + 1 */
    for (uint32_t i = 0; i < g->count; i++) {
        const struct pl_node *table = g->change[i]->hurries ? table_wanted(g->change[i]) : NULL;
        if (!table)
            continue;
        first = first ? first : pl_alloc(g->pl, (g->to->count + 1) * sizeof *first);
        next = next ? next : pl_alloc(g->pl, g->count * sizeof *next);
        next[i] = first[table->position];
        first[table->position] = i + 1;
    }
    for (uint32_t i = 0; first && i < g->count; i++)
        for (uint32_t e = g->first[i]; e; e = g->edges[e - 1].next) {
            const struct pl_node *table = table_wanted(g->change[g->edges[e - 1].to]);
            uint32_t at = table && table_wanted(g->change[i]) != table ? first[table->position] : 0;
            for (; at; at = next[at - 1])
                pl_order_before(g, i, at - 1, true);
        }
}

struct taken {
    const struct pl_node *scope;
    const char *name;
    uint32_t change;
};

static int by_scope(const void *a, const void *b) {
    const struct taken *x = a, *y = b;
    if (x->scope != y->scope)
        return x->scope->position < y->scope->position ? -1 : 1;
    return strcmp(x->name, y->name);
}

/* Columns share names within their table, and so does what is attached to something; everything else (indexes and constraints
 * too, in some databases) within its schema. */
static const struct pl_node *scope_of(const struct pl_node *n, int side) {
    bool inside = n->kind == PL_COLUMN || pl_kinds[n->kind].flags & PL_ATTACHED;
    const struct pl_node *scope = inside ? n->parent : pl_above(n, PL_SCHEMA);
    if (!scope)
        return NULL;
    return side == 0 && scope->mate ? scope->mate : scope;
}

/* Where letter case means nothing for any kind it is left out of account for all: an edge too many between names that do
 * not clash costs nothing. */
static const char *name_taken(const struct pl_order *g, const char *name) {
    return g->to->nocase ? pl_lower(g->pl, name) : name;
}

/* What a change gives up or takes: its name, and its place where a table has but one such (two primary keys without a name). */
static size_t add_taken(const struct pl_order *g, struct taken *list, size_t n, const struct pl_node *node, int side, uint32_t change) {
    const struct pl_node *scope = scope_of(node, side), *parent = node->parent;
    if (scope && node->name[0])
        list[n++] = (struct taken){ scope, name_taken(g, node->name), change };
    if (pl_kinds[node->kind].pairing == PL_BY_ONE)
        list[n++] = (struct taken){ side == 0 && parent->mate ? parent->mate : parent, pl_kinds[node->kind].plural, change };
    return n;
}

static void edges_from(struct pl_order *g, const struct taken *left, size_t n, const struct taken *want) {
    const struct taken *hit = bsearch(want, left, n, sizeof *left, by_scope);
    while (hit && hit > left && by_scope(hit - 1, want) == 0)
        hit--;
    for (; hit && hit < left + n && by_scope(hit, want) == 0; hit++)
        if (hit->change != want->change)
            pl_order_before(g, hit->change, want->change, false);
}

/* A name is given up before it is taken. */
static void name_edges(struct pl_order *g) {
    struct taken *left = pl_alloc(g->pl, 2 * (g->count + 1) * sizeof *left), want[2];
    size_t n = 0;
    for (uint32_t i = 0; i < g->count; i++)
        if ((g->change[i]->op == PL_DROP && !g->change[i]->anew) || g->change[i]->op == PL_RENAME)
            n = add_taken(g, left, n, g->change[i]->from, 0, i);
    if (!n)
        return;
    qsort(left, n, sizeof *left, by_scope);
    for (uint32_t i = 0; i < g->count; i++) {
        const struct pl_change *c = g->change[i];
        size_t wants = c->op == PL_ADD || c->op == PL_RENAME ? add_taken(g, want, 0, c->to, 1, i) : 0;
        while (wants)
            edges_from(g, left, n, &want[--wants]);
    }
}

bool pl_order(struct pl *pl, const struct pl_realm *from, const struct pl_realm *to, struct pl_changes *list, bool loose) {
    uint32_t n = (uint32_t)list->count, i = 0;
    struct pl_order g = { .pl = pl, .from = from, .to = to, .count = n, .loose = loose };
    g.change = pl_alloc(pl, (n + 1) * sizeof *g.change);
    g.home = pl_alloc(pl, (n + 1) * sizeof *g.home);
    g.first = pl_alloc(pl, (n + 1) * sizeof *g.first);
    g.strong = pl_alloc(pl, (n + 1) * sizeof *g.strong);
    g.waits = pl_alloc(pl, (n + 1) * sizeof *g.waits);
    g.peer = pl_alloc(pl, 2 * (n + 1) * sizeof *g.peer);
    g.of_node[0] = pl_alloc(pl, (from->count + 1) * sizeof *g.of_node[0]);
    g.of_node[1] = pl_alloc(pl, (to->count + 1) * sizeof *g.of_node[1]);
    for (struct pl_change *c = list->first; c; c = c->next)
        g.change[c->index = i++] = c;
    find_homes(&g);
    need_edges(&g);
    pl_order_family(&g);
    name_edges(&g);
    hurry_edges(&g);
    return pl_order_sort(&g, list);
}
