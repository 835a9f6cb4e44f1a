/* Tables that are partitioned in another way. No statement of the server does that, so another table takes the place of the old one in
 * one transaction: that is put aside under another name, the new one is made with its partitions, the rows are copied, and then the
 * old one is dropped. A row that no partition takes stops the copy, and with it everything: none is ever lost.
 *
 * Columns are changed on the old table first, by the rules that there are, so that the copy is column by column. Keys, indexes, triggers
 * and whatever else has a name or refers to the table is dropped before and made after. Partitions that were of the old table and are
 * to be of the new one come along; those that the models no longer know give their rows to the new table.
 */
#include <string.h>

#include "dialects/postgres/prepare.h"

static bool is_moved(const struct pl_node *table) {
    return table->kind == PL_TABLE && table->flags & PL_N_ANEW;
}

/* The table of a part that is a column or lives in it otherwise; a table itself. */
static const struct pl_node *table_of(const struct pl_node *n) {
    return n ? pl_above(n, PL_TABLE) : NULL;
}

/* ---- which tables */

static bool mentions(struct pl *pl, const char *text, const char *name) {
    for (struct pl_token t; text && (t = pl_token_next(&text, false)).kind != PL_T_END;)
        if ((t.kind == PL_T_WORD || t.kind == PL_T_QUOTED) && strcmp(pl_token_name(pl, t), name) == 0)
            return true;
    return false;
}

/* What no order of statements can do: the column must be of the old type while the old table stands, and of the new one before. */
static bool key_stays(struct pl_script *s, const struct pl_changes *list, const struct pl_change *move) {
    for (const struct pl_change *c = list->first; c; c = c->next) {
        bool retyped = c->op == PL_ALTER && c->to->kind == PL_COLUMN && c->to->parent == move->to &&
                       c->slots & (PL_S(COLUMN, TYPE) | PL_S(COLUMN, COLLATION));
        if (!retyped || !mentions(s->pl, pl_get(move->from, PL_TABLE_PARTITION_BY), c->from->name))
            continue;
        pl_say(s->pl, PL_D_NO_PLAN, &c->to->place, "%s is what rows are spread by, and cannot get another type in the same plan that changes it",
               pl_title(s->pl, c->to));
        return pl_hint(s->pl, "take \"partition_by\" of %s and its partitions out in a first apply, and change the type in a second",
                       move->to->name);
    }
    return true;
}

static bool can_move(struct pl_script *s, const struct pl_changes *list, const struct pl_change *c) {
    const char *secured = pl_get(c->from, PL_TABLE_ROW_SECURITY);
    if (secured && pl_starts(secured, "forced")) {
        pl_say(s->pl, PL_D_NO_PLAN, &c->to->place, "%s cannot be partitioned in another way: its row security, which holds for its owner too, "
               "may hide rows from the copy", pl_title(s->pl, c->to));
        return pl_hint(s->pl, "say row_security: enabled in a first apply, partition_by in a second, and forced again in a third");
    }
    return key_stays(s, list, c);
}

static bool repartitions(const struct pl_change *c) {
    return c->op == PL_ALTER && c->to->kind == PL_TABLE && !c->late && c->slots & PL_S(TABLE, PARTITION_BY);
}

/* A partition of a table that is moved needs no change of its own. */
static bool is_within_moved(const struct pl_script *s, const struct pl_changes *list, const struct pl_change *c) {
    for (const struct pl_change *o = list->first; o; o = o->next)
        if (o != c && repartitions(o) && pl_pg_is_under(s->from, c->from, o->from) && pl_pg_is_under(s->to, c->to, o->to))
            return true;
    return false;
}

static void mark_family(struct pl_script *s, struct pl_change *move) {
    move->from->flags |= PL_N_ANEW;
    move->to->flags |= PL_N_ANEW;
    PL_EACH(schema, s->from->root, PL_SCHEMA)
        PL_EACH(table, schema, PL_TABLE)
            if (table->mate && pl_pg_is_under(s->from, table, move->from) && pl_pg_is_under(s->to, table->mate, move->to))
                table->flags |= PL_N_ANEW, table->mate->flags |= PL_N_ANEW;
}

/* ---- what the move says of the changes that there are */

static void said_with(struct pl_change *c, struct pl_change *move, bool as_it_was) {
    c->implied = true;
    c->with = move;
    c->anew |= as_it_was;
}

static bool is_attached(const struct pl_change *c) {
    return (pl_kinds[(c->to ? c->to : c->from)->kind].flags & PL_ATTACHED) != 0;
}

