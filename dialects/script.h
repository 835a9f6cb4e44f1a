/* From changes to steps: the rules by which a dialect says one kind of change, the language of their templates, and the steps that
 * come of them.
 *
 * The rules are data of the dialects; what puts them together is script.c, steps.c, references.c and render.c.
 */
#ifndef PL_SCRIPT_H
#define PL_SCRIPT_H

#include "engine/diff.h"

struct pl_dialect;
struct pl_db;
struct pl_script;

/* ---- rules: how one kind of change is said */

enum {
    PL_R_INLINE = 1 << 0,          /* DEFINE: said within the parent's CREATE, so a new parent implies it */
    PL_R_CLAUSE = 1 << 1,          /* a clause of ALTER TABLE: those of one table become one statement */
    PL_R_TO_SET = 1 << 2,          /* ALTER: only when the slots are said afterwards */
    PL_R_TO_UNSET = 1 << 3,        /* ALTER: only when they are not */
    PL_R_NO_TX = 1 << 4,           /* cannot run inside a transaction */
    PL_R_LOSES = 1 << 5,           /* loses what the object holds */
    PL_R_NARROWS = 1 << 6,         /* loses values when the new type does not cover the old one */
    PL_R_REWRITES = 1 << 7,        /* writes the whole table again */
    PL_R_SCANS = 1 << 8,           /* reads the whole table */
    PL_R_BLOCKS_WRITES = 1 << 9,   /* writers wait while it runs */
    PL_R_BLOCKS_READS = 1 << 10,   /* readers wait while it runs */
    PL_R_TABLE = 1 << 11,          /* `make` says all changes of the table at once (SQLite's rebuild) */
    PL_R_LAST = 1 << 12,           /* of one ALTER: nothing more to say about the other slots */
    PL_R_EXPECT_NOTHING = 1 << 13, /* of steps: a query that must return no row, else apply stops */
    PL_R_SESSION = 1 << 14,        /* of steps: changes nothing but this session, which must be put right again whatever happens */
    PL_R_KEEP_TX = 1 << 15,        /* of steps: runs inside a transaction or outside, wherever the plan stands */
    PL_R_ONLINE = 1 << 16,         /* a form that lets others go on: not under --offline, nor for what nobody uses yet */
    PL_R_APART = 1 << 17,          /* waits until all that one transaction can hold is done */
    PL_R_ROWS = 1 << 18,           /* of steps: changes rows only; in a transaction everywhere, with PL_R_NO_TX in one of its own */
    PL_R_BATCHES = 1 << 19,        /* of steps: changes rows, some at a time (struct pl_batch) */
    PL_R_TAIL = 1 << 28,           /* a clause behind all others of its statement, without a comma before it */
    PL_R_OWN = 1 << 27             /* of steps: takes away what an unfinished run of poundlock's own has left */
};
/* Two columns of a rule in the same word: the lock that it takes and how the server goes about it, each a level of the dialect's
 * own table below. Of what is said in one statement the higher level counts. */
#define PL_R_LOCK(level) ((unsigned)(level) << 20)
#define PL_R_HOW(level) ((unsigned)(level) << 24)
#define PL_R_LOCK_OF(flags) ((flags) >> 20 & 15u)
#define PL_R_HOW_OF(flags) ((flags) >> 24 & 7u)
/* What tells the script something about a row and means nothing of a step. */
#define PL_R_OF_ROWS (PL_R_INLINE | PL_R_CLAUSE | PL_R_TO_SET | PL_R_TO_UNSET | PL_R_LAST | PL_R_TABLE | PL_R_ONLINE | PL_R_APART | PL_R_TAIL)

struct pl_lock {
    const char *word;              /* as the server calls it */
    unsigned blocks;               /* PL_R_BLOCKS_READS, PL_R_BLOCKS_WRITES: a rule that takes it need not say them */
};
/* The flags of two rules that are said in one statement. */
unsigned pl_hazards_join(unsigned a, unsigned b);

/* The templates' language. A placeholder gives the value in its SQL form by the attribute's type (TEXT as a literal, WORD
 * in capitals, NAME and REF quoted, lists element by element, the rest as it is); in [..] the whole group goes when one of
 * its placeholders is not said; groups nest.
 *   {name} {was}        the node's name, its former name        {self} {parent}  with the schema, as the dialect writes it
 *   {attr}              a value                                 {attr|raw}       as it is
 *   {attr|last}         the last of a list                  {attr|before}    those before it, each with ", " behind it
 *   {attr?text}         text when it is said                    {attr!text}      text when it is not
 *   {primary_key.attr}  of the table's only such node           {old.attr}       the value before
 *   {*}                 all INLINE children's definitions
 *   {*parts}            the children with that plural, by their DEFINE row, with ", " between
 *   {def}               this node's own DEFINE row
 *   {schema}            the schema that it lives in, quoted
 * \ takes the meaning of the next character. */
