/* poundlock.yaml as a JSON Schema (draft 7), from the rows of options.def. What its jobs are is said by the schema of models, which
 * stands beside it.
 *
 * It says what `settings_file.c` takes: an unknown key is wrong, also in an environment. */
#include <jansson.h>
#include <string.h>
#include "tools/help.h"
#include "tools/report.h"

static json_t *text(void) {
    return json_pack("{s:[s,s,s,s]}", "type", "string", "number", "boolean", "null");
}

/* Where a variable stands, nobody knows yet. */
static json_t *number(void) {
    return json_pack("{s:[s,s],s:s}", "type", "integer", "string", "pattern", "^[0-9]+$|\\$\\{");
}

static json_t *choice(struct pl *pl, const char *words) {
    json_t *list = json_array();
    for (const char *at = words, *bar; at; at = bar ? bar + 1 : NULL) {
        bar = strchr(at, '|');
        json_array_append_new(list, json_string(pl_strndup(pl, at, bar ? (size_t)(bar - at) : strlen(at))));
    }
    return json_pack("{s:[{s:o},{s:s,s:s}]}", "anyOf", "enum", list, "type", "string", "pattern", "\\$\\{");
}

static json_t *map_of(json_t *value) {
    return json_pack("{s:s,s:o}", "type", "object", "additionalProperties", value);
}

/* What stands in the file itself. */
static json_t *inside(enum pl_option id) {
    if (id == PL_O_JOBS)
        return map_of(json_pack("{s:s}", "$ref", "models.schema.json#/definitions/job"));
    return json_pack("{s:s}", "type", "object");
}

static json_t *value(struct pl *pl, enum pl_option id, bool top) {
    const struct pl_option_row *o = &pl_options[id];
    bool is_switch = o->word && !o->argument;
    json_t *any = json_array();
    if (is_switch)
        json_array_append_new(any, json_pack("{s:[b,b,s,s,s,s,s,s]}", "enum", 1, 0, "true", "false", "yes", "no", "on", "off"));
    else
        json_array_append_new(any, o->flags & PL_OF_NUMBER ? number() : o->argument && strchr(o->argument, '|') ? choice(pl, o->argument) : text());
    if (o->flags & PL_OF_MANY)
        json_array_append_new(any, json_pack("{s:s,s:o}", "type", "array", "items", text()));
    if (o->flags & PL_OF_PAIRS)
        json_array_append_new(any, map_of(text()));
    if (o->flags & PL_OF_INLINE && top)
        json_array_append_new(any, inside(id));
    return json_pack("{s:s,s:o}", "description", o->help, "anyOf", any);
}

static json_t *keys(struct pl *pl, bool top) {
    json_t *properties = json_object();
    for (int i = 0; i < PL_O_COUNT; i++)
        if (pl_options[i].key && (top || i != PL_O_ENVIRONMENT))
            json_object_set_new(properties, pl_options[i].key, value(pl, (enum pl_option)i, top));
    return properties;
}

void pl_generate_settings_schema(struct pl_text *out) {
    json_t *top = keys(out->pl, true);
    json_object_set_new(top, "environments", json_pack("{s:s,s:o}", "description", "further maps of these keys by name: -e NAME chooses one",
                                                       "allOf", json_pack("[o]", map_of(json_pack("{s:s,s:b,s:o}", "type", "object",
                                                       "additionalProperties", 0, "properties", keys(out->pl, false))))));
    pl_report_json_text(json_pack("{s:s,s:s,s:s,s:[s,s],s:b,s:o}", "$schema", "http://json-schema.org/draft-07/schema#", "title",
                                  "poundlock settings", "$comment", "Made by `poundlock help --generate settings-schema`.", "type", "object",
                                  "null", "additionalProperties", 0, "properties", top), out);
}
