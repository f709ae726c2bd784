"""The view of gaps: list, opened card and matrix on a real file."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from oci_map.graph.findings import Findings
from oci_map.model.records import GapNote, Invitation
from oci_map.operations import beginnings, groups, organisations
from oci_map.ui.gaps.card import GapCard
from oci_map.ui.gaps.list_model import GapModel
from oci_map.ui.gaps.matrix_model import MatrixModel
from oci_map.ui.gaps.page import GapsPage
from oci_map.ui.main_window import MainWindow
from tests.ui.windows import HOWEST, INTERNATIONALISATION, copied_example, in_file, shown_window


def page_of(window: MainWindow) -> GapsPage:
    """Show the view and return its page."""
    window.session.show_view("gaps")
    page = window.views.page
    assert isinstance(page, GapsPage)
    return page


def refined(qtbot: QtBot, page: GapsPage) -> Findings:
    """Wait until the comparison with chance is done."""
    qtbot.waitUntil(lambda: not page.progress.text(), timeout=20_000)
    assert page._findings is not None
    return page._findings


def action_of(menu: QMenu, data: object) -> QAction:
    """Return the entry of a menu that stands for something."""
    return next(action for action in menu.actions() if action.data() == data)


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    return shown_window(qtbot, copied_example(tmp_path))


@pytest.fixture
def page(window: MainWindow) -> GapsPage:
    return page_of(window)


def test_the_list_shows_the_findings_and_opens_the_first(qtbot: QtBot, page: GapsPage) -> None:
    findings = refined(qtbot, page)
    assert page.list.gaps.gaps == findings.at_level("sector")
    assert page.list.card.gap == findings.at_level("sector")[0]
    assert page.session.gap_focus.key == page.list.key or not page.session.gap_focus.key
    assert page.list.card.height() >= page.list.card.height_at(page.list.card.width())


def test_arrows_open_the_next_gap_and_frame_its_cell(qtbot: QtBot, page: GapsPage) -> None:
    refined(qtbot, page)
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    second = page.list.gaps.gaps[1]
    assert page.list.card.gap == second
    assert page.session.gap_focus.key == second.key
    assert page.panel.table._cells.gap == second.key


def test_a_click_on_a_cell_opens_its_gap(qtbot: QtBot, page: GapsPage) -> None:
    refined(qtbot, page)
    table = page.panel.table
    wanted = page.list.gaps.gaps[3].key
    where = table.matrix.matrix.where(wanted)
    assert where is not None
    cell = table.visualRect(table.matrix.index(*where))
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=cell.center(), delay=-1)
    assert page.list.key == wanted


def test_pointing_at_a_cell_says_what_it_holds(qtbot: QtBot, page: GapsPage) -> None:
    refined(qtbot, page)
    table = page.panel.table
    QTest.mouseMove(table.viewport(), table.visualRect(table.matrix.index(0, 1)).center())
    assert page.panel.readout.text() == table.matrix.sentence(table.matrix.index(0, 1))


def test_pointing_at_a_card_lights_its_cell(qtbot: QtBot, page: GapsPage) -> None:
    refined(qtbot, page)
    row = page.list.gaps.index(1)
    page.list.scrollTo(row)
    QTest.mouseMove(page.list.viewport(), page.list.visualRect(row).center())
    table = page.panel.table
    where = table.matrix.matrix.where(page.list.gaps.gaps[1].key)
    assert (table._cells.row, table._cells.column) == where
    page.list.pointed.emit("")
    assert table._cells.row == -1


def test_a_tie_says_what_it_would_change(qtbot: QtBot, page: GapsPage) -> None:
    refined(qtbot, page)
    page.levels.choose("organisation")
    card, before = page.list.card, page.session.snapshot
    assert card.suppose.isVisible()
    card.suppose.click()
    qtbot.waitUntil(card.effect.isVisible, timeout=20_000)
    assert card.effect.words.text()
    assert page.session.snapshot is before
    page.levels.choose("need")
    assert not card.suppose.isVisible()


def test_a_gap_is_dismissed_with_its_reason_and_comes_back_with_undo(
    qtbot: QtBot, tmp_path: Path
) -> None:
    path = copied_example(tmp_path)
    window = shown_window(qtbot, path)
    page = page_of(window)
    refined(qtbot, page)
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    gap = page.list.card.gap
    assert gap is not None
    page.list.card.dismiss.click()
    QTest.keyClicks(page.list.card.reason, "They never will")
    QTest.keyClick(page.list.card.reason, Qt.Key.Key_Return)
    assert page.list.card.gap is not None
    assert page.list.card.gap.key == gap.key
    assert page.list.card.gap.state.state == "dismissed"
    [note] = [one for one in in_file(path).all(GapNote).values() if one.gap == gap.key]
    assert (note.state, note.reason) == ("dismissed", "They never will")
    page.states.choose("dismissed")
    assert [one.key for one in page.list.gaps.gaps] == [gap.key]
    window.session.undo()
    assert not page.list.gaps.gaps
    assert page.nothing.isVisible()


def test_both_sides_are_invited_in_one_step(qtbot: QtBot, page: GapsPage) -> None:
    refined(qtbot, page)
    page.levels.choose("organisation")
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    gap = page.list.card.gap
    assert gap is not None
    before = set(page.session.snapshot.all(Invitation))
    action_of(page.list.card.invite.menu_of_tables, "").trigger()
    new = [one for key, one in page.session.snapshot.all(Invitation).items() if key not in before]
    assert {one.organisation for one in new} == set(gap.organisations)
    assert all(one.reason for one in new)
    assert {one.status for one in new} == {"proposed"}  # nobody has been asked
    page.session.undo()
    assert set(page.session.snapshot.all(Invitation)) == before


def test_planned_roundtables_are_offered_and_those_held_are_not(
    qtbot: QtBot, page: GapsPage
) -> None:
    refined(qtbot, page)
    page.levels.choose("organisation")
    menu = page.list.card.invite.menu_of_tables
    texts = {str(one.data()): one for one in menu.actions() if not one.isSeparator()}
    assert list(texts) == ["roundtable-2012-abroad", "roundtable-2012", "", "None"]
    assert texts["None"].text() == "2 roundtables were held: nobody can be added to them"
    assert not texts["None"].isEnabled()
    assert "Flanders DC" not in texts["None"].toolTip()
    assert "ViA roundtable Creative Industries" in texts["None"].toolTip()
    gap = page.list.card.gap
    assert gap is not None
    texts["roundtable-2012-abroad"].trigger()
    there = page.session.snapshot.all(Invitation).values()
    listed = {one.organisation for one in there if one.roundtable == "roundtable-2012-abroad"}
    assert listed >= set(gap.organisations)
    first = page.list.card.invite.menu_of_tables.actions()[0]
    assert first.text() == "Abroad together · 22 Nov 2012, which has passed · on the list already"


def test_a_seat_says_what_it_would_change_before_it_is_given(qtbot: QtBot, page: GapsPage) -> None:
    refined(qtbot, page)
    card = page.list.card
    menu = card._seat_menu
    before = page.session.snapshot
    menu.hovered.emit(menu.actions()[0])
    qtbot.waitUntil(card.effect.isVisible, timeout=20_000)
    assert card.effect.words.text()
    assert page.session.snapshot is before
    menu.triggered.emit(menu.actions()[0])
    assert len(page.session.snapshot.memberships) > len(before.memberships)


def test_an_edit_elsewhere_keeps_the_opened_gap(qtbot: QtBot, page: GapsPage) -> None:
    refined(qtbot, page)
    page.list.setCurrentIndex(page.list.gaps.index(4))
    key = page.list.key
    assert page.session.run(groups.add_member, HOWEST, INTERNATIONALISATION)
    refined(qtbot, page)
    assert page.list.key == key


def test_another_language_and_theme_reach_everything(qtbot: QtBot, page: GapsPage) -> None:
    refined(qtbot, page)
    page.session.set_language("nl")
    assert page.levels.tabText(0) == "Sectoren"
    page.session.set_theme("dark")
    page.grab()


@pytest.mark.parametrize("level", ["sector", "organisation", "need", "group", "recommendation"])
def test_an_empty_document_says_why_there_are_no_gaps(
    qtbot: QtBot, tmp_path: Path, level: str
) -> None:
    path = tmp_path / "empty.ocimap"
    beginnings.create(path).close()
    window = shown_window(qtbot, path)
    page = page_of(window)
    page.levels.choose(level)
    assert page.sentence.text()
    assert not page.list.isVisible()
    assert page.nothing.isVisible() == (level != "recommendation")
    if page.nothing.isVisible():
        assert "(Ctrl+3)" in page.nothing.text()
    page.grab()


def test_without_needs_it_says_where_they_are_filled_in(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "empty.ocimap"
    beginnings.create(path).close()
    window = shown_window(qtbot, path)
    window.session.run(organisations.add, "One")
    page = page_of(window)
    qtbot.waitUntil(page.nothing.isVisible)
    assert "needs what: in the view “Grid” (Ctrl+4)" in page.nothing.text()


def test_the_models_keep_the_rules_of_models(qtbot: QtBot, window: MainWindow) -> None:
    session = window.session
    gaps, matrix = GapModel(window), MatrixModel(window)
    for one in (gaps, matrix):
        QAbstractItemModelTester(one, QAbstractItemModelTester.FailureReportingMode.Fatal, one)
    findings = session.analysis.findings
    for level in ("sector", "organisation", "need"):
        gaps.show(session.snapshot, findings.at_level(level))
        assert gaps.rowCount() == len(findings.at_level(level))
    for name in ("sector-sector", "organisation-group", "sector-level"):
        matrix.show(session.snapshot, findings.matrix(name))
        matrix.show(session.snapshot, findings.matrix(name))
        assert matrix.sentence(matrix.index(0, 0))
    assert matrix.sentence(QModelIndex()) == ""


def test_what_a_seat_would_change_is_gone_once_it_is_given(
    qtbot: QtBot, window: MainWindow, page: GapsPage
) -> None:
    refined(qtbot, page)
    card = page.list.card
    for gap in page.list.gaps.gaps:
        page.look_at(gap.key)
        if not card._seat_menu.isEmpty():
            break
    seat = card._seat_menu.actions()[0]
    card._preview(seat)
    qtbot.waitUntil(card.effect.isVisible, timeout=20_000)
    window.session.run(groups.add_member, HOWEST, INTERNATIONALISATION)
    assert card.effect.isHidden()
    card._preview(card._seat_menu.actions()[0])
    window.session.close()
    qtbot.waitUntil(lambda: not window.jobs.running, timeout=20_000)
    assert card.effect.isHidden()


@pytest.mark.parametrize("percent", [100, 200])
def test_rows_and_cells_grow_with_the_text(
    window: MainWindow, page: GapsPage, percent: int
) -> None:
    window.text_size.choose(percent)
    assert page.list.sizeHintForRow(1) >= 80 * percent // 100
    assert page.panel.table.rowHeight(0) >= 18 * percent // 100


def test_without_gaps_the_filters_stay_at_the_top(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "empty.ocimap"
    beginnings.create(path).close()
    page = page_of(shown_window(qtbot, path))
    assert page.states.mapTo(page, page.states.rect().bottomLeft()).y() < page.height() / 2


def test_no_button_of_a_card_is_cut_in_a_narrow_window(
    qtbot: QtBot, window: MainWindow, page: GapsPage
) -> None:
    refined(qtbot, page)
    window.session.set_language("nl")
    window.resize(1200, 640)
    card = page.list.card
    qtbot.waitUntil(lambda: card.invite.isVisible() and card.seat.isVisible())
    for button in (card.invite, card.seat, card.dismiss):
        assert button.width() >= button.sizeHint().width(), button.text()
        assert card.foot.rect().contains(button.geometry())


def below_the_edge(page: GapsPage, part: QWidget) -> int:
    """Return how many px of a part of the card lie below what is seen of the list."""
    view = page.list.viewport()
    return part.mapTo(view, part.rect().bottomLeft()).y() - view.height() + 1


def floats(card: GapCard) -> bool:
    return card.foot.floats


def test_what_can_be_done_stays_in_sight_while_the_text_scrolls(
    qtbot: QtBot, window: MainWindow, page: GapsPage
) -> None:
    refined(qtbot, page)
    window.session.set_language("nl")
    window.resize(1280, 720)
    card, bar = page.list.card, page.list.verticalScrollBar()
    qtbot.waitUntil(lambda: card.invite.isVisible() and card.seat.isVisible())
    view = page.list.viewport()
    assert card.height() > view.height()
    buttons = (card.invite, card.seat, card.dismiss)
    assert len({button.y() for button in buttons}) == 1  # one row, in Dutch too
    for value in (0, 60, card.height() - view.height()):
        bar.setValue(value)
        for button in buttons:
            assert below_the_edge(page, button) <= 0
    assert not floats(card)
    assert card.evidence.geometry().bottom() < card.foot.y()  # no text is left beneath it
    bar.setValue(0)
    assert floats(card)
    # Below what stands at the head of the card, also when only that is seen.
    bar.setValue(0)
    assert card.foot.y() > card.sentence.geometry().bottom()
    card.suppose.click()
    qtbot.waitUntil(card.effect.isVisible, timeout=20_000)
    assert below_the_edge(page, card.effect) <= 0


def test_tab_brings_what_lies_below_into_view(
    qtbot: QtBot, window: MainWindow, page: GapsPage
) -> None:
    refined(qtbot, page)
    window.resize(1280, 720)
    card = page.list.card
    qtbot.waitUntil(card.invite.isVisible)
    page.list.verticalScrollBar().setValue(0)
    card.explained.setFocus()
    for part in (card.on_map, card.evidence, card.suppose):
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is part
        assert below_the_edge(page, part) <= 0
        top = part.mapTo(page.list.viewport(), QPoint(0, 0)).y()
        assert top >= 0
        if card.foot.floats:
            assert part.geometry().bottom() <= card.foot.y()


def test_with_large_text_the_card_has_the_whole_width_and_the_list_the_room(
    qtbot: QtBot, window: MainWindow, page: GapsPage
) -> None:
    refined(qtbot, page)
    window.resize(1200, 720)
    assert page.sentence.isVisible()
    window.text_size.choose(200)
    card = page.list.card
    qtbot.waitUntil(card.invite.isVisible)
    assert not page.sentence.isVisible()
    assert card.sentence.x() < 40
    assert card.sentence.y() >= card.state.geometry().bottom()
    # A reason is typed where it can be seen.
    card.dismiss.click()
    assert QApplication.focusWidget() is card.reason
    assert below_the_edge(page, card.reason) <= 0
    window.text_size.choose(100)
    assert page.sentence.isVisible()
    assert card.sentence.x() > 40
