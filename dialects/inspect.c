/* From catalog rows to nodes. Which questions are asked is the dialect's table of queries; what their columns mean is
 * schema.def. Each question is asked once, whatever the number of tables.
 *
 * A server whose catalog numbers its objects is asked for the numbers, not for names that it would have to look up for every
 * row: "id" is a number that later rows say as "of", "number" the place of a column or part among its siblings. */
#include <stdlib.h>
#include <string.h>
#include "dialects/numbers.h"

enum { MOST_COLUMNS = 64 };
enum place { SCHEMA, TABLE, WITHIN, IN_KIND, NAME, ID, OF, NUMBER, LENT, PARTS, OWNER, PLACES };
/* What stands behind the dot: the value is not the attribute itself, but ... */
enum form { PLAIN, REF_SCHEMA, REF_ID, NUMBERS, NUMBERS_THERE, STAND_INS, FORMS };

struct locked;
struct reader {
    struct pl_db *db;
    struct pl_realm *r;
    struct pl_numbers *numbers;
    const struct pl_query *q;
    int columns, type;                                 /* type: the attribute of that word, or -1 */
    unsigned forms;                                    /* that any column has */
    struct meaning {
        enum { SKIP, PLACE, ATTR } what;
        int which;                                     /* enum place, or the attribute */
        enum form form;
    } means[MOST_COLUMNS];
    struct locked *locked;
    struct pl_node *schema, *table;                    /* those of the last row: rows come table by table */
};

