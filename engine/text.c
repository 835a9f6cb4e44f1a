/* Text: strings that grow, comparisons that do not ask the locale, patterns, and the nearest known word. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>
#include "engine/context.h"

void pl_addn(struct pl_text *t, const char *s, size_t n) {
    if (t->len + n + 1 > t->cap) {
        size_t cap = (t->len + n + 1) * 2;
        char *grown = pl_alloc(t->pl, cap < 64 ? 64 : cap);
        if (t->len)
            memcpy(grown, t->s, t->len);
        t->s = grown;
        t->cap = cap < 64 ? 64 : cap;
    }
    if (n)
        memcpy(t->s + t->len, s, n);
    t->len += n;
    t->s[t->len] = '\0';
}

void pl_add(struct pl_text *t, const char *s) {
    pl_addn(t, s, strlen(s));
}

void pl_addc(struct pl_text *t, char c) {
    pl_addn(t, &c, 1);
}

void pl_addf(struct pl_text *t, const char *fmt, ...) {
    va_list ap;
    va_start(ap, fmt);
    pl_add(t, pl_vformat(t->pl, fmt, ap));
    va_end(ap);
}

const char *pl_text(const struct pl_text *t) {
    return t->s ? t->s : "";
}

void pl_add_encoded(struct pl_text *t, const char *s) {
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~";
    for (; *s; s++) {
        if (strchr(plain, *s))
            pl_addc(t, *s);
        else
            pl_addf(t, "%%%02X", (unsigned)(unsigned char)*s);
    }
}

bool pl_same(const char *a, const char *b) {
    return a == b || (a && b && strcmp(a, b) == 0);
}

static int lower(int c) {
    return c >= 'A' && c <= 'Z' ? c + 32 : c;
}

bool pl_same_nocase(const char *a, const char *b) {
    if (!a || !b)
        return a == b;
    while (*a && lower((unsigned char)*a) == lower((unsigned char)*b))
        a++, b++;
    return lower((unsigned char)*a) == lower((unsigned char)*b);
}

bool pl_starts(const char *s, const char *prefix) {
    return strncmp(s, prefix, strlen(prefix)) == 0;
}

int pl_by_text(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

char *pl_lower(struct pl *pl, const char *s) {
    char *copy = pl_strdup(pl, s);
    for (char *c = copy; c && *c; c++)
        *c = (char)lower((unsigned char)*c);
    return copy;
}

static bool blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

char *pl_trim(struct pl *pl, const char *s) {
    while (blank(*s))
        s++;
    size_t n = strlen(s);
    while (n && blank(s[n - 1]))
        n--;
    return pl_strndup(pl, s, n);
}

/* One [..] of a pattern; *p stands behind the "[" and is moved behind the "]". */
static bool glob_class(const char **p, char c) {
    const char *at = *p;
    bool negated = *at == '!' || *at == '^', hit = false;
    at += negated;
    for (const char *first = at; *at && (*at != ']' || at == first); at++) {
        if (at[1] == '-' && at[2] && at[2] != ']') {
            hit |= c >= at[0] && c <= at[2];
            at += 2;
        } else {
            hit |= c == *at;
        }
    }
    *p = *at ? at + 1 : at;
    return hit != negated;
}

bool pl_glob(const char *p, const char *s) {
    const char *star = NULL, *from = NULL;             /* where to go on after the last "*" took one more */
    for (;;) {
        if (*p == '*') {
            star = ++p;
            from = s;
            continue;
        }
        const char *before = p;
        if (*s && *p == '[') {
            p++;
            if (glob_class(&p, *s)) {
                s++;
                continue;
            }
            p = before;
        } else if (*s && (*p == '?' || *p == *s)) {
            p++, s++;
            continue;
        } else if (!*s && !*p) {
            return true;
        }
        if (!star || !*from)
            return false;
        p = star;
        s = ++from;
    }
}

/* FNV-1a with a final mix: names are short, and the tables that use it compare the text anyway. */
uint64_t pl_hash(const void *data, size_t len, uint64_t seed) {
    const unsigned char *b = data;
    uint64_t h = UINT64_C(0xcbf29ce484222325) ^ (seed * UINT64_C(0x9e3779b97f4a7c15));
    for (size_t i = 0; i < len; i++)
        h = (h ^ b[i]) * UINT64_C(0x100000001b3);
    h ^= h >> 32;
    h *= UINT64_C(0x9e3779b97f4a7c15);
    return h ^ (h >> 29);
}

