"""Who is invited to a roundtable: the proposal, its reasons, deputies, and what states say."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from oci_map.model.ids import RecordId
from oci_map.model.records import Invitation
from oci_map.model.vocabulary import INVITATION_STATES
from oci_map.operations import roundtables
from oci_map.roundtable.proposing import guest_list
from oci_map.ui.main_window import MainWindow
from oci_map.ui.roundtable.agenda_step import AgendaStep
from oci_map.ui.roundtable.guests_step import GuestsStep
from tests.ui.roundtable.windows import ABROAD, LONG, at_step, meeting_of, seated, shown_page
from tests.ui.windows import copied_example, shown_window


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    return shown_window(qtbot, copied_example(tmp_path))


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
    qtbot.waitUntil(step.bar.propose.isVisible, timeout=LONG)
    assert "proven" in step.bar.words.text()
    added = {one.id for one in meeting_of(page).invitations} - before
    assert added
    window.actions_["undo"].trigger()
    assert {one.id for one in meeting_of(page).invitations} == before


def test_every_guest_has_a_reason_and_says_what_is_lost(window: MainWindow, qtbot: QtBot) -> None:
    step = at_step(shown_page(window), "guests", GuestsStep)
    qtbot.waitUntil(lambda: not step.telling.is_asking, timeout=LONG)
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
    qtbot.waitUntil(step.bar.take.isVisible, timeout=LONG)
    assert step.bar.words.text().startswith("Agentschap Ondernemen does not come.")
    others = set(meeting_of(page).coming)
    assert "agentschap-ondernemen" not in others
    if step.bar.take.isEnabled():
        QTest.mouseClick(step.bar.take, Qt.MouseButton.LeftButton)
        assert set(meeting_of(page).coming) > others


def test_a_deputy_is_chosen_by_hand_and_takes_over_the_seats(
    window: MainWindow, qtbot: QtBot
) -> None:
    seated(window, qtbot)
    page = shown_page(window)
    step = at_step(page, "guests", GuestsStep)
    own = meeting_of(page).by_organisation[RecordId("vai")]
    places = {(one.round, one.table) for one in meeting_of(page).seats if one.invitation == own.id}
    step.guest = own.id
    step.show_meeting(meeting_of(page))
    assert step.detail.deputy.text() == "Deputy: nobody in particular"
    QTest.mouseClick(step.detail.deputy, Qt.MouseButton.LeftButton)
    assert step._picker is not None
    QTest.keyClicks(step._picker.search, "designregio")
    QTest.keyClick(step._picker.search, Qt.Key.Key_Return)
    assert step.detail.deputy.text() == "Deputy: Designregio Kortrijk"
    step.ask_deputy()
    meeting = meeting_of(page)
    deputy = meeting.by_organisation[RecordId("designregio-kortrijk")]
    assert meeting.by_organisation[RecordId("vai")].status == "declined"
    assert deputy.status == "proposed"
    taken = {(one.round, one.table) for one in meeting.seats if one.invitation == deputy.id}
    assert taken == places


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
    qtbot.waitUntil(step.bar.propose.isVisible, timeout=LONG)
    assert step.bar.words.text().startswith("3 organisations must come, but there")


def test_several_guests_are_noted_in_one_step(window: MainWindow) -> None:
    page = shown_page(window)
    step = at_step(page, "guests", GuestsStep)
    step.list.setFocus()
    step.list.setCurrentIndex(step.model.index(0))
    for _row in range(2):
        QTest.keyClick(step.list, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    window.actions_["guest_proposed"].trigger()
    first = [row.status for row in step.model.rows[:4]]
    assert first[:3] == ["proposed"] * 3
    assert first[3] != "proposed"
    QTest.mouseClick(step.bar.asked, Qt.MouseButton.LeftButton)
    assert "proposed" not in [row.status for row in step.model.rows]
    window.actions_["undo"].trigger()
    assert [row.status for row in step.model.rows[:4]] == first


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


def test_all_planned_gaps_bring_their_organisations(window: MainWindow) -> None:
    page = shown_page(window)
    page.plan("gaps")
    meeting = meeting_of(page)
    found = {one.organisation: one for one in meeting.invitations}
    # One gap between two organisations is planned, and one between gaming and fashion.
    assert {"bea", "ffi", "howest", "creamoda"} <= set(found)
    assert {one.status for one in found.values()} == {"proposed"}
    assert "Gaming and fashion share" in found[RecordId("howest")].reason
    assert len(found[RecordId("bea")].reason.splitlines()) == 2


def test_each_figure_of_gaps_says_what_it_counts(window: MainWindow) -> None:
    step = at_step(shown_page(window), "guests", GuestsStep)
    bars = step.detail.bars
    rows = bars.height() / 5
    said = bars.explained_at(QPointF(30, 4.5 * rows))
    assert "planned to be closed at it: 23, the largest first" in said
    assert "of which 11 have both sides on the list" in said
    assert bars.accessibleDescription() == said
    assert "enough guests" in bars.explained_at(QPointF(30, 2))
    assert bars.explained_at(QPointF(30, rows - 4))  # the piece of a need
    assert not bars.explained_at(QPointF(30, 6 * rows))


@pytest.mark.parametrize("language", ["en", "nl"])
def test_what_plans_and_writes_says_what_it_will_do(window: MainWindow, language: str) -> None:
    page = shown_page(window)
    window.session.set_language(language)
    guests = at_step(page, "guests", GuestsStep)
    agenda = at_step(page, "agenda", AgendaStep)
    papers = agenda.papers
    for button in (
        papers.papers, papers.cards, papers.badges, papers.calendar, page.list.plan, page.first,
        page.header.next, guests.bar.propose, guests.bar.add,
    ):  # fmt: skip
        assert len(button.toolTip()) > len(button.text())


def test_a_repair_without_anybody_says_what_is_lost_or_that_nothing_is(
    window: MainWindow, qtbot: QtBot
) -> None:
    page = shown_page(window)
    step = at_step(page, "guests", GuestsStep)
    said = {}
    for who in ("bam", "muziekcentrum-vlaanderen", "ewi", "cultuurinvest", "ffi"):
        guest = meeting_of(page).by_organisation.get(RecordId(who))
        if guest is None:
            continue
        step.guest = guest.id
        step.set_status("declined")
        qtbot.waitUntil(lambda: not step.asking.is_asking, timeout=LONG)
        lost = guest_list(
            window.session.snapshot, ABROAD, (*meeting_of(page).coming, RecordId(who))
        ).lost(RecordId(who))
        said[who] = (step.bar.words.text(), bool(lost))
        window.actions_["undo"].trigger()
    assert said
    for words, is_lost in said.values():
        if "would cover" in words:
            continue
        assert ("nobody can make up" in words) == is_lost
        assert ("cover the same" in words) != is_lost
    assert "nobody can make up for it. Without this guest: 1 gap stays open." in said["bam"][0]
