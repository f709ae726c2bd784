"""Spares PySide reading the source of each module that is imported after it."""

from __future__ import annotations

from contextlib import suppress

from PySide6 import QtCore  # noqa: F401 - brings its support with it


def trust() -> None:
    """Tell PySide that no module to come asks for its other spellings with `__feature__`.

    It would look for the word PySide6 in the text of all hundred and fifty of them, to know which
    to leave as they are; that took a fifth of the time in which they are imported.
    """
    with suppress(ImportError):
        from shibokensupport import feature  # type: ignore[import-not-found]

        feature._mod_uses_pyside = _asks_for_none  # noqa: SLF001 - there is no other way


def _asks_for_none(_module: object) -> bool:
    return False
