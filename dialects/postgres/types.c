/* Data types: the canonical words, which type holds all values of another, and what a change of type costs.
 *
 * Canonical is the shortest word that PostgreSQL itself accepts: format_type's "character varying(20)" and the models'
 * "VARCHAR (20)" are both varchar(20). A name that is not in the table is a type of somebody's own and stays as it is.
 */
#include <stdlib.h>
#include <string.h>

#include "dialects/postgres/postgres.h"

/* ---- reading */

enum family { OTHER, WHOLE, DECIMAL, FLOAT, TEXT, BITS, DAY, CLOCK, SPAN, JSON, NET };

struct word {
    const char *said, *canonical;
    enum family family;
    int rank;                                          /* within the family: a higher one holds the lower ones */
    const char *fallback;                              /* modifier when none is said */
};

static const struct word words[] = {
    { "smallint", "smallint", WHOLE, 2, NULL },
    { "int2", "smallint", WHOLE, 2, NULL },
    { "int", "int", WHOLE, 4, NULL },
    { "integer", "int", WHOLE, 4, NULL },
    { "int4", "int", WHOLE, 4, NULL },
    { "bigint", "bigint", WHOLE, 8, NULL },
    { "int8", "bigint", WHOLE, 8, NULL },
    { "numeric", "numeric", DECIMAL, 0, NULL },
    { "decimal", "numeric", DECIMAL, 0, NULL },
    { "dec", "numeric", DECIMAL, 0, NULL },
    { "real", "real", FLOAT, 4, NULL },
    { "float4", "real", FLOAT, 4, NULL },
    { "double precision", "double precision", FLOAT, 8, NULL },
    { "float8", "double precision", FLOAT, 8, NULL },
    { "float", "double precision", FLOAT, 8, NULL },
    { "varchar", "varchar", TEXT, 2, NULL },
    { "character varying", "varchar", TEXT, 2, NULL },
    { "char varying", "varchar", TEXT, 2, NULL },
    { "national character varying", "varchar", TEXT, 2, NULL },
    { "char", "char", TEXT, 1, "1" },
    { "character", "char", TEXT, 1, "1" },
    { "nchar", "char", TEXT, 1, "1" },
    { "bpchar", "bpchar", TEXT, 1, NULL },
    { "text", "text", TEXT, 3, NULL },
    { "name", "name", OTHER, 0, NULL },
    { "bytea", "bytea", OTHER, 0, NULL },
    { "bit", "bit", BITS, 1, "1" },
    { "bit varying", "varbit", BITS, 2, NULL },
    { "varbit", "varbit", BITS, 2, NULL },
    { "boolean", "boolean", OTHER, 0, NULL },
    { "bool", "boolean", OTHER, 0, NULL },
    { "date", "date", DAY, 0, NULL },
    { "timestamp", "timestamp", DAY, 1, NULL },
    { "timestamp without time zone", "timestamp", DAY, 1, NULL },
    { "timestamptz", "timestamptz", DAY, 2, NULL },
    { "timestamp with time zone", "timestamptz", DAY, 2, NULL },
    { "time", "time", CLOCK, 1, NULL },
    { "time without time zone", "time", CLOCK, 1, NULL },
    { "timetz", "timetz", CLOCK, 2, NULL },
    { "time with time zone", "timetz", CLOCK, 2, NULL },
    { "interval", "interval", SPAN, 0, NULL },
    { "interval year", "interval year", SPAN, 0, NULL },
    { "interval month", "interval month", SPAN, 0, NULL },
    { "interval day", "interval day", SPAN, 0, NULL },
    { "interval hour", "interval hour", SPAN, 0, NULL },
    { "interval minute", "interval minute", SPAN, 0, NULL },
    { "interval second", "interval second", SPAN, 0, NULL },
    { "interval year to month", "interval year to month", SPAN, 0, NULL },
    { "interval day to hour", "interval day to hour", SPAN, 0, NULL },
    { "interval day to minute", "interval day to minute", SPAN, 0, NULL },
    { "interval day to second", "interval day to second", SPAN, 0, NULL },
    { "interval hour to minute", "interval hour to minute", SPAN, 0, NULL },
    { "interval hour to second", "interval hour to second", SPAN, 0, NULL },
    { "interval minute to second", "interval minute to second", SPAN, 0, NULL },
    { "json", "json", JSON, 1, NULL },
    { "jsonb", "jsonb", JSON, 2, NULL },
    { "inet", "inet", NET, 2, NULL },
    { "cidr", "cidr", NET, 1, NULL },
    { "macaddr", "macaddr", OTHER, 0, NULL },
    { "macaddr8", "macaddr8", OTHER, 0, NULL },
    { "uuid", "uuid", OTHER, 0, NULL },
    { "xml", "xml", OTHER, 0, NULL },
    { "money", "money", OTHER, 0, NULL },
    { "oid", "oid", OTHER, 0, NULL },
    { "point", "point", OTHER, 0, NULL },
    { "line", "line", OTHER, 0, NULL },
    { "lseg", "lseg", OTHER, 0, NULL },
    { "box", "box", OTHER, 0, NULL },
    { "path", "path", OTHER, 0, NULL },
    { "polygon", "polygon", OTHER, 0, NULL },
    { "circle", "circle", OTHER, 0, NULL },
    { "tsvector", "tsvector", OTHER, 0, NULL },
    { "tsquery", "tsquery", OTHER, 0, NULL },
    { "jsonpath", "jsonpath", OTHER, 0, NULL },
    { "pg_lsn", "pg_lsn", OTHER, 0, NULL },
    { "pg_snapshot", "pg_snapshot", OTHER, 0, NULL },
    { "txid_snapshot", "txid_snapshot", OTHER, 0, NULL },
    { "xid", "xid", OTHER, 0, NULL },
    { "xid8", "xid8", OTHER, 0, NULL },
    { "cid", "cid", OTHER, 0, NULL },
    { "tid", "tid", OTHER, 0, NULL },
    { "refcursor", "refcursor", OTHER, 0, NULL },
    { "regclass", "regclass", OTHER, 0, NULL },
    { "regcollation", "regcollation", OTHER, 0, NULL },
    { "regconfig", "regconfig", OTHER, 0, NULL },
    { "regdictionary", "regdictionary", OTHER, 0, NULL },
    { "regnamespace", "regnamespace", OTHER, 0, NULL },
    { "regoper", "regoper", OTHER, 0, NULL },
    { "regoperator", "regoperator", OTHER, 0, NULL },
    { "regproc", "regproc", OTHER, 0, NULL },
    { "regprocedure", "regprocedure", OTHER, 0, NULL },
    { "regrole", "regrole", OTHER, 0, NULL },
    { "regtype", "regtype", OTHER, 0, NULL },
    { "int4range", "int4range", OTHER, 0, NULL },
    { "int8range", "int8range", OTHER, 0, NULL },
    { "numrange", "numrange", OTHER, 0, NULL },
    { "tsrange", "tsrange", OTHER, 0, NULL },
    { "tstzrange", "tstzrange", OTHER, 0, NULL },
    { "daterange", "daterange", OTHER, 0, NULL },
    { "int4multirange", "int4multirange", OTHER, 0, NULL },
    { "int8multirange", "int8multirange", OTHER, 0, NULL },
    { "nummultirange", "nummultirange", OTHER, 0, NULL },
    { "tsmultirange", "tsmultirange", OTHER, 0, NULL },
    { "tstzmultirange", "tstzmultirange", OTHER, 0, NULL },
    { "datemultirange", "datemultirange", OTHER, 0, NULL },
    { "\"char\"", "\"char\"", OTHER, 0, NULL },
};

