/* Opens and pins one session of the MySQL protocol, and runs statements on it.
 *
 * Which dialect it is, is what the server says, not the URL: mysql:// to a MariaDB server gives pl_mariadb. The session is
 * pinned so that the same schema reads the same from every client. Refuses nothing that my.cnf says, but what is said here
 * comes first. No message holds a password: the server's own messages only tell whether one was given.
 */
#include <string.h>

#include "dialects/mysql/mysql.h"

/* One round trip. The fixed collation keeps comparisons of literals the same everywhere; NO_ZERO_DATE is left out because schemas
 * with DEFAULT '0000-00-00' are still common, and a default that exists live must be sayable. MariaDB alters a system-versioned
 * table only when told what becomes of its history. A primary key that MySQL adds to tables without one is its own business: it
 * is in no catalog then. */
static const char pinning[] =
    "SET SESSION character_set_client = utf8mb4, character_set_results = utf8mb4, collation_connection = utf8mb4_general_ci,"
    " sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION', time_zone = '+00:00',"
    " sql_quote_show_create = 1, group_concat_max_len = 1048576, foreign_key_checks = 1, unique_checks = 1,"
    " lock_wait_timeout = 30, autocommit = 1"
    "/*M!100600 , system_versioning_alter_history = KEEP *//*M!100802 , explicit_defaults_for_timestamp = 1 */"
    "/*!80030 , show_gipk_in_create_table_and_information_schema = 0 */";

/* Tried, and missed without harm: MySQL has it on by default, and may ask for a privilege to change it. */
static const char explicit_timestamps[] = "SET SESSION explicit_defaults_for_timestamp = 1";

