"""How long all findings take and what they hold: `python -m benchmarks.findings [SIZE …]`.

Nothing in the maps is real. Times are processor seconds of this process, the best of several
fresh analyses; the peak is that of the process after each size, so sizes go up. A size of 26 is
the worked example with its sampled null model.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import resource
import sys
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from benchmarks.analysis import make_snapshot
from oci_map import resources
from oci_map.document import Document
from oci_map.graph.analysis import Analysis
from oci_map.graph.build import paired_graph
from oci_map.graph.filters import Filter
from oci_map.graph.finding import LEVELS
from oci_map.graph.matrix import MATRICES
from oci_map.graph.pair_gaps import PairGapFinder
from oci_map.graph.sectors import ties_of_classes
from oci_map.graph.what_if import Hypothesis, what_if
from oci_map.model.fields import NOUNS
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot

if TYPE_CHECKING:
    import networkx as nx

EXAMPLE = 26
SIZES = (EXAMPLE, 500, 5000, 20000)


def _gaps(analysis: Analysis) -> None:
    for level in LEVELS:
        analysis.findings.at_level(level)


def _matrices(analysis: Analysis) -> None:
    for name in MATRICES:
        analysis.findings.matrix(name)


def _details(analysis: Analysis) -> None:
    for level in LEVELS:
        for gap in analysis.findings.at_level(level)[:5]:
            analysis.findings.details(gap)


PARTS: dict[str, Callable[[Analysis], object]] = {
    "cooperation": lambda one: one.cooperation,
    "gaps between organisations": lambda one: one.pair_gap_summary,
    "gaps at all levels": _gaps,
    "matrices": _matrices,
    "details of 5 a level": _details,
}


def _snapshot(size: int) -> Snapshot:
    if size != EXAMPLE:
        return make_snapshot(size)
    path = resources.path("examples", "oci-worked-example.ocimap")
    document = Document.open(path, read_only=True)
    try:
        return document.snapshot
    finally:
        document.close()


def measure(size: int, repeats: int) -> list[str]:
    """Return how long each part took on a map of this size."""
    made = _snapshot(size)
    tables = {noun: made.table(noun) for noun in NOUNS}
    best: dict[str, float] = {}
    for _run in range(repeats + 1):  # the first run also loads libraries
        analysis = Analysis(Snapshot(tables), Filter(without_coordinator=True))
        begin = time.process_time()
        for name, part in PARTS.items():
            start = time.process_time()
            part(analysis)
            _keep(best, name, time.process_time() - start)
        _keep(best, "all", time.process_time() - begin)
        start = time.process_time()
        analysis.findings.refine()
        _keep(best, "null model, sampled where small", time.process_time() - start)
    one, other = analysis.organisations[:2]
    start = time.process_time()
    what_if(made, analysis.filter, Hypothesis(ties=((one, other),)))
    _keep(best, "what if", time.process_time() - start)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    head = (
        f"{len(analysis.organisations)} organisations, {analysis.cooperation.count} tied pairs, "
        f"{len(analysis.findings.gaps)} gaps listed, peak {peak:.0f} MB"
    )
    return [head, *(f"  {name:<32}{1000 * taken:>10.1f} ms" for name, taken in best.items())]


def side_by_side(size: int = 5000) -> list[str]:
    """Return how long two parts take here and with plain networkx, in one run."""
    import networkx as nx

    analysis = Analysis(make_snapshot(size), Filter(without_coordinator=True))
    cooperation, snapshot = analysis.cooperation, analysis.snapshot
    between = analysis.sector_ties
    graph = paired_graph(cooperation, snapshot)
    one_sector = {one: (snapshot.organisations[one].sectors or ("",))[0] for one in graph}
    nx.set_node_attributes(graph, one_sector, "sector")
    holders = [
        [one.organisation for one in held if one.organisation in graph]
        for held in snapshot.holders_of.values()
    ]
    parts: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {
        "sector × sector": (
            lambda: ties_of_classes(between.sectors, between.member, cooperation),
            lambda: nx.attribute_mixing_matrix(graph, "sector"),
        ),
        "pairs that share a need, ≤ 2 steps": (
            lambda: PairGapFinder(snapshot, cooperation, analysis.needs).all(),
            lambda: _apart(graph, holders),
        ),
    }
    lines = [f"{size} organisations, {cooperation.count} tied pairs: here, networkx, times faster"]
    for name, (ours, theirs) in parts.items():
        ours()
        mine, other = _taken(ours), _taken(theirs)
        lines.append(f"  {name:<36}{mine:>8.0f} ms{other:>10.0f} ms{other / mine:>8.1f}")
    return lines


def _apart(graph: nx.Graph[RecordId], holders: Sequence[Sequence[RecordId]]) -> int:
    near = {one: {other for p in graph[one] for other in (p, *graph[p])} for one in graph}
    sharing = {(a, b) for held in holders for a in held for b in held if a < b}
    return sum(b not in near[a] for a, b in sharing)


def _taken(part: Callable[[], object]) -> float:
    begin = time.process_time()
    part()
    return 1000 * (time.process_time() - begin)


def _keep(best: dict[str, float], name: str, taken: float) -> None:
    best[name] = min(taken, best.get(name, taken))


def report(sizes: Sequence[int] = SIZES) -> list[str]:
    """Return the lines of the report."""
    lines = [line for size in sizes for line in measure(size, 5 if size < 1000 else 1)]
    return [*lines, *side_by_side(min(5000, max(sizes)))]


if __name__ == "__main__":
    print(*report([int(one) for one in sys.argv[1:]] or SIZES), sep="\n")
