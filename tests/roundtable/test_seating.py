from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from itertools import combinations, permutations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oci_map.errors import UserError
from oci_map.model.ids import RecordId
from oci_map.progress import Cancelled, Progress
from oci_map.roundtable.company import Company, Weights, company_of_list
from oci_map.roundtable.plan import Plan, places, swapped, table_of
from oci_map.roundtable.score import limits, score
from oci_map.roundtable.seating import seat
from oci_map.roundtable.wishes import Room, Wishes, room
from tests.roundtable.companies import companies, people, rooms, wishes


def _meetings(plan: Plan) -> Counter[tuple[str, str]]:
    return Counter(
        pair for tables in plan for table in tables for pair in combinations(sorted(table), 2)
    )


def _value(company: Company, plan: Plan, by: Weights, hosts: Collection[RecordId] = ()) -> float:
    """The definition, pair by pair."""
    total = 0.0
    largest = company.affinity.max(initial=0.0) or 1.0
    for (one, other), rounds in _meetings(plan).items():
        a, b = company.index[RecordId(one)], company.index[RecordId(other)]
        if not company.known[a, b] and not company.met[a, b]:
            total += by.new + by.need * company.affinity[a, b] / largest
            total += by.gap if company.gap[a, b] else 0.0
        if company.known[a, b] and (one in hosts or other in hosts):
            total += by.host
        total -= rounds * (by.alike * company.alike[a, b] + by.met * company.met[a, b])
        total -= by.again * rounds * (rounds - 1) / 2
    return float(total)


def _kept(plan: Plan, company: Company, place: Room, wanted: Wishes) -> None:
    """Every hard wish, asked of the plan itself."""
    everybody = sorted(company.guests)
    assert len(plan) == place.rounds
    for tables in plan:
        assert sorted(guest for table in tables for guest in table) == everybody
        assert len(tables) == len(place.seats)
        assert all(len(t) <= seats for t, seats in zip(tables, place.seats, strict=True))
        for table in tables:
            assert not any(one in table and other in table for one, other in wanted.apart)
            assert all((one in table) == (other in table) for one, other in wanted.together)
    for pin in wanted.pins:
        assert table_of(plan, pin.guest, pin.round) == pin.table
    for table_number, host in wanted.hosts.items():
        assert all(host in tables[table_number - 1] for tables in plan)


# ------------------------------------------------------------------------------ known best plans


