/* Options with names and values: of text search dictionaries (language = 'english'), and of foreign data wrappers, servers, foreign
 * tables and their columns (host 'db2'). Their order says nothing. One whose name sounds like a secret is neither read nor said.
 */
#include <string.h>

#include "dialects/postgres/postgres.h"

struct option {
    struct option *next;
    const char *name, *value;                          /* the value is a literal, as it was said */
};

static bool takes_equals(enum pl_kind kind) {
    return kind == PL_TS_DICTIONARY;
}

static const char *as_literal(struct pl *pl, struct pl_token t) {
    struct pl_text out = { .pl = pl };
    if (t.kind == PL_T_STRING)
        return pl_strndup(pl, t.s, t.len);
    pl_pg_quote_text(&out, pl_strndup(pl, t.s, t.len));
    return out.s;
}

/* `name 'value', name 'value'` or `name = value, ...`. */
static struct option *read_options(struct pl *pl, const char *text) {
    struct option *first = NULL, **tail = &first;
    struct pl_token t;
    while (text && (t = pl_token_next(&text, false)).kind != PL_T_END) {
        if (t.kind == PL_T_SIGN)
            continue;
        struct option *o = *tail = PL_NEW(pl, struct option);
        tail = &o->next;
        o->name = t.kind == PL_T_WORD ? pl_lower(pl, pl_token_name(pl, t)) : pl_token_name(pl, t);
        const char *at = text;
        struct pl_token value = pl_token_next(&at, false);
        if (value.kind == PL_T_SIGN && *value.s == '=')
            value = pl_token_next(&at, false);
        if (value.kind == PL_T_END || (value.kind == PL_T_SIGN && *value.s == ','))
            continue;
        o->value = as_literal(pl, value);
        text = at;
    }
    return first;
}

static const struct option *find(const struct option *list, const char *name) {
    while (list && strcmp(list->name, name) != 0)
        list = list->next;
    return list;
}

static const char *write_options(struct pl *pl, const struct option *list, enum pl_kind kind) {
    struct pl_text out = { .pl = pl };
    for (; list; list = list->next) {
        pl_add(&out, out.len ? ", " : "");
        pl_pg_quote_name(&out, list->name);
        pl_addf(&out, "%s%s", takes_equals(kind) ? " = " : " ", list->value ? list->value : "''");
    }
    return out.s;
}

/* ---- models */

static bool is_secret(struct pl *pl, const char *name) {
    static const char *const words[] = { "password", "passwd", "secret", "token", "passphrase", "private_key" };
    const char *lower = pl_lower(pl, name);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strstr(lower, words[i]))
            return true;
    return false;
}

static bool is_options(const struct pl_attr_row *row) {
    return strcmp(row->word, "options") == 0;
}

static bool adapt_options(struct pl *pl, const struct pl_slots *slots, struct pl_node *home) {
    bool ok = true;
    PL_EACH_SLOT(i, slots->of[home->kind] & home->has) {
        struct option *list = read_options(pl, pl_at(home, i));
        for (const struct option *o = list; o && !takes_equals(home->kind); o = o->next)
            if (is_secret(pl, o->name)) {
                pl_say(pl, PL_D_CANNOT_SAY, &home->place, "models hold no secrets, but %s says \"%s\"", pl_title(pl, home), o->name);
                ok = pl_hint(pl, "take it out, and set it in the database by hand: it is not compared");
            }
        pl_put(home, i, write_options(pl, list, home->kind));
    }
    for (struct pl_node *c = home->below & slots->kinds ? home->child : NULL; c; c = c->next)
        ok &= adapt_options(pl, slots, c);
    return ok;
}

bool pl_pg_adapt_options(struct pl *pl, struct pl_node *home) {
    struct pl_slots slots;
    pl_slots_find(&slots, is_options);
    return adapt_options(pl, &slots, home);
}

static bool same_options(const struct option *a, const struct option *b) {
    size_t left = 0;
    for (const struct option *o = b; o; o = o->next)
        left++;
    for (; a; a = a->next, left--) {
        const struct option *o = find(b, a->name);
        if (!o || !pl_same(o->value, a->value))
            return false;
    }
    return !left;
}

static bool same_list(struct pl *pl, const char *a, const char *b) {
    return same_options(read_options(pl, a), read_options(pl, b));
}

/* Parameters of storage, of estimates, of targets. */
static bool is_parameters(const struct pl_attr_row *row) {
    return row->type == PL_TEXT && (strcmp(row->word, "storage") == 0 || strcmp(row->word, "estimates") == 0 ||
                                    strcmp(row->word, "statistics") == 0);
}

