/* The judgement of a rollout: the states and what is wrong in them, as text, JSON, JUnit's XML (a test for each release that is
 * alive at each state), and the lines that GitHub turns into annotations. */
#include <jansson.h>
#include <string.h>
#include <unistd.h>
#include "tools/report_lint.h"
#include "tools/report_release.h"

static const char *const words[] = {
    [PL_NOTE] = "note", [PL_WARNING] = "warning", [PL_ERROR] = "error", [PL_HURT_DOUBT] = "cannot tell"
};

int pl_report_release_count(const struct pl_violation *list, int severity) {
    int n = 0;
    for (; list; list = list->next)
        n += list->severity == severity;
    return n;
}

static bool is_alive(const struct pl_state *s, const struct pl_release *x) {
    return s->alive >> x->index & 1;
}

/* Retired, and kept possible by a rollback. */
static bool in_thought(const struct pl_state *s, const struct pl_release *x) {
    return x->retired != -2 && s->event && s->event->slot + (s->event->sort != PL_MIGRATE) > x->retired;
}

static const char *number(struct pl *pl, const struct pl_state *s) {
    return s->parts > 1 ? pl_format(pl, "%d.%d", s->number, s->part) : pl_format(pl, "%d", s->number);
}

static const char *title(const struct pl_state *s) {
    return s->event ? s->event->title : "start";
}

static const char *alive(struct pl *pl, const struct pl_rollout *r, const struct pl_state *s) {
    struct pl_text t = { .pl = pl };
    for (const struct pl_release *x = r->releases; x; x = x->next)
        if (is_alive(s, x))
            pl_addf(&t, in_thought(s, x) ? "%s(%s)" : "%s%s", t.len ? ", " : "", x->name);
    return t.len ? t.s : "nobody";
}

/* "v17 at state 3: column ..." */
static const char *message(struct pl *pl, const struct pl_violation *v) {
    return pl_format(pl, "%s at state %s: %s", v->hurt->release->name, number(pl, v->state), v->hurt->text);
}

static const char *cause(struct pl *pl, const struct pl_violation *v) {
    return v->unit ? pl_format(pl, "%s \"%s\", in \"%s\"", v->late ? "it comes with" : "by", v->unit->title, v->unit->event->title) : NULL;
}

static bool lasts(const struct pl_violation *v, const struct pl_state *s) {
    return v->state->index <= s->index && s->index <= v->last->index;
}

/* ---- text */

static void add_state(struct pl_run *run, const struct pl_rollout *r, const struct pl_state *s, const struct pl_violation *list,
                      struct pl_text *out) {
    struct pl_paint p = pl_paint(run, STDOUT_FILENO);
    int bad = 0, units = 0;
    for (; list; list = list->next)
        bad += lasts(list, s) && (list->severity == PL_ERROR || list->severity == PL_HURT_DOUBT);
    for (const struct pl_unit *u = s->first; u; u = u == s->last ? NULL : u->next)
        units++;
    const char *what = units ? pl_format(run->pl, "%s (%d change%s)", title(s), units, units == 1 ? "" : "s") : title(s);
    pl_addf(out, "%4s  %-44s %s%-4s%s %s\n", number(run->pl, s), pl_printable(run->pl, what, false), bad ? p.bad : p.good,
            bad ? "BAD" : "ok", p.end,
            pl_printable(run->pl, alive(run->pl, r, s), false));
}

static void add_violation(struct pl_run *run, const struct pl_violation *v, struct pl_text *out) {
    struct pl_paint p = pl_paint(run, STDOUT_FILENO);
    const char *const paints[] = { [PL_NOTE] = p.doubt, [PL_WARNING] = p.change, [PL_ERROR] = p.bad, [PL_HURT_DOUBT] = p.doubt };
    const char *by = cause(run->pl, v);
    pl_addf(out, "%s:%d: %s%s%s: %s [%s]\n", v->place.file, v->place.line, paints[v->severity], words[v->severity], p.end,
            pl_printable(run->pl, message(run->pl, v), false), pl_hurt_rows[v->hurt->id].word);
    if (by)
        pl_addf(out, "  %s\n", pl_printable(run->pl, by, false));
    if (v->hint)
        pl_addf(out, "  instead: %s\n", pl_printable(run->pl, v->hint, false));
}

