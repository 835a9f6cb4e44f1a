/* What a node needs to be there: what it lives in, refers to, and mentions in its expressions.
 *
 * Mentions are found by name: every word, quoted name and string of an expression that is the name of a column of the same
 * table, or of an object of a schema. That may find too much (a word that only looks like a name), never too little, so a
 * mention is weak: order.c gives it up where it would close a circle. What a query reads from (reads.c) is no mention.
 *
 * Of live objects some databases tell what they need (PL_N_CATALOG): then nothing is searched, and what an object that is put
 * back needed before is worth a weak edge, too.
 */
#include <string.h>
#include "engine/diff.h"

struct search {
    const struct pl_realm *r;
    const struct pl_node *n;
    pl_needed_fn *fn;
    void *arg;
    bool weak;                                         /* what is found now is only mentioned */
    bool queries;                                      /* the text may read from tables */
    bool type;                                         /* the text is a type: nothing that is called has its name */
};

static void found(const struct search *s, struct pl_node *needed) {
    if (needed && needed != s->n)
        s->fn(s->arg, needed, s->weak);
}

/* A query needs the columns of what it reads as they are: it may say *, and some databases keep it as columns. */
static void found_with_columns(const struct search *s, struct pl_node *needed) {
    found(s, needed);
    for (struct pl_node *c = needed && needed != s->n ? needed->child : NULL; c; c = c->next)
        if (c->kind == PL_COLUMN)
            found(s, c);
}

/* In a table's expressions a word is a column first, and never a table: a check on `b` in a table a, and one on `a` in a
 * table b, are no circle. */
static bool mention_of(const struct search *s, const struct pl_node *schema, const char *name) {
    const struct pl_node *table = pl_above(s->n, PL_TABLE);
    unsigned never = PL_LIVE_ONLY | PL_ATTACHED | (table && !s->queries ? PL_QUERIED : 0);
    bool any = false;
    for (struct pl_node *f = s->type ? NULL : pl_find_overloaded(s->r, schema, name); f; f = f->namesake) {
        found(s, f);
        any = true;
    }
    for (int k = 0; k < PL_KINDS; k++) {
        bool may = pl_kinds[k].parents >> PL_SCHEMA & 1 && !(pl_kinds[k].flags & never);
        struct pl_node *n = may ? pl_find(s->r, schema, (enum pl_kind)k, name) : NULL;
        found_with_columns(s, n);
        any |= n != NULL;
    }
    return any;
}

static void mention(const struct search *s, const char *name) {
    const struct pl_node *table = pl_above(s->n, PL_TABLE);
    struct pl_node *column = table ? pl_find_column(s->r, table, name) : NULL;
    if (column) {
        found(s, column);
        return;
    }
    for (struct pl_node *schema = s->r->root->child; schema; schema = schema->next)
        mention_of(s, schema, name);
}

/* other.f: the f of that schema alone, so that functions of one name in several schemas do not seem to need each other. True
 * when the name behind the dot is done with. */
static bool mention_in_schema(const struct search *s, const char *schema, const char **text) {
    const struct pl_node *home = pl_find(s->r, s->r->root, PL_SCHEMA, schema);
    const char *at = *text;
    struct pl_token dot = pl_token_next(&at, s->r->backslash), t = pl_token_next(&at, s->r->backslash);
    bool is_path = home && dot.kind == PL_T_SIGN && *dot.s == '.' && (t.kind == PL_T_WORD || t.kind == PL_T_QUOTED);
    if (!is_path || !mention_of(s, home, pl_token_name(s->r->pl, t)))
        return false;
    *text = at;
    return true;
}

/* nextval('public."Odd".seq'::regclass): the names that a string spells. */
static void mention_in_string(const struct search *s, struct pl_token t) {
    if (t.len < 3 || t.s[0] != '\'' || t.len > 260)
        return;
    const char *inner = pl_strndup(s->r->pl, t.s + 1, t.len - 2);
    for (struct pl_token i; (i = pl_token_next(&inner, false)).kind != PL_T_END;)
        if (i.kind == PL_T_WORD || i.kind == PL_T_QUOTED)
            mention(s, pl_token_name(s->r->pl, i));
}

static bool is_name(struct pl_token t) {
    return t.kind == PL_T_WORD || t.kind == PL_T_QUOTED;
}

/* In f(a integer, OUT b text) and RETURNS TABLE (c text) the names of arguments are no mentions: what is a name, is behind
 * a bracket or comma there, and has another name behind it. */
