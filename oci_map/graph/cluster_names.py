"""Names for clusters: the sectors and groups that set each apart from the rest.

A sector or group sets a cluster apart by the share of its members that are in it, less the share
of all others that are. Named are the sector and the group with the greatest difference, or two of
the same kind; where nothing stands out, or two clusters would get the same name, the organisation
in the middle.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

import numpy as np

from oci_map.arrays import FloatArray, IntArray
from oci_map.graph.clusters import Clusters
from oci_map.graph.filters import Moment
from oci_map.graph.gatherings import is_platform, members_at
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from oci_map.values import dataclass

SECTOR: Final = "sector"
GROUP: Final = "working_group"
# What sets a cluster apart is at least this much more frequent in it, and in two of its members.
_LEAST_DIFFERENCE: Final = 0.25
_LEAST_MEMBERS: Final = 2


@dataclass(frozen=True, slots=True)
class Trait:
    """A sector or group that is more frequent in a cluster than elsewhere."""

    noun: str
    record: RecordId
    inside: int  # members of the cluster that are in it
    members: int  # of the cluster
    outside: int  # others that are in it
    others: int


@dataclass(frozen=True, slots=True)
class ClusterName:
    """What a cluster is called by."""

    traits: tuple[Trait, ...]  # at most two, the sector first
    around: RecordId | None  # the organisation in the middle, where the traits are not enough


def cluster_names(
    snapshot: Snapshot, clusters: Clusters, index: Mapping[RecordId, int], as_of: str = ""
) -> dict[str, ClusterName]:
    """Return the name of each cluster by its key; `index` numbers all organisations looked at."""
    label = np.full(len(index), -1, dtype=np.intp)
    for number, cluster in enumerate(clusters.listed):
        label[[index[one] for one in cluster.members]] = number
    of_sector = _traits(SECTOR, _sectors(snapshot, index), label, clusters)
    of_group = _traits(GROUP, _groups(snapshot, index, as_of), label, clusters)
    chosen = [_chosen(*both) for both in zip(of_sector, of_group, strict=True)]
    seen = Counter(_records(traits) for traits in chosen)
    return {
        cluster.key: ClusterName(
            traits, cluster.members[0] if not traits or seen[_records(traits)] > 1 else None
        )
        for cluster, traits in zip(clusters.listed, chosen, strict=True)
    }


def _records(traits: tuple[Trait, ...]) -> tuple[RecordId, ...]:
    return tuple(trait.record for trait in traits)


def _chosen(sectors: list[Trait], groups: list[Trait]) -> tuple[Trait, ...]:
    if sectors and groups:
        return sectors[0], groups[0]
    return tuple((sectors or groups)[:2])


def _sectors(snapshot: Snapshot, index: Mapping[RecordId, int]) -> list[tuple[RecordId, list[int]]]:
    places: dict[RecordId, list[int]] = {
        one.id: []
        for one in sorted(snapshot.sectors.values(), key=lambda each: (each.rank, each.id))
    }
    for organisation, place in index.items():
        for sector in set(snapshot.organisations[organisation].sectors):
            if sector in places:
                places[sector].append(place)
    return list(places.items())


def _groups(
    snapshot: Snapshot, index: Mapping[RecordId, int], as_of: str
) -> list[tuple[RecordId, list[int]]]:
    moment = Moment(as_of)
    groups = sorted(snapshot.groups.values(), key=lambda each: (each.rank, each.id))
    return [
        (group.id, sorted({place for place, _seat in members_at(snapshot, group, moment, index)}))
        for group in groups
        if not is_platform(snapshot, group)
    ]


def _traits(
    noun: str,
    classes: Iterable[tuple[RecordId, list[int]]],
    label: IntArray,
    clusters: Clusters,
) -> list[list[Trait]]:
    """Return what sets each cluster apart, the greatest difference first."""
    count = len(clusters.listed)
    members = np.array([len(one.members) for one in clusters.listed], dtype=np.intp)
    found: list[list[tuple[float, int, Trait]]] = [[] for _one in range(count)]
    for rank, (record, places) in enumerate(classes):
        inside = np.bincount(label[places][label[places] >= 0], minlength=count)
        outside = len(places) - inside
        others = len(label) - members
        difference: FloatArray = inside / members - outside / np.maximum(others, 1)
        apart = (difference >= _LEAST_DIFFERENCE) & (inside >= _LEAST_MEMBERS)
        for number in np.flatnonzero(apart).tolist():
            trait = Trait(
                noun,
                record,
                int(inside[number]),
                int(members[number]),
                int(outside[number]),
                int(others[number]),
            )
            found[number].append((-round(float(difference[number]), 9), rank, trait))
    return [[trait for *_order, trait in sorted(some, key=_order)] for some in found]


def _order(one: tuple[float, int, Trait]) -> tuple[float, int]:
    return one[:2]
