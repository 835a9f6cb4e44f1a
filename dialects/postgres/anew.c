/* Types: labels added to an enumerated type and renamed in place, and types that no statement changes, which are made anew: the
 * old one is put aside under another name, columns go over to the new one by their text, and the old one is dropped.
 */
#include <string.h>

#include "dialects/postgres/postgres.h"

/* ---- enumerated types */

struct labels {
    char **label;
    int count;
};

bool pl_pg_has_label(struct pl *pl, const struct pl_node *type, const char *label) {
    const char *at = NULL, *e;
    while ((e = pl_list_next(pl, pl_get(type, PL_ENUM_VALUES), &at)))
        if (strcmp(e, label) == 0)
            return true;
    return false;
}

static struct labels read_labels(struct pl *pl, const char *list) {
    struct labels l = { 0 };
    const char *at = NULL;
    for (char *e; list && (e = pl_list_next(pl, list, &at));)
        l.count++;
    l.label = pl_alloc(pl, ((size_t)l.count + 1) * sizeof *l.label);
    at = NULL;
    for (int i = 0; i < l.count; i++)
        l.label[i] = pl_list_next(pl, list, &at);
    return l;
}

/* The labels as they are once those that the author says were others have their new names. */
static struct labels renamed_labels(struct pl *pl, const struct pl_node *from, const struct pl_node *to) {
    struct labels old = read_labels(pl, pl_get(from, PL_ENUM_VALUES));
    PL_EACH(label, to, PL_LABEL)
        for (int i = 0; label->was && i < old.count; i++)
            if (strcmp(old.label[i], label->was) == 0 && !pl_pg_has_label(pl, from, label->name))
                old.label[i] = pl_strdup(pl, label->name);
    return old;
}

static void rename_labels(struct pl_script *s, const struct pl_rule *rule, const struct pl_change *c) {
    struct labels was = read_labels(s->pl, pl_get(c->from, PL_ENUM_VALUES)), is = renamed_labels(s->pl, c->from, c->to);
    for (int i = 0; i < was.count; i++) {
        struct pl_text old = { .pl = s->pl }, now = { .pl = s->pl };
        pl_pg_quote_text(&old, was.label[i]);
        pl_pg_quote_text(&now, is.label[i]);
        if (strcmp(was.label[i], is.label[i]) != 0)
            pl_pg_step(s, rule, c, pl_format(s->pl, "ALTER TYPE %s RENAME VALUE %s TO %s", pl_render_self(s, c->to), old.s, now.s));
    }
}

bool pl_pg_enum_is_made_anew(struct pl *pl, const struct pl_node *from, const struct pl_node *to) {
    struct labels old = renamed_labels(pl, from, to), now = read_labels(pl, pl_get(to, PL_ENUM_VALUES));
    int i = 0;
    for (int k = 0; k < now.count && i < old.count; k++)
        i += strcmp(old.label[i], now.label[k]) == 0;
    return i < old.count;
}

/* What is said in the statement of a range type behind `word =`, whole; NULL where it is not said. */
static char *said_of_range(struct pl *pl, const struct pl_node *range, const char *word) {
    const char *text = pl_get(range, PL_RANGE_DEFINITION), *from = NULL;
    struct pl_token t;
    int depth = 0;
    for (const char *at = text; text && (t = pl_token_next(&at, false)).kind != PL_T_END;) {
        depth += t.kind == PL_T_SIGN ? (*t.s == '(') - (*t.s == ')') : 0;
        if (from && (!depth || (depth == 1 && *t.s == ',')))
            return pl_trim(pl, pl_strndup(pl, from, (size_t)(t.s - from)));
        if (!from && depth == 1 && t.kind == PL_T_WORD && pl_same_nocase(pl_token_name(pl, t), word)) {
            pl_token_next(&at, false);
            from = at;
        }
    }
    return NULL;
}

