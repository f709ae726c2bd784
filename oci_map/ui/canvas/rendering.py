"""Turns the picture into pixels, and keeps those that an edit nearly always leaves as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap

from oci_map.drawing.painter import WordImages, fill_background, paint
from oci_map.drawing.strokes import before_ties, behind_ties, ties

if TYPE_CHECKING:
    from oci_map.drawing.picture import Picture
    from oci_map.drawing.strokes import Emphasis
    from oci_map.ui.canvas.viewport import Viewport


class Rendering:
    """Paints pictures of one canvas; texts and ties are copied while they stay the same."""

    def __init__(self) -> None:
        self._words = WordImages()
        self._pixmap = QPixmap()
        self._ties = QPixmap()
        self._ties_show: object = None

    def draw(
        self,
        picture: Picture | None,
        emphasis: Emphasis | None,
        viewport: Viewport,
        size: QSize,
        ratio: float,
        background: str,
    ) -> QPixmap:
        """Return what is seen of the picture; `size` in px, `ratio` device px a px.

        The next picture is painted over this one.
        """
        if self._pixmap.size() != size * ratio or self._pixmap.devicePixelRatio() != ratio:
            self._pixmap = _pixmap(size, ratio)
        painter = QPainter(self._pixmap)
        fill_background(painter, QRectF(0, 0, size.width(), size.height()), background)
        if picture is not None:
            scale = viewport.zoom * ratio
            _look_from(painter, viewport, size)
            paint(painter, behind_ties(picture, emphasis), scale, self._words)
            kept = self._kept_ties(picture, emphasis, viewport, size, ratio)
            painter.resetTransform()
            painter.drawPixmap(0, 0, kept)
            _look_from(painter, viewport, size)
            paint(painter, before_ties(picture, emphasis), scale, self._words)
        painter.end()
        return self._pixmap

    def _kept_ties(
        self,
        picture: Picture,
        emphasis: Emphasis | None,
        viewport: Viewport,
        size: QSize,
        ratio: float,
    ) -> QPixmap:
        """Return the ties on nothing: painting them takes half of the time of the whole picture."""
        lines = [link for link in picture.links if link.role == "tie"]
        show = (lines, picture.style, emphasis, viewport, size, ratio)
        if show != self._ties_show:
            self._ties_show = show
            self._ties = _pixmap(size, ratio)
            self._ties.fill(Qt.GlobalColor.transparent)
            painter = QPainter(self._ties)
            _look_from(painter, viewport, size)
            paint(painter, ties(picture, emphasis), viewport.zoom * ratio, self._words)
            painter.end()
        return self._ties


def _pixmap(size: QSize, ratio: float) -> QPixmap:
    pixmap = QPixmap(size * ratio)
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def _look_from(painter: QPainter, viewport: Viewport, size: QSize) -> None:
    # Lines are clipped far more cheaply when the painter knows where it ends.
    painter.setClipRect(QRectF(0, 0, size.width(), size.height()))
    painter.translate(viewport.dx, viewport.dy)
    painter.scale(viewport.zoom, viewport.zoom)