struct parsed {
    const struct word *word;
    char modifier[48];                                 /* "12,2", or empty */
    bool array;
};

static const struct word *find_word(const char *said) {
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strcmp(words[i].said, said) == 0)
            return &words[i];
    return NULL;
}

static bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Words in lower case with one blank between, the modifier taken out of wherever it stands, [..] and ARRAY as a flag. */
static bool read_type(const char *s, struct parsed *out) {
    char text[96];
    size_t n = 0, m = 0;
    *out = (struct parsed){ 0 };
    if (strchr(s, '"') && strncmp(s, "\"char\"", 6) != 0)
        return false;                                  /* a quoted name is somebody's own, whatever it spells */
    if (strncmp(s, "pg_catalog.", 11) == 0)
        s += 11;
    while (*s) {
        if (is_space(*s)) {
            s++;
        } else if (*s == '(') {
            for (s++; *s && *s != ')' && m + 1 < sizeof out->modifier; s++)
                if (!is_space(*s))
                    out->modifier[m++] = *s;
            if (*s++ != ')')
                return false;
        } else if (*s == '[') {
            while (*s && *s != ']')
                s++;
            if (*s++ != ']')
                return false;
            out->array = true;
        } else {
            if (n && n + 1 < sizeof text)
                text[n++] = ' ';
            size_t start = n;
            while (*s && !is_space(*s) && *s != '(' && *s != '[' && n + 1 < sizeof text) {
                text[n++] = *s >= 'A' && *s <= 'Z' && *s != '"' ? (char)(*s + 32) : *s;
                s++;
            }
            if (start == n)
                return false;
            if (n - start == 5 && memcmp(text + start, "array", 5) == 0 && start) {
                out->array = true;
                n = start - 1;
            }
        }
    }
    text[n] = '\0';
    out->word = n ? find_word(text) : NULL;
    return out->word != NULL;
}

