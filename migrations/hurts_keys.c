/* What keys, references and conditions can do to who writes the table, and what their absence does to who relies on them. They
 * are compared by what they say, never by their names: a constraint of another name that says the same is the same. */
#include <string.h>
#include <strings.h>
#include "migrations/hurts.h"

/* ---- keys */

static bool is_unique(const struct pl_node *n) {
    return n->kind == PL_PRIMARY_KEY || n->kind == PL_UNIQUE ||
           (n->kind == PL_INDEX && pl_hurt_says(n, PL_INDEX_UNIQUE) && !pl_is(n, PL_INDEX_INVALID));
}

/* Of whole columns, and over all rows. */
static bool is_plain(const struct pl_node *key) {
    PL_EACH(p, key, PL_PART)
        if (!pl_is(p, PL_PART_COLUMN) || pl_is(p, PL_PART_PREFIX))
            return false;
    return key->kind != PL_INDEX || !pl_is(key, PL_INDEX_WHERE);
}

static bool has_part(const struct pl_node *key, const char *column) {
    PL_EACH(p, key, PL_PART)
        if (pl_same_nocase(pl_get(p, PL_PART_COLUMN), column))
            return true;
    return false;
}

/* Whether all columns of `few` are among those of `many`. */
static bool within(const struct pl_node *few, const struct pl_node *many) {
    PL_EACH(p, few, PL_PART)
        if (!has_part(many, pl_get(p, PL_PART_COLUMN)))
            return false;
    return pl_first(few, PL_PART) != NULL;
}

static bool same_parts(const struct pl_hurting *h, const struct pl_node *a, const struct pl_node *b) {
    const struct pl_node *x = pl_first(a, PL_PART), *y = pl_first(b, PL_PART);
    for (; x && y; x = pl_next(x), y = pl_next(y))
        if (!pl_same(pl_get(x, PL_PART_COLUMN), pl_get(y, PL_PART_COLUMN)) ||
            !pl_hurt_same_tokens(h, pl_get(x, PL_PART_EXPRESSION), pl_get(y, PL_PART_EXPRESSION)))
            return false;
    return x == y && (a->kind != PL_INDEX || b->kind != PL_INDEX ||
                      pl_hurt_same_tokens(h, pl_get(a, PL_INDEX_WHERE), pl_get(b, PL_INDEX_WHERE)));
}

/* A unique key of the table that makes `key` go without saying. */
static bool is_implied(const struct pl_hurting *h, const struct pl_node *table, const struct pl_node *key) {
    for (const struct pl_node *k = table->child; k; k = k->next)
        if (is_unique(k) && ((is_plain(k) && is_plain(key) && within(k, key)) || same_parts(h, k, key)))
            return true;
    return false;
}

bool pl_hurt_no_such_key(struct pl_hurting *h) {
    return !h->live_table || !is_implied(h, h->live_table, h->need);
}

bool pl_hurt_no_such_unique_index(struct pl_hurting *h) {
    return is_unique(h->need) && pl_hurt_no_such_key(h);
}

static bool begins_with(const struct pl_node *index, const struct pl_node *need) {
    const struct pl_node *x = pl_first(index, PL_PART), *y = pl_first(need, PL_PART);
    for (; x && y && pl_same(pl_get(x, PL_PART_COLUMN), pl_get(y, PL_PART_COLUMN)); x = pl_next(x), y = pl_next(y))
        ;
    return !y;
}

bool pl_hurt_no_such_index(struct pl_hurting *h) {
    if (is_unique(h->need))
        return false;
    for (const struct pl_node *k = h->live_table ? h->live_table->child : NULL; k; k = k->next)
        if (pl_kinds[k->kind].flags & PL_KEY && (pl_same(k->name, h->need->name) ? k->kind == PL_INDEX : begins_with(k, h->need)))
            return pl_is(k, PL_INDEX_INVALID) && k->kind == PL_INDEX;
    return true;
}

/* ---- who is bitten */

/* A column that the release leaves out gets NULL, which no key and no reference looks at. */
static bool gets_null(const struct pl_hurting *h, const char *column) {
    const struct pl_node *c = column ? pl_find_column(h->have, h->live_table, column) : NULL;
    return c && !pl_hurt_writes(h, column) && !pl_is(c, PL_COLUMN_NOT_NULL) && !pl_is(c, PL_COLUMN_DEFAULT) &&
           !pl_is(c, PL_COLUMN_GENERATED);
}

/* The server gives each row a value of its own. */
static bool is_numbered(const struct pl_hurting *h, const char *column) {
    const struct pl_node *c = column ? pl_find_column(h->have, h->live_table, column) : NULL;
    const char *value = c ? pl_get(c, PL_COLUMN_DEFAULT) : NULL;
    if (!c || pl_hurt_writes(h, column))
        return false;
    return pl_is(c, PL_COLUMN_IDENTITY) || pl_is(c, PL_COLUMN_AUTO_INCREMENT) || pl_is(c, PL_COLUMN_AUTOINCREMENT) ||
           (value && (strstr(value, "nextval") || strstr(value, "uuid")));
}

bool pl_hurt_new_key(struct pl_hurting *h) {
    bool nulls_are_one = (h->live->kind == PL_UNIQUE && pl_is(h->live, PL_UNIQUE_NULLS_NOT_DISTINCT)) ||
                         (h->live->kind == PL_INDEX && pl_is(h->live, PL_INDEX_NULLS_NOT_DISTINCT));
    if (!is_unique(h->live) || is_implied(h, h->need_table, h->live))
        return false;
    PL_EACH(p, h->live, PL_PART)
        if ((!nulls_are_one && gets_null(h, pl_get(p, PL_PART_COLUMN))) || is_numbered(h, pl_get(p, PL_PART_COLUMN)))
            return false;
    return true;
}

