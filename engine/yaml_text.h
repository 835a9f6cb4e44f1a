/* How the writer of models puts one scalar into YAML, and what it says in comments. */
#ifndef PL_YAML_TEXT_H
#define PL_YAML_TEXT_H

#include "engine/realm.h"

/* Adds a scalar on one line, so that every parser reads it as this string; `flow`: within { } or [ ]. False (said nothing)
 * when it is not UTF-8. */
bool pl_yaml_scalar(struct pl_text *t, const char *s, bool flow);
/* Whether a text of several lines can stand as a literal block, and such a block: from `|` to the end of its last line. */
bool pl_yaml_is_literal(const char *s);
void pl_yaml_literal(struct pl_text *t, const char *s, int indent);
/* How many characters it is. */
size_t pl_yaml_width(const char *s);

/* yaml_unmodelled.c: comments that count and name what is live only; nothing when there is nothing. */
void pl_yaml_unmodelled(struct pl *pl, const struct pl_realm *r, struct pl_text *out);

#endif
