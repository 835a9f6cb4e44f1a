/* Diagnostics, and what differs, as text. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "tools/report.h"

char *pl_printable(struct pl *pl, const char *s, bool lines) {
    struct pl_text t = { .pl = pl };
    pl_add(&t, "");
    for (const unsigned char *c = (const unsigned char *)s; *c; c++) {
        if (*c == '\n' && !lines)
            pl_add(&t, "\\n");
        else if ((*c < ' ' && *c != '\t' && *c != '\n') || *c == 0x7f)
            pl_addf(&t, "\\x%02x", *c);
        else if (c[0] == 0xc2 && c[1] >= 0x80 && c[1] < 0xa0)      /* the control characters of Latin-1 */
            pl_addf(&t, "\\u%04x", *++c);
        else
            pl_addc(&t, (char)*c);
    }
    return t.s;
}

bool pl_colored(const struct pl_run *run, int fd) {
    const char *color = run->set[PL_O_COLOR].text, *none = getenv("NO_COLOR"), *term = getenv("TERM");
    if (color && strcmp(color, "auto") != 0)
        return strcmp(color, "always") == 0;
    bool file = fd == STDOUT_FILENO && pl_on(run, PL_O_OUTPUT);
    return !file && !(none && *none) && !(term && strcmp(term, "dumb") == 0) && isatty(fd);
}

struct pl_paint pl_paint(const struct pl_run *run, int fd) {
    static const struct pl_paint on = { "\033[32m", "\033[31m", "\033[33m", "\033[36m", "\033[35m", "\033[1m", "\033[0m" };
    static const struct pl_paint off = { "", "", "", "", "", "", "" };
    return pl_colored(run, fd) ? on : off;
}

static void print_diag(struct pl_run *run, const struct pl_diag *d, const struct pl_paint *p) {
    static const char *const words[] = { [PL_NOTE] = "note", [PL_WARNING] = "warning", [PL_ERROR] = "error" };
    const char *const colors[] = { [PL_NOTE] = p->move, [PL_WARNING] = p->doubt, [PL_ERROR] = p->bad };
    const char *text = pl_printable(run->pl, d->text, true);
    fprintf(stderr, "%s%s:%s ", colors[d->severity], words[d->severity], p->end);
    for (; *text; text++)
        fputs(*text == '\n' ? "\n  " : (char[]){ *text, '\0' }, stderr);
    fputc('\n', stderr);
    if (d->file && d->line && !d->column)
        fprintf(stderr, "  at %s:%d\n", pl_printable(run->pl, d->file, false), d->line);
    else if (d->file && d->line)
        fprintf(stderr, "  at %s:%d:%d\n", pl_printable(run->pl, d->file, false), d->line, d->column);
    else if (d->file)
        fprintf(stderr, "  at %s\n", pl_printable(run->pl, d->file, false));
    if (d->object && !strstr(d->text, d->object))
        fprintf(stderr, "  about %s\n", pl_printable(run->pl, d->object, false));
    if (d->hint)
        fprintf(stderr, "  hint: %s\n", pl_printable(run->pl, d->hint, true));
}

void pl_report_diags(struct pl_run *run) {
    struct pl_paint p = pl_paint(run, STDERR_FILENO);
    const struct pl_diag *d = run->reported ? run->reported->next : pl_diags(run->pl);
    for (; d; run->reported = d, d = d->next) {
        if (d->severity == PL_NOTE && pl_on(run, PL_O_QUIET))
            continue;
        if (run->line_open)
            fputc('\n', stderr);
        run->line_open = false;
        print_diag(run, d, &p);
    }
}

void pl_progress(struct pl_run *run, const char *fmt, ...) {
    va_list ap;
    if (pl_on(run, PL_O_QUIET))
        return;
    va_start(ap, fmt);
    fputs(pl_printable(run->pl, pl_vformat(run->pl, fmt, ap), true), stderr);
    va_end(ap);
    fflush(stderr);
}

