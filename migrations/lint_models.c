/* Lint of a schema as it is, or is to be: a row for each kind of object that a rule looks at. */
#include <string.h>
#include "migrations/lint.h"

typedef bool wrong_fn(struct pl_lint *l, const struct pl_realm *r, const struct pl_node *n, const char **detail);

/* ---- types */

/* "varchar(20)" of "character varying(20)": the first word of the dialect's own name. */
static bool type_begins(const struct pl_node *column, const char *const *words) {
    const char *type = pl_get(column, PL_COLUMN_TYPE);
    for (; type && *words; words++) {
        size_t n = strlen(*words);
        char next = pl_starts(type, *words) ? type[n] : 'x';
        if (!next || next == '(' || next == ' ' || next == '[')
            return true;
    }
    return false;
}

static bool is_numbered(const struct pl_node *c) {
    const char *value = pl_get(c, PL_COLUMN_DEFAULT);
    return pl_is(c, PL_COLUMN_IDENTITY) || pl_is(c, PL_COLUMN_AUTO_INCREMENT) || (value && strstr(value, "nextval("));
}

static bool small_key(struct pl_lint *l, const struct pl_realm *r, const struct pl_node *n, const char **detail) {
    (void)l, (void)r;
    *detail = pl_get(n, PL_COLUMN_TYPE);
    return is_numbered(n) && type_begins(n, (const char *const[]){ "int", "integer", "smallint", "tinyint", "mediumint", "int4", "int2", NULL });
}

#define TYPE_RULE(name, ...)                                                                                              \
    static bool name(struct pl_lint *l, const struct pl_realm *r, const struct pl_node *n, const char **detail) {        \
        (void)l, (void)r;                                                                                                 \
        *detail = pl_get(n, PL_COLUMN_TYPE);                                                                              \
        return type_begins(n, (const char *const[]){ __VA_ARGS__, NULL });                                                \
    }
TYPE_RULE(is_char, "char", "character", "bpchar")
TYPE_RULE(is_json, "json")
TYPE_RULE(is_money, "money")
TYPE_RULE(is_float, "float", "real", "double", "double precision", "float4", "float8")
TYPE_RULE(has_zone_missing, "timestamp")
TYPE_RULE(is_varchar, "varchar", "character varying")

static bool is_char_not_varying(struct pl_lint *l, const struct pl_realm *r, const struct pl_node *n, const char **detail) {
    const char *type = pl_get(n, PL_COLUMN_TYPE);
    return is_char(l, r, n, detail) && !strstr(type, "varying");
}

static bool is_varchar_with_length(struct pl_lint *l, const struct pl_realm *r, const struct pl_node *n, const char **detail) {
    return is_varchar(l, r, n, detail) && strchr(*detail, '(');
}

static bool without_zone(struct pl_lint *l, const struct pl_realm *r, const struct pl_node *n, const char **detail) {
    return has_zone_missing(l, r, n, detail) && !strstr(*detail, "with time zone");
}

static bool is_serial(struct pl_lint *l, const struct pl_realm *r, const struct pl_node *n, const char **detail) {
    (void)l, (void)r, (void)detail;
    return !pl_is(n, PL_COLUMN_IDENTITY) && is_numbered(n);
}

static bool has_width(struct pl_lint *l, const struct pl_realm *r, const struct pl_node *n, const char **detail) {
    (void)l, (void)r;
    *detail = pl_get(n, PL_COLUMN_TYPE);
    return type_begins(n, (const char *const[]){ "int", "bigint", "smallint", "mediumint", NULL }) && strchr(*detail, '(');
}

static bool zero_date(struct pl_lint *l, const struct pl_realm *r, const struct pl_node *n, const char **detail) {
    (void)l, (void)r;
    *detail = pl_get(n, PL_COLUMN_DEFAULT);
    return *detail && strstr(*detail, "0000-00-00");
}

static bool three_states(struct pl_lint *l, const struct pl_realm *r, const struct pl_node *n, const char **detail) {
    (void)l, (void)r, (void)detail;
    return !pl_is(n, PL_COLUMN_NOT_NULL) && type_begins(n, (const char *const[]){ "boolean", "bool", "tinyint(1)", NULL });
}

