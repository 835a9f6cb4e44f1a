/* What a partition keeps of its table's keys, indexes, checks and foreign keys when it is taken off: copies under names that the server
 * made, which the models never say.
 *
 * The one idea: only while it is attached does the catalog tell which copy is of what. So the copies get names that are known before it is
 * taken off: those that the models want the name that they say, the others one to be dropped by. Triggers of the whole go by themselves.
 */
#include <string.h>

#include "dialects/postgres/postgres.h"

static bool is_copied(enum pl_kind kind) {
    return kind == PL_PRIMARY_KEY || kind == PL_UNIQUE || kind == PL_INDEX || kind == PL_EXCLUSION || kind == PL_FOREIGN_KEY;
}

/* All but the name and the comment, which no copy has. */
static bool same_content(const struct pl_node *a, const struct pl_node *b) {
    const struct pl_node *x = pl_first(a, PL_PART), *y = pl_first(b, PL_PART);
    if (a->kind != b->kind)
        return false;
    for (int i = 0; i < pl_attr_count(a->kind); i++)
        if (strcmp(pl_attrs[pl_kinds[a->kind].first + i].word, "comment") != 0 && !pl_same(pl_at(a, i), pl_at(b, i)))
            return false;
    for (; x && y && same_content(x, y); x = pl_next(x), y = pl_next(y))
        ;
    return !x && !y;
}

static struct pl_node *check_of(const struct pl_node *k, const struct pl_node *to) {
    PL_EACH(check, to, PL_CHECK)
        if (!check->mate && strcmp(check->name, k->name) == 0 && same_content(check, k))
            return check;
    return NULL;
}

/* What the table is to have for that of the whole; of several equal ones each its own. Checks keep their names, and what the whole loses
 * may be gone before. */
static struct pl_node *wanted(const struct pl_node *k, const struct pl_node *to) {
    int earlier = 0;
    if (k->kind == PL_CHECK || !k->mate)
        return k->mate ? check_of(k, to) : NULL;
    for (const struct pl_node *o = k->parent->child; o != k; o = o->next)
        earlier += same_content(o, k);
    for (struct pl_node *n = to->child; n; n = n->next)
        if (!n->mate && same_content(n, k) && !earlier--)
            return n;
    return NULL;
}

static const struct pl_node *whole_of(const struct pl_script *s, const struct pl_change *c) {
    return pl_resolve(s->from, c->from, PL_TABLE_PARTITION_OF);
}

/* Their ADD says nothing: what the columns, checks and copies are is there with the table. */
void pl_pg_keep_copies(struct pl_script *s, struct pl_changes *list, const struct pl_change *leave) {
    const struct pl_node *whole = whole_of(s, leave);
    PL_EACH(column, whole, PL_COLUMN) {
        const char *name = column->mate ? column->mate->name : column->name;
        struct pl_node *own = pl_find(s->to, leave->to, PL_COLUMN, name);
        if (own)
            own->flags |= PL_N_HANDED;
    }
    for (const struct pl_node *k = whole->child; k; k = k->next) {
        struct pl_node *n = is_copied(k->kind) || k->kind == PL_CHECK ? wanted(k, leave->to) : NULL;
        if (n)
            n->flags |= PL_N_HANDED;
    }
    for (struct pl_change *c = list->first; c; c = c->next)
        if (c->op == PL_ADD && c->to->parent == leave->to && c->to->flags & PL_N_HANDED && !c->replaces)
            c->implied = true;
}

/* ---- names that are known */

/* The name that the server gives to a copy, where that is easily told. */
static const char *likely_name(struct pl *pl, const struct pl_node *k, const struct pl_node *to) {
    struct pl_text columns = { .pl = pl };
    if (k->kind == PL_FOREIGN_KEY)
        return k->name;
    if (k->kind == PL_PRIMARY_KEY)
        return pl_pg_made_name(pl, to->name, NULL, "pkey");
    PL_EACH(part, k, PL_PART)
        pl_addf(&columns, "%s%s", columns.len ? "_" : "", pl_is(part, PL_PART_COLUMN) ? pl_get(part, PL_PART_COLUMN) : "expr");
    return pl_pg_made_name(pl, to->name, columns.s, k->kind == PL_INDEX ? "idx" : k->kind == PL_UNIQUE ? "key" : "excl");
}

static const char *name_of(struct pl *pl, const struct pl_node *k) {
    return k->kind == PL_PRIMARY_KEY ? pl_pg_key_name(pl, k) : k->name;
}

static const char *name_to_be(struct pl_script *s, const struct pl_node *k, const struct pl_node *to) {
    const struct pl_node *stays = wanted(k, to);
    return stays ? name_of(s->pl, stays) : pl_pg_made_name(s->pl, to->name, name_of(s->pl, k), "left");
}

static bool is_renamed(struct pl_script *s, const struct pl_node *k, const struct pl_node *to) {
    return is_copied(k->kind) && (!wanted(k, to) || strcmp(name_to_be(s, k, to), likely_name(s->pl, k, to)) != 0);
}

static bool has_copies(struct pl_script *s, const struct pl_change *c) {
    const struct pl_node *whole = whole_of(s, c);
    for (const struct pl_node *k = whole ? whole->child : NULL; k; k = k->next)
        if (is_renamed(s, k, c->to))
            return true;
    return false;
}

