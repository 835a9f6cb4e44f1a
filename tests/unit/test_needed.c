/* What a statement reads and writes, by its words. */
#include "migrations/needed.h"
#include "tests/unit/unit.h"

static const char schema[] =
    "tables:\n"
    "  customer: { columns: { id: integer, email: text, country: text } }\n"
    "  visit: { columns: { id: integer, customer: integer, day: date } }\n"
    "  line: { columns: { a: integer, b: integer } }\n"
    "views: { young: \"SELECT id FROM customer\" }\n"
    "schemas: { shop: { tables: { line: { columns: { c: integer, d: integer } } } } }\n";

static const struct row {
    const char *sql, *needs;
} rows[] = {
    { "SELECT email FROM customer WHERE id = 1", "reads: customer: [id, email]" },
    { "SELECT c.email, v.day FROM customer AS c LEFT JOIN visit v ON v.customer = c.id", "reads: customer: [id, email] visit: [customer, day]" },
    { "SELECT c.email, v.day FROM customer c, visit v", "reads: customer: [email] visit: [day]" },
    { "SELECT customer.email FROM \"customer\"", "reads: customer: [email]" },
    { "SELECT * FROM line", "reads: line: [a, b]" },
    { "SELECT v.*, c.id FROM customer c JOIN visit v ON true", "reads: customer: [id] visit: [id, customer, day]" },
    { "SELECT count(*), 2 * a FROM line", "reads: line: [a]" },
    { "SELECT c FROM shop.line", "reads: shop.line: [c]" },
    { "SELECT id AS email FROM customer", "reads: customer: [id]" },
    { "SELECT 'email', lower('x') FROM customer -- country", "reads: customer: []" },
    { "SELECT count(*) FROM young", "reads: young: []" },
    { "WITH visit AS (SELECT id FROM customer) SELECT id FROM visit", "reads: customer: [id]" },
    { "SELECT id FROM customer WHERE EXISTS (SELECT 1 FROM visit v WHERE v.customer = id)", "reads: customer: [id] visit: [id, customer]" },
    { "SELECT id FROM customer WHERE country IN ($1) ORDER BY email LIMIT $2", "reads: customer: [id, email, country]" },
    { "INSERT INTO line (a) VALUES (1)", "writes: line: [a]" },
    { "INSERT INTO line (a, b) SELECT id, 1 FROM visit", "reads: visit: [id] writes: line: [a, b]" },
    { "INSERT INTO shop.line AS l (c) VALUES (1) ON CONFLICT DO NOTHING", "writes: shop.line: [c]" },
    { "INSERT INTO `line` ( `a` , `b` ) VALUES (...)", "writes: line: [a, b]" },
    { "INSERT INTO line SET a = 1, b = 2", "writes: line: [a, b]" },
    { "UPDATE customer SET email = $1 WHERE id = $2", "reads: customer: [id] updates: customer: [email]" },
    { "UPDATE customer AS c SET (email, country) = (1, 2) FROM visit v WHERE v.customer = c.id",
      "reads: customer: [id] visit: [customer] updates: customer: [email, country]" },
    { "DELETE FROM visit WHERE day < now()", "reads: visit: [day]" },
    { "SELECT id FROM nowhere", "" },
    { "SELECT id FROM customer FOR UPDATE SKIP LOCKED", "reads: customer: [id]" },
    { "", "" },
};

/* On one line, without the head. */
static const char *said(struct pl *pl, const struct pl_needed *n) {
    struct pl_text out = { .pl = pl }, line = { .pl = pl };
    pl_needed_write(n, "job", &out);
    const char *s = strstr(out.s, "job:\n") + 5;
    for (; *s; s++)
        if (*s != '\n' && *s != ' ')
            pl_addc(&line, *s);
        else if (line.len && line.s[line.len - 1] != ' ')
            pl_addc(&line, ' ');
    return pl_trim(pl, pl_text(&line));
}

Test(needed, by_words) {
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct pl *pl = context();
        struct pl_needed n;
        pl_needed_begin(&n, pl, models(pl, schema), "");
        pl_needed_add(&n, rows[i].sql, NULL);
        cr_expect_str_eq(said(pl, &n), rows[i].needs, "%s: %s", rows[i].sql, said(pl, &n));
        end_contexts();
    }
}

Test(needed, several_inserts_name_what_all_of_them_name) {
    struct pl *pl = context();
    struct pl_needed n;
    pl_needed_begin(&n, pl, models(pl, schema), "");
    pl_needed_add(&n, "INSERT INTO customer (id, email) VALUES (1, 2)", NULL);
    pl_needed_add(&n, "INSERT INTO customer (id, country) VALUES (1, 2)", NULL);
    cr_expect_str_eq(said(pl, &n), "writes: customer: [id] updates: customer: [email, country]", "%s", said(pl, &n));
    end_contexts();
}

Test(needed, what_the_database_tells_goes_first) {
    struct pl *pl = context();
    struct pl_needed n;
    struct pl_touched touched = { .schema = "", .table = "customer", .column = "email" };
    struct pl_examined told = { .touched = &touched };
    pl_needed_begin(&n, pl, models(pl, schema), "");
    pl_needed_add(&n, "SELECT id, email FROM customer", &told);
    cr_expect_str_eq(said(pl, &n), "reads: customer: [email]");
    end_contexts();
}