/* ---- the verdict */

const char *const pl_result_words[] = { [PL_IN_SYNC] = "in sync", [PL_DRIFT] = "drift", [PL_CANNOT_TELL] = "cannot tell" };

static int decided(const struct pl_plan *plan) {
    int n = 0;
    for (const struct pl_change *c = plan->changes.first; c; c = c->next)
        n += !c->undecided;
    return n;
}

enum pl_result pl_result_of(const struct pl_run *run, const struct pl_plan *plan) {
    if (decided(plan))
        return PL_DRIFT;
    return plan->undecided || (plan->unmodelled && pl_on(run, PL_O_STRICT)) ? PL_CANNOT_TELL : PL_IN_SYNC;
}

int pl_result_exit(enum pl_result r) {
    static const int codes[] = { [PL_IN_SYNC] = PL_X_YES, [PL_DRIFT] = PL_X_NO, [PL_CANNOT_TELL] = PL_X_CANNOT_TELL };
    return codes[r];
}

/* ---- values */

char *pl_report_value(struct pl *pl, enum pl_attr a, const char *value) {
    const struct pl_attr_row *row = &pl_attrs[a];
    if (!value)
        value = row->otherwise ? row->otherwise : row->type == PL_BOOL ? "false" : "(not said)";
    else if (row->type == PL_NAMES || row->type == PL_TEXTS) {
        struct pl_text t = { .pl = pl };
        const char *at = NULL, *element;
        while ((element = pl_list_next(pl, value, &at)))
            pl_addf(&t, "%s%s", t.len ? ", " : "", element);
        value = pl_text(&t);
    } else if (row->type == PL_TEXT)
        return pl_printable(pl, pl_format(pl, "'%s'", value), false);
    return pl_printable(pl, value, false);
}

/* Queries, statements and expressions of several lines are shown line by line. */
static bool has_lines(enum pl_attr a, const char *value) {
    enum pl_value_type type = pl_attrs[a].type;
    return value && strchr(value, '\n') && (type == PL_BODY || type == PL_STATEMENT || type == PL_EXPR);
}

/* ", lower(email)", or " unique" for a switch. */
static void add_attributes(struct pl_text *t, const struct pl_node *n) {
    const struct pl_kind_row *k = &pl_kinds[n->kind];
    for (int i = 0; i < pl_attr_count(n->kind); i++) {
        enum pl_attr a = (enum pl_attr)(k->first + i);
        const char *value = pl_get(n, a), *separator = t->len ? ", " : "";
        if (!value || has_lines(a, value))
            continue;
        if (a == (enum pl_attr)k->bare && k->bare >= 0)
            pl_addf(t, "%s%s", separator, pl_report_value(t->pl, a, value));
        else if (pl_attrs[a].type == PL_BOOL)
            pl_addf(t, "%s%s", separator, pl_attrs[a].word);
        else
            pl_addf(t, "%s%s %s", separator, pl_attrs[a].word, pl_report_value(t->pl, a, value));
    }
}

char *pl_report_parts(struct pl *pl, const struct pl_node *n) {
    struct pl_text t = { .pl = pl };
    PL_EACH(part, n, PL_PART) {
        const char *column = pl_get(part, PL_PART_COLUMN), *expression = pl_get(part, PL_PART_EXPRESSION);
        const char *order = pl_get(part, PL_PART_ORDER), *prefix = pl_get(part, PL_PART_PREFIX);
        const char *opclass = pl_get(part, PL_PART_OPCLASS), *nulls = pl_get(part, PL_PART_NULLS);
        pl_addf(&t, "%s%s", t.len ? ", " : "", column ? column : expression ? expression : "?");
        if (prefix)
            pl_addf(&t, "(%s)", prefix);
        if (opclass)
            pl_addf(&t, " %s", opclass);
        if (order)
            pl_addf(&t, " %s", order);
        if (nulls)
            pl_addf(&t, " nulls %s", nulls);
    }
    return t.s ? pl_printable(pl, t.s, false) : NULL;
}

