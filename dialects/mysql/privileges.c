/* What the account may not see: the server leaves out of its catalog what an account has no privilege on, without a word, and
 * what is not in the catalog looks as if it were not there.
 *
 * SHOW GRANTS tells, roles included. Only what is granted on the whole database or on everything counts: what an account may
 * see of one table says nothing about the others.
 */
#include <string.h>

#include "dialects/mysql/mysql.h"

enum { ON_TABLES = 1 };                                 /* any privilege on tables will do */

static const struct sight {
    enum pl_kind kind;
    unsigned flags;
    bool hides;                                         /* without it the object is not seen, else only its text */
    const char *any[4];                                 /* one of them is enough; the first is what to ask for */
} sights[] = {
    {PL_TABLE, ON_TABLES, true, {"SELECT"}},
    {PL_VIEW, ON_TABLES, true, {"SELECT"}},
    {PL_SEQUENCE, ON_TABLES, true, {"SELECT"}},
    {PL_TRIGGER, 0, true, {"TRIGGER"}},
    {PL_EVENT, 0, true, {"EVENT"}},
    {PL_FUNCTION, 0, true, {"EXECUTE", "ALTER ROUTINE", "CREATE ROUTINE"}},
    {PL_PROCEDURE, 0, true, {"EXECUTE", "ALTER ROUTINE", "CREATE ROUTINE"}},
    {PL_VIEW, 0, false, {"SHOW VIEW"}},
};

/* The text of a routine of somebody else. */
static const enum pl_kind bodies[] = {PL_FUNCTION, PL_PROCEDURE};

static const char *const of_tables[] = {"SELECT", "INSERT", "UPDATE", "DELETE", "CREATE", "DROP", "REFERENCES", "INDEX",
                                        "ALTER", "SHOW VIEW", "CREATE VIEW", "TRIGGER", NULL};

/* One row of SHOW GRANTS: GRANT this, that ON `database`.`table` TO somebody. */
struct grant {
    struct grant *next;
    const char *privileges;                             /* ",SELECT,SHOW VIEW," */
    const char *database;                               /* a pattern of LIKE; NULL: everything */
};

struct grants {
    struct pl *pl;
    struct grant *first;
};

static bool word_is(struct pl_token t, const char *word) {
    return t.kind == PL_T_WORD && t.len == strlen(word) && strncasecmp(t.s, word, t.len) == 0;
}

/* A word of a privilege, and the comma behind it. */
static void add_privilege(struct pl_text *list, struct pl_token k, const char **at) {
    const char *next = *at;
    struct pl_token sign = pl_token_next(&next, true);
    bool comma = sign.kind == PL_T_SIGN && *sign.s == ',', last = word_is(sign, "on");
    pl_addf(list, "%.*s%s", (int)k.len, k.s, comma || last ? "," : " ");
    *at = comma ? next : *at;
}

/* The account as GRANT wants it. */
static bool take_account(void *arg, int columns, const char *const *names, const char *const *values) {
    struct pl_text *t = arg;
    const char *host = columns > 0 && values[0] ? strrchr(values[0], '@') : NULL;
    (void)names;
    if (!host)
        return true;
    pl_mysql_quote_text(t, pl_strndup(t->pl, values[0], (size_t)(host - values[0])));
    pl_addc(t, '@');
    pl_mysql_quote_text(t, host + 1);
    return true;
}

static bool take_grant(void *arg, int columns, const char *const *names, const char *const *values) {
    struct grants *all = arg;
    const char *at = columns > 0 && values[0] ? values[0] : "";
    struct pl_text list = {.pl = all->pl};
    struct pl_token k;
    (void)names;
    if (!word_is(pl_token_next(&at, true), "grant"))
        return true;
    pl_addc(&list, ',');
    while ((k = pl_token_next(&at, true)).kind == PL_T_WORD && !word_is(k, "on"))
        add_privilege(&list, k, &at);
    struct pl_token database = pl_token_next(&at, true);
    struct pl_token dot = pl_token_next(&at, true), table = pl_token_next(&at, true);
    if (!word_is(k, "on") || *dot.s != '.' || table.kind != PL_T_SIGN || *table.s != '*')
        return true;                                    /* a role, a routine, one table */
    struct grant *g = PL_NEW(all->pl, struct grant);
    *g = (struct grant){.next = all->first, .privileges = list.s};
    g->database = database.kind == PL_T_SIGN ? NULL : pl_token_name(all->pl, database);
    all->first = g;
    return true;
}

