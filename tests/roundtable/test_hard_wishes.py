"""Whatever the records ask: a plan keeps every hard wish, or there is none and it is said why."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oci_map.errors import UserError
from oci_map.model import records as r
from oci_map.model.change import RecordChange
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from oci_map.operations.seat_wishes import broken
from oci_map.roundtable.comparing import compare_plans, comparison_sentences
from oci_map.roundtable.plan import Plan, places, swapped
from oci_map.roundtable.task import SeatingTask, seating_of

RT = RecordId("rt")


@st.composite
def roundtables(draw: st.DrawFn) -> Snapshot:
    """Draw the records of a roundtable with wishes, fixed seats, hosts and unequal tables."""
    count = draw(st.integers(2, 11))
    organisations = [RecordId(f"o{number:02}") for number in range(count)]
    tables, rounds = draw(st.integers(1, 4)), draw(st.integers(1, 3))
    sizes = draw(st.none() | st.lists(st.integers(1, 8), min_size=tables, max_size=tables))
    status = st.sampled_from(["accepted", "accepted", "proposed", "declined", "absent"])
    one = st.sampled_from(organisations)
    records: list[r.Record] = [
        r.Roundtable(
            id=RT, name_nl="T", tables=tables, rounds=rounds,
            table_sizes=", ".join(map(str, sizes or ())),
        ),
        *(r.Organisation(id=own, name=own) for own in organisations),
        *(
            r.Invitation(id=RecordId(f"i{own}"), roundtable=RT, organisation=own,
                         status=draw(status))
            for own in organisations
        ),
    ]  # fmt: skip
    pairs = draw(st.lists(st.tuples(one, one, st.booleans()), max_size=5))
    records += [
        r.Wish(id=RecordId(f"w{place}"), roundtable=RT, organisation=a, other=b,
               kind="together" if both else "apart")
        for place, (a, b, both) in enumerate(pairs) if a != b
    ]  # fmt: skip
    pins = draw(
        st.dictionaries(
            st.tuples(one, st.integers(1, rounds)),
            st.tuples(st.integers(1, tables), st.booleans()),
            max_size=5,
        )
    )
    records += [
        r.Seat(id=RecordId(f"s{own}{at}"), invitation=RecordId(f"i{own}"), round=at, table=table,
               pinned=pinned)
        for (own, at), (table, pinned) in pins.items()
    ]  # fmt: skip
    place = st.tuples(st.integers(1, rounds), st.integers(1, tables))
    hosts = draw(st.dictionaries(place, one, max_size=3))
    records += [
        r.TableSheet(id=RecordId(f"t{at}{table}"), roundtable=RT, round=at, table=table, host=own)
        for (at, table), own in hosts.items()
    ]
    ties = draw(st.lists(st.tuples(one, one), max_size=6))
    records += [
        r.Tie(id=RecordId(f"e{place}"), organisation=a, other=b)
        for place, (a, b) in enumerate(ties) if a != b
    ]  # fmt: skip
    return Snapshot.of(records)


def _seated_once(task: SeatingTask, plan: Plan) -> None:
    assert len(plan) == task.room.rounds
    for tables in plan:
        assert sorted(one for table in tables for one in table) == sorted(task.company.guests)
        assert all(
            len(table) <= seats for table, seats in zip(tables, task.room.seats, strict=True)
        )


@settings(max_examples=150, deadline=None)
@given(roundtables())
def test_a_plan_keeps_every_hard_wish_or_there_is_none(snapshot: Snapshot) -> None:
    task = seating_of(snapshot, RT)
    if task.problems:
        with pytest.raises(UserError, match=r"\.$"):
            task.seat(steps=25)
        return
    with suppress(UserError):  # what contradicts itself only all together
        found = task.seat(steps=25)
        _seated_once(task, found.plan)
        assert broken(snapshot, RT, found.plan) == ()


def _absent(snapshot: Snapshot, guest: RecordId) -> r.Invitation:
    return replace(snapshot.all(r.Invitation)[guest], status="absent")


@settings(max_examples=80, deadline=None)
@given(roundtables(), st.data())
def test_a_mended_plan_keeps_every_hard_wish_too(snapshot: Snapshot, data: st.DataObject) -> None:
    task = seating_of(snapshot, RT)
    with suppress(UserError):
        plan = task.seat(steps=10).plan
        gone = data.draw(st.sampled_from(task.company.guests))
        left = snapshot.after([RecordChange("invitation", gone, None, _absent(snapshot, gone))])
        later = replace(seating_of(left, RT), plan=plan)
        mended = later.reseat()
        _seated_once(later, mended)
        assert broken(left, RT, mended) == ()


@settings(max_examples=80, deadline=None)
@given(roundtables(), st.data())
def test_the_score_and_the_comparison_are_recounted(
    snapshot: Snapshot, data: st.DataObject
) -> None:
    task = seating_of(snapshot, RT)
    try:
        plan = task.seat(steps=5).plan
    except UserError:
        return
    tied = {frozenset((one.organisation, one.other)) for one in snapshot.ties.values()}

    def strangers(some: Plan) -> set[frozenset[RecordId]]:
        met = {frozenset(pair) for t in some for table in t for pair in combinations(table, 2)}
        return {
            pair for pair in met if frozenset(task.organisations[one] for one in pair) not in tied
        }

    score = task.score(plan)
    together = Counter(frozenset(p) for t in plan for table in t for p in combinations(table, 2))
    assert score.contacts == together.total()
    assert score.new == len(strangers(plan))
    assert score.known == len(together) - len(strangers(plan))
    assert score.again == together.total() - len(together)
    guests = data.draw(st.permutations(task.company.guests))
    other = swapped(plan, 1, guests[0], guests[1])
    found = compare_plans(task, plan, other)
    assert {frozenset(pair) for pair in found.gained} == strangers(other) - strangers(plan)
    assert {frozenset(pair) for pair in found.lost} == strangers(plan) - strangers(other)
    before = {(g, at): t for g, at, t in places(plan)}
    after = {(g, at): t for g, at, t in places(other)}
    assert {((one.guest, one.round), one.before, one.after) for one in found.moves} == {
        (key, before[key], after[key]) for key in before if before[key] != after[key]
    }
    assert len(comparison_sentences(task, found)) == sum(
        map(bool, (found.moves, found.gained, found.lost))
    )
