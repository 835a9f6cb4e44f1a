/* CREATE FUNCTION, PROCEDURE, TRIGGER and EVENT in one spelling, so that what the server keeps and what an author wrote can
 * be compared as tokens.
 *
 * The head is read and written anew: without DEFINER, which is an account and no part of a schema, without what goes without
 * saying, with types in their canonical words. The body stays as it is. A head that cannot be read stays too.
 */
#include <string.h>

#include "dialects/mysql/mysql.h"

struct reader {
    struct pl *pl;
    const struct pl_dialect *d;
    const char *at, *schema;                            /* schema: what names are qualified with, or "" */
    struct pl_token k;
    struct pl_text out;
};

static void next(struct reader *r) {
    r->k = pl_token_next(&r->at, true);
}

static bool is(const struct reader *r, const char *word) {
    return r->k.kind == PL_T_WORD && r->k.len == strlen(word) && strncasecmp(r->k.s, word, r->k.len) == 0;
}

static bool sign(const struct reader *r, char c) {
    return r->k.kind == PL_T_SIGN && *r->k.s == c && r->k.len == 1;
}

static bool skip(struct reader *r, const char *word) {
    if (!is(r, word))
        return false;
    next(r);
    return true;
}

static bool is_name(const struct reader *r) {
    return r->k.kind == PL_T_WORD || r->k.kind == PL_T_QUOTED;
}

static void add_upper(struct pl_text *t, struct pl_token k) {
    for (size_t i = 0; i < k.len; i++)
        pl_addc(t, k.kind == PL_T_WORD && k.s[i] >= 'a' && k.s[i] <= 'z' ? (char)(k.s[i] - 32) : k.s[i]);
}

/* [schema.]name, said with the schema that it lives in. */
static bool read_name(struct reader *r) {
    struct pl_token name = r->k;
    if (!is_name(r))
        return false;
    next(r);
    if (sign(r, '.')) {
        next(r);
        name = r->k;
        next(r);
    }
    if (*r->schema) {
        pl_mysql_quote_name(&r->out, r->schema);
        pl_addc(&r->out, '.');
    }
    pl_mysql_quote_name(&r->out, pl_token_name(r->pl, name));
    return true;
}

/* DEFINER = user@host, CURRENT_USER() ... */
static void skip_definer(struct reader *r) {
    if (!skip(r, "definer"))
        return;
    next(r);                                            /* = */
    next(r);
    while (r->k.kind == PL_T_SIGN && strchr("@()", *r->k.s)) {
        bool at = sign(r, '@');
        next(r);
        if (at)
            next(r);
    }
}

/* ---- types, with their character set */

static bool is_default_collation(const struct reader *r, const char *charset, const char *collation) {
    const char *rest = pl_starts(collation, charset) ? collation + strlen(charset) : "";
    if (strcmp(charset, "latin1") == 0)
        return strcmp(rest, "_swedish_ci") == 0;
    bool mysql = !pl_mysql_is_mariadb(r->d) && strcmp(charset, "utf8mb4") == 0;
    return strcmp(rest, mysql ? "_0900_ai_ci" : "_general_ci") == 0;
}

static const char *lower_of(struct reader *r) {
    const char *word = pl_lower(r->pl, pl_token_name(r->pl, r->k));
    next(r);
    return word;
}

