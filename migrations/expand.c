/* Which changes of columns are made by a column beside the old one, and in which steps.
 *
 * The idea: the steps are those of changes to nodes that the models do not have: a copy of the wanted column under another
 * name, copies of its indexes. They are said by the same rules as all others, so each dialect adds a column, builds an index or
 * proves NOT NULL as it always does; what keeps the two in step and exchanges them is the dialect's (struct pl_twins).
 *
 * Refuses, with a reason, what more than rows stands on: keys, references, checks, views, computed columns. Such a change stays
 * an ordinary one.
 */
#include <stdlib.h>
#include <string.h>
#include "migrations/expand.h"
#include "migrations/expand_parts.h"

static bool is_column_of_table(const struct pl_change *c) {
    const struct pl_node *n = c->to;
    return n && n->kind == PL_COLUMN && n->parent->kind == PL_TABLE && n->parent->mate;
}

#define LAYOUT (PL_S(COLUMN, TYPE) | PL_S(COLUMN, COLLATION) | PL_S(COLUMN, CHARSET))

/* A new layout of the values for which the rule writes the table anew while others wait. */
static bool is_retyped(const struct pl_script *s, const struct pl_change *c) {
    uint64_t slots = c->slots & LAYOUT;
    const struct pl_rule *r = c->op == PL_ALTER && is_column_of_table(c) && slots ? pl_rule_find(s, PL_ALTER, c, slots) : NULL;
    return r && r->flags & PL_R_REWRITES && (r->flags | s->dialect->locks[PL_R_LOCK_OF(r->flags)].blocks) &
                                                (PL_R_BLOCKS_READS | PL_R_BLOCKS_WRITES);
}

/* NOT NULL with a default that rows without a value can be given. */
static bool is_filled(const struct pl_change *c) {
    return c->op == PL_ALTER && is_column_of_table(c) && c->slots & PL_S(COLUMN, NOT_NULL) && pl_is(c->to, PL_COLUMN_NOT_NULL) &&
           pl_is(c->to, PL_COLUMN_DEFAULT) && !pl_is(c->to, PL_COLUMN_GENERATED) && pl_same(c->from->name, c->to->name);
}

/* A new column whose default is another for each row, so that adding it would write the table anew. */
static bool is_computed(const struct pl_script *s, const struct pl_change *c) {
    const struct pl_rule *r = c->op == PL_ADD && is_column_of_table(c) ? pl_rule_find(s, PL_ADD, c, PL_S_ALL) : NULL;
    return r && r->flags & PL_R_REWRITES && pl_is(c->to, PL_COLUMN_DEFAULT) && !pl_is(c->to, PL_COLUMN_GENERATED) &&
           !pl_is(c->to, PL_COLUMN_IDENTITY) && !pl_is(c->to, PL_COLUMN_AUTO_INCREMENT) && !c->to->child;
}

/* ---- what stands on a column */

enum { STOOD_ON = 1 /* columns */, EMPTY = 2 /* tables */ };

static void mark_needed(void *arg, struct pl_node *needed, bool weak) {
    (void)arg;
    (void)weak;
    if (needed->kind == PL_COLUMN)
        needed->mark = STOOD_ON;
}

static bool is_plain_index(const struct pl_node *n) {
    if (n->kind != PL_INDEX || pl_is(n, PL_INDEX_WHERE) || pl_is(n, PL_INDEX_INCLUDE))
        return false;
    PL_EACH(part, n, PL_PART)
        if (!pl_is(part, PL_PART_COLUMN))
            return false;
    return true;
}

/* Bodies of routines name their columns when they run; an index is built for the new column as well. */
static bool stands(const struct pl_node *n) {
    return !is_plain_index(n) && !(pl_kinds[n->kind].flags & (PL_OVERLOADED | PL_CONTENT)) && n->kind != PL_EVENT;
}

