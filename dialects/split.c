/* Where one statement of a file ends: at the delimiter outside of quotes, comments and bodies.
 *
 * This knows just what the databases' own clients know: psql's lines that begin with a backslash are for psql, mysql's
 * DELIMITER changes the delimiter, comments that MySQL runs are part of the statement, and in BEGIN ATOMIC ... END and in
 * the triggers of SQLite the semicolons belong to the body.
 */
#include <string.h>
#include "dialects/split.h"

static bool blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static bool letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (unsigned char)c >= 0x80;
}

static bool same_word(const char *s, const char *word) {
    for (; *word; s++, word++)
        if ((*s >= 'A' && *s <= 'Z' ? *s + 32 : *s) != *word)
            return false;
    return !letter(*s) && !(*s >= '0' && *s <= '9');
}

static const char *line_end(const char *s) {
    return s + strcspn(s, "\n");
}

/* Behind a comment that says nothing, or s when none begins there. PostgreSQL's nest, which does no harm elsewhere: what
 * looks like a nested one in MySQL or SQLite is not legal inside a comment anyway. */
static const char *skip_comment(const char *s, unsigned flags) {
    if (s[0] == '-' && s[1] == '-' && (!(flags & PL_DL_DELIMITER) || !s[2] || blank(s[2])))
        return line_end(s);
    if (s[0] == '#' && flags & PL_DL_DELIMITER)
        return line_end(s);
    if (s[0] != '/' || s[1] != '*' || (flags & PL_DL_DELIMITER && (s[2] == '!' || (s[2] == 'M' && s[3] == '!'))))
        return s;
    int depth = 0;
    do {
        if (s[0] == '/' && s[1] == '*' && (depth == 0 || flags & PL_DL_ATOMIC))
            depth++, s += 2;
        else if (s[0] == '*' && s[1] == '/')
            depth--, s += 2;
        else if (*s)
            s++;
    } while (*s && depth);
    return s;
}

static const char *skip_quotes(const char *s, unsigned flags, bool escapes) {
    char quote = *s++;
    for (; *s && *s != quote; s++)
        if (*s == '\\' && s[1] && quote != '`' && (escapes || flags & PL_DL_BACKSLASH))
            s++;
    return *s ? s + 1 : s;                             /* a doubled quote opens the next piece of the same text */
}

static const char *skip_dollar(const char *s) {
    const char *tag = s + 1;
    while (letter(*tag) || (tag > s + 1 && *tag >= '0' && *tag <= '9'))
        tag++;
    if (*tag != '$')
        return s + 1;
    size_t n = (size_t)(tag - s) + 1;
    for (const char *end = tag + 1; (end = strchr(end, '$')); end++)
        if (strncmp(end, s, n) == 0)
            return end + n;
    return s + strlen(s);
}

/* ---- bodies that hold semicolons: how deep in BEGIN ... END and CASE ... END a word leads */

static int depth_after(const char *word, const char *statement, int depth, unsigned flags, bool *begun) {
    bool body = flags & PL_DL_ATOMIC ? false : flags & PL_DL_TRIGGER_BODY;
    if (depth && same_word(word, "case"))
        return depth + 1;
    if (depth && same_word(word, "end"))
        return depth - 1;
    if (same_word(word, "begin")) {
        const char *next = word + 5;
        while (blank(*next))
            next++;
        if (flags & PL_DL_ATOMIC && same_word(next, "atomic"))
            return depth + 1;
        /* BEGIN alone opens a transaction; inside CREATE TRIGGER it opens the body. */
        if (body && !*begun && same_word(statement, "create")) {
            *begun = true;
            return depth + 1;
        }
    }
    return depth;
}

/* ---- statements */

static const char *skip_nothing(struct pl_splitter *s, const char *at) {
    for (;;) {
        const char *before = at;
        while (blank(*at))
            at++;
        at = skip_comment(at, s->flags);
        bool first = at == s->at || at[-1] == '\n' || at == before;
        if (s->flags & PL_DL_CLIENT_LINES && *at == '\\' && first)
            at = line_end(at);
        if (s->flags & PL_DL_DELIMITER && same_word(at, "delimiter")) {
            const char *end = line_end(at);
            s->delimiter = pl_trim(s->pl, pl_strndup(s->pl, at + 9, (size_t)(end - at) - 9));
            at = end;
        }
        if (at == before)
            return at;
    }
}

