"""Reads the CREATE statements that object-relational mappers write, and keeps them as poundlock models.

What an object-relational mapper would tell the database is the truth about its models: types, names that it makes up, checks
that a field brings along. So nothing of that is known here; only its SQL is. It is not a reader of any SQL: a statement or a
word that it does not know is an `Unknown`, never passed over in silence.
"""
import re

from ._sql import Reader, Unknown, whole_group

# Words that end a type or a default; what follows says something else of the column.
COLUMN_WORDS = {"COLLATE", "CHARACTER SET", "CHARSET", "NOT", "NULL", "DEFAULT", "GENERATED", "AS", "PRIMARY", "UNIQUE", "CHECK",
                "REFERENCES", "CONSTRAINT", "AUTO_INCREMENT", "AUTOINCREMENT", "COMMENT", "ON UPDATE", "INVISIBLE", "SRID", "STORAGE",
                "DEFERRABLE", "INITIALLY", "TABLESPACE", "USING INDEX", "STORED", "VIRTUAL"}
# Words that mean another type in models unless they are said for that very database.
TRANSLATED = {"sqlite": {"bytes", "uuid", "json", "jsonb", "timestamptz", "timetz"}}
TABLE_WORDS = {"CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN", "EXCLUDE"}
ACTIONS = ("NO ACTION", "RESTRICT", "CASCADE", "SET NULL", "SET DEFAULT")


def reference(schema, table, there):
    """How models name a table; `there`: the schema that the name stands in."""
    def part(name):
        return name if re.fullmatch(r"\w+", name) else '"' + name.replace('"', '""') + '"'
    if schema == there:
        return part(table)
    return f"{part(schema)}.{part(table)}" if schema else '"".' + part(table)


