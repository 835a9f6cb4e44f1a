/* What a renamed column takes along: the texts that mention it.
 *
 * A text that only the rename changes still has the old name here, because live and declared were found to mean the same;
 * it is spelled anew. MariaDB follows a rename by itself. MySQL refuses it while a check, a generated column or a functional
 * index mentions the column (errno 3959, 3108, 3837), so those go and come back in the same ALTER TABLE.
 */
#include <string.h>

#include "dialects/mysql/mysql.h"

static bool has_renames(const struct pl_node *table) {
    PL_EACH(c, table, PL_COLUMN)
        if (c->mate && strcmp(c->name, c->mate->name) != 0)
            return true;
    return false;
}

static const struct pl_node *column_renamed(struct pl_script *s, const struct pl_node *was, struct pl_token k, const char *rest) {
    const struct pl_node *c = NULL;
    if (pl_token_may_be_column(k, rest, true))
        c = pl_find(s->from, was, PL_COLUMN, pl_token_name(s->pl, k));
    return c && c->mate && strcmp(c->name, c->mate->name) != 0 ? c->mate : NULL;
}

/* Where both texts were found to mean the same they may both be in the new names already. */
static bool mentions_renamed(struct pl_script *s, const struct pl_node *table, const char *text) {
    for (struct pl_token k; text && (k = pl_token_next(&text, true)).kind != PL_T_END;) {
        bool name = pl_token_may_be_column(k, text, true);
        const struct pl_node *c = name ? pl_find(s->to, table, PL_COLUMN, pl_token_name(s->pl, k)) : NULL;
        if (c && c->mate && strcmp(c->name, c->mate->name) != 0)
            return true;
    }
    return false;
}

/* Whether the live text mentions a renamed column; if the new text is still the same, it gets the new names. */
static bool respell(struct pl_script *s, const struct pl_node *table, struct pl_node *to, enum pl_attr a) {
    const char *text = to->mate ? pl_get(to->mate, a) : NULL, *at = text, *before = text;
    struct pl_text out = {.pl = s->pl};
    bool any = false;
    if (!text)
        return false;
    for (struct pl_token k; (k = pl_token_next(&at, true)).kind != PL_T_END; before = at) {
        const struct pl_node *c = column_renamed(s, table->mate, k, at);
        pl_addn(&out, before, (size_t)(k.s - before));
        if (c)
            pl_mysql_quote_name(&out, c->name);
        else
            pl_addn(&out, k.s, k.len);
        any |= c != NULL;
    }
    if (any && pl_same(text, pl_get(to, a)))
        pl_set(to, a, out.s);
    return any || mentions_renamed(s, table, pl_get(to, a));
}

static bool respell_parts(struct pl_script *s, const struct pl_node *table, const struct pl_node *index) {
    bool any = false;
    struct pl_node *was = index->mate ? pl_first(index->mate, PL_PART) : NULL;
    PL_EACH(part, index, PL_PART) {
        part->mate = was;                               /* by position */
        any |= respell(s, table, part, PL_PART_EXPRESSION);
        was = was ? pl_next(was) : NULL;
    }
    return any;
}

static void remake(struct pl_script *s, struct pl_changes *list, struct pl_node *to) {
    if (to->mate->mark)
        return;                                         /* it goes already */
    pl_change_add(s->pl, list, PL_DROP, to->mate, NULL, PL_S_ALL)->replaces = true;
    pl_change_add(s->pl, list, PL_ADD, NULL, to, PL_S_ALL)->replaces = true;
}

static void follow(struct pl_script *s, struct pl_changes *list, const struct pl_node *table) {
    bool mysql = !pl_mysql_is_mariadb(s->dialect);
    for (struct pl_node *n = table->child; n; n = n->next) {
        if (n->kind == PL_COLUMN && n->mate) {
            bool any = respell(s, table, n, PL_COLUMN_GENERATED) | respell(s, table, n, PL_COLUMN_DEFAULT);
            respell(s, table, n, PL_COLUMN_CHECK);
            if (any && mysql)
                pl_change_add(s->pl, list, PL_ALTER, n->mate, n, PL_S(COLUMN, DEFAULT));
        }
        if (n->kind == PL_CHECK && n->mate && respell(s, table, n, PL_CHECK_EXPRESSION) && mysql)
            remake(s, list, n);
        if (n->kind == PL_INDEX && n->mate && respell_parts(s, table, n) && mysql)
            remake(s, list, n);
    }
}

void pl_mysql_follow_renames(struct pl_script *s, struct pl_changes *list) {
    for (struct pl_change *c = list->first; c; c = c->next)
        if (c->from)
            c->from->mark = 0;
    for (struct pl_change *c = list->first; c; c = c->next)
        if (c->from && c->op == PL_DROP)
            c->from->mark = 1;
    PL_EACH(schema, s->to->root, PL_SCHEMA)
        PL_EACH(table, schema, PL_TABLE)
            if (table->mate && has_renames(table))
                follow(s, list, table);
}
