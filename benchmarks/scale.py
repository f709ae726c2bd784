"""The graph part far beyond a laptop's map: `python -m benchmarks.scale 100000 1000000`.

Each size runs in a process of its own, so that its peak memory is known. Ties come from groups of
skewed size that lie in communities, as in `maps.py`, but made by arrays alone. Beside our engine
stands igraph on the same ties, an engine that others can carry on with.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import importlib.util
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Final, TypeVar

import numpy as np

from oci_map.arrays import FloatArray, IntArray
from oci_map.graph.cooperation import Cooperation, Links, cooperation_of, links
from oci_map.model.ids import RecordId

SIZES: Final = (100_000, 1_000_000)
SECTORS: Final = 12
# Beyond this, the product of the ties with themselves wants more memory than a laptop has.
_FITS: Final = 200_000
MEMBERSHIPS: Final = 3.0  # of each organisation, on average


T = TypeVar("T")


def generated(size: int, seed: int = 0) -> tuple[IntArray, Links]:
    """Return the sector (n,) of each organisation, and its ties: Newman's weights of shared seats.

    A group of k members gives each of its pairs 1 / (k - 1).
    """
    rng = np.random.default_rng([size, seed])
    sectors = np.sort(rng.integers(0, SECTORS, size))
    counts = np.minimum(2 + (5 * rng.pareto(1.6, int(size * MEMBERSHIPS / 6))).astype(np.intp), 40)
    first = rng.integers(0, size, len(counts))
    ones, others, weights = [], [], []
    for count in np.unique(counts):
        begin = first[counts == count]
        # Members lie near each other; one in ten comes from anywhere.
        members = begin[:, None] + rng.integers(0, 4 * count + 4, (len(begin), count))
        away = rng.random(members.shape) < 0.1
        members = np.where(away, rng.integers(0, size, members.shape), members) % size
        upper, lower = np.triu_indices(count, 1)
        one, other = members[:, upper].ravel(), members[:, lower].ravel()
        kept = one != other
        ones.append(one[kept])
        others.append(other[kept])
        weights.append(np.full(int(kept.sum()), 1.0 / (count - 1)))
    return sectors, links(
        size, np.concatenate(ones), np.concatenate(others), np.concatenate(weights)
    )


def report(sizes: tuple[int, ...] = SIZES) -> Iterator[str]:
    """Measure each size in a process of its own."""
    for size in sizes:
        yield f"{size:,} organisations"
        yield subprocess.run(
            [sys.executable, "-m", "benchmarks.scale", "--one", str(size)],
            capture_output=True, text=True, check=True,
        ).stdout.rstrip()  # fmt: skip


def _one(size: int) -> None:
    from oci_map.graph.cuts import find_cuts
    from oci_map.graph.holes import constraint
    from oci_map.graph.modularity import divide, modularity, web_of

    sectors, ties = generated(size)
    names = tuple(RecordId(str(number)) for number in range(size))
    made = _timed("ties added up", lambda: cooperation_of(names, {"membership": ties}))
    print(f"    {made.count:,} tied pairs")
    _timed("sector × sector", lambda: _between(made, sectors))
    web = _timed("web of ties", lambda: web_of(made))
    labels = _timed("clusters", lambda: divide(web, 1))
    print(f"    {labels.max() + 1:,} clusters, Q {modularity(web, labels):.3f}")
    if size <= _FITS:
        _timed("constraint", lambda: constraint(web))
        _timed("bridges, cut points", lambda: find_cuts(made))
    if importlib.util.find_spec("igraph"):
        _igraph(made)


def _between(made: Cooperation, sectors: IntArray) -> FloatArray:
    ends = sectors[made.pairs]
    codes = ends.min(axis=1) * SECTORS + ends.max(axis=1)
    return np.bincount(codes, made.weights, SECTORS**2).astype(np.float64)


def _igraph(made: Cooperation) -> None:
    import igraph

    graph = _timed("igraph: graph made", lambda: igraph.Graph(made.size, made.pairs))
    graph.es["weight"] = made.weights
    found = _timed(
        "igraph: Leiden",
        lambda: graph.community_leiden("modularity", weights="weight", n_iterations=2),
    )
    print(f"    {len(found):,} clusters, Q {found.modularity:.3f}")
    if made.size <= _FITS:
        _timed("igraph: constraint", lambda: graph.constraint(weights="weight"))
    _timed("igraph: cut points", graph.articulation_points)


def _timed(name: str, step: Callable[[], T]) -> T:
    begin = time.process_time()
    found = step()
    spent = time.process_time() - begin
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  {name:<24}{spent:9.2f} s{peak:9.0f} MB so far", flush=True)
    return found


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        _one(int(sys.argv[2]))
    else:
        for line in report(tuple(map(int, sys.argv[1:])) or SIZES):
            print(line, flush=True)
