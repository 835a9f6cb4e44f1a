/* Operators, their classes and families, and casts: what the words of models for them mean, and statements.
 *
 * The name of each holds what tells it from others of that name: ===(integer, text), mood_ops(btree), "public.mood as text". The
 * types in it are said as the server prints them; a function or an operator is said without its schema where that is pg_catalog or
 * the connection's own. Members of a class or family are texts as in CREATE OPERATOR CLASS.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "dialects/postgres/postgres.h"

static const char signs[] = "+-*/<>=~!@#%^&|`?";

struct names {
    struct pl *pl;
    struct pl_realm *r;
    const struct pl_node *n;
    const char *own;
};

static const char *shorter(const struct names *w, const char *name) {
    return name ? pl_pg_without(w->pl, pl_pg_without(w->pl, pl_trim(w->pl, pl_strdup(w->pl, name)), "pg_catalog"), w->own) : NULL;
}

/* The text before and inside the parentheses that `text` ends with. False without any. */
static bool split(struct pl *pl, const char *text, const char **name, const char **inside) {
    size_t n = strlen(text), open = 0;
    for (size_t i = 0, quoted = 0; i < n; i++) {
        quoted ^= text[i] == '"';
        if (text[i] == '(' && !quoted && !open)
            open = i;
    }
    if (!open || text[n - 1] != ')')
        return false;
    *name = pl_trim(pl, pl_strndup(pl, text, open));
    *inside = pl_strndup(pl, text + open + 1, n - open - 2);
    return true;
}

/* Each type of a list as the server prints it; *at is where the next one begins, NULL at the end. */
static const char *next_type(const struct names *w, const char **at) {
    const char *from = *at;
    size_t len = 0;
    if (!from || !*from)
        return NULL;
    for (int quoted = 0, depth = 0; from[len] && (quoted || depth || from[len] != ','); len++) {
        quoted ^= from[len] == '"';
        depth += (from[len] == '(') - (from[len] == ')');
    }
    *at = from[len] ? from + len + 1 : NULL;
    return pl_pg_printed_type(w->pl, w->r, w->n, pl_trim(w->pl, pl_strndup(w->pl, from, len)), w->own);
}

static const char *types(const struct names *w, const char *list) {
    struct pl_text out = { .pl = w->pl };
    pl_add(&out, "");
    for (const char *at = list, *type; (type = next_type(w, &at));)
        pl_addf(&out, "%s%s", out.len ? ", " : "", type);
    return out.s;
}

static const char *call(const struct names *w, const char *text, const char *arguments) {
    const char *name, *inside;
    if (!text)
        return NULL;
    text = pl_trim(w->pl, pl_strdup(w->pl, text));
    if (split(w->pl, text, &name, &inside))
        return pl_format(w->pl, "%s(%s)", shorter(w, name), types(w, inside));
    return arguments ? pl_format(w->pl, "%s(%s)", shorter(w, text), arguments) : shorter(w, text);
}

/* ---- members: "operator 1 <(integer, integer)", "function 1 (integer, integer) btint4cmp(integer, integer)" */

static const char *group(struct pl *pl, const char **at) {
    const char *close = strchr(*at, ')');
    const char *text = close ? pl_strndup(pl, *at + 1, (size_t)(close - *at) - 1) : "";
    *at = close ? close + 1 : *at + strlen(*at);
    *at += strspn(*at, " \t\r\n");
    return text;
}

