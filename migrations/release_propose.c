/* The search for an order that works. Deploys, retires and rollbacks stay in their order; changes are moved between them.
 *
 * The one idea: a release lives through one phase of each of its troubles, between the change that brings what it needs and the
 * change that takes it away. So the first has a last place, the second a first place, and what must come before or after them
 * whatever the releases want inherits these bounds. There is an order if and only if no change has its first place behind its
 * last one; where one has, the two reasons are the proof. A release that could live in several phases makes several ways, each
 * with bounds of its own: that there is no order is only said when every way was tried. */
#include <string.h>
#include "engine/yaml_text.h"
#include "migrations/release.h"

enum { NEVER = -1 };

struct search {
    struct pl_rollout *r;
    struct pl_trouble **choices;             /* those with more than one phase to live in */
    int choice_count;
    const struct pl_unit *stuck;             /* has its first place behind its last one */
    const struct pl_trouble *hopeless;       /* has no phase to live in */
};

/* ---- phases */

static bool matters(const struct search *s, const struct pl_trouble *t) {
    const struct pl_release *x = t->hurt->release;
    return s->r->severity[t->hurt->id][x->whole] == PL_ERROR && x->from != -2;
}

static bool is_good(const struct pl_trouble *t, int phase) {
    return t->later || t->at_start == (phase % 2 != 0);
}

/* What is taken away and given back in one transaction is never seen, as long as both stay together. */
static bool is_hidden(const struct pl_trouble *t, int turn) {
    return turn + 1 < t->count && t->turns[turn]->event == t->turns[turn + 1]->event && t->turns[turn]->group == t->turns[turn + 1]->group;
}

static void add_before(struct pl *pl, struct pl_unit *first, struct pl_unit *then) {
    struct pl_unit **grown = pl_alloc(pl, ((size_t)then->before_count + 1) * sizeof *grown);
    if (first == then)
        return;
    if (then->before_count)
        memcpy(grown, then->before, (size_t)then->before_count * sizeof *grown);
    grown[then->before_count++] = first;
    then->before = grown;
    then->before_room = then->before_count;
}

static void tie(struct search *s, struct pl_trouble *t) {
    int n = 0;
    for (int i = 0; i < t->count; i++) {
        if (is_hidden(t, i)) {
            add_before(s->r->pl, t->turns[i], t->turns[i + 1]);
            add_before(s->r->pl, t->turns[i + 1], t->turns[i]);
            i++;
        } else {
            t->turns[n++] = t->turns[i];
        }
    }
    t->count = n;
    for (int i = 1; i < n; i++)
        add_before(s->r->pl, t->turns[i - 1], t->turns[i]);
}

/* Who is alive at the start meets the first phase, who is alive at the end the last one. */
static int next_phase(const struct pl_trouble *t, int phase) {
    const struct pl_release *x = t->hurt->release;
    for (phase++; phase <= t->count; phase++)
        if (is_good(t, phase) && !(x->from < 0 && phase > 0) && !(x->to == -2 && phase < t->count))
            return phase;
    return NEVER;
}

static bool choose(struct search *s) {
    int count = 0;
    for (struct pl_trouble *t = s->r->troubles; t; t = t->next)
        count++;
    s->choices = pl_alloc(s->r->pl, ((size_t)count + 1) * sizeof *s->choices);
    for (struct pl_trouble *t = s->r->troubles; t; t = t->next) {
        if (!matters(s, t))
            continue;
        tie(s, t);
        t->phase = next_phase(t, -1);
        if (t->phase == NEVER) {
            s->hopeless = t;
            return false;
        }
        if (next_phase(t, t->phase) != NEVER)
            s->choices[s->choice_count++] = t;
    }
    return true;
}

/* The next combination of phases, like the digits of a number; behind the last one comes the first again, and false. */
static bool next_choice(struct search *s) {
    for (int i = 0; i < s->choice_count; i++) {
        struct pl_trouble *t = s->choices[i];
        int next = next_phase(t, t->phase);
        t->phase = next != NEVER ? next : next_phase(t, -1);
        if (next != NEVER)
            return true;
    }
    return false;
}

/* ---- bounds */

static void set_low(struct pl_unit *u, int low, struct pl_bound why) {
    if (low > u->low) {
        u->low = low;
        u->low_why = why;
    }
}

static void set_high(struct pl_unit *u, int high, struct pl_bound why) {
    if (high < u->high) {
        u->high = high;
        u->high_why = why;
    }
}

