/* The steps by which a column comes to bear two names, and one again.
 *
 * Refuses what triggers cannot keep the same: values that the server makes, a NULL that nobody could tell from no value. Such a
 * rename is not made in one piece instead: who says --expand has a release running that knows the former name only.
 */
#include <string.h>
#include "migrations/beside.h"
#include "migrations/expand_parts.h"
#include "migrations/waits.h"

struct pl_veil {
    struct pl_veil *next;
    struct pl_node *column;                  /* of the wanted tree */
    const char *old, *new;
};

/* ---- what it consists of */

/* A string, a number, true or false, perhaps with a sign or a cast: the same whenever it is looked at. */
static bool is_literal(const char *text) {
    const char *at = text;
    struct pl_token k = pl_token_next(&at, false);
    if (k.kind == PL_T_SIGN && *k.s == '-')
        k = pl_token_next(&at, false);
    bool word = k.kind == PL_T_WORD && ((k.len == 4 && strncmp(k.s, "true", 4) == 0) || (k.len == 5 && strncmp(k.s, "false", 5) == 0));
    if (k.kind != PL_T_STRING && k.kind != PL_T_NUMBER && !word)
        return false;
    k = pl_token_next(&at, false);
    return k.kind == PL_T_END || (k.kind == PL_T_SIGN && *k.s == ':');
}

/* Only where NULL may be meant are both given the default: then who did not name a column is told by it. Everywhere else the second
 * one is NULL when it was not named. */
static const char *given(const struct pl_node *column) {
    const char *value = pl_is(column, PL_COLUMN_NOT_NULL) ? NULL : pl_get(column, PL_COLUMN_DEFAULT);
    return value && !pl_same_nocase(value, "null") ? value : NULL;
}

static struct pl_twin describe(struct pl_script *s, const struct pl_change *c, const struct pl_pair *p) {
    return (struct pl_twin){
        .old = c->from, .to = c->to, .cause = c, .title = pl_title(s->pl, c->to), .table = pl_render_self(s, c->to->parent),
        .was = pl_expand_quoted(s, p->old), .now = pl_expand_quoted(s, p->new), .sync = p->sync, .mark = p->mark,
        .given = given(c->from), .keyed = c->from->parent,
    };
}

/* ---- why not */

static bool is_altered(const struct pl_changes *list, const struct pl_change *rename) {
    for (const struct pl_change *c = list->first; c; c = c->next)
        if (c->op == PL_ALTER && c->to == rename->to)
            return true;
    return false;
}

static const struct pl_pair *other_pair(const struct pl_beside *b, const struct pl_change *c) {
    for (const struct pl_pair *p = b->first; p; p = p->next)
        if (p->table == c->from->parent && (pl_same(p->old, c->from->name) || pl_same(p->new, c->to->name)) && p != pl_beside_find(b, c))
            return p;
    return NULL;
}

static const char *why_not_column(const struct pl_changes *list, const struct pl_change *c) {
    const struct pl_node *old = c->from;
    const char *value = given(old);
    if (pl_is(old, PL_COLUMN_GENERATED) || pl_is(old, PL_COLUMN_AUTO_INCREMENT) || pl_is(old, PL_COLUMN_AUTOINCREMENT))
        return "its values are made by the server";
    if (old->child || c->to->child)
        return "it has grants of its own";
    if (is_altered(list, c))
        return "it changes in other ways as well: rename it first, by itself";
    if (value && !is_literal(value))
        return "its default is computed and it may be NULL, so nobody could tell a NULL that is meant";
    return NULL;
}

/* NULL: it can be. */
static const char *why_not(struct pl_script *s, const struct pl_changes *list, const struct pl_change *c, const struct pl_beside *b) {
    const char *why = why_not_column(list, c);
    if (why)
        return why;
    if (!pl_same(c->from->parent->name, c->to->parent->name))
        return "its table is renamed as well";
    if (pl_expand_is_family(s->from, c->from->parent))
        return "its table is, or has, a partition or an heir";
    if (!pl_expand_keys(s, c->to->parent))
        return "the table has no primary key by which its rows can be gone through";
    if (other_pair(b, c))
        return "one of the names is the second one of another rename: finish that first (poundlock apply --contract)";
    struct pl_twin t = { .old = c->from, .to = c->to, .keyed = c->from->parent };
    return s->dialect->twins->why_not_both ? s->dialect->twins->why_not_both(s, &t) : NULL;
}

