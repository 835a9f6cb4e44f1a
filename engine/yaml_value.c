/* One attribute's value, from what a model says to canonical text. Refuses what the attribute cannot have; what a value
 * means to a database is the dialect's business.
 *
 * The one idea: the source text of a scalar is taken as it stands and read by the type that schema.def gives the
 * attribute, never by YAML's own guesses. So `no`, `on`, `1.10` and `2024-01-01` are text where text is asked for.
 */
#include "engine/yaml_tree.h"

#include <string.h>

static const char *const dialect_words[] = { "postgres", "mysql", "mariadb", "sqlite", "default" };
enum { WORDS = sizeof dialect_words / sizeof dialect_words[0], DEFAULT = WORDS - 1 };

static struct pl_place place_of(const struct pl_reader *rd, const struct pl_yaml *y) {
    return (struct pl_place){ rd->file, (int)y->line, (int)y->column };
}

bool pl_yaml_wrong(struct pl_reader *rd, enum pl_code code, const struct pl_yaml *at, const char *fmt, ...) {
    rd->said = rd->errors < PL_YAML_ERRORS;
    if (!rd->said)
        return false;
    struct pl_place place = place_of(rd, at);
    va_list ap;
    va_start(ap, fmt);
    const char *text = pl_vformat(rd->pl, fmt, ap);
    va_end(ap);
    pl_say(rd->pl, code, &place, "%s", text);
    if (++rd->errors == PL_YAML_ERRORS)
        pl_hint(rd->pl, "further errors in this file are not shown");
    return false;
}

void pl_yaml_hint(struct pl_reader *rd, const char *fmt, ...) {
    if (!rd->said || rd->errors == PL_YAML_ERRORS)
        return;
    va_list ap;
    va_start(ap, fmt);
    pl_hint(rd->pl, "%s", pl_vformat(rd->pl, fmt, ap));
    va_end(ap);
}

const char *pl_yaml_shape(const struct pl_yaml *y) {
    static const char *const shapes[] = { [PL_Y_SCALAR] = "a plain value", [PL_Y_LIST] = "a list", [PL_Y_MAP] = "a map" };
    return pl_yaml_null(y) ? "nothing" : shapes[y->type];
}

/* ---- canonical text, by the type of the attribute; NULL (said) when the value cannot be that */

struct target {
    struct pl_reader *rd;
    const struct pl_node *node;
    enum pl_attr attr;
};

static const char *bad(const struct target *t, const struct pl_yaml *y, const char *wanted) {
    pl_yaml_wrong(t->rd, PL_D_BAD_VALUE, y, "\"%s\" of %s is \"%s\", where %s is expected", pl_attrs[t->attr].word,
                  pl_title(t->rd->pl, t->node), y->s, wanted);
    return NULL;
}

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static const char *trimmed(const struct target *t, const struct pl_yaml *y) {
    size_t len = strlen(y->s);
    const char *s = len && (is_blank(y->s[0]) || is_blank(y->s[len - 1])) ? pl_trim(t->rd->pl, y->s) : y->s;
    return s[0] ? s : bad(t, y, "something");
}

static const char *as_text(const struct target *t, const struct pl_yaml *y) {
    (void)t;
    return y->s;
}

static const char *as_name(const struct target *t, const struct pl_yaml *y) {
    return y->s[0] ? y->s : bad(t, y, "a name");
}

/* `set_null` and `SET NULL` are the same word. */
static const char *as_word(const struct target *t, const struct pl_yaml *y) {
    const char *s = trimmed(t, y);
    if (!s)
        return NULL;
    char *word = pl_lower(t->rd->pl, s);
    for (char *p = word; *p; p++)
        if (*p == '_')
            *p = ' ';
    return *pl_trim(t->rd->pl, word) ? pl_trim(t->rd->pl, word) : bad(t, y, "a word");
}

static const char *as_bool(const struct target *t, const struct pl_yaml *y) {
    static const char *const words[][2] = { { "true", "false" }, { "yes", "no" }, { "on", "off" } };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (pl_same_nocase(y->s, words[i][0]))
            return "true";
        if (pl_same_nocase(y->s, words[i][1]))
            return "false";
    }
    return bad(t, y, "true or false");
}

static const char *as_int(const struct target *t, const struct pl_yaml *y) {
    const char *s = y->s, *digits = s + (*s == '-' || *s == '+');
    size_t n = strspn(digits, "0123456789");
    if (!n || digits[n])
        return bad(t, y, "a whole number");
    while (*digits == '0' && digits[1])
        digits++;
    bool minus = *s == '-' && *digits != '0';
    return digits == s || (minus && digits == s + 1) ? s : pl_format(t->rd->pl, "%s%s", minus ? "-" : "", digits);
}

static const char *as_ref(const struct target *t, const struct pl_yaml *y) {
    enum { MOST = 4 };
    char *names[MOST];
    /* Not trimmed: blanks may be part of a name, and YAML has taken off those that are not. */
    int n = pl_ref_split(t->rd->pl, y->s, names, MOST);
    if (n <= 0) {
        bad(t, y, "a name");
        pl_yaml_hint(t->rd, "a name with dots in it goes in double quotes: '\"odd.name\"'");
        return NULL;
    }
    /* The schema is left out where it is the node's own, so that one object has one name. */
    const struct pl_node *schema = pl_above(t->node, PL_SCHEMA);
    int most = pl_attrs[t->attr].refers == PL_COLUMN ? 3 : 2;
    bool own = n == most && schema && pl_same(names[0], schema->name);
    return pl_ref_join(t->rd->pl, (const char *const *)names + own, n - own);
}

