"""Who is tied to whom: all kinds of cooperation with their weights, and the lines that are drawn.

Weights: a stated tie counts strength / 5 (1/5 to 1); gatherings count as `gatherings.py` says;
the weights of a pair add up. "Part of" (a parent organisation) is never cooperation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import combinations
from typing import Final

import numpy as np

from oci_map.graph.cooperation import (
    LARGEST_PAIRED,
    Cooperation,
    FloatArray,
    IntArray,
    Links,
    cooperation_of,
    gathered,
    links,
)
from oci_map.graph.filters import (
    COOPERATION_KINDS,
    COORDINATION,
    INITIATIVE,
    MEMBERSHIP,
    ROUNDTABLE,
    Filter,
    Moment,
    shown,
)
from oci_map.graph.gatherings import Gathering, gatherings, members_at
from oci_map.model.ids import RecordId
from oci_map.model.records import Tie
from oci_map.model.snapshot import Snapshot
from oci_map.model.vocabulary import TIE_KINDS
from oci_map.values import dataclass

STRONGEST: Final = 5


@dataclass(frozen=True, slots=True)
class Line:
    """A tie as it is drawn; when directed, it goes from one to other."""

    one: RecordId
    other: RecordId
    kind: str  # a stated kind, "initiative" or "coordination"
    strength: int  # 1 to 5
    directed: bool
    records: tuple[RecordId, ...]  # the ties, initiatives or membership it stands for


class Ties:
    """All ties of a view, read once: stated ones and gatherings, of every kind."""

    def __init__(
        self, snapshot: Snapshot, view: Filter, organisations: tuple[RecordId, ...]
    ) -> None:
        self._snapshot = snapshot
        self._view = view
        self._moment = Moment(view.as_of)
        self._organisations = organisations
        self._index = {one: place for place, one in enumerate(organisations)}
        self._stated = self._read_stated()
        self._gatherings: dict[str, list[Gathering]] = {}
        for gathering in gatherings(snapshot, self._moment, self._index):
            self._gatherings.setdefault(gathering.kind, []).append(gathering)
        kinds = {kind: self._links_of(kind) for kind in COOPERATION_KINDS}
        self._cooperation = cooperation_of(organisations, kinds)

    @property
    def counts(self) -> dict[str, int]:
        """How many pairs each kind of cooperation ties, whether the filter shows it or not."""
        counts = {kind: self._cooperation.count_of(kind) for kind in COOPERATION_KINDS}
        counts[COORDINATION] = len(self._coordination)
        return counts

    def cooperation(self) -> Cooperation:
        """Return the network of the kinds that the filter shows."""
        return self._cooperation.only(self._view.kinds)

    def gatherings_shown(self) -> tuple[Gathering, ...]:
        """Return the groups, initiatives and tables of the kinds that the filter shows."""
        return tuple(
            gathering
            for kind, met in self._gatherings.items()
            if kind in self._view.kinds
            for gathering in met
        )

    def stated_shown(self) -> tuple[IntArray, FloatArray]:
        """Return the stated ties of the kinds shown: both ends (t, 2), and weights (t,)."""
        ties = [
            tie for kind in TIE_KINDS if kind in self._view.kinds
            for tie in self._stated.get(kind, ())
        ]  # fmt: skip
        ends = [(self._index[tie.organisation], self._index[tie.other]) for tie in ties]
        weights = [_strength(tie.strength) / STRONGEST for tie in ties]
        return np.array(ends, dtype=np.intp).reshape(-1, 2), np.array(weights, dtype=np.float64)

    def lines(self) -> tuple[Line, ...]:
        """Return what is drawn, coordination first, then by kind and by the two ends."""
        kinds = self._view.kinds
        drawn: list[Line] = []
        if COORDINATION in kinds:
            drawn += self._coordination
        if INITIATIVE in kinds:
            drawn += self._initiative_lines()
        for kind in TIE_KINDS:
            if kind in kinds:
                drawn += _stated_lines(kind, tuple(self._stated.get(kind, ())))
        return tuple(drawn)

    def _read_stated(self) -> dict[str, list[Tie]]:
        stated: dict[str, list[Tie]] = {}
        index = self._index
        for tie in self._snapshot.ties.values():
            if (
                tie.organisation in index
                and tie.other in index
                and tie.organisation != tie.other
                and self._moment.has(tie.active_from, tie.active_to)
            ):
                stated.setdefault(tie.kind, []).append(tie)
        return stated

    def _links_of(self, kind: str) -> Links:
        size = len(self._organisations)
        if kind in (MEMBERSHIP, INITIATIVE, ROUNDTABLE):
            met = self._gatherings.get(kind, [])
            return gathered(size, kind, [(one.members, one.weight) for one in met])
        ties = self._stated.get(kind, [])
        return links(
            size,
            np.array([self._index[tie.organisation] for tie in ties], dtype=np.intp),
            np.array([self._index[tie.other] for tie in ties], dtype=np.intp),
            np.array([_strength(tie.strength) / STRONGEST for tie in ties], dtype=np.float64),
        )

    def _initiative_lines(self) -> Iterator[Line]:
        together: dict[tuple[int, int], list[Gathering]] = {}
        for gathering in self._gatherings.get(INITIATIVE, ()):
            if len(gathering.members) <= LARGEST_PAIRED:
                for pair in combinations(gathering.members, 2):
                    together.setdefault(pair, []).append(gathering)
        for (one, other), met in sorted(together.items()):
            weight = sum([gathering.weight for gathering in met])
            yield Line(
                one=self._organisations[one],
                other=self._organisations[other],
                kind=INITIATIVE,
                strength=_strength(int(STRONGEST * weight + 0.5)),
                directed=False,
                records=tuple(sorted([gathering.record for gathering in met])),
            )

    @cached_property
    def _coordination(self) -> tuple[Line, ...]:
        info = self._snapshot.info
        platform = self._snapshot.groups.get(info.platform)
        if platform is None or info.coordinator not in self._index:
            return ()
        by_member = dict(members_at(self._snapshot, platform, self._moment, self._index))
        by_member.pop(self._index[info.coordinator], None)
        return tuple(
            Line(info.coordinator, self._organisations[place], COORDINATION, 1, True, (member,))
            for place, member in sorted(by_member.items())
        )


def cooperation(snapshot: Snapshot, view: Filter) -> Cooperation:
    """Return who works with whom among the organisations shown, by the kinds shown."""
    return Ties(snapshot, view, shown(snapshot, view)).cooperation()


def lines(snapshot: Snapshot, view: Filter) -> tuple[Line, ...]:
    """Return the lines between the organisations shown; memberships are shown by outlines."""
    return Ties(snapshot, view, shown(snapshot, view)).lines()


@lru_cache(maxsize=32)
def _stated_lines(kind: str, ties: tuple[Tie, ...]) -> tuple[Line, ...]:
    """Return one line for each pair: as strong as its strongest tie, directed when all agree.

    Most edits change no tie: then the lines are those of before.
    """
    return tuple(_lines_of_pairs(kind, ties))


def _lines_of_pairs(kind: str, ties: Sequence[Tie]) -> Iterator[Line]:
    by_pair: dict[tuple[RecordId, RecordId], list[Tie]] = {}
    for tie in ties:
        forwards = tie.organisation < tie.other
        pair = (tie.organisation, tie.other) if forwards else (tie.other, tie.organisation)
        by_pair.setdefault(pair, []).append(tie)
    for (one, other), stated in sorted(by_pair.items()):
        first = stated[0]
        directed, strength = first.directed, first.strength
        records = [first.id]
        for tie in stated[1:]:
            directed = directed and tie.directed and tie.organisation == first.organisation
            strength = max(strength, tie.strength)
            records.append(tie.id)
        if directed and first.organisation == other:
            one, other = other, one  # noqa: PLW2901 - against the order of the ids
        yield Line(one, other, kind, _strength(strength), directed, tuple(sorted(records)))


def _strength(value: int) -> int:
    return min(STRONGEST, max(1, value))


def tie_counts(snapshot: Snapshot, view: Filter) -> Mapping[str, int]:
    """Return how many pairs of the organisations shown each kind ties, shown or not."""
    return Ties(snapshot, view, shown(snapshot, view)).counts
