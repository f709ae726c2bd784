from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oci_map.errors import NotFound, UserError
from oci_map.model import records as r
from oci_map.model.change import RecordChange
from oci_map.model.fields import noun_of
from oci_map.model.guests import expected
from oci_map.model.ids import RecordId, new_id
from oci_map.model.snapshot import Snapshot
from oci_map.progress import Cancelled, Progress
from oci_map.roundtable.coverage import NEED
from oci_map.roundtable.of_record import ground_of, guests_of, request_of, theme_of
from oci_map.roundtable.plan import places
from oci_map.roundtable.proposing import (
    asked_sentence,
    guest_list,
    open_points,
    proof_sentence,
    propose,
    repaired,
)
from oci_map.roundtable.task import seating_of
from oci_map.roundtable.timing import missing_time
from oci_map.roundtable.wishes import Pin
from tests.examples import snapshot_of

ABROAD = RecordId("roundtable-2012-abroad")


@pytest.fixture(scope="module")
def worked() -> Snapshot:
    return snapshot_of("oci-worked-example")


def _with(snapshot: Snapshot, *records: r.Record) -> Snapshot:
    changes = [RecordChange(noun_of(one).name, one.id, None, one) for one in records]
    return snapshot.after(changes)


def _wish(kind: str, one: str, other: str = "") -> r.Wish:
    return r.Wish(
        id=new_id(),
        roundtable=ABROAD,
        kind=kind,
        organisation=RecordId(one),
        other=RecordId(other),
    )


def _table(snapshot: Snapshot, **values: object) -> Snapshot:
    planned = snapshot.all(r.Roundtable)[ABROAD]
    return _with(snapshot, replace(planned, **values))  # type: ignore[arg-type]


def _seated(snapshot: Snapshot, status: str = "attended") -> Snapshot:
    """Return the records after the guests were seated and the meeting was held."""
    task = seating_of(snapshot, ABROAD)
    seats = [
        r.Seat(id=new_id(), invitation=guest, round=at, table=table)
        for guest, at, table in places(task.seat(steps=50).plan)
    ]
    there = [replace(snapshot.all(r.Invitation)[one], status=status) for one in task.organisations]
    return _with(snapshot, *seats, *there)


# --------------------------------------------------------------------------------------- guests


def test_the_request_follows_the_records(worked: Snapshot) -> None:
    planned = worked.all(r.Roundtable)[ABROAD]
    more = _with(worked, _wish("must_come", "vaf"), _wish("not_this_time", "vti"))
    request = request_of(more, ABROAD, answering=0.2)
    invited = [one for one in worked.all(r.Invitation).values() if one.roundtable == ABROAD]
    declined = {one.organisation for one in invited if one.status == "declined"}
    assert request.theme.needs == planned.topics
    assert request.seats == planned.seats
    assert request.must == ("vaf",)
    assert set(request.not_now) == {"vti", *declined}
    assert set(request.asked) == {one.organisation for one in invited} - declined
    assert guests_of(worked, ABROAD) == request_of(worked, ABROAD).asked


def test_who_was_asked_stays_on_the_list_and_who_declined_is_not_asked_again(
    worked: Snapshot,
) -> None:
    request = request_of(worked, ABROAD)
    found = propose(worked, ABROAD)
    assert found.is_proven
    assert set(request.asked) <= set(found.guests)
    assert not set(request.not_now) & set(found.guests)
    few = _table(worked, seats=10)
    with pytest.raises(UserError, match="were asked already"):
        propose(few, ABROAD)


def test_a_new_roundtable_gets_a_proven_list(worked: Snapshot) -> None:
    new = r.Roundtable(
        id=RecordId("new"), name_en="New", topics=(RecordId("need-capital"),), seats=15
    )
    snapshot = _with(worked, new)
    found = propose(snapshot, new.id)
    assert found.is_proven
    assert "proven" in proof_sentence(found)
    assert proof_sentence(replace(found, is_proven=False, distance=0.031)).count("3.1") == 1
    listed = guest_list(snapshot, new.id, found.guests)
    assert listed.coverage == found.coverage
    assert all(listed.reasons.values())
    assert listed.coverage.counts(NEED) == (1, 1)


def test_what_to_know_before_a_list_is_proposed(worked: Snapshot) -> None:
    assert open_points(worked, ABROAD) == ()
    without = _table(worked, topics=(), seats=400)
    said = open_points(without, ABROAD)
    assert "all needs" in said[0]
    assert "400 seats" in said[1]
    with pytest.raises(UserError, match="at least one seat"):
        propose(_table(worked, seats=None), ABROAD)
    with pytest.raises(NotFound):
        request_of(worked, RecordId("gone"))


