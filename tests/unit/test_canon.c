/* Tokens as far as all dialects agree, and when two texts are equal. */
#include "tests/unit/unit.h"

TestSuite(canon, .fini = end_contexts);

static const char letters[] = { [PL_T_WORD] = 'w', [PL_T_QUOTED] = 'q', [PL_T_STRING] = 's', [PL_T_NUMBER] = 'n', [PL_T_SIGN] = 'x' };

/* "w:select n:1": kinds and texts of all tokens. */
static const char *tokens(struct pl *pl, const char *sql, bool backslash) {
    struct pl_text t = { .pl = pl };
    for (struct pl_token k; (k = pl_token_next(&sql, backslash)).kind != PL_T_END;)
        pl_addf(&t, "%s%c:%.*s", t.len ? " " : "", letters[k.kind], (int)k.len, k.s);
    return pl_text(&t);
}

static const struct {
    const char *sql, *tokens;
} plain[] = {
    { "", "" },
    { " \t\r\n\f\v", "" },
    { "a+b", "w:a x:+ w:b" },
    { "a_1$x", "w:a_1$x" },
    { "1 1.5 .5 5. 1e3 1E-3 1e 0xAf", "n:1 n:1.5 n:.5 n:5. n:1e3 n:1E-3 n:1 w:e n:0xAf" },
    { "'it''s' ''", "s:'it''s' s:''" },
    { "E'a\\'b' x'00' b'01' N'u'", "s:E'a\\'b' s:x'00' s:b'01' s:N'u'" },
    { "'a\\' b", "s:'a\\' w:b" },
    { "\"a\"\"b\" `c``d`", "q:\"a\"\"b\" q:`c``d`" },
    { "a--b\n-c", "w:a x:- w:c" },
    { "a/* ' */b/**/c", "w:a w:b w:c" },
    { "a /* never closed", "w:a" },
    { "a -- at the end", "w:a" },
    { "$$a'b$$ $t$ $$ $t$ $1", "s:$$a'b$$ s:$t$ $$ $t$ x:$ n:1" },
    { "$$ never closed", "s:$$ never closed" },
    { "'never closed", "s:'never closed" },
    { "\"never closed", "q:\"never closed" },
    { "a::text<=b->>'c' -> d||e<>f!=g", "w:a x::: w:text x:<= w:b x:->> s:'c' x:-> w:d x:|| w:e x:<> w:f x:!= w:g" },
    { "\xc3\xa4.b", "w:\xc3\xa4 x:. w:b" },
};

Test(canon, tokens) {
    struct pl *pl = context();
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        cr_expect_str_eq(tokens(pl, plain[i].sql, false), plain[i].tokens);
    cr_expect_str_eq(tokens(pl, "'a\\'b' c", true), "s:'a\\'b' w:c");
    cr_expect_str_eq(tokens(pl, "'a\\\\' c", true), "s:'a\\\\' w:c");
    cr_expect_str_eq(tokens(pl, "'a\\", true), "s:'a\\");
    cr_expect_str_eq(tokens(pl, "a--1 -- b\n--\n#c\nd", true), "w:a x:- x:- n:1 w:d");
}

Test(canon, trim) {
    struct pl *pl = context();
    static const char *const of[][2] = { { " a > 0 -- positive", "a > 0" }, { "/* x */ SELECT 1 /* y */ , 2 ; -- z", "SELECT 1 /* y */ , 2" }, { " ", "" },
                                         { "';'", "';'" }, { "a ; b ;;", "a ; b" }, { ";", "" }, { "'open -- ", "'open -- " } };
    for (size_t i = 0; i < sizeof of / sizeof *of; i++)
        cr_expect_str_eq(pl_tokens_trim(pl, of[i][0], false), of[i][1]);
}

Test(canon, names) {
    struct pl *pl = context();
    static const char *const of[][2] = { { "abc", "abc" }, { "\"a\"\"b\"", "a\"b" }, { "`a``\"b`", "a`\"b" }, { "\"\"", "" }, { "Abc", "Abc" } };
    for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
        const char *at = of[i][0];
        cr_expect_str_eq(pl_token_name(pl, pl_token_next(&at, false)), of[i][1]);
    }
}

static const struct {
    const char *a, *b;
    bool equal;
} pairs[] = {
    { "a", "A", true },
    { "a + b", "a+b /* c */", true },
    { "\"a\" > 0", "a > 0", true },
    { "`a` > 0", "\"a\" > 0", true },
    { "\"A\"", "A", false },
    { "\"A\"", "\"A\"", true },
    { "\"a b\"", "ab", false },
    { "'A'", "'a'", false },
    { "(a)", "a", true },
    { "( ( a ) )", "a", true },
    { "(a) + (b)", "a) + (b", false },
    { "(a) OR (b)", "(a) OR (b)", true },
    { "(a > ')')", "a > ')'", true },
    { "(a) -- b)", "a", true },
    { "(a) /* ) */", "a", true },
    { "()", "", true },
    { "(", "(", true },
    { "(a", "a", false },
    { "a b", "ab", false },
    { "1.0", "1.00", false },
    { "a <= b", "a < = b", false },
    /* A word that means something of its own is no column of that name. */
    { "user", "\"user\"", false },
    { "current_user = 'x'", "\"current_user\" = 'x'", false },
    { "\"user\"", "\"user\"", true },
    { "null", "\"null\"", false },
    { "USER", "user", true },
};

Test(canon, equality) {
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        cr_expect_eq(pl_tokens_equal(pairs[i].a, pairs[i].b, false), pairs[i].equal, "%s | %s", pairs[i].a, pairs[i].b);
        cr_expect_eq(pl_tokens_equal(pairs[i].b, pairs[i].a, false), pairs[i].equal, "%s | %s", pairs[i].b, pairs[i].a);
    }
}

Test(canon, deep_parentheses_are_linear_enough) {
    struct pl_text t = { .pl = context() };
    for (int i = 0; i < 2000; i++)
        pl_addc(&t, '(');
    pl_addc(&t, 'a');
    for (int i = 0; i < 2000; i++)
        pl_addc(&t, ')');
    cr_expect(pl_tokens_equal(t.s, "a", false));
}