static const char *member(const struct names *w, const char *text, const char *type) {
    struct pl_text out = { .pl = w->pl };
    const char *at = text + strspn(text, " \t\r\n"), *both = type ? pl_format(w->pl, "%s, %s", type, type) : NULL;
    size_t word = strcspn(at, " ");
    bool function = tolower((unsigned char)*at) == 'f';
    pl_add(&out, function ? "function " : "operator ");
    at += word + strspn(at + word, " ");
    size_t digits = strspn(at, "0123456789");
    pl_addf(&out, "%.*s ", (int)digits, at);
    at += digits + strspn(at + digits, " ");
    if (function) {
        const char *of = *at == '(' ? types(w, group(w->pl, &at)) : both;
        if (of)
            pl_addf(&out, "(%s) ", strchr(of, ',') ? of : pl_format(w->pl, "%s, %s", of, of));
        pl_add(&out, call(w, at, NULL));
        return out.s;
    }
    size_t len = strcspn(at, " (");
    pl_add(&out, shorter(w, pl_strndup(w->pl, at, len)));
    at += len + strspn(at + len, " ");
    const char *of = *at == '(' ? types(w, group(w->pl, &at)) : both;
    if (of)
        pl_addf(&out, "(%s)", of);
    if (pl_starts(pl_lower(w->pl, at), "for order by "))
        pl_addf(&out, " for order by %s", shorter(w, at + strlen("for order by ")));
    return out.s;
}

/* Their order says nothing. */
static const char *members(const struct names *w, const char *list, const char *type) {
    const char *at = NULL, *text;
    size_t n = 0, most = 1;
    struct pl_text out = { .pl = w->pl };
    for (const char *p = list; p && *p; p++)
        most += *p == ',';
    const char **one = pl_alloc(w->pl, most * sizeof *one);
    while ((text = pl_list_next(w->pl, list, &at)))
        one[n++] = member(w, text, type);
    qsort(one, n, sizeof *one, pl_by_text);
    for (size_t i = 0; i < n; i++)
        pl_list_add(&out, one[i]);
    return out.s;
}

/* ---- names, declared or live */

static void rename_to(const struct names *w, const char *name) {
    if (strcmp(name, w->n->name) != 0)
        pl_rename(w->r, (struct pl_node *)(uintptr_t)w->n, name);
}

static void canonical_cast(struct names *w, struct pl_node *n) {
    const char *lower = pl_lower(w->pl, n->name), *as = strstr(lower, " as ");
    w->n = n;
    if (as) {
        const char *from = pl_strndup(w->pl, n->name, (size_t)(as - lower)), *to = n->name + (as - lower) + 4;
        rename_to(w, pl_format(w->pl, "%s as %s", types(w, from), types(w, to)));
    }
    const char *source = strstr(n->name, " as ");
    pl_set(n, PL_CAST_FUNCTION, call(w, pl_get(n, PL_CAST_FUNCTION), source ? pl_strndup(w->pl, n->name, (size_t)(source - n->name)) : NULL));
}

static void canonical_operator(struct names *w, struct pl_node *n) {
    static const enum pl_attr functions[] = { PL_OPERATOR_FUNCTION, PL_OPERATOR_RESTRICT, PL_OPERATOR_JOIN };
    static const enum pl_attr operators[] = { PL_OPERATOR_COMMUTATOR, PL_OPERATOR_NEGATOR };
    const char *name, *inside, *schema = n->parent->name[0] ? n->parent->name : w->own;
    w->n = n;
    if (split(w->pl, n->name, &name, &inside))
        rename_to(w, pl_format(w->pl, "%s(%s)", name, types(w, inside)));
    for (size_t i = 0; i < sizeof functions / sizeof functions[0]; i++)
        pl_set(n, functions[i], shorter(w, pl_get(n, functions[i])));
    for (size_t i = 0; i < sizeof operators / sizeof operators[0]; i++)
        pl_set(n, operators[i], pl_pg_without(w->pl, pl_get(n, operators[i]), schema));
}