/* numeric(10,0) is numeric(10); float(p) is a word of two types. */
static void settle_modifier(struct parsed *t) {
    size_t n = strlen(t->modifier);
    if (!n && t->word->fallback)
        memcpy(t->modifier, t->word->fallback, strlen(t->word->fallback) + 1);
    if (t->word->family == DECIMAL && n > 2 && strcmp(t->modifier + n - 2, ",0") == 0)
        t->modifier[n - 2] = '\0';
    if (t->word->family == FLOAT && n) {
        if (atoi(t->modifier) <= 24)
            t->word = find_word("real");
        t->modifier[0] = '\0';
    }
}

static bool parse(const char *s, struct parsed *out) {
    if (!s || !read_type(s, out))
        return false;
    settle_modifier(out);
    return true;
}

const char *pl_pg_type(struct pl *pl, const char *type) {
    static const char question[] = "type";
    struct parsed t;
    bool there;
    struct pl_memo *m = pl_memo(pl, question, type, &there);
    if (there || !parse(type, &t))
        return m->value;
    const char *open = t.modifier[0] ? "(" : "", *close = t.modifier[0] ? ")" : "";
    m->value = pl_format(pl, "%s%s%s%s%s", t.word->canonical, open, t.modifier, close, t.array ? "[]" : "");
    return m->value;
}

/* Words of other databases. What follows in parentheses stays only where it means the same here. */
const char *pl_pg_portable(struct pl *pl, const char *type) {
    static const struct { const char *word, *own; bool modified; } rows[] = {
        { "tinyint", "smallint", false },   { "double", "double precision", false }, { "nvarchar", "varchar", true },
        { "datetime", "timestamp", true },  { "bytes", "bytea", false },             { "blob", "bytea", false },
        { "clob", "text", false },          { "string", "text", false },
    };
    size_t n = strcspn(type, "([");
    const char *word = pl_trim(pl, pl_strndup(pl, type, n));
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (pl_same_nocase(word, rows[i].word))
            return pl_format(pl, "%s%s", rows[i].own, rows[i].modified || !strchr(type, '(') ? type + n : "");
    return NULL;
}

/* ---- which holds which */

static int first_number(const struct parsed *t, int otherwise) {
    return t->modifier[0] ? atoi(t->modifier) : otherwise;
}

static int scale(const struct parsed *t) {
    const char *comma = strchr(t->modifier, ',');
    return comma ? atoi(comma + 1) : 0;
}