/* ---- references */

static bool same_reference(const struct pl_node *a, const struct pl_node *b) {
    return pl_same(pl_get(a, PL_FOREIGN_KEY_COLUMNS), pl_get(b, PL_FOREIGN_KEY_COLUMNS)) &&
           pl_same(pl_get(a, PL_FOREIGN_KEY_REFERENCES), pl_get(b, PL_FOREIGN_KEY_REFERENCES)) &&
           pl_same(pl_get(a, PL_FOREIGN_KEY_REFERENCED_COLUMNS), pl_get(b, PL_FOREIGN_KEY_REFERENCED_COLUMNS));
}

static const struct pl_node *reference_like(const struct pl_node *table, const struct pl_node *like) {
    for (const struct pl_node *f = table ? pl_first(table, PL_FOREIGN_KEY) : NULL; f; f = pl_next(f))
        if (same_reference(f, like))
            return f;
    return NULL;
}

bool pl_hurt_new_reference(struct pl_hurting *h) {
    const char *at = NULL, *column;
    if (pl_is(h->live, PL_FOREIGN_KEY_NOT_ENFORCED) || reference_like(h->need_table, h->live))
        return false;
    while ((column = pl_list_next(h->pl, pl_get(h->live, PL_FOREIGN_KEY_COLUMNS), &at)))
        if (gets_null(h, column))
            return false;
    return true;
}

/* Who is known by its models relies on what the database does with the rows; who says its needs, on the reference. */
bool pl_hurt_no_such_cascade(struct pl_hurting *h) {
    const struct pl_node *live = reference_like(h->live_table, h->need);
    const char *does = pl_get(h->need, PL_FOREIGN_KEY_ON_DELETE);
    if (!h->release->whole)
        return !live;
    return does && !pl_same(does, "restrict") && (!live || !pl_same(pl_get(live, PL_FOREIGN_KEY_ON_DELETE), does));
}

/* ---- conditions */

static bool is_word(const struct pl_token *t, const char *word) {
    return t->kind == PL_T_WORD && t->len == strlen(word) && strncasecmp(t->s, word, t->len) == 0;
}

/* `status IN ('a', 'b')`: the text without its literals, and the literals as a list; false when there is no such list in it, or
 * something in it that turns the sense of a longer list round. */
static bool list_condition(struct pl_hurting *h, const char *sql, struct pl_text *frame, struct pl_text *literals) {
    bool any = false;
    *frame = *literals = (struct pl_text){ .pl = h->pl };
    for (struct pl_token t; (t = pl_token_next(&sql, h->have->backslash)).kind != PL_T_END;) {
        if (is_word(&t, "not") || (t.kind == PL_T_SIGN && strchr("<>!", *t.s)))
            return false;
        any |= is_word(&t, "in") || is_word(&t, "any");
        if (t.kind == PL_T_STRING || t.kind == PL_T_NUMBER)
            pl_list_add(literals, pl_strndup(h->pl, t.s, t.len));
        else if (!(t.kind == PL_T_SIGN && *t.s == ','))
            pl_addf(frame, "%s ", pl_lower(h->pl, pl_strndup(h->pl, t.s, t.len)));
    }
    return any && frame->s;
}

static bool in_list(struct pl *pl, const char *list, const char *word) {
    const char *at = NULL;
    for (const char *s; (s = pl_list_next(pl, list, &at));)
        if (strcmp(s, word) == 0)
            return true;
    return false;
}

/* The same list of allowed values with more in it refuses nothing that the release may write. */
static bool lets_more_in(struct pl_hurting *h, const char *live, const char *need) {
    struct pl_text live_frame, live_list, need_frame, need_list;
    const char *at = NULL;
    if (!live || !need || !list_condition(h, live, &live_frame, &live_list) || !list_condition(h, need, &need_frame, &need_list) ||
        strcmp(pl_tokens_plain(h->pl, live_frame.s, h->have->backslash), pl_tokens_plain(h->pl, need_frame.s, h->have->backslash)) != 0)
        return false;
    for (const char *s; need_list.s && (s = pl_list_next(h->pl, need_list.s, &at));)
        if (!in_list(h->pl, pl_text(&live_list), s))
            return false;
    return true;
}

static bool mentions_written(struct pl_hurting *h, const char *sql) {
    if (!sql || h->live_table->kind != PL_TABLE)
        return true;
    for (struct pl_token t; (t = pl_token_next(&sql, h->have->backslash)).kind != PL_T_END;)
        if ((t.kind == PL_T_WORD || t.kind == PL_T_QUOTED) && pl_hurt_writes(h, pl_token_name(h->pl, t)))
            return true;
    return false;
}

bool pl_hurt_new_check(struct pl_hurting *h) {
    const char *sql = pl_get(h->live, PL_CHECK_EXPRESSION);
    if (pl_is(h->live, PL_CHECK_NOT_ENFORCED))
        return false;
    PL_EACH(c, h->need_table, PL_CHECK)
        if (pl_hurt_same_tokens(h, pl_get(c, PL_CHECK_EXPRESSION), sql) || lets_more_in(h, sql, pl_get(c, PL_CHECK_EXPRESSION)))
            return false;
    return mentions_written(h, sql);
}

bool pl_hurt_new_by_name(struct pl_hurting *h) {
    PL_EACH(n, h->need_table, h->live->kind)
        if (pl_same_nocase(n->name, h->live->name))
            return false;
    return true;
}
