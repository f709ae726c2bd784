"""Partners and steps: who works with an organisation, and how far away the others are.

A step is one tie of cooperation, however strong: two organisations with a partner in common are
two steps apart.
"""

from __future__ import annotations

import numpy as np

from oci_map.arrays import BoolArray, FloatArray, IntArray
from oci_map.graph.cooperation import Cooperation
from oci_map.values import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Neighbours:
    """The listed pairs of a network by organisation; large gatherings stay apart."""

    starts: IntArray  # (n + 1,) where the partners of each organisation begin
    partners: IntArray  # (2m,) organisation indices, rising for each organisation
    rows: IntArray  # (2m,) the pair each of them comes from

    def of(self, organisation: int) -> IntArray:
        """Return the partners of an organisation, rising."""
        return self.partners[self.starts[organisation] : self.starts[organisation + 1]]

    def rows_of(self, organisation: int) -> IntArray:
        """Return the pairs of an organisation, in the order of its partners."""
        return self.rows[self.starts[organisation] : self.starts[organisation + 1]]


def neighbours(cooperation: Cooperation) -> Neighbours:
    """Return the network by organisation."""
    one, other = cooperation.pairs[:, 0], cooperation.pairs[:, 1]
    # Pairs rise, so each organisation's later partners stand together already; those before it
    # are found by sorting the second ends, in few bits where they fit: that is much faster.
    few = cooperation.size <= np.iinfo(np.uint16).max
    order = np.argsort(other.astype(np.uint16) if few else other, kind="stable")
    before, after = (np.bincount(ends, minlength=cooperation.size) for ends in (other, one))
    starts = np.concatenate([[0], np.cumsum(before + after)])
    # How far the partners before, and then those after, are moved along by the others.
    early = np.arange(len(one)) + np.repeat(np.cumsum(after) - after, before)
    late = np.arange(len(one)) + np.repeat(np.cumsum(before), after)
    partners, rows = np.empty((2, 2 * len(one)), dtype=np.intp)
    partners[early], rows[early] = one[order], order
    partners[late], rows[late] = other, np.arange(len(one))
    return Neighbours(starts=starts, partners=partners, rows=rows)


def tied(cooperation: Cooperation) -> BoolArray:
    """Say of each organisation whether it works with anybody; shape (n,)."""
    found = np.zeros(cooperation.size, dtype=np.bool_)
    found[cooperation.pairs.ravel()] = True
    for group in cooperation.whole:
        found[group.members] = True
    return found


def weights_of(cooperation: Cooperation, near: Neighbours, organisation: int) -> FloatArray:
    """Return how strongly an organisation works with each of the others, 0 when not; (n,)."""
    weights = np.zeros(cooperation.size)
    weights[near.of(organisation)] = cooperation.weights[near.rows_of(organisation)]
    for group in cooperation.whole:
        if _contains(group.members, organisation):
            weights[group.members] += group.weight
    weights[organisation] = 0.0
    return weights


def steps_from(
    cooperation: Cooperation, near: Neighbours, organisation: int, limit: int | None = None
) -> IntArray:
    """Return how many steps away each organisation is, −1 when there is no way; shape (n,).

    Breadth-first search; with a limit, further ones are −1 too.
    """
    steps = np.full(cooperation.size, -1, dtype=np.intp)
    steps[organisation] = 0
    frontier = np.array([organisation], dtype=np.intp)
    closed = np.zeros(len(cooperation.whole), dtype=np.bool_)
    step = 0
    while len(frontier) and (limit is None or step < limit):
        step += 1
        reached = [near.of(one) for one in frontier.tolist()]
        for number, group in enumerate(cooperation.whole):
            if not closed[number] and np.isin(frontier, group.members).any():
                closed[number] = True
                reached.append(group.members)
        found = np.unique(np.concatenate(reached))
        frontier = found[steps[found] < 0]
        steps[frontier] = step
    return steps


def _contains(members: IntArray, organisation: int) -> bool:
    place = int(np.searchsorted(members, organisation))
    return place < len(members) and int(members[place]) == organisation