static bool autoincrement(struct pl_lint *l, const struct pl_realm *r, const struct pl_node *n, const char **detail) {
    (void)l, (void)r, (void)detail;
    return pl_is(n, PL_COLUMN_AUTOINCREMENT);
}

/* ---- tables */

static bool no_key(struct pl_lint *l, const struct pl_realm *r, const struct pl_node *n, const char **detail) {
    (void)l, (void)r, (void)detail;
    if (pl_is(n, PL_TABLE_PARTITION_OF) || pl_is(n, PL_TABLE_INHERITS))
        return false;
    return !pl_first(n, PL_PRIMARY_KEY);
}

static bool other_engine(struct pl_lint *l, const struct pl_realm *r, const struct pl_node *n, const char **detail) {
    (void)l, (void)r;
    *detail = pl_get(n, PL_TABLE_ENGINE);
    return *detail && !pl_same_nocase(*detail, "innodb");
}

static bool other_charset(struct pl_lint *l, const struct pl_realm *r, const struct pl_node *n, const char **detail) {
    (void)l, (void)r;
    *detail = pl_get(n, n->kind == PL_TABLE ? PL_TABLE_CHARSET : PL_COLUMN_CHARSET);
    return *detail && strcmp(*detail, "utf8mb4") != 0 && strcmp(*detail, "ascii") != 0 && strcmp(*detail, "binary") != 0;
}

static bool not_strict(struct pl_lint *l, const struct pl_realm *r, const struct pl_node *n, const char **detail) {
    (void)l, (void)r, (void)detail;
    return !pl_is(n, PL_TABLE_STRICT);
}

static bool policy_off(struct pl_lint *l, const struct pl_realm *r, const struct pl_node *n, const char **detail) {
    (void)l, (void)r, (void)detail;
    const char *said = pl_get(n, PL_TABLE_ROW_SECURITY);
    return pl_first(n, PL_POLICY) && (!said || pl_same(said, "forced only"));
}

static bool needs_quotes(struct pl_lint *l, const struct pl_realm *r, const struct pl_node *n, const char **detail) {
    (void)l, (void)r, (void)detail;
    return n->name[strspn(n->name, "abcdefghijklmnopqrstuvwxyz0123456789_")] || (*n->name >= '0' && *n->name <= '9');
}

/* ---- keys and indexes */

static const char *part_text(const struct pl_node *part) {
    const char *column = pl_get(part, PL_PART_COLUMN);
    return column ? column : pl_get(part, PL_PART_EXPRESSION);
}

static bool same_part(const struct pl_node *a, const struct pl_node *b) {
    for (int i = 0; i < pl_attr_count(PL_PART); i++)
        if (!pl_same(pl_at(a, i), pl_at(b, i)))
            return false;
    return true;
}

static int part_count(const struct pl_node *key) {
    int n = 0;
    PL_EACH(p, key, PL_PART)
        n++;
    return n;
}

/* Whether the parts of `shorter` are the first ones of `longer`. */
static bool begins(const struct pl_node *longer, const struct pl_node *shorter) {
    const struct pl_node *b = pl_first(longer, PL_PART);
    PL_EACH(a, shorter, PL_PART) {
        if (!b || !same_part(a, b))
            return false;
        b = pl_next(b);
    }
    return pl_first(shorter, PL_PART) != NULL;
}

static bool is_index(const struct pl_node *n) {
    return n->kind == PL_INDEX || n->kind == PL_UNIQUE || n->kind == PL_PRIMARY_KEY;
}

static bool plain(const struct pl_node *n) {
    return n->kind != PL_INDEX || (!pl_is(n, PL_INDEX_WHERE) && !pl_is(n, PL_INDEX_INCLUDE) && !pl_is(n, PL_INDEX_METHOD));
}

/* Another one of the table that does what n does; `whole`: no more than that. */
static bool covered(const struct pl_node *n, bool whole, const char **detail) {
    if (!plain(n))
        return false;
    for (const struct pl_node *o = n->parent->child; o; o = o->next) {
        if (o == n || !is_index(o) || !plain(o) || !begins(o, n) || (part_count(o) == part_count(n)) != whole)
            continue;
        if (whole && o->kind == PL_INDEX && o->position > n->position)
            continue;              /* said once, about the later one */
        *detail = *o->name ? o->name : pl_kinds[o->kind].word;
        return true;
    }
    return false;
}

