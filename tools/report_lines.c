/* Two texts of several lines, as the lines that went and the lines that came, with what stands around them.
 *
 * The one idea: what both begin and end with is cut off first, so that the table of the longest common lines is small. Where
 * it would still be large, all lines between go and all come: right, if not the shortest way to say it. */
#include <string.h>
#include "tools/report.h"

enum { AROUND = 3, MOST_CELLS = 1000000 };

struct lines {
    char **line;
    size_t n;
};

struct diff {
    struct pl_text *out;
    const struct pl_paint *paint;
    const char *indent;
    struct lines from, to;
    size_t after;                  /* equal lines that may still be printed behind a change */
    size_t first, last;            /* equal lines not printed yet: of `from` */
    bool any;
};

static struct lines split(struct pl *pl, const char *text) {
    struct lines l = { 0 };
    size_t n = 1;
    for (const char *c = text; *c; c++)
        n += *c == '\n';
    l.line = pl_alloc(pl, n * sizeof *l.line);
    for (const char *c = text; l.n < n; c += strcspn(c, "\n") + 1)
        l.line[l.n++] = pl_printable(pl, pl_strndup(pl, c, strcspn(c, "\n")), false);
    return l;
}

static void print(struct diff *d, const char *color, char sign, const char *line) {
    pl_addf(d->out, "%s%s%c%s%s%s\n", d->indent, color, sign, *line ? " " : "", line, *color ? d->paint->end : "");
}

static void change(struct diff *d, bool came, const char *line) {
    size_t from = d->last - d->first > AROUND ? d->last - AROUND : d->first;
    if (d->any && from > d->first)
        print(d, "", ' ', "...");
    for (; from < d->last; from++)
        print(d, "", ' ', d->from.line[from]);
    d->first = d->last;
    d->after = AROUND;
    d->any = true;
    print(d, came ? d->paint->good : d->paint->bad, came ? '+' : '-', line);
}

/* Line i of `from` is also in `to`. Behind a change some are printed at once, the others when the next change needs them. */
static void equal(struct diff *d, size_t i) {
    if (d->first == d->last)
        d->first = d->last = i;
    d->last = i + 1;
    if (d->after) {
        d->after--;
        print(d, "", ' ', d->from.line[i]);
        d->first = d->last;
    }
}

/* How many lines are common to from[i..] and to[k..], for all i and k of the part that differs. */
static uint32_t *common(struct pl *pl, const struct diff *d, size_t head, size_t n, size_t m) {
    uint32_t *cell = pl_alloc(pl, (n + 1) * (m + 1) * sizeof *cell);
    for (size_t i = n; i-- > 0;)
        for (size_t k = m; k-- > 0;) {
            uint32_t down = cell[(i + 1) * (m + 1) + k], right = cell[i * (m + 1) + k + 1];
            bool same = strcmp(d->from.line[head + i], d->to.line[head + k]) == 0;
            cell[i * (m + 1) + k] = same ? cell[(i + 1) * (m + 1) + k + 1] + 1 : down > right ? down : right;
        }
    return cell;
}

static void walk(struct pl *pl, struct diff *d, size_t head, size_t n, size_t m) {
    uint32_t *cell = n * m <= MOST_CELLS ? common(pl, d, head, n, m) : NULL;
    for (size_t i = 0, k = 0; i < n || k < m;) {
        if (cell && i < n && k < m && strcmp(d->from.line[head + i], d->to.line[head + k]) == 0) {
            equal(d, head + i);
            i++, k++;
        } else if (i < n && (k == m || !cell || cell[(i + 1) * (m + 1) + k] >= cell[i * (m + 1) + k + 1])) {
            change(d, false, d->from.line[head + i++]);
        } else {
            change(d, true, d->to.line[head + k++]);
        }
    }
}

void pl_report_lines(struct pl_text *out, const struct pl_paint *paint, const char *indent, const char *from, const char *to) {
    struct diff d = { .out = out, .paint = paint, .indent = indent, .from = split(out->pl, from), .to = split(out->pl, to) };
    size_t head = 0, tail = 0, least = d.from.n < d.to.n ? d.from.n : d.to.n;
    while (head < least && strcmp(d.from.line[head], d.to.line[head]) == 0)
        equal(&d, head++);
    while (tail < least - head && strcmp(d.from.line[d.from.n - 1 - tail], d.to.line[d.to.n - 1 - tail]) == 0)
        tail++;
    walk(out->pl, &d, head, d.from.n - head - tail, d.to.n - head - tail);
    for (size_t i = d.from.n - tail; i < d.from.n && d.after; i++)
        equal(&d, i);
}

void pl_report_block(struct pl_text *out, const char *indent, const char *text) {
    struct lines l = split(out->pl, text);
    for (size_t i = 0; i < l.n; i++)
        pl_addf(out, "%s%s\n", *l.line[i] ? indent : "", l.line[i]);
}
