/* Saved plans. The file says the steps and what they were made for; its fingerprint covers both, so that a plan that was looked
 * at and agreed to is the plan that runs. Refuses a file of another version of poundlock: what a step's flags mean is its own. */
#include <jansson.h>
#include <string.h>
#include "migrations/hash.h"
#include "tools/report.h"
#include "tools/saved.h"

enum { LARGEST = 256 * 1024 * 1024 };

/* Each text with its length: two plans that differ cannot give the same bytes. */
static void add(struct pl_text *t, const char *text) {
    pl_addf(t, "%zu:%s\n", text ? strlen(text) : 0, text ? text : "");
}

static void add_list(struct pl_text *t, const char *const *list) {
    for (; list && *list; list++)
        add(t, *list);
}

/* What belongs to few steps: of the others it leaves the fingerprint as it was. */
static void add_more(struct pl_text *t, const struct pl_step *s) {
    if (s->batch) {
        add(t, s->batch->next);
        add(t, s->batch->rows);
        add_list(t, s->batch->keys);
    }
    if (s->hand) {
        add(t, s->hand->alter);
        add(t, s->hand->schema);
        add(t, s->hand->table);
        add_list(t, s->hand->words);
    }
    add_list(t, s->before);
    if (s->after)
        add(t, s->after);
}

static char *fingerprint(struct pl *pl, const struct pl_saved *p) {
    struct pl_text t = { .pl = pl };
    const char *const head[] = { p->version, p->dialect, p->schema, p->live_hash, p->declared_hash };
    for (size_t i = 0; i < sizeof head / sizeof *head; i++)
        add(&t, head[i]);
    pl_addf(&t, "%u\n", p->server);
    add_list(&t, p->options);
    for (const struct pl_step *s = p->script.first; s; s = s->next) {
        pl_addf(&t, "%u\n", s->flags);
        add(&t, s->title);
        add(&t, s->sql);
        add(&t, s->cleanup);
        for (const char *const *lost = s->loses; lost && *lost; lost++)
            add(&t, *lost);
        add_more(&t, s);
    }
    return pl_sha256(pl, pl_text(&t), t.len);
}

/* What a plan looks otherwise for. */
static const enum pl_option shaping[] = { PL_O_OFFLINE, PL_O_EXPAND, PL_O_CONTRACT };

enum { SHAPING = sizeof shaping / sizeof *shaping };

static const char *const *shaped_by(struct pl_run *run) {
    const char **words = pl_alloc(run->pl, (SHAPING + 1) * sizeof *words);
    size_t n = 0;
    for (size_t i = 0; i < SHAPING; i++)
        if (pl_on(run, shaping[i]))
            words[n++] = pl_options[shaping[i]].word;
    words[n] = NULL;
    return words;
}

void pl_saved_options(struct pl_run *run, const struct pl_saved *saved) {
    for (size_t i = 0; i < SHAPING; i++) {
        const char *text = NULL;
        for (const char *const *word = saved->options; word && *word; word++)
            if (pl_same(*word, pl_options[shaping[i]].word))
                text = "yes";
        run->set[shaping[i]].text = text;
    }
}

json_t *pl_saved_json(struct pl_run *run, const struct pl_sides *s) {
    struct pl_saved p = { .version = PL_VERSION, .dialect = s->dialect->name, .schema = s->db ? s->db->schema : "",
                          .server = s->db ? s->db->version : 0, .live_hash = s->from.hash, .declared_hash = s->to.hash,
                          .options = shaped_by(run), .script = s->plan.script };
    json_t *o = json_object();
    json_object_set_new(o, "schema", pl_report_json_string(run->pl, p.schema));
    json_object_set_new(o, "server", json_integer(p.server));
    json_object_set_new(o, "live_hash", pl_report_json_string(run->pl, p.live_hash));
    json_object_set_new(o, "declared_hash", pl_report_json_string(run->pl, p.declared_hash));
    if (p.options[0])
        json_object_set_new(o, "options", pl_report_json_list(run->pl, p.options));
    json_object_set_new(o, "hash", pl_report_json_string(run->pl, fingerprint(run->pl, &p)));
    return o;
}

/* ---- reading */

static const char *text_of(struct pl *pl, const json_t *o, const char *key) {
    return pl_strdup(pl, json_string_value(json_object_get(o, key)));
}

static const char *const *list_of(struct pl *pl, const json_t *o, const char *key) {
    const json_t *list = json_object_get(o, key);
    size_t n = json_array_size(list);
    const char **out = n ? pl_alloc(pl, (n + 1) * sizeof *out) : NULL;
    for (size_t i = 0; i < n; i++) {
        const char *text = json_string_value(json_array_get(list, i));
        out[i] = pl_strdup(pl, text ? text : "");
    }
    if (out)
        out[n] = NULL;
    return out;
}

static const struct pl_batch *batch_of(struct pl *pl, const json_t *o) {
    struct pl_batch *b = PL_NEW(pl, struct pl_batch);
    *b = (struct pl_batch){ .next = text_of(pl, o, "next"), .rows = text_of(pl, o, "rows"), .keys = list_of(pl, o, "keys") };
    return b->next && b->keys ? b : NULL;
}

