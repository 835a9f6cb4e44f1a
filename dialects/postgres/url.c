/* Writes the URL of a connection, whatever it was opened by: a URL, key words, a service file, PG* variables. */
#include <string.h>
#include "dialects/postgres/session.h"

/* What another program must be told as well, where it is not what libpq takes by itself. */
static bool is_told(const PQconninfoOption *o) {
    static const char *const keys[] = { "sslmode", "sslcert", "sslkey", "sslrootcert", "sslcrl", "channel_binding", "gssencmode",
                                        "krbsrvname", "options", "target_session_attrs" };
    if (!o->val || !*o->val || pl_same(o->val, o->compiled))
        return false;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (strcmp(o->keyword, keys[i]) == 0)
            return true;
    return false;
}

static void add_parameter(struct pl_text *t, int *count, const char *key, const char *value) {
    pl_addf(t, "%c%s=", (*count)++ ? '&' : '?', key);
    pl_add_encoded(t, value);
}

static void add_login(struct pl_text *t, const PGconn *conn) {
    pl_add_encoded(t, PQuser(conn));
    if (PQpass(conn) && *PQpass(conn)) {
        pl_addc(t, ':');
        pl_add_encoded(t, PQpass(conn));
    }
    pl_addc(t, '@');
}

const char *pl_pg_url(struct pl_db *db, const char *source) {
    PGconn *conn = ((struct pg *)db)->conn;
    const char *host = PQhost(conn) ? PQhost(conn) : "";
    bool socket = *host == '/' || *host == '@' || !*host;
    struct pl_text t = { .pl = db->pl };
    int parameters = 0;
    pl_add(&t, pl_starts(source, "postgres://") ? "postgres://" : "postgresql://");
    add_login(&t, conn);
    if (!socket)
        pl_addf(&t, strchr(host, ':') ? "[%s]:%s" : "%s:%s", host, PQport(conn));
    pl_addc(&t, '/');
    pl_add_encoded(&t, PQdb(conn));
    if (socket && *host)
        add_parameter(&t, &parameters, "host", host);
    if (socket)
        add_parameter(&t, &parameters, "port", PQport(conn));
    PQconninfoOption *all = PQconninfo(conn);
    for (const PQconninfoOption *o = all; o && o->keyword; o++)
        if (is_told(o))
            add_parameter(&t, &parameters, o->keyword, o->val);
    PQconninfoFree(all);
    return t.s;
}
