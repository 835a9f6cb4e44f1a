/* The forms that let readers and writers go on: indexes built concurrently, constraints that look at the rows afterwards, NOT
 * NULL through a check, keys from an index that is there.
 *
 * The idea: whatever takes long is done under a lock that only other changes of the schema wait for, and outside of the
 * transaction that holds the rest; whatever takes a strong lock looks at no row. An index that goes and comes again under its
 * name is renamed first and dropped when the new one is there, so that nobody misses it in between. What has no such form
 * (keys of partitioned tables, exclusion constraints), and what is in the way of another change, falls through to the short
 * rows.
 */
#include "dialects/postgres/postgres.h"

/* ---- names and texts */

static char *quoted(struct pl *pl, const char *name) {
    struct pl_text t = { .pl = pl };
    pl_pg_quote_name(&t, name);
    return t.s;
}

static struct pl_step *step(struct pl_script *s, const struct pl_change *c, const char *sql, unsigned flags) {
    return pl_step_add(s, sql, pl_change_title(s->pl, c), flags, c);
}

/* An index lives in the schema of its table, and a partition may live in another one than the whole. */
static char *in_schema_of(struct pl_script *s, struct pl_node *table, const char *name) {
    struct pl_change there = { .op = PL_DEFINE, .to = table };
    return pl_format(s->pl, "%s%s", pl_render(s, "[{schema}.]", &there), quoted(s->pl, name));
}

/* Names never go into templates: what is in them would be read as one. */
static const char *alter(struct pl_script *s, const struct pl_change *c, const char *what, const char *name, const char *rest) {
    return pl_format(s->pl, "ALTER TABLE %s %s %s%s", pl_render(s, "{parent}", c), what, name, rest);
}

/* The columns of a key as the server puts them into names. */
static char *columns_in_name(struct pl *pl, const struct pl_node *key) {
    struct pl_text t = { .pl = pl };
    PL_EACH(part, key, PL_PART)
        pl_addf(&t, "%s%s", t.len ? "_" : "", pl_is(part, PL_PART_COLUMN) ? pl_get(part, PL_PART_COLUMN) : "expr");
    return t.s;
}

static bool is_taken(const struct pl_node *table, const char *name) {
    for (const struct pl_node *n = table ? table->child : NULL; n; n = n->next)
        if (n->kind != PL_COLUMN && pl_same(n->name, name))
            return true;
    return false;
}

/* A name as the server would make it, free in the table before and after. */
char *pl_pg_free_name(struct pl *pl, const struct pl_node *table, const char *columns, const char *label) {
    char *name = pl_pg_made_name(pl, table->name, columns, label);
    for (int i = 1; is_taken(table, name) || is_taken(table->mate, name); i++)
        name = pl_pg_made_name(pl, table->name, columns, pl_format(pl, "%s%d", label, i));
    return name;
}

static char *name_of(struct pl_script *s, const struct pl_node *n) {
    static const char *const labels[PL_KINDS] = { [PL_UNIQUE] = "key", [PL_CHECK] = "check", [PL_FOREIGN_KEY] = "fkey" };
    if (n->name[0])
        return pl_strdup(s->pl, n->name);
    if (n->kind == PL_PRIMARY_KEY)
        return pl_pg_key_name(s->pl, n);
    const char *at = NULL, *columns = n->kind == PL_UNIQUE ? columns_in_name(s->pl, n) : NULL;
    if (n->kind == PL_FOREIGN_KEY)
        columns = pl_list_next(s->pl, pl_get(n, PL_FOREIGN_KEY_COLUMNS), &at);
    return pl_pg_free_name(s->pl, n->parent, columns, labels[n->kind]);
}

static bool is_partitioned(const struct pl_node *table) {
    return table->kind == PL_TABLE && pl_is(table, PL_TABLE_PARTITION_BY);
}

/* ---- constraints: added for new rows, then the old ones are looked at */

bool pl_pg_can_wait(const struct pl_script *s, const struct pl_change *c) {
    const struct pl_node *n = c->to;
    if (n->parent->kind != PL_TABLE)
        return false;
    if (n->kind == PL_CHECK)
        return !pl_is(n, PL_CHECK_NOT_VALID) && !pl_is(n, PL_CHECK_NOT_ENFORCED);
    return !pl_is(n, PL_FOREIGN_KEY_NOT_VALID) && !pl_is(n, PL_FOREIGN_KEY_NOT_ENFORCED) &&
           (!is_partitioned(n->parent) || s->version >= 180000);
}

