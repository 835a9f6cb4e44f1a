/* How the judgement of a rollout is printed. */
#ifndef PL_REPORT_RELEASE_H
#define PL_REPORT_RELEASE_H

#include "migrations/release.h"
#include "tools/report.h"

/* In the format of the run: text, json, junit or github. `list`: what pl_rollout_judge found. */
void pl_report_release(struct pl_run *run, const struct pl_rollout *r, const struct pl_violation *list, struct pl_text *out);
/* How many violations are of that severity. */
int pl_report_release_count(const struct pl_violation *list, int severity);

#endif
