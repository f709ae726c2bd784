from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from oci_map.document import Document
from oci_map.errors import NotFound, RuleBroken, UserError
from oci_map.model import records as r
from oci_map.model.change import Label
from oci_map.model.ids import RecordId, new_id
from oci_map.operations import (
    commitments,
    deputies,
    gaps,
    guests,
    outcomes,
    roundtables,
    seating,
    table_sheets,
    wishes,
)
from oci_map.operations.labels import name_at
from oci_map.operations.seat_wishes import broken
from oci_map.roundtable.plan import plan_of
from tests.operations.round_tables import (
    GUESTS,
    NEED,
    ORGANISATIONS,
    RECORDS,
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


# -------------------------------------------------------------------------------------- planning


def test_a_roundtable_is_planned_empty_from_a_need_and_from_a_gap(document: Document) -> None:
    empty = roundtables.plan(document, roundtables.first_values(name_en="New\u0000 one"))
    made = document.snapshot.all(r.Roundtable)[empty]
    assert (made.name_en, made.seats, made.tables, made.rounds) == ("New one", 25, 5, 3)
    open_one, done = RecordId("r1"), RecordId("r2")
    with document.transaction(Label("two")) as edit:
        edit.put(r.Recommendation(id=open_one, text_nl="Doe", need=NEED))
        edit.put(r.Recommendation(id=done, text_nl="Deed", need=NEED, status="done"))
    about = roundtables.for_need(document.snapshot, NEED, date="2013-02")
    assert (about.topics, about.recommendations) == ((NEED,), (open_one,))
    assert (about.name_nl, about.name_en, about.date) == ("Ruimte", "Space", "2013-02")
    roundtables.plan(document, about)
    assert last_step(document) == "Planned the roundtable Space"
    key = f"pair:{A}|{B}"
    third = roundtables.plan_for_gap(
        document,
        roundtables.first_values(name_nl="Hiaat"),
        [A, B],
        "They share a need.",
        needs=[NEED],
        gaps_planned={key: "They meet."},
    )
    invited = [
        one for one in document.snapshot.all(r.Invitation).values() if one.roundtable == third
    ]
    assert [one.organisation for one in invited] == [A, B]
    assert document.snapshot.all(r.Roundtable)[third].topics == (NEED,)
    assert [one.state for one in document.snapshot.all(r.GapNote).values()] == ["planned"]
    with pytest.raises(ValueError, match="there already"):
        roundtables.plan(document, about)


def test_the_theme_the_meeting_and_the_room_change_in_one_step_each(document: Document) -> None:
    roundtables.set_theme(document, RT, needs=[], recommendations=[])
    assert document.snapshot.all(r.Roundtable)[RT].topics == ()
    roundtables.set_meeting(document, RT, place="Leuven")
    assert last_step(document) == "Changed “Place” of Tafel"
    roundtables.set_meeting(document, RT, name_nl="Tafel in Leuven")
    assert last_step(document) == "Renamed Tafel"
    roundtables.set_meeting(document, RT, name_nl="Tafel")
    roundtables.set_meeting(document, RT, place="Kortrijk ", starts_at="13:30", minutes=30)
    assert document.snapshot.all(r.Roundtable)[RT].starts_at == "13:30"
    with pytest.raises(RuleBroken, match="is not a time"):
        roundtables.set_meeting(document, RT, starts_at="half two")
    roundtables.set_room(document, RT, tables=None, rounds=1, sizes=(4, 3))
    room = document.snapshot.all(r.Roundtable)[RT]
    assert (room.tables, room.rounds, room.table_sizes) == (2, 1, "4, 3")
    assert tables_of(document, GUESTS[1]) == {1: 2}  # the second round is gone, and its seats
    with pytest.raises(NotFound):
        roundtables.set_room(document, RecordId("gone"), tables=2, rounds=1)


def test_a_table_that_is_no_more_has_no_host_but_keeps_its_notes(document: Document) -> None:
    table_sheets.set_host(document, RT, 1, 2, B)
    table_sheets.set_notes(document, RT, 1, 2, "Much was said.")
    roundtables.set_room(document, RT, tables=1, rounds=2)
    sheet = table_sheets.sheet_of(document.snapshot, RT, 1, 2)
    assert (sheet.host, sheet.notes) == ("", "Much was said.")


# ---------------------------------------------------------------------------------------- guests


def test_guests_are_put_on_the_list_and_taken_off(document: Document) -> None:
    added = guests.add(document, RT, [G, A, G], reason="Knows rooms.")
    assert len(added) == 2
    assert added[1] == GUESTS[0]
    assert status_of(document, added[0]) == "proposed"
    assert status_of(document, GUESTS[0]) == "accepted"
    assert last_step(document) == "Put 2 guests on the list of Tafel"
    table_sheets.set_host(document, RT, 1, 1, A)
    guests.remove(document, [GUESTS[0]])
    assert GUESTS[0] not in document.snapshot.all(r.Invitation)
    assert tables_of(document, GUESTS[0]) == {}
    assert document.snapshot.all(r.Evidence) == {}
    assert table_sheets.sheet_of(document.snapshot, RT, 1, 1).host == ""
    assert last_step(document) == "Took Organisation 0 off the list of Tafel"


def test_who_declines_gives_up_its_seats_and_who_is_absent_does_not(document: Document) -> None:
    table_sheets.set_host(document, RT, 1, 2, B)
    guests.set_status(document, [GUESTS[1]], "declined")
    assert tables_of(document, GUESTS[1]) == {}
    assert table_sheets.sheet_of(document.snapshot, RT, 1, 2).host == ""
    assert last_step(document) == "Organisation 1 declined"
    guests.set_status(document, [GUESTS[0], GUESTS[2]], "absent")
    assert tables_of(document, GUESTS[0]) == {1: 1, 2: 1}
    assert plan_of(document.snapshot, RT)[0] == ((GUESTS[4],), (GUESTS[3], GUESTS[5]))
    guests.set_status(document, [], "declined")
    with pytest.raises(RuleBroken):
        guests.set_status(document, [GUESTS[0]], "asleep")


def test_a_proposed_list_is_taken_over_in_one_step(document: Document) -> None:
    (old,) = guests.add(document, RT, [G], reason="Old.")
    steps = len(document.history())
    guests.accept_proposal(
        document, RT, [A, H], reasons={A: "New.", H: "Knows rooms."}, deputies={H: G}
    )
    assert len(document.history()) == steps + 1
    invited = {
        one.organisation: one
        for one in document.snapshot.all(r.Invitation).values()
        if one.roundtable == RT
    }
    assert old not in document.snapshot.all(r.Invitation)  # on the list, never asked
    assert set(invited) == {A, B, C, D, E, F, H}  # those who were asked stay
    assert (invited[H].status, invited[H].reason, invited[H].deputy) == (
        "proposed",
        "Knows rooms.",
        G,
    )
    assert (invited[A].status, invited[A].reason) == ("accepted", "New.")


def test_a_proposal_leaves_the_reason_that_a_person_wrote(document: Document) -> None:
    guests.remove(document, [GUESTS[5]])
    written, worded, both = guests.add(document, RT, [F, G, H], reason="Found.")
    guests.set_reason(document, written, "She asked for it.")
    guests.set_reason(document, both, "Has the rooms.")
    gaps.invite(document, [H], "A gap.", roundtable=RT)  # writes under it

    def propose(said: str) -> list[str]:
        everyone = [F, G, H]
        guests.accept_proposal(document, RT, everyone, reasons=dict.fromkeys(everyone, said))
        invited = document.snapshot.all(r.Invitation)
        return [invited[one].reason for one in (written, worded, both)]

    theirs = "Has the rooms.\nA gap."
    assert propose("Another.") == ["She asked for it.", "Another.", theirs]
    assert propose("A third.") == ["She asked for it.", "A third.", theirs]
    # Who empties it wants the words of the program again.
    guests.set_reason(document, written, "")
    assert propose("A fourth.") == ["A fourth.", "A fourth.", theirs]
    assert propose("A fifth.") == ["A fifth.", "A fifth.", theirs]
    # What was taken back was not written.
    guests.set_reason(document, worded, "Not this.")
    assert document.undo() is not None
    assert propose("A sixth.") == ["A sixth.", "A sixth.", theirs]


def test_a_proposal_leaves_the_deputy_that_a_person_chose(document: Document) -> None:
    guests.accept_proposal(document, RT, [A, B], deputies={A: G, B: G})
    guests.set_deputy(document, GUESTS[1], H)
    guests.accept_proposal(document, RT, [A, B], deputies={B: G})
    invited = document.snapshot.all(r.Invitation)
    assert (invited[GUESTS[0]].deputy, invited[GUESTS[1]].deputy) == ("", H)


def test_where_the_past_is_not_known_a_reason_counts_as_written(tmp_path: Path) -> None:
    one = r.Invitation(
        id=RecordId("h"), roundtable=RT, organisation=H, status="proposed", reason="Whose?"
    )
    copy = Document.create(tmp_path / "copy.ocimap", records=(*RECORDS, one))
    guests.accept_proposal(copy, RT, [H], reasons={H: "Another."})
    assert copy.snapshot.all(r.Invitation)[one.id].reason == "Whose?"
    copy.close()


def test_a_decline_and_its_repair_are_one_step(document: Document) -> None:
    guests.accept_proposal(document, RT, [B, C, D, E, F, H], declined=[GUESTS[0]])
    assert status_of(document, GUESTS[0]) == "declined"
    assert tables_of(document, GUESTS[0]) == {}
    new = [i for i in document.snapshot.all(r.Invitation).values() if i.organisation == H]
    assert [one.status for one in new] == ["proposed"]
    assert "declined, and the list" in last_step(document)
    assert document.undo() is not None
    assert status_of(document, GUESTS[0]) == "accepted"
    assert document.redo() is not None


def test_reason_person_and_deputy_of_a_guest(document: Document) -> None:
    person = RecordId("p")
    with document.transaction(Label("one")) as edit:
        edit.put(r.Person(id=person, name="Ann", organisation=A))
    guests.set_reason(document, GUESTS[0], "Because\r\nof rooms")
    guests.set_person(document, GUESTS[0], person)
    guests.set_deputy(document, GUESTS[0], H)
    one = document.snapshot.all(r.Invitation)[GUESTS[0]]
    assert (one.reason, one.person, one.deputy) == ("Because\nof rooms", person, H)


# ---------------------------------------------------------------------------------------- wishes


def test_a_guest_must_come_or_not_this_time_but_not_both(document: Document) -> None:
    wishes.set_coming(document, RT, A, "must_come")
    assert wishes.coming(document.snapshot, RT, A) == "must_come"
    wishes.set_coming(document, RT, A, "not_this_time")
    assert [one.kind for one in document.snapshot.all(r.Wish).values()] == ["not_this_time"]
    before = len(document.history())
    wishes.set_coming(document, RT, A, "not_this_time")
    assert len(document.history()) == before
    wishes.set_coming(document, RT, A, "")
    assert document.snapshot.all(r.Wish) == {}


def test_a_wish_about_two_is_made_once_and_can_be_taken_away(document: Document) -> None:
    first = wishes.add_pair(document, RT, "apart", A, B)
    assert wishes.add_pair(document, RT, "apart", B, A) == first
    assert last_step(document) == "Organisation 0 and Organisation 1 never sit together"
    with pytest.raises(RuleBroken):
        wishes.add_pair(document, RT, "apart", A, A)
    wishes.withdraw(document, first)
    assert document.snapshot.all(r.Wish) == {}


# --------------------------------------------------------------------------------------- seating


def test_a_whole_plan_is_one_step_and_keeps_what_stays(document: Document) -> None:
    seating.pin(document, RT, [GUESTS[0]], rounds=[1])
    plan = (
        ((GUESTS[0], GUESTS[1], GUESTS[2]), (GUESTS[3], GUESTS[4], GUESTS[5])),
        ((GUESTS[0], GUESTS[3], GUESTS[4]), (GUESTS[1], GUESTS[2], GUESTS[5])),
    )
    steps = len(document.history())
    seating.put_plan(document, RT, plan, seed=7)
    assert len(document.history()) == steps + 1
    assert plan_of(document.snapshot, RT) == plan
    assert document.snapshot.all(r.Roundtable)[RT].seed == 7
    kept = document.snapshot.all(r.Seat)[RecordId("s10")]
    assert kept.pinned
    assert kept.table == 1
    shorter = (plan[0],)
    seating.put_plan(document, RT, shorter)
    assert plan_of(document.snapshot, RT) == shorter


def test_two_guests_change_places_and_one_moves(document: Document) -> None:
    seating.swap(document, RT, 1, GUESTS[0], GUESTS[1])
    assert (tables_of(document, GUESTS[0]), tables_of(document, GUESTS[1])) == (
        {1: 2, 2: 1},
        {1: 1, 2: 2},
    )
    assert last_step(document) == "Organisation 0 and Organisation 1 changed places"
    seating.move(document, RT, 2, GUESTS[0], 2)
    assert tables_of(document, GUESTS[0]) == {1: 2, 2: 2}
    seating.leave(document, RT, GUESTS[0], 2)
    assert tables_of(document, GUESTS[0]) == {1: 2}
    with pytest.raises(UserError, match="have a seat"):
        seating.swap(document, RT, 2, GUESTS[0], GUESTS[1])
    seating.put_plan(document, RT, ())
    assert plan_of(document.snapshot, RT) == ()


def test_a_change_that_breaks_a_wish_is_refused_with_what_to_let_go(document: Document) -> None:
    wishes.add_pair(document, RT, "apart", A, B)
    with pytest.raises(UserError, match="never sit together"):
        seating.move(document, RT, 1, GUESTS[0], 2)
    wishes.add_pair(document, RT, "together", A, C)
    with pytest.raises(UserError, match="always sit together"):
        seating.swap(document, RT, 1, GUESTS[2], GUESTS[3])
    seating.pin(document, RT, [GUESTS[4]])
    with pytest.raises(UserError, match="fixed at table 1 in round 2"):
        seating.move(document, RT, 2, GUESTS[4], 2)
    table_sheets.set_host(document, RT, 1, 2, F)
    with pytest.raises(UserError, match="hosts table 2 in round 1"):
        seating.move(document, RT, 1, GUESTS[5], 1)
    with pytest.raises(UserError, match="no table 3"):
        seating.move(document, RT, 1, GUESTS[3], 3)
    seating.note_place(document, RT, 1, GUESTS[0], 2)  # what happened is noted all the same
    assert tables_of(document, GUESTS[0])[1] == 2
    assert len(broken(document.snapshot, RT, plan_of(document.snapshot, RT))) == 2
    # What is broken already does not stand in the way of another change.
    seating.pin(document, RT, [GUESTS[4]], pinned=False)
    seating.move(document, RT, 2, GUESTS[4], 2)


def test_a_table_takes_no_more_than_its_seats(document: Document) -> None:
    roundtables.set_room(document, RT, tables=2, rounds=2, sizes=(3, 3))
    with pytest.raises(UserError, match="Table 2 has 3 seats, and 4 guests"):
        seating.move(document, RT, 1, GUESTS[0], 2)
    seating.swap(document, RT, 1, GUESTS[0], GUESTS[1])


def test_a_guest_of_whom_two_come_keeps_the_table_it_hosts(document: Document) -> None:
    second = replace(document.snapshot.all(r.Invitation)[GUESTS[0]], id=new_id())
    with document.transaction(Label("one")) as edit:
        edit.put(second)
    table_sheets.set_host(document, RT, 1, 1, A)
    guests.set_status(document, [GUESTS[0]], "declined")
    assert table_sheets.sheet_of(document.snapshot, RT, 1, 1).host == A


def test_a_deputy_takes_over_the_seats(document: Document) -> None:
    with pytest.raises(UserError, match="has no deputy"):
        deputies.send_deputy(document, GUESTS[0])
    guests.set_deputy(document, GUESTS[0], G)
    table_sheets.set_host(document, RT, 1, 1, A)
    wish = wishes.add_pair(document, RT, "apart", G, C)
    with pytest.raises(UserError, match="never sit together"):
        deputies.send_deputy(document, GUESTS[0])
    wishes.withdraw(document, wish)
    before = plan_of(document.snapshot, RT)
    new = deputies.send_deputy(document, GUESTS[0], reason="Knows rooms too.")
    assert document.snapshot.all(r.Invitation)[new].reason == "Knows rooms too."
    assert last_step(document) == "Organisation 6 comes instead of Organisation 0"
    assert (status_of(document, GUESTS[0]), status_of(document, new)) == ("declined", "accepted")
    after = plan_of(document.snapshot, RT)
    assert [[set(t) - {new} for t in row] for row in after] == [
        [set(t) - {GUESTS[0]} for t in row] for row in before
    ]
    assert table_sheets.sheet_of(document.snapshot, RT, 1, 1).host == ""
    with pytest.raises(UserError, match="on the list itself"):
        deputies.send_deputy(document, GUESTS[1], G)


def test_two_copies_that_seat_the_same_guest_agree_on_the_record(document: Document) -> None:
    (guest,) = guests.add(document, RT, [G])
    seating.move(document, RT, 1, guest, 2)
    (seat,) = [one for one in document.snapshot.all(r.Seat).values() if one.invitation == guest]
    assert seat.id == f"{guest}@round-1"
    # The id is taken by another seat when somebody changed that one by hand.
    with document.transaction(Label("one")) as edit:
        edit.put(replace(seat, round=2))
    seating.move(document, RT, 1, guest, 1)
    assert tables_of(document, guest) == {1: 1, 2: 2}
    with document.transaction(Label("two")) as edit:
        edit.put(replace(seat, id=new_id(), round=1, table=2))
    assert sum(guest in table for table in plan_of(document.snapshot, RT)[0]) == 1
    seating.put_plan(document, RT, plan_of(document.snapshot, RT))
    own = [one for one in document.snapshot.all(r.Seat).values() if one.invitation == guest]
    assert len(own) == 2


def test_what_belongs_to_a_roundtable_has_a_name(document: Document) -> None:
    wish = wishes.add_pair(document, RT, "together", A, B)
    table_sheets.set_notes(document, RT, 1, 2, "x")
    outcomes.note(document, RT, 3, {"pair:x": "tie"})
    promise = commitments.promise(document, RT, "Send the list")
    snapshot = document.snapshot
    assert name_at(snapshot, "wish", wish) == "Organisation 0 – Organisation 1"
    assert name_at(snapshot, "commitment", promise) == "Send the list"
    for noun, name in (("table_sheet", "Tafel – Table 2"), ("gap_outcome", "Tafel")):
        assert [name_at(snapshot, noun, one) for one in snapshot.table(noun)] == [name]
