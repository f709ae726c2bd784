"""Betweenness: who stands on the shortest ways between others.

Betweenness of an organisation = share of the pairs of others whose shortest way leads over it,
ways of equal length counting in parts (Freeman 1977), divided by the (n − 1)(n − 2) / 2 pairs.
A tie is as long as 1 / strength. Large maps are estimated from some sources (Brandes & Pich
2007), counting steps, and whoever shows such figures must call them estimated.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from oci_map.arrays import BoolArray, FloatArray, IntArray
from oci_map.graph.cooperation import Cooperation
from oci_map.model.ids import RecordId

if TYPE_CHECKING:
    from scipy.sparse import csr_array

# All ways are compared up to here, which takes some three frames of the screen.
LARGEST_EXACT: Final = 200
SOURCES: Final = 64
_NO_WAY: Final = 1e15
# A table of all nodes and of the sources that are looked at together: 3 MB each up to 50 000 nodes.
_MOST_NUMBERS: Final = 400_000
# Lengths are sums of fractions: equal ways may differ in their last digits.
_TOLERANCE: Final = 1e-9


def is_estimated(cooperation: Cooperation) -> bool:
    """Say whether `brokerage` estimates on a map of this size."""
    return cooperation.size > LARGEST_EXACT


def strongest(
    organisations: Sequence[RecordId], values: FloatArray, most: int
) -> tuple[RecordId, ...]:
    """Return who stands between most others, by betweenness (n,); whoever has none is left out."""
    rounded = values.round(9)
    order = np.argsort(-rounded, kind="stable")[:most].tolist()
    return tuple(organisations[place] for place in order if rounded[place] > 0)


def brokerage(
    cooperation: Cooperation, without: RecordId | None = None, *, sources: int = SOURCES
) -> FloatArray:
    """Return the betweenness of each organisation, 0 to 1, as if `without` were not there; (n,).

    Whoever is left out gets 0. Fewer than three organisations give 0 everywhere.
    """
    kept = np.array([one != without for one in cooperation.organisations], dtype=np.bool_)
    number = int(kept.sum())
    result = np.zeros(cooperation.size)
    if number < 3 or cooperation.count == 0:
        return result
    if is_estimated(cooperation):
        dependencies = _estimated(cooperation, kept, min(sources, number))
    else:
        dependencies = _exact(_lengths(cooperation, kept))
    result[kept] = dependencies / ((number - 1) * (number - 2))
    return result


def _lengths(cooperation: Cooperation, kept: BoolArray) -> FloatArray:
    """Return the length of each tie as a table; large gatherings are paired out here."""
    table = np.zeros((cooperation.size, cooperation.size))
    one, other = cooperation.pairs.T
    table[one, other] = cooperation.weights
    table[other, one] = cooperation.weights
    for group in cooperation.whole:
        table[np.ix_(group.members, group.members)] += group.weight
    np.fill_diagonal(table, 0.0)
    table = table[np.ix_(kept, kept)]
    return np.divide(1.0, table, out=np.full_like(table, _NO_WAY), where=table > 0)


def _exact(lengths: FloatArray) -> FloatArray:
    """Return the sum of all dependencies on each node (Brandes 2001), all sources at once."""
    size = len(lengths)
    before, after = _last_steps(lengths, _distances(lengths))
    ways = _accumulated(after, before, np.eye(size).ravel())
    alone = np.divide(1.0, ways, out=np.zeros_like(ways), where=ways > 0)
    # Of node v on the ways from s: the sum, over the ends t beyond it, of 1 / ways from s to t.
    beyond = _accumulated(before, after, alone) - alone
    depend = (beyond * ways).reshape(size, size)
    np.fill_diagonal(depend, 0.0)
    total: FloatArray = depend.sum(axis=0)
    return total


def _last_steps(lengths: FloatArray, distances: FloatArray) -> tuple[IntArray, IntArray]:
    """Return the last step of every shortest way, as source · n + node before, and node after."""
    size = len(lengths)
    near, far = np.nonzero(lengths < _NO_WAY)
    # Beyond the reach of a source nothing may count as equal.
    slack = np.where(distances < _NO_WAY / 2, distances * _TOLERANCE, -1.0)
    # Both ways are equally long, so rows serve as columns; they are gathered much faster.
    detour = distances[near]
    detour += lengths[near, far][:, None]
    detour -= distances[far]
    np.abs(detour, out=detour)
    step, source = np.nonzero(detour <= slack[far])
    return source * size + near[step], source * size + far[step]


def _accumulated(target: IntArray, origin: IntArray, start: FloatArray) -> FloatArray:
    """Return start with the values of all origins added to their targets, along every way.

    The steps make no circle, so it settles after as many rounds as the longest way has steps.
    """
    values = start
    while True:
        added: FloatArray = np.asarray(
            np.bincount(target, weights=values[origin], minlength=len(start)), dtype=np.float64
        )
        added += start
        if np.array_equal(added, values):
            return values
        values = added


def _distances(lengths: FloatArray) -> FloatArray:
    """Return the lengths of the shortest ways (Floyd 1962), shape (n, n)."""
    distances = lengths.copy()
    np.fill_diagonal(distances, 0.0)
    through = np.empty_like(distances)
    for over in range(len(distances)):
        np.add(distances[:, over, None], distances[over], out=through)
        np.minimum(distances, through, out=distances)
    return distances


def _estimated(cooperation: Cooperation, kept: BoolArray, sources: int) -> FloatArray:
    """Return the sum of dependencies in steps, scaled up from some sources; shape (kept,)."""
    ties, inside = _matrices(cooperation, kept)
    size = int(kept.sum())
    chosen = np.sort(np.random.default_rng(0).choice(size, sources, replace=False))
    total = np.zeros(size)
    at_once = max(8, _MOST_NUMBERS // size)
    for begin in range(0, sources, at_once):
        total += _depending(ties, inside, chosen[begin : begin + at_once])
    return total * (size / sources)


def _depending(ties: csr_array, inside: csr_array | None, chosen: IntArray) -> FloatArray:
    """Return the sum of dependencies of some sources on each node."""
    ways = np.zeros((ties.shape[0], len(chosen)))
    ways[chosen, np.arange(len(chosen))] = 1.0
    frontier = ways.copy()
    levels: list[BoolArray] = [frontier > 0]
    while levels[-1].any():
        onward = _onward(ties, inside, frontier)
        frontier = np.where(ways > 0, 0.0, onward)
        ways += frontier
        levels.append(frontier > 0)
    depend = np.zeros_like(ways)
    for level in range(len(levels) - 1, 1, -1):
        share = np.divide(1.0 + depend, ways, out=np.zeros_like(ways), where=levels[level])
        depend += np.where(levels[level - 1], ways * _onward(ties, inside, share), 0.0)
    return np.asarray(depend.sum(axis=1), dtype=np.float64)


def _onward(ties: csr_array, inside: csr_array | None, values: FloatArray) -> FloatArray:
    """Return for each node the sum of its partners' values, through large gatherings too."""
    onward: FloatArray = ties @ values
    if inside is not None:
        onward += inside @ (inside.T @ values)
    return onward


def _matrices(cooperation: Cooperation, kept: BoolArray) -> tuple[csr_array, csr_array | None]:
    from scipy.sparse import csr_array

    number: IntArray = np.cumsum(kept) - 1
    size = int(kept.sum())
    pairs = number[cooperation.pairs[kept[cooperation.pairs].all(axis=1)]]
    ends = (pairs.ravel(), pairs[:, ::-1].ravel())
    ties = csr_array((np.ones(2 * len(pairs)), ends), shape=(size, size))
    if not cooperation.whole:
        return ties, None
    members = [number[group.members[kept[group.members]]] for group in cooperation.whole]
    column = np.repeat(np.arange(len(members)), [len(one) for one in members])
    ends = (np.concatenate(members), column)
    return ties, csr_array((np.ones(len(column)), ends), shape=(size, len(members)))
