/* What a dialect is: three tables (rules, queries, types) and a few functions over one connection.
 *
 * Only the folders below this one include client libraries. A slot that is NULL means "cannot"; those marked (must) are
 * always there.
 */
#ifndef PL_DIALECT_H
#define PL_DIALECT_H

#include "dialects/script.h"

struct pl_client;

/* ---- connections */

/* What the settings say beside the URL. All may be NULL or 0. */
struct pl_login {
    const char *host, *port, *user, *password, *database;
    const char *schema;            /* the schema that the models leave out, where it is not the session's own */
    int connect_timeout;           /* seconds; 0: 10 */
    bool write;                    /* the session will change the schema */
    bool create;                   /* an SQLite file that is not there is made, else it is an error */
    const char *program;           /* the session is a program's own, and this its time zone: see client.h; NULL: poundlock's */
};

struct pl_db {
    const struct pl_dialect *dialect;
    struct pl *pl;
    unsigned version;              /* as the server counts: 150020, 90704, 101119, 3040001 */
    const char *schema;            /* the schema that the models leave out; "" where it has no name to write */
    bool one_schema;               /* no other is ever looked at: it has none, or the connection is bound to its own */
    uint64_t nocase;               /* as in the dialect, where it depends on how the server was set up */
    const char *title;             /* "postgres 15.20 at db.example.com:5432/shop": for messages, no secrets */
    bool waits;                    /* it will change the schema, so what is locked is waited for, not passed over */
    struct pl_db *lock;            /* the connection that holds the mutex, where it is not this one */
    struct pl_db *keeper;          /* of a scratch database: the connection that made it and will remove it */
    const char *scratch;           /* and its name */
    const struct pl_scope *scope;  /* while it is read: what of it; NULL: everything */
    uint64_t unasked;              /* kinds (bits) that nobody will look at: no question gives them */
};

/* How a throw-away database is had. */
struct pl_scratch {
    const char *source;            /* where one is had for nothing (SQLite: memory), or NULL: then on a server, by ... */
    const char *make;              /* ... a query for what follows CREATE DATABASE name: the same defaults as beside it */
    const char *list;              /* a query for the names of those of this prefix ($1), and 1 where nobody holds it */
    const char *hold;              /* a query: the session holds this name ($1) from now on; 1: it does */
    const char *schema;            /* what precedes the name of a schema to make it, or NULL: there is one only */
    const char *drop;              /* what follows DROP DATABASE IF EXISTS name, or NULL: sessions left in it are ended */
};

typedef bool pl_row_fn(void *arg, int columns, const char *const *names, const char *const *values);

struct pl_timeout {
    const char *set;               /* the number is said behind it */
    long unit;                     /* milliseconds */
};
/* Questions about a session, whose id is the parameter of all but the first. */
struct pl_watching {
    const char *session, *victims, *blockers, *withdraw;
    const char *progress;          /* "done of unit" of the statement at work: "1200 5000 blocks"; NULL: nobody can tell */
    const char *waits;             /* the older transactions that a statement waits for which holds nobody up; NULL: none does */
};

/* One of many questions that are asked together. */
struct pl_asking {
    const char *sql;
    pl_row_fn *fn;
    void *arg;
};

/* What an attribute is when it is not said, where the dialects differ. PL_ATTRS ends a table. */
struct pl_otherwise {
    enum pl_attr attr;
    const char *value;
};
bool pl_goes_unsaid(const struct pl_dialect *d, enum pl_attr a, const char *value);

/* ---- queries: what the catalog is asked. Rows come as nodes of `kind`: the column "schema" names the schema ("" or the
 * connection's own becomes the default schema), "table" the table, "index" the index or constraint that the node lives in (of
 * the kind `within`, or of the kind that the column "in" names: primary_key, uniques, indexes), "name" its name; every other column bears the word of an attribute of the kind (NULL: not said) or
 * "<attribute>.schema" for the schema of a REF. Where the server's catalog numbers its objects, numbers spare it the names:
 * "id" is the number that later rows say as "of", instead of schema, table and index; "number" is the place of a column or
 * part within it, and a row with a number and no name adds to the node that is there; a "lent" column gives its name only.
 * "<attribute>.id" is the number of what a REF refers to, "<attribute>.numbers" and "parts.numbers" are columns of the table
 * by their numbers, "<attribute>.numbers_there" columns of the table referred to, and "<attribute>.stand_ins" is a text in which the
 * dialect's stand_ins are to be replaced by the names of the table's columns. "owner" is whom the node belongs to, where it is not
 * the account that asks. A column starting with "-" is passed over. Rows of tables that no query gave are passed over too. Where something is locked, a mark like "unlocked c.oid" in a comment becomes the condition that it is not
 * that. Values are made canonical: BOOL from t/f/1/0, WORD in lower case, types by `type`. */
