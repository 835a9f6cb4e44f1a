/* Lint findings: text for people, JSON, SARIF for code scanners, and the lines that GitHub turns into annotations. */
#include <jansson.h>
#include <string.h>
#include <unistd.h>
#include "tools/report_lint.h"

static const char *const words[] = { [PL_NOTE] = "note", [PL_WARNING] = "warning", [PL_ERROR] = "error" };

static const char *message(struct pl *pl, const struct pl_diag *d) {
    return d->object ? pl_format(pl, "%s: %s", d->object, d->text) : d->text;
}

/* ---- text: as compilers say it, so that editors find the place */

static void text(struct pl_run *run, const struct pl_diag *d, struct pl_text *out) {
    struct pl_paint p = pl_paint(run, STDOUT_FILENO);
    const char *const paints[] = { [PL_NOTE] = p.doubt, [PL_WARNING] = p.change, [PL_ERROR] = p.bad };
    int count[PL_ERROR + 1] = { 0 };
    for (; d; d = d->next) {
        if (d->file)
            pl_addf(out, "%s:", d->file);
        if (d->file && d->line)
            pl_addf(out, "%d:", d->line);
        if (d->file && d->column)
            pl_addf(out, "%d:", d->column);
        pl_addf(out, "%s%s%s%s: %s [%s]\n", d->file ? " " : "", paints[d->severity], words[d->severity], p.end,
                pl_printable(run->pl, message(run->pl, d), false), d->code);
        if (d->hint)
            pl_addf(out, "  instead: %s\n", pl_printable(run->pl, d->hint, false));
        count[d->severity]++;
    }
    if (!count[PL_ERROR] && !count[PL_WARNING] && !count[PL_NOTE])
        pl_add(out, "nothing found\n");
    else
        pl_addf(out, "%d error%s, %d warning%s, %d note%s\n", count[PL_ERROR], count[PL_ERROR] == 1 ? "" : "s", count[PL_WARNING],
                count[PL_WARNING] == 1 ? "" : "s", count[PL_NOTE], count[PL_NOTE] == 1 ? "" : "s");
}

/* ---- JSON and SARIF */

static void put(struct pl *pl, json_t *o, const char *key, const char *value) {
    if (value)
        json_object_set_new(o, key, pl_report_json_string(pl, value));
}

static void json(struct pl_run *run, const struct pl_diag *d, struct pl_text *out) {
    json_t *list = json_array(), *o = json_object();
    for (; d; d = d->next) {
        json_t *one = json_object();
        put(run->pl, one, "rule", d->code);
        put(run->pl, one, "severity", words[d->severity]);
        put(run->pl, one, "object", d->object);
        put(run->pl, one, "text", d->text);
        put(run->pl, one, "instead", d->hint);
        put(run->pl, one, "file", d->file);
        if (d->line)
            json_object_set_new(one, "line", json_integer(d->line));
        if (d->column)
            json_object_set_new(one, "column", json_integer(d->column));
        json_array_append_new(list, one);
    }
    json_object_set_new(o, "findings", list);
    pl_report_json_text(o, out);
}

static json_t *text_object(struct pl *pl, const char *s) {
    json_t *o = json_object();
    put(pl, o, "text", s);
    return o;
}

static json_t *sarif_rules(struct pl *pl) {
    json_t *rules = json_array();
    for (int i = 0; i < PL_L_COUNT; i++) {
        json_t *rule = json_object();
        put(pl, rule, "id", pl_lint_rows[i].word);
        json_object_set_new(rule, "shortDescription", text_object(pl, pl_lint_rows[i].sentence));
        json_object_set_new(rule, "help", text_object(pl, pl_lint_rows[i].instead));
        json_array_append_new(rules, rule);
    }
    return rules;
}

