"""The measures for plain networkx graphs: for notebooks and scripts, without a document.

    import networkx as nx
    from oci_map.graph import api

    graph = nx.Graph()
    graph.add_node("VAF", sector="film")                   # or sector=["film", "games"]
    graph.add_edge("VAF", "Howest", weight=0.6)            # without a weight: 1
    api.clusters(graph)

Nodes may be anything hashable, as long as no two have the same text. Edges without the attribute
`weight` count 1; weights must be above 0. Directions are left out where nothing else is said;
edges there and back, or several between the same two, are added up. Loops do not count. What is
not defined for a node is None and never NaN. docs/graph-api.md shows each function at work.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from oci_map.graph.brokers import brokerage
from oci_map.graph.clusters import find_clusters
from oci_map.graph.clusters import stability as cluster_stability
from oci_map.graph.compare import changed_pairs
from oci_map.graph.cooperation import cooperation_of, gathered
from oci_map.graph.cuts import find_cuts
from oci_map.graph.holes import constraint as constraint_of
from oci_map.graph.holes import effective_size as effective_size_of
from oci_map.graph.modularity import modularity as modularity_of
from oci_map.graph.modularity import web_of
from oci_map.graph.null_model import corrected, expected_at_once, expected_by_samples, is_sampled
from oci_map.graph.outwardness import Outwardness, outwardness
from oci_map.graph.partitions import adjusted_mutual_information, adjusted_rand
from oci_map.graph.plain_graphs import (
    as_clusters,
    keys_of,
    labels_of,
    members_of,
    network_of,
    two_labels,
    where_known,
)
from oci_map.graph.reach import Reach
from oci_map.graph.reach import reach as reach_of
from oci_map.graph.roles import ROLES, Brokers, brokers, directed_brokers
from oci_map.graph.sectors import ties_of_classes
from oci_map.graph.two_mode import TwoMode
from oci_map.model.ids import RecordId
from oci_map.values import dataclass

if TYPE_CHECKING:
    import networkx as nx

__all__ = [
    "Change",
    "PartGap",
    "Stability",
    "agreement",
    "betweenness",
    "brokerage_roles",
    "clusters",
    "co_membership",
    "compare",
    "constraint",
    "cut_off",
    "effective_size",
    "ei_index",
    "gaps",
    "modularity",
    "rand",
    "reach",
    "stability",
]

Node = Hashable
SECTOR: Final = "sector"
WEIGHT: Final = "weight"


@dataclass(frozen=True, slots=True)
class Stability:
    """How clusters hold when the search is repeated with a part of the ties left out."""

    runs: int
    held: tuple[int, ...]  # in how many runs, in the order of `clusters`
    agreement: float  # mean adjusted mutual information


@dataclass(frozen=True, slots=True)
class PartGap:
    """Two classes of nodes and the ties between them, observed and by chance."""

    one: str
    other: str
    ties: int
    pairs: int  # of different nodes that could be tied
    observed: float  # what the weights of the ties add up to
    expected: float
    z: float  # 0 where nothing varies
    p: float  # the chance of as little or less
    q: float  # p corrected for the number of pairs of classes (Benjamini & Hochberg 1995)


@dataclass(frozen=True, slots=True)
class Change:
    """What changed from one graph to another."""

    new: list[tuple[Any, Any]]
    lost: list[tuple[Any, Any]]
    kept: list[tuple[Any, Any]]
    reach_before: Reach
    reach_after: Reach
    ei_before: Outwardness
    ei_after: Outwardness


def clusters(
    graph: nx.Graph[Any],
    weight: str | None = WEIGHT,
    former: Iterable[Collection[Node]] | None = None,
) -> list[set[Any]]:
    """Return clusters of high modularity, largest first; isolates are in none.

    With `former` clusters the search starts from these, and they keep most of their members after
    a small edit. The same graph gives the same clusters (Newman & Girvan 2004; Blondel et al.
    2008). Raises ValueError for a weight that is not above 0.
    """
    made, nodes = network_of(graph, weight)
    found = find_clusters(made, keys_of(former))
    return [{nodes[one] for one in each.members} for each in found.listed]


def modularity(
    graph: nx.Graph[Any], parts: Iterable[Collection[Node]], weight: str | None = WEIGHT
) -> float:
    """Return the modularity of a division; nodes that it leaves out stand alone."""
    made, _nodes = network_of(graph, weight)
    labels = labels_of(made, parts)
    return modularity_of(web_of(made), labels)


def stability(
    graph: nx.Graph[Any],
    parts: Iterable[Collection[Node]],
    weight: str | None = WEIGHT,
    runs: int | None = None,
) -> Stability:
    """Return in how many repeated searches, 5 % of the ties left out, each cluster holds.

    Held is a Jaccard overlap of at least .75 (Hennig 2007; Karrer, Levina & Newman 2008).
    """
    made, _nodes = network_of(graph, weight)
    given = as_clusters(made, parts)
    found = cluster_stability(made, given, runs)
    return Stability(
        found.runs, tuple(found.held[one.key] for one in given.listed), found.agreement
    )


def agreement(one: Mapping[Any, Hashable], other: Mapping[Any, Hashable]) -> float:
    """Return the adjusted mutual information of two labellings of the nodes both have.

    1 when they are the same division, 0 for chance (Vinh, Epps & Bailey 2010).
    """
    return adjusted_mutual_information(*two_labels(one, other))


def rand(one: Mapping[Any, Hashable], other: Mapping[Any, Hashable]) -> float:
    """Return the adjusted Rand index of two labellings (Hubert & Arabie 1985)."""
    return adjusted_rand(*two_labels(one, other))


def betweenness(graph: nx.Graph[Any], weight: str | None = WEIGHT) -> dict[Any, float]:
    """Return the betweenness of each node, 0 to 1; a tie is 1 / weight long (Freeman 1977).

    Estimated in steps above 200 nodes (Brandes & Pich 2007).
    """
    made, _nodes = network_of(graph, weight)
    return dict(zip(graph, brokerage(made).tolist(), strict=True))


def constraint(graph: nx.Graph[Any], weight: str | None = WEIGHT) -> dict[Any, float | None]:
    """Return Burt's constraint of each node; None without partners (Burt 1992)."""
    made, _nodes = network_of(graph, weight)
    return where_known(graph, constraint_of(web_of(made)))


