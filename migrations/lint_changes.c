/* Lint of a change: which rule looks at which kind of change. A rule that rows decide asks them where there is a database, and
 * fires where nobody can tell. */
#include <string.h>
#include "migrations/lint.h"

/* The live table that a change is about, or NULL: a new table has neither rows nor readers. */
static const struct pl_node *table_before(const struct pl_change *c) {
    const struct pl_node *t = pl_above(c->from ? c->from : c->to, PL_TABLE);
    return t && !c->from ? t->mate : t;
}

static bool no_rows(struct pl_lint *l, const struct pl_change *c) {
    return pl_lint_rows_in(l, table_before(c)) == PL_NO;
}

static bool slot(const struct pl_change *c, enum pl_attr a) {
    return c->op == PL_ALTER && (c->slots >> ((int)a - pl_kinds[pl_attrs[a].kind].first) & 1);
}

static bool fills_itself(const struct pl_node *c) {
    return pl_is(c, PL_COLUMN_DEFAULT) || pl_is(c, PL_COLUMN_GENERATED) || pl_is(c, PL_COLUMN_IDENTITY) || pl_is(c, PL_COLUMN_AUTO_INCREMENT);
}

/* ---- what fires; *detail may be set */

typedef bool fires_fn(struct pl_lint *l, const struct pl_change *c, const char **detail);

static bool always(struct pl_lint *l, const struct pl_change *c, const char **detail) {
    (void)l, (void)c, (void)detail;
    return true;
}

static bool with_rows(struct pl_lint *l, const struct pl_change *c, const char **detail) {
    (void)detail;
    return table_before(c) && !no_rows(l, c);
}

/* On a table that was there, full or empty: a release knows it. */
static bool known(struct pl_lint *l, const struct pl_change *c, const char **detail) {
    (void)l, (void)detail;
    return table_before(c) != NULL;
}

static bool with_values(struct pl_lint *l, const struct pl_change *c, const char **detail) {
    (void)detail;
    return pl_lint_values_in(l, c->from) != PL_NO;
}

static bool narrower(struct pl_lint *l, const struct pl_change *c, const char **detail) {
    const char *was = pl_get(c->from, PL_COLUMN_TYPE), *is = pl_get(c->to, PL_COLUMN_TYPE);
    if (!slot(c, PL_COLUMN_TYPE) || !was || !is || l->dialect->covers(is, was) || pl_lint_values_in(l, c->from) == PL_NO)
        return false;
    *detail = pl_format(l->pl, "%s to %s", was, is);
    return true;
}

static bool other_type(struct pl_lint *l, const struct pl_change *c, const char **detail) {
    const char *was = pl_get(c->from, PL_COLUMN_TYPE), *is = pl_get(c->to, PL_COLUMN_TYPE);
    (void)detail;
    return slot(c, PL_COLUMN_TYPE) && was && is && l->dialect->covers(is, was);
}

static bool label_gone(struct pl_lint *l, const struct pl_change *c, const char **detail) {
    const char *at = NULL, *is = pl_get(c->to, PL_ENUM_VALUES);
    if (!slot(c, PL_ENUM_VALUES))
        return false;
    for (const char *label; (label = pl_list_next(l->pl, pl_get(c->from, PL_ENUM_VALUES), &at));) {
        const char *look = NULL, *other = NULL;
        while ((other = pl_list_next(l->pl, is, &look)) && strcmp(other, label) != 0)
            ;
        if (!other) {
            *detail = label;
            return true;
        }
    }
    return false;
}

static bool required(struct pl_lint *l, const struct pl_change *c, const char **detail) {
    return pl_is(c->to, PL_COLUMN_NOT_NULL) && !fills_itself(c->to) && with_rows(l, c, detail);
}

static bool required_empty(struct pl_lint *l, const struct pl_change *c, const char **detail) {
    return pl_is(c->to, PL_COLUMN_NOT_NULL) && !fills_itself(c->to) && table_before(c) && !with_rows(l, c, detail);
}

static bool refuses_null(struct pl_lint *l, const struct pl_change *c, const char **detail) {
    (void)l, (void)detail;
    return slot(c, PL_COLUMN_NOT_NULL) && pl_is(c->to, PL_COLUMN_NOT_NULL);
}

static bool nulls(struct pl_lint *l, const struct pl_change *c, const char **detail) {
    bool looks = slot(c, PL_COLUMN_NOT_NULL) || slot(c, PL_COLUMN_NOT_NULL_NOT_VALID);
    (void)detail;
    return looks && pl_is(c->to, PL_COLUMN_NOT_NULL) && !pl_is(c->to, PL_COLUMN_NOT_NULL_NOT_VALID) && pl_lint_nulls_in(l, c->from) == PL_YES;
}

