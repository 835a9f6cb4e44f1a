"""Random schemas, and random changes of them, as models.

A schema is plain data: objects have numbers, and texts and lists name columns and tables by number, so that a rename is one
word and what mentions a dropped column is found. `models` gives it names: the dictionary that is written as YAML.
What a dialect can say is the table DIALECTS below; a schema that a server refuses for a reason of its own is a mistake here.
"""
import copy, itertools, re, zlib

from things import ATTACHED, COMMENTED, GLOBAL, TABLE, THINGS, VIEW, Things, filled, texts

NAMES = """a b c d e id name total price created_at data x y z parent note status kind code label amount customer orders item
order select table group user key index check default values from where primary references null true no date type level""".split()
ODD = ["two words", 'quo"te', "it's", "semi;colon", "back`tick", "Mixed", "UPPER", "100%", "a.b", "[square]", "-dash", "{brace}",
       "\u00fcml\u00e4ut", "\u8868", "1.10", "1st", "a, b", "#hash", "new_a", "x:y", "(p)", "dollar$", "back\\slash"]

INT, TEXT, REAL, DATE, OTHER = "int", "text", "real", "date", "other"  # what an expression may do with it

DIALECTS = {
    "sqlite": {
        "quote": '"',
        "types": {INT: ["integer", "int", "bigint", "smallint", "BIG INT", "tinyint"], TEXT: ["text", "varchar(20)", "char(3)", "CLOB"],
                  REAL: ["real", "double precision", "float", "decimal(10,2)", "numeric"], DATE: ["date", "datetime", "timestamp"],
                  OTHER: ["blob", "boolean", None]},
        "defaults": {INT: ["0", "-1", "7", "(1 + 2)", "(abs(-3))"], TEXT: ["'x'", "'a''b'", "''", "'a b'"], REAL: ["1.5", "0"],
                     DATE: ["CURRENT_TIMESTAMP", "'2020-01-01'", "CURRENT_DATE"], OTHER: ["x'00ff'", "1"]},
        "generated": [(INT, "bigint", "{c} + 1"), (TEXT, "text", "upper({c})"), (TEXT, "text", "{c} || '-'")],
        "conflicts": ["ignore", "replace", "fail", "rollback"], "virtual": True, "stored": True, "triggers": True, "strict": True,
        "collations": ["nocase", "rtrim"], "partial": True, "expression_index": True, "deferrable": True, "set_default": True,
        "unnamed_checks": True, "checks": True, "desc": True, "key_types": {INT, TEXT, REAL, DATE, OTHER},
        "never": ["true"],                              # what a view calls so is column1 to other views
        "nested_views": True, "part_collations": ["nocase", "rtrim", "binary"],
        "virtual_tables": ["fts5(text1, text2)", "fts5(text1, text2, tokenize = 'porter ascii')", "fts5(text1, content='')", "fts4(text1, text2)",
                           "rtree(id, x0, x1)", "rtree_i32(id, x0, x1, y0, y1, +label TEXT)"],
    },
    "postgres": {
        "quote": '"',
        "types": {INT: ["integer", "bigint", "smallint"], TEXT: ["text", "varchar(20)", "char(3)", "varchar"],
                  REAL: ["numeric(10,2)", "real", "double precision", "numeric"], DATE: ["date", "timestamptz", "timestamp", "timestamptz(3)"],
                  OTHER: ["boolean", "bytea", "uuid", "json", "jsonb", "inet", "interval", "time", "text[]", "integer[]", "bit(3)"]},
        "defaults": {INT: ["0", "-1", "7", "1 + 2"], TEXT: ["'x'", "'a''b'", "''", "upper('a')"], REAL: ["1.5", "0"],
                     DATE: ["now()", "'2020-01-01'", "CURRENT_DATE"], OTHER: []},
        "generated": [(INT, "bigint", "{c} + 1"), (TEXT, "text", "upper({c})"), (TEXT, "text", "{c} || '-'")],
        "stored": True, "partial": True, "expression_index": True, "deferrable": True, "set_default": True, "enums": True, "sequences": True,
        "comments": True, "identity": True, "include": True, "nulls": True, "methods": ["hash"], "checks": True, "unnamed_checks": True,
        "desc": True, "collations": ["C"], "key_types": {INT, TEXT, REAL, DATE}, "materialized": True, "nested_views": True, "heirs": True,
        "schemas": True, "unlogged": True, "row_security": ["enabled", "forced", "forced only"], "storage": ["fillfactor=70", "fillfactor=90,autovacuum_enabled=false"],
        "column_storage": ["external", "main"], "view_options": ["security_barrier=true"], "opclass": ["text_pattern_ops"],
        "bounds": {"RANGE ({c})": [INT, ["FOR VALUES FROM (MINVALUE) TO (5)", "FOR VALUES FROM (5) TO (50)", "FOR VALUES FROM (50) TO (MAXVALUE)", "DEFAULT"]],
                   "LIST ({c})": [TEXT, ["FOR VALUES IN ('1', 'i''s')", "FOR VALUES IN ('2')", "FOR VALUES IN (NULL)", "DEFAULT"]],
                   "HASH ({c})": [INT, ["FOR VALUES WITH (MODULUS 2, REMAINDER 0)", "FOR VALUES WITH (MODULUS 2, REMAINDER 1)"]]},
        "privileges": {"tables": ["select", "insert", "delete"], "views": ["select"], "sequences": ["usage"], "functions": ["execute"]},
    },
    "mysql": {
        "quote": "`",
        "types": {INT: ["int", "bigint", "smallint", "int unsigned", "mediumint", "tinyint"], TEXT: ["varchar(20)", "char(3)", "varchar(64)"],
                  REAL: ["decimal(10,2)", "double", "float"], DATE: ["date", "datetime", "datetime(3)"],
                  OTHER: ["text", "blob", "json", "time", "year", "varbinary(16)", "boolean", "enum('1','b')", "set('1','y')", "longtext"]},
        "defaults": {INT: ["0", "7", "1"], TEXT: ["'x'", "'a''b'", "''"], REAL: ["1.5", "0"], DATE: ["'2020-01-01'"], OTHER: []},
        "generated": [(INT, "bigint", "{c} + 1"), (TEXT, "varchar(30)", "upper({c})"), (TEXT, "varchar(30)", "concat({c}, '-')")],
        "virtual": True, "stored": True, "comments": True, "auto_increment": True, "checks": True, "desc": True, "prefix": True,
        "key_types": {INT, TEXT, REAL, DATE}, "collations": ["utf8mb4_bin", "utf8mb4_unicode_ci"], "expression_index": True, "invisible": True,
        "fulltext": True, "on_update": True, "partitions": True, "triggers": True,
        "never": ["primary"],                           # no name of an index
        "routines": {"functions": "CREATE FUNCTION {n} (x int) RETURNS int DETERMINISTIC RETURN x + {k}",
                     "procedures": "CREATE PROCEDURE {n} (IN a int) BEGIN SELECT 'it''s', a + {k}; END",
                     "events": "CREATE EVENT {n} ON SCHEDULE EVERY {k} DAY STARTS '2030-01-01 00:00:00' DISABLE DO SELECT {k}"},
    },
}
# What is computed of a char depends on the session's sql_mode, and MariaDB refuses to store it.
DIALECTS["mariadb"] = DIALECTS["mysql"] | {"sequences": True, "desc": False, "generated": [(INT, "bigint", "{c} + 1")], "expression_index": False}
TRIGGERS = {"sqlite": ["AFTER DELETE ON {t} BEGIN SELECT OLD.{c}; END", "AFTER UPDATE OF {c} ON {t} BEGIN\n  SELECT NEW.{c}; -- why\nEND",
                       "BEFORE UPDATE ON {t} WHEN NEW.{c} IS NULL BEGIN DELETE FROM {u}; END"],
            "mysql": ["BEFORE UPDATE ON {t} FOR EACH ROW SET @x = OLD.{c}", "AFTER DELETE ON {t} FOR EACH ROW BEGIN SET @x = OLD.{c}; SET @y = 'it''s'; END",
                      "BEFORE INSERT ON {t} FOR EACH ROW BEGIN IF @never THEN DELETE FROM {u}; END IF; END"]}
