"""Every field, constraint, index and Meta option that means something for a schema, on all databases."""
import uuid

import django
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower, Upper


class Stamped(models.Model):
    created = models.DateTimeField(auto_now_add=True)
    changed = models.DateTimeField(auto_now=True, db_index=True)

    class Meta:
        abstract = True


class Person(Stamped):
    name = models.CharField(max_length=100)
    email = models.EmailField(unique=True)
    slug = models.SlugField()
    born = models.DateField(null=True)
    # BRANCH: nickname = models.CharField(max_length=30)


class Author(Person):
    """A child table of its own."""
    biography = models.TextField(blank=True)
    friends = models.ManyToManyField("self")


class Reader(Person):
    class Meta:
        proxy = True


class Shelf(models.Model):
    code = models.CharField(max_length=12, primary_key=True)
    parent = models.ForeignKey("self", null=True, on_delete=models.CASCADE)

    class Meta:
        db_table = "library shelves"


class Book(Stamped):
    class Kind(models.TextChoices):
        NOVEL = "novel"
        POEMS = "poems"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    title = models.CharField(max_length=200, db_index=True)
    isbn = models.CharField("ISBN", max_length=13, unique=True, null=True)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.NOVEL)
    authors = models.ManyToManyField(Author, related_name="books")
    editors = models.ManyToManyField(Person, through="Editing", related_name="edited")
    shelf = models.ForeignKey(Shelf, on_delete=models.PROTECT, to_field="code", db_column="on_shelf")
    loose = models.ForeignKey(Shelf, on_delete=models.DO_NOTHING, db_constraint=False, null=True, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, db_index=False)
    pages = models.PositiveIntegerField(default=0)
    price = models.DecimalField(max_digits=8, decimal_places=2)
    order = models.IntegerField("a word of SQL", default=1)

    class Meta:
        ordering = ["title"]
        unique_together = [("title", "kind")]
        if django.VERSION < (5, 1):
            index_together = [("kind", "pages")]
        indexes = [
            models.Index(fields=["title", "-price"]),
            models.Index(fields=["pages"], name="book_pages", condition=Q(pages__gt=1000)),
            models.Index(Lower("title").desc(), Upper("kind"), name="book_lower_title"),
        ]
        constraints = [
            models.CheckConstraint(name="book_price_%(class)s", **{"condition" if django.VERSION >= (5, 1) else "check": Q(price__gte=0) | Q(kind="free")}),
            models.CheckConstraint(name="book_quote", **{"condition" if django.VERSION >= (5, 1) else "check": ~Q(kind="it's a \\ \"test\"")}),
            models.UniqueConstraint(fields=["shelf", "order"], name="book_place"),
            models.UniqueConstraint(fields=["owner"], name="book_owned_once", condition=Q(kind="novel")),
        ]


if django.VERSION >= (4, 0):
    Book._meta.constraints.append(models.UniqueConstraint(Lower("title"), F("pages").desc(), name="book_title_pages"))


class Editing(models.Model):
    book = models.ForeignKey(Book, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    share = models.FloatField(default=1.0)

    class Meta:
        unique_together = ("book", "person")


class Everything(models.Model):
    small_id = models.SmallAutoField(primary_key=True)
    one = models.OneToOneField(Book, on_delete=models.CASCADE)
    big = models.BigIntegerField()
    small = models.SmallIntegerField()
    positive_small = models.PositiveSmallIntegerField()
    positive_big = models.PositiveBigIntegerField(unique=True)
    binary = models.BinaryField(max_length=300)
    yes = models.BooleanField(default=True)
    maybe = models.BooleanField(null=True)
    day = models.DateField()
    moment = models.DateTimeField(null=True)
    clock = models.TimeField()
    span = models.DurationField()
    file = models.FileField(upload_to="x")
    path = models.FilePathField(path="/")
    image = models.CharField(max_length=255)
    ratio = models.FloatField()
    address = models.GenericIPAddressField(null=True, unique=True)
    data = models.JSONField(default=dict)
    maybe_data = models.JSONField(null=True)
    text = models.TextField(default="x")
    link = models.URLField(max_length=500)
    token = models.UUIDField(unique=True)
    exact = models.CharField(max_length=20, db_collation={"postgresql": "C", "mysql": "utf8mb4_bin"}.get(
        settings.ENGINE, "NOCASE"))
    select = models.CharField(max_length=5, db_column="a column's name")


class Legacy(models.Model):
    name = models.CharField(max_length=10)

    class Meta:
        managed = False
        db_table = "legacy"


if django.VERSION >= (4, 2):
    class Commented(models.Model):
        note = models.CharField(max_length=10, db_comment="what's said; -- not SQL")

        class Meta:
            db_table_comment = "a table's comment"


if django.VERSION >= (5, 0):
    from django.db.models.functions import Now

    class Computed(models.Model):
        amount = models.IntegerField(db_default=7)
        word = models.CharField(max_length=10, db_default="it's")
        moment = models.DateTimeField(db_default=Now())
        maybe = models.BooleanField(db_default=False)
        double = models.GeneratedField(expression=F("amount") * 2, output_field=models.IntegerField(), db_persist=True)
