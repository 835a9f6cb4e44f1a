/* What the tests of the models language share: reading a text that must be good or must be refused, and writing it again. */
#ifndef PL_UNIT_YAML_H
#define PL_UNIT_YAML_H

#include <string.h>

#include <criterion/criterion.h>

#include "engine/realm.h"

static const char *const postgres[] = { "postgres", NULL };

/* All contexts of a test, ended when it is. */
static struct pl *contexts[64];
static int context_count;

static inline struct pl *context(void) {
    cr_assert(context_count < 64);
    return contexts[context_count++] = pl_new();
}

static inline void end(void) {
    while (context_count)
        pl_free(contexts[--context_count]);
}

static inline bool read_as(struct pl_realm *r, const char *file, const char *text, const char *const *dialects, bool needs) {
    struct pl_yaml_options o = { .dialects = dialects, .needs = needs };
    return pl_yaml_read(r, file, text, strlen(text), &o);
}

static inline struct pl_realm *good(const char *text) {
    struct pl_realm *r = pl_realm_new(context(), "test");
    bool ok = read_as(r, "m.yaml", text, postgres, false);
    cr_assert(ok, "%s", ok ? "" : pl_diags(r->pl)->text);
    cr_assert_null(pl_diags(r->pl));
    return r;
}

static inline const struct pl_diag *refused(const char *text, const char *code, int line, int column) {
    struct pl_realm *r = pl_realm_new(context(), "test");
    cr_assert_not(read_as(r, "m.yaml", text, postgres, false), "accepted: %s", text);
    const struct pl_diag *d = pl_diags(r->pl);
    cr_assert_not_null(d);
    cr_expect_str_eq(d->code, code, "%s: %s (%s)", text, d->code, d->text);
    cr_expect_str_eq(d->file ? d->file : "", "m.yaml");
    cr_expect(d->line == line && d->column == column, "%s: at %d:%d: %s", text, d->line, d->column, d->text);
    return d;
}

static inline struct pl_node *at(const struct pl_realm *r, const char *table, enum pl_kind kind, const char *name) {
    const struct pl_node *schema = pl_find(r, r->root, PL_SCHEMA, "");
    struct pl_node *t = pl_find(r, schema, PL_TABLE, table);
    cr_assert_not_null(t, "no table %s", table);
    struct pl_node *n = kind == PL_TABLE ? t : pl_find(r, t, kind, name);
    cr_assert_not_null(n, "no %s", name);
    return n;
}

static inline void is(const struct pl_node *n, enum pl_attr a, const char *wanted) {
    const char *s = pl_get(n, a);
    cr_expect(pl_same(s, wanted), "%s: \"%s\" where \"%s\" is expected", pl_attrs[a].word, s ? s : "NULL",
              wanted ? wanted : "NULL");
}

static inline char *written(const struct pl_realm *r) {
    struct pl_text t = { .pl = r->pl };
    cr_assert(pl_yaml_write(r->pl, r, "postgres", &t), "%s", pl_diags(r->pl) ? pl_diags(r->pl)->text : "");
    return t.s;
}

static inline void round_trip(const struct pl_realm *r) {
    char *once = written(r);
    struct pl_realm *again = pl_realm_new(context(), "again");
    bool ok = read_as(again, "w.yaml", once, postgres, false);
    cr_assert(ok, "%s\n%s", ok ? "" : pl_diags(again->pl)->text, once);
    cr_assert_str_eq(written(again), once);
}

#endif
