"""The table of where ties are missing, with its title, what a cell says, and the legend."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from oci_map.graph import matrix as m
from oci_map.graph.findings import Findings
from oci_map.graph.gap_summary import method_sentence, number_sentence
from oci_map.i18n import _, number
from oci_map.model.snapshot import Snapshot
from oci_map.ui import theme
from oci_map.ui.flow import Flow
from oci_map.ui.gaps import ramp
from oci_map.ui.gaps.gap_list import GapList
from oci_map.ui.gaps.matrix_cells import hatch
from oci_map.ui.gaps.matrix_model import Index
from oci_map.ui.gaps.matrix_table import MatrixTable
from oci_map.ui.gaps.words import MATRICES
from oci_map.ui.plain import PlainLabel, tooltip
from oci_map.ui.segments import Segments

_SWATCH: Final = 30
_LEAST, _SIDE = 400, 20
#: From which height, at the usual size of text, more than the matrix itself is shown.
_WITH_METHOD, _WITH_LEGEND = 430, 280


class MatrixPanel(QWidget):
    """Shows one matrix of the findings; says which gap a cell stands for."""

    gap_wanted = Signal(str)
    chosen = Signal(str)

    def __init__(self, gaps: GapList, parent: QWidget) -> None:
        super().__init__(parent)
        self._gaps = gaps
        self._title = PlainLabel(role="title", parent=self)
        self.names = Segments(self)
        self._method = PlainLabel(role="second", wrap=True, parent=self)
        self.table = MatrixTable(self)
        self.readout = PlainLabel(wrap=True, parent=self)
        self.link = QToolButton(self)
        self.link.setProperty("look", "link")
        self.legend = Legend(self)
        self._key = ""
        self._lay_out()
        self.names.chosen.connect(self.chosen)
        self.table.pointed.connect(self._point)
        self.table.gap_wanted.connect(self.gap_wanted)
        self.link.clicked.connect(self._go)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(_SIDE, 16, _SIDE, 14)
        column.setSpacing(8)
        head = Flow(between=8, apart=True)  # with large text the title has a row of its own
        head.addWidget(self._title)
        head.addWidget(self.names)
        column.addLayout(head)
        column.addWidget(self._method)
        column.addWidget(self.table, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.readout.setMinimumHeight(theme.px(34))
        self.readout.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.readout, 1)
        row.addWidget(self.link, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
        column.addWidget(self.legend)

    def show_findings(self, snapshot: Snapshot, findings: Findings) -> None:
        """Show the chosen matrix of these findings."""
        matrix = findings.matrix(self.names.choice or m.SECTOR_SECTOR)
        text = number_sentence() + " " + method_sentence(findings)
        if matrix.name == m.ORGANISATION_GROUP:
            text = _("A dot is a seat; a warm cell is a group whose need an organisation shares.")
        if matrix.more_rows or matrix.more_columns:
            text += " " + _("{rows} rows and {columns} columns more are left out.").format(
                rows=number(matrix.more_rows), columns=number(matrix.more_columns)
            )
        self._method.setText(text)
        self._share_height()
        self.table.show_matrix(snapshot, matrix)
        self.legend.show_kind(matrix.name)
        self._point(QModelIndex())

    def _share_height(self) -> None:
        """Keep room for the matrix where the window is low: how it is counted goes to the title."""
        height = self.height()
        self._method.setVisible(height >= theme.px(_WITH_METHOD))
        self.legend.setVisible(height >= theme.px(_WITH_LEGEND))
        self._title.setToolTip(tooltip(self._method.text()) if self._method.isHidden() else "")
        self._title.setAccessibleDescription(self._method.text())

    def mark_gap(self, key: str) -> None:
        """Frame the cell of a gap."""
        self.table.mark_gap(key)

    def retranslate(self) -> None:
        """Give everything its words in the chosen language."""
        self._title.setText(_("Where ties are missing"))
        self.names.set_choices([(name, _(text)) for name, text in MATRICES.items()])
        self.names.setAccessibleName(_("What is compared"))
        self.table.retranslate()
        self.legend.retranslate()

    def _point(self, index: Index) -> None:
        model = self.table.matrix
        cell = model.cell(index)
        self._key = "" if cell is None else cell.gap
        row = self._gaps.gaps.row_of(self._key) if self._key else -1
        if cell is None:
            self.readout.setText(_("Point at a cell to read what it says."))
        else:
            self.readout.setText(model.sentence(index))
        self.link.setVisible(bool(self._key))
        if row >= 0:
            self.link.setText(_("Shown as gap {number} in the list").format(number=number(row + 1)))
        else:
            self.link.setText(_("Show this gap in the list"))

    def _go(self) -> None:
        if self._key:
            self.gap_wanted.emit(self._key)

    def minimumSizeHint(self) -> QSize:
        # With large text the title needs more than the matrix.
        wide = max(_LEAST, self._title.sizeHint().width() + 2 * _SIDE)
        return QSize(wide, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_height()


class Legend(QWidget):
    """What colours, dots and hatching of the matrix mean."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._kind = m.SECTOR_SECTOR
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.retranslate()

    def show_kind(self, name: str) -> None:
        """Explain this matrix."""
        self._kind = name
        self.update()

    def retranslate(self) -> None:
        """Give it its words in the chosen language."""
        self.setAccessibleName(
            _(
                "Colours go from fewer ties than expected to more; dots are shared needs, hatching"
                " means that nobody is there."
            )
        )
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(400, theme.px(52))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(12))
        metrics = QFontMetrics(painter.font())
        line = theme.px(14)
        if self._kind == m.ORGANISATION_GROUP:
            x = self._entry(painter, 0.0, _("sits there"), 1)
            self._entry(painter, x, _("shares the group's need and does not sit there"), -1)
            return
        x = 0.0
        fewer, more = _("Fewer ties than expected"), _("More ties than expected")
        words = metrics.horizontalAdvance(fewer) + metrics.horizontalAdvance(more)
        narrow = self.width() < words + 7 * _SWATCH + 20
        if not narrow:
            painter.setPen(theme.colour("gap_text"))
            painter.drawText(QPointF(x, line), fewer)
            x += metrics.horizontalAdvance(fewer) + 10
        first = x
        for step in ramp.STEPS:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ramp.ground(step))
            painter.drawRoundedRect(QRectF(x, line - 11, _SWATCH - 1, 12), 3, 3)
            x += _SWATCH
        self._scale(painter, first, line)
        x += 10
        if not narrow:
            painter.setFont(theme.font(12))
            painter.setPen(theme.colour("accent_text"))
            painter.drawText(QPointF(x, line), more)
            x += metrics.horizontalAdvance(more)
        self._signs(painter, x + 24, line, metrics)

    def _scale(self, painter: QPainter, first: float, line: float) -> None:
        painter.setFont(theme.font(10))
        painter.setPen(theme.colour("text_3"))
        for place, text in ((0, "−"), (3, _("as expected")), (6, "+")):
            middle, half = first + (place + 0.5) * _SWATCH, theme.px(56)
            box = QRectF(middle - half, line + 2, 2 * half, theme.px(16))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)

    def _signs(self, painter: QPainter, x: float, line: float, metrics: QFontMetrics) -> None:
        painter.setFont(theme.font(12))
        dots, nobody = _("shared needs"), _("no member")
        width = 22 + metrics.horizontalAdvance(dots) + 20 + 22 + metrics.horizontalAdvance(nobody)
        if x + width > self.width():
            x, line = 0.0, line + theme.px(34)
            if width > self.width():
                return
            x = self.width() - width
        else:
            x = self.width() - width
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("text_2"))
        for dot in range(3):
            painter.drawEllipse(QPointF(x + 3 + 5 * dot, line - 4), 1.6, 1.6)
        painter.setPen(theme.colour("text_2"))
        painter.drawText(QPointF(x + 20, line), dots)
        x += 22 + metrics.horizontalAdvance(dots) + 18
        hatch(painter, QRectF(x, line - 11, 16, 12))
        painter.setPen(theme.colour("text_2"))
        painter.drawText(QPointF(x + 22, line), nobody)

    def _entry(self, painter: QPainter, x: float, text: str, step: int) -> float:
        line = theme.px(14)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ramp.ground(step))
        painter.drawRoundedRect(QRectF(x, line - 11, 16, 12), 3, 3)
        painter.setPen(theme.colour("text_2"))
        painter.drawText(QPointF(x + 22, line), text)
        return x + 22 + QFontMetrics(painter.font()).horizontalAdvance(text) + 20
