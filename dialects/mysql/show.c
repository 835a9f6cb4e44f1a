/* What only SHOW CREATE tells: it is asked of the few tables where the catalog tells it wrong or not at all, and of the
 * views of MySQL, many in one round trip.
 *
 * Three cases of tables. MariaDB hides what foreign keys do on delete and update from an account that may only SELECT. A
 * default of binary bytes is cut at its first NUL by MySQL's catalog, and has "?" for what is not UTF-8 in MariaDB's. No
 * catalog has the parser of a full-text index. Of views MySQL's catalog has neither the algorithm nor the list of columns.
 */
#include <string.h>

#include "dialects/mysql/mysql.h"

enum { SHOWN = 1 };                                     /* mark of a table */

static const char *name_of(struct pl *pl, const struct pl_node *n) {
    struct pl_text t = {.pl = pl};
    if (*n->parent->name) {
        pl_mysql_quote_name(&t, n->parent->name);
        pl_addc(&t, '.');
    }
    pl_mysql_quote_name(&t, n->name);
    return t.s;
}

static bool is_binary(const struct pl_node *c) {
    const char *type = pl_get(c, PL_COLUMN_TYPE);
    return type && (pl_starts(type, "binary") || pl_starts(type, "varbinary"));
}

/* A default of the catalog that may be less than the whole. */
static bool is_doubtful(bool mariadb, const struct pl_node *c) {
    const char *text = pl_get(c, PL_COLUMN_DEFAULT);
    if (!text || *text == '(' || !is_binary(c))
        return false;
    return mariadb ? strchr(text, '?') || strstr(text, "\\0") : pl_starts(text, "0x");
}

static bool word_is(struct pl_token t, const char *word) {
    return t.kind == PL_T_WORD && t.len == strlen(word) && strncasecmp(t.s, word, t.len) == 0;
}

/* ---- foreign keys: CONSTRAINT `f` FOREIGN KEY (..) REFERENCES .. (..) ON DELETE CASCADE ON UPDATE SET NULL */

static const char *action(struct pl *pl, const char **at) {
    struct pl_token k = pl_token_next(at, true);
    if (!word_is(k, "set") && !word_is(k, "no"))
        return word_is(k, "restrict") ? NULL : pl_lower(pl, pl_strndup(pl, k.s, k.len));
    struct pl_token second = pl_token_next(at, true);
    return word_is(k, "no") ? NULL : pl_format(pl, "set %s", pl_lower(pl, pl_strndup(pl, second.s, second.len)));
}

static void read_key(struct pl_realm *r, struct pl_node *table, const char *line) {
    struct pl_token k = pl_token_next(&line, true);
    if (!word_is(k, "constraint"))
        return;
    k = pl_token_next(&line, true);
    struct pl_node *key = k.kind == PL_T_QUOTED ? pl_find(r, table, PL_FOREIGN_KEY, pl_token_name(r->pl, k)) : NULL;
    if (!key || key->mark)
        return;                                         /* the catalog has told */
    key->mark = 1;
    while ((k = pl_token_next(&line, true)).kind != PL_T_END) {
        if (!word_is(k, "on"))
            continue;
        k = pl_token_next(&line, true);
        pl_set(key, word_is(k, "delete") ? PL_FOREIGN_KEY_ON_DELETE : PL_FOREIGN_KEY_ON_UPDATE, action(r->pl, &line));
    }
}

/* ---- columns: `name` varbinary(4) .. DEFAULT '..' */

static bool is_text(const char *s) {
    for (const unsigned char *p = (const unsigned char *)s; *p; p++) {
        int more = *p < 0x80 ? 0 : *p >= 0xF0 ? 3 : *p >= 0xE0 ? 2 : *p >= 0xC2 ? 1 : -1;
        if (more < 0)
            return false;
        for (; more; more--)
            if ((*++p & 0xC0) != 0x80)
                return false;
    }
    return true;
}

