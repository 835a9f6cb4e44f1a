/* Models made ready: words that MySQL does not have become its own, and what the server would fill in is filled in, so that
 * the declared tree looks like the live one will.
 *
 * Three rules of the server are repeated here. A unique constraint is a unique index. Columns of a primary key are NOT NULL.
 * A foreign key without an index on its columns gets one, with the foreign key's name, or its first column's when it has
 * none.
 */
#include <string.h>

#include "dialects/mysql/mysql.h"

static void copy_parts(struct pl_realm *r, const struct pl_node *from, struct pl_node *to) {
    PL_EACH(part, from, PL_PART) {
        struct pl_node *copy = pl_node_new(r, to, PL_PART, "");
        copy->place = part->place;
        for (int i = 0; i < pl_attr_count(PL_PART); i++)
            pl_put(copy, i, pl_at(part, i));
    }
}

/* The name that MySQL gives to an index without one: its first column's, with _2, _3 ... when that is taken. */
static const char *index_name(struct pl_realm *r, const struct pl_node *table, const char *column) {
    const char *name = column ? column : "functional_index";
    for (int i = 2; pl_find(r, table, PL_INDEX, name); i++)
        name = pl_format(r->pl, "%s_%d", column ? column : "functional_index", i);
    return name;
}

static void uniques_to_indexes(struct pl_realm *r, struct pl_node *table) {
    for (struct pl_node *u = pl_first(table, PL_UNIQUE), *next; u; u = next) {
        const struct pl_node *part = pl_first(u, PL_PART);
        next = pl_next(u);
        const char *name = *u->name ? u->name : index_name(r, table, part ? pl_get(part, PL_PART_COLUMN) : NULL);
        struct pl_node *n = pl_node_new(r, table, PL_INDEX, name);
        n->place = u->place;
        n->was = u->was;
        pl_set(n, PL_INDEX_UNIQUE, "true");
        pl_set(n, PL_INDEX_COMMENT, pl_get(u, PL_UNIQUE_COMMENT));
        copy_parts(r, u, n);
        pl_remove(r, u);
    }
}

static void serial(struct pl_realm *r, struct pl_node *table, struct pl_node *c) {
    pl_set(c, PL_COLUMN_TYPE, "bigint unsigned");
    pl_set(c, PL_COLUMN_NOT_NULL, "true");
    pl_set(c, PL_COLUMN_AUTO_INCREMENT, "true");
    const struct pl_node *primary = pl_first(table, PL_PRIMARY_KEY);
    struct pl_text name = {.pl = r->pl};
    pl_list_add(&name, c->name);
    if (primary && pl_mysql_has_index_on(r->pl, table, name.s, NULL))
        return;
    struct pl_node *n = pl_node_new(r, table, PL_INDEX, index_name(r, table, c->name));
    pl_set(n, PL_INDEX_UNIQUE, "true");
    pl_set(pl_node_new(r, n, PL_PART, ""), PL_PART_COLUMN, c->name);
}

/* A column whose type is an enum of the models has the labels in its own type here. */
static void enum_labels(struct pl_realm *r, const struct pl_node *schema, struct pl_node *c) {
    const char *type = pl_get(c, PL_COLUMN_TYPE), *at = NULL, *label, *separator = "";
    const struct pl_node *labels = type ? pl_find(r, schema, PL_ENUM, type) : NULL;
    struct pl_text t = {.pl = r->pl};
    if (!labels)
        return;
    pl_add(&t, "enum(");
    while ((label = pl_list_next(r->pl, pl_get(labels, PL_ENUM_VALUES), &at))) {
        pl_add(&t, separator);
        pl_mysql_quote_text(&t, label);
        separator = ",";
    }
    pl_add(&t, ")");
    pl_set(c, PL_COLUMN_TYPE, t.s);
}

