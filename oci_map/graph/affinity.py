"""Affinity: how much two organisations, or two sectors, need the same things.

The affinity of a pair is the sum over the needs both hold of

    1 / log2(1 + holders of the need) × lower of the two priorities / 3

(Adamic & Adar 2003, Social Networks 25, with needs in the place of shared neighbours): a need
that few hold binds more than one that everybody holds, and a need counts as much as it does for
the side to which it matters less, because a meeting needs both. Priorities go from 1 to 3, so
each need adds between 1/3 and all of its rarity.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np

from oci_map.arrays import FloatArray, IntArray
from oci_map.model.ids import RecordId
from oci_map.model.records import NeedStatement
from oci_map.model.snapshot import Snapshot
from oci_map.values import dataclass

HIGHEST_PRIORITY: Final = 3


@dataclass(frozen=True, slots=True, eq=False)
class Holdings:
    """Which organisations hold which needs: k statements on N needs that somebody holds."""

    needs: tuple[RecordId, ...]  # (N,) in the order of the document
    holder: IntArray  # (k,) organisation indices
    need: IntArray  # (k,) need indices
    priority: IntArray  # (k,) 1 to 3
    holders: IntArray  # (N,) how many hold each need, at least 1
    rarity: FloatArray  # (N,) 1 / log2(1 + holders)

    def table(self, organisations: int) -> FloatArray:
        """Return the priorities as a table (organisations, N), 0 where a need is not held."""
        table = np.zeros((organisations, len(self.needs)))
        table[self.holder, self.need] = self.priority
        return table


def holdings(snapshot: Snapshot, index: Mapping[RecordId, int]) -> Holdings:
    """Return the needs held by the organisations that have an index; only these are counted."""
    known = snapshot.needs
    held: dict[tuple[RecordId, int], int] = {}
    for statement in snapshot.all(NeedStatement).values():
        place = index.get(statement.organisation)
        if place is not None and statement.need in known:
            key = (statement.need, place)
            held[key] = max(statement.priority, held.get(key, 1))
    needs = sorted({need for need, _place in held}, key=lambda need: (known[need].rank, need))
    number = {need: place for place, need in enumerate(needs)}
    need = np.array([number[one] for one, _place in held], dtype=np.intp)
    holders = np.bincount(need, minlength=len(needs))
    return Holdings(
        needs=tuple(needs),
        holder=np.array([place for _need, place in held], dtype=np.intp),
        need=need,
        priority=np.minimum(np.array(list(held.values()), dtype=np.intp), HIGHEST_PRIORITY),
        holders=holders,
        rarity=1.0 / np.log2(1.0 + holders),
    )


def affinity_table(priorities: FloatArray, rarity: FloatArray) -> FloatArray:
    """Return the affinity of all pairs, shape (n, n), 0 on the diagonal.

    `priorities` has shape (n, N), 0 where a need is not held; `rarity` shape (N,). The lower of
    two priorities is the number of thresholds 1, 2, 3 that both reach, which makes it a product.
    """
    reached = np.concatenate(
        [priorities >= threshold for threshold in range(1, HIGHEST_PRIORITY + 1)], axis=1
    ).astype(np.float64)
    share = np.tile(rarity / HIGHEST_PRIORITY, HIGHEST_PRIORITY)
    table: FloatArray = (reached * share) @ reached.T
    np.fill_diagonal(table, 0.0)
    return table