TRIGGERS["mariadb"] = TRIGGERS["mysql"]
STRICT = {INT: ["INT", "INTEGER"], TEXT: ["TEXT"], REAL: ["REAL"], DATE: ["TEXT"], OTHER: ["BLOB", "ANY"]}
CHECKS = {INT: ["{c} > -5", "{c} IN (1, 2, 3)", "{c} BETWEEN -1 AND 10", "{c} + 1 < 100 AND {c} <> 7"],
          TEXT: ["length({c}) < 50", "{c} <> 'x''y'", "{c} LIKE '%'", "upper({c}) IN ('1', 'B')"],
          REAL: ["{c} < 1000.5", "{c} >= 0 OR {c} IS NULL"], DATE: ["{c} IS NOT NULL"], OTHER: ["{c} IS NOT NULL"]}


# Queries of views: {cols} some columns of {t}, {c} one that has an order, {i} a number, {fi} a function of numbers.
VIEWS = {"postgres": ["SELECT {cols} FROM {t}", "SELECT {cols} FROM {t} WHERE {c} IS NOT NULL", "SELECT * FROM {t}", "SELECT {cols}, {fi}({i}::integer) AS made FROM {t}",
                      "SELECT {c}, count(*) AS many FROM {t} GROUP BY {c}", "SELECT DISTINCT {c} FROM {t} ORDER BY {c}", "WITH w AS (SELECT {cols} FROM {t}) SELECT * FROM w",
                      "SELECT {cols} FROM {t} UNION ALL SELECT {cols} FROM {t}", "SELECT a.{c}, b.{w} AS far FROM {t} AS a LEFT JOIN {u} AS b ON a.{c} IS NULL",
                      "SELECT {cols} FROM {t} AS q WHERE EXISTS (SELECT FROM {u} WHERE {w} IS NULL AND q.{c} IS NOT NULL)", "SELECT {fr}() AS many",
                      "SELECT a.* FROM {t} AS a", "SELECT {c} AS other, row_number() OVER (ORDER BY {c}) FROM {t}", "SELECT q FROM {t} AS q"]}


