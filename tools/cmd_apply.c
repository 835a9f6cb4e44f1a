/* poundlock apply: carries the plan out, then looks again.
 *
 * Nobody is asked who cannot answer: without a terminal --yes is needed. What the database says afterwards counts, not what
 * the plan meant. */
#include <string.h>
#include <time.h>
#include <unistd.h>
#include "migrations/apply.h"
#include "tools/report.h"

static void progress(void *arg, const struct pl_step *step, int number, int of, double seconds) {
    struct pl_run *run = arg;
    if (seconds < 0)
        pl_progress(run, "%d/%d %s ... ", number, of, pl_printable(run->pl, step->title, false));
    else
        pl_progress(run, "%.3f s\n", seconds);
    run->line_open = seconds < 0 && !pl_on(run, PL_O_QUIET);
}

/* True when somebody said yes. */
static bool confirmed(struct pl_run *run, const struct pl_sides *s) {
    char answer[16] = "";
    if (pl_on(run, PL_O_YES))
        return true;
    if (!isatty(STDIN_FILENO) || !isatty(STDERR_FILENO)) {
        pl_say(run->pl, PL_D_NEEDS_YES, NULL, "nothing was applied: nobody is there to be asked");
        return pl_hint(run->pl, "look at the plan, then add --yes");
    }
    fprintf(stderr, "Apply %d step%s to %s? [y/N] ", s->plan.script.count, s->plan.script.count == 1 ? "" : "s",
            pl_printable(run->pl, s->db->title, false));
    fflush(stderr);
    run->line_open = !fgets(answer, sizeof answer, stdin);
    if (!run->line_open && (pl_same_nocase(answer, "y\n") || pl_same_nocase(answer, "yes\n")))
        return true;
    return pl_say(run->pl, PL_D_NEEDS_YES, NULL, "nothing was applied");
}

/* Loads and compares anew, and reports what still differs. */
static int look_again(struct pl_run *run, int steps, double seconds) {
    struct pl_sides s;
    struct pl_text out = { .pl = run->pl };
    bool ok = pl_run_sides(run, false, &s) && pl_run_compare(&s);
    enum pl_result result = ok ? pl_result_of(run, &s.plan) : PL_DRIFT;
    if (ok) {
        pl_addf(&out, "applied %d step%s in %.3f s\n", steps, steps == 1 ? "" : "s", seconds);
        pl_report_changes(run, &s, &out);
        ok = pl_output(run, &out);
        if (result == PL_DRIFT)
            pl_say(run->pl, PL_D_NOT_LEVEL, NULL, "the steps ran, but the schema is still not as declared");
    }
    pl_sides_close(&s);
    return ok ? pl_result_exit(result) : pl_run_failed(run);
}

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Without steps: level, or differences that nobody can act on. */
static int nothing_to_do(struct pl_run *run, const struct pl_sides *s) {
    struct pl_text out = { .pl = run->pl };
    pl_report_changes(run, s, &out);
    return pl_output(run, &out) ? pl_result_exit(pl_result_of(run, &s->plan)) : pl_run_failed(run);
}

static bool show_plan(struct pl_run *run, const struct pl_sides *s) {
    struct pl_text out = { .pl = run->pl };
    pl_report_steps(run, s, &out);
    return pl_output(run, &out);
}

/* Runs the steps when they may run. What it returns says how that ended, not what the server said first. */
static int carry_out(struct pl_run *run, struct pl_sides *s, double *seconds) {
    const char *const *allow = (const char *const *)run->set[PL_O_ALLOW_LOSS].list;
    struct pl_apply_options o = { .allow_loss = allow, .progress = progress, .arg = run };
    if (!pl_apply_allowed(run->pl, &s->plan, allow) || !confirmed(run, s))
        return pl_run_failed(run);
    double start = now();
    bool ok = pl_apply_run(s->db, &s->plan, &o);
    *seconds = now() - start;
    return ok ? PL_X_YES : run->pl->newest->exit_code;
}

int pl_cmd_APPLY(struct pl_run *run) {
    struct pl_sides s;
    bool dry = pl_on(run, PL_O_DRY_RUN), ran = false;
    int code;
    double seconds = 0;
    if (!pl_run_sides(run, !dry, &s) || !pl_run_compare(&s) || !pl_run_steps(run, &s)) {
        code = pl_run_failed(run);
    } else if (!s.plan.script.first) {
        pl_report_unmodelled(run, s.from.realm);
        code = nothing_to_do(run, &s);
    } else {
        pl_report_unmodelled(run, s.from.realm);
        pl_report_diags(run);
        bool shown = show_plan(run, &s);
        code = !shown ? pl_run_failed(run) : dry ? PL_X_YES : carry_out(run, &s, &seconds);
        ran = shown && !dry && code == PL_X_YES;
    }
    int steps = s.plan.script.count;
    pl_sides_close(&s);
    return ran ? look_again(run, steps, seconds) : code;
}
