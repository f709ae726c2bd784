"""The frozen headers of the grid: slanted names over the columns, marks and names at the rows."""

from __future__ import annotations

from math import cos, radians, sin
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QFontMetricsF,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QHeaderView, QToolTip, QWidget

from oci_map import i18n
from oci_map.drawing.painter import device_ratio
from oci_map.drawing.text import one_line
from oci_map.ui import theme
from oci_map.ui.grid.look import ROW_HEIGHT, band, row_height
from oci_map.ui.grid.model import GridModel
from oci_map.ui.mark_image import mark_pixmap
from oci_map.ui.plain import tooltip
from oci_map.ui.session import Session

NAMES_WIDTH: Final = 248
_ANGLE: Final = radians(45)
_LONGEST: Final = 168  # px of a slanted line; further words go on a second one
_LINE: Final = 14
_FOOT: Final = 24  # for the counts
_LEAST: Final = 84
_MARK: Final = 18
_SIDE: Final = 12
_SEARCHED: Final = 200
# Of more columns not every name is measured; of so many names it is remembered how they break.
_FEW: Final = 400
_MOST_KEPT: Final = 20_000


class ColumnHeader(QHeaderView):
    """Names at an angle, so that all of them can be read; under each the count of its column."""

    chosen = Signal(int)

    def __init__(self, model: GridModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._model = model
        self._lines: dict[str, tuple[tuple[str, ...], float]] = {}
        self._sized = theme.text_percent()  # the size of text for which they were broken
        self._metrics = QFontMetrics(_font(True)), QFontMetricsF(_font(True))
        self._height = theme.px(_LEAST)
        self._room = 0  # px that the whole table is high
        self._longest = theme.px(_LONGEST)
        self.overhang = 0  # px that the last name reaches over the last column
        self.current = -1
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.viewport().setMouseTracking(True)

    def fit(self) -> None:
        """Become as high as the longest name needs."""
        longest = self._longest_line()
        sized = (theme.text_percent(), longest)
        if sized != (self._sized, self._longest) or len(self._lines) > _MOST_KEPT:
            self._lines.clear()
            self._sized, self._longest = sized
            self._metrics = QFontMetrics(_font(True)), QFontMetricsF(_font(True))
        count = len(self._model.columns)
        # Among so many columns there is a name on two lines, as long as they can be.
        looked_at = range(count) if count <= _FEW else range(count - 1, count)
        broken = [self._broken(self._model.name_of_column(place)) for place in looked_at]
        last = broken[-1][1] if broken else 0.0
        wide = max((length for _lines, length in broken), default=0.0)
        most = max((len(lines) for lines, _length in broken), default=1)
        if count > _FEW:
            wide, most = float(longest), 2
        second = float(theme.px(_LINE) * max(0, most - 1))
        height = sin(_ANGLE) * wide + cos(_ANGLE) * (second + theme.px(_LINE)) + theme.px(_FOOT) + 8
        self._height = max(theme.px(_LEAST), round(height))
        self.overhang = max(
            0, round(cos(_ANGLE) * last + theme.px(_LINE) - self.defaultSectionSize() / 2)
        )

    def take_room(self, height: int) -> bool:
        """Note how high the whole table is; say whether names must be shorter or can be longer."""
        self._room = height
        return self._longest_line() != self._longest

    def _longest_line(self) -> int:
        """Return how long a slanted line may be (px), so that half of a low table is rows."""
        lines = cos(_ANGLE) * 2 * theme.px(_LINE)
        left = self._room / 2 - lines - theme.px(_FOOT) - 8
        wanted = theme.px(_LONGEST)
        return wanted if not self._room else round(max(wanted / 3, min(wanted, left / sin(_ANGLE))))

    def set_current(self, column: int) -> None:
        """Say in which column the keyboard is."""
        if column != self.current:
            self.current = column
            self.viewport().update()

    def column_at(self, x: float, y: float) -> int:
        """Return the column whose slanted name or count lies here; -1 for none."""
        rise = max(0.0, self.height() - theme.px(_FOOT) - y)
        return self.logicalIndexAt(round(x - rise * cos(_ANGLE) / sin(_ANGLE)))

    def _broken(self, name: str) -> tuple[tuple[str, ...], float]:
        """Return a name in one or two lines, cut where they end, and how long they are (px)."""
        kept = self._lines.get(name)
        if kept is None:
            whole, exact = self._metrics
            lines = _two_lines(one_line(name[:_SEARCHED]), whole, self._longest)
            longest = max(map(exact.horizontalAdvance, lines), default=0.0)
            kept = self._lines[name] = lines, longest
        return kept

    def _paint_name(self, painter: QPainter, section: int, foot: float) -> None:
        current = section == self.current
        lines, _longest = self._broken(self._model.name_of_column(section))
        present = self._model.column_is_present(section)
        painter.save()
        painter.translate(foot, self.height() - theme.px(_FOOT) - 3 - 5 * (len(lines) - 1))
        painter.rotate(-45)
        painter.setFont(_font(current))
        painter.setPen(theme.colour("text_1" if present else "text_3"))
        top = -theme.px(_LINE) * (len(lines) - 1) / 2.0 + 4
        for place, line in enumerate(lines):
            painter.drawText(QPointF(0, top + place * theme.px(_LINE)), line)
        painter.restore()

    def _paint_count(self, painter: QPainter, section: int, left: int) -> None:
        box = QRectF(
            left, self.height() - theme.px(_FOOT), self.sectionSize(section), theme.px(_FOOT) - 1
        )
        if section == self.current:
            painter.fillRect(box.adjusted(0, 0, 0, 1), band())
        count = self._model.column_counts[self._model.columns[section]]
        painter.setFont(theme.font(12, 600 if section == self.current else 400, figures=True))
        painter.setPen(theme.colour("text_2" if count else "text_3"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), i18n.number(count))

    def sizeHint(self) -> QSize:
        # Qt would measure a hundred names for this, at each change of rows.
        return QSize(self.count() * self.defaultSectionSize(), self._height)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), theme.colour("surface"))
        width = self.viewport().width()
        size = self.defaultSectionSize()
        # A name reaches over the columns to its right.
        first = max(0, (self.offset() - self._height) // size)
        for section in range(first, self.count()):
            left = self.sectionViewportPosition(section)
            if left > width:
                break
            self._paint_count(painter, section, left)
            self._paint_name(painter, section, left + size / 2)
        painter.fillRect(0, self.height() - 1, width, 1, theme.colour("hairline"))

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            section = self.column_at(event.pos().x(), event.pos().y())
            text = tooltip(self._model.column_tip(section)) if section >= 0 else ""
            QToolTip.showText(event.globalPos(), text, self.viewport())
            return True
        return super().viewportEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        section = self.column_at(event.position().x(), event.position().y())
        if event.button() == Qt.MouseButton.LeftButton and section >= 0:
            self.chosen.emit(section)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        event.accept()  # columns have one width

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()


class RowHeader(QHeaderView):
    """The mark and the name of each organisation, and how many cells it has."""

    def __init__(self, session: Session, model: GridModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._session = session
        self._model = model
        self.current = -1
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        # What these are at the usual size of text, for whoever makes the text larger.
        self.setProperty("baseSection", ROW_HEIGHT)
        self.setProperty("baseLeast", ROW_HEIGHT)
        self.fit()
        self.setSectionsClickable(True)
        self.setHighlightSections(False)

    def fit(self) -> None:
        """Make the rows as high as their text needs."""
        self.setMinimumSectionSize(row_height())
        self.setDefaultSectionSize(row_height())
        self.updateGeometry()

    def set_current(self, row: int) -> None:
        """Say in which row the keyboard is."""
        if row != self.current:
            self.current = row
            self.viewport().update()

    def _paint_row(self, painter: QPainter, row: int, top: int, scale: float) -> None:
        model = self._model
        organisation = model.rows[row]
        current = row == self.current
        width, height = self.viewport().width(), row_height()
        box = QRectF(0, top, width, height)
        if current:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(band())
            painter.drawRoundedRect(box.adjusted(4, 1, 6, -1), 5, 5)
        mark_side = theme.px(_MARK)
        if organisation in self._session.snapshot.organisations:
            mark = mark_pixmap(self._session.snapshot, organisation, mark_side, scale)
            painter.drawPixmap(QPointF(_SIDE, top + (height - mark_side) / 2), mark)
        left = _SIDE + mark_side + 7
        count = model.row_counts[organisation]
        present = model.row_is_present(row)
        painter.setFont(theme.font(12, 600 if current else 400, figures=True))
        painter.setPen(theme.colour("text_2" if count else "text_3"))
        figures = box.adjusted(0, 0, -_SIDE, 0)
        painter.drawText(
            figures, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight),
            i18n.number(count),
        )  # fmt: skip
        font = theme.font(13, 600 if current else 400)
        room = width - left - _SIDE - theme.px(30)
        name = QFontMetrics(font).elidedText(
            one_line(model.name_of_row(row)[:_SEARCHED]), Qt.TextElideMode.ElideRight, room
        )
        painter.setFont(font)
        painter.setPen(theme.colour("text_1" if present else "text_3"))
        where = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.drawText(QRectF(left, top, room, height), where, name)

    def sizeHint(self) -> QSize:
        return QSize(theme.px_wide(NAMES_WIDTH), 100)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        exposed = event.rect()
        painter.fillRect(exposed, theme.colour("surface"))
        height = row_height()
        first = max(0, (self.offset() + exposed.top()) // height)
        last = (self.offset() + exposed.bottom()) // height
        scale = device_ratio(painter)
        for row in range(first, min(last + 1, self.count())):
            self._paint_row(painter, row, row * height - self.offset(), scale)


def _font(bold: bool) -> QFont:
    return theme.font(12, 600 if bold else 500)


def _two_lines(name: str, metrics: QFontMetrics, longest: int) -> tuple[str, ...]:
    if metrics.horizontalAdvance(name) <= longest:
        return (name,)
    first, *rest = name.split(" ")
    while rest and metrics.horizontalAdvance(f"{first} {rest[0]}") <= longest:
        first = f"{first} {rest.pop(0)}"
    lines = [one for one in (first, " ".join(rest)) if one]
    return tuple(metrics.elidedText(one, Qt.TextElideMode.ElideRight, longest) for one in lines)
