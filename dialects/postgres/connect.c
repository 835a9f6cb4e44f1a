/* Opens and pins one session by libpq, and runs statements on it.
 *
 * The session is pinned so that the same schema reads the same from every client. What is asked runs with an empty
 * search_path: the server then writes every name with its schema, and nobody's function can stand in for a built-in one.
 * What is told (statements whose rows nobody wants) runs with the connection's own schema and then the path that the session
 * came with, because that is what the author of an expression in the models had in mind. No message holds a password: libpq's own messages are only
 * shown where they cannot echo a part of the URL.
 */
#include <string.h>

#include "dialects/postgres/session.h"

#define SET_PINS \
    "SELECT pg_catalog.set_config(s, v, false) FROM (VALUES ('search_path', ''), ('TimeZone', 'UTC')," \
    " ('DateStyle', 'ISO, MDY'), ('IntervalStyle', 'postgres'), ('bytea_output', 'hex'), ('quote_all_identifiers', 'off')," \
    " ('extra_float_digits', '1'), ('xmlbinary', 'base64'), ('lc_monetary', 'C'), ('standard_conforming_strings', 'on')," \
    " ('transform_null_equals', 'off'), ('lock_timeout', '10s'), ('statement_timeout', '0')," \
    " ('idle_in_transaction_session_timeout', '0')," \
    /* Compiling the catalog queries takes longer than running them, and so does starting workers for them; with little memory \
     * they sort on disk. */ \
    " ('jit', 'off'), ('max_parallel_workers_per_gather', '0'), ('work_mem', '64MB')," \
    /* A function may come before what its body mentions. */ \
    " ('check_function_bodies', 'off'), ('default_transaction_read_only', $1)) AS x (s, v)"
#define WHERE \
    "EXTRACT(epoch FROM pg_catalog.pg_postmaster_start_time())::text || ' ' || pg_catalog.current_database() || ' ' || current_user"
const char pl_pg_pinning[] = SET_PINS;
const char pl_pg_pinning_there[] = "SELECT " WHERE ", pg_catalog.count(*) FROM (" SET_PINS ") AS pinned";

/* What the session came with, and the pins: one round trip. Where the server's own number for the session is not the one that
 * the connection was told ($2), somebody stands in between, and nothing is set. */
static const char beginning[] =
    "WITH came AS MATERIALIZED (SELECT pg_catalog.current_schema() AS schema, pg_catalog.current_setting('search_path') AS path,"
    " pg_catalog.pg_backend_pid() AS pid)"
    " SELECT came.schema, came.path, (SELECT pg_catalog.count(*) FROM (" SET_PINS ", came WHERE came.pid = $2::int4) AS pinned),"
    " " WHERE ", pg_catalog.pg_relation_size('pg_catalog.pg_attribute'::pg_catalog.regclass) > 2000000"
    " FROM came";

/* ---- errors */