@settings(max_examples=15, deadline=None)
@given(st.data())
def test_a_repair_keeps_all_others(data: st.DataObject) -> None:
    worked = snapshot_of("oci-worked-example")
    guests = guests_of(worked, ABROAD)
    gone = data.draw(st.sets(st.sampled_from(guests), min_size=1, max_size=3))
    found = repaired(worked, ABROAD, gone)
    assert set(guests) - gone <= set(found.guests)
    assert not gone & set(found.guests)
    before = guest_list(worked, ABROAD).coverage.covered
    # Nobody is added who does not bring back something that was covered.
    for added in set(found.guests) - set(guests):
        rest = set(found.guests) - {added}
        assert any(one.covered_by(found.guests) and not one.covered_by(rest) for one in before)


def test_gaps_that_were_planned_for_its_guests_belong_to_the_theme(worked: Snapshot) -> None:
    one, other = sorted(guests_of(worked, ABROAD)[:2])
    key = f"pair:{one}|{other}"
    noted = _with(
        worked,
        r.GapNote(id=RecordId("n1"), gap=key, state="planned"),
        r.GapNote(id=RecordId("n2"), gap=f"pair:{one}|nobody", state="planned"),
        r.GapNote(id=RecordId("n3"), gap="sector:a|b", state="planned"),
    )
    assert theme_of(noted, ABROAD).gaps == (*theme_of(worked, ABROAD).gaps, key)


def test_a_planned_gap_between_sectors_belongs_to_the_theme_when_both_are_there(
    worked: Snapshot,
) -> None:
    key = "sector:sector-fashion|sector-gaming"  # planned in the example, with both on the list
    assert key in theme_of(worked, ABROAD).gaps
    everybody = worked.organisations.values()
    gone = {one.id for one in everybody if "sector-gaming" in one.sectors}
    left = [
        replace(one, status="declined")
        for one in worked.all(r.Invitation).values()
        if one.organisation in gone
    ]
    assert key not in theme_of(_with(worked, *left), ABROAD).gaps


def test_when_somebody_was_last_asked(worked: Snapshot) -> None:
    found = guest_list(worked, ABROAD)
    said = {guest: found.asked_sentence(guest) for guest in found.guests}
    for guest, sentence in said.items():
        if guest not in found.before.since:
            assert sentence == "Was never asked before."
        elif found.before.since[guest] == 0:
            assert sentence == "Was asked to the last roundtable too."
        else:
            assert "was not asked" in sentence.lower()
    assert asked_sentence(replace(found.before, held=0), found.guests[0]) == ""


# ----------------------------------------------------------------------------------- the ground


def test_what_happens_at_a_roundtable_does_not_change_what_it_is_planned_on(
    worked: Snapshot,
) -> None:
    held = _seated(worked)
    assert ground_of(held, ABROAD) is ground_of(worked, ABROAD)
    task = seating_of(held, ABROAD)
    assert task.plan
    assert task.company is seating_of(held, ABROAD).company
    assert task.score().new > 0
    assert task.score().new + task.score().known + task.score().met + task.score().again == (
        task.score().contacts
    )


def test_who_only_sat_at_one_table_has_met_and_is_not_known(worked: Snapshot) -> None:
    company = seating_of(worked, ABROAD).company
    assert (company.met > 0).any()
    assert ((company.met > 0) & ~company.known).any()


def test_a_membership_since_the_day_itself_does_not_count_yet(worked: Snapshot) -> None:
    task = seating_of(worked, ABROAD)
    one, other = task.company.guests[0], task.company.guests[-1]
    before = task.company.known
    group = r.WorkingGroup(id=RecordId("fresh"), name_en="Fresh")
    joined = [
        r.Membership(
            id=new_id(),
            organisation=task.organisations[guest],
            group=group.id,
            active_from="2012-11-22",
        )
        for guest in (one, other)
    ]
    after = seating_of(_with(worked, group, *joined), ABROAD).company.known
    assert (before == after).all()


# -------------------------------------------------------------------------------------- seating


