/* What is said though it goes without saying is taken out, so that both ways of saying it are the same text: a reference
 * that names the primary key of the table that it refers to, an empty comment, DEFAULT NULL, and, where letter case means nothing, a spelling of a name that
 * is not its object's own. */
#include <string.h>
#include "engine/realm.h"

/* ---- spelling */

static const char *spelled(const struct pl_realm *r, const struct pl_node *in, enum pl_kind kind, const char *name) {
    const struct pl_node *n = pl_find(r, in, kind, name);
    return n ? n->name : name;
}

static const char *spelled_list(const struct pl_realm *r, const struct pl_node *in, enum pl_kind kind, const char *list) {
    struct pl_text out = { .pl = r->pl };
    const char *at = NULL;
    for (const char *name; (name = pl_list_next(r->pl, list, &at));)
        pl_list_add(&out, spelled(r, in, kind, name));
    return pl_text(&out);
}

/* Only the last name of a reference: what stands before it is a schema's or a table's, which its dialect spells. */
static const char *spelled_reference(const struct pl_realm *r, const struct pl_node *n, enum pl_attr a, const struct pl_node *to) {
    char *name[3];
    int count = pl_ref_split(r->pl, pl_get(n, a), name, 3);
    if (!count || strcmp(name[count - 1], to->name) == 0)
        return pl_get(n, a);
    const char *as_is[3] = { name[0], name[1], name[2] };
    as_is[count - 1] = to->name;
    return pl_ref_join(r->pl, as_is, count);
}

/* ---- the primary key */

static bool is_whole_key(struct pl *pl, const struct pl_node *table, const char *columns) {
    struct pl_text own = { .pl = pl };
    for (const struct pl_node *key = table->child; key; key = key->next) {
        if (!(pl_kinds[key->kind].flags & PL_KEY) || pl_kinds[key->kind].pairing != PL_BY_ONE)
            continue;
        PL_EACH(p, key, PL_PART)
            if (pl_is(p, PL_PART_COLUMN))
                pl_list_add(&own, pl_get(p, PL_PART_COLUMN));
    }
    return own.s && strcmp(own.s, columns) == 0;
}

/* ---- the walk, twice: keys must be spelled before references are held against them */

static void spell(const struct pl_realm *r, struct pl_node *n) {
    const struct pl_node *there = NULL, *table = pl_above(n, PL_TABLE);
    PL_EACH_SLOT(i, n->has) {
        enum pl_attr a = (enum pl_attr)(pl_kinds[n->kind].first + i);
        const struct pl_attr_row *row = &pl_attrs[a];
        const struct pl_node *in = row->flags & PL_THERE ? there : table;
        const struct pl_node *to = row->type == PL_REF ? pl_resolve(r, n, a) : NULL;
        if (to)
            pl_put(n, i, spelled_reference(r, n, a, to));
        if (row->flags & PL_KEYED)
            there = to;
        if (row->refers == PL_NONE || !in)
            continue;
        if (row->type == PL_NAME)
            pl_put(n, i, spelled(r, in, row->refers, pl_at(n, i)));
        else if (row->type == PL_NAMES)
            pl_put(n, i, spelled_list(r, in, row->refers, pl_at(n, i)));
    }
    for (struct pl_node *c = n->child; c; c = c->next)
        spell(r, c);
}

/* NULL, or NULL::type as PostgreSQL keeps it for types with a length. */
static bool is_null(struct pl *pl, const char *sql) {
    static const char null[] = "null", allowed[] = "abcdefghijklmnopqrstuvwxyz_0123456789 .\"()[],";
    size_t n = sizeof null - 1;
    if (strlen(sql) < n || !pl_same_nocase(pl_strndup(pl, sql, n), null))
        return false;
    sql += n;
    return !*sql || (pl_starts(sql, "::") && strspn(sql + 2, allowed) == strlen(sql + 2));
}

static bool says_nothing(struct pl *pl, enum pl_attr a, const char *value) {
    return !*value || (pl_attrs[a].type == PL_EXPR && is_null(pl, value));
}

static bool may_imply(const struct pl_attr_row *row) {
    return (row->flags & (PL_KEYED | PL_THERE | PL_VOID)) != 0;
}

static void imply_in(const struct pl_realm *r, const struct pl_slots *slots, struct pl_node *n) {
    const struct pl_node *there = NULL;
    PL_EACH_SLOT(i, slots->of[n->kind] & n->has) {
        enum pl_attr a = (enum pl_attr)(pl_kinds[n->kind].first + i);
        if (pl_attrs[a].flags & PL_KEYED)
            there = pl_resolve(r, n, a);
        if (pl_attrs[a].flags & PL_THERE && there && is_whole_key(r->pl, there, pl_at(n, i)))
            pl_put(n, i, NULL);
        if (pl_attrs[a].flags & PL_VOID && pl_at(n, i) && says_nothing(r->pl, a, pl_at(n, i)))
            pl_put(n, i, NULL);
    }
    for (struct pl_node *c = n->below & slots->kinds ? n->child : NULL; c; c = c->next)
        imply_in(r, slots, c);
}

void pl_imply(struct pl_realm *r) {
    struct pl_slots slots;
    pl_slots_find(&slots, may_imply);
    if (r->nocase)
        spell(r, r->root);
    imply_in(r, &slots, r->root);
}
