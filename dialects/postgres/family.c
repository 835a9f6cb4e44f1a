/* Partitions and heirs: a table that becomes a part of another, or of another part of it, is taken off first and put on when
 * everything else is done, so that bounds may move between partitions in any way. Rows stay where they are: the server
 * refuses bounds that do not fit them.
 *
 * What a part has from the whole the models do not say, so a table loses no column by becoming a partition, and gains none by
 * being taken off: these changes are implied.
 */
#include <string.h>

#include "dialects/postgres/postgres.h"

enum { PARTITION = PL_S(TABLE, PARTITION_OF) | PL_S(TABLE, BOUNDS) | PL_S(TABLE, DETACHING), FAMILY = PARTITION | PL_S(TABLE, INHERITS) };

/* ---- statements */

/* The statement's name of a parent: it has its new one already. */
static const char *parent_of(struct pl_script *s, const struct pl_realm *r, const struct pl_node *table, const char *name) {
    const struct pl_node *parent = pl_inherited_from(r, table, name);
    return parent ? pl_render_self(s, r == s->from && parent->mate ? parent->mate : parent) : pl_pg_quoted(s->pl, name);
}

/* Renames come before what is left. */
static const char *name_then(const struct pl_node *column) {
    return column->mate ? column->mate->name : column->name;
}

static bool has_then(const struct pl_realm *r, const struct pl_node *parent, const char *name) {
    PL_EACH(column, parent, PL_COLUMN)
        if (strcmp(name_then(column), name) == 0)
            return true;
    return pl_find_column(r, parent, name) && !pl_find(r, parent, PL_COLUMN, name);
}

/* Columns that a table has had from the whole or from a parent stay in it: those that it is not to have go with their values. */
static void lose_columns(struct pl_script *s, const struct pl_rule *rule, const struct pl_change *c, const struct pl_node *whole) {
    PL_EACH(column, whole, PL_COLUMN) {
        const char *at = NULL, *name;
        bool stays = pl_find(s->to, c->to, PL_COLUMN, name_then(column)) || pl_find(s->from, c->from, PL_COLUMN, column->name);
        while ((name = pl_list_next(s->pl, pl_get(c->to, PL_TABLE_INHERITS), &at))) {
            const struct pl_node *parent = pl_inherited_from(s->to, c->to, name);
            stays |= parent && pl_find_column(s->to, parent, name_then(column));
        }
        if (!stays)
            pl_step_loses(s, pl_pg_step(s, rule, c, pl_render(s, pl_format(s->pl, "ALTER TABLE {self} DROP COLUMN %s",
                          pl_pg_quoted(s->pl, name_then(column))), c)), pl_format(s->pl, "%s.%s", pl_path(s->pl, c->to), name_then(column)));
    }
}

static void heirs(struct pl_script *s, const struct pl_rule *rule, const struct pl_change *c, bool leave) {
    const struct pl_realm *r = leave ? s->from : s->to;
    const struct pl_node *one = leave ? c->from : c->to, *other = leave ? c->to : c->from;
    const char *at = NULL, *name;
    while ((name = pl_list_next(s->pl, pl_get(one, PL_TABLE_INHERITS), &at))) {
        const struct pl_node *parent = pl_inherited_from(r, one, name);
        bool stays = parent && parent->mate && pl_is_heir_of(leave ? s->to : s->from, other, parent->mate);
        if (!stays)
            pl_pg_step(s, rule, c, pl_render(s, pl_format(s->pl, "ALTER TABLE {self} %sINHERIT %s", leave ? "NO " : "",
                                                          parent_of(s, r, one, name)), c));
        if (leave && parent && !stays)
            lose_columns(s, rule, c, parent);
    }
}

/* Parents are named with their schema, as every table is. */
bool pl_pg_make_heir(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n) {
    for (int i = 0; i < n; i++) {
        const struct pl_change *c = changes[i];
        const char *at = NULL, *name, *separator = " INHERITS (";
        struct pl_text sql = { .pl = s->pl };
        pl_add(&sql, pl_render(s, "CREATE{unlogged? UNLOGGED}{server? FOREIGN} TABLE {self} (\n    {*}\n)", c));
        for (; (name = pl_list_next(s->pl, pl_get(c->to, PL_TABLE_INHERITS), &at)); separator = ", ")
            pl_addf(&sql, "%s%s", separator, parent_of(s, s->to, c->to, name));
        pl_addf(&sql, ")%s", pl_render(s, "[ PARTITION BY {partition_by|raw}][ USING {access_method}][ WITH ({storage|raw})][ TABLESPACE {tablespace}]"
                                          "[\nSERVER {server}][ OPTIONS ({options|raw})]", c));
        pl_pg_step(s, rule, c, sql.s);
    }
    return true;
}

