/* A rollout, and whether every release that is alive in it can live with every schema that it meets. No database is asked.
 *
 * The one idea: changes are done to the schema one by one (pl_fold), and after each one, what a release knows of the objects
 * that the change touched is held against what is there, by the rows of hurts.def. What hurts a release after a change and did
 * not before, the change *breaks*; what hurt it before and does not after, the change *brings*. Violations, the order that
 * would do, and the proof that there is none all come from this one list of effects.
 */
#ifndef PL_RELEASE_H
#define PL_RELEASE_H

#include "migrations/plan.h"
#include "migrations/source.h"

enum pl_hurt_id {
#define HURT(id, ...) PL_HURT_##id,
#include "migrations/hurts.def"
#undef HURT
    PL_HURT_COUNT
};
/* Severities: those of diagnostics, and two more. */
enum { PL_HURT_OFF = PL_ERROR + 1, PL_HURT_DOUBT, PL_HURT_LATER = 16 };
enum pl_hurt_side { PL_GONE, PL_DIFFERS, PL_EXTRA };
enum pl_hurt_who { PL_ANYBODY, PL_WRITERS, PL_ADDERS };

struct pl_release {
    struct pl_release *next;
    const char *name;
    struct pl_place place;
    int index;
    bool whole;                    /* known by its models: it names all columns; else it says its needs, each of them a demand */
    struct pl_realm *needs;        /* nodes' marks: PL_USE_* */
    /* Where it is alive, in fixed events (all but migrate): from behind `from` (-1: the start) up to and with `to`; what keeps
     * it alive up to there is retire or rollback. No `to`: to the end. */
    int from, to, retired;         /* -2: never; between retired and `to` it is alive in thought */
};
enum { PL_USE_WRITTEN = 1, PL_USE_ADDED = 2 /* of tables: rows are added */ };

/* What is wrong with an object for a release. */
struct pl_hurt {
    struct pl_hurt *next;
    enum pl_hurt_id id;
    const struct pl_release *release;
    const char *key;               /* the same text for the same trouble, whatever the state */
    const char *object, *text;     /* title of the object; the whole sentence */
    struct pl_place need;          /* where the release says that it needs it; file NULL: it says nothing of it */
};
struct pl_hurt_row {
    const char *word;
    enum pl_kind kind;
    enum pl_hurt_side side;
    enum pl_hurt_who who;
    int release, job;              /* severities; job: perhaps | PL_HURT_LATER */
    const char *sentence, *split;
};
extern const struct pl_hurt_row pl_hurt_rows[PL_HURT_COUNT];

/* hurts.c: all that hurts r in this schema; or only in what is called `name` there (of the kind, or of another kind in its
 * place), in the schema of that name. */
struct pl_hurt *pl_hurts(struct pl *pl, const struct pl_dialect *d, const struct pl_release *r, const struct pl_realm *have);
struct pl_hurt *pl_hurts_of(struct pl *pl, const struct pl_dialect *d, const struct pl_release *r, const struct pl_realm *have,
                            const char *schema, const char *name);

enum pl_event_sort { PL_MIGRATE, PL_DEPLOY, PL_RETIRE, PL_ROLLBACK, PL_EVENT_SORTS };
struct pl_event {
    struct pl_event *next;
    enum pl_event_sort sort;
    int number, slot;              /* from 1; how many fixed events stand before it */
    struct pl_place place;
    const char *title;             /* "migrate to models", "retire v17" */
    struct pl_release *release;    /* of fixed events */
    const char *source;            /* of a migrate: what the schema is then; and of the changes there only some, or NULL */
    const char *last;              /* with a folder of migrations: up to this one, or NULL */
    const char **only, **except;   /* titles or objects, NULL at the end, or NULL */
    const char *text;              /* the source as the file has it */
};

