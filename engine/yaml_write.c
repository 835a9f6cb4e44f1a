/* The realm in the models language, written by an emitter of its own: libyaml's knows no columns, no blank lines between
 * tables and no literal blocks where we want them. Refuses names and texts that are not UTF-8.
 *
 * The one idea: an object is one line where it fits (a bare value, or a { } map), else a block; which one follows from its
 * content alone. So the output is the same for the same realm, and reading and writing it again changes no byte, but for
 * the comments at the end, which count what is live only and not part of the language.
 */
#include "engine/realm.h"
#include "engine/yaml_text.h"

#include <string.h>

enum {
    WIDTH = 120,   /* longer lines become blocks */
    ALIGN = 28,    /* names longer than this are not aligned with */
    LONG_KEY = 900 /* parsers give up looking for the ":" of a plain key after 1024 characters */
};

struct writer {
    struct pl *pl;
    const struct pl_realm *realm;
    const char *dialect;
    struct pl_text *out;
    struct pl_text line;       /* the one-line form that is being tried */
    const struct pl_node *bad; /* the first node with a text that is not UTF-8 */
    bool dash;                 /* the next line is the first of a list item */
};

static void write_entries(struct writer *w, const struct pl_node *n, int indent, bool named_inside);

/* ---- what there is to say of a node */

static const char *said(const struct pl_node *n, int attr) {
    const char *s = pl_get(n, (enum pl_attr)attr);
    return s && (s[0] || pl_attrs[attr].type == PL_TEXT) ? s : NULL;
}

static bool is_list(int attr) {
    return pl_attrs[attr].type == PL_NAMES || pl_attrs[attr].type == PL_TEXTS;
}

static bool is_native(const struct writer *w, const struct pl_node *n, int attr) {
    return pl_attrs[attr].type == PL_TYPE && (n->flags & PL_N_NATIVE_TYPE) && w->dialect;
}

static bool is_shown(enum pl_kind kind, enum pl_kind parent) {
    return (pl_kinds[kind].parents >> parent & 1) && !(pl_kinds[kind].flags & PL_LIVE_ONLY);
}

/* A table, a schema: what holds objects of their own is never one line. */
static bool is_block(enum pl_kind kind) {
    for (int k = 0; k < PL_KINDS; k++)
        if (is_shown((enum pl_kind)k, kind) && !(pl_kinds[k].flags & (PL_CONTENT | PL_ATTACHED)))
            return true;
    return false;
}

static bool has_attached(const struct pl_node *n) {
    for (const struct pl_node *c = n->child; c; c = c->next)
        if (is_shown(c->kind, n->kind) && pl_kinds[c->kind].flags & PL_ATTACHED)
            return true;
    return false;
}

static bool is_empty(const struct pl_node *n, bool named_inside) {
    for (int i = 0; i < pl_attr_count(n->kind); i++)
        if (said(n, pl_kinds[n->kind].first + i))
            return false;
    for (const struct pl_node *c = n->child; c; c = c->next)
        if (is_shown(c->kind, n->kind))
            return false;
    return !n->was && !(named_inside && n->name[0]);
}

/* Whether nothing is said but what a bare value says. */
static bool is_bare(const struct writer *w, const struct pl_node *n, bool named_inside) {
    int bare = pl_kinds[n->kind].bare;
    if (bare == -1 || n->was || (named_inside && n->name[0]))
        return false;
    for (int a = pl_kinds[n->kind].first; a < pl_kinds[n->kind + 1].first; a++)
        if ((said(n, a) != NULL) != (a == bare))
            return false;
    for (const struct pl_node *c = n->child; c; c = c->next)
        if (bare >= 0 || c->kind != (enum pl_kind)(-2 - bare))
            return false;
    return bare >= 0 ? !is_native(w, n, bare) : n->child != NULL;
}

static bool has_lines(const struct pl_node *n) {
    PL_EACH_SLOT(i, n->has)
        if (!is_list(pl_kinds[n->kind].first + i) && pl_yaml_is_literal(pl_at(n, i)))
            return true;
    return false;
}

/* ---- one line */

static void add_scalar(struct writer *w, struct pl_text *t, const struct pl_node *n, const char *s, bool flow) {
    if (!pl_yaml_scalar(t, s, flow) && !w->bad)
        w->bad = n;
}

static bool is_number(const char *s) {
    size_t n = strspn(s + (*s == '-'), "0123456789");
    return n && !s[n + (*s == '-')];
}