static char *plural(struct pl *pl, enum pl_kind kind, int n) {
    char *word = pl_strdup(pl, n == 1 ? pl_kinds[kind].word : pl_kinds[kind].plural);
    for (char *c = word; *c; c++)
        if (*c == '_')
            *c = ' ';
    return word;
}

static void add_counts(struct pl_text *t, const int *counts) {
    for (int k = 0; k < PL_KINDS; k++)
        if (counts[k])
            pl_addf(t, "%s%d %s", t->len ? ", " : "", counts[k], plural(t->pl, (enum pl_kind)k, counts[k]));
}

char *pl_report_count(struct pl *pl, const struct pl_realm *r) {
    int counts[PL_KINDS] = { 0 };
    struct pl_text t = { .pl = pl };
    PL_EACH(schema, r->root, PL_SCHEMA)
        for (const struct pl_node *n = schema->child; n; n = n->next)
            counts[n->kind] += !(n->flags & PL_N_ABSENT) && !(pl_kinds[n->kind].flags & PL_LIVE_ONLY);
    add_counts(&t, counts);
    return pl_strdup(pl, t.len ? t.s : "nothing");
}

/* ---- changes */

bool pl_report_implied(const struct pl_change *c) {
    const struct pl_node *n = c->op == PL_ADD ? c->to : c->op == PL_DROP ? c->from : NULL;
    const struct pl_node *home = n ? n->parent : NULL;
    return c->implied || (home && home->kind != PL_REALM && home->kind != PL_SCHEMA && !home->mate);
}

struct mark {
    char sign;
    const char *color, *todo;
};

static struct mark mark_of(const struct pl_change *c, const struct pl_paint *p) {
    const struct mark marks[] = { [PL_ADD] = { '+', p->good, "to add" }, [PL_DROP] = { '-', p->bad, "to drop" },
                                  [PL_RENAME] = { '>', p->move, "to rename" }, [PL_ALTER] = { '~', p->change, "to alter" } };
    return c->undecided ? (struct mark){ '?', p->doubt, "undecided" } : marks[c->op];
}

static void add_value(struct pl_text *t, const char *indent, const char *word, const char *from, const char *to) {
    if (strlen(from) + strlen(to) > 80)
        pl_addf(t, "%s    %s\n%s      from: %s\n%s      to:   %s\n", indent, word, indent, from, indent, to);
    else
        pl_addf(t, "%s    %s: %s -> %s\n", indent, word, from, to);
}

static void add_alteration(struct pl_text *t, const struct pl_change *c, enum pl_attr a, const struct pl_paint *p, const char *indent) {
    const char *from = pl_get(c->from, a), *to = pl_get(c->to, a);
    if (!from || !to || !(has_lines(a, from) || has_lines(a, to))) {
        add_value(t, indent, pl_attrs[a].word, pl_report_value(t->pl, a, from), pl_report_value(t->pl, a, to));
        return;
    }
    pl_addf(t, "%s    %s:\n", indent, pl_attrs[a].word);
    pl_report_lines(t, p, pl_format(t->pl, "%s      ", indent), from, to);
}

static void add_alterations(struct pl_text *t, const struct pl_change *c, const struct pl_paint *p, const char *indent) {
    for (int i = 0; i < pl_attr_count(c->to->kind); i++)
        if (c->slots >> i & 1u)
            add_alteration(t, c, (enum pl_attr)(pl_kinds[c->to->kind].first + i), p, indent);
    if (c->slots & PL_S_CONTENT) {
        const char *from = pl_report_parts(t->pl, c->from), *to = pl_report_parts(t->pl, c->to);
        add_value(t, indent, "parts", from ? from : "(none)", to ? to : "(none)");
    }
}

