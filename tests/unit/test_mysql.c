/* MySQL and MariaDB without a server: types, texts and URLs in their one spelling. */
#include <string.h>

#include <criterion/criterion.h>

#include "dialects/mysql/mysql.h"

static struct pl *pl;

static void begin(void) {
    pl = pl_new();
}

static void end(void) {
    pl_free(pl);
}

TestSuite(mysql, .init = begin, .fini = end);

static void same(const char *got, const char *wanted, const char *of) {
    cr_expect(pl_same(got, wanted), "%s: got %s, not %s", of, got ? got : "(null)", wanted ? wanted : "(null)");
}

Test(mysql, types_have_one_spelling) {
    static const struct { const char *said, *mysql, *mariadb; } rows[] = {
        { "int(11)", "int", "int" },
        { "INTEGER", "int", "int" },
        { "int(5)", "int", "int(5)" },                  /* MariaDB keeps it, MySQL does not */
        { "int(10) unsigned", "int unsigned", "int unsigned" },
        { "int zerofill", "int(10) unsigned zerofill", "int(10) unsigned zerofill" },
        { "boolean", "tinyint(1)", "tinyint(1)" },
        { "tinyint(4)", "tinyint", "tinyint" },
        { "numeric(12)", "decimal(12,0)", "decimal(12,0)" },
        { "decimal", "decimal(10,0)", "decimal(10,0)" },
        { "double precision", "double", "double" },
        { "float(53)", "double", "double" },
        { "character varying(30)", "varchar(30)", "varchar(30)" },
        { "char", "char(1)", "char(1)" },
        { "year(4)", "year", "year" },
        { "timestamptz(3)", "timestamp(3)", "timestamp(3)" },
        { "bytes", "longblob", "longblob" },
        { "uuid", "char(36)", "uuid" },
        { "enum( 'a' , \"it's\", 'b\\\\c')", "enum('a','it''s','b\\\\c')", "enum('a','it''s','b\\\\c')" },
        { "varchar(20) /*M!100301 COMPRESSED*/", "varchar(20) compressed", "varchar(20) compressed" },
        { "no_such_type(3)", NULL, NULL },
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        same(pl_mysql_type(pl, rows[i].said), rows[i].mysql, rows[i].said);
        same(pl_mariadb_type(pl, rows[i].said), rows[i].mariadb, rows[i].said);
    }
}