static void relate(struct pl *pl, const struct pl_slots *slots, bool same(struct pl *, const char *, const char *), struct pl_node *to) {
    PL_EACH_SLOT(i, to->mate ? slots->of[to->kind] & to->has & to->mate->has : 0)
        if (same(pl, pl_at(to, i), pl_at(to->mate, i)))
            pl_put(to, i, pl_at(to->mate, i));
    for (struct pl_node *c = to->below & slots->kinds ? to->child : NULL; c; c = c->next)
        relate(pl, slots, same, c);
}

void pl_pg_relate_options(struct pl *pl, struct pl_node *to) {
    struct pl_slots slots;
    pl_slots_find(&slots, is_options);
    relate(pl, &slots, same_list, to);
    pl_slots_find(&slots, is_parameters);
    relate(pl, &slots, pl_pg_same_storage, to);
}

/* ---- statements */

/* An option without a value is taken away. */
bool pl_pg_make_dictionary(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n) {
    for (int i = 0; i < n; i++) {
        const struct pl_change *c = changes[i];
        const struct option *to = read_options(s->pl, pl_get(c->to, PL_TS_DICTIONARY_OPTIONS));
        struct pl_text list = { .pl = s->pl };
        if (to)
            pl_add(&list, write_options(s->pl, to, PL_TS_DICTIONARY));
        for (const struct option *o = read_options(s->pl, pl_get(c->from, PL_TS_DICTIONARY_OPTIONS)); o; o = o->next)
            if (!find(to, o->name)) {
                pl_add(&list, list.len ? ", " : "");
                pl_pg_quote_name(&list, o->name);
            }
        pl_pg_step(s, rule, c, pl_format(s->pl, "ALTER TEXT SEARCH DICTIONARY %s (%s)", pl_render_self(s, c->to), pl_text(&list)));
    }
    return true;
}

/* A dictionary of the configuration's own schema is named with it; what the models name with a schema, or not at all, as they do. */
static void add_dictionary(struct pl_script *s, struct pl_text *sql, const struct pl_node *schema, const char *said) {
    char *name[3];
    int count = pl_ref_split(s->pl, said, name, 3);
    const struct pl_node *own = count == 1 ? pl_find(s->to, schema, PL_TS_DICTIONARY, name[0]) : NULL;
    if (own) {
        pl_add(sql, pl_render_self(s, own));
        return;
    }
    for (int i = 0; i < count; i++) {
        pl_add(sql, i ? "." : "");
        pl_pg_quote_name(sql, name[i]);
    }
}

bool pl_pg_make_mapping(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n) {
    for (int i = 0; i < n; i++) {
        const struct pl_change *c = changes[i];
        struct pl_text sql = { .pl = s->pl };
        const char *at = NULL, *said, *separator = "";
        pl_add(&sql, pl_render(s, c->op == PL_ADD ? "ALTER TEXT SEARCH CONFIGURATION {parent} ADD MAPPING FOR {name} WITH "
                                                  : "ALTER TEXT SEARCH CONFIGURATION {parent} ALTER MAPPING FOR {name} WITH ", c));
        while ((said = pl_list_next(s->pl, pl_get(c->to, PL_TS_MAPPING_DICTIONARIES), &at))) {
            pl_add(&sql, separator);
            add_dictionary(s, &sql, pl_above(c->to, PL_SCHEMA), said);
            separator = ", ";
        }
        pl_pg_step(s, rule, c, sql.s);
    }
    return true;
}

/* ADD, SET and DROP, as ALTER says them. */
static const char *changed_options(struct pl *pl, const char *from, const char *to) {
    const struct option *old = read_options(pl, from), *now = read_options(pl, to);
    struct pl_text out = { .pl = pl };
    for (const struct option *o = now; o; o = o->next) {
        const struct option *was = find(old, o->name);
        if (was && pl_same(was->value, o->value))
            continue;
        pl_addf(&out, "%s%s ", out.len ? ", " : "", was ? "SET" : "ADD");
        pl_pg_quote_name(&out, o->name);
        pl_addf(&out, " %s", o->value ? o->value : "''");
    }
    for (const struct option *o = old; o; o = o->next)
        if (!find(now, o->name)) {
            pl_addf(&out, "%sDROP ", out.len ? ", " : "");
            pl_pg_quote_name(&out, o->name);
        }
    return out.s;
}

