/* The same tree as from libyaml's events, at a fraction of their cost, of files in the shape that models mostly have: block
 * maps, with a scalar, a list in [ ] or a map in { } behind the key, on the key's line. Refuses everything else, and says
 * nothing: who called it then reads the whole file with libyaml.
 *
 * The one idea: what is not known at sight is left alone. A file is ASCII, a plain scalar starts like a word and ends with its
 * line or at a sign that can mean nothing else, a quoted one holds no escape; so no rule of YAML is needed that would have
 * to be built a second time.
 */
#include "engine/yaml_tree.h"

#include <string.h>

enum {
    DEPTH = 16,
    NODES = 2 << 20, /* what is read in vain stays in memory: not too much of it */
    LONGEST_KEY = 200
};

struct quick {
    struct pl *pl, *scratch;
    const char *at, *end, *start; /* start: of the line */
    uint32_t line, nodes;
    int indent, depth; /* indent: of the line; -1 behind the last one */
};

static void skip_spaces(struct quick *q) {
    while (*q->at == ' ')
        q->at++;
}

static bool is_shown(char c) {
    return c >= ' ' && c <= '~';
}

static bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/* From the beginning of a line to the first one that says something. */
static bool find_line(struct quick *q) {
    for (; q->at < q->end; q->at++, q->line++) {
        q->start = q->at;
        skip_spaces(q);
        if (*q->at == '#') {
            while (is_shown(*q->at))
                q->at++;
        } else if (q->at > q->start || *q->at != '\n') {
            q->indent = (int)(q->at - q->start);
            return is_shown(*q->at) && q->at - q->start < UINT16_MAX;
        }
        if (*q->at != '\n')
            return false;
    }
    q->indent = -1;
    return true;
}

static bool next_line(struct quick *q) {
    if (*q->at != '\n')
        return false;
    q->at++;
    q->line++;
    return find_line(q);
}

static struct pl_yaml *node_new(struct quick *q, enum pl_yaml_type type) {
    size_t column = (size_t)(q->at - q->start) + 1;
    struct pl_yaml *y = PL_NEW(q->scratch, struct pl_yaml);
    y->s = "";
    y->type = (uint8_t)type;
    y->line = q->line;
    y->column = column < UINT16_MAX ? (uint16_t)column : UINT16_MAX;
    y->size = 1;
    q->nodes++;
    return y;
}

/* A text in quotes that stands for itself; `at` ends behind it. */
static size_t quoted(struct quick *q) {
    char quote = *q->at++;
    const char *from = q->at;
    for (char c; (c = *q->at) != quote; q->at++)
        if (!is_shown(c) || c == '\\')
            return SIZE_MAX;
    q->at++;
    return *q->at == quote ? SIZE_MAX : (size_t)(q->at - 1 - from);
}

/* Inside of [ ] and { } a sign ends a plain scalar unless it is one of those that never do. */
static size_t plain(struct quick *q, bool flow) {
    const char *from = q->at;
    for (char c; is_shown(c = *q->at); q->at++) {
        if (is_word(c) || (c == ' ' && !flow))
            continue;
        if (flow ? !strchr(" .()$<>=*+/;~'-|", c)
                 : (c == ':' && (q->at[1] == ' ' || q->at[1] == '\n')) || (c == '#' && q->at[-1] == ' '))
            break;
    }
    const char *to = q->at;
    while (flow && to[-1] == ' ')
        to--;
    return to[-1] == ' ' ? SIZE_MAX : (size_t)(to - from);
}

static struct pl_yaml *scalar(struct quick *q, struct pl *pl, bool flow) {
    char first = *q->at;
    bool quotes = first == '"' || first == '\'';
    if (!quotes && !is_word(first) && first != '(')
        return NULL;
    struct pl_yaml *y = node_new(q, PL_Y_SCALAR);
    const char *from = q->at + quotes;
    size_t len = quotes ? quoted(q) : plain(q, flow);
    if (len == SIZE_MAX)
        return NULL;
    if (len)
        y->s = pl_strndup(pl, from, len);
    y->flags = quotes ? 0 : PL_Y_PLAIN;
    return y;
}

/* A key and the ":" behind it; `at` ends where the value begins. */
static struct pl_yaml *key(struct quick *q, bool flow) {
    const char *from = q->at;
    struct pl_yaml *y = scalar(q, q->scratch, flow);
    if (!y || q->at - from > LONGEST_KEY || q->at[-1] == ' ' || *q->at != ':' || (q->at[1] != ' ' && q->at[1] != '\n'))
        return NULL;
    q->at++;
    skip_spaces(q);
    return y;
}

static struct pl_yaml **append(struct pl_yaml *in, struct pl_yaml **tail, struct pl_yaml *y) {
    in->size += y->size;
    *tail = y;
    return &y->next;
}

static struct pl_yaml *value(struct quick *q, bool flow);

static struct pl_yaml *flow_of(struct quick *q) {
    bool is_map = *q->at == '{';
    char close = is_map ? '}' : ']';
    struct pl_yaml *y = node_new(q, is_map ? PL_Y_MAP : PL_Y_LIST), **tail = &y->child;
    q->at++;
    skip_spaces(q);
    while ((*q->at != close || y->child) && q->nodes < NODES) {
        struct pl_yaml *k = is_map ? key(q, true) : NULL, *v = is_map && !k ? NULL : value(q, true);
        if (!v)
            return NULL;
        tail = append(y, k ? append(y, tail, k) : tail, v);
        skip_spaces(q);
        if (*q->at != ',')
            break;
        q->at++;
        skip_spaces(q);
    }
    return *q->at++ == close ? y : NULL;
}

static struct pl_yaml *value(struct quick *q, bool flow) {
    if (*q->at != '{' && *q->at != '[')
        return scalar(q, q->pl, flow);
    if (q->depth == DEPTH)
        return NULL;
    q->depth++;
    struct pl_yaml *y = flow_of(q);
    q->depth--;
    return y;
}

/* The map whose first key the line begins with; ends at the line that is no part of it. */
static struct pl_yaml *block(struct quick *q) {
    int indent = q->indent;
    if (q->depth++ == DEPTH)
        return NULL;
    struct pl_yaml *y = node_new(q, PL_Y_MAP), **tail = &y->child;
    while (q->indent == indent && q->nodes < NODES) {
        struct pl_yaml *k = key(q, false), *v = NULL;
        if (k && *q->at != '\n')
            v = (v = value(q, false)) && next_line(q) ? v : NULL;
        else if (k && next_line(q) && q->indent > indent)
            v = block(q);
        if (!v)
            return NULL;
        tail = append(y, append(y, tail, k), v);
    }
    q->depth--;
    return q->indent < indent ? y : NULL;
}

struct pl_yaml *pl_yaml_quick(struct pl *pl, struct pl *scratch, const char *text, size_t len) {
    struct quick q = { .pl = pl, .scratch = scratch, .at = text, .end = text + len, .line = 1 };
    /* A line break at the end stops every scan. */
    return len && text[len - 1] == '\n' && find_line(&q) && q.indent == 0 ? block(&q) : NULL;
}
