/* Where the ledger is and what it is made of. The one idea: its tables are models like any other, read from ledger.yaml,
 * adapted, compared and planned as the user's are; there is no CREATE TABLE of our own for any dialect. */
#include <string.h>
#include "migrations/ledger.h"
#include "migrations/plan.h"
#include "migrations/sql.h"

const char *pl_ledger_place_read(struct pl *pl, const char *text, struct pl_ledger_place *out) {
    const char *dot = strchr(text, '.');
    *out = (struct pl_ledger_place){ .schema = "" };
    if (strcmp(text, "none") == 0)
        return NULL;
    if (!*text || *text == '.' || (dot && strchr(dot + 1, '.')))
        return "is neither a prefix of table names, nor SCHEMA.PREFIX, nor none";
    if (dot)
        out->schema = pl_strndup(pl, text, (size_t)(dot - text));
    out->prefix = dot ? dot + 1 : text;
    return NULL;
}

static const char *schema_in(const struct pl_ledger_place *at, const char *own) {
    return pl_same(at->schema, own) ? "" : at->schema;
}

/* The tables' names without the prefix: those of ledger.yaml. */
static const char *const words[] = { "run", "step", "declared", "migration", "release", "hold", "once" };

static bool is_word(const char *name) {
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (pl_same_nocase(name, words[i]))
            return true;
    return false;
}

/* The model, with the names that the tables bear here. */
static struct pl_realm *declared(struct pl *pl, const struct pl_dialect *d, const struct pl_ledger_place *at, const char *own) {
    const char *text = pl_sql_migrations_ledger, *schema = schema_in(at, own);
    struct pl_yaml_options o = { .dialects = d->words };
    struct pl_realm *r = pl_realm_new(pl, "the ledger");
    r->nocase = d->nocase;
    r->backslash = (d->flags & PL_DL_BACKSLASH) != 0;
    if (!pl_yaml_read(r, "ledger.yaml", text, strlen(text), &o))
        return NULL;
    struct pl_node *home = pl_find(r, r->root, PL_SCHEMA, "");
    PL_EACH(table, home, PL_TABLE) {
        if (!is_word(table->name)) {
            pl_say(pl, PL_D_BUG, NULL, "the ledger's table \"%s\" is not known as one", table->name);
            return NULL;
        }
        pl_rename(r, table, pl_format(pl, "%s%s", at->prefix, table->name));
    }
    if (*schema)
        pl_rename(r, home, schema);
    return r;
}

void pl_ledger_scope(const struct pl_ledger_place *at, struct pl_scope *s, struct pl *pl) {
    for (size_t i = 0; at->prefix && i < sizeof words / sizeof *words; i++)
        pl_scope_add_presence(s, pl_format(pl, "%s%s", at->prefix, words[i]));
}

static bool is_table(const struct pl_ledger_place *at, const struct pl_realm *r, const char *name) {
    size_t len = strlen(at->prefix);
    return strlen(name) > len && pl_same_name(r, PL_TABLE, pl_strndup(r->pl, name, len), at->prefix) && is_word(name + len);
}

const struct pl_node *pl_ledger_find(const struct pl_realm *r, const struct pl_ledger_place *at, const char *own) {
    struct pl_node *home = at->prefix ? pl_find(r, r->root, PL_SCHEMA, schema_in(at, own)) : NULL;
    for (struct pl_node *n = home ? pl_first(home, PL_TABLE) : NULL; n; n = pl_next(n))
        if (is_table(at, r, n->name))
            return n;
    return NULL;
}

bool pl_ledger_has(const struct pl_realm *taken, const struct pl_ledger_place *at, const char *own, const char *table) {
    struct pl_node *home = at->prefix ? pl_find(taken, taken->root, PL_SCHEMA, schema_in(at, own)) : NULL;
    return home && pl_find(taken, home, PL_TABLE, pl_format(taken->pl, "%s%s", at->prefix, table));
}