static enum pl_code code_of(const char *state) {
    static const struct { const char *prefix; enum pl_code code; } rows[] = {
        { "42501", PL_D_REFUSED }, { "25006", PL_D_READ_ONLY }, { "28", PL_D_REFUSED },     { "55P03", PL_D_LOCKED },
        { "40P01", PL_D_LOCKED },  { "08", PL_D_UNREACHABLE }, { "57P", PL_D_UNREACHABLE }, { "53300", PL_D_UNREACHABLE },
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (pl_starts(state, rows[i].prefix))
            return rows[i].code;
    return PL_D_SERVER;
}

/* The server does not say which table it waited for: those that others hold so that nobody can read them. In a failed
 * transaction nothing can be asked any more, so it ends here; it would be rolled back next anyway. */
static bool say_locked(struct pg *pg) {
    if (PQtransactionStatus(pg->conn) == PQTRANS_INERROR)
        PQclear(PQexec(pg->conn, "ROLLBACK"));
    PGresult *res = PQexec(pg->conn,
        "SELECT string_agg(DISTINCT n.nspname || '.' || c.relname, ', '), string_agg(DISTINCT l.pid::text, ', ')"
        "  FROM pg_catalog.pg_locks AS l JOIN pg_catalog.pg_class AS c ON c.oid = l.relation"
        "  JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace"
        "  JOIN pg_catalog.pg_database AS d ON d.oid = l.database AND d.datname = pg_catalog.current_database()"
        " WHERE l.granted AND l.pid <> pg_catalog.pg_backend_pid() AND l.mode ~ 'Exclusive' AND l.mode <> 'RowExclusiveLock'"
        "   AND c.relkind IN ('r', 'p', 'v', 'm', 'S') AND n.nspname !~ '^pg_'");
    bool named = PQntuples(res) == 1 && !PQgetisnull(res, 0, 0);
    const char *held = named ? pl_strdup(pg->db.pl, PQgetvalue(res, 0, 0)) : NULL;
    const char *who = named ? pl_strdup(pg->db.pl, PQgetvalue(res, 0, 1)) : NULL;
    PQclear(res);
    if (named)
        return pl_hint(pg->db.pl, "locked: %s, by the session with the process id %s; SELECT * FROM pg_stat_activity shows it",
                       held, who);
    return pl_hint(pg->db.pl, "another session holds a lock on a table; SELECT * FROM pg_stat_activity shows who");
}

bool pl_pg_say_result(struct pg *pg, const PGresult *res) {
    const char *state = PQresultErrorField(res, PG_DIAG_SQLSTATE), *text = PQresultErrorField(res, PG_DIAG_MESSAGE_PRIMARY);
    const char *detail = PQresultErrorField(res, PG_DIAG_MESSAGE_DETAIL);
    const char *hint = PQresultErrorField(res, PG_DIAG_MESSAGE_HINT);
    if (!state || !text)
        return pl_say(pg->db.pl, PL_D_UNREACHABLE, NULL, "the connection to %s broke", pg->db.title);
    pl_say(pg->db.pl, code_of(state), NULL, "%s%s%s%s", text, detail ? " (" : "", detail ? detail : "", detail ? ")" : "");
    if (strcmp(state, "55P03") == 0)
        return say_locked(pg);
    if (strcmp(state, "23502") == 0)
        return pl_hint(pg->db.pl, "give the column a default, or say with `using` what its rows get");
    return hint ? pl_hint(pg->db.pl, "%s", hint) : false;
}

/* ---- the source */

static bool is_url(const char *source) {
    return pl_starts(source, "postgres://") || pl_starts(source, "postgresql://");
}

bool pl_pg_recognises(const char *source) {
    static const char *const keys[] = { "host", "hostaddr", "port", "dbname", "user", "service", "password", "passfile",
                                        "sslmode", "connect_timeout", "options", "application_name" };
    while (*source == ' ')
        source++;
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        size_t n = strlen(keys[i]);
        if (strncmp(source, keys[i], n) == 0 && source[n + strspn(source + n, " ")] == '=')
            return true;
    }
    return false;
}

/* A password with @ or / that is not percent-encoded would end up as a part of the host or port, and so in messages. */
static bool url_is_safe(struct pl *pl, const char *url) {
    const char *start = strstr(url, "://") + 3, *at = NULL;
    size_t len = strcspn(start, "?"), ats = 0, slash = len;
    for (size_t i = 0; i < len; i++) {
        if (start[i] == '@') {
            at = start + i;
            ats++;
        } else if (start[i] == '/' && slash == len) {
            slash = i;
        }
    }
    if (ats <= 1 && !(at && (size_t)(at - start) > slash))
        return true;
    pl_say(pl, PL_D_BAD_URL, NULL,
           "the user, password or database of the PostgreSQL URL holds a character that must be percent-encoded");
    return pl_hint(pl, "write @ as %%40, / as %%2F, : as %%3A, ? as %%3F");
}

/* What is wrong, as far as libpq's message says it before it quotes a part of the source. */
static bool say_bad_source(struct pl *pl, const char *message) {
    const char *text = message ? message : "";
    char *reason = pl_trim(pl, pl_strndup(pl, text, strcspn(text, "\":\n")));
    pl_say(pl, PL_D_BAD_URL, NULL, "the PostgreSQL source cannot be understood%s%s", *reason ? ": " : "", reason);
    return pl_hint(pl, "write postgres://user@host:port/database, or host=... dbname=... user=...");
}

struct option {
    const char *keyword, *value;
};

