"""Tables: who sits with whom, and what changes when somebody comes or goes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from oci_map.model.ids import RecordId
from oci_map.operations import guests, roundtables, wishes
from oci_map.roundtable.plan import places, swapped
from oci_map.roundtable.score import score
from oci_map.ui.main_window import MainWindow
from oci_map.ui.plain import PlainLabel
from oci_map.ui.roundtable.tables_step import TablesStep
from tests.ui.roundtable.windows import ABROAD, LONG, at_step, meeting_of, seated, shown_page
from tests.ui.windows import copied_example, shown_window


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    return shown_window(qtbot, copied_example(tmp_path))


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