struct pl_query {
    const char *name;              /* of the file: sql/<name>.sql */
    enum pl_kind kind;             /* PL_REALM ends a table */
    enum pl_kind within;           /* what the "index" column names, or 0 */
    unsigned since;                /* newest first: the first row of a name that fits is taken */
    const char *sql;
    /* NULL, or takes the rows instead of the generic reader. */
    bool (*take)(struct pl_db *db, struct pl_realm *r, int columns, const char *const *names, const char *const *values);
    /* Kinds (bits): further ones that cannot be understood without its rows; and, where not 0, those that its rows live in. */
    uint64_t serves, of;
};

/* ---- questions: what a text means, in the server's own words */
struct pl_question {
    struct pl_question *next;
    const struct pl_realm *realm;  /* in which the names in it are to be read */
    const struct pl_node *node;    /* whose attribute it is */
    enum pl_attr attr;
    const char *text;
    const char *answer;            /* set by `ask`: the server's text once it stops changing; equal texts mean the same */
    bool impossible;               /* set by `ask`: it names something that the database does not have, so it differs from
                                      everything that the database holds */
                                   /* neither set: cannot tell */
};

/* ---- a column that is made anew beside the old one, and takes its place when it holds the same rows (migrations/expand.c) */
struct pl_twin {
    const struct pl_node *old, *to;          /* the column as it is, and as it is wanted */
    const struct pl_change *cause;
    const char *title;                       /* of the column */
    const char *table;                       /* as statements write it, and so are ... */
    const char *was, *now, *aside;           /* ... the old column, the one beside it, the old one once its name is taken */
    const char *value;                       /* the new value of a row as an expression over the old one */
    const char *sync;                        /* the name of what keeps both in step */
    const char *const *indexes, *const *built;   /* quoted: those over the column, and those over the new one; NULL at the end */
    /* Of one column under two names (migrations/beside.h): the name of what says that all rows are filled; the default that both
     * have, or NULL; the table as it is, by whose primary key a row is found. */
    const char *mark, *given;
    const struct pl_node *keyed;
};
struct pl_twins {
    /* (must) A SELECT item that gives a key's value as a literal, NULL where rows cannot be gone through by such a column. */
    const char *(*key)(struct pl_script *s, const struct pl_node *column);
    /* (must) A query for how many rows a table has, about. */
    const char *(*rows)(struct pl_script *s, const struct pl_node *table);
    /* What a SET needs besides, so that an UPDATE changes nothing else, as ", a = a"; or "". NULL: nothing ever. */
    const char *(*keep)(struct pl_script *s, const struct pl_node *table);
    /* The next four NULL: a column is never made beside another here, for this reason. */
    const char *none;
    /* The value of `to` from the column `old`; NULL: there is no way. */
    const char *(*value)(struct pl_script *s, const struct pl_twin *t);
    /* Steps: keeps both in step from here on; ends that, and exchanges their names, and those of the indexes over them. */
    void (*keep_in_step)(struct pl_script *s, const struct pl_twin *t);
    void (*exchange)(struct pl_script *s, const struct pl_twin *t);
    int syncs;                               /* of how many triggers that consists */
    /* The same for one column under two names: whether both differ in a row; steps that keep them the same whichever is written; the
     * step that says that all rows are filled; why it cannot be, or NULL (the function NULL: it always can). */
    const char *(*differ)(struct pl_script *s, const struct pl_twin *t);
    void (*keep_both)(struct pl_script *s, const struct pl_twin *t);
    void (*settle)(struct pl_script *s, const struct pl_twin *t);
    const char *(*why_not_both)(struct pl_script *s, const struct pl_twin *t);
    int boths;                               /* of how many triggers that consists */
    /* A statement is no part of a transaction: the second column tells by a comment what it is, and the statement that gives the
     * first its new name gives the second its former one, so that the triggers go on meanwhile. A clause of ALTER TABLE, or NULL. */
    const char *(*turn)(struct pl_script *s, const struct pl_twin *t);
    bool nullable_before;                    /* that the old column takes NULL is no quick change: it is made before the exchange */
};

