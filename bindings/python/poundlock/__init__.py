"""poundlock inside Python programs: one set-up call, transactions, rows, connections that stay fresh, and the gate.

    import poundlock

    db = poundlock.open()                          # poundlock.yaml, as the tool finds it
    db.gate(job="nightly-report")                  # raises NotYet or Never where the schema is not what the job needs
    with db.atomic():
        for row in db.query("SELECT id, total FROM orders WHERE day = ?", day):
            db.execute("UPDATE line SET total = ? WHERE order_id = ?", row.total, row.id)

A connection belongs to one thread at a time. After a fork the child gets a session of its own. Nothing is compiled: libpoundlock
is found in POUNDLOCK_LIBRARY, beside this package, or where the system has it.
"""
import contextlib
import ctypes
import datetime
import decimal
import enum
import functools
import logging
import random
import re
import threading
import time
import uuid
import weakref

from . import _library
from ._library import Missing

__all__ = ["open", "version", "Connection", "Row", "Diagnostic", "Error", "GateClosed", "NotYet", "Never", "CannotTell", "Missing"]
LEVELS = (logging.INFO, logging.WARNING, logging.ERROR)
ISOLATIONS = (None, "read committed", "repeatable read", "serializable")
log = logging.getLogger("poundlock")


class Diagnostic:
    """One thing that poundlock says."""
    __slots__ = ("code", "severity", "exit_code", "file", "line", "column", "object", "text", "hint")

    def __init__(self, said):
        for name in self.__slots__:
            value = getattr(said, name)
            setattr(self, name, value.decode("utf-8", "replace") if isinstance(value, bytes) else value)
        self.severity = ("note", "warning", "error")[said.severity]

    def __str__(self):
        place = f" ({self.file}:{self.line}:{self.column})" if self.file and self.line else f" ({self.file})" if self.file else ""
        return f"{self.text}{place}" + (f"; {self.hint}" if self.hint else "")


class Error(Exception):
    """What poundlock refused. `diagnostics` say why, `exit_code` is what a program that ends because of it should return."""

    def __init__(self, diagnostics, exit_code=None):
        self.diagnostics = diagnostics
        errors = [d for d in diagnostics if d.severity == "error"]
        self.exit_code = exit_code if exit_code is not None else errors[-1].exit_code if errors else 70
        super().__init__("\n".join(str(d) for d in errors or diagnostics) or "poundlock gave no reason")

    @property
    def code(self):
        """The word of the newest error, as "unreachable"."""
        return next((d.code for d in reversed(self.diagnostics) if d.severity == "error"), None)


class GateClosed(Error):
    """The schema does not have what the job needs."""


class NotYet(GateClosed):
    """It will have: try again later (75)."""


class Never(GateClosed):
    """It has moved past it: another release must be deployed (76)."""


class CannotTell(GateClosed):
    """Nobody can decide (2)."""


VERDICTS = {2: CannotTell, 75: NotYet, 76: Never}


class Row(tuple):
    """A tuple whose values are also found by the names of the columns: row.total, row["total"]."""

    def __new__(cls, names, values):
        row = super().__new__(cls, values)
        row._names = names
        return row

    def __getitem__(self, key):
        if not isinstance(key, str):
            return super().__getitem__(key)
        try:
            return super().__getitem__(self._names[key])
        except KeyError:
            raise KeyError(f"there is no column {key!r}, but {', '.join(self._names)}") from None

    def __getattr__(self, name):
        try:
            return super().__getitem__(self.__dict__["_names"][name])
        except KeyError:
            raise AttributeError(f"there is no column {name!r}") from None

    def keys(self):
        return list(self._names)

    def __reduce__(self):
        return Row, (self._names, tuple(self))


def version():
    """The version of the library."""
    return _library.library().pl_version().decode()


