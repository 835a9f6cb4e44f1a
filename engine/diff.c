/* The one comparison: paired nodes are compared attribute by attribute as text; what has no mate is added or dropped. */
#include <string.h>
#include "engine/diff.h"

struct walk {
    struct pl *pl;
    struct pl_realm *from, *to;
    const struct pl_diff_options *o;
    struct pl_changes *out;
    uint64_t advised;                                  /* kinds */
};

struct pl_change *pl_change_add(struct pl *pl, struct pl_changes *list, enum pl_op op, struct pl_node *from, struct pl_node *to,
                                uint64_t slots) {
    struct pl_change *c = PL_NEW(pl, struct pl_change);
    *c = (struct pl_change){ .op = op, .from = from, .to = to, .slots = slots };
    if (!list->tail)
        list->tail = &list->first;
    *list->tail = c;
    list->tail = &c->next;
    list->count++;
    return c;
}

static bool same_value(const struct walk *w, const struct pl_node *f, const struct pl_node *t, enum pl_attr a) {
    const char *x = pl_get(f, a), *y = pl_get(t, a);
    const struct pl_attr_row *row = &pl_attrs[a];
    if (pl_same(x, y) || row->flags & PL_HINT || (!y && row->flags & PL_GUESS))
        return true;
    if (w->o && w->o->subset) {
        if (!y)
            return true;
        if (w->o->satisfies && w->o->satisfies(w->o->arg, f, t, a))
            return true;
    }
    return pl_names_same(w->from, w->to, f, t, a);
}

static uint64_t compare(const struct walk *w, const struct pl_node *f, const struct pl_node *t);

/* Content children pair by position: one more, one fewer or one different makes the parent different. */
static bool same_content(const struct walk *w, const struct pl_node *f, const struct pl_node *t) {
    const struct pl_node *x = f->child, *y = t->child;
    for (; x || y; x = x->next, y = y->next) {
        while (x && !(pl_kinds[x->kind].flags & PL_CONTENT))
            x = x->next;
        while (y && !(pl_kinds[y->kind].flags & PL_CONTENT))
            y = y->next;
        if (!x || !y)
            return x == y;
        if (compare(w, x, y))
            return false;
    }
    return true;
}

static uint64_t compare(const struct walk *w, const struct pl_node *f, const struct pl_node *t) {
    uint64_t slots = 0;
    PL_EACH_SLOT(i, f->has | t->has)
        if (pl_at(f, i) != pl_at(t, i) && !same_value(w, f, t, (enum pl_attr)(pl_kinds[f->kind].first + i)))
            slots |= UINT64_C(1) << i;
    if (!same_content(w, f, t))
        slots |= PL_S_CONTENT;
    return slots;
}

/* Once for each kind: what to type so that it can be told. */
static void advise(struct walk *w, const struct pl_node *n) {
    if (!w->from->advice[n->kind] || w->advised >> n->kind & 1)
        return;
    w->advised |= UINT64_C(1) << n->kind;
    pl_say(w->pl, PL_D_UNDECIDED, &n->place, "the account may not see all %s, so nobody can tell whether %s is there as declared",
           pl_kinds[n->kind].plural, pl_title(w->pl, n));
    pl_hint(w->pl, "%s", w->from->advice[n->kind]);
}

/* What the account is not shown may be there all the same, with all that lives in it. */
static void add_all(struct walk *w, struct pl_node *n, bool unseen) {
    if (pl_kinds[n->kind].flags & (PL_CONTENT | PL_LIVE_ONLY))
        return;
    bool hidden = unseen || (n->parent->mate && w->from->unseen >> n->kind & 1);
    pl_change_add(w->pl, w->out, PL_ADD, NULL, n, PL_S_ALL)->undecided = hidden || (n->flags & PL_N_UNDECIDED) != 0;
    if (hidden && !unseen)
        advise(w, n);
    for (struct pl_node *c = n->child; c; c = c->next)
        add_all(w, c, hidden);
}

static void drop_all(const struct walk *w, struct pl_node *n) {
    if (pl_kinds[n->kind].flags & (PL_CONTENT | PL_LIVE_ONLY))
        return;
    pl_change_add(w->pl, w->out, PL_DROP, n, NULL, PL_S_ALL)->undecided = (n->flags & PL_N_UNDECIDED) != 0;
    for (struct pl_node *c = n->flags & PL_N_UNREAD ? NULL : n->child; c; c = c->next)
        drop_all(w, c);
}

static void diff_children(struct walk *w, struct pl_node *f, struct pl_node *t);

