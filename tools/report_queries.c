/* What the server told of the queries of a job: their parameters and the columns of their rows, each with its type. */
#include <jansson.h>
#include "migrations/manifest.h"
#include "tools/report.h"

static json_t *typed(struct pl *pl, const struct pl_typed *list, int count) {
    json_t *all = json_array();
    for (int i = 0; i < count; i++) {
        json_t *one = json_object();
        if (*list[i].name)
            json_object_set_new(one, "name", pl_report_json_string(pl, list[i].name));
        json_object_set_new(one, "type", list[i].type ? pl_report_json_string(pl, list[i].type) : json_null());
        json_array_append_new(all, one);
    }
    return all;
}

json_t *pl_report_queries_json(struct pl *pl, const struct pl_job_query *list) {
    json_t *all = list ? json_array() : NULL;
    for (const struct pl_job_query *q = list; q; q = q->next) {
        json_t *one = json_object();
        json_object_set_new(one, "file", q->file ? pl_report_json_string(pl, q->file) : json_null());
        json_object_set_new(one, "line", json_integer(q->place.line));
        json_object_set_new(one, "sql", pl_report_json_string(pl, q->said));
        json_object_set_new(one, "parameters", typed(pl, q->answer.parameters, q->answer.parameter_count));
        json_object_set_new(one, "columns", typed(pl, q->answer.columns, q->answer.column_count));
        json_array_append_new(all, one);
    }
    return all;
}

static void add_typed(struct pl_text *out, const char *what, const struct pl_typed *list, int count) {
    if (!count)
        return;
    pl_addf(out, "  %s ", what);
    for (int i = 0; i < count; i++)
        pl_addf(out, "%s%s%s%s", i ? ", " : "", list[i].name, *list[i].name && list[i].type ? " " : "",
                list[i].type ? list[i].type : *list[i].name ? "" : "?");
    pl_add(out, "\n");
}

void pl_report_queries(struct pl_text *out, const struct pl_job_query *list) {
    for (const struct pl_job_query *q = list; q; q = q->next) {
        if (q->answer.sense != PL_SENSE_GOOD || !(q->answer.parameter_count || q->answer.column_count))
            continue;
        pl_addf(out, "%s:%d\n", q->file, q->place.line);
        add_typed(out, "parameters", q->answer.parameters, q->answer.parameter_count);
        add_typed(out, "columns", q->answer.columns, q->answer.column_count);
    }
}
