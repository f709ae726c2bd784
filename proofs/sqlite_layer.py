"""Stands between SQLite and the disk: hears of each write, sync and delete, and may refuse it.

A layer of SQLite's own kind (a VFS), made with ctypes in the library that Python itself uses: the
program and its settings are untouched, and nothing is compiled. https://sqlite.org/vfs.html
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ctypes import CFUNCTYPE, POINTER, Structure, c_char_p, c_int, c_int64, c_void_p
from pathlib import Path
from typing import Any, Final

from oci_map.values import dataclass

OK: Final = 0
FULL: Final = 13
IO_WRITE: Final = 10 | 3 << 8
IO_FSYNC: Final = 10 | 4 << 8
IO_TRUNCATE: Final = 10 | 6 << 8
IO_DELETE: Final = 10 | 10 << 8
_OPEN_CREATE: Final = 0x4
_NAME: Final = b"oci-map-proof"


class Unavailable(Exception):
    """The library that Python uses cannot be reached from here."""


@dataclass(frozen=True, slots=True)
class Call:
    """What SQLite is about to ask of the disk."""

    kind: str  # create, write, truncate, sync, delete
    path: str
    offset: int = 0  # of a write; the new size of a truncate; whether a delete is to be lasting
    data: bytes = b""


#: Is told before each call; anything but OK is what SQLite gets to hear instead of it.
Hook = Callable[[Call], int]

_X_OPEN = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, c_void_p)
_X_DELETE = CFUNCTYPE(c_int, c_void_p, c_char_p, c_int)
_X_CLOSE = CFUNCTYPE(c_int, c_void_p)
_X_WRITE = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
_X_TRUNCATE = CFUNCTYPE(c_int, c_void_p, c_int64)
_X_SYNC = CFUNCTYPE(c_int, c_void_p, c_int)


class _Layer(Structure):
    """sqlite3_vfs."""

    _fields_ = (
        ("version", c_int), ("file_size", c_int), ("longest_path", c_int), ("next", c_void_p),
        ("name", c_char_p), ("data", c_void_p), ("open", _X_OPEN), ("delete", _X_DELETE),
        ("others", c_void_p * 13),
    )  # fmt: skip


class _Methods(Structure):
    """sqlite3_io_methods."""

    _fields_ = (
        ("version", c_int), ("close", _X_CLOSE), ("read", c_void_p), ("write", _X_WRITE),
        ("truncate", _X_TRUNCATE), ("sync", _X_SYNC), ("others", c_void_p * 13),
    )  # fmt: skip


class _File(Structure):
    """sqlite3_file."""

    _fields_ = (("methods", POINTER(_Methods)),)


class _Between:
    """The layer, and the true methods of each file that is open through it."""

    def __init__(self, library: ctypes.CDLL) -> None:
        library.sqlite3_vfs_find.restype = POINTER(_Layer)
        self._library = library
        self._true_address = library.sqlite3_vfs_find(None)
        self._true: _Layer = self._true_address.contents
        self._open: dict[int, tuple[str, _Methods]] = {}
        self._made: dict[int, _Methods] = {}  # ours for each kind of file
        self._layer = _Layer.from_buffer_copy(self._true)
        self._layer.next = None
        self._layer.name = _NAME
        self._layer.open = _X_OPEN(self._on_open)
        self._layer.delete = _X_DELETE(self._on_delete)
        self._calls = (
            _X_CLOSE(self._on_close), _X_WRITE(self._on_write), _X_TRUNCATE(self._on_truncate),
            _X_SYNC(self._on_sync),
        )  # fmt: skip
        self.hook: Hook | None = None

    def begin(self) -> None:
        """Have every file that is opened from now on opened through this layer."""
        if self._library.sqlite3_vfs_register(ctypes.byref(self._layer), 1):
            raise Unavailable("SQLite took no layer")

    def end(self) -> None:
        """Leave new files to SQLite again."""
        self._library.sqlite3_vfs_unregister(ctypes.byref(self._layer))
        self._library.sqlite3_vfs_register(self._true_address, 1)

    def _told(self, call: Call) -> int:
        return OK if self.hook is None else self.hook(call)

    def _on_open(self, _own: Any, name: Any, file: Any, flags: int, out: Any) -> int:
        path = os.fsdecode(ctypes.string_at(name)) if name else ""
        if path and flags & _OPEN_CREATE and not Path(path).exists():
            refused = self._told(Call("create", path))
            if refused:
                return refused
        address = ctypes.cast(self._true_address, c_void_p)
        code: int = self._true.open(address, name, file, flags, out)
        opened = ctypes.cast(file, POINTER(_File)).contents
        if code == OK and opened.methods:
            true = opened.methods.contents
            self._open[file] = (path, true)
            opened.methods = ctypes.pointer(self._ours(true))
        return code

    def _ours(self, true: _Methods) -> _Methods:
        address = ctypes.addressof(true)
        if address not in self._made:
            ours = _Methods.from_buffer_copy(true)
            ours.close, ours.write, ours.truncate, ours.sync = self._calls
            self._made[address] = ours
        return self._made[address]

    def _on_delete(self, _own: Any, name: bytes, lasting: int) -> int:
        path = os.fsdecode(name)
        refused = self._told(Call("delete", path, lasting)) if Path(path).exists() else OK
        address = ctypes.cast(self._true_address, c_void_p)
        return refused or int(self._true.delete(address, name, lasting))

    def _on_close(self, file: int) -> int:
        _path, true = self._open.pop(file)
        code: int = true.close(file)
        return code

    def _on_write(self, file: int, data: int, size: int, offset: int) -> int:
        path, true = self._open[file]
        refused = self._told(Call("write", path, offset, ctypes.string_at(data, size)))
        return refused or int(true.write(file, data, size, offset))

    def _on_truncate(self, file: int, size: int) -> int:
        path, true = self._open[file]
        return self._told(Call("truncate", path, size)) or int(true.truncate(file, size))

    def _on_sync(self, file: int, flags: int) -> int:
        path, true = self._open[file]
        return self._told(Call("sync", path)) or int(true.sync(file, flags))


_between: list[_Between] = []  # SQLite keeps its address: it lives as long as the process


@contextmanager
def hearing(hook: Hook) -> Iterator[None]:
    """Tell a function of what SQLite does to files that are opened within this block."""
    if not _between:
        _between.append(_Between(_library()))
    layer = _between[0]
    layer.hook = hook
    layer.begin()
    try:
        yield
    finally:
        layer.end()
        layer.hook = None


def _library() -> ctypes.CDLL:
    """Return the very library that Python's sqlite3 calls, which keeps the list of layers."""
    import _sqlite3

    candidates = [str(_sqlite3.__file__)] if hasattr(_sqlite3, "__file__") else []
    maps = Path("/proc/self/maps")
    if maps.exists():
        lines = maps.read_text("utf-8").splitlines()
        candidates[:0] = {line.split()[-1] for line in lines if "libsqlite3" in line}
    for candidate in candidates:
        library = ctypes.CDLL(candidate)
        if hasattr(library, "sqlite3_vfs_register"):
            return library
    raise Unavailable("this Python keeps SQLite to itself")