static void adapt_column(struct pl_realm *r, bool mariadb, unsigned version, struct pl_node *table, struct pl_node *c) {
    const char *type = pl_get(c, PL_COLUMN_TYPE);
    enum_labels(r, table->parent, c);
    if (type && pl_same_nocase(type, "serial"))
        serial(r, table, c);
    if (mariadb && version < 100700 && type && pl_same_nocase(type, "uuid"))
        pl_set(c, PL_COLUMN_TYPE, "char(36)");
    if (pl_is(c, PL_COLUMN_IDENTITY)) {
        pl_set(c, PL_COLUMN_IDENTITY, NULL);
        pl_set(c, PL_COLUMN_AUTO_INCREMENT, "true");
    }
    if (pl_is(c, PL_COLUMN_AUTO_INCREMENT))
        pl_set(c, PL_COLUMN_NOT_NULL, "true");
    if (!mariadb && pl_is(c, PL_COLUMN_CHECK)) {       /* MySQL keeps the check of a column as one of its table */
        struct pl_node *n = pl_node_new(r, table, PL_CHECK, "");
        n->place = c->place;
        pl_set(n, PL_CHECK_EXPRESSION, pl_get(c, PL_COLUMN_CHECK));
        pl_set(c, PL_COLUMN_CHECK, NULL);
    }
}

static void adapt_primary_key(struct pl_realm *r, struct pl_node *table) {
    struct pl_node *primary = pl_first(table, PL_PRIMARY_KEY);
    if (!primary)
        return;
    if (*primary->name)
        pl_rename(r, primary, "");                      /* it is called PRIMARY, whatever the models say */
    PL_EACH(part, primary, PL_PART) {
        const char *name = pl_get(part, PL_PART_COLUMN);
        struct pl_node *c = name ? pl_find(r, table, PL_COLUMN, name) : NULL;
        if (c)
            pl_set(c, PL_COLUMN_NOT_NULL, "true");
    }
}

static void adapt_foreign_key(struct pl_realm *r, bool mariadb, struct pl_node *table, struct pl_node *key) {
    const char *columns = pl_get(key, PL_FOREIGN_KEY_COLUMNS), *at = NULL, *name;
    static const enum pl_attr actions[] = {PL_FOREIGN_KEY_ON_DELETE, PL_FOREIGN_KEY_ON_UPDATE};
    for (int i = 0; mariadb && i < 2; i++)              /* it does not keep RESTRICT apart from nothing said */
        if (pl_same(pl_get(key, actions[i]), "restrict"))
            pl_set(key, actions[i], NULL);
    pl_mysql_spell_references(r, key);
    if (!columns || pl_mysql_has_index_on(r->pl, table, columns, NULL))
        return;
    name = *key->name ? key->name : pl_list_next(r->pl, columns, &at);
    struct pl_node *n = pl_node_new(r, table, PL_INDEX, index_name(r, table, name));
    n->place = key->place;
    for (at = NULL; (name = pl_list_next(r->pl, columns, &at));)
        pl_set(pl_node_new(r, n, PL_PART, ""), PL_PART_COLUMN, name);
}

/* The catalog of both servers knows characters of three bytes at most and keeps "?" for the others. */
static void shorten(struct pl *pl, struct pl_node *n) {
    int a = pl_attr_named(n->kind, "comment");
    const char *text = a < 0 ? NULL : pl_get(n, (enum pl_attr)a);
    struct pl_text t = {.pl = pl};
    if (!text)
        return;
    for (const unsigned char *p = (const unsigned char *)text; *p; p++) {
        if (*p < 0xF0) {
            pl_addc(&t, (char)*p);
            continue;
        }
        pl_addc(&t, '?');
        while ((p[1] & 0xC0) == 0x80)
            p++;
    }
    pl_set(n, (enum pl_attr)a, t.s);
}

