"""The arcs of gaps as pixels: dashes are what takes longest to paint, and an edit leaves most."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeGuard

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage, QPainter

from oci_map.drawing.painter import paint
from oci_map.drawing.strokes import Path, Stroke

if TYPE_CHECKING:
    from oci_map.ui.canvas.viewport import Viewport

# Device px of an arc; a larger one is painted each time, which takes less memory.
_MOST: Final = 400_000


class Dashed:
    """Copies dashed lines that were painted before from images of them."""

    def __init__(self) -> None:
        # With the stroke itself: so no other can have its identity.
        self._images: dict[int, tuple[Stroke, QImage]] = {}

    def keep(self, strokes: list[Stroke]) -> None:
        """Forget all lines but these."""
        there = set(map(id, strokes))
        self._images = {key: one for key, one in self._images.items() if key in there}

    def copies(self, stroke: Stroke, where: QRect, ratio: float) -> TypeGuard[Path]:
        """Say whether a stroke that covers so much of the canvas (px) is copied from an image."""
        if not isinstance(stroke, Path) or not stroke.ink.dash:
            return False
        # On a screen of one and a half px, an image would begin between two of them.
        return ratio == int(ratio) and where.width() * where.height() * ratio**2 <= _MOST

    def draw(
        self, painter: QPainter, line: Path, where: QRect, viewport: Viewport, ratio: float
    ) -> None:
        """Draw a line where it is on the canvas, with a painter that has no transform."""
        known = self._images.get(id(line))
        if known is None:
            known = self._images[id(line)] = (line, _image(line, where, viewport, ratio))
        painter.drawImage(where.topLeft(), known[1])


def _image(line: Path, where: QRect, viewport: Viewport, ratio: float) -> QImage:
    image = QImage(where.size() * ratio, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.translate(QPoint() - where.topLeft())
    painter.translate(viewport.dx, viewport.dy)
    painter.scale(viewport.zoom, viewport.zoom)
    paint(painter, [line], viewport.zoom * ratio)
    painter.end()
    return image