/* The type of many such ranges, which the server makes along with it: by its last name, as it is found in the range's schema. */
static const char *many_of(struct pl *pl, const struct pl_node *range) {
    static const char word[] = "range";
    const char *said = said_of_range(pl, range, "multirange_type_name"), *name = NULL, *part = strstr(range->name, word);
    struct pl_token t;
    for (const char *at = said; said && (t = pl_token_next(&at, false)).kind != PL_T_END;)
        name = t.kind == PL_T_SIGN ? name : t.kind == PL_T_WORD ? pl_lower(pl, pl_token_name(pl, t)) : pl_token_name(pl, t);
    if (name)
        return name;
    return part ? pl_format(pl, "%.*smulti%s", (int)(part - range->name), range->name, part) : pl_format(pl, "%.52s_multirange", range->name);
}

/* Whether a type, as it is said in a schema, is that one, an array of it or many ranges of it. */
bool pl_pg_is_of(const struct pl_realm *r, const char *said, const struct pl_node *type) {
    char *name[3];
    if (!said)
        return false;
    size_t n = strlen(said);
    while (n > 2 && said[n - 1] == ']' && said[n - 2] == '[')
        n -= 2;
    int count = pl_ref_split(r->pl, pl_strndup(r->pl, said, n), name, 3);
    const struct pl_node *schema = type->parent;
    if (!count || strcmp(count == 2 ? name[0] : "", schema->name) != 0)
        return false;
    return strcmp(name[count - 1], type->name) == 0 ||
           (type->kind == PL_RANGE && count < 3 && strcmp(name[count - 1], many_of(r->pl, type)) == 0);
}

/* A label of this very transaction cannot be used yet: whoever mentions it must come in a later one. */
static bool is_mentioned(struct pl *pl, const struct pl_node *n, const char *literal) {
    for (int i = 0; i < pl_attr_count(n->kind); i++) {
        enum pl_value_type type = pl_attrs[pl_kinds[n->kind].first + i].type;
        if (pl_at(n, i) && (type == PL_EXPR || type == PL_BODY) && strstr(pl_at(n, i), literal))
            return true;
    }
    for (const struct pl_node *c = n->child; c; c = c->next)
        if (is_mentioned(pl, c, literal))
            return true;
    return false;
}

static void add_labels(struct pl_script *s, const struct pl_rule *rule, const struct pl_change *c, struct labels old,
                       struct labels now) {
    const char *self = pl_render_self(s, c->to);
    for (int k = 0, i = 0; k < now.count; k++) {
        if (i < old.count && strcmp(old.label[i], now.label[k]) == 0) {
            i++;
            continue;
        }
        struct pl_text sql = { .pl = s->pl }, literal = { .pl = s->pl };
        pl_pg_quote_text(&literal, now.label[k]);
        pl_addf(&sql, "ALTER TYPE %s ADD VALUE %s", self, literal.s);
        if (k + 1 < now.count && i < old.count) {
            pl_add(&sql, k ? " AFTER " : " BEFORE ");
            pl_pg_quote_text(&sql, k ? now.label[k - 1] : old.label[i]);
        }
        pl_pg_step(s, rule, c, sql.s)->flags |= is_mentioned(s->pl, s->to->root, literal.s) ? PL_R_NO_TX : 0u;
    }
}

bool pl_pg_make_enum(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n) {
    for (int i = 0; i < n; i++) {
        const struct pl_change *c = changes[i];
        rename_labels(s, rule, c);
        add_labels(s, rule, c, renamed_labels(s->pl, c->from, c->to), read_labels(s->pl, pl_get(c->to, PL_ENUM_VALUES)));
    }
    return true;
}

/* ---- types that are made anew: the old one is put aside under another name, columns go over, and it is dropped */

static const char *aside(struct pl_script *s, const char *name) {
    return pl_pg_quoted(s->pl, pl_pg_made_name(s->pl, name, NULL, "before"));
}

static void put_aside(struct pl_script *s, const struct pl_rule *rule, const struct pl_change *c, const char *what, const char *self,
                      const char *name) {
    pl_pg_step(s, rule, c, pl_format(s->pl, "ALTER %s %s RENAME TO %s", what, self, aside(s, name)));
}

