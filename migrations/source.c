/* Sources: the one place where sorts of sources are told apart. */
#include <pthread.h>
#include <semaphore.h>
#include <string.h>
#include <sys/stat.h>
#include "dialects/split.h"
#include "migrations/files.h"
#include "migrations/hash.h"
#include "migrations/replay.h"
#include "migrations/source.h"

static const char *const endings[] = { ".yaml", ".yml", ".sql", PL_SUM_FILE, NULL };

static bool is_sql(const struct pl_file *f) {
    size_t n = strlen(f->name);
    return n > 4 && strcmp(f->name + n - 4, ".sql") == 0;
}

/* ---- models */

struct pl_realm *pl_source_realm(struct pl *pl, const char *name, const struct pl_source_options *o) {
    struct pl_realm *r = pl_realm_new(pl, name);
    r->nocase = o->dialect->nocase | o->nocase;
    r->backslash = (o->dialect->flags & PL_DL_BACKSLASH) != 0;
    r->databases = (o->dialect->flags & PL_DL_DATABASES) != 0;
    r->ignored = o->ignore;
    return r;
}

static bool adapt_models(const struct pl_source_options *o, struct pl_source *out) {
    out->dialect = o->dialect;
    if (!o->needs && !pl_realm_check(out->realm))
        return false;
    if (!o->grants)                                    /* before a dialect that has no such thing refuses it */
        pl_remove_kinds(out->realm, pl_kinds_with(PL_OPT_IN));
    return pl_adapt(out->realm, o->dialect, o->version ? o->version : ~0u, o->schema ? o->schema : "");
}

struct parsed {
    struct parsed *next;
    struct pl_yaml_file file;
};

/* What is written, which no database need be known for. */
static bool parse_models(struct pl *pl, const struct pl_file *files, struct parsed **out) {
    bool ok = true;
    for (*out = NULL; files && ok; files = files->next, out = &(*out)->next) {
        *out = PL_NEW(pl, struct parsed);
        ok = pl_yaml_parse(pl, files->name, files->text, files->len, &(*out)->file);
    }
    return ok;
}

/* What it says; without options, nothing. */
static bool take_models(struct pl *pl, const struct parsed *list, const struct pl_source_options *o, struct pl_source *out) {
    struct pl_yaml_options yaml = { .dialects = o ? o->dialect->words : NULL, .needs = o && o->needs };
    bool ok = o != NULL;
    out->realm = ok ? pl_source_realm(pl, out->text, o) : NULL;
    for (const struct parsed *p = list; p; p = p->next)
        ok = pl_yaml_take(&p->file, ok ? out->realm : NULL, &yaml);
    return ok && adapt_models(o, out);
}

static bool load_models(struct pl *pl, const struct pl_file *files, const struct pl_source_options *o, struct pl_source *out) {
    struct parsed *list;
    bool ok = parse_models(pl, files, &list);
    return take_models(pl, list, ok ? o : NULL, out);
}

/* ---- SQL files and migrations: run in a throw-away database, and what is there then is what they say */

static bool run_files(struct pl_db *db, const char *where, const struct pl_file *files, const char *last) {
    struct pl_history h;
    const struct pl_migration *to = NULL;
    if (pl_history_is(files))
        return pl_history_read(db->pl, where, files, &h) && pl_history_sealed(db->pl, &h) &&
               (!last || (to = pl_history_find(db->pl, &h, last))) && pl_replay_up(db, &h, to);
    if (last)
        return pl_say(db->pl, PL_D_BAD_VALUE, NULL, "\"%s\" is no folder of sealed migrations, so there is no last one to name", where);
    for (const struct pl_file *f = files; f; f = f->next)
        if (!pl_split_run(db, f->name, f->text))
            return false;
    return true;
}

/* What the throw-away database has by itself (a character set) is no word of the files. */
static void forget_defaults(struct pl_realm *r) {
    struct pl_node *own = pl_find(r, r->root, PL_SCHEMA, "");
    for (int a = pl_kinds[PL_SCHEMA].first; own && a < pl_kinds[PL_SCHEMA + 1].first; a++)
        if (pl_attrs[a].flags & PL_GUESS)
            pl_set(own, (enum pl_attr)a, NULL);
}