static enum pl_code code_of(unsigned no) {
    static const struct { unsigned first, last; enum pl_code code; } rows[] = {
        {1044, 1045, PL_D_REFUSED}, {1142, 1143, PL_D_REFUSED}, {1227, 1227, PL_D_REFUSED}, {1370, 1370, PL_D_REFUSED},
        {1698, 1698, PL_D_REFUSED}, {1820, 1820, PL_D_REFUSED}, {1862, 1862, PL_D_REFUSED}, {3118, 3118, PL_D_REFUSED},
        {1290, 1290, PL_D_READ_ONLY}, {1836, 1836, PL_D_READ_ONLY}, {4151, 4151, PL_D_REFUSED},
        {1205, 1205, PL_D_LOCKED},  {1213, 1213, PL_D_LOCKED},  {3572, 3572, PL_D_LOCKED},
        {1040, 1040, PL_D_UNREACHABLE}, {1042, 1043, PL_D_UNREACHABLE}, {1049, 1049, PL_D_UNREACHABLE},
        {1053, 1053, PL_D_UNREACHABLE}, {1129, 1130, PL_D_UNREACHABLE}, {1152, 1161, PL_D_UNREACHABLE},
        {1203, 1203, PL_D_UNREACHABLE}, {1226, 1226, PL_D_UNREACHABLE}, {3032, 3032, PL_D_UNREACHABLE},
        {2000, 2099, PL_D_UNREACHABLE}, {5000, 5099, PL_D_UNREACHABLE},   /* the client library's own */
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (no >= rows[i].first && no <= rows[i].last)
            return rows[i].code;
    return PL_D_SERVER;
}

static bool say_connect(struct pl *pl, MYSQL *conn, const struct pl_mysql_url *u) {
    unsigned no = mysql_errno(conn);
    pl_say(pl, code_of(no), NULL, "cannot connect: %s", mysql_error(conn));
    if (no == 1049)
        return pl_hint(pl, "make it first: CREATE DATABASE `%s`", u->database);
    if (no == 1044 || no == 1045 || no == 1698)
        return pl_hint(pl, "check the user and password of the URL, or of my.cnf ([client] and [poundlock] are read)");
    return code_of(no) == PL_D_UNREACHABLE ? pl_hint(pl, "is the server running, and are host and port right?") : false;
}

static void set_tls(MYSQL *conn, const struct pl_mysql_url *u) {
    my_bool on = 1, off = 0;
    const char *mode = u->ssl_mode ? u->ssl_mode : "";
    if (u->ssl_ca)
        mysql_options(conn, MYSQL_OPT_SSL_CA, u->ssl_ca);
    if (u->ssl_cert)
        mysql_options(conn, MYSQL_OPT_SSL_CERT, u->ssl_cert);
    if (u->ssl_key)
        mysql_options(conn, MYSQL_OPT_SSL_KEY, u->ssl_key);
    if (strcmp(mode, "required") == 0 || pl_starts(mode, "verify"))
        mysql_options(conn, MYSQL_OPT_SSL_ENFORCE, &on);
    if (strcmp(mode, "disabled") == 0)
        mysql_options(conn, MYSQL_OPT_SSL_ENFORCE, &off);
    if (*mode)
        mysql_options(conn, MYSQL_OPT_SSL_VERIFY_SERVER_CERT, pl_starts(mode, "verify") ? &on : &off);
}

/* The client library falls back to no TLS in silence when the server has none. Nothing but the login has been sent then. */
static bool has_tls(struct pl *pl, MYSQL *conn, const struct pl_mysql_url *u) {
    bool wanted = u->ssl_mode && (strcmp(u->ssl_mode, "required") == 0 || pl_starts(u->ssl_mode, "verify"));
    if (!wanted || u->socket || mysql_get_ssl_cipher(conn))
        return true;
    return pl_say(pl, PL_D_UNREACHABLE, NULL, "cannot connect: ssl-mode is \"%s\" but the server does not speak TLS",
                  u->ssl_mode);
}

/* Rows that an UPDATE finds and leaves as they are count for programs: it is what other databases count. */
static MYSQL *connect_to(struct pl *pl, const struct pl_mysql_url *u, bool program) {
    MYSQL *conn = mysql_init(NULL);
    if (!conn) {
        pl_say(pl, PL_D_BUG, NULL, "the client library gives no handle");
        return NULL;
    }
    unsigned timeout = u->timeout ? u->timeout : 10, tcp = MYSQL_PROTOCOL_TCP;
    mysql_options(conn, MYSQL_READ_DEFAULT_GROUP, "poundlock");
    mysql_options(conn, MYSQL_SET_CHARSET_NAME, "utf8mb4");
    mysql_options(conn, MYSQL_OPT_CONNECT_TIMEOUT, &timeout);
    if (u->port && !u->socket)              /* a port with "localhost" means the port, not the default socket */
        mysql_options(conn, MYSQL_OPT_PROTOCOL, &tcp);
    set_tls(conn, u);
    if (!mysql_real_connect(conn, u->host, u->user, u->password, u->database, u->port, u->socket,
                            program ? CLIENT_FOUND_ROWS : 0)) {
        say_connect(pl, conn, u);
        mysql_close(conn);
        return NULL;
    }
    if (!has_tls(pl, conn, u)) {
        mysql_close(conn);
        return NULL;
    }
    return conn;
}

static bool pin(struct pl *pl, MYSQL *conn) {
    const char *version = mysql_get_server_info(conn);
    if (mysql_query(conn, pinning) != 0)
        return pl_say(pl, code_of(mysql_errno(conn)), NULL, "the session cannot be set up: %s", mysql_error(conn));
    if (!version || !strstr(version, "MariaDB"))
        (void)mysql_query(conn, explicit_timestamps);
    return true;
}

static const char *title_of(struct pl *pl, const struct pl_mysql_db *my, const struct pl_mysql_url *u) {
    const char *host = u->socket ? u->socket : u->host ? u->host : "localhost";
    const char *port = u->port && !u->socket ? pl_format(pl, ":%u", u->port) : "";
    return pl_format(pl, "%s %u.%u.%u at %s%s%s%s", my->db.dialect->name, my->db.version / 10000,
                     my->db.version / 100 % 100, my->db.version % 100, host, port, my->database ? "/" : "",
                     my->database ? my->database : "");
}

/* What the server says of itself: my.cnf may name the database, a proxy may hide the version, and whether two names of tables
 * are one was decided when the server was set up. */
static bool take_facts(void *arg, int columns, const char *const *names, const char *const *values) {
    struct pl_mysql_db *my = arg;
    (void)names;
    if (columns < 3)
        return true;
    if (values[0])
        my->database = pl_strdup(my->db.pl, values[0]);
    if (values[1] && strstr(values[1], "MariaDB"))
        my->db.dialect = &pl_mariadb;
    if (values[2] && strcmp(values[2], "0") != 0)
        my->db.nocase = UINT64_C(1) << PL_TABLE | UINT64_C(1) << PL_VIEW | UINT64_C(1) << PL_SEQUENCE | UINT64_C(1) << PL_TRIGGER;
    return true;
}

struct pl_db *pl_mysql_open(struct pl *pl, const char *url, const struct pl_login *login) {
    struct pl_mysql_url u;
    if (!pl_mysql_url_read(pl, url, login, &u))
        return NULL;
    bool program = login && login->program;
    MYSQL *conn = connect_to(pl, &u, program);
    if (!conn || (!program && !pin(pl, conn))) {
        mysql_close(conn);
        return NULL;
    }
    struct pl_mysql_db *my = PL_NEW(pl, struct pl_mysql_db);
    const char *version = mysql_get_server_info(conn);
    my->conn = conn;
    my->db.pl = pl;
    my->db.dialect = version && strstr(version, "MariaDB") ? &pl_mariadb : &pl_mysql;
    my->db.version = (unsigned)mysql_get_server_version(conn);
    my->db.schema = "";
    my->database = u.database;
    struct pl_mysql_url *said = PL_NEW(pl, struct pl_mysql_url);
    *said = u;
    my->said = said;
    my->db.title = title_of(pl, my, &u);
    if (program) {
        if (pl_mysql_begin_program(my, login))
            return &my->db;
        pl_mysql_close(&my->db);
        return NULL;
    }
    pl_mysql_try(&my->db, "SELECT DATABASE(), @@version_comment, @@lower_case_table_names", take_facts, my);
    my->db.one_schema = my->database != NULL;
    my->db.title = title_of(pl, my, &u);
    if (my->db.version < my->db.dialect->oldest) {
        pl_say(pl, PL_D_TOO_OLD, NULL, "%s is older than poundlock knows how to ask", my->db.title);
        pl_mysql_close(&my->db);
        return NULL;
    }
    return &my->db;
}

void pl_mysql_close(struct pl_db *db) {
    if (!db)
        return;
    mysql_close(pl_mysql_of(db)->conn);
    pl_mysql_of(db)->conn = NULL;
}

/* The statement with each ? outside quotes replaced by its escaped parameter, and, where the connection has no database of
 * its own, "= DATABASE()" of its conditions by all databases that are not the server's: alone each of them reaches the
 * catalog as a filter, which no condition with OR does. Nor is one of them its own where a step went there by USE. */
static const char *filled(struct pl_db *db, const char *sql, const char *const *params, int count) {
    struct pl_text t = {.pl = db->pl};
    static const char scope[] = "= DATABASE()", own[] = "DATABASE()";
    bool everything = !pl_mysql_of(db)->database && pl_starts(sql, "--");
    int used = 0;
    if (!everything && count == 0)
        return sql;
    for (char quote = 0; *sql; sql++) {
        if (quote) {
            quote = *sql == quote ? 0 : quote;
        } else if (*sql == '\'' || *sql == '"' || *sql == '`') {
            quote = *sql;
        } else if (*sql == '-' && pl_starts(sql, "-- ")) {
            sql += strcspn(sql, "\n");
        } else if (*sql == '?' && used < count) {
            if (params[used])
                pl_mysql_quote_text(&t, params[used]);
            else
                pl_add(&t, "NULL");
            used++;
            continue;
        } else if (everything && pl_starts(sql, scope) && sql[sizeof scope - 1] != ',') {
            pl_add(&t, "NOT IN ('mysql', 'information_schema', 'performance_schema', 'sys')");
            sql += sizeof scope - 2;
            continue;
        } else if (everything && pl_starts(sql, own)) {
            pl_add(&t, "NULL");
            sql += sizeof own - 2;
            continue;
        }
        if (*sql)
            pl_addc(&t, *sql);
        else
            break;
    }
    return pl_text(&t);
}

static bool hand_over(struct pl *pl, MYSQL_RES *rows, pl_row_fn *fn, void *arg) {
    int columns = (int)mysql_num_fields(rows);
    const char **names = pl_alloc(pl, (size_t)columns * sizeof *names);
    MYSQL_FIELD *fields = mysql_fetch_fields(rows);
    MYSQL_ROW row;
    bool ok = true;
    for (int i = 0; i < columns; i++)
        names[i] = fields[i].name;
    while (ok && (row = mysql_fetch_row(rows)))
        ok = fn(arg, columns, names, (const char *const *)row);
    return ok;
}

/* 0 done, -1 fn ended it, else the error number. */
static int run(struct pl *pl, MYSQL *conn, const char *sql, pl_row_fn *fn, void *arg) {
    size_t len = strlen(sql);
    while (len && (sql[len - 1] == '\n' || sql[len - 1] == ';'))
        len--;
    if (mysql_real_query(conn, sql, (unsigned long)len) != 0)
        return (int)mysql_errno(conn);
    MYSQL_RES *rows = mysql_store_result(conn);
    if (!rows)
        return mysql_field_count(conn) ? (int)mysql_errno(conn) : 0;
    bool ok = !fn || hand_over(pl, rows, fn, arg);
    mysql_free_result(rows);
    return ok ? 0 : -1;
}

unsigned pl_mysql_try(struct pl_db *db, const char *sql, pl_row_fn *fn, void *arg) {
    int no = run(db->pl, pl_mysql_of(db)->conn, sql, fn, arg);
    return no > 0 ? (unsigned)no : 0;
}

/* ---- many at once */

struct one_of {
    pl_mysql_row_of_fn *fn;
    void *arg;
    size_t which;
};

static bool row_of(void *arg, int columns, const char *const *names, const char *const *values) {
    const struct one_of *o = arg;
    return o->fn(o->arg, o->which, columns, names, values);
}

/* Takes the results of one round trip. Returns how many statements have been run: one that fails ends them. */
static size_t take_results(struct pl *pl, MYSQL *conn, size_t first, struct one_of *o) {
    for (o->which = first;; o->which++) {
        MYSQL_RES *rows = mysql_store_result(conn);
        if (rows) {
            hand_over(pl, rows, row_of, o);
            mysql_free_result(rows);
        }
        int more = mysql_next_result(conn);
        if (more != 0)                      /* -1: that was all; else the next one failed */
            return o->which - first + (more > 0 ? 2 : 1);
    }
}

bool pl_mysql_try_all(struct pl_db *db, const char *const *sql, size_t count, pl_mysql_row_of_fn *fn, void *arg) {
    enum { AT_ONCE = 100 };
    MYSQL *conn = pl_mysql_of(db)->conn;
    struct one_of o = {.fn = fn, .arg = arg};
    if (!count)
        return true;
    mysql_set_server_option(conn, MYSQL_OPTION_MULTI_STATEMENTS_ON);
    for (size_t i = 0, done; i < count; i += done) {
        struct pl_text t = {.pl = db->pl};
        for (size_t j = i; j < count && j < i + AT_ONCE; j++)
            pl_addf(&t, "%s%s", j > i ? ";" : "", sql[j]);
        done = mysql_real_query(conn, t.s, (unsigned long)t.len) == 0 ? take_results(db->pl, conn, i, &o) : 1;
        if (pl_mysql_lost(mysql_errno(conn)))
            return pl_mysql_say_lost(db);
    }
    mysql_set_server_option(conn, MYSQL_OPTION_MULTI_STATEMENTS_OFF);
    return true;
}

static bool say_failed(struct pl_db *db, unsigned no) {
    MYSQL *conn = pl_mysql_of(db)->conn;
    pl_say(db->pl, code_of((unsigned)no), NULL, "%s: %s", db->title, mysql_error(conn));
    if (code_of((unsigned)no) == PL_D_LOCKED)
        pl_hint(db->pl, "another session holds the table; SHOW PROCESSLIST tells which");
    if (no == 1845 || no == 1846)              /* ER_ALTER_OPERATION_NOT_SUPPORTED and _REASON */
        pl_hint(db->pl, "the server cannot make this change while others work; in a quiet hour: --offline lets it choose how");
    return false;
}

bool pl_mysql_query(struct pl_db *db, const char *sql, const char *const *params, int count, pl_row_fn *fn, void *arg) {
    int no = run(db->pl, pl_mysql_of(db)->conn, filled(db, sql, params, count), fn, arg);
    return no <= 0 ? no == 0 : say_failed(db, (unsigned)no);
}

/* ---- the questions of the catalog */

static void add_statement(struct pl_text *t, const char *sql) {
    size_t n = strlen(sql);
    while (n && (sql[n - 1] == '\n' || sql[n - 1] == ';'))
        n--;
    pl_add(t, t->len ? ";\n" : "");
    pl_addn(t, sql, n);
}

/* Asked for one table by its name, MariaDB opens that table's file; asked for several, it reads the whole folder. */
static int times(const struct pl_db *db, const struct pl_asking *a) {
    enum { MOST_ALONE = 16 };
    int names = pl_scope_times(db->scope, a->sql);
    return names && names <= MOST_ALONE ? names : 1;
}

static bool ask_in_one_go(struct pl_db *db, const struct pl_asking *list, int count) {
    MYSQL *conn = pl_mysql_of(db)->conn;
    struct pl_text t = {.pl = db->pl};
    bool ok = true;
    for (int i = 0; i < count; i++)
        for (int k = 0, n = times(db, &list[i]); k < n; k++)
            add_statement(&t, filled(db, n > 1 ? pl_scope_sql_of(db, list[i].sql, k) : pl_scope_sql(db, list[i].sql), NULL, 0));
    mysql_set_server_option(conn, MYSQL_OPTION_MULTI_STATEMENTS_ON);
    int failed = mysql_real_query(conn, t.s, (unsigned long)t.len);
    for (int i = 0; !failed && i < count; i++) {
        for (int k = 0, n = times(db, &list[i]); !failed && k < n; k++) {
            MYSQL_RES *rows = mysql_store_result(conn);
            ok = ok && rows && hand_over(db->pl, rows, list[i].fn, list[i].arg);
            failed = !rows || mysql_next_result(conn) > 0;
            mysql_free_result(rows);
        }
    }
    if (failed)
        ok = say_failed(db, mysql_errno(conn));
    mysql_set_server_option(conn, MYSQL_OPTION_MULTI_STATEMENTS_OFF);
    return ok;
}

bool pl_mysql_query_all(struct pl_db *db, const struct pl_asking *list, int count) {
    if (!pl_scope_is_all(db->scope) && count)
        return ask_in_one_go(db, list, count);
    for (int i = 0; i < count; i++)
        if (!pl_mysql_query(db, list[i].sql, NULL, 0, list[i].fn, list[i].arg))
            return false;
    return true;
}