bool pl_pg_is_heir(const struct pl_script *s, const struct pl_change *c) {
    (void)s;
    return pl_is(c->to, PL_TABLE_INHERITS);
}

static const char *detach(struct pl_script *s, const struct pl_change *c, const struct pl_node *whole, const char *how) {
    return pl_render(s, pl_format(s->pl, "ALTER TABLE %s DETACH PARTITION {self}%s", pl_render_self(s, whole->mate ? whole->mate : whole), how), c);
}

/* A foreign key to the whole holds each partition of it. */
bool pl_pg_is_held(const struct pl_script *s, const struct pl_change *c) {
    const struct pl_node *whole = pl_resolve(s->from, c->from, PL_TABLE_PARTITION_OF);
    PL_EACH(schema, s->from->root, PL_SCHEMA)
        PL_EACH(table, whole ? schema : c->from, PL_TABLE)
            PL_EACH(fk, table, PL_FOREIGN_KEY)
                if (pl_resolve(s->from, fk, PL_FOREIGN_KEY_REFERENCES) == whole)
                    return true;
    return false;
}

bool pl_pg_make_detached_drop(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n) {
    for (int i = 0; i < n; i++) {
        const struct pl_change *c = changes[i];
        const struct pl_node *whole = pl_resolve(s->from, c->from, PL_TABLE_PARTITION_OF);
        pl_step_add(s, detach(s, c, whole, ""),
                    pl_change_title(s->pl, c), rule->flags & ~(unsigned)PL_R_LOSES, c);
        pl_step_loses(s, pl_pg_step(s, rule, c, pl_render(s, "DROP TABLE {self}", c)), pl_path(s->pl, c->from));
    }
    return true;
}

bool pl_pg_make_leave(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n) {
    for (int i = 0; i < n; i++) {
        const struct pl_change *c = changes[i];
        const struct pl_node *whole = pl_resolve(s->from, c->from, PL_TABLE_PARTITION_OF);
        bool off = whole && !pl_is(c->to, PL_TABLE_PARTITION_OF);
        heirs(s, rule, c, true);
        if (off)
            pl_pg_name_copies(s, c);
        if (whole && c->slots & (uint64_t)PARTITION)
            pl_pg_step(s, rule, c, detach(s, c, whole, pl_is(c->from, PL_TABLE_DETACHING) ? " FINALIZE" : ""));
        if (off) {
            pl_pg_drop_copies(s, c);
            lose_columns(s, rule, c, whole);
        }
    }
    return true;
}

/* ---- a partition that is taken off while others read and write */

bool pl_pg_leaves_alone(const struct pl_script *s, const struct pl_change *c) {
    (void)s;
    return !c->late && c->from->flags & PL_N_ALONE;
}

/* The columns that rows are spread by, from the partition up: one, or NULL where there are more. */
static const char *only_key(struct pl_script *s, const struct pl_node *table) {
    const char *only = NULL;
    for (const struct pl_node *whole; pl_is(table, PL_TABLE_PARTITION_OF); table = whole) {
        if (!(whole = pl_resolve(s->from, table, PL_TABLE_PARTITION_OF)))
            return NULL;
        const char *by = pl_get(whole, PL_TABLE_PARTITION_BY);
        for (struct pl_token t; by && (t = pl_token_next(&by, false)).kind != PL_T_END;) {
            bool word = t.kind == PL_T_WORD || t.kind == PL_T_QUOTED;
            const struct pl_node *column = word ? pl_find_column(s->from, whole, pl_token_name(s->pl, t)) : NULL;
            if (column && only && strcmp(only, column->name) != 0)
                return NULL;
            only = column ? column->name : only;
        }
    }
    return only;
}

