/* migrations/release_propose.c: what the search says when it has tried everything, and when it was stopped before. */
#include <stdlib.h>
#include "migrations/release.h"
#include "tests/unit/unit.h"

static char folder[64];

static void setup(void) {
    strcpy(folder, "/tmp/pl-release-XXXXXX");
    cr_assert(mkdtemp(folder));
}
static void teardown(void) {
    char command[128];
    snprintf(command, sizeof command, "rm -rf %s", folder);
    cr_expect_eq(system(command), 0);
    end_contexts();
}
TestSuite(release, .init = setup, .fini = teardown);

static void put(struct pl *pl, const char *name, const char *text) {
    FILE *f = fopen(pl_format(pl, "%s/%s", folder, name), "w");
    cr_assert(f);
    fputs(text, f);
    fclose(f);
}

/* v18 needs a column that v17 cannot have: it may live before the column is dropped, or after it is back. */
static enum pl_proposed propose(const char *steps, int most_tries, const char **text) {
    struct pl *pl = context();
    struct pl_rollout_options o = { 0 };
    struct pl_rollout r;
    struct pl_text out = { .pl = pl };
    put(pl, "with.yaml", "tables: { t: { columns: { id: integer, code: { type: integer, not_null: true } }, primary_key: [id] } }\n");
    put(pl, "without.yaml", "tables: { t: { columns: { id: integer }, primary_key: [id] } }\n");
    put(pl, "release.yaml", pl_format(pl, "dialect: sqlite\nreleases: { v17: without.yaml, v18: with.yaml }\n"
                                          "start: { schema: with.yaml }\nrollout:\n  - migrate: without.yaml\n  - deploy: v17\n%s", steps));
    cr_assert(pl_rollout_read(pl, pl_format(pl, "%s/release.yaml", folder), &o, &r) && pl_rollout_fold(&r, &o), "%s", first_error(pl));
    enum pl_proposed p = pl_rollout_propose(&r, most_tries, &out);
    *text = pl_text(&out);
    return p;
}

static const char one_by_one[] = "  - migrate: with.yaml\n  - retire: v17\n  - deploy: v18\n  - retire: v18\n";
static const char side_by_side[] = "  - deploy: v18\n  - migrate: with.yaml\n  - retire: v17\n  - retire: v18\n";

Test(release, the_second_way_is_found) {
    const char *text;
    cr_expect_eq(propose(one_by_one, 2, &text), PL_ORDER, "%s", text);
    cr_expect(strstr(text, "  - retire: v17\n  - migrate: with.yaml\n  - deploy: v18\n"), "%s", text);
}

Test(release, a_search_that_was_stopped_proves_nothing) {
    const char *text;
    cr_expect_eq(propose(one_by_one, 1, &text), PL_NONE_FOUND, "%s", text);
    cr_expect(strstr(text, "no order was found, which is no proof that there is none"), "%s", text);
    cr_expect_not(strstr(text, "there is no order"), "%s", text);
    cr_expect_eq(propose(side_by_side, 1, &text), PL_NONE_FOUND, "%s", text);
}

Test(release, a_search_that_tried_all_does) {
    const char *text;
    cr_expect_eq(propose(side_by_side, 2, &text), PL_NO_ORDER, "%s", text);
    cr_expect(strstr(text, "there is no order: each of the 2 ways"), "%s", text);
    cr_expect(strstr(text, "\"drop column t.code\" must come behind \"retire v18\""), "%s", text);
    cr_expect(strstr(text, "\"drop column t.code\" must come before \"deploy v17\""), "%s", text);
}