static void take_in(struct pl_script *s, struct pl_change *c, struct pl_change *move, struct pl_change *drop) {
    const struct pl_node *was = table_of(c->from), *is = table_of(c->to);
    bool itself = (c->to ? c->to : c->from)->kind == PL_TABLE;
    bool old = c->op == PL_DROP && was && !was->mate && pl_pg_is_under(s->from, was, move->from);
    bool made = c->op == PL_ADD && itself && !is->mate && pl_pg_is_under(s->to, is, move->to);
    bool ours = was && is_moved(was) && (was == move->from || pl_pg_is_under(s->from, was, move->from));
    bool key = c->op == PL_DROP && was == move->from && c->from->kind == PL_COLUMN && !c->from->mate &&
               mentions(s->pl, pl_get(was, PL_TABLE_PARTITION_BY), c->from->name);
    if (c == move || c == drop)
        return;
    if (old || key || (ours && c->op == PL_DROP && is_attached(c)))
        said_with(c, drop, true);
    else if (made || (ours && itself && (c->op == PL_ALTER || was != move->from)) || (ours && is_attached(c)))
        said_with(c, move, false);
    if (c->implied && c->op == PL_ALTER && itself && ours)
        c->slots = 0;
}

static void begin(struct pl_script *s, struct pl_changes *list, struct pl_change *move) {
    mark_family(s, move);
    move->anew = true;
    move->slots = PL_S(TABLE, PARTITION_BY);
    struct pl_change *drop = pl_change_add(s->pl, list, PL_DROP, move->from, NULL, PL_S_ALL);
    drop->anew = true;
    for (struct pl_change *c = list->first; c; c = c->next)
        take_in(s, c, move, drop);
}

bool pl_pg_find_moved(struct pl_script *s, struct pl_changes *list) {
    int n = list->count;
    for (struct pl_change *c = list->first; c && n-- > 0; c = c->next) {
        if (!repartitions(c) || c->anew || is_within_moved(s, list, c))
            continue;
        if (!can_move(s, list, c))
            return false;
        begin(s, list, c);
    }
    return true;
}

/* ---- what stands on a table that moves goes before, and comes again */

static bool is_inline(struct pl_script *s, struct pl_node *n) {
    struct pl_change define = { .op = PL_DEFINE, .to = n, .slots = PL_S_ALL };
    const struct pl_rule *rule = pl_rule_find(s, PL_DEFINE, &define, PL_S_ALL);
    return rule && rule->flags & PL_R_INLINE;
}

static void free_table(struct pl_pg_work *w, const struct pl_node *table) {
    for (struct pl_node *n = table->child; n; n = n->next)
        if (pl_kinds[n->kind].flags & PL_REPLACEABLE && !(pl_kinds[n->kind].flags & PL_ATTACHED))
            pl_pg_drop_and_add(w, n);
    PL_EACH(schema, w->s->from->root, PL_SCHEMA) {
        PL_EACH(other, schema, PL_TABLE)
            PL_EACH(fk, other, PL_FOREIGN_KEY)
                if (pl_resolve(w->s->from, fk, PL_FOREIGN_KEY_REFERENCES) == table)
                    pl_pg_drop_and_add(w, fk);
        PL_EACH(statistics, schema, PL_STATISTICS)
            if (pl_pg_stands_on(w, statistics, table))
                pl_pg_drop_and_add(w, statistics);
    }
    pl_pg_readers_of(w, table, NULL);
    pl_pg_functions_of(w, table);
}

static struct pl_change *move_of(const struct pl_pg_work *w, const struct pl_node *table) {
    for (struct pl_change *c = w->list->first; c; c = c->next)
        if (c->op == PL_ALTER && c->anew && (c->to == table || pl_pg_is_under(w->s->to, table, c->to)))
            return c;
    return NULL;
}

void pl_pg_free_moved(struct pl_pg_work *w) {
    PL_EACH(schema, w->s->from->root, PL_SCHEMA)
        PL_EACH(table, schema, PL_TABLE)
            if (is_moved(table))
                free_table(w, table);
    for (struct pl_change *c = w->list->first; c; c = c->next)
        if (c->op == PL_ADD && c->to->kind != PL_COLUMN && c->to->kind != PL_TABLE && c->to->parent->kind == PL_TABLE &&
            is_moved(c->to->parent) && is_inline(w->s, c->to))
            said_with(c, move_of(w, c->to->parent), false);
}

/* ---- statements */

struct moving {
    struct pl_script *s;
    const struct pl_rule *rule;
    const struct pl_change *c;
    struct pl_joined *joined;
};

static const char *quoted_text(struct pl *pl, const char *text) {
    struct pl_text t = { .pl = pl };
    pl_pg_quote_text(&t, text);
    return t.s;
}

