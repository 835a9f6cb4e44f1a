/* Checks whose names the server made up count by their content: two that came in another order have each other's names. In each
 * table the declared ones take the names of the live ones with the same text, before anything is compared by name.
 */
#include <stdlib.h>
#include <string.h>
#include "dialects/dialect.h"

struct made {
    struct pl_node *node;
    const char *key, *name;                            /* name: what it is to be called */
    bool taken;
};

static bool is_made_up(const struct pl_dialect *d, const struct pl_node *check) {
    const char *form = d->made_check, *table = check->parent->name, *name = check->name;
    bool of_table = *form == '%';
    if (check->was || (of_table && !pl_starts(name, table)))
        return false;
    size_t digits = 0, length = strlen(name), word = strlen(form + of_table);
    while (digits < length && name[length - digits - 1] >= '0' && name[length - digits - 1] <= '9')
        digits++;
    return length - digits >= word && strncmp(name + length - digits - word, form + of_table, word) == 0 &&
           (of_table || length - digits == word);
}

static int by_key(const void *a, const void *b) {
    const struct made *x = a, *y = b;
    int order = strcmp(x->key, y->key);
    return order ? order : x->node->position < y->node->position ? -1 : 1;
}

static size_t gather(const struct pl_dialect *d, const struct pl_realm *r, const struct pl_node *table, struct made **out) {
    size_t count = 0, n = 0;
    PL_EACH(check, table, PL_CHECK)
        count++;
    *out = count ? pl_alloc(r->pl, count * sizeof **out) : NULL;
    PL_EACH(check, table, PL_CHECK)
        if (pl_is(check, PL_CHECK_EXPRESSION) && is_made_up(d, check))
            (*out)[n++] = (struct made){ .node = check, .name = check->name,
                                         .key = pl_tokens_plain(r->pl, pl_get(check, PL_CHECK_EXPRESSION), r->backslash) };
    return n;
}

static bool is_taken(const struct made *list, size_t n, const char *name) {
    for (size_t i = 0; i < n; i++)
        if (list[i].taken && strcmp(list[i].name, name) == 0)
            return true;
    return false;
}

/* Those that found none keep their names, or take one that has become free. */
static void name_the_rest(struct made *list, size_t n) {
    for (size_t i = 0; i < n; i++) {
        const char *name = list[i].node->name;
        for (size_t k = 0; !list[i].taken && k < n && is_taken(list, n, name); k++)
            name = list[k].node->name;
        list[i].name = list[i].taken ? list[i].name : name;
        list[i].taken = true;
    }
}

static bool uncross(const struct pl_dialect *d, const struct pl_realm *live, struct pl_realm *declared, const struct pl_node *table) {
    struct made *theirs, *ours;
    size_t there = gather(d, live, table->mate, &theirs), here = there ? gather(d, declared, table, &ours) : 0, l = 0;
    bool any = false;
    if (!here)
        return false;
    qsort(theirs, there, sizeof *theirs, by_key);
    qsort(ours, here, sizeof *ours, by_key);
    for (size_t i = 0; i < here; i++) {
        while (l < there && strcmp(theirs[l].key, ours[i].key) < 0)
            l++;
        if (l == there || strcmp(theirs[l].key, ours[i].key) != 0)
            continue;
        ours[i].name = theirs[l++].node->name;
        ours[i].taken = true;
    }
    name_the_rest(ours, here);
    for (size_t i = 0; i < here; i++)
        if (strcmp(ours[i].name, ours[i].node->name) != 0) {
            pl_rename(declared, ours[i].node, ours[i].name);
            any = true;
        }
    return any;
}

bool pl_uncross(const struct pl_dialect *d, struct pl_realm *live, struct pl_realm *declared) {
    bool any = false;
    PL_EACH(schema, declared->root, PL_SCHEMA)
        PL_EACH(table, schema, PL_TABLE)
            if (d->made_check && table->mate)
                any |= uncross(d, live, declared, table);
    return !any || pl_pair(live, declared);
}
