from __future__ import annotations

from itertools import combinations

import pytest

from oci_map.errors import UserError
from oci_map.model.ids import RecordId
from oci_map.roundtable.company import company_of_list
from oci_map.roundtable.seating import seat
from oci_map.roundtable.wishes import Pin, Room, Wishes, room

ANN, BOB, CEM, DEE = (RecordId(name) for name in ("Ann", "Bob", "Cem", "Dee"))
FOUR = company_of_list([ANN, BOB, CEM, DEE])
TWO_TABLES = Room((2, 2), 2)


def _refused(wanted: Wishes, place: Room = TWO_TABLES) -> str:
    with pytest.raises(UserError) as problem:
        seat(FOUR, place, wanted, steps=1)
    return problem.value.sentence


CONTRADICTIONS = {
    "Ann, Bob and Cem must always sit together, which takes 3 seats, but the largest table has 2. "
    "Take a wish away or make a table larger. Ann and Bob must never and always sit together. "
    "Take one of the two wishes away.": (
        Wishes(apart=((ANN, BOB),), together=((ANN, CEM), (CEM, BOB)))
    ),
    "Ann is fixed at tables 1 and 2 in round 1. Release one.": (
        Wishes(pins=(Pin(ANN, 1, 1), Pin(ANN, 1, 2)))
    ),
    "Ann and Bob must always sit together, but are fixed at tables 1 and 2 in round 2. "
    "Release one of them or take the wish away.": (
        Wishes(pins=(Pin(ANN, 2, 1), Pin(BOB, 2, 2)), together=((ANN, BOB),))
    ),
    "Bob and Ann must never sit together, but both are fixed at table 1 in round 2. "
    "Release one of them.": (Wishes(pins=(Pin(ANN, 2, 1), Pin(BOB, 2, 1)), apart=((BOB, ANN),))),
    "3 guests are fixed at table 2 in round 1, which has 2 seats. "
    "Release a seat or make the table larger.": (
        Wishes(pins=tuple(Pin(guest, 1, 2) for guest in (ANN, BOB, CEM)))
    ),
    "Ann is fixed at table 1 in round 3, which does not exist. Release the seat.": (
        Wishes(pins=(Pin(ANN, 3, 1),))
    ),
    "A wish names 1 person who is not a guest. Take the wish away.": (
        Wishes(apart=((ANN, RecordId("Eve")),))
    ),
}


@pytest.mark.parametrize(("sentence", "wanted"), CONTRADICTIONS.items())
def test_contradictions_are_said_with_what_can_be_relaxed(sentence: str, wanted: Wishes) -> None:
    assert _refused(wanted) == sentence


def test_a_host_of_two_tables() -> None:
    said = _refused(Wishes(hosts={1: ANN, 2: ANN}))
    assert said.startswith("Ann hosts tables 1 and 2. Choose another host for one of them.")


def test_wishes_that_clash_only_all_together_name_the_fewest_to_let_go() -> None:
    three_apart = Wishes(apart=tuple(combinations((ANN, BOB, CEM), 2)))
    said = _refused(three_apart)
    assert said.startswith("The wishes for round 1 cannot all be kept. It works when ")
    assert said.count("may sit together") == 1
    # One of the three pairs is enough, whichever it is.
    pair = next(p for p in three_apart.apart if f"{p[0]} and {p[1]} may" in said)
    rest = Wishes(apart=tuple(one for one in three_apart.apart if one != pair))
    plan = seat(FOUR, TWO_TABLES, rest, steps=1).plan
    assert all(set(pair) in [set(table) for table in tables] for tables in plan)


def test_blocks_that_do_not_fit_ask_for_a_chair() -> None:
    company = company_of_list([f"g{number}" for number in range(6)])
    pairs = tuple((RecordId(f"g{2 * one}"), RecordId(f"g{2 * one + 1}")) for one in range(3))
    with pytest.raises(UserError) as problem:
        seat(company, Room((3, 3)), Wishes(together=pairs))
    assert "gets 1 more seat" in problem.value.sentence


@pytest.mark.parametrize(
    ("names", "place", "part"),
    [
        ([], Room((2,)), "at least two guests"),
        (["Ann"], Room((2,)), "at least two guests"),
        ([f"g{number}" for number in range(1001)], Room((1001,)), "More than 1,000 guests"),
        (["Ann", "Bob"], Room(()), "at least one table"),
        (["Ann", "Bob"], Room((2,), 0), "at least one table and one round"),
        (["Ann", "Bob"], Room((2,), 51), "More than 50 rounds"),
        (["Ann", "Bob"], Room((2, 0)), "at least one seat"),
        (["Ann", "Bob"], Room((1, 1, 1)), "more tables (3) than guests (2)"),
        (["Ann", "Bob", "Cem"], Room((1, 1)), "3 guests and only 2 seats"),
    ],
)
def test_a_room_that_cannot_be(names: list[str], place: Room, part: str) -> None:
    with pytest.raises(UserError, match=part.replace("(", r"\(").replace(")", r"\)")):
        seat(company_of_list(names), place)


@pytest.mark.parametrize(("tables", "rounds"), [(0, 1), (1, 0), (5, 1)])
def test_equal_tables_are_asked_for_in_reason(tables: int, rounds: int) -> None:
    with pytest.raises(UserError):
        room(4, tables, rounds)


def test_many_contradictions_are_not_all_listed() -> None:
    pins = tuple(Pin(guest, 9, table) for guest in (ANN, BOB, CEM) for table in (5, 6, 7))
    said = _refused(Wishes(pins=pins))
    assert said.endswith("There are 10 more contradictions.")


def test_one_table_seats_everybody() -> None:
    plan = seat(FOUR, room(4, 1, 2)).plan
    assert plan == ((FOUR.guests,), (FOUR.guests,))