static void first_bounds(struct search *s) {
    for (struct pl_unit *u = s->r->units; u; u = u->next) {
        u->low = 0;
        u->high = s->r->fixed_count;
        u->low_why = u->high_why = (struct pl_bound){ 0 };
    }
    for (const struct pl_trouble *t = s->r->troubles; t; t = t->next) {
        if (!matters(s, t))
            continue;
        struct pl_unit *brings = t->phase > 0 ? t->turns[t->phase - 1] : NULL, *takes = t->phase < t->count ? t->turns[t->phase] : NULL;
        if (brings)
            set_high(brings, t->hurt->release->from, (struct pl_bound){ t, brings });
        if (takes)
            set_low(takes, t->hurt->release->to + 1, (struct pl_bound){ t, takes });
    }
}

/* Until nothing moves: what is tied together is a circle, anything else settles in one go. */
static void inherit(struct search *s) {
    for (bool moved = true; moved;) {
        moved = false;
        for (struct pl_unit *u = s->r->units; u; u = u->next) {
            for (int i = 0; i < u->before_count; i++) {
                struct pl_unit *v = u->before[i];
                moved |= v->low > u->low || u->high < v->high;
                set_low(u, v->low, v->low_why);
                set_high(v, u->high, u->high_why);
            }
        }
    }
}

static bool try(struct search *s) {
    first_bounds(s);
    inherit(s);
    for (struct pl_unit *u = s->r->units; u; u = u->next) {
        if (u->low > u->high) {
            s->stuck = u;
            return false;
        }
        int at = u->event->slot;
        u->slot = at < u->low ? u->low : at > u->high ? u->high : at;
    }
    return true;
}

/* ---- the proof that there is none */

static const char *where(const struct search *s, int fixed) {
    const struct pl_event *e = pl_rollout_fixed(s->r, fixed);
    return pl_format(s->r->pl, "\"%s\" (%s:%d)", e->title, s->r->file, e->place.line);
}

static void say_hopeless(const struct search *s, struct pl_text *why) {
    const struct pl_trouble *t = s->hopeless;
    const struct pl_release *x = t->hurt->release;
    pl_addf(why, "there is no order: %s: %s\n", x->name, t->hurt->text);
    if (!t->count)
        pl_addf(why, "  it is so from the start, and no change of the rollout mends it: add a migrate step that does\n");
    else if (t->at_start && x->from < 0)
        pl_addf(why, "  it is so from the start, where %s is alive already\n", x->name);
    else if (x->to == -2)
        pl_addf(why, "  \"%s\" makes it so, and %s is never retired: retire it, or leave the change to a later rollout\n",
                t->turns[t->count - 1]->title, x->name);
    else
        pl_addf(why, "  \"%s\" comes between\n", t->turns[0]->title);
}

static void say_stuck(const struct search *s, struct pl_text *why) {
    const struct pl_unit *u = s->stuck;
    const struct pl_bound *low = &u->low_why, *high = &u->high_why;
    const struct pl_hurt *old = low->trouble->hurt, *new = high->trouble->hurt;
    const char *split = pl_hurt_rows[old->id].split;
    pl_addf(why, "  \"%s\" must come behind %s, for %s: %s\n", low->unit->title, where(s, old->release->to),
            old->release->name, old->text);
    pl_addf(why, "  \"%s\" must come before %s, for %s: %s\n", high->unit->title, where(s, new->release->from), new->release->name,
            new->text);
    if (low->unit != high->unit)
        pl_addf(why, "  and \"%s\" cannot come before \"%s\"\n", high->unit->title, low->unit->title);
    pl_addf(why, "split \"%s\" into expand and contract: %s\n", low->unit->title,
            split ? split : "add the new beside the old, and take the old away later");
    pl_addf(why, "or let %s not run beside %s: retire it before %s\n", old->release->name, new->release->name,
            where(s, new->release->from));
}

/* ---- the new order as text */

/* A table that has been renamed in a step before bears its new name by now. */
static const char *title_now(const struct search *s, const struct pl_unit *u, int step) {
    struct pl_node *top = u->top->from;
    while (top && top->parent && top->parent->kind != PL_SCHEMA)
        top = top->parent;
    for (const struct pl_unit *v = s->r->units; v && top && top != u->top->from; v = v->next) {
        if (v->top->op != PL_RENAME || v->top->from != top || v->emitted >= step)
            continue;
        const char *old = top->name;
        top->name = v->top->to->name;
        const char *title = pl_change_title(s->r->pl, u->top);
        top->name = old;
        return title;
    }
    return u->title;
}

