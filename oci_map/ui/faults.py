"""Mistakes of the program itself: each is logged once and told once, on the window's thread."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal

from oci_map.ui import messages

log = logging.getLogger(__name__)


class Faults(QObject):
    """Hears of every exception nobody caught, from whatever thread."""

    found = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._told: set[str] = set()
        self.found.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Hear of uncaught exceptions from now on."""
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception

    def remove(self) -> None:
        """Leave uncaught exceptions to Python again."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__

    def _on_exception(
        self,
        kind: type[BaseException],
        value: BaseException,
        trace: TracebackType | None,
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, value, trace)
            return
        place = _place(trace)
        # The same fault in every repaint must not bury the window in dialogs.
        if place in self._told:
            return
        self._told.add(place)
        log.error("a mistake of the program", exc_info=(kind, value, trace))
        self.found.emit("".join(traceback.format_exception(kind, value, trace)))

    def _on_thread_exception(self, given: threading.ExceptHookArgs) -> None:
        if given.exc_value is not None:
            self._on_exception(given.exc_type, given.exc_value, given.exc_traceback)

    def _tell(self, details: str) -> None:
        messages.fault(details)


def _place(trace: TracebackType | None) -> str:
    last = traceback.extract_tb(trace)[-1:]
    return f"{last[0].filename}:{last[0].lineno}" if last else ""
