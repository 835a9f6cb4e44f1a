/* Which signs of a statement are parameters, and what the server gets. */
#include "dialects/dialect.h"
#include "dialects/parameters.h"
#include "tests/unit/unit.h"

extern const struct pl_dialect pl_postgres, pl_mysql, pl_sqlite;

static const struct row {
    const char *said, *postgres, *mysql, *sqlite;      /* NULL: as it was said */
} rows[] = {
    { "SELECT 1", NULL, NULL, NULL },
    { "a = $1 AND b = $2", NULL, "a = ? AND b = ?", NULL },
    { "a = ? AND b = ?", "a = $1 AND b = $2", NULL, NULL },
    { "a = :x AND b = :y OR a = :x", "a = $1 AND b = $2 OR a = $1", "a = ? AND b = ? OR a = ?", NULL },
    { "a = %s AND b = %s", "a = $1 AND b = $2", "a = ? AND b = ?", "a = ? AND b = ?" },
    { "a = %(x)s AND b = %(x)s", "a = $1 AND b = $1", "a = ? AND b = ?", "a = ? AND b = ?" },
    { "a %% 2 = %s", "a % 2 = $1", "a % 2 = ?", "a % 2 = ?" },
    { "a %% 2 = ?", "a %% 2 = $1", NULL, NULL },
    { "a %% 2", "a % 2", "a % 2", "a % 2" },
    { "a IN %s AND b IN (%s)", "a IN ($1) AND b IN ($2)", "a IN (?) AND b IN (?)", "a IN (?) AND b IN (?)" },
    { "'?' = \"?\" AND '$1 :x %s' = x", NULL, NULL, NULL },
    { "'it''s ?' = ?", "'it''s ?' = $1", NULL, NULL },
    { "a -- ? :x\n= ?", "a -- ? :x\n= $1", NULL, NULL },
    { "a /* ? */ = ?", "a /* ? */ = $1", NULL, NULL },
    { "a::text = ?", "a::text = $1", NULL, NULL },
    { "a = :x::date", "a = $1::date", "a = ?::date", NULL },
    { "LIMIT ? OFFSET ?", "LIMIT $1 OFFSET $2", NULL, NULL },
    { "BETWEEN ? AND ?", "BETWEEN $1 AND $2", NULL, NULL },
    { "a % b", NULL, NULL, NULL },
    { "a %s", NULL, NULL, NULL },
    { "x.date ? 'k'", NULL, NULL, NULL },
    { "(?, ?)", "($1, $2)", NULL, NULL },
    { "?1 = ?2 OR ?1", "$1 = $2 OR $1", "? = ? OR ?", NULL },
    { "", NULL, NULL, NULL },
};

static const struct row postgres_rows[] = {
    { "data ? 'key' AND id = ?", "data ? 'key' AND id = $1", NULL, NULL },
    { "data ?? 'key' AND id = ?", "data ? 'key' AND id = $1", NULL, NULL },
    { "data ?| array['a'] AND (data) ?& ARRAY[?]", "data ?| array['a'] AND (data) ?& ARRAY[$1]", NULL, NULL },
    { "data ??| ?", "data ?| $1", NULL, NULL },
    { "'{}'::jsonb ? :x", "'{}'::jsonb ? $1", NULL, NULL },
    { "$tag$ ? :x $tag$ = ?", "$tag$ ? :x $tag$ = $1", NULL, NULL },
    { "$$ ? $$ = $1", NULL, NULL, NULL },
    { "E'\\'?' = ?", "E'\\'?' = $1", NULL, NULL },
    { "a[1:n] = ? AND a[low:high]", "a[1:n] = $1 AND a[low:high]", NULL, NULL },
    { "a[:x]", "a[$1]", NULL, NULL },
    { "f(x => ?, y := ?)", "f(x => $1, y := $2)", NULL, NULL },
    { "/* /* ? */ ? */ ?", "/* /* ? */ ? */ $1", NULL, NULL },
    { "$2 = $1", NULL, NULL, NULL },
};

static void check(const struct row *r, const char *expected, const struct pl_dialect *d) {
    struct pl_sent sent;
    pl_parameters(context(), r->said, d->flags, &sent);
    cr_expect_str_eq(sent.sql, expected ? expected : r->said, "%s: %s becomes %s", d->name, r->said, sent.sql);
    end_contexts();
}

Test(parameters, styles) {
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        check(&rows[i], rows[i].postgres, &pl_postgres);
        check(&rows[i], rows[i].mysql, &pl_mysql);
        check(&rows[i], rows[i].sqlite, &pl_sqlite);
    }
}

Test(parameters, postgres) {
    for (size_t i = 0; i < sizeof postgres_rows / sizeof *postgres_rows; i++)
        check(&postgres_rows[i], postgres_rows[i].postgres, &pl_postgres);
}

Test(parameters, mysql_reads_hashes_and_backslashes) {
    struct pl_sent sent;
    pl_parameters(context(), "a = '\\'?' # ?\n AND b = :x AND @c := %s /*! AND ? */", pl_mysql.flags, &sent);
    cr_expect_str_eq(sent.sql, "a = '\\'?' # ?\n AND b = ? AND @c := ? /*! AND ? */");
    cr_expect_eq(sent.parameters, 3);
    end_contexts();
}

Test(parameters, sqlite_has_names_in_brackets) {
    struct pl_sent sent;
    pl_parameters(context(), "[odd %s name] = %s AND b = @x AND c = $y", pl_sqlite.flags, &sent);
    cr_expect_str_eq(sent.sql, "[odd %s name] = ? AND b = @x AND c = $y");
    end_contexts();
}

Test(parameters, count_and_kind) {
    struct pl_sent sent;
    pl_parameters(context(), "a = :x AND b = :y AND c = :x", pl_postgres.flags, &sent);
    cr_expect_eq(sent.parameters, 2);
    cr_expect_not(sent.filled);
    pl_parameters(context(), "a = %(x)s", pl_postgres.flags, &sent);
    cr_expect(sent.filled);
    pl_parameters(context(), "a = $3", pl_postgres.flags, &sent);
    cr_expect_eq(sent.parameters, 3);
    end_contexts();
}

Test(parameters, places_are_found_again) {
    struct pl_sent sent;
    const char *said = "a = :long_name AND wrong = %s";
    pl_parameters(context(), said, pl_postgres.flags, &sent);
    cr_expect_eq(pl_sent_origin(&sent, 0), 0);
    cr_expect_eq(pl_sent_origin(&sent, (size_t)(strstr(sent.sql, "wrong") - sent.sql)), strstr(said, "wrong") - said);
    end_contexts();
}
