/* From catalog rows to nodes. Which questions are asked is the dialect's table of queries; what their columns mean is
 * schema.def. Each question is asked once, whatever the number of tables. */
#include <string.h>
#include "dialects/dialect.h"

enum { MOST_COLUMNS = 64 };
enum place { SKIP = -1, SCHEMA = -2, TABLE = -3, WITHIN = -4, IN_KIND = -5, NAME = -6, REF_SCHEMA = -100 };

struct reader {
    struct pl_db *db;
    struct pl_realm *r;
    const struct pl_query *q;
    int columns, means[MOST_COLUMNS];                  /* an attribute, a place above, or REF_SCHEMA - the attribute */
    struct pl_node *schema, *table;                    /* those of the last row: rows come table by table */
};

static bool column_meaning(struct reader *rd, const char *word, int *means) {
    static const struct { const char *word; int means; } words[] = {
        { "schema", SCHEMA }, { "table", TABLE }, { "index", WITHIN }, { "in", IN_KIND }, { "name", NAME },
    };
    const char *dot = strstr(word, ".schema");
    *means = SKIP;
    if (*word == '-')
        return true;
    *means = pl_attr_named(rd->q->kind, dot ? pl_strndup(rd->r->pl, word, (size_t)(dot - word)) : word);
    if (*means >= 0) {
        *means = dot ? REF_SCHEMA - *means : *means;
        return true;
    }
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(words[i].word, word) == 0) {
            *means = words[i].means;
            return true;
        }
    }
    return pl_say(rd->r->pl, PL_D_BUG, NULL, "the query \"%s\" of %s has a column \"%s\" that no %s has", rd->q->name,
                  rd->db->dialect->name, word, pl_kinds[rd->q->kind].word);
}

static const char *canonical(struct reader *rd, enum pl_attr a, const char *value) {
    const struct pl_attr_row *row = &pl_attrs[a];
    struct pl *pl = rd->r->pl;
    if (!value)
        return NULL;
    if (row->type == PL_BOOL)
        return *value == 't' || *value == '1' || *value == 'Y' || *value == 'y' ? "true" : NULL;
    if (row->type == PL_TYPE) {
        const char *type = rd->db->dialect->type(pl, value);
        value = type ? type : value;
    }
    if (row->otherwise && pl_same_nocase(value, row->otherwise))
        return NULL;
    return row->type == PL_WORD ? pl_lower(pl, value) : value == NULL ? NULL : pl_strdup(pl, value);
}

static const char *own_schema(const struct reader *rd, const char *name) {
    return !name || strcmp(name, rd->db->schema) == 0 ? "" : name;
}

/* The table, or what else of a schema holds nodes of this kind or of the kind around it: a view, a domain. */
static struct pl_node *find_holder(const struct reader *rd, const char *name) {
    uint64_t holders = pl_kinds[rd->q->kind].parents;
    for (int k = 0; k < PL_KINDS; k++)
        if (pl_kinds[rd->q->kind].parents >> k & 1)
            holders |= pl_kinds[k].parents;
    for (int k = 0; k < PL_KINDS; k++) {
        bool fits = holders >> k & 1 && pl_kinds[k].parents >> PL_SCHEMA & 1;
        struct pl_node *n = fits ? pl_find(rd->r, rd->schema, (enum pl_kind)k, name) : NULL;
        if (n)
            return n;
    }
    return NULL;
}

/* The node that a row lives in, or NULL when no query gave it. */
static struct pl_node *home(struct reader *rd, const char *const *at) {
    const char *schema = own_schema(rd, at[0]);
    if (rd->q->kind == PL_SCHEMA)
        return rd->r->root;
    if (!rd->schema || strcmp(rd->schema->name, schema) != 0) {
        rd->schema = pl_intern(rd->r, rd->r->root, PL_SCHEMA, schema);
        rd->table = NULL;
    }
    if (!at[1] || pl_kinds[rd->q->kind].parents >> PL_SCHEMA & 1)
        return rd->schema;
    if (!rd->table || strcmp(rd->table->name, at[1]) != 0)
        rd->table = find_holder(rd, at[1]);
    if (!rd->table || pl_kinds[rd->q->kind].parents >> rd->table->kind & 1)
        return rd->table;
    enum pl_kind within = at[3] ? pl_kind_named(rd->table->kind, at[3]) : rd->q->within;
    return within == PL_NONE ? NULL : pl_find(rd->r, rd->table, within, at[2] ? at[2] : "");
}

