"""Pieces of work that are done one after the other, each in a turn of the window of its own."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


class Turns(QObject):
    """Holds what can wait a moment, so that the window paints and listens in between."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._waiting: list[Callable[[], None]] = []
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._do_one)

    @property
    def is_busy(self) -> bool:
        """Say whether something waits."""
        return bool(self._waiting)

    def start(self, *work: Callable[[], None]) -> None:
        """Do these in the next turns, and no longer what waited before."""
        self._waiting = list(work)
        self._timer.start()

    def stop(self) -> None:
        """Do nothing that still waits."""
        self._waiting = []
        self._timer.stop()

    def _do_one(self) -> None:
        work = self._waiting.pop(0) if self._waiting else None
        if not self._waiting:
            self._timer.stop()
        if work is not None:
            work()
