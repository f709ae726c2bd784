"""Generated maps that resemble real ones: sectors, communities of skewed size, groups, ties.

Nothing in them is real. The same size and seed give the same map on every machine. Beside them
stands the worked example, which is as large as most maps are.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from oci_map.arrays import BoolArray, FloatArray, IntArray
from oci_map.drawing.problem import LayoutProblem
from oci_map.values import dataclass

SECTORS = 12
MEMBERSHIPS = 2.0
MEAN_DEGREE = 9.0
#: Where ties come from: the same group, the same community, the same sector, anywhere.
TIE_SHARES = (0.70, 0.20, 0.07, 0.03)


@dataclass(frozen=True, slots=True, eq=False)
class GeneratedMap:
    """A map of n organisations with m ties and overlapping groups."""

    sectors: IntArray
    communities: IntArray
    groups: tuple[IntArray, ...]
    edges: IntArray
    weights: FloatArray
    radii: FloatArray
    label_widths: FloatArray

    @property
    def size(self) -> int:
        return len(self.sectors)

    def problem(self, with_groups: bool = True) -> LayoutProblem:
        """Return the map as a layout problem in which nothing has a position yet."""
        count = self.size
        return LayoutProblem(
            radii=self.radii,
            label_widths=self.label_widths,
            edges=self.edges,
            weights=self.weights,
            groups=self.groups if with_groups else (),
            hub=None,
            centre_group=None,
            start=np.full((count, 2), np.nan),
            pinned=np.zeros(count, dtype=bool),
        )


def make_map(
    size: int, seed: int = 0, isolates: float = 0.02, memberships: float = MEMBERSHIPS
) -> GeneratedMap:
    """Generate a map of `size` organisations, of which the share `isolates` has no ties.

    Each sits in so many groups on average.
    """
    rng = np.random.default_rng([size, seed])
    sectors, communities = _sectors_and_communities(rng, size)
    activity = rng.lognormal(0.0, 0.7, size)
    activity[rng.random(size) < isolates] = 0.0
    groups = tuple(_groups(rng, sectors, communities, memberships))
    edges = _ties(rng, sectors, communities, groups, activity)
    degrees = np.bincount(edges.ravel(), minlength=size)
    radii = 9.5 + 11.0 * np.sqrt(degrees / max(1, degrees.max()))
    return GeneratedMap(
        sectors=sectors,
        communities=communities,
        groups=groups,
        edges=edges,
        weights=rng.choice([1.0, 2.0, 3.0], len(edges), p=[0.6, 0.3, 0.1]),
        radii=radii,
        label_widths=rng.integers(3, 17, size).astype(np.float64) * 6.6,
    )


def worked_example() -> GeneratedMap:
    """Return the drawn ties and groups of the worked example: a small map that is not generated."""
    from oci_map import resources
    from oci_map.document import Document
    from oci_map.drawing.places import layout_problem

    path = resources.path("examples", "oci-worked-example.ocimap")
    document = Document.open(path, read_only=True)
    problem = layout_problem(document.snapshot)[1]
    document.close()
    return GeneratedMap(
        sectors=np.zeros(problem.count, dtype=np.intp),
        communities=np.zeros(problem.count, dtype=np.intp),
        groups=problem.groups,
        edges=problem.edges,
        weights=problem.weights,
        radii=problem.radii,
        label_widths=problem.label_widths,
    )


def largest_component(generated: GeneratedMap) -> GeneratedMap:
    """Return the part of the map that hangs together; other programs are compared on it."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    ones = np.ones(len(generated.edges))
    matrix = coo_array((ones, tuple(generated.edges.T)), shape=(generated.size,) * 2)
    labels = connected_components(matrix, directed=False)[1]
    keep: BoolArray = labels == np.bincount(labels).argmax()
    number = np.cumsum(keep) - 1
    tie_kept = keep[generated.edges].all(axis=1)
    groups = (number[group[keep[group]]] for group in generated.groups)
    return GeneratedMap(
        sectors=generated.sectors[keep],
        communities=generated.communities[keep],
        groups=tuple(group for group in groups if len(group) > 1),
        edges=number[generated.edges[tie_kept]],
        weights=generated.weights[tie_kept],
        radii=generated.radii[keep],
        label_widths=generated.label_widths[keep],
    )


