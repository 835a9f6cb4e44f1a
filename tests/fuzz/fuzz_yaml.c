/* Any text into a realm, out as models, in again, out again: the two outputs are the same, and what was written reads. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "engine/realm.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const words[] = { "postgres", NULL };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct pl *pl = pl_new();
    struct pl_yaml_options o = { .dialects = words };
    struct pl_realm *first = pl_realm_new(pl, "first"), *second = pl_realm_new(pl, "second");
    struct pl_text once = { .pl = pl }, again = { .pl = pl };
    char *text = pl_strndup(pl, size ? (const char *)data : "", size);
    memcpy(text, size ? (const char *)data : "", size); /* NUL bytes too */
    /* What could be read is a realm, though errors were said of the rest. */
    bool read = pl_yaml_read(first, "fuzz.yaml", text, size, &o);
    if (!pl_yaml_write(pl, first, "postgres", &once))
        abort();
    pl_realm_check(first);
    if (!pl_yaml_read(second, "written.yaml", pl_text(&once), once.len, &o) ||
        !pl_yaml_write(pl, second, "postgres", &again))
        abort();
    if (read && (once.len != again.len || memcmp(pl_text(&once), pl_text(&again), once.len) != 0))
        abort();
    pl_free(pl);
    return 0;
}
