/* Lint of a migration file: the change that it makes is known from running it in a throw-away database; its words tell only how
 * it goes about it. */
#include <string.h>
#include "dialects/split.h"
#include "migrations/lint.h"

/* What a statement says, by its words: enough to know it again, not to understand it. */
enum {
    W_CREATE = 1 << 0, W_DROP = 1 << 1, W_ALTER = 1 << 2, W_INDEX = 1 << 3, W_CONCURRENTLY = 1 << 4, W_CONSTRAINT = 1 << 5,
    W_VALID = 1 << 6, W_FOREIGN = 1 << 7, W_CHECK = 1 << 8, W_UNIQUE = 1 << 9, W_USING = 1 << 10, W_TRUNCATE = 1 << 11,
    W_CASCADE = 1 << 12, W_UPDATE = 1 << 13, W_DELETE = 1 << 14, W_INSERT = 1 << 15, W_PRIMARY = 1 << 16, W_ADD = 1 << 17, W_TABLE = 1 << 18
};
static const struct {
    const char *word;
    unsigned flag;
} words[] = {
    { "create", W_CREATE }, { "drop", W_DROP }, { "alter", W_ALTER }, { "index", W_INDEX }, { "concurrently", W_CONCURRENTLY },
    { "constraint", W_CONSTRAINT }, { "valid", W_VALID }, { "foreign", W_FOREIGN }, { "check", W_CHECK }, { "unique", W_UNIQUE },
    { "using", W_USING }, { "truncate", W_TRUNCATE }, { "cascade", W_CASCADE }, { "update", W_UPDATE }, { "delete", W_DELETE },
    { "insert", W_INSERT }, { "primary", W_PRIMARY }, { "add", W_ADD }, { "table", W_TABLE },
};

struct statement {
    unsigned says, first;          /* all its words; that which it begins with */
    bool outside;                  /* of a transaction */
    const char *sql;
    struct pl_place place;
};

static void read_words(struct statement *s, unsigned flags) {
    const char *at = s->sql;
    for (struct pl_token t; (t = pl_token_next(&at, (flags & PL_DL_BACKSLASH) != 0)).kind != PL_T_END;)
        for (size_t i = 0; t.kind == PL_T_WORD && i < sizeof words / sizeof *words; i++) {
            if (t.len != strlen(words[i].word))
                continue;
            char lower[16] = "";
            for (size_t k = 0; k < t.len && k < sizeof lower - 1; k++)
                lower[k] = (char)(t.s[k] >= 'A' && t.s[k] <= 'Z' ? t.s[k] + 32 : t.s[k]);
            if (strcmp(lower, words[i].word) != 0)
                continue;
            if (!s->says)
                s->first = words[i].flag;
            s->says |= words[i].flag;
        }
}

/* Whether the statement names a table that was there before the migration ran. */
static bool old_table(const struct pl_lint *l, const struct statement *s) {
    unsigned flags = l->dialect->flags;
    const char *at = s->sql;
    for (struct pl_token t; (t = pl_token_next(&at, (flags & PL_DL_BACKSLASH) != 0)).kind != PL_T_END;) {
        const char *name = t.kind == PL_T_WORD || t.kind == PL_T_QUOTED ? pl_token_name(l->pl, t) : NULL;
        for (const struct pl_node *schema = name && l->live ? l->live->root->child : NULL; schema; schema = schema->next)
            if (pl_find(l->live, schema, PL_TABLE, name))
                return true;
    }
    return false;
}

