/* What SQLite accepts, poundlock reads as SQLite does: any statements are run in a database in memory; the realm read from
 * it is made again in an empty one by the plan. The realm of that one must be the same, SQLite's own pragmas must tell the
 * same of both, and the models written from the first must be in sync with it. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "dialects/sqlite/sqlite.h"
#include "migrations/plan.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
extern const struct pl_dialect pl_sqlite;

/* Only what makes a schema: no files, no pragmas that change the rules, no rows. */
static int authorise(void *arg, int action, const char *a, const char *b, const char *db, const char *trigger) {
    static const int never[] = { SQLITE_ATTACH, SQLITE_PRAGMA, SQLITE_TRANSACTION, SQLITE_SAVEPOINT, SQLITE_CREATE_VTABLE,
                                 SQLITE_CREATE_TEMP_TABLE, SQLITE_CREATE_TEMP_VIEW, SQLITE_CREATE_TEMP_TRIGGER,
                                 SQLITE_CREATE_TEMP_INDEX, SQLITE_CREATE_TRIGGER, SQLITE_ANALYZE, SQLITE_RECURSIVE };
    (void)arg, (void)b, (void)db, (void)trigger;
    for (size_t i = 0; i < sizeof never / sizeof *never; i++)
        if (action == never[i])
            return SQLITE_DENY;
    /* Rows would make ALTER TABLE depend on them, and random() and the like need none to be mentioned. */
    bool writes = action == SQLITE_INSERT || action == SQLITE_UPDATE || action == SQLITE_DELETE;
    return writes && a && strncmp(a, "sqlite_", 7) != 0 ? SQLITE_DENY : SQLITE_OK;
}

static int give_up(void *arg) {
    return ++*(int *)arg > 200;
}

static void connect(struct pl *pl, struct pl_sqlite_db *s, const char *title) {
    *s = (struct pl_sqlite_db){ .db = { .dialect = &pl_sqlite, .pl = pl, .schema = "", .title = title } };
    s->db.version = (unsigned)sqlite3_libversion_number();
    if (sqlite3_open(":memory:", &s->handle) != SQLITE_OK)
        abort();
}

static _Noreturn void fail(struct pl *pl, const char *what, const char *detail) {
    fprintf(stderr, "%s: %s\n", what, detail);
    for (const struct pl_diag *d = pl_diags(pl); d; d = d->next)
        fprintf(stderr, "  %s\n", d->text);
    abort();
}

/* ---- what SQLite says of a database, sorted */

static int append(void *arg, int n, char **values, char **names) {
    struct pl_text *t = arg;
    (void)names;
    for (int i = 0; i < n; i++)
        pl_addf(t, "%s|", values[i] ? values[i] : "-");
    pl_addc(t, '\n');
    return 0;
}

/* Types and defaults are compared as realms; names of indexes that belong to constraints are SQLite's own, and the columns
 * of a reference to a primary key go without saying. */
static const char *facts(struct pl *pl, sqlite3 *handle) {
    static const char *const questions[] = {
        "SELECT t.name, t.ncol, t.wr, t.strict FROM pragma_table_list AS t WHERE t.schema = 'main' AND t.type = 'table' ORDER BY 1",
        "SELECT t.name, c.name, c.\"notnull\", coalesce(c.dflt_value, 'null') LIKE 'null', c.pk, c.hidden FROM sqlite_schema AS t, pragma_table_xinfo(t.name) AS c "
        "WHERE t.type = 'table' ORDER BY 1, 2",
        "SELECT t.name, i.origin, i.\"unique\", i.partial, CASE i.origin WHEN 'c' THEN i.name END, "
        "(SELECT group_concat(coalesce(x.name, '()') || ' ' || x.desc || ' ' || x.coll || ' ' || x.\"key\") FROM pragma_index_xinfo(i.name) AS x) AS parts "
        "FROM sqlite_schema AS t, pragma_index_list(t.name) AS i WHERE t.type = 'table' ORDER BY 1, 2, 3, 4, 5, 6",
        "SELECT t.name, lower(f.\"table\"), f.\"from\", f.on_update, f.on_delete, f.match FROM sqlite_schema AS t, pragma_foreign_key_list(t.name) AS f "
        "WHERE t.type = 'table' ORDER BY 1, 2, 3, 4, 5, 6",
    };
    struct pl_text t = { .pl = pl };
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++)
        if (sqlite3_exec(handle, questions[i], append, &t, NULL) != SQLITE_OK)
            fail(pl, "pragma", sqlite3_errmsg(handle));
    return pl_text(&t);
}

/* ---- the three properties */

