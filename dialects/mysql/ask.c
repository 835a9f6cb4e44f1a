/* What a text means, in the server's own words: a temporary table with the columns that the texts mention, one further
 * column, check or key for each text, and SHOW CREATE TABLE. It shadows nothing, commits nothing and is always dropped.
 *
 * Without the privilege for it nothing is answered, which means "cannot tell". Queries of views are in ask_view.c. A
 * text that names a column, table or function which is not there is impossible: nothing that the database holds can be
 * equal to it.
 */
#include <stdlib.h>
#include <string.h>

#include "dialects/mysql/mysql.h"

#define SCRATCH "poundlock_scratch"
enum { AT_ONCE = 50 };                                  /* a table has at most 64 keys */

struct form {
    const char *before, *type_then, *after;             /* around `name`, [type] and the text */
    const char *from, *to;                              /* what the answer stands between in its line; to NULL: the end */
    enum pl_attr attr;
    bool typed;
};
static const struct form forms[] = {
    {"", " DEFAULT ", "", " DEFAULT ", NULL, PL_COLUMN_DEFAULT, true},
    {"", " GENERATED ALWAYS AS (", ") VIRTUAL", " GENERATED ALWAYS AS (", ") VIRTUAL", PL_COLUMN_GENERATED, true},
    {"CONSTRAINT ", " CHECK (", ")", " CHECK (", ")", PL_COLUMN_CHECK, false},
    {"CONSTRAINT ", " CHECK (", ")", " CHECK (", ")", PL_CHECK_EXPRESSION, false},
    {"KEY ", " ((", "))", " ((", "))", PL_PART_EXPRESSION, false},
};

static const struct form *form_of(enum pl_attr a) {
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++)
        if (forms[i].attr == a)
            return &forms[i];
    return NULL;
}

static const struct pl_node *table_of(const struct pl_question *q) {
    return pl_above(q->node, PL_TABLE);
}

static void add_type(struct pl_text *t, const struct pl_node *c) {
    pl_add(t, pl_is(c, PL_COLUMN_TYPE) ? pl_get(c, PL_COLUMN_TYPE) : "int");
    if (pl_is(c, PL_COLUMN_CHARSET))
        pl_addf(t, " CHARACTER SET %s", pl_get(c, PL_COLUMN_CHARSET));
    if (pl_is(c, PL_COLUMN_COLLATION))
        pl_addf(t, " COLLATE %s", pl_get(c, PL_COLUMN_COLLATION));
}

static void add_scratch(struct pl_text *t, const struct pl_node *n) {
    const struct pl_node *schema = pl_above(n, PL_SCHEMA);
    if (schema && *schema->name) {
        pl_mysql_quote_name(t, schema->name);
        pl_addc(t, '.');
    }
    pl_add(t, "`" SCRATCH "`");
}

static bool mentioned(struct pl *pl, const char *text, const char *column) {
    for (struct pl_token k; (k = pl_token_next(&text, true)).kind != PL_T_END;)
        if ((k.kind == PL_T_WORD || k.kind == PL_T_QUOTED) && pl_same_nocase(pl_token_name(pl, k), column))
            return true;
    return false;
}

static void add_columns(struct pl_text *t, struct pl_question *const *qs, size_t n) {
    PL_EACH(c, table_of(qs[0]), PL_COLUMN) {
        bool any = false;
        for (size_t i = 0; i < n && !any; i++)
            any = mentioned(t->pl, qs[i]->text, c->name);
        if (!any)
            continue;
        pl_add(t, ", ");
        pl_mysql_quote_name(t, c->name);
        pl_addc(t, ' ');
        add_type(t, c);
    }
}

static const char *create_table(struct pl *pl, struct pl_question *const *qs, size_t n) {
    const struct pl_node *table = table_of(qs[0]);
    struct pl_text t = {.pl = pl};
    pl_add(&t, "CREATE TEMPORARY TABLE ");
    add_scratch(&t, table);
    pl_add(&t, " (`" SCRATCH "` int");
    add_columns(&t, qs, n);
    for (size_t i = 0; i < n; i++) {
        const struct form *f = form_of(qs[i]->attr);
        pl_addf(&t, ", %s`" SCRATCH "%zu`", f->before, i);
        if (f->typed) {
            pl_addc(&t, ' ');
            add_type(&t, qs[i]->node);
        }
        pl_addf(&t, "%s%s%s", f->type_then, qs[i]->text, f->after);
    }
    pl_add(&t, ")");
    if (pl_is(table, PL_TABLE_CHARSET))
        pl_addf(&t, " CHARACTER SET %s", pl_get(table, PL_TABLE_CHARSET));
    if (pl_is(table, PL_TABLE_COLLATION))
        pl_addf(&t, " COLLATE %s", pl_get(table, PL_TABLE_COLLATION));
    return t.s;
}

/* ---- the answers */