enum { UNLIMITED = 1 << 30 };

static bool decimal_covers(const struct parsed *wide, const struct parsed *narrow) {
    static const int digits[] = { [2] = 5, [4] = 10, [8] = 19 };
    if (!wide->modifier[0])
        return narrow->word->family == DECIMAL || narrow->word->family == WHOLE;
    int whole = first_number(wide, 0) - scale(wide);
    if (narrow->word->family == WHOLE)
        return whole >= digits[narrow->word->rank];
    return narrow->word->family == DECIMAL && narrow->modifier[0] && scale(wide) >= scale(narrow) &&
           whole >= first_number(narrow, 0) - scale(narrow);
}

static bool float_covers(const struct parsed *wide, const struct parsed *narrow) {
    if (narrow->word->family == WHOLE)
        return narrow->word->rank * 2 <= wide->word->rank;
    return narrow->word->family == FLOAT && wide->word->rank >= narrow->word->rank;
}

static bool text_covers(const struct parsed *wide, const struct parsed *narrow) {
    if (narrow->word->family != TEXT || wide->word->rank < narrow->word->rank)
        return wide->word->rank == 2 && !wide->modifier[0] && narrow->word->family == TEXT;
    int most = wide->word->rank == 3 ? UNLIMITED : first_number(wide, UNLIMITED);
    return most >= (narrow->word->rank == 3 ? UNLIMITED : first_number(narrow, UNLIMITED));
}

static bool scalar_covers(const struct parsed *wide, const struct parsed *narrow) {
    enum family f = wide->word->family;
    if (f == DECIMAL)
        return decimal_covers(wide, narrow);
    if (f == FLOAT)
        return float_covers(wide, narrow);
    if (f == TEXT)
        return text_covers(wide, narrow);
    if (f != narrow->word->family)
        return false;
    if (f == WHOLE || f == NET)
        return wide->word->rank >= narrow->word->rank;
    if (f == BITS)
        return wide->word->rank == 2 ? first_number(wide, UNLIMITED) >= first_number(narrow, UNLIMITED)
                                     : narrow->word->rank == 1 && first_number(wide, 1) == first_number(narrow, 1);
    if (strcmp(wide->word->canonical, narrow->word->canonical) != 0)
        return f == SPAN && strcmp(wide->word->canonical, "interval") == 0 &&
            first_number(wide, 6) >= first_number(narrow, 6);
    return f == DAY || f == CLOCK || f == SPAN ? first_number(wide, 6) >= first_number(narrow, 6) : true;
}

bool pl_pg_covers(const char *wide, const char *narrow) {
    struct parsed w, n;
    if (pl_same(wide, narrow))
        return true;
    return parse(wide, &w) && parse(narrow, &n) && w.array == n.array && scalar_covers(&w, &n);
}

/* ---- what a change of type costs */

static bool same_base(const char *a, const char *b) {
    size_t n = strcspn(a, "(");
    return n == strcspn(b, "(") && strncmp(a, b, n) == 0;
}

bool pl_pg_converts(const char *from, const char *to) {
    struct parsed f, t;
    bool known_from = parse(from, &f), known_to = parse(to, &t);
    if (known_to && !t.array && t.word->family == TEXT)
        return true;                                   /* everything has an assignment cast to a string type */
    if (!known_from || !known_to)
        return same_base(from, to);
    if (f.array != t.array)
        return false;
    if (strcmp(f.word->canonical, t.word->canonical) == 0)
        return true;
    bool numbers = (f.word->family == WHOLE || f.word->family == DECIMAL || f.word->family == FLOAT) &&
                   (t.word->family == WHOLE || t.word->family == DECIMAL || t.word->family == FLOAT);
    return numbers || (f.word->family == t.word->family && f.word->family != OTHER);
}

/* What has explicit casts to and from nothing else than the pairs below. */
static bool is_plain(const struct word *w) {
    static const char *const others[] = { "boolean", "bytea", "uuid", "macaddr", "macaddr8", "tsvector", "tsquery" };
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        if (strcmp(w->canonical, others[i]) == 0)
            return true;
    return w->family != OTHER;
}

