/* The setting, the steps that it is for, and the words of the command. */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include "migrations/handover.h"

/* What can stand in braces: of the step, of the connection, or the file with the login. */
static const struct placeholder {
    const char *word;
    enum { OF_STEP, OF_CONNECTION, OF_FILE } of;
    size_t at;                               /* of a step: the member */
} placeholders[] = {
    { "alter", OF_STEP, offsetof(struct pl_hand, alter) },       { "table", OF_STEP, offsetof(struct pl_hand, table) },
    { "database", OF_STEP, offsetof(struct pl_hand, schema) },   { "host", OF_CONNECTION, 0 },
    { "port", OF_CONNECTION, 0 },                                { "socket", OF_CONNECTION, 0 },
    { "user", OF_CONNECTION, 0 },                                { "defaults_file", OF_FILE, 0 },
};

enum { PLACEHOLDERS = sizeof placeholders / sizeof *placeholders };

static const struct placeholder *placeholder_at(const char *s, size_t *len) {
    for (size_t i = 0; *s == '{' && i < PLACEHOLDERS; i++) {
        size_t n = strlen(placeholders[i].word);
        if (strncmp(s + 1, placeholders[i].word, n) == 0 && s[n + 1] == '}') {
            *len = n + 2;
            return &placeholders[i];
        }
    }
    return NULL;
}

/* ---- the setting */

static double read_size(const char *text) {
    static const struct { const char *unit; double bytes; } units[] = {
        { "", 1 }, { "kB", 1e3 }, { "KB", 1e3 }, { "MB", 1e6 }, { "GB", 1e9 }, { "TB", 1e12 },
    };
    char *end;
    double n = strtod(text, &end);
    while (*end == ' ')
        end++;
    for (size_t i = 0; end != text && n >= 0 && i < sizeof units / sizeof *units; i++)
        if (strcmp(end, units[i].unit) == 0)
            return n * units[i].bytes;
    return -1;
}

/* '..' and ".." hold words together; \ takes the meaning of the next character outside of '..'. NULL: a quote is not closed. */
static const char *const *split(struct pl *pl, const char *s) {
    const char **words = pl_alloc(pl, (strlen(s) / 2 + 2) * sizeof *words);
    size_t n = 0;
    for (;;) {
        struct pl_text word = { .pl = pl };
        char quote = 0;
        while (*s == ' ' || *s == '\t' || *s == '\n')
            s++;
        if (!*s)
            break;
        pl_add(&word, "");
        for (; *s && (quote || !strchr(" \t\n", *s)); s++) {
            if (*s == '\\' && quote != '\'' && s[1])
                pl_addc(&word, *++s);
            else if (quote ? *s == quote : *s == '\'' || *s == '"')
                quote = quote ? 0 : *s;
            else
                pl_addc(&word, *s);
        }
        if (quote)
            return NULL;
        words[n++] = pl_text(&word);
    }
    words[n] = NULL;
    return words;
}

static bool wrong(struct pl *pl, const struct pl_place *place, const char *what, const char *hint) {
    pl_say(pl, PL_D_CONFIG, place, "handover: %s", what);
    return pl_hint(pl, "%s", hint);
}

static const char *all_placeholders(struct pl *pl) {
    struct pl_text t = { .pl = pl };
    for (size_t i = 0; i < PLACEHOLDERS; i++)
        pl_addf(&t, "%s{%s}", i ? ", " : "there are ", placeholders[i].word);
    return pl_text(&t);
}

static bool check_words(struct pl *pl, const char *const *words, const struct pl_place *place) {
    size_t len;
    if (!words || !words[0])
        return wrong(pl, place, words ? "the command is empty" : "a quote in the command is not closed", "command: \"gh-ost --alter {alter} ...\"");
    bool alter = false;
    for (; *words; words++) {
        for (const char *s = strchr(*words, '{'); s; s = strchr(s + 1, '{')) {
            const struct placeholder *p = placeholder_at(s, &len);
            if (!p)
                return wrong(pl, place, pl_format(pl, "\"%.*s\" in the command stands for nothing", (int)strcspn(s, "}") + 1, s), all_placeholders(pl));
            alter |= p == &placeholders[0];
        }
    }
    return alter || wrong(pl, place, "the command does not say what to change", "it must have {alter} somewhere");
}

bool pl_handover_read(struct pl *pl, const char *const *pairs, const struct pl_place *place, struct pl_handover *out) {
    const char *over = NULL, *command = NULL;
    *out = (struct pl_handover){ 0 };
    for (; pairs && *pairs; pairs++) {
        if (pl_starts(*pairs, "over="))
            over = *pairs + 5;
        else if (pl_starts(*pairs, "command="))
            command = *pairs + 8;
        else
            return wrong(pl, place, pl_format(pl, "unknown word \"%s\"", *pairs), "there are over and command");
    }
    if (!over && !command)
        return true;
    if (!over || !command || (out->over = read_size(over)) < 0)
        return wrong(pl, place, "it needs a size and a command", "handover: { over: 10GB, command: \"gh-ost --alter {alter} ...\" }");
    out->words = split(pl, command);
    return check_words(pl, out->words, place);
}

/* ---- the steps */

