/* Turns libyaml's events into a small tree. Refuses what models have no use for: several documents in one file, keys that
 * are not scalars, tags of one's own, nesting and aliases without bound.
 *
 * The one idea: an alias is a copy of the node's head that shares everything below it, and each node carries its size with
 * all aliases expanded. So a "billion laughs" file costs as much memory as it has bytes, and is refused by one comparison
 * before anybody walks it. Merge keys are the only thing that is really copied, so they are counted while they are.
 */
#include "engine/yaml_tree.h"

#include <string.h>
#include <yaml.h>

enum {
    DEPTH = 64,
    NODES = 8 << 20, /* in one file: 60 MB of "[a,a,a," would take gigabytes */
    ANCHORS = 10000,
    BUCKETS = 1024
};

struct anchor {
    struct anchor *next;
    const char *name;
    const struct pl_yaml *node;
    bool open; /* still inside it: an alias to it would be its own part */
};

/* A list or map that is open. The outermost frame is the file's: it stays, and its up is itself. */
struct frame {
    struct frame *up, *down; /* down: one that was used at that depth, to be used again */
    struct pl_yaml *node, **tail;
    struct anchor *anchor;
    bool is_map, value_next, merges;
};

struct composer {
    struct pl *pl, *scratch;
    const char *file;
    size_t len;
    uint64_t copied;
    struct frame *top;
    int depth;
    struct pl_yaml file_node; /* the list of its documents, of which there may be one */
    struct anchor *anchors[BUCKETS];
    int anchor_count;
    uint32_t nodes;
};

static const struct {
    const char *theirs, *ours;
} problems[] = {
    { "found character that cannot start any token", "a value cannot start with this character; put the value in quotes" },
    { "mapping values are not allowed in this context",
      "a \": \" does not belong here; put the value in quotes, or mend the indentation" },
    { "did not find expected key", "a key is expected here; the indentation differs from the lines above" },
    { "did not find expected '-' indicator", "a list item starting with \"-\" is expected here" },
    { "did not find expected ',' or '}'", "\",\" or \"}\" is missing in a { } map" },
    { "did not find expected ',' or ']'", "\",\" or \"]\" is missing in a [ ] list" },
    { "did not find expected node content", "a value is expected here" },
    { "did not find expected <document start>", "only one document may be in a file, and nothing after it" },
    { "could not find expected ':'", "\":\" is missing after a key" },
    { "found unexpected end of stream", "the file ends inside a quoted text" },
    { "found undefined tag handle", "a tag (\"!\") that nobody defined" },
    { "found unknown escape character", "an unknown \\ escape; write \\\\ for a backslash, or use single quotes" },
    { "block sequence entries are not allowed in this context", "a list item starting with \"-\" does not belong here" },
    { "block mapping keys are not allowed in this context", "a key does not belong here" },
    { "found a tab character where an indentation space is expected", "a tab in the indentation; use spaces" },
    { "found a tab character that violates indentation", "a tab in the indentation; use spaces" },
    { "found unexpected document indicator", "a document ends inside a quoted text" },
    { "invalid leading UTF-8 octet", "a byte that is not UTF-8" },
    { "invalid trailing UTF-8 octet", "a byte that is not UTF-8" },
    { "invalid length of a UTF-8 sequence", "a byte that is not UTF-8" },
    { "incomplete UTF-8 octet sequence", "a byte that is not UTF-8" },
    { "control characters are not allowed", "a control character; write it as an escape in double quotes" },
};

static bool refuse(struct composer *c, enum pl_code code, yaml_mark_t at, const char *text) {
    struct pl_place place = { c->file, (int)at.line + 1, (int)at.column + 1 };
    return pl_say(c->pl, code, &place, "%s", text);
}

/* libyaml gives a byte offset and no mark for what its reader refuses. */
static yaml_mark_t mark_at(const char *text, size_t len, size_t offset) {
    yaml_mark_t m = { offset, 0, 0 };
    for (size_t i = 0; i < offset && i < len; i++) {
        if (text[i] == '\n') {
            m.line++;
            m.column = 0;
        } else if (((unsigned char)text[i] & 0xC0) != 0x80) {
            m.column++;
        }
    }
    return m;
}

static bool syntax(struct composer *c, const yaml_parser_t *p, const char *text) {
    const char *problem = p->problem ? p->problem : "not YAML";
    for (size_t i = 0; i < sizeof problems / sizeof problems[0]; i++)
        if (pl_same(problem, problems[i].theirs))
            problem = problems[i].ours;
    if (p->error == YAML_MEMORY_ERROR)
        problem = "there is not enough memory to read it";
    return refuse(c, PL_D_YAML, p->error == YAML_READER_ERROR ? mark_at(text, c->len, p->problem_offset) : p->problem_mark,
                  problem);
}

static struct anchor **anchor_at(struct composer *c, const char *name) {
    struct anchor **a = &c->anchors[pl_hash(name, strlen(name), 0) % BUCKETS];
    while (*a && !pl_same((*a)->name, name))
        a = &(*a)->next;
    return a;
}

