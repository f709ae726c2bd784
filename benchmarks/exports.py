"""Processor time and memory of each export: the worked example, and 2 000 organisations."""

from __future__ import annotations

import gc
import os
import resource
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from oci_map.exchange.options import Options
    from oci_map.graph.analysis import Analysis

LARGE: Final = (2000, 10_000)
SUFFIXES: Final = (".png", ".svg", ".pdf", ".pptx", ".html", ".docx")
_RUNS: Final = 3


def report() -> list[str]:
    """Return the lines of the report."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    lines = ["worked example"]
    lines += _measured(_example, _RUNS)
    lines.append(f"{LARGE[0]} organisations, {LARGE[1]} ties (slides as a picture)")
    lines += _measured(_large, 1)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return [*lines, f"memory, at most: {most} MB"]


def _measured(made: Callable[[], Analysis], runs: int) -> list[str]:
    from oci_map.exchange.formats import Options, export_deck, export_report

    options = Options(as_picture=made is _large)
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        jobs: dict[str, Callable[[Analysis], object]] = {}
        for suffix in SUFFIXES:
            path = Path(folder) / f"map{suffix}"
            jobs[suffix] = partial(_whole, path=path, options=options)
        if made is _example:
            jobs["deck"] = partial(export_deck, path=Path(folder) / "deck.pptx")
            jobs["report"] = partial(export_report, path=Path(folder) / "report.docx")
        for name, job in jobs.items():
            taken = []
            for _run in range(runs):
                # Nothing of one run is left for the next.
                analysis = made()
                gc.collect()
                begin = time.process_time()
                job(analysis)
                taken.append(time.process_time() - begin)
            lines.append(f"  {name:<10}{median(taken):>7.2f} s")
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
    """Return a map of ties without groups, laid out and counted: only the export is measured."""
    from benchmarks.maps import make_map
    from oci_map.drawing.places import missing_places
    from oci_map.graph.analysis import Analysis
    from oci_map.model import records as r
    from oci_map.model.ids import RecordId
    from oci_map.model.snapshot import Snapshot

    size, ties = LARGE
    made = make_map(size)
    rng = np.random.default_rng(0)
    edges = np.concatenate((made.edges, rng.integers(0, size, (ties, 2))))
    edges = edges[edges[:, 0] != edges[:, 1]][:ties]
    records: list[r.Record] = [
        r.Sector(id=RecordId(f"s{one}"), name_en=f"Sector {one}")
        for one in sorted(set(made.sectors.tolist()))
    ]
    records += [
        r.Organisation(
            id=RecordId(f"o{one}"),
            name=f"Organisation {one}",
            sectors=(RecordId(f"s{made.sectors[one]}"),),
        )
        for one in range(size)
    ]
    records += [
        r.Tie(id=RecordId(f"t{n}"), organisation=RecordId(f"o{a}"), other=RecordId(f"o{b}"))
        for n, (a, b) in enumerate(edges.tolist())
    ]
    places = missing_places(Snapshot.of(records))
    template = r.Position(id=RecordId("p"))
    records += [
        replace(template, id=RecordId(f"p{one}"), organisation=one, x=x, y=y)
        for one, (x, y) in places.items()
    ]
    analysis = Analysis(Snapshot.of(records))
    assert len(analysis.brokerage) == size  # noqa: S101 - computed before the clock runs
    return analysis
