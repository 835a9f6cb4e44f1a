/* The models language as a JSON Schema (draft 7), from the rows of schema.def: editors complete and check models with it, and files
 * of jobs, which are the same words and a few more.
 *
 * It says what `yaml_read.c` takes, as far as a schema can: which words stand where, and which shapes their values have. What
 * a value means, and whether a name is there, is for poundlock itself. */
#include <jansson.h>
#include <string.h>
#include "migrations/manifest.h"
#include "tools/help.h"
#include "tools/report.h"

static json_t *type_is(const char *word) {
    return json_pack("{s:s}", "type", word);
}

static json_t *ref(struct pl *pl, const char *prefix, const char *word) {
    char *path = pl_format(pl, "#/definitions/%s %s", prefix, word);
    for (char *c = path; *c; c++)
        *c = *c == ' ' ? '_' : *c;
    return json_pack("{s:s}", "$ref", path);
}

static char *key(struct pl *pl, const char *prefix, const char *word) {
    char *name = pl_format(pl, "%s %s", prefix, word);
    for (char *c = name; *c; c++)
        *c = *c == ' ' ? '_' : *c;
    return name;
}

/* ---- values: YAML's own guesses count for nothing, so a number is text as well */

static const char *const shapes[] = {
    [PL_TEXT] = "text", [PL_WORD] = "text", [PL_BOOL] = "switch", [PL_INT] = "number", [PL_TYPE] = "text", [PL_EXPR] = "text",
    [PL_BODY] = "text", [PL_STATEMENT] = "text", [PL_NAME] = "text", [PL_NAMES] = "list", [PL_TEXTS] = "list", [PL_REF] = "text",
};

/* Any value may be a map from dialect to value. */
static void add_shape(struct pl *pl, json_t *definitions, const char *word, json_t *shape) {
    json_t *by_dialect = json_object();
    for (const struct pl_dialect *const *d = pl_dialects; *d; d++)
        json_object_set_new(by_dialect, (*d)->name, ref(pl, "plain", word));
    json_object_set_new(by_dialect, "default", ref(pl, "plain", word));
    json_object_set_new(definitions, key(pl, "plain", word), shape);
    json_object_set_new(definitions, key(pl, "value", word),
                        json_pack("{s:[o,{s:s,s:b,s:o}]}", "anyOf", ref(pl, "plain", word), "type", "object", "additionalProperties", 0,
                                  "properties", by_dialect));
}

static void add_shapes(struct pl *pl, json_t *definitions) {
    add_shape(pl, definitions, "text", json_pack("{s:[s,s,s,s]}", "type", "string", "number", "boolean", "null"));
    add_shape(pl, definitions, "switch", json_pack("{s:[s,s,s,s,s,s,n]}", "enum", "true", "false", "yes", "no", "on", "off"));
    json_array_insert_new(json_object_get(json_object_get(definitions, "plain_switch"), "enum"), 0, json_true());
    json_array_insert_new(json_object_get(json_object_get(definitions, "plain_switch"), "enum"), 1, json_false());
    add_shape(pl, definitions, "number", json_pack("{s:[s,s]}", "type", "integer", "null"));
    add_shape(pl, definitions, "list", json_pack("{s:[{s:s,s:o},o]}", "anyOf", "type", "array", "items",
                                                 json_pack("{s:[s,s,s]}", "type", "string", "number", "boolean"), ref(pl, "plain", "text")));
}

/* ---- kinds */

static bool in_language(enum pl_kind kind) {
    bool kept = false;
    for (const struct pl_dialect *const *d = pl_dialects; *d; d++)
        kept |= (*d)->says[kind] != 0;
    return (kept || kind == PL_SCHEMA) && !(pl_kinds[kind].flags & PL_LIVE_ONLY);
}

/* What stands below the plural of a kind. */
static json_t *place_of(struct pl *pl, enum pl_kind kind) {
    const struct pl_kind_row *k = &pl_kinds[kind];
    json_t *list = json_pack("{s:s,s:o}", "type", "array", "items", ref(pl, "item", k->word));
    if (k->pairing == PL_BY_ONE)
        return json_decref(list), ref(pl, "item", k->word);
    if (k->pairing == PL_BY_POSITION)
        return json_pack("{s:[o,o]}", "anyOf", list, ref(pl, "plain", "text"));
    json_t *map = json_pack("{s:[s,s],s:o}", "type", "object", "null", "additionalProperties", ref(pl, "named", k->word));
    if (!(k->flags & PL_UNNAMED))
        return json_decref(list), map;
    return json_pack("{s:[o,o]}", "anyOf", map, list);
}

static void add_words(struct pl *pl, json_t *properties, enum pl_kind kind) {
    for (int i = 0; i < pl_attr_count(kind); i++) {
        const struct pl_attr_row *a = &pl_attrs[pl_kinds[kind].first + i];
        /* Beside a $ref draft 7 reads nothing. */
        json_object_set_new(properties, a->word, json_pack("{s:s,s:[o]}", "description", a->help, "allOf", ref(pl, "value", shapes[a->type])));
    }
    for (int k = PL_REALM + 1; k < PL_KINDS; k++)
        if (pl_kinds[k].parents >> kind & 1 && in_language((enum pl_kind)k)) {
            json_object_set_new(properties, pl_kinds[k].plural, place_of(pl, (enum pl_kind)k));
            if (k == PL_PART && kind != PL_TABLE)
                json_object_set_new(properties, "columns", place_of(pl, (enum pl_kind)k));
        }
}

