"""Mistakes of the program: each is logged once and told once, wherever it happens."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt, QTimer, qWarning
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QListView, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from oci_map import i18n
from oci_map.ui import messages
from oci_map.ui.faults import Faults
from oci_map.ui.main_window import MainWindow
from oci_map.ui.report_dialog import ReportDialog
from tests.ui.windows import copied_example, shown_window

NAME = "Jan Peeters"


class Broken(QWidget):
    """Fails where it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self.in_paint = False
        self.painted = 0
        self.button = QPushButton(self)
        self.button.clicked.connect(self.fail)

    def fail(self) -> None:
        raise ValueError(NAME)

    def paintEvent(self, event: QPaintEvent) -> None:
        self.painted += 1
        painter = QPainter(self)
        painter.drawLine(0, 0, 9, 9)
        if self.in_paint:
            raise KeyError(NAME)
        painter.end()


class BrokenModel(QAbstractListModel):
    """Fails for each cell that is asked for."""

    asked = 0

    def rowCount(self, _parent: QModelIndex | None = None) -> int:  # type: ignore[override]
        return 3

    def data(self, _index: QModelIndex, _role: int = Qt.ItemDataRole.DisplayRole) -> object:  # type: ignore[override]
        self.asked += 1
        raise IndexError(NAME)


class Unhappy:
    """Fails when it is thrown away."""

    def __del__(self) -> None:
        raise LookupError(NAME)


@pytest.fixture
def faults(qtbot: QtBot) -> Iterator[Faults]:
    made = Faults()
    made.install()
    yield made
    made.remove()


@pytest.fixture
def broken(qtbot: QtBot) -> Broken:
    widget = Broken()
    qtbot.addWidget(widget)
    widget.resize(80, 40)
    widget.show()
    qtbot.waitExposed(widget)
    return widget


def dialogs() -> list[ReportDialog]:
    return [
        one
        for one in QApplication.topLevelWidgets()
        if isinstance(one, ReportDialog) and one.isVisible()
    ]


def read_one(qtbot: QtBot) -> str:
    """Wait for the dialog, and return its report after closing it."""
    qtbot.waitUntil(lambda: bool(dialogs()))
    (one,) = dialogs()
    text = one.report.toPlainText()
    one.close_button.click()
    qtbot.waitUntil(lambda: one not in dialogs())
    return text


def in_slot(_qtbot: QtBot, broken: Broken) -> None:
    broken.button.click()


def in_paint(qtbot: QtBot, broken: Broken) -> None:
    broken.in_paint = True
    before = broken.painted
    broken.update()
    qtbot.waitUntil(lambda: broken.painted > before)


def in_model(qtbot: QtBot, broken: Broken) -> None:
    model = BrokenModel(broken)
    view = QListView(broken)
    view.setModel(model)
    QTimer.singleShot(0, view.show)
    qtbot.waitUntil(lambda: model.asked > 0)
    view.hide()


def in_timer(qtbot: QtBot, broken: Broken) -> None:
    QTimer.singleShot(0, broken.fail)
    qtbot.wait(1)


def in_thread(_qtbot: QtBot, broken: Broken) -> None:
    thread = threading.Thread(target=broken.fail)
    thread.start()
    thread.join()


def in_del(_qtbot: QtBot, _broken: Broken) -> None:
    Unhappy()


Failing = Callable[[QtBot, Broken], None]


@pytest.mark.parametrize("fail", [in_slot, in_paint, in_model, in_timer, in_thread, in_del])
def test_a_mistake_anywhere_is_logged_once_and_told_once(
    qtbot: QtBot,
    faults: Faults,
    broken: Broken,
    expected_log: list[logging.LogRecord],
    capfd: pytest.CaptureFixture[str],
    fail: Failing,
) -> None:
    for _time in range(3):
        fail(qtbot, broken)
    report = read_one(qtbot)
    broken.in_paint = False
    qtbot.wait(1)
    assert not dialogs()
    assert [one.name for one in expected_log if one.levelno >= logging.ERROR] == [
        "oci_map.ui.faults"
    ]
    assert NAME not in report
    assert "tests/ui/test_faults.py" in report or "test_faults.py:" in report
    assert "OCI Map" in report
    capfd.readouterr()  # Python writes it to the terminal as well


