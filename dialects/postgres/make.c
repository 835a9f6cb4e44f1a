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

/* ---- domains, functions */

/* A domain over another one would take over its default. */
static bool inherits_default(const struct pl_script *s, const struct pl_node *domain) {
    PL_EACH(schema, pl_is(domain, PL_DOMAIN_DEFAULT) ? domain : s->to->root, PL_SCHEMA)
        PL_EACH(base, schema, PL_DOMAIN)
            if (pl_is(base, PL_DOMAIN_DEFAULT) && pl_pg_is_of(s->to, pl_get(domain, PL_DOMAIN_TYPE), base))
                return true;
    return false;
}

bool pl_pg_make_domain(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n) {
    for (int i = 0; i < n; i++) {
        const struct pl_change *c = changes[i];
        struct pl_text sql = { .pl = s->pl };
        pl_add(&sql, pl_render(s, "CREATE DOMAIN {self} AS {type}[ COLLATE {collation}][ DEFAULT {default}]", c));
        pl_addf(&sql, "%s%s", inherits_default(s, c->to) ? " DEFAULT NULL" : "", pl_is(c->to, PL_DOMAIN_NOT_NULL) ? " NOT NULL" : "");
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

/* n_distinct and its like of a column. */
bool pl_pg_make_estimates(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n) {
    for (int i = 0; i < n; i++) {
        const struct pl_change *c = changes[i];
        enum pl_attr a = (enum pl_attr)pl_attr_named(c->to->kind, "estimates");
        const char *from = c->from ? pl_get(c->from, a) : NULL, *to = pl_get(c->to, a);
        char *set = options_not_in(s->pl, to, from, true), *reset = options_not_in(s->pl, from, to, false);
        if (set)
            pl_pg_step(s, rule, c, pl_format(s->pl, "%s SET (%s)", pl_render(s, "ALTER TABLE {parent} ALTER COLUMN {name}", c), set));
        if (reset)
            pl_pg_step(s, rule, c, pl_format(s->pl, "%s RESET (%s)", pl_render(s, "ALTER TABLE {parent} ALTER COLUMN {name}", c), reset));
    }
    return true;
}

static bool is_clustered(const struct pl_node *n) {
    int a = pl_attr_named(n->kind, "clustered");
    return a >= 0 && pl_is(n, (enum pl_attr)a);
}

/* A table has one such index at most, and naming another takes its place. */
bool pl_pg_make_clustered(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n) {
    for (int i = 0; i < n; i++) {
        const struct pl_change *c = changes[i];
        bool another = false;
        for (const struct pl_node *k = c->to->parent->child; k; k = k->next)
            another |= is_clustered(k);
        const char *name = c->to->kind == PL_PRIMARY_KEY ? pl_pg_key_name(s->pl, c->to->name[0] || !c->from ? c->to : c->from) : c->to->name;
        const char *table = pl_render(s, "ALTER TABLE {parent} ", c);
        if (is_clustered(c->to))
            pl_pg_step(s, rule, c, pl_format(s->pl, "%sCLUSTER ON %s", table, pl_pg_quoted(s->pl, name)));
        else if (!another)
            pl_pg_step(s, rule, c, pl_format(s->pl, "%sSET WITHOUT CLUSTER", table));
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
            struct pl_change *c = PL_NEW(s->pl, struct pl_change);
            *c = (struct pl_change){ .op = PL_ALTER, .from = from, .to = to, .slots = UINT64_C(1) << a };
            const struct pl_rule *unset = pl_at(from, a) ? pl_rule_find(s, PL_ALTER, c, c->slots) : NULL;
            if (unset && unset->make)
                unset->make(s, unset, &c, 1);
            else if (unset)
                pl_pg_step(s, rule, changes[i], pl_render(s, unset->sql, c));
        }
        pl_remove(s->from, to);
    }
    return true;
}