def open(settings=None, **more):
    """Connects to the database of the settings. With none, poundlock.yaml is found and the environment is read as the tool does;
    else these are keys of poundlock.yaml, and neither is read: open(database="sqlite:shop.db", time_zone="Europe/Prague").
    config="PATH" names such a file beside them ("" for the one that the tool would find)."""
    return Connection(None if settings is None and not more else {**(settings or {}), **more})


def _free(lib, pl):
    lib.pl_free(pl)


class Connection:
    def __init__(self, settings=None):
        self._lib = _library.library()
        self._lock = threading.RLock()
        self._pl = self._lib.pl_new()
        self._level = 0
        self._zone = None
        if not self._pl:
            raise MemoryError("no memory for a poundlock context")
        self._end = weakref.finalize(self, _free, self._lib, self._pl)
        words = None
        if settings is not None:
            flat = [text for key, value in settings.items() for text in (key, self._setting(value))]
            words = (ctypes.c_char_p * (len(flat) + 1))(*(text.encode() for text in flat), None)
        self._conn = self._lib.pl_open(self._pl, words)
        try:
            self._said(bool(self._conn))
        except Error:
            self._end()
            raise

    @staticmethod
    def _setting(value):
        return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.close()

    # --- what the library says

    def _said(self, ok, kind=Error, exit_code=None):
        """Takes over what there is to say: raised when the call failed, else handed to the log "poundlock"."""
        found, said = [], self._lib.pl_diags(self._pl)
        while said:
            found.append(Diagnostic(said.contents))
            said = said.contents.next
        if found:
            self._lib.pl_forget(self._pl)
        if not ok:
            raise kind(found, exit_code)
        for diagnostic in found:
            log.log({"note": 20, "warning": 30, "error": 40}[diagnostic.severity], "%s", diagnostic)

    def _call(self, name, *arguments):
        with self._lock:
            if not self._end.alive:
                raise ValueError("the connection has been closed")
            found = getattr(self._lib, name)(self._conn, *arguments)
            self._said(bool(found))
            return found

    # --- the connection

    def close(self):
        """Ends it; an open transaction is rolled back. Closing twice is no error."""
        with self._lock:
            self._end()

    def close_old(self):
        """Between two tasks of a program that runs for long: drops a session that is broken or older than the setting max_age."""
        self._call("pl_close_old")

    @property
    def dialect(self):
        """"postgres", "mysql", "mariadb" or "sqlite"."""
        return self._call("pl_dialect_word").decode()

    @property
    def time_zone(self):
        """The time zone of the settings, in which times are sent and read."""
        if self._zone is None:
            self._zone = _zone(self._call("pl_time_zone").decode())
        return self._zone

    # --- statements

    def _values(self, params):
        keep = []

        def datum(value):
            if isinstance(value, enum.Enum):
                value = value.value
            if value is None:
                return _library.Datum(_library.NULL, 0, 0, None, 0)
            if isinstance(value, bool):
                return _library.Datum(_library.BOOL, int(value), 0, None, 0)
            if isinstance(value, int) and -2**63 <= value < 2**63:
                return _library.Datum(_library.INT, value, 0, None, 0)
            if isinstance(value, float):
                return _library.Datum(_library.REAL, 0, value, None, 0)
            binary = isinstance(value, (bytes, bytearray, memoryview))
            data = bytes(value) if binary else self._text(value).encode("utf-8")
            keep.append(ctypes.create_string_buffer(data, len(data) + 1))
            return _library.Datum(_library.BYTES if binary else _library.TEXT, 0, 0, ctypes.addressof(keep[-1]), len(data))

        array = (_library.Datum * max(len(params), 1))(*map(datum, params))
        array.kept = keep
        return array

    def _text(self, value):
        if isinstance(value, str):
            return value
        if isinstance(value, datetime.datetime):
            local = value.astimezone(self.time_zone) if value.tzinfo else value.replace(tzinfo=self.time_zone)
            # Only PostgreSQL takes the offset, without which an hour in autumn is two.
            return local.isoformat(" ") if self.dialect == "postgres" else local.replace(tzinfo=None).isoformat(" ")
        if isinstance(value, datetime.time) and value.tzinfo:
            raise TypeError("a time of day with a time zone means nothing without its day")
        if isinstance(value, (datetime.date, datetime.time)):
            return value.isoformat()
        if isinstance(value, decimal.Decimal):
            return format(value, "f")
        if isinstance(value, (int, uuid.UUID)):
            return str(value)
        raise TypeError(f"a {type(value).__name__} is no value for a database: make a text of it, as json.dumps does")

    def execute(self, sql, *params):
        """Runs one statement, and returns how many rows it inserted, updated or deleted."""
        affected = ctypes.c_int64()
        values = self._values(params)
        self._call("pl_exec", sql.encode("utf-8"), values, len(params), ctypes.byref(affected))
        return affected.value

    def query(self, sql, *params, types=None):
        """The rows of a statement, as a list. `types` turns columns that come as text into something else:
        types={"total": Decimal, "at": datetime} or any function of a text."""
        with self.rows(sql, *params, types=types) as rows:
            return list(rows)

    def one(self, sql, *params, types=None):
        """The first row, or None."""
        with self.rows(sql, *params, types=types) as rows:
            return next(rows, None)

    @contextlib.contextmanager
    def rows(self, sql, *params, types=None):
        """The same row by row, for results that are too large to be held. Meanwhile the connection takes no other statement."""
        with self._lock:
            values = self._values(params)
            handle = self._call("pl_rows_open", sql.encode("utf-8"), values, len(params))
            try:
                yield self._rows(handle, types or {})
            except BaseException:
                self._lib.pl_rows_close(handle)
                self._lib.pl_forget(self._pl)
                raise
            self._said(self._lib.pl_rows_close(handle))

    def _rows(self, handle, types):
        names = readers = None
        while True:
            row = self._lib.pl_rows_next(handle)
            if not row:
                return
            row = row.contents
            if names is None:
                names = {row.names[i].decode("utf-8", "replace"): i for i in reversed(range(row.columns))}
                names = dict(sorted(names.items(), key=lambda item: item[1]))
                for name in types:
                    if name not in names:
                        raise KeyError(f"there is no column {name!r}, but {', '.join(names)}")
                readers = [types.get(row.names[i].decode("utf-8", "replace")) for i in range(row.columns)]
            yield Row(names, [self._read(row.values[i], readers[i]) for i in range(row.columns)])

    def _read(self, datum, reader):
        if datum.type == _library.NULL:
            return None
        if datum.type == _library.BOOL:
            value = bool(datum.number)
        elif datum.type == _library.INT:
            value = datum.number
        elif datum.type == _library.REAL:
            value = datum.real
        else:
            value = ctypes.string_at(datum.text, datum.len)
            value = value if datum.type == _library.BYTES else value.decode("utf-8", "surrogateescape")
        if reader is None:
            return value
        if reader is datetime.datetime:
            return _moment(value, self.time_zone)
        if reader is datetime.date or reader is datetime.time:
            return reader.fromisoformat(value)
        return reader(value)

    # --- what the models declare

    def table(self, name):
        """The name of a table as statements have it; an Error when no model declares it."""
        return self._call("pl_table", name.encode()).decode()

    def column(self, table, name):
        return self._call("pl_column", table.encode(), name.encode()).decode()

    def insert(self, table, **values):
        """Adds a row to a table that the models declare, with columns that they declare."""
        words = (ctypes.c_char_p * max(len(values), 1))(*(name.encode() for name in values))
        data = self._values(tuple(values.values()))
        self._call("pl_insert", table.encode(), words, data, len(values))

    # --- transactions

    def atomic(self, retries=0, pause=0.02, isolation=None, read_only=False):
        """A transaction: kept when the block, or the function that it decorates, ends well, else rolled back. One within another is a
        savepoint. `retries` is for functions: how often one is run again after a deadlock, a serialisation failure, or a connection
        that broke before the commit; what else it did has then been done twice."""
        if isolation not in ISOLATIONS:
            raise ValueError(f"isolation is one of {', '.join(filter(None, ISOLATIONS))}")
        return _Atomic(self, retries, pause, _library.AtomicOptions(0, 0, ISOLATIONS.index(isolation), read_only))

    def gate(self, job=None, needs=None, wait=0):
        """Comes back when the schema has what is needed: by the declared job, or the manifest in the file `needs`; with neither,
        what the settings say, else all models. Waits up to `wait` seconds for "not yet" to become another. Raises NotYet, Never or
        CannotTell, or another Error when it could not be found out."""
        verdict = ctypes.c_int()
        with self._lock:
            if not self._end.alive:
                raise ValueError("the connection has been closed")
            known = self._lib.pl_gate(self._conn, job.encode() if job else None, str(needs).encode() if needs else None,
                                      int(wait * 1000), ctypes.byref(verdict))
            self._said(known and verdict.value == 0, VERDICTS.get(verdict.value, Error) if known else Error, verdict.value or None)


