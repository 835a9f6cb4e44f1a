/* What the files of the PostgreSQL dialect share. Only connect.c talks to libpq. */
#ifndef PL_POSTGRES_H
#define PL_POSTGRES_H

#include "dialects/dialect.h"

extern const struct pl_dialect pl_postgres;

/* ---- connect.c */
struct pl_db *pl_pg_open(struct pl *pl, const char *url, const struct pl_login *login);
void pl_pg_close(struct pl_db *db);
const char *pl_pg_url(struct pl_db *db, const char *source);                          /* url.c */
const char *pl_pg_url(struct pl_db *db, const char *source);
bool pl_pg_query(struct pl_db *db, const char *sql, const char *const *params, int count, pl_row_fn *fn, void *arg);
bool pl_pg_recognises(const char *source);
/* A second connection to the same place, not pinned: nothing of it may stay behind on a pooled one. */
struct pl_db *pl_pg_open_again(struct pl_db *db);
/* For statements whose rows say nothing but must not change the search path. */
bool pl_pg_no_rows(void *arg, int columns, const char *const *names, const char *const *values);

/* Runs statements that may fail, one round trip for all that the text holds. Says nothing. `fn` takes the first value of
 * the rows of each statement; *state is "" or the SQLSTATE of the statement that failed. False when the connection broke. */
typedef void pl_pg_value_fn(void *arg, int statement, const char *value);
bool pl_pg_try(struct pl_db *db, const char *sql, pl_pg_value_fn *fn, void *arg, char state[6]);

/* ---- twins.c */
extern const struct pl_twins pl_pg_twins;

/* ---- mutex.c */
extern const struct pl_mutex pl_pg_mutex;
extern const struct pl_key_locks pl_pg_keys;

/* ---- listen.c */
bool pl_pg_rest(struct pl_db *db, long ms);
bool pl_pg_role(struct pl_db *db, struct pl_role *out);

/* ---- types.c */
const char *pl_pg_type(struct pl *pl, const char *type);
const char *pl_pg_portable(struct pl *pl, const char *type);
bool pl_pg_covers(const char *wide, const char *narrow);
/* Whether ALTER COLUMN TYPE converts by itself, and whether it does so without writing the table again. */
bool pl_pg_converts(const char *from, const char *to);
/* False only where it is certain that no cast, not even an explicit one, leads from one type to the other. */
bool pl_pg_has_cast(const char *from, const char *to);
bool pl_pg_keeps_rows(const char *from, const char *to);
/* The type's own TOAST strategy. */
const char *pl_pg_type_storage(const char *type);
/* The type as a column of that node's table says it: short for what is in the connection's own schema, an enumerated
 * type of the models found in the column's schema first. */
const char *pl_pg_type_in(struct pl *pl, const struct pl_realm *r, const struct pl_node *n, const char *type,
                          const char *own);
/* The type of a function's argument as the server prints it: integer, character varying, public.mood. */
const char *pl_pg_printed_type(struct pl *pl, const struct pl_realm *r, const struct pl_node *n, const char *type,
                               const char *own);
/* The other way: with the schema, so that a script means the same under another search_path. */
const char *pl_pg_say_type(struct pl_script *s, const struct pl_node *n, const char *type);
/* `name` or `own.name` without the own schema. */
const char *pl_pg_without(struct pl *pl, const char *text, const char *own);

/* ---- words.c */
char *pl_pg_upper(struct pl *pl, const char *text, size_t n);
char *pl_pg_requoted(struct pl *pl, const char *text);    /* with quotes around names where the server puts them */
void pl_pg_quote_name(struct pl_text *t, const char *name);
void pl_pg_quote_text(struct pl_text *t, const char *text);
/* The name that the server gives to what belongs to a column or table: parts cut so that all fits into 63 bytes. */
char *pl_pg_made_name(struct pl *pl, const char *table, const char *column, const char *label);
/* Storage parameters without blanks around, in the order in which they are said. */
const char *pl_pg_storage(struct pl *pl, const char *text);
bool pl_pg_same_storage(struct pl *pl, const char *a, const char *b);

/* "full", "nothing", or "using index NAME" with the name quoted where it must be. */
const char *pl_pg_replica_identity(struct pl *pl, const char *text);
/* The name of a primary key as it is in the database: the server's own where the models leave it out. */
char *pl_pg_key_name(struct pl *pl, const struct pl_node *key);

