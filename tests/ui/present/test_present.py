"""Present mode: what is walked through, by which keys, and that it can be read from afar."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from benchmarks.documents import write_document
from oci_map import i18n
from oci_map.document import Document
from oci_map.drawing.legend import LegendRow, LegendSection, RowKind
from oci_map.drawing.outlined import LARGE
from oci_map.drawing.strokes import Words, strokes
from oci_map.drawing.style import LIGHT
from oci_map.graph.analysis import Analysis
from oci_map.operations import gaps as noting
from oci_map.operations import views
from oci_map.progress import Progress
from oci_map.ui.main_window import MainWindow
from oci_map.ui.present import show
from oci_map.ui.present.camera import Camera, between, nearer, overview, seen, softened
from oci_map.ui.present.layout import fitting
from oci_map.ui.present.stage import Stage
from oci_map.ui.showing import Showing, showing
from tests.examples import snapshot_of
from tests.ui.windows import copied_example, in_file, shown_window

LONG = 60_000


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    return shown_window(qtbot, copied_example(tmp_path))


def started(qtbot: QtBot, window: MainWindow) -> Stage:
    """Return the stage when it shows its first scene."""
    QTest.keyClick(window, Qt.Key.Key_F5)
    stage = window.findChild(Stage)
    assert isinstance(stage, Stage)
    qtbot.waitUntil(lambda: stage.scene is not None, timeout=LONG)
    return stage


def ended(qtbot: QtBot, window: MainWindow) -> None:
    """End the presentation, and wait until nothing is left of it."""
    stage = window.findChild(Stage)
    assert isinstance(stage, Stage)
    QTest.keyClick(stage, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.findChild(Stage) is None, timeout=LONG)


def test_keys_walk_through_it(qtbot: QtBot, window: MainWindow) -> None:
    stage = started(qtbot, window)
    assert stage.isFullScreen()
    last = len(stage.scenes) - 1
    assert last >= 3
    for key, number in (
        (Qt.Key.Key_Right, 1), (Qt.Key.Key_Space, 2), (Qt.Key.Key_PageDown, 3),
        (Qt.Key.Key_Left, 2), (Qt.Key.Key_PageUp, 1), (Qt.Key.Key_End, last),
        (Qt.Key.Key_Down, last), (Qt.Key.Key_Home, 0), (Qt.Key.Key_Up, 0),
    ):  # fmt: skip
        QTest.keyClick(stage, key)
        assert stage.number == number
        assert stage.scene is not None
        assert stage.scene.sheet.title in stage.accessibleName()
    QTest.mouseClick(stage, Qt.MouseButton.LeftButton)
    assert stage.number == 1
    ended(qtbot, window)


def test_black_and_back(qtbot: QtBot, window: MainWindow) -> None:
    stage = started(qtbot, window)
    middle = stage.rect().center()
    QTest.keyClick(stage, Qt.Key.Key_B)
    assert stage.grab().toImage().pixelColor(middle) == QColor("black")
    QTest.keyClick(stage, Qt.Key.Key_Right)
    assert not stage.is_black
    assert stage.number == 0
    assert stage.grab().toImage().pixelColor(2, 2) == QColor(LIGHT.canvas)
    ended(qtbot, window)


def test_nothing_of_the_document_changes(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    session = window.session
    before, view = in_file(tmp_path / "map.ocimap"), session.filter
    undo = session.document.undo_label if session.document is not None else ""
    stage = started(qtbot, window)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Delete, Qt.Key.Key_Z, Qt.Key.Key_End):
        QTest.keyClick(stage, key)
    ended(qtbot, window)
    after = in_file(tmp_path / "map.ocimap")
    assert after.counts() == before.counts()
    assert session.filter == view
    assert session.document is not None
    assert session.document.undo_label == undo


def test_views_then_planned_then_open_gaps(window: MainWindow) -> None:
    session = window.session
    document = session.document
    assert document is not None
    noted = session.analysis.findings.at_level("organisation")[4]
    noting.set_state(document, noted.key, "planned")
    exhibits = show.shown(showing(session))
    kept = [view.name for view in views.in_order(session.snapshot)]
    assert len(exhibits) >= len(kept) + 3
    gaps = show.gaps(session.analysis.findings)
    planned = [gap.key for gap in gaps if gap.state.state == "planned"]
    assert noted.key in planned
    assert [gap.key for gap in gaps[: len(planned)]] == planned
    assert len({gap.key for gap in gaps}) == len(gaps)
    assert all(not gap.closed for gap in gaps)


def test_without_a_saved_view_the_map_comes_first(window: MainWindow) -> None:
    session = window.session
    document = session.document
    assert document is not None
    for view in views.in_order(session.snapshot):
        views.delete(document, view.id)
    exhibits = show.shown(showing(session))
    assert exhibits[0].spotlight is None
    assert exhibits[1].spotlight is not None


def test_a_map_without_anybody(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    window.session.create(tmp_path / "empty.ocimap")
    stage = started(qtbot, window)
    assert len(stage.scenes) == 1
    assert not stage.grab().isNull()
    ended(qtbot, window)


@pytest.mark.parametrize("aspect", [4 / 3, 16 / 9, 21 / 9])
@pytest.mark.parametrize("name", ["oci-worked-example", "oci-sources"])
def test_it_can_be_read_from_the_last_row(name: str, aspect: float) -> None:
    for scene in show.scenes(Showing(Analysis(snapshot_of(name))), LIGHT, aspect, Progress()):
        sheet = scene.sheet
        least = 0.025 * sheet.height
        # The two letters inside a mark stand beside it in full.
        beside = [
            one.size for one in sheet.furniture if isinstance(one, Words) and len(one.text) > 2
        ]
        names = [text.size * scene.camera.scale for text in sheet.picture.labels]
        assert min(beside) >= 0.99 * least
        assert min(names) >= 0.95 * least
        assert scene.sheet.parts[0].strokes[0].size >= 0.045 * sheet.height  # type: ignore[union-attr]
        assert list(strokes(sheet.picture)) or not sheet.picture.nodes


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("name", ["oci-worked-example", "oci-sources"])
def test_the_map_has_the_screen_and_most_names(name: str, language: str) -> None:
    with i18n.speaking(language):
        made = show.scenes(Showing(Analysis(snapshot_of(name))), LIGHT, 16 / 9, Progress())
    left, top, right, bottom = made[0].area
    page = made[0].sheet.page
    assert right - left > 0.6 * page.width
    assert bottom - top > 0.75 * page.height
    for scene in made:
        picture = scene.sheet.picture
        assert len(picture.labels) >= 0.75 * len(picture.nodes)
        least = min(text.size for text in picture.labels) * scene.camera.scale
        assert least >= 0.0245 * page.height
        parts = scene.sheet.parts
        told = [part.name for part in parts if part.kind == "legend"]
        assert told
        assert not any(part.name.startswith("…") for part in parts)
        # Nothing beside the map runs into what is under it or over its edge.
        assert all(part.box[3] <= page.height and part.box[2] <= page.width for part in parts)
        assert all(part.box[3] <= bottom + 1 for part in parts if part.kind in ("title", "legend"))


@pytest.mark.parametrize("language", ["en", "nl"])
def test_names_of_groups_stand_whole_and_off_the_marks(language: str) -> None:
    with i18n.speaking(language):
        snapshot = snapshot_of("oci-worked-example")
        made = show.scenes(Showing(Analysis(snapshot)), LIGHT, 16 / 9, Progress())
    for scene in made:
        view, picture = seen(scene.camera, scene.area), scene.sheet.picture
        assert picture.names
        for box in [name.box for name in picture.names] + [text.box for text in picture.labels]:
            assert box[0] >= view[0] - 0.1
            assert box[2] <= view[2] + 0.1
        for name in picture.names:
            for node in picture.nodes:
                across = max(name.box[0] - node.x, 0, node.x - name.box[2])
                down = max(name.box[1] - node.y, 0, node.y - name.box[3])
                assert math.hypot(across, down) > 0.8 * node.radius


def test_of_a_long_legend_whole_sections_are_shown() -> None:
    def section(kind: RowKind, rows: int) -> LegendSection:
        return LegendSection("", tuple(_row(kind, place) for place in range(rows)))

    def _row(kind: RowKind, place: int) -> LegendRow:
        return LegendRow(kind, f"{kind}-{place}", f"{kind} {place}", 1)

    sections = [section("sector", 8), section("level", 5), section("line", 5)]
    kinds = [
        [[row.kind for row in one.rows] for one in fitting(sections, room)]
        for room in (1000.0, 250.0, 20.0)
    ]
    assert kinds[0] == [["sector"] * 8, ["level"] * 5, ["line"] * 5]
    assert kinds[1] == [["sector"] * 8, ["line"] * 5]
    assert kinds[2] == [["sector"] * 8]
    assert len(fitting([sections[0], section("line", 1)], 1000.0)) == 1


def test_which_scene_it_is_is_said_in_dutch(qtbot: QtBot, window: MainWindow) -> None:
    stage = started(qtbot, window)
    with i18n.speaking("nl"):
        assert stage.count == f"1 van {len(stage.scenes)}"
    ended(qtbot, window)


def test_the_camera_glides_and_arrives(qtbot: QtBot, window: MainWindow) -> None:
    stage = started(qtbot, window)
    window.session.preferences.reduced_motion = False
    near = next(
        number for number, one in enumerate(stage.scenes)
        if one.camera != stage.scenes[0].camera
    )  # fmt: skip
    with qtbot.waitSignal(stage.arrived, timeout=LONG):
        stage.show_number(near)
        assert stage.gliding
    assert stage.camera == stage.scenes[near].camera
    stage.show_number(0)
    assert stage.gliding
    ended(qtbot, window)


def test_reduced_motion_does_not_glide(qtbot: QtBot, window: MainWindow) -> None:
    stage = started(qtbot, window)
    for number in range(len(stage.scenes)):
        stage.show_number(number)
        assert not stage.gliding
        assert stage.camera == stage.scenes[number].camera
    ended(qtbot, window)


def test_whoever_a_finding_is_about_is_named() -> None:
    snapshot = snapshot_of("oci-worked-example")
    exhibits = show.shown(Showing(Analysis(snapshot)))
    made = show.scenes(Showing(Analysis(snapshot)), LIGHT, 4 / 3, Progress())
    checked = 0
    for exhibit, scene in zip(exhibits, made, strict=True):
        if exhibit.spotlight is None:
            continue
        picture = scene.sheet.picture
        named = {text.key: text for text in picture.labels}
        for one in exhibit.spotlight.lit & {node.key for node in picture.nodes}:
            checked += 1
            assert named[one].text
            assert not any(
                name.box[0] < named[one].box[2] and named[one].box[0] < name.box[2]
                and name.box[1] < named[one].box[3] and named[one].box[1] < name.box[3]
                for name in picture.names
            )  # fmt: skip
    assert checked > 5


def test_names_of_many_whom_a_finding_is_about_do_not_lie_on_each_other(tmp_path: Path) -> None:
    path = tmp_path / "hundreds.ocimap"
    write_document(path, LARGE + 30)
    document = Document.open(path, read_only=True)
    try:
        made = show.scenes(Showing(Analysis(document.snapshot)), LIGHT, 16 / 9, Progress())
    finally:
        document.close()
    for scene in made[1:]:
        boxes = np.array([text.box for text in scene.sheet.picture.labels])
        assert len(boxes) > 1
        low, high = boxes[:, None, :2], boxes[:, None, 2:]
        touching = ((low < boxes[:, 2:]) & (boxes[:, :2] < high)).all(axis=2)
        assert np.count_nonzero(touching) == len(boxes)  # each lies on itself only
    gaps = [one for one in made[0].sheet.picture.links if one.role == "gap"]
    assert min(one.width for one in gaps) * made[0].camera.scale > 1.2


numbers = st.floats(-1e4, 1e4)
cameras = st.builds(Camera, st.floats(0.05, 5), numbers, numbers)


@given(cameras, cameras, st.floats(0, 1))
def test_on_the_way_the_camera_is_between(one: Camera, other: Camera, share: float) -> None:
    way = between(one, other, softened(share))
    for value, ends in (
        (way.scale, (one.scale, other.scale)), (way.x, (one.x, other.x)), (way.y, (one.y, other.y)),
    ):  # fmt: skip
        assert min(ends) - 1e-6 <= value <= max(ends) + 1e-6
    assert math.isclose(between(one, other, 1.0).scale, other.scale)


def test_a_near_camera_sees_all_that_it_is_about() -> None:
    made = show.scenes(Showing(Analysis(snapshot_of("oci-worked-example"))), LIGHT, 1.6, Progress())
    close = [one for one in made if one.camera.scale > one.sheet.scale * 1.01]
    assert close
    for scene in close:
        camera, area = scene.camera, scene.area
        whole = overview(scene.sheet.scale, scene.sheet.dx, scene.sheet.dy, area)
        assert nearer(whole, scene.sheet.picture, frozenset(), area) == whole
        arcs = [link for link in scene.sheet.picture.links if link.role == "gap"]
        ends = {end for link in arcs for end in (link.one, link.other)}
        assert ends
        for node in scene.sheet.picture.nodes:
            if node.key in ends:
                assert abs(node.x - camera.x) * camera.scale <= (area[2] - area[0]) / 2
                assert abs(node.y - camera.y) * camera.scale <= (area[3] - area[1]) / 2
