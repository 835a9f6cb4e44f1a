/* YAML as a small tree: what lies between libyaml's events and the readers of models, manifests and settings.
 *
 * It knows nothing of schemas. Aliases and merge keys are already expanded when it is handed out (a shared subtree is
 * shared in memory too), so that a reader sees scalars, lists and maps only, and the expansion is bounded.
 */
#ifndef PL_YAML_TREE_H
#define PL_YAML_TREE_H

#include "engine/realm.h"

enum pl_yaml_type { PL_Y_SCALAR, PL_Y_LIST, PL_Y_MAP };
enum {
    PL_Y_PLAIN = 1, /* a scalar without quotes: only such a one can mean null */
    PL_Y_MERGED = 2 /* a key that came through `<<`: one that the map says itself goes before it */
};

struct pl_yaml {
    const char *s;         /* a scalar's text, "" otherwise */
    struct pl_yaml *child; /* a list's items; a map's keys and values in turn, merged pairs last */
    struct pl_yaml *next;
    uint32_t line, size; /* 1-based; how many nodes it is with all aliases expanded */
    uint16_t column;
    uint8_t type, flags;
};

/* Nodes and keys go to `scratch`, which the caller may free once it has read them; the texts of values go to `pl`.
 * *root is NULL for an empty file. False (said) for what is not YAML or beyond the limits. */
bool pl_yaml_compose(struct pl *pl, struct pl *scratch, const char *file, const char *text, size_t len,
                     struct pl_yaml **root);

static inline bool pl_yaml_null(const struct pl_yaml *y) {
    return y->type == PL_Y_SCALAR && (y->flags & PL_Y_PLAIN) &&
           (!y->s[0] || pl_same(y->s, "~") || pl_same(y->s, "null") || pl_same(y->s, "Null") || pl_same(y->s, "NULL"));
}

/* One file that is being turned into nodes. Errors are collected, up to PL_YAML_ERRORS of them. */
#define PL_YAML_ERRORS 20
struct pl_reader {
    struct pl *pl;
    struct pl_realm *realm;
    const char *file;
    const struct pl_yaml_options *o;
    const char *where; /* of words at the top: 'in the job "x"'; NULL: at the top of the file */
    int errors;
    bool said; /* the newest error was said, so that a hint belongs to it */
};
bool pl_yaml_wrong(struct pl_reader *rd, enum pl_code code, const struct pl_yaml *at, const char *fmt, ...) PL_PRINTF(4, 5);
void pl_yaml_hint(struct pl_reader *rd, const char *fmt, ...) PL_PRINTF(2, 3);

/* yaml_value.c: gives an attribute of n the value y in its canonical text. With `item`, y stands in a list, where a word
 * like `null` is a name and not "nothing". */
void pl_yaml_set(struct pl_reader *rd, struct pl_node *n, enum pl_attr a, const struct pl_yaml *y, bool item);
const char *pl_yaml_shape(const struct pl_yaml *y); /* "a list" */

/* yaml_read.c: a map that says a schema in the words of the models, with words of another reader between (`but`, NULL at the
 * end), which are passed over. */
void pl_yaml_read_within(struct pl_reader *rd, const struct pl_yaml *map, const char *const *but);

#endif
