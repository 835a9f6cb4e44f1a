/* Which columns are there under two names, by what the catalog shows.
 *
 * The idea: nothing is written down. The names of the triggers hold a hash of table, former and new name, so the pair is found
 * again by trying the columns of the table; where statements are no part of a transaction (twins->remark), the second column bears
 * a comment that names the former one, from its first moment to its last.
 */
#include <string.h>
#include "migrations/beside.h"
#include "migrations/expand_parts.h"
#include "migrations/hash.h"

#define SYNC PL_EXPAND_SYNC
#define MARK "poundlock_both_"

static const char *hash_of(struct pl *pl, const char *table, const char *old, const char *new) {
    const char *text = pl_format(pl, "%s.%s>%s", table, old, new);
    return pl_strndup(pl, pl_sha256(pl, text, strlen(text)), 12);
}

static int count_triggers(const struct pl_node *table, const char *with) {
    int n = 0;
    PL_EACH(t, table, PL_TRIGGER)
        n += strstr(t->name, with) != NULL;
    return n;
}

/* The former name that the comment of a second column tells, or NULL. */
static const char *remark_of(const struct pl_node *column) {
    const char *text = pl_get(column, PL_COLUMN_COMMENT);
    return text && pl_starts(text, PL_BESIDE_REMARK) ? text + strlen(PL_BESIDE_REMARK) : NULL;
}

static void take_node(struct pl_realm *r, struct pl_pair *p, struct pl_realm *taken, struct pl_node *to, struct pl_node *n) {
    struct pl_node *copy = pl_node_copy(taken, to, n);
    if (n->kind == PL_COLUMN)
        p->second = copy;
    pl_remove(r, n);
}

bool pl_beside_is_of(const struct pl_pair *p, const struct pl_node *n) {
    const char *second = p->turned ? p->old : p->new;
    if (n->kind == PL_COLUMN)
        return pl_same(n->name, second);
    if (n->kind == PL_INDEX)
        return pl_expand_is_over(n, second) && strstr(n->name, PL_EXPAND_NEW);
    return (n->kind == PL_TRIGGER || n->kind == PL_FUNCTION) && p->sync && (strstr(n->name, p->sync) || strstr(n->name, p->mark));
}

static void take(struct pl_realm *r, struct pl_beside *b, struct pl_pair *p) {
    struct pl_node *schema = p->table->parent, *to = pl_intern(b->taken, b->taken->root, PL_SCHEMA, schema->name);
    p->there = pl_intern(b->taken, to, PL_TABLE, p->table->name);
    for (struct pl_node *n = p->table->child, *next; n; n = next) {
        next = n->next;
        if (pl_beside_is_of(p, n))
            take_node(r, p, b->taken, p->there, n);
    }
    for (struct pl_node *n = schema->child, *next; n; n = next) {
        next = n->next;
        if (n->kind == PL_FUNCTION && pl_beside_is_of(p, n))
            take_node(r, p, b->taken, to, n);
    }
}

struct pl_pair *pl_beside_new(struct pl *pl, struct pl_node *table, const char *old, const char *new) {
    struct pl_pair *p = PL_NEW(pl, struct pl_pair);
    const char *hash = new ? hash_of(pl, table->name, old, new) : NULL;
    *p = (struct pl_pair){ .table = table, .old = pl_strdup(pl, old), .new = pl_strdup(pl, new) };
    p->sync = hash ? pl_format(pl, SYNC "%s", hash) : NULL;
    p->mark = hash ? pl_format(pl, MARK "%s", hash) : NULL;
    return p;
}

static void add(struct pl_realm *r, struct pl_beside *b, struct pl_node *table, const char *old, const char *new, bool turned) {
    struct pl_pair *p = pl_beside_new(r->pl, table, old, new), **at = &b->first;
    p->turned = turned;
    p->done = new && count_triggers(table, p->mark);
    p->triggers = new ? count_triggers(table, p->sync) + count_triggers(table, p->mark) : 0;
    take(r, b, p);
    while (*at)
        at = &(*at)->next;
    *at = p;
}

static bool is_pair(struct pl *pl, const struct pl_node *table, const char *old, const char *new) {
    const char *hash = hash_of(pl, table->name, old, new);
    return count_triggers(table, pl_format(pl, SYNC "%s", hash)) || count_triggers(table, pl_format(pl, MARK "%s", hash));
}

/* By triggers: of the two, the one with the remark is the second whatever it is called by now. */
static bool find_by_triggers(struct pl_realm *r, struct pl_beside *b, struct pl_node *table) {
    PL_EACH(old, table, PL_COLUMN)
        PL_EACH(new, table, PL_COLUMN)
            if (old != new && is_pair(r->pl, table, old->name, new->name)) {
                add(r, b, table, old->name, new->name, pl_same(remark_of(old), old->name));
                return true;
            }
    return false;
}

static bool find_by_remark(struct pl_realm *r, struct pl_beside *b, struct pl_node *table) {
    PL_EACH(c, table, PL_COLUMN) {
        const char *old = remark_of(c);
        if (!old)
            continue;
        bool turned = pl_same(old, c->name);
        add(r, b, table, old, turned ? NULL : c->name, turned);
        return true;
    }
    return false;
}