/* The server keeps the bounds as a check, which the models do not have. */
bool pl_pg_make_leave_alone(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n) {
    for (int i = 0; i < n; i++) {
        const struct pl_change *c = changes[i];
        const struct pl_node *whole = pl_resolve(s->from, c->from, PL_TABLE_PARTITION_OF);
        const char *name = pl_pg_free_name(s->pl, c->to, only_key(s, c->from), "check");
        pl_pg_name_copies(s, c);
        pl_pg_step(s, rule, c, detach(s, c, whole, " CONCURRENTLY"));
        pl_step_add(s, pl_format(s->pl, "ALTER TABLE %s DROP CONSTRAINT IF EXISTS %s", pl_render_self(s, c->to), pl_pg_quoted(s->pl, name)),
                    pl_format(s->pl, "drop what is left of the bounds of %s", pl_title(s->pl, c->to)), PL_R_LOCK(PL_PG_ACCESS_EXCLUSIVE), c);
        pl_pg_drop_copies(s, c);
    }
    return true;
}

bool pl_pg_has_default(const struct pl_realm *r, const struct pl_node *whole) {
    PL_EACH(schema, r->root, PL_SCHEMA)
        PL_EACH(table, schema, PL_TABLE)
            if (pl_is(table, PL_TABLE_PARTITION_OF) && pl_resolve(r, table, PL_TABLE_PARTITION_OF) == whole &&
                pl_same_nocase(pl_get(table, PL_TABLE_BOUNDS), "default"))
                return true;
    return false;
}

static bool is_about(const struct pl_change *c, const struct pl_node *table) {
    const struct pl_node *from = c->from ? pl_above(c->from, PL_TABLE) : NULL, *to = c->to ? pl_above(c->to, PL_TABLE) : NULL;
    return from == table || (to && to == table->mate);
}

/* No transaction holds it, so nothing that must be of one piece with it may be in the plan. */
static void find_alone(struct pl_script *s, const struct pl_changes *list, const struct pl_change *c) {
    const struct pl_node *whole = pl_resolve(s->from, c->from, PL_TABLE_PARTITION_OF);
    bool alone = whole && whole->mate && !pl_is(c->to, PL_TABLE_PARTITION_OF) && !pl_is(c->to, PL_TABLE_INHERITS) &&
                 !pl_is(c->from, PL_TABLE_DETACHING) && !pl_pg_has_default(s->from, whole);
    for (const struct pl_change *o = alone ? list->first : NULL; o && alone; o = o->next) {
        const struct pl_node *joins = o->to && o->to->kind == PL_TABLE && o->op != PL_RENAME ? o->to : NULL;
        alone = o == c || o->implied || !(is_about(o, whole) || is_about(o, c->from) ||
                                          (joins && pl_resolve(s->to, joins, PL_TABLE_PARTITION_OF) == whole->mate));
    }
    if (alone)
        c->from->flags |= PL_N_ALONE;
}

bool pl_pg_make_join(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n) {
    for (int i = 0; i < n; i++) {
        const struct pl_change *c = changes[i];
        heirs(s, rule, c, false);
        bool joins = pl_is(c->to, PL_TABLE_PARTITION_OF) && c->slots & (uint64_t)PARTITION;
        if (joins && !pl_is(c->from, PL_TABLE_PARTITION_OF))
            pl_pg_meet_demands(s, rule, c, pl_resolve(s->to, c->to, PL_TABLE_PARTITION_OF));
        if (joins)
            pl_pg_step(s, rule, c, pl_render(s, "ALTER TABLE {partition_of} ATTACH PARTITION {self} {bounds|raw}", c));
    }
    return true;
}

/* ---- what the change makes of other changes */

/* A part's key is the whole's when its columns are. Policies and rules are its own in any case, and of triggers there is no second one. */
static bool hands_down(const struct pl_node *whole, const struct pl_node *n) {
    bool own = n->kind == PL_TRIGGER || n->kind == PL_POLICY || n->kind == PL_RULE;
    for (const struct pl_node *o = own ? NULL : whole->child; o; o = o->next)
        if (o->kind == n->kind && (pl_first(n, PL_PART) ? pl_pg_same_parts(o, n) : strcmp(o->name, n->name) == 0))
            return true;
    return false;
}