static const char *as_list(const struct target *t, const struct pl_yaml *y) {
    struct pl_text list = { .pl = t->rd->pl };
    bool names = pl_attrs[t->attr].type == PL_NAMES;
    const struct pl_yaml *item = y->type == PL_Y_LIST ? y->child : y;
    for (; item; item = y->type == PL_Y_LIST ? item->next : NULL) {
        if (item->type != PL_Y_SCALAR) {
            pl_yaml_wrong(t->rd, PL_D_BAD_VALUE, item, "%s where an item of \"%s\" of %s is expected", pl_yaml_shape(item),
                          pl_attrs[t->attr].word, pl_title(t->rd->pl, t->node));
            return NULL;
        }
        /* `- ` without anything is a slip; the label '' of an enum is said with quotes. */
        if (!item->s[0] && (names || (item->flags & PL_Y_PLAIN)))
            return bad(t, item, names ? "a name" : "an item");
        pl_list_add(&list, item->s);
    }
    return list.s;
}

static const char *(*const readers[])(const struct target *, const struct pl_yaml *) = {
    [PL_TEXT] = as_text,  [PL_WORD] = as_word,  [PL_BOOL] = as_bool, [PL_INT] = as_int,
    [PL_TYPE] = trimmed,  [PL_EXPR] = trimmed,  [PL_BODY] = trimmed, [PL_STATEMENT] = trimmed, [PL_NAME] = as_name,
    [PL_NAMES] = as_list, [PL_TEXTS] = as_list, [PL_REF] = as_ref,
};

/* ---- { postgres: x, mysql: y, default: z } */

/* How special a word is for this database: 0 the most; -1 when it is for another one; -2 when nobody knows it. */
static int rank(const struct pl_reader *rd, const char *word, int *index) {
    int own = 0;
    for (const char *const *d = rd->o ? rd->o->dialects : NULL; d && *d; d++, own++)
        if (pl_same(*d, word)) {
            *index = WORDS + own;
            return own;
        }
    for (int i = 0; i < WORDS; i++)
        if (pl_same(dialect_words[i], word)) {
            *index = i;
            return i == DEFAULT ? own : -1;
        }
    return -2;
}

static void unknown_dialect(struct pl_reader *rd, const struct target *t, const struct pl_yaml *key) {
    struct pl_nearest near = { .wrong = key->s };
    for (int i = 0; i < WORDS; i++)
        pl_nearest_add(&near, dialect_words[i]);
    for (const char *const *d = rd->o ? rd->o->dialects : NULL; d && *d; d++)
        pl_nearest_add(&near, *d);
    pl_yaml_wrong(rd, PL_D_UNKNOWN_WORD, key, "\"%s\" is not a dialect, in \"%s\" of %s", key->s, pl_attrs[t->attr].word,
                  pl_title(rd->pl, t->node));
    if (pl_nearest_word(&near))
        pl_yaml_hint(rd, "did you mean \"%s\"?", pl_nearest_word(&near));
    else
        pl_yaml_hint(rd, "a map here goes from postgres, mysql, mariadb, sqlite or default to a value");
}

/* The value for this database, or NULL; *own when it was said by one of the database's own words. */
static const struct pl_yaml *pick(const struct target *t, const struct pl_yaml *map, bool *own) {
    struct pl_reader *rd = t->rd;
    const struct pl_yaml *best = NULL;
    int best_rank = INT32_MAX;
    uint64_t seen = 0;
    for (const struct pl_yaml *key = map->child; key; key = key->next->next) {
        int index = 0, how = rank(rd, key->s, &index);
        if (how == -2) {
            unknown_dialect(rd, t, key);
            continue;
        }
        uint64_t bit = UINT64_C(1) << (index & 63);
        if (seen & bit) {
            if (!(key->flags & PL_Y_MERGED))
                pl_yaml_wrong(rd, PL_D_DUPLICATE, key, "\"%s\" is said twice in \"%s\" of %s", key->s,
                              pl_attrs[t->attr].word, pl_title(rd->pl, t->node));
            continue;
        }
        seen |= bit;
        if (how >= 0 && how < best_rank) {
            best_rank = how;
            best = key->next;
            *own = index != DEFAULT;
        }
    }
    return best;
}

/* ---- */

static const char *canonical(const struct target *t, const struct pl_yaml *y, bool item) {
    const struct pl_attr_row *row = &pl_attrs[t->attr];
    bool needs = t->rd->o && t->rd->o->needs, list = row->type == PL_NAMES || row->type == PL_TEXTS;
    /* A manifest that says `not_null: false` or `not_null:` asks for just that. */
    if (!item && pl_yaml_null(y))
        return !needs ? NULL : row->type == PL_BOOL ? "false" : row->otherwise;
    if (y->type != PL_Y_SCALAR && !(list && y->type == PL_Y_LIST)) {
        pl_yaml_wrong(t->rd, PL_D_BAD_VALUE, y, "%s where %s is expected, in \"%s\" of %s", pl_yaml_shape(y),
                      list ? "a list" : "a plain value", row->word, pl_title(t->rd->pl, t->node));
        return NULL;
    }
    const char *value = readers[row->type](t, y);
    if (!value || needs)
        return value;
    bool nothing = pl_same(value, row->otherwise) || (row->type == PL_BOOL && pl_same(value, "false"));
    return nothing ? NULL : value;
}

void pl_yaml_set(struct pl_reader *rd, struct pl_node *n, enum pl_attr a, const struct pl_yaml *y, bool item) {
    struct target t = { rd, n, a };
    bool own = false;
    if (y->type == PL_Y_MAP) {
        y = pick(&t, y, &own);
        if (!y)
            return;
    }
    pl_set(n, a, canonical(&t, y, item));
    if (own && pl_attrs[a].type == PL_TYPE && pl_is(n, a))
        n->flags |= PL_N_NATIVE_TYPE;
}
