"""The view of two dates: sentences, figures and the picture of what changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from oci_map.graph.compare import compare_dates
from oci_map.model.ids import RecordId
from oci_map.operations import beginnings, organisations, records, ties
from oci_map.ui.compare.page import ComparePage
from oci_map.ui.main_window import MainWindow
from tests.ui.windows import copied_example, shown_window


def compared(qtbot: QtBot, window: MainWindow) -> ComparePage:
    """Show the view, and wait until it has compared."""
    window.session.show_view("compare")
    page = window.views.page
    assert isinstance(page, ComparePage)
    settled(qtbot, page)
    return page


def settled(qtbot: QtBot, page: ComparePage) -> None:
    qtbot.waitUntil(lambda: not page._asking.is_asking, timeout=20_000)


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    return shown_window(qtbot, copied_example(tmp_path))


def test_it_begins_with_the_first_meeting_and_says_what_changed_since(
    qtbot: QtBot, window: MainWindow
) -> None:
    page = compared(qtbot, window)
    session = window.session
    first = min(event.date for event in session.analysis.events)
    assert (page.before.date, page.after.date) == (first, "")
    expected = compare_dates(session.snapshot, session.filter, first, "")
    assert page.found is not None
    assert (page.found.new, page.found.lost, page.found.kept) == (
        expected.new, expected.lost, expected.kept,
    )  # fmt: skip
    assert page.sentences.text()
    assert page.view.picture is not None
    drawn = [link.kind for link in page.view.picture.links]
    assert drawn.count("new") == len(expected.new)


def test_without_meetings_it_begins_with_the_last_year(qtbot: QtBot, window: MainWindow) -> None:
    session = window.session
    for one in [event.record for event in session.analysis.events]:
        session.run(records.edit, "roundtable", one, date="")
    page = compared(qtbot, window)
    last = max(session.analysis.new_ties_per_quarter)
    assert page.before.date[:4] in {str(last.year), str(last.year - 1)}
    assert page.after.date == ""


def test_marks_stand_where_they_stand_on_the_map(qtbot: QtBot, window: MainWindow) -> None:
    page = compared(qtbot, window)
    picture = page.view.picture
    assert picture is not None
    places = window.session.places
    assert all((node.x, node.y) == places[RecordId(node.key)] for node in picture.nodes)


def test_a_typed_date_is_compared_and_a_wrong_one_is_refused(
    qtbot: QtBot, window: MainWindow
) -> None:
    page = compared(qtbot, window)
    page.before.typed.show()
    QTest.keyClicks(page.before.typed, "first of may")
    QTest.keyClick(page.before.typed, Qt.Key.Key_Return)
    assert page.before.problem.isVisible()
    before = page.before.date
    page.before.typed.clear()
    QTest.keyClicks(page.before.typed, "1-10-2011")
    assert not page.before.problem.isVisible()
    QTest.keyClick(page.before.typed, Qt.Key.Key_Return)
    settled(qtbot, page)
    assert page.before.date == "2011-10-01" != before


def test_an_edit_is_compared_at_once(qtbot: QtBot, window: MainWindow) -> None:
    page = compared(qtbot, window)
    assert page.found is not None
    count = len(page.found.new)
    session = window.session
    tied = {frozenset(pair) for pair in (*page.found.new, *page.found.kept)}
    one, other = next(
        (a, b)
        for a in session.analysis.organisations
        for b in session.analysis.organisations
        if a < b and frozenset((a, b)) not in tied
    )
    assert session.run(ties.add, one, other, active_from="2012-05")
    settled(qtbot, page)
    assert page.found is not None
    assert len(page.found.new) == count + 1


def test_the_picture_is_zoomed_and_moved_and_fits_again(qtbot: QtBot, window: MainWindow) -> None:
    page = compared(qtbot, window)
    view = page.view
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    whole = view.grab().toImage()
    view.zoom_by(2.0, QPointF(100, 100))
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(200, 200))
    QTest.mouseMove(view, QPoint(260, 240))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(260, 240))
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.grab().toImage() != whole
    QTest.keyClick(view, Qt.Key.Key_F)
    assert view.grab().toImage() == whole


def test_what_was_compared_in_a_closed_document_is_not_shown(
    qtbot: QtBot, window: MainWindow
) -> None:
    page = compared(qtbot, window)
    path = window.session.document.path if window.session.document is not None else Path()
    found = page.found
    window.session.run(ties.add, RecordId("howest"), RecordId("vaf"))
    assert window.jobs.running
    window.session.close()
    qtbot.waitUntil(lambda: not window.jobs.running)
    assert page.found is found
    assert window.session.open(path)
    settled(qtbot, page)
    assert page.found is not None
    assert page.found is not found


def test_other_words_and_colours_and_an_empty_document(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "empty.ocimap"
    beginnings.create(path).close()
    window = shown_window(qtbot, path)
    page = compared(qtbot, window)
    assert page.view.text.startswith("No organisations yet. Add the first one")
    assert page.sentences.text().startswith("Here two dates are compared")
    assert not page.table.isVisible()
    window.session.run(organisations.add, "First")
    settled(qtbot, page)
    assert page.table.isVisible()
    assert "Here two dates" not in page.sentences.text()
    window.session.undo()
    settled(qtbot, page)
    window.session.set_language("nl")
    window.session.set_theme("dark")
    settled(qtbot, page)
    page.grab()


@pytest.mark.parametrize("percent", [100, 200])
def test_all_words_have_room(qtbot: QtBot, window: MainWindow, percent: int) -> None:
    page = compared(qtbot, window)
    window.text_size.choose(percent)
    settled(qtbot, page)
    page._left.grab()  # every part has its size then
    assert page._left.minimumSizeHint().width() <= page._area.viewport().width()
    for moment in (page.before, page.after):
        end = moment.mapTo(page._left, QPoint(moment.width(), 0)).x()
        assert end <= page._area.viewport().width()
    assert page._area.geometry().right() < page.view.mapTo(page, page.view.pos()).x()
