/* The realm: a schema as a tree of nodes, all described by the one table of schema.def.
 *
 * A node's attributes are canonical text, or NULL for "not said" (which means: what the attribute's `otherwise` says).
 * Lists (NAMES, TEXTS) are one canonical text: every element in double quotes, quotes inside doubled, joined by ", ".
 * References (REF) are names as pl_ref_split reads them: `customer`, `audit.customer`, `"odd.name"`; the schema is left
 * out where it is that of the node itself. The schema that a connection calls its own has the name "".
 */
#ifndef PL_REALM_H
#define PL_REALM_H

#include "engine/context.h"

enum pl_kind {
    PL_REALM,
#define KIND(id, ...) PL_##id,
#define ATTR(...)
#include "engine/schema.def"
#undef KIND
#undef ATTR
    PL_KINDS,
    PL_NONE = PL_KINDS             /* "no kind", for attributes that refer to nothing */
};

/* Attributes are numbered through all kinds; PL_TABLE_0 is the first of a table's. */
enum pl_attr {
#define KIND(id, ...) PL_##id##_0, PL_##id##_rewind_ = PL_##id##_0 - 1,
#define ATTR(kind, id, ...) PL_##kind##_##id,
#include "engine/schema.def"
#undef KIND
#undef ATTR
    PL_ATTRS
};

enum pl_value_type { PL_TEXT, PL_WORD, PL_BOOL, PL_INT, PL_TYPE, PL_EXPR, PL_BODY, PL_STATEMENT, PL_NAME, PL_NAMES, PL_TEXTS, PL_REF };
enum pl_pairing { PL_BY_NAME, PL_BY_ONE, PL_BY_POSITION };
enum { PL_UNNAMED = 1, PL_CONTENT = 2, PL_REPLACEABLE = 4, PL_HOLDS_DATA = 8, PL_LIVE_ONLY = 16, PL_KEY = 32,
       PL_QUERIED = 64, PL_OVERLOADED = 128, PL_ATTACHED = 256, PL_OPT_IN = 512, PL_GLOBAL = 1024, PL_SPELLED = 2048 };    /* of kinds */
enum { PL_HINT = 1, PL_GUESS = 2, PL_LATE = 4, PL_KEYED = 8, PL_THERE = 16, PL_VOID = 32 };           /* of attributes */

struct pl_kind_row {
    const char *word, *plural;
    uint64_t parents;              /* bits: 1 << kind */
    enum pl_pairing pairing;
    int bare;                      /* enum pl_attr, -1 for none, or -2 - kind for a bare list of children */
    unsigned flags;
    int first;                     /* of its attributes, see pl_attr_count */
};
struct pl_attr_row {
    const char *word;
    enum pl_kind kind;
    enum pl_value_type type;
    unsigned flags;
    enum pl_kind refers;
    const char *otherwise;
    const char *help;
};
extern const struct pl_kind_row pl_kinds[PL_KINDS + 1];                     /* the last row only ends the attributes */
extern const struct pl_attr_row pl_attrs[PL_ATTRS];

static inline int pl_attr_count(enum pl_kind k) { return pl_kinds[k + 1].first - pl_kinds[k].first; }

/* A set of attributes of one kind: PL_S(COLUMN, TYPE) | PL_S(COLUMN, DEFAULT). */
#define PL_S(kind, attr) (UINT64_C(1) << (PL_##kind##_##attr - PL_##kind##_0))
#define PL_S_CONTENT (UINT64_C(1) << 62)       /* the children that are its content (an index's parts) differ */
#define PL_S_NAME (UINT64_C(1) << 63)          /* the name differs */
#define PL_S_ALL UINT64_MAX

struct pl_edge {
    struct pl_edge *next;
    struct pl_node *on;
};

struct pl_node {
    enum pl_kind kind;
    unsigned flags;                /* PL_N_* */
    const char *name, *was;        /* never NULL, "" when unnamed; the former name, said by the author, or NULL */
    const char *allow;             /* lint rules that the author lets pass here, each with the reason (a list in turn), or NULL */
    struct pl_place place;         /* where the models say it; file is NULL for what a database said */
    struct pl_node *parent, *next, *child, **tail;
    struct pl_node *namesake;      /* of OVERLOADED kinds: the next with the same word before its "(" */
    struct pl_node *mate;          /* the same object in the other tree, once pl_pair has run */
    struct pl_edge *depends;       /* with PL_N_CATALOG: what it needs, as the database itself says */
    uint32_t position;             /* order of making, in the whole realm */
    uint32_t mark;                 /* free for one algorithm at a time */
    const char **said;             /* by slot: its own words, where the slot has those of the other tree for the same; or NULL */
    uint64_t below;                /* kinds (bits) of what lives in it, or did: walks that look for others need not go there */
    uint64_t has;                  /* the slots (bits) that are not NULL: of the thirty that a column may have it has two or three */
    const char **value;            /* those, in the order of their slots */
    uint32_t room;                 /* for so many */
    const char *own[];             /* where they are, until there is one too many */
};
enum {
    PL_N_UNDECIDED = 1,            /* a text of it could not be compared, or, on a live node, not be read: "cannot tell" */
    PL_N_NATIVE_TYPE = 2,          /* its type was said for this very dialect: never translated */
    PL_N_ABSENT = 4,               /* taken out again; walkers pass over it (see pl_remove) */
    PL_N_READABLE = 8,             /* of needs: a table that is only read or written, so a view of that name will do */
    PL_N_LACKING = 16,             /* of needs: the models would not bring it either */
    PL_N_CATALOG = 8,              /* of a live node: its texts need not be searched for mentions, `depends` has them all */
    PL_N_UNREAD = 16,              /* of a live node: neither it nor what lives in it could be read; then UNDECIDED, too */
    PL_N_ASIDE = 32,               /* of a plan: stays under another name until what takes its place is there */
    PL_N_ANEW = 64,                /* of a plan: made again under its name, so nobody uses it yet */
    PL_N_HANDED = 128,             /* of a plan: goes from its table alone, those that have it from there keep it */
    PL_N_ALONE = 256               /* of a plan: a partition that is taken off, and nothing else happens to it or the whole */
};

