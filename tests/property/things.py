"""What else a schema has: functions, types, triggers, policies and whatever one statement or a few attributes say.

A row of THINGS is a sort of object, a row of ATTACHED a sort of object that lives in a table or a view: its key in the models
and some ways to say it, of which a change takes another one. What stands in braces is chosen when the thing is made: {n} its
own name, {k} a number, and what PICKS lists. The rest of a text is the server's. A way may begin with the version since which
the server knows it.
"""
import re

# What the words in braces are: {t} {c} {d} {i} {x} a table with any columns, one with numbers, one with text (of the table that
# the thing is on, {o}, or else of {t}); {u} {w} another table and a column of it; {e} a type; the rest are functions by sort.
FUNCTIONS = {"fi", "fx", "ft", "fs", "fe", "fr", "ts"}

PG_FUNCTION = "CREATE FUNCTION {n}"
THINGS = {
    "postgres": [
        ("functions", "fi", "(integer)", [
            PG_FUNCTION + "(x integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT x + {k}'",
            PG_FUNCTION + "(x integer) RETURNS bigint LANGUAGE sql IMMUTABLE AS $b$SELECT x::bigint * {k}$b$",
            "CREATE OR REPLACE FUNCTION {n}(y int) RETURNS integer LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 1{k} AS $b$ BEGIN RETURN y; -- it's\nEND $b$",
            (14, PG_FUNCTION + "(x integer) RETURNS integer IMMUTABLE LANGUAGE sql RETURN x + {k}")]),
        ("functions", "fx", "(text)", [
            PG_FUNCTION + "(x text) RETURNS text LANGUAGE sql IMMUTABLE AS $b$SELECT x || '{k}'$b$",
            PG_FUNCTION + "(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT AS 'SELECT upper($1)'",
            PG_FUNCTION + "(x text) RETURNS varchar LANGUAGE plpgsql IMMUTABLE AS $b$BEGIN RETURN x; END$b$"]),
        ("functions", "ft", "()", [
            PG_FUNCTION + "() RETURNS trigger LANGUAGE plpgsql AS $b$BEGIN PERFORM {k}; RETURN COALESCE(NEW, OLD); END$b$",
            PG_FUNCTION + "() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET work_mem = '{k}MB' AS $b$BEGIN RETURN COALESCE(NEW, OLD); END$b$"]),
        ("functions", "fs", "(integer, integer)", [
            PG_FUNCTION + "(a integer, b integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT a + b + {k}'"]),
        ("functions", "fr", "()", [
            PG_FUNCTION + "() RETURNS bigint LANGUAGE sql STABLE AS $b$SELECT count({c}) FROM {t}$b$",
            PG_FUNCTION + "() RETURNS bigint LANGUAGE sql STABLE AS $b$SELECT {k}::bigint$b$",
            (14, PG_FUNCTION + "() RETURNS bigint LANGUAGE sql STABLE BEGIN ATOMIC SELECT count({c}) FROM {t}; END"),
            (14, PG_FUNCTION + "() RETURNS bigint LANGUAGE sql STABLE RETURN (SELECT count(*) FROM {t} WHERE {c} IS NULL)")]),
        ("functions", "rows", "()", [
            PG_FUNCTION + "() RETURNS SETOF {t} LANGUAGE sql STABLE AS $b$SELECT * FROM {t}$b$",
            PG_FUNCTION + "() RETURNS TABLE (a integer, b text) LANGUAGE sql STABLE AS $b$SELECT {k}, 'x'::text$b$"]),
        ("functions", "fe", "()", [PG_FUNCTION + "() RETURNS event_trigger LANGUAGE plpgsql AS $b$BEGIN PERFORM {k}; END$b$"]),
        ("functions", "of type", "({e})", [
            PG_FUNCTION + "(v {e}) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT v::text'",
            PG_FUNCTION + "(v {e}) RETURNS {e} LANGUAGE plpgsql AS $b$BEGIN RETURN v; END$b$"]),
        ("procedures", "p", "(integer)", [
            "CREATE PROCEDURE {n}(INOUT a integer) LANGUAGE plpgsql AS $b$BEGIN a := a + {k}; END$b$",
            "CREATE PROCEDURE {n}(a integer) LANGUAGE sql AS $b$DELETE FROM {t} WHERE {i} = a$b$"]),
        ("aggregates", "a", "(integer)", [
            "CREATE AGGREGATE {n}(integer) (SFUNC = {fs}, STYPE = integer, INITCOND = '{k}')",
            "CREATE AGGREGATE {n}(integer) (SFUNC = {fs}, STYPE = integer)"]),
        ("domains", "type", "", [
            {"type": "integer", "checks": {"above": "VALUE > -{k}"}}, {"type": "bigint", "default": "{k}"}, {"type": "integer", "checks": {"f_above": "{fi}(VALUE) > -{k}"}}]),
        ("domains", "type", "", [
            {"type": "varchar(1{k})", "checks": {"said": "length(VALUE) < 100"}}, {"type": "text", "collation": "C"}, {"type": "text", "default": "'it''s'", "not_null": True}]),
        ("domains", "type", "", [{"type": "{e}"}]),
        ("composites", "type", "", [
            {"columns": {"a": "integer", "b": "varchar(1{k})"}}, {"columns": {"a": "bigint", "b": "text"}}, {"columns": {"a": "{e}", "b": "text"}}]),
        ("composites", "type", "", [{"columns": {"a": "integer"}}, {"columns": {"a": "integer", "two words": "text"}}, {"columns": {"b": "text"}}]),
        ("ranges", "type", "", [
            "CREATE TYPE {n} AS RANGE (SUBTYPE = double precision, SUBTYPE_DIFF = float8mi)", "CREATE TYPE {n} AS RANGE (SUBTYPE = integer)"]),
        ("collations", "collation", "", ["CREATE COLLATION {n} (LOCALE = 'C')", "CREATE COLLATION {n} (LOCALE = 'POSIX')"]),
        ("statistics_objects", "s", "", [
            "CREATE STATISTICS {n} (ndistinct) ON {c}, {d} FROM {t}", "CREATE STATISTICS {n} (dependencies, mcv) ON {c}, {d} FROM {t}",
            (14, "CREATE STATISTICS {n} ON ({i} + {k}), {c} FROM {t}")]),
        ("text_search_dictionaries", "td", "", [
            {"template": "simple", "options": "accept = 'false'"}, {"template": "simple"}, {"template": "snowball", "options": "language = 'english'"}]),
        ("text_search_configurations", "tc", "", [
            {"mappings": {"word": ["simple"], "asciiword": ["{td}", "simple"]}}, {"mappings": {"url": ["simple"]}}, {}]),
        ("publications", "pub", "", [
            {"tables": {"{t!}": {}}}, {"tables": {"{t!}": {}, "{u!}": {}}, "publish": ["insert", "update"]}, {"publish": ["delete"]},
            (15, {"tables": {"{t!}": {"columns": ["{p!}"]}}, "via_root": True})]),
        ("event_triggers", "et", "", [
            {"event": "ddl_command_end", "tags": ["CREATE SCHEMA"], "function": "{fe}"}, {"event": "sql_drop", "function": "{fe}", "enabled": "disabled"}]),
    ],
}

