/* Templates become statements. Their language is in dialect.h; which row is taken is script.c's business. */
#include <string.h>
#include "dialects/dialect.h"

struct render {
    struct pl_script *s;
    const struct pl_node *n, *old;                     /* what is told of, and how it was */
    enum pl_op op;
};

static bool expand(struct render *r, const char **p, char close, struct pl_text *out);

/* ---- names */

static bool is_old(const struct pl_script *s, const struct pl_node *n) {
    while (n->parent)
        n = n->parent;
    return s->from && n == s->from->root;
}

/* Renames come first, so what an old node lives in is called by its new name already. */
static const char *name_now(const struct pl_script *s, const struct pl_node *n) {
    return n->mate && n->mate->name[0] && is_old(s, n) ? n->mate->name : n->name;
}

static void add_schema(struct pl_script *s, struct pl_text *t, const struct pl_node *n) {
    const struct pl_node *schema = pl_above(n, PL_SCHEMA);
    const char *name = schema ? name_now(s, schema) : "";
    if (!*name)
        name = s->schema;
    if (name && *name) {
        s->dialect->quote_name(t, name);
        pl_addc(t, '.');
    }
}

/* What lives in a table has the table's name before its own only where the language says so: columns. The others are
 * named within their schema (indexes) or after their table (constraints, whose templates say {name}). */
/* Of f(integer) only the word is a name; one with a parenthesis in it has come in double quotes. */
static void add_name(struct pl_script *s, struct pl_text *t, const struct pl_node *n) {
    const char *at = n->name, *end = at;
    bool overloaded = s->dialect->flags & PL_DL_OVERLOADS && pl_kinds[n->kind].flags & PL_OVERLOADED && strchr(n->name, '(');
    if (pl_kinds[n->kind].flags & PL_SPELLED) {
        pl_add(t, n->name);
    } else if (!overloaded) {
        s->dialect->quote_name(t, n->name);
    } else if (*at == '"') {
        pl_add(t, n->name);
    } else {
        end += strcspn(at, "(");
        s->dialect->quote_name(t, pl_strndup(s->pl, at, (size_t)(end - at)));
        pl_add(t, end);
    }
}

char *pl_render_self(struct pl_script *s, const struct pl_node *n) {
    struct pl_text t = { .pl = s->pl };
    if (n->kind != PL_SCHEMA)
        add_schema(s, &t, n);
    if (n->kind == PL_COLUMN) {
        s->dialect->quote_name(&t, name_now(s, n->parent));
        pl_addc(&t, '.');
    }
    add_name(s, &t, n);
    return t.s;
}

static char *parent_name(struct pl_script *s, const struct pl_node *n) {
    struct pl_text t = { .pl = s->pl };
    if (n->kind != PL_SCHEMA)
        add_schema(s, &t, n);
    s->dialect->quote_name(&t, name_now(s, n));
    return t.s;
}

/* ---- values */

static void add_names(struct pl_script *s, struct pl_text *t, const char *list, void (*quote)(struct pl_text *, const char *)) {
    const char *at = NULL, *separator = "";
    for (char *e; (e = pl_list_next(s->pl, list, &at)); separator = ", ") {
        pl_add(t, separator);
        quote(t, e);
    }
}

/* A name in another schema is written with it; one that refers to nothing of the realm is written as it is. */
static void add_ref(struct render *r, struct pl_text *t, enum pl_attr a, const char *value) {
    const struct pl_realm *realm = is_old(r->s, r->n) ? r->s->from : r->s->to;
    const struct pl_node *to = pl_resolve(realm, r->n, a);
    char *name[3];
    if (to) {
        pl_add(t, pl_render_self(r->s, to));
        return;
    }
    int count = pl_ref_split(r->s->pl, value, name, 3);
    if (count == 1 && pl_attrs[a].refers != PL_NONE)
        add_schema(r->s, t, r->n);
    for (int i = 0; i < count; i++) {
        if (i)
            pl_addc(t, '.');
        r->s->dialect->quote_name(t, name[i]);
    }
}

static void add_upper(struct pl_text *t, const char *s) {
    for (; *s; s++)
        pl_addc(t, *s >= 'a' && *s <= 'z' ? (char)(*s - 32) : *s);
}

/* The last name of a list, or those before it. */
static void add_end(struct render *r, struct pl_text *t, const char *list, bool last) {
    const char *at = NULL;
    for (char *e = pl_list_next(r->s->pl, list, &at), *next; e; e = next) {
        next = pl_list_next(r->s->pl, list, &at);
        if (last == !next)
            r->s->dialect->quote_name(t, e);
        if (!last && next)
            pl_add(t, ", ");
    }
}

