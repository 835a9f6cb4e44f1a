/* What a database holds and models cannot say yet, as comments at the end of the models: counted and named by kind, so that
 * nothing is passed over in silence.
 */
#include "engine/yaml_text.h"

#include <string.h>

enum { NAMES = 12 }; /* of each kind; the others are only counted */

struct counted {
    struct counted *next;
    const char *what;
    int count;
    struct pl_text names;
};

/* A comment is one line whatever a name holds. */
static void add_shown(struct pl_text *t, const char *s, bool flow) {
    if (!pl_yaml_scalar(t, s, flow))
        pl_add(t, "(not UTF-8)");
}

static struct counted *count_of(struct pl *pl, struct counted **list, const char *what) {
    while (*list && !pl_same((*list)->what, what))
        list = &(*list)->next;
    if (!*list) {
        *list = PL_NEW(pl, struct counted);
        (*list)->what = what;
        (*list)->names.pl = pl;
    }
    return *list;
}

static void count_one(struct pl *pl, struct counted **list, const struct pl_node *n) {
    /* The first attribute of such a kind says what it is in the database's words. */
    struct pl_text what = { .pl = pl };
    add_shown(&what, pl_attr_count(n->kind) && pl_at(n, 0) ? pl_at(n, 0) : pl_kinds[n->kind].word, false);
    struct counted *c = count_of(pl, list, pl_text(&what));
    if (++c->count > NAMES)
        return;
    pl_add(&c->names, c->count > 1 ? ", " : "");
    add_shown(&c->names, pl_path(pl, n), true);
}

static struct counted *count_unmodelled(struct pl *pl, const struct pl_realm *r) {
    struct counted *list = NULL;
    for (const struct pl_node *schema = r->root->child; schema; schema = schema->next)
        for (const struct pl_node *n = schema->child; n; n = n->next)
            if (pl_kinds[n->kind].flags & PL_LIVE_ONLY)
                count_one(pl, &list, n);
    return list;
}

/* "policies", "indexes", "functions" */
static const char *plural(struct pl *pl, const char *word, int count) {
    size_t len = strlen(word);
    char last = len ? word[len - 1] : 0;
    if (count == 1 || !len)
        return word;
    if (last == 'y' && len > 1 && !strchr("aeiou", word[len - 2]))
        return pl_format(pl, "%.*sies", (int)len - 1, word);
    return pl_format(pl, "%s%s", word, last == 's' || last == 'x' ? "es" : "s");
}

void pl_yaml_unmodelled(struct pl *pl, const struct pl_realm *r, struct pl_text *out) {
    struct counted *list = count_unmodelled(pl, r);
    const char *gap = "\n# not modelled: ";
    for (const struct counted *c = list; c; c = c->next, gap = ", ")
        pl_addf(out, "%s%d %s", gap, c->count, plural(pl, c->what, c->count));
    if (list)
        pl_addc(out, '\n');
    for (const struct counted *c = list; c; c = c->next) {
        pl_addf(out, "#   %s: %s", plural(pl, c->what, c->count), pl_text(&c->names));
        if (c->count > NAMES)
            pl_addf(out, " and %d more", c->count - NAMES);
        pl_addc(out, '\n');
    }
}