bool pl_pg_can_wait_unnamed(const struct pl_script *s, const struct pl_change *c) {
    return !c->to->name[0] && pl_pg_can_wait(s, c);
}

bool pl_pg_make_waiting(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n) {
    for (int i = 0; i < n; i++) {
        const char *name = quoted(s->pl, name_of(s, changes[i]->to));
        const char *rest = pl_render(s, " {def} NOT VALID", changes[i]);
        step(s, changes[i], alter(s, changes[i], "ADD CONSTRAINT", name, rest), rule->flags)->undo =
            alter(s, changes[i], "DROP CONSTRAINT", name, "");
    }
    return true;
}

bool pl_pg_make_validation(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n) {
    for (int i = 0; i < n; i++) {
        const char *name = quoted(s->pl, name_of(s, changes[i]->to));
        step(s, changes[i], alter(s, changes[i], "VALIDATE CONSTRAINT", name, ""), rule->flags);
    }
    return true;
}

void pl_pg_validate_later(struct pl_script *s, struct pl_changes *list) {
    int n = s->offline ? 0 : list->count;
    for (struct pl_change *c = list->first; n-- > 0; c = c->next) {
        bool fits = c->op == PL_ADD && !c->implied && (c->to->kind == PL_CHECK || c->to->kind == PL_FOREIGN_KEY) &&
                    c->to->parent->mate && pl_change_in_use(c) && pl_pg_can_wait(s, c);
        uint64_t slot = fits && c->to->kind == PL_CHECK ? PL_S(CHECK, NOT_VALID) : PL_S(FOREIGN_KEY, NOT_VALID);
        if (fits)
            pl_change_add(s->pl, list, PL_ALTER, c->to, c->to, slot)->late = true;
    }
}

/* ---- NOT NULL */

static bool says_not_null(const struct pl_script *s, const struct pl_node *check, const struct pl_node *column) {
    const char *is = pl_format(s->pl, "%s IS NOT NULL", quoted(s->pl, column->name));
    return !pl_is(check, PL_CHECK_NOT_ENFORCED) && !pl_is(check, PL_CHECK_NO_INHERIT) && pl_is(check, PL_CHECK_EXPRESSION) &&
           pl_tokens_equal(pl_get(check, PL_CHECK_EXPRESSION), is, false);
}

static bool proves(const struct pl_script *s, const struct pl_node *check, const struct pl_node *column) {
    return !pl_is(check, PL_CHECK_NOT_VALID) && says_not_null(s, check, column);
}

/* A check that goes by the same plan, as one that an earlier run has left: it serves once more before. */
const struct pl_node *pl_pg_proof_that_goes(const struct pl_script *s, const struct pl_node *column) {
    PL_EACH(check, column->parent, PL_CHECK)
        if (!check->mate && check->name[0] && says_not_null(s, check, column))
            return check;
    return NULL;
}

void pl_pg_drop_proofs_later(struct pl_script *s, struct pl_changes *list) {
    for (struct pl_change *c = s->offline ? NULL : list->first; c; c = c->next) {
        bool proven = c->op == PL_ALTER && c->to->kind == PL_COLUMN && c->slots & PL_S(COLUMN, NOT_NULL) &&
                      pl_is(c->to, PL_COLUMN_NOT_NULL) && pl_change_in_use(c) && pl_same(c->from->name, c->to->name) &&
                      pl_pg_can_be_proven(s, c) && !pl_pg_is_proven(s, c);
        const struct pl_node *check = proven ? pl_pg_proof_that_goes(s, c->from) : NULL;
        for (struct pl_change *d = check ? list->first : NULL; d; d = d->next)
            d->implied |= d->op == PL_DROP && d->from == check;
    }
}

/* A check that stays says it already: the server then looks at no row. */
bool pl_pg_is_proven(const struct pl_script *s, const struct pl_change *c) {
    if (c->from->parent->kind == PL_TABLE)
        PL_EACH(check, c->from->parent, PL_CHECK)
            if (check->mate && proves(s, check, c->from) && proves(s, check->mate, c->to))
                return true;
    return false;
}

/* Where the table is written anew in any case, the look at the rows costs nothing more. */
bool pl_pg_can_be_proven(const struct pl_script *s, const struct pl_change *c) {
    uint64_t rewriting = PL_S(COLUMN, TYPE) | PL_S(COLUMN, COLLATION) | PL_S(COLUMN, GENERATED) | PL_S(COLUMN, STORED) |
                         PL_S(COLUMN, IDENTITY);
    (void)s;
    return !(c->slots & rewriting) && c->to->parent->kind == PL_TABLE;
}

