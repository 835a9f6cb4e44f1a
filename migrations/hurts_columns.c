/* What a column can do to who reads or writes it. */
#include <string.h>
#include "migrations/hurts.h"

static bool fills_itself(const struct pl_node *c) {
    static const enum pl_attr fills[] = { PL_COLUMN_DEFAULT, PL_COLUMN_GENERATED, PL_COLUMN_IDENTITY, PL_COLUMN_AUTO_INCREMENT,
                                          PL_COLUMN_AUTOINCREMENT };
    for (size_t i = 0; i < sizeof fills / sizeof *fills; i++)
        if (pl_hurt_says(c, fills[i]))
            return true;
    return false;
}

/* In the primary key: it refuses NULL without saying so. */
static bool in_key(const struct pl_node *c) {
    const struct pl_node *key = pl_first(c->parent, PL_PRIMARY_KEY);
    for (const struct pl_node *part = key ? key->child : NULL; part; part = part->next)
        if (part->kind == PL_PART && pl_same(pl_get(part, PL_PART_COLUMN), c->name))
            return true;
    return false;
}

static bool refuses_null(const struct pl_node *c) {
    return pl_hurt_says(c, PL_COLUMN_NOT_NULL) || in_key(c);
}

/* ---- types, of columns and of domains */

static const char *type_of(const struct pl_node *n) {
    int a = pl_attr_named(n->kind, "type");
    return a < 0 ? NULL : pl_get(n, (enum pl_attr)a);
}

static bool types(struct pl_hurting *h, const char **need, const char **live) {
    *need = type_of(h->need);
    *live = type_of(h->live);
    if (!*need || !*live || strcmp(*need, *live) == 0)
        return false;
    h->detail = pl_format(h->pl, "it is %s, the release has %s", *live, *need);
    return true;
}

bool pl_hurt_narrower(struct pl_hurting *h) {
    const char *need, *live;
    return types(h, &need, &live) && !h->dialect->covers(live, need);
}

bool pl_hurt_wider(struct pl_hurting *h) {
    const char *need, *live;
    return types(h, &need, &live) && h->dialect->covers(live, need) && !h->dialect->covers(need, live);
}

/* ---- NULL and defaults */

static bool not_null(const struct pl_node *n) {
    return n->kind == PL_COLUMN ? refuses_null(n) : pl_hurt_says(n, PL_DOMAIN_NOT_NULL);
}

bool pl_hurt_now_required(struct pl_hurting *h) {
    return not_null(h->live) && !not_null(h->need) && !(h->need->kind == PL_COLUMN && fills_itself(h->need) && fills_itself(h->live));
}

bool pl_hurt_null_let_in(struct pl_hurting *h) {
    return pl_hurt_says(h->need, PL_COLUMN_NOT_NULL) && !refuses_null(h->live);
}

static bool lost_its_fill(const struct pl_hurting *h) {
    return fills_itself(h->need) && !fills_itself(h->live);
}

bool pl_hurt_fill_gone(struct pl_hurting *h) {
    return lost_its_fill(h) && pl_column_refuses_rows(h->live);
}

bool pl_hurt_fill_gone_null(struct pl_hurting *h) {
    return lost_its_fill(h) && !refuses_null(h->live);
}

static bool is_always(const struct pl_node *c) {
    return pl_is(c, PL_COLUMN_GENERATED) || pl_same(pl_get(c, PL_COLUMN_IDENTITY), "always");
}

bool pl_hurt_now_computed(struct pl_hurting *h) {
    return is_always(h->live) && !fills_itself(h->need);
}

/* A column that the release does not name. */
bool pl_hurt_required(struct pl_hurting *h) {
    return pl_column_refuses_rows(h->live);
}

/* ---- text */

static bool differs(struct pl_hurting *h, enum pl_attr a) {
    const char *need = pl_get(h->need, a), *live = pl_get(h->live, a);
    if (pl_same(need, live) || (!need && !h->release->whole))
        return false;
    h->detail = pl_format(h->pl, "%s, the release has %s", live ? live : "none of its own", need ? need : "none of its own");
    return true;
}

bool pl_hurt_other_collation(struct pl_hurting *h) {
    return differs(h, PL_COLUMN_COLLATION);
}

bool pl_hurt_other_charset(struct pl_hurting *h) {
    return differs(h, PL_COLUMN_CHARSET);
}