static bool load_sql(struct pl *pl, const char *where, const struct pl_file *files, const struct pl_source_options *o,
                     struct pl_source *out) {
    const struct pl_dialect *d = o->dialect;
    if (!o->scratch && !d->scratch->source) {
        pl_say(pl, PL_D_CONFIG, NULL, "SQL files of %s are run in a throw-away database, and no server is named for it", d->name);
        return pl_hint(pl, "name one with --scratch URL");
    }
    struct pl_db *db = pl_scratch_open(pl, d, o->scratch, &o->scratch_login);
    bool ok = db && run_files(db, where, files, o->last);
    if (ok && !(db = pl_scratch_again(db, o->scratch, &o->scratch_login)))
        return false;
    out->dialect = db ? db->dialect : d;
    out->realm = ok ? pl_inspect(db) : NULL;
    pl_db_close(db);
    if (out->realm)
        forget_defaults(out->realm);
    return out->realm != NULL;
}

/* The files of a folder, and whether they are SQL. */
static bool find_files(struct pl *pl, const char *where, const char *text, struct pl_file **out, bool *are_sql) {
    struct stat st;
    int sql = 0, count = 0;
    *out = NULL;
    *are_sql = false;
    if (!pl_files_is_git(where) && stat(where, &st) != 0) {
        pl_say(pl, PL_D_NO_FILE, NULL, "there is no models file or folder \"%s\"", text);
        return pl_hint(pl, "name one with --models, or write models from a database: poundlock init URL");
    }
    if (!pl_files_read(pl, where, endings, out))
        return false;
    for (const struct pl_file *f = *out; f; f = f->next, count++)
        sql += is_sql(f);
    if (!count) {
        pl_say(pl, PL_D_NO_FILE, NULL, "the models folder \"%s\" holds neither .yaml nor .sql files", where);
        return pl_hint(pl, "write models from a database: poundlock inspect URL > %s/schema.yaml", where);
    }
    *are_sql = sql || pl_history_is(*out);
    if (sql && sql < count && !pl_history_is(*out)) {
        pl_say(pl, PL_D_BAD_VALUE, NULL, "\"%s\" holds both models and SQL files", where);
        return pl_hint(pl, "keep them in two folders, and name one");
    }
    return true;
}

static bool load_files(struct pl *pl, const char *where, const struct pl_source_options *o, struct pl_source *out) {
    struct pl_file *files;
    bool sql;
    return find_files(pl, where, out->text, &files, &sql) && (sql ? load_sql(pl, where, files, o, out) : load_models(pl, files, o, out));
}

/* ---- databases */

bool pl_source_must_be_database(struct pl *pl, const char *text) {
    if (pl_source_dialect(text))
        return true;
    pl_say(pl, PL_D_BAD_URL, NULL, "\"%s\" is not a database", pl_source_masked(pl, text));
    return pl_hint(pl, "name one as postgres://, mysql://, mariadb://, sqlite:FILE or the path of an SQLite file");
}

bool pl_source_open(struct pl *pl, const char *text, const struct pl_source_options *o, struct pl_source *out) {
    *out = (struct pl_source){ .text = pl_source_masked(pl, text), .raw = text };
    if (!pl_source_must_be_database(pl, text))
        return false;
    out->db = pl_source_dialect(text)->open(pl, text, &o->login);
    if (!out->db)
        return false;
    out->dialect = out->db->dialect;
    if (o->only_compared)
        out->db->unasked = pl_kinds_of_steps() | (o->grants ? 0 : pl_kinds_with(PL_OPT_IN));
    return true;
}

static bool load_database(struct pl *pl, const char *text, const struct pl_source_options *o, struct pl_source *out) {
    if (!pl_source_open(pl, text, o, out))
        return false;
    out->realm = pl_inspect(out->db);
    return out->realm != NULL;
}

static bool is_database(const char *text) {
    return pl_dialect_of(text) != NULL;
}

static bool is_anything(const char *text) {
    return *text != '\0';
}

