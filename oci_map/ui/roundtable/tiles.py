"""Attendance as large tiles: a click or Enter says that somebody is here, another that not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from oci_map.drawing.painter import device_ratio
from oci_map.i18n import _
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from oci_map.model.vocabulary import GOVERNMENT
from oci_map.ui import icons, theme
from oci_map.ui.mark_image import mark_pixmap
from oci_map.ui.plain import tooltip
from oci_map.ui.roundtable.guest_rows import ROW_ROLE, GuestModel, GuestRow
from oci_map.ui.row_paint import show_painted, write

_Index = QModelIndex | QPersistentModelIndex
_WIDE: Final = 212
_HIGH: Final = 74
_LONGEST: Final = 200
#: What a click makes of each state: here, then not here, then to be noted again.
NEXT: Final = {"attended": "absent", "absent": "accepted"}


def state_words(status: str) -> str:
    """Say whether somebody is here, in as few words as can be."""
    if status == "attended":
        return _("Here")
    if status == "absent":
        return _("Not here")
    if status == "declined":
        return _("Declined")
    return _("Not noted yet")


class TileModel(GuestModel):
    """Gives the guests to the board, each with whether it is here."""

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()] if index.isValid() else None
        if row is not None and role == Qt.ItemDataRole.AccessibleTextRole:
            said = (row.name[:_LONGEST], state_words(row.status), row.tables)
            return ", ".join(part for part in said if part)
        if row is not None and role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(row.name)
        return super().data(index, role)


class _Delegate(QStyledItemDelegate):
    def __init__(self, model: TileModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(theme.px(_WIDE), theme.px(_HIGH))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row = index.data(ROW_ROLE)
        if row is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect).adjusted(4.5, 4.5, -4.5, -4.5)
        ground, line, ink = _tones(row.status)
        flag = QStyle.StateFlag
        painter.setBrush(theme.colour(ground))
        pointed = bool(option.state & flag.State_MouseOver)
        painter.setPen(QPen(theme.colour("text_3" if pointed else line), 1))
        painter.drawRoundedRect(box, 8, 8)
        if option.state & flag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRoundedRect(box.adjusted(-2, -2, 2, 2), 10, 10)
        side = theme.px(26)
        record = self._model.snapshot.organisations.get(row.organisation)
        if record is not None:
            mark = mark_pixmap(
                self._model.snapshot, row.organisation, side, device_ratio(painter),
                coded=record.kind != GOVERNMENT,
            )  # fmt: skip
            painter.drawPixmap(QPointF(box.left() + 10, box.center().y() - side / 2), mark)
        left = box.left() + side + 20
        words = QRectF(left, box.top() + 7, box.right() - 8 - left, box.height() / 2 - 6)
        write(painter, words, index.data(), theme.font(14, 600), "text_1")
        state = state_words(row.status)
        if row.tables:
            noted = row.status in ("attended", "absent")
            state = f"{state} · {row.tables}" if noted else row.tables
        below = words.translated(0, words.height() + 1)
        if row.status in ("attended", "absent"):
            size = theme.px(14)
            name = "check" if row.status == "attended" else "x"
            drawn = icons.pixmap(name, ink, size, device_ratio(painter))
            painter.drawPixmap(QPointF(left, below.center().y() - size / 2), drawn)
            below.setLeft(left + size + 5)
        write(painter, below, state, theme.font(12, 500), ink)
        painter.restore()


def _tones(status: str) -> tuple[str, str, icons.Ink]:
    if status == "attended":
        return "ok_soft", "ok", "ok"
    if status in ("absent", "declined"):
        return "warn_soft", "warn", "warn"
    return "surface", "hairline_strong", "text_2"


class Tiles(QListView):
    """A board of guests; says who was pressed, and who is asked for a menu."""

    pressed_on = Signal(str)
    menu_wanted = Signal(str, QPoint)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("checkList")
        self.tiles = TileModel(self)
        self.setModel(self.tiles)
        show_painted(self, _Delegate(self.tiles, self))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)

    @property
    def guest(self) -> RecordId:
        """The guest on whom the keyboard is; '' for nobody."""
        row = self.currentIndex().data(ROW_ROLE)
        return row.invitation if row is not None else RecordId("")

    def show_rows(self, snapshot: Snapshot, rows: Sequence[GuestRow]) -> None:
        """Show these guests; the keyboard stays on the one it was on."""
        before = self.guest
        self.setGridSize(QSize(theme.px(_WIDE), theme.px(_HIGH)))
        self.tiles.show_rows(snapshot, rows)
        if self.guest != before or not self.currentIndex().isValid():
            codes = [one.invitation for one in rows]
            place = codes.index(before) if before in codes else 0
            self.setCurrentIndex(self.tiles.index(place) if rows else QModelIndex())
        self.viewport().update()

    def open_menu(self) -> None:
        """Ask for the menu of the guest on whom the keyboard is."""
        if self.guest:
            at = self.visualRect(self.currentIndex()).bottomLeft()
            self.menu_wanted.emit(self.guest, self.viewport().mapToGlobal(at))

    # --------------------------------------------------------------------------- Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.guest:
                self.pressed_on.emit(self.guest)
        elif event.key() == Qt.Key.Key_Menu:
            self.open_menu()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            self.pressed_on.emit(index.data(ROW_ROLE).invitation)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.indexAt(event.pos())
        if index.isValid():
            self.setCurrentIndex(index)
            self.menu_wanted.emit(index.data(ROW_ROLE).invitation, event.globalPos())
