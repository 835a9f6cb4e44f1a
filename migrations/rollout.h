/* From a schema and the next one to changes that can stand by themselves; for rollout_states.c. */
#ifndef PL_ROLLOUT_H
#define PL_ROLLOUT_H

#include "migrations/release.h"

/* Objects keep a number through the whole rollout, whatever they are called in between. */
struct pl_lives {
    uint32_t count;
    struct pl_life {
        struct pl_unit *made, *last, *shaped;  /* who added it; who touched it last; who last changed it so that others may mind */
        struct pl_unit **users;                /* units whose objects need it */
        int user_count, user_room;
    } *life;
    uint32_t room;
    struct pl_unit **by_name;                  /* hashed: the last unit that touched an object of that path */
    const char **names;
    uint32_t name_count, name_room;
};

/* One migrate step while it is looked at. */
struct pl_stage {
    struct pl_rollout *r;
    struct pl_event *event;
    struct pl_realm *from, *to;
    struct pl_plan plan;
    struct pl_lives *lives;
    uint32_t *of_from, *of_to;                 /* numbers of objects, by position */
    struct pl_unit *first, **tail;
};

/* Compares, and cuts what differs into units in the order of the plan; those that the event leaves out are left out. */
bool pl_stage_units(struct pl_stage *s);
/* What must come before what: sets `before` of the units. */
void pl_stage_order(struct pl_stage *s);
/* The numbers of the objects of a realm that nobody has numbered yet. */
uint32_t *pl_lives_number(struct pl *pl, struct pl_lives *l, const struct pl_realm *r);
/* The object right below the schema in which n is, n itself, or NULL for a schema. */
const struct pl_node *pl_top(const struct pl_node *n);

#endif
