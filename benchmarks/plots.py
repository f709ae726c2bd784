"""Draws how cost and quality grow with the map, from what a whole run of the benchmarks printed.

    python3 dev.py bench > bench.txt
    python -m benchmarks.plots bench.txt docs/pictures

`layouts.png`: seconds, stress and kept neighbours of the layouts. `growth.png`: clusters and a full
repaint beside others, and how long the window takes until all that an action leads to is found.
"""

from __future__ import annotations

import os
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log10
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

if TYPE_CHECKING:
    import pyqtgraph as pg

_SIZE: Final = (1680, 620)
_BLUE, _ORANGE, _GREEN, _PURPLE = "#2F54D0", "#B4540A", "#0F766E", "#7A3E9D"
_OCHRE, _RED, _GREY = "#8A6D00", "#9B2C4A", "#5F6368"
#: What is drawn of each method: the name in the table, the words beside its line, its colour.
_LAYOUTS: Final = {
    "ours, ties only": ("OCI Map", _BLUE),
    "sfdp": ("graphviz sfdp", _ORANGE),
    "graphology": ("Gephi Lite’s engine", _GREEN),
    "d3-force": ("d3-force", _PURPLE),
    "igraph": ("igraph", _OCHRE),
    "networkx": ("networkx spring", _RED),
    "networkx-fa2": ("networkx ForceAtlas2", _GREY),
}
_CLUSTERS: Final = {
    "ours": ("OCI Map", _BLUE),
    "networkx": ("networkx Louvain", _RED),
    "igraph": ("igraph Leiden", _OCHRE),
}
_REPAINTS: Final = {
    "this program, as it shows it": ("OCI Map, as it shows the map", _BLUE),
    "this program, every mark and tie": ("OCI Map, every mark and tie", _GREEN),
    "this program, moved from its pixels": ("OCI Map, while panning", _GREY),
    "pyqtgraph GraphItem": ("pyqtgraph GraphItem", _ORANGE),
    "QGraphicsScene, an item per mark": ("an item for each mark", _RED),
}
_ACTIONS: Final = {
    "open": ("open", _BLUE),
    "a membership": ("a membership", _ORANGE),
    "a name, selected": ("a name", _GREEN),
    "an organisation removed": ("an organisation removed", _RED),
    "clusters": ("the clusters view", _PURPLE),
}
_TICKS: Final = (200, 1_000, 5_000, 20_000)
_DECADES: Final = (0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100, 300, 1_000, 3_000)
_SMALLEST: Final = 100  # below it everything is fast, and the worked example is no generated map

_MAP: Final = re.compile(r"\d+ maps? of (\d+) nodes, \d+ ties")
_ROW: Final = re.compile(r"(\S.{0,15}\S) +((?:[\d.]+ *(?:×[\d.]+ *)?)+)$")
_SEARCHED: Final = re.compile(r" *(\d+) 1 +[\d.]+ +([\d.]+) +[\d.]+ +([\d.]+) ")
_LEIDEN: Final = re.compile(r" +igraph Leiden [\d.]+ \(([\d.]+)\)")
_OF: Final = re.compile(r"(\d+) organisations")
_REPAINT: Final = re.compile(r"  (\S.*?) +([\d.]+) ms +[\d.]+ ×")
_ACTION: Final = re.compile(r"  (\S.*?) +\d+ ms +\d+ ms +([\d.]+) s ")

#: By name, a value for each number of organisations.
Lines = Mapping[str, Sequence[tuple[int, float]]]


@dataclass(frozen=True)
class Chart:
    """Lines by the number of organisations, with the words and colours of those that are drawn."""

    title: str
    lines: Lines
    drawn: Mapping[str, tuple[str, str]]
    logarithmic: bool = True
    legend: tuple[int, int] | None = None  # where it has room, px from a corner


def layouts(sections: Mapping[str, Sequence[str]]) -> list[Chart]:
    """Return three charts of the layouts."""
    found = [_measured(sections["layout"], column) for column in range(3)]
    seconds, stress, kept = found
    return [
        Chart("Processor seconds", seconds, _LAYOUTS),
        Chart("Stress: low is good", stress, _LAYOUTS, logarithmic=False),
        Chart("Neighbours that stay near: high is good", kept, _LAYOUTS, False, (-12, 8)),
    ]


