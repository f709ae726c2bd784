"""Roles of brokers (Gould & Fernandez 1989): between which sectors an organisation stands.

Counted on all open ways A – B – C: B works with A and with C, and these do not work together. The
roles of B, by the sectors of the three:

    coordinator      A, B and C in one sector
    consultant       A and C in one sector, B in another (also called itinerant broker)
    gatekeeper       B and C in one sector, A in another
    representative   A and B in one sector, C in another
    liaison          three different sectors

Ties have no direction, so a way is one way and not two, and each way with just one outer end in
B's sector is counted both for the gatekeeper and for the representative.

An organisation in several sectors counts in each with an equal part; the five roles then share a
way between them. Those that are cross-sector by nature are a class of their own, and so are
government bodies. Ways with an end, or a middle, whose sector is unknown do not count. Large
gatherings, whose pairs are not listed, do not count.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from oci_map.arrays import FloatArray, IntArray
from oci_map.graph.filters import NO_SECTOR, sector_row
from oci_map.graph.modularity import Web
from oci_map.graph.row_blocks import product_among, row_blocks
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from oci_map.values import dataclass

if TYPE_CHECKING:
    from scipy.sparse import csr_array

ROLES: Final = ("coordinator", "consultant", "gatekeeper", "representative", "liaison")


@dataclass(frozen=True, slots=True, eq=False)
class Brokers:
    """How often each of n organisations stands between two others, by role."""

    coordinator: FloatArray  # (n,)
    consultant: FloatArray
    gatekeeper: FloatArray
    representative: FloatArray  # without directions the same as the gatekeeper
    liaison: FloatArray

    def of(self, place: int) -> dict[str, float]:
        """Return the counts of one organisation by role."""
        return {role: float(getattr(self, role)[place]) for role in ROLES}


def sector_shares(snapshot: Snapshot, organisations: Sequence[RecordId]) -> FloatArray:
    """Return which part of each organisation is in which sector or class; (n, s).

    A row adds up to 1, or to 0 where the sector is unknown.
    """
    rows: list[tuple[RecordId, ...]] = []
    for one in organisations:
        record = snapshot.organisations[one]
        known = [sector for sector in record.sectors if sector in snapshot.sectors]
        row = sector_row(record)
        classes = known or ([row] if row != NO_SECTOR and not record.sectors else [])
        rows.append(tuple(dict.fromkeys(classes)))
    column = {name: place for place, name in enumerate(sorted({c for row in rows for c in row}))}
    shares = np.zeros((len(rows), len(column)))
    for place, names in enumerate(rows):
        for name in names:
            shares[place, column[name]] = 1.0 / len(names)
    return shares


def brokers(web: Web, shares: FloatArray) -> Brokers:
    """Return how often each node has each role; `shares` (n, s) says what is in which class."""
    from scipy.sparse import csr_array

    ones = np.ones(len(web.partners))
    ties = csr_array((ones, web.partners, web.starts), shape=(web.size, web.size))
    # The matrix holds each way twice: there and back.
    return _brokers(ties, ties, shares, 0.5)


def directed_brokers(ties: csr_array, shares: FloatArray) -> Brokers:
    """Return how often each node has each role on ways i → j → k without a tie i → k.

    `ties` is an (n, n) matrix of ones without a diagonal; k may not be i.
    """
    return _brokers(ties, ties.T.tocsr(), shares, 1.0)


def _brokers(ties: csr_array, incoming: csr_array, shares: FloatArray, scale: float) -> Brokers:
    known = shares.sum(axis=1)
    from_class, to_class = incoming @ shares, ties @ shares
    symmetric = incoming is ties
    both = ties if symmetric else ties.multiply(incoming)  # i → j → i leads nowhere
    # Pairs of ends by the class of one of them, the other in any class; then both in the same.
    to_any = (from_class.sum(axis=1)[:, None] * to_class) - both @ (shares * known[:, None])
    from_any = (to_class.sum(axis=1)[:, None] * from_class) - both @ (shares * known[:, None])
    same = from_class * to_class - both @ (shares**2)
    # Less those that are closed. i → k for partners i and k of j, by the class of k, then of i.
    onward = _closing(incoming, ties, known, ties)
    backward = onward
    if not symmetric:
        backward = _closing(ties, incoming, known, incoming)
    to_any -= onward @ shares
    from_any -= backward @ shares
    same -= _closed_within(ties, incoming, shares)
    inside = known > 0
    every = to_any.sum(axis=1) * inside
    in_one = same.sum(axis=1) * inside
    coordinator = (shares * same).sum(axis=1)
    gatekeeper = (shares * to_any).sum(axis=1) - coordinator
    representative = (shares * from_any).sum(axis=1) - coordinator
    consultant = in_one - coordinator
    liaison = every - in_one - gatekeeper - representative
    return Brokers(
        coordinator=_counts(coordinator * scale),
        consultant=_counts(consultant * scale),
        gatekeeper=_counts(gatekeeper),
        representative=_counts(representative),
        liaison=_counts(liaison * scale),
    )


def _closing(first: csr_array, second: csr_array, known: FloatArray, among: csr_array) -> csr_array:
    """Return how many known nodes lead from each node over one other to those of `among`."""
    from scipy.sparse import diags_array

    return product_among((first @ diags_array(known)).tocsr(), second, among)


def _closed_within(ties: csr_array, incoming: csr_array, shares: FloatArray) -> FloatArray:
    """Return the weights of i → k with i → j → k and i and k in one class, by j and class."""
    from scipy.sparse import csr_array

    node, of = np.nonzero(shares)  # all classes at once: a column for each node in each class
    columns = np.arange(len(node))
    chosen = csr_array((np.ones(len(node)), (node, columns)), shape=(len(shares), len(node)))
    weighted = csr_array((shares[node, of], (node, columns)), shape=chosen.shape)
    within = _within_classes(chosen, ties, of)
    before, after = (incoming @ weighted).tocsr(), (ties @ weighted).tocsr()
    in_class = csr_array((np.ones(len(node)), (columns, of)), shape=(len(node), shares.shape[1]))
    by_class = np.zeros(shares.shape)
    for rows in row_blocks(len(shares)):
        closed = (before[rows] @ within).multiply(after[rows])
        by_class[rows] = (closed @ in_class).toarray()
    return by_class


def _within_classes(chosen: csr_array, ties: csr_array, of: IntArray) -> csr_array:
    """Return the ties between nodes of one class; a node stands in each of its classes, (c, c).

    `chosen` (n, c) says for which node each stands, `of` (c,) in which class.
    """
    from scipy.sparse import vstack

    nodes, found = chosen.T.tocsr(), []
    for rows in row_blocks(len(of)):
        among = (nodes[rows] @ ties @ chosen).tocsr()
        one = np.repeat(of[rows], np.diff(among.indptr))
        among.data[one != of[among.indices]] = 0.0
        among.eliminate_zeros()
        found.append(among)
    within: csr_array = vstack(found, format="csr")
    return within


def _counts(values: FloatArray) -> FloatArray:
    """Return counts without the last digits that adding and taking away leaves."""
    return np.maximum(values, 0.0).round(6)
