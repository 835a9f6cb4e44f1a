/* Models in YAML, into a realm. Refuses words that schema.def does not have, values of the wrong shape, and the same
 * object said twice, in one file or in two; goes on after an error, so that one run shows up to twenty of them.
 *
 * The one idea: there is one reader for every kind. What a key means is looked up in schema.def: an attribute of the kind,
 * or the plural of a kind that may live in it; `bare` says what a value means that is not a map.
 */
#include "engine/yaml_tree.h"

#include <string.h>

/* What one map has said already, so that a second time is an error and a merged key gives way. */
struct seen {
    uint64_t attrs, kinds, others;
};
enum { SEEN_WAS = 1, SEEN_NAME = 2, SEEN_VERSION = 4, SEEN_ALLOW = 8 };

static const char *const top_words[] = { "poundlock", NULL }, *const no_words[] = { NULL };

static void read_children(struct pl_reader *rd, struct pl_node *parent, enum pl_kind kind, const struct pl_yaml *at,
                          const struct pl_yaml *y);

static bool done(const struct pl_reader *rd) {
    return rd->errors >= PL_YAML_ERRORS;
}

static enum pl_kind bare_child(enum pl_kind kind) {
    return pl_kinds[kind].bare <= -2 ? (enum pl_kind)(-2 - pl_kinds[kind].bare) : PL_NONE;
}

static const char *key_of(enum pl_kind kind) {
    return pl_kinds[kind].plural;
}

static bool may_be_unnamed(enum pl_kind kind) {
    return pl_kinds[kind].pairing != PL_BY_NAME || (pl_kinds[kind].flags & PL_UNNAMED);
}

/* ---- errors */

static bool is_modelled(enum pl_kind child, enum pl_kind parent) {
    return (pl_kinds[child].parents >> parent & 1) && !(pl_kinds[child].flags & PL_LIVE_ONLY);
}

static void add_word(struct pl_text *list, struct pl_nearest *near, const char *word) {
    pl_nearest_add(near, word);
    pl_add(list, list->len ? ", " : "");
    pl_add(list, word);
}

static void unknown(struct pl_reader *rd, const struct pl_node *n, const struct pl_yaml *key, const char *const *more) {
    struct pl_nearest near = { .wrong = key->s };
    struct pl_text list = { .pl = rd->pl };
    const struct pl_kind_row *row = &pl_kinds[n->kind];
    for (; *more; more++)
        add_word(&list, &near, *more);
    for (int i = 0; i < pl_attr_count(n->kind); i++)
        add_word(&list, &near, pl_attrs[row->first + i].word);
    for (int k = 0; k < PL_KINDS; k++)
        if (is_modelled((enum pl_kind)k, n->kind))
            add_word(&list, &near, key_of((enum pl_kind)k));
    if (n->name[0])
        add_word(&list, &near, "was");
    add_word(&list, &near, "allow");
    if (n->kind == PL_SCHEMA && !n->name[0])
        add_word(&list, &near, pl_kinds[PL_SCHEMA].plural);
    bool top = n->kind == PL_SCHEMA && !n->name[0];
    pl_yaml_wrong(rd, PL_D_UNKNOWN_WORD, key, "unknown word \"%s\" %s", key->s,
                  !top ? pl_format(rd->pl, "in %s", pl_title(rd->pl, n)) : rd->where ? rd->where : "at the top of the file");
    if (pl_nearest_word(&near))
        pl_yaml_hint(rd, "did you mean \"%s\"?", pl_nearest_word(&near));
    else
        pl_yaml_hint(rd, "the words here are: %s", pl_text(&list));
}

static void twice(struct pl_reader *rd, const struct pl_yaml *at, const char *what, const struct pl_place *first) {
    if (first->file)
        pl_yaml_wrong(rd, PL_D_DUPLICATE, at, "%s is said twice; the first is at %s:%d", what, first->file, first->line);
    else
        pl_yaml_wrong(rd, PL_D_DUPLICATE, at, "%s is said twice", what);
}

static void twice_in_map(struct pl_reader *rd, const struct pl_node *n, const struct pl_yaml *map,
                         const struct pl_yaml *key) {
    struct pl_place first = { NULL, 0, 0 };
    for (const struct pl_yaml *k = map->child; k != key; k = k->next->next)
        if (pl_same(k->s, key->s)) {
            first = (struct pl_place){ rd->file, (int)k->line, (int)k->column };
            break;
        }
    twice(rd, key, pl_format(rd->pl, "\"%s\" of %s", key->s, pl_title(rd->pl, n)), &first);
}

