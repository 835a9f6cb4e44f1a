/* Texts of MySQL and MariaDB in one spelling: what information_schema garbles is put right, and what two servers, or a
 * server and an author, write differently for the same thing becomes the same text.
 *
 * Only spelling is touched: literals, noise in front of them, parentheses around the whole. Whether two expressions mean the
 * same is the server's to say (ask.c).
 */
#include <string.h>

#include "dialects/mysql/mysql.h"

void pl_mysql_quote_name(struct pl_text *t, const char *name) {
    pl_addc(t, '`');
    for (; *name; name++) {
        if (*name == '`')
            pl_addc(t, '`');
        pl_addc(t, *name);
    }
    pl_addc(t, '`');
}

/* As SHOW CREATE TABLE writes them: quotes doubled, control characters and backslashes with a backslash. */
static void add_escaped(struct pl_text *t, char c) {
    switch (c) {
    case '\'': pl_add(t, "''"); break;
    case '\\': pl_add(t, "\\\\"); break;
    case '\n': pl_add(t, "\\n"); break;
    case '\r': pl_add(t, "\\r"); break;
    case 26: pl_add(t, "\\Z"); break;
    default: pl_addc(t, c);
    }
}

void pl_mysql_quote_text(struct pl_text *t, const char *text) {
    pl_addc(t, '\'');
    for (; *text; text++)
        add_escaped(t, *text);
    pl_addc(t, '\'');
}

const char *pl_mysql_find_outside(const char *s, const char *what) {
    for (char quote = 0; *s; s++) {
        if (!quote && pl_starts(s, what))
            return s;
        if (quote && *s == '\\' && s[1])
            s++;
        else if (quote)
            quote = *s == quote ? 0 : quote;
        else if (*s == '\'' || *s == '`')
            quote = *s;
    }
    return NULL;
}

/* A literal cannot hold \0 as a C string: those stay as they are written. */
static bool has_nul(const char *s, size_t len) {
    for (size_t i = 0; i + 1 < len; i++)
        if (s[i] == '\\' && s[++i] == '0')
            return true;
    return false;
}

char *pl_mysql_unquote(struct pl *pl, const char *s, size_t len) {
    static const char letters[] = "nrtbZ", values[] = "\n\r\t\b\032";
    struct pl_text t = {.pl = pl};
    char quote = len ? *s : 0;
    pl_addn(&t, "", 0);
    for (size_t i = 1; i + 1 < len; i++) {
        const char *letter;
        if (s[i] == quote && s[i + 1] == quote)
            i++;
        else if (s[i] == '\\' && i + 2 < len && s[i + 1] != '%' && s[i + 1] != '_') {
            letter = strchr(letters, s[++i]);
            pl_addc(&t, letter ? values[letter - letters] : s[i]);
            continue;
        }
        pl_addc(&t, s[i]);
    }
    return pl_strdup(pl, pl_text(&t));
}

/* MySQL reads the UTF-8 of an expression as latin1 when it fills information_schema: each byte became a character of its
 * own. NULL when the text shows that this has not happened. */
static char *bytes_of_latin1(struct pl *pl, const char *s) {
    char *out = pl_strdup(pl, s), *w = out;
    bool any = false;
    for (const unsigned char *p = (const unsigned char *)s; *p; p++) {
        if (*p < 0x80) {
            *w++ = (char)*p;
        } else if ((*p == 0xC2 || *p == 0xC3) && (p[1] & 0xC0) == 0x80) {
            *w++ = (char)(unsigned char)((*p << 6 & 0xC0) | (p[1] & 0x3F));
            p++;
            any = true;
        } else {
            return NULL;
        }
    }
    *w = 0;
    return any ? out : NULL;
}

static bool valid_utf8(const char *s) {
    for (const unsigned char *p = (const unsigned char *)s; *p; p++) {
        int more = *p < 0x80 ? 0 : *p >= 0xF0 ? 3 : *p >= 0xE0 ? 2 : *p >= 0xC2 ? 1 : -1;
        if (more < 0)
            return false;
        for (; more; more--)
            if ((*++p & 0xC0) != 0x80)
                return false;
    }
    return true;
}

static bool is_ascii(const char *s, size_t len) {
    for (size_t i = 0; i < len; i++)
        if ((unsigned char)s[i] >= 0x80)
            return false;
    return true;
}

static bool word_is(struct pl_token t, const char *word) {
    return t.kind == PL_T_WORD && t.len == strlen(word) && strncasecmp(t.s, word, t.len) == 0;
}

/* The characters are right now, so the name of a character set in front of them says nothing any more, and said again it
 * would take their UTF-8 for its own bytes. */
static const char *without_latin1(struct pl *pl, const char *s) {
    struct pl_text t = {.pl = pl};
    const char *before = s;
    for (struct pl_token k = pl_token_next(&s, true), next; k.kind != PL_T_END; k = next) {
        next = pl_token_next(&s, true);
        if (word_is(k, "_latin1") && next.kind == PL_T_STRING) {
            pl_addn(&t, before, (size_t)(k.s - before));
            before = next.s;
        }
    }
    pl_add(&t, before);
    return pl_text(&t);
}

