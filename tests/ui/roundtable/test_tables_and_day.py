"""Tables, agenda and the day: who sits with whom, what is written, who came."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from oci_map.model.ids import RecordId
from oci_map.model.records import Invitation
from oci_map.operations import guests, records, roundtables, wishes
from oci_map.roundtable.plan import places, swapped
from oci_map.roundtable.score import score
from oci_map.ui.main_window import MainWindow
from oci_map.ui.plain import PlainLabel
from oci_map.ui.roundtable.agenda_step import AgendaStep
from oci_map.ui.roundtable.day_step import DayStep
from oci_map.ui.roundtable.tables_step import TablesStep
from tests.ui.roundtable.windows import ABROAD, LONG, at_step, meeting_of, seated, shown_page
from tests.ui.windows import copied_example, shown_window


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    return shown_window(qtbot, copied_example(tmp_path))


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
    qtbot.waitUntil(lambda: not step.asking.is_asking, timeout=LONG)
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


def test_a_search_that_is_stopped_keeps_the_best_plan_so_far(
    window: MainWindow, qtbot: QtBot
) -> None:
    step = at_step(shown_page(window), "tables", TablesStep)
    step.seat_again()
    assert step.bar.stop.isVisible()
    QTest.mouseClick(step.bar.stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not step.asking.is_asking and bool(step.map.tables), timeout=LONG)
    assert meeting_of(shown_page(window)).is_seated
    assert not step.bar.stop.isVisible()


def test_who_does_not_come_leaves_few_moves(window: MainWindow, qtbot: QtBot) -> None:
    step = seated(window, qtbot)
    page = shown_page(window)
    before = set(places(meeting_of(page).plan))
    gone = meeting_of(page).at(1, 5)[:2]
    page.desk.run(guests.set_status, list(gone), "absent")
    step.bar.rounds.choose("2")
    step.bar.repair.trigger()
    after = set(places(meeting_of(page).plan))
    kept = {one for one in before if one[0] not in gone}
    assert {one for one in kept if one[1] == 1} <= after  # the round that is over
    assert len(kept - after) <= 4


def texts(part: QWidget) -> list[str]:
    """Return the sentences that are shown in a part, from the top."""
    return [one.text() for one in part.findChildren(PlainLabel) if one.isVisible()]


def test_two_plans_are_compared_and_the_first_comes_back(window: MainWindow, qtbot: QtBot) -> None:
    step = seated(window, qtbot)
    page = shown_page(window)
    kept = meeting_of(page).plan
    window.actions_["seats_keep"].trigger()
    step.seat_again()
    qtbot.waitUntil(lambda: not step.asking.is_asking, timeout=LONG)
    assert meeting_of(page).plan != kept
    assert "differ from plan A" in step.bar.comparison.text()
    head = "What differs from plan A"
    assert head not in texts(step.detail)
    QTest.mouseClick(step.bar.differ, Qt.MouseButton.LeftButton)
    said = texts(step.detail)[texts(step.detail).index(head) :]
    assert said[1].startswith("In round 1 sit elsewhere: ")
    assert re.search(r"\(table \d, was \d\)", said[1])
    assert any(one.startswith("Only now meet: ") for one in said)
    step.bar.rounds.choose("2")
    assert any(one.startswith("In round 2 ") for one in texts(step.detail))
    window.actions_["seats_back"].trigger()
    assert {*places(meeting_of(page).plan)} == {*places(kept)}
    assert head not in texts(step.detail)
    assert not step.bar.differ.isEnabled()


def test_plan_a_comes_back_without_who_was_taken_off_the_list(
    window: MainWindow, qtbot: QtBot
) -> None:
    step = seated(window, qtbot)
    page = shown_page(window)
    kept = meeting_of(page).plan
    window.actions_["seats_keep"].trigger()
    gone = meeting_of(page).at(1, 1)[0]
    page.desk.run(guests.remove, [gone])
    assert step.bar.comparison.text() == (
        "1 guest of plan A no longer comes. All others sit as in plan A."
    )
    assert not step.bar.back.isEnabled()
    one, other = meeting_of(page).at(1, 1)[0], meeting_of(page).at(1, 2)[0]
    step.map.swap_wanted.emit(one, other)
    assert step.bar.comparison.text().endswith(
        "2 seats differ from plan A. 1 guest of plan A no longer comes."
    )
    QTest.mouseClick(step.bar.differ, Qt.MouseButton.LeftButton)
    assert "1 guest of plan A no longer comes." in texts(step.detail)
    window.actions_["seats_back"].trigger()
    assert {*places(meeting_of(page).plan)} == {one for one in places(kept) if one[0] != gone}
    assert not step.bar.back.isEnabled()


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


@pytest.mark.parametrize(
    ("sizes", "said", "way"),
    [
        ((1,) * 30, "There are more tables (30) than guests (24).", "Go to the first step"),
        ((3, 3, 3), "There are 24 guests and only 9 seats.", "Go to the first step"),
        ((), "A seating needs at least one table", "Go to the first step"),
    ],
)
def test_what_cannot_be_seated_is_said_before_it_starts(
    window: MainWindow, sizes: tuple[int, ...], said: str, way: str
) -> None:
    page = shown_page(window)
    page.desk.run(roundtables.set_room, ABROAD, tables=None, rounds=3, sizes=sizes)
    step = at_step(page, "tables", TablesStep)
    assert step.words.text().startswith(said)
    assert not step.bar.seat.isEnabled()
    assert step.begin.text() == way
    QTest.mouseClick(step.begin, Qt.MouseButton.LeftButton)
    assert page.header.stepper.step == "theme"


def test_wishes_that_contradict_each_other_can_be_taken_away(window: MainWindow) -> None:
    page = shown_page(window)
    one, other = meeting_of(page).coming[:2]
    for kind in ("together", "apart"):
        page.desk.run(wishes.add_pair, ABROAD, kind, one, other)
    step = at_step(page, "tables", TablesStep)
    assert "never and always" in step.words.text()
    assert step.begin.isHidden()
    buttons = step.detail.findChildren(QToolButton)
    take = [one for one in buttons if one.text() == "Take away" and one.isVisible()]
    assert len(take) == 2
    QTest.mouseClick(take[0], Qt.MouseButton.LeftButton)
    assert step.begin.isVisible()
    assert step.bar.seat.isEnabled()


# --------------------------------------------------------------------------- agenda and the day


def test_a_question_and_the_topics_of_a_table_are_written(window: MainWindow, qtbot: QtBot) -> None:
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


def test_before_the_day_nobody_is_here_and_the_page_says_why(window: MainWindow) -> None:
    page = shown_page(window)
    step = at_step(page, "day", DayStep)
    ahead = date.today() + timedelta(days=1)  # noqa: DTZ011 - the day on which she works
    window.session.run(roundtables.set_meeting, ABROAD, date=ahead.isoformat())
    assert "from" in step.words.text()
    assert step.count.text().endswith("are expected")
    assert not step.all_here.isEnabled()
    assert not step.unasked.isEnabled()
    guest = step.tiles.guest
    step.tiles.setFocus()
    QTest.keyClick(step.tiles, Qt.Key.Key_Return)
    assert window.session.snapshot.all(Invitation)[guest].status not in ("attended", "absent")
    on = {one.text() for one in step.fill_menu(step._guest(guest)).actions() if one.isEnabled()}
    assert on == {"Not noted yet"}
    # It was noted already, and then the roundtable was put off.
    window.session.run(records.edit, "invitation", guest, status="attended")
    assert "take it back" in step.words.text()
    QTest.keyClick(step.tiles, Qt.Key.Key_Return)
    assert window.session.snapshot.all(Invitation)[guest].status == "accepted"
    window.session.run(roundtables.set_meeting, ABROAD, date="")
    assert "date" in step.words.text()
    QTest.keyClick(step.tiles, Qt.Key.Key_Return)
    assert window.session.snapshot.all(Invitation)[guest].status == "attended"


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


def test_enter_notes_what_was_typed_on_the_day(window: MainWindow, qtbot: QtBot) -> None:
    seated(window, qtbot)
    page = shown_page(window)
    notes = at_step(page, "day", DayStep).notes
    QTest.keyClicks(notes.promise, "Send the list")
    QTest.keyClick(notes.promise, Qt.Key.Key_Tab)
    QTest.keyClicks(notes.until, "31/1/2013")
    QTest.keyClick(notes.until, Qt.Key.Key_Return)
    assert [one.text for one in meeting_of(page).commitments] == ["Send the list"]
    assert notes.promise.text() == notes.until.text() == ""
    before = len(window.session.snapshot.table("recommendation"))
    QTest.keyClicks(notes.recommendation, "Pay the stand together")
    QTest.keyClick(notes.recommendation, Qt.Key.Key_Enter)
    assert len(window.session.snapshot.table("recommendation")) == before + 1
    window.actions_["undo"].trigger()
    window.actions_["undo"].trigger()
    assert not meeting_of(page).commitments


def test_a_deputy_comes_in_the_place_of_a_guest(window: MainWindow, qtbot: QtBot) -> None:
    seated(window, qtbot)
    page = shown_page(window)
    step = at_step(page, "day", DayStep)
    own = meeting_of(page).by_organisation[RecordId("vai")]
    page.desk.run(guests.set_deputy, own.id, RecordId("designregio-kortrijk"))
    step.let_deputy_come(own.id)
    assert window.actions_["undo"].text().startswith("Undo: Designregio Kortrijk came instead of")
    meeting = meeting_of(page)
    assert meeting.by_organisation[RecordId("vai")].status == "absent"
    deputy = meeting.by_organisation[RecordId("designregio-kortrijk")]
    assert deputy.status == "attended"
    assert len([seat for seat in meeting.seats if seat.invitation == deputy.id]) == 3


def test_somebody_else_comes_in_the_place_of_a_guest_without_a_deputy(
    window: MainWindow, qtbot: QtBot
) -> None:
    seated(window, qtbot)
    page = shown_page(window)
    step = at_step(page, "day", DayStep)
    own = meeting_of(page).by_organisation[RecordId("vai")]
    asks = next(one for one in step.fill_menu(own).actions() if "Somebody else" in one.text())
    asks.trigger()
    assert step._picker is not None
    assert step._picker.isVisible()
    step._picker.picked.emit("designregio-kortrijk")
    step._picker.close()
    meeting = meeting_of(page)
    assert meeting.by_organisation[RecordId("vai")].status == "absent"
    deputy = meeting.by_organisation[RecordId("designregio-kortrijk")]
    assert (deputy.status, deputy.reason) == ("attended", "")
    assert len([seat for seat in meeting.seats if seat.invitation == deputy.id]) == 3


def test_who_leaves_sits_at_no_table_from_then_on(window: MainWindow, qtbot: QtBot) -> None:
    seated(window, qtbot)
    page = shown_page(window)
    step = at_step(page, "day", DayStep)
    own = meeting_of(page).by_organisation[RecordId("vai")]
    menus = step.fill_menu(own).findChildren(QMenu)
    later = next(one for one in menus if "round 2" in one.title())
    next(one for one in later.actions() if "No table" in one.text()).trigger()
    left = [seat.round for seat in meeting_of(page).seats if seat.invitation == own.id]
    assert left == [1]
    window.session.undo()
    assert len([seat for seat in meeting_of(page).seats if seat.invitation == own.id]) == 3


def test_all_others_are_here_notes_who_was_never_asked_too(window: MainWindow) -> None:
    page = shown_page(window)
    first, second, *_others = meeting_of(page).invitations
    window.session.run(guests.set_status, [first.id], "proposed")
    window.session.run(guests.set_status, [second.id], "declined")
    day = at_step(page, "day", DayStep)
    day.all_here.click()
    found = {one.id: one.status for one in meeting_of(page).invitations}
    assert found[first.id] == "attended"
    assert found[second.id] == "declined"
    assert set(found.values()) == {"attended", "declined"}
    assert not day.all_here.isEnabled()