struct pl_beside *pl_beside_take(struct pl_realm *r) {
    struct pl_beside *b = PL_NEW(r->pl, struct pl_beside);
    b->taken = pl_realm_new(r->pl, r->source);
    b->taken->nocase = r->nocase;
    b->taken->backslash = r->backslash;
    PL_EACH(schema, r->root, PL_SCHEMA)
        PL_EACH(table, schema, PL_TABLE) {
            while ((count_triggers(table, SYNC) || count_triggers(table, MARK)) && find_by_triggers(r, b, table))
                ;
            while (find_by_remark(r, b, table))
                ;
        }
    return b;
}

/* ---- the models */

static struct pl_node *declared_table(const struct pl_realm *declared, const struct pl_node *table) {
    struct pl_node *schema = pl_find(declared, declared->root, PL_SCHEMA, table->parent->name);
    return schema ? pl_find(declared, schema, PL_TABLE, table->name) : NULL;
}

void pl_beside_was(const struct pl_beside *b, struct pl_realm *declared) {
    for (const struct pl_pair *p = b->first; p; p = p->next) {
        struct pl_node *table = p->new && !p->turned ? declared_table(declared, p->table) : NULL;
        struct pl_node *column = table ? pl_find(declared, table, PL_COLUMN, p->new) : NULL;
        if (column && !column->was && !pl_find(declared, table, PL_COLUMN, p->old))
            column->was = p->old;
    }
}

/* ---- views: their words without quotes and qualifiers, one name for both, and no alias that says the same again */

struct words {
    const char **of;
    size_t count;
};

static const char *plain_word(const struct pl_beside *b, struct pl_token k) {
    struct pl *pl = b->taken->pl;
    if (k.kind != PL_T_WORD && k.kind != PL_T_QUOTED)
        return pl_strndup(pl, k.s, k.len);
    const char *name = pl_token_name(pl, k);
    for (const struct pl_pair *p = b->first; p; p = p->next)
        if (p->new && pl_same(name, p->new))
            return p->old;
    return k.kind == PL_T_WORD ? pl_lower(pl, name) : name;
}

static struct words words_of(const struct pl_beside *b, const char *sql) {
    struct words w = { .of = pl_alloc(b->taken->pl, (strlen(sql) + 1) * sizeof *w.of) };
    for (struct pl_token k; (k = pl_token_next(&sql, b->taken->backslash)).kind != PL_T_END;) {
        const char *word = plain_word(b, k);
        bool dot = w.count && strcmp(word, ".") == 0, again = w.count > 1 && strcmp(w.of[w.count - 1], "as") == 0;
        if (dot)
            w.count--;
        else if (again && strcmp(w.of[w.count - 2], word) == 0)
            w.count--;
        else
            w.of[w.count++] = word;
    }
    return w;
}

bool pl_beside_same_view(const struct pl_beside *b, const struct pl_change *c) {
    if (!b->first || c->op != PL_ALTER || c->to->kind != PL_VIEW || c->slots != PL_S(VIEW, SQL))
        return false;
    struct words live = words_of(b, pl_get(c->from, PL_VIEW_SQL)), wanted = words_of(b, pl_get(c->to, PL_VIEW_SQL));
    bool same = live.count == wanted.count;
    for (size_t i = 0; same && i < live.count; i++)
        same = strcmp(live.of[i], wanted.of[i]) == 0;
    return same;
}

/* ---- what is held against the needs of a job */

static bool names_new_alone(const struct pl_pair *p, const struct pl_realm *needs) {
    const struct pl_node *table = p->new && !p->turned && p->done ? declared_table(needs, p->table) : NULL;
    return table && pl_find(needs, table, PL_COLUMN, p->new) && !pl_find(needs, table, PL_COLUMN, p->old);
}

static void fills_itself(struct pl *pl, struct pl_node *column, const struct pl_pair *p) {
    if (pl_is(column, PL_COLUMN_NOT_NULL) && !pl_is(column, PL_COLUMN_DEFAULT))
        pl_set(column, PL_COLUMN_DEFAULT, pl_format(pl, "\"%s\"", p->old));
}

/* The triggers see to it that whoever names one of both writes both. */
void pl_beside_give(const struct pl_beside *b, struct pl_realm *have, const struct pl_realm *needs) {
    for (const struct pl_pair *p = b->first; p; p = p->next) {
        struct pl_node *old = pl_find(have, p->table, PL_COLUMN, p->old);
        if (!p->second || names_new_alone(p, needs))
            continue;
        struct pl_node *n = pl_node_like(have, p->table, p->done && old ? old : p->second, p->second->name);
        fills_itself(have->pl, n, p);
        if (p->done && old)
            fills_itself(have->pl, old, p);
    }
}

struct pl_pair *pl_beside_find(const struct pl_beside *b, const struct pl_change *c) {
    bool column = c->from && c->to && c->to->kind == PL_COLUMN;        /* said by a RENAME, or by the ALTER that says all of it */
    for (struct pl_pair *p = column ? b->first : NULL; p; p = p->next)
        if (!p->turned && p->table == c->from->parent && pl_same(p->old, c->from->name) && pl_same(p->new, c->to->name))
            return p;
    return NULL;
}
