/* Makes equal texts out of texts that mean the same, so that the diff can compare text.
 *
 * An expression is equal to another if its tokens are, or if the server says so. The server is asked once, for all that
 * differs after the first step, so a check of models that came from the database asks nothing. What nobody can decide is
 * marked: never drift, never in sync.
 */
#include <string.h>
#include "dialects/dialect.h"

struct pair {
    struct pair *next;
    struct pl_node *live, *declared;
    enum pl_attr attr;
    struct pl_question *of_live, *of_declared;
};

/* A text of an object that has no mate yet; those of one attribute in one parent, on both sides, are a group. */
struct loose {
    struct loose *next, *same_bucket;
    struct pl_node *node;
    const char *key;
    struct pl_question *question;
    bool taken;
};
struct group {
    struct group *next;
    enum pl_attr attr;
    struct loose *live, *declared;
    size_t count;                                      /* of the live ones */
};

struct work {
    struct pl *pl;
    const struct pl_dialect *d;
    struct pl_realm *live, *declared;
    struct pair *pairs, **tail;
    struct group *groups, **groups_tail;
    struct pl_question *questions, **questions_tail;
    bool renames;                                      /* objects or columns have other names now */
    const struct pl_diff_options *o;
};

static bool is_text(enum pl_attr a) {
    return pl_attrs[a].type == PL_EXPR || pl_attrs[a].type == PL_BODY || pl_attrs[a].type == PL_STATEMENT || pl_attrs[a].type == PL_TYPE;
}

static struct pl_question *ask(struct work *w, const struct pl_realm *r, const struct pl_node *n, enum pl_attr a) {
    struct pl_question *q = PL_NEW(w->pl, struct pl_question);
    *q = (struct pl_question){ .realm = r, .node = n, .attr = a, .text = pl_get(n, a) };
    *w->questions_tail = q;
    w->questions_tail = &q->next;
    return q;
}

/* ---- the live text under the new names of renamed columns, as the server itself will rewrite it */

static const char *renamed(struct work *w, const struct pl_node *live, const char *text) {
    const struct pl_node *table = pl_above(live, PL_TABLE);
    bool any = false;
    for (const struct pl_node *c = table ? pl_first(table, PL_COLUMN) : NULL; c; c = pl_next(c))
        any |= c->mate && strcmp(c->name, c->mate->name) != 0;
    if (!any)
        return text;
    struct pl_text out = { .pl = w->pl };
    bool backslash = (w->d->flags & PL_DL_BACKSLASH) != 0;
    for (const char *at = text, *before = text; ; before = at) {
        struct pl_token t = pl_token_next(&at, backslash);
        bool name = pl_token_may_be_column(t, at, backslash);
        const struct pl_node *c = name ? pl_find(w->live, table, PL_COLUMN, pl_token_name(w->pl, t)) : NULL;
        pl_addn(&out, before, (size_t)(t.s - before));
        if (t.kind == PL_T_END)
            return pl_text(&out);
        if (c && c->mate && strcmp(c->name, c->mate->name) != 0)
            w->d->quote_name(&out, c->mate->name);
        else
            pl_addn(&out, t.s, t.len);
    }
}

/* ---- what differs after tokens becomes a pair of questions */

static bool same_type(struct work *w, const char *a, const char *b) {
    const char *x = w->d->type(w->pl, a), *y = w->d->type(w->pl, b);
    return pl_same_nocase(x ? x : a, y ? y : b);
}

/* Where something is renamed the declared text is the one that holds afterwards: a table that is made anew, a trigger that
 * is put back, must not be said in the old names. */
static void make_equal(struct work *w, struct pl_node *live, struct pl_node *declared, enum pl_attr a) {
    struct pl_node *n = w->renames ? live : declared;
    int slot = (int)a - pl_kinds[n->kind].first;
    if (!n->said)
        n->said = pl_alloc(w->pl, (size_t)pl_attr_count(n->kind) * sizeof *n->said);
    if (!n->said[slot])
        n->said[slot] = pl_get(n, a);
    pl_set(n, a, pl_get(w->renames ? declared : live, a));
}

static bool same_tokens(struct work *w, struct pl_node *live, const char *x, const char *y, enum pl_attr a) {
    /* A whole statement may name columns of other tables. */
    const char *now = pl_attrs[a].type == PL_STATEMENT ? x : renamed(w, live, x);
    return pl_tokens_equal(now, y, (w->d->flags & PL_DL_BACKSLASH) != 0);
}

