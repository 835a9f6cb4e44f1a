/* What a column beside another consists of, and how its rows are filled. */
#include <string.h>
#include "migrations/expand.h"
#include "migrations/expand_parts.h"
#include "migrations/hash.h"

/* ---- names, and what bears them */

char *pl_expand_name(struct pl *pl, const char *name, const char *suffix) {
    return pl_format(pl, "%s%s", name, suffix);
}

static bool ends(const char *name, const char *suffix) {
    size_t n = strlen(name), k = strlen(suffix);
    return n > k && strcmp(name + n - k, suffix) == 0;
}

static bool is_ours(const struct pl_node *n) {
    if (n->kind == PL_COLUMN || n->kind == PL_INDEX)
        return ends(n->name, PL_EXPAND_NEW) || ends(n->name, PL_EXPAND_OLD);
    return (n->kind == PL_TRIGGER || n->kind == PL_FUNCTION) && strstr(n->name, PL_EXPAND_SYNC) != NULL;
}

static void take(struct pl_realm *r, struct pl_node *parent, struct pl_realm *taken, struct pl_node *to) {
    for (struct pl_node *n = parent->child, *next; n; n = next) {
        next = n->next;
        if (n->kind == PL_TABLE || n->kind == PL_SCHEMA)
            take(r, n, taken, pl_intern(taken, to, n->kind, n->name));
        if (!is_ours(n))
            continue;
        pl_node_copy(taken, to, n);
        pl_remove(r, n);
    }
}

struct pl_realm *pl_expand_take(struct pl_realm *r) {
    struct pl_realm *taken = pl_realm_new(r->pl, r->source);
    taken->nocase = r->nocase;
    taken->backslash = r->backslash;
    take(r, r->root, taken, taken->root);
    return taken;
}

int pl_expand_left(const struct pl_realm *taken) {
    int n = 0;
    PL_EACH(schema, taken->root, PL_SCHEMA)
        PL_EACH(table, schema, PL_TABLE)
            PL_EACH(column, table, PL_COLUMN)
                n += ends(column->name, PL_EXPAND_OLD);
    return n;
}

struct pl_node *pl_expand_table(const struct pl_realm *taken, const struct pl_node *table) {
    struct pl_node *schema = pl_find(taken, taken->root, PL_SCHEMA, table->parent->name);
    return schema ? pl_find(taken, schema, PL_TABLE, table->name) : NULL;
}

struct pl_node *pl_expand_find(const struct pl_realm *taken, const struct pl_node *table, enum pl_kind kind, const char *name) {
    struct pl_node *there = pl_expand_table(taken, table);
    return there ? pl_find(taken, there, kind, name) : NULL;
}

bool pl_expand_is_over(const struct pl_node *index, const char *column) {
    PL_EACH(part, index, PL_PART)
        if (pl_same(pl_get(part, PL_PART_COLUMN), column))
            return true;
    return false;
}

char *pl_expand_quoted(struct pl_script *s, const char *name) {
    struct pl_text t = { .pl = s->pl };
    s->dialect->quote_name(&t, name);
    return t.s;
}

/* ---- rows, some at a time */

const struct pl_batch *pl_expand_keys(struct pl_script *s, const struct pl_node *table) {
    const struct pl_node *key = pl_first(table->mate, PL_PRIMARY_KEY);
    struct pl_batch *b = PL_NEW(s->pl, struct pl_batch);
    struct pl_text next = { .pl = s->pl };
    const char **names;
    int n = 0, count = 0;
    if (!key)
        return NULL;
    PL_EACH(part, key, PL_PART)
        count++;
    names = pl_alloc(s->pl, (size_t)(count + 1) * sizeof *names);
    PL_EACH(part, key, PL_PART) {
        const char *name = pl_get(part, PL_PART_COLUMN);
        struct pl_node *column = name && !pl_is(part, PL_PART_ORDER) ? pl_find(s->from, table->mate, PL_COLUMN, name) : NULL;
        const char *literal = column ? s->dialect->twins->key(s, column) : NULL;
        if (!literal)
            return NULL;
        names[n++] = pl_expand_quoted(s, name);
        pl_addf(&next, "%s%s", next.len ? ", " : "SELECT ", literal);
    }
    names[n] = NULL;
    pl_addf(&next, " FROM %s", pl_render_self(s, table));
    *b = (struct pl_batch){ .next = next.s, .keys = names, .rows = s->dialect->twins->rows(s, table) };
    return n ? b : NULL;
}