static const char *aside_name(struct pl_script *s, const struct pl_node *old) {
    const char *name = pl_pg_made_name(s->pl, old->name, NULL, "before");
    const struct pl_node *now = old->mate->parent;
    for (int i = 1; pl_find(s->from, old->parent, PL_TABLE, name) || pl_find(s->to, now, PL_TABLE, name); i++)
        name = pl_pg_made_name(s->pl, old->name, NULL, pl_format(s->pl, "before%d", i));
    return name;
}

static const char *aside(struct pl_script *s, const struct pl_node *old) {
    struct pl_change there = { .op = PL_DEFINE, .to = old->mate };
    return pl_format(s->pl, "%s%s", pl_render(s, "[{schema}.]", &there), pl_pg_quoted(s->pl, aside_name(s, old)));
}

static struct pl_step *say(const struct moving *m, const char *sql, const char *verb, const struct pl_node *table, unsigned flags) {
    return pl_step_add(m->s, sql, pl_format(m->s->pl, "%s %s", verb, pl_title(m->s->pl, table)), m->rule->flags | flags, m->c);
}

/* The table itself has its new name by then, its partitions have their old ones. */
static void put_aside(const struct moving *m, struct pl_node *old) {
    struct pl_script *s = m->s;
    const char *now = pl_render_self(s, old == m->c->from ? old->mate : old);
    const struct pl_node *whole = old == m->c->from ? pl_resolve(s->from, old, PL_TABLE_PARTITION_OF) : NULL;
    if (whole)
        say(m, pl_format(s->pl, "ALTER TABLE %s DETACH PARTITION %s", pl_render_self(s, whole->mate ? whole->mate : whole), now), "take off",
            old->mate, 0);
    say(m, pl_format(s->pl, "ALTER TABLE %s RENAME TO %s", now, pl_pg_quoted(s->pl, aside_name(s, old))), "put aside", old, 0);
}

/* The server has no words for "the owner of that one". */
static void keep_owner(const struct moving *m, const struct pl_node *old) {
    struct pl_script *s = m->s;
    const char *self = pl_render_self(s, old->mate);
    const char *body = pl_format(s->pl, "BEGIN EXECUTE (SELECT pg_catalog.format(%s, pg_catalog.pg_get_userbyid(relowner)) FROM "
        "pg_catalog.pg_class WHERE oid = %s::regclass); END", quoted_text(s->pl, pl_format(s->pl, "ALTER TABLE %s OWNER TO %%I", self)),
        quoted_text(s->pl, aside(s, old)));
    say(m, pl_format(s->pl, "DO %s", quoted_text(s->pl, body)), "keep the owner of", old->mate, 0);
}

static bool make(const struct moving *m, struct pl_node *table) {
    struct pl_change *add = PL_NEW(m->s->pl, struct pl_change);
    *add = (struct pl_change){ .op = PL_ADD, .to = table, .slots = PL_S_ALL };
    if (!pl_script_say(m->s, m->joined, add))
        return false;
    pl_script_flush(m->s, m->joined);
    if (table->mate)
        keep_owner(m, table->mate);
    PL_EACH(schema, m->s->to->root, PL_SCHEMA)
        PL_EACH(other, schema, PL_TABLE)
            if (pl_is(other, PL_TABLE_PARTITION_OF) && pl_resolve(m->s->to, other, PL_TABLE_PARTITION_OF) == table &&
                (!other->mate || is_moved(other)) && !make(m, other))
                return false;
    return true;
}

/* ---- rows, and numbers that go on */

static void copy(const struct moving *m) {
    struct pl_script *s = m->s;
    const struct pl_node *top = m->c->to, *whole;
    struct pl_text names = { .pl = s->pl };
    bool numbered = false;
    while ((whole = pl_is(top, PL_TABLE_PARTITION_OF) ? pl_resolve(s->to, top, PL_TABLE_PARTITION_OF) : NULL))
        top = whole;
    PL_EACH(column, top, PL_COLUMN) {
        if (pl_is(column, PL_COLUMN_GENERATED))
            continue;
        pl_addf(&names, "%s%s", names.len ? ", " : "", pl_pg_quoted(s->pl, column->name));
        numbered |= pl_is(column, PL_COLUMN_IDENTITY);
    }
    if (names.len)
        say(m, pl_format(s->pl, "INSERT INTO %s (%s)%s\nSELECT %s FROM %s", pl_render_self(s, m->c->to), names.s,
                         numbered ? " OVERRIDING SYSTEM VALUE" : "", names.s, aside(s, m->c->from)),
            "copy the rows of", m->c->to, PL_R_REWRITES | PL_R_SCANS);
}

