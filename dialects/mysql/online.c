/* How an ALTER TABLE is to be carried out, said so that the server refuses what would hold others up, rather than do it in silence.
 *
 * Each rule says the cheapest ALGORITHM and the strictest LOCK that its change admits, as measured on MySQL 9.7 and MariaDB
 * 10.11; clauses of one statement take the dearest of them. Where the table is of a sort for which that was not measured
 * (another engine, full-text indexes, compressed rows, system versioning, a MySQL before 8.0.29) nothing is said: then the
 * server chooses, as it always did.
 */
#include <stdlib.h>
#include <string.h>

#include "dialects/mysql/mysql.h"

/* ---- which changes of a type look at no row */

static const char *type_of(const struct pl_node *column) {
    const char *type = pl_get(column, PL_COLUMN_TYPE);
    return type ? type : "";
}

static bool only_type_differs(const struct pl_change *c) {
    return !(c->slots & ~(PL_S(COLUMN, TYPE) | PL_S(COLUMN, DEFAULT) | PL_S(COLUMN, COMMENT))) &&
           !pl_is(c->to, PL_COLUMN_GENERATED);
}

static const char *charset_of(const struct pl_node *column) {
    const struct pl_node *table = pl_above(column, PL_TABLE);
    static const struct { enum pl_attr column, table; } attrs[] = {
        {PL_COLUMN_CHARSET, PL_TABLE_CHARSET}, {PL_COLUMN_COLLATION, PL_TABLE_COLLATION},
    };
    const char *own = pl_get(column, attrs[0].column);
    own = own ? own : pl_get(column, attrs[1].column);
    if (own)
        return own;
    own = pl_get(table, attrs[0].table);
    return own ? own : pl_get(table, attrs[1].table);
}

/* Bytes of the longest character, 0 where it is not known. */
static unsigned widest(const struct pl_node *column) {
    static const struct { const char *charset; unsigned bytes; } rows[] = {
        {"utf8mb4", 4}, {"utf8mb3", 3}, {"utf8", 3}, {"latin1", 1}, {"ascii", 1}, {"binary", 1}, {"utf16", 4}, {"utf32", 4}, {"ucs2", 2},
    };
    const char *said = charset_of(column);
    for (size_t i = 0; said && i < sizeof rows / sizeof rows[0]; i++) {
        size_t n = strlen(rows[i].charset);
        if (strncmp(said, rows[i].charset, n) == 0 && (!said[n] || said[n] == '_'))
            return rows[i].bytes;
    }
    return 0;
}

static bool read_length(const char *type, const char *word, unsigned *out) {
    size_t n = strlen(word);
    if (strncmp(type, word, n) != 0 || type[n] != '(')
        return false;
    *out = (unsigned)strtoul(type + n + 1, NULL, 10);
    return true;
}

/* The length of a value is kept in one byte up to 255 bytes and in two beyond: what crosses that border is copied. */
bool pl_mysql_grows(const struct pl_script *s, const struct pl_change *c) {
    unsigned was, is, bytes = widest(c->from->parent->kind == PL_TABLE ? c->from : c->to);
    (void)s;
    if (!only_type_differs(c))
        return false;
    if (read_length(type_of(c->from), "varbinary", &was) && read_length(type_of(c->to), "varbinary", &is))
        bytes = 1;
    else if (!read_length(type_of(c->from), "varchar", &was) || !read_length(type_of(c->to), "varchar", &is))
        return false;
    return bytes && is >= was && (was * bytes < 256) == (is * bytes < 256);
}

static int count_labels(const char *type) {
    int n = 0;
    for (struct pl_token t; (t = pl_token_next(&type, true)).kind != PL_T_END;)
        n += t.kind == PL_T_STRING;
    return n;
}

/* Labels behind the last one, as long as they need no more bytes. */
bool pl_mysql_appends(const struct pl_script *s, const struct pl_change *c) {
    const char *was = type_of(c->from), *is = type_of(c->to);
    size_t n = strlen(was);
    bool set = pl_starts(was, "set("), list = set || pl_starts(was, "enum(");
    (void)s;
    if (!list || !only_type_differs(c) || n < 1 || strncmp(was, is, n - 1) != 0 || is[n - 1] != ',')
        return false;
    int before = count_labels(was), now = count_labels(is);
    return set ? (before + 7) / 8 == (now + 7) / 8 && now <= 32 : (before < 256) == (now < 256);
}

/* Without a default a date of rows that are there would be zero, which the pinned sql_mode refuses: the server has to look whether
 * there are any, and is not instant. */
