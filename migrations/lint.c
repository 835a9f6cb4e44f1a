/* The rules of lint.def, their severities, and exceptions. */
#include <string.h>
#include "migrations/lint.h"

enum { ERROR = PL_ERROR, WARNING = PL_WARNING, NOTE = PL_NOTE, OFF = PL_LINT_OFF };
const struct pl_lint_row pl_lint_rows[PL_L_COUNT] = {
#define RULE(id, word, severity, dialects, sentence, instead) [PL_L_##id] = { word, severity, dialects, sentence, instead },
#include "migrations/lint.def"
#undef RULE
};

/* ---- severities */

static const struct {
    const char *word;
    int severity;
} severities[] = { { "error", ERROR }, { "warning", WARNING }, { "note", NOTE }, { "off", OFF } };

static int rule_named(const char *word) {
    for (int i = 0; i < PL_L_COUNT; i++)
        if (strcmp(pl_lint_rows[i].word, word) == 0)
            return i;
    return -1;
}

static bool no_rule(struct pl *pl, enum pl_code code, const struct pl_place *place, const char *said) {
    struct pl_nearest near = { .wrong = said };
    for (int i = 0; i < PL_L_COUNT; i++)
        pl_nearest_add(&near, pl_lint_rows[i].word);
    pl_say(pl, code, place, "there is no lint rule \"%s\"", said);
    const char *best = pl_nearest_word(&near);
    if (best)
        return pl_hint(pl, "did you mean \"%s\"?", best);
    return pl_hint(pl, "poundlock lint --rules lists them");
}

bool pl_lint_known(struct pl *pl, const char *rule, const struct pl_place *place) {
    return rule_named(rule) >= 0 || no_rule(pl, PL_D_BAD_VALUE, place, rule);
}

bool pl_lint_settings(struct pl_lint *l, const char *const *said, const struct pl_place *place) {
    for (int i = 0; i < PL_L_COUNT; i++)
        l->severity[i] = pl_lint_rows[i].severity;
    for (; said && *said; said++) {
        const char *equals = strchr(*said, '=');
        const char *rule = equals ? pl_trim(l->pl, pl_strndup(l->pl, *said, (size_t)(equals - *said))) : *said;
        const char *word = equals ? pl_trim(l->pl, equals + 1) : "";
        int id = rule_named(rule), found = -1;
        if (id < 0)
            return no_rule(l->pl, PL_D_CONFIG, place, rule);
        for (size_t i = 0; i < sizeof severities / sizeof *severities; i++)
            if (strcmp(severities[i].word, word) == 0)
                found = severities[i].severity;
        if (found < 0) {
            pl_say(l->pl, PL_D_CONFIG, place, "\"%s\" is no severity of the lint rule \"%s\"", word, rule);
            return pl_hint(l->pl, "there are error, warning, note and off");
        }
        l->severity[id] = found;
    }
    return true;
}

/* ---- exceptions */

static bool list_has(struct pl *pl, const char *list, const char *word) {
    const char *at = NULL;
    for (const char *rule; list && (rule = pl_list_next(pl, list, &at)); pl_list_next(pl, list, &at))
        if (strcmp(rule, word) == 0)
            return true;
    return false;
}

/* On the object itself or on what it lives in; where it is being dropped, on what is left of that in the models. */
static bool is_allowed(const struct pl_lint *l, const struct pl_node *n, const char *word) {
    for (; n; n = n->parent)
        if (list_has(l->pl, n->allow, word) || (n->mate && list_has(l->pl, n->mate->allow, word)))
            return true;
    for (const struct pl_directive *d = NULL; l->migration && (d = pl_migration_says(l->migration, "allow", d));)
        if (strcmp(d->value, word) == 0)
            return true;
    return false;
}

static bool for_dialect(const struct pl_lint *l, const char *dialects) {
    size_t n = strlen(l->dialect->name);
    for (const char *s = dialects; s && (s = strstr(s, l->dialect->name)); s += n)
        if ((s == dialects || s[-1] == ' ') && (s[n] == ' ' || !s[n]))
            return true;
    return !dialects;
}

bool pl_lint_on(const struct pl_lint *l, enum pl_lint_id id, const struct pl_node *n) {
    const struct pl_lint_row *row = &pl_lint_rows[id];
    return l->severity[id] != PL_LINT_OFF && for_dialect(l, row->dialects) && !is_allowed(l, n, row->word);
}

void pl_lint_say(struct pl_lint *l, enum pl_lint_id id, const struct pl_node *n, const struct pl_place *place, const char *detail) {
    const struct pl_lint_row *row = &pl_lint_rows[id];
    if (!pl_lint_on(l, id, n))
        return;
    const struct pl_place *at = place ? place : n && n->place.file ? &n->place : NULL;
    struct pl_diag *d = PL_NEW(l->pl, struct pl_diag);
    *d = (struct pl_diag){ .code = row->word, .severity = (enum pl_severity)l->severity[id], .exit_code = l->severity[id] == NOTE ? 0 : 1,
                           .text = detail ? pl_format(l->pl, "%s: %s", row->sentence, detail) : row->sentence, .hint = row->instead,
                           .object = n ? pl_title(l->pl, n) : NULL };
    if (at) {
        d->file = at->file;
        d->line = at->line;
        d->column = at->column;
    }
    if (l->last)
        l->last->next = d;
    else
        l->first = d;
    l->last = d;
    l->count[l->severity[id]]++;
}
