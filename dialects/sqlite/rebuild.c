/* The rebuild: how SQLite changes what its ALTER TABLE cannot, by the procedure of its documentation.
 *
 * A new table is made and filled, the old one dropped, the new one given its name; indexes are made again, and triggers at
 * the end of the plan. Foreign keys are off for the whole run (frame): with them on, dropping the old table would empty the
 * tables that refer to it. legacy_alter_table keeps the last rename from rewriting views and references, which name the
 * right table all the time. Every copy is proved by counting rows before the old table goes.
 */
#include <string.h>
#include "dialects/sqlite/sqlite.h"

struct copy {
    struct pl_script *s;
    const struct pl_node *from, *to;
    const char *table, *old_name, *new_name;           /* what messages call it; names quoted */
    const char *temporary;                             /* the new table's first name, not quoted */
    const struct pl_change *cause;
};

static char *quoted(struct pl *pl, const char *name) {
    struct pl_text t = { .pl = pl };
    pl_sqlite_quote_name(&t, name);
    return t.s;
}

static char *literal(struct pl *pl, const char *text) {
    struct pl_text t = { .pl = pl };
    pl_sqlite_quote_text(&t, text);
    return t.s;
}

static struct pl_step *add(struct copy *c, unsigned flags, const char *what, const char *sql) {
    return pl_step_add(c->s, sql, pl_format(c->s->pl, "rebuild %s: %s", c->table, what), flags, c->cause);
}

/* Tables, views and indexes share their names. */
static bool is_taken(const struct pl_realm *r, const struct pl_node *schema, const char *name) {
    static const enum pl_kind kinds[] = { PL_TABLE, PL_VIEW, PL_VIRTUAL_TABLE, PL_UNMODELLED };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (pl_find(r, schema, kinds[i], name))
            return true;
    PL_EACH(table, schema, PL_TABLE)
        if (pl_find(r, table, PL_INDEX, name))
            return true;
    return false;
}

static const char *free_name(struct copy *c) {
    const char *name = pl_format(c->s->pl, "new_%s", c->to->name);
    for (int i = 2; is_taken(c->s->from, c->from->parent, name) || is_taken(c->s->to, c->to->parent, name); i++)
        name = pl_format(c->s->pl, "new%d_%s", i, c->to->name);
    return name;
}

/* The statement of the table with another name in the place of its own; references of the table to itself keep that. */
static void create(struct copy *c, const char *why) {
    struct pl_change change = { .op = PL_ADD, .to = (struct pl_node *)(uintptr_t)c->to, .slots = PL_S_ALL };
    const char *template = pl_rule_find(c->s, PL_ADD, &change, PL_S_ALL)->sql, *self = strstr(template, "{self}");
    struct pl_text sql = { .pl = c->s->pl };
    pl_addn(&sql, template, (size_t)(self - template));
    for (const char *n = c->new_name; *n; n++)
        pl_addf(&sql, "%s%c", strchr("\\[]{}", *n) ? "\\" : "", *n);
    pl_add(&sql, self + strlen("{self}"));
    add(c, 0, why, pl_render(c->s, sql.s, &change));
}

/* Rowids that no column names are copied too: full-text indexes and programs may hold them. */
static bool copies_rowid(const struct copy *c) {
    if (pl_is(c->from, PL_TABLE_WITHOUT_ROWID) || pl_is(c->to, PL_TABLE_WITHOUT_ROWID))
        return false;
    for (int side = 0; side < 2; side++)
        PL_EACH(col, side ? c->to : c->from, PL_COLUMN)
            if (pl_sqlite_is_rowid(col) || pl_same_nocase(col->name, "rowid"))
                return false;
    return true;
}

/* A row that the new table does not take must stop the plan, and not be left out, be changed or end the transaction, as a
 * conflict clause of the table would have it. */
static bool has_conflict_clause(const struct pl_node *table) {
    for (const struct pl_node *n = table->child; n; n = n->next) {
        int a = pl_attr_named(n->kind, "on_conflict");
        if (a >= 0 && pl_is(n, (enum pl_attr)a))
            return true;
    }
    return false;
}

