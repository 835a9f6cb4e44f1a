/* Character sets and collations: which of them go without saying, because a column has its table's.
 *
 * A column that says none has what its table has by default, so a column that has another one and does not say it any more is
 * a difference, and MODIFY without one is the way to level it. What a character set means without a collation is the
 * server's to say: it is asked where models leave it open.
 */
#include <string.h>

#include "dialects/mysql/mysql.h"
#include "dialects/mysql/sql.h"

/* ---- names: utf8 is what utf8mb3 was called before */

static const char *spelled(struct pl *pl, const char *name) {
    const char *lower = name ? pl_lower(pl, name) : NULL;
    if (lower && pl_starts(lower, "utf8") && (!lower[4] || lower[4] == '_'))
        return pl_format(pl, "utf8mb3%s", lower + 4);
    return lower;
}

static void spell(struct pl *pl, struct pl_node *n, enum pl_attr charset, enum pl_attr collation) {
    pl_set(n, charset, spelled(pl, pl_get(n, charset)));
    pl_set(n, collation, spelled(pl, pl_get(n, collation)));
}

void pl_mysql_spell_charsets(struct pl *pl, struct pl_node *schema) {
    spell(pl, schema, PL_SCHEMA_CHARSET, PL_SCHEMA_COLLATION);
    PL_EACH(table, schema, PL_TABLE) {
        spell(pl, table, PL_TABLE_CHARSET, PL_TABLE_COLLATION);
        PL_EACH(c, table, PL_COLUMN)
            spell(pl, c, PL_COLUMN_CHARSET, PL_COLUMN_COLLATION);
    }
}

void pl_mysql_settle_collation(const struct pl_node *table, struct pl_node *c) {
    if (pl_same(pl_get(c, PL_COLUMN_COLLATION), pl_get(table, PL_TABLE_COLLATION)))
        pl_set(c, PL_COLUMN_COLLATION, NULL);
    if (!pl_is(c, PL_COLUMN_COLLATION) || pl_same(pl_get(c, PL_COLUMN_CHARSET), pl_get(table, PL_TABLE_CHARSET)))
        pl_set(c, PL_COLUMN_CHARSET, NULL);
}

/* ---- what a character set means by itself */

struct defaults {
    struct pl_db *db;
    bool asked;
    const char *charset[128], *collation[128];
    size_t count;
};

static bool take_default(void *arg, int columns, const char *const *names, const char *const *values) {
    struct defaults *d = arg;
    (void)names;
    if (columns < 2 || !values[0] || !values[1] || d->count == sizeof d->charset / sizeof d->charset[0])
        return true;
    d->charset[d->count] = spelled(d->db->pl, values[0]);
    d->collation[d->count++] = spelled(d->db->pl, values[1]);
    return true;
}

/* NULL: nobody knows, or there is no server to ask. */
static const char *default_of(struct defaults *d, const char *charset) {
    if (d->db && !d->asked)
        pl_mysql_try(d->db, pl_mysql_is_mariadb(d->db->dialect) ? pl_sql_mysql_charsets_mariadb : pl_sql_mysql_charsets_mysql,
                     take_default, d);
    d->asked = true;
    for (size_t i = 0; i < d->count; i++)
        if (pl_same(d->charset[i], charset))
            return d->collation[i];
    return NULL;
}

/* ---- columns of both trees */

static const char *charset_of(struct pl *pl, const char *collation) {
    return collation ? pl_strndup(pl, collation, strcspn(collation, "_")) : NULL;
}

/* What a column of `to` has that says nothing itself. */
static const char *collation_of_table(struct pl *pl, struct defaults *d, const struct pl_node *from, const struct pl_node *to) {
    const char *was = pl_get(from, PL_TABLE_COLLATION), *is = pl_get(to, PL_TABLE_COLLATION);
    const char *charset = pl_get(to, PL_TABLE_CHARSET);
    if (is || !charset || pl_same(charset, charset_of(pl, was)))
        return is ? is : was;
    return default_of(d, charset);
}

static const char *collation_of(struct defaults *d, const struct pl_node *column, const char *table) {
    const char *own = pl_get(column, PL_COLUMN_COLLATION), *charset = pl_get(column, PL_COLUMN_CHARSET);
    return own ? own : charset ? default_of(d, charset) : table;
}

void pl_mysql_relate_collations(struct pl_db *db, struct pl_realm *from, struct pl_realm *to) {
    struct defaults d = {.db = db};
    PL_EACH(schema, to->root, PL_SCHEMA)
        PL_EACH(table, schema, PL_TABLE) {
            const char *before = table->mate ? pl_get(table->mate, PL_TABLE_COLLATION) : NULL;
            const char *after = before ? collation_of_table(from->pl, &d, table->mate, table) : NULL;
            PL_EACH(c, table, PL_COLUMN) {
                bool said = pl_is(c, PL_COLUMN_COLLATION) || pl_is(c, PL_COLUMN_CHARSET);
                said = said || (c->mate && pl_is(c->mate, PL_COLUMN_COLLATION));
                if (!said || !after || !c->mate || !pl_same(collation_of(&d, c->mate, before), collation_of(&d, c, after)))
                    continue;
                pl_set(c->mate, PL_COLUMN_COLLATION, pl_get(c, PL_COLUMN_COLLATION));
                pl_set(c->mate, PL_COLUMN_CHARSET, pl_get(c, PL_COLUMN_CHARSET));
            }
        }
}
