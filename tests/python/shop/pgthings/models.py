"""What only PostgreSQL has."""
import django
from django.contrib.postgres import fields, indexes, search
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Q


class Thing(models.Model):
    tags = fields.ArrayField(models.CharField(max_length=20), default=list)
    board = fields.ArrayField(fields.ArrayField(models.IntegerField(), size=3), null=True)
    attributes = fields.HStoreField(default=dict)
    years = fields.IntegerRangeField()
    days = fields.DateRangeField(null=True)
    stay = fields.DateTimeRangeField()
    price = fields.DecimalRangeField(null=True)
    big = fields.BigIntegerRangeField(null=True)
    words = search.SearchVectorField(null=True)
    room = models.IntegerField()
    name = models.CharField(max_length=50)
    data = models.JSONField()

    class Meta:
        indexes = [
            indexes.GinIndex(fields=["tags"], name="thing_tags", fastupdate=False),
            indexes.GinIndex(fields=["data"], name="thing_data", opclasses=["jsonb_path_ops"]),
            indexes.GinIndex(fields=["name"], name="thing_trgm", opclasses=["gin_trgm_ops"]),
            indexes.BrinIndex(fields=["room"], name="thing_brin", pages_per_range=8, autosummarize=True),
            indexes.HashIndex(fields=["name"], name="thing_hash"),
            indexes.GistIndex(fields=["stay"], name="thing_gist", fillfactor=80),
            indexes.SpGistIndex(fields=["years"], name="thing_spgist"),
            indexes.BTreeIndex(fields=["room"], name="thing_btree", fillfactor=70),
            indexes.BloomIndex(fields=["room"], name="thing_bloom", length=80, columns=[2]),
            models.Index(fields=["name"], name="thing_name", opclasses=["text_pattern_ops"], include=["room"], condition=Q(room__gt=1)),
        ]
        constraints = [
            ExclusionConstraint(name="thing_stay", expressions=[("stay", RangeOperators.OVERLAPS), ("room", RangeOperators.EQUAL)],
                                condition=Q(room__gt=0)),
            ExclusionConstraint(name="thing_years", expressions=[("years", RangeOperators.OVERLAPS)], deferrable=models.Deferrable.DEFERRED),
            models.UniqueConstraint(fields=["name", "room"], name="thing_later", deferrable=models.Deferrable.DEFERRED),
            models.UniqueConstraint(fields=["room"], name="thing_at_once", deferrable=models.Deferrable.IMMEDIATE),
            models.UniqueConstraint(fields=["name"], name="thing_include", include=["room"]),
            models.UniqueConstraint(fields=["name"], name="thing_opclass", opclasses=["varchar_pattern_ops"], condition=Q(room__gt=3)),
        ]
        if django.VERSION >= (5, 0):
            constraints.append(models.UniqueConstraint(fields=["big"], name="thing_nulls", nulls_distinct=False))


class Case(models.Model):
    name = models.CharField(max_length=30, db_collation="case_insensitive")

    class Meta:
        db_tablespace = "pg_default"


class Elsewhere(models.Model):
    """A table of another schema, as many write it."""
    name = models.CharField(max_length=30, db_index=True)
    case = models.ForeignKey(Case, on_delete=models.CASCADE)

    class Meta:
        db_table = 'other"."elsewhere'