struct pl_realm {
    struct pl *pl;
    const char *source;            /* what it came from, for messages; no secrets */
    struct pl_node *root;
    uint32_t count;                /* nodes ever made */
    uint64_t nocase;               /* kinds (bits) whose names are the same whatever their letter case; set before pl_find */
    uint64_t left_out;             /* kinds (bits) that the settings leave out: known, but neither said nor compared */
    bool backslash;                /* its SQL is MySQL's, see pl_token_next */
    bool databases;                /* a schema that is not in it may be another database of the server */
    const char *const *ignored;    /* patterns of what may be referred to though it is not in it; NULL at the end, or NULL */
    uint64_t unseen;               /* kinds (bits) of which there may be more than the account was shown */
    const char *advice[PL_KINDS];  /* by kind: what to type so that it is shown all; NULL: nothing */
    struct pl_names *names;        /* lookup by parent, kind and name */
    struct pl_names *overloaded;   /* the same for the words of OVERLOADED kinds */
};

struct pl_realm *pl_realm_new(struct pl *pl, const char *source);
/* A new last child. `name` is copied; NULL means "". Does not look whether it is there already. */
struct pl_node *pl_node_new(struct pl_realm *r, struct pl_node *parent, enum pl_kind kind, const char *name);
/* The same with the attributes of another node, of this realm or not; and with all that is below it, under its own name. */
struct pl_node *pl_node_like(struct pl_realm *r, struct pl_node *parent, const struct pl_node *n, const char *name);
struct pl_node *pl_node_copy(struct pl_realm *r, struct pl_node *parent, const struct pl_node *n);
/* Whether two names of a kind are one in this realm. */
bool pl_same_name(const struct pl_realm *r, enum pl_kind kind, const char *a, const char *b);
/* The child of that kind and name, or NULL. Constant time. */
struct pl_node *pl_find(const struct pl_realm *r, const struct pl_node *parent, enum pl_kind kind, const char *name);
/* The OVERLOADED node of that word (function f for f(integer)); the others follow by `namesake`. */
struct pl_node *pl_find_overloaded(const struct pl_realm *r, const struct pl_node *parent, const char *base);
/* The column of a table: its own, or one that it has from the tables that it inherits from or is a partition of. */
struct pl_node *pl_find_column(const struct pl_realm *r, const struct pl_node *table, const char *name);
/* The table that a name in the list of those which a table inherits from means: one beside it, or "schema.table". */
struct pl_node *pl_inherited_from(const struct pl_realm *r, const struct pl_node *table, const char *name);
/* Whether it inherits from that one itself. */
bool pl_is_heir_of(const struct pl_realm *r, const struct pl_node *table, const struct pl_node *parent);
/* The same as pl_find, made when it is not there. */
struct pl_node *pl_intern(struct pl_realm *r, struct pl_node *parent, enum pl_kind kind, const char *name);
/* Gives it another name (lookup follows). */
void pl_rename(struct pl_realm *r, struct pl_node *n, const char *name);
/* Gives it and all below the words of the models again, where the database's have taken their place. */
void pl_say_as_declared(struct pl_node *n);
/* Takes it and all below out of its parent and of lookup. Linear in the parent's children. */
void pl_remove(struct pl_realm *r, struct pl_node *n);
/* Takes out what models must not say: what a database would not let us read whole (UNDECIDED), what the settings leave out,
 * and what is never said. */
void pl_remove_unsaid(struct pl_realm *r);
/* The kinds (bits) that only steps need to know: never said and never compared. */
uint64_t pl_kinds_of_steps(void);
/* Whether it or something in it could not be read (PL_N_UNREAD). */
bool pl_any_unread(const struct pl_node *n);
/* Takes out all nodes of these kinds (bits). */
void pl_remove_kinds(struct pl_realm *r, uint64_t kinds);
/* The kinds (bits) with that flag. */
uint64_t pl_kinds_with(unsigned flag);

