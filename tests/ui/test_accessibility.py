"""What assistive technology finds in the window: a name for everything, and a way to it by keys."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from oci_map.ui.main_window import MainWindow
from oci_map.ui.tab_order import stops
from oci_map.ui.views import VIEWS
from tests.ui.windows import HOWEST, copied_example, shown_window


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    window = shown_window(qtbot, copied_example(tmp_path))
    window.session.select(("organisation", HOWEST))
    assert window.inspector.page.isVisible()
    return window


def interfaces(root: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    """Yield a part of the accessible tree and all that is in it, cells of lists left out."""
    yield root
    if root.role() in (QAccessible.Role.List, QAccessible.Role.Table, QAccessible.Role.Tree):
        return
    for place in range(root.childCount()):
        child = child_at(root, place)
        if child is not None:
            yield from interfaces(child)


def child_at(root: QAccessibleInterface, place: int) -> QAccessibleInterface | None:
    """Return a part of a part of the tree; None where there is none."""
    child = root.child(place)
    there: QAccessibleInterface | None = child
    valid = there is not None and there.isValid()
    return child if valid else None


def nameless(window: MainWindow) -> list[str]:
    """Return what can have the keyboard and has no name to be read."""
    found = []
    for one in interfaces(QAccessible.queryAccessibleInterface(window)):
        state = one.state()
        if not state.focusable or state.invisible or state.disabled:
            continue
        if not one.text(QAccessible.Text.Name).strip():
            thing = one.object()
            found.append(f"{type(thing).__name__} {thing.objectName()!r} in {thing.parent()!r}")
    return found


@pytest.mark.parametrize("view", [view.name for view in VIEWS])
def test_in_every_view_whatever_can_have_the_keyboard_has_a_name(
    window: MainWindow, view: str
) -> None:
    window.session.show_view(view)
    assert nameless(window) == []


@pytest.mark.parametrize("view", [view.name for view in VIEWS])
def test_in_every_view_tab_reaches_all_stops_and_comes_round(window: MainWindow, view: str) -> None:
    window.session.show_view(view)
    window.command_row.setFocus()
    first = stops(window)[0]
    first.setFocus()
    reached = [first]
    for _step in range(400):
        window.focusNextPrevChild(True)
        focused = QApplication.focusWidget()
        assert focused is not None
        if focused is first:
            break
        reached.append(focused)
    assert QApplication.focusWidget() is first, reached[-5:]
    missed = [one for one in tab_stops_of(window) if one not in reached]
    assert missed == []
    window.focusNextPrevChild(False)
    assert QApplication.focusWidget() is reached[-1]


def tab_stops_of(window: MainWindow) -> list[QWidget]:
    """Return every visible widget that says that Tab stops at it."""
    return [
        one
        for one in window.findChildren(QWidget)
        if one.window() is window
        and one.isVisible()
        and one.isEnabled()
        and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and one.focusProxy() is None
    ]


def test_where_the_keyboard_is_can_be_seen(window: MainWindow) -> None:
    unseen = []
    order = stops(window)
    for before_it, one in pairwise([order[-1], *order]):
        if one is window.canvas or one.visibleRegion().isEmpty():
            continue
        window.setFocus()
        before = one.grab().toImage()
        before_it.setFocus()
        # By a real key: lists show where the keyboard is only to who uses it.
        QTest.keyClick(before_it, Qt.Key.Key_Tab)
        assert one.hasFocus()
        if one.grab().toImage() == before:
            unseen.append(f"{type(one).__name__} {one.accessibleName()}")
    assert unseen == []


def test_the_legend_is_one_stop_and_arrows_go_through_it(window: MainWindow) -> None:
    legend = window.legend
    at = [one for one in stops(window) if legend.isAncestorOf(one)]
    assert len(at) == 1
    at[0].setFocus()
    QTest.keyClick(at[0], Qt.Key.Key_Down)
    assert legend.rows[0].hasFocus()
    QTest.keyClick(legend.rows[0], Qt.Key.Key_End)
    last = QApplication.focusWidget()
    assert last in legend.rows
    QTest.keyClick(last, Qt.Key.Key_Home)
    assert at[0].hasFocus()
    QTest.keyClick(at[0], Qt.Key.Key_Down)
    QTest.keyClick(legend.rows[0], Qt.Key.Key_Space)
    assert window.session.filter.hidden_sectors == {legend.rows[0].row.key}
    assert "hidden" in legend.rows[0].accessibleName()
    QTest.keyClick(legend.rows[0], Qt.Key.Key_Space)
    QTest.keyClick(legend.rows[1], Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    assert legend.rows[1].row.key not in window.session.filter.hidden_sectors
    assert legend.rows[0].row.key in window.session.filter.hidden_sectors


def test_walking_on_the_map_is_told_with_the_neighbours(window: MainWindow) -> None:
    canvas = window.canvas
    canvas.setFocus()
    told = set()
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Right, Qt.Key.Key_Down):
        QTest.keyClick(canvas, key)
        (chosen,) = window.session.selected("organisation")
        record = window.session.snapshot.organisations[chosen]
        interface = QAccessible.queryAccessibleInterface(canvas)
        words = interface.text(QAccessible.Text.Description)
        assert record.name in words
        assert window.announcer.said == words
        told.add(words)
    assert len(told) > 1


def test_a_list_in_the_inspector_is_one_stop_with_arrows_inside(window: MainWindow) -> None:
    page = window.inspector.page
    rows = [row for row in page.needs.rows.rows if row.isVisible()]  # type: ignore[attr-defined]
    at = stops(window)
    assert sum(row in at for row in rows) == 1
    rows[0].setFocus()
    QTest.keyClick(rows[0], Qt.Key.Key_Down)
    assert rows[1].hasFocus()
    QTest.keyClick(rows[1], Qt.Key.Key_Right)
    assert rows[1]._menu.isVisible()
    rows[1]._menu.close()
