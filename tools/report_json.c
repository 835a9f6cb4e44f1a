/* Reports as JSON: one object, the words of schema.def, the same keys in every version of poundlock. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include "tools/report.h"
#include "tools/saved.h"

/* JSON is UTF-8, names need not be: what cannot be said becomes the replacement character. */
json_t *pl_report_json_string(struct pl *pl, const char *s) {
    json_t *j = s ? json_string(s) : NULL;
    if (j || !s)
        return j ? j : json_null();
    struct pl_text t = { .pl = pl };
    while (*s) {
        size_t len = 1;
        while (len < 4 && s[len] && ((unsigned char)s[len] & 0xc0) == 0x80)
            len++;
        json_t *one = json_stringn(s, len);
        if (one)
            pl_addn(&t, s, len);
        else
            pl_add(&t, "\xef\xbf\xbd");
        json_decref(one);
        s += len;
    }
    return json_string(pl_text(&t));
}

static void put(struct pl *pl, json_t *o, const char *key, const char *value) {
    json_object_set_new(o, key, pl_report_json_string(pl, value));
}

void pl_report_json_text(json_t *j, struct pl_text *out) {
    char *s = json_dumps(j, JSON_INDENT(2));
    pl_add(out, s ? s : "null");
    pl_addc(out, '\n');
    free(s);
    json_decref(j);
}

static json_t *pair(struct pl *pl, const char *from, const char *to) {
    json_t *o = json_object();
    put(pl, o, "from", from);
    put(pl, o, "to", to);
    return o;
}

static json_t *attributes_of(struct pl *pl, const struct pl_change *c) {
    json_t *o = json_object();
    const struct pl_node *n = c->to ? c->to : c->from;
    const struct pl_kind_row *k = &pl_kinds[n->kind];
    for (int i = 0; i < pl_attr_count(n->kind); i++) {
        enum pl_attr a = (enum pl_attr)(k->first + i);
        const char *from = c->from ? pl_get(c->from, a) : NULL, *to = c->to ? pl_get(c->to, a) : NULL;
        bool differs = c->op == PL_ALTER ? (c->slots >> i & 1u) != 0 : c->op != PL_RENAME && (from || to);
        if (differs)
            json_object_set_new(o, pl_attrs[a].word, pair(pl, from, to));
    }
    const char *from = c->from ? pl_report_parts(pl, c->from) : NULL, *to = c->to ? pl_report_parts(pl, c->to) : NULL;
    if ((c->op == PL_ALTER && (c->slots & PL_S_CONTENT)) || (c->op != PL_ALTER && c->op != PL_RENAME && (from || to)))
        json_object_set_new(o, "parts", pair(pl, from, to));
    return o;
}

static json_t *change_json(struct pl *pl, const struct pl_change *c) {
    static const char *const ops[] = { [PL_ADD] = "add", [PL_DROP] = "drop", [PL_RENAME] = "rename", [PL_ALTER] = "alter" };
    const struct pl_node *n = c->to ? c->to : c->from;
    json_t *o = json_object();
    put(pl, o, "op", ops[c->op]);
    put(pl, o, "kind", pl_kinds[n->kind].word);
    put(pl, o, "object", pl_path(pl, n));
    if (c->op == PL_RENAME)
        put(pl, o, "was", pl_path(pl, c->from));
    json_object_set_new(o, "attributes", attributes_of(pl, c));
    json_object_set_new(o, "undecided", json_boolean(c->undecided));
    json_object_set_new(o, "implied", json_boolean(pl_report_implied(c)));
    return o;
}

static void add_unmodelled(struct pl *pl, json_t *list, const struct pl_realm *r) {
    PL_EACH(schema, r->root, PL_SCHEMA)
        PL_EACH(n, schema, PL_UNMODELLED) {
            json_t *o = json_object();
            put(pl, o, "what", pl_get(n, PL_UNMODELLED_WHAT));
            put(pl, o, "object", pl_path(pl, n));
            json_array_append_new(list, o);
        }
}

json_t *pl_report_json_list(struct pl *pl, const char *const *list) {
    json_t *a = json_array();
    for (; list && *list; list++)
        json_array_append_new(a, pl_report_json_string(pl, *list));
    return a;
}

/* Only where there is something to say. */
static void put_more(struct pl *pl, json_t *o, const struct pl_step *step) {
    if (step->before)
        json_object_set_new(o, "before", pl_report_json_list(pl, step->before));
    if (step->after)
        put(pl, o, "after", step->after);
    if (step->hand) {
        json_t *h = json_object();
        put(pl, h, "alter", step->hand->alter);
        put(pl, h, "schema", step->hand->schema);
        put(pl, h, "table", step->hand->table);
        put(pl, h, "bytes", step->hand->bytes);
        json_object_set_new(h, "words", pl_report_json_list(pl, step->hand->words));
        json_object_set_new(o, "handover", h);
    }
    if (!step->batch)
        return;
    json_t *b = json_object();
    put(pl, b, "next", step->batch->next);
    put(pl, b, "rows", step->batch->rows);
    json_object_set_new(b, "keys", pl_report_json_list(pl, step->batch->keys));
    json_object_set_new(o, "batch", b);
}

