/* Models made ready for PostgreSQL, and what the catalog said put into the models' words: both end at the same text.
 *
 * serial is no type but three objects, and they are declared here as the server makes them. Identity and primary key
 * columns are NOT NULL whether said or not. Values that are the server's own (the first number of a sequence, the default
 * schema in a name) are not said.
 */
#include <stdlib.h>
#include <string.h>

#include "dialects/postgres/postgres.h"

struct work {
    struct pl *pl;
    struct pl_realm *r;
    unsigned version;
    const char *schema;
};

static void unsay(struct pl_node *n, enum pl_attr a, const char *value) {
    if (pl_same(pl_get(n, a), value))
        pl_set(n, a, NULL);
}

/* ---- schemas and references: the connection's own schema has no name */

static bool own_schema(struct work *w) {
    struct pl_node *named = pl_find(w->r, w->r->root, PL_SCHEMA, w->schema);
    struct pl_node *own = pl_find(w->r, w->r->root, PL_SCHEMA, "");
    if (!named || !w->schema[0])
        return true;
    if (own && own->child) {
        pl_say(w->pl, PL_D_DUPLICATE, &named->place,
               "the schema \"%s\" is said twice: by this name, and as the one without a name",
               w->schema);
        return pl_hint(w->pl, "\"%s\" is this connection's own schema: leave the name out", w->schema);
    }
    if (own)
        pl_remove(w->r, own);
    pl_rename(w->r, named, "");
    return true;
}

static void shorten_ref(struct work *w, struct pl_node *n, enum pl_attr a) {
    char *name[3];
    int depth = !(pl_kinds[pl_attrs[a].refers].parents >> PL_SCHEMA & 1) ? 2 : 1;
    int count = pl_ref_split(w->pl, pl_get(n, a), name, 3);
    if (count != depth + 1 || strcmp(name[0], w->schema) != 0)
        return;
    name[0] = pl_strdup(w->pl, "");
    bool here = !pl_above(n, PL_SCHEMA)->name[0];
    pl_set(n, a, pl_ref_join(w->pl, (const char *const *)name + here, count - here));
}

/* ---- serial */

static const char *serial_type(const char *type) {
    static const struct { const char *word, *type; } rows[] = {
        { "serial", "int" }, { "serial4", "int" }, { "bigserial", "bigint" }, { "serial8", "bigint" },
        { "smallserial", "smallint" }, { "serial2", "smallint" },
    };
    for (size_t i = 0; type && i < sizeof rows / sizeof rows[0]; i++)
        if (pl_same_nocase(type, rows[i].word))
            return rows[i].type;
    return NULL;
}

static void adapt_serial(struct work *w, struct pl_node *column) {
    const char *type = serial_type(pl_get(column, PL_COLUMN_TYPE));
    struct pl_node *table = column->parent, *schema = table->parent;
    if (!type)
        return;
    char *name = pl_pg_made_name(w->pl, table->name, column->name, "seq");
    struct pl_text full = { .pl = w->pl }, text = { .pl = w->pl };
    pl_set(column, PL_COLUMN_TYPE, type);
    pl_set(column, PL_COLUMN_NOT_NULL, "true");
    if (!pl_is(column, PL_COLUMN_DEFAULT)) {
        pl_pg_quote_name(&full, schema->name[0] ? schema->name : w->schema);
        pl_addc(&full, '.');
        pl_pg_quote_name(&full, name);
        pl_pg_quote_text(&text, full.s);
        pl_set(column, PL_COLUMN_DEFAULT, pl_format(w->pl, "nextval(%s::regclass)", text.s));
    }
    if (pl_find(w->r, schema, PL_SEQUENCE, name))
        return;
    struct pl_node *sequence = pl_node_new(w->r, schema, PL_SEQUENCE, name);
    const char *owner[] = { table->name, column->name };
    sequence->place = column->place;
    const char *old_table = table->was ? table->was : table->name, *old_column = column->was ? column->was : column->name;
    if (table->was || column->was)                     /* its counter goes along when the table or column is renamed */
        sequence->was = pl_pg_made_name(w->pl, old_table, old_column, "seq");
    pl_set(sequence, PL_SEQUENCE_TYPE, strcmp(type, "bigint") == 0 ? NULL : type);
    pl_set(sequence, PL_SEQUENCE_OWNED_BY, pl_ref_join(w->pl, owner, 2));
}

