/* The changes that no template can say: they need a list walked, a name made or several statements. */
#include <string.h>
#include <strings.h>

#include "dialects/postgres/postgres.h"

static unsigned hazards(const struct pl_rule *rule) {
    return rule->flags & ~(unsigned)(PL_R_CLAUSE | PL_R_TO_SET | PL_R_TO_UNSET | PL_R_LAST | PL_R_LOSES);
}

struct pl_step *pl_pg_step(struct pl_script *s, const struct pl_rule *rule, const struct pl_change *c, const char *sql) {
    return pl_step_add(s, sql, pl_change_title(s->pl, c), hazards(rule), c);
}

char *pl_pg_quoted(struct pl *pl, const char *name) {
    struct pl_text t = { .pl = pl };
    pl_pg_quote_name(&t, name);
    return t.s;
}

/* ---- enumerated types */

struct labels {
    char **label;
    int count;
};

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

bool pl_pg_enum_is_made_anew(struct pl *pl, const char *from, const char *to) {
    struct labels old = read_labels(pl, from), now = read_labels(pl, to);
    int i = 0;
    for (int k = 0; k < now.count && i < old.count; k++)
        i += strcmp(old.label[i], now.label[k]) == 0;
    return i < old.count;
}

/* Whether a type, as it is said in a schema, is that one or an array of it. */
bool pl_pg_is_of(const struct pl_realm *r, const char *said, const struct pl_node *type) {
    char *name[3];
    if (!said)
        return false;
    size_t n = strlen(said);
    while (n > 2 && said[n - 1] == ']' && said[n - 2] == '[')
        n -= 2;
    int count = pl_ref_split(r->pl, pl_strndup(r->pl, said, n), name, 3);
    const struct pl_node *schema = type->parent;
    return (count == 1 && !schema->name[0] && strcmp(name[0], type->name) == 0) ||
           (count == 2 && strcmp(name[0], schema->name) == 0 && strcmp(name[1], type->name) == 0);
}

/* A label of this very transaction cannot be used yet: whoever mentions it must come in a later one. */
static bool is_mentioned(struct pl *pl, const struct pl_node *n, const char *literal) {
    for (int i = 0; i < pl_attr_count(n->kind); i++) {
        enum pl_value_type type = pl_attrs[pl_kinds[n->kind].first + i].type;
        if (n->slot[i] && (type == PL_EXPR || type == PL_BODY) && strstr(n->slot[i], literal))
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
        add_labels(s, rule, c, read_labels(s->pl, pl_get(c->from, PL_ENUM_VALUES)), read_labels(s->pl, pl_get(c->to, PL_ENUM_VALUES)));
    }
    return true;
}

/* ---- types that are made anew: the old one is put aside under another name, columns go over, and it is dropped */

static const char *aside(struct pl_script *s, const struct pl_node *type) {
    return pl_pg_quoted(s->pl, pl_pg_made_name(s->pl, type->name, NULL, "before"));
}

/* The labels that remain, as an array; NULL when none goes. */
static const char *remaining(struct pl *pl, const struct pl_change *c) {
    struct labels old = read_labels(pl, pl_get(c->from, PL_ENUM_VALUES)), now = read_labels(pl, pl_get(c->to, PL_ENUM_VALUES));
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
        if (labels)
            prove_unused(s, c, labels);
        pl_pg_step(s, rule, c, pl_format(s->pl, "ALTER %s %s RENAME TO %s", what, pl_render_self(s, c->to), aside(s, c->to)));
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
        const char *qualified = home[0] ? pl_format(s->pl, "%s.%s", pl_pg_quoted(s->pl, home), aside(s, to)) : aside(s, to);
        struct pl_step *step = pl_pg_step(s, rule, changes[i], pl_format(s->pl, "DROP %s %s",
                                          from->kind == PL_DOMAIN ? "DOMAIN" : "TYPE", qualified));
        if (from->kind == PL_ENUM && remaining(s->pl, c))
            pl_step_loses(s, step, pl_path(s->pl, to));
        say_losses(s, step, from, to);
    }
    return true;
}

/* ---- domains, functions */

bool pl_pg_make_domain(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n) {
    for (int i = 0; i < n; i++) {
        const struct pl_change *c = changes[i];
        struct pl_text sql = { .pl = s->pl };
        pl_add(&sql, pl_render(s, "CREATE DOMAIN {self} AS {type}[ COLLATE {collation}][ DEFAULT {default}]"
                               "{not_null? NOT NULL}", c));
        PL_EACH(check, c->to, PL_CHECK)
            if (!pl_is(check, PL_CHECK_NOT_VALID))
                pl_addf(&sql, "\n    %s", pl_render_define(s, check));
        pl_pg_step(s, rule, c, sql.s);
    }
    return true;
}

static bool is_word(struct pl_token t, const char *word) {
    return t.kind == PL_T_WORD && t.len == strlen(word) && strncasecmp(t.s, word, t.len) == 0;
}