/* Whether the schema is then what the step says, no more and no less. */
static bool is_whole(const struct search *s, const struct pl_event *e, int step) {
    if (e->only || e->except)
        return false;
    for (const struct pl_unit *u = s->r->units; u; u = u->next)
        if ((u->emitted != 0 && u->emitted <= step) != (u->event->number <= e->number))
            return false;
    return true;
}

static void add_scalar(struct pl_text *out, const char *s, bool flow) {
    if (!pl_yaml_scalar(out, s, flow))
        pl_addf(out, "\"%s\"", s);
}

static void add_migrate(const struct search *s, const struct pl_event *e, int slot, int step, struct pl_text *out) {
    bool whole = is_whole(s, e, step);
    pl_add(out, whole && !e->last ? "  - migrate: " : "  - migrate:\n      to: ");
    add_scalar(out, e->text, false);
    if (e->last) {
        pl_add(out, "\n      last: ");
        add_scalar(out, e->last, false);
    }
    pl_add(out, whole ? "\n" : "\n      only:\n");
    for (const struct pl_unit *u = s->r->units; u && !whole; u = u->next) {
        if (u->event != e || u->slot != slot)
            continue;
        pl_add(out, "        - ");
        add_scalar(out, title_now(s, u, step), false);
        pl_addc(out, '\n');
    }
}

static void add_rollout(const struct search *s, struct pl_text *out) {
    int step = 0;
    pl_add(out, "rollout:\n");
    for (int slot = 0; slot <= s->r->fixed_count; slot++) {
        for (const struct pl_event *e = s->r->events; e; e = e->next) {
            bool any = false;
            for (struct pl_unit *u = s->r->units; u; u = u->next) {
                if (u->event != e || u->slot != slot)
                    continue;
                step += !any;
                any = true;
                u->emitted = step;
            }
            if (any)
                add_migrate(s, e, slot, step, out);
        }
        const struct pl_event *e = pl_rollout_fixed(s->r, slot);
        if (e) {
            pl_addf(out, "  - %.*s: ", (int)strcspn(e->title, " "), e->title);
            add_scalar(out, e->release->name, false);
            pl_addc(out, '\n');
        }
    }
}

/* From the start of one line to the start of another, 0: the end. */
static void add_lines(const struct pl_rollout *r, int from, int to, struct pl_text *out) {
    const char *s = r->text;
    for (int line = 1; *s; line++) {
        size_t n = strcspn(s, "\n");
        n += s[n] == '\n';
        if (line >= from && (!to || line < to))
            pl_addn(out, s, n);
        s += n;
    }
    if (out->len && out->s[out->len - 1] != '\n')
        pl_addc(out, '\n');
}

/* The bounds at hand are those of the last way: the first one is the one that is told. */
static enum pl_proposed give_up(struct search *s, int tries, bool all, struct pl_text *why) {
    for (int i = 0; i < s->choice_count; i++)
        s->choices[i]->phase = next_phase(s->choices[i], -1);
    try(s);
    if (!all)
        pl_addf(why, "no order was found, which is no proof that there is none: the search ended after %d way%s for the releases to "
                "live between the changes; the first fails so:\n", tries, tries == 1 ? "" : "s");
    else if (tries > 1)
        pl_addf(why, "there is no order: each of the %d ways for the releases to live between the changes fails, the first so:\n", tries);
    else
        pl_add(why, "there is no order:\n");
    say_stuck(s, why);
    return all ? PL_NO_ORDER : PL_NONE_FOUND;
}

enum pl_proposed pl_rollout_propose(struct pl_rollout *r, int most_tries, struct pl_text *out) {
    struct search s = { .r = r };
    int tries = 1;
    if (!choose(&s)) {
        say_hopeless(&s, out);
        return PL_NO_ORDER;
    }
    for (; !try(&s); tries++) {
        bool more = next_choice(&s);
        if (!more || tries == most_tries)
            return give_up(&s, tries, !more, out);
    }
    if (!r->within)
        add_lines(r, 1, r->rollout_line, out);
    add_rollout(&s, out);
    if (r->behind_line && !r->within)
        add_lines(r, r->behind_line, 0, out);
    return PL_ORDER;
}
