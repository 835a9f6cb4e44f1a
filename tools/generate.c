/* Reference pages, the manual page and the completion: the tables, printed. Committed pages are made anew by the build,
 * so that none of them can lag behind. */
#include <ctype.h>
#include <string.h>
#include "dialects/dialect.h"
#include "migrations/lint.h"
#include "tools/help.h"

static const char made[] = "<!-- Made by `poundlock help --generate %s`: edit the tables, not this page. -->\n\n";

/* "`A`, `B`" of "A B". */
static char *code_words(struct pl *pl, const char *s) {
    struct pl_text t = { .pl = pl };
    for (size_t len; s && *s; s += len + (s[len] == ' ')) {
        len = strcspn(s, " ");
        pl_addf(&t, "%s`%.*s`", t.len ? ", " : "", (int)len, s);
    }
    return pl_strdup(pl, pl_text(&t));
}

/* A cell of a Markdown table. */
static char *cell(struct pl *pl, const char *s) {
    struct pl_text t = { .pl = pl };
    pl_add(&t, "");
    for (; s && *s; s++)
        pl_addf(&t, *s == '|' || *s == '<' ? "\\%c" : "%c", *s);
    return t.s;
}

static void exit_codes(struct pl_text *out) {
    pl_add(out, "# Exit codes\n\nThey are a contract: a code never changes its meaning.\n\n"
                "| code | means | a scheduler should | commands |\n|---|---|---|---|\n");
    for (int i = 0; i < pl_exit_count; i++) {
        const struct pl_exit_row *x = &pl_exits[i];
        struct pl_text who = { .pl = out->pl };
        for (int c = 0; c < PL_C_COUNT; c++)
            if (x->commands >> c & 1u)
                pl_addf(&who, "%s%s", who.len ? ", " : "", pl_commands[c].word);
        pl_addf(out, "| %d | %s | %s | %s |\n", x->code, cell(out->pl, x->means), x->advice,
                x->commands == (UINT32_C(1) << PL_C_COUNT) - 1 ? "all" : pl_text(&who));
    }
    pl_add(out, "\n`gate` ends with the exit status of the job itself once the job was started.\n");
}

static void commands(struct pl_text *out) {
    pl_add(out, "# Commands\n\nOptions may stand before or behind the command.\n");
    for (int c = 0; c < PL_C_COUNT; c++) {
        const struct pl_command *row = &pl_commands[c];
        pl_addf(out, "\n## %s\n\n    poundlock %s [OPTION ...]%s%s\n\n%c%s.\n", row->word, row->word,
                *row->arguments ? " " : "", row->arguments, toupper((unsigned char)*row->summary), row->summary + 1);
        if (*row->text)
            pl_addf(out, "\n%s", row->text);
        pl_add(out, "\n| option | |\n|---|---|\n");
        for (int i = 0; i < PL_O_COUNT; i++)
            if (pl_listed((enum pl_option)i, (enum pl_command_id)c)) {
                const char *usage = pl_option_usage(out->pl, (enum pl_option)i, row);
                pl_addf(out, "| `%s` | %s |\n", cell(out->pl, usage + strspn(usage, " ")),
                        cell(out->pl, pl_option_help((enum pl_option)i)));
            }
    }
}