static void text(struct pl_run *run, const struct pl_rollout *r, const struct pl_violation *list, struct pl_text *out) {
    int errors = pl_report_release_count(list, PL_ERROR), doubts = pl_report_release_count(list, PL_HURT_DOUBT);
    int warnings = pl_report_release_count(list, PL_WARNING), notes = pl_report_release_count(list, PL_NOTE);
    for (const struct pl_state *s = r->states; s; s = s->next)
        add_state(run, r, s, list, out);
    pl_addc(out, '\n');
    for (const struct pl_violation *v = list; v; v = v->next)
        if (v->severity != PL_NOTE || pl_on(run, PL_O_VERBOSE))
            add_violation(run, v, out);
    if (errors || doubts)
        pl_addf(out, "%d error%s, %d undecided, %d warning%s", errors, errors == 1 ? "" : "s", doubts, warnings, warnings == 1 ? "" : "s");
    else
        pl_addf(out, "every release can live with every schema that it meets%s",
                warnings ? pl_format(run->pl, ": %d warning%s", warnings, warnings == 1 ? "" : "s") : "");
    if (notes)
        pl_addf(out, ", %d note%s%s", notes, notes == 1 ? "" : "s", pl_on(run, PL_O_VERBOSE) ? "" : " (--verbose)");
    pl_addc(out, '\n');
}

/* ---- JSON */

static void put(struct pl *pl, json_t *o, const char *key, const char *value) {
    json_object_set_new(o, key, value ? pl_report_json_string(pl, value) : json_null());
}

static json_t *state_json(struct pl *pl, const struct pl_rollout *r, const struct pl_state *s) {
    json_t *o = json_object(), *names = json_array(), *changes = json_array();
    put(pl, o, "state", number(pl, s));
    put(pl, o, "step", title(s));
    json_object_set_new(o, "line", json_integer(s->event ? s->event->place.line : r->start_place.line));
    for (const struct pl_release *x = r->releases; x; x = x->next)
        if (is_alive(s, x))
            json_array_append_new(names, pl_report_json_string(pl, x->name));
    for (const struct pl_unit *u = s->first; u; u = u == s->last ? NULL : u->next)
        json_array_append_new(changes, pl_report_json_string(pl, u->title));
    json_object_set_new(o, "alive", names);
    json_object_set_new(o, "changes", changes);
    return o;
}

static json_t *violation_json(struct pl *pl, const struct pl_violation *v) {
    json_t *o = json_object();
    put(pl, o, "rule", pl_hurt_rows[v->hurt->id].word);
    put(pl, o, "severity", words[v->severity]);
    put(pl, o, "state", number(pl, v->state));
    put(pl, o, "release", v->hurt->release->name);
    put(pl, o, "object", v->hurt->object);
    put(pl, o, "text", v->hurt->text);
    put(pl, o, "change", v->unit ? v->unit->title : NULL);
    put(pl, o, "step", v->unit ? v->unit->event->title : NULL);
    put(pl, o, "statement", v->unit ? v->unit->sql : NULL);
    put(pl, o, "instead", v->hint);
    put(pl, o, "file", v->place.file);
    json_object_set_new(o, "line", json_integer(v->place.line));
    return o;
}

static void json(struct pl_run *run, const struct pl_rollout *r, const struct pl_violation *list, struct pl_text *out) {
    json_t *o = json_object(), *states = json_array(), *violations = json_array();
    bool bad = pl_report_release_count(list, PL_ERROR) > 0, doubt = pl_report_release_count(list, PL_HURT_DOUBT) > 0;
    put(run->pl, o, "version", PL_VERSION);
    put(run->pl, o, "file", r->file);
    put(run->pl, o, "result", bad ? "violated" : doubt ? "cannot tell" : "satisfied");
    for (const struct pl_state *s = r->states; s; s = s->next)
        json_array_append_new(states, state_json(run->pl, r, s));
    for (const struct pl_violation *v = list; v; v = v->next)
        json_array_append_new(violations, violation_json(run->pl, v));
    json_object_set_new(o, "states", states);
    json_object_set_new(o, "findings", violations);
    pl_report_json_text(o, out);
}