bool pl_pg_make_routine(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n) {
    for (int i = 0; i < n; i++) {
        enum pl_attr a = (enum pl_attr)pl_attr_named(changes[i]->to->kind, "definition");
        const char *text = pl_get(changes[i]->to, a), *at = text;
        struct pl_token create = pl_token_next(&at, false);
        const char *rest = at;
        if (!is_word(pl_token_next(&at, false), "or"))
            text = pl_format(s->pl, "%.*s OR REPLACE%s", (int)create.len, create.s, rest);
        pl_pg_step(s, rule, changes[i], text);
    }
    return true;
}

/* The arguments and the result: from the first parenthesis to the first word of what may follow them. */
static char *signature(struct pl *pl, const char *text) {
    static const char *const ends[] = { "language", "as", "transform", "window", "immutable", "stable", "volatile", "not",
                                        "leakproof", "called", "strict", "external", "security", "parallel", "cost", "rows",
                                        "support", "set", "begin", "return" };
    struct pl_text out = { .pl = pl };
    struct pl_token t, before = { 0 };
    int depth = 0;
    bool inside = false;
    pl_add(&out, "");
    for (const char *at = text; (t = pl_token_next(&at, false)).kind != PL_T_END; before = t) {
        depth += *t.s == '(' ? 1 : *t.s == ')' ? -1 : 0;
        inside |= depth > 0;
        for (size_t i = 0; inside && !depth && i < sizeof ends / sizeof ends[0]; i++)
            if (is_word(t, ends[i]))
                return out.s;
        if (is_word(before, "returns") && is_word(t, "null"))
            return out.s;
        const char *word = inside ? pl_strndup(pl, t.s, t.len) : "", *type = t.kind == PL_T_WORD ? pl_pg_type(pl, word) : NULL;
        pl_addf(&out, " %s", type ? type : word);
    }
    return out.s;
}

bool pl_pg_same_signature(struct pl *pl, const char *from, const char *to) {
    return from && to && pl_same_nocase(signature(pl, from), signature(pl, to));
}

/* ---- storage parameters */

static enum pl_attr storage_attr(enum pl_kind kind) {
    return (enum pl_attr)pl_attr_named(kind, "storage");
}

/* Of `list`, those options whose text (whole), or whose name only, is not in `other`. */
static char *options_not_in(struct pl *pl, const char *list, const char *other, bool whole) {
    struct pl_text out = { .pl = pl };
    for (const char *p = list; p && *p; p += strspn(p, ", ")) {
        size_t len = strcspn(p, ","), n = whole ? len : strcspn(p, "=,");
        bool there = false;
        for (const char *o = other; o && *o && !there; o += strspn(o, ", ")) {
            size_t other_len = strcspn(o, ","), m = whole ? other_len : strcspn(o, "=,");
            there = n == m && strncmp(p, o, n) == 0;
            o += other_len;
        }
        if (!there)
            pl_addf(&out, "%s%.*s", out.len ? ", " : "", (int)n, p);
        p += len;
    }
    return out.s;
}

bool pl_pg_make_storage(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n) {
    for (int i = 0; i < n; i++) {
        const struct pl_change *c = changes[i];
        enum pl_attr a = storage_attr(c->to->kind);
        const char *from = pl_get(c->from, a), *to = pl_get(c->to, a);
        const char *what = c->to->kind == PL_TABLE ? "TABLE" : c->to->kind == PL_VIEW ? "VIEW" :
                           c->to->kind == PL_MATERIALIZED_VIEW ? "MATERIALIZED VIEW" : "INDEX";
        const char *self = pl_render_self(s, c->to);
        if (c->to->kind == PL_PRIMARY_KEY)
            self = pl_render(s, pl_format(s->pl, "{schema}.%s", pl_pg_quoted(s->pl, pl_pg_key_name(s->pl, c->from))), c);
        char *set = options_not_in(s->pl, to, from, true), *reset = options_not_in(s->pl, from, to, false);
        if (set)
            pl_pg_step(s, rule, c, pl_format(s->pl, "ALTER %s %s SET (%s)", what, self, set));
        if (reset)
            pl_pg_step(s, rule, c, pl_format(s->pl, "ALTER %s %s RESET (%s)", what, self, reset));
    }
    return true;
}

/* SET STORAGE DEFAULT came with 16. */
bool pl_pg_make_column_storage(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n) {
    for (int i = 0; i < n; i++) {
        const char *own = pl_pg_type_storage(pl_get(changes[i]->to, PL_COLUMN_TYPE));
        pl_pg_step(s, rule, changes[i],
             pl_render(s, pl_format(s->pl, "ALTER TABLE {parent} ALTER COLUMN {name} SET STORAGE %s", own), changes[i]));
    }
    return true;
}

/* ---- identity over rows that are there: the numbers go on behind the largest */

