/* numbers.c: the nodes of a live realm by the numbers that the server's catalog has for them. */
#ifndef PL_NUMBERS_H
#define PL_NUMBERS_H

#include "dialects/dialect.h"

struct pl_numbers;
struct pl_numbers *pl_numbers_new(struct pl_realm *r);
void pl_numbers_add(struct pl_numbers *s, const char *id, struct pl_node *n);
struct pl_node *pl_numbers_find(const struct pl_numbers *s, const char *id);
/* A column that the table has from another one: only its name is kept, for keys and indexes that are over it. */
void pl_numbers_lend(struct pl_numbers *s, const struct pl_node *table, const char *number, const char *name);
/* The child of that kind whose `mark` is the number, or NULL. */
struct pl_node *pl_numbers_child(const struct pl_node *parent, enum pl_kind kind, uint32_t number);
/* A list of column numbers of the table ("{1,2}", "1 2") as a list of names; and as the parts of a key or index, where 0 is
 * an expression. A number that nobody knows (a column made a moment ago) leaves n undecided. */
const char *pl_numbers_names(const struct pl_numbers *s, struct pl_node *n, const struct pl_node *table, const char *list);
void pl_numbers_parts(const struct pl_numbers *s, struct pl_node *n, const char *list);
/* A text of n in which the columns of its table go by the dialect's stand-ins, with the columns' own names. Where a column is
 * not known, NULL, and n is undecided. */
const char *pl_numbers_own_names(const struct pl_numbers *s, struct pl_node *n, const char *text, const struct pl_dialect *d);
/* Rows that come by number come in no order: puts the nodes of these kinds into the order of their numbers, or names, within
 * their parents. */
void pl_numbers_unsorted(struct pl_numbers *s, enum pl_kind kind);
void pl_numbers_sort(const struct pl_numbers *s);

#endif