TABLE, VIEW = "table", "view"
ATTACHED = {
    "postgres": {
        TABLE: {
            "triggers": [
                "CREATE TRIGGER {n} BEFORE UPDATE ON {o} FOR EACH ROW EXECUTE FUNCTION {ft}()",
                "CREATE TRIGGER {n} AFTER UPDATE OF {c} ON {o} FOR EACH ROW WHEN (OLD.{c} IS NULL) EXECUTE FUNCTION {ft}('it''s', '{k}')",
                "CREATE TRIGGER {n} AFTER DELETE ON {o} REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION {ft}()",
                "CREATE CONSTRAINT TRIGGER {n} AFTER UPDATE ON {o} DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION {ft}()",
                "CREATE CONSTRAINT TRIGGER {n} AFTER INSERT OR DELETE ON {o} FROM {u} NOT DEFERRABLE FOR EACH ROW EXECUTE FUNCTION {ft}()",
                "CREATE TRIGGER {n} AFTER UPDATE ON {o} FOR EACH ROW WHEN ({fi}(NEW.{i}::integer) > {k} AND NEW.{c} IS NOT NULL) EXECUTE FUNCTION {ft}()",
                "CREATE TRIGGER {n} BEFORE TRUNCATE ON {o} EXECUTE FUNCTION {ft}()"],
            "rules": [
                "CREATE RULE {n} AS ON UPDATE TO {o} WHERE OLD.{c} IS NULL DO INSTEAD NOTHING",
                "CREATE RULE {n} AS ON DELETE TO {o} DO ALSO DELETE FROM {u} WHERE {w} IS NULL AND {k} > 0",
                "CREATE RULE {n} AS ON UPDATE TO {o} WHERE {fi}(OLD.{i}::integer) > {k} DO INSTEAD NOTHING", "CREATE RULE {n} AS ON INSERT TO {o} DO ALSO NOTIFY changed"],
            "policies": [
                {"using": "{c} IS NOT NULL"}, {"command": "select", "using": "{fi}({i}::integer) > {k}"}, {"command": "insert", "check": "{i} > {k}"},
                {"restrictive": True, "roles": ["pg_monitor"], "using": "true"}, {"using": "EXISTS (SELECT 1 FROM {u} AS q WHERE q.{w} IS NOT NULL)", "check": "{x} <> 'it''s'"}],
            "exclusions": [
                "EXCLUDE USING btree ({i} WITH =)", "EXCLUDE USING gist (int4range({i}::integer, NULL) WITH &&) WHERE ({c} IS NOT NULL)",
                "EXCLUDE USING btree (({fi}({i}::integer)) WITH =) DEFERRABLE"],
        },
        VIEW: {
            "triggers": [
                "CREATE TRIGGER {n} INSTEAD OF UPDATE ON {o} FOR EACH ROW EXECUTE FUNCTION {ft}()",
                "CREATE TRIGGER {n} INSTEAD OF INSERT OR DELETE ON {o} FOR EACH ROW EXECUTE FUNCTION {ft}('{k}')"],
            "rules": [
                "CREATE RULE {n} AS ON INSERT TO {o} DO INSTEAD NOTHING", "CREATE RULE {n} AS ON DELETE TO {o} DO INSTEAD DELETE FROM {u} WHERE {w} IS NULL"],
        },
    },
}
COMMENTED = {"postgres": {"functions", "procedures", "aggregates", "domains", "composites", "ranges", "collations", "statistics_objects", "publications",
                          "text_search_dictionaries", "text_search_configurations", "event_triggers", "triggers", "rules", "policies", "exclusions", "views",
                          "materialized_views", "sequences", "checks", "uniques", "foreign_keys", "primary_key"}}