def _sectors_and_communities(rng: np.random.Generator, size: int) -> tuple[IntArray, IntArray]:
    shares = 1.0 / np.arange(1, SECTORS + 1) ** 0.7
    sectors = np.sort(rng.choice(SECTORS, size, p=shares / shares.sum()))
    communities = np.zeros(size, dtype=np.intp)
    begin = 0
    number = 0
    while begin < size:
        end = min(begin + 8 + int(12 * rng.pareto(1.2)), begin + 400, size)
        # A community lies in one sector: it ends where the sector ends.
        end = begin + int(np.searchsorted(sectors[begin:end], sectors[begin], side="right"))
        communities[begin:end] = number
        number += 1
        begin = end
    return sectors, communities


def _groups(
    rng: np.random.Generator, sectors: IntArray, communities: IntArray, memberships: float
) -> Iterator[IntArray]:
    """Draw groups whose members mostly come from one neighbourhood of a community."""
    size = len(sectors)
    wanted = int(memberships * size)
    while wanted > 0:
        count = min(2 + int(7 * rng.pareto(1.6)), 40, size)
        first = int(rng.integers(size))
        near = slice(max(0, first - count), first + count + 1)
        pools = (
            near.start + np.flatnonzero(communities[near] == communities[first]),
            np.flatnonzero(communities == communities[first]),
            np.flatnonzero(sectors == sectors[first]),
        )
        members = {first}
        for where in rng.choice(len(pools), count - 1, p=[0.80, 0.14, 0.06]):
            members.add(int(rng.choice(pools[where])))
        wanted -= count
        if len(members) > 1:
            yield np.array(sorted(members), dtype=np.intp)


def _ties(
    rng: np.random.Generator,
    sectors: IntArray,
    communities: IntArray,
    groups: tuple[IntArray, ...],
    activity: FloatArray,
) -> IntArray:
    size = len(sectors)
    everybody = np.zeros(size, dtype=np.intp)
    edges = np.empty((0, 2), dtype=np.intp)
    for share, classes in zip(TIE_SHARES, (None, communities, sectors, everybody), strict=True):
        wanted = int(share * size * MEAN_DEGREE / 2)
        drawn = 2 * wanted  # many are drawn twice
        if classes is None:
            pairs = _pairs_in_groups(rng, groups, activity, drawn)
        else:
            pairs = _pairs_within(rng, classes, activity, drawn)
        pairs = np.unique(np.sort(pairs[pairs[:, 0] != pairs[:, 1]], axis=1), axis=0)
        edges = np.concatenate((edges, rng.permutation(pairs)[:wanted]))
    return np.unique(edges, axis=0)


def _pairs_in_groups(
    rng: np.random.Generator, groups: tuple[IntArray, ...], activity: FloatArray, count: int
) -> IntArray:
    if not groups:
        return np.empty((0, 2), dtype=np.intp)
    sizes = np.array([len(group) for group in groups])
    share = sizes / sizes.sum()
    flat = np.concatenate(groups)
    first = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    chosen = rng.choice(len(groups), count, p=share)
    ends = first[chosen, None] + (rng.random((count, 2)) * sizes[chosen, None]).astype(np.intp)
    pairs = flat[ends]
    active = (activity[pairs] > 0).all(axis=1)
    return np.asarray(pairs[active], dtype=np.intp)


def _pairs_within(
    rng: np.random.Generator, classes: IntArray, activity: FloatArray, count: int
) -> IntArray:
    """Draw one end by activity, the other by activity in the same class (sorted classes)."""
    total = np.cumsum(activity)
    begin = np.searchsorted(classes, classes, side="left")
    end = np.searchsorted(classes, classes, side="right")
    ends = np.minimum(np.searchsorted(total, rng.random(count) * total[-1]), len(total) - 1)
    low = total[begin[ends]] - activity[begin[ends]]
    high = total[end[ends] - 1]
    others = np.searchsorted(total, low + rng.random(count) * (high - low))
    return np.column_stack((ends, np.minimum(others, len(total) - 1)))
