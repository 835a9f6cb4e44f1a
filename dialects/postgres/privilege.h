/* Privileges as words: which there are for an object, and the lists of them that a grant is made of.
 *
 * A list is said in one way only, as the catalog's query says it: sorted, each privilege one word, "all" where nothing of several
 * is missing, "update (column)" for one of a column. */
#pragma once
#include "dialects/postgres/postgres.h"

enum { PL_PG_MOST_WORDS = 8 };

/* A sort of objects that privileges are given on. */
struct pl_pg_sort {
    const char *plural;                                /* the key of such objects, and the word of default privileges */
    const char *what;                                  /* in GRANT ... ON what NAME, and in ALTER what NAME OWNER TO */
    const char *words[PL_PG_MOST_WORDS + 1];
};

/* "tables of ROLE", "functions of ROLE in every schema" */
struct pl_pg_defaults {
    const struct pl_pg_sort *sort;
    const char *role;
    bool everywhere;
};

struct pl_pg_privilege {
    const char *word, *column;                         /* column: NULL for the whole object */
};
struct pl_pg_privileges {
    struct pl_pg_privilege *item;
    int count;
};

/* False when the name of default privileges does not say whose they are for what. */
bool pl_pg_read_defaults(struct pl *pl, const char *name, struct pl_pg_defaults *out);
/* The sort of what a grant lives in; NULL: none that privileges are given on. */
const struct pl_pg_sort *pl_pg_sort_of(struct pl *pl, const struct pl_node *home);

/* Each privilege of a list by itself: "all" is those that there are at that version (0: any). In the arena of `pl`. */
struct pl_pg_privileges pl_pg_read_privileges(struct pl *pl, const char *text, const struct pl_pg_sort *sort, unsigned version);
bool pl_pg_has_privilege(const struct pl_pg_privileges *list, struct pl_pg_privilege one);
/* The list has room for it. */
void pl_pg_add_privilege(struct pl_pg_privileges *list, struct pl_pg_privilege one);
/* Whether nothing of several is missing. */
bool pl_pg_has_all_privileges(const struct pl_pg_privileges *list, const char *column, const struct pl_pg_sort *sort, unsigned version);
