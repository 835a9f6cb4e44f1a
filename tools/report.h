/* What a person or a program is told: diagnostics on stderr, reports as text, SQL or JSON.
 *
 * Names and messages may hold anything, escape sequences and line ends included: what goes to a terminal or into an SQL
 * comment goes through pl_printable.
 */
#ifndef PL_REPORT_H
#define PL_REPORT_H

#include "tools/run.h"

enum pl_result { PL_IN_SYNC, PL_DRIFT, PL_CANNOT_TELL };

/* Prints what was said since the last call to stderr. */
void pl_report_diags(struct pl_run *run);
/* A line of progress or help on stderr, unless --quiet. */
void pl_progress(struct pl_run *run, const char *fmt, ...) PL_PRINTF(2, 3);
/* `s` with control characters written out; `lines`: line ends stay. */
char *pl_printable(struct pl *pl, const char *s, bool lines);
/* Whether colours are wanted on this stream (STDOUT_FILENO, STDERR_FILENO). */
bool pl_colored(const struct pl_run *run, int fd);
/* Escape sequences; "" without colours. */
struct pl_paint {
    const char *good, *bad, *change, *move, *doubt, *bold, *end;
};
struct pl_paint pl_paint(const struct pl_run *run, int fd);

/* Drift goes before "cannot tell". */
enum pl_result pl_result_of(const struct pl_run *run, const struct pl_plan *plan);
extern const char *const pl_result_words[];
int pl_result_exit(enum pl_result r);

/* Whether another change says it too: a column of a new table, an index of a dropped one. */
bool pl_report_implied(const struct pl_change *c);
/* One line for each change, in groups of a table, then one that counts them. */
void pl_report_changes(struct pl_run *run, const struct pl_sides *s, struct pl_text *out);
/* "12 tables, 3 views" */
char *pl_report_count(struct pl *pl, const struct pl_realm *r);
/* The live objects that models cannot say, by kind, on stderr. */
void pl_report_unmodelled(struct pl_run *run, const struct pl_realm *r);
/* A value as a person wants to read it. */
char *pl_report_value(struct pl *pl, enum pl_attr a, const char *value);
/* What differs between two texts of several lines; a text line by line. */
void pl_report_lines(struct pl_text *out, const struct pl_paint *paint, const char *indent, const char *from, const char *to);
void pl_report_block(struct pl_text *out, const char *indent, const char *text);
/* The parts of a key: "lower(email), id desc"; NULL when it has none. */
char *pl_report_parts(struct pl *pl, const struct pl_node *n);

/* The plan as text with its hazards, and as a script for the database's own client. */
void pl_report_steps(struct pl_run *run, const struct pl_sides *s, struct pl_text *out);
void pl_report_script(struct pl_run *run, const struct pl_sides *s, struct pl_text *out);
/* Everything as one JSON object; steps where there are any. */
void pl_report_json(struct pl_run *run, const struct pl_sides *s, bool steps, struct pl_text *out);
/* The gate's verdict with all that was said, as one JSON object; it is then not printed again. `word`: of a verdict that is
 * more than its code, or NULL. */
struct pl_job_query;
void pl_report_verdict(struct pl_run *run, int code, const char *word, const struct pl_source *live, const struct pl_job_query *queries,
                       struct pl_text *out);
/* What the server told of the queries of a job: for --format json an array, NULL where there are none; and as lines. */
struct json_t *pl_report_queries_json(struct pl *pl, const struct pl_job_query *list);
void pl_report_queries(struct pl_text *out, const struct pl_job_query *list);
/* A JSON value as text with a line end; the value is given back. */
void pl_report_json_text(struct json_t *j, struct pl_text *out);
struct json_t *pl_report_json_string(struct pl *pl, const char *s);
/* A list of texts, NULL at the end, or NULL. */
struct json_t *pl_report_json_list(struct pl *pl, const char *const *list);

struct pl_hazard {
    unsigned flag;                 /* PL_R_* */
    const char *word, *text;
};
/* "access exclusive", or NULL where the step takes no lock that others could notice. */
const char *pl_report_lock(const struct pl_sides *s, const struct pl_step *step);
const char *pl_report_how(const struct pl_sides *s, const struct pl_step *step);
extern const struct pl_hazard pl_hazards[];                    /* flag 0 at the end */
/* Whether apply runs it inside a transaction. */
bool pl_step_in_transaction(const struct pl_sides *s, const struct pl_step *step);

/* stdout, or the file of --output. */
bool pl_output(struct pl_run *run, const struct pl_text *t);
/* Writes a file, whole or not at all. Without `replace` it must not be there. */
bool pl_output_file(struct pl_run *run, const char *path, const struct pl_text *t, bool replace);

#endif