static bool any_renamed(const struct pl_node *n) {
    for (const struct pl_node *c = n->child; c; c = c->next)
        if ((c->mate && strcmp(c->name, c->mate->name) != 0) || any_renamed(c))
            return true;
    return false;
}

static void compare_attr(struct work *w, struct pl_node *live, struct pl_node *declared, enum pl_attr a) {
    const char *x = pl_get(live, a), *y = pl_get(declared, a);
    if (!x || !y || strcmp(x, y) == 0)
        return;
    if (pl_attrs[a].type == PL_TYPE ? same_type(w, x, y) : same_tokens(w, live, x, y, a)) {
        make_equal(w, live, declared, a);
        return;
    }
    if (pl_attrs[a].type == PL_TYPE && w->o && w->o->satisfies && w->o->satisfies(w->o->arg, live, declared, a))
        return;
    struct pair *p = PL_NEW(w->pl, struct pair);
    *p = (struct pair){ .live = live, .declared = declared, .attr = a };
    p->of_live = ask(w, w->live, live, a);
    p->of_declared = ask(w, w->declared, declared, a);
    *w->tail = p;
    w->tail = &p->next;
}

static bool is_compared_text(const struct pl_attr_row *row) {
    return is_text((enum pl_attr)(row - pl_attrs)) && !(row->flags & PL_HINT);
}

static void compare_nodes(struct work *w, const struct pl_slots *texts, struct pl_node *live, struct pl_node *declared) {
    PL_EACH_SLOT(i, texts->of[declared->kind] & declared->has)
        compare_attr(w, live, declared, (enum pl_attr)(pl_kinds[declared->kind].first + i));
    for (struct pl_node *c = declared->child; c; c = c->next)
        if (c->mate)
            compare_nodes(w, texts, c->mate, c);
}

/* ---- unnamed objects that nothing is equal to yet: equal in other words, perhaps, to one that is left over */

static size_t gather(struct work *w, struct pl_node *parent, enum pl_attr a, bool unnamed, struct loose **tail) {
    size_t n = 0;
    PL_EACH(c, parent, pl_attrs[a].kind) {
        if (c->mate || !pl_get(c, a) || (unnamed && c->name[0]))
            continue;
        *tail = PL_NEW(w->pl, struct loose);
        (*tail)->node = c;
        tail = &(*tail)->next;
        n++;
    }
    return n;
}

static void add_groups(struct work *w, struct pl_node *live, struct pl_node *declared, enum pl_kind kind) {
    for (int i = 0; i < pl_attr_count(kind); i++) {
        enum pl_attr a = (enum pl_attr)(pl_kinds[kind].first + i);
        if (!is_text(a))
            continue;
        struct group *g = PL_NEW(w->pl, struct group);
        g->attr = a;
        g->count = gather(w, live, a, false, &g->live);
        if (!g->count || !gather(w, declared, a, true, &g->declared))
            continue;
        *w->groups_tail = g;
        w->groups_tail = &g->next;
    }
}

static void candidates(struct work *w, struct pl_node *live, struct pl_node *declared) {
    uint64_t kinds = 0;
    for (struct pl_node *c = declared->child; c; c = c->next) {
        if (c->mate)
            candidates(w, c->mate, c);
        else if (!c->name[0] && pl_kinds[c->kind].flags & PL_UNNAMED)
            kinds |= UINT64_C(1) << c->kind;
    }
    for (int kind = 0; kinds && kind < PL_KINDS; kind++)
        if (kinds >> kind & 1)
            add_groups(w, live, declared, (enum pl_kind)kind);
}

/* Each declared text takes the first live one with the same key that nobody has taken. */
static void match(struct work *w, const struct group *g) {
    struct loose **table = pl_alloc(w->pl, (g->count + 1) * sizeof *table);
    for (struct loose *l = g->live; l; l = l->next) {
        if (!l->key || l->taken)
            continue;
        struct loose **bucket = &table[pl_hash(l->key, strlen(l->key), 0) % (g->count + 1)];
        l->same_bucket = *bucket;
        *bucket = l;
    }
    for (struct loose *d = g->declared; d; d = d->next) {
        if (!d->key || d->taken)
            continue;
        struct loose **at = &table[pl_hash(d->key, strlen(d->key), 0) % (g->count + 1)];
        while (*at && strcmp((*at)->key, d->key) != 0)
            at = &(*at)->same_bucket;
        if (!*at)
            continue;
        make_equal(w, (*at)->node, d->node, g->attr);
        d->taken = (*at)->taken = true;
        *at = (*at)->same_bucket;
    }
}