bool pl_ledger_is_there(const struct pl_realm *taken, const struct pl_ledger_place *at, const char *own) {
    return pl_ledger_has(taken, at, own, "run") && pl_ledger_has(taken, at, own, "step");
}

/* What models cannot say (a grant on the schema) makes it nobody's either. */
static bool is_empty(const struct pl_node *schema) {
    for (int i = 0; i < pl_attr_count(PL_SCHEMA); i++)
        if (pl_at(schema, i) && !(pl_attrs[PL_SCHEMA_0 + i].flags & PL_GUESS))
            return false;
    for (const struct pl_node *n = schema->child; n; n = n->next)
        if (!(pl_kinds[n->kind].flags & PL_LIVE_ONLY))
            return false;
    return true;
}

struct pl_realm *pl_ledger_take(struct pl_realm *r, const struct pl_ledger_place *at, const char *own) {
    struct pl_realm *taken = pl_realm_new(r->pl, "the ledger");
    const char *schema = at->prefix ? schema_in(at, own) : "";
    struct pl_node *home = at->prefix ? pl_find(r, r->root, PL_SCHEMA, schema) : NULL;
    taken->nocase = r->nocase;
    taken->backslash = r->backslash;
    pl_intern(taken, taken->root, PL_SCHEMA, "");
    if (!home)
        return taken;
    struct pl_node *to = pl_intern(taken, taken->root, PL_SCHEMA, schema);
    for (int i = 0; i < pl_attr_count(PL_SCHEMA); i++)
        pl_put(to, i, pl_at(home, i));
    for (struct pl_node *n = home->child, *next; n; n = next) {
        const char *on = n->kind == PL_UNMODELLED ? pl_get(n, PL_UNMODELLED_ON) : NULL;
        next = n->next;
        if (n->kind == PL_TABLE && is_table(at, r, n->name))
            pl_node_copy(taken, to, n);
        else if (!on || !is_table(at, r, on))
            continue;
        pl_remove(r, n);
    }
    if (*schema && is_empty(home))
        pl_remove(r, home);
    return taken;
}

void pl_ledger_schema_back(struct pl_realm *r, const struct pl_realm *taken, const struct pl_realm *other) {
    if (!taken)
        return;
    for (const struct pl_node *n = taken->root->child; n; n = n->next)
        if (pl_find(other, other->root, PL_SCHEMA, n->name))
            pl_intern(r, r->root, PL_SCHEMA, n->name);
}

/* ---- statements */

/* "schema"."prefix_run" as statements write it. */
static void add_table(struct pl_text *t, const struct pl_db *db, const struct pl_ledger_place *at, const char *word, size_t len) {
    const char *schema = *at->schema ? at->schema : db->schema;
    if (*schema) {
        db->dialect->quote_name(t, schema);
        pl_addc(t, '.');
    }
    db->dialect->quote_name(t, pl_format(db->pl, "%s%.*s", at->prefix, (int)len, word));
}

static char *expand(struct pl_db *db, const struct pl_ledger_place *at, const char *sql, bool numbered) {
    struct pl_text t = { .pl = db->pl };
    int used = 0;
    for (; *sql; sql++) {
        size_t len = *sql == '{' ? strcspn(sql, "}") : 0;
        if (len) {
            add_table(&t, db, at, sql + 1, len - 1);
            sql += len;
        } else if (*sql == '?' && numbered) {
            pl_addf(&t, "$%d", ++used);
        } else {
            pl_addc(&t, *sql);
        }
    }
    return t.s;
}

char *pl_ledger_sql(struct pl_db *db, const struct pl_ledger_place *at, const char *sql) {
    return expand(db, at, sql, false);
}

bool pl_ledger_query(struct pl_db *db, const struct pl_ledger_place *at, const char *sql, const char *const *params, int count,
                     pl_row_fn *fn, void *arg) {
    return db->dialect->query(db, expand(db, at, sql, (db->dialect->flags & PL_DL_NUMBERED) != 0), params, count, fn, arg);
}

