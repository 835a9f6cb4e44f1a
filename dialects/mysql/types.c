/* Data types of MySQL and MariaDB in one spelling, and which covers which.
 *
 * The spelling is that of information_schema without what says nothing: int(11) is int, tinyint(1) stays (it is what boolean
 * becomes), zerofill keeps its width because it shows. A width that is not the type's own stays on MariaDB, which keeps it,
 * and goes on MySQL, which does not. Portable words of models are rows of the same table.
 */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "dialects/mysql/mysql.h"

enum { MAX_WORDS = 8 };

/* other spellings; "*" keeps the arguments */
static const struct { const char *word, *is; bool takes; } synonyms[] = {
    {"integer", "int", true}, {"int4", "int", true}, {"int8", "bigint", true}, {"int2", "smallint", true},
    {"int3", "mediumint", true}, {"int1", "tinyint", true}, {"middleint", "mediumint", true},
    {"bool", "tinyint(1)", false}, {"boolean", "tinyint(1)", false},
    {"numeric", "decimal", true}, {"dec", "decimal", true}, {"fixed", "decimal", true}, {"number", "decimal", true},
    {"real", "double", true}, {"double precision", "double", true}, {"float8", "double", true}, {"float4", "float", true},
    {"character", "char", true}, {"character varying", "varchar", true}, {"varcharacter", "varchar", true},
    {"char varying", "varchar", true}, {"long varchar", "mediumtext", false}, {"long", "mediumtext", false},
    {"long varbinary", "mediumblob", false}, {"geomcollection", "geometrycollection", false},
    {"timestamptz", "timestamp", true}, {"timestamp with time zone", "timestamp", true},
    {"timestamp without time zone", "timestamp", true}, {"time without time zone", "time", true},
    {"bytes", "longblob", false}, {"bytea", "longblob", false}, {"jsonb", "json", false},
};

static const struct row {
    const char *word, *argument;    /* argument: what stands in the parentheses when nothing was said */
    enum pl_mysql_class class;
    int width, unsigned_width;      /* integers: what MariaDB writes when nothing was said */
    int rank;                       /* integers and texts: a greater one covers a smaller one */
} rows[] = {
    {"tinyint", NULL, PL_MY_INTEGER, 4, 3, 1},      {"smallint", NULL, PL_MY_INTEGER, 6, 5, 2},
    {"mediumint", NULL, PL_MY_INTEGER, 9, 8, 3},    {"int", NULL, PL_MY_INTEGER, 11, 10, 4},
    {"bigint", NULL, PL_MY_INTEGER, 20, 20, 5},     {"decimal", "10,0", PL_MY_NUMBER, 0, 0, 0},
    {"float", NULL, PL_MY_NUMBER, 0, 0, 1},         {"double", NULL, PL_MY_NUMBER, 0, 0, 2},
    {"year", NULL, PL_MY_NUMBER, 4, 4, 0},          {"bit", "1", PL_MY_BIT, 0, 0, 0},
    {"char", "1", PL_MY_STRING, 0, 0, 1},           {"varchar", NULL, PL_MY_STRING, 0, 0, 2},
    {"enum", NULL, PL_MY_STRING, 0, 0, 0},          {"set", NULL, PL_MY_STRING, 0, 0, 0},
    {"tinytext", NULL, PL_MY_BLOB, 0, 0, 11},       {"text", NULL, PL_MY_BLOB, 0, 0, 12},
    {"mediumtext", NULL, PL_MY_BLOB, 0, 0, 13},     {"longtext", NULL, PL_MY_BLOB, 0, 0, 14},
    {"tinyblob", NULL, PL_MY_BLOB, 0, 0, 21},       {"blob", NULL, PL_MY_BLOB, 0, 0, 22},
    {"mediumblob", NULL, PL_MY_BLOB, 0, 0, 23},     {"longblob", NULL, PL_MY_BLOB, 0, 0, 24},
    {"json", NULL, PL_MY_BLOB, 0, 0, 0},            {"binary", "1", PL_MY_OTHER, 0, 0, 3},
    {"varbinary", NULL, PL_MY_OTHER, 0, 0, 4},      {"date", NULL, PL_MY_OTHER, 0, 0, 0},
    {"time", NULL, PL_MY_OTHER, 0, 0, 0},           {"datetime", NULL, PL_MY_OTHER, 0, 0, 0},
    {"timestamp", NULL, PL_MY_OTHER, 0, 0, 0},      {"geometry", NULL, PL_MY_BLOB, 0, 0, 0},
    {"point", NULL, PL_MY_BLOB, 0, 0, 0},           {"linestring", NULL, PL_MY_BLOB, 0, 0, 0},
    {"polygon", NULL, PL_MY_BLOB, 0, 0, 0},         {"multipoint", NULL, PL_MY_BLOB, 0, 0, 0},
    {"multilinestring", NULL, PL_MY_BLOB, 0, 0, 0}, {"multipolygon", NULL, PL_MY_BLOB, 0, 0, 0},
    {"geometrycollection", NULL, PL_MY_BLOB, 0, 0, 0}, {"vector", NULL, PL_MY_OTHER, 0, 0, 0},
    {"uuid", NULL, PL_MY_OTHER, 0, 0, 0},           {"inet4", NULL, PL_MY_OTHER, 0, 0, 0},
    {"inet6", NULL, PL_MY_OTHER, 0, 0, 0},
};

