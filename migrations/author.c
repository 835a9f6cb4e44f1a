/* From plans to the text of a migration. */
#include <string.h>
#include "dialects/split.h"
#include "migrations/author.h"

static void turn(struct pl_node *parent) {
    for (struct pl_node *n = parent->child; n; n = n->next) {
        if (n->mate) {
            if (strcmp(n->name, n->mate->name) != 0)
                n->was = n->mate->name;
            n->mate->was = NULL;
        }
        turn(n);
    }
}

static void forget(struct pl_node *parent) {
    for (struct pl_node *n = parent->child; n; n = n->next) {
        n->was = NULL;
        forget(n);
    }
}

bool pl_author_turn(struct pl_realm *from, struct pl_realm *to) {
    if (!pl_pair(from, to))
        return false;
    forget(from->root);
    turn(from->root);
    forget(to->root);
    return true;
}

bool pl_author_state(struct pl_realm *after, const char *dialect, struct pl_text *out) {
    forget(after->root);
    return pl_yaml_write(after->pl, after, dialect, out);
}

/* On one line: a directive ends where its line does. */
static char *one_line(struct pl *pl, const char *s) {
    char *line = pl_strdup(pl, s);
    for (char *c = line; *c; c++)
        if (*c == '\n' || *c == '\r')
            *c = ' ';
    return line;
}

static void add_directives(struct pl *pl, struct pl_text *t, const char *word, const char *const *values) {
    for (; values && *values; values++)
        pl_addf(t, "-- poundlock: %s %s\n", word, one_line(pl, *values));
}

static void add_way(struct pl *pl, const struct pl_plan *plan, bool down, struct pl_text *t) {
    const struct pl_dialect *d = plan->script.dialect;
    const char *title = NULL;
    bool outside = false;
    for (const struct pl_step *s = plan->script.first; s; s = s->next) {
        bool want = d->flags & PL_DL_DDL_IN_TX && s->flags & PL_R_NO_TX;
        if (!(s->flags & PL_R_KEEP_TX) && want != outside) {
            pl_addf(t, "-- poundlock: %s\n", want ? "no-transaction" : "transaction");
            outside = want;
        }
        /* A rebuild is many statements with one title. */
        if (!title || strcmp(title, s->title) != 0)
            pl_addf(t, "-- %s\n", one_line(pl, s->title));
        title = s->title;
        for (const char *const *lost = s->loses; lost && *lost; lost++)
            pl_addf(t, down ? "-- poundlock: loses %s\n" : "-- loses what %s holds\n", one_line(pl, *lost));
        if (s->flags & PL_R_EXPECT_NOTHING)
            pl_addf(t, "-- expect-none: %s\n", one_line(pl, s->sql));
        else
            pl_split_write(d, s->sql, t);
    }
}

char *pl_author_text(struct pl *pl, const struct pl_plan *up, const struct pl_plan *down, const char *const *losses,
                     const char *const *replaces) {
    struct pl_text t = { .pl = pl };
    pl_add(&t, "-- poundlock: generated\n");
    add_directives(pl, &t, "replaces", replaces);
    add_directives(pl, &t, "loses", losses);
    pl_add(&t, "-- up\n");
    add_way(pl, up, false, &t);
    if (down) {
        pl_add(&t, "\n-- down\n");
        add_way(pl, down, true, &t);
    }
    return t.s;
}

char *pl_author_empty(struct pl *pl) {
    return pl_strdup(pl, "-- up\n\n\n-- down\n\n");
}
