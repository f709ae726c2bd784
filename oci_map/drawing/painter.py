"""Draws strokes with QPainter: the screen, PNG and PDF; the only drawing file that knows Qt."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QImage,
    QPainter,
    QPainterPath,
    QPen,
    QTransform,
)

from oci_map import resources
from oci_map.drawing.shapes import Step
from oci_map.drawing.strokes import HALO_WIDTH, Disc, Ink, Path, Stroke, Words
from oci_map.drawing.text import FAMILY, line_height, one_line, text_width

_WEIGHTS: Final = {
    400: QFont.Weight.Normal,
    500: QFont.Weight.Medium,
    600: QFont.Weight.DemiBold,
}
# Text drawn this often round its place looks like a halo and costs a hundredth of a stroked path.
_HALO_STEPS: Final = 8
# A line up to so many device px wide is drawn one wide, and as much stronger.
_HAIRLINE: Final = 1.3
# The rim of a fill as faint as that is not seen, and its line lies over it: it need not be smooth.
_FAINT: Final = 0.1


@lru_cache(maxsize=1)
def load_fonts() -> bool:
    """Give Qt the bundled fonts, once; says whether all could be read."""
    files = sorted(resources.path("fonts").glob("*.[ot]tf"))
    numbers = [QFontDatabase.addApplicationFont(str(file)) for file in files]
    return min(numbers, default=-1) >= 0


# Qt knows whole px only: texts are set in this size and scaled, so that 11.5 px is 11.5 px.
_BASE: Final = 100


@lru_cache(maxsize=8)
def _font(weight: int) -> QFont:
    load_fonts()
    chosen = QFont(FAMILY)
    chosen.setPixelSize(_BASE)
    chosen.setWeight(_WEIGHTS[weight])
    chosen.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    # Inter has another "(" before capitals and makes an arrow of "->". Widths are measured without
    # these, and a PDF does not know which letter they stand for: copied text would lack them.
    chosen.setFeature(QFont.Tag("calt"), 0)
    return chosen


class WordImages:
    """Texts drawn once as small images, so that a repaint copies them: for screen and PNG."""

    def __init__(self, most: int = 3000) -> None:
        self._images: OrderedDict[tuple[object, ...], QImage] = OrderedDict()
        self._most = most

    def draw(
        self, painter: QPainter, words: Words, at: QTransform, scale: float, ratio: float
    ) -> None:
        """Draw a text where the transform `at` puts it, with a painter that has none.

        `scale` is device px a px of the map, `ratio` device px a px of the painter.
        """
        key = (words.text, words.size, words.weight, words.colour, words.halo, round(scale, 3))
        image = self._images.get(key)
        if image is None:
            image = self._images[key] = _word_image(words, scale)
            if len(self._images) > self._most:
                self._images.popitem(last=False)
        else:
            self._images.move_to_end(key)
        # On whole device px, so that the letters stay sharp.
        where = at.map(QPointF(words.x - HALO_WIDTH, words.y - words.size - HALO_WIDTH))
        # Its px are device px already: a finer screen must not enlarge it once more.
        image.setDevicePixelRatio(ratio)
        painter.setOpacity(words.opacity)
        x, y = round(where.x() * ratio) / ratio, round(where.y() * ratio) / ratio
        painter.drawImage(QPointF(x, y), image)


def paint(
    painter: QPainter, strokes: Iterable[Stroke], scale: float, images: WordImages | None = None
) -> None:
    """Draw the strokes, the painter's transform being set; `scale` is device px a px.

    With `images` texts are copied from images; without, they are written as text (PDF).
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if images is None:
        for stroke in strokes:
            if isinstance(stroke, Words):
                _write(painter, stroke)
            else:
                _draw(painter, stroke, 0.0)
        return
    ratio = device_ratio(painter)
    at = painter.transform()
    reset = False  # texts often come in a row: the transform is changed once for all of them
    for stroke in strokes:
        if isinstance(stroke, Words):
            if not reset:
                painter.resetTransform()
                reset = True
            images.draw(painter, stroke, at, scale, ratio)
        else:
            if reset:
                painter.setTransform(at)
                painter.setOpacity(1.0)
                reset = False
            _draw(painter, stroke, scale)
    painter.setTransform(at)
    painter.setOpacity(1.0)


def device_ratio(painter: QPainter) -> float:
    """Return how many px of the device there are for one, 2.0 on a fine screen.

    The device knows it too, but asking for that makes PySide set up fifty types.
    """
    return painter.deviceTransform().m11() / painter.transform().m11()