static struct anchor *anchor_put(struct composer *c, const yaml_char_t *name, const struct pl_yaml *node) {
    if (!name)
        return NULL;
    struct anchor **at = anchor_at(c, (const char *)name);
    if (!*at) {
        c->anchor_count++;
        *at = PL_NEW(c->scratch, struct anchor);
        (*at)->name = pl_strdup(c->scratch, (const char *)name);
    }
    (*at)->node = node;
    (*at)->open = node->type != PL_Y_SCALAR;
    return *at;
}

static struct pl_yaml *node_new(struct composer *c, enum pl_yaml_type type, yaml_mark_t at) {
    struct pl_yaml *y = PL_NEW(c->scratch, struct pl_yaml);
    y->s = "";
    y->type = (uint8_t)type;
    y->line = (uint32_t)at.line + 1;
    y->column = at.column < UINT16_MAX ? (uint16_t)(at.column + 1) : UINT16_MAX;
    y->size = 1;
    c->nodes++;
    return y;
}

static void grow(uint32_t *size, uint32_t by) {
    *size = *size > UINT32_MAX - by ? UINT32_MAX : *size + by;
}

static bool is_key(const struct composer *c) {
    return c->top->is_map && !c->top->value_next;
}

/* Puts a node into the innermost list or map that is open. */
static bool place_node(struct composer *c, struct pl_yaml *y, yaml_mark_t at) {
    struct frame *f = c->top;
    if (is_key(c)) {
        if (y->type != PL_Y_SCALAR)
            return refuse(c, PL_D_YAML, at, "a key must be a word or a name");
        f->merges |= (y->flags & PL_Y_PLAIN) && pl_same(y->s, "<<");
    }
    *f->tail = y;
    f->tail = &y->next;
    f->value_next = !f->value_next;
    return true;
}

static bool known_tag(const yaml_char_t *tag) {
    return !tag || pl_same((const char *)tag, "!") || pl_starts((const char *)tag, "tag:yaml.org,2002:");
}

static bool on_scalar(struct composer *c, const yaml_event_t *e) {
    const char *value = (const char *)e->data.scalar.value, *tag = (const char *)e->data.scalar.tag;
    size_t len = e->data.scalar.length;
    if (memchr(value, 0, len))
        return refuse(c, PL_D_YAML, e->start_mark, "a NUL character, which no database keeps");
    struct pl_yaml *y = node_new(c, PL_Y_SCALAR, e->start_mark);
    if (len)
        y->s = pl_strndup(is_key(c) ? c->scratch : c->pl, value, len);
    if (e->data.scalar.style == YAML_PLAIN_SCALAR_STYLE && !(tag && (pl_same(tag, "!") || pl_same(tag, YAML_STR_TAG))))
        y->flags = PL_Y_PLAIN;
    anchor_put(c, e->data.scalar.anchor, y);
    return place_node(c, y, e->start_mark);
}

static bool on_alias(struct composer *c, const yaml_event_t *e) {
    struct anchor *a = *anchor_at(c, (const char *)e->data.alias.anchor);
    if (!a)
        return refuse(c, PL_D_YAML, e->start_mark, "an alias (\"*\") to an anchor (\"&\") that was not said before");
    if (a->open)
        return refuse(c, PL_D_YAML, e->start_mark, "an alias inside of what it stands for");
    struct pl_yaml *y = node_new(c, PL_Y_SCALAR, e->start_mark);
    y->type = a->node->type;
    y->flags = a->node->flags & PL_Y_PLAIN;
    y->child = a->node->child;
    y->size = a->node->size;
    /* `&a email: text` and `was: *a`: a key's text lives in scratch, a value's must outlive it. */
    y->s = y->type == PL_Y_SCALAR && !is_key(c) ? pl_strdup(c->pl, a->node->s) : a->node->s;
    return place_node(c, y, e->start_mark);
}

static bool on_open(struct composer *c, enum pl_yaml_type type, const yaml_char_t *anchor, const yaml_event_t *e) {
    if (c->depth == DEPTH)
        return refuse(c, PL_D_YAML_LIMIT, e->start_mark, "nested more than 64 deep");
    struct pl_yaml *y = node_new(c, type, e->start_mark);
    if (!place_node(c, y, e->start_mark))
        return false;
    if (!c->top->down)
        c->top->down = PL_NEW(c->scratch, struct frame);
    struct frame *f = c->top->down;
    *f = (struct frame){ .up = c->top, .down = f->down, .node = y, .tail = &y->child, .is_map = type == PL_Y_MAP };
    f->anchor = anchor_put(c, anchor, y);
    c->top = f;
    c->depth++;
    return true;
}

static bool copy_pairs(struct composer *c, struct frame *f, const struct pl_yaml *from, const struct pl_yaml *key) {
    if (from->type != PL_Y_MAP)
        return refuse(c, PL_D_YAML, (yaml_mark_t){ 0, key->line - 1, key->column - 1u },
                      "\"<<\" takes a map, or a list of maps");
    for (const struct pl_yaml *y = from->child; y; y = y->next) {
        struct pl_yaml *copy = PL_NEW(c->scratch, struct pl_yaml);
        *copy = *y;
        copy->flags |= PL_Y_MERGED;
        copy->next = NULL;
        *f->tail = copy;
        f->tail = &copy->next;
        /* No node takes less than two bytes of the file, so this is at least as much as the bound at the end. */
        if (++c->copied > 5 * (uint64_t)c->len + 10000)
            return refuse(c, PL_D_YAML_LIMIT, (yaml_mark_t){ 0, key->line - 1, key->column - 1u },
                          "merge keys expand too far");
    }
    return true;
}

