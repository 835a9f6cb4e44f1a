/* Names out of the models: a program that asks for them hears of a misspelt one before the database does, with the nearest that
 * there is. Models are read once, at the first call; what is handed out is kept by name, so it does not grow with the calls. */
#include <stdlib.h>
#include <string.h>
#include "migrations/gate.h"
#include "tools/library/conn.h"

enum { BUCKETS = 256 };

struct quoted {
    struct quoted *next;
    const struct pl_node *node;
    const char *text;
};
struct pl_declared {
    struct pl *pl;
    struct pl_realm *realm;
    struct quoted *buckets[BUCKETS];
};

void pl_declared_close(struct pl_declared *d) {
    if (d)
        pl_free(d->pl);
}

/* Read in the words of the database that the connection has, as the gate reads them. */
static struct pl_realm *read_models(struct pl_conn *conn, struct pl *pl) {
    struct pl_run run = *conn->run;
    struct pl_source models = { 0 }, live = { .dialect = conn->db->dialect, .db = conn->db };
    struct pl_source_options o;
    const char *path;
    run.pl = pl;
    if (!pl_run_models(&run, true, &path) || !pl_run_options(&run, &live, PL_OWN, &o))
        return NULL;
    o.schema = conn->login.schema;
    pl_run_scratch(&o, conn->database);
    return pl_source_load(pl, path, &o, &models) ? models.realm : NULL;
}

static struct pl_declared *declared(struct pl_conn *conn) {
    if (!pl_conn_usable(conn) || conn->declared)
        return conn ? conn->declared : NULL;
    struct pl *pl = pl_conn_connect(conn) ? pl_new() : NULL;
    struct pl_realm *realm = pl ? read_models(conn, pl) : NULL;
    if (pl)
        pl_diag_move(pl, conn->pl);
    if (!realm) {
        pl_free(pl);
        return NULL;
    }
    conn->declared = PL_NEW(pl, struct pl_declared);
    conn->declared->pl = pl;
    conn->declared->realm = realm;
    return conn->declared;
}

/* ---- names */

/* "customer", or "audit.customer" in another schema. */
static const struct pl_node *find_table(const struct pl_declared *d, const char *name) {
    PL_EACH(schema, d->realm->root, PL_SCHEMA) {
        size_t n = strlen(schema->name);
        bool within = n && strncmp(name, schema->name, n) == 0 && name[n] == '.';
        const struct pl_node *table = within ? pl_find(d->realm, schema, PL_TABLE, name + n + 1) : NULL;
        if (!table && !n)
            table = pl_find(d->realm, schema, PL_TABLE, name);
        if (table)
            return table;
    }
    return NULL;
}

static void near_tables(const struct pl_declared *d, struct pl_nearest *near, struct pl *pl) {
    PL_EACH(schema, d->realm->root, PL_SCHEMA)
        PL_EACH(t, schema, PL_TABLE)
            pl_nearest_add(near, pl_path(pl, t));
}

static bool say_unknown(struct pl_conn *conn, struct pl_nearest *near, const char *what) {
    const char *best = pl_nearest_word(near);
    pl_say(conn->pl, PL_D_NOWHERE, NULL, "no model declares the %s \"%s\"", what, near->wrong);
    return best ? pl_hint(conn->pl, "did you mean \"%s\"?", best) : false;
}

static const struct pl_node *table_named(struct pl_conn *conn, const struct pl_declared *d, const char *name) {
    const struct pl_node *table = name ? find_table(d, name) : NULL;
    if (table)
        return table;
    struct pl *pl = pl_new();
    struct pl_nearest near = { .wrong = name ? name : "" };
    if (pl) {
        near_tables(d, &near, pl);
        say_unknown(conn, &near, "table");
    }
    pl_free(pl);
    return NULL;
}

