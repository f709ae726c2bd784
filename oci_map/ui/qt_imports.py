"""Spares what PySide does for others while it is imported, and for each module that comes after."""

from __future__ import annotations

import builtins
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, Final

#: What PySide uses for editors and for the words of an error. It keeps its support as source and
#: compiles it at every start, a quarter of the time in which it is imported.
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
    with _compiled_when_asked_for(_LATER):
        from PySide6 import QtCore  # noqa: F401 - brings its support with it
    _trust()


@contextmanager
def _compiled_when_asked_for(files: tuple[str, ...]) -> Iterator[None]:
    """Make these files of PySide's support modules that are compiled at their first use."""
    at_once = builtins.compile

    def compiled(source: Any, filename: Any, *rest: Any, **others: Any) -> Any:
        if str(filename).startswith("shibokensupport/") and str(filename).endswith(files):
            source = _UNTIL_ASKED.format(source=source, filename=filename)
        return at_once(source, filename, *rest, **others)

    builtins.compile = compiled
    try:
        yield
    finally:
        builtins.compile = at_once


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
