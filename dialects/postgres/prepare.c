/* What PostgreSQL refuses to change under something that stands on it is taken off and put back around the change: generated
 * columns over a column whose type changes, views, rules, policies and triggers over such a column or a dropped one, what
 * stands on a column that can only be made anew, and what calls a function that cannot be replaced in place. What a table or
 * column takes along when it goes is not dropped a second time.
 */
#include <string.h>

#include "dialects/postgres/prepare.h"

/* mark on nodes of `from`: what already happens to them. */
enum { KEPT, MARKED, GOES, ANEW };

static void mark_changes(const struct pl_changes *list) {
    for (struct pl_change *c = list->first; c; c = c->next) {
        if (c->from && c->from != c->to && c->from->mark != GOES)
            c->from->mark = c->op == PL_DROP ? GOES : KEPT;
    }
}

static void clear(struct pl_node *n) {
    n->mark = KEPT;
    for (struct pl_node *c = n->child; c; c = c->next)
        clear(c);
}

void pl_pg_drop_and_add(struct pl_pg_work *w, struct pl_node *n) {
    struct pl_node *to = n->mate;
    if (n->mark == GOES || !to)
        return;
    n->mark = GOES;
    w->found = true;
    struct pl_change *drop = NULL;
    for (struct pl_change *c = w->list->first; c && !drop; c = c->next) {
        if (c->op == PL_ALTER && c->from == n && !c->late)
            drop = c;
        else if (c->op == PL_RENAME && c->from == n)
            c->implied = true;                          /* it goes by its old name and comes by the new one */
    }
    if (drop)
        *drop = (struct pl_change){ .next = drop->next, .op = PL_DROP, .from = n, .slots = PL_S_ALL };
    else
        drop = pl_change_add(w->s->pl, w->list, PL_DROP, n, NULL, PL_S_ALL);
    struct pl_change *add = pl_change_add(w->s->pl, w->list, PL_ADD, NULL, to, PL_S_ALL);
    drop->replaces = drop->in_the_way = true;
    add->replaces = add->in_the_way = true;
    PL_EACH(grant, to->parent, PL_GRANT)               /* what is granted for the one column goes with it */
        if (n->kind == PL_COLUMN && grant->mate && pl_pg_grant_mentions(w->s->pl, grant, to->name))
            pl_change_add(w->s->pl, w->list, PL_ADD, NULL, grant, PL_S_ALL)->replaces = true;
}

/* ---- who stands on a column */

struct stands {
    const struct pl_node *on;
    bool yes;
};

static void is_it(void *arg, struct pl_node *needed, bool weak) {
    (void)weak;
    struct stands *st = arg;
    st->yes |= needed == st->on;
}

bool pl_pg_stands_on(struct pl_pg_work *w, const struct pl_node *n, const struct pl_node *on) {
    struct stands st = { .on = on };
    pl_needs(w->s->from, n, false, is_it, &st);
    return st.yes;
}

/* Whether it reads from a table, or from that column where the database says which. Otherwise by mention of the name: one too
 * many is dropped and put back then. */
static bool reads(struct pl_pg_work *w, const struct pl_node *n, const struct pl_node *table, const struct pl_node *column) {
    return pl_pg_stands_on(w, n, column && n->flags & PL_N_CATALOG ? column : table);
}

static void views_over(struct pl_pg_work *w, const struct pl_node *n, const struct pl_node *column) {
    static const enum pl_kind kinds[] = { PL_VIEW, PL_MATERIALIZED_VIEW };
    PL_EACH(schema, w->s->from->root, PL_SCHEMA)
        for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
            PL_EACH(view, schema, kinds[i])
                if (view != n && view->mate && reads(w, view, n, column))
                    pl_pg_drop_and_add(w, view);
}

/* A body that the server keeps as a string depends on nothing; one that it has read depends on every column. */
static bool has_read_body(const struct pl_node *function) {
    const char *text = pl_get(function, function->kind == PL_FUNCTION ? PL_FUNCTION_DEFINITION : PL_PROCEDURE_DEFINITION);
    return text && (strstr(text, "\nBEGIN ATOMIC") || strstr(text, "\nRETURN "));
}

