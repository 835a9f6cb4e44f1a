/* Changes that MySQL and MariaDB need around others, before they are put in order.
 *
 * A foreign key blocks a change of type on either side (errno 1832, 1833, 3780), so it is dropped before and added after.
 * A column that is renamed and altered is said once, by CHANGE; rename.c has what else a rename takes.
 */
#include <string.h>

#include "dialects/mysql/mysql.h"

#define LAYOUT (PL_S(COLUMN, TYPE) | PL_S(COLUMN, CHARSET) | PL_S(COLUMN, COLLATION) | PL_S(COLUMN, GENERATED))

/* ---- character sets */

static const char *collation_of(const struct pl_node *column) {
    const char *own = pl_get(column, PL_COLUMN_COLLATION);
    return own ? own : pl_get(pl_above(column, PL_TABLE), PL_TABLE_COLLATION);
}

static bool is_of_charset(const char *collation, const char *charset) {
    return !charset || (collation && pl_starts(collation, charset) && strchr("_", collation[strlen(charset)]));
}

/* A new default of the table does not reach the columns that had the old one: they are changed along with it. */
static void convert_columns(struct pl_script *s, struct pl_changes *list, const struct pl_change *table) {
    const char *collation = pl_get(table->to, PL_TABLE_COLLATION), *charset = pl_get(table->to, PL_TABLE_CHARSET);
    PL_EACH(c, table->to, PL_COLUMN) {
        struct pl_node *from = c->mate;
        bool said = pl_is(c, PL_COLUMN_COLLATION) || pl_is(c, PL_COLUMN_CHARSET);
        if (!from || said || !pl_mysql_has_charset(pl_get(c, PL_COLUMN_TYPE)))
            continue;
        const char *was = collation_of(from);
        if (collation ? !pl_same(was, collation) : !is_of_charset(was, charset))
            pl_change_add(s->pl, list, PL_ALTER, from, c, PL_S(COLUMN, COLLATION));
    }
}

/* ---- table options */

/* An option that is not said any more is set to what a table without it has. */
static void add_default(struct pl_text *t, const char *option, size_t key) {
    static const struct { const char *word, *value; } rows[] = {
        {"key_block_size", "0"}, {"max_rows", "0"}, {"min_rows", "0"}, {"avg_row_length", "0"}, {"checksum", "0"},
        {"delay_key_write", "0"}, {"encryption", "'N'"}, {"compression", "'NONE'"}, {"autoextend_size", "0"},
    };
    const char *value = "DEFAULT";
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (strlen(rows[i].word) == key && strncmp(option, rows[i].word, key) == 0)
            value = rows[i].value;
    pl_addf(t, "%s%.*s=%s", t->len ? " " : "", (int)key, option, value);
}

static void reset_options(struct pl_script *s, const struct pl_node *from, struct pl_node *to) {
    const char *was = pl_get(from, PL_TABLE_OPTIONS), *is = pl_get(to, PL_TABLE_OPTIONS);
    struct pl_text t = {.pl = s->pl};
    while (was && *was) {
        size_t len = strcspn(was, " "), key = strcspn(was, "= ");
        if (key < len && !(is && strstr(is, pl_format(s->pl, "%.*s=", (int)key, was))))
            add_default(&t, was, key);
        was += len + (was[len] == ' ');
    }
    if (is)
        pl_addf(&t, "%s%s", t.len ? " " : "", is);
    pl_set(to, PL_TABLE_OPTIONS, pl_text(&t));
}

/* ---- indexes that only get another name */

static bool same_index(const struct pl_node *a, const struct pl_node *b) {
    const struct pl_node *x = pl_first(a, PL_PART), *y = pl_first(b, PL_PART);
    for (int i = 0; i < pl_attr_count(PL_INDEX); i++)
        if (!pl_same(pl_at(a, i), pl_at(b, i)))
            return false;
    for (; x && y; x = pl_next(x), y = pl_next(y))
        for (int i = 0; i < pl_attr_count(PL_PART); i++)
            if (!pl_same(pl_at(x, i), pl_at(y, i)))
                return false;
    return !x && !y;
}

