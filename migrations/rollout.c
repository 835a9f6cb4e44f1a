/* release.yaml into a rollout. It refuses words that it does not know, releases that nobody declares, and events that cannot be
 * (a second deploy of what is alive); each with its place. Sources are only noted here: rollout_states.c loads them. */
#include <string.h>
#include "engine/yaml_tree.h"
#include "migrations/manifest.h"
#include "migrations/release.h"

enum { MOST_BYTES = 4 << 20 };

struct reader {
    struct pl_rollout *r;
    const struct pl_rollout_options *o;
    struct pl_release **release_tail;
    struct pl_event **event_tail;
    bool alive[PL_MOST_RELEASES], ever[PL_MOST_RELEASES];
};

/* ---- YAML */

static const struct pl_yaml *next_key(const struct pl_yaml *key) {
    return key->next->next;
}

static struct pl_place place_of(const struct reader *rd, const struct pl_yaml *y) {
    return (struct pl_place){ rd->r->file, (int)y->line, (int)y->column };
}

#define wrong(rd, code, y, ...) \
    pl_say((rd)->r->pl, code, &(struct pl_place){ (rd)->r->file, (int)(y)->line, (int)(y)->column }, __VA_ARGS__)

static bool unknown(struct reader *rd, const struct pl_yaml *key, const char *const *words, const char *where) {
    struct pl_nearest near = { .wrong = key->s };
    struct pl_text all = { .pl = rd->r->pl };
    for (int i = 0; words[i]; i++) {
        pl_nearest_add(&near, words[i]);
        pl_addf(&all, "%s%s", i ? ", " : "", words[i]);
    }
    wrong(rd, PL_D_UNKNOWN_WORD, key, "\"%s\" is no word of %s", key->s, where);
    const char *best = pl_nearest_word(&near);
    return best ? pl_hint(rd->r->pl, "did you mean \"%s\"?", best) : pl_hint(rd->r->pl, "there are %s", pl_text(&all));
}

static const struct pl_yaml *value_of(const struct pl_yaml *map, const char *word) {
    for (const struct pl_yaml *key = map && map->type == PL_Y_MAP ? map->child : NULL; key; key = next_key(key))
        if (strcmp(key->s, word) == 0)
            return key->next;
    return NULL;
}

static bool only_words(struct reader *rd, const struct pl_yaml *map, const char *const *words, const char *where) {
    if (map->type != PL_Y_MAP)
        return wrong(rd, PL_D_BAD_VALUE, map, "%s where %s is expected, which is a map", pl_yaml_shape(map), where);
    for (const struct pl_yaml *key = map->child; key; key = next_key(key)) {
        int i = 0;
        while (words[i] && strcmp(words[i], key->s) != 0)
            i++;
        if (!words[i])
            return unknown(rd, key, words, where);
        if (value_of(map, key->s) != key->next && !(key->flags & PL_Y_MERGED))
            return wrong(rd, PL_D_DUPLICATE, key, "\"%s\" is said twice", key->s);
    }
    return true;
}

/* A scalar, or a list of them; NULL at the end. */
static bool texts(struct reader *rd, const struct pl_yaml *y, const char *what, const char ***out) {
    const char **list = *out = pl_alloc(rd->r->pl, ((size_t)y->size + 2) * sizeof *list);
    if (y->type == PL_Y_SCALAR) {
        *list = pl_yaml_null(y) ? NULL : pl_strdup(rd->r->pl, y->s);
        return true;
    }
    if (y->type != PL_Y_LIST)
        return wrong(rd, PL_D_BAD_VALUE, y, "%s where %s is expected, which is a list", pl_yaml_shape(y), what);
    for (const struct pl_yaml *item = y->child; item; item = item->next) {
        if (item->type != PL_Y_SCALAR)
            return wrong(rd, PL_D_BAD_VALUE, item, "%s where a name is expected, in %s", pl_yaml_shape(item), what);
        *list++ = pl_strdup(rd->r->pl, item->s);
    }
    return true;
}