void pl_expand_rows(struct pl_script *s, const struct pl_change *cause, const char *set, const char *where, const char *title) {
    const struct pl_node *table = cause->to->parent;
    const char *keep = s->dialect->twins->keep ? s->dialect->twins->keep(s, table) : "";
    const char *sql = pl_format(s->pl, "UPDATE %s SET %s%s WHERE (%s)", pl_render_self(s, table), set, keep, where);
    pl_step_add(s, sql, title, PL_R_NO_TX | PL_R_BATCHES, cause)->batch = pl_expand_keys(s, table);
}

/* ---- changes of nodes that no models have */

/* What is said has no way back by the rules: the nodes are gone again. */
static bool say(struct pl_script *s, struct pl_joined *j, enum pl_op op, struct pl_node *from, struct pl_node *to, uint64_t slots) {
    struct pl_change *c = PL_NEW(s->pl, struct pl_change);
    *c = (struct pl_change){ .op = op, .from = from, .to = to, .slots = slots };
    return pl_script_say(s, j, c);
}

bool pl_expand_say(struct pl_script *s, enum pl_op op, struct pl_node *from, struct pl_node *to, uint64_t slots) {
    struct pl_joined *j = pl_script_joined(s);
    struct pl_step *before = s->last;
    if (!say(s, j, op, from, to, slots))
        return false;
    pl_script_flush(s, j);
    for (struct pl_step *step = before ? before->next : s->first; step; step = step->next)
        step->changes = NULL;
    return true;
}

/* What poundlock itself has put there holds nothing that is not elsewhere. */
bool pl_expand_drop_own(struct pl_script *s, struct pl_node *n) {
    if (!pl_expand_say(s, PL_DROP, n, NULL, PL_S_ALL))
        return false;
    s->last->loses = NULL;
    s->last->flags = (s->last->flags & ~(unsigned)PL_R_LOSES) | PL_R_OWN;
    return true;
}

/* ---- a column beside another */

struct work {
    struct pl_script *s;
    struct pl_realm *taken;
    struct pl_twin t;
    struct pl_node *table;
    struct pl_node *there;                   /* what a former run has left of the table, or NULL */
    struct pl_node *live;                    /* and the column itself, or NULL */
    const char *beside;                      /* its name */
    const struct pl_node **indexes;          /* over the column, NULL at the end */
    const char **built;                      /* and the names of those over the new one */
};

static bool is_in_step(const struct work *w) {
    int n = 0;
    PL_EACH(trigger, w->there, PL_TRIGGER)
        n += strstr(trigger->name, w->t.sync) != NULL;
    return n == w->s->dialect->twins->syncs;
}

static bool is_of_it(const struct work *w, const struct pl_node *n) {
    return (n->kind == PL_TRIGGER && strstr(n->name, w->t.sync)) || (n->kind == PL_INDEX && pl_expand_is_over(n, w->beside));
}

static bool add_column(struct work *w) {
    struct pl_node *n = pl_node_like(w->s->to, w->table, w->t.to, w->beside);
    pl_set(n, PL_COLUMN_NOT_NULL, NULL);
    pl_set(n, PL_COLUMN_DEFAULT, NULL);
    bool ok = pl_expand_say(w->s, PL_ADD, NULL, n, PL_S_ALL);
    pl_remove(w->s->to, n);
    return ok;
}

/* Without what kept it in step, a column may lack what was written since: then it begins anew. */
static bool begin(struct work *w) {
    bool whole = w->live && pl_same(pl_get(w->live, PL_COLUMN_TYPE), pl_get(w->t.to, PL_COLUMN_TYPE)) && is_in_step(w);
    if (whole)
        return true;
    for (struct pl_node *n = w->there ? w->there->child : NULL; n; n = n->next)
        if (is_of_it(w, n) && !pl_expand_drop_own(w->s, n))
            return false;
    if (w->live && !pl_expand_drop_own(w->s, w->live))
        return false;
    w->live = NULL;
    w->there = NULL;
    if (!add_column(w))
        return false;
    w->s->dialect->twins->keep_in_step(w->s, &w->t);
    return true;
}

static bool build(struct work *w, const struct pl_node *index, const char *name) {
    struct pl_script *s = w->s;
    struct pl_node *live = w->there ? pl_find(w->taken, w->there, PL_INDEX, name) : NULL;
    if (live && !pl_is(live, PL_INDEX_INVALID))
        return true;
    if (live && !pl_expand_drop_own(s, live))
        return false;
    struct pl_node *column = pl_node_like(s->to, w->table, w->t.to, w->beside), *n = pl_node_like(s->to, w->table, index, name);
    PL_EACH(part, index, PL_PART) {
        struct pl_node *p = pl_node_like(s->to, n, part, part->name);
        if (pl_same(pl_get(part, PL_PART_COLUMN), w->t.to->name))
            pl_set(p, PL_PART_COLUMN, w->beside);
    }
    bool ok = pl_expand_say(s, PL_ADD, NULL, n, PL_S_ALL);
    pl_remove(s->to, n);
    pl_remove(s->to, column);
    return ok;
}

