"""The canvas with the mouse and the keyboard, on a real window and a real file."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from oci_map import resources
from oci_map.drawing.picture import Key
from oci_map.model.ids import RecordId
from oci_map.ui.app import make_window
from oci_map.ui.canvas import CanvasView
from oci_map.ui.main_window import MainWindow
from oci_map.ui.preferences import Preferences
from oci_map.ui.session import ORGANISATION_MIME
from tests.ui.windows import in_file

HOWEST = RecordId("howest")
GROUP = RecordId("group-internationalisation")
LEFT = Qt.MouseButton.LeftButton
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def path(tmp_path: Path) -> Path:
    copied = tmp_path / "map.ocimap"
    shutil.copyfile(resources.path("examples", "oci-worked-example.ocimap"), copied)
    return copied


def opened(qtbot: QtBot, path: Path) -> MainWindow:
    preferences = Preferences()
    preferences.reduced_motion = True
    window = make_window(preferences)
    qtbot.addWidget(window)
    window.resize(1600, 1000)
    assert window.session.open(path)
    window.show()
    qtbot.waitExposed(window)
    return window


@pytest.fixture
def window(qtbot: QtBot, path: Path) -> MainWindow:
    return opened(qtbot, path)


def spot(canvas: CanvasView, organisation: RecordId) -> QPoint:
    assert canvas.picture is not None
    node = canvas.picture.node(Key(organisation))
    assert node is not None
    return canvas.widget_point(node.x, node.y)


def inside(canvas: CanvasView, group: RecordId) -> QPoint:
    """Return a point within a group's outline, away from marks and from other groups."""
    assert canvas.picture is not None
    outline = next(o for o in canvas.picture.outlines if o.key == Key(group))
    low, high = outline.polygon.min(axis=0), outline.polygon.max(axis=0)
    for column in range(1, 40):
        for row in range(1, 40):
            x = low[0] + (high[0] - low[0]) * column / 40
            y = low[1] + (high[1] - low[1]) * row / 40
            alone = canvas.picture.groups_at(x, y) == (Key(group),)
            if alone and canvas.picture.node_at(x, y, 25) is None:
                return canvas.widget_point(x, y)
    raise AssertionError("no free point in the outline")