/* A class of no family that is said is of the one with its own name, which the server makes with it. */
static void canonical_class(struct names *w, struct pl_node *n, bool declared) {
    const char *name, *method;
    w->n = n;
    if (!split(w->pl, n->name, &name, &method))
        return;
    if (pl_is(n, PL_OPERATOR_CLASS_TYPE))
        pl_set(n, PL_OPERATOR_CLASS_TYPE, types(w, pl_get(n, PL_OPERATOR_CLASS_TYPE)));
    if (pl_is(n, PL_OPERATOR_CLASS_STORES))
        pl_set(n, PL_OPERATOR_CLASS_STORES, types(w, pl_get(n, PL_OPERATOR_CLASS_STORES)));
    pl_set(n, PL_OPERATOR_CLASS_MEMBERS, members(w, pl_get(n, PL_OPERATOR_CLASS_MEMBERS), pl_get(n, PL_OPERATOR_CLASS_TYPE)));
    if (pl_is(n, PL_OPERATOR_CLASS_FAMILY))
        pl_set(n, PL_OPERATOR_CLASS_FAMILY, shorter(w, pl_get(n, PL_OPERATOR_CLASS_FAMILY)));
    if (!declared || pl_is(n, PL_OPERATOR_CLASS_FAMILY))
        return;
    const struct pl_node *schema = n->parent;
    pl_set(n, PL_OPERATOR_CLASS_FAMILY, schema->name[0] ? pl_format(w->pl, "%s.%s", schema->name, name) : name);
    if (!pl_find(w->r, n->parent, PL_OPERATOR_FAMILY, n->name))
        pl_node_new(w->r, n->parent, PL_OPERATOR_FAMILY, n->name)->place = n->place;
}

void pl_pg_operator_names(struct pl_realm *r, struct pl_node *schema, const char *own, bool declared) {
    struct names w = { .pl = r->pl, .r = r, .own = own };
    PL_EACH(n, schema, PL_CAST)
        canonical_cast(&w, n);
    PL_EACH(n, schema, PL_OPERATOR)
        canonical_operator(&w, n);
    PL_EACH(n, schema, PL_OPERATOR_CLASS)
        canonical_class(&w, n, declared);
    PL_EACH(n, schema, PL_OPERATOR_FAMILY) {
        w.n = n;
        pl_set(n, PL_OPERATOR_FAMILY_MEMBERS, members(&w, pl_get(n, PL_OPERATOR_FAMILY_MEMBERS), NULL));
    }
    PL_EACH(n, schema, PL_LANGUAGE) {
        pl_set(n, PL_LANGUAGE_HANDLER, shorter(&w, pl_get(n, PL_LANGUAGE_HANDLER)));
        pl_set(n, PL_LANGUAGE_INLINE, shorter(&w, pl_get(n, PL_LANGUAGE_INLINE)));
        pl_set(n, PL_LANGUAGE_VALIDATOR, shorter(&w, pl_get(n, PL_LANGUAGE_VALIDATOR)));
    }
    PL_EACH(n, schema, PL_CONVERSION)
        pl_set(n, PL_CONVERSION_FUNCTION, shorter(&w, pl_get(n, PL_CONVERSION_FUNCTION)));
    PL_EACH(n, schema, PL_ACCESS_METHOD)
        pl_set(n, PL_ACCESS_METHOD_HANDLER, shorter(&w, pl_get(n, PL_ACCESS_METHOD_HANDLER)));
}

/* ---- statements */

/* A name of the connection's own schema gets it, so that the statement means the same under another search path. */
static const char *say(struct pl_script *s, const char *text) {
    const struct pl_node *own = s->schema && *s->schema ? pl_find(s->to, s->to->root, PL_SCHEMA, "") : NULL;
    const char *base = pl_strndup(s->pl, text, strcspn(text, "( "));
    const char *at = base, *plain = *base == '"' ? pl_token_name(s->pl, pl_token_next(&at, false)) : base;
    struct pl_text out = { .pl = s->pl };
    if (!own || !pl_find_overloaded(s->to, own, plain))
        return text;
    pl_pg_quote_name(&out, s->schema);
    pl_addf(&out, ".%s", text);
    return out.s;
}

