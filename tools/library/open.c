/* pl_open: settings found as the tool finds them, or given by the program, and the first session. */
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include "migrations/migration.h"
#include "tools/library/conn.h"

long pl_now_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* ---- settings that the program gives */

static int key_named(const char *key) {
    for (int i = 0; i < PL_O_COUNT; i++)
        if (pl_options[i].key && strcmp(pl_options[i].key, key) == 0)
            return i;
    return strcmp(key, "config") == 0 ? PL_O_CONFIG : -1;
}

static bool unknown_key(struct pl *pl, const char *key) {
    struct pl_nearest near = { .wrong = key };
    for (int i = 0; i < PL_O_COUNT; i++)
        if (pl_options[i].key)
            pl_nearest_add(&near, pl_options[i].key);
    pl_nearest_add(&near, "config");
    pl_say(pl, PL_D_CONFIG, NULL, "unknown setting \"%s\"", key);
    return pl_did_you_mean(pl, &near, "the keys are those of poundlock.yaml");
}

static bool is_switch(int id) { return pl_options[id].word && !pl_options[id].argument; }

static bool give(struct pl_run *run, const char *key, const char *value, int most) {
    int id = key_named(key);
    if (id < 0)
        return unknown_key(run->pl, key);
    struct pl_setting *s = &run->set[id];
    const char *wrong = value ? pl_option_refuses(run->pl, (enum pl_option)id, value) : "has no value";
    if (wrong)
        return pl_say(run->pl, PL_D_CONFIG, NULL, "the setting \"%s\": \"%s\" %s", key,
                      pl_options[id].flags & PL_OF_SECRET ? "***" : value ? value : "NULL", wrong);
    s->from = "pl_open";
    s->rank = PL_FROM_OPTION;
    s->place.file = s->from;
    s->ready = true;
    s->text = is_switch(id) && strcmp(value, "true") != 0 ? NULL : pl_strdup(run->pl, value);
    if (pl_options[id].flags & PL_OF_MANY) {
        if (!s->list)
            s->list = pl_alloc(run->pl, sizeof *s->list * ((size_t)most + 1));
        s->list[s->count++] = s->text;
    }
    return true;
}

static bool load(struct pl_run *run, const char *const *settings) {
    static const struct pl_command isolated = { 0 }, found = { .flags = PL_CF_SETTINGS };
    int count = 0;
    run->command = settings ? &isolated : &found;
    while (settings && settings[count])
        if (!settings[++count])
            return pl_say(run->pl, PL_D_CALL, NULL, "the setting \"%s\" has no value behind it", settings[count - 1]);
        else
            count++;
    for (int i = 0; i < count; i += 2)
        if (!give(run, settings[i], settings[i + 1], count))
            return false;
    struct pl_setting *config = &run->set[PL_O_CONFIG];
    if (config->text)
        run->command = &found;
    if (config->text && !*config->text)
        *config = (struct pl_setting){ 0 };
    return pl_settings_load(run);
}

static bool read_settings(struct pl_conn *conn) {
    struct pl_run *run = conn->run;
    struct pl_source_options o;
    const char *text;
    if (!pl_run_database(run, &conn->database) || !pl_run_options(run, NULL, PL_OWN, &o) || !pl_value(run, PL_O_MAX_AGE, &text))
        return false;
    conn->dialect = pl_source_dialect(conn->database);
    if (!conn->dialect)
        return pl_say(run->pl, PL_D_BAD_URL, NULL, "\"%s\" is not a database", pl_source_masked(run->pl, conn->database));
    conn->max_age = text ? pl_duration(text) : 0;
    conn->login = o.login;
    conn->login.write = true;
    return pl_value(run, PL_O_TIME_ZONE, &conn->login.program);
}

/* ---- handles */

static void end_all(struct pl *pl) {
    for (struct pl_conn *conn = pl->conns, *next; conn; conn = next) {
        next = conn->next;
        pl_close(conn);
        free(conn);
    }
}

struct pl_conn *pl_open(struct pl *pl, const char *const *settings) {
    struct pl_conn *conn = pl ? calloc(1, sizeof *conn) : NULL;
    if (!conn)
        return NULL;
    conn->pl = pl;
    conn->pid = getpid();
    conn->own = pl_new();
    conn->next = pl->conns;
    pl->conns = conn;
    pl->end_conns = end_all;
    if (!conn->own)
        return NULL;
    conn->run = PL_NEW(conn->own, struct pl_run);
    conn->run->pl = conn->own;
    bool ok = load(conn->run, settings) && read_settings(conn);
    pl_diag_move(conn->own, pl);
    if (ok && pl_conn_connect(conn))
        return conn;
    pl_close(conn);
    return NULL;
}

void pl_close(struct pl_conn *conn) {
    if (!conn || !conn->own)
        return;
    pl_conn_usable(conn);                                  /* a child of a fork lets go of what is not its own first */
    pl_conn_drop(conn);
    pl_declared_close(conn->declared);
    conn->declared = NULL;
    pl_free(conn->own);
    conn->own = NULL;
    conn->run = NULL;
    conn->level = 0;
}

const char *pl_dialect_word(struct pl_conn *conn) {
    return pl_conn_usable(conn) ? (conn->db ? conn->db->dialect : conn->dialect)->name : NULL;
}

const char *pl_time_zone(struct pl_conn *conn) {
    return pl_conn_usable(conn) ? conn->login.program : NULL;
}

struct pl *pl_context(struct pl_conn *conn) {
    return conn ? conn->pl : NULL;
}
