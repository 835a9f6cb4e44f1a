from django.contrib.postgres.operations import (
    BloomExtension, BtreeGistExtension, CreateCollation, HStoreExtension, TrigramExtension)
from django.db import migrations


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        BtreeGistExtension(), BloomExtension(), HStoreExtension(), TrigramExtension(),
        CreateCollation("case_insensitive", provider="icu", locale="und-u-ks-level2", deterministic=False),
        migrations.RunSQL("CREATE SCHEMA other", "DROP SCHEMA other"),
    ]
