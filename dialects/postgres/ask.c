/* What a text means, in the server's own words.
 *
 * Expressions: EXPLAIN (VERBOSE) prints what it is asked to compute as the parser understood it. The columns are typed
 * NULLs behind OFFSET 0, so nothing is folded away, no table is opened, no privilege is needed, and it works in a read-only
 * session and on a standby. All expressions of one table are one EXPLAIN, and many of these are one round trip; where one
 * fails, its expressions are asked one by one, so that a bad one spoils nobody else's answer.
 * Views: a temporary view, in a transaction that is rolled back.
 */
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "dialects/postgres/postgres.h"

enum { MOST_BATCHES = 100, ROUNDS = 4 };

/* ---- one EXPLAIN */

/* The name stands somewhere in the text, as a word of its own or quoted. */
static bool mentions(struct pl *pl, const char *text, const char *name) {
    for (struct pl_token t; (t = pl_token_next(&text, false)).kind != PL_T_END;)
        if ((t.kind == PL_T_WORD || t.kind == PL_T_QUOTED) && pl_same(pl_token_name(pl, t), name))
            return true;
    return false;
}

/* Unquoted words fold to lower case before they name a column. */
static bool needs_column(struct pl *pl, const struct pl_question *q, const char *name) {
    return mentions(pl, q->text, name) || mentions(pl, pl_lower(pl, q->text), name);
}

static void add_expression(struct pl_text *sql, const struct pl_question *q) {
    const char *type = q->node->kind == PL_COLUMN ? pl_get(q->node, PL_COLUMN_TYPE) :
                       q->node->kind == PL_DOMAIN ? pl_get(q->node, PL_DOMAIN_TYPE) : NULL;
    if (pl_attrs[q->attr].type == PL_TYPE)
        pl_addf(sql, "NULL::%s", q->text);
    else if (type)
        pl_addf(sql, "(%s\n)::%s", q->text, type);     /* the line's end: a text may end in a comment */
    else
        pl_addf(sql, "(%s\n)", q->text);
}

/* A partition has the columns of its table, an heir those of its first parent too; with *table the walk goes up to them. */
static const struct pl_node *up(const struct pl_realm *r, const struct pl_node **table) {
    const struct pl_node *t = *table, *first = NULL;
    for (int depth = 0; t && !first && depth < 32; depth++) {
        const char *at = NULL, *name = pl_list_next(r->pl, pl_get(t, PL_TABLE_INHERITS), &at);
        t = pl_is(t, PL_TABLE_PARTITION_OF) ? pl_resolve(r, t, PL_TABLE_PARTITION_OF)
                                            : name ? pl_inherited_from(r, t, name) : NULL;
        first = t ? pl_first(t, PL_COLUMN) : NULL;
    }
    *table = t;
    return first;
}

static const struct pl_node *first_column(const struct pl_realm *r, const struct pl_node **table) {
    const struct pl_node *c = pl_first(*table, PL_COLUMN);
    return c ? c : up(r, table);
}

static const struct pl_node *next_column(const struct pl_realm *r, const struct pl_node **table, const struct pl_node *c) {
    const struct pl_node *next = pl_next(c);
    return next || !*table ? next : up(r, table);
}

/* The columns of a materialized view are what its query yields: only the server knows their types. */
static void add_view_columns(struct pl_text *sql, const struct pl_node *view) {
    const struct pl_node *there = view->place.file && view->mate ? view->mate : view;
    pl_add(sql, "* FROM ");
    if (there->parent->name[0]) {
        pl_pg_quote_name(sql, there->parent->name);
        pl_addc(sql, '.');
    }
    pl_pg_quote_name(sql, there->name);
}

