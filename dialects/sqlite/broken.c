/* Views and triggers that name what is not there: SQLite keeps them, and they harm nobody until a table or column is renamed or
 * a column dropped. Then it reads all of them again, and refuses the change for one that has nothing to do with it.
 *
 * The idea: they are dropped first and made again last, with the same text, which SQLite takes unseen. Which ones they are is
 * not guessed: a copy of the schema in memory is asked, by renaming a column that nobody else knows.
 */
#include "dialects/sqlite/sqlite.h"

#define PROBE "poundlock_probe"

static bool run(sqlite3 *memory, const char *sql) {
    return sqlite3_exec(memory, sql, NULL, NULL, NULL) == SQLITE_OK;
}

/* Leaves everything as it was. */
static bool can_rename(sqlite3 *memory) {
    bool can = run(memory, "SAVEPOINT probe") && run(memory, "CREATE TABLE " PROBE " (a)") &&
               run(memory, "ALTER TABLE " PROBE " RENAME COLUMN a TO b");
    run(memory, "ROLLBACK TO probe");
    run(memory, "RELEASE probe");
    return can;
}

static bool can_be_read(struct pl *pl, sqlite3 *memory, const struct pl_node *view) {
    struct pl_text sql = { .pl = pl };
    sqlite3_stmt *query = NULL;
    pl_add(&sql, "SELECT * FROM ");
    pl_sqlite_quote_name(&sql, view->name);
    bool can = sqlite3_prepare_v2(memory, sql.s, -1, &query, NULL) == SQLITE_OK;
    sqlite3_finalize(query);
    return can;
}

static void drop(struct pl *pl, sqlite3 *memory, const char *what, const struct pl_node *n) {
    struct pl_text sql = { .pl = pl };
    pl_addf(&sql, "DROP %s ", what);
    pl_sqlite_quote_name(&sql, n->name);
    run(memory, sql.s);
}

static bool is_changed(const struct pl_changes *list, const struct pl_node *n) {
    for (const struct pl_change *c = list->first; c; c = c->next)
        if (c->from == n || (c->op == PL_ADD && c->to == n->mate))
            return true;
    return false;
}

/* What goes or changes anyway is out of the way already. */
static void aside(struct pl_script *s, struct pl_changes *list, struct pl_node *n) {
    if (!n->mate || is_changed(list, n))
        return;
    pl_change_add(s->pl, list, PL_DROP, n, NULL, PL_S_ALL)->replaces = true;
    pl_change_add(s->pl, list, PL_ADD, NULL, n->mate, PL_S_ALL)->replaces = true;
}

enum { BROKEN, SOUND };                                 /* marks */

/* Triggers of a broken view cannot be made here; they go and come with it. */
static void find_sound_triggers(struct pl *pl, sqlite3 *memory, struct pl_node *schema) {
    for (struct pl_node *home = schema->child; home; home = home->next)
        PL_EACH(trigger, home, PL_TRIGGER)
            drop(pl, memory, "TRIGGER", trigger);
    for (struct pl_node *home = schema->child; home; home = home->next)
        PL_EACH(trigger, home, PL_TRIGGER) {
            bool made = run(memory, pl_get(trigger, PL_TRIGGER_DEFINITION));
            if (made && can_rename(memory))
                trigger->mark = SOUND;
            if (made)
                drop(pl, memory, "TRIGGER", trigger);
        }
}

static void find_sound(struct pl *pl, sqlite3 *memory, struct pl_node *schema) {
    PL_EACH(view, schema, PL_VIEW)
        if (can_be_read(pl, memory, view))
            view->mark = SOUND;
    PL_EACH(view, schema, PL_VIEW)
        if (!can_be_read(pl, memory, view))
            drop(pl, memory, "VIEW", view);
    find_sound_triggers(pl, memory, schema);
}

static void clear(struct pl_node *schema) {
    for (struct pl_node *n = schema->child; n; n = n->next) {
        n->mark = BROKEN;
        PL_EACH(trigger, n, PL_TRIGGER)
            trigger->mark = BROKEN;
    }
}

static void all_aside(struct pl_script *s, struct pl_changes *list, struct pl_node *schema) {
    for (struct pl_node *n = schema->child; n; n = n->next) {
        if (n->kind == PL_VIEW && n->mark == BROKEN)
            aside(s, list, n);
        PL_EACH(trigger, n, PL_TRIGGER)
            if (trigger->mark == BROKEN && (n->kind != PL_VIEW || n->mark == SOUND))
                aside(s, list, trigger);
    }
}

static bool reads_all_again(const struct pl_changes *list) {
    for (const struct pl_change *c = list->first; c; c = c->next)
        if (!c->implied && (c->op == PL_RENAME || (c->op == PL_DROP && c->from->kind == PL_COLUMN)))
            return true;
    return false;
}

/* Texts that the renames of this plan change have been made the new ones by now: what is sound under either names is sound. */
void pl_sqlite_put_broken_aside(struct pl_script *s, struct pl_changes *changes) {
    struct pl_node *schema = pl_find(s->from, s->from->root, PL_SCHEMA, "");
    sqlite3 *memory = schema && reads_all_again(changes) ? pl_sqlite_copy(s->pl, s->from, s->version, false) : NULL;
    if (memory && !can_rename(memory)) {
        sqlite3 *renamed = pl_sqlite_copy(s->pl, s->from, s->version, true);
        clear(schema);
        find_sound(s->pl, memory, schema);
        if (renamed)
            find_sound(s->pl, renamed, schema);
        all_aside(s, changes, schema);
        sqlite3_close(renamed);
    }
    sqlite3_close(memory);
}
