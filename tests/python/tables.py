"""Tables of SQLAlchemy: DIALECT in the environment says for which database."""
import enum
import os

from sqlalchemy import (
    BigInteger, Boolean, CheckConstraint, Column, Computed, Date, DateTime, Enum, Float, ForeignKey, ForeignKeyConstraint, Identity, Index,
    Integer, Interval, JSON, LargeBinary, MetaData, Numeric, Sequence, SmallInteger, String, Table, Text, Time, Unicode, UniqueConstraint,
    desc, func, text)
from sqlalchemy.orm import declarative_base

DIALECT = os.environ["DIALECT"]
Base = declarative_base()
metadata = Base.metadata


class Mood(enum.Enum):
    sad = 1
    glad = 2


class Person(Base):
    __tablename__ = "person"
    __table_args__ = (UniqueConstraint("name", "born", name="person_once"), CheckConstraint("length(name) > 0", name="person_named"),
                      Index("person_later", "born", "name", unique=True))
    id = Column(Integer, primary_key=True)
    name = Column(String(100), nullable=False, index=True)
    email = Column(String(200), unique=True)
    born = Column(Date)
    mood = Column(Enum(Mood, name="mood"), server_default="glad")
    size = Column(Enum("s", "m", name="size_of", native_enum=False, create_constraint=True))
    score = Column(Float, server_default=text("1.5"))
    created = Column(DateTime, server_default=func.now(), nullable=False)


class Order(Base):
    __tablename__ = "order"
    person_id = Column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    number = Column(Integer, primary_key=True, autoincrement=False)
    total = Column(Numeric(12, 2), CheckConstraint("total >= 0"), nullable=False)
    paid = Column(Boolean, default=False)
    note = Column(Text)
    data = Column(JSON)
    at = Column(Time)
    lasted = Column(Interval)
    small = Column(SmallInteger)
    raw = Column(LargeBinary)
    word = Column(Unicode(20), server_default="it's")
    doubled = Column(Integer, Computed("number * 2", persisted=True))
    # BRANCH: nickname = Column(String(30))


Table("line", metadata,
      Column("person", Integer), Column("order", Integer), Column("position", Integer, nullable=False),
      ForeignKeyConstraint(["person", "order"], ["order.person_id", "order.number"], name="line_of_order", onupdate="CASCADE"))
# Two that refer to each other.
Table("husband", metadata, Column("id", Integer, primary_key=True), Column("wife", ForeignKey("wife.id", name="husband_wife", use_alter=True)))
Table("wife", metadata, Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
      Column("husband", ForeignKey("husband.id", name="wife_husband", use_alter=True)))
if DIALECT == "postgres":
    from sqlalchemy.dialects import postgresql as pg
    Table("pg", metadata,
          Column("id", BigInteger, Identity(always=True, start=10, increment=5), primary_key=True),
          Column("other", Integer, Sequence("pg_other", start=5), server_default=text("nextval('pg_other')")),
          Column("tags", pg.ARRAY(String(10))), Column("data", pg.JSONB), Column("token", pg.UUID, unique=True),
          Column("network", pg.CIDR), Column("words", pg.TSVECTOR), Column("stay", pg.TSTZRANGE), Column("zoned", DateTime(timezone=True)),
          Column("exact", String(10, collation="C"), comment="it's exact"),
          Index("pg_data", "data", postgresql_using="gin", postgresql_ops={"data": "jsonb_path_ops"}),
          Index("pg_part", desc("exact"), postgresql_where=text("other > 3"), postgresql_include=["token"]),
          Index("pg_lower", text("lower(exact) varchar_pattern_ops")),
          Index("pg_fill", "other", postgresql_with={"fillfactor": 50}),
          pg.ExcludeConstraint(("stay", "&&"), name="pg_stay", using="gist"),
          UniqueConstraint("other", name="pg_later", deferrable=True, initially="DEFERRED"), comment="of PostgreSQL")
if DIALECT in ("mysql", "mariadb"):
    from sqlalchemy.dialects import mysql
    Table("my", metadata,
          Column("id", mysql.INTEGER(unsigned=True), primary_key=True), Column("tiny", mysql.TINYINT(1)),
          Column("one", mysql.ENUM("a", "it's")), Column("some", mysql.SET("a", "b")), Column("long", mysql.LONGTEXT, comment="it's long"),
          Column("exact", mysql.VARCHAR(10, charset="latin1", collation="latin1_bin")), Column("at", mysql.DATETIME(fsp=6)),
          Column("changed", mysql.TIMESTAMP, nullable=False, server_default=text("CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP")),
          Index("my_words", "long", **{DIALECT + "_prefix": "FULLTEXT"}), Index("my_part", "long", **{DIALECT + "_length": 20}),
          comment="of MySQL", **{DIALECT + "_engine": "InnoDB", DIALECT + "_charset": "utf8mb4"})
if DIALECT == "sqlite":
    Table("lite", metadata, Column("id", Integer, primary_key=True), Column("a", Integer),
          Index("lite_part", "a", sqlite_where=text("a > 3")), sqlite_autoincrement=True)
