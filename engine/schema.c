/* The one table of kinds and attributes: schema.def as rows, and what is asked of them. */
#include <string.h>
#include "engine/realm.h"

#define NONE PL_NONE
#define IN(kind) (UINT64_C(1) << PL_##kind)
#define BARE(attr) PL_##attr
#define BARE_LIST(kind) (-2 - PL_##kind)
#define BARE_NOTHING -1
/* The columns of schema.def that are words of this file: flags of kinds and of attributes, pairings, value types. */
#define UNNAMED PL_UNNAMED
#define CONTENT PL_CONTENT
#define REPLACEABLE PL_REPLACEABLE
#define HOLDS_DATA PL_HOLDS_DATA
#define LIVE_ONLY PL_LIVE_ONLY
#define KEY PL_KEY
#define QUERIED PL_QUERIED
#define OVERLOADED PL_OVERLOADED
#define SPELLED PL_SPELLED
#define ATTACHED PL_ATTACHED
#define OPT_IN PL_OPT_IN
#define GLOBAL PL_GLOBAL
#define HINT PL_HINT
#define GUESS PL_GUESS
#define LATE PL_LATE
#define KEYED PL_KEYED
#define THERE PL_THERE
#define VOID PL_VOID

const struct pl_kind_row pl_kinds[PL_KINDS + 1] = {
    [PL_REALM] = { .word = "realm", .plural = "realms", .bare = -1 },
#define KIND(id, word_, plural_, parents_, pairing_, bare_, flags_) \
    [PL_##id] = { word_, plural_, parents_, PL_##pairing_, bare_, flags_, PL_##id##_0 },
#define ATTR(...)
#include "engine/schema.def"
#undef KIND
#undef ATTR
    [PL_KINDS] = { .word = "nothing", .plural = "nothing", .bare = -1, .first = PL_ATTRS },
};

const struct pl_attr_row pl_attrs[PL_ATTRS] = {
#define KIND(...)
#define ATTR(kind_, id, word_, type_, flags_, refers_, otherwise_, help_) \
    [PL_##kind_##_##id] = { word_, PL_##kind_, PL_##type_, flags_, PL_##refers_, otherwise_, help_ },
#include "engine/schema.def"
#undef KIND
#undef ATTR
};

uint64_t pl_kinds_with(unsigned flag) {
    uint64_t kinds = 0;
    for (int k = 0; k < PL_KINDS; k++)
        if (pl_kinds[k].flags & flag)
            kinds |= UINT64_C(1) << k;
    return kinds;
}

uint64_t pl_kinds_of_steps(void) {
    return pl_kinds_with(PL_LIVE_ONLY) & pl_kinds_with(PL_ATTACHED);
}

bool pl_stands_alone(enum pl_kind kind) {
    for (int i = 0; i < pl_attr_count(kind); i++)
        if (pl_attrs[pl_kinds[kind].first + i].type == PL_STATEMENT)
            return true;
    return false;
}

void pl_slots_find(struct pl_slots *out, bool (*fits)(const struct pl_attr_row *row)) {
    *out = (struct pl_slots){ .kinds = 0 };
    for (int k = 0; k < PL_KINDS; k++)
        for (int i = 0; i < pl_attr_count((enum pl_kind)k); i++)
            if (fits(&pl_attrs[pl_kinds[k].first + i]))
                out->of[k] |= UINT64_C(1) << i, out->kinds |= UINT64_C(1) << k;
}

int pl_attr_named(enum pl_kind kind, const char *word) {
    for (int a = pl_kinds[kind].first, end = a + pl_attr_count(kind); a < end; a++)
        if (pl_attrs[a].word[0] == word[0] && strcmp(pl_attrs[a].word, word) == 0)
            return a;
    return -1;
}

enum pl_kind pl_kind_named(enum pl_kind parent, const char *word) {
    for (int k = 0; k < PL_KINDS; k++)
        if (pl_kinds[k].parents >> parent & 1
            && strcmp(pl_kinds[k].plural, word) == 0)
            return (enum pl_kind)k;
    return PL_NONE;
}
