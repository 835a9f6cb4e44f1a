/* `jobs:` in YAML, into manifests. Refuses words that neither a job nor the models have, and the same job said twice, in one
 * file or in two.
 *
 * The one idea: a job's map is a map of models with a few words of its own between. Those are read here, the rest by the one
 * reader of models, and what both say lies in one realm. */
#include <stdlib.h>
#include <string.h>
#include "engine/yaml_tree.h"
#include "migrations/files.h"
#include "migrations/manifest.h"

struct loading {
    struct pl *pl;
    const struct pl_source_options *o;
    const char *only;
    bool settings;
    struct pl_manifest *first, **tail;
    struct pl_reader rd;                               /* of the file at hand */
};

const char *const pl_job_words[] = { [PL_READS] = "reads", [PL_WRITES] = "writes", [PL_UPDATES] = "updates", [PL_JOB_MODELS] = "models",
                                     [PL_JOB_QUERIES] = "queries", [PL_JOB_WORDS] = NULL };
static const char *const endings[] = { ".yaml", ".yml", NULL };

static const struct pl_yaml *next_key(const struct pl_yaml *key) {
    return key->next ? key->next->next : NULL;
}

static struct pl_place place_of(const struct loading *l, const struct pl_yaml *y) {
    return (struct pl_place){ l->rd.file, (int)y->line, (int)y->column };
}

static bool wrong_shape(struct loading *l, const struct pl_yaml *y, const char *wanted, const char *of) {
    return pl_yaml_wrong(&l->rd, PL_D_BAD_VALUE, y, "%s where %s is expected, in %s", pl_yaml_shape(y), wanted, of);
}

/* ---- reads, writes, updates */

/* A name alone, or a list of them. */
static const char *const *read_columns(struct loading *l, const struct pl_yaml *y, const char *of) {
    const struct pl_yaml *item = y->type == PL_Y_LIST ? y->child : pl_yaml_null(y) ? NULL : y;
    const char **list = pl_alloc(l->pl, (y->size + 2) * sizeof *list);
    int n = 0;
    for (; item; item = y->type == PL_Y_LIST ? item->next : NULL) {
        if (item->type != PL_Y_SCALAR || !item->s[0])
            return wrong_shape(l, item, "a column", of), NULL;
        list[n++] = item->s;
    }
    return list;
}

/* It is in the needs by name, so that one comparison finds whatever is missing. */
static void need_by_name(struct pl_realm *r, const struct pl_use *u) {
    struct pl_node *schema = pl_intern(r, r->root, PL_SCHEMA, u->schema), *table = pl_find(r, schema, PL_TABLE, u->table);
    if (!table) {
        table = pl_node_new(r, schema, PL_TABLE, u->table);
        table->place = u->place;
        table->flags |= PL_N_READABLE;
    }
    for (const char *const *c = u->columns; *c; c++)
        if (!pl_find(r, table, PL_COLUMN, *c))
            pl_node_new(r, table, PL_COLUMN, *c)->place = u->place;
}

static bool read_use(struct loading *l, struct pl_manifest *m, enum pl_use_of of, const struct pl_yaml *key, struct pl_use ***tail) {
    char *names[2];
    int n = pl_ref_split(l->pl, key->s, names, 2);
    const char *title = pl_format(l->pl, "\"%s\" of the job \"%s\"", pl_job_words[of], m->name);
    if (n < 1) {
        pl_yaml_wrong(&l->rd, PL_D_BAD_VALUE, key, "\"%s\" is no table, in %s", key->s, title);
        pl_yaml_hint(&l->rd, "a name with dots in it goes in double quotes: '\"odd.name\"'");
        return false;
    }
    const char *const *columns = read_columns(l, key->next, title);
    if (!columns)
        return false;
    struct pl_use *u = PL_NEW(l->pl, struct pl_use);
    *u = (struct pl_use){ .of = of, .schema = n == 2 ? names[0] : "", .table = names[n - 1], .columns = columns,
                          .place = place_of(l, key) };
    **tail = u;
    *tail = &u->next;
    return true;
}

static bool read_uses(struct loading *l, struct pl_manifest *m, enum pl_use_of of, const struct pl_yaml *y, struct pl_use ***tail) {
    if (pl_yaml_null(y))
        return true;
    if (y->type != PL_Y_MAP)
        return wrong_shape(l, y, "a map from tables to columns", pl_format(l->pl, "\"%s\" of the job \"%s\"", pl_job_words[of], m->name));
    for (const struct pl_yaml *key = y->child; key; key = next_key(key))
        if (!read_use(l, m, of, key, tail))
            return false;
    return true;
}

/* ---- one job */

static bool is_wanted(const struct loading *l, const char *name) {
    return !l->only || strcmp(l->only, name) == 0;
}

