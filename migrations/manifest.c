/* Whether a schema has what a manifest asks for: its realm as a subset, then each table by what is done with it.
 *
 * The one idea: a reader needs its columns, and nothing more; who sets columns needs to be let; and who adds rows must name
 * every column that refuses a row which does not. */
#include <string.h>
#include "migrations/manifest.h"

/* ---- a whole release */

/* What a program relies on by what it sends; of the other attributes and kinds (indexes, comments ...) it knows nothing. */
static const struct kept {
    enum pl_kind kind;
    uint64_t slots;
} kept[] = {
    { PL_SCHEMA, 0 }, { PL_TABLE, 0 }, { PL_COLUMN, PL_S(COLUMN, TYPE) }, { PL_VIEW, 0 }, { PL_MATERIALIZED_VIEW, 0 },
    { PL_VIRTUAL_TABLE, 0 },
    { PL_FUNCTION, 0 }, { PL_PROCEDURE, 0 }, { PL_AGGREGATE, 0 }, { PL_SEQUENCE, 0 }, { PL_ENUM, PL_S(ENUM, VALUES) },
    { PL_DOMAIN, 0 }, { PL_COMPOSITE, 0 }, { PL_RANGE, 0 },
};

static const struct kept *kept_of(enum pl_kind kind) {
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        if (kept[i].kind == kind)
            return &kept[i];
    return NULL;
}

/* The database fills it, or alone may write it. */
static bool is_filled(const struct pl_node *c) {
    return pl_is(c, PL_COLUMN_GENERATED) || pl_is(c, PL_COLUMN_IDENTITY) || pl_is(c, PL_COLUMN_AUTO_INCREMENT);
}

static struct pl_use *all_columns(struct pl *pl, const struct pl_node *table) {
    struct pl_use *u = PL_NEW(pl, struct pl_use);
    size_t count = 0;
    PL_EACH(c, table, PL_COLUMN)
        count++;
    const char **columns = pl_alloc(pl, (count + 1) * sizeof *columns);
    count = 0;
    PL_EACH(c, table, PL_COLUMN)
        if (!is_filled(c))
            columns[count++] = c->name;
    *u = (struct pl_use){ .of = PL_WRITES, .schema = table->parent->name, .table = table->name, .columns = columns, .place = table->place };
    return u;
}

static struct pl_use **writers(struct pl *pl, const struct pl_node *parent, struct pl_use **tail) {
    for (const struct pl_node *n = parent->child; n; n = n->next) {
        if (n->kind == PL_SCHEMA) {
            tail = writers(pl, n, tail);
        } else if (n->kind == PL_TABLE && !pl_is(n, PL_TABLE_PARTITION_OF)) {
            *tail = all_columns(pl, n);
            tail = &(*tail)->next;
        }
    }
    return tail;
}

static void strip(struct pl_realm *r, struct pl_node *parent) {
    for (struct pl_node *n = parent->child, *next; n; n = next) {
        const struct kept *k = kept_of(n->kind);
        next = n->next;
        if (!k) {
            pl_remove(r, n);
            continue;
        }
        for (int i = 0; i < pl_attr_count(n->kind); i++)
            if (!(k->slots >> i & 1))
                pl_put(n, i, NULL);
        strip(r, n);
    }
}

bool pl_manifest_of_source(struct pl *pl, const char *source, const struct pl_source_options *o, struct pl_manifest **out) {
    struct pl_source s;
    if (!pl_source_load(pl, source, o, &s))
        return false;
    pl_source_close(&s);
    struct pl_manifest *m = *out = PL_NEW(pl, struct pl_manifest);
    *m = (struct pl_manifest){ .name = s.text, .release = true, .needs = s.realm, .place = { .file = s.text } };
    writers(pl, s.realm->root, &m->uses);
    strip(s.realm, s.realm->root);
    return true;
}

bool pl_manifest_of_needs(struct pl *pl, const char *source, const struct pl_source_options *o, struct pl_manifest **out) {
    struct pl_source_options needs = *o;
    struct pl_source s;
    needs.needs = true;
    if (!pl_source_load(pl, source, &needs, &s))
        return false;
    pl_source_close(&s);
    struct pl_manifest *m = *out = PL_NEW(pl, struct pl_manifest);
    *m = (struct pl_manifest){ .name = s.text, .whole = true, .needs = s.realm, .place = { .file = s.text } };
    return true;
}

