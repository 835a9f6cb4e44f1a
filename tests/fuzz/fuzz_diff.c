/* Two models, a line "---" between them: the changes from one to the other are proved by the fold, ordered, and made into
 * a script of SQLite. Where SQLite accepts the first and the script, its database is the second afterwards. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "dialects/sqlite/sqlite.h"
#include "migrations/plan.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
extern const struct pl_dialect pl_sqlite;

static const char *text_of[2];
static size_t len_of[2];

static struct pl_realm *read_models(struct pl *pl, int side) {
    struct pl_yaml_options o = { .dialects = pl_sqlite.words };
    struct pl_realm *r = pl_realm_new(pl, side ? "second" : "first");
    r->nocase = pl_sqlite.nocase;
    return pl_yaml_read(r, "models.yaml", text_of[side], len_of[side], &o) ? r : NULL;
}

static struct pl_realm *adapted(struct pl *pl, int side) {
    struct pl_realm *r = read_models(pl, side);
    return r && pl_realm_check(r) && pl_adapt(r, &pl_sqlite, ~0u, "") ? r : NULL;
}

static _Noreturn void fail(struct pl *pl, const char *what, const struct pl_changes *list) {
    fprintf(stderr, "%s\n", what);
    for (const struct pl_change *c = list ? list->first : NULL; c; c = c->next)
        fprintf(stderr, "  %s\n", pl_change_title(pl, c));
    for (const struct pl_diag *d = pl_diags(pl); d; d = d->next)
        fprintf(stderr, "  %s\n", d->text);
    abort();
}

static void engine_only(struct pl *pl) {
    struct pl_realm *from = read_models(pl, 0), *to = read_models(pl, 1);
    struct pl_changes changes;
    if (!from || !to || !pl_pair(from, to))
        return;
    if (!pl_diff(from, to, NULL, &changes))
        fail(pl, "no diff", NULL);
    if (!pl_fold_proves(from, to, &changes))
        fail(pl, "the fold does not lead there", &changes);
    int count = changes.count, ordered = 0;
    if (!pl_order(pl, from, to, &changes, false))
        return;
    for (const struct pl_change *c = changes.first; c; c = c->next)
        ordered++;
    if (ordered != count)
        fail(pl, "the order lost a change", &changes);
}

/* Takes the database to the models: 1, 0 where SQLite refuses, -1 where there is no plan. */
static int move(struct pl *pl, struct pl_sqlite_db *s, struct pl_realm *to) {
    struct pl_realm *from = pl_inspect(&s->db);
    struct pl_plan plan;
    if (!from || !pl_plan_compare(&s->db, &pl_sqlite, from, to, NULL, &plan) || !pl_plan_steps(pl, &pl_sqlite, s->db.version, "", from, to, &plan))
        return -1;
    for (const struct pl_step *step = plan.script.first; step; step = step->next)
        if (sqlite3_exec(s->handle, step->sql, NULL, NULL, NULL) != SQLITE_OK)
            return 0;
    return 1;
}

static void proved(struct pl *pl, struct pl_sqlite_db *s, int side) {
    struct pl_realm *to = adapted(pl, side), *made = pl_inspect(&s->db);
    struct pl_plan left;
    if (!made || !pl_plan_compare(&s->db, &pl_sqlite, made, to, NULL, &left))
        fail(pl, "cannot compare what was made", NULL);
    if (left.changes.count)
        fail(pl, side ? "the second is not reached" : "the first is not reached", &left.changes);
}

static void with_sqlite(struct pl *pl) {
    struct pl_realm *first = adapted(pl, 0), *second = adapted(pl, 1);
    struct pl_sqlite_db s = { .db = { .dialect = &pl_sqlite, .pl = pl, .schema = "", .title = "fuzz" } };
    s.db.version = (unsigned)sqlite3_libversion_number();
    if (!first || !second || sqlite3_open(":memory:", &s.handle) != SQLITE_OK)
        return;
    if (move(pl, &s, first) == 1) {
        proved(pl, &s, 0);
        if (move(pl, &s, second) == 1)
            proved(pl, &s, 1);
    }
    sqlite3_close(s.handle);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct pl *pl = pl_new();
    const char *all = pl_strndup(pl, size ? (const char *)data : "", size), *mark = strstr(all, "\n---\n");
    if (mark && strlen(all) == size) {
        text_of[0] = all, len_of[0] = (size_t)(mark - all) + 1;
        text_of[1] = mark + 5, len_of[1] = strlen(mark + 5);
        engine_only(pl);
        with_sqlite(pl);
    }
    pl_free(pl);
    return 0;
}
