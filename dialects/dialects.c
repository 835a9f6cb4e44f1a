/* The list of dialects: a new one is a row here and a folder beside this file. */
#include <string.h>
#include "dialects/dialect.h"

extern const struct pl_dialect pl_postgres, pl_mysql, pl_mariadb, pl_sqlite;

const struct pl_dialect *const pl_dialects[] = { &pl_postgres, &pl_mysql, &pl_mariadb, &pl_sqlite, NULL };

const struct pl_dialect *pl_dialect_named(const char *word) {
    for (int i = 0; pl_dialects[i]; i++)
        if (strcmp(pl_dialects[i]->name, word) == 0)
            return pl_dialects[i];
    return NULL;
}

static bool has_scheme(const char *source, const char *scheme) {
    size_t n = strlen(scheme);
    return strncmp(source, scheme, n) == 0 && source[n] == ':';
}

const struct pl_dialect *pl_dialect_of(const char *source) {
    for (int i = 0; pl_dialects[i]; i++)
        for (const char *const *s = pl_dialects[i]->schemes; *s; s++)
            if (has_scheme(source, *s))
                return pl_dialects[i];
    for (int i = 0; pl_dialects[i]; i++)
        if (pl_dialects[i]->recognises && pl_dialects[i]->recognises(source))
            return pl_dialects[i];
    return NULL;
}

struct value {
    struct pl *pl;
    char *text;
};

static bool take_value(void *arg, int columns, const char *const *names, const char *const *values) {
    struct value *v = arg;
    (void)names;
    if (columns > 0 && !v->text)
        v->text = pl_strdup(v->pl, values[0]);
    return true;
}

char *pl_db_value(struct pl_db *db, const char *sql, const char *const *params, int count) {
    struct value v = { .pl = db->pl };
    return db->dialect->query(db, sql, params, count, take_value, &v) ? v.text : NULL;
}
