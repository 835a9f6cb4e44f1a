/* After the catalog was read: what it garbles is put right, what says nothing goes, what comes in pieces is put together.
 *
 * The index that InnoDB makes for a foreign key is said like any other, so that models which came from a database say it
 * again; models that leave it out get it in adapt.c.
 */
#include <string.h>

#include "dialects/mysql/mysql.h"

/* Expressions only: a literal default is no expression and comes as it is. */
static void unescape(struct pl *pl, struct pl_node *n, enum pl_attr a) {
    const char *text = pl_get(n, a);
    if (text && !(a == PL_COLUMN_DEFAULT && *text != '('))
        pl_set(n, a, pl_mysql_unescape(pl, text));
}

static void unescape_table(struct pl *pl, struct pl_node *table) {
    for (struct pl_node *n = table->child; n; n = n->next) {
        if (n->kind == PL_COLUMN) {
            unescape(pl, n, PL_COLUMN_DEFAULT);
            unescape(pl, n, PL_COLUMN_GENERATED);
        }
        if (n->kind == PL_CHECK)
            unescape(pl, n, PL_CHECK_EXPRESSION);
        PL_EACH(part, n, PL_PART)
            unescape(pl, part, PL_PART_EXPRESSION);
    }
}

/* MariaDB writes json as longtext with a binary collation and a check. */
static void settle_json(struct pl *pl, struct pl_node *c) {
    struct pl_text check = {.pl = pl};
    pl_add(&check, "json_valid(");
    pl_mysql_quote_name(&check, c->name);
    pl_add(&check, ")");
    if (!pl_same(pl_get(c, PL_COLUMN_TYPE), "longtext") || !pl_same(pl_get(c, PL_COLUMN_CHECK), check.s)
        || !pl_same(pl_get(c, PL_COLUMN_COLLATION), "utf8mb4_bin"))
        return;
    pl_set(c, PL_COLUMN_TYPE, "json");
    pl_set(c, PL_COLUMN_CHECK, NULL);
    pl_set(c, PL_COLUMN_COLLATION, NULL);
    pl_set(c, PL_COLUMN_CHARSET, NULL);
}

static void settle_table(struct pl_db *db, struct pl_realm *live, struct pl_node *table) {
    bool mariadb = pl_mysql_is_mariadb(db->dialect);
    pl_mysql_split_options(db->pl, table);
    if (!mariadb)
        unescape_table(db->pl, table);
    pl_mysql_spell_texts(db->pl, db->dialect, table);
    PL_EACH(c, table, PL_COLUMN) {
        if (mariadb)
            settle_json(db->pl, c);
        pl_mysql_settle_collation(table, c);
    }
    pl_mysql_spell_table(live, table);
}

/* ---- system-versioned tables whose columns say so: models have no words for those columns */

static bool is_versioning(const struct pl_node *c) {
    const char *text = pl_get(c, PL_COLUMN_GENERATED);
    return text && (strcmp(text, "ROW START") == 0 || strcmp(text, "ROW END") == 0
                    || strcmp(text, "WITHOUT SYSTEM VERSIONING") == 0);
}

static bool says_versioning(const struct pl_node *table) {
    const char *by = pl_get(table, PL_TABLE_PARTITION_BY);
    PL_EACH(c, table, PL_COLUMN)
        if (is_versioning(c))
            return true;
    return by && pl_starts(by, "SYSTEM_TIME");
}

static void put_versioned_aside(struct pl_realm *live, struct pl_node *schema) {
    for (struct pl_node *table = pl_first(schema, PL_TABLE), *next; table; table = next) {
        next = pl_next(table);
        if (!says_versioning(table))
            continue;
        pl_set(pl_node_new(live, schema, PL_UNMODELLED, table->name), PL_UNMODELLED_WHAT,
               "system-versioned table");
        pl_remove(live, table);
    }
}

/* ---- sequences: each is a table of one row; all are read in one statement */

struct numbers {
    struct pl *pl;
    struct pl_node *next;
};

static bool take_numbers(void *arg, int columns, const char *const *names, const char *const *values) {
    static const enum pl_attr attrs[] = {PL_SEQUENCE_START, PL_SEQUENCE_MIN, PL_SEQUENCE_MAX, PL_SEQUENCE_INCREMENT,
                                         PL_SEQUENCE_CACHE, PL_SEQUENCE_CYCLE};
    struct numbers *n = arg;
    (void)names;
    for (int i = 0; n->next && i < columns; i++)
        pl_set(n->next, attrs[i], pl_strdup(n->pl, values[i]));
    n->next = n->next ? pl_next(n->next) : NULL;
    return true;
}