static bool refuse(struct pl_script *s, const struct pl_change *c, const char *why) {
    pl_say(s->pl, PL_D_CANNOT_EXPAND, &c->to->place, "\"%s\" cannot be there as \"%s\" and as \"%s\": %s", pl_path(s->pl, c->to),
           c->from->name, c->to->name, why);
    return pl_hint(s->pl, "or rename it while no release of before runs: the same command without --expand");
}

/* ---- both names */

/* The column itself says how the second one is added: with nothing but its layout. */
static bool add_second(struct pl_script *s, const struct pl_change *c, const struct pl_twin *t) {
    static const enum pl_attr layout[] = { PL_COLUMN_TYPE, PL_COLUMN_COLLATION, PL_COLUMN_CHARSET, PL_COLUMN_SRID };
    struct pl_node *n = c->to, *mate = n->mate;
    const char *kept[PL_COLUMN_USING - PL_COLUMN_0 + 1] = { NULL };
    uint64_t lasting = 0;
    for (size_t i = 0; i < sizeof layout / sizeof *layout; i++)
        lasting |= UINT64_C(1) << (layout[i] - PL_COLUMN_0);
    PL_EACH_SLOT(i, n->has)
        kept[i] = pl_at(n, i);
    PL_EACH_SLOT(i, n->has & ~lasting)
        pl_put(n, i, NULL);
    pl_set(n, PL_COLUMN_DEFAULT, t->given);
    if (s->dialect->twins->turn)
        pl_set(n, PL_COLUMN_COMMENT, pl_format(s->pl, PL_BESIDE_REMARK "%s", c->from->name));
    n->mate = NULL;
    bool ok = pl_expand_say(s, PL_ADD, NULL, n, PL_S_ALL);
    n->mate = mate;
    for (int i = 0; i < pl_attr_count(PL_COLUMN); i++)
        pl_put(n, i, kept[i]);
    return ok;
}

/* What was taken of the pair, with the second column under that name, or its own. */
static bool drop(struct pl_script *s, const struct pl_pair *p, const char *called) {
    static const enum pl_kind order[] = { PL_TRIGGER, PL_FUNCTION, PL_INDEX };
    bool offline = s->offline, ok = true;
    s->offline = true;                       /* in the transaction of the rest */
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        for (struct pl_node *n = order[i] == PL_FUNCTION ? p->there->parent->child : p->there->child; ok && n; n = n->next)
            if (n->kind == order[i] && pl_beside_is_of(p, n))
                ok = pl_expand_drop_own(s, n);
    if (ok && p->second) {
        struct pl_node *n = pl_node_like(s->from, p->table, p->second, called ? called : p->second->name);
        ok = pl_expand_drop_own(s, n);
        pl_remove(s->from, n);
    }
    s->offline = offline;
    return ok;
}

/* Of one that died before its triggers were there nothing is trusted. */
static bool begin(struct pl_script *s, const struct pl_change *c, const struct pl_twin *t, struct pl_pair *p) {
    if (p->second && p->triggers >= s->dialect->twins->boths)
        return true;
    if (p->there && !drop(s, p, NULL))
        return false;
    p->there = NULL;
    if (!add_second(s, c, t))
        return false;
    s->dialect->twins->keep_both(s, t);
    return true;
}

static bool is_copied(const struct pl_node *n, const char *column) {
    if ((n->kind != PL_INDEX && n->kind != PL_UNIQUE && n->kind != PL_PRIMARY_KEY) || !pl_expand_is_over(n, column) || !*n->name)
        return false;
    PL_EACH(part, n, PL_PART)
        if (!pl_is(part, PL_PART_COLUMN))
            return false;
    return n->kind != PL_UNIQUE || (!pl_is(n, PL_UNIQUE_DEFERRABLE) && !pl_is(n, PL_UNIQUE_WITHOUT_OVERLAPS));
}

