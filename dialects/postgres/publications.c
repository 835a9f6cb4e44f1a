/* Publications: which rows of which tables subscribers are told of. A table of one is named with its schema, for a publication
 * lives in none.
 */
#include <string.h>

#include "dialects/postgres/postgres.h"

/* ---- models */

/* "t" or "s.t" with its schema, and quoted where it must be. */
static const char *with_schema(struct pl *pl, const char *said, const char *own) {
    char *name[3];
    int count = pl_ref_split(pl, said, name, 3);
    struct pl_text out = { .pl = pl };
    if (count != 1 && count != 2)
        return said;
    pl_pg_quote_name(&out, count == 2 ? name[0] : own);
    pl_addc(&out, '.');
    pl_pg_quote_name(&out, name[count - 1]);
    return out.s;
}

static bool too_new(struct pl *pl, const struct pl_node *n, const char *what, const char *since) {
    pl_say(pl, PL_D_CANNOT_SAY, &n->place, "%s came with PostgreSQL %s, but %s has it", what, since, pl_title(pl, n));
    return pl_hint(pl, "leave it out");
}

/* In the order in which the catalog has them; all four go without saying. */
static const char *publish(struct pl *pl, const char *said) {
    static const char *const words[] = { "insert", "update", "delete", "truncate" };
    struct pl_text out = { .pl = pl };
    int count = 0;
    for (size_t i = 0; said && i < sizeof words / sizeof words[0]; i++) {
        const char *at = NULL, *word;
        while ((word = pl_list_next(pl, said, &at)))
            if (strcmp(pl_lower(pl, word), words[i]) == 0) {
                pl_list_add(&out, words[i]);
                count++;
                break;
            }
    }
    return count == 4 ? NULL : out.s;
}

bool pl_pg_adapt_publications(struct pl_realm *r, struct pl_node *schema, unsigned version, const char *own) {
    struct pl *pl = r->pl;
    bool ok = true;
    PL_EACH(p, schema, PL_PUBLICATION) {
        pl_set(p, PL_PUBLICATION_PUBLISH, publish(pl, pl_get(p, PL_PUBLICATION_PUBLISH)));
        if (version < 150000 && pl_is(p, PL_PUBLICATION_IN_SCHEMAS))
            ok = too_new(pl, p, "\"in_schemas\"", "15");
        if (version < 180000 && pl_is(p, PL_PUBLICATION_GENERATED))
            ok = too_new(pl, p, "\"generated\"", "18");
        PL_EACH(t, p, PL_PUBLISHED) {
            pl_rename(r, t, with_schema(pl, t->name, own));
            if (version < 150000 && (pl_is(t, PL_PUBLISHED_COLUMNS) || pl_is(t, PL_PUBLISHED_WHERE)))
                ok = too_new(pl, t, "publishing a part of a table", "15");
        }
    }
    return ok;
}

/* ---- once both are paired */

static const struct pl_node *published_table(const struct pl_realm *r, const char *said) {
    char *name[3];
    if (pl_ref_split(r->pl, said, name, 3) != 2)
        return NULL;
    const struct pl_node *schema = pl_find(r, r->root, PL_SCHEMA, name[0]);
    if (!schema)
        schema = pl_find(r, r->root, PL_SCHEMA, "");   /* the connection's own */
    return schema ? pl_find(r, schema, PL_TABLE, name[1]) : NULL;
}

/* A table that is renamed stays published. */
void pl_pg_relate_publications(struct pl_realm *from, struct pl_realm *to, struct pl_node *schema) {
    PL_EACH(p, schema, PL_PUBLICATION)
        for (struct pl_node *t = p->mate ? pl_first(p->mate, PL_PUBLISHED) : NULL; t; t = pl_next(t)) {
            const struct pl_node *table = t->mate ? NULL : published_table(from, t->name);
            if (!table || !table->mate || strcmp(table->name, table->mate->name) == 0)
                continue;
            PL_EACH(now, p, PL_PUBLISHED)
                if (!now->mate && published_table(to, now->name) == table->mate) {
                    pl_rename(from, t, now->name);
                    t->mate = now;
                    now->mate = t;
                    break;
                }
        }
}

/* ---- statements */

