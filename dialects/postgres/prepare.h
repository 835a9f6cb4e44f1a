/* What pl_pg_prepare shares with the files that do a part of it. */
#ifndef PL_POSTGRES_PREPARE_H
#define PL_POSTGRES_PREPARE_H

#include "dialects/postgres/postgres.h"

struct pl_pg_work {
    struct pl_script *s;
    struct pl_changes *list;
    bool found;
};

/* An ALTER of the node, if there is one, becomes its drop; the add brings the new form. */
void pl_pg_drop_and_add(struct pl_pg_work *w, struct pl_node *n);
/* Whether n needs the other one. */
bool pl_pg_stands_on(struct pl_pg_work *w, const struct pl_node *n, const struct pl_node *on);
/* Takes off and puts back what reads from a table; `column` NULL: whatever of it. */
void pl_pg_readers_of(struct pl_pg_work *w, const struct pl_node *table, const struct pl_node *column);
/* The same for functions whose arguments or result are of a type. */
void pl_pg_functions_of(struct pl_pg_work *w, const struct pl_node *type);

/* around.c: views with a star over a table or view that gets other columns, and with whole rows of a table; dictionaries that are
 * made again; rules, policies and triggers of dropped tables that name other dropped ones; columns that leave the primary key. */
void pl_pg_stars_over(struct pl_pg_work *w, const struct pl_node *n);
void pl_pg_rows_of(struct pl_pg_work *w, const struct pl_change *c);
void pl_pg_mapped_to(struct pl_pg_work *w, const struct pl_node *dictionary);
void pl_pg_cut_strings(struct pl_pg_work *w);
void pl_pg_keys_go_first(struct pl_pg_work *w);

/* attached.c: what else goes because an index of a whole goes, or the key of a partition. */
void pl_pg_keys_under(struct pl_pg_work *w, struct pl_change *index);
void pl_pg_index_over(struct pl_pg_work *w, const struct pl_node *key);

/* moved.c: before and after it is known what happens to each node. */
bool pl_pg_find_moved(struct pl_script *s, struct pl_changes *list);
void pl_pg_free_moved(struct pl_pg_work *w);

#endif