/* One that is another type by now, though of the same name. */
static bool is_another(struct pl_script *s, const struct pl_change *c, const char *said) {
    static const enum pl_kind kinds[] = { PL_ENUM, PL_DOMAIN, PL_COMPOSITE, PL_RANGE };
    const char *type = pl_pg_type_in(s->pl, s->from, c->from, said, s->schema);
    PL_EACH(schema, s->from->root, PL_SCHEMA)
        for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
            PL_EACH(n, schema, kinds[i])
                if (n->flags & PL_N_ANEW && pl_pg_is_of(s->from, type, n))
                    return true;
    return false;
}

/* With a range type go the functions of its name that make one, and the type of many of them with its own. */
static void range_aside(struct pl_script *s, const struct pl_rule *rule, const struct pl_change *c) {
    const char *self = pl_render_self(s, c->to), *of = said_of_range(s->pl, c->from, "subtype"), *many = many_of(s->pl, c->from);
    const char *schema = pl_render(s, "[{schema}.]", c), *quoted = pl_format(s->pl, "%s%s", schema, pl_pg_quoted(s->pl, many));
    if (of && !is_another(s, c, of)) {
        put_aside(s, rule, c, "FUNCTION", pl_format(s->pl, "%s(%s, %s)", self, of, of), c->to->name);
        put_aside(s, rule, c, "FUNCTION", pl_format(s->pl, "%s(%s, %s, text)", self, of, of), c->to->name);
    }
    if (s->version < 140000 || !pl_same(many, many_of(s->pl, c->to)))
        return;
    put_aside(s, rule, c, "TYPE", quoted, many);
    put_aside(s, rule, c, "FUNCTION", pl_format(s->pl, "%s()", quoted), many);
}

/* The labels that remain, as an array; NULL when none goes. */
static const char *remaining(struct pl *pl, const struct pl_change *c) {
    struct labels old = renamed_labels(pl, c->from, c->to), now = read_labels(pl, pl_get(c->to, PL_ENUM_VALUES));
    struct pl_text out = { .pl = pl };
    int kept = 0;
    pl_add(&out, "'{}'");
    for (int k = 0; k < now.count; k++) {
        for (int i = 0; i < old.count; i++)
            kept += strcmp(old.label[i], now.label[k]) == 0;
        if (k == 0)
            out.len = 0;
        pl_add(&out, k ? ", " : "ARRAY[");
        pl_pg_quote_text(&out, now.label[k]);
        pl_add(&out, k + 1 == now.count ? "]" : "");
    }
    return kept < old.count ? out.s : NULL;
}

/* No value is changed in silence: the author says what becomes of rows with a label that goes. */
static void prove_unused(struct pl_script *s, const struct pl_change *c, const char *labels) {
    PL_EACH(schema, s->to->root, PL_SCHEMA)
        PL_EACH(table, schema, PL_TABLE)
            PL_EACH(column, table, PL_COLUMN) {
                const struct pl_node *old = column->mate;
                if (!old || pl_is(column, PL_COLUMN_USING) || pl_is(column, PL_COLUMN_GENERATED) ||
                    !pl_pg_is_of(s->to, pl_get(column, PL_COLUMN_TYPE), c->to) ||
                    !pl_pg_is_of(s->from, pl_get(old, PL_COLUMN_TYPE), c->from))
                    continue;
                bool array = strchr(pl_get(old, PL_COLUMN_TYPE), '[') != NULL;
                struct pl_text said = { .pl = s->pl };
                const char *name = pl_pg_quoted(s->pl, column->name), *path = pl_path(s->pl, column);
                pl_pg_quote_text(&said, pl_format(s->pl, "rows of %s hold \"%%s\", which %s will not have any more: say at %s in the "
                    "models what they become, as in using: \"CASE %s WHEN '%%s' THEN ... ELSE %s::text END::%s\"", path,
                    pl_title(s->pl, c->to), path, name, name, pl_get(column, PL_COLUMN_TYPE)));
                const char *value = array ? "x.label" : "x.v::text";
                const char *rows = array ? pl_format(s->pl, "%s AS t, pg_catalog.unnest(t.%s::text[]) AS x (label)",
                                                     pl_render_self(s, table), name)
                                         : pl_format(s->pl, "(SELECT %s AS v FROM %s) AS x", name, pl_render_self(s, table));
                pl_step_add(s, pl_format(s->pl, "SELECT pg_catalog.format(%s, %s, %s) FROM %s\n WHERE %s <> ALL (%s::text[]) LIMIT 1",
                                         said.s, value, value, rows, value, labels),
                            pl_format(s->pl, "prove that no row of %s has a label that goes", path),
                            PL_R_SCANS | PL_R_EXPECT_NOTHING, c);
            }
}

