/* What a program is told that carries out an ALTER TABLE in our place. */
#include <string.h>

#include "dialects/mysql/mysql.h"
#include "dialects/mysql/sql.h"

/* A value of an option file: quoted, with what a quoted one would end or escape made plain. */
static void add_option(struct pl_text *t, const char *key, const char *value) {
    if (!value || !*value)
        return;
    pl_addf(t, "%s=\"", key);
    for (; *value; value++) {
        if (*value == '"' || *value == '\\')
            pl_addc(t, '\\');
        pl_addc(t, *value);
    }
    pl_add(t, "\"\n");
}

static const char *host_of(const MYSQL *conn) {
    return conn->host && !conn->unix_socket ? conn->host : "localhost";
}

static const char *file(struct pl *pl, const MYSQL *conn) {
    struct pl_text t = {.pl = pl};
    pl_add(&t, "[client]\n");
    add_option(&t, "user", conn->user);
    add_option(&t, "password", conn->passwd);
    add_option(&t, "host", host_of(conn));
    if (conn->unix_socket)
        add_option(&t, "socket", conn->unix_socket);
    else
        pl_addf(&t, "port=%u\n", conn->port);
    return t.s;
}

static const char *said(struct pl_db *db, const char *word) {
    const struct pl_mysql_db *my = pl_mysql_of(db);
    const MYSQL *conn = my->conn;
    if (strcmp(word, "file") == 0)
        return file(db->pl, conn);
    if (strcmp(word, "port") == 0)
        return pl_format(db->pl, "%u", conn->port);
    return strcmp(word, "host") == 0 ? host_of(conn) : strcmp(word, "user") == 0 ? conn->user :
           strcmp(word, "socket") == 0 ? conn->unix_socket : NULL;
}

const struct pl_handing pl_mysql_handing = {.sizes = pl_sql_mysql_sizes, .shape = "SHOW CREATE TABLE ", .said = said};