/* Rules and policies of any table, and bodies of functions, that read from a table; `column` NULL: whatever of it. */
void pl_pg_readers_of(struct pl_pg_work *w, const struct pl_node *table, const struct pl_node *column) {
    static const enum pl_kind kinds[] = { PL_FUNCTION, PL_PROCEDURE };
    PL_EACH(schema, w->s->from->root, PL_SCHEMA) {
        PL_EACH(other, schema, PL_TABLE)
            for (struct pl_node *n = other == table ? NULL : other->child; n; n = n->next)
                if ((n->kind == PL_RULE || n->kind == PL_POLICY) && reads(w, n, table, column))
                    pl_pg_drop_and_add(w, n);
        for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
            PL_EACH(function, schema, kinds[i])
                if (has_read_body(function) && reads(w, function, table, column))
                    pl_pg_drop_and_add(w, function);
    }
    views_over(w, table, column);
}

static bool text_stands_on(struct pl_pg_work *w, const struct pl_node *n, enum pl_attr a, const struct pl_node *on) {
    struct pl_node *copy = PL_NEW(w->s->pl, struct pl_node);
    *copy = (struct pl_node){ .kind = n->kind, .name = n->name, .parent = n->parent };
    pl_set(copy, a, pl_get(n, a));
    return pl_is(n, a) && pl_pg_stands_on(w, copy, on);
}

/* An attribute is taken off before what it names goes, and put on when that is there again. */
static void attribute_aside(struct pl_pg_work *w, struct pl_node *n, enum pl_attr a) {
    uint64_t slot = UINT64_C(1) << ((int)a - pl_kinds[n->kind].first);
    struct pl_change *on_again = NULL;
    for (struct pl_change *c = w->list->first; c; c = c->next) {
        if (c->op != PL_ALTER || c->from != n || !(c->slots & slot))
            continue;
        if (c->half || c->slots == slot)
            on_again = c;
        else
            c->slots &= ~slot;
    }
    if (on_again && on_again->half)
        return;
    pl_change_add(w->s->pl, w->list, PL_ALTER, n, n->mate, slot)->half = PL_OFF;
    if (!on_again && pl_is(n->mate, a))
        on_again = pl_change_add(w->s->pl, w->list, PL_ALTER, n, n->mate, slot);
    if (on_again)
        on_again->half = pl_is(n->mate, a) ? PL_ON : PL_OFF;
}

static void default_aside(struct pl_pg_work *w, struct pl_node *n, enum pl_attr a, const struct pl_node *on) {
    if (n->mark != GOES && n->mate && text_stands_on(w, n, a, on))
        attribute_aside(w, n, a);
}

static void others_on(struct pl_pg_work *w, const struct pl_node *column, bool only_generated);

/* What calls a function that is dropped and made again. */
static void callers_of(struct pl_pg_work *w, const struct pl_node *function) {
    static const enum pl_kind kinds[] = { PL_FUNCTION, PL_PROCEDURE };
    PL_EACH(schema, w->s->from->root, PL_SCHEMA) {
        PL_EACH(table, schema, PL_TABLE)
            PL_EACH(column, table, PL_COLUMN) {
                default_aside(w, column, PL_COLUMN_DEFAULT, function);
                if (!text_stands_on(w, column, PL_COLUMN_GENERATED, function) || !column->mate || column->mark == GOES)
                    continue;
                pl_pg_drop_and_add(w, column);
                others_on(w, column, false);
                views_over(w, table, column);
            }
        PL_EACH(domain, schema, PL_DOMAIN) {
            default_aside(w, domain, PL_DOMAIN_DEFAULT, function);
            PL_EACH(check, domain, PL_CHECK)
                if (pl_pg_stands_on(w, check, function))
                    pl_pg_drop_and_add(w, check);
        }
        PL_EACH(table, schema, PL_TABLE)
            for (struct pl_node *n = table->child; n; n = n->next)
                if (pl_kinds[n->kind].flags & PL_REPLACEABLE && !(pl_kinds[n->kind].flags & PL_ATTACHED) && pl_pg_stands_on(w, n, function))
                    pl_pg_drop_and_add(w, n);
        PL_EACH(aggregate, schema, PL_AGGREGATE)
            if (pl_pg_stands_on(w, aggregate, function))
                pl_pg_drop_and_add(w, aggregate);
        for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
            PL_EACH(other, schema, kinds[i])
                if (other != function && has_read_body(other) && pl_pg_stands_on(w, other, function))
                    pl_pg_drop_and_add(w, other);
    }
    views_over(w, function, NULL);
}

