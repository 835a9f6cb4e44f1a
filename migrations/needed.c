/* From statements to a manifest: which tables and columns they read, add rows with, and set.
 *
 * The one idea: where the database does not tell what a statement touches, its words are looked up in the schema: names behind
 * FROM, JOIN, INTO and UPDATE are tables, c.name is a column of what c stands for, and any other word that is a column of one of
 * those tables is taken for it. That may name a column too many, never one too few. */
#include <string.h>
#include "engine/yaml_text.h"
#include "migrations/needed.h"

void pl_needed_begin(struct pl_needed *n, struct pl *pl, const struct pl_realm *have, const char *own) {
    *n = (struct pl_needed){ .pl = pl, .have = have, .own = own };
    n->reads = pl_realm_new(pl, "reads");
    n->updates = pl_realm_new(pl, "updates");
    n->writes = pl_realm_new(pl, "writes");
    n->reads->nocase = n->updates->nocase = n->writes->nocase = have->nocase;
}

/* ---- names of the schema */

static const struct pl_node *find_table(const struct pl_needed *n, const char *schema, const char *name) {
    const struct pl_node *in = pl_find(n->have, n->have->root, PL_SCHEMA, pl_same(schema, n->own) ? "" : schema);
    const struct pl_node *t = in ? pl_find(n->have, in, PL_TABLE, name) : NULL;
    return t || !in ? t : pl_readable(n->have, in, name);
}

static struct pl_node *note_table(const struct pl_needed *n, struct pl_realm *r, const struct pl_node *table) {
    (void)n;
    return pl_intern(r, pl_intern(r, r->root, PL_SCHEMA, table->parent->name), PL_TABLE, table->name);
}

/* Whether there is such a column. */
static bool note(const struct pl_needed *n, struct pl_realm *r, const struct pl_node *table, const char *column) {
    struct pl_node *t = note_table(n, r, table);
    const struct pl_node *c = table->kind == PL_TABLE && column ? pl_find_column(n->have, table, column) : NULL;
    if (c)
        pl_intern(r, t, PL_COLUMN, c->name);
    return c != NULL;
}

static void note_all(const struct pl_needed *n, struct pl_realm *r, const struct pl_node *table) {
    note_table(n, r, table);
    PL_EACH(c, table, PL_COLUMN)
        note(n, r, table, c->name);
}

/* ---- one statement by its words */

struct source {
    struct source *next;
    const char *alias;             /* what it is called in the statement */
    const struct pl_node *table;
    const char *at;                /* where its name stands, and ... */
    const char *end;               /* ... where its alias ends */
};
struct reading {
    const struct pl_needed *n;
    struct source *sources, **tail;
    struct pl_token *t;            /* all of them, with an END behind */
    size_t count;
    bool guessed;                  /* a word was taken for a column */
};

static bool is(const struct pl_token *t, const char *word) {
    size_t len = strlen(word);
    if (t->len != len || (t->kind != PL_T_WORD && t->kind != PL_T_SIGN))
        return false;
    for (size_t i = 0; i < len; i++)
        if ((t->kind == PL_T_WORD ? t->s[i] | 0x20 : t->s[i]) != word[i])
            return false;
    return true;
}

static bool any(const struct pl_token *t, const char *const *words) {
    while (*words && !is(t, *words))
        words++;
    return *words != NULL;
}

static bool is_name(const struct pl_token *t) {
    return t->kind == PL_T_WORD || t->kind == PL_T_QUOTED;
}

static void read_tokens(struct reading *r, const char *sql) {
    bool backslash = r->n->have->backslash;
    const char *at = sql;
    while (pl_token_next(&at, backslash).kind != PL_T_END)
        r->count++;
    r->t = pl_alloc(r->n->pl, (r->count + 4) * sizeof *r->t);
    at = sql;
    for (size_t i = 0; i < r->count; i++)
        r->t[i] = pl_token_next(&at, backslash);
}

/* A name that a statement gives itself: WITH x AS (..). */
static bool is_own_name(const struct reading *r, const char *name) {
    static const char *const bodies[] = { "(", "materialized", "not", NULL };
    for (size_t i = 0; i + 2 < r->count; i++)
        if (is_name(&r->t[i]) && is(&r->t[i + 1], "as") && any(&r->t[i + 2], bodies) &&
            pl_same_nocase(pl_token_name(r->n->pl, r->t[i]), name))
            return true;
    return false;
}

/* The words that can follow a table and are no alias. */
static const char *const no_alias[] = {
    "where", "set", "on", "using", "join", "inner", "left", "right", "full", "cross", "natural", "group", "order", "having", "limit",
    "offset", "union", "intersect", "except", "values", "select", "returning", "for", "fetch", "window", "when", "default", "with", "straight_join",
    "use", "force", "ignore", "partition", "tablesample", "indexed", "not", "from", "overriding", "lock", NULL,
};

