/* What the ledger adds to the gate's judgement.
 *
 * Only what it says for certain counts. Models are known by their fingerprint: a run that left the database level with these very
 * models, and no later one that changed anything, contradicts each of their objects that is not there. Migrations are known by
 * the ledger's list: what a pending one speaks of is on its way; what only applied ones speak of was brought. Failing both, the
 * newest step that is done on the object itself tells. Everything else stays as the catalog and the models have it. */
#include <ctype.h>
#include <string.h>
#include "migrations/applied.h"
#include "migrations/gate_ledger.h"
#include "migrations/sql.h"

/* ---- a run that is not over */

/* How a person goes on with a run of that command. */
static const char *go_on(const struct pl_ledger_past *r) {
    const char *command = r->command ? r->command : "";
    if (pl_starts(command, "migrations undo"))
        return "poundlock migrations undo";
    return pl_starts(command, "migrations ") ? "poundlock migrations apply" : "poundlock apply";
}

static bool newest(const struct pl_gate_past *p, struct pl_ledger_past **out) {
    return pl_ledger_runs_of(p->db, &p->at, pl_sql_migrations_run_newest, NULL, out);
}

static bool say_died(const struct pl_gate_past *p, const struct pl_ledger_past *r) {
    struct pl *pl = p->db->pl;
    struct pl_ledger_step *steps;
    int done = 0;
    if (!pl_ledger_steps(p->db, &p->at, r->id, &steps))
        return false;
    for (const struct pl_ledger_step *s = steps; s; s = s->next)
        done += s->done != NULL;
    pl_say(pl, PL_D_DIED, NULL, "a run died while it changed the schema: %s, process %s; %d of its %d steps %s recorded as done",
           pl_ledger_title(pl, r), r->pid ? r->pid : "?", done, r->steps, done == 1 ? "is" : "are");
    pl_hint(pl, "it goes on from what the database shows: %s", go_on(r));
    return true;
}

bool pl_gate_open_run(const struct pl_gate_past *p, enum pl_open_run *out) {
    struct pl *pl = p->db->pl;
    struct pl_ledger_past *r, *again;
    *out = PL_NO_RUN;
    if (!pl_ledger_is_there(p->taken, &p->at, p->db->schema))
        return true;
    if (!newest(p, &r))
        return false;
    if (!r || r->outcome)
        return true;
    const char *holder = p->db->dialect->mutex->holder(p->db);
    if (!newest(p, &again))                            /* it may have ended, and let go, between the two questions */
        return false;
    if (again->outcome)
        return true;
    struct pl_role role = { 0 };
    if (!holder && p->db->dialect->role && !p->db->dialect->role(p->db, &role))
        return false;
    if (role.replica)                                  /* the mutex is the primary's */
        holder = "as far as this replica knows";
    if (holder) {
        pl_say(pl, PL_D_BUSY, NULL, "a run is changing the schema: %s, process %s (%s)", pl_ledger_title(pl, r), r->pid ? r->pid : "?",
               holder);
        pl_hint(pl, "poundlock status shows how far it is; --wait 5m waits for its end");
        *out = PL_RUN_AT_WORK;
        return true;
    }
    *out = PL_RUN_DIED;
    return say_died(p, r);
}

/* ---- what the steps say of one object */

static bool is_word_char(char c) {
    return isalnum((unsigned char)c) || c == '_' || c == '$' || (unsigned char)c >= 0x80;
}

/* Whether a text speaks of that name, as a word of its own. */
static bool speaks_of(const char *text, const char *name) {
    size_t n = strlen(name);
    for (const char *p = text; n && *p; p++)
        if (strncasecmp(p, name, n) == 0 && (p == text || !is_word_char(p[-1])) && !is_word_char(p[n]))
            return true;
    return false;
}

enum deed { UNKNOWN, ADDED, DROPPED };

struct looking {
    const struct pl_gate_past *p;
    const struct pl_node *need;
    enum deed deed;
    bool decided;
    char *run, *number;
};

static bool is_one(const char *piece, const char *verb, const char *title) {
    size_t n = strlen(verb);
    return strncmp(piece, verb, n) == 0 && piece[n] == ' ' && strcmp(piece + n + 1, title) == 0;
}

/* "drop table customer": what it is for the node that is asked for, whether that is it or lives in it. A rename, a word of
 * another form, and an ancestor that was added (with or without it) end the search without an answer. */
