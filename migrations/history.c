/* The folder of migrations and its seal. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include "migrations/hash.h"
#include "migrations/history.h"

const char *const pl_history_endings[] = { ".sql", PL_SUM_FILE, PL_STATE_FILE, NULL };
enum { TIME_DIGITS = 8 };

/* ---- names and numbers */

static bool digit(char c) {
    return c >= '0' && c <= '9';
}

/* Numbers as text: leading noughts do not count, so 9 comes before 10 and 0009 is 9. */
static int by_number(const char *a, const char *b) {
    a += strspn(a, "0");
    b += strspn(b, "0");
    size_t n = strlen(a), m = strlen(b);
    return n != m ? (n < m ? -1 : 1) : strcmp(a, b);
}

static bool read_name(struct pl *pl, struct pl_migration *m) {
    const char *file = strrchr(m->path, '/') ? strrchr(m->path, '/') + 1 : m->path;
    size_t len = strlen(file) - strlen(".sql"), n = 0;
    while (digit(file[n]))
        n++;
    m->id = pl_strndup(pl, file, len);
    m->number = pl_strndup(pl, file, n);
    m->name = n < len ? m->id + n + 1 : "";
    if (n && n <= 18 && file[n] == '_' && n + 1 < len)
        return true;
    struct pl_place place = { .file = m->path };
    pl_say(pl, PL_D_BAD_VALUE, &place, "\"%s\" is no name of a migration", file);
    return pl_hint(pl, "call it NNNN_name.sql, as 0001_init.sql, or move it out of the folder");
}

static int by_order(const void *a, const void *b) {
    const struct pl_migration *x = *(struct pl_migration *const *)a, *y = *(struct pl_migration *const *)b;
    int order = by_number(x->number, y->number);
    return order ? order : strcmp(x->id, y->id);
}

/* ---- gaps: numbers that count up by one, or those of files that a squashed one replaces. Numbers that are times may be any. */

static long number_of(const char *number) {
    return strlen(number) >= TIME_DIGITS ? -1 : strtol(number, NULL, 10);
}

static bool is_replaced(const struct pl_history *h, long number) {
    for (const struct pl_migration *m = h->first; m; m = m->next)
        for (const struct pl_directive *d = NULL; (d = pl_migration_says(m, "replaces", d));)
            if (strtol(d->value, NULL, 10) == number)
                return true;
    return false;
}

static bool gap(struct pl *pl, const struct pl_migration *before, const struct pl_migration *m, long missing) {
    struct pl_place place = { .file = m->path };
    pl_say(pl, PL_D_HISTORY, &place, "the migration with the number %0*ld is missing%s%s", (int)strlen(m->number), missing,
           before ? ", behind " : "", before ? before->id : "");
    return pl_hint(pl, "bring it back (git log --diff-filter=D -- %s), or give this one the number %0*ld and run: poundlock migrations seal",
                   pl_strndup(pl, m->path, strlen(m->path) - strlen(m->id) - strlen(".sql")), (int)strlen(m->number), missing);
}

static bool check_numbers(struct pl *pl, const struct pl_history *h) {
    const struct pl_migration *before = NULL;
    for (const struct pl_migration *m = h->first; m; before = m, m = m->next) {
        if (before && by_number(before->number, m->number) == 0) {
            struct pl_place place = { .file = m->path };
            pl_say(pl, PL_D_DUPLICATE, &place, "two migrations have the number %s: %s and %s", m->number, before->id, m->id);
            return pl_hint(pl, "give the newer one the next number and run: poundlock migrations seal");
        }
        long last = before ? number_of(before->number) : 0, number = number_of(m->number);
        for (long missing = last + 1; last >= 0 && number >= 0 && missing < number; missing++)
            if (!is_replaced(h, missing))
                return gap(pl, before, m, missing);
    }
    return true;
}

/* ---- reading */

/* Each covers its own name and text and all before it. */
static void make_chain(struct pl *pl, struct pl_history *h) {
    const char *before = "";
    for (struct pl_migration *m = h->first; m; m = m->next) {
        m->hash = pl_sha256(pl, m->text, m->len);
        m->chain = pl_sha256_texts(pl, (const char *const[]){ before, m->id, m->hash, NULL });
        before = m->chain;
    }
}

