"""Cooperation as arrays: who works with whom, how strongly, through what.

Strength is not distance: paths use 1 / strength as their length. One array form for each view;
the networkx graph of `build.py` is made from it when a measure asks for one.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from itertools import repeat
from types import MappingProxyType
from typing import Final

import numpy as np

from oci_map.arrays import FloatArray, IntArray
from oci_map.model.ids import RecordId
from oci_map.values import dataclass

# A gathering of 400 has 80 000 pairs; one of 10 000, as registers have, 50 million. Above this
# it is kept as a list of members, and the measures reckon with it as a whole.
LARGEST_PAIRED: Final = 400


@dataclass(frozen=True, slots=True, eq=False)
class WholeGroup:
    """A gathering too large for a list of its pairs: each pair of members has the same weight."""

    kind: str
    members: IntArray  # (k,) organisation indices, rising
    weight: float

    @property
    def pairs(self) -> int:
        """How many pairs it stands for."""
        return len(self.members) * (len(self.members) - 1) // 2


@dataclass(frozen=True, slots=True, eq=False)
class Links:
    """Ties of one kind as they were read: a pair may come several times."""

    codes: IntArray  # (k,) one · n + other with one < other
    weights: FloatArray  # (k,) above 0
    whole: tuple[WholeGroup, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Cooperation:
    """A weighted, undirected network of n organisations."""

    organisations: tuple[RecordId, ...]  # (n,)
    pairs: IntArray  # (m, 2) organisation indices, first < second, rising, no duplicates
    weights: FloatArray  # (m,) strength of cooperation, above 0
    by_kind: Mapping[str, FloatArray]  # (m,) what each kind of tie adds to the weights
    whole: tuple[WholeGroup, ...] = ()  # gatherings whose pairs are not listed

    @property
    def size(self) -> int:
        """How many organisations there are."""
        return len(self.organisations)

    @property
    def count(self) -> int:
        """How many pairs are tied; pairs of large gatherings count once for each of those."""
        return len(self.pairs) + sum(group.pairs for group in self.whole)

    def count_of(self, kind: str) -> int:
        """Return how many pairs a kind of tie joins."""
        listed = int(np.count_nonzero(self.by_kind[kind])) if kind in self.by_kind else 0
        return listed + sum(group.pairs for group in self.whole if group.kind == kind)

    def only(self, kinds: Collection[str]) -> Cooperation:
        """Return the network of these kinds of ties alone."""
        by_kind = {kind: added for kind, added in self.by_kind.items() if kind in kinds}
        if len(by_kind) == len(self.by_kind):
            return self
        weights = np.zeros(len(self.pairs))
        for added in by_kind.values():
            weights += added
        tied = weights > 0
        return Cooperation(
            organisations=self.organisations,
            pairs=self.pairs[tied],
            weights=weights[tied],
            by_kind=MappingProxyType({kind: added[tied] for kind, added in by_kind.items()}),
            whole=tuple(group for group in self.whole if group.kind in kinds),
        )


def links(size: int, one: IntArray, other: IntArray, weights: FloatArray) -> Links:
    """Return ties between `size` organisations, their two ends in any order."""
    return Links(np.minimum(one, other) * size + np.maximum(one, other), weights)


def gathered(size: int, kind: str, gatherings: Sequence[tuple[Sequence[int], float]]) -> Links:
    """Return the ties of gatherings, each given as members (rising) and weight of a pair."""
    by_count: dict[int, list[int]] = {}  # gatherings of equally many are paired at once
    for number, (members, _weight) in enumerate(gatherings):
        by_count.setdefault(len(members), []).append(number)
    codes: list[IntArray] = []
    weights: list[FloatArray] = []
    whole: list[WholeGroup] = []
    for count, numbers in by_count.items():
        table = np.array([gatherings[number][0] for number in numbers], dtype=np.intp)
        weight = [gatherings[number][1] for number in numbers]
        if count > LARGEST_PAIRED:
            whole += map(WholeGroup, repeat(kind), table, weight)
            continue
        first, second = _all_pairs(count)
        codes.append((table[:, first] * size + table[:, second]).ravel())
        weights.append(np.repeat(weight, len(first)))
    return Links(
        np.concatenate([np.zeros(0, dtype=np.intp), *codes]),
        np.concatenate([np.zeros(0), *weights]),
        tuple(whole),
    )


def cooperation_of(organisations: tuple[RecordId, ...], kinds: Mapping[str, Links]) -> Cooperation:
    """Return the network in which the weights of all these kinds of ties are added up."""
    size = max(1, len(organisations))
    none = np.zeros(0, dtype=np.intp)
    codes = np.concatenate([none, *(one.codes for one in kinds.values())])
    weights = np.concatenate([np.zeros(0), *(one.weights for one in kinds.values())])
    unique, place = np.unique(codes, return_inverse=True)
    by_kind: dict[str, FloatArray] = {}
    begin = 0
    for kind, one in kinds.items():
        end = begin + len(one.codes)
        by_kind[kind] = _summed(place[begin:end], one.weights, len(unique))
        begin = end
    return Cooperation(
        organisations=organisations,
        pairs=np.stack((unique // size, unique % size), axis=1),
        weights=_summed(place, weights, len(unique)),
        by_kind=MappingProxyType(by_kind),
        whole=tuple(group for one in kinds.values() for group in one.whole),
    )


def _summed(place: IntArray, weights: FloatArray, size: int) -> FloatArray:
    if not len(place):
        return np.zeros(size)  # which takes no memory before it is written to
    return np.asarray(np.bincount(place, weights=weights, minlength=size), dtype=np.float64)


@lru_cache(maxsize=LARGEST_PAIRED)
def _all_pairs(count: int) -> tuple[IntArray, IntArray]:
    first, second = np.triu_indices(count, 1)
    return first, second