/* Functions whose arguments or result are of a type that another one takes the place of. */
void pl_pg_functions_of(struct pl_pg_work *w, const struct pl_node *type) {
    static const enum pl_kind kinds[] = { PL_FUNCTION, PL_PROCEDURE, PL_AGGREGATE };
    PL_EACH(schema, w->s->from->root, PL_SCHEMA)
        for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
            PL_EACH(function, schema, kinds[i])
                if (pl_pg_stands_on(w, function, type))
                    pl_pg_drop_and_add(w, function);
}

/* A column that is made anew takes keys, checks and indexes along; generated columns cannot stay either. */
static void others_on(struct pl_pg_work *w, const struct pl_node *column, bool only_generated) {
    for (struct pl_node *n = column->parent->child; n; n = n->next) {
        bool generated = n->kind == PL_COLUMN && pl_is(n, PL_COLUMN_GENERATED);
        bool read = n->kind == PL_TRIGGER || n->kind == PL_RULE || n->kind == PL_POLICY;
        if (n == column || n->mark == GOES || pl_kinds[n->kind].flags & PL_ATTACHED || (only_generated && !generated && !read) || (n->kind == PL_COLUMN && !generated))
            continue;
        bool freed = generated && n->mate && !pl_is(n->mate, PL_COLUMN_GENERATED) && pl_is(n, PL_COLUMN_STORED);
        if (freed || !pl_pg_stands_on(w, n, column))         /* DROP EXPRESSION keeps the values, and comes before a new type */
            continue;
        pl_pg_drop_and_add(w, n);
        if (generated) {
            views_over(w, column->parent, n);
            others_on(w, n, false);
        }
    }
}

/* ---- which changes need it */

bool pl_pg_remakes(const struct pl_script *s, const struct pl_change *c) {
    bool was = pl_is(c->from, PL_COLUMN_GENERATED), is = pl_is(c->to, PL_COLUMN_GENERATED);
    bool was_stored = pl_is(c->from, PL_COLUMN_STORED), is_stored = pl_is(c->to, PL_COLUMN_STORED);
    if (!(c->slots & (PL_S(COLUMN, GENERATED) | PL_S(COLUMN, STORED))))
        return false;
    if (was && is)
        return was_stored != is_stored || s->version < 170000;
    return is || (was && !was_stored);
}

/* A view takes the name that a table had, or the other way: who reads by that name reads from another thing then. */
static bool is_taken_over(struct pl_pg_work *w, const struct pl_node *n) {
    for (int k = 0; n->parent->mate && k < PL_KINDS; k++)
        if (pl_kinds[k].flags & PL_QUERIED && pl_find(w->s->to, n->parent->mate, (enum pl_kind)k, n->name))
            return true;
    return false;
}

/* With another type a column is stored as that type is. */
static uint64_t storage_again(const struct pl_node *column) {
    return (pl_is(column, PL_COLUMN_STORAGE) ? PL_S(COLUMN, STORAGE) : 0) | (pl_is(column, PL_COLUMN_COMPRESSION) ? PL_S(COLUMN, COMPRESSION) : 0);
}

/* GROUP BY a key lets a query name the other columns. Nobody misses the view when both change in one transaction. */
static void readers_of_key(struct pl_pg_work *w, struct pl_change *c) {
    w->found = false;
    views_over(w, c->from, NULL);
    for (struct pl_change *o = w->found ? w->list->first : NULL; o; o = o->next)
        if (o == c || (o->op == PL_ADD && o->replaces && o->to->kind == c->from->kind && o->to->parent == c->from->parent->mate))
            o->in_the_way = true;
}