struct arguments {
    bool whole;                                        /* a statement that begins with them */
    bool inside, start;
    int depth;
    struct pl_token before;
};

static bool is_argument(const struct search *s, struct arguments *a, struct pl_token t, const char *rest) {
    bool sign = t.kind == PL_T_SIGN, table = a->before.len == 5 && pl_same_nocase(pl_strndup(s->r->pl, a->before.s, 5), "table");
    if (sign && *t.s == '(' && a->depth++ == 0) {
        a->inside = a->whole || table;
        a->whole = false;
    }
    a->depth -= sign && *t.s == ')';
    a->inside &= a->depth > 0;
    a->before = t;
    if (sign)
        a->start = a->depth == 1 && (*t.s == '(' || *t.s == ',');
    bool argument = a->inside && a->start && is_name(t) && is_name(pl_token_next(&rest, s->r->backslash));
    a->start &= sign || argument;
    return argument;
}

/* An operator: all signs that stand together. */
static void mention_sign(const struct search *s, const char *sign, const char **rest) {
    size_t len = strspn(sign, "+-*/<>=~!@#%^&|`?");
    const char *name = len > 1 || (len && !strchr("*=", *sign)) ? pl_strndup(s->r->pl, sign, len) : NULL;
    for (struct pl_node *schema = name ? s->r->root->child : NULL; schema; schema = schema->next)
        for (struct pl_node *o = pl_find_overloaded(s->r, schema, name); o; o = o->namesake)
            found(s, o);
    *rest = len && sign + len > *rest ? sign + len : *rest;
}

static void mentions(struct search *s, const char *text) {
    bool routine = s->queries && pl_kinds[s->n->kind].flags & PL_OVERLOADED;
    struct arguments a = { .whole = true };
    s->weak = true;
    for (struct pl_token t; (t = pl_token_next(&text, s->r->backslash)).kind != PL_T_END;) {
        bool argument = routine && is_argument(s, &a, t, text);
        if (argument || (routine && a.whole))          /* its own name would mean those that share it */
            continue;
        if (is_name(t) && !mention_in_schema(s, pl_token_name(s->r->pl, t), &text))
            mention(s, pl_token_name(s->r->pl, t));
        else if (t.kind == PL_T_STRING)
            mention_in_string(s, t);
        else if (t.kind == PL_T_SIGN)
            mention_sign(s, t.s, &text);
    }
}

/* What a query reads from it needs for certain, though not each of its columns; any other word in it is a mention. */
static void read_from(void *arg, const char *schema, const char *name) {
    struct search *s = arg;
    const struct pl_node *home = pl_read_schema(s->r, s->n, schema), *usual = pl_find(s->r, s->r->root, PL_SCHEMA, "");
    for (int k = 0; k < PL_KINDS; k++) {
        if (!(pl_kinds[k].flags & PL_QUERIED))
            continue;
        struct pl_node *n = home ? pl_find(s->r, home, (enum pl_kind)k, name) : NULL;
        if (!n && !schema && usual)
            n = pl_find(s->r, usual, (enum pl_kind)k, name);
        s->weak = false;
        found(s, n);
        s->weak = true;
        found_with_columns(s, n);
    }
}

/* The keys of a table: what a reference to it is looked up by. */
static void keys(const struct search *s, const struct pl_node *table) {
    for (struct pl_node *c = table->child; c; c = c->next)
        if (pl_kinds[c->kind].flags & PL_KEY)
            found(s, c);
}

/* A partition's index is over columns of the table that it is a part of. */
static struct pl_node *named(const struct search *s, const struct pl_node *table, enum pl_kind kind, const char *name) {
    return kind == PL_COLUMN && table->kind == PL_TABLE ? pl_find_column(s->r, table, name) : pl_find(s->r, table, kind, name);
}

static void names(const struct search *s, const struct pl_node *table, enum pl_attr a) {
    const char *at = NULL, *name;
    if (pl_attrs[a].type == PL_NAME)
        found(s, named(s, table, pl_attrs[a].refers, pl_get(s->n, a)));
    else
        while ((name = pl_list_next(s->r->pl, pl_get(s->n, a), &at)))
            found(s, named(s, table, pl_attrs[a].refers, name));
}

static void inherited(const struct search *s) {
    const char *at = NULL, *name;
    while ((name = pl_list_next(s->r->pl, pl_get(s->n, PL_TABLE_INHERITS), &at)))
        found(s, pl_inherited_from(s->r, s->n, name));
}