static void mark_all(const struct pl_realm *r, struct pl_node *parent) {
    for (struct pl_node *n = parent->child; n; n = n->next) {
        if (stands(n)) {
            pl_needs(r, n, false, mark_needed, NULL);
            pl_needs(r, n, true, mark_needed, NULL);
        }
        mark_all(r, n);
    }
}

static void clear(struct pl_node *parent) {
    for (struct pl_node *n = parent->child; n; n = n->next) {
        n->mark = 0;
        clear(n);
    }
}

/* ---- why not */

static void find_new(void *arg, struct pl_node *needed, bool weak) {
    const struct pl_node **found = arg;
    if (!weak && !needed->mate && needed->kind != PL_COLUMN)
        *found = needed;
}

static bool numbers_itself(const struct pl_node *n) {
    return pl_is(n, PL_COLUMN_GENERATED) || pl_is(n, PL_COLUMN_IDENTITY) || pl_is(n, PL_COLUMN_AUTO_INCREMENT);
}

bool pl_expand_is_family(const struct pl_realm *r, const struct pl_node *table) {
    if (pl_is(table, PL_TABLE_PARTITION_BY) || pl_is(table, PL_TABLE_PARTITION_OF) || pl_is(table, PL_TABLE_INHERITS))
        return true;
    PL_EACH(schema, r->root, PL_SCHEMA)
        PL_EACH(other, schema, PL_TABLE)
            if (pl_is(other, PL_TABLE_INHERITS) && pl_is_heir_of(r, other, table))
                return true;
    return false;
}

static bool index_changes(const struct pl_changes *list, const struct pl_node *column) {
    for (const struct pl_change *c = list->first; c; c = c->next) {
        const struct pl_node *n = c->from;
        if (n && n->kind == PL_INDEX && n->parent == column->parent && pl_expand_is_over(n, column->name))
            return true;
    }
    return false;
}

static const char *why_not_column(struct pl_script *s, const struct pl_changes *list, const struct pl_change *c) {
    const struct pl_node *new = NULL;
    if (!pl_same(c->from->name, c->to->name) || !pl_same(c->from->parent->name, c->to->parent->name))
        return "it, or its table, is renamed as well";
    if (numbers_itself(c->from) || numbers_itself(c->to))
        return "its values are made by the server";
    if (c->from->child || c->to->child)
        return "it has grants of its own";
    if (c->from->mark || c->to->mark)
        return "a key, reference, check, view, trigger or computed column stands on it";
    pl_needs(s->to, c->to, false, find_new, &new);
    if (new)
        return pl_format(s->pl, "%s is new", pl_title(s->pl, new));
    if (index_changes(list, c->from))
        return "an index over it changes as well";
    return NULL;
}

/* NULL: it can be. */
static const char *why_not(struct pl_script *s, const struct pl_changes *list, const struct pl_change *c, const struct pl_realm *taken) {
    const struct pl_twins *t = s->dialect->twins;
    size_t most = s->dialect->most_bytes ? s->dialect->most_bytes : s->dialect->most_characters;
    const char *why = t->none;
    if (why || (why = why_not_column(s, list, c)))
        return why;
    if (pl_expand_is_family(s->from, c->from->parent))
        return "its table is, or has, a partition or an heir";
    if (!pl_expand_keys(s, c->to->parent))
        return "the table has no primary key by which its rows can be gone through";
    if (most && strlen(pl_expand_name(s->pl, c->to->name, PL_EXPAND_NEW)) > most)
        return "its name is too long to be lengthened";
    if (pl_expand_find(taken, c->to->parent, PL_COLUMN, pl_expand_name(s->pl, c->to->name, PL_EXPAND_OLD)))
        return "what an earlier change has left of it is still there: poundlock plan --contract";
    return NULL;
}

static bool say_why(struct pl_script *s, const struct pl_change *c, const char *why) {
    return pl_say(s->pl, PL_D_NOT_EXPANDED, &c->to->place, "%s is changed in one piece: %s", pl_title(s->pl, c->to), why) || true;
}

