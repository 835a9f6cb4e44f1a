/* What the query of a view means, in the server's own words: the optimizer's trace of an EXPLAIN.
 *
 * "expanded_query" in it is the query as the server understood it, names resolved and * spelled out, before anything depends
 * on rows or statistics. Nothing is made, nothing is run, and a read-only transaction keeps it so. Derived tables are not
 * merged, so that the outer query repeats the whole inner one: the parts of a UNION alone do not tell UNION from UNION ALL.
 * What a later part repeats word by word is left out: MariaDB puts a LIMIT 1 into EXISTS only after it has told of it.
 *
 * MariaDB leaves the names of databases out of FROM. A query that names another database is not answered there.
 */
#include <string.h>

#include "dialects/mysql/mysql.h"

bool pl_mysql_lost(unsigned no) {
    return no >= 2000 && no < 6000 && (no < 3000 || no >= 5000);
}

/* No such column, table or function, a function that the server takes nowhere of this kind, or no truth value (3812): it cannot
 * be in there. */
bool pl_mysql_names_nothing(unsigned no) {
    static const unsigned numbers[] = {1054, 1146, 1305, 1356, 1901, 3102, 3763, 3770, 3812, 3814, 3815};
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        if (no == numbers[i])
            return true;
    return false;
}

bool pl_mysql_say_lost(struct pl_db *db) {
    return pl_say(db->pl, PL_D_UNREACHABLE, NULL, "%s: the connection broke: %s", db->title,
                  mysql_error(pl_mysql_of(db)->conn));
}

/* Strings of JSON are compared, never shown: they stay as they are escaped. */
static const char *string_end(const char *s) {
    for (; *s && *s != '"'; s++)
        s += *s == '\\' && s[1];
    return s;
}

/* The parts that no later one repeats. */
static char *parts_of(struct pl *pl, const char *trace) {
    static const char word[] = "\"expanded_query\": \"";
    struct pl_text t = {.pl = pl};
    for (const char *s = strstr(trace, word), *end; s; s = strstr(end, word)) {
        s += sizeof word - 1;
        end = string_end(s);
        const char *part = pl_strndup(pl, s, (size_t)(end - s));
        if (strstr(end, part))
            continue;
        pl_addf(&t, "%s\n", part);
    }
    return t.s;
}

static bool take_trace(void *arg, int columns, const char *const *names, const char *const *values) {
    struct pl_question *q = arg;
    (void)names;
    if (columns == 3 && values[0] && pl_same(values[1], "0") && pl_same(values[2], "0"))
        q->answer = parts_of(q->realm->pl, values[0]);
    return true;
}

struct others {
    struct pl *pl;
    const char *text, *own;
    bool any;
};

static bool find_other(void *arg, int columns, const char *const *names, const char *const *values) {
    struct others *o = arg;
    const char *at = o->text;
    (void)names;
    if (columns < 1 || !values[0] || pl_same(values[0], o->own))
        return true;
    for (struct pl_token k = pl_token_next(&at, true), next; k.kind != PL_T_END; k = next) {
        next = pl_token_next(&at, true);
        bool dotted = next.kind == PL_T_SIGN && *next.s == '.';
        if (dotted && (k.kind == PL_T_WORD || k.kind == PL_T_QUOTED) && pl_same_nocase(pl_token_name(o->pl, k), values[0]))
            o->any = true;
    }
    return true;
}

static bool names_others(struct pl_db *db, const struct pl_question *q) {
    const char *schema = pl_above(q->node, PL_SCHEMA)->name;
    struct others o = {.pl = db->pl, .text = q->text, .own = *schema ? schema : pl_mysql_of(db)->database};
    if (pl_mysql_is_mariadb(db->dialect))
        pl_mysql_try(db, "SHOW DATABASES", find_other, &o);
    return o.any;
}

/* Names without a database mean the one that the view is in. */
static void use(struct pl_db *db, const char *database) {
    struct pl_text sql = {.pl = db->pl};
    if (!database || !*database)
        return;
    pl_add(&sql, "USE ");
    pl_mysql_quote_name(&sql, database);
    pl_mysql_try(db, sql.s, NULL, NULL);
}

static bool ask_view(struct pl_db *db, struct pl_question *q) {
    const char *text = pl_mysql_body(db->pl, q->text, pl_mysql_of(db)->database, false);
    if (names_others(db, q))
        return true;
    use(db, pl_above(q->node, PL_SCHEMA)->name);
    unsigned no = pl_mysql_try(db, "START TRANSACTION READ ONLY", NULL, NULL);
    if (!no)
        no = pl_mysql_try(db, pl_format(db->pl, "EXPLAIN SELECT * FROM (%s) AS poundlock", text), NULL, NULL);
    q->impossible = pl_mysql_names_nothing(no);
    if (!no)
        no = pl_mysql_try(db, "SELECT TRACE, MISSING_BYTES_BEYOND_MAX_MEM_SIZE, INSUFFICIENT_PRIVILEGES"
                          " FROM information_schema.OPTIMIZER_TRACE", take_trace, q);
    unsigned ended = pl_mysql_try(db, "COMMIT", NULL, NULL);
    use(db, pl_mysql_of(db)->database);
    return pl_mysql_lost(no) || pl_mysql_lost(ended) ? pl_mysql_say_lost(db) : true;
}

bool pl_mysql_ask_views(struct pl_db *db, struct pl_question *list) {
    bool any = false, ok = true;
    for (struct pl_question *q = list; q; q = q->next)
        any |= q->attr == PL_VIEW_SQL;
    if (!any)
        return true;
    pl_mysql_try(db, "SET SESSION optimizer_trace = 'enabled=on', optimizer_trace_max_mem_size = 16777216,"
                 " optimizer_switch = 'derived_merge=off'", NULL, NULL);
    for (struct pl_question *q = list; ok && q; q = q->next)
        if (q->attr == PL_VIEW_SQL)
            ok = ask_view(db, q);
    pl_mysql_try(db, "SET SESSION optimizer_trace = DEFAULT, optimizer_trace_max_mem_size = DEFAULT,"
                 " optimizer_switch = DEFAULT", NULL, NULL);
    return ok;
}