static void unblocks(struct pl_pg_work *w, struct pl_change *c) {
    struct pl_node *n = c->from;
    if (n && c->op == PL_DROP && n->mate && (n->kind == PL_VIEW || n->kind == PL_MATERIALIZED_VIEW))
        pl_pg_readers_of(w, n, NULL);                        /* those over views that go come along in the same loop */
    if (n && c->op == PL_DROP && n->mate && (n->kind == PL_FUNCTION || n->kind == PL_PROCEDURE || n->kind == PL_AGGREGATE))
        callers_of(w, n);
    if (n && c->op == PL_DROP && n->mate && n->kind == PL_TS_DICTIONARY)
        pl_pg_mapped_to(w, n);
    if (n && (c->op == PL_RENAME || (c->op == PL_DROP && !n->mate)) && pl_kinds[n->kind].flags & PL_QUERIED && is_taken_over(w, n))
        pl_pg_readers_of(w, n, NULL);
    if (n && c->op == PL_DROP && pl_kinds[n->kind].flags & PL_KEY && n->parent->mate)
        readers_of_key(w, c);
    if (n && c->op == PL_DROP && n->kind == PL_INDEX && n->parent->kind == PL_TABLE && n->parent->mate)
        pl_pg_keys_under(w, c);
    if (n && c->op == PL_DROP && (n->kind == PL_PRIMARY_KEY || n->kind == PL_UNIQUE) && n->parent->mate)
        pl_pg_index_over(w, n);
    if ((c->op == PL_ADD || c->op == PL_RENAME) && c->to->kind == PL_COLUMN && !c->replaces && c->to->parent->mate &&
        pl_kinds[c->to->parent->kind].flags & PL_QUERIED)
        pl_pg_stars_over(w, c->to->parent->mate);
    if ((c->op == PL_ADD || c->op == PL_ALTER) && c->to->kind == PL_COLUMN && !c->implied && c->to->parent->kind == PL_TABLE && c->to->parent->mate)
        pl_pg_rows_of(w, c);
    if (n && c->op == PL_ALTER && n->kind == PL_VIEW && c->slots & PL_S(VIEW, SQL))
        pl_pg_stars_over(w, n);
    if (!n || n->kind != PL_COLUMN || c->implied || n->parent->kind != PL_TABLE)
        return;
    if (c->op == PL_ALTER && pl_pg_remakes(w->s, c)) {
        pl_pg_drop_and_add(w, n);
        others_on(w, n, false);
        pl_pg_readers_of(w, n->parent, n);
    } else if (c->op == PL_ALTER && c->slots & (PL_S(COLUMN, TYPE) | PL_S(COLUMN, COLLATION))) {
        c->slots |= storage_again(c->to);
        others_on(w, n, true);
        pl_pg_readers_of(w, n->parent, n);
    } else if (c->op == PL_DROP && n->parent->mate) {
        pl_pg_readers_of(w, n->parent, n);
    }
}

/* ---- types that another one of the same name takes the place of */

static struct pl_change *alter_of(struct pl_pg_work *w, struct pl_node *n) {
    for (struct pl_change *c = w->list->first; c; c = c->next)
        if (c->op == PL_ALTER && c->from == n && !c->late && !c->half)
            return c;
    return NULL;
}

/* A foreign key compares values of both tables, so it cannot stand while only one has the new type. */
static void references_of(struct pl_pg_work *w, const struct pl_node *column) {
    PL_EACH(schema, w->s->from->root, PL_SCHEMA)
        PL_EACH(table, schema, PL_TABLE)
            PL_EACH(fk, table, PL_FOREIGN_KEY)
                if ((table == column->parent || pl_resolve(w->s->from, fk, PL_FOREIGN_KEY_REFERENCES) == column->parent) &&
                    pl_pg_stands_on(w, fk, column))
                    pl_pg_drop_and_add(w, fk);
}

static void column_goes_over(struct pl_pg_work *w, struct pl_node *column) {
    struct pl_change *c = alter_of(w, column);
    if (column->mark == GOES || !column->mate || (c && c->slots & PL_S(COLUMN, TYPE) && !c->anew))
        return;                                        /* it gets a type of another name, or goes */
    if (pl_is(column, PL_COLUMN_GENERATED)) {
        pl_pg_drop_and_add(w, column);
        others_on(w, column, false);
        views_over(w, column->parent, column);
        return;
    }
    if (!c)
        c = pl_change_add(w->s->pl, w->list, PL_ALTER, column, column->mate, 0);
    c->anew = true;
    c->slots |= PL_S(COLUMN, TYPE) | storage_again(column->mate);
    references_of(w, column);
}

static void made_anew(struct pl_pg_work *w, struct pl_node *type);

/* The name of many ranges does not mention the range. */
static void holds(struct pl_pg_work *w, struct pl_node *column, const struct pl_node *type) {
    if (type->kind != PL_RANGE || !column->mate)
        return;
    pl_pg_add_dependency(w->s->pl, column, type->mate->mate);
    pl_pg_add_dependency(w->s->pl, column->mate, type->mate);
}

