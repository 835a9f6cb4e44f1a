/* The context: one arena and one list of diagnostics.
 *
 * Nodes and text are never freed one by one: they live until pl_free. A failed allocation ends the process by abort(),
 * after a message: with one arena there is nothing left to release first, and half a schema must not be acted on.
 * Foreign handles (files, connections) are not kept here; they open and close in one function.
 */
#ifndef PL_CONTEXT_H
#define PL_CONTEXT_H

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include "engine/poundlock.h"

#define PL_PRINTF(fmt, first) __attribute__((format(printf, fmt, first)))

/* ---- memory.c: zeroed memory of the arena, aligned for any type. */
void *pl_alloc(struct pl *pl, size_t size);
#define PL_NEW(pl, type) ((type *)pl_alloc(pl, sizeof(type)))
/* What was made in `other`, which ends, lives on in pl, and what was said in it is said behind what was said here. What points to
 * `other` itself (a realm) the caller turns. */
void pl_adopt(struct pl *pl, struct pl *other);
char *pl_strndup(struct pl *pl, const char *s, size_t n);
char *pl_strdup(struct pl *pl, const char *s);                        /* NULL stays NULL */
char *pl_format(struct pl *pl, const char *fmt, ...) PL_PRINTF(2, 3);
char *pl_vformat(struct pl *pl, const char *fmt, va_list ap);

/* ---- text.c: text that grows. Zero-initialise with the context: struct pl_text t = { .pl = pl }; `s` is always
 * terminated once anything was added, and NULL before. */
struct pl_text {
    struct pl *pl;
    char *s;
    size_t len, cap;
};
void pl_add(struct pl_text *t, const char *s);
void pl_addn(struct pl_text *t, const char *s, size_t n);
void pl_addc(struct pl_text *t, char c);
void pl_addf(struct pl_text *t, const char *fmt, ...) PL_PRINTF(2, 3);
const char *pl_text(const struct pl_text *t);                         /* never NULL */
void pl_add_encoded(struct pl_text *t, const char *s);                /* for a URL: what is not a letter, a digit or -._~ as %XX */

bool pl_same(const char *a, const char *b);                           /* equal, and two NULLs are */
bool pl_same_nocase(const char *a, const char *b);
bool pl_starts(const char *s, const char *prefix);
int pl_by_text(const void *a, const void *b);                         /* for qsort, of pointers to texts */
char *pl_lower(struct pl *pl, const char *s);                         /* ASCII only: names may be any UTF-8 */
char *pl_trim(struct pl *pl, const char *s);
/* Whether a name fits a pattern of *, ? and [..]. */
bool pl_glob(const char *pattern, const char *name);
uint64_t pl_hash(const void *data, size_t len, uint64_t seed);

/* The word nearest to a wrong one, for "did you mean", or NULL when none is near. `next` yields the known words, then NULL. */
struct pl_nearest {
    const char *wrong, *best;
    size_t distance;
};
void pl_nearest_add(struct pl_nearest *n, const char *known);
const char *pl_nearest_word(const struct pl_nearest *n);

/* A place in a small cache of answers that are asked for again and again (the canonical words of a type: ten thousand columns
 * have a dozen types). `*there` tells whether `value` answers the key already; if not, the caller sets it. */
struct pl_memo {
    const char *key, *value;
    const void *question;
};
struct pl_memo *pl_memo(struct pl *pl, const void *question, const char *key, bool *there);

/* A file whole, terminated; its length in *len. False (said) when it cannot be read or is larger than `most` bytes. */
bool pl_read_file(struct pl *pl, const char *path, size_t most, char **text, size_t *len);

/* ---- diag.c: a code is a row of diag.def. */
struct pl_place {
    const char *file;
    int line, column;
};
enum pl_code {
#define DIAG(id, word, severity, exit_code, help) PL_D_##id,
#include "engine/diag.def"
#undef DIAG
    PL_D_COUNT
};
struct pl_code_row {
    const char *word;
    enum pl_severity severity;
    int exit_code;
    const char *help;
};
extern const struct pl_code_row pl_codes[PL_D_COUNT];

/* Says one diagnostic and returns false, so that `return pl_say(...)` ends a failing function. `place` may be NULL. */
bool pl_say(struct pl *pl, enum pl_code code, const struct pl_place *place, const char *fmt, ...) PL_PRINTF(4, 5);
/* Adds to the newest diagnostic, and returns false. */
bool pl_hint(struct pl *pl, const char *fmt, ...) PL_PRINTF(2, 3);
bool pl_about(struct pl *pl, const char *object);
/* Takes back what was said since a mark: a question that may fail without harm. */
struct pl_mark {
    const struct pl_diag **tail;
    struct pl_diag *newest;
};
struct pl_mark pl_diag_mark(const struct pl *pl);
void pl_diag_forget(struct pl *pl, struct pl_mark mark);
/* Copies what was said in one context into another, and takes it out of the first. */
void pl_diag_move(struct pl *from, struct pl *to);
/* The exit code of the worst error that was said, 0 when there is none. */
int pl_worst(const struct pl *pl);

struct pl_block;
enum { PL_MEMOS = 128 };
struct pl {
    struct pl_memo memos[PL_MEMOS];
    struct pl_block *block;
    size_t used;                                                      /* bytes handed out, for the tests and `-v` */
    const struct pl_diag *diags;
    struct pl_diag *newest;
    const struct pl_diag **diags_tail;
    struct pl_conn *conns;                                            /* of a program, ended before the memory goes */
    void (*end_conns)(struct pl *pl);
};

#endif
