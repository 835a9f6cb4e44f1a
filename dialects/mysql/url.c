/* Reads and writes mysql:// and mariadb:// URLs: mysql://user:password@host:port/database?ssl-mode=required&socket=/path
 *
 * Refuses what it does not know, so that a misspelt ssl-mode never means "no TLS". No message repeats any part of the URL
 * but the name of a parameter, because the parts around a wrong character may be the password.
 */
#include <stdlib.h>
#include <string.h>

#include "dialects/mysql/mysql.h"

static int hex_digit(char c) {
    const char *digits = "0123456789abcdef", *p;
    char lower = c >= 'A' && c <= 'F' ? (char)(c - 'A' + 'a') : c;
    p = lower ? strchr(digits, lower) : NULL;
    return p ? (int)(p - digits) : -1;
}

/* NULL when a % is not followed by two digits; %00 is refused as well: C strings would end there. */
static char *decoded(struct pl *pl, const char *s, size_t n) {
    char *out = pl_strndup(pl, s, n), *w = out;
    for (size_t i = 0; i < n; i++) {
        if (s[i] != '%') {
            *w++ = s[i];
            continue;
        }
        if (i + 2 >= n || hex_digit(s[i + 1]) < 0 || hex_digit(s[i + 2]) < 0)
            return NULL;
        *w = (char)(hex_digit(s[i + 1]) * 16 + hex_digit(s[i + 2]));
        if (!*w++)
            return NULL;
        i += 2;
    }
    *w = 0;
    return out;
}

static bool number(const char *s, unsigned most, unsigned *out) {
    char *end;
    unsigned long n = strtoul(s, &end, 10);
    if (!*s || *end || n == 0 || n > most)
        return false;
    *out = (unsigned)n;
    return true;
}

static bool parameter(struct pl *pl, const char *key, const char *value, struct pl_mysql_url *u) {
    static const char *const modes[] = {"disabled", "preferred", "required", "verify_ca", "verify_identity", NULL};
    const struct { const char *word; const char **to; } texts[] = {
        {"socket", &u->socket}, {"unix_socket", &u->socket}, {"ssl-ca", &u->ssl_ca}, {"ssl-cert", &u->ssl_cert}, {"ssl-key", &u->ssl_key},
        {"ssl-mode", &u->ssl_mode},
    };
    struct pl_nearest near = {.wrong = key};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        pl_nearest_add(&near, texts[i].word);
        if (strcmp(key, texts[i].word) == 0)
            *texts[i].to = value;
    }
    pl_nearest_add(&near, "connect-timeout");
    if (strcmp(key, "connect-timeout") == 0)
        return number(value, 86400, &u->timeout)
               || pl_say(pl, PL_D_BAD_URL, NULL, "\"connect-timeout\" of the database URL is not a number of seconds");
    if (strcmp(key, "ssl-mode") == 0) {
        u->ssl_mode = pl_lower(pl, value);
        for (int i = 0; modes[i]; i++)
            if (strcmp(u->ssl_mode, modes[i]) == 0)
                return true;
        pl_say(pl, PL_D_BAD_URL, NULL, "unknown ssl-mode in the database URL");
        return pl_hint(pl, "one of disabled, preferred, required, verify_ca, verify_identity");
    }
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        if (strcmp(key, texts[i].word) == 0)
            return true;
    pl_say(pl, PL_D_BAD_URL, NULL, "unknown parameter \"%s\" in the database URL", key);
    if (pl_nearest_word(&near))
        pl_hint(pl, "did you mean \"%s\"?", pl_nearest_word(&near));
    return false;
}

static bool parameters(struct pl *pl, const char *s, struct pl_mysql_url *u) {
    while (*s) {
        size_t n = strcspn(s, "&"), k = strcspn(s, "=&");
        char *key = decoded(pl, s, k), *value = k < n ? decoded(pl, s + k + 1, n - k - 1) : NULL;
        if (!key || !value)
            return pl_say(pl, PL_D_BAD_URL, NULL, "a parameter of the database URL is not key=value");
        if (!parameter(pl, key, value, u))
            return false;
        s += n + (s[n] == '&');
    }
    return true;
}