/* The bytes of a literal of SHOW CREATE TABLE as 0x.., where they are no text. */
static const char *bytes_of(struct pl *pl, struct pl_token k) {
    static const char letters[] = "0nrtbZ", values[] = "\0\n\r\t\b\032";
    struct pl_text hex = {.pl = pl}, text = {.pl = pl};
    bool nul = false;
    pl_add(&hex, "0x");
    pl_addn(&text, "", 0);
    for (size_t i = 1; i + 1 < k.len; i++) {
        unsigned char c = (unsigned char)k.s[i];
        const char *letter = c == '\\' ? strchr(letters, k.s[i + 1]) : NULL;
        if (c == '\\' || (c == '\'' && k.s[i + 1] == '\''))
            c = (unsigned char)k.s[++i];
        c = letter ? (unsigned char)values[letter - letters] : c;
        nul |= c == 0;
        pl_addf(&hex, "%02X", c);
        pl_addc(&text, (char)c);
    }
    struct pl_text literal = {.pl = pl};
    if (nul || !is_text(pl_text(&text)))
        return hex.s;
    pl_mysql_quote_text(&literal, pl_text(&text));
    return literal.s;
}

static void read_column(struct pl_realm *r, bool mariadb, struct pl_node *table, const char *line) {
    struct pl_token k = pl_token_next(&line, true);
    struct pl_node *c = k.kind == PL_T_QUOTED ? pl_find(r, table, PL_COLUMN, pl_token_name(r->pl, k)) : NULL;
    if (!c || !is_doubtful(mariadb, c))
        return;
    while ((k = pl_token_next(&line, true)).kind != PL_T_END && !word_is(k, "default"))
        continue;
    k = pl_token_next(&line, true);
    if (k.kind == PL_T_STRING && *k.s == '\'')
        pl_set(c, PL_COLUMN_DEFAULT, bytes_of(r->pl, k));
    else if (k.kind != PL_T_END)
        pl_set(c, PL_COLUMN_DEFAULT, pl_strndup(r->pl, k.s, k.len));
}

/* ---- full-text indexes: FULLTEXT KEY `name` (..) COMMENT '..' followed by a comment that the server runs */

static bool is_fulltext(const struct pl_node *n) {
    return n->kind == PL_INDEX && pl_same(pl_get(n, PL_INDEX_METHOD), "fulltext");
}

static void read_parser(struct pl_realm *r, struct pl_node *table, const char *line) {
    static const char before[] = "/*!50100 WITH PARSER ";
    const char *at = line;
    struct pl_token k = pl_token_next(&at, true);
    if (!word_is(k, "fulltext") || !word_is(pl_token_next(&at, true), "key"))
        return;
    k = pl_token_next(&at, true);
    struct pl_node *index = k.kind == PL_T_QUOTED ? pl_find(r, table, PL_INDEX, pl_token_name(r->pl, k)) : NULL;
    const char *parser = pl_mysql_find_outside(line, before);
    if (!index || !parser)
        return;
    parser += sizeof before - 1;
    pl_set(index, PL_INDEX_PARSER, pl_token_name(r->pl, pl_token_next(&parser, true)));
}

static void say_unreadable(struct pl_realm *r, struct pl_node *n, const char *what) {
    struct pl_node *said = pl_node_new(r, pl_above(n, PL_SCHEMA), PL_UNMODELLED, n->name);
    pl_set(said, PL_UNMODELLED_WHAT, what);
    pl_set(said, PL_UNMODELLED_ON, pl_above(n, PL_TABLE) ? pl_above(n, PL_TABLE)->name : NULL);
    n->flags |= PL_N_UNDECIDED;
}

/* ---- views of MySQL: CREATE ALGORITHM=MERGE DEFINER=.. SQL SECURITY .. VIEW `v` (`a`,`b`) AS ... */

struct views {
    struct pl *pl;
    struct pl_realm *live;
    struct pl_node **nodes;
    const char **sql;
    size_t count;
};

