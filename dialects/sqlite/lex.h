/* A place in the text of a statement, and what is being read out of it. */
#ifndef PL_SQLITE_LEX_H
#define PL_SQLITE_LEX_H

#include "dialects/sqlite/sqlite.h"

struct pl_lex {
    struct pl *pl;
    struct pl_token t;             /* the token under the cursor */
    const char *next;              /* behind it */
    const char *end;               /* behind the token before it */
    struct pl_realm *r;            /* of ddl.c: where what is read goes ... */
    struct pl_node *table, *key, *reference; /* ... the primary key beside the columns, the newest reference */
};

void pl_lex_start(struct pl_lex *c, const char *sql);
void pl_lex_step(struct pl_lex *c);
bool pl_lex_at_word(const struct pl_lex *c, const char *word);
bool pl_lex_at_sign(const struct pl_lex *c, char sign);
/* Whether it is that one, which is then passed. */
bool pl_lex_word(struct pl_lex *c, const char *w);
bool pl_lex_sign(struct pl_lex *c, char s);
/* One of some words, or pairs of words: the choice, which is then passed, or NULL. */
const char *pl_lex_one_of(struct pl_lex *c, const char *const *choices);
/* A name may be written bare, in any of four quotes, and as a string. */
char *pl_lex_name(struct pl_lex *c);
/* (a, b) as a list; NULL when there is none. */
char *pl_lex_names(struct pl_lex *c);
/* The text from the cursor to the matching ")", without the parentheses around it. */
char *pl_lex_parenthesised(struct pl_lex *c);
/* The text from the cursor to the last token. */
char *pl_lex_rest(struct pl_lex *c);

/* ddl.c */
void pl_sqlite_read_table(struct pl_lex *c);
void pl_sqlite_read_parts(struct pl_lex *c, struct pl_node *key);

#endif
