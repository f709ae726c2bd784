"""Gaps on the canvas: hovered, clicked, opened in the view of gaps, and shown from there."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from oci_map.drawing.hits import drawn_gaps, gap_at
from oci_map.drawing.picture import Link
from oci_map.model.ids import RecordId
from oci_map.ui.canvas import describe
from oci_map.ui.canvas.emphasis import emphasis
from oci_map.ui.gaps.page import GapsPage
from oci_map.ui.main_window import MainWindow
from tests.ui.windows import HOWEST, copied_example, shown_window

LEFT = Qt.MouseButton.LeftButton


def a_gap(window: MainWindow) -> tuple[Link, QPoint]:
    """Return a gap that is drawn, and a point of the canvas that is on its arc only."""
    QApplication.processEvents()  # the window has its size, and the map is fitted into it
    picture = window.canvas.picture
    assert picture is not None
    for link in drawn_gaps(picture):
        x0, y0, cx, cy, x1, y1 = link.curve
        for t in (0.2, 0.3, 0.4, 0.6, 0.7, 0.8):
            x = (1 - t) ** 2 * x0 + 2 * t * (1 - t) * cx + t**2 * x1
            y = (1 - t) ** 2 * y0 + 2 * t * (1 - t) * cy + t**2 * y1
            names = any(n.box[0] < x < n.box[2] and n.box[1] < y < n.box[3] for n in picture.names)
            free = picture.node_at(x, y, 14) is None and not names
            at = window.canvas.widget_point(x, y)
            covered = window.canvas.childAt(at) is not None
            # Not where two arcs cross.
            around = [(0, 0), (4, 4), (4, -4), (-4, 4), (-4, -4)]
            alone = all(gap_at(picture, x + dx, y + dy, 9) is link for dx, dy in around)
            if free and alone and not covered:
                return link, at
    raise AssertionError("no gap is free")


def menu_of(window: MainWindow) -> QMenu:
    (menu,) = [one for one in window.canvas.findChildren(QMenu) if one.isVisible()]
    return menu


def test_the_pointer_on_an_arc_lights_both_ends(qtbot: QtBot, tmp_path: Path) -> None:
    window = shown_window(qtbot, copied_example(tmp_path))
    gap, at = a_gap(window)
    QTest.mouseMove(window.canvas, at)
    picture = window.canvas.picture
    assert picture is not None
    forward = emphasis(window.session, picture, window.canvas.hovered)
    assert forward is not None
    assert forward.lit == frozenset({gap.one, gap.other})
    assert forward.links == {gap.key}
    text = describe.at(window.session, *window.canvas.viewport.to_map(at.x(), at.y()))
    first = window.session.snapshot.organisations[RecordId(gap.one)].short
    assert first in text


def test_a_click_on_an_arc_looks_at_that_gap(qtbot: QtBot, tmp_path: Path) -> None:
    window = shown_window(qtbot, copied_example(tmp_path))
    gap, at = a_gap(window)
    QTest.mouseClick(window.canvas, LEFT, Qt.KeyboardModifier.NoModifier, at)
    assert window.session.gap_focus.key == gap.key
    assert set(map(str, window.session.selected("organisation"))) == {str(gap.one), str(gap.other)}
    picture = window.canvas.picture
    assert picture is not None
    forward = emphasis(window.session, picture, None)
    assert forward is not None
    assert forward.links == {gap.key}


def test_a_double_click_opens_the_card_of_that_gap(qtbot: QtBot, tmp_path: Path) -> None:
    window = shown_window(qtbot, copied_example(tmp_path))
    gap, at = a_gap(window)
    QTest.mouseDClick(window.canvas, LEFT, Qt.KeyboardModifier.NoModifier, at)
    page = window.views.page
    assert isinstance(page, GapsPage)
    assert page.list.key == gap.key
    assert page.levels.choice == "organisation"
    assert page.list.card.gap is not None
    page.list.card.on_map.click()
    assert window.session.view == "map"
    assert set(map(str, window.session.selected("organisation"))) == {str(gap.one), str(gap.other)}


def test_the_menu_of_an_arc_opens_the_gap(qtbot: QtBot, tmp_path: Path) -> None:
    window = shown_window(qtbot, copied_example(tmp_path))
    gap, at = a_gap(window)
    QTest.mousePress(window.canvas, Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier, at)
    menu = menu_of(window)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    page = window.views.page
    assert isinstance(page, GapsPage)
    assert page.list.key == gap.key


def test_by_keyboard_the_gaps_of_an_organisation_can_be_opened(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window = shown_window(qtbot, copied_example(tmp_path))
    window.session.select(("organisation", HOWEST))
    window.canvas.setFocus()
    QTest.keyClick(window.canvas, Qt.Key.Key_Return)
    menu = menu_of(window)
    below = next(one for one in menu.findChildren(QMenu) if one.title() == "Open in Gaps")
    expected = window.session.analysis.gaps_of(HOWEST)
    assert len(below.actions()) == min(12, len(expected))
    below.actions()[0].trigger()
    menu.close()
    page = window.views.page
    assert isinstance(page, GapsPage)
    assert page.list.key == expected[0].key
