"""The measures beside networkx in one run: `python -m benchmarks.findings_measures [SIZE …]`.

Maps are generated (`maps.py`), nothing in them is real. Times are processor milliseconds of this
process, the least of several; compare them within one run only. Where networkx has no such
measure, it is written down plainly on a networkx graph. Clusters have a benchmark of their own
(`clusters.py`).
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import sys
import time
from collections.abc import Callable
from itertools import permutations
from typing import TYPE_CHECKING, Any, TypeAlias

import networkx as nx
import numpy as np

from benchmarks.maps import GeneratedMap, make_map
from oci_map.graph.build import cooperation_of_graph
from oci_map.graph.clusters import find_clusters, stability
from oci_map.graph.cuts import find_cuts
from oci_map.graph.holes import constraint, effective_size
from oci_map.graph.modularity import divide, web_of
from oci_map.graph.outwardness import DEALS, outwardness
from oci_map.graph.reach import reach
from oci_map.graph.roles import ROLES, brokers

if TYPE_CHECKING:
    Graph: TypeAlias = nx.Graph[Any]

SIZES = (200, 1_000, 5_000)
# Beyond these, networkx takes minutes.
_LARGEST = {"mean steps": 1_000, "constraint, node by node": 200, "effective size": 200}


def report(sizes: tuple[int, ...] = SIZES) -> list[str]:
    lines = [f"{'':>8} {'':24} {'ours':>9} {'networkx':>9} {'times':>7}"]
    for size in sizes:
        lines += _measured(size)
    return lines


def _measured(size: int) -> list[str]:
    made = make_map(size)
    graph = _graph(made)
    network = cooperation_of_graph(graph)
    web = web_of(network)
    shares = np.eye(int(made.sectors.max()) + 1)[made.sectors]
    largest = graph.subgraph(max(nx.connected_components(graph), key=len)).copy()
    found = find_clusters(network)
    rows: list[tuple[str, Callable[[], object], Callable[[], object] | None]] = [
        ("web", lambda: web_of(network), None),
        ("clusters, one search", lambda: divide(web, 1), lambda: _louvain(graph)),
        ("clusters", lambda: find_clusters(network), None),
        ("clusters after an edit", lambda: find_clusters(network, found.keys), None),
        ("stability, 20 runs", lambda: stability(network, found), None),
        ("constraint", lambda: constraint(web), lambda: nx.constraint(graph, weight="weight")),
        (
            "constraint, node by node",
            lambda: constraint(web),
            lambda: nx.constraint(graph, nodes=list(graph), weight="weight"),
        ),
        ("effective size", lambda: effective_size(web), lambda: _sizes(graph)),
        ("roles", lambda: brokers(web, shares), lambda: _roles(graph, made.sectors.tolist())),
        (
            "cuts",
            lambda: find_cuts(network),
            lambda: (list(nx.bridges(graph)), list(nx.articulation_points(graph))),
        ),
        (
            "mean steps",
            lambda: reach(network),
            lambda: nx.average_shortest_path_length(largest),
        ),
        (
            "E–I and its band",
            lambda: outwardness(network, shares),
            lambda: _deals(graph, made.sectors.tolist()),
        ),
    ]
    lines = []
    for name, ours, theirs in rows:
        own = _least(ours, 3)
        text = f"{size:>8} {name:24} {own:>9.1f}"
        if theirs is not None and size <= _LARGEST.get(name, size):
            other = _least(theirs, 1)
            text += f" {other:>9.1f} {other / own:>6.0f}×"
        lines.append(text)
    return lines


def _least(measured: Callable[[], object], repeats: int) -> float:
    times = []
    for _repeat in range(repeats):
        begin = time.process_time()
        measured()
        times.append(time.process_time() - begin)
    return 1_000 * min(times)


def _graph(made: GeneratedMap) -> Graph:
    graph: Graph = nx.Graph()
    graph.add_nodes_from(range(made.size))
    rows = zip(made.edges.tolist(), made.weights.tolist(), strict=True)
    graph.add_weighted_edges_from((one, other, weight) for (one, other), weight in rows)
    return graph


def _louvain(graph: Graph) -> object:
    return nx.community.louvain_communities(graph, seed=1)


def _sizes(graph: Graph) -> object:
    # Node by node: all at once networkx 3.6 gives wrong figures for weights.
    return nx.effective_size(graph, nodes=list(graph), weight="weight")


def _roles(graph: Graph, sector: list[int]) -> dict[str, list[float]]:
    found = {role: [0.0] * len(sector) for role in ROLES}
    for middle in graph:
        for first, last in permutations(graph[middle], 2):
            if not graph.has_edge(first, last):
                three = sector[first], sector[middle], sector[last]
                found[_role(*three)][middle] += 0.5
    return found


def _role(first: int, middle: int, last: int) -> str:
    if first == last:
        return "coordinator" if first == middle else "consultant"
    if middle == last:
        return "gatekeeper"
    return "representative" if first == middle else "liaison"


def _deals(graph: Graph, sector: list[int]) -> list[float]:
    rng = np.random.default_rng(0)
    edges = list(graph.edges())
    found = []
    for _deal in range(DEALS):
        dealt = rng.permutation(sector).tolist()
        within = sum(dealt[one] == dealt[other] for one, other in edges)
        found.append(1 - 2 * within / len(edges))
    return found


def main() -> int:
    print(*report(tuple(map(int, sys.argv[1:])) or SIZES), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