static bool judge_piece(struct looking *l, const char *piece) {
    struct pl *pl = l->p->db->pl;
    for (const struct pl_node *n = l->need; n && n->kind != PL_REALM && n->kind != PL_SCHEMA; n = n->parent) {
        const char *title = pl_title(pl, n);
        if (is_one(piece, "drop", title) || (n == l->need && is_one(piece, "add", title))) {
            l->deed = piece[0] == 'd' ? DROPPED : ADDED;
            return true;
        }
        if (strstr(piece, title) && !pl_starts(piece, "alter ") && !pl_starts(piece, "validate "))
            return !is_word_char(strstr(piece, title)[strlen(title)]) && strstr(piece, title)[strlen(title)] != '.';
    }
    return false;
}

static bool take_mention(void *arg, int columns, const char *const *names, const char *const *values) {
    struct looking *l = arg;
    struct pl *pl = l->p->db->pl;
    const char *title = pl_ledger_column(pl, "title", columns, names, values);
    for (const char *at = title; at && !l->decided;) {
        const char *end = strstr(at, "; ");
        l->decided = judge_piece(l, end ? pl_strndup(pl, at, (size_t)(end - at)) : at);
        at = end ? end + 2 : NULL;
    }
    if (l->decided && !l->run) {
        l->run = pl_ledger_column(pl, "run", columns, names, values);
        l->number = pl_ledger_column(pl, "number", columns, names, values);
    }
    return true;
}

static bool find_deed(struct looking *l) {
    const struct pl_node *table = pl_above(l->need, PL_TABLE);
    const char *name = table ? table->name : l->need->name, *like = pl_format(l->p->db->pl, "%%%s%%", name);
    if (!*name || strchr(name, '\\'))
        return true;
    return pl_ledger_query(l->p->db, &l->p->at, pl_sql_migrations_step_mentions, &like, 1, take_mention, l);
}

static const char *title_of_run(const struct pl_gate_past *p, const char *id) {
    struct pl_ledger_past *r;
    bool ok = id && pl_ledger_runs_of(p->db, &p->at, pl_sql_migrations_run_one, id, &r) && r;
    return ok ? pl_ledger_title(p->db->pl, r) : "a run";
}

/* ---- refusals that turn out to be something else */

struct weighing {
    const struct pl_gate_past *p;
    const struct pl_gate_declared *d;
    struct pl_verdict *v;
    struct pl_standing standing;
    const char *level_run, *later_run;       /* that left these models level; that changed the schema afterwards */
};

static void become(const struct weighing *w, struct pl_refusal *r, enum pl_code code, const char *text, const char *hint) {
    struct pl *pl = w->p->db->pl;
    w->v->contradicted += code == PL_D_CONTRADICTED;
    w->v->never += code == PL_D_NEVER && !r->never;
    r->never |= code == PL_D_NEVER;
    r->said->code = pl_codes[code].word;
    r->said->exit_code = pl_codes[code].exit_code;
    if (text)
        r->said->text = pl_format(pl, "%s, %s", r->said->text, text);
    if (hint && !r->said->hint)
        r->said->hint = hint;
}

static const char by_hand[] = "though the ledger says that it was brought: somebody changed the schema by hand";

static void contradict(const struct weighing *w, struct pl_refusal *r, const char *brought, const char *mend) {
    become(w, r, PL_D_CONTRADICTED, by_hand, pl_format(w->p->db->pl, "%s brought it; %s", brought, mend));
}

static const char mend_models[] = "poundlock check shows all that differs, poundlock apply puts it back";
static const char mend_migrations[] = "put it back as the migration says it; migrations that were applied do not run again";

static const char *name_of(const struct pl_node *n) {
    while (!*n->name && n->parent)
        n = n->parent;
    return n->name;
}

static bool up_speaks_of(const struct pl_migration *m, const char *name) {
    for (const struct pl_item *i = m->up.first; i; i = i->next)
        if (speaks_of(i->text, name))
            return true;
    return false;
}

/* Whether the migrations, once all are applied, leave the database with it. */
static bool lacks_in_the_end(const struct weighing *w, struct pl_refusal *r) {
    if (!w->d->state || !(r->need->flags & PL_N_LACKING))
        return false;
    if (w->d->known && !r->never)
        r->said->hint = "no migration brings it yet: poundlock migrations new NAME writes one from the models";
    else if (!r->never)
        become(w, r, PL_D_NEVER, "and no migration of the folder brings it", NULL);
    return true;
}

