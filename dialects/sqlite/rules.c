/* What SQLite's ALTER TABLE can say, and for everything else the rebuild (rebuild.c). */
#include <string.h>
#include "dialects/sqlite/sqlite.h"

/* ---- columns that carry their table's key: AUTOINCREMENT and the DESC that is no rowid are only legal there */

static const struct pl_node *key_in_column(const struct pl_node *column) {
    const struct pl_node *key = pl_first(column->parent, PL_PRIMARY_KEY), *p = key ? key->child : NULL;
    bool own = p && !p->next && pl_same(pl_get(p, PL_PART_COLUMN), column->name);
    bool desc = own && pl_is(p, PL_PART_ORDER) && pl_same_nocase(pl_get(column, PL_COLUMN_TYPE), "integer");
    return own && (desc || pl_is(column, PL_COLUMN_AUTOINCREMENT)) ? key : NULL;
}

static bool is_desc_key(const struct pl_script *s, const struct pl_change *c) {
    (void)s;
    const struct pl_node *key = key_in_column(c->to);
    return key && pl_is(key->child, PL_PART_ORDER);
}

static bool is_autoincrement_key(const struct pl_script *s, const struct pl_change *c) {
    (void)s;
    return key_in_column(c->to) != NULL;
}

/* The column of a key that has one, or NULL. */
static const struct pl_node *only_column(const struct pl_script *s, const struct pl_node *key) {
    const struct pl_node *p = key->child;
    return p && !p->next && pl_is(p, PL_PART_COLUMN) ? pl_find(s->to, key->parent, PL_COLUMN, pl_get(p, PL_PART_COLUMN)) : NULL;
}

static bool is_table_key(const struct pl_script *s, const struct pl_change *c) {
    const struct pl_node *column = only_column(s, c->to);
    return !column || !key_in_column(column);
}

/* ---- what ALTER TABLE accepts */

/* No NOT NULL without default, no default that is not constant, nothing stored. */
static bool can_add_column(const struct pl_script *s, const struct pl_change *c) {
    const char *def = pl_get(c->to, PL_COLUMN_DEFAULT);
    (void)s;
    if (def && (!pl_sqlite_is_literal(def) || sqlite3_strnicmp(def, "current_", 8) == 0))
        return false;
    if (pl_is(c->to, PL_COLUMN_NOT_NULL) && (!def || pl_same_nocase(def, "null")))
        return false;
    return !pl_is(c->to, PL_COLUMN_STORED) && !pl_is(c->to, PL_COLUMN_AUTOINCREMENT);
}

/* Whether a kept key, reference or expression of the wanted table still names it would be the models' mistake; a dropped
 * one makes a rebuild of the whole table, in which the column goes too. A generated column is dropped like any other, but
 * the last one cannot go, and it is the last while those that replace it are still to come. */
static bool can_drop_column(const struct pl_script *s, const struct pl_change *c) {
    bool stays = false;
    PL_EACH(other, c->from->parent, PL_COLUMN)
        stays |= other->mate != NULL;
    return stays && s->version >= 3035000;
}

#define COLUMN_TAIL "[ COLLATE {collation}]{not_null? NOT NULL[ ON CONFLICT {on_conflict}]}[ DEFAULT {default}]" \
                    "[ GENERATED ALWAYS AS ({generated}){stored? STORED}{stored! VIRTUAL}]"
#define KEY_COLUMN(order, counts) "{name}[ {type}][ CONSTRAINT {primary_key.name}] PRIMARY KEY" order "[ ON CONFLICT {primary_key.on_conflict}]" counts
#define FK_TAIL "FOREIGN KEY ({columns}) REFERENCES {references}[ ({referenced_columns})][ ON DELETE {on_delete}][ ON UPDATE {on_update}]" \
                "[ MATCH {match}][ DEFERRABLE INITIALLY {deferrable}]"
#define REBUILD .flags = WRITES | PL_R_TABLE | PL_R_REWRITES | PL_R_SCANS | PL_R_BLOCKS_WRITES, .make = pl_sqlite_rebuild

/* There is one lock on the whole database: whatever writes takes it for its transaction. */
const struct pl_lock pl_sqlite_locks[] = { { "none", 0 }, { "write", 0 } };
#define WRITES PL_R_LOCK(1)

