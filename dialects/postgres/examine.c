/* What the server says of statements without running them: it parses them under no name, describes them, and forgets them.
 *
 * What is parsed takes the lock of a reader on each table until the end of the transaction, so each statement is one of its own,
 * and waits for nobody for long. Behind a pooler that transaction also keeps the parsing and the describing on one server. The
 * unnamed statement goes with the next query. Names are taken from the place that the server points at, not from its message,
 * which may be in any language. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "dialects/postgres/session.h"

enum { MOST_UNTYPED = 1000 };

static const struct meaning {
    const char *state;
    enum pl_sense sense;
    enum pl_kind lacks;
} meanings[] = {
    { "42P01", PL_SENSE_LACKS, PL_TABLE }, { "42703", PL_SENSE_LACKS, PL_COLUMN }, { "42883", PL_SENSE_LACKS, PL_FUNCTION },
    { "42601", PL_SENSE_WRONG, PL_NONE }, { "42501", PL_SENSE_REFUSED, PL_NONE }, { "42P18", PL_SENSE_UNKNOWN, PL_NONE },
    { "42P08", PL_SENSE_UNKNOWN, PL_NONE }, { "0A000", PL_SENSE_UNKNOWN, PL_NONE }, { "42", PL_SENSE_LACKS, PL_NONE },
    { "3F", PL_SENSE_LACKS, PL_NONE }, { "22", PL_SENSE_LACKS, PL_NONE }, { "23", PL_SENSE_LACKS, PL_NONE },
    { "", PL_SENSE_UNKNOWN, PL_NONE },
};

/* The server counts characters. */
static size_t byte_of(const char *sql, const char *position) {
    long n = position ? atol(position) - 1 : -1;
    const char *s = sql;
    if (n < 0)
        return SIZE_MAX;
    for (; *s; s++)
        if (((unsigned char)*s & 0xc0) != 0x80 && n-- == 0)
            break;
    return (size_t)(s - sql);
}

/* The dotted name that stands there. */
static const char *name_at(struct pl *pl, const char *sql, size_t at) {
    struct pl_text t = { .pl = pl };
    const char *s = at == SIZE_MAX ? "" : sql + at;
    for (struct pl_token k = pl_token_next(&s, false); k.kind == PL_T_WORD || k.kind == PL_T_QUOTED; k = pl_token_next(&s, false)) {
        const char *name = pl_token_name(pl, k);
        pl_addf(&t, "%s%s", t.len ? "." : "", k.kind == PL_T_WORD ? pl_lower(pl, name) : name);
        if (*s != '.')
            break;
        s++;
    }
    return t.s;
}

static void take_error(struct pl *pl, struct pl_examined *x, const PGresult *res) {
    const char *state = PQresultErrorField(res, PG_DIAG_SQLSTATE), *hint = PQresultErrorField(res, PG_DIAG_MESSAGE_HINT);
    const struct meaning *m = meanings;
    while (!pl_starts(state, m->state))
        m++;
    x->sense = m->sense;
    x->lacks = m->lacks;
    x->at = byte_of(x->sql, PQresultErrorField(res, PG_DIAG_STATEMENT_POSITION));
    x->said = pl_format(pl, "%s%s%s%s", PQresultErrorField(res, PG_DIAG_MESSAGE_PRIMARY), hint ? " (" : "", hint ? hint : "",
                        hint ? ")" : "");
    x->name = m->lacks == PL_NONE ? NULL : name_at(pl, x->sql, x->at);
    if (m->lacks == PL_FUNCTION && !x->name)
        x->lacks = PL_NONE;                            /* an operator */
    /* A driver that puts texts in sends literals, which the server gives another type than a parameter has. */
    if (x->filled && (x->sense == PL_SENSE_WRONG || (x->sense == PL_SENSE_LACKS && x->lacks != PL_TABLE && x->lacks != PL_COLUMN)))
        x->sense = PL_SENSE_UNKNOWN;
}

static void take_shape(struct pl *pl, struct pl_examined *x, const PGresult *res) {
    x->sense = PL_SENSE_GOOD;
    x->parameter_count = PQnparams(res);
    x->column_count = PQnfields(res);
    x->parameters = pl_alloc(pl, ((size_t)x->parameter_count + 1) * sizeof *x->parameters);
    x->columns = pl_alloc(pl, ((size_t)x->column_count + 1) * sizeof *x->columns);
    for (int i = 0; i < x->parameter_count; i++)       /* numbers first; name_types says what they are called */
        x->parameters[i] = (struct pl_typed){ "", pl_format(pl, "%u", PQparamtype(res, i)) };
    for (int i = 0; i < x->column_count; i++)
        x->columns[i] = (struct pl_typed){ pl_strdup(pl, PQfname(res, i)), pl_format(pl, "%u", PQftype(res, i)) };
}

