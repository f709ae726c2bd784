"""Turns the picture into pixels, and keeps those that an edit nearly always leaves as they are.

Ties are kept apart, which take longest to paint. After a first edit so is the ground, all that
lies behind gaps and marks: where only these changed, it is copied.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap, QRegion

from oci_map.drawing.line_widths import SeenLines
from oci_map.drawing.painter import WordImages, fill_background, paint
from oci_map.drawing.repaint import box_of, changed_boxes
from oci_map.drawing.strokes import Stroke, before_ties, behind_ties, ties
from oci_map.ui.canvas.dashed import Dashed
from oci_map.values import dataclass

if TYPE_CHECKING:
    from oci_map.drawing.picture import Box, Link, Picture
    from oci_map.drawing.strokes import Emphasis
    from oci_map.ui.canvas.viewport import Viewport


# So many pictures' worth of strokes are remembered with what they cover.
_MANY_TIMES: Final = 4


@dataclass(frozen=True, slots=True)
class _Look:
    """From where and on what a picture is painted."""

    viewport: Viewport
    size: QSize
    ratio: float
    background: str


class Rendering:
    """Paints pictures of one canvas; what stayed the same since the last one is not painted."""

    def __init__(self) -> None:
        self._words = WordImages()
        self._dashed = Dashed()
        self._lines = SeenLines()
        self._pixmap = QPixmap()
        self._ties = QPixmap()
        self._ground: QPixmap | None = None  # all that lies behind gaps and marks
        self._is_edited = False  # whether a part was painted since all was
        self._links: list[Link] = []  # that these ties show
        self._emphasis: Emphasis | None = None
        self._look: _Look | None = None
        self._behind: list[Stroke] = []
        self._before: list[Stroke] = []
        # Holds the strokes too: so no other can have the identity of one of them.
        self._covered: dict[int, tuple[Stroke, QRect]] = {}
        #: The part of the canvas (px) that the last call painted.
        self.painted = QRegion()

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
        look = _Look(viewport, size, ratio, background)
        if picture is not None:
            picture = self._lines.of(picture, viewport.zoom)
        behind = [] if picture is None else list(behind_ties(picture, emphasis))
        before = [] if picture is None else list(before_ties(picture, emphasis))
        ties_stay = self._keep_ties(picture, emphasis, look)
        ground = part = None
        if ties_stay and look == self._look:
            ground, above = self._changed(self._behind, behind), self._changed(self._before, before)
            part = None if ground is None or above is None else ground + above
        if self._pixmap.size() != size * ratio or self._pixmap.devicePixelRatio() != ratio:
            self._pixmap = _pixmap(size, ratio)
        if look != self._look:
            self._covered = {}
            self._dashed = Dashed()
        self._look, self._behind, self._before = look, behind, before
        if part is None or ground is None:
            self.painted = QRegion(QRect(QPoint(), size))
            self._paint_all(look)
        else:
            self.painted = part
            if not part.isEmpty():
                self._paint_part(look, part, ground)
        return self._pixmap

    def prepare(self) -> None:
        """Paint the ground apart, after an edit: a further one then copies it."""
        if self._is_edited and self._ground is None and self._look is not None:
            self._ground = _pixmap(self._look.size, self._look.ratio)
            painter = QPainter(self._ground)
            painter.setClipRect(QRect(QPoint(), self._look.size))
            self._paint_ground(painter, self._behind, self._look)
            painter.end()

    def _paint_all(self, look: _Look) -> None:
        self._ground, self._is_edited = None, False
        painter = QPainter(self._pixmap)
        painter.setClipRect(QRect(QPoint(), look.size))
        self._paint_ground(painter, self._behind, look)
        self._paint_strokes(painter, self._before, look)
        painter.end()

    def _paint_part(self, look: _Look, part: QRegion, changed: QRegion) -> None:
        """Paint the strokes that touch a part of the canvas; the ground where it `changed`."""
        self._is_edited = True
        covered = self._where(look.viewport)
        painter = QPainter(self._pixmap)
        painter.setClipRegion(part)
        if self._ground is None:
            self._paint_ground(painter, _touching(part, self._behind, covered), look)
        else:
            if not changed.isEmpty():
                below = QPainter(self._ground)
                below.setClipRegion(changed)
                self._paint_ground(below, _touching(changed, self._behind, covered), look)
                below.end()
            painter.drawPixmap(0, 0, self._ground)
        before = self._copy_dashed(painter, _touching(part, self._before, covered), look)
        self._paint_strokes(painter, before, look)
        painter.end()

    def _paint_ground(self, painter: QPainter, behind: list[Stroke], look: _Look) -> None:
        """Paint what lies behind gaps and marks."""
        fill_background(painter, QRectF(QPointF(), look.size.toSizeF()), look.background)
        self._paint_strokes(painter, behind, look)
        painter.drawPixmap(0, 0, self._ties)

    def _paint_strokes(self, painter: QPainter, strokes: list[Stroke], look: _Look) -> None:
        _look_from(painter, look.viewport)
        paint(painter, strokes, look.viewport.zoom * look.ratio, self._words)
        painter.resetTransform()

    def _copy_dashed(self, painter: QPainter, before: list[Stroke], look: _Look) -> list[Stroke]:
        """Copy the arcs of gaps, which lie behind all the rest; return what is left to paint."""
        left: list[Stroke] = []
        self._dashed.keep(self._before)
        for one in before:
            where = self._covered[id(one)][1]
            if self._dashed.copies(one, where, look.ratio):
                self._dashed.draw(painter, one, where, look.viewport, look.ratio)
            else:
                left.append(one)
        return left

    def _changed(self, old: list[Stroke], new: list[Stroke]) -> QRegion | None:
        """Return the part of the canvas where strokes differ from those before; None for all."""
        boxes, look = changed_boxes(old, new), self._look
        if boxes is None or look is None:
            return None
        part = QRegion()
        for box in boxes:
            part += _on_canvas(box, look.viewport)
        return part & QRect(QPoint(), look.size)

    def _where(self, viewport: Viewport) -> dict[int, tuple[Stroke, QRect]]:
        """Return what each stroke covers of the canvas, by its identity."""
        there = (*self._behind, *self._before)
        if len(self._covered) > _MANY_TIMES * len(there):
            self._covered = {}
        for one in there:
            if id(one) not in self._covered:
                self._covered[id(one)] = (one, _on_canvas(box_of(one), viewport))
        return self._covered

    def _keep_ties(self, picture: Picture | None, emphasis: Emphasis | None, look: _Look) -> bool:
        """Have the ties as pixels, which take longest to paint; say whether they stayed."""
        links = [] if picture is None else [one for one in picture.links if one.role == "tie"]
        # Most edits leave all of them: then they are not even lowered to strokes.
        if look == self._look and emphasis == self._emphasis and links == self._links:
            return True
        self._links, self._emphasis = links, emphasis
        lines = [] if picture is None else list(ties(picture, emphasis))
        self._ties = _pixmap(look.size, look.ratio)
        self._ties.fill(Qt.GlobalColor.transparent)
        painter = QPainter(self._ties)
        # Lines are clipped far more cheaply when the painter knows where it ends.
        painter.setClipRect(QRect(QPoint(), look.size))
        _look_from(painter, look.viewport)
        paint(painter, lines, look.viewport.zoom * look.ratio, self._words)
        painter.end()
        return False


def _touching(
    part: QRegion, strokes: list[Stroke], covered: dict[int, tuple[Stroke, QRect]]
) -> list[Stroke]:
    return [one for one in strokes if part.intersects(covered[id(one)][1])]


def _pixmap(size: QSize, ratio: float) -> QPixmap:
    pixmap = QPixmap(size * ratio)
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def _on_canvas(box: Box, viewport: Viewport) -> QRect:
    left, top = viewport.to_widget(box[0], box[1])
    right, bottom = viewport.to_widget(box[2], box[3])
    return QRectF(left, top, right - left, bottom - top).toAlignedRect()


def _look_from(painter: QPainter, viewport: Viewport) -> None:
    painter.translate(viewport.dx, viewport.dy)
    painter.scale(viewport.zoom, viewport.zoom)