static void add_value(struct writer *w, struct pl_text *t, const struct pl_node *n, int attr, bool flow) {
    const char *s = pl_get(n, (enum pl_attr)attr), *at = NULL, *item, *gap = "";
    if (is_list(attr)) {
        pl_addc(t, '[');
        for (; (item = pl_list_next(w->pl, s, &at)); gap = ", ") {
            pl_add(t, gap);
            add_scalar(w, t, n, item, true);
        }
        pl_addc(t, ']');
    } else if (is_native(w, n, attr)) {
        pl_addf(t, "{ %s: ", w->dialect);
        add_scalar(w, t, n, s, true);
        pl_add(t, " }");
    } else if (pl_attrs[attr].type == PL_BOOL || (pl_attrs[attr].type == PL_INT && is_number(s))) {
        pl_add(t, s);
    } else {
        add_scalar(w, t, n, s, flow);
    }
}

static void add_word(struct pl_text *t, const char *gap, const char *word) {
    pl_add(t, gap);
    pl_add(t, word);
    pl_add(t, ": ");
}

static void add_pair(struct writer *w, struct pl_text *t, const struct pl_node *n, const char **gap, const char *word,
                     const char *value) {
    add_word(t, *gap, word);
    add_scalar(w, t, n, value, true);
    *gap = ", ";
}

static void add_content(struct writer *w, struct pl_text *t, const struct pl_node *n, enum pl_kind kind);

/* `customer_id`, `[a, b]`, `{ type: bigint, identity: always }`. */
static void add_object(struct writer *w, struct pl_text *t, const struct pl_node *n, bool named_inside, bool flow) {
    const char *gap = "{ ";
    int bare = pl_kinds[n->kind].bare;
    if (is_empty(n, named_inside)) {
        pl_add(t, "{}");
        return;
    }
    if (is_bare(w, n, named_inside)) {
        if (bare >= 0)
            add_value(w, t, n, bare, flow);
        else
            add_content(w, t, n, (enum pl_kind)(-2 - bare));
        return;
    }
    if (named_inside && n->name[0])
        add_pair(w, t, n, &gap, "name", n->name);
    if (n->was)
        add_pair(w, t, n, &gap, "was", n->was);
    for (int k = 0; k < PL_KINDS; k++) {
        if (!is_shown((enum pl_kind)k, n->kind) || !pl_first(n, (enum pl_kind)k))
            continue;
        add_word(t, gap, pl_kinds[k].plural);
        add_content(w, t, n, (enum pl_kind)k);
        gap = ", ";
    }
    for (int a = pl_kinds[n->kind].first; a < pl_kinds[n->kind + 1].first; a++) {
        if (!said(n, a))
            continue;
        add_word(t, gap, pl_attrs[a].word);
        add_value(w, t, n, a, true);
        gap = ", ";
    }
    pl_add(t, " }");
}

static void add_content(struct writer *w, struct pl_text *t, const struct pl_node *n, enum pl_kind kind) {
    const char *gap = "";
    pl_addc(t, '[');
    PL_EACH(c, n, kind) {
        pl_add(t, gap);
        add_object(w, t, c, false, true);
        gap = ", ";
    }
    pl_addc(t, ']');
}

/* ---- lines */

static void add_blanks(struct writer *w, size_t n) {
    for (; n; n--)
        pl_addc(w->out, ' ');
}

static void start_line(struct writer *w, int indent) {
    add_blanks(w, (size_t)(w->dash ? indent - 2 : indent));
    pl_add(w->out, w->dash ? "- " : "");
    w->dash = false;
}

static void start_item(struct writer *w, int indent) {
    add_blanks(w, (size_t)indent);
    pl_add(w->out, "- ");
}

static struct pl_text *try_line(struct writer *w) {
    w->line.len = 0;
    pl_addn(&w->line, "", 0);
    return &w->line;
}

static bool fits(const struct writer *w, int column) {
    return (size_t)column + w->line.len <= WIDTH;
}

/* The line that was tried, after `key:` and what aligns it. */
static void add_line(struct writer *w, size_t pad) {
    add_blanks(w, pad);
    pl_addn(w->out, pl_text(&w->line), w->line.len);
    pl_addc(w->out, '\n');
}