const char *pl_mysql_unescape(struct pl *pl, const char *s) {
    char *right = bytes_of_latin1(pl, s);
    if (right && valid_utf8(right))
        s = right;
    for (const char *p = s; *p; p++) {
        if (*p == '\'')
            return s;                       /* a bare quote: a server that does not escape */
        if (*p == '\\' && p[1])
            p++;
    }
    struct pl_text t = {.pl = pl};
    pl_addn(&t, "", 0);
    for (; *s; s++) {
        if (*s == '\\' && s[1])
            s++;
        pl_addc(&t, *s);
    }
    return is_ascii(pl_text(&t), t.len) ? pl_text(&t) : without_latin1(pl, pl_text(&t));
}

/* _utf8mb4'x' is what the server makes of 'x' on our connection, and _utf8mb3'x' on another's: the same characters. Other
 * character sets say nothing where all is ASCII. */
static bool is_noise(struct pl_token word, struct pl_token next) {
    static const struct { const char *word; bool any; } sets[] = {
        {"_utf8mb4", true}, {"_utf8mb3", true}, {"_utf8", true}, {"_latin1", false}, {"_ascii", false},
    };
    if (next.kind != PL_T_STRING || *next.s != '\'')
        return false;
    for (size_t i = 0; i < sizeof sets / sizeof sets[0]; i++)
        if (word_is(word, sets[i].word))
            return sets[i].any || is_ascii(next.s, next.len);
    return false;
}

static void add_token(struct pl *pl, struct pl_text *t, struct pl_token k) {
    bool text = k.kind == PL_T_STRING && *k.s == '\'';
    text = text || (k.kind == PL_T_QUOTED && *k.s == '"');     /* a string too: ANSI_QUOTES is off */
    if (text && !has_nul(k.s, k.len))
        pl_mysql_quote_text(t, pl_mysql_unquote(pl, k.s, k.len));
    else
        pl_addn(t, k.s, k.len);
}

const char *pl_mysql_body(struct pl *pl, const char *s, const char *database, bool keep) {
    struct pl_text t = {.pl = pl};
    struct pl_token k = pl_token_next(&s, true), last = {0};
    pl_addn(&t, "", 0);
    while (k.kind != PL_T_END) {
        const char *end = k.s + k.len;
        struct pl_token next = pl_token_next(&s, true);
        bool dot = next.kind == PL_T_SIGN && *next.s == '.' && next.len == 1;
        bool after_dot = last.kind == PL_T_SIGN && last.s && *last.s == '.';
        if (database && dot && !after_dot && k.kind == PL_T_QUOTED && *k.s == '`'
            && pl_same(pl_token_name(pl, k), database)) {
            end = next.s + next.len;
            next = pl_token_next(&s, true);
        } else if (!keep && is_noise(k, next)) {
            end = next.s;
        } else if (keep) {
            pl_addn(&t, k.s, k.len);
        } else {
            add_token(pl, &t, k);
        }
        if (next.kind != PL_T_END && next.s > end)
            pl_addn(&t, end, (size_t)(next.s - end));
        last = k;
        k = next;
    }
    return pl_strdup(pl, pl_text(&t));
}

/* Whether the first ( closes at the very end. */
static bool wrapped(const char *s) {
    int depth = 0;
    struct pl_token k = pl_token_next(&s, true);
    if (k.kind != PL_T_SIGN || *k.s != '(')
        return false;
    for (depth = 1; depth && k.kind != PL_T_END;) {
        k = pl_token_next(&s, true);
        if (k.kind == PL_T_SIGN)
            depth += *k.s == '(' ? 1 : *k.s == ')' ? -1 : 0;
    }
    return depth == 0 && pl_token_next(&s, true).kind == PL_T_END;
}

const char *pl_mysql_expression(struct pl *pl, const char *s) {
    if (!s)
        return NULL;
    char *text = pl_trim(pl, pl_mysql_body(pl, s, NULL, false));
    while (wrapped(text))
        text = pl_trim(pl, pl_strndup(pl, text + 1, strlen(text) - 2));
    return text;
}

/* CURRENT_TIMESTAMP(n), whatever it was called; NULL when it is something else. */
static const char *now_of(struct pl *pl, const char *s) {
    static const char *const words[] = {"current_timestamp", "now", "localtime", "localtimestamp", NULL};
    struct pl_token k = pl_token_next(&s, true), digits;
    bool found = false;
    for (int i = 0; words[i]; i++)
        found = found || word_is(k, words[i]);
    bool bare = !word_is(k, "now");
    if (!found)
        return NULL;
    k = pl_token_next(&s, true);
    if (k.kind == PL_T_END)
        return bare ? "CURRENT_TIMESTAMP" : NULL;
    if (k.kind != PL_T_SIGN || *k.s != '(')
        return NULL;
    digits = pl_token_next(&s, true);
    k = digits.kind == PL_T_NUMBER ? pl_token_next(&s, true) : digits;
    if (k.kind != PL_T_SIGN || *k.s != ')' || pl_token_next(&s, true).kind != PL_T_END)
        return NULL;
    if (digits.kind != PL_T_NUMBER || (digits.len == 1 && *digits.s == '0'))
        return "CURRENT_TIMESTAMP";
    return pl_format(pl, "CURRENT_TIMESTAMP(%.*s)", (int)digits.len, digits.s);
}

