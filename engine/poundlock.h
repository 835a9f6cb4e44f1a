/* poundlock: the public header, the only one that is installed.
 *
 * Everything hangs on one context, `struct pl`: it owns all memory that calls hand out (valid until pl_free) and all
 * diagnostics that they leave. Functions return true, or a pointer, when they did what they say; otherwise false, or NULL,
 * and the reason is the newest diagnostic. A context belongs to one thread at a time.
 */
#ifndef POUNDLOCK_H
#define POUNDLOCK_H

#include <stdbool.h>
#include <stddef.h>

#define PL_VERSION "0.1.0"

struct pl;

/* A new context, or NULL when there is no memory. The caller ends it with pl_free. */
struct pl *pl_new(void);
void pl_free(struct pl *pl);

/* What kind of thing a diagnostic says. A NOTE never changes a verdict. */
enum pl_severity { PL_NOTE, PL_WARNING, PL_ERROR };

/* One thing that poundlock has to say: an error, a drift, a refusal. All text belongs to the context. */
struct pl_diag {
    const char *code;              /* stable word, as "yaml-syntax"; docs/diagnostics.md lists all */
    enum pl_severity severity;
    int exit_code;                 /* what a program that ends because of it returns */
    const char *file;              /* where in the models, or NULL */
    int line, column;              /* 1-based, 0 where unknown */
    const char *object;            /* "table customer", or NULL */
    const char *text;              /* what is wrong */
    const char *hint;              /* what to type next, or NULL */
    const struct pl_diag *next;
};

/* The diagnostics in the order in which they were said; NULL when there are none. */
const struct pl_diag *pl_diags(const struct pl *pl);

#endif