struct pl_trouble;
/* A change that can stand by itself, with all that is said with it (the columns of a new table). */
struct pl_unit {
    struct pl_unit *next;
    int number, group;             /* in the given order; of its migrate: what becomes visible at once, from 1 */
    struct pl_event *event;
    struct pl_change *top, **changes;
    int count;
    const char *title, *sql;       /* the change; the statement that says it, or NULL */
    struct pl_unit **before;       /* units that must come before it */
    int before_count, before_room;
    bool structural;               /* others may need it: not only NOT NULL, a default or a comment */
    /* of the search: where it is, and the first and last slot where it may be, with what says so */
    int slot, low, high, emitted;
    struct pl_bound {
        const struct pl_trouble *trouble;
        const struct pl_unit *unit;          /* that the trouble is about; others follow from it */
    } low_why, high_why;
};
/* One trouble of one release through the changes: bad at first or not, then turned over by each of these units. */
struct pl_trouble {
    struct pl_trouble *next;
    int phase;                     /* of the search: after how many turns the release is to live */
    const struct pl_hurt *hurt;
    bool at_start, later;          /* later: it only counts where it comes while the release is alive */
    struct pl_unit **turns;        /* in the given order */
    int count, room;
};
/* What the schema is after an event, or after a part of a migrate. */
struct pl_state {
    struct pl_state *next;
    int index;                     /* among all of them */
    int number, part, parts;       /* of the event, 0: the start; of its parts */
    struct pl_event *event;
    struct pl_unit *first, *last;  /* the changes that led here; NULL: none */
    uint64_t alive;                /* releases, by index */
};
/* One release met a schema that it cannot live with. */
struct pl_violation {
    struct pl_violation *next;
    int severity;                  /* of pl_hurt_row */
    const struct pl_state *state, *last;     /* the first of the states that it lasts through, and the last */
    const struct pl_hurt *hurt;
    const struct pl_unit *unit;    /* the change that did it, or that is still to come; NULL: none */
    bool late;                     /* the unit comes too late, not too early */
    const char *hint;
    struct pl_place place;         /* in the rollout's file */
};

enum { PL_MOST_RELEASES = 64 };
struct pl_rollout {
    struct pl *pl;
    const char *file, *folder, *text;        /* text: of the file, which --propose writes anew */
    size_t length;
    int rollout_line, behind_line;           /* of `rollout:`, and of the first key behind it; 0: none */
    bool within;                             /* it is a part of another file, of which only the rollout is written anew */
    const struct pl_dialect *dialect;
    struct pl_release *releases;
    int release_count, fixed_count, event_count;
    struct pl_event *events;
    const char *start;
    struct pl_place start_place;
    int severity[PL_HURT_COUNT][2];          /* for a job, for a release */
    /* pl_rollout_fold */
    struct pl_unit *units, **unit;           /* also by number */
    int unit_count;
    struct pl_trouble *troubles;
    struct pl_state *states;
    struct pl_realm *end;
};

struct pl_rollout_options {
    struct pl_source_options source;         /* its dialect goes before what the file says; NULL: the file's ... */
    const struct pl_dialect *of_database;    /* ... or where that says none, this one; or NULL */
    const char *jobs;                        /* where `job: NAME` is looked up, or NULL */
    const char *settings;                    /* poundlock.yaml: of it only a part is meant; or NULL */
};

/* rollout.c: reads the file; sources are not loaded yet. Errors are said with their place in it. */
bool pl_rollout_read(struct pl *pl, const char *file, const struct pl_rollout_options *o, struct pl_rollout *out);
/* rollout_states.c: loads the sources, does the changes one by one and takes down the effects. */
bool pl_rollout_fold(struct pl_rollout *r, const struct pl_rollout_options *o);
/* release.c: the violations in the order of the states, errors first within a state; NULL: there are none. */
struct pl_violation *pl_rollout_judge(struct pl_rollout *r);
/* The fixed event with that number (from 0). */
const struct pl_event *pl_rollout_fixed(const struct pl_rollout *r, int number);
/* release_propose.c: an order of changes and events that satisfies every release, as the text of a file; or why there is none.
 * PL_NONE_FOUND: after so many tries there were more, and the text is no proof. */
enum pl_proposed { PL_ORDER, PL_NO_ORDER, PL_NONE_FOUND };
enum { PL_MOST_TRIES = 20000 };
enum pl_proposed pl_rollout_propose(struct pl_rollout *r, int most_tries, struct pl_text *out);

#endif