static void set_option(struct option *list, size_t *n, const char *keyword, const char *value) {
    for (size_t i = 0; i < *n; i++) {
        if (strcmp(list[i].keyword, keyword) == 0) {
            list[i].value = value;
            return;
        }
    }
    list[(*n)++] = (struct option){ keyword, value };
}

static const char *get_option(const struct option *list, size_t n, const char *keyword) {
    for (size_t i = 0; i < n; i++)
        if (strcmp(list[i].keyword, keyword) == 0)
            return list[i].value;
    return NULL;
}

enum { MOST_OPTIONS = 96 };

/* Whether libpq itself has a value for it: from its own environment variables. */
static bool has_default(const char *keyword) {
    PQconninfoOption *all = PQconndefaults();
    bool found = false;
    for (const PQconninfoOption *o = all; o && o->keyword; o++)
        found |= strcmp(o->keyword, keyword) == 0 && o->val && *o->val;
    PQconninfoFree(all);
    return found;
}

/* What the settings say beside the URL comes first; what nobody says is left to libpq: PG* variables, service and
 * password files. */
static void add_login(struct pl *pl, const struct pl_login *login, struct option *list, size_t *n) {
    if (login && login->host) {
        set_option(list, n, "host", login->host);
        set_option(list, n, "hostaddr", NULL);
    }
    if (login && login->port)
        set_option(list, n, "port", login->port);
    if (login && login->user)
        set_option(list, n, "user", login->user);
    if (login && login->password)
        set_option(list, n, "password", login->password);
    if (login && login->database)
        set_option(list, n, "dbname", login->database);
    /* A connection that fell silent is noticed, on both sides: the mutex dies with it. */
    if (!get_option(list, *n, "tcp_user_timeout"))
        set_option(list, n, "tcp_user_timeout", "60000");
    if (!get_option(list, *n, "keepalives_idle"))
        set_option(list, n, "keepalives_idle", "30");
    if (login && login->connect_timeout)
        set_option(list, n, "connect_timeout", pl_format(pl, "%d", login->connect_timeout));
    else if (!get_option(list, *n, "connect_timeout") && !has_default("connect_timeout"))
        set_option(list, n, "connect_timeout", "10");
    set_option(list, n, "client_encoding", "UTF8");
    set_option(list, n, "fallback_application_name", "poundlock");
}

static bool read_source(struct pl *pl, const char *source, const struct pl_login *login, struct option *list, size_t *n) {
    char *message = NULL;
    if (is_url(source) && !url_is_safe(pl, source))
        return false;
    PQconninfoOption *parsed = PQconninfoParse(source, &message);
    if (!parsed) {
        say_bad_source(pl, message);
        PQfreemem(message);
        return false;
    }
    for (const PQconninfoOption *o = parsed; o->keyword && *n < MOST_OPTIONS - 12; o++)
        if (o->val)
            set_option(list, n, pl_strdup(pl, o->keyword), pl_strdup(pl, o->val));
    PQconninfoFree(parsed);
    add_login(pl, login, list, n);
    const char *port = get_option(list, *n, "port");
    if (port && port[strspn(port, "0123456789,")])
        return say_bad_source(pl, "the port is not a number");
    return true;
}

/* ---- connecting */

static void keys_and_values(const struct option *list, size_t n, const char **keys, const char **values) {
    size_t used = 0;
    for (size_t i = 0; i < n; i++) {
        if (!list[i].value)
            continue;
        keys[used] = list[i].keyword;
        values[used++] = list[i].value;
    }
    keys[used] = values[used] = NULL;
}

/* The message, without the password should it hold it. One of three letters would only be found in other words. */
static char *without_secret(struct pl *pl, const char *text, const char *secret) {
    struct pl_text out = { .pl = pl };
    size_t n = secret ? strlen(secret) : 0;
    for (const char *hit; n > 3 && (hit = strstr(text, secret)); text = hit + n) {
        pl_addn(&out, text, (size_t)(hit - text));
        pl_add(&out, "***");
    }
    pl_add(&out, text);
    return pl_trim(pl, pl_text(&out));
}

/* libpq keeps no SQLSTATE of a failed start, and its text comes in the server's language: a server that answers a ping but
 * not us refuses the login. */
