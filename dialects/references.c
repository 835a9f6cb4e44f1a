/* References among the changes of a plan: those that stand in the way of a drop go first, by themselves, and those that need a
 * key which goes are put back after it. Where references are said inside CREATE TABLE neither is needed. */
#include <string.h>
#include "dialects/dialect.h"

/* Dropped tables that a dropped table inherits from: it goes before them. */
static void each_parent(const struct pl_script *s, const struct pl_node *table, void (*fn)(struct pl_node *, void *), void *arg) {
    const char *at = NULL, *name;
    while ((name = pl_list_next(s->pl, pl_get(table, PL_TABLE_INHERITS), &at))) {
        struct pl_node *parent = pl_inherited_from(s->from, table, name);
        if (parent && parent != table && !parent->mate)
            fn(parent, arg);
    }
}

static void count_heir(struct pl_node *parent, void *arg) {
    (void)arg;
    parent->mark++;
}

struct waiting {
    struct pl_node **queue;
    size_t *count;
};

static void free_parent(struct pl_node *parent, void *arg) {
    struct waiting *w = arg;
    if (parent->mark && parent->mark != UINT32_MAX && --parent->mark == 0)
        w->queue[(*w->count)++] = parent;
}

/* Dropped tables that refer to each other in a circle cannot go one by one: their references go first, by themselves.
 * Kahn over the dropped tables: what never gets free of references is in a circle, or is referred to from one. */
void pl_script_free_circles(struct pl_script *s, struct pl_changes *list) {
    size_t count = 0;
    struct pl_node **queue = pl_alloc(s->pl, ((size_t)list->count + 1) * sizeof *queue);
    for (struct pl_change *c = list->first; c; c = c->next)
        if (c->op == PL_DROP)
            c->from->mark = 0;
    for (struct pl_change *c = list->first; c; c = c->next) {
        int a = c->op == PL_DROP && c->implied ? pl_keyed_attr(c->from->kind) : -1;
        struct pl_node *to = a < 0 ? NULL : pl_resolve(s->from, c->from, (enum pl_attr)a);
        if (to && to != c->from->parent)
            to->mark++;
    }
    for (struct pl_change *c = list->first; c; c = c->next)
        if (c->op == PL_DROP && c->from->kind == PL_TABLE)
            each_parent(s, c->from, count_heir, NULL);
    for (struct pl_change *c = list->first; c; c = c->next)
        if (c->op == PL_DROP && c->from->kind == PL_TABLE && !c->from->mark)
            queue[count++] = c->from;
    for (size_t i = 0; i < count; i++) {
        struct waiting w = { queue, &count };
        queue[i]->mark = UINT32_MAX;
        each_parent(s, queue[i], free_parent, &w);
        for (struct pl_node *n = queue[i]->child; n; n = n->next) {
            int a = pl_keyed_attr(n->kind);
            struct pl_node *to = a < 0 ? NULL : pl_resolve(s->from, n, (enum pl_attr)a);
            if (to && to != queue[i] && !to->mate && to->mark && to->mark != UINT32_MAX && --to->mark == 0)
                queue[count++] = to;
        }
    }
    for (struct pl_change *c = list->first; c; c = c->next)
        if (c->op == PL_DROP && c->implied && pl_keyed_attr(c->from->kind) >= 0 && c->from->parent->mark != UINT32_MAX)
            c->implied = false;
}

/* Whether a reference looks its rows up by this key: by the columns that it names, or else by the primary key. */
static bool looked_up_by(const struct pl_script *s, const struct pl_node *reference, const struct pl_node *key) {
    struct pl_text columns = { .pl = s->pl };
    PL_EACH(p, key, PL_PART)
        if (pl_is(p, PL_PART_COLUMN))
            pl_list_add(&columns, pl_get(p, PL_PART_COLUMN));
    for (int i = 0; i < pl_attr_count(reference->kind); i++)
        if (pl_attrs[pl_kinds[reference->kind].first + i].flags & PL_THERE && pl_at(reference, i))
            return strcmp(pl_at(reference, i), pl_text(&columns)) == 0;
    return pl_kinds[key->kind].pairing == PL_BY_ONE;
}

/* A key that goes, or is made anew, takes the references to it along: they are dropped before and put back after. */
void pl_script_put_back_references(struct pl_script *s, struct pl_changes *list) {
    bool any = false;
    for (struct pl_change *c = list->first; c; c = c->next) {
        any |= c->op == PL_DROP && !c->implied && pl_kinds[c->from->kind].flags & PL_KEY;
        if (c->from)
            c->from->mark = c->op == PL_DROP && pl_kinds[c->from->kind].flags & PL_KEY ? 2 : 1;
    }
    if (!any || s->dialect->flags & PL_DL_FK_INLINE)
        return;
    for (struct pl_node *schema = s->from->root->child; schema; schema = schema->next)
        PL_EACH(table, schema, PL_TABLE)
            for (struct pl_node *n = table->child; n; n = n->next) {
                int a = pl_keyed_attr(n->kind);
                struct pl_node *to = a < 0 || !n->mate || n->mark == 1 ? NULL : pl_resolve(s->from, n, (enum pl_attr)a);
                bool hit = false;
                for (struct pl_node *key = to ? to->child : NULL; key; key = key->next)
                    hit |= pl_kinds[key->kind].flags & PL_KEY && key->mark == 2 && looked_up_by(s, n, key);
                if (!hit)
                    continue;
                n->mark = 1;
                pl_change_add(s->pl, list, PL_DROP, n, NULL, PL_S_ALL)->replaces = true;
                pl_change_add(s->pl, list, PL_ADD, NULL, n->mate, PL_S_ALL)->replaces = true;
            }
}
