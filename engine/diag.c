/* Diagnostics: everything that poundlock says is kept in the context, in the order in which it was said. */
#include "engine/context.h"

const struct pl_code_row pl_codes[PL_D_COUNT] = {
#define DIAG(id, word, severity, exit_code, help) { word, severity, exit_code, help },
#include "engine/diag.def"
#undef DIAG
};

const struct pl_diag *pl_diags(const struct pl *pl) {
    return pl ? pl->diags : NULL;
}

const struct pl_diag *pl_newest(const struct pl *pl) {
    return pl ? pl->newest : NULL;
}

const char *pl_version(void) {
    return PL_VERSION;
}

bool pl_say(struct pl *pl, enum pl_code code, const struct pl_place *place, const char *fmt, ...) {
    struct pl_diag *d = PL_NEW(pl, struct pl_diag);
    const struct pl_code_row *row = &pl_codes[code];
    d->code = row->word;
    d->severity = row->severity;
    d->exit_code = row->exit_code;
    if (place && place->file) {
        d->file = place->file;
        d->line = place->line;
        d->column = place->column;
    }
    va_list ap;
    va_start(ap, fmt);
    d->text = pl_vformat(pl, fmt, ap);
    va_end(ap);
    *pl->diags_tail = d;
    pl->diags_tail = &d->next;
    pl->newest = d;
    return false;
}

bool pl_hint(struct pl *pl, const char *fmt, ...) {
    va_list ap;
    va_start(ap, fmt);
    if (pl->newest)
        pl->newest->hint = pl_vformat(pl, fmt, ap);
    va_end(ap);
    return false;
}

bool pl_about(struct pl *pl, const char *object) {
    if (pl->newest)
        pl->newest->object = object;
    return false;
}

struct pl_mark pl_diag_mark(const struct pl *pl) {
    return (struct pl_mark){ pl->diags_tail, pl->newest };
}

void pl_diag_forget(struct pl *pl, struct pl_mark mark) {
    *mark.tail = NULL;
    pl->diags_tail = mark.tail;
    pl->newest = mark.newest;
}

void pl_diag_move(struct pl *from, struct pl *to) {
    for (const struct pl_diag *d = from->diags; d; d = d->next) {
        struct pl_diag *copy = PL_NEW(to, struct pl_diag);
        *copy = *d;
        copy->file = pl_strdup(to, d->file);
        copy->object = pl_strdup(to, d->object);
        copy->text = pl_strdup(to, d->text);
        copy->hint = pl_strdup(to, d->hint);
        copy->next = NULL;
        *to->diags_tail = copy;
        to->diags_tail = &copy->next;
        to->newest = copy;
    }
    pl_diag_forget(from, (struct pl_mark){ &from->diags, NULL });
}

/* Errors before "no" before "cannot tell": the first error that was said is the reason for the others. */
int pl_worst(const struct pl *pl) {
    int undecided = 0;
    for (const struct pl_diag *d = pl->diags; d; d = d->next) {
        if (d->severity == PL_ERROR && d->exit_code)
            return d->exit_code;
        if (d->severity == PL_WARNING)
            undecided = d->exit_code;
    }
    return undecided;
}
