"""Draws how the layouts grow with the map, from what the benchmark printed.

    python3 dev.py bench layout > layout.txt
    python -m benchmarks.plots layout.txt docs/pictures/layouts.png

Seconds, stress and kept neighbours by the number of organisations, one line for each method.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Sequence
from math import log10
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

if TYPE_CHECKING:
    import pyqtgraph as pg

_SIZE: Final = (1680, 620)
_MAP: Final = re.compile(r"\d+ maps? of (\d+) nodes, \d+ ties")
_ROW: Final = re.compile(r"(\S.{0,15}\S) +((?:[\d.]+ *(?:×[\d.]+ *)?)+)$")
#: What is drawn of each method: the name in the table, the words beside its line, its colour.
_METHODS: Final = {
    "ours, ties only": ("OCI Map", "#2F54D0"),
    "sfdp": ("graphviz sfdp", "#B4540A"),
    "graphology": ("Gephi Lite’s engine", "#0F766E"),
    "d3-force": ("d3-force", "#7A3E9D"),
    "igraph": ("igraph", "#8A6D00"),
    "networkx": ("networkx spring", "#9B2C4A"),
    "networkx-fa2": ("networkx ForceAtlas2", "#5F6368"),
}
#: The columns that are drawn: their place, what stands above them, whether they are logarithmic.
_CHARTS: Final = (
    (0, "Processor seconds", True),
    (1, "Stress: low is good", False),
    (2, "Neighbours that stay near: high is good", False),
)
_TICKS: Final = (200, 1_000, 5_000, 20_000)
_SECONDS: Final = (0.03, 0.1, 0.3, 1, 3, 10, 30)
_SMALLEST: Final = 100  # below it everything is fast, and the worked example is no generated map


class Measured(NamedTuple):
    """A method on a map of so many nodes: the columns of the table, from seconds on."""

    method: str
    nodes: int
    values: tuple[float, ...]


def read(lines: Sequence[str]) -> Iterator[Measured]:
    """Yield the rows of the tables that `benchmarks.layout` printed."""
    nodes = 0
    for line in lines:
        if found := _MAP.match(line):
            nodes = int(found[1])
        elif nodes and (found := _ROW.match(line.rstrip())) and found[1] in _METHODS:
            values = re.sub(r"×[\d.]+", "", found[2]).split()
            yield Measured(found[1], nodes, tuple(map(float, values)))


def draw(rows: Sequence[Measured], path: Path) -> None:
    """Write the charts as a PNG."""
    import pyqtgraph as pg
    from pyqtgraph.exporters import ImageExporter
    from PySide6.QtWidgets import QApplication

    from oci_map.ui import theme

    application = QApplication.instance() or QApplication([])
    theme.load_fonts()
    pg.setConfigOptions(background="#FFFFFF", foreground="#3C4043", antialias=True)
    canvas = pg.GraphicsLayoutWidget(show=True)
    canvas.resize(*_SIZE)
    canvas.ci.layout.setContentsMargins(18, 14, 18, 10)
    canvas.ci.layout.setHorizontalSpacing(26)
    for column, title, logarithmic in _CHARTS:
        _chart(canvas.addPlot(), rows, column, title, logarithmic=logarithmic)
    application.processEvents()
    ImageExporter(canvas.scene()).export(str(path))
    canvas.close()


def _chart(
    plot: pg.PlotItem, rows: Sequence[Measured], column: int, title: str, *, logarithmic: bool
) -> None:
    import pyqtgraph as pg

    plot.setTitle(title, size="12pt", color="#202124", bold=True)
    plot.setLogMode(x=True, y=logarithmic)
    plot.showGrid(x=False, y=True, alpha=0.18)
    plot.hideButtons()
    plot.setLabel("bottom", "organisations")
    plot.setXRange(log10(150), log10(27_000), padding=0)
    plot.getAxis("bottom").setTicks([[(log10(n), f"{n:,}".replace(",", " ")) for n in _TICKS]])
    if logarithmic:
        plot.getAxis("left").setTicks([[(log10(one), f"{one:g}") for one in _SECONDS]])
    for method, (words, colour) in _METHODS.items():
        own = sorted((r.nodes, r.values[column]) for r in rows if r.method == method)
        own = [(nodes, value) for nodes, value in own if nodes >= _SMALLEST and value > 0]
        if not own:
            continue
        x, y = zip(*own, strict=True)
        wide = 4.0 if method == "ours, ties only" else 1.8
        plot.plot(
            x, y, pen=pg.mkPen(colour, width=wide), symbol="o", symbolSize=5 + wide,
            symbolBrush=colour, symbolPen=None, name=words,
        )  # fmt: skip
    if column == _CHARTS[-1][0]:
        _legend(plot)  # there the lines leave room for it


def _legend(plot: Any) -> None:
    legend = plot.addLegend(offset=(-12, 8), labelTextSize="10pt")
    for item in plot.listDataItems():
        legend.addItem(item, item.name())


if __name__ == "__main__":
    source, target = map(Path, sys.argv[1:3])
    draw(list(read(source.read_text(encoding="utf-8").splitlines())), target)
