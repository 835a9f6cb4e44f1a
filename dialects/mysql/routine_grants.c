/* What is granted on functions and procedures. MySQL replaces none: a changed one is dropped, which takes its grants away, and
 * made anew. MariaDB has CREATE OR REPLACE, which keeps them.
 *
 * The idea: they are children of the routine that no models say, so they come back with it as everything does that lives in
 * one. Where the account may not read them, one without a statement stands for those that there may be, and the plan warns.
 */
#include <string.h>

#include "dialects/mysql/mysql.h"
#include "dialects/mysql/sql.h"

enum { KIND, ROUTINE, ACCOUNT, PRIVILEGES, GRANTABLE, COLUMNS };

static bool take(void *arg, int columns, const char *const *names, const char *const *values) {
    struct pl_realm *live = arg;
    (void)names;
    if (columns < COLUMNS || !values[KIND] || !values[ROUTINE])
        return true;
    enum pl_kind kind = strcmp(values[KIND], "function") == 0 ? PL_FUNCTION : PL_PROCEDURE;
    struct pl_node *schema = pl_find(live, live->root, PL_SCHEMA, ""), *n = schema ? pl_find(live, schema, kind, values[ROUTINE]) : NULL;
    if (!n)
        return true;
    bool any = *values[PRIVILEGES], grantable = strcmp(values[GRANTABLE], "1") == 0;
    pl_set(pl_node_new(live, n, PL_ROUTINE_GRANT, values[ACCOUNT]), PL_ROUTINE_GRANT_STATEMENT,
           pl_format(live->pl, "GRANT %s ON %s {parent} TO %s%s", any ? values[PRIVILEGES] : "USAGE",
                     kind == PL_FUNCTION ? "FUNCTION" : "PROCEDURE", values[ACCOUNT], grantable ? " WITH GRANT OPTION" : ""));
    return true;
}

static void doubt(struct pl_realm *live, struct pl_node *schema, enum pl_kind kind) {
    PL_EACH(n, schema, kind)
        pl_node_new(live, n, PL_ROUTINE_GRANT, "?");
}

void pl_mysql_read_routine_grants(struct pl_db *db, struct pl_realm *live) {
    struct pl_node *schema = pl_find(live, live->root, PL_SCHEMA, "");
    if (!schema || (!pl_first(schema, PL_FUNCTION) && !pl_first(schema, PL_PROCEDURE)) ||
        !pl_mysql_try(db, pl_sql_mysql_routine_grants, take, live))
        return;
    doubt(live, schema, PL_FUNCTION);
    doubt(live, schema, PL_PROCEDURE);
}

/* An account's name may hold braces. */
static const char *statement_of(struct pl_script *s, const struct pl_change *c) {
    const char *text = pl_get(c->to, PL_ROUTINE_GRANT_STATEMENT), *mark = strstr(text, "{parent}");
    return pl_format(s->pl, "%.*s%s%s", (int)(mark - text), text, pl_render_self(s, c->to->parent), mark + strlen("{parent}"));
}

bool pl_mysql_make_routine_grant(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n) {
    for (int i = 0; i < n; i++) {
        const struct pl_node *routine = changes[i]->to->parent;
        if (pl_is(changes[i]->to, PL_ROUTINE_GRANT_STATEMENT)) {
            pl_step_add(s, statement_of(s, changes[i]), pl_change_title(s->pl, changes[i]), rule->flags, changes[i]);
            continue;
        }
        pl_say(s->pl, PL_D_GRANTS_LOST, &routine->place, "%s is made anew, and loses what is granted on it, which this account may not read",
               pl_title(s->pl, routine));
        pl_hint(s->pl, "GRANT SELECT ON mysql.procs_priv TO this account, or grant it again afterwards");
    }
    return true;
}
