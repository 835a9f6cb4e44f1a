/* Which signs of a statement are parameters. Refuses nothing.
 *
 * The one idea: the same sign is a parameter where an operand is due, and an operator where one has just been: `data ? 'key'`
 * and `LIMIT ?`, `a %s` and `a = %s`. So the scan keeps whether what stands before could end an operand. */
#include <stdlib.h>
#include <string.h>
#include "dialects/parameters.h"
#include "dialects/split.h"

struct scan {
    struct pl *pl;
    const char *sql, *at;
    size_t len;
    unsigned flags;
    struct pl_text out;
    struct pl_sent *sent;
    struct pl_shift **tail;
    const char **known;                                /* names of parameters, in the order of their numbers */
    bool operand;                                      /* what stands before ends an operand */
    bool in;                                           /* it is the word IN */
    bool percent;                                      /* %% may be one % */
    int brackets;
};

static bool letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (unsigned char)c >= 0x80;
}

static bool digit(char c) {
    return c >= '0' && c <= '9';
}

static const char *word_end(const char *s) {
    while (letter(*s) || digit(*s) || *s == '$')
        s++;
    return s;
}

/* SQLite knows ?1, :name, $name and @name itself. */
static bool is_sqlite(const struct scan *s) {
    return (s->flags & PL_DL_TRIGGER_BODY) != 0;
}

/* Words behind which an operand is due. All others may be the names of columns. */
static bool is_prefix(const char *word, size_t len) {
    static const char *const words[] = {
        "select", "distinct", "all", "where", "and", "or", "not", "on", "having", "by", "limit", "offset", "first", "next", "like", "ilike",
        "to", "between", "symmetric", "asymmetric", "case", "when", "then", "else", "from", "for", "escape", "returning", "using", "in",
        "zone", "placing", "rows", "range", "groups", "as", "is", "div", "mod", "xor", "regexp", "rlike", "glob", "match",
        "binary", "interval", "date", "time", "timestamp", "call", "union", "intersect", "except", "variadic",
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i]) == len) {
            size_t j = 0;
            while (j < len && (word[j] | 0x20) == words[i][j])
                j++;
            if (j == len)
                return true;
        }
    return false;
}

/* ---- what is written */

static void shift(struct scan *s) {
    struct pl_shift *one = PL_NEW(s->pl, struct pl_shift);
    *one = (struct pl_shift){ .sent = s->out.len, .said = (size_t)(s->at - s->sql) };
    *s->tail = one;
    s->tail = &one->next;
}

static void copy(struct scan *s, const char *end) {
    pl_addn(&s->out, s->at, (size_t)(end - s->at));
    s->at = end;
}

/* The same name is the same parameter where parameters have numbers. */
static int number_of(struct scan *s, const char *name, size_t len) {
    for (int i = 0; len && i < s->sent->parameters; i++)
        if (s->known[i] && strlen(s->known[i]) == len && strncmp(s->known[i], name, len) == 0)
            return i + 1;
    s->known[s->sent->parameters++] = len ? pl_strndup(s->pl, name, len) : NULL;
    return s->sent->parameters;
}

/* Writes a parameter that was said up to `end`. */
static void parameter(struct scan *s, const char *name, size_t len, const char *end, bool filled) {
    bool list = filled && s->in;                       /* IN %s: the driver writes the parentheses */
    if (list)
        pl_addc(&s->out, '(');
    if (s->flags & PL_DL_NUMBERED) {
        pl_addf(&s->out, "$%d", number_of(s, name, len));
    } else {
        pl_addc(&s->out, '?');
        s->sent->parameters++;
    }
    if (list)
        pl_addc(&s->out, ')');
    s->sent->filled |= filled;
    s->at = end;
    shift(s);
    s->operand = true;
}

/* $1, ?1: its number is said. */
static void numbered(struct scan *s, const char *digits, const char *end) {
    int n = atoi(digits);
    if (s->flags & PL_DL_NUMBERED) {
        pl_addf(&s->out, "$%.*s", (int)(end - digits), digits);
        s->sent->parameters = n > s->sent->parameters && n <= (int)s->len ? n : s->sent->parameters;
    } else {
        pl_addc(&s->out, '?');
        s->sent->parameters++;
    }
    s->at = end;
    shift(s);
    s->operand = true;
}

/* ---- what may be one; true: it was, and is written */

static const char *digits_end(const char *s) {
    while (digit(*s))
        s++;
    return s;
}

static bool dollar(struct scan *s) {
    if (is_sqlite(s) || !digit(s->at[1]))
        return false;
    numbered(s, s->at + 1, digits_end(s->at + 1));
    return true;
}

/* In PostgreSQL ? begins operators as well (of jsonb, of geometry), which drivers let one write as ??. */
static bool question(struct scan *s) {
    bool operators = (s->flags & PL_DL_NUMBERED) != 0;
    if (is_sqlite(s)) {
        copy(s, digits_end(s->at + 1));
        s->sent->parameters++;
        s->operand = true;
        return true;
    }
    if (operators && (s->operand || s->at[1] == '?')) {
        bool doubled = s->at[1] == '?';
        pl_addc(&s->out, '?');
        s->at += doubled ? 2 : 1;
        copy(s, s->at + strspn(s->at, "|&#-"));
        shift(s);
        s->operand = false;
        return true;
    }
    if (digit(s->at[1]))
        numbered(s, s->at + 1, digits_end(s->at + 1));
    else
        parameter(s, NULL, 0, s->at + 1, false);
    return true;
}

