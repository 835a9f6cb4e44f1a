/* The tools, and how their files are told and read. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include "migrations/foreign.h"

static const char *const endings[] = { ".sql", ".xml", ".py", ".rb", ".plan", NULL };

/* ---- names */

static const char *base_of(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static bool ends(const char *s, const char *ending) {
    size_t n = strlen(s), m = strlen(ending);
    return n > m && strcmp(s + n - m, ending) == 0;
}

static size_t digits(const char *s) {
    return strspn(s, "0123456789");
}

/* Without the ending. */
static char *stem(struct pl *pl, const char *path, const char *ending) {
    const char *base = base_of(path);
    return pl_strndup(pl, base, strlen(base) - strlen(ending));
}

static char *without_noughts(struct pl *pl, const char *number) {
    size_t skip = strspn(number, "0");
    return pl_strdup(pl, number[skip] ? number + skip : number + (skip ? skip - 1 : 0));
}

/* The name of the folder that a file is in. */
static char *folder_of(struct pl *pl, const char *path, int up) {
    const char *end = path + strlen(path), *start;
    for (; up >= 0; up--) {
        while (end > path && end[-1] != '/')
            end--;
        if (end > path)
            end--;
    }
    for (start = end; start > path && start[-1] != '/'; start--)
        ;
    return pl_strndup(pl, start, (size_t)(end - start));
}

struct pl_foreign_entry *pl_foreign_add(struct pl *pl, struct pl_foreign *f, const char *key, const char *title, const char *path) {
    struct pl_foreign_entry *e = PL_NEW(pl, struct pl_foreign_entry);
    *e = (struct pl_foreign_entry){ .key = key, .title = title, .path = path };
    *f->tail = e;
    f->tail = &e->next;
    f->count++;
    return e;
}

/* ---- texts in marked parts: from the line that begins with `mark` to the next that begins with one of `others`; lines that
 * begin with `drop` are left out. */
static char *marked(struct pl *pl, const char *text, const char *mark, const char *others, const char *drop) {
    struct pl_text t = { .pl = pl };
    bool in = false, found = false;
    for (const char *line = text; line && *line; line = strchr(line, '\n'), line = line ? line + 1 : NULL) {
        const char *at = line + strspn(line, " \t");
        if (strncmp(at, mark, strlen(mark)) == 0) {
            in = found = true;
            continue;
        }
        if (strncmp(at, others, strlen(others)) == 0)
            in = false;
        if (in && !(drop && strncmp(at, drop, strlen(drop)) == 0))
            pl_addf(&t, "%.*s\n", (int)strcspn(line, "\r\n"), line);
    }
    return found ? pl_strdup(pl, pl_text(&t)) : NULL;
}

static bool any(const struct pl_file *files, bool (*is)(const struct pl_file *f)) {
    for (; files; files = files->next)
        if (is(files))
            return true;
    return false;
}

/* ---- Flyway: V1_2__name.sql, U1_2__name.sql */

static bool flyway_file(const struct pl_file *f) {
    const char *base = base_of(f->name);
    return *base == 'V' && ends(base, ".sql") && base[1] >= '0' && base[1] <= '9' && strstr(base, "__");
}
static bool is_flyway(const struct pl_file *files) {
    return any(files, flyway_file);
}

static char *flyway_version(struct pl *pl, const char *base) {
    char *version = pl_strndup(pl, base + 1, (size_t)(strstr(base, "__") - base) - 1);
    for (char *c = version; *c; c++)
        if (*c == '_')
            *c = '.';
    return version;
}

static bool read_flyway(struct pl *pl, const struct pl_file *files, struct pl_foreign *out) {
    for (const struct pl_file *f = files; f; f = f->next) {
        if (!flyway_file(f))
            continue;
        const char *version = flyway_version(pl, base_of(f->name));
        struct pl_foreign_entry *e = pl_foreign_add(pl, out, version, stem(pl, f->name, ".sql"), f->name);
        e->order = version;
        e->up = f->text;
        for (const struct pl_file *u = files; u; u = u->next)
            if (*base_of(u->name) == 'U' && strstr(u->name, "__") && strcmp(flyway_version(pl, base_of(u->name)), version) == 0)
                e->down = u->text;
    }
    return true;
}

/* ---- golang-migrate: 1_name.up.sql, 1_name.down.sql */

static bool golang_file(const struct pl_file *f) {
    return digits(base_of(f->name)) && ends(f->name, ".up.sql");
}
static bool is_golang(const struct pl_file *files) {
    return any(files, golang_file);
}

static bool read_golang(struct pl *pl, const struct pl_file *files, struct pl_foreign *out) {
    for (const struct pl_file *f = files; f; f = f->next) {
        if (!golang_file(f))
            continue;
        const char *name = stem(pl, f->name, ".up.sql"), *number = pl_strndup(pl, name, digits(name));
        const char *down = pl_format(pl, "%.*s.down.sql", (int)(strlen(f->name) - strlen(".up.sql")), f->name);
        struct pl_foreign_entry *e = pl_foreign_add(pl, out, without_noughts(pl, number), name, f->name);
        e->order = number;
        e->up = f->text;
        for (const struct pl_file *d = files; d; d = d->next)
            if (strcmp(d->name, down) == 0)
                e->down = d->text;
    }
    return true;
}

/* ---- dbmate and goose: one numbered file with marks */

static bool has_mark(const struct pl_file *f, const char *mark) {
    return ends(f->name, ".sql") && digits(base_of(f->name)) && strstr(f->text, mark);
}
static bool dbmate_file(const struct pl_file *f) {
    return has_mark(f, "-- migrate:up");
}
static bool goose_file(const struct pl_file *f) {
    return has_mark(f, "-- +goose Up");
}
static bool is_dbmate(const struct pl_file *files) {
    return any(files, dbmate_file);
}
static bool is_goose(const struct pl_file *files) {
    return any(files, goose_file);
}

/* "-- migrate:up transaction:false" */
static bool dbmate_apart(const char *text, const char *mark) {
    const char *line = strstr(text, mark), *said = line ? strstr(line, "transaction:false") : NULL;
    return said && said < line + strcspn(line, "\n");
}

static bool read_dbmate(struct pl *pl, const struct pl_file *files, struct pl_foreign *out) {
    for (const struct pl_file *f = files; f; f = f->next) {
        if (!dbmate_file(f))
            continue;
        const char *name = stem(pl, f->name, ".sql"), *number = pl_strndup(pl, name, digits(name));
        struct pl_foreign_entry *e = pl_foreign_add(pl, out, number, name, f->name);
        e->order = number;
        e->up = marked(pl, f->text, "-- migrate:up", "-- migrate:", NULL);
        e->down = marked(pl, f->text, "-- migrate:down", "-- migrate:", NULL);
        e->up_apart = dbmate_apart(f->text, "-- migrate:up");
        e->down_apart = dbmate_apart(f->text, "-- migrate:down");
    }
    return true;
}

/* StatementBegin and StatementEnd tell goose where a body ends; poundlock sees that by itself. */
static bool read_goose(struct pl *pl, const struct pl_file *files, struct pl_foreign *out) {
    for (const struct pl_file *f = files; f; f = f->next) {
        if (!goose_file(f))
            continue;
        const char *name = stem(pl, f->name, ".sql"), *number = pl_strndup(pl, name, digits(name));
        struct pl_foreign_entry *e = pl_foreign_add(pl, out, without_noughts(pl, number), name, f->name);
        e->order = number;
        e->up = marked(pl, f->text, "-- +goose Up", "-- +goose Down", "-- +goose Statement");
        e->down = marked(pl, f->text, "-- +goose Down", "-- +goose Up", "-- +goose Statement");
        e->up_apart = e->down_apart = strstr(f->text, "-- +goose NO TRANSACTION") != NULL;
    }
    return true;
}

/* ---- Prisma: 20260101000000_name/migration.sql */

static bool prisma_file(const struct pl_file *f) {
    return strcmp(base_of(f->name), "migration.sql") == 0 && base_of(f->name) != f->name;
}
static bool is_prisma(const struct pl_file *files) {
    return any(files, prisma_file);
}

static bool read_prisma(struct pl *pl, const struct pl_file *files, struct pl_foreign *out) {
    for (const struct pl_file *f = files; f; f = f->next) {
        if (!prisma_file(f))
            continue;
        const char *name = folder_of(pl, f->name, 0);
        struct pl_foreign_entry *e = pl_foreign_add(pl, out, name, name, f->name);
        e->order = pl_strndup(pl, name, digits(name));
        e->up = f->text;
    }
    return true;
}

/* ---- Rails: 20260101000000_name.rb */

static bool rails_file(const struct pl_file *f) {
    return ends(f->name, ".rb") && digits(base_of(f->name)) && strstr(f->text, "ActiveRecord::Migration");
}
static bool is_rails(const struct pl_file *files) {
    return any(files, rails_file);
}

static bool read_rails(struct pl *pl, const struct pl_file *files, struct pl_foreign *out) {
    for (const struct pl_file *f = files; f; f = f->next) {
        if (!rails_file(f))
            continue;
        const char *name = stem(pl, f->name, ".rb");
        struct pl_foreign_entry *e = pl_foreign_add(pl, out, pl_strndup(pl, name, digits(name)), name, f->name);
        e->order = e->key;
    }
    return true;
}

/* ---- Django: app/migrations/0001_name.py */

static bool django_file(const struct pl_file *f) {
    return ends(f->name, ".py") && strstr(f->text, "migrations.Migration");
}
static bool is_django(const struct pl_file *files) {
    return any(files, django_file);
}

static bool read_django(struct pl *pl, const struct pl_file *files, struct pl_foreign *out) {
    for (const struct pl_file *f = files; f; f = f->next) {
        if (!django_file(f))
            continue;
        const char *key = pl_format(pl, "%s.%s", folder_of(pl, f->name, 1), stem(pl, f->name, ".py"));
        pl_foreign_add(pl, out, key, key, f->name);
    }
    return true;
}

/* ---- Alembic: revision = "..." and down_revision = None, "..." or ("...", "...") */

/* What stands behind `name =` at the beginning of a line, or NULL; a type hint may stand between. */
static const char *assigned(const char *text, const char *name) {
    size_t n = strlen(name);
    for (const char *line = text; line && *line; line = strchr(line, '\n'), line = line ? line + 1 : NULL) {
        const char *at = line + n, *end = line + strcspn(line, "\n");
        if (strncmp(line, name, n) != 0 || (*at != ' ' && *at != '=' && *at != ':'))
            continue;
        while (at < end && *at != '=')
            at++;
        if (at < end)
            return at + 1 + strspn(at + 1, " ");
    }
    return NULL;
}

/* The next string of a Python value, up to the end of its line; *at moves behind it. */
static char *python_string(struct pl *pl, const char **at) {
    const char *s = *at + strcspn(*at, "\"'\n#"), *end;
    if (*s != '"' && *s != '\'')
        return NULL;
    end = strchr(s + 1, *s);
    if (!end)
        return NULL;
    *at = end + 1;
    return pl_strndup(pl, s + 1, (size_t)(end - s) - 1);
}

static bool alembic_file(const struct pl_file *f) {
    return ends(f->name, ".py") && assigned(f->text, "revision") && assigned(f->text, "down_revision");
}
static bool is_alembic(const struct pl_file *files) {
    return any(files, alembic_file);
}

static bool read_alembic(struct pl *pl, const struct pl_file *files, struct pl_foreign *out) {
    for (const struct pl_file *f = files; f; f = f->next) {
        const char *at = alembic_file(f) ? assigned(f->text, "revision") : NULL;
        const char *key = at ? python_string(pl, &at) : NULL;
        struct pl_text needs = { .pl = pl };
        if (!key)
            continue;
        at = assigned(f->text, "down_revision");
        for (const char *one; (one = python_string(pl, &at));)
            pl_list_add(&needs, one);
        pl_foreign_add(pl, out, key, stem(pl, f->name, ".py"), f->name)->needs = needs.s;
    }
    return true;
}

/* ---- Sqitch: sqitch.plan names the changes, deploy/ and revert/ hold them */

static bool sqitch_file(const struct pl_file *f) {
    return strcmp(base_of(f->name), "sqitch.plan") == 0;
}
static bool is_sqitch(const struct pl_file *files) {
    return any(files, sqitch_file);
}

static const char *sqitch_text(struct pl *pl, const struct pl_file *files, const char *folder, const char *name) {
    const char *path = pl_format(pl, "/%s/%s.sql", folder, name);
    for (; files; files = files->next)
        if (ends(files->name, path))
            return files->text;
    return NULL;
}

/* A change that is made anew stands in the plan once more, and needs itself as of a tag: "users [users@v1 orders] ...". That tag,
 * or NULL. */
static const char *sqitch_tag(struct pl *pl, const char *line, const char *name) {
    const char *open = strchr(line, '['), *end = line + strcspn(line, "\n"), *close = open ? strchr(open, ']') : NULL;
    size_t n = strlen(name);
    for (const char *at = open ? open + 1 : NULL; at && close && close < end && at < close; at += strcspn(at, " ]") + 1)
        if (strncmp(at, name, n) == 0 && at[n] == '@')
            return pl_strndup(pl, at, strcspn(at, " ]"));
    return NULL;
}

static struct pl_foreign_entry *sqitch_last(const struct pl_foreign *f, const char *key) {
    struct pl_foreign_entry *last = NULL;
    for (struct pl_foreign_entry *e = f->first; e; e = e->next)
        last = strcmp(e->key, key) == 0 ? e : last;
    return last;
}

static void sqitch_texts(struct pl *pl, const struct pl_file *files, struct pl_foreign_entry *e) {
    e->up = sqitch_text(pl, files, "deploy", e->title);
    e->down = sqitch_text(pl, files, "revert", e->title);
}

static bool read_sqitch(struct pl *pl, const struct pl_file *files, struct pl_foreign *out) {
    const struct pl_file *plan = files;
    const char *project = "";
    while (!sqitch_file(plan))
        plan = plan->next;
    for (const char *line = plan->text; line && *line; line = strchr(line, '\n'), line = line ? line + 1 : NULL) {
        size_t n = strcspn(line, " \t\r\n");
        if (strncmp(line, "%project=", 9) == 0)
            project = pl_strndup(pl, line + 9, n - 9);
        if (!n || strchr("%@#", *line))
            continue;
        const char *name = pl_strndup(pl, line, n), *key = pl_format(pl, "%s:%s", project, name), *tag = sqitch_tag(pl, line, name);
        struct pl_foreign_entry *former = tag ? sqitch_last(out, key) : NULL;
        if (former) {
            former->title = tag;
            sqitch_texts(pl, files, former);
        }
        sqitch_texts(pl, files, pl_foreign_add(pl, out, key, name, plan->name));
    }
    return true;
}

/* ---- the tools. Liquibase before the plain SQL ones: its SQL files may be called as theirs are. */

const struct pl_foreign_tool pl_foreign_tools[] = {
    { "sqitch", is_sqitch, read_sqitch, "changes", "sqitch", "projects",
      "SELECT c.project, c.change FROM {table} AS c ORDER BY c.committed_at", ":", PL_F_EACH },
    { "liquibase", pl_foreign_is_liquibase, pl_foreign_liquibase, "databasechangelog", NULL, NULL,
      "SELECT id, author FROM {table}", "::", PL_F_EACH },
    { "flyway", is_flyway, read_flyway, "flyway_schema_history", NULL, NULL,
      "SELECT f.version, NOT f.success FROM {table} AS f WHERE f.type NOT IN ('UNDO_SQL', 'DELETE')"
      " AND f.installed_rank = (SELECT max(g.installed_rank) FROM {table} AS g WHERE g.version = f.version)", NULL, PL_F_EACH },
    { "golang-migrate", is_golang, read_golang, "schema_migrations", NULL, NULL, "SELECT version, dirty FROM {table}", NULL, PL_F_UP_TO },
    { "goose", is_goose, read_goose, "goose_db_version", NULL, NULL,
      "SELECT g.version_id FROM {table} AS g WHERE g.version_id > 0 AND g.is_applied"
      " AND g.id = (SELECT max(h.id) FROM {table} AS h WHERE h.version_id = g.version_id)", NULL, PL_F_EACH },
    { "dbmate", is_dbmate, read_dbmate, "schema_migrations", NULL, NULL, "SELECT version FROM {table}", NULL, PL_F_EACH },
    { "prisma", is_prisma, read_prisma, "_prisma_migrations", NULL, NULL,
      "SELECT migration_name, finished_at IS NULL FROM {table} WHERE rolled_back_at IS NULL", NULL, PL_F_EACH },
    { "rails", is_rails, read_rails, "schema_migrations", NULL, NULL, "SELECT version FROM {table}", NULL, PL_F_EACH },
    { "django", is_django, read_django, "django_migrations", NULL, NULL, "SELECT app, name FROM {table}", ".", PL_F_EACH },
    { "alembic", is_alembic, read_alembic, "alembic_version", NULL, NULL, "SELECT version_num FROM {table}", NULL, PL_F_ANCESTORS },
    { 0 },
};

const char *pl_foreign_word(const struct pl_foreign *f) {
    return f->tool->word;
}

/* ---- reading */

/* Numbers with dots by value, piece by piece: 1.9 comes before 1.10. */
static int by_order(const void *a, const void *b) {
    const struct pl_foreign_entry *x = *(struct pl_foreign_entry *const *)a, *y = *(struct pl_foreign_entry *const *)b;
    const char *s = x->order, *t = y->order;
    while (*s && *t) {
        s += strspn(s, "0.");
        t += strspn(t, "0.");
        size_t n = digits(s), m = digits(t);
        int order = n != m ? (n < m ? -1 : 1) : strncmp(s, t, n);
        if (order)
            return order;
        s += n;
        t += m;
    }
    return *s ? 1 : *t ? -1 : strcmp(x->title, y->title);
}

static void sort(struct pl *pl, struct pl_foreign *f) {
    struct pl_foreign_entry **all = pl_alloc(pl, ((size_t)f->count + 1) * sizeof *all);
    int n = 0;
    for (struct pl_foreign_entry *e = f->first; e; e = e->next) {
        if (!e->order)
            return;
        all[n++] = e;
    }
    qsort(all, (size_t)n, sizeof *all, by_order);
    for (int i = 0; i < n; i++)
        all[i]->next = all[i + 1];
    f->first = all[0];
}

bool pl_foreign_read(struct pl *pl, const char *folder, struct pl_foreign *out) {
    struct pl_file *files = NULL;
    struct stat st;
    *out = (struct pl_foreign){ .folder = folder, .tail = &out->first };
    if (!pl_files_is_git(folder) && stat(folder, &st) != 0)
        return true;
    if (!pl_files_read(pl, folder, endings, &files))
        return false;
    for (const struct pl_foreign_tool *t = pl_foreign_tools; t->word && !out->tool; t++)
        if (t->fits(files))
            out->tool = t;
    if (out->tool && !out->tool->read(pl, files, out))
        return false;
    sort(pl, out);
    return true;
}