static bool column_meaning(struct reader *rd, const char *word, struct meaning *m) {
    static const char *const places[PLACES] = { "schema", "table", "index", "in", "name", "id", "of", "number", "lent", "parts.numbers", "owner" };
    static const char *const forms[FORMS] = { "", ".schema", ".id", ".numbers", ".numbers_there", ".stand_ins" };
    const char *dot = strchr(word, '.');
    *m = (struct meaning){ .what = SKIP };
    if (*word == '-')
        return true;
    int a = pl_attr_named(rd->q->kind, dot ? pl_strndup(rd->r->pl, word, (size_t)(dot - word)) : word);
    for (int i = 0; a >= 0 && i < FORMS; i++) {
        if (strcmp(forms[i], dot ? dot : "") == 0) {
            *m = (struct meaning){ ATTR, a, (enum form)i };
            return true;
        }
    }
    for (int i = 0; i < PLACES; i++) {
        if (strcmp(places[i], word) == 0) {
            *m = (struct meaning){ PLACE, i, PLAIN };
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
    if (pl_goes_unsaid(rd->db->dialect, a, value))
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
    const char *schema = own_schema(rd, at[SCHEMA]);
    if (rd->q->kind == PL_SCHEMA)
        return rd->r->root;
    if (!rd->schema || strcmp(rd->schema->name, schema) != 0) {
        rd->schema = pl_intern(rd->r, rd->r->root, PL_SCHEMA, schema);
        rd->table = NULL;
    }
    if (!at[TABLE] || pl_kinds[rd->q->kind].parents >> PL_SCHEMA & 1)
        return rd->schema;
    if (!rd->table || strcmp(rd->table->name, at[TABLE]) != 0)
        rd->table = find_holder(rd, at[TABLE]);
    if (!rd->table || pl_kinds[rd->q->kind].parents >> rd->table->kind & 1)
        return rd->table;
    enum pl_kind within = at[IN_KIND] ? pl_kind_named(rd->table->kind, at[IN_KIND]) : rd->q->within;
    return within == PL_NONE ? NULL : pl_find(rd->r, rd->table, within, at[WITHIN] ? at[WITHIN] : "");
}

/* A reference that leaves the schema says so. */
static const char *reference(const struct reader *rd, const struct pl_node *n, const char *schema, const char *name) {
    const struct pl_node *own = pl_above(n, PL_SCHEMA);
    const char *names[2] = { schema, name };
    bool same = own && strcmp(own->name, schema) == 0;
    return pl_ref_join(rd->r->pl, same ? names + 1 : names, same ? 1 : 2);
}

static const char *value_of(struct reader *rd, struct pl_node *n, const struct pl_node *there, const struct meaning *m, const char *value) {
    switch (m->form) {
    case REF_SCHEMA:
        return pl_get(n, (enum pl_attr)m->which) ? reference(rd, n, own_schema(rd, value), pl_get(n, (enum pl_attr)m->which)) : NULL;
    case REF_ID:
        return reference(rd, n, there->parent->name, there->name);
    case NUMBERS:
        return pl_numbers_names(rd->numbers, n, n->parent, value);
    case NUMBERS_THERE:
        return pl_numbers_names(rd->numbers, n, there, value);
    case STAND_INS:
        return pl_numbers_own_names(rd->numbers, n, value, rd->db->dialect);
    default:
        return canonical(rd, (enum pl_attr)m->which, value);
    }
}

/* What is not said stays as it is: a row may add to a node that an earlier question gave. */
static void set_values(struct reader *rd, struct pl_node *n, const struct pl_node *there, const char *const *values) {
    for (int form = PLAIN; form < FORMS; form++)
        for (int i = 0; rd->forms >> form & 1 && i < rd->columns; i++)
            if (rd->means[i].what == ATTR && (int)rd->means[i].form == form && (values[i] || form == REF_SCHEMA))
                pl_set(n, (enum pl_attr)rd->means[i].which, value_of(rd, n, there, &rd->means[i], values[i]));
    const char *said = rd->type >= 0 ? pl_get(n, (enum pl_attr)rd->type) : NULL;
    const char *read_back = said && rd->db->dialect->portable ? rd->db->dialect->portable(rd->r->pl, said) : NULL;
    if (read_back && strcmp(read_back, said) != 0)
        n->flags |= PL_N_NATIVE_TYPE;
}

static bool understand_columns(struct reader *rd, int columns, const char *const *names) {
    rd->columns = columns < MOST_COLUMNS ? columns : MOST_COLUMNS;
    rd->type = pl_attr_named(rd->q->kind, "type");
    bool has[PLACES] = { false };
    for (int i = 0; i < rd->columns; i++) {
        if (!column_meaning(rd, names[i], &rd->means[i]))
            return false;
        if (rd->means[i].what == PLACE)
            has[rd->means[i].which] = true;
        else if (rd->means[i].what == ATTR)
            rd->forms |= 1u << rd->means[i].form;
    }
    if (has[OF] && has[NAME])
        pl_numbers_unsorted(rd->numbers, rd->q->kind);
    return true;
}

/* The node that a row tells of: made, or, when it has a number or an id but no name, the one that is there. NULL: passed over. */
static struct pl_node *node_of(struct reader *rd, const char *const *at) {
    if (at[ID] && !at[NAME])
        return pl_numbers_find(rd->numbers, at[ID]);
    struct pl_node *in = at[OF] ? pl_numbers_find(rd->numbers, at[OF]) : home(rd, at);
    enum pl_kind kind = rd->q->kind;
    if (in && at[LENT])
        pl_numbers_lend(rd->numbers, in, at[NUMBER], at[NAME]);
    if (!in || at[LENT] || (at[OF] && !(pl_kinds[kind].parents >> in->kind & 1)))
        return NULL;
    if (kind == PL_SCHEMA)
        return pl_intern(rd->r, in, PL_SCHEMA, own_schema(rd, at[NAME] ? at[NAME] : at[SCHEMA]));
    if (at[NUMBER] && !at[NAME])
        return pl_numbers_child(in, kind, (uint32_t)strtoul(at[NUMBER], NULL, 10));
    if (at[ID] && pl_numbers_find(rd->numbers, at[ID]))
        return NULL;                                   /* the index behind a constraint, which has said all of it */
    struct pl_node *n = pl_node_new(rd->r, in, kind, at[NAME]);
    if (at[NUMBER])
        n->mark = (uint32_t)strtoul(at[NUMBER], NULL, 10);
    if (at[ID])
        pl_numbers_add(rd->numbers, at[ID], n);
    return n;
}

static bool take_row(void *arg, int columns, const char *const *names, const char *const *values) {
    struct reader *rd = arg;
    const char *at[PLACES] = { NULL };
    const struct pl_node *there = NULL;
    if (!rd->columns && !understand_columns(rd, columns, names))
        return false;
    for (int i = 0; i < rd->columns; i++) {
        if (rd->means[i].what == PLACE)
            at[rd->means[i].which] = values[i];
        else if (rd->means[i].form == REF_ID && values[i] && !(there = pl_numbers_find(rd->numbers, values[i])))
            return true;
    }
    struct pl_node *n = node_of(rd, at);
    if (!n)
        return true;
    if (at[PARTS])
        pl_numbers_parts(rd->numbers, n, at[PARTS]);
    if (at[OWNER])
        pl_node_new(rd->r, n, PL_OWNER, at[OWNER]);
    set_values(rd, n, there, values);
    return true;
}

static bool take_special(void *arg, int columns, const char *const *names, const char *const *values) {
    struct reader *rd = arg;
    return rd->q->take(rd->db, rd->r, columns, names, values);
}

/* ---- what another session has locked: its texts are not asked for, and whether it is as declared nobody can tell */

struct locked {
    struct locked *next;
    const char *at[6];                                 /* schema, kind, home, part, name, id */
};

static bool take_locked(void *arg, int columns, const char *const *names, const char *const *values) {
    struct reader *rd = arg;
    struct locked *l = PL_NEW(rd->db->pl, struct locked);
    (void)names;
    for (int i = 0; i < columns && i < 6; i++)
        l->at[i] = pl_strdup(rd->db->pl, values[i]);
    l->next = rd->locked;
    rd->locked = l;
    return true;
}

static const char unlocked_mark[] = "/* unlocked ";

/* The question with its marks turned into conditions. */
static const char *unlocked(struct pl *pl, const char *sql, const struct locked *list) {
    struct pl_text out = { .pl = pl };
    const char *at = sql, *found;
    while (list && (found = strstr(at, unlocked_mark))) {
        const char *what = found + sizeof unlocked_mark - 1;
        size_t len = strcspn(what, "*");
        pl_addn(&out, at, (size_t)(found - at));
        pl_addf(&out, "AND %.*s NOT IN (", (int)len - 1, what);
        for (const struct locked *l = list; l; l = l->next)
            pl_addf(&out, "%s%s", l->at[5], l->next ? ", " : ")");
        at = what + len + 2;
    }
    pl_add(&out, at);
    return out.s;
}

static void mark_locked(struct reader *rd) {
    for (const struct locked *l = rd->locked; l; l = l->next) {
        const struct pl_node *schema = pl_find(rd->r, rd->r->root, PL_SCHEMA, own_schema(rd, l->at[0]));
        enum pl_kind kind = pl_kind_named(PL_SCHEMA, l->at[1]);
        struct pl_node *n = schema && kind != PL_NONE ? pl_find(rd->r, schema, kind, l->at[2]) : NULL;
        enum pl_kind part = n && l->at[3] ? pl_kind_named(kind, l->at[3]) : PL_NONE;
        if (part != PL_NONE)
            n = pl_find(rd->r, n, part, l->at[4]);
        if (!n)
            continue;
        n->flags |= PL_N_UNREAD | PL_N_UNDECIDED;
        pl_say(rd->db->pl, PL_D_UNDECIDED, NULL, "%s, or what it reads, is locked by another session: it was not looked at", pl_title(rd->db->pl, n));
        pl_hint(rd->db->pl, "ask again when that session is done");
    }
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
    PL_EACH_SLOT(i, dangling[n->kind] >= 0 ? n->has : 0) {
        enum pl_attr a = (enum pl_attr)(pl_kinds[n->kind].first + i);
        if (pl_attrs[a].flags & PL_KEYED && !pl_resolve(r, n, a))
            pl_set(n, (enum pl_attr)dangling[n->kind], "true");
    }
    n->mark = 0;
    for (struct pl_node *c = n->child; c; c = c->next)
        mark_dangling(r, c, dangling);
}

static bool take_absent(void *arg, int columns, const char *const *names, const char *const *values) {
    for (int i = 0; i < columns; i++)
        if (values[i] && *values[i] == 'f')
            pl_list_add(arg, names[i]);
    return true;
}

static bool is_listed(struct pl *pl, const char *list, const char *name) {
    struct pl_text quoted = { .pl = pl };
    pl_list_add(&quoted, name);
    return strstr(list, quoted.s) != NULL;
}

static bool is_worth_asking(const struct pl_db *db, const struct pl_query *q, const char *absent) {
    return q->since <= db->version && !asked_already(db->dialect->queries, q, db->version) && !is_listed(db->pl, absent, q->name) &&
           !(db->unasked >> q->kind & 1) && pl_scope_wants(db->scope, q);
}

/* Whether any question may wait for others. */
static bool may_wait(const struct pl_db *db, const char *absent) {
    for (const struct pl_query *q = db->dialect->queries; q->kind != PL_REALM; q++)
        if (strstr(q->sql, unlocked_mark) && is_worth_asking(db, q, absent))
            return true;
    return false;
}

/* All questions but those whose answer is known to be empty. */
static bool ask_all(struct pl_db *db, struct pl_realm *r, const char *absent) {
    enum { MOST_QUERIES = 64 };
    const struct pl_dialect *d = db->dialect;
    struct reader *readers = pl_alloc(db->pl, MOST_QUERIES * sizeof *readers);
    struct pl_numbers *numbers = pl_numbers_new(r);
    struct pl_asking list[MOST_QUERIES];
    struct reader first = { .db = db, .r = r };
    int n = 0;
    bool ask_locked = d->locked && !is_listed(db->pl, absent, "locked") && !db->waits && may_wait(db, absent);
    if (ask_locked && !d->query(db, d->locked, NULL, 0, take_locked, &first))
        return false;
    for (const struct pl_query *q = d->queries; q->kind != PL_REALM && n < MOST_QUERIES; q++) {
        if (!is_worth_asking(db, q, absent))
            continue;
        readers[n] = (struct reader){ .db = db, .r = r, .q = q, .numbers = numbers };
        list[n] = (struct pl_asking){ unlocked(db->pl, q->sql, first.locked), q->take ? take_special : take_row, &readers[n] };
        n++;
    }
    bool ok = !d->query_all || d->query_all(db, list, n);
    for (int i = 0; ok && i < n && !d->query_all; i++)
        ok = d->query(db, pl_scope_sql(db, list[i].sql), NULL, 0, list[i].fn, list[i].arg);
    pl_numbers_sort(numbers);
    mark_locked(&first);
    return ok;
}

static bool ask_present(struct pl_db *db, struct pl_text *absent) {
    const struct pl_asking present = { db->dialect->present, take_absent, absent };
    if (!present.sql || !pl_scope_is_all(db->scope))
        return true;
    if (db->dialect->ask_present)
        return db->dialect->ask_present(db, &present);
    return db->dialect->query(db, present.sql, NULL, 0, present.fn, present.arg);
}

static struct pl_realm *inspect(struct pl_db *db) {
    struct pl_realm *r = pl_realm_new(db->pl, db->title);
    const struct pl_dialect *d = db->dialect;
    r->nocase = d->nocase | db->nocase;
    r->backslash = (d->flags & PL_DL_BACKSLASH) != 0;
    pl_intern(r, r->root, PL_SCHEMA, "");
    struct pl_text absent = { .pl = db->pl };
    if (!ask_present(db, &absent) || !ask_all(db, r, pl_text(&absent)))
        return NULL;
    if (d->settle && !d->settle(db, r))
        return NULL;
    pl_imply(r);
    int dangling[PL_KINDS];                            /* the attribute that says so, by kind, or -1 */
    for (int k = 0; k < PL_KINDS; k++)
        dangling[k] = pl_attr_named((enum pl_kind)k, "dangling");
    mark_dangling(r, r->root, dangling);
    return r;
}

struct pl_realm *pl_inspect_scope(struct pl_db *db, const struct pl_scope *scope) {
    db->scope = scope;
    struct pl_realm *r = inspect(db);
    db->scope = NULL;
    return r;
}

struct pl_realm *pl_inspect(struct pl_db *db) {
    return pl_inspect_scope(db, NULL);
}