static bool text(struct reader *rd, const struct pl_yaml *map, const char *word, const char **out) {
    const struct pl_yaml *y = value_of(map, word);
    if (y && (y->type != PL_Y_SCALAR || pl_yaml_null(y)))
        return wrong(rd, PL_D_BAD_VALUE, y, "\"%s\" is one text", word);
    *out = y ? pl_strdup(rd->r->pl, y->s) : NULL;
    return true;
}

/* Paths are relative to the file; databases, revisions and absolute paths are as they are. */
static const char *source_text(const struct reader *rd, const char *s) {
    if (!s || *s == '/' || pl_starts(s, "git:") || pl_source_dialect(s))
        return s;
    return pl_format(rd->r->pl, "%s%s", rd->r->folder, s);
}

/* ---- releases */

static struct pl_release *release_named(const struct pl_rollout *r, const char *name) {
    for (struct pl_release *x = r->releases; x; x = x->next)
        if (strcmp(x->name, name) == 0)
            return x;
    return NULL;
}

static bool no_release(struct reader *rd, const struct pl_yaml *y, const char *name) {
    struct pl_nearest near = { .wrong = name };
    for (const struct pl_release *x = rd->r->releases; x; x = x->next)
        pl_nearest_add(&near, x->name);
    wrong(rd, PL_D_NOWHERE, y, "there is no release \"%s\" under releases:", name);
    const char *best = pl_nearest_word(&near);
    return best ? pl_hint(rd->r->pl, "did you mean \"%s\"?", best) : false;
}

static void mark_all(struct pl_node *n) {
    for (struct pl_node *c = n->child; c; c = c->next) {
        bool computed = c->kind == PL_COLUMN && pl_is(c, PL_COLUMN_GENERATED);
        c->mark = computed ? 0 : PL_USE_WRITTEN | PL_USE_ADDED;
        mark_all(c);
    }
}

static void clear_all(struct pl_node *n) {
    for (struct pl_node *c = n->child; c; c = c->next) {
        c->mark = 0;
        clear_all(c);
    }
}

/* `customer: [id, email]`, or a table alone; "audit.customer" is one of another schema. */
static bool read_use(struct reader *rd, struct pl_realm *needs, const struct pl_yaml *map, const char *word, uint32_t mark) {
    if (map->type != PL_Y_MAP)
        return wrong(rd, PL_D_BAD_VALUE, map, "\"%s\" is a map from tables to columns", word);
    for (const struct pl_yaml *key = map->child; key; key = next_key(key)) {
        const char **columns;
        char *name[2];
        int count = pl_ref_split(needs->pl, key->s, name, 2);
        if (!count || !texts(rd, key->next, word, &columns))
            return count ? false : wrong(rd, PL_D_BAD_VALUE, key, "\"%s\" is no name of a table", key->s);
        struct pl_node *schema = pl_intern(needs, needs->root, PL_SCHEMA, count == 2 ? name[0] : "");
        struct pl_node *table = pl_intern(needs, schema, PL_TABLE, name[count - 1]);
        table->mark |= mark;
        table->place = table->place.file ? table->place : place_of(rd, key);
        for (; *columns; columns++) {
            struct pl_node *column = pl_intern(needs, table, PL_COLUMN, *columns);
            column->mark |= mark;
            column->place = column->place.file ? column->place : place_of(rd, key);
        }
    }
    return true;
}

/* What a manifest says of who writes, as marks. */
static void take_manifest(struct pl_release *x, const struct pl_manifest *m) {
    x->needs = m->needs;
    clear_all(x->needs->root);
    for (const struct pl_use *u = m->uses; u; u = u->next) {
        uint32_t mark = u->of == PL_READS ? 0 : u->of == PL_UPDATES ? PL_USE_WRITTEN : PL_USE_WRITTEN | PL_USE_ADDED;
        struct pl_node *schema = pl_intern(x->needs, x->needs->root, PL_SCHEMA, u->schema);
        struct pl_node *table = pl_intern(x->needs, schema, PL_TABLE, u->table);
        table->mark |= mark;
        for (const char *const *c = u->columns; *c; c++)
            pl_intern(x->needs, table, PL_COLUMN, *c)->mark |= mark;
    }
}