/* "(bigint, not_null)" of a column, "(4 columns, 1 index)" of a table, "(email)" of an index. */
static char *describe(struct pl *pl, const struct pl_node *n) {
    struct pl_text t = { .pl = pl };
    int counts[PL_KINDS] = { 0 };
    const char *parts = pl_report_parts(pl, n);
    if (parts)
        pl_add(&t, parts);
    for (const struct pl_node *c = n->child; c; c = c->next)
        counts[c->kind] += !parts && !(c->flags & PL_N_ABSENT);
    add_counts(&t, counts);
    add_attributes(&t, n);
    return t.len ? pl_format(pl, " (%s)", t.s) : "";
}

static void add_blocks(struct pl_text *t, const struct pl_node *n, const char *indent) {
    for (int i = 0; i < pl_attr_count(n->kind); i++) {
        enum pl_attr a = (enum pl_attr)(pl_kinds[n->kind].first + i);
        if (has_lines(a, pl_get(n, a)))
            pl_report_block(t, pl_format(t->pl, "%s      ", indent), pl_get(n, a));
    }
}

static void add_change(struct pl_text *t, const struct pl_change *c, const struct pl_paint *p, const char *indent,
                       bool inside) {
    struct mark m = mark_of(c, p);
    const struct pl_node *n = c->from ? c->from : c->to;
    const char *kind = pl_kinds[n->kind].word;
    const char *name = pl_printable(t->pl, inside ? n->name : pl_path(t->pl, n), false);
    pl_addf(t, "%s%s%c %s%s%s", indent, m.color, m.sign, kind, *name ? " " : "", name);
    if (c->op == PL_RENAME)
        pl_addf(t, " -> %s", pl_printable(t->pl, c->to->name, false));
    if (c->op == PL_ADD)
        pl_add(t, describe(t->pl, c->to));
    pl_addf(t, "%s\n", p->end);
    if (c->op == PL_ADD)
        add_blocks(t, c->to, indent);
    if (c->op == PL_ALTER && c->from && c->to)
        add_alterations(t, c, p, indent);
}

/* The table that a change is inside of, as the models have it where both have it; NULL for what is in none. */
static struct pl_node *home_of(const struct pl_change *c) {
    const struct pl_node *n = c->to ? c->to : c->from;
    struct pl_node *table = n->parent ? pl_above(n->parent, PL_TABLE) : NULL;
    return table && !c->to && table->mate ? table->mate : table;
}

struct group {
    struct pl_node *table;
    struct pl_change **list;
    int count;
};

/* Puts the changes into groups of their tables, in the order of their first one. */
static int make_groups(struct pl *pl, const struct pl_plan *plan, bool all, struct group **out) {
    int count = 0;
    struct group *groups = pl_alloc(pl, sizeof *groups * ((size_t)plan->changes.count + 1));
    for (const struct pl_change *c = plan->changes.first; c; c = c->next)
        if (home_of(c))
            home_of(c)->mark = 0;
    for (int pass = 0; pass < 2; pass++)
        for (struct pl_change *c = plan->changes.first; c; c = c->next) {
            struct pl_node *table = home_of(c);
            if (!table || (pl_report_implied(c) && !all))
                continue;
            if (!pass && !table->mark) {
                groups[count] = (struct group){ .table = table };
                table->mark = (uint32_t)++count;
            }
            struct group *g = &groups[table->mark - 1];
            if (pass && !g->list)
                g->list = pl_alloc(pl, sizeof *g->list * (size_t)g->count), g->count = 0;
            if (pass)
                g->list[g->count] = c;
            g->count++;
        }
    *out = groups;
    return count;
}

