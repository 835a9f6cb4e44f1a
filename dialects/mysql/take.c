/* Rows of the catalog that are no nodes of their own: parts of indexes, actions of foreign keys, checks of columns.
 * Each finds its table, and passes over what has none: columns and keys of views and sequences come along.
 */
#include <string.h>

#include "dialects/mysql/mysql.h"
#include "dialects/mysql/sql.h"

static const char *value_of(int columns, const char *const *names, const char *const *values, const char *word) {
    for (int i = 0; i < columns; i++)
        if (strcmp(names[i], word) == 0)
            return values[i];
    return NULL;
}
#define VALUE(word) value_of(columns, names, values, word)

static struct pl_node *table_of(struct pl_realm *r, int columns, const char *const *names, const char *const *values) {
    struct pl_node *schema = pl_find(r, r->root, PL_SCHEMA, VALUE("schema"));
    return schema ? pl_find(r, schema, PL_TABLE, VALUE("table")) : NULL;
}

static void set(struct pl *pl, struct pl_node *n, enum pl_attr a, const char *value) {
    pl_set(n, a, pl_strdup(pl, value));
}

static bool take_partitions(void *arg, int columns, const char *const *names, const char *const *values) {
    struct pl_realm *r = arg;
    struct pl_node *table = table_of(r, columns, names, values);
    if (table)
        set(r->pl, table, PL_TABLE_PARTITION_BY, VALUE("partition_by"));
    return true;
}

/* Asked only where some table is partitioned: MariaDB opens every table for the answer. */
bool pl_mysql_partitions(struct pl_db *db, struct pl_realm *live) {
    PL_EACH(schema, live->root, PL_SCHEMA)
        PL_EACH(table, schema, PL_TABLE)
            if (pl_is(table, PL_TABLE_OPTIONS) && strstr(pl_get(table, PL_TABLE_OPTIONS), "partitioned"))
                return pl_mysql_query(db, pl_scope_sql(db, pl_sql_mysql_partitions), NULL, 0, take_partitions, live);
    return true;
}

bool pl_mysql_take_index(struct pl_db *db, struct pl_realm *r, int columns, const char *const *names,
                         const char *const *values) {
    struct pl_node *table = table_of(r, columns, names, values), *n, *part;
    const char *name = VALUE("name");
    if (!table)
        return true;
    bool primary = strcmp(name, "PRIMARY") == 0;
    n = primary ? pl_intern(r, table, PL_PRIMARY_KEY, "") : pl_intern(r, table, PL_INDEX, name);
    if (primary) {
        set(db->pl, n, PL_PRIMARY_KEY_COMMENT, VALUE("comment"));
    } else {
        set(db->pl, n, PL_INDEX_UNIQUE, VALUE("unique"));
        set(db->pl, n, PL_INDEX_METHOD, VALUE("method"));
        set(db->pl, n, PL_INDEX_INVISIBLE, VALUE("invisible"));
        set(db->pl, n, PL_INDEX_COMMENT, VALUE("comment"));
    }
    part = pl_node_new(r, n, PL_PART, "");
    set(db->pl, part, PL_PART_COLUMN, VALUE("column"));
    set(db->pl, part, PL_PART_EXPRESSION, VALUE("expression"));
    set(db->pl, part, PL_PART_ORDER, VALUE("order"));
    set(db->pl, part, PL_PART_PREFIX, VALUE("prefix"));
    return true;
}

bool pl_mysql_take_key(struct pl_db *db, struct pl_realm *r, int columns, const char *const *names,
                       const char *const *values) {
    struct pl_node *table = table_of(r, columns, names, values);
    struct pl_node *key = table ? pl_find(r, table, PL_FOREIGN_KEY, VALUE("name")) : NULL;
    if (!key)
        return true;
    key->mark = 1;                                      /* its actions are known */
    set(db->pl, key, PL_FOREIGN_KEY_ON_DELETE, VALUE("on_delete"));
    set(db->pl, key, PL_FOREIGN_KEY_ON_UPDATE, VALUE("on_update"));
    return true;
}

bool pl_mysql_take_check(struct pl_db *db, struct pl_realm *r, int columns, const char *const *names,
                         const char *const *values) {
    struct pl_node *table = table_of(r, columns, names, values), *n;
    const char *name = VALUE("name"), *level = VALUE("level");
    if (!table)
        return true;
    bool of_column = level && strcmp(level, "Column") == 0;
    n = of_column ? pl_find(r, table, PL_COLUMN, name) : pl_node_new(r, table, PL_CHECK, name);
    if (n)
        set(db->pl, n, of_column ? PL_COLUMN_CHECK : PL_CHECK_EXPRESSION, VALUE("expression"));
    return true;
}
