/* A column beside another: a trigger whose name sorts behind all others fills the new one, and both change places in one
 * transaction. What the old one holds stays as it was at that moment. */
#include <string.h>
#include "dialects/postgres/postgres.h"

static const char *key(struct pl_script *s, const struct pl_node *column) {
    return pl_format(s->pl, "pg_catalog.quote_literal(%s)", pl_pg_quoted(s->pl, column->name));
}

static const char *text_of(struct pl *pl, const char *text) {
    struct pl_text t = { .pl = pl };
    pl_pg_quote_text(&t, text);
    return t.s;
}

static const char *rows(struct pl_script *s, const struct pl_node *table) {
    return pl_format(s->pl, "SELECT pg_catalog.greatest(reltuples, 0)::bigint FROM pg_catalog.pg_class WHERE oid = %s::pg_catalog.regclass",
                     text_of(s->pl, pl_render_self(s, table)));
}

/* ---- values */

static bool is_own_type(struct pl *pl, const char *type) {
    return type && !pl_pg_type(pl, type);
}

static const char *cast(struct pl_script *s, const struct pl_twin *t, const char *row) {
    const char *was = pl_get(t->old, PL_COLUMN_TYPE), *is = pl_get(t->to, PL_COLUMN_TYPE);
    bool by_text = is_own_type(s->pl, was) || is_own_type(s->pl, is);
    return pl_format(s->pl, "CAST(%s%s%s AS %s)", row, t->was, by_text ? "::text" : "", pl_pg_say_type(s, t->to, is));
}

static const char *value(struct pl_script *s, const struct pl_twin *t) {
    const char *using = pl_get(t->to, PL_COLUMN_USING);
    if (using)
        return pl_format(s->pl, "(%s)", using);
    return pl_pg_has_cast(pl_get(t->old, PL_COLUMN_TYPE), pl_get(t->to, PL_COLUMN_TYPE)) ? cast(s, t, "") : NULL;
}

/* The author's expression with the row that is being written in front of each column. */
static const char *of_new_row(struct pl_script *s, const struct pl_node *table, const char *text) {
    struct pl_text out = { .pl = s->pl };
    const char *at = text, *before = text;
    bool dot = false;
    for (struct pl_token k; (k = pl_token_next(&at, false)).kind != PL_T_END; before = at) {
        const char *next = at;
        struct pl_token behind = pl_token_next(&next, false);
        bool name = (k.kind == PL_T_WORD || k.kind == PL_T_QUOTED) && !dot && !(behind.kind == PL_T_SIGN && *behind.s == '(');
        pl_addn(&out, before, (size_t)(k.s - before));
        if (name && pl_find(s->from, table, PL_COLUMN, pl_token_name(s->pl, k)))
            pl_add(&out, "NEW.");
        pl_addn(&out, k.s, k.len);
        dot = k.kind == PL_T_SIGN && *k.s == '.';
    }
    return pl_text(&out);
}

/* ---- in step */

static const char *function_name(struct pl_script *s, const struct pl_twin *t) {
    return pl_format(s->pl, "%s%s", pl_render(s, "[{schema}.]", t->cause), pl_pg_quoted(s->pl, t->sync));
}

static const char *trigger_name(struct pl_script *s, const char *sync) {
    return pl_pg_quoted(s->pl, pl_format(s->pl, "~%s", sync));
}

static void step(struct pl_script *s, const struct pl_twin *t, const char *sql, const char *title, unsigned lock, const char *undo) {
    pl_step_add(s, sql, pl_format(s->pl, title, t->title), lock ? PL_R_LOCK(lock) : 0, t->cause)->undo = undo;
}

static void keep_in_step(struct pl_script *s, const struct pl_twin *t) {
    const char *function = function_name(s, t), *trigger = trigger_name(s, t->sync), *using = pl_get(t->to, PL_COLUMN_USING);
    const char *new = using ? of_new_row(s, t->old->parent, using) : cast(s, t, "NEW.");
    step(s, t, pl_format(s->pl, "CREATE OR REPLACE FUNCTION %s() RETURNS trigger LANGUAGE plpgsql AS $poundlock$\n"
                         "BEGIN\n    NEW.%s := %s;\n    RETURN NEW;\nEND\n$poundlock$", function, t->now, new),
         "say what keeps the new %s in step", 0, pl_format(s->pl, "DROP FUNCTION %s()", function));
    step(s, t, pl_format(s->pl, "CREATE TRIGGER %s BEFORE INSERT OR UPDATE ON %s FOR EACH ROW EXECUTE FUNCTION %s()", trigger,
                         t->table, function),
         "keep the new %s in step", PL_PG_SHARE_ROW_EXCLUSIVE, pl_format(s->pl, "DROP TRIGGER %s ON %s", trigger, t->table));
}

