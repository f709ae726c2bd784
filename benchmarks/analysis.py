"""How long the findings take, from a fresh snapshot: `python -m benchmarks.analysis [SIZE …]`.

Nothing in the maps is real. Times are processor milliseconds of this process, the median of
several fresh analyses; compare them within one run only.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from statistics import median

import numpy as np

from oci_map.graph.analysis import Analysis
from oci_map.graph.filters import Filter
from oci_map.model import records as r
from oci_map.model.fields import NOUNS
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot

SECTORS = 12
PARTS: dict[str, Callable[[Analysis], object]] = {
    "cooperation": lambda one: one.cooperation,
    "lines": lambda one: one.lines,
    "counts": lambda one: (
        one.ties_by_kind,
        one.organisations_by_sector,
        one.organisations_by_level,
        one.isolates,
    ),
    "pair gaps": lambda one: one.pair_gaps,
    "brokerage": lambda one: one.brokerage,
    "time": lambda one: (one.new_ties_per_quarter, one.events),
}


def make_snapshot(size: int, seed: int = 0) -> Snapshot:
    """Return a document of `size` organisations shaped like the example, whatever its size."""
    return Snapshot.of(_records(size, np.random.default_rng([size, seed])))


def _records(size: int, rng: np.random.Generator) -> Iterator[r.Record]:
    yield r.DocumentInfo(id=_id("document"), coordinator=_id("o", 0), platform=_id("g", 0))
    for number in range(SECTORS):
        yield r.Sector(id=_id("s", number), name_en=f"Sector {number}", rank=number)
    home = rng.integers(0, SECTORS, size)
    for number in range(size):
        others = rng.choice(SECTORS, rng.choice([0, 0, 1, 2]), replace=False)
        sectors = dict.fromkeys([int(home[number]), *others.tolist()])
        yield r.Organisation(
            id=_id("o", number),
            name=f"Organisation {number}",
            sectors=tuple(_id("s", one) for one in sectors) if number else (),
        )
    yield from _groups(size, rng)
    yield from _needs(size, rng)
    for number in range(5 * size // 4):
        one, other = (int(place) for place in rng.choice(size, 2, replace=False))
        kind = ("cooperation", "cooperation", "project", "funding", "information")[number % 5]
        yield r.Tie(
            id=_id("t", number),
            organisation=_id("o", one),
            other=_id("o", other),
            kind=kind,
            strength=1 + number % 5,
            active_from=f"{2009 + number % 4}-0{1 + number % 9}",
        )
    for number in range(size // 2):
        members = [_id("o", int(one)) for one in rng.choice(size, rng.integers(1, 5))]
        partners = tuple(dict.fromkeys(members[1:]))
        yield r.Initiative(id=_id("i", number), name_en="x", lead=members[0], partners=partners)
    for number in range(3 * size // 2):
        supporters = tuple(_id("o", int(one)) for one in sorted(set(rng.integers(0, size, 4))))
        yield r.Recommendation(id=_id("r", number), text_en="x", supporters=supporters)


def _groups(size: int, rng: np.random.Generator) -> Iterator[r.Record]:
    yield r.WorkingGroup(id=_id("g", 0), name_en="Platform", kind="platform")
    sizes = [size]
    while sum(sizes) < 3 * size:
        sizes.append(int(min(4 + 3 * rng.pareto(1.3), 40, size)))
        yield r.WorkingGroup(id=_id("g", len(sizes) - 1), name_en="Group")
    for group, count in enumerate(sizes):
        # Members of a group are mostly near each other, so that the map has some distance in it.
        middle = rng.integers(0, size)
        near = np.unique((middle + rng.normal(0, count, count)).astype(int) % size)
        for one in range(size) if group == 0 else near.tolist():
            yield r.Membership(
                id=_id("m", group, one), organisation=_id("o", one), group=_id("g", group)
            )


def _needs(size: int, rng: np.random.Generator) -> Iterator[r.Record]:
    count = max(9, size // 40)
    for number in range(count):
        yield r.Need(id=_id("n", number), name_en=f"Need {number}", rank=number)
    for one in range(size):
        for need in np.unique((count * rng.random(5) ** 2).astype(int)).tolist():
            yield r.NeedStatement(
                id=_id("h", one, need),
                organisation=_id("o", one),
                need=_id("n", need),
                priority=int(rng.integers(1, 4)),
            )


def _id(kind: str, *numbers: int) -> RecordId:
    return RecordId("-".join([kind, *(f"{number:06d}" for number in numbers)]))


def measure(size: int, repeats: int) -> list[str]:
    """Return what was found on a map of this size, and how long each part took."""
    made = make_snapshot(size)
    tables = {noun: made.table(noun) for noun in NOUNS}
    times: dict[str, list[float]] = {name: [] for name in (*PARTS, "all")}
    for _run in range(repeats + 1):
        analysis = Analysis(Snapshot(tables), Filter())
        begin = time.process_time()
        for name, part in PARTS.items():
            start = time.process_time()
            part(analysis)
            times[name].append(1000 * (time.process_time() - start))
        times["all"].append(1000 * (time.process_time() - begin))
    summary = analysis.pair_gap_summary
    found = (
        f"{size} organisations, {analysis.cooperation.count} tied pairs, "
        f"{summary.count} gaps of {summary.sharing} pairs that share a need"
    )
    # The first run also loads libraries.
    return [found] + [
        f"  {name:<12}{median(taken[1:]):>10.2f} ms (at best {min(taken[1:]):.2f})"
        for name, taken in times.items()
    ]


def report(sizes: Sequence[int] = (36, 500, 5000)) -> list[str]:
    """Return the lines of the report."""
    return [line for size in sizes for line in measure(size, 60 if size < 100 else 3)]


if __name__ == "__main__":
    print(*report([int(one) for one in sys.argv[1:]] or (36, 500, 5000)), sep="\n")
