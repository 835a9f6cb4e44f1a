/* Scalars of YAML as they are written: plain where every parser reads the same string back, in quotes otherwise, and long
 * texts as literal blocks. Refuses only bytes that are not UTF-8, which YAML cannot hold.
 *
 * The one idea: quote rather than reason. YAML 1.1, 1.2 and their implementations disagree on what a bare `no`, `1_000`,
 * `12:30`, `=` or `a:b` is, so a plain scalar here starts like a word, holds no sign that any of them gives a meaning to,
 * and is none of the words that one of them takes for a truth value or for nothing.
 */
#include "engine/yaml_text.h"

#include <string.h>

static const char *const traps[] = { "null", "true", "false", "yes", "no", "on", "off", "y", "n" };

/* The code point at s and its length; 0 for what is not UTF-8. */
static size_t decode(const char *s, uint32_t *point) {
    static const struct {
        unsigned char mask, lead;
        uint32_t least;
    } forms[] = { { 0x80, 0x00, 0 }, { 0xE0, 0xC0, 0x80 }, { 0xF0, 0xE0, 0x800 }, { 0xF8, 0xF0, 0x10000 } };
    const unsigned char *u = (const unsigned char *)s;
    for (size_t n = 0; n < 4; n++) {
        if ((u[0] & forms[n].mask) != forms[n].lead)
            continue;
        uint32_t p = u[0] & (unsigned char)~forms[n].mask;
        for (size_t i = 1; i <= n; i++) {
            if ((u[i] & 0xC0) != 0x80)
                return 0;
            p = p << 6 | (u[i] & 0x3F);
        }
        *point = p;
        return p < forms[n].least || p > 0x10FFFF || (p >= 0xD800 && p <= 0xDFFF) ? 0 : n + 1;
    }
    return 0;
}

/* What must be an escape: control characters, the line breaks of YAML 1.1, marks that turn the writing direction round. */
static bool is_hidden(uint32_t p) {
    return p < 0x20 || (p >= 0x7F && p < 0xA0) || (p >= 0x2028 && p <= 0x202E) || p == 0xFEFF || p == 0xFFFE || p == 0xFFFF;
}

static bool is_trap(const char *s) {
    for (size_t i = 0; i < sizeof traps / sizeof traps[0]; i++)
        if (pl_same_nocase(s, traps[i]))
            return true;
    return false;
}

/* `clean`: every character can be shown as it is. */
static bool is_clean(const char *s, bool *utf8) {
    bool clean = true;
    uint32_t p = 0;
    *utf8 = true;
    for (size_t n; *s; s += n) {
        n = decode(s, &p);
        if (!n) {
            *utf8 = false;
            return false;
        }
        clean = clean && !is_hidden(p);
    }
    return clean;
}

static bool is_plain(const char *s, bool flow) {
    size_t len = strlen(s);
    if (!len || strchr("-?:,[]{}#&*!|>'\"%@`=~<.+ 0123456789", s[0]) || s[len - 1] == ' ' || s[len - 1] == ':')
        return false;
    if (strstr(s, ": ") || strstr(s, " #") || (flow && strpbrk(s, ",[]{}:?#")))
        return false;
    /* Some parsers take `e5` for a number without digits before its exponent. */
    return !is_trap(s) && !((s[0] | 0x20) == 'e' && len > 1 && strspn(s + 1, "0123456789") == len - 1);
}

static void add_escape(struct pl_text *t, uint32_t p) {
    static const struct {
        uint32_t point;
        char letter;
    } known[] = { { '\n', 'n' }, { '\t', 't' }, { '\r', 'r' }, { 0x1B, 'e' } };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (known[i].point == p) {
            pl_addc(t, '\\');
            pl_addc(t, known[i].letter);
            return;
        }
    pl_addf(t, p < 0x100 ? "\\x%02X" : "\\u%04X", (unsigned)p);
}

static void add_double(struct pl_text *t, const char *s) {
    uint32_t p = 0;
    pl_addc(t, '"');
    for (size_t n; *s && (n = decode(s, &p)) > 0; s += n) {
        if (is_hidden(p)) {
            add_escape(t, p);
            continue;
        }
        if (p == '"' || p == '\\')
            pl_addc(t, '\\');
        pl_addn(t, s, n);
    }
    pl_addc(t, '"');
}

static void add_single(struct pl_text *t, const char *s) {
    pl_addc(t, '\'');
    for (; *s; s++) {
        if (*s == '\'')
            pl_addc(t, '\'');
        pl_addc(t, *s);
    }
    pl_addc(t, '\'');
}

bool pl_yaml_scalar(struct pl_text *t, const char *s, bool flow) {
    bool utf8, clean = is_clean(s, &utf8);
    if (!utf8)
        return false;
    if (clean && is_plain(s, flow))
        pl_add(t, s);
    else if (clean && strpbrk(s, "\"\\"))
        add_single(t, s);
    else
        add_double(t, s);
    return true;
}

/* A literal block finds its indentation by its first line and drops what blank lines it ends with. */
bool pl_yaml_is_literal(const char *s) {
    size_t len = strlen(s);
    if (!strchr(s, '\n') || strchr(" \t\n", s[0]))
        return false;
    size_t end = s[len - 1] == '\n' ? len - 1 : len, last = end;
    while (last && s[last - 1] != '\n')
        last--;
    if (strspn(s + last, " \t") >= end - last)
        return false;
    uint32_t p = 0;
    for (size_t n; *s; s += n) {
        n = decode(s, &p);
        if (!n || (is_hidden(p) && p != '\n' && p != '\t'))
            return false;
    }
    return true;
}

void pl_yaml_literal(struct pl_text *t, const char *s, int indent) {
    pl_add(t, s[strlen(s) - 1] == '\n' ? "|\n" : "|-\n");
    while (*s) {
        size_t len = strcspn(s, "\n");
        for (int i = 0; len && i < indent; i++)
            pl_addc(t, ' ');
        pl_addn(t, s, len);
        pl_addc(t, '\n');
        s += len + (s[len] == '\n');
    }
}

size_t pl_yaml_width(const char *s) {
    size_t width = 0;
    for (; *s; s++)
        width += ((unsigned char)*s & 0xC0) != 0x80;
    return width;
}