/* Takes the `<<` pairs out of a finished map and puts what they bring behind what it says itself. */
static bool merge(struct composer *c, struct frame *f) {
    struct pl_yaml *merged = NULL, **merged_tail = &merged, **at = &f->node->child;
    while (*at) {
        struct pl_yaml *key = *at, *value = key->next;
        if (!(key->flags & PL_Y_PLAIN) || !pl_same(key->s, "<<")) {
            at = &value->next;
            continue;
        }
        *at = value->next;
        value->next = NULL;
        *merged_tail = key;
        merged_tail = &value->next;
    }
    f->tail = at;
    for (struct pl_yaml *key = merged; key; key = key->next->next) {
        if (key->next->type != PL_Y_LIST) {
            if (!copy_pairs(c, f, key->next, key))
                return false;
            continue;
        }
        for (struct pl_yaml *item = key->next->child; item; item = item->next)
            if (!copy_pairs(c, f, item, key))
                return false;
    }
    return true;
}

static bool on_close(struct composer *c) {
    struct frame *f = c->top;
    c->top = f->up;
    c->depth--;
    if (f->merges && !merge(c, f))
        return false;
    for (const struct pl_yaml *y = f->node->child; y; y = y->next)
        grow(&f->node->size, y->size);
    if (f->anchor && f->anchor->node == f->node)
        f->anchor->open = false;
    return true;
}

static bool on_event(struct composer *c, const yaml_event_t *e) {
    if (c->nodes >= NODES || c->anchor_count >= ANCHORS)
        return refuse(c, PL_D_YAML_LIMIT, e->start_mark,
                      c->nodes >= NODES ? "more than 8 million values in one file" : "more than 10,000 anchors in one file");
    switch (e->type) {
    case YAML_SCALAR_EVENT:
        if (!known_tag(e->data.scalar.tag))
            return refuse(c, PL_D_YAML, e->start_mark, "models know no tags of one's own");
        return on_scalar(c, e);
    case YAML_ALIAS_EVENT:
        return on_alias(c, e);
    case YAML_SEQUENCE_START_EVENT:
        if (!known_tag(e->data.sequence_start.tag))
            return refuse(c, PL_D_YAML, e->start_mark, "models know no tags of one's own");
        return on_open(c, PL_Y_LIST, e->data.sequence_start.anchor, e);
    case YAML_MAPPING_START_EVENT:
        if (!known_tag(e->data.mapping_start.tag))
            return refuse(c, PL_D_YAML, e->start_mark, "models know no tags of one's own");
        return on_open(c, PL_Y_MAP, e->data.mapping_start.anchor, e);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        return on_close(c);
    case YAML_DOCUMENT_START_EVENT:
        if (c->file_node.child)
            return refuse(c, PL_D_YAML, e->start_mark, "a second document; only one may be in a file");
        return true;
    default:
        return true;
    }
}

static bool bounded(struct composer *c, uint64_t events) {
    yaml_mark_t top = { 0, 0, 0 };
    const struct pl_yaml *root = c->file_node.child;
    return !root || root->size <= 10 * events + 10000 ||
           refuse(c, PL_D_YAML_LIMIT, top, "its aliases expand to more than ten times the file");
}

bool pl_yaml_compose(struct pl *pl, struct pl *scratch, const char *file, const char *text, size_t len,
                     struct pl_yaml **root) {
    if (len >= 3 && !memcmp(text, "\xEF\xBB\xBF", 3)) {
        text += 3; /* editors on Windows put a byte order mark first */
        len -= 3;
    }
    struct composer c = { .pl = pl, .scratch = scratch, .file = file, .len = len };
    struct frame outermost = { .up = &outermost, .node = &c.file_node, .tail = &c.file_node.child };
    c.top = &outermost;
    const char *nul = memchr(text, 0, len);
    if (nul)
        return refuse(&c, PL_D_YAML, mark_at(text, len, (size_t)(nul - text)), "a NUL byte; models are UTF-8 text");
    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser))
        return pl_say(pl, PL_D_YAML_LIMIT, NULL, "there is not enough memory to read \"%s\"", file);
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)text, len);
    uint64_t events = 0;
    bool ok = true;
    for (yaml_event_type_t type = YAML_NO_EVENT; ok && type != YAML_STREAM_END_EVENT; events++) {
        yaml_event_t event;
        if (!yaml_parser_parse(&parser, &event)) {
            ok = syntax(&c, &parser, text);
            break;
        }
        type = event.type;
        ok = on_event(&c, &event);
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    ok = ok && bounded(&c, events);
    *root = ok ? c.file_node.child : NULL;
    return ok;
}