class Maker(Things):
    """Makes and changes schemas with one source of chance."""

    def __init__(self, rng, dialect, version=0):
        self.rng, self.dialect, self.can, self.version = rng, dialect, DIALECTS[dialect], version
        self.ids = itertools.count(1)

    def chance(self, percent):
        return self.rng.random() * 100 < percent

    def name(self, taken):
        while True:
            name = self.rng.choice(ODD) if self.chance(8) else self.rng.choice(NAMES)
            name += str(self.rng.randint(1, 99)) if self.chance(50) else ""
            if name.lower() not in taken and name not in self.can.get("never", ()):
                taken.add(name.lower())
                return name

    # --- a schema

    def schema(self, tables=None):
        s = {"tables": {}, "views": {}, "enums": {}, "sequences": {}, "virtual": {}, "routines": {}, "things": {}, "taken": set()}
        s["schemas"] = self.can.get("schemas") and self.chance(25)
        s["grants"] = self.can.get("privileges") and self.chance(15) and self.rng.randint(1, 99)
        for _ in range(self.rng.randint(0, 2) if self.can.get("enums") else 0):
            s["enums"][next(self.ids)] = {"name": f"enum{self.rng.randint(1, 5)}_{len(s['enums'])}", "values": self.rng.sample(["1", "b", "it's", "d e"], 3)}
        for _ in range(self.rng.randint(0, 1) if self.can.get("sequences") else 0):
            s["sequences"][next(self.ids)] = self.sequence(s)
        for _ in range(self.rng.randint(0, 2) if self.dialect in THINGS else 0):
            self.add_type(s)
        for _ in range(self.rng.randint(0, 4) if self.dialect in THINGS else 0):
            self.add_thing(s, "functions")
        for _ in range(tables or self.rng.randint(1, 5)):
            self.add_table(s)
        for _ in range(self.rng.randint(0, 5)):
            self.add_reference(s)
        for _ in range(self.rng.randint(0, 5) if self.dialect in THINGS else 0):
            self.add_thing(s)
        for _ in range(self.rng.randint(0, 2)):
            self.add_view(s)
        for _ in range(self.rng.randint(0, 2) if self.can.get("nested_views") else 0):
            self.add_view_of_view(s)
        if self.can.get("virtual_tables") and self.chance(25):
            self.add_virtual(s)
        for _ in range(self.rng.randint(0, 2) if self.can.get("routines") else 0):
            self.add_routine(s)
        return s

    def add_virtual(self, s):
        s["virtual"][next(self.ids)] = {"name": self.name(s["taken"]), "using": self.rng.choice(self.can["virtual_tables"])}

    def add_routine(self, s):
        kind, name = self.rng.choice(list(self.can["routines"])), self.name(s["taken"])
        s["routines"][next(self.ids)] = {"kind": kind, "name": name, "k": self.rng.randint(1, 9)}

    def sequence(self, s):
        q = {"name": self.name(s["taken"])}
        for word, values in (("increment", [2, 5]), ("min", [1, 5]), ("max", [1000]), ("cache", [5]), ("cycle", [True]), ("start", [10])):
            if self.chance(30):
                q[word] = self.rng.choice(values)
        return q

    def add_table(self, s):
        t = {"name": self.name(s["taken"]), "columns": {}, "taken": set(), "objects": {}, "attrs": {}}
        if s["schemas"] and self.chance(30):
            t["schema"] = "other"
        parents = [n for n, p in s["tables"].items() if p.get("schema") == t.get("schema") and not p.get("pby")] if self.can.get("heirs") and self.chance(12) else []
        if parents:     # a table that is there cannot begin to inherit columns that it does not have, so no other schema has one of its name
            t["inherits"], t["name"] = [self.rng.choice(parents)], f"heir{self.rng.randint(1, 10 ** 6)}"
            t["taken"] = s["tables"][t["inherits"][0]]["taken"]
        number = next(self.ids)
        s["tables"][number] = t
        t["attrs"]["strict"] = bool(self.can.get("strict") and self.chance(15))
        for _ in range(self.rng.randint(1, 6)):
            self.add_column(s, t)
        if self.chance(75):
            self.add_key(s, t)
        for _ in range(self.rng.randint(0, 4)):
            self.add_object(s, t)
        if self.can.get("strict") and self.chance(15) and self.key(t):
            t["attrs"]["without_rowid"] = True
        if self.can.get("partitions") and self.chance(15):
            self.partition(t)
        if self.can.get("comments") and self.chance(30):
            t["attrs"]["comment"] = self.rng.choice(["it's", "two\nlines", 'a "quote"', "\u00fc"])
        if self.can.get("bounds") and not parents and self.chance(15):
            self.spread(s, t)
        self.table_attributes(t)
        for _ in range(self.rng.randint(0, 2) if self.dialect in ATTACHED else 0):
            self.attach(s, number)
        return t

    def table_attributes(self, t):
        for word, values, percent in (("unlogged", [True], 8), ("row_security", self.can.get("row_security"), 10), ("storage", self.can.get("storage"), 10),
                                      ("replica_identity", ["full", "nothing"], 8)):
            t["attrs"].pop(word, None)
            if self.can.get(word) or word == "replica_identity" and self.can.get("heirs"):
                if self.chance(percent) and not (t.get("pby") and word in ("storage", "unlogged")):
                    t["attrs"][word] = self.rng.choice(values)

    def attach(self, s, number, kind=None):
        o = self.attached(s, number, TABLE, kind)
        if o:
            s["tables"][number]["objects"][next(self.ids)] = o

    def spread(self, s, t):
        """PostgreSQL's partitions: tables with nothing but bounds."""
        text = self.rng.choice(list(self.can["bounds"]))
        sort, bounds = self.can["bounds"][text]
        fit = [n for n, c in t["columns"].items() if c["sort"] == sort and isinstance(c["type"], str) and "generated" not in c]
        if fit:
            t["pby"], t["parts"] = [fit[0], text], {}
            t["columns"][fit[0]].pop("collation", None)
            t["attrs"].pop("storage", None), t["attrs"].pop("unlogged", None)
            for text in self.rng.sample(bounds, self.rng.randint(0, len(bounds))):
                t["parts"][next(self.ids)] = {"name": self.part_name(), "bounds": text}

    def part_name(self):
        """A table without the columns of the whole cannot become its partition, so no other schema has it."""
        return f"part{self.rng.randint(1, 10 ** 6)}"

    def change_parts(self, s, t):
        bounds = self.can["bounds"][t["pby"][1]][1]
        free = [b for b in bounds if b not in [p["bounds"] for p in t["parts"].values()]]
        number = self.rng.choice(list(t["parts"])) if t["parts"] else None
        deed = self.rng.choice(["add", "drop", "rename", "bounds", "other"])
        if deed == "other":
            t["parts"], t["pby"] = {}, None
            if self.chance(60):
                self.spread(s, t)
        elif deed == "add" and free:
            t["parts"][next(self.ids)] = {"name": self.part_name(), "bounds": self.rng.choice(free)}
        elif deed == "drop" and number:
            del t["parts"][number]
        elif deed == "rename" and number:
            t["parts"][number]["name"] = self.part_name()
        elif deed == "bounds" and number and free:
            t["parts"][number]["bounds"] = self.rng.choice(free)

    def add_type(self, s):
        self.add_thing(s, self.rng.choice(["domains", "composites", "ranges"]))

    @staticmethod
    def types(s):
        return [*s["enums"], *(n for n, each in s["things"].items() if each["sort"] == "type")]

    def call(self, s, sort):
        """A function of this sort, now and then."""
        found = [n for n, each in s["things"].items() if each["sort"] == sort] if s["things"] and self.chance(20) else []
        return f"\x02{self.rng.choice(found)}\x02" if found else None

    def partition(self, t):
        """Kept by `prune` only while the rules of the servers hold."""
        number = Maker.key(t) and Maker.key(t)["parts"][0][0]
        t["part"] = number and [number, self.rng.choice(["HASH ({c}) PARTITIONS 3", "RANGE ({c}) (PARTITION small VALUES LESS THAN (10 * 10), PARTITION rest VALUES LESS THAN MAXVALUE)",
                                                         "KEY ({c}) PARTITIONS 2"])]

    def column_type(self, s, t, sort):
        if sort == OTHER and self.types(s) and self.chance(40):
            return self.rng.choice(self.types(s))
        return self.rng.choice((STRICT if t["attrs"].get("strict") else self.can["types"])[sort])

    def add_column(self, s, t, sort=None, kind=None):
        sort = sort or self.rng.choice([INT, INT, TEXT, TEXT, REAL, DATE, OTHER])
        c = {"name": self.name(t["taken"]), "sort": sort, "type": kind or self.column_type(s, t, sort)}
        number = next(self.ids)
        bases = [(n, b, g) for n, b in t["columns"].items() for g in self.can["generated"] if b["sort"] == g[0] and "generated" not in b and not b.get("fk") and not b.get("auto_increment")]
        if not kind and bases and self.chance(12):
            base, _, (c["sort"], c["type"], text) = self.rng.choice(bases)
            c["type"] = self.rng.choice(STRICT[c["sort"]]) if t["attrs"].get("strict") else c["type"]
            c["generated"] = text.format(c=f"\x01{base}\x01")
            function = self.call(s, "fi") if c["sort"] == INT else None
            if function:
                c["generated"] = f"{function}(\x01{base}\x01::integer)"
            c["stored"] = not self.can.get("virtual") or self.chance(50)
        else:
            self.column_attributes(c)
            function = self.call(s, "fi") if c["sort"] == INT and c.get("default") else None
            if function:
                c["default"] = f"{function}(3)"
        t["columns"][number] = c
        return number

    def column_attributes(self, c):
        defaults = self.can["defaults"][c["sort"]] if isinstance(c["type"], str) or c["type"] is None else []
        for word in ("not_null", "default", "collation", "on_conflict", "comment", "invisible", "on_update", "storage", "statistics"):
            c.pop(word, None)
        if defaults and self.chance(40):
            c["default"] = self.rng.choice(defaults)
        if self.chance(35):
            c["not_null"] = True
            if self.can.get("conflicts") and self.chance(10):
                c["on_conflict"] = self.rng.choice(self.can["conflicts"])
        if c["sort"] == TEXT and self.can.get("collations") and self.chance(12):
            c["collation"] = self.rng.choice(self.can["collations"])
        if self.can.get("invisible") and self.chance(6):
            c["invisible"] = True
        if self.can.get("on_update") and c["type"] == "datetime" and self.chance(30):
            c.update({"default": "CURRENT_TIMESTAMP", "on_update": "CURRENT_TIMESTAMP"})
        if self.can.get("comments") and self.chance(15):
            c["comment"] = self.rng.choice(["it's", "100%", "back\\slash"])
        if self.can.get("column_storage") and c["sort"] == TEXT and self.chance(8):
            c["storage"] = self.rng.choice(self.can["column_storage"])
        if self.can.get("column_storage") and self.chance(6):
            c["statistics"] = self.rng.choice([0, 50])

    def columns_for_key(self, t, most=3):
        fit = [n for n, c in t["columns"].items() if c["sort"] in self.can["key_types"] and isinstance(c["type"], (str, type(None))) and "generated" not in c and not c.get("fk")]
        return self.rng.sample(fit, min(len(fit), self.rng.choice([1, 1, 1, 2, most]))) if fit else []

    def parts(self, columns):
        return [[n, "desc"] if self.can.get("desc") and self.chance(15) else [n, None] for n in columns]

    @staticmethod
    def key(t):
        return next((o for o in t["objects"].values() if o["kind"] == "primary_key"), None)

    def add_key(self, s, t):
        columns = self.columns_for_key(t, 2)
        if self.key(t) or not columns:
            return
        o = {"kind": "primary_key", "parts": [[n, None] for n in columns]}
        only = t["columns"][columns[0]] if len(columns) == 1 else None
        if self.can.get("conflicts") and self.chance(8):
            o["on_conflict"] = self.rng.choice(self.can["conflicts"])
        if self.dialect in ("sqlite", "postgres") and self.chance(15):
            o["name"] = self.name(s["taken"])
        if self.dialect == "sqlite" and only and self.chance(50):
            only.update(type="INTEGER" if t["attrs"].get("strict") else "integer", sort=INT)
            only.pop("default", None), only.pop("collation", None)
            if self.chance(40):
                only["autoincrement"] = True
        mentioned = any(f"\x01{columns[0]}\x01" in c.get("generated", "") for c in t["columns"].values())
        if only and only["sort"] == INT and not mentioned and self.chance(40) and (self.can.get("identity") or self.can.get("auto_increment")):
            only.pop("default", None)
            only.update({"identity": self.rng.choice(["always", "default"])} if self.can.get("identity") else {"auto_increment": True})
            only["not_null"] = True
        t["objects"][next(self.ids)] = o

    def expression(self, t, s=None):
        fit = [(n, c) for n, c in t["columns"].items() if not c.get("fk") and not c.get("auto_increment") and c["sort"] in CHECKS and isinstance(c["type"], (str, type(None)))]
        if not fit:
            return None
        n, c = self.rng.choice(fit)
        text = self.rng.choice(CHECKS[c["sort"]]).format(c=f"\x01{n}\x01")
        function = self.call(s, "fi") if c["sort"] == INT and s else None
        if function:
            text = f"{function}(\x01{n}\x01::integer) > -100"
        if len(fit) > 1 and self.chance(25):
            other, _ = self.rng.choice(fit)
            text = f"{text} OR \x01{other}\x01 IS NULL"
        return text

    def add_object(self, s, t, kind=None):
        kind = kind or self.rng.choice(["uniques", "checks", "indexes", "indexes"] + (["triggers"] if self.can.get("triggers") else []) + [*ATTACHED.get(self.dialect, {}).get(TABLE, {})])
        if kind in ATTACHED.get(self.dialect, {}).get(TABLE, {}):
            return self.attach(s, next(n for n, each in s["tables"].items() if each is t), kind)
        o = {"kind": kind, "name": self.name(s["taken"])}
        columns = self.columns_for_key(t)
        if kind == "checks":
            o["expression"] = self.expression(t, s)
            if not o["expression"]:
                return
            if self.can.get("unnamed_checks") and self.chance(30):
                o["name"] = None
        elif kind == "triggers":
            text = self.rng.choice(TRIGGERS[self.dialect])
            number = next(n for n, each in s["tables"].items() if each is t)
            o["text"] = text.format(t=f"\x02{number}\x02", u=f"\x02{self.rng.choice(list(s['tables']))}\x02", c=f"\x01{self.rng.choice(list(t['columns']))}\x01")
        elif not columns:
            return
        else:
            o["parts"] = self.parts(columns) if kind == "indexes" else [[n, None] for n in columns]
            self.key_attributes(s, t, o)
        if kind in COMMENTED.get(self.dialect, ()) and o["name"] and self.chance(10):
            o["comment"] = "it's why"
        if kind == "checks" and self.dialect == "postgres" and self.chance(10):
            o[self.rng.choice(["not_valid", "no_inherit"])] = True
        t["objects"][next(self.ids)] = o

    def key_attributes(self, s, t, o):
        if o["kind"] == "uniques":
            if self.dialect == "sqlite" and self.chance(30):
                o["name"] = None
            twin = any(set(p[0] for p in o["parts"]) == set(p[0] for p in other.get("parts", [])) for other in t["objects"].values())
            if self.can.get("conflicts") and self.chance(10) and not twin:
                o["on_conflict"] = self.rng.choice(self.can["conflicts"])
            if self.dialect == "postgres" and self.chance(15):
                o["deferrable"] = self.rng.choice(["immediate", "deferred"])
            if self.version >= 15 and self.chance(10):
                o["nulls_not_distinct"] = True
            return
        texts = [n for n, c in t["columns"].items() if c["sort"] == TEXT and "generated" not in c]
        if self.can.get("fulltext") and texts and self.chance(15):
            o.update({"method": "fulltext", "parts": [[self.rng.choice(texts), None]]})
            return
        o["unique"] = self.chance(25)
        if self.can.get("prefix") and not o["unique"] and self.chance(25):
            o["prefix"] = True
        if self.can.get("invisible") and not o.get("unique") and self.chance(10):      # it may be the key of the rows
            o["invisible"] = True
        if self.can.get("partial") and self.chance(20):
            o["where"] = self.expression(t, s)
        if self.can.get("expression_index") and self.chance(15):
            texts = [n for n, c in t["columns"].items() if c["sort"] == TEXT]
            if texts:
                o["parts"].append([f"{self.call(s, 'fx') or 'lower'}(\x01{self.rng.choice(texts)}\x01)", None])
        if self.can.get("part_collations") and self.chance(15):
            o["collate"] = self.rng.choice(self.can["part_collations"])
        if self.can.get("include") and self.chance(10):
            others = [n for n in t["columns"] if n not in [p[0] for p in o["parts"]]]
            o["include"] = others[:1]
        if self.can.get("comments") and self.chance(10):
            o["comment"] = "why it's there"
        if self.can.get("storage") and self.chance(8):
            o["storage"] = "fillfactor=80"
        if self.can.get("opclass") and self.chance(10):
            o["opclass"] = self.rng.choice(self.can["opclass"])
        if self.can.get("nulls") and self.chance(10):
            o["nulls_first"] = True

    def add_reference(self, s):
        """New columns that refer to a key: any tables, in circles too."""
        targets = [(n, k) for n, t in s["tables"].items() for k, o in t["objects"].items() if o["kind"] in ("primary_key", "uniques") and not o.get("deferrable")]
        if not targets:
            return
        there, key = self.rng.choice(targets)
        here = self.rng.choice(list(s["tables"]))
        t, far = s["tables"][here], s["tables"][there]
        if t["attrs"].get("strict") and not far["attrs"].get("strict") or any(n not in far["columns"] for n, _ in far["objects"][key]["parts"]):
            return
        o = {"kind": "foreign_keys", "name": self.name(s["taken"]), "there": there, "key": key, "columns": []}
        if self.dialect == "sqlite" and self.chance(40):
            o["name"] = None
        for n, _ in far["objects"][key]["parts"]:
            c = far["columns"][n]
            own = self.add_column(s, t, c["sort"], c["type"] or "int")
            column = {"name": t["columns"][own]["name"], "sort": c["sort"], "type": c["type"], "fk": True}
            if c.get("collation"):
                column["collation"] = c["collation"]
            t["columns"][own] = column
            o["columns"].append(own)
        for word in ("on_delete", "on_update"):
            if self.chance(40):
                o[word] = self.rng.choice(["cascade", "set null", "restrict"] + (["set default"] if self.can.get("set_default") else []))
        if self.can.get("deferrable") and self.chance(20):
            o["deferrable"] = self.rng.choice(["immediate", "deferred"])
        if self.dialect == "postgres" and self.chance(8) and not t.get("pby"):
            o["not_valid"] = True
        if self.dialect == "postgres" and self.chance(8):
            o["match"] = "full"
        t["objects"][next(self.ids)] = o

    def add_other_view(self, s):
        """A view by a row of VIEWS, over a table or a view, with what may stand on it."""
        over = self.rng.choice(list(s["tables"]) + list(s["views"]))
        t = self.rng.choice(list(s["tables"]))
        columns = s["views"][over]["columns"] if over in s["views"] else list(s["tables"][over]["columns"])
        text = self.rng.choice(self.ways(VIEWS[self.dialect]))
        column = {c: each for table in s["tables"].values() for c, each in table["columns"].items()}
        columns = [c for c in columns if c in column]
        if not columns:
            return
        some = self.rng.sample(columns, self.rng.randint(1, len(columns)))
        usual = [c for c in columns if isinstance(column[c]["type"], (str, type(None))) and column[c]["sort"] in self.can["key_types"]]
        number = [c for c in usual if column[c]["sort"] == INT]
        functions = {sort: [n for n, each in s["things"].items() if each["sort"] == sort] for sort in ("fi", "fr")}
        if ("{c}" in text and not usual or "{i}" in text and not number or any("{" + w + "}" in text and not found for w, found in functions.items())):
            return
        values = {"t": f"\x02{over}\x02", "u": f"\x02{t}\x02", "cols": ", ".join(f"\x01{c}\x01" for c in some)}
        values |= {w: f"\x01{self.rng.choice(found)}\x01" for w, found in (("c", usual), ("i", number), ("w", list(s["tables"][t]["columns"]))) if found}
        values |= {w: f"\x02{self.rng.choice(found)}\x02" for w, found in functions.items() if found}
        shown = some if "{cols}" in text else columns if "*" in text and "(*)" not in text else [int(values["c"][1:-1])] if text.startswith(("SELECT {c},", "SELECT D")) else []
        v = {"name": self.name(s["taken"]), "columns": shown, "text": filled(text, values), "kind": "materialized_views" if self.chance(30) else "views"}
        if s["schemas"] and self.chance(20):
            v["schema"] = "other"
        me = next(self.ids)
        s["views"][me] = v
        if v["kind"] == "views" and self.chance(10):
            v["storage"] = self.rng.choice(self.can["view_options"])
        if self.chance(15):
            v["comment"] = "it's seen"
        if shown and self.chance(15):
            v["shown"] = [self.rng.choice(shown), "a column"]
        if v["kind"] == "materialized_views":
            fit = [c for c in shown if c in usual]
            v["indexes"] = {self.name(s["taken"]): self.rng.sample(fit, 1) for _ in range(self.rng.randint(0, 2)) if fit}
        elif self.chance(30):
            o = self.attached(s, me, VIEW)
            v["objects"] = {next(self.ids): o} if o else {}

    def add_view(self, s):
        if self.dialect in VIEWS and self.chance(75):
            return self.add_other_view(s)
        n = self.rng.choice(list(s["tables"]))
        columns = list(s["tables"][n]["columns"])
        some = self.rng.sample(columns, self.rng.randint(1, len(columns)))
        text = f"SELECT {', '.join(f'{chr(1)}{c}{chr(1)}' for c in some)} FROM \x02{n}\x02"
        where = self.expression(s["tables"][n], s)
        v = {"name": self.name(s["taken"]), "columns": some, "text": text + (f" WHERE {where}" if where and self.chance(50) else "")}
        number = next(self.ids)
        s["views"][number] = v
        if self.dialect == "sqlite" and self.chance(30):
            on = self.rng.choice(["INSERT ON {v}", "DELETE ON {v} WHEN OLD.{c} IS NOT NULL", "UPDATE OF {c} ON {v}"])
            body = self.rng.choice(["DELETE FROM {t}", "SELECT 'a; END', 1", "UPDATE {t} SET {w} = {w}"])
            plain = [c for c in columns if "generated" not in s["tables"][n]["columns"][c]]
            text = f"INSTEAD OF {on} BEGIN {body}; END".format(v=f"\x02{number}\x02", t=f"\x02{n}\x02", c=f"\x01{some[0]}\x01", w=f"\x01{plain[0]}\x01")
            v["triggers"] = {self.name(s["taken"]): text}

    def add_view_of_view(self, s):
        if not s["views"]:
            return
        n = self.rng.choice(list(s["views"]))
        if not s["views"][n]["columns"]:
            return
        some = self.rng.sample(s["views"][n]["columns"], self.rng.randint(1, len(s["views"][n]["columns"])))
        text = f"SELECT {', '.join(f'{chr(1)}{c}{chr(1)}' for c in some)} FROM \x02{n}\x02"
        s["views"][next(self.ids)] = {"name": self.name(s["taken"]), "columns": some, "text": text}

    # --- changes

    def mutate(self, s):
        s = copy.deepcopy(s)
        for _ in range(self.rng.randint(1, 5)):
            self.rng.choice([self.change_column, self.change_column, self.change_table, self.change_object, self.change_object, self.change_rest]
                            + ([self.change_thing, self.change_thing] if self.dialect in THINGS else []))(s)
        if s["grants"] and self.chance(50):
            s["grants"] += 1
        prune(s)
        return s

    def change_table(self, s):
        n = self.rng.choice(list(s["tables"]))
        t = s["tables"][n]
        deed = self.rng.choice(["rename", "rename", "drop", "add", "reference", "strict", "comment"] + (["partition"] if self.can.get("partitions") else [])
                               + (["parts", "attributes"] if self.can.get("bounds") else []))
        if deed == "rename":
            t["name"] = self.name(s["taken"])
        elif deed == "parts" and t.get("pby"):
            self.change_parts(s, t)
        elif deed == "parts" and t.get("inherits") == [] and not any(n in each.get("inherits", ()) for each in s["tables"].values()):
            self.spread(s, t)
        elif deed == "attributes":
            self.table_attributes(t)
        elif deed == "drop" and len(s["tables"]) > 1:
            del s["tables"][n]
        elif deed == "add":
            self.add_table(s)
        elif deed == "reference":
            self.add_reference(s)
        elif deed == "partition":
            self.partition(t)
        elif deed == "comment" and self.can.get("comments"):
            t["attrs"]["comment"] = self.rng.choice([None, "new", "it's"])
        elif self.dialect == "sqlite" and self.key(t):
            t["attrs"]["without_rowid"] = not t["attrs"].get("without_rowid")

    def change_column(self, s):
        t = s["tables"][self.rng.choice(list(s["tables"]))]
        n = self.rng.choice(list(t["columns"]))
        c = t["columns"][n]
        deed = self.rng.choice(["rename", "drop", "add", "type", "attributes", "attributes"])
        if t.get("pby") and t["pby"][0] == n:     # "cannot alter column because it is part of the partition key"
            deed = "rename"
        if deed == "rename":
            c["name"] = self.name(t["taken"])
        elif deed == "drop" and len(t["columns"]) > 1:
            del t["columns"][n]
        elif deed == "add":
            self.add_column(s, t)
        elif c.get("fk") or c.get("identity") or c.get("auto_increment") or c.get("autoincrement") or "generated" in c:
            c["name"] = self.name(t["taken"])
        elif deed == "type":
            c["type"] = self.column_type(s, t, c["sort"])
            if not isinstance(c["type"], str):
                c.pop("default", None)
        else:
            self.column_attributes(c)

    def change_object(self, s):
        t = s["tables"][self.rng.choice(list(s["tables"]))]
        n = self.rng.choice(list(t["objects"])) if t["objects"] else None
        deed = self.rng.choice(["drop", "add", "rename", "replace", "key", "action"])
        if n is None or deed == "add":
            self.add_object(s, t)
        elif deed == "rename" and t["objects"][n].get("name"):
            t["objects"][n]["name"] = self.name(s["taken"])
        elif deed == "key" and self.key(t):
            o = self.key(t)
            if not any(c.get("auto_increment") or c.get("identity") or c.get("autoincrement") for c in t["columns"].values()):
                o["parts"] = [[c, None] for c in self.columns_for_key(t, 2)]
        elif deed == "action" and t["objects"][n]["kind"] == "foreign_keys":
            t["objects"][n]["on_delete"] = self.rng.choice([None, "cascade", "set null"])
        elif not any(c.get("auto_increment") for c in t["columns"].values()):
            old = t["objects"].pop(n)
            if deed == "replace" and old["kind"] not in ("foreign_keys", "primary_key"):
                before = set(t["objects"])
                self.add_object(s, t, old["kind"])
                for new in set(t["objects"]) - before:
                    t["objects"][new]["name"] = old["name"] or t["objects"][new]["name"]

    def change_rest(self, s):
        deed = self.rng.choice(["view", "drop", "enum", "sequence"] + (["nested"] if self.can.get("nested_views") else [])
                               + (["virtual", "virtual"] if self.can.get("virtual_tables") else [])
                               + (["routine", "no routine", "other routine"] if self.can.get("routines") else []))
        if deed == "view":
            self.add_view(s)
        elif deed == "nested":
            self.add_view_of_view(s)
        elif deed == "virtual" and s["virtual"]:
            v = s["virtual"][self.rng.choice(list(s["virtual"]))]
            v["using"] = self.rng.choice(self.can["virtual_tables"])
        elif deed == "virtual":
            self.add_virtual(s)
        elif deed == "drop" and s["views"]:
            del s["views"][self.rng.choice(list(s["views"]))]
        elif deed == "routine":
            self.add_routine(s)
        elif deed == "no routine" and s["routines"]:
            del s["routines"][self.rng.choice(list(s["routines"]))]
        elif deed == "other routine" and s["routines"]:
            s["routines"][self.rng.choice(list(s["routines"]))]["k"] += 1
        elif deed == "enum" and s["enums"]:
            values = self.rng.choice(list(s["enums"].values()))["values"]
            if len(values) > 1 and self.chance(25):
                values.remove(self.rng.choice(values))
            else:
                values.insert(self.rng.randint(0, len(values)), f"v{self.rng.randint(1, 999)}")
        elif deed == "sequence" and s["sequences"]:
            q = s["sequences"][self.rng.choice(list(s["sequences"]))]
            q.update(self.sequence({"taken": set()}) | {"name": q["name"]})

    def quote(self, name):
        q = self.can["quote"]
        return q + name.replace(q, q + q) + q

    # --- names

    def models(self, s, former=None):
        """What is written; `former`: the schema before, for `was`."""
        names = {n: c["name"] for t in s["tables"].values() for n, c in t["columns"].items()}
        parts = {n: part | {"schema": t.get("schema")} for t in s["tables"].values() for n, part in t.get("parts", {}).items()}
        objects = s["tables"] | s["views"] | s["things"] | s["enums"] | s["sequences"] | parts
        self.names, self.schema_of = {n: each["name"] for n, each in objects.items()} | names, {n: each.get("schema") for n, each in objects.items()}
        old = former and {n: each["name"] for t in former["tables"].values() for n, each in (t["columns"] | t.get("parts", {})).items()} \
            | {n: t["name"] for n, t in former["tables"].items()}

        def was(n, name):
            return {"was": old[n]} if old and n in old and old[n] != name else {}

        out = {}
        for n, t in s["tables"].items():
            self.put(out, s, "tables", t, was(n, t["name"]) | self.table_models(s, n, t, names, was))
            for k, part in t.get("parts", {}).items():
                self.put(out, s, "tables", parts[k], was(k, part["name"]) | {"partition_of": self.quoted(n), "bounds": part["bounds"]})
        for n, v in reversed(s["views"].items()):
            self.put(out, s, v.get("kind", "views"), v, self.view_models(n, v, names))
        for e in s["enums"].values():
            self.put(out, s, "enums", e, {"values": e["values"]} if s["grants"] else e["values"])
        for q in s["sequences"].values():
            self.put(out, s, "sequences", q, {k: v for k, v in q.items() if k != "name"})
        for v in s["virtual"].values():
            self.put(out, s, "virtual_tables", v, f"CREATE VIRTUAL TABLE {self.quote(v['name'])} USING {v['using']}")
        for q in s["routines"].values():
            self.put(out, s, q["kind"], q, self.can["routines"][q["kind"]].format(n=self.quote(q["name"]), k=q["k"]))
        for n, thing in s["things"].items():
            self.put(out, s, thing["kind"], thing, self.thing_models(n, thing))
        return {"poundlock": 1, "tables": {}} | out

    def put(self, out, s, kind, each, said):
        """Writes an object under its schema, with the grants on it."""
        if s["grants"] and kind in self.can["privileges"] and zlib.crc32(repr((each["name"], s["grants"])).encode()) % 3 == 0:
            privileges = self.can["privileges"][kind]
            said = (said if isinstance(said, dict) else {"definition": said}) | {"grants": {"pg_monitor": privileges[:len(each["name"]) % len(privileges) + 1]}}
        if each.get("schema"):
            out = out.setdefault("schemas", {}).setdefault(each["schema"], {})
        suffix = self.text(each.get("suffix", ""), "format")
        name = f'"{each["name"].replace(chr(34), chr(34) * 2)}"' if suffix and re.search('[("]', each["name"]) else each["name"]
        out.setdefault(kind, {})[name + suffix] = said

    def quoted(self, n):
        """How SQL and references name it."""
        schema = self.schema_of[n]
        return (self.quote(schema) + "." if schema else "") + self.quote(self.names[n])

    def reference(self, n):
        """How models refer to it: what is between dots are names."""
        name = self.names[n]
        return '"' + name.replace('"', '""') + '"' if re.search('[."]', name) else name

    def text(self, value, how=None):
        """A text with the names that it has numbers for."""
        raw = {"\x03": lambda n: (f"{self.schema_of[n]}." if self.schema_of[n] else "") + self.reference(n), "\x04": lambda n: self.names[n],
               "\x01": lambda n: self.quote(self.names[n]), "\x02": (lambda n: self.names[n]) if how == "format" else self.quoted}
        if isinstance(value, dict):
            return {self.text(k): self.text(v) for k, v in value.items()}
        if isinstance(value, list):
            return [self.text(v) for v in value]
        return re.sub("([\x01-\x04])(\\d+)[\x01-\x04]", lambda m: raw[m[1]](int(m[2])), value) if isinstance(value, str) else value

    def thing_models(self, n, thing):
        said = self.text(filled(thing["said"], {"n": f"\x02{n}\x02"}))
        if isinstance(said, dict):
            return said | ({"comment": thing["comment"]} if thing.get("comment") else {})
        return {"definition": said, "comment": thing["comment"]} if thing.get("comment") else said

    def view_models(self, n, v, names):
        said = {"sql": self.text(v["text"])} | {k: v[k] for k in ("storage", "comment") if v.get(k)}
        if v.get("triggers"):
            said["triggers"] = {name: {"definition": f"CREATE TRIGGER {self.quote(name)} {self.text(text)}"} for name, text in v["triggers"].items()}
        if v.get("shown"):
            said["view_columns"] = {names[v["shown"][0]]: v["shown"][1]}
        if v.get("indexes"):
            said["indexes"] = {name: [names[c] for c in columns] for name, columns in v["indexes"].items()}
        for o in v.get("objects", {}).values():
            said.setdefault(o["kind"], {})[o["name"]] = self.text(filled(o["said"], {"n": self.quote(o["name"])}))
        return said

    def table_models(self, s, number, t, names, was):
        m = {k: v for k, v in t["attrs"].items() if v}
        if t.get("part"):
            m["partition_by"] = t["part"][1].format(c=self.quote(names[t["part"][0]]))
        if t.get("pby"):
            m["partition_by"] = t["pby"][1].format(c=self.quote(names[t["pby"][0]]))
        if t.get("inherits"):
            m["inherits"] = [self.names[n] for n in t["inherits"]]
        m["columns"] = {}
        for n, c in t["columns"].items():
            said = {k: v for k, v in c.items() if k not in ("name", "sort", "fk", "type", "generated") and v}
            kind = self.names[c["type"]] if isinstance(c["type"], int) else c["type"]
            if kind:
                said["type"] = {self.dialect: kind} if self.dialect == "sqlite" and kind in ("json", "uuid") else kind
            if "generated" in c:
                said["generated"] = self.text(c["generated"])
            if "default" in said:
                said["default"] = self.text(c["default"])
            m["columns"][c["name"]] = was(n, c["name"]) | said
        for o in t["objects"].values():
            said, kind = self.object_models(s, t, o, names), o["kind"]
            if kind == "primary_key":
                m[kind] = said | ({"name": o["name"]} if o.get("name") else {})
            elif kind in ("indexes", "triggers", "rules", "policies", "exclusions"):
                m.setdefault(kind, {})[o["name"]] = said
            else:
                m.setdefault(kind, []).append(said | ({"name": o["name"]} if o["name"] else {}))
        return m

    def object_models(self, s, t, o, names):
        if "said" in o:
            return self.text(filled(o["said"], {"n": self.quote(o["name"])}))
        said = {k: v for k, v in o.items() if k in ("on_conflict", "unique", "deferrable", "on_delete", "on_update", "comment", "method", "invisible", "storage",
                                                    "nulls_not_distinct", "not_valid", "no_inherit", "match") and v}
        if o["kind"] == "triggers":
            return {"definition": f"CREATE TRIGGER {self.quote(o['name'])} {self.text(o['text'])}"}
        if o["kind"] == "checks":
            return {"expression": self.text(o["expression"])} | said
        if o["kind"] == "foreign_keys":
            far = s["tables"][o["there"]]
            target = far["objects"][o["key"]]
            said |= {"columns": [names[n] for n in o["columns"]], "references": (f'"{far.get("schema") or ""}".' if far.get("schema") != t.get("schema") else "") + '"' + far["name"].replace('"', '""') + '"'}
            if target["kind"] == "uniques":
                said["referenced_columns"] = [names[n] for n, _ in target["parts"]]
            return said
        said["parts"] = [({"column": names[n]} if isinstance(n, int) else {"expression": self.text(n)}) | ({"order": order} if order else {})
                         | ({"prefix": 2} if o.get("prefix") and isinstance(n, int) and t["columns"][n]["type"] in self.can["types"][TEXT] else {})
                         for n, order in o["parts"]]
        if o.get("opclass") and isinstance(o["parts"][0][0], int) and t["columns"][o["parts"][0][0]]["type"] in ("text", "varchar", "varchar(20)"):
            said["parts"][0]["opclass"] = o["opclass"]
        if o.get("nulls_first"):
            said["parts"][0]["nulls"] = "last" if said["parts"][0].get("order") else "first"
        if o.get("collate"):
            said["parts"][0]["collation"] = o["collate"]
        if o.get("where"):
            said["where"] = self.text(o["where"])
        if o.get("include"):
            said["include"] = [names[n] for n in o["include"]]
        return said