/* The table whose name begins at i; returns what stands behind it and its alias. */
static size_t take_table(struct reading *r, size_t i) {
    struct pl *pl = r->n->pl;
    const char *schema = "", *name = pl_token_name(pl, r->t[i]), *at = r->t[i].s;
    size_t next = i + 1;
    bool dotted = is(&r->t[next], ".") && is_name(&r->t[next + 1]);
    if (dotted) {
        schema = name;
        name = pl_token_name(pl, r->t[next + 1]);
        next += 2;
    }
    const struct pl_node *table = is(&r->t[next], "(") && !is(&r->t[i - 1], "into") ? NULL : find_table(r->n, schema, name);
    if (!table || (!dotted && is_own_name(r, name)))
        return next;
    struct source *s = PL_NEW(pl, struct source);
    *s = (struct source){ .alias = name, .table = table, .at = at };
    if (is(&r->t[next], "as"))
        next++;
    if (is_name(&r->t[next]) && !any(&r->t[next], no_alias))
        s->alias = pl_token_name(pl, r->t[next++]);
    s->end = r->t[next - 1].s + r->t[next - 1].len;
    *r->tail = s;
    r->tail = &s->next;
    return next;
}

/* FROM a, b JOIN c: a comma goes on with tables until another clause begins. */
static void find_tables(struct reading *r) {
    static const char *const begin[] = { "from", "join", "into", "update", "using", "straight_join", NULL };
    static const char *const skip[] = { "only", "lateral", "low_priority", "ignore", "or", "replace", "(", NULL };
    static const char *const end[] = { "where", "select", "set", "on", "group", "order", "having", "values", "limit", "returning", "into",
                                       NULL };
    bool list = false;
    r->tail = &r->sources;
    for (size_t i = 0; i < r->count;) {
        bool begins = any(&r->t[i], begin) || (list && is(&r->t[i], ","));
        list = (begins && !is(&r->t[i], "into")) || (list && !any(&r->t[i], end));
        i++;
        while (begins && i < r->count && any(&r->t[i], skip))
            i++;
        if (begins && i < r->count && is_name(&r->t[i]))
            i = take_table(r, i);
    }
}

static const struct source *called(const struct reading *r, const char *alias) {
    const struct source *found = NULL;
    for (const struct source *s = r->sources; s && !found; s = s->next)
        if (pl_same_nocase(s->alias, alias) || pl_same_nocase(s->table->name, alias))
            found = s;
    return found;
}

static bool names_a_table(const struct reading *r, const struct pl_token *t) {
    for (const struct source *s = r->sources; s; s = s->next)
        if (t->s >= s->at && t->s < s->end)
            return true;
    return false;
}

/* a, c.a, c.*, * */
static void take_column(struct reading *r, size_t i) {
    static const char *const stars[] = { "select", ",", "distinct", "all", "returning", NULL };
    const struct pl_needed *n = r->n;
    bool dotted = i >= 2 && is(&r->t[i - 1], ".") && is_name(&r->t[i - 2]), star = is(&r->t[i], "*");
    const struct source *of = dotted ? called(r, pl_token_name(n->pl, r->t[i - 2])) : NULL;
    if (star && !dotted && (i == 0 || !any(&r->t[i - 1], stars)))
        return;                                        /* a * b, count(*) */
    if (!star && (is(&r->t[i + 1], "(") || is(&r->t[i + 1], ".") || (i && is(&r->t[i - 1], "as"))))
        return;
    const char *name = star ? NULL : pl_token_name(n->pl, r->t[i]);
    for (const struct source *s = r->sources; s; s = s->next) {
        if (dotted && of && s != of)
            continue;
        if (star)
            note_all(n, n->reads, s->table);
        else if (note(n, n->reads, s->table, name))
            r->guessed = true;
    }
}

static void by_words(struct pl_needed *n, const char *sql) {
    struct reading r = { .n = n };
    read_tokens(&r, sql);
    find_tables(&r);
    for (const struct source *s = r.sources; s; s = s->next)
        note_table(n, n->reads, s->table);
    for (size_t i = 0; r.sources && i < r.count; i++)
        if ((is_name(&r.t[i]) && !names_a_table(&r, &r.t[i])) || is(&r.t[i], "*"))
            take_column(&r, i);
    n->statements += r.sources != NULL;
    n->guessed += r.guessed;
}

static void by_database(struct pl_needed *n, const struct pl_touched *list) {
    bool found = false;
    for (const struct pl_touched *t = list; t; t = t->next) {
        const struct pl_node *table = find_table(n, t->schema, t->table);
        if (table)
            note(n, n->reads, table, t->column);
        found |= table != NULL;
    }
    n->statements += found;
}

/* ---- what it writes */

static bool lists(const struct pl_realm *r, const char *const *columns, const char *name) {
    for (; *columns; columns++)
        if (pl_same_name(r, PL_COLUMN, *columns, name))
            return true;
    return false;
}