/* What follows CREATE INDEX .. ON table: of an index or of the one behind a key. */
#define PL_PG_INDEX_TAIL                                                                                             \
    "[ USING {method|raw}] ({*parts})[ INCLUDE ({include})]{nulls_not_distinct? NULLS NOT DISTINCT}[ WITH ({storage|raw})]" \
    "[ TABLESPACE {tablespace}][ WHERE {where}]"

/* The levels of pl_pg_locks: what the manual's table of conflicting modes calls them. */
enum pl_pg_lock {
    PL_PG_NONE, PL_PG_ACCESS_SHARE, PL_PG_ROW_SHARE, PL_PG_ROW_EXCLUSIVE, PL_PG_SHARE_UPDATE_EXCLUSIVE, PL_PG_SHARE,
    PL_PG_SHARE_ROW_EXCLUSIVE, PL_PG_EXCLUSIVE, PL_PG_ACCESS_EXCLUSIVE, PL_PG_LOCKS
};

/* ---- online.c: the forms that let others go on */
typedef bool pl_pg_fits_fn(const struct pl_script *s, const struct pl_change *c);
typedef bool pl_pg_make_fn(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n);
pl_pg_fits_fn pl_pg_swaps_index, pl_pg_goes_alone, pl_pg_can_be_built, pl_pg_key_can_be_built, pl_pg_key_is_exchanged, pl_pg_can_wait_unnamed,
    pl_pg_can_wait, pl_pg_is_proven, pl_pg_can_be_proven, pl_pg_not_null_can_wait;
pl_pg_make_fn pl_pg_make_swap, pl_pg_make_index, pl_pg_make_built_key, pl_pg_make_nothing, pl_pg_make_waiting, pl_pg_make_validation,
    pl_pg_make_not_null;
/* An index of a whole, built concurrently for a table that is to be a partition of it. */
void pl_pg_build_index(struct pl_script *s, struct pl_node *index, struct pl_node *table);
/* A name as the server would make it, free in the table before and after. */
char *pl_pg_free_name(struct pl *pl, const struct pl_node *table, const char *columns, const char *label);
/* Constraints that are added without looking at the rows: the look is a change of its own, after all others. */
/* A check that goes, and says the NOT NULL that comes, is dropped by the steps of that. */
const struct pl_node *pl_pg_proof_that_goes(const struct pl_script *s, const struct pl_node *column);
void pl_pg_drop_proofs_later(struct pl_script *s, struct pl_changes *list);
void pl_pg_validate_later(struct pl_script *s, struct pl_changes *list);

/* ---- routines.c */
const char *pl_pg_arguments(const char *name);         /* a routine's name in the models, from its "(" on; NULL without one */
bool pl_pg_check_routine(struct pl *pl, const struct pl_node *n);

/* ---- operators.c */
pl_pg_make_fn pl_pg_make_operator, pl_pg_make_estimators, pl_pg_make_cast, pl_pg_make_using, pl_pg_make_operator_class,
    pl_pg_make_family_members;
/* The words of models for operators, their classes and families, casts, languages, conversions and access methods made canonical. */
void pl_pg_operator_names(struct pl_realm *r, struct pl_node *schema, const char *own, bool declared);
void pl_pg_relate_members(struct pl *pl, struct pl_node *schema);

/* ---- placed.c: where tables and indexes are, and the names of sequences behind identity columns */
pl_pg_make_fn pl_pg_make_tablespace, pl_pg_make_identity_name;
bool pl_pg_take_place(struct pl_db *db, struct pl_realm *r, int columns, const char *const *names, const char *const *values);
bool pl_pg_method_can_change(const struct pl_script *s, const struct pl_change *c);
bool pl_pg_is_spread(const struct pl_script *s, const struct pl_change *c);
void pl_pg_relate_places(struct pl_node *schema);

/* ---- inherited.c: what a table says of columns that it only inherits */
pl_pg_make_fn pl_pg_make_inherited, pl_pg_make_inherited_name;
bool pl_pg_adapt_inherited(struct pl *pl, struct pl_realm *r, struct pl_node *table, unsigned version);
/* What a statement for the other table's column takes away from those that have it from there is said again. */
void pl_pg_keep_inherited(struct pl_script *s, struct pl_changes *list);

/* ---- depends.c */
void pl_pg_add_dependency(struct pl *pl, struct pl_node *n, struct pl_node *on);
bool pl_pg_take_dependency(struct pl_db *db, struct pl_realm *r, int columns, const char *const *names, const char *const *values);

