/* Help and reference pages: all of it is made from the tables. */
#ifndef PL_HELP_H
#define PL_HELP_H

#include "tools/report.h"

/* What "poundlock help" and "poundlock help COMMAND" print. */
void pl_help_all(struct pl_text *out);
void pl_help_command(const struct pl_command *c, struct pl_text *out);
/* The models language as a JSON Schema. */
void pl_generate_schema(struct pl_text *out);
void pl_generate_settings_schema(struct pl_text *out);
/* The reference page of a topic: one of the words of --generate. False when there is no such topic. */
bool pl_generate(const char *topic, struct pl_text *out);
/* Whether an option is to be listed for a command. */
bool pl_listed(enum pl_option id, enum pl_command_id c);
/* "-f, --format yaml|sql|json": with what the command allows. */
char *pl_option_usage(struct pl *pl, enum pl_option id, const struct pl_command *c);
const char *pl_option_help(enum pl_option id);

#endif
