"""A row of the inspector: a sign, a name that can be clicked, tags, a figure, a menu."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QColor,
    QContextMenuEvent,
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from oci_map.drawing.text import one_line
from oci_map.i18n import _
from oci_map.model.ids import RecordId
from oci_map.model.records import NONE
from oci_map.ui import icons, theme
from oci_map.ui.mark_image import mark_pixmap
from oci_map.ui.plain import PlainLabel, tooltip
from oci_map.ui.session import Session
from oci_map.values import dataclass

HEIGHT = 28
_SIGN = 18
_LONGEST = 400
_FAR = 10**6
_STEPS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Home: -_FAR,
    Qt.Key.Key_End: _FAR,
}


@dataclass(frozen=True, slots=True)
class MenuItem:
    """An entry of a row's menu; what it means is `data`, '' for a line between entries."""

    text: str = ""
    data: str = ""
    checked: bool | None = None


@dataclass(frozen=True, slots=True)
class RowData:
    """What a row shows: `mark` is an organisation, `dot` a colour, `icon` the name of one."""

    key: str
    text: str
    mark: RecordId = NONE
    dot: str = ""
    icon: str = ""
    aside: str = ""
    aside_role: str = "second"
    tags: tuple[tuple[str, str], ...] = ()  # text and tone
    button: str = ""  # a tag that opens the menu
    button_tone: str = ""
    menu: tuple[MenuItem, ...] = ()
    tip: str = ""
    below: str = field(default="")  # a second, quiet line under it


class Row(QAbstractButton):
    """Shows a RowData; the same widget shows another one later."""

    chosen = Signal(str)  # the row's key
    asked = Signal(str, str)  # the row's key, the data of the menu entry
    entered = Signal()  # the keyboard came to it
    stepped = Signal(int)  # an arrow key asks for another row, so many further

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.data = RowData("", "")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._menu = QMenu(self)
        self._menu.triggered.connect(self._ask)
        self._tags: list[PlainLabel] = []
        self._aside = PlainLabel(parent=self)
        self._button = QToolButton(self)
        self._button.setProperty("look", "tag")
        # The row itself opens the menu with an arrow: each would be one more stop for Tab.
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._button.setMenu(self._menu)
        self._more = QToolButton(self)
        self._more.setIcon(icons.icon("ellipsis"))
        self._more.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._more.setIconSize(QSize(14, 14))
        self._more.setFixedSize(26, 26)
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._more.setMenu(self._menu)
        self._side = QHBoxLayout(self)
        self._side.setSpacing(6)
        self._side.addStretch(1)
        self._side.addWidget(self._button)
        self._side.addWidget(self._aside)
        self._side.addWidget(self._more)
        self._side.setContentsMargins(0, 0, 4, 0)
        self.clicked.connect(self._choose)

    def show_data(self, data: RowData) -> None:
        """Show this now."""
        if data == self.data:
            return
        self.data = data
        self.setText(one_line(data.text[:_LONGEST]).replace("&", "&&"))
        name = one_line(data.text[:_LONGEST])
        tags = [text for text, _tone in data.tags]
        self.setAccessibleName(", ".join(t for t in (name, data.button, *tags, data.aside) if t))
        self.setAccessibleDescription(_("Right arrow: what can be done") if data.menu else "")
        self._more.setAccessibleName(_("What can be done with {name}").format(name=name))
        self._button.setAccessibleName(f"{name}: {data.button}")
        self.setToolTip(tooltip(data.tip) if data.tip else "")
        self._aside.setText(data.aside)
        self._aside.setVisible(bool(data.aside))
        self._aside.setProperty("role", data.aside_role)
        _restyle(self._aside)
        self._show_tags(data.tags)
        self._button.setVisible(bool(data.button))
        self._button.setText(data.button.replace("&", "&&"))
        self._button.setProperty("tone", data.button_tone)
        _restyle(self._button)
        self._fill_menu(data.menu)
        self._follow_pointer()
        self.update()

    def _show_tags(self, tags: Sequence[tuple[str, str]]) -> None:
        while len(self._tags) < len(tags):
            label = PlainLabel(role="tag", parent=self)
            self._side.insertWidget(1 + len(self._tags), label)
            self._tags.append(label)
        for place, label in enumerate(self._tags):
            label.setVisible(place < len(tags))
            if place < len(tags):
                text, tone = tags[place]
                label.setText(text)
                label.setProperty("tone", tone)
                _restyle(label)

    def _fill_menu(self, items: Sequence[MenuItem]) -> None:
        self._menu.clear()
        for item in items:
            if not item.data:
                self._menu.addSeparator()
                continue
            action = self._menu.addAction(item.text)
            action.setData(item.data)
            if item.checked is not None:
                action.setCheckable(True)
                action.setChecked(item.checked)

    def _follow_pointer(self) -> None:
        """Show the button for more only where the pointer or the focus is."""
        near = self.underMouse() or self.hasFocus()
        wanted = bool(self.data.menu) and not self.data.button
        self._more.setVisible(wanted and near)

    def _choose(self) -> None:
        self.chosen.emit(self.data.key)

    def _ask(self, action: QAction) -> None:
        self.asked.emit(self.data.key, action.data())

    def sizeHint(self) -> QSize:
        return QSize(120, theme.px(HEIGHT))

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._follow_pointer()
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._follow_pointer()
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()
        self._follow_pointer()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._follow_pointer()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif key in _STEPS:
            self.stepped.emit(_STEPS[Qt.Key(key)])
        elif key in (Qt.Key.Key_Right, Qt.Key.Key_Menu) and self.data.menu:
            self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.data.menu:
            self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
        else:
            super().contextMenuEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QRectF(self.rect()).adjusted(-4, 0.5, 0, -0.5)
        if self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("hover"))
            painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(ground.adjusted(5, 0.5, -1, -0.5), 5, 5)
        left = self._paint_sign(painter)
        right = self._right_end()
        middle = int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextSingleLine)
        painter.setFont(theme.font())
        room = max(0, int(right - left))
        painter.setPen(theme.colour("text_1"))
        painter.drawText(
            QRectF(left, 0, room, self.height()),
            middle | int(Qt.AlignmentFlag.AlignLeft),
            painter.fontMetrics().elidedText(
                one_line(self.data.text[:_LONGEST]), Qt.TextElideMode.ElideRight, room
            ),
        )

    def _right_end(self) -> float:
        side = (*self._tags, self._button, self._aside, self._more)
        shown = [widget.x() for widget in side if widget.isVisible()]
        return min(shown) - 6 if shown else self.width() - 4

    def _paint_sign(self, painter: QPainter) -> float:
        top = (self.height() - _SIGN) / 2
        scale = self.devicePixelRatioF()
        data = self.data
        if data.mark in self._session.snapshot.organisations:
            mark = mark_pixmap(self._session.snapshot, data.mark, _SIGN, scale)
            painter.drawPixmap(QPointF(-1, top), mark)
        elif data.dot:
            colour = QColor(data.dot)
            painter.setPen(QPen(colour, 1.25))
            soft = QColor(data.dot)
            soft.setAlphaF(0.22)
            painter.setBrush(soft)
            painter.drawEllipse(QPointF(7, self.height() / 2), 5.5, 5.5)
        elif data.icon:
            painter.drawPixmap(
                QPointF(0, (self.height() - 15) / 2), icons.pixmap(data.icon, "text_2", 15, scale)
            )
        else:
            return 0.0
        return 23.0


