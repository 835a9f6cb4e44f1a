/* A manifest as two texts. What the models language cannot say is one list of names: a word, how many names belong to it, and
 * these: a schema and a table, and for what is read or written its columns. */
#include <stdlib.h>
#include <string.h>
#include "migrations/manifest_text.h"

static const char *const use_words[] = { [PL_READS] = "reads", [PL_WRITES] = "writes", [PL_UPDATES] = "updates" };
enum { USE_WORDS = sizeof use_words / sizeof *use_words };
static const char query_word[] = "query", readable_word[] = "readable", whole_word[] = "whole", release_word[] = "release";

/* ---- writing */

static void add_word(struct pl_text *t, const char *word, size_t count) {
    pl_list_add(t, word);
    pl_list_add(t, pl_format(t->pl, "%zu", count));
}

static void add_use(struct pl_text *t, const struct pl_use *u) {
    size_t count = 0;
    while (u->columns[count])
        count++;
    add_word(t, use_words[u->of], count + 2);
    pl_list_add(t, u->schema);
    pl_list_add(t, u->table);
    for (const char *const *c = u->columns; *c; c++)
        pl_list_add(t, *c);
}

static void add_readable(struct pl_text *t, const struct pl_node *parent) {
    for (const struct pl_node *n = parent->child; n; n = n->next) {
        if (n->kind == PL_SCHEMA)
            add_readable(t, n);
        if (n->kind != PL_TABLE || !(n->flags & PL_N_READABLE))
            continue;
        add_word(t, readable_word, 2);
        pl_list_add(t, parent->name);
        pl_list_add(t, n->name);
    }
}

bool pl_manifest_write(struct pl *pl, const struct pl_manifest *m, const struct pl_dialect *d, struct pl_manifest_text *out) {
    struct pl_text needs = { .pl = pl }, uses = { .pl = pl };
    if (!pl_yaml_write(pl, m->needs, d->name, &needs))
        return false;
    if (m->whole)
        add_word(&uses, whole_word, 0);
    if (m->release)
        add_word(&uses, release_word, 0);
    add_readable(&uses, m->needs->root);
    for (const struct pl_use *u = m->uses; u; u = u->next)
        add_use(&uses, u);
    for (const struct pl_job_query *q = m->queries; q; q = q->next) {
        add_word(&uses, query_word, 1);
        pl_list_add(&uses, q->said);
    }
    *out = (struct pl_manifest_text){ .needs = pl_text(&needs), .uses = pl_text(&uses) };
    return true;
}

/* ---- reading */

static void take_readable(struct pl_manifest *m, const char *const *names) {
    struct pl_node *schema = pl_find(m->needs, m->needs->root, PL_SCHEMA, names[0]);
    struct pl_node *table = schema ? pl_find(m->needs, schema, PL_TABLE, names[1]) : NULL;
    if (table)
        table->flags |= PL_N_READABLE;
}

static struct pl_use **take_use(struct pl *pl, int of, const char *const *names, struct pl_use **tail) {
    struct pl_use *u = *tail = PL_NEW(pl, struct pl_use);
    *u = (struct pl_use){ .of = (enum pl_use_of)of, .schema = names[0], .table = names[1], .columns = names + 2 };
    return &u->next;
}

static struct pl_job_query **take_query(struct pl *pl, const char *sql, struct pl_job_query **tail) {
    *tail = PL_NEW(pl, struct pl_job_query);
    (*tail)->text = (*tail)->said = sql;
    return &(*tail)->next;
}

/* What queries write is known by their words: so the rest of the judgement need not know of them. */
static struct pl_use **take_writes(struct pl *pl, const struct pl_manifest *m, const char *sql, struct pl_use **tail) {
    *tail = pl_query_writes(pl, sql, m->needs->backslash, false);
    while (*tail)
        tail = &(*tail)->next;
    return tail;
}

/* A word that it does not know is of a newer poundlock, and passed over. */
static void take_uses(struct pl *pl, struct pl_manifest *m, const char *list) {
    struct pl_use **tail = &m->uses;
    struct pl_job_query **queries = &m->queries;
    const char *at = NULL;
    for (char *word; (word = pl_list_next(pl, list, &at));) {
        char *said = pl_list_next(pl, list, &at);
        size_t count = said ? strtoul(said, NULL, 10) : 0, n = 0, most = strlen(list) / 2;
        count = count < most ? count : most;
        const char **names = pl_alloc(pl, (count + 2) * sizeof *names);
        while (n < count && (names[n] = pl_list_next(pl, list, &at)))
            n++;
        m->whole |= strcmp(word, whole_word) == 0;
        m->release |= strcmp(word, release_word) == 0;
        if (n == 2 && strcmp(word, readable_word) == 0)
            take_readable(m, names);
        if (n == 1 && strcmp(word, query_word) == 0) {
            queries = take_query(pl, names[0], queries);
            tail = take_writes(pl, m, names[0], tail);
        }
        for (int of = 0; of < USE_WORDS; of++)
            if (n >= 2 && strcmp(word, use_words[of]) == 0)
                tail = take_use(pl, of, names, tail);
    }
}

bool pl_manifest_read(struct pl *pl, const char *name, const struct pl_manifest_text *t, const struct pl_source_options *o,
                      struct pl_manifest **out) {
    struct pl_source_options options = *o;
    struct pl_yaml_options yaml = { .dialects = o->dialect->words, .needs = true };
    struct pl_source s = { .text = name };
    options.needs = true;
    struct pl_manifest *m = *out = PL_NEW(pl, struct pl_manifest);
    *m = (struct pl_manifest){ .name = name, .needs = pl_source_realm(pl, name, &options) };
    if (!pl_yaml_read(m->needs, name, t->needs, strlen(t->needs), &yaml))
        return false;
    take_uses(pl, m, t->uses);
    s.realm = m->needs;
    return pl_source_ready(pl, &options, &s);
}
