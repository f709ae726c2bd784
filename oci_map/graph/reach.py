"""Reach: what hangs together, how many steps apart, and how much of it hangs on the coordinator.

A step is one tie, however strong. Steps are counted from all organisations of the largest part,
many at once as bits of a word; on very large maps from some of them, drawn by chance with a fixed
seed, and whoever shows such a figure must call it estimated.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from oci_map.arrays import BoolArray, IntArray
from oci_map.graph.cooperation import Cooperation
from oci_map.graph.paths import Neighbours, neighbours
from oci_map.model.ids import RecordId
from oci_map.values import dataclass

LARGEST_EXACT: Final = 2_000
SOURCES: Final = 1_024
_WORD: Final = 64
# Words that are gathered at once: 8 MB.
_AT_ONCE: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Reach:
    """What hangs together on a map, or on a part of it."""

    organisations: int
    isolates: int  # of these, who works with nobody
    parts: int  # that hang together, those of one organisation left out
    largest: int  # organisations in the largest part; 0 when nobody works together
    mean_steps: float | None  # between two in the largest part; None when there is none
    estimated: bool  # the mean is taken from some organisations only


@dataclass(frozen=True, slots=True)
class Dependence:
    """What of the whole remains without one organisation."""

    organisation: RecordId
    whole: Reach
    without: Reach
    alone: tuple[RecordId, ...]  # who works with nobody but this one


def reach(cooperation: Cooperation, without: RecordId | None = None) -> Reach:
    """Return what hangs together, as if `without` were not there.

    The mean is over all pairs of the largest part (Wasserman & Faust 1994, chapter 4).
    """
    kept = np.array([one != without for one in cooperation.organisations], dtype=np.bool_)
    part = _only(cooperation, kept)
    near = neighbours(part)
    label = _components(part)
    sizes = np.bincount(label, minlength=1)
    largest = int(sizes.max(initial=0))
    mean, estimated = None, False
    if largest > 1:
        members = np.flatnonzero(label == sizes.argmax())
        estimated = largest > LARGEST_EXACT
        if estimated:
            rng = np.random.default_rng([largest, len(part.pairs)])
            members = np.sort(rng.choice(members, SOURCES, replace=False))
        steps = _total_steps(part, near, members)
        mean = steps / (len(members) * (largest - 1))
    return Reach(
        organisations=part.size,
        isolates=int((sizes == 1).sum()) if part.size else 0,
        parts=int((sizes > 1).sum()),
        largest=largest if largest > 1 else 0,
        mean_steps=mean,
        estimated=estimated,
    )


def dependence(
    cooperation: Cooperation,
    organisation: RecordId,
    whole: Reach | None = None,
    without: Reach | None = None,
) -> Dependence:
    """Return what remains without an organisation, which must be one of the network.

    What is known of the reach with it and without it need not be found again.
    """
    place = cooperation.organisations.index(organisation)
    degree = np.bincount(cooperation.pairs.ravel(), minlength=cooperation.size)
    for group in cooperation.whole:
        degree[group.members] += len(group.members) - 1
    partners = cooperation.pairs[(cooperation.pairs == place).any(axis=1)].sum(axis=1) - place
    alone = np.sort(partners[degree[partners] == 1])
    return Dependence(
        organisation=organisation,
        whole=whole or reach(cooperation),
        without=without or reach(cooperation, organisation),
        alone=tuple(cooperation.organisations[one] for one in alone.tolist()),
    )


def _only(cooperation: Cooperation, kept: BoolArray) -> Cooperation:
    """Return the network among some organisations, renumbered."""
    if kept.all():
        return cooperation
    number = np.cumsum(kept) - 1
    inside = kept[cooperation.pairs].all(axis=1)
    groups = [
        type(group)(group.kind, number[group.members[kept[group.members]]], group.weight)
        for group in cooperation.whole
    ]
    return Cooperation(
        organisations=tuple(
            one for one, stays in zip(cooperation.organisations, kept, strict=True) if stays
        ),
        pairs=number[cooperation.pairs[inside]],
        weights=cooperation.weights[inside],
        by_kind={},
        whole=tuple(groups),
    )


def _components(cooperation: Cooperation) -> IntArray:
    """Return the part each organisation is in, as numbers from 0; (n,)."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    total = cooperation.size + len(cooperation.whole)
    one, other = [cooperation.pairs[:, 0]], [cooperation.pairs[:, 1]]
    for number, group in enumerate(cooperation.whole):
        one.append(group.members)
        other.append(np.full(len(group.members), cooperation.size + number))
    ends = (np.concatenate(one), np.concatenate(other))
    matrix = coo_array((np.ones(len(ends[0])), ends), shape=(total, total))
    label = connected_components(matrix, directed=False)[1][: cooperation.size]
    return np.unique(label, return_inverse=True)[1].astype(np.intp)


def _total_steps(cooperation: Cooperation, near: Neighbours, sources: IntArray) -> float:
    """Return the sum of the steps from all sources to all that they reach."""
    words = max(1, _AT_ONCE // max(1, len(near.partners)))
    total = 0.0
    for begin in range(0, len(sources), words * _WORD):
        total += _steps_of(cooperation, near, sources[begin : begin + words * _WORD])
    return total


def _steps_of(cooperation: Cooperation, near: Neighbours, sources: IntArray) -> float:
    """Return that sum for sources that are walked from at once, each a bit of a word."""
    column = np.arange(len(sources))
    words = -(-len(sources) // _WORD)
    reached = np.zeros((cooperation.size, words), dtype=np.uint64)
    bits = np.left_shift(np.uint64(1), (column % _WORD).astype(np.uint64))
    np.bitwise_or.at(reached, (sources, column // _WORD), bits)
    front = reached.copy()
    busy = np.flatnonzero(np.diff(near.starts) > 0)
    total, step = 0.0, 0
    while True:
        step += 1
        following = _onward(cooperation, near, busy, front)
        front = following & ~reached
        count = float(np.bitwise_count(front).sum())
        if count == 0:
            return total
        total += step * count
        reached |= front


def _onward(
    cooperation: Cooperation, near: Neighbours, busy: IntArray, front: npt.NDArray[np.uint64]
) -> npt.NDArray[np.uint64]:
    """Return whom the front reaches in one step."""
    following = np.zeros_like(front)
    if len(busy):
        gathered = front[near.partners]
        following[busy] = np.bitwise_or.reduceat(gathered, near.starts[busy], axis=0)
    for group in cooperation.whole:
        following[group.members] |= np.bitwise_or.reduce(front[group.members], axis=0)
    return following