static bool say_refusal(struct pl *pl, PGconn *conn, const char **keys, const char **values) {
    char *text = without_secret(pl, PQerrorMessage(conn), PQpass(conn));
    bool no_database = strstr(text, "database \"") && strstr(text, "\" does not exist");
    bool busy = strstr(text, "too many ") || strstr(text, "remaining connection slots") || strstr(text, "starting up");
    bool refused = PQconnectionNeedsPassword(conn) || strstr(text, "authentication failed") || strstr(text, "pg_hba.conf");
    if (!refused && !no_database && !busy)
        refused = PQpingParams(keys, values, 0) == PQPING_OK;
    for (char *p = text; (p = strpbrk(p, "\n\t"));)
        *p = ' ';
    pl_say(pl, refused ? PL_D_REFUSED : PL_D_UNREACHABLE, NULL, "cannot connect: %s", text);
    if (no_database)
        return pl_hint(pl, "make it first: createdb %s", PQdb(conn));
    return pl_hint(pl, refused ? "check the user and the password: of the URL, PGPASSWORD, or the password file ~/.pgpass"
                               : "is the server running, and are host and port right?");
}

static char *title_of(struct pl *pl, const PGconn *conn) {
    int v = PQserverVersion(conn);
    const char *host = PQhost(conn), *port = PQport(conn);
    return pl_format(pl, "postgres %d.%d at %s:%s/%s", v / 10000, v % 10000, host && *host ? host : "localhost",
                     port ? port : "", PQdb(conn));
}

bool pl_pg_no_rows(void *arg, int columns, const char *const *names, const char *const *values) {
    (void)arg, (void)columns, (void)names, (void)values;
    return true;
}

/* The server's own number for this session is not the one that the connection was told: somebody stands in between. */
bool pl_pg_is_pooled(struct pg *pg) {
    const char *pid = pl_db_value(&pg->db, "SELECT pg_catalog.pg_backend_pid()::text", NULL, 0);
    return pid && !pl_same(pid, pl_format(pg->db.pl, "%d", PQbackendPID(pg->conn)));
}

static bool take_start(void *arg, int columns, const char *const *names, const char *const *values) {
    struct pg *pg = arg;
    (void)names;
    if (columns < 5)
        return false;
    if (!pg->db.schema)
        pg->db.schema = values[0] ? pl_strdup(pg->db.pl, values[0]) : "public";
    pg->came_with = pl_strdup(pg->db.pl, values[1]);
    pg->pooled = strcmp(values[2], "0") == 0;
    pg->where = pl_strdup(pg->db.pl, values[3]);
    pg->big = values[4] && *values[4] == 't';
    return true;
}

/* The schema that the settings name, or the first of the path that the session would have; then the pins. */
static bool pin(struct pg *pg, const struct pl_login *login) {
    const char *params[] = { login && login->write ? "off" : "on", pl_format(pg->db.pl, "%d", PQbackendPID(pg->conn)) };
    pg->db.waits = pg->write = login && login->write;
    pg->db.schema = login ? login->schema : NULL;
    pg->path = PATH_EMPTY;
    if (!pl_pg_query(&pg->db, beginning, params, 2, take_start, pg))
        return pl_hint(pg->db.pl, "the session could not be set up");
    return true;
}

void pl_pg_no_notices(void *arg, const PGresult *res) {
    (void)arg;
    (void)res;
}

static struct pg *connect_to(struct pl *pl, const char **keys, const char **values) {
    PGconn *conn = PQconnectdbParams(keys, values, 0);
    if (PQstatus(conn) != CONNECTION_OK) {
        say_refusal(pl, conn, keys, values);
        PQfinish(conn);
        return NULL;
    }
    PQsetNoticeReceiver(conn, pl_pg_no_notices, NULL);
    struct pg *pg = PL_NEW(pl, struct pg);
    *pg = (struct pg){ .db = { .dialect = &pl_postgres, .pl = pl }, .conn = conn, .path = PATH_EMPTY, .keys = keys, .values = values };
    pg->db.version = (unsigned)PQserverVersion(conn);
    pg->db.title = title_of(pl, conn);
    return pg;
}

struct pl_db *pl_pg_open_again(struct pl_db *db) {
    const struct pg *pg = (const struct pg *)db;
    struct pg *other = connect_to(db->pl, pg->keys, pg->values);
    return other ? &other->db : NULL;
}