static const char *answer_in(struct pl *pl, const struct form *f, const char *line) {
    const char *from = pl_mysql_find_outside(line, f->from), *end = line + strlen(line);
    if (!from)
        return "NULL";
    from += strlen(f->from);
    if (f->to) {
        size_t n = strlen(f->to);
        for (end -= n; end > from && !pl_starts(end, f->to);)
            end--;
    }
    return end > from ? pl_mysql_expression(pl, pl_strndup(pl, from, (size_t)(end - from))) : NULL;
}

struct answers {
    struct pl *pl;
    struct pl_question *const *qs;
    size_t n;
};

static void take_line(struct answers *a, const char *line, size_t len) {
    static const char mark[] = "`" SCRATCH;
    while (len && (*line == ' ' || line[len - 1] == ',' || line[len - 1] == '\r'))
        line += *line == ' ', len--;
    char *text = pl_strndup(a->pl, line, len);
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        const char *s = text;
        if (!pl_starts(s, forms[i].before) || !pl_starts(s + strlen(forms[i].before), mark))
            continue;
        char *rest;
        unsigned long which = strtoul(s + strlen(forms[i].before) + sizeof mark - 1, &rest, 10);
        if (*rest != '`' || rest[-1] < '0' || rest[-1] > '9' || which >= a->n || a->qs[which]->answer)
            continue;
        a->qs[which]->answer = answer_in(a->pl, form_of(a->qs[which]->attr), rest + 1);
        return;
    }
}

static bool take_create(void *arg, int columns, const char *const *names, const char *const *values) {
    (void)names;
    for (const char *s = columns > 1 ? values[1] : NULL; s && *s;) {
        size_t n = strcspn(s, "\n");
        take_line(arg, s, n);
        s += n + (s[n] == '\n');
    }
    return true;
}

/* ---- asking */

static bool ask_some(struct pl_db *db, struct pl_question *const *qs, size_t n) {
    struct answers a = {db->pl, qs, n};
    struct pl_text show = {.pl = db->pl}, drop = {.pl = db->pl};
    pl_add(&show, "SHOW CREATE TABLE ");
    add_scratch(&show, qs[0]->node);
    pl_add(&drop, "DROP TEMPORARY TABLE IF EXISTS ");
    add_scratch(&drop, qs[0]->node);
    unsigned no = pl_mysql_try(db, create_table(db->pl, qs, n), NULL, NULL);
    if (no == 0) {
        no = pl_mysql_try(db, show.s, take_create, &a);
        unsigned dropped = pl_mysql_try(db, drop.s, NULL, NULL);
        return pl_mysql_lost(no) || pl_mysql_lost(dropped) ? pl_mysql_say_lost(db) : true;
    }
    if (pl_mysql_lost(no))
        return pl_mysql_say_lost(db);
    if (n == 1)
        qs[0]->impossible = pl_mysql_names_nothing(no);
    for (size_t i = 0; n > 1 && i < n; i++)             /* one of them spoils the others */
        if (!ask_some(db, qs + i, 1))
            return false;
    return true;
}

static int by_table(const void *a, const void *b) {
    const struct pl_question *x = *(struct pl_question *const *)a, *y = *(struct pl_question *const *)b;
    if (x->realm != y->realm)
        return x->realm < y->realm ? -1 : 1;
    uint32_t p = table_of(x)->position, q = table_of(y)->position;
    return p < q ? -1 : p > q;
}

/* Types are known here; what has spelling enough is its own answer. True when nothing is left to ask. */
static bool known(struct pl_db *db, struct pl_question *q) {
    if (pl_attrs[q->attr].type == PL_TYPE) {
        const char *type = db->dialect->type(db->pl, q->text);
        q->answer = type ? type : q->text;
    }
    if (pl_mysql_is_statement(q->attr))
        q->answer = pl_mysql_statement_means(db->pl, q->node, q->attr);
    if (q->attr == PL_COLUMN_ON_UPDATE)
        q->answer = q->text;
    return q->answer || !form_of(q->attr) || !table_of(q);
}

bool pl_mysql_ask(struct pl_db *db, struct pl_question *list) {
    size_t count = 0, n = 0;
    if (!pl_mysql_ask_views(db, list))
        return false;
    for (struct pl_question *q = list; q; q = q->next)
        count++;
    struct pl_question **qs = pl_alloc(db->pl, (count + 1) * sizeof *qs);
    for (struct pl_question *q = list; q; q = q->next) {
        if (!known(db, q))
            qs[n++] = q;
    }
    qsort(qs, n, sizeof *qs, by_table);
    for (size_t i = 0, j; i < n; i = j) {
        for (j = i + 1; j < n && j - i < AT_ONCE && table_of(qs[j]) == table_of(qs[i]); j++)
            continue;
        if (!ask_some(db, qs + i, j - i))
            return false;
    }
    return true;
}