static void settings(struct pl_text *out) {
    pl_add(out, "# Settings\n\n"
        "`poundlock.yaml` is looked for in the working folder and in the folders above it; `--config FILE` or\n"
        "`POUNDLOCK_CONFIG` names another one. The first of these that says something counts: the option, the\n"
        "environment variable, the file, the default. `poundlock settings` prints the outcome.\n\n"
        "In the file `${NAME}` stands for an environment variable, `${NAME:-otherwise}` for one that need not be\n"
        "set, and `$${` for `${` itself. `file:PATH` as a secret stands for the first line of that file.\n"
        "Relative paths are relative to poundlock.yaml.\n\n"
        "| key | option | environment | default | |\n|---|---|---|---|---|\n");
    for (int i = 0; i < PL_O_COUNT; i++) {
        const struct pl_option_row *o = &pl_options[i];
        const char *option = o->word ? pl_format(out->pl, "`--%s`", o->word) : "none, on purpose";
        if (o->key)
            pl_addf(out, "| `%s` | %s | %s | %s | %s%s |\n", o->key, option, code_words(out->pl, o->variables),
                    code_words(out->pl, o->otherwise), cell(out->pl, o->help),
                    o->flags & PL_OF_SECRET ? " (masked wherever it is shown)" : "");
    }
    pl_add(out, "\n`environments:` holds further maps of the same keys by name; `-e NAME`, `POUNDLOCK_ENVIRONMENT` or\n"
        "`environment: NAME` chooses one, and its keys count before the file's own. With `-e NAME` typed they also\n"
        "count before environment variables.\n\n"
        "The login parts (`host`, `port`, `user`, `password`, `dbname`) of the file belong to the database that the\n"
        "file names: they are not used when `--database` or a variable names another one.\n\n"
        "```yaml\ndatabase: ${DATABASE_URL:-sqlite:shop.db}\nmodels: models\nignore: [\"audit.*\"]\nenvironments:\n"
        "  production:\n    database: postgres://deploy@db.example.com/shop\n    password: file:/run/secrets/shop\n```\n");
}

static const char *const types[] = {
    [PL_TEXT] = "text", [PL_WORD] = "word", [PL_BOOL] = "true or false", [PL_INT] = "number", [PL_TYPE] = "data type",
    [PL_EXPR] = "SQL expression", [PL_BODY] = "SQL query", [PL_STATEMENT] = "SQL statement", [PL_NAME] = "name", [PL_NAMES] = "list of names",
    [PL_TEXTS] = "list of texts", [PL_REF] = "name of an object"
};

static const char *bare_of(struct pl *pl, const struct pl_kind_row *k) {
    if (k->bare >= 0)
        return pl_format(pl, " A bare value stands for its `%s`.", pl_attrs[k->bare].word);
    return k->bare <= -2 ? pl_format(pl, " A bare list stands for its `%s`.", pl_kinds[-2 - k->bare].plural) : "";
}

/* The databases that keep the attribute i of a kind (all, where it is -1: the kind itself). */
static char *kept_by(struct pl *pl, enum pl_kind kind, int i) {
    struct pl_text t = { .pl = pl };
    bool all = true;
    for (const struct pl_dialect *const *d = pl_dialects; *d; d++) {
        uint64_t says = (*d)->says[kind];
        if (i < 0 ? says != 0 : says >> i & 1u)
            pl_addf(&t, "%s%s", t.len ? ", " : "", (*d)->name);
        else
            all = false;
    }
    return all ? pl_strdup(pl, "all") : pl_strdup(pl, pl_text(&t));
}

static void kind_section(struct pl_text *out, enum pl_kind kind) {
    const struct pl_kind_row *k = &pl_kinds[kind];
    struct pl_text where = { .pl = out->pl };
    for (int p = 0; p < PL_KINDS; p++)
        if (k->parents >> p & 1u)
            pl_addf(&where, "%s%s", where.len ? ", " : "", p == PL_REALM ? "the file" : pl_kinds[p].word);
    pl_addf(out, "\n## %s\n\nKey `%s`, in: %s; kept by: %s.%s%s\n\n"
            "| attribute | value | otherwise | | kept by |\n|---|---|---|---|---|\n", k->word, k->plural, pl_text(&where), kept_by(out->pl, kind, -1), bare_of(out->pl, k),
            k->flags & PL_UNNAMED ? " May be without a name: then it is a list." : "");
    for (int i = 0; i < pl_attr_count(kind); i++) {
        const struct pl_attr_row *a = &pl_attrs[k->first + i];
        const char *otherwise = a->flags & PL_GUESS ? "as it is" : a->type == PL_BOOL ? "false" : "";
        pl_addf(out, "| `%s` | %s | %s | %s%s | %s |\n", a->word, types[a->type], a->otherwise ? a->otherwise : otherwise,
                cell(out->pl, a->help), a->flags & PL_HINT ? " (steers a plan, never compared)" : "",
                a->flags & PL_HINT ? "" : kept_by(out->pl, kind, i));
    }
}

