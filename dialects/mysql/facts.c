/* What a live and a declared realm are both brought to, so that they can be compared as text: names of columns in keys as
 * their table spells them, texts in one spelling, table options in one order.
 */
#include <stdlib.h>
#include <string.h>

#include "dialects/mysql/mysql.h"

static const char *column_spelled(const struct pl_node *table, const char *name) {
    PL_EACH(c, table, PL_COLUMN)
        if (pl_same_nocase(c->name, name))
            return c->name;
    return name;
}

const char *pl_mysql_columns_spelled(struct pl *pl, const struct pl_node *table, const char *list) {
    struct pl_text t = {.pl = pl};
    const char *at = NULL, *name;
    while (list && (name = pl_list_next(pl, list, &at)))
        pl_list_add(&t, column_spelled(table, name));
    return t.s;
}

void pl_mysql_spell_table(struct pl_realm *r, struct pl_node *table) {
    for (struct pl_node *key = table->child; key; key = key->next) {
        if (key->kind == PL_FOREIGN_KEY)
            pl_set(key, PL_FOREIGN_KEY_COLUMNS,
                   pl_mysql_columns_spelled(r->pl, table, pl_get(key, PL_FOREIGN_KEY_COLUMNS)));
        PL_EACH(part, key, PL_PART)
            if (pl_is(part, PL_PART_COLUMN))
                pl_set(part, PL_PART_COLUMN, column_spelled(table, pl_get(part, PL_PART_COLUMN)));
    }
}

static const char *key_columns(struct pl *pl, const struct pl_node *key) {
    struct pl_text t = {.pl = pl};
    PL_EACH(part, key, PL_PART)
        pl_list_add(&t, pl_is(part, PL_PART_COLUMN) ? pl_get(part, PL_PART_COLUMN) : "");
    return t.s;
}

void pl_mysql_spell_references(struct pl_realm *r, struct pl_node *key) {
    const struct pl_node *to = pl_resolve(r, key, PL_FOREIGN_KEY_REFERENCES);
    if (!to || !pl_is(key, PL_FOREIGN_KEY_REFERENCED_COLUMNS))
        return;
    const char *columns = pl_mysql_columns_spelled(r->pl, to, pl_get(key, PL_FOREIGN_KEY_REFERENCED_COLUMNS));
    const struct pl_node *primary = pl_first(to, PL_PRIMARY_KEY);
    bool same = primary && pl_same(columns, key_columns(r->pl, primary));
    pl_set(key, PL_FOREIGN_KEY_REFERENCED_COLUMNS, same ? NULL : columns);
}

/* Without digits it is as precise as the column: MySQL refuses it otherwise, and MariaDB makes it so. */
static const char *as_precise(struct pl *pl, const char *type, const char *on_update) {
    const char *digits = strchr(type, '(');
    bool bare = pl_same(on_update, "CURRENT_TIMESTAMP") && digits && (pl_starts(type, "datetime(") || pl_starts(type, "timestamp("));
    return bare ? pl_format(pl, "%s%s", on_update, digits) : on_update;
}

static void spell_column(struct pl *pl, const struct pl_dialect *d, struct pl_node *c) {
    const char *type = pl_get(c, PL_COLUMN_TYPE), *canonical = type ? d->type(pl, type) : NULL;
    type = canonical ? canonical : type ? type : "";
    pl_set(c, PL_COLUMN_DEFAULT, pl_mysql_default(pl, d, type, pl_get(c, PL_COLUMN_DEFAULT)));
    pl_set(c, PL_COLUMN_ON_UPDATE, as_precise(pl, type, pl_mysql_default(pl, d, type, pl_get(c, PL_COLUMN_ON_UPDATE))));
    pl_set(c, PL_COLUMN_GENERATED, pl_mysql_expression(pl, pl_get(c, PL_COLUMN_GENERATED)));
    pl_set(c, PL_COLUMN_CHECK, pl_mysql_expression(pl, pl_get(c, PL_COLUMN_CHECK)));
}

