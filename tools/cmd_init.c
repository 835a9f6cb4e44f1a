/* poundlock init: poundlock.yaml and models, from a live database or empty.
 *
 * Nothing that is there is overwritten, and nothing is written before it is known that everything can be. No password gets
 * into the file: it will be committed. */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include "tools/report.h"

static const char empty_models[] =
    "poundlock: 1\n"
    "# tables:\n"
    "#   customer:\n"
    "#     columns:\n"
    "#       id: { type: bigint, identity: always }\n"
    "#       email: { type: varchar(320), not_null: true }\n"
    "#     primary_key: [id]\n";

/* In single quotes where YAML needs them; a "${" of the value itself is kept from being one of the file. */
static char *yaml_quoted(struct pl *pl, const char *s) {
    struct pl_text t = { .pl = pl };
    size_t plain = strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./:@-");
    if (plain && !s[plain] && *s != '-' && *s != '@' && *s != ':' && s[plain - 1] != ':' && !pl_same_nocase(s, "null"))
        return pl_strdup(pl, s);
    pl_addc(&t, '\'');
    for (; *s; s++) {
        if (*s == '\'' || (s[0] == '$' && s[1] == '{'))
            pl_addc(&t, *s);
        pl_addc(&t, *s);
    }
    pl_addc(&t, '\'');
    return t.s;
}

/* The URL itself where it is no secret, else the variable that holds it. */
static const char *database_line(struct pl_run *run, const char *url) {
    const struct pl_setting *s = &run->set[PL_O_DATABASE];
    if (!run->arg_count && s->rank == PL_FROM_VARIABLE)
        return pl_format(run->pl, "${%s}", s->from + strlen("environment "));
    if (!url || strcmp(pl_source_masked(run->pl, url), url) != 0)
        return "${DATABASE_URL}";
    return yaml_quoted(run->pl, url);
}

static void add_list(struct pl_text *t, const struct pl_setting *s) {
    pl_addc(t, '[');
    for (int i = 0; i < s->count; i++)
        pl_addf(t, "%s%s", i ? ", " : "", yaml_quoted(t->pl, s->list[i]));
    pl_add(t, "]\n");
}

/* What was said on this command line is what the next one will want. */
static char *settings_text(struct pl_run *run, const char *url, const char *models) {
    struct pl_text t = { .pl = run->pl };
    pl_add(&t, "# Settings of poundlock. \"poundlock settings\" shows what each one is and where it comes from.\n");
    pl_addf(&t, "database: %s\nmodels: %s\n", database_line(run, url), yaml_quoted(run->pl, models));
    for (int i = 0; i < PL_O_COUNT; i++) {
        const struct pl_setting *s = &run->set[i];
        const struct pl_option_row *o = &pl_options[i];
        if (!o->key || s->rank != PL_FROM_OPTION || i == PL_O_DATABASE || i == PL_O_MODELS || (o->flags & PL_OF_SECRET))
            continue;
        pl_addf(&t, "%s: ", o->key);
        if (o->flags & PL_OF_MANY)
            add_list(&t, s);
        else
            pl_addf(&t, "%s\n", yaml_quoted(run->pl, s->text));
    }
    return t.s;
}

static bool must_not_exist(struct pl_run *run, const char *path) {
    struct stat st;
    if (lstat(path, &st) != 0)
        return true;
    pl_say(run->pl, PL_D_OUTPUT, NULL, "\"%s\" is there already and is not overwritten", path);
    return pl_hint(run->pl, "move it away, or use: poundlock inspect URL -o FILE");
}

static bool is_file_name(const char *path) {
    size_t len = strlen(path);
    return (len > 5 && strcmp(path + len - 5, ".yaml") == 0) || (len > 4 && strcmp(path + len - 4, ".yml") == 0);
}

static bool make_folder(struct pl_run *run, const char *path) {
    struct stat st;
    if (mkdir(path, 0777) == 0 || (errno == EEXIST && stat(path, &st) == 0 && S_ISDIR(st.st_mode)))
        return true;
    return pl_say(run->pl, PL_D_OUTPUT, NULL, "cannot make the folder \"%s\": %s", path, strerror(errno));
}

/* The models of the database, or an empty beginning. */
static bool models_text(struct pl_run *run, const char *url, struct pl_text *out) {
    struct pl_source source = { 0 };
    struct pl_source_options o;
    if (!url) {
        pl_add(out, empty_models);
        return true;
    }
    if (!pl_source_dialect(url)) {
        pl_say(run->pl, PL_D_BAD_URL, NULL, "\"%s\" is not a database", pl_source_masked(run->pl, url));
        return pl_hint(run->pl, "name one as postgres://, mysql://, mariadb://, sqlite:FILE or the path of an SQLite file");
    }
    bool ok = pl_run_options(run, NULL, PL_OWN, &o) && pl_source_load(run->pl, url, &o, &source);
    if (ok)
        pl_remove_unsaid(source.realm);
    ok = ok && pl_yaml_write(run->pl, source.realm, source.dialect->name, out);
    if (ok) {
        pl_report_unmodelled(run, source.realm);
        pl_progress(run, "%s: %s\n", source.db->title, pl_report_count(run->pl, source.realm));
    }
    pl_source_close(&source);
    return ok;
}

int pl_cmd_INIT(struct pl_run *run) {
    const char *url, *models = run->set[PL_O_MODELS].text ? run->set[PL_O_MODELS].text : "models";
    const char *file = is_file_name(models) ? models : pl_format(run->pl, "%s/schema.yaml", models);
    struct pl_text yaml = { .pl = run->pl }, settings = { .pl = run->pl }, said = { .pl = run->pl };
    bool ok = pl_run_argument(run, &url) && (url || pl_value(run, PL_O_DATABASE, &url)) &&
              must_not_exist(run, PL_SETTINGS_FILE) && must_not_exist(run, file) &&
              models_text(run, url, &yaml) && (file == models || make_folder(run, models)) &&
              pl_output_file(run, file, &yaml, false);
    pl_add(&settings, settings_text(run, url, models));
    ok = ok && pl_output_file(run, PL_SETTINGS_FILE, &settings, false);
    if (!ok)
        return pl_run_failed(run);
    pl_addf(&said, "wrote %s and %s\n", PL_SETTINGS_FILE, file);
    const char *variable = strstr(settings.s, "database: ${");
    if (variable && run->set[PL_O_DATABASE].rank != PL_FROM_VARIABLE) {
        variable += strlen("database: ${");
        pl_addf(&said, "next: export %.*s=...\n", (int)strcspn(variable, "}"), variable);
    }
    pl_addf(&said, "next: poundlock check, then change %s and look at: poundlock plan\n", file);
    return pl_output(run, &said) ? PL_X_YES : pl_run_failed(run);
}
