"""Spares what PySide does for others while it is imported, and for each module that comes after.

PySide keeps its support as source inside a library and compiles it at every start, which is a
third of the time in which it is imported.
"""

from __future__ import annotations

import builtins
import marshal
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import MAGIC_NUMBER, cache_from_source, source_hash
from pathlib import Path
from types import CodeType
from typing import Any, Final

_SUPPORT: Final = "shibokensupport/"
#: What of it is for editors and for the words of an error.
_LATER: Final = ("lib/pyi_generator.py", "lib/enum_sig.py", "layout.py", "errorhandler.py")

#: What stands for such a module until something of it is asked for.
_UNTIL_ASKED: Final = """
def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    known = globals()
    if known.pop("__getattr__", None) is not None:
        exec(compile({source!r}, {filename!r}, "exec"), known)
    if name not in known:
        raise AttributeError(name)
    return known[name]
"""


def load() -> None:
    """Import PySide with as little of its support as it needs, and leave later imports alone."""
    with _compiling_less():
        from PySide6 import QtCore  # noqa: F401 - brings its support with it
    _trust()


@contextmanager
def _compiling_less() -> Iterator[None]:
    """Compile PySide's support at the first start, and some of it only at its first use."""
    at_once = builtins.compile

    def compiled(source: Any, filename: Any, *rest: Any, **others: Any) -> Any:
        if isinstance(source, bytes) and str(filename).startswith(_SUPPORT):
            if str(filename).endswith(_LATER):
                source = _UNTIL_ASKED.format(source=source, filename=filename).encode()
            return _kept(source, str(filename))
        return at_once(source, filename, *rest, **others)

    builtins.compile = compiled
    try:
        yield
    finally:
        builtins.compile = at_once


def _kept(source: bytes, filename: str) -> CodeType:
    """Return what was compiled of this source before, as Python does for modules in folders."""
    begin = MAGIC_NUMBER + source_hash(source)
    place = Path(cache_from_source(str(Path(__file__).parent / filename.replace("/", "."))))
    with suppress(OSError, ValueError, EOFError, TypeError):
        found = place.read_bytes()
        code = marshal.loads(found[len(begin) :]) if found.startswith(begin) else None  # noqa: S302
        if isinstance(code, CodeType):
            return code
    code = _compile(source, filename, "exec")
    if not sys.dont_write_bytecode:
        with suppress(OSError):
            place.parent.mkdir(parents=True, exist_ok=True)
            draft = place.with_suffix(f".{os.getpid()}")
            draft.write_bytes(begin + marshal.dumps(code))
            draft.replace(place)
    return code


_compile: Final = builtins.compile


def _trust() -> None:
    """Tell PySide that no module to come asks for its other spellings with `__feature__`.

    It would look for the word PySide6 in the text of all hundred and fifty of them, to know which
    to leave as they are, and stand between every `import` and Python; that took a fifth of the
    time in which they are imported.
    """
    with suppress(ImportError):
        from shibokensupport import feature  # type: ignore[import-not-found]

        feature._mod_uses_pyside = _asks_for_none  # noqa: SLF001 - there is no other way
    usual = getattr(builtins, "__orig_import__", None)
    if usual is not None:
        builtins.__import__ = usual


def _asks_for_none(_module: object) -> bool:
    return False
