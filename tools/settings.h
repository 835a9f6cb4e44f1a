/* Settings: one answer for each key, from the first of these that says something: the option, the environment variable,
 * poundlock.yaml, the default. Only an environment that was asked for with -e goes before environment variables: who types
 * `-e production` must not be taken to the DATABASE_URL of the shell.
 */
#ifndef PL_SETTINGS_H
#define PL_SETTINGS_H

#include <assert.h>
#include "tools/options.h"

#define PL_SETTINGS_FILE "poundlock.yaml"

/* Fills run->set from what the command wants to be read: environment variables, poundlock.yaml, defaults. */
bool pl_settings_load(struct pl_run *run);
/* What a setting means: with ${VAR} replaced, secrets' files read, paths relative to the working folder. NULL when nobody
 * said it. Done on first use, so that a variable that a command does not need may be missing. False (said) when it is
 * wrong. */
bool pl_value(struct pl_run *run, enum pl_option id, const char **out);

/* settings_file.c: finds, reads and checks poundlock.yaml, and sets run->file and run->folder. */
struct pl_settings_file;
bool pl_settings_open(struct pl_run *run, struct pl_settings_file **out);
void pl_settings_close(struct pl_settings_file *f);
/* Takes over what the environment `name`, or the file itself (NULL), says of the settings in `which` (1 << enum pl_option)
 * that are not said yet. False (said) when there is no such environment. */
static_assert(PL_O_COUNT <= 64, "a set of options is one uint64_t");
bool pl_settings_take(struct pl_settings_file *f, const char *name, uint64_t which);

#endif