static const char *options(struct pl_script *s, const struct pl_node *p, bool all) {
    struct pl_text out = { .pl = s->pl };
    const char *at = NULL, *word, *separator = "";
    if (all || pl_is(p, PL_PUBLICATION_PUBLISH)) {
        pl_add(&out, "publish = '");
        while ((word = pl_list_next(s->pl, pl_get(p, PL_PUBLICATION_PUBLISH), &at)))
            pl_addf(&out, "%s%s", at == NULL || out.s[out.len - 1] == '\'' ? "" : ", ", word);
        pl_add(&out, pl_is(p, PL_PUBLICATION_PUBLISH) ? "'" : "insert, update, delete, truncate'");
        separator = ", ";
    }
    if (all || pl_is(p, PL_PUBLICATION_VIA_ROOT)) {
        pl_addf(&out, "%spublish_via_partition_root = %s", separator, pl_is(p, PL_PUBLICATION_VIA_ROOT) ? "true" : "false");
        separator = ", ";
    }
    if (pl_is(p, PL_PUBLICATION_GENERATED) || (all && s->version >= 180000))
        pl_addf(&out, "%spublish_generated_columns = %s", separator,
                pl_is(p, PL_PUBLICATION_GENERATED) ? pl_get(p, PL_PUBLICATION_GENERATED) : "none");
    return out.s;
}

bool pl_pg_make_publication(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n) {
    for (int i = 0; i < n; i++) {
        const struct pl_node *p = changes[i]->to;
        const char *with = options(s, p, false);
        struct pl_text sql = { .pl = s->pl };
        pl_add(&sql, pl_render(s, "CREATE PUBLICATION {name}{all_tables? FOR ALL TABLES}[ FOR TABLES IN SCHEMA {in_schemas}]", changes[i]));
        if (with)
            pl_addf(&sql, " WITH (%s)", with);
        pl_pg_step(s, rule, changes[i], sql.s);
    }
    return true;
}

bool pl_pg_make_publication_options(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n) {
    for (int i = 0; i < n; i++)
        pl_pg_step(s, rule, changes[i], pl_format(s->pl, "ALTER PUBLICATION %s SET (%s)", pl_pg_quoted(s->pl, changes[i]->to->name),
                                                  options(s, changes[i]->to, true)));
    return true;
}

static bool is_in(struct pl *pl, const char *list, const char *name) {
    const char *at = NULL, *other;
    while ((other = pl_list_next(pl, list, &at)))
        if (strcmp(other, name) == 0)
            return true;
    return false;
}

static void schemas(struct pl_script *s, const struct pl_rule *rule, const struct pl_change *c, const char *list, const char *other, const char *how) {
    const char *at = NULL, *name;
    while ((name = pl_list_next(s->pl, list, &at)))
        if (!is_in(s->pl, other, name))
            pl_pg_step(s, rule, c, pl_format(s->pl, "ALTER PUBLICATION %s %s TABLES IN SCHEMA %s", pl_pg_quoted(s->pl, c->to->name), how,
                                             pl_pg_quoted(s->pl, name)));
}

bool pl_pg_make_publication_schemas(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n) {
    for (int i = 0; i < n; i++) {
        const char *from = pl_get(changes[i]->from, PL_PUBLICATION_IN_SCHEMAS), *to = pl_get(changes[i]->to, PL_PUBLICATION_IN_SCHEMAS);
        schemas(s, rule, changes[i], to, from, "ADD");
        schemas(s, rule, changes[i], from, to, "DROP");
    }
    return true;
}

bool pl_pg_make_published(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n) {
    for (int i = 0; i < n; i++) {
        const struct pl_change *c = changes[i];
        const struct pl_node *t = c->op == PL_ADD ? c->to : c->from;
        const char *parts = c->op == PL_ADD ? pl_render(s, "[ ({columns})][ WHERE ({where})]", c) : "";
        const struct pl_node *p = c->op == PL_DROP && t->parent->mate ? t->parent->mate : t->parent;
        pl_pg_step(s, rule, c, pl_format(s->pl, "ALTER PUBLICATION %s %s TABLE ONLY %s%s",      /* heirs are said by themselves */ pl_pg_quoted(s->pl, p->name),
                                         c->op == PL_ADD ? "ADD" : "DROP", t->name, parts));
    }
    return true;
}