/* What a path of a file means: beside the file. */
static const char *beside(const struct loading *l, const char *path) {
    const char *slash = strrchr(l->rd.file, '/');
    if (*path == '/' || !slash || pl_files_is_git(path) || pl_source_dialect(path))
        return path;
    return pl_format(l->pl, "%.*s/%s", (int)(slash - l->rd.file), l->rd.file, path);
}

static const struct pl_yaml *value_of(const struct pl_yaml *map, const char *word) {
    for (const struct pl_yaml *key = map->child; key; key = next_key(key))
        if (strcmp(key->s, word) == 0)
            return key->next;
    return NULL;
}

static bool says_models(const struct pl_realm *r) {
    const struct pl_node *schema = r->root->child;
    return schema && (schema->next || schema->child);
}

/* Its models are read for the job that is wanted alone: that may mean a look at another revision. */
static bool read_release(struct loading *l, struct pl_manifest *m, const struct pl_yaml *y) {
    struct pl_manifest *release;
    if (y->type != PL_Y_SCALAR || pl_yaml_null(y))
        return wrong_shape(l, y, "a models folder or file, or git:REV:PATH", pl_format(l->pl, "\"models\" of the job \"%s\"", m->name));
    if (says_models(m->needs)) {
        pl_yaml_wrong(&l->rd, PL_D_BAD_VALUE, y, "the job \"%s\" says both a whole release and single objects", m->name);
        pl_yaml_hint(&l->rd, "leave out \"models\", or say the objects with reads, writes and updates");
        return false;
    }
    if (!is_wanted(l, m->name))
        return true;
    if (!pl_manifest_of_source(l->pl, beside(l, y->s), l->o, &release))
        return false;
    m->needs = release->needs;
    m->uses = release->uses;
    return true;
}

static bool read_queries(struct loading *l, struct pl_manifest *m, const struct pl_yaml *y) {
    const struct pl_yaml *item = y->type == PL_Y_LIST ? y->child : pl_yaml_null(y) ? NULL : y;
    struct pl_job_query **tail = &m->queries;
    for (; item; item = y->type == PL_Y_LIST ? item->next : NULL) {
        if (item->type != PL_Y_SCALAR || !item->s[0])
            return wrong_shape(l, item, "a file, a folder or a pattern", pl_format(l->pl, "\"queries\" of the job \"%s\"", m->name));
        if (is_wanted(l, m->name) && !pl_queries_read(l->pl, l->o->dialect, beside(l, item->s), &tail)) {
            struct pl_place place = place_of(l, item);
            return pl_hint(l->pl, "\"queries\" of the job \"%s\" names it, at %s:%d", m->name, place.file, place.line);
        }
    }
    return true;
}

static bool read_words(struct loading *l, struct pl_manifest *m, const struct pl_yaml *y) {
    struct pl_source_options o = *l->o;
    struct pl_source s = { .text = m->name };
    struct pl_use *uses = NULL, **tail = &uses;
    const struct pl_yaml *models = value_of(y, pl_job_words[PL_JOB_MODELS]), *queries = value_of(y, pl_job_words[PL_JOB_QUERIES]);
    int errors = l->rd.errors;
    o.needs = true;
    l->rd.realm = m->needs;
    l->rd.where = pl_format(l->pl, "in the job \"%s\"", m->name);
    pl_yaml_read_within(&l->rd, y, pl_job_words);
    for (int of = 0; of < PL_JOB_USES; of++) {
        const struct pl_yaml *said = value_of(y, pl_job_words[of]);
        if (said && !read_uses(l, m, (enum pl_use_of)of, said, &tail))
            return false;
    }
    if (l->rd.errors > errors || (models && !read_release(l, m, models)) ||
        (queries && !read_queries(l, m, queries)))
        return false;
    for (const struct pl_use *u = uses; u; u = u->next)
        need_by_name(m->needs, u);
    *tail = m->uses;
    m->uses = uses;
    s.realm = m->needs;
    return models || !is_wanted(l, m->name) || pl_source_ready(l->pl, &o, &s);        /* others may be of another database */
}

static bool read_job(struct loading *l, const struct pl_yaml *key) {
    struct pl_manifest *m = PL_NEW(l->pl, struct pl_manifest);
    *m = (struct pl_manifest){ .name = pl_strdup(l->pl, key->s), .place = place_of(l, key) };
    for (const struct pl_manifest *other = l->first; other; other = other->next)
        if (strcmp(other->name, m->name) == 0)
            return pl_yaml_wrong(&l->rd, PL_D_DUPLICATE, key, "the job \"%s\" is said twice; the first is at %s:%d", m->name,
                                 other->place.file, other->place.line);
    if (key->next->type != PL_Y_MAP)
        return wrong_shape(l, key->next, "a map", pl_format(l->pl, "the job \"%s\"", m->name));
    m->needs = pl_source_realm(l->pl, pl_format(l->pl, "the job \"%s\"", m->name), l->o);
    *l->tail = m;
    l->tail = &m->next;
    return read_words(l, m, key->next);
}