static const char *base_of(const struct pl_file *f) {
    const char *slash = strrchr(f->name, '/');
    return slash ? slash + 1 : f->name;
}

bool pl_history_is(const struct pl_file *files) {
    for (const struct pl_file *f = files; f; f = f->next)
        if (strcmp(base_of(f), PL_SUM_FILE) == 0)
            return true;
    return false;
}

static bool take(struct pl *pl, struct pl_history *h, const struct pl_file *f, struct pl_migration **all) {
    const char *base = base_of(f);
    if (strcmp(base, PL_SUM_FILE) == 0) {
        h->sum = f->text;
        return true;
    }
    if (strcmp(base, PL_STATE_FILE) == 0) {
        h->state = f->text;
        h->state_len = f->len;
        return true;
    }
    struct pl_migration *m = all[h->count++] = PL_NEW(pl, struct pl_migration);
    *m = (struct pl_migration){ .path = f->name, .text = f->text, .len = f->len };
    return read_name(pl, m) && pl_migration_parse(pl, m);
}

bool pl_history_read(struct pl *pl, const char *folder, const struct pl_file *files, struct pl_history *out) {
    size_t len = strlen(folder), n = 0;
    while (len > 1 && folder[len - 1] == '/')
        len--;
    *out = (struct pl_history){ .folder = pl_strndup(pl, folder, len) };
    for (const struct pl_file *f = files; f; f = f->next)
        n++;
    struct pl_migration **all = pl_alloc(pl, (n + 1) * sizeof *all);
    for (const struct pl_file *f = files; f; f = f->next)
        if (!take(pl, out, f, all))
            return false;
    qsort(all, (size_t)out->count, sizeof *all, by_order);
    for (int i = 0; i < out->count; i++)
        all[i]->next = all[i + 1];
    out->first = all[0];
    make_chain(pl, out);
    return check_numbers(pl, out);
}

bool pl_history_load(struct pl *pl, const char *folder, struct pl_history *out) {
    struct pl_file *files = NULL;
    struct stat st;
    if (!pl_files_is_git(folder) && stat(folder, &st) != 0)
        return pl_history_read(pl, folder, NULL, out);
    return pl_files_read(pl, folder, pl_history_endings, &files) && pl_history_read(pl, folder, files, out);
}

/* ---- the seal */

static const char sum_head[] = "# Fingerprints of the migrations, each of a file and all before it. Made by: poundlock migrations seal\n";

static void sum_line(struct pl_text *t, const char *chain, const char *file) {
    pl_addf(t, "%s  %s\n", chain, file);
}

char *pl_history_sum(struct pl *pl, const struct pl_history *h) {
    struct pl_text t = { .pl = pl };
    const char *last = "";
    pl_add(&t, sum_head);
    for (const struct pl_migration *m = h->first; m; m = m->next) {
        sum_line(&t, m->chain, pl_format(pl, "%s.sql", m->id));
        last = m->chain;
    }
    if (h->state)
        sum_line(&t, pl_sha256_texts(pl, (const char *const[]){ last, PL_STATE_FILE, pl_sha256(pl, h->state, h->state_len), NULL }),
                 PL_STATE_FILE);
    return t.s;
}

/* The fingerprint that a text of poundlock.sum has for a file, or NULL. */
static const char *sum_of(struct pl *pl, const char *sum, const char *file) {
    for (const char *line = sum; line && *line; line = strchr(line, '\n'), line = line ? line + 1 : NULL) {
        size_t len = strcspn(line, "\r\n"), n = strcspn(line, " ");
        const char *name = line + n + strspn(line + n, " ");
        if (*line != '#' && n < len && strlen(file) == (size_t)(line + len - name) && strncmp(name, file, strlen(file)) == 0)
            return pl_strndup(pl, line, n);
    }
    return NULL;
}

static bool broken(struct pl *pl, const struct pl_history *h, const char *file, const char *what, const char *hint) {
    struct pl_place place = { .file = pl_format(pl, "%s/%s", h->folder, file) };
    pl_say(pl, PL_D_HISTORY, &place, "%s %s", file, what);
    return pl_hint(pl, "%s", hint);
}