/* A plain number without what says nothing: +, leading zeros, zeros behind the point. NULL when it is none. */
static const char *number_of(struct pl *pl, const char *s) {
    bool minus = *s == '-';
    s += *s == '-' || *s == '+';
    while (*s == ' ')
        s++;
    size_t whole = strspn(s, "0123456789"), part = 0;
    const char *rest = s + whole;
    if (*rest == '.')
        part = strspn(++rest, "0123456789");
    if (!(whole + part))
        return NULL;
    if (rest[part] == 'e' || rest[part] == 'E') {
        const char *digits = rest + part + 1 + (rest[part + 1] == '-' || rest[part + 1] == '+');
        bool whole_number = *digits && !digits[strspn(digits, "0123456789")];
        return whole_number ? pl_format(pl, "%s%s", minus ? "-" : "", pl_lower(pl, s)) : NULL;
    }
    if (rest[part])
        return NULL;
    for (; whole > 1 && *s == '0'; s++)
        whole--;
    while (part && rest[part - 1] == '0')
        part--;
    bool zero = part == 0 && (whole == 0 || (whole == 1 && *s == '0'));
    return pl_format(pl, "%s%.*s%s%.*s", minus && !zero ? "-" : "", whole ? (int)whole : 1, whole ? s : "0",
                     part ? "." : "", (int)part, rest);
}

static const char *bits_of(struct pl *pl, const char *number) {
    unsigned long long n = 0;
    struct pl_text t = {.pl = pl};
    for (; *number >= '0' && *number <= '9'; number++)
        n = n * 10 + (unsigned long long)(*number - '0');
    int bit = 63;
    while (bit > 0 && !(n >> bit & 1))
        bit--;
    pl_add(&t, "b'");
    for (; bit >= 0; bit--)
        pl_addc(&t, n >> bit & 1 ? '1' : '0');
    pl_add(&t, "'");
    return pl_text(&t);
}

static const char *literal_of(struct pl *pl, enum pl_mysql_class class, const char *s) {
    const char *at = s, *number = NULL;
    struct pl_token k = pl_token_next(&at, true), next = pl_token_next(&at, true);
    if (is_noise(k, next)) {
        k = next;
        next = pl_token_next(&at, true);
    }
    if (next.kind == PL_T_END && (word_is(k, "true") || word_is(k, "false")))
        number = word_is(k, "true") ? "1" : "0";
    else if (next.kind == PL_T_END && ((k.kind == PL_T_STRING && *k.s == '\'') || (k.kind == PL_T_QUOTED && *k.s == '"'))) {
        const char *value = pl_mysql_unquote(pl, k.s, k.len);
        struct pl_text t = {.pl = pl};
        number = class == PL_MY_NUMBER || class == PL_MY_INTEGER ? number_of(pl, value) : NULL;
        if (has_nul(k.s, k.len))
            return pl_strndup(pl, k.s, k.len);
        pl_mysql_quote_text(&t, value);
        return number ? number : pl_text(&t);
    } else if (next.kind == PL_T_END && k.kind == PL_T_STRING && strchr("bBxX", *k.s)) {
        char *lower = pl_lower(pl, pl_strndup(pl, k.s, k.len));
        while (lower[0] == 'b' && lower[2] == '0' && lower[3] != '\'')
            memmove(lower + 2, lower + 3, strlen(lower + 2));
        return lower;
    } else if (next.kind == PL_T_END && k.kind == PL_T_NUMBER && pl_starts(k.s, "0x")) {
        return pl_strndup(pl, k.s, k.len);
    } else {
        number = number_of(pl, pl_trim(pl, s));
    }
    if (!number || class == PL_MY_NUMBER || class == PL_MY_INTEGER)
        return number;
    if (class == PL_MY_BIT)
        return bits_of(pl, number);
    return class == PL_MY_STRING || class == PL_MY_BLOB ? pl_format(pl, "'%s'", number) : number;
}

const char *pl_mysql_default(struct pl *pl, const struct pl_dialect *d, const char *type, const char *s) {
    if (!s)
        return NULL;
    enum pl_mysql_class class = pl_mysql_type_class(type);
    const char *text = pl_trim(pl, s), *found, *at = text;
    if (word_is(pl_token_next(&at, true), "null") && pl_token_next(&at, true).kind == PL_T_END)
        return NULL;
    if ((found = now_of(pl, text)))
        return found;
    found = *text == '(' ? NULL : literal_of(pl, class, text);
    /* MySQL takes a literal for a text, blob or json column only as an expression. */
    if (found && (class != PL_MY_BLOB || pl_mysql_is_mariadb(d)))
        return found;
    return pl_format(pl, "(%s)", found ? found : pl_mysql_expression(pl, text));
}
