"""The rough shape of a large map: distances from a few pivots, and a picture that keeps them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from oci_map.arrays import Float32Array, FloatArray, IntArray
from oci_map.progress import Progress
from oci_map.values import dataclass

if TYPE_CHECKING:
    from scipy.sparse import csr_array


#: So many organisations stand for all others, and so many rounds bring the distances home.
PIVOTS = 50
ROUNDS = 10
#: Rounds that restore distances, and how often their shifts are averaged over neighbours.
_RESTORING, _SMOOTHING = 5, 3
_TINY = np.float32(1e-6)


def adjacency(count: int, edges: IntArray) -> csr_array[Any]:
    """Return the symmetric matrix (count, count) of ones for the given edges (m, 2)."""
    from scipy.sparse import coo_array

    # csgraph would copy any other kind of number each time.
    ones = np.ones(2 * len(edges), dtype=np.float64)
    rows = np.concatenate((edges[:, 0], edges[:, 1])).astype(np.int32)
    columns = np.concatenate((edges[:, 1], edges[:, 0])).astype(np.int32)
    return coo_array((ones, (rows, columns)), shape=(count, count)).tocsr()


@dataclass(frozen=True, eq=False)  # no slots: its weights are made on first use
class Distances:
    """How many hops it is from a few pivots to everybody in a connected graph."""

    matrix: csr_array[Any]  # (n, n)
    pivots: IntArray  # (k,)
    hops: npt.NDArray[np.int32]  # (k, n)

    @cached_property
    def weights(self) -> Float32Array:
        """How many nodes a pivot stands for, seen from each node, over the squared hops (k, n)."""
        region = self.hops.argmin(axis=0)
        weights = np.zeros(self.hops.shape, dtype=np.float32)
        for pivot, row in enumerate(self.hops):
            reached = np.cumsum(np.bincount(row[region == pivot]))
            near = reached[np.minimum(row // 2, len(reached) - 1)] if len(reached) else 1
            weights[pivot] = np.where(row > 0, near / np.maximum(row, 1) ** 2, 0)
        return weights


def distances(
    matrix: csr_array[Any], rng: np.random.Generator, progress: Progress | None = None
) -> Distances:
    """Return the hops from PIVOTS pivots, chosen far from each other and at random in turn."""
    return Distances(matrix, *pivot_hops(matrix, PIVOTS, rng, progress))


def stress_layout(known: Distances, progress: Progress | None = None) -> FloatArray:
    """Return positions (n, 2) of a connected graph in which one hop is about one unit long.

    PivotMDS (Brandes & Pich 2006), then majorisation of the sparse stress model (Ortmann,
    Klimenta & Brandes 2017).
    """
    return relax_stress(pivot_start(known.hops), known, ROUNDS, progress)


def restore_distances(
    positions: FloatArray, known: Distances, progress: Progress | None = None
) -> FloatArray:
    """Return positions (n, 2) whose large distances follow the hops again, at the same scale.

    Neighbours are shifted together, so that what is near stays near: the shifts that lower the
    stress are averaged over neighbours, and over theirs, before they are made.
    """
    far = known.hops > 0
    apart = positions[known.pivots, None] - positions[None]
    ratio = (np.sqrt(apart[..., 0] ** 2 + apart[..., 1] ** 2)[far]) / known.hops[far]
    unit = max(float((ratio**2).sum() / max(ratio.sum(), 1e-9)), 1e-9)
    scaled = positions / unit
    shift = relax_stress(scaled, known, _RESTORING, progress) - scaled
    neighbours = np.diff(known.matrix.indptr)[:, None] + 1
    for _ in range(_SMOOTHING):
        shift = (known.matrix @ shift + shift) / neighbours
    return np.asarray((scaled + shift) * unit, dtype=np.float64)


def pivot_hops(
    matrix: csr_array[Any], count: int, rng: np.random.Generator, progress: Progress | None = None
) -> tuple[IntArray, npt.NDArray[np.int32]]:
    """Choose up to `count` pivots, farthest and random in turn; return them and their hops (k, n).

    The graph must be connected.
    """
    size = matrix.shape[0]
    pivots = [int(rng.integers(size))]
    hops = [_hops_from(matrix, pivots[0])]
    nearest = hops[0].copy()
    while len(pivots) < min(count, size):
        if progress is not None:
            progress.report(0.0)
        far = nearest == nearest.max() if len(pivots) % 2 else nearest > 0
        choices = np.flatnonzero(far)
        pivots.append(int(choices[rng.integers(len(choices))]))
        hops.append(_hops_from(matrix, pivots[-1]))
        nearest = np.minimum(nearest, hops[-1])
    return np.array(pivots, dtype=np.intp), np.array(hops)


def pivot_start(hops: npt.NDArray[np.int32]) -> FloatArray:
    """Return the positions (n, 2) that PivotMDS gives for hops (k, n)."""
    squared = hops.astype(np.float64) ** 2
    centred = squared - squared.mean(axis=0) - squared.mean(axis=1, keepdims=True) + squared.mean()
    values, vectors = np.linalg.eigh(centred @ centred.T)
    if len(values) == 1:
        return np.zeros((hops.shape[1], 2))
    axes = vectors[:, -1:-3:-1]
    # The sign of an eigenvector is an accident of the library; fix it.
    axes = axes * np.where(axes[np.abs(axes).argmax(axis=0), [0, 1]] < 0, -1.0, 1.0)
    positions = (-0.5 * centred).T @ axes
    spread = np.sqrt((positions**2).sum(axis=1).mean())
    wanted = np.sqrt(squared.mean() / 2)
    return np.asarray(positions * (wanted / max(spread, 1e-9)), dtype=np.float64)


def relax_stress(
    start: FloatArray, known: Distances, rounds: int, progress: Progress | None = None
) -> FloatArray:
    """Bring drawn distances to neighbours and pivots near the hops; return positions (n, 2).

    A pivot pulls with the weight of its region; nobody but neighbours and pivots pulls a pivot.
    """
    matrix, pivots, hops = known.matrix, known.pivots, known.hops
    # Nodes at one place would have no direction to part in.
    jitter = np.random.default_rng(0).normal(0, 0.01, start.shape)
    x = np.ascontiguousarray((start + jitter).T, dtype=np.float32)
    weights = known.weights
    lengths = weights * hops.astype(np.float32)
    degrees = np.diff(matrix.indptr)
    rows = np.repeat(np.arange(matrix.shape[0], dtype=np.int32), degrees)
    share = 1 / (weights.sum(axis=0) + degrees.astype(np.float32))
    for done in range(rounds):
        if progress is not None:
            progress.report(done / rounds)
        x = _pivot_terms(x, pivots, weights, lengths) + _neighbour_terms(x, matrix, rows)
        x *= share
    return np.asarray(x.T, dtype=np.float64)


def _pivot_terms(
    x: Float32Array, pivots: IntArray, weights: Float32Array, lengths: Float32Array
) -> Float32Array:
    across = x[0] - x[0, pivots][:, None]
    down = x[1] - x[1, pivots][:, None]
    scale = lengths / np.sqrt(across * across + down * down + _TINY)
    moved = x[:, pivots] @ weights
    moved[0] += np.einsum("pn,pn->n", scale, across)
    moved[1] += np.einsum("pn,pn->n", scale, down)
    return moved


def _neighbour_terms(
    x: Float32Array, matrix: csr_array[Any], rows: npt.NDArray[np.int32]
) -> Float32Array:
    across, others_across = x[0][rows], x[0][matrix.indices]
    down, others_down = x[1][rows], x[1][matrix.indices]
    across -= others_across
    down -= others_down
    scale = 1 / np.sqrt(across * across + down * down + _TINY)
    begins = matrix.indptr[:-1]
    return np.stack(
        (
            np.add.reduceat(others_across + scale * across, begins),
            np.add.reduceat(others_down + scale * down, begins),
        )
    )


def _hops_from(matrix: csr_array[Any], source: int) -> npt.NDArray[np.int32]:
    """Return the hops from one node to all (n,), from the order in which they are met."""
    from scipy.sparse.csgraph import breadth_first_order

    order, before = breadth_first_order(matrix, source, directed=True)
    place = np.empty(matrix.shape[0], dtype=np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    parents = place[before[order[1:]]]  # never decreasing, so each level is one stretch
    bounds = [0, 1]
    while bounds[-1] < len(order):
        bounds.append(1 + int(parents.searchsorted(bounds[-1])))
    hops = np.zeros(matrix.shape[0], dtype=np.int32)
    hops[order] = np.repeat(np.arange(len(bounds) - 1, dtype=np.int32), np.diff(bounds))
    return hops
