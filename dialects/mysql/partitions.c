/* PARTITION BY in one spelling: words of the clause in capitals, everything else as the server has it, without the engine,
 * which is the table's, and without names that are the server's own (p0, p1 ..., p0sp0).
 */
#include <stdlib.h>
#include <string.h>

#include "dialects/mysql/mysql.h"

static bool word_is(struct pl_token t, const char *word) {
    return t.kind == PL_T_WORD && t.len == strlen(word) && strncasecmp(t.s, word, t.len) == 0;
}

static bool sign_is(struct pl_token t, char c) {
    return t.kind == PL_T_SIGN && t.len == 1 && *t.s == c;
}

static bool is_keyword(struct pl_token t) {
    static const char *const words[] = {"partition", "by", "range", "list", "columns", "hash", "key", "linear", "partitions",
                                        "subpartition", "subpartitions", "values", "less", "than", "in", "maxvalue",
                                        "comment", "default", "null", NULL};
    for (int i = 0; words[i]; i++)
        if (word_is(t, words[i]))
            return true;
    return false;
}

/* Words that SQL has a meaning for have neither digits nor "_" (MAXVALUE, INTERVAL ...). */
static bool needs_no_quotes(const char *name) {
    return *name && !name[strspn(name, "abcdefghijklmnopqrstuvwxyz_0123456789")] && !strchr("0123456789", *name)
           && name[strcspn(name, "_0123456789")];
}

static const struct pl_node *column_of(const struct pl_node *table, const char *name) {
    for (const struct pl_node *c = table ? pl_first(table, PL_COLUMN) : NULL; c; c = pl_next(c))
        if (pl_same_nocase(c->name, name))
            return c;
    return NULL;
}

/* Columns as their table spells them. A word in front of "(" is a function. */
static void add_name(struct pl *pl, struct pl_text *t, struct pl_token k, struct pl_token last, const struct pl_node *table,
                     bool function) {
    const char *name = pl_token_name(pl, k);
    const struct pl_node *column = function ? NULL : column_of(table, name);
    bool partition = word_is(last, "partition") || word_is(last, "subpartition");
    name = column ? column->name : pl_lower(pl, name);
    if (needs_no_quotes(name) || (k.kind == PL_T_WORD && !column && !partition))
        pl_add(t, name);
    else
        pl_mysql_quote_name(t, name);
}

static void add_token(struct pl *pl, struct pl_text *t, struct pl_token k, struct pl_token last, const struct pl_node *table,
                      bool function) {
    if (k.kind == PL_T_WORD && is_keyword(k)) {
        for (size_t i = 0; i < k.len; i++)
            pl_addc(t, k.s[i] >= 'a' && k.s[i] <= 'z' ? (char)(k.s[i] - 32) : k.s[i]);
    } else if (k.kind == PL_T_WORD || (k.kind == PL_T_QUOTED && *k.s == '`')) {
        add_name(pl, t, k, last, table, function);
    } else if (k.kind == PL_T_STRING && *k.s == '\'') {
        pl_mysql_quote_text(t, pl_mysql_unquote(pl, k.s, k.len));
    } else {
        pl_addn(t, k.s, k.len);
    }
}

/* One blank between tokens, but none around dots, inside parentheses, and before those of a function. */
static bool is_blank(struct pl_token last, struct pl_token k) {
    if (!last.s || sign_is(last, '(') || sign_is(k, ')') || sign_is(k, ',') || sign_is(last, '.') || sign_is(k, '.'))
        return false;
    bool function = sign_is(k, '(') && last.kind == PL_T_WORD && !is_keyword(last);
    return !function;
}

static const char *respelled(struct pl *pl, const struct pl_node *table, const char *s) {
    struct pl_text t = {.pl = pl};
    struct pl_token last = {0};
    pl_addn(&t, "", 0);
    for (struct pl_token k; (k = pl_token_next(&s, true)).kind != PL_T_END; last = k) {
        if (word_is(k, "storage") || word_is(k, "engine")) {
            while ((word_is(k, "storage") || word_is(k, "engine") || sign_is(k, '=')) && k.kind != PL_T_END)
                k = pl_token_next(&s, true);
            k = last;                                   /* the engine's name is passed over too */
            continue;
        }
        bool bare = word_is(k, "maxvalue") && word_is(last, "than");
        if (is_blank(last, k))
            pl_addc(&t, ' ');
        pl_add(&t, bare ? "(" : "");
        const char *next = s;
        bool function = k.kind == PL_T_WORD && sign_is(pl_token_next(&next, true), '(');
        add_token(pl, &t, k, last, table, function);
        pl_add(&t, bare ? ")" : "");
    }
    return pl_text(&t);
}