/* ---- not_null.c */
pl_pg_make_fn pl_pg_make_named_not_null, pl_pg_make_not_null_name, pl_pg_make_not_null_valid, pl_pg_make_not_null_heirs;
void pl_pg_free_not_null_names(struct pl_script *s, struct pl_changes *list);

/* ---- rules.c, make.c, prepare.c, adapt.c, ask.c */
extern const struct pl_rule pl_pg_rules[];
extern const struct pl_lock pl_pg_locks[];
extern const struct pl_query pl_pg_queries[];
#define PL_PG_IDENTITY_OPTIONS                                                                                      \
    "[ START WITH {identity_start}][ INCREMENT BY {identity_increment}][ MINVALUE {identity_min}][ MAXVALUE {identity_max}]" \
    "[ CACHE {identity_cache}]{identity_cycle? CYCLE}[ SEQUENCE NAME {identity_name}]"
bool pl_pg_has_identity_options(const struct pl_script *s, const struct pl_change *c);
bool pl_pg_make_enum(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n);
bool pl_pg_make_domain(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n);
bool pl_pg_make_routine(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n);
struct pl_step *pl_pg_step(struct pl_script *s, const struct pl_rule *rule, const struct pl_change *c, const char *sql);
char *pl_pg_quoted(struct pl *pl, const char *name);
/* Whether the names and types of the arguments and the result are the same, so that OR REPLACE will do. */
bool pl_pg_same_signature(struct pl *pl, const char *from, const char *to);
bool pl_pg_make_storage(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n);
bool pl_pg_make_identity(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n);
bool pl_pg_make_owned(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n);
bool pl_pg_make_key(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n);
/* What is nothing but what others say of it. */
bool pl_pg_make_by_others(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n);
bool pl_pg_make_view_column_drop(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n);
bool pl_pg_make_column_storage(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n);
/* Whether a change of a generated column can only be had by dropping the column and adding it again. */
bool pl_pg_remakes(const struct pl_script *s, const struct pl_change *c);
/* Whether labels vanish or change places, so that a new type must take the place of the old one. */
bool pl_pg_has_label(struct pl *pl, const struct pl_node *type, const char *label);
bool pl_pg_enum_is_made_anew(struct pl *pl, const struct pl_node *from, const struct pl_node *to);
bool pl_pg_is_of(const struct pl_realm *r, const char *said, const struct pl_node *type);
bool pl_pg_make_anew(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n);
bool pl_pg_make_anew_drop(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n);
/* ---- numbers.c: sequences and identity columns */
bool pl_pg_make_limits(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n);
bool pl_pg_is_unlogged(const struct pl_realm *r, const struct pl_node *sequence);
void pl_pg_follow_owner(struct pl_script *s, struct pl_changes *list);

/* ---- options.c: lists of options of text search dictionaries and of what is foreign */
bool pl_pg_make_dictionary(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n);
bool pl_pg_make_mapping(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n);
pl_pg_make_fn pl_pg_make_estimates, pl_pg_make_clustered, pl_pg_make_options, pl_pg_make_no_server, pl_pg_make_index_statistics;
/* ---- publications.c */
pl_pg_make_fn pl_pg_make_publication, pl_pg_make_publication_options, pl_pg_make_publication_schemas, pl_pg_make_published;
/* Whether the models can say what a publication needs of the server; names made canonical. */
void pl_pg_relate_publications(struct pl_realm *from, struct pl_realm *to, struct pl_node *schema);
bool pl_pg_adapt_publications(struct pl_realm *r, struct pl_node *schema, unsigned version, const char *own);
/* The options of a home and of all that lives in it, as the catalog says them. False when one is not for models to say. */
bool pl_pg_adapt_options(struct pl *pl, struct pl_node *home);
/* Options have no order: `to` is made to say the same ones in the same order. */
void pl_pg_without_own_schema(struct pl *pl, struct pl_node *schema, const char *own);
void pl_pg_relate_options(struct pl *pl, struct pl_node *to);
/* ---- client.c */
extern const struct pl_client pl_pg_client;