static void set_values(struct reader *rd, struct pl_node *n, const char *const *values) {
    for (int i = 0; i < rd->columns; i++)
        if (rd->means[i] >= 0)
            pl_set(n, (enum pl_attr)rd->means[i], canonical(rd, (enum pl_attr)rd->means[i], values[i]));
    /* A reference that leaves the schema says so. */
    for (int i = 0; i < rd->columns; i++) {
        if (rd->means[i] > REF_SCHEMA)
            continue;
        enum pl_attr a = (enum pl_attr)(REF_SCHEMA - rd->means[i]);
        const char *name[2] = { own_schema(rd, values[i]), pl_get(n, a) };
        bool same = rd->schema && strcmp(rd->schema->name, name[0]) == 0;
        if (name[1])
            pl_set(n, a, pl_ref_join(rd->r->pl, same ? name + 1 : name, same ? 1 : 2));
    }
    int type = pl_attr_named(n->kind, "type");
    const char *said = type >= 0 ? pl_get(n, (enum pl_attr)type) : NULL;
    const char *read_back = said && rd->db->dialect->portable ? rd->db->dialect->portable(rd->r->pl, said) : NULL;
    if (read_back && strcmp(read_back, said) != 0)
        n->flags |= PL_N_NATIVE_TYPE;
}

static bool take_row(void *arg, int columns, const char *const *names, const char *const *values) {
    struct reader *rd = arg;
    const char *at[5] = { NULL };                      /* schema, table, index, in, name */
    if (!rd->columns) {
        rd->columns = columns < MOST_COLUMNS ? columns : MOST_COLUMNS;
        for (int i = 0; i < rd->columns; i++)
            if (!column_meaning(rd, names[i], &rd->means[i]))
                return false;
    }
    for (int i = 0; i < rd->columns; i++)
        if (rd->means[i] <= SCHEMA && rd->means[i] >= NAME)
            at[SCHEMA - rd->means[i]] = values[i];
    struct pl_node *in = home(rd, at);
    if (!in)
        return true;
    const char *name = rd->q->kind == PL_SCHEMA ? own_schema(rd, at[4] ? at[4] : at[0]) : at[4];
    struct pl_node *n = rd->q->kind == PL_SCHEMA ? pl_intern(rd->r, in, PL_SCHEMA, name) : pl_node_new(rd->r, in, rd->q->kind, name);
    set_values(rd, n, values);
    return true;
}

static bool take_special(void *arg, int columns, const char *const *names, const char *const *values) {
    struct reader *rd = arg;
    return rd->q->take(rd->db, rd->r, columns, names, values);
}

static bool asked_already(const struct pl_query *all, const struct pl_query *q, unsigned version) {
    for (const struct pl_query *p = all; p != q; p++)
        if (strcmp(p->name, q->name) == 0 && p->since <= version)
            return true;
    return false;
}

/* SQLite, and MySQL with foreign_key_checks = 0, let references to nothing stand. Models read from there must say so, or they
 * would be refused when they are read back. */
static void mark_dangling(const struct pl_realm *r, struct pl_node *n, const int *dangling) {
    for (int i = 0; dangling[n->kind] >= 0 && i < pl_attr_count(n->kind); i++) {
        enum pl_attr a = (enum pl_attr)(pl_kinds[n->kind].first + i);
        if (pl_attrs[a].flags & PL_KEYED && n->slot[i] && !pl_resolve(r, n, a))
            pl_set(n, (enum pl_attr)dangling[n->kind], "true");
    }
    for (struct pl_node *c = n->child; c; c = c->next)
        mark_dangling(r, c, dangling);
}

struct pl_realm *pl_inspect(struct pl_db *db) {
    struct pl_realm *r = pl_realm_new(db->pl, db->title);
    const struct pl_dialect *d = db->dialect;
    r->nocase = d->nocase | db->nocase;
    r->backslash = (d->flags & PL_DL_BACKSLASH) != 0;
    pl_intern(r, r->root, PL_SCHEMA, "");
    for (const struct pl_query *q = d->queries; q->kind != PL_REALM; q++) {
        struct reader rd = { .db = db, .r = r, .q = q };
        if (q->since > db->version || asked_already(d->queries, q, db->version))
            continue;
        if (!d->query(db, q->sql, NULL, 0, q->take ? take_special : take_row, &rd))
            return NULL;
    }
    if (d->settle && !d->settle(db, r))
        return NULL;
    pl_imply(r);
    int dangling[PL_KINDS];                            /* the attribute that says so, by kind, or -1 */
    for (int k = 0; k < PL_KINDS; k++)
        dangling[k] = pl_attr_named((enum pl_kind)k, "dangling");
    mark_dangling(r, r->root, dangling);
    return r;
}
