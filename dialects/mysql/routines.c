/* Functions, procedures, triggers and events of a database: rows with a head that the query has put together and a body.
 *
 * The catalog garbles literals in bodies: MySQL takes the escapes out of them and loses backticks in names,
 * both lose what stands in front of them. Only SHOW CREATE has such a body as it was written, so it is asked for those that have
 * a quote in them, many in one round trip.
 * What was made in an SQL mode that reads text in another way cannot be said by a session of ours, and is not modelled.
 */
#include <string.h>

#include "dialects/mysql/mysql.h"

enum { DOUBTFUL = 1, DROPPED = 2 };                     /* marks; doubtful: the body is still to be read */

static const struct form {
    enum pl_kind kind;
    enum pl_attr attr;
    const char *word;
    int column;                                         /* of SHOW CREATE: where the statement stands */
} forms[] = {
    {PL_FUNCTION, PL_FUNCTION_DEFINITION, "FUNCTION", 2},
    {PL_PROCEDURE, PL_PROCEDURE_DEFINITION, "PROCEDURE", 2},
    {PL_TRIGGER, PL_TRIGGER_DEFINITION, "TRIGGER", 2},
    {PL_EVENT, PL_EVENT_DEFINITION, "EVENT", 3},
};

static const struct form *form_of(enum pl_kind kind) {
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++)
        if (forms[i].kind == kind)
            return &forms[i];
    return NULL;
}

bool pl_mysql_is_statement(enum pl_attr a) {
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++)
        if (forms[i].attr == a)
            return true;
    return false;
}

/* ---- rows */

static const char *value_of(int columns, const char *const *names, const char *const *values, const char *word) {
    for (int i = 0; i < columns; i++)
        if (strcmp(names[i], word) == 0)
            return values[i];
    return NULL;
}
#define VALUE(word) value_of(columns, names, values, word)

static const char *odd_mode(const char *mode) {
    static const char *const words[] = {"ANSI_QUOTES", "PIPES_AS_CONCAT", "NO_BACKSLASH_ESCAPES", "HIGH_NOT_PRECEDENCE",
                                        "ORACLE", "IGNORE_SPACE", NULL};
    for (int i = 0; mode && words[i]; i++)
        if (strstr(mode, words[i]))
            return words[i];
    return NULL;
}

/* A name in backticks that ends where it cannot: the catalog has lost the second of two backticks in it. */
static bool has_odd_name(const char *body) {
    for (const char *s = strchr(body, '`'); s; s = strchr(s + 1, '`')) {
        s = strchr(s + 1, '`');
        if (!s || s[1] == '_' || (s[1] >= '0' && s[1] <= '9') || ((s[1] | 32) >= 'a' && (s[1] | 32) <= 'z') || s[1] & 0x80)
            return true;
    }
    return false;
}

static void say_unmodelled(struct pl_realm *r, struct pl_node *schema, const char *name, const char *what) {
    pl_set(pl_node_new(r, schema, PL_UNMODELLED, name), PL_UNMODELLED_WHAT, what);
}

static bool take(struct pl_realm *r, enum pl_kind kind, int columns, const char *const *names, const char *const *values) {
    const struct form *f = form_of(kind);
    const char *body = VALUE("body"), *mode = odd_mode(VALUE("mode"));
    struct pl_node *schema = pl_find(r, r->root, PL_SCHEMA, VALUE("schema")), *n;
    struct pl_node *home = schema && kind == PL_TRIGGER ? pl_find(r, schema, PL_TABLE, VALUE("table")) : schema;
    if (!home)
        return true;
    if (mode) {
        say_unmodelled(r, schema, VALUE("name"), pl_format(r->pl, "%s of SQL mode %s", pl_kinds[kind].word, mode));
        return true;
    }
    n = pl_node_new(r, home, kind, VALUE("name"));
    if (VALUE("owner"))
        pl_node_new(r, n, PL_OWNER, VALUE("owner"));
    n->mark = !body || strpbrk(body, "'\"\\") || has_odd_name(body) ? DOUBTFUL : 0;
    pl_set(n, f->attr, pl_format(r->pl, "%s\n%s", VALUE("head"), body && !n->mark ? body : "BEGIN END"));
    return true;
}

#define TAKE(name, kind) \
    bool pl_mysql_take_##name(struct pl_db *db, struct pl_realm *r, int columns, const char *const *names, \
                              const char *const *values) { \
        (void)db; \
        return take(r, kind, columns, names, values); \
    }
TAKE(function, PL_FUNCTION)
TAKE(procedure, PL_PROCEDURE)
TAKE(trigger, PL_TRIGGER)
TAKE(event, PL_EVENT)

/* ---- bodies */

