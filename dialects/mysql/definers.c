/* Definers: with whose privileges a view, routine, trigger or event runs. Models do not say it, since accounts are no part of a
 * schema: what is new runs as who made it. But what is only made anew goes on as it did.
 *
 * The idea: a definer who is not the account itself is the OWNER of the live object, which the wanted one takes over; here it is
 * said in the CREATE statement, where alone the servers take it.
 */
#include <string.h>

#include "dialects/mysql/mysql.h"

/* user@host; a role of MariaDB has no host. */
static void add_definer(struct pl_text *t, const char *account) {
    const char *at = strrchr(account, '@');
    size_t user = at ? (size_t)(at - account) : strlen(account);
    pl_add(t, " DEFINER=");
    pl_mysql_quote_name(t, pl_strndup(t->pl, account, user));
    if (at && at[1]) {
        pl_addc(t, '@');
        pl_mysql_quote_name(t, at + 1);
    }
}

/* Undo is made of the same rules, and warns of nothing. */
static void warn(struct pl_script *s, const struct pl_node *owner) {
    if (!s->prepared)
        return;
    pl_say(s->pl, PL_D_DEFINER_CHANGED, &owner->parent->place, "%s runs as %s, whom this account may not name: made anew, it runs as who applies",
           pl_title(s->pl, owner->parent), owner->name);
    pl_hint(s->pl, "GRANT %s ON *.* TO this account, or apply as the definer", pl_mysql_is_mariadb(s->dialect) ? "SET USER" : "SET_ANY_DEFINER");
}

/* "CREATE" or "CREATE OR REPLACE ALGORITHM=MERGE", and the definer behind it. */
static void add_head(struct pl_script *s, struct pl_text *sql, const char *head, const struct pl_node *n) {
    const struct pl_node *owner = pl_first(n, PL_OWNER);
    pl_add(sql, head);
    if (owner && pl_is(owner, PL_OWNER_BEYOND))
        warn(s, owner);
    else if (owner)
        add_definer(sql, owner->name);
}

/* The row's template is what stands before the definer. */
bool pl_mysql_make_view(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n) {
    for (int i = 0; i < n; i++) {
        struct pl_text sql = {.pl = s->pl};
        add_head(s, &sql, pl_render(s, rule->sql, changes[i]), changes[i]->to);
        pl_add(&sql, pl_render(s, "[ SQL SECURITY {security}] VIEW {self}[ ({columns})] AS {sql}[ WITH {check_option} CHECK OPTION]", changes[i]));
        pl_step_add(s, sql.s, pl_change_title(s->pl, changes[i]), rule->flags, changes[i]);
    }
    return true;
}

/* The same of a whole statement, whose first word the template is instead of: CREATE OR REPLACE keeps the grants on it, which a
 * DROP takes away. */
bool pl_mysql_make_statement(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n) {
    for (int i = 0; i < n; i++) {
        const struct pl_node *to = changes[i]->to;
        const char *text = pl_get(to, (enum pl_attr)pl_attr_named(to->kind, "definition")), *rest = text + strlen("CREATE");
        bool said = strncasecmp(rest, " OR ", 4) == 0 || strncasecmp(rest, " DEFINER", 8) == 0;
        struct pl_text sql = {.pl = s->pl};
        if (!said)
            add_head(s, &sql, rule->sql, to);
        pl_add(&sql, said ? text : rest);
        pl_step_add(s, sql.s, pl_change_title(s->pl, changes[i]), rule->flags, changes[i]);
    }
    return true;
}

bool pl_mysql_make_owner(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n) {
    (void)s, (void)rule, (void)changes, (void)n;        /* said with what it owns */
    return true;
}
