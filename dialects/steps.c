/* Steps: what one takes while it runs, and what takes it back.
 *
 * The way back is made by the same rules from the reverse change, so there is no second list of statements to be wrong. It is
 * written as the database is after the step: where a plan renames something, what stands on it would be called by the wrong
 * name, and then no way back is given.
 */
#include <string.h>
#include "dialects/dialect.h"

struct pl_step *pl_step_add(struct pl_script *s, const char *sql, const char *title, unsigned flags, const struct pl_change *cause) {
    struct pl_step *step = PL_NEW(s->pl, struct pl_step);
    flags |= s->dialect->locks[PL_R_LOCK_OF(flags)].blocks;
    *step = (struct pl_step){ .sql = sql, .title = title, .flags = flags & ~(unsigned)PL_R_OF_ROWS, .cause = cause };
    if (!s->tail)
        s->tail = &s->first;
    *s->tail = s->last = step;
    s->tail = &step->next;
    s->count++;
    return step;
}

void pl_step_loses(struct pl_script *s, struct pl_step *step, const char *path) {
    size_t n = 0;
    while (step->loses && step->loses[n]) {
        if (strcmp(step->loses[n], path) == 0)
            return;
        n++;
    }
    const char **grown = pl_alloc(s->pl, (n + 2) * sizeof *grown);
    for (size_t i = 0; i < n; i++)
        grown[i] = step->loses[i];
    grown[n] = path;
    step->loses = grown;
    step->flags |= PL_R_LOSES;
}

unsigned pl_hazards_join(unsigned a, unsigned b) {
    unsigned fields = PL_R_LOCK(15) | PL_R_HOW(7);
    unsigned lock = PL_R_LOCK_OF(a) > PL_R_LOCK_OF(b) ? PL_R_LOCK_OF(a) : PL_R_LOCK_OF(b);
    unsigned how = PL_R_HOW_OF(a) > PL_R_HOW_OF(b) ? PL_R_HOW_OF(a) : PL_R_HOW_OF(b);
    return ((a | b) & ~fields) | PL_R_LOCK(lock) | PL_R_HOW(how);
}

/* ---- what a change is about */

int pl_keyed_attr(enum pl_kind kind) {
    for (int i = 0; i < pl_attr_count(kind); i++)
        if (pl_attrs[pl_kinds[kind].first + i].flags & PL_KEYED)
            return pl_kinds[kind].first + i;
    return -1;
}

/* Nobody waits for what is made by the same plan. */
bool pl_change_in_use(const struct pl_change *c) {
    const struct pl_node *n = c->to ? c->to : c->from;
    while (n->parent && n->parent->kind != PL_SCHEMA)
        n = n->parent;
    return n->mate && !(n->flags & PL_N_ANEW);
}

/* A reference of a new table locks the one that it refers to. */
bool pl_change_locks_another(const struct pl_script *s, const struct pl_change *c) {
    int a = pl_keyed_attr(c->to->kind);
    const struct pl_node *other = a < 0 ? NULL : pl_resolve(s->to, c->to, (enum pl_attr)a);
    return other && other->mate;
}

/* ---- transactions */

/* What cannot be in one transaction with the rest waits until the rest is done: a change by itself, and of an ALTER the slots
 * that are said so. */
void pl_script_set_apart(struct pl_script *s, struct pl_changes *list) {
    for (struct pl_change *c = list->first; c; c = c->next) {
        uint64_t apart = 0;
        for (uint64_t left = c->implied || c->op == PL_RENAME ? 0 : c->slots ? c->slots : PL_S_ALL; left;) {
            const struct pl_rule *r = pl_rule_find(s, c->op, c, left);
            if (r && r->flags & PL_R_APART)
                apart |= c->op == PL_ALTER ? r->slots & left : left;
            left &= c->op != PL_ALTER || !r || r->flags & PL_R_LAST ? 0 : ~r->slots;
        }
        if (!apart)
            continue;
        if (c->op == PL_ALTER && c->slots & ~apart) {
            pl_change_add(s->pl, list, PL_ALTER, c->from, c->to, apart)->late = c->late;
            c->slots &= ~apart;
        } else {
            c->apart = true;
        }
    }
}

/* ---- undo */

static bool is_renamed(const struct pl_node *n) {
    return n->mate && n->mate->name[0] && n->name[0] && !pl_same(n->name, n->mate->name);
}

