/* The one comparison of two trees, the one order, and the fold that proves both.
 *
 * pl_pair finds the same object in both trees and sets `mate` on both sides: by name, then by the former name that the
 * author said (`was`), then, for what may be unnamed, by equal content. pl_diff compares paired nodes attribute by
 * attribute as text and lists the changes that lead from one tree to the other. Nothing here knows a database.
 */
#ifndef PL_DIFF_H
#define PL_DIFF_H

#include "engine/realm.h"

enum pl_op { PL_ADD, PL_DROP, PL_RENAME, PL_ALTER, PL_DEFINE /* of rules only: the fragment inside the parent's statement */ };

/* One ALTER in two halves, with something else between them: the OFF half only leaves what there is, the ON half only needs
 * what is wanted. */
enum pl_half { PL_WHOLE, PL_OFF, PL_ON };

struct pl_change {
    struct pl_change *next;
    enum pl_op op;
    struct pl_node *from, *to;     /* ADD has no from, DROP no to */
    uint64_t slots;                /* ALTER: the attributes that differ (PL_S bits) */
    bool implied;                  /* said by another change: a column of a new table, an index of a dropped one */
    bool undecided;                /* only texts differ and nobody could tell whether they mean the same */
    bool replaces;                 /* one half of a drop and an add that stand for one ALTER */
    bool in_the_way;               /* of these: it goes because another change needs it gone, and comes when that is done */
    enum pl_half half;
    bool anew;                     /* ALTER: another of the same name takes its place (or its type's); DROP: the old one then */
    struct pl_change *with;        /* the change whose statement says this one too (all changes of a table at once), or, ... */
    bool before;                   /* ... when this is set, the one that it only goes before */
    uint32_t index;                /* free for one algorithm at a time */
    bool late;                     /* ALTER that says a new object's LATE attributes, or, of a table, what it becomes a part of */
    bool hurries;                  /* its table's other changes must follow at once, so it waits for what they wait for */
    bool apart;                    /* waits for all that needs no waiting: it cannot be in one transaction with it */
};
struct pl_changes {
    struct pl_change *first, **tail;
    int count;
};

struct pl_diff_options {
    bool subset;                   /* the gate: only what `to` asks for; nothing is dropped, unsaid attributes pass */
    /* With subset: whether the live value provides what is asked for; NULL means equality. */
    bool (*satisfies)(const void *arg, const struct pl_node *live, const struct pl_node *need, enum pl_attr a);
    const void *arg;
};

/* Sets `mate` in both trees (and clears what an earlier call set). Unnamed nodes whose expressions are still to be
 * compared stay alone; call it again after their texts have been made canonical. False when `was` contradicts itself. */
bool pl_pair(struct pl_realm *from, struct pl_realm *to);
/* Whether a REF, NAME or NAMES attribute of paired nodes names the same objects, though some have been renamed. */
bool pl_names_same(const struct pl_realm *from, const struct pl_realm *to, const struct pl_node *f, const struct pl_node *t, enum pl_attr a);
/* The table whose columns a NAME or NAMES attribute names, or NULL. */
const struct pl_node *pl_names_in(const struct pl_realm *r, const struct pl_node *n, enum pl_attr a);
/* The changes that lead from `from` to `to`, parents before children, in the order of `to`, then what is dropped. */
bool pl_diff(struct pl_realm *from, struct pl_realm *to, const struct pl_diff_options *o, struct pl_changes *out);
struct pl_change *pl_change_add(struct pl *pl, struct pl_changes *list, enum pl_op op, struct pl_node *from, struct pl_node *to, uint64_t slots);
/* "add column customer.email", "alter index a_idx on customer (where)" */
char *pl_change_title(struct pl *pl, const struct pl_change *c);

/* Sorts the changes so that a database can follow them. Edges come from schema.def (where a node lives, what it refers
 * to, which names its expressions mention). False (said, the loop named) when they need each other in a circle.
 * Same input, same order. n log n. Implied changes count as part of what implies them. `loose`: references to tables that
 * are said inside CREATE TABLE need nothing to be there first (SQLite). */
bool pl_order(struct pl *pl, const struct pl_realm *from, const struct pl_realm *to, struct pl_changes *list, bool loose);
/* The nodes that n needs: what it lives in, refers to and mentions. Calls fn for each (perhaps more than once). `late`: those
 * of its LATE attributes in the place of the others. `weak`: it is only mentioned in an expression, where the word may mean
 * something else. */
typedef void pl_needed_fn(void *arg, struct pl_node *needed, bool weak);
void pl_needs(const struct pl_realm *r, const struct pl_node *n, bool late, pl_needed_fn *fn, void *arg);

/* ---- reads.c: calls fn for each name that a query reads from (schema: NULL where it is not said), and where such a name is
 * to be looked for. */
typedef void pl_read_fn(void *arg, const char *schema, const char *name);
void pl_reads(const struct pl_realm *r, const char *query, pl_read_fn *fn, void *arg);
struct pl_node *pl_read_schema(const struct pl_realm *r, const struct pl_node *reader, const char *schema);

/* carry.c: makes equal what is not compared: `to`, once paired with `from`, takes over from it what the settings leave out and
 * what no models say, so that it is there to be put back. */
void pl_carry(struct pl_realm *from, struct pl_realm *to);

/* Does to a copy of `from` what the changes say, and tells whether it is then equal to `to`: the check of pl_diff that
 * debug builds run after each one. */
bool pl_fold_proves(struct pl_realm *from, struct pl_realm *to, const struct pl_changes *list);
/* The same one change after the other, in any order that leaves parents before children: `copy` is then what there is in
 * between. The changes are those of pl_diff between the two, still paired. */
struct pl_fold {
    struct pl_realm *from, *copy;
    struct pl_node **of_from, **of_to;                 /* the copies of both trees' nodes, by position */
    const char **now;                                  /* the new names of from's nodes that are renamed, by position */
};
struct pl_fold *pl_fold_begin(struct pl_realm *from, const struct pl_realm *to);
void pl_fold_change(struct pl_fold *f, const struct pl_change *c);

/* ---- canon.c: SQL text as tokens, as far as all dialects agree. */
struct pl_token {
    enum { PL_T_END, PL_T_WORD, PL_T_QUOTED, PL_T_STRING, PL_T_NUMBER, PL_T_SIGN } kind;
    const char *s;                 /* as written, quotes and all */
    size_t len;
};
/* The next token at *s, which it moves on; blanks and comments are passed over. Understands '..' with '' (and \ after E),
 * ".." and `..` names, $tag$..$tag$; not SQLite's [..], which is a subscript elsewhere. `backslash`: as MySQL reads it, with \
 * in all strings, # comments, and -- a comment only before a blank. */
struct pl_token pl_token_next(const char **s, bool backslash);
/* Equal but for blanks, comments, letter case of unquoted words, quotes around plain lower-case names that mean nothing
 * else without them, and parentheses around the whole. */
bool pl_tokens_equal(const char *a, const char *b, bool backslash);
/* One text for all those that are equal by pl_tokens_equal: what to look them up by. */
char *pl_tokens_plain(struct pl *pl, const char *sql, bool backslash);
/* From the first token to the last, without the semicolons behind it: what can be followed by more SQL. */
char *pl_tokens_trim(struct pl *pl, const char *sql, bool backslash);
/* Whether it may be a column's name, as a word with a parenthesis behind it is not. `rest`: what follows it. */
bool pl_token_may_be_column(struct pl_token t, const char *rest, bool backslash);
/* The name that a WORD or QUOTED token stands for (words as written). */
char *pl_token_name(struct pl *pl, struct pl_token t);

#endif
