/* Keys that a partition has of its own, under an index of the whole.
 *
 * The server takes an index behind such a key as the partition's part of a unique index over the same columns: when the key is
 * there first it is attached, and then neither goes without the other. The models do not say which are attached. Where the columns
 * are the same it is taken for granted; where it is not so, an index is dropped with words that had nothing more to take along.
 */
#include "dialects/postgres/prepare.h"

bool pl_pg_same_parts(const struct pl_node *a, const struct pl_node *b) {
    const struct pl_node *x = pl_first(a, PL_PART), *y = pl_first(b, PL_PART);
    for (; x && y; x = pl_next(x), y = pl_next(y))
        if (!pl_same(pl_get(x, PL_PART_COLUMN), pl_get(y, PL_PART_COLUMN)) ||
            !pl_same(pl_get(x, PL_PART_EXPRESSION), pl_get(y, PL_PART_EXPRESSION)))
            return false;
    return !x && !y;
}

/* The word of an attribute that some of these kinds have. */
static const char *said(const struct pl_node *n, const char *word) {
    int a = pl_attr_named(n->kind, word);
    return a < 0 ? NULL : pl_get(n, (enum pl_attr)a);
}

static bool serves(const struct pl_node *key, const struct pl_node *index) {
    return (key->kind == PL_PRIMARY_KEY || key->kind == PL_UNIQUE) && pl_pg_same_parts(key, index) &&
           !said(key, "without_overlaps") && pl_same(said(key, "include"), pl_get(index, PL_INDEX_INCLUDE)) &&
           pl_same(said(key, "nulls_not_distinct"), pl_get(index, PL_INDEX_NULLS_NOT_DISTINCT));
}

struct pl_node *pl_pg_key_under(const struct pl_node *partition, const struct pl_node *index) {
    bool unique = pl_is(index, PL_INDEX_UNIQUE) && !pl_is(index, PL_INDEX_WHERE) && !pl_is(index, PL_INDEX_METHOD);
    for (struct pl_node *n = unique ? partition->child : NULL; n; n = n->next)
        if (serves(n, index))
            return n;
    return NULL;
}

/* Whether it is a partition of that table, or of a partition of it. */
bool pl_pg_is_under(const struct pl_realm *r, const struct pl_node *table, const struct pl_node *whole) {
    for (int left = 64; table && left--; table = pl_resolve(r, table, PL_TABLE_PARTITION_OF))
        if (!pl_is(table, PL_TABLE_PARTITION_OF))
            return false;
        else if (pl_resolve(r, table, PL_TABLE_PARTITION_OF) == whole)
            return true;
    return false;
}

bool pl_pg_takes_keys_along(const struct pl_script *s, const struct pl_change *c) {
    PL_EACH(schema, s->from->root, PL_SCHEMA)
        PL_EACH(table, schema, PL_TABLE)
            if (pl_pg_key_under(table, c->from) && pl_pg_is_under(s->from, table, c->from->parent))
                return true;
    return false;
}

/* What a key made of NOT NULL stays behind it, and of a partition's columns the models say nothing. */
static bool leaves_not_null(const struct pl_node *key) {
    const struct pl_node *table = key->parent;
    return key->kind == PL_PRIMARY_KEY && !key->mate && pl_is(table, PL_TABLE_PARTITION_OF) && table->mate &&
           pl_is(table->mate, PL_TABLE_PARTITION_OF);
}

static void drop_not_nulls(struct pl_script *s, const struct pl_node *key, struct pl_text *sql) {
    PL_EACH(part, key, PL_PART) {
        const struct pl_node *column = pl_find_column(s->to, key->parent->mate, pl_get(part, PL_PART_COLUMN));
        if (column && !pl_is(column, PL_COLUMN_NOT_NULL))
            pl_addf(sql, "%sALTER COLUMN %s DROP NOT NULL", sql->len ? ",\n    " : "", pl_pg_quoted(s->pl, column->name));
    }
}

bool pl_pg_leaves_not_null(const struct pl_script *s, const struct pl_change *c) {
    (void)s;
    return leaves_not_null(c->from);
}

bool pl_pg_make_key_drop(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n) {
    for (int i = 0; i < n; i++) {
        struct pl_text sql = { .pl = s->pl };
        pl_addf(&sql, "DROP CONSTRAINT %s", pl_pg_quoted(s->pl, pl_pg_key_name(s->pl, changes[i]->from)));
        drop_not_nulls(s, changes[i]->from, &sql);
        pl_pg_step(s, rule, changes[i], pl_format(s->pl, "ALTER TABLE %s %s", pl_render(s, "{parent}", changes[i]), sql.s));
    }
    return true;
}

/* Which keys go with an index is in pl_pg_prepare. */
bool pl_pg_make_index_drop(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n) {
    for (int i = 0; i < n; i++) {
        pl_pg_step(s, rule, changes[i], pl_render(s, "DROP INDEX {self} CASCADE", changes[i]));
        PL_EACH(schema, s->from->root, PL_SCHEMA)
            PL_EACH(table, schema, PL_TABLE) {
                struct pl_node *key = pl_pg_key_under(table, changes[i]->from);
                struct pl_text sql = { .pl = s->pl };
                if (key && leaves_not_null(key) && pl_pg_is_under(s->from, table, changes[i]->from->parent))
                    drop_not_nulls(s, key, &sql);
                if (sql.len)
                    pl_pg_step(s, rule, changes[i], pl_format(s->pl, "ALTER TABLE %s %s", pl_render_self(s, table->mate), sql.s));
            }
    }
    return true;
}

/* ---- what goes together */

static struct pl_change *drop_of(struct pl_pg_work *w, const struct pl_node *n) {
    for (struct pl_change *c = w->list->first; c; c = c->next)
        if (c->op == PL_DROP && c->from == n && !c->implied)
            return c;
    return NULL;
}

/* An index of the whole and the keys of partitions that are a part of it go together, and what refers to the keys goes before. */
static void goes_under(struct pl_pg_work *w, struct pl_change *index, struct pl_node *key) {
    pl_pg_drop_and_add(w, key);
    struct pl_change *drop = drop_of(w, key);
    if (drop) {
        drop->implied = true;
        drop->with = index;
    }
    PL_EACH(schema, w->s->from->root, PL_SCHEMA)
        PL_EACH(table, schema, PL_TABLE)
            PL_EACH(fk, table, PL_FOREIGN_KEY)
                if (pl_resolve(w->s->from, fk, PL_FOREIGN_KEY_REFERENCES) == key->parent)
                    pl_pg_drop_and_add(w, fk);
}

void pl_pg_keys_under(struct pl_pg_work *w, struct pl_change *index) {
    PL_EACH(schema, w->s->from->root, PL_SCHEMA)
        PL_EACH(table, schema, PL_TABLE) {
            struct pl_node *key = table->mate ? pl_pg_key_under(table, index->from) : NULL;
            if (key && pl_pg_is_under(w->s->from, table, index->from->parent))
                goes_under(w, index, key);
        }
}

/* A partition's key goes: the index of the whole that it may be a part of goes first, and comes again without it. */
void pl_pg_index_over(struct pl_pg_work *w, const struct pl_node *key) {
    const struct pl_node *whole = key->parent;
    while (pl_is(whole, PL_TABLE_PARTITION_OF) && (whole = pl_resolve(w->s->from, whole, PL_TABLE_PARTITION_OF)))
        PL_EACH(index, whole, PL_INDEX)
            if (pl_pg_key_under(key->parent, index) == key)
                pl_pg_drop_and_add(w, index);
}