/* Where the ( at s is closed, or NULL. Strings hold their own. */
static const char *closing(const char *s) {
    int depth = 0;
    for (struct pl_token k; (k = pl_token_next(&s, true)).kind != PL_T_END;) {
        depth += sign_is(k, '(') ? 1 : sign_is(k, ')') ? -1 : 0;
        if (!depth)
            return k.s;
    }
    return NULL;
}

/* MySQL has the expression in parentheses of its own: HASH ((id + 1)). */
static const char *unwrapped(struct pl *pl, const char *s) {
    const char *open = strchr(s, '('), *close = open ? closing(open) : NULL;
    const char *inner = open && open[1] == '(' ? closing(open + 1) : NULL;
    if (!close || !inner || inner + 1 != close)
        return s;
    return unwrapped(pl, pl_format(pl, "%.*s%.*s%s", (int)(open - s) + 1, s, (int)(inner - open) - 2, open + 2, close));
}

/* The server has NULL first: IN (1, NULL) comes back as IN (NULL, 1). */
static const char *null_first(struct pl *pl, const char *s) {
    static const char middle[] = ", NULL", list[] = "VALUES IN (";
    for (const char *at = strstr(s, list); at; at = strstr(at, list)) {
        at += sizeof list - 1;
        const char *end = closing(at - 1), *found = pl_mysql_find_outside(at, middle);
        size_t before = found ? (size_t)(found - at) : 0;
        if (!end || !found || found > end || !strchr(",)", found[sizeof middle - 1]) || *at == '(')
            continue;
        size_t head = (size_t)(at - s);
        s = pl_format(pl, "%.*sNULL, %.*s%s", (int)head, s, (int)before, at, found + sizeof middle - 1);
        at = s + head;
    }
    return s;
}

/* ---- names of the server's own */

/* The list "PREFIX word0, PREFIX word1 ..." at s, up to its ")": how many, or 0 when anything else is in it. */
static int count_own(const char *s, const char *prefix, const char *word, const char **end) {
    char *rest;
    for (int i = 0;; i++) {
        if (!pl_starts(s, prefix) || !pl_starts(s + strlen(prefix), word))
            return 0;
        s += strlen(prefix) + strlen(word);
        if (strtol(s, &rest, 10) != i || rest == s)
            return 0;
        if (*rest == ')') {
            *end = rest + 1;
            return i + 1;
        }
        if (!pl_starts(rest, ", "))
            return 0;
        s = rest + 2;
    }
}

/* " (SUBPARTITION p0sp0, SUBPARTITION p0sp1)" behind every partition of a default name. */
static const char *without_subpartitions(struct pl *pl, const char *s) {
    struct pl_text t = {.pl = pl};
    const char *first = strstr(s, " (PARTITION "), *end;
    int count = 0, i = 0;
    if (!first || !strstr(s, "(SUBPARTITION "))
        return s;
    struct pl_text list = {.pl = pl};
    for (const char *p = first; *p;) {
        const char *name = pl_starts(p, "PARTITION ") ? p + strlen("PARTITION ") : NULL;
        if (name && p[-1] != 'B')
            i = (int)strcspn(name, " ,)");
        const char *own = name ? pl_format(pl, "%.*ssp", i, name) : NULL, *at = own ? strstr(p, " (SUBPARTITION ") : NULL;
        if (!at) {
            pl_addc(&list, *p++);
            continue;
        }
        int n = count_own(at + 2, "SUBPARTITION ", own, &end);
        if (!n || (count && n != count))
            return s;
        count = n;
        pl_addn(&list, p, (size_t)(at - p));
        p = end;
    }
    pl_addf(&t, "%.*s SUBPARTITIONS %d%s", (int)(first - s), s, count, pl_text(&list));
    return t.s;
}

static const char *without_partitions(struct pl *pl, const char *s) {
    const char *list = strstr(s, " (PARTITION "), *end;
    int n = list ? count_own(list + 2, "PARTITION ", "p", &end) : 0;
    if (n && !*end)
        s = n == 1 ? pl_strndup(pl, s, (size_t)(list - s)) : pl_format(pl, "%.*s PARTITIONS %d", (int)(list - s), s, n);
    size_t len = strlen(s), one = strlen(" PARTITIONS 1");   /* goes without saying */
    return len > one && strcmp(s + len - one, " PARTITIONS 1") == 0 ? pl_strndup(pl, s, len - one) : s;
}

const char *pl_mysql_partition_by(struct pl *pl, const struct pl_node *table, const char *s) {
    if (!s)
        return NULL;
    const char *text = respelled(pl, table, s);
    if (pl_starts(text, "PARTITION BY "))
        text += strlen("PARTITION BY ");
    return without_partitions(pl, without_subpartitions(pl, null_first(pl, unwrapped(pl, text))));
}
