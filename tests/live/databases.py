"""Throw-away databases for the tests, driven by the databases' own clients, never by poundlock.

A Kind makes, loads, asks and drops databases of one server (or SQLite files); tests/live/corpus and tests/cases/run share it.
Servers are those that PL_PG13, PL_PG15, ... name (tools/servers sets them); nothing here starts one or falls back to one that
happens to run. Names of databases begin with pltest_ and the process id, so that two runs do not meet.
"""
import contextlib, itertools, os, re, shlex, sqlite3, subprocess, sys, tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BINARY = os.environ.get("POUNDLOCK_BIN") or str(ROOT / "build" / os.environ.get("MODE", "debug") / "poundlock")
TIMEOUT = 300
_numbers = itertools.count(1)


def run(command, text=None, **options):
    return subprocess.run([str(word) for word in command], input=text, text=True, capture_output=True, errors="surrogateescape",
                          timeout=TIMEOUT, stdin=None if text is not None else subprocess.DEVNULL, **options)


def poundlock(*words, folder=None, ledger=None):
    """Runs the binary with nothing of our environment that could say something to it."""
    keep = ("PATH", "HOME", "TMPDIR", "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS")
    environment = {key: os.environ[key] for key in keep if key in os.environ}
    if ledger:
        environment["POUNDLOCK_LEDGER"] = ledger
    return run([BINARY, *words], env=environment, cwd=folder or "/")


def allowed(stderr):
    """The --allow-loss arguments that a refused apply asks for."""
    found = []
    for line in stderr.splitlines():
        _, said, words = line.partition("--allow-loss ")
        if said:
            found += ["--allow-loss", shlex.split(words)[0]]
    return found


def unmodelled(stderr):
    """{kind: names} of the notes of `inspect -v`."""
    found = {}
    for line in stderr.splitlines():
        match = re.match(r"note: not modelled: (.*?) \(\d+\): (.*)", line)
        if match:
            found.setdefault(match[1], []).extend(match[2].split(", "))
    return found


class Failure(Exception):
    """What a client said."""


class Kind:
    dialect = name = ""
    version = 0

    def new(self, option=""):
        """Makes an empty database and returns its handle."""
        raise NotImplementedError

    def again(self, db):
        """Empties a database that a test is done with, for the next one. False: dropped, because a new one costs no more."""
        self.drop(db)
        return False

    def url(self, db):
        raise NotImplementedError

    def load(self, db, sql, stop=True):
        """Runs SQL text with the client; with stop, the first error is a Failure. Returns what it printed."""
        raise NotImplementedError

    def dump(self, db, *options):
        """The schema as the database's own program tells it, for restore() into another database."""
        raise NotImplementedError

    def restore(self, db, text):
        self.load(db, text)

    def tables(self, db):
        """{table: [column]} of ordinary tables; a column is a dict of name, type, null, default, made."""
        raise NotImplementedError

    def quote(self, name):
        return '"' + name.replace('"', '""') + '"'

    def value(self, column, n):
        """An SQL value for the column that is N wherever that can be, so that foreign keys find each other; None: cannot."""
        raise NotImplementedError

    def digest(self, table, columns):
        """A query that yields one row: the table's name, its count of rows, and a digest of these columns."""
        raise NotImplementedError

    def insert(self, table, columns, n):
        """The Nth row, where there are fewer."""
        values = {}
        for column in columns:
            if column["made"]:
                continue
            value = self.value(column, n)
            if value is None and not column["null"] and column["default"] is None:
                return None
            if value is not None:
                values[self.quote(column["name"])] = value
        if not values:
            return None
        return (f"INSERT INTO {self.quote_table(table)} ({', '.join(values)}) {self.overriding}SELECT {', '.join(values.values())} "
                f"{self.dual}WHERE (SELECT count(*) FROM {self.quote_table(table)}) < {n};\n")

    overriding = dual = ""

    def quote_table(self, table):
        return self.quote(table)

    def table_key(self, name):
        """What tables() calls the table that models call so, with its schema before a dot."""
        return name

    def fill(self, db, tables, rows=1):
        """Some rows into each of these tables where that is simply possible. Parents may come later: so several rounds."""
        text = "".join(filter(None, (self.insert(t, columns, n) for n in range(1, rows + 1) for t, columns in tables.items())))
        for _ in range(3):
            if text:
                self.load(db, text, stop=False)

    def digests(self, db, wanted):
        """{table: (rows, digest)} of {table: [column name]}."""
        text = " UNION ALL ".join(self.digest(t, columns) for t, columns in wanted.items() if columns)
        if not text:
            return {}
        return {line[0]: tuple(line[1:]) for line in (row.split("\t") for row in self.load(db, text + ";").splitlines())}


