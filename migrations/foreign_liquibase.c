/* Liquibase: change sets in XML, read by expat, and in "formatted SQL". What a change set says in other words than SQL
 * (<createTable>) is listed and has no text here. */
#include <expat.h>
#include <string.h>
#include "migrations/foreign.h"

enum { DEEPEST = 16 };

struct reading {
    struct pl *pl;
    const struct pl_file *files, *file;
    struct pl_foreign *out;
    XML_Parser parser;
    struct pl_foreign_entry *entry;                    /* of the change set that is open */
    struct pl_text up, down, *into;                    /* `into`: where character data belong, or NULL */
    bool rollback, program;
    int depth;                                         /* of files that include each other */
    bool failed;
};

static bool read_file(struct pl *pl, const struct pl_file *files, const struct pl_file *f, struct pl_foreign *out, int depth);

static bool ends(const char *s, const char *ending) {
    size_t n = strlen(s), m = strlen(ending);
    return n >= m && strcmp(s + n - m, ending) == 0;
}

static bool is_xml(const struct pl_file *f) {
    return ends(f->name, ".xml") && strstr(f->text, "databaseChangeLog");
}

static bool is_sql(const struct pl_file *f) {
    const char *s = f->text + strspn(f->text, " \t\r\n");
    return ends(f->name, ".sql") && strncmp(s, "--", 2) == 0 && strncmp(s + 2 + strspn(s + 2, " "), "liquibase formatted sql", 23) == 0;
}

bool pl_foreign_is_liquibase(const struct pl_file *files) {
    for (; files; files = files->next)
        if (is_xml(files) || is_sql(files))
            return true;
    return false;
}

static struct pl_foreign_entry *add(struct pl *pl, struct pl_foreign *out, const char *id, const char *author, const char *path) {
    const char *key = pl_format(pl, "%s::%s", id, author);
    return pl_foreign_add(pl, out, key, key, path);
}

/* ---- XML */

static const char *attribute(const XML_Char **attributes, const char *name) {
    for (; *attributes; attributes += 2)
        if (strcmp(*attributes, name) == 0)
            return attributes[1];
    return "";
}

/* A path as a change log names it: from its own folder, or from where Liquibase is started, which is not known; so by its end. */
static void include(struct reading *r, const char *path, bool all) {
    while (strncmp(path, "./", 2) == 0 || strncmp(path, "../", 3) == 0)
        path += path[1] == '/' ? 2 : 3;
    for (const struct pl_file *f = r->files; f && *path && !r->failed; f = f->next) {
        const char *in = all ? strstr(f->name, path) : NULL;
        bool fits = all ? in && (in == f->name || in[-1] == '/') : ends(f->name, path);
        if (fits && f != r->file && (is_xml(f) || is_sql(f)))
            r->failed = !read_file(r->pl, r->files, f, r->out, r->depth + 1);
    }
}

static void sql_file(struct reading *r, const char *path) {
    for (const struct pl_file *f = r->files; f && *path; f = f->next)
        if (ends(f->name, path))
            pl_addf(r->rollback ? &r->down : &r->up, "%s\n", f->text);
}

static const char *local(const char *name) {
    const char *colon = strrchr(name, ':');
    return colon ? colon + 1 : name;
}

static void XMLCALL open_element(void *arg, const XML_Char *name, const XML_Char **attributes) {
    struct reading *r = arg;
    name = local(name);
    if (strcmp(name, "include") == 0) {
        include(r, attribute(attributes, "file"), false);
    } else if (strcmp(name, "includeAll") == 0) {
        include(r, attribute(attributes, "path"), true);
    } else if (strcmp(name, "changeSet") == 0) {
        r->entry = add(r->pl, r->out, attribute(attributes, "id"), attribute(attributes, "author"), r->file->name);
        r->entry->up_apart = r->entry->down_apart = strcmp(attribute(attributes, "runInTransaction"), "false") == 0;
        r->up = r->down = (struct pl_text){ .pl = r->pl };
        r->program = false;
    } else if (r->entry && strcmp(name, "rollback") == 0) {
        r->rollback = true;
        r->into = &r->down;
    } else if (r->entry && strcmp(name, "sql") == 0) {
        r->into = r->rollback ? &r->down : &r->up;
    } else if (r->entry && strcmp(name, "sqlFile") == 0) {
        sql_file(r, attribute(attributes, "path"));
    } else if (r->entry && !r->rollback && strcmp(name, "comment") != 0 && strcmp(name, "preConditions") != 0 && !r->into) {
        r->program = true;
    }
}

static void XMLCALL close_element(void *arg, const XML_Char *name) {
    struct reading *r = arg;
    name = local(name);
    if (strcmp(name, "sql") == 0 && r->into) {
        pl_add(r->into, ";\n");
        r->into = r->rollback ? &r->down : NULL;
    } else if (strcmp(name, "rollback") == 0) {
        r->rollback = false;
        r->into = NULL;
    } else if (strcmp(name, "changeSet") == 0 && r->entry) {
        if (!r->program)
            r->entry->up = pl_strdup(r->pl, pl_text(&r->up));
        if (r->down.len && *pl_trim(r->pl, r->down.s))
            r->entry->down = r->down.s;
        r->entry = NULL;
    }
}

