"""Loads the chart library beside the window, which goes on answering: it takes a quarter second."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from typing import Final

from PySide6 import QtCore, QtGui, QtWidgets
from PySide6.QtCore import QObject, QTimer, Signal

from oci_map.progress import Progress
from oci_map.ui.jobs import Job, Jobs

#: The library, and what the module of the chart is made of.
_LIBRARY: Final = "pyqtgraph"
# Seconds that one turn takes at most, but for the largest type; ms between two turns.
_TURN: Final = 0.008
_PAUSE: Final = 2


class ChartLibrary(QObject):
    """Imports the library on a thread, after what only the window's thread may do was done there.

    The library looks at every type of Qt. PySide sets a type up when it is first looked at, and
    not safely where two threads look: so all are looked at here, a few in each turn.
    """

    loaded = Signal()

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._job: Job | None = None
        self._types: Iterator[None] | None = None
        self._turns = QTimer(self)
        self._turns.setInterval(_PAUSE)
        self._turns.timeout.connect(self._set_up_some)

    def load(self) -> None:
        """Begin, unless it has begun; `loaded` says when the library is there."""
        if self._types is None:
            self._types = iter(()) if _LIBRARY in sys.modules else _looked_at()
            self._turns.start()

    def _set_up_some(self) -> None:
        end = time.perf_counter() + _TURN
        for _one in self._types or ():
            if time.perf_counter() > end:
                return
        self._turns.stop()
        self._job = self._jobs.make(_imported)
        self._job.finished.connect(self._on_imported)
        self._jobs.start(self._job)

    def _on_imported(self, _job: Job, _result: object) -> None:
        self._job = None
        self.loaded.emit()


def _looked_at() -> Iterator[None]:
    for module in (QtCore, QtGui, QtWidgets):
        for name in dir(module):
            getattr(module, name)
            yield


def _imported(progress: Progress) -> None:
    __import__(_LIBRARY)
    progress.report(1.0)
