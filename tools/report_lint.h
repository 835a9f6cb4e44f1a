/* How lint findings are printed. */
#ifndef PL_REPORT_LINT_H
#define PL_REPORT_LINT_H

#include "migrations/lint.h"
#include "tools/report.h"

/* In the format of the run: text, json, sarif or github. */
void pl_report_lint(struct pl_run *run, const struct pl_diag *findings, struct pl_text *out);
/* A list of diagnostics as the lines that GitHub turns into annotations. */
void pl_report_github(struct pl_run *run, const struct pl_diag *list, struct pl_text *out);
/* The rules with the severities that hold here. */
void pl_report_lint_rules(const struct pl_lint *l, struct pl_text *out);

#endif
