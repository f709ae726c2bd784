"""The cooperation network as a networkx graph and back, for measures and for notebooks."""

from __future__ import annotations

from collections.abc import Hashable
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np

from oci_map.graph.cooperation import Cooperation, cooperation_of, links
from oci_map.graph.filters import sector_row
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot

if TYPE_CHECKING:
    import networkx as nx


def cooperation_graph(cooperation: Cooperation, snapshot: Snapshot) -> nx.Graph[RecordId]:
    """Return the network as a networkx graph, organisations as nodes, isolates included.

    Nodes carry name, sector (the legend row) and level; edges carry weight, distance
    (1 / weight) and kinds (kind → what it adds to the weight). The pairs of large gatherings are
    not listed: `graph.graph["whole"]` holds (kind, members, weight of a pair) of each.
    """
    import networkx as nx

    names = cooperation.organisations
    graph: nx.Graph[RecordId] = nx.Graph()
    for one in names:
        record = snapshot.organisations[one]
        graph.add_node(one, name=record.short, sector=sector_row(record), level=record.policy_level)
    kinds = {kind: added.tolist() for kind, added in cooperation.by_kind.items()}
    weights = cooperation.weights.tolist()
    for row, (i, j) in enumerate(cooperation.pairs.tolist()):
        graph.add_edge(
            names[i],
            names[j],
            weight=weights[row],
            distance=1.0 / weights[row],
            kinds={kind: added[row] for kind, added in kinds.items() if added[row] > 0},
        )
    graph.graph["whole"] = [
        (group.kind, [names[i] for i in group.members.tolist()], group.weight)
        for group in cooperation.whole
    ]
    return graph


def paired_graph(cooperation: Cooperation, snapshot: Snapshot) -> nx.Graph[RecordId]:
    """Return the same graph with the pairs of large gatherings listed, however many they are."""
    graph = cooperation_graph(cooperation, snapshot)
    for kind, members, weight in graph.graph["whole"]:
        for one, other in combinations(members, 2):
            edge = graph.get_edge_data(one, other, default={"weight": 0.0, "kinds": {}})
            total = edge["weight"] + weight
            added = {**edge["kinds"], kind: edge["kinds"].get(kind, 0.0) + weight}
            graph.add_edge(one, other, weight=total, distance=1.0 / total, kinds=added)
    graph.graph["whole"] = []
    return graph


def cooperation_of_graph(graph: nx.Graph[Any], weight: str | None = "weight") -> Cooperation:
    """Return any networkx graph as a network; edges without a weight, or all with None, count 1.

    Edges between the same two, also those there and back, are added up. Nodes keep their order
    and become organisations by their text. Loops are left out. Raises ValueError for a weight that
    is not above 0 and for two nodes with the same text.
    """
    place: dict[Hashable, int] = {node: number for number, node in enumerate(graph)}
    names = tuple(RecordId(str(node)) for node in place)
    if len(set(names)) < len(names):
        raise ValueError("two nodes have the same text")
    edges = graph.edges(data=True)
    listed = [(place[a], place[b], data.get(weight, 1) if weight else 1) for a, b, data in edges]
    ties = [tie for tie in listed if tie[0] != tie[1]]
    weights = np.array([weight for _a, _b, weight in ties], dtype=np.float64)
    if not (np.isfinite(weights) & (weights > 0)).all():
        raise ValueError("a weight is not above 0")
    one = np.array([a for a, _b, _weight in ties], dtype=np.intp)
    other = np.array([b for _a, b, _weight in ties], dtype=np.intp)
    return cooperation_of(names, {"tie": links(len(names), one, other, weights)})