static void fill(struct copy *c) {
    struct pl *pl = c->s->pl;
    struct pl_text into = { .pl = pl }, values = { .pl = pl };
    if (copies_rowid(c)) {
        pl_add(&into, "rowid");
        pl_add(&values, "rowid");
    }
    PL_EACH(col, c->to, PL_COLUMN) {
        if (!col->mate || pl_is(col, PL_COLUMN_GENERATED))
            continue;
        const char *using = pl_get(col, PL_COLUMN_USING);
        pl_addf(&into, "%s%s", into.len ? ", " : "", quoted(pl, col->name));
        /* A column that was renamed has its new name already. */
        pl_addf(&values, "%s%s", values.len ? ", " : "", using ? using : quoted(pl, col->name));
    }
    if (into.len)
        add(c, PL_R_REWRITES | PL_R_SCANS | PL_R_BLOCKS_WRITES, "copy its rows", pl_format(pl, "INSERT%s INTO %s (%s) SELECT %s FROM %s",
            has_conflict_clause(c->to) ? " OR ABORT" : "", c->new_name, into.s, values.s, c->old_name));
    add(c, PL_R_EXPECT_NOTHING, "prove that all rows are there", pl_format(pl, "SELECT 'rows were lost' WHERE (SELECT count(*) FROM %s) <> (SELECT count(*) FROM %s)",
                                          c->new_name, c->old_name));
}

static bool counts_up(const struct pl_node *table) {
    PL_EACH(col, table, PL_COLUMN)
        if (pl_is(col, PL_COLUMN_AUTOINCREMENT))
            return true;
    return false;
}

/* The highest number that was ever given, which may be higher than any that is left. */
static void carry_counter(struct copy *c) {
    struct pl *pl = c->s->pl;
    if (!counts_up(c->from) || !counts_up(c->to))
        return;
    const char *new_name = literal(pl, c->temporary), *old_name = literal(pl, c->to->name);
    add(c, 0, "carry the counter over", pl_format(pl, "DELETE FROM sqlite_sequence WHERE name = %s", new_name));
    add(c, 0, "carry the counter over", pl_format(pl, "INSERT INTO sqlite_sequence (name, seq) SELECT %s, seq FROM sqlite_sequence WHERE name = %s", new_name, old_name));
}

static void make_indexes(struct copy *c) {
    PL_EACH(index, c->to, PL_INDEX) {
        struct pl_change change = { .op = PL_ADD, .to = index, .slots = PL_S_ALL };
        add(c, 0, "make its indexes", pl_render(c->s, pl_rule_find(c->s, PL_ADD, &change, PL_S_ALL)->sql, &change));
    }
}

static void add_losses(struct copy *c, struct pl_step *step, struct pl_change *const *changes, int n) {
    for (int i = 0; i < n; i++) {
        const struct pl_change *g = changes[i];
        const struct pl_node *node = g->from ? g->from : g->to;
        if (node->kind != PL_COLUMN)
            continue;
        bool narrowed = g->op == PL_ALTER && g->slots & PL_S(COLUMN, TYPE) && !pl_is(g->from, PL_COLUMN_GENERATED)
                        && !pl_sqlite_covers(pl_get(g->to, PL_COLUMN_TYPE) ? pl_get(g->to, PL_COLUMN_TYPE) : "",
                                             pl_get(g->from, PL_COLUMN_TYPE) ? pl_get(g->from, PL_COLUMN_TYPE) : "");
        bool computed = g->op == PL_ALTER && pl_is(g->to, PL_COLUMN_GENERATED) && !pl_is(g->from, PL_COLUMN_GENERATED);
        if ((g->op == PL_DROP && !pl_is(node, PL_COLUMN_GENERATED)) || narrowed || computed)
            pl_step_loses(c->s, step, pl_path(c->s->pl, node));
    }
}

/* The changes, for the title of the first step. */
static char *reasons(struct pl *pl, struct pl_change *const *changes, int n) {
    struct pl_text t = { .pl = pl };
    for (int i = 0; i < n; i++)
        pl_addf(&t, "%s%s", t.len ? "; " : "", pl_change_title(pl, changes[i]));
    return t.s;
}

