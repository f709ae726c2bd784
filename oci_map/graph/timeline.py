"""Time: how many ties began in each quarter, and the events between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from oci_map.graph.filters import INITIATIVE, MEMBERSHIP
from oci_map.graph.gatherings import is_platform
from oci_map.model.dates import first_day
from oci_map.model.ids import RecordId
from oci_map.model.records import Initiative, Roundtable
from oci_map.model.snapshot import Snapshot
from oci_map.values import dataclass


class Quarter(NamedTuple):
    """A quarter of a year, 1 to 4; sorts by time."""

    year: int
    number: int

    @property
    def begin(self) -> str:
        """Return its first day as an ISO date."""
        return f"{self.year:04d}-{3 * self.number - 2:02d}-01"

    @property
    def next(self) -> Quarter:
        """Return the quarter after it."""
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened on a (partial) date."""

    date: str
    noun: str
    record: RecordId
    name: str


def per_quarter(dates: Counter[str]) -> dict[Quarter, float]:
    """Return how much began in each quarter, by time; `dates` says how much at each date."""
    began: dict[Quarter, float] = {}
    for date, count in dates.items():
        for quarter, share in _quarters(date):
            began[quarter] = began.get(quarter, 0.0) + share * count
    return dict(sorted(began.items()))


def year_before(quarters: Iterable[Quarter]) -> str:
    """Return the day on which the year up to the end of the last quarter begins; '' without one."""
    last = max(quarters, default=None)
    return "" if last is None else last.next._replace(year=last.next.year - 1).begin


def events(snapshot: Snapshot) -> tuple[Event, ...]:
    """Return the roundtables that have a date, by time."""
    dated = (
        Event(one.date, "roundtable", one.id, one.name)
        for one in snapshot.all(Roundtable).values()
        if one.date
    )
    return tuple(sorted(dated, key=lambda event: (first_day(event.date), event.record)))


def tie_begins(
    snapshot: Snapshot, kinds: Collection[str], organisations: frozenset[RecordId]
) -> Counter[str]:
    """Return how many stated ties of these kinds began at each date."""
    return Counter(
        [
            tie.active_from
            for tie in snapshot.ties.values()
            if tie.kind in kinds
            and tie.organisation in organisations
            and tie.other in organisations
        ]
    )


def seat_begins(
    snapshot: Snapshot, kinds: Collection[str], organisations: frozenset[RecordId]
) -> Counter[str]:
    """Return how many memberships and initiatives began at each date, as far as these kinds."""
    begins: list[str] = []
    if MEMBERSHIP in kinds:
        begin_of = _group_begins(snapshot)
        # Who joined without a date is taken to have been there from the begin.
        begins += [
            membership.active_from or begin_of[membership.group]
            for membership in snapshot.memberships.values()
            if membership.group in begin_of and membership.organisation in organisations
        ]
    if INITIATIVE in kinds:
        begins += [
            initiative.active_from
            for initiative in snapshot.all(Initiative).values()
            if len({initiative.lead, *initiative.partners} & organisations) > 1
        ]
    return Counter(begins)


def _group_begins(snapshot: Snapshot) -> Mapping[RecordId, str]:
    return {
        group.id: group.active_from
        for group in snapshot.groups.values()
        if not is_platform(snapshot, group)
    }


def _quarters(date: str) -> list[tuple[Quarter, float]]:
    if not date:
        return []
    year = int(date[:4])
    if len(date) == 4:
        return [(Quarter(year, number), 0.25) for number in range(1, 5)]
    return [(Quarter(year, (int(date[5:7]) + 2) // 3), 1.0)]