static const char *say_operator(struct pl_script *s, const struct pl_node *n, const char *text) {
    const struct pl_node *schema = pl_above(n, PL_SCHEMA);
    struct pl_text out = { .pl = s->pl };
    const char *name = schema->name[0] ? schema->name : s->schema;
    if (strchr(signs, *text) && name && *name) {
        pl_pg_quote_name(&out, name);
        pl_addc(&out, '.');
    }
    pl_add(&out, text);
    return pl_format(s->pl, "OPERATOR(%s)", out.s);
}

static void add_clause(struct pl_text *t, const char *word, const char *value) {
    if (value)
        pl_addf(t, ",\n    %s = %s", word, value);
}

static const char *said(struct pl_script *s, const struct pl_node *n, enum pl_attr a) {
    return pl_is(n, a) ? say(s, pl_get(n, a)) : NULL;
}

bool pl_pg_make_operator(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n) {
    for (int i = 0; i < n; i++) {
        const struct pl_node *o = changes[i]->to;
        const char *self = pl_render_self(s, o), *name, *inside;
        struct pl_text sql = { .pl = s->pl };
        struct names w = { .pl = s->pl, .r = s->to, .n = o, .own = s->schema };
        if (!split(s->pl, self, &name, &inside))
            continue;
        const char *at = inside, *left = next_type(&w, &at), *right = next_type(&w, &at);
        pl_addf(&sql, "CREATE OPERATOR %s (\n    FUNCTION = %s", name, said(s, o, PL_OPERATOR_FUNCTION));
        add_clause(&sql, "LEFTARG", pl_same(left, "none") ? NULL : left);
        add_clause(&sql, "RIGHTARG", pl_same(right, "none") ? NULL : right);
        if (pl_is(o, PL_OPERATOR_COMMUTATOR))
            add_clause(&sql, "COMMUTATOR", say_operator(s, o, pl_get(o, PL_OPERATOR_COMMUTATOR)));
        if (pl_is(o, PL_OPERATOR_NEGATOR))
            add_clause(&sql, "NEGATOR", say_operator(s, o, pl_get(o, PL_OPERATOR_NEGATOR)));
        add_clause(&sql, "RESTRICT", said(s, o, PL_OPERATOR_RESTRICT));
        add_clause(&sql, "JOIN", said(s, o, PL_OPERATOR_JOIN));
        pl_addf(&sql, "%s%s\n)", pl_is(o, PL_OPERATOR_HASHES) ? ",\n    HASHES" : "", pl_is(o, PL_OPERATOR_MERGES) ? ",\n    MERGES" : "");
        pl_pg_step(s, rule, changes[i], sql.s);
    }
    return true;
}

/* The two that a server may exchange. */
bool pl_pg_make_estimators(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n) {
    for (int i = 0; i < n; i++) {
        const struct pl_change *c = changes[i];
        const char *restricts = said(s, c->to, PL_OPERATOR_RESTRICT), *joins = said(s, c->to, PL_OPERATOR_JOIN);
        pl_pg_step(s, rule, c, pl_format(s->pl, "ALTER OPERATOR %s SET (RESTRICT = %s, JOIN = %s)", pl_render_self(s, c->to),
                                         restricts ? restricts : "NONE", joins ? joins : "NONE"));
    }
    return true;
}

bool pl_pg_make_cast(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n) {
    for (int i = 0; i < n; i++) {
        const struct pl_node *c = changes[i]->to;
        const char *function = said(s, c, PL_CAST_FUNCTION), *context = pl_get(c, PL_CAST_CONTEXT);
        const char *how = function ? pl_format(s->pl, "WITH FUNCTION %s", function) : pl_is(c, PL_CAST_INOUT) ? "WITH INOUT" : "WITHOUT FUNCTION";
        pl_pg_step(s, rule, changes[i], pl_format(s->pl, "CREATE CAST (%s) %s%s", c->name, how,
                   pl_same(context, "implicit") ? " AS IMPLICIT" : pl_same(context, "assignment") ? " AS ASSIGNMENT" : ""));
    }
    return true;
}