/* ---- statements of programs: what the server says of them, without running them */
struct pl_typed {
    const char *name, *type;       /* name "" of a parameter; a type that the server does not tell is NULL */
};
struct pl_touched {
    struct pl_touched *next;
    const char *schema, *table, *column;               /* column NULL: the table alone */
};
enum pl_sense {
    PL_SENSE_GOOD,                 /* every name in it means something */
    PL_SENSE_LACKS,                /* something that it names is not there, or is of another type */
    PL_SENSE_WRONG,                /* it is no statement of this database at all */
    PL_SENSE_REFUSED,              /* the account may not */
    PL_SENSE_UNKNOWN               /* the server does not look at such a statement before it runs */
};
struct pl_examined {
    struct pl_examined *next;
    const char *sql;               /* one statement, with parameters as pl_parameters makes them */
    bool filled;                   /* as in pl_sent */
    enum pl_sense sense;           /* set by `examine`, with what follows */
    const char *said;              /* the server's own words, or why nobody can tell; NULL: nothing to say */
    size_t at;                     /* where in sql, or SIZE_MAX */
    enum pl_kind lacks;            /* LACKS: PL_TABLE, PL_COLUMN or PL_FUNCTION, else PL_NONE ... */
    const char *name;              /* ... and what it is called: "email", "c.email", "shop.customer"; NULL: unknown */
    struct pl_typed *parameters, *columns;             /* GOOD: NULL where there are none */
    int parameter_count, column_count;
    struct pl_touched *touched;    /* GOOD: all that the statement itself reads, where `examine` or `touches` finds out */
};

/* ---- leaving a large ALTER TABLE to another program (migrations/handover.c) */
struct pl_handing {
    const char *sizes;                       /* a query: schema, table and bytes of each table */
    const char *shape;                       /* a query for a text that is another once the table is, its name said behind it */
    /* What the program is told about the connection: "host", "port", "socket", "user", "database", or the text of a file in which its
     * client library finds all that, the password too ("file"). NULL: there is none. */
    const char *(*said)(struct pl_db *db, const char *word);
};

/* ---- the mutex between two runs on one database: dies with its connection, and never waits in the server */
struct pl_mutex {
    /* Tries once. `who` is shown to who asks for the holder. False (said) when it could not be tried. */
    bool (*take)(struct pl_db *db, const char *who, bool *taken);
    /* Whether it is still held. False is said. */
    bool (*holds)(struct pl_db *db);
    /* Who holds it, as far as the database tells: "process 4711, user app at 10.0.0.7, since 12:30:05"; NULL: nobody does. */
    const char *(*holder)(struct pl_db *db);
    void (*release)(struct pl_db *db);
};

/* ---- locks by number, in a session that does nothing else: they die with it, and nobody waits for one in the server. What
 * holds the schema for a job, and what lets a job run once, are such locks. Numbers are decimal text from 2^41 to 2^62. */
struct pl_key_locks {
    /* A further session on the database of `beside`; the dialect's `close` ends it and lets go of all its locks. NULL is said. */
    struct pl_db *(*open)(struct pl_db *beside, const char *url, const struct pl_login *login, const char *who);
    /* Tries once. False (said) when it could not be tried. */
    bool (*take)(struct pl_db *session, const char *key, bool *taken);
    /* Whether the session still stands. False is said. */
    bool (*alive)(struct pl_db *session);
    /* Whether anybody holds it, asked on any other session. */
    bool (*held)(struct pl_db *db, const char *key, bool *out);
};

/* What a server is among others that hold the same. */
struct pl_role {
    bool replica;                  /* it follows another one */
    long behind;                   /* seconds that it is late, -1: cannot tell */
};

