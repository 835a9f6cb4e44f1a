/* reminders DAY: the command line of the job. It reads arguments, calls the service, and turns what happened into an exit code. */
#include <stdio.h>
#include "reminders.h"
#include "setup.h"

int main(int argc, char **argv) {
    struct pl *pl = pl_new();
    struct pl_conn *conn;
    int code = 64, sent;
    if (argc != 2) {
        fprintf(stderr, "usage: reminders DAY\n");
    } else if ((conn = setup(pl, &code))) {
        bool ok = remind(conn, argv[1], &sent);
        printf("%d reminders sent\n", sent);
        code = ok ? 0 : pl_newest(pl) ? pl_newest(pl)->exit_code : 1;
        say_all(pl);
    }
    pl_free(pl);
    return code;
}
