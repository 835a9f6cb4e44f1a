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
    struct pl_node *live, *declared;                   /* declared has no mate yet when it is a candidate by content */
    enum pl_attr attr;
    struct pl_question *of_live, *of_declared;
};

struct work {
    struct pl *pl;
    const struct pl_dialect *d;
    struct pl_realm *live, *declared;
    struct pair *pairs, **tail;
    struct pl_question *questions, **questions_tail;
    bool renames;                                      /* objects or columns have other names now */
    bool again;                                        /* unnamed objects may pair now that did not before */
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
        bool name = t.kind == PL_T_WORD || t.kind == PL_T_QUOTED;
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
    if (w->renames)
        pl_set(live, a, pl_get(declared, a));
    else
        pl_set(declared, a, pl_get(live, a));
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
    if (!x || !y || strcmp(x, y) == 0 || !is_text(a) || pl_attrs[a].flags & PL_HINT)
        return;
    if (pl_attrs[a].type == PL_TYPE ? same_type(w, x, y) : same_tokens(w, live, x, y, a)) {
        make_equal(w, live, declared, a);
        return;
    }
    struct pair *p = PL_NEW(w->pl, struct pair);
    *p = (struct pair){ .live = live, .declared = declared, .attr = a };
    p->of_live = ask(w, w->live, live, a);
    p->of_declared = ask(w, w->declared, declared, a);
    *w->tail = p;
    w->tail = &p->next;
}

static void compare_nodes(struct work *w, struct pl_node *live, struct pl_node *declared) {
    for (int i = 0; i < pl_attr_count(declared->kind); i++)
        compare_attr(w, live, declared, (enum pl_attr)(pl_kinds[declared->kind].first + i));
    for (struct pl_node *c = declared->child; c; c = c->next)
        if (c->mate)
            compare_nodes(w, c->mate, c);
}

/* An unnamed object that nothing is equal to yet may be equal in other words to one that is left over: each expression of
 * both is asked once, and pl_pair then finds equal texts. */
static void candidates(struct work *w, struct pl_node *live, struct pl_node *declared) {
    for (struct pl_node *c = declared->child; c; c = c->next) {
        if (c->mate) {
            candidates(w, c->mate, c);
            continue;
        }
        if (c->name[0] || !(pl_kinds[c->kind].flags & PL_UNNAMED))
            continue;
        for (int i = 0; i < pl_attr_count(c->kind); i++) {
            enum pl_attr a = (enum pl_attr)(pl_kinds[c->kind].first + i);
            if (!is_text(a) || !c->slot[i])
                continue;
            for (struct pl_node *old = pl_first(live, c->kind); old; old = pl_next(old)) {
                if (old->mate || !old->slot[i])
                    continue;
                w->again = true;
                if (pl_attrs[a].type != PL_TYPE && pl_tokens_equal(renamed(w, old, old->slot[i]), c->slot[i],
                                                                   (w->d->flags & PL_DL_BACKSLASH) != 0)) {
                    make_equal(w, old, c, a);
                    break;
                }
                struct pair *p = PL_NEW(w->pl, struct pair);
                *p = (struct pair){ .live = old, .declared = c, .attr = a };
                p->of_live = ask(w, w->live, old, a);
                p->of_declared = ask(w, w->declared, c, a);
                *w->tail = p;
                w->tail = &p->next;
            }
        }
    }
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
    } else if (asked && p->declared->mate == p->live) {
        p->declared->flags |= PL_N_UNDECIDED;
    }
}

bool pl_normalize(struct pl_db *db, const struct pl_dialect *d, struct pl_realm *live, struct pl_realm *declared) {
    struct work w = { .pl = live->pl, .d = d, .live = live, .declared = declared };
    w.tail = &w.pairs;
    w.questions_tail = &w.questions;
    if (!pl_pair(live, declared))
        return false;
    w.renames = any_renamed(live->root);
    compare_nodes(&w, live->root, declared->root);
    candidates(&w, live->root, declared->root);
    struct pl_db itself = { .dialect = d, .pl = live->pl, .version = ~0u }, *asked = db;
    if (!db && d->flags & PL_DL_ASKS_ITSELF)
        asked = &itself;
    if (w.questions && asked && d->ask && !d->ask(asked, w.questions))
        return false;
    for (struct pair *p = w.pairs; p; p = p->next)
        settle(&w, p, db != NULL);
    return !w.again || pl_pair(live, declared);
}
