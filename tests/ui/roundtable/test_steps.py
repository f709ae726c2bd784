"""The steps of a roundtable: each gesture is one step that can be undone, and in the file."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from oci_map.model.ids import RecordId
from oci_map.model.records import GapNote, Invitation, Roundtable
from oci_map.operations import beginnings, commitments, gaps, records, roundtables
from oci_map.roundtable.follow_up import Chosen
from oci_map.ui.follow_up.page import FollowUpPage
from oci_map.ui.main_window import MainWindow
from oci_map.ui.plain import PlainLabel
from oci_map.ui.roundtable.day_step import DayStep
from oci_map.ui.roundtable.guests_step import GuestsStep
from oci_map.ui.roundtable.header import STEPS
from oci_map.ui.roundtable.theme_step import ThemeStep
from tests.ui.roundtable.windows import ABROAD, LONG, at_step, meeting_of, shown_page
from tests.ui.windows import copied_example, in_file, shown_window


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    return shown_window(qtbot, copied_example(tmp_path))


# ------------------------------------------------------------------------------------- the page


def test_the_next_roundtable_is_shown_first_and_the_list_has_all(window: MainWindow) -> None:
    page = shown_page(window)
    assert page.desk.chosen == ABROAD
    assert [row.text for row in page.list.model.rows] == [
        "Planned", "Dialogue between policy and OCI", "Abroad together",
        "Held", "ViA roundtable Creative Industries",
        "First roundtable of the creative industries",
    ]  # fmt: skip
    for row in page.list.model.rows:
        if row.id:
            page.list.chosen.emit(row.id)
            assert row.words.split(" · ")[1] == page.header.words.text().split(" · ")[-1]
    page.list.chosen.emit("roundtable-2011")
    assert page.header.title.text() == "ViA roundtable Creative Industries"
    assert window.session.document is not None
    assert window.session.document.undo_label is None


def test_an_empty_step_says_what_to_do(window: MainWindow) -> None:
    page = shown_page(window)
    page.desk.plan("empty")
    theme = at_step(page, "theme", ThemeStep)
    assert theme.none.text() == "Tick a need, and the recommendations about it stand here."
    need = theme.needs.rows[0]
    theme.needs.ticked.emit(need.code, True)
    assert meeting_of(page).roundtable.topics == (need.code,)
    guests = at_step(page, "guests", GuestsStep)
    assert guests.bar.words.text().startswith("Nobody is on the list yet. The program can propose")
    every = [("recommendation", one) for one in window.session.snapshot.table("recommendation")]
    window.session.run(records.remove_all, every)
    at_step(page, "theme", ThemeStep)
    assert theme.none.text() == "There are no recommendations in this document yet."
    window.actions_["undo"].trigger()
    assert not theme.none.isVisible()
    day = at_step(page, "day", DayStep)
    assert "Choose the guests first" in day.words.text()


def test_the_keyboard_stays_on_the_page_when_a_roundtable_goes_and_comes_back(
    window: MainWindow,
) -> None:
    page = shown_page(window)
    page.take_focus()
    every = [("roundtable", one) for one in window.session.snapshot.table("roundtable")]
    window.session.run(records.remove_all, every)
    assert window.focusWidget() is page.first
    window.actions_["undo"].trigger()
    assert page.step.isAncestorOf(window.focusWidget())


def test_every_step_can_be_visited_at_any_time_by_keyboard(window: MainWindow) -> None:
    page = shown_page(window)
    stepper = page.header.stepper
    stepper.setFocus()
    visited = [stepper.step]
    for _place in range(len(STEPS) - 2):
        QTest.keyClick(stepper, Qt.Key.Key_Right)
        visited.append(stepper.step)
        assert page.stack.currentWidget() is page.step
    assert visited == [name for name in STEPS if name != "follow_up"]
    page.go("follow_up")
    assert window.session.view == "follow_up"
    assert stepper.step == "day"


def test_the_way_on_to_the_follow_up_shows_that_of_this_roundtable(window: MainWindow) -> None:
    page = shown_page(window)
    page.go("follow_up")
    view = window.views.page
    assert isinstance(view, FollowUpPage)
    assert view.sieve.which.roundtable == ABROAD
    assert view.sieve.roundtable.value == "Abroad together"
    assert "“Abroad together” has no recommendations yet" in view.nothing.text()
    wanted = RecordId("recommendation-07")
    assert window.session.run(roundtables.set_theme, ABROAD, recommendations=[wanted])
    assert not view.nothing.isVisible()
    assert sum(one.cards.entries.rowCount() for one in view.board.columns) == 1
    view.sieve.choose(Chosen(only="overdue", roundtable=ABROAD))
    assert view.nothing.text() == "None of them is chosen by these filters."
    view.everything.click()
    assert sum(one.cards.entries.rowCount() for one in view.board.columns) == 54


def test_what_was_promised_is_shown_where_there_are_no_recommendations(window: MainWindow) -> None:
    window.session.run(
        commitments.promise, ABROAD, "Call each other", organisation=RecordId("bea"),
    )  # fmt: skip
    page = shown_page(window)
    page.go("follow_up")
    view = window.views.page
    assert isinstance(view, FollowUpPage)
    assert view.parts.choice == "commitments"
    assert view.sieve.roundtable.isVisible()
    assert [one.record.text for one in view.commitments._found] == ["Call each other"]
    assert view.commitments._roundtable == ABROAD


def test_an_empty_document_offers_to_plan_a_roundtable(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "empty.ocimap"
    beginnings.create(path, "somebody").close()
    window = shown_window(qtbot, path)
    page = shown_page(window)
    assert page.first.isVisible()
    QTest.mouseClick(page.first, Qt.MouseButton.LeftButton)
    assert page.header.title.text() == "New roundtable"
    for name in ("guests", "tables", "agenda", "day", "theme"):
        page.go(name)
        assert page.step.isVisible()
    window.actions_["undo"].trigger()
    assert page.first.isVisible()


def test_a_roundtable_begins_with_a_need(window: MainWindow) -> None:
    page = shown_page(window)
    page.list.fill_menu()
    page.list.plan_wanted.emit("need", "need-capital")
    record = meeting_of(page).roundtable
    assert record.topics == ("need-capital",)
    assert record.name == "Growth capital"
    window.actions_["undo"].trigger()
    assert record.id not in window.session.snapshot.all(Roundtable)


def test_a_roundtable_begins_with_the_gaps_that_are_planned(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown_page(window)
    for note in list(window.session.snapshot.all(GapNote).values()):
        window.session.run(gaps.set_state, note.gap, "dismissed")
    said: list[str] = []
    monkeypatch.setattr("oci_map.ui.messages.notice", lambda title, _text: said.append(title))
    page.list.plan_wanted.emit("gaps", "")
    assert said == ["No gap is planned yet"]
    chosen = window.session.analysis.pair_gaps[:2]
    for gap in chosen:
        window.session.run(gaps.set_state, gap.key, "planned")
    page.list.plan_wanted.emit("gaps", "")
    meeting = meeting_of(page)
    assert set(meeting.coming) == {one for gap in chosen for one in (gap.one, gap.other)}
    assert set(meeting.roundtable.topics) == {n for gap in chosen for n in gap.shared_needs}
    assert set(meeting.theme.gaps) == {gap.key for gap in chosen}


def test_another_document_begins_anew(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    page = shown_page(window)
    step = at_step(page, "guests", GuestsStep)
    step.ask_proposal()
    other = tmp_path / "other.ocimap"
    beginnings.create(other, "somebody").close()
    assert window.session.open(other)
    page = shown_page(window)
    qtbot.waitUntil(lambda: not step.asking.is_asking, timeout=LONG)
    assert page.first.isVisible()
    assert not window.session.snapshot.all(Invitation)


def test_who_could_fill_what_is_missing_but_declined_is_named(window: MainWindow) -> None:
    step = at_step(shown_page(window), "guests", GuestsStep)
    said = [one.text() for one in step.detail.findChildren(PlainLabel)]
    place = said.index("Nobody at the level European.")
    assert said[place + 1] == "Who could fill this does not come this time: MEDIA Desk."
    assert said[said.index("Nobody from Heritage.") + 1] == "Nobody in the document can fill this."


# ------------------------------------------------------------------------------------ the theme


def test_a_need_is_ticked_with_the_keyboard_and_unticked_by_undo(
    window: MainWindow, tmp_path: Path
) -> None:
    page = shown_page(window)
    step = at_step(page, "theme", ThemeStep)
    codes = [row.code for row in step.needs.rows]
    step.needs.setFocus()
    step.needs.setCurrentIndex(step.needs.model().index(codes.index("need-figures"), 0))
    QTest.keyClick(step.needs, Qt.Key.Key_Space)
    assert "need-figures" in in_file(tmp_path / "map.ocimap").all(Roundtable)[ABROAD].topics
    assert step.needs.rows[codes.index("need-figures")].checked
    window.actions_["undo"].trigger()
    assert not step.needs.rows[codes.index("need-figures")].checked


def test_the_recommendations_follow_the_needs(window: MainWindow) -> None:
    step = at_step(shown_page(window), "theme", ThemeStep)
    few = len(step.recommendations.rows)
    step.scope.choose("all")
    assert len(step.recommendations.rows) == 54
    step.scope.choose("these")
    assert 0 < few == len(step.recommendations.rows) < 54
    step.recommendations.tick(step.recommendations.model().index(0, 0))
    chosen = meeting_of(shown_page(window)).roundtable.recommendations
    assert chosen == (step.recommendations.rows[0].code,)


@pytest.mark.parametrize(
    ("typed", "tables", "sizes"), [("4", 4, ""), ("6, 6, 5", 3, "6, 6, 5"), ("7;7", 2, "7, 7")]
)
def test_tables_are_equal_or_have_sizes(
    window: MainWindow, typed: str, tables: int, sizes: str
) -> None:
    page = shown_page(window)
    step = at_step(page, "theme", ThemeStep)
    step.tables.setFocus()
    step.tables.selectAll()
    QTest.keyClicks(step.tables, typed)
    QTest.keyClick(step.tables, Qt.Key.Key_Return)
    record = meeting_of(page).roundtable
    assert (record.tables, record.table_sizes) == (tables, sizes)


@pytest.mark.parametrize(
    ("field", "typed"),
    [("tables", "many"), ("date", "31/2/2012"), ("starts", "25:00"), ("tables", "0")],
)
def test_what_cannot_be_is_said_and_changes_nothing(
    window: MainWindow, field: str, typed: str
) -> None:
    page = shown_page(window)
    step = at_step(page, "theme", ThemeStep)
    before = meeting_of(page).roundtable
    line = getattr(step, field)
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, typed)
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert meeting_of(page).roundtable == before
    assert step.problem.isVisible()
