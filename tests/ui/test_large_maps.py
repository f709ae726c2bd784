"""On a large map the window never waits: what takes long is found aside, and comes later."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from benchmarks.documents import write_document
from oci_map.document import Document
from oci_map.drawing.crowd import CROWDED
from oci_map.drawing.overview import closed
from oci_map.drawing.picture import Key
from oci_map.errors import UserError
from oci_map.graph.analysis import Analysis
from oci_map.graph.wording import bridge_sentence
from oci_map.model.ids import RecordId
from oci_map.model.records import Organisation
from oci_map.operations import groups, records
from oci_map.ui.canvas.viewport import Viewport
from oci_map.ui.compare.page import ComparePage
from oci_map.ui.finder import Finder
from oci_map.ui.inspector.organisation import OrganisationPage
from oci_map.ui.jobs import Jobs
from oci_map.ui.main_window import MainWindow
from oci_map.ui.present.stage import Stage
from oci_map.ui.structure.page import StructurePage
from oci_map.ui.waiting import Waiting
from tests.ui.windows import shown_window

SIZE = CROWDED + 60


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("large") / "large.ocimap"
    write_document(path, SIZE)
    return path


@pytest.fixture
def window(qtbot: QtBot, written: Path, tmp_path: Path) -> Iterator[MainWindow]:
    path = tmp_path / "large.ocimap"
    path.write_bytes(written.read_bytes())
    shown = shown_window(qtbot, path)
    yield shown
    qtbot.waitUntil(lambda: not shown.jobs.running, timeout=60_000)


def settle(qtbot: QtBot, window: MainWindow) -> None:
    drawing = window.session.drawing
    qtbot.waitUntil(lambda: drawing.is_settled and not window.jobs.running, timeout=60_000)


def gaps_said(window: MainWindow) -> str:
    return window.status_line.texts[-1]


def test_gaps_and_the_picture_come_when_they_are_found(qtbot: QtBot, window: MainWindow) -> None:
    session = window.session
    assert session.analysis.is_aside
    settle(qtbot, window)
    picture = session.picture
    assert picture is not None
    assert len(picture.nodes) == SIZE
    assert picture.is_crowded
    assert picture.overview is not None
    fresh = Analysis(session.snapshot)
    assert session.analysis.pair_gap_summary == fresh.pair_gap_summary
    assert session.analysis.brokerage.tolist() == fresh.brokerage.tolist()
    assert any(link.role == "gap" for link in picture.links)
    assert "gap" in gaps_said(window)
    assert "…" not in gaps_said(window)
    assert not window.grab().isNull()


def test_an_edit_is_shown_at_once_and_refined_later(qtbot: QtBot, window: MainWindow) -> None:
    session = window.session
    settle(qtbot, window)
    before = session.picture
    one = sorted(session.snapshot.organisations)[7]
    own = {seat.group for seat in session.snapshot.memberships_of.get(one, ())}
    group = next(each for each in sorted(session.snapshot.groups) if each not in own)
    assert session.run(groups.add_member, one, group)
    # The picture is that of before, and it is said that gaps are looked for.
    assert session.picture is before
    assert session.analysis.pair_gap_summary.pending
    assert gaps_said(window) == "looking for gaps …"
    settle(qtbot, window)
    assert session.picture is not before
    assert session.analysis.pair_gap_summary == Analysis(session.snapshot).pair_gap_summary
    assert "…" not in gaps_said(window)


def test_what_was_moved_or_taken_away_is_so_at_once(qtbot: QtBot, window: MainWindow) -> None:
    session = window.session
    settle(qtbot, window)
    one, other = sorted(session.snapshot.organisations)[3:5]
    session.give_places({one: (4321.0, 1234.0)})
    assert session.run(records.edit, "organisation", other, name="Elsewhere")
    picture = session.picture
    assert picture is not None
    renamed = picture.node(Key(other))
    assert renamed is not None
    assert renamed.title == "Elsewhere"
    assert session.run(records.remove, "organisation", other)
    picture = session.picture
    assert picture is not None
    assert picture.node(Key(other)) is None
    assert all(Key(other) not in (link.one, link.other) for link in picture.links)
    settle(qtbot, window)
    assert session.picture is not None
    assert session.picture.node(Key(other)) is None


def test_it_is_painted_from_afar_from_near_and_brought_forward(
    qtbot: QtBot, window: MainWindow
) -> None:
    session, canvas = window.session, window.canvas
    settle(qtbot, window)
    one = RecordId(sorted(session.snapshot.organisations)[5])
    shots = []
    for factor in (1.0, 4.0, 4.0):
        canvas.show_view(canvas.viewport.zoomed(factor, 500, 400))
        canvas.repaint()
        qtbot.wait(120)  # until the view has come to rest
        shots.append(canvas.grab().toImage())
    session.select(("organisation", one))
    shots.append(canvas.grab().toImage())
    session.select()
    for place, shot in enumerate(shots):
        assert all(shot != other for other in shots[place + 1 :])
    session.set_theme("dark")
    settle(qtbot, window)
    assert canvas.grab().toImage() != shots[2]


def test_a_disc_says_what_it_is_and_opens(qtbot: QtBot, window: MainWindow) -> None:
    session, canvas = window.session, window.canvas
    session.preferences.reduced_motion = True
    settle(qtbot, window)
    picture = session.picture
    assert picture is not None
    overview = picture.overview
    assert overview is not None
    x, y = overview.centres[0].tolist()
    canvas.show_view(Viewport(0.1).centred_on(x, y, canvas.room()))
    assert closed(picture, 0.1).all()
    plain = canvas.grab().toImage()
    at = canvas.widget_point(*overview.centres[0].tolist())
    QTest.mouseMove(canvas, at)
    assert str(overview.members[0]) in canvas.discs.tip()
    assert canvas.grab().toImage() != plain
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=at)
    assert canvas.discs.tip() == ""
    assert not closed(picture, canvas.viewport.zoom)[0]
    assert not session.selection
    near = canvas.viewport
    QTest.mouseDClick(canvas, Qt.MouseButton.LeftButton, pos=at)  # as the second of two clicks
    # By keyboard: the largest one first.
    x, y = overview.centres[0].tolist()
    canvas.show_view(Viewport(0.1).centred_on(x, y, canvas.room()))
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    assert overview.names[int(overview.by_size[0])] in canvas.accessibleDescription()
    assert not session.selection
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert canvas.viewport.zoom >= min(near.zoom, 0.2)
    # From near the arrow keys walk from organisation to organisation.
    canvas.show_view(Viewport(1.0).centred_on(x, y, canvas.room()))
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    assert session.selection


@pytest.mark.parametrize("name", ["structure", "compare"])
def test_other_views_are_seen_from_afar_and_from_near_too(
    qtbot: QtBot, window: MainWindow, name: str
) -> None:
    settle(qtbot, window)
    window.session.show_view(name)
    page = window.views.page
    assert isinstance(page, StructurePage | ComparePage)
    view = page.view
    qtbot.waitUntil(lambda: view.picture is not None, timeout=60_000)
    picture = view.picture
    assert picture is not None
    assert picture.is_crowded
    assert not picture.labels  # they are chosen by what is seen
    whole = view.grab().toImage()
    QTest.keyClick(view, Qt.Key.Key_Plus)
    qtbot.wait(120)  # until the view has come to rest
    assert view.grab().toImage() != whole
    QTest.keyClick(view, Qt.Key.Key_F)
    overview = picture.overview
    if overview is None:
        return
    sight = view.sight
    if not closed(picture, sight.zoom).any():
        return
    place = int(np.flatnonzero(closed(picture, sight.zoom))[0])
    x, y = overview.centres[place].tolist()
    at = QPoint(round(x * sight.zoom + sight.dx), round(y * sight.zoom + sight.dy))
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=at)
    assert view.sight.zoom > sight.zoom
    QTest.keyClick(view, Qt.Key.Key_F)
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert overview.names[int(overview.by_size[0])] in view.accessibleDescription()
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert view.sight.zoom > sight.zoom


def test_a_large_map_is_presented(qtbot: QtBot, window: MainWindow) -> None:
    settle(qtbot, window)
    stage = Stage(window.session, window.jobs, window)
    stage.begin()
    qtbot.waitUntil(lambda: bool(stage.scenes), timeout=120_000)
    shots = []
    for number, scene in enumerate(stage.scenes[:2]):
        stage.show_number(number)
        picture = scene.sheet.picture
        assert picture.is_crowded
        assert (picture.overview is None) == bool(number)  # a gap is not hidden under discs
        shots.append(stage.grab().toImage())
    assert shots[0] != shots[1]
    stage.close()


def test_the_view_of_gaps_looks_aside(qtbot: QtBot, window: MainWindow) -> None:
    settle(qtbot, window)
    window.session.show_view("gaps")
    page = window.views.page
    assert page is not None
    settle(qtbot, window)
    qtbot.waitUntil(lambda: page._findings is not None, timeout=60_000)  # type: ignore[attr-defined]
    assert page.progress.text() == ""  # type: ignore[attr-defined]
    window.session.show_view("map")


def test_waiting_gives_what_was_found_and_what_went_wrong(qtbot: QtBot) -> None:
    jobs = Jobs()
    waiting = Waiting(jobs, jobs)
    assert waiting.for_(_seven) == 7
    with pytest.raises(UserError, match="No such thing"):
        waiting.for_(_refuse)
    with pytest.raises(ZeroDivisionError):
        waiting.for_(_break)
    assert waiting.for_(_seven) == 7
    jobs.close()


def _seven() -> int:
    return 7


def _refuse() -> int:
    raise UserError("No such thing.")


def _break() -> int:
    return 1 // 0


def test_a_letter_finds_among_what_was_read_and_the_rest_follows(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "more.ocimap"
    organisations = [Organisation(id=RecordId(f"o{n:04}"), name=f"Huis {n}") for n in range(1700)]
    Document.create(path, records=organisations).close()
    settle(qtbot, window)
    assert window.session.open(path)
    finder = Finder(window.session)
    found = finder.matches("huis")
    assert 0 < len(found) < len(organisations)
    with qtbot.waitSignal(finder.grown):
        pass
    assert len(finder.matches("huis")) == len(organisations)


def test_after_an_edit_what_follows_from_all_ties_comes_in_the_next_turns(
    qtbot: QtBot, window: MainWindow
) -> None:
    session = window.session
    settle(qtbot, window)
    organisation = sorted(session.snapshot.organisations)[6]
    session.select(("organisation", organisation))
    page = window.inspector.page
    assert isinstance(page, OrganisationPage)
    settle(qtbot, window)
    own = {seat.group for seat in session.snapshot.memberships_of.get(organisation, ())}
    free = next(one for one in sorted(session.snapshot.groups) if one not in own)
    session.run(groups.add_member, organisation, free)
    # Its own lists answer at once; the sentence and the gaps when the window has painted.
    assert len([row for row in page.groups.rows.rows if row.isVisibleTo(page)]) == len(own) + 1
    settle(qtbot, window)
    fresh = Analysis(session.snapshot)
    bridging = fresh.bridging_of(organisation)
    assert bridging is not None
    assert page.bridge.sentence.text() == bridge_sentence(session.snapshot, bridging)
    assert page.gaps.aside.text() == str(len(fresh.gaps_of(organisation)))
    session.run(groups.remove_member, session.snapshot.memberships_of[organisation][-1].id)
    session.select()  # before the next turn
    settle(qtbot, window)
    session.select(("organisation", organisation))
    now = Analysis(session.snapshot).bridging_of(organisation)
    assert now is not None
    assert page.bridge.sentence.text() == bridge_sentence(session.snapshot, now)


def test_the_bars_of_the_time_strip_follow_in_the_next_turn(
    qtbot: QtBot, window: MainWindow
) -> None:
    settle(qtbot, window)
    window.time_strip.load()
    chart = window.time_strip.chart
    assert chart is not None
    qtbot.waitUntil(lambda: chart.has_dates and bool(chart.accessibleDescription()))
    before = chart.accessibleDescription()
    window.session.change_filter(as_of="2012")
    assert chart.accessibleDescription() == before
    settle(qtbot, window)
    assert chart.accessibleDescription() != before
    assert "2012" in chart.accessibleDescription()