struct pl_memo *pl_memo(struct pl *pl, const void *question, const char *key, bool *there) {
    struct pl_memo *m = &pl->memos[pl_hash(key, strlen(key), (uint64_t)(uintptr_t)question) % PL_MEMOS];
    *there = m->key && m->question == question && strcmp(m->key, key) == 0;
    if (!*there)
        *m = (struct pl_memo){ .key = pl_strdup(pl, key), .question = question };
    return m;
}

/* How many letters must be put in, taken out, changed or swapped with their neighbour. Words over 63 letters are far away,
 * however many letters a long wrong word allows. */
static size_t distance(const char *a, const char *b) {
    enum { MOST = 63 };
    size_t na = strlen(a), nb = strlen(b), row[3][MOST + 1];
    if (na > MOST || nb > MOST)
        return SIZE_MAX;
    for (size_t j = 0; j <= nb; j++)
        row[0][j] = j;
    size_t *two = row[2], *one = row[0], *now = row[1];
    for (size_t i = 1; i <= na; i++) {
        now[0] = i;
        for (size_t j = 1; j <= nb; j++) {
            size_t best = one[j - 1] + (lower((unsigned char)a[i - 1]) != lower((unsigned char)b[j - 1]));
            if (one[j] + 1 < best)
                best = one[j] + 1;
            if (now[j - 1] + 1 < best)
                best = now[j - 1] + 1;
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && two[j - 2] + 1 < best)
                best = two[j - 2] + 1;
            now[j] = best;
        }
        size_t *spare = two;
        two = one, one = now, now = spare;
    }
    return one[nb];
}

void pl_nearest_add(struct pl_nearest *n, const char *known) {
    size_t d = distance(n->wrong, known);
    if (!n->best || d < n->distance) {
        n->best = known;
        n->distance = d;
    }
}

const char *pl_nearest_word(const struct pl_nearest *n) {
    return n->best && n->distance <= 1 + strlen(n->wrong) / 3 ? n->best : NULL;
}

static bool read_all(int fd, char *to, size_t size, size_t *got) {
    *got = 0;
    while (*got < size) {
        ssize_t n = read(fd, to + *got, size - *got);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return false;
        if (n == 0)
            break;
        *got += (size_t)n;
    }
    return true;
}

bool pl_read_file(struct pl *pl, const char *path, size_t most, char **text, size_t *len) {
    struct pl_text all = { .pl = pl };
    bool ok = false;
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &st) != 0) {
        pl_say(pl, PL_D_NO_FILE, NULL, "cannot read \"%s\": %s", path, strerror(errno));
        goto done;
    }
    if (S_ISREG(st.st_mode) && (size_t)st.st_size > most) {
        pl_say(pl, PL_D_TOO_LARGE, NULL, "\"%s\" has %lld bytes, more than the %zu that poundlock reads of one file", path,
               (long long)st.st_size, most);
        goto done;
    }
    /* One byte more than the file says it has: then its end is seen in the first read. Pipes have no size. */
    size_t chunk = S_ISREG(st.st_mode) ? (size_t)st.st_size + 1 : 64 * 1024, got;
    do {
        char *part = pl_alloc(pl, chunk + 1);
        if (!read_all(fd, part, chunk, &got)) {
            pl_say(pl, PL_D_NO_FILE, NULL, "cannot read \"%s\": %s", path, strerror(errno));
            goto done;
        }
        if (!all.s && got < chunk) {
            part[got] = '\0';
            all = (struct pl_text){ .pl = pl, .s = part, .len = got };
            break;
        }
        pl_addn(&all, part, got);
        if (all.len > most) {
            pl_say(pl, PL_D_TOO_LARGE, NULL, "\"%s\" has more than the %zu bytes that poundlock reads of one file", path, most);
            goto done;
        }
    } while (got == chunk);
    *text = all.s;
    *len = all.len;
    ok = true;
done:
    if (fd >= 0)
        close(fd);
    return ok;
}