static void diff_node(struct walk *w, struct pl_node *t) {
    struct pl_node *f = t->mate;
    if (pl_kinds[t->kind].flags & (PL_CONTENT | PL_LIVE_ONLY))
        return;
    if (!f) {
        add_all(w, t, false);
        return;
    }
    bool unnamed = pl_kinds[t->kind].flags & PL_UNNAMED && !t->name[0];
    if (!unnamed && !pl_same_name(w->to, t->kind, f->name, t->name))
        pl_change_add(w->pl, w->out, PL_RENAME, f, t, PL_S_NAME);
    if (f->flags & PL_N_UNREAD) {                      /* whatever of it is declared may be so or not */
        pl_change_add(w->pl, w->out, PL_ALTER, f, t, 0)->undecided = true;
        return;
    }
    uint64_t slots = compare(w, f, t);
    bool undecided = ((f->flags | t->flags) & PL_N_UNDECIDED) != 0;
    if (slots)
        pl_change_add(w->pl, w->out, PL_ALTER, f, t, slots)->undecided = undecided;
    if (slots && undecided)
        advise(w, t);
    diff_children(w, f, t);
}

/* A rename that cannot be one: whoever wrote it must hear that the former object goes. */
static void say_both_names(const struct walk *w, const struct pl_node *f, const struct pl_node *c) {
    const struct pl_node *old = c->was && c->mate && pl_same_name(w->to, c->kind, c->mate->name, c->name)
                                    ? pl_find(w->from, f, c->kind, c->was) : NULL;
    if (!old || old->mate || old == c->mate)
        return;
    pl_say(w->pl, PL_D_BOTH_NAMES, &c->place, "%s says that it was \"%s\", but both are there: \"%s\" would be dropped, not renamed",
           pl_title(w->pl, c), c->was, c->was);
    pl_hint(w->pl, "drop or rename one of the two by hand, declare \"%s\" too, or remove the \"was\"", c->was);
}

static void diff_children(struct walk *w, struct pl_node *f, struct pl_node *t) {
    for (struct pl_node *c = t->child; c; c = c->next)
        diff_node(w, c);
    if (w->o && w->o->subset)
        return;
    for (struct pl_node *c = t->child; c; c = c->next)
        say_both_names(w, f, c);
    for (struct pl_node *c = f->child; c; c = c->next)
        if (!c->mate)
            drop_all(w, c);
}

bool pl_diff(struct pl_realm *from, struct pl_realm *to, const struct pl_diff_options *o, struct pl_changes *out) {
    struct walk w = { .pl = from->pl, .from = from, .to = to, .o = o, .out = out };
    *out = (struct pl_changes){ .tail = &out->first };
    diff_children(&w, from->root, to->root);
    return true;
}

static bool says_any(const struct pl_change *c) {
    for (int i = 0; i < pl_attr_count(c->to->kind); i++)
        if (c->slots >> i & 1 && pl_at(c->to, i))
            return true;
    return false;
}

char *pl_change_title(struct pl *pl, const struct pl_change *c) {
    static const char *const verbs[] = { [PL_ADD] = "add", [PL_DROP] = "drop", [PL_RENAME] = "rename", [PL_ALTER] = "alter" };
    const struct pl_node *n = c->from && c->op != PL_ADD ? c->from : c->to;
    struct pl_text t = { .pl = pl };
    bool looks = c->late && c->from == c->to && !says_any(c);   /* taken at its word first, looked at later */
    pl_addf(&t, "%s %s", looks ? "validate" : verbs[c->op], pl_title(pl, n));
    if (looks)
        return t.s;
    if (c->op == PL_RENAME)
        pl_addf(&t, " to %s", c->to->name);
    if (c->op == PL_DROP && c->anew)
        pl_add(&t, " as it was");
    if (c->op == PL_ALTER) {
        const char *separator = " (";
        if (c->slots & PL_S_NAME && strcmp(c->from->name, c->to->name) != 0) {
            pl_addf(&t, " to %s", c->to->name);
            if (!(c->slots & ~PL_S_NAME))
                return t.s;
        }
        for (int i = 0; i < pl_attr_count(n->kind); i++) {
            if (c->slots >> i & 1) {
                pl_addf(&t, "%s%s", separator, pl_attrs[pl_kinds[n->kind].first + i].word);
                separator = ", ";
            }
        }
        if (c->slots & PL_S_CONTENT)
            pl_addf(&t, "%sparts", separator);
        pl_addc(&t, ')');
    }
    return t.s;
}
