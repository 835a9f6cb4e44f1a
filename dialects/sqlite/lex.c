/* Moves over the tokens of a statement that SQLite keeps. Such texts are known to be right: SQLite has read them itself. So a
 * reader asks "is it this?" and goes on, and there are no error messages. */
#include <string.h>
#include "dialects/sqlite/lex.h"

void pl_lex_step(struct pl_lex *c) {
    c->end = c->t.s ? c->t.s + c->t.len : c->next;
    c->t = pl_token_next(&c->next, false);
    /* Of the letters that may stand before a string elsewhere only x belongs to it here: in e'text' a column e has a type. */
    if (c->t.kind == PL_T_STRING && *c->t.s != '\'' && *c->t.s != 'x' && *c->t.s != 'X') {
        c->t.kind = PL_T_WORD;
        c->t.len = 1;
        c->next = c->t.s + 1;
    }
    /* [name] is SQLite's too. */
    if (c->t.kind == PL_T_SIGN && *c->t.s == '[') {
        const char *close = strchr(c->t.s, ']');
        c->next = close ? close + 1 : c->t.s + strlen(c->t.s);
        c->t.kind = PL_T_QUOTED;
        c->t.len = (size_t)(c->next - c->t.s);
    }
}

void pl_lex_start(struct pl_lex *c, const char *sql) {
    c->t = (struct pl_token){ 0 };
    c->next = sql;
    pl_lex_step(c);
}

bool pl_lex_at_word(const struct pl_lex *c, const char *word) {
    return c->t.kind == PL_T_WORD && c->t.len == strlen(word) && sqlite3_strnicmp(c->t.s, word, (int)c->t.len) == 0;
}

bool pl_lex_at_sign(const struct pl_lex *c, char sign) {
    return c->t.kind == PL_T_SIGN && c->t.len == 1 && *c->t.s == sign;
}

bool pl_lex_word(struct pl_lex *c, const char *w) {
    bool hit = pl_lex_at_word(c, w);
    if (hit)
        pl_lex_step(c);
    return hit;
}

bool pl_lex_sign(struct pl_lex *c, char s) {
    bool hit = pl_lex_at_sign(c, s);
    if (hit)
        pl_lex_step(c);
    return hit;
}

/* A name may be written bare, in any of four quotes, and as a string. */
char *pl_lex_name(struct pl_lex *c) {
    char *n;
    if (c->t.kind == PL_T_QUOTED && *c->t.s == '[') {
        n = pl_strndup(c->pl, c->t.s + 1, c->t.len - 2);
    } else if (c->t.kind == PL_T_STRING) {
        struct pl_token as_name = { PL_T_QUOTED, c->t.s, c->t.len };
        n = pl_token_name(c->pl, as_name);
    } else {
        n = pl_token_name(c->pl, c->t);
    }
    pl_lex_step(c);
    return n;
}

/* The text from the cursor to the matching ")", without the parentheses around it. */
char *pl_lex_parenthesised(struct pl_lex *c) {
    pl_lex_step(c);
    const char *from = c->t.s;
    for (int depth = 1; c->t.kind != PL_T_END; pl_lex_step(c)) {
        depth += pl_lex_at_sign(c, '(') - pl_lex_at_sign(c, ')');
        if (depth == 0)
            break;
    }
    /* Not what stands before the ")": a comment there would hide the ")" that is written behind it. */
    char *text = pl_strndup(c->pl, from, c->end > from ? (size_t)(c->end - from) : 0);
    pl_lex_step(c);
    return text;
}

/* The text from the cursor to the last token. */
char *pl_lex_rest(struct pl_lex *c) {
    const char *from = c->t.s;
    while (c->t.kind != PL_T_END)
        pl_lex_step(c);
    return pl_strndup(c->pl, from, c->end > from ? (size_t)(c->end - from) : 0);
}

const char *pl_lex_one_of(struct pl_lex *c, const char *const *choices) {
    for (; *choices; choices++) {
        const char *space = strchr(*choices, ' ');
        char *first = space ? pl_strndup(c->pl, *choices, (size_t)(space - *choices)) : pl_strdup(c->pl, *choices);
        if (!pl_lex_at_word(c, first))
            continue;
        struct pl_lex saved = *c;
        pl_lex_step(c);
        if (!space || pl_lex_word(c, space + 1))
            return *choices;
        *c = saved;
    }
    return NULL;
}

char *pl_lex_names(struct pl_lex *c) {
    struct pl_text list = { .pl = c->pl };
    if (!pl_lex_sign(c, '('))
        return NULL;
    while (c->t.kind != PL_T_END && !pl_lex_at_sign(c, ')')) {
        pl_list_add(&list, pl_lex_name(c));
        pl_lex_sign(c, ',');
    }
    pl_lex_sign(c, ')');
    return list.s;
}