/* One text for all that are equal; the live one under the new names. */
static const char *key_of(struct work *w, const struct loose *l, const char *text, bool live) {
    return text ? pl_tokens_plain(w->pl, live ? renamed(w, l->node, text) : text, (w->d->flags & PL_DL_BACKSLASH) != 0) : NULL;
}

/* By their tokens; what is then left over on both sides is asked, each text once. */
static void match_tokens(struct work *w, struct group *g) {
    bool left = false;
    for (struct loose *l = g->live; l; l = l->next)
        l->key = key_of(w, l, pl_get(l->node, g->attr), true);
    for (struct loose *d = g->declared; d; d = d->next)
        d->key = key_of(w, d, pl_get(d->node, g->attr), false);
    match(w, g);
    for (struct loose *d = g->declared; d; d = d->next)
        left |= !d->taken;
    for (struct loose *l = g->live; l && left; l = l->next)
        if (!l->taken)
            l->question = ask(w, w->live, l->node, g->attr);
    for (struct loose *d = g->declared; d; d = d->next)
        if (!d->taken)
            d->question = ask(w, w->declared, d->node, g->attr);
}

static void match_answers(struct work *w, struct group *g) {
    for (struct loose *l = g->live; l; l = l->next)
        l->key = l->question ? key_of(w, l, l->question->answer, true) : NULL;
    for (struct loose *d = g->declared; d; d = d->next)
        d->key = d->question ? key_of(w, d, d->question->answer, false) : NULL;
    match(w, g);
}

static bool open(const struct loose *l, bool answered) {
    return !l->taken && l->question && !l->question->impossible && (l->question->answer != NULL) == answered;
}

/* What has no answer may still be any of those that are left over on the other side: then nobody can tell. */
static void doubt(struct loose *side, struct loose *other) {
    bool unanswered = false, any = false;
    for (struct loose *l = other; l; l = l->next) {
        unanswered |= open(l, false);
        any |= open(l, false) || open(l, true);
    }
    for (struct loose *l = side; l; l = l->next)
        if ((open(l, false) && any) || (open(l, true) && unanswered))
            l->node->flags |= PL_N_UNDECIDED;
}

/* Between two texts of people, with no server to ask, another text is another thing. */
static void settle(struct work *w, struct pair *p, bool asked) {
    const struct pl_question *x = p->of_live, *y = p->of_declared;
    if (y->impossible || x->impossible)
        return;
    if (x->answer && y->answer) {
        /* The live one was answered in the names from before a rename. */
        if (strcmp(x->answer, y->answer) == 0 ||
            pl_tokens_equal(renamed(w, p->live, x->answer), y->answer, (w->d->flags & PL_DL_BACKSLASH) != 0))
            make_equal(w, p->live, p->declared, p->attr);
    } else if (asked) {
        p->declared->flags |= PL_N_UNDECIDED;
    }
}

bool pl_normalize(struct pl_db *db, const struct pl_dialect *d, struct pl_realm *live, struct pl_realm *declared) {
    return pl_normalize_for(db, d, live, declared, NULL);
}

bool pl_normalize_for(struct pl_db *db, const struct pl_dialect *d, struct pl_realm *live, struct pl_realm *declared,
                      const struct pl_diff_options *o) {
    struct work w = { .pl = live->pl, .d = d, .live = live, .declared = declared, .o = o };
    struct pl_slots texts;
    w.tail = &w.pairs;
    w.questions_tail = &w.questions;
    w.groups_tail = &w.groups;
    if (!pl_pair(live, declared) || !pl_uncross(d, live, declared))
        return false;
    if (d->relate && !d->relate(db, live, declared))
        return false;
    w.renames = any_renamed(live->root);
    pl_slots_find(&texts, is_compared_text);
    compare_nodes(&w, &texts, live->root, declared->root);
    candidates(&w, live->root, declared->root);
    for (struct group *g = w.groups; g; g = g->next)
        match_tokens(&w, g);
    struct pl_db itself = { .dialect = d, .pl = live->pl, .version = ~0u }, *asked = db;
    if (!db && d->flags & PL_DL_ASKS_ITSELF)
        asked = &itself;
    if (w.questions && asked && d->ask && !d->ask(asked, w.questions))
        return false;
    for (struct pair *p = w.pairs; p; p = p->next)
        settle(&w, p, db != NULL);
    for (struct group *g = w.groups; g; g = g->next) {
        match_answers(&w, g);
        if (db) {
            doubt(g->live, g->declared);
            doubt(g->declared, g->live);
        }
    }
    return !w.groups || pl_pair(live, declared);
}