bool pl_pg_make_not_null(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n) {
    for (int i = 0; i < n; i++) {
        const struct pl_change *c = changes[i];
        const struct pl_node *left = pl_same(c->from->name, c->to->name) ? pl_pg_proof_that_goes(s, c->from) : NULL;
        const char *name = quoted(s->pl, left ? left->name : pl_pg_free_name(s->pl, c->to->parent, c->to->name, "proven"));
        const char *drop = alter(s, c, "DROP CONSTRAINT", name, "");
        const char *check = pl_render(s, " CHECK ({name} IS NOT NULL) NOT VALID", c);
        if (!left)
            step(s, c, alter(s, c, "ADD CONSTRAINT", name, check), rule->flags)->undo = drop;
        if (!left || pl_is(left, PL_CHECK_NOT_VALID))
            step(s, c, alter(s, c, "VALIDATE CONSTRAINT", name, ""), PL_R_NO_TX | PL_R_SCANS |
                 PL_R_LOCK(PL_PG_SHARE_UPDATE_EXCLUSIVE));
        step(s, c, pl_render(s, "ALTER TABLE {parent} ALTER COLUMN {name} SET NOT NULL", c), rule->flags);
        step(s, c, drop, rule->flags);
    }
    return true;
}

/* ---- indexes */

static bool column_stays(const struct pl_node *column) {
    return column->mate && pl_same(pl_get(column, PL_COLUMN_GENERATED), pl_get(column->mate, PL_COLUMN_GENERATED)) &&
           pl_same(pl_get(column, PL_COLUMN_STORED), pl_get(column->mate, PL_COLUMN_STORED));
}

/* Whether no column that it may read from is dropped or made anew: that would take the index along. */
static bool stays(const struct pl_node *index) {
    bool all = pl_is(index, PL_INDEX_WHERE);
    PL_EACH(part, index, PL_PART)
        all |= !pl_is(part, PL_PART_COLUMN);
    PL_EACH(column, index->parent, PL_COLUMN) {
        bool reads = all || (pl_is(index, PL_INDEX_INCLUDE) && !column_stays(column));
        PL_EACH(part, index, PL_PART)
            reads |= pl_same(pl_get(part, PL_PART_COLUMN), column->name);
        if (reads && !column_stays(column))
            return false;
    }
    return true;
}

static bool home_stays(const struct pl_node *home) {
    return home->kind != PL_MATERIALIZED_VIEW ||
           (home->mate && pl_same(pl_get(home, PL_MATERIALIZED_VIEW_SQL), pl_get(home->mate, PL_MATERIALIZED_VIEW_SQL)));
}

static bool can_be_swapped(const struct pl_node *old) {
    return old->mate && !pl_is(old, PL_INDEX_INVALID) && !is_partitioned(old->parent) && home_stays(old->parent) && stays(old);
}

static char *name_before(struct pl *pl, const struct pl_node *old) {
    return pl_pg_made_name(pl, old->name, NULL, "before");
}

/* A half-built one is not worth keeping, and the name to put it under may still be taken by one that an earlier plan put aside. */
bool pl_pg_swaps_index(const struct pl_script *s, const struct pl_change *c) {
    return c->replaces && !c->in_the_way && can_be_swapped(c->from) && !pl_is(c->from, PL_INDEX_INVALID) &&
           !pl_find(s->from, c->from->parent, PL_INDEX, name_before(s->pl, c->from));
}

bool pl_pg_goes_alone(const struct pl_script *s, const struct pl_change *c) {
    (void)s;
    return !c->in_the_way && !is_partitioned(c->from->parent) && home_stays(c->from->parent) && stays(c->from);
}

bool pl_pg_can_be_built(const struct pl_script *s, const struct pl_change *c) {
    (void)s;
    return !c->in_the_way && home_stays(c->to->parent);
}

static void put_aside(struct pl_script *s, const struct pl_change *c, unsigned flags) {
    const char *aside = quoted(s->pl, name_before(s->pl, c->from));
    c->from->flags |= PL_N_ASIDE;
    struct pl_step *put = step(s, c, pl_format(s->pl, "ALTER INDEX %s RENAME TO %s", pl_render_self(s, c->from), aside), flags);
    put->title = pl_format(s->pl, "put %s aside", pl_title(s->pl, c->from));
}