struct pl_rule {
    enum pl_kind kind;             /* PL_REALM ends a table */
    enum pl_op op;
    uint64_t slots;                /* ALTER: those it says. ADD with slots: a further statement after the first, when all are said */
    unsigned since, flags;         /* first fitting row wins, so newest server first */
    const char *sql;
    /* Where slots and version do not tell: whether the row fits this change. */
    bool (*fits)(const struct pl_script *s, const struct pl_change *c);
    /* Where a template cannot say it: adds steps for n changes (one, or all of a table with PL_R_TABLE). */
    bool (*make)(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n);
};

/* ---- steps */

/* How to go through a table by its primary key, some rows at a time. */
struct pl_batch {
    const char *next;              /* SELECT keys as literals FROM table: what the end of a range is asked for by */
    const char *const *keys;       /* the columns of the key as statements write them, NULL at the end */
    const char *rows;              /* a query for how many rows there are, about */
};
/* An ALTER TABLE that another program carries out. */
struct pl_hand {
    const char *alter, *schema, *table;      /* its clauses alone; the table's names, without quotes */
    const char *bytes;                       /* how large the table is, in words */
    const char *const *words;                /* the program and its arguments, NULL at the end: {alter} and the like still in them */
};
struct pl_step {
    struct pl_step *next;
    const char *sql;               /* one statement, without the semicolon */
    const char *title;             /* the changes that it makes */
    unsigned flags;                /* the PL_R hazards */
    const char *const *loses;      /* paths of the objects whose data go, NULL at the end; NULL for none */
    const struct pl_change *cause; /* the first of them */
    const struct pl_change **changes;  /* all of them that this step ends, NULL at the end */
    const char *cleanup;           /* takes away what a failure of it leaves behind; NULL: nothing is left */
    struct pl_place place;         /* of a statement that a person wrote: where; file NULL for all others */
    const char *undo;              /* statements that take it back, ";\n" between them; NULL: there are none */
    const struct pl_batch *batch;  /* with PL_R_BATCHES: `sql` ends in a WHERE clause to which each range is added */
    const char *const *before;     /* statements right before `sql`, of one piece with it, NULL at the end; NULL: none */
    const char *clauses;           /* of an ALTER TABLE of one table: what stands behind its name, without how it is carried out */
    const struct pl_node *table;   /* with clauses: the table */
    const struct pl_hand *hand;    /* another program does it; NULL: nobody but us */
    const char *after;             /* a statement that follows whatever becomes of it; NULL: none */
};
struct pl_script {
    struct pl *pl;
    const struct pl_dialect *dialect;
    unsigned version;
    const char *schema;            /* as in pl_db */
    struct pl_realm *from, *to;
    bool offline;                  /* short forms: nobody else uses the database */
    struct pl_step *first, **tail, *last;
    int count;
    const void *prepared;          /* what the dialect's `prepare` found out for its rules */
};
struct pl_step *pl_step_add(struct pl_script *s, const char *sql, const char *title, unsigned flags, const struct pl_change *cause);
void pl_step_loses(struct pl_script *s, struct pl_step *step, const char *path);
/* The rest of the plan from the changes: `prepare`, drops and adds for what has no ALTER, order, rules, clauses joined. */
bool pl_script_make(struct pl_script *s, struct pl_changes *changes);
/* One template for one change (DEFINE templates: op PL_DEFINE with `to`). Returns NULL only after saying why. */
char *pl_render(struct pl_script *s, const char *sql, const struct pl_change *c);
/* The definition of a node inside its parent's statement, or NULL when it has no DEFINE row. */
char *pl_render_define(struct pl_script *s, const struct pl_node *n);
/* "schema"."name" as the dialect writes it: of a table, sequence, view ... or of what lives in a table. */
char *pl_render_self(struct pl_script *s, const struct pl_node *n);
/* references.c, before the order: dropped tables in a circle lose their references first; references to keys that go are
 * dropped and put back. */
void pl_script_free_circles(struct pl_script *s, struct pl_changes *list);
void pl_script_put_back_references(struct pl_script *s, struct pl_changes *list);
/* Says one change in its place, by the first rules that fit; pl_script_flush ends the statement that clauses are joined in. */
struct pl_joined;
struct pl_joined *pl_script_joined(struct pl_script *s);
bool pl_script_say(struct pl_script *s, struct pl_joined *j, struct pl_change *c);
void pl_script_flush(struct pl_script *s, struct pl_joined *j);
/* steps.c: which changes wait for the rest; and what takes each step back, by the same rules from the reverse change. */
/* The attribute by which a kind refers to a table's keys, or -1. */
int pl_keyed_attr(enum pl_kind kind);
bool pl_change_in_use(const struct pl_change *c);
bool pl_change_locks_another(const struct pl_script *s, const struct pl_change *c);
void pl_script_set_apart(struct pl_script *s, struct pl_changes *list);
void pl_script_undo(struct pl_script *s);
const struct pl_rule *pl_rule_find(const struct pl_script *s, enum pl_op op, const struct pl_change *c, uint64_t slots);

#endif