class _Atomic:
    def __init__(self, connection, retries, pause, options):
        self.connection, self.retries, self.pause, self.options = connection, retries, pause, options

    def __enter__(self):
        if self.retries:
            raise ValueError("a block cannot be run again: with retries atomic() decorates a function")
        self._begin()
        return self.connection

    def __exit__(self, kind, value, traceback):
        self._end(kind is None)

    def _begin(self):
        c = self.connection
        c._lock.acquire()
        try:
            c._call("pl_begin", ctypes.byref(self.options))
        except BaseException:
            c._lock.release()
            raise
        c._level += 1

    def _end(self, well):
        c = self.connection
        c._level -= 1
        try:
            if well:
                c._call("pl_commit")
            else:
                c._lib.pl_rollback(c._conn)
                c._lib.pl_forget(c._pl)
        finally:
            c._lock.release()

    def __call__(self, function):
        @functools.wraps(function)
        def whole(*arguments, **more):
            for again in range(self.retries + 1):
                try:
                    self._begin()
                    try:
                        result = function(*arguments, **more)
                    except BaseException:
                        self._end(False)
                        raise
                    self._end(True)
                    return result
                except Error:
                    c = self.connection
                    if again == self.retries or c._level or not c._lib.pl_may_repeat(c._conn):
                        raise
                    time.sleep(self.pause * 2 ** again * (0.5 + random.random() / 2))
        return whole


