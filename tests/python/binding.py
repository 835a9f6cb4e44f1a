"""What a Python program does with libpoundlock, on one database: run as `binding.py URL MODELS-FOLDER`, fails with an exception."""
import datetime
import decimal
import enum
import os
import subprocess
import sys
import threading
import time
import uuid
import zoneinfo
from pathlib import Path

import poundlock

URL, FOLDER = sys.argv[1], Path(sys.argv[2])
# A server of MySQL knows names of zones only where somebody has loaded them.
ZONE = "+02:00" if URL.startswith(("mysql", "mariadb")) else "Europe/Prague"
HERE = datetime.timezone(datetime.timedelta(hours=2)) if ZONE[0] == "+" else zoneinfo.ZoneInfo(ZONE)
MODELS = """poundlock: 1
tables:
  entry:
    columns:
      id: { type: bigint, not_null: true }
      word: { type: varchar(100), not_null: true }
      amount: "decimal(12,2)"
      yes: boolean
      ratio: { type: { postgres: double precision, mysql: double, sqlite: real } }
      raw: { type: { postgres: bytea, mysql: blob, sqlite: blob } }
      at: { type: { postgres: timestamptz, mysql: datetime(6), sqlite: text } }
      day: date
    primary_key: [id]
"""


class Colour(enum.Enum):
    RED = "red"


def refused(kind, call, *words, **more):
    try:
        call(*words, **more)
    except kind as error:
        return error
    raise AssertionError(f"{call} was not refused with {kind.__name__}")


def connect(**more):
    return poundlock.open(database=URL, models=FOLDER / "models.yaml", time_zone=ZONE, **more)


def clear(db):
    db.execute("DELETE FROM entry")


def test_open():
    assert poundlock.version()
    error = refused(poundlock.Error, poundlock.open, databse=URL)
    assert error.exit_code == 78 and "database" in str(error), error
    assert refused(poundlock.Error, poundlock.open, database="sqlite:/nowhere/at/all.db").exit_code in (66, 69)
    env = dict(os.environ, POUNDLOCK_LIBRARY="/nowhere/libpoundlock.so")
    done = subprocess.run([sys.executable, "-c", "import poundlock; poundlock.open()"], env=env, capture_output=True, text=True)
    assert done.returncode == 1 and "POUNDLOCK_LIBRARY" in done.stderr, done.stderr
    os.environ["DATABASE_URL"] = URL                               # as the tool finds it
    with poundlock.open() as db:
        assert db.one("SELECT 1")[0] == 1
    refused(ValueError, db.query, "SELECT 1")
    db.close()


def test_values(db):
    clear(db)
    at = datetime.datetime(2026, 7, 1, 12, 30, 15, 250000, HERE)
    token = uuid.uuid4()
    values = dict(word="it's ✓ \\ \"x\"", amount=decimal.Decimal("1234.50"), yes=True, ratio=0.1, raw=b"\0\xff'", at=at, day=at.date())
    db.insert("entry", id=2**62, **values)
    row = db.one("SELECT * FROM entry", types={"amount": decimal.Decimal, "at": datetime.datetime, "day": datetime.date})
    assert row.id == 2**62 and row["word"] == values["word"] and row.amount == values["amount"], row
    assert row.yes in (True, 1) and row.ratio == 0.1 and row.raw == values["raw"] and row.at == at and row.day == at.date(), row
    assert row.at.tzinfo is db.time_zone and row[0] == row.id and row.keys()[:2] == ["id", "word"] and len(tuple(row)) == 8
    utc = at.astimezone(datetime.timezone.utc)
    assert db.one("SELECT id FROM entry WHERE at = ?", utc).id == 2**62
    assert db.execute("UPDATE entry SET word = ?, amount = ?, raw = ?, at = ?", str(token), None, None, at.replace(tzinfo=None)) == 1
    row = db.one("SELECT word, amount, raw, at FROM entry", types={"word": uuid.UUID, "amount": decimal.Decimal, "at": datetime.datetime})
    assert row == (token, None, None, at), row
    assert db.execute("UPDATE entry SET word = ?", Colour.RED) == 1 and db.one("SELECT word FROM entry").word == "red"
    refused(TypeError, db.execute, "UPDATE entry SET word = ?", ["a list"])
    refused(KeyError, db.query, "SELECT word FROM entry", types={"wrod": int})
    refused(AttributeError, getattr, db.one("SELECT word FROM entry"), "wrod")
    assert db.one("SELECT id FROM entry WHERE id = 0") is None and db.query("SELECT id FROM entry WHERE id = 0") == []


def test_autumn(db):
    """An hour that is there twice: only PostgreSQL's type can tell, and does."""
    if db.dialect != "postgres":
        return
    clear(db)
    twice = [datetime.datetime(2026, 10, 25, hour, 30, tzinfo=datetime.timezone.utc) for hour in (0, 1)]
    for number, at in enumerate(twice):
        db.insert("entry", id=number, word="x", at=at)
    found = [row.at.timestamp() for row in db.query("SELECT at FROM entry ORDER BY id", types={"at": datetime.datetime})]
    assert found == [at.timestamp() for at in twice], found        # two such moments of two zones never compare as equal


def test_rows(db):
    clear(db)
    with db.atomic():
        for number in range(500):
            db.execute("INSERT INTO entry (id, word) VALUES (?, ?)", number, f"word {number}")
    assert len(db.query("SELECT id FROM entry WHERE id < ?", 400)) == 400
    with db.rows("SELECT id FROM entry ORDER BY id") as rows:
        assert [next(rows).id, next(rows).id] == [0, 1]
        assert refused(poundlock.Error, db.query, "SELECT 1").code == "call"
    assert db.one("SELECT count(*) AS n FROM entry").n == 500