struct work {
    struct pl_db *db;
    struct pl_realm *live;
    struct pl_node **nodes;
    const char **sql;
    size_t count, cap;
};

static void add_node(struct work *w, struct pl_node *n) {
    if (!form_of(n->kind) || n->mark != DOUBTFUL)
        return;
    if (w->nodes) {
        struct pl_text sql = {.pl = w->db->pl};
        const struct pl_node *schema = pl_above(n, PL_SCHEMA);
        pl_addf(&sql, "SHOW CREATE %s ", form_of(n->kind)->word);
        if (*schema->name) {
            pl_mysql_quote_name(&sql, schema->name);
            pl_addc(&sql, '.');
        }
        pl_mysql_quote_name(&sql, n->name);
        w->nodes[w->count] = n;
        w->sql[w->count] = sql.s;
    }
    w->count++;
}

static void collect(struct work *w) {
    w->count = 0;
    PL_EACH(schema, w->live->root, PL_SCHEMA)
        for (struct pl_node *n = schema->child; n; n = n->next) {
            add_node(w, n);
            if (n->kind == PL_TABLE)
                PL_EACH(trigger, n, PL_TRIGGER)
                    add_node(w, trigger);
        }
}

static bool take_shown(void *arg, size_t which, int columns, const char *const *names, const char *const *values) {
    struct work *w = arg;
    struct pl_node *n = w->nodes[which];
    const struct form *f = form_of(n->kind);
    const char *text = columns > f->column ? values[f->column] : NULL, *body = NULL;
    const char *schema = pl_above(n, PL_SCHEMA)->name;
    (void)names;
    if (!text || !pl_mysql_statement(w->db->pl, w->db->dialect, schema, text, &body))
        return true;
    const char *head = pl_get(n, f->attr);
    pl_set(n, f->attr, pl_format(w->db->pl, "%.*s\n%s", (int)strcspn(head, "\n"), head, body));
    n->mark = 0;
    return true;
}

static void settle(struct work *w, struct pl_node *n) {
    const struct form *f = form_of(n->kind);
    if (!f)
        return;
    const char *text = pl_mysql_statement(w->db->pl, w->db->dialect, pl_above(n, PL_SCHEMA)->name, pl_get(n, f->attr), NULL);
    if (n->mark != DOUBTFUL && text) {
        pl_set(n, f->attr, text);
        return;
    }
    n->mark = 0;
    n->flags |= PL_N_UNDECIDED;
    pl_set(n, f->attr, NULL);
    text = pl_format(w->db->pl, "unreadable %s", pl_kinds[n->kind].word);
    say_unmodelled(w->live, pl_above(n, PL_SCHEMA), n->name, text);
}

bool pl_mysql_settle_routines(struct pl_db *db, struct pl_realm *live) {
    struct work w = {.db = db, .live = live};
    collect(&w);
    if (w.count) {
        w.nodes = pl_alloc(db->pl, w.count * sizeof *w.nodes);
        w.sql = pl_alloc(db->pl, w.count * sizeof *w.sql);
        collect(&w);
        if (!pl_mysql_try_all(db, w.sql, w.count, take_shown, &w))
            return false;
    }
    PL_EACH(schema, live->root, PL_SCHEMA)
        for (struct pl_node *n = schema->child; n; n = n->next) {
            settle(&w, n);
            if (n->kind == PL_TABLE)
                PL_EACH(trigger, n, PL_TRIGGER)
                    settle(&w, trigger);
        }
    return true;
}

/* ---- models */

static void adapt(struct pl_realm *r, const struct pl_dialect *d, struct pl_node *n) {
    const struct form *f = form_of(n->kind);
    const char *text = f ? pl_get(n, f->attr) : NULL;
    const char *canonical = text ? pl_mysql_statement(r->pl, d, pl_above(n, PL_SCHEMA)->name, text, NULL) : NULL;
    if (canonical)
        pl_set(n, f->attr, canonical);
}

void pl_mysql_adapt_routines(struct pl_realm *declared, const struct pl_dialect *d) {
    PL_EACH(schema, declared->root, PL_SCHEMA)
        for (struct pl_node *n = schema->child; n; n = n->next) {
            adapt(declared, d, n);
            PL_EACH(trigger, n, PL_TRIGGER)
                adapt(declared, d, trigger);
        }
}

/* ---- what is the same though it is not said alike */

static bool word_is(struct pl_token t, const char *word) {
    return t.kind == PL_T_WORD && t.len == strlen(word) && strncasecmp(t.s, word, t.len) == 0;
}

static bool mentions(const char *text, const char *word) {
    for (struct pl_token k; text && (k = pl_token_next(&text, true)).kind != PL_T_END;)
        if (word_is(k, word))
            return true;
    return false;
}