/* ---- the dialect */
enum {
    PL_DL_DDL_IN_TX = 1,           /* DDL can be rolled back */
    PL_DL_BACKSLASH = 2,           /* '\'' in string literals */
    PL_DL_FK_INLINE = 4,           /* foreign keys can only be said inside CREATE TABLE */
    PL_DL_DATABASES = 8,           /* foreign keys may refer to other databases of the server */
    PL_DL_CLIENT_LINES = 16,       /* in SQL files: lines that begin with a backslash are for the client */
    PL_DL_DELIMITER = 32,          /* in SQL files: DELIMITER lines, # comments, and comments that the server runs */
    PL_DL_ATOMIC = 64,             /* in SQL files: $tag$..$tag$, E'..', nested comments, bodies in BEGIN ATOMIC .. END */
    PL_DL_TRIGGER_BODY = 128,      /* in SQL files: CREATE TRIGGER .. BEGIN ..; .. END */
    PL_DL_ASKS_ITSELF = 256,       /* `ask` needs no connection: only the context and the version are set */
    PL_DL_NUMBERED = 512,          /* parameters of statements are $1, $2 ..., not ? */
    PL_DL_ROW_VALUES = 1024,       /* (a, b) > (1, 2) is searched by an index over both */
    PL_DL_OVERLOADS = 2048         /* names of OVERLOADED kinds end with their types: f(integer) */
};

struct pl_dialect {
    const char *name;                       /* (must) "postgres" */
    const char *const *words;               /* (must) keys in dialect maps, most special first, NULL at the end */
    const char *const *schemes;             /* (must) URL schemes, NULL at the end */
    unsigned flags;
    uint64_t nocase;                        /* kinds whose names are equal whatever their letter case, as in pl_realm */
    const struct pl_rule *rules;            /* (must) */
    const struct pl_query *queries;         /* (must) */
    const char *const *stand_ins;           /* names of columns in texts that were printed for any table, by number; NULL at the end */
    /* A query for one row: by the name of a query, and "locked" for that, whether it is worth asking; or NULL. */
    const char *present;
    /* A query for what other sessions have locked so that asking for its texts would wait: "schema", "kind", "home", "part" and
     * "name" as words of the models, "id" for the mark of that object in the queries; or NULL. */
    const char *locked;
    const uint64_t *says;                   /* (must) by kind: the attributes that it can say; 0 and no name: not the kind */
    const char *begin, *commit, *rollback;  /* (must) */
    const char *change_token;               /* (must) a query for a text that moves when the schema may have changed */
    const struct pl_timeout *lock_timeouts; /* how long a statement waits for others; NULL `set` at the end */
    const struct pl_watching *watch;        /* how one session is watched from another; NULL: cannot */
    const char *statement_timeout;          /* ends a statement after so many milliseconds, said behind it; 0: never */
    const struct pl_lock *locks;            /* (must) by level; [0] is none */
    const char *const *hows;                /* by level, NULL where there is but one way */
    /* Whether a clause must begin a statement of its own: `joined` and `before` are the flags so far and the clause before it. */
    bool (*parts)(const struct pl_script *s, unsigned joined, const struct pl_change *before, unsigned flags,
                  const struct pl_change *c);
    /* Ends an ALTER TABLE of a table in use: adds what stands behind the clauses, returns the hazards as they then are. */
    unsigned (*close_alter)(const struct pl_script *s, const struct pl_node *table, const struct pl_change *const *changes,
                            unsigned flags, struct pl_text *sql);
    unsigned oldest;                        /* (must) oldest version that it knows */
    const char *made_check;                 /* names that it makes up for checks, before their number: "%_check" (%: the table); or NULL */
    const struct pl_otherwise *otherwise;   /* NULL: as all others */
    unsigned most_bytes, most_characters;   /* of a name: a longer one would be cut in silence, or refused half-way; 0: any */

