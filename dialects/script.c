/* From changes to steps: which rule says a change, what has no rule and becomes a drop and an add, what is implied, and
 * which clauses go into one statement. */
#include <string.h>
#include "dialects/dialect.h"

/* ---- rules */

static bool said_everywhere(const struct pl_node *n, uint64_t slots) {
    for (int i = 0; i < pl_attr_count(n->kind); i++)
        if (slots >> i & 1 && !pl_at(n, i))
            return false;
    return true;
}

static bool said_nowhere(const struct pl_node *n, uint64_t slots) {
    for (int i = 0; i < pl_attr_count(n->kind); i++)
        if (slots >> i & 1 && pl_at(n, i))
            return false;
    return true;
}

static bool fits(const struct pl_script *s, const struct pl_rule *r, enum pl_op op, const struct pl_change *c, uint64_t slots) {
    const struct pl_node *n = c->to ? c->to : c->from;
    if (r->kind != n->kind || r->op != op || r->since > s->version)
        return false;
    if (op == PL_ALTER && !(r->slots & slots))
        return false;
    if (r->flags & PL_R_ONLINE && (s->offline || !pl_change_in_use(c)))
        return false;
    if (r->flags & PL_R_TO_SET && !said_everywhere(n, r->slots & slots))
        return false;
    if (r->flags & PL_R_TO_UNSET && !said_nowhere(n, r->slots & slots))
        return false;
    return !r->fits || r->fits(s, c);
}

/* Of ADD rows only the one without slots is the statement itself; the others follow it (see extras). */
const struct pl_rule *pl_rule_find(const struct pl_script *s, enum pl_op op, const struct pl_change *c, uint64_t slots) {
    for (const struct pl_rule *r = s->dialect->rules; r->kind != PL_REALM; r++)
        if (!(op == PL_ADD && r->slots) && fits(s, r, op, c, slots))
            return r;
    return NULL;
}

static bool is_inline(const struct pl_script *s, struct pl_node *n) {
    struct pl_change c = { .op = PL_DEFINE, .to = n, .slots = PL_S_ALL };
    const struct pl_rule *r = pl_rule_find(s, PL_DEFINE, &c, PL_S_ALL);
    return r && r->flags & PL_R_INLINE;
}

/* Whether the rules can say the whole ALTER. */
static bool can_alter(const struct pl_script *s, const struct pl_change *c) {
    for (uint64_t left = c->slots; left;) {
        const struct pl_rule *r = pl_rule_find(s, PL_ALTER, c, left);
        if (!r)
            return false;
        left &= r->flags & PL_R_LAST ? 0 : ~r->slots;
    }
    return true;
}

/* ---- before the order: what has no rule, what is implied, what comes later */

static bool no_rule(const struct pl_script *s, const struct pl_change *c) {
    const struct pl_node *n = c->to ? c->to : c->from;
    pl_say(s->pl, PL_D_NO_PLAN, &n->place, "%s has no statement to %s", s->dialect->name, pl_change_title(s->pl, c));
    return pl_hint(s->pl, "make the change by hand, or declare the object as the database has it");
}

static bool say_by_rules(struct pl_script *s, struct pl_changes *list) {
    struct pl_change *before = NULL;                   /* an object's RENAME stands right before its ALTER */
    for (struct pl_change *c = list->first; c; before = c, c = c->next) {
        bool ok = c->op == PL_ALTER ? can_alter(s, c) : pl_rule_find(s, c->op, c, c->slots) != NULL;
        if (ok || c->op == PL_DROP || c->op == PL_ADD)
            continue;
        if (!(pl_kinds[c->to->kind].flags & PL_REPLACEABLE))
            return no_rule(s, c);
        struct pl_node *to = c->to;
        bool renamed = before && before->from == c->from && before->op == PL_RENAME;
        bool done = before && before->from == c->from && before->replaces;
        if (renamed)
            before->implied = true;                    /* both halves say it */
        c->replaces = true;
        c->to = NULL;
        c->op = PL_DROP;
        c->slots = PL_S_ALL;
        if (done)
            c->implied = true;
        else
            pl_change_add(s->pl, list, PL_ADD, NULL, to, PL_S_ALL)->replaces = true;
    }
    return true;
}

