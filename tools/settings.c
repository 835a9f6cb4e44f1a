/* Settings: who says what, and what it means. Nothing is expanded before it is asked for. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "dialects/dialect.h"
#include "tools/settings.h"

static void take_variable(struct pl_run *run, enum pl_option id) {
    struct pl_setting *s = &run->set[id];
    const char *names = pl_options[id].variables;
    while (names && s->rank == PL_UNSAID) {
        size_t len = strcspn(names, " ");
        const char *name = pl_strndup(run->pl, names, len);
        const char *value = getenv(name);
        names = names[len] ? names + len + 1 : NULL;
        if (!value || !*value)
            continue;
        s->text = pl_strdup(run->pl, value);
        s->rank = PL_FROM_VARIABLE;
        s->from = pl_format(run->pl, "environment %s", name);
        s->place.file = s->from;
        bool is_switch = pl_options[id].word && !pl_options[id].argument;
        if (is_switch && (pl_same(value, "0") || pl_same_nocase(value, "false") || pl_same_nocase(value, "no")))
            s->text = NULL;
    }
}

static void take_default(struct pl_run *run, enum pl_option id) {
    struct pl_setting *s = &run->set[id];
    if (s->rank != PL_UNSAID || !pl_options[id].otherwise)
        return;
    *s = (struct pl_setting){ .text = pl_options[id].otherwise, .rank = PL_FROM_DEFAULT, .from = "default", .ready = true };
}

static bool read_all(struct pl_run *run) {
    struct pl_settings_file *f = NULL;
    bool ok = false;
    bool asked = run->set[PL_O_ENVIRONMENT].rank == PL_FROM_OPTION;
    take_variable(run, PL_O_CONFIG);
    if (!pl_settings_open(run, &f) || (asked && !pl_settings_take(f, run->set[PL_O_ENVIRONMENT].text, UINT64_MAX)))
        goto done;
    for (int i = 0; i < PL_O_COUNT; i++)
        take_variable(run, (enum pl_option)i);
    if (!asked) {
        /* The file's own `environment:` chooses too. */
        const char *name;
        if (!pl_settings_take(f, NULL, UINT64_C(1) << PL_O_ENVIRONMENT) || !pl_value(run, PL_O_ENVIRONMENT, &name))
            goto done;
        if (name && !pl_settings_take(f, name, UINT64_MAX))
            goto done;
    }
    ok = pl_settings_take(f, NULL, UINT64_MAX);
done:
    pl_settings_close(f);
    return ok;
}

bool pl_settings_load(struct pl_run *run) {
    bool ok = true;
    run->folder = "";
    if (run->command->flags & PL_CF_SETTINGS)
        ok = read_all(run);
    else if (run->command->flags & PL_CF_VARIABLES)
        for (int i = 0; i < PL_O_COUNT; i++)
            take_variable(run, (enum pl_option)i);
    for (int i = 0; i < PL_O_COUNT; i++)
        take_default(run, (enum pl_option)i);
    return ok;
}

/* ---- what a value of the file means */

static bool wrong(struct pl_run *run, enum pl_option id, const char *what) {
    return pl_say(run->pl, PL_D_CONFIG, &run->set[id].place, "\"%s\": %s", pl_options[id].key, what);
}

static bool add_variable(struct pl_run *run, enum pl_option id, struct pl_text *t, const char *inside) {
    size_t len = strspn(inside, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");
    const char *name = pl_strndup(run->pl, inside, len);
    const char *rest = inside + len;
    if (!len || (*rest && !pl_starts(rest, ":-")))
        return wrong(run, id, pl_format(run->pl, "\"${%s}\" is not ${NAME} or ${NAME:-otherwise}", inside));
    const char *value = getenv(name);
    if ((!value || !*value) && *rest)
        value = rest + 2;
    if (!value) {
        wrong(run, id, pl_format(run->pl, "the environment variable \"%s\" is not set", name));
        return pl_hint(run->pl, "export %s=..., or write ${%s:-otherwise}", name, name);
    }
    pl_add(t, value);
    return true;
}

/* ${NAME}, ${NAME:-otherwise}; $${ stands for ${ itself. */
static bool expand(struct pl_run *run, enum pl_option id, const char *s, struct pl_text *t) {
    pl_add(t, "");
    while (*s) {
        const char *open = strstr(s, "${");
        if (!open)
            break;
        if (open > s && open[-1] == '$') {
            pl_addn(t, s, (size_t)(open - s) - 1);
            pl_add(t, "${");
            s = open + 2;
            continue;
        }
        const char *close = strchr(open, '}');
        if (!close)
            return wrong(run, id, "a \"${\" has no \"}\"");
        pl_addn(t, s, (size_t)(open - s));
        if (!add_variable(run, id, t, pl_strndup(run->pl, open + 2, (size_t)(close - open) - 2)))
            return false;
        s = close + 1;
    }
    pl_add(t, s);
    return true;
}

static const char *beside_file(struct pl_run *run, const char *path) {
    return *path == '/' || !*path ? path : pl_format(run->pl, "%s%s", run->folder, path);
}

static bool first_line(struct pl_run *run, enum pl_option id, const char *path, const char **out) {
    char *text;
    size_t len;
    if (access(path, R_OK) != 0)
        return wrong(run, id, pl_format(run->pl, "cannot read \"%s\": %s", path, strerror(errno)));
    if (!pl_read_file(run->pl, path, 64 * 1024, &text, &len))
        return false;
    *out = pl_strndup(run->pl, text, strcspn(text, "\r\n"));
    return true;
}

/* A database may be a file beside poundlock.yaml: as a bare path, or behind a scheme without slashes ("sqlite:shop.db"). */
static const char *source_beside_file(struct pl_run *run, const char *text) {
    size_t scheme = strspn(text, "abcdefghijklmnopqrstuvwxyz");
    bool has_scheme = text[scheme] == ':';
    const char *path = has_scheme ? text + scheme + 1 : text;
    if (!*run->folder || !*path || *path == '/' || *path == ':' || (!has_scheme && strchr(path, '=')))
        return text;
    return pl_format(run->pl, "%.*s%s", (int)(path - text), text, beside_file(run, path));
}

static bool make_ready(struct pl_run *run, enum pl_option id) {
    struct pl_setting *s = &run->set[id];
    unsigned flags = pl_options[id].flags;
    bool file = s->rank == PL_FROM_FILE;
    bool secret_file = file && (flags & PL_OF_SECRET) && pl_starts(s->text, "file:");
    const char *text = s->text;
    if (file) {
        struct pl_text t = { .pl = run->pl };
        if (!expand(run, id, text, &t))
            return false;
        text = t.s;
    }
    if (secret_file && !first_line(run, id, beside_file(run, text + strlen("file:")), &text))
        return false;
    if (file && (flags & PL_OF_PATH))
        text = beside_file(run, text);
    if (file && (flags & PL_OF_SOURCE))
        text = source_beside_file(run, text);
    const char *refused = pl_option_refuses(run->pl, id, text);
    if (refused)
        return wrong(run, id, pl_format(run->pl, "\"%s\" %s", text, refused));
    s->text = text;
    s->ready = true;
    return true;
}

bool pl_value(struct pl_run *run, enum pl_option id, const char **out) {
    struct pl_setting *s = &run->set[id];
    *out = NULL;
    if (s->text && !s->ready && !make_ready(run, id))
        return false;
    *out = s->text && *s->text ? s->text : NULL;
    return true;
}
