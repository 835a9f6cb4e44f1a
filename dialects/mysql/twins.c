/* A column beside another: two triggers fill the new one. They name both columns, so they go right before the ALTER that exchanges
 * the names; the table is locked for that moment, or a write in between would be lost. */
#include <string.h>

#include "dialects/mysql/mysql.h"

static const char *quoted(struct pl_script *s, const char *name) {
    struct pl_text t = {.pl = s->pl};
    pl_mysql_quote_name(&t, name);
    return t.s;
}

/* Rows are gone through in the order of the key, with its values as literals: so only by types that are ordered as those compare. */
static const char *key(struct pl_script *s, const struct pl_node *column) {
    static const struct { const char *type, *literal; } rows[] = {
        {"enum", NULL}, {"set", NULL}, {"float", NULL}, {"double", NULL}, {"bit", NULL}, {"binary", "concat('x''', hex(%s), '''')"},
        {"varbinary", "concat('x''', hex(%s), '''')"}, {"tinyint", "%s"}, {"smallint", "%s"}, {"mediumint", "%s"}, {"int", "%s"},
        {"bigint", "%s"}, {"decimal", "%s"},
    };
    const char *type = pl_get(column, PL_COLUMN_TYPE), *name = quoted(s, column->name);
    size_t len = type ? strcspn(type, "( ") : 0;
    if (!type || pl_mysql_type_class(type) == PL_MY_BLOB)
        return NULL;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (strlen(rows[i].type) == len && strncmp(type, rows[i].type, len) == 0)
            return rows[i].literal ? pl_format(s->pl, rows[i].literal, name) : NULL;
    return pl_format(s->pl, "quote(%s)", name);
}

static const char *rows(struct pl_script *s, const struct pl_node *table) {
    struct pl_text t = {.pl = s->pl};
    pl_add(&t, "SELECT TABLE_ROWS FROM information_schema.TABLES WHERE TABLE_SCHEMA = ");
    if (*table->parent->name || *s->schema)
        pl_mysql_quote_text(&t, *table->parent->name ? table->parent->name : s->schema);
    else
        pl_add(&t, "DATABASE()");
    pl_add(&t, " AND TABLE_NAME = ");
    pl_mysql_quote_text(&t, table->name);
    return t.s;
}

/* A time of the last change is not that of a row being filled. */
static const char *keep(struct pl_script *s, const struct pl_node *table) {
    struct pl_text t = {.pl = s->pl};
    PL_EACH(c, table->mate, PL_COLUMN)
        if (pl_is(c, PL_COLUMN_ON_UPDATE))
            pl_addf(&t, ", %s = %s", quoted(s, c->name), quoted(s, c->name));
    return pl_text(&t);
}

static const char *value(struct pl_script *s, const struct pl_twin *t) {
    (void)s;
    return t->was;
}

static const char *trigger(struct pl_script *s, const struct pl_twin *t, const char *when) {
    return pl_format(s->pl, "%s%s", pl_render(s, "[{schema}.]", t->cause), quoted(s, pl_format(s->pl, "%s_%s", t->sync, when)));
}

static void keep_in_step(struct pl_script *s, const struct pl_twin *t) {
    static const char *const whens[] = {"insert", "update"};
    for (size_t i = 0; i < sizeof whens / sizeof whens[0]; i++) {
        const char *name = trigger(s, t, whens[i]);
        const char *sql = pl_format(s->pl, "CREATE TRIGGER %s BEFORE %s ON %s FOR EACH ROW SET NEW.%s = NEW.%s", name,
                                    i ? "UPDATE" : "INSERT", t->table, t->now, t->was);
        pl_step_add(s, sql, pl_format(s->pl, "keep the new %s in step", t->title), PL_R_LOCK(PL_MY_LOCK_SHARED), t->cause)->undo =
            pl_format(s->pl, "DROP TRIGGER %s", name);
    }
}