/* A map, or what a bare value stands for. `named`: its name is the key before it, else it may be a word inside. */
static json_t *body(struct pl *pl, enum pl_kind kind, bool named) {
    const struct pl_kind_row *k = &pl_kinds[kind];
    json_t *properties = json_object(), *any = json_array();
    add_words(pl, properties, kind);
    if (!named && k->pairing != PL_BY_POSITION)
        json_object_set_new(properties, "name", ref(pl, "plain", "text"));
    if (named || k->pairing == PL_BY_ONE || k->flags & PL_UNNAMED)
        json_object_set_new(properties, "was", json_pack("{s:s,s:s}", "type", "string", "description", "its former name"));
    json_array_append_new(any, json_pack("{s:s,s:b,s:o}", "type", "object", "additionalProperties", 0, "properties", properties));
    if (named)
        json_array_append_new(any, type_is("null"));
    if (k->bare >= 0)
        json_array_append_new(any, ref(pl, "plain", shapes[pl_attrs[k->bare].type]));
    else if (k->bare <= -2)
        json_array_append_new(any, place_of(pl, (enum pl_kind)(-2 - k->bare)));
    return json_pack("{s:o}", "anyOf", any);
}

/* ---- jobs */

static const struct {
    const char *prefix, *shape, *help;
} job_rows[PL_JOB_WORDS] = {
    [PL_READS] = { "job", "uses", "the columns are there; the table may be a view" },
    [PL_WRITES] = { "job", "uses", "the job adds rows with these columns, and every other one takes NULL or fills itself" },
    [PL_UPDATES] = { "job", "uses", "the job sets these columns of rows that are there" },
    [PL_JOB_MODELS] = { "job", "models", "a whole release, as git:v18:models, instead of single objects" },
    [PL_JOB_QUERIES] = { "plain", "list", "SQL files, folders, or patterns: prepared on the server, never run" },
};

static void add_jobs(struct pl *pl, json_t *definitions, json_t *top) {
    json_t *properties = json_object();
    json_object_set_new(definitions, "job_models", type_is("string"));
    json_object_set_new(definitions, "job_uses", json_pack("{s:[s,s],s:o}", "type", "object", "null", "additionalProperties",
                                                           ref(pl, "plain", "list")));
    add_words(pl, properties, PL_SCHEMA);
    json_object_set_new(properties, pl_kinds[PL_SCHEMA].plural, place_of(pl, PL_SCHEMA));
    for (int i = 0; i < PL_JOB_WORDS; i++)
        json_object_set_new(properties, pl_job_words[i], json_pack("{s:s,s:[o]}", "description", job_rows[i].help, "allOf",
                                                                   ref(pl, job_rows[i].prefix, job_rows[i].shape)));
    json_object_set_new(definitions, "job", json_pack("{s:s,s:b,s:o}", "type", "object", "additionalProperties", 0, "properties",
                                                      properties));
    json_object_set_new(top, "jobs", json_pack("{s:[s,s],s:s,s:{s:s}}", "type", "object", "null", "description",
                                               "what jobs need: a file of its own", "additionalProperties", "$ref", "#/definitions/job"));
}

void pl_generate_schema(struct pl_text *out) {
    struct pl *pl = out->pl;
    json_t *definitions = json_object(), *top = json_object();
    add_shapes(pl, definitions);
    for (int k = PL_REALM + 1; k < PL_KINDS; k++) {
        if (!in_language((enum pl_kind)k))
            continue;
        if (pl_kinds[k].pairing == PL_BY_NAME)
            json_object_set_new(definitions, key(pl, "named", pl_kinds[k].word), body(pl, (enum pl_kind)k, true));
        if (pl_kinds[k].pairing != PL_BY_NAME || pl_kinds[k].flags & PL_UNNAMED)
            json_object_set_new(definitions, key(pl, "item", pl_kinds[k].word), body(pl, (enum pl_kind)k, false));
    }
    json_object_set_new(top, "poundlock", json_pack("{s:i,s:s}", "const", 1, "description", "the version of the models language"));
    add_words(pl, top, PL_SCHEMA);
    json_object_set_new(top, pl_kinds[PL_SCHEMA].plural, place_of(pl, PL_SCHEMA));
    add_jobs(pl, definitions, top);
    pl_report_json_text(json_pack("{s:s,s:s,s:s,s:[s,s],s:b,s:o,s:o,s:o}", "$schema", "http://json-schema.org/draft-07/schema#", "title",
                                  "poundlock models", "$comment", "Made by `poundlock help --generate json-schema`.", "type", "object", "null",
                                  "additionalProperties", 0, "properties", top, "definitions", definitions, "dependencies",
                                  json_pack("{s:{s:{s:[s,s]}}}", "jobs", "propertyNames", "enum", "poundlock", "jobs")), out);
}