static bool duplicate(struct pl_lint *l, const struct pl_realm *r, const struct pl_node *n, const char **detail) {
    (void)l, (void)r;
    return covered(n, true, detail);
}

static bool redundant(struct pl_lint *l, const struct pl_realm *r, const struct pl_node *n, const char **detail) {
    (void)l, (void)r;
    return !pl_is(n, PL_INDEX_UNIQUE) && covered(n, false, detail);
}

static bool wide(struct pl_lint *l, const struct pl_realm *r, const struct pl_node *n, const char **detail) {
    (void)l, (void)r, (void)detail;
    return part_count(n) > 3 && !pl_is(n, PL_INDEX_UNIQUE) && !pl_is(n, PL_INDEX_METHOD);
}

/* The referencing columns in any order are the first ones of some index. */
static bool no_index(struct pl_lint *l, const struct pl_realm *r, const struct pl_node *n, const char **detail) {
    const char *columns = pl_get(n, PL_FOREIGN_KEY_COLUMNS);
    (void)r, (void)detail;
    if (!columns)
        return false;
    for (const struct pl_node *o = n->parent->child; o; o = o->next) {
        const char *at = NULL;
        int wanted = 0, found = 0, place = 0;
        if (!is_index(o) || (o->kind == PL_INDEX && pl_is(o, PL_INDEX_WHERE)))
            continue;
        while (pl_list_next(l->pl, columns, &at))
            wanted++;
        PL_EACH(part, o, PL_PART) {
            const char *look = NULL;
            for (const char *c; place < wanted && (c = pl_list_next(l->pl, columns, &look));)
                found += part_text(part) && strcmp(part_text(part), c) == 0;
            place++;
        }
        if (found == wanted)
            return false;
    }
    return true;
}

static bool other_types(struct pl_lint *l, const struct pl_realm *r, const struct pl_node *n, const char **detail) {
    const struct pl_node *target = pl_resolve(r, n, PL_FOREIGN_KEY_REFERENCES);
    const char *columns = pl_get(n, PL_FOREIGN_KEY_COLUMNS), *there = pl_get(n, PL_FOREIGN_KEY_REFERENCED_COLUMNS);
    const char *at = NULL, *at_there = NULL;
    const struct pl_node *key = target && !there ? pl_first(target, PL_PRIMARY_KEY) : NULL, *part = key ? pl_first(key, PL_PART) : NULL;
    if (!target || !columns)
        return false;
    for (const char *name; (name = pl_list_next(l->pl, columns, &at)); part = part ? pl_next(part) : NULL) {
        const char *other = there ? pl_list_next(l->pl, there, &at_there) : part ? pl_get(part, PL_PART_COLUMN) : NULL;
        const struct pl_node *a = pl_find_column(r, n->parent, name), *b = other ? pl_find_column(r, target, other) : NULL;
        const char *mine = a ? pl_get(a, PL_COLUMN_TYPE) : NULL, *theirs = b ? pl_get(b, PL_COLUMN_TYPE) : NULL;
        if (!mine || !theirs || (l->dialect->covers(mine, theirs) && l->dialect->covers(theirs, mine)))
            continue;
        *detail = pl_format(l->pl, "%s %s, %s.%s %s", name, mine, target->name, other, theirs);
        return true;
    }
    return false;
}

static bool not_valid(struct pl_lint *l, const struct pl_realm *r, const struct pl_node *n, const char **detail) {
    (void)l, (void)r, (void)detail;
    return pl_is(n, n->kind == PL_CHECK ? PL_CHECK_NOT_VALID : n->kind == PL_COLUMN ? PL_COLUMN_NOT_NULL_NOT_VALID : PL_FOREIGN_KEY_NOT_VALID);
}

/* ---- routines */

