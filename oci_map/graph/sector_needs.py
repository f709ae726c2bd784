"""What sectors, or other classes in their place, need, and how much of it they share.

A sector holds a need with the mean priority over its organisations, 0 for those that do not
hold it; with that, the affinity of two sectors is the affinity of two organisations, and the
same when each has one. A need is shared when two different organisations hold it, one in each.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from oci_map.arrays import FloatArray, IntArray
from oci_map.graph.affinity import HIGHEST_PRIORITY, Holdings
from oci_map.graph.sectors import SectorTies
from oci_map.values import dataclass

_DIGITS: Final = 9
_CELLS: Final = 1_000_000


@dataclass(frozen=True, slots=True, eq=False)
class SectorNeeds:
    """What s sectors, or other classes, hold of N needs."""

    count: IntArray  # (s, N) organisations of the sector that hold it
    priority: FloatArray  # (s, N) mean over all organisations of the sector
    only: IntArray  # (s, N) the one organisation that holds it, −1 when none or several do
    rarity: FloatArray  # (N,)

    def shares(self, one: IntArray, other: IntArray) -> FloatArray:
        """Return what each need adds to the affinity of sectors with others: (…, N)."""
        shared = (self.count[one] > 0) & (self.count[other] > 0)
        shared &= (self.only[one] != self.only[other]) | (self.only[one] < 0)
        lower = np.minimum(self.priority[one], self.priority[other])
        shares: FloatArray = (lower * self.rarity / HIGHEST_PRIORITY * shared).round(_DIGITS)
        return shares


def sector_needs(between: SectorTies, held: Holdings) -> SectorNeeds:
    """Return what sectors, or the classes in their place, hold of the needs."""
    shape = (len(between.sectors), len(held.needs))
    statement, sector = np.nonzero(between.member[held.holder])
    place = sector * shape[1] + held.need[statement]

    def summed(values: IntArray) -> FloatArray:
        total = np.bincount(place, weights=values[statement], minlength=shape[0] * shape[1])
        return np.asarray(total, dtype=np.float64).reshape(shape)

    count = summed(np.ones_like(held.holder)).astype(np.intp)
    only = np.where(count == 1, summed(held.holder), -1).astype(np.intp)
    sizes = np.maximum(between.common.diagonal(), 1)
    return SectorNeeds(count, summed(held.priority) / sizes[:, None], only, held.rarity)


def sector_affinity(needs: SectorNeeds) -> FloatArray:
    """Return the affinity of all sectors, (s, s), so many at once as memory likes."""
    everyone = np.arange(len(needs.count))
    at_once = max(1, _CELLS // needs.count.size)
    rows = [everyone[begin : begin + at_once] for begin in range(0, len(everyone), at_once)]
    return np.concatenate([needs.shares(some[:, None], everyone).sum(axis=2) for some in rows])