class Models:
    """What the statements make. `default_schema` is the one that models leave out."""

    def __init__(self, dialect, default_schema=""):
        self.dialect, self.default_schema = dialect, default_schema
        self.backslash = dialect in ("mysql", "mariadb")
        self.fold = dialect == "postgres"
        self.schemas, self.notes = {}, []

    def read(self, sql):
        """Takes in one statement."""
        reader = Reader(sql, self.backslash, self.fold)
        if not reader.more():
            return
        for words, method in (("CREATE TABLE", self._table), ("CREATE UNIQUE INDEX", self._unique_index), ("CREATE INDEX", self._index),
                              ("CREATE FULLTEXT INDEX", self._fulltext), ("CREATE SPATIAL INDEX", self._spatial),
                              ("ALTER TABLE", self._alter), ("COMMENT ON", self._comment), ("CREATE TYPE", self._type),
                              ("CREATE SEQUENCE", self._sequence), ("CREATE SCHEMA", self._schema),
                              ("CREATE DOMAIN", self._domain), ("CREATE EXTENSION", self._extension)):
            if reader.take(words):
                method(reader)
                if reader.more():
                    raise Unknown(f"cannot say {sql[reader.peek().start:][:80]!r}, in: {sql}")
                return
        raise Unknown(f"models cannot say: {sql}")

    # --- where things are kept

    def kind(self, schema, plural):
        schema = "" if schema == self.default_schema else schema
        return self.schemas.setdefault(schema, {}).setdefault(plural, {})

    def table(self, schema, name):
        tables = self.kind(schema, "tables")
        if name not in tables:
            raise Unknown(f"there is no table {name}")
        return tables[name]

    def extension(self, name):
        self.kind("", "extensions").setdefault(name, {})

    def _tablespace(self, r):
        self.notes.append(f"the tablespace {r.name()} is no part of models, in: {' '.join(r.sql.split())[:60]}")

    # --- statements

    def _table(self, r):
        r.take("IF NOT EXISTS")
        schema, name = r.qualified()
        table = self.kind(schema, "tables")[name] = {"columns": {}}
        r.must("(")
        while True:
            if any(r.ahead(word) for word in TABLE_WORDS):
                self._constraint(r, schema, table)
            else:
                self._column(r, schema, table)
            if not r.take(","):
                break
        r.must(")")
        self._table_options(r, table)
        if not table.get("primary_key"):
            table.pop("primary_key", None)

    def _table_options(self, r, table):
        words = {"ENGINE": "engine", "ROW_FORMAT": "row_format", "CHARSET": "charset", "COLLATE": "collation"}
        while r.more():
            if r.take("WITHOUT ROWID"):
                table["without_rowid"] = True
            elif r.take("STRICT"):
                table["strict"] = True
            elif r.take("WITH"):
                table["storage"] = r.group()
            elif r.take("TABLESPACE"):
                self._tablespace(r)
            elif r.take("INHERITS"):
                table["inherits"] = r.names()
            elif r.take("PARTITION BY"):
                table["partition_by"] = r.until(("TABLESPACE", "WITH"))
            elif r.take("COMMENT"):
                r.take("=")
                table["comment"] = r.string()
            else:
                r.take("DEFAULT")
                word = "CHARSET" if r.take("CHARACTER SET") else r.must(*words)
                r.take("=")
                table[words[word]] = r.name()
            r.take(",")

    def _column(self, r, schema, table):
        name = r.name()
        column = {}
        if not any(r.ahead(word) for word in COLUMN_WORDS) and r.peek().text not in (",", ")"):
            kind = r.until(COLUMN_WORDS)
            column["type"] = {self.dialect: kind} if kind.lower() in TRANSLATED.get(self.dialect, ()) else kind
        table["columns"][name] = column
        while r.more() and r.peek().text not in (",", ")"):
            constraint = r.name() if r.take("CONSTRAINT") else None
            self._column_word(r, schema, table, name, column, constraint)

    def _column_word(self, r, schema, table, name, column, constraint):
        named = {"name": constraint} if constraint else {}
        if r.take("NOT NULL"):
            column["not_null"] = True
        elif r.take("NULL"):
            pass
        elif r.take("DEFAULT"):
            default = r.until(COLUMN_WORDS)
            column["default"] = whole_group(default) if self.dialect == "sqlite" else default
        elif r.take("COLLATE"):
            column["collation"] = r.name()
        elif r.take("CHARACTER SET", "CHARSET"):
            column["charset"] = r.name()
        elif r.take("PRIMARY KEY"):
            table["primary_key"] = dict(named, parts=[name]) if named else [name]
        elif r.take("UNIQUE"):
            table.setdefault("uniques", []).append(dict(named, parts=[name]))
        elif r.take("AUTO_INCREMENT"):
            column["auto_increment"] = True
        elif r.take("AUTOINCREMENT"):
            column["autoincrement"] = True
        elif r.take("COMMENT"):
            column["comment"] = r.string()
        elif r.take("ON UPDATE"):
            column["on_update"] = r.until(COLUMN_WORDS)
        elif r.take("INVISIBLE"):
            column["invisible"] = True
        elif r.take("SRID"):
            column["srid"] = int(r.until(COLUMN_WORDS))
        elif r.take("STORAGE"):
            column["storage"] = r.name()
        elif r.take("USING INDEX TABLESPACE", "TABLESPACE"):
            self._tablespace(r)
        elif r.take("GENERATED"):
            self._generated(r, column)
        elif r.take("AS"):
            self._computed(r, column)
        elif r.take("CHECK"):
            expression = r.group()
            if self.dialect == "mariadb" and not constraint:
                column["check"] = expression
            else:
                table.setdefault("checks", []).append(dict(named, expression=expression))
        elif r.ahead("REFERENCES"):
            table.setdefault("foreign_keys", []).append(dict(named, columns=[name], **self._references(r, schema)))
        else:
            raise Unknown(f"cannot say {r.sql[r.peek().start:][:80]!r} of the column {name}, in: {r.sql}")

    def _computed(self, r, column):
        column["generated"] = whole_group(r.group(), self.backslash)
        if r.take("STORED", "PERSISTED", "PERSISTENT"):
            column["stored"] = True
        else:
            r.take("VIRTUAL")

    def _generated(self, r, column):
        how = r.must("ALWAYS", "BY DEFAULT")
        r.must("AS")
        if not r.take("IDENTITY"):
            self._computed(r, column)
            return
        column["identity"] = "always" if how == "ALWAYS" else "default"
        if r.ahead("("):
            column.update({"identity_" + key: value for key, value in self._sequence_words(Reader(r.group())).items()})

    def _sequence_words(self, r):
        found = {}
        for _ in iter(r.more, False):
            if r.take("NO MINVALUE", "NO MAXVALUE", "NO CYCLE", "NO ORDER", "ORDER"):
                continue
            if r.take("CYCLE"):
                found["cycle"] = True
                continue
            if r.take("AS"):
                found["type"] = r.name()
                continue
            key = {"START WITH": "start", "START": "start", "INCREMENT BY": "increment", "INCREMENT": "increment", "MINVALUE": "min",
                   "MAXVALUE": "max", "CACHE": "cache"}[r.must("START WITH", "START", "INCREMENT BY", "INCREMENT", "MINVALUE", "MAXVALUE", "CACHE")]
            minus = "-" if r.take("-") else ""
            found[key] = int(minus + r.peek().text)
            r.at += 1
        return found

    def _references(self, r, schema):
        r.must("REFERENCES")
        there, table = r.qualified()
        there = "" if there == self.default_schema else there
        found = {"references": reference(there, table, "" if schema == self.default_schema else schema)}
        if r.ahead("("):
            found["referenced_columns"] = r.names()
        while True:
            if r.take("ON DELETE"):
                found["on_delete"] = r.must(*ACTIONS).lower()
            elif r.take("ON UPDATE"):
                found["on_update"] = r.must(*ACTIONS).lower()
            elif r.take("MATCH"):
                found["match"] = r.name().lower()
            elif r.take("NOT VALID"):
                found["not_valid"] = True
            elif not self._deferrable(r, found):
                break
        for key, default in (("on_delete", "no action"), ("on_update", "no action"), ("match", "simple")):
            if found.get(key) == default:
                del found[key]
        return found

    @staticmethod
    def _deferrable(r, found):
        if r.take("NOT DEFERRABLE"):
            r.take("INITIALLY IMMEDIATE")
            return True
        if r.take("DEFERRABLE INITIALLY DEFERRED", "INITIALLY DEFERRED"):
            found["deferrable"] = "deferred"
            return True
        if r.take("DEFERRABLE"):
            r.take("INITIALLY IMMEDIATE")
            found["deferrable"] = "immediate"
            return True
        return False

    def _constraint(self, r, schema, table):
        item = {"name": r.name()} if r.take("CONSTRAINT") else {}
        word = r.must("PRIMARY KEY", "UNIQUE", "CHECK", "FOREIGN KEY", "EXCLUDE")
        if word == "PRIMARY KEY":
            item.update(self._key(r))
            table["primary_key"] = item["parts"] if list(item) == ["parts"] else item
        elif word == "UNIQUE":
            item["nulls_not_distinct"] = bool(r.take("NULLS NOT DISTINCT")) or bool(r.take("NULLS DISTINCT")) and False
            item.update(self._key(r))
            table.setdefault("uniques", []).append({key: value for key, value in item.items() if value is not False})
        elif word == "CHECK":
            table.setdefault("checks", []).append(dict(item, expression=r.group(), **({"not_valid": True} if r.take("NOT VALID") else {})))
        elif word == "FOREIGN KEY":
            table.setdefault("foreign_keys", []).append(dict(item, columns=r.names(), **self._references(r, schema)))
        else:
            start = r.peek().start
            r.until(())
            if "name" not in item:
                raise Unknown(f"an exclusion constraint must have a name, in: {r.sql}")
            table.setdefault("exclusions", {})[item["name"]] = {"definition": "EXCLUDE " + r.sql[start:r.peek().start].strip()}

    def _key(self, r):
        found = {"parts": [self._part(text) for text in self._split(r.group())]}
        if r.take("INCLUDE"):
            found["include"] = r.names()
        self._deferrable(r, found)
        if r.take("USING INDEX TABLESPACE"):
            self._tablespace(r)
        return found

    def _split(self, text):
        r, found = Reader(text, self.backslash, self.fold), []
        while True:
            found.append(r.until(()))
            if not r.take(","):
                return found

    def _part(self, text):
        """One part of a key: a column or an expression, and what is said behind it."""
        r = Reader(text, self.backslash, self.fold)
        part = {}
        if r.ahead("("):
            part["expression"] = whole_group(r.group(), self.backslash)
        elif r.peek(1).text == "(" and not (self.backslash and r.peek(2).kind == "number"):
            start = r.peek().start
            r.name()
            r.group()
            part["expression"] = r.sql[start:r.tokens[r.at - 1].end]
        else:
            part["column"] = r.name()
            if self.backslash and r.ahead("("):
                part["prefix"] = int(r.group())
        while r.more():
            if r.take("COLLATE"):
                part["collation"] = r.name()
            elif r.take("ASC"):
                pass
            elif r.take("DESC"):
                part["order"] = "desc"
            elif r.take("NULLS FIRST", "NULLS LAST"):
                part["nulls"] = r.tokens[r.at - 1].text.lower()
            else:
                opclass = r.name()
                part["opclass"] = f"{opclass} ({r.group()})" if r.ahead("(") else opclass
        return part["column"] if list(part) == ["column"] else part

    def _unique_index(self, r):
        self._index(r, unique=True)

    def _fulltext(self, r):
        self._index(r, method="fulltext")

    def _spatial(self, r):
        self._index(r, method="spatial")

    def _index(self, r, unique=False, method=None):
        r.take("CONCURRENTLY")
        r.take("IF NOT EXISTS")
        _, name = r.qualified()
        r.must("ON")
        r.take("ONLY")
        schema, table = r.qualified()
        index = {}
        if r.take("USING"):
            method = r.name().lower()
        index["parts"] = [self._part(text) for text in self._split(r.group())]
        if unique:
            index["unique"] = True
        while r.more():
            if r.take("USING"):
                method = r.name().lower()
            elif r.take("INCLUDE"):
                index["include"] = r.names()
            elif r.take("NULLS NOT DISTINCT"):
                index["nulls_not_distinct"] = True
            elif r.take("NULLS DISTINCT"):
                pass
            elif r.take("WITH PARSER"):
                index["parser"] = r.name()
            elif r.take("WITH"):
                index["storage"] = r.group()
            elif r.take("TABLESPACE"):
                self._tablespace(r)
            elif r.take("COMMENT"):
                index["comment"] = r.string()
            elif r.take("WHERE"):
                index["where"] = r.until(())
            else:
                break
        if method and method != "btree":
            index["method"] = method
        self.table(schema, table).setdefault("indexes", {})[name] = index["parts"] if list(index) == ["parts"] else index

    def _alter(self, r):
        r.take("ONLY")
        schema, name = r.qualified()
        if r.take("COMMENT"):
            r.take("=")
            self.table(schema, name)["comment"] = r.string()
            return
        r.must("ADD")
        self._constraint(r, schema, self.table(schema, name))

    def _comment(self, r):
        what = r.must("TABLE", "COLUMN", "CONSTRAINT", "SEQUENCE", "TYPE", "INDEX", "SCHEMA")
        names = [r.name()]
        while r.take("."):
            names.append(r.name())
        if what == "CONSTRAINT":
            r.must("ON")
            node = self._constraint_named(*r.qualified(), names[0])
        elif what == "COLUMN":
            node = self.table(names[0] if len(names) > 2 else "", names[-2])["columns"][names[-1]]
        elif what == "TABLE":
            node = self.table(names[0] if len(names) > 1 else "", names[-1])
        else:
            raise Unknown(f"models cannot say: {r.sql}")
        r.must("IS")
        if not r.take("NULL"):
            node["comment"] = r.string()

    def _constraint_named(self, schema, table, name):
        if name in self.table(schema, table).get("exclusions", {}):
            return self.table(schema, table)["exclusions"][name]
        for plural in ("uniques", "checks", "foreign_keys"):
            for item in self.table(schema, table).get(plural, ()):
                if isinstance(item, dict) and item.get("name") == name:
                    return item
        key = self.table(schema, table).get("primary_key")
        if isinstance(key, dict) and key.get("name") == name:
            return key
        raise Unknown(f"there is no constraint {name} of {table}")

    def _type(self, r):
        schema, name = r.qualified()
        r.must("AS ENUM")
        values = Reader(r.group(), self.backslash)
        found = [values.string()]
        while values.take(","):
            found.append(values.string())
        self.kind(schema, "enums")[name] = found

    def _sequence(self, r):
        r.take("IF NOT EXISTS")
        schema, name = r.qualified()
        self.kind(schema, "sequences")[name] = self._sequence_words(r)

    def _domain(self, r):
        schema, name = r.qualified()
        r.take("AS")
        domain = self.kind(schema, "domains")[name] = {"type": r.until(COLUMN_WORDS)}
        while r.more():
            constraint = {"name": r.name()} if r.take("CONSTRAINT") else {}
            if r.take("NOT NULL"):
                domain["not_null"] = True
            elif r.take("DEFAULT"):
                domain["default"] = r.until(COLUMN_WORDS)
            elif r.take("COLLATE"):
                domain["collation"] = r.name()
            else:
                r.must("CHECK")
                domain.setdefault("checks", []).append(dict(constraint, expression=r.group()))

    def _schema(self, r):
        r.take("IF NOT EXISTS")
        self.schemas.setdefault(r.name(), {})

    def _extension(self, r):
        r.take("IF NOT EXISTS")
        self.extension(r.name())
