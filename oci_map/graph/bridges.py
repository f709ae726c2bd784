"""Bridges: who could bring the two sides of a gap together, and what an organisation bridges."""

from __future__ import annotations

from typing import Final

import numpy as np

from oci_map.arrays import BoolArray, IntArray
from oci_map.graph.cooperation import Cooperation
from oci_map.graph.filters import sector_row
from oci_map.graph.paths import Neighbours, steps_from, weights_of
from oci_map.graph.sectors import SectorTies, ties_among
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from oci_map.values import dataclass

MOST_BRIDGES: Final = 3


@dataclass(frozen=True, slots=True)
class Bridge:
    """An organisation on a shortest way between the two sides of a gap."""

    organisation: RecordId
    steps_to_one: int
    steps_to_other: int


@dataclass(frozen=True, slots=True)
class Bridging:
    """What an organisation bridges: the sectors that its own sector reaches only over it.

    A sector reaches another when one of its organisations works with one of the other's. One
    without a sector of its own is measured by the pairs of sectors that it works with and that
    have no other tie and no organisation in common.
    """

    organisation: RecordId
    sector: RecordId | None
    partners: int  # how many organisations it works with
    reached: tuple[RecordId, ...]  # by its sector; without one, by itself
    lost: tuple[RecordId, ...]  # of these, what its sector would not reach without it
    apart: tuple[tuple[RecordId, RecordId], ...]  # pairs of sectors that only it joins


def pair_bridges(
    cooperation: Cooperation, near: Neighbours, one: int, other: int, most: int = MOST_BRIDGES
) -> tuple[Bridge, ...]:
    """Return who stands on the shortest ways between two organisations, nobody when none leads.

    Those in the middle of the way come first, then those with the stronger ties to either side.
    """
    to_one = steps_from(cooperation, near, one)
    to_other = steps_from(cooperation, near, other)
    distance = int(to_one[other])
    if distance < 0:
        return ()
    between = np.flatnonzero((to_one > 0) & (to_other > 0) & (to_one + to_other == distance))
    strength = weights_of(cooperation, near, one) + weights_of(cooperation, near, other)
    further = np.maximum(to_one, to_other)[between]
    order = between[np.lexsort((between, -strength[between].round(9), further))]
    return tuple(
        Bridge(cooperation.organisations[place], int(to_one[place]), int(to_other[place]))
        for place in order[:most].tolist()
    )


def bridging(
    snapshot: Snapshot,
    cooperation: Cooperation,
    near: Neighbours,
    between: SectorTies,
    organisation: int,
) -> Bridging:
    """Return what an organisation bridges, with sectors in the order of the document."""
    record = snapshot.organisations[cooperation.organisations[organisation]]
    partners = np.flatnonzero(weights_of(cooperation, near, organisation) > 0)
    own = sector_row(record)
    column = between.sectors.index(own) if own in between.sectors else None
    without = _ties_without(cooperation, near, between, organisation)
    worked_with: BoolArray = np.asarray(between.member[partners].sum(axis=0) > 0)
    if column is not None:
        reached = _others(between.ties[column] > 0, column)
        kept = without[column] > 0
        lost = [sector for sector in reached if not kept[sector]]
    else:
        reached = np.flatnonzero(worked_with).tolist()
        lost = []
    joined = (without > 0) | (between.common > 0)
    apart = np.triu(worked_with[:, None] & worked_with & ~joined, 1)
    name = between.sectors
    return Bridging(
        organisation=record.id,
        sector=None if column is None else name[column],
        partners=len(partners),
        reached=tuple(name[sector] for sector in reached),
        lost=tuple(name[sector] for sector in lost),
        apart=tuple((name[a], name[b]) for a, b in np.argwhere(apart).tolist()),
    )


def _others(chosen: BoolArray, left_out: int) -> list[int]:
    return [place for place in np.flatnonzero(chosen).tolist() if place != left_out]


def _ties_without(
    cooperation: Cooperation, near: Neighbours, between: SectorTies, organisation: int
) -> IntArray:
    """Return the ties between sectors (s, s) that remain when an organisation leaves."""
    lists = [near.of(organisation)]
    lists += [
        group.members[group.members != organisation]
        for group in cooperation.whole
        if organisation in group.members
    ]
    partners = np.concatenate(lists)
    here = np.full(len(partners), organisation)
    through = ties_among(between.member, here, partners, np.ones(len(partners)))
    return np.asarray(between.ties - through.round().astype(np.intp))
