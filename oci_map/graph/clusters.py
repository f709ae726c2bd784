"""Clusters: organisations that work more with each other than with the rest.

The same network gives the same clusters. After an edit the search starts from the former
clusters, so that these keep their keys and most of their members. Whoever works with nobody is in
no cluster: "not connected yet". Large gatherings, whose pairs are not listed, do not count.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import numpy as np

from oci_map.arrays import FloatArray, IntArray
from oci_map.graph.cooperation import Cooperation
from oci_map.graph.modularity import Web, divide, modularity, web_of
from oci_map.graph.partitions import adjusted_mutual_information, overlaps
from oci_map.graph.paths import tied
from oci_map.model.ids import RecordId
from oci_map.progress import Progress
from oci_map.values import dataclass

# A division that starts from the former one is kept unless another is better by more than this.
KEPT_DIVISION: Final = 0.01
RUNS: Final = 20
RUNS_OF_LARGE: Final = 10
LARGE: Final = 2_000
LEFT_OUT: Final = 0.05
HELD: Final = 0.75
# How often the search is tried, up to this many organisations.
_TRIES: Final = ((300, 10), (2_000, 4))


@dataclass(frozen=True, slots=True)
class Cluster:
    """Organisations that work more with each other than with the rest."""

    key: str  # stays the same as long as the cluster mostly does
    members: tuple[RecordId, ...]  # at least two, the most strongly tied inside first
    inside: float  # what the weights of the ties between members add up to
    outside: float  # the same of the ties to others


@dataclass(frozen=True, slots=True)
class Clusters:
    """The clusters of a network, largest first, and who is in none."""

    listed: tuple[Cluster, ...]
    isolates: tuple[RecordId, ...]  # not connected yet
    only_large: tuple[RecordId, ...]  # tied by nothing but large gatherings
    large: int  # how many gatherings were too large to count
    modularity: float

    @property
    def keys(self) -> Mapping[RecordId, str]:
        """The key of the cluster of each organisation that is in one."""
        return MappingProxyType({one: each.key for each in self.listed for one in each.members})


@dataclass(frozen=True, slots=True)
class Stability:
    """How well clusters hold when the search is repeated with a part of the ties left out."""

    runs: int
    held: Mapping[str, int]  # in how many runs, by the key of the cluster
    agreement: float  # mean adjusted mutual information of the runs with the clusters


def find_clusters(
    cooperation: Cooperation, former: Mapping[RecordId, str] | None = None
) -> Clusters:
    """Return the clusters of a network; `former` gives the keys of the clusters before an edit.

    The best of several searches by modularity (Newman & Girvan 2004; Blondel et al. 2008).
    """
    web = web_of(cooperation)
    labels = _best(web, cooperation, former or {})
    connected = np.diff(web.starts) > 0
    alone = ~tied(cooperation)
    names = cooperation.organisations
    return Clusters(
        listed=_listed(cooperation, web, labels, former or {}),
        isolates=tuple(names[place] for place in np.flatnonzero(alone).tolist()),
        only_large=tuple(names[place] for place in np.flatnonzero(~connected & ~alone).tolist()),
        large=len(cooperation.whole),
        modularity=modularity(web, labels),
    )


def stability(
    cooperation: Cooperation,
    clusters: Clusters,
    runs: int | None = None,
    progress: Progress | None = None,
) -> Stability:
    """Return in how many runs each cluster held.

    20 runs, 10 on large maps, when nothing else is said. Each takes another order and leaves out
    each tie with a chance of 5 % (after Karrer, Levina & Newman 2008); a cluster held when a
    cluster of the run has a Jaccard overlap of at least .75 with it (Hennig 2007).
    """
    if runs is None:
        runs = RUNS if cooperation.size <= LARGE else RUNS_OF_LARGE
    index = {one: place for place, one in enumerate(cooperation.organisations)}
    members = [np.array([index[one] for one in each.members]) for each in clusters.listed]
    held = np.zeros(len(members), dtype=np.intp)
    agreement = 0.0
    if members:
        place = np.concatenate(members)
        labels = np.repeat(np.arange(len(members)), [len(one) for one in members])
        for run in range(runs):
            if progress is not None:
                progress.report(run / runs)
            found = divide(web_of(_thinned(cooperation, run)), run)[place]
            found = np.unique(found, return_inverse=True)[1].astype(np.intp)
            held += overlaps(labels, found).max(axis=1) >= HELD
            agreement += adjusted_mutual_information(labels, found) / runs
    by_key = zip((one.key for one in clusters.listed), held.tolist(), strict=True)
    return Stability(runs, MappingProxyType(dict(by_key)), agreement)


def _best(web: Web, cooperation: Cooperation, former: Mapping[RecordId, str]) -> IntArray:
    """Return the division that starts from the former one, or a clearly better one."""
    tries = next((tries for most, tries in _TRIES if web.size <= most), 1)
    fresh = [_none_alone(web, divide(web, seed)) for seed in range(tries)]
    values = [round(modularity(web, one), 9) for one in fresh]
    best = values.index(max(values))
    start = _start(cooperation, former)
    if start is None:
        return fresh[best]
    warm = _none_alone(web, divide(web, 0, start))
    return warm if modularity(web, warm) >= values[best] - KEPT_DIVISION else fresh[best]


def _start(cooperation: Cooperation, former: Mapping[RecordId, str]) -> IntArray | None:
    """Return the former clusters as labels, the others alone; None when nothing is known."""
    numbers: dict[str, int] = {}
    labels = np.full(cooperation.size, -1, dtype=np.intp)
    for place, one in enumerate(cooperation.organisations):
        if one in former:
            labels[place] = numbers.setdefault(former[one], len(numbers))
    new = labels < 0
    labels[new] = len(numbers) + np.arange(int(new.sum()))
    return labels if numbers else None


def _none_alone(web: Web, labels: IntArray) -> IntArray:
    """Return labels in which whoever has a tie is with another.

    High modularity leaves nobody alone who has a tie, unless the tie is weak beyond reckoning.
    """
    sizes = np.bincount(labels, minlength=1)
    labels = labels.copy()
    for node in np.flatnonzero((sizes[labels] == 1) & (np.diff(web.starts) > 0)).tolist():
        near = slice(int(web.starts[node]), int(web.starts[node + 1]))
        labels[node] = labels[web.partners[near][web.weights[near].argmax()]]
    return labels


def _listed(
    cooperation: Cooperation, web: Web, labels: IntArray, former: Mapping[RecordId, str]
) -> tuple[Cluster, ...]:
    same = labels[web.ends] == labels[web.partners]
    inside = np.bincount(web.ends, weights=web.weights * same, minlength=web.size)
    order = np.lexsort((np.arange(web.size), -inside.round(9), labels))
    order = order[np.diff(web.starts)[order] > 0]
    parts = np.split(order, np.flatnonzero(np.diff(labels[order])) + 1) if len(order) else []
    parts = sorted(parts, key=_largest_first)
    names = cooperation.organisations
    members = [tuple(names[place] for place in part.tolist()) for part in parts]
    return tuple(
        Cluster(
            key=key,
            members=some,
            inside=float(inside[part].sum()) / 2,
            outside=max(0.0, float((web.strength[part] - inside[part]).sum())),
        )
        for key, some, part in zip(_keys(members, former), members, parts, strict=True)
    )


def _largest_first(part: IntArray) -> tuple[int, int]:
    return -len(part), int(part.min())


def _keys(members: list[tuple[RecordId, ...]], former: Mapping[RecordId, str]) -> list[str]:
    """Return the key of each cluster: that of the former one it has most in common with."""
    common: dict[tuple[str, int], int] = {}
    for number, some in enumerate(members):
        for one in some:
            if one in former:
                place = (former[one], number)
                common[place] = common.get(place, 0) + 1
    keys: dict[int, str] = {}
    taken: set[str] = set()
    for key, number in sorted(common, key=lambda place: (-common[place], place)):
        if number not in keys and key not in taken:
            keys[number] = key
            taken.add(key)
    for number, some in enumerate(members):
        if number not in keys:
            own = [f"cluster:{one}" for one in some]
            keys[number] = next(
                (key for key in own if key not in taken), f"cluster:{'|'.join(some)}"
            )
            taken.add(keys[number])
    return [keys[number] for number in range(len(members))]


def _thinned(cooperation: Cooperation, run: int) -> Cooperation:
    """Return the network without some of its ties, other ones in each run."""
    rng = np.random.default_rng([run, len(cooperation.pairs)])
    kept = rng.random(len(cooperation.pairs)) >= LEFT_OUT
    weights: FloatArray = cooperation.weights[kept]
    return Cooperation(cooperation.organisations, cooperation.pairs[kept], weights, {})