static bool goes_on(const struct reader *r) {
    static const char *const words[] = {"unsigned", "signed", "zerofill", "precision", "varying", "varchar", "varbinary"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (is(r, words[i]))
            return true;
    return false;
}

static void read_parentheses(struct reader *r) {
    int depth = 0;
    do {
        depth += sign(r, '(') ? 1 : sign(r, ')') ? -1 : 0;
        next(r);
    } while (depth && r->k.kind != PL_T_END);
}

static void read_type(struct reader *r) {
    const char *from = r->k.s, *end = from, *charset = NULL, *collation = NULL;
    next(r);
    for (bool more = true; more;) {
        if (sign(r, '('))
            read_parentheses(r);
        more = goes_on(r);
        if (more)
            next(r);
    }
    end = r->k.s;
    while (r->k.kind == PL_T_WORD) {
        if (skip(r, "charset") || (skip(r, "character") && skip(r, "set")))
            charset = lower_of(r);
        else if (skip(r, "collate"))
            collation = lower_of(r);
        else
            break;
    }
    char *type = pl_trim(r->pl, pl_strndup(r->pl, from, (size_t)(end - from)));
    const char *canonical = r->d->type(r->pl, type);
    pl_add(&r->out, canonical ? canonical : type);
    if (charset)
        pl_addf(&r->out, " CHARSET %s", charset);
    if (collation && !(charset && is_default_collation(r, charset, collation)))
        pl_addf(&r->out, " COLLATE %s", collation);
}

/* ---- functions and procedures */

static bool read_parameters(struct reader *r, bool modes) {
    if (!sign(r, '('))
        return false;
    next(r);
    pl_addc(&r->out, '(');
    for (const char *separator = ""; !sign(r, ')'); separator = ", ") {
        pl_add(&r->out, separator);
        if (modes && (is(r, "in") || is(r, "out") || is(r, "inout"))) {
            add_upper(&r->out, r->k);
            pl_addc(&r->out, ' ');
            next(r);
        } else if (modes) {
            pl_add(&r->out, "IN ");
        }
        if (!is_name(r))
            return false;
        pl_mysql_quote_name(&r->out, pl_token_name(r->pl, r->k));
        pl_addc(&r->out, ' ');
        next(r);
        read_type(r);
        if (!sign(r, ')') && !sign(r, ','))
            return false;
        if (sign(r, ','))
            next(r);
    }
    next(r);
    pl_addc(&r->out, ')');
    return true;
}

static const char *read_comment(struct reader *r) {
    struct pl_text t = {.pl = r->pl};
    bool text = r->k.kind == PL_T_STRING || r->k.kind == PL_T_QUOTED;
    pl_mysql_quote_text(&t, text ? pl_mysql_unquote(r->pl, r->k.s, r->k.len) : "");
    next(r);
    return t.s;
}

static void read_characteristics(struct reader *r) {
    const char *access = "", *comment = NULL;
    bool deterministic = false, invoker = false;
    for (;;) {
        if (skip(r, "not") || skip(r, "language")) {
            next(r);                                    /* DETERMINISTIC, SQL */
        } else if (skip(r, "deterministic")) {
            deterministic = true;
        } else if (skip(r, "contains")) {
            next(r);
        } else if (skip(r, "no")) {
            access = " NO SQL";
            next(r);
        } else if (is(r, "reads") || is(r, "modifies")) {
            access = is(r, "reads") ? " READS SQL DATA" : " MODIFIES SQL DATA";
            next(r), next(r), next(r);
        } else if (skip(r, "sql")) {
            next(r);
            invoker = is(r, "invoker");
            next(r);
        } else if (skip(r, "comment")) {
            comment = read_comment(r);
        } else {
            break;
        }
    }
    pl_addf(&r->out, "%s%s%s", deterministic ? " DETERMINISTIC" : "", access, invoker ? " SQL SECURITY INVOKER" : "");
    if (comment && strcmp(comment, "''") != 0)
        pl_addf(&r->out, " COMMENT %s", comment);
}

static bool read_routine(struct reader *r, bool function) {
    if (!read_name(r) || !read_parameters(r, !function))
        return false;
    if (function) {
        if (!skip(r, "returns"))
            return false;
        pl_add(&r->out, " RETURNS ");
        read_type(r);
    }
    read_characteristics(r);
    return true;
}

/* ---- triggers and events */

static bool read_trigger(struct reader *r) {
    if (!read_name(r))
        return false;
    for (; !is(r, "on"); next(r)) {
        if (r->k.kind != PL_T_WORD)
            return false;
        pl_addc(&r->out, ' ');
        add_upper(&r->out, r->k);
    }
    next(r);
    pl_add(&r->out, " ON ");
    if (!read_name(r) || !skip(r, "for") || !skip(r, "each") || !skip(r, "row"))
        return false;
    pl_add(&r->out, " FOR EACH ROW");
    if (is(r, "follows") || is(r, "precedes")) {
        pl_addc(&r->out, ' ');
        add_upper(&r->out, r->k);
        pl_addc(&r->out, ' ');
        next(r);
        pl_mysql_quote_name(&r->out, pl_token_name(r->pl, r->k));
        next(r);
    }
    return true;
}

static bool read_event(struct reader *r) {
    const char *status = "", *comment = NULL;
    bool keep = false;
    if (!read_name(r) || !skip(r, "on") || !skip(r, "schedule"))
        return false;
    pl_add(&r->out, " ON SCHEDULE");
    for (; !is(r, "do"); ) {
        if (r->k.kind == PL_T_END)
            return false;
        if (skip(r, "on")) {
            next(r);                                    /* COMPLETION */
            keep = !skip(r, "not");
            next(r);
        } else if (skip(r, "enable")) {
            status = "";
        } else if (skip(r, "disable")) {
            status = skip(r, "on") ? " DISABLE ON SLAVE" : " DISABLE";
            if (status[sizeof " DISABLE" - 1])
                next(r);                                /* SLAVE, REPLICA */
        } else if (skip(r, "comment")) {
            comment = read_comment(r);
        } else {
            pl_addc(&r->out, ' ');
            add_upper(&r->out, r->k);
            next(r);
        }
    }
    next(r);
    pl_addf(&r->out, "%s%s", keep ? " ON COMPLETION PRESERVE" : "", status);
    if (comment && strcmp(comment, "''") != 0)
        pl_addf(&r->out, " COMMENT %s", comment);
    pl_add(&r->out, " DO");
    return true;
}

/* ---- */

static bool read_head(struct reader *r) {
    next(r);
    if (!skip(r, "create"))
        return false;
    if (skip(r, "or"))
        next(r);
    skip_definer(r);
    pl_add(&r->out, "CREATE ");
    add_upper(&r->out, r->k);
    pl_addc(&r->out, ' ');
    bool trigger = is(r, "trigger"), event = is(r, "event"), function = is(r, "function"), procedure = is(r, "procedure");
    next(r);
    if (skip(r, "if")) {
        next(r);
        next(r);
    }
    if (trigger || event)
        return trigger ? read_trigger(r) : read_event(r);
    return (function || procedure) && read_routine(r, function);
}

const char *pl_mysql_statement(struct pl *pl, const struct pl_dialect *d, const char *schema, const char *text,
                               const char **body) {
    struct reader r = {.pl = pl, .d = d, .at = text, .schema = schema, .out.pl = pl};
    char *whole = pl_trim(pl, text);
    for (size_t n = strlen(whole); n && (whole[n - 1] == ';' || whole[n - 1] == '\n' || whole[n - 1] == ' ');)
        whole[--n] = 0;
    r.at = whole;
    if (!read_head(&r) || r.k.kind == PL_T_END)
        return NULL;
    if (body)
        *body = r.k.s;
    pl_addf(&r.out, "\n%s", r.k.s);
    return r.out.s;
}
