/* Which object of one tree is which of the other: by name, by the former name that the author said, by equal content. */
#include <string.h>
#include "engine/diff.h"

/* ---- names that were said before and after a rename */

static bool same_object(const struct pl_realm *from, const struct pl_realm *to, const struct pl_node *f, const struct pl_node *t, enum pl_attr a) {
    const struct pl_node *old = pl_resolve(from, f, a), *now = pl_resolve(to, t, a);
    return old && now && old->mate == now;
}

const struct pl_node *pl_names_in(const struct pl_realm *r, const struct pl_node *n, enum pl_attr a) {
    if (!(pl_attrs[a].flags & PL_THERE))
        return pl_above(n, PL_TABLE);
    for (int i = 0; i < pl_attr_count(n->kind); i++)
        if (pl_attrs[pl_kinds[n->kind].first + i].flags & PL_KEYED)
            return pl_resolve(r, n, (enum pl_attr)(pl_kinds[n->kind].first + i));
    return NULL;
}

/* Names of columns are compared through the columns, so that a renamed one is still the same. */
static bool same_columns(const struct pl_realm *from, const struct pl_realm *to, const struct pl_node *f, const struct pl_node *t, enum pl_attr a) {
    const struct pl_node *old_in = pl_names_in(from, f, a), *new_in = pl_names_in(to, t, a);
    const char *x = NULL, *y = NULL, *one, *two;
    if (!old_in || !new_in || pl_attrs[a].refers != PL_COLUMN)
        return false;
    do {
        bool list = pl_attrs[a].type == PL_NAMES;
        one = list ? pl_list_next(from->pl, pl_get(f, a), &x) : pl_get(f, a);
        two = list ? pl_list_next(from->pl, pl_get(t, a), &y) : pl_get(t, a);
        if (!one || !two)
            return one == two;
        const struct pl_node *old = pl_find(from, old_in, PL_COLUMN, one), *now = pl_find(to, new_in, PL_COLUMN, two);
        if (!old || !now || old->mate != now)
            return false;
    } while (pl_attrs[a].type == PL_NAMES);
    return true;
}

bool pl_names_same(const struct pl_realm *from, const struct pl_realm *to, const struct pl_node *f, const struct pl_node *t, enum pl_attr a) {
    if (!pl_get(f, a) || !pl_get(t, a))
        return false;
    if (pl_attrs[a].type == PL_REF)
        return same_object(from, to, f, t, a);
    return (pl_attrs[a].type == PL_NAME || pl_attrs[a].type == PL_NAMES) && same_columns(from, to, f, t, a);
}

/* ---- pairs */

static void clear_mates(struct pl_node *n) {
    n->mate = NULL;
    for (struct pl_node *c = n->child; c; c = c->next)
        clear_mates(c);
}

static void join(struct pl_node *from, struct pl_node *to) {
    from->mate = to;
    to->mate = from;
}

static bool same_content(const struct pl_realm *fr, const struct pl_realm *tr, const struct pl_node *from, const struct pl_node *to) {
    PL_EACH_SLOT(i, from->has | to->has) {
        const struct pl_attr_row *a = &pl_attrs[pl_kinds[from->kind].first + i];
        if (a->flags & PL_HINT || (a->flags & PL_GUESS && !pl_at(to, i)))
            continue;
        if (!pl_same(pl_at(from, i), pl_at(to, i)) && !pl_names_same(fr, tr, from, to, (enum pl_attr)(pl_kinds[from->kind].first + i)))
            return false;
    }
    const struct pl_node *f = from->child, *t = to->child;
    for (; f && t; f = f->next, t = t->next)
        if (f->kind != t->kind || !same_content(fr, tr, f, t))
            return false;
    return !f && !t;
}

/* The child that was called so, said by the author, or NULL. */
static struct pl_node *says_it_was(const struct pl_realm *to, const struct pl_node *t, const struct pl_node *old) {
    struct pl_node *c = pl_find(to, t, old->kind, old->name);
    return c && c->was && !c->mate ? c : NULL;
}

static bool was_twice(struct pl *pl, const struct pl_node *old, const struct pl_node *c) {
    pl_say(pl, PL_D_DUPLICATE, &c->place, "two objects say that they were \"%s\": %s and %s", c->was, pl_title(pl, old->mate), pl_title(pl, c));
    return pl_hint(pl, "remove the \"was\" of one of them");
}

