"""Mistakes of the program itself: each is logged once and told once, on the window's thread."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from contextlib import suppress
from types import TracebackType
from typing import Any, Final

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    Qt,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication
from shiboken6 import Shiboken

from oci_map.ui import messages

log = logging.getLogger(__name__)
qt_log = logging.getLogger("oci_map.qt")

_LEVELS: Final = {
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
#: Of the distinct messages of Qt as many are logged; there is a mistake behind each, not news.
_MOST_OF_QT: Final = 50
#: What a window system cannot do is no mistake of ours.
_OF_THE_PLATFORM: Final = "This plugin does not support"


class Faults(QObject):
    """Hears of every exception nobody caught, from whatever thread, and of what Qt complains.

    One dialog stands at a time. What goes wrong while it stands is told when it is closed, all
    together in one more, so that a program that breaks down never buries the screen.
    """

    found = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._known: set[object] = set()
        self._guard = threading.Lock()
        self._waiting: list[str] = []
        self._standing = False
        self._qt: set[str] = set()
        self._before: tuple[Any, ...] | None = None
        self.found.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Hear of everything that nobody caught from now on."""
        self._before = (
            sys.excepthook,
            threading.excepthook,
            sys.unraisablehook,
            qInstallMessageHandler(self._on_qt_message),
        )
        sys.excepthook = self.on_exception
        threading.excepthook = self._on_thread_exception
        sys.unraisablehook = self._on_unraisable

    def remove(self) -> None:
        """Leave uncaught exceptions and messages to whoever had them before."""
        if self._before is not None:
            sys.excepthook, threading.excepthook, sys.unraisablehook, qt = self._before
            qInstallMessageHandler(qt)
            self._before = None

    def tell_left(self) -> None:
        """Tell what went wrong while the window closed, and wait until it was read."""
        QApplication.sendPostedEvents(self)
        if self._waiting:
            reports, self._waiting = self._waiting, []
            messages.last_fault("\n\n".join(reports), len(reports))

    # --------------------------------------------------------------------------------- hearing

    def on_exception(
        self,
        kind: type[BaseException],
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Log and tell an exception, unless the same one was already."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, value if value is not None else kind(), trace)
            return
        _end_painting(trace)
        which = (kind, _place(kind, trace))
        with self._guard:
            # The same fault in every repaint must not bury the window in dialogs.
            if which in self._known:
                return
            self._known.add(which)
        from oci_map.ui import value_free  # a start without trouble does without

        value = value if value is not None else kind()
        log.error("a mistake of the program", exc_info=(kind, value, trace))
        if sys.stderr is not None:  # a terminal is the person's own
            sys.__excepthook__(kind, value, trace)
        report = value_free.exception_lines(value.with_traceback(trace))
        with suppress(RuntimeError):  # the application is gone: the log has it
            self.found.emit("\n".join(report))

    def _on_thread_exception(self, given: threading.ExceptHookArgs) -> None:
        if given.exc_type is not SystemExit:
            self.on_exception(given.exc_type, given.exc_value, given.exc_traceback)

    def _on_unraisable(self, given: sys.UnraisableHookArgs) -> None:
        self.on_exception(given.exc_type, given.exc_value, given.exc_traceback)

    def _on_qt_message(self, kind: QtMsgType, where: QMessageLogContext, text: str) -> None:
        level = _LEVELS.get(kind)
        if level is None:
            return
        from oci_map.ui import value_free

        shown = value_free.without_values(text)
        known = shown in self._qt or shown.startswith(_OF_THE_PLATFORM)
        if not known and len(self._qt) < _MOST_OF_QT:
            self._qt.add(shown)
            qt_log.log(level, "%s: %s", where.category or "default", shown)
        if kind is QtMsgType.QtFatalMsg:
            for handler in logging.getLogger().handlers:
                handler.flush()

    # --------------------------------------------------------------------------------- telling

    def _take(self, report: str) -> None:
        self._waiting.append(report)
        self.tell()

    def tell(self) -> None:
        """Tell what was not told yet, as soon as a window is there to tell it in."""
        # While the window closes nobody could read it: `tell_left` does it when all is closed.
        if self._standing or not self._waiting or not _window_is_there():
            return
        reports, self._waiting = self._waiting, []
        self._standing = True
        try:
            messages.fault("\n\n".join(reports), len(reports), self._on_read)
        except Exception:  # telling of a fault must not become the next one
            self._standing = False
            log.exception("telling of a mistake")

    def _on_read(self) -> None:
        self._standing = False
        self.tell()


def _end_painting(trace: TracebackType | None) -> None:
    """End what an exception left being painted: Qt would crash over the next picture."""
    # Python keeps the last exception for a debugger, and with it all that its calls held.
    for name in ("last_exc", "last_type", "last_value", "last_traceback"):
        if hasattr(sys, name):
            delattr(sys, name)
    for frame, _line in traceback.walk_tb(trace):
        for one in frame.f_locals.values():
            if isinstance(one, QPainter) and Shiboken.ownedByPython(one) and one.isActive():
                one.end()


def _place(kind: type[BaseException], trace: TracebackType | None) -> object:
    """Return what makes two exceptions the same fault: the line of ours that led to it."""
    places = [(frame.f_code.co_filename, line) for frame, line in traceback.walk_tb(trace)]
    if issubclass(kind, RecursionError):
        # Where the stack ends is chance; the lines that go round are the same each time.
        return max(places, key=places.count, default=None)
    own = [one for one in places if "oci_map" in one[0]]
    return (own or places)[-1] if places else None


def _window_is_there() -> bool:
    return any(one.isVisible() for one in QApplication.topLevelWidgets())