def test_the_task_follows_the_records(worked: Snapshot) -> None:
    guests = expected(worked, ABROAD)
    by = {organisation: guest for guest, organisation in guests.items()}
    a, b, c, d = list(by)[:4]
    snapshot = _with(
        _table(worked, table_sizes="6, 5, 5, 5, 5", seed=4),
        _wish("together", a, b),
        _wish("apart", a, c),
        _wish("apart", a, "nobody"),
        r.Seat(id=RecordId("s"), invitation=by[c], round=2, table=3, pinned=True),
        *(
            r.TableSheet(id=new_id(), roundtable=ABROAD, round=at, table=2, host=d)
            for at in (1, 2, 3)
        ),
        r.TableSheet(id=new_id(), roundtable=ABROAD, round=1, table=4, host=RecordId("vaf")),
    )
    task = seating_of(snapshot, ABROAD)
    assert dict(task.organisations) == guests
    assert (task.room.seats, task.room.rounds, task.seed) == ((6, 5, 5, 5, 5), 3, 4)
    assert task.wishes.together == ((by[a], by[b]),)
    assert task.wishes.apart == ((by[a], by[c]),)
    assert task.wishes.hosts == {2: by[d]}
    assert Pin(by[c], 2, 3) in task.wishes.pins
    assert task.problems == ()
    assert ("VAF" in "".join(task.remarks)) == (RecordId("vaf") not in by)
    assert set(task.unseated) == set(guests)
    plan = task.seat(steps=30).plan
    for tables in plan:
        at = {guest: table for table, own in enumerate(tables, 1) for guest in own}
        assert at[by[a]] == at[by[b]] != at[by[c]]
        assert at[by[d]] == 2
        assert [len(own) for own in tables] <= [6, 5, 5, 5, 5]
    assert {one: t for one, at, t in places(plan) if at == 2}[by[c]] == 3


def test_what_cannot_be_is_said_before_anything_is_searched(worked: Snapshot) -> None:
    a, b = guests_of(worked, ABROAD)[:2]
    both = _with(worked, _wish("together", a, b), _wish("apart", b, a))
    task = seating_of(both, ABROAD)
    assert "never and always" in task.problems[0]
    with pytest.raises(UserError, match="never and always"):
        task.seat()
    many = seating_of(_table(worked, tables=40), ABROAD)
    assert "more tables" in many.problems[0]
    small = seating_of(_table(worked, table_sizes="2, 2"), ABROAD)
    assert "only 4 seats" in small.problems[0]
    none = seating_of(_table(worked, tables=None), ABROAD)
    assert none.problems


def test_numbers_beyond_reason_fill_no_memory(worked: Snapshot) -> None:
    most = 2**53
    guest = next(iter(expected(worked, ABROAD)))
    wild = _with(
        _table(worked, tables=most, rounds=most, starts_at="10:00"),
        r.Seat(id=RecordId("s"), invitation=guest, round=most, table=1),
        r.Seat(id=RecordId("t"), invitation=guest, round=1, table=most, pinned=True),
    )
    task = seating_of(wild, ABROAD)
    assert task.plan == ()
    assert any("more tables" in one for one in task.problems)
    assert any("More than 50 rounds" in one for one in task.problems)
    for step in (task.seat, task.reseat):
        with pytest.raises(UserError, match="more tables"):
            step()
    assert "after midnight" in missing_time(wild.all(r.Roundtable)[ABROAD])


def test_a_plan_is_mended_when_somebody_goes_and_somebody_comes(worked: Snapshot) -> None:
    seated = _seated(worked, "accepted")
    task = seating_of(seated, ABROAD)
    assert task.unseated == ()
    gone = task.company.guests[0]
    left = _with(
        seated,
        replace(seated.all(r.Invitation)[gone], status="declined"),
        r.Invitation(
            id=RecordId("late"), roundtable=ABROAD, organisation=RecordId("vaf"), status="accepted"
        ),
    )
    later = seating_of(left, ABROAD)
    assert later.unseated == ("late",)
    plan = later.reseat()
    stayed = {place for place in places(task.plan) if place[0] != gone}
    assert len(stayed - set(places(plan))) <= 3
    assert {one for one, at, _table in places(plan) if at == 1} == set(later.company.guests)
    second = later.reseat(first=3)
    assert second[:2] == later.plan[:2]


class _Stop(Progress):
    def report(self, done: float, text: str = "") -> None:
        if done > 0.1:
            raise Cancelled


def test_the_best_so_far_is_kept_when_the_search_is_stopped(worked: Snapshot) -> None:
    task = seating_of(worked, ABROAD)
    found = task.seat(progress=_Stop())
    assert found.stopped
    assert {one for one, _at, _table in places(found.plan)} == set(task.company.guests)
    again = task.seat(seed=3, steps=40)
    assert again.plan == task.seat(seed=3, steps=40).plan
