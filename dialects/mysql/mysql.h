/* What the files of this folder share. MySQL and MariaDB are two dialect values over the same functions: what differs is
 * said by `pl_mysql_is_mariadb` or by a table of its own, never by a copy.
 */
#ifndef PL_DIALECTS_MYSQL_MYSQL_H
#define PL_DIALECTS_MYSQL_MYSQL_H

#include <mysql.h>
#include "dialects/dialect.h"

extern const struct pl_dialect pl_mysql, pl_mariadb;
extern const struct pl_rule pl_mysql_rules[], pl_mariadb_rules[];

/* Levels of the tables below, as rules.def names them: what LOCK= and ALGORITHM= say. */
enum { PL_MY_LOCK_NONE = 1, PL_MY_LOCK_SHARED, PL_MY_LOCK_EXCLUSIVE };
enum { PL_MY_INSTANT = 1, PL_MY_NOCOPY, PL_MY_INPLACE, PL_MY_COPY, PL_MY_ANY = 7 };
extern const struct pl_lock pl_mysql_locks[];
extern const char *const pl_mysql_hows[];

/* What prepare.c finds out for the clauses, by the position of a live node. */
struct pl_mysql_found {
    bool *keyed;                   /* of a column: a foreign key is over it or refers to it; NULL: nobody need know */
    bool *gone;                    /* of a primary key: it goes, perhaps in a statement before */
    uint32_t count;
};

/* ---- online.c */
bool pl_mysql_grows(const struct pl_script *s, const struct pl_change *c);
bool pl_mysql_appends(const struct pl_script *s, const struct pl_change *c);
bool pl_mysql_adds_zero_date(const struct pl_script *s, const struct pl_change *c);
bool pl_mysql_only_words(const struct pl_script *s, const struct pl_change *c);
bool pl_mysql_check_copies(struct pl *pl, const struct pl_node *table);
bool pl_mysql_has_fulltext(const struct pl_node *table);
bool pl_mysql_parts(const struct pl_script *s, unsigned joined, const struct pl_change *before, unsigned flags,
                    const struct pl_change *c);
unsigned pl_mysql_close_alter(const struct pl_script *s, const struct pl_node *table, const struct pl_change *const *changes,
                              unsigned flags, struct pl_text *sql);

/* ---- url.c */
struct pl_mysql_url {
    const char *user, *password, *host, *database;                  /* NULL: not said */
    unsigned port;                                                  /* 0: not said */
    const char *socket, *ssl_mode, *ssl_ca, *ssl_cert, *ssl_key;
    unsigned timeout;                                               /* seconds, 0: not said */
};
bool pl_mysql_url_read(struct pl *pl, const char *url, const struct pl_login *login, struct pl_mysql_url *out);

/* ---- connect.c */
struct pl_mysql_db {
    struct pl_db db;
    MYSQL *conn;
    const char *database;                                           /* NULL: none named, all are looked at */
    const struct pl_mysql_url *said;
    struct pl_mysql_reading *reading;                               /* of a program's session, client.c */
};
/* ---- client.c */
extern const struct pl_client pl_mysql_client;
/* What a program's session begins with. */
bool pl_mysql_begin_program(struct pl_mysql_db *my, const struct pl_login *login);

struct pl_db *pl_mysql_open(struct pl *pl, const char *url, const struct pl_login *login);
void pl_mysql_close(struct pl_db *db);
const char *pl_mysql_url_of(struct pl_db *db, const char *source);
bool pl_mysql_query(struct pl_db *db, const char *sql, const char *const *params, int count, pl_row_fn *fn, void *arg);
bool pl_mysql_query_all(struct pl_db *db, const struct pl_asking *list, int count);
/* Runs it and says nothing: 0, or the server's error number. Rows go to fn. */
unsigned pl_mysql_try(struct pl_db *db, const char *sql, pl_row_fn *fn, void *arg);
/* Many statements in few round trips. Those that fail, and only they, give no row. False (said): the connection broke. */
typedef bool pl_mysql_row_of_fn(void *arg, size_t which, int columns, const char *const *names, const char *const *values);
bool pl_mysql_try_all(struct pl_db *db, const char *const *sql, size_t count, pl_mysql_row_of_fn *fn, void *arg);
static inline bool pl_mysql_is_mariadb(const struct pl_dialect *d) { return d == &pl_mariadb; }
static inline struct pl_mysql_db *pl_mysql_of(struct pl_db *db) { return (struct pl_mysql_db *)(void *)db; }