/* ---- making the tables */

bool pl_ledger_hint(struct pl_db *db) {
    const struct pl_diag *said = db->pl->newest;
    if (said && pl_same(said->code, pl_codes[PL_D_READ_ONLY].word))
        return pl_hint(db->pl, "name the primary, which takes changes");
    if (db->pl->newest && pl_same(db->pl->newest->code, pl_codes[PL_D_LOCKED].word))       /* another writes: no privilege lacks */
        return false;
    return pl_hint(db->pl, "the ledger must be written: let this role create and write tables there, name another place with "
                           "--ledger SCHEMA.PREFIX, or go without one: --ledger none");
}

static bool has_place(struct pl_db *db, const struct pl_ledger_place *at) {
    if (*at->schema && !pl_same(at->schema, db->schema) && db->one_schema) {
        pl_say(db->pl, PL_D_CONFIG, NULL, "the ledger cannot live in \"%s\": of %s only the connection's own database is looked at",
               at->schema, db->dialect->name);
        return pl_hint(db->pl, "name a prefix alone, as in --ledger poundlock_");
    }
    if (*at->schema || *db->schema || db->one_schema)
        return true;
    pl_say(db->pl, PL_D_CONFIG, NULL, "the ledger has no place: the connection names no database");
    return pl_hint(db->pl, "name one in the URL, or --ledger DATABASE.poundlock_, or go without one: --ledger none");
}

/* A table of that name which has not even the first column of ours is somebody else's. */
static bool are_ours(struct pl_db *db, const struct pl_realm *taken, const struct pl_realm *wanted) {
    for (const struct pl_node *schema = wanted->root->child; schema; schema = schema->next) {
        const struct pl_node *home = pl_find(taken, taken->root, PL_SCHEMA, schema->name);
        PL_EACH(table, schema, PL_TABLE) {
            const struct pl_node *there = home ? pl_find(taken, home, PL_TABLE, table->name) : NULL;
            if (!there || pl_find(taken, there, PL_COLUMN, pl_first(table, PL_COLUMN)->name))
                continue;
            pl_say(db->pl, PL_D_CONFIG, NULL, "the table \"%s\" is there and is not poundlock's ledger", table->name);
            return pl_hint(db->pl, "name another place for the ledger: --ledger PREFIX, or SCHEMA.PREFIX");
        }
    }
    return true;
}

static bool run_steps(struct pl_db *db, const struct pl_script *script) {
    const struct pl_dialect *d = db->dialect;
    bool tx = d->flags & PL_DL_DDL_IN_TX, ok = !script->first || !tx || d->query(db, d->begin, NULL, 0, NULL, NULL);
    for (const struct pl_step *s = script->first; ok && s; s = s->next)
        ok = d->query(db, s->sql, NULL, 0, NULL, NULL);
    if (ok && script->first && tx)
        ok = d->query(db, d->commit, NULL, 0, NULL, NULL);
    if (ok)
        return true;
    struct pl_mark mark = pl_diag_mark(db->pl);
    if (tx)
        d->query(db, d->rollback, NULL, 0, NULL, NULL);
    pl_diag_forget(db->pl, mark);
    return pl_ledger_hint(db);
}

bool pl_ledger_make(struct pl_db *db, const struct pl_ledger_place *at, struct pl_realm *taken) {
    struct pl_diff_options subset = { .subset = true };
    struct pl_plan plan;
    if (!at->prefix)
        return true;
    struct pl_realm *wanted = declared(db->pl, db->dialect, at, db->schema);
    return wanted && has_place(db, at) && pl_adapt(wanted, db->dialect, db->version, db->schema) && are_ours(db, taken, wanted) &&
           pl_plan_compare(db, db->dialect, taken, wanted, &subset, &plan) &&
           pl_plan_steps(db->pl, db->dialect, db->version, db->schema, taken, wanted, &plan) && run_steps(db, &plan.script);
}
