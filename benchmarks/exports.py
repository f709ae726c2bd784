"""Processor time and memory of each export: the worked example, and 2 000 organisations."""

from __future__ import annotations

import gc
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final

import numpy as np

from benchmarks.targets import at_most

if TYPE_CHECKING:
    from oci_map.exchange.options import Options
    from oci_map.graph.analysis import Analysis

LARGE: Final = (2000, 10_000)
SUFFIXES: Final = (".png", ".svg", ".pdf", ".pptx", ".html", ".docx")
DOCUMENTS: Final = ("deck", "report", "report.pdf")
_RUNS: Final = 3
#: Seconds that are allowed: for the worked example, for the large map; and memory in MB.
_FIRST: Final = dict.fromkeys(SUFFIXES, 1.0)
_LATER: Final = dict.fromkeys((".png", ".svg", ".pdf"), 3.0)
_MEMORY: Final = 500


def report() -> list[str]:
    """Return the lines of the report."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    lines = ["worked example, the first of a process and what it loads"]
    lines += [_alone(name, _FIRST.get(name)) for name in (*SUFFIXES, *DOCUMENTS)]
    lines.append("worked example, again")
    lines += _measured(_example, _RUNS, {})
    lines.append(f"{LARGE[0]} organisations with groups, {LARGE[1]} ties (slides as a picture)")
    lines += _measured(_large, 1, _LATER)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return [*lines, f"most memory {most} MB{at_most(most, _MEMORY, 'MB')}"]


def _alone(name: str, bound: float | None) -> str:
    """Return a line with what a process of its own takes, less what Python and the data take."""
    command = [sys.executable, "-m", "benchmarks.exports", name]
    runs = [subprocess.run(command, check=True, capture_output=True, text=True).stdout
            for _run in range(_RUNS)]  # fmt: skip
    return _line(name, median(map(float, runs)), bound)


def _line(name: str, seconds: float, bound: float | None) -> str:
    return f"  {name:<10}{seconds:>7.2f} s{at_most(seconds, bound, 's')}"


def _jobs(folder: Path, options: Options) -> dict[str, Callable[[Analysis], object]]:
    from oci_map.exchange.formats import export_deck, export_report

    jobs: dict[str, Callable[[Analysis], object]] = {
        suffix: partial(_whole, path=folder / f"map{suffix}", options=options)
        for suffix in SUFFIXES
    }
    jobs["deck"] = partial(export_deck, path=folder / "deck.pptx")
    jobs["report"] = partial(export_report, path=folder / "report.docx")
    jobs["report.pdf"] = partial(export_report, path=folder / "report.pdf")
    return jobs


def _measured(made: Callable[[], Analysis], runs: int, bounds: Mapping[str, float]) -> list[str]:
    from oci_map.exchange.options import Options

    options = Options(as_picture=made is _large)
    names = (*SUFFIXES, *DOCUMENTS) if made is _example else SUFFIXES
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        jobs = _jobs(Path(folder), options)
        for name in names:
            taken = []
            for _run in range(runs):
                # Nothing of one run is left for the next.
                analysis = made()
                gc.collect()
                begin = time.process_time()
                jobs[name](analysis)
                taken.append(time.process_time() - begin)
            lines.append(_line(name, median(taken), bounds.get(name)))
    return lines


def _whole(analysis: Analysis, path: Path, options: Options) -> object:
    from oci_map.exchange.formats import export_all
    from oci_map.exchange.selection import whole

    return export_all([whole(analysis)], path, options)


def _example() -> Analysis:
    from oci_map.graph.analysis import Analysis
    from tests.examples import snapshot_of

    return Analysis(snapshot_of("oci-worked-example"))


def _large() -> Analysis:
    """Return a generated document with as many ties: laid out and counted before the clock runs."""
    from benchmarks.documents import records
    from oci_map.graph.analysis import Analysis
    from oci_map.model import records as r
    from oci_map.model.ids import RecordId
    from oci_map.model.snapshot import Snapshot

    size, ties = LARGE
    made = list(records(size))
    there = sum(isinstance(one, r.Tie) for one in made)
    organisations = [one.id for one in made if isinstance(one, r.Organisation)]
    rng = np.random.default_rng(0)
    for number in range(ties - there):
        one, other = rng.choice(size, 2, replace=False).tolist()
        made.append(
            r.Tie(
                id=RecordId(f"more-{number}"),
                organisation=organisations[one],
                other=organisations[other],
            )
        )
    analysis = Analysis(Snapshot.of(made))
    assert len(analysis.brokerage) == size  # noqa: S101 - computed before the clock runs
    return analysis


def _first(name: str) -> float:
    """Return the processor time of one export, the first of this process."""
    from oci_map.exchange.options import Options

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    analysis = _example()
    with tempfile.TemporaryDirectory() as folder:
        begin = time.process_time()
        _jobs(Path(folder), Options())[name](analysis)
        return time.process_time() - begin


if __name__ == "__main__":
    print(_first(sys.argv[1]))
