"""A chip of the filter bar: a kind of line with its count, or a value with a menu under it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QWidget

from oci_map.drawing.marks import GAP_DASH
from oci_map.ui import icons, theme
from oci_map.ui.plain import tooltip

_HEIGHT, _SIDE, _GAP, _ICON, _ARROW = 26, 10, 6, 14, 12


class Chip(QAbstractButton):
    """`label` names it, `value` is its count or what was chosen; checked means it is shown."""

    def __init__(
        self, *, warm: bool = False, icon: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._warm = warm
        self._icon = icon
        self._value = ""
        self._menu: QMenu | None = None
        self._short = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.letter(self, 12, 500)

    def set_texts(self, label: str, value: str = "") -> None:
        """Say what it stands for."""
        self.setText(label)
        self._value = value
        self.setAccessibleName(f"{label} {value}".strip())
        self.updateGeometry()
        self.update()

    def set_short(self, short: bool) -> None:
        """Leave the words to the tooltip where there is no room for them; the icon stays."""
        if short != self._short and self._icon:
            self._short = short
            if short and not self.toolTip():
                self.setToolTip(tooltip(self.accessibleName()))
                self.setProperty("ownTooltip", True)
            elif not short and self.property("ownTooltip"):
                self.setToolTip("")
                self.setProperty("ownTooltip", False)
            self.update()

    @property
    def value(self) -> str:
        """What stands behind its name."""
        return self._value

    def set_menu(self, menu: QMenu) -> None:
        """Open this menu under it instead of being checked."""
        self._menu = menu
        self.clicked.connect(self._open_menu)

    def _open_menu(self) -> None:
        if self._menu is not None:
            self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _has_icon(self) -> bool:
        return bool(self._icon) or self._warm or self.isCheckable()

    def _label_width(self) -> int:
        return self.fontMetrics().horizontalAdvance(self.text())

    def _value_width(self) -> int:
        return self.fontMetrics().horizontalAdvance(self._value)

    def sizeHint(self) -> QSize:
        width = 2 * _SIDE + (0 if self._short else self._label_width())
        if self._has_icon():
            width += theme.px(_ICON) + (0 if self._short else _GAP)
        if self._value and not self._short:
            width += 5 + self._value_width()
        if self._menu is not None:
            width += _GAP + theme.px(_ARROW)
        return QSize(width + 2, theme.px(_HEIGHT) + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        on = self.isChecked() or self._menu is not None
        self._paint_box(painter, box, on)
        left = box.left() + _SIDE - 1
        if self._has_icon():
            self._paint_icon(painter, left, box.center().y(), on)
            left += theme.px(_ICON) + _GAP
        if not self._short:
            self._paint_words(painter, left, box, on)
        if self._menu is not None:
            side = theme.px(_ARROW)
            left = box.right() - 8 - side
            self._paint_named(painter, "chevron-down", left, box.center().y(), side)

    def _paint_box(self, painter: QPainter, box: QRectF, on: bool) -> None:
        style = theme.current()
        fill, line = style.surface, style.hairline_strong
        if self._warm and on:
            fill, line = style.gap_soft, style.gap_border
        elif not on:
            fill = style.window
        if self.underMouse() and not (self._warm and on):
            fill = style.hover
        if self.hasFocus():
            painter.setPen(QPen(QColor(style.accent), 2))
        else:
            painter.setPen(QPen(QColor(line), 1))
        painter.setBrush(QColor(fill))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)

    def _paint_icon(self, painter: QPainter, left: float, middle: float, on: bool) -> None:
        side = theme.px(_ICON)
        if self._warm:
            arc = QPainterPath(QPointF(left, middle + 4))
            arc.quadTo(left + side / 2, middle - 8, left + side, middle + 4)
            pen = QPen(theme.colour("gap" if on else "text_3"), 1.8)
            pen.setDashPattern([part / 1.8 * 0.7 for part in GAP_DASH])
            painter.strokePath(arc, pen)
        elif self._icon:
            self._paint_named(painter, self._icon, left, middle, side)
        elif on:
            self._paint_named(painter, "check", left, middle, side)
        else:
            painter.setPen(QPen(theme.colour("text_3"), 1.2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QPointF(left + side / 2, middle), 4, 4)

    def _paint_named(
        self, painter: QPainter, name: str, left: float, middle: float, side: int
    ) -> None:
        drawn = icons.pixmap(name, "text_2", side, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(left, middle - side / 2), drawn)

    def _paint_words(self, painter: QPainter, left: float, box: QRectF, on: bool) -> None:
        style = theme.current()
        label, value = (style.text_1, style.text_3) if on else (style.text_2, style.text_3)
        if self._warm and on:
            label = value = style.gap_text
        if self._icon and self._value:
            label, value = style.text_3, style.text_1
        rest = QRectF(left, box.top(), box.right() - left, box.height())
        where = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        painter.setPen(QColor(label))
        painter.drawText(rest, where, self.text())
        painter.setPen(QColor(value))
        painter.drawText(rest.adjusted(self._label_width() + 5, 0, 0, 0), where, self._value)