/* ---- each table by what is done with it */

static const struct pl_node *find_in(const struct pl_realm *r, const struct pl_use *u, enum pl_kind kind) {
    const struct pl_node *schema = r ? pl_find(r, r->root, PL_SCHEMA, u->schema) : NULL;
    return schema ? pl_find(r, schema, kind, u->table) : NULL;
}

static const struct pl_node *column_in(const struct pl_realm *r, const struct pl_use *u, const char *name) {
    const struct pl_node *table = find_in(r, u, PL_TABLE);
    return table ? pl_find_column(r, table, name) : NULL;
}

static bool names(const struct pl_realm *r, const struct pl_use *u, const char *column) {
    for (const char *const *c = u->columns; *c; c++)
        if (pl_same_name(r, PL_COLUMN, *c, column))
            return true;
    return false;
}

/* BEFORE INSERT ... ON: it may give a row what the statement does not. */
static bool fills_rows(const struct pl_realm *r, const struct pl_node *trigger) {
    const char *at = pl_get(trigger, PL_TRIGGER_DEFINITION);
    bool before = false, insert = false;
    for (struct pl_token t; at && (t = pl_token_next(&at, r->backslash)).kind != PL_T_END;) {
        const char *word = t.kind == PL_T_WORD ? pl_strndup(r->pl, t.s, t.len) : "";
        if (pl_same_nocase(word, "on"))
            break;
        before |= pl_same_nocase(word, "before");
        insert |= pl_same_nocase(word, "insert");
    }
    return before && insert;
}

static bool may_be_filled(const struct pl_realm *r, const struct pl_node *table) {
    PL_EACH(t, table, PL_TRIGGER)
        if (fills_rows(r, t))
            return true;
    return false;
}

static const char *who(const struct pl_gate *g, const struct pl_manifest *m) {
    return pl_format(g->pl, m->release ? "the release %s" : "the job \"%s\"", m->name);
}

/* A column that refuses a row which does not name it, and is not named. */
static void check_unnamed(const struct pl_gate *g, const struct pl_manifest *m, const struct pl_use *u, const struct pl_node *table) {
    bool filled = may_be_filled(g->have, table);
    PL_EACH(c, table, PL_COLUMN) {
        if (names(g->have, u, c->name) || !pl_column_refuses_rows(c))
            continue;
        const struct pl_node *then = column_in(g->models, u, c->name);
        bool never = then && pl_column_refuses_rows(then);
        const char *what = pl_format(g->pl, "%s refuses NULL and has no default, and %s adds rows without it", pl_title(g->pl, c),
                                     who(g, m));
        if (filled)
            pl_gate_doubt(g, &u->place, c, pl_format(g->pl, "%s; whether a trigger of the table fills it, nobody can tell", what));
        else
            pl_gate_refuse(g, &u->place, c, never, what);
    }
}

static bool is_closed(const struct pl_node *c) {
    return pl_is(c, PL_COLUMN_GENERATED) || pl_same(pl_get(c, PL_COLUMN_IDENTITY), "always");
}

/* A column that is named, and that only the database itself may write. */
static void check_closed(const struct pl_gate *g, const struct pl_manifest *m, const struct pl_use *u) {
    for (const char *const *name = u->columns; *name; name++) {
        const struct pl_node *c = column_in(g->have, u, *name), *then = column_in(g->models, u, *name);
        if (c && is_closed(c))
            pl_gate_refuse(g, &u->place, c, then && is_closed(then),
                           pl_format(g->pl, "%s is filled by the database alone, and %s writes it", pl_title(g->pl, c), who(g, m)));
    }
}

static void judge_use(const struct pl_gate *g, const struct pl_manifest *m, const struct pl_use *u) {
    const struct pl_node *table = find_in(g->have, u, PL_TABLE);
    if (!table || u->of == PL_READS)
        return;                                        /* that it is missing was said */
    if (u->of == PL_WRITES)
        check_unnamed(g, m, u, table);
    check_closed(g, m, u);
}

/* ---- columns of what is read and is no table: a view's, as far as its text tells */

static bool mentions(const struct pl_realm *r, const char *sql, const char *name) {
    for (struct pl_token t; sql && (t = pl_token_next(&sql, r->backslash)).kind != PL_T_END;)
        if ((t.kind == PL_T_WORD || t.kind == PL_T_QUOTED) && pl_same_nocase(pl_token_name(r->pl, t), name))
            return true;
    return false;
}