static struct pl_node *column_now(struct work *w) {
    struct pl_node *n = pl_node_like(w->s->from, w->table->mate, w->t.to, w->beside);
    pl_set(n, PL_COLUMN_NOT_NULL, w->live ? pl_get(w->live, PL_COLUMN_NOT_NULL) : NULL);
    pl_set(n, PL_COLUMN_DEFAULT, w->live ? pl_get(w->live, PL_COLUMN_DEFAULT) : NULL);
    return n;
}

/* Default and NOT NULL, when all rows have a value; where it takes long, the old column gives up its NOT NULL in the same
 * statement: nobody who comes later will name it. */
static bool complete(struct work *w) {
    struct pl_script *s = w->s;
    struct pl_joined *j = pl_script_joined(s);
    struct pl_node *from = column_now(w), *to = pl_node_like(s->to, w->table, w->t.to, w->beside), *loose = NULL;
    struct pl_step *before = s->last;
    uint64_t slots = (pl_same(pl_get(from, PL_COLUMN_NOT_NULL), pl_get(to, PL_COLUMN_NOT_NULL)) ? 0 : PL_S(COLUMN, NOT_NULL)) |
                     (pl_same(pl_get(from, PL_COLUMN_DEFAULT), pl_get(to, PL_COLUMN_DEFAULT)) ? 0 : PL_S(COLUMN, DEFAULT));
    bool ok = !slots || say(s, j, PL_ALTER, from, to, slots);
    if (ok && s->dialect->twins->nullable_before && pl_is(w->t.old, PL_COLUMN_NOT_NULL)) {
        loose = pl_node_like(s->to, w->table, w->t.old, w->t.old->name);
        pl_set(loose, PL_COLUMN_NOT_NULL, NULL);
        ok = say(s, j, PL_ALTER, (struct pl_node *)w->t.old, loose, PL_S(COLUMN, NOT_NULL));
    }
    pl_script_flush(s, j);
    for (struct pl_step *step = before->next; step; step = step->next)
        step->changes = NULL;
    pl_remove(s->from, from);
    pl_remove(s->to, to);
    if (loose)
        pl_remove(s->to, loose);
    return ok;
}

const char *pl_expand_index_name(struct pl_script *s, const struct pl_node *index) {
    size_t most = s->dialect->most_bytes ? s->dialect->most_bytes : s->dialect->most_characters;
    char *name = pl_expand_name(s->pl, index->name, PL_EXPAND_NEW);
    if (!most || strlen(name) <= most)
        return name;
    return pl_format(s->pl, "poundlock_%.12s%s", pl_sha256(s->pl, index->name, strlen(index->name)), PL_EXPAND_NEW);
}

static void find_indexes(struct work *w) {
    const char **quoted_old, **quoted_new;
    size_t n = 0, i = 0;
    PL_EACH(index, w->table->mate, PL_INDEX)
        n += pl_expand_is_over(index, w->t.old->name);
    w->indexes = pl_alloc(w->s->pl, (n + 1) * sizeof *w->indexes);
    w->built = pl_alloc(w->s->pl, (n + 1) * sizeof *w->built);
    quoted_old = pl_alloc(w->s->pl, (n + 1) * sizeof *quoted_old);
    quoted_new = pl_alloc(w->s->pl, (n + 1) * sizeof *quoted_new);
    PL_EACH(index, w->table->mate, PL_INDEX) {
        if (!pl_expand_is_over(index, w->t.old->name))
            continue;
        w->indexes[i] = index;
        w->built[i] = pl_expand_index_name(w->s, index);
        quoted_old[i] = pl_expand_quoted(w->s, index->name);
        quoted_new[i] = pl_expand_quoted(w->s, w->built[i]);
        i++;
    }
    w->indexes[n] = NULL;
    w->built[n] = quoted_old[n] = quoted_new[n] = NULL;
    w->t.indexes = quoted_old;
    w->t.built = quoted_new;
}

