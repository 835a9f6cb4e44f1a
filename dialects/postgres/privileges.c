/* Who may do what: grants and default privileges, from the catalog to GRANT and REVOKE, and the owners of what is made anew.
 *
 * A grant is said by what it differs in from what a new object of its sort has: `privileges` and `grantable` are given beyond
 * that, `revoked` is taken away from it. So a change is a difference of states for each privilege, and an object of which
 * nothing is said has what every new one has.
 */
#include <stdlib.h>
#include <string.h>
#include "dialects/postgres/privilege.h"

/* ---- the catalog */

/* The columns schema, in, table, name, and the attributes by their words; `in` is the plural of what the node lives in. */
static bool take(struct pl_db *db, struct pl_realm *r, enum pl_kind kind, int columns, const char *const *names,
                 const char *const *values) {
    const char *schema = values[0] && strcmp(values[0], db->schema) != 0 ? values[0] : "", *in = values[1];
    struct pl_node *home = pl_find(r, r->root, PL_SCHEMA, schema);
    if (home && strcmp(in, pl_kinds[PL_SCHEMA].plural) != 0) {
        enum pl_kind of = pl_kind_named(PL_SCHEMA, in);
        home = of == PL_DEFAULT_PRIVILEGE ? pl_intern(r, home, of, values[2]) : pl_find(r, home, of, values[2]);
    }
    struct pl_node *n = home ? pl_node_new(r, home, kind, values[3]) : NULL;
    for (int i = 4; n && i < columns; i++)
        pl_set(n, (enum pl_attr)pl_attr_named(kind, names[i]), values[i] ? pl_strdup(r->pl, values[i]) : NULL);
    return true;
}

bool pl_pg_take_grant(struct pl_db *db, struct pl_realm *r, int columns, const char *const *names, const char *const *values) {
    return take(db, r, PL_GRANT, columns, names, values);
}

bool pl_pg_take_owner(struct pl_db *db, struct pl_realm *r, int columns, const char *const *names, const char *const *values) {
    return take(db, r, PL_OWNER, columns, names, values);
}

/* ---- statements */

/* What a list of privileges is in SQL, or NULL when it is empty. */
static const char *said(struct pl *pl, const struct pl_pg_privileges *list, const struct pl_pg_sort *sort, unsigned version) {
    struct pl_text t = { .pl = pl };
    bool whole = pl_pg_has_all_privileges(list, NULL, sort, version);
    if (whole)
        pl_add(&t, "ALL");
    for (int i = 0; i < list->count; i++) {
        const char *column = list->item[i].column;
        if (whole && !column)
            continue;
        pl_add(&t, t.len ? ", " : "");
        for (const char *c = list->item[i].word; *c; c++)
            pl_addc(&t, (char)(*c - ('a' - 'A')));
        if (column) {
            pl_add(&t, " (");
            pl_pg_quote_name(&t, column);
            pl_addc(&t, ')');
        }
    }
    return t.s;
}

static const struct pl_node *home_now(const struct pl_change *c) {
    const struct pl_node *home = (c->to ? c->to : c->from)->parent;
    return !c->to && home->mate ? home->mate : home;
}

/* One of: GRANT list ON what TO role, REVOKE list ON what FROM role, with the words of default privileges before it. */
static void say(struct pl_script *s, const struct pl_change *c, const char *verb, const char *list, const char *tail) {
    const struct pl_node *home = home_now(c), *grant = c->to ? c->to : c->from;
    const struct pl_pg_sort *sort = pl_pg_sort_of(s->pl, home);
    struct pl_text sql = { .pl = s->pl };
    struct pl_pg_defaults d;
    if (!list || !sort)
        return;
    bool gives = strcmp(verb, "GRANT") == 0;
    if (home->kind == PL_DEFAULT_PRIVILEGE && pl_pg_read_defaults(s->pl, home->name, &d)) {
        const char *schema = home->parent->name[0] ? home->parent->name : s->schema && *s->schema ? s->schema : "public";
        pl_add(&sql, "ALTER DEFAULT PRIVILEGES FOR ROLE ");
        pl_pg_quote_name(&sql, d.role);
        if (!d.everywhere) {
            pl_add(&sql, " IN SCHEMA ");
            pl_pg_quote_name(&sql, schema);
        }
        pl_addf(&sql, " %s %s ON %sS", verb, list, sort->what);
    } else {
        bool view = home->kind == PL_VIEW || home->kind == PL_MATERIALIZED_VIEW;
        const char *what = view ? "TABLE" : home->kind == PL_AGGREGATE ? "FUNCTION" : sort->what;
        const char *self = home->kind == PL_SCHEMA ? pl_render(s, "{schema}", c) : pl_render_self(s, home);
        pl_addf(&sql, "%s %s ON %s %s", verb, list, what, self);
    }
    pl_add(&sql, gives ? " TO " : " FROM ");
    pl_pg_quote_name(&sql, grant->name);
    pl_add(&sql, tail);
    pl_step_add(s, sql.s, pl_change_title(s->pl, c), 0, c);
}

