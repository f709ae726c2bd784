from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oci_map.errors import UserError
from oci_map.model import records as r
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from oci_map.roundtable.company import company_of_list
from oci_map.roundtable.plan import Plan, pins_of, table_of
from oci_map.roundtable.reseat import reseat
from oci_map.roundtable.seating import seat
from oci_map.roundtable.wishes import Pin, Room, Wishes, room
from tests.graph.making import ids, roundtable
from tests.roundtable.companies import people


def without(plan: Plan, absent: list[RecordId], first: int = 1) -> Plan:
    """Return the plan in which these guests no longer sit from a round on, counted from 1."""
    kept = tuple(
        tuple(tuple(guest for guest in table if guest not in absent) for table in tables)
        for tables in plan[first - 1 :]
    )
    return (*plan[: first - 1], *kept)


@settings(max_examples=40)
@given(st.data())
def test_who_stays_keeps_the_table_unless_one_grows_too_small(data: st.DataObject) -> None:
    count = data.draw(st.integers(8, 16))
    tables = data.draw(st.integers(2, 4))
    names = people(count)
    plan = seat(company_of_list(names), room(count, tables, 3), steps=10).plan
    gone = data.draw(st.sets(st.sampled_from(names), max_size=count - 2 * tables))
    new = [f"q{number}" for number in range(data.draw(st.integers(0, 3)))]
    now = [one for one in names if one not in gone] + new
    first = data.draw(st.integers(1, 3))
    after = reseat(company_of_list(now), plan, room(len(now), tables, 3), first=first)
    assert after[: first - 1] == plan[: first - 1]
    left = without(plan, [RecordId(one) for one in gone], first)
    for number in range(first, 4):
        sizes = [len(table) for table in after[number - 1]]
        assert sorted(one for table in after[number - 1] for one in table) == sorted(now)
        assert max(sizes) - min(sizes) <= 1
        before = [len(table) for table in left[number - 1]]
        even, more = divmod(len(now), tables)
        ranked = sorted(before, reverse=True)
        # Guests above the even size, the largest tables keeping one more.
        least = sum(max(0, size - even - (at < more)) for at, size in enumerate(ranked))
        moved = [
            one
            for table in left[number - 1]
            for one in table
            if table_of(after, one, number) != table_of(left, one, number)
        ]
        assert len(moved) == least


def test_an_empty_chair_moves_nobody() -> None:
    names = people(12)
    plan = seat(company_of_list(names), room(12, 3, 2)).plan
    gone = plan[0][1][0]
    rest = company_of_list([one for one in names if one != gone])
    assert reseat(rest, plan, room(11, 3, 2)) == without(plan, [gone])


def test_wishes_hold_when_guests_change() -> None:
    a, b, c, d, e, new = ids("a b c d e new")
    plan = (((a, b), (c, d, e)),)
    company = company_of_list([a, b, c, d, e, new])
    kept = Wishes(apart=((new, a),), pins=(Pin(c, 1, 2),))
    after = reseat(company, plan, Room((4, 4)), kept)
    assert table_of(after, new, 1) == 2
    assert table_of(after, c, 1) == 2
    assert [len(table) for table in after[0]] == [3, 3]
    with pytest.raises(UserError, match="no seat for new in round 1"):
        reseat(company, plan, Room((3, 3)), Wishes(apart=((new, a),)))


def test_pins_are_read_from_the_seats() -> None:
    held = roundtable("rt", "2012", {"a": [1, 2]})
    pinned = r.Seat(id=RecordId("s"), invitation=RecordId("rt/a"), round=3, table=2, pinned=True)
    assert pins_of(Snapshot.of([*held, pinned]), RecordId("rt")) == (Pin(RecordId("rt/a"), 3, 2),)
    assert pins_of(Snapshot.of([*held, pinned]), RecordId("other")) == ()