/* A scalar after `key: ` or `- `; `indent` is that of what belongs to it. */
static void write_scalar(struct writer *w, const struct pl_node *n, const char *s, int indent) {
    if (pl_yaml_is_literal(s)) {
        pl_yaml_literal(w->out, s, indent);
        return;
    }
    add_scalar(w, w->out, n, s, false);
    pl_addc(w->out, '\n');
}

/* A list attribute after `key:`. */
static void write_list(struct writer *w, const struct pl_node *n, int attr, int indent) {
    add_value(w, try_line(w), n, attr, false);
    if (fits(w, indent + 20)) {
        add_line(w, 1);
        return;
    }
    const char *at = NULL, *item;
    pl_addc(w->out, '\n');
    while ((item = pl_list_next(w->pl, pl_get(n, (enum pl_attr)attr), &at))) {
        start_item(w, indent);
        write_scalar(w, n, item, indent + 2);
    }
}

static void write_attr(struct writer *w, const struct pl_node *n, int attr, int indent) {
    start_line(w, indent);
    pl_add(w->out, pl_attrs[attr].word);
    pl_addc(w->out, ':');
    if (is_list(attr)) {
        write_list(w, n, attr, indent + 2);
        return;
    }
    pl_addc(w->out, ' ');
    if (!is_native(w, n, attr) && pl_attrs[attr].type != PL_BOOL && pl_attrs[attr].type != PL_INT) {
        write_scalar(w, n, pl_get(n, (enum pl_attr)attr), indent + 2);
        return;
    }
    add_value(w, w->out, n, attr, false);
    pl_addc(w->out, '\n');
}

/* An object after `key:`, whose own lines go to `indent`; on the same line it starts at `column`, after `pad` blanks. */
static void write_object(struct writer *w, const struct pl_node *n, int indent, int column, size_t pad, bool named_inside) {
    int bare = pl_kinds[n->kind].bare;
    bool block = (is_block(n->kind) || has_attached(n)) && !is_bare(w, n, named_inside);
    if (!block || is_empty(n, named_inside)) {
        add_object(w, try_line(w), n, named_inside, false);
        bool one_scalar = bare >= 0 && !is_list(bare) && is_bare(w, n, named_inside);
        if (!has_lines(n) && (one_scalar || fits(w, column) || is_empty(n, named_inside))) {
            add_line(w, pad);
            return;
        }
        if (one_scalar) {
            pl_addc(w->out, ' ');
            write_scalar(w, n, pl_get(n, (enum pl_attr)bare), indent);
            return;
        }
        if (bare >= 0 && is_bare(w, n, named_inside)) {
            write_list(w, n, bare, indent);
            return;
        }
    }
    pl_addc(w->out, '\n');
    write_entries(w, n, indent, named_inside);
}

/* An item of a list. Its block starts on the line of the dash. */
static void write_item(struct writer *w, const struct pl_node *n, int indent, bool named_inside) {
    int bare = pl_kinds[n->kind].bare;
    bool one_scalar = bare >= 0 && is_bare(w, n, named_inside);
    add_object(w, try_line(w), n, named_inside, false);
    if (!has_lines(n) && (one_scalar || fits(w, indent + 2) || is_empty(n, named_inside))) {
        start_item(w, indent);
        add_line(w, 0);
    } else if (one_scalar) {
        start_item(w, indent);
        write_scalar(w, n, pl_get(n, (enum pl_attr)bare), indent + 2);
    } else {
        w->dash = true;
        write_entries(w, n, indent + 2, named_inside);
    }
}

static void add_key(struct writer *w, struct pl_text *t, const struct pl_node *n) {
    add_scalar(w, t, n, n->name, false);
}

/* Where the values of a map start: after its longest name that is not too long. */
static size_t align(struct writer *w, const struct pl_node *parent, enum pl_kind kind) {
    size_t most = 0;
    PL_EACH(c, parent, kind) {
        struct pl_text *key = try_line(w);
        add_key(w, key, c);
        size_t width = pl_yaml_width(pl_text(key));
        if (width > most && width <= ALIGN)
            most = width;
    }
    return most;
}