bool pl_pg_make_swap(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n) {
    for (int i = 0; i < n; i++)
        put_aside(s, changes[i], rule->flags);
    return true;
}

static void build(struct pl_script *s, const struct pl_change *c, const char *unique, const char *name, struct pl_node *table) {
    const char *head = pl_format(s->pl, "CREATE %sINDEX CONCURRENTLY %s ON %s", unique, quoted(s->pl, name), pl_render_self(s, table));
    const char *sql = pl_format(s->pl, "%s%s", head, pl_render(s, PL_PG_INDEX_TAIL, c));
    step(s, c, sql, PL_R_NO_TX | PL_R_SCANS | PL_R_LOCK(PL_PG_SHARE_UPDATE_EXCLUSIVE))->cleanup =
        pl_format(s->pl, "DROP INDEX CONCURRENTLY IF EXISTS %s", in_schema_of(s, table, name));
}

/* Whether `table` has the share of another index of the whole, under the name that this one would get. */
static bool is_taken_by_share(struct pl_script *s, const struct pl_node *whole, const struct pl_node *index, const struct pl_node *table,
                              const char *name) {
    for (const struct pl_node *o = whole ? pl_first(whole, PL_INDEX) : NULL; o; o = pl_next(o))
        if (o != index && o != index->mate && pl_same(pl_pg_made_name(s->pl, table->name, columns_in_name(s->pl, o), "idx"), name))
            return true;
    return false;
}

/* The name of what a partition has of an index of the whole. Where two indexes have the same columns nobody but the server knows
 * which of its names is which one's, so there it is one that the server does not make. */
static char *name_of_share(struct pl_script *s, const struct pl_node *index, const struct pl_node *table) {
    char *name = pl_pg_free_name(s->pl, table, columns_in_name(s->pl, index), "idx");
    for (const struct pl_node *whole = table; (whole = pl_resolve(s->to, whole, PL_TABLE_PARTITION_OF));)
        if (is_taken_by_share(s, whole, index, table, name) || is_taken_by_share(s, whole->mate, index, table, name))
            return pl_pg_free_name(s->pl, table, index->name, "share");
    return name;
}

void pl_pg_build_index(struct pl_script *s, struct pl_node *index, struct pl_node *table) {
    struct pl_change *add = PL_NEW(s->pl, struct pl_change);
    *add = (struct pl_change){ .op = PL_ADD, .to = index, .slots = PL_S_ALL };
    build(s, add, pl_is(index, PL_INDEX_UNIQUE) ? "UNIQUE " : "", name_of_share(s, index, table), table);
}

/* A partitioned table's own index holds nothing: it is valid once each partition's has been attached. */
static void build_on(struct pl_script *s, const struct pl_change *c, struct pl_node *table, const char *name);

static void build_on_partition(struct pl_script *s, const struct pl_change *c, struct pl_node *whole, const char *name,
                               struct pl_node *partition) {
    const struct pl_node *key = pl_pg_key_under(partition, c->to);
    const char *own = key ? name_of(s, key) : name_of_share(s, c->to, partition);
    if (!key)
        build_on(s, c, partition, own);
    step(s, c, pl_format(s->pl, "ALTER INDEX %s ATTACH PARTITION %s", in_schema_of(s, whole, name), in_schema_of(s, partition, own)),
         PL_R_LOCK(PL_PG_SHARE_UPDATE_EXCLUSIVE));
}

static void build_on(struct pl_script *s, const struct pl_change *c, struct pl_node *table, const char *name) {
    const char *unique = pl_is(c->to, PL_INDEX_UNIQUE) ? "UNIQUE " : "";
    if (!is_partitioned(table)) {
        build(s, c, unique, name, table);
        return;
    }
    step(s, c, pl_format(s->pl, "CREATE %sINDEX %s ON ONLY %s%s", unique, quoted(s->pl, name), pl_render_self(s, table),
                         pl_render(s, PL_PG_INDEX_TAIL, c)), PL_R_LOCK(PL_PG_SHARE));
    PL_EACH(schema, s->to->root, PL_SCHEMA)
        PL_EACH(other, schema, PL_TABLE)
            if (pl_is(other, PL_TABLE_PARTITION_OF) && pl_resolve(s->to, other, PL_TABLE_PARTITION_OF) == table)
                build_on_partition(s, c, table, name, other);
}

