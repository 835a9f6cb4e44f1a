/* No column is made beside another here: whoever writes holds the one lock of the database, and a rebuild is one transaction that
 * readers pass. Rows are given a value some at a time all the same, so that each of those transactions is short. */
#include "dialects/sqlite/sqlite.h"

static const char *key(struct pl_script *s, const struct pl_node *column) {
    struct pl_text t = { .pl = s->pl };
    pl_add(&t, "quote(");
    pl_sqlite_quote_name(&t, column->name);
    pl_add(&t, ")");
    return t.s;
}

static const char *rows(struct pl_script *s, const struct pl_node *table) {
    return pl_format(s->pl, "SELECT count(*) FROM %s", pl_render_self(s, table));
}

const struct pl_twins pl_sqlite_twins = {
    .key = key, .rows = rows, .none = "SQLite makes its table anew in one transaction, which readers pass",
};