struct parts {
    const struct row *row;
    const char *argument;           /* without the parentheses; NULL when none */
    bool is_unsigned, zerofill, compressed;
};

static const struct row *row_of(const char *word) {
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (strcmp(rows[i].word, word) == 0)
            return &rows[i];
    return NULL;
}

/* What stands between ( and ), literals in one spelling, blanks gone. */
static const char *argument_of(struct pl *pl, const char **s) {
    struct pl_text t = {.pl = pl};
    struct pl_token k;
    pl_addn(&t, "", 0);
    while ((k = pl_token_next(s, true)).kind != PL_T_END && !(k.kind == PL_T_SIGN && *k.s == ')')) {
        if (k.kind == PL_T_STRING || k.kind == PL_T_QUOTED)
            pl_mysql_quote_text(&t, pl_mysql_unquote(pl, k.s, k.len));
        else
            pl_addn(&t, k.s, k.len);
    }
    return pl_text(&t);
}

static bool modifier(struct parts *p, const char *word) {
    if (strcmp(word, "unsigned") == 0)
        return p->is_unsigned = true;
    if (strcmp(word, "zerofill") == 0)
        return p->is_unsigned = p->zerofill = true;
    if (strcmp(word, "compressed") == 0)
        return p->compressed = true;
    return strcmp(word, "signed") == 0;
}

static bool read_parts(struct pl *pl, const char *type, struct parts *p) {
    struct pl_text words = {.pl = pl};
    struct pl_token k;
    const char *s = type;
    *p = (struct parts){.compressed = strstr(type, "COMPRESSED*/") != NULL};
    while ((k = pl_token_next(&s, true)).kind != PL_T_END) {
        if (k.kind == PL_T_SIGN && *k.s == '(' && !p->argument) {
            p->argument = argument_of(pl, &s);
            continue;
        }
        const char *word = pl_lower(pl, pl_strndup(pl, k.s, k.len));
        if (k.kind != PL_T_WORD)
            return false;
        if (!modifier(p, word))
            pl_addf(&words, "%s%s", words.len ? " " : "", word);
    }
    const char *name = pl_text(&words);
    for (size_t i = 0; i < sizeof synonyms / sizeof synonyms[0]; i++) {
        if (strcmp(synonyms[i].word, name) != 0)
            continue;
        if (!synonyms[i].takes)
            p->argument = NULL;
        name = synonyms[i].is;
        if (strcmp(name, "tinyint(1)") == 0) {
            name = "tinyint";
            p->argument = "1";
        }
        break;
    }
    p->row = row_of(name);
    return p->row != NULL;
}

static int number_of(const char *s) {
    long n = strtol(s, NULL, 10);
    return n > 0 && n < INT_MAX ? (int)n : 0;
}

static void settle_width(struct pl *pl, struct parts *p, bool keeps_width) {
    int own = p->is_unsigned ? p->row->unsigned_width : p->row->width;
    int said = p->argument ? number_of(p->argument) : own;
    bool boolean = !p->is_unsigned && said == 1 && strcmp(p->row->word, "tinyint") == 0;
    bool shows = p->zerofill || boolean || (keeps_width && said != own);
    p->argument = shows ? pl_format(pl, "%d", said) : NULL;
}

static void settle_argument(struct pl *pl, struct parts *p, bool keeps_width) {
    const char *word = p->row->word, *said = p->argument;
    if (p->row->class == PL_MY_INTEGER) {
        settle_width(pl, p, keeps_width);
    } else if (!said) {
        p->argument = p->row->argument;
    } else if (strcmp(word, "decimal") == 0 && !strchr(said, ',')) {
        p->argument = pl_format(pl, "%s,0", said);
    } else if (strcmp(word, "float") == 0 && !strchr(said, ',')) {
        p->row = number_of(said) > 24 ? row_of("double") : p->row;
        p->argument = NULL;
    } else if (strcmp(word, "year") == 0 || (p->row->class == PL_MY_OTHER && strcmp(said, "0") == 0)) {
        p->argument = NULL;                             /* year(4), timestamp(0) */
    }
}