@pytest.mark.parametrize(
    ("guests", "size", "rounds"), [(15, 3, 7), (16, 4, 5), (24, 4, 5), (32, 4, 6)]
)
def test_perfect_plans_of_the_social_golfer_problem(guests: int, size: int, rounds: int) -> None:
    company = company_of_list(people(guests))
    found = seat(company, room(guests, guests // size, rounds), seed=2)
    assert found.is_perfect
    meetings = _meetings(found.plan)
    assert set(meetings.values()) == {1}
    assert len(meetings) == rounds * guests * (size - 1) // 2
    assert all(len(table) == size for tables in found.plan for table in tables)


def test_a_harder_one_says_how_far_it_is_from_the_bound() -> None:
    # Six guests in threes have 30 contacts in five rounds and only 15 pairs.
    company = company_of_list(people(6))
    found = seat(company, room(6, 2, 5), steps=200)
    limit = limits(company, found.plan)
    counted = score(company, found.plan)
    assert (counted.new, counted.contacts, limit.new) == (15, 30, 15)
    assert found.bound == pytest.approx(limit.value)
    assert found.value <= found.bound
    assert not found.is_perfect


def test_two_tables_of_two_are_solved_exactly() -> None:
    company = company_of_list(people(4), ties=[("p000", "p001"), ("p002", "p003")])
    found = seat(company, room(4, 2, 2))
    assert set(_meetings(found.plan).values()) == {1}
    assert score(company, found.plan).new == 4


@settings(max_examples=15)
@given(companies(least=6, most=6), st.integers(0, 3))
def test_one_round_is_as_good_as_trying_all(company: Company, seed: int) -> None:
    best = max(
        _value(company, ((order[:3], order[3:]),), Weights())
        for order in permutations(company.guests)
        if order[0] == company.guests[0]
    )
    found = seat(company, room(6, 2), seed=seed)
    assert found.value == pytest.approx(best)
    assert found.bound >= best - 1e-9


# ---------------------------------------------------------------------------------- every plan


@settings(max_examples=60)
@given(st.data())
def test_no_hard_wish_is_ever_broken(data: st.DataObject) -> None:
    company = data.draw(companies())
    place = data.draw(rooms(len(company.guests)))
    wanted = data.draw(wishes(company, place))
    try:
        found = seat(company, place, wanted, seed=1, steps=60)
    except UserError:
        return  # the test below says that this is right
    _kept(found.plan, company, place, wanted)
    assert found.value == pytest.approx(
        _value(company, found.plan, Weights(), wanted.hosts.values())
    )
    assert found.value <= found.bound + 1e-6


@settings(max_examples=25)
@given(companies(least=3, most=6), st.data())
def test_wishes_are_refused_only_when_no_plan_keeps_them(
    company: Company, data: st.DataObject
) -> None:
    guests = company.guests
    place = Room((2, 3, 2), 1)
    wanted = data.draw(wishes(company, place))
    possible = _any_plan(guests, place, wanted)
    try:
        seat(company, place, wanted, steps=5)
    except UserError:
        assert not possible
    else:
        assert possible


def _any_plan(guests: tuple[RecordId, ...], place: Room, wanted: Wishes) -> bool:
    def fits(at: dict[RecordId, int]) -> bool:
        return (
            all(list(at.values()).count(t) <= s for t, s in enumerate(place.seats, start=1))
            and all(at[one] != at[other] for one, other in wanted.apart)
            and all(at[one] == at[other] for one, other in wanted.together)
            and all(at[pin.guest] == pin.table for pin in wanted.all_pins(1))
        )

    if len(guests) < len(place.seats):
        return False
    tables = range(1, len(place.seats) + 1)
    return any(
        fits(dict(zip(guests, at, strict=True))) for at in product(tables, repeat=len(guests))
    )


@settings(max_examples=30)
@given(st.data())
def test_the_score_is_an_independent_recount(data: st.DataObject) -> None:
    company = data.draw(companies())
    place = data.draw(rooms(len(company.guests)))
    plan = seat(company, place, seed=data.draw(st.integers(0, 5)), steps=3).plan
    hosts = data.draw(st.sets(st.sampled_from(company.guests), max_size=2))
    counted = score(company, plan, hosts=hosts)
    assert counted.value == pytest.approx(_value(company, plan, Weights(), hosts))
    pairs = {
        (company.index[RecordId(one)], company.index[RecordId(other)]): times
        for (one, other), times in _meetings(plan).items()
    }
    known = [pair for pair in pairs if company.known[pair]]
    met = [pair for pair in pairs if company.met[pair] and not company.known[pair]]
    assert counted.contacts == sum(pairs.values())
    assert (counted.known, counted.met) == (len(known), len(met))
    assert counted.new == len(pairs) - len(known) - len(met)
    assert counted.again == counted.contacts - len(pairs)
    assert counted.gaps == sum(bool(company.gap[pair]) for pair in pairs)
    limit = limits(company, plan, hosts=hosts)
    assert counted.new <= limit.new
    assert counted.value <= limit.value + 1e-6


def test_the_same_seed_gives_the_same_plan_and_another_one_another() -> None:
    company = company_of_list(people(18), ties=[("p000", "p005"), ("p003", "p004")])
    place = room(18, 4, 3)
    plans = [seat(company, place, seed=seed, steps=200).plan for seed in (4, 4, 5)]
    assert plans[0] == plans[1]
    assert plans[0] != plans[2]


def test_tables_fill_evenly_and_nobody_sits_alone() -> None:
    found = seat(company_of_list(people(26)), room(26, 5, 3, seats=8))
    plan = found.plan
    assert [sorted(map(len, tables)) for tables in plan] == [[5, 5, 5, 5, 6]] * 3
    # Six cannot come from five tables without two who met there; that is all that is lost.
    assert found.is_perfect


def test_where_nobody_can_move_the_search_is_over_at_once() -> None:
    company = company_of_list(people(3), tables=[people(3)])
    found = seat(company, room(3, 1, 2))
    assert found.steps == 0
    assert score(company, found.plan).met == 3


def test_an_older_plan_is_scored_without_those_who_cancelled() -> None:
    plan = seat(company_of_list(people(6)), room(6, 2)).plan
    assert score(company_of_list(people(6)[1:]), plan).contacts == 4


def test_a_plan_to_start_from_is_kept_when_it_is_perfect() -> None:
    company = company_of_list(people(16))
    place = room(16, 4, 4)
    plan = seat(company, place, seed=3).plan
    assert seat(company, place, seed=9, start=plan).plan == plan


def test_blocks_find_their_place() -> None:
    company = company_of_list(people(12), tables=[["p000", "p004", "p005"]] * 2)
    pair = (RecordId("p000"), RecordId("p001"))
    found = seat(company, room(12, 3, 3), Wishes(together=(pair,)), seed=1)
    together = _meetings(found.plan)
    assert together[pair] == 3
    assert ("p000", "p004") not in together
    assert found.value == pytest.approx(score(company, found.plan).value)


# --------------------------------------------------------------------------------- long searches


class _Stops(Progress):
    def __init__(self, after: int) -> None:
        self.reports: list[float] = []
        self._after = after

    def report(self, done: float, text: str = "") -> None:
        self.reports.append(done)
        if len(self.reports) > self._after:
            raise Cancelled


def test_who_cancels_gets_the_best_so_far() -> None:
    company = company_of_list(people(30), tables=[people(30)[:9]])
    progress = _Stops(2)
    found = seat(company, room(30, 6, 5), progress=progress)
    assert found.stopped
    assert progress.reports == sorted(progress.reports)
    _kept(found.plan, company, room(30, 6, 5), Wishes())
    assert found.value == pytest.approx(score(company, found.plan).value)


def test_more_steps_are_never_worse() -> None:
    company = company_of_list(people(24), tables=[people(24)[:8], people(24)[8:16]])
    values = [seat(company, room(24, 5, 4), steps=steps).value for steps in (1, 40, 300)]
    assert values == sorted(values)


def test_a_large_company_is_searched_round_by_round() -> None:
    company = company_of_list(people(170))
    found = seat(company, room(170, 24, 2), steps=60)
    _kept(found.plan, company, room(170, 24, 2), Wishes())
    assert found.value == pytest.approx(score(company, found.plan).value)


# -------------------------------------------------------------------------------------- the plan


def test_a_swap_changes_two_seats() -> None:
    plan = seat(company_of_list(people(9)), room(9, 3, 2)).plan
    one, other = plan[1][0][0], plan[1][2][1]
    after = swapped(plan, 2, one, other)
    assert (table_of(after, one, 2), table_of(after, other, 2)) == (3, 1)
    assert len(set(places(plan)) - set(places(after))) == 2
    assert swapped(after, 2, one, other) == plan
    assert after[0] == plan[0]
    assert len(set(places(after))) == 18
