/* The rules of rules.def for both dialects, and the questions that its rows ask where slots do not tell.
 */
#include <stdlib.h>
#include <string.h>

#include "dialects/mysql/mysql.h"

static bool pl_mysql_is_generated(const struct pl_script *s, const struct pl_change *c) {
    (void)s;
    return pl_is(c->to, PL_COLUMN_GENERATED);
}

static bool pl_mysql_was_generated(const struct pl_script *s, const struct pl_change *c) {
    (void)s;
    return pl_is(c->from, PL_COLUMN_GENERATED);
}

static bool is_virtual(const struct pl_node *c) {
    return pl_is(c, PL_COLUMN_GENERATED) && !pl_is(c, PL_COLUMN_STORED);
}

/* What is not instant: values that have to be computed for each row. */
static bool pl_mysql_add_copies(const struct pl_script *s, const struct pl_change *c) {
    (void)s;
    const char *value = pl_get(c->to, PL_COLUMN_DEFAULT);
    return pl_is(c->to, PL_COLUMN_STORED) || pl_is(c->to, PL_COLUMN_CHECK)
           || (value && strchr(value, '(') && *value != '\'' && !pl_starts(value, "current_timestamp")
               && !pl_starts(value, "CURRENT_TIMESTAMP"));
}

static bool pl_mysql_counts(const struct pl_script *s, const struct pl_change *c) {
    (void)s;
    return pl_is(c->to, PL_COLUMN_AUTO_INCREMENT);
}

static bool pl_mysql_key_comes_back(const struct pl_script *s, const struct pl_change *c) {
    const struct pl_node *table = c->from->parent->mate;
    (void)s;
    return table && pl_first(table, PL_PRIMARY_KEY);
}

static bool pl_mysql_is_off(const struct pl_script *s, const struct pl_change *c) {
    (void)s;
    return pl_is(c->to, PL_CHECK_NOT_ENFORCED);
}

static bool pl_mysql_is_functional(const struct pl_script *s, const struct pl_change *c) {
    (void)s;
    PL_EACH(part, c->to ? c->to : c->from, PL_PART)
        if (pl_is(part, PL_PART_EXPRESSION))
            return true;
    return false;
}

/* errno 3106: a virtual column can become nothing else in place, nor a plain or stored one virtual. A new one in its place
 * loses nothing when the old one was computed. */
static bool pl_mysql_must_remake(const struct pl_script *s, const struct pl_change *c) {
    (void)s;
    return is_virtual(c->from) != is_virtual(c->to) && pl_is(c->from, PL_COLUMN_GENERATED)
           && pl_is(c->to, PL_COLUMN_GENERATED);
}

static bool pl_mysql_must_remake_plain(const struct pl_script *s, const struct pl_change *c) {
    (void)s;
    return is_virtual(c->from) != is_virtual(c->to);
}

static bool differ(const struct pl_change *c, enum pl_attr a) {
    return !pl_same(pl_get(c->from, a), pl_get(c->to, a));
}

static bool pl_mysql_layout_changes(const struct pl_script *s, const struct pl_change *c) {
    (void)s;
    return differ(c, PL_COLUMN_TYPE) || differ(c, PL_COLUMN_GENERATED) || differ(c, PL_COLUMN_AUTO_INCREMENT)
           || differ(c, PL_COLUMN_CHECK) || differ(c, PL_COLUMN_SRID) || (c->op == PL_ALTER
           && c->slots & (PL_S(COLUMN, CHARSET) | PL_S(COLUMN, COLLATION)));
}

static bool pl_mysql_name_and_layout_change(const struct pl_script *s, const struct pl_change *c) {
    return c->slots & PL_S_NAME && pl_mysql_layout_changes(s, c);
}

/* To MariaDB a CHANGE of a stored computed column is a new one: it copies the table, and then refuses that another clause renames a
 * column of a foreign key. */
static bool pl_mysql_only_names_stored(const struct pl_script *s, const struct pl_change *c) {
    (void)s;
    return c->slots == PL_S_NAME && pl_is(c->to, PL_COLUMN_STORED);
}

static bool pl_mysql_null_changes(const struct pl_script *s, const struct pl_change *c) {
    (void)s;
    return differ(c, PL_COLUMN_NOT_NULL);
}

static bool changes_partitions(const struct pl_node *table) {
    return table->mate && !pl_same(pl_get(table->mate, PL_TABLE_PARTITION_BY), pl_get(table, PL_TABLE_PARTITION_BY));
}

/* MariaDB looks at foreign keys before it carries out the clause that drops them, when the engine changes with it, or
 * partitions come, which no foreign key may stand beside. */