def effective_size(graph: nx.Graph[Any], weight: str | None = WEIGHT) -> dict[Any, float | None]:
    """Return Burt's effective size of each node's circle; None without partners (Burt 1992)."""
    made, _nodes = network_of(graph, weight)
    return where_known(graph, effective_size_of(web_of(made)))


def brokerage_roles(graph: nx.Graph[Any], sector: str = SECTOR) -> dict[Any, dict[str, float]]:
    """Return how often each node has each role between sectors (Gould & Fernandez 1989).

    In a directed graph counted on ways i → j → k without i → k; without directions each way once,
    and gatekeeper and representative are the same. A node with several sectors counts in each
    with an equal part; ways with a node without a sector do not count.
    """
    made, _nodes = network_of(graph, None)
    member, _names = members_of(graph, sector)
    shares = member / np.maximum(member.sum(axis=1, keepdims=True), 1)
    found: Brokers
    if graph.is_directed():
        from scipy.sparse import csr_array

        place = {node: number for number, node in enumerate(graph)}
        pairs = sorted({(place[a], place[b]) for a, b in graph.edges() if a != b})
        ends = np.array(pairs, dtype=np.intp).reshape(-1, 2)
        size = len(place)
        ties = csr_array((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(size, size))
        found = directed_brokers(ties, shares)
    else:
        found = brokers(web_of(made), shares)
    table = {role: getattr(found, role).tolist() for role in ROLES}
    return {node: {role: table[role][row] for role in ROLES} for row, node in enumerate(graph)}


def cut_off(graph: nx.Graph[Any]) -> dict[Any, list[set[Any]]]:
    """Return who would be cut off without each node that holds others (Tarjan 1972)."""
    made, nodes = network_of(graph, None)
    return {
        nodes[cut.organisation]: [{nodes[one] for one in part} for part in cut.parts]
        for cut in find_cuts(made).organisations
    }


def reach(graph: nx.Graph[Any], without: Node | None = None) -> Reach:
    """Return what hangs together and how many steps apart, as if `without` were not there."""
    made, _nodes = network_of(graph, None)
    return reach_of(made, None if without is None else RecordId(str(without)))


def ei_index(graph: nx.Graph[Any], sector: str = SECTOR, deals: int | None = None) -> Outwardness:
    """Return the E–I index with its band of chance (Krackhardt & Stern 1988)."""
    made, _nodes = network_of(graph, None)
    return outwardness(made, members_of(graph, sector)[0], deals)


def gaps(graph: nx.Graph[Any], sector: str = SECTOR, weight: str | None = WEIGHT) -> list[PartGap]:
    """Return all pairs of sectors with the ties observed and expected, most missed first.

    Expected when each node keeps its number of ties: sampled on small graphs, the configuration
    model K_a K_b / 2m on large ones (Newman 2010, Networks, 13.2).
    """
    made, _nodes = network_of(graph, weight)
    member, names = members_of(graph, sector)
    between = ties_of_classes(tuple(map(RecordId, names)), member, made)
    seats = TwoMode(made.size, (), made.pairs, made.weights)
    observed = between.weights
    if is_sampled(seats):
        chance = expected_by_samples(seats, member, observed)
    else:
        chance = expected_at_once(seats, member, observed)
    tested = np.triu(np.ones_like(observed, dtype=np.bool_), 1)
    q = corrected(chance.p, tested)
    one, other = np.nonzero(tested)
    listed = [
        PartGap(
            one=names[a],
            other=names[b],
            ties=int(between.ties[a, b]),
            pairs=int(between.pairs[a, b]),
            observed=float(observed[a, b]),
            expected=float(chance.mean[a, b]),
            z=float(chance.z[a, b]),
            p=float(chance.p[a, b]),
            q=float(q[a, b]),
        )
        for a, b in zip(one.tolist(), other.tolist(), strict=True)
    ]
    return sorted(listed, key=lambda gap: (gap.q, gap.p, gap.z, gap.one, gap.other))


def co_membership(groups: Mapping[Any, Iterable[Node]]) -> nx.Graph[Any]:
    """Return who meets whom in groups, with `weight` and `together` (how often) on each edge.

    A group of n members gives each pair 1 / (n − 1) (Newman 2001). Raises ValueError for a group
    of more than 400, whose pairs are too many to list.
    """
    import networkx as nx

    members = {name: list(dict.fromkeys(some)) for name, some in groups.items()}
    nodes = list(dict.fromkeys(node for some in members.values() for node in some))
    place = {node: number for number, node in enumerate(nodes)}
    met = [sorted(place[node] for node in some) for some in members.values() if len(some) > 1]
    links = gathered(len(place), "group", [(some, 1 / (len(some) - 1)) for some in met])
    if links.whole:
        raise ValueError("a group has more than 400 members")
    names = tuple(RecordId(str(number)) for number in range(len(nodes)))
    made = cooperation_of(names, {"group": links})
    codes = made.pairs @ np.array([len(nodes), 1])
    together = np.bincount(np.searchsorted(codes, links.codes), minlength=len(codes))
    graph: nx.Graph[Any] = nx.Graph()
    graph.add_nodes_from(nodes)
    rows = zip(made.pairs.tolist(), made.weights.tolist(), together.tolist(), strict=True)
    for (a, b), weight, count in rows:
        graph.add_edge(nodes[a], nodes[b], weight=weight, together=count)
    return graph


def compare(before: nx.Graph[Any], after: nx.Graph[Any], sector: str = SECTOR) -> Change:
    """Return the ties that are new, lost and kept, and how far both graphs hang together."""
    (one, nodes), (other, more) = network_of(before, None), network_of(after, None)
    nodes = {**nodes, **more}
    new, lost, kept = (
        [(nodes[a], nodes[b]) for a, b in some] for some in changed_pairs(one, other)
    )
    return Change(
        new=new,
        lost=lost,
        kept=kept,
        reach_before=reach_of(one),
        reach_after=reach_of(other),
        ei_before=ei_index(before, sector),
        ei_after=ei_index(after, sector),
    )
