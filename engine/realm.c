/* The realm: nodes, their lookup by name, their paths. All that is known of a kind comes from schema.def, by schema.c. */
#include <stddef.h>
#include <string.h>
#include "engine/realm.h"

/* ---- lookup: one open-addressed table for the whole realm, keyed by parent, kind and name. */

/* The hash stands beside the node: most misses, and growing, need not look at the node at all. */
struct pl_names {
    struct entry {
        uint64_t hash;
        struct pl_node *node;
    } *slot;
    size_t size, used;             /* size is a power of two; used counts removed ones too */
};
static struct pl_node removed;     /* marks a place that was used */

/* Letter case is no part of it, so that one table serves realms that mind it and realms that do not. What lives in one table
 * stands together, in a page instead of one each; a schema has too many children for that. */
static uint64_t hash_of(const struct pl_node *parent, enum pl_kind kind, const char *name) {
    uint64_t h = ((uint64_t)(uintptr_t)parent ^ (uint64_t)kind) * UINT64_C(0x9e3779b97f4a7c15);
    for (; *name; name++) {
        unsigned char c = (unsigned char)*name;
        h = (h ^ (c >= 'A' && c <= 'Z' ? c + 32u : c)) * UINT64_C(0x100000001b3);
    }
    h ^= h >> 29;
    if (parent->kind == PL_REALM || parent->kind == PL_SCHEMA)
        return h;
    uint64_t near = (uint64_t)(uintptr_t)parent * UINT64_C(0x9e3779b97f4a7c15) >> 32;
    return (h & ~UINT64_C(0xffffffff)) | (near & ~UINT64_C(255)) | (h & 255);
}

bool pl_same_name(const struct pl_realm *r, enum pl_kind kind, const char *a, const char *b) {
    return r->nocase >> kind & 1 ? pl_same_nocase(a, b) : strcmp(a, b) == 0;
}

/* A BY_ONE kind is found whatever its name is. */
static const char *key_of(enum pl_kind kind, const char *name) {
    return pl_kinds[kind].pairing == PL_BY_ONE ? "" : name;
}

static void names_put(struct pl_names *t, uint64_t hash, struct pl_node *n) {
    size_t at = hash & (t->size - 1);
    while (t->slot[at].node)
        at = (at + 1) & (t->size - 1);
    t->slot[at] = (struct entry){ hash, n };
    t->used++;
}

static void names_grow(struct pl_realm *r, struct pl_names *t) {
    struct pl_names old = *t;
    *t = (struct pl_names){ .size = old.size ? old.size * 2 : 64 };
    t->slot = pl_alloc(r->pl, t->size * sizeof *t->slot);
    for (size_t i = 0; i < old.size; i++)
        if (old.slot[i].node && old.slot[i].node != &removed)
            names_put(t, old.slot[i].hash, old.slot[i].node);
}

static void names_add(struct pl_realm *r, struct pl_node *n) {
    if (r->names->used * 4 >= r->names->size * 3)
        names_grow(r, r->names);
    names_put(r->names, hash_of(n->parent, n->kind, key_of(n->kind, n->name)), n);
}

/* `exactly`: that very node, of several that share a name; NULL for the first. */
static struct pl_node **names_slot(const struct pl_realm *r, const struct pl_node *parent, enum pl_kind kind, const char *name,
                                   const struct pl_node *exactly) {
    const struct pl_names *t = r->names;
    if (!t->size)
        return NULL;
    name = key_of(kind, name);
    uint64_t hash = hash_of(parent, kind, name);
    for (size_t at = hash & (t->size - 1); t->slot[at].node; at = (at + 1) & (t->size - 1)) {
        struct pl_node *n = t->slot[at].node;
        if (t->slot[at].hash != hash)
            continue;
        if (exactly ? n == exactly
                    : n != &removed && n->parent == parent && n->kind == kind && pl_same_name(r, kind, key_of(kind, n->name), name))
            return &t->slot[at].node;
    }
    return NULL;
}

/* ---- namesakes: f(integer) and f(text) are both meant by the word f. Their own table holds the last made of each word. */

static size_t base_length(const char *name) {
    return strcspn(name, "(");
}