static void imply_drops(struct pl_changes *list, const struct pl_node *table, const struct pl_node *whole) {
    for (struct pl_change *c = list->first; c; c = c->next)
        if (c->op == PL_DROP && c->from->parent == table && !c->replaces && hands_down(whole, c->from))
            c->implied = true;
}

/* NO INHERIT leaves the columns where they are. */
static void keep_columns(struct pl_script *s, struct pl_changes *list, const struct pl_change *c) {
    const char *at = NULL, *name;
    while ((name = pl_list_next(s->pl, pl_get(c->from, PL_TABLE_INHERITS), &at))) {
        const struct pl_node *parent = pl_inherited_from(s->from, c->from, name);
        for (struct pl_change *o = list->first; parent && o; o = o->next)
            if (o->op == PL_ADD && o->to->kind == PL_COLUMN && o->to->parent == c->to && has_then(s->from, parent, o->to->name))
                o->implied = true;
    }
}

/* INHERIT makes no column: those of the parent must be said, or it would have to be a new table. */
static bool has_columns(struct pl_script *s, const struct pl_change *c) {
    const char *at = NULL, *name;
    while ((name = pl_list_next(s->pl, pl_get(c->to, PL_TABLE_INHERITS), &at))) {
        const struct pl_node *parent = pl_inherited_from(s->to, c->to, name);
        if (parent && parent->mate && pl_is_heir_of(s->from, c->from, parent->mate))
            continue;
        PL_EACH(column, parent ? parent : c->to, PL_COLUMN)
            if (!pl_find(s->to, c->to, PL_COLUMN, column->name)) {
                pl_say(s->pl, PL_D_NO_PLAN, &c->to->place, "%s cannot begin to inherit a column that it does not have: \"%s\" of %s",
                       pl_title(s->pl, c->to), column->name, name);
                return pl_hint(s->pl, "say the column in the models of \"%s\" too: a table that begins to inherit keeps columns of its own",
                               c->to->name);
            }
    }
    return true;
}

static bool split(struct pl_script *s, struct pl_changes *list, struct pl_change *c) {
    const struct pl_node *was = pl_resolve(s->from, c->from, PL_TABLE_PARTITION_OF), *is = pl_resolve(s->to, c->to, PL_TABLE_PARTITION_OF);
    uint64_t slots = c->slots & (uint64_t)FAMILY;
    if (!has_columns(s, c))
        return false;
    if (slots & PL_S(TABLE, INHERITS))
        keep_columns(s, list, c);
    if (was && !is)
        pl_pg_keep_copies(s, list, c);
    if (is && !was)
        imply_drops(list, c->from, is);
    if (is || pl_is(c->to, PL_TABLE_INHERITS))
        pl_change_add(s->pl, list, PL_ALTER, c->from, c->to, slots)->late = true;
    if (c->slots == slots)
        return true;
    pl_change_add(s->pl, list, PL_ALTER, c->from, c->to, c->slots & ~slots);
    c->slots = slots;
    return true;
}

/* ---- a column that the parent gives up and heirs go on with */

static bool same_column(const struct pl_node *a, const struct pl_node *b) {
    for (int i = 0; i < pl_attr_count(PL_COLUMN); i++)
        if (!pl_same(pl_at(a, i), pl_at(b, i)))
            return false;
    return true;
}

static bool keeps(struct pl_script *s, const struct pl_node *heir, const struct pl_node *column) {
    const struct pl_node *parent = column->parent, *stays = heir->mate;
    const struct pl_node *own = stays ? pl_find(s->to, stays, PL_COLUMN, column->name) : NULL;
    if (pl_find(s->from, heir, PL_COLUMN, column->name))
        return true;
    return own && same_column(own, column) && pl_is_heir_of(s->to, stays, parent->mate);
}

static bool all_keep(struct pl_script *s, const struct pl_node *column) {
    PL_EACH(schema, s->from->root, PL_SCHEMA)
        PL_EACH(heir, schema, PL_TABLE)
            if (pl_is(heir, PL_TABLE_INHERITS) && pl_is_heir_of(s->from, heir, column->parent) && !keeps(s, heir, column))
                return false;
    return true;
}

/* Taken from the parent ONLY, it becomes the heirs' own with all that is in it. Where not all of them want it as it is, it goes
 * everywhere before it comes again. */
