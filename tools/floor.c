/* The rollback floor after a change of the schema. That the change is done does not hang on it: where the rollout's file or a
 * revision in it cannot be read, the floor is forgotten, with a warning. */
#include <string.h>
#include <unistd.h>
#include "tools/floor.h"

bool pl_run_rollout_file(struct pl_run *run, const char **out) {
    if (!pl_value(run, PL_O_RELEASE, out))
        return false;
    if (!*out)
        *out = pl_format(run->pl, "%srelease.yaml", run->folder);
    return true;
}

static bool write_floor(struct pl_run *run, const struct pl_source *live, const struct pl_ledger_place *at, const char *number) {
    struct pl_rollout_options o = { .settings = run->file };
    struct pl_rollout r;
    const char *file;
    if (!pl_run_rollout_file(run, &file) || !pl_value(run, PL_O_JOBS, &o.jobs) || !pl_run_options(run, live, PL_OWN, &o.source))
        return false;
    if (access(file, F_OK) != 0)
        return pl_floor_write(live->db, at, number, NULL, NULL);
    pl_run_scratch(&o.source, live->raw);
    return pl_rollout_read(run->pl, file, &o, &r) && pl_floor_write(live->db, at, number, &r, live->realm);
}

void pl_run_floor(struct pl_run *run, const struct pl_source *live, const struct pl_ledger_place *at, const char *number) {
    struct pl_mark mark = pl_diag_mark(run->pl);
    if (!at->prefix || write_floor(run, live, at, number))
        return;
    const struct pl_diag *why = mark.tail ? *mark.tail : NULL;
    const char *text = why ? pl_strdup(run->pl, why->text) : "?";
    pl_diag_forget(run->pl, mark);
    bool forgotten = pl_floor_write(live->db, at, number, NULL, NULL);
    pl_diag_forget(run->pl, mark);
    pl_say(run->pl, PL_D_FLOOR, NULL, "the rollback floor is not known%s: %s",
           forgotten ? "" : ", and the ledger may tell the one of before", text);
}