    /* Whether a source without a known scheme is for it (a libpq keyword string, an SQLite file). */
    bool (*recognises)(const char *source);
    /* (must) Opens and pins a session. NULL (said) when it cannot; the caller closes it. The password is in no message. */
    struct pl_db *(*open)(struct pl *pl, const char *url, const struct pl_login *login);
    void (*close)(struct pl_db *db);        /* (must) NULL is allowed, and one that is closed already */
    /* (must) A URL for the same login, with the password, to the database that it is connected to, as other programs read it;
     * the scheme is that of `source`, where it has one. */
    const char *(*url)(struct pl_db *db, const char *source);
    /* (must) Runs one statement with bound text parameters and hands each row to fn (NULL: rows are not wanted). */
    bool (*query)(struct pl_db *db, const char *sql, const char *const *params, int count, pl_row_fn *fn, void *arg);

    /* Asks `present`, behind which query_all follows: what that needs may begin meanwhile. NULL: it is asked by `query`. */
    bool (*ask_present)(struct pl_db *db, const struct pl_asking *present);
    /* Runs many questions that have no parameters, as fast as it can, and hands over the rows question by question in the order
     * of the list; as much of them as pl_scope_sql says. NULL: they are asked one after the other. */
    bool (*query_all)(struct pl_db *db, const struct pl_asking *list, int count);

    void (*quote_name)(struct pl_text *t, const char *name);                             /* (must) */
    void (*quote_text)(struct pl_text *t, const char *text);                             /* (must) a string literal */
    /* (must) A data type in its canonical words; NULL (said nothing) when it is not one of its own and stays as it is. */
    const char *(*type)(struct pl *pl, const char *type);
    /* A portable type word of models in this dialect's own words, or NULL when it is none. Never asked for live types, nor for
     * those that a model says for this very dialect. */
    const char *(*portable)(struct pl *pl, const char *type);
    /* A type of n as statements say it: with the schema where the models leave it out. */
    const char *(*say_type)(struct pl_script *s, const struct pl_node *n, const char *type);
    /* (must) Whether every value of `narrow` is a value of `wide` (both canonical). */
    bool (*covers)(const char *wide, const char *narrow);
    /* Turns portable words of models into what this dialect has (identity into AUTO_INCREMENT ...), and fills in what it
     * would fill in itself. */
    bool (*adapt)(struct pl *pl, struct pl_realm *declared, unsigned version, const char *schema);
    /* After the queries: puts facts together that come in pieces. */
    bool (*settle)(struct pl_db *db, struct pl_realm *live);
    /* Once mates are known: where a node says nothing because what is around it says the same, `from` is made to say what `to`
     * says. `db` may be NULL. */
    bool (*relate)(struct pl_db *db, struct pl_realm *from, struct pl_realm *to);
    /* Between the diff of expressions and the server: answers the questions, in a number of statements that does not grow
     * with the schema but only with what differs. Leaves nothing behind. False only when the connection broke. */
    bool (*ask)(struct pl_db *db, struct pl_question *list);
    /* Has the server prepare the statements, which it never runs, and leaves nothing behind. False (said) when the connection
     * broke, or something that they name is locked. */
    bool (*examine)(struct pl_db *db, struct pl_examined *list);
    /* Fills in `touched` of those that are GOOD, as far as the server tells; runs nothing, and leaves nothing behind. NULL: `examine`
     * has done so, or nobody can. */
    void (*touches)(struct pl_db *db, struct pl_examined *list);
    /* The texts of statements that were run in this database, as far as the server keeps them: a column each. `role`: by that one
     * alone, or NULL. False (said) when the server keeps none. */
    bool (*statements)(struct pl_db *db, const char *role, pl_row_fn *fn, void *arg);
    const struct pl_scratch *scratch;       /* (must) */
    const struct pl_mutex *mutex;           /* (must) */
    const struct pl_twins *twins;           /* (must) */
    const char *time_zones;                 /* (must) a query for what gives sessions another time zone than its parameter, and which */
    const char *const *zoneless;            /* patterns of types for a time without a zone, NULL at the end; or NULL */
    const struct pl_client *client;         /* (must) what programs are given, dialects/client.h */
    const struct pl_key_locks *keys;        /* (must) */
    bool (*role)(struct pl_db *db, struct pl_role *out);    /* false is said; NULL: there is but one */
    const char *notify;                     /* tells those that rest; NULL: they look by themselves */
    /* Rests for so many milliseconds, or until it is told, which is true; may come back at once. NULL: nobody tells. */
    bool (*rest)(struct pl_db *db, long ms);
    const struct pl_handing *handing;       /* NULL: no program does that here */
    /* Adds changes that this database needs around others (a foreign key dropped and put back around its column). */
    bool (*prepare)(struct pl_script *s, struct pl_changes *changes);
    /* Last: puts around the steps what must frame them (SQLite: foreign_keys off, before any transaction). */
    bool (*frame)(struct pl_script *s);
};

