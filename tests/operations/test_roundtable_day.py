from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from oci_map import i18n
from oci_map.document import Document
from oci_map.errors import NotFound, RuleBroken, UserError
from oci_map.model import records as r
from oci_map.model.ids import RecordId
from oci_map.operations import (
    attendance,
    commitments,
    guests,
    on_the_spot,
    outcomes,
    records,
    seating,
    table_sheets,
    wishes,
)
from tests.operations.round_tables import (
    GUESTS,
    NEED,
    ORGANISATIONS,
    RT,
    last_step,
    status_of,
    tables_of,
    undone_and_redone,
)

A, B, C, D, E, F, G, H = ORGANISATIONS


@pytest.fixture
def document(tmp_path: Path) -> Iterator[Document]:
    """Give a roundtable; at the end undo leads back to the first records and redo forth again."""
    yield from undone_and_redone(tmp_path)


# ---------------------------------------------------------------------------- during and after


FUTURE = ["{:%Y-%m-%d}", "{:%Y-%m}", "{:%Y}"]


@pytest.mark.parametrize("form", FUTURE)
def test_nobody_came_before_the_day(document: Document, form: str) -> None:
    table = document.snapshot.all(r.Roundtable)[RT]
    ahead = date.today() + timedelta(days=1 if form == FUTURE[0] else 366)  # noqa: DTZ011
    records.edit(document, "roundtable", RT, date=form.format(ahead))
    before = document.snapshot
    for attempt in (
        lambda: attendance.mark(document, GUESTS[0], came=True),
        lambda: attendance.mark(document, GUESTS[0], came=False),
        lambda: attendance.mark_all(document, RT),
        lambda: attendance.came_unasked(document, RT, H),
        lambda: attendance.came_instead(document, GUESTS[2], G),
        lambda: guests.set_status(document, GUESTS, "attended"),
    ):
        with pytest.raises(UserError, match="still to come"):
            attempt()
    assert document.snapshot is before
    # What was noted before the roundtable was put off can be taken back.
    records.edit(document, "invitation", GUESTS[0], status="attended")
    attendance.mark(document, GUESTS[0], came=None)
    assert status_of(document, GUESTS[0]) == "accepted"
    assert table.date == "2012-11-22"


@pytest.mark.parametrize("form", [*FUTURE, ""])
def test_from_the_day_on_it_is_noted_who_came(document: Document, form: str) -> None:
    today = date.today()  # noqa: DTZ011 - the day on which somebody works
    records.edit(document, "roundtable", RT, date=form.format(today))
    attendance.mark_all(document, RT)
    assert {status_of(document, one) for one in GUESTS} == {"attended"}


def test_attendance_is_marked_one_by_one_and_all_at_once(document: Document) -> None:
    attendance.mark(document, GUESTS[0], came=False)
    attendance.mark_all(document, RT)
    assert [status_of(document, one) for one in GUESTS] == ["absent", *["attended"] * 5]
    attendance.mark(document, GUESTS[1], came=None)
    assert status_of(document, GUESTS[1]) == "accepted"
    new = attendance.came_unasked(document, RT, H, {1: 2})
    assert (status_of(document, new), tables_of(document, new)) == ("attended", {1: 2})
    instead = attendance.came_instead(document, GUESTS[2], G)
    assert last_step(document) == "Organisation 6 came instead of Organisation 2"
    assert (status_of(document, GUESTS[2]), status_of(document, instead)) == ("absent", "attended")
    assert tables_of(document, instead) == tables_of(document, GUESTS[2])
    with pytest.raises(NotFound):
        attendance.came_instead(document, GUESTS[3])  # it names no deputy
    again = attendance.came_unasked(document, RT, A)
    assert (again, status_of(document, again)) == (GUESTS[0], "attended")


