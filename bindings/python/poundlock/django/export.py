"""From a Django project to poundlock models.

Django's own schema editor says, without running anything, what it would make a model's table with; that SQL is read. So every
field, constraint and index is what `migrate` makes of it, in every version of Django and with fields of others. Beside models
it takes what migrations make of their own accord and say in words of Django: extensions and collations of PostgreSQL. SQL that
a migration runs by hand is named in the notes.
"""
import contextlib
import decimal
import functools
import re

from django.apps import apps
from django.db import Error, router
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import RunSQL
from django.db.migrations.recorder import MigrationRecorder

from .._ddl import Models, Unknown
from . import live

OWN = "django_migrations"


class Refused(Exception):
    """What the user must change."""


def offline(connection, server):
    """Lets Django believe that it has asked a server of this version."""
    numbers = [int(n) for n in re.findall(r"\d+", server)][:3]
    if not numbers:
        raise Refused(f"--server {server}: a version is a number, as 15, 8.0.36 or 10.11.6-MariaDB")
    if connection.vendor == "postgresql":
        connection.__dict__["pg_version"] = numbers[0] * 10000 + (numbers[1] if len(numbers) > 1 else 0)
        connection.ops.compose_sql = lambda sql, params: sql % tuple(map(literal, params)) if params else sql
    elif connection.vendor == "mysql":
        connection.__dict__["mysql_server_data"] = {
            "version": server if len(numbers) > 2 else ".".join(map(str, (numbers + [0, 0])[:3])) + server.lstrip("0123456789."),
            "sql_mode": "STRICT_TRANS_TABLES", "default_storage_engine": "InnoDB", "sql_auto_is_null": False,
            "lower_case_table_names": False, "has_zoneinfo_database": True}
        connection.cursor = contextlib.nullcontext
        connection.introspection.get_storage_engine = lambda *a: "InnoDB"
        connection.poundlock_quotes = functools.partial(quoted, backslash=True)


def dialect_of(connection):
    if connection.vendor == "mysql":
        return "mariadb" if connection.mysql_is_mariadb else "mysql"
    found = {"postgresql": "postgres", "sqlite": "sqlite"}.get(connection.vendor)
    if not found:
        raise Refused(f"poundlock has no dialect for {connection.vendor}")
    return found


def literal(value, backslash=False):
    """As a client library would, which wants a connection for it."""
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return str(int(value)) if backslash else str(value).lower()
    if isinstance(value, (int, float, decimal.Decimal)):
        return str(value)
    text = str(value).replace("\\", "\\\\") if backslash else str(value)
    return "'" + text.replace("'", "''") + "'"


def quoted(value, backslash=False):
    """The same in a text that parameters are put into by %."""
    return literal(value, backslash).replace("%", "%%")


def through_ids(connection, state, app, models):
    """The ids of many-to-many tables are what migrations make of them: those do not look at an app's own sort of id."""
    for model in (field.remote_field.through for m in models for field in m._meta.local_many_to_many):
        if not model._meta.auto_created:
            continue
        try:
            historic = state.get_model(app, model.__name__)
        except LookupError:
            continue
        yield model, historic


def statements(connection, models):
    """The SQL that makes their tables, and those of their many-to-many fields."""
    editor = connection.schema_editor(collect_sql=True, atomic=False)
    editor.deferred_sql = []
    theirs = editor.quote_value
    # psycopg2 quotes a backslash by what it has heard of the last server that it talked to.
    if connection.vendor == "postgresql":
        editor.quote_value = lambda value: quoted(value) if isinstance(value, str) else theirs(value)
    editor.quote_value = getattr(connection, "poundlock_quotes", editor.quote_value)
    for model in models:
        editor.create_model(model)
    return editor.collected_sql + [str(statement) for statement in editor.deferred_sql]


def managed(connection):
    """{app label: [model]} of what this database's `migrate` makes."""
    found = {}
    for model in apps.get_models():
        if model._meta.can_migrate(connection) and router.allow_migrate_model(connection.alias, model):
            found.setdefault(model._meta.app_label, []).append(model)
    return found


