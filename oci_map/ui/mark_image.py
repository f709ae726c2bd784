"""The mark of an organisation as a small picture, for lists and the inspector."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPixmap, QPixmapCache

from oci_map.drawing import marks
from oci_map.drawing.painter import WordImages, paint
from oci_map.drawing.picture import Node
from oci_map.drawing.strokes import Disc, Path, Stroke, node_strokes
from oci_map.drawing.style import Style
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from oci_map.ui import theme

# The radius at which a mark holds its initials; a coded picture is this mark, enlarged.
_CODED_RADIUS = 10.0
_CODED_SHARE = 0.42  # of its side is its radius
_words = WordImages(200)


def mark_pixmap(
    snapshot: Snapshot, organisation: RecordId, side: int, scale: float, *, coded: bool = False
) -> QPixmap:
    """Return an organisation's mark, `side` px square; `coded` with its sector's initials."""
    style = theme.current()
    radius = _CODED_RADIUS if coded else side * 0.34
    mark = marks.node(snapshot, organisation, (0.0, 0.0), radius, style)
    if not coded:
        mark = replace(mark, code="")  # too small to be read
    zoom = side * _CODED_SHARE / radius if coded else 1.0
    look = f"{mark.shape}{mark.fill}{mark.code}{mark.ringed}{mark.dashed}"
    key = f"oci-mark/{look}/{side}/{scale}/{style.name}"
    kept = QPixmap()
    if QPixmapCache.find(key, kept):
        return kept
    made = QPixmap(round(side * scale), round(side * scale))
    made.setDevicePixelRatio(scale)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.translate(side / 2, side / 2)
    painter.scale(zoom, zoom)
    paint(painter, _without_ring(mark, style), zoom * scale, _words)
    painter.end()
    QPixmapCache.insert(key, made)
    return made


def _without_ring(mark: Node, style: Style) -> list[Stroke]:
    """Leave out the ring in the canvas colour: here no line comes near the mark."""
    return [
        stroke
        for stroke in node_strokes(mark, style)
        if not (
            isinstance(stroke, Disc | Path)
            and stroke.ink.fill == style.canvas
            and not stroke.ink.line
        )
    ]