const struct pl_rule pl_sqlite_rules[] = {
    { PL_TABLE, PL_ADD, .flags = WRITES, .sql = "CREATE TABLE {self} (\n    {*}\n){without_rowid? WITHOUT ROWID}{strict?{without_rowid?,} STRICT}" },
    { PL_TABLE, PL_DROP, .flags = WRITES | PL_R_LOSES, .sql = "DROP TABLE {self}" },
    { PL_TABLE, PL_RENAME, .flags = WRITES, .sql = "ALTER TABLE {self} RENAME TO {name}" },
    { PL_TABLE, PL_ALTER, .slots = PL_S_ALL, REBUILD },

    { PL_COLUMN, PL_DEFINE, .flags = PL_R_INLINE, .fits = is_desc_key, .sql = KEY_COLUMN(" DESC", "") COLUMN_TAIL },
    { PL_COLUMN, PL_DEFINE, .flags = PL_R_INLINE, .fits = is_autoincrement_key, .sql = KEY_COLUMN("", " AUTOINCREMENT") COLUMN_TAIL },
    { PL_COLUMN, PL_DEFINE, .flags = PL_R_INLINE, .sql = "{name}[ {type}]" COLUMN_TAIL },
    { PL_COLUMN, PL_ADD, .fits = can_add_column, .flags = WRITES, .sql = "ALTER TABLE {parent} ADD COLUMN {def}" },
    { PL_COLUMN, PL_ADD, REBUILD },
    { PL_COLUMN, PL_DROP, .fits = can_drop_column, .flags = WRITES | PL_R_LOSES | PL_R_REWRITES, .sql = "ALTER TABLE {parent} DROP COLUMN {name}" },
    { PL_COLUMN, PL_DROP, REBUILD },
    { PL_COLUMN, PL_RENAME, .flags = WRITES, .sql = "ALTER TABLE {parent} RENAME COLUMN {was} TO {name}" },
    { PL_COLUMN, PL_ALTER, .slots = PL_S_ALL, REBUILD },

    { PL_PRIMARY_KEY, PL_DEFINE, .flags = PL_R_INLINE, .fits = is_table_key, .sql = "[CONSTRAINT {name} ]PRIMARY KEY ({*parts})[ ON CONFLICT {on_conflict}]" },
    { PL_PRIMARY_KEY, PL_DEFINE, .flags = PL_R_INLINE, .sql = "" },            /* its column says it */
    { PL_PRIMARY_KEY, PL_ADD, REBUILD },
    { PL_PRIMARY_KEY, PL_DROP, REBUILD },
    { PL_PRIMARY_KEY, PL_RENAME, REBUILD },
    { PL_PRIMARY_KEY, PL_ALTER, .slots = PL_S_ALL, REBUILD },

    { PL_UNIQUE, PL_DEFINE, .flags = PL_R_INLINE, .sql = "[CONSTRAINT {name} ]UNIQUE ({*parts})[ ON CONFLICT {on_conflict}]" },
    { PL_UNIQUE, PL_ADD, REBUILD },
    { PL_UNIQUE, PL_DROP, REBUILD },
    { PL_UNIQUE, PL_RENAME, REBUILD },
    { PL_UNIQUE, PL_ALTER, .slots = PL_S_ALL, REBUILD },

    { PL_CHECK, PL_DEFINE, .flags = PL_R_INLINE, .sql = "[CONSTRAINT {name} ]CHECK ({expression})" },
    { PL_CHECK, PL_ADD, REBUILD },
    { PL_CHECK, PL_DROP, REBUILD },
    { PL_CHECK, PL_RENAME, REBUILD },
    { PL_CHECK, PL_ALTER, .slots = PL_S_ALL, REBUILD },

    { PL_FOREIGN_KEY, PL_DEFINE, .flags = PL_R_INLINE, .sql = "[CONSTRAINT {name} ]" FK_TAIL },
    { PL_FOREIGN_KEY, PL_ADD, REBUILD },
    { PL_FOREIGN_KEY, PL_DROP, REBUILD },
    { PL_FOREIGN_KEY, PL_RENAME, REBUILD },
    { PL_FOREIGN_KEY, PL_ALTER, .slots = PL_S_ALL, REBUILD },

    { PL_PART, PL_DEFINE, .sql = "[{column}][{expression}][ COLLATE {collation}][ {order}]" },
    { PL_INDEX, PL_ADD, .flags = WRITES | PL_R_SCANS | PL_R_BLOCKS_WRITES, .sql = "CREATE{unique? UNIQUE} INDEX {self} ON {parent} ({*parts})[ WHERE {where}]" },
    { PL_INDEX, PL_DROP, .flags = WRITES, .sql = "DROP INDEX {self}" },

    { PL_VIEW, PL_ADD, .flags = WRITES, .sql = "CREATE VIEW {self}[ ({columns})] AS {sql}" },
    { PL_VIEW, PL_DROP, .flags = WRITES, .sql = "DROP VIEW {self}" },

    { PL_VIRTUAL_TABLE, PL_ADD, .flags = WRITES, .sql = "{definition}" },
    { PL_VIRTUAL_TABLE, PL_DROP, .flags = WRITES | PL_R_LOSES, .sql = "DROP TABLE {self}" },
    { PL_VIRTUAL_TABLE, PL_RENAME, .flags = WRITES, .sql = "ALTER TABLE {self} RENAME TO {name}" },
    { PL_VIRTUAL_TABLE, PL_ALTER, .slots = PL_S_ALL, .flags = WRITES, .make = pl_sqlite_replace },

    { PL_TRIGGER, PL_ADD, .flags = WRITES, .sql = "{definition}" },
    { PL_TRIGGER, PL_DROP, .flags = WRITES, .sql = "DROP TRIGGER {self}" },
    { PL_REALM },
};
