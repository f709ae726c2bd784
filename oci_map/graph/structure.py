"""The structure of a view: clusters, bridges and what the whole hangs on, computed when asked for.

structure = analysis.structure
clusters = structure.clusters                    # or .clusters_after(former) after an edit
held = structure.stability(progress)             # repeats the search: in a job on large maps
structure.without_coordinator.clusters           # the same without the coordinator
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from oci_map.arrays import FloatArray
from oci_map.graph.cluster_names import ClusterName, cluster_names
from oci_map.graph.clusters import Clusters, Stability, find_clusters, stability
from oci_map.graph.cuts import Cuts, find_cuts
from oci_map.graph.holes import constraint, effective_size
from oci_map.graph.modularity import Web, web_of
from oci_map.graph.outwardness import Outwardness, outwardness
from oci_map.graph.partitions import adjusted_mutual_information
from oci_map.graph.reach import Dependence, Reach, dependence, reach
from oci_map.graph.roles import Brokers, brokers, sector_shares
from oci_map.model.ids import RecordId
from oci_map.progress import Progress
from oci_map.values import dataclass

if TYPE_CHECKING:
    from oci_map.graph.analysis import Analysis

_OF_CLUSTERS: Final = ("clusters", "cluster_names", "agreement", "_stability")


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far clusters and sectors are the same division."""

    value: float | None  # adjusted mutual information; None when there is nothing to compare
    organisations: int  # that are in a cluster and have a sector
    clusters: int
    sectors: int


class Structure:
    """What an analysis says of its whole network and of each organisation's place in it."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self._stability: Stability | None = None

    @property
    def without_coordinator(self) -> Structure:
        """The structure of the same view without the coordinator; itself where none is shown."""
        return self if self.coordinator is None else self._without_coordinator

    @cached_property
    def _without_coordinator(self) -> Structure:
        analysis = self.analysis
        view = replace(analysis.filter, without_coordinator=True)
        return Structure(type(analysis)(analysis.snapshot, view))

    @property
    def coordinator(self) -> RecordId | None:
        """The coordinator, when shown."""
        coordinator = self.analysis.snapshot.info.coordinator
        return coordinator if coordinator in self.analysis.index else None

    @cached_property
    def web(self) -> Web:
        """The listed ties by organisation."""
        return web_of(self.analysis.cooperation)

    # ------------------------------------------------------------------------------ the clusters

    @cached_property
    def clusters(self) -> Clusters:
        """The clusters, found anew."""
        return find_clusters(self.analysis.cooperation)

    def clusters_after(self, former: Mapping[RecordId, str]) -> Structure:
        """Return this structure with the clusters that follow from those before an edit.

        `former` is `clusters.keys` of the structure before: clusters keep their keys and most of
        their members.
        """
        found = find_clusters(self.analysis.cooperation, former)
        other = Structure(self.analysis)
        # What does not follow from the clusters is the same.
        kept = {name: one for name, one in self.__dict__.items() if name not in _OF_CLUSTERS}
        other.__dict__.update(kept, clusters=found)
        return other

    @cached_property
    def cluster_names(self) -> Mapping[str, ClusterName]:
        """What sets each cluster apart, by its key."""
        analysis = self.analysis
        return cluster_names(
            analysis.snapshot, self.clusters, analysis.index, analysis.filter.as_of
        )

    def stability(self, progress: Progress | None = None) -> Stability:
        """Return in how many of the runs each cluster held; kept once it was computed."""
        if self._stability is None:
            found = stability(self.analysis.cooperation, self.clusters, progress=progress)
            self._stability = found
        return self._stability

    @cached_property
    def agreement(self) -> Agreement:
        """How far the clusters follow the first sectors of their members."""
        snapshot = self.analysis.snapshot
        keys = self.clusters.keys
        both = [
            (key, record.sectors[0])
            for one, key in keys.items()
            if (record := snapshot.organisations[one]).sectors
        ]
        labels = [
            np.unique(side, return_inverse=True)[1].astype(np.intp)
            for side in ([key for key, _sector in both], [sector for _key, sector in both])
        ]
        clusters, sectors = (int(side.max(initial=-1)) + 1 for side in labels)
        value = None
        if clusters > 1 and sectors > 1:
            value = adjusted_mutual_information(*labels)
        return Agreement(value, len(both), clusters, sectors)

    # ------------------------------------------------------------------------------- the bridges

    @cached_property
    def constraint(self) -> Mapping[RecordId, float]:
        """Burt's constraint of whoever has a partner."""
        return self._where_known(constraint(self.web))

    @cached_property
    def effective_size(self) -> Mapping[RecordId, float]:
        """Burt's effective size of the circle of whoever has a partner."""
        return self._where_known(effective_size(self.web))

    def _where_known(self, values: FloatArray) -> dict[RecordId, float]:
        pairs = zip(self.analysis.organisations, values.tolist(), strict=True)
        return {one: value for one, value in pairs if value == value}  # noqa: PLR0124 - NaN is not

    @cached_property
    def _shares(self) -> FloatArray:
        return sector_shares(self.analysis.snapshot, self.analysis.organisations)

    @cached_property
    def brokers(self) -> Brokers:
        """How often each organisation stands between two others, by Gould–Fernandez role; (n,)."""
        return brokers(self.web, self._shares)

    def roles_of(self, organisation: RecordId) -> Mapping[str, float]:
        """Return how often an organisation has each role; nothing when it is not shown."""
        place = self.analysis.index.get(organisation)
        return {} if place is None else self.brokers.of(place)

    @cached_property
    def cuts(self) -> Cuts:
        """Who and what holds the map together."""
        return find_cuts(self.analysis.cooperation)

    @cached_property
    def reach(self) -> Reach:
        """What hangs together, and how many steps apart."""
        return reach(self.analysis.cooperation)

    @cached_property
    def dependence(self) -> Dependence | None:
        """What remains of the whole without the coordinator; None when there is none shown."""
        if self.coordinator is None:
            return None
        without = self.without_coordinator.reach
        return dependence(self.analysis.cooperation, self.coordinator, self.reach, without)

    @cached_property
    def outwardness(self) -> Outwardness:
        """Whether ties run between sectors or within them, and what chance would give."""
        cooperation = self.analysis.cooperation
        member = self.analysis.sector_ties.member
        return outwardness(cooperation, member)
