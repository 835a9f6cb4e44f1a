/* Who still needs an object. The one idea: the schema's own edges (pl_needs, which the order of steps comes from) tell who refers to
 * it; where they only find a text that reads from its table, the text must speak of it. */
#include <string.h>
#include "migrations/uses.h"

static void add(struct pl_uses *u, const char *who, const char *how, const struct pl_place *place, bool hint) {
    for (const struct pl_user *x = u->first; x; x = x->next)
        if (strcmp(x->who, who) == 0 && (hint || !x->hint))
            return;
    struct pl_user *user = PL_NEW(u->pl, struct pl_user);
    *user = (struct pl_user){ .who = who, .how = how, .place = place ? *place : (struct pl_place){ 0 }, .hint = hint };
    *u->tail = user;
    u->tail = &user->next;
}

/* ---- the object */

static void find_in(struct pl_uses *u, struct pl_node *parent, const char *last) {
    for (struct pl_node *n = parent->child; n; n = n->next) {
        bool named = n->name[0] && !(pl_kinds[n->kind].flags & PL_ATTACHED) && pl_same_nocase(n->name, last);
        if (named && pl_same_nocase(pl_path(u->pl, n), u->object)) {
            struct pl_node **grown = pl_alloc(u->pl, ((size_t)u->count + 1) * sizeof *grown);
            if (u->count)
                memcpy(grown, u->nodes, (size_t)u->count * sizeof *grown);
            grown[u->count++] = n;
            u->nodes = grown;
        }
        find_in(u, n, last);
    }
}

bool pl_uses_find(struct pl_uses *u, struct pl_realm *r, const char *object) {
    char *name[3];
    int count = pl_ref_split(r->pl, object, name, 3);
    *u = (struct pl_uses){ .pl = r->pl, .object = object, .realm = r };
    u->tail = &u->first;
    if (!count)
        return pl_say(r->pl, PL_D_USAGE, NULL, "\"%s\" is no name of an object, as customer or customer.phone", object);
    find_in(u, r->root, name[count - 1]);
    return true;
}

bool pl_uses_unknown(const struct pl_uses *u) {
    return !u->count && !u->first;
}

static bool is_object(const struct pl_uses *u, const struct pl_node *n) {
    for (int i = 0; i < u->count; i++)
        if (u->nodes[i] == n)
            return true;
    return false;
}

static bool is_inside(const struct pl_uses *u, const struct pl_node *n) {
    for (; n; n = n->parent)
        if (is_object(u, n))
            return true;
    return false;
}

/* ---- the schema */

static bool speaks_of(const struct pl_realm *r, const char *text, const char *name, bool *star) {
    for (struct pl_token t; text && (t = pl_token_next(&text, r->backslash)).kind != PL_T_END;) {
        if ((t.kind == PL_T_WORD || t.kind == PL_T_QUOTED) && pl_same_nocase(pl_token_name(r->pl, t), name))
            return true;
        *star |= t.kind == PL_T_SIGN && t.len == 1 && *t.s == '*';
    }
    return false;
}

/* Whether any text of n speaks of the name; `star`: or reads everything there is. */
static bool texts_speak(const struct pl_realm *r, const struct pl_node *n, const char *name, bool *star) {
    for (int i = 0; i < pl_attr_count(n->kind); i++) {
        enum pl_value_type type = pl_attrs[pl_kinds[n->kind].first + i].type;
        if (pl_at(n, i) && (type == PL_EXPR || type == PL_BODY || type == PL_STATEMENT) && speaks_of(r, pl_at(n, i), name, star))
            return true;
    }
    return false;
}

struct looking {
    struct pl_uses *u;
    const struct pl_node *user;
    const struct pl_node *strong, *weak;               /* of the object, or of what is in it */
};

static void needed(void *arg, struct pl_node *n, bool weak) {
    struct looking *l = arg;
    if (is_inside(l->u, n) && n != l->user->parent)
        *(weak ? &l->weak : &l->strong) = n;
}

static void look_at(struct pl_uses *u, const struct pl_node *n) {
    struct looking l = { .u = u, .user = n };
    bool star = false;
    pl_needs(u->realm, n, false, needed, &l);
    pl_needs(u->realm, n, true, needed, &l);
    const char *title = pl_title(u->pl, n);
    if (l.strong) {
        add(u, title, "refers to it", &n->place, false);
    } else if (l.weak && texts_speak(u->realm, n, is_object(u, l.weak) ? l.weak->name : u->nodes[0]->name, &star)) {
        add(u, title, "names it", &n->place, false);
    } else if (l.weak && star) {
        add(u, title, "reads all columns of its table", &n->place, true);
    }
}

