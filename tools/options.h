/* The command line, by the tables commands.def and options.def. No option is declared twice: getopt's tables, the help,
 * the settings' keys and the reference pages are made from the same rows.
 */
#ifndef PL_OPTIONS_H
#define PL_OPTIONS_H

#include "engine/context.h"

enum pl_command_id {
#define COMMAND(id, ...) PL_C_##id,
#include "tools/commands.def"
#undef COMMAND
    PL_C_COUNT
};
enum pl_option {
#define OPTION(id, ...) PL_O_##id,
#include "tools/options.def"
#undef OPTION
    PL_O_COUNT
};
enum pl_exit {
#define EXIT(id, code, ...) PL_X_##id = code,
#include "tools/exit.def"
#undef EXIT
};
enum { PL_CF_VARIABLES = 1, PL_CF_SETTINGS = 2, PL_CF_JOB = 4 };      /* of commands */
enum {
    PL_OF_SECRET = 1, PL_OF_PATH = 2, PL_OF_SOURCE = 4, PL_OF_LOGIN = 8, PL_OF_MANY = 16,
    PL_OF_NUMBER = 32, PL_OF_HIDDEN = 64, PL_OF_DURATION = 128, PL_OF_PAIRS = 256, PL_OF_INLINE = 512
};

struct pl_run;
struct pl_command {
    const char *word, *arguments;
    int least, most;
    const char *formats;
    unsigned flags;
    const char *summary, *text;
    int (*run)(struct pl_run *run);
};
struct pl_option_row {
    char letter;
    const char *word, *argument, *key, *variables, *otherwise;
    unsigned flags;
    uint32_t commands;             /* bits: 1u << enum pl_command_id */
    const char *help;
};
struct pl_exit_row {
    int code;
    uint32_t commands;
    const char *means, *advice;
};
extern const struct pl_command pl_commands[PL_C_COUNT];
extern const struct pl_option_row pl_options[PL_O_COUNT];
extern const struct pl_exit_row pl_exits[];
extern const int pl_exit_count;

/* Where a value comes from; a smaller rank counts before a greater one. */
enum pl_rank { PL_UNSAID, PL_FROM_OPTION, PL_FROM_VARIABLE, PL_FROM_FILE, PL_FROM_DEFAULT };
struct pl_setting {
    const char *text;              /* as it was said: see pl_value for what it means */
    const char **list;             /* MANY: all of them, NULL at the end; NULL for none */
    int count;
    enum pl_rank rank;
    const char *from;              /* "option --database", "environment DATABASE_URL", "poundlock.yaml:3", "default" */
    struct pl_place place;
    bool ready;                    /* text has been expanded */
};

/* One run of the program. */
struct pl_run {
    struct pl *pl;
    const struct pl_command *command;
    char **args;                   /* NULL at the end */
    int arg_count;
    struct pl_setting set[PL_O_COUNT];
    const char *file;              /* poundlock.yaml, or NULL; its folder, "" for the working folder */
    const char *folder;
    const struct pl_diag *reported;                /* the last diagnostic that was printed */
    bool line_open;                /* stderr stands behind an unfinished progress line */
    const char *line;              /* which is this one */
    bool told_left;                /* that columns are left to be dropped */
    double began, worked;          /* when, and when it was last said how far that has come (0: not yet) */
};

/* Reads argv. False when it is wrong (said). After --help the command is `help`. */
bool pl_options_parse(struct pl_run *run, int argc, char **argv);
/* "--database" or "-d, --database URL": how messages and the help name an option. */
char *pl_option_title(struct pl *pl, enum pl_option id, bool full);
/* What is wrong with a value ("is not a number"), or NULL when it can be one. */
char *pl_option_refuses(struct pl *pl, enum pl_option id, const char *value);
/* Adds the hint: "did you mean", or `otherwise` when no word is near (NULL: no hint then). Returns false. */
bool pl_did_you_mean(struct pl *pl, const struct pl_nearest *n, const char *otherwise);
bool pl_unknown_command(struct pl *pl, const char *said);
/* Whether `word` is one of the words of "a|b|c". */
bool pl_choice(const char *choices, const char *word);

static inline bool pl_on(const struct pl_run *run, enum pl_option id) { return run->set[id].text != NULL; }
static inline bool pl_takes(enum pl_option id, enum pl_command_id c) { return (pl_options[id].commands >> c & 1u) != 0; }
static inline enum pl_command_id pl_command_id(const struct pl_command *c) { return (enum pl_command_id)(c - pl_commands); }

/* cmd_*.c: each returns the exit code. */
#define COMMAND(id, ...) int pl_cmd_##id(struct pl_run *run);
#include "tools/commands.def"
#undef COMMAND

#endif
