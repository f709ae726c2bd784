"""Clusters beside networkx's Louvain: `python3 dev.py bench clusters`.

The largest part of generated maps (`maps.py`), once with all weights 1 and once with those of the
map. Both search in turn, with the seeds 0, 1, 2 …; milliseconds of processor time of this process.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import networkx as nx
import numpy as np

from benchmarks.maps import largest_component, make_map
from benchmarks.targets import at_least
from oci_map.arrays import FloatArray, IntArray
from oci_map.graph.build import cooperation_of_graph
from oci_map.graph.modularity import Web, divide, modularity, web_of

if TYPE_CHECKING:
    Graph: TypeAlias = nx.Graph[Any]

# How often each searches, and how much faster ours should be.
_SIZES: Final = {1_000: (15, 10), 5_000: (9, 30), 20_000: (4, 30)}
_Search: TypeAlias = Callable[[int], IntArray]


def report() -> Iterator[str]:
    columns = f"{'nodes':>8} {'weights':9}{'ours':>8}{'(median)':>9}{'networkx':>10}{'(median)':>9}"
    yield f"{columns}{'times':>7}{'(median)':>9}  modularity, mean (least–most)"
    for size, (seeds, target) in _SIZES.items():
        made = largest_component(make_map(size))
        for name, weights in (("1", np.ones(len(made.edges))), ("the map's", made.weights)):
            graph = _weighted(made.size, made.edges, weights)
            web = web_of(cooperation_of_graph(graph))
            line = _beside(graph, web, seeds, target)
            yield f"{made.size:>8} {name:9}{line}"
            if find_spec("igraph") is not None:
                yield f"{'':>18}{_leiden(graph, web, seeds)}"


def _beside(graph: Graph, web: Web, seeds: int, target: float) -> str:
    divide(web, 0)  # loads the library
    searches: list[_Search] = [
        lambda seed: divide(web, seed),
        lambda seed: _louvain(graph, seed),
    ]
    found = [[_searched(search, seed, web) for search in searches] for seed in range(seeds)]
    times, values = np.moveaxis(np.array(found), 2, 0)
    best, median = times.min(axis=0), np.median(times, axis=0)
    ratios = best[1] / best[0], median[1] / median[0]
    ours, theirs = values.T
    return (
        f"{best[0]:>8.1f}{median[0]:>9.1f}{best[1]:>10.0f}{median[1]:>9.0f}"
        f"{ratios[0]:>7.1f}{ratios[1]:>9.1f}"
        f"  {ours.mean():.4f} ({ours.min():.4f}–{ours.max():.4f})"
        f" to {theirs.mean():.4f} ({theirs.min():.4f}–{theirs.max():.4f})"
        + at_least(ratios[1], target)
        + at_least(ours.mean(), theirs.mean(), digits=4)
    )


def _leiden(graph: Graph, web: Web, seeds: int) -> str:
    """Say what Leiden of igraph takes, which is GPL: for comparison only."""
    import igraph

    theirs = igraph.Graph(len(graph), list(graph.edges))
    weights = [float(graph.edges[tie]["weight"]) for tie in graph.edges]

    def search(seed: int) -> IntArray:
        random.seed(seed)  # igraph draws from it
        found = theirs.community_leiden("modularity", weights=weights, n_iterations=2)
        return np.array(found.membership, dtype=np.intp)

    times, values = zip(*(_searched(search, seed, web) for seed in range(seeds)), strict=True)
    middle, mean = statistics.median(times), statistics.mean(values)
    return f"igraph Leiden {min(times):.1f} ({middle:.1f}), modularity {mean:.4f}"


def _weighted(size: int, edges: IntArray, weights: FloatArray) -> Graph:
    graph: Graph = nx.empty_graph(size)
    pairs = zip(edges.tolist(), weights.tolist(), strict=True)
    graph.add_weighted_edges_from((one, other, weight) for (one, other), weight in pairs)
    return graph


def _searched(search: _Search, seed: int, web: Web) -> tuple[float, float]:
    begin = time.process_time()
    labels = search(seed)
    return 1_000 * (time.process_time() - begin), modularity(web, labels)


def _louvain(graph: Graph, seed: int) -> IntArray:
    labels = np.empty(len(graph), dtype=np.intp)
    for number, part in enumerate(nx.community.louvain_communities(graph, seed=seed)):
        labels[list(part)] = number
    return labels


if __name__ == "__main__":
    for line in report():
        print(line, flush=True)
    sys.exit(0)