static void mark_implied(struct pl_script *s, struct pl_changes *list) {
    for (struct pl_change *c = list->first; c; c = c->next)
        (c->to ? c->to : c->from)->mark = c->op == PL_ADD || c->op == PL_DROP ? (c->replaces ? 2 : 1) : 0;
    for (struct pl_change *c = list->first; c; c = c->next) {
        struct pl_node *n = c->to ? c->to : c->from;
        if (c->op == PL_ADD && n->parent->mark && !n->parent->mate && is_inline(s, n))
            c->implied = true;
        else if (c->op == PL_DROP && n->parent->mark == 1 && !n->parent->mate)
            c->implied = true;
    }
}

static void add_late(struct pl_script *s, struct pl_changes *list) {
    int n = list->count;
    for (struct pl_change *c = list->first; n-- > 0; c = c->next) {
        if (c->op != PL_ADD)
            continue;
        for (int i = 0; i < pl_attr_count(c->to->kind); i++)
            if (pl_at(c->to, i) && pl_attrs[pl_kinds[c->to->kind].first + i].flags & PL_LATE)
                pl_change_add(s->pl, list, PL_ALTER, c->to, c->to, UINT64_C(1) << i)->late = true;
    }
}

static void clear_marks(struct pl_node *n) {
    n->mark = 0;
    for (struct pl_node *c = n->child; c; c = c->next)
        clear_marks(c);
}

/* ---- after the order: statements */

struct pl_joined {
    const struct pl_node *table, *about;               /* whose clauses are being collected; what it is about */
    struct pl_text sql, title, end;                    /* end: the clauses that stand behind all others */
    size_t head;                                       /* bytes of "ALTER TABLE t " */
    unsigned flags;
    const struct pl_change *cause;
    const char *loses[64];
    int losses;
    const struct pl_change **changes;
    size_t count, room;
};

struct pl_joined *pl_script_joined(struct pl_script *s) {
    struct pl_joined *j = PL_NEW(s->pl, struct pl_joined);
    *j = (struct pl_joined){ .sql.pl = s->pl, .title.pl = s->pl, .end.pl = s->pl };
    return j;
}

static void remember(struct pl_script *s, struct pl_joined *j, const struct pl_change *c) {
    if (j->count + 1 >= j->room) {
        j->room = j->room ? j->room * 2 : 4;
        const struct pl_change **grown = pl_alloc(s->pl, j->room * sizeof *grown);
        if (j->count)
            memcpy(grown, j->changes, j->count * sizeof *grown);
        j->changes = grown;
    }
    j->changes[j->count++] = c;
}

/* The table that a change is about: the wanted one, while there is one. */
static struct pl_node *table_now(const struct pl_change *c) {
    struct pl_node *t = pl_above(c->to ? c->to : c->from, PL_TABLE);
    return t && !c->to && t->mate ? t->mate : t;
}

void pl_script_flush(struct pl_script *s, struct pl_joined *j) {
    if (j->sql.len) {
        pl_add(&j->sql, j->sql.len > j->head && j->end.len ? "\n    " : "");
        pl_add(&j->sql, pl_text(&j->end));
        const char *clauses = j->table ? pl_strndup(s->pl, j->sql.s + j->head, j->sql.len - j->head) : NULL;
        if (s->dialect->close_alter && j->about)
            j->flags = s->dialect->close_alter(s, j->about, j->changes, j->flags, &j->sql);
        struct pl_step *step = pl_step_add(s, j->sql.s, j->title.s, j->flags, j->cause);
        step->changes = j->changes;
        step->clauses = clauses;
        step->table = j->table;
        for (int i = 0; i < j->losses; i++)
            pl_step_loses(s, step, j->loses[i]);
    }
    *j = (struct pl_joined){ .sql.pl = s->pl, .title.pl = s->pl, .end.pl = s->pl };
}

/* What is lost by the rule, or NULL. */
static const char *loss(struct pl_script *s, const struct pl_rule *r, const struct pl_change *c) {
    if (r->flags & PL_R_LOSES)
        return pl_path(s->pl, c->from ? c->from : c->to);
    int a = c->from && c->to ? pl_attr_named(c->to->kind, "type") : -1;
    if (!(r->flags & PL_R_NARROWS) || a < 0)
        return NULL;
    const char *was = pl_get(c->from, (enum pl_attr)a), *is = pl_get(c->to, (enum pl_attr)a);
    return !was || !is || pl_same(was, is) || s->dialect->covers(is, was) ? NULL : pl_path(s->pl, c->to);
}

