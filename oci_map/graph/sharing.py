"""What pairs of organisations share, whoever they work with: needs and recommendations.

An edit of who works with whom leaves all of it as it was, so the next search takes it over.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Final

import numpy as np

from oci_map.arrays import FloatArray, IntArray
from oci_map.graph.affinity import Holdings, affinity_table
from oci_map.graph.gaps import PairGap, pair_key
from oci_map.model.ids import RecordId
from oci_map.model.records import Recommendation
from oci_map.model.snapshot import Snapshot

# Sums in another order differ in their last digits; equal affinities must stay equal.
DIGITS: Final = 9
# So many pairs are remembered with what they share: some lists of gaps.
_REMEMBERED: Final = 5000

Pair = tuple[int, int]


class Sharing:
    """What the n organisations shown share, looked up for as long as their needs stay the same."""

    def __init__(
        self, snapshot: Snapshot, organisations: tuple[RecordId, ...], held: Holdings
    ) -> None:
        self._recommendations = snapshot.all(Recommendation)
        self._organisations = organisations
        self.held = held
        self._gaps: dict[Pair, PairGap] = {}

    @cached_property
    def affinity(self) -> FloatArray:
        """The affinity of all pairs, (n, n); for maps that are not large."""
        table = self.held.table(len(self._organisations))
        return affinity_table(table, self.held.rarity).round(DIGITS)

    def gaps(self, pairs: Sequence[Pair], affinity: Sequence[float]) -> tuple[PairGap, ...]:
        """Return the gaps between these pairs of places, whose affinity is known."""
        unknown = [place for place, pair in enumerate(pairs) if pair not in self._gaps]
        if unknown:
            if len(self._gaps) > _REMEMBERED:
                self._gaps, unknown = {}, list(range(len(pairs)))
            new = [pairs[place] for place in unknown]
            needs = self._shared_needs(np.array(new, dtype=np.intp))
            for place, pair, shared in zip(unknown, new, needs, strict=True):
                self._gaps[pair] = self._gap(pair, affinity[place], shared)
        return tuple([self._gaps[pair] for pair in pairs])

    def _gap(self, pair: Pair, affinity: float, needs: tuple[RecordId, ...]) -> PairGap:
        one, other = (self._organisations[place] for place in pair)
        both = self._supported.get(one, frozenset()) & self._supported.get(other, frozenset())
        return PairGap(
            key=pair_key(one, other),
            one=one,
            other=other,
            affinity=affinity,
            shared_needs=needs,
            shared_recommendations=tuple(sorted(both)),
        )

    def _shared_needs(self, pairs: IntArray) -> list[tuple[RecordId, ...]]:
        held = self.held
        ends, place = np.unique(pairs.T.ravel(), return_inverse=True)
        row = np.full(len(self._organisations), -1)
        row[ends] = np.arange(len(ends))
        known = row[held.holder] >= 0
        table = np.zeros((len(ends), len(held.needs)))
        table[row[held.holder[known]], held.need[known]] = held.priority[known]
        count = len(pairs)
        lower = np.minimum(table[place[:count]], table[place[count:]]) * held.rarity
        order = np.argsort(-lower.round(DIGITS), axis=1, kind="stable").tolist()
        shared = (lower > 0).sum(axis=1).tolist()
        return [
            tuple(held.needs[need] for need in order[gap][: shared[gap]]) for gap in range(count)
        ]

    @cached_property
    def _supported(self) -> Mapping[RecordId, frozenset[RecordId]]:
        supported: dict[RecordId, set[RecordId]] = {}
        for recommendation in self._recommendations.values():
            for supporter in recommendation.supporters:
                supported.setdefault(supporter, set()).add(recommendation.id)
        return {one: frozenset(known) for one, known in supported.items()}