def drag(canvas: CanvasView, begin: QPoint, end: QPoint, *, shift: bool = False) -> None:
    modifier = SHIFT if shift else Qt.KeyboardModifier.NoModifier
    QTest.mousePress(canvas, LEFT, modifier, begin)
    middle = QPoint((begin.x() + end.x()) // 2, (begin.y() + end.y()) // 2)
    for point in (begin + QPoint(8, 8), middle, end):
        QTest.mouseMove(canvas, point)
    QTest.mouseRelease(canvas, LEFT, modifier, end)


def open_menu(canvas: CanvasView) -> QMenu:
    (menu,) = [m for m in canvas.findChildren(QMenu) if m.isVisible()]
    return menu


def test_dropping_a_mark_on_a_group_is_saved_redrawn_undone_redone_and_reopened(
    qtbot: QtBot, path: Path
) -> None:
    window = opened(qtbot, path)
    session, canvas = window.session, window.canvas
    gaps = {gap.key for gap in session.analysis.pair_gaps}
    before = session.snapshot
    assert not any(m.group == GROUP for m in before.memberships_of[HOWEST])

    drag(canvas, spot(canvas, HOWEST), inside(canvas, GROUP))
    menu = open_menu(canvas)
    assert menu.actions()[0].text() == "Add Howest to Internationalisation"
    menu.actions()[0].trigger()
    menu.close()

    # Saved at once, whatever happens now.
    after = session.snapshot
    assert any(m.group == GROUP for m in after.memberships_of[HOWEST])
    assert in_file(path) == after
    # Redrawn, with fewer gaps, and the outline round the mark or a ring segment at it.
    assert session.picture is not None
    assert {gap.key for gap in session.analysis.pair_gaps} < gaps
    node = session.picture.node(Key(HOWEST))
    assert node is not None
    drawn = Key(GROUP) in session.picture.groups_at(node.x, node.y)
    mine = (Key(GROUP), Key(HOWEST))
    apart = any((s.group, s.organisation) == mine for s in session.picture.segments)
    assert drawn or apart

    window.actions_["undo"].trigger()
    assert session.snapshot == before
    assert {gap.key for gap in session.analysis.pair_gaps} == gaps
    window.actions_["redo"].trigger()
    assert session.snapshot == after
    window.close()

    again = opened(qtbot, path)
    assert again.session.snapshot == after
    again.actions_["undo"].trigger()
    assert again.session.snapshot == before
    again.actions_["redo"].trigger()
    assert again.session.snapshot == after


def test_a_click_selects_and_shift_adds(window: MainWindow) -> None:
    canvas, session = window.canvas, window.session
    QTest.mouseClick(canvas, LEFT, pos=spot(canvas, HOWEST))
    assert session.selected("organisation") == (HOWEST,)
    other = RecordId("boek-be")
    QTest.mouseClick(canvas, LEFT, SHIFT, spot(canvas, other))
    assert session.selected("organisation") == (HOWEST, other)
    QTest.mouseClick(canvas, LEFT, SHIFT, spot(canvas, HOWEST))
    assert session.selected("organisation") == (other,)
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert session.selection == ()


def test_a_mark_that_is_dragged_stands_there_pinned_in_one_step(window: MainWindow) -> None:
    canvas, session = window.canvas, window.session
    organisation = RecordId("rec-radiocentrum")
    begin = spot(canvas, organisation)
    # Where no outline is: the top right corner of the canvas.
    end = QPoint(canvas.width() - 60, 40)
    assert session.picture is not None
    assert not session.picture.groups_at(*canvas.map_point(QPointF(end)))
    drag(canvas, begin, end)
    assert (spot(canvas, organisation) - end).manhattanLength() <= 4
    assert session.is_pinned(organisation)
    assert session.document is not None
    assert str(session.document.undo_label) == "Moved REC Radiocentrum"
    session.undo()
    assert not session.is_pinned(organisation)
    assert session.document.undo_label is None


def test_a_lasso_selects_what_it_holds(window: MainWindow) -> None:
    canvas, session = window.canvas, window.session
    corner = QPoint(canvas.width() - 4, canvas.height() - 4)
    QTest.mousePress(canvas, LEFT, SHIFT, QPoint(4, 4))
    for point in (QPoint(canvas.width() - 4, 4), corner, QPoint(4, canvas.height() - 4)):
        QTest.mouseMove(canvas, point)
    QTest.mouseRelease(canvas, LEFT, SHIFT, QPoint(4, canvas.height() - 4))
    assert len(session.selected("organisation")) == len(session.snapshot.organisations)


def test_the_wheel_zooms_where_the_pointer_is_and_fit_shows_everything(
    window: MainWindow,
) -> None:
    canvas = window.canvas
    at = spot(canvas, HOWEST)
    before = canvas.viewport
    canvas.show_view(before.zoomed(1.5, at.x(), at.y()))
    assert (spot(canvas, HOWEST) - at).manhattanLength() <= 1
    drag(canvas, QPoint(canvas.width() - 40, 60), QPoint(canvas.width() - 140, 160))
    assert canvas.viewport.dx != before.dx
    canvas.fit()
    assert canvas.picture is not None
    left, top, right, bottom = canvas.picture.bounds
    area = canvas.rect()
    assert area.contains(canvas.widget_point(left, top))
    assert area.contains(canvas.widget_point(right, bottom))


def test_the_whole_picture_stays_in_view_when_the_window_changes(window: MainWindow) -> None:
    canvas = window.canvas
    for size in ((1240, 740), (1900, 1100)):
        window.resize(*size)
        assert canvas.picture is not None
        left, top, right, bottom = canvas.picture.bounds
        assert canvas.rect().contains(canvas.widget_point(left, top))
        assert canvas.rect().contains(canvas.widget_point(right, bottom))


def test_pointing_at_a_mark_lights_it_and_dims_strangers(window: MainWindow) -> None:
    canvas = window.canvas
    stranger = RecordId("rec-radiocentrum")
    at = spot(canvas, stranger)

    def colour() -> QColor:
        image: QImage = canvas.grab().toImage()
        return image.pixelColor(at + QPoint(-6, 0))

    lit = colour()
    canvas.hover(Key(RecordId("iwt")))
    assert Key(stranger) not in canvas.picture.neighbours(Key(RecordId("iwt")))  # type: ignore[union-attr]
    assert colour() != lit
    canvas.hover(None)
    assert colour() == lit


def test_arrow_keys_reach_every_organisation(window: MainWindow) -> None:
    canvas, session = window.canvas, window.session
    assert canvas.picture is not None
    reached: set[RecordId] = set()
    waiting: list[RecordId] = []
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    waiting += session.selected("organisation")
    keys = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
    while waiting:
        here = waiting.pop()
        if here in reached:
            continue
        reached.add(here)
        for key in keys:
            session.select(("organisation", here))
            QTest.keyClick(canvas, key)
            waiting += session.selected("organisation")
    assert reached == set(session.snapshot.organisations)


def test_an_organisation_from_a_list_can_be_dropped_on_a_group(window: MainWindow) -> None:
    canvas, session = window.canvas, window.session
    data = QMimeData()
    data.setData(ORGANISATION_MIME, HOWEST.encode())
    at = inside(canvas, GROUP)
    canvas.gestures.aim(HOWEST, QPointF(at))
    drop = QDropEvent(
        QPointF(at), Qt.DropAction.CopyAction, data, LEFT, Qt.KeyboardModifier.NoModifier
    )
    canvas.dropEvent(drop)
    assert any(m.group == GROUP for m in session.snapshot.memberships_of[HOWEST])


def test_the_menu_key_opens_what_can_be_done_and_pinning_works(window: MainWindow) -> None:
    canvas, session = window.canvas, window.session
    session.select(("organisation", HOWEST))
    QTest.keyClick(canvas, Qt.Key.Key_Menu)
    menu = open_menu(canvas)
    texts = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert texts == [
        "Add to working group",
        "Take out of working group",
        "Open in Gaps",
        "Pin here",
    ]
    menu.actions()[-1].trigger()
    menu.close()
    assert session.is_pinned(HOWEST)


def test_the_canvas_says_in_words_what_is_selected(window: MainWindow) -> None:
    canvas, session = window.canvas, window.session
    assert "36 organisations" in canvas.accessibleDescription()
    session.select(("organisation", HOWEST))
    described = canvas.accessibleDescription()
    assert "Ties to" in described
    assert "Sits in" in described
    session.set_language("nl")
    assert canvas.accessibleDescription() != described


@pytest.mark.parametrize("action", ["tidy", "rings", "columns"])
def test_tidying_up_is_one_step(qtbot: QtBot, window: MainWindow, action: str) -> None:
    session = window.session
    before = session.snapshot
    window.actions_[action].trigger()
    qtbot.waitUntil(lambda: not window.jobs.running, timeout=20_000)
    assert session.document is not None
    assert str(session.document.undo_label) == "Tidied up the map"
    session.undo()
    assert session.snapshot == before


@pytest.mark.parametrize("action", ["tidy", "rings", "columns"])
def test_a_map_that_was_arranged_is_in_view_as_a_whole(
    qtbot: QtBot, window: MainWindow, action: str
) -> None:
    canvas = window.canvas
    canvas.zoom_to_actual()
    window.actions_[action].trigger()
    qtbot.waitUntil(lambda: not window.jobs.running, timeout=20_000)
    shown = QRectF(canvas.rect())
    for x, y in window.session.places.values():
        assert shown.contains(QPointF(*canvas.viewport.to_widget(x, y)))


def test_a_new_organisation_gets_a_place_that_is_undone_with_it(window: MainWindow) -> None:
    session = window.session
    before = session.snapshot
    window.commands.add_organisation()
    (new,) = set(session.snapshot.organisations) - set(before.organisations)
    assert session.picture is not None
    assert session.picture.node(Key(new)) is not None
    others = {k: v for k, v in session.places.items() if k != new}
    session.undo()
    assert session.snapshot == before
    assert session.places == others