/* ---- classes and families: schema.name USING method */

static const char *using(struct pl_script *s, const struct pl_node *n) {
    const char *name, *method;
    const char *self = pl_render_self(s, n);
    return split(s->pl, self, &name, &method) ? pl_format(s->pl, "%s USING %s", name, method) : self;
}

/* The template of the row, with what it tells of in the place of its %. */
bool pl_pg_make_using(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n) {
    for (int i = 0; i < n; i++) {
        const struct pl_change *c = changes[i];
        const char *at = strchr(rule->sql, '%'), *name, *method;
        bool renames = c->op == PL_RENAME && split(s->pl, c->to->name, &name, &method);
        pl_pg_step(s, rule, c, pl_format(s->pl, "%.*s%s%s%s", (int)(at - rule->sql), rule->sql,
                   using(s, c->op == PL_RENAME || !c->to ? c->from : c->to), pl_render(s, at + 1, c),
                   renames ? pl_pg_quoted(s->pl, name) : ""));
    }
    return true;
}

/* "operator 1 #<(mood, mood)" with the schema of what it calls; of what is taken away only the number and the types. */
static const char *say_member(struct pl_script *s, const char *text, bool gone) {
    const char *at = text + strlen("operator "), *open;
    bool function = pl_starts(text, "function");
    size_t digits = strspn(at, "0123456789");
    struct pl_text out = { .pl = s->pl };
    pl_addf(&out, "%s %.*s ", function ? "FUNCTION" : "OPERATOR", (int)digits, at);
    at += digits + 1;
    if (function && *at == '(') {
        pl_addf(&out, "(%s)%s", group(s->pl, &at), gone ? "" : " ");
    } else if (gone && (open = strchr(at, '('))) {
        pl_addf(&out, "(%s)", group(s->pl, &open));
    }
    if (!gone) {
        const char *order = strstr(at, " for order by ");
        pl_add(&out, say(s, pl_strndup(s->pl, at, order ? (size_t)(order - at) : strlen(at))));
        if (order)
            pl_addf(&out, " FOR ORDER BY %s", order + strlen(" for order by "));
    }
    return out.s;
}

bool pl_pg_make_operator_class(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n) {
    for (int i = 0; i < n; i++) {
        const struct pl_node *c = changes[i]->to;
        struct pl_text sql = { .pl = s->pl };
        const char *self = pl_render_self(s, c), *name, *method, *at = NULL, *text, *before = " AS\n    ";
        if (!split(s->pl, self, &name, &method))
            continue;
        pl_addf(&sql, "CREATE OPERATOR CLASS %s%s FOR TYPE %s USING %s FAMILY %s", name, pl_is(c, PL_OPERATOR_CLASS_DEFAULT) ? " DEFAULT" : "",
                pl_get(c, PL_OPERATOR_CLASS_TYPE), method, say(s, pl_get(c, PL_OPERATOR_CLASS_FAMILY)));
        for (; (text = pl_list_next(s->pl, pl_get(c, PL_OPERATOR_CLASS_MEMBERS), &at)); before = ",\n    ")
            pl_addf(&sql, "%s%s", before, say_member(s, text, false));
        if (pl_is(c, PL_OPERATOR_CLASS_STORES))
            pl_addf(&sql, "%sSTORAGE %s", before, pl_get(c, PL_OPERATOR_CLASS_STORES));
        pl_pg_step(s, rule, changes[i], sql.s);
    }
    return true;
}

static bool has_member(struct pl *pl, const char *list, const char *wanted) {
    for (const char *at = NULL, *text; (text = pl_list_next(pl, list, &at));)
        if (strcmp(text, wanted) == 0)
            return true;
    return false;
}