static void swap(struct copy *c, struct pl_change *const *changes, int n) {
    struct pl *pl = c->s->pl;
    add_losses(c, add(c, 0, "drop the old table", pl_format(pl, "DROP TABLE %s", c->old_name)), changes, n);
    add(c, PL_R_SESSION | PL_R_KEEP_TX, "give it its name", "PRAGMA legacy_alter_table = ON");
    add(c, 0, "give it its name", pl_format(pl, "ALTER TABLE %s RENAME TO %s", c->new_name, c->old_name));
    add(c, PL_R_SESSION | PL_R_KEEP_TX, "give it its name", "PRAGMA legacy_alter_table = OFF");
}

bool pl_sqlite_rebuild(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n) {
    struct pl *pl = s->pl;
    const struct pl_node *table = pl_above(changes[0]->to ? changes[0]->to : changes[0]->from, PL_TABLE);
    struct copy c = { .s = s, .cause = changes[0] };
    (void)rule;
    c.to = changes[0]->to ? table : table->mate;
    c.from = c.to->mate;
    c.table = pl_title(pl, c.to);
    c.temporary = free_name(&c);
    c.new_name = quoted(pl, c.temporary);
    c.old_name = quoted(pl, c.to->name);
    create(&c, reasons(pl, changes, n));
    fill(&c);
    carry_counter(&c);
    swap(&c, changes, n);
    make_indexes(&c);
    return true;
}

/* A virtual table is what its statement says; there is no other way to another one. */
bool pl_sqlite_replace(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n) {
    const struct pl_change *c = changes[0];
    const char *title = pl_change_title(s->pl, c);
    (void)rule;
    (void)n;
    struct pl_step *drop = pl_step_add(s, pl_format(s->pl, "DROP TABLE %s", pl_render_self(s, c->to)), title, 0, c);
    pl_step_loses(s, drop, pl_path(s->pl, c->from));
    pl_step_add(s, pl_get(c->to, PL_VIRTUAL_TABLE_DEFINITION), title, 0, c);
    return true;
}

/* ---- before the order */

struct reading {
    const struct pl_realm *r;
    const struct pl_node *schema;
    bool gone;
};

static void look(void *arg, const char *in, const char *name) {
    struct reading *v = arg;
    const struct pl_node *view = in ? NULL : pl_find(v->r, v->schema, PL_VIEW, name);
    v->gone |= view && view->mark;
}

/* A view that reads from one that goes for a while goes and comes with it: SQLite would not rename a column under it. */
static void views_go_with_views(struct pl_script *s, struct pl_changes *changes) {
    struct pl_node *schema = pl_find(s->from, s->from->root, PL_SCHEMA, "");
    bool any = false;
    PL_EACH(view, schema, PL_VIEW)
        view->mark = 0;
    for (struct pl_change *c = changes->first; c; c = c->next)
        if (c->op == PL_DROP && c->from->kind == PL_VIEW)
            c->from->mark = any = true;
    while (any) {
        any = false;
        PL_EACH(view, schema, PL_VIEW) {
            struct reading v = { s->from, schema, false };
            if (!view->mark && view->mate && pl_is(view, PL_VIEW_SQL))
                pl_reads(s->from, pl_get(view, PL_VIEW_SQL), look, &v);
            if (!v.gone)
                continue;
            view->mark = any = true;
            pl_change_add(s->pl, changes, PL_DROP, view, NULL, PL_S_ALL)->replaces = true;
            pl_change_add(s->pl, changes, PL_ADD, NULL, view->mate, PL_S_ALL)->replaces = true;
        }
    }
}

