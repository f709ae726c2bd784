"""Closes the window as its own button does when the system wants the program to end."""

from __future__ import annotations

import os
import signal
import sys
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, QSocketNotifier

#: What the system sends at logging off, at shutting down, and from a terminal.
_ENDINGS: Final = ("SIGTERM", "SIGHUP", "SIGINT")


class Endings(QObject):
    """Hears what the system sends; logging off must not look like a crash."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._ends: tuple[int, int] | None = None
        self._notifier: QSocketNotifier | None = None
        self._before: dict[int, object] = {}
        self._wakeup_before = -1

    def hear(self) -> None:
        """Hear of it; Windows closes windows itself."""
        if sys.platform == "win32" or self._ends is not None:
            return
        # Python would hear of a signal only when Qt next calls it: the pipe wakes Qt.
        self._ends = os.pipe()
        for end in self._ends:
            os.set_blocking(end, False)
        self._wakeup_before = signal.set_wakeup_fd(self._ends[1], warn_on_full_buffer=False)
        for name in _ENDINGS:
            number = getattr(signal, name)
            self._before[number] = signal.signal(number, _only_wake)
        self._notifier = QSocketNotifier(self._ends[0], QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._end)

    def leave(self) -> None:
        """Leave the signals to whoever had them before."""
        if self._ends is None or self._notifier is None:
            return
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._wakeup_before)
        for number, handler in self._before.items():
            signal.signal(number, handler)  # type: ignore[arg-type]  # as signal() gave it
        for end in self._ends:
            os.close(end)
        self._ends = self._notifier = None

    def _end(self) -> None:
        if self._ends is not None:
            os.read(self._ends[0], 64)
            QCoreApplication.quit()


def _only_wake(_number: int, _frame: object) -> None:
    """Do nothing: the pipe says it."""
