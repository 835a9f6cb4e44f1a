/* NOT NULL constraints: objects with names since PostgreSQL 18, that can be doubted, looked at later, and kept from heirs.
 */
#include <string.h>

#include "dialects/postgres/postgres.h"

/* Names never go into templates: what is in them would be read as one. */
static const char *alter(struct pl_script *s, const struct pl_change *c, const char *what, const char *name, const char *rest) {
    return pl_format(s->pl, "ALTER TABLE %s %s %s%s", pl_render(s, "{parent}", c), what, name, rest);
}

static const char *name_in_database(struct pl *pl, const struct pl_node *column) {
    const char *name = pl_get(column, PL_COLUMN_NOT_NULL_NAME);
    return name ? name : pl_pg_made_name(pl, column->parent->name, column->name, "not_null");
}

/* What it is called once earlier rows have been said: no statement but RENAME gives it another name. */
static const char *name_now(struct pl_script *s, const struct pl_change *c) {
    const char *name = pl_get(c->to, PL_COLUMN_NOT_NULL_NAME);
    return pl_pg_quoted(s->pl, name ? name : name_in_database(s->pl, pl_is(c->from, PL_COLUMN_NOT_NULL) ? c->from : c->to));
}

bool pl_pg_make_not_null_name(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n) {
    for (int i = 0; i < n; i++) {
        const char *was = pl_pg_quoted(s->pl, name_in_database(s->pl, changes[i]->from));
        pl_pg_step(s, rule, changes[i], alter(s, changes[i], "RENAME CONSTRAINT", was,
                                              pl_format(s->pl, " TO %s", name_now(s, changes[i]))));
    }
    return true;
}

bool pl_pg_make_not_null_valid(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n) {
    for (int i = 0; i < n; i++)
        pl_pg_step(s, rule, changes[i], alter(s, changes[i], "VALIDATE CONSTRAINT", name_now(s, changes[i]), ""));
    return true;
}

bool pl_pg_make_not_null_heirs(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n) {
    for (int i = 0; i < n; i++)
        pl_pg_step(s, rule, changes[i], alter(s, changes[i], "ALTER CONSTRAINT", name_now(s, changes[i]),
                                              pl_is(changes[i]->to, PL_COLUMN_NOT_NULL_NO_INHERIT) ? " NO INHERIT" : " INHERIT"));
    return true;
}

/* Since it has a name, a NOT NULL can itself be added unproven: no check need stand in for it, nothing is left behind half-way. */
bool pl_pg_make_named_not_null(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n) {
    for (int i = 0; i < n; i++) {
        const struct pl_change *c = changes[i];
        const char *name = pl_pg_quoted(s->pl, name_in_database(s->pl, c->to));
        const char *rest = pl_render(s, " NOT NULL {name}{not_null_no_inherit? NO INHERIT} NOT VALID", c);
        pl_pg_step(s, rule, c, alter(s, c, "ADD CONSTRAINT", name, rest))->undo = alter(s, c, "DROP CONSTRAINT", name, "");
        pl_pg_step(s, rule, c, alter(s, c, "VALIDATE CONSTRAINT", name, ""))->flags = PL_R_NO_TX | PL_R_SCANS |
            PL_R_LOCK(PL_PG_SHARE_UPDATE_EXCLUSIVE);
    }
    return true;
}

/* ---- a name is given up before another column's constraint takes it */

static const struct pl_node *holder(struct pl *pl, const struct pl_node *column) {
    const struct pl_node *table = column->parent->mate;
    const char *name = name_in_database(pl, column);
    PL_EACH(c, table, PL_COLUMN)
        if (c->mate != column && pl_is(c, PL_COLUMN_NOT_NULL) && strcmp(name_in_database(pl, c), name) == 0)
            return c;
    return NULL;
}

void pl_pg_free_not_null_names(struct pl_script *s, struct pl_changes *list) {
    struct pl_change **drop = NULL;
    for (struct pl_change *c = list->first; c; c = c->next) {
        bool takes = c->op == PL_ADD && c->to->kind == PL_COLUMN && pl_is(c->to, PL_COLUMN_NOT_NULL_NAME) && c->to->parent->mate;
        const struct pl_node *there = takes ? holder(s->pl, c->to) : NULL;
        if (!there)
            continue;
        if (!drop) {
            drop = pl_alloc(s->pl, (s->from->count + 1) * sizeof *drop);
            for (struct pl_change *d = list->first; d; d = d->next)
                if (d->op == PL_DROP && !d->with)
                    drop[d->from->position] = d;
        }
        if (!drop[there->position])
            continue;
        drop[there->position]->with = c;
        drop[there->position]->before = true;
    }
}

/* Without a name of its own it is called as the server would: nothing else of the table may be called so, before or afterwards. */
bool pl_pg_not_null_can_wait(const struct pl_script *s, const struct pl_change *c) {
    if (!pl_pg_can_be_proven(s, c) || pl_pg_proof_that_goes(s, c->from) || holder(s->pl, c->to))
        return false;
    const char *name = name_in_database(s->pl, c->to);
    const struct pl_node *homes[] = { c->from->parent, c->to->parent };
    for (int i = 0; i < 2; i++)
        for (const struct pl_node *n = homes[i]->child; n; n = n->next)
            if (n->kind != PL_COLUMN && strcmp(n->name, name) == 0)
                return false;
    return true;
}
