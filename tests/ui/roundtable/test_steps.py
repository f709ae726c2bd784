"""The steps of a roundtable: each gesture is one step that can be undone, and in the file."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from oci_map.model.ids import RecordId
from oci_map.model.records import Invitation, Roundtable
from oci_map.model.vocabulary import INVITATION_STATES
from oci_map.operations import beginnings, guests, roundtables
from oci_map.roundtable.plan import places, swapped
from oci_map.roundtable.score import score
from oci_map.ui.main_window import MainWindow
from oci_map.ui.roundtable.agenda_step import AgendaStep
from oci_map.ui.roundtable.day_step import DayStep
from oci_map.ui.roundtable.guests_step import GuestsStep
from oci_map.ui.roundtable.header import STEPS
from oci_map.ui.roundtable.tables_step import TablesStep
from oci_map.ui.roundtable.theme_step import ThemeStep
from tests.ui.roundtable.windows import ABROAD, at_step, meeting_of, shown_page
from tests.ui.windows import copied_example, in_file, shown_window

_LONG = 20_000  # ms; a job on a busy machine


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    return shown_window(qtbot, copied_example(tmp_path))


def seated(window: MainWindow, qtbot: QtBot) -> TablesStep:
    """Return the step of the tables with a plan."""
    step = at_step(shown_page(window), "tables", TablesStep)
    step.seat_again()
    qtbot.waitUntil(lambda: not step.asking.is_asking and bool(step.map.tables), timeout=_LONG)
    return step


# ------------------------------------------------------------------------------------- the page


def test_the_next_roundtable_is_shown_first_and_the_list_has_all(window: MainWindow) -> None:
    page = shown_page(window)
    assert page.desk.chosen == ABROAD
    assert [row.text for row in page.list.model.rows] == [
        "Planned", "Dialogue between policy and OCI", "Abroad together",
        "Held", "ViA roundtable Creative Industries",
        "First roundtable of the creative industries",
    ]  # fmt: skip
    page.list.chosen.emit("roundtable-2011")
    assert page.header.title.text() == "ViA roundtable Creative Industries"
    assert window.session.document is not None
    assert window.session.document.undo_label is None


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


# ----------------------------------------------------------------------------------- the guests


def test_each_state_lies_on_a_key_of_its_own(window: MainWindow) -> None:
    page = shown_page(window)
    step = at_step(page, "guests", GuestsStep)
    own = step.guest
    for state in ("proposed", "invited", "accepted", "attended", "absent"):
        window.actions_[f"guest_{state}"].trigger()
        assert window.session.snapshot.all(Invitation)[own].status == state
        assert state in INVITATION_STATES


def test_the_proposal_is_proven_said_in_words_and_one_step(
    window: MainWindow, qtbot: QtBot
) -> None:
    page = shown_page(window)
    step = at_step(page, "guests", GuestsStep)
    before = {one.id for one in meeting_of(page).invitations}
    step.ask_proposal()
    qtbot.waitUntil(step.bar.propose.isVisible, timeout=_LONG)
    assert "proven" in step.bar.words.text()
    added = {one.id for one in meeting_of(page).invitations} - before
    assert added
    window.actions_["undo"].trigger()
    assert {one.id for one in meeting_of(page).invitations} == before


def test_every_guest_has_a_reason_and_says_what_is_lost(window: MainWindow, qtbot: QtBot) -> None:
    step = at_step(shown_page(window), "guests", GuestsStep)
    qtbot.waitUntil(lambda: not step.telling.is_asking, timeout=_LONG)
    coming = [row for row in step.model.rows if row.status != "declined"]
    assert all(row.reason for row in coming)


def test_a_decline_offers_the_repair_and_taking_it_keeps_all_others(
    window: MainWindow, qtbot: QtBot
) -> None:
    page = shown_page(window)
    step = at_step(page, "guests", GuestsStep)
    place = step.model.place_of("agentschap-ondernemen@roundtable-2012-abroad")
    step.list.setCurrentIndex(place)
    window.actions_["guest_declined"].trigger()
    qtbot.waitUntil(step.bar.take.isVisible, timeout=_LONG)
    assert step.bar.words.text().startswith("Agentschap Ondernemen does not come.")
    others = set(meeting_of(page).coming)
    assert "agentschap-ondernemen" not in others
    if step.bar.take.isEnabled():
        QTest.mouseClick(step.bar.take, Qt.MouseButton.LeftButton)
        assert set(meeting_of(page).coming) > others


def test_who_must_come_and_who_not_this_time_is_kept(window: MainWindow) -> None:
    page = shown_page(window)
    step = at_step(page, "guests", GuestsStep)
    window.actions_["guests_must"].trigger()
    (wish,) = meeting_of(page).wishes
    assert wish.kind == "must_come"
    window.actions_["guests_not_now"].trigger()
    (wish,) = meeting_of(page).wishes
    assert wish.kind == "not_this_time"
    step.detail.free_wanted.emit(wish.organisation)
    assert not meeting_of(page).wishes


def test_more_must_come_than_there_are_seats_is_said_before_it_starts(
    window: MainWindow, qtbot: QtBot
) -> None:
    page = shown_page(window)
    page.desk.run(roundtables.set_meeting, ABROAD, seats=1)
    step = at_step(page, "guests", GuestsStep)
    for place in (0, 1, 2):
        step.list.setCurrentIndex(step.model.index(place))
        step.set_coming("must_come")
    step.ask_proposal()
    qtbot.waitUntil(step.bar.propose.isVisible, timeout=_LONG)
    assert step.bar.words.text().startswith("3 organisations must come, but there")


def test_an_organisation_is_added_and_taken_off_again(window: MainWindow) -> None:
    page = shown_page(window)
    step = at_step(page, "guests", GuestsStep)
    step.put_on("ams")
    assert "ams" in meeting_of(page).coming
    assert window.session.snapshot.all(Invitation)[step.guest].organisation == "ams"
    window.actions_["guests_remove"].trigger()
    assert "ams" not in meeting_of(page).coming


def test_the_invitation_is_copied(window: MainWindow) -> None:
    page = shown_page(window)
    at_step(page, "guests", GuestsStep)
    window.actions_["invitation_copy"].trigger()
    assert "Abroad together" in QGuiApplication.clipboard().text()


# ----------------------------------------------------------------------------------- the tables


def test_everybody_gets_a_seat_in_every_round(window: MainWindow, qtbot: QtBot) -> None:
    seated(window, qtbot)
    meeting = meeting_of(shown_page(window))
    assert meeting.is_seated
    assert len(list(places(meeting.plan))) == 3 * len(meeting.coming)
    window.actions_["undo"].trigger()
    assert not meeting_of(shown_page(window)).plan


def test_the_score_follows_while_a_guest_is_held_over_another(
    window: MainWindow, qtbot: QtBot
) -> None:
    step = seated(window, qtbot)
    meeting = meeting_of(shown_page(window))
    said = step.bar.score.text()
    one, other = meeting.at(1, 1)[0], meeting.at(1, 2)[0]
    step.map.tried.emit(one, other)
    after = score(meeting.task.company, swapped(meeting.plan, 1, one, other))
    assert step.bar.score.text().startswith(f"{after.new} of ")
    assert step.bar.change.text()
    step.map.tried.emit(one, "")
    assert step.bar.score.text() == said
    step.map.swap_wanted.emit(one, other)
    assert one in meeting_of(shown_page(window)).at(1, 2)


def test_a_fixed_seat_stays_when_the_guests_are_seated_again(
    window: MainWindow, qtbot: QtBot
) -> None:
    step = seated(window, qtbot)
    page = shown_page(window)
    guest = meeting_of(page).at(1, 3)[0]
    step.map.choose_guest(guest)
    window.actions_["seats_pin"].trigger()
    assert (guest, 1) in meeting_of(page).pinned
    before = meeting_of(page).plan
    step.seat_again()
    qtbot.waitUntil(lambda: not step.asking.is_asking, timeout=_LONG)
    assert meeting_of(page).plan != before
    assert guest in meeting_of(page).at(1, 3)


def test_a_host_is_chosen_and_marked(window: MainWindow, qtbot: QtBot) -> None:
    step = seated(window, qtbot)
    page = shown_page(window)
    guest = meeting_of(page).at(1, 1)[0]
    step.map.choose_guest(guest)
    window.actions_["seats_host"].trigger()
    assert meeting_of(page).host(1, 1) == guest
    chair = step.map.chair(guest)
    assert chair is not None
    assert chair.look.host
    window.actions_["seats_host"].trigger()
    assert not meeting_of(page).host(1, 1)


def test_a_swap_that_breaks_a_wish_is_refused_in_words(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(
        "oci_map.ui.messages.problem", lambda _title, sentence: said.append(sentence)
    )
    step = seated(window, qtbot)
    page = shown_page(window)
    guest, other = meeting_of(page).at(1, 1)[0], meeting_of(page).at(1, 2)[0]
    step.map.choose_guest(guest)
    window.actions_["seats_pin"].trigger()
    before = meeting_of(page).plan
    step.map.swap_wanted.emit(guest, other)
    assert meeting_of(page).plan == before
    assert "fixed" in said[0]


def test_two_plans_are_compared_and_the_first_comes_back(
    window: MainWindow, qtbot: QtBot
) -> None:
    step = seated(window, qtbot)
    page = shown_page(window)
    kept = meeting_of(page).plan
    window.actions_["seats_keep"].trigger()
    step.seat_again()
    qtbot.waitUntil(lambda: not step.asking.is_asking, timeout=_LONG)
    assert meeting_of(page).plan != kept
    assert "differ from plan A" in step.bar.comparison.text()
    window.actions_["seats_back"].trigger()
    assert {*places(meeting_of(page).plan)} == {*places(kept)}


def test_who_comes_later_gets_a_seat_with_few_moves(window: MainWindow, qtbot: QtBot) -> None:
    step = seated(window, qtbot)
    page = shown_page(window)
    before = set(places(meeting_of(page).plan))
    page.desk.run(guests.add, ABROAD, [RecordId("ams")])
    assert step.begin.isVisible()
    assert "Antwerp Management School" in step.words.text() or "AMS" in step.words.text()
    QTest.mouseClick(step.begin, Qt.MouseButton.LeftButton)
    after = set(places(meeting_of(page).plan))
    assert meeting_of(page).is_seated
    assert len(before - after) <= 3


def test_a_wish_from_the_menu_is_kept_and_taken_away(window: MainWindow, qtbot: QtBot) -> None:
    step = seated(window, qtbot)
    page = shown_page(window)
    guest = meeting_of(page).at(1, 1)[0]
    step.map.choose_guest(guest)
    menus = step.fill_menu(guest).findChildren(QMenu)
    never = next(one for one in menus if one.title() == "Never with")
    never.actions()[0].trigger()
    (wish,) = meeting_of(page).wishes
    assert wish.kind == "apart"
    step.detail.wish_withdrawn.emit(wish.id)
    assert not meeting_of(page).wishes


# --------------------------------------------------------------------------- agenda and the day


def test_a_question_and_the_topics_of_a_table_are_written(
    window: MainWindow, qtbot: QtBot
) -> None:
    seated(window, qtbot)
    page = shown_page(window)
    step = at_step(page, "agenda", AgendaStep)
    step.sheet.question.setPlainText("What can we share?")
    step.sheet.question.document().setModified(True)
    step.sheet.topics.setFocus()
    step.sheet.question.kept.emit("What can we share?")
    assert meeting_of(page).sheets[1, 1].question == "What can we share?"
    first = step.sheet.topics.rows[0]
    step.sheet.topics.ticked.emit(first.code, False)
    assert first.code not in meeting_of(page).topics(1, 1)


def test_attendance_is_pressed_noted_at_once_and_taken_back(window: MainWindow) -> None:
    page = shown_page(window)
    step = at_step(page, "day", DayStep)
    guest = step.tiles.guest
    step.tiles.setFocus()
    for expected in ("attended", "absent", "accepted"):
        QTest.keyClick(step.tiles, Qt.Key.Key_Return)
        assert window.session.snapshot.all(Invitation)[guest].status == expected
        assert step.tiles.guest == guest
    window.actions_["day_all"].trigger()
    assert step.count.text().endswith("0 to be noted")
    window.actions_["undo"].trigger()
    assert not step.count.text().endswith("0 to be noted")


def test_what_came_of_a_table_is_noted(window: MainWindow, qtbot: QtBot) -> None:
    seated(window, qtbot)
    page = shown_page(window)
    step = at_step(page, "day", DayStep)
    notes = step.notes
    notes.notes.kept.emit("A joint stand.")
    assert meeting_of(page).sheets[1, 1].notes == "A joint stand."
    notes.promise.setText("Send the list")
    notes.until.setText("31/1/2013")
    notes.add_promise()
    (promise,) = meeting_of(page).commitments
    assert (promise.text, promise.due_on, promise.table) == ("Send the list", "2013-01-31", 1)
    before = len(window.session.snapshot.table("recommendation"))
    notes.recommendation.setText("Pay the stand together")
    notes.add_recommendation()
    assert len(window.session.snapshot.table("recommendation")) == before + 1
    before = len(window.session.snapshot.table("membership"))
    notes.group.setCurrentIndex(notes.group.findData("group-infrastructure"))
    notes.member.setCurrentIndex(notes.member.findData("vti"))
    notes.add_member()
    assert len(window.session.snapshot.table("membership")) >= before


def test_a_deputy_comes_in_the_place_of_a_guest(window: MainWindow, qtbot: QtBot) -> None:
    seated(window, qtbot)
    page = shown_page(window)
    step = at_step(page, "day", DayStep)
    own = meeting_of(page).by_organisation[RecordId("vai")]
    page.desk.run(guests.set_deputy, own.id, RecordId("designregio-kortrijk"))
    step.let_deputy_come(meeting_of(page).by_organisation[RecordId("vai")])
    meeting = meeting_of(page)
    assert meeting.by_organisation[RecordId("vai")].status == "absent"
    deputy = meeting.by_organisation[RecordId("designregio-kortrijk")]
    assert deputy.status == "attended"
    assert len([seat for seat in meeting.seats if seat.invitation == deputy.id]) == 3
