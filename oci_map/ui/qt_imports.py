"""Spares what PySide does for others while it is imported, and for each module that comes after."""

from __future__ import annotations

import builtins
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, Final

#: What writes the descriptions of types for editors. PySide compiles it anew at every start, a
#: fifth of the time in which it is imported, and no program calls it.
_FOR_EDITORS: Final = ("lib/pyi_generator.py", "lib/enum_sig.py")


def load() -> None:
    """Import PySide without its writer of type descriptions, and let imports be as they were."""
    with _leaving_out(_FOR_EDITORS):
        from PySide6 import QtCore  # noqa: F401 - brings its support with it
    _trust()


@contextmanager
def _leaving_out(files: tuple[str, ...]) -> Iterator[None]:
    """Compile nothing for these files of the library, which keeps its support as source."""
    whole = builtins.compile

    def compiled(source: Any, filename: Any, *rest: Any, **others: Any) -> Any:
        left_out = str(filename).startswith("shibokensupport/") and str(filename).endswith(files)
        return whole("" if left_out else source, filename, *rest, **others)

    builtins.compile = compiled
    try:
        yield
    finally:
        builtins.compile = whole


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