enum { ADDED = 1, RENAMED = 2 };

static struct pl_node *added_in_its_place(const struct pl_change *drop) {
    const struct pl_node *table = drop->from->parent->mate;
    for (struct pl_node *n = table ? pl_first(table, PL_INDEX) : NULL; n; n = pl_next(n))
        if (n->mark == ADDED && !n->mate && same_index(drop->from, n))
            return n;
    return NULL;
}

/* An index that was made for a foreign key goes by itself when another one can stand in for it (then its DROP fails: errno
 * 1091), so what has another name and is the same for the rest is renamed. It is not made anew either. */
static void rename_indexes(struct pl_changes *list) {
    struct pl_change **at = &list->first;
    for (struct pl_change *c = list->first; c; c = c->next)
        if (c->to && c->to->kind == PL_INDEX)
            c->to->mark = c->op == PL_ADD ? ADDED : 0;
    for (struct pl_change *c = list->first; c; c = c->next) {
        struct pl_node *to = c->op == PL_DROP && c->from->kind == PL_INDEX && !c->from->mate ? added_in_its_place(c) : NULL;
        if (!to)
            continue;
        *c = (struct pl_change){.next = c->next, .op = PL_RENAME, .from = c->from, .to = to, .slots = PL_S_NAME};
        to->mark = RENAMED;
        to->mate = c->from;
        c->from->mate = to;
    }
    for (struct pl_change *c = list->first; c; c = c->next) {
        if (c->op == PL_ADD && c->to->kind == PL_INDEX && c->to->mark == RENAMED) {
            *at = c->next;
            list->count--;
        } else {
            at = &c->next;
        }
    }
    list->tail = at;
}

/* ---- one statement for one column */

/* Of several changes of one column the first stays, with all their attributes. A RENAME becomes an ALTER of the name: it can
 * then stand in one statement with the checks that MySQL wants gone while it happens. */
static void join_columns(struct pl_changes *list) {
    struct pl_change **at = &list->first;
    for (struct pl_change *c = list->first; c; c = c->next)
        if (c->to && c->to->kind == PL_COLUMN)
            c->to->mark = 0;
    for (struct pl_change *c = list->first, *next, *first; c; c = next) {
        next = c->next;
        bool column = c->from && c->to && c->to->kind == PL_COLUMN;
        if (column && c->op == PL_RENAME) {
            c->op = PL_ALTER;
            c->slots = PL_S_NAME;
        }
        if (!column || !c->to->mark++) {
            at = &c->next;
            continue;
        }
        for (first = list->first; first->to != c->to || first->op != PL_ALTER;)
            first = first->next;
        first->slots |= c->slots;
        list->count--;
        *at = next;
    }
    list->tail = at;
}

/* ---- foreign keys around their columns */

static bool names_changed(struct pl *pl, const struct pl_node *table, const char *columns) {
    const char *at = NULL, *name;
    while (columns && (name = pl_list_next(pl, columns, &at)))
        PL_EACH(c, table, PL_COLUMN)
            if (c->mark == 3 && strcmp(c->name, name) == 0)
                return true;
    return false;
}

static bool part_changed(const struct pl_node *table) {
    const struct pl_node *primary = table ? pl_first(table, PL_PRIMARY_KEY) : NULL;
    if (primary)
        PL_EACH(part, primary, PL_PART)
            PL_EACH(c, table, PL_COLUMN)
                if (c->mark == 3 && pl_same(c->name, pl_get(part, PL_PART_COLUMN)))
                    return true;
    return false;
}

static bool blocks(struct pl_script *s, const struct pl_node *key) {
    const struct pl_node *there = pl_resolve(s->from, key, PL_FOREIGN_KEY_REFERENCES);
    const char *columns = pl_get(key, PL_FOREIGN_KEY_REFERENCED_COLUMNS);
    if (names_changed(s->pl, key->parent, pl_get(key, PL_FOREIGN_KEY_COLUMNS)))
        return true;
    return there && (columns ? names_changed(s->pl, there, columns) : part_changed(there));
}

/* A renamed column of a key is no trouble alone, but what is changed along with it, or a check of the table, may need a copy,
 * which the server refuses then ("Columns participating in a foreign key are renamed"). */