static const char *head_of(struct pl *pl, const struct pl_node *n, enum pl_attr a) {
    const char *text = n ? pl_get(n, a) : NULL;
    return text ? pl_strndup(pl, text, strcspn(text, "\n")) : NULL;
}

/* The statement without `word` and the token behind it. */
static const char *without(struct pl *pl, const char *text, const char *word) {
    struct pl_text t = {.pl = pl};
    size_t head = strcspn(text, "\n");
    const char *at = text;
    for (struct pl_token k; (k = pl_token_next(&at, true)).kind != PL_T_END && k.s < text + head;)
        if (word_is(k, word)) {
            pl_addn(&t, text, (size_t)(k.s - text) - 1);  /* and the blank in front */
            pl_token_next(&at, true);
            pl_add(&t, at);
            return t.s;
        }
    return text;
}

/* "BEFORE INSERT": triggers of one moment have an order. */
static const char *moment_of(struct pl *pl, const struct pl_node *trigger) {
    const char *at = pl_get(trigger, PL_TRIGGER_DEFINITION), *from = at;
    struct pl_token k = {0};
    for (int i = 0; at && i < 2; i++)
        pl_token_next(&at, true);                       /* CREATE TRIGGER */
    do {
        k = at ? pl_token_next(&at, true) : k;
        if (k.kind == PL_T_SIGN || k.kind == PL_T_QUOTED)
            from = at;
    } while (at && k.kind != PL_T_END && !word_is(k, "on"));
    return from && k.s ? pl_strndup(pl, from, (size_t)(k.s - from)) : "";
}

/* A trigger that is made anew fires where it did: before the next one that stays. */
static void keep_place(struct pl *pl, struct pl_node *trigger) {
    const char *text = pl_get(trigger, PL_TRIGGER_DEFINITION), *head = head_of(pl, trigger, PL_TRIGGER_DEFINITION);
    const char *moment = moment_of(pl, trigger);
    struct pl_text t = {.pl = pl};
    if (!head || mentions(head, "follows") || mentions(head, "precedes"))
        return;
    for (struct pl_node *n = pl_next(trigger); n; n = pl_next(n)) {
        if (!n->mate || n->mate->mark == DROPPED || strcmp(moment_of(pl, n), moment) != 0)
            continue;
        pl_addf(&t, "%s PRECEDES ", head);
        pl_mysql_quote_name(&t, n->name);
        pl_add(&t, text + strlen(head));
        pl_set(trigger, PL_TRIGGER_DEFINITION, t.s);
        return;
    }
}

void pl_mysql_place_triggers(struct pl_script *s, const struct pl_changes *list) {
    for (const struct pl_change *c = list->first; c; c = c->next)
        if (c->from && c->from->kind == PL_TRIGGER)
            c->from->mark = c->op == PL_DROP ? DROPPED : 0;
    for (const struct pl_change *c = list->first; c; c = c->next)
        if (c->op == PL_ADD && c->to->kind == PL_TRIGGER)
            keep_place(s->pl, c->to);
}

/* Texts are compared as tokens elsewhere; an answer is one text. It is a literal, in which no name is looked for: the servers
 * do not follow the rename of a column in a statement. */
static const char *tokens_of(struct pl *pl, const char *text) {
    struct pl_text t = {.pl = pl}, literal = {.pl = pl};
    for (struct pl_token k; (k = pl_token_next(&text, true)).kind != PL_T_END; pl_addc(&t, ' ')) {
        const char *name = k.kind == PL_T_WORD || (k.kind == PL_T_QUOTED && *k.s == '`') ? pl_token_name(pl, k) : NULL;
        pl_add(&t, name ? pl_lower(pl, name) : pl_strndup(pl, k.s, k.len));
    }
    pl_mysql_quote_text(&literal, pl_text(&t));
    return literal.s;
}

/* An event that does not say when it starts starts when it is made; one relative to now cannot be held against anything. The
 * order of triggers is that in which they are made, and not kept in the statement. */
const char *pl_mysql_statement_means(struct pl *pl, const struct pl_node *n, enum pl_attr a) {
    const char *text = pl_get(n, a), *head = head_of(pl, n, a), *other = head_of(pl, n->mate, a);
    if (a == PL_EVENT_DEFINITION) {
        if (mentions(head, "current_timestamp") || mentions(head, "now") || mentions(other, "current_timestamp")
            || mentions(other, "now"))
            return NULL;
        return tokens_of(pl, other && !mentions(other, "starts") ? without(pl, text, "STARTS") : text);
    }
    return tokens_of(pl, a == PL_TRIGGER_DEFINITION ? without(pl, without(pl, text, "FOLLOWS"), "PRECEDES") : text);
}