static void XMLCALL characters(void *arg, const XML_Char *s, int len) {
    struct reading *r = arg;
    if (r->into)
        pl_addn(r->into, s, (size_t)len);
}

static bool read_xml(struct reading *r) {
    r->parser = XML_ParserCreate(NULL);
    if (!r->parser)
        return pl_say(r->pl, PL_D_BUG, NULL, "no parser for XML");
    XML_SetUserData(r->parser, r);
    XML_SetElementHandler(r->parser, open_element, close_element);
    XML_SetCharacterDataHandler(r->parser, characters);
    bool ok = XML_Parse(r->parser, r->file->text, (int)r->file->len, 1) == XML_STATUS_OK;
    if (!ok) {
        struct pl_place place = { .file = r->file->name, .line = (int)XML_GetCurrentLineNumber(r->parser) };
        pl_say(r->pl, PL_D_HISTORY, &place, "not XML: %s", XML_ErrorString(XML_GetErrorCode(r->parser)));
    }
    XML_ParserFree(r->parser);
    return ok && !r->failed;
}

/* ---- formatted SQL */

/* "--changeset author:id ..." */
static struct pl_foreign_entry *sql_set(struct reading *r, const char *said) {
    size_t author = strcspn(said, ":\r\n"), id = said[author] == ':' ? strcspn(said + author + 1, " \t\r\n") : 0;
    const char *apart = strstr(said, "runInTransaction:false");
    struct pl_foreign_entry *e = add(r->pl, r->out, pl_strndup(r->pl, said + author + (id ? 1 : 0), id), pl_trim(r->pl, pl_strndup(r->pl, said, author)), r->file->name);
    e->up_apart = e->down_apart = apart && apart < said + strcspn(said, "\n");
    return e;
}

static void end_set(struct reading *r) {
    if (!r->entry)
        return;
    r->entry->up = pl_strdup(r->pl, pl_text(&r->up));
    r->entry->down = r->down.s;
    r->up = r->down = (struct pl_text){ .pl = r->pl };
}

static bool read_sql(struct reading *r) {
    for (const char *line = r->file->text; line && *line; line = strchr(line, '\n'), line = line ? line + 1 : NULL) {
        const char *at = line + strspn(line, " \t");
        const char *word = strncmp(at, "--", 2) == 0 ? at + 2 + strspn(at + 2, " \t") : "";
        int len = (int)strcspn(line, "\r\n");
        if (strncmp(word, "changeset ", 10) == 0) {
            end_set(r);
            r->entry = sql_set(r, word + 10 + strspn(word + 10, " "));
        } else if (strncmp(word, "rollback ", 9) == 0) {
            pl_addf(&r->down, "%.*s\n", (int)strcspn(word + 9, "\r\n"), word + 9);
        } else if (r->entry && *word) {                  /* to MySQL "--comment" is none: a space is missing */
            pl_addf(&r->up, "-- %.*s\n", (int)strcspn(word, "\r\n"), word);
        } else if (r->entry) {
            pl_addf(&r->up, "%.*s\n", len, line);
        }
    }
    end_set(r);
    return true;
}

/* ---- files that include each other */

static bool read_file(struct pl *pl, const struct pl_file *files, const struct pl_file *f, struct pl_foreign *out, int depth) {
    struct reading r = { .pl = pl, .files = files, .file = f, .out = out, .depth = depth, .up = { .pl = pl }, .down = { .pl = pl } };
    struct pl_place place = { .file = f->name };
    if (depth > DEEPEST)
        return pl_say(pl, PL_D_CYCLE, &place, "change logs include each other in a circle");
    return is_xml(f) ? read_xml(&r) : read_sql(&r);
}

static const char *base_of(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* Whether another file includes it: by its name, or by that of its folder. */
static bool is_included(struct pl *pl, const struct pl_file *files, const struct pl_file *f) {
    const char *base = base_of(f->name);
    for (; files; files = files->next) {
        if (files == f || !is_xml(files))
            continue;
        if (strstr(files->text, pl_format(pl, "%s\"", base)))
            return true;
        for (const char *all = files->text; (all = strstr(all, "<includeAll"));) {
            const char *path = strstr(all, "path=\"");
            size_t n = path ? strcspn(path + 6, "\"") : 0;
            const char *folder = path ? pl_strndup(pl, path + 6, n && path[5 + n] == '/' ? n - 1 : n) : "";
            while (strncmp(folder, "./", 2) == 0 || strncmp(folder, "../", 3) == 0)
                folder += folder[1] == '/' ? 2 : 3;
            if (*folder && strstr(f->name, pl_format(pl, "%s/", folder)))
                return true;
            all += 11;
        }
    }
    return false;
}

bool pl_foreign_liquibase(struct pl *pl, const struct pl_file *files, struct pl_foreign *out) {
    for (const struct pl_file *f = files; f; f = f->next)
        if ((is_xml(f) || is_sql(f)) && !is_included(pl, files, f) && !read_file(pl, files, f, out, 0))
            return false;
    return true;
}