/* The sorts, the first that fits. */
static const struct sort {
    const char *word;
    bool (*fits)(const char *text);
    bool (*load)(struct pl *pl, const char *text, const struct pl_source_options *o, struct pl_source *out);
} sorts[] = {
    { "database", is_database, load_database },
    { "files", is_anything, load_files },
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

/* ---- what every realm goes through once it is read */

static bool declares_ledger(struct pl *pl, const struct pl_source *s, const struct pl_source_options *o) {
    const struct pl_node *table = pl_ledger_find(s->realm, &o->ledger, o->schema ? o->schema : "");
    if (!table || !table->place.file)
        return false;
    pl_say(pl, PL_D_BAD_VALUE, &table->place, "the models declare \"%s\", which is a table of poundlock's own ledger", table->name);
    pl_hint(pl, "take it out of the models, or name another place for the ledger: --ledger PREFIX, or --ledger none");
    return true;
}

static bool finish(struct pl *pl, const struct pl_source_options *o, struct pl_source *s) {
    if (declares_ledger(pl, s, o))
        return false;
    s->ledger = pl_ledger_take(s->realm, &o->ledger, s->db ? s->db->schema : o->schema ? o->schema : "");
    if (!o->grants)
        s->realm->left_out = pl_kinds_with(PL_OPT_IN);
    if (o->ignore)
        ignore(s->realm, s->realm->root, o->ignore);
    struct pl_text text = { .pl = pl };
    if (o->hashed) {
        pl_realm_text(s->realm, &text);
        s->hash = pl_sha256(pl, pl_text(&text), text.len);
    }
    return true;
}

bool pl_source_ready(struct pl *pl, const struct pl_source_options *o, struct pl_source *s) {
    return adapt_models(o, s) && finish(pl, o, s);
}

bool pl_source_read(struct pl_source *s, const struct pl_source_options *o, const struct pl_scope *scope) {
    s->realm = pl_inspect_scope(s->db, scope);
    return s->realm && finish(s->db->pl, o, s);
}

bool pl_source_again(struct pl_source *s, const struct pl_source_options *o) {
    return pl_source_read(s, o, NULL);
}


bool pl_source_load(struct pl *pl, const char *text, const struct pl_source_options *o, struct pl_source *out) {
    *out = (struct pl_source){ .text = pl_source_masked(pl, text), .raw = text };
    for (size_t i = 0; i < sizeof sorts / sizeof *sorts; i++) {
        if (!sorts[i].fits(text))
            continue;
        if (sorts[i].load(pl, text, o, out) && finish(pl, o, out))
            return true;
        pl_source_close(out);
        return false;
    }
    pl_say(pl, PL_D_BAD_URL, NULL, "\"%s\" is no source", out->text);
    return pl_hint(pl, "name a models folder or file, or a database as postgres://..., mysql://..., mariadb://... or sqlite:PATH");
}

/* ---- models, while the caller asks a database */

struct pl_meanwhile {
    struct pl *pl, *own;                               /* the caller's context, and that of the thread; NULL: there is none */
    const char *text;
    struct pl_source_options options;
    bool wanted, sql, ok;
    struct pl_source *out;
    pthread_t thread;
    sem_t known;                                       /* whether they are wanted, and as what */
};

static void *read_models(void *arg) {
    struct pl_meanwhile *m = arg;
    struct pl_file *files;
    struct parsed *list = NULL;
    bool ok = find_files(m->own, m->text, m->out->text, &files, &m->sql) && !m->sql && parse_models(m->own, files, &list);
    while (sem_wait(&m->known) != 0)                   /* a signal */
        ;
    m->ok = take_models(m->own, list, ok && m->wanted ? &m->options : NULL, m->out) && finish(m->own, &m->options, m->out);
    return NULL;
}

void pl_source_begin(struct pl *pl, const char *text, struct pl_source *out, struct pl_meanwhile **m) {
    *out = (struct pl_source){ .text = pl_source_masked(pl, text), .raw = text };
    *m = PL_NEW(pl, struct pl_meanwhile);
    **m = (struct pl_meanwhile){ .pl = pl, .text = text, .out = out };
    if (is_database(text) || pl_files_is_git(text) || sem_init(&(*m)->known, 0, 0) != 0)
        return;
    (*m)->own = pl_new();
    if ((*m)->own && pthread_create(&(*m)->thread, NULL, read_models, *m) != 0) {
        pl_free((*m)->own);
        (*m)->own = NULL;
    }
}

void pl_source_go_on(struct pl_meanwhile *m, const struct pl_source_options *o) {
    m->options = *o;
    m->wanted = true;
    if (m->own)
        sem_post(&m->known);
}

bool pl_source_end(struct pl_meanwhile *m, bool wanted) {
    if (m->own && !m->wanted)
        sem_post(&m->known);
    if (m->own) {
        pthread_join(m->thread, NULL);
        sem_destroy(&m->known);
    }
    if (m->sql)
        pl_free(m->own);
    if (!m->own || m->sql)
        return wanted && pl_source_load(m->pl, m->text, &m->options, m->out);
    if (!wanted)
        pl_diag_forget(m->own, (struct pl_mark){ &m->own->diags, NULL });
    pl_adopt(m->pl, m->own);
    if (m->out->realm)
        m->out->realm->pl = m->pl;
    if (m->out->ledger)
        m->out->ledger->pl = m->pl;
    return wanted && m->ok;
}

void pl_source_close(struct pl_source *s) {
    pl_db_close(s->db);
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