static void add_column(struct pl_text *sql, const struct pl_node *column, bool define) {
    char *name[3];
    int parts = define && pl_is(column, PL_COLUMN_COLLATION) ? pl_ref_split(sql->pl, pl_get(column, PL_COLUMN_COLLATION), name, 3) : 0;
    if (!define)
        pl_addf(sql, "NULL::%s AS ", pl_get(column, PL_COLUMN_TYPE));
    pl_pg_quote_name(sql, column->name);
    if (define)
        pl_addf(sql, " %s", pl_get(column, PL_COLUMN_TYPE));
    for (int i = 0; i < parts; i++) {
        pl_add(sql, i ? "." : " COLLATE ");
        pl_pg_quote_name(sql, name[i]);
    }
}

void pl_pg_add_columns(struct pl_text *sql, struct pl_question *const *q, size_t n, bool define) {
    const struct pl_node *table = pl_above(q[0]->node, PL_TABLE);
    const char *separator = "";
    for (const struct pl_node *c = table ? first_column(q[0]->realm, &table) : NULL; c; c = next_column(q[0]->realm, &table, c)) {
        bool needed = false;
        for (size_t i = 0; i < n && !needed; i++)
            needed = pl_attrs[q[i]->attr].type != PL_TYPE && needs_column(sql->pl, q[i], c->name);
        if (!needed || !pl_is(c, PL_COLUMN_TYPE))
            continue;
        pl_add(sql, separator);
        add_column(sql, c, define);
        separator = ", ";
    }
}

/* The questions are all of one table of one realm. */
static void add_explain(struct pl_text *sql, struct pl_question *const *q, size_t n) {
    const struct pl_node *own = pl_above(q[0]->node, PL_TABLE);
    pl_add(sql, "EXPLAIN (VERBOSE, COSTS OFF, FORMAT JSON) SELECT ");
    for (size_t i = 0; i < n; i++) {
        pl_add(sql, i ? ", " : "");
        add_expression(sql, q[i]);
    }
    pl_add(sql, " FROM (SELECT ");
    const struct pl_node *view = pl_above(q[0]->node, PL_MATERIALIZED_VIEW);
    if (view)
        add_view_columns(sql, view);
    const struct pl_node *domain = q[0]->node->kind == PL_CHECK ? pl_above(q[0]->node, PL_DOMAIN) : NULL;
    if (domain && pl_is(domain, PL_DOMAIN_TYPE))
        pl_addf(sql, "NULL::%s AS value", pl_get(domain, PL_DOMAIN_TYPE));
    pl_pg_add_columns(sql, q, n, false);
    pl_add(sql, " OFFSET 0) AS ");
    pl_pg_quote_name(sql, own ? own->name : view ? view->name : "x");
}

/* The planner forgets how a text is collated: the collations that it names are said behind the answer, without their schema. */
static const char *with_collations(struct pl *pl, const char *answer, const char *text) {
    struct pl_text t = { .pl = pl };
    bool named = false;
    pl_add(&t, answer);
    for (struct pl_token k; (k = pl_token_next(&text, false)).kind != PL_T_END;) {
        bool name = k.kind == PL_T_WORD || k.kind == PL_T_QUOTED;
        if (named && name) {
            const char *behind = text;
            struct pl_token dot = pl_token_next(&behind, false);
            if (dot.kind == PL_T_SIGN && *dot.s == '.') {
                text = behind;
                continue;
            }
            pl_addf(&t, " COLLATE %.*s", (int)k.len, k.s);
        }
        named = k.kind == PL_T_WORD && pl_same_nocase(pl_token_name(pl, k), "collate");
    }
    return pl_text(&t);
}

static void read_answers(struct pl *pl, const char *json, struct pl_question *const *q, size_t n) {
    json_t *root = json_loads(json, 0, NULL);
    const json_t *output = json_object_get(json_object_get(json_array_get(root, 0), "Plan"), "Output");
    if (json_array_size(output) == n)
        for (size_t i = 0; i < n; i++)
            q[i]->answer = with_collations(pl, json_string_value(json_array_get(output, i)), q[i]->text);
    json_decref(root);
}