static void add_title(struct pl_script *s, struct pl_joined *j, const struct pl_change *c) {
    const char *title = pl_change_title(s->pl, c);
    if (strstr(pl_text(&j->title), title))
        return;
    pl_addf(&j->title, "%s%s", j->title.len ? "; " : "", title);
}

/* The changes that it makes are those of its last step: with that they are done. */
static bool make(struct pl_script *s, struct pl_joined *j, const struct pl_rule *r, struct pl_change **all, int n) {
    pl_script_flush(s, j);
    const struct pl_step *before = s->last;
    if (!r->make(s, r, all, n))
        return false;
    for (int i = 0; i < n; i++)
        remember(s, j, all[i]);
    if (s->last && s->last != before && !s->last->changes)
        s->last->changes = j->changes;
    pl_script_flush(s, j);
    return true;
}

/* A whole statement where there is no table. */
static void add_clause(struct pl_script *s, struct pl_joined *j, const struct pl_node *table, const char *sql, bool last) {
    if (table && !j->sql.len)
        pl_addf(&j->sql, "ALTER TABLE %s ", pl_render_self(s, table));
    if (!j->head)
        j->head = j->sql.len;
    if (last)
        pl_addf(&j->end, "%s%s", j->end.len ? " " : "", sql);
    else
        pl_addf(&j->sql, "%s%s", table && j->sql.len > j->head ? ",\n    " : "", sql);
}

static bool say(struct pl_script *s, struct pl_joined *j, const struct pl_rule *r, struct pl_change *c, bool follows) {
    unsigned hazards = r->flags & ~(unsigned)(PL_R_NARROWS | PL_R_LOSES);
    const char *lost = loss(s, r, c);
    if (r->make)
        return make(s, j, r, &c, 1);
    const struct pl_node *about = table_now(c), *table = r->flags & PL_R_CLAUSE ? about : NULL;
    if (about && c->to && !about->mate)
        hazards &= PL_R_NO_TX | (pl_change_locks_another(s, c) ? PL_R_LOCK(15) : 0u);    /* nobody uses what has just been made */
    if (j->sql.len && j->count && table && s->dialect->parts && s->dialect->parts(s, j->flags, j->changes[j->count - 1], hazards, c))
        pl_script_flush(s, j);
    if (!table || table != j->table || j->losses == (int)(sizeof j->loses / sizeof *j->loses))
        pl_script_flush(s, j);
    add_clause(s, j, table, pl_render(s, r->sql, c), r->flags & PL_R_TAIL);
    j->table = table;
    j->about = about;
    j->flags = pl_hazards_join(j->flags, hazards);
    if (!j->cause)
        j->cause = c;
    if (!follows)
        remember(s, j, c);
    add_title(s, j, c);
    if (lost)
        j->loses[j->losses++] = lost;
    if (!table)
        pl_script_flush(s, j);
    return true;
}

/* The statements that follow an ADD: comments and the like, of the object and of all that its statement implied. */
static bool extras(struct pl_script *s, struct pl_joined *j, struct pl_node *n) {
    struct pl_change c = { .op = PL_ADD, .to = n, .slots = PL_S_ALL };
    for (const struct pl_rule *r = s->dialect->rules; r->kind != PL_REALM; r++) {
        if (r->kind != n->kind || r->op != PL_ADD || !r->slots || !said_everywhere(n, r->slots) || !fits(s, r, PL_ADD, &c, r->slots))
            continue;
        struct pl_change *copy = PL_NEW(s->pl, struct pl_change);
        *copy = c;
        if (!say(s, j, r, copy, true))
            return false;
    }
    for (struct pl_node *child = n->child; child; child = child->next)
        if (!(pl_kinds[child->kind].flags & PL_CONTENT) && is_inline(s, child) && !extras(s, j, child))
            return false;
    return true;
}

bool pl_script_say(struct pl_script *s, struct pl_joined *j, struct pl_change *c) {
    if (c->op != PL_ALTER) {
        const struct pl_rule *r = pl_rule_find(s, c->op, c, c->slots);
        if (!r)
            return no_rule(s, c);
        return say(s, j, r, c, false) && (c->op != PL_ADD || extras(s, j, c->to));
    }
    for (uint64_t left = c->slots; left;) {
        const struct pl_rule *r = pl_rule_find(s, PL_ALTER, c, left);
        if (!r)
            return no_rule(s, c);
        struct pl_change *part = PL_NEW(s->pl, struct pl_change);
        *part = *c;
        part->slots = left & r->slots;
        if (!say(s, j, r, part, false))
            return false;
        left &= r->flags & PL_R_LAST ? 0 : ~r->slots;
    }
    return true;
}

