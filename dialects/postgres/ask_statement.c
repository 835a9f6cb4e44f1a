/* What a whole CREATE statement means, in the server's own words: the object is made as a temporary one, in a transaction
 * that is rolled back, and printed by the very query that inspects such objects.
 *
 * The statement's own name moves to pg_temp; a trigger or a rule is put on a temporary table with the columns of its own. So
 * nothing that others use is touched or locked, and both texts of a pair are printed under the same names.
 */
#include <string.h>
#include <strings.h>

#include "dialects/postgres/postgres.h"
#include "dialects/postgres/sql.h"

/* Which words stand before the name that moves, and which query prints the object. */
static const struct form {
    enum pl_kind kind;
    const char *before[3];                             /* the name follows the first of these words */
    const char *query, *column;
} forms[] = {
    { PL_FUNCTION, { "function" }, pl_sql_postgres_functions, "definition" },
    { PL_PROCEDURE, { "procedure" }, pl_sql_postgres_procedures, "definition" },
    { PL_AGGREGATE, { "aggregate" }, pl_sql_postgres_aggregates, "definition" },
    { PL_RANGE, { "type" }, pl_sql_postgres_ranges, "definition" },
    { PL_COLLATION, { "collation" }, pl_sql_postgres_collations, "definition" },
    { PL_STATISTICS, { "statistics" }, pl_sql_postgres_statistics, "definition" },
    { PL_TRIGGER, { "on" }, pl_sql_postgres_triggers, "definition" },
    { PL_RULE, { "to" }, pl_sql_postgres_rules, "definition" },
    { PL_EXCLUSION, { NULL }, pl_sql_postgres_exclusions, "definition" },
};

static const struct form *form_of(enum pl_kind kind) {
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++)
        if (forms[i].kind == kind)
            return &forms[i];
    return NULL;
}

bool pl_pg_is_statement(const struct pl_question *q) {
    return form_of(q->node->kind) && (pl_attrs[q->attr].type == PL_STATEMENT || q->node->kind == PL_EXCLUSION);
}

static bool is_word(struct pl_token t, const char *word) {
    return t.kind == PL_T_WORD && t.len == strlen(word) && strncasecmp(t.s, word, t.len) == 0;
}

static bool is_dot(const char *at) {
    struct pl_token t = pl_token_next(&at, false);
    return t.kind == PL_T_SIGN && *t.s == '.';
}

/* The text with the name behind `word` in pg_temp: under its own last part, or as `name`. NULL without the word. */
static char *moved(struct pl *pl, const char *text, const char *word, const char *name) {
    struct pl_text out = { .pl = pl };
    struct pl_token t;
    int depth = 0;
    const char *at = text;
    while ((t = pl_token_next(&at, false)).kind != PL_T_END) {
        depth += t.kind == PL_T_SIGN ? (*t.s == '(') - (*t.s == ')') : 0;
        if (!depth && is_word(t, word))
            break;
    }
    if (t.kind == PL_T_END)
        return NULL;
    pl_addn(&out, text, (size_t)(at - text));
    t = pl_token_next(&at, false);
    while (is_dot(at)) {
        pl_token_next(&at, false);
        t = pl_token_next(&at, false);
    }
    pl_add(&out, " pg_temp.");
    if (name)
        pl_pg_quote_name(&out, name);
    else
        pl_addn(&out, t.s, t.len);
    pl_add(&out, at);
    return out.s;
}

/* The name of a range's type of many ranges moves along. */
static char *with_multirange(struct pl *pl, char *text) {
    struct pl_token t;
    for (const char *at = text; text && (t = pl_token_next(&at, false)).kind != PL_T_END;) {
        if (!is_word(t, "multirange_type_name"))
            continue;
        const char *name = at;
        pl_token_next(&name, false);
        const char *rest = name;
        for (t = pl_token_next(&rest, false); is_dot(rest); t = pl_token_next(&rest, false))
            pl_token_next(&rest, false);
        return pl_format(pl, "%.*s pg_temp.%.*s%s", (int)(name - text), text, (int)t.len, t.s, rest);
    }
    return text;
}