static bool is_for(const struct pl_step *s) {
    return s->clauses && s->table && s->table->kind == PL_TABLE && s->flags & PL_R_REWRITES &&
           s->flags & (PL_R_BLOCKS_WRITES | PL_R_BLOCKS_READS);
}

struct sizes {
    const struct pl_handover *h;
    struct pl_script *s;
};

static const char *in_words(struct pl *pl, double bytes) {
    static const char *const units[] = { "bytes", "kB", "MB", "GB", "TB" };
    size_t u = 0;
    while (bytes >= 1000 && u + 1 < sizeof units / sizeof *units) {
        bytes /= 1000;
        u++;
    }
    return pl_format(pl, u ? "%.1f %s" : "%.0f %s", bytes, units[u]);
}

/* One line: programs of that sort read their arguments with patterns. What is in quotes stays as it is. */
static const char *on_one_line(struct pl *pl, const char *clauses, bool backslash) {
    struct pl_text t = { .pl = pl };
    const char *at = clauses, *end = NULL;
    for (struct pl_token k; (k = pl_token_next(&at, backslash)).kind != PL_T_END; end = k.s + k.len)
        pl_addf(&t, "%s%.*s", end && end < k.s ? " " : "", (int)k.len, k.s);
    return pl_text(&t);
}

/* The query gives the tables of the own database alone where there is one. */
static bool is_in(const struct pl_node *table, const char *schema) {
    return !*table->parent->name || pl_same(table->parent->name, schema);
}

static bool take_size(void *arg, int columns, const char *const *names, const char *const *values) {
    struct sizes *z = arg;
    double bytes = columns > 2 && values[2] ? strtod(values[2], NULL) : 0;
    (void)names;
    if (bytes <= z->h->over)
        return true;
    for (struct pl_step *s = z->s->first; s; s = s->next) {
        const struct pl_node *table = is_for(s) ? (s->table->mate ? s->table->mate : s->table) : NULL;
        if (!table || !pl_same(table->name, values[1]) || !is_in(table, values[0]))
            continue;
        struct pl_hand *h = PL_NEW(z->s->pl, struct pl_hand);
        *h = (struct pl_hand){ .alter = on_one_line(z->s->pl, s->clauses, (z->s->dialect->flags & PL_DL_BACKSLASH) != 0),
                               .schema = pl_strdup(z->s->pl, values[0]), .table = pl_strdup(z->s->pl, values[1]),
                               .bytes = in_words(z->s->pl, bytes), .words = z->h->words };
        s->hand = h;
        s->flags &= ~(unsigned)(PL_R_BLOCKS_WRITES | PL_R_BLOCKS_READS | PL_R_LOCK(15) | PL_R_HOW(7));
        s->flags |= PL_R_NO_TX;
    }
    return true;
}

bool pl_handover_mark(struct pl_db *db, const struct pl_handover *h, struct pl_script *s) {
    bool any = false;
    for (const struct pl_step *step = s->first; step; step = step->next)
        any |= is_for(step);
    if (!any || !h->words || !db || !db->dialect->handing)
        return true;
    return db->dialect->query(db, db->dialect->handing->sizes, NULL, 0, take_size, &(struct sizes){ h, s });
}

/* ---- the command */

static const char *value_of(struct pl_db *db, const struct pl_hand *h, const struct placeholder *p, const char *file) {
    if (p->of == OF_CONNECTION)
        return db->dialect->handing->said(db, p->word);
    return p->of == OF_FILE ? file : *(const char *const *)(const void *)((const char *)h + p->at);
}

const char **pl_handover_words(struct pl_db *db, const struct pl_hand *h, const char *file) {
    size_t n = 0, len = 0;
    while (h->words[n])
        n++;
    const char **out = pl_alloc(db->pl, (n + 1) * sizeof *out);
    for (size_t i = 0; i < n; i++) {
        struct pl_text t = { .pl = db->pl };
        pl_add(&t, "");
        for (const char *s = h->words[i]; *s; s += len) {
            const struct placeholder *p = placeholder_at(s, &len);
            const char *value = p ? value_of(db, h, p, file) : NULL;
            len = p ? len : 1;
            if (p)
                pl_add(&t, value ? value : "");
            else
                pl_addc(&t, *s);
        }
        out[i] = pl_text(&t);
    }
    out[n] = NULL;
    return out;
}

const char *pl_handover_login(struct pl_db *db) {
    return db->dialect->handing->said(db, "file");
}

struct shape {
    struct pl_text text;
};

static bool take_shape(void *arg, int columns, const char *const *names, const char *const *values) {
    struct shape *s = arg;
    (void)names;
    for (int i = 0; i < columns; i++)
        pl_addf(&s->text, "%s\n", values[i] ? values[i] : "");
    return true;
}

const char *pl_handover_shape(struct pl_db *db, const struct pl_hand *h) {
    struct pl_text sql = { .pl = db->pl };
    struct shape s = { .text.pl = db->pl };
    pl_add(&sql, db->dialect->handing->shape);
    db->dialect->quote_name(&sql, h->schema);
    pl_addc(&sql, '.');
    db->dialect->quote_name(&sql, h->table);
    return db->dialect->query(db, sql.s, NULL, 0, take_shape, &s) ? pl_text(&s.text) : NULL;
}