static const char *write_parts(struct pl *pl, const struct parts *p) {
    return pl_format(pl, "%s%s%s%s%s%s%s", p->row->word, p->argument ? "(" : "", p->argument ? p->argument : "",
                     p->argument ? ")" : "", p->is_unsigned ? " unsigned" : "", p->zerofill ? " zerofill" : "",
                     p->compressed ? " compressed" : "");
}

const char *pl_mariadb_type(struct pl *pl, const char *type) {
    struct parts p;
    if (!read_parts(pl, type, &p))
        return NULL;
    settle_argument(pl, &p, true);
    return write_parts(pl, &p);
}

const char *pl_mysql_type(struct pl *pl, const char *type) {
    struct parts p;
    if (!read_parts(pl, type, &p))
        return NULL;
    if (strcmp(p.row->word, "uuid") == 0)
        return "char(36)";
    settle_argument(pl, &p, false);
    return write_parts(pl, &p);
}

/* The row of a canonical type. */
static const struct row *first_word(const char *type) {
    char word[32];
    size_t n = type ? strcspn(type, "( ") : 0;
    if (!n || n >= sizeof word)
        return NULL;
    memcpy(word, type, n);
    word[n] = 0;
    return row_of(word);
}

enum pl_mysql_class pl_mysql_type_class(const char *type) {
    const struct row *row = first_word(type);
    return row ? row->class : PL_MY_OTHER;
}

bool pl_mysql_has_charset(const char *type) {
    const struct row *row = first_word(type);
    return row && (row->class == PL_MY_STRING || (row->rank > 10 && row->rank < 20));
}

static long argument_at(const char *type, int which) {
    const char *s = strchr(type, '(');
    for (; s && which; which--)
        s = strchr(s + 1, ',');
    return s ? strtol(s + 1, NULL, 10) : 0;
}

static bool covers_text(const struct row *w, const char *wide, const struct row *n, const char *narrow) {
    static const long room[] = {255, 65535, 16777215, 4294967295};
    if (w->rank < 10 && n->rank < 10)       /* char, varchar; binary, varbinary */
        return (w->rank > 2) == (n->rank > 2) && w->rank >= n->rank && argument_at(wide, 0) >= argument_at(narrow, 0);
    if (w->rank / 10 == n->rank / 10)
        return w->rank >= n->rank;
    /* characters may take four bytes each */
    long bytes = argument_at(narrow, 0) * (n->rank > 2 ? 1 : 4);
    return n->rank < 10 && w->rank / 10 == (n->rank > 2 ? 2 : 1) && room[w->rank % 10 - 1] >= bytes;
}

/* enum('a','b') within enum('a','b','c'): the numbers behind the words stay the same. */
static bool covers_values(const char *wide, const char *narrow) {
    size_t n = strlen(narrow);
    return n > 1 && strncmp(wide, narrow, n - 1) == 0 && (wide[n - 1] == ',' || wide[n - 1] == ')');
}

bool pl_mysql_covers(const char *wide, const char *narrow) {
    const struct row *w = first_word(wide), *n = first_word(narrow);
    if (strcmp(wide, narrow) == 0)
        return true;
    if (!w || !n)
        return false;
    bool wide_unsigned = strstr(wide, " unsigned") != NULL, narrow_unsigned = strstr(narrow, " unsigned") != NULL;
    if (w->class == PL_MY_INTEGER && n->class == PL_MY_INTEGER)
        return wide_unsigned == narrow_unsigned ? w->rank >= n->rank : !wide_unsigned && w->rank > n->rank;
    if (strcmp(w->word, "decimal") == 0 && w == n)
        return wide_unsigned <= narrow_unsigned && argument_at(wide, 1) >= argument_at(narrow, 1)
               && argument_at(wide, 0) - argument_at(wide, 1) >= argument_at(narrow, 0) - argument_at(narrow, 1);
    if (w->rank && n->rank && w->class == PL_MY_NUMBER && n->class == PL_MY_NUMBER)
        return w->rank >= n->rank && !strchr(wide, '(') && wide_unsigned <= narrow_unsigned;
    if (w == n && (strcmp(w->word, "enum") == 0 || strcmp(w->word, "set") == 0))
        return covers_values(wide, narrow);
    if (w == n && (w->class == PL_MY_OTHER || w->class == PL_MY_BIT))
        return argument_at(wide, 0) >= argument_at(narrow, 0);
    return w->rank && n->rank && w->class != PL_MY_INTEGER && n->class != PL_MY_INTEGER && w->class != PL_MY_NUMBER
           && n->class != PL_MY_NUMBER && covers_text(w, wide, n, narrow);
}