static bool settle_sequences(struct pl_db *db, struct pl_node *schema) {
    struct numbers n = {.pl = db->pl, .next = pl_first(schema, PL_SEQUENCE)};
    struct pl_text sql = {.pl = db->pl};
    int order = 0;
    PL_EACH(q, schema, PL_SEQUENCE) {
        pl_addf(&sql, "%sSELECT start_value, minimum_value, maximum_value AS m, "
                "NULLIF(increment, 1) AS i, NULLIF(cache_size, 1000) AS c, IF(cycle_option, 'true', NULL) AS y, "
                "%d AS o FROM ",
                order ? " UNION ALL " : "SELECT start_value, minimum_value, m, i, c, y FROM (", order);
        order++;
        if (*schema->name) {
            pl_mysql_quote_name(&sql, schema->name);
            pl_addc(&sql, '.');
        }
        pl_mysql_quote_name(&sql, q->name);
    }
    pl_add(&sql, ") x ORDER BY o");
    if (order && !pl_mysql_query(db, sql.s, NULL, 0, take_numbers, &n))
        return false;
    PL_EACH(q, schema, PL_SEQUENCE)
        pl_mysql_spell_sequence(q);
    return true;
}

/* ---- views */

/* Without SHOW VIEW the text is empty. */
static void settle_view(struct pl_db *db, struct pl_realm *live, struct pl_node *view) {
    const char *sql = pl_get(view, PL_VIEW_SQL);
    if (!sql || !*sql) {
        struct pl_node *n = pl_node_new(live, view->parent, PL_UNMODELLED, view->name);
        pl_set(n, PL_UNMODELLED_WHAT, "unreadable view");
        pl_set(view, PL_VIEW_SQL, NULL);
        view->flags |= PL_N_UNDECIDED;
    } else
        pl_set(view, PL_VIEW_SQL, pl_mysql_body(db->pl, sql, pl_mysql_of(db)->database, true));
}

bool pl_mysql_settle(struct pl_db *db, struct pl_realm *live) {
    if (!pl_mysql_partitions(db, live))
        return false;
    if (pl_scope_is_all(db->scope))
        pl_mysql_look_at_privileges(db, live);
    PL_EACH(schema, live->root, PL_SCHEMA) {
        pl_mysql_spell_charsets(db->pl, schema);
        put_versioned_aside(live, schema);
        if (!pl_mysql_show_tables(db, live, schema))
            return false;
        PL_EACH(table, schema, PL_TABLE)
            settle_table(db, live, table);
        PL_EACH(view, schema, PL_VIEW)
            settle_view(db, live, view);
        bool mariadb = pl_mysql_is_mariadb(db->dialect);
        if (mariadb ? !settle_sequences(db, schema) : !pl_mysql_show_views(db, live, schema))
            return false;
    }
    if (!pl_mysql_settle_routines(db, live))
        return false;
    if (!pl_mysql_is_mariadb(db->dialect) && pl_scope_is_all(db->scope))
        pl_mysql_read_routine_grants(db, live);
    PL_EACH(schema, live->root, PL_SCHEMA)              /* needs the primary keys of all tables */
        PL_EACH(table, schema, PL_TABLE)
            PL_EACH(key, table, PL_FOREIGN_KEY)
                pl_mysql_spell_references(live, key);
    return true;
}

/* ---- once it is known which table is which */

static void relate_bounds(struct pl_db *db, struct pl_node *table) {
    const char *live = table->mate ? pl_get(table->mate, PL_TABLE_PARTITION_BY) : NULL, *said = pl_get(table, PL_TABLE_PARTITION_BY);
    if (live && said && strcmp(live, said) != 0)
        pl_set(table, PL_TABLE_PARTITION_BY, pl_mysql_partition_by(db->pl, table, pl_mysql_computed_bounds(db, said)));
}

bool pl_mysql_relate(struct pl_db *db, struct pl_realm *from, struct pl_realm *to) {
    pl_mysql_relate_collations(db, from, to);
    PL_EACH(schema, to->root, PL_SCHEMA)
        PL_EACH(table, schema, PL_TABLE)
            if (db)
                relate_bounds(db, table);
    return true;
}
