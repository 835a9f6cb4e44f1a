/* What hurts a release in a schema: its needs and what is there, object by object, through the rows of hurts.def. */
#include <string.h>
#include "migrations/hurts.h"

enum { ERROR = PL_ERROR, WARNING = PL_WARNING, NOTE = PL_NOTE, DOUBT = PL_HURT_DOUBT, OFF = PL_HURT_OFF, LATER = PL_HURT_LATER };

const struct pl_hurt_row pl_hurt_rows[PL_HURT_COUNT] = {
#define HURT(id, word, kind, side, who, release, job, test, sentence, split) \
    [PL_HURT_##id] = { word, PL_##kind, PL_##side, PL_##who, release, job, sentence, split },
#include "migrations/hurts.def"
#undef HURT
};
static pl_hurt_test *const tests[PL_HURT_COUNT] = {
#define HURT(id, word, kind, side, who, release, job, test, sentence, split) [PL_HURT_##id] = test,
#include "migrations/hurts.def"
#undef HURT
};

struct finding {
    struct pl_hurting h;
    struct pl_hurt *first, **tail;
};

bool pl_hurt_says(const struct pl_node *n, enum pl_attr a) {
    return pl_is(n, a) && strcmp(pl_get(n, a), "false") != 0;
}

bool pl_hurt_same_tokens(const struct pl_hurting *h, const char *a, const char *b) {
    return pl_same(a, b) || (a && b && pl_tokens_equal(a, b, h->have->backslash));
}

bool pl_hurt_writes(const struct pl_hurting *h, const char *column) {
    const struct pl_node *c = h->need_table ? pl_find_column(h->release->needs, h->need_table, column) : NULL;
    return c && c->mark & PL_USE_WRITTEN;
}

static void say(struct finding *f, enum pl_hurt_id id, const struct pl_node *n, const char *detail) {
    const struct pl_hurting *h = &f->h;
    struct pl_hurt *hurt = PL_NEW(h->pl, struct pl_hurt);
    const char *title = pl_title(h->pl, n);
    *hurt = (struct pl_hurt){
        .id = id, .release = h->release, .object = title, .key = pl_format(h->pl, "%d %s", (int)id, title),
        .text = pl_format(h->pl, "%s %s%s%s%s", title, pl_hurt_rows[id].sentence, detail ? " (" : "", detail ? detail : "",
                          detail ? ")" : ""),
        .need = h->need ? h->need->place : h->need_table ? h->need_table->place : (struct pl_place){ 0 },
    };
    *f->tail = hurt;
    f->tail = &hurt->next;
}

/* ---- one object */

static bool is_writer(const struct pl_hurting *h, const struct pl_hurt_row *row) {
    const struct pl_node *n = row->side == PL_EXTRA || row->who == PL_ADDERS ? h->need_table : h->need;
    return n && n->mark & (row->who == PL_ADDERS ? PL_USE_ADDED : PL_USE_WRITTEN);
}

/* The rows of a kind stand anywhere in the table; a schema has many columns and few other things. */
static void try_rows(struct finding *f, enum pl_hurt_side side) {
    struct pl_hurting *h = &f->h;
    const struct pl_node *n = side == PL_EXTRA ? h->live : h->need;
    for (int i = 0; i < PL_HURT_COUNT; i++) {
        const struct pl_hurt_row *row = &pl_hurt_rows[i];
        if (row->kind != n->kind || row->side != side || (row->who != PL_ANYBODY && !is_writer(h, row)))
            continue;
        h->detail = NULL;
        if (tests[i](h))
            say(f, (enum pl_hurt_id)i, n, h->detail);
    }
}

/* `need` and what is there of it. */
static void try_need(struct finding *f, const struct pl_node *need, const struct pl_node *live) {
    f->h.need = need;
    f->h.live = live;
    try_rows(f, PL_GONE);
    if (live)
        try_rows(f, PL_DIFFERS);
}

static void try_children(struct finding *f, const struct pl_node *need, const struct pl_node *live) {
    struct pl_hurting *h = &f->h;
    h->need_table = need;
    h->live_table = live;
    for (const struct pl_node *c = need->child; c; c = c->next)
        if (!(pl_kinds[c->kind].flags & PL_CONTENT))
            try_need(f, c, c->kind == PL_COLUMN ? pl_find_column(h->have, live, c->name) : pl_find(h->have, live, c->kind, c->name));
    for (const struct pl_node *c = live->child; c; c = c->next) {
        if (pl_kinds[c->kind].flags & PL_CONTENT || (c->kind == PL_COLUMN && pl_find_column(h->release->needs, need, c->name)))
            continue;
        h->need = NULL;
        h->live = c;
        try_rows(f, PL_EXTRA);
    }
    h->need_table = h->live_table = NULL;
}

/* A view of the old name may stand in for a table, as far as it shows the columns. */
static void try_view(struct finding *f, const struct pl_node *table, const struct pl_node *view) {
    struct pl_hurting *h = &f->h;
    const char *columns = pl_view_columns(h->pl, view, h->have->backslash);
    h->need = table;
    if (!columns)
        say(f, PL_HURT_TABLE_VIEW_DOUBT, table, NULL);
    PL_EACH(c, table, PL_COLUMN) {
        const char *at = NULL, *name = NULL;
        while (columns && (name = pl_list_next(h->pl, columns, &at)) && !pl_same_nocase(name, c->name))
            ;
        h->need = c;
        if (columns && !name)
            say(f, PL_HURT_TABLE_VIEW_LACKS, c, NULL);
    }
    h->need = table;
    if (columns && table->mark & PL_USE_WRITTEN)
        say(f, PL_HURT_TABLE_IS_VIEW, table, NULL);
}

static void try_object(struct finding *f, const struct pl_node *need, const struct pl_node *home) {
    const struct pl_realm *have = f->h.have;
    const struct pl_node *live = home ? pl_find(have, home, need->kind, need->name) : NULL;
    const struct pl_node *view = !live && home && need->kind == PL_TABLE ? pl_find(have, home, PL_VIEW, need->name) : NULL;
    if (view) {
        try_view(f, need, view);
        return;
    }
    try_need(f, need, live);
    if (live)
        try_children(f, need, live);
}

/* ---- all of them, or those of one name */

static struct finding begin(struct pl *pl, const struct pl_dialect *d, const struct pl_release *r, const struct pl_realm *have) {
    return (struct finding){ .h = { .pl = pl, .dialect = d, .release = r, .have = have } };
}

struct pl_hurt *pl_hurts(struct pl *pl, const struct pl_dialect *d, const struct pl_release *r, const struct pl_realm *have) {
    struct finding f = begin(pl, d, r, have);
    f.tail = &f.first;
    for (const struct pl_node *schema = r->needs->root->child; schema; schema = schema->next) {
        const struct pl_node *home = pl_find(have, have->root, PL_SCHEMA, schema->name);
        if (!home && schema->name[0]) {
            try_need(&f, schema, NULL);
            continue;
        }
        for (const struct pl_node *n = schema->child; n; n = n->next)
            try_object(&f, n, home);
    }
    return f.first;
}

struct pl_hurt *pl_hurts_of(struct pl *pl, const struct pl_dialect *d, const struct pl_release *r, const struct pl_realm *have,
                            const char *schema, const char *name) {
    struct finding f = begin(pl, d, r, have);
    const struct pl_node *needs = pl_find(r->needs, r->needs->root, PL_SCHEMA, schema);
    const struct pl_node *home = pl_find(have, have->root, PL_SCHEMA, schema);
    f.tail = &f.first;
    for (int k = 0; needs && k < PL_KINDS; k++) {
        const struct pl_node *need = pl_kinds[k].parents >> PL_SCHEMA & 1 ? pl_find(r->needs, needs, (enum pl_kind)k, name) : NULL;
        if (need)
            try_object(&f, need, home);
    }
    return f.first;
}
