"""Sectors against sectors: which organisations are in which, and how many ties run between.

An organisation counts in each of its sectors, the first and the others alike; one without a
sector counts in none. A pair of organisations counts once between two sectors, also when both
organisations are in both.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from oci_map.arrays import FloatArray, IntArray
from oci_map.graph.cooperation import Cooperation
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from oci_map.values import dataclass

# Organisations that are in the same sectors are one kind. Up to so many kinds, ties are counted
# between kinds; where there are more, by organisation, in sparse tables.
MOST_KINDS: Final = 400


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
    there = snapshot.organisations
    places = [
        row * len(sectors) + column[sector]
        for row, one in enumerate(organisations)
        for sector in there[one].sectors
        if sector in column
    ]
    member = np.zeros(len(organisations) * len(sectors))
    member[places] = 1.0
    return member.reshape(len(organisations), len(sectors))


def _between(member: FloatArray, cooperation: Cooperation) -> tuple[FloatArray, FloatArray]:
    """Return how many pairs are tied between sectors and with what weight, each (s, s)."""
    kind, kinds = _kinds(member)
    if len(kinds) <= MOST_KINDS:
        ties, weights = _between_kinds(kind, kinds, cooperation)
    else:
        ties, weights = _sparse_between(member, cooperation)
    for group in cooperation.whole:
        inside = member[group.members]
        common = inside.T @ inside
        counts = common.diagonal()
        pairs = counts[:, None] * counts - common - common * (common - 1) / 2
        ties += pairs
        weights += group.weight * pairs
    return ties, weights


def _kinds(member: FloatArray) -> tuple[IntArray, FloatArray]:
    """Return the kind of each organisation (n,), and which sectors each kind is in (k, s)."""
    # Rows of bits as one number each, as far as a float counts on: sorted much faster than rows.
    codes = member @ np.exp2(np.arange(member.shape[1])) if member.shape[1] <= 52 else None
    if codes is None:
        kinds, kind = np.unique(member, axis=0, return_inverse=True)
        return kind.ravel(), kinds
    _codes, first, kind = np.unique(codes, return_index=True, return_inverse=True)
    return kind.ravel(), member[first]


def _between_kinds(
    kind: IntArray, kinds: FloatArray, cooperation: Cooperation
) -> tuple[FloatArray, FloatArray]:
    """Return the same as `ties_among` for all listed pairs, counted between kinds first."""
    count, classes = kinds.shape
    codes = kind[cooperation.pairs[:, 0]] * count + kind[cooperation.pairs[:, 1]]
    both = (kinds[:, :, None] * kinds[:, None, :]).reshape(count, classes * classes)
    found = []
    for weights in (None, cooperation.weights):
        table = np.bincount(codes, weights, count * count).reshape(count, count)
        crossed = kinds.T @ table @ kinds
        twice = (both * (table @ both)).sum(axis=0).reshape(classes, classes)
        found.append(np.asarray(crossed + crossed.T - twice, dtype=np.float64))
    return found[0], found[1]


def _sparse_between(member: FloatArray, cooperation: Cooperation) -> tuple[FloatArray, FloatArray]:
    """Return the same as `ties_among` for all listed pairs, by organisation and not by pair."""
    from scipy.sparse import csr_array

    count, size = member.shape[1], cooperation.size
    # Pairs rise, so they are the rows of a table above its diagonal already.
    starts = np.searchsorted(cooperation.pairs[:, 0], np.arange(size + 1))
    others = cooperation.pairs[:, 1]
    # Who is in both of two classes, in a column for each two that overlap.
    first, second = np.triu_indices(count, 1)
    inside = [np.flatnonzero(member[:, column]) for column in range(count)]
    both = [
        np.intersect1d(inside[a], inside[b], assume_unique=True)
        for a, b in zip(first.tolist(), second.tolist(), strict=True)
    ]
    columns = np.repeat(np.arange(len(both)), [len(some) for some in both])
    rows = np.concatenate([np.zeros(0, dtype=np.intp), *both])
    common = csr_array((np.ones(len(rows)), (rows, columns)), shape=(size, max(1, len(both))))
    found: list[FloatArray] = []
    for weights in (np.ones(len(cooperation.pairs)), cooperation.weights):
        ties = csr_array((weights, others, starts), shape=(size, size))
        crossed: FloatArray = np.asarray(member.T @ (ties @ member))
        table: FloatArray = crossed + crossed.T
        inner: csr_array = (ties @ common) * common
        twice = np.asarray(inner.sum(axis=0)).ravel()[: len(both)]
        table[first, second] -= twice
        table[second, first] -= twice
        table[np.diag_indices(count)] /= 2
        found.append(table)
    return found[0], found[1]
