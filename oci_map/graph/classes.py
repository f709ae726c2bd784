"""Organisations by sector, policy level and policy domain at once, and the ties between these.

A pair of organisations counts once between two classes, whichever way round, also when both are
in both. An organisation counts in each of its sectors, and in the one level and domain it has.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

import numpy as np

from oci_map.arrays import FloatArray, IntArray
from oci_map.graph.cooperation import Cooperation
from oci_map.graph.filters import Filter
from oci_map.graph.sectors import SectorTies, ties_of_classes
from oci_map.model import records as r
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from oci_map.values import dataclass

SECTOR: Final = "sector"
LEVEL: Final = "policy_level"
DOMAIN: Final = "policy_domain"


@dataclass(frozen=True, slots=True, eq=False)
class Classes:
    """K classes, the sectors first, then levels, then domains, and the ties between all."""

    nouns: tuple[str, ...]  # (K,)
    between: SectorTies  # its `sectors` are all K records

    def columns(self, noun: str) -> IntArray:
        """Return where the classes of a noun stand."""
        return np.array([k for k, one in enumerate(self.nouns) if one == noun], dtype=np.intp)

    @property
    def sizes(self) -> IntArray:
        """How many organisations each class has, (K,)."""
        return self.between.common.diagonal()

    def members(self, column: int) -> IntArray:
        """Return the organisations of a class, as indices."""
        return np.flatnonzero(self.between.member[:, column])


def classes(snapshot: Snapshot, view: Filter, cooperation: Cooperation) -> Classes:
    """Return the classes that the filter does not hide, in the order of the document."""
    records: list[r.Record] = [
        *_ordered(one for one in snapshot.sectors.values() if one.id not in view.hidden_sectors),
        *_ordered(one for one in snapshot.levels.values() if one.id not in view.hidden_levels),
        *_ordered(snapshot.all(r.PolicyDomain).values()),
    ]
    nouns = tuple(_NOUN[type(one)] for one in records)
    names = tuple(one.id for one in records)
    member = _member_table(snapshot, cooperation.organisations, nouns, names)
    return Classes(nouns, ties_of_classes(names, member, cooperation))


_NOUN: Final[Mapping[type[r.Record], str]] = {
    r.Sector: SECTOR,
    r.PolicyLevel: LEVEL,
    r.PolicyDomain: DOMAIN,
}


def _ordered(records: Iterable[r.Sector | r.PolicyLevel | r.PolicyDomain]) -> list[r.Record]:
    ranked = sorted((record.rank, record.id, record) for record in records)
    return [record for _rank, _id, record in ranked]


def _member_table(
    snapshot: Snapshot,
    organisations: tuple[RecordId, ...],
    nouns: tuple[str, ...],
    names: tuple[RecordId, ...],
) -> FloatArray:
    column = {key: place for place, key in enumerate(zip(nouns, names, strict=True))}
    member = np.zeros((len(organisations), len(names)))
    for row, one in enumerate(organisations):
        record = snapshot.organisations[one]
        own = [(SECTOR, sector) for sector in record.sectors]
        own += [(LEVEL, record.policy_level), (DOMAIN, record.policy_domain)]
        for key in own:
            if key in column:
                member[row, column[key]] = 1.0
    return member