/* Which parameter the server could not give a type: its message ends with "$3" in any language; 0: none. */
static int untyped(const PGresult *res) {
    const char *state = PQresultErrorField(res, PG_DIAG_SQLSTATE), *text = PQresultErrorField(res, PG_DIAG_MESSAGE_PRIMARY);
    const char *dollar = state && text && strcmp(state, "42P18") == 0 ? strrchr(text, '$') : NULL;
    int n = dollar ? atoi(dollar + 1) : 0;
    return n > 0 && n < MOST_UNTYPED ? n : 0;
}

static bool begin(struct pg *pg) {
    return pl_pg_query(&pg->db, "BEGIN", NULL, 0, NULL, NULL) && pl_pg_query(&pg->db, "SET LOCAL lock_timeout = '2s'", NULL, 0, NULL, NULL);
}

static bool end(struct pg *pg) {
    return PQtransactionStatus(pg->conn) == PQTRANS_IDLE || pl_pg_query(&pg->db, "ROLLBACK", NULL, 0, NULL, NULL);
}

/* Parses it; a parameter that nothing gives a type is a text, as drivers have it. NULL (said): the connection broke. */
static PGresult *parse(struct pg *pg, const struct pl_examined *x) {
    enum { TEXT = 25 };
    Oid *types = pl_alloc(pg->db.pl, MOST_UNTYPED * sizeof *types);
    PGresult *res = PQprepare(pg->conn, "", x->sql, 0, types);
    for (int n, most = 0; (n = untyped(res)) && !types[n - 1];) {
        types[n - 1] = TEXT;
        most = n > most ? n : most;
        PQclear(res);
        if (!end(pg) || !begin(pg))
            return NULL;
        res = PQprepare(pg->conn, "", x->sql, most, types);
    }
    return res;
}

static bool take(struct pg *pg, struct pl_examined *x, PGresult *res) {
    const char *state = PQresultErrorField(res, PG_DIAG_SQLSTATE);
    if (pl_pg_is_good(res)) {
        PGresult *shape = PQdescribePrepared(pg->conn, "");
        bool ok = pl_pg_is_good(shape);
        if (ok)
            take_shape(pg->db.pl, x, shape);
        PQclear(shape);
        return ok || pl_say(pg->db.pl, PL_D_UNREACHABLE, NULL, "the connection to %s broke", pg->db.title);
    }
    if (!state || pl_starts(state, "55P03") || pl_starts(state, "57") || pl_starts(state, "08"))
        return pl_pg_say_result(pg, res);
    take_error(pg->db.pl, x, res);
    return true;
}

static bool examine(struct pg *pg, struct pl_examined *x) {
    x->at = SIZE_MAX;
    x->lacks = PL_NONE;
    if (!begin(pg))
        return false;
    PGresult *res = parse(pg, x);
    bool ok = res && take(pg, x, res);
    PQclear(res);
    return end(pg) && ok;
}

/* ---- types by their names, all in one question */

struct naming {
    struct pl *pl;
    struct pl_examined *list;
};

static void rename_type(struct naming *n, struct pl_typed *list, int count, const char *number, const char *name) {
    for (int i = 0; i < count; i++)
        if (list[i].type && strcmp(list[i].type, number) == 0)
            list[i].type = pl_strdup(n->pl, name);
}

static bool take_name(void *arg, int columns, const char *const *names, const char *const *values) {
    struct naming *n = arg;
    (void)columns, (void)names;
    for (struct pl_examined *x = n->list; x; x = x->next) {
        rename_type(n, x->parameters, x->parameter_count, values[0], values[1]);
        rename_type(n, x->columns, x->column_count, values[0], values[1]);
    }
    return true;
}

static void add_numbers(struct pl_text *t, const struct pl_typed *list, int count) {
    for (int i = 0; i < count; i++)
        pl_addf(t, "%s%s", t->len ? "," : "", list[i].type);
}

static bool name_types(struct pl_db *db, struct pl_examined *list) {
    struct naming n = { .pl = db->pl, .list = list };
    struct pl_text numbers = { .pl = db->pl };
    for (const struct pl_examined *x = list; x; x = x->next) {
        add_numbers(&numbers, x->parameters, x->parameter_count);
        add_numbers(&numbers, x->columns, x->column_count);
    }
    const char *param[] = { pl_format(db->pl, "{%s}", pl_text(&numbers)) };
    return !numbers.len || pl_pg_query(db, "SELECT t.oid::text, pg_catalog.format_type(t.oid, NULL) FROM pg_catalog.pg_type AS t"
                                           " WHERE t.oid = ANY ($1::oid[])", param, 1, take_name, &n);
}

bool pl_pg_examine(struct pl_db *db, struct pl_examined *list) {
    for (struct pl_examined *x = list; x; x = x->next)
        if (!examine((struct pg *)db, x))
            return false;
    return name_types(db, list);
}
