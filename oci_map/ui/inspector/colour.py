"""The editor of a colour: its swatch, its code, and how it stands out on the map."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QMenu, QToolButton, QVBoxLayout, QWidget

from oci_map import i18n
from oci_map.drawing.style import DARK, LIGHT
from oci_map.i18n import _
from oci_map.model.fields import Field
from oci_map.model.records import Record, Sector
from oci_map.ui import messages, theme
from oci_map.ui.flat_edit import FlatEdit
from oci_map.ui.inspector.field_editor import FieldEditor, restyle
from oci_map.ui.plain import PlainLabel
from oci_map.ui.session import Session

#: Below this a mark does not stand out from its ground (WCAG 2.2, 1.4.11).
_ENOUGH: Final = 3.0
_SWATCH: Final = 14


class ColourEditor(FieldEditor):
    """A code that can be typed, beside a swatch that offers the colours of the map."""

    def __init__(self, session: Session, field: Field, parent: QWidget) -> None:
        super().__init__(session, field, parent)
        self.swatch = Swatch(self)
        self.line = FlatEdit(self)
        self.line.setMaxLength(40)
        self.contrast = PlainLabel(role="caption", wrap=True, parent=self)
        self._menu = QMenu(self)
        self._row.addWidget(self.swatch, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.line)
        column.addWidget(self.contrast)
        self._row.addLayout(column, 1)
        self.setFocusProxy(self.line)
        self.line.kept.connect(self._give)
        self.line.taken_back.connect(self._forget)
        self.line.textChanged.connect(self._say_contrast)
        self.swatch.clicked.connect(self._offer)
        self._menu.triggered.connect(self._choose)

    def show_record(self, record: Record) -> None:
        value = str(getattr(record, self.field.name))
        self.line.setPlaceholderText(self.hint())
        self.line.setAccessibleName(self.described())
        restyle(self.line, unknown=self.unknown)
        self.line.show_text(value)
        self.swatch.show_colour(value)
        self.swatch.setToolTip(_("Choose a colour…"))
        self.swatch.setAccessibleName(
            _("Choose a colour for “{field}”").format(field=self.field.label)
        )
        self._say_contrast()

    def take_back(self) -> None:
        self.line.take_back()

    def set_editable(self, editable: bool) -> None:
        self.line.setReadOnly(not editable)
        self.swatch.setEnabled(editable)

    def _say_contrast(self) -> None:
        ground = QColor((DARK if self.field.name.endswith("dark") else LIGHT).canvas)
        chosen = QColor(self.line.text().strip())
        self.contrast.setVisible(chosen.isValid())
        if not chosen.isValid():
            return
        ratio = contrast(chosen, ground)
        figure = i18n.number(ratio, 1)
        weak = ratio < _ENOUGH
        self.contrast.setText(
            _("{ratio} : 1 on the map, which is little; 3 : 1 is easy to see").format(ratio=figure)
            if weak
            else _("{ratio} : 1 on the map").format(ratio=figure)
        )
        restyle(self.contrast, role="error" if weak else "caption")

    def _offer(self) -> None:
        self._menu.clear()
        name = self.field.name
        kept = [getattr(one, name, "") for one in self.session.snapshot.all(Sector).values()]
        for code in dict.fromkeys(one for one in kept if one):
            names = [
                one.name
                for one in self.session.snapshot.all(Sector).values()
                if getattr(one, name, "") == code
            ]
            action = self._menu.addAction(_swatch_icon(code), ", ".join(names)[:60])
            action.setData(code)
        self._menu.addSeparator()
        self._menu.addAction(_("Another colour…")).setData("other")
        self._menu.popup(self.swatch.mapToGlobal(self.swatch.rect().bottomLeft()))

    def _choose(self, action: QAction) -> None:
        data = str(action.data())
        if data == "other":
            self._ask()
        else:
            self.edited.emit(self.field.name, data)

    def _ask(self) -> None:
        messages.ask_colour(self, self.field.label, self.line.text(), self._take)

    def _take(self, chosen: QColor) -> None:
        self.edited.emit(self.field.name, chosen.name())


class Swatch(QToolButton):
    """A small square of a colour; struck through when there is none."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._colour = QColor()
        self.setFixedSize(26, 26)

    def show_colour(self, code: str) -> None:
        """Show this colour."""
        self._colour = QColor(code) if code else QColor()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_swatch(painter, QRectF(self.rect()), self._colour)


def paint_swatch(painter: QPainter, box: QRectF, colour: QColor) -> None:
    """Paint a swatch in the middle of a box."""
    side = _SWATCH
    square = QRectF(0, 0, side, side)
    square.moveCenter(box.center())
    painter.setPen(QPen(theme.colour("hairline_strong"), 1))
    painter.setBrush(colour if colour.isValid() else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(square, 4, 4)
    if not colour.isValid():
        painter.drawLine(square.bottomLeft(), square.topRight())


def contrast(one: QColor, other: QColor) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: QColor) -> float:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _swatch_icon(code: str) -> QIcon:
    drawn = QPixmap(QSize(16, 16))
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_swatch(painter, QRectF(0, 0, 16, 16), QColor(code))
    painter.end()
    return QIcon(drawn)