static void wrong_shape(struct pl_reader *rd, const struct pl_yaml *y, const char *wanted, const char *of) {
    pl_yaml_wrong(rd, PL_D_BAD_VALUE, y, "%s where %s is expected, in %s", pl_yaml_shape(y), wanted, of);
}

/* ---- one object */

/* True the first time; later ones are errors, unless a merge brought them. */
static bool first_time(struct pl_reader *rd, const struct pl_node *n, const struct pl_yaml *map, const struct pl_yaml *key,
                       uint64_t *seen, uint64_t bit) {
    if (*seen & bit) {
        if (!(key->flags & PL_Y_MERGED))
            twice_in_map(rd, n, map, key);
        return false;
    }
    *seen |= bit;
    return true;
}

static const char *text_of(struct pl_reader *rd, const struct pl_yaml *y, const char *what) {
    if (y->type != PL_Y_SCALAR) {
        wrong_shape(rd, y, "a name", what);
        return NULL;
    }
    return pl_yaml_null(y) ? NULL : y->s;
}

/* `columns: [a, b]` says the same as `parts: [a, b]` where the kind has no columns of its own. */
static enum pl_kind child_kind(enum pl_kind kind, const char *word) {
    enum pl_kind child = pl_kind_named(kind, word);
    if (child == PL_NONE && bare_child(kind) == PL_PART && pl_same(word, pl_kinds[PL_COLUMN].plural))
        child = PL_PART;
    return child != PL_NONE && (pl_kinds[child].flags & PL_LIVE_ONLY) ? PL_NONE : child;
}

/* `allow: { rule: reason }`: an exception that is written down says why. Whether there is such a rule, lint looks at. */
static void read_allow(struct pl_reader *rd, struct pl_node *n, const struct pl_yaml *y) {
    struct pl_text list = { .pl = rd->pl };
    if (y->type != PL_Y_MAP) {
        wrong_shape(rd, y, "a map from rules to reasons", pl_format(rd->pl, "\"allow\" of %s", pl_title(rd->pl, n)));
        return;
    }
    for (const struct pl_yaml *key = y->child; key; key = key->next->next) {
        const char *reason = text_of(rd, key->next, "the reason of an exception");
        if (!reason || !*reason) {
            pl_yaml_wrong(rd, PL_D_MISSING, key, "\"allow\" of %s: \"%s\" without a reason", pl_title(rd->pl, n), key->s);
            return;
        }
        pl_list_add(&list, key->s);
        pl_list_add(&list, reason);
    }
    n->allow = list.s;
}

/* One key of an object's map. False when nobody knows the word. */
static bool read_pair(struct pl_reader *rd, struct pl_node *n, const struct pl_yaml *map, const struct pl_yaml *key,
                      struct seen *seen) {
    const struct pl_yaml *value = key->next;
    int attr = pl_attr_named(n->kind, key->s);
    if (attr >= 0) {
        if (!first_time(rd, n, map, key, &seen->attrs, UINT64_C(1) << (attr - pl_kinds[n->kind].first)))
            return true;
        /* Only a schema can be open in two files. */
        if (pl_is(n, (enum pl_attr)attr))
            twice(rd, key, pl_format(rd->pl, "\"%s\" of %s", key->s, pl_title(rd->pl, n)), &n->place);
        else
            pl_yaml_set(rd, n, (enum pl_attr)attr, value, false);
        return true;
    }
    enum pl_kind child = child_kind(n->kind, key->s);
    if (child != PL_NONE) {
        if (first_time(rd, n, map, key, &seen->kinds, UINT64_C(1) << child))
            read_children(rd, n, child, key, value);
        return true;
    }
    if (pl_same(key->s, "was") && n->name[0]) {
        if (first_time(rd, n, map, key, &seen->others, SEEN_WAS))
            n->was = text_of(rd, value, "\"was\"");
        return true;
    }
    if (pl_same(key->s, "allow")) {
        if (first_time(rd, n, map, key, &seen->others, SEEN_ALLOW))
            read_allow(rd, n, value);
        return true;
    }
    return false;
}