static const char *values(struct pl_script *s, const struct pl_change *c, const struct pl_node *whole, bool indexes) {
    struct pl_text out = { .pl = s->pl };
    for (const struct pl_node *k = whole->child; k; k = k->next) {
        if (!is_renamed(s, k, c->to) || (k->kind == PL_INDEX) != indexes)
            continue;
        pl_add(&out, out.len ? ", (" : "(");
        pl_pg_quote_text(&out, name_of(s->pl, k));
        pl_add(&out, ", ");
        pl_pg_quote_text(&out, name_to_be(s, k, c->to));
        pl_add(&out, ")");
    }
    return out.len ? out.s : NULL;
}

/* As one statement, since what the copies are called is known when it runs. */
static const char *rename_copies(struct pl_script *s, const struct pl_change *c, const struct pl_node *whole) {
    static const char constraints[] =
        "SELECT pg_catalog.format('ALTER TABLE %%s RENAME CONSTRAINT %%I TO %%I', k.conrelid::regclass, k.conname, v.name)\n"
        "  FROM (VALUES %s) AS v (whole, name)\n"
        "  JOIN pg_catalog.pg_constraint AS w ON w.conrelid = %s::regclass AND w.conname = v.whole\n"
        "  JOIN pg_catalog.pg_constraint AS k ON k.conparentid = w.oid AND k.conrelid = %s::regclass AND k.conname <> v.name";
    static const char indexes[] =
        "SELECT pg_catalog.format('ALTER INDEX %%s RENAME TO %%I', i.indexrelid::regclass, v.name)\n"
        "  FROM (VALUES %s) AS v (whole, name)\n"
        "  JOIN pg_catalog.pg_index AS x ON x.indrelid = %s::regclass\n"
        "  JOIN pg_catalog.pg_class AS w ON w.oid = x.indexrelid AND w.relname = v.whole\n"
        "  JOIN pg_catalog.pg_inherits AS h ON h.inhparent = w.oid\n"
        "  JOIN pg_catalog.pg_index AS i ON i.indexrelid = h.inhrelid AND i.indrelid = %s::regclass\n"
        "  JOIN pg_catalog.pg_class AS k ON k.oid = i.indexrelid AND k.relname <> v.name\n"
        " WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS o WHERE o.conindid = i.indexrelid AND o.contype IN ('p', 'u', 'x'))";
    struct pl_text one = { .pl = s->pl }, other = { .pl = s->pl }, sql = { .pl = s->pl }, out = { .pl = s->pl };
    const char *of_constraints = values(s, c, whole, false), *of_indexes = values(s, c, whole, true);
    pl_pg_quote_text(&one, pl_render_self(s, whole->mate ? whole->mate : whole));
    pl_pg_quote_text(&other, pl_render_self(s, c->to));
    if (of_constraints)
        pl_addf(&sql, constraints, of_constraints, one.s, other.s);
    if (of_indexes) {
        pl_add(&sql, of_constraints ? "\nUNION ALL\n" : "");
        pl_addf(&sql, indexes, of_indexes, one.s, other.s);
    }
    pl_pg_quote_text(&out, pl_format(s->pl, "BEGIN EXECUTE (SELECT COALESCE(pg_catalog.string_agg(said, '; '), '') FROM (\n%s) AS copies (said)); END",
                                     sql.s));
    return pl_format(s->pl, "DO %s", out.s);
}

void pl_pg_name_copies(struct pl_script *s, const struct pl_change *c) {
    const struct pl_node *whole = whole_of(s, c);
    if (has_copies(s, c))
        pl_step_add(s, rename_copies(s, c, whole), pl_format(s->pl, "name what %s keeps of %s", pl_title(s->pl, c->to), pl_title(s->pl, whole)),
                    PL_R_LOCK(PL_PG_ACCESS_EXCLUSIVE), c);
}

/* ---- behind it */

void pl_pg_drop_copies(struct pl_script *s, const struct pl_change *c) {
    const struct pl_node *whole = whole_of(s, c);
    for (const struct pl_node *k = whole->child; k; k = k->next) {
        bool check = k->kind == PL_CHECK, goes = (check || is_copied(k->kind)) && !wanted(k, c->to);
        if (!goes)
            continue;
        const char *name = pl_pg_quoted(s->pl, check ? k->name : name_to_be(s, k, c->to));
        const char *sql = k->kind == PL_INDEX ? pl_render(s, pl_format(s->pl, "DROP INDEX IF EXISTS {schema}.%s", name), c) :
                          pl_format(s->pl, "ALTER TABLE %s DROP CONSTRAINT IF EXISTS %s", pl_render_self(s, c->to), name);
        pl_step_add(s, sql, pl_format(s->pl, "drop what %s keeps of %s", pl_title(s->pl, c->to), pl_title(s->pl, k)),
                    PL_R_LOCK(PL_PG_ACCESS_EXCLUSIVE), c);
    }
    PL_EACH(column, whole, PL_COLUMN) {
        const struct pl_node *own = pl_find(s->to, c->to, PL_COLUMN, column->mate ? column->mate->name : column->name);
        if (own && !own->mate && pl_is(column, PL_COLUMN_NOT_NULL) && !pl_is(own, PL_COLUMN_NOT_NULL))
            pl_step_add(s, pl_format(s->pl, "ALTER TABLE %s ALTER COLUMN %s DROP NOT NULL", pl_render_self(s, c->to),
                                     pl_pg_quoted(s->pl, own->name)), pl_change_title(s->pl, c), PL_R_LOCK(PL_PG_ACCESS_EXCLUSIVE), c);
    }
}