static void hand_over(struct pl_script *s, struct pl_changes *list, struct pl_change *add, struct pl_node *column) {
    if (column->flags & PL_N_HANDED || all_keep(s, column)) {
        column->flags |= PL_N_HANDED;
        add->implied = true;
        return;
    }
    for (struct pl_change *c = list->first; c; c = c->next)
        if (c->op == PL_DROP && c->from == column) {
            c->with = add;
            c->before = true;
        }
}

static void goes_on(struct pl_script *s, struct pl_changes *list, struct pl_change *add) {
    const struct pl_node *heir = add->to->parent->mate;
    const char *at = NULL, *name;
    while ((name = pl_list_next(s->pl, pl_get(heir, PL_TABLE_INHERITS), &at))) {
        const struct pl_node *parent = pl_inherited_from(s->from, heir, name);
        struct pl_node *column = parent && parent->mate ? pl_find(s->from, parent, PL_COLUMN, add->to->name) : NULL;
        if (column && !column->mate)
            hand_over(s, list, add, column);
    }
}

/* The other way, an heir's own column would stay its own beside the one that it is to have from the parent. */
static void goes_first(struct pl_script *s, struct pl_changes *list, struct pl_change *drop) {
    const struct pl_node *heir = drop->from->parent->mate;
    const char *at = NULL, *name;
    while ((name = pl_list_next(s->pl, pl_get(heir, PL_TABLE_INHERITS), &at))) {
        const struct pl_node *parent = pl_inherited_from(s->to, heir, name);
        struct pl_node *column = parent && parent->mate ? pl_find(s->to, parent, PL_COLUMN, drop->from->name) : NULL;
        for (struct pl_change *c = column && !column->mate ? list->first : NULL; c; c = c->next)
            if (c->op == PL_ADD && c->to == column) {
                drop->with = c;
                drop->before = true;
            }
    }
}

static bool is_of_heir(const struct pl_node *column) {
    const struct pl_node *heir = column->kind == PL_COLUMN && column->parent->kind == PL_TABLE ? column->parent : NULL;
    return heir && heir->mate && pl_is(heir, PL_TABLE_INHERITS) && pl_is(heir->mate, PL_TABLE_INHERITS);
}

static void own_and_inherited(struct pl_script *s, struct pl_changes *list) {
    for (struct pl_change *c = list->first; c; c = c->next)
        if (c->op == PL_ADD && !c->implied && is_of_heir(c->to))
            goes_on(s, list, c);
        else if (c->op == PL_DROP && !c->implied && is_of_heir(c->from))
            goes_first(s, list, c);
}

bool pl_pg_family(struct pl_script *s, struct pl_changes *list) {
    int n = list->count;
    own_and_inherited(s, list);
    for (struct pl_change *c = list->first; c && n-- > 0; c = c->next)
        if (c->op == PL_ALTER && !c->implied && c->to->kind == PL_TABLE && c->slots & (uint64_t)FAMILY && !split(s, list, c))
            return false;
    for (struct pl_change *c = list->first; c; c = c->next)
        if (c->op == PL_ALTER && !c->implied && !c->late && c->to->kind == PL_TABLE && c->slots & (uint64_t)PARTITION)
            find_alone(s, list, c);
    return true;
}

bool pl_pg_joins(const struct pl_script *s, const struct pl_change *c) {
    (void)s;
    return c->late;
}

/* ---- texts that are one, said in two ways */

/* A table beside may be called as the other one is with its schema. */
static char *fully_quoted(struct pl *pl, char *const *names) {
    struct pl_text schema = { .pl = pl }, table = { .pl = pl };
    pl_list_add(&schema, names[0]), pl_list_add(&table, names[1]);
    return pl_format(pl, "%s.%s", schema.s, table.s);
}

/* The schema of a parent is said where it is another, in one way. */
void pl_pg_parents_by_name(struct pl_realm *r, struct pl_node *schema, const char *own) {
    PL_EACH(table, schema, PL_TABLE) {
        struct pl_text list = { .pl = r->pl };
        const char *at = NULL, *said = pl_get(table, PL_TABLE_INHERITS);
        for (char *name, *names[3]; (name = pl_list_next(r->pl, said, &at));) {
            if (!pl_find(r, schema, PL_TABLE, name) && strchr(name, '.') && pl_ref_split(r->pl, name, names, 3) == 2) {
                names[0] = strcmp(names[0], own) == 0 ? pl_strdup(r->pl, "") : names[0];
                name = strcmp(names[0], schema->name) == 0 ? names[1] : pl_ref_join(r->pl, (const char *const *)names, 2);
                name = pl_find(r, schema, PL_TABLE, name) && name != names[1] ? fully_quoted(r->pl, names) : name;
            }
            pl_list_add(&list, name);
        }
        pl_set(table, PL_TABLE_INHERITS, list.s);
    }
}