static void walk(struct pl_uses *u, const struct pl_node *parent) {
    for (const struct pl_node *n = parent->child; n; n = n->next) {
        if (is_object(u, n))
            continue;
        if (n->kind != PL_SCHEMA && !(pl_kinds[n->kind].flags & (PL_CONTENT | PL_LIVE_ONLY)))
            look_at(u, n);
        walk(u, n);
    }
}

void pl_uses_in_schema(struct pl_uses *u) {
    if (u->count)
        walk(u, u->realm->root);
}

/* ---- texts that are in no schema */

/* It must speak of the table as well, where the object is in one. */
static bool may_use(const struct pl_uses *u, const char *sql) {
    char *name[3];
    int count = pl_ref_split(u->pl, u->object, name, 3);
    bool star = false;
    if (!speaks_of(u->realm, sql, name[count - 1], &star))
        return false;
    const struct pl_node *table = u->count ? pl_above(u->nodes[0], PL_TABLE) : NULL;
    return !table || table == u->nodes[0] || speaks_of(u->realm, sql, table->name, &star);
}

/* ---- releases and jobs */

/* By names, since their needs are another tree: "customer.phone", or in a schema "audit.log.id". */
static const struct pl_node *in_needs(const struct pl_uses *u, const struct pl_realm *needs) {
    char *name[3];
    int count = pl_ref_split(u->pl, u->object, name, 3);
    for (int first = 0; first < 2 && first < count; first++) {
        const struct pl_node *n = pl_find(needs, needs->root, PL_SCHEMA, first ? name[0] : "");
        for (int i = first; i < count && n; i++) {
            const struct pl_node *found = NULL;
            for (const struct pl_node *c = n->child; c && !found; c = c->next)
                if (c->name[0] && pl_same_name(needs, c->kind, c->name, name[i]))
                    found = c;
            n = found;
        }
        if (n)
            return n;
    }
    return NULL;
}

void pl_uses_by_release(struct pl_uses *u, const struct pl_release *x) {
    const struct pl_node *n = in_needs(u, x->needs);
    if (n)
        add(u, pl_format(u->pl, "%s %s", x->whole ? "release" : "job", x->name),
            x->whole ? "its models declare it" : n->mark & PL_USE_WRITTEN ? "writes it" : "reads it", &x->place, false);
}

static bool is_used(const struct pl_uses *u, const struct pl_use *use, bool *written) {
    const char *table = *use->schema ? pl_format(u->pl, "%s.%s", use->schema, use->table) : use->table;
    bool used = pl_same_nocase(table, u->object);
    for (const char *const *c = use->columns; *c; c++)
        used |= pl_same_nocase(pl_format(u->pl, "%s.%s", table, *c), u->object);
    *written |= used && use->of != PL_READS;
    return used;
}

void pl_uses_by_job(struct pl_uses *u, const struct pl_manifest *m) {
    bool written = false, used = in_needs(u, m->needs) != NULL;
    const char *who = pl_format(u->pl, "%s %s", m->release ? "release" : "job", m->name);
    for (const struct pl_use *use = m->uses; use; use = use->next)
        used |= is_used(u, use, &written);
    if (used)
        add(u, who, written ? "writes it" : "reads it", &m->place, false);
    for (const struct pl_job_query *q = m->queries; q; q = q->next)
        if (may_use(u, q->said))
            add(u, who, "a query of it names it", &q->place, false);
}

/* ---- statements */

/* What made the object does not need it. */
static bool changes_the_schema(struct pl *pl, const char *sql, bool backslash) {
    static const char *const words[] = { "create", "alter", "drop", "comment", "grant", "revoke" };
    struct pl_token t = pl_token_next(&sql, backslash);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (t.kind == PL_T_WORD && pl_same_nocase(pl_strndup(pl, t.s, t.len), words[i]))
            return true;
    return false;
}

void pl_uses_by_statement(struct pl_uses *u, const char *sql) {
    if (!changes_the_schema(u->pl, sql, u->realm->backslash) && may_use(u, sql))
        add(u, pl_format(u->pl, "statement %s", pl_trim(u->pl, pl_strdup(u->pl, sql))), "was run", NULL, true);
}
