/* A table with rows that becomes a partition while others read and write: what the server would look through every row for is said by a
 * check before, which is looked at under a weak lock, and indexes of the whole that it does not have yet are built concurrently. The
 * statement that attaches it then only takes note of them.
 *
 * It is for one plain column whose values the server compares without a conversion; anything else is looked through, and the plan says so.
 */
#include <string.h>

#include "dialects/postgres/postgres.h"

/* ---- the bounds as a condition */

/* The text between the next brackets behind a word; NULL: there is none. */
static const char *behind(struct pl *pl, const char *text, const char *word) {
    bool found = false;
    for (struct pl_token t; (t = pl_token_next(&text, false)).kind != PL_T_END;) {
        if (found && t.kind == PL_T_SIGN && *t.s == '(') {
            const char *start = text;
            for (int depth = 1; (t = pl_token_next(&text, false)).kind != PL_T_END;) {
                depth += t.kind == PL_T_SIGN ? (*t.s == '(') - (*t.s == ')') : 0;
                if (!depth)
                    return pl_trim(pl, pl_strndup(pl, start, (size_t)(t.s - start)));
            }
            return NULL;
        }
        found |= t.kind == PL_T_WORD && pl_same_nocase(pl_strndup(pl, t.s, t.len), word);
    }
    return NULL;
}

static bool is_word(struct pl *pl, const char *text, const char *word) {
    struct pl_token t = pl_token_next(&text, false);
    return t.kind == PL_T_WORD && pl_same_nocase(pl_strndup(pl, t.s, t.len), word);
}

/* Values with the type of the column, ", " between; NULL where one is none or has a comma or call in it. */
static const char *values(struct pl *pl, const char *list, const char *type, int most) {
    struct pl_text out = { .pl = pl };
    bool open = false, minus = false;
    for (struct pl_token t; list && (t = pl_token_next(&list, false)).kind != PL_T_END;) {
        bool comma = t.kind == PL_T_SIGN && *t.s == ',', sign = t.kind == PL_T_SIGN && *t.s == '-';
        if (comma && open && !minus) {
            open = false;
        } else if (sign && !open && !minus) {
            minus = true;
        } else if (!open && (t.kind == PL_T_NUMBER || (t.kind == PL_T_STRING && *t.s == '\'' && !minus)) && most-- > 0) {
            pl_addf(&out, "%s(%s%s)::%s", out.len ? ", " : "", minus ? "-" : "", pl_strndup(pl, t.s, t.len), type);
            open = true;
            minus = false;
        } else {
            return NULL;
        }
    }
    return open ? out.s : NULL;
}

static bool is_compared_as_it_is(const char *type) {
    static const char *const types[] = { "smallint", "integer", "int", "bigint", "numeric", "date", "text", "uuid", "timestamp", "timestamptz",
                                         "timestamp with time zone", "timestamp without time zone" };
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        if (pl_same(type, types[i]))
            return true;
    return false;
}

static const char *condition(struct pl_script *s, const struct pl_node *table) {
    struct pl *pl = s->pl;
    const struct pl_node *whole = pl_resolve(s->to, table, PL_TABLE_PARTITION_OF);
    const char *by = whole ? pl_get(whole, PL_TABLE_PARTITION_BY) : NULL, *bounds = pl_get(table, PL_TABLE_BOUNDS);
    bool range = by && is_word(pl, by, "range");
    const char *key = by && (range || is_word(pl, by, "list")) ? behind(pl, by, range ? "range" : "list") : NULL, *at = key;
    struct pl_token t = key ? pl_token_next(&at, false) : (struct pl_token){ 0 };
    const struct pl_node *column = key && pl_token_next(&at, false).kind == PL_T_END ? pl_find_column(s->to, whole, pl_token_name(pl, t)) : NULL;
    const char *type = column ? pl_get(column, PL_COLUMN_TYPE) : NULL;
    if (!type || !bounds || !is_compared_as_it_is(type))
        return NULL;
    struct pl_text out = { .pl = pl };
    const char *name = pl_pg_quoted(pl, column->name);
    pl_addf(&out, "%s IS NOT NULL", name);
    for (int end = range ? 0 : 2; end < (range ? 2 : 3); end++) {
        static const char *const words[] = { "from", "to", "in" }, *const ends[] = { "minvalue", "maxvalue", "null" };
        static const char *const signs[] = { " >= ", " < ", " IN (" };
        const char *said = behind(pl, bounds, words[end]);
        if (said && range && is_word(pl, said, ends[end]))
            continue;
        const char *value = values(pl, said, type, range ? 1 : 1000);
        if (!value)
            return NULL;
        pl_addf(&out, " AND %s%s%s%s", name, signs[end], value, range ? "" : ")");
    }
    return out.s;
}

/* ---- what the whole hands down */

static bool has(const struct pl_node *table, const struct pl_node *key) {
    for (const struct pl_node *n = table->child; n; n = n->next)
        if (n->kind == key->kind && pl_pg_same_parts(n, key))
            return true;
    return false;
}

/* ---- what the server asks of a table before it may be a part or an heir: the checks of the other one, and its NOT NULL */

