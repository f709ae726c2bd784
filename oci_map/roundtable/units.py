"""The guests as they move in a seating: alone, or as a block that always sits together."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from oci_map.arrays import BoolArray, FloatArray, IntArray
from oci_map.model.ids import RecordId
from oci_map.roundtable.company import Company, Worth
from oci_map.roundtable.plan import Plan
from oci_map.roundtable.wishes import Room, Wishes, blocks_of
from oci_map.values import dataclass

FREE = -1


@dataclass(frozen=True, slots=True, eq=False)
class Units:
    """The u units of a seating of R rounds at T tables, and what two of them are to each other.

    Blocks never part, so what all pairs between two blocks are worth can be added up.
    """

    members: tuple[tuple[int, ...], ...]  # (u,) the guests in each
    size: IntArray  # (u,) how many guests
    fixed: IntArray  # (R, u) the table it is pinned to, or FREE
    apart: BoolArray  # (u, u) never at one table
    first: FloatArray  # (u, u) see Worth
    each: FloatArray  # (u, u)
    again: FloatArray  # (u, u)
    room: Room

    @property
    def count(self) -> int:
        """How many units there are."""
        return len(self.members)

    @property
    def tables(self) -> int:
        """How many tables there are."""
        return len(self.room.seats)

    def even_sizes(self, taken: IntArray) -> IntArray:
        """Return how many sit at each table (T,): as even as seats and those there (T,) allow."""
        sizes = taken.copy()
        limit = np.array(self.room.seats, dtype=np.intp)
        for _guest in range(int(self.size.sum()) - int(taken.sum())):
            room = np.where(sizes < limit, sizes, np.iinfo(np.intp).max)
            sizes[int(np.argmin(room))] += 1
        return sizes

    def value(self, at: IntArray) -> float:
        """Return what a seating (R, u) is worth, without the pairs inside blocks."""
        together = rounds_together(at)
        value = self.first * (together > 0) - self.each * together
        value -= self.again * (together * (together - 1) / 2)
        return float(np.triu(value, 1).sum())

    def breaks(self, at: IntArray) -> bool:
        """Say whether a seating (R, u) breaks a wish."""
        moved = (self.fixed != FREE) & (self.fixed != at)
        return bool(moved.any() or (self.apart & (rounds_together(at) > 0)).any())


def units_of(company: Company, worth: Worth, room: Room, wishes: Wishes) -> Units:
    """Return the units of a seating; the wishes must not contradict themselves."""
    blocks = blocks_of(dict.fromkeys(company.guests, ""), wishes)
    members = tuple(tuple(company.index[guest] for guest in block) for block in blocks)
    unit = {guest: place for place, block in enumerate(blocks) for guest in block}
    count = len(blocks)
    inside = np.zeros((len(company.guests), count))
    for place, own in enumerate(members):
        inside[list(own), place] = 1.0
    fixed = np.full((room.rounds, count), FREE, dtype=np.intp)
    for pin in wishes.all_pins(room.rounds):
        fixed[pin.round - 1, unit[pin.guest]] = pin.table - 1
    apart = np.zeros((count, count), dtype=np.bool_)
    for one, other in wishes.apart:
        apart[unit[one], unit[other]] = apart[unit[other], unit[one]] = True
    size = inside.sum(axis=0)
    first = inside.T @ worth.first @ inside
    each = inside.T @ worth.each @ inside
    again = worth.again * size[:, None] * size
    for table in (first, each, again):
        np.fill_diagonal(table, 0.0)
    return Units(members, size.astype(np.intp), fixed, apart, first, each, again, room)


def rounds_together(at: IntArray) -> FloatArray:
    """Return in how many rounds each two units share a table, 0 on the diagonal; (u, u)."""
    count = at.shape[1]
    together = np.zeros((count, count))
    for row in at:
        together += row[:, None] == row
    np.fill_diagonal(together, 0.0)
    return together


def plan_from(units: Units, at: IntArray, guests: Sequence[RecordId]) -> Plan:
    """Return the plan of a seating (R, u), guests at a table in their order."""
    plan = []
    for row in at.tolist():
        tables: list[list[int]] = [[] for _table in range(units.tables)]
        for unit, table in enumerate(row):
            tables[table] += units.members[unit]
        plan.append(tuple(tuple(guests[one] for one in sorted(table)) for table in tables))
    return tuple(plan)


def seating_from(units: Units, plan: Plan, company: Company) -> IntArray | None:
    """Return the seating (R, u) of a plan, or None when it does not fit these units."""
    unit = {one: place for place, own in enumerate(units.members) for one in own}
    if len(plan) != units.room.rounds:
        return None
    at = np.full((units.room.rounds, units.count), FREE, dtype=np.intp)
    for number, tables in enumerate(plan):
        if len(tables) != units.tables:
            return None
        for table, guests in enumerate(tables):
            if len(guests) > units.room.seats[table]:
                return None
            for guest in guests:
                place = company.index.get(guest)
                if place is None or at[number, unit[place]] not in (FREE, table):
                    return None
                at[number, unit[place]] = table
    if (at == FREE).any() or units.breaks(at):
        return None
    return at
