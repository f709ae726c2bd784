"""Sectors against sectors: which organisations are in which, and how many ties run between.

An organisation counts in each of its sectors, the first and the others alike; one without a
sector counts in none. A pair of organisations counts once between two sectors, also when both
organisations are in both.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from oci_map.graph.cooperation import Cooperation, FloatArray, IntArray
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from oci_map.values import dataclass

# Pairs that are multiplied at once: memory stays small on maps with a million ties.
_AT_ONCE: Final = 65_536


@dataclass(frozen=True, slots=True, eq=False)
class SectorTies:
    """The ties between s sectors; tables are symmetric, a sector itself on the diagonal."""

    sectors: tuple[RecordId, ...]  # (s,) in their order
    member: FloatArray  # (n, s) 1 where an organisation is in a sector
    common: IntArray  # (s, s) organisations in both; on the diagonal, in the sector
    pairs: IntArray  # (s, s) pairs of different organisations that could work together
    ties: IntArray  # (s, s) pairs that do; in large gatherings, once for each of these
    weights: FloatArray  # (s, s) what the weights of their ties add up to


def sector_ties(
    snapshot: Snapshot, cooperation: Cooperation, hidden: frozenset[RecordId] = frozenset()
) -> SectorTies:
    """Return the ties between the sectors that are not hidden, in the order of the document."""
    sectors = sorted(
        (one for one in snapshot.sectors.values() if one.id not in hidden),
        key=lambda sector: (sector.rank, sector.id),
    )
    member = _member_table(snapshot, cooperation.organisations, [one.id for one in sectors])
    return ties_of_classes(tuple(one.id for one in sectors), member, cooperation)


def ties_of_classes(
    names: tuple[RecordId, ...], member: FloatArray, cooperation: Cooperation
) -> SectorTies:
    """Return the ties between any classes of organisations; `member` (n, s) says who is in one."""
    common = (member.T @ member).round().astype(np.intp)
    sizes = common.diagonal()
    pairs = sizes[:, None] * sizes - common - common * (common - 1) // 2
    ties, weights = _between(member, cooperation)
    return SectorTies(
        sectors=names,
        member=member,
        common=common,
        pairs=pairs,
        ties=ties.round().astype(np.intp),
        weights=weights,
    )


def ties_among(
    member: FloatArray, one: IntArray, other: IntArray, weights: FloatArray
) -> FloatArray:
    """Return what the weights of pairs add up to between sectors; (n, s), (m,) × 3 → (s, s).

    A pair counts between a and b when one end is in a and the other in b, whichever way round.
    """
    first, second = member[one], member[other]
    weighted = second * weights[:, None]
    crossed = first.T @ weighted
    both = first * second
    table: FloatArray = crossed + crossed.T - both.T @ (both * weights[:, None])
    return table


def _member_table(
    snapshot: Snapshot, organisations: Sequence[RecordId], sectors: Sequence[RecordId]
) -> FloatArray:
    column = {sector: place for place, sector in enumerate(sectors)}
    member = np.zeros((len(organisations), len(sectors)))
    for row, one in enumerate(organisations):
        for sector in snapshot.organisations[one].sectors:
            if sector in column:
                member[row, column[sector]] = 1.0
    return member


def _between(member: FloatArray, cooperation: Cooperation) -> tuple[FloatArray, FloatArray]:
    """Return how many pairs are tied between sectors and with what weight, each (s, s)."""
    size = member.shape[1]
    ties, weights = np.zeros((size, size)), np.zeros((size, size))
    for begin in range(0, len(cooperation.pairs), _AT_ONCE):
        one, other = cooperation.pairs[begin : begin + _AT_ONCE].T
        some = cooperation.weights[begin : begin + _AT_ONCE]
        ties += ties_among(member, one, other, np.ones(len(some)))
        weights += ties_among(member, one, other, some)
    for group in cooperation.whole:
        inside = member[group.members]
        common = inside.T @ inside
        counts = common.diagonal()
        pairs = counts[:, None] * counts - common - common * (common - 1) / 2
        ties += pairs
        weights += group.weight * pairs
    return ties, weights