static void add_summary(struct pl_run *run, const struct pl_sides *s, struct pl_text *out) {
    static const char *const todo[] = { [PL_ADD] = "add", [PL_DROP] = "drop", [PL_RENAME] = "rename", [PL_ALTER] = "alter" };
    struct pl_paint p = pl_paint(run, STDOUT_FILENO);
    int counts[4] = { 0 }, all = 0;
    for (const struct pl_change *c = s->plan.changes.first; c; c = c->next)
        if (!c->undecided && !pl_report_implied(c))
            counts[c->op]++, all++;
    enum pl_result result = pl_result_of(run, &s->plan);
    if (result == PL_IN_SYNC)
        pl_addf(out, "%sin sync%s: %s", p.good, p.end, pl_report_count(run->pl, s->to.realm));
    else if (result == PL_CANNOT_TELL)
        pl_addf(out, "%scannot tell%s", p.doubt, p.end);
    else
        pl_addf(out, "%sdrift%s: %d difference%s", p.bad, p.end, all, all == 1 ? "" : "s");
    const char *separator = result == PL_IN_SYNC ? ", " : ": ";
    for (int op = 0; op < 4; op++)
        if (counts[op])
            pl_addf(out, "%s%d to %s", separator, counts[op], todo[op]), separator = ", ";
    if (s->plan.undecided)
        pl_addf(out, "%s%d that could not be compared", separator, s->plan.undecided), separator = ", ";
    if (s->plan.unmodelled)
        pl_addf(out, "%s%d not modelled", separator, s->plan.unmodelled);
    pl_addc(out, '\n');
}

void pl_report_changes(struct pl_run *run, const struct pl_sides *s, struct pl_text *out) {
    struct pl_paint p = pl_paint(run, STDOUT_FILENO);
    struct group *groups;
    bool all = pl_on(run, PL_O_VERBOSE);
    for (const struct pl_change *c = s->plan.changes.first; c; c = c->next)
        if (!home_of(c) && (all || !pl_report_implied(c)))
            add_change(out, c, &p, "", false);
    int count = make_groups(run->pl, &s->plan, all, &groups);
    for (int i = 0; i < count; i++) {
        pl_addf(out, "%stable %s%s\n", p.bold, pl_printable(run->pl, pl_path(run->pl, groups[i].table), false), p.end);
        for (int k = 0; k < groups[i].count; k++)
            add_change(out, groups[i].list[k], &p, "  ", true);
    }
    add_summary(run, s, out);
}

/* ---- what models cannot say */

static int by_what(const void *a, const void *b) {
    const struct pl_node *x = *(struct pl_node *const *)a, *y = *(struct pl_node *const *)b;
    const char *p = pl_get(x, PL_UNMODELLED_WHAT), *q = pl_get(y, PL_UNMODELLED_WHAT);
    int order = strcmp(p ? p : "", q ? q : "");
    return order ? order : strcmp(x->name, y->name);
}

void pl_report_unmodelled(struct pl_run *run, const struct pl_realm *r) {
    size_t count = 0, at = 0, most = pl_on(run, PL_O_VERBOSE) ? SIZE_MAX : 10;
    PL_EACH(schema, r->root, PL_SCHEMA)
        PL_EACH(n, schema, PL_UNMODELLED)
            count++;
    if (!count || (pl_on(run, PL_O_QUIET) && !pl_on(run, PL_O_STRICT)))
        return;
    struct pl_node **all = pl_alloc(run->pl, sizeof *all * count);
    PL_EACH(schema, r->root, PL_SCHEMA)
        PL_EACH(n, schema, PL_UNMODELLED)
            all[at++] = n;
    qsort(all, count, sizeof *all, by_what);
    for (size_t i = 0; i < count;) {
        const char *what = pl_get(all[i], PL_UNMODELLED_WHAT);
        struct pl_text names = { .pl = run->pl };
        size_t n = 0;
        for (; i < count && pl_same(what, pl_get(all[i], PL_UNMODELLED_WHAT)); i++, n++)
            if (n < most)
                pl_addf(&names, "%s%s", n ? ", " : "", pl_path(run->pl, all[i]));
        if (n > most)
            pl_addf(&names, " and %zu more", n - most);
        fprintf(stderr, "note: not modelled: %s (%zu): %s\n", what ? what : "object", n,
                pl_printable(run->pl, pl_text(&names), false));
    }
}