static void write_named(struct writer *w, const struct pl_node *parent, enum pl_kind kind, int indent) {
    bool block = is_block(kind), first = true;
    size_t most = block ? 0 : align(w, parent, kind);
    PL_EACH(n, parent, kind) {
        if (kind == PL_SCHEMA && !n->name[0])
            continue;
        if (block && !first)
            pl_addc(w->out, '\n');
        first = false;
        struct pl_text *key = try_line(w);
        add_key(w, key, n);
        size_t width = pl_yaml_width(pl_text(key));
        size_t pad = width < most ? most - width + 1 : 1;
        if (key->len > LONG_KEY) {
            start_line(w, indent);
            pl_add(w->out, "? ");
            pl_addn(w->out, pl_text(key), key->len);
            pl_addc(w->out, '\n');
            start_line(w, indent);
        } else {
            start_line(w, indent);
            pl_addn(w->out, pl_text(key), key->len);
        }
        pl_addc(w->out, ':');
        write_object(w, n, indent + 2, indent + 1 + (int)((width < WIDTH ? width : WIDTH) + pad), pad, false);
    }
}

/* ---- what lives in an object */

static bool all_named(const struct pl_node *parent, enum pl_kind kind) {
    PL_EACH(c, parent, kind)
    if (!c->name[0] && kind != PL_SCHEMA)
        return false;
    return true;
}

static void write_children(struct writer *w, const struct pl_node *n, enum pl_kind kind, int indent) {
    const struct pl_kind_row *row = &pl_kinds[kind];
    start_line(w, indent);
    pl_add(w->out, row->plural);
    pl_addc(w->out, ':');
    if (row->pairing == PL_BY_ONE) {
        write_object(w, pl_first(n, kind), indent + 2, indent + (int)strlen(row->word) + 2, 1, true);
        return;
    }
    if (row->flags & PL_CONTENT) {
        add_content(w, try_line(w), n, kind);
        if (fits(w, indent + (int)strlen(row->plural) + 2)) {
            add_line(w, 1);
            return;
        }
    }
    pl_addc(w->out, '\n');
    if (row->pairing == PL_BY_NAME && all_named(n, kind)) {
        write_named(w, n, kind, indent + 2);
        return;
    }
    PL_EACH(c, n, kind)
    write_item(w, c, indent + 2, row->pairing == PL_BY_NAME);
}

/* `content`: only the kinds with that flag, or only those without. */
static void write_kinds(struct writer *w, const struct pl_node *n, int indent, unsigned content) {
    for (int k = 0; k < PL_KINDS; k++) {
        if (!is_shown((enum pl_kind)k, n->kind) || (pl_kinds[k].flags & PL_CONTENT) != content ||
            !pl_first(n, (enum pl_kind)k))
            continue;
        if (!indent)
            pl_addc(w->out, '\n');
        write_children(w, n, (enum pl_kind)k, indent);
    }
}

/* The name, the content, the attributes, then what lives in it. */
static void write_entries(struct writer *w, const struct pl_node *n, int indent, bool named_inside) {
    if (named_inside && n->name[0]) {
        start_line(w, indent);
        pl_add(w->out, "name: ");
        write_scalar(w, n, n->name, indent + 2);
    }
    if (n->was) {
        start_line(w, indent);
        pl_add(w->out, "was: ");
        write_scalar(w, n, n->was, indent + 2);
    }
    write_kinds(w, n, indent, PL_CONTENT);
    for (int a = pl_kinds[n->kind].first; a < pl_kinds[n->kind + 1].first; a++)
        if (said(n, a))
            write_attr(w, n, a, indent);
    write_kinds(w, n, indent, 0);
}

/* ---- */

static void write_schemas(struct writer *w) {
    const struct pl_node *root = w->realm->root;
    bool others = false;
    PL_EACH(schema, root, PL_SCHEMA)
    others |= schema->name[0] != '\0';
    const struct pl_node *own = pl_find(w->realm, root, PL_SCHEMA, "");
    if (own)
        write_entries(w, own, 0, false);
    if (!others)
        return;
    pl_addf(w->out, "\n%s:\n", pl_kinds[PL_SCHEMA].plural);
    write_named(w, root, PL_SCHEMA, 2);
}

bool pl_yaml_write(struct pl *pl, const struct pl_realm *r, const char *dialect, struct pl_text *out) {
    struct writer w = { .pl = pl, .realm = r, .dialect = dialect, .out = out, .line = { .pl = pl } };
    pl_add(out, "poundlock: 1\n");
    write_schemas(&w);
    pl_yaml_unmodelled(pl, r, out);
    if (!w.bad)
        return true;
    pl_say(pl, PL_D_CANNOT_SAY, NULL, "%s has a name or text that is not UTF-8, which models cannot hold",
           pl_title(pl, w.bad));
    return pl_about(pl, pl_title(pl, w.bad));
}
