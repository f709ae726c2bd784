"""Which organisations and bodies recommendations tie: three columns in an order of few crossings.

Above a number of recommendations those about one need are one row; of very many organisations or
bodies those with fewest are one row together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from typing import Final, Literal

from oci_map.model.ids import RecordId
from oci_map.model.records import NONE
from oci_map.roundtable.follow_up import NOBODY, SECTOR, Entry, Register, emphases
from oci_map.values import dataclass

#: So many recommendations have a row of their own.
MOST_SINGLE: Final = 90
#: So many organisations and bodies have one; the others share a row.
MOST_ENDS: Final = 45
OTHERS: Final = RecordId("others:")
_SWEEPS: Final = 6

Column = Literal["organisation", "item", "body"]
Spot = tuple[Column, RecordId]


@dataclass(frozen=True, slots=True)
class Item:
    """A row in the middle: one recommendation, or all about one need."""

    key: RecordId
    noun: str  # "recommendation" or "need"
    emphasis: RecordId
    recommendations: tuple[RecordId, ...]
    supporters: Mapping[RecordId, int] = field(default_factory=dict)  # how many each supports
    bodies: Mapping[RecordId, int] = field(default_factory=dict)  # how many each must answer


@dataclass(frozen=True, slots=True)
class Threads:
    """Organisations at the left, recommendations in the middle, who must answer at the right."""

    organisations: tuple[RecordId, ...]
    items: tuple[Item, ...]
    bodies: tuple[RecordId, ...]
    sharing: int = 0  # organisations that share the row OTHERS
    sharing_bodies: int = 0

    def lit_by(self, spot: Spot) -> frozenset[Spot]:
        """Return what a row is tied to, itself among it."""
        column, key = spot
        found: set[Spot] = {spot}
        for item in self.items:
            there = (
                item.key == key
                if column == "item"
                else key in (item.supporters if column == "organisation" else item.bodies)
            )
            if there:
                found.add(("item", item.key))
                found |= {("organisation", one) for one in item.supporters
                          if column != "organisation"}  # fmt: skip
                found |= {("body", one) for one in item.bodies if column != "body"}
        return frozenset(found)

    def between(self, organisation: RecordId) -> Counter[RecordId]:
        """Return how many recommendations an organisation has with each body."""
        counts: Counter[RecordId] = Counter()
        for item in self.items:
            if organisation in item.supporters:
                for body, count in item.bodies.items():
                    counts[body] += min(count, item.supporters[organisation])
        return counts


def threads(register: Register, entries: Sequence[Entry], most: int = MOST_SINGLE) -> Threads:
    """Return the three columns for these recommendations."""
    supports = Counter(one for entry in entries for one in entry.record.supporters)
    asked = Counter(body for entry in entries for body in entry.bodies)
    organisations, sharing = _shown(supports)
    bodies, sharing_bodies = _shown(asked)
    items = _items(entries, set(organisations), set(bodies), single=len(entries) <= most)
    rank = {one.id: place for place, one in enumerate(emphases(register.snapshot))}
    ordered = _Ordering(items, organisations, bodies, rank).settled()
    return Threads(*ordered, sharing=sharing, sharing_bodies=sharing_bodies)


def _shown(counts: Counter[RecordId]) -> tuple[list[RecordId], int]:
    """Return who has a row, the busiest first, and how many share one."""
    ranked = [one for _count, one in sorted((-count, one) for one, count in counts.items())]
    if len(ranked) <= MOST_ENDS:
        return ranked, 0
    own = [one for one in ranked if one in (SECTOR, NOBODY)]
    own += [one for one in ranked if one not in own][: MOST_ENDS - 1 - len(own)]
    return [*own, OTHERS], len(ranked) - len(own)


def _items(
    entries: Sequence[Entry], organisations: set[RecordId], bodies: set[RecordId], *, single: bool
) -> list[Item]:
    together: dict[tuple[RecordId, RecordId], list[Entry]] = {}
    for entry in entries:
        record = entry.record
        key = (record.id, NONE) if single else (record.need, record.emphasis)
        together.setdefault(key, []).append(entry)
    return [
        Item(
            key=key[0] if single else RecordId("/".join(key)),
            noun="recommendation" if single else "need",
            emphasis=some[0].record.emphasis,
            recommendations=tuple(one.record.id for one in some),
            supporters=_counted((s for one in some for s in one.record.supporters), organisations),
            bodies=_counted((b for one in some for b in one.bodies), bodies),
        )
        for key, some in together.items()
    ]


def _counted(some: Iterable[RecordId], known: set[RecordId]) -> dict[RecordId, int]:
    return dict(Counter(one if one in known else OTHERS for one in some))


class _Ordering:
    """Moves every row towards the middle of what it is tied to, a few times over.

    The barycentre heuristic of Sugiyama, Tagawa & Toda 1981 (IEEE Transactions on Systems, Man,
    and Cybernetics 11, 109–125). Recommendations stay with those of the same emphasis.
    """

    def __init__(
        self,
        items: list[Item],
        organisations: list[RecordId],
        bodies: list[RecordId],
        rank: Mapping[RecordId, int],
    ) -> None:
        self._items = items
        self._organisations = organisations
        self._bodies = bodies
        self._rank = rank

    def settled(
        self,
    ) -> tuple[tuple[RecordId, ...], tuple[Item, ...], tuple[RecordId, ...]]:
        for _sweep in range(_SWEEPS):
            self._items.sort(key=_Middle(self._of_items(), self._rank))
            place = {item.key: number for number, item in enumerate(self._items)}
            self._organisations.sort(key=_Ends(self._ends(place, bodies=False)))
            self._bodies.sort(key=_Ends(self._ends(place, bodies=True)))
        return tuple(self._organisations), tuple(self._items), tuple(self._bodies)

    def _of_items(self) -> dict[RecordId, float]:
        """Return where each item would like to be: bodies count as much as all supporters."""
        left = _spread(self._organisations)
        right = _spread(self._bodies)
        return {
            item.key: (_mean(left, item.supporters) + 2 * _mean(right, item.bodies)) / 3
            for item in self._items
        }

    def _ends(self, place: Mapping[RecordId, int], *, bodies: bool) -> dict[RecordId, float]:
        total: dict[RecordId, float] = {}
        weight: dict[RecordId, int] = {}
        for item in self._items:
            for one, count in (item.bodies if bodies else item.supporters).items():
                total[one] = total.get(one, 0.0) + count * place[item.key]
                weight[one] = weight.get(one, 0) + count
        return {one: total[one] / weight[one] for one in total}


def _spread(some: Sequence[RecordId]) -> dict[RecordId, float]:
    return {one: number / max(1, len(some) - 1) for number, one in enumerate(some)}


def _mean(places: Mapping[RecordId, float], counts: Mapping[RecordId, int]) -> float:
    whole = sum(counts.values())
    if not whole:
        return 0.5
    return sum(places[one] * count for one, count in counts.items()) / whole


class _Middle:
    """Sorts items by emphasis, then by where they would like to be."""

    def __init__(self, wanted: Mapping[RecordId, float], rank: Mapping[RecordId, int]) -> None:
        self._wanted = wanted
        self._rank = rank

    def __call__(self, item: Item) -> tuple[int, RecordId, float, RecordId]:
        group = self._rank.get(item.emphasis, len(self._rank))
        return group, item.emphasis, round(self._wanted[item.key], 9), item.key


class _Ends:
    """Sorts organisations or bodies by where they would like to be; those together come last."""

    def __init__(self, wanted: Mapping[RecordId, float]) -> None:
        self._wanted = wanted

    def __call__(self, one: RecordId) -> tuple[int, float, RecordId]:
        last = {SECTOR: 1, NOBODY: 2, OTHERS: 3}.get(one, 0)
        return last, round(self._wanted.get(one, 0.0), 9), one