static bool pl_mysql_leaves_engine(const struct pl_script *s, const struct pl_change *c) {
    const struct pl_node *table = c->from->parent;
    const char *is = table->mate ? pl_get(table->mate, PL_TABLE_ENGINE) : NULL;
    (void)s;
    return (is && !pl_same(is, pl_get(table, PL_TABLE_ENGINE))) || changes_partitions(table);
}

static bool pl_mysql_was_partitioned(const struct pl_script *s, const struct pl_change *c) {
    (void)s;
    return changes_partitions(c->to->parent);
}

/* One ALTER TABLE cannot drop a foreign key and add one of the same name: InnoDB still knows the old one (errno 121 and
 * 1826). */
static bool pl_mysql_name_comes_back(const struct pl_script *s, const struct pl_change *c) {
    const struct pl_node *table = c->from->parent->mate;
    return table && pl_find(s->to, table, PL_FOREIGN_KEY, c->from->name);
}

/* MySQL still needs the key that such a reference is looked up by when the same ALTER TABLE drops both (errno 1553). */
static bool pl_mysql_referred_to_itself(const struct pl_script *s, const struct pl_change *c) {
    return c->from->parent->mate && pl_resolve(s->from, c->from, PL_FOREIGN_KEY_REFERENCES) == c->from->parent;
}

/* Only a session that does not look at foreign keys can make it (frame.c), which must not make anything else. */
static bool pl_mysql_refers_to_nothing(const struct pl_script *s, const struct pl_change *c) {
    (void)s;
    return pl_is(c->to, PL_FOREIGN_KEY_DANGLING);
}

/* The index over just these columns, that was there for a key before and stays under its name; or NULL. */
static const struct pl_node *index_that_stays(const struct pl_script *s, const struct pl_change *c) {
    const char *columns = pl_get(c->to, PL_FOREIGN_KEY_COLUMNS);
    const struct pl_node *was = c->to->parent->mate, *old = NULL;
    PL_EACH(key, was ? was : c->to, PL_FOREIGN_KEY)
        old = pl_same(pl_get(key, PL_FOREIGN_KEY_COLUMNS), columns) ? key : old;
    PL_EACH(index, old ? c->to->parent : c->to, PL_INDEX) {
        struct pl_text parts = {.pl = s->pl};
        PL_EACH(part, index, PL_PART)
            pl_list_add(&parts, pl_is(part, PL_PART_COLUMN) && !pl_is(part, PL_PART_PREFIX) ? pl_get(part, PL_PART_COLUMN) : "");
        if (index->mate && pl_same(index->name, index->mate->name) && !pl_is(index, PL_INDEX_UNIQUE) && pl_same(parts.s, columns) &&
            !pl_same_nocase(index->name, c->to->name))
            return index;
    }
    return NULL;
}

/* An index that the server made for a key gives way to the index of the next one, under another name, and nothing tells such an
 * index from others. One that is said in the same statement does not. */
static bool pl_mysql_may_lose_index(const struct pl_script *s, const struct pl_change *c) {
    return index_that_stays(s, c) != NULL;
}

static bool pl_mysql_make_key_and_keep_index(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n) {
    for (int i = 0; i < n; i++) {
        struct pl_text name = {.pl = s->pl};
        pl_mysql_quote_name(&name, index_that_stays(s, changes[i])->name);
        const char *add = pl_render(s, "ALTER TABLE {parent} ADD {def}", changes[i]);
        pl_step_add(s, pl_format(s->pl, "%s,\n    RENAME INDEX %s TO %s", add, name.s, name.s), pl_change_title(s->pl, changes[i]),
                    rule->flags & ~PL_R_HOW(7), changes[i]);
    }
    return true;
}

/* MySQL 9.7 dies (signal 11) of one ALTER TABLE that adds a key, and a foreign key of the same table that refers to it. */
static bool pl_mysql_refers_to_itself(const struct pl_script *s, const struct pl_change *c) {
    return c->to->parent->mate && pl_resolve(s->to, c->to, PL_FOREIGN_KEY_REFERENCES) == c->to->parent;
}

/* FULLTEXT, SPATIAL and VECTOR stand before INDEX, the other methods behind the parts. */
static bool pl_mysql_is_word_index(const struct pl_script *s, const struct pl_change *c) {
    static const char *const words[] = {"fulltext", "spatial", "vector", NULL};
    const char *method = pl_get(c->to, PL_INDEX_METHOD);
    (void)s;
    for (int i = 0; method && words[i]; i++)
        if (strcmp(words[i], method) == 0)
            return true;
    return false;
}

