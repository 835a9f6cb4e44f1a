/* Names and literals as PostgreSQL writes them: quoted only where they must be, so that statements read like a person's. */
#include <stdlib.h>
#include <string.h>

#include "dialects/postgres/postgres.h"

/* Words that cannot stand unquoted as the name of a table, column or type: reserved ones, and those that may only name
 * columns or types and functions. Of all supported servers together. Sorted, for bsearch. */
static const char *const reserved[] = {
    "all", "analyse", "analyze", "and", "any", "array", "as", "asc", "asymmetric", "authorization", "between", "bigint",
    "binary", "bit", "boolean", "both", "case", "cast", "char", "character", "check", "coalesce", "collate", "collation",
    "column", "concurrently", "constraint", "create", "cross", "current_catalog", "current_date", "current_role",
    "current_schema", "current_time", "current_timestamp", "current_user", "dec", "decimal", "default", "deferrable", "desc",
    "distinct", "do", "else", "end", "except", "exists", "extract", "false", "fetch", "float", "for", "foreign", "freeze",
    "from", "full", "grant", "greatest", "group", "grouping", "having", "ilike", "in", "initially", "inner", "inout", "int",
    "integer", "intersect", "interval", "into", "is", "isnull", "join", "json", "json_array", "json_arrayagg", "json_exists",
    "json_object", "json_objectagg", "json_query", "json_scalar", "json_serialize", "json_table", "json_value", "lateral",
    "leading", "least", "left", "like", "limit", "localtime", "localtimestamp", "merge_action", "national", "natural",
    "nchar", "none", "normalize", "not", "notnull", "null", "nullif", "numeric", "offset", "on", "only", "or", "order",
    "out", "outer", "overlaps", "overlay", "placing", "position", "precision", "primary", "real", "references", "returning",
    "right", "row", "select", "session_user", "setof", "similar", "smallint", "some", "substring", "symmetric",
    "system_user", "table", "tablesample", "then", "time", "timestamp", "to", "trailing", "treat", "trim", "true", "union",
    "unique", "user", "using", "values", "varchar", "variadic", "verbose", "when", "where", "window", "with",
    "xmlattributes",
    "xmlconcat", "xmlelement", "xmlexists", "xmlforest", "xmlnamespaces", "xmlparse", "xmlpi", "xmlroot", "xmlserialize",
    "xmltable",
};

static int by_text(const void *key, const void *row) {
    return strcmp(key, *(const char *const *)row);
}

/* As the server quotes: a dollar sign may stand in a name, but it puts such a name into quotes. */
static bool is_plain(const char *name) {
    size_t n = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_");
    if (!n || name[n] || (*name >= '0' && *name <= '9'))
        return false;
    return !bsearch(name, reserved, sizeof reserved / sizeof reserved[0], sizeof reserved[0], by_text);
}

void pl_pg_quote_name(struct pl_text *t, const char *name) {
    if (is_plain(name)) {
        pl_add(t, name);
        return;
    }
    pl_addc(t, '"');
    for (; *name; name++) {
        if (*name == '"')
            pl_addc(t, '"');
        pl_addc(t, *name);
    }
    pl_addc(t, '"');
}

/* standard_conforming_strings is on in our session, and in any that a plan is pasted into since 9.1; a backslash gets the
 * E form all the same, which means the same under both. */
void pl_pg_quote_text(struct pl_text *t, const char *text) {
    if (strchr(text, '\\'))
        pl_add(t, "E");
    pl_addc(t, '\'');
    for (; *text; text++) {
        if (*text == '\'' || *text == '\\')
            pl_addc(t, *text);
        pl_addc(t, *text);
    }
    pl_addc(t, '\'');
}

/* Cuts between characters of UTF-8, as the server does. */
static size_t cut(const char *s, size_t most) {
    while (most && ((unsigned char)s[most] & 0xC0) == 0x80)
        most--;
    return most;
}

char *pl_pg_made_name(struct pl *pl, const char *table, const char *column, const char *label) {
    size_t over = strlen(label) + 1 + (column ? 1 : 0), a = strlen(table), b = column ? strlen(column) : 0;
    while (a + b > 63 - over) {
        if (a > b)
            a--;
        else
            b--;
    }
    a = cut(table, a);
    b = column ? cut(column, b) : 0;
    return pl_format(pl, "%.*s%s%.*s_%s", (int)a, table, column ? "_" : "", (int)b, column ? column : "", label);
}

char *pl_pg_key_name(struct pl *pl, const struct pl_node *key) {
    return key->name[0] ? pl_strdup(pl, key->name) : pl_pg_made_name(pl, key->parent->name, NULL, "pkey");
}

static const char *parameters(struct pl *pl, const char *text, bool sorted) {
    const char *one[64];
    size_t n = 0;
    struct pl_text out = { .pl = pl };
    if (!text)
        return NULL;
    for (const char *p = text; *p && n < sizeof one / sizeof one[0]; p += *p == ',') {
        size_t len = strcspn(p, ",");
        char *option = pl_trim(pl, pl_strndup(pl, p, len)), *equals = strchr(option, '=');
        if (equals) {
            *equals = '\0';
            option = pl_format(pl, "%s=%s", pl_lower(pl, pl_trim(pl, option)), pl_trim(pl, equals + 1));
        }
        one[n++] = option;
        p += len;
    }
    if (sorted)
        qsort(one, n, sizeof one[0], pl_by_text);
    for (size_t i = 0; i < n; i++)
        pl_addf(&out, "%s%s", i ? ", " : "", one[i]);
    return out.s;
}

const char *pl_pg_storage(struct pl *pl, const char *text) {
    return parameters(pl, text, false);
}

bool pl_pg_same_storage(struct pl *pl, const char *a, const char *b) {
    return pl_same(a, b) || pl_same(parameters(pl, a, true), parameters(pl, b, true));
}

const char *pl_pg_replica_identity(struct pl *pl, const char *text) {
    static const char index[] = "using index";
    struct pl_text out = { .pl = pl };
    if (!text)
        return NULL;
    if (!pl_starts(pl_lower(pl, text), index))
        return strcmp(pl_lower(pl, text), "default") == 0 ? NULL : pl_lower(pl, text);
    const char *at = text + sizeof index - 1;
    struct pl_token t = pl_token_next(&at, false);
    const char *name = t.kind == PL_T_END ? "" : pl_token_name(pl, t);
    pl_addf(&out, "%s ", index);
    pl_pg_quote_name(&out, t.kind == PL_T_WORD ? pl_lower(pl, name) : name);
    return out.s;
}

char *pl_pg_upper(struct pl *pl, const char *text, size_t n) {
    struct pl_text out = { .pl = pl };
    for (size_t i = 0; text && i < n; i++)
        pl_addc(&out, text[i] >= 'a' && text[i] <= 'z' ? (char)(text[i] - 32) : text[i]);
    return out.s;
}

char *pl_pg_requoted(struct pl *pl, const char *text) {
    struct pl_text out = { .pl = pl };
    const char *from = text, *at = text;
    for (struct pl_token t; text && (t = pl_token_next(&at, false)).kind != PL_T_END;)
        if (t.kind == PL_T_QUOTED) {
            pl_addn(&out, from, (size_t)(t.s - from));
            pl_pg_quote_name(&out, pl_token_name(pl, t));
            from = at;
        }
    pl_add(&out, from);
    return out.s;
}
