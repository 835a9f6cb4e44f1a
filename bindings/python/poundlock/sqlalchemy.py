"""SQLAlchemy's tables as poundlock models.

    python3 -m poundlock.sqlalchemy shop.tables:metadata -o models.yaml --dialect postgres
    python3 -m poundlock.sqlalchemy shop.tables:Base --needs -o needs.yaml

The models are what SQLAlchemy would tell a database of that dialect in `create_all`, so no database is needed.
"""
import argparse
import importlib
import os
import re
import sys

from . import _yaml
from ._ddl import Models, Unknown

HEAD = "Made by python3 -m poundlock.sqlalchemy: change the tables of the application, not this file."
URLS = {"postgres": "postgresql://", "mysql": "mysql://", "mariadb": "mariadb://", "sqlite": "sqlite://"}
SERVERS = {"postgres": "15", "mysql": "8.0.36", "mariadb": "10.11.6"}


class Refused(Exception):
    """What the user must change."""


def statements(metadata, dialect, server=None):
    """The SQL that makes all of it, in order."""
    from sqlalchemy import create_mock_engine
    found = []
    engine = create_mock_engine(URLS[dialect], lambda sql, *args, **kwargs: found.append(str(sql.compile(dialect=engine.dialect))))
    numbers = tuple(int(n) for n in re.findall(r"\d+", server or SERVERS.get(dialect, ""))[:3])
    if server and not numbers:
        raise Refused(f"--server {server}: a version is a number, as 15, 8.0.36 or 10.11.6")
    if numbers:
        engine.dialect.server_version_info = numbers
    # A driver's own sign for a parameter is doubled in what it gets; nothing of it is one here.
    engine.dialect.identifier_preparer._double_percents = False
    metadata.create_all(engine, checkfirst=False)
    return found


def export(metadata, dialect, server=None):
    """(Models, notes)"""
    models = Models(dialect)
    for sql in statements(metadata, dialect, server):
        try:
            models.read(sql)
        except Unknown as unknown:
            raise Refused(f"the tables cannot be said: {unknown}") from None
    return models, models.notes


def needs(metadata):
    """What a release with these tables asks of the schema: every column is named in a SELECT, and in an INSERT all that the
    database does not compute."""
    reads, writes = {}, {}
    for table in metadata.sorted_tables:
        reads[table.fullname] = [column.name for column in table.columns]
        writes[table.fullname] = [column.name for column in table.columns if column.computed is None
                                  and not (column.identity is not None and column.identity.always)]
    return {"reads": reads, "writes": writes}


def found(word):
    """module:name, where the name is a MetaData or has one (a declarative base)."""
    module, colon, name = word.partition(":")
    if not colon:
        raise Refused(f"\"{word}\" is not MODULE:NAME, as shop.tables:metadata")
    sys.path.insert(0, os.getcwd())
    thing = importlib.import_module(module)
    for part in name.split("."):
        thing = getattr(thing, part)
    thing = getattr(thing, "metadata", thing)
    if not hasattr(thing, "create_all"):
        raise Refused(f"{word} has no tables: a MetaData or a declarative base is wanted")
    return thing


def main(arguments=None):
    parser = argparse.ArgumentParser(prog="python3 -m poundlock.sqlalchemy", description="Writes SQLAlchemy's tables as poundlock models.")
    parser.add_argument("metadata", metavar="MODULE:NAME", help="a MetaData or a declarative base")
    parser.add_argument("-o", "--output", metavar="FILE", help="the file (standard output)")
    parser.add_argument("--dialect", choices=sorted(URLS), help="whose words the models are in; for --needs it does not matter")
    parser.add_argument("--server", metavar="VERSION", help="the version of the server, where SQLAlchemy writes other words for another (15, 8.0.36, 10.11.6)")
    parser.add_argument("--needs", action="store_true", help="a manifest of the release instead of models")
    parser.add_argument("--name", default="release", help="what the manifest calls it")
    options = parser.parse_args(arguments)
    if not options.needs and not options.dialect:
        parser.error("--dialect is missing: postgres, mysql, mariadb or sqlite")
    try:
        metadata = found(options.metadata)
        if options.needs:
            text = _yaml.document({"jobs": {options.name: needs(metadata)}}, HEAD)
        else:
            models, notes = export(metadata, options.dialect, options.server)
            text = _yaml.models_text(models, HEAD)
            for note in notes:
                print(f"note: {note}", file=sys.stderr)
    except Refused as refused:
        sys.exit(f"error: {refused}")
    if options.output:
        _yaml.write(options.output, text)
    else:
        sys.stdout.write(text)


if __name__ == "__main__":
    main()
