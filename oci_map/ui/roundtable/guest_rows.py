"""The guests as Qt lists them: who, why, what they answered and where they sit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetrics, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from oci_map.drawing.painter import device_ratio
from oci_map.drawing.text import one_line
from oci_map.i18n import _, number
from oci_map.model.guests import GONE
from oci_map.model.ids import RecordId
from oci_map.model.records import Invitation
from oci_map.model.snapshot import Snapshot
from oci_map.model.vocabulary import GOVERNMENT, INVITATION_STATES
from oci_map.ui import icons, theme
from oci_map.ui.mark_image import mark_pixmap
from oci_map.ui.plain import tooltip
from oci_map.ui.roundtable.meeting import Meeting
from oci_map.ui.row_paint import paint_ground
from oci_map.values import dataclass

_Index = QModelIndex | QPersistentModelIndex
ROW_ROLE: Final = Qt.ItemDataRole.UserRole
_HEIGHT: Final = 62
_MARK: Final = 26
_LONGEST: Final = 400
#: Ink and ground of each state.
TONES: Final = {
    "proposed": ("text_2", "neutral"),
    "invited": ("accent_text", "accent_soft"),
    "accepted": ("ok", "ok_soft"),
    "declined": ("warn", "warn_soft"),
    "attended": ("ok", "ok_soft"),
    "absent": ("warn", "warn_soft"),
}


@dataclass(frozen=True, slots=True)
class GuestRow:
    """A guest of the list."""

    invitation: RecordId
    organisation: RecordId
    name: str
    reason: str
    status: str
    tables: str
    must: bool


def rows_of(meeting: Meeting, reasons: Mapping[RecordId, str]) -> list[GuestRow]:
    """Return the guests: those who are expected by name, then those who will not come."""
    must = {one.organisation for one in meeting.wishes if one.kind == "must_come"}
    names = meeting.task.company.names
    at: dict[RecordId, list[str]] = {}
    for tables in meeting.plan:
        for table, guests in enumerate(tables, start=1):
            for guest in guests:
                at.setdefault(guest, []).append(number(table))
    rows = []
    for one in meeting.invitations:
        organisation = meeting.snapshot.organisations[one.organisation]
        seats = at.get(one.id, [])
        rows.append(
            GuestRow(
                one.id, one.organisation, names.get(one.id) or organisation.short,
                _first_line(one, reasons), one.status,
                _("table {tables}").format(tables=", ".join(seats)) if seats else "",
                one.organisation in must,
            )
        )  # fmt: skip
    return sorted(rows, key=lambda row: (row.status in GONE, row.name.casefold(), row.invitation))


def _first_line(invitation: Invitation, reasons: Mapping[RecordId, str]) -> str:
    """Return what was written as the reason, else what the program found."""
    return one_line(invitation.reason or reasons.get(invitation.organisation, ""))


class GuestModel(QAbstractListModel):
    """Gives the guests to the list; the choice stays with a guest whatever row it is in."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[GuestRow] = []
        self.snapshot = Snapshot({})

    def show_rows(self, snapshot: Snapshot, rows: Sequence[GuestRow]) -> None:
        """Show these guests instead."""
        self.snapshot = snapshot
        same = [one.invitation for one in rows] == [one.invitation for one in self.rows]
        if not same:
            self.beginResetModel()
        self.rows = list(rows)
        if not same:
            self.endResetModel()
        elif rows:
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))

    def place_of(self, invitation: str) -> QModelIndex:
        """Return where a guest stands; an invalid index when it is not on the list."""
        for place, row in enumerate(self.rows):
            if row.invitation == invitation:
                return self.index(place)
        return QModelIndex()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(row.name[:_LONGEST])
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = (row.name[:_LONGEST], _(INVITATION_STATES[row.status]), row.tables, row.reason)
            return ", ".join(part for part in said if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(row.reason or row.name)
        return row if role == ROW_ROLE else None


class GuestDelegate(QStyledItemDelegate):
    """Draws the rows itself: 300 guests scroll without a widget each."""

    def __init__(self, model: GuestModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(200, theme.px(_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row = index.data(ROW_ROLE)
        if row is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect)
        chosen = paint_ground(painter, box.adjusted(2, 1, -2, -1), option.state, radius=7)
        gone = row.status in GONE
        painter.setOpacity(0.6 if gone and not chosen else 1.0)
        snapshot = self._model.snapshot
        record = snapshot.organisations.get(row.organisation)
        left = box.left() + 10
        side = theme.px(_MARK)
        if record is not None:
            mark = mark_pixmap(
                snapshot, row.organisation, side, device_ratio(painter),
                coded=record.kind != GOVERNMENT,
            )  # fmt: skip
            painter.drawPixmap(QPointF(left, box.top() + theme.px(9)), mark)
        left += side + 10
        right = _paint_tag(painter, row, box)
        painter.setOpacity(0.6 if gone and not chosen else 1.0)
        name = QRectF(left, box.top() + theme.px(5), right - left - 8, theme.px(19))
        self._paint_name(painter, row, name)
        lines = QRectF(left, name.bottom(), box.right() - 12 - left, theme.px(34))
        paint_lines(painter, row.reason, lines, theme.px(17))
        painter.restore()

    def _paint_name(self, painter: QPainter, row: GuestRow, box: QRectF) -> None:
        font = theme.font(13, 600)
        painter.setFont(font)
        painter.setPen(theme.colour("text_1"))
        metrics = QFontMetrics(font)
        words = metrics.elidedText(
            one_line(row.name[:_LONGEST]), Qt.TextElideMode.ElideRight, int(box.width()) - 22
        )
        where = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.drawText(box, where, words)
        left = box.left() + metrics.horizontalAdvance(words) + 7
        if row.must:
            size = theme.px(13)
            drawn = icons.pixmap("lock", "text_2", size, device_ratio(painter))
            painter.drawPixmap(QPointF(left, box.center().y() - size / 2), drawn)


def _paint_tag(painter: QPainter, row: GuestRow, box: QRectF) -> float:
    """Paint what a guest answered and its tables; return where they begin."""
    ink, ground = TONES[row.status]
    font = theme.font(11, 500)
    painter.setFont(font)
    text = _(INVITATION_STATES[row.status])
    wide = QFontMetrics(font).horizontalAdvance(text) + 14
    high = theme.px(19)
    tag = QRectF(box.right() - 12 - wide, box.top() + theme.px(6), wide, high)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(ground))
    painter.drawRoundedRect(tag, 5, 5)
    painter.setPen(theme.colour(ink))
    painter.drawText(tag, int(Qt.AlignmentFlag.AlignCenter), text)
    if not row.tables:
        return tag.left()
    painter.setFont(theme.font(12, figures=True))
    painter.setPen(theme.colour("text_3"))
    wide = QFontMetrics(painter.font()).horizontalAdvance(row.tables) + 2
    words = QRectF(tag.left() - 8 - wide, tag.top(), wide, high)
    painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), row.tables)
    return words.left()


def paint_lines(painter: QPainter, text: str, box: QRectF, step: float) -> None:
    """Write a sentence over two lines at most; what is left over ends in an ellipsis."""
    if not text:
        return
    font = theme.font(12)
    painter.setFont(font)
    painter.setPen(theme.colour("text_2"))
    layout = QTextLayout(text[:_LONGEST], font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    first = layout.createLine()
    first.setLineWidth(max(40.0, box.width()))
    layout.endLayout()
    end = first.textStart() + first.textLength()
    where = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
    line = QRectF(box.left(), box.top(), box.width(), step)
    painter.drawText(line, where, text[:end].rstrip())
    rest = text[end:_LONGEST].strip()
    if rest:
        cut = QFontMetrics(font).elidedText(rest, Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(line.translated(0, step), where, cut)
