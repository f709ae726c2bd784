"""A full repaint of a large map, beside what others would use: `python -m benchmarks.drawing`.

The same 20 000 marks and 90 000 ties at the same places on 1600×1000 px, each painted anew after a
move of a few px, in turn within one run: this program (every mark and tie; and clusters as discs,
as it shows such a map from afar), pyqtgraph's GraphItem, and a QGraphicsScene with an item for
each mark. Processor milliseconds, medians.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import sys
import time
from collections.abc import Callable
from statistics import median
from typing import TYPE_CHECKING, Final

from benchmarks.maps import make_map
from benchmarks.targets import at_least, at_most

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from oci_map.arrays import FloatArray, IntArray
    from oci_map.drawing.picture import Picture

SIZES: Final = (1_000, 5_000, 20_000)
_WIDE, _HIGH = 1600, 1000
_RUNS: Final = 5


def report(sizes: tuple[int, ...] = SIZES) -> list[str]:
    """Return the lines of the report."""
    from PySide6.QtWidgets import QApplication

    from oci_map.ui import theme

    application = QApplication.instance() or QApplication([])
    theme.load_fonts()
    theme.put_on("light")
    lines = []
    for size in sizes:
        taken = measure(size)
        ours = median(taken["this program, every mark and tie"])
        lines.append(f"{size} organisations")
        lines += [
            f"  {name:<34}{median(values):>8.1f} ms  {median(values) / ours:>6.1f} ×"
            for name, values in taken.items()
        ]
        if size == max(SIZES):
            lines += _against_targets({name: median(values) for name, values in taken.items()})
    application.processEvents()
    return lines


def _against_targets(taken: dict[str, float]) -> list[str]:
    ours, moved = (
        taken["this program, as it shows it"],
        taken["this program, moved from its pixels"],
    )
    item, marks = taken["pyqtgraph GraphItem"], taken["QGraphicsScene, an item per mark"]
    return [
        f"  GraphItem takes {item / ours:.2f} times as long as what this program shows"
        + at_least(item / ours, 2.5),
        f"  an item per mark takes {marks / ours:.0f} times as long" + at_least(marks / ours, 15),
        f"  a frame while panning takes {moved:.1f} ms" + at_most(moved, 5, "ms"),
    ]


def measure(size: int) -> dict[str, list[float]]:
    """Return the processor milliseconds of each repaint, by who painted."""
    from oci_map.drawing.layout import place_new

    generated = make_map(size)
    places = place_new(generated.problem())
    places -= places.min(axis=0)
    zoom = float(min(_WIDE / places[:, 0].max(), _HIGH / places[:, 1].max()))
    edges, colours = generated.edges, generated.sectors
    shown: dict[str, Callable[[float], None]] = {
        "this program, every mark and tie": _ours(_picture(places, edges, colours), zoom),
        "this program, as it shows it": _ours(_from_afar(places, edges, colours), zoom),
        "this program, moved from its pixels": _moved(_picture(places, edges, colours), zoom),
        "pyqtgraph GraphItem": _graph_item(places, edges, zoom),
        "QGraphicsScene, an item per mark": _scene(places, edges, zoom),
    }
    taken: dict[str, list[float]] = {name: [] for name in shown}
    for run in range(_RUNS + 1):
        for name, paint in shown.items():
            begin = time.process_time()
            paint(float(3 * run + 1))
            if run:  # the first one prepares
                taken[name].append(1000 * (time.process_time() - begin))
    return taken


def _picture(places: FloatArray, edges: IntArray, colours: IntArray) -> Picture:
    from oci_map.drawing.picture import Key, Link, Node, Picture
    from oci_map.drawing.style import SECTOR_LIGHT, mixed
    from oci_map.ui import theme

    style = theme.current()
    line = mixed(style.canvas, style.tie, 0.55)
    nodes = tuple(
        Node(
            Key(str(one)), "", x, y, 10.0, "circle", SECTOR_LIGHT[int(colours[one])], style.tie,
            "", "", False, False,
        )
        for one, (x, y) in enumerate(places.tolist())
    )  # fmt: skip
    links = tuple(
        Link(
            Key(str(number)), Key(str(one)), Key(str(other)), "tie", "cooperation",
            (*places[one].tolist(), *places[one].tolist(), *places[other].tolist()),
            1.1, (), line, 1.0,
        )
        for number, (one, other) in enumerate(edges.tolist())
    )  # fmt: skip
    left, top, right, bottom = 0.0, 0.0, float(places[:, 0].max()), float(places[:, 1].max())
    return Picture(style, nodes, links, (), (), (), (), (), (left, top, right, bottom), 1.0)


def _from_afar(places: FloatArray, edges: IntArray, colours: IntArray) -> Picture:
    """Return the picture with its clusters, which are discs where nobody could tell marks apart."""
    import networkx as nx

    from oci_map.drawing.clustering import Clustering, ShownCluster
    from oci_map.drawing.overview import overview_of
    from oci_map.graph.build import cooperation_of_graph
    from oci_map.graph.clusters import find_clusters

    graph = nx.empty_graph(len(places))
    graph.add_edges_from(edges.tolist())
    cooperation = cooperation_of_graph(graph, None)
    found = find_clusters(cooperation).listed
    shown = tuple(ShownCluster(one.key, one.key, one.members, n) for n, one in enumerate(found))
    picture = _picture(places, edges, colours)
    discs = overview_of(picture.nodes, picture.crowd, Clustering(shown), cooperation)
    return picture.having(overview=discs)


def _ours(picture: Picture, zoom: float) -> Callable[[float], None]:
    from PySide6.QtCore import QRectF, QSize
    from PySide6.QtGui import QPainter, QPixmap

    from oci_map.drawing.painter import fill_background
    from oci_map.ui.crowd.painting import CrowdPainter, Sight

    picture.crowd.prepare()
    pixels, crowd = QPixmap(_WIDE, _HIGH), CrowdPainter()

    def paint(dx: float) -> None:
        painter = QPainter(pixels)
        fill_background(painter, QRectF(0, 0, _WIDE, _HIGH), picture.style.canvas)
        crowd.paint(painter, picture, Sight(zoom, dx, dx, QSize(_WIDE, _HIGH)))
        painter.end()

    return paint


def _moved(picture: Picture, zoom: float) -> Callable[[float], None]:
    from PySide6.QtCore import QObject, QSize
    from PySide6.QtGui import QPainter, QPixmap

    from oci_map.ui.canvas.viewport import Viewport
    from oci_map.ui.crowd.rendering import CrowdRendering

    owner, pixels = QObject(), QPixmap(_WIDE, _HIGH)
    rendering = CrowdRendering(owner)
    kept = [owner]  # for as long as it paints

    def paint(dx: float) -> None:
        painter = QPainter(pixels)
        size = QSize(_WIDE, _HIGH)
        rendering.draw(painter, picture, None, Viewport(zoom, dx, dx), size, 1.0)
        painter.end()
        rendering.stop()
        assert kept  # noqa: S101

    return paint


def _graph_item(places: FloatArray, edges: IntArray, zoom: float) -> Callable[[float], None]:
    import pyqtgraph as pg

    view = pg.PlotWidget()
    view.hideAxis("left")
    view.hideAxis("bottom")
    item = pg.GraphItem(
        pos=places * zoom, adj=edges, size=2, pxMode=True, symbolPen=None, pen=(150, 150, 150)
    )
    view.addItem(item)
    _show(view)

    def paint(dx: float) -> None:
        view.getViewBox().setRange(xRange=(-dx, _WIDE - dx), yRange=(-dx, _HIGH - dx), padding=0)
        view.grab()

    return paint


def _scene(places: FloatArray, edges: IntArray, zoom: float) -> Callable[[float], None]:
    from PySide6.QtCore import QLineF, Qt
    from PySide6.QtGui import QColor, QPen
    from PySide6.QtWidgets import QGraphicsScene, QGraphicsView

    scene = QGraphicsScene()
    view = QGraphicsView(scene)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    grey, blue = QPen(QColor(150, 150, 150)), QColor(60, 90, 200)
    at = (places * zoom).tolist()
    for one, other in edges.tolist():
        scene.addLine(QLineF(*at[one], *at[other]), grey)
    for x, y in at:
        scene.addEllipse(x - 1, y - 1, 2, 2, Qt.PenStyle.NoPen, blue)
    _show(view)

    def paint(dx: float) -> None:
        scene.setSceneRect(-dx, -dx, _WIDE, _HIGH)
        view.grab()

    return paint


def _show(view: QWidget) -> None:
    from PySide6.QtWidgets import QApplication

    view.resize(_WIDE, _HIGH)
    view.show()
    QApplication.processEvents()


if __name__ == "__main__":
    print(*report(tuple(map(int, sys.argv[1:])) or SIZES), sep="\n")
