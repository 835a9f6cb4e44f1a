/* Queries of a job that holds the schema. They cannot be prepared on a schema that is not there yet, so what they speak of by name
 * must stay as it is: the tables, views, sequences and functions, and of a table the columns, all of them where there is a star. */
#include <string.h>
#include "migrations/hold.h"

struct speaking {
    const struct pl_dialect *dialect;
    struct pl_realm *live, *then;
    const char *sql;
    bool star;
    const char *breaks;
};

static const enum pl_kind kinds[] = { PL_TABLE, PL_VIEW, PL_MATERIALIZED_VIEW, PL_VIRTUAL_TABLE, PL_SEQUENCE };

/* The next word of the text, as a name; NULL at its end. */
static char *next_name(const struct speaking *s, const char **at) {
    for (struct pl_token t; (t = pl_token_next(at, s->live->backslash)).kind != PL_T_END;)
        if (t.kind == PL_T_WORD || t.kind == PL_T_QUOTED)
            return pl_token_name(s->live->pl, t);
    return NULL;
}

static bool speaks_of(const struct speaking *s, const char *name) {
    const char *at = s->sql;
    for (char *word; (word = next_name(s, &at));)
        if (pl_same_nocase(word, name))
            return true;
    return false;
}

static const char *type_of(const struct speaking *s, const struct pl_node *column) {
    const char *said = pl_get(column, PL_COLUMN_TYPE), *canonical = said ? s->dialect->type(s->live->pl, said) : NULL;
    return canonical ? canonical : said;
}

static void breaks(struct speaking *s, const struct pl_node *n, const char *how) {
    if (!s->breaks)
        s->breaks = pl_format(s->live->pl, "a query speaks of %s, which would %s", pl_title(s->live->pl, n), how);
}

static void check_columns(struct speaking *s, const struct pl_node *live, const struct pl_node *then) {
    PL_EACH(c, live, PL_COLUMN) {
        if (!s->star && !speaks_of(s, c->name))
            continue;
        const struct pl_node *other = pl_find(s->then, then, PL_COLUMN, c->name);
        if (!other)
            breaks(s, c, "go");
        else if (!pl_same(type_of(s, c), type_of(s, other)))
            breaks(s, c, "get another type");
    }
}

static void check_word(struct speaking *s, const char *word) {
    PL_EACH(schema, s->live->root, PL_SCHEMA) {
        const struct pl_node *home = pl_find(s->then, s->then->root, PL_SCHEMA, schema->name);
        for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
            const struct pl_node *n = pl_find(s->live, schema, kinds[i], word);
            const struct pl_node *then = n && home ? pl_find(s->then, home, kinds[i], n->name) : NULL;
            if (n && !then)
                breaks(s, n, "go");
            else if (n && kinds[i] == PL_TABLE)
                check_columns(s, n, then);
        }
        for (const struct pl_node *f = pl_find_overloaded(s->live, schema, word); f; f = f->namesake)
            if (!home || !pl_find(s->then, home, f->kind, f->name))
                breaks(s, f, "go");
    }
}

const char *pl_hold_query_breaks(const struct pl_dialect *d, struct pl_realm *live, struct pl_realm *then, const char *sql) {
    struct speaking s = { .dialect = d, .live = live, .then = then, .sql = sql, .star = strchr(sql, '*') != NULL };
    const char *at = sql;
    for (char *word; !s.breaks && (word = next_name(&s, &at));) {
        check_word(&s, word);
        if (strcmp(word, pl_lower(live->pl, word)) != 0)
            check_word(&s, pl_lower(live->pl, word));
    }
    return s.breaks;
}