/* All of `must` said, none of `not`, in or out of a transaction; `old`: on a table that was there. */
static const struct row {
    enum pl_lint_id id;
    unsigned first, must, not;
    bool in_transaction, old;
} rows[] = {
    { PL_L_INDEX_NOT_CONCURRENTLY, W_CREATE, W_INDEX, W_CONCURRENTLY | W_TABLE, false, true },
    { PL_L_DROP_NOT_CONCURRENTLY, W_DROP, W_INDEX, W_CONCURRENTLY | W_TABLE, false, false },
    { PL_L_CONCURRENTLY_IN_TRANSACTION, W_CREATE, W_INDEX | W_CONCURRENTLY, 0, true, false },
    { PL_L_CONCURRENTLY_IN_TRANSACTION, W_DROP, W_INDEX | W_CONCURRENTLY, 0, true, false },
    { PL_L_MISSING_NOT_VALID, W_ALTER, W_ADD | W_FOREIGN, W_VALID, false, true },
    { PL_L_MISSING_NOT_VALID, W_ALTER, W_ADD | W_CONSTRAINT | W_CHECK, W_VALID | W_FOREIGN, false, true },
    { PL_L_UNIQUE_NOT_USING_INDEX, W_ALTER, W_ADD | W_UNIQUE, W_USING, false, true },
    { PL_L_UNIQUE_NOT_USING_INDEX, W_ALTER, W_ADD | W_PRIMARY, W_USING, false, true },
    { PL_L_TRUNCATE_CASCADE, W_TRUNCATE, W_CASCADE, 0, false, false },
};

static void look(struct pl_lint *l, const struct statement *s) {
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct row *r = &rows[i];
        if (s->first != r->first || (s->says & r->must) != r->must || (s->says & r->not))
            continue;
        if ((r->in_transaction && s->outside) || (r->old && !old_table(l, s)))
            continue;
        pl_lint_say(l, r->id, NULL, &s->place, pl_strndup(l->pl, s->sql, strcspn(s->sql, "\r\n")));
    }
}

static const unsigned schema_words = W_CREATE | W_DROP | W_ALTER | W_TRUNCATE, data_words = W_UPDATE | W_DELETE;

static bool exceptions(struct pl_lint *l, const struct pl_migration *m) {
    for (const struct pl_directive *d = NULL; (d = pl_migration_says(m, "allow", d));) {
        struct pl_place place = { .file = m->path, .line = d->line };
        if (!pl_lint_known(l->pl, d->value, &place))
            return false;
        if (!d->reason) {
            pl_say(l->pl, PL_D_MISSING, &place, "an exception for \"%s\" without a reason", d->value);
            return pl_hint(l->pl, "-- poundlock: allow %s because ...", d->value);
        }
    }
    return true;
}

/* *schema: a statement before it, in the same transaction, changes the schema. */
static void look_at_sql(struct pl_lint *l, const struct pl_migration *m, const struct pl_item *i, bool outside, bool *schema) {
    struct pl_splitter split = { .pl = l->pl, .at = i->text, .line = i->line, .flags = l->dialect->flags };
    struct pl_statement one;
    while (pl_split_next(&split, &one)) {
        struct statement s = { .sql = one.sql, .outside = outside, .place = { .file = m->path, .line = one.line } };
        read_words(&s, l->dialect->flags);
        look(l, &s);
        *schema |= !outside && (s.first & schema_words) != 0;
        if (*schema && !outside && (s.first & data_words) && old_table(l, &s))
            pl_lint_say(l, PL_L_DATA_AND_SCHEMA, NULL, &s.place, NULL);
    }
}

bool pl_lint_file(struct pl_lint *l, const struct pl_migration *m) {
    bool outside = false, schema = false;
    struct pl_place whole = { .file = m->path };
    l->migration = m;
    if (!exceptions(l, m))
        return false;
    for (const struct pl_item *i = m->up.first; i && !pl_migration_says(m, "generated", NULL); i = i->next) {
        outside = i->kind == PL_I_NO_TRANSACTION || (outside && i->kind != PL_I_TRANSACTION);
        if (i->kind == PL_I_SQL)
            look_at_sql(l, m, i, outside, &schema);
    }
    if (!m->down.line)
        pl_lint_say(l, PL_L_NO_WAY_DOWN, NULL, &whole, NULL);
    return true;
}
