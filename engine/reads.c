/* Where a query reads from: the names after FROM, JOIN, or a comma of a FROM list, in queries within the query too.
 *
 * Any word that is the name of something would do too much: two views that have columns named after each other do not need
 * each other. Names of common table expressions are the query's own.
 */
#include <string.h>
#include "engine/diff.h"

struct own_name {
    struct own_name *next;
    const char *name;
};

struct scan {
    struct pl *pl;
    const char *at;
    uint64_t from, select; /* by depth of parentheses: inside a FROM list; a SELECT was seen */
    unsigned depth;
    bool backslash;
    bool expect; /* a name here is one that is read from */
    struct own_name *own;
};

static bool is_name(struct pl_token t) {
    return t.kind == PL_T_WORD || t.kind == PL_T_QUOTED;
}

static bool is_sign(struct pl_token t, char c) {
    return t.kind == PL_T_SIGN && t.len == 1 && t.s[0] == c;
}

static bool is_word(struct pl_token t, const char *word) {
    for (size_t i = 0; i < t.len && t.kind == PL_T_WORD; i++)
        if (((unsigned char)t.s[i] | 0x20) != (unsigned char)word[i])
            return false;
    return t.kind == PL_T_WORD && !word[t.len];
}

static bool is_one_of(struct pl_token t, const char *const *words) {
    for (; *words; words++)
        if (t.len == strlen(*words) && is_word(t, *words))
            return true;
    return false;
}

static struct pl_token peek(const struct scan *s, const char *at) {
    return pl_token_next(&at, s->backslash);
}

/* WITH name, name AS ( */
static void find_own_names(struct scan *s) {
    static const char *const with[] = { "with", "recursive", NULL };
    const char *at = s->at;
    struct pl_token before = { 0 }, t;
    for (; (t = pl_token_next(&at, s->backslash)).kind != PL_T_END; before = t) {
        const char *ahead = at;
        bool as = is_one_of(pl_token_next(&ahead, s->backslash), (const char *const[]){ "as", NULL });
        if (!is_name(t) || is_one_of(t, with) || !(is_one_of(before, with) || (as && is_sign(peek(s, ahead), '('))))
            continue;
        struct own_name *own = PL_NEW(s->pl, struct own_name);
        *own = (struct own_name){ s->own, pl_token_name(s->pl, t) };
        s->own = own;
    }
}

static bool is_own(const struct scan *s, const char *name) {
    const struct own_name *own = s->own;
    while (own && !pl_same_nocase(own->name, name))
        own = own->next;
    return own != NULL;
}

static void open_or_close(struct scan *s, bool open) {
    if (!open) {
        s->depth -= s->depth > 0;
        s->expect = false;
        return;
    }
    uint64_t bit = UINT64_C(1) << (++s->depth & 63);
    s->from = s->expect ? s->from | bit : s->from & ~bit;
    s->select &= ~bit;
}

/* What a keyword means for the names behind it; false when it is none. */
static bool keyword(struct scan *s, struct pl_token t, struct pl_token before) {
    static const char *const ends[] = { "where",     "group", "order",  "having", "union",  "except",
                                        "intersect", "limit", "window", "fetch",  "offset", NULL };
    static const char *const joins[] = { "join", "straight_join", NULL }, *const passed[] = { "only", "lateral", NULL };
    uint64_t bit = UINT64_C(1) << (s->depth & 63);
    if (is_one_of(t, (const char *const[]){ "select", NULL })) {
        s->select |= bit;
        s->from &= ~bit;
        s->expect = false;
    } else if (is_one_of(t, (const char *const[]){ "from", NULL })) {
        /* extract(year FROM x) and IS DISTINCT FROM x read from nothing. */
        s->expect = (s->select & bit) && !is_one_of(before, (const char *const[]){ "distinct", NULL });
        s->from |= s->expect ? bit : 0;
    } else if (is_one_of(t, joins)) {
        s->expect = true;
        s->from |= bit;
    } else if (is_one_of(t, ends)) {
        s->expect = false;
        s->from &= ~bit;
    } else {
        return s->expect && is_one_of(t, passed);
    }
    return true;
}

/* The next name that is read from: its last part, and the one before it in *schema or NULL. NULL at the end. */
static char *next_relation(struct scan *s, char **schema) {
    struct pl_token before = { 0 }, t;
    for (; (t = pl_token_next(&s->at, s->backslash)).kind != PL_T_END; before = t) {
        if (is_sign(t, '(') || is_sign(t, ')')) {
            open_or_close(s, is_sign(t, '('));
        } else if (is_sign(t, ',')) {
            s->expect = s->from >> (s->depth & 63) & 1;
        } else if (!keyword(s, t, before) && s->expect && is_name(t)) {
            char *name = pl_token_name(s->pl, t);
            *schema = NULL;
            while (is_sign(peek(s, s->at), '.')) {
                pl_token_next(&s->at, s->backslash);
                *schema = name;
                name = pl_token_name(s->pl, pl_token_next(&s->at, s->backslash));
            }
            s->expect = false;
            if (*schema || !is_own(s, name))
                return name;
        }
    }
    return NULL;
}

void pl_reads(const struct pl_realm *r, const char *query, pl_read_fn *fn, void *arg) {
    struct scan s = { .pl = r->pl, .at = query, .backslash = r->backslash };
    char *name, *schema;
    find_own_names(&s);
    while ((name = next_relation(&s, &schema)))
        fn(arg, schema, name);
}

/* A schema that the realm does not know by name is how the connection calls its own. */
struct pl_node *pl_read_schema(const struct pl_realm *r, const struct pl_node *reader, const char *schema) {
    struct pl_node *named = schema ? pl_find(r, r->root, PL_SCHEMA, schema) : pl_above(reader, PL_SCHEMA);
    return named ? named : pl_find(r, r->root, PL_SCHEMA, "");
}
