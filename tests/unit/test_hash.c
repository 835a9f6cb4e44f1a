/* migrations/hash.c */
#include <criterion/criterion.h>
#include "migrations/hash.h"

/* The two values are those that the standard itself gives for these texts (FIPS 180-4). */
Test(hash, sha256_is_the_standard_one) {
    struct pl *pl = pl_new();
    cr_expect_str_eq(pl_sha256(pl, "abc", 3), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    cr_expect_str_eq(pl_sha256(pl, "", 0), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    pl_free(pl);
}

Test(hash, texts_are_told_apart_where_they_end) {
    struct pl *pl = pl_new();
    const char *a = pl_sha256_texts(pl, (const char *const[]){ "ab", "c", NULL });
    cr_expect_str_neq(a, pl_sha256_texts(pl, (const char *const[]){ "a", "bc", NULL }));
    cr_expect_str_eq(a, pl_sha256_texts(pl, (const char *const[]){ "ab", "c", NULL }));
    pl_free(pl);
}
