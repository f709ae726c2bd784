"""A window with the tables alone, and what a person does in it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from oci_map.model.ids import RecordId
from oci_map.ui.actions import Actions
from oci_map.ui.jobs import Jobs
from oci_map.ui.preferences import Preferences
from oci_map.ui.session import Session
from oci_map.ui.tables.page import TablesPage

CONTROL = Qt.KeyboardModifier.ControlModifier


class Window(QMainWindow):
    """A window that holds the tables and nothing else."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.session = Session(Preferences(), self)
        self.session.open(path)
        self.session.show_view("tables")
        self.actions_ = Actions(self.session, self)
        self.jobs = Jobs(self)
        self.page = TablesPage(self.session, self.actions_, self.jobs, self)
        self.page.retranslate()
        self.setCentralWidget(self.page)
        self.resize(1100, 700)


def go_to(window: Window, record: str, field: str) -> None:
    sheet = window.page.sheet
    sheet.view.go_to(sheet.model.row_of(RecordId(record)), sheet.model.column_of(field))


def look_for(window: Window, typed: str) -> None:
    """Type into the filter, and wait until every row was read: several turns when it is slow."""
    window.page.filter.setText(typed)
    for _turn in range(10_000):
        if not window.page.sheet.sieve.is_busy:
            return
        QApplication.processEvents()
    raise AssertionError("rows are still being read")


def draft(window: Window) -> int:
    return len(window.page.sheet.model.ids)


def editor(window: Window) -> QWidget:
    found = window.page.sheet.delegate.editor
    assert found is not None
    return found


def keys(window: Window, *typed: object) -> None:
    """Type into the table, or into the editor that is open there."""
    for one in typed:
        target = window.page.sheet.delegate.editor or window.page.sheet.view
        if isinstance(one, str):
            QTest.keyClicks(target, one)
        elif isinstance(one, tuple):
            QTest.keyClick(target, *one)
        else:
            QTest.keyClick(target, one)  # type: ignore[call-overload]


def organisation(window: Window, record: str) -> object:
    return window.session.snapshot.organisations[RecordId(record)]


def value(window: Window, record: str, field: str) -> object:
    return getattr(organisation(window, record), field)


def clipboard(text: str, html: str = "") -> None:
    data = QMimeData()
    data.setText(text)
    if html:
        data.setHtml(html)
    QGuiApplication.clipboard().setMimeData(data)
