/* Does to a copy of a realm what changes say: one after the other, to look at what is there in between, or all of them, to
 * prove that they left nothing out: then the copy is equal to what was wanted. */
#include "engine/diff.h"

static void set_all(struct pl_node *copy, const struct pl_node *n) {
    for (int i = 0; i < pl_attr_count(n->kind); i++)
        pl_put(copy, i, pl_at(n, i));
}

static struct pl_node *copy_node(struct pl_fold *f, struct pl_node *parent, const struct pl_node *n) {
    struct pl_node *copy = pl_node_new(f->copy, parent, n->kind, n->name);
    set_all(copy, n);
    copy->place = n->place;
    return copy;
}

static void copy_tree(struct pl_fold *f, struct pl_node *parent, const struct pl_node *from) {
    for (const struct pl_node *n = from->child; n; n = n->next) {
        struct pl_node *copy = copy_node(f, parent, n);
        f->of_from[n->position] = copy;
        if (n->mate)
            f->of_to[n->mate->position] = copy;
        copy_tree(f, copy, n);
    }
}

static void copy_content(struct pl_fold *f, struct pl_node *copy, const struct pl_node *n) {
    for (const struct pl_node *c = n->child; c; c = c->next)
        if (pl_kinds[c->kind].flags & PL_CONTENT)
            copy_content(f, copy_node(f, copy, c), c);
}

static void drop_content(struct pl_fold *f, struct pl_node *copy) {
    for (struct pl_node *c = copy->child, *next; c; c = next) {
        next = c->next;
        if (pl_kinds[c->kind].flags & PL_CONTENT)
            pl_remove(f->copy, c);
    }
}

static void apply(struct pl_fold *f, const struct pl_change *c) {
    struct pl_node *copy = c->from ? f->of_from[c->from->position] : NULL;
    if (c->op == PL_ADD) {
        struct pl_node *parent = c->to->parent->parent ? f->of_to[c->to->parent->position] : f->copy->root;
        copy = copy_node(f, parent, c->to);
        f->of_to[c->to->position] = copy;
        copy_content(f, copy, c->to);
    } else if (c->op == PL_DROP) {
        pl_remove(f->copy, copy);
    } else if (c->op == PL_RENAME) {
        pl_rename(f->copy, copy, c->to->name);
    } else {
        for (int i = 0; i < pl_attr_count(c->to->kind); i++)
            if (c->slots >> i & 1)
                pl_put(copy, i, pl_at(c->to, i));
        if (c->slots & PL_S_CONTENT) {
            drop_content(f, copy);
            copy_content(f, copy, c->to);
        }
    }
}

/* ---- references follow a rename by themselves, in a database as here: they are no changes */

static const char *name_now(const struct pl_fold *f, const struct pl_node *n) {
    return f->now[n->position] ? f->now[n->position] : n->name;
}

/* A reference names its object last, before that what it lives in. */
static const char *reference_now(const struct pl_fold *f, const struct pl_node *n, enum pl_attr a) {
    const struct pl_node *to = pl_resolve(f->from, n, a);
    char *names[4];
    int count = to ? pl_ref_split(f->from->pl, pl_get(n, a), names, 4) : 0;
    const char *now[4];
    for (int i = count; to && i-- > 0; to = to->parent)
        now[i] = name_now(f, to);
    return count ? pl_ref_join(f->from->pl, now, count) : pl_get(n, a);
}

static const char *column_now(const struct pl_fold *f, const struct pl_node *in, const char *name) {
    const struct pl_node *c = pl_find_column(f->from, in, name);
    return c ? name_now(f, c) : name;
}

static const char *columns_now(const struct pl_fold *f, const struct pl_node *n, enum pl_attr a) {
    const struct pl_node *in = pl_names_in(f->from, n, a);
    struct pl_text list = { .pl = f->from->pl };
    const char *at = NULL, *name;
    if (!in)
        return pl_get(n, a);
    if (pl_attrs[a].type == PL_NAME)
        return column_now(f, in, pl_get(n, a));
    while ((name = pl_list_next(f->from->pl, pl_get(n, a), &at)))
        pl_list_add(&list, column_now(f, in, name));
    return list.s;
}

