/* Boundaries of partitions that are computed: the server keeps LESS THAN (to_days('2030-01-01')) as a number.
 *
 * So where the text of models differs from the live one, the server is asked for the value of each boundary that is more than
 * a literal: all of one table in one statement, which reads no table.
 */
#include <string.h>

#include "dialects/mysql/mysql.h"

enum { MOST = 1024 };

struct bounds {
    struct pl *pl;
    const char *from[MOST], *end[MOST];                 /* what stands between the parentheses */
    const char *value[MOST];
    int count;
};

static bool word_is(struct pl_token t, const char *word) {
    return t.kind == PL_T_WORD && t.len == strlen(word) && strncasecmp(t.s, word, t.len) == 0;
}

static bool sign_is(struct pl_token t, char c) {
    return t.kind == PL_T_SIGN && t.len == 1 && *t.s == c;
}

/* One element up to its "," or the ")" of the list. True when it is more than a literal. */
static bool read_element(const char **at, const char **end, bool *last) {
    int depth = 0, tokens = 0;
    bool computed = false;
    for (struct pl_token k;; tokens++) {
        k = pl_token_next(at, true);
        if (k.kind == PL_T_END || (!depth && (sign_is(k, ',') || sign_is(k, ')')))) {
            *end = k.s;
            *last = !sign_is(k, ',');
            return computed;
        }
        depth += sign_is(k, '(') ? 1 : sign_is(k, ')') ? -1 : 0;
        computed |= sign_is(k, '(') || (tokens && !sign_is(k, '-') && k.kind != PL_T_NUMBER);
    }
}

static void read_list(struct bounds *b, const char **at) {
    for (bool last = false; !last;) {
        const char *from = *at, *end;
        if (read_element(at, &end, &last) && b->count < MOST) {
            b->from[b->count] = from;
            b->end[b->count++] = end;
        }
    }
}

static void find(struct bounds *b, const char *text) {
    struct pl_token last = {0}, k;
    for (; (k = pl_token_next(&text, true)).kind != PL_T_END; last = k)
        if (sign_is(k, '(') && (word_is(last, "than") || word_is(last, "in")))
            read_list(b, &text);
}

static bool take_values(void *arg, int columns, const char *const *names, const char *const *values) {
    struct bounds *b = arg;
    (void)names;
    for (int i = 0; i < columns && i < b->count; i++) {
        struct pl_text t = {.pl = b->pl};
        bool number = values[i] && *values[i] && !values[i][strspn(values[i], "-0123456789")] && !strchr(values[i] + 1, '-');
        if (values[i] && !number)
            pl_mysql_quote_text(&t, values[i]);
        else
            pl_add(&t, values[i] ? values[i] : "NULL");
        b->value[i] = t.s;
    }
    return true;
}

const char *pl_mysql_computed_bounds(struct pl_db *db, const char *text) {
    struct bounds *b = PL_NEW(db->pl, struct bounds);
    struct pl_text sql = {.pl = db->pl}, out = {.pl = db->pl};
    b->pl = db->pl;
    find(b, text);
    for (int i = 0; i < b->count; i++)
        pl_addf(&sql, "%s(%.*s)", i ? ", " : "SELECT ", (int)(b->end[i] - b->from[i]), b->from[i]);
    if (!b->count || pl_mysql_try(db, sql.s, take_values, b) || !b->value[b->count - 1])
        return text;
    for (int i = 0; i < b->count; text = b->end[i++])
        pl_addf(&out, "%.*s%s", (int)(b->from[i] - text), text, b->value[i]);
    pl_add(&out, text);
    return out.s;
}