/* PostgreSQL 18 keeps NOT NULL as a constraint, which has been named after the column as it was called before. */
static void name_not_null(struct pl_script *s, const struct pl_twin *t, const char *title) {
    const char *at = t->now, *table = t->old->parent->name, *wanted = pl_get(t->to, PL_COLUMN_NOT_NULL_NAME);
    if (s->version < 180000 || !pl_is(t->to, PL_COLUMN_NOT_NULL))
        return;
    const char *made = pl_pg_made_name(s->pl, table, pl_token_name(s->pl, pl_token_next(&at, false)), "not_null");
    wanted = wanted ? wanted : pl_pg_made_name(s->pl, table, t->to->name, "not_null");
    step(s, t, pl_format(s->pl, "ALTER TABLE %s RENAME CONSTRAINT %s TO %s", t->table, pl_pg_quoted(s->pl, made),
                         pl_pg_quoted(s->pl, wanted)), title, PL_PG_ACCESS_EXCLUSIVE, NULL);
}

static void exchange(struct pl_script *s, const struct pl_twin *t) {
    static const char title[] = "put the new %s in the place of the old one";
    const char *schema = pl_render(s, "[{schema}.]", t->cause);
    step(s, t, pl_format(s->pl, "ALTER TABLE %s RENAME COLUMN %s TO %s", t->table, t->was, t->aside), title, PL_PG_ACCESS_EXCLUSIVE, NULL);
    step(s, t, pl_format(s->pl, "ALTER TABLE %s RENAME COLUMN %s TO %s", t->table, t->now, t->was), title, PL_PG_ACCESS_EXCLUSIVE, NULL);
    step(s, t, pl_format(s->pl, "ALTER TABLE %s ALTER COLUMN %s DROP NOT NULL, ALTER COLUMN %s DROP DEFAULT", t->table, t->aside, t->aside),
         title, PL_PG_ACCESS_EXCLUSIVE, NULL);
    name_not_null(s, t, title);
    step(s, t, pl_format(s->pl, "DROP TRIGGER %s ON %s", trigger_name(s, t->sync), t->table), title, PL_PG_ACCESS_EXCLUSIVE, NULL);
    step(s, t, pl_format(s->pl, "DROP FUNCTION %s()", function_name(s, t)), title, 0, NULL);
    for (size_t i = 0; t->indexes[i]; i++) {
        step(s, t, pl_format(s->pl, "DROP INDEX %s%s", schema, t->indexes[i]), title, PL_PG_ACCESS_EXCLUSIVE, NULL);
        step(s, t, pl_format(s->pl, "ALTER INDEX %s%s RENAME TO %s", schema, t->built[i], t->indexes[i]), title,
             PL_PG_SHARE_UPDATE_EXCLUSIVE, NULL);
    }
}

/* ---- under both names */

/* By their bytes: whatever the type is, and however its values compare. */
static const char *other(struct pl_script *s, const char *a, const char *b) {
    return pl_format(s->pl, "pg_catalog.record_image_ne(ROW(%s), ROW(%s))", a, b);
}

static const char *differ(struct pl_script *s, const struct pl_twin *t) {
    return other(s, t->now, t->was);
}

static void keep_both(struct pl_script *s, const struct pl_twin *t) {
    const char *function = function_name(s, t), *trigger = trigger_name(s, t->sync);
    const char *now = pl_format(s->pl, "NEW.%s", t->now), *was = pl_format(s->pl, "NEW.%s", t->was), *said;
    if (t->given)
        said = other(s, now, pl_format(s->pl, "CAST(%s AS %s)", t->given, pl_pg_say_type(s, t->old, pl_get(t->old, PL_COLUMN_TYPE))));
    else
        said = pl_format(s->pl, "(pg_catalog.num_nonnulls(%s) = 1)", now);
    step(s, t, pl_format(s->pl, "CREATE OR REPLACE FUNCTION %s() RETURNS trigger LANGUAGE plpgsql AS $poundlock$\n"
                         "BEGIN\n    IF TG_OP = 'INSERT' THEN\n        IF %s THEN\n            %s := %s;\n        END IF;\n"
                         "    ELSIF %s THEN\n        %s := %s;\n    END IF;\n    %s := %s;\n    RETURN NEW;\nEND\n$poundlock$",
                         function, said, was, now,
                         other(s, now, pl_format(s->pl, "OLD.%s", t->now)), was, now, now, was),
         "say what keeps %s the same under both names", 0, pl_format(s->pl, "DROP FUNCTION %s()", function));
    step(s, t, pl_format(s->pl, "CREATE TRIGGER %s BEFORE INSERT OR UPDATE ON %s FOR EACH ROW EXECUTE FUNCTION %s()", trigger,
                         t->table, function),
         "keep %s the same under both names", PL_PG_SHARE_ROW_EXCLUSIVE, pl_format(s->pl, "DROP TRIGGER %s ON %s", trigger, t->table));
}

static void settle(struct pl_script *s, const struct pl_twin *t) {
    step(s, t, pl_format(s->pl, "ALTER TRIGGER %s ON %s RENAME TO %s", trigger_name(s, t->sync), t->table, trigger_name(s, t->mark)),
         "say that %s is there under both names", PL_PG_ACCESS_EXCLUSIVE, NULL);
}

const struct pl_twins pl_pg_twins = {
    .key = key, .rows = rows, .value = value, .keep_in_step = keep_in_step, .exchange = exchange, .syncs = 1,
    .differ = differ, .keep_both = keep_both, .settle = settle, .boths = 1,
};