static bool read_job(struct reader *rd, struct pl_release *x, const struct pl_yaml *at, const char *job) {
    struct pl_source_options o = rd->o->source;
    struct pl_manifest *m;
    const char *jobs = rd->o->jobs;
    o.dialect = rd->r->dialect;
    if (!jobs)
        return wrong(rd, PL_D_NOWHERE, at, "there is no job \"%s\": no jobs are declared", job);
    if (!pl_manifests_load(rd->r->pl, jobs, job, pl_same(jobs, rd->o->settings), &o, &m))
        return false;
    take_manifest(x, m);
    return true;
}

/* What a job says that it needs: a declared job, or a file in the words of the models; and the tables that it reads and writes. */
static bool read_needs(struct reader *rd, struct pl_release *x, const struct pl_yaml *y) {
    static const struct { const char *word; uint32_t mark; } uses[] = {
        { "reads", 0 }, { "updates", PL_USE_WRITTEN }, { "writes", PL_USE_WRITTEN | PL_USE_ADDED } };
    struct pl_source_options o = rd->o->source;
    struct pl_manifest *m;
    const char *file = NULL, *job = NULL;
    o.dialect = rd->r->dialect;
    if (!text(rd, y, "needs", &file) || !text(rd, y, "job", &job))
        return false;
    if (file && job)
        return wrong(rd, PL_D_BAD_VALUE, y->child, "the needs are those of a job or of a file, not both");
    x->needs = pl_realm_new(rd->r->pl, x->name);
    x->needs->nocase = rd->r->dialect->nocase | o.nocase;
    x->needs->backslash = (rd->r->dialect->flags & PL_DL_BACKSLASH) != 0;
    if (job && !read_job(rd, x, value_of(y, "job"), job))
        return false;
    if (file && !pl_manifest_of_needs(rd->r->pl, source_text(rd, file), &o, &m))
        return false;
    if (file)
        take_manifest(x, m);
    for (size_t i = 0; i < sizeof uses / sizeof *uses; i++) {
        const struct pl_yaml *map = value_of(y, uses[i].word);
        if (map && !read_use(rd, x->needs, map, uses[i].word, uses[i].mark))
            return false;
    }
    return true;
}

static bool read_models(struct reader *rd, struct pl_release *x, const char *source) {
    struct pl_source_options o = rd->o->source;
    struct pl_source s;
    o.dialect = rd->r->dialect;
    if (!pl_source_load(rd->r->pl, source_text(rd, source), &o, &s))
        return pl_hint(rd->r->pl, "it is the models of the release \"%s\", %s:%d", x->name, rd->r->file, x->place.line);
    pl_source_close(&s);
    x->needs = s.realm;
    x->whole = true;
    mark_all(x->needs->root);
    return true;
}

static bool read_release(struct reader *rd, const struct pl_yaml *key) {
    static const char *const words[] = { "models", "job", "needs", "reads", "updates", "writes", NULL };
    const struct pl_yaml *y = key->next;
    struct pl_release *x = PL_NEW(rd->r->pl, struct pl_release);
    const char *models = y->type == PL_Y_SCALAR && !pl_yaml_null(y) ? y->s : NULL;
    *x = (struct pl_release){ .name = pl_strdup(rd->r->pl, key->s), .place = place_of(rd, key), .index = rd->r->release_count++ };
    x->from = x->to = x->retired = -2;
    if (release_named(rd->r, x->name))
        return wrong(rd, PL_D_DUPLICATE, key, "the release \"%s\" is said twice", x->name);
    if (x->index == PL_MOST_RELEASES)
        return wrong(rd, PL_D_TOO_LARGE, key, "there are more than %d releases and jobs", (int)PL_MOST_RELEASES);
    *rd->release_tail = x;
    rd->release_tail = &x->next;
    if (!models && (!only_words(rd, y, words, "a release") || !text(rd, y, "models", &models)))
        return false;
    if (models && y->type == PL_Y_MAP && y->child->next->next)
        return wrong(rd, PL_D_BAD_VALUE, y->child, "a release is known by its models or says its needs, not both");
    if (!models && !y->child)
        return wrong(rd, PL_D_MISSING, key, "nothing is said of what the release \"%s\" needs", x->name);
    return models ? read_models(rd, x, pl_strdup(rd->r->pl, models)) : read_needs(rd, x, y);
}