static void exchange(struct pl_script *s, const struct pl_twin *t) {
    struct pl_text sql = {.pl = s->pl};
    const char **before = pl_alloc(s->pl, 4 * sizeof *before);
    pl_addf(&sql, "ALTER TABLE %s RENAME COLUMN %s TO %s,\n    RENAME COLUMN %s TO %s", t->table, t->was, t->aside, t->now, t->was);
    for (size_t i = 0; t->indexes[i]; i++)
        pl_addf(&sql, ",\n    DROP INDEX %s,\n    RENAME INDEX %s TO %s", t->indexes[i], t->built[i], t->indexes[i]);
    struct pl_step *step = pl_step_add(s, sql.s, pl_format(s->pl, "put the new %s in the place of the old one", t->title),
                                       PL_R_LOCK(PL_MY_LOCK_EXCLUSIVE), t->cause);
    before[0] = pl_format(s->pl, "LOCK TABLES %s WRITE", t->table);
    before[1] = pl_format(s->pl, "DROP TRIGGER %s", trigger(s, t, "insert"));
    before[2] = pl_format(s->pl, "DROP TRIGGER %s", trigger(s, t, "update"));
    before[3] = NULL;
    step->before = before;
    step->after = "UNLOCK TABLES";
}

/* ---- under both names */

/* Text as its bytes: a comparison by the collation would take no note of a letter's case. */
static const char *same(struct pl_script *s, const struct pl_twin *t, const char *a, const char *b) {
    const char *type = pl_get(t->old, PL_COLUMN_TYPE);
    enum pl_mysql_class class = type ? pl_mysql_type_class(type) : PL_MY_OTHER;
    bool plain = class == PL_MY_INTEGER || class == PL_MY_NUMBER || class == PL_MY_BIT;
    return pl_format(s->pl, plain ? "(%s <=> %s)" : "(CAST(%s AS BINARY) <=> CAST(%s AS BINARY))", a, b);
}

static const char *differ(struct pl_script *s, const struct pl_twin *t) {
    return pl_format(s->pl, "NOT %s", same(s, t, t->now, t->was));
}

static void keep_both(struct pl_script *s, const struct pl_twin *t) {
    const char *now = pl_format(s->pl, "NEW.%s", t->now), *was = pl_format(s->pl, "NEW.%s", t->was);
    const char *left[] = {t->given ? same(s, t, now, t->given) : pl_format(s->pl, "%s IS NULL", now),
                          same(s, t, now, pl_format(s->pl, "OLD.%s", t->now))};
    static const char *const whens[] = {"insert", "update"};
    for (size_t i = 0; i < sizeof whens / sizeof whens[0]; i++) {
        const char *name = trigger(s, t, whens[i]);
        const char *sql = pl_format(s->pl, "CREATE TRIGGER %s BEFORE %s ON %s FOR EACH ROW SET %s = IF(%s, %s, %s), %s = %s", name,
                                    i ? "UPDATE" : "INSERT", t->table, was, left[i], was, now, now, was);
        pl_step_add(s, sql, pl_format(s->pl, "keep %s the same under both names", t->title), PL_R_LOCK(PL_MY_LOCK_SHARED), t->cause)->undo =
            pl_format(s->pl, "DROP TRIGGER %s", name);
    }
}

/* A trigger that does nothing: what it is called is all that it is for. */
static void settle(struct pl_script *s, const struct pl_twin *t) {
    const char *name = pl_format(s->pl, "%s%s", pl_render(s, "[{schema}.]", t->cause), quoted(s, t->mark));
    pl_step_add(s, pl_format(s->pl, "CREATE TRIGGER %s BEFORE DELETE ON %s FOR EACH ROW BEGIN END", name, t->table),
                pl_format(s->pl, "say that %s is there under both names", t->title), PL_R_LOCK(PL_MY_LOCK_SHARED), t->cause)->undo =
        pl_format(s->pl, "DROP TRIGGER %s", name);
}

static const char *turn(struct pl_script *s, const struct pl_twin *t) {
    return pl_format(s->pl, "RENAME COLUMN %s TO %s", t->now, t->was);
}

const struct pl_twins pl_mysql_twins = {
    .key = key, .rows = rows, .keep = keep, .value = value, .keep_in_step = keep_in_step, .exchange = exchange, .syncs = 2,
    .differ = differ, .keep_both = keep_both, .settle = settle, .turn = turn, .boths = 2, .nullable_before = true,
};