static bool definer_path(struct pl_lint *l, const struct pl_realm *r, const struct pl_node *n, const char **detail) {
    const char *text = pl_get(n, n->kind == PL_FUNCTION ? PL_FUNCTION_DEFINITION : PL_PROCEDURE_DEFINITION);
    (void)r, (void)detail;
    const char *lower = text ? pl_lower(l->pl, text) : "";
    return strstr(lower, "security definer") && !strstr(lower, "set search_path");
}

static const struct row {
    enum pl_lint_id id;
    enum pl_kind kind;
    wrong_fn *wrong;
} rows[] = {
    { PL_L_NO_PRIMARY_KEY, PL_TABLE, no_key },
    { PL_L_NOT_INNODB, PL_TABLE, other_engine },
    { PL_L_NOT_UTF8MB4, PL_TABLE, other_charset },
    { PL_L_NOT_UTF8MB4, PL_COLUMN, other_charset },
    { PL_L_NOT_STRICT, PL_TABLE, not_strict },
    { PL_L_POLICY_OFF, PL_TABLE, policy_off },
    { PL_L_QUOTED_NAME, PL_TABLE, needs_quotes },
    { PL_L_QUOTED_NAME, PL_COLUMN, needs_quotes },
    { PL_L_SMALL_KEY, PL_COLUMN, small_key },
    { PL_L_TIMESTAMP_WITHOUT_ZONE, PL_COLUMN, without_zone },
    { PL_L_SERIAL, PL_COLUMN, is_serial },
    { PL_L_CHAR_TYPE, PL_COLUMN, is_char_not_varying },
    { PL_L_VARCHAR, PL_COLUMN, is_varchar_with_length },
    { PL_L_JSON_TYPE, PL_COLUMN, is_json },
    { PL_L_MONEY_TYPE, PL_COLUMN, is_money },
    { PL_L_FLOAT_TYPE, PL_COLUMN, is_float },
    { PL_L_DISPLAY_WIDTH, PL_COLUMN, has_width },
    { PL_L_ZERO_DATE, PL_COLUMN, zero_date },
    { PL_L_THREE_STATES, PL_COLUMN, three_states },
    { PL_L_AUTOINCREMENT, PL_COLUMN, autoincrement },
    { PL_L_FOREIGN_KEY_INDEX, PL_FOREIGN_KEY, no_index },
    { PL_L_FOREIGN_KEY_TYPES, PL_FOREIGN_KEY, other_types },
    { PL_L_DUPLICATE_INDEX, PL_INDEX, duplicate },
    { PL_L_REDUNDANT_INDEX, PL_INDEX, redundant },
    { PL_L_WIDE_INDEX, PL_INDEX, wide },
    { PL_L_NOT_VALID, PL_COLUMN, not_valid },
    { PL_L_NOT_VALID, PL_CHECK, not_valid },
    { PL_L_NOT_VALID, PL_FOREIGN_KEY, not_valid },
    { PL_L_DEFINER_PATH, PL_FUNCTION, definer_path },
    { PL_L_DEFINER_PATH, PL_PROCEDURE, definer_path },
};

static void look(struct pl_lint *l, const struct pl_realm *r, const struct pl_node *parent) {
    for (const struct pl_node *n = parent->child; n; n = n->next) {
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
            const char *detail = NULL;
            if (rows[i].kind == n->kind && pl_lint_on(l, rows[i].id, n) && rows[i].wrong(l, r, n, &detail))
                pl_lint_say(l, rows[i].id, n, NULL, detail);
        }
        look(l, r, n);
    }
}

/* An exception for a rule that is not there lets nothing pass, and nobody would notice. */
static bool exceptions(struct pl_lint *l, const struct pl_node *parent) {
    for (const struct pl_node *n = parent->child; n; n = n->next) {
        const char *at = NULL;
        for (const char *rule; n->allow && (rule = pl_list_next(l->pl, n->allow, &at)); pl_list_next(l->pl, n->allow, &at))
            if (!pl_lint_known(l->pl, rule, &n->place))
                return false;
        if (!exceptions(l, n))
            return false;
    }
    return true;
}

bool pl_lint_models(struct pl_lint *l, const struct pl_realm *r) {
    if (!exceptions(l, r->root))
        return false;
    look(l, r, r->root);
    return true;
}