bool pl_mysql_adds_zero_date(const struct pl_script *s, const struct pl_change *c) {
    const char *type = type_of(c->to);
    (void)s;
    return (pl_starts(type, "datetime") || strcmp(type, "date") == 0) && pl_is(c->to, PL_COLUMN_NOT_NULL) &&
           !pl_get(c->to, PL_COLUMN_DEFAULT) && !pl_is(c->to, PL_COLUMN_GENERATED);
}

/* What is said of a column beside its values. */
bool pl_mysql_only_words(const struct pl_script *s, const struct pl_change *c) {
    (void)s;
    return !(c->slots & ~(PL_S(COLUMN, DEFAULT) | PL_S(COLUMN, COMMENT) | PL_S(COLUMN, INVISIBLE)));
}

/* ---- what the table is */

static bool has_virtual(const struct pl_node *table) {
    PL_EACH(column, table, PL_COLUMN)
        if (pl_is(column, PL_COLUMN_GENERATED) && !pl_is(column, PL_COLUMN_STORED))
            return true;
    return false;
}

bool pl_mysql_has_fulltext(const struct pl_node *table) {
    PL_EACH(index, table, PL_INDEX)
        if (pl_same(pl_get(index, PL_INDEX_METHOD), "fulltext"))
            return true;
    return false;
}

static bool is_plain(const struct pl_node *table) {
    const char *engine = pl_get(table, PL_TABLE_ENGINE);
    return (!engine || pl_same_nocase(engine, "innodb")) && !pl_same_nocase(pl_get(table, PL_TABLE_ROW_FORMAT), "compressed") &&
           !pl_is(table, PL_TABLE_OPTIONS) && !pl_is(table, PL_TABLE_SYSTEM_VERSIONED) && !pl_mysql_has_fulltext(table);
}

/* ---- one statement */

static bool is_virtual_column(const struct pl_change *c) {
    const struct pl_node *n = c->to ? c->to : c->from;
    return n->kind == PL_COLUMN && (c->op == PL_ADD || c->op == PL_DROP) && pl_is(n, PL_COLUMN_GENERATED) &&
           !pl_is(n, PL_COLUMN_STORED);
}

static bool is_of_key(const struct pl_script *s, const struct pl_change *c) {
    const struct pl_mysql_found *found = s->prepared;
    return found && found->keyed && c->op == PL_ALTER && c->from->kind == PL_COLUMN && c->from->position <= found->count &&
           found->keyed[c->from->position];
}

/* MySQL refuses that a column of a foreign key takes NULL or does not (errno 1832, 1833) where the table is copied, and copies it for
 * what else is in the statement. One that begins to count needs its key in the same. */
static bool is_null_of_key(const struct pl_script *s, const struct pl_change *c) {
    return is_of_key(s, c) && c->slots & PL_S(COLUMN, NOT_NULL) && !pl_is(c->to, PL_COLUMN_AUTO_INCREMENT);
}

/* Nor does it give such a column another name in a statement that copies (errno 1846). */
static bool is_name_of_key(const struct pl_script *s, const struct pl_change *c) {
    return is_of_key(s, c) && c->slots & PL_S_NAME && !pl_mysql_is_mariadb(s->dialect);
}

/* Whether a clause must not stand with those before it: together they would be copied, where each by itself is instant. An
 * index with a new column would make that one anything but instant. */
bool pl_mysql_parts(const struct pl_script *s, unsigned joined, const struct pl_change *before, unsigned flags,
                    const struct pl_change *c) {
    const struct pl_node *table = pl_above(c->to ? c->to : c->from, PL_TABLE);
    bool maria = pl_mysql_is_mariadb(s->dialect), quick = PL_R_HOW_OF(joined) <= PL_MY_NOCOPY && PL_R_HOW_OF(flags) <= PL_MY_NOCOPY;
    bool in_place = PL_R_HOW_OF(joined) <= PL_MY_INPLACE && PL_R_HOW_OF(flags) <= PL_MY_INPLACE;
    if (is_null_of_key(s, c) != is_null_of_key(s, before))
        return true;
    if (PL_R_HOW_OF(joined | flags) > PL_MY_INPLACE && is_name_of_key(s, c) != is_name_of_key(s, before))
        return true;
    if (!in_place || (maria && !quick) || s->offline || !PL_R_HOW_OF(joined) || !table)
        return false;
    if (is_virtual_column(c) || is_virtual_column(before))
        return is_virtual_column(c) != is_virtual_column(before) || c->op != before->op;
    if (!quick)
        return false;
    if (maria && c->to && c->op == PL_ADD && before->op == PL_DROP && before->from->kind == PL_COLUMN)
        return has_virtual(table);
    if (maria && (c->op == PL_DROP || before->op == PL_DROP) && (c->from ? c->from : c->to)->kind == PL_COLUMN)
        return has_virtual(table) && c->op != before->op;
    return c->op == PL_ADD && c->to->kind == PL_INDEX && PL_R_HOW_OF(joined) == PL_MY_INSTANT;
}

