"""The figures of an opened gap, drawn: observed against expected, shared needs, confidence."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from oci_map.graph.finding import Gap, PossibleBridge
from oci_map.graph.gap_remarks import amount, confidence_sentence, degree_word, figures_sentence
from oci_map.i18n import _, number
from oci_map.ui import theme
from oci_map.ui.gaps.confidence import paint_bars

_GAUGE: Final = 104
_APART: Final = 26
# Narrower than that, captions and gauge are short.
_ROOMY: Final = 440
_MOST_DOTS: Final = 4


class Figures(QWidget):
    """Captions over figures, side by side."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._gap: Gap | None = None
        self._needs = 0
        self._same_groups = 0
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_gap(self, gap: Gap, all_needs: int, same_groups: int) -> None:
        """Show the figures of a gap, among so many needs and groups that both sides sit in."""
        self._gap, self._needs, self._same_groups = gap, all_needs, same_groups
        parts = (figures_sentence(gap), confidence_sentence(gap.confidence))
        self.setAccessibleName(" ".join(part for part in parts if part))
        self.setToolTip(confidence_sentence(gap.confidence))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(300, theme.px(40))

    def paintEvent(self, event: QPaintEvent) -> None:
        gap = self._gap
        if gap is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x = 0.0
        foot = theme.px(32)
        tight = self.width() < theme.px(_ROOMY)
        apart, gauge = (14, 52) if tight else (_APART, _GAUGE)
        if gap.expected is not None:
            caption = _("Ties") if tight else _("Observed and expected ties")
            width = self._caption(painter, caption, x)
            self._paint_gauge(painter, gap, x, foot, gauge)
            figure = _("{observed} of {expected}").format(
                observed=amount(gap.observed), expected=amount(gap.expected)
            )
            end = self._figure(painter, figure, x + gauge + 12, foot)
            x = max(x + width, end) + apart
        if gap.shared_needs:
            width = self._caption(painter, _("Shared needs"), x)
            figure = _("{count} of {all}").format(
                count=number(len(gap.shared_needs)), all=number(self._needs)
            )
            x = max(x + width, self._figure(painter, figure, x, foot)) + apart
        width = self._caption(painter, _("Confidence"), x)
        paint_bars(painter, gap.confidence, QPointF(x, foot))
        word = degree_word(gap.confidence)
        x = max(x + width, self._figure(painter, word, x + 24, foot)) + apart
        if gap.expected is not None and x < self.width() - 90:
            self._caption(painter, _("Sit in the same group"), x)
            text = number(self._same_groups) if self._same_groups else _("Nowhere")
            self._figure(painter, text, x, foot)

    def _caption(self, painter: QPainter, text: str, x: float) -> float:
        painter.setFont(theme.font(11))
        painter.setPen(theme.colour("text_3"))
        metrics = QFontMetrics(painter.font())
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, round(self.width() - x))
        painter.drawText(QPointF(x, theme.px(11)), text)
        return metrics.horizontalAdvance(text)

    def _figure(self, painter: QPainter, text: str, x: float, foot: float) -> float:
        painter.setFont(theme.font(13, 500, figures=True))
        painter.setPen(theme.colour("text_1"))
        metrics = QFontMetrics(painter.font())
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, round(self.width() - x))
        painter.drawText(QPointF(x, foot), text)
        return x + metrics.horizontalAdvance(text)

    def _paint_gauge(
        self, painter: QPainter, gap: Gap, x: float, foot: float, width: float
    ) -> None:
        """Paint a line from nothing to twice what is expected, with both marks on it."""
        y = foot - theme.px(4)
        most = max(2 * (gap.expected or 0.0), gap.observed, 0.1)
        painter.setPen(QPen(theme.colour("hairline_strong"), 1.5))
        painter.drawLine(QPointF(x + 5, y), QPointF(x + width, y))
        observed = x + 5 + (width - 10) * gap.observed / most
        expected = x + 5 + (width - 10) * (gap.expected or 0.0) / most
        painter.setPen(QPen(theme.colour("gap"), 2))
        painter.drawLine(QPointF(observed, y), QPointF(expected, y))
        painter.setBrush(theme.colour("gap"))
        painter.drawEllipse(QPointF(observed, y), 4, 4)
        painter.setBrush(theme.colour("surface"))
        painter.drawEllipse(QPointF(expected, y), 4, 4)


class Dots(QWidget):
    """How much a possible bridge has to do with both sides: one to four dots."""

    def __init__(self, bridge: PossibleBridge, parent: QWidget) -> None:
        super().__init__(parent)
        self._filled = bridge.dots
        self.setAccessibleName(
            _("{count} of {all}").format(count=number(bridge.dots), all=number(_MOST_DOTS))
        )
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(12 * _MOST_DOTS, 16)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("text_2"), 1.2))
        for dot in range(_MOST_DOTS):
            filled = dot < self._filled
            painter.setBrush(theme.colour("text_2") if filled else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QRectF(12 * dot + 1.5, self.height() / 2 - 4, 8, 8))