enum state { USUAL, GIVEN, GRANTABLE, REVOKED, STATES };
static const enum pl_attr attr_of[STATES] = { [GIVEN] = PL_GRANT_PRIVILEGES, [GRANTABLE] = PL_GRANT_GRANTABLE, [REVOKED] = PL_GRANT_REVOKED };

/* Of a live list: under the new names of its columns, and without those that go. */
static void follow_columns(const struct pl_script *s, const struct pl_node *grant, struct pl_pg_privileges *list) {
    int kept = 0;
    for (int i = 0; i < list->count; i++) {
        struct pl_pg_privilege one = list->item[i];
        const struct pl_node *column = one.column ? pl_find(s->from, grant->parent, PL_COLUMN, one.column) : NULL;
        if (column && !column->mate)
            continue;
        list->item[kept++] = (struct pl_pg_privilege){ one.word, column ? column->mate->name : one.column };
    }
    list->count = kept;
}

static void minus(struct pl_pg_privileges *list, const struct pl_pg_privileges *other) {
    int kept = 0;
    for (int i = 0; i < list->count; i++)
        if (!pl_pg_has_privilege(other, list->item[i]))
            list->item[kept++] = list->item[i];
    list->count = kept;
}

static struct pl_pg_privileges copied(struct pl *pl, const struct pl_pg_privileges *a, const struct pl_pg_privileges *b) {
    struct pl_pg_privileges all = { pl_alloc(pl, ((size_t)a->count + (size_t)(b ? b->count : 0) + 1) * sizeof *all.item), 0 };
    for (int i = 0; i < a->count; i++)
        pl_pg_add_privilege(&all, a->item[i]);
    for (int i = 0; b && i < b->count; i++)
        pl_pg_add_privilege(&all, b->item[i]);
    return all;
}

/* ---- default privileges: what an object that has just been made may have beyond the usual, or lack of it */

/* Those that an object of a sort in a schema comes under. Whose they are is left out of account: who makes it is not known. */
static bool comes_under(struct pl *pl, const struct pl_node *home, const struct pl_node *defaults) {
    static const struct { enum pl_kind kind; const char *plural; } rows[] = {
        { PL_VIEW, "tables" }, { PL_MATERIALIZED_VIEW, "tables" }, { PL_PROCEDURE, "functions" }, { PL_AGGREGATE, "functions" },
        { PL_ENUM, "types" }, { PL_DOMAIN, "types" }, { PL_COMPOSITE, "types" }, { PL_RANGE, "types" },
    };
    const char *plural = pl_kinds[home->kind].plural;
    struct pl_pg_defaults d;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (rows[i].kind == home->kind)
            plural = rows[i].plural;
    return pl_pg_read_defaults(pl, defaults->name, &d) && strcmp(d.sort->plural, plural) == 0 &&
           (d.everywhere || strcmp(defaults->parent->name, home->parent->name) == 0);
}

typedef void grant_fn(void *arg, const struct pl_node *grant);

/* The default privileges of both realms, looked for once. */
struct all_defaults {
    struct all_defaults *next;
    const struct pl_node *node;
};

void pl_pg_find_defaults(struct pl_script *s) {
    const struct pl_realm *realms[] = { s->from, s->to };
    struct all_defaults *list = NULL;
    for (int r = 0; r < 2; r++)
        PL_EACH(schema, realms[r]->root, PL_SCHEMA)
            PL_EACH(defaults, schema, PL_DEFAULT_PRIVILEGE) {
                struct all_defaults *one = PL_NEW(s->pl, struct all_defaults);
                *one = (struct all_defaults){ list, defaults };
                list = one;
            }
    s->prepared = list;
}

static void each_default(const struct pl_script *s, const struct pl_node *home, grant_fn *fn, void *arg) {
    for (const struct all_defaults *d = s->prepared; d; d = d->next)
        if (comes_under(s->pl, home, d->node))
            PL_EACH(grant, d->node, PL_GRANT)
                fn(arg, grant);
}

struct facing {
    struct pl_script *s;
    struct pl_changes *list;
    struct pl_node *home;
};

static void face(void *arg, const struct pl_node *grant) {
    struct facing *f = arg;
    if (pl_find(f->s->to, f->home, PL_GRANT, grant->name))
        return;
    struct pl_node *nothing = pl_node_new(f->s->to, f->home, PL_GRANT, grant->name);
    if (f->list)
        pl_change_add(f->s->pl, f->list, PL_ADD, NULL, nothing, PL_S_ALL)->replaces = true;
}

void pl_pg_face_defaults(struct pl_script *s, struct pl_changes *list, struct pl_node *home) {
    struct facing f = { s, list, home };
    if (pl_kinds[PL_GRANT].parents >> home->kind & 1 && (home->mate || !(s->to->left_out >> PL_GRANT & 1)))
        each_default(s, home, face, &f);
}

struct given {
    struct pl_script *s;
    const char *role;
    const struct pl_pg_sort *sort;
    struct pl_pg_privileges *was;
};

static void may_have(void *arg, const struct pl_node *grant) {
    struct given *g = arg;
    for (int k = GIVEN; strcmp(grant->name, g->role) == 0 && k < STATES; k++) {
        struct pl_pg_privileges more = pl_pg_read_privileges(g->s->pl, pl_get(grant, attr_of[k]), g->sort, g->s->version);
        g->was[k] = copied(g->s->pl, &g->was[k], &more);
    }
}

