/* The words of privileges, their lists, and what models say of them in the one way that the catalog does. */
#include <stdlib.h>
#include <string.h>
#include "dialects/postgres/privilege.h"

/* ---- sorts of objects */

static const struct pl_pg_sort sorts[] = {
    { "tables", "TABLE", { "select", "insert", "update", "delete", "truncate", "references", "trigger", "maintain" } },
    { "views", "VIEW", { "select", "insert", "update", "delete", "truncate", "references", "trigger", "maintain" } },
    { "materialized_views", "MATERIALIZED VIEW",
      { "select", "insert", "update", "delete", "truncate", "references", "trigger", "maintain" } },
    { "sequences", "SEQUENCE", { "usage", "select", "update" } },
    { "functions", "FUNCTION", { "execute" } },
    { "procedures", "PROCEDURE", { "execute" } },
    { "aggregates", "AGGREGATE", { "execute" } },
    { "schemas", "SCHEMA", { "usage", "create" } },
    { "enums", "TYPE", { "usage" } },
    { "domains", "DOMAIN", { "usage" } },
    { "composites", "TYPE", { "usage" } },
    { "ranges", "TYPE", { "usage" } },
    { "types", "TYPE", { "usage" } },
    { "large objects", "LARGE OBJECT", { "select", "update" } },
    { "collations", "COLLATION", { NULL } },
    { "statistics_objects", "STATISTICS", { NULL } },
};
static const struct pl_pg_sort of_column = { "columns", "COLUMN", { "select", "insert", "update", "references" } };

static const struct pl_pg_sort *sort_named(const char *plural, size_t len) {
    for (size_t i = 0; i < sizeof sorts / sizeof sorts[0]; i++)
        if (strlen(sorts[i].plural) == len && strncmp(sorts[i].plural, plural, len) == 0)
            return &sorts[i];
    return NULL;
}

static bool has_word(const struct pl_pg_sort *sort, int i, unsigned version) {
    return sort->words[i] && (strcmp(sort->words[i], "maintain") != 0 || !version || version >= 170000);
}

bool pl_pg_read_defaults(struct pl *pl, const char *name, struct pl_pg_defaults *out) {
    static const char of[] = " of ", everywhere[] = " in every schema";
    const char *at = strstr(name, of);
    size_t len = at ? strlen(at + sizeof of - 1) : 0, tail = sizeof everywhere - 1;
    *out = (struct pl_pg_defaults){ .sort = at ? sort_named(name, (size_t)(at - name)) : NULL };
    if (!out->sort || !len)
        return false;
    out->everywhere = len > tail && strcmp(at + sizeof of - 1 + len - tail, everywhere) == 0;
    out->role = pl_strndup(pl, at + sizeof of - 1, out->everywhere ? len - tail : len);
    return true;
}

const struct pl_pg_sort *pl_pg_sort_of(struct pl *pl, const struct pl_node *home) {
    struct pl_pg_defaults d;
    if (home->kind == PL_DEFAULT_PRIVILEGE)
        return pl_pg_read_defaults(pl, home->name, &d) ? d.sort : NULL;
    return sort_named(pl_kinds[home->kind].plural, strlen(pl_kinds[home->kind].plural));
}

/* ---- lists of privileges: "select", "update (column)", "all" for each of several */

static struct pl_pg_privilege read_item(struct pl *pl, const char *text) {
    size_t len = strlen(text), word = strcspn(text, " (");
    const char *open = strchr(text, '(');
    struct pl_pg_privilege i = { pl_lower(pl, pl_strndup(pl, text, word)), NULL };
    if (open && len > 1 && text[len - 1] == ')')
        i.column = pl_strndup(pl, open + 1, (size_t)(text + len - 1 - open - 1));
    return i;
}

bool pl_pg_has_privilege(const struct pl_pg_privileges *list, struct pl_pg_privilege i) {
    for (int k = 0; k < list->count; k++)
        if (strcmp(list->item[k].word, i.word) == 0 && pl_same(list->item[k].column, i.column))
            return true;
    return false;
}

void pl_pg_add_privilege(struct pl_pg_privileges *list, struct pl_pg_privilege i) {
    if (!pl_pg_has_privilege(list, i))
        list->item[list->count++] = i;
}

struct pl_pg_privileges pl_pg_read_privileges(struct pl *pl, const char *text, const struct pl_pg_sort *sort, unsigned version) {
    struct pl_pg_privileges list = { 0 };
    int n = 0;
    for (const char *at = NULL; pl_list_next(pl, text, &at);)
        n += PL_PG_MOST_WORDS;
    list.item = pl_alloc(pl, ((size_t)n + 1) * sizeof *list.item);
    for (const char *at = NULL, *e; (e = pl_list_next(pl, text, &at));) {
        struct pl_pg_privilege one = read_item(pl, e);
        const struct pl_pg_sort *of = one.column ? &of_column : sort;
        if (strcmp(one.word, "all") != 0)
            pl_pg_add_privilege(&list, one);
        for (int i = 0; strcmp(one.word, "all") == 0 && of && i < PL_PG_MOST_WORDS; i++)
            if (has_word(of, i, version))
                pl_pg_add_privilege(&list, (struct pl_pg_privilege){ of->words[i], one.column });
    }
    return list;
}

