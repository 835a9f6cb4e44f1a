/* What of a database is read where not all of it is wanted: the gate needs what its job names, and nothing of the other
 * thousand tables.
 *
 * The one idea: a scope may hold too much, never too little, and only a plain "yes" is taken from what it shows; whoever gets
 * another answer reads everything and asks again. So names are gathered without their kinds and schemas, and a query that does
 * not say how to ask for less is asked in full.
 *
 * A query says so in comments that hold SQL, which a client that it is pasted into passes over: what stands between "only"
 * and the end of such a comment counts when names are given. :names in it is the list of them, :tables that list and the tables
 * of which no more is asked than whether they are there. */
#include <string.h>
#include "dialects/dialect.h"

enum { MOST_NAMES = 100, MOST_TABLES = 16 };            /* with more names less is saved than a second look would cost */

struct pl_scope {
    struct pl *pl;
    uint64_t kinds, said[PL_KINDS];                    /* which kinds are needed, and by kind which attributes are said */
    struct list {
        const char *name[MOST_NAMES];
        int count;
    } names, tables;
    bool everything;
};

static void add_to(struct pl_scope *s, struct list *list, int most, const char *name) {
    for (int i = 0; i < list->count; i++)
        if (strcmp(list->name[i], name) == 0)
            return;
    if (list->count == most)
        s->everything = true;
    else
        list->name[list->count++] = pl_strdup(s->pl, name);
}

static void add_name(struct pl_scope *s, const char *name) {
    add_to(s, &s->names, MOST_NAMES, name);
}

/* Functions are named with their types: f(integer), "odd("(text). */
static void add_object(struct pl_scope *s, enum pl_kind kind, const char *name) {
    const char *at = name;
    if (pl_kinds[kind].flags & PL_OVERLOADED && *name == '"')
        add_name(s, pl_token_name(s->pl, pl_token_next(&at, false)));
    else if (pl_kinds[kind].flags & PL_OVERLOADED)
        add_name(s, pl_strndup(s->pl, name, strcspn(name, "(")));
    else
        add_name(s, name);
}

/* A kind, with what its nodes cannot be understood without: an index has parts, and behind a key stands one that is not
 * said for itself; of a table it must be known whether it takes rows that name no more than the needs do. */
static void add_kind(struct pl_scope *s, enum pl_kind kind) {
    if (s->kinds >> kind & 1)
        return;
    s->kinds |= UINT64_C(1) << kind;
    for (int k = 0; k < PL_KINDS; k++)
        if ((pl_kinds[k].flags & PL_CONTENT && pl_kinds[k].parents >> kind & 1) ||
            (pl_kinds[k].flags & PL_KEY && pl_kinds[kind].flags & PL_KEY) || (k == PL_COLUMN && kind == PL_TABLE))
            add_kind(s, (enum pl_kind)k);
}

/* What it refers to; a foreign key's columns go without saying where they are the other table's key. */
static void add_reference(struct pl_scope *s, const struct pl_node *n, enum pl_attr a) {
    enum { MOST = 3 };
    char *names[MOST];
    bool list = pl_attrs[a].type == PL_NAMES || pl_attrs[a].type == PL_NAME;
    if (pl_attrs[a].refers != PL_NONE && (list || pl_attrs[a].type == PL_REF))
        add_kind(s, pl_attrs[a].refers);
    if (pl_attrs[a].flags & PL_KEYED)
        add_kind(s, PL_PRIMARY_KEY);
    for (int i = 0, count = pl_attrs[a].type == PL_REF ? pl_ref_split(s->pl, pl_get(n, a), names, MOST) : 0; i < count; i++)
        add_name(s, names[i]);
}

static void add_node(struct pl_scope *s, const struct pl_node *n) {
    if (n->kind != PL_REALM && (n->kind != PL_SCHEMA || n->name[0]))
        add_kind(s, n->kind);
    if (n->parent && n->parent->kind == PL_SCHEMA) {
        add_object(s, n->kind, n->name);
        if (n->was)
            add_object(s, n->kind, n->was);
    }
    s->said[n->kind] |= n->has;
    PL_EACH_SLOT(i, n->has)
        add_reference(s, n, (enum pl_attr)(pl_kinds[n->kind].first + i));
    for (const struct pl_node *c = n->child; c; c = c->next)
        add_node(s, c);
}