/* What is said of an inherited column is said behind what is said of it there. */
static void inherited_there(const struct search *s, const struct pl_node *n) {
    const struct pl_node *table = n->parent;
    const char *at = NULL, *name, *list = pl_get(table, PL_TABLE_INHERITS);
    struct pl_node *whole = pl_is(table, PL_TABLE_PARTITION_OF) ? pl_resolve(s->r, table, PL_TABLE_PARTITION_OF) : NULL;
    found(s, pl_find_column(s->r, table, n->name));
    if (whole)
        found(s, pl_find(s->r, whole, n->kind, n->name));
    while ((name = pl_list_next(s->r->pl, list, &at))) {
        const struct pl_node *from = pl_inherited_from(s->r, table, name);
        if (from)
            found(s, pl_find(s->r, from, n->kind, n->name));
    }
}

static void one_attr(struct search *s, enum pl_attr a, const struct pl_node **there) {
    const struct pl_attr_row *row = &pl_attrs[a];
    const struct pl_node *table = row->flags & PL_THERE ? *there : pl_above(s->n, PL_TABLE);
    s->weak = false;
    s->type = row->type == PL_TYPE;
    s->queries = row->type == PL_BODY || row->type == PL_STATEMENT || s->n->kind == PL_POLICY;
    if (row->type == PL_EXPR || row->type == PL_BODY || row->type == PL_STATEMENT) {
        if (s->n->flags & PL_N_CATALOG)
            return;
        mentions(s, pl_get(s->n, a));
        if (row->type == PL_BODY)
            pl_reads(s->r, pl_get(s->n, a), read_from, s);
    } else if (a == PL_TABLE_INHERITS) {
        inherited(s);
    } else if (row->type == PL_TYPE) {
        mentions(s, pl_get(s->n, a));
    } else if (row->type == PL_TEXT && row->refers != PL_NONE) {
        mentions(s, pl_get(s->n, a));
    } else if (row->type == PL_TEXTS && row->refers != PL_NONE) {
        for (const char *at = NULL, *text; (text = pl_list_next(s->r->pl, pl_get(s->n, a), &at));)
            mentions(s, text);
    } else if (row->type == PL_REF) {
        struct pl_node *to = pl_resolve(s->r, s->n, a);
        found(s, to);
        if (to && row->flags & PL_KEYED) {
            *there = to;
            keys(s, to);
            s->weak = true;
            keys(s, pl_above(s->n, PL_TABLE));         /* InnoDB looks rows up on both sides */
        }
    } else if ((row->type == PL_NAME || row->type == PL_NAMES) && row->refers != PL_NONE && table) {
        names(s, table, a);
    }
}

static void needs_of(struct search *s, const struct pl_node *n, bool late) {
    const struct pl_node *there = NULL;
    s->n = n;
    s->queries = n->kind == PL_PUBLISHED;
    if (n->kind == PL_PUBLISHED)                       /* its name is a table's */
        mentions(s, n->name);
    PL_EACH_SLOT(i, n->has) {
        enum pl_attr a = (enum pl_attr)(pl_kinds[n->kind].first + i);
        if (!(pl_attrs[a].flags & PL_HINT) && late == ((pl_attrs[a].flags & PL_LATE) != 0))
            one_attr(s, a, &there);
    }
    if (late)
        return;
    if (pl_kinds[n->kind].flags & PL_ATTACHED && n->parent->kind == PL_TABLE)
        inherited_there(s, n);
    if (pl_kinds[n->kind].flags & PL_SPELLED)
        mentions(s, n->name);
    s->weak = !(n->flags & PL_N_CATALOG);
    for (const struct pl_edge *e = s->weak ? NULL : n->depends; e; e = e->next)
        found(s, e->on);
    for (const struct pl_edge *e = s->weak && n->mate ? n->mate->depends : NULL; e; e = e->next)
        found(s, e->on->mate);
    for (const struct pl_node *c = n->child; c; c = c->next)
        if (pl_kinds[c->kind].flags & PL_CONTENT)
            needs_of(s, c, late);
}

void pl_needs(const struct pl_realm *r, const struct pl_node *n, bool late, pl_needed_fn *fn, void *arg) {
    struct search s = { .r = r, .n = n, .fn = fn, .arg = arg };
    if (n->parent)
        found(&s, n->parent);
    needs_of(&s, n, late);
}
