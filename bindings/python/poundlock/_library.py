"""libpoundlock through ctypes: its structures, its calls, and where it is found."""
import ctypes
import ctypes.util
import os
from ctypes import POINTER, Structure, c_bool, c_char_p, c_double, c_int, c_int64, c_long, c_size_t, c_void_p

NULL, BOOL, INT, REAL, TEXT, BYTES = range(6)


class Diag(Structure):
    pass


Diag._fields_ = [("code", c_char_p), ("severity", c_int), ("exit_code", c_int), ("file", c_char_p), ("line", c_int), ("column", c_int),
                 ("object", c_char_p), ("text", c_char_p), ("hint", c_char_p), ("next", POINTER(Diag))]


class Datum(Structure):
    _fields_ = [("type", c_int), ("number", c_int64), ("real", c_double), ("text", c_void_p), ("len", c_size_t)]


class Row(Structure):
    _fields_ = [("columns", c_int), ("names", POINTER(c_char_p)), ("values", POINTER(Datum))]


class AtomicOptions(Structure):
    _fields_ = [("retries", c_int), ("pause_ms", c_int), ("isolation", c_int), ("read_only", c_bool)]


CALLS = {
    "pl_new": (c_void_p,),
    "pl_free": (None, c_void_p),
    "pl_version": (c_char_p,),
    "pl_diags": (POINTER(Diag), c_void_p),
    "pl_forget": (None, c_void_p),
    "pl_open": (c_void_p, c_void_p, POINTER(c_char_p)),
    "pl_close": (None, c_void_p),
    "pl_close_old": (c_bool, c_void_p),
    "pl_dialect_word": (c_char_p, c_void_p),
    "pl_time_zone": (c_char_p, c_void_p),
    "pl_exec": (c_bool, c_void_p, c_char_p, POINTER(Datum), c_int, POINTER(c_int64)),
    "pl_rows_open": (c_void_p, c_void_p, c_char_p, POINTER(Datum), c_int),
    "pl_rows_next": (POINTER(Row), c_void_p),
    "pl_rows_close": (c_bool, c_void_p),
    "pl_begin": (c_bool, c_void_p, POINTER(AtomicOptions)),
    "pl_commit": (c_bool, c_void_p),
    "pl_rollback": (c_bool, c_void_p),
    "pl_may_repeat": (c_bool, c_void_p),
    "pl_table": (c_char_p, c_void_p, c_char_p),
    "pl_column": (c_char_p, c_void_p, c_char_p, c_char_p),
    "pl_insert": (c_bool, c_void_p, c_char_p, POINTER(c_char_p), POINTER(Datum), c_int),
    "pl_gate": (c_bool, c_void_p, c_char_p, c_char_p, c_long, POINTER(c_int)),
}
SONAME = "libpoundlock.so.0"
_loaded = None


class Missing(ImportError):
    """The library is not there, or is another one."""


def _candidates():
    said = os.environ.get("POUNDLOCK_LIBRARY")
    if said:
        return [said]
    found = ctypes.util.find_library("poundlock")
    return [os.path.join(os.path.dirname(os.path.abspath(__file__)), SONAME), SONAME, *([found] if found else [])]


def library():
    """The library, loaded once: that of POUNDLOCK_LIBRARY, the one beside this file, or that of the system."""
    global _loaded
    if _loaded:
        return _loaded
    wrong = []
    for path in _candidates():
        try:
            lib = ctypes.CDLL(path)
            break
        except OSError as error:
            wrong.append(str(error))
    else:
        raise Missing(f"{SONAME} cannot be loaded ({'; '.join(wrong)}): install it with `make install-lib` and ldconfig, or name its file "
                      "in POUNDLOCK_LIBRARY")
    for name, (result, *arguments) in CALLS.items():
        try:
            call = getattr(lib, name)
        except AttributeError:
            raise Missing(f"{lib._name} has no {name}: it is not of this version") from None
        call.restype, call.argtypes = result, arguments
    _loaded = lib
    return lib