/* ---- twins.c */
extern const struct pl_twins pl_mysql_twins;

/* ---- examine.c */
bool pl_mysql_examine(struct pl_db *db, struct pl_examined *list);
/* ---- handing.c */
extern const struct pl_handing pl_mysql_handing;

/* ---- ran.c */
bool pl_mysql_statements(struct pl_db *db, const char *role, pl_row_fn *fn, void *arg);

/* ---- mutex.c */
/* False (said): the server was set to read-only, whatever the account may. */
bool pl_mysql_takes_changes(struct pl_db *db);
extern const struct pl_mutex pl_mysql_mutex;
extern const struct pl_key_locks pl_mysql_keys;
bool pl_mysql_role(struct pl_db *db, struct pl_role *out);

/* ---- types.c: what a type's default looks like, and what else goes by the first word of it */
enum pl_mysql_class { PL_MY_OTHER, PL_MY_INTEGER, PL_MY_NUMBER, PL_MY_STRING, PL_MY_BIT, PL_MY_BLOB /* text, blob, json */ };
enum pl_mysql_class pl_mysql_type_class(const char *type);
bool pl_mysql_has_charset(const char *type);
const char *pl_mysql_type(struct pl *pl, const char *type);
const char *pl_mariadb_type(struct pl *pl, const char *type);
bool pl_mysql_covers(const char *wide, const char *narrow);

/* ---- texts.c */
void pl_mysql_quote_name(struct pl_text *t, const char *name);
void pl_mysql_quote_text(struct pl_text *t, const char *text);
/* The text of information_schema as the server itself would write it: it escapes expressions once too often, and takes
 * their UTF-8 for latin1. */
const char *pl_mysql_unescape(struct pl *pl, const char *s);
/* An expression in one spelling: literals, noise in front of them, parentheses around the whole. */
const char *pl_mysql_expression(struct pl *pl, const char *s);
/* The same without taking the parentheses off: a query. The name of the own database goes, when one is given; with `keep`
 * nothing else does. */
const char *pl_mysql_body(struct pl *pl, const char *s, const char *database, bool keep);
/* A default: a literal, a number, CURRENT_TIMESTAMP(n) or (expression); NULL for NULL. */
const char *pl_mysql_default(struct pl *pl, const struct pl_dialect *d, const char *type, const char *s);
/* `what` outside quotes, or NULL: labels and comments may hold anything. */
const char *pl_mysql_find_outside(const char *s, const char *what);
/* The value of a string literal as it was written. */
char *pl_mysql_unquote(struct pl *pl, const char *s, size_t len);

/* ---- facts.c: what both a live and a declared realm are brought to */
const char *pl_mysql_columns_spelled(struct pl *pl, const struct pl_node *table, const char *list);
/* Column names in keys as their table spells them: the server does not care, comparison does. */
void pl_mysql_spell_table(struct pl_realm *r, struct pl_node *table);
/* referenced_columns is not said where it is the primary key. */
void pl_mysql_spell_references(struct pl_realm *r, struct pl_node *key);
/* All texts of a column, check, key part in their canonical spelling. */
void pl_mysql_spell_texts(struct pl *pl, const struct pl_dialect *d, struct pl_node *table);
/* Numbers of a sequence that are what they would be anyway are not said. */
const char *pl_mysql_sequence_begin(const struct pl_node *sequence);   /* where it starts when nothing is said */
void pl_mysql_spell_sequence(struct pl_node *sequence);
/* Splits table options as the catalog has them into the row format and the rest. */
void pl_mysql_split_options(struct pl *pl, struct pl_node *table);
/* An index whose first parts are these columns, other than `except`. */
bool pl_mysql_has_index_on(struct pl *pl, const struct pl_node *table, const char *columns, const struct pl_node *except);

