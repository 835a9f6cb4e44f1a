/* A plan as text for people, and as a script for the database's own client. */
#include <string.h>
#include <unistd.h>
#include "dialects/split.h"
#include "tools/report.h"

const struct pl_hazard pl_hazards[] = {
    { PL_R_NO_TX, "no-transaction", "runs outside a transaction" },
    { PL_R_LOSES, "loses-data", "loses data" },
    { PL_R_NARROWS, "narrows", "loses or refuses values that do not fit the new type" },
    { PL_R_REWRITES, "rewrites", "writes the whole table again" },
    { PL_R_SCANS, "scans", "reads the whole table" },
    { PL_R_BLOCKS_WRITES, "blocks-writes", "writers wait" },
    { PL_R_BLOCKS_READS, "blocks-reads", "readers wait" },
    { PL_R_BATCHES, "batches", "some rows at a time" },
    { PL_R_EXPECT_NOTHING, "expects-nothing", "stops unless this returns no row" },
    { 0, NULL, NULL }
};

bool pl_step_in_transaction(const struct pl_sides *s, const struct pl_step *step) {
    return step && (s->dialect->flags & PL_DL_DDL_IN_TX) && !(step->flags & PL_R_NO_TX);
}

const char *pl_report_lock(const struct pl_sides *s, const struct pl_step *step) {
    unsigned level = PL_R_LOCK_OF(step->flags);
    return level ? s->dialect->locks[level].word : NULL;
}

const char *pl_report_how(const struct pl_sides *s, const struct pl_step *step) {
    unsigned level = PL_R_HOW_OF(step->flags);
    return level && s->dialect->hows ? s->dialect->hows[level] : NULL;
}

static void add_indented(struct pl_text *out, const char *text, const char *first, const char *indent) {
    for (const char *line = text; line; line = strchr(line, '\n'), line = line ? line + 1 : NULL)
        pl_addf(out, "%s%.*s\n", line == text ? first : indent, (int)strcspn(line, "\n"), line);
}

/* All statements of a step. */
static void add_statements(struct pl_run *run, const struct pl_step *step, const char *first, const char *indent, struct pl_text *out) {
    for (const char *const *before = step->before; before && *before; before++, first = indent)
        add_indented(out, pl_printable(run->pl, *before, true), first, indent);
    add_indented(out, pl_printable(run->pl, step->sql, true), first, indent);
    if (step->after)
        add_indented(out, pl_printable(run->pl, step->after, true), indent, indent);
    if (step->hand)
        pl_addf(out, "%sleft to %s: the table has %s\n", indent, pl_printable(run->pl, step->hand->words[0], false), step->hand->bytes);
}

/* Those that `said` does not have yet. */
static void add_hazards(struct pl_run *run, const struct pl_sides *sides, const struct pl_step *step, unsigned said,
                        const struct pl_paint *p, struct pl_text *out) {
    struct pl_text t = { .pl = run->pl };
    const char *lock = pl_report_lock(sides, step), *how = pl_report_how(sides, step);
    bool blocks = step->flags & ~said & sides->dialect->locks[PL_R_LOCK_OF(step->flags)].blocks;
    if (how && (pl_on(run, PL_O_VERBOSE) || blocks))
        pl_addf(&t, "algorithm %s", how);
    if (lock && (pl_on(run, PL_O_VERBOSE) || blocks))
        pl_addf(&t, "%slock %s", t.len ? "; " : "", lock);
    for (const struct pl_hazard *h = pl_hazards; h->flag; h++)
        if ((step->flags & ~said & h->flag) && !(h->flag == PL_R_LOSES && step->loses))
            pl_addf(&t, "%s%s", t.len ? "; " : "", h->text);
    if (t.len)
        pl_addf(out, "       %s%s%s\n", p->change, t.s, p->end);
    for (int i = 0; step->loses && step->loses[i]; i++)
        pl_addf(out, "       %sloses what %s holds%s\n", p->bad, pl_printable(run->pl, step->loses[i], false), p->end);
}

