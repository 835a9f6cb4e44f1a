/* The rules of rules.def for both dialects, and the questions that its rows ask where slots do not tell.
 */
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
    return pl_is(c->to, PL_COLUMN_STORED) || pl_is(c->to, PL_COLUMN_AUTO_INCREMENT) || pl_is(c->to, PL_COLUMN_CHECK)
           || (value && *value == '(');
}

/* errno 3106: a virtual column can become nothing else in place, nor a plain or stored one virtual. A new one in its place
 * loses nothing when the old one was computed. */
static bool pl_mysql_must_remake(const struct pl_script *s, const struct pl_change *c) {
    (void)s;
    return is_virtual(c->from) != is_virtual(c->to) && pl_is(c->from, PL_COLUMN_GENERATED) && pl_is(c->to, PL_COLUMN_GENERATED);
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

static bool pl_mysql_null_changes(const struct pl_script *s, const struct pl_change *c) {
    (void)s;
    return differ(c, PL_COLUMN_NOT_NULL);
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
    pl_addf(t, " %.*s=%s", (int)key, option, value);
}

static bool pl_mysql_make_options(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n) {
    const char *was = pl_get(changes[0]->from, PL_TABLE_OPTIONS), *is = pl_get(changes[0]->to, PL_TABLE_OPTIONS);
    struct pl_text t = {.pl = s->pl};
    pl_addf(&t, "ALTER TABLE %s", pl_render_self(s, changes[0]->to));
    for (const char *p = was; p && *p;) {
        size_t len = strcspn(p, " "), key = strcspn(p, "= ");
        const char *key_text = pl_format(s->pl, "%.*s=", (int)key, p);
        if (key < len && !(is && strstr(is, key_text)))
            add_default(&t, p, key);
        p += len + (p[len] == ' ');
    }
    if (is)
        pl_addf(&t, " %s", is);
    (void)n;
    pl_step_add(s, t.s, pl_change_title(s->pl, changes[0]), rule->flags, changes[0]);
    return true;
}

#define COLUMN_TYPE "{name} {type}[ CHARACTER SET {charset|raw}][ COLLATE {collation|raw}]"
#define COLUMN_REST "{invisible? INVISIBLE}[ COMMENT {comment}][ SRID {srid}]"
#define INDEX_REST "[ COMMENT {comment}]{invisible? INVISIBLE}"
#define INDEX_HIDDEN "INVISIBLE"
#define INDEX_SHOWN "VISIBLE"
#define DROP_CHECK "DROP CHECK"
#define CHECK_CAN_BE_OFF
const struct pl_rule pl_mysql_rules[] = {
#include "dialects/mysql/rules.def"
};
#undef COLUMN_REST
#undef INDEX_REST
#undef INDEX_HIDDEN
#undef INDEX_SHOWN
#undef DROP_CHECK
#undef CHECK_CAN_BE_OFF

#define COLUMN_REST "{invisible? INVISIBLE}[ COMMENT {comment}][ CHECK ({check})]"
#define INDEX_REST "[ COMMENT {comment}]{invisible? IGNORED}"
#define INDEX_HIDDEN "IGNORED"
#define INDEX_SHOWN "NOT IGNORED"
#define DROP_CHECK "DROP CONSTRAINT"
#define HAS_SEQUENCES
#define SEQUENCE_NUMBERS "[ INCREMENT BY {increment}][ MINVALUE {min}][ MAXVALUE {max}][ CACHE {cache}]{cycle? CYCLE}"
const struct pl_rule pl_mariadb_rules[] = {
#include "dialects/mysql/rules.def"
};
