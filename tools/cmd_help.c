/* poundlock help */
#include <string.h>
#include "tools/help.h"

bool pl_listed(enum pl_option id, enum pl_command_id c) {
    return pl_options[id].word && pl_takes(id, c) && !(pl_options[id].flags & PL_OF_HIDDEN);
}

char *pl_option_usage(struct pl *pl, enum pl_option id, const struct pl_command *c) {
    if (id == PL_O_FORMAT && c && c->formats)
        return pl_format(pl, "-%c, --%s %s", pl_options[id].letter, pl_options[id].word, c->formats);
    return pl_option_title(pl, id, true);
}

const char *pl_option_help(enum pl_option id) {
    return id == PL_O_FORMAT ? "how to print it; the first is the default" : pl_options[id].help;
}

static void add_exits(struct pl_text *out, uint32_t commands) {
    pl_add(out, "\nexit codes:\n");
    for (int i = 0; i < pl_exit_count; i++)
        if (pl_exits[i].commands & commands)
            pl_addf(out, "%5d  %s\n", pl_exits[i].code, pl_exits[i].means);
}

static void add_options(struct pl_text *out, const struct pl_command *c, bool common) {
    uint32_t most = 0;
    for (int i = 0; i < PL_C_COUNT; i++)
        most |= UINT32_C(1) << i;
    for (int i = 0; i < PL_O_COUNT; i++) {
        bool everywhere = pl_options[i].commands == most;
        enum pl_option id = (enum pl_option)i;
        if (everywhere != common || !pl_listed(id, c ? pl_command_id(c) : PL_C_HELP))
            continue;
        const char *usage = pl_option_usage(out->pl, id, c), *help = pl_option_help(id);
        if (strlen(usage) > 31)
            pl_addf(out, "  %s\n  %-31s  %s\n", usage, "", help);
        else
            pl_addf(out, "  %-31s  %s\n", usage, help);
    }
}

void pl_help_all(struct pl_text *out) {
    uint32_t all = 0;
    pl_add(out, "poundlock: models in, ordered migration steps out, and no job passes until the schema is level\n\n"
                "usage: poundlock COMMAND [OPTION ...] [ARGUMENT ...]\n\ncommands:\n");
    for (int i = 0; i < PL_C_COUNT; i++) {
        const struct pl_command *c = &pl_commands[i];
        const char *usage = pl_format(out->pl, "%s%s%s", c->word, *c->arguments ? " " : "", c->arguments);
        pl_addf(out, "  %-31s  %s\n", usage, c->summary);
        all |= UINT32_C(1) << i;
    }
    pl_add(out, "\noptions of all commands:\n");
    add_options(out, NULL, true);
    pl_add(out, "\n\"poundlock help COMMAND\" explains a command with its own options. Settings come from options,\n"
                "environment variables and poundlock.yaml; \"poundlock settings\" shows them.\n");
    add_exits(out, all);
}

void pl_help_command(const struct pl_command *c, struct pl_text *out) {
    pl_addf(out, "poundlock %s: %s\n\nusage: poundlock %s [OPTION ...]%s%s\n", c->word, c->summary, c->word,
            *c->arguments ? " " : "", c->arguments);
    if (*c->text)
        pl_addf(out, "\n%s", c->text);
    pl_add(out, "\noptions:\n");
    add_options(out, c, false);
    add_options(out, c, true);
    add_exits(out, UINT32_C(1) << pl_command_id(c));
}

int pl_cmd_HELP(struct pl_run *run) {
    struct pl_text out = { .pl = run->pl };
    const char *topic = run->set[PL_O_GENERATE].text;
    if (topic)
        pl_generate(topic, &out);
    else if (!run->arg_count)
        pl_help_all(&out);
    for (int i = 0; !topic && run->arg_count && i < PL_C_COUNT; i++)
        if (strcmp(run->args[0], pl_commands[i].word) == 0)
            pl_help_command(&pl_commands[i], &out);
    if (!out.len)
        pl_unknown_command(run->pl, run->args[0]);
    return out.len && pl_output(run, &out) ? PL_X_YES : pl_run_failed(run);
}
