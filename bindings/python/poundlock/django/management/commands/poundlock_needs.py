from django.core.management.base import BaseCommand
from django.db import DEFAULT_DB_ALIAS, connections

from poundlock import _yaml
from poundlock.django import export

HEAD = "Made by manage.py poundlock_needs: what this release reads and writes."


class Command(BaseCommand):
    help = "Writes what this release needs of the schema, as a manifest for poundlock gate --needs."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("-o", "--output", metavar="FILE", help="the file (standard output)")
        parser.add_argument("--name", default="django", help="what the manifest calls this release")
        parser.add_argument("--database", default=DEFAULT_DB_ALIAS, help="the alias of the database whose tables are meant")

    def handle(self, *args, **options):
        text = _yaml.document({"jobs": {options["name"]: export.needs(connections[options["database"]])}}, HEAD)
        if options["output"]:
            _yaml.write(options["output"], text)
        else:
            self.stdout.write(text, ending="")