Test(mysql, wider_types_cover_narrower_ones) {
    static const struct { const char *wide, *narrow; bool covers; } rows[] = {
        { "bigint", "int", true },
        { "int", "bigint", false },
        { "bigint", "int unsigned", true },
        { "int", "int unsigned", false },
        { "int unsigned", "int", false },
        { "varchar(20)", "varchar(10)", true },
        { "varchar(10)", "varchar(20)", false },
        { "varchar(20)", "char(20)", true },
        { "text", "varchar(16000)", true },
        { "text", "varchar(17000)", false },            /* four bytes each */
        { "mediumtext", "text", true },
        { "text", "blob", false },
        { "decimal(12,2)", "decimal(10,2)", true },
        { "decimal(12,4)", "decimal(10,2)", true },
        { "decimal(12,4)", "decimal(12,2)", false },
        { "double", "float", true },
        { "enum('a','b','c')", "enum('a','b')", true },
        { "enum('a','c','b')", "enum('a','b')", false },
        { "datetime(6)", "datetime", true },
        { "datetime", "timestamp", false },
        { "json", "text", false },
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        cr_expect_eq(pl_mysql_covers(rows[i].wide, rows[i].narrow), rows[i].covers, "%s, %s", rows[i].wide, rows[i].narrow);
}

Test(mysql, defaults_have_one_spelling) {
    static const struct { const char *type, *said, *is; } rows[] = {
        { "int", "'007'", "7" },
        { "int", "+1", "1" },
        { "int", "true", "1" },
        { "decimal(10,2)", "'1.00'", "1" },
        { "decimal(10,2)", "-0.50", "-0.5" },
        { "double", "'1e30'", "1e30" },
        { "varchar(10)", "1", "'1'" },
        { "varchar(10)", "_utf8mb4'x'", "'x'" },
        { "varchar(10)", "\"it's\"", "'it''s'" },
        { "varchar(10)", "'a\\'b\\\\'", "'a''b\\\\'" },
        { "varchar(10)", "null", NULL },
        { "varchar(10)", "'NULL'", "'NULL'" },
        { "varchar(36)", "uuid()", "(uuid())" },
        { "varchar(36)", "((uuid()))", "(uuid())" },
        { "timestamp(3)", "now(3)", "CURRENT_TIMESTAMP(3)" },
        { "datetime", "current_timestamp()", "CURRENT_TIMESTAMP" },
        { "varchar(30)", "'current_timestamp()'", "'current_timestamp()'" },
        { "bit(4)", "5", "b'101'" },
        { "bit(4)", "B'0101'", "b'101'" },
        { "text", "'x'", "('x')" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        same(pl_mysql_default(pl, &pl_mysql, rows[i].type, rows[i].said), rows[i].is, rows[i].said);
    same(pl_mysql_default(pl, &pl_mariadb, "text", "'x'"), "'x'", "text of MariaDB");
}

Test(mysql, what_the_catalog_garbles_is_put_right) {
    same(pl_mysql_unescape(pl, "(`a` <> _utf8mb4\\'a\\\\\\'b\\')"), "(`a` <> _utf8mb4'a\\'b')", "quotes");
    same(pl_mysql_unescape(pl, "concat(\\'\xC3\x83\xC2\xA9\\')"), "concat('\xC3\xA9')", "UTF-8 taken for latin1");
    same(pl_mysql_unescape(pl, "`a` > 'x'"), "`a` > 'x'", "a server that does not escape");
    same(pl_mysql_expression(pl, "((`a` in (_utf8mb4'x',_latin1'y')))"), "`a` in ('x','y')", "noise");
    same(pl_mysql_expression(pl, "(a) + (b)"), "(a) + (b)", "parentheses that mean something");
    same(pl_mysql_body(pl, "select `d`.`t`.`d` from `d`.`t` where x = '`d`.y'", "d", true), "select `t`.`d` from `t` where x = '`d`.y'",
         "the own database");
}

static struct pl_mysql_url url_of(const char *text) {
    struct pl_mysql_url u;
    bool ok = pl_mysql_url_read(pl, text, NULL, &u);
    cr_assert(ok, "%s", text);
    return u;
}

Test(mysql, urls) {
    struct pl_mysql_url u = url_of("mysql://us%40er:p%3Aa%2Fs%23s%25@[::1]:3307/my%20db?ssl-mode=REQUIRED&socket=%2Frun%2Fs");
    same(u.user, "us@er", "user");
    same(u.password, "p:a/s#s%", "password");
    same(u.host, "::1", "host");
    cr_expect_eq(u.port, 3307);
    same(u.database, "my db", "database");
    same(u.ssl_mode, "required", "ssl-mode");
    same(u.socket, "/run/s", "socket");
    u = url_of("mariadb://localhost");
    cr_expect(!u.user && !u.password && !u.database && !u.port);
}

Test(mysql, wrong_urls_never_show_the_password) {
    static const char *const wrong[] = {
        "mysql://u:sec/ret@h/db", "mysql://u:sec%ret@h/db", "mysql://u:secret@h:99999/db", "mysql://u:secret@h/db?ssl-mod=x",
        "mysql://u:secret@h/db?ssl-mode=perhaps", "mysql://u:secret@[::1/db", "mysql://u:secret@h/db?x",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct pl_mysql_url u;
        cr_expect_not(pl_mysql_url_read(pl, wrong[i], NULL, &u), "%s", wrong[i]);
    }
    cr_expect_eq(pl_worst(pl), 64);
    for (const struct pl_diag *d = pl_diags(pl); d; d = d->next) {
        cr_expect_null(strstr(d->text, "sec"), "%s", d->text);
        cr_expect(!d->hint || !strstr(d->hint, "sec"), "%s", d->hint);
    }
}
