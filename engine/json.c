/* The realm as JSON, with the words of the models language.
 *
 *   {"schemas": {"": {"tables": {"customer": {"comment": "...", "columns": {"id": {"type": "bigint", "not_null": true}},
 *    "primary_key": {"name": "...", "parts": [{"column": "id"}]}, "uniques": [{"name": "...", "parts": [...]}]}}}}}
 *
 * The one idea: a reader should never have to look what shape something has today. So nothing is abbreviated, kinds whose
 * objects always have a name are objects by name, in their order; kinds whose objects may have none (and parts, and what is
 * not modelled) are arrays of objects, with "name" where there is one; what exists at most once is an object. BOOL is true,
 * INT a number (a string beyond 64 bit), lists are arrays of strings, all else is a string; what is not said is not there.
 * Refuses text that is not UTF-8.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "engine/realm.h"

static json_t *json_list(struct pl *pl, const char *list) {
    json_t *array = json_array();
    const char *at = NULL, *item;
    while ((item = pl_list_next(pl, list, &at)))
        if (json_array_append_new(array, json_string(item)) != 0) {
            json_decref(array);
            return NULL;
        }
    return array;
}

static json_t *json_number(const char *s) {
    char *end;
    errno = 0;
    long long n = strtoll(s, &end, 10);
    return errno || *end || end == s ? json_string(s) : json_integer(n);
}

static json_t *json_value(struct pl *pl, const struct pl_node *n, enum pl_attr a) {
    const char *s = pl_get(n, a);
    switch (pl_attrs[a].type) {
    case PL_BOOL:
        return json_boolean(pl_same(s, "true"));
    case PL_INT:
        return json_number(s);
    case PL_NAMES:
    case PL_TEXTS:
        return json_list(pl, s);
    default:
        return json_string(s);
    }
}

/* Whether objects of the kind stand in an array. Functions, which are only counted, may share a name. */
static bool in_array(enum pl_kind kind) {
    return pl_kinds[kind].pairing == PL_BY_POSITION || (pl_kinds[kind].flags & (PL_UNNAMED | PL_LIVE_ONLY));
}

static bool add_children(struct pl *pl, const struct pl_node *n, json_t *object);

static json_t *json_node(struct pl *pl, const struct pl_node *n, bool name_inside) {
    json_t *object = json_object();
    bool ok = true;
    if (name_inside && n->name[0])
        ok = json_object_set_new(object, "name", json_string(n->name)) == 0;
    if (n->was)
        ok = ok && json_object_set_new(object, "was", json_string(n->was)) == 0;
    for (int i = 0; ok && i < pl_attr_count(n->kind); i++) {
        enum pl_attr a = (enum pl_attr)(pl_kinds[n->kind].first + i);
        if (pl_at(n, i))
            ok = json_object_set_new(object, pl_attrs[a].word, json_value(pl, n, a)) == 0;
    }
    if (ok && add_children(pl, n, object))
        return object;
    json_decref(object);
    return NULL;
}

static bool add_kind(struct pl *pl, const struct pl_node *n, enum pl_kind kind, json_t *object) {
    const struct pl_kind_row *row = &pl_kinds[kind];
    if (row->pairing == PL_BY_ONE)
        return json_object_set_new(object, row->plural, json_node(pl, pl_first(n, kind), true)) == 0;
    json_t *all = in_array(kind) ? json_array() : json_object();
    bool ok = json_object_set_new(object, row->plural, all) == 0;
    PL_EACH(c, n, kind) {
        if (!ok)
            return false;
        json_t *one = json_node(pl, c, in_array(kind));
        ok = (in_array(kind) ? json_array_append_new(all, one) : json_object_set_new(all, c->name, one)) == 0;
    }
    return ok;
}

static bool add_children(struct pl *pl, const struct pl_node *n, json_t *object) {
    for (int k = 0; k < PL_KINDS; k++)
        if ((pl_kinds[k].parents >> n->kind & 1) && pl_first(n, (enum pl_kind)k) &&
            !add_kind(pl, n, (enum pl_kind)k, object))
            return false;
    return true;
}

json_t *pl_realm_json(const struct pl_realm *r) {
    json_t *top = json_object();
    bool ok = add_children(r->pl, r->root, top);
    if (ok && !json_object_get(top, pl_kinds[PL_SCHEMA].plural))
        ok = json_object_set_new(top, pl_kinds[PL_SCHEMA].plural, json_object()) == 0;
    if (ok)
        return top;
    json_decref(top);
    pl_say(r->pl, PL_D_CANNOT_SAY, NULL, "\"%s\" has a name or text that is not UTF-8, which JSON cannot hold",
           r->source ? r->source : "the schema");
    return NULL;
}
