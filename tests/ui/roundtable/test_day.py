"""Agenda and the day: what is asked at a table, who came, and what came of it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from oci_map.model.ids import RecordId
from oci_map.model.records import Invitation
from oci_map.operations import guests, records, roundtables
from oci_map.ui.main_window import MainWindow
from oci_map.ui.roundtable.agenda_step import AgendaStep
from oci_map.ui.roundtable.day_step import DayStep
from tests.ui.roundtable.windows import ABROAD, at_step, meeting_of, seated, shown_page
from tests.ui.windows import copied_example, shown_window


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    return shown_window(qtbot, copied_example(tmp_path))


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
    on = {
        one.text()
        for one in step.fill_menu(window.session.snapshot.all(Invitation)[guest]).actions()
        if one.isEnabled()
    }
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
