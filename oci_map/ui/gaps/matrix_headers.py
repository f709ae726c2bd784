"""The names of the rows and columns of the matrix, with their marks."""

from __future__ import annotations

from math import cos, radians, sin
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from oci_map.graph.finding import Side
from oci_map.graph.matrix import Heading
from oci_map.model.ids import RecordId
from oci_map.ui import theme
from oci_map.ui.gaps.matrix_model import MatrixModel
from oci_map.ui.gaps.side_mark import paint_sector, paint_side

_ANGLE: Final = radians(45)
_MARK: Final = 18  # px at the usual size of text
_LONGEST: Final = 150
_SIDE: Final = 10
_SHARE: Final = 0.42  # of the whole table that names take at most


class Headings(QHeaderView):
    """Slanted names over the columns, or names at the rows; the current one is bold."""

    def __init__(self, model: MatrixModel, across: Qt.Orientation, parent: QWidget) -> None:
        super().__init__(across, parent)
        self._matrix = model
        self._across = across == Qt.Orientation.Horizontal
        self.current = -1
        self._room = 0  # px that the whole table is high, or wide
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(12)
        self.setHighlightSections(False)

    def take_room(self, room: int) -> None:
        """Note how high (or wide) the whole table is: in a small one names are cut sooner."""
        self._room = room

    def _longest(self, metrics: QFontMetrics) -> int:
        """Return how long a name may be (px)."""
        wanted = theme.px(_LONGEST)
        if not self._room:
            return wanted
        left = self._room * _SHARE - theme.px(_MARK) - (18 if self._across else 3 * _SIDE)
        if self._across:
            left = left / sin(_ANGLE) - metrics.height()
        return round(max(wanted / 4, min(wanted, left)))

    def set_current(self, section: int) -> None:
        """Say which row or column is looked at."""
        if section != self.current:
            self.current = section
            self.viewport().update()

    def extent(self) -> int:
        """Return the height that slanted names need, or the width that names at rows need."""
        metrics = QFontMetrics(theme.font(12, 600))
        headings = self._headings()
        names = [metrics.horizontalAdvance(self._cut(one, metrics)) for one in headings]
        widest = max(names, default=40)
        if self._across:
            return round((widest + metrics.height()) * sin(_ANGLE)) + theme.px(_MARK) + 18
        return widest + theme.px(_MARK) + 3 * _SIDE

    def overhang(self) -> int:
        """Return how far the last slanted name reaches over the last column."""
        headings = self._headings()
        if not headings:
            return 0
        metrics = QFontMetrics(theme.font(12, 600))
        return round(metrics.horizontalAdvance(self._cut(headings[-1], metrics)) * cos(_ANGLE))

    def _headings(self) -> tuple[Heading, ...]:
        matrix = self._matrix.matrix
        return matrix.columns if self._across else matrix.rows

    def _cut(self, heading: Heading, metrics: QFontMetrics) -> str:
        name = " ".join(self._matrix.name(heading)[:200].split())
        return metrics.elidedText(name, Qt.TextElideMode.ElideRight, self._longest(metrics))

    def sizeHint(self) -> QSize:
        extent = self.extent()
        size = super().sizeHint()
        return QSize(size.width(), extent) if self._across else QSize(extent, size.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), theme.colour("window"))
        for section, heading in enumerate(self._headings()):
            start = self.sectionViewportPosition(section)
            size = self.sectionSize(section)
            bold = section == self.current
            painter.setFont(theme.font(12, 600 if bold else 400))
            faint = not heading.organisations
            painter.setPen(theme.colour("text_1" if bold else "text_3" if faint else "text_2"))
            if self._across:
                self._paint_column(painter, heading, start + size / 2)
            else:
                self._paint_row(painter, heading, start, size)

    def _paint_column(self, painter: QPainter, heading: Heading, middle: float) -> None:
        half = theme.px(_MARK) / 2
        foot = self.height() - half - 5
        self._paint_mark(painter, heading, QPointF(middle, foot))
        text = self._cut(heading, painter.fontMetrics())
        painter.save()
        painter.translate(middle + 2, foot - half - 5)
        painter.rotate(-45)
        painter.drawText(QPointF(0, 4), text)
        painter.restore()

    def _paint_row(self, painter: QPainter, heading: Heading, top: int, size: int) -> None:
        middle = top + size / 2
        half = theme.px(_MARK) / 2
        mark = self.width() - _SIDE - half
        text = self._cut(heading, painter.fontMetrics())
        box = QRectF(0, top, mark - half - 6, size)
        right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(box, right, text)
        self._paint_mark(painter, heading, QPointF(mark, middle))

    def _paint_mark(self, painter: QPainter, heading: Heading, place: QPointF) -> None:
        painter.save()
        # Empty ones are drawn as a ring: there must be somebody for a disc.
        inside = (RecordId("-"),) if heading.organisations else ()
        side = Side(heading.noun, heading.record, inside)
        if heading.noun == "sector":
            size = theme.px(_MARK)
            box = QRectF(place.x() - size / 2, place.y() - size / 2, size, size)
            paint_sector(painter, self._matrix.snapshot, side, box)
        else:
            painter.translate(place)
            painter.scale(0.75, 0.75)
            paint_side(painter, self._matrix.snapshot, side, QPointF(0, 0), 2.0)
        painter.restore()