/* A name, column, type or operator that is not there, types that do not go together, a label that the enumerated type does
 * not have yet: the text means nothing here, so it cannot mean what the database holds. */
bool pl_pg_means_nothing(const char *state) {
    return (pl_starts(state, "42") && strcmp(state, "42501") != 0) || strcmp(state, "22P02") == 0;
}

/* ---- batches: all questions of one table */

struct batch {
    struct pl_question **q;
    size_t n;
};
struct answers {
    struct pl *pl;
    const struct batch *first;
};

static void take_answer(void *arg, int statement, const char *value) {
    const struct answers *a = arg;
    const struct batch *b = &a->first[statement];
    read_answers(a->pl, value, b->q, b->n);
}

static bool ask_one(struct pl_db *db, struct pl_question *q) {
    struct pl_text sql = { .pl = db->pl };
    struct batch one = { &q, 1 };
    struct answers a = { db->pl, &one };
    char state[6];
    add_explain(&sql, &q, 1);
    if (!pl_pg_try(db, sql.s, take_answer, &a, state))
        return false;
    q->impossible = pl_pg_means_nothing(state);
    return true;
}

static bool answered(const struct batch *b) {
    return b->n && (b->q[0]->answer || b->q[0]->impossible);
}

/* One round trip. The server stops at the first statement that fails. */
static bool ask_batches(struct pl_db *db, const struct batch *b, size_t n) {
    while (n) {
        struct pl_text sql = { .pl = db->pl };
        struct answers a = { db->pl, b };
        char state[6];
        for (size_t i = 0; i < n; i++) {
            add_explain(&sql, b[i].q, b[i].n);
            pl_add(&sql, ";\n");
        }
        if (!pl_pg_try(db, sql.s, take_answer, &a, state))
            return false;
        while (n && answered(b))
            b++, n--;
        if (!n)
            break;
        for (size_t i = 0; i < b->n; i++)
            if (!ask_one(db, b->q[i]))
                return false;
        b++, n--;
    }
    return true;
}

static const struct pl_node *group_of(const struct pl_question *q) {
    const struct pl_node *table = pl_above(q->node, PL_TABLE);
    return table ? table : q->node;
}

/* A policy's condition may hold queries, of which EXPLAIN shows only that they are there. */
static bool is_query(struct pl *pl, const struct pl_question *q) {
    return pl_attrs[q->attr].type == PL_BODY || (q->node->kind == PL_POLICY && mentions(pl, pl_lower(pl, q->text), "select"));
}

static bool ask_expressions(struct pl_db *db, struct pl_question *list) {
    struct batch batches[MOST_BATCHES];
    size_t n = 0, count = 0;
    for (struct pl_question *q = list; q; q = q->next)
        count++;
    struct pl_question **all = pl_alloc(db->pl, (2 * count + 1) * sizeof *all), **used = all + count;
    count = 0;
    for (struct pl_question *q = list; q; q = q->next)
        if (!pl_pg_is_statement(q) && !is_query(db->pl, q))
            all[count++] = q;
    /* Both sides of a pair follow each other, so a side's questions of one table are gathered by looking ahead as long as
     * the table is the same one or its counterpart. */
    for (size_t i = 0; i < count; i++) {
        if (!all[i])
            continue;
        const struct pl_node *group = group_of(all[i]);
        struct batch b = { used, 0 };
        for (size_t k = i; k < count; k++) {
            if (!all[k])
                continue;
            if (group_of(all[k]) != group && group_of(all[k]) != group->mate)
                break;
            if (group_of(all[k]) != group)
                continue;
            used[b.n++] = all[k];
            all[k] = NULL;
        }
        used += b.n;
        batches[n++] = b;
        if (n == MOST_BATCHES) {
            if (!ask_batches(db, batches, n))
                return false;
            n = 0;
        }
    }
    return ask_batches(db, batches, n);
}

/* ---- views */

struct definition {
    struct pl *pl;
    char *text;
};

