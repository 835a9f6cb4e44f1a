/* Reads one migration file: line by line, since only whole lines are directives; the SQL between them stays as it is. */
#include <stdlib.h>
#include <string.h>
#include "migrations/migration.h"

struct reading {
    struct pl *pl;
    struct pl_migration *m;
    struct pl_part *part;          /* NULL: before "-- up" */
    struct pl_directive **tail;
    struct pl_text sql;            /* of the item that grows */
    int sql_line;
    int line;
};

enum place { HEADER = 1, PART = 2 };
static const struct word {
    const char *word;
    int places;                    /* where it may stand */
    int item;                      /* enum pl_item_kind that it becomes in a part, or -1: a directive of the whole file */
    bool value;
} words[] = {
    { "generated", HEADER, -1, false },
    { "loses", HEADER | PART, -1, true },
    { "allow", HEADER | PART, -1, true },
    { "replaces", HEADER, -1, true },
    { "no-transaction", HEADER | PART, PL_I_NO_TRANSACTION, false },
    { "transaction", PART, PL_I_TRANSACTION, false },
    { "statement-timeout", HEADER | PART, PL_I_TIMEOUT, true },
};

long pl_duration(const char *text) {
    static const struct {
        const char *unit;
        long ms;
    } units[] = { { "", 1000 }, { "ms", 1 }, { "s", 1000 }, { "m", 60000 }, { "min", 60000 }, { "h", 3600000 } };
    char *end;
    long n = strtol(text, &end, 10);
    if (end == text || n < 0 || n > 1000000000 || *text < '0' || *text > '9')
        return -1;
    while (*end == ' ')
        end++;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (strcmp(end, units[i].unit) == 0)
            return n > 2000000000 / units[i].ms ? -1 : n * units[i].ms;
    return -1;
}

static bool wrong(const struct reading *r, enum pl_code code, const char *what) {
    struct pl_place place = { .file = r->m->path, .line = r->line };
    return pl_say(r->pl, code, &place, "%s", what);
}

/* ---- items */

static void add_item(struct reading *r, struct pl_part *part, enum pl_item_kind kind, const char *text, int line) {
    struct pl_item *i = PL_NEW(r->pl, struct pl_item);
    *i = (struct pl_item){ .kind = kind, .text = text, .line = line };
    *part->tail = i;
    part->tail = &i->next;
}

static void end_sql(struct reading *r) {
    if (r->part && r->sql.len && *pl_trim(r->pl, r->sql.s))
        add_item(r, r->part, PL_I_SQL, r->sql.s, r->sql_line);
    r->sql = (struct pl_text){ .pl = r->pl };
}

static bool begin_part(struct reading *r, struct pl_part *part, const char *word) {
    end_sql(r);
    if (part->line)
        return wrong(r, PL_D_DUPLICATE, pl_format(r->pl, "a second \"-- %s\", the first is in line %d", word, part->line));
    part->line = r->line;
    r->part = part;
    return true;
}

/* ---- directives */

static const struct word *find_word(struct reading *r, const char *said) {
    struct pl_nearest near = { .wrong = said };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(words[i].word, said) == 0)
            return &words[i];
        pl_nearest_add(&near, words[i].word);
    }
    const char *best = pl_nearest_word(&near);
    wrong(r, PL_D_UNKNOWN_WORD, pl_format(r->pl, "unknown directive \"%s\"", said));
    if (best)
        pl_hint(r->pl, "did you mean \"%s\"?", best);
    else
        pl_hint(r->pl, "a comment that is none of ours begins with something else than \"-- poundlock:\"");
    return NULL;
}

static void add_directive(struct reading *r, const char *word, char *value) {
    struct pl_directive *d = PL_NEW(r->pl, struct pl_directive);
    char *because = strstr(value, " because ");
    if (because)
        *because = '\0';
    *d = (struct pl_directive){ .word = word, .value = pl_trim(r->pl, value), .line = r->line, .down = r->part == &r->m->down,
                                .reason = because ? pl_trim(r->pl, because + strlen(" because ")) : NULL };
    *r->tail = d;
    r->tail = &d->next;
}

/* What the header says of statements holds for both ways. */
static void add_to_parts(struct reading *r, enum pl_item_kind kind, const char *value) {
    end_sql(r);
    if (r->part) {
        add_item(r, r->part, kind, value, r->line);
        return;
    }
    add_item(r, &r->m->up, kind, value, r->line);
    add_item(r, &r->m->down, kind, value, r->line);
}

