/* The table of everything that can be set, and what a value of it may be: what the command line, the settings and the library
 * share. */
#include <string.h>
#include "migrations/migration.h"
#include "tools/tables.h"

const struct pl_option_row pl_options[PL_O_COUNT] = {
#define OPTION(id, letter, word, argument, key, variables, otherwise, flags, commands, help) \
    [PL_O_##id] = { letter, word, argument, key, variables, otherwise, flags, commands, help },
#include "tools/options.def"
#undef OPTION
};
bool pl_choice(const char *choices, const char *word) {
    size_t len = strlen(word);
    for (const char *s = choices; s; s = strchr(s, '|'), s = s ? s + 1 : NULL)
        if (strncmp(s, word, len) == 0 && (s[len] == '|' || s[len] == '\0'))
            return true;
    return false;
}

bool pl_did_you_mean(struct pl *pl, const struct pl_nearest *n, const char *otherwise) {
    const char *best = pl_nearest_word(n);
    if (best)
        return pl_hint(pl, "did you mean \"%s\"?", best);
    return otherwise ? pl_hint(pl, "%s", otherwise) : false;
}

char *pl_option_refuses(struct pl *pl, enum pl_option id, const char *value) {
    const struct pl_option_row *o = &pl_options[id];
    if (o->argument && strchr(o->argument, '|') && !pl_choice(o->argument, value))
        return pl_format(pl, "is not one of %s", o->argument);
    if ((o->flags & PL_OF_NUMBER) && (!*value || value[strspn(value, "0123456789")] || strlen(value) > 9))
        return pl_strdup(pl, "is not a number");
    if ((o->flags & PL_OF_DURATION) && pl_duration(value) < 0)
        return pl_strdup(pl, "is not a time as 30s, 5m or 1h");
    return NULL;
}
