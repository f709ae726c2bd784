"""The map in a narrow window, where the inspector lies over a part of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from oci_map.drawing.picture import Key, Node
from oci_map.model.ids import RecordId
from oci_map.ui.canvas.free_room import beside, extent
from oci_map.ui.canvas.viewport import Viewport
from oci_map.ui.main_window import MainWindow
from tests.ui.windows import copied_example, shown_window

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    window = shown_window(qtbot, copied_example(tmp_path))
    window.resize(1280, 1000)  # so high that the map is as wide as there is room
    qtbot.waitUntil(lambda: not window.inspector.isVisible())
    return window


def nodes(window: MainWindow) -> list[Node]:
    """Return the marks of the map, from left to right."""
    picture = window.session.picture
    assert picture is not None
    return sorted(picture.nodes, key=lambda node: node.x)


def edges(window: MainWindow) -> tuple[float, float]:
    """Return the left and right edge of the whole map on the canvas (px)."""
    picture, viewport = window.session.picture, window.canvas.viewport
    assert picture is not None
    left, top, right, bottom = picture.bounds
    return viewport.to_widget(left, top)[0], viewport.to_widget(right, bottom)[0]


def free(window: MainWindow) -> int:
    """Return how many px of the canvas lie beside the inspector."""
    return window.canvas.width() - window.inspector.width()


def click(window: MainWindow, node: Node) -> QPoint:
    at = window.canvas.widget_point(node.x, node.y)
    QTest.mouseClick(window.canvas, LEFT, pos=at)
    return at


def test_a_selection_that_stays_in_sight_does_not_move_the_map(window: MainWindow) -> None:
    before = window.canvas.viewport
    for node in nodes(window)[:3]:
        click(window, node)
        assert window.inspector.isVisible()
        assert window.session.selected("organisation") == (RecordId(node.key),)
        assert window.canvas.viewport == before


def test_what_would_lie_under_the_inspector_glides_out_just_enough(window: MainWindow) -> None:
    before = window.canvas.viewport
    last = nodes(window)[-1]
    picture = window.session.picture
    assert picture is not None
    assert window.canvas.widget_point(last.x, last.y).x() > free(window)
    click(window, last)
    marks = extent(picture, [last.key])
    assert marks is not None
    after = window.canvas.viewport
    assert after.to_widget(marks[2], marks[3])[0] == pytest.approx(free(window) - 12)
    assert (after.zoom, after.dy) == (before.zoom, before.dy)
    # Neither another one that is in sight nor closing the inspector moves it again.
    click(window, nodes(window)[0])
    assert window.canvas.viewport == after
    window.session.select()
    assert not window.inspector.isVisible()
    assert window.canvas.viewport == after


def test_it_glides_unless_motion_is_reduced(qtbot: QtBot, window: MainWindow) -> None:
    window.session.preferences.reduced_motion = False
    before = window.canvas.viewport
    last = nodes(window)[-1]
    click(window, last)
    assert window.canvas.viewport == before
    qtbot.waitUntil(
        lambda: window.canvas.widget_point(last.x, last.y).x() < free(window), timeout=3000
    )


def test_a_double_click_means_what_the_first_click_hit(window: MainWindow) -> None:
    last = nodes(window)[-1]
    at = click(window, last)  # and the map is elsewhere now
    second = QMouseEvent(
        QEvent.Type.MouseButtonDblClick, QPointF(at), window.canvas.mapToGlobal(QPointF(at)),
        LEFT, LEFT, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(window.canvas, second)
    left, top, right, bottom = window.canvas.room()
    middle = window.canvas.widget_point(last.x, last.y)
    assert middle.x() == pytest.approx((left + right) / 2, abs=1)
    assert middle.y() == pytest.approx((top + bottom) / 2, abs=1)
    assert right <= free(window)


def test_fit_shows_the_whole_map_beside_the_inspector(window: MainWindow) -> None:
    wide = window.canvas.viewport.zoom
    window.session.select(("organisation", RecordId(nodes(window)[0].key)))
    window.actions_["fit"].trigger()
    begin, end = edges(window)
    assert begin >= 0
    assert end <= free(window)
    assert window.canvas.viewport.zoom < wide
    # It stays so when the inspector goes; then the whole room is asked for again.
    beside_it = window.canvas.viewport
    window.session.select()
    assert window.canvas.viewport == beside_it
    window.actions_["fit"].trigger()
    assert window.canvas.viewport.zoom == pytest.approx(wide)


def test_a_window_that_is_made_narrow_keeps_the_whole_map_in_sight(window: MainWindow) -> None:
    window.resize(1600, 1000)
    window.session.select(("organisation", RecordId(nodes(window)[-1].key)))
    assert window.canvas.width() < 1600 - window.inspector.width()
    window.resize(1280, 1000)
    assert window.inspector.isVisible()
    assert window.inspector.geometry().intersects(window.canvas.geometry())
    assert edges(window)[1] <= free(window)
    window.resize(1600, 1000)
    assert edges(window)[1] <= window.canvas.width()


def test_centring_minds_the_inspector(window: MainWindow) -> None:
    chosen = nodes(window)[-2]
    window.session.select(("organisation", RecordId(chosen.key)))
    window.actions_["centre"].trigger()
    room = window.canvas.room()
    assert room[2] <= free(window)
    at = window.canvas.widget_point(chosen.x, chosen.y)
    assert at.x() == pytest.approx((room[0] + room[2]) / 2, abs=1)


def test_a_group_is_moved_as_a_whole_if_it_can_be(window: MainWindow) -> None:
    picture = window.session.picture
    assert picture is not None
    before = window.canvas.viewport
    for outline in picture.outlines:
        window.session.select(("working_group", RecordId(outline.key)))
        box = extent(picture, [outline.key])
        assert box is not None
        now = window.canvas.viewport
        begin, end = now.to_widget(box[0], box[1])[0], now.to_widget(box[2], box[3])[0]
        fits = end - begin <= free(window) - 12 - window.canvas.room()[0]
        assert end <= free(window) - 11 if fits else now == before
        window.canvas.show_view(before)


def test_coming_back_to_the_map_brings_what_is_selected_into_sight(window: MainWindow) -> None:
    last = nodes(window)[-1]
    window.session.show_view("history")
    window.session.select(("organisation", RecordId(last.key)))
    window.session.show_view("map")
    assert window.inspector.isVisible()
    assert window.canvas.widget_point(last.x, last.y).x() < free(window)


def test_what_is_out_of_sight_or_too_wide_is_left_alone() -> None:
    here, room = Viewport(), (0.0, 0.0, 600.0, 400.0)
    assert beside(here, (580, 500, 640, 520), room, 600) == here  # below the canvas
    assert beside(here, (-50, 10, 640, 20), room, 600) == here  # no room for all of it
    assert beside(here, (500, 10, 560, 20), room, 600) == here
    assert beside(here, (500, 10, 640, 20), room, 600) == here.moved(-52, 0)


def test_records_without_a_mark_take_no_room(window: MainWindow) -> None:
    picture = window.session.picture
    assert picture is not None
    assert extent(picture, [Key("nobody")]) is None
    assert extent(picture, []) is None
