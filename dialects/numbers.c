/* The nodes of a live realm by the numbers of the server's catalog, so that rows need not be joined with names, table by
 * table and column by column, in the server.
 *
 * The one idea: columns carry their number in `mark` while the realm is read, and a table has few enough of them to be
 * walked. Only objects, and the columns that a table has from others, stand in a table of their own. */
#include "dialects/numbers.h"

#include <stdlib.h>
#include <string.h>

struct pl_numbers {
    struct pl_realm *r;
    struct entry {
        uint64_t id;
        struct pl_node *node;
        const struct pl_node *table;                   /* of a lent column: its id is its number */
    } *slot;
    size_t size, used;                                 /* size is a power of two */
    uint64_t unsorted;                                 /* kinds */
};

struct pl_numbers *pl_numbers_new(struct pl_realm *r) {
    struct pl_numbers *s = PL_NEW(r->pl, struct pl_numbers);
    s->r = r;
    return s;
}

static struct entry *slot_of(const struct pl_numbers *s, uint64_t id, const struct pl_node *table) {
    size_t at = (size_t)((id ^ (uint64_t)(uintptr_t)table) * UINT64_C(0x9e3779b97f4a7c15) >> 20);
    for (;; at++) {
        struct entry *e = &s->slot[at & (s->size - 1)];
        if (!e->node || (e->id == id && e->table == table))
            return e;
    }
}

static void put(struct pl_numbers *s, struct entry e) {
    if (s->used * 4 >= s->size * 3) {
        struct pl_numbers old = *s;
        s->size = old.size ? old.size * 2 : 64;
        s->slot = pl_alloc(s->r->pl, s->size * sizeof *s->slot);
        for (size_t i = 0; i < old.size; i++)
            if (old.slot[i].node)
                *slot_of(s, old.slot[i].id, old.slot[i].table) = old.slot[i];
    }
    struct entry *to = slot_of(s, e.id, e.table);
    s->used += to->node == NULL;
    *to = e;
}

void pl_numbers_add(struct pl_numbers *s, const char *id, struct pl_node *n) {
    put(s, (struct entry){ strtoull(id, NULL, 10), n, NULL });
}

struct pl_node *pl_numbers_find(const struct pl_numbers *s, const char *id) {
    return s->size ? slot_of(s, strtoull(id, NULL, 10), NULL)->node : NULL;
}

void pl_numbers_lend(struct pl_numbers *s, const struct pl_node *table, const char *number, const char *name) {
    struct pl_node *n = PL_NEW(s->r->pl, struct pl_node);
    n->name = pl_strdup(s->r->pl, name);
    put(s, (struct entry){ strtoull(number, NULL, 10), n, table });
}

struct pl_node *pl_numbers_child(const struct pl_node *parent, enum pl_kind kind, uint32_t number) {
    PL_EACH(n, parent, kind)
        if (n->mark == number)
            return n;
    return NULL;
}

static const char *column_name(const struct pl_numbers *s, const struct pl_node *table, uint32_t number) {
    const struct pl_node *n = pl_numbers_child(table, PL_COLUMN, number);
    return n ? n->name : s->size && (n = slot_of(s, number, table)->node) ? n->name : NULL;
}

/* The next number of a list, or -1. */
static long next_number(const char **at) {
    *at += strcspn(*at, "0123456789");
    char *end;
    long number = **at ? strtol(*at, &end, 10) : -1;
    *at = number < 0 ? *at : end;
    return number;
}

const char *pl_numbers_names(const struct pl_numbers *s, struct pl_node *n, const struct pl_node *table, const char *list) {
    struct pl_text t = { .pl = s->r->pl };
    for (long number; (number = next_number(&list)) >= 0;) {
        const char *name = table ? column_name(s, table, (uint32_t)number) : NULL;
        if (name)
            pl_list_add(&t, name);
        else
            n->flags |= PL_N_UNDECIDED;
    }
    return t.s;
}