/* What an attribute says under the names that hold now, or NULL when it names nothing that could be renamed. */
static const char *value_now(const struct pl_fold *f, const struct pl_node *n, enum pl_attr a) {
    if (!pl_get(n, a) || pl_attrs[a].refers == PL_NONE)
        return NULL;
    if (pl_attrs[a].type == PL_REF)
        return reference_now(f, n, a);
    bool columns = (pl_attrs[a].type == PL_NAME || pl_attrs[a].type == PL_NAMES) && pl_attrs[a].refers == PL_COLUMN;
    return columns ? columns_now(f, n, a) : NULL;
}

static void follow(struct pl_fold *f, const struct pl_node *n) {
    struct pl_node *copy = f->of_from[n->position];
    for (int i = 0; i < pl_attr_count(n->kind); i++) {
        const char *now = value_now(f, n, (enum pl_attr)(pl_kinds[n->kind].first + i));
        if (now)
            pl_put(copy, i, now);
    }
    for (const struct pl_node *c = n->child; c; c = c->next)
        follow(f, c);
}

static void follow_renames(struct pl_fold *f, const struct pl_changes *list) {
    bool any = false;
    for (const struct pl_change *c = list->first; c; c = c->next)
        if (c->op == PL_RENAME) {
            f->now[c->from->position] = c->to->name;
            any = true;
        }
    for (const struct pl_node *n = any ? f->from->root->child : NULL; n; n = n->next)
        follow(f, n);
}

/* The same for one rename among changes that are done one by one: what another one has set meanwhile stays. */
static void follow_again(struct pl_fold *f, const struct pl_node *n, const struct pl_node *renamed) {
    struct pl_node *copy = n->parent ? f->of_from[n->position] : NULL;
    for (int i = 0; copy && i < pl_attr_count(n->kind); i++) {
        enum pl_attr a = (enum pl_attr)(pl_kinds[n->kind].first + i);
        const char *now = value_now(f, n, a), *name = f->now[renamed->position];
        if (!now || pl_same(now, pl_at(copy, i)))
            continue;
        f->now[renamed->position] = NULL;
        if (pl_same(pl_at(copy, i), value_now(f, n, a)))
            pl_put(copy, i, now);
        f->now[renamed->position] = name;
    }
    for (const struct pl_node *c = n->child; c; c = c->next)
        follow_again(f, c, renamed);
}

struct pl_fold *pl_fold_begin(struct pl_realm *from, const struct pl_realm *to) {
    struct pl_fold *f = PL_NEW(from->pl, struct pl_fold);
    f->from = from;
    f->copy = pl_realm_new(from->pl, from->source);
    f->copy->nocase = from->nocase;
    f->copy->backslash = from->backslash;
    f->copy->databases = from->databases;
    f->copy->ignored = from->ignored;
    f->copy->left_out = from->left_out;
    f->of_from = pl_alloc(from->pl, (from->count + 1) * sizeof *f->of_from);
    f->of_to = pl_alloc(from->pl, (to->count + 1) * sizeof *f->of_to);
    f->now = pl_alloc(from->pl, (from->count + 1) * sizeof *f->now);
    copy_tree(f, f->copy->root, from->root);
    return f;
}

void pl_fold_change(struct pl_fold *f, const struct pl_change *c) {
    if (c->op == PL_RENAME) {
        f->now[c->from->position] = c->to->name;
        follow_again(f, f->from->root, c->from);
    }
    apply(f, c);
}

bool pl_fold_proves(struct pl_realm *from, struct pl_realm *to, const struct pl_changes *list) {
    struct pl_fold *f = pl_fold_begin(from, to);
    struct pl_changes left;
    follow_renames(f, list);
    for (const struct pl_change *c = list->first; c; c = c->next)
        apply(f, c);
    bool ok = pl_pair(f->copy, to) && pl_diff(f->copy, to, NULL, &left) && !left.count;
    return pl_pair(from, to) && ok;
}
