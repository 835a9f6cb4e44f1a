/* The quick way through a file gives the tree that libyaml gives, or none. A line that is not ASCII at the end of a text turns
 * it away from the quick way, and changes nothing else. */
#include <string.h>

#include "engine/yaml_tree.h"
#include "tests/unit/unit.h"

static void same(const struct pl_yaml *a, const struct pl_yaml *b, const char *text) {
    for (; a && b; a = a->next, b = b->next) {
        cr_assert_str_eq(a->s, b->s, "in %s", text);
        cr_assert(a->line == b->line && a->column == b->column && a->size == b->size && a->type == b->type && a->flags == b->flags,
                  "\"%s\" at %u:%u (size %u) and %u:%u (size %u) in %s", a->s, a->line, a->column, a->size, b->line, b->column,
                  b->size, text);
        same(a->child, b->child, text);
    }
    cr_assert(!a && !b, "not as many nodes in %s", text);
}

/* `quick`: whether it is expected to be taken. */
static void check(const char *text, bool quick) {
    struct pl *pl = pl_new(), *scratch = pl_new();
    struct pl_yaml *ours = pl_yaml_quick(pl, scratch, text, strlen(text)), *theirs = NULL;
    const char *turned = pl_format(pl, "%s# \xC3\xA9\n", text);
    cr_assert(!pl_yaml_quick(pl, scratch, turned, strlen(turned)), "not turned away: %s", text);
    cr_assert_eq(ours != NULL, quick, "%s taken: %s", quick ? "not" : "wrongly", text);
    if (ours) {
        cr_assert(pl_yaml_compose(pl, scratch, "file", turned, strlen(turned), &theirs));
        same(ours, theirs, text);
    }
    pl_free(scratch);
    pl_free(pl);
}

Test(yaml_quick, the_same_tree) {
    static const char *const texts[] = {
        "a: b\n",
        "\n# said before\na: b\n  # said after\n\nc: d\n",
        "a:\n  b:\n    c: d\n  e: f\ng: h\n",
        "a:  {  }\nb: [ ]\nc: [x,y , z]\nd: { e: f, g: [h, { i: \"j\" }] , k: 'l' }\n",
        "a: \"\"\nb: ''\nc: \"decimal(12,2)\"\n\"d e\": 'say \"f\"'\n'g: h': \"it's\"\n",
        "a: amount >= 0 AND state < 10\nb: now()\nc: (x + y)::int\nd: a 'b' \"c\" {d} [e], f\n",
        "a: x:y#z\nb: c::text\nnull: null\ntrue: yes\n1: 2\n",
        "a: { b: now(), c: x + y, d: it's, e: a.b.c }\n",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        check(texts[i], true);
}

Test(yaml_quick, left_alone) {
    static const char *const texts[] = {
        "", "\n", "# nothing\n", "a: b", " a: b\n", "a\n", "a:\n", "a:\nb: c\n", "a: \n", "a: b \n", "a: b\n c\n",
        "a: b\n  c: d\n", "a:\n    b: c\n  d: e\n", "a: b: c\n", "a : b\n", "a:b\n", "a: b #c\n", "a:\tb\n", "a: \"b\\n\"\n",
        "a: 'b''c'\n", "a: \"b\n  c\"\n", "a: \"b\" c\n", "a: [b\n  ]\n", "a: [b] c\n", "a: [b, ]\n", "a: [b: c]\n",
        "a: { b }\n", "a: { b: }\n", "a: { b:c }\n", "a: [b ? c]\n", "a: [b #c]\n", "a: [b}\n", "a: &b c\n", "a: *b\n",
        "a: !b c\n", "a: |\n  b\n", "a: >\n  b\n", "a: -1\n", "a: ~\n", "a: - b\n", "a: @b\n", "<<: { a: b }\n", "- a\n",
        "a:\n- b\n", "a:\n  - b\n", "? a\n", "--- a\n", "---\na: b\n", "a: b\n...\n", "%YAML 1.1\n", "a: \xC3\xA9\n",
        "# \xC3\xA9\na: b\n", "a: b\r\n", "a: b\n \nc: d\n", "{ a: b }\n", "[a]\n", "a: b\n}\n",
        "a: [[[[[[[[[[[[[[[[[[b]]]]]]]]]]]]]]]]]]\n",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        check(texts[i], false);
}
