"""Late cancellations, no-shows and late guests: the plan goes on with as few changes as can be.

Who is gone leaves an empty chair, who is new gets the best free one. Only where a table is then
two smaller than another of its round does somebody move, so that nobody is left alone; who is
moved is the one whose move costs least. Rounds that are over stay as they were.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from oci_map.arrays import FloatArray
from oci_map.errors import UserError
from oci_map.i18n import _
from oci_map.model.ids import RecordId
from oci_map.roundtable.company import Company, Weights, Worth, worth
from oci_map.roundtable.plan import Plan
from oci_map.roundtable.wishes import Room, Wishes, check
from oci_map.values import dataclass


@dataclass(frozen=True, slots=True)
class _Move:
    """A guest who could go from one table of a round to another, and what that changes."""

    gain: float
    guest: int
    here: int
    there: int


def reseat(
    company: Company,
    plan: Plan,
    room: Room,
    wishes: Wishes | None = None,
    *,
    first: int = 1,
    weights: Weights | None = None,
) -> Plan:
    """Return the plan for these guests, changed as little as can be from a round (from 1) on.

    Guests of the plan who are not in the company are gone; those who are not in the plan are
    new. Raises UserError when the wishes contradict each other or a new guest finds no seat.
    """
    wanted = wishes or Wishes()
    check({guest: company.names[guest] for guest in company.guests}, room, wanted)
    changer = _Changer(company, plan, room, wanted, worth(company, weights, wanted.hosts.values()))
    changed = [changer.round(number) for number in range(first, len(plan) + 1)]
    return (*plan[: first - 1], *changed)


class _Changer:
    """Changes one round after the other, with what the earlier rounds have brought."""

    def __init__(self, company: Company, plan: Plan, room: Room, wishes: Wishes, by: Worth) -> None:
        self._company = company
        self._room = room
        self._wishes = wishes
        self._by = by
        index = company.index
        self._tables = [
            [[index[one] for one in table if one in index] for table in tables]
            + [[] for _more in range(len(room.seats) - len(tables))]
            for tables in plan
        ]
        self._fixed = {
            (pin.round, index[pin.guest]): pin.table - 1 for pin in wishes.all_pins(len(plan))
        }
        self._apart = _table_of_pairs(company, wishes.apart)
        self._together = _table_of_pairs(company, wishes.together)

    def round(self, number: int) -> tuple[tuple[RecordId, ...], ...]:
        """Return a round as it is after the changes."""
        tables = self._tables[number - 1]
        gain = self._gain(number - 1)
        self._fix(number, tables)
        seated = {one for table in tables for one in table}
        for guest in range(len(self._company.guests)):
            if guest not in seated:
                self._sit(number, guest, tables, gain)
        while moves := list(self._moves(number, tables, gain)):
            # The smallest table first: any other would mean a second move.
            best = max(moves, key=lambda m: (-len(tables[m.there]), m.gain, -m.guest, -m.there))
            tables[best.here].remove(best.guest)
            tables[best.there].append(best.guest)
        guests = self._company.guests
        return tuple(tuple(guests[one] for one in table) for table in tables)

    def _gain(self, place: int) -> FloatArray:
        """Return what sharing a table in a round is worth to each pair, given all others."""
        met = np.zeros_like(self._by.first)
        for number, tables in enumerate(self._tables):
            for table in tables:
                if number != place:
                    met[np.ix_(table, table)] += 1.0
        gain: FloatArray = np.where(met == 0, self._by.first, 0.0)
        return gain - self._by.each - self._by.again * met

    def _fix(self, number: int, tables: list[list[int]]) -> None:
        """Bring those who are pinned to their tables."""
        for (round_, guest), table in self._fixed.items():
            if round_ == number and guest not in tables[table]:
                for one in tables:
                    if guest in one:
                        one.remove(guest)
                tables[table].append(guest)

    def _sit(self, number: int, guest: int, tables: list[list[int]], gain: FloatArray) -> None:
        able = [
            place
            for place, table in enumerate(tables)
            if len(table) < self._room.seats[place] and self._fits(number, guest, place, tables)
        ]
        if not able:
            raise UserError(
                _(
                    "There is no seat for {guest} in round {round} that keeps all wishes. "
                    "Add a seat, or seat everybody anew."
                ).format(guest=self._company.names[self._company.guests[guest]], round=number)
            )
        best = min(able, key=lambda place: (len(tables[place]), -gain[guest, tables[place]].sum()))
        tables[best].append(guest)

    def _fits(self, number: int, guest: int, place: int, tables: list[list[int]]) -> bool:
        if self._fixed.get((number, guest), place) != place:
            return False
        if self._apart[guest, tables[place]].any():
            return False
        elsewhere = [one for other, table in enumerate(tables) if other != place for one in table]
        return not self._together[guest, elsewhere].any()

    def _moves(self, number: int, tables: list[list[int]], gain: FloatArray) -> Iterator[_Move]:
        """Yield who can go from a largest table to one that is two smaller."""
        most = max(len(table) for table in tables)
        for here, table in enumerate(tables):
            if len(table) != most:
                continue
            for there, other in enumerate(tables):
                if len(other) > most - 2 or len(other) >= self._room.seats[there]:
                    continue
                for guest in table:
                    fixed = (number, guest) in self._fixed
                    if not fixed and self._fits(number, guest, there, tables):
                        change = gain[guest, other].sum() - gain[guest, table].sum()
                        yield _Move(float(change), guest, here, there)


def _table_of_pairs(
    company: Company, pairs: Sequence[tuple[RecordId, RecordId]]
) -> np.typing.NDArray[np.bool_]:
    table = np.zeros((len(company.guests), len(company.guests)), dtype=np.bool_)
    for one, other in pairs:
        a, b = company.index[one], company.index[other]
        table[a, b] = table[b, a] = True
    return table