def test_sheets_are_filled_in(document: Document) -> None:
    table_sheets.set_host(document, RT, 1, 1, A)
    assert last_step(document) == "Organisation 0 hosts table 1 in round 1"
    table_sheets.set_topics(document, RT, 1, 1, [NEED, NEED], question="Who has room?")
    sheet = table_sheets.sheet_of(document.snapshot, RT, 1, 1)
    assert (sheet.host, sheet.topics, sheet.question) == (A, (NEED,), "Who has room?")
    table_sheets.set_question(document, RT, 1, 1, "Who needs room?")
    table_sheets.set_host(document, RT, 1, 1, r.NONE)
    assert last_step(document) == "Nobody hosts table 1 in round 1"


def test_typing_notes_is_one_step(document: Document) -> None:
    steps = len(document.history())
    for text in ("R", "Ro", "Room"):
        table_sheets.set_notes(document, RT, 2, 2, text, joins=True)
    table_sheets.set_question(document, RT, 2, 2, "W", joins=True)
    assert document.undo() is not None
    assert table_sheets.sheet_of(document.snapshot, RT, 2, 2).notes == "Room"
    assert document.undo() is not None
    assert table_sheets.sheet_of(document.snapshot, RT, 2, 2).notes == ""
    assert len(document.history()) >= steps


def test_promises(document: Document) -> None:
    one = commitments.promise(document, RT, "Send\u0000 the list", organisation=A, table=2)
    assert last_step(document) == "Noted what Organisation 0 promised"
    commitments.set_done(document, one, "2012-12-01")
    records.edit(document, "commitment", one, due_on="2012-12")
    kept = document.snapshot.all(r.Commitment)[one]
    assert (kept.text, kept.done_on, kept.due_on) == ("Send the list", "2012-12-01", "2012-12")
    with pytest.raises(RuleBroken):
        commitments.promise(document, RT, "  ")
    records.remove(document, "commitment", one)
    assert document.snapshot.all(r.Commitment) == {}


def test_what_comes_up_is_recorded_on_the_spot(document: Document) -> None:
    with i18n.speaking("nl"):
        one = on_the_spot.recommend(document, RT, "Meer ruimte", need=NEED, supporters=[A, B])
    made = document.snapshot.all(r.Recommendation)[one]
    assert (made.text_nl, made.text_en, made.number) == ("Meer ruimte", "", 1)
    assert (made.origin_roundtable, made.proposed_on, made.supporters) == (
        RT, "2012-11-22", (A, B),
    )  # fmt: skip
    seat = on_the_spot.join_group(document, RT, A, RecordId("g"))
    assert document.snapshot.memberships[seat].active_from == "2012-11-22"


def test_what_became_of_gaps_is_noted_in_one_step(document: Document) -> None:
    first, second = f"pair:{A}|{B}", f"pair:{C}|{D}"
    outcomes.note(
        document, RT, 3, {first: "tie", second: "no_tie"}, asked_on="2013-02", ties=[(A, B)]
    )
    assert last_step(document) == "Noted what became of 2 gaps after 3 months"
    outcomes.note(document, RT, 3, {first: "unknown"}, ties=[(B, A)])
    found = outcomes.outcomes_of(document.snapshot, RT, 3)
    assert {key: one.outcome for key, one in found.items()} == {
        first: "unknown",
        second: "no_tie",
    }
    (tie,) = document.snapshot.ties.values()
    assert (tie.organisation, tie.other, tie.active_from) == (A, B, "2013-02")
    assert outcomes.outcomes_of(document.snapshot, RT, 12) == {}


def test_what_is_gone_is_said(document: Document) -> None:
    gone = RecordId("gone")
    for step in (
        lambda: guests.add(document, gone, [A]),
        lambda: guests.set_status(document, [gone], "accepted"),
        lambda: wishes.set_coming(document, gone, A, "must_come"),
        lambda: seating.put_plan(document, gone, ()),
        lambda: table_sheets.set_notes(document, gone, 1, 1, "x"),
        lambda: attendance.mark_all(document, gone),
        lambda: commitments.promise(document, gone, "x"),
        lambda: on_the_spot.recommend(document, gone, "x"),
        lambda: outcomes.note(document, gone, 3, {}),
        lambda: guests.accept_proposal(document, gone, [A]),
    ):
        with pytest.raises(NotFound):
            step()
    assert document.undo_label is None