def test_a_widget_that_fails_in_its_paint_paints_again_when_it_can(
    qtbot: QtBot,
    faults: Faults,
    broken: Broken,
    expected_log: list[logging.LogRecord],
    capfd: pytest.CaptureFixture[str],
) -> None:
    in_paint(qtbot, broken)
    broken.in_paint = False
    before = broken.painted
    broken.update()
    qtbot.waitUntil(lambda: broken.painted > before)
    assert not broken.grab().isNull()
    read_one(qtbot)
    assert expected_log
    capfd.readouterr()


def test_one_dialog_stands_at_a_time_and_the_rest_comes_together(
    qtbot: QtBot,
    faults: Faults,
    broken: Broken,
    expected_log: list[logging.LogRecord],
    capfd: pytest.CaptureFixture[str],
) -> None:
    in_slot(qtbot, broken)
    qtbot.waitUntil(lambda: bool(dialogs()))
    for kind in (ValueError, KeyError, LookupError, OSError):
        faults.on_exception(kind, kind(NAME), None)
    QApplication.processEvents()
    assert len(dialogs()) == 1
    read_one(qtbot)
    qtbot.waitUntil(lambda: bool(dialogs()))
    assert dialogs()[0].title.text() == "OCI Map made 4 mistakes"
    report = read_one(qtbot)
    assert [report.count(name) for name in ("ValueError", "KeyError", "OSError")] == [1, 1, 1]
    QApplication.processEvents()
    assert not dialogs()
    assert len(expected_log) == 5
    capfd.readouterr()


def test_without_a_window_a_mistake_waits_for_one(
    qtbot: QtBot,
    faults: Faults,
    expected_log: list[logging.LogRecord],
    capfd: pytest.CaptureFixture[str],
) -> None:
    faults.on_exception(ValueError, ValueError(NAME), None)
    QApplication.processEvents()
    assert not dialogs()
    widget = Broken()
    qtbot.addWidget(widget)
    widget.show()
    faults.tell()
    assert "ValueError" in read_one(qtbot)
    assert expected_log
    capfd.readouterr()


@pytest.mark.usefixtures("allow_modal")
def test_an_exception_while_closing_still_closes_the_window_and_is_told(
    qtbot: QtBot,
    faults: Faults,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    expected_log: list[logging.LogRecord],
    capfd: pytest.CaptureFixture[str],
) -> None:
    window: MainWindow = shown_window(qtbot, copied_example(tmp_path))
    close_jobs = window.jobs.close

    def fail() -> None:
        close_jobs()
        raise ValueError(NAME)

    monkeypatch.setattr(window.jobs, "close", fail)
    window.close()
    assert not window.isVisible()
    assert window.session.document is None  # what comes after it is done all the same
    QApplication.processEvents()
    assert not dialogs()
    told: list[str] = []

    def read(dialog: QDialog) -> int:
        assert isinstance(dialog, ReportDialog)
        told.append(dialog.sentence.text())
        return 0

    monkeypatch.setattr(ReportDialog, "exec", read)
    faults.tell_left()
    faults.tell_left()
    assert len(told) == 1
    assert "its window is closed" in told[0]
    assert len(expected_log) == 1
    capfd.readouterr()


def test_qt_complains_into_the_log_once(
    qtbot: QtBot, faults: Faults, expected_log: list[logging.LogRecord]
) -> None:
    for _time in range(3):
        qWarning(f'cannot open "/home/jan/{NAME}.png"')
    assert len(expected_log) == 1
    assert NAME not in expected_log[0].getMessage()


def test_hooks_are_given_back(qtbot: QtBot) -> None:
    before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
    faults = Faults()
    faults.install()
    assert sys.excepthook != before[0]
    faults.remove()
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == before
    faults.remove()


class Heard(QObject):
    """Hears that a dialog was closed."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def hear(self) -> None:
        self.count += 1


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_report_can_be_read_and_copied(qtbot: QtBot, language: str) -> None:
    i18n.set_language(language)
    heard = Heard()
    messages.fault("<b>a place</b>", 1, heard.hear)
    qtbot.waitUntil(lambda: bool(dialogs()))
    (one,) = dialogs()
    assert not one.report.isVisible()
    one.show_report.click()
    assert one.report.isVisible()
    one.copy_report.click()
    assert "<b>a place</b>" in QApplication.clipboard().text()
    QTest.keyClick(one, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not dialogs())
    assert heard.count == 1