static void describe(struct work *w, const struct pl_change *c) {
    struct pl_script *s = w->s;
    char *path = pl_path(s->pl, c->to);
    w->beside = pl_expand_name(s->pl, c->to->name, PL_EXPAND_NEW);
    w->t = (struct pl_twin){
        .old = c->from, .to = c->to, .cause = c, .title = pl_title(s->pl, c->to), .table = pl_render_self(s, c->to->parent),
        .was = pl_expand_quoted(s, c->from->name), .now = pl_expand_quoted(s, w->beside),
        .aside = pl_expand_quoted(s, pl_expand_name(s->pl, c->to->name, PL_EXPAND_OLD)),
        .sync = pl_format(s->pl, "%s%.12s", PL_EXPAND_SYNC, pl_sha256(s->pl, path, strlen(path))),
    };
    find_indexes(w);
    w->there = pl_expand_table(w->taken, w->table);
    w->live = w->there ? pl_find(w->taken, w->there, PL_COLUMN, w->beside) : NULL;
}

/* From here on the old column is as it is wanted, for the rest of the plan. */
static void take_over(const struct pl_change *c) {
    for (int i = 0; i < pl_attr_count(PL_COLUMN); i++)
        pl_put(c->from, i, pl_at(c->to, i));
}

const char *pl_expand_twin(struct pl_script *s, const struct pl_change *c, struct pl_realm *taken) {
    struct work w = { .s = s, .taken = taken, .table = c->to->parent };
    describe(&w, c);
    if (!(w.t.value = s->dialect->twins->value(s, &w.t)))
        return "nothing converts its values: say how with using";
    const char *behind = pl_format(s->pl, "%s IS NULL AND %s IS NOT NULL", w.t.now, w.t.value);
    if (!begin(&w))
        return "the column beside it cannot be said";
    pl_expand_rows(s, c, pl_format(s->pl, "%s = %s", w.t.now, w.t.value), behind, pl_format(s->pl, "fill the new %s", w.t.title));
    for (size_t i = 0; w.indexes[i]; i++)
        if (!build(&w, w.indexes[i], w.built[i]))
            return "an index over it cannot be built anew";
    pl_step_add(s, pl_format(s->pl, "SELECT 'a row has no new value yet' FROM %s WHERE %s LIMIT 1", w.t.table, behind),
                pl_format(s->pl, "prove that the new %s is filled", w.t.title), PL_R_NO_TX | PL_R_EXPECT_NOTHING | PL_R_SCANS, c);
    if (!complete(&w))
        return "the column beside it cannot be completed";
    s->dialect->twins->exchange(s, &w.t);
    take_over(c);
    return NULL;
}

/* ---- rows without a value */

/* In the author's words: the database's take their place once the default is there, and the statement must stay the same. */
static void fill_default(struct pl_script *s, const struct pl_change *c) {
    const char *name = pl_expand_quoted(s, c->to->name), *said = c->to->said ? c->to->said[PL_COLUMN_DEFAULT - PL_COLUMN_0] : NULL;
    pl_expand_rows(s, c, pl_format(s->pl, "%s = %s", name, said ? said : pl_get(c->to, PL_COLUMN_DEFAULT)),
                   pl_format(s->pl, "%s IS NULL", name),
                   pl_format(s->pl, "give the rows without %s its default", pl_title(s->pl, c->to)));
}

bool pl_expand_fill(struct pl_script *s, struct pl_change *c) {
    const struct pl_rule *r = c->slots & PL_S(COLUMN, DEFAULT) ? pl_rule_find(s, PL_ALTER, c, PL_S(COLUMN, DEFAULT)) : NULL;
    bool ok = true;
    if (r && !(r->flags & PL_R_TABLE)) {
        struct pl_node *n = pl_node_like(s->to, c->to->parent, c->from, c->to->name);
        pl_set(n, PL_COLUMN_DEFAULT, pl_get(c->to, PL_COLUMN_DEFAULT));
        ok = pl_expand_say(s, PL_ALTER, c->from, n, PL_S(COLUMN, DEFAULT));
        pl_remove(s->to, n);
        c->slots &= ~PL_S(COLUMN, DEFAULT);
        pl_set(c->from, PL_COLUMN_DEFAULT, pl_get(c->to, PL_COLUMN_DEFAULT));
    }
    fill_default(s, c);
    return ok;
}

bool pl_expand_add(struct pl_script *s, const struct pl_change *c) {
    struct pl_node *table = c->to->parent, *empty = pl_node_like(s->to, table, c->to, c->to->name);
    pl_set(empty, PL_COLUMN_NOT_NULL, NULL);
    pl_set(empty, PL_COLUMN_DEFAULT, NULL);
    bool ok = pl_expand_say(s, PL_ADD, NULL, empty, PL_S_ALL) &&
              pl_expand_say(s, PL_ALTER, empty, c->to, PL_S(COLUMN, DEFAULT));
    fill_default(s, c);
    ok = ok && pl_expand_say(s, PL_ALTER, empty, c->to, PL_S(COLUMN, NOT_NULL));
    pl_remove(s->to, empty);
    return ok;
}
