"""Clusters from afar: discs, the ties between them, and what they are called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen

from oci_map import i18n
from oci_map.drawing.painter import WordImages, colour, paint
from oci_map.drawing.strokes import Words
from oci_map.drawing.style import mixed
from oci_map.drawing.text import line_height, shortened, text_width
from oci_map.i18n import ngettext

if TYPE_CHECKING:
    from oci_map.arrays import BoolArray
    from oci_map.drawing.overview import Overview
    from oci_map.drawing.style import Style
    from oci_map.ui.crowd.painting import Sight

_FILL: Final = 0.30
_RIM: Final = 1.6  # px on the screen
_TIE: Final = 0.42
_NAME: Final = 13.0
_COUNT: Final = 11.0
# A name may be so much wider than its disc, and at least so wide (px).
_BEYOND: Final = 2.4
_LEAST_WIDE: Final = 110.0
# The open discs whose middle is named: not so small that names crowd, nor filling the screen.
_NAMED_FROM, _NAMED_TO = 90.0, 900.0


def paint_discs(
    painter: QPainter, overview: Overview, shut: BoolArray, style: Style, zoom: float
) -> None:
    """Paint the ties between clusters, then the closed discs; the painter looks at the map."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    line = colour(mixed(style.canvas, style.tie, _TIE))
    middles = [QPointF(x, y) for x, y in overview.centres.tolist()]
    radii, is_shut = overview.radii.tolist(), shut.tolist()
    for (one, other), width in zip(overview.ties.tolist(), overview.widths.tolist(), strict=True):
        if is_shut[one] or is_shut[other]:
            pen = QPen(line, width / zoom)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            painter.setPen(pen)
            painter.drawLine(middles[one], middles[other])
    for number in overview.by_size.tolist():
        if is_shut[number]:
            fill, centre, radius = overview.colours[number], middles[number], radii[number]
            # Smooth it would take five times as long, and its rim hides that it is not.
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setBrush(QBrush(colour(mixed(style.canvas, fill, _FILL), 0.86)))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(centre, radius, radius)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour(fill), _RIM / zoom))
            painter.drawEllipse(centre, radius, radius)


def paint_names(
    painter: QPainter,
    overview: Overview,
    shut: BoolArray,
    style: Style,
    sight: Sight,
    images: WordImages,
) -> None:
    """Paint what the clusters are called, the largest first, none over another (px)."""
    taken: list[tuple[float, float, float, float]] = []
    words: list[Words] = []
    for number in overview.by_size.tolist():
        radius = float(overview.radii[number]) * sight.zoom
        closed = bool(shut[number]) if len(shut) else False
        if not closed and not _NAMED_FROM <= radius <= _NAMED_TO:
            continue
        x = float(overview.centres[number, 0]) * sight.zoom + sight.dx
        y = float(overview.centres[number, 1]) * sight.zoom + sight.dy
        widest = max(_LEAST_WIDE, _BEYOND * radius)
        name = shortened(overview.names[number], _NAME, 600, widest)
        count = int(overview.members[number])
        about = ngettext("{count} organisation", "{count} organisations", count).format(
            count=i18n.number(count)
        )
        width = max(text_width(name, _NAME, 600), text_width(about, _COUNT, 400))
        height = line_height(_NAME) + (line_height(_COUNT) if closed else 0.0)
        box = (x - width / 2 - 4, y - height / 2 - 2, x + width / 2 + 4, y + height / 2 + 2)
        if not _on_screen(box, sight) or _covers_any(box, taken):
            continue
        taken.append(box)
        ink = mixed(overview.colours[number], style.text_1, 0.75 if closed else 0.4)
        top = box[1] + 2 + 0.8 * line_height(_NAME)
        left = x - text_width(name, _NAME, 600) / 2
        words.append(Words(name, left, top, _NAME, 600, ink, style.canvas))
        if closed:
            left = x - text_width(about, _COUNT, 400) / 2
            below = top + line_height(_COUNT)
            words.append(Words(about, left, below, _COUNT, 400, style.text_2, style.canvas))
    paint(painter, words, sight.ratio, images)


def _covers_any(
    box: tuple[float, float, float, float], taken: list[tuple[float, float, float, float]]
) -> bool:
    left, top, right, bottom = box
    return any(left < x2 and x1 < right and top < y2 and y1 < bottom for x1, y1, x2, y2 in taken)


def _on_screen(box: tuple[float, float, float, float], sight: Sight) -> bool:
    wide, high = sight.size.width(), sight.size.height()
    return box[2] > 0 and box[3] > 0 and box[0] < wide and box[1] < high