static void mark_table(const struct pl_change *c) {
    const struct pl_node *n = c->from ? c->from : c->to;
    struct pl_node *table = pl_above(n, PL_TABLE);
    if (c->op == PL_RENAME || !table || n->kind == PL_FOREIGN_KEY)
        return;
    if (c->from)
        table->mark = 1;
    else if (table->mate)
        table->mate->mark = 1;
}

static void clear(const struct pl_realm *r) {
    PL_EACH(schema, r->root, PL_SCHEMA)
        PL_EACH(table, schema, PL_TABLE) {
            table->mark = 0;
            for (struct pl_node *n = table->child; n; n = n->next)
                n->mark = 0;
        }
}

/* MySQL: errno 1832 and 1833. */
static bool is_copied_for_null(const struct pl_script *s, const struct pl_change *c) {
    const struct pl_node *was = c->from->parent, *is = c->to->parent;
    return c->slots & PL_S(COLUMN, NOT_NULL) && !pl_mysql_is_mariadb(s->dialect) &&
           (pl_mysql_check_copies(s->pl, was) || pl_mysql_check_copies(s->pl, is) || pl_mysql_has_fulltext(was) ||
            pl_mysql_has_fulltext(is));
}

static void put_keys_aside(struct pl_script *s, struct pl_changes *list) {
    bool any = false;
    clear(s->from);
    for (struct pl_change *c = list->first; c; c = c->next)
        mark_table(c);
    for (struct pl_change *c = list->first; c; c = c->next) {
        bool renamed = c->op == PL_RENAME && c->from->kind == PL_COLUMN &&
                       (c->from->parent->mark || pl_first(c->from->parent, PL_CHECK));
        bool changed = c->op == PL_ALTER && c->from->kind == PL_COLUMN && (c->slots & LAYOUT || is_copied_for_null(s, c));
        if (renamed || changed) {
            c->from->mark = 3;
            any = true;
        }
        if (c->from && c->from->kind == PL_FOREIGN_KEY)
            c->from->mark = 4;                          /* dropped or made anew already */
    }
    if (!any)
        return;
    PL_EACH(schema, s->from->root, PL_SCHEMA)
        PL_EACH(table, schema, PL_TABLE)
            PL_EACH(key, table, PL_FOREIGN_KEY) {
                if (key->mark == 4 || !key->mate || !blocks(s, key))
                    continue;
                struct pl_node *to = key->mate;
                pl_change_add(s->pl, list, PL_DROP, key, NULL, PL_S_ALL)->replaces = true;
                pl_change_add(s->pl, list, PL_ADD, NULL, to, PL_S_ALL)->replaces = true;
            }
}

/* REFERENCES needs the columns, where models may leave out those of the primary key. */
static void name_primary_key(struct pl_script *s, struct pl_node *key) {
    const struct pl_node *there = pl_resolve(s->to, key, PL_FOREIGN_KEY_REFERENCES);
    const struct pl_node *primary = there ? pl_first(there, PL_PRIMARY_KEY) : NULL;
    struct pl_text columns = {.pl = s->pl};
    if (pl_is(key, PL_FOREIGN_KEY_REFERENCED_COLUMNS) || !primary)
        return;
    PL_EACH(part, primary, PL_PART)
        pl_list_add(&columns, pl_get(part, PL_PART_COLUMN));
    pl_set(key, PL_FOREIGN_KEY_REFERENCED_COLUMNS, columns.s);
}

/* Without columns: those of the primary key. */
static void mark_keyed(struct pl_script *s, struct pl_mysql_found *found, const struct pl_node *table, const char *columns) {
    const struct pl_node *primary = table && !columns ? pl_first(table, PL_PRIMARY_KEY) : NULL;
    struct pl_text parts = { .pl = s->pl };
    const char *at = NULL, *name;
    for (const struct pl_node *part = primary ? pl_first(primary, PL_PART) : NULL; part; part = pl_next(part))
        if (pl_is(part, PL_PART_COLUMN))
            pl_list_add(&parts, pl_get(part, PL_PART_COLUMN));
    columns = columns ? columns : parts.s;
    while (table && columns && (name = pl_list_next(s->pl, columns, &at))) {
        const struct pl_node *column = pl_find(s->from, table, PL_COLUMN, name);
        if (column)
            found->keyed[column->position] = true;
    }
}

