/* poundlock release: whether every release that is alive in a rollout can live with every schema that it meets. */
#include <string.h>
#include <unistd.h>
#include "tools/floor.h"
#include "tools/report_release.h"

/* The argument, the setting, or release.yaml beside poundlock.yaml. */
static bool find_file(struct pl_run *run, const char **out) {
    if (run->arg_count) {
        *out = run->args[0];
        return true;
    }
    if (!pl_run_rollout_file(run, out))
        return false;
    if (access(*out, F_OK) == 0)
        return true;
    pl_say(run->pl, PL_D_NO_FILE, NULL, "there is no rollout: \"%s\" is not there", *out);
    return pl_hint(run->pl, "name the file, as in: poundlock release rollout.yaml");
}

/* The dialect of the file counts unless --dialect is typed; the database of the settings is only asked for its name. */
static bool options(struct pl_run *run, struct pl_rollout_options *o) {
    const char *database;
    if (!pl_run_options(run, NULL, PL_OWN, &o->source) || !pl_value(run, PL_O_JOBS, &o->jobs))
        return false;
    struct pl_mark mark = pl_diag_mark(run->pl);
    if (!pl_value(run, PL_O_DATABASE, &database)) {
        pl_diag_forget(run->pl, mark);
        database = NULL;
    }
    o->of_database = database ? pl_source_dialect(database) : NULL;
    o->settings = run->file;
    return true;
}

static int propose(struct pl_run *run, struct pl_rollout *r) {
    static const int exits[] = { [PL_ORDER] = PL_X_YES, [PL_NO_ORDER] = PL_X_NO, [PL_NONE_FOUND] = PL_X_CANNOT_TELL };
    struct pl_text out = { .pl = run->pl };
    enum pl_proposed p = pl_rollout_propose(r, PL_MOST_TRIES, &out);
    return pl_output(run, &out) ? exits[p] : pl_run_failed(run);
}

int pl_cmd_RELEASE(struct pl_run *run) {
    struct pl_rollout_options o = { 0 };
    struct pl_rollout r;
    struct pl_text out = { .pl = run->pl };
    const char *file;
    if (!find_file(run, &file) || !options(run, &o) || !pl_rollout_read(run->pl, file, &o, &r) || !pl_rollout_fold(&r, &o))
        return pl_run_failed(run);
    if (pl_on(run, PL_O_PROPOSE))
        return propose(run, &r);
    const struct pl_violation *list = pl_rollout_judge(&r);
    pl_report_release(run, &r, list, &out);
    if (!pl_output(run, &out))
        return pl_run_failed(run);
    if (pl_report_release_count(list, PL_ERROR))
        return PL_X_NO;
    return pl_report_release_count(list, PL_HURT_DOUBT) ? PL_X_CANNOT_TELL : PL_X_YES;
}
