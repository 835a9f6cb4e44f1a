/* Tokens of any text stay within it and move on; every text equals itself, with blanks around and in parentheses. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "engine/diff.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(struct pl *pl, const char *text, bool backslash) {
    size_t len = strlen(text);
    const char *at = text;
    for (struct pl_token t; (t = pl_token_next(&at, backslash)).kind != PL_T_END;) {
        if (t.s < text || t.len == 0 || t.s + t.len != at || at > text + len)
            abort();
        pl_token_name(pl, t);
    }
    if (at > text + len || !pl_tokens_equal(text, text, backslash) || !pl_tokens_equal(text, pl_format(pl, " \n%s", text), backslash))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct pl *pl = pl_new();
    /* A block of its own, so that the sanitizer sees one byte too many. */
    char *text = malloc(size + 1);
    if (size)
        memcpy(text, data, size);
    text[size] = '\0';
    check(pl, text, false);
    check(pl, text, true);
    free(text);
    pl_free(pl);
    return 0;
}