static struct entry *namesake_slot(const struct pl_names *t, const struct pl_node *parent, const char *name, size_t len) {
    uint64_t hash = pl_hash(name, len, (uint64_t)(uintptr_t)parent);
    size_t at = hash & (t->size - 1);
    for (struct pl_node *n; (n = t->slot[at].node); at = (at + 1) & (t->size - 1))
        if (t->slot[at].hash == hash && n->parent == parent && base_length(n->name) == len && strncmp(n->name, name, len) == 0)
            break;
    t->slot[at].hash = hash;
    return &t->slot[at];
}

static void namesake_add(struct pl_realm *r, struct pl_node *n) {
    struct pl_names *t = r->overloaded;
    if (t->used * 2 >= t->size)
        names_grow(r, t);
    struct entry *at = namesake_slot(t, n->parent, n->name, base_length(n->name));
    t->used += at->node == NULL;
    n->namesake = at->node;
    at->node = n;
}

struct pl_node *pl_find_overloaded(const struct pl_realm *r, const struct pl_node *parent, const char *base) {
    struct pl_node *n = r->overloaded->size ? namesake_slot(r->overloaded, parent, base, strlen(base))->node : NULL;
    while (n && n->flags & PL_N_ABSENT)
        n = n->namesake;
    return n;
}

/* Only what has a name of its own can be looked up by it; parts are found by position. */
static bool is_named(const struct pl_node *n) {
    return pl_kinds[n->kind].pairing != PL_BY_POSITION && (n->name[0] || n->kind == PL_SCHEMA || pl_kinds[n->kind].pairing == PL_BY_ONE);
}

/* The root knows its realm, so that any node can find the memory that it lives in. */
struct top {
    struct pl_realm *realm;
    struct pl_node node;
};

struct pl_realm *pl_realm_new(struct pl *pl, const char *source) {
    struct pl_realm *r = PL_NEW(pl, struct pl_realm);
    r->pl = pl;
    r->source = source;
    r->names = PL_NEW(pl, struct pl_names);
    r->overloaded = PL_NEW(pl, struct pl_names);
    struct top *top = PL_NEW(pl, struct top);
    top->realm = r;
    r->root = &top->node;
    r->root->name = "";
    r->root->tail = &r->root->child;
    return r;
}

struct pl_node *pl_node_new(struct pl_realm *r, struct pl_node *parent, enum pl_kind kind, const char *name) {
    enum { USUAL = 3 };                                /* attributes of a node */
    uint32_t room = pl_attr_count(kind) < USUAL ? (uint32_t)pl_attr_count(kind) : USUAL;
    struct pl_node *n = pl_alloc(r->pl, sizeof *n + room * sizeof n->own[0]);
    n->kind = kind;
    n->value = n->own;
    n->room = room;
    n->name = name && *name ? pl_strdup(r->pl, name) : "";
    n->parent = parent;
    n->tail = &n->child;
    n->position = r->count++;
    *parent->tail = n;
    parent->tail = &n->next;
    for (uint64_t bit = UINT64_C(1) << kind; parent && !(parent->below & bit); parent = parent->parent)
        parent->below |= bit;
    if (is_named(n))
        names_add(r, n);
    if (pl_kinds[kind].flags & PL_OVERLOADED)
        namesake_add(r, n);
    return n;
}

static void make_room(struct pl_node *n) {
    const struct pl_node *top = n;
    while (top->parent)
        top = top->parent;
    struct pl *pl = ((const struct top *)(const void *)((const char *)top - offsetof(struct top, node)))->realm->pl;
    const char **more = pl_alloc(pl, (n->room + 4) * sizeof *more);
    if (n->room)
        memcpy(more, n->value, n->room * sizeof *more);
    n->value = more;
    n->room += 4;
}

void pl_put(struct pl_node *n, int slot, const char *v) {
    uint64_t bit = UINT64_C(1) << slot;
    uint32_t at = (uint32_t)__builtin_popcountll(n->has & (bit - 1)), count = (uint32_t)__builtin_popcountll(n->has);
    if (!v == !(n->has & bit)) {
        if (v)
            n->value[at] = v;
        return;
    }
    if (v && count == n->room)
        make_room(n);
    const char **place = n->value + at;
    if (v)
        memmove(place + 1, place, (count - at) * sizeof *place);
    else
        memmove(place, place + 1, (count - at - 1) * sizeof *place);
    if (v)
        *place = v;
    n->has ^= bit;
}

