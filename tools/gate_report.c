/* What the gate tells: nothing where the job is started, else why it is not. stdout is the job's, and nobody's where there is
 * none: a job that is started finds nothing printed before it. */
#include <string.h>
#include "tools/gate.h"
#include "tools/report.h"

bool pl_gate_wants_json(const struct gate *g) {
    const char *format = g->run->set[PL_O_FORMAT].text;
    return format && strcmp(format, "json") == 0;
}

void pl_gate_say_refused(struct gate *g, int code) {
    struct pl_run *run = g->run;
    const char *why = code == PL_X_NOT_YET ? "not yet: " : g->contradicted ? "contradicted: " : code == PL_X_NEVER ? "never: " : "";
    if (run->arg_count && !pl_gate_wants_json(g))
        pl_progress(run, "gate: %s\"%s\" was not started\n", why, pl_printable(run->pl, run->args[0], false));
}

void pl_gate_say_ran(struct gate *g) {
    struct pl *pl = g->run->pl;
    if (!pl_gate_wants_json(g))
        pl_progress(g->run, "gate: ran already: \"%s\", by %s at %s, done %.19s UTC\n", pl_printable(pl, g->once.name, false),
                    pl_printable(pl, g->other.who ? g->other.who : "?", false),
                    pl_printable(pl, g->other.host ? g->other.host : "?", false), g->other.done);
}

static const char *word_of(const struct gate *g) {
    return g->ran_already ? "ran already" : g->contradicted ? "contradicted" : NULL;
}

bool pl_gate_report(struct gate *g, int code, bool dry) {
    struct pl_run *run = g->run;
    bool file = run->set[PL_O_OUTPUT].text != NULL;
    struct pl_text out = { .pl = run->pl };
    if (!pl_gate_wants_json(g)) {
        if (dry && pl_on(run, PL_O_VERBOSE))
            pl_report_queries(&out, g->queries);
        pl_progress(run, "%s", pl_printable(run->pl, pl_text(&out), true));
        return true;
    }
    pl_report_verdict(run, code, word_of(g), &g->live, g->queries, &out);
    if (file || dry)
        return pl_output(run, &out);
    if (code != PL_X_YES || g->ran_already)
        fputs(out.s, stderr);
    return true;
}