bool pl_pg_make_identity(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n) {
    for (int i = 0; i < n; i++) {
        const struct pl_change *c = changes[i];
        struct pl_text sql = { .pl = s->pl }, table = { .pl = s->pl }, column = { .pl = s->pl };
        pl_add(&sql, pl_render(s, "ALTER TABLE {parent} ", c));
        if (pl_is(c->from, PL_COLUMN_DEFAULT))
            pl_add(&sql, pl_render(s, "ALTER COLUMN {name} DROP DEFAULT,\n    ", c));
        if (!pl_is(c->from, PL_COLUMN_NOT_NULL))
            pl_add(&sql, pl_render(s, "ALTER COLUMN {name} SET NOT NULL,\n    ", c));
        pl_add(&sql, pl_render(s, "ALTER COLUMN {name} ADD GENERATED ", c));
        pl_add(&sql, pl_same(pl_get(c->to, PL_COLUMN_IDENTITY), "default") ? "BY DEFAULT" : "ALWAYS");
        pl_add(&sql, " AS IDENTITY");
        if (pl_pg_has_identity_options(s, c))
            pl_add(&sql, pl_render(s, " (" PL_PG_IDENTITY_OPTIONS " )", c));
        pl_pg_step(s, rule, c, sql.s);
        pl_pg_quote_text(&table, pl_render(s, "{parent}", c));
        pl_pg_quote_text(&column, c->to->name);
        /* Not pg_get_serial_sequence: it would find the sequence of a serial column that this one still owns. */
        pl_pg_step(s, rule, c, pl_render(s, pl_format(s->pl,
             "SELECT pg_catalog.setval(d.objid::pg_catalog.regclass, m) FROM (SELECT max({name}) AS m FROM {parent}) AS x,\n"
             "    pg_catalog.pg_depend AS d\n"
             "    JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid\n"
             " WHERE d.refobjid = %s::pg_catalog.regclass AND a.attname = %s AND d.deptype = 'i' AND m >= 1",
             table.s, column.s), c))->flags = PL_R_SCANS;
    }
    return true;
}

/* A sequence that is new under rows that are there goes on behind the largest number, too. */
bool pl_pg_make_owned(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n) {
    for (int i = 0; i < n; i++) {
        const struct pl_change *c = changes[i];
        const struct pl_node *column = pl_resolve(s->to, c->to, PL_SEQUENCE_OWNED_BY);
        struct pl_text self = { .pl = s->pl };
        pl_pg_quote_text(&self, pl_render_self(s, c->to));
        pl_pg_step(s, rule, c, pl_render(s, "ALTER SEQUENCE {self} OWNED BY {owned_by}", c));
        const char *sql = pl_format(s->pl,
            "SELECT pg_catalog.setval(%s::pg_catalog.regclass, m) FROM (SELECT max(%s) AS m FROM %s) AS x WHERE m >= 1",
            self.s, pl_pg_quoted(s->pl, column->name), pl_render_self(s, column->parent));
        pl_pg_step(s, rule, c, sql)->flags = PL_R_SCANS;
    }
    return true;
}

/* ---- a primary key's name is left out where the server made it; statements need it */

bool pl_pg_make_key(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n) {
    for (int i = 0; i < n; i++) {
        const struct pl_change *c = changes[i];
        const char *old = c->from ? pl_pg_quoted(s->pl, pl_pg_key_name(s->pl, c->from)) : NULL;
        const struct pl_node *named = c->to && (c->to->name[0] || !c->from) ? c->to : c->from;
        const char *now = pl_pg_quoted(s->pl, pl_pg_key_name(s->pl, named));
        const char *table = pl_render(s, "{parent}", c);
        struct pl_text sql = { .pl = s->pl };
        if (c->op == PL_DROP)
            pl_addf(&sql, "ALTER TABLE %s DROP CONSTRAINT %s", table, old);
        else if (c->op == PL_RENAME)
            pl_addf(&sql, "ALTER TABLE %s RENAME CONSTRAINT %s TO %s", table, old, now);
        else
            pl_addf(&sql, "COMMENT ON CONSTRAINT %s ON %s IS %s", now, table,
                    pl_is(c->to, PL_PRIMARY_KEY_COMMENT) ? pl_render(s, "{comment}", c) : "NULL");
        pl_pg_step(s, rule, c, sql.s);
    }
    return true;
}

/* ---- what is said of a thing, and is none itself */

bool pl_pg_make_by_others(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n) {
    (void)s;
    (void)rule;
    (void)changes;
    (void)n;
    return true;
}

/* What was said of the column is unsaid: each attribute by the row that says that it is not set any more. */
bool pl_pg_make_view_column_drop(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n) {
    for (int i = 0; i < n; i++) {
        struct pl_node *from = changes[i]->from, *to = pl_node_new(s->from, from->parent, from->kind, from->name);
        for (int a = 0; a < pl_attr_count(from->kind); a++) {
            struct pl_change c = { .op = PL_ALTER, .from = from, .to = to, .slots = UINT64_C(1) << a };
            const struct pl_rule *unset = from->slot[a] ? pl_rule_find(s, PL_ALTER, &c, c.slots) : NULL;
            if (unset)
                pl_pg_step(s, rule, changes[i], pl_render(s, unset->sql, &c));
        }
        pl_remove(s->from, to);
    }
    return true;
}