def of_migrations(connection, models, notes):
    """What migrations make beside models."""
    if connection.vendor == "postgresql":
        from django.contrib.postgres import operations as postgres
        extension, collation = postgres.CreateExtension, getattr(postgres, "CreateCollation", ())
    else:
        extension = collation = ()
    for (app, name), migration in sorted(MigrationLoader(None).disk_migrations.items()):
        if not router.allow_migrate(connection.alias, app):
            continue
        for operation in migration.operations:
            if isinstance(operation, extension):
                models.extension(operation.name)
            elif isinstance(operation, collation):
                models.kind("", "collations")[operation.name] = collation_sql(connection, operation)
            elif isinstance(operation, RunSQL) and operation.sql not in (RunSQL.noop, "", []):
                notes.append(f"{app}.{name} runs SQL of its own: what it makes must be said in models beside these")


def collation_sql(connection, operation):
    words = [f"LOCALE = '{operation.locale}'", f"PROVIDER = {operation.provider}"]
    if not operation.deterministic:
        words.append("DETERMINISTIC = false")
    return f"CREATE COLLATION {connection.ops.quote_name(operation.name)} ({', '.join(words)})"


def read(connection, models, app, classes, notes):
    for sql in statements(connection, classes):
        if sql.lstrip().startswith("--"):
            continue
        try:
            models.read(sql)
        except Unknown as unknown:
            raise Refused(f"the models of {app} cannot be said: {unknown}") from None
    notes.extend(f"{app}: {note}" for note in models.notes)
    models.notes.clear()


def export(connection, server=None):
    """({app label: Models}, notes)"""
    try:
        return asked(connection, server)
    except Error as error:
        raise Refused(f"the server does not answer as it should: {str(error).strip()}\n"
                      "name its version, and it is not asked: --server 15") from None


def asked(connection, server):
    if server:
        offline(connection, server)
    dialect, notes, found = dialect_of(connection), [], {}
    state = MigrationLoader(None).project_state().apps
    for app, classes in sorted(managed(connection).items()):
        found[app] = Models(dialect)
        read(connection, found[app], app, classes, notes)
        for model, historic in through_ids(connection, state, app, classes):
            there = Models(dialect)
            read(connection, there, app, [historic], notes)
            key = model._meta.pk.column
            columns(found[app], model)[key] = columns(there, historic)[key]
    own = found[OWN] = Models(dialect)
    read(connection, own, OWN, [MigrationRecorder(connection).Migration], notes)
    of_migrations(connection, own, notes)
    if not server:
        for models in found.values():
            live.adopt(connection, models)
    return found, notes


def columns(models, model):
    schema, _, name = table_name(model).rpartition(".")
    return models.table(schema, name)["columns"]


def together(parts, dialect):
    """One Models of many."""
    whole = Models(dialect)
    for part in parts:
        for schema, kinds in part.schemas.items():
            for plural, items in kinds.items():
                whole.schemas.setdefault(schema, {}).setdefault(plural, {}).update(items)
    return whole


def table_name(model):
    """schema.table, where the model says it as "schema"."table"."""
    name = model._meta.db_table
    found = re.fullmatch(r'"?([^"]+)"\."([^"]+)"?', name)
    return f"{found[1]}.{found[2]}" if found else name.strip('"')


def needs(connection):
    """What a release of this project asks of the schema: an SELECT or INSERT of Django names every column of its model."""
    reads, writes = {}, {}
    for model in apps.get_models(include_auto_created=True):
        meta = model._meta
        if meta.proxy or meta.swapped or meta.abstract or not router.allow_migrate_model(connection.alias, model):
            continue
        fields = [f for f in meta.local_concrete_fields if f.db_parameters(connection).get("type")]
        named = [f.column for f in fields if not getattr(f, "generated", False)]
        reads.setdefault(table_name(model), {}).update(dict.fromkeys(f.column for f in fields))
        if meta.managed:
            writes.setdefault(table_name(model), {}).update(dict.fromkeys(named))
    return {kind: {table: list(columns) for table, columns in sorted(tables.items())}
            for kind, tables in (("reads", reads), ("writes", writes))}
