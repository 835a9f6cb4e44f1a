/* Does to a copy of a realm what changes say. If the copy is then equal to what was wanted, the changes left nothing out. */
#include "engine/diff.h"

struct fold {
    struct pl_realm *copy;
    struct pl_node **of_from, **of_to;                 /* the copies of both trees' nodes, by position */
};

static void set_all(struct pl_node *copy, const struct pl_node *n) {
    for (int i = 0; i < pl_attr_count(n->kind); i++)
        copy->slot[i] = n->slot[i];
}

static struct pl_node *copy_node(struct fold *f, struct pl_node *parent, const struct pl_node *n) {
    struct pl_node *copy = pl_node_new(f->copy, parent, n->kind, n->name);
    set_all(copy, n);
    copy->place = n->place;
    return copy;
}

static void copy_tree(struct fold *f, struct pl_node *parent, const struct pl_node *from) {
    for (const struct pl_node *n = from->child; n; n = n->next) {
        struct pl_node *copy = copy_node(f, parent, n);
        f->of_from[n->position] = copy;
        if (n->mate)
            f->of_to[n->mate->position] = copy;
        copy_tree(f, copy, n);
    }
}

static void copy_content(struct fold *f, struct pl_node *copy, const struct pl_node *n) {
    for (const struct pl_node *c = n->child; c; c = c->next)
        if (pl_kinds[c->kind].flags & PL_CONTENT)
            copy_content(f, copy_node(f, copy, c), c);
}

static void drop_content(struct fold *f, struct pl_node *copy) {
    for (struct pl_node *c = copy->child, *next; c; c = next) {
        next = c->next;
        if (pl_kinds[c->kind].flags & PL_CONTENT)
            pl_remove(f->copy, c);
    }
}

static void apply(struct fold *f, const struct pl_change *c) {
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
                copy->slot[i] = c->to->slot[i];
        if (c->slots & PL_S_CONTENT) {
            drop_content(f, copy);
            copy_content(f, copy, c->to);
        }
    }
}

/* References and expressions of what did not change follow a rename by themselves, in a database as here: they are no
 * changes, so the copy still has the old names, which the comparison of the copy cannot see through. */
static bool renames(const struct pl_changes *list) {
    for (const struct pl_change *c = list->first; c; c = c->next)
        if (c->op == PL_RENAME)
            return true;
    return false;
}

bool pl_fold_proves(struct pl_realm *from, struct pl_realm *to, const struct pl_changes *list) {
    struct fold f = { .copy = pl_realm_new(from->pl, from->source) };
    struct pl_changes left;
    if (renames(list))
        return true;
    f.copy->nocase = from->nocase;
    f.copy->backslash = from->backslash;
    f.of_from = pl_alloc(from->pl, (from->count + 1) * sizeof *f.of_from);
    f.of_to = pl_alloc(from->pl, (to->count + 1) * sizeof *f.of_to);
    copy_tree(&f, f.copy->root, from->root);
    for (const struct pl_change *c = list->first; c; c = c->next)
        apply(&f, c);
    bool ok = pl_pair(f.copy, to) && pl_diff(f.copy, to, NULL, &left) && !left.count;
    return pl_pair(from, to) && ok;
}
