"""The grid in a real window, and what the tests of it do to it."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from oci_map.model.ids import RecordId
from oci_map.ui.grid.page import GridPage
from oci_map.ui.main_window import MainWindow

LEFT = Qt.MouseButton.LeftButton
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
KEY = Qt.Key


def opened(window: MainWindow) -> MainWindow:
    window.session.show_view("grid")
    page = window.views.page
    assert isinstance(page, GridPage)
    page.model.tester = QAbstractItemModelTester(  # type: ignore[attr-defined]
        page.model, QAbstractItemModelTester.FailureReportingMode.Warning, page.model
    )
    return window


def page_of(window: MainWindow) -> GridPage:
    return cast("GridPage", window.views.page)


def press(
    qtbot: QtBot, window: MainWindow, *keys: Qt.Key, held: Qt.KeyboardModifier | None = None
) -> None:
    for key in keys:
        QTest.keyClick(page_of(window).table, key, held or Qt.KeyboardModifier.NoModifier)


def type_(qtbot: QtBot, window: MainWindow, text: str) -> None:
    QTest.keyClicks(page_of(window).table, text)


def stand(window: MainWindow, organisation: RecordId, column: RecordId) -> None:
    page = page_of(window)
    page.table.setFocus()
    page.table.go_to(page.model.row_of(organisation), page.model.column_of(column))


def roles(window: MainWindow, organisation: RecordId, group: RecordId) -> list[str]:
    found = window.session.snapshot.memberships_of.get(organisation, ())
    return [one.role for one in found if one.group == group]


def free_rows(window: MainWindow, column: RecordId, count: int) -> int:
    """Return the first of some neighbouring rows whose cells of a column are empty."""
    model = page_of(window).model
    for first in range(len(model.rows) - count):
        if not any(model.cells.at((one, column)) for one in model.rows[first : first + count]):
            return first
    raise AssertionError("no such rows")


def label(window: MainWindow) -> str:
    assert window.session.document is not None
    return str(window.session.document.undo_label)
