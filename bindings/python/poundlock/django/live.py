"""What a database that Django has migrated calls things whose names Django makes up.

Such a name is made when the thing is, out of the names of that day: after a rename, or where a field became unique later, it is
another one than Django would make up today. Django finds these things by what they are, and so does this: by their columns.
Where the database is older than Django's identity columns, its ids are still those of a sequence.
"""
from .._ddl import reference


def adopt(connection, models):
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        serial = serials(connection, cursor)
        for schema, kinds in models.schemas.items():
            for name, table in kinds.get("tables", {}).items() if not schema else ():
                if name in there:
                    names(table, connection.introspection.get_constraints(cursor, name), models.dialect)
                    ids(kinds, name, table, serial.get(name, {}))


def serials(connection, cursor):
    if connection.vendor != "postgresql":
        return {}
    cursor.execute("SELECT t.relname, a.attname, s.relname FROM pg_catalog.pg_depend AS d"
                   " JOIN pg_catalog.pg_class AS s ON s.oid = d.objid AND s.relkind = 'S'"
                   " JOIN pg_catalog.pg_class AS t ON t.oid = d.refobjid"
                   " JOIN pg_catalog.pg_attribute AS a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid"
                   " WHERE d.deptype = 'a' AND d.classid = 'pg_catalog.pg_class'::regclass AND d.refclassid = d.classid"
                   " AND t.relnamespace = (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = current_schema())")
    found = {}
    for table, column, sequence in cursor.fetchall():
        found.setdefault(table, {})[column] = sequence
    return found


SERIAL = {"smallint": "smallserial", "integer": "serial", "bigint": "bigserial"}


def ids(kinds, name, table, sequences):
    """A serial column, by its sequence where that is called after something else: a table keeps it when it is renamed."""
    for column, sequence in sequences.items():
        said = table["columns"].get(column, {})
        base = {word: kind for kind, word in SERIAL.items()}.get(said.get("type"), said.get("type"))
        if "identity" not in said and said.get("type") not in SERIAL.values() or base not in SERIAL:
            continue
        said.pop("identity", None)
        said["type"] = SERIAL[base]
        if sequence == f"{name}_{column}_seq":
            continue
        said["type"] = base
        said["default"] = "nextval('" + '"{}"'.format(sequence.replace('"', '""')).replace("'", "''") + "'::regclass)"
        kinds.setdefault("sequences", {})[sequence] = {"type": base, "owned_by": f"{reference('', name, '')}.{reference('', column, '')}"}


def names(table, live, dialect):
    """Those of the database instead of Django's, where the database has no such name."""
    mine = {item.get("name") for plural in ("uniques", "foreign_keys") for item in table.get(plural, ())} | set(table.get("indexes", ()))
    free = {name: c for name, c in live.items() if name not in mine and not c.get("primary_key") and not c.get("check")}

    def found(columns, fits):
        for name, c in free.items():
            if c["columns"] == columns and fits(name, c):
                del free[name]
                return name
        return None

    for key in table.get("foreign_keys", ()):
        if dialect != "sqlite" and key.get("name") not in live:
            rename(key, found(key["columns"], lambda name, c: c["foreign_key"]))
    for unique in table.get("uniques", ()):
        # Without a name it is paired by its columns; MySQL has it as an index, and those have names.
        mysql = dialect in ("mysql", "mariadb")
        if (mysql if "name" not in unique else dialect != "sqlite" and unique["name"] not in live):
            rename(unique, found(unique["parts"], lambda name, c: c["unique"]))
    for name, index in list(table.get("indexes", {}).items()):
        parts = index if isinstance(index, list) else index["parts"]
        plain = [part if isinstance(part, str) else part.get("column") for part in parts]
        if name in live or isinstance(index, dict) and set(index) - {"parts", "unique"}:
            continue
        unique = isinstance(index, dict) and index.get("unique", False)
        other = found(plain, lambda other, c: c["index"] and c["unique"] == unique and not c["foreign_key"]
                      and other.endswith("_like") == name.endswith("_like"))
        if other:
            table["indexes"] = {other if n == name else n: i for n, i in table["indexes"].items()}


def rename(item, name):
    if name:
        parts = dict(item)
        item.clear()
        item.update({"name": name}, **{k: v for k, v in parts.items() if k != "name"})
