/* poundlock: the public header, the only one that is installed.
 *
 * Everything hangs on one context, `struct pl`: it owns all memory that calls hand out (valid until pl_free) and all
 * diagnostics that they leave. Functions return true, or a pointer, when they did what they say; otherwise false, or NULL,
 * and the reason is the newest diagnostic. A context and its connections belong to one thread at a time. No call ends the
 * process or prints; NULL instead of a context or a connection is answered by false or NULL.
 */
#ifndef POUNDLOCK_H
#define POUNDLOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define PL_VERSION "0.1.0"
#define PL_API __attribute__((visibility("default")))

#ifdef __cplusplus
extern "C" {
#endif

struct pl;

/* A new context, or NULL when there is no memory. The caller ends it with pl_free, which closes its connections, too. */
PL_API struct pl *pl_new(void);
PL_API void pl_free(struct pl *pl);
/* The version of the library that runs, as PL_VERSION is that of the header. */
PL_API const char *pl_version(void);

/* ---- what there is to say */

/* What kind of thing a diagnostic says. A NOTE never changes a verdict. */
enum pl_severity { PL_NOTE, PL_WARNING, PL_ERROR };

/* One thing that poundlock has to say: an error, a drift, a refusal. All text belongs to the context. */
struct pl_diag {
    const char *code;              /* stable word, as "yaml-syntax"; docs/diagnostics.md lists all */
    enum pl_severity severity;
    int exit_code;                 /* what a program that ends because of it returns */
    const char *file;              /* where in the models, or NULL */
    int line, column;              /* 1-based, 0 where unknown */
    const char *object;            /* "table customer", or NULL */
    const char *text;              /* what is wrong */
    const char *hint;              /* what to type next, or NULL */
    const struct pl_diag *next;
};

/* The diagnostics in the order in which they were said; NULL when there are none. */
PL_API const struct pl_diag *pl_diags(const struct pl *pl);
/* The newest of them, or NULL. */
PL_API const struct pl_diag *pl_newest(const struct pl *pl);
/* Forgets all diagnostics and gives their memory back: for programs that run for long, between two tasks. */
PL_API void pl_forget(struct pl *pl);

/* ---- connections */

struct pl_conn;

/* Connects to the database of the settings. `settings` NULL: poundlock.yaml is found and the environment is read as the tool
 * does. Else they are keys of poundlock.yaml and values in turn, NULL at the end, and neither file nor environment is read,
 * but for the file that the key "config" names ("" for the one that the tool would find), whose keys they go before.
 * NULL when it cannot be had. */
PL_API struct pl_conn *pl_open(struct pl *pl, const char *const *settings);
/* Ends it; an open transaction is rolled back. Any later use of the handle is a clear error until pl_free of its context. */
PL_API void pl_close(struct pl_conn *conn);
/* Between two tasks of a program that runs for long: drops the session when it is broken, when the server has ended it, or
 * when it is older than the setting max_age. The next call connects anew. False inside a transaction. */
PL_API bool pl_close_old(struct pl_conn *conn);
/* "postgres", "mysql", "mariadb" or "sqlite"; NULL when there is no connection. */
PL_API const char *pl_dialect_word(struct pl_conn *conn);
/* The time zone of the settings, by which times are sent and read: what a program must know that turns them into its own. */
PL_API const char *pl_time_zone(struct pl_conn *conn);
/* The context that it was opened with. */
PL_API struct pl *pl_context(struct pl_conn *conn);

/* ---- values */

enum pl_datum_type { PL_IS_NULL, PL_IS_BOOL, PL_IS_INT, PL_IS_REAL, PL_IS_TEXT, PL_IS_BYTES };

/* One value on its way in or out. What is neither a number nor bytes is text: times, decimals, JSON, UUIDs. */
struct pl_datum {
    enum pl_datum_type type;
    int64_t number;                /* BOOL (0 or 1), INT */
    double real;                   /* REAL */
    const char *text;              /* TEXT (UTF-8) and BYTES; of a row it has a NUL behind it */
    size_t len;                    /* of text, in bytes */
};

static inline struct pl_datum pl_null(void) { struct pl_datum d = { PL_IS_NULL, 0, 0, NULL, 0 }; return d; }
static inline struct pl_datum pl_of_bool(bool b) { struct pl_datum d = { PL_IS_BOOL, b, 0, NULL, 0 }; return d; }
static inline struct pl_datum pl_of_int(int64_t n) { struct pl_datum d = { PL_IS_INT, n, 0, NULL, 0 }; return d; }
static inline struct pl_datum pl_of_real(double r) { struct pl_datum d = { PL_IS_REAL, 0, r, NULL, 0 }; return d; }
/* NULL is NULL. */
static inline struct pl_datum pl_of_text(const char *s) {
    struct pl_datum d = { s ? PL_IS_TEXT : PL_IS_NULL, 0, 0, s, s ? strlen(s) : 0 };
    return d;
}
static inline struct pl_datum pl_of_bytes(const void *bytes, size_t len) {
    struct pl_datum d = { bytes ? PL_IS_BYTES : PL_IS_NULL, 0, 0, (const char *)bytes, len };
    return d;
}
/* Two arguments of a call: the values and how many they are. */
#define PL_VALUES(...) \
    (const struct pl_datum[]){ __VA_ARGS__ }, (int)(sizeof((const struct pl_datum[]){ __VA_ARGS__ }) / sizeof(struct pl_datum))
#define PL_NO_VALUES NULL, 0

/* ---- statements. A parameter is ? on every database. Where a text holds $1, $2 ..., those are the parameters, in any order
 * and as often as wanted, and ? is an operator. One text is one statement. */

/* Runs a statement; rows that it returns are passed over. `affected` (may be NULL) gets how many rows it inserted, found for
 * an update, or deleted. */
PL_API bool pl_exec(struct pl_conn *conn, const char *sql, const struct pl_datum *params, int count, int64_t *affected);

struct pl_row {
    int columns;
    const char *const *names;
    const struct pl_datum *values;
};
/* Called for each row, which is valid until it returns. False ends the reading, and pl_query returns false. */
typedef bool pl_each_fn(void *arg, const struct pl_row *row);
PL_API bool pl_query(struct pl_conn *conn, const char *sql, const struct pl_datum *params, int count, pl_each_fn *fn, void *arg);

/* The same, row by row. Rows come from the server as they are asked for: a large result is never held. Until it is closed the
 * connection takes no other statement. */
struct pl_rows;
PL_API struct pl_rows *pl_rows_open(struct pl_conn *conn, const char *sql, const struct pl_datum *params, int count);
/* The next row, valid until the one after it; NULL behind the last, or when reading failed: pl_rows_close tells which. */
PL_API const struct pl_row *pl_rows_next(struct pl_rows *rows);
/* True when nothing failed. */
PL_API bool pl_rows_close(struct pl_rows *rows);

/* Values of a row: number and text are turned into each other; NULL is 0, false or NULL, and pl_row_null tells. */
PL_API int pl_row_column(const struct pl_row *row, const char *name);            /* -1: none of that name */
PL_API bool pl_row_null(const struct pl_row *row, int column);
PL_API bool pl_row_bool(const struct pl_row *row, int column);
PL_API int64_t pl_row_int(const struct pl_row *row, int column);
PL_API double pl_row_real(const struct pl_row *row, int column);
PL_API const char *pl_row_text(const struct pl_row *row, int column);            /* valid as the row is */

/* ---- transactions */

enum pl_isolation { PL_ISOLATION_OF_SERVER, PL_READ_COMMITTED, PL_REPEATABLE_READ, PL_SERIALIZABLE };
struct pl_atomic_options {         /* all 0: nothing is repeated, the isolation is the server's own */
    int retries;                   /* how often it is run again after a deadlock, a serialisation failure, a locked SQLite file,
                                      or a connection that broke before the commit */
    int pause_ms;                  /* before the second run, twice as long before each after it, shortened by chance; 0: 20 */
    enum pl_isolation isolation;   /* SQLite knows one only, which is serializable */
    bool read_only;
};
/* Does what it does by the connection that it is given. False: nothing of it is to be kept. When it is run again everything
 * else that it has done has been done twice. */
typedef bool pl_atomic_fn(struct pl_conn *conn, void *arg);

/* Runs fn in a transaction: true when it was kept. Else it was rolled back, unless the newest diagnostic is "commit-unknown".
 * A statement that fails takes its transaction with it, whatever fn returns. In a transaction pl_atomic is a savepoint: what
 * fails in it leaves what was done outside of it. `options` may be NULL. */
PL_API bool pl_atomic(struct pl_conn *conn, pl_atomic_fn *fn, void *arg, const struct pl_atomic_options *options);

/* The parts of it, where a function does not fit. Each pl_begin is ended by one pl_commit or pl_rollback; a pl_commit that
 * returns false has rolled back and ended it, too. retries of the options count for pl_atomic only. */
PL_API bool pl_begin(struct pl_conn *conn, const struct pl_atomic_options *options);
PL_API bool pl_commit(struct pl_conn *conn);
PL_API bool pl_rollback(struct pl_conn *conn);
/* Whether the transaction that failed last may do when it is run again. */
PL_API bool pl_may_repeat(const struct pl_conn *conn);

/* ---- what the models declare. Models are those of the settings, read at the first call. */

/* The name as statements have it, in the database's quotes, valid until pl_close; "audit.entry" is a table of another schema.
 * NULL when no model declares it. */
PL_API const char *pl_table(struct pl_conn *conn, const char *table);
PL_API const char *pl_column(struct pl_conn *conn, const char *table, const char *column);
/* Inserts one row. The table and each column must be declared, and a column that refuses a row without it must be named. */
PL_API bool pl_insert(struct pl_conn *conn, const char *table, const char *const *columns, const struct pl_datum *values, int count);

/* ---- the gate */

enum pl_gate_verdict { PL_GATE_SATISFIED = 0, PL_GATE_CANNOT_TELL = 2, PL_GATE_NOT_YET = 75, PL_GATE_NEVER = 76 };
/* Whether the live schema has what is needed: by the declared `job`, or the file `needs`; when both are NULL, by those of the
 * settings, else all models. The verdict is the exit code of `poundlock gate`, and each refusal a diagnostic. Waits up to wait_ms
 * for "not yet" to become another. False when it could not be found out; the verdict is then the reason's exit code. It looks
 * over a session of its own, so it does not see what an open transaction has done. */
PL_API bool pl_gate(struct pl_conn *conn, const char *job, const char *needs, long wait_ms, int *verdict);

#ifdef __cplusplus
}
#endif

#endif