/* Of several INSERTs into one table only the columns that all of them name are named for certain; the others are set. */
static void note_insert(struct pl_needed *n, const struct pl_node *table, const char *const *columns) {
    struct pl_node *schema = pl_find(n->writes, n->writes->root, PL_SCHEMA, table->parent->name);
    struct pl_node *there = schema ? pl_find(n->writes, schema, PL_TABLE, table->name) : NULL;
    for (const char *const *c = columns; *c; c++) {
        if (there && !pl_find(n->writes, there, PL_COLUMN, *c))
            note(n, n->updates, table, *c);
        else
            note(n, n->writes, table, *c);
    }
    for (struct pl_node *c = there ? pl_first(there, PL_COLUMN) : NULL, *next; c; c = next) {
        next = pl_next(c);
        if (lists(n->have, columns, c->name))
            continue;
        note(n, n->updates, table, c->name);
        pl_remove(n->writes, c);
    }
    note_table(n, n->writes, table);
}

static const char *const *all_columns(struct pl_needed *n, const struct pl_node *table) {
    size_t count = 0;
    PL_EACH(c, table, PL_COLUMN)
        count++;
    const char **names = pl_alloc(n->pl, (count + 1) * sizeof *names);
    count = 0;
    PL_EACH(c, table, PL_COLUMN)
        if (!pl_get(c, PL_COLUMN_GENERATED))
            names[count++] = c->name;
    return names;
}

static void note_writes(struct pl_needed *n, const char *sql) {
    for (const struct pl_use *u = pl_query_writes(n->pl, sql, n->have->backslash, true); u; u = u->next) {
        const struct pl_node *table = find_table(n, u->schema, u->table);
        if (!table)
            continue;
        if (u->of == PL_WRITES)
            note_insert(n, table, u->by_position ? all_columns(n, table) : u->columns);
        else
            for (const char *const *c = u->columns; *c; c++)
                note(n, n->updates, table, *c);
    }
}

void pl_needed_add(struct pl_needed *n, const char *sql, const struct pl_examined *told) {
    note_writes(n, sql);
    if (told && told->touched)
        by_database(n, told->touched);
    else
        by_words(n, sql);
}

/* ---- as a file */

static void add_name(struct pl_text *out, const char *name) {
    if (!pl_yaml_scalar(out, name, true))
        pl_add(out, "?");
}

static bool is_written(const struct pl_needed *n, const struct pl_node *column) {
    const struct pl_realm *realms[] = { n->writes, n->updates };
    for (size_t i = 0; i < sizeof realms / sizeof *realms; i++) {
        const struct pl_node *schema = pl_find(realms[i], realms[i]->root, PL_SCHEMA, column->parent->parent->name);
        const struct pl_node *table = schema ? pl_find(realms[i], schema, PL_TABLE, column->parent->name) : NULL;
        if (table && pl_find(realms[i], table, PL_COLUMN, column->name))
            return true;
    }
    return false;
}

static void write_table(const struct pl_needed *n, const struct pl_realm *r, const struct pl_node *table, struct pl_text *out) {
    const char *names[] = { table->parent->name, table->name };
    struct pl_text line = { .pl = n->pl };
    int count = 0;
    bool own = !*table->parent->name;
    add_name(&line, pl_ref_join(n->pl, names + own, 2 - own));
    pl_add(&line, ": [");
    const struct pl_node *there = find_table(n, table->parent->name, table->name);
    PL_EACH(c, there, PL_COLUMN) {
        const struct pl_node *used = pl_find(r, table, PL_COLUMN, c->name);
        if (!used || (r == n->reads && is_written(n, used)))
            continue;
        pl_add(&line, count++ ? ", " : "");
        add_name(&line, c->name);
    }
    /* A table that is only written is said there. */
    const struct pl_node *schema = pl_find(n->writes, n->writes->root, PL_SCHEMA, table->parent->name);
    if (r == n->reads && !count && schema && pl_find(n->writes, schema, PL_TABLE, table->name))
        return;
    pl_addf(out, "      %s]\n", line.s);
}

static void write_part(const struct pl_needed *n, const char *word, const struct pl_realm *r, struct pl_text *out) {
    struct pl_text part = { .pl = n->pl };
    PL_EACH(schema, r->root, PL_SCHEMA)
        PL_EACH(table, schema, PL_TABLE)
            write_table(n, r, table, &part);
    if (part.len)
        pl_addf(out, "    %s:\n%s", word, part.s);
}

void pl_needed_write(const struct pl_needed *n, const char *job, struct pl_text *out) {
    pl_add(out, "poundlock: 1\n");
    if (n->guessed)
        pl_addf(out, "# %d of %d statement%s read by words alone: a column too many may be named.\n", n->guessed, n->statements,
                n->statements == 1 ? " was" : "s were");
    pl_add(out, "jobs:\n  ");
    add_name(out, job);
    pl_add(out, ":\n");
    write_part(n, "reads", n->reads, out);
    write_part(n, "writes", n->writes, out);
    write_part(n, "updates", n->updates, out);
}
