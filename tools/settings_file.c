/* poundlock.yaml: found from the working folder upwards, read whole and checked whole, also the environments that are not
 * in use: a misspelt key of `production` should be seen on the day it is written.
 *
 * Whatever is wrong with it is a configuration error (78), the YAML itself included: 65 is for models.
 */
#include <stdarg.h>
#include <string.h>
#include <unistd.h>
#include "engine/yaml_tree.h"
#include "tools/settings.h"

enum { MOST_BYTES = 1 << 20 };

struct pl_settings_file {
    struct pl_run *run;
    struct pl *scratch;            /* the YAML tree lives here */
    struct pl_yaml *root;          /* NULL when there is no file, or an empty one */
};

static struct pl_place place_of(const struct pl_run *run, const struct pl_yaml *y) {
    return (struct pl_place){ run->file, (int)y->line, (int)y->column };
}

/* A map's keys and values stand in turn. */
static const struct pl_yaml *next_key(const struct pl_yaml *key) {
    return key->next ? key->next->next : NULL;
}

static bool wrong(struct pl_run *run, const struct pl_yaml *y, const char *fmt, ...) PL_PRINTF(3, 4);
static bool wrong(struct pl_run *run, const struct pl_yaml *y, const char *fmt, ...) {
    va_list ap;
    va_start(ap, fmt);
    const char *text = pl_vformat(run->pl, fmt, ap);
    va_end(ap);
    struct pl_place place = place_of(run, y);
    return pl_say(run->pl, PL_D_CONFIG, &place, "%s", text);
}

static int key_named(const char *word, bool top) {
    for (int i = 0; i < PL_O_COUNT; i++)
        if (pl_options[i].key && strcmp(pl_options[i].key, word) == 0)
            return i == PL_O_ENVIRONMENT && !top ? -1 : i;
    return -1;
}

static bool unknown_key(struct pl_run *run, const struct pl_yaml *key, bool top) {
    struct pl_nearest near = { .wrong = key->s };
    for (int i = 0; i < PL_O_COUNT; i++)
        if (pl_options[i].key && (top || i != PL_O_ENVIRONMENT))
            pl_nearest_add(&near, pl_options[i].key);
    if (top)
        pl_nearest_add(&near, "environments");
    wrong(run, key, "unknown setting \"%s\"", key->s);
    return pl_did_you_mean(run->pl, &near, "poundlock settings lists the keys");
}

static bool is_switch(enum pl_option id) { return pl_options[id].word && !pl_options[id].argument; }

/* NULL when it is neither. */
static const char *truth(const char *s) {
    static const char *const words[][2] = { { "true", "true" }, { "yes", "true" }, { "on", "true" },
                                            { "false", "" }, { "no", "" }, { "off", "" } };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (pl_same_nocase(s, words[i][0]))
            return words[i][1];
    return NULL;
}

static bool check_value(struct pl_run *run, enum pl_option id, const struct pl_yaml *y, bool top) {
    bool many = (pl_options[id].flags & PL_OF_MANY) != 0;
    const char *key = pl_options[id].key;
    if (y->type == PL_Y_LIST && many) {
        for (const struct pl_yaml *item = y->child; item; item = item->next)
            if (item->type != PL_Y_SCALAR)
                return wrong(run, item, "\"%s\" is a list of texts", key);
        return true;
    }
    if (pl_options[id].flags & PL_OF_PAIRS && y->type == PL_Y_MAP) {
        for (const struct pl_yaml *pair = y->child; pair; pair = next_key(pair))
            if (pair->next->type != PL_Y_SCALAR)
                return wrong(run, pair->next, "\"%s\" is a map of texts", key);
        return true;
    }
    if (pl_options[id].flags & PL_OF_INLINE && y->type == PL_Y_MAP)
        return top || wrong(run, y, "\"%s\" of an environment is a path: the map itself stands at the top of the file", key);
    if (y->type != PL_Y_SCALAR)
        return wrong(run, y, many ? "\"%s\" is a list of texts" : "\"%s\" has one value", key);
    if (is_switch(id) && !truth(y->s))
        return wrong(run, y, "\"%s\" is true or false, not \"%s\"", key, y->s);
    return true;
}

static bool check_map(struct pl_run *run, const struct pl_yaml *map, bool top);

static bool check_environments(struct pl_run *run, const struct pl_yaml *map) {
    if (map->type != PL_Y_MAP)
        return wrong(run, map, "\"environments\" is a map from names to settings");
    for (const struct pl_yaml *key = map->child; key; key = next_key(key))
        if (key->next->type != PL_Y_MAP)
            return wrong(run, key->next, "environment \"%s\" is a map of settings", key->s);
        else if (!check_map(run, key->next, false))
            return false;
    return true;
}

static bool check_map(struct pl_run *run, const struct pl_yaml *map, bool top) {
    uint64_t seen = 0;
    for (const struct pl_yaml *key = map->child; key; key = next_key(key)) {
        bool environments = top && strcmp(key->s, "environments") == 0;
        int id = environments ? PL_O_COUNT : key_named(key->s, top);
        if (id < 0)
            return unknown_key(run, key, top);
        if (seen >> id & 1u && !(key->flags & PL_Y_MERGED))
            return wrong(run, key, "\"%s\" is said twice", key->s);
        seen |= UINT64_C(1) << id;
        if (environments ? !check_environments(run, key->next) : !check_value(run, (enum pl_option)id, key->next, top))
            return false;
    }
    return true;
}

