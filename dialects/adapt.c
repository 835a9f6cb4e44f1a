/* Models made ready for one dialect: portable words become its own, and what it cannot say is refused, with the place. */
#include <string.h>
#include "dialects/dialect.h"

static bool cannot(struct pl *pl, const struct pl_dialect *d, const struct pl_node *n, int attr) {
    if (attr < 0) {
        pl_say(pl, PL_D_CANNOT_SAY, &n->place, "%s has no %s, but the models declare %s", d->name, pl_kinds[n->kind].plural,
               pl_title(pl, n));
        return pl_hint(pl, "keep it in models of its own that only the other databases read");
    }
    pl_say(pl, PL_D_CANNOT_SAY, &n->place, "%s has no \"%s\" for a %s, but %s has it", d->name, pl_attrs[attr].word,
           pl_kinds[n->kind].word, pl_title(pl, n));
    return pl_hint(pl, "say it for the databases that have it, as in %s: { mysql: ... }", pl_attrs[attr].word);
}

/* Of f(integer) only f is a name. */
static bool fits(struct pl *pl, const struct pl_dialect *d, const struct pl_node *n) {
    bool typed = d->flags & PL_DL_OVERLOADS && pl_kinds[n->kind].flags & PL_OVERLOADED;
    size_t bytes = typed ? strcspn(n->name, "(") : strlen(n->name), characters = 0;
    for (size_t i = 0; i < bytes; i++)
        characters += ((unsigned char)n->name[i] & 0xc0) != 0x80;
    if ((!d->most_bytes || bytes <= d->most_bytes) && (!d->most_characters || characters <= d->most_characters))
        return true;
    pl_say(pl, PL_D_CANNOT_SAY, &n->place, "the name of %s is too long for %s: %zu %s of at most %u", pl_title(pl, n), d->name,
           d->most_bytes ? bytes : characters, d->most_bytes ? "bytes" : "characters", d->most_bytes ? d->most_bytes : d->most_characters);
    return pl_hint(pl, "give it a shorter name");
}

bool pl_goes_unsaid(const struct pl_dialect *d, enum pl_attr a, const char *value) {
    if (pl_attrs[a].otherwise && pl_same_nocase(value, pl_attrs[a].otherwise))
        return true;
    for (const struct pl_otherwise *o = d->otherwise; o && o->attr != PL_ATTRS; o++)
        if (o->attr == a && pl_same(value, o->value))
            return true;
    return false;
}

static void translate_type(struct pl *pl, const struct pl_dialect *d, struct pl_node *n, enum pl_attr a) {
    const char *type = pl_get(n, a);
    const char *own = d->portable && !(n->flags & PL_N_NATIVE_TYPE) ? d->portable(pl, type) : NULL;
    const char *canonical = d->type(pl, own ? own : type);
    type = canonical ? canonical : own ? own : type;
    pl_set(n, a, pl_goes_unsaid(d, a, type) ? NULL : type);
}

static bool check_node(struct pl *pl, const struct pl_dialect *d, struct pl_node *n) {
    bool ok = true;
    if (n->kind != PL_REALM && !d->says[n->kind] && n->name[0] && !(pl_kinds[n->kind].flags & PL_LIVE_ONLY))
        return cannot(pl, d, n, -1);
    ok = fits(pl, d, n);
    PL_EACH_SLOT(i, n->has) {
        enum pl_attr a = (enum pl_attr)(pl_kinds[n->kind].first + i);
        if (!(d->says[n->kind] >> i & 1) && !(pl_attrs[a].flags & PL_HINT))
            ok = cannot(pl, d, n, (int)a);
        else if (pl_attrs[a].type == PL_TYPE)
            translate_type(pl, d, n, a);
        else if (d->otherwise && pl_goes_unsaid(d, a, pl_at(n, i)))
            pl_put(n, i, NULL);
        /* A comment or a semicolon at the end would swallow what a statement says behind it. */
        else if (pl_attrs[a].type == PL_EXPR || pl_attrs[a].type == PL_BODY)
            pl_put(n, i, pl_tokens_trim(pl, pl_at(n, i), (d->flags & PL_DL_BACKSLASH) != 0));
    }
    for (struct pl_node *c = n->child; c; c = c->next)
        ok &= check_node(pl, d, c);
    return ok;
}

bool pl_adapt(struct pl_realm *declared, const struct pl_dialect *d, unsigned version, const char *schema) {
    if (d->adapt && !d->adapt(declared->pl, declared, version, schema))
        return false;
    pl_imply(declared);
    return check_node(declared->pl, d, declared->root);
}