def _draw(painter: QPainter, stroke: Disc | Path, scale: float) -> None:
    ink = stroke.ink
    painter.setBrush(colour(ink.fill, ink.fill_opacity) if ink.fill else Qt.BrushStyle.NoBrush)
    painter.setPen(_pen(ink, scale) if ink.line else Qt.PenStyle.NoPen)
    if ink.fill and not ink.line and ink.fill_opacity <= _FAINT:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    if isinstance(stroke, Disc):
        painter.drawEllipse(QPointF(stroke.x, stroke.y), stroke.radius, stroke.radius)
    else:
        painter.drawPath(path_of(stroke.steps))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)


@lru_cache(maxsize=5_000)  # an export of 5 000 marks and 22 000 ties left 40 MB behind
def path_of(steps: tuple[Step, ...]) -> QPainterPath:
    """Return the steps of a path as Qt's."""
    path = QPainterPath()
    for step in steps:
        if step[0] == "M":
            path.moveTo(step[1], step[2])  # type: ignore[arg-type]
        elif step[0] == "L":
            path.lineTo(step[1], step[2])  # type: ignore[arg-type]
        elif step[0] == "Q":
            path.quadTo(*step[1:])  # type: ignore[arg-type]
        else:
            path.closeSubpath()
    return path


@lru_cache(maxsize=1000)
def colour(text: str, opacity: float = 1.0) -> QColor:
    """Return a colour given as '#RRGGBB'."""
    chosen = QColor(text)
    chosen.setAlphaF(opacity)
    return chosen


@lru_cache(maxsize=1000)
def _pen(ink: Ink, scale: float) -> QPen:
    width, opacity = ink.width, ink.opacity
    if 1.0 < width * scale <= _HAIRLINE:
        # On a grid of px this looks the same, and Qt draws it in a tenth of the time.
        width, opacity = 0.999 / scale, min(1.0, opacity * width * scale)
    pen = QPen(colour(ink.line, opacity), width)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if ink.dash:
        # Qt counts dashes in widths of the line.
        pen.setDashPattern([max(part / width, 0.01) for part in ink.dash])
        round_dots = ink.dash[0] == 0
        pen.setCapStyle(Qt.PenCapStyle.RoundCap if round_dots else Qt.PenCapStyle.FlatCap)
    else:
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    return pen


def _word_image(words: Words, scale: float) -> QImage:
    margin = HALO_WIDTH
    width = text_width(words.text, words.size, words.weight) + 2 * margin + 2
    height = line_height(words.size) + 2 * margin
    image = QImage(
        max(1, math.ceil(width * scale)),
        max(1, math.ceil(height * scale)),
        QImage.Format.Format_ARGB32_Premultiplied,
    )
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    painter.setFont(_font(words.weight))
    text = one_line(words.text)
    painter.translate(margin * scale, (words.size + margin) * scale)
    zoom = words.size * scale / _BASE
    painter.scale(zoom, zoom)
    if words.halo:
        painter.setPen(colour(words.halo))
        reach = HALO_WIDTH / 2 * scale / zoom
        for step in range(_HALO_STEPS):
            angle = 2 * math.pi * step / _HALO_STEPS
            painter.drawText(QPointF(reach * math.cos(angle), reach * math.sin(angle)), text)
    painter.setPen(colour(words.colour))
    painter.drawText(QPointF(0, 0), text)
    painter.end()
    return image


def _write(painter: QPainter, words: Words) -> None:
    painter.save()
    painter.setOpacity(words.opacity)
    painter.translate(words.x, words.y)
    zoom = words.size / _BASE
    painter.scale(zoom, zoom)
    chosen = _font(words.weight)
    text = one_line(words.text)
    if words.halo:
        outline = QPainterPath()
        outline.addText(QPointF(0, 0), chosen, text)
        pen = QPen(colour(words.halo), HALO_WIDTH / zoom)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.strokePath(outline, pen)
    painter.setFont(chosen)
    painter.setPen(colour(words.colour))
    painter.drawText(QPointF(0, 0), text)
    painter.restore()


def fill_background(painter: QPainter, area: QRectF, background: str) -> None:
    """Fill an area with the canvas colour."""
    # Not `fillRect`: PySide first asks whether the colour may be one of 180 preset gradients.
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(background))
    painter.drawRect(area)
    painter.restore()