static const struct pl_yaml *map_value(const struct pl_yaml *map, const char *word) {
    for (const struct pl_yaml *key = map ? map->child : NULL; key; key = next_key(key))
        if (strcmp(key->s, word) == 0)
            return key->next;
    return NULL;
}

static void take_value(struct pl_run *run, enum pl_option id, const struct pl_yaml *y) {
    struct pl_setting *s = &run->set[id];
    bool here = pl_options[id].flags & PL_OF_INLINE && y->type == PL_Y_MAP;
    const char *text = is_switch(id) ? truth(y->s) : here ? run->file : y->s;
    if (s->rank != PL_UNSAID || pl_yaml_null(y))
        return;
    s->rank = PL_FROM_FILE;
    s->place = place_of(run, y);
    s->from = pl_format(run->pl, "%s:%d", run->file, s->place.line);
    s->ready = is_switch(id) || here;
    s->text = is_switch(id) && !*text ? NULL : pl_strdup(run->pl, text);
    if (!(pl_options[id].flags & PL_OF_MANY))
        return;
    s->list = pl_alloc(run->pl, sizeof *s->list * (y->size + 2));
    if (y->type == PL_Y_SCALAR)
        s->list[s->count++] = s->text;
    if (y->type == PL_Y_MAP)
        for (const struct pl_yaml *pair = y->child; pair; pair = next_key(pair))
            s->list[s->count++] = pl_format(run->pl, "%s=%s", pair->s, pair->next->s);
    else
        for (const struct pl_yaml *item = y->child; item; item = item->next)
            s->list[s->count++] = pl_strdup(run->pl, item->s);
}

static bool no_environment(struct pl_settings_file *f, const char *name, const struct pl_yaml *all) {
    struct pl_run *run = f->run;
    struct pl_nearest near = { .wrong = name };
    if (!run->file)
        return pl_say(run->pl, PL_D_CONFIG, NULL, "no %s is found, so there is no environment \"%s\"",
                      PL_SETTINGS_FILE, name);
    for (const struct pl_yaml *key = all ? all->child : NULL; key; key = next_key(key))
        pl_nearest_add(&near, key->s);
    struct pl_place place = { run->file, all ? (int)all->line : 0, all ? (int)all->column : 0 };
    pl_say(run->pl, PL_D_CONFIG, &place, "there is no environment \"%s\"", name);
    return pl_did_you_mean(run->pl, &near, NULL);
}

bool pl_settings_take(struct pl_settings_file *f, const char *name, uint64_t which) {
    struct pl_run *run = f->run;
    const struct pl_yaml *map = f->root;
    if (name) {
        const struct pl_yaml *all = map_value(f->root, "environments");
        map = map_value(all, name);
        if (!map)
            return no_environment(f, name, all);
    }
    /* The file's password belongs to the file's database: `-d postgres://elsewhere` must not be told it. */
    enum pl_rank database = run->set[PL_O_DATABASE].rank;
    bool stranger = database == PL_FROM_OPTION || database == PL_FROM_VARIABLE;
    for (const struct pl_yaml *key = map ? map->child : NULL; key; key = next_key(key)) {
        int id = key_named(key->s, !name);
        if (id >= 0 && (which >> id & 1u) && !(stranger && (pl_options[id].flags & PL_OF_LOGIN)))
            take_value(run, (enum pl_option)id, key->next);
    }
    return true;
}

/* Sets run->file and run->folder when there is a file. */
static void find_file(struct pl_run *run) {
    char cwd[4096];
    int depth = 0;
    if (getcwd(cwd, sizeof cwd))
        for (const char *s = cwd; *s; s++)
            depth += *s == '/' && s[1];
    struct pl_text up = { .pl = run->pl };
    pl_add(&up, "");
    for (int i = 0; i <= depth; i++, pl_add(&up, "../")) {
        const char *file = pl_format(run->pl, "%s%s", up.s, PL_SETTINGS_FILE);
        if (access(file, F_OK) != 0)
            continue;
        run->file = file;
        run->folder = pl_strdup(run->pl, up.s);
        return;
    }
}

bool pl_settings_open(struct pl_run *run, struct pl_settings_file **out) {
    struct pl_settings_file *f = *out = PL_NEW(run->pl, struct pl_settings_file);
    const char *config = run->set[PL_O_CONFIG].text;
    char *text;
    size_t len;
    f->run = run;
    run->folder = "";
    if (config) {
        const char *slash = strrchr(config, '/');
        run->file = config;
        run->folder = slash ? pl_strndup(run->pl, config, (size_t)(slash - config) + 1) : "";
    } else {
        find_file(run);
    }
    if (!run->file)
        return true;
    if (!pl_read_file(run->pl, run->file, MOST_BYTES, &text, &len))
        return false;
    f->scratch = pl_new();
    if (!pl_yaml_compose(f->scratch, f->scratch, run->file, text, len, &f->root)) {
        const struct pl_diag *d = pl_diags(f->scratch);
        struct pl_place place = { run->file, d->line, d->column };
        return pl_say(run->pl, PL_D_CONFIG, &place, "%s", d->text);
    }
    if (!f->root || pl_yaml_null(f->root)) {
        f->root = NULL;
        return true;
    }
    if (f->root->type != PL_Y_MAP)
        return wrong(run, f->root, "settings are a map, as in \"database: sqlite:shop.db\"");
    return check_map(run, f->root, true);
}

void pl_settings_close(struct pl_settings_file *f) {
    if (f && f->scratch)
        pl_free(f->scratch);
}
