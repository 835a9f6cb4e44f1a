/* The judgement: which release meets what it cannot live with, at which state, by which change, and where that change belongs. */
#include <string.h>
#include "migrations/release.h"

struct judging {
    struct pl_rollout *r;
    const struct pl_state *state;
    struct pl_violation *first, **tail;
};

static const char *where(const struct judging *j, const struct pl_event *e) {
    return pl_format(j->r->pl, "\"%s\" (%s:%d)", e->title, j->r->file, e->place.line);
}

/* Another release that is deployed before this one has gone, and cannot be without the change. */
static const struct pl_release *needs_early(const struct judging *j, const struct pl_unit *u, const struct pl_release *x) {
    for (const struct pl_trouble *t = j->r->troubles; t; t = t->next) {
        const struct pl_release *y = t->hurt->release;
        bool bad = t->at_start;
        if (y == x || y->from < 0 || (x->to >= 0 && y->from > x->to) || j->r->severity[t->hurt->id][y->whole] != PL_ERROR)
            continue;
        for (int i = 0; i < t->count; i++, bad = !bad)
            if (t->turns[i] == u && bad)
                return y;
    }
    return NULL;
}

static const char *split_of(const struct pl_hurt *h) {
    const char *split = pl_hurt_rows[h->id].split;
    return split ? split : "expand first, contract when the old release is retired";
}

static const char *hint_early(const struct judging *j, const struct pl_hurt *h, const struct pl_unit *u) {
    struct pl *pl = j->r->pl;
    const struct pl_release *x = h->release, *y = needs_early(j, u, x);
    if (y && x->to != -2)
        return pl_format(pl, "%s cannot be without it before %s, so split it: %s", y->name, where(j, pl_rollout_fixed(j->r, x->to)),
                         split_of(h));
    if (y)
        return pl_format(pl, "%s cannot be without it, and %s is never retired, so split it: %s", y->name, x->name, split_of(h));
    if (x->to == -2)
        return pl_format(pl, "%s is alive to the end: retire it first, or leave the change to a later rollout", x->name);
    return pl_format(pl, "move \"%s\" behind %s", u->title, where(j, pl_rollout_fixed(j->r, x->to)));
}

static const char *hint_late(const struct judging *j, const struct pl_hurt *h, const struct pl_unit *u) {
    struct pl *pl = j->r->pl;
    if (!u)
        return pl_format(pl, "no step of the rollout brings it: add a migrate step that does");
    if (h->release->from < 0)
        return pl_format(pl, "it was missing before the rollout began; \"%s\" comes with %s", u->title, where(j, u->event));
    return pl_format(pl, "move \"%s\" before %s", u->title, where(j, pl_rollout_fixed(j->r, h->release->from)));
}

static struct pl_violation *say(struct judging *j, const struct pl_trouble *t, int turns) {
    const struct pl_hurt *h = t->hurt;
    struct pl_violation *v = PL_NEW(j->r->pl, struct pl_violation);
    const struct pl_unit *broke = turns ? t->turns[turns - 1] : NULL, *brings = turns < t->count ? t->turns[turns] : NULL;
    bool early = broke && broke->event == j->state->event;
    *v = (struct pl_violation){ .severity = j->r->severity[h->id][h->release->whole], .state = j->state, .hurt = h,
                                .unit = early || !brings ? broke : brings, .late = !early && brings,
                                .place = j->state->event ? j->state->event->place : j->r->start_place };
    if (early)
        v->hint = hint_early(j, h, broke);
    else if (broke && !brings)
        v->hint = pl_format(j->r->pl, "\"%s\" made it so before, with %s", broke->title, where(j, broke->event));
    else
        v->hint = hint_late(j, h, brings);
    *j->tail = v;
    j->tail = &v->next;
    return v;
}

/* How often a trouble was turned over up to this state. */
static int turns_at(const struct pl_trouble *t, int last) {
    int n = 0;
    while (n < t->count && t->turns[n]->number <= last)
        n++;
    return n;
}

static bool is_bad(const struct pl_trouble *t, int turns) {
    bool came = turns && t->turns[turns - 1]->event->slot > t->hurt->release->from;
    return t->at_start != (turns % 2 != 0) && (came || !t->later);
}

/* Each trouble once for each time that it lasts, the worst first. */
static void judge_state(struct judging *j, int last, struct pl_violation **told) {
    static const int worst[] = { PL_ERROR, PL_HURT_DOUBT, PL_WARNING, PL_NOTE };
    for (size_t k = 0; k < sizeof worst / sizeof *worst; k++) {
        int i = -1;
        for (const struct pl_trouble *t = j->r->troubles; t; t = t->next) {
            const struct pl_release *x = t->hurt->release;
            i++;
            if (j->r->severity[t->hurt->id][x->whole] != worst[k])
                continue;
            int turns = turns_at(t, last);
            bool bad = is_bad(t, turns) && (j->state->alive >> x->index & 1);
            told[i] = !bad ? NULL : told[i] ? told[i] : say(j, t, turns);
            if (bad)
                told[i]->last = j->state;
        }
    }
}

struct pl_violation *pl_rollout_judge(struct pl_rollout *r) {
    struct judging j = { .r = r };
    int count = 0, last = -1;
    for (const struct pl_trouble *t = r->troubles; t; t = t->next)
        count++;
    struct pl_violation **told = pl_alloc(r->pl, ((size_t)count + 1) * sizeof *told);
    j.tail = &j.first;
    for (j.state = r->states; j.state; j.state = j.state->next) {
        last = j.state->last ? j.state->last->number : last;
        judge_state(&j, last, told);
    }
    return j.first;
}
