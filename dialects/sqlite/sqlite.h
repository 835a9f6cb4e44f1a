/* Shared by the files of this folder. */
#ifndef PL_SQLITE_H
#define PL_SQLITE_H

#include <sqlite3.h>
#include "dialects/dialect.h"

struct pl_sqlite_db {
    struct pl_db db;
    sqlite3 *handle;
    const char *path;
    int lock_fd;                   /* of the mutex; 0: none */
    struct pl_sqlite_reading *reading;         /* of a program's session, client.c */
};

/* client.c */
extern const struct pl_client pl_sqlite_client;
bool pl_sqlite_begin_program(struct pl_sqlite_db *s);

/* connect.c */
bool pl_sqlite_recognises(const char *source);
struct pl_db *pl_sqlite_open(struct pl *pl, const char *url, const struct pl_login *login);
void pl_sqlite_close(struct pl_db *db);
const char *pl_sqlite_url(struct pl_db *db, const char *source);
bool pl_sqlite_query(struct pl_db *db, const char *sql, const char *const *params, int count, pl_row_fn *fn, void *arg);

/* twins.c */
extern const struct pl_twins pl_sqlite_twins;

/* mutex.c */
extern const struct pl_mutex pl_sqlite_mutex;
/* Opens the descriptor that locks are asked on, once; NULL: a database in memory. */
const char *pl_sqlite_lock_file(struct pl_sqlite_db *s);

/* keys.c */
extern const struct pl_key_locks pl_sqlite_keys;

/* take.c: what the CREATE statements of sqlite_schema say, as nodes. */
bool pl_sqlite_take(struct pl_db *db, struct pl_realm *r, int columns, const char *const *names, const char *const *values);
bool pl_sqlite_settle(struct pl_db *db, struct pl_realm *live);
/* The query of a CREATE VIEW statement. */
const char *pl_sqlite_view_query(struct pl *pl, const char *sql);

/* statements.c: definitions of models as SQLite keeps them, each in its place. */
bool pl_sqlite_adapt_statements(struct pl *pl, struct pl_node *schema);
/* A copy in memory of the live schema, its tables under their new names or not; NULL when there is no memory for one. The caller
 * closes it. */
sqlite3 *pl_sqlite_copy(struct pl *pl, const struct pl_realm *live, unsigned version, bool new_names);
/* The same under its new names; NULL when nothing is renamed. The caller closes it. */
sqlite3 *pl_sqlite_renamed(struct pl *pl, const struct pl_realm *live, unsigned version);
/* Answers a question about a whole statement or query; `renamed`: that copy, for what is live. */
void pl_sqlite_answer_statement(struct pl *pl, struct pl_question *q, sqlite3 *renamed);

/* ask.c */
bool pl_sqlite_ask(struct pl_db *db, struct pl_question *list);

/* examine.c */
bool pl_sqlite_examine(struct pl_db *db, struct pl_examined *list);

/* rules.c, rebuild.c */
extern const struct pl_rule pl_sqlite_rules[];
extern const struct pl_lock pl_sqlite_locks[];
bool pl_sqlite_rebuild(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n);
bool pl_sqlite_replace(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n);
/* broken.c: puts views and triggers aside that name what is not there, where they would stop an ALTER TABLE. */
void pl_sqlite_put_broken_aside(struct pl_script *s, struct pl_changes *changes);
bool pl_sqlite_prepare(struct pl_script *s, struct pl_changes *changes);
bool pl_sqlite_frame(struct pl_script *s);

/* sqlite.c */
void pl_sqlite_quote_name(struct pl_text *t, const char *name);
void pl_sqlite_quote_text(struct pl_text *t, const char *text);

/* types.c */
const char *pl_sqlite_type(struct pl *pl, const char *type);
const char *pl_sqlite_portable(struct pl *pl, const char *type);
bool pl_sqlite_covers(const char *wide, const char *narrow);
bool pl_sqlite_adapt(struct pl *pl, struct pl_realm *declared, unsigned version, const char *schema);
/* Whether the column is another name of the rowid. */
bool pl_sqlite_is_rowid(const struct pl_node *column);
/* Whether a default is said without parentheses: a literal, a signed number, CURRENT_TIMESTAMP and the like. */
bool pl_sqlite_is_literal(const char *text);

#endif
