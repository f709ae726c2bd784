"""Cooperation as arrays: who works with whom, how strongly, through what.

Strength is not distance: paths use 1 / strength as their length. One array form for each view;
the networkx graph of `build.py` is made from it when a measure asks for one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Final

import numpy as np
import numpy.typing as npt

from oci_map.model.ids import RecordId

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.intp]
BoolArray = npt.NDArray[np.bool_]

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
    """The pairs of one kind of tie with their weights."""

    codes: IntArray  # (m,) one · n + other with one < other, rising, no duplicates
    weights: FloatArray  # (m,) above 0
    whole: tuple[WholeGroup, ...] = ()

    @property
    def count(self) -> int:
        """How many pairs are tied; pairs of large gatherings count once for each of those."""
        return len(self.codes) + sum(group.pairs for group in self.whole)


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


def links(size: int, one: IntArray, other: IntArray, weights: FloatArray) -> Links:
    """Return ties between `size` organisations, ends in any order, added up by pair."""
    codes = np.minimum(one, other) * size + np.maximum(one, other)
    return _added(codes, weights)


def gathered(size: int, kind: str, gatherings: list[tuple[list[int], float]]) -> Links:
    """Return the ties of gatherings, each given as members (rising) and weight of a pair."""
    codes: list[IntArray] = []
    weights: list[FloatArray] = []
    whole: list[WholeGroup] = []
    for listed, weight in gatherings:
        members = np.array(listed, dtype=np.intp)
        if len(members) > LARGEST_PAIRED:
            whole.append(WholeGroup(kind, members, weight))
            continue
        first, second = _all_pairs(len(members))
        codes.append(members[first] * size + members[second])
        weights.append(np.full(len(first), weight))
    if not codes:
        return Links(np.zeros(0, dtype=np.intp), np.zeros(0), tuple(whole))
    added = _added(np.concatenate(codes), np.concatenate(weights))
    return Links(added.codes, added.weights, tuple(whole))


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
        of_kind = np.zeros(len(unique))
        of_kind[place[begin:end]] = one.weights
        by_kind[kind] = of_kind
        begin = end
    return Cooperation(
        organisations=organisations,
        pairs=np.stack((unique // size, unique % size), axis=1),
        weights=_summed(place, weights, len(unique)),
        by_kind=MappingProxyType(by_kind),
        whole=tuple(group for one in kinds.values() for group in one.whole),
    )


def _added(codes: IntArray, weights: FloatArray) -> Links:
    unique, place = np.unique(codes, return_inverse=True)
    return Links(unique, _summed(place, weights, len(unique)))


def _summed(place: IntArray, weights: FloatArray, size: int) -> FloatArray:
    return np.asarray(np.bincount(place, weights=weights, minlength=size), dtype=np.float64)


@lru_cache(maxsize=LARGEST_PAIRED)
def _all_pairs(count: int) -> tuple[IntArray, IntArray]:
    first, second = np.triu_indices(count, 1)
    return first, second