static const struct pl_node *column_named(struct pl_conn *conn, const struct pl_declared *d, const struct pl_node *table,
                                          const char *name) {
    struct pl_nearest near = { .wrong = name ? name : "" };
    const struct pl_node *column = name ? pl_find_column(d->realm, table, name) : NULL;
    if (column)
        return column;
    PL_EACH(c, table, PL_COLUMN)
        pl_nearest_add(&near, c->name);
    say_unknown(conn, &near, "column");
    pl_about(conn->pl, pl_title(conn->pl, table));
    return NULL;
}

/* ---- quoted */

static const char *quoted(struct pl_conn *conn, struct pl_declared *d, const struct pl_node *n) {
    struct quoted **bucket = &d->buckets[pl_hash(&n, sizeof n, 0) % BUCKETS];
    for (const struct quoted *q = *bucket; q; q = q->next)
        if (q->node == n)
            return q->text;
    struct quoted *q = PL_NEW(d->pl, struct quoted);
    struct pl_text t = { .pl = d->pl };
    if (n->kind == PL_TABLE && *n->parent->name) {
        conn->dialect->quote_name(&t, n->parent->name);
        pl_addc(&t, '.');
    }
    conn->dialect->quote_name(&t, n->name);
    *q = (struct quoted){ *bucket, n, t.s };
    *bucket = q;
    return q->text;
}

const char *pl_table(struct pl_conn *conn, const char *table) {
    struct pl_declared *d = declared(conn);
    const struct pl_node *t = d ? table_named(conn, d, table) : NULL;
    return t ? quoted(conn, d, t) : NULL;
}

const char *pl_column(struct pl_conn *conn, const char *table, const char *column) {
    struct pl_declared *d = declared(conn);
    const struct pl_node *t = d ? table_named(conn, d, table) : NULL, *c = t ? column_named(conn, d, t, column) : NULL;
    return c ? quoted(conn, d, c) : NULL;
}

/* ---- inserting */

static bool is_named(const struct pl_declared *d, const struct pl_node *column, const char *const *columns, int count) {
    for (int i = 0; i < count; i++)
        if (pl_same_name(d->realm, PL_COLUMN, columns[i], column->name))
            return true;
    return false;
}

static bool all_that_must_be(struct pl_conn *conn, const struct pl_declared *d, const struct pl_node *t, const char *const *columns,
                             int count) {
    PL_EACH(c, t, PL_COLUMN)
        if (pl_column_refuses_rows(c) && !is_named(d, c, columns, count)) {
            pl_say(conn->pl, PL_D_IS_NULL, NULL, "the column \"%s\" must have a value: it is not NULL and has no default", c->name);
            return pl_about(conn->pl, pl_title(conn->pl, t));
        }
    return true;
}

bool pl_insert(struct pl_conn *conn, const char *table, const char *const *columns, const struct pl_datum *values, int count) {
    struct pl_declared *d = declared(conn);
    const struct pl_node *t = d ? table_named(conn, d, table) : NULL;
    if (!t)
        return false;
    if (count < 1 || !columns || !values)
        return pl_say(conn->pl, PL_D_CALL, NULL, "a row without columns or values cannot be inserted");
    if (!all_that_must_be(conn, d, t, columns, count))
        return false;
    struct pl_text sql = { .pl = pl_new() };
    bool ok = sql.pl != NULL;
    if (ok)
        pl_addf(&sql, "INSERT INTO %s (", quoted(conn, d, t));
    for (int i = 0; ok && i < count; i++) {
        const struct pl_node *c = column_named(conn, d, t, columns[i]);
        ok = c != NULL;
        if (ok)
            pl_addf(&sql, "%s%s", i ? ", " : "", quoted(conn, d, c));
    }
    for (int i = 0; ok && i < count; i++)
        pl_add(&sql, i ? ", ?" : ") VALUES (?");
    if (ok)
        pl_addc(&sql, ')');
    ok = ok && pl_exec(conn, sql.s, values, count, NULL);
    pl_free(sql.pl);
    return ok;
}