/* So that queries by the new name are no slower, and name what is unique. */
static bool build(struct pl_script *s, const struct pl_change *c, const struct pl_beside *b, const struct pl_pair *p,
                  const struct pl_node *key) {
    struct pl_node *table = c->to->parent;
    const char *name = pl_expand_index_name(s, key);
    struct pl_node *live = p->there ? pl_find(b->taken, p->there, PL_INDEX, name) : NULL;
    if (live && !pl_is(live, PL_INDEX_INVALID))
        return true;
    if (live && !pl_expand_drop_own(s, live))
        return false;
    struct pl_node *n = key->kind == PL_INDEX ? pl_node_like(s->to, table, key, name) : pl_node_new(s->to, table, PL_INDEX, name);
    if (key->kind != PL_INDEX)
        pl_set(n, PL_INDEX_UNIQUE, "true");
    PL_EACH(part, key, PL_PART) {
        struct pl_node *copy = pl_node_like(s->to, n, part, part->name);
        if (pl_same(pl_get(part, PL_PART_COLUMN), p->old))
            pl_set(copy, PL_PART_COLUMN, p->new);
    }
    bool ok = pl_expand_say(s, PL_ADD, NULL, n, PL_S_ALL);
    pl_remove(s->to, n);
    return ok;
}

static bool expand_one(struct pl_script *s, const struct pl_change *c, struct pl_beside *b) {
    struct pl_pair *known = pl_beside_find(b, c);
    struct pl_pair *p = known ? known : pl_beside_new(s->pl, c->from->parent, c->from->name, c->to->name);
    struct pl_twin t = describe(s, c, p);
    const struct pl_twins *twins = s->dialect->twins;
    const char *differ = twins->differ(s, &t);
    if (!begin(s, c, &t, p))
        return false;
    pl_expand_rows(s, c, pl_format(s->pl, "%s = %s", t.now, t.was), differ, pl_format(s->pl, "fill %s from \"%s\"", t.title, p->old));
    for (const struct pl_node *n = c->from->parent->child; n; n = n->next)
        if (is_copied(n, p->old) && !build(s, c, b, p, n))
            return false;
    twins->settle(s, &t);
    return true;
}

static void add_veil(struct pl *pl, struct pl_beside *b, struct pl_node *column, const char *old) {
    struct pl_veil *v = PL_NEW(pl, struct pl_veil);
    *v = (struct pl_veil){ .next = b->veils, .column = column, .old = old, .new = column->name };
    b->veils = v;
}

bool pl_beside_expand(struct pl_script *s, struct pl_changes *list, struct pl_beside *b) {
    for (struct pl_change *c = list->first; c; c = c->next) {
        if (c->op != PL_RENAME || c->to->kind != PL_COLUMN || c->to->parent->kind != PL_TABLE)
            continue;
        const char *why = why_not(s, list, c, b);
        if (why)
            return refuse(s, c, why);
        if (!expand_one(s, c, b))
            return false;
        add_veil(s->pl, b, c->to, c->from->name);
    }
    for (struct pl_veil *v = b->veils; v; v = v->next)
        pl_wait_for_column(b, s->to, list, v->column);
    return true;
}

/* ---- one name */

/* Moves the steps behind `last` to right before `at`. */
static void move_before(struct pl_script *s, struct pl_step *last, struct pl_step *at) {
    struct pl_step **into = &s->first, *moved = last->next, *end = s->last;
    if (!moved)
        return;
    while (*into != at)
        into = &(*into)->next;
    last->next = NULL;
    s->last = last;
    s->tail = &last->next;
    end->next = at;
    *into = moved;
}

static struct pl_step *step_of(struct pl_script *s, const struct pl_change *rename) {
    for (struct pl_step *step = s->first; step; step = step->next)
        for (const struct pl_change **c = step->changes; c && *c; c++)
            if (*c == rename || ((*c)->from == rename->from && (*c)->to == rename->to))
                return step;
    return NULL;
}

/* A query needs all columns of what it reads; of those only what it names, or * counts. */
static bool names(const struct pl_realm *r, const struct pl_node *n, const char *column) {
    for (int i = 0; i < pl_attr_count(n->kind); i++) {
        const char *at = pl_attrs[pl_kinds[n->kind].first + i].type == PL_BODY ? pl_at(n, i) : NULL;
        for (struct pl_token k; at && (k = pl_token_next(&at, r->backslash)).kind != PL_T_END;) {
            bool name = k.kind == PL_T_WORD || k.kind == PL_T_QUOTED;
            if ((k.kind == PL_T_SIGN && *k.s == '*') || (name && pl_same_nocase(pl_token_name(r->pl, k), column)))
                return true;
        }
    }
    return false;
}

