/* Where tables and indexes are on the disks, and what the sequence behind an identity column is called.
 *
 * Both are whatever the database has where the models do not say them. What is in the database's own tablespace is not said by the
 * catalog, and models that say pg_default mean just that.
 */
#include <string.h>

#include "dialects/postgres/postgres.h"

static struct pl_node *home_of(const struct pl_realm *r, const struct pl_node *schema, const char *name) {
    struct pl_node *table = schema ? pl_find(r, schema, PL_TABLE, name) : NULL;
    return table || !schema ? table : pl_find(r, schema, PL_MATERIALIZED_VIEW, name);
}

/* The columns schema, home, part, constraint, tablespace, access_method. */
bool pl_pg_take_place(struct pl_db *db, struct pl_realm *r, int columns, const char *const *names, const char *const *values) {
    struct pl_node *n = home_of(r, pl_find(r, r->root, PL_SCHEMA, strcmp(values[0], db->schema) == 0 ? "" : values[0]), values[1]);
    enum pl_kind kind = !values[3] ? PL_INDEX : *values[3] == 'p' ? PL_PRIMARY_KEY : PL_UNIQUE;
    n = n && values[2] ? pl_find(r, n, kind, values[2]) : n;
    for (int i = 4; n && i < columns; i++) {
        int a = values[i] ? pl_attr_named(n->kind, names[i]) : -1;
        if (a >= 0)
            pl_set(n, (enum pl_attr)a, pl_strdup(r->pl, values[i]));
    }
    return true;
}

/* A name in the table's schema. */
static const char *beside(struct pl_script *s, const struct pl_change *c, const char *name) {
    return pl_format(s->pl, "%s%s", pl_render(s, "[{schema}.]", c), pl_pg_quoted(s->pl, name));
}

bool pl_pg_make_tablespace(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n) {
    for (int i = 0; i < n; i++) {
        const struct pl_change *c = changes[i];
        const char *what = c->to->kind == PL_TABLE ? "TABLE" : c->to->kind == PL_MATERIALIZED_VIEW ? "MATERIALIZED VIEW" : "INDEX";
        const char *self = pl_render_self(s, c->to);
        if (c->to->kind == PL_PRIMARY_KEY)
            self = beside(s, c, pl_pg_key_name(s->pl, c->to->name[0] ? c->to : c->from));
        pl_pg_step(s, rule, c, pl_format(s->pl, "ALTER %s %s SET TABLESPACE %s", what, self, pl_render(s, "{tablespace}", c)));
    }
    return true;
}

/* Since 15; 0 where the plan is for no server. */
bool pl_pg_method_can_change(const struct pl_script *s, const struct pl_change *c) {
    (void)c;
    return !s->version || s->version >= 150000;
}

bool pl_pg_is_spread(const struct pl_script *s, const struct pl_change *c) {
    (void)s;
    return pl_is(c->to, PL_TABLE_PARTITION_BY);
}

/* One that comes with the change has its name from the start. */
bool pl_pg_make_identity_name(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n) {
    for (int i = 0; i < n; i++) {
        const struct pl_change *c = changes[i];
        const char *was = pl_get(c->from, PL_COLUMN_IDENTITY_NAME);
        was = was ? was : pl_pg_made_name(s->pl, c->from->parent->name, c->from->name, "seq");
        if (pl_is(c->from, PL_COLUMN_IDENTITY) && pl_is(c->to, PL_COLUMN_IDENTITY))
            pl_pg_step(s, rule, c, pl_format(s->pl, "ALTER SEQUENCE %s RENAME TO %s",
                beside(s, c, was), pl_render(s, "{identity_name}", c)));
    }
    return true;
}

static void relate_place(struct pl_node *n) {
    int a = n->mate ? pl_attr_named(n->kind, "tablespace") : -1;
    if (a >= 0 && pl_same(pl_get(n, (enum pl_attr)a), "pg_default") && !pl_is(n->mate, (enum pl_attr)a))
        pl_set(n->mate, (enum pl_attr)a, "pg_default");
    for (struct pl_node *c = n->child; c; c = c->next)
        if (pl_kinds[c->kind].flags & PL_KEY)
            relate_place(c);
}

void pl_pg_relate_places(struct pl_node *schema) {
    for (struct pl_node *n = schema->child; n; n = n->next)
        if (n->kind == PL_TABLE || n->kind == PL_MATERIALIZED_VIEW)
            relate_place(n);
}