/* ---- tables that are made anew as a whole */

static const struct pl_rule *whole_table_rule(const struct pl_script *s, const struct pl_change *c) {
    const struct pl_node *n = c->to ? c->to : c->from;
    if (c->implied || (n->kind == PL_TABLE && c->op != PL_ALTER))
        return NULL;
    for (uint64_t left = c->op == PL_ALTER ? c->slots : 1; left;) {
        const struct pl_rule *r = pl_rule_find(s, c->op, c, c->op == PL_ALTER ? left : c->slots);
        if (!r || r->flags & PL_R_TABLE)
            return r;
        left &= c->op != PL_ALTER || r->flags & PL_R_LAST ? 0 : ~r->slots;
    }
    return NULL;
}

/* Marks the tables (of `to`) that a rule says as a whole; returns whether there are any. */
static bool mark_whole_tables(struct pl_script *s, const struct pl_changes *list) {
    bool any = false;
    clear_marks(s->to->root);
    for (struct pl_change *c = list->first; c; c = c->next) {
        const struct pl_rule *r = whole_table_rule(s, c);
        if (r && r->flags & PL_R_TABLE) {
            table_now(c)->mark = 1;
            any = true;
        }
    }
    return any;
}

static bool is_of(const struct pl_change *c, const struct pl_node *table) {
    const struct pl_node *n = c->to ? c->to : c->from;
    return !c->implied && table_now(c) == table && !(n->kind == PL_TABLE && c->op != PL_ALTER) && !pl_stands_alone(n->kind);
}

/* Renames with a statement of their own, and drops of what is no part of the table's statement (indexes) free names: they go
 * before the table is made anew, so that other tables can take the names whichever comes first. */
static bool goes_before(const struct pl_script *s, const struct pl_change *c) {
    const struct pl_rule *r = c->op == PL_RENAME || c->op == PL_DROP ? pl_rule_find(s, c->op, c, c->slots) : NULL;
    return r && !(r->flags & PL_R_TABLE) && (c->op == PL_RENAME || (c->op == PL_DROP && !is_inline(s, c->from)));
}

static bool goes_with(const struct pl_script *s, const struct pl_change *c, const struct pl_node *table) {
    return is_of(c, table) && !goes_before(s, c);
}

/* Tells the order which changes one statement will say. */
static void tie_whole_tables(struct pl_script *s, struct pl_changes *list) {
    if (!mark_whole_tables(s, list))
        return;
    struct pl_change **first = pl_alloc(s->pl, (s->to->count + 1) * sizeof *first);
    for (int pass = 0; pass < 2; pass++)
        for (struct pl_change *c = list->first; c; c = c->next) {
            struct pl_node *table = table_now(c);
            if (!table || table->mark != 1 || !is_of(c, table))
                continue;
            c->before = goes_before(s, c);
            if (pass)
                c->with = first[table->position];
            else if (!c->before && !first[table->position])
                first[table->position] = c;
        }
}

/* The changes of each such table, in their order: those of a table stand in `all` from `from[position]` to `from[position + 1]`. */
struct whole_tables {
    struct pl_change **all;
    int *from;
};

static struct whole_tables group_whole_tables(struct pl_script *s, const struct pl_changes *list) {
    size_t tables = s->to->count + 2;
    struct whole_tables w = { .from = pl_alloc(s->pl, tables * sizeof *w.from) };
    int *next = pl_alloc(s->pl, tables * sizeof *next);
    for (int pass = 0; pass < 2; pass++) {
        for (struct pl_change *c = list->first; c; c = c->next) {
            const struct pl_node *table = table_now(c);
            if (!table || table->mark != 1 || !goes_with(s, c, table))
                continue;
            if (pass)
                w.all[next[table->position]++] = c;
            else
                w.from[table->position + 1]++;
        }
        for (size_t i = 1; !pass && i < tables; i++)
            next[i] = w.from[i] += w.from[i - 1];
        if (!pass)
            w.all = pl_alloc(s->pl, (size_t)w.from[tables - 1] * sizeof *w.all);
    }
    return w;
}