/* ---- show.c: what only SHOW CREATE TABLE tells; of the few tables where the catalog tells it wrong or not at all */
bool pl_mysql_show_tables(struct pl_db *db, struct pl_realm *live, struct pl_node *schema);
bool pl_mysql_show_views(struct pl_db *db, struct pl_realm *live, struct pl_node *schema);

/* ---- statement.c: a CREATE statement in one spelling, its names qualified with `schema` when that is not ""; NULL when it
 * is none that we know. *body: where its body starts in a copy of the text. */
const char *pl_mysql_statement(struct pl *pl, const struct pl_dialect *d, const char *schema, const char *text,
                               const char **body);

/* ---- charsets.c */
void pl_mysql_spell_charsets(struct pl *pl, struct pl_node *schema);
/* What the table says too goes without saying. */
void pl_mysql_settle_collation(const struct pl_node *table, struct pl_node *c);
void pl_mysql_relate_collations(struct pl_db *db, struct pl_realm *from, struct pl_realm *to);

/* ---- partitions.c: the text behind PARTITION BY in one spelling */
const char *pl_mysql_partition_by(struct pl *pl, const struct pl_node *table, const char *text);

/* ---- bounds.c: boundaries that are computed become what the server keeps */
const char *pl_mysql_computed_bounds(struct pl_db *db, const char *text);

/* ---- routines.c */
bool pl_mysql_is_statement(enum pl_attr a);
bool pl_mysql_settle_routines(struct pl_db *db, struct pl_realm *live);
/* definers.c: statements that say with whose privileges they run, where that was another account. */
bool pl_mysql_make_view(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n);
bool pl_mysql_make_statement(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n);
bool pl_mysql_make_owner(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n);

/* routine_grants.c: what is granted on functions and procedures, which DROP takes away, to be given back. */
void pl_mysql_read_routine_grants(struct pl_db *db, struct pl_realm *live);
bool pl_mysql_make_routine_grant(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n);
void pl_mysql_adapt_routines(struct pl_realm *declared, const struct pl_dialect *d);
void pl_mysql_place_triggers(struct pl_script *s, const struct pl_changes *list);
/* What a statement is compared by where its mate's differs; NULL: nobody can tell. */
const char *pl_mysql_statement_means(struct pl *pl, const struct pl_node *n, enum pl_attr a);

/* ---- privileges.c */
void pl_mysql_look_at_privileges(struct pl_db *db, struct pl_realm *live);

/* ---- ask_view.c */
bool pl_mysql_names_nothing(unsigned error);
bool pl_mysql_lost(unsigned error);
bool pl_mysql_say_lost(struct pl_db *db);
bool pl_mysql_ask_views(struct pl_db *db, struct pl_question *list);

/* ---- take.c, settle.c, adapt.c, ask.c, rename.c, prepare.c */
typedef bool pl_mysql_take_fn(struct pl_db *db, struct pl_realm *r, int columns, const char *const *names,
                              const char *const *values);
bool pl_mysql_partitions(struct pl_db *db, struct pl_realm *live);
pl_mysql_take_fn pl_mysql_take_index, pl_mysql_take_key, pl_mysql_take_check,
    pl_mysql_take_function, pl_mysql_take_procedure, pl_mysql_take_trigger, pl_mysql_take_event;
bool pl_mysql_settle(struct pl_db *db, struct pl_realm *live);
bool pl_mysql_relate(struct pl_db *db, struct pl_realm *from, struct pl_realm *to);
bool pl_mysql_adapt(struct pl *pl, struct pl_realm *declared, unsigned version, const char *schema);
bool pl_mariadb_adapt(struct pl *pl, struct pl_realm *declared, unsigned version, const char *schema);
bool pl_mysql_ask(struct pl_db *db, struct pl_question *list);
void pl_mysql_follow_renames(struct pl_script *s, struct pl_changes *list);
bool pl_mysql_frame(struct pl_script *s);
bool pl_mysql_prepare(struct pl_script *s, struct pl_changes *changes);

#endif