static void look(void *arg, struct pl_node *needed, bool weak) {
    const struct pl_node **table = arg;
    (void)weak;
    *table = needed == *table ? NULL : *table;
}

/* A view that reads the second column would keep it: such ones are made again around it. */
static void make_again(struct pl_script *s, struct pl_changes *list, const struct pl_pair *p, struct pl_node *n) {
    const struct pl_node *table = p->table;
    for (const struct pl_change *c = list->first; c; c = c->next)
        if (c->from == n)
            return;
    if (!n->mate || !names(s->from, n, p->new))
        return;
    pl_needs(s->from, n, false, look, &table);
    if (table)
        return;
    pl_change_add(s->pl, list, PL_DROP, n, NULL, PL_S_ALL)->replaces = true;
    pl_change_add(s->pl, list, PL_ADD, NULL, n->mate, PL_S_ALL)->replaces = true;
}

void pl_beside_free(struct pl_script *s, struct pl_changes *list, const struct pl_beside *b) {
    for (const struct pl_pair *p = b->first; p && !s->dialect->twins->turn; p = p->next)
        PL_EACH(schema, s->from->root, PL_SCHEMA)
            for (struct pl_node *n = p->new ? schema->child : NULL; n; n = n->next)
                if (pl_kinds[n->kind].flags & PL_QUERIED && n->kind != PL_TABLE)
                    make_again(s, list, p, n);
}

static void prove(struct pl_script *s, const struct pl_twin *t) {
    struct pl_step *last = s->last;
    const char *differ = s->dialect->twins->differ(s, t);
    pl_step_add(s, pl_format(s->pl, "SELECT 'both names differ in a row' FROM %s WHERE %s LIMIT 1", t->table, differ),
                pl_format(s->pl, "prove that %s is the same under both names", t->title),
                PL_R_NO_TX | PL_R_EXPECT_NOTHING | PL_R_SCANS, t->cause);
    move_before(s, last, s->first);
}

static bool drops_view(const struct pl_step *step) {
    const struct pl_change *c = step->changes ? step->changes[0] : NULL;
    return c && c->op == PL_DROP && pl_kinds[c->from->kind].flags & PL_QUERIED && c->from->kind != PL_TABLE;
}

/* Views go before what they read does, and come when all is there: their drops keep their order among themselves. */
static void drop_views_before(struct pl_script *s, struct pl_step *at) {
    struct pl_step **into = &s->first;
    while (*into != at)
        into = &(*into)->next;
    for (struct pl_step *last = at; last->next;) {
        struct pl_step *step = last->next;
        if (!drops_view(step)) {
            last = step;
            continue;
        }
        last->next = step->next;
        if (s->last == step) {
            s->last = last;
            s->tail = &last->next;
        }
        step->next = at;
        *into = step;
        into = &step->next;
    }
}

static bool rename_back(struct pl_script *s, const struct pl_pair *p, const struct pl_change *c, struct pl_step *step) {
    const struct pl_twins *twins = s->dialect->twins;
    struct pl_twin t = describe(s, c, p);
    struct pl_step *last = s->last;
    if (twins->turn && p->second) {
        const char *head = pl_format(s->pl, "ALTER TABLE %s ", t.table);
        if (!pl_starts(step->sql, head))
            return pl_say(s->pl, PL_D_BUG, NULL, "%s is renamed by no ALTER TABLE", t.title);
        step->sql = pl_format(s->pl, "%s%s,\n    %s", head, twins->turn(s, &t), step->sql + strlen(head));
        if (!drop(s, p, p->old))
            return false;
    } else {
        drop_views_before(s, step);
        last = s->last;
        if (!drop(s, p, NULL))
            return false;
        move_before(s, last, step);
    }
    if (p->done)
        prove(s, &t);
    return true;
}

