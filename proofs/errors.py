"""No error is invisible, none is a storm: one log entry and one dialog for each mistake."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Final

from PySide6.QtCore import QAbstractListModel, QEventLoop, QModelIndex, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QListView, QPushButton, QWidget

from oci_map.ui import app
from oci_map.ui.faults import Faults
from oci_map.ui.report_dialog import ReportDialog
from proofs.promise import Result, Setting, Tally, result

_SECRET: Final = "Jan Peeters"  # noqa: S105 - a name, which stands in each exception, and may not be logged
_REPEATED: Final = 5


class _Broken(QWidget):
    """Fails where it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self.in_paint = False
        self.button = QPushButton(self)
        self.button.clicked.connect(self.fail)

    def fail(self) -> None:
        """Make a mistake."""
        raise ValueError(_SECRET)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawLine(0, 0, 9, 9)
        if self.in_paint:
            raise KeyError(_SECRET)
        painter.end()


class _BrokenModel(QAbstractListModel):
    """Fails for each cell that is asked for."""

    def rowCount(self, _parent: QModelIndex | None = None) -> int:  # type: ignore[override]
        return 3

    def data(self, _index: QModelIndex, _role: int = Qt.ItemDataRole.DisplayRole) -> object:  # type: ignore[override]
        raise IndexError(_SECRET)


def _turn() -> None:
    """Let the event loop run, as the program does: what fails in it reaches the hooks."""
    loop = QEventLoop()
    QTimer.singleShot(30, loop.quit)
    loop.exec()


def _in_slot(broken: _Broken) -> None:
    broken.button.click()


def _in_paint(broken: _Broken) -> None:
    broken.in_paint = True
    broken.update()
    _turn()
    broken.in_paint = False


def _in_model(broken: _Broken) -> None:
    view = QListView(broken)
    view.setModel(_BrokenModel(view))
    QTimer.singleShot(0, view.show)
    _turn()
    view.hide()
    view.deleteLater()


def _in_timer(broken: _Broken) -> None:
    QTimer.singleShot(0, broken.fail)
    _turn()


def _in_thread(broken: _Broken) -> None:
    thread = threading.Thread(target=broken.fail)
    thread.start()
    thread.join()


class _Log(logging.Handler):
    """Keeps what is logged as an error."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def prove(_setting: Setting) -> Iterator[Result]:
    """Fail in each place again and again; as a control, without the hooks."""
    kept_alive = QApplication.instance() or app._application()
    places: tuple[Callable[[_Broken], None], ...] = (
        _in_slot, _in_paint, _in_model, _in_timer, _in_thread,
    )  # fmt: skip
    trials, controls = Tally(), Tally()
    for place in places:
        faults = Faults()
        faults.install()
        logged, dialogs, leaks = _fail(place)
        faults.remove()
        said = f"{place.__name__}: {logged} log entries, {dialogs} dialogs"
        if leaks:
            said, logged = f"{place.__name__}: the report holds what was typed", 0
        trials.add("" if (logged, dialogs) == (1, 1) else said)
    kept = sys.excepthook, threading.excepthook
    sys.excepthook = threading.excepthook = _silent
    # Not in paint: what ends a painter that a mistake left open is the hook.
    for place in (one for one in places if one is not _in_paint):
        logged, dialogs, _leaks = _fail(place)
        controls.add("" if (logged, dialogs) == (1, 1) else f"{place.__name__}: nobody was told")
    sys.excepthook, threading.excepthook = kept
    _turn()
    way = f"mistakes in slot, paint, model, timer and thread, each {_REPEATED} times"
    yield result(way, trials, "without the hooks", controls)
    del kept_alive


def _silent(*_arguments: object) -> None:
    """Say nothing."""


def _fail(place: Callable[[_Broken], None]) -> tuple[int, int, bool]:
    """Fail again and again; return log entries, dialogs, and whether a report holds the secret."""
    broken = _Broken()
    broken.resize(80, 40)
    broken.show()
    log = _Log()
    logging.getLogger().addHandler(log)
    errors, sys.stderr = sys.stderr, open("/dev/null", "w", encoding="utf-8")  # noqa: SIM115, PTH123
    seen: set[int] = set()
    leaks = False
    try:
        for _time in range(_REPEATED):
            place(broken)
            _turn()
            for one in QApplication.topLevelWidgets():
                if isinstance(one, ReportDialog) and one.isVisible():
                    seen.add(id(one))
                    leaks = leaks or _SECRET in one.report.toPlainText()
                    one.close_button.click()
    finally:
        sys.stderr.close()
        sys.stderr = errors
        logging.getLogger().removeHandler(log)
    broken.hide()
    broken.deleteLater()
    _turn()
    return len(log.lines), len(seen), leaks or any(_SECRET in line for line in log.lines)
