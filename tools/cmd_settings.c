/* poundlock settings: each key, what it means, and who said so. */
#include <jansson.h>
#include <string.h>
#include "tools/report.h"

struct row {
    const char *key, *value, *from;
};

/* What a person may see of it. */
static const char *shown(struct pl_run *run, enum pl_option id) {
    const struct pl_setting *s = &run->set[id];
    const char *value;
    if (pl_options[id].flags & PL_OF_MANY) {
        struct pl_text t = { .pl = run->pl };
        for (int i = 0; i < s->count; i++)
            pl_addf(&t, "%s%s", i ? ", " : "", s->list[i]);
        return t.s;
    }
    if (!pl_value(run, id, &value))
        return "(wrong: see below)";
    if (value && (pl_options[id].flags & PL_OF_SOURCE))
        return pl_source_masked(run->pl, value);
    return value && (pl_options[id].flags & PL_OF_SECRET) ? "***" : value;
}

static int make_rows(struct pl_run *run, struct row *rows) {
    int count = 0;
    const char *models = NULL;
    for (int i = 0; i < PL_O_COUNT; i++) {
        if (!pl_options[i].key)
            continue;
        struct row *r = &rows[count++];
        *r = (struct row){ pl_options[i].key, shown(run, (enum pl_option)i), run->set[i].from };
        if (i == PL_O_MODELS && !r->value && pl_run_models(run, false, &models) && models)
            *r = (struct row){ r->key, models, "default" };
    }
    return count;
}

static void as_text(struct pl_run *run, const struct row *rows, int count, struct pl_text *out) {
    int key = 0, value = 0;
    for (int i = 0; i < count; i++) {
        int len = rows[i].value ? (int)strlen(pl_printable(run->pl, rows[i].value, false)) : 1;
        key = (int)strlen(rows[i].key) > key ? (int)strlen(rows[i].key) : key;
        value = len > value && len <= 60 ? len : value;
    }
    pl_addf(out, "%-*s  %s\n", key, "file", run->file ? run->file : "-");
    for (int i = 0; i < count; i++) {
        const char *shows = rows[i].value ? pl_printable(run->pl, rows[i].value, false) : "-";
        if (rows[i].value && rows[i].from)
            pl_addf(out, "%-*s  %-*s  %s\n", key, rows[i].key, value, shows, rows[i].from);
        else
            pl_addf(out, "%-*s  %s\n", key, rows[i].key, shows);
    }
}

static void as_json(struct pl_run *run, const struct row *rows, int count, struct pl_text *out) {
    json_t *all = json_object();
    for (int i = 0; i < count; i++) {
        json_t *o = json_object();
        json_object_set_new(o, "value", pl_report_json_string(run->pl, rows[i].value));
        json_object_set_new(o, "source", pl_report_json_string(run->pl, rows[i].value ? rows[i].from : NULL));
        json_object_set_new(all, rows[i].key, o);
    }
    pl_report_json_text(all, out);
}

int pl_cmd_SETTINGS(struct pl_run *run) {
    struct row rows[PL_O_COUNT];
    struct pl_text out = { .pl = run->pl };
    const char *format = run->set[PL_O_FORMAT].text;
    int count = make_rows(run, rows);
    if (format && strcmp(format, "json") == 0)
        as_json(run, rows, count, &out);
    else
        as_text(run, rows, count, &out);
    return pl_output(run, &out) ? pl_worst(run->pl) : pl_run_failed(run);
}