static void go_on_numbering(const struct moving *m) {
    struct pl_script *s = m->s;
    PL_EACH(column, m->c->to, PL_COLUMN) {
        if (!pl_is(column, PL_COLUMN_IDENTITY) || !column->mate)
            continue;
        const char *name = quoted_text(s->pl, column->name);
        say(m, pl_format(s->pl, "SELECT pg_catalog.setval(pg_catalog.pg_get_serial_sequence(%s, %s), n)\n  FROM (SELECT "
            "pg_catalog.pg_sequence_last_value(pg_catalog.pg_get_serial_sequence(%s, %s)::regclass)) AS last (n)\n WHERE n IS NOT NULL",
            quoted_text(s->pl, pl_render_self(s, m->c->to)), name, quoted_text(s->pl, aside(s, m->c->from)), name),
            "go on with the numbers of", column, 0);
    }
}

/* A sequence goes with the column that owns it. */
static void keep_sequences(const struct moving *m) {
    struct pl_script *s = m->s;
    PL_EACH(schema, s->from->root, PL_SCHEMA)
        PL_EACH(sequence, schema, PL_SEQUENCE) {
            const struct pl_node *was = pl_resolve(s->from, sequence, PL_SEQUENCE_OWNED_BY), *to = sequence->mate;
            const struct pl_node *is = to ? pl_resolve(s->to, to, PL_SEQUENCE_OWNED_BY) : NULL;
            if (!to || !was || was->parent != m->c->from)
                continue;
            bool stays = is && is->parent == m->c->to;
            const char *owner = stays ? pl_format(s->pl, "%s.%s", pl_render_self(s, m->c->to), pl_pg_quoted(s->pl, is->name)) : "NONE";
            say(m, pl_format(s->pl, "ALTER SEQUENCE %s OWNED BY %s", pl_render_self(s, to), owner), "keep", to, 0);
        }
}

/* Tables of a publication are named with their schema. */
static bool is_published(struct pl_script *s, const struct pl_node *published, const struct pl_node *table) {
    const char *schema = table->parent->name[0] ? table->parent->name : s->schema;
    return published->mate && pl_same(published->name, schema[0] ? pl_format(s->pl, "%s.%s", schema, table->name) : pl_path(s->pl, table));
}

/* The old one takes its place in publications along. */
static bool publish(const struct moving *m) {
    PL_EACH(schema, m->s->to->root, PL_SCHEMA)
        PL_EACH(publication, schema, PL_PUBLICATION)
            PL_EACH(published, publication, PL_PUBLISHED) {
                struct pl_change *add = PL_NEW(m->s->pl, struct pl_change);
                *add = (struct pl_change){ .op = PL_ADD, .to = published, .slots = PL_S_ALL };
                if (is_published(m->s, published, m->c->to) && !pl_script_say(m->s, m->joined, add))
                    return false;
            }
    pl_script_flush(m->s, m->joined);
    return true;
}

static bool move(const struct moving *m) {
    struct pl_script *s = m->s;
    put_aside(m, m->c->from);
    PL_EACH(schema, s->from->root, PL_SCHEMA)
        PL_EACH(table, schema, PL_TABLE)
            if (is_moved(table) && pl_pg_is_under(s->from, table, m->c->from))
                put_aside(m, table);
    if (!make(m, m->c->to))
        return false;
    copy(m);
    go_on_numbering(m);
    keep_sequences(m);
    PL_EACH(schema, s->from->root, PL_SCHEMA)
        PL_EACH(table, schema, PL_TABLE)
            if (table == m->c->from || (is_moved(table) && pl_pg_is_under(s->from, table, m->c->from)))
                pl_pg_put_back_attached(s, table->mate);
    return publish(m);
}

bool pl_pg_make_moved(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n) {
    for (int i = 0; i < n; i++) {
        struct moving m = { s, rule, changes[i], pl_script_joined(s) };
        if (!changes[i]->anew || !move(&m))            /* there is no way back */
            return false;
    }
    return true;
}

bool pl_pg_is_put_aside(const struct pl_script *s, const struct pl_change *c) {
    (void)s;
    return c->anew;
}

/* A column that rows were spread by and that the models no longer have goes with it. */
bool pl_pg_make_moved_drop(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n) {
    for (int i = 0; i < n; i++) {
        const struct pl_change *c = changes[i];
        struct pl_step *step = pl_pg_step(s, rule, c, pl_format(s->pl, "DROP TABLE %s", aside(s, c->from)));
        PL_EACH(column, c->from, PL_COLUMN)
            if (!column->mate && mentions(s->pl, pl_get(c->from, PL_TABLE_PARTITION_BY), column->name))
                pl_step_loses(s, step, pl_path(s->pl, column));
    }
    return true;
}