static struct pl_mysql_found *find_keyed(struct pl_script *s) {
    struct pl_mysql_found *found = PL_NEW(s->pl, struct pl_mysql_found);
    *found = (struct pl_mysql_found){.count = s->from->count};
    s->prepared = found;
    found->gone = pl_alloc(s->pl, (size_t)(s->from->count + 1) * sizeof *found->gone);
    if (pl_mysql_is_mariadb(s->dialect))
        return found;
    found->keyed = pl_alloc(s->pl, (size_t)(s->from->count + 1) * sizeof *found->keyed);
    PL_EACH(schema, s->from->root, PL_SCHEMA)
        PL_EACH(table, schema, PL_TABLE)
            PL_EACH(key, table, PL_FOREIGN_KEY) {
                const struct pl_node *there = pl_resolve(s->from, key, PL_FOREIGN_KEY_REFERENCES);
                mark_keyed(s, found, table, pl_get(key, PL_FOREIGN_KEY_COLUMNS));
                mark_keyed(s, found, there, pl_get(key, PL_FOREIGN_KEY_REFERENCED_COLUMNS));
            }
    return found;
}

static bool is_over_counter(const struct pl_node *key) {
    PL_EACH(part, key, PL_PART)
        PL_EACH(column, key->parent, PL_COLUMN)
            if (pl_is(column, PL_COLUMN_AUTO_INCREMENT) && pl_same_nocase(column->name, pl_get(part, PL_PART_COLUMN)))
                return true;
    return false;
}

/* A column that counts must be a key at any time (errno 1075): the key goes in the statement that ends the counting, or in which
 * another takes its place, and a column begins to count in the statement that makes its key. */
static void find_keys_that_go(struct pl_mysql_found *found, const struct pl_changes *list) {
    for (struct pl_change *c = list->first; c; c = c->next) {
        const struct pl_node *n = c->to ? c->to : c->from;
        if (c->op == PL_DROP && (n->kind == PL_PRIMARY_KEY || n->kind == PL_INDEX)) {
            found->gone[n->position] = true;
            c->hurries = n->parent->mate && is_over_counter(n);
        } else if (c->to && n->kind == PL_COLUMN && n->parent->mate && pl_is(n, PL_COLUMN_AUTO_INCREMENT)) {
            c->hurries = c->op == PL_ADD || c->slots & PL_S(COLUMN, AUTO_INCREMENT);
        }
    }
}

bool pl_mysql_prepare(struct pl_script *s, struct pl_changes *list) {
    find_keys_that_go(find_keyed(s), list);
    rename_indexes(list);
    int n = list->count;
    for (struct pl_change *c = list->first; n-- > 0; c = c->next)
        if (c->op == PL_ALTER && c->to->kind == PL_TABLE && c->slots & (PL_S(TABLE, COLLATION) | PL_S(TABLE, CHARSET)))
            convert_columns(s, list, c);
    pl_mysql_follow_renames(s, list);
    for (struct pl_change *c = list->first; c; c = c->next)
        if (c->op == PL_ALTER && c->to->kind == PL_TABLE && c->slots & PL_S(TABLE, OPTIONS))
            reset_options(s, c->from, c->to);
    for (struct pl_change *c = list->first; c; c = c->next)
        if (c->op == PL_ALTER && c->to->kind == PL_SEQUENCE && !pl_is(c->to, PL_SEQUENCE_START))
            pl_set(c->to, PL_SEQUENCE_START, pl_mysql_sequence_begin(c->to));    /* ALTER has no word for it */
    put_keys_aside(s, list);
    for (struct pl_change *c = list->first; c; c = c->next)
        if (c->op == PL_ADD && c->to->kind == PL_FOREIGN_KEY)
            name_primary_key(s, c->to);
    pl_mysql_place_triggers(s, list);
    join_columns(list);
    return true;
}
