/* migrations/source.c: models that are read while somebody else does something else. */
#include <stdio.h>
#include <unistd.h>

#include "migrations/source.h"
#include "tests/unit/unit.h"

static char path[] = "/tmp/poundlock-unit-XXXXXX.yaml";

static void begin(struct pl *pl, const char *yaml, struct pl_source *s, struct pl_meanwhile **m) {
    struct pl_source_options o = { .dialect = pl_dialect_named("sqlite"), .hashed = true };
    int fd = mkstemps(path, 5);
    cr_assert(fd >= 0 && write(fd, yaml, strlen(yaml)) == (ssize_t)strlen(yaml));
    close(fd);
    pl_source_begin(pl, path, s, m);
    pl_source_go_on(*m, &o);
}

static void remove_file(void) {
    unlink(path);
    end_contexts();
}

TestSuite(source, .fini = remove_file);

Test(source, models_read_meanwhile_belong_to_the_caller) {
    struct pl *pl = context();
    struct pl_meanwhile *m;
    struct pl_source s;
    begin(pl, "tables: { customer: { columns: { id: int, email: text } } }", &s, &m);
    pl_say(pl, PL_D_BAD_VALUE, NULL, "said in between");
    cr_assert(pl_source_end(m, true), "%s", first_error(pl));
    cr_expect(s.realm->pl == pl && s.ledger->pl == pl && s.hash);
    cr_expect_str_eq(pl_path(pl, at(s.realm, "customer.email")), "customer.email");
    pl_node_new(s.realm, at(s.realm, "customer"), PL_COLUMN, "name");
    cr_expect_not_null(pl_find(s.realm, at(s.realm, "customer"), PL_COLUMN, "name"));
}

Test(source, what_is_wrong_with_them_comes_last) {
    struct pl *pl = context();
    struct pl_meanwhile *m;
    struct pl_source s;
    begin(pl, "tables: { customer: { colums: { id: int } } }", &s, &m);
    pl_say(pl, PL_D_BAD_VALUE, NULL, "said in between");
    cr_expect_not(pl_source_end(m, true));
    cr_expect_str_eq(first_error(pl), "said in between");
    cr_assert_not_null(pl_diags(pl)->next);
    cr_expect_not_null(strstr(pl_newest(pl)->text, "colums"));
    cr_expect_str_eq(pl_newest(pl)->file, path);
}

Test(source, models_that_nobody_tells_how_to_read_are_given_up) {
    struct pl *pl = context();
    struct pl_meanwhile *m;
    struct pl_source s;
    pl_source_begin(pl, "/nowhere/models.yaml", &s, &m);
    cr_expect_not(pl_source_end(m, false));
    cr_expect_null(pl_diags(pl));
    cr_expect_null(s.realm);
}

Test(source, nothing_is_said_of_models_that_nobody_wants_any_more) {
    struct pl *pl = context();
    struct pl_meanwhile *m;
    struct pl_source s;
    begin(pl, "tables: { customer: { colums: { id: int } } }", &s, &m);
    cr_expect_not(pl_source_end(m, false));
    cr_expect_null(pl_diags(pl));
}
