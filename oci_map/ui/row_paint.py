"""What lists with painted rows have in common: how they are set up, a ground, a line of text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemDelegate, QListView

from oci_map.ui import theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyle


def show_painted(view: QListView, delegate: QAbstractItemDelegate) -> None:
    """Have a list show rows of one height that follow the pointer and scroll smoothly."""
    view.setItemDelegate(delegate)
    view.setUniformItemSizes(True)
    view.setMouseTracking(True)
    view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)


def paint_ground(
    painter: QPainter, ground: QRectF, state: QStyle.StateFlag, *, radius: int = 6
) -> bool:
    """Paint what lies under a row that is chosen, pointed at or on the keyboard; say if chosen."""
    # PySide is long about this type: not before there are rows.
    from PySide6.QtWidgets import QStyle

    flag = QStyle.StateFlag
    chosen = bool(state & flag.State_Selected)
    if chosen or state & flag.State_MouseOver:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent_soft" if chosen else "hover"))
        painter.drawRoundedRect(ground, radius, radius)
    by_keyboard = flag.State_HasFocus | flag.State_KeyboardFocusChange
    if state & by_keyboard == by_keyboard:
        painter.setPen(QPen(theme.colour("accent"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(ground.adjusted(1, 1, -1, -1), radius - 1, radius - 1)
    return chosen


def write(painter: QPainter, box: QRectF, text: str, font: QFont, ink: str) -> None:
    """Write one line from the left, in the middle of its height; an ellipsis ends what is cut."""
    painter.setFont(font)
    painter.setPen(theme.colour(ink))
    fits = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()))
    where = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
    painter.drawText(box, where | int(Qt.TextFlag.TextSingleLine), fits)
