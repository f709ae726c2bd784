"""The rows of the legend and the names of its sections, as buttons."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from oci_map import i18n
from oci_map.drawing.legend import LegendRow, sample
from oci_map.drawing.painter import WordImages, paint
from oci_map.drawing.text import one_line
from oci_map.i18n import _
from oci_map.ui import icons, theme
from oci_map.ui.legend_filter import PASSIVE
from oci_map.ui.plain import tooltip
from oci_map.ui.roving import RovingButton

WIDTH: Final = 214
ROW, HEAD = 24, 28
_words = WordImages(200)


class LegendHead(RovingButton):
    """The name of a section; a click folds it."""

    def __init__(self, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.key = key
        self.rows: list[LegendButton] = []
        self.setCheckable(True)
        self.setFixedHeight(HEAD)
        theme.letter(self, 11, 600)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def name(self) -> None:
        """Say by name whether it is folded, which the picture shows with an arrow."""
        state = _("{section}, open") if self.isChecked() else _("{section}, folded")
        self.setAccessibleName(state.format(section=self.text()))

    def sizeHint(self) -> QSize:
        return QSize(theme.px_wide(WIDTH) - 2, theme.px(HEAD))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(3, 3, -3, -3), 5, 5)
        painter.setPen(theme.colour("text_3"))
        painter.drawText(
            self.rect().adjusted(12, 2, -28, 0), int(Qt.AlignmentFlag.AlignVCenter), self.text()
        )
        name = "chevron-down" if self.isChecked() else "chevron-right"
        side = theme.px(12)
        drawn = icons.pixmap(name, "text_3", side, self.devicePixelRatioF())
        painter.drawPixmap(self.width() - 12 - side, (self.height() - side) // 2 + 1, drawn)


class LegendButton(RovingButton):
    """A row of the legend: its sample, its meaning, how many."""

    pressed_on = Signal(object, bool)  # LegendRow, whether only this one should stay
    pointed = Signal(object, bool)  # LegendRow, whether the pointer is on it

    def __init__(self, row: LegendRow, parent: QWidget) -> None:
        super().__init__(parent)
        self.row = row
        self._hidden = False
        self._looks: object = None
        self._drawn = QPixmap()
        self._drawn_as: object = None
        self._alone = False
        passive = row.kind in PASSIVE
        self.setEnabled(not passive)
        self.setProperty("ownSize", True)
        self.setFixedHeight(theme.px(ROW))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if passive else Qt.FocusPolicy.StrongFocus)
        if not passive:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.letter(self, 13, 400)
        self.clicked.connect(self._choose)

    def show_row(self, row: LegendRow, *, hidden: bool) -> None:
        """Show this row; `hidden` when it was taken off the map."""
        looks = (row, hidden, i18n.language(), theme.text_percent())
        if looks == self._looks:
            return
        self._looks = looks
        self.row = row
        self._hidden = hidden
        state = _("hidden") if hidden else self._count()
        self.setAccessibleName(f"{one_line(row.words[:200])}, {state}".rstrip(", "))
        if self.isEnabled():
            hint = _("Click hides or shows it, Alt-click shows only this.")
            keys = _("Space hides or shows it, Shift+Space shows only this.")
            if row.kind == "cluster":
                hint = keys = _("Selects its organisations on the map.")
            self.setAccessibleDescription(keys)
            self.setToolTip(tooltip(f"{row.words}\n{hint}"))
        self.update()

    @property
    def lines(self) -> float:
        """How high it is, in rows of one line."""
        return 1.5 if self.row.note else 1.0

    @property
    def texts(self) -> tuple[str, str]:
        """What it means, and how many."""
        return self.row.text, self._count()

    def _count(self) -> str:
        if self.row.count is None:
            return ""
        return i18n.number(self.row.count) if self.row.used else _("none")

    def _choose(self) -> None:
        alone, self._alone = self._alone, False
        self.pressed_on.emit(self.row, alone)

    def sizeHint(self) -> QSize:
        return QSize(theme.px_wide(WIDTH) - 2, theme.px(ROW))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._alone = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        super().mouseReleaseEvent(event)
        self._alone = False

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        # Alt+Space, as the mouse would have it, opens the menu of the window on Windows.
        self._alone = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        super().keyReleaseEvent(event)
        self._alone = False

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        if self.isEnabled():
            self.pointed.emit(self.row, True)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if self.isEnabled():
            self.pointed.emit(self.row, False)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        # The legend lies over the map and is painted whenever that is.
        scale = self.devicePixelRatioF()
        over = self.underMouse() and self.isEnabled()
        looks = (self._looks, over, self.hasFocus(), theme.current_name(), self.size().toTuple())
        if (looks, scale) != self._drawn_as:
            self._drawn_as = (looks, scale)
            self._drawn = QPixmap(self.size() * scale)
            self._drawn.setDevicePixelRatio(scale)
            self._drawn.fill(Qt.GlobalColor.transparent)
            drawing = QPainter(self._drawn)
            self._draw(drawing, over, scale)
            drawing.end()
        QPainter(self).drawPixmap(0, 0, self._drawn)

    def _draw(self, painter: QPainter, over: bool, scale: float) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(4, 0, -4, 0)
        if over:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("hover"))
            painter.drawRoundedRect(box, 5, 5)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 5, 5)
        painter.setOpacity(0.35 if self._hidden else 1.0)
        paint(painter, sample(self.row, 25.0, self.height() / 2, theme.current()), scale, _words)
        painter.setOpacity(1.0)
        self._paint_words(painter)

    def _paint_words(self, painter: QPainter) -> None:
        middle = int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextSingleLine)
        height = self.height() * (0.62 if self.row.note else 1.0)
        quiet = self._hidden or not self.row.used
        count = self._count()
        painter.setPen(theme.colour("text_3" if quiet else "text_2"))
        painter.setFont(theme.font(12, figures=True))
        right = self.width() - 12
        painter.drawText(
            QRectF(0, 0, right, height), middle | int(Qt.AlignmentFlag.AlignRight), count
        )
        taken = painter.fontMetrics().horizontalAdvance(count) + 6 if count else 0
        font = theme.font()
        font.setStrikeOut(self._hidden)
        painter.setFont(font)
        painter.setPen(theme.colour("text_3" if quiet else "text_1"))
        room = int(right - 46 - taken)
        painter.drawText(
            QRectF(46, 0, room, height),
            middle | int(Qt.AlignmentFlag.AlignLeft),
            painter.fontMetrics().elidedText(
                one_line(self.row.text[:200]), Qt.TextElideMode.ElideRight, room
            ),
        )
        if self.row.note:
            painter.setFont(theme.font(11))
            painter.setPen(theme.colour("text_3"))
            below = QRectF(46, height, right - 46, self.height() - height)
            top = int(Qt.AlignmentFlag.AlignTop)
            painter.drawText(below, top, self.row.note)