struct pl_node *pl_find(const struct pl_realm *r, const struct pl_node *parent, enum pl_kind kind, const char *name) {
    struct pl_node **at = names_slot(r, parent, kind, name, NULL);
    return at ? *at : NULL;
}

struct pl_node *pl_node_like(struct pl_realm *r, struct pl_node *parent, const struct pl_node *n, const char *name) {
    struct pl_node *c = pl_node_new(r, parent, n->kind, name);
    c->flags = n->flags;
    PL_EACH_SLOT(i, n->has)
        pl_put(c, i, pl_at(n, i));
    return c;
}

struct pl_node *pl_node_copy(struct pl_realm *r, struct pl_node *parent, const struct pl_node *n) {
    struct pl_node *c = pl_node_like(r, parent, n, n->name);
    for (const struct pl_node *child = n->child; child; child = child->next)
        pl_node_copy(r, c, child);
    return c;
}

struct pl_node *pl_intern(struct pl_realm *r, struct pl_node *parent, enum pl_kind kind, const char *name) {
    struct pl_node *n = pl_find(r, parent, kind, name);
    return n ? n : pl_node_new(r, parent, kind, name);
}

static void names_forget(struct pl_realm *r, struct pl_node *n) {
    struct pl_node **at = is_named(n) ? names_slot(r, n->parent, n->kind, n->name, n) : NULL;
    if (at)
        *at = &removed;
}

void pl_rename(struct pl_realm *r, struct pl_node *n, const char *name) {
    names_forget(r, n);
    n->name = name && *name ? pl_strdup(r->pl, name) : "";
    if (is_named(n))
        names_add(r, n);
}

void pl_say_as_declared(struct pl_node *n) {
    for (int i = 0; n->said && i < pl_attr_count(n->kind); i++)
        if (n->said[i])
            pl_put(n, i, n->said[i]);
    for (struct pl_node *c = n->child; c; c = c->next)
        pl_say_as_declared(c);
}

void pl_remove(struct pl_realm *r, struct pl_node *n) {
    struct pl_node **at = &n->parent->child;
    while (*at && *at != n)
        at = &(*at)->next;
    if (!*at)
        return;
    *at = n->next;
    if (n->parent->tail == &n->next)
        n->parent->tail = at;
    names_forget(r, n);
    n->flags |= PL_N_ABSENT;
}

static void remove_some(struct pl_realm *r, struct pl_node *parent, uint64_t kinds, unsigned flag) {
    for (struct pl_node *n = flag || parent->below & kinds ? parent->child : NULL, *next; n; n = next) {
        next = n->next;
        if (n->flags & flag || kinds >> n->kind & 1)
            pl_remove(r, n);
        else
            remove_some(r, n, kinds, flag);
    }
}

bool pl_any_unread(const struct pl_node *n) {
    for (const struct pl_node *c = n->child; c; c = c->next)
        if (c->flags & PL_N_UNREAD || pl_any_unread(c))
            return true;
    return false;
}

void pl_remove_kinds(struct pl_realm *r, uint64_t kinds) {
    remove_some(r, r->root, kinds, 0);
}

void pl_remove_unsaid(struct pl_realm *r) {
    remove_some(r, r->root, r->left_out | pl_kinds_of_steps(), PL_N_UNDECIDED);
}

struct pl_node *pl_first(const struct pl_node *parent, enum pl_kind kind) {
    struct pl_node *n = parent->below >> kind & 1 ? parent->child : NULL;
    while (n && n->kind != kind)
        n = n->next;
    return n;
}

struct pl_node *pl_next(const struct pl_node *n) {
    enum pl_kind kind = n->kind;
    struct pl_node *next = n->next;
    while (next && next->kind != kind)
        next = next->next;
    return next;
}

struct pl_node *pl_above(const struct pl_node *n, enum pl_kind kind) {
    struct pl_node *at = (struct pl_node *)(uintptr_t)n;
    while (at && at->kind != kind)
        at = at->parent;
    return at;
}

/* ---- paths */