/* dialects.c */
extern const struct pl_dialect *const pl_dialects[];                     /* NULL at the end */
const struct pl_dialect *pl_dialect_named(const char *word);
/* The dialect that a source is for, or NULL when it is none of a database. */
const struct pl_dialect *pl_dialect_of(const char *source);

/* scratch.c: an empty database for throw-away use on the server of that source; pl_db_close removes it, and what a crash left
 * behind is removed on the way. NULL (said) when none can be made. */
struct pl_db *pl_scratch_open(struct pl *pl, const struct pl_dialect *d, const char *source, const struct pl_login *login);
/* The same one in a new session: what SQL text has SET in the old one (a time zone, a way of quoting) must not be in what is
 * read from it. Where that cannot be had both are closed, and the database is removed. */
struct pl_db *pl_scratch_again(struct pl_db *db, const char *source, const struct pl_login *login);
/* Once in a while, while others use it for long: keeps the session from being ended as idle, and has a new one where it was. */
void pl_scratch_stay(struct pl_db *db, const char *source, const struct pl_login *login);
/* Ends any connection, and a scratch database with it. */
void pl_db_close(struct pl_db *db);

/* inspect.c: everything that the database holds, as a realm. A fixed number of queries. */
struct pl_realm *pl_inspect(struct pl_db *db);

/* scope.c: what of a database is read, where not everything is. A scope shows all that it is made for, and may show more; of
 * what it does not show nothing is known. */
struct pl_scope;
struct pl_scope *pl_scope_new(struct pl *pl);
void pl_scope_add(struct pl_scope *s, const struct pl_realm *needs);
void pl_scope_add_table(struct pl_scope *s, const char *name);
/* Of this table no more than whether it is there. */
void pl_scope_add_presence(struct pl_scope *s, const char *name);
void pl_scope_say(struct pl_scope *s, enum pl_attr a);
/* Whether it comes to reading everything; NULL does. */
bool pl_scope_is_all(const struct pl_scope *s);
/* How often the query would be asked if it were for each name alone; and for one of them. */
int pl_scope_times(const struct pl_scope *s, const char *sql);
const char *pl_scope_sql_of(struct pl_db *db, const char *sql, int which);
bool pl_scope_wants(const struct pl_scope *s, const struct pl_query *q);
/* The query with what its comments say for the scope of db. */
const char *pl_scope_sql(struct pl_db *db, const char *sql);
/* The same as pl_inspect, of that much. */
struct pl_realm *pl_inspect_scope(struct pl_db *db, const struct pl_scope *scope);

/* adapt.c: models made ready for one dialect: portable words translated, what it cannot say refused. */
bool pl_adapt(struct pl_realm *declared, const struct pl_dialect *d, unsigned version, const char *schema);
/* crosswise.c: of paired tables, checks whose names both sides' servers made up get the names of those with their text. */
bool pl_uncross(const struct pl_dialect *d, struct pl_realm *live, struct pl_realm *declared);
/* normalize.c: makes equal texts out of texts that mean the same: tokens, the dialect's types, then the server's word (db
 * may be NULL: then what differs in text stays so, as undecided). Sets mates. */
bool pl_normalize(struct pl_db *db, const struct pl_dialect *d, struct pl_realm *live, struct pl_realm *declared);
/* The same for a diff with these options (or NULL): a type that satisfies as it is said is not asked for. */
bool pl_normalize_for(struct pl_db *db, const struct pl_dialect *d, struct pl_realm *live, struct pl_realm *declared,
                      const struct pl_diff_options *o);

/* One row, one value: a copy in the context, or NULL. */
char *pl_db_value(struct pl_db *db, const char *sql, const char *const *params, int count);

#endif