/* % and _ stand for any characters and any one; \ takes that away. */
static bool fits(const char *pattern, const char *name) {
    for (; *pattern; pattern++, name++) {
        if (*pattern == '%') {
            while (*name && !fits(pattern + 1, name))
                name++;
            return *name || !pattern[1];
        }
        bool any = *pattern == '_';
        if (*pattern == '\\' && pattern[1])
            pattern++;
        if (!*name || (!any && *pattern != *name))
            return false;
    }
    return !*name;
}

static bool may(const struct grants *all, const char *database, const char *privilege) {
    struct pl_text word = {.pl = all->pl};
    pl_addf(&word, ",%s,", privilege);
    for (const struct grant *g = all->first; g; g = g->next)
        if ((!g->database || fits(g->database, database))
            && (strstr(g->privileges, word.s) || strstr(g->privileges, ",ALL PRIVILEGES,")))
            return true;
    return false;
}

static bool may_any(const struct grants *all, const char *database, const char *const *privileges) {
    for (; *privileges; privileges++)
        if (may(all, database, *privileges))
            return true;
    return false;
}

static void look_at_bodies(struct pl_db *db, struct pl_realm *live, const struct grants *all, const char *account) {
    bool mariadb = pl_mysql_is_mariadb(db->dialect);
    if (may(all, "mysql", "SELECT") || may(all, "mysql", "SHOW_ROUTINE"))
        return;
    for (size_t i = 0; i < sizeof bodies / sizeof bodies[0]; i++)
        if (!live->advice[bodies[i]])
            live->advice[bodies[i]] = pl_format(db->pl, "GRANT %s TO %s", mariadb ? "SELECT ON mysql.proc" : "SHOW_ROUTINE ON *.*",
                                                account);
}

static void look(struct pl_db *db, struct pl_realm *live, const struct grants *all, const char *database,
                 const char *account) {
    for (size_t i = 0; i < sizeof sights / sizeof sights[0]; i++) {
        const struct sight *s = &sights[i];
        if (may_any(all, database, s->flags & ON_TABLES ? of_tables : s->any))
            continue;
        struct pl_text name = {.pl = db->pl};
        pl_mysql_quote_name(&name, database);
        live->unseen |= s->hides ? UINT64_C(1) << s->kind : 0;
        if (!live->advice[s->kind])
            live->advice[s->kind] = pl_format(db->pl, "GRANT %s ON %s.* TO %s", s->any[0], name.s, account);
    }
}

static void set_beyond(struct pl_node *n) {
    for (struct pl_node *c = n->child; c; c = c->next) {
        if (c->kind == PL_OWNER)
            pl_set(c, PL_OWNER_BEYOND, "true");
        set_beyond(c);
    }
}

/* Who may not name another definer cannot give one back. */
static void look_at_definers(const struct grants *all, struct pl_realm *live) {
    static const char *const any[] = {"SET_ANY_DEFINER", "SET_USER_ID", "SET USER", "SUPER", NULL};
    if (!may_any(all, "", any))
        set_beyond(live->root);
}

/* Where even this cannot be had nothing is known to be hidden. */
void pl_mysql_look_at_privileges(struct pl_db *db, struct pl_realm *live) {
    struct grants all = {.pl = db->pl};
    struct pl_text account = {.pl = db->pl};
    pl_mysql_try(db, "SHOW GRANTS", take_grant, &all);
    if (!all.first || pl_mysql_try(db, "SELECT CURRENT_USER()", take_account, &account))
        return;
    PL_EACH(schema, live->root, PL_SCHEMA) {
        const char *name = *schema->name ? schema->name : pl_mysql_of(db)->database;
        if (name)
            look(db, live, &all, name, pl_text(&account));
    }
    look_at_bodies(db, live, &all, pl_text(&account));
    look_at_definers(&all, live);
}
