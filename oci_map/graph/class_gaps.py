"""Finds the gaps between sectors, and between sectors and policy levels or policy domains.

Two classes have a gap when different organisations in them hold the same need and either none
of these organisations works with one of the other side, or their ties weigh less than half of
what chance gives, or less than chance gives so rarely (q ≤ 0.05). Ranked by affinity × (0.1 + how
many standard deviations there is too little).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

import numpy as np

from oci_map.arrays import BoolArray, FloatArray, IntArray
from oci_map.graph.affinity import Holdings
from oci_map.graph.classes import DOMAIN, LEVEL, SECTOR, Classes
from oci_map.graph.finding import (
    BY_CHANCE,
    FEW_ORGANISATIONS,
    HIGH,
    LOW,
    MANY_CELLS,
    MEDIUM,
    NOT_TESTED,
    RARE,
    SECTOR_DOMAIN,
    SECTOR_LEVEL,
    SECTORS,
    Confidence,
    Gap,
    SharedNeed,
    Side,
    key_of,
)
from oci_map.graph.null_model import Expected, corrected
from oci_map.graph.sector_needs import SectorNeeds, sector_affinity, sector_needs
from oci_map.model.ids import RecordId

#: The rate at which maps without gaps may yield a confident one.
FALSE_RATE: Final = 0.05
_FAR_FEWER: Final = 0.5
_TOO_FEW: Final = 3
_BASE: Final = 0.1
_DIGITS: Final = 9
COLUMNS_OF: Final = {SECTORS: SECTOR, SECTOR_LEVEL: LEVEL, SECTOR_DOMAIN: DOMAIN}


class ClassGapFinder:
    """Finds the gaps between the classes of one view, against what chance gives."""

    def __init__(
        self,
        organisations: tuple[RecordId, ...],
        classes: Classes,
        held: Holdings,
        expected: Expected,
    ) -> None:
        self._organisations = organisations
        self.classes = classes
        self._held = held
        self.expected = expected
        self._needs: SectorNeeds = sector_needs(classes.between, held)
        count = len(classes.nouns)
        self.affinity = (
            sector_affinity(self._needs) if len(held.needs) and count else np.zeros((count, count))
        )
        self.q, self.tested = self._corrected()
        self._sides: dict[int, Side] = {}

    def cells(self, kind: str) -> tuple[IntArray, IntArray]:
        """Return the rows and columns of the classes compared, each pair once, itself too."""
        rows = self.classes.columns(SECTOR)
        columns = self.classes.columns(COLUMNS_OF[kind])
        if kind == SECTORS:
            first, second = np.triu_indices(len(rows))
            return rows[first], rows[second]
        return np.repeat(rows, len(columns)), np.tile(columns, len(rows))

    def gaps(self, kind: str, keep: Collection[str] = ()) -> tuple[Gap, ...]:
        """Return the gaps of a kind, largest first, and those whose keys are to be kept."""
        one, other = self.cells(kind)
        between = self.classes.between
        is_gap = self.is_gap()[one, other] & (one != other)
        kept = np.zeros_like(is_gap)
        if keep:
            names = between.sectors
            keys = [self.key(kind, names[a], names[b]) for a, b in zip(one, other, strict=True)]
            kept = np.array([key in keep for key in keys], dtype=np.bool_) & (one != other)
        chosen = np.flatnonzero(is_gap | kept)
        one, other = one[chosen], other[chosen]
        score = self._scores()[one, other]
        order = np.lexsort((other, one, -between.pairs[one, other], -score))
        return tuple(self._listed(kind, one[order], other[order], score[order]))

    def is_gap(self) -> BoolArray:
        """Say of all pairs of classes whether they have a gap, (K, K)."""
        between, expected = self.classes.between, self.expected
        fewer = between.weights < _FAR_FEWER * expected.mean
        rare = (expected.z < 0) & (self.q <= FALSE_RATE)
        return np.asarray((self.affinity > 0) & ((between.ties == 0) | fewer | rare))

    @staticmethod
    def key(kind: str, one: RecordId, other: RecordId) -> str:
        """Return the key of the gap between two classes."""
        return key_of(kind, one, other, ordered=kind != SECTORS)

    def shared(self, one: IntArray, other: IntArray) -> list[tuple[RecordId, ...]]:
        """Return the needs that pairs of classes share, what adds most first."""
        if len(self._held.needs) == 0:
            return [() for _pair in one]
        shares = self._needs.shares(one, other)
        order = np.argsort(-shares, axis=1, kind="stable").tolist()
        count = (shares > 0).sum(axis=1).tolist()
        needs = self._held.needs
        return [tuple([needs[n] for n in order[k][: count[k]]]) for k in range(len(count))]

    def _scores(self) -> FloatArray:
        missing = np.maximum(-self.expected.z, 0.0)
        score: FloatArray = (self.affinity * (_BASE + missing)).round(_DIGITS)
        return score

    def _corrected(self) -> tuple[FloatArray, dict[str, int]]:
        """Return q of all cells, each kind corrected for itself, and how many were compared."""
        between = self.classes.between
        q = np.ones_like(between.weights)
        counts = {}
        for kind in COLUMNS_OF:
            one, other = self.cells(kind)
            tested = (between.pairs > 0)[one, other] & (self.expected.sd[one, other] > 0)
            found = corrected(self.expected.p[one, other], tested)
            q[one, other] = found
            q[other, one] = found
            counts[kind] = int(tested.sum())
        return q, counts

    def _listed(
        self, kind: str, one: IntArray, other: IntArray, score: FloatArray
    ) -> Iterator[Gap]:
        between, expected = self.classes.between, self.expected
        names = between.sectors
        shared = self.shared(one, other)
        is_gap = self.is_gap()
        for place, (a, b) in enumerate(zip(one.tolist(), other.tolist(), strict=True)):
            sides = (self._side(a), self._side(b))
            both = np.flatnonzero((between.member[:, a] > 0) & (between.member[:, b] > 0))
            everybody = len(sides[0].organisations) + len(sides[1].organisations) - len(both)
            z = float(expected.z[a, b]) if expected.sd[a, b] > 0 else None
            yield Gap(
                key=self.key(kind, names[a], names[b]),
                kind=kind,
                sides=sides,
                score=float(score[place]),
                confidence=self._confidence(kind, a, b, everybody),
                shared_needs=self._holders(shared[place], a, b, everybody),
                in_both=tuple(self._organisations[row] for row in both.tolist()),
                affinity=float(self.affinity[a, b]),
                ties=min(int(between.ties[a, b]), int(between.pairs[a, b])),
                pairs=int(between.pairs[a, b]),
                observed=float(between.weights[a, b]),
                expected=float(expected.mean[a, b]),
                z=z,
                p=float(expected.p[a, b]) if z is not None else None,
                q=float(self.q[a, b]) if z is not None else None,
                closed=not is_gap[a, b],
            )

    def _side(self, column: int) -> Side:
        if column not in self._sides:
            rows = self.classes.members(column).tolist()
            self._sides[column] = Side(
                noun=self.classes.nouns[column],
                record=self.classes.between.sectors[column],
                organisations=tuple(self._organisations[row] for row in rows),
            )
        return self._sides[column]

    def _holders(
        self, needs: tuple[RecordId, ...], one: int, other: int, everybody: int
    ) -> tuple[SharedNeed, ...]:
        member = self.classes.between.member
        either = (member[:, one] + member[:, other]) > 0
        holders = np.bincount(
            self._held.need[either[self._held.holder]], minlength=len(self._held.needs)
        )
        place = {need: number for number, need in enumerate(self._held.needs)}
        return tuple(SharedNeed(need, int(holders[place[need]]), everybody) for need in needs)

    def _confidence(self, kind: str, one: int, other: int, everybody: int) -> Confidence:
        p, q = float(self.expected.p[one, other]), float(self.q[one, other])
        cells = self.tested[kind]
        if everybody <= _TOO_FEW:
            return Confidence(LOW, FEW_ORGANISATIONS, everybody, p, everybody)
        if self.expected.sd[one, other] <= 0:
            return Confidence(LOW, NOT_TESTED, 0, p, everybody)
        if q <= FALSE_RATE:
            return Confidence(HIGH, RARE, cells, p, everybody)
        if p <= FALSE_RATE:
            return Confidence(MEDIUM, MANY_CELLS, cells, p, everybody)
        return Confidence(LOW, BY_CHANCE, cells, p, everybody)