static bool say_whole_table(struct pl_script *s, struct pl_joined *j, const struct whole_tables *w, const struct pl_node *table) {
    struct pl_change **all = w->all + w->from[table->position];
    int n = w->from[table->position + 1] - w->from[table->position];
    const struct pl_rule *rule = NULL;
    for (int i = 0; i < n; i++) {
        const struct pl_rule *r = whole_table_rule(s, all[i]);
        if (r && r->flags & PL_R_TABLE)
            rule = r;
    }
    return make(s, j, rule, all, n);
}

/* ---- what lives in something that is made anew, and is no part of it: triggers, indexes of a materialized view */

enum { WHOLE = 1, REPLACED = 2, ADDED = 4 };

static bool goes_down_with(const struct pl_node *n) {
    uint32_t home = n->parent->mark;
    return home & REPLACED ? !(pl_kinds[n->kind].flags & PL_CONTENT) : home & WHOLE && pl_stands_alone(n->kind);
}

static void put_back_children(struct pl_script *s, struct pl_changes *list) {
    bool any = mark_whole_tables(s, list);
    for (struct pl_change *c = list->first; c; c = c->next) {
        bool replaced = c->op == PL_ADD && c->replaces;
        any |= replaced;
        if (replaced)
            c->to->flags |= PL_N_ANEW;
        if (c->op == PL_ADD)
            c->to->mark |= (uint32_t)(replaced ? REPLACED | ADDED : ADDED);
    }
    if (!any)
        return;
    for (struct pl_change *c = list->first; c; c = c->next) {
        const struct pl_node *now = c->op == PL_DROP ? c->from->parent->mate : NULL;
        if (c->op != PL_DROP && c->op != PL_ADD && c->to->parent && goes_down_with(c->to))
            c->implied = true;                         /* its new ADD says it */
        else if (now && now->mark & REPLACED)
            c->implied = true;                         /* it has gone with its home */
    }
    for (struct pl_node *schema = s->to->root->child; schema; schema = schema->next)
        for (struct pl_node *home = schema->child; home; home = home->next)
            for (struct pl_node *n = home->mark & (WHOLE | REPLACED) ? home->child : NULL; n; n = n->next)
                if (n->mate && !(n->mark & ADDED) && goes_down_with(n))
                    pl_change_add(s->pl, list, PL_ADD, NULL, n, PL_S_ALL)->replaces = true;
}

/* The database's words for a text are right for the types that columns have now. What is put back comes when they have others. */
static void say_as_declared(struct pl_changes *list) {
    for (struct pl_change *c = list->first; c; c = c->next)
        if (c->op == PL_ADD && c->replaces)
            pl_say_as_declared(c->to);
}

bool pl_script_make(struct pl_script *s, struct pl_changes *changes) {
    clear_marks(s->from->root);
    clear_marks(s->to->root);
    if (!say_by_rules(s, changes))
        return false;
    mark_implied(s, changes);
    if (!(s->dialect->flags & PL_DL_FK_INLINE))
        pl_script_free_circles(s, changes);
    clear_marks(s->from->root);
    pl_script_put_back_references(s, changes);
    add_late(s, changes);
    if (s->dialect->prepare && !s->dialect->prepare(s, changes))
        return false;
    put_back_children(s, changes);
    say_as_declared(changes);
    pl_script_set_apart(s, changes);
    tie_whole_tables(s, changes);
    if (!pl_order(s->pl, s->from, s->to, changes, (s->dialect->flags & PL_DL_FK_INLINE) != 0))
        return false;
    bool whole = mark_whole_tables(s, changes);
    struct whole_tables w = whole ? group_whole_tables(s, changes) : (struct whole_tables){ 0 };
    struct pl_joined *j = pl_script_joined(s);
    for (struct pl_change *c = changes->first; c; c = c->next) {
        struct pl_node *table = whole ? table_now(c) : NULL;
        if (c->implied)
            continue;
        if (table && table->mark && goes_with(s, c, table)) {
            pl_script_flush(s, j);
            if (table->mark == 1 && !say_whole_table(s, j, &w, table))
                return false;
            table->mark = 2;
        } else if (!pl_script_say(s, j, c)) {
            return false;
        }
    }
    pl_script_flush(s, j);
    return !s->count || !s->dialect->frame || s->dialect->frame(s);
}