/* Values that the new type does not cover are lost with the old one. */
static void say_losses(struct pl_script *s, struct pl_step *step, const struct pl_node *from, const struct pl_node *to) {
    int a = pl_attr_named(from->kind, "type");
    const char *was = a < 0 ? NULL : pl_get(from, (enum pl_attr)a), *is = a < 0 ? NULL : pl_get(to, (enum pl_attr)a);
    if (was && is && !pl_same(was, is) && !pl_pg_covers(is, was))
        pl_step_loses(s, step, pl_path(s->pl, from));
    PL_EACH(column, from, PL_COLUMN)
        if (column->mate)
            say_losses(s, step, column, column->mate);
}

bool pl_pg_make_anew(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n) {
    for (int i = 0; i < n; i++) {
        const struct pl_change *c = changes[i];
        const char *what = c->to->kind == PL_DOMAIN ? "DOMAIN" : "TYPE";
        const char *labels = c->to->kind == PL_ENUM ? remaining(s->pl, c) : NULL;
        if (c->to->kind == PL_ENUM)
            rename_labels(s, rule, c);
        if (labels)
            prove_unused(s, c, labels);
        put_aside(s, rule, c, what, pl_render_self(s, c->to), c->to->name);
        if (c->to->kind == PL_RANGE)
            range_aside(s, rule, c);
        struct pl_change *add = PL_NEW(s->pl, struct pl_change);
        *add = (struct pl_change){ .op = PL_ADD, .to = c->to, .slots = PL_S_ALL };
        const struct pl_rule *made = pl_rule_find(s, PL_ADD, add, PL_S_ALL);
        if (made->make)
            made->make(s, made, &add, 1);
        else
            pl_pg_step(s, rule, c, pl_render(s, made->sql, add));
        for (const struct pl_node *n2 = c->to; n2; n2 = n2 == c->to ? n2->child : n2->next) {
            int comment = pl_attr_named(n2->kind, "comment");
            if (comment < 0 || !pl_is(n2, (enum pl_attr)comment))
                continue;
            struct pl_change said = { .op = PL_ADD, .to = (struct pl_node *)(uintptr_t)n2, .slots = PL_S_ALL };
            const char *on = n2->kind == PL_CHECK ? "CONSTRAINT {name} ON DOMAIN {parent}" : n2->kind == PL_COLUMN ? "COLUMN {parent}.{name}"
                                                                                          : pl_format(s->pl, "%s {self}", what);
            pl_pg_step(s, rule, c, pl_render(s, pl_format(s->pl, "COMMENT ON %s IS {comment}", on), &said));
        }
        pl_pg_put_back_attached(s, c->to);
    }
    return true;
}

/* The last of it: nothing uses the old one any more. */
bool pl_pg_make_anew_drop(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n) {
    for (int i = 0; i < n; i++) {
        struct pl_node *from = changes[i]->from, *to = from->mate, *schema = to->parent;
        struct pl_change *c = PL_NEW(s->pl, struct pl_change);
        *c = (struct pl_change){ .op = PL_ALTER, .from = from, .to = to };
        const char *home = schema->name[0] ? schema->name : s->schema;
        const char *qualified = home[0] ? pl_format(s->pl, "%s.%s", pl_pg_quoted(s->pl, home), aside(s, to->name)) : aside(s, to->name);
        struct pl_step *step = pl_pg_step(s, rule, changes[i], pl_format(s->pl, "DROP %s %s",
                                          from->kind == PL_DOMAIN ? "DOMAIN" : "TYPE", qualified));
        if (from->kind == PL_ENUM && remaining(s->pl, c))
            pl_step_loses(s, step, pl_path(s->pl, to));
        say_losses(s, step, from, to);
    }
    return true;
}
