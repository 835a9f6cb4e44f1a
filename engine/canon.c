/* SQL text as tokens, as far as all dialects agree: enough to see that two texts differ in nothing but rendering, and to
 * find the names that a text mentions. It is no parser and never changes a text. */
#include <string.h>
#include "engine/diff.h"

static bool word_start(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (unsigned char)c >= 0x80;
}

static bool digit(char c) {
    return c >= '0' && c <= '9';
}

static bool word_part(char c) {
    return word_start(c) || digit(c) || c == '$';
}

/* To MySQL a-- b is a comment and a--1 is not; # is one of its own. */
static const char *skip_blanks(const char *s, bool backslash) {
    for (;;) {
        if (*s == ' ' || *s == '\t' || *s == '\n' || *s == '\r' || *s == '\f' || *s == '\v') {
            s++;
        } else if ((s[0] == '-' && s[1] == '-' && (!backslash || (unsigned char)s[2] <= ' ')) || (backslash && *s == '#')) {
            s += strcspn(s, "\n");
        } else if (s[0] == '/' && s[1] == '*') {
            const char *end = strstr(s + 2, "*/");
            s = end ? end + 2 : s + strlen(s);
        } else {
            return s;
        }
    }
}

/* Behind the closing quote; a doubled one is part of the text, and so is any character after a backslash where that counts. */
static const char *skip_quoted(const char *s, char close, bool backslash) {
    for (s++; *s; s++) {
        if (backslash && *s == '\\' && s[1])
            s++;
        else if (*s == close && s[1] == close)
            s++;
        else if (*s == close)
            return s + 1;
    }
    return s;
}

/* Behind $tag$..$tag$, or NULL when s does not begin one. */
static const char *skip_dollar(const char *s) {
    const char *tag = s + 1;
    while (word_start(*tag) || digit(*tag))
        tag++;
    if (*tag != '$' || digit(s[1]))
        return NULL;
    size_t len = (size_t)(tag - s) + 1;
    for (const char *end = strchr(tag + 1, '$'); end; end = strchr(end + 1, '$'))
        if (strncmp(end, s, len) == 0)
            return end + len;
    return s + strlen(s);
}

static const char *skip_number(const char *s) {
    if (s[0] == '0' && (s[1] == 'x' || s[1] == 'X')) {
        s += 2;
        while (word_part(*s))
            s++;
        return s;
    }
    while (digit(*s) || *s == '.')
        s++;
    if ((*s == 'e' || *s == 'E') && (digit(s[1]) || ((s[1] == '-' || s[1] == '+') && digit(s[2]))))
        for (s += 2; digit(*s);)
            s++;
    return s;
}

/* Signs of two letters that mean something else than the two alone. */
static size_t sign_length(const char *s) {
    static const char *const two[] = { "::", "<=", ">=", "<>", "!=", "||", "->", "~~", "!~", "=>", "<<", ">>", "@>", "<@", "&&", "==" };
    for (size_t i = 0; i < sizeof two / sizeof *two; i++)
        if (strncmp(s, two[i], 2) == 0)
            return two[i][0] == '-' && s[2] == '>' ? 3 : 2;
    return 1;
}

struct pl_token pl_token_next(const char **at, bool backslash) {
    const char *s = skip_blanks(*at, backslash), *end = s;
    struct pl_token t = { .s = s };
    if (!*s) {
        t.kind = PL_T_END;
    } else if (*s == '\'') {
        t.kind = PL_T_STRING;
        end = skip_quoted(s, '\'', backslash);
    } else if ((*s == 'E' || *s == 'e' || *s == 'N' || *s == 'n' || *s == 'X' || *s == 'x' || *s == 'B' || *s == 'b') && s[1] == '\'') {
        t.kind = PL_T_STRING;
        end = skip_quoted(s + 1, '\'', backslash || *s == 'E' || *s == 'e');
    } else if (*s == '"' || *s == '`') {
        t.kind = PL_T_QUOTED;
        end = skip_quoted(s, *s, false);
    } else if (*s == '$' && (end = skip_dollar(s))) {
        t.kind = PL_T_STRING;
    } else if (word_start(*s)) {
        t.kind = PL_T_WORD;
        for (end = s; word_part(*end);)
            end++;
    } else if (digit(*s) || (*s == '.' && digit(s[1]))) {
        t.kind = PL_T_NUMBER;
        end = skip_number(s);
    } else {
        t.kind = PL_T_SIGN;
        end = s + sign_length(s);
    }
    t.len = (size_t)(end - s);
    *at = end;
    return t;
}

bool pl_token_may_be_column(struct pl_token t, const char *rest, bool backslash) {
    struct pl_token next = pl_token_next(&rest, backslash);
    return t.kind == PL_T_QUOTED || (t.kind == PL_T_WORD && !(next.kind == PL_T_SIGN && *next.s == '('));
}