/* What the type is a part of: columns, arrays of it, domains over it, composite types with it. */
static void holders_of(struct pl_pg_work *w, const struct pl_node *type) {
    PL_EACH(schema, w->s->from->root, PL_SCHEMA) {
        PL_EACH(domain, schema, PL_DOMAIN)
            if (pl_pg_is_of(w->s->from, pl_get(domain, PL_DOMAIN_TYPE), type))
                made_anew(w, domain);
        PL_EACH(composite, schema, PL_COMPOSITE)
            PL_EACH(column, composite, PL_COLUMN)
                if (pl_pg_is_of(w->s->from, pl_get(column, PL_COLUMN_TYPE), type))
                    made_anew(w, composite);
        PL_EACH(range, schema, PL_RANGE)
            if (range != type && pl_pg_stands_on(w, range, type))
                made_anew(w, range);
        PL_EACH(table, schema, PL_TABLE)
            PL_EACH(column, table, PL_COLUMN)
                if (pl_pg_is_of(w->s->from, pl_get(column, PL_COLUMN_TYPE), type)) {
                    holds(w, column, type);
                    column_goes_over(w, column);
                }
    }
}

/* Constants of the type in texts keep the old one alive, whatever their column. */
static void texts_with(struct pl_pg_work *w, const struct pl_node *type) {
    PL_EACH(schema, w->s->from->root, PL_SCHEMA)
        PL_EACH(table, schema, PL_TABLE)
            for (struct pl_node *n = table->child; n; n = n->next)
                if (pl_kinds[n->kind].flags & PL_REPLACEABLE && n->kind != PL_FOREIGN_KEY && pl_pg_stands_on(w, n, type))
                    pl_pg_drop_and_add(w, n);
    pl_pg_functions_of(w, type);
    views_over(w, type, NULL);
}

/* Values of a composite type go over by position: what is new is at the end of the old one by then, and what goes is gone. */
static bool is_done_before(const struct pl_change *c) {
    const struct pl_node *n = c->to ? c->to : c->from;
    return n->kind == PL_COLUMN && (c->op == PL_ADD || c->op == PL_DROP);
}

static void in_order(struct pl_node *type) {
    struct pl_node *to = type->mate, *others = NULL, **last = &others, *next;
    if (type->kind != PL_COMPOSITE)
        return;
    for (struct pl_node *n = to->child; n; n = next) {
        next = n->next;
        if (n->kind == PL_COLUMN && n->mate)
            continue;
        *last = n;
        last = &n->next;
    }
    *last = NULL;
    to->tail = &to->child;
    PL_EACH(column, type, PL_COLUMN)
        if (column->mate) {
            *to->tail = column->mate;
            to->tail = &column->mate->next;
        }
    *to->tail = others;
    to->tail = others ? last : to->tail;
}

static void made_anew(struct pl_pg_work *w, struct pl_node *type) {
    if (type->mark == ANEW || type->mark == GOES || !type->mate)
        return;
    struct pl_change *c = alter_of(w, type);
    if (!c)
        c = pl_change_add(w->s->pl, w->list, PL_ALTER, type, type->mate, PL_S_CONTENT);
    c->anew = true;
    type->mark = ANEW;
    type->flags |= PL_N_ANEW;
    pl_change_add(w->s->pl, w->list, PL_DROP, type, NULL, PL_S_ALL)->anew = true;
    for (c = w->list->first; c; c = c->next)
        if (((c->from && c->from->parent == type) || (c->to && c->to->parent == type->mate)) && !is_done_before(c))
            c->implied = true;                         /* the new one is made with it */
    in_order(type);
    holders_of(w, type);
    texts_with(w, type);
}

/* A composite type changes in place where no column holds it. */
static bool is_held(struct pl_pg_work *w, const struct pl_node *type) {
    PL_EACH(schema, w->s->from->root, PL_SCHEMA) {
        PL_EACH(domain, schema, PL_DOMAIN)
            if (pl_pg_is_of(w->s->from, pl_get(domain, PL_DOMAIN_TYPE), type))
                return true;
        static const enum pl_kind kinds[] = { PL_TABLE, PL_COMPOSITE };
        for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
            PL_EACH(home, schema, kinds[i])
                PL_EACH(column, home, PL_COLUMN)
                    if (pl_pg_is_of(w->s->from, pl_get(column, PL_COLUMN_TYPE), type))
                        return true;
    }
    return false;
}