static bool takes_null(struct pl_lint *l, const struct pl_change *c, const char **detail) {
    (void)l, (void)detail;
    return slot(c, PL_COLUMN_NOT_NULL) && !pl_is(c->to, PL_COLUMN_NOT_NULL);
}

static bool default_gone(struct pl_lint *l, const struct pl_change *c, const char **detail) {
    (void)l, (void)detail;
    return slot(c, PL_COLUMN_DEFAULT) && !pl_is(c->to, PL_COLUMN_DEFAULT) && pl_is(c->to, PL_COLUMN_NOT_NULL) && !fills_itself(c->to);
}

static bool is_unique(const struct pl_node *n) {
    return n->kind != PL_INDEX || pl_is(n, PL_INDEX_UNIQUE);
}

static bool duplicates(struct pl_lint *l, const struct pl_change *c, const char **detail) {
    const struct pl_node *table = table_before(c);
    return table && is_unique(c->to) && pl_lint_duplicates(l, table, c->to, detail) == PL_YES;
}

static bool new_unique(struct pl_lint *l, const struct pl_change *c, const char **detail) {
    return is_unique(c->to) && with_rows(l, c, detail);
}

static bool orphans(struct pl_lint *l, const struct pl_change *c, const char **detail) {
    const struct pl_node *table = table_before(c);
    return table && !pl_is(c->to, PL_FOREIGN_KEY_NOT_VALID) && pl_lint_orphans(l, table, c->to, detail) == PL_YES;
}

static bool violations(struct pl_lint *l, const struct pl_change *c, const char **detail) {
    const struct pl_node *table = table_before(c);
    (void)detail;
    return table && !pl_is(c->to, PL_CHECK_NOT_VALID) && !pl_is(c->to, PL_CHECK_NOT_ENFORCED) && pl_lint_violations(l, table, c->to) == PL_YES;
}

/* Of a domain, not of a table. */
static bool domain_check(struct pl_lint *l, const struct pl_change *c, const char **detail) {
    const struct pl_node *domain = pl_above(c->to, PL_DOMAIN);
    (void)l, (void)detail;
    return domain && domain->mate;
}

/* Functions that give another value each time they are called, so each old row needs one of its own. */
static bool volatile_default(struct pl_lint *l, const struct pl_change *c, const char **detail) {
    static const char *const functions[] = { "random", "gen_random_uuid", "uuid_generate_v4", "uuidv7", "clock_timestamp", "timeofday", "nextval" };
    const char *sql = pl_get(c->to, PL_COLUMN_DEFAULT);
    if (!sql || !with_rows(l, c, detail))
        return false;
    for (struct pl_token t; (t = pl_token_next(&sql, false)).kind != PL_T_END;)
        for (size_t i = 0; t.kind == PL_T_WORD && i < sizeof functions / sizeof *functions; i++)
            if (t.len == strlen(functions[i]) && strncmp(t.s, functions[i], t.len) == 0) {
                *detail = functions[i];
                return true;
            }
    return false;
}