/* The attribute in a slot, 0 being the first of the node's kind; NULL where it is not said. pl_put keeps the text, it copies none. */
static inline const char *pl_at(const struct pl_node *n, int slot) {
    uint64_t bit = UINT64_C(1) << slot;
    return n->has & bit ? n->value[__builtin_popcountll(n->has & (bit - 1))] : NULL;
}
void pl_put(struct pl_node *n, int slot, const char *v);
static inline const char *pl_get(const struct pl_node *n, enum pl_attr a) { return pl_at(n, (int)a - pl_kinds[n->kind].first); }
static inline void pl_set(struct pl_node *n, enum pl_attr a, const char *v) { pl_put(n, (int)a - pl_kinds[n->kind].first, v); }
static inline bool pl_is(const struct pl_node *n, enum pl_attr a) { return pl_get(n, a) != NULL; }

/* Each of some slots (bits), from the first. */
#define PL_EACH_SLOT(i, bits) \
    for (uint64_t left_##i = (bits); left_##i; left_##i = 0) \
        for (int i; left_##i && (i = __builtin_ctzll(left_##i), true); left_##i &= left_##i - 1)
/* By kind: the slots (bits) whose attributes fit, and the kinds (bits) that have any, for walks that look at few of them. */
struct pl_slots {
    uint64_t of[PL_KINDS], kinds;
};
void pl_slots_find(struct pl_slots *out, bool (*fits)(const struct pl_attr_row *row));

/* The first child of a kind, and the next of the same kind; NULL at the end. */
struct pl_node *pl_first(const struct pl_node *parent, enum pl_kind kind);
struct pl_node *pl_next(const struct pl_node *n);
#define PL_EACH(var, parent, kind) for (struct pl_node *var = pl_first(parent, kind); var; var = pl_next(var))
/* The nearest node at or above n of that kind, or NULL. */
struct pl_node *pl_above(const struct pl_node *n, enum pl_kind kind);

/* Whether a whole statement of its own makes such a thing (a trigger): it lives in a table, but is no part of it. */
bool pl_stands_alone(enum pl_kind kind);

/* The attribute of a kind with that word, or -1; the kind whose plural it is and that may live in
 * `parent`, or PL_NONE. */
int pl_attr_named(enum pl_kind kind, const char *word);
enum pl_kind pl_kind_named(enum pl_kind parent, const char *word);

/* "customer.email", "audit.customer": how messages and --allow-loss name an object. Names are as they are, without quotes. */
char *pl_path(struct pl *pl, const struct pl_node *n);
/* "column customer.email" */
char *pl_title(struct pl *pl, const struct pl_node *n);

/* ---- lists and references */
void pl_list_add(struct pl_text *t, const char *element);
/* Takes the next element off a list: *at is where to go on, NULL at the start of `list`. Returns NULL at the end. */
char *pl_list_next(struct pl *pl, const char *list, const char **at);
/* Splits a reference into at most `most` names; returns how many, 0 when it cannot be read. */
int pl_ref_split(struct pl *pl, const char *ref, char **names, int most);
char *pl_ref_join(struct pl *pl, const char *const *names, int count);
/* The node that a REF attribute of n names in its own realm, or NULL when there is none. */
struct pl_node *pl_resolve(const struct pl_realm *r, const struct pl_node *n, enum pl_attr a);

/* imply.c: takes out what goes without saying (a reference's columns that are the primary key), so that it compares as equal;
 * names that are found in another letter case are spelled as their objects are. */
void pl_imply(struct pl_realm *r);

/* ---- yaml_read.c
 * Reads models into r. `dialects`: the words that this database answers to in { postgres: x, mysql: y } maps, most
 * special first, NULL at the end. `needs`: a manifest: what is said as false or null is kept as a demand. */
struct pl_yaml_options {
    const char *const *dialects;
    bool needs;
};
bool pl_yaml_read(struct pl_realm *r, const char *file, const char *text, size_t len, const struct pl_yaml_options *o);
/* The same in two halves, of which the first needs no realm: false (said) for what is not YAML. What it found, in memory of its own,
 * is given back by the second half, which must come in any case; without a realm it is nothing but that, and false. */
struct pl_yaml_file {
    struct pl *scratch;
    const char *name;
    struct pl_yaml *top;
};
bool pl_yaml_parse(struct pl *pl, const char *file, const char *text, size_t len, struct pl_yaml_file *out);
bool pl_yaml_take(const struct pl_yaml_file *f, struct pl_realm *r, const struct pl_yaml_options *o);
/* Checks what only a whole realm shows: references to nothing, keys over columns that are not there, cycles of views. */
bool pl_realm_check(struct pl_realm *r);

/* ---- yaml_write.c, json.c: the realm in the models language, and as JSON with the same words. `dialect`: the word under
 * which native types are said, so that they are never translated. */
bool pl_yaml_write(struct pl *pl, const struct pl_realm *r, const char *dialect, struct pl_text *out);
/* realm_text.c: one canonical text, to be hashed; the order in which things were read says nothing. */
void pl_realm_text(const struct pl_realm *r, struct pl_text *out);
struct json_t;
struct json_t *pl_realm_json(const struct pl_realm *r);

#endif