const struct pl_lock pl_mysql_locks[] = {
    {"", 0},
    [PL_MY_LOCK_NONE] = {"none", 0},
    [PL_MY_LOCK_SHARED] = {"shared", PL_R_BLOCKS_WRITES},
    [PL_MY_LOCK_EXCLUSIVE] = {"exclusive", PL_R_BLOCKS_WRITES | PL_R_BLOCKS_READS},
};
const char *const pl_mysql_hows[] = {
    NULL, [PL_MY_INSTANT] = "instant", [PL_MY_NOCOPY] = "nocopy", [PL_MY_INPLACE] = "inplace", [PL_MY_COPY] = "copy", [PL_MY_ANY] = NULL,
};

#define COLUMN_TYPE "{name} {type}[ CHARACTER SET {charset|raw}][ COLLATE {collation|raw}]"
#define COLUMN_REST "{invisible? INVISIBLE}[ COMMENT {comment}][ SRID {srid}]"
#define INDEX_REST "[ COMMENT {comment}]{invisible? INVISIBLE}"
#define INDEX_HIDDEN "INVISIBLE"
#define INDEX_SHOWN "VISIBLE"
#define DROP_CHECK "DROP CHECK"
#define VERSIONING
#define QUICK (PL_R_HOW(PL_MY_NOCOPY) | PL_R_LOCK(PL_MY_LOCK_NONE))
#define CHECK_CAN_BE_OFF
const struct pl_rule pl_mysql_rules[] = {
#include "dialects/mysql/rules.def"
};
#undef COLUMN_REST
#undef INDEX_REST
#undef INDEX_HIDDEN
#undef INDEX_SHOWN
#undef DROP_CHECK
#undef VERSIONING
#undef QUICK
#undef CHECK_CAN_BE_OFF

static bool counts_down(const struct pl_node *sequence) {
    const char *by = pl_get(sequence, PL_SEQUENCE_INCREMENT);
    return by && *by == '-';
}

/* The usual limits as numbers: MariaDB takes its own NO MINVALUE for out of range where one counts down. */
static void add_limits(struct pl_text *sql, const struct pl_node *sequence) {
    bool down = counts_down(sequence);
    if (!pl_is(sequence, PL_SEQUENCE_MIN))
        pl_addf(sql, " MINVALUE %s", down ? "-9223372036854775807" : "1");
    if (!pl_is(sequence, PL_SEQUENCE_MAX))
        pl_addf(sql, " MAXVALUE %s", down ? "-1" : "9223372036854775806");
}

/* A first number that is not said is held against the new limits like one that is; and so is the counter, which SETVAL moves to
 * the first of them if it stands before. It never goes back. */
static bool pl_mysql_make_sequence(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n) {
    for (int i = 0; i < n; i++) {
        const struct pl_change *c = changes[i];
        const char *start = pl_get(c->to, PL_SEQUENCE_START), *title = pl_change_title(s->pl, c);
        start = start ? start : pl_mysql_sequence_begin(c->to);
        bool down = counts_down(c->to);
        long long was = strtoll(pl_mysql_sequence_begin(c->from), NULL, 10), is = strtoll(pl_mysql_sequence_begin(c->to), NULL, 10);
        if (down == counts_down(c->from) && (down ? is < was : is > was))
            pl_step_add(s, pl_format(s->pl, "DO SETVAL(%s, %s, 0)", pl_render_self(s, c->to), start), title, rule->flags, c);
        struct pl_text sql = {.pl = s->pl};
        pl_add(&sql, pl_render(s, rule->sql, c));
        add_limits(&sql, c->to);
        pl_addf(&sql, " START WITH %s", start);
        pl_step_add(s, sql.s, title, rule->flags, c);
    }
    return true;
}

#define COLUMN_REST "{invisible? INVISIBLE}[ COMMENT {comment}][ CHECK ({check})]"
#define INDEX_REST "[ COMMENT {comment}]{invisible? IGNORED}"
#define INDEX_HIDDEN "IGNORED"
#define INDEX_SHOWN "NOT IGNORED"
#define DROP_CHECK "DROP CONSTRAINT"
#define VERSIONING "{system_versioned? WITH SYSTEM VERSIONING}"
#define QUICK (PL_R_HOW(PL_MY_INSTANT) | PL_R_LOCK(PL_MY_LOCK_NONE))
#define HAS_SEQUENCES
#define HAS_OR_REPLACE
#define SEQUENCE_NUMBERS "[ INCREMENT BY {increment}][ MINVALUE {min}][ MAXVALUE {max}][ CACHE {cache}]{cycle? CYCLE}"
const struct pl_rule pl_mariadb_rules[] = {
#include "dialects/mysql/rules.def"
};