bool pl_pg_make_options(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n) {
    static const char *const heads[PL_KINDS] = {
        [PL_FOREIGN_DATA_WRAPPER] = "ALTER FOREIGN DATA WRAPPER {name}", [PL_SERVER] = "ALTER SERVER {name}",
        [PL_TABLE] = "ALTER FOREIGN TABLE {self}", [PL_COLUMN] = "ALTER FOREIGN TABLE {parent} ALTER COLUMN {name}",
    };
    for (int i = 0; i < n; i++) {
        const struct pl_change *c = changes[i];
        enum pl_attr a = (enum pl_attr)pl_attr_named(c->to->kind, "options");
        pl_pg_step(s, rule, c, pl_format(s->pl, "%s OPTIONS (%s)", pl_render(s, heads[c->to->kind], c),
                                         changed_options(s->pl, pl_get(c->from, a), pl_get(c->to, a))));
    }
    return true;
}

/* A foreign table stays where it is, and another table does not become one. */
bool pl_pg_make_no_server(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n) {
    const struct pl_change *c = changes[0];
    (void)rule;
    (void)n;
    pl_say(s->pl, PL_D_NO_PLAN, &c->to->place, "no statement changes \"server\" of %s", pl_title(s->pl, c->to));
    return pl_hint(s->pl, "take \"%s\" out of the models in a first apply, which drops it, and say it anew in a second", c->to->name);
}

/* ---- statistics targets of an index, by place: 1=500 */

static const char *target(struct pl *pl, const char *list, const char *place) {
    for (const char *at = list; at && *at; at += strspn(at, ", ")) {
        size_t end = strcspn(at, ","), name = strspn(at, "0123456789");
        if (name == strlen(place) && strncmp(at, place, name) == 0)
            return pl_trim(pl, pl_strndup(pl, at + name + strspn(at + name, " ="), end - name - strspn(at + name, " =")));
        at += end;
    }
    return NULL;
}

static void set_targets(struct pl_script *s, const struct pl_rule *rule, const struct pl_change *c, const char *list, const char *other, bool reset) {
    for (const char *at = list; at && *at; at += strspn(at, ", ")) {
        const char *place = pl_strndup(s->pl, at, strspn(at, "0123456789")), *now = target(s->pl, list, place), *there = target(s->pl, other, place);
        if (reset ? !there : !pl_same(now, there))
            pl_pg_step(s, rule, c, pl_format(s->pl, "ALTER INDEX %s ALTER COLUMN %s SET STATISTICS %s", pl_render_self(s, c->to), place,
                                             reset ? "-1" : now));
        at += strcspn(at, ",");
    }
}

bool pl_pg_make_index_statistics(struct pl_script *s, const struct pl_rule *rule, struct pl_change *const *changes, int n) {
    for (int i = 0; i < n; i++) {
        const struct pl_change *c = changes[i];
        const char *from = c->from ? pl_get(c->from, PL_INDEX_STATISTICS) : NULL, *to = pl_get(c->to, PL_INDEX_STATISTICS);
        set_targets(s, rule, c, to, from, false);
        set_targets(s, rule, c, from, to, true);
    }
    return true;
}

/* ---- names of functions and dictionaries */

/* What foreign data wrappers, text search and event triggers call, and the words of the latter. */
void pl_pg_without_own_schema(struct pl *pl, struct pl_node *schema, const char *own) {
    PL_EACH(w, schema, PL_FOREIGN_DATA_WRAPPER) {
        pl_set(w, PL_FOREIGN_DATA_WRAPPER_HANDLER, pl_pg_without(pl, pl_get(w, PL_FOREIGN_DATA_WRAPPER_HANDLER), own));
        pl_set(w, PL_FOREIGN_DATA_WRAPPER_VALIDATOR, pl_pg_without(pl, pl_get(w, PL_FOREIGN_DATA_WRAPPER_VALIDATOR), own));
    }
    PL_EACH(c, schema, PL_TS_CONFIGURATION)
        PL_EACH(m, c, PL_TS_MAPPING) {
            const char *at = NULL, *name;
            struct pl_text out = { .pl = pl };
            while ((name = pl_list_next(pl, pl_get(m, PL_TS_MAPPING_DICTIONARIES), &at)))
                pl_list_add(&out, pl_pg_requoted(pl, name));
            pl_set(m, PL_TS_MAPPING_DICTIONARIES, out.s);
        }
    PL_EACH(t, schema, PL_EVENT_TRIGGER) {
        pl_set(t, PL_EVENT_TRIGGER_TAGS, pl_is(t, PL_EVENT_TRIGGER_TAGS) ? pl_pg_upper(pl, pl_get(t, PL_EVENT_TRIGGER_TAGS), strlen(pl_get(t, PL_EVENT_TRIGGER_TAGS))) : NULL);
        pl_set(t, PL_EVENT_TRIGGER_FUNCTION, pl_pg_without(pl, pl_pg_requoted(pl, pl_get(t, PL_EVENT_TRIGGER_FUNCTION)), own));
    }
}