/* ---- family.c: partitions and heirs */
pl_pg_fits_fn pl_pg_leaves_alone;
pl_pg_make_fn pl_pg_make_leave_alone;
bool pl_pg_has_default(const struct pl_realm *r, const struct pl_node *whole);
/* ---- detached.c: what a partition that is taken off keeps of its table */
void pl_pg_keep_copies(struct pl_script *s, struct pl_changes *list, const struct pl_change *leave);
void pl_pg_name_copies(struct pl_script *s, const struct pl_change *c);
void pl_pg_drop_copies(struct pl_script *s, const struct pl_change *c);
/* ---- joins.c */
pl_pg_fits_fn pl_pg_joins_online;
pl_pg_make_fn pl_pg_make_join_online;
void pl_pg_meet_demands(struct pl_script *s, const struct pl_rule *rule, const struct pl_change *c, const struct pl_node *of);
void pl_pg_parents_by_name(struct pl_realm *r, struct pl_node *schema, const char *own);
void pl_pg_relate_partitions(struct pl_realm *to, struct pl_node *schema);
bool pl_pg_family(struct pl_script *s, struct pl_changes *list);
bool pl_pg_joins(const struct pl_script *s, const struct pl_change *c);
bool pl_pg_is_heir(const struct pl_script *s, const struct pl_change *c);
bool pl_pg_make_heir(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n);
bool pl_pg_is_held(const struct pl_script *s, const struct pl_change *c);
bool pl_pg_make_detached_drop(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n);
bool pl_pg_make_leave(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n);
bool pl_pg_make_join(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n);

/* ---- privilege.c */
/* The grants of all that lives in `home`, in the words of the catalog. */
bool pl_pg_adapt_grants(struct pl *pl, struct pl_node *home, unsigned version);
bool pl_pg_grant_mentions(struct pl *pl, const struct pl_node *grant, const char *column);

/* ---- moved.c: tables that are partitioned in another way */
pl_pg_fits_fn pl_pg_is_put_aside;
pl_pg_make_fn pl_pg_make_moved, pl_pg_make_moved_drop;

/* ---- attached.c: keys of partitions under an index of the whole */
pl_pg_fits_fn pl_pg_takes_keys_along, pl_pg_leaves_not_null;
pl_pg_make_fn pl_pg_make_key_drop, pl_pg_make_index_drop;
bool pl_pg_same_parts(const struct pl_node *a, const struct pl_node *b);
/* The key of a partition that may be its part of a unique index of the whole, or NULL. */
struct pl_node *pl_pg_key_under(const struct pl_node *partition, const struct pl_node *index);
bool pl_pg_is_under(const struct pl_realm *r, const struct pl_node *table, const struct pl_node *whole);

/* ---- privileges.c */
bool pl_pg_take_grant(struct pl_db *db, struct pl_realm *r, int columns, const char *const *names, const char *const *values);
bool pl_pg_take_owner(struct pl_db *db, struct pl_realm *r, int columns, const char *const *names, const char *const *values);
bool pl_pg_make_grant(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n);
bool pl_pg_make_defaults(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n);
bool pl_pg_make_owner(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n);
/* Owner and grants of what a rule has made anew by itself. */
void pl_pg_put_back_attached(struct pl_script *s, struct pl_node *home);
/* Finds the default privileges that the next one looks through. */
void pl_pg_find_defaults(struct pl_script *s);
/* Gives an object that will be made a grant of nothing for each role that default privileges may give something, and adds it to
 * the list, which may be NULL: so what it is to have is said, whatever it has at first. */
void pl_pg_face_defaults(struct pl_script *s, struct pl_changes *list, struct pl_node *home);
bool pl_pg_prepare(struct pl_script *s, struct pl_changes *changes);
bool pl_pg_adapt(struct pl *pl, struct pl_realm *declared, unsigned version, const char *schema);
bool pl_pg_settle(struct pl_db *db, struct pl_realm *live);
bool pl_pg_relate(struct pl_db *db, struct pl_realm *from, struct pl_realm *to);
/* Whether the text says a whole object, so that only making it tells what it means. */
/* The columns that texts of one table name: as typed NULLs, or as a table defines them. */
void pl_pg_add_columns(struct pl_text *sql, struct pl_question *const *q, size_t n, bool define);
bool pl_pg_is_statement(const struct pl_question *q);
bool pl_pg_ask_statement(struct pl_db *db, struct pl_question *q);
/* Of a SQLSTATE: the text names what is not there, or does not go together. */
bool pl_pg_means_nothing(const char *state);
bool pl_pg_ask(struct pl_db *db, struct pl_question *list);

/* ---- examine.c, touched.c */
bool pl_pg_examine(struct pl_db *db, struct pl_examined *list);
void pl_pg_touches(struct pl_db *db, struct pl_examined *list);
/* ---- ran.c */
bool pl_pg_statements(struct pl_db *db, const char *role, pl_row_fn *fn, void *arg);

#endif