void pl_numbers_parts(const struct pl_numbers *s, struct pl_node *n, const char *list) {
    uint32_t place = 0;
    for (long number; (number = next_number(&list)) >= 0;) {
        struct pl_node *part = pl_node_new(s->r, n, PL_PART, NULL);
        const char *name = number ? column_name(s, n->parent, (uint32_t)number) : NULL;
        part->mark = ++place;
        if (name)
            pl_set(part, PL_PART_COLUMN, name);
        else if (number)
            n->flags |= PL_N_UNDECIDED;
    }
}

/* The number of the column that the word stands for, or 0. */
static uint32_t stands_for(struct pl_token t, const char *const *stand_ins) {
    for (uint32_t i = 0; t.kind == PL_T_WORD && stand_ins[i]; i++)
        if (strncmp(stand_ins[i], t.s, t.len) == 0 && !stand_ins[i][t.len])
            return i + 1;
    return 0;
}

const char *pl_numbers_own_names(const struct pl_numbers *s, struct pl_node *n, const char *text, const struct pl_dialect *d) {
    struct pl_text out = { .pl = s->r->pl };
    const char *from = text, *at = text;
    bool field = false;                                /* behind a dot: of a composite value, not of the table */
    for (struct pl_token t; (t = pl_token_next(&at, false)).kind != PL_T_END; field = t.kind == PL_T_SIGN && *t.s == '.') {
        uint32_t number = field ? 0 : stands_for(t, d->stand_ins);
        const char *name = number ? column_name(s, n->parent, number) : NULL;
        if (number && !name) {
            n->flags |= PL_N_UNDECIDED;
            return NULL;
        }
        if (!name)
            continue;
        pl_addn(&out, from, (size_t)(t.s - from));
        d->quote_name(&out, name);
        from = at;
    }
    pl_add(&out, from);
    return out.s;
}

/* ---- order */

void pl_numbers_unsorted(struct pl_numbers *s, enum pl_kind kind) {
    s->unsorted |= UINT64_C(1) << kind;
}

/* Columns stay in the order of their numbers, those without (of composite types) as they came, all else in that of names. */
static int in_order(const struct pl_node *a, const struct pl_node *b) {
    if (a->kind == PL_COLUMN && a->mark == b->mark)
        return a->position < b->position ? -1 : 1;
    return a->mark == b->mark ? strcmp(a->name, b->name) : a->mark < b->mark ? -1 : 1;
}

static int by_order(const void *a, const void *b) {
    return in_order(*(struct pl_node *const *)a, *(struct pl_node *const *)b);
}

/* The children of one kind that follow *at; returns where the next ones begin. */
static struct pl_node **sort_run(struct pl *pl, struct pl_node *parent, struct pl_node **at) {
    enum pl_kind kind = (*at)->kind;
    size_t count = 0, i = 0;
    bool sorted = true;
    struct pl_node *n = *at, *after;
    for (; n && n->kind == kind; n = n->next, count++)
        sorted &= !n->next || n->next->kind != kind || in_order(n, n->next) < 0;
    after = n;
    if (!sorted) {
        struct pl_node **all = pl_alloc(pl, count * sizeof *all);
        for (n = *at; n != after; n = n->next)
            all[i++] = n;
        qsort(all, count, sizeof *all, by_order);
        for (i = 0; i < count; i++) {
            *at = all[i];
            at = &all[i]->next;
        }
        *at = after;
    } else {
        for (n = *at; n->next != after; n = n->next)
            ;
        at = &n->next;
    }
    if (!after)
        parent->tail = at;
    return at;
}

void pl_numbers_sort(const struct pl_numbers *s) {
    for (struct pl_node *schema = s->r->root->child; schema && s->unsorted; schema = schema->next)
        for (struct pl_node *table = schema->child; table; table = table->next)
            for (struct pl_node **at = &table->child; *at;)
                at = s->unsorted >> (*at)->kind & 1 ? sort_run(s->r->pl, table, at) : &(*at)->next;
}
