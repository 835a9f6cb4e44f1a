/* poundlock: models in, ordered migration steps out, and no job passes until the schema is level with what it needs. */
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>
#include "tools/report.h"

/* With a closed stdout the database's socket would become descriptor 1, and a report would be written into it. What takes
 * the place cannot be written to, and is closed again for the job of `gate`. */
static void keep_standard_descriptors(void) {
    for (int fd = 0; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", O_RDONLY | O_CLOEXEC) < 0)
            exit(PL_X_IO);
}

int main(int argc, char **argv) {
    keep_standard_descriptors();
    struct pl_run run = { .pl = pl_new() };
    if (!run.pl)
        return PL_X_SOFTWARE;
    bool ready = pl_options_parse(&run, argc, argv) && pl_settings_load(&run);
    int code = ready ? run.command->run(&run) : pl_run_failed(&run);
    pl_report_diags(&run);
    pl_free(run.pl);
    return code;
}
