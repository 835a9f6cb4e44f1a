/* Other tools' ledgers: what a database has had by them, and leaving them alone. */
#include <string.h>
#include "migrations/foreign.h"

struct look {
    struct pl *pl;
    struct pl_foreign *f;
    struct pl_text unknown;
};

/* One that was made anew has the key of the former: each time that the ledger has it, the next. */
static struct pl_foreign_entry *find(const struct pl_foreign *f, const char *key) {
    struct pl_foreign_entry *last = NULL;
    for (struct pl_foreign_entry *e = f->first; e && !(last && !last->applied); e = e->next)
        last = strcmp(e->key, key) == 0 ? e : last;
    return last;
}

/* A ledger that holds one number has had all that are not larger, whether the folder has that one or not. */
static bool is_up_to(const char *key, const char *number) {
    size_t n = strlen(key), m = strlen(number);
    return n != m ? n < m : strcmp(key, number) < 0;
}

static void mark_ancestors(struct pl *pl, struct pl_foreign *f, struct pl_foreign_entry *e) {
    if (e->applied)
        return;
    e->applied = true;
    const char *at = NULL;
    for (const char *key; e->needs && (key = pl_list_next(pl, e->needs, &at));) {
        struct pl_foreign_entry *before = find(f, key);
        if (before)
            mark_ancestors(pl, f, before);
    }
}

static bool take_key(void *arg, int columns, const char *const *names, const char *const *values) {
    struct look *l = arg;
    const struct pl_foreign_tool *tool = l->f->tool;
    int state = tool->join ? 2 : 1;                    /* the column that says whether it failed */
    (void)names;
    if (columns < state || !values[0] || !values[state - 1])
        return true;
    const char *key = tool->join ? pl_format(l->pl, "%s%s%s", values[0], tool->join, values[1]) : values[0];
    struct pl_foreign_entry *e = find(l->f, key);
    for (struct pl_foreign_entry *b = l->f->first; tool->rule == PL_F_UP_TO && b; b = b->next)
        b->applied |= is_up_to(b->key, key);
    if (!e) {
        pl_list_add(&l->unknown, key);
        l->f->unsure |= tool->rule == PL_F_ANCESTORS;
        return true;
    }
    e->failed = columns > state && values[state] && strchr("t1", *values[state]);
    if (!e->failed && tool->rule == PL_F_ANCESTORS)
        mark_ancestors(l->pl, l->f, e);
    e->applied = !e->failed;
    return true;
}

static const struct pl_node *table_in(const struct pl_realm *live, const char *home, const char *name) {
    for (const struct pl_node *schema = live->root->child; schema; schema = schema->next)
        if (schema->kind == PL_SCHEMA && strcmp(schema->name, home) == 0)
            PL_EACH(t, schema, PL_TABLE)
                if (pl_same_nocase(t->name, name))
                    return t;
    return NULL;
}

/* Whether there is such a table, by the catalog that was read already for everything else: a missing ledger is no error. Where
 * schemas are databases of their own (Sqitch on MySQL, or a second file on SQLite), that one may be the one that was named. */
static const struct pl_node *ledger_in(const struct pl_foreign *f, const struct pl_realm *live) {
    const struct pl_foreign_tool *tool = f->tool;
    const struct pl_node *there = tool->schema ? table_in(live, tool->schema, tool->table) : NULL;
    return there || (tool->beside && !table_in(live, "", tool->beside)) ? there : table_in(live, "", tool->table);
}

static char *question(struct pl_db *db, const struct pl_foreign *f, const struct pl_node *table) {
    struct pl_text sql = { .pl = db->pl };
    const char *schema = *table->parent->name ? table->parent->name : db->schema;
    for (const char *s = f->tool->query; *s;) {
        if (strncmp(s, "{table}", 7) != 0) {
            pl_addc(&sql, *s++);
            continue;
        }
        if (schema && *schema) {
            db->dialect->quote_name(&sql, schema);
            pl_addc(&sql, '.');
        }
        db->dialect->quote_name(&sql, table->name);
        s += 7;
    }
    return sql.s;
}

bool pl_foreign_applied(struct pl_db *db, const struct pl_realm *live, struct pl_foreign *f) {
    struct look l = { .pl = db->pl, .f = f, .unknown = { .pl = db->pl } };
    const struct pl_node *table = ledger_in(f, live);
    f->ledger = table != NULL;
    bool ok = !table || db->dialect->query(db, question(db, f, table), NULL, 0, take_key, &l);
    f->unknown = l.unknown.s;
    return ok;
}

/* ---- leaving their ledgers alone */

/* Besides those of the tools above. */
static const char *const further[] = { "databasechangeloglock", "ar_internal_metadata", "_sqlx_migrations", "knex_migrations", "knex_migrations_lock",
                                       "__EFMigrationsHistory", "SequelizeMeta", "doctrine_migration_versions", "atlas_schema_revisions" };

static bool is_ledger(const char *name) {
    for (const struct pl_foreign_tool *t = pl_foreign_tools; t->word; t++)
        if (!t->schema && pl_same_nocase(name, t->table))
            return true;
    for (size_t i = 0; i < sizeof further / sizeof *further; i++)
        if (pl_same_nocase(name, further[i]))
            return true;
    return false;
}

static bool belongs(struct pl *pl, const struct pl_node *n, const char *table) {
    enum { MOST = 3 };
    char *name[MOST];
    const char *owner = n->kind == PL_SEQUENCE ? pl_get(n, PL_SEQUENCE_OWNED_BY) : NULL;
    int count = owner ? pl_ref_split(pl, owner, name, MOST) : 0;
    return count >= 2 && pl_same(name[count - 2], table);
}

/* Sqitch has a schema of its own for what it remembers. */
static void leave_schemas(struct pl_realm *live, const struct pl_realm *declared) {
    for (const struct pl_foreign_tool *t = pl_foreign_tools; t->word; t++) {
        struct pl_node *schema = t->schema ? pl_find(live, live->root, PL_SCHEMA, t->schema) : NULL;
        if (schema && pl_find(live, schema, PL_TABLE, t->table) && !pl_find(declared, declared->root, PL_SCHEMA, t->schema))
            pl_remove(live, schema);
    }
}

void pl_foreign_leave(struct pl_realm *live, const struct pl_realm *declared) {
    leave_schemas(live, declared);
    struct pl_node *home = pl_find(live, live->root, PL_SCHEMA, "");
    const struct pl_node *there = pl_find(declared, declared->root, PL_SCHEMA, "");
    for (struct pl_node *n = home ? home->child : NULL, *next; n; n = next) {
        next = n->next;
        if (n->kind != PL_TABLE || !is_ledger(n->name) || (there && pl_find(declared, there, PL_TABLE, n->name)))
            continue;
        for (struct pl_node *o = home->child, *after; o; o = after) {
            after = o->next;
            if (!belongs(live->pl, o, n->name))
                continue;
            next = next == o ? o->next : next;
            pl_remove(live, o);
        }
        pl_remove(live, n);
    }
}