/* ---- columns */

static void adapt_numbers(struct pl_node *n, enum pl_attr start, enum pl_attr increment, enum pl_attr min, enum pl_attr max,
                          const char *type) {
    const char *by = pl_get(n, increment);
    bool down = by && *by == '-';
    static const struct { const char *type, *least, *most; } rows[] = {
        { "smallint", "-32768", "32767" }, { "int", "-2147483648", "2147483647" },
        { "bigint", "-9223372036854775808", "9223372036854775807" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (!pl_same(type, rows[i].type))
            continue;
        unsay(n, min, down ? rows[i].least : "1");
        unsay(n, max, down ? "-1" : rows[i].most);
    }
    const char *first = pl_get(n, down ? max : min);
    unsay(n, start, first ? first : down ? "-1" : "1");
}

static bool adapt_generated(struct work *w, struct pl_node *c) {
    if (!pl_is(c, PL_COLUMN_GENERATED) || pl_is(c, PL_COLUMN_STORED) || w->version >= 180000)
        return true;
    pl_say(w->pl, PL_D_CANNOT_SAY, &c->place, "virtual generated columns came with PostgreSQL 18, but %s is one",
           pl_title(w->pl, c));
    return pl_hint(w->pl, "say stored: true");
}

/* Until 18 the constraint was no object: there is nothing that could have a name. */
static bool adapt_not_null(struct work *w, struct pl_node *c) {
    bool no_object = w->version < 180000 || !pl_is(c, PL_COLUMN_NOT_NULL);
    if (no_object)
        pl_set(c, PL_COLUMN_NOT_NULL_NAME, NULL);
    else
        unsay(c, PL_COLUMN_NOT_NULL_NAME, pl_pg_made_name(w->pl, c->parent->name, c->name, "not_null"));
    enum pl_attr form = pl_is(c, PL_COLUMN_NOT_NULL_NOT_VALID) ? PL_COLUMN_NOT_NULL_NOT_VALID : PL_COLUMN_NOT_NULL_NO_INHERIT;
    if (!no_object || !pl_is(c, form))
        return true;
    pl_say(w->pl, PL_D_CANNOT_SAY, &c->place, pl_is(c, PL_COLUMN_NOT_NULL) ? "%s came with PostgreSQL 18, but %s has it"
           : "%s says nothing without \"not_null\", but %s has it", pl_attrs[form].word, pl_title(w->pl, c));
    return pl_hint(w->pl, pl_is(c, PL_COLUMN_NOT_NULL) ? "leave it out" : "say not_null: true");
}

/* In CREATE TABLE a default may not hold these words outside parentheses, though SET DEFAULT takes them. */
static bool needs_parentheses(struct pl *pl, const char *text) {
    static const char *const refused[] = { "and", "or", "not", "is", "in", "like", "ilike", "similar", "between", "at",
                                           "isnull", "notnull", "overlaps", "collate" };
    int depth = 0;
    for (struct pl_token t; (t = pl_token_next(&text, false)).kind != PL_T_END;) {
        if (t.kind == PL_T_SIGN)
            depth += *t.s == '(' || *t.s == '[' ? 1 : *t.s == ')' || *t.s == ']' ? -1 : 0;
        for (size_t i = 0; t.kind == PL_T_WORD && !depth && i < sizeof refused / sizeof refused[0]; i++)
            if (pl_same_nocase(pl_token_name(pl, t), refused[i]))
                return true;
    }
    return false;
}

static void adapt_type(struct work *w, struct pl_node *n, enum pl_attr a) {
    const char *type = pl_get(n, a);
    if (type && !pl_pg_type(w->pl, type) && !((n->flags & PL_N_NATIVE_TYPE) == 0 && pl_pg_portable(w->pl, type)))
        pl_set(n, a, pl_pg_type_in(w->pl, w->r, n, type, w->schema));
}

/* A collation of the own schema is found with its schema, as the catalog says it. */
static void adapt_collation(struct work *w, struct pl_node *n, enum pl_attr a) {
    char *name[3];
    const struct pl_node *own = pl_find(w->r, w->r->root, PL_SCHEMA, "");
    if (!own || !pl_is(n, a) || pl_ref_split(w->pl, pl_get(n, a), name, 3) != 1 || !pl_find(w->r, own, PL_COLLATION, name[0]))
        return;
    const char *full[] = { w->schema, name[0] };
    pl_set(n, a, pl_ref_join(w->pl, full, 2));
}

/* f(int, mood) is f(integer, public.mood): the types as the server prints them. */
static void adapt_routine(struct work *w, struct pl_node *n) {
    const char *open = pl_pg_arguments(n->name);
    size_t end = strlen(n->name);
    struct pl_text name = { .pl = w->pl };
    if (!open || n->name[end - 1] != ')')
        return;
    pl_addn(&name, n->name, (size_t)(open - n->name));
    const char *separator = "(";
    for (const char *at = open + 1; at < n->name + end - 1; separator = ", ") {
        size_t len = 0;
        for (int quoted = 0; at[len] != ')' && (quoted || at[len] != ','); len++)
            quoted ^= at[len] == '"';
        const char *type = pl_trim(w->pl, pl_strndup(w->pl, at, len));
        pl_addf(&name, "%s%s", separator, pl_pg_printed_type(w->pl, w->r, n, type, w->schema));
        at += len + (at[len] == ',');
    }
    pl_addf(&name, "%s)", *separator == '(' ? "(" : "");
    if (strcmp(name.s, n->name) != 0)
        pl_rename(w->r, n, name.s);
}

/* A statement ends where it ends: without blanks and semicolons behind it. */
static bool is_statement(const struct pl_attr_row *row) {
    return row->type == PL_STATEMENT;
}

static void adapt_statements(struct work *w, const struct pl_slots *slots, struct pl_node *n) {
    PL_EACH_SLOT(i, slots->of[n->kind] & n->has) {
        size_t len = strlen(pl_at(n, i));
        while (len && strchr(" \t\r\n;", pl_at(n, i)[len - 1]))
            len--;
        pl_put(n, i, pl_strndup(w->pl, pl_at(n, i), len));
    }
    for (struct pl_node *c = n->below & slots->kinds ? n->child : NULL; c; c = c->next)
        adapt_statements(w, slots, c);
}

static bool adapt_unlogged(struct work *w, struct pl_node *sequence) {
    const struct pl_node *owner = pl_is(sequence, PL_SEQUENCE_OWNED_BY) ? pl_resolve(w->r, sequence, PL_SEQUENCE_OWNED_BY) : NULL;
    bool as_table = owner && pl_is(owner->parent, PL_TABLE_UNLOGGED);
    if (as_table)
        pl_set(sequence, PL_SEQUENCE_UNLOGGED, NULL);
    if (!as_table || w->version < 150000)
        pl_set(sequence, PL_SEQUENCE_LOGGED, NULL);
    if (!pl_is(sequence, PL_SEQUENCE_UNLOGGED) || w->version >= 150000)
        return true;
    pl_say(w->pl, PL_D_CANNOT_SAY, &sequence->place, "unlogged sequences came with PostgreSQL 15, but %s is one",
           pl_title(w->pl, sequence));
    return pl_hint(w->pl, "leave \"unlogged\" out");
}

static bool adapt_labels(struct work *w, struct pl_node *type) {
    PL_EACH(label, type, PL_LABEL)
        if (!pl_pg_has_label(w->pl, type, label->name)) {
            pl_say(w->pl, PL_D_NOWHERE, &label->place, "%s is none of its values", pl_title(w->pl, label));
            return pl_hint(w->pl, "\"labels\" says of values what they were: labels: { new: { was: old } }");
        }
    return true;
}

static bool adapt_column(struct work *w, struct pl_node *c) {
    adapt_serial(w, c);
    if (pl_is(c, PL_COLUMN_DEFAULT) && needs_parentheses(w->pl, pl_get(c, PL_COLUMN_DEFAULT)))
        pl_set(c, PL_COLUMN_DEFAULT, pl_format(w->pl, "(%s)", pl_get(c, PL_COLUMN_DEFAULT)));
    if (pl_is(c, PL_COLUMN_AUTO_INCREMENT) || pl_is(c, PL_COLUMN_AUTOINCREMENT)) {
        if (!pl_is(c, PL_COLUMN_IDENTITY))
            pl_set(c, PL_COLUMN_IDENTITY, "default");
        pl_set(c, PL_COLUMN_AUTO_INCREMENT, NULL);
        pl_set(c, PL_COLUMN_AUTOINCREMENT, NULL);
    }
    if (pl_is(c, PL_COLUMN_IDENTITY))
        pl_set(c, PL_COLUMN_NOT_NULL, "true"), unsay(c, PL_COLUMN_IDENTITY_NAME, pl_pg_made_name(w->pl, c->parent->name, c->name, "seq"));
    if (!adapt_not_null(w, c))
        return false;
    adapt_type(w, c, PL_COLUMN_TYPE);
    adapt_collation(w, c, PL_COLUMN_COLLATION);
    pl_set(c, PL_COLUMN_ESTIMATES, pl_pg_storage(w->pl, pl_get(c, PL_COLUMN_ESTIMATES)));
    const char *type = pl_get(c, PL_COLUMN_TYPE);
    const char *known = type ? pl_pg_type(w->pl, type) : NULL;
    adapt_numbers(c, PL_COLUMN_IDENTITY_START, PL_COLUMN_IDENTITY_INCREMENT, PL_COLUMN_IDENTITY_MIN, PL_COLUMN_IDENTITY_MAX,
                  known ? known : type);
    if (type)
        unsay(c, PL_COLUMN_STORAGE, pl_pg_type_storage(type));
    return adapt_generated(w, c);
}

/* ---- keys, indexes, references */

static bool starts_at_default(struct pl_node *part) {
    bool desc = pl_same(pl_get(part, PL_PART_ORDER), "desc");
    return pl_same(pl_get(part, PL_PART_NULLS), desc ? "first" : "last");
}

static void adapt_parts(struct work *w, struct pl_node *key) {
    PL_EACH(part, key, PL_PART) {
        if (starts_at_default(part))
            pl_set(part, PL_PART_NULLS, NULL);
        pl_set(part, PL_PART_OPCLASS, pl_pg_without(w->pl, pl_get(part, PL_PART_OPCLASS), w->schema));
        const char *name = pl_is(part, PL_PART_COLUMN) ? pl_get(part, PL_PART_COLUMN) : "";
        struct pl_node *column = key->kind == PL_PRIMARY_KEY ? pl_find(w->r, key->parent, PL_COLUMN, name) : NULL;
        if (column)
            pl_set(column, PL_COLUMN_NOT_NULL, "true");
    }
}

static void adapt_key(struct work *w, struct pl_node *key) {
    enum pl_attr storage = (enum pl_attr)pl_attr_named(key->kind, "storage");
    pl_set(key, storage, pl_pg_storage(w->pl, pl_get(key, storage)));
    if (key->kind == PL_INDEX)
        pl_set(key, PL_INDEX_STATISTICS, pl_pg_storage(w->pl, pl_get(key, PL_INDEX_STATISTICS)));
    adapt_parts(w, key);
    if (key->kind == PL_PRIMARY_KEY && strcmp(key->name, pl_pg_made_name(w->pl, key->parent->name, NULL, "pkey")) == 0)
        pl_rename(w->r, key, "");
}

/* The primary key in its order is what a foreign key means that names no columns. */
static void adapt_reference(struct work *w, struct pl_node *fk) {
    const struct pl_node *table = pl_resolve(w->r, fk, PL_FOREIGN_KEY_REFERENCES);
    const struct pl_node *key = table ? pl_first(table, PL_PRIMARY_KEY) : NULL;
    struct pl_text columns = { .pl = w->pl };
    if (!key)
        return;
    PL_EACH(part, key, PL_PART)
        if (pl_is(part, PL_PART_COLUMN))
            pl_list_add(&columns, pl_get(part, PL_PART_COLUMN));
    unsay(fk, PL_FOREIGN_KEY_REFERENCED_COLUMNS, pl_text(&columns));
}

/* range("a") is said as the server says it: RANGE (a). */
static const char *partition_by(struct pl *pl, const char *text) {
    size_t n = text ? strcspn(text, " (") : 0;
    return n ? pl_format(pl, "%s %s", pl_pg_upper(pl, text, n), pl_pg_requoted(pl, pl_trim(pl, text + n))) : text;
}

/* The server keeps the values of bounds without the types that they were said with. */
static const char *without_casts(struct pl *pl, const char *text) {
    struct pl_text out = { .pl = pl };
    const char *from = text, *at = text;
    for (struct pl_token t; (t = pl_token_next(&at, false)).kind != PL_T_END;) {
        if (t.kind != PL_T_SIGN || !pl_starts(t.s, "::"))
            continue;
        pl_addn(&out, from, (size_t)(t.s - from));
        for (at = t.s + 2; *at && *at != ',' && *at != ')'; at++)
            at += *at == '(' ? strcspn(at, ")") : 0;
        from = at;
    }
    pl_add(&out, from);
    return out.s;
}

/* Keys over ranges. */
static bool adapt_temporal(struct work *w, struct pl_node *table) {
    bool ok = true;
    for (struct pl_node *n = w->version < 180000 ? table->child : NULL; n; n = n->next) {
        int a = pl_attr_named(n->kind, n->kind == PL_FOREIGN_KEY ? "period" : "without_overlaps");
        if (a < 0 || !pl_is(n, (enum pl_attr)a))
            continue;
        pl_say(w->pl, PL_D_CANNOT_SAY, &n->place, "\"%s\" came with PostgreSQL 18, but %s has it", pl_attrs[a].word, pl_title(w->pl, n));
        ok = pl_hint(w->pl, "take it out, or give these models a server of 18 or newer; before it, an exclusion constraint keeps ranges apart");
    }
    return ok;
}

static bool adapt_table(struct work *w, struct pl_node *table) {
    bool ok = true;
    pl_set(table, PL_TABLE_STORAGE, pl_pg_storage(w->pl, pl_get(table, PL_TABLE_STORAGE)));
    if (pl_is(table, PL_TABLE_BOUNDS))
        pl_set(table, PL_TABLE_BOUNDS, without_casts(w->pl, pl_get(table, PL_TABLE_BOUNDS)));
    PL_EACH(column, table, PL_COLUMN)
        ok &= adapt_column(w, column);
    ok &= pl_pg_adapt_inherited(w->pl, w->r, table, w->version);
    pl_set(table, PL_TABLE_PARTITION_BY, partition_by(w->pl, pl_get(table, PL_TABLE_PARTITION_BY)));
    pl_set(table, PL_TABLE_REPLICA_IDENTITY, pl_pg_replica_identity(w->pl, pl_get(table, PL_TABLE_REPLICA_IDENTITY)));
    static const enum pl_kind keys[] = { PL_PRIMARY_KEY, PL_UNIQUE, PL_INDEX };
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        PL_EACH(key, table, keys[i])
            adapt_key(w, key);
    PL_EACH(fk, table, PL_FOREIGN_KEY)
        adapt_reference(w, fk);
    return ok & adapt_temporal(w, table);
}

static bool is_reference(const struct pl_attr_row *row) {
    return row->type == PL_REF && row->refers != PL_NONE;
}

static void shorten_refs(struct work *w, const struct pl_slots *slots, struct pl_node *n) {
    PL_EACH_SLOT(i, slots->of[n->kind] & n->has)
        shorten_ref(w, n, (enum pl_attr)(pl_kinds[n->kind].first + i));
    for (struct pl_node *c = n->below & slots->kinds ? n->child : NULL; c; c = c->next)
        shorten_refs(w, slots, c);
}

bool pl_pg_adapt(struct pl *pl, struct pl_realm *declared, unsigned version, const char *schema) {
    struct work w = { .pl = pl, .r = declared, .version = version, .schema = schema && *schema ? schema : "public" };
    struct pl_slots references, statements;
    bool ok = own_schema(&w);
    if (!ok)
        return false;
    pl_slots_find(&references, is_reference);
    pl_slots_find(&statements, is_statement);
    shorten_refs(&w, &references, declared->root);
    PL_EACH(s, declared->root, PL_SCHEMA) {
        PL_EACH(sequence, s, PL_SEQUENCE) {
            const char *type = pl_get(sequence, PL_SEQUENCE_TYPE);
            type = type ? pl_pg_type(pl, type) : "bigint";
            ok &= adapt_unlogged(&w, sequence);
            adapt_numbers(sequence, PL_SEQUENCE_START, PL_SEQUENCE_INCREMENT, PL_SEQUENCE_MIN, PL_SEQUENCE_MAX, type);
        }
        PL_EACH(type, s, PL_ENUM)
            ok &= adapt_labels(&w, type);
        PL_EACH(table, s, PL_TABLE)
            ok &= adapt_table(&w, table);
        PL_EACH(view, s, PL_VIEW)
            pl_set(view, PL_VIEW_STORAGE, pl_pg_storage(pl, pl_get(view, PL_VIEW_STORAGE)));
        PL_EACH(domain, s, PL_DOMAIN)
            adapt_type(&w, domain, PL_DOMAIN_TYPE), adapt_collation(&w, domain, PL_DOMAIN_COLLATION);
        PL_EACH(composite, s, PL_COMPOSITE)
            PL_EACH(column, composite, PL_COLUMN)
                adapt_type(&w, column, PL_COLUMN_TYPE);
        PL_EACH(matview, s, PL_MATERIALIZED_VIEW) {
            PL_EACH(column, matview, PL_VIEW_COLUMN)
                pl_set(column, PL_VIEW_COLUMN_ESTIMATES, pl_pg_storage(pl, pl_get(column, PL_VIEW_COLUMN_ESTIMATES)));
            pl_set(matview, PL_MATERIALIZED_VIEW_STORAGE, pl_pg_storage(pl, pl_get(matview, PL_MATERIALIZED_VIEW_STORAGE)));
            PL_EACH(index, matview, PL_INDEX)
                adapt_key(&w, index);
        }
        adapt_statements(&w, &statements, s);
        pl_pg_parents_by_name(declared, s, w.schema);
        ok &= pl_pg_adapt_options(pl, s) & pl_pg_adapt_publications(declared, s, version, w.schema);
        pl_pg_without_own_schema(pl, s, w.schema), pl_pg_operator_names(declared, s, w.schema, true);
        ok &= pl_pg_adapt_grants(pl, s, version);
        PL_EACH(function, s, PL_FUNCTION)
            adapt_routine(&w, function), ok &= pl_pg_check_routine(pl, function);
        PL_EACH(procedure, s, PL_PROCEDURE)
            adapt_routine(&w, procedure), ok &= pl_pg_check_routine(pl, procedure);
    }
    return ok;
}

/* ---- what the catalog said */

/* pg_get_indexdef puts an expression that is no call into parentheses of its own, and so do the statements. */
static const char *without_parentheses(struct pl *pl, const char *text) {
    size_t n = text ? strlen(text) : 0;
    return n > 4 && pl_starts(text, "((") && strcmp(text + n - 2, "))") == 0 ? pl_strndup(pl, text + 1, n - 2) : text;
}

/* A primary key's name is said only where it is not the one that the server makes (a table name of more than 58 bytes is cut,
 * and then it is always said). */
static void settle_key(struct pl_realm *live, struct pl_node *table) {
    struct pl_node *key = pl_first(table, PL_PRIMARY_KEY);
    size_t n = strlen(table->name);
    if (key && strncmp(key->name, table->name, n) == 0 && strcmp(key->name + n, "_pkey") == 0)
        pl_rename(live, key, "");
}

static void settle_in(struct pl_db *db, struct pl_realm *live, struct pl_node *home) {
    settle_key(live, home);
    PL_EACH(column, home, PL_COLUMN) {
        if (pl_is(column, PL_COLUMN_GENERATED))
            pl_set(column, PL_COLUMN_DEFAULT, NULL);
        pl_set(column, PL_COLUMN_TYPE, pl_pg_type_in(db->pl, live, column, pl_get(column, PL_COLUMN_TYPE), db->schema));
        if (pl_is(column, PL_COLUMN_NOT_NULL_NAME))
            unsay(column, PL_COLUMN_NOT_NULL_NAME, pl_pg_made_name(db->pl, home->name, column->name, "not_null"));
        if (pl_is(column, PL_COLUMN_IDENTITY_NAME))
            unsay(column, PL_COLUMN_IDENTITY_NAME, pl_pg_made_name(db->pl, home->name, column->name, "seq"));
    }
    PL_EACH(index, home, PL_INDEX)
        PL_EACH(part, index, PL_PART) {
            pl_set(part, PL_PART_OPCLASS, pl_pg_without(db->pl, pl_get(part, PL_PART_OPCLASS), db->schema));
            pl_set(part, PL_PART_EXPRESSION, without_parentheses(db->pl, pl_get(part, PL_PART_EXPRESSION)));
        }
}

bool pl_pg_settle(struct pl_db *db, struct pl_realm *live) {
    static const enum pl_kind homes[] = { PL_TABLE, PL_COMPOSITE, PL_MATERIALIZED_VIEW };
    PL_EACH(schema, live->root, PL_SCHEMA) {
        pl_pg_parents_by_name(live, schema, db->schema);
        pl_pg_without_own_schema(db->pl, schema, db->schema), pl_pg_operator_names(live, schema, db->schema, false);
        for (size_t i = 0; i < sizeof homes / sizeof homes[0]; i++)
            PL_EACH(home, schema, homes[i])
                settle_in(db, live, home);
        PL_EACH(domain, schema, PL_DOMAIN)
            pl_set(domain, PL_DOMAIN_TYPE, pl_pg_type_in(db->pl, live, domain, pl_get(domain, PL_DOMAIN_TYPE), db->schema));
    }
    return true;
}

/* ---- once both are paired */

/* What labels were is not in any database: it is held against the labels that there are, and is no difference by itself. */
static void relate_labels(struct pl_realm *from, struct pl_realm *to, struct pl_node *type) {
    for (struct pl_node *l = type->mate ? pl_first(type->mate, PL_LABEL) : NULL, *next; l; l = next) {
        next = pl_next(l);
        pl_remove(from, l);
    }
    for (struct pl_node *l = pl_first(type, PL_LABEL), *next; l; l = next) {
        next = pl_next(l);
        if (!type->mate)
            pl_remove(to, l);
        else
            l->mate = pl_node_new(from, type->mate, PL_LABEL, l->name), l->mate->mate = l;
    }
}

/* Whether a materialized view has rows is no part of the schema (a dump of that restores none): one that is put back is as it was. */
bool pl_pg_relate(struct pl_db *db, struct pl_realm *from, struct pl_realm *to) {
    (void)db;
    PL_EACH(schema, to->root, PL_SCHEMA) {
        pl_pg_relate_options(to->pl, schema);
        pl_pg_relate_partitions(to, schema), pl_pg_relate_places(schema);
        pl_pg_relate_publications(from, to, schema);
        pl_pg_relate_members(to->pl, schema);
        PL_EACH(type, schema, PL_ENUM)
            relate_labels(from, to, type);
        PL_EACH(view, schema, PL_MATERIALIZED_VIEW)
            if (view->mate)
                pl_set(view, PL_MATERIALIZED_VIEW_UNPOPULATED, pl_get(view->mate, PL_MATERIALIZED_VIEW_UNPOPULATED));
    }
    return true;
}