/* A prefix as long as the column is none. */
static void whole_prefixes(struct pl_realm *r, const struct pl_node *table, const struct pl_node *key) {
    PL_EACH(part, key, PL_PART) {
        const char *prefix = pl_get(part, PL_PART_PREFIX), *name = pl_get(part, PL_PART_COLUMN);
        const struct pl_node *c = prefix && name ? pl_find(r, table, PL_COLUMN, name) : NULL;
        const char *type = c ? pl_get(c, PL_COLUMN_TYPE) : NULL, *size = type ? strchr(type, '(') : NULL;
        if (size && pl_same(pl_format(r->pl, "(%s)", prefix), size))
            pl_set(part, PL_PART_PREFIX, NULL);
    }
}

static void adapt_table(struct pl_realm *r, const struct pl_dialect *d, unsigned version, struct pl_node *table) {
    bool mariadb = pl_mysql_is_mariadb(d);
    uniques_to_indexes(r, table);
    PL_EACH(c, table, PL_COLUMN)
        adapt_column(r, mariadb, version, table, c);
    adapt_primary_key(r, table);
    pl_mysql_split_options(r->pl, table);
    pl_mysql_spell_table(r, table);
    PL_EACH(key, table, PL_PRIMARY_KEY)
        whole_prefixes(r, table, key);
    PL_EACH(key, table, PL_INDEX)
        whole_prefixes(r, table, key);
    pl_mysql_spell_texts(r->pl, d, table);
    shorten(r->pl, table);
    for (struct pl_node *n = table->child; n; n = n->next)
        shorten(r->pl, n);
}

/* A query that ends in WITH CHECK OPTION says an attribute of the view. */
static void adapt_view(struct pl *pl, struct pl_node *view) {
    const char *sql = pl_get(view, PL_VIEW_SQL), *at = sql, *with = NULL, *option = "cascaded";
    bool check = false;
    for (struct pl_token k; at && (k = pl_token_next(&at, true)).kind != PL_T_END;) {
        const char *word = k.kind == PL_T_WORD ? pl_lower(pl, pl_strndup(pl, k.s, k.len)) : "";
        if (strcmp(word, "with") == 0)
            with = k.s, check = false, option = "cascaded";
        else if (with && (strcmp(word, "local") == 0 || strcmp(word, "cascaded") == 0))
            option = word;
        else if (with && strcmp(word, "check") == 0)
            check = true;
        else if (strcmp(word, "option") != 0)
            with = NULL;
    }
    if (with && check && !pl_is(view, PL_VIEW_CHECK_OPTION)) {
        pl_set(view, PL_VIEW_CHECK_OPTION, option);
        pl_set(view, PL_VIEW_SQL, pl_trim(pl, pl_strndup(pl, sql, (size_t)(with - sql))));
    }
}

static bool adapt(struct pl_realm *declared, const struct pl_dialect *d, unsigned version) {
    PL_EACH(schema, declared->root, PL_SCHEMA) {
        pl_mysql_spell_charsets(declared->pl, schema);
        PL_EACH(table, schema, PL_TABLE)
            adapt_table(declared, d, version, table);
        PL_EACH(view, schema, PL_VIEW)
            adapt_view(declared->pl, view);
        PL_EACH(sequence, schema, PL_SEQUENCE)
            pl_mysql_spell_sequence(sequence);
        for (struct pl_node *e = pl_first(schema, PL_ENUM), *next; e; e = next) {
            next = pl_next(e);
            pl_remove(declared, e);
        }
    }
    pl_mysql_adapt_routines(declared, d);
    PL_EACH(schema, declared->root, PL_SCHEMA)
        PL_EACH(table, schema, PL_TABLE)
            PL_EACH(key, table, PL_FOREIGN_KEY)
                adapt_foreign_key(declared, pl_mysql_is_mariadb(d), table, key);
    return true;
}

bool pl_mysql_adapt(struct pl *pl, struct pl_realm *declared, unsigned version, const char *schema) {
    (void)pl;
    (void)schema;
    return adapt(declared, &pl_mysql, version);
}

bool pl_mariadb_adapt(struct pl *pl, struct pl_realm *declared, unsigned version, const char *schema) {
    (void)pl;
    (void)schema;
    return adapt(declared, &pl_mariadb, version);
}