struct pl_scope *pl_scope_new(struct pl *pl) {
    struct pl_scope *s = PL_NEW(pl, struct pl_scope);
    s->pl = pl;
    s->said[PL_COLUMN] = PL_S(COLUMN, DEFAULT) | PL_S(COLUMN, IDENTITY);      /* what fills a column that a row does not name */
    return s;
}

void pl_scope_add(struct pl_scope *s, const struct pl_realm *needs) {
    add_node(s, needs->root);
}

void pl_scope_add_table(struct pl_scope *s, const char *name) {
    add_kind(s, PL_TABLE);
    add_name(s, name);
}

void pl_scope_add_presence(struct pl_scope *s, const char *name) {
    add_kind(s, PL_TABLE);
    add_to(s, &s->tables, MOST_TABLES, name);
}

void pl_scope_say(struct pl_scope *s, enum pl_attr a) {
    s->said[pl_attrs[a].kind] |= UINT64_C(1) << ((int)a - pl_kinds[pl_attrs[a].kind].first);
}

/* ---- queries */

static bool gives(const char *sql, const char *word) {
    static const char quotes[] = "\"`";
    size_t n = strlen(word);
    for (const char *at = sql; (at = strstr(at, " AS ")); at++)
        if (strchr(quotes, at[4]) && strncmp(at + 5, word, n) == 0 && at[5 + n] == at[4])
            return true;
    return false;
}

/* A query that names nothing, or only the home of what it tells of, adds to what is there: it is worth asking for what is said. Parts are compared as a whole. */
static bool gives_what_is_said(const struct pl_scope *s, const struct pl_query *q) {
    if ((q->take && !gives(q->sql, "home")) || gives(q->sql, "name") || pl_kinds[q->kind].flags & PL_CONTENT)
        return true;
    for (int i = 0; i < pl_attr_count(q->kind); i++)
        if (s->said[q->kind] >> i & 1 && gives(q->sql, pl_attrs[pl_kinds[q->kind].first + i].word))
            return true;
    return false;
}

bool pl_scope_wants(const struct pl_scope *s, const struct pl_query *q) {
    if (!s || s->everything)
        return true;
    bool lives = !q->of || (s->kinds & q->of);
    return ((s->kinds >> q->kind & 1) && lives && gives_what_is_said(s, q)) || (s->kinds & q->serves);
}

bool pl_scope_is_all(const struct pl_scope *s) {
    return !s || s->everything;
}

static const char open_only[] = "/*only ", close_only[] = " */";
enum { ALL = -1 };

static int count(const struct pl_scope *s, bool tables) {
    return s->names.count + (tables ? s->tables.count : 0);
}

int pl_scope_times(const struct pl_scope *s, const char *sql) {
    return strstr(sql, open_only) ? count(s, strstr(sql, ":tables") != NULL) : 1;
}

static void add_names(struct pl_text *t, const struct pl_scope *s, const struct pl_dialect *d, bool tables, int which) {
    int n = which == ALL ? count(s, tables) : which + 1;
    for (int i = which == ALL ? 0 : which; i < n; i++) {
        pl_add(t, i && which == ALL ? ", " : "");
        d->quote_text(t, i < s->names.count ? s->names.name[i] : s->tables.name[i - s->names.count]);
    }
    if (!n)
        pl_add(t, "NULL");
}

static const char *with_names(struct pl_db *db, const char *sql, int which) {
    struct pl_text t = { .pl = db->pl };
    for (const char *at; (at = strstr(sql, open_only)); sql = at + sizeof close_only - 1) {
        pl_addn(&t, sql, (size_t)(at - sql));
        sql = at + sizeof open_only - 1;
        at = strstr(sql, close_only);
        for (const char *list; (list = strchr(sql, ':')) && list < at;) {
            pl_addn(&t, sql, (size_t)(list - sql));
            add_names(&t, db->scope, db->dialect, list[1] == 't', which);
            sql = list + strcspn(list, ")");
        }
        pl_addn(&t, sql, (size_t)(at - sql));
    }
    pl_add(&t, sql);
    return t.s;
}

const char *pl_scope_sql(struct pl_db *db, const char *sql) {
    return pl_scope_is_all(db->scope) ? sql : with_names(db, sql, ALL);
}

const char *pl_scope_sql_of(struct pl_db *db, const char *sql, int which) {
    return with_names(db, sql, which);
}
