"""Companies of guests and wishes for the tests of roundtable/, drawn by hypothesis."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import strategies as st

from oci_map.model.ids import RecordId
from oci_map.roundtable.company import Company, company_of_list
from oci_map.roundtable.wishes import Pin, Room, Wishes


def people(count: int) -> list[str]:
    """Return names of guests."""
    return [f"p{number:03}" for number in range(count)]


@st.composite
def companies(draw: st.DrawFn, least: int = 2, most: int = 14) -> Company:
    """Draw guests of whom everything may be known."""
    count = draw(st.integers(least, most))
    rng = np.random.default_rng(draw(st.integers(0, 2**16)))

    def table(share: float) -> np.ndarray:
        upper = np.triu(rng.random((count, count)) < share, 1)
        return np.asarray(upper | upper.T)

    plain = company_of_list(people(count))
    known = table(draw(st.sampled_from([0.0, 0.2])))
    affinity = table(0.5) * np.round(rng.random(), 3)
    return Company(
        guests=plain.guests,
        names=plain.names,
        known=known,
        met=table(draw(st.sampled_from([0.0, 0.2]))).astype(np.intp) * 2,
        affinity=affinity,
        gap=(affinity > 0) & ~known & table(0.5),
        alike=table(draw(st.sampled_from([0.0, 0.3]))).astype(np.float64),
        index=plain.index,
    )


@st.composite
def rooms(draw: st.DrawFn, guests: int) -> Room:
    """Draw tables that have room for the guests."""
    tables = draw(st.integers(1, min(5, guests)))
    seats = [-(-guests // tables)] * tables
    for table in range(tables):
        seats[table] += draw(st.integers(0, 2))
    return Room(tuple(seats), draw(st.integers(1, 4)))


@st.composite
def wishes(draw: st.DrawFn, company: Company, room: Room) -> Wishes:
    """Draw some wishes, which may contradict each other."""
    guests = st.sampled_from(company.guests)
    pairs = st.sampled_from(list(combinations(company.guests, 2)))
    tables = st.integers(1, len(room.seats))
    pins = draw(st.lists(st.builds(Pin, guests, st.integers(1, room.rounds), tables), max_size=4))
    hosts: dict[int, RecordId] = draw(st.dictionaries(tables, guests, max_size=2))
    return Wishes(
        pins=tuple(pins),
        hosts=hosts,
        apart=tuple(draw(st.lists(pairs, max_size=4))),
        together=tuple(draw(st.lists(pairs, max_size=3))),
    )
