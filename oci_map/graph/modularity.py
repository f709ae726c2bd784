"""Divides a weighted network into clusters of high modularity.

Organisations move, one after the other and in an order drawn by chance, to the neighbouring
cluster that gains most; then clusters become the nodes of a smaller network, and so on (Blondel
et al. 2008). Only those whose neighbourhood changed are looked at again, and no cluster is left
in unconnected pieces (Traag, Waltman & van Eck 2019). On large networks a compiled library does
the moving (`compiled_moves.py`).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from functools import partial
from typing import Final, TypeAlias

import numpy as np

from oci_map.arrays import FloatArray, IntArray
from oci_map.graph import compiled_moves
from oci_map.graph.cooperation import Cooperation
from oci_map.graph.paths import neighbours
from oci_map.values import dataclass

# From this size on, the compiled library moves; below, it would save next to nothing.
_MANY: Final = 500
# It ends its passes when one adds less than this share. The first level may stop early: the last
# passes take as long as the first ones, and what they would find is found later.
_ROUGH: Final = 0.05
_FINE: Final = 1e-5
# Up to so many clusters, a table of all pairs is quicker than a sorted list: 8 MB.
_TABLE: Final = 1_000
_LEAST_GAIN: Final = 1e-12
_MOST_REPAIRS: Final = 5


@dataclass(frozen=True, slots=True, eq=False)
class Web:
    """A weighted network of n nodes by node; each tie stands at both of its ends."""

    starts: IntArray  # (n + 1,) where the partners of each node begin
    partners: IntArray  # (2m,) rising for each node
    weights: FloatArray  # (2m,) above 0
    strength: FloatArray  # (n,) sum of weights, ties inside the node counted twice

    @property
    def size(self) -> int:
        """How many nodes there are."""
        return len(self.strength)

    @property
    def ends(self) -> IntArray:
        """The node at which each entry of `partners` stands; (2m,)."""
        return np.repeat(np.arange(self.size), np.diff(self.starts))


# Takes a network, labels and the least share of all weight that a further pass has to add.
_Moving: TypeAlias = Callable[[Web, IntArray, float], IntArray]


def web_of(cooperation: Cooperation) -> Web:
    """Return the listed pairs of a network by node; large gatherings are left out."""
    near = neighbours(cooperation)
    weights = cooperation.weights[near.rows]
    ends = np.repeat(np.arange(cooperation.size), np.diff(near.starts))
    strength = np.bincount(ends, weights=weights, minlength=cooperation.size)
    return Web(near.starts, near.partners, weights, np.asarray(strength, dtype=np.float64))


def modularity(web: Web, labels: IntArray) -> float:
    """Return the modularity of a division given by labels from 0, (n,); 0 without ties.

    Q = Σ over clusters of (weight inside / all weight − (strength / all strength)²), Newman &
    Girvan 2004 with the weights of Newman 2004.
    """
    total = float(web.strength.sum())
    if total <= 0:
        return 0.0
    inside = float(web.weights[labels[web.ends] == labels[web.partners]].sum())
    within = float((web.strength - _listed_strength(web)).sum())  # ties inside a node
    shares = np.bincount(labels, weights=web.strength) / total
    return (inside + within) / total - float((shares**2).sum())


def divide(web: Web, seed: int, start: IntArray | None = None) -> IntArray:
    """Return clusters as labels from 0 in the order of their first node; (n,).

    With `start`, the search begins with that division instead of nodes on their own, so that
    what did not change mostly stays. The same seed gives the same clusters. Nodes without ties
    stay alone.
    """
    rng = np.random.default_rng([seed, web.size])
    labels = (
        np.arange(web.size)
        if start is None
        else _numbered(np.unique(start, return_inverse=True)[1])
    )
    few = web.size < _MANY or not 0 < web.strength.sum() < np.inf
    if few or not compiled_moves.can_move():
        return _numbered(_divided(web, labels, partial(_moved_each, rng)))
    order = rng.permutation(web.size)
    place = np.empty_like(labels)
    place[order] = _divided(_in_order(web, order), labels[order], _moved_at_once)
    return _numbered(place)


def _divided(web: Web, labels: IntArray, moved: _Moving) -> IntArray:
    """Return labels after moves of nodes, of clusters, of clusters of these, and of nodes again."""
    level, place = web, np.arange(web.size)
    while True:
        labels = _numbered(moved(level, labels, _ROUGH if level is web else _FINE))
        count = int(labels.max(initial=-1)) + 1
        place = labels[place]
        if count == level.size:
            break
        level = _merged(level, labels, count)
        labels = np.arange(count)
    for _again in range(_MOST_REPAIRS):
        place = _numbered(moved(web, place, _FINE))
        pieces = _in_one_piece(web, place)
        if pieces.max(initial=-1) == place.max(initial=-1):
            break
        place = pieces
    return place


def _numbered(labels: IntArray) -> IntArray:
    """Return labels, which are from 0 on, in the order of their first node."""
    first = np.full(int(labels.max(initial=-1)) + 1, len(labels))
    first[labels[::-1]] = np.arange(len(labels))[::-1]
    known = np.flatnonzero(first < len(labels))
    number = np.empty_like(first)
    number[known[first[known].argsort()]] = np.arange(len(known))
    return number[labels]


def _in_order(web: Web, order: IntArray) -> Web:
    """Return the network with its nodes in another order."""
    place = np.empty_like(order)
    place[order] = np.arange(web.size)
    counts = np.diff(web.starts)[order]
    starts = np.concatenate([[0], counts.cumsum()])
    entries = np.arange(len(web.partners)) + np.repeat(web.starts[order] - starts[:-1], counts)
    return Web(starts, place[web.partners[entries]], web.weights[entries], web.strength[order])


def _moved_at_once(web: Web, labels: IntArray, least: float) -> IntArray:
    return compiled_moves.moved(web.starts, web.partners, web.weights, web.strength, labels, least)


def _moved_each(rng: np.random.Generator, web: Web, labels: IntArray, _least: float) -> IntArray:
    moved = labels.tolist()
    _move_each(web, moved, rng.permutation(np.arange(web.size)).tolist())
    return np.array(moved, dtype=np.intp)


def _move_each(web: Web, labels: list[int], waiting: Iterable[int]) -> None:
    """Move nodes one after the other, and again whose neighbours moved, until nobody gains."""
    starts, partners = web.starts.tolist(), web.partners.tolist()
    weights, strength = web.weights.tolist(), web.strength.tolist()
    whole = sum(strength)
    if whole <= 0:
        return
    totals = np.bincount(labels, weights=web.strength, minlength=web.size).tolist()
    queue = deque(waiting)
    queued = bytearray(web.size)
    for node in queue:
        queued[node] = 1
    while queue:
        node = queue.popleft()
        queued[node] = 0
        near = partners[starts[node] : starts[node + 1]]
        links: dict[int, float] = {}
        for partner, weight in zip(near, weights[starts[node] : starts[node + 1]], strict=True):
            label = labels[partner]
            links[label] = links.get(label, 0.0) + weight
        own = best = labels[node]
        share = strength[node] / whole
        totals[own] -= strength[node]
        top = links.get(own, 0.0) - share * totals[own] + _LEAST_GAIN
        for label, weight in links.items():
            gain = weight - share * totals[label]
            if gain > top:
                top, best = gain, label
        totals[best] += strength[node]
        if best != own:
            labels[node] = best
            for partner in near:
                if not queued[partner] and labels[partner] != best:
                    queued[partner] = 1
                    queue.append(partner)


def _merged(web: Web, labels: IntArray, count: int) -> Web:
    """Return the network whose nodes are the clusters."""
    one, other = labels[web.ends], labels[web.partners]
    apart = one != other
    codes, weights = one[apart] * count + other[apart], web.weights[apart]
    if count <= _TABLE:
        table = np.bincount(codes, weights=weights, minlength=count * count)
        codes = np.flatnonzero(table)
        weights = table[codes]
    else:
        codes, place = np.unique(codes, return_inverse=True)
        weights = np.bincount(place, weights=weights, minlength=len(codes))
    strength = np.bincount(labels, weights=web.strength, minlength=count)
    return Web(
        starts=np.searchsorted(codes // max(1, count), np.arange(count + 1)),
        partners=codes % max(1, count),
        weights=np.asarray(weights, dtype=np.float64),
        strength=np.asarray(strength, dtype=np.float64),
    )


def _in_one_piece(web: Web, labels: IntArray) -> IntArray:
    """Return labels that tell unconnected pieces of a cluster apart, which only gains."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    inside = labels[web.ends] == labels[web.partners]
    # scipy looks for connected parts with 4-byte numbers, and would copy others.
    starts = np.concatenate([[0], inside.cumsum()])[web.starts].astype(np.int32)
    partners = web.partners[inside].astype(np.int32)
    ties = csr_array((np.ones(len(partners)), partners, starts), (web.size, web.size))
    return np.asarray(connected_components(ties, directed=False)[1], dtype=np.intp)


def _listed_strength(web: Web) -> FloatArray:
    listed = np.bincount(web.ends, weights=web.weights, minlength=web.size)
    return np.asarray(listed, dtype=np.float64)
