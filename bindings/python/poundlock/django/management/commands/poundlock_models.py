import os

from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS, connections

from poundlock import _yaml
from poundlock.django import export

HEAD = "Made by manage.py poundlock_models: change the models of the application, not this file."


class Command(BaseCommand):
    help = "Writes the models of this project as poundlock models."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("-o", "--output", metavar="PATH", help="a folder: a file for each app; or a file (standard output)")
        parser.add_argument("--database", default=DEFAULT_DB_ALIAS, help="the alias of the database whose tables are meant")
        parser.add_argument("--server", metavar="VERSION", help="the version of its server, which is not asked then: 15, 10.11.6-MariaDB")

    def handle(self, *args, **options):
        connection = connections[options["database"]]
        try:
            found, notes = export.export(connection, options["server"])
        except export.Refused as refused:
            raise CommandError(str(refused)) from None
        for note in notes:
            self.stderr.write(f"note: {note}")
        path = options["output"]
        if path and not path.endswith((".yaml", ".yml")):
            self.folder(path, found)
            return
        text = _yaml.models_text(export.together(found.values(), export.dialect_of(connection)), HEAD)
        if path:
            _yaml.write(path, text)
        else:
            self.stdout.write(text, ending="")

    @staticmethod
    def folder(path, found):
        """Files of apps that are gone go, too; what others wrote beside them stays."""
        os.makedirs(path, exist_ok=True)
        for app, models in found.items():
            _yaml.write(os.path.join(path, app + ".yaml"), _yaml.models_text(models, HEAD))
        for name in os.listdir(path):
            file = os.path.join(path, name)
            if not name.endswith(".yaml") or name[:-5] in found:
                continue
            with open(file, encoding="utf-8") as f:
                stale = f.readline() == f"# {HEAD}\n"
            if stale:
                os.remove(file)