struct pl_db *pl_pg_open(struct pl *pl, const char *url, const struct pl_login *login) {
    struct option list[MOST_OPTIONS];
    size_t n = 0;
    if (!read_source(pl, url, login, list, &n))
        return NULL;
    const char **keys = pl_alloc(pl, (n + 1) * sizeof *keys), **values = pl_alloc(pl, (n + 1) * sizeof *values);
    keys_and_values(list, n, keys, values);
    struct pg *pg = connect_to(pl, keys, values);
    if (!pg)
        return NULL;
    bool ok = pg->db.version >= pl_postgres.oldest;
    if (!ok)
        pl_say(pl, PL_D_TOO_OLD, NULL, "%s is older than poundlock knows how to ask: PostgreSQL 13 is the oldest",
               pg->db.title);
    if (!ok || !(login && login->program ? pl_pg_begin_program(pg, login) : pin(pg, login))) {
        pl_pg_close(&pg->db);
        return NULL;
    }
    return &pg->db;
}

void pl_pg_close(struct pl_db *db) {
    struct pg *pg = (struct pg *)db;
    if (!pg)
        return;
    pl_pg_end_second(pg);
    PQfinish(pg->conn);
    pg->conn = NULL;
}

/* ---- statements */

bool pl_pg_is_good(const PGresult *res) {
    ExecStatusType status = PQresultStatus(res);
    return status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK || status == PGRES_EMPTY_QUERY;
}

/* After a rollback the path is what it was before the transaction set it. */
static void watch_path(struct pg *pg) {
    if (PQtransactionStatus(pg->conn) == PQTRANS_IDLE && pg->path_in_tx) {
        pg->path = PATH_UNKNOWN;
        pg->path_in_tx = false;
    }
}

static const char *own_path(const struct pg *pg) {
    struct pl_text name = { .pl = pg->db.pl };
    pl_pg_quote_name(&name, pg->db.schema);
    if (pg->came_with && *pg->came_with)
        pl_addf(&name, ", %s", pg->came_with);
    return name.s;
}

static bool set_path(struct pg *pg, bool own) {
    if (pg->path == (own ? PATH_OWN : PATH_EMPTY) || PQtransactionStatus(pg->conn) == PQTRANS_INERROR || !pg->db.schema)
        return true;
    const char *value[] = { own ? own_path(pg) : "", pg->pooled ? "true" : "false" };
    const char *sql = "SELECT pg_catalog.set_config('search_path', $1, $2::bool)";
    PGresult *res = PQexecParams(pg->conn, sql, 2, NULL, value, NULL, NULL, 0);
    bool ok = pl_pg_is_good(res) || pl_pg_say_result(pg, res);
    PQclear(res);
    pg->path = ok ? (own ? PATH_OWN : PATH_EMPTY) : PATH_UNKNOWN;
    pg->path_in_tx |= PQtransactionStatus(pg->conn) == PQTRANS_INTRANS;
    return ok;
}

bool pl_pg_give_rows(const PGresult *res, int from, int count, pl_row_fn *fn, void *arg) {
    enum { MOST = 64 };
    const char *names[MOST], *values[MOST];
    int columns = PQnfields(res) < MOST ? PQnfields(res) : MOST;
    for (int c = 0; c < columns; c++)
        names[c] = PQfname(res, c);
    for (int r = from; r < PQntuples(res) && r - from < count; r++) {
        for (int c = 0; c < columns; c++)
            values[c] = PQgetisnull(res, r, c) ? NULL : PQgetvalue(res, r, c);
        if (!fn(arg, columns, names, values))
            return false;
    }
    return true;
}

/* ---- behind a pooler: what one transaction set is gone with it, so each brings its own pins */

enum { PINNING = 2 };                                  /* statements of add_pins */

static void add_pins(const struct pg *pg, bool own, struct pl_text *out) {
    static const char session[] = "(s, v, false)";
    const char *at = strstr(pl_pg_pinning, session), *mode = strstr(pl_pg_pinning, "$1");
    pl_addn(out, pl_pg_pinning, (size_t)(at - pl_pg_pinning));
    pl_add(out, "(s, v, true)");
    at += sizeof session - 1;
    pl_addn(out, at, (size_t)(mode - at));
    pl_addf(out, "'off'%s; SET LOCAL search_path = %s; ", mode + 2, own ? own_path(pg) : "''");
}