static bool renames(const struct pl_change *c) {
    return c->op == PL_RENAME || (c->op == PL_ALTER && c->slots & PL_S_NAME);
}

/* Whether a statement about n would have to know which renames are taken back already; by_name: it says nothing but its name. */
static bool is_under_rename(const struct pl_node *n, bool itself, bool by_name) {
    const struct pl_node *home = n;
    while (home->parent && home->parent->kind != PL_SCHEMA)
        home = home->parent;
    for (const struct pl_node *at = itself ? n->parent : n; at; at = at->parent)
        if (is_renamed(at))
            return true;
    PL_EACH(column, home, PL_COLUMN)
        if (!itself && !by_name && is_renamed(column))
            return true;
    return false;
}

static bool any_rename(const struct pl_script *s) {
    for (const struct pl_step *step = s->first; step; step = step->next)
        for (size_t i = 0; step->changes && step->changes[i]; i++)
            if (renames(step->changes[i]))
                return true;
    return false;
}

static bool can_say(const struct pl_script *back, const struct pl_change *c) {
    for (uint64_t left = c->op == PL_ALTER ? c->slots : 1; left;) {
        const struct pl_rule *r = pl_rule_find(back, c->op, c, c->op == PL_ALTER ? left : c->slots);
        if (!r || r->flags & PL_R_TABLE)
            return false;
        left &= c->op != PL_ALTER || r->flags & PL_R_LAST ? 0 : ~r->slots;
    }
    return true;
}

static bool is_said_within(const struct pl_script *back, struct pl_node *n) {
    struct pl_change define = { .op = PL_DEFINE, .to = n, .slots = PL_S_ALL };
    const struct pl_rule *r = pl_rule_find(back, PL_DEFINE, &define, PL_S_ALL);
    return pl_kinds[n->kind].flags & PL_CONTENT || (r && r->flags & PL_R_INLINE);
}

static bool add(struct pl_script *back, struct pl_joined *j, struct pl_node *n) {
    struct pl_change *c = PL_NEW(back->pl, struct pl_change);
    *c = (struct pl_change){ .op = PL_ADD, .to = n, .slots = PL_S_ALL };
    if (!can_say(back, c) || !pl_script_say(back, j, c))
        return false;
    for (struct pl_node *child = n->child; child; child = child->next)
        if (!is_said_within(back, child) && !(pl_kinds[child->kind].flags & PL_LIVE_ONLY) && !add(back, j, child))
            return false;
    return true;
}

static bool reverse(struct pl_script *back, struct pl_joined *j, const struct pl_change *c, bool renamed) {
    struct pl_change *r = PL_NEW(back->pl, struct pl_change);
    enum pl_op op = c->op == PL_ADD ? PL_DROP : c->op == PL_DROP ? PL_ADD : c->op;
    *r = (struct pl_change){ .op = op, .from = c->to, .to = c->from, .slots = c->slots };
    const struct pl_node *n = c->to ? c->to : c->from;
    if (c->anew)
        return false;                                  /* what it was is gone */
    if (c->late)
        return true;                                   /* it goes with the object that it belongs to */
    if (is_under_rename(n, renames(c), op == PL_DROP) || (renamed && !renames(c) && n->kind != PL_COLUMN && op != PL_DROP))
        return false;
    if (op == PL_ADD)
        return add(back, j, r->to);
    return can_say(back, r) && pl_script_say(back, j, r);
}

static const char *undo(struct pl_script *back, const struct pl_step *step, bool renamed) {
    struct pl_text text = { .pl = back->pl };
    struct pl_joined *j = pl_script_joined(back);
    size_t n = 0;
    while (step->changes && step->changes[n])
        n++;
    while (n)
        if (!reverse(back, j, step->changes[--n], renamed))
            return NULL;
    pl_script_flush(back, j);
    for (const struct pl_step *b = back->first; b; b = b->next)
        pl_addf(&text, "%s%s", text.len ? ";\n" : "", b->sql);
    return text.s;
}

void pl_script_undo(struct pl_script *s) {
    bool renamed = any_rename(s);
    for (struct pl_step *step = s->first; step; step = step->next) {
        struct pl_script back = { .pl = s->pl, .dialect = s->dialect, .version = s->version, .schema = s->schema,
                                  .from = s->to, .to = s->from, .offline = s->offline };
        if (!step->undo && step->changes && !(step->flags & PL_R_SESSION))
            step->undo = undo(&back, step, renamed);
    }
}