def _zone(name):
    if name.upper() in ("UTC", "Z"):
        return datetime.timezone.utc
    offset = re.fullmatch(r"([+-])(\d\d?):?(\d\d)", name)
    if offset:
        delta = datetime.timedelta(hours=int(offset[2]), minutes=int(offset[3]))
        return datetime.timezone(delta if offset[1] == "+" else -delta)
    from zoneinfo import ZoneInfo
    return ZoneInfo(name)


MOMENT = re.compile(r"(\d{4,})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,6})\d*)?)?)? ?(Z|[+-]\d\d(?::?\d\d)?(?::\d\d)?)?", re.I)


def _moment(text, zone):
    """A moment in the settings' time zone, of what a database writes; without an offset it is the clock there."""
    m = MOMENT.fullmatch(text)
    if not m:
        raise ValueError(f"{text!r} is no moment")
    found = datetime.datetime(*(int(n or 0) for n in m.groups()[:6]), int((m[7] or "0").ljust(6, "0")))
    if not m[8]:
        return found.replace(tzinfo=zone)
    if m[8] in "zZ":
        return found.replace(tzinfo=datetime.timezone.utc).astimezone(zone)
    hours, minutes, seconds = ([int(n) for n in re.findall(r"\d\d", m[8])] + [0, 0])[:3]
    delta = datetime.timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return found.replace(tzinfo=datetime.timezone(delta if m[8][0] == "+" else -delta)).astimezone(zone)