/* What takes it back, for who wants everything. */
static void add_undo(struct pl_run *run, const struct pl_step *step, struct pl_text *out) {
    if (pl_on(run, PL_O_VERBOSE) && step->undo)
        add_indented(out, pl_printable(run->pl, step->undo, true), step->loses ? "       undo (not the data): " : "       undo: ",
                     "             ");
}

/* "2 steps, in one transaction", "7 steps, in 2 transactions and 3 of them outside": what ends together. */
static void add_count(const struct pl_sides *s, struct pl_text *out) {
    int steps = s->plan.script.count, transactions = 0, outside = 0;
    bool open = false;
    for (const struct pl_step *step = s->plan.script.first; step; step = step->next) {
        bool inside = step->flags & PL_R_KEEP_TX ? open : pl_step_in_transaction(s, step);
        transactions += inside && !open;
        outside += !inside;
        open = inside;
    }
    pl_addf(out, "%d step%s", steps, steps == 1 ? "" : "s");
    if (transactions)
        pl_addf(out, transactions == 1 ? ", in one transaction" : ", in %d transactions", transactions);
    if (transactions && outside)
        pl_addf(out, " and %d outside", outside);
    pl_addc(out, '\n');
}

static char *left_alone(struct pl *pl, int undecided) {
    return pl_format(pl, "left alone: %d that could not be compared", undecided);
}

void pl_report_steps(struct pl_run *run, const struct pl_sides *s, struct pl_text *out) {
    struct pl_paint p = pl_paint(run, STDOUT_FILENO);
    const struct pl_step *last = NULL;
    int number = 0;
    unsigned said = 0;
    for (const struct pl_step *step = s->plan.script.first; step; last = step, step = step->next) {
        /* A rebuild is many statements with one title and the same hazards. */
        bool same = last && strcmp(last->title, step->title) == 0;
        const char *indent = "       ";
        number++;
        if (!same)
            pl_addf(out, "%3d  %s%s%s\n", number, p.bold, pl_printable(run->pl, step->title, false), p.end);
        add_statements(run, step, same ? pl_format(run->pl, "%3d    ", number) : indent, indent, out);
        said = same ? said : 0;
        add_hazards(run, s, step, said, &p, out);
        add_undo(run, step, out);
        said |= step->flags;
    }
    if (s->plan.undecided)
        pl_addf(out, "%s\n", left_alone(run->pl, s->plan.undecided));
    if (!number)
        pl_add(out, "nothing to do\n");
    else
        add_count(s, out);
}

static void add_comment(struct pl_run *run, struct pl_text *out, const char *text) {
    /* One line whatever a name holds: behind a line end the rest of it would be run. */
    pl_addf(out, "-- %s\n", pl_printable(run->pl, text, false));
}

void pl_report_script(struct pl_run *run, const struct pl_sides *s, struct pl_text *out) {
    bool open = false;
    add_comment(run, out, pl_format(run->pl, "poundlock %s, %s: from %s to %s", PL_VERSION, s->dialect->name, s->from.text,
                                    s->to.text));
    add_comment(run, out, "let it stop at the first error: psql -v ON_ERROR_STOP=1, sqlite3 -bail, mysql (no --force)");
    if (s->plan.undecided)
        add_comment(run, out, left_alone(run->pl, s->plan.undecided));
    if (!s->plan.script.first)
        add_comment(run, out, "nothing to do");
    for (const struct pl_step *step = s->plan.script.first; step; step = step->next) {
        bool wanted = pl_step_in_transaction(s, step);
        if (wanted != open)
            pl_addf(out, "%s;\n", wanted ? s->dialect->begin : s->dialect->commit);
        open = wanted;
        pl_addc(out, '\n');
        add_comment(run, out, step->title);
        if (step->flags & PL_R_EXPECT_NOTHING)
            add_comment(run, out, "must return no row");
        for (int i = 0; step->loses && step->loses[i]; i++)
            add_comment(run, out, pl_format(run->pl, "loses what %s holds", step->loses[i]));
        for (const char *const *before = step->before; before && *before; before++)
            pl_split_write(s->dialect, *before, out);
        pl_split_write(s->dialect, step->sql, out);
        if (step->after)
            pl_split_write(s->dialect, step->after, out);
    }
    if (open)
        pl_addf(out, "%s;\n", s->dialect->commit);
}
