/* Enums, views, routines, and what is simply not there. */
#include <string.h>
#include <strings.h>
#include "migrations/hurts.h"

bool pl_hurt_not_there(struct pl_hurting *h) {
    return !h->live;
}

/* Said by hurts.c itself, where more than one object must be looked at. */
bool pl_hurt_never(struct pl_hurting *h) {
    (void)h;
    return false;
}

/* ---- enums */

static const char *missing(struct pl *pl, const char *list, const char *in) {
    const char *at = NULL;
    for (const char *s; list && (s = pl_list_next(pl, list, &at));) {
        const char *look = NULL, *other = NULL;
        while (in && (other = pl_list_next(pl, in, &look)) && strcmp(other, s) != 0)
            ;
        if (!other)
            return s;
    }
    return NULL;
}

static bool lacks(struct pl_hurting *h, const char *list, const char *in) {
    const char *label = missing(h->pl, list, in);
    if (label)
        h->detail = pl_format(h->pl, "\"%s\"", label);
    return label != NULL;
}

bool pl_hurt_label_gone(struct pl_hurting *h) {
    return lacks(h, pl_get(h->need, PL_ENUM_VALUES), pl_get(h->live, PL_ENUM_VALUES));
}

bool pl_hurt_label_new(struct pl_hurting *h) {
    return pl_is(h->need, PL_ENUM_VALUES) && lacks(h, pl_get(h->live, PL_ENUM_VALUES), pl_get(h->need, PL_ENUM_VALUES));
}

/* ---- views: the names of a query's columns, as far as its text gives them */

static bool word_is(const struct pl_token *t, const char *word) {
    return t->kind == PL_T_WORD && t->len == strlen(word) && strncasecmp(t->s, word, t->len) == 0;
}

static bool ends_list(const struct pl_token *t) {
    static const char *const words[] = { "from", "where", "union", "intersect", "except", "group", "having", "order", "limit", "window",
                                         "into" };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (word_is(t, words[i]))
            return true;
    return t->kind == PL_T_END;
}

/* `a`, `t.a`, `expression AS a` and `f(x) a` have a name that anybody can see; of anything else the server makes one up. */
static const char *name_of(struct pl *pl, const struct pl_token *item, int count) {
    if (!count)
        return NULL;
    const struct pl_token *last = &item[count - 1], *before = count > 1 ? last - 1 : NULL;
    if ((last->kind != PL_T_WORD && last->kind != PL_T_QUOTED) || word_is(last, "end") || word_is(last, "null"))
        return NULL;
    bool alias = before && (before->kind != PL_T_SIGN || *before->s == ')');
    bool chain = true;
    for (int i = 0; i < count; i++)
        chain &= i % 2 ? item[i].kind == PL_T_SIGN && *item[i].s == '.' : item[i].kind == PL_T_WORD || item[i].kind == PL_T_QUOTED;
    return alias || chain ? pl_token_name(pl, *last) : NULL;
}

enum { LONGEST_ITEM = 400 };

/* From behind SELECT to the end of its list; only the last two tokens of an item and whether it is a chain of names count. */
static const char *select_list(struct pl *pl, const char *sql, bool backslash) {
    struct pl_text list = { .pl = pl };
    struct pl_token *item = pl_alloc(pl, LONGEST_ITEM * sizeof *item);
    int count = 0, depth = 0;
    for (bool first = true;; first = false) {
        struct pl_token t = pl_token_next(&sql, backslash);
        bool sign = t.kind == PL_T_SIGN && t.len == 1;
        if (first && (word_is(&t, "all") || word_is(&t, "distinct")))
            continue;
        if (depth == 0 && ((sign && *t.s == ',') || ends_list(&t))) {
            const char *name = name_of(pl, item, count);
            if (!name)
                return NULL;
            pl_list_add(&list, name);
            count = 0;
            if (!sign)
                return list.s;
            continue;
        }
        depth += sign && *t.s == '(' ? 1 : sign && *t.s == ')' ? -1 : 0;
        if (t.kind == PL_T_END || count == LONGEST_ITEM)
            return NULL;
        item[count++] = t;
    }
}

const char *pl_view_columns(struct pl *pl, const struct pl_node *view, bool backslash) {
    bool plain = view->kind == PL_VIEW;
    const char *sql = pl_get(view, plain ? PL_VIEW_SQL : PL_MATERIALIZED_VIEW_SQL);
    if (plain && pl_is(view, PL_VIEW_COLUMNS))
        return pl_get(view, PL_VIEW_COLUMNS);
    int depth = 0;
    for (struct pl_token t; sql && (t = pl_token_next(&sql, backslash)).kind != PL_T_END;) {
        depth += t.kind == PL_T_SIGN ? (*t.s == '(') - (*t.s == ')') : 0;
        if (depth == 0 && word_is(&t, "select"))
            return select_list(pl, sql, backslash);
    }
    return NULL;
}

static const char *sql_of(const struct pl_node *view) {
    return pl_get(view, view->kind == PL_VIEW ? PL_VIEW_SQL : PL_MATERIALIZED_VIEW_SQL);
}

/* A job that names the view alone asks for nothing of it. */
static bool asks_nothing(const struct pl_node *need) {
    return !sql_of(need) && !(need->kind == PL_VIEW && pl_is(need, PL_VIEW_COLUMNS));
}

static bool same_view(const struct pl_hurting *h) {
    return asks_nothing(h->need) || (pl_hurt_same_tokens(h, sql_of(h->need), sql_of(h->live)) &&
                                     (h->need->kind != PL_VIEW ||
                                      pl_same(pl_get(h->need, PL_VIEW_COLUMNS), pl_get(h->live, PL_VIEW_COLUMNS))));
}

static bool lists(const struct pl_hurting *h, const char **need, const char **live) {
    *need = pl_view_columns(h->pl, h->need, h->have->backslash);
    *live = pl_view_columns(h->pl, h->live, h->have->backslash);
    return *need && *live;
}

bool pl_hurt_view_lacks(struct pl_hurting *h) {
    const char *need, *live;
    return !same_view(h) && lists(h, &need, &live) && lacks(h, need, live);
}

bool pl_hurt_view_doubt(struct pl_hurting *h) {
    const char *need, *live;
    return !same_view(h) && !lists(h, &need, &live);
}

/* ---- the rest */

bool pl_hurt_other_routine(struct pl_hurting *h) {
    enum pl_attr a = (enum pl_attr)pl_attr_named(h->need->kind, "definition");
    return pl_is(h->need, a) && !pl_hurt_same_tokens(h, pl_get(h->need, a), pl_get(h->live, a));
}

bool pl_hurt_row_security(struct pl_hurting *h) {
    return pl_is(h->live, PL_TABLE_ROW_SECURITY) && !pl_is(h->need, PL_TABLE_ROW_SECURITY);
}