static json_t *step_json(struct pl *pl, const struct pl_sides *s, const struct pl_step *step, int number) {
    json_t *o = json_object(), *loses = json_array(), *hazards = json_array();
    for (int i = 0; step->loses && step->loses[i]; i++)
        json_array_append_new(loses, pl_report_json_string(pl, step->loses[i]));
    for (const struct pl_hazard *h = pl_hazards; h->flag; h++)
        if (step->flags & h->flag)
            json_array_append_new(hazards, json_string(h->word));
    json_object_set_new(o, "number", json_integer(number));
    put(pl, o, "title", step->title);
    put(pl, o, "sql", step->sql);
    json_object_set_new(o, "loses", loses);
    json_object_set_new(o, "hazards", hazards);
    put(pl, o, "lock", pl_report_lock(s, step));
    put(pl, o, "algorithm", pl_report_how(s, step));
    put(pl, o, "undo", step->undo);
    json_object_set_new(o, "transaction", json_boolean(pl_step_in_transaction(s, step)));
    json_object_set_new(o, "flags", json_integer(step->flags));
    put(pl, o, "cleanup", step->cleanup);
    put_more(pl, o, step);
    return o;
}

void pl_report_json(struct pl_run *run, const struct pl_sides *s, bool steps, struct pl_text *out) {
    struct pl *pl = run->pl;
    json_t *o = json_object(), *changes = json_array(), *unmodelled = json_array(), *list = json_array();
    int number = 0;
    put(pl, o, "version", PL_VERSION);
    put(pl, o, "result", pl_result_words[pl_result_of(run, &s->plan)]);
    put(pl, o, "dialect", s->dialect->name);
    put(pl, o, "from", s->from.text);
    put(pl, o, "to", s->to.text);
    for (const struct pl_change *c = s->plan.changes.first; c; c = c->next)
        json_array_append_new(changes, change_json(pl, c));
    add_unmodelled(pl, unmodelled, s->from.realm);
    add_unmodelled(pl, unmodelled, s->to.realm);
    for (const struct pl_step *step = steps ? s->plan.script.first : NULL; step; step = step->next)
        json_array_append_new(list, step_json(pl, s, step, ++number));
    json_object_set_new(o, "changes", changes);
    json_object_set_new(o, "unmodelled", unmodelled);
    if (steps) {
        json_object_set_new(o, "steps", list);
        json_object_set_new(o, "plan", pl_saved_json(run, s));
    } else
        json_decref(list);
    pl_report_json_text(o, out);
}

/* ---- the gate */

static const char *verdict_word(int code) {
    static const struct { int code; const char *word; } words[] = {
        { PL_X_YES, "satisfied" }, { PL_X_CANNOT_TELL, "cannot tell" }, { PL_X_NOT_YET, "not yet" }, { PL_X_NEVER, "never" },
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (words[i].code == code)
            return words[i].word;
    return "error";
}

void pl_report_verdict(struct pl_run *run, int code, const char *word, const struct pl_source *live, const struct pl_job_query *queries,
                       struct pl_text *out) {
    static const char *const severities[] = { [PL_NOTE] = "note", [PL_WARNING] = "warning", [PL_ERROR] = "error" };
    struct pl *pl = run->pl;
    json_t *o = json_object(), *said = json_array();
    put(pl, o, "version", PL_VERSION);
    put(pl, o, "result", word ? word : verdict_word(code));
    json_object_set_new(o, "exit", json_integer(code));
    put(pl, o, "database", live->text);
    put(pl, o, "job", run->arg_count ? run->args[0] : NULL);
    for (const struct pl_diag *d = pl_diags(pl); d; run->reported = d, d = d->next) {
        json_t *one = json_object();
        put(pl, one, "code", d->code);
        put(pl, one, "severity", severities[d->severity]);
        put(pl, one, "object", d->object);
        put(pl, one, "text", d->text);
        put(pl, one, "hint", d->hint);
        put(pl, one, "file", d->file);
        json_object_set_new(one, "line", d->line ? json_integer(d->line) : json_null());
        json_array_append_new(said, one);
    }
    json_object_set_new(o, "reasons", said);
    if (queries)
        json_object_set_new(o, "queries", pl_report_queries_json(pl, queries));
    pl_report_json_text(o, out);
}
