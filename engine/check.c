/* What is wrong with models that only a whole realm shows: names of columns and objects that are not there, keys that do
 * not fit, views that need each other. Refuses only what no database could follow; what one of them cannot say is the
 * dialect's to refuse.
 *
 * The one idea: schema.def says which attribute names what (`refers`), so dangling names are found for every kind by the
 * same walk. The few rules that it cannot express are the table `rules`, by kind.
 */
#include "engine/check.h"

#include <string.h>

void pl_check_wrong(struct pl_check *c, enum pl_code code, const struct pl_node *n, const char *fmt, ...) {
    c->said = c->errors < PL_CHECK_ERRORS;
    c->errors++;
    if (!c->said)
        return;
    va_list ap;
    va_start(ap, fmt);
    const char *text = pl_vformat(c->pl, fmt, ap);
    va_end(ap);
    pl_say(c->pl, code, &n->place, "%s", text);
    pl_about(c->pl, pl_title(c->pl, n));
}

/* ---- names */

static void hint_nearest(struct pl_check *c, const struct pl_node *parent, enum pl_kind kind, const char *wrong) {
    struct pl_nearest near = { .wrong = wrong };
    if (!c->said || !parent)
        return;
    PL_EACH(n, parent, kind)
    pl_nearest_add(&near, n->name);
    if (pl_nearest_word(&near))
        pl_hint(c->pl, "did you mean \"%s\"?", pl_nearest_word(&near));
}

static void check_name(struct pl_check *c, const struct pl_node *n, enum pl_attr a, const struct pl_node *in,
                       const char *name) {
    enum pl_kind kind = pl_attrs[a].refers;
    if (kind == PL_COLUMN ? pl_find_column(c->realm, in, name) : pl_find(c->realm, in, kind, name))
        return;
    /* A part has no name to call it by; its index has. */
    const struct pl_node *subject = pl_kinds[n->kind].flags & PL_CONTENT ? n->parent : n;
    pl_check_wrong(c, PL_D_NOWHERE, n, "%s names %s \"%s\", which %s does not have", pl_title(c->pl, subject),
                   pl_kinds[kind].word, name, pl_title(c->pl, in));
    hint_nearest(c, in, kind, name);
}

static void check_names(struct pl_check *c, const struct pl_node *n, enum pl_attr a, const struct pl_node *in) {
    const char *at = NULL, *name;
    if (pl_attrs[a].type == PL_NAME)
        check_name(c, n, a, in, pl_get(n, a));
    else
        while ((name = pl_list_next(c->pl, pl_get(n, a), &at)))
            check_name(c, n, a, in, name);
}

/* The schema and the name that a reference to an object of a schema spells, for the hint. */
static void hint_reference(struct pl_check *c, const struct pl_node *n, enum pl_attr a) {
    char *names[4];
    int depth = pl_attrs[a].refers == PL_COLUMN ? 2 : 1, count = pl_ref_split(c->pl, pl_get(n, a), names, 4);
    if (count < depth)
        return;
    const struct pl_node *schema =
        count > depth ? pl_find(c->realm, c->realm->root, PL_SCHEMA, names[0]) : pl_above(n, PL_SCHEMA);
    const struct pl_node *table = schema && depth == 2 ? pl_find(c->realm, schema, PL_TABLE, names[count - 2]) : NULL;
    if (!schema)
        hint_nearest(c, c->realm->root, PL_SCHEMA, names[0]);
    else if (table)
        hint_nearest(c, table, PL_COLUMN, names[count - 1]);
    else
        hint_nearest(c, schema, depth == 2 ? PL_TABLE : pl_attrs[a].refers, names[count - depth]);
}

static bool is_ignored(const struct pl_realm *r, const char *schema, const char *name) {
    const char *path = *schema ? pl_format(r->pl, "%s.%s", schema, name) : name;
    for (const char *const *p = r->ignored; p && *p; p++)
        if (pl_glob(*p, path) || pl_glob(*p, name) || pl_glob(*p, schema))
            return true;
    return false;
}

/* What these models cannot know: another database of a MySQL server, and what they were told to ignore. */
static bool leaves_models(struct pl_check *c, const struct pl_node *n, enum pl_attr a) {
    char *names[4];
    const struct pl_node *schema = pl_above(n, PL_SCHEMA);
    int depth = pl_attrs[a].refers == PL_COLUMN ? 2 : 1, count = pl_ref_split(c->pl, pl_get(n, a), names, 4);
    if (!schema || (count != depth && count != depth + 1))
        return false;
    const char *home = count > depth ? names[0] : schema->name;
    if (c->realm->databases && depth == 1 && count == 2 && !pl_find(c->realm, c->realm->root, PL_SCHEMA, home))
        return true;
    return is_ignored(c->realm, home, names[count - depth]);
}

