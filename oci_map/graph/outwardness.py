"""The E–I index: do ties run between sectors or within them, and is that more than chance.

(E − I) / (E + I) of the ties between (E) and within (I) sectors (Krackhardt & Stern 1988). Two
organisations with a sector in common have a tie within; ties with an end whose sector is unknown
do not count. The band shows what chance would give when the same ties stay and the sectors are
dealt out again among those that have one.
"""

from __future__ import annotations

from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from oci_map.arrays import BoolArray, FloatArray, IntArray
from oci_map.graph.cooperation import Cooperation
from oci_map.values import dataclass

KindArray: TypeAlias = npt.NDArray[np.signedinteger]

DEALS: Final = 1_000
DEALS_OF_LARGE: Final = 200
LARGE: Final = 25_000  # ties
_MIDDLE: Final = (2.5, 97.5)
# Ends that are looked up at once.
_AT_ONCE: Final = 2_000_000
# So many kinds times themselves fit into 16 bits.
_MOST_KINDS: Final = 180


@dataclass(frozen=True, slots=True)
class Outwardness:
    """How far ties run between sectors, and what chance would give."""

    between: int  # ties between sectors
    within: int
    unknown: int  # ties with an end whose sector is unknown
    index: float | None  # −1 to 1; None when no tie counts
    expected: float | None  # the mean of chance; None as the index
    low: float | None  # 95 % of the deals lie between low and high
    high: float | None

    @property
    def is_usual(self) -> bool:
        """Say whether chance would do as well."""
        if self.index is None or self.low is None or self.high is None:
            return True
        return self.low - 1e-9 <= self.index <= self.high + 1e-9


def outwardness(
    cooperation: Cooperation, shares: FloatArray, deals: int | None = None, seed: int = 0
) -> Outwardness:
    """Return the E–I index of a network; `shares` (n, s) above 0 says what is in which sector."""
    kinds, kind = np.unique(shares > 0, axis=0, return_inverse=True)
    # Small numbers are dealt and looked up faster.
    kind = kind.reshape(-1).astype(np.int16 if len(kinds) <= _MOST_KINDS else np.int32)
    common = (kinds.astype(np.intp) @ kinds.T.astype(np.intp)) > 0
    known: BoolArray = np.asarray((shares > 0).any(axis=1))
    pairs = cooperation.pairs[known[cooperation.pairs].all(axis=1)]
    groups = [group.members[known[group.members]] for group in cooperation.whole]
    possible = len(pairs) + sum(len(group) * (len(group) - 1) // 2 for group in groups)
    unknown = cooperation.count - possible
    if possible == 0:
        return Outwardness(0, 0, unknown, None, None, None, None)
    if deals is None:
        deals = DEALS if possible <= LARGE else DEALS_OF_LARGE
    within = int(_within(pairs, groups, kind[None], common)[0])
    dealt = _dealt(pairs, groups, kind, common, np.flatnonzero(known), deals, seed)
    index = 1 - 2 * dealt / possible
    low, high = np.percentile(index, _MIDDLE).tolist()
    return Outwardness(
        between=possible - within,
        within=within,
        unknown=unknown,
        index=1 - 2 * within / possible,
        expected=float(index.mean()),
        low=low,
        high=high,
    )


def _dealt(
    pairs: IntArray,
    groups: list[IntArray],
    kind: KindArray,
    common: BoolArray,
    known: IntArray,
    deals: int,
    seed: int,
) -> IntArray:
    """Return the ties within sectors in each deal of the sectors; (deals,)."""
    rng = np.random.default_rng([seed, len(kind), len(pairs)])
    at_once = max(1, _AT_ONCE // max(1, len(pairs) + len(kind)))
    found = []
    for begin in range(0, deals, at_once):
        some = min(at_once, deals - begin)
        dealt = np.tile(kind, (some, 1))
        dealt[:, known] = rng.permuted(np.tile(kind[known], (some, 1)), axis=1)
        found.append(_within(pairs, groups, dealt, common))
    return np.concatenate(found)


def _within(
    pairs: IntArray, groups: list[IntArray], kind: KindArray, common: BoolArray
) -> IntArray:
    """Return how many ties have a sector in common, by row of `kind` (d, n); (d,)."""
    size = len(common)
    one, other = np.take(kind, pairs[:, 0], axis=1), np.take(kind, pairs[:, 1], axis=1)
    if np.count_nonzero(common) == np.count_nonzero(common.diagonal()):
        alike = one == other  # nobody is in two sectors
    else:
        one *= kind.dtype.type(size)
        one += other
        alike = common.ravel()[one]
    counts: IntArray = np.count_nonzero(alike, axis=1)
    for group in groups:
        for row, kinds in enumerate(kind[:, group]):
            members = np.bincount(kinds, minlength=size)
            together = int(members @ common.astype(np.intp) @ members) - len(group)
            counts[row] += together // 2
    return counts