void pl_mysql_spell_texts(struct pl *pl, const struct pl_dialect *d, struct pl_node *table) {
    pl_set(table, PL_TABLE_PARTITION_BY, pl_mysql_partition_by(pl, table, pl_get(table, PL_TABLE_PARTITION_BY)));
    for (struct pl_node *n = table->child; n; n = n->next) {
        if (n->kind == PL_COLUMN)
            spell_column(pl, d, n);
        if (n->kind == PL_CHECK)
            pl_set(n, PL_CHECK_EXPRESSION, pl_mysql_expression(pl, pl_get(n, PL_CHECK_EXPRESSION)));
        PL_EACH(part, n, PL_PART)
            pl_set(part, PL_PART_EXPRESSION, pl_mysql_expression(pl, pl_get(part, PL_PART_EXPRESSION)));
    }
}

const char *pl_mysql_sequence_begin(const struct pl_node *sequence) {
    const char *increment = pl_get(sequence, PL_SEQUENCE_INCREMENT);
    bool down = increment && *increment == '-';
    const char *bound = pl_get(sequence, down ? PL_SEQUENCE_MAX : PL_SEQUENCE_MIN);
    return bound ? bound : down ? "-1" : "1";
}

void pl_mysql_spell_sequence(struct pl_node *sequence) {
    const char *increment = pl_get(sequence, PL_SEQUENCE_INCREMENT);
    bool down = increment && *increment == '-';
    const char *least = down ? "-9223372036854775807" : "1", *most = down ? "-1" : "9223372036854775806";
    if (pl_same(pl_get(sequence, PL_SEQUENCE_MIN), least))
        pl_set(sequence, PL_SEQUENCE_MIN, NULL);
    if (pl_same(pl_get(sequence, PL_SEQUENCE_MAX), most))
        pl_set(sequence, PL_SEQUENCE_MAX, NULL);
    if (pl_same(pl_get(sequence, PL_SEQUENCE_START), pl_mysql_sequence_begin(sequence)))
        pl_set(sequence, PL_SEQUENCE_START, NULL);
}

/* The end of one option: blanks inside quotes belong to it. */
static size_t option_length(const char *s) {
    size_t n = 0;
    for (char quote = 0; s[n] && (quote || s[n] != ' '); n++) {
        if (quote)
            quote = s[n] == quote ? 0 : quote;
        else if (s[n] == '\'' || s[n] == '"' || s[n] == '`')
            quote = s[n];
    }
    return n;
}

static char *option_lower(struct pl *pl, const char *s, size_t n) {
    char *option = pl_strndup(pl, s, n);
    for (char *p = option; *p && *p != '=' && *p != '`'; p++)
        *p = (char)(*p >= 'A' && *p <= 'Z' ? *p + 32 : *p);
    return option;
}

void pl_mysql_split_options(struct pl *pl, struct pl_node *table) {
    enum { MOST = 64 };
    const char *s = pl_get(table, PL_TABLE_OPTIONS), *options[MOST];
    size_t count = 0;
    struct pl_text t = {.pl = pl};
    while (s && *s && count < MOST) {
        size_t n = option_length(s);
        char *option = option_lower(pl, s, n);
        if (pl_starts(option, "row_format="))
            pl_set(table, PL_TABLE_ROW_FORMAT, pl_lower(pl, option + strlen("row_format=")));
        else if (n && strcmp(option, "partitioned") != 0)
            options[count++] = option;
        s += n + (s[n] == ' ');
    }
    qsort(options, count, sizeof *options, pl_by_text);
    for (size_t i = 0; i < count; i++)
        pl_addf(&t, "%s%s", i ? " " : "", options[i]);
    pl_set(table, PL_TABLE_OPTIONS, t.s);
}

static bool leads(struct pl *pl, const struct pl_node *key, const char *columns) {
    const struct pl_node *part = pl_first(key, PL_PART);
    const char *at = NULL, *name;
    while ((name = pl_list_next(pl, columns, &at))) {
        const char *column = part ? pl_get(part, PL_PART_COLUMN) : NULL;
        if (!column || !pl_same_nocase(column, name) || pl_is(part, PL_PART_PREFIX))
            return false;
        part = pl_next(part);
    }
    return true;
}

bool pl_mysql_has_index_on(struct pl *pl, const struct pl_node *table, const char *columns, const struct pl_node *except) {
    for (const struct pl_node *n = table->child; n; n = n->next) {
        bool key = n->kind == PL_PRIMARY_KEY || n->kind == PL_UNIQUE || (n->kind == PL_INDEX && !pl_is(n, PL_INDEX_METHOD));
        if (key && n != except && leads(pl, n, columns))
            return true;
    }
    return false;
}