GLOBAL = {"publications", "event_triggers"}
ENABLED = ["replica", "always", "disabled"]


def words(said):
    """The words in braces of a way to say something."""
    if isinstance(said, dict):
        return set().union(*(words(k) | words(v) for k, v in said.items())) if said else set()
    if isinstance(said, list):
        return set().union(*map(words, said))
    return set(re.findall(r"\{(\w+)!?\}", said)) if isinstance(said, str) else set()


def filled(said, values):
    """The same with names in place of the words in braces; {t!} is the name as models say it."""
    if isinstance(said, dict):
        return {filled(k, values): filled(v, values) for k, v in said.items()}
    if isinstance(said, list):
        return [filled(each, values) for each in said]
    return re.sub(r"\{(\w+)(!?)\}", lambda m: str(values[m[1]]) if not m[2] else re.sub("[\x01\x02]", "\x03" if "\x02" in values[m[1]] else "\x04", values[m[1]]),
                  said) if isinstance(said, str) else said


def texts(said):
    """All texts in it."""
    if isinstance(said, dict):
        said = [*said, *said.values()]
    return [said] if isinstance(said, str) else [text for each in said for text in texts(each)] if isinstance(said, list) else []


class Things:
    """The part of a Maker that does this."""

    def ways(self, ways):
        return [way[1] if isinstance(way, tuple) else way for way in ways if not isinstance(way, tuple) or way[0] <= self.version]

    def picks(self, s, needed, on=None):
        """{word: reference} of the words, or None where there is none."""
        values = {"k": str(self.rng.randint(1, 9))}
        tables = {n: t for n, t in s["tables"].items() if t["columns"]}
        if not tables and needed & set("tuwcdpixo"):
            return None
        if not tables:
            here = None
        elif on in s["views"]:
            here = self.rng.choice(list(tables))
        else:
            here = on if on is not None else self.rng.choice(list(tables))
        t = tables[here] if tables else {"columns": {}}
        usual = [n for n, c in t["columns"].items() if isinstance(c["type"], (str, type(None)))]
        plain = [n for n in usual if t["columns"][n]["sort"] in self.can["key_types"]]
        by_sort = {"i": [n for n in usual if t["columns"][n]["sort"] == "int"], "x": [n for n in usual if t["columns"][n]["sort"] == "text"]}
        other = self.rng.choice(list(tables)) if tables else None
        choices = {"t": [here], "u": [other], "c": plain, "d": plain, "p": [n for n in plain if "generated" not in t["columns"][n]], **by_sort, "w": list(tables[other]["columns"]) if tables else []}
        for word in sorted(needed - {"k", "n", "o"}):
            if word == "e":
                found = [*s["enums"], *(n for n, each in s["things"].items() if each["sort"] == "type")]
            elif word in choices:
                found = [n for n in choices[word] if word != "d" or f"\x01{n}\x01" != values.get("c")]
            else:
                found = [n for n, each in s["things"].items() if each["sort"] == word]
            if not found:
                return None
            sign = "\x01" if word in "cdpixw" else "\x02"
            values[word] = f"{sign}{self.rng.choice(found)}{sign}"
        return values

    def add_thing(self, s, kind=None):
        rows = [row for row in THINGS.get(self.dialect, ()) if kind is None or row[0] == kind]
        if not rows:
            return
        row = self.rng.choice(rows)
        thing = {"kind": row[0], "sort": row[1], "suffix": row[2], "row": THINGS[self.dialect].index(row)}
        if self.say_thing(s, thing):
            thing["name"] = self.name(s["taken"]) if row[0] not in ("domains", "composites", "ranges", "collations", "text_search_dictionaries") else self.plain_name(s, row[0])
            if row[1] in FUNCTIONS and self.chance(15):     # the same name for other arguments
                same = [each for each in s["things"].values() if each["kind"] == row[0] and each["suffix"] != row[2] and each["schema"] is None]
                taken = {(each["name"], each["suffix"]) for each in s["things"].values()}
                thing["name"] = self.rng.choice([e["name"] for e in same if (e["name"], row[2]) not in taken] or [thing["name"]])
            thing["schema"] = None
            if row[0] in COMMENTED[self.dialect] and self.chance(20):
                thing["comment"] = self.rng.choice(["it's", "two\nlines"])
            s["things"][next(self.ids)] = thing

    def say_thing(self, s, thing):
        """Says it in one way that can be said here."""
        ways = self.ways(THINGS[self.dialect][thing["row"]][3])
        self.rng.shuffle(ways)
        for way in ways:
            values = self.picks(s, words(way) | words(thing["suffix"]))
            if values is None:
                continue
            if "\x02" in thing["suffix"]:
                values["e"] = thing["suffix"][1:-1]      # the arguments are part of its name
            thing["said"] = filled(way, values | {"n": "{n}"})
            thing["values"], thing["suffix"] = values, filled(thing["suffix"], values)
            return True
        return False

    def plain_name(self, s, kind):
        """Types are named in texts as they are: `format_type` of the server and these words agree."""
        while True:
            name = f"{kind[:3]}{self.rng.randint(1, 9)}_{self.rng.choice('abc')}"
            if name not in s["taken"]:
                s["taken"].add(name)
                return name

    def change_thing(self, s):
        if not s["things"]:
            return self.add_thing(s)
        number = self.rng.choice(list(s["things"]))
        thing = s["things"][number]
        deed = self.rng.choice(["add", "drop", "other", "other", "comment"])
        if deed == "add":
            self.add_thing(s)
        elif deed == "drop":
            del s["things"][number]
        elif deed == "comment" and thing["kind"] in COMMENTED[self.dialect]:
            thing["comment"] = self.rng.choice([None, "new"])
        elif not self.circular(s, number):
            old = dict(thing)
            if not self.say_thing(s, thing) or self.circular(s, number):
                thing.clear()
                thing.update(old)

    def circular(self, s, number):
        """Whether a type is made of itself now."""
        seen, wanted = set(), [number]
        while wanted:
            n = wanted.pop()
            for each in (int(m) for text in texts(s["things"][n]["said"] if n in s["things"] else "") for m in re.findall("\x02(\\d+)\x02", text)):
                if each == number:
                    return True
                if each not in seen:
                    seen.add(each)
                    wanted.append(each)
        return False

    def attached(self, s, number, place, kind=None):
        """An object of a table or view, or None."""
        rows = ATTACHED.get(self.dialect, {}).get(place)
        if not rows:
            return None
        kind = kind or self.rng.choice(list(rows))
        way = self.rng.choice(self.ways(rows[kind]))
        values = self.picks(s, words(way), number)
        if values is None:
            return None
        said = filled(way, values | {"n": "{n}", "o": f"\x02{number}\x02"})
        said = dict(said) if isinstance(said, dict) else {"definition": said}
        if kind in ("triggers", "rules") and place == TABLE and self.chance(15):    # "not supported for views"
            said["enabled"] = self.rng.choice(ENABLED)
        if kind in COMMENTED[self.dialect] and self.chance(15):
            said["comment"] = "why it's there"
        return {"kind": kind, "name": self.name(s["taken"]), "said": said}