/* ---- events */

static struct pl_event *add_event(struct reader *rd, enum pl_event_sort sort, const struct pl_yaml *at) {
    struct pl_event *e = PL_NEW(rd->r->pl, struct pl_event);
    *e = (struct pl_event){ .sort = sort, .number = ++rd->r->event_count, .slot = rd->r->fixed_count, .place = place_of(rd, at) };
    rd->r->fixed_count += sort != PL_MIGRATE;
    *rd->event_tail = e;
    rd->event_tail = &e->next;
    return e;
}

static bool read_migrate(struct reader *rd, struct pl_event *e, const struct pl_yaml *y) {
    static const char *const words[] = { "to", "only", "except", "last", NULL };
    const struct pl_yaml *only = value_of(y, "only"), *except = value_of(y, "except");
    const char *to = y->type == PL_Y_SCALAR && !pl_yaml_null(y) ? pl_strdup(rd->r->pl, y->s) : NULL;
    if (!to && (!only_words(rd, y, words, "a migrate step") || !text(rd, y, "to", &to) || !text(rd, y, "last", &e->last)))
        return false;
    if (!to)
        return wrong(rd, PL_D_MISSING, y, "a migrate step without \"to\": what is the schema then?");
    if (only && except)
        return wrong(rd, PL_D_BAD_VALUE, y, "a migrate step has \"only\" or \"except\", not both");
    if ((only && !texts(rd, only, "\"only\"", &e->only)) || (except && !texts(rd, except, "\"except\"", &e->except)))
        return false;
    e->text = to;
    e->source = source_text(rd, to);
    e->title = pl_format(rd->r->pl, "migrate to %s%s%s", pl_source_masked(rd->r->pl, to), e->last ? ", up to " : "",
                         e->last ? e->last : "");
    return true;
}

static const char *const sorts[PL_EVENT_SORTS + 1] = {
    [PL_MIGRATE] = "migrate", [PL_DEPLOY] = "deploy", [PL_RETIRE] = "retire", [PL_ROLLBACK] = "rollback"
};

/* A rollback that must stay possible keeps a release alive in thought up to there. */
static bool read_fixed(struct reader *rd, struct pl_event *e, const struct pl_yaml *y) {
    struct pl_release *x = y->type == PL_Y_SCALAR && !pl_yaml_null(y) ? release_named(rd->r, y->s) : NULL;
    int number = e->slot;
    if (y->type != PL_Y_SCALAR || pl_yaml_null(y))
        return wrong(rd, PL_D_BAD_VALUE, y, "\"%s\" names a release", sorts[e->sort]);
    if (!x)
        return no_release(rd, y, y->s);
    e->release = x;
    e->title = pl_format(rd->r->pl, "%s %s", sorts[e->sort], x->name);
    if (e->sort == PL_DEPLOY && rd->alive[x->index])
        return wrong(rd, PL_D_BAD_VALUE, y, "\"%s\" is deployed and is alive already", x->name);
    if (e->sort == PL_DEPLOY && rd->ever[x->index])
        return wrong(rd, PL_D_BAD_VALUE, y, "\"%s\" is deployed a second time: give it a second name, or say rollback", x->name);
    if (e->sort == PL_RETIRE && !rd->alive[x->index])
        return wrong(rd, PL_D_BAD_VALUE, y, "\"%s\" is retired and is not alive", x->name);
    if (e->sort == PL_ROLLBACK && !rd->ever[x->index])
        return wrong(rd, PL_D_BAD_VALUE, y, "nobody can go back to \"%s\": it never ran", x->name);
    if (e->sort == PL_DEPLOY)
        x->from = number;
    else if (e->sort == PL_RETIRE || x->to >= 0)
        x->to = number;
    if (e->sort == PL_RETIRE)
        x->retired = number;
    rd->alive[x->index] = e->sort == PL_DEPLOY || (rd->alive[x->index] && e->sort != PL_RETIRE);
    rd->ever[x->index] |= e->sort == PL_DEPLOY;
    return true;
}