/* The text of a reference names the columns of the primary key though the models need not: another key is another text. */
bool pl_sqlite_prepare(struct pl_script *s, struct pl_changes *changes) {
    struct pl_node *schema = pl_find(s->to, s->to->root, PL_SCHEMA, "");
    bool any = false;
    pl_sqlite_put_broken_aside(s, changes);
    views_go_with_views(s, changes);
    PL_EACH(table, schema, PL_TABLE)
        table->mark = 0;
    for (struct pl_change *c = changes->first; c; c = c->next) {
        const struct pl_node *n = c->to ? c->to : c->from;
        struct pl_node *table = c->to ? n->parent : n->parent->mate;
        if (n->kind == PL_PRIMARY_KEY && c->op != PL_RENAME && table && table->mate)
            table->mark = any = true;
    }
    PL_EACH(table, any ? schema : s->to->root, PL_TABLE)
        PL_EACH(fk, table, PL_FOREIGN_KEY) {
            const struct pl_node *there = pl_resolve(s->to, fk, PL_FOREIGN_KEY_REFERENCES);
            if (there && there->mark && fk->mate && !pl_is(fk, PL_FOREIGN_KEY_REFERENCED_COLUMNS))
                pl_change_add(s->pl, changes, PL_ALTER, fk->mate, fk, PL_S(FOREIGN_KEY, REFERENCED_COLUMNS));
        }
    return true;
}

/* ---- around all steps */

static void insert_first(struct pl_script *s, const char *title, const char *sql, unsigned flags) {
    struct pl_step *step = PL_NEW(s->pl, struct pl_step);
    *step = (struct pl_step){ .next = s->first, .sql = sql, .title = title, .flags = flags, .cause = s->first->cause };
    s->first = step;
    s->count++;
}

/* Violations that were there before are not this plan's; one more is. */
#define VIOLATIONS "SELECT \"table\" AS child, parent, count(*) AS violations FROM pragma_foreign_key_check GROUP BY 1, 2"

/* Whenever a table or column is renamed or dropped, SQLite reads all views and triggers again, and fails where one names what
 * is not there: those that go do so first, those that come do so last. Nothing else waits for them. */
static int when(const struct pl_step *step) {
    const struct pl_node *n = step->cause->to ? step->cause->to : step->cause->from;
    if (n->kind != PL_VIEW && n->kind != PL_TRIGGER)
        return 1;
    return step->cause->op == PL_DROP ? 0 : 2;
}

static void views_and_triggers_outside(struct pl_script *s) {
    struct pl_step *lists[3] = { NULL }, **tails[3] = { &lists[0], &lists[1], &lists[2] };
    for (struct pl_step *step = s->first; step; step = step->next) {
        *tails[when(step)] = step;
        tails[when(step)] = &step->next;
    }
    *tails[2] = NULL;
    *tails[1] = lists[2];
    *tails[0] = lists[1];
    s->first = lists[0];
    s->tail = lists[2] ? tails[2] : lists[1] ? tails[1] : tails[0];
}

/* Before it drops a table, SQLite deletes its rows, and what refers to them follows: also from tables that the plan does not know. */
static bool drops_tables(const struct pl_script *s) {
    for (const struct pl_step *step = s->first; step; step = step->next)
        if (pl_starts(step->sql, "DROP TABLE "))
            return true;
    return false;
}

bool pl_sqlite_frame(struct pl_script *s) {
    views_and_triggers_outside(s);
    if (!drops_tables(s))
        return true;
    insert_first(s, "remember rows that refer to nothing", "CREATE TEMP TABLE poundlock_before AS " VIOLATIONS, 0);
    insert_first(s, "foreign keys off", "PRAGMA foreign_keys = OFF", PL_R_NO_TX | PL_R_SESSION);
    const struct pl_change *cause = s->first->cause;
    pl_step_add(s, "SELECT a.child || ' refers to rows of ' || a.parent || ' that are not there' FROM (" VIOLATIONS ") AS a "
                   "LEFT JOIN poundlock_before AS b ON b.child = a.child AND b.parent IS a.parent "
                   "WHERE a.violations > coalesce(b.violations, 0)", "prove that no more rows refer to nothing", PL_R_EXPECT_NOTHING, cause);
    pl_step_add(s, "DROP TABLE temp.poundlock_before", "forget them", 0, cause);
    pl_step_add(s, "PRAGMA foreign_keys = ON", "foreign keys on", PL_R_NO_TX | PL_R_SESSION, cause);
    return true;
}
