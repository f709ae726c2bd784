"""Who is tied to whom: all kinds of cooperation with their weights, and the lines that are drawn.

Weights: a stated tie counts strength / 5 (1/5 to 1); gatherings count as `gatherings.py` says;
the weights of a pair add up. "Part of" (a parent organisation) is never cooperation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import combinations
from operator import is_
from typing import Final

import numpy as np

from oci_map.arrays import FloatArray, IntArray
from oci_map.graph.cooperation import (
    LARGEST_PAIRED,
    Cooperation,
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
)
from oci_map.graph.gatherings import Gathering, Gatherings, members_at
from oci_map.model.ids import RecordId
from oci_map.model.records import Tie
from oci_map.model.snapshot import Snapshot
from oci_map.model.vocabulary import TIE_KINDS
from oci_map.values import dataclass

STRONGEST: Final = 5
_NO_ENDS: Final = (np.zeros((0, 2), dtype=np.intp), np.zeros(0))


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
    """All ties of a view, read once: stated ones and gatherings, of every kind.

    `former` are those of the snapshot before an edit: what the edit did not touch is not read,
    paired or added up again, as far as the same organisations are looked at.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        view: Filter,
        organisations: tuple[RecordId, ...],
        former: Ties | None = None,
    ) -> None:
        self.snapshot = snapshot
        self.view = view
        self._moment = Moment(view.as_of)
        self.organisations = organisations
        if former is not None and former.view.as_of != view.as_of:
            former = None
        met = None if former is None else former.met
        if former is not None and former.organisations != organisations:
            former = None
        self.index: Mapping[RecordId, int]
        if former is None:
            self.index = {one: place for place, one in enumerate(organisations)}
        else:
            self.index = former.index
        self.ends: dict[str, tuple[IntArray, FloatArray]] = {}
        self.stated = self._read_stated(former)
        self.met: Gatherings = Gatherings(snapshot, self._moment, self.index, met)
        self.lines_by_kind: dict[str, tuple[Line, ...]] = {}
        self.links_by_kind: dict[str, Links] = {}
        for kind in COOPERATION_KINDS:
            if former is not None and self._same(former, kind):
                self.links_by_kind[kind] = former.links_by_kind[kind]
                if kind in former.lines_by_kind:
                    self.lines_by_kind[kind] = former.lines_by_kind[kind]
            else:
                self.links_by_kind[kind] = self._links_of(kind)
        known = () if former is None else former.links_by_kind.values()
        same = former is not None and all(map(is_, self.links_by_kind.values(), known))
        self.all_kinds: Cooperation = (
            former.all_kinds
            if former is not None and same
            else cooperation_of(organisations, self.links_by_kind)
        )

    def _same(self, former: Ties, kind: str) -> bool:
        """Say whether an edit left the ties of a kind as they were."""
        if kind in TIE_KINDS:
            return self.stated.get(kind) is former.stated.get(kind)
        return self.met.of_kind(kind) is former.met.of_kind(kind)

    @property
    def counts(self) -> dict[str, int]:
        """How many pairs each kind of cooperation ties, whether the filter shows it or not."""
        counts = {kind: self.all_kinds.count_of(kind) for kind in COOPERATION_KINDS}
        counts[COORDINATION] = len(self._coordination)
        return counts

    def cooperation(self) -> Cooperation:
        """Return the network of the kinds that the filter shows."""
        return self.all_kinds.only(self.view.kinds)

    def gatherings_shown(self) -> tuple[Gathering, ...]:
        """Return the groups, initiatives and tables of the kinds that the filter shows."""
        return tuple(
            gathering
            for kind in (MEMBERSHIP, INITIATIVE, ROUNDTABLE)
            if kind in self.view.kinds
            for gathering in self.met.of_kind(kind)
        )

    def stated_shown(self) -> tuple[IntArray, FloatArray]:
        """Return the stated ties of the kinds shown: both ends (t, 2), and weights (t,)."""
        kinds = [kind for kind in TIE_KINDS if kind in self.view.kinds]
        found = [_NO_ENDS, *(self.ends.get(kind, _NO_ENDS) for kind in kinds)]
        return (
            np.concatenate([ends for ends, _weights in found]),
            np.concatenate([weights for _ends, weights in found]),
        )

    def lines(self) -> tuple[Line, ...]:
        """Return what is drawn, coordination first, then by kind and by the two ends."""
        kinds = self.view.kinds
        drawn: list[Line] = []
        if COORDINATION in kinds:
            drawn += self._coordination
        if INITIATIVE in kinds:
            drawn += self._initiative_lines()
        for kind in TIE_KINDS:
            if kind in kinds:
                drawn += self._lines_of(kind)
        return tuple(drawn)

    @property
    def drawn(self) -> int:
        """How many lines are drawn, coordination aside; counted without making them."""
        shown = [kind for kind in (*TIE_KINDS, INITIATIVE) if kind in self.view.kinds]
        by_kind = self.all_kinds.by_kind
        return sum(int(np.count_nonzero(by_kind[kind])) for kind in shown)

    @property
    def drawn_kinds(self) -> frozenset[str]:
        """The kinds of which lines are drawn."""
        by_kind = self.all_kinds.by_kind
        found = {one for one in (*TIE_KINDS, INITIATIVE) if by_kind[one].any()}
        if self._coordination:
            found.add(COORDINATION)
        return frozenset(found & self.view.kinds)

    def _lines_of(self, kind: str) -> tuple[Line, ...]:
        """Return one line for each pair: as strong as its strongest tie, directed when all agree.

        Most edits change no tie: then the lines are those of before.
        """
        if kind not in self.lines_by_kind:
            self.lines_by_kind[kind] = tuple(_lines_of_pairs(kind, self.stated.get(kind, ())))
        return self.lines_by_kind[kind]

    def _read_stated(self, former: Ties | None) -> dict[str, tuple[Tie, ...]]:
        if former is not None and former.snapshot.table("tie") is self.snapshot.table("tie"):
            self.ends = former.ends
            return former.stated
        stated: dict[str, tuple[list[Tie], list[int], list[int]]] = {}
        place, at = self.index.get, self._moment
        for tie in self.snapshot.ties.values():  # each is looked at once: there are many
            one, other = place(tie.organisation), place(tie.other)
            if one is None or other is None or one == other:
                continue
            if at.is_always or at.has(tie.active_from, tie.active_to):
                ties, ends, strengths = stated.setdefault(tie.kind, ([], [], []))
                ties.append(tie)
                ends += (one, other)
                strengths.append(tie.strength)
        found: dict[str, tuple[Tie, ...]] = {}
        for kind, (ties, ends, strengths) in stated.items():
            found[kind] = tuple(ties)
            weights = np.clip(strengths, 1, STRONGEST) / STRONGEST
            self.ends[kind] = (np.array(ends, dtype=np.intp).reshape(-1, 2), weights)
        if former is not None:
            for kind, before in former.stated.items():
                now = found.get(kind, ())
                if len(now) == len(before) and all(map(is_, now, before)):
                    found[kind] = before
        return found

    def _links_of(self, kind: str) -> Links:
        size = len(self.organisations)
        if kind in (MEMBERSHIP, INITIATIVE, ROUNDTABLE):
            met = self.met.of_kind(kind)
            return gathered(size, kind, [(one.members, one.weight) for one in met])
        ends, weights = self.ends.get(kind, _NO_ENDS)
        return links(size, ends[:, 0], ends[:, 1], weights)

    def _initiative_lines(self) -> Iterator[Line]:
        together: dict[tuple[int, int], list[Gathering]] = {}
        for gathering in self.met.of_kind(INITIATIVE):
            if len(gathering.members) <= LARGEST_PAIRED:
                for pair in combinations(gathering.members, 2):
                    together.setdefault(pair, []).append(gathering)
        for (one, other), met in sorted(together.items()):
            weight = sum([gathering.weight for gathering in met])
            yield Line(
                one=self.organisations[one],
                other=self.organisations[other],
                kind=INITIATIVE,
                strength=_strength(int(STRONGEST * weight + 0.5)),
                directed=False,
                records=tuple(sorted([gathering.record for gathering in met])),
            )

    @cached_property
    def _coordination(self) -> tuple[Line, ...]:
        info = self.snapshot.info
        platform = self.snapshot.groups.get(info.platform)
        if platform is None or info.coordinator not in self.index:
            return ()
        by_member = dict(members_at(self.snapshot, platform, self._moment, self.index))
        by_member.pop(self.index[info.coordinator], None)
        return tuple(
            Line(info.coordinator, self.organisations[place], COORDINATION, 1, True, (member,))
            for place, member in sorted(by_member.items())
        )


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