def drop_twins(t):
    """PostgreSQL makes one of two equal keys of a CREATE TABLE, and SQLite cannot rename a column that two have."""
    seen = set()
    for n, o in sorted(t["objects"].items(), key=lambda item: item[1]["kind"]):
        if o["kind"] in ("primary_key", "uniques"):
            parts = tuple(sorted(str(part) for part, _ in o["parts"]))
            if parts in seen:
                del t["objects"][n]
            seen.add(parts)


def may_be_in_parts(t, o):
    """PostgreSQL: keys of a partitioned table hold its column, and nothing else is unique there."""
    if not t.get("pby"):
        return True
    column, _ = t["pby"]
    unique = o["kind"] in ("primary_key", "uniques") or o.get("unique")
    return (o["kind"] != "exclusions" and not (unique and (column not in [n for n, _ in o["parts"]] or not all(isinstance(n, int) for n, _ in o["parts"])))
            and not o.get("no_inherit") and not o.get("not_valid"))


def logged_only(s):
    """PostgreSQL: a logged table cannot refer to one that is not, and neither inherit from it be published."""
    loose = {n for n, t in s["tables"].items() for o in t["objects"].values() if o["kind"] == "foreign_keys" for n in (n, o["there"])}
    loose |= {n for n, t in s["tables"].items() for n in ((n, *t["inherits"]) if t["inherits"] else ())}
    loose |= {int(n) for thing in s["things"].values() if thing["kind"] == "publications" for text in texts(thing["said"]) for n in re.findall("\x03(\\d+)\x03", text)}
    for n in loose & set(s["tables"]):
        s["tables"][n]["attrs"].pop("unlogged", None)