static bool begin_pinned(struct pg *pg, bool own) {
    struct pl_text sql = { .pl = pg->db.pl };
    pl_add(&sql, pg->write ? "BEGIN; " : "BEGIN READ ONLY; ");
    add_pins(pg, own, &sql);
    PGresult *res = PQexec(pg->conn, sql.s);
    bool ok = pl_pg_is_good(res) || pl_pg_say_result(pg, res);
    PQclear(res);
    pg->path = own ? PATH_OWN : PATH_EMPTY;
    pg->path_in_tx = true;
    return ok;
}

/* What cannot run inside a transaction runs without pins. */
static PGresult *exec_pinned(struct pg *pg, const char *sql, const char *const *params, int count) {
    PGresult *res = PQexecParams(pg->conn, sql, count, NULL, params, NULL, NULL, 0);
    const char *state = PQresultErrorField(res, PG_DIAG_SQLSTATE);
    bool again = state && strcmp(state, "25001") == 0;
    PGresult *end = PQexec(pg->conn, pl_pg_is_good(res) ? "COMMIT" : "ROLLBACK");
    if (pl_pg_is_good(res) && !pl_pg_is_good(end)) {
        PQclear(res);
        return end;
    }
    PQclear(end);
    if (!again)
        return res;
    PQclear(res);
    return PQexecParams(pg->conn, sql, count, NULL, params, NULL, NULL, 0);
}

bool pl_pg_query(struct pl_db *db, const char *sql, const char *const *params, int count, pl_row_fn *fn, void *arg) {
    struct pg *pg = (struct pg *)db;
    bool alone = pg->pooled && PQtransactionStatus(pg->conn) == PQTRANS_IDLE;
    if (alone && pl_same(sql, db->dialect->begin))
        return begin_pinned(pg, fn == NULL);
    if (alone ? !begin_pinned(pg, fn == NULL) : !set_path(pg, fn == NULL))
        return false;
    PGresult *res = alone ? exec_pinned(pg, sql, params, count) : PQexecParams(pg->conn, sql, count, NULL, params, NULL, NULL, 0);
    bool ok = pl_pg_is_good(res) || pl_pg_say_result(pg, res);
    if (ok && fn)
        ok = pl_pg_give_rows(res, 0, PQntuples(res), fn, arg);
    PQclear(res);
    watch_path(pg);
    return ok;
}

bool pl_pg_try(struct pl_db *db, const char *sql, pl_pg_value_fn *fn, void *arg, char state[6]) {
    struct pg *pg = (struct pg *)db;
    bool alone = pg->pooled && PQtransactionStatus(pg->conn) == PQTRANS_IDLE;
    int statement = alone ? -PINNING : 0;
    struct pl_text pinned = { .pl = db->pl };
    state[0] = '\0';
    if (alone)                                         /* all of one text is one transaction, with or without a BEGIN in it */
        add_pins(pg, true, &pinned);
    else if (!set_path(pg, true))
        return false;
    pl_add(&pinned, sql);
    if (alone)
        pg->path = PATH_OWN;
    pg->path_in_tx |= alone;
    if (!PQsendQuery(pg->conn, pinned.s))
        return pl_say(db->pl, PL_D_UNREACHABLE, NULL, "the connection to %s broke", db->title);
    for (PGresult *res; (res = PQgetResult(pg->conn)); statement++) {
        const char *failed = PQresultErrorField(res, PG_DIAG_SQLSTATE);
        for (int r = 0; !failed && fn && statement >= 0 && r < PQntuples(res); r++)
            fn(arg, statement, PQgetvalue(res, r, 0));
        if (!pl_pg_is_good(res) && !state[0])
            snprintf(state, 6, "%s", failed ? failed : "08006");
        PQclear(res);
    }
    watch_path(pg);
    if (PQstatus(pg->conn) == CONNECTION_OK)
        return true;
    return pl_say(db->pl, PL_D_UNREACHABLE, NULL, "the connection to %s broke", db->title);
}
