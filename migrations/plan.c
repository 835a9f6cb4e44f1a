/* From two realms to ordered steps. */
#include "migrations/expand.h"
#include "migrations/plan.h"
#include "migrations/waits.h"

static int count_unmodelled(const struct pl_realm *r) {
    int n = 0;
    for (const struct pl_node *schema = r->root->child; schema; schema = schema->next)
        for (const struct pl_node *c = schema->child; c; c = c->next)
            n += (pl_kinds[c->kind].flags & PL_LIVE_ONLY) != 0;
    return n;
}

bool pl_plan_compare(struct pl_db *db, const struct pl_dialect *d, struct pl_realm *from, struct pl_realm *to,
                     const struct pl_diff_options *o, struct pl_plan *out) {
    *out = (struct pl_plan){ .unmodelled = count_unmodelled(from) };
    if (!pl_normalize_for(db, d, from, to, o))
        return false;
    if (!(o && o->subset))
        pl_carry(from, to);
    if (!pl_diff(from, to, o, &out->changes))
        return false;
    for (const struct pl_change *c = out->changes.first; c; c = c->next)
        out->undecided += c->undecided;
#ifdef PL_DEBUG
    if (!(o && o->subset) && !pl_any_unread(from->root) && !pl_fold_proves(from, to, &out->changes))
        return pl_say(from->pl, PL_D_BUG, NULL, "the changes from %s do not lead to %s", from->source, to->source);
#endif
    return true;
}

/* Rules, prepare and order change a list as they go; `check` and the report keep the one that was compared. What nobody
 * could decide is never acted on. */
static void copy_changes(struct pl *pl, const struct pl_changes *from, struct pl_changes *to) {
    *to = (struct pl_changes){ .tail = &to->first };
    for (const struct pl_change *c = from->first; c; c = c->next)
        if (!c->undecided)
            pl_change_add(pl, to, c->op, c->from, c->to, c->slots);
}

/* What --expand says in other steps is taken out of the list. */
static bool expand(struct pl_plan *plan, struct pl_changes *list) {
    struct pl_script *s = &plan->script;
    struct pl_beside *b = plan->beside;
    if (plan->expand && b && !(pl_beside_expand(s, list, b) && pl_wait_loosen(s, b)))
        return false;
    if (plan->expand && !pl_expand(s, list, plan->expand, plan->db))
        return false;
    if (b && plan->contract)
        pl_beside_free(s, list, b);
    if (!b || plan->contract)
        return true;
    if (!pl_beside_allows(s, list, b))
        return false;
    pl_beside_veil(s, b);
    return true;
}

bool pl_plan_steps(struct pl *pl, const struct pl_dialect *d, unsigned version, const char *schema,
                   struct pl_realm *from, struct pl_realm *to, struct pl_plan *plan) {
    struct pl_changes working;
    copy_changes(pl, &plan->changes, &working);
    plan->script = (struct pl_script){ .pl = pl, .dialect = d, .version = version, .schema = schema, .from = from, .to = to,
                                       .offline = plan->offline };
    if (!expand(plan, &working))
        return false;
    bool ok = pl_script_make(&plan->script, &working);
    if (!plan->beside || plan->contract)
        return ok && (!plan->beside || pl_beside_contract(&plan->script, plan->beside, &working));
    pl_beside_unveil(&plan->script, plan->beside);
    return ok;
}