/* What of one list is not in the other, as ALTER OPERATOR FAMILY says it. */
static void alter_members(struct pl_script *s, const struct pl_rule *rule, const struct pl_change *c, const char *list, const char *other, bool gone) {
    struct pl_text out = { .pl = s->pl };
    for (const char *at = NULL, *text; (text = pl_list_next(s->pl, list, &at));)
        if (!has_member(s->pl, other, text))
            pl_addf(&out, "%s%s", out.len ? ",\n    " : "", say_member(s, text, gone));
    if (out.len)
        pl_pg_step(s, rule, c, pl_format(s->pl, "ALTER OPERATOR FAMILY %s %s\n    %s", using(s, c->to), gone ? "DROP" : "ADD", out.s));
}

bool pl_pg_make_family_members(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n) {
    for (int i = 0; i < n; i++) {
        const struct pl_change *c = changes[i];
        const char *from = c->from ? pl_get(c->from, PL_OPERATOR_FAMILY_MEMBERS) : NULL, *to = pl_get(c->to, PL_OPERATOR_FAMILY_MEMBERS);
        alter_members(s, rule, c, from, to, true);
        alter_members(s, rule, c, to, from, false);
    }
    return true;
}

/* ---- declared and live */

static enum pl_attr members_attr(const struct pl_node *n) {
    return n->kind == PL_OPERATOR_FAMILY ? PL_OPERATOR_FAMILY_MEMBERS : PL_OPERATOR_CLASS_MEMBERS;
}

/* Whether n is the family, or a class of it in its schema. */
static bool is_of(struct pl *pl, const struct pl_node *n, const struct pl_node *family) {
    const char *name, *method, *own, *schema = family->parent->name;
    if (n == family)
        return true;
    if (n->kind != PL_OPERATOR_CLASS || !pl_is(n, PL_OPERATOR_CLASS_FAMILY) || !split(pl, family->name, &name, &method))
        return false;
    own = pl_get(n, PL_OPERATOR_CLASS_FAMILY);
    return strcmp(own, *schema ? pl_format(pl, "%s.%s", schema, name) : name) == 0;
}

static void move_member(struct pl *pl, struct pl_node *from, struct pl_node *to, const char *moved) {
    struct pl_text rest = { .pl = pl }, more = { .pl = pl };
    const char *at = NULL, *text;
    bool said = false;
    while ((text = pl_list_next(pl, pl_get(from, members_attr(from)), &at)))
        if (strcmp(text, moved) != 0)
            pl_list_add(&rest, text);
    for (at = NULL; (text = pl_list_next(pl, pl_get(to, members_attr(to)), &at));) {
        if (!said && strcmp(text, moved) > 0)
            pl_list_add(&more, moved), said = true;
        pl_list_add(&more, text);
    }
    if (!said)
        pl_list_add(&more, moved);
    pl_set(from, members_attr(from), rest.s);
    pl_set(to, members_attr(to), more.s);
}

static struct pl_node *holder(struct pl *pl, struct pl_node *family, const char *member) {
    for (struct pl_node *n = family->parent->child; n; n = n->next)
        if (n->mate && is_of(pl, n, family) && has_member(pl, pl_get(n->mate, members_attr(n)), member))
            return n;
    return NULL;
}

/* Which members of a statement that makes a class are the class's own and which the family's is the server's to say, and one
 * version says it otherwise than another: a declared one is where it is live. */
void pl_pg_relate_members(struct pl *pl, struct pl_node *schema) {
    PL_EACH(family, schema, PL_OPERATOR_FAMILY)
        for (struct pl_node *n = family->parent->child; n && family->mate; n = n->next) {
            if (!is_of(pl, n, family))
                continue;
            const char *list = pl_get(n, members_attr(n));
            for (const char *at = NULL, *text; (text = pl_list_next(pl, list, &at));) {
                struct pl_node *home = holder(pl, family, text);
                if (home && home != n && !(n->mate && has_member(pl, pl_get(n->mate, members_attr(n)), text)))
                    move_member(pl, n, home, text);
            }
        }
}