/* ---- all changes */

/* The check that proves its NOT NULL, left by a run that died, goes with the steps that use it. */
static void drop_proofs(struct pl_script *s, struct pl_changes *list, const struct pl_change *of) {
    const char *name = pl_expand_name(s->pl, of->to->name, PL_EXPAND_NEW);
    for (struct pl_change *c = list->first; c; c = c->next)
        if (c->op == PL_DROP && c->from->kind == PL_CHECK && c->from->parent == of->from->parent && strstr(c->from->name, name))
            c->implied = true;
}

static bool expand_one(struct pl_script *s, struct pl_changes *list, struct pl_change *c, struct pl_realm *taken, bool *said) {
    const char *why = NULL;
    *said = false;
    if (c->undecided || (is_column_of_table(c) && c->to->parent->mate->mark == EMPTY))
        return true;
    if (is_retyped(s, c)) {
        if (!(why = why_not(s, list, c, taken)) && !(why = pl_expand_twin(s, c, taken)))
            *said = true;
        if (*said)
            drop_proofs(s, list, c);
        return !why || say_why(s, c, why);
    }
    if (!is_filled(c) && !is_computed(s, c))
        return true;
    if (!pl_is(c->to, PL_COLUMN_NOT_NULL))
        return say_why(s, c, "it may be NULL, so nobody could tell the rows that are still to have its default");
    if (!pl_expand_keys(s, c->to->parent))
        return say_why(s, c, "the table has no primary key by which its rows can be gone through");
    *said = c->op == PL_ADD;
    return c->op == PL_ADD ? pl_expand_add(s, c) : pl_expand_fill(s, c);
}

/* ---- tables without rows: there the ordinary change is done in no time */

static bool take_row(void *arg, int columns, const char *const *names, const char *const *values) {
    struct pl_node *const *tables = arg;
    (void)columns;
    (void)names;
    tables[strtoul(values[0], NULL, 10)]->mark = 0;
    return true;
}

/* One question for all of them; what nobody can answer has rows. */
static void find_empty(struct pl_script *s, const struct pl_changes *list, struct pl_db *db) {
    struct pl_text sql = { .pl = s->pl };
    struct pl_node **tables = pl_alloc(s->pl, (size_t)(list->count + 1) * sizeof *tables);
    struct pl_mark mark = pl_diag_mark(s->pl);
    size_t n = 0;
    for (const struct pl_change *c = list->first; db && c; c = c->next) {
        struct pl_node *table = is_column_of_table(c) ? c->to->parent->mate : NULL;
        if (!table || table->mark == EMPTY || !(is_retyped(s, c) || is_filled(c) || is_computed(s, c)))
            continue;
        pl_addf(&sql, "%sSELECT %zu AS has_rows FROM (SELECT 1 AS one FROM %s LIMIT 1) AS t%zu", n ? " UNION ALL " : "", n,
                pl_render_self(s, c->to->parent), n);
        table->mark = EMPTY;
        tables[n++] = table;
    }
    if (n && !db->dialect->query(db, sql.s, NULL, 0, take_row, tables)) {
        pl_diag_forget(s->pl, mark);
        while (n)
            tables[--n]->mark = 0;
    }
}

bool pl_expand(struct pl_script *s, struct pl_changes *list, struct pl_realm *taken, struct pl_db *db) {
    struct pl_change **at = &list->first;
    bool said;
    clear(s->from->root);
    clear(s->to->root);
    mark_all(s->from, s->from->root);
    mark_all(s->to, s->to->root);
    find_empty(s, list, db);
    for (struct pl_change *c = list->first; c; c = c->next) {
        if (!expand_one(s, list, c, taken, &said))
            return false;
        if (said) {
            *at = c->next;
            list->count--;
        } else {
            at = &c->next;
        }
    }
    list->tail = at;
    return true;
}
