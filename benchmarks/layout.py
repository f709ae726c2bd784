"""The layout beside what a person would use instead: speed and quality in one run.

    python3 dev.py bench layout
    python -m benchmarks.layout --sizes 1000 5000 --maps 3 --peers sfdp networkx

All ties are equally strong here, because not all programs know stronger ones. Times are processor
seconds of one thread, the methods in turn; one that takes longer than a minute is stopped.
"""

from __future__ import annotations

import argparse
import os
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import replace

for _variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(_variable, "1")

import numpy as np

from benchmarks.layout_peers import LIMIT, METHODS, present, within
from benchmarks.maps import GeneratedMap, largest_component, make_map, worked_example
from benchmarks.quality import Quality, mean_spacing, measure
from benchmarks.targets import at_least, at_most
from oci_map.drawing.layout import place_new

#: Of the worked example, which is laid out in place of a generated map of its size.
EXAMPLE = 36
SIZES = (EXAMPLE, 200, 1_000, 5_000, 20_000)
#: size: (time against sfdp, stress, np1, crossings, time against graphology); the other is 1.
TARGETS = {
    1_000: (1 / 3, 1.0, 1.3, 0.7, 1 / 7),
    5_000: (1 / 3, 1.15, 1.6, 0.7, 1 / 7),
    20_000: (1 / 5, 1.15, 1.6, 0.6, 1 / 10),
}
# Of the diagonal: how far one organisation more may move the others on average.
_CALM = 0.005
# Seconds: what takes longer is not repeated.
_SLOW = 1.0
_COMPARED = ("time", "stress", "np1", "crossings")
_HEADS = ("cpu s", "stress", "np1", "crossings", "overlap", "names")

Row = tuple[float, ...]


def report(
    sizes: Sequence[int] = SIZES, peers: Sequence[str] = (), maps: int = 0, repeats: int = 0
) -> Iterator[str]:
    """Run the methods in turn and yield a table for each size, with the targets below it."""
    missing = [name for name in METHODS if not present(name)]
    if missing:
        yield f"not on this machine: {', '.join(missing)}"
    for size in sizes:
        chosen = [
            name
            for name in METHODS
            if present(name) and (not peers or name in peers or name.startswith("ours"))
        ]
        once = size > 1_000
        some = 1 if once or size == EXAMPLE else 3
        yield from compare(size, chosen, maps or some, repeats or (1 if once else 3))


def compare(size: int, methods: Sequence[str], maps: int, repeats: int) -> Iterator[str]:
    """Run the methods several times on several maps; beside each mean stands its share of sfdp."""
    spent: dict[str, list[float]] = {name: [] for name in methods}
    found: dict[str, list[Quality]] = {name: [] for name in methods}
    nodes, ties, moves = [], [], []
    stopped: list[str] = []
    for seed in range(maps):
        generated = largest_component(_map_of(size, seed))
        generated = replace(generated, weights=np.ones(len(generated.edges)))
        nodes.append(generated.size)
        ties.append(len(generated.edges))
        moves.append(_moved_by_one_more(generated))
        spacing = 0.0
        for again in range(repeats):
            for name in methods:
                if name in stopped or (again and spent[name][-1] > _SLOW):
                    continue
                outcome = within(name, generated)
                if outcome is None:
                    stopped.append(name)
                    continue
                seconds, drawn = outcome
                spent[name].append(seconds)
                spacing = spacing or mean_spacing(drawn)  # ours is the first
                if not again:
                    found[name].append(
                        measure(drawn, generated.edges, generated.label_widths, spacing)
                    )
    rows = {
        name: (statistics.median(spent[name]), *_means(found[name]))
        for name in methods
        if name not in stopped
    }
    yield f"{maps} maps of {statistics.mean(nodes):.0f} nodes, {statistics.mean(ties):.0f} ties"
    yield from _table(rows)
    yield from (f"{name:<16}stopped after {LIMIT} s of processor time" for name in stopped)
    moved = statistics.mean(moves)
    yield _told("moved by one organisation more", moved, at_most(moved, _CALM, digits=3))
    yield from _against_targets(size, rows)


def _map_of(size: int, seed: int) -> GeneratedMap:
    return worked_example() if size == EXAMPLE else make_map(size, seed)


def _table(rows: dict[str, Row]) -> Iterator[str]:
    yield f"{'method':<16}" + "".join(f"{head:>18}" for head in _HEADS)
    beside = rows.get("sfdp")
    for name, row in rows.items():
        cells = [
            f"{value:10.3f} {_ratio(value, beside[place] if beside else 0):>7}"
            for place, value in enumerate(row)
        ]
        yield f"{name:<16}" + "".join(cells)


def _against_targets(size: int, rows: dict[str, Row]) -> Iterator[str]:
    if size not in TARGETS or "sfdp" not in rows:
        return
    # The others know ties only, so the target is for ties only as well.
    ours, peer = rows["ours, ties only"], rows["sfdp"]
    *sfdp, gephi = TARGETS[size]
    yield from _beside("sfdp", ours, peer, sfdp)
    yield _told("node overlap", ours[4], at_most(ours[4], 0.0))
    if "graphology" in rows:
        yield from _beside("Gephi Lite's engine", ours, rows["graphology"], (gephi, 1, 1, 1))


def _beside(name: str, ours: Row, peer: Row, bounds: Sequence[float]) -> Iterator[str]:
    """Yield what ours is of a peer's, for time, stress, np1 and crossings, against the bounds."""
    for what, one, other, bound in zip(_COMPARED, ours, peer, bounds, strict=False):
        ratio = one / other
        verdict = at_least(ratio, bound) if what == "np1" else at_most(ratio, bound)
        yield _told(f"{what} / {name}", ratio, verdict)


def _told(what: str, value: float, verdict: str) -> str:
    return f"  {what:<34}{value:8.3f}{verdict}"


def _moved_by_one_more(generated: GeneratedMap) -> float:
    """Return how far the others move on average when the last one comes, of the diagonal."""
    problem = generated.problem()
    before = place_new(problem)
    before[-1] = np.nan
    after = place_new(replace(problem, start=before))
    diagonal = float(np.linalg.norm(np.ptp(after, axis=0)))
    return float(np.linalg.norm((after - before)[:-1], axis=1).mean()) / diagonal


def _means(found: Sequence[Quality]) -> list[float]:
    rows = [(one.stress, one.kept, one.crossings, one.overlap, one.names) for one in found]
    return [statistics.mean(column) for column in zip(*rows, strict=True)]


def _ratio(value: float, other: float) -> str:
    return f"×{value / other:.2f}" if other else ""


def main() -> None:
    """Read the command line and print the tables as they come."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--repeats", type=int, default=0)
    parser.add_argument("--maps", type=int, default=0)
    parser.add_argument("--peers", nargs="*", default=[], choices=sorted(METHODS))
    chosen = parser.parse_args()
    for line in report(chosen.sizes, chosen.peers, chosen.maps, chosen.repeats):
        print(line, flush=True)


if __name__ == "__main__":
    main()