char *pl_token_name(struct pl *pl, struct pl_token t) {
    if (t.kind != PL_T_QUOTED || t.len < 2)
        return pl_strndup(pl, t.s, t.len);
    char quote = t.s[0], *name = pl_alloc(pl, t.len), *to = name;
    for (size_t i = 1; i + 1 < t.len; i++) {
        *to++ = t.s[i];
        i += t.s[i] == quote && t.s[i + 1] == quote;
    }
    return name;
}

/* Whether a quoted name would mean the same without its quotes in every dialect. A column may be called "user"; without its
 * quotes that asks who is logged in. */
static bool plain(struct pl_token t) {
    static const char *const own_meaning[] = { "user", "current_user", "session_user", "current_role", "current_catalog", "current_schema",
                                               "current_date", "current_time", "current_timestamp", "localtime", "localtimestamp",
                                               "null", "true", "false", "default" };
    if (t.kind == PL_T_WORD)
        return true;
    if (t.kind != PL_T_QUOTED || t.len < 3 || !word_start(t.s[1]))
        return false;
    for (size_t i = 1; i + 1 < t.len; i++)
        if (!word_part(t.s[i]) || (t.s[i] >= 'A' && t.s[i] <= 'Z'))
            return false;
    for (size_t i = 0; i < sizeof own_meaning / sizeof *own_meaning; i++)
        if (strlen(own_meaning[i]) == t.len - 2 && memcmp(own_meaning[i], t.s + 1, t.len - 2) == 0)
            return false;
    return true;
}

static bool same_letters(const char *a, const char *b, size_t n) {
    for (size_t i = 0; i < n; i++) {
        char x = a[i] >= 'A' && a[i] <= 'Z' ? (char)(a[i] + 32) : a[i], y = b[i] >= 'A' && b[i] <= 'Z' ? (char)(b[i] + 32) : b[i];
        if (x != y)
            return false;
    }
    return true;
}

static bool token_equal(struct pl_token a, struct pl_token b) {
    if (plain(a) && plain(b)) {
        size_t qa = a.kind == PL_T_QUOTED, qb = b.kind == PL_T_QUOTED;
        return a.len - 2 * qa == b.len - 2 * qb && same_letters(a.s + qa, b.s + qb, a.len - 2 * qa);
    }
    return a.kind == b.kind && a.len == b.len && memcmp(a.s, b.s, a.len) == 0;
}

struct span {
    const char *s, *end;           /* NULL: to the end of the text, else where a token begins */
};

static struct pl_token span_next(struct span *t, bool backslash) {
    struct pl_token next = pl_token_next(&t->s, backslash);
    return t->end && next.s >= t->end ? (struct pl_token){ .kind = PL_T_END, .s = t->end } : next;
}

/* Takes the pair of parentheses around all of it away: it says nothing. False when there is none. */
static bool unwrap(struct span *t, bool backslash) {
    struct span inner = *t, rest;
    struct pl_token k = span_next(&inner, backslash);
    if (k.kind != PL_T_SIGN || *k.s != '(')
        return false;
    rest = inner;
    for (int depth = 1; depth;) {
        k = span_next(&rest, backslash);
        if (k.kind == PL_T_END)
            return false;
        if (k.kind == PL_T_SIGN)
            depth += (*k.s == '(') - (*k.s == ')');
    }
    if (span_next(&rest, backslash).kind != PL_T_END)
        return false;
    *t = (struct span){ inner.s, k.s };
    return true;
}

char *pl_tokens_trim(struct pl *pl, const char *sql, bool backslash) {
    const char *at = sql, *from = NULL, *end = sql;
    for (struct pl_token t; (t = pl_token_next(&at, backslash)).kind != PL_T_END;) {
        from = from ? from : t.s;
        end = t.kind == PL_T_SIGN && *t.s == ';' ? end : at;
    }
    return pl_strndup(pl, from ? from : "", from && end > from ? (size_t)(end - from) : 0);
}

bool pl_tokens_equal(const char *a, const char *b, bool backslash) {
    struct span x = { .s = a }, y = { .s = b };
    while (unwrap(&x, backslash))
        ;
    while (unwrap(&y, backslash))
        ;
    for (;;) {
        struct pl_token s = span_next(&x, backslash), t = span_next(&y, backslash);
        if (!token_equal(s, t))
            return false;
        if (s.kind == PL_T_END)
            return true;
    }
}

char *pl_tokens_plain(struct pl *pl, const char *sql, bool backslash) {
    struct span all = { .s = sql };
    struct pl_text out = { .pl = pl };
    while (unwrap(&all, backslash))
        ;
    for (struct pl_token t; (t = span_next(&all, backslash)).kind != PL_T_END; pl_addc(&out, ' ')) {
        size_t quote = plain(t) && t.kind == PL_T_QUOTED;
        if (plain(t))
            pl_add(&out, pl_lower(pl, pl_strndup(pl, t.s + quote, t.len - 2 * quote)));
        else
            pl_addn(&out, t.s, t.len);
    }
    pl_add(&out, "");
    return out.s;
}