/* ---- files */

static bool unknown_key(struct loading *l, const struct pl_yaml *key) {
    pl_yaml_wrong(&l->rd, PL_D_UNKNOWN_WORD, key, "unknown word \"%s\" at the top of a file of jobs", key->s);
    struct pl_nearest near = { .wrong = key->s };
    pl_nearest_add(&near, "jobs");
    pl_nearest_add(&near, "poundlock");
    if (pl_nearest_word(&near))
        pl_yaml_hint(&l->rd, "did you mean \"%s\"?", pl_nearest_word(&near));
    else
        pl_yaml_hint(&l->rd, "such a file is: jobs: { NAME: { reads: { TABLE: [COLUMN, ...] } } }");
    return false;
}

static bool read_jobs(struct loading *l, const struct pl_yaml *y) {
    bool ok = true;
    if (pl_yaml_null(y))
        return true;
    if (y->type != PL_Y_MAP)
        return wrong_shape(l, y, "a map from jobs to what they need", "\"jobs\"");
    for (const struct pl_yaml *key = y->child; key; key = next_key(key))
        ok &= read_job(l, key);
    return ok;
}

static bool read_top(struct loading *l, const struct pl_yaml *top) {
    if (!top || pl_yaml_null(top))
        return true;
    if (top->type != PL_Y_MAP)
        return wrong_shape(l, top, "a map", "a file of jobs");
    for (const struct pl_yaml *key = top->child; key; key = next_key(key)) {
        if (strcmp(key->s, "jobs") == 0) {
            if (!read_jobs(l, key->next))
                return false;
        } else if (!l->settings && strcmp(key->s, "poundlock") != 0) {
            return unknown_key(l, key);
        }
    }
    return true;
}

static bool read_file(struct loading *l, const struct pl_yaml_options *yaml, const struct pl_file *f) {
    struct pl *scratch = pl_new();
    struct pl_yaml *top;
    l->rd = (struct pl_reader){ .pl = l->pl, .file = f->name, .o = yaml };
    bool ok = pl_yaml_compose(l->pl, scratch, f->name, f->text, f->len, &top) && read_top(l, top);
    pl_free(scratch);
    return ok;
}

static bool pick(struct loading *l, const char *path, struct pl_manifest **out) {
    struct pl_nearest near = { .wrong = l->only };
    struct pl_text all = { .pl = l->pl };
    for (struct pl_manifest *m = l->first; m; m = m->next) {
        pl_nearest_add(&near, m->name);
        pl_addf(&all, "%s%s", all.len ? ", " : "", m->name);
        if (strcmp(m->name, l->only) != 0)
            continue;
        *out = m;
        m->next = NULL;
        return true;
    }
    pl_say(l->pl, PL_D_CONFIG, NULL, "there is no job \"%s\" in %s", l->only, path);
    if (pl_nearest_word(&near))
        return pl_hint(l->pl, "did you mean \"%s\"?", pl_nearest_word(&near));
    return all.len ? pl_hint(l->pl, "there are %s", all.s) : pl_hint(l->pl, "say what it needs: jobs: { %s: { reads: { ... } } }", l->only);
}

bool pl_manifests_load(struct pl *pl, const char *path, const char *only, bool settings, const struct pl_source_options *o,
                       struct pl_manifest **out) {
    struct loading l = { .pl = pl, .o = o, .only = only, .settings = settings };
    struct pl_yaml_options yaml = { .dialects = o->dialect->words, .needs = true };
    struct pl_file *files;
    *out = NULL;
    l.tail = &l.first;
    if (!pl_files_read(pl, path, endings, &files))
        return false;
    for (const struct pl_file *f = files; f; f = f->next)
        if (!read_file(&l, &yaml, f))
            return false;
    if (only)
        return pick(&l, path, out);
    *out = l.first;
    return true;
}

bool pl_manifests_in(struct pl *pl, const char *path) {
    struct pl_mark mark = pl_diag_mark(pl);
    struct pl *scratch = pl_new();
    struct pl_file *files = NULL;
    bool found = false;
    if (!pl_source_dialect(path) && pl_files_read(pl, path, endings, &files))
        for (const struct pl_file *f = files; f && !found; f = f->next) {
            struct pl_yaml *top = NULL;
            found = pl_yaml_compose(scratch, scratch, f->name, f->text, f->len, &top) && top && top->type == PL_Y_MAP &&
                    value_of(top, "jobs");
        }
    pl_diag_forget(pl, mark);
    pl_free(scratch);
    return found;
}