static void models(struct pl_text *out) {
    pl_add(out, "# The models language\n\n"
        "Models are YAML files; those of a folder are read as one. `schemas:` wraps what lives in a schema, and may\n"
        "be left out for the database's own. Any value may be a map from dialect to value, as\n"
        "`{ postgres: jsonb, mysql: json, sqlite: text }`.\n"
        "`was: NAME` says the former name of an object: renames are never guessed. [guide.md](guide.md) shows all of\n"
        "this by example. `allow: { RULE: REASON }` on any object lets a [lint](lint.md) rule pass.\n\n"
        "`kept by` names the databases that have the attribute. Some of the others translate it: `identity` becomes\n"
        "AUTO_INCREMENT or AUTOINCREMENT, an enum the column's own type or a check, a unique constraint a unique index\n"
        "([databases.md](databases.md)). What a database neither has nor translates is refused, with the place.\n\n"
        "```yaml\npoundlock: 1\ntables:\n  customer:\n    columns:\n      id: { type: bigint, identity: always }\n"
        "      email: { type: varchar(320), not_null: true }\n      name: text\n    primary_key: [id]\n"
        "    indexes:\n      customer_email_idx: [email]\n```\n");
    for (int k = PL_REALM + 1; k < PL_KINDS; k++)      /* a kind that no database keeps yet is no part of the language */
        if (!(pl_kinds[k].flags & PL_LIVE_ONLY) && *kept_by(out->pl, (enum pl_kind)k, -1))
            kind_section(out, (enum pl_kind)k);
}

static void lint(struct pl_text *out) {
    static const char *const words[] = { [PL_NOTE] = "note", [PL_WARNING] = "warning", [PL_ERROR] = "error", [PL_LINT_OFF] = "off" };
    pl_add(out, "# Lint\n\n"
                "`poundlock lint` looks at the models and, where a database is named, at the change that they mean for it: the rows are\n"
                "asked, so that a column that is empty may be dropped without a word, and a unique constraint over duplicates is an\n"
                "error that shows the first of them. `poundlock lint migrations` (or one file of it) runs each migration in a throw-away\n"
                "database and looks at what it changed; how a hand-written one goes about it is known from its words.\n\n"
                "Errors and warnings exit 1. `--format` may be text, json, sarif (for code scanners) or github (annotations).\n\n"
                "```yaml\n"
                "# poundlock.yaml: severities are error, warning, note and off\n"
                "lint:\n"
                "  prefer-text-field: warning\n"
                "  ban-char-field: off\n"
                "```\n\n"
                "An exception is written down where it holds, with its reason: in the models as\n"
                "`allow: { ban-char-field: ISO codes have two letters }` on the object or on what it lives in, in a migration as\n"
                "`-- poundlock: allow ban-drop-column because nobody has read it since 2025`.\n\n"
                "| rule | severity | for | what it finds | instead |\n|---|---|---|---|---|\n");
    for (int i = 0; i < PL_L_COUNT; i++) {
        const struct pl_lint_row *r = &pl_lint_rows[i];
        pl_addf(out, "| `%s` | %s | %s | %s | %s |\n", r->word, words[r->severity], r->dialects ? r->dialects : "all", r->sentence, r->instead);
    }
}

static void diagnostics(struct pl_text *out) {
    static const char *const words[] = { [PL_NOTE] = "note", [PL_WARNING] = "warning", [PL_ERROR] = "error" };
    pl_add(out, "# Diagnostics\n\n| code | | exit code | means |\n|---|---|---|---|\n");
    for (int i = 0; i < PL_D_COUNT; i++)
        pl_addf(out, "| `%s` | %s | %d | %s |\n", pl_codes[i].word, words[pl_codes[i].severity], pl_codes[i].exit_code,
                cell(out->pl, pl_codes[i].help));
}

/* roff: a leading dot or quote would be a request, and a hyphen a dash. */
static void roff(struct pl_text *out, const char *s) {
    for (bool start = true; *s; start = *s == '\n', s++) {
        if (start && (*s == '.' || *s == '\''))
            pl_add(out, "\\&");
        pl_add(out, *s == '\\' ? "\\e" : *s == '-' ? "\\-" : (char[]){ *s, '\0' });
    }
}

static void roff_item(struct pl_text *out, const char *term, const char *text) {
    pl_add(out, ".TP\n.B ");
    roff(out, term + strspn(term, " "));
    pl_addc(out, '\n');
    roff(out, text);
    pl_addc(out, '\n');
}