static const char *spelled(const struct pl_script *s, unsigned how) {
    static const char *const words[] = {
        [PL_MY_INSTANT] = "INSTANT", [PL_MY_NOCOPY] = "NOCOPY", [PL_MY_INPLACE] = "INPLACE", [PL_MY_COPY] = "COPY",
    };
    return how == PL_MY_NOCOPY && !pl_mysql_is_mariadb(s->dialect) ? "INPLACE" : words[how];
}

/* MySQL refuses LOCK beside INSTANT; MariaDB from 11.2 copies without holding off writers where it can, by itself. */
static bool says_lock(const struct pl_script *s, unsigned how) {
    bool maria = pl_mysql_is_mariadb(s->dialect);
    return how == PL_MY_INSTANT ? maria : how == PL_MY_COPY ? !maria || s->version < 110200 : true;
}

/* What the clauses cost together beyond the dearest of them, on MariaDB: an index that is added beside columns that come or go
 * is built with the whole table, a rename in a table with computed columns perhaps too. */
static unsigned together(const struct pl_node *table, const struct pl_change *const *changes, unsigned how) {
    bool index = false, column = false, renamed = false, computed = false;
    for (; changes && *changes; changes++) {
        const struct pl_node *n = (*changes)->to ? (*changes)->to : (*changes)->from;
        index |= (*changes)->op == PL_ADD && n->kind == PL_INDEX;
        column |= ((*changes)->op == PL_ADD || (*changes)->op == PL_DROP) && n->kind == PL_COLUMN;
        renamed |= n->kind == PL_COLUMN && ((*changes)->slots & PL_S_NAME) && (*changes)->op == PL_ALTER;
    }
    PL_EACH(n, table, PL_COLUMN)
        computed |= pl_is(n, PL_COLUMN_GENERATED);
    if (renamed && computed && how != PL_MY_COPY)
        return PL_MY_ANY;
    return index && column && how == PL_MY_NOCOPY ? PL_MY_INPLACE : how;
}

static bool refuses_null(const struct pl_node *table, const struct pl_node *key) {
    PL_EACH(part, key, PL_PART) {
        const char *name = pl_get(part, PL_PART_COLUMN);
        const struct pl_node *column = NULL;
        PL_EACH(c, table, PL_COLUMN)
            column = name && pl_same_nocase(c->name, name) ? c : column;
        if (!column || !pl_is(column, PL_COLUMN_NOT_NULL))
            return false;
    }
    return true;
}

/* The key by which InnoDB stores the rows: the primary key, or where there is none (any more) a unique one whose columns refuse
 * NULL. */
static bool stores_rows(const struct pl_mysql_found *found, const struct pl_node *key) {
    const struct pl_node *table = key->parent, *primary = pl_first(table, PL_PRIMARY_KEY);
    if (key->kind == PL_PRIMARY_KEY)
        return true;
    return key->kind == PL_INDEX && pl_is(key, PL_INDEX_UNIQUE) && (!primary || (found && found->gone[primary->position])) &&
           refuses_null(table, key);
}

/* A unique key one of whose columns takes NULL from now on stores no rows any more. */
static bool gives_row_key_up(const struct pl_mysql_found *found, const struct pl_change *c) {
    if (c->op != PL_ALTER || c->from->kind != PL_COLUMN || !pl_is(c->from, PL_COLUMN_NOT_NULL) || pl_is(c->to, PL_COLUMN_NOT_NULL))
        return false;
    PL_EACH(key, c->from->parent, PL_INDEX)
        PL_EACH(part, key, PL_PART)
            if (pl_same_nocase(pl_get(part, PL_PART_COLUMN), c->from->name) && stores_rows(found, key))
                return true;
    return false;
}

/* A table that loses the key by which its rows are stored is copied, unless it gets another in the same statement. */
static bool loses_row_key(const struct pl_script *s, const struct pl_change *const *changes) {
    bool loses = false, gets = false;
    for (; changes && *changes; changes++) {
        loses |= ((*changes)->op == PL_DROP && stores_rows(s->prepared, (*changes)->from)) || gives_row_key_up(s->prepared, *changes);
        gets |= (*changes)->op == PL_ADD && (*changes)->to->kind == PL_PRIMARY_KEY;
    }
    return loses && !gets;
}

