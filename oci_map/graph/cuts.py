"""Who and what holds the map together: organisations and ties without which a part is cut off.

Articulation points and bridges in the sense of graph theory, by one walk in depth (Tarjan 1972;
Hopcroft & Tarjan 1973). A large gathering is one point that its members are linked to: none of
them holds it together alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from oci_map.arrays import BoolArray, IntArray
from oci_map.graph.cooperation import Cooperation
from oci_map.model.ids import RecordId
from oci_map.values import dataclass

_NOBODY: Final = -1


@dataclass(frozen=True, slots=True)
class Cut:
    """An organisation without which others would have no way left to the rest."""

    organisation: RecordId
    parts: tuple[tuple[RecordId, ...], ...]  # cut off, the largest first; the largest rest is none

    @property
    def count(self) -> int:
        """How many organisations would be cut off."""
        return sum(len(part) for part in self.parts)


@dataclass(frozen=True, slots=True)
class SoleTie:
    """A tie without which a part of the map would have no way left to the rest."""

    one: RecordId  # on the side of the rest
    other: RecordId
    part: tuple[RecordId, ...]  # cut off: the smaller side, `other` among it


@dataclass(frozen=True, slots=True)
class Cuts:
    """All that a part of the map hangs on, by how many would be cut off."""

    organisations: tuple[Cut, ...]
    ties: tuple[SoleTie, ...]


def find_cuts(cooperation: Cooperation) -> Cuts:
    """Return the articulation points and the bridges of a network."""
    walk = _walk(cooperation)
    names = cooperation.organisations
    cuts = [
        Cut(names[node], _named(names, parts)) for node, parts in _points(walk, cooperation.size)
    ]
    ties = [
        SoleTie(names[one], names[other], _named(names, [part])[0])
        for one, other, part in _sole_ties(walk, cooperation.size)
    ]
    return Cuts(
        tuple(sorted(cuts, key=lambda cut: (-cut.count, cut.organisation))),
        tuple(sorted(ties, key=lambda tie: (-len(tie.part), tie.one, tie.other))),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Walk:
    """All nodes in the order in which a walk in depth met them, large gatherings among them."""

    order: IntArray  # (N,) nodes
    above: list[int]  # by place in the order: the place it was met from
    low: list[int]  # by place: the first place that is reached from beyond it
    size: list[int]  # by place: how many places its branch has, itself included
    root: list[int]  # by place: where its connected part begins
    real: list[int]  # by place: how many organisations stand before it; one more at the end

    def count(self, place: int) -> int:
        """Return how many organisations the branch of a place has."""
        return self.real[place + self.size[place]] - self.real[place]


def _walk(cooperation: Cooperation) -> _Walk:
    starts, partners, total = _links(cooperation)
    number = [_NOBODY] * total
    order: list[int] = []
    above: list[int] = []
    low: list[int] = []
    root: list[int] = []
    size = [1] * total
    following = starts[:-1]
    for begin in range(total):
        if number[begin] != _NOBODY:
            continue
        first = len(order)
        number[begin] = first
        order.append(begin)
        above.append(_NOBODY)
        low.append(first)
        root.append(first)
        place = first
        while place != _NOBODY:
            node = order[place]
            step = following[node]
            if step < starts[node + 1]:
                following[node] = step + 1
                seen = number[partners[step]]
                if seen == _NOBODY:
                    number[partners[step]] = len(order)
                    above.append(place)
                    place = len(order)
                    order.append(partners[step])
                    low.append(place)
                    root.append(first)
                elif seen < low[place] and seen != above[place]:
                    low[place] = seen
            else:
                parent = above[place]
                if parent != _NOBODY:
                    size[parent] += size[place]
                    low[parent] = min(low[parent], low[place])
                place = parent
    nodes = np.array(order, dtype=np.intp)
    real = np.concatenate([[0], np.cumsum(nodes < cooperation.size)]).tolist()
    return _Walk(nodes, above, low, size, root, real)


def _links(cooperation: Cooperation) -> tuple[list[int], list[int], int]:
    """Return the ties by node, large gatherings as nodes after the organisations."""
    total = cooperation.size + len(cooperation.whole)
    one, other = [cooperation.pairs[:, 0]], [cooperation.pairs[:, 1]]
    for number, group in enumerate(cooperation.whole):
        one.append(group.members)
        other.append(np.full(len(group.members), cooperation.size + number))
    ends = np.concatenate([*one, *other])
    order = np.argsort(ends, kind="stable")
    starts = np.searchsorted(ends[order], np.arange(total + 1))
    return starts.tolist(), np.concatenate([*other, *one])[order].tolist(), total


def _points(walk: _Walk, size: int) -> list[tuple[int, list[IntArray]]]:
    """Return the nodes that hold others, each with what is cut off without it."""
    branches: dict[int, list[int]] = {}
    for place, parent in enumerate(walk.above):
        if parent != _NOBODY and walk.low[place] >= parent and walk.order[parent] < size:
            branches.setdefault(parent, []).append(place)
    found = []
    for place, cut in sorted(branches.items()):
        counts = [walk.count(one) for one in cut]
        rest = walk.count(walk.root[place]) - 1 - sum(counts)
        parts = [_real(walk.order[one : one + walk.size[one]], size) for one in cut]
        if rest < max(counts):
            # The largest part is the one that nothing is cut off from.
            del parts[counts.index(max(counts))]
            if rest:
                parts.append(_rest(walk, place, cut, size))
        if parts:
            found.append((int(walk.order[place]), parts))
    return found


def _rest(walk: _Walk, place: int, cut: Sequence[int], size: int) -> IntArray:
    """Return what stays in the connected part of a node besides it and the branches cut off."""
    begin = walk.root[place]
    inside: BoolArray = np.ones(walk.size[begin], dtype=np.bool_)
    inside[place - begin] = False
    for one in cut:
        inside[one - begin : one - begin + walk.size[one]] = False
    return _real(walk.order[begin : begin + walk.size[begin]][inside], size)


def _sole_ties(walk: _Walk, size: int) -> list[tuple[int, int, IntArray]]:
    """Return each tie without which its two ends have no way left, and its smaller side."""
    found = []
    for place, parent in enumerate(walk.above):
        if parent == _NOBODY or walk.low[place] <= parent:
            continue
        one, other = int(walk.order[parent]), int(walk.order[place])
        if one >= size or other >= size:
            continue  # a seat in a large gathering is no tie between two
        if 2 * walk.count(place) > walk.count(walk.root[place]):
            one, other = other, one
            part = _rest(walk, place, [place], size)
        else:
            part = _real(walk.order[place : place + walk.size[place]], size)
        found.append((one, other, part))
    return found


def _real(nodes: IntArray, size: int) -> IntArray:
    """Return the organisations among nodes."""
    return nodes[nodes < size]


def _named(
    names: tuple[RecordId, ...], parts: Sequence[IntArray]
) -> tuple[tuple[RecordId, ...], ...]:
    ranked = sorted((sorted(part.tolist()) for part in parts), key=lambda part: (-len(part), part))
    return tuple(tuple(names[place] for place in part) for part in ranked)
