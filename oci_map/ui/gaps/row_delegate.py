"""Paints a gap of the list that is not opened: rank, marks, sentence, figures, state."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from oci_map.drawing.painter import device_ratio
from oci_map.graph.finding import Gap
from oci_map.graph.gap_remarks import amount, confidence_word, many
from oci_map.graph.gap_wording import gap_sentence
from oci_map.i18n import _, ngettext, number
from oci_map.ui import theme
from oci_map.ui.gaps.confidence import paint_bars
from oci_map.ui.gaps.list_model import GAP_ROLE, GapModel
from oci_map.ui.gaps.side_mark import paint_sides, width_of
from oci_map.ui.gaps.words import TONES, needs_count, state_word

_HEIGHT: Final = 80
BETWEEN: Final = 8  # px under each card
PAD: Final = 14
_RANK: Final = 30
_LINE: Final = 19
_LONGEST: Final = 600


def row_height() -> int:
    """Return how high a card is that is not opened, in px."""
    return theme.px(_HEIGHT)


def marks_left() -> int:
    """Return where the marks of a card begin, px from its left edge."""
    return PAD + theme.px(_RANK)


def text_left(count: int = 2) -> int:
    """Return where the words of a card with so many marks begin, px from its left edge.

    Room is kept for two, so that the words of all cards begin below each other.
    """
    return marks_left() + width_of(max(2, count)) + 14


class RowDelegate(QStyledItemDelegate):
    """Draws cards itself: a thousand gaps scroll without a widget each."""

    def __init__(self, model: GapModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        #: The row that is opened, and how high its card is.
        self.opened = -1
        self.opened_height = row_height()

    # --------------------------------------------------------------------------- Qt overrides

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        height = self.opened_height if index.row() == self.opened else row_height()
        return QSize(200, height + BETWEEN)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        gap = index.data(GAP_ROLE)
        if index.row() == self.opened or gap is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -BETWEEN - 0.5)
        painter.setPen(QPen(theme.colour("hairline"), 1))
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(card, 8, 8)
        middle = card.center().y()
        painter.setPen(theme.colour("text_3"))
        painter.setFont(theme.font(12, figures=True))
        rank = QRectF(card.left() + PAD, card.top(), theme.px(_RANK) - 8, card.height())
        painter.drawText(rank, int(Qt.AlignmentFlag.AlignVCenter), number(index.row() + 1))
        scale = device_ratio(painter)
        snapshot = self._model.snapshot
        paint_sides(painter, snapshot, gap, card.left() + marks_left(), middle, scale)
        left = card.left() + text_left(len(gap.sides))
        tag = _paint_tag(painter, gap, card)
        _paint_words(painter, gap_sentence(snapshot, gap), left, card, tag - 12 - left, gap)
        painter.restore()


def _paint_tag(painter: QPainter, gap: Gap, card: QRectF) -> float:
    """Paint what was decided; return where it begins."""
    ink, ground = TONES[gap.state.state]
    text = state_word(gap.state)
    painter.setFont(theme.font(11, 500))
    width = painter.fontMetrics().horizontalAdvance(text) + 14
    box = QRectF(card.right() - PAD - width, card.top() + 12, width, theme.px(20))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(ground))
    painter.drawRoundedRect(box, 5, 5)
    painter.setPen(theme.colour(ink))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)
    return box.left()


def _paint_words(
    painter: QPainter, sentence: str, left: float, card: QRectF, width: float, gap: Gap
) -> None:
    lines = _two_lines(painter, sentence, width)
    high = theme.px(_LINE)
    top = card.center().y() - (len(lines) * high + theme.px(20)) / 2
    painter.setFont(theme.font(13, 500))
    painter.setPen(theme.colour("text_1"))
    for place, line in enumerate(lines):
        where = QRectF(left, top + place * high, width, high)
        painter.drawText(where, int(Qt.AlignmentFlag.AlignVCenter), line)
    _paint_figures(painter, gap, QPointF(left, top + len(lines) * high + 2), card.right() - PAD)


def _two_lines(painter: QPainter, sentence: str, width: float) -> list[str]:
    """Break a sentence into two lines at most; what is left over ends in an ellipsis."""
    font = theme.font(13, 500)
    painter.setFont(font)
    text = " ".join(sentence[:_LONGEST].split())
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    first = layout.createLine()
    first.setLineWidth(max(40.0, width))
    layout.endLayout()
    end = first.textStart() + first.textLength()
    rest = text[end:]
    if not rest.strip():
        return [text]
    cut = painter.fontMetrics().elidedText(rest, Qt.TextElideMode.ElideRight, round(width))
    return [text[:end].rstrip(), cut]


def _paint_figures(painter: QPainter, gap: Gap, place: QPointF, right: float) -> None:
    """Paint observed and expected ties, shared needs and confidence in a row."""
    parts: list[tuple[str, str]] = []
    if gap.expected is not None:
        parts.append((amount(gap.observed), ngettext("tie", "ties", many(gap.observed))))
        parts.append((amount(gap.expected), _("expected")))
    if gap.shared_needs:
        words = needs_count(gap)
        count = number(len(gap.shared_needs))
        parts.append((count, words.removeprefix(count).strip()))
    x = place.x()
    foot = place.y() + theme.px(13)
    for figure, words in parts:
        x = _paint_figure(painter, figure, words, x, foot) + 14
    text = confidence_word(gap.confidence)
    if x + 24 + painter.fontMetrics().horizontalAdvance(text) < right:
        paint_bars(painter, gap.confidence, QPointF(x, foot))
        painter.setFont(theme.font(12))
        painter.setPen(theme.colour("text_3"))
        painter.drawText(QPointF(x + 22, foot), text)


def _paint_figure(painter: QPainter, figure: str, words: str, x: float, foot: float) -> float:
    painter.setFont(theme.font(12, 600, figures=True))
    painter.setPen(theme.colour("text_1"))
    painter.drawText(QPointF(x, foot), figure)
    x += painter.fontMetrics().horizontalAdvance(figure) + 5
    painter.setFont(theme.font(12))
    painter.setPen(theme.colour("text_3"))
    painter.drawText(QPointF(x, foot), words)
    return x + painter.fontMetrics().horizontalAdvance(words)
