/* The gate's judgement: the one diff, asked only for what the job needs. */
#include <string.h>
#include "migrations/gate.h"
#include "migrations/waits.h"

/* Every label that is asked for is there; more of them do no harm. */
static bool has_labels(struct pl *pl, const char *has, const char *wants) {
    const char *at = NULL;
    for (char *label; (label = pl_list_next(pl, wants, &at));) {
        const char *in = NULL;
        char *other;
        while ((other = pl_list_next(pl, has, &in)) && strcmp(other, label) != 0)
            ;
        if (!other)
            return false;
    }
    return true;
}

/* The live value provides what is asked for: the same, or, of a type, one that covers it. "false" is said in manifests only
 * and asks for the absence. */
static bool satisfies(const void *arg, const struct pl_node *live, const struct pl_node *need, enum pl_attr a) {
    const struct pl_gate *g = arg;
    const char *has = pl_get(live, a), *wants = pl_get(need, a);
    if (pl_attrs[a].type == PL_BOOL)
        return strcmp(wants, "false") == 0 ? !has : has != NULL;
    if (pl_attrs[a].otherwise && !has)
        has = pl_attrs[a].otherwise;
    if (!has)
        return false;
    return strcmp(has, wants) == 0 || (pl_attrs[a].type == PL_TYPE && g->dialect->covers(has, wants)) ||
           (a == PL_ENUM_VALUES && has_labels(g->pl, has, wants));
}

/* ---- columns that refuse a row which does not name them */

bool pl_column_fills_itself(const struct pl_node *c) {
    static const enum pl_attr fills[] = { PL_COLUMN_DEFAULT, PL_COLUMN_GENERATED, PL_COLUMN_IDENTITY, PL_COLUMN_AUTO_INCREMENT,
                                          PL_COLUMN_AUTOINCREMENT };
    for (size_t i = 0; i < sizeof fills / sizeof *fills; i++)
        if (pl_is(c, fills[i]))
            return true;
    return false;
}

/* SQLite's INTEGER PRIMARY KEY is the rowid and fills itself. */
static bool is_rowid(const struct pl_node *c) {
    const struct pl_node *key = pl_first(c->parent, PL_PRIMARY_KEY), *part = key ? key->child : NULL;
    return part && !part->next && pl_same(pl_get(part, PL_PART_COLUMN), c->name) && pl_same_nocase(pl_get(c, PL_COLUMN_TYPE), "integer")
           && !pl_is(c->parent, PL_TABLE_WITHOUT_ROWID);
}

bool pl_column_refuses_rows(const struct pl_node *column) {
    return pl_is(column, PL_COLUMN_NOT_NULL) && !pl_column_fills_itself(column) && !is_rowid(column);
}

/* ---- the refusals */

void pl_gate_refuse(const struct pl_gate *g, const struct pl_place *place, const struct pl_node *node, bool never, const char *what) {
    g->verdict->missing++;
    g->verdict->never += never;
    pl_say(g->pl, never ? PL_D_NEVER : PL_D_NOT_YET, place, "%s", what);
    if (node)
        pl_about(g->pl, pl_title(g->pl, node));
}

void pl_gate_doubt(const struct pl_gate *g, const struct pl_place *place, const struct pl_node *node, const char *what) {
    g->verdict->undecided++;
    pl_say(g->pl, PL_D_UNDECIDED, place, "%s", what);
    if (node)
        pl_about(g->pl, pl_title(g->pl, node));
}

/* Whole tables in the needs are written by the job, as far as it is known: a new column that must be named stops it. */
static void unnamed_columns(const struct pl_gate *g, const struct pl_node *needed_parent) {
    for (const struct pl_node *need = needed_parent->child; need; need = need->next) {
        if (need->kind == PL_SCHEMA && need->mate)
            unnamed_columns(g, need);
        if (need->kind != PL_TABLE || !need->mate || need->flags & PL_N_READABLE)
            continue;
        PL_EACH(c, need->mate, PL_COLUMN)
            if (!c->mate && pl_column_refuses_rows(c))
                pl_gate_refuse(g, &need->place, need, false,
                               pl_format(g->pl, "%s refuses NULL and has no default, and the models do not name it", pl_title(g->pl, c)));
    }
}


static char *values(struct pl *pl, const struct pl_change *c) {
    struct pl_text t = { .pl = pl };
    for (int i = 0; i < pl_attr_count(c->to->kind); i++) {
        if (!(c->slots >> i & 1))
            continue;
        const char *has = pl_at(c->from, i);
        pl_addf(&t, "%s%s is %s%s%s, needed is %s", t.len ? "; " : "", pl_attrs[pl_kinds[c->to->kind].first + i].word,
                has ? "\"" : "", has ? has : "not said", has ? "\"" : "",
                pl_at(c->to, i) ? pl_format(pl, "\"%s\"", pl_at(c->to, i)) : "that it is not");
    }
    if (c->slots & PL_S_CONTENT)
        pl_addf(&t, "%sits parts differ", t.len ? "; " : "");
    return t.s;
}

/* ---- what is read need not be a table */

struct pl_node *pl_readable(const struct pl_realm *r, const struct pl_node *schema, const char *name) {
    static const enum pl_kind kinds[] = { PL_VIEW, PL_MATERIALIZED_VIEW, PL_VIRTUAL_TABLE, PL_UNMODELLED };
    struct pl_node *n = NULL;
    for (size_t i = 0; schema && !n && i < sizeof kinds / sizeof *kinds; i++)
        n = pl_find(r, schema, kinds[i], name);
    return n;
}