static bool take_view(void *arg, size_t which, int columns, const char *const *names, const char *const *values) {
    struct views *v = arg;
    struct pl_text list = {.pl = v->pl};
    const char *text = columns > 1 ? values[1] : NULL;
    struct pl_token k = {0};
    (void)names;
    while (text && (k = pl_token_next(&text, true)).kind != PL_T_END && !word_is(k, "view")) {
        if (word_is(k, "algorithm")) {
            pl_token_next(&text, true);
            k = pl_token_next(&text, true);
            const char *word = pl_lower(v->pl, pl_strndup(v->pl, k.s, k.len));
            pl_set(v->nodes[which], PL_VIEW_ALGORITHM, strcmp(word, "undefined") == 0 ? NULL : word);
        } else if (word_is(k, "duality")) {
            say_unreadable(v->live, v->nodes[which], "JSON duality view");
        }
    }
    while (text && (k = pl_token_next(&text, true)).kind != PL_T_END && !word_is(k, "as"))
        if (list.s && k.kind == PL_T_QUOTED)
            pl_list_add(&list, pl_token_name(v->pl, k));
        else if (k.kind == PL_T_SIGN && *k.s == '(')
            pl_addn(&list, "", 0);
    if (list.len)
        pl_set(v->nodes[which], PL_VIEW_COLUMNS, list.s);
    return true;
}

bool pl_mysql_show_views(struct pl_db *db, struct pl_realm *live, struct pl_node *schema) {
    struct views v = {.pl = db->pl, .live = live};
    size_t count = 0;
    PL_EACH(view, schema, PL_VIEW)
        count++;
    v.nodes = pl_alloc(db->pl, (count + 1) * sizeof *v.nodes);
    v.sql = pl_alloc(db->pl, (count + 1) * sizeof *v.sql);
    PL_EACH(view, schema, PL_VIEW) {
        v.nodes[v.count] = view;
        v.sql[v.count++] = pl_format(db->pl, "SHOW CREATE VIEW %s", name_of(db->pl, view));
    }
    return pl_mysql_try_all(db, v.sql, v.count, take_view, &v);
}

/* ---- which tables, and what if not even this is allowed */

static bool is_wanted(bool mariadb, const struct pl_node *table) {
    for (const struct pl_node *n = table->child; n; n = n->next)
        if ((n->kind == PL_FOREIGN_KEY && !n->mark) || (n->kind == PL_COLUMN && is_doubtful(mariadb, n)) || is_fulltext(n))
            return true;
    return false;
}

static void give_up(struct pl_realm *r, bool mariadb, struct pl_node *table) {
    for (struct pl_node *n = table->child; n; n = n->next) {
        if (n->kind == PL_FOREIGN_KEY && !n->mark)
            say_unreadable(r, n, "unreadable foreign key");
        if (n->kind == PL_COLUMN && is_doubtful(mariadb, n))
            say_unreadable(r, n, "unreadable column");
        if (is_fulltext(n))
            say_unreadable(r, n, "unreadable index");
    }
}

struct tables {
    struct pl *pl;
    struct pl_realm *live;
    struct pl_node **nodes;
    const char **sql;
    size_t count;
    bool mariadb;
};

static bool take_table(void *arg, size_t which, int columns, const char *const *names, const char *const *values) {
    const struct tables *t = arg;
    (void)names;
    for (const char *at = columns > 1 ? values[1] : NULL; at && *at; at += *at == '\n') {
        size_t n = strcspn(at, "\n");
        const char *line = pl_strndup(t->pl, at, n);
        read_key(t->live, t->nodes[which], line);
        read_column(t->live, t->mariadb, t->nodes[which], line);
        read_parser(t->live, t->nodes[which], line);
        at += n;
    }
    t->nodes[which]->mark = SHOWN;
    return true;
}

bool pl_mysql_show_tables(struct pl_db *db, struct pl_realm *live, struct pl_node *schema) {
    struct tables t = {.pl = db->pl, .live = live, .mariadb = pl_mysql_is_mariadb(db->dialect)};
    size_t count = 0;
    PL_EACH(table, schema, PL_TABLE)
        count++;
    t.nodes = pl_alloc(db->pl, (count + 1) * sizeof *t.nodes);
    t.sql = pl_alloc(db->pl, (count + 1) * sizeof *t.sql);
    PL_EACH(table, schema, PL_TABLE) {
        if (!is_wanted(t.mariadb, table))
            continue;
        table->mark = 0;
        t.nodes[t.count] = table;
        t.sql[t.count++] = pl_format(db->pl, "SHOW CREATE TABLE %s", name_of(db->pl, table));
    }
    if (!pl_mysql_try_all(db, t.sql, t.count, take_table, &t))
        return false;
    for (size_t i = 0; i < t.count; i++)
        if (t.nodes[i]->mark != SHOWN)
            give_up(live, t.mariadb, t.nodes[i]);
    return true;
}
