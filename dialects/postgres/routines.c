/* Whether a function is declared under the name that its statement makes: another one would be made, and the declared one would
 * never be there. Refuses only what is certain: an argument's type stands behind words that may be its name or mode, so each
 * reading of it counts.
 */
#include <string.h>
#include <strings.h>

#include "dialects/postgres/postgres.h"

static bool is_word(struct pl_token t, const char *word) {
    return t.kind == PL_T_WORD && t.len == strlen(word) && strncasecmp(t.s, word, t.len) == 0;
}

static bool is_sign(struct pl_token t, char c) {
    return t.kind == PL_T_SIGN && *t.s == c;
}

static struct pl_token peek(const char *at) {
    return pl_token_next(&at, false);
}

const char *pl_pg_arguments(const char *name) {
    const char *at = name;
    if (*name == '"')
        pl_token_next(&at, false);
    return strchr(at, '(');
}

/* The last name before the arguments; *at is then behind the "(". NULL: no such statement. */
static const char *made_name(struct pl *pl, const char **at) {
    struct pl_token t;
    do
        t = pl_token_next(at, false);
    while (t.kind != PL_T_END && !is_word(t, "function") && !is_word(t, "procedure"));
    t = pl_token_next(at, false);
    while (t.kind != PL_T_END && is_sign(peek(*at), '.')) {
        pl_token_next(at, false);
        t = pl_token_next(at, false);
    }
    if (t.kind != PL_T_WORD && t.kind != PL_T_QUOTED)
        return NULL;
    const char *name = t.kind == PL_T_WORD ? pl_lower(pl, pl_token_name(pl, t)) : pl_token_name(pl, t);
    return is_sign(pl_token_next(at, false), '(') ? name : NULL;
}

/* The text up to the next "," or ")" of this depth; *more tells which. */
static const char *argument(struct pl *pl, const char **at, bool *more) {
    const char *start = *at;
    struct pl_token t;
    int depth = 0;
    while ((t = pl_token_next(at, false)).kind != PL_T_END) {
        if (!depth && (is_sign(t, ',') || is_sign(t, ')')))
            break;
        depth += is_sign(t, '(') || is_sign(t, '[') ? 1 : is_sign(t, ')') || is_sign(t, ']') ? -1 : 0;
    }
    *more = is_sign(t, ',');
    return pl_trim(pl, pl_strndup(pl, start, (size_t)(t.s - start)));
}

/* Without its default. */
static const char *bare_argument(struct pl *pl, const char *text) {
    struct pl_token t;
    for (const char *at = text; (t = pl_token_next(&at, false)).kind != PL_T_END;)
        if (is_word(t, "default") || is_sign(t, '=') || (is_sign(t, ':') && is_sign(peek(at), '=')))
            return pl_trim(pl, pl_strndup(pl, text, (size_t)(t.s - text)));
    return text;
}

static bool is_result(const char *text) {
    struct pl_token t = peek(text);
    return is_word(t, "out");
}

/* Whether it may be of that type: its last words are, whatever stands before; what no word list knows may be anything. */
static bool may_be(struct pl *pl, const char *text, const char *type) {
    const char *wanted = pl_pg_type(pl, type), *at = text;
    bool any = false;
    if (!wanted || strchr(wanted, '('))
        return true;
    for (int skipped = 0; *at && skipped < 3; skipped++) {
        const char *is = pl_pg_type(pl, pl_trim(pl, pl_strdup(pl, at)));
        size_t length = is ? strcspn(is, "(") : 0;
        any |= is != NULL;
        if (is && strncmp(is, wanted, length) == 0 && (!wanted[length] || strcmp(is, wanted) == 0))
            return true;
        pl_token_next(&at, false);
        at += strspn(at, " \t\r\n");
    }
    return !any;
}

static bool same_arguments(struct pl *pl, const char *declared, const char *made) {
    bool more_declared = *declared && *declared != ')', more_made = *made && !is_sign(peek(made), ')');
    while (more_made) {
        const char *text = argument(pl, &made, &more_made);
        if (is_result(text))
            continue;
        if (!more_declared || !may_be(pl, bare_argument(pl, text), argument(pl, &declared, &more_declared)))
            return false;
    }
    return !more_declared;
}

bool pl_pg_check_routine(struct pl *pl, const struct pl_node *n) {
    const char *text = pl_get(n, (enum pl_attr)pl_attr_named(n->kind, "definition")), *at = text;
    const char *name = text ? made_name(pl, &at) : NULL;
    const char *open = pl_pg_arguments(n->name);
    if (!name || !open)
        return true;
    const char *base = pl_strndup(pl, n->name, (size_t)(open - n->name)), *quoted = base;
    struct pl_token t = pl_token_next(&quoted, false);
    const char *said = t.kind == PL_T_QUOTED ? pl_token_name(pl, t) : base;
    if (strcmp(said, name) == 0 && same_arguments(pl, open + 1, at))
        return true;
    const char *end = strstr(at, ")");
    pl_say(pl, PL_D_BAD_VALUE, &n->place, "%s is not what its statement makes: \"%s(%.*s)\"", pl_title(pl, n), name,
           end ? (int)(end - at) : 0, at);
    return pl_hint(pl, "say it under the name and the types of its statement, as in f(integer, text)");
}
