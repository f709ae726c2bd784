"""The tables of one round as a picture to work with: drag, swap, pin, all by keyboard too."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QToolTip, QWidget

from oci_map.i18n import _, listing
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from oci_map.ui import theme
from oci_map.ui.claimed_key import claimed
from oci_map.ui.plain import tooltip
from oci_map.ui.roundtable.looks import TableLook
from oci_map.ui.roundtable.seat_paint import chip_width, paint_chip, paint_table
from oci_map.ui.roundtable.seat_places import Chair, PlacedTable, Places, places

_NOBODY: Final = RecordId("")
_SLACK: Final = 4  # px around a name that count for it


class SeatMap(QWidget):
    """Shows the tables; says what a person wants with guests, and changes nothing itself.

    Arrows go from guest to guest, Up and Down from table to table. Enter lifts a guest and Enter
    on another one swaps the two; Escape puts it down. A drag does the same.
    """

    table_chosen = Signal(int)
    guest_chosen = Signal(str)
    tried = Signal(str, object)  # a guest, and the guest or table it is held over; '' for nothing
    swap_wanted = Signal(str, str)
    move_wanted = Signal(str, int)
    menu_wanted = Signal(str, QPoint)
    reached = Signal(QPoint)  # the picture should be scrolled so that this is seen

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._snapshot = Snapshot({})
        self._looks: tuple[TableLook, ...] = ()
        self._places = Places((), 0.0)
        self._asked: object = None
        self.table = 1
        self.guest = _NOBODY
        self.lifted = _NOBODY
        self._target = _NOBODY
        self._pressed: QPointF | None = None
        self._held: QPointF | None = None  # the pointer, while a guest is dragged
        self._pointed = _NOBODY
        self.can_edit = True
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setProperty("ownSize", True)

    # --------------------------------------------------------------------------- what it shows

    def show_tables(self, snapshot: Snapshot, looks: Sequence[TableLook]) -> None:
        """Show these tables instead."""
        self._snapshot = snapshot
        self._looks = tuple(looks)
        everyone = {one.guest for look in self._looks for one in look.guests}
        if self.guest not in everyone:
            self.guest = _NOBODY
        if self.lifted not in everyone:
            self.put_down()
        if self.table > len(self._looks):
            self.table = 1
        self._place()

    def choose_guest(self, guest: RecordId) -> None:
        """Put the keyboard on a guest."""
        chair = self.chair(guest)
        if chair is None:
            return
        self.guest = guest
        placed = self._table_of(guest)
        if placed is not None:
            self.table = placed.look.table
        self.reached.emit(chair.chip.center().toPoint())
        self._describe()
        self.update()

    def put_down(self) -> None:
        """End a swap that was begun, without swapping."""
        had = self.lifted
        self.lifted = self._target = _NOBODY
        self._pressed = self._held = None
        self.unsetCursor()
        if had:
            self.tried.emit(had, _NOBODY)
            self.update()

    @property
    def tables(self) -> tuple[PlacedTable, ...]:
        """The tables as they are placed."""
        return self._places.tables

    def chair(self, guest: RecordId) -> Chair | None:
        """Return where a guest sits."""
        for placed in self.tables:
            for chair in placed.chairs:
                if chair.look.guest == guest:
                    return chair
        return None

    def _table_of(self, guest: RecordId) -> PlacedTable | None:
        return next(
            (one for one in self.tables if any(c.look.guest == guest for c in one.chairs)), None
        )

    def _place(self) -> None:
        width, height = float(self.width()), float(self._room())
        asked = (self._looks, width, height, theme.text_percent())
        if asked != self._asked:
            self._asked = asked
            self._places = places(self._looks, chip_width, width, height)
            self.setMinimumHeight(math.ceil(self._places.height) if self._looks else 0)
        self._describe()
        self.update()

    def _room(self) -> int:
        parent = self.parentWidget()
        return parent.height() if parent is not None else self.height()

    def _describe(self) -> None:
        """Say in words where the keyboard is."""
        placed = self._table_of(self.guest)
        words = ""
        if placed is not None:
            look = next(c.look for c in placed.chairs if c.look.guest == self.guest)
            others = [c.look.name for c in placed.chairs if c.look.guest != self.guest]
            words = _("{guest}, table {table}, with {others}").format(
                guest=look.title, table=placed.look.table, others=listing(others)
            )
            if look.host:
                words += ", " + _("host")
            if look.pinned:
                words += ", " + _("pinned")
        if words != self.accessibleDescription():
            self.setAccessibleDescription(words)
            self.announce(words)

    def announce(self, words: str) -> None:
        """Have something read aloud, where somebody listens."""
        if words and self.hasFocus() and QAccessible.isActive():
            event = QAccessibleAnnouncementEvent(self, words)
            event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
            QAccessible.updateAccessibility(event)

    # --------------------------------------------------------------------------------- pointing

    def guest_at(self, at: QPointF) -> RecordId:
        """Return who is under a point; '' for nobody."""
        for placed in self.tables:
            for chair in placed.chairs:
                if chair.chip.adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK).contains(at):
                    return chair.look.guest
        return _NOBODY

    def table_at(self, at: QPointF) -> int:
        """Return the table under a point, from 1; 0 for none."""
        for placed in self.tables:
            if placed.area.contains(at):
                return placed.look.table
        return 0

    def _hold_over(self, at: QPointF) -> None:
        self._held = at
        guest = self.guest_at(at)
        target = guest if guest != self.lifted else _NOBODY
        if target != self._target:
            self._target = target
            self.tried.emit(self.lifted, target)
        self.reached.emit(at.toPoint())
        self.update()

    def _drop(self, at: QPointF) -> None:
        lifted, target = self.lifted, self._target
        table = self.table_at(at)
        own = self._table_of(lifted)
        self.put_down()
        if target:
            self.swap_wanted.emit(lifted, target)
        elif table and own is not None and table != own.look.table:
            self.move_wanted.emit(lifted, table)

    # --------------------------------------------------------------------------------- keyboard

    def _everyone(self) -> list[RecordId]:
        return [chair.look.guest for placed in self.tables for chair in placed.chairs]

    def _step(self, by: int) -> None:
        order = self._everyone()
        if not order:
            return
        place = order.index(self.guest) + by if self.guest in order else 0
        self._go(order[max(0, min(len(order) - 1, place))])

    def _step_table(self, by: int) -> None:
        own = self._table_of(self.guest)
        now = self.tables.index(own) if own is not None else 0
        seat = 0
        if own is not None:
            seat = [c.look.guest for c in own.chairs].index(self.guest)
        place = now + by
        while 0 <= place < len(self.tables):
            chairs = self.tables[place].chairs
            if chairs:
                self._go(chairs[min(seat, len(chairs) - 1)].look.guest)
                return
            place += by

    def _go(self, guest: RecordId) -> None:
        self.choose_guest(guest)
        if self.lifted:
            self._target = guest if guest != self.lifted else _NOBODY
            self.tried.emit(self.lifted, self._target)
        self.table_chosen.emit(self.table)
        self.guest_chosen.emit(self.guest)

    def _press(self) -> None:
        if not self.can_edit or not self.guest:
            return
        if not self.lifted:
            self.lifted = self.guest
            self.announce(_("Lifted. Choose whom to swap with and press Enter."))
            self.update()
            return
        lifted, target = self.lifted, self.guest
        self.put_down()
        if lifted != target:
            self.swap_wanted.emit(lifted, target)

    def open_menu(self) -> None:
        """Ask for the menu of the guest on whom the keyboard is."""
        chair = self.chair(self.guest)
        if chair is not None:
            self.menu_wanted.emit(self.guest, self.mapToGlobal(chair.chip.bottomLeft().toPoint()))

    # --------------------------------------------------------------------------- Qt overrides

    def sizeHint(self) -> QSize:
        return QSize(700, 600)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(event.rect())
        focused = self.guest if self.hasFocus() else _NOBODY
        for placed in self.tables:
            if not placed.area.adjusted(-10, -10, 10, 10).intersects(area):
                continue
            paint_table(painter, placed, chosen=placed.look.table == self.table)
            for chair in placed.chairs:
                guest = chair.look.guest
                if guest == self.lifted and self._held is not None:
                    painter.setOpacity(0.3)
                paint_chip(
                    painter, self._snapshot, chair, focused=guest in (focused, self._target),
                    lifted=guest == self.lifted, pointed=guest == self._pointed,
                )  # fmt: skip
                painter.setOpacity(1.0)
        lifted = self.chair(self.lifted) if self._held is not None else None
        if lifted is not None and self._held is not None:
            box = QRectF(lifted.chip)
            box.moveCenter(self._held)
            paint_chip(painter, self._snapshot, Chair(lifted.look, lifted.dot, box), lifted=True)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        guest = self.guest_at(at)
        if event.button() == Qt.MouseButton.RightButton and guest:
            self._go(guest)
            self.menu_wanted.emit(guest, event.globalPosition().toPoint())
            return
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self.put_down()
        if guest:
            self._pressed = at
            self._go(guest)
        elif self.table_at(at):
            self.table = self.table_at(at)
            self.table_chosen.emit(self.table)
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if self._held is not None:
            self._hold_over(at)
            return
        if self._pressed is not None and self.can_edit:
            away = at - self._pressed
            if math.hypot(away.x(), away.y()) >= QApplication.startDragDistance():
                self.lifted = self.guest
                self.setCursor(Qt.CursorShape.ClosedHandCursor)
                self._hold_over(at)
            return
        pointed = self.guest_at(at)
        if pointed != self._pointed:
            self._pointed = pointed
            if pointed and self.can_edit:
                self.setCursor(Qt.CursorShape.OpenHandCursor)
            else:
                self.unsetCursor()
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if self._held is not None:
            self._drop(event.position())
        self._pressed = None

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if self._pointed:
            self._pointed = _NOBODY
            self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.guest and self._everyone() and event.reason() != _BY_MOUSE:
            self._go(self._everyone()[0])
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Right, Qt.Key.Key_Left):
            self._step(1 if key == Qt.Key.Key_Right else -1)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._step_table(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._step(10**6 if key == Qt.Key.Key_End else -(10**6))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._press()
        elif key == Qt.Key.Key_Menu:
            self.open_menu()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        kind = event.type()
        asked = kind == QEvent.Type.ShortcutOverride and bool(self.lifted)
        if asked and claimed(event, Qt.Key.Key_Escape):
            self.put_down()
            return True
        if kind == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            chair = self.chair(self.guest_at(QPointF(event.pos())))
            if chair is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), tooltip(chair.look.title), self, QRect())
            return True
        return super().event(event)


_BY_MOUSE: Final = Qt.FocusReason.MouseFocusReason