# --- SQLite ----------------------------------------------------------------------------


def tokens(text):
    """SQLite's SQL without what means nothing: blanks, comments, letter case and quotes of names."""
    found = []
    for match in re.finditer(r"""--[^\n]*|/\*.*?\*/|'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]|[\w$]+|\s+|[<>=!|]+|.""",
                             text or "", re.S):
        word = match[0]
        if word[0].isspace() or word.startswith(("--", "/*")):
            continue
        if word[0] in "\"`[":
            word = word[1:-1].replace('""', '"').replace("``", "`")
        found.append(word if word[:1] == "'" else word.lower())
    return found


def group(words, start):
    """The words from the parenthesis at START to its end, without both."""
    depth, at = 0, start
    while True:
        depth += (words[at] == "(") - (words[at] == ")")
        if not depth:
            return words[start + 1:at]
        at += 1


class SQLite(Kind):
    dialect = name = "sqlite"

    def __init__(self, folder):
        self.folder = Path(folder)

    def new(self, option=""):
        path = self.folder / f"{next(_numbers)}.db"
        run(["sqlite3", "-batch", path, "VACUUM"])
        return str(path)

    def drop(self, db):
        Path(db).unlink(missing_ok=True)

    def url(self, db):
        return f"sqlite:{db}"

    def copy(self, db):
        path = self.folder / f"{next(_numbers)}.db"
        path.write_bytes(Path(db).read_bytes())
        return str(path)

    def load(self, db, sql, stop=True):
        done = run(["sqlite3", "-batch", "-separator", "\t", *(["-bail"] if stop else []), db], "PRAGMA foreign_keys=ON;\n" + sql)
        if stop and (done.returncode or "rror" in done.stderr):
            raise Failure(done.stderr.strip())
        return done.stdout

    def dump(self, db, *options):
        done = run(["sqlite3", "-batch", db, ".schema --nosys"])
        if done.returncode or done.stderr:
            raise Failure(done.stderr.strip())
        return done.stdout

    def tables(self, db):
        with sqlite3.connect(db) as c:
            names = [r[0] for r in c.execute("SELECT name FROM pragma_table_list WHERE schema='main' AND type='table' "
                                             "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE 'poundlock\\_%' ESCAPE '\\'")]
            return {n: [{"name": r[1], "type": r[2], "null": not r[3], "default": r[4], "made": r[6] > 1}
                        for r in c.execute(f"PRAGMA table_xinfo({self.quote(n)})") if r[6] != 1] for n in names}

    def value(self, column, n):
        kind = column["type"].lower()
        return f"'2020-01-0{n}'" if "date" in kind or "time" in kind else f"'{n}'" if re.search("char|text|clob", kind) else f"{n}"

    def digest(self, table, columns):
        text = " || '|' || ".join(f"ifnull({self.quote(c)}, '~')" for c in columns)
        return f"SELECT {literal(table)}, count(*), group_concat(t) FROM (SELECT {text} AS t FROM {self.quote(table)} ORDER BY 1)"

    def facts(self, db):
        """What SQLite says of a schema, as a set of lines: pragmas, and of the statement what they do not tell."""
        found = set()
        with sqlite3.connect(db) as c:
            sql = dict(c.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL"))
            for table, wr, strict in c.execute("SELECT name, wr, strict FROM pragma_table_list WHERE schema='main' AND type='table' "
                                               "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'").fetchall():
                found.add(f"{table}: without_rowid={wr} strict={strict}")
                for row in c.execute(f"PRAGMA table_xinfo({self.quote(table)})"):
                    default = re.sub(r'^"(.*)"$', r"'\1'", row[4] or "")  # a text in the quotes of names
                    default = " ".join(tokens(default)) or None
                    default = None if default == "null" else default  # DEFAULT NULL is what holds without one
                    found.add(f"{table}: column {row[0]} {row[1]} {' '.join(row[2].lower().split())} {row[3]} {default} {row[5]} {row[6]}")
                keys = {}
                for row in c.execute(f"PRAGMA foreign_key_list({self.quote(table)})").fetchall():
                    there = row[4]
                    if there is None:  # the primary key is meant
                        there = ([r[1] for r in c.execute(f"PRAGMA table_info({self.quote(row[2])})") if r[5] == row[1] + 1] + [None])[0]
                    keys.setdefault(row[0], []).append((*row[1:4], there, *row[5:]))
                found.update(f"{table}: foreign key {parts}" for parts in keys.values())
                for _, index, unique, origin, partial in c.execute(f"PRAGMA index_list({self.quote(table)})").fetchall():
                    parts = [(r[2], r[3], r[4], r[5]) for r in c.execute(f"PRAGMA index_xinfo({self.quote(index)})")]
                    words = tokens(sql.get(index))
                    said = " ".join(words[words.index("on") + 2:]) if words and (partial or any(p[0] is None for p in parts)) else ""
                    found.add(f"{table}: index {index if origin == 'c' else origin} {unique} {partial} {parts} {said}")
                found.update(f"{table}: {line}" for line in self.told(tokens(sql[table])))
            for kind, name, text in c.execute("SELECT type, name, sql FROM sqlite_schema WHERE type IN ('view', 'trigger') "
                                              "OR sql LIKE 'create virtual%'").fetchall():
                found.add(f"{name}: {kind} {' '.join(tokens(text))}")
        return found

    @staticmethod
    def told(words):
        """Checks, generated columns, and the words that pragmas keep to themselves, in a table's statement."""
        for at, word in enumerate(words):
            if word in ("check", "as") and words[at + 1:at + 2] == ["("]:
                yield f"{word} {' '.join(group(words, at + 1))}"
            elif word == "collate":
                yield f"collate {words[at + 1]}"
            elif word in ("autoincrement", "deferrable", "initially"):
                yield f"{word} {words[at + 1] if word == 'initially' else ''}"
            elif word == "on" and words[at + 1:at + 2] == ["conflict"]:
                yield f"on conflict {words[at + 2]}"


def literal(text):
    return "'" + text.replace("'", "''") + "'"


# --- servers ---------------------------------------------------------------------------


class Server(Kind):
    def __init__(self, name, url):
        self.name, self.base = name, url
        self.host, self.port = re.search(r"@([^:/]+):(\d+)/", url).groups()

    def words(self, what, otherwise):
        """How a client program of this server is called: tools/servers says it where it is not the machine's own."""
        return shlex.split(os.environ.get(f"PL_{self.name.upper()}_{what}") or otherwise)

    def dumped(self, *words):
        done = run([*self.words("DUMP", "pg_dump" if self.dialect == "postgres" else "mariadb-dump"), *words])
        if done.returncode:
            raise Failure(done.stderr.strip())
        return done.stdout

    def database(self):
        return f"pltest_{os.getpid()}_{next(_numbers)}"


class Postgres(Server):
    dialect = "postgres"
    overriding = "OVERRIDING SYSTEM VALUE "

    def __init__(self, name, url):
        super().__init__(name, url)
        self.reserved = set(self.psql("postgres", "SELECT word FROM pg_get_keywords() WHERE catcode <> 'U'").split())
        self.version = int(self.psql("postgres", "SHOW server_version_num").strip()) // 10000

    def psql(self, db, sql, stop=True, role="postgres"):
        done = run(["psql", "-X", "-q", "-A", "-t", "-F", "\t", "-h", self.host, "-p", self.port, "-U", role, "-d", db,
                    "-v", f"ON_ERROR_STOP={int(stop)}"], sql)
        if stop and done.returncode:
            raise Failure(done.stderr.strip())
        return done.stdout

    load = psql

    def new(self, option=""):
        db = self.database()
        self.psql("postgres", f"CREATE DATABASE {db} TEMPLATE template0 ENCODING 'UTF8'{option}")
        return db

    def copy(self, db):
        other = self.database()
        self.psql("postgres", f"CREATE DATABASE {other} TEMPLATE {db}")
        return other

    def again(self, db):
        self.psql(db, EMPTY)
        return True

    def drop(self, db):
        self.psql("postgres", f"DROP DATABASE IF EXISTS {db} WITH (FORCE)", stop=False)

    def dump(self, db, *options):
        return self.dumped("-h", self.host, "-p", self.port, "-U", "postgres", "--schema-only", *options, db)

    @contextlib.contextmanager
    def account(self, db, privileges):
        """The URL of a role that owns nothing, and is granted this, one a line."""
        name = self.database()
        self.load(db, f"CREATE ROLE {name} LOGIN;" + "".join(f"GRANT {line} TO {name};" for line in privileges.splitlines() if line))
        try:
            yield self.url(db, name)
        finally:
            self.load(db, f"DROP OWNED BY {name}; DROP ROLE {name}", stop=False)

    def url(self, db, role="postgres"):
        return f"postgres://{role}@{self.host}:{self.port}/{db}"

    def tables(self, db):
        rows = self.psql(db, """SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname), a.attname, format_type(a.atttypid, a.atttypmod),
            NOT a.attnotnull, CASE WHEN a.atthasdef OR a.attidentity <> '' THEN 'x' END, a.attgenerated <> '', t.typtype, t.typcategory
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
            AND NOT a.attisdropped JOIN pg_type t ON t.oid = a.atttypid
            WHERE c.relkind = 'r' AND n.nspname !~ '^pg_|^information_schema$' AND c.relname !~ '^poundlock_' ORDER BY c.oid, a.attnum""")
        found = {}
        for row in rows.splitlines():
            table, name, kind, null, default, made, typtype, category = row.split("\t")
            found.setdefault(table, []).append({"name": name, "type": kind, "null": null == "t", "default": default or None,
                                                "made": made == "t", "enum": typtype == "e", "category": category})
        return found

    def quote_table(self, table):
        return table

    def table_key(self, name):
        schema, _, table = name.rpartition(".") if name.startswith("other.") else ("public", "", name)
        return f"{schema}.{table if re.fullmatch('[a-z_][a-z0-9_]*', table) and table not in self.reserved else self.quote(table)}"

    def value(self, column, n):
        kind = column["type"]
        if column["enum"]:
            return f"(enum_range(NULL::{kind}))[least({n}, cardinality(enum_range(NULL::{kind})))]"
        for pattern, value in ((r"\[\]$", "'{}'"), ("^(smallint|int|bigint|numeric|real|double|oid|money)", f"{n}"), ("json", "'{}'"), ("^bool", "true"),
                               ("^(char|text|\"char\"|citext|name)", f"'{n}'"), ("^(date|timestamp)", f"'2020-01-0{n}'"), ("^time", f"'01:0{n}'"),
                               ("^uuid", f"'00000000-0000-0000-0000-00000000000{n}'"), ("^bytea", rf"'\x3{n}'"), ("^(inet|cidr)", f"'10.0.0.{n}'"),
                               ("^interval", f"'{n} day'"), ("^(tsvector|ltree)", f"'a{n}'")):
            if re.search(pattern, kind):
                return value if value in (f"{n}", "true") else f"{value}::{kind}"
        return None

    def digest(self, table, columns):
        text = ", ".join(f"t.{self.quote(c)}::text" for c in columns)
        row = f"md5(ROW({text})::text)"
        return (f"SELECT {literal(table)}, count(*)::text, string_agg({row}, ',' ORDER BY {row}) FROM {table} AS t"
                f" JOIN pg_class AS c ON c.oid = t.tableoid AND (c.relispartition OR c.oid = {literal(table)}::regclass)")


# All that a schema of tests leaves, and the settings of the database; public is as in a new one.
EMPTY = """SET client_min_messages = error;
DO $$ DECLARE word text; BEGIN
    FOR word IN SELECT format('DROP EXTENSION %I CASCADE', extname) FROM pg_extension WHERE extname <> 'plpgsql'
        UNION ALL SELECT format('DROP SCHEMA IF EXISTS %I CASCADE', nspname) FROM pg_namespace WHERE nspname !~ '^pg_|^information_schema$' LOOP
        EXECUTE word;
    END LOOP;
    CREATE SCHEMA public;
    COMMENT ON SCHEMA public IS 'standard public schema';
    IF current_setting('server_version_num')::int >= 150000 THEN
        ALTER SCHEMA public OWNER TO pg_database_owner;
        GRANT USAGE ON SCHEMA public TO PUBLIC;
    ELSE
        GRANT ALL ON SCHEMA public TO PUBLIC;
    END IF;
    EXECUTE format('ALTER DATABASE %I RESET ALL', current_database());
END $$"""


class MySQL(Server):
    dual = "FROM DUAL "

    def __init__(self, name, url):
        super().__init__(name, url)
        self.dialect = name
        self.client(None, "SELECT 1")

    def quote(self, name):
        return "`" + name.replace("`", "``") + "`"

    def client(self, db, sql, stop=True, program="mariadb"):
        done = run([*shlex.split(program), "--no-defaults", "-h", self.host, "-P", self.port, "-u", "root", "--default-character-set=utf8mb4",
                    "-N", "-B", "--raw", *([] if stop else ["--force"]), *([db] if db else [])], sql)
        if stop and done.returncode:
            raise Failure("\n".join(line for line in done.stderr.splitlines() if line.startswith("ERROR")) or done.stderr)
        return done.stdout

    load = client

    def dump(self, db, *options):
        own = ["--set-gtid-purged=OFF"] if self.name == "mysql" else []
        return self.dumped("--no-defaults", "-h", self.host, "-P", self.port, "-u", "root", "--no-data", "--routines", "--triggers", "--events",
                           *own, *options, db)

    def restore(self, db, text):
        self.client(db, text, program=shlex.join(self.words("CLIENT", "mariadb")))

    def new(self, option=""):
        db = self.database()
        self.client(None, f"CREATE DATABASE {db}{option or ' CHARACTER SET utf8mb4'}")
        return db

    def drop(self, db):
        self.client(None, f"DROP DATABASE IF EXISTS {db}", stop=False)

    @contextlib.contextmanager
    def account(self, db, privileges):
        """The URL of an account that has these privileges on the database, one a line (with ON what, where not all of it)."""
        name = self.database()
        grants = [line.replace(" ON ", f" ON {db}.") if " ON " in line else f"{line} ON {db}.*" for line in privileges.splitlines() if line]
        self.client(None, f"CREATE USER {name};" + "".join(f"GRANT {grant} TO {name};" for grant in grants))
        try:
            yield self.url(db).replace("//root@", f"//{name}@")
        finally:
            self.client(None, f"DROP USER {name}", stop=False)

    def url(self, db):
        return self.base + db

    def tables(self, db):
        rows = self.client(db, f"""SELECT c.table_name, column_name, column_type, is_nullable, coalesce(column_default, if(extra like '%auto_inc%', 'x', null)),
            coalesce(generation_expression, '') FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
            WHERE table_schema = '{db}' AND table_type = 'BASE TABLE' AND c.table_name NOT LIKE 'poundlock\\_%' ORDER BY c.table_name, ordinal_position""")
        found = {}
        for row in rows.splitlines():
            table, name, kind, null, default, made = (row.split("\t") + [""] * 6)[:6]
            found.setdefault(table, []).append({"name": name, "type": kind, "null": null == "YES", "default": None if default == "NULL" else default,
                                                "made": made not in ("", "NULL")})
        return found

    def value(self, column, n):
        kind = column["type"].lower()
        choice = re.match(r"(?:enum|set)\((.*)\)", column["type"], re.I | re.S)
        if choice:
            labels = re.findall(r"'(?:[^']|'')*'", choice[1])
            return labels[min(n, len(labels)) - 1]
        for pattern, value in (("^bit", f"{n}" if kind != "bit(1)" else "1"), ("^(tiny|small|medium|big)?int|^decimal|^float|^double", f"{n}"),
                               ("^(date|timestamp)", f"'2020-01-0{n}'"), ("^time", f"'01:01:0{n}'"), ("^year", f"202{n}"), ("^json", "'{}'"),
                               ("char|text|blob|binary", f"'{n}'"), ("^geometry|^point", f"ST_GeomFromText('POINT({n} 1)')")):
            if re.search(pattern, kind):
                return value
        return None

    def digest(self, table, columns):
        text = ", ".join(f"ifnull({self.quote(c)}, '~')" for c in columns)
        row = f"sha2(concat_ws('|', {text}), 256)"     # MySQL 9 has no md5()
        said = literal(table).replace("\\", "\\\\")
        return f"SELECT {said}, count(*), group_concat({row} ORDER BY {row}) FROM {self.quote(table)}"


NAMES = ("sqlite", "pg13", "pg14", "pg15", "pg16", "pg17", "pg18", "mariadb", "mysql")


def kinds(folder, only=None):
    """Those of NAMES that are there, or the ones asked for; a server that is asked for and not there ends the run."""
    found = []
    for name in only or NAMES:
        url = os.environ.get(f"PL_{name.upper()}")
        if name == "sqlite":
            found.append(SQLite(folder))
        elif url:
            found.append((Postgres if name.startswith("pg") else MySQL)(name, url))
        elif only or name not in NAMES:
            sys.exit(f"no server {name}: run this through tools/servers run {name} -- ...")
    return found
