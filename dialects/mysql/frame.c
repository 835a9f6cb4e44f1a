/* What a step needs of the session: its database, and for a foreign key to nothing that nobody looks.
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

static bool is_dangling(const struct pl_step *step) {
    const struct pl_change *c = step->cause;
    return c && c->op == PL_ADD && c->to->kind == PL_FOREIGN_KEY && pl_is(c->to, PL_FOREIGN_KEY_DANGLING);
}

static struct pl_step *session(struct pl_script *s, const char *sql, const char *title, struct pl_step *next,
                               const struct pl_change *cause) {
    struct pl_step *step = PL_NEW(s->pl, struct pl_step);
    *step = (struct pl_step){.next = next, .sql = sql, .flags = PL_R_SESSION, .cause = cause, .title = title};
    s->count++;
    return step;
}

/* A reference to a table that is not there is only taken without a look at it. */
static void let_dangle(struct pl_script *s) {
    for (struct pl_step **p = &s->first; *p; p = &(*p)->next) {
        struct pl_step *step = *p;
        if (!is_dangling(step))
            continue;
        *p = session(s, "SET SESSION foreign_key_checks = 0", "foreign keys are not looked at", step, step->cause);
        step->next = session(s, "SET SESSION foreign_key_checks = 1", "foreign keys are looked at", step->next, step->cause);
        p = &step->next;
    }
}

bool pl_mysql_frame(struct pl_script *s) {
    const char *at = NULL;
    let_dangle(s);
    for (const struct pl_step *step = s->first; step; step = step->next)
        if (pl_same(database_of(step), ""))
            return true;
    for (struct pl_step **p = &s->first; *p; p = &(*p)->next) {
        const char *database = database_of(*p);
        if (!database || pl_same(database, at))
            continue;
        struct pl_text sql = {.pl = s->pl};
        pl_add(&sql, "USE ");
        pl_mysql_quote_name(&sql, database);
        *p = session(s, sql.s, pl_format(s->pl, "go to database %s", database), *p, (*p)->cause);
        p = &(*p)->next;
        at = database;
    }
    return true;
}
