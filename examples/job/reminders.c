#include <stdlib.h>
#include "reminders.h"

struct invoices {
    int64_t *ids;
    int count, room;
};

static bool collect(void *arg, const struct pl_row *row) {
    struct invoices *list = arg;
    if (list->count == list->room) {
        int room = list->room ? 2 * list->room : 64;
        int64_t *ids = realloc(list->ids, (size_t)room * sizeof *ids);
        if (!ids)
            return false;
        list->ids = ids;
        list->room = room;
    }
    list->ids[list->count++] = pl_row_int(row, 0);
    return true;
}

struct one {
    int64_t invoice;
    const char *day;
};

/* The invoice goes first, and with it the lock: two jobs that run at once number their reminders one after the other. */
static bool remind_of_one(struct pl_conn *conn, void *arg) {
    const struct one *o = arg;
    if (!pl_exec(conn, "UPDATE invoice SET reminders = reminders + 1 WHERE id = ?", PL_VALUES(pl_of_int(o->invoice)), NULL))
        return false;
    struct pl_rows *rows = pl_rows_open(conn, "SELECT reminders FROM invoice WHERE id = ?", PL_VALUES(pl_of_int(o->invoice)));
    const struct pl_row *row = pl_rows_next(rows);
    int64_t number = row ? pl_row_int(row, 0) : 0;
    if (!pl_rows_close(rows))
        return false;
    return pl_insert(conn, "reminder", (const char *[]){ "invoice_id", "number", "sent_on" },
                     PL_VALUES(pl_of_int(o->invoice), pl_of_int(number), pl_of_text(o->day)));
}

bool remind(struct pl_conn *conn, const char *day, int *sent) {
    static const struct pl_atomic_options again = { .retries = 5 };
    struct invoices due = { 0 };
    bool ok = pl_query(conn, "SELECT i.id FROM invoice i WHERE NOT i.paid AND i.due < $1 AND NOT EXISTS"
                             " (SELECT 1 FROM reminder r WHERE r.invoice_id = i.id AND r.sent_on = $1) ORDER BY i.id",
                       PL_VALUES(pl_of_text(day)), collect, &due);
    *sent = 0;
    for (int i = 0; ok && i < due.count; i++) {
        struct one o = { due.ids[i], day };
        ok = pl_atomic(conn, remind_of_one, &o, &again);
        *sent += ok;
    }
    free(due.ids);
    return ok;
}