def _restyle(widget: QWidget) -> None:
    """Let the style sheet look at changed properties."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


class Rows(QWidget):
    """Rows under each other; widgets are kept and shown again with other data."""

    chosen = Signal(str)
    asked = Signal(str, str)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.rows: list[Row] = []
        self.notes: list[PlainLabel] = []
        self._count = 0
        self._current = 0
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def place_under(self, key: str, widget: QWidget) -> None:
        """Let a widget stand under the row with this key."""
        self._column.removeWidget(widget)
        for place, row in enumerate(self.rows):
            if row.data.key == key and row.isVisibleTo(self):
                self._column.insertWidget(2 * place + 2, widget)
                return

    def show_rows(self, data: Sequence[RowData]) -> None:
        """Show these rows."""
        while len(self.rows) < len(data):
            self._add()
        self._count = len(data)
        self._keep_focus(len(data))
        for place, row in enumerate(self.rows):
            shown = place < len(data)
            row.setVisible(shown)
            note = data[place].below if shown else ""
            self.notes[place].setText(note[:4000])
            self.notes[place].setVisible(bool(note))
            if shown:
                row.show_data(data[place])
        self._make_current(min(self._current, max(0, len(data) - 1)))

    def _keep_focus(self, count: int) -> None:
        """Hand the keyboard to the last row that stays, when the row that has it goes."""
        focused = QApplication.focusWidget()
        going = focused is not None and any(
            row is focused or row.isAncestorOf(focused) for row in self.rows[count:]
        )
        if going and count:
            self.rows[count - 1].setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_current(self, place: int) -> None:
        """Let Tab stop at one row only; arrows lead to the others."""
        self._current = place
        for at, row in enumerate(self.rows):
            stops = at == place
            row.setFocusPolicy(Qt.FocusPolicy.StrongFocus if stops else Qt.FocusPolicy.ClickFocus)

    def _enter(self) -> None:
        row = self.sender()
        if row in self.rows:
            self._make_current(self.rows.index(row))

    def _step(self, by: int) -> None:
        place = max(0, min(self._count - 1, self._current + by))
        if self._count:
            self.rows[place].setFocus(Qt.FocusReason.TabFocusReason)

    def _add(self) -> None:
        row = Row(self._session, self)
        row.entered.connect(self._enter)
        row.stepped.connect(self._step)
        row.chosen.connect(self.chosen)
        row.asked.connect(self.asked)
        note = PlainLabel(role="caption", wrap=True, parent=self)
        note.setContentsMargins(23, 0, 4, 6)
        self._column.addWidget(row)
        self._column.addWidget(note)
        self.rows.append(row)
        self.notes.append(note)
