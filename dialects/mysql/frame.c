/* USE around the steps of a plan over several databases.
 *
 * The server makes no trigger, and no view that calls a function, in a session without a database; and what an author left
 * unqualified in a body means the database that it stands in. So each step runs in the database of what it changes. Where
 * steps concern the connection's own database too, whose name nobody said, all stay there.
 */
#include "dialects/mysql/mysql.h"

static const char *database_of(const struct pl_step *step) {
    const struct pl_change *c = step->cause;
    const struct pl_node *n = c && c->to ? c->to : c ? c->from : NULL;
    const struct pl_node *schema = n && n->kind != PL_SCHEMA ? pl_above(n, PL_SCHEMA) : NULL;
    return schema ? schema->name : NULL;
}

static struct pl_step *use(struct pl_script *s, const char *database, struct pl_step *before) {
    struct pl_step *step = PL_NEW(s->pl, struct pl_step);
    struct pl_text sql = {.pl = s->pl};
    pl_add(&sql, "USE ");
    pl_mysql_quote_name(&sql, database);
    *step = (struct pl_step){.next = before, .sql = sql.s, .flags = PL_R_SESSION, .cause = before->cause,
                             .title = pl_format(s->pl, "go to database %s", database)};
    s->count++;
    return step;
}

bool pl_mysql_frame(struct pl_script *s) {
    const char *at = NULL;
    for (const struct pl_step *step = s->first; step; step = step->next)
        if (pl_same(database_of(step), ""))
            return true;
    for (struct pl_step **p = &s->first; *p; p = &(*p)->next) {
        const char *database = database_of(*p);
        if (!database || pl_same(database, at))
            continue;
        *p = use(s, database, *p);
        p = &(*p)->next;
        at = database;
    }
    return true;
}
