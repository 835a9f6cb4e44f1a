/* Fingerprints of plans, schemas and migration files: SHA-256, from libcrypto, which libpq brings anyway. For people and
 * files; the look-up tables of a realm use pl_hash. */
#ifndef PL_HASH_H
#define PL_HASH_H

#include "engine/context.h"

/* SHA-256 as 64 hexadecimal digits, in the context. */
char *pl_sha256(struct pl *pl, const void *data, size_t len);
/* The same over several texts; their lengths count, so that ("ab", "c") is not ("a", "bc"). NULL ends the list. */
char *pl_sha256_texts(struct pl *pl, const char *const *texts);

#endif
