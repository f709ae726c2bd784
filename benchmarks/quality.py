"""How good a drawing of a network is: the measures that layouts are compared by."""

from __future__ import annotations

from typing import Final

import numpy as np

from oci_map.arrays import FloatArray, IntArray
from oci_map.values import dataclass

_LINE: Final = 13.0  # px that a name is high


@dataclass(frozen=True, slots=True)
class Quality:
    """Five measures of a drawing; all but `kept` are better when low."""

    stress: float
    kept: float
    crossings: float
    overlap: float
    names: float


def measure(
    positions: FloatArray, edges: IntArray, label_widths: FloatArray, spacing: float
) -> Quality:
    """Measure a drawing of a connected map, on a sample where there are many nodes or ties.

    For the names it is scaled so that each node has a square of `spacing` px on average: all
    drawings of a map are compared at the same size.
    """
    rng = np.random.default_rng(0)
    return Quality(
        stress=stress(positions, edges, rng),
        kept=neighbours_kept(positions, edges),
        crossings=crossings_per_edge(positions, edges, rng),
        overlap=overlap(positions),
        names=names_overlapping(positions * spacing / mean_spacing(positions), label_widths),
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
    from scipy.spatial import cKDTree

    nearest = np.asarray(cKDTree(positions).query(positions, 2)[0])[:, 1]
    return float((nearest < 0.2 * mean_spacing(positions)).mean())


def mean_spacing(positions: FloatArray) -> float:
    """Return the side of the square that each node has on average within the convex hull."""
    from scipy.spatial import ConvexHull

    return float(np.sqrt(ConvexHull(positions).volume / len(positions)))


def names_overlapping(positions: FloatArray, widths: FloatArray) -> float:
    """Return the share of nodes whose name, centred below the mark, lies on another name."""
    from scipy.spatial import cKDTree

    reach = float(np.hypot(widths.max(), _LINE))
    pairs = cKDTree(positions).query_pairs(reach, output_type="ndarray")
    across, down = np.abs(positions[pairs[:, 0]] - positions[pairs[:, 1]]).T
    met = pairs[(across < widths[pairs].mean(axis=1)) & (down < _LINE)]
    return len(np.unique(met)) / len(positions)


def _side(begin: FloatArray, end: FloatArray, point: FloatArray) -> FloatArray:
    along, across = end - begin, point - begin
    side: FloatArray = along[..., 0] * across[..., 1] - along[..., 1] * across[..., 0]
    return side


def _adjacency(size: int, edges: IntArray):  # type: ignore[no-untyped-def]
    from scipy.sparse import coo_array

    ones = np.ones(2 * len(edges))
    ends = (np.concatenate(edges.T), np.concatenate(edges.T[::-1]))
    return coo_array((ones, ends), shape=(size, size)).tocsr()