static const struct pl_hand *hand_of(struct pl *pl, const json_t *o) {
    struct pl_hand *h = PL_NEW(pl, struct pl_hand);
    *h = (struct pl_hand){ .alter = text_of(pl, o, "alter"), .schema = text_of(pl, o, "schema"), .table = text_of(pl, o, "table"),
                           .bytes = text_of(pl, o, "bytes"), .words = list_of(pl, o, "words") };
    return h->alter && h->schema && h->table && h->bytes && h->words ? h : NULL;
}

static bool read_step(struct pl_saved *p, const json_t *o) {
    struct pl *pl = p->script.pl;
    const json_t *flags = json_object_get(o, "flags"), *loses = json_object_get(o, "loses");
    const char *sql = text_of(pl, o, "sql"), *title = text_of(pl, o, "title"), *lost;
    if (!sql || !title || !json_is_integer(flags) || !json_is_array(loses))
        return false;
    struct pl_step *s = PL_NEW(pl, struct pl_step);
    *s = (struct pl_step){ .sql = sql, .title = title, .flags = (unsigned)json_integer_value(flags), .cleanup = text_of(pl, o, "cleanup"),
                           .undo = text_of(pl, o, "undo"), .batch = batch_of(pl, json_object_get(o, "batch")),
                           .hand = hand_of(pl, json_object_get(o, "handover")), .before = list_of(pl, o, "before"), .after = text_of(pl, o, "after") };
    if (s->flags & PL_R_BATCHES && !s->batch)
        return false;
    for (size_t i = 0; i < json_array_size(loses); i++) {
        if (!(lost = json_string_value(json_array_get(loses, i))))
            return false;
        pl_step_loses(&p->script, s, pl_strdup(pl, lost));
    }
    *p->script.tail = s;
    p->script.tail = &s->next;
    p->script.last = s;
    p->script.count++;
    return true;
}

static bool read_plan(struct pl *pl, const json_t *o, struct pl_saved *p) {
    const json_t *plan = json_object_get(o, "plan"), *steps = json_object_get(o, "steps");
    p->version = text_of(pl, o, "version");
    p->dialect = text_of(pl, o, "dialect");
    p->schema = text_of(pl, plan, "schema");
    p->server = (unsigned)json_integer_value(json_object_get(plan, "server"));
    p->live_hash = text_of(pl, plan, "live_hash");
    p->declared_hash = text_of(pl, plan, "declared_hash");
    p->hash = text_of(pl, plan, "hash");
    p->options = list_of(pl, plan, "options");
    p->script = (struct pl_script){ .pl = pl };
    p->script.tail = &p->script.first;
    if (!p->version || !p->dialect || !p->schema || !p->live_hash || !p->declared_hash || !p->hash || !json_is_array(steps))
        return false;
    for (size_t i = 0; i < json_array_size(steps); i++)
        if (!read_step(p, json_array_get(steps, i)))
            return false;
    return true;
}

static bool no_plan(struct pl_run *run, const char *file, const char *why) {
    pl_say(run->pl, PL_D_BAD_VALUE, &(struct pl_place){ .file = file }, "\"%s\" is no plan that can be applied: %s", file, why);
    return pl_hint(run->pl, "make one with: poundlock plan --format json --output %s", file);
}

bool pl_saved_read(struct pl_run *run, const char *file, struct pl_saved *out) {
    char *text;
    size_t len;
    json_error_t error;
    *out = (struct pl_saved){ .file = file };
    if (!pl_read_file(run->pl, file, LARGEST, &text, &len))
        return false;
    json_t *o = json_loadb(text, len, JSON_REJECT_DUPLICATES, &error);
    if (!o)
        return no_plan(run, file, pl_format(run->pl, "line %d: %s", error.line, error.text));
    bool ok = read_plan(run->pl, o, out);
    json_decref(o);
    if (!ok)
        return no_plan(run, file, "it lacks a part");
    if (!pl_same(out->version, PL_VERSION))
        return no_plan(run, file, pl_format(run->pl, "poundlock %s wrote it, and this is %s", out->version, PL_VERSION));
    return pl_same(out->hash, fingerprint(run->pl, out)) || no_plan(run, file, "it has been changed since it was written");
}

bool pl_saved_is_old(const struct pl_saved *saved, const struct pl_sides *s) {
    return pl_same(saved->dialect, s->dialect->name) && saved->server == s->db->version && pl_same(saved->schema, s->db->schema) &&
           !pl_same(saved->live_hash, s->from.hash);
}

bool pl_saved_fits(struct pl_run *run, const struct pl_saved *saved, const struct pl_sides *s) {
    struct pl *pl = run->pl;
    if (!pl_same(saved->dialect, s->dialect->name))
        return pl_say(pl, PL_D_BAD_VALUE, NULL, "\"%s\" is a plan for %s, and the database is %s", saved->file, saved->dialect,
                      s->db->title);
    if (pl_same(saved->live_hash, s->from.hash) && saved->server == s->db->version && pl_same(saved->schema, s->db->schema))
        return true;
    pl_say(pl, PL_D_STALE, NULL, "\"%s\" was made for another schema than the one that is live now", saved->file);
    return pl_hint(pl, "look at what is left to do, and make it anew: poundlock plan --format json --output %s", saved->file);
}