static const struct row {
    enum pl_lint_id id;
    enum pl_kind kind;
    enum pl_op op;
    fires_fn *fires;
} rows[] = {
    { PL_L_DROP_TABLE, PL_TABLE, PL_DROP, with_rows },
    { PL_L_DROP_COLUMN, PL_COLUMN, PL_DROP, with_values },
    { PL_L_DROP_SCHEMA, PL_SCHEMA, PL_DROP, always },
    { PL_L_NARROWER_TYPE, PL_COLUMN, PL_ALTER, narrower },
    { PL_L_ENUM_VALUE_GONE, PL_ENUM, PL_ALTER, label_gone },
    { PL_L_REQUIRED_FIELD, PL_COLUMN, PL_ADD, required },
    { PL_L_REQUIRED_BY_OLD, PL_COLUMN, PL_ADD, required_empty },
    { PL_L_NULLS, PL_COLUMN, PL_ALTER, nulls },
    { PL_L_DUPLICATES, PL_PRIMARY_KEY, PL_ADD, duplicates },
    { PL_L_DUPLICATES, PL_UNIQUE, PL_ADD, duplicates },
    { PL_L_DUPLICATES, PL_INDEX, PL_ADD, duplicates },
    { PL_L_DUPLICATES, PL_PRIMARY_KEY, PL_ALTER, duplicates },
    { PL_L_DUPLICATES, PL_UNIQUE, PL_ALTER, duplicates },
    { PL_L_DUPLICATES, PL_INDEX, PL_ALTER, duplicates },
    { PL_L_ORPHANS, PL_FOREIGN_KEY, PL_ADD, orphans },
    { PL_L_ORPHANS, PL_FOREIGN_KEY, PL_ALTER, orphans },
    { PL_L_VIOLATIONS, PL_CHECK, PL_ADD, violations },
    { PL_L_VIOLATIONS, PL_CHECK, PL_ALTER, violations },
    { PL_L_RENAME_TABLE, PL_TABLE, PL_RENAME, always },
    { PL_L_RENAME_COLUMN, PL_COLUMN, PL_RENAME, known },
    { PL_L_SET_NOT_NULL, PL_COLUMN, PL_ALTER, refuses_null },
    { PL_L_DROP_NOT_NULL, PL_COLUMN, PL_ALTER, takes_null },
    { PL_L_DROP_DEFAULT, PL_COLUMN, PL_ALTER, default_gone },
    { PL_L_NEW_UNIQUE, PL_UNIQUE, PL_ADD, new_unique },
    { PL_L_NEW_UNIQUE, PL_INDEX, PL_ADD, new_unique },
    { PL_L_DROP_CONSTRAINT, PL_PRIMARY_KEY, PL_DROP, known },
    { PL_L_DROP_CONSTRAINT, PL_UNIQUE, PL_DROP, known },
    { PL_L_DROP_CONSTRAINT, PL_FOREIGN_KEY, PL_DROP, known },
    { PL_L_DROP_CONSTRAINT, PL_CHECK, PL_DROP, known },
    { PL_L_DROP_CONSTRAINT, PL_EXCLUSION, PL_DROP, known },
    { PL_L_DROP_ROUTINE, PL_VIEW, PL_DROP, always },
    { PL_L_DROP_ROUTINE, PL_MATERIALIZED_VIEW, PL_DROP, always },
    { PL_L_DROP_ROUTINE, PL_FUNCTION, PL_DROP, always },
    { PL_L_DROP_ROUTINE, PL_PROCEDURE, PL_DROP, always },
    { PL_L_CHANGED_TYPE, PL_COLUMN, PL_ALTER, other_type },
    { PL_L_VOLATILE_DEFAULT, PL_COLUMN, PL_ADD, volatile_default },
    { PL_L_ADD_EXCLUSION, PL_EXCLUSION, PL_ADD, with_rows },
    { PL_L_DOMAIN_CONSTRAINT, PL_CHECK, PL_ADD, domain_check },
};

/* Where the models say it; what is dropped is in no model, but what it lived in may be. */
static const struct pl_place *place_of(const struct pl_change *c) {
    for (const struct pl_node *n = c->to ? c->to : c->from; n; n = n->parent) {
        const struct pl_node *said = n->place.file ? n : n->mate && n->mate->place.file ? n->mate : NULL;
        if (said)
            return &said->place;
    }
    return NULL;
}

/* What another change says as well: the column of a table that is new, or goes. */
static bool is_implied(const struct pl_change *c) {
    const struct pl_node *n = c->to ? c->to : c->from;
    return (c->op == PL_ADD || c->op == PL_DROP) && n->parent && n->parent->kind != PL_REALM && !n->parent->mate;
}

/* ---- steps: what their rules know of rewriting and waiting */

static const struct {
    enum pl_lint_id id;
    unsigned all;                  /* flags that it must have */
} hazards[] = {
    { PL_L_TABLE_REBUILD, PL_R_REWRITES },
    { PL_L_REWRITES, PL_R_REWRITES },
    { PL_L_BLOCKS_WRITES, PL_R_SCANS | PL_R_BLOCKS_WRITES },
};

static void look_at_step(struct pl_lint *l, const struct pl_step *step, const struct pl_step *before) {
    const struct pl_change *c = step->cause;
    const struct pl_node *table = c ? table_before(c) : NULL;
    if (!table || (before && before->cause == c && before->flags == step->flags))
        return;
    for (size_t i = 0; i < sizeof hazards / sizeof *hazards; i++) {
        const struct pl_node *n = table->mate ? table->mate : table;
        if ((step->flags & hazards[i].all) != hazards[i].all || !pl_lint_on(l, hazards[i].id, n) || pl_lint_rows_in(l, table) == PL_NO)
            continue;
        pl_lint_say(l, hazards[i].id, n, place_of(c), step->title);
        return;
    }
}

bool pl_lint_changes(struct pl_lint *l, const struct pl_plan *plan) {
    for (const struct pl_change *c = plan->changes.first; c; c = c->next) {
        const struct pl_node *n = c->to ? c->to : c->from;
        for (size_t i = 0; i < sizeof rows / sizeof *rows && !is_implied(c) && !c->undecided; i++) {
            const char *detail = NULL;
            if (rows[i].kind == n->kind && rows[i].op == c->op && pl_lint_on(l, rows[i].id, n) && rows[i].fires(l, c, &detail))
                pl_lint_say(l, rows[i].id, n, place_of(c), detail);
        }
    }
    const struct pl_step *before = NULL;
    for (const struct pl_step *s = plan->script.first; s; before = s, s = s->next)
        look_at_step(l, s, before);
    return true;
}