/* Explicit casts between two built-in types, where there is none by way of a string. */
bool pl_pg_has_cast(const char *from, const char *to) {
    static const char *const pairs[][2] = {
        { "timestamp", "time" },  { "timestamptz", "time" },  { "timestamptz", "timetz" }, { "time", "interval" },
        { "interval", "time" },   { "time", "timetz" },       { "timetz", "time" },        { "json", "jsonb" },
        { "jsonb", "json" },      { "boolean", "int" },       { "int", "boolean" },        { "int", "oid" },
        { "bigint", "oid" },      { "smallint", "oid" },      { "oid", "int" },            { "oid", "bigint" },
        { "int", "bit" },         { "bigint", "bit" },        { "bit", "int" },            { "bit", "bigint" },
        { "numeric", "money" },   { "int", "money" },         { "bigint", "money" },       { "money", "numeric" },
        { "jsonb", "boolean" },   { "jsonb", "numeric" },     { "jsonb", "int" },          { "jsonb", "bigint" },
        { "jsonb", "smallint" },  { "jsonb", "real" },        { "jsonb", "double precision" }, { "macaddr", "macaddr8" },
        { "macaddr8", "macaddr" },
    };
    struct parsed f, t;
    if (pl_pg_converts(from, to) || !parse(from, &f) || !parse(to, &t))
        return true;
    if (f.word->family == TEXT ? !f.array || t.array : f.array && t.array && t.word->family == TEXT)
        return true;
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
        if (f.array == t.array && strcmp(f.word->canonical, pairs[i][0]) == 0 && strcmp(t.word->canonical, pairs[i][1]) == 0)
            return true;
    if (f.array != t.array)
        return false;
    bool bytes = strcmp(f.word->canonical, "bytea") == 0 || strcmp(t.word->canonical, "bytea") == 0;
    bool wholes = f.word->family == WHOLE || t.word->family == WHOLE;
    return !is_plain(f.word) || !is_plain(t.word) || (bytes && wholes);    /* PostgreSQL 18 has some between these */
}

bool pl_pg_keeps_rows(const char *from, const char *to) {
    struct parsed f, t;
    if (!parse(from, &f) || !parse(to, &t) || f.array || t.array)
        return false;
    if (t.word->family == TEXT && f.word->family == TEXT)
        return t.word->rank >= 2 && f.word->rank >= 2 && (t.word->rank == 3 || pl_pg_covers(to, from));
    if (strcmp(f.word->canonical, t.word->canonical) != 0)
        return f.word->family == NET && t.word->rank > f.word->rank;
    if (f.word->family == DECIMAL)
        return pl_pg_covers(to, from) && (!t.modifier[0] || scale(&t) == scale(&f));
    return f.word->family != OTHER && f.word->rank != 1 && pl_pg_covers(to, from);
}

const char *pl_pg_type_storage(const char *type) {
    static const char *const plain[] = { "boolean", "uuid", "date", "money", "oid", "name", "point", "line", "lseg", "box",
                                         "circle", "macaddr", "macaddr8", "pg_lsn", "tid", "xid", "cid", "xid8" };
    struct parsed t;
    if (!parse(type, &t) || t.array)
        return "extended";
    if (t.word->family == DECIMAL || t.word->family == NET)
        return "main";
    if (t.word->family == TEXT || t.word->family == JSON || t.word->family == BITS)
        return "extended";
    for (size_t i = 0; i < sizeof plain / sizeof plain[0]; i++)
        if (strcmp(plain[i], t.word->canonical) == 0)
            return "plain";
    return t.word->family == OTHER ? "extended" : "plain";
}

/* ---- types of somebody's own */

/* Whether a schema holds a type of that name: one that the models know. */
static bool holds_type(const struct pl_realm *r, const struct pl_node *schema, const char *name) {
    static const enum pl_kind kinds[] = { PL_ENUM, PL_DOMAIN, PL_COMPOSITE, PL_RANGE, PL_TABLE, PL_VIEW, PL_MATERIALIZED_VIEW };
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (pl_find(r, schema, kinds[i], name))
            return true;
    return false;
}

