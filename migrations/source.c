/* Sources: the one place where sorts of sources are told apart. */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include "migrations/source.h"

enum { LARGEST_MODEL = 64 * 1024 * 1024, MOST_FILES = 100000 };

/* ---- models */

static bool read_models_file(struct pl_realm *r, const char *path, const struct pl_source_options *o) {
    char *text;
    size_t len;
    struct pl_yaml_options yaml = { .dialects = o->dialect->words, .needs = o->needs };
    return pl_read_file(r->pl, path, LARGEST_MODEL, &text, &len) && pl_yaml_read(r, path, text, len, &yaml);
}

static int by_name(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool is_model(const char *name) {
    size_t n = strlen(name);
    return name[0] != '.' && ((n > 5 && strcmp(name + n - 5, ".yaml") == 0) || (n > 4 && strcmp(name + n - 4, ".yml") == 0));
}

/* Files in the order of their names, folders below included: the same models on every file system. */
static bool read_models_folder(struct pl_realm *r, const char *path, const struct pl_source_options *o, int *files) {
    struct pl *pl = r->pl;
    struct dirent **entry = NULL;
    int n = scandir(path, &entry, NULL, NULL);
    bool ok = n >= 0;
    if (!ok)
        pl_say(pl, PL_D_NO_FILE, NULL, "cannot read the folder \"%s\"", path);
    char **name = pl_alloc(pl, ((size_t)(n < 0 ? 0 : n) + 1) * sizeof *name);
    for (int i = 0; i < n; i++) {
        name[i] = pl_strdup(pl, entry[i]->d_name);
        free(entry[i]);
    }
    free(entry);
    if (n > 0)
        qsort(name, (size_t)n, sizeof *name, by_name);
    for (int i = 0; ok && i < n; i++) {
        char *file = pl_format(pl, "%s%s%s", path, path[strlen(path) - 1] == '/' ? "" : "/", name[i]);
        struct stat st;
        if (name[i][0] == '.' || stat(file, &st) != 0)
            continue;
        if (S_ISDIR(st.st_mode))
            ok = read_models_folder(r, file, o, files);
        else if (is_model(name[i]) && ++*files <= MOST_FILES)
            ok = read_models_file(r, file, o);
    }
    return ok;
}

static bool load_models(struct pl *pl, const char *path, const struct pl_source_options *o, struct pl_source *out) {
    struct stat st;
    int files = 0;
    if (stat(path, &st) != 0) {
        pl_say(pl, PL_D_NO_FILE, NULL, "there is no models file or folder \"%s\"", out->text);
        return pl_hint(pl, "name one with --models, or write models from a database: poundlock init URL");
    }
    out->realm = pl_realm_new(pl, path);
    out->dialect = o->dialect;
    if (S_ISDIR(st.st_mode)) {
        if (!read_models_folder(out->realm, path, o, &files))
            return false;
        if (!files) {
            pl_say(pl, PL_D_NO_FILE, NULL, "the models folder \"%s\" holds no .yaml file", path);
            return pl_hint(pl, "write models from a database: poundlock inspect URL > %s/schema.yaml", path);
        }
    } else if (!read_models_file(out->realm, path, o)) {
        return false;
    }
    if (!o->needs && !pl_realm_check(out->realm))
        return false;
    return pl_adapt(out->realm, o->dialect, o->version ? o->version : ~0u, o->schema ? o->schema : "");
}

/* ---- databases */

static bool load_database(struct pl *pl, const char *text, const struct pl_source_options *o, struct pl_source *out) {
    const struct pl_dialect *d = pl_source_dialect(text);
    out->db = d->open(pl, text, &o->login);
    if (!out->db)
        return false;
    out->dialect = out->db->dialect;
    out->realm = pl_inspect(out->db);
    return out->realm != NULL;
}

static bool is_database(const char *text) {
    return pl_dialect_of(text) != NULL;
}

static bool is_anything(const char *text) {
    return *text != '\0';
}

/* The sorts, the first that fits. SQL files, migrations folders and git revisions will be rows here. */
static const struct sort {
    const char *word;
    bool (*fits)(const char *text);
    bool (*load)(struct pl *pl, const char *text, const struct pl_source_options *o, struct pl_source *out);
} sorts[] = {
    { "database", is_database, load_database },
    { "models", is_anything, load_models },
};

const struct pl_dialect *pl_source_dialect(const char *text) {
    return pl_dialect_of(text);
}

/* ---- what is left out on purpose */

static bool is_ignored(struct pl *pl, const struct pl_node *n, const char *const *patterns) {
    const char *path = pl_path(pl, n);
    for (; *patterns; patterns++)
        if (pl_glob(*patterns, path) || pl_glob(*patterns, n->name))
            return true;
    return false;
}

static void ignore(struct pl_realm *r, struct pl_node *parent, const char *const *patterns) {
    for (struct pl_node *n = parent->child, *next; n; n = next) {
        next = n->next;
        if (n->kind == PL_SCHEMA && !n->name[0])
            ignore(r, n, patterns);
        else if (is_ignored(r->pl, n, patterns))
            pl_remove(r, n);
        else if (n->kind == PL_SCHEMA)
            ignore(r, n, patterns);
    }
}

bool pl_source_load(struct pl *pl, const char *text, const struct pl_source_options *o, struct pl_source *out) {
    *out = (struct pl_source){ .text = pl_source_masked(pl, text) };
    for (size_t i = 0; i < sizeof sorts / sizeof *sorts; i++) {
        if (!sorts[i].fits(text))
            continue;
        if (!sorts[i].load(pl, text, o, out)) {
            pl_source_close(out);
            return false;
        }
        if (o->ignore)
            ignore(out->realm, out->realm->root, o->ignore);
        return true;
    }
    pl_say(pl, PL_D_BAD_URL, NULL, "\"%s\" is no source", out->text);
    return pl_hint(pl, "name a models folder or file, or a database as postgres://..., mysql://..., mariadb://... or sqlite:PATH");
}

void pl_source_close(struct pl_source *s) {
    if (s->db)
        s->db->dialect->close(s->db);
    s->db = NULL;
}

/* Where a URL's user begins, also in one that is mistyped as scheme:/user:SECRET@host or has no scheme at all. */
static const char *user_of(const char *text) {
    const char *authority = strstr(text, "://");
    if (authority)
        return authority + 3;
    if (strchr(text, '='))
        return NULL;
    return pl_source_dialect(text) && strchr(text, ':') ? strchr(text, ':') + 1 : text;
}

/* scheme://user:SECRET@host, ...?password=SECRET and the keyword string's password = 'SECRET'. Rather too much than too
 * little: an unescaped / or @ may be part of the password, so it ends at the last @. */
char *pl_source_masked(struct pl *pl, const char *text) {
    struct pl_text out = { .pl = pl };
    const char *user = user_of(text), *at = user ? strrchr(user, '@') : NULL, *s = text;
    const char *colon = at ? memchr(user, ':', (size_t)(at - user)) : NULL;
    pl_add(&out, "");
    if (colon) {
        pl_addn(&out, text, (size_t)(colon - text) + 1);
        pl_add(&out, "***");
        s = at;
    }
    for (const char *p, *from = s; (p = strstr(from, "password")); from = p) {
        p += strlen("password");
        p += strspn(p, " \t");
        if (*p != '=')
            continue;
        p += 1 + strspn(p + 1, " \t");
        pl_addn(&out, s, (size_t)(p - s));
        pl_add(&out, "***");
        if (*p == '\'')
            for (p++; *p && *p != '\''; p++)
                p += *p == '\\' && p[1];
        s = p += strcspn(p, "& \t");
    }
    pl_add(&out, s);
    return out.s;
}
