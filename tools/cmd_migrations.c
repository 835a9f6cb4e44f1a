/* poundlock migrations: versioned migrations, a word for each thing that is done with them. */
#include <string.h>
#include "tools/migrations.h"

static const struct word {
    const char *word, *arguments;
    int least, most;
    int (*run)(struct pl_run *run);
} words[] = {
    { "new", "NAME", 1, 1, pl_migrations_new },
    { "status", "", 0, 0, pl_migrations_status },
    { "apply", "", 0, 0, pl_migrations_apply },
    { "undo", "", 0, 0, pl_migrations_undo },
    { "baseline", "[NAME]", 0, 1, pl_migrations_baseline },
    { "import", "FOLDER", 1, 1, pl_migrations_import },
    { "seal", "", 0, 0, pl_migrations_seal_word },
    { "verify", "", 0, 0, pl_migrations_verify },
    { "squash", "", 0, 0, pl_migrations_squash },
};

bool pl_migrations_load(struct pl_run *run, bool sealed, struct pl_history *out) {
    const char *folder;
    return pl_migrations_folder(run, &folder) && pl_history_load(run->pl, folder, out) && (!sealed || pl_history_sealed(run->pl, out));
}

struct pl_db *pl_migrations_scratch(struct pl_run *run) {
    struct pl_source_options o;
    const char *database;
    if (!pl_run_options(run, NULL, PL_OWN, &o) || !pl_value(run, PL_O_DATABASE, &database) ||
        !pl_run_dialect(run, &o.dialect))
        return NULL;
    pl_run_scratch(&o, database);
    if (!o.scratch && !o.dialect->scratch->source) {
        pl_say(run->pl, PL_D_CONFIG, NULL, "migrations are replayed in a throw-away database, and no server is named for it");
        pl_hint(run->pl, "name one with --scratch URL");
        return NULL;
    }
    return pl_scratch_open(run->pl, o.dialect, o.scratch, &o.scratch_login);
}

bool pl_migrations_seal(struct pl_run *run, const char *folder) {
    struct pl_history h;
    struct pl_text sum = { .pl = run->pl };
    if (!pl_history_load(run->pl, folder, &h))
        return false;
    pl_add(&sum, pl_history_sum(run->pl, &h));
    return pl_output_file(run, pl_format(run->pl, "%s/" PL_SUM_FILE, h.folder), &sum, true);
}

static int wrong_word(struct pl_run *run, const char *said) {
    struct pl_nearest near = { .wrong = said };
    struct pl_text all = { .pl = run->pl };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        pl_nearest_add(&near, words[i].word);
        pl_addf(&all, "%s%s", i ? ", " : "", words[i].word);
    }
    pl_say(run->pl, PL_D_USAGE, NULL, "\"poundlock migrations %s\" is not known", said);
    pl_did_you_mean(run->pl, &near, pl_format(run->pl, "there are %s", all.s));
    return pl_run_failed(run);
}

int pl_cmd_MIGRATIONS(struct pl_run *run) {
    const struct word *w = NULL;
    int count = run->arg_count - 1;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i].word, run->args[0]) == 0)
            w = &words[i];
    if (!w)
        return wrong_word(run, run->args[0]);
    if (count >= w->least && count <= w->most)
        return w->run(run);
    pl_say(run->pl, PL_D_USAGE, NULL, count < w->least ? "\"poundlock migrations %s\" needs %s" : "\"poundlock migrations %s\" takes %s",
           w->word, *w->arguments ? w->arguments : "no argument");
    pl_hint(run->pl, "poundlock migrations %s%s%s", w->word, *w->arguments ? " " : "", w->arguments);
    return pl_run_failed(run);
}