const char *pl_pg_without(struct pl *pl, const char *text, const char *own) {
    struct pl_text prefix = { .pl = pl };
    pl_pg_quote_name(&prefix, own);
    pl_addc(&prefix, '.');
    return text && pl_starts(text, prefix.s) ? text + prefix.len : text;
}

const char *pl_pg_type_in(struct pl *pl, const struct pl_realm *r, const struct pl_node *n, const char *type,
                          const char *own) {
    const char *known = pl_pg_type(pl, type), *at = type;
    const struct pl_node *schema = pl_above(n, PL_SCHEMA);
    if (known)
        return known;
    const char *shorter = pl_pg_without(pl, type, own);
    char *name = pl_token_name(pl, pl_token_next(&at, false));
    bool here = schema->name[0] && name && holds_type(r, schema, name) && (!*at || *at == '[' || *at == '(');
    if (here) {
        struct pl_text t = { .pl = pl };
        pl_pg_quote_name(&t, schema->name);
        pl_addf(&t, ".%s", type);
        return t.s;
    }
    /* public.text is not text, and public.mood is not mood where the column's own schema has a mood of its own. */
    at = shorter;
    name = pl_token_name(pl, pl_token_next(&at, false));
    if (shorter != type && (pl_pg_type(pl, shorter) || (schema->name[0] && name && holds_type(r, schema, name))))
        return type;
    return shorter;
}

const char *pl_pg_say_type(struct pl_script *s, const struct pl_node *n, const char *type) {
    const struct pl_node *root = n;
    while (root->parent)
        root = root->parent;
    const struct pl_realm *r = s->from && root == s->from->root ? s->from : s->to;
    const struct pl_node *own = pl_find(r, r->root, PL_SCHEMA, "");
    const char *at = type;
    if (!own || !s->schema || !*s->schema || pl_pg_type(s->pl, type))
        return type;
    struct pl_token t = pl_token_next(&at, false);
    char *name = t.kind == PL_T_WORD ? pl_lower(s->pl, pl_token_name(s->pl, t)) : pl_token_name(s->pl, t);
    if (!name || *at == '.' || !holds_type(r, own, name))
        return type;
    struct pl_text out = { .pl = s->pl };
    pl_pg_quote_name(&out, s->schema);
    pl_addf(&out, ".%s", type);
    return out.s;
}

const char *pl_pg_printed_type(struct pl *pl, const struct pl_realm *r, const struct pl_node *n, const char *type,
                               const char *own) {
    static const struct { const char *ours, *printed; } rows[] = {
        { "int", "integer" }, { "varchar", "character varying" }, { "char", "character" }, { "varbit", "bit varying" },
        { "timestamp", "timestamp without time zone" }, { "timestamptz", "timestamp with time zone" },
        { "time", "time without time zone" }, { "timetz", "time with time zone" },
    };
    const char *known = pl_pg_type(pl, type), *at = type;
    size_t len = known ? strcspn(known, "([") : 0;
    struct pl_text out = { .pl = pl };
    for (size_t i = 0; known && i < sizeof rows / sizeof rows[0]; i++)
        if (strlen(rows[i].ours) == len && strncmp(known, rows[i].ours, len) == 0)
            return pl_format(pl, "%s%s", rows[i].printed, strchr(known, '[') ? "[]" : "");
    if (known)
        return strchr(known, '(') ? pl_format(pl, "%.*s%s", (int)len, known, strchr(known, '[') ? "[]" : "") : known;
    struct pl_token t = pl_token_next(&at, false);
    const struct pl_node *schema = pl_above(n, PL_SCHEMA);
    if (t.kind == PL_T_END || *at == '.' || !holds_type(r, schema, pl_token_name(pl, t)))
        return type;
    pl_pg_quote_name(&out, schema->name[0] ? schema->name : own);
    pl_addf(&out, ".%s", type);
    return out.s;
}