/* A place in a file; SARIF wants paths from the top of the repository, which is where CI runs. */
static json_t *sarif_places(struct pl *pl, const struct pl_diag *d) {
    json_t *region = json_object(), *artifact = json_object(), *physical = json_object(), *location = json_object();
    put(pl, artifact, "uri", d->file);
    json_object_set_new(region, "startLine", json_integer(d->line ? d->line : 1));
    if (d->column)
        json_object_set_new(region, "startColumn", json_integer(d->column));
    json_object_set_new(physical, "artifactLocation", artifact);
    json_object_set_new(physical, "region", region);
    json_object_set_new(location, "physicalLocation", physical);
    json_t *list = json_array();
    json_array_append_new(list, location);
    return list;
}

static void sarif(struct pl_run *run, const struct pl_diag *d, struct pl_text *out) {
    struct pl *pl = run->pl;
    json_t *results = json_array(), *driver = json_object(), *tool = json_object(), *one = json_object(), *runs = json_array();
    for (; d; d = d->next) {
        json_t *result = json_object();
        put(pl, result, "ruleId", d->code);
        put(pl, result, "level", words[d->severity]);
        json_object_set_new(result, "message", text_object(pl, message(pl, d)));
        if (d->file)
            json_object_set_new(result, "locations", sarif_places(pl, d));
        json_array_append_new(results, result);
    }
    put(pl, driver, "name", "poundlock");
    put(pl, driver, "version", PL_VERSION);
    json_object_set_new(driver, "rules", sarif_rules(pl));
    json_object_set_new(tool, "driver", driver);
    json_object_set_new(one, "tool", tool);
    json_object_set_new(one, "results", results);
    json_array_append_new(runs, one);
    json_t *o = json_object();
    put(pl, o, "$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    put(pl, o, "version", "2.1.0");
    json_object_set_new(o, "runs", runs);
    pl_report_json_text(o, out);
}

/* ---- GitHub: %, line ends, and in properties : and , are written as it wants them */

static void escaped(struct pl_text *out, const char *s, bool property) {
    for (; *s; s++)
        if (*s == '%' || *s == '\n' || *s == '\r' || (property && (*s == ':' || *s == ',')))
            pl_addf(out, "%%%02X", (unsigned)(unsigned char)*s);
        else
            pl_addc(out, *s);
}

void pl_report_github(struct pl_run *run, const struct pl_diag *d, struct pl_text *out) {
    static const char *const commands[] = { [PL_NOTE] = "notice", [PL_WARNING] = "warning", [PL_ERROR] = "error" };
    for (; d; d = d->next) {
        pl_addf(out, "::%s ", commands[d->severity]);
        if (d->file) {
            pl_add(out, "file=");
            escaped(out, d->file, true);
            pl_addc(out, ',');
        }
        if (d->file && d->line)
            pl_addf(out, "line=%d,", d->line);
        pl_addf(out, "title=%s::", d->code);
        escaped(out, message(run->pl, d), false);
        if (d->hint) {
            pl_add(out, "%0Ainstead: ");
            escaped(out, d->hint, false);
        }
        pl_addc(out, '\n');
    }
}

static const struct {
    const char *word;
    void (*write)(struct pl_run *run, const struct pl_diag *d, struct pl_text *out);
} formats[] = { { "text", text }, { "json", json }, { "sarif", sarif }, { "github", pl_report_github } };

void pl_report_lint(struct pl_run *run, const struct pl_diag *d, struct pl_text *out) {
    const char *format = run->set[PL_O_FORMAT].text;
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (!format ? i == 0 : strcmp(formats[i].word, format) == 0)
            formats[i].write(run, d, out);
}

void pl_report_lint_rules(const struct pl_lint *l, struct pl_text *out) {
    static const char *const severities[] = { [PL_NOTE] = "note", [PL_WARNING] = "warning", [PL_ERROR] = "error", [PL_LINT_OFF] = "off" };
    for (int i = 0; i < PL_L_COUNT; i++) {
        const struct pl_lint_row *row = &pl_lint_rows[i];
        pl_addf(out, "%-44s %-8s %s%s%s%s\n", row->word, severities[l->severity[i]], row->sentence, row->dialects ? " (" : "",
                row->dialects ? row->dialects : "", row->dialects ? ")" : "");
    }
}