/* a::type, a := b and, in brackets, a[low:high] are none. */
static bool colon(struct scan *s) {
    if (s->at[1] == ':' || s->at[1] == '=') {
        copy(s, s->at + 2);
        s->operand = false;
        return true;
    }
    if (!letter(s->at[1]) || (s->brackets && s->operand))
        return false;
    const char *end = word_end(s->at + 1);
    if (is_sqlite(s)) {
        copy(s, end);
        s->sent->parameters++;
        s->operand = true;
    } else {
        parameter(s, s->at + 1, (size_t)(end - s->at) - 1, end, false);
    }
    return true;
}

static bool is_format(const char *s) {
    return (*s == 's' || *s == 'b' || *s == 't') && !letter(s[1]) && !digit(s[1]);
}

static bool percent(struct scan *s) {
    if (s->at[1] == '%' && s->percent) {
        pl_addc(&s->out, '%');
        s->at += 2;
        shift(s);
        s->operand = false;
        return true;
    }
    if (s->operand)
        return false;
    if (is_format(s->at + 1)) {
        parameter(s, NULL, 0, s->at + 2, true);
        return true;
    }
    const char *close = s->at[1] == '(' ? strchr(s->at, ')') : NULL;
    if (!close || close == s->at + 2 || !is_format(close + 1))
        return false;
    parameter(s, s->at + 2, (size_t)(close - s->at) - 2, close + 2, true);
    return true;
}

static const struct sign {
    char c;
    bool (*take)(struct scan *s);
} signs[] = { { '$', dollar }, { '?', question }, { ':', colon }, { '%', percent } };

static bool take_sign(struct scan *s) {
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (*s->at == signs[i].c)
            return signs[i].take(s);
    return false;
}

/* ---- the scan */

static void take_word(struct scan *s) {
    const char *end = word_end(s->at);
    size_t len = (size_t)(end - s->at);
    s->operand = !is_prefix(s->at, len) || (s->at > s->sql && s->at[-1] == '.');
    s->in = len == 2 && (s->at[0] | 0x20) == 'i' && (s->at[1] | 0x20) == 'n';
    copy(s, end);
}

static void take_number(struct scan *s) {
    const char *end = s->at;
    while (digit(*end) || letter(*end) || *end == '.')
        end++;
    copy(s, end);
    s->operand = true;
}

/* Behind a comment or what is in quotes; [a name] is SQLite's, where elsewhere it is a subscript. */
static const char *skip(const struct scan *s) {
    const char *close = *s->at == '[' && is_sqlite(s) ? strchr(s->at, ']') : NULL;
    if (close)
        return close + 1;
    if (!strchr("'\"`$-/#", *s->at))
        return s->at;
    const char *end = pl_sql_skip(s->sql, s->at, s->flags);
    return end == s->at + 1 && !strchr("'\"`", *s->at) ? s->at : end;
}

static void take_other(struct scan *s) {
    s->brackets += *s->at == '[' ? 1 : *s->at == ']' && s->brackets ? -1 : 0;
    s->operand = *s->at == ')' || *s->at == ']';
    copy(s, s->at + 1);
}

static void scan(struct scan *s) {
    while (*s->at) {
        bool comment = *s->at == '-' || *s->at == '/' || *s->at == '#';
        const char *end = skip(s);
        if (strchr(" \t\r\n\f\v", *s->at) || (comment && end != s->at)) {
            copy(s, end != s->at ? end : s->at + 1);
            continue;
        }
        if (letter(*s->at)) {
            take_word(s);
            continue;
        }
        if (end != s->at) {
            copy(s, end);
            s->operand = true;
        } else if (digit(*s->at)) {
            take_number(s);
        } else if (!take_sign(s)) {
            take_other(s);
        }
        s->in = false;
    }
}

static void run(struct pl *pl, const char *sql, unsigned flags, bool percent, struct pl_sent *out) {
    struct scan s = { .pl = pl, .sql = sql, .at = sql, .len = strlen(sql), .flags = flags, .percent = percent, .out = { .pl = pl },
                      .sent = out };
    *out = (struct pl_sent){ 0 };
    s.known = pl_alloc(pl, (2 * s.len + 2) * sizeof *s.known);
    s.tail = &out->shifts;
    scan(&s);
    out->sql = pl_text(&s.out);
}

/* Only where nothing says parameters in another way can %% be one %. */
void pl_parameters(struct pl *pl, const char *sql, unsigned flags, struct pl_sent *out) {
    run(pl, sql, flags, false, out);
    if (strstr(sql, "%%") && (!out->parameters || out->filled))
        run(pl, sql, flags, true, out);
}

size_t pl_sent_origin(const struct pl_sent *sent, size_t at) {
    size_t origin = at;
    for (const struct pl_shift *s = sent->shifts; s && s->sent <= at; s = s->next)
        origin = s->said + (at - s->sent);
    return origin;
}