static bool view_may_lack(const struct pl_realm *r, const struct pl_node *view, const char *column) {
    const char *list = view->kind == PL_VIEW ? pl_get(view, PL_VIEW_COLUMNS) : NULL, *at = NULL;
    for (char *name; list && (name = pl_list_next(r->pl, list, &at));)
        if (pl_same_nocase(name, column))
            return false;
    const char *sql = view->kind == PL_VIEW ? pl_get(view, PL_VIEW_SQL)
                    : view->kind == PL_MATERIALIZED_VIEW ? pl_get(view, PL_MATERIALIZED_VIEW_SQL) : NULL;
    return list || !mentions(r, sql, column);
}

static const char *select_of(const struct pl_gate *g, const struct pl_use *u, const char *column) {
    struct pl_text t = { .pl = g->pl };
    pl_add(&t, "SELECT ");
    g->dialect->quote_name(&t, column);
    pl_add(&t, " FROM ");
    if (*u->schema) {
        g->dialect->quote_name(&t, u->schema);
        pl_addc(&t, '.');
    }
    g->dialect->quote_name(&t, u->table);
    return t.s;
}

static void refuse_column(const struct pl_gate *g, const struct pl_use *u, const struct pl_node *view, const char *column) {
    const struct pl_node *schema = g->models ? pl_find(g->models, g->models->root, PL_SCHEMA, u->schema) : NULL;
    const struct pl_node *then = schema ? pl_readable(g->models, schema, u->table) : NULL;
    bool never = g->models && !column_in(g->models, u, column) && (!then || view_may_lack(g->models, then, column));
    pl_gate_refuse(g, &u->place, view, never, pl_format(g->pl, "%s has no column \"%s\"", pl_title(g->pl, view), column));
}

/* The server knows for certain. */
static bool ask_view(const struct pl_gate *g, const struct pl_use *u, const struct pl_node *view) {
    for (const char *const *c = u->columns; *c; c++) {
        struct pl_examined x = { .sql = select_of(g, u, *c) };
        if (!g->dialect->examine(g->db, &x))
            return false;
        if (x.sense == PL_SENSE_LACKS)
            refuse_column(g, u, view, *c);
        else if (x.sense != PL_SENSE_GOOD)
            pl_gate_doubt(g, &u->place, view,
                          pl_format(g->pl, "cannot tell whether %s has a column \"%s\": %s", pl_title(g->pl, view), *c, x.said));
    }
    return true;
}

static bool judge_view(const struct pl_gate *g, const struct pl_use *u, const struct pl_node *view) {
    if (g->db && g->dialect->examine)
        return ask_view(g, u, view);
    for (const char *const *c = u->columns; *c; c++)
        if (view_may_lack(g->have, view, *c))
            pl_gate_doubt(g, &u->place, view, pl_format(g->pl, "cannot tell whether %s has a column \"%s\"", pl_title(g->pl, view), *c));
    return true;
}

/* ---- what queries write is known by their words; of what the server refused enough was said */

static bool judge_writes(const struct pl_gate *g, const struct pl_manifest *m) {
    for (const struct pl_job_query *q = m->queries; q; q = q->next) {
        struct pl_use *u = q->answer.sense == PL_SENSE_GOOD ? pl_query_writes(g->pl, q->said, g->have->backslash, false) : NULL;
        for (; u; u = u->next) {
            u->place = q->place;
            u->schema = pl_same(u->schema, g->db->schema) ? "" : u->schema;
            judge_use(g, m, u);
        }
    }
    return true;
}

bool pl_manifest_judge(const struct pl_gate *g, const struct pl_manifest *m) {
    if (!pl_gate_judge(g, m->needs, m->whole))
        return false;
    for (const struct pl_use *u = m->uses; u; u = u->next) {
        const struct pl_node *schema = pl_find(g->have, g->have->root, PL_SCHEMA, u->schema);
        const struct pl_node *view = find_in(g->have, u, PL_TABLE) ? NULL : pl_readable(g->have, schema, u->table);
        if (view && !judge_view(g, u, view))
            return false;
        if (!view)
            judge_use(g, m, u);
    }
    return !m->queries || !g->db || (pl_queries_judge(g, m) && judge_writes(g, m));
}