static const struct pl_node *check_reference(struct pl_check *c, const struct pl_node *n, enum pl_attr a) {
    const struct pl_node *to = pl_resolve(c->realm, n, a);
    int dangling = pl_attr_named(n->kind, "dangling");
    if (!to && (leaves_models(c, n, a) || (dangling >= 0 && pl_is(n, (enum pl_attr)dangling))))
        return NULL;
    if (!to) {
        pl_check_wrong(c, PL_D_NOWHERE, n, "%s refers to %s \"%s\", which is not there", pl_title(c->pl, n),
                       pl_kinds[pl_attrs[a].refers].word, pl_get(n, a));
        if (c->said)
            hint_reference(c, n, a);
    }
    return to;
}

/* ---- words: attributes that take one of a few, which every dialect shares */

static const struct {
    enum pl_attr attr;
    const char *const words[6];
} choices[] = {
    { PL_FOREIGN_KEY_ON_DELETE, { "no action", "restrict", "cascade", "set null", "set default" } },
    { PL_FOREIGN_KEY_ON_UPDATE, { "no action", "restrict", "cascade", "set null", "set default" } },
    { PL_FOREIGN_KEY_MATCH, { "simple", "full", "partial" } },
    { PL_FOREIGN_KEY_DEFERRABLE, { "immediate", "deferred" } },
    { PL_PRIMARY_KEY_DEFERRABLE, { "immediate", "deferred" } },
    { PL_UNIQUE_DEFERRABLE, { "immediate", "deferred" } },
    { PL_COLUMN_IDENTITY, { "always", "default" } },
    { PL_PART_ORDER, { "asc", "desc" } },
    { PL_PART_NULLS, { "first", "last" } },
};

static void check_choice(struct pl_check *c, const struct pl_node *n, enum pl_attr a) {
    for (size_t i = 0; i < sizeof choices / sizeof choices[0]; i++) {
        if (choices[i].attr != a)
            continue;
        struct pl_text list = { .pl = c->pl };
        for (const char *const *w = choices[i].words; *w; w++) {
            if (pl_same(*w, pl_get(n, a)))
                return;
            pl_addf(&list, "%s%s", list.len ? ", " : "", *w);
        }
        pl_check_wrong(c, PL_D_BAD_VALUE, n, "\"%s\" of %s is \"%s\"", pl_attrs[a].word, pl_title(c->pl, n), pl_get(n, a));
        if (c->said)
            pl_hint(c->pl, "it may be: %s", pl_text(&list));
    }
}

/* ---- rules that only one kind has */

static void missing(struct pl_check *c, const struct pl_node *n, enum pl_attr a) {
    if (!pl_is(n, a))
        pl_check_wrong(c, PL_D_MISSING, n, "%s does not say \"%s\"", pl_title(c->pl, n), pl_attrs[a].word);
}

static void clash(struct pl_check *c, const struct pl_node *n, enum pl_attr a, enum pl_attr b) {
    if (pl_is(n, a) && pl_is(n, b))
        pl_check_wrong(c, PL_D_BAD_VALUE, n, "%s says both \"%s\" and \"%s\"", pl_title(c->pl, n), pl_attrs[a].word,
                       pl_attrs[b].word);
}

static void check_column(struct pl_check *c, const struct pl_node *n) {
    clash(c, n, PL_COLUMN_GENERATED, PL_COLUMN_DEFAULT);
    clash(c, n, PL_COLUMN_GENERATED, PL_COLUMN_IDENTITY);
    clash(c, n, PL_COLUMN_IDENTITY, PL_COLUMN_DEFAULT);
    if (pl_is(n, PL_COLUMN_STORED))
        missing(c, n, PL_COLUMN_GENERATED);
}

static void check_inherited(struct pl_check *c, const struct pl_node *n) {
    clash(c, n, PL_INHERITED_COLUMN_DEFAULT, PL_INHERITED_COLUMN_NO_DEFAULT);
    clash(c, n, PL_INHERITED_COLUMN_NOT_NULL, PL_INHERITED_COLUMN_NULLABLE);
    if (pl_is(n, PL_INHERITED_COLUMN_NOT_NULL_NAME))
        missing(c, n, PL_INHERITED_COLUMN_NOT_NULL);
    if (pl_find(c->realm, n->parent, PL_COLUMN, n->name))
        pl_check_wrong(c, PL_D_BAD_VALUE, n, "%s is a column of its own", pl_title(c->pl, n));
    else if (!pl_find_column(c->realm, n->parent, n->name))
        pl_check_wrong(c, PL_D_NOWHERE, n, "%s is inherited from nowhere", pl_title(c->pl, n));
}

static void check_part(struct pl_check *c, const struct pl_node *n) {
    clash(c, n, PL_PART_COLUMN, PL_PART_EXPRESSION);
    if (!pl_is(n, PL_PART_COLUMN) && !pl_is(n, PL_PART_EXPRESSION))
        pl_check_wrong(c, PL_D_MISSING, n, "a part of %s says neither \"%s\" nor \"%s\"", pl_title(c->pl, n->parent),
                       pl_attrs[PL_PART_COLUMN].word, pl_attrs[PL_PART_EXPRESSION].word);
}