static void by_history(const struct weighing *w, struct pl_refusal *r) {
    struct pl *pl = w->p->db->pl;
    const char *name = name_of(r->need);
    const struct pl_migration *pending = NULL, *applied = NULL;
    if (lacks_in_the_end(w, r) || r->never)
        return;
    for (const struct pl_migration *m = w->d->history->first; m; m = m->next) {
        if (!up_speaks_of(m, name))
            continue;
        if (m->applied)
            applied = m;
        else if (!pending)
            pending = m;
    }
    if (pending)
        r->said->hint = pl_format(pl, "migration %s is pending: poundlock migrations apply", pending->id);
    else if (w->standing.unknown)
        become(w, r, PL_D_NEVER, pl_format(pl, "and the database has had migration %s_%s, which this folder does not have",
                                           w->standing.unknown->number, w->standing.unknown->name), NULL);
    else if (applied && (w->d->state || (r->missing && !w->standing.pending)))
        contradict(w, r, pl_format(pl, "migration %s (%s)", applied->id, title_of_run(w->p, applied->applied->run)), mend_migrations);
}

static bool by_models(const struct weighing *w, struct pl_refusal *r) {
    struct pl *pl = w->p->db->pl;
    struct looking l = { .p = w->p, .need = r->need };
    if (!find_deed(&l))
        return false;
    const char *deed = l.run ? pl_format(pl, "%s, step %s", title_of_run(w->p, l.run), l.number) : NULL;
    if (r->never) {
        if (l.deed == DROPPED)
            r->said->hint = pl_format(pl, "%s dropped it", deed);
    } else if (w->level_run && !w->later_run) {
        contradict(w, r, l.deed == ADDED ? deed : title_of_run(w->p, w->level_run), mend_models);
    } else if (w->level_run) {
        become(w, r, PL_D_NEVER, "and the schema was level with these models once and was moved on",
               pl_format(pl, "%s moved it%s", title_of_run(w->p, w->later_run), l.deed == DROPPED ? " and dropped this" : ""));
    } else if (l.deed == ADDED && r->missing) {
        contradict(w, r, deed, mend_models);
    } else if (l.deed == DROPPED && !w->d->known) {
        become(w, r, PL_D_NEVER, NULL, pl_format(pl, "%s dropped it", deed));
    }
    return true;
}

/* ---- all of them */

static bool take_run_of(void *arg, int columns, const char *const *names, const char *const *values) {
    struct weighing *w = arg;
    w->level_run = pl_ledger_column(w->p->db->pl, "run", columns, names, values);
    return true;
}

static bool look_at_models(struct weighing *w) {
    struct pl_ledger_past *later = NULL;
    if (!w->d->models_hash)
        return true;
    if (!pl_ledger_query(w->p->db, &w->p->at, pl_sql_migrations_declared_run, &w->d->models_hash, 1, take_run_of, w))
        return false;
    if (w->level_run && !pl_ledger_runs_of(w->p->db, &w->p->at, pl_sql_migrations_run_later, w->level_run, &later))
        return false;
    w->later_run = later ? later->id : NULL;
    return true;
}

enum { MOST_WEIGHED = 50 };                  /* each may ask once */

/* From here on PL_N_LACKING says what the migrations do not bring; what the models do not is known of each refusal. */
static bool look_at_history(struct weighing *w, const struct pl_gate *g, struct pl_realm *needs) {
    struct pl_gate state = *g;
    state.models = w->d->state;
    return pl_applied_look(w->p->db, &w->p->at, w->p->taken, w->d->history, &w->standing) && pl_gate_mark_lacking(&state, needs);
}

bool pl_gate_weigh(const struct pl_gate_past *p, const struct pl_gate_declared *d, const struct pl_gate *g, struct pl_realm *needs) {
    struct weighing w = { .p = p, .d = d, .v = g->verdict };
    bool history = d->history && d->history->first;
    int count = 0;
    if (!w.v->refusals || !pl_ledger_is_there(p->taken, &p->at, p->db->schema))
        return true;
    if (history ? !look_at_history(&w, g, needs) : !look_at_models(&w))
        return false;
    for (struct pl_refusal *r = w.v->refusals; r && count < MOST_WEIGHED; r = r->next, count++) {
        if (history)
            by_history(&w, r);
        else if (!by_models(&w, r))
            return false;
    }
    return true;
}
