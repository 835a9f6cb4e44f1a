/* Any text with parameters in it: what is sent keeps everything else, places stay within the text, and PostgreSQL's own parameters
 * are found again; its words for what a statement writes can be read out of anything. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "dialects/dialect.h"
#include "dialects/parameters.h"
#include "migrations/manifest.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(struct pl *pl, const char *text, unsigned flags) {
    struct pl_sent sent, again;
    size_t len = strlen(text);
    pl_parameters(pl, text, flags, &sent);
    size_t sent_len = strlen(sent.sql), before = 0;
    for (size_t i = 0; i <= sent_len; i++) {
        size_t origin = pl_sent_origin(&sent, i);
        if (origin > len + sent_len || (i && origin + 64 < before))
            abort();
        before = origin;
    }
    if (!strpbrk(text, "?:%$") && strcmp(text, sent.sql) != 0)
        abort();
    pl_parameters(pl, sent.sql, flags, &again);
    if (again.parameters > (int)(2 * sent_len + 2))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct pl *pl = pl_new();
    char *text = malloc(size + 1);
    if (size)
        memcpy(text, data, size);
    text[size] = '\0';
    for (const struct pl_dialect *const *d = pl_dialects; *d; d++) {
        check(pl, text, (*d)->flags);
        pl_query_writes(pl, text, ((*d)->flags & PL_DL_BACKSLASH) != 0, true);
    }
    free(text);
    pl_free(pl);
    return 0;
}