static bool is_readable(const struct pl_realm *r, const struct pl_node *need) {
    const struct pl_node *table = need->kind == PL_COLUMN ? need->parent : need;
    if (table->kind != PL_TABLE || !(table->flags & PL_N_READABLE))
        return false;
    const struct pl_node *schema = pl_find(r, r->root, PL_SCHEMA, table->parent->name);
    return pl_readable(r, schema, table->name) != NULL;
}

/* ---- */

/* What an earlier comparison found out counts for that one alone. */
static void clear_marks(struct pl_node *n, unsigned marks) {
    n->flags &= ~marks;
    for (struct pl_node *c = n->child; c; c = c->next)
        clear_marks(c, marks);
}

/* What the models would leave unsatisfied as well: the same diff, from the models to the needs. */
bool pl_gate_mark_lacking(const struct pl_gate *g, struct pl_realm *needs) {
    struct pl_diff_options o = { .subset = true, .satisfies = satisfies, .arg = g };
    struct pl_changes lacking;
    clear_marks(needs->root, PL_N_UNDECIDED | PL_N_LACKING);
    if (!g->models)
        return true;
    if (!pl_normalize(g->db, g->dialect, g->models, needs) || !pl_diff(g->models, needs, &o, &lacking))
        return false;
    for (const struct pl_change *c = lacking.first; c; c = c->next)
        if (!is_readable(g->models, c->to))
            c->to->flags |= PL_N_LACKING;
    clear_marks(needs->root, PL_N_UNDECIDED);
    return true;
}

static bool parent_missing(const struct pl_change *c) {
    return c->op == PL_ADD && c->to->parent && c->to->parent->kind != PL_REALM && c->to->parent->kind != PL_SCHEMA && !c->to->parent->mate;
}

/* What is half-built does nothing for anybody: it is not there. */
static void without_invalid(struct pl_realm *have, struct pl_node *parent) {
    for (struct pl_node *n = parent->child, *next; n; n = next) {
        next = n->next;
        if (n->kind == PL_INDEX && pl_is(n, PL_INDEX_INVALID))
            pl_remove(have, n);
        else if (n->kind != PL_INDEX)
            without_invalid(have, n);
    }
}

static void keep(struct pl_verdict *v, struct pl_refusal *r) {
    v->tail = v->refusals ? v->tail : &v->refusals;
    *v->tail = r;
    v->tail = &r->next;
}

/* Where functions are overloaded their names have the arguments in them. */
static void hint_overloaded(const struct pl_gate *g, const struct pl_node *need) {
    bool alone = need->kind == PL_FUNCTION && need->parent->kind == PL_SCHEMA && !strchr(need->name, '(');
    const struct pl_node *schema = alone ? pl_find(g->have, g->have->root, PL_SCHEMA, need->parent->name) : NULL;
    const struct pl_node *f = schema ? pl_find_overloaded(g->have, schema, need->name) : NULL;
    if (f)
        pl_hint(g->pl, "there is \"%s\": functions are named with their arguments", f->name);
}

static void refuse_change(const struct pl_gate *g, const struct pl_change *c) {
    struct pl_refusal *r = PL_NEW(g->pl, struct pl_refusal);
    bool never = c->to->flags & PL_N_LACKING;
    const char *title = pl_title(g->pl, c->to), *what;
    if (c->op == PL_ADD)
        what = pl_format(g->pl, "%s is missing", title);
    else if (c->op == PL_ALTER)
        what = pl_format(g->pl, "%s: %s", title, values(g->pl, c));
    else
        what = pl_format(g->pl, "%s is still called \"%s\"", title, c->from->name);
    pl_gate_refuse(g, &c->to->place, c->to, never, what);
    if (c->op == PL_ADD)
        hint_overloaded(g, c->to);
    *r = (struct pl_refusal){ .need = c->to, .said = g->pl->newest, .missing = c->op == PL_ADD, .never = never };
    keep(g->verdict, r);
}

bool pl_gate_judge(const struct pl_gate *g, struct pl_realm *needs, bool whole) {
    struct pl_diff_options o = { .subset = true, .satisfies = satisfies, .arg = g };
    struct pl_plan plan;
    without_invalid(g->have, g->have->root);
    struct pl_beside *beside = pl_beside_take(g->have);
    pl_beside_give(beside, g->have, needs);
    pl_beside_was(beside, needs);
    if (!pl_gate_mark_lacking(g, needs) || !pl_plan_compare(g->db, g->dialect, g->have, needs, &o, &plan))
        return false;
    for (const struct pl_change *c = plan.changes.first; c; c = c->next) {
        if (parent_missing(c) || (c->op == PL_ADD && is_readable(g->have, c->to)))
            continue;                                  /* the table is missing: its columns need no sentence each */
        if (c->op == PL_RENAME ? pl_beside_find(beside, c) != NULL : pl_beside_same_view(beside, c))
            continue;                                  /* it is there under both names */
        if (g->expand && pl_waits_for_values(c))
            continue;
        if (!c->undecided) {
            refuse_change(g, c);
            continue;
        }
        g->verdict->locked += c->from && c->from->flags & PL_N_UNREAD;
        pl_gate_doubt(g, &c->to->place, c->to, pl_format(g->pl, "cannot tell whether %s is as needed", pl_title(g->pl, c->to)));
    }
    if (whole && !g->models)
        unnamed_columns(g, needs->root);
    return true;
}