static void add_check(struct pl_script *s, const struct pl_rule *rule, const struct pl_change *c, struct pl_node *check) {
    struct pl_change add = { .op = PL_ADD, .to = check, .slots = PL_S_ALL };
    const char *self = pl_render_self(s, c->to), *title = pl_change_title(s->pl, c), *name = pl_pg_quoted(s->pl, check->name);
    bool valid = !pl_is(check, PL_CHECK_NOT_VALID), waits = valid && rule->flags & PL_R_ONLINE;
    const char *sql = pl_render(s, pl_format(s->pl, "ALTER TABLE %s ADD {def}%s", self, waits ? " NOT VALID" : ""), &add);
    struct pl_step *step = pl_step_add(s, sql, title, rule->flags | (valid && !waits ? PL_R_SCANS : 0u), c);
    step->undo = pl_format(s->pl, "ALTER TABLE %s DROP CONSTRAINT %s", self, name);
    if (waits)
        pl_step_add(s, pl_format(s->pl, "ALTER TABLE %s VALIDATE CONSTRAINT %s", self, name), title,
                    PL_R_NO_TX | PL_R_SCANS | PL_R_LOCK(PL_PG_SHARE_UPDATE_EXCLUSIVE), c);
}

void pl_pg_meet_demands(struct pl_script *s, const struct pl_rule *rule, const struct pl_change *c, const struct pl_node *of) {
    PL_EACH(check, of, PL_CHECK)
        if (!pl_is(check, PL_CHECK_NO_INHERIT) && !pl_find(s->from, c->from, PL_CHECK, check->name) &&
            !pl_find(s->to, c->to, PL_CHECK, check->name))
            add_check(s, rule, c, check);
    PL_EACH(column, of, PL_COLUMN) {
        const struct pl_node *own = pl_find(s->from, c->from, PL_COLUMN, column->name);
        if (own && pl_is(column, PL_COLUMN_NOT_NULL) && !pl_is(own, PL_COLUMN_NOT_NULL))
            pl_step_add(s, pl_format(s->pl, "ALTER TABLE %s ALTER COLUMN %s SET NOT NULL", pl_render_self(s, c->to),
                                     pl_pg_quoted(s->pl, column->name)), pl_change_title(s->pl, c), rule->flags | PL_R_SCANS, c);
    }
}

/* Whether the statement has nothing to look through: keys are built by it, and a default partition may hold rows that belong here. */
static bool has_all(struct pl_script *s, const struct pl_node *table, const struct pl_node *whole) {
    for (const struct pl_node *n = whole->child; n; n = n->next)
        if ((n->kind == PL_PRIMARY_KEY || n->kind == PL_UNIQUE || n->kind == PL_FOREIGN_KEY || n->kind == PL_EXCLUSION) &&
            (n->kind == PL_FOREIGN_KEY || n->kind == PL_EXCLUSION || !has(table->mate, n)))
            return false;
    return !pl_pg_has_default(s->to, whole);
}

bool pl_pg_joins_online(const struct pl_script *s, const struct pl_change *c) {
    struct pl_script *script = (struct pl_script *)(uintptr_t)s;
    return c->late && c->from != c->to && !pl_is(c->from, PL_TABLE_PARTITION_OF) && pl_is(c->to, PL_TABLE_PARTITION_OF) &&
           !(c->slots & PL_S(TABLE, INHERITS)) && condition(script, c->to);
}

bool pl_pg_make_join_online(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n) {
    for (int i = 0; i < n; i++) {
        const struct pl_change *c = changes[i];
        struct pl_node *whole = pl_resolve(s->to, c->to, PL_TABLE_PARTITION_OF);
        const char *self = pl_render_self(s, c->to), *title = pl_change_title(s->pl, c);
        const char *name = pl_pg_quoted(s->pl, pl_pg_free_name(s->pl, c->to, NULL, "proven"));
        const char *drop = pl_format(s->pl, "ALTER TABLE %s DROP CONSTRAINT %s", self, name);
        pl_pg_meet_demands(s, rule, c, whole);
        PL_EACH(index, whole, PL_INDEX)
            if (!has(c->from, index))
                pl_pg_build_index(s, index, c->to);
        pl_step_add(s, pl_format(s->pl, "ALTER TABLE %s ADD CONSTRAINT %s CHECK (%s) NOT VALID", self, name, condition(s, c->to)), title,
                    rule->flags, c)->undo = drop;
        pl_step_add(s, pl_format(s->pl, "ALTER TABLE %s VALIDATE CONSTRAINT %s", self, name), title,
                    PL_R_NO_TX | PL_R_SCANS | PL_R_LOCK(PL_PG_SHARE_UPDATE_EXCLUSIVE), c);
        pl_step_add(s, pl_render(s, "ALTER TABLE {partition_of} ATTACH PARTITION {self} {bounds|raw}", c), title,
                    rule->flags | (has_all(s, c->to, whole) ? 0u : PL_R_SCANS), c);
        pl_step_add(s, drop, title, rule->flags, c);
    }
    return true;
}
