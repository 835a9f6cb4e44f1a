/* The service: which invoices are reminded of, and that each is reminded of once a day. It knows nothing of the command line. */
#ifndef REMINDERS_H
#define REMINDERS_H

#include <poundlock.h>

/* Writes a reminder for each invoice that is due before `day` (YYYY-MM-DD) and was not reminded of on that day. *sent counts
 * them. Each is a transaction of its own: what was done stays done when a later one fails. */
bool remind(struct pl_conn *conn, const char *day, int *sent);

#endif