static void man(struct pl_text *out) {
    pl_addf(out, ".TH POUNDLOCK 1 \"\" \"poundlock %s\"\n"
                 ".SH NAME\npoundlock \\- schema migrations, drift checks and job gates\n"
                 ".SH SYNOPSIS\n.B poundlock\n.I COMMAND\n[OPTION ...] [ARGUMENT ...]\n.SH COMMANDS\n", PL_VERSION);
    for (int c = 0; c < PL_C_COUNT; c++)
        roff_item(out, pl_format(out->pl, "%s %s", pl_commands[c].word, pl_commands[c].arguments),
                  pl_format(out->pl, "%c%s. %s", toupper((unsigned char)*pl_commands[c].summary), pl_commands[c].summary + 1,
                            pl_commands[c].text));
    pl_add(out, ".SH OPTIONS\n");
    for (int i = 0; i < PL_O_COUNT; i++)
        if (pl_options[i].word && !(pl_options[i].flags & PL_OF_HIDDEN))
            roff_item(out, pl_option_title(out->pl, (enum pl_option)i, true), pl_option_help((enum pl_option)i));
    pl_add(out, ".SH ENVIRONMENT\n");
    for (int i = 0; i < PL_O_COUNT; i++)
        if (pl_options[i].variables)
            roff_item(out, pl_options[i].variables, pl_options[i].help);
    pl_add(out, ".SH EXIT STATUS\n");
    for (int i = 0; i < pl_exit_count; i++)
        roff_item(out, pl_format(out->pl, "%d", pl_exits[i].code), pl_exits[i].means);
}

static void completion(struct pl_text *out) {
    pl_add(out, "# bash completion of poundlock\n_poundlock() {\n"
                "    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} command= word\n"
                "    for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n        case $word in\n            ");
    for (int c = 0; c < PL_C_COUNT; c++)
        pl_addf(out, "%s%s", c ? "|" : "", pl_commands[c].word);
    pl_add(out, ") command=$word; break ;;\n        esac\n    done\n    case $prev in\n");
    for (int i = 0; i < PL_O_COUNT; i++) {
        const struct pl_option_row *o = &pl_options[i];
        bool file = o->argument && (strcmp(o->argument, "FILE") == 0 || strcmp(o->argument, "PATH") == 0);
        if (file)
            pl_addf(out, "        --%s) COMPREPLY=($(compgen -f -- \"$cur\")); return ;;\n", o->word);
    }
    pl_add(out, "    esac\n    case $command in\n");
    for (int c = 0; c < PL_C_COUNT; c++) {
        pl_addf(out, "        %s) COMPREPLY=($(compgen -f -W \"", pl_commands[c].word);
        for (int i = 0; i < PL_O_COUNT; i++)
            if (pl_listed((enum pl_option)i, (enum pl_command_id)c))
                pl_addf(out, "--%s ", pl_options[i].word);
        pl_add(out, "\" -- \"$cur\")) ;;\n");
    }
    pl_add(out, "        *) COMPREPLY=($(compgen -W \"");
    for (int c = 0; c < PL_C_COUNT; c++)
        pl_addf(out, "%s ", pl_commands[c].word);
    pl_add(out, "\" -- \"$cur\")) ;;\n    esac\n}\ncomplete -o filenames -F _poundlock poundlock\n");
}

static const struct topic {
    const char *word;
    bool page;
    void (*make)(struct pl_text *out);
} topics[] = {
    { "commands", true, commands }, { "exit-codes", true, exit_codes }, { "settings", true, settings },
    { "models", true, models }, { "diagnostics", true, diagnostics }, { "lint", true, lint }, { "man", false, man },
    { "completion", false, completion }, { "json-schema", false, pl_generate_schema },
    { "settings-schema", false, pl_generate_settings_schema },
};

bool pl_generate(const char *topic, struct pl_text *out) {
    for (size_t i = 0; i < sizeof topics / sizeof *topics; i++) {
        if (strcmp(topics[i].word, topic) != 0)
            continue;
        if (topics[i].page)
            pl_addf(out, made, topic);
        topics[i].make(out);
        return true;
    }
    return false;
}
