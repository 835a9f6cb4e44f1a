/* The command line: getopt_long on tables that are made from options.def.
 *
 * An option may stand before or behind the command; whether the command takes it is looked up when the command is known.
 * There is no option for a password: every user of the machine could read it in the list of processes.
 */
#include <getopt.h>
#include <string.h>
#include "tools/tables.h"

const struct pl_command pl_commands[PL_C_COUNT] = {
#define COMMAND(id, word, arguments, least, most, formats, flags, summary, text) \
    [PL_C_##id] = { word, arguments, least, most, formats, flags, summary, text, pl_cmd_##id },
#include "tools/commands.def"
#undef COMMAND
};
const struct pl_exit_row pl_exits[] = {
#define EXIT(id, code, commands, means, advice) { code, commands, means, advice },
#include "tools/exit.def"
#undef EXIT
};
const int pl_exit_count = (int)(sizeof pl_exits / sizeof *pl_exits);

char *pl_option_title(struct pl *pl, enum pl_option id, bool full) {
    const struct pl_option_row *o = &pl_options[id];
    if (!full)
        return pl_format(pl, "--%s", o->word);
    struct pl_text t = { .pl = pl };
    if (o->letter)
        pl_addf(&t, "-%c, ", o->letter);
    else
        pl_add(&t, "    ");
    pl_addf(&t, "--%s", o->word);
    if (o->argument)
        pl_addf(&t, " %s", o->argument);
    return t.s;
}

/* getopt's tables. A long option's value is 256 and its number, so that no letter is mistaken for one. */
struct tables {
    struct option longs[PL_O_COUNT + 1];
    char letters[2 + 2 * PL_O_COUNT + 1];
};

static void make_tables(struct tables *t) {
    int n = 0;
    size_t len = 0;
    t->letters[len++] = '+';
    t->letters[len++] = ':';
    for (int i = 0; i < PL_O_COUNT; i++) {
        const struct pl_option_row *o = &pl_options[i];
        if (o->word)
            t->longs[n++] = (struct option){ o->word, o->argument ? required_argument : no_argument, NULL, 256 + i };
        if (o->letter)
            t->letters[len++] = o->letter;
        if (o->letter && o->argument)
            t->letters[len++] = ':';
    }
    t->letters[len] = '\0';
    t->longs[n] = (struct option){ 0 };
}

static bool unknown_option(struct pl *pl, const char *said) {
    if (pl_starts(said, "--pas") || pl_starts(said, "--pw")) {
        pl_say(pl, PL_D_USAGE, NULL, "there is no option for a password: everyone on the machine could read it");
        return pl_hint(pl, "set POUNDLOCK_PASSWORD, or use ~/.pgpass, my.cnf, or password: file:PATH in poundlock.yaml");
    }
    size_t len = strcspn(said, "=");
    struct pl_nearest near = { .wrong = pl_strndup(pl, said, len) };
    for (int i = 0; i < PL_O_COUNT; i++)
        if (pl_options[i].word && !(pl_options[i].flags & PL_OF_HIDDEN))
            pl_nearest_add(&near, pl_format(pl, "--%s", pl_options[i].word));
    pl_say(pl, PL_D_USAGE, NULL, "unknown option \"%s\"", near.wrong);
    return pl_did_you_mean(pl, &near, "poundlock help lists what there is");
}

bool pl_unknown_command(struct pl *pl, const char *said) {
    struct pl_nearest near = { .wrong = said };
    for (int i = 0; i < PL_C_COUNT; i++)
        pl_nearest_add(&near, pl_commands[i].word);
    pl_say(pl, PL_D_USAGE, NULL, "unknown command \"%s\"", said);
    return pl_did_you_mean(pl, &near, "poundlock help lists what there is");
}

static bool set_option(struct pl_run *run, enum pl_option id, const char *value, int most) {
    const struct pl_option_row *o = &pl_options[id];
    struct pl_setting *s = &run->set[id];
    const char *wrong = value ? pl_option_refuses(run->pl, id, value) : NULL;
    if (wrong)
        return pl_say(run->pl, PL_D_USAGE, NULL, "\"--%s %s\" %s", o->word, value, wrong);
    s->text = value ? value : "true";
    s->rank = PL_FROM_OPTION;
    s->from = pl_format(run->pl, "option --%s", o->word);
    s->ready = true;
    if (o->flags & PL_OF_MANY) {
        if (!s->list)
            s->list = pl_alloc(run->pl, sizeof *s->list * ((size_t)most + 1));
        s->list[s->count++] = value;
    }
    return true;
}

/* Reads options up to the next argument. `argv[0]` is passed over. */
static bool take_options(struct pl_run *run, const struct tables *t, int argc, char **argv) {
    int c;
    opterr = 0;
    while ((c = getopt_long(argc, argv, t->letters, t->longs, NULL)) != -1) {
        int id = c - 256;
        if (c == ':')
            return pl_say(run->pl, PL_D_USAGE, NULL, "\"%s\" needs a value", argv[optind - 1]);
        if (c == '?' && optopt >= 256)
            return pl_say(run->pl, PL_D_USAGE, NULL, "\"--%s\" takes no value", pl_options[optopt - 256].word);
        if (c == '?')
            return unknown_option(run->pl, optopt ? pl_format(run->pl, "-%c", optopt) : argv[optind - 1]);
        for (int i = 0; i < PL_O_COUNT && c < 256; i++)
            if (pl_options[i].letter == c)
                id = i;
        if (!set_option(run, (enum pl_option)id, optarg, argc))
            return false;
    }
    return true;
}

/* Arguments and options in any order, to the end or to "--"; behind "--", and for a job, everything is an argument. */
static bool take_rest(struct pl_run *run, const struct tables *t, int argc, char **argv) {
    run->args = pl_alloc(run->pl, sizeof *run->args * ((size_t)argc + 1));
    while (optind < argc) {
        bool end = strcmp(argv[optind - 1], "--") == 0;
        if (end || (run->command->flags & PL_CF_JOB)) {
            while (optind < argc)
                run->args[run->arg_count++] = argv[optind++];
            break;
        }
        run->args[run->arg_count++] = argv[optind++];
        if (!take_options(run, t, argc, argv))
            return false;
    }
    return true;
}

static bool fits_command(struct pl_run *run) {
    const struct pl_command *c = run->command;
    for (int i = 0; i < PL_O_COUNT; i++)
        if (pl_on(run, (enum pl_option)i) && !pl_takes((enum pl_option)i, pl_command_id(c))) {
            pl_say(run->pl, PL_D_USAGE, NULL, "\"poundlock %s\" has no option --%s", c->word, pl_options[i].word);
            return pl_hint(run->pl, "poundlock help %s", c->word);
        }
    const char *format = run->set[PL_O_FORMAT].text;
    if (format && !pl_choice(c->formats, format))
        return pl_say(run->pl, PL_D_USAGE, NULL, "\"--format %s\" is not one of %s", format, c->formats);
    if (run->arg_count < c->least || (c->most >= 0 && run->arg_count > c->most)) {
        if (run->arg_count > c->most && c->most >= 0)
            pl_say(run->pl, PL_D_USAGE, NULL, "unexpected argument \"%s\"", run->args[c->most]);
        else
            pl_say(run->pl, PL_D_USAGE, NULL, "\"poundlock %s\" needs %s", c->word, c->arguments);
        return pl_hint(run->pl, "poundlock %s [OPTION ...]%s%s", c->word, *c->arguments ? " " : "", c->arguments);
    }
    return true;
}

/* --help and --version turn any command line into `help` and `version`. */
static void ask_for_help(struct pl_run *run) {
    static char *no_args[] = { NULL };
    enum pl_command_id about = run->command ? pl_command_id(run->command) : PL_C_HELP;
    bool version = pl_on(run, PL_O_VERSION) && !pl_on(run, PL_O_HELP);
    run->args = no_args;
    run->arg_count = 0;
    if (!version && about != PL_C_HELP) {
        run->args = pl_alloc(run->pl, 2 * sizeof *run->args);
        run->args[run->arg_count++] = pl_strdup(run->pl, pl_commands[about].word);
    }
    run->command = &pl_commands[version ? PL_C_VERSION : PL_C_HELP];
}

bool pl_options_parse(struct pl_run *run, int argc, char **argv) {
    static struct tables t;
    make_tables(&t);
    optind = 1;
    if (!take_options(run, &t, argc, argv))
        return false;
    for (int i = 0; optind < argc && i < PL_C_COUNT; i++)
        if (strcmp(pl_commands[i].word, argv[optind]) == 0)
            run->command = &pl_commands[i];
    if (optind < argc && !run->command)
        return pl_unknown_command(run->pl, argv[optind]);
    if (run->command) {
        optind++;
        if (!take_options(run, &t, argc, argv) || !take_rest(run, &t, argc, argv))
            return false;
    }
    if (!run->command || pl_on(run, PL_O_HELP) || pl_on(run, PL_O_VERSION)) {
        ask_for_help(run);
        return true;
    }
    return fits_command(run);
}
