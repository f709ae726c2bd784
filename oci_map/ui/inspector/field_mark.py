"""The small mark beside a field: whether a source says it, and how certain that is."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from oci_map.i18n import _
from oci_map.model.vocabulary import CERTAINTIES, ILLUSTRATIVE, UNKNOWN
from oci_map.ui import icons, theme

WIDTH: Final = 18
_HEIGHT: Final = 26
_STATED: Final = "stated"


class FieldMark(QAbstractButton):
    """A dot where a source says so, a ring where it is inferred; a click opens who says so."""

    asked = Signal(str)  # the field's name

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._name = name
        self.certainty = ""
        self._near = False
        self.setFixedSize(WIDTH, _HEIGHT)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._ask)

    def show_certainty(self, certainty: str, field: str, *, editable: bool) -> None:
        """Show how certain a field is; '' when no source was noted for it."""
        self.certainty = certainty
        self.setEnabled(editable or bool(certainty))
        # Fields without a source are no stops for Tab: Ctrl+I opens their sources.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if certainty else Qt.FocusPolicy.ClickFocus)
        if certainty:
            told = _("Sources of “{field}”: {certainty}").format(
                field=field, certainty=_(CERTAINTIES[certainty])
            )
        else:
            told = _("Add a source for “{field}”…").format(field=field)
        self.setAccessibleName(told)
        self.setToolTip(told)
        self.update()

    def show_near(self, near: bool) -> None:
        """Show a plus where there is no source yet, while pointer or keyboard are near."""
        self._near = near
        self.update()

    def _ask(self) -> None:
        self.asked.emit(self._name)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = QPointF(self.width() / 2, self.height() / 2)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 4, -1, -4), 5, 5)
        if self.certainty == "":
            if self.isEnabled() and (self._near or self.underMouse() or self.hasFocus()):
                drawn = icons.pixmap("plus", "text_3", 12, self.devicePixelRatioF())
                painter.drawPixmap(QPointF(middle.x() - 6, middle.y() - 6), drawn)
            return
        _paint(painter, middle, self.certainty)


def _paint(painter: QPainter, middle: QPointF, certainty: str) -> None:
    ink = theme.colour("warn" if certainty == ILLUSTRATIVE else "text_3")
    if certainty == UNKNOWN:
        painter.setPen(ink)
        painter.setFont(theme.font(12, 600))
        painter.drawText(
            QRectF(middle.x() - 9, middle.y() - 13, 18, 26), int(Qt.AlignmentFlag.AlignCenter), "?"
        )
        return
    painter.setPen(QPen(ink, 1.5))
    filled = certainty == _STATED
    painter.setBrush(ink if filled else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(middle, 3.0, 3.0)