/* ---- JUnit */

static const char *xml(struct pl *pl, const char *s) {
    static const struct { char c; const char *text; } escapes[] = { { '&', "&amp;" }, { '<', "&lt;" }, { '>', "&gt;" }, { '"', "&quot;" } };
    struct pl_text t = { .pl = pl };
    for (s = pl_printable(pl, s, false); *s; s++) {
        size_t i = 0;
        while (i < sizeof escapes / sizeof *escapes && escapes[i].c != *s)
            i++;
        if (i < sizeof escapes / sizeof *escapes)
            pl_add(&t, escapes[i].text);
        else
            pl_addc(&t, *s);
    }
    return pl_text(&t);
}

static int add_test(struct pl *pl, const struct pl_state *s, const struct pl_release *x, const struct pl_violation *list,
                    struct pl_text *out) {
    int failed = 0;
    pl_addf(out, "    <testcase classname=\"release.%s\" name=\"state %s: %s\"", xml(pl, x->name), number(pl, s), xml(pl, title(s)));
    for (const struct pl_violation *v = list; v; v = v->next) {
        if (!lasts(v, s) || v->hurt->release != x || (v->severity != PL_ERROR && v->severity != PL_HURT_DOUBT))
            continue;
        const char *by = cause(pl, v);
        pl_addf(out, "%s      <failure type=\"%s\" message=\"%s\">%s:%d%s%s%s%s</failure>\n", failed++ ? "" : ">\n",
                pl_hurt_rows[v->hurt->id].word,
                xml(pl, v->hurt->text), xml(pl, v->place.file), v->place.line, by ? ": " : "", by ? xml(pl, by) : "",
                v->hint ? "; instead: " : "", v->hint ? xml(pl, v->hint) : "");
    }
    pl_add(out, failed ? "    </testcase>\n" : "/>\n");
    return failed;
}

static void junit(struct pl_run *run, const struct pl_rollout *r, const struct pl_violation *list, struct pl_text *out) {
    struct pl_text tests = { .pl = run->pl };
    int count = 0, failed = 0;
    pl_add(&tests, "");
    for (const struct pl_state *s = r->states; s; s = s->next)
        for (const struct pl_release *x = r->releases; x; x = x->next)
            if (is_alive(s, x)) {
                count++;
                failed += add_test(run->pl, s, x, list, &tests) > 0;
            }
    pl_add(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
    pl_addf(out, "  <testsuite name=\"poundlock release %s\" tests=\"%d\" failures=\"%d\">\n", xml(run->pl, r->file), count, failed);
    pl_addf(out, "%s  </testsuite>\n</testsuites>\n", tests.s);
}

/* ---- GitHub */

static void github(struct pl_run *run, const struct pl_rollout *r, const struct pl_violation *list, struct pl_text *out) {
    static const enum pl_severity severities[] = {
        [PL_NOTE] = PL_NOTE, [PL_WARNING] = PL_WARNING, [PL_ERROR] = PL_ERROR, [PL_HURT_DOUBT] = PL_WARNING };
    struct pl_diag *first = NULL, **tail = &first;
    (void)r;
    for (const struct pl_violation *v = list; v; v = v->next) {
        struct pl_diag *d = *tail = PL_NEW(run->pl, struct pl_diag);
        *d = (struct pl_diag){ .severity = severities[v->severity], .code = pl_hurt_rows[v->hurt->id].word, .text = message(run->pl, v),
                               .file = v->place.file, .line = v->place.line, .hint = v->hint };
        tail = (struct pl_diag **)(uintptr_t)&d->next;
    }
    pl_report_github(run, first, out);
}

static const struct {
    const char *word;
    void (*write)(struct pl_run *run, const struct pl_rollout *r, const struct pl_violation *list, struct pl_text *out);
} formats[] = { { "text", text }, { "json", json }, { "junit", junit }, { "github", github } };

void pl_report_release(struct pl_run *run, const struct pl_rollout *r, const struct pl_violation *list, struct pl_text *out) {
    const char *format = run->set[PL_O_FORMAT].text;
    pl_add(out, "");
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (!format ? i == 0 : strcmp(formats[i].word, format) == 0)
            formats[i].write(run, r, list, out);
}