/* An unnamed object is called by its kind, a part by its place. */
static void add_path(struct pl_text *t, const struct pl_node *n) {
    if (n->parent && n->parent->kind != PL_REALM && (n->parent->kind != PL_SCHEMA || n->parent->name[0])) {
        add_path(t, n->parent);
        pl_addc(t, '.');
    }
    if (n->name[0])
        pl_add(t, n->name);
    else if (n->kind == PL_SCHEMA)
        pl_add(t, "(default)");
    else
        pl_addf(t, "(%s)", pl_kinds[n->kind].word);
}

char *pl_path(struct pl *pl, const struct pl_node *n) {
    struct pl_text t = { .pl = pl };
    add_path(&t, n);
    return t.s;
}

char *pl_title(struct pl *pl, const struct pl_node *n) {
    if (!n->name[0] && n->kind != PL_SCHEMA && n->parent && n->parent->kind != PL_REALM)
        return pl_format(pl, "%s of %s", pl_kinds[n->kind].word, pl_path(pl, n->parent));
    return pl_format(pl, "%s %s", pl_kinds[n->kind].word, pl_path(pl, n));
}

/* ---- lists and references */

static void add_quoted(struct pl_text *t, const char *s) {
    pl_addc(t, '"');
    for (; *s; s++) {
        if (*s == '"')
            pl_addc(t, '"');
        pl_addc(t, *s);
    }
    pl_addc(t, '"');
}

void pl_list_add(struct pl_text *t, const char *element) {
    if (t->len)
        pl_add(t, ", ");
    add_quoted(t, element);
}

/* What stands between the quotes at *s, which is moved behind the closing one. */
static char *read_quoted(struct pl *pl, const char **s) {
    const char *end = *s + 1;
    while (*end && (*end != '"' || end[1] == '"'))
        end += *end == '"' ? 2 : 1;
    char *copy = pl_alloc(pl, (size_t)(end - *s)), *to = copy;
    for (const char *at = *s + 1; at < end; at++) {
        at += *at == '"';
        *to++ = *at;
    }
    *s = *end ? end + 1 : end;
    return copy;
}

char *pl_list_next(struct pl *pl, const char *list, const char **at) {
    const char *s = *at ? *at : list;
    if (!s)
        return NULL;
    while (*s == ',' || *s == ' ')
        s++;
    if (*s != '"')
        return NULL;
    char *element = read_quoted(pl, &s);
    *at = s;
    return element;
}

int pl_ref_split(struct pl *pl, const char *ref, char **names, int most) {
    int n = 0;
    for (const char *s = ref; n < most;) {
        if (*s == '"') {
            names[n++] = read_quoted(pl, &s);
        } else {
            size_t len = strcspn(s, ".");
            if (!len)
                return 0;
            names[n++] = pl_strndup(pl, s, len);
            s += len;
        }
        if (!*s)
            return n;
        if (*s++ != '.')
            return 0;
    }
    return 0;
}

char *pl_ref_join(struct pl *pl, const char *const *names, int count) {
    struct pl_text t = { .pl = pl };
    for (int i = 0; i < count; i++) {
        if (i)
            pl_addc(&t, '.');
        if (!names[i][0] || strpbrk(names[i], ".\""))
            add_quoted(&t, names[i]);
        else
            pl_add(&t, names[i]);
    }
    return t.s;
}

/* The last name is the object's; before it stand the table, for what lives in one, and the schema, where it is another. */
struct pl_node *pl_resolve(const struct pl_realm *r, const struct pl_node *n, enum pl_attr a) {
    enum pl_kind kind = pl_attrs[a].refers;
    const char *ref = pl_get(n, a);
    char *name[3];
    int depth = kind != PL_NONE && !(pl_kinds[kind].parents >> PL_SCHEMA & 1) ? 2 : 1;
    int count = ref && kind != PL_NONE ? pl_ref_split(r->pl, ref, name, 3) : 0;
    if (count < depth || count > depth + 1)
        return NULL;
    const struct pl_node *schema = pl_above(n, PL_SCHEMA);
    if (count > depth)
        schema = pl_find(r, r->root, PL_SCHEMA, name[0]);
    const struct pl_node *in = schema;
    if (in && depth == 2)
        in = pl_find(r, in, PL_TABLE, name[count - 2]);
    return in ? pl_find(r, in, kind, name[count - 1]) : NULL;
}