static const char *changes_of(struct pl *pl, const struct pl_changes *list) {
    struct pl_text t = { .pl = pl };
    for (const struct pl_change *c = list->first; c; c = c->next)
        pl_addf(&t, "\n  %s", pl_change_title(pl, c));
    return pl_text(&t);
}

static void make_again(struct pl *pl, struct pl_realm *wanted, sqlite3 *first) {
    struct pl_sqlite_db copy;
    struct pl_plan plan, left;
    connect(pl, &copy, "copy");
    struct pl_realm *empty = pl_inspect(&copy.db);
    if (!pl_plan_compare(&copy.db, &pl_sqlite, empty, wanted, NULL, &plan) ||
        !pl_plan_steps(pl, &pl_sqlite, copy.db.version, "", empty, wanted, &plan))
        fail(pl, "no plan", "");
    for (const struct pl_step *s = plan.script.first; s; s = s->next)
        if (sqlite3_exec(copy.handle, s->sql, NULL, NULL, NULL) != SQLITE_OK)
            fail(pl, s->sql, sqlite3_errmsg(copy.handle));
    struct pl_realm *made = pl_inspect(&copy.db);
    if (!made || !pl_plan_compare(NULL, &pl_sqlite, made, wanted, NULL, &left))
        fail(pl, "cannot compare", "");
    if (left.changes.count)
        fail(pl, "made again it differs", changes_of(pl, &left.changes));
    const char *before = facts(pl, first), *after = facts(pl, copy.handle);
    size_t same = 0, line = 0;
    for (; before[same] && before[same] == after[same]; same++)
        line = before[same] == '\n' ? same + 1 : line;
    if (before[same] || after[same])
        fail(pl, before + line, after + line);
    sqlite3_close(copy.handle);
}

/* A reference to a table that is not there is legal in SQLite and refused in models. */
static void write_models(struct pl *pl, struct pl_sqlite_db *db) {
    struct pl_realm *live = pl_inspect(&db->db), *declared = pl_realm_new(pl, "models");
    struct pl_text yaml = { .pl = pl };
    struct pl_plan plan;
    struct pl_yaml_options o = { .dialects = pl_sqlite.words };
    declared->nocase = pl_sqlite.nocase;
    if (!pl_yaml_write(pl, live, "sqlite", &yaml))
        fail(pl, "cannot write models", "");
    if (!pl_yaml_read(declared, "models.yaml", pl_text(&yaml), yaml.len, &o))
        fail(pl, "cannot read what was written", pl_text(&yaml));
    if (!pl_realm_check(declared))
        return;
    if (!pl_adapt(declared, &pl_sqlite, db->db.version, "") || !pl_plan_compare(&db->db, &pl_sqlite, live, declared, NULL, &plan))
        fail(pl, "cannot compare with models", pl_text(&yaml));
    if (plan.changes.count)
        fail(pl, pl_text(&yaml), changes_of(pl, &plan.changes));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct pl *pl = pl_new();
    struct pl_sqlite_db db;
    int patience = 0;
    /* Text that is not UTF-8 has no place in models. */
    for (size_t i = 0; i < size; i++)
        if (data[i] >= 0x80 || !data[i]) {
            pl_free(pl);
            return -1;
        }
    connect(pl, &db, "fuzz");
    sqlite3_limit(db.handle, SQLITE_LIMIT_EXPR_DEPTH, 60);
    sqlite3_limit(db.handle, SQLITE_LIMIT_COLUMN, 60);
    sqlite3_set_authorizer(db.handle, authorise, NULL);
    sqlite3_progress_handler(db.handle, 1000, give_up, &patience);
    const char *sql = pl_strndup(pl, size ? (const char *)data : "", size);
    for (sqlite3_stmt *st = NULL; *sql; sqlite3_finalize(st)) {
        const char *rest = sql;
        if (sqlite3_prepare_v2(db.handle, sql, -1, &st, &rest) == SQLITE_OK && st)
            sqlite3_step(st);
        if (rest == sql)
            break;
        sql = rest;
    }
    sqlite3_set_authorizer(db.handle, NULL, NULL);
    sqlite3_progress_handler(db.handle, 0, NULL, NULL);
    struct pl_realm *realm = pl_inspect(&db.db);
    if (!realm)
        fail(pl, "cannot inspect", "");
    /* What models cannot say is not made again. */
    if (!pl_first(pl_find(realm, realm->root, PL_SCHEMA, ""), PL_UNMODELLED)) {
        make_again(pl, realm, db.handle);
        write_models(pl, &db);
    }
    sqlite3_close(db.handle);
    pl_free(pl);
    return 0;
}