def test_errors(db):
    error = refused(poundlock.Error, db.query, "SELECT x FROM nowhere")
    assert error.exit_code and error.diagnostics and "nowhere" in str(error), error
    assert db.one("SELECT 1")[0] == 1
    assert "entry" in str(refused(poundlock.Error, db.table, "entrie"))
    assert db.table("entry").strip('"`') == "entry" and db.column("entry", "word").strip('"`') == "word"
    refused(poundlock.Error, db.insert, "entry", id=1)             # word refuses NULL
    refused(poundlock.Error, db.insert, "entry", id=1, wrod="x")


def count(db):
    return db.one("SELECT count(*) AS n FROM entry").n


def test_atomic(db):
    clear(db)
    with db.atomic():
        db.insert("entry", id=1, word="kept")
        try:
            with db.atomic():
                db.insert("entry", id=2, word="not kept")
                raise LookupError
        except LookupError:
            pass
        try:
            with db.atomic():
                db.insert("entry", id=1, word="twice")
        except poundlock.Error:
            pass
    assert count(db) == 1
    try:
        with db.atomic():
            db.insert("entry", id=3, word="not kept")
            raise LookupError
    except LookupError:
        pass
    assert count(db) == 1

    @db.atomic()
    def add(number, word="x"):
        db.insert("entry", id=number, word=word)
        return number
    assert add(4, word="y") == 4 and add.__name__ == "add" and count(db) == 2
    refused(poundlock.Error, add, 4)
    refused(ValueError, db.atomic(retries=1).__enter__)
    refused(ValueError, db.atomic, isolation="chaos")
    with db.atomic(read_only=db.dialect != "sqlite"):
        assert count(db) == 2


def test_retries(db):
    """What the server wants to be run again is, and only outside."""
    if db.dialect != "postgres":
        return
    clear(db)
    db.insert("entry", id=1, word="0")
    runs = []

    def add():
        runs.append(1)
        word = db.one("SELECT word FROM entry").word
        if len(runs) == 1:
            with connect() as other:
                other.execute("UPDATE entry SET word = ?", "10")
        db.execute("UPDATE entry SET word = ?", str(int(word) + 1))
    refused(poundlock.Error, db.atomic(isolation="repeatable read")(add))
    runs.clear()
    db.execute("UPDATE entry SET word = ?", "0")
    db.atomic(retries=3, isolation="repeatable read")(add)()
    assert len(runs) == 2 and db.one("SELECT word FROM entry").word == "11"


def test_fork(db):
    """The child has a session of its own; the parent's transaction is the parent's."""
    clear(db)

    def child(work):
        number = os.fork()
        if number == 0:
            try:
                work()
                os._exit(0)
            finally:
                os._exit(1)
        assert os.waitpid(number, 0)[1] == 0

    def adds():
        db.insert("entry", id=2, word="of the child")
        assert count(db) == 1

    def may_not():
        assert "fork" in str(refused(poundlock.Error, db.query, "SELECT 1"))
    child(adds)
    with db.atomic():
        db.insert("entry", id=1, word="of the parent")
        child(may_not)
    assert count(db) == 2


def test_close_old(db):
    number = {"postgres": "SELECT pg_backend_pid()", "sqlite": None}.get(db.dialect, "SELECT connection_id()")
    with connect(max_age="1ms") as young:
        first = young.one(number or "SELECT 1")[0]
        time.sleep(0.01)
        young.close_old()
        assert not number or young.one(number)[0] != first
        assert young.one("SELECT 1")[0] == 1
        with young.atomic():
            refused(poundlock.Error, young.close_old)


def test_threads(db):
    """Two threads take turns, also about whole transactions."""
    clear(db)
    db.insert("entry", id=1, word="0")

    def add():
        for _ in range(20):
            with db.atomic():
                word = int(db.one("SELECT word FROM entry").word)
                time.sleep(0)
                db.execute("UPDATE entry SET word = ?", str(word + 1))
    threads = [threading.Thread(target=add) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert db.one("SELECT word FROM entry").word == "60"


def test_gate(db):
    db.gate()
    needs = FOLDER / "needs.yaml"
    needs.write_text("jobs: { report: { reads: { entry: [id, word] } } }\n")
    db.gate(needs=needs)
    needs.write_text("jobs: { report: { reads: { entry: [id, gone] } } }\n")
    error = refused(poundlock.Never, db.gate, needs=needs)
    assert error.exit_code == 76 and "entry.gone" in str(error), error
    (FOLDER / "models.yaml").write_text(MODELS.replace("      day: date", "      day: date\n      coming: text"))
    with connect() as other:
        error = refused(poundlock.NotYet, other.gate, wait=0.1)
    assert error.exit_code == 75 and "entry.coming" in str(error) and isinstance(error, poundlock.GateClosed), error
    (FOLDER / "models.yaml").write_text("poundlock: [\n")
    with connect() as other:
        assert refused(poundlock.Error, other.gate).exit_code == 65
    (FOLDER / "models.yaml").write_text(MODELS)


def main():
    test_open()
    with connect() as db:
        for name, test in list(globals().items()):
            if name.startswith("test_") and name != "test_open":
                test(db)
                print(name, flush=True)


main()