bool pl_pg_make_index(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n) {
    for (int i = 0; i < n; i++) {
        const struct pl_change *c = changes[i];
        build_on(s, c, c->to->parent, c->to->name);
        if (!c->replaces || !c->to->mate || !(c->to->mate->flags & PL_N_ASIDE))
            continue;
        const char *old = in_schema_of(s, c->to->parent, name_before(s->pl, c->to->mate));
        step(s, c, pl_format(s->pl, "DROP INDEX CONCURRENTLY %s", old), PL_R_NO_TX | PL_R_LOCK(PL_R_LOCK_OF(rule->flags)))->title =
            pl_format(s->pl, "drop the former %s", pl_title(s->pl, c->to->mate));
    }
    return true;
}

/* ---- keys */

static bool is_referred_to(const struct pl_script *s, const struct pl_node *table) {
    PL_EACH(schema, s->from->root, PL_SCHEMA)
        PL_EACH(other, schema, PL_TABLE)
            PL_EACH(key, other, PL_FOREIGN_KEY)
                if (pl_resolve(s->from, key, PL_FOREIGN_KEY_REFERENCES) == table)
                    return true;
    return false;
}

/* No UNIQUE INDEX becomes such a key. */
static bool is_temporal(const struct pl_node *key) {
    return pl_is(key, key->kind == PL_UNIQUE ? PL_UNIQUE_WITHOUT_OVERLAPS : PL_PRIMARY_KEY_WITHOUT_OVERLAPS);
}

/* A key that takes the place of another: in one statement with the drop of that, or duplicates could come in between. With
 * references to the table, which go and come as well, all of it stays in one transaction under the short rows. */
static bool can_be_exchanged(const struct pl_script *s, const struct pl_node *old) {
    if (is_temporal(old) || (old->mate && is_temporal(old->mate)))
        return false;
    PL_EACH(part, old, PL_PART)
        PL_EACH(column, old->parent, PL_COLUMN)
            if (pl_same(column->name, pl_get(part, PL_PART_COLUMN)) && !column_stays(column))
                return false;
    return old->mate && !is_partitioned(old->parent) && !is_referred_to(s, old->parent);
}

bool pl_pg_key_is_exchanged(const struct pl_script *s, const struct pl_change *c) {
    return c->replaces && !c->in_the_way && can_be_exchanged(s, c->from);
}

/* Its ADD says it. */
bool pl_pg_make_nothing(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n) {
    (void)s;
    (void)rule;
    for (int i = 0; i < n; i++)
        changes[i]->from->flags |= PL_N_ASIDE;
    return true;
}

bool pl_pg_key_can_be_built(const struct pl_script *s, const struct pl_change *c) {
    return !c->in_the_way && !is_temporal(c->to) && !is_partitioned(c->to->parent) && (!c->replaces || (c->to->mate && can_be_exchanged(s, c->to->mate)));
}

static void exchange(struct pl_script *s, const struct pl_change *c, const char *name, const char *word, unsigned flags) {
    const char *built = pl_pg_made_name(s->pl, name, NULL, "new"), *old = quoted(s->pl, name_of(s, c->to->mate));
    build(s, c, "UNIQUE ", built, c->to->parent);
    const char *rest = pl_format(s->pl, ",\n    ADD CONSTRAINT %s %s USING INDEX %s%s", quoted(s->pl, name), word,
                                 quoted(s->pl, built), pl_render(s, "[ DEFERRABLE INITIALLY {deferrable}]", c));
    const char *back = pl_format(s->pl, ",\n    ADD %s", pl_render_define(s, c->to->mate));
    step(s, c, alter(s, c, "DROP CONSTRAINT", old, rest), flags)->undo =
        alter(s, c, "DROP CONSTRAINT", quoted(s->pl, name), back);
}

bool pl_pg_make_built_key(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n) {
    for (int i = 0; i < n; i++) {
        const struct pl_change *c = changes[i];
        const char *word = c->to->kind == PL_UNIQUE ? "UNIQUE" : "PRIMARY KEY";
        const char *name = name_of(s, c->to), *own = quoted(s->pl, name);
        if (c->replaces && c->to->mate->flags & PL_N_ASIDE) {
            exchange(s, c, name, word, rule->flags);
            continue;
        }
        build(s, c, "UNIQUE ", name, c->to->parent);
        const char *rest = pl_format(s->pl, " %s USING INDEX %s%s", word, own,
                                     pl_render(s, "[ DEFERRABLE INITIALLY {deferrable}]", c));
        step(s, c, alter(s, c, "ADD CONSTRAINT", own, rest), rule->flags)->undo = alter(s, c, "DROP CONSTRAINT", own, "");
    }
    return true;
}