static bool directive(struct reading *r, const char *text) {
    size_t n = strcspn(text, " \t");
    char *value = pl_trim(r->pl, text + n);
    const struct word *w = find_word(r, pl_strndup(r->pl, text, n));
    if (!w)
        return false;
    if (!(w->places & (r->part ? PART : HEADER)))
        return wrong(r, PL_D_BAD_VALUE, pl_format(r->pl, "\"%s\" belongs %s the line \"-- up\"", w->word, r->part ? "before" : "behind"));
    if (w->value != (*value != '\0'))
        return wrong(r, PL_D_BAD_VALUE, pl_format(r->pl, "\"%s\" %s", w->word, w->value ? "needs a value" : "takes no value"));
    if (w->item == PL_I_TIMEOUT && pl_duration(value) < 0) {
        wrong(r, PL_D_BAD_VALUE, pl_format(r->pl, "\"%s\" is not a time", value));
        return pl_hint(r->pl, "as 500ms, 30s, 5m or 1h");
    }
    if (w->item >= 0)
        add_to_parts(r, (enum pl_item_kind)w->item, value);
    else
        add_directive(r, w->word, value);
    return true;
}

static bool expectation(struct reading *r, enum pl_item_kind kind, const char *query) {
    char *sql = pl_trim(r->pl, query);
    size_t n = strlen(sql);
    if (!r->part) {
        wrong(r, PL_D_BAD_VALUE, "an expectation stands behind \"-- up\" or \"-- down\", where it is to be checked");
        return pl_hint(r->pl, "move it below \"-- up\"");
    }
    while (n && (sql[n - 1] == ';' || sql[n - 1] == ' '))
        sql[--n] = '\0';
    if (!n)
        return wrong(r, PL_D_MISSING, "an expectation without a query");
    end_sql(r);
    add_item(r, r->part, kind, sql, r->line);
    return true;
}

/* ---- lines */

static bool sql_line(struct reading *r, const char *line, size_t len) {
    const char *text = pl_trim(r->pl, pl_strndup(r->pl, line, len));
    if (!r->part && *text && !pl_starts(text, "--")) {
        wrong(r, PL_D_BAD_VALUE, "SQL before the line \"-- up\"");
        return pl_hint(r->pl, "say \"-- up\" on a line of its own before the first statement");
    }
    if (!r->sql.len)
        r->sql_line = r->line;
    pl_addn(&r->sql, line, len);
    pl_addc(&r->sql, '\n');
    return true;
}

static bool one_line(struct reading *r, const char *line, size_t len) {
    const char *text = pl_trim(r->pl, pl_strndup(r->pl, line, len));
    if (!pl_starts(text, "-- "))
        return sql_line(r, line, len);
    text = pl_trim(r->pl, text + 3);
    if (pl_same_nocase(text, "up"))
        return begin_part(r, &r->m->up, "up");
    if (pl_same_nocase(text, "down"))
        return begin_part(r, &r->m->down, "down");
    if (pl_starts(text, "poundlock:"))
        return directive(r, pl_trim(r->pl, text + strlen("poundlock:")));
    if (pl_starts(text, "expect:"))
        return expectation(r, PL_I_EXPECT, text + strlen("expect:"));
    if (pl_starts(text, "expect-none:"))
        return expectation(r, PL_I_EXPECT_NONE, text + strlen("expect-none:"));
    return sql_line(r, line, len);
}

bool pl_migration_parse(struct pl *pl, struct pl_migration *m) {
    struct reading r = { .pl = pl, .m = m, .tail = &m->directives, .sql = { .pl = pl } };
    m->up = (struct pl_part){ .tail = &m->up.first };
    m->down = (struct pl_part){ .tail = &m->down.first };
    for (const char *s = m->text, *end = m->text + m->len; s < end;) {
        size_t len = strcspn(s, "\n");
        r.line++;
        if (!one_line(&r, s, len))
            return false;
        s += len + 1;
    }
    end_sql(&r);
    if (m->up.line)
        return true;
    r.line = 0;
    wrong(&r, PL_D_MISSING, "the migration has no line \"-- up\"");
    return pl_hint(pl, "say \"-- up\" on a line of its own before the first statement, and \"-- down\" before the way back");
}

const struct pl_directive *pl_migration_says(const struct pl_migration *m, const char *word, const struct pl_directive *after) {
    for (const struct pl_directive *d = after ? after->next : m->directives; d; d = d->next)
        if (strcmp(d->word, word) == 0)
            return d;
    return NULL;
}