static bool host_port(struct pl *pl, const char *s, size_t n, struct pl_mysql_url *u) {
    const char *end = s + n, *port;
    if (n && *s == '[') {
        const char *close = memchr(s, ']', n);
        if (!close)
            return pl_say(pl, PL_D_BAD_URL, NULL, "a \"]\" is missing in the database URL");
        u->host = pl_strndup(pl, s + 1, (size_t)(close - s) - 1);
        port = close + 1;
    } else {
        port = memchr(s, ':', n);
        port = port ? port : end;
        if (port > s && !(u->host = decoded(pl, s, (size_t)(port - s))))
            return pl_say(pl, PL_D_BAD_URL, NULL, "a %% in the database URL is not followed by two hexadecimal digits");
    }
    if (port == end)
        return true;
    if (*port != ':' || !number(pl_strndup(pl, port + 1, (size_t)(end - port) - 1), 65535, &u->port)) {
        pl_say(pl, PL_D_BAD_URL, NULL, "the port of the database URL is not a number from 1 to 65535");
        return pl_hint(pl, "characters like : / @ # in a password are written %%3A %%2F %%40 %%23");
    }
    return true;
}

static bool authority(struct pl *pl, const char *s, size_t n, struct pl_mysql_url *u) {
    const char *at = NULL;
    for (size_t i = 0; i < n; i++)
        if (s[i] == '@')
            at = s + i;                     /* the last one: passwords with a bare @ are common */
    if (at) {
        size_t login = (size_t)(at - s), name = 0;
        while (name < login && s[name] != ':')
            name++;
        const char *user = name ? decoded(pl, s, name) : NULL;
        const char *password = name < login ? decoded(pl, s + name + 1, login - name - 1) : NULL;
        if ((name && !user) || (name < login && !password)) {
            pl_say(pl, PL_D_BAD_URL, NULL, "a %% in the database URL is not followed by two hexadecimal digits");
            return pl_hint(pl, "a %% in a password is written %%25");
        }
        u->user = user;
        u->password = password;
        n -= login + 1;
        s = at + 1;
    }
    return host_port(pl, s, n, u);
}

bool pl_mysql_url_read(struct pl *pl, const char *url, const struct pl_login *login, struct pl_mysql_url *u) {
    *u = (struct pl_mysql_url){0};
    const char *s = strstr(url, "://");
    if (!s)
        return pl_say(pl, PL_D_BAD_URL, NULL, "the database URL has no \"://\"");
    s += 3;
    size_t n = strcspn(s, "/?");
    if (!authority(pl, s, n, u))
        return false;
    s += n;
    if (*s == '/') {
        n = strcspn(++s, "?");
        if (n && !(u->database = decoded(pl, s, n)))
            return pl_say(pl, PL_D_BAD_URL, NULL, "a %% in the database URL is not followed by two hexadecimal digits");
        s += n;
    }
    if (*s == '?' && !parameters(pl, s + 1, u))
        return false;
    if (!login)
        return true;
    u->user = login->user ? login->user : u->user;
    u->password = login->password ? login->password : u->password;
    u->database = login->database ? login->database : u->database;
    u->timeout = login->connect_timeout > 0 ? (unsigned)login->connect_timeout : u->timeout;
    if (login->host && *login->host == '/')
        u->socket = login->host;
    else if (login->host)
        u->host = login->host;
    if (login->port && !number(login->port, 65535, &u->port))
        return pl_say(pl, PL_D_BAD_URL, NULL, "the port is not a number from 1 to 65535");
    return true;
}

static void add_parameter(struct pl_text *t, int *count, const char *key, const char *value) {
    if (!value)
        return;
    pl_addf(t, "%c%s=", (*count)++ ? '&' : '?', key);
    pl_add_encoded(t, value);
}

/* What the connection came to, by the URL, the settings and my.cnf. */
const char *pl_mysql_url_of(struct pl_db *db, const char *source) {
    const struct pl_mysql_db *my = pl_mysql_of(db);
    const struct pl_mysql_url *u = my->said;
    struct pl_text t = {.pl = db->pl};
    int parameters = 0;
    pl_addn(&t, source, (size_t)(strstr(source, "://") - source));
    pl_add(&t, "://");
    pl_add_encoded(&t, my->conn->user ? my->conn->user : "");
    if (my->conn->passwd && *my->conn->passwd) {
        pl_addc(&t, ':');
        pl_add_encoded(&t, my->conn->passwd);
    }
    const char *host = my->conn->host && !my->conn->unix_socket ? my->conn->host : "localhost";
    pl_addf(&t, strchr(host, ':') ? "@[%s]" : "@%s", host);
    if (!my->conn->unix_socket)
        pl_addf(&t, ":%u", my->conn->port);
    pl_addc(&t, '/');
    pl_add_encoded(&t, my->database ? my->database : "");
    add_parameter(&t, &parameters, "unix_socket", my->conn->unix_socket);
    add_parameter(&t, &parameters, "ssl-mode", u->ssl_mode);
    add_parameter(&t, &parameters, "ssl-ca", u->ssl_ca);
    add_parameter(&t, &parameters, "ssl-cert", u->ssl_cert);
    add_parameter(&t, &parameters, "ssl-key", u->ssl_key);
    return t.s;
}
