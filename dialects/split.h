/* SQL files, statement by statement, as the databases' own clients take them. */
#ifndef PL_SPLIT_H
#define PL_SPLIT_H

#include "dialects/dialect.h"

struct pl_statement {
    const char *sql;               /* a copy in the context, without the delimiter */
    int line;                      /* 1-based, of its first word */
    size_t offset;                 /* of its first word, in the text */
};
struct pl_splitter {
    struct pl *pl;
    const char *at;                /* what is left of the text */
    int line;                      /* of `at`; start with 1 */
    unsigned flags;                /* PL_DL_BACKSLASH, PL_DL_CLIENT_LINES, PL_DL_DELIMITER, PL_DL_ATOMIC of the dialect */
    const char *delimiter;         /* NULL: ";" */
    const char *text;              /* its beginning; set by the first call */
};
/* The next statement that is more than blanks and comments; false at the end. Never fails: what is wrong in a text, the
 * server says. */
bool pl_split_next(struct pl_splitter *s, struct pl_statement *out);
/* Behind the comment, literal, quoted name, word or other sign that begins at `at` in the statement `from`. `flags` as above. */
const char *pl_sql_skip(const char *from, const char *at, unsigned flags);
/* Runs a whole text on db. False (said, with the file and line) at the first statement that fails. */
bool pl_split_run(struct pl_db *db, const char *file, const char *text);

/* Adds one statement as the database's client takes it, with its delimiter and a line end. */
void pl_split_write(const struct pl_dialect *d, const char *sql, struct pl_text *out);

#endif
