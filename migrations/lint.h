/* Lint: what is risky about a change, asked of the live database where there is one, and what is unwise in a schema. A rule is
 * a row of lint.def; what it fires on is a row in lint_changes.c, lint_models.c or lint_files.c.
 *
 * A finding is a diagnostic whose code is the rule's word; it is kept in the lint, not in the context, since to find something
 * is no failure. */
#ifndef PL_LINT_H
#define PL_LINT_H

#include "migrations/migration.h"
#include "migrations/plan.h"

enum pl_lint_id {
#define RULE(id, ...) PL_L_##id,
#include "migrations/lint.def"
#undef RULE
    PL_L_COUNT
};
enum { PL_LINT_OFF = PL_ERROR + 1 };
struct pl_lint_row {
    const char *word;
    int severity;                  /* enum pl_severity or PL_LINT_OFF */
    const char *dialects;          /* words with blanks between, or NULL */
    const char *sentence, *instead;
};
extern const struct pl_lint_row pl_lint_rows[PL_L_COUNT];

struct pl_lint {
    struct pl *pl;
    const struct pl_dialect *dialect;
    struct pl_db *db;              /* whose rows may be asked, or NULL: then whatever they might decide is said */
    struct pl_realm *live, *declared;              /* before and after the change, where there is one */
    const struct pl_migration *migration;          /* whose `allow` directives count, or NULL */
    int severity[PL_L_COUNT];      /* as set by pl_lint_settings */
    int count[PL_ERROR + 1];       /* findings, by severity */
    struct pl_diag *first, *last;  /* the findings, in the order in which they were found */
};

/* Sets severities: those of lint.def, then "rule=severity" texts (NULL at the end, or NULL). False (said) for an unknown rule
 * or severity. */
bool pl_lint_settings(struct pl_lint *l, const char *const *said, const struct pl_place *place);
/* Whether there is such a rule; says so when there is not. */
bool pl_lint_known(struct pl *pl, const char *rule, const struct pl_place *place);
/* Each looks with its rows; false (said) only for an exception that names no rule, or a connection that broke. */
bool pl_lint_models(struct pl_lint *l, const struct pl_realm *r);
bool pl_lint_changes(struct pl_lint *l, const struct pl_plan *plan);
bool pl_lint_file(struct pl_lint *l, const struct pl_migration *m);                /* `live`: the schema before it */

/* ---- for the rows: says a finding about n, unless it is off, for another dialect or allowed. `detail` may be NULL. */
void pl_lint_say(struct pl_lint *l, enum pl_lint_id id, const struct pl_node *n, const struct pl_place *place, const char *detail);
/* Whether the rule is looked at here at all: to spare a question. */
bool pl_lint_on(const struct pl_lint *l, enum pl_lint_id id, const struct pl_node *n);

/* lint_data.c: what rows say. YES with an example in *example (may be NULL), NO, or UNKNOWN: no database, or no answer in
 * time. All nodes are live ones. */
enum pl_lint_answer { PL_UNKNOWN, PL_NO, PL_YES };
enum pl_lint_answer pl_lint_rows_in(struct pl_lint *l, const struct pl_node *table);
enum pl_lint_answer pl_lint_values_in(struct pl_lint *l, const struct pl_node *column);
enum pl_lint_answer pl_lint_nulls_in(struct pl_lint *l, const struct pl_node *column);
/* `key`: a primary key, unique constraint or index that is to be made; `table`: live. */
enum pl_lint_answer pl_lint_duplicates(struct pl_lint *l, const struct pl_node *table, const struct pl_node *key, const char **example);
enum pl_lint_answer pl_lint_orphans(struct pl_lint *l, const struct pl_node *table, const struct pl_node *foreign_key, const char **example);
enum pl_lint_answer pl_lint_violations(struct pl_lint *l, const struct pl_node *table, const struct pl_node *check);

#endif