static void read_map(struct pl_reader *rd, struct pl_node *n, const struct pl_yaml *y, bool name_inside) {
    struct seen seen = { 0 };
    for (const struct pl_yaml *key = y->child; key && !done(rd); key = key->next->next) {
        if (name_inside && pl_same(key->s, "name"))
            first_time(rd, n, y, key, &seen.others, SEEN_NAME); /* taken when the node was made */
        else if (!read_pair(rd, n, y, key, &seen))
            unknown(rd, n, key, no_words);
    }
}

/* What the place of an object holds: a map, or what `bare` allows. `item`: it stands in a list. */
static void read_body(struct pl_reader *rd, struct pl_node *n, const struct pl_yaml *at, const struct pl_yaml *y,
                      bool item) {
    const struct pl_kind_row *row = &pl_kinds[n->kind];
    bool list_attr = row->bare >= 0 && (pl_attrs[row->bare].type == PL_NAMES || pl_attrs[row->bare].type == PL_TEXTS);
    if (y->type == PL_Y_MAP)
        read_map(rd, n, y, item || row->pairing == PL_BY_ONE);
    else if (!item && pl_yaml_null(y))
        return;
    else if (item && y->type == PL_Y_SCALAR && !y->s[0])
        pl_yaml_wrong(rd, PL_D_MISSING, y, "nothing where %s is expected", pl_title(rd->pl, n));
    else if (bare_child(n->kind) != PL_NONE)
        read_children(rd, n, bare_child(n->kind), at, y);
    else if (row->bare >= 0 && (y->type == PL_Y_SCALAR || list_attr))
        pl_yaml_set(rd, n, (enum pl_attr)row->bare, y, item);
    else
        wrong_shape(rd, y, "a map", pl_title(rd->pl, n));
}

/* A new node, unless it is there already. `since`: nodes before this were made outside the map that is being read. */
static struct pl_node *make(struct pl_reader *rd, struct pl_node *parent, enum pl_kind kind, const char *name,
                            const struct pl_yaml *at, uint32_t since) {
    bool findable = name[0] || pl_kinds[kind].pairing == PL_BY_ONE;
    struct pl_node *there = findable ? pl_find(rd->realm, parent, kind, name) : NULL;
    if (there && kind == PL_SCHEMA && there->place.file != rd->file)
        return there; /* a schema may be spread over files; what it holds may not be said twice */
    if (there) {
        if (!(at->flags & PL_Y_MERGED) || there->position < since)
            twice(rd, at, pl_title(rd->pl, there), &there->place);
        return NULL;
    }
    struct pl_node *n = pl_node_new(rd->realm, parent, kind, name);
    n->place = (struct pl_place){ rd->file, (int)at->line, (int)at->column };
    return n;
}

/* The `name:` inside a map, "" when there is none. */
static const char *inner_name(struct pl_reader *rd, const struct pl_yaml *y, const char *what) {
    const char *name = NULL;
    for (const struct pl_yaml *key = y->type == PL_Y_MAP ? y->child : NULL; key && !name; key = key->next->next)
        if (pl_same(key->s, "name"))
            name = text_of(rd, key->next, what);
    return name ? name : "";
}

/* An object whose place has no key of its own: an item of a list, or the only one of its kind. */
static void read_nameless(struct pl_reader *rd, struct pl_node *parent, enum pl_kind kind, const struct pl_yaml *at,
                          const struct pl_yaml *y, bool item) {
    const char *name = pl_kinds[kind].pairing == PL_BY_POSITION ? "" : inner_name(rd, y, pl_kinds[kind].word);
    struct pl_node *n = make(rd, parent, kind, name, at, rd->realm->count);
    if (n)
        read_body(rd, n, at, y, item);
}

static void read_named(struct pl_reader *rd, struct pl_node *parent, enum pl_kind kind, const struct pl_yaml *y) {
    uint32_t since = rd->realm->count;
    for (const struct pl_yaml *key = y->child; key && !done(rd); key = key->next->next) {
        if (!key->s[0]) {
            pl_yaml_wrong(rd, PL_D_MISSING, key, "%s without a name", pl_kinds[kind].word);
            continue;
        }
        struct pl_node *n = make(rd, parent, kind, key->s, key, since);
        if (n)
            read_body(rd, n, key, key->next, false);
    }
}