/* `was` is followed only where the new name is not there yet: afterwards it says nothing any more. A name that somebody
 * else has just given up is not there either, so of a chain (a was b, b was c) each link frees the next. */
static bool follow_was(struct pl_realm *from, const struct pl_realm *to, struct pl_node *f, struct pl_node *t, struct pl_node *c) {
    for (struct pl_node *old; c && (old = pl_find(from, f, c->kind, c->was)); c = says_it_was(to, t, old)) {
        if (old->mate)
            return was_twice(from->pl, old, c);
        join(old, c);
    }
    return true;
}

/* a was b and b was a: done or not, it looks the same, so it would be done again by every apply. */
static bool is_exchange(const struct pl_realm *to, const struct pl_node *t, const struct pl_node *c) {
    const struct pl_node *at = c;
    for (uint32_t steps = 0; steps <= to->count; steps++) {
        at = pl_find(to, t, c->kind, at->was);
        if (!at || !at->was || at->mate || pl_same_name(to, c->kind, at->was, at->name))
            return false;
        if (at == c)
            return true;
    }
    return false;
}

static bool pair_by_was(struct pl_realm *from, const struct pl_realm *to, struct pl_node *f, struct pl_node *t) {
    bool left = false;
    for (struct pl_node *c = t->child; c; c = c->next) {
        if (!c->was || c->mate)
            continue;
        if (pl_find(from, f, c->kind, c->name))
            left = true;
        else if (!follow_was(from, to, f, t, c))
            return false;
    }
    for (struct pl_node *c = left ? t->child : NULL; c; c = c->next) {
        if (!c->was || c->mate || !pl_find(from, f, c->kind, c->was) || !is_exchange(to, t, c))
            continue;
        pl_say(from->pl, PL_D_BAD_VALUE, &c->place, "%s and \"%s\" are to exchange their names", pl_title(from->pl, c), c->was);
        return pl_hint(from->pl, "rename one of them to a third name and apply, then go on from there; if it is done, remove both \"was\"");
    }
    return true;
}

static void pair_by_content(struct pl_realm *from, struct pl_realm *to, struct pl_node *f, struct pl_node *t) {
    for (struct pl_node *c = t->child; c; c = c->next) {
        if (c->mate || c->name[0] || !(pl_kinds[c->kind].flags & PL_UNNAMED))
            continue;
        for (struct pl_node *old = pl_first(f, c->kind); old && !c->mate; old = pl_next(old))
            if (!old->mate && same_content(from, to, old, c))
                join(old, c);
    }
}

static void pair_by_position(struct pl_node *f, struct pl_node *t) {
    struct pl_node *old = f->child;
    for (struct pl_node *c = t->child; c && old; c = c->next, old = old->next)
        if (old->kind == c->kind && pl_kinds[c->kind].pairing == PL_BY_POSITION)
            join(old, c);
}

static bool pair_children(struct pl_realm *from, struct pl_realm *to, struct pl_node *f, struct pl_node *t) {
    if (!pair_by_was(from, to, f, t))
        return false;
    struct pl_node *next = f->child;                   /* both sides mostly have the same order: then nothing is looked up */
    for (struct pl_node *c = t->child; c; c = c->next) {
        if (c->mate || pl_kinds[c->kind].pairing == PL_BY_POSITION)
            continue;
        bool same = next && next->kind == c->kind && c->name[0] && strcmp(next->name, c->name) == 0;
        struct pl_node *old = same ? next : pl_find(from, f, c->kind, c->name);
        if (old && !old->mate)
            join(old, c);
        next = old ? old->next : next;
    }
    pair_by_position(f, t);
    pair_by_content(from, to, f, t);
    for (struct pl_node *c = t->child; c; c = c->next)
        if (c->mate && !pair_children(from, to, c->mate, c))
            return false;
    return true;
}

bool pl_pair(struct pl_realm *from, struct pl_realm *to) {
    clear_mates(from->root);
    clear_mates(to->root);
    /* The schema that a connection calls its own is always there, even when nothing is in it. */
    pl_intern(from, from->root, PL_SCHEMA, "");
    pl_intern(to, to->root, PL_SCHEMA, "");
    join(from->root, to->root);
    return pair_children(from, to, from->root, to->root);
}