bool pl_beside_contract(struct pl_script *s, const struct pl_beside *b, const struct pl_changes *list) {
    for (struct pl_pair *p = b->first; p; p = p->next) {
        const struct pl_change *rename = NULL;
        for (const struct pl_change *c = list->first; c; c = c->next)
            if (pl_beside_find(b, c) == p)
                rename = c;
        struct pl_step *step = rename ? step_of(s, rename) : NULL;
        if (rename && !step)
            return pl_say(s->pl, PL_D_BUG, NULL, "%s is renamed by no step", pl_title(s->pl, rename->to));
        if (step ? !rename_back(s, p, rename, step) : !drop(s, p, NULL))
            return false;
    }
    return true;
}

/* ---- plans that do neither */

/* A table whose columns are not all in the wanted tree. */
static bool is_veiled(const struct pl_beside *b, const struct pl_node *table) {
    for (const struct pl_change *c = b->leaving; c; c = c->next)
        if (c->from->parent->mate == table)
            return true;
    for (const struct pl_veil *v = b->veils; v; v = v->next)
        if (v->column->parent == table)
            return true;
    return false;
}

bool pl_beside_allows(struct pl_script *s, const struct pl_changes *list, const struct pl_beside *b) {
    for (const struct pl_change *c = list->first; c; c = c->next) {
        const struct pl_node *n = c->to ? c->to : c->from, *table = pl_above(n, PL_TABLE);
        const struct pl_rule *r = pl_rule_find(s, c->op, c, c->slots);
        if (pl_beside_find(b, c)) {
            pl_say(s->pl, PL_D_CANNOT_EXPAND, &c->to->place, "\"%s\" was begun as a second name of \"%s\", and is not filled",
                   pl_path(s->pl, c->to), c->from->name);
            return pl_hint(s->pl, "go on with it: poundlock apply --expand; or rename it in one piece: poundlock apply --contract");
        }
        if (r && r->flags & PL_R_TABLE && is_veiled(b, c->to ? table : table->mate)) {
            pl_say(s->pl, PL_D_CANNOT_EXPAND, &n->place, "%s would make the table anew, without columns that wait for --contract",
                   pl_change_title(s->pl, c));
            return pl_hint(s->pl, "finish that first: poundlock apply --contract");
        }
    }
    return true;
}

void pl_beside_hold(struct pl_beside *b, const struct pl_realm *to, struct pl_changes *list) {
    for (struct pl_change *c = list->first; c; c = c->next) {
        struct pl_pair *p = pl_beside_find(b, c);
        if (p && p->done)
            add_veil(to->pl, b, c->to, p->old);
    }
    for (struct pl_veil *v = b->veils; v; v = v->next)
        pl_wait_for_column(b, to, list, v->column);
}

/* ---- the wanted tree in the names that hold */

static const char *respelled(struct pl *pl, const struct pl_veil *v, const char *names, enum pl_value_type type) {
    struct pl_text out = { .pl = pl };
    const char *at = NULL, *name;
    if (type == PL_NAME)
        return pl_same(names, v->new) ? v->old : names;
    while ((name = pl_list_next(pl, names, &at)))
        pl_list_add(&out, pl_same(name, v->new) ? v->old : name);
    return out.s;
}

static void respell(struct pl_realm *r, const struct pl_veil *v, struct pl_node *n) {
    for (int i = 0; i < pl_attr_count(n->kind); i++) {
        enum pl_attr a = (enum pl_attr)(pl_kinds[n->kind].first + i);
        bool names = pl_attrs[a].refers == PL_COLUMN && (pl_attrs[a].type == PL_NAME || pl_attrs[a].type == PL_NAMES);
        if (names && pl_at(n, i) && pl_names_in(r, n, a) == v->column->parent)
            pl_put(n, i, respelled(r->pl, v, pl_at(n, i), pl_attrs[a].type));
    }
    for (struct pl_node *c = n->child; c; c = c->next)
        respell(r, v, c);
}

void pl_beside_veil(struct pl_script *s, const struct pl_beside *b) {
    for (const struct pl_veil *v = b->veils; v; v = v->next) {
        respell(s->to, v, s->to->root);
        pl_rename(s->to, v->column, v->old);
    }
}

void pl_beside_unveil(struct pl_script *s, const struct pl_beside *b) {
    for (const struct pl_veil *v = b->veils; v; v = v->next)
        pl_rename(s->to, v->column, v->new);
}