static void read_children(struct pl_reader *rd, struct pl_node *parent, enum pl_kind kind, const struct pl_yaml *at,
                          const struct pl_yaml *y) {
    const struct pl_kind_row *row = &pl_kinds[kind];
    if (row->pairing == PL_BY_ONE)
        read_nameless(rd, parent, kind, at, y, false);
    else if (pl_yaml_null(y))
        return;
    else if (y->type == PL_Y_LIST && may_be_unnamed(kind))
        for (const struct pl_yaml *item = y->child; item && !done(rd); item = item->next)
            read_nameless(rd, parent, kind, item, item, true);
    else if (y->type == PL_Y_MAP && row->pairing == PL_BY_NAME)
        read_named(rd, parent, kind, y);
    else if (y->type == PL_Y_SCALAR && row->pairing == PL_BY_POSITION)
        read_nameless(rd, parent, kind, y, y, true);
    else
        wrong_shape(rd, y,
                    row->pairing == PL_BY_POSITION ? "a list"
                    : may_be_unnamed(kind)         ? "a map or a list"
                                                   : "a map",
                    pl_format(rd->pl, "\"%s\" of %s", at->s, pl_title(rd->pl, parent)));
}

/* ---- the file */

static void read_version(struct pl_reader *rd, const struct pl_yaml *y) {
    if (y->type == PL_Y_SCALAR && pl_same(y->s, "1"))
        return;
    pl_yaml_wrong(rd, PL_D_BAD_VALUE, y, "the models language is version %s; this poundlock knows version 1",
                  y->type == PL_Y_SCALAR ? y->s : pl_yaml_shape(y));
    pl_yaml_hint(rd, "write \"poundlock: 1\"");
}

static bool is_word(const char *const *words, const char *s) {
    while (*words && !pl_same(*words, s))
        words++;
    return *words != NULL;
}

/* What the default schema holds stands at the top, beside `schemas:`. */
static void read_top(struct pl_reader *rd, const struct pl_yaml *top, const char *const *words, bool versioned) {
    struct pl_node *schema = pl_find(rd->realm, rd->realm->root, PL_SCHEMA, "");
    if (!schema) {
        schema = pl_node_new(rd->realm, rd->realm->root, PL_SCHEMA, "");
        schema->place = (struct pl_place){ rd->file, (int)top->line, (int)top->column };
    }
    struct seen seen = { 0 };
    for (const struct pl_yaml *key = top->child; key && !done(rd); key = key->next->next) {
        if (versioned && pl_same(key->s, top_words[0])) {
            if (first_time(rd, schema, top, key, &seen.others, SEEN_VERSION))
                read_version(rd, key->next);
        } else if (pl_same(key->s, pl_kinds[PL_SCHEMA].plural)) {
            if (first_time(rd, schema, top, key, &seen.kinds, UINT64_C(1) << PL_SCHEMA))
                read_children(rd, rd->realm->root, PL_SCHEMA, key, key->next);
        } else if (!is_word(words, key->s) && !read_pair(rd, schema, top, key, &seen)) {
            unknown(rd, schema, key, words);
        }
    }
}

void pl_yaml_read_within(struct pl_reader *rd, const struct pl_yaml *map, const char *const *but) {
    read_top(rd, map, but, false);
}

bool pl_yaml_parse(struct pl *pl, const char *file, const char *text, size_t len, struct pl_yaml_file *out) {
    *out = (struct pl_yaml_file){ .scratch = pl_new(), .name = pl_strdup(pl, file) };
    if (!out->scratch)
        return pl_say(pl, PL_D_YAML_LIMIT, NULL, "there is not enough memory to read \"%s\"", file);
    return pl_yaml_compose(pl, out->scratch, out->name, text, len, &out->top);
}

bool pl_yaml_take(const struct pl_yaml_file *f, struct pl_realm *r, const struct pl_yaml_options *o) {
    struct pl_reader rd = { .pl = r ? r->pl : NULL, .realm = r, .file = f->name, .o = o };
    if (r && f->top && f->top->type == PL_Y_MAP)
        read_top(&rd, f->top, top_words, true);
    else if (r && f->top && !pl_yaml_null(f->top))
        wrong_shape(&rd, f->top, "a map", "a file of models");
    pl_free(f->scratch);
    return r && !rd.errors;
}

bool pl_yaml_read(struct pl_realm *r, const char *file, const char *text, size_t len, const struct pl_yaml_options *o) {
    struct pl_yaml_file f;
    bool ok = pl_yaml_parse(r->pl, file, text, len, &f);
    return pl_yaml_take(&f, ok ? r : NULL, o);
}
