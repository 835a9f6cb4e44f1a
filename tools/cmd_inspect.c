/* poundlock inspect: any source as models, SQL or JSON. */
#include <jansson.h>
#include <string.h>
#include "tools/report.h"

/* The plan from nothing to the source. */
static bool as_sql(struct pl_run *run, const struct pl_source *source, struct pl_text *out) {
    struct pl_sides s = { .to = *source, .dialect = source->dialect, .db = source->db };
    s.from.text = "nothing";
    s.from.realm = pl_realm_new(run->pl, "nothing");
    /* The schema of the connection is there already. */
    pl_intern(s.from.realm, s.from.realm->root, PL_SCHEMA, "");
    pl_intern(s.to.realm, s.to.realm->root, PL_SCHEMA, "");
    if (!pl_run_compare(run, &s) || !pl_run_steps(run, &s))
        return false;
    pl_report_script(run, &s, out);
    return true;
}

static bool as_json(struct pl_run *run, const struct pl_source *source, struct pl_text *out) {
    json_t *j = pl_realm_json(source->realm);
    if (!j) {
        pl_say(run->pl, PL_D_OUTPUT, NULL, "\"%s\" cannot be said in JSON: a text of it is not UTF-8", source->text);
        return pl_hint(run->pl, "--format yaml");
    }
    pl_report_json_text(j, out);
    return true;
}

static bool as_yaml(struct pl_run *run, const struct pl_source *source, struct pl_text *out) {
    return pl_yaml_write(run->pl, source->realm, source->dialect ? source->dialect->name : NULL, out);
}

static const struct {
    const char *word;
    bool (*make)(struct pl_run *run, const struct pl_source *source, struct pl_text *out);
} formats[] = { { "yaml", as_yaml }, { "sql", as_sql }, { "json", as_json } };

static bool load(struct pl_run *run, struct pl_source *out) {
    struct pl_source_options o;
    const char *text;
    if (!pl_run_argument(run, &text))
        return false;
    if (text)
        return pl_run_source(run, text, NULL, out);
    return pl_run_database(run, &text) && pl_run_options(run, NULL, PL_OWN, &o) && pl_source_load(run->pl, text, &o, out);
}

int pl_cmd_INSPECT(struct pl_run *run) {
    struct pl_source source = { 0 };
    struct pl_text out = { .pl = run->pl };
    const char *format = run->set[PL_O_FORMAT].text;
    bool ok = load(run, &source);
    bool whole = !ok || !pl_any_unread(source.realm->root);
    if (ok)
        pl_remove_unsaid(source.realm);
    for (size_t i = 0; ok && i < sizeof formats / sizeof *formats; i++)
        if (strcmp(format ? format : formats[0].word, formats[i].word) == 0)
            ok = formats[i].make(run, &source, &out) && pl_output(run, &out);
    if (ok)
        pl_report_unmodelled(run, source.realm);
    pl_source_close(&source);
    return !ok ? pl_run_failed(run) : whole ? PL_X_YES : PL_X_CANNOT_TELL;
}