bool pl_pg_has_all_privileges(const struct pl_pg_privileges *list, const char *column, const struct pl_pg_sort *sort, unsigned version) {
    const struct pl_pg_sort *of = column ? &of_column : sort;
    int several = 0;
    for (int i = 0; of && i < PL_PG_MOST_WORDS; i++) {
        if (!has_word(of, i, version))
            continue;
        if (!pl_pg_has_privilege(list, (struct pl_pg_privilege){ of->words[i], column }))
            return false;
        several++;
    }
    return several > 1;
}

/* The one way to say it, as the catalog's query does: sorted, "all" where nothing of several is missing. */
static const char *canonical(struct pl *pl, const struct pl_pg_privileges *list, const struct pl_pg_sort *sort, unsigned version) {
    const char **texts = pl_alloc(pl, ((size_t)list->count + 1) * sizeof *texts);
    struct pl_text out = { .pl = pl };
    for (int i = 0; i < list->count; i++) {
        const char *column = list->item[i].column;
        const char *word = pl_pg_has_all_privileges(list, column, sort, version) ? "all" : list->item[i].word;
        texts[i] = column ? pl_format(pl, "%s (%s)", word, column) : word;
    }
    qsort(texts, (size_t)list->count, sizeof *texts, pl_by_text);
    for (int i = 0; i < list->count; i++)
        if (!i || strcmp(texts[i], texts[i - 1]) != 0)
            pl_list_add(&out, texts[i]);
    return out.s;
}

/* ---- models */

static bool unknown_word(struct pl *pl, const struct pl_node *grant, const char *word, const struct pl_pg_sort *sort, unsigned version) {
    struct pl_nearest near = { .wrong = word };
    struct pl_text all = { .pl = pl };
    for (int i = 0; i < PL_PG_MOST_WORDS; i++)
        if (has_word(sort, i, version)) {
            pl_nearest_add(&near, sort->words[i]);
            pl_addf(&all, "%s%s", all.len ? ", " : "", sort->words[i]);
        }
    pl_say(pl, PL_D_BAD_VALUE, &grant->place, "\"%s\" of %s is no privilege of %s", word, pl_title(pl, grant), sort->plural);
    if (pl_nearest_word(&near))
        return pl_hint(pl, "did you mean \"%s\"?", pl_nearest_word(&near));
    return pl_hint(pl, "there are %s, and all", pl_text(&all));
}

/* What may be granted on first: `privileges` leaves out what is there already. */
static const enum pl_attr lists[] = { PL_GRANT_GRANTABLE, PL_GRANT_PRIVILEGES, PL_GRANT_REVOKED };
enum { LISTS = sizeof lists / sizeof lists[0] };

static bool adapt_grant(struct pl *pl, struct pl_node *grant, unsigned version) {
    const struct pl_pg_sort *sort = pl_pg_sort_of(pl, grant->parent);
    struct pl_pg_privileges grantable = { 0 };
    for (int i = 0; sort && i < LISTS; i++) {
        struct pl_pg_privileges list = pl_pg_read_privileges(pl, pl_get(grant, lists[i]), sort, version), kept = { list.item, 0 };
        for (int k = 0; k < list.count; k++) {
            const struct pl_pg_sort *of = list.item[k].column ? &of_column : sort;
            bool known = false;
            for (int w = 0; w < PL_PG_MOST_WORDS; w++)
                known |= has_word(of, w, version) && strcmp(of->words[w], list.item[k].word) == 0;
            if (!known)
                return unknown_word(pl, grant, list.item[k].word, of, version);
            if (lists[i] != PL_GRANT_PRIVILEGES || !pl_pg_has_privilege(&grantable, list.item[k]))
                pl_pg_add_privilege(&kept, list.item[k]);
        }
        if (lists[i] == PL_GRANT_GRANTABLE)
            grantable = kept;
        pl_set(grant, lists[i], canonical(pl, &kept, sort, version));
    }
    return true;
}

bool pl_pg_adapt_grants(struct pl *pl, struct pl_node *home, unsigned version) {
    struct pl_pg_defaults d;
    bool ok = true;
    if (home->kind == PL_DEFAULT_PRIVILEGE && !pl_pg_read_defaults(pl, home->name, &d)) {
        pl_say(pl, PL_D_BAD_VALUE, &home->place, "\"%s\" does not say whose default privileges for what", home->name);
        return pl_hint(pl, "as in: tables of ROLE, or: functions of ROLE in every schema");
    }
    uint64_t kinds = UINT64_C(1) << PL_GRANT | UINT64_C(1) << PL_DEFAULT_PRIVILEGE;
    for (struct pl_node *n = home->below & kinds ? home->child : NULL; n; n = n->next)
        ok &= n->kind == PL_GRANT ? adapt_grant(pl, n, version) : pl_pg_adapt_grants(pl, n, version);
    return ok;
}

bool pl_pg_grant_mentions(struct pl *pl, const struct pl_node *grant, const char *column) {
    for (int i = 0; i < LISTS; i++)
        for (const char *at = NULL, *e; (e = pl_list_next(pl, pl_get(grant, lists[i]), &at));)
            if (pl_same(read_item(pl, e).column, column))
                return true;
    return false;
}