static void add_value(struct render *r, struct pl_text *t, enum pl_attr a, const char *value, bool raw) {
    enum pl_value_type type = raw ? PL_EXPR : pl_attrs[a].type;
    if (type == PL_TEXT)
        r->s->dialect->quote_text(t, value);
    else if (type == PL_WORD)
        add_upper(t, value);
    else if (type == PL_NAME)
        r->s->dialect->quote_name(t, value);
    else if (type == PL_NAMES)
        add_names(r->s, t, value, r->s->dialect->quote_name);
    else if (type == PL_TEXTS)
        add_names(r->s, t, value, r->s->dialect->quote_text);
    else if (type == PL_REF)
        add_ref(r, t, a, value);
    else if (type == PL_TYPE && r->s->dialect->say_type)
        pl_add(t, r->s->dialect->say_type(r->s, r->n, value));
    else
        pl_add(t, value);
}

/* ---- children */

char *pl_render_define(struct pl_script *s, const struct pl_node *n) {
    struct pl_change c = { .op = PL_DEFINE, .to = (struct pl_node *)(uintptr_t)n, .slots = PL_S_ALL };
    const struct pl_rule *rule = pl_rule_find(s, PL_DEFINE, &c, PL_S_ALL);
    return rule ? pl_render(s, rule->sql, &c) : NULL;
}

static bool add_children(struct render *r, struct pl_text *out, enum pl_kind only, const char *separator) {
    bool any = false;
    for (int k = 0; k < PL_KINDS; k++) {
        if (only != PL_NONE && k != (int)only)
            continue;
        for (struct pl_node *c = pl_first(r->n, (enum pl_kind)k); c; c = pl_next(c)) {
            struct pl_change define = { .op = PL_DEFINE, .to = c, .slots = PL_S_ALL };
            const struct pl_rule *rule = pl_rule_find(r->s, PL_DEFINE, &define, PL_S_ALL);
            if (!rule || (only == PL_NONE && !(rule->flags & PL_R_INLINE)))
                continue;
            const char *text = pl_render(r->s, rule->sql, &define);
            if (!*text)
                continue;                              /* said elsewhere: a key within its column */
            if (any)
                pl_add(out, separator);
            pl_add(out, text);
            any = true;
        }
    }
    return any;
}

/* ---- placeholders */

/* Behind the brace that closes the one before s. */
static const char *closing(const char *s) {
    for (int depth = 1; *s; s++) {
        if (*s == '\\' && s[1])
            s++;
        else if (*s == '{')
            depth++;
        else if (*s == '}' && --depth == 0)
            return s;
    }
    return s;
}

/* The words that are no attributes. False when the word has no value here. */
static bool special(struct render *r, const char *word, struct pl_text *out) {
    struct pl_script *s = r->s;
    const struct pl_node *table = pl_above(r->n, PL_TABLE), *schema = pl_above(r->n, PL_SCHEMA);
    const char *name = NULL, *text = NULL;
    if (strcmp(word, "name") == 0)
        name = r->n->name[0] ? r->n->name : NULL;
    else if (strcmp(word, "was") == 0)
        name = r->old ? r->old->name : NULL;
    else if (strcmp(word, "schema") == 0)
        name = schema->name[0] ? name_now(s, schema) : s->schema;
    else if (strcmp(word, "self") == 0)
        text = pl_render_self(s, r->op == PL_RENAME ? r->old : r->n);
    else if (strcmp(word, "parent") == 0)
        text = parent_name(s, r->n->parent);
    else if (strcmp(word, "table") == 0)
        text = table ? parent_name(s, table) : NULL;
    else if (strcmp(word, "def") == 0)
        text = pl_render_define(s, r->n);
    else if (strcmp(word, "*") == 0)
        return add_children(r, out, PL_NONE, ",\n    ");
    else if (*word == '*')
        return add_children(r, out, pl_kind_named(r->n->kind, word + 1), ", ");
    if (name && !*name)                                /* the schema that has no name to write */
        return false;
    if (name && pl_kinds[r->n->kind].flags & PL_SPELLED)
        pl_add(out, name);
    else if (name)
        s->dialect->quote_name(out, name);
    else if (text)
        pl_add(out, text);
    return name || text;
}