/* The inspecting query, for temporary objects only. */
static char *printing(struct pl *pl, const struct form *f) {
    static const char all[] = "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'";
    const char *hit = strstr(f->query, all), *end = strrchr(f->query, ';');
    return pl_format(pl, "SELECT x.%s FROM (\n%.*sn.oid = pg_catalog.pg_my_temp_schema()%.*s) AS x", f->column,
                     (int)(hit - f->query), f->query, (int)(end - hit) - (int)(sizeof all - 1), hit + sizeof all - 1);
}

static void add_home(struct pl_db *db, struct pl_text *t, const struct pl_node *home) {
    const struct pl_node *schema = pl_above(home, PL_SCHEMA);
    pl_pg_quote_name(t, schema->name[0] ? schema->name : db->schema);
    pl_addc(t, '.');
    pl_pg_quote_name(t, home->name);
}

/* Triggers, rules and constraints need something to stand on. A view's stand-in reads from it; a table's has its columns, and for
 * a constraint, which outlives another type of its columns, those of its own side. It has a name of its own: what a rule does to
 * its own table, and a trigger's FROM, mean the real one in both texts. */
static char *stage(struct pl_db *db, struct pl_question *q, const struct form *f) {
    const struct pl_node *home = q->node->parent, *live = home->mate && q->node->place.file ? home->mate : home;
    struct pl_text sql = { .pl = db->pl };
    static const char name[] = "poundlock_home";
    if (f->kind != PL_TRIGGER && f->kind != PL_RULE && f->kind != PL_EXCLUSION)
        return with_multirange(db->pl, moved(db->pl, q->text, f->before[0], NULL));
    if (f->kind == PL_EXCLUSION) {
        pl_addf(&sql, "CREATE TEMPORARY TABLE %s (", name);
        pl_pg_add_columns(&sql, &q, 1, true);
        pl_addf(&sql, ");\nALTER TABLE pg_temp.%s ADD CONSTRAINT poundlock_question %s", name, q->text);
        return sql.s;
    }
    pl_addf(&sql, "CREATE TEMPORARY %s ", home->kind == PL_VIEW ? "VIEW" : "TABLE");
    pl_pg_quote_name(&sql, name);
    pl_add(&sql, home->kind == PL_VIEW ? " AS SELECT * FROM " : " (LIKE ");
    add_home(db, &sql, live);
    pl_add(&sql, home->kind == PL_VIEW ? ";\n" : ");\n");
    const char *text = moved(db->pl, q->text, f->before[0], name);
    pl_add(&sql, text ? text : q->text);
    return text ? sql.s : NULL;
}

static void take(void *arg, int statement, const char *value) {
    struct pl_text *t = arg;
    (void)statement;
    t->len = 0;
    pl_add(t, value);
}

/* The transaction's path is empty while the object is printed, so that every name is printed with its schema. */
bool pl_pg_ask_statement(struct pl_db *db, struct pl_question *q) {
    const struct form *f = form_of(q->node->kind);
    struct pl_text answer = { .pl = db->pl };
    char state[6], ended[6];
    const char *sql = stage(db, q, f);
    if (!sql)
        return true;
    sql = pl_format(db->pl,
                    "BEGIN READ WRITE;\nSET LOCAL check_function_bodies = off;\n%s\n;\nSET LOCAL search_path = '';\n%s",
                    sql, printing(db->pl, f));
    if (!pl_pg_try(db, sql, take, &answer, state) || !pl_pg_try(db, "ROLLBACK", NULL, NULL, ended))
        return false;
    if (answer.len)
        q->answer = answer.s;
    else
        q->impossible = pl_pg_means_nothing(state);
    return true;
}