/* MariaDB writes a table without any such key again when it gets one. */
static bool gets_row_key(const struct pl_node *table, const struct pl_change *const *changes) {
    if (table->mate)
        PL_EACH(key, table->mate, PL_INDEX)
            if (stores_rows(NULL, key))
                return false;
    for (; changes && *changes; changes++)
        if ((*changes)->op == PL_ADD && (*changes)->to->kind == PL_INDEX && stores_rows(NULL, (*changes)->to))
            return true;
    return false;
}

static bool is_said_anew(const struct pl_node *column) {
    static const char *const types[] = {
        "date", "time", "enum", "set", "tinytext", "mediumtext", "longtext", "tinyblob", "mediumblob", "longblob", NULL,
    };
    for (int i = 0; types[i]; i++)
        if (pl_starts(type_of(column), types[i]))
            return true;
    return false;
}

/* Whether a check speaks of a column of such a type: then MySQL copies the table whichever of its columns is said anew. */
bool pl_mysql_check_copies(struct pl *pl, const struct pl_node *table) {
    PL_EACH(check, table, PL_CHECK) {
        const char *text = pl_get(check, PL_CHECK_EXPRESSION);
        for (struct pl_token t; text && (t = pl_token_next(&text, true)).kind != PL_T_END;) {
            const char *name = t.kind == PL_T_WORD || t.kind == PL_T_QUOTED ? pl_token_name(pl, t) : NULL;
            PL_EACH(column, table, PL_COLUMN)
                if (name && pl_same_nocase(column->name, name) && is_said_anew(column))
                    return true;
        }
    }
    return false;
}

/* Where MySQL alone knows: a column that changes where checks or computed columns speak of it may be copied. */
static bool is_unmeasured(struct pl *pl, const struct pl_node *table, const struct pl_change *const *changes) {
    bool copied = pl_mysql_check_copies(pl, table) || (table->mate && pl_mysql_check_copies(pl, table->mate));
    bool changed = false, speaks = pl_first(table, PL_CHECK) != NULL || copied;
    for (; changes && *changes; changes++) {
        const struct pl_change *c = *changes;
        changed |= (c->to ? c->to : c->from)->kind == PL_COLUMN &&
                   (c->op == PL_RENAME || (c->op == PL_ALTER && (copied || !pl_mysql_only_words(NULL, c))));
    }
    PL_EACH(n, table, PL_COLUMN)
        speaks |= pl_is(n, PL_COLUMN_GENERATED);
    return changed && speaks;
}

/* MariaDB writes a table with computed columns again in no other way than by a copy: with virtual ones always, with stored ones
 * where another column changes (to NOT NULL). */
static bool is_copied(const struct pl_node *table, const struct pl_change *const *changes) {
    bool changed = false, computed = false;
    for (; changes && *changes; changes++)
        changed |= (*changes)->op == PL_ALTER && (*changes)->to->kind == PL_COLUMN;
    PL_EACH(n, table, PL_COLUMN)
        computed |= pl_is(n, PL_COLUMN_GENERATED);
    return has_virtual(table) || (table->mate && has_virtual(table->mate)) || (changed && computed);
}

unsigned pl_mysql_close_alter(const struct pl_script *s, const struct pl_node *table, const struct pl_change *const *changes,
                              unsigned flags, struct pl_text *sql) {
    static const char *const locks[] = {"NONE", "NONE", "SHARED", "EXCLUSIVE"};
    unsigned how = PL_R_HOW_OF(flags), lock = PL_R_LOCK_OF(flags);
    bool maria = pl_mysql_is_mariadb(s->dialect), old = !maria && s->version && s->version < 80029;
    if (!how)
        return flags;
    how = maria ? together(table, changes, how) : how != PL_MY_COPY && is_unmeasured(s->pl, table, changes) ? PL_MY_ANY : how;
    how = how != PL_MY_COPY && loses_row_key(s, changes) ? PL_MY_ANY : how;
    how = how < PL_MY_INPLACE && maria && gets_row_key(table, changes) ? PL_MY_INPLACE : how;
    if (how == PL_MY_INPLACE)
        flags |= PL_R_REWRITES | PL_R_SCANS;
    if (how == PL_MY_INPLACE && maria && is_copied(table, changes)) {
        how = PL_MY_COPY;
        lock = PL_MY_LOCK_SHARED;
    }
    flags &= ~(PL_R_HOW(7) | PL_R_LOCK(15));
    if (how == PL_MY_ANY || old || !is_plain(table) || (table->mate && !is_plain(table->mate)))
        return flags | PL_R_LOCK(lock);
    if (!s->offline)
        pl_addf(sql, ",\n    ALGORITHM=%s", spelled(s, how));
    if (!s->offline && says_lock(s, how))
        pl_addf(sql, ", LOCK=%s", locks[lock]);
    return flags | PL_R_HOW(how) | PL_R_LOCK(lock);
}