/* A reference that names no columns means the primary key; statements say it, as the databases' own dumps do. */
static const char *key_there(struct render *r, const struct pl_node *n) {
    const struct pl_realm *realm = is_old(r->s, n) ? r->s->from : r->s->to;
    struct pl_text list = { .pl = r->s->pl };
    for (int i = 0; i < pl_attr_count(n->kind); i++) {
        enum pl_attr a = (enum pl_attr)(pl_kinds[n->kind].first + i);
        const struct pl_node *there = pl_attrs[a].flags & PL_KEYED ? pl_resolve(realm, n, a) : NULL;
        for (const struct pl_node *key = there ? there->child : NULL; key; key = key->next) {
            if (!(pl_kinds[key->kind].flags & PL_KEY) || pl_kinds[key->kind].pairing != PL_BY_ONE)
                continue;
            PL_EACH(p, key, PL_PART)
                if (pl_is(p, PL_PART_COLUMN))
                    pl_list_add(&list, pl_get(p, PL_PART_COLUMN));
        }
    }
    return list.s;
}

/* "attr", "old.attr": its value, or NULL. *a is -1 when there is no such attribute. */
static const char *value_of(struct render *r, const char *word, int *a) {
    const struct pl_node *n = r->n;
    if (pl_starts(word, "old.")) {
        word += 4;
        n = r->old;
    }
    *a = n ? pl_attr_named(n->kind, word) : -1;
    if (*a >= 0 && pl_attrs[*a].flags & PL_THERE && !pl_get(n, (enum pl_attr)*a))
        return key_there(r, n);
    return *a < 0 ? NULL : pl_get(n, (enum pl_attr)*a);
}

static bool placeholder(struct render *r, const char *body, size_t len, struct pl_text *out);

/* "primary_key.name": the rest is of the one that stands beside this node in its parent. */
static bool beside(struct render *r, const char *body, size_t dot, size_t len, struct pl_text *out) {
    enum pl_kind kind = pl_kind_named(r->n->parent->kind, pl_strndup(r->s->pl, body, dot));
    struct render other = { .s = r->s, .n = kind == PL_NONE ? NULL : pl_first(r->n->parent, kind), .op = r->op };
    return other.n && placeholder(&other, body + dot + 1, len - dot - 1, out);
}

static bool placeholder(struct render *r, const char *body, size_t len, struct pl_text *out) {
    struct pl *pl = r->s->pl;
    size_t dot = strcspn(body, ".?!|}");
    if (dot < len && body[dot] == '.' && !pl_starts(body, "old."))
        return beside(r, body, dot, len, out);
    size_t word_len = strcspn(body, "?!|}");
    char *word = pl_strndup(pl, body, word_len < len ? word_len : len);
    const char *rest = word_len < len ? body + word_len : "";
    int a;
    const char *value = value_of(r, word, &a);
    if (*rest == '?' || *rest == '!') {
        bool said = value != NULL || (strcmp(word, "name") == 0 && r->n->name[0]);
        const char *text = pl_strndup(pl, rest + 1, len - word_len - 1);
        if (said == (*rest == '?'))
            expand(r, &text, '\0', out);
        return true;
    }
    if (a < 0)
        return special(r, word, out);
    if (!value)
        return false;
    if (pl_starts(rest, "|last") || pl_starts(rest, "|before"))
        add_end(r, out, value, rest[1] == 'l');
    else
        add_value(r, out, (enum pl_attr)a, value, *rest == '|');
    return true;
}

/* Expands up to `close`; false when a placeholder was not said. */
static bool expand(struct render *r, const char **p, char close, struct pl_text *out) {
    bool all = true;
    while (**p && **p != close) {
        if (**p == '\\' && (*p)[1]) {
            pl_addc(out, (*p)[1]);
            *p += 2;
        } else if (**p == '[') {
            struct pl_text group = { .pl = r->s->pl };
            ++*p;
            if (expand(r, p, ']', &group))
                pl_add(out, pl_text(&group));
            if (**p)
                ++*p;
        } else if (**p == '{') {
            const char *end = closing(*p + 1);
            all &= placeholder(r, *p + 1, (size_t)(end - *p) - 1, out);
            *p = *end ? end + 1 : end;
        } else {
            size_t n = strcspn(*p + 1, "\\[]{") + 1;
            pl_addn(out, *p, n);
            *p += n;
        }
    }
    return all;
}

char *pl_render(struct pl_script *s, const char *sql, const struct pl_change *c) {
    struct render r = { .s = s, .n = c->to ? c->to : c->from, .old = c->from, .op = c->op };
    struct pl_text out = { .pl = s->pl };
    expand(&r, &sql, '\0', &out);
    return out.s ? out.s : pl_strdup(s->pl, "");
}
