/* The mutex between two runs on one database: a named lock of the working connection itself, so that a statement that goes on
 * after its client died keeps it. Galera clusters refuse such locks. */
#include <string.h>
#include "dialects/mysql/mysql.h"
#include "dialects/mysql/sql.h"

/* An account that may write all the same would part a replica from its primary, which then replicates no more. */
bool pl_mysql_takes_changes(struct pl_db *db) {
    const char *set = pl_db_value(db, "SELECT @@GLOBAL.read_only", NULL, 0);
    if (!set || strcmp(set, "0") == 0 || pl_same_nocase(set, "off"))
        return true;
    pl_say(db->pl, PL_D_READ_ONLY, NULL, "%s was set to read-only", db->title);
    return pl_hint(db->pl, "name the primary, which takes changes; where this is it: SET GLOBAL read_only = OFF");
}

static bool take(struct pl_db *db, const char *who, bool *taken) {
    struct pl_mark mark = pl_diag_mark(db->pl);
    if (!pl_mysql_takes_changes(db))
        return false;
    const char *got = pl_db_value(db, pl_sql_mysql_mutex_take, NULL, 0);
    (void)who;
    *taken = got && *got == '1';
    return got || pl_diag_mark(db->pl).tail == mark.tail || pl_hint(db->pl, "the mutex between two runs is GET_LOCK()");
}

static bool holds(struct pl_db *db) {
    struct pl_mark mark = pl_diag_mark(db->pl);
    const char *own = pl_db_value(db, pl_sql_mysql_mutex_holds, NULL, 0);
    if (own && *own == '1')
        return true;
    if (pl_diag_mark(db->pl).tail != mark.tail)        /* the connection broke, which is said already */
        return false;
    return pl_say(db->pl, PL_D_LOCK_LOST, NULL, "the connection no longer holds the lock of this run");
}

static const char *holder(struct pl_db *db) {
    return pl_db_value(db, pl_sql_mysql_mutex_holder, NULL, 0);
}

static void release(struct pl_db *db) {
    struct pl_mark mark = pl_diag_mark(db->pl);
    pl_db_value(db, pl_sql_mysql_mutex_release, NULL, 0);
    pl_diag_forget(db->pl, mark);
}

const struct pl_mutex pl_mysql_mutex = { .take = take, .holds = holds, .holder = holder, .release = release };