static bool read_event(struct reader *rd, const struct pl_yaml *item) {
    const struct pl_yaml *key = item->type == PL_Y_MAP ? item->child : NULL;
    int sort = 0;
    if (!key || next_key(key))
        return wrong(rd, PL_D_BAD_VALUE, item, "a step is one of migrate, deploy, retire and rollback, as in \"- deploy: v18\"");
    while (sort < PL_EVENT_SORTS && strcmp(sorts[sort], key->s) != 0)
        sort++;
    if (sort == PL_EVENT_SORTS)
        return unknown(rd, key, sorts, "the rollout");
    struct pl_event *e = add_event(rd, (enum pl_event_sort)sort, key);
    return sort == PL_MIGRATE ? read_migrate(rd, e, key->next) : read_fixed(rd, e, key->next);
}

/* ---- the top */

static bool read_start(struct reader *rd, const struct pl_yaml *y) {
    static const char *const words[] = { "schema", "alive", NULL };
    const struct pl_yaml *alive = value_of(y, "alive");
    const char *schema = NULL, **names;
    if (!only_words(rd, y, words, "the start") || !text(rd, y, "schema", &schema))
        return false;
    if (!schema)
        return wrong(rd, PL_D_MISSING, y, "the start says no \"schema\"");
    rd->r->start = source_text(rd, schema);
    rd->r->start_place = place_of(rd, y);
    if (!alive)
        return true;
    if (!texts(rd, alive, "\"alive\"", &names))
        return false;
    for (; *names; names++) {
        struct pl_release *x = release_named(rd->r, *names);
        if (!x)
            return no_release(rd, alive, *names);
        rd->alive[x->index] = rd->ever[x->index] = true;
        x->from = -1;
    }
    return true;
}

static bool read_rules(struct reader *rd, const struct pl_yaml *map) {
    static const struct { const char *word; int severity; } severities[] = {
        { "error", PL_ERROR }, { "warning", PL_WARNING }, { "note", PL_NOTE }, { "off", PL_HURT_OFF } };
    if (map->type != PL_Y_MAP)
        return wrong(rd, PL_D_BAD_VALUE, map, "\"rules\" is a map from rules to severities");
    for (const struct pl_yaml *key = map->child; key; key = next_key(key)) {
        struct pl_nearest near = { .wrong = key->s };
        size_t s = 0;
        bool known = false;
        while (s < 4 && (key->next->type != PL_Y_SCALAR || strcmp(severities[s].word, key->next->s) != 0))
            s++;
        if (s == 4)
            return wrong(rd, PL_D_BAD_VALUE, key->next, "the severity of \"%s\" is error, warning, note or off", key->s);
        for (int i = 0; i < PL_HURT_COUNT; i++) {
            pl_nearest_add(&near, pl_hurt_rows[i].word);
            if (strcmp(pl_hurt_rows[i].word, key->s) != 0)
                continue;
            known = true;
            rd->r->severity[i][0] = rd->r->severity[i][1] = severities[s].severity;
        }
        if (!known) {
            wrong(rd, PL_D_UNKNOWN_WORD, key, "there is no rule \"%s\"", key->s);
            return pl_nearest_word(&near) && pl_hint(rd->r->pl, "did you mean \"%s\"?", pl_nearest_word(&near));
        }
    }
    return true;
}