static void take_definition(void *arg, int statement, const char *value) {
    struct definition *d = arg;
    (void)statement;
    d->text = pl_strdup(d->pl, value);
}

static char *without_end(struct pl *pl, const char *text) {
    char *trimmed = pl_trim(pl, text);
    size_t n = strlen(trimmed);
    if (n && trimmed[n - 1] == ';')
        trimmed[n - 1] = '\0';
    return trimmed;
}

static int by_name(const void *a, const void *b) {
    return strcmp((*(const struct pl_node *const *)a)->name, (*(const struct pl_node *const *)b)->name);
}

/* The columns stand in the answer, and the order that models say them in means nothing. */
static char *policy_query(struct pl *pl, const struct pl_question *q) {
    const struct pl_node *table = q->node->parent, **column = pl_alloc(pl, (q->realm->count + 1) * sizeof *column);
    size_t n = 0;
    struct pl_text sql = { .pl = pl };
    pl_addf(&sql, "SELECT (%s\n) AS condition FROM (SELECT ", q->text);
    for (const struct pl_node *c = first_column(q->realm, &table); c; c = next_column(q->realm, &table, c))
        column[n++] = c;
    qsort(column, n, sizeof *column, by_name);
    for (size_t i = 0; i < n; i++) {
        pl_addf(&sql, "%sNULL::%s AS ", i ? ", " : "", pl_get(column[i], PL_COLUMN_TYPE));
        pl_pg_quote_name(&sql, column[i]->name);
    }
    pl_add(&sql, ") AS ");
    pl_pg_quote_name(&sql, q->node->parent->name);
    return sql.s;
}

/* The text of a view is printed, taken as a text again and printed again until it stays the same. */
static bool ask_view(struct pl_db *db, struct pl_question *q) {
    const char *text = q->node->kind == PL_POLICY ? policy_query(db->pl, q) : q->text;
    for (int round = 0; round < ROUNDS; round++) {
        struct definition d = { .pl = db->pl };
        char state[6], ended[6];
        const char *sql = pl_format(db->pl,
            "BEGIN READ WRITE;\nCREATE TEMPORARY VIEW poundlock_question AS\n%s\n;\n"
            "SELECT pg_catalog.pg_get_viewdef('pg_temp.poundlock_question'::pg_catalog.regclass)", text);
        if (!pl_pg_try(db, sql, take_definition, &d, state) || !pl_pg_try(db, "ROLLBACK", NULL, NULL, ended))
            return false;
        if (!d.text) {
            q->impossible = round == 0 && pl_pg_means_nothing(state);
            return true;
        }
        d.text = without_end(db->pl, d.text);
        if (strcmp(d.text, text) == 0) {
            q->answer = d.text;
            return true;
        }
        text = d.text;
    }
    q->answer = text;
    return true;
}

/* A name that is not found proves nothing where a schema is closed to us: it may be in there. */
static bool sees_all(struct pl_db *db) {
    char *closed = pl_db_value(db, "SELECT nspname FROM pg_catalog.pg_namespace WHERE nspname !~ '^pg_'"
                               " AND NOT has_schema_privilege(oid, 'USAGE') LIMIT 1", NULL, 0);
    return !closed;
}

static void doubt(struct pl_db *db, struct pl_question *list) {
    bool any = false;
    for (struct pl_question *q = list; q; q = q->next)
        any |= q->impossible;
    if (any && !sees_all(db))
        for (struct pl_question *q = list; q; q = q->next)
            q->impossible = false;
}

static bool ask_all(struct pl_db *db, struct pl_question *list) {
    for (struct pl_question *q = list; q; q = q->next)
        if (pl_pg_is_statement(q) ? !pl_pg_ask_statement(db, q)
                                  : is_query(db->pl, q) && !ask_view(db, q))
            return false;
    return ask_expressions(db, list);
}

bool pl_pg_ask(struct pl_db *db, struct pl_question *list) {
    if (!ask_all(db, list))
        return false;
    doubt(db, list);
    return true;
}
