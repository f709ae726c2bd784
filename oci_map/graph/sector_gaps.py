"""Finds the gaps between sectors.

A sector holds a need with the mean priority over its organisations, 0 for those that do not
hold it; with that, the affinity of two sectors is the affinity of two organisations, and the
same when each has one. A need is shared when two different organisations hold it, one in each.

Two sectors have a gap when they share a need and no pair of their organisations works together,
or the share of pairs that do is less than half of what is usual between sectors that share
needs. Ranked by affinity × (1 − share of pairs that work together / the usual share).
"""

from __future__ import annotations

from typing import Final

import numpy as np

from oci_map.graph.affinity import HIGHEST_PRIORITY, Holdings
from oci_map.graph.cooperation import FloatArray, IntArray
from oci_map.graph.gaps import SectorGap, SectorGaps, sector_key
from oci_map.graph.sectors import SectorTies
from oci_map.model.ids import RecordId
from oci_map.values import dataclass

FAR_FEWER: Final = 0.5
_DIGITS: Final = 9
_CELLS: Final = 1_000_000


def find_sector_gaps(
    organisations: tuple[RecordId, ...], between: SectorTies, held: Holdings
) -> SectorGaps:
    """Return the gaps between the sectors, largest first."""
    if len(between.sectors) < 2 or len(held.needs) == 0:
        return SectorGaps((), 0, 0.0)
    needs = sector_needs(between, held)
    affinity = sector_affinity(needs)
    sharing = np.triu(affinity > 0, 1)
    possible = int(between.pairs[sharing].sum())
    usual = float(between.ties[sharing].sum()) / possible if possible else 0.0
    share = between.ties / np.maximum(between.pairs, 1)
    missing = 1.0 - share / usual if usual > 0 else np.ones_like(share)
    one, other = np.nonzero(sharing & ((between.ties == 0) | (share < FAR_FEWER * usual)))
    score = (affinity * missing)[one, other].round(_DIGITS)
    order = np.lexsort((other, one, -between.pairs[one, other], -score))
    listed = _listed(organisations, between, held, needs, one[order], other[order])
    return SectorGaps(listed, int(sharing.sum()), usual)


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


def _listed(
    organisations: tuple[RecordId, ...],
    between: SectorTies,
    held: Holdings,
    needs: SectorNeeds,
    one: IntArray,
    other: IntArray,
) -> tuple[SectorGap, ...]:
    shares = needs.shares(one, other)
    shared = (shares > 0).sum(axis=1).tolist()
    order = np.argsort(-shares, axis=1, kind="stable").tolist()
    affinity = shares.sum(axis=1).tolist()
    holders = needs.count[one] + needs.count[other]
    inside: list[list[int]] = [[] for _gap in shared]
    for gap in np.flatnonzero(between.common[one, other]).tolist():
        both = between.member[:, one[gap]] * between.member[:, other[gap]] > 0
        inside[gap] = np.flatnonzero(both).tolist()
        # Who is in both was counted on either side.
        holders[gap] -= np.bincount(held.need[both[held.holder]], minlength=len(held.needs))
    of_gap = (
        (between.common[one, one] + between.common[other, other]).tolist(),
        between.pairs[one, other].tolist(),
        between.ties[one, other].tolist(),
        between.weights[one, other].tolist(),
        holders.tolist(),
    )
    listed = []
    for gap, (a, b) in enumerate(zip(one.tolist(), other.tolist(), strict=True)):
        members, pairs, ties, observed, held_by = (column[gap] for column in of_gap)
        ranked = order[gap][: shared[gap]]
        listed.append(
            SectorGap(
                key=sector_key(between.sectors[a], between.sectors[b]),
                one=between.sectors[a],
                other=between.sectors[b],
                affinity=affinity[gap],
                shared_needs=tuple([held.needs[need] for need in ranked]),
                holders=tuple([held_by[need] for need in ranked]),
                organisations=members - len(inside[gap]),
                in_both=tuple([organisations[place] for place in inside[gap]]),
                pairs=pairs,
                ties=min(ties, pairs),
                observed=observed,
            )
        )
    return tuple(listed)