const char *pl_sql_skip(const char *from, const char *at, unsigned flags) {
    const char *after = skip_comment(at, flags);
    if (after != at)
        return after;
    if (*at == '\'' || *at == '"' || *at == '`') {
        bool escapes = at > from && (at[-1] == 'E' || at[-1] == 'e') && (at - 1 == from || !letter(at[-2]));
        return skip_quotes(at, flags, escapes && flags & PL_DL_ATOMIC);
    }
    if (*at == '$' && flags & PL_DL_ATOMIC)
        return skip_dollar(at);
    if (!letter(*at))
        return at + 1;
    while (letter(*at) || (*at >= '0' && *at <= '9') || *at == '$')
        at++;
    return at;
}

static const char *find_end(const struct pl_splitter *s, const char *from) {
    const char *delimiter = s->delimiter && *s->delimiter ? s->delimiter : ";";
    size_t n = strlen(delimiter);
    int depth = 0;
    bool begun = false;
    for (const char *at = from; *at; at = pl_sql_skip(from, at, s->flags)) {
        if (!depth && strncmp(at, delimiter, n) == 0 && skip_comment(at, s->flags) == at)
            return at;
        if (letter(*at))
            depth = depth_after(at, from, depth, s->flags, &begun);
    }
    return from + strlen(from);
}

static int lines(const char *from, const char *to) {
    int n = 0;
    for (; from < to; from++)
        n += *from == '\n';
    return n;
}

bool pl_split_next(struct pl_splitter *s, struct pl_statement *out) {
    if (!s->text)
        s->text = s->at;
    for (;;) {
        const char *from = skip_nothing(s, s->at);
        s->line += lines(s->at, from);
        if (!*from) {
            s->at = from;
            return false;
        }
        const char *delimiter = s->delimiter && *s->delimiter ? s->delimiter : ";", *end = find_end(s, from);
        *out = (struct pl_statement){ .sql = pl_trim(s->pl, pl_strndup(s->pl, from, (size_t)(end - from))), .line = s->line,
                                       .offset = (size_t)(from - s->text) };
        s->line += lines(from, end);
        s->at = *end ? end + strlen(delimiter) : end;
        if (*out->sql)
            return true;
    }
}

bool pl_split_run(struct pl_db *db, const char *file, const char *text) {
    struct pl_splitter s = { .pl = db->pl, .at = text, .line = 1, .flags = db->dialect->flags };
    struct pl_statement one;
    while (pl_split_next(&s, &one)) {
        if (db->dialect->query(db, one.sql, NULL, 0, NULL, NULL))
            continue;
        struct pl_diag *d = db->pl->newest;
        d->file = file;
        d->line = one.line;
        if (strcmp(d->code, pl_codes[PL_D_SERVER].word) == 0) {
            d->code = pl_codes[PL_D_SQL_FILE].word;    /* the file is what is wrong, not the server */
            d->exit_code = pl_codes[PL_D_SQL_FILE].exit_code;
        }
        return false;
    }
    return true;
}

/* ---- writing */

static bool has_semicolon(const char *sql) {
    for (struct pl_token t; (t = pl_token_next(&sql, true)).kind != PL_T_END;)
        if (t.kind == PL_T_SIGN && *t.s == ';')
            return true;
    return false;
}

/* The clients of some databases end a statement at the first semicolon, also inside a body: there another sign ends it. */
void pl_split_write(const struct pl_dialect *d, const char *sql, struct pl_text *out) {
    static const char *const signs[] = { "//", "$$", ";;", "|||" };
    size_t i = 0;
    if (!(d->flags & PL_DL_DELIMITER) || !has_semicolon(sql)) {
        pl_addf(out, "%s;\n", sql);
        return;
    }
    while (i + 1 < sizeof signs / sizeof *signs && strstr(sql, signs[i]))
        i++;
    pl_addf(out, "DELIMITER %s\n%s\n%s\nDELIMITER ;\n", signs[i], sql, signs[i]);
}
