/* What live objects need, from the catalog: edges between the nodes that earlier questions gave. What no question gave (an
 * extension's function) needs no edge.
 */
#include <string.h>

#include "dialects/postgres/postgres.h"

enum { SCHEMA, KIND, HOME, PART, NAME, NEEDED, COLUMNS = 2 * NEEDED };

static struct pl_node *find(struct pl_db *db, struct pl_realm *r, const char *const *at) {
    const char *schema_name = at[SCHEMA] && strcmp(at[SCHEMA], db->schema) != 0 ? at[SCHEMA] : "";
    const struct pl_node *schema = at[KIND] ? pl_find(r, r->root, PL_SCHEMA, schema_name) : NULL;
    enum pl_kind kind = schema ? pl_kind_named(PL_SCHEMA, at[KIND]) : PL_NONE;
    struct pl_node *home = kind == PL_NONE ? NULL : pl_find(r, schema, kind, at[HOME]);
    if (!home || !at[PART])
        return home;
    enum pl_kind part = pl_kind_named(home->kind, at[PART]);
    if (part == PL_COLUMN)
        return pl_find_column(r, home, at[NAME]);
    return part == PL_NONE ? NULL : part == PL_PRIMARY_KEY ? pl_first(home, part) : pl_find(r, home, part, at[NAME]);
}

void pl_pg_add_dependency(struct pl *pl, struct pl_node *n, struct pl_node *on) {
    struct pl_edge *e = PL_NEW(pl, struct pl_edge);
    *e = (struct pl_edge){ n->depends, on };
    n->depends = e;
}

bool pl_pg_take_dependency(struct pl_db *db, struct pl_realm *r, int columns, const char *const *names, const char *const *values) {
    (void)names;
    struct pl_node *n = columns == COLUMNS ? find(db, r, values) : NULL, *on = n ? find(db, r, values + NEEDED) : NULL;
    if (!n)
        return true;
    n->flags |= PL_N_CATALOG;
    if (!on || on == n)
        return true;
    if (on->kind == PL_COLUMN)                         /* the catalog then says nothing of the table */
        pl_pg_add_dependency(db->pl, n, on->parent);
    pl_pg_add_dependency(db->pl, n, on);
    return true;
}
