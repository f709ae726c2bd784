"""Lets the panels wait while the program starts: the map is painted first, they in the next turn.

Only the start of the program asks for it. Whatever a panel would show meanwhile, it shows after
the first picture; from then on everything is shown at once.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

_awaited = False
_waiting: dict[Callable[[], None], None] = {}  # in the order in which they asked, each once
_covered: list[QWidget] = []


def begin() -> None:
    """From now on panels wait for the first picture."""
    global _awaited  # noqa: PLW0603 - there is one start of the program
    _awaited = True


def cover(panels: Iterable[QWidget]) -> None:
    """Paint none of these before the picture, where it is awaited."""
    if _awaited:
        for panel in panels:
            panel.setUpdatesEnabled(False)
            _covered.append(panel)


def holds_back(work: Callable[[], None]) -> bool:
    """Say whether this work must wait; it is then done, once, when the picture has been seen."""
    if _awaited:
        _waiting[work] = None
    return _awaited


def painted() -> None:
    """Let what waits come in the next turn, when the screen has the painted map."""
    if _awaited:
        QTimer.singleShot(0, end)


def end() -> None:
    """Let all panels show what they held back."""
    global _awaited  # noqa: PLW0603 - there is one start of the program
    _awaited = False
    while _covered:
        _covered.pop().setUpdatesEnabled(True)
    while _waiting:
        work = next(iter(_waiting))
        del _waiting[work]
        try:
            work()
        except Exception:  # noqa: BLE001 - one panel that fails leaves the others not empty
            sys.excepthook(*sys.exc_info())
