"""Compares the layout of larger maps with what a person would use instead: speed and quality.

    python -m benchmarks.layout_quality --sizes 1000 5000 --maps 3 --peers sfdp networkx

All ties are equally strong here, because not all programs know stronger ones.

Needs graphviz (`sfdp`) and, for Gephi Lite's engine, node with graphology in the folder that
NODE_PATH names. Times are processor seconds of one thread, interleaved, the median of the repeats.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

for _variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(_variable, "1")

import numpy as np

from benchmarks.maps import GeneratedMap, largest_component, make_map
from oci_map.drawing.problem import FloatArray, IntArray
from oci_map.values import dataclass

_GRAPHOLOGY = """
const Graph = require('graphology');
const forceAtlas2 = require('graphology-layout-forceatlas2');
const lines = require('fs').readFileSync(0, 'utf8').trim().split('\\n');
const size = Number(lines[0]);
let state = 1;
const random = () => (state = (state * 48271) % 2147483647) / 2147483647;
const graph = new Graph();
for (let i = 0; i < size; i++) graph.addNode(i, {x: random(), y: random()});
for (const line of lines.slice(1)) graph.addEdge(...line.split(' '));
const settings = forceAtlas2.inferSettings(graph);
const begin = process.cpuUsage();
const positions = forceAtlas2(graph, {iterations: 100, settings});
const used = process.cpuUsage(begin);
console.log((used.user + used.system) / 1e6);
for (let i = 0; i < size; i++) console.log(positions[i].x, positions[i].y);
"""


@dataclass(frozen=True, slots=True)
class Quality:
    """Four measures of a drawing; all but `kept` are better when low."""

    stress: float
    kept: float
    crossings: float
    overlap: float


def measure(positions: FloatArray, edges: IntArray, seed: int = 0) -> Quality:
    """Measure a drawing of a connected map, on a sample where there are many nodes or ties."""
    rng = np.random.default_rng(seed)
    return Quality(
        stress=stress(positions, edges, rng),
        kept=neighbours_kept(positions, edges),
        crossings=crossings_per_edge(positions, edges, rng),
        overlap=overlap(positions),
    )


def stress(positions: FloatArray, edges: IntArray, rng: np.random.Generator) -> float:
    """Return the normalised stress at the best scale, hop distances, up to 400 sources."""
    from scipy.sparse.csgraph import shortest_path

    size = len(positions)
    matrix = _adjacency(size, edges)
    sources = rng.permutation(size)[:400]
    hops = shortest_path(matrix, unweighted=True, indices=sources)
    drawn = np.linalg.norm(positions[sources, None] - positions[None], axis=2)
    valid = hops > 0
    ratio = drawn[valid] / hops[valid]
    scale = ratio.sum() / (ratio**2).sum()
    return float(((scale * ratio - 1) ** 2).mean())


def neighbours_kept(positions: FloatArray, edges: IntArray) -> float:
    """Return np1: how far the k nearest drawn nodes are the k neighbours (mean Jaccard)."""
    from scipy.spatial import cKDTree

    size = len(positions)
    matrix = _adjacency(size, edges)
    degrees = np.diff(matrix.indptr)
    tree = cKDTree(positions)
    total = 0.0
    for node in range(size):
        own = matrix.indices[matrix.indptr[node] : matrix.indptr[node + 1]]
        nearest = np.atleast_1d(tree.query(positions[node], degrees[node] + 1)[1])
        shared = np.intersect1d(own, nearest[nearest != node][: degrees[node]]).size
        total += shared / max(1, 2 * degrees[node] - shared)
    return total / size


def crossings_per_edge(
    positions: FloatArray, edges: IntArray, rng: np.random.Generator, sample: int = 1500
) -> float:
    """Return how many other ties a tie crosses on average, from a sample of ties."""
    chosen = rng.permutation(len(edges))[:sample]
    begins, ends = positions[edges[:, 0]], positions[edges[:, 1]]
    total = 0
    for edge in chosen:
        begin, end = begins[edge], ends[edge]
        apart = ~np.isin(edges, edges[edge]).any(axis=1)
        split = _side(begin, end, begins) * _side(begin, end, ends) < 0
        other = _side(begins, ends, begin) * _side(begins, ends, end) < 0
        total += int((apart & split & other).sum())
    return total / len(chosen)


def overlap(positions: FloatArray) -> float:
    """Return the share of nodes nearer to another than 0.2 of the mean spacing."""
    from scipy.spatial import ConvexHull, cKDTree

    spacing = np.sqrt(ConvexHull(positions).volume / len(positions))
    nearest = np.asarray(cKDTree(positions).query(positions, 2)[0])[:, 1]
    return float((nearest < 0.2 * spacing).mean())


def _side(begin: FloatArray, end: FloatArray, point: FloatArray) -> FloatArray:
    along, across = end - begin, point - begin
    side: FloatArray = along[..., 0] * across[..., 1] - along[..., 1] * across[..., 0]
    return side


def _adjacency(size: int, edges: IntArray):  # type: ignore[no-untyped-def]
    from scipy.sparse import coo_array

    ones = np.ones(2 * len(edges))
    ends = (np.concatenate(edges.T), np.concatenate(edges.T[::-1]))
    return coo_array((ones, ends), shape=(size, size)).tocsr()


Method = Callable[[GeneratedMap], tuple[float, FloatArray]]


def _own(generated: GeneratedMap, with_groups: bool) -> tuple[float, FloatArray]:
    from oci_map.drawing.pipeline import layout_large

    problem = generated.problem(with_groups)
    begin = time.process_time()
    positions = layout_large(problem)
    return time.process_time() - begin, positions


def ours(generated: GeneratedMap) -> tuple[float, FloatArray]:
    """Lay the map out by its ties and groups."""
    return _own(generated, with_groups=True)


def ours_ties_only(generated: GeneratedMap) -> tuple[float, FloatArray]:
    """Lay the map out by its ties alone, as the other programs do."""
    return _own(generated, with_groups=False)


def sfdp(generated: GeneratedMap) -> tuple[float, FloatArray]:
    """Let graphviz lay the map out, without its own removal of overlaps."""
    lines = [f"{first} -- {second};" for first, second in generated.edges.tolist()]
    text = "graph {overlap=true; node [shape=point]; " + "\n".join(lines) + "}"
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        ["sfdp", "-Tplain"], input=text, capture_output=True, text=True, check=True
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    positions = np.zeros((generated.size, 2))
    for line in done.stdout.splitlines():
        parts = line.split()
        if parts[0] == "node":
            positions[int(parts[1])] = float(parts[2]), float(parts[3])
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return spent, positions


def graphology(generated: GeneratedMap) -> tuple[float, FloatArray]:
    """Let the engine of Gephi Lite take 100 steps of ForceAtlas2."""
    lines = [str(generated.size), *(f"{a} {b}" for a, b in generated.edges.tolist())]
    done = subprocess.run(
        ["node", "-e", _GRAPHOLOGY],
        input="\n".join(lines),
        capture_output=True,
        text=True,
        check=True,
    )
    first, *rest = done.stdout.splitlines()
    return float(first), np.array([[float(part) for part in line.split()] for line in rest])


def networkx_spring(generated: GeneratedMap) -> tuple[float, FloatArray]:
    """Let networkx lay the map out by Fruchterman-Reingold."""
    import networkx as nx

    graph: nx.Graph[int] = nx.Graph(generated.edges.tolist())
    begin = time.process_time()
    found = nx.spring_layout(graph, seed=1)
    return time.process_time() - begin, np.array([found[node] for node in range(generated.size)])


def networkx_forceatlas2(generated: GeneratedMap) -> tuple[float, FloatArray]:
    """Let networkx lay the map out by ForceAtlas2."""
    import networkx as nx

    graph: nx.Graph[int] = nx.Graph(generated.edges.tolist())
    begin = time.process_time()
    found = nx.forceatlas2_layout(graph, seed=1)
    return time.process_time() - begin, np.array([found[node] for node in range(generated.size)])


METHODS: dict[str, Method] = {
    "ours": ours,
    "ours, ties only": ours_ties_only,
    "sfdp": sfdp,
    "graphology": graphology,
    "networkx": networkx_spring,
    "networkx-fa2": networkx_forceatlas2,
}


def compare(size: int, methods: Sequence[str], maps: int, repeats: int) -> list[str]:
    """Run the methods in turn, several times on several maps, and return a table as lines.

    Beside each mean stands how many times as much the last method has (for time: as long).
    """
    spent: dict[str, list[float]] = {name: [] for name in methods}
    found: dict[str, list[Quality]] = {name: [] for name in methods}
    nodes, ties = [], []
    for seed in range(maps):
        generated = largest_component(make_map(size, seed))
        generated = replace(generated, weights=np.ones(len(generated.edges)))
        nodes.append(generated.size)
        ties.append(len(generated.edges))
        for again in range(repeats):
            for name in methods:
                seconds, drawn = METHODS[name](generated)
                spent[name].append(seconds)
                if not again:
                    found[name].append(measure(drawn, generated.edges))
    lines = [f"{maps} maps of {statistics.mean(nodes):.0f} nodes, {statistics.mean(ties):.0f} ties"]
    heads = ("cpu s", "stress", "np1", "crossings", "overlap")
    lines.append(f"{'method':<18}" + "".join(f"{head:>16}" for head in heads))
    rows = {name: [statistics.mean(spent[name]), *_means(found[name])] for name in methods}
    last = rows[methods[-1]]
    for name, row in rows.items():
        cells = (
            f"{value:10.3f} {_ratio(value, other):>5}"
            for value, other in zip(row, last, strict=True)
        )
        lines.append(f"{name:<18}" + "".join(cells))
    return lines


def _means(found: Sequence[Quality]) -> list[float]:
    rows = [(one.stress, one.kept, one.crossings, one.overlap) for one in found]
    return [statistics.mean(column) for column in zip(*rows, strict=True)]


def _ratio(value: float, other: float) -> str:
    return f"×{value / other:.2f}" if other else ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 5000])
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--maps", type=int, default=2)
    parser.add_argument("--peers", nargs="*", default=["sfdp"], choices=sorted(METHODS))
    chosen = parser.parse_args()
    for size in chosen.sizes:
        methods = ["ours", "ours, ties only", *chosen.peers]
        print("\n".join(compare(size, methods, chosen.maps, chosen.repeats)), flush=True)


if __name__ == "__main__":
    main()