def may_be_partitioned(s, t):
    """What both servers ask for: the column in every unique key, no foreign key in or out, no full-text index."""
    column, text = t["part"]
    others = [o for each in s["tables"].values() for o in each["objects"].values() if o["kind"] == "foreign_keys"]
    keys = [o for o in t["objects"].values() if o["kind"] in ("primary_key", "uniques") or o.get("unique")]
    return (column in t["columns"] and Maker.key(t) and all(column in [n for n, _ in o["parts"]] and not o.get("prefix") for o in keys)
            and not any(o["kind"] == "foreign_keys" or o.get("method") == "fulltext" for o in t["objects"].values())
            and not any(s["tables"].get(o["there"]) is t for o in others)
            and not (text.startswith("KEY") and any(o.get("prefix") and column in [n for n, _ in o["parts"]] for o in t["objects"].values()))
            and (t["columns"][column]["sort"] == INT or text.startswith("KEY")) and not t["columns"][column].get("generated"))


def prune(s):
    """Takes away what mentions something that is not there any more, until nothing does."""
    while True:
        here = {n for t in s["tables"].values() for n in t["columns"]} | set(s["tables"]) | set(s["views"]) | set(s["things"]) | set(s["enums"])

        def holds(value):
            return all(int(n) in here for text in texts(value) for n in re.findall("[\x01-\x04](\\d+)[\x01-\x04]", text))

        def good(t, o):
            if o["kind"] == "foreign_keys":
                far = s["tables"].get(o["there"])
                key = far and far["objects"].get(o["key"])
                if not key or len(key["parts"]) != len(o["columns"]) or not all(n in here for n in o["columns"]):
                    return False
                return all((far["columns"][a].get("type"), far["columns"][a].get("collation")) == (t["columns"][b].get("type"), t["columns"][b].get("collation"))
                           for (a, _), b in zip(key["parts"], o["columns"]) if a in far["columns"])
            if "parts" in o and (not o["parts"] or not all(n in here if isinstance(n, int) else holds(n) for n, _ in o["parts"])):
                return False
            return all(n in here for n in o.get("include") or []) and all(holds(o.get(k)) for k in ("expression", "where", "text", "said")) and may_be_in_parts(t, o)

        before = repr(s)
        for number, t in list(s["tables"].items()):
            drop_twins(t)
            if t.get("part") and not may_be_partitioned(s, t):
                t["part"] = None
            key = [n for n, _ in Maker.key(t)["parts"]] if Maker.key(t) else []
            for n, c in t["columns"].items():
                if c.get("invisible") and (n in key or (c.get("not_null") and not c.get("default"))):
                    del c["invisible"]
            if all(c.get("invisible") for c in t["columns"].values()):
                for c in t["columns"].values():
                    c.pop("invisible", None)
            t["columns"] = {k: c for k, c in t["columns"].items() if holds(c.get("generated")) and (not isinstance(c["type"], int) or c["type"] in here)}
            for c in t["columns"].values():
                if not holds(c.get("default")):
                    del c["default"]
            if not all(n in here for n in t.setdefault("inherits", [])):
                del s["tables"][number]
                continue
            t["objects"] = {k: o for k, o in t["objects"].items() if good(t, o)}
            if not any("generated" not in c for c in t["columns"].values()):
                del s["tables"][number]
            if not Maker.key(t):
                t["attrs"].pop("without_rowid", None)
                for c in t["columns"].values():
                    for word in ("autoincrement", "auto_increment", "identity"):
                        c.pop(word, None)
            elif t["attrs"].get("without_rowid"):
                for c in t["columns"].values():
                    c.pop("autoincrement", None)
        for group in ("views",):
            s[group] = {n: v for n, v in s[group].items() if holds(v["text"])}
            for v in s[group].values():
                v["objects"] = {n: o for n, o in v.get("objects", {}).items() if holds(o["said"])}
                v["indexes"] = {n: columns for n, columns in v.get("indexes", {}).items() if all(c in here for c in columns)}
                v["shown"] = v["shown"] if v.get("shown") and v["shown"][0] in here else None
                v["triggers"] = {name: text for name, text in v.get("triggers", {}).items() if holds(text)}
        s["things"] = {n: thing for n, thing in s["things"].items() if holds([thing["said"], thing["suffix"]])}
        logged_only(s)
        if repr(s) == before:
            return
