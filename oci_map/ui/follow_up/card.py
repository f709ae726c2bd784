"""Paints a recommendation as a card: what it says, who must answer, what is late or lacking."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from oci_map.drawing.painter import device_ratio
from oci_map.i18n import number
from oci_map.roundtable.follow_up import Entry
from oci_map.roundtable.follow_up_words import (
    LACKS,
    body_names,
    due_words,
    lacks_words,
    title,
)
from oci_map.ui import icons, theme
from oci_map.ui.follow_up.entry_model import ENTRY_ROLE, EntryModel
from oci_map.ui.follow_up.words import LACKING, LATE, QUIET

BETWEEN: Final = 8  # px under each card
_PAD: Final = 10
_LINE: Final = 17
_TAG: Final = 18
_ICON: Final = 12
_MOST_LINES: Final = 4
_LONGEST: Final = 400

Tag = tuple[str, tuple[str, str]]


class CardDelegate(QStyledItemDelegate):
    """Draws cards itself: hundreds of them scroll without a widget each."""

    def __init__(self, model: EntryModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self.width = 200  # of the list that shows them, px

    # --------------------------------------------------------------------------- Qt overrides

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        entry: Entry = index.data(ENTRY_ROLE)
        inner = self.width - 2 * _PAD
        lines = len(_lines(title(entry.record), inner, theme.text_percent()))
        rows = len(_tag_rows(_tags(entry), inner))
        line, tag = theme.px(_LINE), theme.px(_TAG)
        height = 2 * _PAD + lines * line + 4 + line + (rows * (tag + 4) + 2 if rows else 0)
        return QSize(self.width, height + BETWEEN)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        entry: Entry | None = index.data(ENTRY_ROLE)
        if entry is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = QRectF(option.rect).adjusted(1, 1, -1, -BETWEEN - 1)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = chosen and bool(option.state & QStyle.StateFlag.State_HasFocus)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        line = "accent" if chosen else "hairline_strong" if over else "hairline"
        painter.setPen(QPen(theme.colour(line), 2 if focused or chosen else 1))
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(card, 7, 7)
        self._paint_words(painter, entry, card)
        painter.restore()

    def _paint_words(self, painter: QPainter, entry: Entry, card: QRectF) -> None:
        inner, line = self.width - 2 * _PAD, theme.px(_LINE)
        left, y = card.left() + _PAD - 1, card.top() + _PAD - 1
        painter.setFont(theme.font(13, 400))
        painter.setPen(theme.colour("text_3" if entry.record.status == "rejected" else "text_1"))
        for text in _lines(title(entry.record), inner, theme.text_percent()):
            box = QRectF(left, y, inner, line)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), text)
            y += line
        y += 4
        self._paint_foot(painter, entry, QRectF(left, y, inner, line))
        y += line + 2
        for row in _tag_rows(_tags(entry), inner):
            x = left
            for text, tones in row:
                x = _paint_tag(painter, text, tones, QPointF(x, y + 4)) + 5
            y += theme.px(_TAG) + 4

    def _paint_foot(self, painter: QPainter, entry: Entry, box: QRectF) -> None:
        """Paint who must answer, and at the right how many stand behind it."""
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.setFont(theme.font(12, figures=True))
        painter.setPen(theme.colour("text_3"))
        count = number(len(entry.record.supporters))
        wide = painter.fontMetrics().horizontalAdvance(count)
        painter.drawText(box, middle | int(Qt.AlignmentFlag.AlignRight), count)
        side = theme.px(_ICON)
        mark = icons.pixmap("user", "text_3", side, device_ratio(painter))
        left = box.right() - wide - side - 4
        painter.drawPixmap(QPointF(left, box.center().y() - side / 2), mark)
        painter.setFont(theme.font(12, 500))
        bodies = body_names(self._model.snapshot, entry.bodies)
        room = int(left - box.left() - 8)
        shown = painter.fontMetrics().elidedText(bodies, Qt.TextElideMode.ElideRight, room)
        painter.setPen(theme.colour("text_2"))
        painter.drawText(box, middle, shown)


def _tags(entry: Entry) -> tuple[Tag, ...]:
    return tuple(_all_tags(entry))


def _all_tags(entry: Entry) -> Iterator[Tag]:
    due = due_words(entry)
    if due and (entry.overdue or not entry.over):
        yield due, LATE if entry.overdue else QUIET
    # That nothing was answered yet is what its column says.
    for kind, text in zip(_kinds(entry), lacks_words(entry), strict=True):
        if kind != "unanswered":
            yield text, LACKING


def _kinds(entry: Entry) -> list[str]:
    return [kind for kind in LACKS if kind in entry.lacks]


def _tag_rows(tags: tuple[Tag, ...], width: float) -> list[list[Tag]]:
    """Return the tags in as many rows as they need."""
    rows: list[list[Tag]] = []
    x = 0.0
    for tag in tags:
        wide = tag_width(tag[0])
        if not rows or x + wide > width:
            rows.append([])
            x = 0.0
        rows[-1].append(tag)
        x += wide + 5
    return rows


def tag_width(text: str) -> float:
    """Return how wide a tag is, px."""
    return QFontMetricsF(theme.font(11, 500)).horizontalAdvance(text) + 12


def _paint_tag(painter: QPainter, text: str, tones: tuple[str, str], at: QPointF) -> float:
    """Paint a tag; return where it ends."""
    ink, ground = tones
    painter.setFont(theme.font(11, 500))
    box = QRectF(at.x(), at.y(), tag_width(text), theme.px(_TAG))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(ground))
    painter.drawRoundedRect(box, 5, 5)
    painter.setPen(theme.colour(ink))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)
    return box.right()


@lru_cache(maxsize=4096)
def _lines(text: str, width: int, _percent: int) -> tuple[str, ...]:
    """Break a text into a few lines; what is left over ends in an ellipsis."""
    font: QFont = theme.font(13, 400)
    whole = " ".join(text[:_LONGEST].split())
    layout = QTextLayout(whole, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    lines: list[str] = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(40, width))
        start = line.textStart()
        if len(lines) == _MOST_LINES - 1:
            rest = whole[start:]
            metrics = QFontMetricsF(font)
            lines.append(metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width))
            break
        lines.append(whole[start : start + line.textLength()].rstrip())
    layout.endLayout()
    return tuple(lines)