static void types_anew(struct pl_pg_work *w, const struct pl_change *c) {
    if (c->op != PL_ALTER || c->anew || c->late)
        return;
    if (c->from->kind == PL_ENUM && c->slots & PL_S(ENUM, VALUES) &&
        pl_pg_enum_is_made_anew(w->s->pl, c->from, c->to))
        made_anew(w, c->from);
    else if (c->from->kind == PL_DOMAIN && c->slots & (PL_S(DOMAIN, TYPE) | PL_S(DOMAIN, COLLATION)))
        made_anew(w, c->from);
    else if (c->from->kind == PL_RANGE && c->slots & PL_S(RANGE, DEFINITION))
        made_anew(w, c->from);
    else if (c->from->kind == PL_COLUMN && c->from->parent->kind == PL_COMPOSITE &&
             c->slots & (PL_S(COLUMN, TYPE) | PL_S(COLUMN, COLLATION)) && is_held(w, c->from->parent))
        made_anew(w, c->from->parent);
}

/* DROP SCHEMA takes nothing along: what models do not know in it then stops the drop, and what they know is named. */
static void schemas_are_emptied(struct pl_pg_work *w) {
    for (struct pl_change *c = w->list->first; c; c = c->next)
        if (c->op == PL_DROP && !c->with && c->from->kind != PL_SCHEMA && c->from->parent->kind == PL_SCHEMA)
            c->implied = false;
}

/* A sequence goes with the column that owns it. */
static void owned_sequences(struct pl_pg_work *w) {
    for (struct pl_change *c = w->list->first; c; c = c->next) {
        if (c->op != PL_DROP || c->from->kind != PL_SEQUENCE)
            continue;
        const struct pl_node *owner = pl_resolve(w->s->from, c->from, PL_SEQUENCE_OWNED_BY);
        c->implied |= owner && (owner->mark == GOES || owner->parent->mark == GOES);
    }
}

/* A sequence that goes on must not be dropped with the column that owns it. */
static void kept_sequences(struct pl_pg_work *w) {
    PL_EACH(schema, w->s->from->root, PL_SCHEMA)
        PL_EACH(q, schema, PL_SEQUENCE) {
            const struct pl_node *owner = q->mate ? pl_resolve(w->s->from, q, PL_SEQUENCE_OWNED_BY) : NULL;
            if (owner && (owner->mark == GOES || (owner->parent->mark == GOES && !(owner->parent->flags & PL_N_ANEW))))
                attribute_aside(w, q, PL_SEQUENCE_OWNED_BY);
        }
}

static void face_defaults(struct pl_pg_work *w) {
    for (struct pl_change *c = w->list->first; c; c = c->next)
        if (c->op == PL_ADD && c->to->kind == PL_GRANT && c->to->parent->mate && c->to->parent->mate->mark == GOES)
            c->replaces = true;
        else if (c->op == PL_ADD && !(pl_kinds[c->to->kind].flags & PL_ATTACHED))
            pl_pg_face_defaults(w->s, w->list, c->to);
}

bool pl_pg_prepare(struct pl_script *s, struct pl_changes *changes) {
    struct pl_pg_work w = { .s = s, .list = changes };
    if (!pl_pg_find_moved(s, changes) || !pl_pg_family(s, changes))
        return false;
    clear(s->from->root);
    mark_changes(changes);
    pl_pg_free_moved(&w);
    for (struct pl_change *c = changes->first; c; c = c->next) {
        types_anew(&w, c);
        unblocks(&w, c);
    }
    pl_pg_find_defaults(s);
    face_defaults(&w);
    pl_pg_cut_strings(&w);
    pl_pg_keys_go_first(&w);
    schemas_are_emptied(&w);
    pl_pg_follow_owner(s, changes);
    owned_sequences(&w);
    kept_sequences(&w);
    pl_pg_keep_inherited(s, changes);
    pl_pg_free_not_null_names(s, changes);
    pl_pg_validate_later(s, changes);
    pl_pg_drop_proofs_later(s, changes);
    clear(s->from->root);
    return true;
}