/* PARTITION BY in the new names of its columns: it follows them. */
static const char *followed(struct pl *pl, const struct pl_node *live) {
    const char *text = pl_get(live, PL_TABLE_PARTITION_BY), *from = text, *at = text;
    struct pl_text out = { .pl = pl };
    for (struct pl_token t; (t = pl_token_next(&at, false)).kind != PL_T_END;) {
        const char *name = t.kind == PL_T_WORD || t.kind == PL_T_QUOTED ? pl_token_name(pl, t) : NULL;
        PL_EACH(column, live, PL_COLUMN)
            if (name && column->mate && strcmp(column->name, name) == 0) {
                pl_addn(&out, from, (size_t)(t.s - from));
                pl_pg_quote_name(&out, column->mate->name);
                from = at;
            }
    }
    pl_add(&out, from);
    return out.s;
}

/* Whether the key is one column, and char. */
static bool has_char(struct pl *pl, const struct pl_node *whole) {
    const char *by = pl_get(whole, PL_TABLE_PARTITION_BY), *open = by ? strchr(by, '(') : NULL, *at = open ? open + 1 : "";
    struct pl_token name = pl_token_next(&at, false);
    PL_EACH(column, whole, PL_COLUMN)
        if (strcmp(at, ")") == 0 && pl_is(column, PL_COLUMN_TYPE) && strcmp(column->name, pl_token_name(pl, name)) == 0)
            return pl_starts(pl_get(column, PL_COLUMN_TYPE), "char(");
    return false;
}

/* The server says some numbers as strings or with more zeros, by the type of the key, and fills up what is char. */
static const char *plain_bounds(struct pl *pl, const char *bounds, bool filled) {
    struct pl_text out = { .pl = pl };
    bool negative = false;
    for (struct pl_token t; (t = pl_token_next(&bounds, false)).kind != PL_T_END;) {
        bool minus = t.kind == PL_T_SIGN && *t.s == '-', string = t.kind == PL_T_STRING && *t.s == '\'';
        size_t len = t.len;
        while (t.kind == PL_T_NUMBER && memchr(t.s, '.', len) && (t.s[len - 1] == '0' || t.s[len - 1] == '.'))
            len--;
        while (filled && string && len > 2 && t.s[len - 2] == ' ')
            len--;
        const char *said = string ? pl_strndup(pl, t.s + 1, len - 2) : pl_strndup(pl, t.s, len);
        if (string || t.kind == PL_T_NUMBER)
            pl_addf(&out, " '%s%s'", negative ? "-" : "", said);
        else if (!minus)
            pl_addf(&out, " %s", pl_lower(pl, said));
        negative = minus;
    }
    return pl_text(&out);
}

void pl_pg_relate_partitions(struct pl_realm *to, struct pl_node *schema) {
    PL_EACH(table, schema, PL_TABLE) {
        struct pl_node *live = table->mate;
        const char *is = pl_get(table, PL_TABLE_BOUNDS), *was = live ? pl_get(live, PL_TABLE_BOUNDS) : NULL;
        const struct pl_node *whole = is && was ? pl_resolve(to, table, PL_TABLE_PARTITION_OF) : NULL;
        bool filled = whole && has_char(to->pl, whole);
        if (is && was && strcmp(plain_bounds(to->pl, is, filled), plain_bounds(to->pl, was, filled)) == 0)
            pl_set(table, PL_TABLE_BOUNDS, was);
        if (live && pl_is(live, PL_TABLE_PARTITION_BY) && pl_same(followed(to->pl, live), pl_get(table, PL_TABLE_PARTITION_BY)))
            pl_set(live, PL_TABLE_PARTITION_BY, pl_get(table, PL_TABLE_PARTITION_BY));
    }
}