static bool read_dialect(struct reader *rd, const struct pl_yaml *top) {
    const char *word = NULL;
    rd->r->dialect = rd->o->source.dialect;
    if (!text(rd, top, "dialect", &word))
        return false;
    if (word && !rd->r->dialect && !(rd->r->dialect = pl_dialect_named(word)))
        return wrong(rd, PL_D_BAD_VALUE, value_of(top, "dialect"), "unknown dialect \"%s\"", word);
    if (!rd->r->dialect)
        rd->r->dialect = rd->o->of_database;
    if (rd->r->dialect)
        return true;
    wrong(rd, PL_D_MISSING, top, "nobody says for which database the schemas are");
    return pl_hint(rd->r->pl, "write \"dialect: postgres\" (mysql, mariadb, sqlite) into %s, or add --dialect", rd->r->file);
}

static bool read_version(struct reader *rd, const struct pl_yaml *y) {
    return !y || pl_same(y->s, "1") || wrong(rd, PL_D_BAD_VALUE, y, "this poundlock knows version 1 of these files, not \"%s\"", y->s);
}

static bool read_top(struct reader *rd, const struct pl_yaml *top) {
    static const char *const words[] = { "poundlock", "dialect", "releases", "start", "rollout", "rules", NULL };
    if (!only_words(rd, top, words, "a rollout's file"))
        return false;
    const struct pl_yaml *releases = value_of(top, "releases"), *rollout = value_of(top, "rollout"), *start = value_of(top, "start");
    const struct pl_yaml *rules = value_of(top, "rules");
    if (!releases || !rollout || !start)
        return wrong(rd, PL_D_MISSING, top, "\"%s\" is not said", !releases ? "releases" : !start ? "start" : "rollout");
    if (releases->type != PL_Y_MAP || rollout->type != PL_Y_LIST)
        return wrong(rd, PL_D_BAD_VALUE, releases->type != PL_Y_MAP ? releases : rollout, "releases is a map, and rollout is a list");
    if (!read_version(rd, value_of(top, "poundlock")) || !read_dialect(rd, top) || (rules && !read_rules(rd, rules)))
        return false;
    for (const struct pl_yaml *key = releases->child; key; key = next_key(key))
        if (!read_release(rd, key))
            return false;
    if (!read_start(rd, start))
        return false;
    for (const struct pl_yaml *item = rollout->child; item; item = item->next)
        if (!read_event(rd, item))
            return false;
    for (const struct pl_yaml *key = top->child; key; key = next_key(key)) {
        if (strcmp(key->s, "rollout") == 0)
            rd->r->rollout_line = (int)key->line;
        else if (rd->r->rollout_line && !rd->r->behind_line)
            rd->r->behind_line = (int)key->line;
    }
    return true;
}

bool pl_rollout_read(struct pl *pl, const char *file, const struct pl_rollout_options *o, struct pl_rollout *r) {
    const char *slash = strrchr(file, '/');
    struct pl_yaml *top;
    char *contents;
    *r = (struct pl_rollout){ .pl = pl, .file = file, .folder = slash ? pl_strndup(pl, file, (size_t)(slash - file) + 1) : "" };
    struct reader rd = { .r = r, .o = o, .release_tail = &r->releases, .event_tail = &r->events };
    for (int i = 0; i < PL_HURT_COUNT; i++) {
        r->severity[i][0] = pl_hurt_rows[i].job & ~PL_HURT_LATER;
        r->severity[i][1] = pl_hurt_rows[i].release;
    }
    if (!pl_read_file(pl, file, MOST_BYTES, &contents, &r->length))
        return false;
    r->text = contents;
    if (!pl_yaml_compose(pl, pl, file, contents, r->length, &top))
        return false;
    r->within = pl_same(file, o->settings);
    if (r->within && top)
        top = (struct pl_yaml *)(uintptr_t)value_of(top, "release");
    if (!top || top->type != PL_Y_MAP)
        return pl_say(pl, PL_D_BAD_VALUE, &(struct pl_place){ file, 1, 1 }, "a rollout's file is a map of releases, start and rollout");
    return read_top(&rd, top);
}

const struct pl_event *pl_rollout_fixed(const struct pl_rollout *r, int number) {
    const struct pl_event *e = r->events;
    while (e && (e->sort == PL_MIGRATE || e->slot != number))
        e = e->next;
    return e;
}