/* ---- from one state to another */

static void say_difference(struct pl_script *s, const struct pl_change *c, const struct pl_pg_sort *sort, const struct pl_pg_privileges *was,
                           const struct pl_pg_privileges *is, bool certain) {
    struct pl_pg_privileges held = copied(s->pl, &was[GIVEN], &was[GRANTABLE]), wanted = copied(s->pl, &is[GIVEN], &is[GRANTABLE]);
    struct pl_pg_privileges revoke = copied(s->pl, &held, &is[REVOKED]), less = copied(s->pl, &was[GRANTABLE], NULL);
    struct pl_pg_privileges give = copied(s->pl, &is[GIVEN], &was[REVOKED]), more = copied(s->pl, &is[GRANTABLE], NULL);
    minus(&revoke, &wanted);
    minus(&less, &is[GRANTABLE]);
    minus(&less, &revoke);
    minus(&give, &is[REVOKED]);
    minus(&give, &is[GRANTABLE]);
    if (certain) {
        minus(&revoke, &was[REVOKED]);
        minus(&give, &held);
        minus(&more, &was[GRANTABLE]);
    }
    say(s, c, "REVOKE", said(s->pl, &revoke, sort, s->version), "");
    say(s, c, "REVOKE GRANT OPTION FOR", said(s->pl, &less, sort, s->version), "");
    say(s, c, "GRANT", said(s->pl, &give, sort, s->version), "");
    say(s, c, "GRANT", said(s->pl, &more, sort, s->version), " WITH GRANT OPTION");
}

bool pl_pg_make_grant(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n) {
    (void)rule;
    for (int i = 0; i < n; i++) {
        const struct pl_change *c = changes[i];
        const struct pl_node *grant = c->to ? c->to : c->from;
        const struct pl_pg_sort *sort = pl_pg_sort_of(s->pl, grant->parent);
        bool just_made = c->op == PL_ADD && (c->replaces || !grant->parent->mate);
        struct pl_pg_privileges was[STATES] = { { 0 } }, is[STATES] = { { 0 } };
        for (int k = GIVEN; k < STATES; k++) {
            was[k] = pl_pg_read_privileges(s->pl, c->from && c->op != PL_ADD ? pl_get(c->from, attr_of[k]) : NULL, sort, s->version);
            is[k] = pl_pg_read_privileges(s->pl, c->to ? pl_get(c->to, attr_of[k]) : NULL, sort, s->version);
            if (c->from)
                follow_columns(s, c->from, &was[k]);
        }
        struct given g = { s, grant->name, sort, was };
        if (just_made)
            each_default(s, grant->parent, may_have, &g);
        say_difference(s, c, sort, was, is, !just_made);
    }
    return true;
}

/* They are nothing but their grants, which go with them. */
bool pl_pg_make_defaults(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n) {
    for (int i = 0; i < n; i++)
        for (struct pl_node *grant = changes[i]->op == PL_DROP ? changes[i]->from->child : NULL; grant; grant = grant->next) {
            struct pl_change *drop = PL_NEW(s->pl, struct pl_change);
            *drop = (struct pl_change){ .op = PL_DROP, .from = grant, .slots = PL_S_ALL };
            pl_pg_make_grant(s, rule, &drop, 1);
        }
    return true;
}

bool pl_pg_make_owner(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n) {
    (void)rule;
    for (int i = 0; i < n; i++) {
        const struct pl_node *home = changes[i]->to->parent;
        struct pl_text role = { .pl = s->pl };
        pl_pg_quote_name(&role, changes[i]->to->name);
        if (pl_is(changes[i]->to, PL_OWNER_BEYOND)) {
            pl_say(s->pl, PL_D_NO_PLAN, &home->place, "%s must be made anew around the change, but it belongs to role \"%s\", which this account "
                   "cannot give it back to", pl_title(s->pl, home), changes[i]->to->name);
            return pl_hint(s->pl, "connect as that role or as a superuser, or have it granted: GRANT %s TO the account's role", role.s);
        }
        const char *sql = pl_format(s->pl, "ALTER %s %s OWNER TO %s", pl_pg_sort_of(s->pl, home)->what, pl_render_self(s, home), role.s);
        pl_step_add(s, sql, pl_change_title(s->pl, changes[i]), 0, changes[i]);
    }
    return true;
}

void pl_pg_put_back_attached(struct pl_script *s, struct pl_node *home) {
    pl_pg_face_defaults(s, NULL, home);
    for (struct pl_node *n = home->child; n; n = n->next) {
        struct pl_change *add = PL_NEW(s->pl, struct pl_change);
        *add = (struct pl_change){ .op = PL_ADD, .to = n, .slots = PL_S_ALL, .replaces = true };
        if (n->kind == PL_OWNER)
            pl_pg_make_owner(s, NULL, &add, 1);
        else if (n->kind == PL_GRANT)
            pl_pg_make_grant(s, NULL, &add, 1);
    }
}
