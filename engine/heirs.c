/* Tables that have their columns from others: partitions from the whole, heirs from those that they inherit from.
 *
 * The names in the list of those are the only lists of names that may lead to another schema: "schema.table" is one only where no
 * table beside the heir is called just so.
 */
#include <string.h>

#include "engine/realm.h"

struct pl_node *pl_inherited_from(const struct pl_realm *r, const struct pl_node *table, const char *name) {
    struct pl_node *beside = pl_find(r, table->parent, PL_TABLE, name);
    char *names[3];
    if (beside || !strchr(name, '.') || pl_ref_split(r->pl, name, names, 3) != 2)
        return beside;
    const struct pl_node *schema = pl_find(r, r->root, PL_SCHEMA, names[0]);
    return schema ? pl_find(r, schema, PL_TABLE, names[1]) : NULL;
}

bool pl_is_heir_of(const struct pl_realm *r, const struct pl_node *table, const struct pl_node *parent) {
    const char *at = NULL, *name;
    while ((name = pl_list_next(r->pl, pl_get(table, PL_TABLE_INHERITS), &at)))
        if (pl_inherited_from(r, table, name) == parent)
            return true;
    return false;
}

/* The models may say circles: no family is that large. */
static struct pl_node *find_column(const struct pl_realm *r, const struct pl_node *table, const char *name, int *left) {
    struct pl_node *n = pl_find(r, table, PL_COLUMN, name);
    const char *at = NULL, *from;
    if (n || --*left < 0 || table->kind != PL_TABLE)
        return n;
    const struct pl_node *whole = pl_is(table, PL_TABLE_PARTITION_OF) ? pl_resolve(r, table, PL_TABLE_PARTITION_OF) : NULL;
    if (whole)
        return find_column(r, whole, name, left);
    while (!n && (from = pl_list_next(r->pl, pl_get(table, PL_TABLE_INHERITS), &at))) {
        const struct pl_node *parent = pl_inherited_from(r, table, from);
        n = parent ? find_column(r, parent, name, left) : NULL;
    }
    return n;
}

struct pl_node *pl_find_column(const struct pl_realm *r, const struct pl_node *table, const char *name) {
    int left = 64;
    return find_column(r, table, name, &left);
}
