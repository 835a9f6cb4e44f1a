/* Values of a row, turned into what the program wants them as. */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "tools/library/conn.h"

static const struct pl_datum *value(const struct pl_row *row, int column) {
    static const struct pl_datum nothing = { .type = PL_IS_NULL };
    return row && column >= 0 && column < row->columns ? &row->values[column] : &nothing;
}

int pl_row_column(const struct pl_row *row, const char *name) {
    for (int i = 0; row && name && i < row->columns; i++)
        if (strcmp(row->names[i], name) == 0)
            return i;
    return -1;
}

bool pl_row_null(const struct pl_row *row, int column) {
    return value(row, column)->type == PL_IS_NULL;
}

bool pl_row_bool(const struct pl_row *row, int column) {
    const struct pl_datum *d = value(row, column);
    if (d->type == PL_IS_TEXT)
        return pl_same_nocase(d->text, "true") || pl_same(d->text, "t") || strtod(d->text, NULL) != 0;
    return d->type == PL_IS_REAL ? d->real != 0 : d->number != 0;
}

int64_t pl_row_int(const struct pl_row *row, int column) {
    const struct pl_datum *d = value(row, column);
    if (d->type == PL_IS_TEXT)
        return strtoll(d->text, NULL, 10);
    if (d->type == PL_IS_REAL)
        return d->real >= -9.2e18 && d->real <= 9.2e18 ? (int64_t)d->real : 0;
    return d->number;
}

double pl_row_real(const struct pl_row *row, int column) {
    const struct pl_datum *d = value(row, column);
    return d->type == PL_IS_TEXT ? strtod(d->text, NULL) : d->type == PL_IS_REAL ? d->real : (double)d->number;
}

/* The row is a part of its pl_rows, which has room for numbers. */
const char *pl_row_text(const struct pl_row *row, int column) {
    const struct pl_datum *d = value(row, column);
    if (d->type == PL_IS_NULL || d->text)
        return d->text;                                    /* PostgreSQL's numbers come as text */
    const struct pl_rows *r = (const struct pl_rows *)(const void *)((const char *)row - offsetof(struct pl_rows, row));
    char *to = r->numbers[column];
    if (d->type == PL_IS_BOOL)
        return d->number ? "true" : "false";
    if (d->type == PL_IS_REAL)                             /* as short as says the same number */
        for (int digits = 15; digits <= 17; digits++) {
            snprintf(to, sizeof *r->numbers, "%.*g", digits, d->real);
            if (strtod(to, NULL) == d->real)
                break;
        }
    else
        snprintf(to, sizeof *r->numbers, "%lld", (long long)d->number);
    return to;
}