def growth(sections: Mapping[str, Sequence[str]]) -> list[Chart]:
    """Return charts of clusters, repaints and actions in the window."""
    return [
        Chart("Clusters, processor ms", _searched(sections["clusters"]), _CLUSTERS, True, (70, 8)),
        Chart(
            "A full repaint, processor ms",
            _by_size(sections["drawing"], _REPAINT), _REPAINTS, True, (70, 8),
        ),
        Chart(
            "Until all is found, seconds by the clock",
            _by_size(sections["end-to-end"], _ACTION), _ACTIONS, True, (70, 8),
        ),
    ]  # fmt: skip


def sections_of(lines: Sequence[str]) -> dict[str, list[str]]:
    """Return the lines that each benchmark printed, by its name."""
    found: dict[str, list[str]] = defaultdict(list)
    name = ""
    for line in lines:
        if line.startswith("## "):
            name = line[3:]
        else:
            found[name].append(line.rstrip())
    return found


def _measured(lines: Sequence[str], column: int) -> Lines:
    """Read the tables of `benchmarks.layout`: the columns are seconds, stress, np1 and more."""
    found: dict[str, list[tuple[int, float]]] = defaultdict(list)
    nodes = 0
    for line in lines:
        if told := _MAP.match(line):
            nodes = int(told[1])
        elif nodes and (row := _ROW.match(line)):
            found[row[1]].append((nodes, float(re.sub(r"×[\d.]+", "", row[2]).split()[column])))
    return found


def _searched(lines: Sequence[str]) -> Lines:
    """Read the medians of `benchmarks.clusters` where all weights are 1."""
    found: dict[str, list[tuple[int, float]]] = defaultdict(list)
    nodes = 0
    for line in lines:
        if row := _SEARCHED.match(line):
            nodes = int(row[1])
            found["ours"].append((nodes, float(row[2])))
            found["networkx"].append((nodes, float(row[3])))
        elif nodes and (leiden := _LEIDEN.match(line)):
            found["igraph"].append((nodes, float(leiden[1])))
            nodes = 0
    return found


def _by_size(lines: Sequence[str], row: re.Pattern[str]) -> Lines:
    """Read rows that stand below their number of organisations."""
    found: dict[str, list[tuple[int, float]]] = defaultdict(list)
    size = 0
    for line in lines:
        if told := _OF.match(line):
            size = int(told[1])
        elif one := row.match(line):
            found[one[1]].append((size, float(one[2])))
    return found


def draw(charts: Sequence[Chart], path: Path) -> None:
    """Write charts beside each other as a PNG."""
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
    for chart in charts:
        _plot(canvas.addPlot(), chart)
    application.processEvents()
    ImageExporter(canvas.scene()).export(str(path))
    canvas.close()


def _plot(plot: pg.PlotItem, chart: Chart) -> None:
    import pyqtgraph as pg

    plot.setTitle(chart.title, size="12pt", color="#202124", bold=True)
    plot.setLogMode(x=True, y=chart.logarithmic)
    plot.showGrid(x=False, y=True, alpha=0.18)
    plot.hideButtons()
    plot.setLabel("bottom", "organisations")
    least = 150 if any(n < 800 for n, _value in _points(chart)) else 800
    plot.setXRange(log10(least), log10(27_000), padding=0)
    plot.getAxis("bottom").setTicks([[(log10(n), f"{n:,}".replace(",", " ")) for n in _TICKS]])
    if chart.logarithmic:
        plot.getAxis("left").setTicks([[(log10(one), f"{one:g}") for one in _DECADES]])
    for name, (words, colour) in chart.drawn.items():
        own = sorted(one for one in chart.lines.get(name, ()) if one[0] >= _SMALLEST and one[1] > 0)
        if not own:
            continue
        x, y = zip(*own, strict=True)
        wide = 4.0 if colour == _BLUE else 1.8
        plot.plot(
            x, y, pen=pg.mkPen(colour, width=wide), symbol="o", symbolSize=5 + wide,
            symbolBrush=colour, symbolPen=None, name=words,
        )  # fmt: skip
    if chart.legend is not None:
        _legend(plot, chart.legend)


def _points(chart: Chart) -> Iterator[tuple[int, float]]:
    for name in chart.drawn:
        yield from (one for one in chart.lines.get(name, ()) if one[0] >= _SMALLEST)


def _legend(plot: Any, offset: tuple[int, int]) -> None:
    legend = plot.addLegend(offset=offset, labelTextSize="10pt")
    for item in plot.listDataItems():
        legend.addItem(item, item.name())


if __name__ == "__main__":
    source, folder = map(Path, sys.argv[1:3])
    printed = sections_of(source.read_text(encoding="utf-8").splitlines())
    draw(layouts(printed), folder / "layouts.png")
    draw(growth(printed), folder / "growth.png")