static void check_key(struct pl_check *c, const struct pl_node *n) {
    if (!pl_first(n, PL_PART))
        pl_check_wrong(c, PL_D_MISSING, n, "%s has no columns", pl_title(c->pl, n));
}

static int list_length(struct pl_check *c, const char *list) {
    const char *at = NULL;
    int n = 0;
    while (pl_list_next(c->pl, list, &at))
        n++;
    return n;
}

static void check_foreign_key(struct pl_check *c, const struct pl_node *n) {
    missing(c, n, PL_FOREIGN_KEY_COLUMNS);
    missing(c, n, PL_FOREIGN_KEY_REFERENCES);
    const struct pl_node *to =
        pl_is(n, PL_FOREIGN_KEY_REFERENCES) ? pl_resolve(c->realm, n, PL_FOREIGN_KEY_REFERENCES) : NULL;
    int here = list_length(c, pl_get(n, PL_FOREIGN_KEY_COLUMNS)), there = 0;
    if (pl_is(n, PL_FOREIGN_KEY_REFERENCED_COLUMNS)) {
        there = list_length(c, pl_get(n, PL_FOREIGN_KEY_REFERENCED_COLUMNS));
    } else if (to) {
        const struct pl_node *key = pl_first(to, PL_PRIMARY_KEY);
        for (const struct pl_node *p = key ? pl_first(key, PL_PART) : NULL; p; p = pl_next(p))
            there++;
    }
    if (here && there && here != there)
        pl_check_wrong(c, PL_D_BAD_VALUE, n, "%s has %d column%s and refers to %d", pl_title(c->pl, n), here,
                       here == 1 ? "" : "s", there);
}

static void check_check(struct pl_check *c, const struct pl_node *n) {
    missing(c, n, PL_CHECK_EXPRESSION);
}

static void check_view(struct pl_check *c, const struct pl_node *n) {
    missing(c, n, PL_VIEW_SQL);
}

static void (*const rules[PL_KINDS])(struct pl_check *, const struct pl_node *) = {
    [PL_COLUMN] = check_column, [PL_INHERITED_COLUMN] = check_inherited, [PL_PART] = check_part,   [PL_PRIMARY_KEY] = check_key,         [PL_UNIQUE] = check_key,
    [PL_INDEX] = check_key,     [PL_CHECK] = check_check, [PL_FOREIGN_KEY] = check_foreign_key, [PL_VIEW] = check_view,
};

/* ---- the walk */

static bool can_be_wrong(const struct pl_attr_row *row) {
    return row->type == PL_STATEMENT || row->type == PL_WORD || row->refers != PL_NONE;
}

static void check_node(struct pl_check *c, const struct pl_slots *slots, const struct pl_node *n) {
    const struct pl_node *table = pl_above(n, PL_TABLE), *there = NULL;
    if (n->kind != PL_REALM && (pl_kinds[n->kind].flags & PL_LIVE_ONLY))
        return;
    PL_EACH_SLOT(i, slots->of[n->kind]) {
        enum pl_attr a = (enum pl_attr)(pl_kinds[n->kind].first + i);
        const struct pl_attr_row *row = &pl_attrs[a];
        if (row->type == PL_STATEMENT)
            missing(c, n, a);
        if (!pl_at(n, i))
            continue;
        if (row->type == PL_WORD)
            check_choice(c, n, a);
        if (row->refers == PL_NONE)
            continue;
        if (row->type == PL_REF) {
            const struct pl_node *to = check_reference(c, n, a);
            if (row->flags & PL_KEYED)
                there = to;
        } else if (row->type == PL_NAME || row->type == PL_NAMES) {
            const struct pl_node *in = row->flags & PL_THERE ? there : table;
            if (in)
                check_names(c, n, a, in);
        }
    }
    if (pl_kinds[n->kind].flags & PL_GLOBAL && n->parent->name[0]) {
        pl_check_wrong(c, PL_D_BAD_VALUE, n, "%s is said within schema \"%s\", but it lives in no schema", pl_title(c->pl, n), n->parent->name);
        if (c->said)
            pl_hint(c->pl, "say \"%s\" at the top of the models", pl_kinds[n->kind].plural);
    }
    if (rules[n->kind])
        rules[n->kind](c, n);
    for (const struct pl_node *child = n->child; child; child = child->next)
        check_node(c, slots, child);
}

bool pl_realm_check(struct pl_realm *r) {
    struct pl_check c = { .pl = r->pl, .realm = r };
    struct pl_slots slots;
    pl_slots_find(&slots, can_be_wrong);
    check_node(&c, &slots, r->root);
    pl_check_views(&c);
    if (c.errors > PL_CHECK_ERRORS)
        pl_hint(r->pl, "%d further errors are not shown", c.errors - PL_CHECK_ERRORS);
    return !c.errors;
}
