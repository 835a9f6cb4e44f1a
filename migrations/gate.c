/* The gate's judgement: the one diff, asked only for what the job needs. */
#include <string.h>
#include "migrations/gate.h"

/* The live value provides what is asked for: the same, or, of a type, one that covers it. "false" is said in manifests only
 * and asks for the absence. */
static bool satisfies(const void *arg, const struct pl_node *live, const struct pl_node *need, enum pl_attr a) {
    const struct pl_dialect *d = arg;
    const char *has = pl_get(live, a), *wants = pl_get(need, a);
    if (pl_attrs[a].type == PL_BOOL)
        return strcmp(wants, "false") == 0 ? !has : has != NULL;
    if (pl_attrs[a].otherwise && !has)
        has = pl_attrs[a].otherwise;
    if (!has)
        return false;
    return strcmp(has, wants) == 0 || (pl_attrs[a].type == PL_TYPE && d->covers(has, wants));
}

/* ---- columns that refuse a row which does not name them */

static bool refuses_rows(const struct pl_node *c) {
    static const enum pl_attr fills[] = { PL_COLUMN_DEFAULT, PL_COLUMN_GENERATED, PL_COLUMN_IDENTITY, PL_COLUMN_AUTO_INCREMENT,
                                          PL_COLUMN_AUTOINCREMENT };
    if (!pl_is(c, PL_COLUMN_NOT_NULL))
        return false;
    for (size_t i = 0; i < sizeof fills / sizeof *fills; i++)
        if (pl_is(c, fills[i]))
            return false;
    return true;
}

/* SQLite's INTEGER PRIMARY KEY is the rowid and fills itself. */
static bool is_rowid(const struct pl_node *c) {
    const struct pl_node *key = pl_first(c->parent, PL_PRIMARY_KEY), *part = key ? key->child : NULL;
    return part && !part->next && pl_same(pl_get(part, PL_PART_COLUMN), c->name) && pl_same_nocase(pl_get(c, PL_COLUMN_TYPE), "integer")
           && !pl_is(c->parent, PL_TABLE_WITHOUT_ROWID);
}

struct judge {
    struct pl *pl;
    struct pl_verdict *v;
};

static void refuse(const struct judge *j, const struct pl_node *need, bool never, const char *what) {
    j->v->missing++;
    j->v->never += never;
    pl_say(j->pl, never ? PL_D_NEVER : PL_D_NOT_YET, &need->place, "%s", what);
    pl_about(j->pl, pl_title(j->pl, need));
}

/* Whole tables in the needs are written by the job, as far as it is known: a new column that must be named stops it. */
static void unnamed_columns(const struct judge *j, const struct pl_node *needed_parent) {
    for (const struct pl_node *need = needed_parent->child; need; need = need->next) {
        if (need->kind == PL_SCHEMA && need->mate)
            unnamed_columns(j, need);
        if (need->kind != PL_TABLE || !need->mate)
            continue;
        PL_EACH(c, need->mate, PL_COLUMN)
            if (!c->mate && refuses_rows(c) && !is_rowid(c))
                refuse(j, need, false, pl_format(j->pl, "%s refuses NULL and has no default, and the models do not name it",
                                                 pl_title(j->pl, c)));
    }
}

/* ---- the refusals */

static char *values(struct pl *pl, const struct pl_change *c) {
    struct pl_text t = { .pl = pl };
    for (int i = 0; i < pl_attr_count(c->to->kind); i++) {
        if (!(c->slots >> i & 1))
            continue;
        const char *has = c->from->slot[i];
        pl_addf(&t, "%s%s is %s%s%s, needed is %s", t.len ? "; " : "", pl_attrs[pl_kinds[c->to->kind].first + i].word,
                has ? "\"" : "", has ? has : "not said", has ? "\"" : "",
                c->to->slot[i] ? pl_format(pl, "\"%s\"", c->to->slot[i]) : "that it is not");
    }
    if (c->slots & PL_S_CONTENT)
        pl_addf(&t, "%sits parts differ", t.len ? "; " : "");
    return t.s;
}

/* Whether the models would leave this need unsatisfied as well: the same diff, from the models to the needs. */
static bool models_lack(const struct pl_changes *lacking, const struct pl_node *need) {
    for (const struct pl_change *c = lacking->first; c; c = c->next)
        if (c->to == need)
            return true;
    return false;
}

static bool find_lacking(struct pl_db *db, struct pl_realm *models, struct pl_realm *needs,
                         const struct pl_diff_options *o, struct pl_changes *out) {
    *out = (struct pl_changes){ 0 };
    return !models || (pl_normalize(db, db->dialect, models, needs) && pl_diff(models, needs, o, out));
}

static bool parent_missing(const struct pl_change *c) {
    return c->op == PL_ADD && c->to->parent && c->to->parent->kind != PL_REALM && c->to->parent->kind != PL_SCHEMA && !c->to->parent->mate;
}

/* What is half-built does nothing for anybody: it is not there. */
static void without_invalid(struct pl_realm *live, struct pl_node *parent) {
    for (struct pl_node *n = parent->child, *next; n; n = next) {
        next = n->next;
        if (n->kind == PL_INDEX && pl_is(n, PL_INDEX_INVALID))
            pl_remove(live, n);
        else if (n->kind != PL_INDEX)
            without_invalid(live, n);
    }
}

bool pl_gate_judge(struct pl_db *db, struct pl_realm *live, struct pl_realm *needs, struct pl_realm *models, struct pl_verdict *out) {
    struct pl_diff_options o = { .subset = true, .satisfies = satisfies, .arg = db->dialect };
    struct judge j = { .pl = db->pl, .v = out };
    struct pl_changes lacking;
    struct pl_plan plan;
    *out = (struct pl_verdict){ 0 };
    without_invalid(live, live->root);
    if (!find_lacking(db, models, needs, &o, &lacking))
        return false;
    if (!pl_plan_compare(db, db->dialect, live, needs, &o, &plan))
        return false;
    for (const struct pl_change *c = plan.changes.first; c; c = c->next) {
        if (parent_missing(c))
            continue;                                  /* the table is missing: its columns need no sentence each */
        const char *title = pl_title(j.pl, c->to);
        if (c->undecided) {
            out->undecided++;
            pl_say(j.pl, PL_D_UNDECIDED, &c->to->place, "cannot tell whether %s is as needed", title);
        } else if (c->op == PL_ADD) {
            refuse(&j, c->to, models_lack(&lacking, c->to), pl_format(j.pl, "%s is missing", title));
        } else if (c->op == PL_ALTER) {
            refuse(&j, c->to, models_lack(&lacking, c->to), pl_format(j.pl, "%s: %s", title, values(j.pl, c)));
        } else {
            refuse(&j, c->to, models_lack(&lacking, c->to), pl_format(j.pl, "%s is still called \"%s\"", title, c->from->name));
        }
    }
    if (!models)
        unnamed_columns(&j, needs->root);
    return true;
}
