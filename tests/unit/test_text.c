/* Text that grows, patterns, the nearest word, hashes, files. */
#include <stdlib.h>
#include <unistd.h>

#include "tests/unit/unit.h"

TestSuite(text, .fini = end_contexts);

Test(text, grows_and_stays_terminated) {
    struct pl_text t = { .pl = context() };
    cr_expect_str_eq(pl_text(&t), "");
    cr_expect_null(t.s);
    for (int i = 0; i < 1000; i++)
        pl_addf(&t, "%d,", i % 10);
    pl_addn(&t, "xyz", 2);
    pl_addc(&t, '!');
    cr_expect_eq(t.len, 2003);
    cr_expect_eq(strlen(t.s), t.len);
    cr_expect(strncmp(t.s, "0,1,2,3,", 8) == 0);
    cr_expect_str_eq(t.s + 2000, "xy!");
}

Test(text, sameness) {
    cr_expect(pl_same(NULL, NULL) && !pl_same(NULL, "") && !pl_same("", NULL) && pl_same("a", "a") && !pl_same("a", "A"));
    cr_expect(pl_same_nocase("aB", "Ab") && !pl_same_nocase("ab", "abc") && !pl_same_nocase("abc", "ab") && pl_same_nocase(NULL, NULL));
    cr_expect(!pl_same_nocase("\xc3\x84", "\xc3\xa4"), "only ASCII: names may be any UTF-8");
    cr_expect(pl_starts("abc", "ab") && pl_starts("abc", "") && !pl_starts("a", "ab"));
}

Test(text, trim_and_lower) {
    struct pl *pl = context();
    cr_expect_str_eq(pl_trim(pl, " \t a b\r\n"), "a b");
    cr_expect_str_eq(pl_trim(pl, " \n "), "");
    cr_expect_str_eq(pl_lower(pl, "ABC_\xc3\x84"), "abc_\xc3\x84");
    cr_expect_null(pl_lower(pl, NULL));
}

static const struct {
    const char *pattern, *name;
    bool fits;
} globs[] = {
    { "", "", true }, { "", "a", false }, { "*", "", true }, { "*", "abc", true }, { "a*", "abc", true }, { "a*", "b", false },
    { "*c", "abc", true }, { "*b", "abc", false }, { "a*c*e", "abcde", true }, { "a*c*e", "abcd", false }, { "?", "a", true },
    { "?", "", false }, { "a?c", "abc", true }, { "[ab]x", "bx", true }, { "[ab]x", "cx", false }, { "[!ab]x", "cx", true },
    { "[^ab]x", "ax", false }, { "[a-c]", "b", true }, { "[a-c]", "d", false }, { "[]]", "]", true }, { "[a-]", "-", true },
    { "*[0-9]", "t10", true }, { "*[0-9]", "t1x", false }, { "audit.*", "audit.log", true }, { "[ab", "a", true }, { "***", "x", true },
    { "*aab", "aaaaaab", true }, { "a*[bc]d*", "axxbdcd", true },
};

Test(text, glob) {
    for (size_t i = 0; i < sizeof globs / sizeof *globs; i++)
        cr_expect_eq(pl_glob(globs[i].pattern, globs[i].name), globs[i].fits, "%s on %s", globs[i].pattern, globs[i].name);
}

Test(text, glob_of_many_stars_ends) {
    char name[4001];
    memset(name, 'a', 4000);
    name[4000] = '\0';
    cr_expect_not(pl_glob("*a*a*a*a*a*a*a*a*a*a*b", name));
}

static const char *nearest(const char *wrong, const char *const *words) {
    struct pl_nearest n = { .wrong = wrong };
    for (; *words; words++)
        pl_nearest_add(&n, *words);
    return pl_nearest_word(&n) ? pl_nearest_word(&n) : "-";
}

Test(text, nearest_word) {
    static const char *const words[] = { "columns", "checks", "comment", "indexes", NULL };
    cr_expect_str_eq(nearest("colums", words), "columns");
    cr_expect_str_eq(nearest("COLUMNS", words), "columns");
    cr_expect_str_eq(nearest("cehcks", words), "checks");
    cr_expect_str_eq(nearest("indices", words), "indexes");
    cr_expect_str_eq(nearest("banana", words), "-");
    cr_expect_str_eq(nearest("x", words), "-");
    char longest[300];
    memset(longest, 'c', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    cr_expect_str_eq(nearest(longest, words), "-");
}

Test(text, hashes_differ) {
    cr_expect_eq(pl_hash("ab", 2, 1), pl_hash("ab", 2, 1));
    cr_expect_neq(pl_hash("ab", 2, 1), pl_hash("ba", 2, 1));
    cr_expect_neq(pl_hash("ab", 2, 1), pl_hash("ab", 2, 2));
    cr_expect_neq(pl_hash("", 0, 0), pl_hash("\0", 1, 0));
}

static char *temporary(const char *text, size_t len) {
    static char path[] = "/tmp/poundlock-unit-XXXXXX";
    strcpy(path + sizeof path - 7, "XXXXXX");
    int fd = mkstemp(path);
    cr_assert(fd >= 0 && write(fd, text, len) == (ssize_t)len);
    close(fd);
    return path;
}

Test(text, files) {
    struct pl *pl = context();
    char *text, *path = temporary("a\0b", 3);
    size_t len;
    cr_expect(pl_read_file(pl, path, 100, &text, &len));
    cr_expect(len == 3 && memcmp(text, "a\0b", 4) == 0);
    cr_expect(pl_read_file(pl, path, 3, &text, &len), "exactly as many as allowed");
    cr_expect_not(pl_read_file(pl, path, 2, &text, &len));
    cr_expect_str_eq(pl_diags(pl)->code, "too-large");
    unlink(path);
    path = temporary("", 0);
    cr_expect(pl_read_file(pl, path, 10, &text, &len) && len == 0 && text && !*text);
    unlink(path);
    cr_expect_not(pl_read_file(pl, path, 10, &text, &len));
    cr_expect_not(pl_read_file(pl, "/", 10, &text, &len), "a folder is no file");
}

Test(text, files_without_a_size) {
    struct pl *pl = context();
    char *text;
    size_t len;
    cr_expect_not(pl_read_file(pl, "/dev/zero", 200000, &text, &len));
    cr_expect_str_eq(pl_diags(pl)->code, "too-large");
    cr_expect(pl_read_file(pl, "/dev/null", 10, &text, &len) && len == 0 && text && !*text);
}