/* Files that the seal knows and the folder does not have. */
static bool none_gone(struct pl *pl, const struct pl_history *h, const char *now) {
    bool ok = true;
    for (const char *line = h->sum; line && *line; line = strchr(line, '\n'), line = line ? line + 1 : NULL) {
        size_t len = strcspn(line, "\r\n"), n = strcspn(line, " ");
        const char *file = pl_trim(pl, pl_strndup(pl, line + n, len - n));
        if (*line != '#' && *file && !sum_of(pl, now, file))
            ok = broken(pl, h, file, "is gone, and " PL_SUM_FILE " has it",
                        "bring it back, or, when no database has had it yet: poundlock migrations seal");
    }
    return ok;
}

bool pl_history_sealed(struct pl *pl, const struct pl_history *h) {
    const char *now = pl_history_sum(pl, h), *seal = "if it is meant and no database has had it yet: poundlock migrations seal";
    if (h->sum && strcmp(h->sum, now) == 0)
        return true;
    if (!h->sum && !h->first)
        return true;
    if (!h->sum)
        return broken(pl, h, PL_SUM_FILE, "is not there, so nobody can tell whether a migration was changed",
                      "poundlock migrations seal");
    bool ok = none_gone(pl, h, now);
    for (const struct pl_migration *m = h->first; ok && m; m = m->next) {
        const char *file = pl_format(pl, "%s.sql", m->id), *was = sum_of(pl, h->sum, file);
        if (!was)
            ok = broken(pl, h, file, "is not in " PL_SUM_FILE, "when it is meant: poundlock migrations seal");
        else if (strcmp(was, m->chain) != 0)
            ok = broken(pl, h, file, "was changed, or one was put in before it, after it was sealed", seal);
    }
    /* All files are right: the state, or how the lines stand. */
    return ok && broken(pl, h, PL_SUM_FILE, "does not fit the files (" PL_STATE_FILE ", or a merge that kept lines of both sides)",
                        "poundlock migrations verify, then poundlock migrations seal");
}

/* ---- one of them */

struct pl_migration *pl_history_find(struct pl *pl, const struct pl_history *h, const char *said) {
    struct pl_nearest near = { .wrong = said };
    for (struct pl_migration *m = h->first; m; m = m->next) {
        if (strcmp(m->id, said) == 0 || strcmp(m->name, said) == 0 ||
            (said[strspn(said, "0123456789")] == '\0' && by_number(m->number, said) == 0))
            return m;
        pl_nearest_add(&near, m->id);
        pl_nearest_add(&near, m->name);
    }
    const char *best = pl_nearest_word(&near);
    pl_say(pl, PL_D_USAGE, NULL, "there is no migration \"%s\" in \"%s\"", said, h->folder);
    if (best)
        pl_hint(pl, "did you mean \"%s\"?", best);
    else
        pl_hint(pl, "poundlock migrations status lists them");
    return NULL;
}

char *pl_history_next(struct pl *pl, const struct pl_history *h, bool by_time, long now) {
    const struct pl_migration *last = h->first;
    while (last && last->next)
        last = last->next;
    if (!by_time)
        return pl_format(pl, "%0*ld", last ? (int)strlen(last->number) : 4, last ? strtol(last->number, NULL, 10) + 1 : 1L);
    time_t t = (time_t)now;
    struct tm tm;
    char text[32];
    gmtime_r(&t, &tm);
    strftime(text, sizeof text, "%Y%m%d%H%M%S", &tm);
    /* Two in one second, or a clock that went back: still behind the last. */
    if (last && by_number(text, last->number) <= 0)
        return pl_format(pl, "%ld", strtol(last->number, NULL, 10) + 1);
    return pl_strdup(pl, text);
}

char *pl_history_name(struct pl *pl, const char *words) {
    struct pl_text t = { .pl = pl };
    for (; *words; words++) {
        char c = *words >= 'A' && *words <= 'Z' ? (char)(*words + 32) : *words;
        bool plain = (c >= 'a' && c <= 'z') || digit(c) || (unsigned char)c >= 0x80;
        if (plain)
            pl_addc(&t, c);
        else if (t.len && t.s[t.len - 1] != '_')
            pl_addc(&t, '_');
    }
    while (t.len && t.s[t.len - 1] == '_')
        t.s[--t.len] = '\0';
    return t.len ? t.s : NULL;
}
